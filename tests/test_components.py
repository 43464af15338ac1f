"""Connected marks: the short way gives what OpenCV gives."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from vnplan.clean.components import components, most_components
from vnplan.model import Pixels


def noise(share: float, shape: tuple[int, int] = (800, 1100)) -> Pixels:
    """Specks over so large a share of a page."""
    chance = np.random.default_rng(7).random(shape)
    return np.where(chance < share, np.uint8(255), np.uint8(0))


def dots() -> Pixels:
    """As many marks as there can be: more than 16 bits can number."""
    dark = np.zeros((700, 700), np.uint8)
    dark[::2, ::2] = 255
    return dark


PICTURES = {
    "nothing": np.zeros((40, 50), np.uint8),
    "all": np.full((40, 51), 255, np.uint8),
    "dots": dots(),
    **{f"noise {share}": noise(share) for share in (0.01, 0.05, 0.1, 0.3, 0.5, 0.9)},
}


@pytest.mark.parametrize("dark", PICTURES.values(), ids=PICTURES)
def test_numbers_boxes_and_middles_are_those_of_opencv(dark: Pixels) -> None:
    _, labels, boxes, middles = cv2.connectedComponentsWithStats(dark, connectivity=8)
    found = components(dark)
    np.testing.assert_array_equal(found[0], labels)
    np.testing.assert_array_equal(found[1][1:], boxes[1:])
    np.testing.assert_array_equal(found[2][1:], middles[1:])


@pytest.mark.parametrize("dark", PICTURES.values(), ids=PICTURES)
def test_paper_has_the_whole_picture_for_its_box_and_its_own_pixels(dark: Pixels) -> None:
    height, width = dark.shape
    _, boxes, middles = components(dark)
    paper = np.argwhere(dark == 0)
    assert boxes[0].tolist() == [0, 0, width, height, len(paper)]
    if len(paper):
        assert middles[0] == pytest.approx(paper.mean(axis=0)[::-1])


def test_what_is_found_may_be_changed_and_holds_no_part_of_the_picture() -> None:
    dark = dots()[:5, :5]
    labels, boxes, _ = components(dark)
    labels += 1
    boxes[1:, 0] += 7
    assert dark.tolist() == dots()[:5, :5].tolist()
    assert components(np.zeros((0, 5), np.uint8))[0].shape == (0, 5)


@pytest.mark.parametrize("dark", PICTURES.values(), ids=PICTURES)
def test_the_quick_count_is_never_too_low(dark: Pixels) -> None:
    for connectivity in (4, 8):
        marks = cv2.connectedComponents(dark, connectivity=connectivity)[0] - 1
        assert most_components(dark) >= marks
