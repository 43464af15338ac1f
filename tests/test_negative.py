"""Negatives: told from pages that are dark for another reason, and turned into dark print."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from vnplan.clean.negative import as_positive
from vnplan.clean.page import clean
from vnplan.model import Page, PageInfo, Pixels, Route

DPI = 200.0


def printed(height: int = 2200, width: int = 1600) -> Pixels:
    """Lines of letters, dark on white."""
    page = np.full((height, width), 250, np.uint8)
    for top in range(200, height - 200, 60):
        for left in range(200, width - 300, 24):
            cv2.rectangle(page, (left, top), (left + 13, top + 17), 20, 3)
    return page


@pytest.mark.parametrize("colours", [1, 3])
def test_light_print_on_black_becomes_dark_print(colours: int) -> None:
    page = printed()
    negative = np.dstack([255 - page] * colours).squeeze()
    assert np.abs(as_positive(negative, DPI).astype(int) - page).max() <= 1
    info = PageInfo(1, Route.OCR, page.shape[1], page.shape[0], DPI)
    cleaned = clean(Page(info, negative))
    assert "positive" in cleaned.steps
    assert np.median(cleaned.pixels) > 200


def test_other_pages_stay_as_they_are() -> None:
    black = np.zeros((2200, 1600), np.uint8)
    lid = np.full((2600, 2400), 20, np.uint8)
    lid[300:900, 300:1200] = printed(600, 900)
    photograph = np.tile(np.linspace(0, 140, 1600), (2200, 1)).astype(np.uint8)
    for page in (printed(), black, lid, photograph):
        assert as_positive(page, DPI) is page
