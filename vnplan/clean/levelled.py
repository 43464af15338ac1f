"""Pages made level."""

from __future__ import annotations

import cv2
import numpy as np

from vnplan.clean.mapping import Matrix, inverse, joined, mapped, moved_by
from vnplan.clean.skew import LEVEL, Slopes
from vnplan.model import Pixels


def levelled(grey: Pixels, lie: Slopes, scale: float) -> tuple[Pixels, Matrix]:
    """Level and enlarge; the second value leads back to the pixels of ``grey``."""
    if lie == LEVEL and scale == 1.0:
        return grey.copy(), np.eye(2, 3)
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
    paper = float(np.median(grey[::4, ::4]))
    pixels = warp(grey, forward, size, flags=cv2.INTER_CUBIC, borderValue=paper)
    return np.asarray(pixels, np.uint8), inverse(forward)


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
