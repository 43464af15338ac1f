"""Seals as dark as print: their strokes go, print that they cross stays."""

import cv2
import numpy as np
import pytest

from vnplan.clean.rings import without_rings
from vnplan.model import Pixels

DPI = 200.0
MIDDLE, RADIUS = (1000, 1500), 140


def page() -> Pixels:
    """Level lines of letters, each an upright stroke with a foot, as at 200 dpi."""
    pixels = np.full((2339, 1654), 255, np.uint8)
    for top in range(200, 2200, 60):
        for left in range(200, 1400, 16):
            if left % 112:
                cv2.rectangle(pixels, (left, top), (left + 3, top + 24), 0, -1)
                cv2.rectangle(pixels, (left, top + 22), (left + 9, top + 24), 0, -1)
    return pixels


def ring(gaps: int = 0) -> Pixels:
    """Two rings around a star's worth of ink; ``gaps``: degrees of the way round without ink."""
    pixels = np.full((2339, 1654), 255, np.uint8)
    for radius, thick in ((RADIUS, 5), (round(0.62 * RADIUS), 2)):
        cv2.ellipse(pixels, MIDDLE, (radius, radius), 0, gaps, 360, 0, thick)
    cv2.circle(pixels, MIDDLE, 24, 0, -1)
    return pixels


@pytest.mark.parametrize("gaps", [0, 120])
def test_rings_and_star_go_and_print_stays(gaps: int) -> None:
    print_, seal = page() < 128, ring(gaps) < 128
    cleared = without_rings(np.minimum(page(), ring(gaps)), DPI) < 128
    alone = seal & ~(cv2.dilate(print_.astype(np.uint8), np.ones((5, 5))) > 0)
    assert cleared[alone].mean() < 0.08
    blot = np.hypot(*(np.indices(print_.shape)[::-1] - np.array(MIDDLE)[:, None, None])) < 40
    assert cleared[print_ & ~blot].mean() > 0.98


def test_letters_of_the_seal_between_the_lines_go() -> None:
    pixels = np.minimum(page(), ring())
    x, y = MIDDLE[0] - 8, MIDDLE[1] - round(0.81 * RADIUS)
    y += (200 + 60 * ((y - 200) // 60) + 35) - y  # below one line, above the next
    letter = np.s_[y : y + 14, x : x + 16]
    pixels[letter] = 0
    pixels[y + 3 : y + 11, x + 3 : x + 13] = 255
    assert (without_rings(pixels, DPI)[letter] < 128).mean() < 0.1


def test_a_page_without_a_seal_comes_back_as_it_is() -> None:
    pixels = page()
    assert without_rings(pixels, DPI) is pixels


def test_a_pale_seal_is_left_alone() -> None:
    pale = np.where(ring() < 128, np.uint8(200), np.uint8(255))
    pixels = np.minimum(page(), pale)
    assert without_rings(pixels, DPI) is pixels


def test_a_short_line_within_the_seal_stays() -> None:
    pixels = ring()
    line = np.s_[MIDDLE[1] + 45 : MIDDLE[1] + 69, MIDDLE[0] - 44 : MIDDLE[0] + 52 : 16]
    beside = np.s_[
        MIDDLE[1] - 55 : MIDDLE[1] - 31, MIDDLE[0] + RADIUS + 20 : MIDDLE[0] + RADIUS + 90 : 4
    ]
    pixels[line] = pixels[beside] = 0
    cleared = without_rings(pixels, DPI)
    assert (cleared[line] == 0).all() and (cleared[beside] == 0).all()
