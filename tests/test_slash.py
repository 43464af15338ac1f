"""The stroke between serial and symbol, told from what else leans."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from vnplan.handwriting.slash import find_slash
from vnplan.model import Pixels

SIZE, BASE, FOOT = 40.0, 80, 100


def paper() -> Pixels:
    return np.zeros((120, 240), np.uint8)


def stroke(pixels: Pixels, foot: int = FOOT) -> None:
    cv2.line(pixels, (foot, BASE), (foot + 10, BASE - 27), 255, 3)


def found(pixels: Pixels, due: float = FOOT, off: float = 0.9) -> float | None:
    slash = find_slash(pixels, BASE, SIZE, due, off)
    return slash.foot if slash else None


@pytest.mark.parametrize(
    ("due", "off", "there"),
    [
        (FOOT - 30, 0.9, True),
        (FOOT, 0.9, True),
        (FOOT + 8, 0.9, True),
        (FOOT, 0.2, True),
        (FOOT + 30, 0.9, False),
        (FOOT - 30, 0.2, False),
    ],
)
def test_it_is_found_where_it_may_be(due: int, off: float, there: bool) -> None:
    """A little before its place, or behind it: before it are digits."""
    pixels = paper()
    stroke(pixels)
    assert found(pixels, due, off) == (pytest.approx(FOOT, abs=3) if there else None)


def test_a_pen_may_cross_it() -> None:
    pixels = paper()
    stroke(pixels)
    cv2.line(pixels, (60, BASE - 15), (FOOT + 8, BASE - 18), 255, 3)
    assert found(pixels) == pytest.approx(FOOT, abs=3)


def test_upright_and_round_strokes_are_none() -> None:
    pixels = paper()
    cv2.line(pixels, (FOOT, BASE), (FOOT, BASE - 27), 255, 3)
    assert found(pixels) is None
    cv2.ellipse(pixels, (FOOT, BASE - 14), (11, 13), 0, 0, 360, 255, 4)
    assert found(pixels) is None


def test_of_two_the_last_is_the_print() -> None:
    """A pen's one leans as much, and stands before it."""
    pixels = paper()
    stroke(pixels, FOOT - 15)
    stroke(pixels)
    assert found(pixels, FOOT - 12) == pytest.approx(FOOT, abs=3)


def test_what_is_before_its_edge_is_the_serial() -> None:
    pixels = paper()
    stroke(pixels)
    slash = find_slash(pixels, BASE, SIZE, FOOT, 0.9)
    assert slash is not None
    rows, columns = np.nonzero(pixels)
    assert (columns >= slash.edge(BASE - rows.astype(float)) - 1).all()
