"""The signature read apart from the recipients beside it.

Where a line of either column is level with one of the other, Tesseract takes both for one line.
Then it reads the one in larger letters, office or name, worse than alone, above all beside a seal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np
import regex

from vnplan.layout.segments import box_of
from vnplan.model import Box, Line, Pixels, Word, Zone, union
from vnplan.syllable import strip_marks

# The column is read again when a word of it with letters is less sure than this; words that are
# so sure must be in the new reading, too; those that are less sure than that are no gain.
_UNSURE, _SURE, _READ = 0.8, 0.85, 0.5
# So many letters more must be read.
_GAIN = 1.0
# Heights of a word around the column; what is no part of it is painted over by so many pixels more.
_AROUND, _RIM = 1.0, 2
# Fewer letters and digits are no word to count.
_LEAST = 2

# Words of a name stand a third of their height apart; a gap of so many heights is too wide. Ink is
# darker than this share of the paper, and covers so much of a gap with a word in it.
_GAP, _DARK, _INKED = 1.0, 0.7, 0.02
# Of a line of print a word of two letters is read so surely.
_PRINTED = 0.6
# A name has so many words at most.
_MOST = 5

# A word of a name, whatever the pen left in front of it.
_CAPITALISED = regex.compile(r"\p{Lu}\p{Ll}+\W*$")
# A name of two to five words whose first begins with a stroke.
_MISREAD_L = regex.compile(r"[1l|!]\p{Ll}+(?: \p{Lu}\p{Ll}+){1,4}")

Runs = Sequence[Sequence[Word]]
ReadColumn = Callable[[Pixels], Runs]
"""Reads a picture of one column."""
ReadLine = Callable[[Pixels], Sequence[Word]]
"""Reads a picture of one line."""


def with_signature_apart(
    runs: Runs, lines: Sequence[Line], pixels: Pixels, read: ReadColumn
) -> Runs:
    """The words of a page with those of its signature read anew, where that is better.

    ``lines`` are made of the words of ``runs``, with their zones; boxes are pixels of ``pixels``.
    The same ``runs`` come back when there are no two columns, or nothing is gained.
    """
    old = [word for line in lines if line.zone is Zone.SIGNATURE for word in line.words]
    beside = any(line.zone is Zone.RECIPIENTS for line in lines)
    if not beside or all((w.confidence or 0.0) >= _UNSURE for w in old if _counts(w)):
        return runs
    others = [w for line in lines if line.zone is not Zone.SIGNATURE for w in line.words]
    column, picture = _picture(old, others, pixels)
    found = [[_shifted(word, column) for word in run] for run in read(picture)]
    new = [run for run in found if _read(run, _READ) or any(_touch(a, b) for a in run for b in old)]
    if not _is_better([word for run in new for word in run], old):
        return runs
    taken = set(old)
    rest = [[word for word in run if word not in taken] for run in runs]
    return [*(run for run in rest if run), *new]


def with_lost_syllables(lines: Iterable[Line], pixels: Pixels, read: ReadLine) -> tuple[Line, ...]:
    """The lines; a name under a signature that lost a syllable, as the ink in a wide gap between
    its words shows, is read again alone."""
    return tuple(
        _read_whole(line, pixels, read)
        if line.zone is Zone.SIGNATURE and _may_be_name(line) and _lacks_word(line, pixels)
        else line
        for line in lines
    )


def _may_be_name(line: Line) -> bool:
    return len(line.words) > 1 and all(
        regex.fullmatch(r"\p{Lu}\p{Ll}+", w.text) for w in line.words
    )


def _lacks_word(line: Line, pixels: Pixels) -> bool:
    """Whether there is ink in a gap that is too wide for a space."""
    height = median(box_of(word).height for word in line.words)
    paper = float(np.median(pixels[::4, ::4]))
    for one, other in pairwise(map(box_of, line.words)):
        gap = pixels[
            min(one.top, other.top) : max(one.bottom, other.bottom), one.right : other.left
        ]
        if other.left - one.right > _GAP * height and (gap < _DARK * paper).mean() > _INKED:
            return True
    return False


def _read_whole(line: Line, pixels: Pixels, read: ReadLine) -> Line:
    """The line with the words that stand in its gaps, where a reading of it alone has every word
    of it at its place, give or take a letter."""
    column, picture = _picture(line.words, (), pixels)
    found = [_shifted(word, column) for word in read(picture)]
    for old in line.words:
        again = [word for word in found if _touch(word, old)]
        if len(again) != 1 or abs(len(_letters(again[0])) - len(_letters(old))) > 1:
            return line
    gained = [w for w in _read(found, _READ) if not any(_touch(w, old) for old in line.words)]
    inside = [w for w in gained if _left(line.words[0]) < _left(w) < _left(line.words[-1])]
    words = sorted((*line.words, *inside), key=_left)
    return Line.of(line.page, words, line.cell, line.zone) if len(words) <= _MOST else line


def _left(word: Word) -> int:
    return box_of(word).left


def without_signature(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without those that were read of the strokes above a name: of a line of print one
    word at least is read."""
    names = (n for n, line in enumerate(lines) if _holds_name(line))
    last = max(names, default=0)
    return tuple(line for n, line in enumerate(lines) if n >= last or not _is_pen(line))


def _holds_name(line: Line) -> bool:
    """Whether two capitalised words stand under the signature, the pen beside them or not."""
    found = [word for word in line.words if _CAPITALISED.search(word.text)]
    return line.zone is Zone.SIGNATURE and len(found) > 1


def _is_pen(line: Line) -> bool:
    return line.zone is Zone.SIGNATURE and not any(
        sum(map(str.isalpha, word.text)) >= _LEAST and (word.confidence or 0.0) >= _PRINTED
        for word in line.words
    )


def with_capital(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines with "L" at the head of names under a signature that were read as "1ê Văn An"."""
    return tuple(
        line
        if line.zone is not Zone.SIGNATURE or not _MISREAD_L.fullmatch(line.text)
        else Line.of(line.page, (_capital(line.words[0]), *line.words[1:]), line.cell, line.zone)
        for line in lines
    )


def _capital(word: Word) -> Word:
    return replace(word, text="L" + word.text[1:])


def _picture(words: Sequence[Word], others: Iterable[Word], pixels: Pixels) -> tuple[Box, Pixels]:
    """The column that the words stand in, and it alone with other words painted over."""
    box = union(map(box_of, words))
    assert box is not None
    around = round(_AROUND * median(box_of(word).height for word in words))
    left, top, right, bottom = box
    column = Box(max(0, left - around), max(0, top - around), right + around, bottom + around)
    picture = np.array(pixels[column.top : column.bottom, column.left : column.right])
    paper = np.median(pixels[::4, ::4]).astype(np.uint8)
    for left, top, right, bottom in map(box_of, others):
        rows = slice(max(0, top - column.top - _RIM), max(0, bottom - column.top + _RIM))
        columns = slice(max(0, left - column.left - _RIM), max(0, right - column.left + _RIM))
        picture[rows, columns] = paper
    return column, picture


def _is_better(new: Sequence[Word], old: Sequence[Word]) -> bool:
    """Whether more is read surely, and nothing that was read surely is lost."""
    lost = Counter(map(_letters, _read(old, _SURE))) - Counter(map(_letters, _read(new, _READ)))
    return not lost and _letters_read(new) >= _letters_read(old) + _GAIN


def _read(words: Iterable[Word], least: float) -> list[Word]:
    return [w for w in words if _counts(w) and (w.confidence or 0.0) >= least]


def _letters_read(words: Iterable[Word]) -> float:
    return sum(len(_letters(w)) * (w.confidence or 0.0) for w in _read(words, _READ))


def _counts(word: Word) -> bool:
    return len(_letters(word)) >= _LEAST


def _letters(word: Word) -> str:
    return "".join(filter(str.isalnum, strip_marks(word.text))).lower()


def _touch(one: Word, other: Word) -> bool:
    """Whether two words have ink in common: what is read anew where nothing was, a pen may be."""
    a, b = box_of(one), box_of(other)
    across = min(a.right, b.right) - max(a.left, b.left)
    return across > 0 and min(a.bottom, b.bottom) > max(a.top, b.top)


def _shifted(word: Word, by: Box) -> Word:
    left, top, right, bottom = box_of(word)
    return replace(word, box=Box(left + by.left, top + by.top, right + by.left, bottom + by.top))
