"""What Tesseract passed over: words beside seals and signatures, a lone number of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from vnplan.clean.components import components, most_components
from vnplan.handwriting.numerals import place_of_number
from vnplan.model import Box, CleanPage, Pixels, Word
from vnplan.recognise.ocr import (
    ONE_LINE,
    SURE,
    RecogniseSettings,
    is_sure,
    read_number,
    read_runs,
    shifted,
    with_picture,
)

# Tesseract's mode for words without any order.
_SPARSE_TEXT = 11
# Ink that was not read: squares of the page in inches, how dark, how full, how many of them make
# a region, how many empty ones part two regions, and how many to take along around one.
_CELL, _DARK, _INKED, _LEAST_CELLS, _APART, _MARGIN = 0.107, 128, 0.06, 12, 3, 3
# Such a region with more marks is a picture or dirt, with which Tesseract would spend minutes: on
# real scans, poor ones among them, none has more than 400.
_MOST_MARKS = 2000
# Pixels around a word that still belong to it.
_RIM = 3


def second_look(
    page: CleanPage, runs: Sequence[Sequence[Word]], settings: RecogniseSettings
) -> list[list[Word]]:
    """Words that Tesseract passed over, taking the seal and signature around them for a picture.

    What was read is painted white, and where much ink is left single words are
    searched. Only words that look sure are kept: strokes of a signature and the
    rim of a seal are read as well, but not with confidence.

    Raises:
        DependencyError, RecogniseError: as :func:`~vnplan.recognise.ocr.read_runs`.
    """
    rest = page.pixels.copy()
    for left, top, right, bottom in (w.box for run in runs for w in run if w.box is not None):
        rest[max(0, top - _RIM) : bottom + _RIM, max(0, left - _RIM) : right + _RIM] = 255
    sparse = replace(settings, segmentation=_SPARSE_TEXT)
    found: list[list[Word]] = []
    for box in inked_regions(rest, page.dpi):
        crop = np.ascontiguousarray(rest[box.top : box.bottom, box.left : box.right])
        if _is_speckled(np.asarray(crop < _DARK, np.uint8)):
            continue
        for run in read_runs(replace(page, pixels=crop), sparse):
            if kept := [shifted(w, box) for w in run if is_sure(w)]:
                found.append(kept)
    return found


def inked_regions(pixels: Pixels, dpi: float) -> list[Box]:
    """Where much ink is: seals, signatures, stamps; single strokes and specks are none.

    The page is looked at in squares of :data:`_CELL` inches; bands of rows with inked
    squares, apart by empty ones, are regions.
    """
    cell = max(1, round(_CELL * dpi))
    down, across = (n // cell for n in pixels.shape)
    dark = pixels[: down * cell, : across * cell] < _DARK
    # One direction after the other: NumPy adds up whole rows of a picture several times faster.
    bands = dark.reshape(down, cell, -1).sum(axis=1, dtype=np.uint16)
    inked = bands.reshape(down, across, cell).sum(axis=2) > _INKED * cell**2
    rows = np.flatnonzero(inked.any(axis=1))
    lots = np.split(rows, np.flatnonzero(np.diff(rows) > _APART) + 1) if rows.size else []
    regions: list[Box] = []
    for band in lots:
        part = inked[band[0] : band[-1] + 1]
        columns = np.flatnonzero(part.any(axis=0))
        if part.sum() >= _LEAST_CELLS:
            edges = (
                columns[0] - _MARGIN,
                band[0] - _MARGIN,
                columns[-1] + 1 + _MARGIN,
                band[-1] + 1 + _MARGIN,
            )
            left, top, right, bottom = (int(max(0, e)) * cell for e in edges)
            regions.append(
                Box(left, top, min(right, pixels.shape[1]), min(bottom, pixels.shape[0]))
            )
    return regions


def _is_speckled(dark: Pixels) -> bool:
    """Whether there are more marks than in any seal, signature or line that was passed over."""
    return most_components(dark) > _MOST_MARKS and len(components(dark)[1]) > _MOST_MARKS


def page_number(
    page: CleanPage, runs: Sequence[Sequence[Word]], settings: RecogniseSettings
) -> list[list[Word]]:
    """The number in the middle of the upper margin, when it was passed over as a lone digit is.

    Raises:
        DependencyError, RecogniseError: as :func:`~vnplan.recognise.ocr.read_runs`.
    """
    box = place_of_number(page.pixels, page.dpi, runs)
    if box is None:
        return []
    crop = page.pixels[box.top : box.bottom, box.left : box.right]
    found = read_number(with_picture(page, crop), replace(settings, segmentation=ONE_LINE))
    return [[shifted(w, box)] for run in found for w in run if (w.confidence or 0.0) >= SURE][:1]
