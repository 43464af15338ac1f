"""Levelling: what is moved where, and the way back."""

import cv2
import numpy as np
import pytest

from vnplan.clean.levelled import levelled
from vnplan.clean.mapping import mapped
from vnplan.clean.skew import LEVEL, Slopes
from vnplan.model import Pixels


def blots(width: int = 400, height: int = 500) -> Pixels:
    """Soft spots, on paper that is not quite white."""
    noise = np.random.default_rng(3).integers(0, 256, (height, width), np.uint8)
    spots = np.asarray(cv2.GaussianBlur(noise, (0, 0), 3), np.float64)
    return np.interp(spots, (spots.min(), spots.max()), (20, 240)).astype(np.uint8)


@pytest.mark.parametrize("scale", [1.0, 4 / 3])
@pytest.mark.parametrize("angle", [-4.0, -1.9, -0.4, 0.13, 0.7, 2.0])
def test_every_pixel_is_that_of_the_page_to_which_the_way_back_leads(
    angle: float, scale: float
) -> None:
    page = blots()
    level, back = levelled(page, Slopes(angle), scale)
    height, width = level.shape
    # Middles of pixels are half a pixel from their corners.
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    middles = np.linalg.inv(half) @ np.vstack([back, (0, 0, 1)]) @ half
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    exact = cv2.warpAffine(page, middles[:2], (width, height), flags=flags, borderValue=128)
    known = cv2.warpAffine(np.full_like(page, 255), middles[:2], (width, height), flags=flags)
    inside = cv2.erode(known, np.ones((9, 9), np.uint8)) == 255
    apart = np.abs(level.astype(int) - np.asarray(exact, int))[inside]
    assert inside.mean() > 0.8 and np.percentile(apart, 99) <= 6


@pytest.mark.parametrize("angle", [-1.5, 0.3, 1.2])
def test_nothing_of_the_page_is_cut_off(angle: float) -> None:
    page = np.full((500, 400), 255, np.uint8)
    page[:6, :6] = page[:6, -6:] = page[-6:, :6] = page[-6:, -6:] = 0
    level, _ = levelled(page, Slopes(angle), 1.0)
    assert (level < 128).sum() == pytest.approx((page < 128).sum(), abs=16)


@pytest.mark.parametrize("angle", [-1.5, -0.2, 0.2, 1.5])
def test_lines_that_run_down_are_level(angle: float) -> None:
    slope = np.tan(np.radians(angle))
    ((left, high), (right, low)) = mapped(
        ((50, 100), (350, 100 + 300 * slope)), _forward(Slopes(angle))
    )
    assert high == pytest.approx(low, abs=0.01) and right > left


def _forward(lie: Slopes) -> np.ndarray:
    _, back = levelled(blots(), lie, 1.0)
    return np.linalg.inv(np.vstack([back, (0, 0, 1)]))[:2]


def test_a_level_page_is_copied() -> None:
    page = blots()
    level, back = levelled(page, LEVEL, 1.0)
    assert np.array_equal(level, page) and np.array_equal(back, np.eye(2, 3))
    assert not np.shares_memory(level, page)
