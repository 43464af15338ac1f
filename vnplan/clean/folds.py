"""The shadows of folds across a page, evened out.

They are too narrow for the brightness of paper that is taken over centimetres, and as dark as pale
print: Tesseract loses the whole line that stands in one.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.model import Pixels

_MM_PER_INCH = 25.4
# Millimetres: parts of a row whose paper is taken; the highest rule, which is no shadow, and the
# widest shadow.
_PART, _RULE, _WIDEST = 12.0, 1.5, 25.0
# Per cent of the pixels of a part that are darker than its paper.
_PAPER = 85
# A shadow is darker than this share of the paper beside it, in so many of the parts at about one
# height, so many millimetres; and never darker than this, or it is no shadow.
_SHADED, _PARTS, _LEVEL, _DARKEST = 0.88, 0.7, 4.0, 0.35
# The fill of a table's head, whose letters may be light, is no shadow: in most parts half of its
# depth is come to within so many millimetres, and its edges lie at least so many apart.
_EDGE, _FILL, _FILLED = 1.0, 4.0, 0.5


def without_folds(grey: Pixels, dpi: float) -> Pixels:
    """The page without the shadows of folds across it or down it.

    A page without any comes back as the same array.
    """
    mm = dpi / _MM_PER_INCH
    level = _without_shadows(grey, mm)
    turned = np.asarray(cv2.transpose(level), np.uint8)
    upright = _without_shadows(turned, mm)
    return level if upright is turned else np.asarray(cv2.transpose(upright), np.uint8)


def _without_shadows(grey: Pixels, mm: float) -> Pixels:
    """The page without shadows that run from side to side."""
    share = _shares(grey, mm)
    low = cv2.erode(share, np.ones((2 * round(_LEVEL * mm / 4) + 1, 1), np.uint8))
    rows = (low < _SHADED).mean(axis=1) > _PARTS
    for start, stop in np.flatnonzero(np.diff(np.pad(rows.astype(np.int8), 1))).reshape(-1, 2):
        beyond = round(_LEVEL * mm / 4)
        if _is_fill(share[max(0, start - beyond) : stop + beyond], mm):
            rows[start:stop] = False
    if not rows.any():
        return grey
    around = cv2.dilate(rows[:, None].astype(np.uint8), np.ones((round(_WIDEST * mm / 4), 1)))
    share[(around[:, 0] == 0) | ~np.isfinite(share).all(axis=1)] = 1.0
    share[share < _DARKEST] = 1.0
    whole = cv2.resize(share, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray((grey / whole).clip(0, 255), np.uint8)


def _is_fill(band: NDArray[np.float32], mm: float) -> bool:
    """Whether a dark band has the edges of a fill: sharp, and apart."""
    step = max(1, round(_EDGE * mm / 4))
    if len(band) <= step:
        return False
    change, half = band[step:] - band[:-step], (1 - band.min(axis=0)) / 2
    falls, rises = change < -half, change > half
    first, last = falls.argmax(axis=0), len(change) - 1 - rises[::-1].argmax(axis=0)
    apart = (last - first > _FILL * mm / 4) & falls.any(axis=0) & rises.any(axis=0)
    return bool(apart.mean() > _FILLED)


def _quartered(grey: Pixels) -> Pixels:
    """The page with the mean of every four rows; the last one to three are left out."""
    if len(grey) < 4:
        return grey[:1]
    first, second, third, fourth = (grey[at : len(grey) // 4 * 4 : 4] for at in range(4))
    upper = cv2.addWeighted(first, 0.5, second, 0.5, 0)
    lower = cv2.addWeighted(third, 0.5, fourth, 0.5, 0)
    return np.asarray(cv2.addWeighted(upper, 0.5, lower, 0.5, 0), np.uint8)


def _shares(grey: Pixels, mm: float) -> NDArray[np.float32]:
    """How bright the paper of each part of every four rows is, as a share of that beside it."""
    wide = max(1, round(_PART * mm))
    count = max(1, grey.shape[1] // wide)
    third = np.arange(count * wide).reshape(count, wide)[:, ::3]
    rows = np.take(_quartered(grey), third.ravel(), axis=1, mode="clip")
    parts = rows.reshape(-1, *third.shape)
    at = third.shape[1] * _PAPER // 100
    paper = np.ascontiguousarray(np.partition(parts, at, axis=2)[:, :, at])
    rule = np.ones((max(1, round(_RULE * mm / 4)), 1), np.uint8)
    paper = np.asarray(cv2.morphologyEx(paper, cv2.MORPH_CLOSE, rule), np.uint8)
    beside = cv2.morphologyEx(
        paper, cv2.MORPH_CLOSE, np.ones((round(_WIDEST * mm / 4), 1), np.uint8)
    )
    return np.asarray(paper / np.maximum(beside, 1), np.float32)
