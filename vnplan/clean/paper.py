"""Grain of the paper, made even where it would pass for print."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.clean.levels import counts_of, otsu
from vnplan.model import Pixels

# What is darker than paper by less than so many standard deviations of its grain is paper.
_GRAIN = 3.0
# A median absolute deviation is so many times smaller than the standard deviation (normal grain).
_TO_DEVIATION = 1.4826


def with_even_paper(grey: Pixels) -> Pixels:
    """Give all paper one level of grey where Otsu's threshold lies within its grain.

    That happens where little is printed, as on a last page that bears names alone: the darker
    half of the grain then passes for ink, to Tesseract as to every step here. A page whose
    threshold lies between paper and print comes back as the same array.
    """
    counts = counts_of(grey, 2)
    paper = _median(counts)
    apart = np.bincount(np.abs(np.arange(256) - paper), weights=counts)
    deviation = _TO_DEVIATION * _median(apart)
    lightest = paper - _GRAIN * deviation
    if otsu(counts) < lightest or lightest <= 0:
        return grey
    # The pale edges of letters stay as they are: Tesseract's threshold falls among them, and would
    # rise with whiter paper until letters grow together.
    whole = (0.0, lightest, lightest + deviation, 255.0)
    levels = np.interp(np.arange(256.0), whole, (0.0, lightest, paper, paper))
    return np.asarray(cv2.LUT(grey, levels.astype(np.uint8)), np.uint8)


def _median(counts: NDArray[np.number]) -> int:
    """The median of so many zeros, so many ones, ..."""
    return int(np.searchsorted(counts.cumsum(), counts.sum() / 2))
