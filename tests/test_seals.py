"""Seals in grey: found by their ring, made pale where print is darker."""

import cv2
import numpy as np
import pytest

from vnplan.clean.seals import seals, without_seals
from vnplan.model import Pixels

DPI = 200.0
MIDDLE, RADIUS = (1000, 1500), 140


def page(print_: int = 40) -> Pixels:
    """Lines of words, as strokes."""
    pixels = np.full((2339, 1654), 250, np.uint8)
    for top in range(200, 2200, 60):
        for left in range(200, 1400, 12):
            if left % 84:
                cv2.rectangle(pixels, (left, top), (left + 4, top + 22), print_, -1)
    return pixels


def sealed(ink: int, print_: int = 40) -> Pixels:
    """The page with two rings and a star's worth of ink, which hides no print."""
    over = np.full((2339, 1654), 255, np.uint8)
    for radius, thick in ((RADIUS, 6), (round(0.6 * RADIUS), 3), (20, -1)):
        cv2.circle(over, MIDDLE, radius, ink, thick)
    return np.minimum(page(print_), over)


def test_a_seal_is_found_where_it_is() -> None:
    (found,) = seals(sealed(130), DPI)
    assert (found.x, found.y, found.radius) == pytest.approx((*MIDDLE, RADIUS), abs=6)


def test_two_seals_that_overlap_are_found() -> None:
    """The outer ring of one passes through the middle of the other."""
    pixels, other = sealed(130), (MIDDLE[0] - 20, MIDDLE[1] + 130)
    for radius, thick in ((RADIUS, 6), (round(0.6 * RADIUS), 3), (20, -1)):
        over = np.full_like(pixels, 255)
        cv2.circle(over, other, radius, 130, thick)
        pixels = np.minimum(pixels, over)
    found = sorted(seals(pixels, DPI), key=lambda seal: seal.y)
    assert len(found) == 2
    for seal, middle in zip(found, (MIDDLE, other), strict=True):
        assert (seal.x, seal.y, seal.radius) == pytest.approx((*middle, RADIUS), abs=8)


def test_print_alone_is_no_seal_and_comes_back_as_it_is() -> None:
    pixels = page()
    assert seals(pixels, DPI) == []
    assert without_seals(pixels, DPI) is pixels


def test_a_seal_becomes_pale_and_print_stays_dark_under_it() -> None:
    pixels = sealed(130)
    cleared = without_seals(pixels, DPI)
    dark = page() < 128
    beside = cv2.dilate(dark.astype(np.uint8), np.ones((11, 11), np.uint8)) > 0
    ring = (pixels < 200) & ~beside
    assert ring.any() and cleared[ring].min() > 190
    assert cleared[dark].max() < 80
    far = np.s_[: MIDDLE[1] - 200]
    assert np.array_equal(cleared[far], pixels[far])


def test_the_soft_rims_of_strokes_stay_whole_under_a_seal() -> None:
    """Thin print is as pale at its rims as the seal: without them it falls to pieces."""
    soft = np.asarray(cv2.GaussianBlur(sealed(130), (0, 0), 0.8), np.uint8)
    cleared = without_seals(soft, DPI)
    assert cleared is not soft
    ys, xs = np.indices(soft.shape)
    under = np.hypot(xs - MIDDLE[0], ys - MIDDLE[1]) < RADIUS
    rims = under & (page() < 128)
    assert np.mean(cleared[rims] == soft[rims]) > 0.95


def test_hairlines_between_strokes_stay_and_the_strokes_of_the_seal_do_not() -> None:
    """As pale as the seal, but thin and joined to print at both ends; a rule has none."""
    pixels = sealed(130)
    cv2.line(pixels, (860, 1479), (1140, 1479), 40, 3)  # a rule from ring to ring
    top = 1405
    pixels[top - 20 : top + 30, 940:1060] = 250
    for left in (960, 985):
        cv2.rectangle(pixels, (left, top), (left + 4, top + 22), 40, -1)
        cv2.rectangle(pixels, (left + 12, top), (left + 16, top + 22), 40, -1)
        pixels[top + 10 : top + 12, left + 5 : left + 12] = 128
    cleared = without_seals(pixels, DPI)
    assert cleared is not pixels
    for left in (960, 985):
        assert cleared[top + 10 : top + 12, left + 5 : left + 12].max() == 128
    dark = np.asarray(pixels < 90, np.uint8)
    loose = (cleared < 180) & (cv2.dilate(dark, np.ones((13, 13), np.uint8)) == 0)
    ring = np.hypot(*(np.indices(pixels.shape)[::-1] - np.array(MIDDLE)[:, None, None])) < RADIUS
    assert not (loose & ring).any()
    spurs = cleared[1484:1490, 862:1138] < 180
    assert spurs.mean() < 0.05


def test_a_seal_as_dark_as_print_stays() -> None:
    pixels = sealed(40)
    assert len(seals(pixels, DPI)) == 1
    assert without_seals(pixels, DPI) is pixels


def test_the_resolution_is_minded() -> None:
    pixels = sealed(130)
    assert seals(pixels, 2 * DPI) == []
    half = cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    assert len(seals(np.asarray(half, np.uint8), DPI / 2)) == 1
