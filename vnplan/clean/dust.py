"""Specks and dust wiped off a page."""

from __future__ import annotations

from itertools import product
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.clean.components import Components, components, most_components
from vnplan.clean.grain import has_two_values
from vnplan.clean.levels import counts_of, inked, percentile
from vnplan.errors import RecogniseError
from vnplan.model import Pixels

# A full page of A4 has about 3,000 marks, a poor scan of it 25,000.
_MOST_MARKS = 40_000
# Once its specks are wiped off, a poor scan has 10,000 at most, noise 19,000 at least.
_MOST_MARKS_LEFT = 15_000
_MM_PER_INCH = 25.4
# Millimetres: sides of letters; the side of the smallest dot of a letter, and of its largest;
# how near a letter its dots are. Fewer specks than these on a page are left.
_LETTER_FROM, _LETTER_TO = 1.2, 8.0
_LEAST_DOT, _LARGEST_DOT, _NEAR_LETTER, _LEAST_DUST = 0.26, 0.9, 1.2, 150
# Letters in pieces are dust where there are no more of them for each whole one: on 24 real scans
# 0.23 at most, on pale print at 150 dpi 0.6. Pieces so many pixels apart belong together.
_MOST_BROKEN, _PIECES = 0.4, 3


def without_specks(grey: Pixels, ink: Pixels | None = None) -> Pixels:
    """Wipe off single dots where there are far more marks than a page has letters.

    Any other page comes back as the same array: the filter also wears down the
    dots and tones of letters. ``ink`` is 255 where there is print, where that is known.

    Raises:
        RecogniseError: nothing but noise; Tesseract would spend minutes on it.
    """
    # To count as many as there may be is quick, and enough for nearly all pages.
    ink = inked(grey) if ink is None else ink
    if most_components(ink) < _MOST_MARKS or _marks(ink) <= _MOST_MARKS:
        return grey
    wiped = np.asarray(cv2.medianBlur(grey, 3), np.uint8)
    if (marks := _marks(inked(wiped))) > _MOST_MARKS_LEFT:
        raise RecogniseError(f"the page is noise: {marks:,} specks", "scan the page again")
    return wiped


def _marks(ink: Pixels) -> int:
    """Connected marks: letters, their dots and tones, specks."""
    return int(cv2.connectedComponents(ink, connectivity=4)[0])


def without_dust(
    grey: Pixels, dpi: float, found: Components | None = None, two_values: bool | None = None
) -> Pixels:
    """Wipe off what is no larger than a dot and far from any letter.

    Dust and what shows through from the back of thin paper; Tesseract takes rows of it for
    words. Dots and tone marks stand near their letters; only on a page of two values is what is
    smaller than any dot wiped off there too. Pieces that nearly touch are one mark: pale print
    falls to pieces there. A page with little dust comes back as it is. ``found`` are the connected
    marks of the page and ``two_values`` whether it has no more, where these are known.
    """
    mm = dpi / _MM_PER_INCH
    labels, boxes, _ = found or components(inked(grey))
    letters = _of_letter_size(boxes, mm)
    near = np.take(letters, labels[::2, ::2])
    two_values = has_two_values(grey) if two_values is None else two_values
    side = boxes[1:, 2:4].max(axis=1)
    loose = (side <= _LETTER_FROM * mm) & ~_near_letters(near, boxes[1:], _NEAR_LETTER * mm)
    if two_values:
        loose |= (side <= _LEAST_DOT * mm) & ~_near_letters(near, boxes[1:], _PIECES)
    # Put together, specks are fewer.
    if loose.sum() < _LEAST_DUST / 2:
        return grey
    in_pieces = np.asarray(~letters, np.uint8)
    in_pieces[0] = 0
    broken_off = np.take(in_pieces, labels)
    pieces = cv2.dilate(broken_off, np.ones((_PIECES, _PIECES), np.uint8))
    marks, boxes, _ = components(np.asarray(pieces, np.uint8))
    boxes[1:, 2:4] -= _PIECES - 1
    broken = _of_letter_size(boxes, mm)
    if broken.sum() > _MOST_BROKEN * letters.sum():
        return grey
    side = boxes[:, 2:4].max(axis=1)
    side[0] = grey.size
    small = (side < _LARGEST_DOT * mm) | broken
    attached = _near_letters(near, boxes, _NEAR_LETTER * mm)
    # What is wider than high may be a dash before an item of a list.
    dash = boxes[:, 2] > 1.5 * boxes[:, 3]
    dust = small & ~attached & ~dash
    if two_values:
        dust |= (side <= _LEAST_DOT * mm) & ~_near_letters(near, boxes, _PIECES)
    if dust.sum() < _LEAST_DUST:
        return grey
    # White spots on grey paper would part paper from paper for whoever looks for a threshold next.
    paper = np.uint8(percentile(counts_of(grey, 2), 50))
    # The rim around it goes with it, but for what is of letters.
    gone = np.take(np.asarray(dust, np.uint8), marks)
    wiped = grey.copy()
    np.copyto(wiped, paper, where=(gone > 0) & ((labels == 0) | (broken_off > 0)))
    return wiped


def _of_letter_size(boxes: NDArray[Any], mm: float) -> NDArray[np.bool_]:
    """Which marks are as large as letters; the paper, mark 0, is none."""
    side = boxes[:, 2:4].max(axis=1)
    sized = (side > _LETTER_FROM * mm) & (side < _LETTER_TO * mm)
    sized[0] = False
    return np.asarray(sized)


def _near_letters(
    letters: NDArray[np.bool_], boxes: NDArray[Any], reach: float
) -> NDArray[np.bool_]:
    """Which marks have ink of letters within so many pixels; ``letters`` is that of every second
    pixel."""
    half = 2 * round(reach / 2) + 1
    around = cv2.dilate(letters.astype(np.uint8), np.ones((half, half), np.uint8))
    left, top = boxes[:, 0] // 2, boxes[:, 1] // 2
    right, bottom = ((boxes[:, at] + boxes[:, at + 2] - 1) // 2 for at in (0, 1))
    found = np.zeros(len(boxes), np.bool_)
    for x, y in product((left, right), (top, bottom)):
        found |= around[y.clip(0, around.shape[0] - 1), x.clip(0, around.shape[1] - 1)] > 0
    return found
