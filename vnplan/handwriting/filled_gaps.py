"""What a pen or a rubber stamp put into the gaps of the number line and the date line.

Clerks write the serial and the day by hand. Tesseract reads them as print, mostly wrong and
sometimes with confidence. Print keeps what Tesseract read; an empty gap stays empty; all else is
read by :class:`~vnplan.handwriting.digits.DigitReader`, and its readings travel with the word. The
print around such a gap is read once more, without the strokes, where they disturbed it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from math import prod
from operator import itemgetter
from statistics import fmean

import numpy as np

from vnplan.clean.components import components
from vnplan.handwriting.digits import SLANTS, DigitReader
from vnplan.handwriting.gaps import Gap, gaps_of, part_of, type_size, words_of
from vnplan.handwriting.numerals import enlarged
from vnplan.handwriting.strokes import Strokes, size_of_capitals, strokes_in
from vnplan.layout.segments import box_of
from vnplan.model import STATED, Box, CleanPage, Line, Pixels, Reading, Word, Zone, union

BLANK = "…"
# Digits, and what print of them is read as.
_NUMBER = re.compile(r"[\W_]*[\dlio|\]]{1,5}[a-z]?[\W_]*", re.IGNORECASE)
_AROUND = " _.,:;-'/⁄∕"
_DIGITS = str.maketrans("lIioO|]", "1110011")
# In heights of printed capitals: how high the digits of print are, how far from the baseline they
# stand; and their thickness beside that of the letters.
_LOW, _HIGH, _OFF = 0.88, 1.18, 0.09
_THIN, _THICK = 0.7, 1.3
# The same: what is no speck, and how wide a digit of print is at least.
_SPECK, _DIGIT = 0.5, 0.65
# Less sure than this, digits are not believed to be print, unless the other reader says the same.
_LEAST_SURE = 0.3
# Two readers that agree are each as sure as this at least.
_EVEN = 0.5
# How sure print is at most that the other reader mostly reads otherwise.
_CONTRADICTED = 0.5
# A second reading less sure than this confirms nothing.
_CONFIRMS = 0.8
# What Tesseract reads so surely is kept where no ink is seen.
_SURELY_READ = 0.9
# What is read of the print beside a gap with less than this is read once more.
_DOUBTFUL = 0.8
# Ink is darker than this share of paper.
_INKED = 0.7
# The digits that a line opens with.
_LEADING = re.compile(r"\W*(\d+)(?!\d)")
_YEARS = tuple(map(str, range(1945, 2050)))
_AMONG = {
    "serial": None,
    "day": (*map(str, range(1, 32)), *(f"0{n}" for n in range(1, 10))),
    "month": (*map(str, range(1, 13)), *(f"0{n}" for n in range(1, 10))),
    "year": _YEARS,
}

Reread = Callable[[Pixels], Sequence[Word]]
"""Reads a picture of one line of print."""


@dataclass(frozen=True, slots=True)
class _Filled:
    """A gap and what stands in it.

    Attributes:
        strokes: the ink; ``None`` for an empty gap.
        readings: what the ink may say.
        written: whether Tesseract's reading is not to be kept.
        sure: how sure it is at most when it is kept.
        misread: whether Tesseract read something where no ink is but specks and guide dots.
        cut: the digits of print that Tesseract read, of which the strokes have a part only.
    """

    gap: Gap
    strokes: Strokes | None = None
    readings: tuple[Reading, ...] = ()
    written: bool = False
    sure: float = 1.0
    misread: bool = False
    cut: str = ""


def with_handwriting(
    lines: Iterable[Line], page: CleanPage, reader: DigitReader, reread: Reread
) -> tuple[Line, ...]:
    """The lines with the readings of what is written in their gaps.

    Boxes of the lines are pixels of ``page.pixels``.
    """
    lines = tuple(lines)
    head = [line for line in lines if line.zone in (Zone.NUMBER, Zone.PLACE_DATE)]
    size = type_size(head)
    return tuple(
        _filled(line, size, page, reader, reread) if line in head else line for line in lines
    )


def _filled(
    line: Line, size: float | None, page: CleanPage, reader: DigitReader, reread: Reread
) -> Line:
    if size is None and line.zone is Zone.NUMBER:
        size = _size_by_ink(line, page)
    line = _with_whole_year(line, size)
    seen = (_look(gap, line, page, reader) for gap in gaps_of(line, size))
    found = [_confirmed(each, line, page.pixels, reread) if each.cut else each for each in seen]
    if not any(each.strokes or each.misread for each in found):
        return line
    words = list(_print(line, found))
    written = [each for each in found if each.written]
    if written and _is_disturbed(line, written):
        again = _print_alone(line, written, page.pixels, reread)
        there = gaps_of(again, size)
        same = [gap.slot for gap in there] == [each.gap.slot for each in found]
        if same and _certainty(again.words) > _certainty(words):
            moved = [replace(f, gap=gap) for f, gap in zip(found, there, strict=True)]
            words = list(_print(again, moved))
    words = sorted([*words, *map(_word, written)], key=_left)
    return Line.of(line.page, _with_stroke(words, found), line.cell, line.zone)


def _with_whole_year(line: Line, size: float | None) -> Line:
    """The line with its year as one word: a pen that ends "20" stands apart, and is read apart."""
    for gap in gaps_of(line, size):
        inside = [word for word, _ in words_of(line, gap.start, gap.stop)]
        text = "".join(word.text for word in inside)
        if gap.slot == "year" and len(inside) > 1 and text in _YEARS:
            box, sure = union(map(box_of, inside)), min(w.confidence or 0.0 for w in inside)
            first = line.words.index(inside[0])
            whole = replace(inside[0], text=text, box=box, confidence=sure)
            words = (*line.words[:first], whole, *line.words[first + len(inside) :])
            return Line.of(line.page, words, line.cell, line.zone)
    return line


def _with_stroke(words: Sequence[Word], found: Sequence[_Filled]) -> list[Word]:
    """The words with the "/" before the symbol where its ink was seen and nothing was read of
    it."""
    seen = next((f.strokes for f in found if f.strokes and f.strokes.slash), None)
    edge = seen.box.right - seen.capital / 2 if seen else 0.0
    behind = [w for w in words if seen and box_of(w).left >= edge]
    read = any("/" in w.text for w in words if box_of(w).left < edge < box_of(w).right)
    lost = bool(behind) and behind[0].text[0].isalpha() and "/" not in behind[0].text and not read
    return [
        replace(word, text="/" + word.text) if lost and word is behind[0] else word
        for word in words
    ]


def _size_by_ink(line: Line, page: CleanPage) -> float | None:
    """The type size where the symbol is much lower than its word is wide: strokes stand in it."""
    wide, high = type_size([line], 0.0), size_of_capitals(line, page)
    return high if wide and high and high < _LOW * wide else None


def _look(gap: Gap, line: Line, page: CleanPage, reader: DigitReader) -> _Filled:
    """What stands in a gap."""
    strokes = strokes_in(gap, line, page)
    if gap.slot == "year" and (strokes is None or _is_sure_year(line, gap, strokes)):
        return _Filled(gap)
    if strokes is None:
        return _Filled(gap, misread=_is_misread(line, gap))
    readings = _readings(gap, strokes, reader)
    print_ = _printed_digits(line, gap)
    if gap.slot == "year":
        if _is_printed_year(print_, readings, strokes):
            return _Filled(gap, strokes, readings)
        print_ = None
    if print_ and print_.probability < _LEAST_SURE and not _is_same(print_, readings, strokes):
        print_ = None
    if print_ and _agree(print_, readings) and not strokes.coloured:
        return _Filled(gap, strokes, readings)
    if strokes.torn:
        readings = tuple(replace(r, probability=r.probability / 2) for r in readings)
    if print_ is None or not looks_printed(strokes):
        return _Filled(gap, strokes, readings, written=True)
    best = readings[0] if readings else print_
    if best.text == print_.text or best.probability < STATED:
        return _Filled(gap, strokes, readings, sure=_most_sure(print_, best))
    cut = print_.text if len(best.text) < len(print_.text) and best.text in print_.text else ""
    # Two sure readers that contradict each other: neither is to be believed.
    if cut or print_.probability >= STATED:
        halved = [Reading(r.text, r.probability / 2) for r in readings if r.text != print_.text]
        readings = (Reading(print_.text, 0.5), *halved)
    return _Filled(gap, strokes, readings, written=True, cut=cut)


def _confirmed(filled: _Filled, line: Line, pixels: Pixels, reread: Reread) -> _Filled:
    """Print of which the strokes lost a digit at an edge of the gap as Tesseract read it, where it
    surely reads the same once more, from a larger picture; a doubt, for the other reader says
    something else."""
    assert line.box is not None
    margin = line.box.height // 2
    top, left = max(0, line.box.top - margin), max(0, filled.gap.left - 2)
    area = pixels[top : line.box.bottom + margin, left : line.box.right + margin]
    words = reread(enlarged(area))
    digits = _LEADING.match("".join(word.text for word in words))
    if digits is None or digits.group(1) != filled.cut:
        return filled
    ends = accumulate(len(word.text) for word in words)
    read = [w for w, end in zip(words, ends, strict=True) if end - len(w.text) < digits.end(1)]
    if min(word.confidence or 0.0 for word in read) < _CONFIRMS:
        return filled
    return _Filled(filled.gap, filled.strokes, filled.readings, sure=_CONTRADICTED)


def _is_sure_year(line: Line, gap: Gap, strokes: Strokes) -> bool:
    """Whether a whole year is printed there and surely read, as nearly all are."""
    print_ = _printed_digits(line, gap)
    sure = print_ is not None and print_.probability >= _SURELY_READ and print_.text in _YEARS
    return sure and looks_printed(strokes)


def _is_printed_year(print_: Reading | None, readings: Sequence[Reading], strokes: Strokes) -> bool:
    """Whether a whole year is printed there, or of one that a pen should end nothing but the
    print."""
    whole = print_ is not None and print_.text in _YEARS
    same = whole and bool(readings) and print_ is not None and readings[0].text == print_.text
    return same or (looks_printed(strokes) and (whole or not readings))


def _is_same(print_: Reading, readings: Sequence[Reading], strokes: Strokes) -> bool:
    """Whether marks that look printed are what Tesseract read, though it was unsure of the whole
    word: of a long symbol cut by the edge of the page."""
    return looks_printed(strokes) and bool(readings) and readings[0].text == print_.text


def _is_misread(line: Line, gap: Gap) -> bool:
    """Whether something was read in a gap without ink, and not surely."""
    words = words_of(line, gap.start, gap.stop)
    return bool(line.text[gap.start : gap.stop].strip()) and all(
        (word.confidence or 0.0) < _SURELY_READ for word, _ in words
    )


def _agree(print_: Reading, readings: Sequence[Reading]) -> bool:
    """Whether two readers say the same, so that both will hardly be wrong: that is right, and
    mostly print that is damaged."""
    best = readings[0] if readings else print_
    unsure = [1 - print_.probability, 1 - best.probability]
    same = bool(readings) and best.text == print_.text and max(unsure) <= _EVEN
    return same and prod(unsure) <= 1 - STATED


def _most_sure(print_: Reading, other: Reading) -> float:
    """How sure print is at most, beside what the other reader says."""
    same = other.text.lstrip("0") == print_.text.lower().lstrip("0")
    return 1.0 if same or other.probability <= _CONTRADICTED else _CONTRADICTED


def _left(word: Word) -> int:
    return box_of(word).left


# --- print or not -----------------------------------------------------------------------------


def _printed_digits(line: Line, gap: Gap) -> Reading | None:
    """The digits that Tesseract read in the gap, however unsure; ``None`` when it read anything
    else there."""
    text = line.text[gap.start : gap.stop]
    if gap.slot == "year":  # a 1 stands apart
        text = text.replace(" ", "")
    sure = min((w.confidence or 0.0 for w, _ in words_of(line, gap.start, gap.stop)), default=0.0)
    if not _NUMBER.fullmatch(text):
        return None
    return Reading(text.translate(_DIGITS).strip(_AROUND), sure)


def looks_printed(strokes: Strokes) -> bool:
    """Whether all marks are as high as the capitals beside them, on the baseline, as thick."""
    if strokes.coloured or not _THIN <= strokes.thickness <= _THICK:
        return False
    capital = strokes.capital
    return all(
        _LOW * capital <= box.height <= _HIGH * capital
        and abs(box.bottom - strokes.baseline) <= _OFF * capital
        for box in _tall(strokes)
    )


def _tall(strokes: Strokes) -> list[Box]:
    """The marks without specks."""
    return [box for box in strokes.marks if box.height > _SPECK * strokes.capital]


def _may_be(text: str, strokes: Strokes) -> bool:
    """Whether print of so many digits has marks of this number and width."""
    marks = _tall(strokes)
    most = sum(max(1, round(box.width / (_DIGIT * strokes.capital))) for box in marks)
    return len(marks) <= len(text) <= most


# --- the words of the line --------------------------------------------------------------------


def _readings(gap: Gap, strokes: Strokes, reader: DigitReader) -> tuple[Reading, ...]:
    """What the strokes may say; of print only as many digits as marks have room for."""
    printed = looks_printed(strokes)
    alone = strokes.slash or gap.slot != "serial"
    slants = (0.0,) if printed else SLANTS
    found = reader.read(strokes.ink, _AMONG[gap.slot], slants=slants, alone=alone)
    others = 1.0 - sum(each.probability for each in found)
    if printed:
        found = tuple(each for each in found if _may_be(each.text, strokes))
    total = max(0.0, others) + sum(each.probability for each in found)
    return tuple(Reading(each.text, round(each.probability / total, 4)) for each in found)


def _word(filled: _Filled) -> Word:
    """The word that stands in a gap; print that is clear is a word like any other."""
    strokes, readings = filled.strokes, filled.readings
    assert strokes is not None
    if not readings:
        return Word(BLANK, strokes.box, 0.0)
    best = readings[0]
    if best.probability < STATED:
        return Word(BLANK, strokes.box, best.probability, readings=readings)
    by_hand = not looks_printed(strokes)
    return Word(best.text, strokes.box, best.probability, readings=readings if by_hand else ())


def _print(line: Line, found: Sequence[_Filled]) -> Iterator[Word]:
    """The printed words: nothing of what is written, digits for what they were taken for."""
    text = list(line.text)
    sure, most = [0.0] * len(text), [1.0] * len(text)
    for each in found:
        here = slice(each.gap.start, each.gap.stop)
        if each.written or each.misread:
            text[here] = " " * len(text[here])
        elif each.strokes:
            text[here] = [c.translate(_DIGITS) for c in text[here]]
            most[here] = [each.sure] * len(text[here])
            read = {r.text: r.probability for r in each.readings}
            sure[here] = [read.get("".join(text[here]), 0.0)] * len(text[here])
    empty = [each.gap for each in found if each.written and each.gap.start == each.gap.stop]
    at = 0
    for word in line.words:
        end = at + len(word.text)
        least = word.confidence or 0.0
        # Two readers that agree are as sure as the surer of them; what is surely read stays whole.
        others = sure[at:end] if least < _SURELY_READ else [min(sure[at:end])] * len(word.text)
        surer = [min(m, max(least, s)) for m, s in zip(most[at:end], others, strict=True)]
        for start, stop, confidence in _pieces(text[at:end], surer):
            piece = "".join(text[at + start : at + stop])
            whole = replace(part_of(word, start, stop), text=piece, confidence=confidence)
            yield from _parted(whole, at + start, empty)
        at = end + 1


def _pieces(text: Sequence[str], sure: Sequence[float]) -> Iterator[tuple[int, int, float]]:
    """(start, stop, how sure) of what spaces or another certainty part."""
    marks = zip(map(str.isspace, text), sure, strict=True)
    for (space, certainty), run in groupby(enumerate(marks), key=itemgetter(1)):
        places = [place for place, _ in run]
        if not space:
            yield places[0], places[-1] + 1, certainty


def _parted(word: Word, start: int, gaps: Sequence[Gap]) -> Iterator[Word]:
    """The print of a word before and behind what is written in it unread."""
    inside = (gap for gap in gaps if start < gap.start < start + len(word.text))
    gap = next(inside, None)
    if gap is None:
        yield word
        return
    at, box = gap.start - start, box_of(word)
    before, behind = min(max(gap.left, box.left), box.right), min(gap.right, box.right)
    yield replace(word, text=word.text[:at], box=box._replace(right=before))
    yield replace(word, text=word.text[at:], box=box._replace(left=max(behind, before)))


def _is_disturbed(line: Line, written: Sequence[_Filled]) -> bool:
    """Whether strokes stand in one word with print, or the print beside them is unsure."""
    spans = [(each.gap.start, each.gap.stop) for each in written]
    at = 0
    for word in line.words:
        end = at + len(word.text)
        inside = any(low <= at and end <= high for low, high in spans)
        joined = any(at < high and low < end for low, high in spans)
        if not inside and (joined or (word.confidence or 0.0) < _DOUBTFUL):
            return True
        at = end + 1
    return False


def _print_alone(line: Line, written: Sequence[_Filled], pixels: Pixels, reread: Reread) -> Line:
    """The line as it is read without the strokes."""
    assert line.box is not None
    margin = line.box.height // 2
    left, top = max(0, line.box.left - margin), max(0, line.box.top - margin)
    alone = pixels.copy()
    for each in written:
        if each.strokes:
            alone[each.strokes.rows][each.strokes.mask] = 255
    area = alone[top : line.box.bottom + margin, left : line.box.right + margin]
    read = reread(_without_neighbours(np.ascontiguousarray(area), margin))
    words = [_moved(word, left, top) for word in read if any(map(str.isalnum, word.text))]
    return Line.of(line.page, words, line.cell, line.zone)


def _without_neighbours(area: Pixels, margin: int) -> Pixels:
    """A picture of a line without the marks that the lines above and below reach into it with:
    they touch its edge and lie in its ``margin`` of rows."""
    dark = (area < np.median(area) * _INKED).astype(np.uint8)
    bottom = area.shape[0] - margin
    for left, top, width, height, _ in components(dark)[1][1:]:
        above = top == 0 and height <= margin
        below = top + height == area.shape[0] and top >= bottom
        if above or below:
            around = np.s_[max(0, top - 1) : top + height + 1, max(0, left - 1) : left + width + 1]
            area[around] = 255
    return area


def _moved(word: Word, right: int, down: int) -> Word:
    box = box_of(word)
    moved = Box(box.left + right, box.top + down, box.right + right, box.bottom + down)
    return replace(word, box=moved)


def _certainty(words: Sequence[Word]) -> float:
    """How sure the letters were read, 0 for none."""
    sure = [w.confidence or 0.0 for w in words for c in w.text if c.isalnum()]
    return fmean(sure) if sure else 0.0
