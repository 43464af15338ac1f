"""What the grey levels of a picture say, told from how often each occurs."""

from __future__ import annotations

from math import ceil, floor

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.model import Pixels

Counts = NDArray[np.float64]
"""How often each of 256 grey levels occurs."""

# Shares of pixels that are as good as none, or all (OpenCV's, in its Otsu's threshold).
_LITTLE = float(np.finfo(np.float32).eps)


def counts_of(pixels: Pixels, step: int = 1) -> Counts:
    """How often each level occurs among every ``step``-th pixel of every ``step``-th row."""
    sample = np.ascontiguousarray(pixels[::step, ::step])
    return cv2.calcHist([sample], [0], None, [256], [0, 256]).ravel().astype(np.float64)


def percentile(counts: Counts, percent: float) -> float:
    """As NumPy's of the pixels themselves; there must be some."""
    up_to = counts.cumsum()
    place = (up_to[-1] - 1) * percent / 100
    low, high = np.searchsorted(up_to, (floor(place), ceil(place)), "right").tolist()
    return float(low + (high - low) * (place - floor(place)))


def otsu(counts: Counts) -> int:
    """The darkest level but for which the classes below and above are furthest apart (Otsu 1979),
    step by step as OpenCV finds it: 0 where there is one level only."""
    size = counts.sum()
    mean = float(np.arange(256) @ counts / size)
    best, threshold, share, dark = 0.0, 0, 0.0, 0.0
    for level, count in enumerate((counts / size).tolist()):
        dark *= share
        share += count
        rest = 1.0 - share
        if min(share, rest) < _LITTLE or max(share, rest) > 1.0 - _LITTLE:
            continue
        dark = (dark + level * count) / share
        light = (mean - share * dark) / rest
        apart = share * rest * (dark - light) ** 2
        if apart > best:
            best, threshold = apart, level
    return threshold


def inked(grey: Pixels) -> Pixels:
    """255 where there is print, else 0, by Otsu's threshold."""
    _, dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return np.asarray(dark, np.uint8)
