"""The words kept beside a record come back as they were."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from vnplan.model import Box, Cell, Change, Line, PageInfo, RestoredLine, Route, Word, Zone
from vnplan.pipeline import Settings, convert_with_words
from vnplan.source.pages import open_source
from vnplan.words import Words, dump_words, load_words

ROOT = Path(__file__).parent.parent
CELL = Cell(0, 1, 2, 1, 1, Box(0, 0, 9, 9), Box(0, 0, 90, 90))
LINE = Line.of(1, [Word("S6:", Box(1, 2, 3, 4), 0.25, None, 13.0), Word("12")], CELL, Zone.NUMBER)
WORDS = Words(
    (PageInfo(1, Route.OCR, 2480, 3508, 300.0, "a scan", "lost"),),
    (RestoredLine.apply(LINE, [Change(0, 2, "S6", "Số", "letters", 0.9)]),),
)


def test_words_read_back_equal() -> None:
    """Boxes, certainties, cells, zones and changes included."""
    assert load_words(dump_words(WORDS)) == WORDS
    assert dump_words(WORDS) == dump_words(WORDS)


def test_the_words_of_a_document_are_small() -> None:
    """A page of text takes about five kilobytes, and can be asked for alone."""
    source = open_source(ROOT / "fixtures" / "directive" / "garbled.txt")
    read = convert_with_words(source, Settings())
    words = Words(read.pages, read.lines)
    data = dump_words(words)
    assert load_words(data) == words
    assert len(data) < 6000 * source.page_count
    assert words.on(1)[0] == read.lines[0] and words.on(99) == ()


@pytest.mark.parametrize(
    "data", [b"", b"text", gzip.compress(b"[]"), gzip.compress(b"{}"), dump_words(WORDS)[:-9]]
)
def test_other_files_are_refused(data: bytes) -> None:
    """A damaged file is named as one, and is no crash."""
    with pytest.raises(ValueError, match="words"):
        load_words(data)
