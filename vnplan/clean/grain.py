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
# Paper grainier than this is noisy, and very noisy. It is looked at so many pixels away from print,
# in bands of so many rows, one in so many.
_NOISY, _VERY_NOISY, _EDGE, _BAND, _BANDS = 1.5, 3.4, 9, 32, 8
# What a pixel weighs beside each of those around it where there is less noise.
_OWN_WEIGHT = 8.0


def without_grain(grey: Pixels, dpi: float, two_values: bool | None = None) -> Pixels:
    """Soften the steps of black and white pixels, and the grain of a coarse scan.

    Any other page comes back as the same array: softening costs words there. ``two_values``:
    whether the page has no more, where that is known.
    """
    two_values = has_two_values(grey) if two_values is None else two_values
    if (two_values and dpi < _SMOOTH_TO) or (dpi < _COARSE and _grain(grey) > _MOST_GRAIN):
        return np.asarray(cv2.GaussianBlur(grey, (0, 0), _SOFT), np.uint8)
    return grey


def without_noise(pixels: Pixels, dpi: float) -> Pixels:
    """Mix the pixels of a very noisy scan, grey or RGB, with their neighbours.

    Before anything is looked for on it: so much noise makes marks of its own. Any other page comes
    back as the same array.
    """
    grey = pixels if pixels.ndim == 2 else pixels[..., 1]
    if dpi >= _SMOOTH_TO or has_two_values(grey) or _noise(grey) <= _VERY_NOISY:
        return pixels
    return np.asarray(cv2.blur(pixels, (2, 2)), np.uint8)


def without_less_noise(grey: Pixels, dpi: float, two_values: bool) -> Pixels:
    """Mix the pixels of a noisy page a little.

    After everything else: seals are told from print by the finest of their edges. A page with
    little grain comes back as the same array, for mixing costs words there; so does a fine one,
    which was mixed when it was shrunk.
    """
    if two_values or dpi >= _SMOOTH_TO or _noise(grey) <= _NOISY:
        return grey
    weights = np.array([1.0, _OWN_WEIGHT, 1.0]) / (_OWN_WEIGHT + 2)
    return np.asarray(cv2.sepFilter2D(grey, -1, weights, weights), np.uint8)


def _noise(grey: Pixels) -> float:
    """The grain of paper away from print, in bands of the page."""
    if len(grey) < _BAND:
        return 0.0
    starts = range(0, len(grey) - _BAND + 1, _BANDS * _BAND)
    return _grain(np.concatenate([grey[start : start + _BAND] for start in starts]), _EDGE)


def has_two_values(grey: Pixels) -> bool:
    """Whether hardly a pixel is neither dark nor light."""
    counts = counts_of(grey, 3)
    return bool(counts[41:215].sum() < _MOST_BETWEEN * counts[:41].sum())


def _grain(grey: Pixels, edge: int = 1) -> float:
    """How much pixels of paper differ from those around them, in grey levels; no pixels so near
    print that it stands in a square of ``edge`` pixels around them."""
    apart = cv2.absdiff(grey, cv2.GaussianBlur(grey, (0, 0), 1.5))
    darker = percentile(counts_of(grey, 2), 50) - 20
    _, paper = cv2.threshold(grey, darker, 255, cv2.THRESH_BINARY)
    paper = cv2.erode(paper, np.ones((edge, edge), np.uint8)) if edge > 1 else paper
    return float(cv2.mean(apart, paper)[0])
