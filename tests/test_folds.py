"""The shadow of a fold goes, the print in it stays; what is no shadow is left alone."""

import cv2
import numpy as np
import pytest

from vnplan.clean.folds import without_folds
from vnplan.model import Pixels

DPI = 200.0


def page() -> Pixels:
    """Lines of letters, as upright strokes, on light paper."""
    pixels = np.full((1400, 1200), 245, np.uint8)
    for top in range(100, 1300, 60):
        for left in range(100, 1100, 14):
            if left % 98:
                cv2.rectangle(pixels, (left, top), (left + 3, top + 22), 40, -1)
    return pixels


def folded(slope: float) -> Pixels:
    rows, columns = np.indices((1400, 1200))
    off = (rows - 712 - slope * (columns - 600)) / (DPI / 25.4)
    return (page() * (1 - 0.45 * np.exp(-np.abs(off) / 2.5))).astype(np.uint8)


@pytest.mark.parametrize("slope", [0.0, 0.012])
@pytest.mark.parametrize("upright", [False, True])
def test_the_shadow_goes_and_the_print_in_it_stays(slope: float, upright: bool) -> None:
    print_, shaded = page() < 128, folded(slope)
    scan = np.ascontiguousarray(shaded.T) if upright else shaded
    level = without_folds(scan, DPI)
    level = level.T if upright else level
    paper = level[690:735][~print_[690:735]]
    assert np.percentile(shaded[690:735][~print_[690:735]], 20) < 190
    assert np.percentile(paper, 5) > 200
    assert level[690:735][print_[690:735]].max() < 110


def test_a_page_without_a_fold_comes_back_as_it_is() -> None:
    pixels = page()
    pixels[600:603, 100:1100] = 40
    pixels[800:803, 100:1100] = 150
    assert without_folds(pixels, DPI) is pixels


def test_black_bars_stay() -> None:
    pixels = page()
    pixels[640:720] = 20
    assert (without_folds(pixels, DPI)[650:710] == 20).all()


@pytest.mark.parametrize("fill", [100, 130, 170])
@pytest.mark.parametrize("upright", [False, True])
def test_a_dark_head_of_a_table_keeps_its_light_letters(fill: int, upright: bool) -> None:
    pixels = page()
    pixels[640:720, 60:1140] = fill
    for left in range(100, 1100, 14):
        if left % 98:
            pixels[668:690, left : left + 4] = 250
    scan = np.ascontiguousarray(pixels.T) if upright else pixels
    assert without_folds(scan, DPI) is scan
