"""Lines with unsure words, read once more whole: what was read in two ways is for the restorer.

Noise spoils other marks and letters each time that a line is cut out and enlarged otherwise. Which
of two readings is right, confidence tells badly; which of them makes sense, the restorer knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median

import cv2
import numpy as np
import regex

from vnplan.layout.segments import box_of
from vnplan.layout.specks import has_letters
from vnplan.model import Box, Line, Pixels, Word
from vnplan.recognise.reread import LEAST, NOT_READ_AGAIN, ReadLine, better
from vnplan.syllable import is_syllable

# A line with a word less sure than this is read again.
_UNSURE = 0.9
# In heights of a usual word: paper around a line, and how high one line may be.
_RIM, _HIGH = 0.25, 3.0
# How many times as large a line is read again: Tesseract brings it to its own size otherwise.
_SCALE = 1.5
# Words that share so much of the narrower one's width may stand for each other, and do when they
# share so much of the wider one's.
_TOUCHES, _SAME = 0.3, 0.6
# Roman numerals, and what they and short numbers are misread as; a year may follow.
_NUMERAL = regex.compile(r"\W*[IVXLHTl|!ÏŠ§]{1,5}(?:\W+\d*)?\W*")
# What may stand around a word.
_SIGNS = ".,;:-–—()/"


def with_second_opinion(
    lines: Iterable[Line], pixels: Pixels, read: ReadLine, *, in_cells: bool = False
) -> tuple[Line, ...]:
    """The lines of a level page, their words with what they were read as the second time; none is
    left without words.

    Boxes are pixels of ``pixels``. Other letters than before are believed as in
    :mod:`vnplan.recognise.reread`; other marks travel along with the word. ``in_cells``: lines of
    cells are asked for, else all others.
    """
    asked = (((line.cell is not None) is in_cells, line) for line in lines)
    both = ((_doubted(line, pixels, read) if again else line, line) for again, line in asked)
    return tuple(new for new, old in both if new.words or not old.words)


def _doubted(line: Line, pixels: Pixels, read: ReadLine) -> Line:
    if line.zone in NOT_READ_AGAIN or not any(map(_is_unsure, line.words)):
        return line
    words = line.words
    if any(word.box is None or word.readings for word in words):
        return line
    height = median(box_of(word).height for word in words)
    box = line.box
    if box is None or box.height > _HIGH * height:
        return line
    rim = round(_RIM * height)
    left, top = max(0, box.left - rim), max(0, box.top - rim)
    crop = pixels[top : box.bottom + rim, left : box.right + rim]
    others = [*_placed(read(_otherwise(crop)), left, top)]
    new = tuple(word for old, found in _places(words, others) for word in _both(old, found))
    return Line.of(line.page, new, line.cell, line.zone) if new != words else line


def _is_unsure(word: Word) -> bool:
    return word.confidence is not None and word.confidence < _UNSURE and has_letters(word.text)


def _otherwise(crop: Pixels) -> Pixels:
    """The picture as Tesseract has not seen it yet."""
    large = cv2.resize(crop, None, fx=_SCALE, fy=_SCALE, interpolation=cv2.INTER_CUBIC)
    return np.asarray(large, np.uint8)


def _placed(words: Iterable[Word], left: int, top: int) -> Iterator[Word]:
    """The words with boxes on the page."""
    for word in words:
        a, b, c, d = (round(edge / _SCALE) for edge in box_of(word))
        yield replace(word, box=Box(a + left, b + top, c + left, d + top))


def _places(
    words: Sequence[Word], others: Sequence[Word]
) -> Iterator[tuple[list[Word], list[Word]]]:
    """What the two readings have at each place, a word or several that are one in the other."""
    places: list[tuple[list[Word], list[Word]]] = []
    for word in words:
        found = [other for other in others if _touch(word, other)]
        if places and any(other in places[-1][1] for other in found):
            places[-1][0].append(word)
            places[-1][1].extend(other for other in found if other not in places[-1][1])
        else:
            places.append(([word], found))
    yield from places


def _both(old: Sequence[Word], new: Sequence[Word]) -> Iterable[Word]:
    """The words at one place, of whichever reading is to be believed, with what the other one has.

    Words in doubt alone are given up for others.
    """
    if not new or _texts(old) == _texts(new) or any(map(_counts, (*_texts(old), *_texts(new)))):
        return old
    may = any(map(_is_unsure, old)) and not _loses_digits(old, new)
    taken = better(old, new, LEAST) if may else old
    if not len(old) == len(new) == len(taken) == 1:
        return taken
    (word,) = taken
    (left,) = new if taken is old else old
    widest = max(box_of(word).width, box_of(left).width)
    if word.text == left.text or _loses_digits(taken, [left]):
        return taken
    if _shared(word, left) <= _SAME * widest:
        return taken
    return [replace(word, again=(left.text,))]


def _counts(text: str) -> bool:
    """Whether a word may be Roman numerals, alone or before a stroke and a number: no sense tells
    which of two numbers is right, and the wrong one would be stated."""
    return bool(_NUMERAL.fullmatch(text))


def _loses_digits(old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether digits become letters of no word: "8h", "Sh"."""
    before, after = (sum(map(str.isdecimal, "".join(_texts(words)))) for words in (old, new))
    return after < before and not all(is_syllable(text.strip(_SIGNS)) for text in _texts(new))


def _texts(words: Iterable[Word]) -> list[str]:
    return [word.text for word in words]


def _touch(one: Word, other: Word) -> bool:
    return _shared(one, other) > _TOUCHES * min(box_of(one).width, box_of(other).width)


def _shared(one: Word, other: Word) -> int:
    """Columns that both stand in."""
    a, b = box_of(one), box_of(other)
    return min(a.right, b.right) - max(a.left, b.left)
