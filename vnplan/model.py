"""The values passed between the stages. Every text in them is NFC.

Boxes are pixels of the page as it came in (before clean-up), at the page's
own resolution. Confidences run from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


class Box(NamedTuple):
    """A rectangle in pixels; ``right`` and ``bottom`` are exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


def union(boxes: Iterable[Box]) -> Box | None:
    """The smallest box around ``boxes``; ``None`` when there are none.

    >>> union([Box(0, 0, 2, 2), Box(1, 1, 5, 3)])
    Box(left=0, top=0, right=5, bottom=3)
    """
    kept = list(boxes)
    if len(kept) < 2:
        return kept[0] if kept else None
    lefts, tops, rights, bottoms = zip(*kept, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


class Route(StrEnum):
    """How the words of a page were obtained (``source.routes`` of the YAML)."""

    OCR = "ocr"
    TEXT_LAYER = "text_layer"
    LEGACY_ENCODING = "legacy_encoding"
    TEXT = "text"


# A reading of a pen's writing that is this probable is stated. From 0.9 on all readings of real
# pages were right, but of numbers made of the digits of unseen writers (ARDIS) only 96 of 100.
STATED = 0.95


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word may say, and how probable that is, 0–1."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read: no spaces inside.

    Attributes:
        text: the characters, NFC.
        box: where it stands, or ``None`` for plain text.
        confidence: 0–1 as the reader states it, or ``None`` when it states none.
        bold: whether the font says bold; ``None`` when unknown (OCR).
        size: font size in points; ``None`` when unknown.
        readings: of what a pen or a rubber stamp left here, the most probable first; none of
            print. ``text`` is the first of them, or "…" when that is too doubtful to be stated.
        again: what was read here from another picture of the same place, where that differs.
    """

    text: str
    box: Box | None = None
    confidence: float | None = None
    bold: bool | None = None
    size: float | None = None
    readings: tuple[Reading, ...] = ()
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a ruled table.

    Attributes:
        table: number of the table on its page, 0-based.
        row, column: its place in the grid of all rules of the table, 0-based.
        row_span, column_span: how many rows and columns of that grid it covers.
        box: what its rules enclose.
        table_box: what the outermost rules of its table enclose.
    """

    table: int
    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    table_box: Box


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table of a page; its words are the lines that name its cells.

    Attributes:
        box: the outermost rules.
        cells: row by row, from left to right, empty ones too.
    """

    box: Box
    cells: tuple[Cell, ...]


class Zone(StrEnum):
    """What a printed line is by its place on the page.

    The parts are those of Decree 30/2020, Appendix I (its numbers in brackets), which
    documents of the Party share (Guidance 36-HD/VPTW).
    """

    ISSUER = "issuer"  # (2), with the superior body above it
    MOTTO = "motto"  # (1), or the Party's title
    NUMBER = "number"  # (3)
    PLACE_DATE = "place and date"  # (4)
    TITLE = "title"  # (5a) type and subject, and the authority named above a preamble
    SUBJECT = "subject"  # (5b) of a dispatch, under its number
    ADDRESSEES = "addressees"  # (9a)
    BODY = "body"  # (6)
    SIGNATURE = "signature"  # (7a), (7b)
    RECIPIENTS = "recipients"  # (9b)
    PAGE_NUMBER = "page number"
    FOOTNOTE = "footnote"
    STAMP = "stamp"  # (10a), (10b), (11), a stamp of receipt (Appendix IV) or of a copy
    COLOURED_STAMP = "coloured stamp"  # the same, in a frame, mostly in colour, read on its own
    NOTE = "signature note"  # what a program for digital signatures, or a fax, printed on the page


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line as read.

    ``text`` is the words joined by single spaces when there are boxes; for
    plain text it is the line of the file as decoded (spaces kept) and
    ``words`` is empty. ``cell`` is the cell of a ruled table that the line stands in,
    ``zone`` the part of the page; ``None`` for plain text and for the lines of cells.
    """

    page: int
    text: str
    words: tuple[Word, ...] = ()
    cell: Cell | None = None
    zone: Zone | None = None

    @property
    def box(self) -> Box | None:
        return union(w.box for w in self.words if w.box is not None)

    @classmethod
    def of(
        cls,
        page: int,
        words: Iterable[Word],
        cell: Cell | None = None,
        zone: Zone | None = None,
    ) -> Line:
        kept = tuple(words)
        return cls(page, " ".join(w.text for w in kept), kept, cell, zone)


@dataclass(frozen=True, slots=True)
class PageInfo:
    """What is known of a page besides its words; small, kept for the whole document.

    Attributes:
        number: 1-based.
        route: how its words were obtained.
        width, height: pixels of the scan (0 for plain text); of a fax whose pixels are oblong,
            those of the same scan made square, which boxes count too.
        dpi: resolution of those pixels (0 for plain text).
        reason: why this route, for ``--verbose`` and the notes of a batch.
        problem: what was lost on this page (a timeout, say); becomes a doubt.
    """

    number: int
    route: Route
    width: int = 0
    height: int = 0
    dpi: float = 0.0
    reason: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page as it came in: either pixels still to be read, or lines already there.

    Attributes:
        info: number, route, size.
        pixels: height × width × 3 RGB or height × width grey, read-only; ``None``
            unless ``info.route`` is ``OCR``.
        lines: the lines of the text layer or text file; for ``OCR`` only the notes of
            digital signatures over the page, kept out of its picture.
        guessed: ``info.dpi`` is that of a sheet of A4, for want of a better one.
    """

    info: PageInfo
    pixels: Pixels | None = None
    lines: tuple[Line, ...] = ()
    guessed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class CleanPage:
    """A page image made ready for Tesseract.

    Attributes:
        info: of the page it came from.
        pixels: height × width grey, dark print on light paper, read-only.
        dpi: resolution of ``pixels``.
        to_scan: matrix from pixels of this image to pixels of the scan: 2 × 3 (affine), or 3 × 3
            where a camera made lines meet.
        steps: names of the steps that changed the image, in order.
        removed: height × width of the scan, 1 where red ink was taken out, 2 where blue, else
            0; ``None`` when none was.
        ink: height × width of the scan, grey: the ink that was taken out alone, on white paper;
            ``None`` when none was.
        stamps: what was stamped on in a frame and in colour, taken out to be read on its own,
            each as a small page with its own way to the scan.
        texts: the same of lines of coloured letters without a frame: stamps, or print.
        wiped: true where ink as dark as print was wiped off ``pixels``; ``None`` where none was.
    """

    info: PageInfo
    pixels: Pixels
    dpi: float
    to_scan: NDArray[np.float64]
    steps: tuple[str, ...] = ()
    removed: Pixels | None = None
    ink: Pixels | None = None
    stamps: tuple[CleanPage, ...] = ()
    texts: tuple[CleanPage, ...] = ()
    wiped: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One repair: ``line.text[start:stop]``, which is ``before``, became ``after``.

    ``start`` and ``stop`` count characters of the line as read. ``probability``
    is the posterior of the repair, 0–1.
    """

    start: int
    stop: int
    before: str
    after: str
    reason: str
    probability: float


@dataclass(frozen=True, slots=True)
class RestoredLine:
    """A line, its restored text and the changes that lead from one to the other.

    ``changes`` are in order and do not overlap; applying them to ``line.text``
    gives ``text``.
    """

    line: Line
    text: str
    changes: tuple[Change, ...] = ()

    @classmethod
    def untouched(cls, line: Line) -> RestoredLine:
        return cls(line, line.text)

    @classmethod
    def apply(cls, line: Line, changes: Iterable[Change]) -> RestoredLine:
        """Replay ``changes`` on ``line``."""
        kept = tuple(changes)
        parts: list[str] = []
        at = 0
        for change in kept:
            parts += [line.text[at : change.start], change.after]
            at = change.stop
        parts.append(line.text[at:])
        return cls(line, "".join(parts), kept)

    def source_span(self, start: int, stop: int) -> tuple[int, int]:
        """The span of ``line.text`` that ``text[start:stop]`` came from.

        A span that cuts a change is widened to the whole change.

        >>> line = RestoredLine.apply(Line(1, "S6: 12"), [Change(0, 2, "S6", "Số", "letters", 0.9)])
        >>> line.text, line.source_span(4, 6), line.source_span(1, 3)
        ('Số: 12', (4, 6), (0, 3))
        """
        if not self.changes:  # as in most lines
            length = len(self.text)
            return (max(0, start), min(stop, length)) if stop > 0 and start < length else (0, 0)
        touched = [
            (source[0], source[1])
            if changed
            else (source[0] + max(0, start - at), source[0] + min(stop, end) - at)
            for source, (at, end), changed in self._segments()
            if at < stop and end > start
        ]
        if not touched:
            return (0, 0)
        return min(low for low, _ in touched), max(high for _, high in touched)

    def _segments(self) -> Iterator[tuple[tuple[int, int], tuple[int, int], bool]]:
        """(span of ``line.text``, span of ``text``, whether changed), in order."""
        read = written = 0
        for change in self.changes:
            kept = change.start - read
            yield (read, change.start), (written, written + kept), False
            written += kept
            yield (change.start, change.stop), (written, written + len(change.after)), True
            written += len(change.after)
            read = change.stop
        rest = len(self.line.text) - read
        yield (read, len(self.line.text)), (written, written + rest), False

    def box_of(self, start: int, stop: int) -> Box | None:
        """Where ``text[start:stop]`` stands on the page; ``None`` without boxes."""
        low, high = self.source_span(start, stop)
        boxes: list[Box] = []
        at = 0
        for word in self.line.words:
            if at >= high:
                break
            if word.box is not None and at + len(word.text) > low:
                boxes.append(word.box)
            at += len(word.text) + 1
        return union(boxes)
