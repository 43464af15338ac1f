"""What a pen wrote into the blanks of the number line and the date line.

Clerks write the serial and the day by hand. Tesseract reads them as print, mostly wrong and
sometimes with confidence. Written digits are higher than printed ones, and what is no number in
the place of one is a pen's as well. What was written is not read: :data:`BLANK` stands in its
place, with its box and without confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import cv2
import numpy as np

from vnplan.model import Box, Line, Pixels, Word, Zone
from vnplan.syllable import strip_marks

BLANK = "…"
_SERIAL = re.compile(
    r"\W{0,2}[s58]?[o06]\s?[-:.;]?\s*(?P<serial>[^/]*?)\s*(?=/.*[a-z]{2}|-\s*[a-z]{2})"
)
_DATE = re.compile(r"ng.y\s*(?P<day>.*?)\s*th.ng\s*(?P<month>.*?)\s*n.m\b")
_SLOTS = {Zone.NUMBER: (_SERIAL, ("serial",)), Zone.PLACE_DATE: (_DATE, ("month", "day"))}
# Digits, and what print of them is read as.
_NUMBER = re.compile(r"\W*[\dlio]{1,5}[a-z]?\W*")
_DIGITS = str.maketrans("lIioO", "11100")
# In heights of the line's capitals: the highest that a printed digit is. Measured on 102 number
# and date lines: 1.10 is the highest of print, 1.23 the lowest of a pen read as digits.
_HIGHEST = 1.2
# Less sure than this, digits are not believed to be print at all.
_LEAST_SURE = 0.3


def without_handwriting(lines: Iterable[Line], pixels: Pixels) -> tuple[Line, ...]:
    """The lines with :data:`BLANK` for what is not print in the places of serial, day and month.

    Boxes of the lines are pixels of ``pixels``, a level page in grey.
    """
    return tuple(_checked(line, pixels) for line in lines)


def _checked(line: Line, pixels: Pixels) -> Line:
    pattern, slots = _SLOTS.get(line.zone, (None, ())) if line.zone else (None, ())
    folded = strip_marks(line.text).lower()
    if pattern is None or len(folded) != len(line.text):
        return line
    match = pattern.search(folded)
    for slot in slots if match else ():
        start, stop = match.span(slot)  # type: ignore[union-attr]
        if start < stop:
            is_print = _is_print(line, start, stop, pixels)
            line = (_in_digits if is_print else _blanked)(line, start, stop)
    return line


def _in_digits(line: Line, start: int, stop: int) -> Line:
    """The line with digits for the letters that they were taken for."""
    words = list(line.words)
    for word, at in _words_of(line, start, stop):
        low, high = max(0, start - at), min(len(word.text), stop - at)
        text = word.text[:low] + word.text[low:high].translate(_DIGITS) + word.text[high:]
        words[next(i for i, other in enumerate(words) if other is word)] = replace(word, text=text)
    return Line.of(line.page, words, line.cell, line.zone)


def _is_print(line: Line, start: int, stop: int, pixels: Pixels) -> bool:
    text = line.text[start:stop]
    if not _NUMBER.fullmatch(text.lower()):
        return False
    sure = [w.confidence for w, _ in _words_of(line, start, stop) if w.confidence is not None]
    return min(sure, default=1.0) >= _LEAST_SURE and _is_low(line, start, stop, pixels)


def _is_low(line: Line, start: int, stop: int, pixels: Pixels) -> bool:
    """Whether nothing in the characters from ``start`` to ``stop`` is higher than print."""
    left, right = _extent(line, start, stop)
    inside: list[Box] = []
    beside: list[Box] = []
    for box in _marks(line, pixels):
        here = left <= (box.left + box.right) / 2 <= right
        (inside if here else beside).append(box)
    if not inside or not beside:
        return True
    capital = float(np.percentile([box.height for box in beside], 75))
    if not line.text[stop : stop + 1].isspace():
        # The stroke after the serial is as high as a pen's digits.
        inside = [b for b in inside if b.right < right - 0.1 * capital]
    return all(box.height <= _HIGHEST * capital for box in inside)


def _marks(line: Line, pixels: Pixels) -> list[Box]:
    """The connected marks of the line and those that reach into it, left to right."""
    assert line.box is not None
    left, top, right, bottom = line.box
    reach = 3 * (bottom - top) // 4
    top, left = max(0, top - reach), max(0, left)
    crop = pixels[top : bottom + reach, left:right]
    _, dark = cv2.threshold(crop, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    found = [Box(left + x, top + y, left + x + w, top + y + h) for x, y, w, h, _ in boxes[1:]]
    # Marks that touch the crop's edge belong to other lines; flat ones are rules and dashes.
    inner = (b for b in found if top < b.top and b.bottom < top + crop.shape[0])
    return sorted(b for b in inner if b.height > reach / 3 and b.width < 6 * b.height)


# --- characters of a line ---------------------------------------------------------------------


def _words_of(line: Line, start: int, stop: int) -> Sequence[tuple[Word, int]]:
    """The words that hold characters from ``start`` to ``stop``, with their own starts."""
    found, at = [], 0
    for word in line.words:
        if at < stop and at + len(word.text) > start:
            found.append((word, at))
        at += len(word.text) + 1
    return found


def _extent(line: Line, start: int, stop: int) -> tuple[float, float]:
    """Left and right of the characters, as if those of a word were equally wide."""
    words = _words_of(line, start, stop)
    (first, at), (last, end) = words[0], words[-1]
    return _edge(first, max(0, start - at)), _edge(last, min(len(last.text), stop - end))


def _edge(word: Word, characters: int) -> float:
    assert word.box is not None
    return word.box.left + word.box.width * characters / len(word.text)


def _blanked(line: Line, start: int, stop: int) -> Line:
    """The line with one word, :data:`BLANK`, for the characters from ``start`` to ``stop``."""
    touched = _words_of(line, start, stop)
    (first, at), (last, end) = touched[0], touched[-1]
    left, right = _extent(line, start, stop)
    box = Box(round(left), min(w.box.top for w, _ in touched if w.box), round(right),
              max(w.box.bottom for w, _ in touched if w.box))  # fmt: skip
    parts = [
        _part(first, 0, max(0, start - at)),
        Word(BLANK, box, 0.0),
        _part(last, min(len(last.text), stop - end), len(last.text)),
    ]
    place = next(i for i, word in enumerate(line.words) if word is first)
    words = [*line.words[:place], *(w for w in parts if w), *line.words[place + len(touched) :]]
    return Line.of(line.page, words, line.cell, line.zone)


def _part(word: Word, start: int, stop: int) -> Word | None:
    """A part of a word, with its share of the box; ``None`` for none of it."""
    if start == stop:
        return None
    assert word.box is not None
    left, right = round(_edge(word, start)), round(_edge(word, stop))
    return replace(word, text=word.text[start:stop], box=word.box._replace(left=left, right=right))
