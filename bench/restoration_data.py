"""Texts to restore, and what they should read: fixtures, shared data, readings of one's own."""

from __future__ import annotations

import json
import lzma
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.drawn_pairs import Pair, drawn_pages, drawn_pairs
from vnplan.encodings.decode import decode
from vnplan.model import Line
from vnplan.syllable import nfc, strip_marks

LINES_IN_DOCUMENT = 50
SEED = 20261121
UNREADABLE = "⟦"
LITTLE_OVERLAP = 0.1
NEW, KNOWN = "new wording", "wording partly in the training text"
CLEAN_SEEDS = ("001", "002")


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was read, and the truth.

    Attributes:
        name: of the file or group.
        lines: as read.
        true: what they should read, as one text.
        group: rows of the table are split by it; empty when they are not.
        left_out: numbers of the lines that are restored with the others but not counted.
    """

    name: str
    lines: tuple[Line, ...]
    true: str
    group: str = ""
    left_out: frozenset[int] = frozenset()

    def counted(self, texts: Sequence[str]) -> str:
        """The lines of a version of this document that count, as one text."""
        return "\n".join(text for n, text in enumerate(texts) if n not in self.left_out)


def plain(name: str, text: str, true: str, group: str = "") -> Document:
    """A document of plain text."""
    return Document(name, text_lines(text), nfc(true), group)


def text_lines(text: str) -> tuple[Line, ...]:
    """The lines of a plain text."""
    return tuple(Line(1, line) for line in nfc(text).split("\n"))


def clean(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The truths themselves: nothing is to be restored in them."""
    return tuple(plain(d.name, d.true, d.true, d.group) for d in documents)


def stripped(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The truths with their marks lost.

    >>> stripped([plain("a", "", "Kế hoạch")])[0].lines[0].text
    'Ke hoach'
    """
    return tuple(plain(d.name, strip_marks(d.true), d.true, d.group) for d in documents)


# --- the repository -----------------------------------------------------------------------


def fixtures(folder: Path) -> tuple[Document, ...]:
    """The made-up documents, as an English OCR read them."""
    return tuple(
        plain(
            path.parent.name, path.read_text("utf-8"), path.with_name("text.txt").read_text("utf-8")
        )
        for path in sorted(folder.glob("*/garbled.txt"))
    )


def everyday(path: Path) -> tuple[Document, ...]:
    """Documents about everyday matters, written for vnplan and kept from training."""
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        texts = stream.read().strip().split("\n\n")
    return tuple(plain(f"everyday {number}", text, text) for number, text in enumerate(texts))


# --- ../shared ----------------------------------------------------------------------------


def held_out_lines(pairs: Path, language: str) -> tuple[Document, ...]:
    """Lines kept from training, by level of damage, fifty a document.

    They do not follow one another on their pages, so a blank line parts each from the next.
    Their damage is new to the channels, and their wording to the language model, but for
    formulas that many documents share.
    """
    levels: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in drawn_pairs(pairs, held_out=True):
        if pair.language == language:
            levels[pair.damage].append((pair.read, pair.true))
    return tuple(d for level in sorted(levels) for d in _documents_of(levels[level], level))


def held_out_on_pages(pairs: Path, language: str, every: int) -> tuple[Document, ...]:
    """The same lines of every so-manieth page, restored with the whole page around them.

    That is how a restorer meets them: what a line lacks at its ends stands in the next, and the
    channel is that of one page. Only the lines kept from training count.
    """
    pages = [page for page in drawn_pages(pairs) if page[0][1].language == language]
    found = ((n, page) for n, page in enumerate(pages) if n % every == 0)
    return tuple(_page(f"page {n}", page) for n, page in found if any(kept for kept, _ in page))


def _page(name: str, rows: Sequence[tuple[bool, Pair]]) -> Document:
    lines = text_lines("\n".join(pair.read for _, pair in rows))
    true = nfc("\n".join(pair.true for is_kept, pair in rows if is_kept))
    others = frozenset(n for n, (is_kept, _) in enumerate(rows) if not is_kept)
    return Document(name, lines, true, f"damage {rows[0][1].damage}", others)


def _documents_of(rows: Sequence[tuple[str, str]], level: str) -> Iterator[Document]:
    for start in range(0, len(rows), LINES_IN_DOCUMENT):
        read, true = zip(*rows[start : start + LINES_IN_DOCUMENT], strict=True)
        name = f"damage {level}, from line {start}"
        yield plain(name, "\n\n".join(read), "\n\n".join(true), f"damage {level}")


def whole_documents(path: Path, sample: int | None) -> tuple[Document, ...]:
    """Clean documents, one paragraph a line: all, or so many drawn with a fixed seed.

    In groups by the share of their runs of ten words that the training text holds as well.
    """
    with path.open(encoding="utf-8") as stream:
        rows = [json.loads(row) for row in stream]
    if sample is not None and sample < len(rows):
        rows = random.Random(SEED).sample(rows, sample)
    return tuple(plain(row["id"], row["text"], row["text"], _novelty(row)) for row in rows)


def _novelty(row: dict[str, Any]) -> str:
    return NEW if row["train_overlap10"] < LITTLE_OVERLAP else KNOWN


def clean_seeds(folder: Path) -> tuple[Document, ...]:
    """The seeds that are clean as they stand."""
    texts = [(number, seed_text(folder, number)) for number in CLEAN_SEEDS]
    return tuple(plain(f"seed {number}", text, text) for number, text in texts)


def seed_text(folder: Path, number: str) -> str:
    """A seed as it came."""
    (path,) = folder.glob(f"{number}_*.txt")
    return decode(path.read_bytes()).text


# --- readings of one's own ----------------------------------------------------------------


def read_seed(seeds: Path, number: str, reading: Path) -> Document:
    """A garbled seed beside its correct reading, line by line; lines with ``⟦`` do not count.

    Raises:
        ValueError: the reading has another number of lines.
    """
    lines, true = text_lines(seed_text(seeds, number)), nfc(reading.read_text("utf-8")).split("\n")
    if len(lines) != len(true):
        raise ValueError(f"{reading} has {len(true)} lines, the seed {len(lines)}")
    left_out = frozenset(n for n, line in enumerate(true) if UNREADABLE in line)
    kept = (line for n, line in enumerate(true) if n not in left_out)
    return Document(f"seed {number}", lines, "\n".join(kept), left_out=left_out)
