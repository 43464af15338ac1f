"""Connected marks of a picture of two values, in a third of OpenCV's usual time."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.model import Pixels

# Marks that can be numbered in 16 bits.
_MOST_SHORT = 65_000


def most_components(dark: Pixels) -> int:
    """No fewer than there are connected marks, counted in a tenth of the time.

    The first pixel of a mark, row by row, has none of its neighbours above and to the left; nor
    has any other pixel that OpenCV would give a number of its own for a while.
    """
    framed = cv2.copyMakeBorder(dark, 1, 0, 1, 0, cv2.BORDER_CONSTANT, value=0)
    before = cv2.bitwise_not(cv2.bitwise_or(framed[1:, :-1], framed[:-1, 1:]))
    return cv2.countNonZero(cv2.bitwise_and(dark, before))


Components = tuple[NDArray[Any], NDArray[Any], NDArray[np.float64]]
"""What :func:`components` finds."""


def components(dark: Pixels) -> Components:
    """The number of each pixel's mark, 8-connected, 0 for paper; then for each mark left, top,
    width, height and pixels; its middle (x, y)."""
    kind = cv2.CV_16U if most_components(dark) <= _MOST_SHORT else cv2.CV_32S
    _, labels, boxes, middles = cv2.connectedComponentsWithStats(dark, connectivity=8, ltype=kind)
    return np.asarray(labels), np.asarray(boxes), np.asarray(middles, np.float64)
