"""Pages made level."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.mapping import Matrix, inverse, joined, mapped, moved_by
from vnplan.model import Pixels
from vnplan.skew import LEVEL, Slopes

# Degrees up to which a page is levelled by shearing it; steps of a pixel that rows are moved by.
_SHEARED_TO, _PHASES = 1.0, 32


def levelled(grey: Pixels, lie: Slopes, scale: float) -> tuple[Pixels, Matrix]:
    """Level and enlarge; the second value leads back to the pixels of ``grey``."""
    if lie == LEVEL and scale == 1.0:
        return grey.copy(), np.eye(2, 3)
    if scale == 1.0 and not lie.growth and abs(lie.middle) <= _SHEARED_TO:
        return _sheared(grey, lie.middle)
    height, width = grey.shape
    middle = (width / 2, height / 2)
    forward = np.asarray(cv2.getRotationMatrix2D(middle, lie.middle, scale), np.float64)
    if lie.growth:
        forward = joined(_keystone(lie, height, scale), moved_by(-middle[0], -middle[1]))
    corners = mapped(((0, 0), (width, 0), (0, height), (width, height)), forward)
    low, high = np.min(corners, axis=0), np.max(corners, axis=0)
    forward = joined(moved_by(-low[0], -low[1]), forward)
    size = (round(high[0] - low[0]), round(high[1] - low[1]))
    warp = cv2.warpPerspective if lie.growth else cv2.warpAffine
    paper = _paper_of(grey)
    pixels = warp(grey, forward, size, flags=cv2.INTER_CUBIC, borderValue=paper)
    return np.asarray(pixels, np.uint8), inverse(forward)


def _paper_of(grey: Pixels) -> float:
    return float(np.median(grey[::4, ::4]))


def _sheared(grey: Pixels, angle: float) -> tuple[Pixels, Matrix]:
    """As :func:`levelled`, by small angles: rows are moved sideways, then columns up or down.

    That takes a third of the time of a turn, which it is but for some ten thousandths of the width.
    Pages that are enlarged as well lose words by it: they would be interpolated twice.
    """
    paper = _paper_of(grey)
    slope = float(np.tan(np.radians(angle)))
    moved, left = _rows_moved(grey, slope, paper)
    moved, up = _rows_moved(np.asarray(cv2.transpose(moved), np.uint8), -slope, paper)
    rows = np.array([[1, slope, left], [0, 1, 0]])
    columns = np.array([[1, 0, 0], [-slope, 1, up]])
    return np.asarray(cv2.transpose(moved), np.uint8), inverse(joined(columns, rows))


def _rows_moved(pixels: Pixels, slope: float, paper: float) -> tuple[Pixels, float]:
    """The picture with each row moved to the right by so much more than the one above, and how far
    the uppermost one is.

    Between pixels it is interpolated as OpenCV does it (Keys 1981).
    """
    if not slope:
        return pixels, 0.0
    height, width = pixels.shape
    moves = slope * np.arange(height)
    first = -min(0.0, float(moves[-1]))
    steps = np.rint((moves + first) * _PHASES).astype(np.intp)
    rim = 2
    framed = cv2.copyMakeBorder(pixels, 0, 0, rim, rim, cv2.BORDER_CONSTANT, value=paper)
    out = np.full((height, width + 2 * rim + int(steps.max()) // _PHASES), paper, np.uint8)
    edges = [0, *(np.flatnonzero(np.diff(steps)) + 1).tolist(), height]
    for top, bottom in pairwise(edges):
        left, phase = divmod(int(steps[top]), _PHASES)
        here = out[top:bottom, left : left + width + 2 * rim]
        if phase:
            kernel = _KERNELS[phase]
            cv2.filter2D(framed[top:bottom], -1, kernel, here, (2, 0), 0, cv2.BORDER_REPLICATE)
        else:
            here[:] = framed[top:bottom]
    return out, first + rim


def _cubic(right: float) -> NDArray[np.float32]:
    """Weights of four pixels side by side for what is moved so far from the third to the right,
    by less than a pixel."""
    a, apart = -0.75, np.abs(np.arange(4) - 2 + right)
    near = ((a + 2) * apart - (a + 3)) * apart**2 + 1
    far = ((a * apart - 5 * a) * apart + 8 * a) * apart - 4 * a
    return np.asarray(np.where(apart <= 1, near, far), np.float32)[None]


_KERNELS = [_cubic(phase / _PHASES) for phase in range(_PHASES)]


def _keystone(lie: Slopes, height: int, scale: float) -> Matrix:
    """The matrix, about the middle of the page, that makes lines level which meet beside it.

    A line that crosses the middle column at y runs down by a + b·y; divided by 1 + b·x, all that
    is left of its points is y.
    """
    middle, growth = np.tan(np.radians(lie))
    across = growth / height
    return np.array(
        [[scale, scale * middle, 0], [-scale * middle, scale, 0], [across, 0, 1]], np.float64
    )
