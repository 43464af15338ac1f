"""Last lines of paragraphs that Tesseract passed over: a word alone at the margin.

Finding its lines, Tesseract takes a single short word at the beginning of an otherwise empty line
for a speck. Where the room below a line holds ink of the size of print, at the margin and on the
next baseline, it is read alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import numpy as np

from vnplan.clean.components import components
from vnplan.layout.segments import box_of
from vnplan.model import Box, Line, Pixels, Word, Zone, union

# Where paragraphs run on over lines.
_ZONES = frozenset({Zone.ADDRESSEES, Zone.BODY, Zone.RECIPIENTS})
# All in heights of a word. The distance of two baselines at most; how far from the right margin a
# line may end whose last word was moved to the next; how far from the left margin that word may
# begin; the gap between words at most; how far from the baseline letters may stand.
_PITCH, _SHORT, _ASTRAY, _GAP, _OFF = 2.4, 9.0, 0.7, 0.9, 0.4
# How high and wide a letter may be, with the marks over it.
_LOW, _HIGH, _WIDE = 0.3, 1.5, 2.5
# A line holds so many words, or its size says little; a page has so many lines.
_WORDS, _LINES = 3, 3
# So surely it must be read; so many letters are no speck.
_READ, _LEAST = 0.7, 2
# Ink is darker than this share of the paper.
_DARK = 0.7
# Paper around the picture, in heights of a word.
_RIM = 0.25

ReadLine = Callable[[Pixels], Sequence[Word]]
"""Reads a picture of one line."""


@dataclass(frozen=True, slots=True)
class _Column:
    """The lines of one zone of a page.

    Attributes:
        height: of a word, in pixels.
        pitch: from baseline to baseline, in pixels.
        lefts: where lines begin.
        right: where the longest end.
    """

    height: float
    pitch: float
    lefts: tuple[int, ...]
    right: int


def with_short_lines(lines: Sequence[Line], pixels: Pixels, read: ReadLine) -> tuple[Line, ...]:
    """The lines of a level page, and between them the short ones that were passed over.

    Boxes are pixels of ``pixels``.
    """
    found: list[Line] = []
    columns = {zone: _column(lines, zone) for zone in _ZONES}
    boxes = [box_of(word) for line in lines for word in line.words]
    limit = _DARK * float(np.median(pixels[::4, ::4]))
    for line in lines:
        found.append(line)
        column = columns.get(line.zone) if line.zone and line.cell is None else None
        if column is None or not line.words or _goes_on(line, lines):
            continue
        if room := _room_below(line, column, boxes, pixels.shape[0]):
            ink = _word_in(room, line, column, boxes, pixels, limit)
            if ink is not None and (words := _read(ink, column.height, pixels, read)):
                found.append(Line.of(line.page, words, zone=line.zone))
                boxes += map(box_of, words)
    return tuple(found)


def _goes_on(line: Line, lines: Iterable[Line]) -> bool:
    """Whether what stands on the row of a line goes on in another of its zone."""
    last = box_of(line.words[-1])
    row = (last.top + last.bottom) / 2
    firsts = (box_of(other.words[0]) for other in lines if other.words and other.zone is line.zone)
    return any(box.left >= last.right and box.top < row < box.bottom for box in firsts)


def _column(lines: Sequence[Line], zone: Zone) -> _Column | None:
    mine = [line for line in lines if line.zone is zone and line.cell is None and line.words]
    long = [line for line in mine if len(line.words) >= _WORDS]
    if len(mine) < _LINES or not long:
        return None
    height = median(box_of(word).height for line in long for word in line.words)
    feet = sorted(_foot(line) for line in mine)
    steps = [b - a for a, b in pairwise(feet) if height < b - a < _PITCH * height]
    if not steps:
        return None
    boxes = [box_of(line.words[0]) for line in mine]
    right = max(box_of(line.words[-1]).right for line in mine)
    return _Column(height, median(steps), tuple(box.left for box in boxes), right)


def _foot(line: Line) -> float:
    return median(box_of(word).bottom for word in line.words)


def _room_below(
    line: Line, column: _Column, boxes: Iterable[Box], height: int
) -> tuple[int, int] | None:
    """The rows that a line below this one would take, when it ends near the right margin and there
    is none."""
    left, right = box_of(line.words[0]).left, box_of(line.words[-1]).right
    if line.zone is Zone.BODY and right < column.right - _SHORT * column.height:
        return None
    foot = _foot(line)
    bottom = round(foot + column.pitch + _OFF * column.height)
    begin, half = min(left, *column.lefts), column.height / 2
    below = [
        box.top
        for box in boxes
        if box.top > foot - half
        and box.bottom > foot + half
        and box.left < right
        and box.right > begin
    ]
    if min(below, default=height) < foot + column.pitch or bottom > height:
        return None
    top = max(0, round(foot + column.pitch - _HIGH * column.height))
    return top, min(bottom, *below, height)


def _word_in(
    room: tuple[int, int],
    line: Line,
    column: _Column,
    boxes: Iterable[Box],
    pixels: Pixels,
    limit: float,
) -> Box | None:
    """The ink of letters at the margin of an empty line, as far as it goes on without a gap."""
    top, bottom = room
    begin = max(0, min(column.lefts) - round(column.height))
    dark = np.asarray(pixels[top:bottom, begin : column.right] < limit, np.uint8)
    for box in boxes:
        if box.bottom > top and box.top < bottom:
            dark[
                max(0, box.top - top) : max(0, box.bottom - top),
                max(0, box.left - begin) : max(0, box.right - begin),
            ] = 0
    _, stats, _ = components(dark)
    marks = [Box(x + begin, y + top, x + w + begin, y + h + top)
             for x, y, w, h, _ in stats[1:].tolist()]  # fmt: skip
    letters = sorted(mark for mark in marks if _is_letter(mark, _foot(line), column))
    word = list(_without_gaps(letters, column.height))
    if len(word) < _LEAST:
        return None
    if min(abs(word[0].left - left) for left in column.lefts) > _ASTRAY * column.height:
        return None
    return union(word)


def _is_letter(mark: Box, foot: float, column: _Column) -> bool:
    size, line = column.height, foot + column.pitch
    stands = abs(mark.bottom - line) <= _OFF * size
    return _LOW * size <= mark.height <= _HIGH * size and mark.width <= _WIDE * size and stands


def _without_gaps(letters: Iterable[Box], height: float) -> Iterator[Box]:
    right: int | None = None
    for letter in letters:
        if right is not None and letter.left - right > _GAP * height:
            return
        right = max(right or 0, letter.right)
        yield letter


def _read(ink: Box, height: float, pixels: Pixels, read: ReadLine) -> list[Word]:
    """What is read of a word and the marks over and behind it, if surely."""
    rim, above = round(_RIM * height), round(height / 2)
    left, top = max(0, ink.left - rim), max(0, ink.top - above)
    right, bottom = ink.right + round(height), ink.bottom + rim
    words = read(np.ascontiguousarray(pixels[top:bottom, left:right]))
    sure = all((word.confidence or 0.0) >= _READ for word in words)
    letters = sum(c.isalpha() for word in words for c in word.text)
    if not sure or letters < _LEAST:
        return []
    return [replace(word, box=_moved(box_of(word), left, top)) for word in words]


def _moved(box: Box, right: int, down: int) -> Box:
    return Box(box.left + right, box.top + down, box.right + right, box.bottom + down)
