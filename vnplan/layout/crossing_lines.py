"""Ruled lines over print: those of a fax, a pen or a scanner, and the sides of stamps.

They go where they run alone; where strokes of print touch them, these stay whole. Works on the
cleaned page, as ``rules.py`` does.
"""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.layout.rules import THICKEST, Rule, Rules, dark_of
from vnplan.model import Box, Pixels

_MM_PER_INCH = 25.4
# Millimetres: long lines, and how thick those are at least that a machine or a pen draws over print
# (folds are thicker in black and white); the per cent of such a line at which its thickness is
# taken; from which share to which of it strokes of print touch it, so much longer than it is thick.
_LONG, _THIN_LINE, _ALONE, _TOUCHED, _CROSSED, _STROKE = 25.0, 0.4, 25, 0.03, 0.6, 0.9
# Millimetres that a side of a frame may lie off its box, which letters beside it may widen.
_OFF_FRAME = 2.5


def without_crossing_rules(grey: Pixels, rules: Rules, tables: Iterable[Box], dpi: float) -> Pixels:
    """The page without long level lines that touch print: lines of a fax, a pen's or a scanner's.

    Tesseract takes the whole line of print for a picture. Strokes that go on above or below the
    line stay; so do rules near ``tables`` and those that touch nothing. A page without any comes
    back as the same array.
    """
    mm = dpi / _MM_PER_INCH
    near = [(box.top - mm, box.bottom + mm) for box in tables]
    touching = (_TOUCHED, _CROSSED)
    wiped = grey
    for rule in rules.level:
        beside = any(top < rule.at < bottom for top, bottom in near)
        if not beside and rule.stop - rule.start >= _LONG * mm:
            start, at, stop = round(rule.start), round(rule.at), round(rule.stop)
            wiped = _without_line(
                wiped, rules.on_page(Box(start, at, stop, at)), rules, mm, touching
            )
    return wiped


def without_sides(grey: Pixels, rules: Rules, frame: Box, dpi: float) -> Pixels:
    """The page without the upright rules of a frame; strokes of print that go on beside them stay.

    ``frame`` is among straight rules.
    """
    down, right = rules.slopes
    turned = Rules(rules.upright, rules.level, _array(cv2.transpose(rules.ink)), (right, down))
    wiped = _array(cv2.transpose(grey))
    for rule in sides_of(frame, rules, dpi):
        start, at, stop = round(rule.start), round(rule.at), round(rule.stop)
        line = turned.on_page(Box(start, at, stop, at))
        wiped = _without_line(wiped, line, turned, dpi / _MM_PER_INCH, (0.0, 1.0))
    return _array(cv2.transpose(wiped))


def sides_of(frame: Box, rules: Rules, dpi: float) -> tuple[Rule, ...]:
    """The upright rules of a frame from left to right, which is among straight rules."""
    reach = _OFF_FRAME * dpi / _MM_PER_INCH
    left, right = frame.left - reach, frame.right + reach
    return tuple(
        rule
        for rule in rules.upright
        if left <= rule.at <= right and rule.start < frame.bottom and rule.stop > frame.top
    )


def _without_line(
    grey: Pixels, line: Box, rules: Rules, mm: float, touching: tuple[float, float]
) -> Pixels:
    """The page without a level line between two ends, where print touches so much of it: from
    one share to the other."""
    down = round(rules.slopes[0] * line.width / 2)
    room = abs(down) + 2 * round((THICKEST + _STROKE) * mm)
    left, top = max(0, line.left), max(0, line.top - room)
    here = np.s_[top : line.top + room + 1, left : line.right]
    dark = dark_of(grey[here])
    ends = ((line.left - left, line.top - down - top), (line.right - left, line.top + down - top))
    thick = _thickness(dark, ends, mm)
    band = np.zeros_like(dark)
    cv2.line(band, *ends, 255, thick + 2)
    strokes, print_ = (
        cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((high, 1), np.uint8))
        for high in (thick + 2, thick + round(_STROKE * mm))
    )
    touched = (cv2.bitwise_and(_array(print_), band) > 0).any(axis=0)
    if not touched.size or not touching[0] <= touched.mean() <= touching[1]:
        return grey
    alone = cv2.bitwise_and(band, cv2.subtract(dark, _array(strokes)))
    rim = cv2.dilate(alone, np.ones((3, 1), np.uint8))
    wiped = grey.copy()
    wiped[here][(rim > 0) & (strokes == 0)] = 255
    return wiped


def _thickness(dark: Pixels, ends: tuple[tuple[int, int], tuple[int, int]], mm: float) -> int:
    """Pixels that a line between two ends is thick where no print touches it: those of a pen or
    a fax at least, so that what they left at its edges goes, too."""
    around = np.zeros_like(dark)
    cv2.line(around, *ends, 255, round(2 * THICKEST * mm))
    inked = np.count_nonzero(cv2.bitwise_and(dark, around), axis=0)
    usual = np.percentile(inked[inked > 0], _ALONE) if inked.any() else 0
    return round(min(max(float(usual), _THIN_LINE * mm), THICKEST * mm))


def _array(pixels: NDArray[np.generic]) -> Pixels:
    return np.asarray(pixels, np.uint8)
