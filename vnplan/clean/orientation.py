"""Which way up a page lies, by the marks of its letters; no recognition is needed.

Vietnamese letters carry their marks above: dots, hooks, circumflexes, tones. So a small mark
beside a letter has the letter under it far more often than on any other side, and the side on
which letters lie is the foot of the page.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.clean.components import Components, components
from vnplan.model import Pixels

_MM_PER_INCH = 25.4
# Marks are told from letters at this resolution; a higher one takes longer and says no more.
_DPI = 200.0
# The longer side of a letter in millimetres, from 7 point print to capitals of a title.
_LETTER_FROM, _LETTER_TO = 1.2, 6.0
# Sides of a mark in those of a middling letter, and how far away its letter is looked for.
_MARK_FROM, _MARK_TO = 0.15, 0.6
_NEAR = np.arange(0.25, 0.95, 0.1)
# Fewer letters or marks than these say nothing.
_LEAST_LETTERS, _LEAST_MARKS = 30, 12
# Counter-clockwise quarter turns that bring the letters' side, as (x, y), down.
_SIDES = {0: (0, 1), 1: (-1, 0), 2: (0, -1), 3: (1, 0)}


@dataclass(frozen=True, slots=True)
class Orientation:
    """How to put a page upright.

    Attributes:
        quarters: counter-clockwise quarter turns, 0 to 3.
        certainty: 0 (another way is as likely) to 1.
    """

    quarters: int
    certainty: float


def orientation(grey: Pixels, dpi: float) -> Orientation:
    """The turn that puts most marks above their letters; none at all without marks."""
    factor = min(1.0, _DPI / dpi)
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    _, dark = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return orientation_of(components(np.asarray(dark, np.uint8)), dpi * factor)


def orientation_of(found: Components, dpi: float) -> Orientation:
    """The same by the connected marks of a page, where these are known."""
    counts = _letters_beside_marks(found, dpi)
    second, best = sorted(counts)[-2:]
    if best < _LEAST_MARKS:
        return Orientation(0, 0.0)
    return Orientation(counts.index(best), (best - second) / (best + second))


def _letters_beside_marks(found: Components, dpi: float) -> list[int]:
    """How many marks have a letter on this side and none opposite, for each turn."""
    labels, boxes, middles = found
    side = boxes[:, 2:4].max(axis=1)
    mm = dpi / _MM_PER_INCH
    letter = (side >= _LETTER_FROM * mm) & (side < _LETTER_TO * mm)
    letter[0] = False
    if letter.sum() < _LEAST_LETTERS:
        return [0] * 4
    usual = float(np.median(side[letter]))
    mark = (side >= _MARK_FROM * usual) & (side < _MARK_TO * usual) & (boxes[:, 4] > 2)
    body = np.take(letter & (side >= 0.7 * usual), labels[::2, ::2])
    hits = {n: _hits(body, middles[mark] / 2, side_, usual / 2) for n, side_ in _SIDES.items()}
    return [int((hits[n] & ~hits[(n + 2) % 4]).sum()) for n in _SIDES]


def _hits(
    body: NDArray[np.bool_], marks: NDArray[np.float64], side: tuple[int, int], usual: float
) -> NDArray[np.bool_]:
    """For each mark (x, y), whether a letter lies near it on ``side``; in pixels of ``body``."""
    height, width = body.shape
    x = (marks[:, :1] + side[0] * usual * _NEAR).astype(np.int64).clip(0, width - 1)
    y = (marks[:, 1:] + side[1] * usual * _NEAR).astype(np.int64).clip(0, height - 1)
    return np.asarray(body[y, x].any(axis=1))


def unturned(quarters: int, shape: tuple[int, int]) -> NDArray[np.float64]:
    """The affine matrix, 2 × 3, from pixels after that many counter-clockwise quarter turns to
    pixels before them; ``shape`` is height and width before."""
    height, width = shape
    matrices = (
        [[1, 0, 0], [0, 1, 0]],
        [[0, -1, width], [1, 0, 0]],
        [[-1, 0, width], [0, -1, height]],
        [[0, 1, 0], [-1, 0, height]],
    )
    return np.array(matrices[quarters], np.float64)
