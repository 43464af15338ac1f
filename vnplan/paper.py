"""Grain of the paper, made white where it would pass for print."""

from __future__ import annotations

import cv2
import numpy as np

from vnplan.model import Pixels

# What is darker than paper by less than so many standard deviations of its grain is paper.
_GRAIN = 3.0
# A median absolute deviation is so many times smaller than the standard deviation (normal grain).
_TO_DEVIATION = 1.4826


def with_white_paper(grey: Pixels) -> Pixels:
    """Make paper white where Otsu's threshold lies within its grain.

    That happens where little is printed, as on a last page that bears names alone: the darker
    half of the grain then passes for ink, to Tesseract as to every step here. A page whose
    threshold lies between paper and print comes back as the same array.
    """
    sample = np.ascontiguousarray(grey[::4, ::4])
    level, _ = cv2.threshold(sample, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    paper = float(np.median(sample))
    deviation = _TO_DEVIATION * float(np.median(np.abs(sample - np.float32(paper))))
    lightest = paper - _GRAIN * deviation
    if level < lightest or lightest <= 0:
        return grey
    levels = np.arange(256.0) * (255.0 / lightest)
    return np.asarray(cv2.LUT(grey, levels.clip(0, 255).astype(np.uint8)), np.uint8)
