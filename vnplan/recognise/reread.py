"""Words that were read badly, read once more from a picture of them and their neighbours.

On a whole page a word may lose its head to a speck, to the line above or to where Tesseract
thinks that its line runs; cut out, with a word to either side, it is mostly read right. What is
then read without letters were specks. A reading with the same letters and other marks says
nothing new: which marks fit is for the restorer to say, who knows the words around.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

import cv2
import numpy as np

from vnplan.handwriting.numerals import before_enlarging, enlarged
from vnplan.layout.segments import box_of
from vnplan.layout.specks import has_letters
from vnplan.model import Box, Line, Pixels, Word, Zone, union
from vnplan.syllable import strip_marks

# Words read with less confidence are read again, those with digits and signs or letters from the
# second one on: a date is worth the time. Of 355 words below 0.8, on drawn and real pages, the 145
# below 0.5 held 12 of the 15 that were mended.
_UNSURE, _UNSURE_NUMBER = 0.5, 0.8
# On a page with more words in doubt so many are read again, those with digits and then the surest:
# no page of 24 real scans asks for 30 pictures, and where print is past reading, hundreds of words
# are read no better alone, in many times the time of the page.
_MOST = 60
# What is read then must be at least so sure, and surer than before; where it is not, the picture is
# enlarged, which is right less often.
LEAST, _LEAST_LARGE = 0.6, 0.8
# Specks are read as words of at most so many letters.
_SPECK = 3
# In heights of a usual word: paper around the picture, and how far off a neighbour may be; and
# how high the words may stand apart, or they are of no one line.
_RIM, _NEAR, _HIGH = 0.25, 2.0, 3.0
# Ink is darker than paper by so many grey levels.
_INK = 40
# How far new words may reach into what stands beside the old ones, in heights of these.
_BEYOND = 0.5
# Words with so much of the width of the one beside them say it once more.
_SAME_PLACE = 0.8
# A word that is so many times as high as the others of its line, of which there are so many, holds
# a speck or a stroke as well; it is read again when less sure than this.
_TALL, _FEW, _UNSURE_TALL = 1.5, 2, 0.8
# Strokes of numerals are counted elsewhere; of two readings of a number either may be wrong.
_NUMERAL, _NUMBER = re.compile(r"[IVXHl1|]+\W*"), re.compile(r"\d+\W*")
# Digits and signs, as in a date: no reading with letters in it is a better one.
_DATE = re.compile(r"[\d./-]*\d[\d./-]*\W?")
# What a pen may have filled in is judged elsewhere.
NOT_READ_AGAIN = frozenset(
    {Zone.NUMBER, Zone.PLACE_DATE, Zone.STAMP, Zone.COLOURED_STAMP, Zone.NOTE}
)
# Signs that these documents do not print.
_ODD = re.compile(r"[§†‡ƒ€£¥©®«»\\|~]")

ReadLine = Callable[[Pixels], Sequence[Word]]
"""Reads a picture of one line."""


def with_second_reading(lines: Iterable[Line], pixels: Pixels, read: ReadLine) -> tuple[Line, ...]:
    """The lines of a level page with unsure words read again; none is left without words.

    Boxes are pixels of ``pixels``.
    """
    lines = tuple(lines)
    asked = _asked(_unsure(line) for line in lines if line.zone not in NOT_READ_AGAIN)
    return tuple(
        new
        for line in lines
        if (
            new := line if line.zone in NOT_READ_AGAIN else _read_again(line, pixels, read, asked)
        ).words
    )


def _asked(lines: Iterable[Iterable[Word]]) -> frozenset[Word]:
    """The words to read again, :data:`_MOST` at most."""
    unsure = sorted(
        (word for words in lines for word in words),
        key=lambda w: (not _has_digit(w), -(w.confidence or 0.0)),
    )
    return frozenset(unsure[:_MOST])


def _unsure(line: Line) -> Iterator[Word]:
    """The unsure words of a line; a word that reaches into the lines beside it, by a speck or a
    stroke, is asked to be surer."""
    usual = median(heights) if (heights := [w.box.height for w in line.words if w.box]) else 0.0
    for word in line.words:
        tall = word.box is not None and word.box.height > _TALL * usual
        if _is_unsure(word, _UNSURE_TALL if tall else _UNSURE):
            yield word


def _read_again(line: Line, pixels: Pixels, read: ReadLine, asked: Collection[Word]) -> Line:
    if not any(word in asked for word in line.words):
        return line
    words = tuple(_second_words(line.words, pixels, read, asked))
    return line if words == line.words else Line.of(line.page, words, line.cell, line.zone)


def _is_unsure(word: Word, least: float) -> bool:
    if word.readings or word.box is None or word.confidence is None or not has_letters(word.text):
        return False
    odd = _has_digit(word) and not _NUMBER.fullmatch(word.text)
    return word.confidence < max(least, _UNSURE_NUMBER if odd else 0.0)


def _has_digit(word: Word) -> bool:
    return any(map(str.isdecimal, word.text))


def _second_words(
    words: Sequence[Word], pixels: Pixels, read: ReadLine, asked: Collection[Word]
) -> Iterator[Word]:
    height = median(box_of(w).height for w in words if w.box is not None)
    start = 0
    for unsure, group in groupby(words, key=asked.__contains__):
        old = list(group)
        stop = start + len(old)
        picture = _around(words, start, stop, height) if unsure else None
        if picture is not None:
            beside = words[start - 1 : start], words[stop : stop + 1]
            yield from _alone(_read_in(picture, old, pixels, read), old, *beside)
        else:
            yield from old
        start = stop


def _alone(
    new: Sequence[Word], old: Sequence[Word], before: Sequence[Word], behind: Sequence[Word]
) -> Sequence[Word]:
    """The new words without the neighbours of the old ones, whose boxes may have been too wide; not
    any where letters inside a neighbour were read once more."""
    if new is old:
        return old
    if _is_again(new, before) or _is_again(new, behind):
        return ()
    if len(new) > 1 and _text(new[:1]) == _text(before):
        new = new[1:]
    return new[:-1] if len(new) > 1 and _text(new[-1:]) == _text(behind) else new


def _is_again(new: Sequence[Word], beside: Sequence[Word]) -> bool:
    """Whether the words say the one beside them once more, in its own place."""
    if not beside or beside[0].box is None or _text(new) != _text(beside):
        return False
    box, word = union(box_of(w) for w in new), beside[0].box
    shared = min(box.right, word.right) - max(box.left, word.left) if box else 0
    return shared > _SAME_PLACE * word.width


def _read_in(picture: Box, old: Sequence[Word], pixels: Pixels, read: ReadLine) -> Sequence[Word]:
    """The words as a part of the page shows them: as it is, then larger and in black and white."""
    crop = pixels[picture.top : picture.bottom, picture.left : picture.right]
    # What is red was read elsewhere: nothing is left of it here.
    if not crop.size or int(crop.min()) > np.median(crop) - _INK:
        return old
    new = _placed(read(np.ascontiguousarray(crop)), picture, old)
    best = better(old, new, LEAST)
    if best is not old or _text(new) == _text(old):
        return best
    large = [
        replace(word, box=before_enlarging(box_of(word))) for word in read(_black_and_white(crop))
    ]
    new = _placed(large, picture, old)
    return better(old, new, _LEAST_LARGE) if any(has_letters(w.text) for w in new) else old


def _black_and_white(crop: Pixels) -> Pixels:
    _, black = cv2.threshold(enlarged(crop), 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return np.asarray(black, np.uint8)


def _around(words: Sequence[Word], start: int, stop: int, height: float) -> Box | None:
    """The words from ``start`` to ``stop`` with a near neighbour to either side, if on one line."""
    box = union(box_of(w) for w in words[start:stop])
    assert box is not None
    box = _within(box, [box_of(w) for w in (*words[:start], *words[stop:]) if w.box], height)
    for at in (start - 1, stop):
        other = words[at].box if 0 <= at < len(words) else None
        if other is not None and max(other.left - box.right, box.left - other.right) < (
            _NEAR * height
        ):
            box = union((box, other)) or box
    rim = round(_RIM * height)
    if box.height > _HIGH * height:
        return None
    return Box(max(0, box.left - rim), max(0, box.top - rim), box.right + rim, box.bottom + rim)


def _within(box: Box, others: Sequence[Box], height: float) -> Box:
    """The box without what reaches into the lines above and below it."""
    if len(others) < _FEW or box.height <= _TALL * height:
        return box
    top, bottom = (median(getattr(o, side) for o in others) for side in ("top", "bottom"))
    rim = _RIM * height
    cut = box._replace(
        top=max(box.top, round(top - rim)), bottom=min(box.bottom, round(bottom + rim))
    )
    return cut if cut.height > 0 else box


def _placed(read: Iterable[Word], picture: Box, old: Sequence[Word]) -> list[Word]:
    """Those read where the old words stand, with boxes on the page."""
    place = union(box_of(w) for w in old)
    assert place is not None
    found: list[Word] = []
    for word in read:
        left, top, right, bottom = box_of(word)
        x, y = picture.left, picture.top
        box = Box(left + x, top + y, right + x, bottom + y)
        shared = min(box.right, place.right) - max(box.left, place.left)
        if 2 * shared >= min(box.width, place.width):
            found.append(replace(word, box=box))
    return found


def better(old: Sequence[Word], new: Sequence[Word], least: float) -> Sequence[Word]:
    """Which of two readings of a place to believe; ``least`` is asked of the new one."""
    if not any(has_letters(w.text) for w in new):
        kept = [word for word in old if not _is_speck(word) or (word.confidence or 0.0) >= _UNSURE]
        return old if len(kept) == len(old) else kept
    before, after = (min(w.confidence or 0.0 for w in words) for words in (old, new))
    if after < max(before, least) or _text(old) == _text(new):
        return old
    return _no_surer(old, new) if _may_be(old, new) else old


def _no_surer(old: Sequence[Word], new: Sequence[Word]) -> Sequence[Word]:
    """The new words, as unsure as the old ones where as many digits say another number."""
    numbers = [[c for c in _text(words) if c.isdecimal()] for words in (old, new)]
    if numbers[0] == numbers[1] or len(numbers[0]) != len(numbers[1]):
        return new
    least = min(w.confidence or 0.0 for w in old)
    return [replace(w, confidence=min(least, w.confidence or 0.0)) for w in new]


def _is_speck(word: Word) -> bool:
    """Whether a word of which nothing is left may be none; Tesseract passes over lone digits."""
    return len(_letters(word.text)) <= _SPECK and not any(map(str.isdecimal, word.text))


def _may_be(old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether the new words stand in the place of the old ones alone, and are of their kind."""
    text = " ".join(w.text for w in old)
    if _NUMERAL.fullmatch(text) or _NUMBER.fullmatch(text):
        return False
    if not any(map(str.isdecimal, text)) and any(map(str.isdecimal, _text(new))):
        return False
    if any(_ODD.search(word.text) for word in new):
        return False
    if _DATE.fullmatch(text) and any(map(str.isalpha, _text(new))):
        return False
    place, beside = (union(box_of(w) for w in words) for words in (old, new))
    assert place is not None and beside is not None
    most = _BEYOND * place.height
    return beside.left >= place.left - most and beside.right <= place.right + most


def _text(words: Iterable[Word]) -> str:
    return "".join(_letters(word.text) for word in words)


def _letters(text: str) -> str:
    """The letters and digits without marks and case.

    >>> _letters("b/c);"), _letters("Hằng")
    ('bc', 'hang')
    """
    return "".join(filter(str.isalnum, strip_marks(text))).lower()
