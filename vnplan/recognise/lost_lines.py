"""Number lines and date lines that Tesseract lost to the pen in them, read without its strokes.

Writing that is large, rises off the line or runs into "Số" makes Tesseract misread the whole line,
or pass it over. The print of a letterhead is of one size and stands on one line: what does not is
taken out, the most unlike first, until the fixed words of the line are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.clean.components import components
from vnplan.handwriting.gaps import gaps_of, is_whole, type_size, width_of, words_of
from vnplan.handwriting.guides import without_guides
from vnplan.layout.segments import box_of
from vnplan.model import Box, CleanPage, Line, Pixels, Word, Zone
from vnplan.syllable import strip_marks

# Letters of a line are read so surely on the mean, or it is looked at once more.
_SURE = 0.75
# What is read without strokes is taken from this certainty on.
_TAKEN = 0.6
# All in type sizes: how far print reaches above and below the baseline, what of it is looked at,
# what is no speck, and the space between words.
_ABOVE, _BELOW, _FAR, _SPECK, _SPACE = 1.3, 0.5, 0.3, 0.16, 0.16
# How high a letter with its marks may be, and how far its foot may stand off the line: below it
# there is that of a g, above it none but signs and strokes.
_HIGH, _FOOT = 0.78, (-0.06, 0.26)
# The thickness of its strokes over that of the others.
_THIN, _THICK = 0.65, 1.45
# How unlike print a word must be to be taken out, step by step.
_STEPS = (9.0, 0.45, 0.25, 0.12, 0.05)
# Shares of the page's width between which the columns of a letterhead are parted.
_GUTTER = (0.3, 0.6)

# Words that are read of what a pen wrote between "Số:" and the symbol at most.
_BETWEEN = 2
# "Số:" as it is read with a stroke through it, and the symbol behind it.
_LABEL, _STRUCK, _CODE = (
    "Số:",
    re.compile(r"[S58]\S{1,3}"),
    re.compile(r"[/-]\W?[A-ZĐ]{1,6}\s?[-/]"),
)

Reread = Callable[[Pixels], Sequence[Word]]
"""Reads a picture of one line of print."""


@dataclass(frozen=True, slots=True)
class _Band:
    """Where a line is looked for.

    Attributes:
        zone: of the line.
        left, right: the columns.
        top, bottom: the rows that its print takes at most.
        size: type size in pixels.
    """

    zone: Zone
    left: int
    right: int
    top: int
    bottom: int
    size: float


def with_lost_lines(lines: Sequence[Line], page: CleanPage, reread: Reread) -> tuple[Line, ...]:
    """The lines with number line and date line read without the pen, where it disturbed them.

    Boxes of the lines are pixels of ``page.pixels``.
    """
    head = [line for line in lines if line.zone in (Zone.NUMBER, Zone.PLACE_DATE)]
    if all(_is_read(line) for line in head) and len({line.zone for line in head}) > 1:
        return tuple(lines)
    near = [line for line in lines if line.zone in (Zone.ISSUER, Zone.MOTTO)]
    size, gutter = type_size([*head, *near]), _gutter(lines, page)
    if size is None or gutter is None:
        return tuple(lines)
    found = list(lines)
    for band in _bands(lines, head, size, gutter, page):
        line = _read_without_pen(band, page, reread)
        if line is not None:
            found = _put(found, line, band)
    return tuple(found)


def _is_read(line: Line) -> bool:
    """Whether the print of a line was read, whatever was made of what stands in its gaps."""
    return is_whole(line) and _certainty(line) >= _SURE


def _certainty(line: Line) -> float:
    """How sure the letters beside its gaps were read, 0 for none."""
    inside = {id(w) for gap in gaps_of(line) for w, _ in words_of(line, gap.start, gap.stop)}
    print_ = [word for word in line.words if id(word) not in inside]
    sure = [w.confidence or 0.0 for w in print_ for c in w.text if c.isalpha()]
    return fmean(sure) if sure else 0.0


# --- where ------------------------------------------------------------------------------------


def _gutter(lines: Sequence[Line], page: CleanPage) -> int | None:
    """The column that parts the two halves of the letterhead; ``None`` without two of them."""
    right = [box for line in lines if line.zone is Zone.ISSUER and (box := line.box)]
    left = [box for line in lines if line.zone is Zone.MOTTO and (box := line.box)]
    if not left or not right:
        return None
    middle = (max(box.right for box in right) + min(box.left for box in left)) // 2
    low, high = (round(share * page.pixels.shape[1]) for share in _GUTTER)
    return middle if low <= middle <= high else None


def _bands(
    lines: Sequence[Line], head: Sequence[Line], size: float, gutter: int, page: CleanPage
) -> Iterator[_Band]:
    """The places of lines that were not read well; where one is missing, beside the other."""
    width, height = page.pixels.shape[1], page.pixels.shape[0]
    for zone, left, right in ((Zone.NUMBER, 0, gutter), (Zone.PLACE_DATE, gutter, width)):
        mine = [line for line in head if line.zone is zone]
        if any(map(_is_read, mine)):
            continue
        foot = _foot(mine or head)
        if foot is not None:
            top, bottom = round(foot - _ABOVE * size), round(foot + _BELOW * size)
            yield _Band(zone, left, right, max(0, top), min(height, bottom), size)


def _foot(lines: Sequence[Line]) -> float | None:
    """The row on which the surest words of the lines stand."""
    words = [word for line in lines for word in line.words if any(map(str.isalpha, word.text))]
    best = sorted(words, key=lambda word: -(word.confidence or 0.0))[:3]
    feet = [box_of(w).bottom - _descent(w) for w in best]
    return float(np.median(feet)) if feet else None


def _descent(word: Word) -> float:
    """How far letters of a word reach below the line, in pixels."""
    plain = strip_marks(word.text)
    return 0.22 * box_of(word).height if any(c in "gpqyQ,;/" for c in plain) else 0.0


def _put(lines: list[Line], line: Line, band: _Band) -> list[Line]:
    """The lines with one in the place of what was read of it."""

    def is_of(other: Line) -> bool:
        box = other.box
        if box is None or other.cell is not None:
            return False
        row, column = (box.top + box.bottom) / 2, (box.left + box.right) / 2
        return band.top < row < band.bottom and band.left <= column < band.right

    at = next((n for n, other in enumerate(lines) if is_of(other)), None)
    if at is None:
        above = [n for n, other in enumerate(lines) if other.zone in _BEFORE[band.zone]]
        at = max(above, default=-1) + 1
    before = [other for other in lines[:at] if not is_of(other)]
    return [*before, line, *(other for other in lines[at:] if not is_of(other))]


_BEFORE = {Zone.NUMBER: (Zone.ISSUER,), Zone.PLACE_DATE: (Zone.MOTTO,)}


# --- without the pen --------------------------------------------------------------------------


def _read_without_pen(band: _Band, page: CleanPage, reread: Reread) -> Line | None:
    """The line in a band, read with less and less of what is unlike print."""
    size = band.size
    margin = round(_FAR * size)
    top, bottom = max(0, band.top - margin), band.bottom + margin
    area, _ = without_guides(page.pixels[top:bottom, band.left : band.right], page.dpi)
    words = _words_of_ink(area, size)
    if len(words) < 2:
        return None
    best: Line | None = None
    for kept in _less_and_less(words, band):
        line = _read(kept, area, band, top, page, reread)
        if line and _certainty(line) > max(_TAKEN, _certainty(best) if best else 0.0):
            best = line
    return best


def _less_and_less(words: Sequence[_Ink], band: _Band) -> Iterator[list[_Ink]]:
    """The words without what is unlike print; at last with nothing of the first but its label."""
    unlike = _unlike(words, band.size)
    read = 0
    for step in _STEPS:
        kept = [ink for ink, off in zip(words, unlike, strict=True) if off < step]
        if len(kept) > 1 and len(kept) != read:
            read = len(kept)
            yield kept
    columns = np.flatnonzero(words[0].mask.any(axis=0))
    end = columns[0] + (width_of(_LABEL) + _SPACE) * band.size
    if band.zone is Zone.NUMBER and columns[-1] > end:
        mask = words[0].mask & (np.arange(words[0].mask.shape[1]) < end)
        others = [i for i, off in zip(words[1:], unlike[1:], strict=True) if off < _STEPS[1]]
        yield [replace(words[0], mask=mask), *others]


@dataclass(frozen=True, slots=True, eq=False)
class _Ink:
    """The marks of a word: their boxes and areas in the picture, and where they are."""

    boxes: tuple[Box, ...]
    thickness: float
    mask: NDArray[np.bool_]


def _words_of_ink(area: Pixels, size: float) -> list[_Ink]:
    """Words, as far as spaces part them, without what the lines above and below reach in with."""
    paper = float(np.percentile(area, 90))
    level, _ = cv2.threshold(area, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    dark = np.asarray((area <= min(level + 0.3 * (paper - level), paper - 25)), np.uint8)
    labels, boxes, _ = components(dark)
    marks = [(Box(x, y, x + w, y + h), n)
             for n, (x, y, w, h, _) in enumerate(boxes.tolist()) if n]  # fmt: skip
    marks = [(box, n) for box, n in marks if not _is_cut(box, area.shape[0], size)]
    groups: list[list[tuple[Box, int]]] = []
    right = -10.0 * size
    for box, n in sorted(marks):
        small = max(box.width, box.height) < _SPECK * size
        if not groups or (box.left > right + _SPACE * size and not small):
            groups.append([])
        groups[-1].append((box, n))
        right = max(right, box.right) if not small else right
    return [_ink(group, np.asarray(labels), size) for group in groups]


def _is_cut(box: Box, height: int, size: float) -> bool:
    """Whether a mark is the foot of the line above or the head of that below."""
    above = box.top <= 0 and box.bottom < 0.7 * size
    return above or (box.bottom >= height and box.top > height - 0.4 * size)


def _ink(group: Sequence[tuple[Box, int]], labels: NDArray[np.generic], size: float) -> _Ink:
    mask = np.isin(labels, [n for _, n in group])
    inner = cv2.erode(
        np.asarray(mask, np.uint8), cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    )
    whole = int(np.count_nonzero(mask))
    rim = whole - int(np.count_nonzero(inner))
    tall = tuple(box for box, _ in group if box.height >= 0.3 * size)
    return _Ink(tall, 2 * whole / max(1, rim), mask)


def _unlike(words: Sequence[_Ink], size: float) -> list[float]:
    """How unlike print each word is, in type sizes: too high, off the line, too thick or thin."""
    boxes = [box for word in words for box in word.boxes]
    letters = [b.bottom for b in boxes if 0.35 * size <= b.height <= _HIGH * size]
    base = float(np.percentile(letters, 40)) if letters else 0.0
    usual = float(np.median([word.thickness for word in words]))
    return [max(_off_line(word, base, size), _off_weight(word, usual)) for word in words]


def _off_line(word: _Ink, base: float, size: float) -> float:
    return max((_off(box, base, size) for box in word.boxes), default=0.0)


def _off(box: Box, base: float, size: float) -> float:
    """How much higher than a letter a mark is, or how far off its place its foot stands."""
    foot = (box.bottom - base) / size
    high = box.height / size - _HIGH - max(0.0, min(foot, _FOOT[1]))
    # Marks over letters stand above the line.
    lifted = _FOOT[0] - foot if box.height >= 0.42 * size else 0.0
    return max(high, lifted, foot - _FOOT[1])


def _off_weight(word: _Ink, usual: float) -> float:
    weight = word.thickness / usual if word.boxes else 1.0
    return max(weight - _THICK, _THIN - weight, 0.0)


def _read(
    kept: Sequence[_Ink], area: Pixels, band: _Band, top: int, page: CleanPage, reread: Reread
) -> Line | None:
    """What is read of these words alone, if it is a whole line of that zone."""
    mask = np.zeros(area.shape, np.uint8)
    for ink in kept:
        mask |= np.asarray(ink.mask, np.uint8)
    rim = cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0
    alone = np.where(rim, area, np.uint8(np.percentile(area, 90)))
    found = [_moved(word, band.left, top) for word in reread(np.ascontiguousarray(alone))]
    words = [word for word in found if any(map(str.isalnum, word.text)) or "/" in word.text]
    if not words:
        return None
    if band.zone is Zone.NUMBER:
        words = _with_label(words, band.size)
    line = Line.of(page.info.number, words, zone=band.zone)
    return line if is_whole(line) else None


def _with_label(words: list[Word], size: float) -> list[Word]:
    """The words with "Số:" for what a stroke through it makes of it, before a symbol."""
    first, *rest = words
    coded = any(_CODE.match(word.text) for word in rest[: _BETWEEN + 1])
    if not coded or not _STRUCK.fullmatch(strip_marks(first.text)):
        return words
    box = box_of(first)
    box = box._replace(right=min(box.right, round(box.left + width_of(_LABEL) * size)))
    return [replace(first, text=_LABEL, box=box), *rest]


def _moved(word: Word, right: int, down: int) -> Word:
    left, top, far, bottom = box_of(word)
    return replace(word, box=Box(left + right, top + down, far + right, bottom + down))
