"""The leaning stroke between serial and symbol, found in the ink even where a pen touches it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vnplan.clean.components import components
from vnplan.model import Pixels

# How much it leans: pixels to the right for each upwards.
_SLANTS = (0.34, 0.38, 0.42)
# In type sizes: what of its height is looked at, how thick it is at most, where it has paper
# behind its foot. A digit has ink there, or turns.
_FROM, _TO, _THICK, _BEHIND = 0.03, 0.6, 0.22, (0.12, 0.2)
# Shares of the heights, and of each third of them, at which there is ink; of those at which it
# is thin; and of the place behind that is paper.
_INKED, _STRAIGHT, _THIN, _PAPER = 0.82, 0.7, 0.8, 0.85
_STEPS = 30
# Type sizes by which it may stand before its place at most: a 7 leans as well.
_EARLY = 0.65
# Of a printed capital, in type sizes: where its top is above the baseline, how wide it is at
# least, how far before the stroke's place it begins and above the baseline it ends at most, and
# where its right side begins.
_TOP, _WIDE, _BEFORE, _FOOT, _INSIDE = (0.58, 0.78), 0.45, 0.1, 0.08, 0.38


@dataclass(frozen=True, slots=True)
class Slash:
    """A stroke from (``foot``, baseline) upwards, columns counted in the mask.

    Attributes:
        slant: pixels to the right for each upwards.
        before: pixels of its ink in front of its middle.
    """

    foot: float
    slant: float
    before: float

    def edge(self, above: NDArray[np.float64]) -> NDArray[np.float64]:
        """Its front edge at these heights above the baseline."""
        return np.asarray(self.foot + self.slant * above - self.before - 1)


def find_slash(mask: Pixels, baseline: float, size: float, due: float, off: float) -> Slash | None:
    """The last stroke whose foot is near ``due``; ``None`` when none is seen.

    Before it a pen may have drawn what looks like one.

    Args:
        mask: rows × columns, not 0 where ink is.
        baseline: the row on which print stands.
        size: type size in pixels.
        off: how far behind ``due`` the foot may stand, in type sizes; before it there are digits.
    """
    ups = np.linspace(_FROM, _TO, _STEPS) * size
    rows = np.round(baseline - ups).astype(int)
    if rows.min() < 0 or rows.max() >= mask.shape[0]:
        return None
    letters = _letters(mask, baseline, size, due)
    inked = mask[rows]
    before, behind = _runs(inked), _runs(inked[:, ::-1])[:, ::-1]
    low, high = round(due - min(off, _EARLY) * size), round(due + off * size)
    for foot in range(high, low - 1, -1):
        for slant in _SLANTS:
            columns = np.round(foot + slant * ups).astype(int)
            if columns.min() < 0 or columns.max() + _BEHIND[1] * size + 1 >= mask.shape[1]:
                continue
            if letters[rows[_STEPS // 2], columns[_STEPS // 2]]:
                continue
            if _is_slash(inked, columns, before, behind, size):
                at = np.arange(len(rows))
                return Slash(foot, slant, float(np.median(before[at, columns])))
    return None


def _letters(mask: Pixels, baseline: float, size: float, due: float) -> NDArray[np.bool_]:
    """Where the ink is the right side of capitals behind ``due``: that of a Q leans as well."""
    labels, boxes, _ = components(mask)
    left, top, width, height = (boxes[:, side] for side in range(4))
    low, high = ((baseline - share * size) for share in (_TOP[1], _TOP[0]))
    is_letter = (left >= due - _BEFORE * size) & (width >= _WIDE * size)
    is_letter &= (top >= low) & (top <= high) & (top + height >= baseline - _FOOT * size)
    is_letter[0] = False
    # A stroke that touches the letter behind it stands at its left edge.
    inside = np.arange(mask.shape[1])[None, :] - left[labels] >= _INSIDE * size
    return np.asarray(is_letter[labels] & inside)


def _is_slash(
    inked: Pixels,
    columns: NDArray[np.int_],
    before: NDArray[np.int_],
    behind: NDArray[np.int_],
    size: float,
) -> bool:
    """Whether thin ink goes along these columns, one for each row, with paper behind its foot."""
    at = np.arange(len(columns))
    there = inked[at, columns] > 0
    thin = before[at, columns] + behind[at, columns] - 1 <= _THICK * size
    straight = min(np.mean(part) for part in np.array_split(there, 3))
    if np.mean(there) < _INKED or straight < _STRAIGHT or np.mean(thin[there]) < _THIN:
        return False
    foot = at[: len(at) * 2 // 5, None]
    beyond = columns[foot] + np.arange(_BEHIND[0] * size, _BEHIND[1] * size).astype(int)
    return bool(np.mean(inked[foot, beyond] == 0) >= _PAPER)


def _runs(mask: Pixels) -> NDArray[np.int_]:
    """How many pixels of ink end at each one, itself counted."""
    columns = np.arange(mask.shape[1])
    paper = np.where(mask > 0, -1, columns)
    return np.asarray(columns - np.maximum.accumulate(paper, axis=1))
