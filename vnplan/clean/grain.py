"""The grain of a coarse scan, and the steps of one of two values, made soft."""

from __future__ import annotations

import cv2
import numpy as np

from vnplan.clean.levels import counts_of, percentile
from vnplan.model import Pixels

# A page of two values has fewer pixels between them than this share of the dark ones. Those
# below this resolution are softened, and those below that one whose paper is grainier than so
# many grey levels; by so many pixels.
_MOST_BETWEEN, _SMOOTH_TO = 0.02, 240.0
_COARSE, _MOST_GRAIN, _SOFT = 180.0, 4.0, 0.7


def without_grain(grey: Pixels, dpi: float, two_values: bool | None = None) -> Pixels:
    """Soften the steps of black and white pixels, and the grain of a coarse scan.

    Any other page comes back as the same array: softening costs words there. ``two_values``:
    whether the page has no more, where that is known.
    """
    two_values = has_two_values(grey) if two_values is None else two_values
    if (two_values and dpi < _SMOOTH_TO) or (dpi < _COARSE and _grain(grey) > _MOST_GRAIN):
        return np.asarray(cv2.GaussianBlur(grey, (0, 0), _SOFT), np.uint8)
    return grey


def has_two_values(grey: Pixels) -> bool:
    """Whether hardly a pixel is neither dark nor light."""
    counts = counts_of(grey, 3)
    return bool(counts[41:215].sum() < _MOST_BETWEEN * counts[:41].sum())


def _grain(grey: Pixels) -> float:
    """How much pixels of paper differ from those around them, in grey levels."""
    apart = cv2.absdiff(grey, cv2.GaussianBlur(grey, (0, 0), 1.5))
    darker = percentile(counts_of(grey, 2), 50) - 20
    _, paper = cv2.threshold(grey, darker, 255, cv2.THRESH_BINARY)
    return float(cv2.mean(apart, paper)[0])
