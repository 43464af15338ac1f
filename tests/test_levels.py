"""What the grey levels of a picture say: the same as where it is asked pixel by pixel."""

import cv2
import numpy as np
import pytest

from vnplan.clean.levels import counts_of, otsu, percentile
from vnplan.model import Pixels


def noise(paper: float, print_: float, share: float) -> Pixels:
    """Grain around two levels."""
    chance = np.random.default_rng(7)
    inked = chance.random((300, 200)) < share
    grey = np.where(inked, print_, paper) + chance.normal(0, 9, inked.shape)
    return grey.clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    "pixels",
    [
        noise(240, 30, 0.1),
        noise(200, 150, 0.02),
        noise(120, 110, 0.5),
        np.full((60, 80), 238, np.uint8),
        np.where(np.eye(90) > 0, 0, 255).astype(np.uint8),
    ],
)
def test_thresholds_and_shares_are_those_of_the_pixels(pixels: Pixels) -> None:
    counts = counts_of(pixels)
    threshold, _ = cv2.threshold(pixels, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    assert otsu(counts) == threshold
    for percent in (0, 5, 37.3, 50, 100):
        assert percentile(counts, percent) == pytest.approx(float(np.percentile(pixels, percent)))


def test_every_so_many_pixels_are_counted() -> None:
    pixels = noise(240, 30, 0.1)
    assert np.array_equal(counts_of(pixels, 3), counts_of(pixels[::3, ::3]))
    assert counts_of(pixels, 3).sum() == 100 * 67
