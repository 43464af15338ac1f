"""Numbers and dashes at the head of items that Tesseract passed over, though they are printed.

"2." before a wide space falls out of its line, or is read as signs that pass for specks. Where such
ink stands in front of a line, the beginning of the line is read again as one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median

import numpy as np
import regex

from vnplan.layout.segments import box_of
from vnplan.model import Box, Line, Pixels, Word, Zone
from vnplan.syllable import strip_marks

# What an item begins with, and how surely a reading of it must be.
_HEAD = regex.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,2}|\p{Ll}|[IVX]{1,5})[.)]+|\d{1,2}\.\d{1,2}|[-–+•*]"
)
_READ = 0.5
# In heights of a word: how far in front of the line a head may begin and must end; its width at
# most and height at least, that of a dash, and its length; the paper on its left.
_FAR, _NEAR, _WIDE, _HIGH, _FLAT, _LONG, _PAPER = 5.0, 0.12, 2.4, 0.5, 0.25, 0.25, 0.6
# Ink is darker than this share of the paper.
_DARK = 0.7
# Lines have so many words at least; so many of them are read again with the head.
_LEAST, _WITH = 3, 3
# So many lines of a page are read again at most.
_MOST = 8

# "8." as a number and its sign; a head that holds a sign or capital for its digit, or a digit that
# was read with less confidence than this.
_NUMBER, _ODD = regex.compile(r"(\d{1,2})([.)])"), regex.compile(r"[^\p{Ll}IVX\s]{1,2}([.)])")
_SURE = 0.8
# A number that is put right is no surer than this, which makes what holds it a doubt.
_PUT_RIGHT = 0.4
# Heads of one list begin at one place, give or take so many heights of a word.
_ALIGNED = 0.8

ReadLine = Callable[[Pixels], Sequence[Word]]
"""Reads a picture of one line."""


def with_lost_heads(lines: Sequence[Line], pixels: Pixels, read: ReadLine) -> tuple[Line, ...]:
    """The lines with their heads, where ink stands in front of them that was not read.

    Boxes are pixels of ``pixels``, a level page in grey.
    """
    taken = np.array([box_of(word) for line in lines for word in line.words])
    limit = _DARK * float(np.median(pixels[::4, ::4]))
    found = list(lines)
    tried = 0
    for at, line in enumerate(lines):
        if not _may_lack(line) or tried == _MOST:
            continue
        head = _ink_before(line, pixels, limit)
        if head is None or _touches(head, taken):
            continue
        tried += 1
        if word := _read_head(line, head, pixels, read):
            found[at] = Line.of(line.page, (word, *line.words), line.cell, line.zone)
    return tuple(found)


def with_numbers_in_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, "§." put right to "8." where "7." stands above and "9." below, in one column."""
    found = list(lines)
    heads = [at for at, line in enumerate(lines) if line.zone is Zone.BODY and _is_headed(line)]
    for at in heads:
        match = _ODD.fullmatch(lines[at].words[0].text)
        above = [o for o in heads if o < at and _is_beside(lines[o], lines[at])][-1:]
        below = [o for o in heads if o > at and _is_beside(lines[o], lines[at])][:1]
        ends = [_NUMBER.fullmatch(lines[o].words[0].text) for o in (*above, *below)]
        if match is None or len(ends) < 2 or None in ends:
            continue
        (low, sign), (high, other) = (end.groups() for end in ends if end)
        if int(high) == int(low) + 2 and sign == other == match[1]:
            found[at] = _with_number(lines[at], f"{int(low) + 1}{sign}")
    return tuple(found)


def _is_headed(line: Line) -> bool:
    return line.cell is None and len(line.words) > 1 and bool(_ODD.fullmatch(line.words[0].text))


def _is_beside(one: Line, other: Line) -> bool:
    """Whether two lines begin at one place."""
    a, b = box_of(one.words[0]), box_of(other.words[0])
    return abs(a.left - b.left) <= _ALIGNED * max(a.height, b.height)


def _with_number(line: Line, text: str) -> Line:
    first, *rest = line.words
    if first.text == text or (_NUMBER.fullmatch(first.text) and (first.confidence or 0) >= _SURE):
        return line
    # Whoever reads the text, or what is taken from it, sees that nobody read it so.
    sure = min(first.confidence or 0.0, _PUT_RIGHT)
    word = replace(first, text=text, confidence=sure)
    return Line.of(line.page, (word, *rest), line.cell, line.zone)


def _may_lack(line: Line) -> bool:
    """Whether a line of the text has no head."""
    if line.zone not in (Zone.BODY, Zone.RECIPIENTS) or len(line.words) < _LEAST:
        return False
    return line.cell is None and not _HEAD.match(line.words[0].text)


def _ink_before(line: Line, pixels: Pixels, limit: float) -> Box | None:
    """The ink in front of a line that has the size and the place of a head."""
    boxes = [box_of(word) for word in line.words[:_WITH]]
    high = median(box.height for box in boxes)
    top, bottom = max(0, min(b.top for b in boxes)), max(b.bottom for b in boxes)
    right = boxes[0].left - 2
    left = max(0, round(right - _FAR * high))
    dark = pixels[top:bottom, left:right] < limit
    columns = np.flatnonzero(dark.any(axis=0))
    if not columns.size or right - left < _WIDE * high:
        return None
    # The piece next to the line, and what stands close to it.
    gaps = np.flatnonzero(np.diff(columns) > _PAPER * high)
    start = int(columns[gaps[-1] + 1]) if gaps.size else int(columns[0])
    stop = int(columns[-1]) + 1
    rows = np.flatnonzero(dark[:, start:stop].any(axis=1))
    head = Box(left + start, top + int(rows[0]), left + stop, top + int(rows[-1]) + 1)
    alone = start >= _PAPER * high and right - head.right >= _NEAR * high
    tall = head.height >= _HIGH * high
    dash = head.height <= _FLAT * high and head.width >= _LONG * high
    return head if alone and head.width <= _WIDE * high and (tall or dash) else None


def _touches(head: Box, taken: np.ndarray) -> bool:
    """Whether a word was read there."""
    left, top, right, bottom = taken.T
    across = (left < head.right) & (right > head.left)
    return bool((across & (top < head.bottom) & (bottom > head.top)).any())


def _read_head(line: Line, head: Box, pixels: Pixels, read: ReadLine) -> Word | None:
    """What is read there together with the first words of the line, when these are read again."""
    boxes = [box_of(word) for word in line.words[:_WITH]]
    rim = round(0.3 * median(box.height for box in boxes))
    top = max(0, min(head.top, *(b.top for b in boxes)) - rim)
    bottom = max(head.bottom, *(b.bottom for b in boxes)) + rim
    crop = pixels[top:bottom, max(0, head.left - rim) : boxes[-1].right + rim]
    again = list(read(np.ascontiguousarray(crop)))
    if len(again) < 2 or not _HEAD.fullmatch(again[0].text) or (again[0].confidence or 0) < _READ:
        return None
    if _letters(again[1]) != _letters(line.words[0]):
        return None
    return replace(again[0], box=head)


def _letters(word: Word) -> str:
    return "".join(filter(str.isalnum, strip_marks(word.text))).lower()
