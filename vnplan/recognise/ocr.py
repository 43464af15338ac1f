"""What Tesseract reads of a picture: how it is called, its table, numbers read again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from pytesseract import pytesseract

from vnplan.errors import RecogniseError
from vnplan.handwriting.numerals import (
    before_enlarging,
    enlarged,
    may_be_number,
    number_read_again,
    with_strokes_counted,
)
from vnplan.layout.boxes import with_whole_boxes
from vnplan.layout.specks import without_specks
from vnplan.model import Box, CleanPage, Pixels, Word
from vnplan.recognise.tesseract import Call, check_program, table_of_words
from vnplan.syllable import nfc

_DOCTOR = "vnplan doctor"
_WORD_LEVEL = 5
# Less sure words are not believed where Tesseract had passed over them.
SURE = 0.7
# Tesseract's modes for a single column of lines of any size, the cells of tables, and for
# lines of one size, the numbers of rows; for one line and for one word alone.
ONE_COLUMN, ONE_BLOCK, ONE_LINE, ONE_WORD = 4, 6, 7, 8
DIGITS = "0123456789"
# Letters that are read with less than this confidence may be none.
_DOUBTFUL = 0.6
_LINE_KEY = ("block_num", "par_num", "line_num")
_PLACE = ("left", "top", "width", "height")


@dataclass(frozen=True, slots=True)
class RecogniseSettings:
    """How Tesseract is called.

    ``vie`` was chosen against ``script/Vietnamese`` (Debian's tesseract-ocr-script-viet 4.1.0),
    which takes a fifth more time and misreads more words through all stages: of drawn noisy pages
    1.4 % against 0.8 %, of drawn poor ones 3.3 % against 2.0 %, of 20 real ones 0.92 % against
    0.83 % (29 November 2026).

    Attributes:
        language: its data, e.g. ``vie`` or ``vie+eng``.
        timeout: seconds for one page.
        segmentation: Tesseract's ``--psm``.
        second_look: search places with much ink that was not read once more.
        second_reading: read unsure words again, cut out, and then the lines that hold some, larger.
        program: name or path of the program.
    """

    language: str = "vie"
    timeout: float = 120.0
    segmentation: int = 3
    second_look: bool = True
    second_reading: bool = True
    program: str = "tesseract"


def check_programs(settings: RecogniseSettings) -> str:
    """The path of the program, when it and its data are there.

    Raises:
        DependencyError: Tesseract or its data for the language is missing.
    """
    return check_program(settings.program, settings.language)


def read_runs(page: CleanPage, settings: RecogniseSettings, alphabet: str = "") -> list[list[Word]]:
    """Tesseract's lines of words, with boxes in pixels of the cleaned page.

    ``alphabet``: the only letters that may be read; any when it is empty.

    Raises:
        DependencyError: Tesseract or its data for the language is missing.
        RecogniseError: Tesseract crashed or took too long.
    """
    program = check_programs(settings)
    call = Call(
        program=program,
        language=settings.language,
        mode=settings.segmentation,
        dpi=round(page.dpi) or 300,
        alphabet=alphabet,
        timeout=settings.timeout,
    )
    return with_whole_boxes(without_specks(parse_tsv(table_of_words(call, page.pixels))))


def read_words(page: CleanPage, settings: RecogniseSettings) -> list[list[Word]]:
    """The same as :func:`read_runs`, numbers that are read badly looked at once more.

    Raises:
        DependencyError, RecogniseError: as :func:`read_runs`.
    """
    again = replace(settings, segmentation=ONE_WORD)
    return [
        [_number_again(page, w, again) if may_be_number(w) else w for w in run]
        for run in with_strokes_counted(read_runs(page, settings), page.pixels)
    ]


def _number_again(page: CleanPage, word: Word, settings: RecogniseSettings) -> Word:
    assert word.box is not None
    rim = word.box.height // 3
    left, top, right, bottom = word.box
    box = Box(max(0, left - rim), max(0, top - rim), right + rim, bottom + rim)
    return number_read_again(word, _read_crop(page, box, settings, DIGITS + ".,/"))


def read_line(page: CleanPage, settings: RecogniseSettings, pixels: Pixels) -> list[Word]:
    """The words of a picture of one line of the page.

    Raises:
        DependencyError, RecogniseError: as :func:`read_runs`.
    """
    one_line = replace(settings, segmentation=ONE_LINE)
    return [word for run in read_runs(with_picture(page, pixels), one_line) for word in run]


def read_column(page: CleanPage, settings: RecogniseSettings, pixels: Pixels) -> list[list[Word]]:
    """The words of a picture of one column of the page.

    Raises:
        DependencyError, RecogniseError: as :func:`read_runs`.
    """
    return read_words(with_picture(page, pixels), replace(settings, segmentation=ONE_COLUMN))


def read_block(settings: RecogniseSettings, page: CleanPage) -> list[list[Word]]:
    return read_words(page, replace(settings, segmentation=ONE_BLOCK))


def read_number(page: CleanPage, settings: RecogniseSettings) -> list[list[Word]]:
    """The digits of a small picture, read larger than it is."""
    found = read_runs(with_picture(page, enlarged(page.pixels)), settings, DIGITS)
    return [
        [replace(w, box=before_enlarging(w.box)) for w in run if w.box is not None] for run in found
    ]


def _read_crop(page: CleanPage, box: Box, settings: RecogniseSettings, alphabet: str) -> list[Word]:
    """The words in a part of the page, with boxes on the whole of it."""
    crop = page.pixels[max(0, box.top) : box.bottom, max(0, box.left) : box.right]
    runs = read_runs(with_picture(page, crop), settings, alphabet)
    return [shifted(word, box) for run in runs for word in run]


def with_picture(page: CleanPage, pixels: Pixels) -> CleanPage:
    return replace(page, pixels=np.ascontiguousarray(pixels))


def shifted(word: Word, by: Box) -> Word:
    assert word.box is not None
    left, top, right, bottom = word.box
    return replace(word, box=Box(left + by.left, top + by.top, right + by.left, bottom + by.top))


def is_read(words: Iterable[Word]) -> bool:
    """Whether words are read with some confidence."""
    pairs = [(len(w.text), w.confidence or 0.0) for w in words]
    return sum(n * sure for n, sure in pairs) >= _DOUBTFUL * sum(n for n, _ in pairs)


def is_sure(word: Word) -> bool:
    return (word.confidence or 0.0) >= SURE and sum(c.isalnum() for c in word.text) >= 2


def parse_tsv(tsv: str) -> list[list[Word]]:
    """Lines of words of Tesseract's TSV; the rows that only give structure are left out.

    Raises:
        RecogniseError: the text is no such table.
    """
    table: dict[str, list[Any]] = pytesseract.file_to_dict(tsv, "\t", -1)
    lines: dict[tuple[int, ...], list[Word]] = {}
    if not table:
        return []
    try:
        columns = (table[name] for name in ("level", "text", "conf", *_LINE_KEY, *_PLACE))
        for level, read, confidence, block, paragraph, line, *place in zip(*columns, strict=True):
            if level != _WORD_LEVEL:
                continue
            text = repair_letters(read).strip()
            if text.strip("_"):  # a rule reads as "__"
                left, top, width, height = place
                box = Box(left, top, left + width, top + height)
                word = Word(text, box, max(0.0, confidence / 100))
                lines.setdefault((block, paragraph, line), []).append(word)
    except (KeyError, TypeError, ValueError) as error:
        raise RecogniseError("Tesseract's table of words cannot be read", _DOCTOR) from error
    return list(lines.values())


def repair_letters(text: str) -> str:
    """NFC, and the Icelandic eth that Tesseract reads for its look-alike Đ.

    >>> repair_letters("QUYẾT \\u00d0ỊNH")
    'QUYẾT ĐỊNH'
    """
    return nfc(text).replace("\N{LATIN CAPITAL LETTER ETH}", "Đ")
