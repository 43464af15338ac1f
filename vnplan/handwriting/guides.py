"""Guide lines of dots, rules and frames: found in a picture and taken out of it."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from vnplan.clean.components import components
from vnplan.clean.mapping import inverse, joined, warped
from vnplan.model import Box, CleanPage, Pixels, union

# Inches: the largest dot or dash of a guide line, how far apart two are at most, how far off the
# row; how many make a line; how long a rule or the side of a frame is at least.
_DOT_HEIGHT, _DOT_WIDTH, _DOT_APART, _DOT_OFF, _DOTS, _SIDE = 0.035, 0.13, 0.09, 0.02, 5, 0.3

# What is left of ink that was taken out is paler than this.
_PALE = 110


def without_guides(pixels: Pixels, dpi: float) -> tuple[Pixels, tuple[Box, ...]]:
    """The picture without guide lines, rules and frames; the boxes of the guide lines."""
    level, _ = cv2.threshold(pixels, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    dark = np.asarray((pixels <= level) * np.uint8(255), np.uint8)
    rules = np.zeros_like(dark)
    for shape in ((1, round(_SIDE * dpi)), (round(_SIDE * dpi), 1)):
        rules |= np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape, np.uint8)))
    # Corners and rims of rules are no long lines themselves.
    around = cv2.dilate(rules, np.ones((5, 5), np.uint8))
    rules = np.asarray(cv2.bitwise_and(around, dark), np.uint8)
    labels, boxes, _ = components(dark & ~rules)
    found = [Box(x, y, x + w, y + h) for x, y, w, h, _ in boxes[1:].tolist()]
    small = [b for b in found if b.height <= _DOT_HEIGHT * dpi and b.width <= _DOT_WIDTH * dpi]
    chains = [chain for chain in _chains(small, dpi) if len(chain) >= _DOTS]
    dots = {box for chain in chains for box in chain}
    numbers = [n for n, box in enumerate(found, 1) if box in dots]
    gone = np.isin(labels, numbers) | (rules > 0)
    rim = cv2.dilate(np.asarray(gone, np.uint8), np.ones((3, 3), np.uint8)) > 0
    kept = cv2.dilate(dark & np.where(gone, 0, 255).astype(np.uint8), np.ones((3, 3), np.uint8))
    paper = np.uint8(np.percentile(pixels, 90))
    cleared = np.where(rim & (kept == 0), paper, pixels)
    guides = [union(chain) for chain in chains]
    return np.asarray(cleared, np.uint8), tuple(box for box in guides if box is not None)


def _chains(dots: Sequence[Box], dpi: float) -> list[list[Box]]:
    """Dots in a row."""
    done: list[list[Box]] = []
    going_on: list[list[Box]] = []
    for dot in sorted(dots):
        ended = [c for c in going_on if dot.left - c[-1].right > _DOT_APART * dpi]
        done += ended
        going_on = [c for c in going_on if c not in ended]
        near = [c for c in going_on if _follows(c[-1], dot, dpi)]
        if near:
            max(near, key=len).append(dot)
        else:
            going_on.append([dot])
    return done + going_on


def _follows(one: Box, other: Box, dpi: float) -> bool:
    apart = other.left - one.right
    return -1 <= apart <= _DOT_APART * dpi and abs(one.bottom - other.bottom) <= _DOT_OFF * dpi


def print_under(view: CleanPage, page: CleanPage) -> Pixels:
    """The print of the page where the stamp stands, with that of the stamp."""
    return np.minimum(view.pixels, _print(view, page))


def print_without(own: int, view: CleanPage, page: CleanPage) -> Pixels:
    """The print of the page where a stamp of a colour stands, and what else is not of that colour,
    as :attr:`CleanPage.removed` counts them: what is left of its own ink is pale."""
    print_ = _print(view, page)
    if page.removed is None:
        return print_
    taken = np.asarray(page.removed == own, np.uint8)
    height, width = view.pixels.shape
    there = warped(taken, view.to_scan, (width, height), smooth=False) > 0
    return np.where(there & (print_ > _PALE), np.uint8(255), print_)


def _print(view: CleanPage, page: CleanPage) -> Pixels:
    height, width = view.pixels.shape
    to_page = joined(inverse(page.to_scan), view.to_scan)
    return warped(page.pixels, to_page, (width, height), border=255.0)
