"""Negatives: pages with light print on black, as microfilm and some scanners give them."""

from __future__ import annotations

import cv2
import numpy as np

from vnplan.clean.levels import counts_of, otsu, percentile
from vnplan.model import Pixels

# Every so many pixels are looked at; paper darker than this may be that of a negative.
_STEP, _DARK_PAPER = 4, 100.0
# Light print covers such a share of it, and is nowhere so many millimetres thick for more than
# such a share of itself: a sheet on a black lid is.
_LEAST_PRINT, _MOST_PRINT, _THICK, _SHEET = 0.003, 0.35, 3.0, 0.3
_MM_PER_INCH = 25.4


def as_positive(pixels: Pixels, dpi: float) -> Pixels:
    """The page with dark print on light paper, in grey where it was a negative.

    Any other page comes back as the same array.
    """
    sample = pixels[::_STEP, ::_STEP]
    grey = sample if sample.ndim == 2 else sample[..., 1]
    counts = counts_of(grey)
    if percentile(counts, 50) >= _DARK_PAPER:
        return pixels
    _, light = cv2.threshold(np.ascontiguousarray(grey), otsu(counts), 255, cv2.THRESH_BINARY)
    side = max(2, round(_THICK * dpi / _MM_PER_INCH / _STEP))
    sheet = cv2.morphologyEx(light, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    print_ = cv2.countNonZero(light)
    is_print = _LEAST_PRINT * light.size < print_ < _MOST_PRINT * light.size
    if not is_print or cv2.countNonZero(sheet) > _SHEET * print_:
        return pixels
    whole = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.bitwise_not(whole), np.uint8)
