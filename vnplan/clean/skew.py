"""How the lines of a page run: level, askew, or towards each other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.clean.levels import inked
from vnplan.clean.reduced import reduced
from vnplan.model import Pixels

# The longer side of the picture whose skew is taken, in pixels: A4 at about 100 dpi.
_SKEW_SIDE = 1200
# Where lines may meet: the page is looked at in so many bands, those with such a share of print, so
# many of them at least; degrees by which their slopes differ at least and at most, by which
# one may be off the common rule, and by which the slope grows over the page at least.
_BANDS, _LEAST_INK, _LEAST_BANDS = 10, 0.004, 5
_LEAST_APART, _MOST_APART, _OFF_LINE, _LEAST_GROWTH = 0.4, 5.0, 0.5, 1.0
# By such a share one edge of the page is nearer than its middle at most: of a strip far wider than
# high, in which lines cross, the map would make a picture of any size.
_MOST_NEARER = 0.3
# Below this angle a line of A4 does not leave its own height's tolerance.
_LEAST_SKEW = 0.1


class Slopes(NamedTuple):
    """How lines run down to the right, in degrees.

    Attributes:
        middle: half way down the page.
        growth: how much more at its lower edge than at its upper one: 0 for a scan, where lines
            are parallel; a camera held askew makes them meet.
    """

    middle: float
    growth: float = 0.0


LEVEL = Slopes(0.0)


def slopes(grey: Pixels, most: float = 6.0) -> Slopes:
    """How the lines of a page run; level where they are nearly so."""
    dark = _small_print(grey)
    angle = _skew(dark, most)
    lie = _meeting(dark, angle)
    if lie.growth:
        return lie
    return Slopes(angle) if abs(angle) >= _LEAST_SKEW else LEVEL


def skew(grey: Pixels, most: float = 6.0) -> float:
    """The angle in degrees by which lines run down to the right; 0 when there are no lines.

    The page is levelled when the row sums of its print are as uneven as can be
    (Postl's projection profile), found from coarse to fine.
    """
    return _skew(_small_print(grey), most)


def _skew(dark: Pixels, most: float) -> float:
    if cv2.countNonZero(dark) < 200:
        return 0.0
    fine, coarse = _Profile.of(dark), _Profile.of(reduced(dark, 0.5))
    best = 0.0
    for profile, reach, step in ((coarse, most, 0.5), (fine, 0.5, 0.1), (fine, 0.1, 0.02)):
        best = profile.best(best, reach, step)
    return best if abs(best) < most else 0.0


def _meeting(dark: Pixels, angle: float) -> Slopes:
    """The slopes of lines that are not parallel, as they differ from one band of the page to the
    next; no growth where they are parallel. ``angle`` is the slope of most of them."""
    coarse = _bands(reduced(dark, 0.5))
    off = [abs(b.best(angle, _LEAST_APART, _LEAST_APART) - angle) > 0.1 for b in coarse.values()]
    # Nearly all pages are done with here.
    if len(coarse) < _LEAST_BANDS or 2 * sum(off) < len(coarse):
        return LEVEL
    fine = _bands(dark)
    ys = [y for y in coarse if y in fine]
    if len(ys) < 2:
        return LEVEL
    found = [fine[y].best(coarse[y].best(angle, _MOST_APART, 0.25), 0.3, 0.1) for y in ys]
    pairs = combinations(zip(ys, found, strict=True), 2)
    growth = float(np.median([(b - a) / (y - x) for (x, a), (y, b) in pairs]))
    middle = float(np.median([a - growth * y for y, a in zip(ys, found, strict=True)]))
    wrong = sum(abs(a - middle - growth * y) > _OFF_LINE for y, a in zip(ys, found, strict=True))
    nearer = np.tan(np.radians(abs(growth))) * dark.shape[1] / (2 * dark.shape[0])
    sure = 3 * wrong <= len(ys) and abs(growth) >= _LEAST_GROWTH and nearer <= _MOST_NEARER
    return Slopes(middle, growth) if sure else LEVEL


def _bands(dark: Pixels) -> dict[float, _Profile]:
    """The bands of a page with print, each by its place: -0.5 is the upper edge, 0.5 the lower."""
    parts = np.array_split(dark, _BANDS)
    least = _LEAST_INK * dark.size / _BANDS
    inked = ((n, part) for n, part in enumerate(parts) if cv2.countNonZero(part) > least)
    return {(n + 0.5) / _BANDS - 0.5: _Profile.of(part) for n, part in inked}


def _small_print(grey: Pixels) -> Pixels:
    """255 on the print of the page brought to :data:`_SKEW_SIDE`, else 0."""
    factor = min(1.0, _SKEW_SIDE / max(grey.shape))
    # True means: :func:`reduced` weighs rows unevenly at other sizes than halves.
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dark = inked(np.asarray(small, np.uint8))
    # The margin holds the shadows of the sheet's edges, which are not level with the print.
    height, width = dark.shape
    dark[: height // 40] = dark[-(height // 40) - 1 :] = 0
    dark[:, : width // 40] = dark[:, -(width // 40) - 1 :] = 0
    return dark


@dataclass(frozen=True, slots=True, eq=False)
class _Profile:
    """Row sums of a picture for any slope: columns side by side mostly move alike.

    Attributes:
        before: for each column, from 0 to their number, how much print of each row lies before it.
        columns, first: columns with print, and the uppermost of these.
    """

    before: NDArray[np.int32]
    columns: NDArray[np.intp]
    first: NDArray[np.intp]

    @classmethod
    def of(cls, dark: Pixels) -> _Profile:
        print_ = np.asarray(cv2.transpose(dark), np.uint8)
        columns = np.flatnonzero(print_.any(axis=1))
        within = np.asarray(cv2.integral(print_), np.int32)
        before = np.asarray(within[:, 1:] - within[:, :-1], np.int32)
        return cls(before, columns, print_[columns].argmax(axis=1))

    def best(self, angle: float, reach: float, step: float) -> float:
        """The slope in degrees at which rows differ most, no further than ``reach`` away."""
        angles = np.arange(angle - reach, angle + reach + step / 2, step)
        return float(angles[np.argmax([self.unevenness(angle) for angle in angles])])

    def unevenness(self, angle: float) -> float:
        """How much the sums of rows that run down by this angle differ from one to the next."""
        width = len(self.before) - 1
        slope = np.tan(np.radians(angle))
        up = -np.arange(width) * slope - (self.first - self.columns * slope).min()
        rows = np.floor(up).astype(np.int64)
        rows -= rows.min()
        # Columns between two edges move alike.
        edges = np.concatenate(([0], np.flatnonzero(rows[1:] != rows[:-1]) + 1, [width]))
        parts = np.diff(self.before[edges], axis=0)
        sums = _stepped_sum(parts if slope < 0 else parts[::-1])
        steps = np.diff(sums).astype(np.float64)
        return float(steps @ steps)


def _stepped_sum(parts: NDArray[np.int32]) -> NDArray[np.int32]:
    """The sum of rows each of which stands one place further to the right than the one before."""
    count, length = parts.shape
    whole = count + length - 1
    spread = np.zeros((count, whole + 1), np.int32)
    spread[:, :length] = parts
    # Read in rows that are one place shorter, each row begins one place later.
    steps = spread.ravel()[: count * whole].reshape(count, whole)
    return np.asarray(steps.sum(axis=0, dtype=np.int32))
