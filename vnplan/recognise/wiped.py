"""Words that may have lost ink when a seal as dark as print was wiped off: they are unsure.

Where a ring runs along a stroke, and under a star, no one can tell what was printed. Tesseract is
as sure of what is left of "12" as of any "1".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from vnplan.model import Line, Word

# What is wiped within a word's box is little up to this share of the square of a line's height:
# a ring that crosses a line takes 0.1 of it and more.
_LITTLE = 0.03
# In heights of a line: around a word, tone marks and dots; beside one with digits, more of them
# may be gone altogether.
_RIM, _BESIDE = 0.15, 1.5
# The confidence left to such words, and to those of so few letters that they pass for dirt.
_UNSURE, _UNSURE_SHORT, _SHORT = 0.3, 0.4, 2


def with_doubts(lines: Iterable[Line], wiped: NDArray[np.bool_] | None) -> tuple[Line, ...]:
    """The lines with little confidence in words where ``wiped`` is true, or close to them.

    Boxes are pixels of ``wiped``; ``None`` when nothing was wiped.
    """
    if wiped is None:
        return tuple(lines)
    return tuple(_doubted(line, wiped) for line in lines)


def _doubted(line: Line, wiped: NDArray[np.bool_]) -> Line:
    heights = [word.box.height for word in line.words if word.box is not None]
    if not heights:
        return line
    height = median(heights)
    words = tuple(
        unsure(word) if _lost_ink(line.words, at, wiped, height) else word
        for at, word in enumerate(line.words)
    )
    return line if words == line.words else replace(line, words=words)


def _lost_ink(words: Sequence[Word], at: int, wiped: NDArray[np.bool_], height: float) -> bool:
    """Whether more than a little was wiped off a word or, beside digits, up to its neighbours."""
    box = words[at].box
    if box is None:
        return False
    beside = (_BESIDE if any(map(str.isdecimal, words[at].text)) else _RIM) * height
    left, right = box.left - beside, box.right + beside
    # Wide gaps lie between columns; the neighbours' own ink is theirs.
    before = [w.box.right for w in words[:at] if w.box is not None and w.box.right <= box.left]
    behind = [w.box.left for w in words[at + 1 :] if w.box is not None and w.box.left >= box.right]
    left, right = max([left, *before]), min([right, *behind])
    top, bottom = box.top - _RIM * height, box.bottom + _RIM * height
    rows, columns = (slice(max(0, round(a)), round(b)) for a, b in ((top, bottom), (left, right)))
    return int(np.count_nonzero(wiped[rows, columns])) > _LITTLE * height**2


def unsure(word: Word) -> Word:
    """The word with little confidence."""
    most = _UNSURE if len(word.text) > _SHORT or word.text.isdecimal() else _UNSURE_SHORT
    return replace(word, confidence=min(word.confidence or 0.0, most))
