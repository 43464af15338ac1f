"""Paper evened out, and pale print made dark."""

from __future__ import annotations

import cv2
import numpy as np

from vnplan.clean.levels import counts_of, otsu, percentile
from vnplan.model import Pixels

# The darkest part of print in per cent; print paler than this level is pale, and is made this
# dark; with less between it and paper, there is no print.
_DARKEST, _PALE_PRINT, _PRINT, _LEAST_CONTRAST = 10, 125.0, 50.0, 40.0

# Paper is looked at this much smaller.
_SHRUNK = 0.125


def even_background(grey: Pixels) -> Pixels:
    """Divide by the paper's own brightness where the paper is not evenly white.

    A page whose paper is white all over comes back as the same array.
    """
    size = [max(1, round(n * _SHRUNK)) for n in grey.shape[::-1]]
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 21)
    if np.percentile(paper, 2) >= 225:
        return grey
    background = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(background, 1), scale=255), np.uint8)


def with_contrast(grey: Pixels) -> Pixels:
    """Make pale print as dark as that of a usual scan.

    Tesseract does so line by line, but rules, numbers of pages and what was passed over are found
    by their darkness. A page whose print is dark comes back as the same array.
    """
    counts = counts_of(grey, 2)
    dark = counts[: otsu(counts) + 1]
    if not dark.any() or (darkest := percentile(dark, _DARKEST)) <= _PALE_PRINT:
        return grey
    paper = percentile(counts, 50)
    if paper - darkest < _LEAST_CONTRAST:
        return grey
    levels = np.arange(256.0)
    stretched = paper - (paper - levels) * (paper - _PRINT) / (paper - darkest)
    return np.asarray(cv2.LUT(grey, stretched.clip(0, 255).astype(np.uint8)), np.uint8)


def evened(colours: Pixels) -> Pixels:
    """A page in RGB with the background of each colour evened out, where it is uneven."""
    grey = np.asarray(cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY), np.uint8)
    if even_background(grey) is grey:
        return colours
    channels = (np.asarray(channel, np.uint8) for channel in cv2.split(colours))
    return np.asarray(cv2.merge([even_background(channel) for channel in channels]), np.uint8)
