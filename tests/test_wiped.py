"""Words that may have lost ink to a wiped seal carry little confidence."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from vnplan.model import Box, Line, Pixels, Word
from vnplan.rings import without_rings
from vnplan.wiped import with_doubts

DPI, TOP, HIGH = 200.0, 1490, 24
SURE, UNSURE = 0.95, 0.4
MIDDLE, RADIUS = (1000, 1500), 140


def line(*words: tuple[str, int, int]) -> Line:
    """Words with left and right edge, all on one line."""
    boxes = [Word(text, Box(a, TOP, b, TOP + HIGH), SURE) for text, a, b in words]
    return Line.of(1, boxes)


def unsure(found: Line) -> list[str]:
    return [w.text for w in found.words if w.confidence is not None and w.confidence <= UNSURE]


def sealed() -> Pixels:
    """A black seal at the end of lines of print: two rings and a blot."""
    pixels = np.full((2339, 1654), 255, np.uint8)
    for top in range(TOP - 600, TOP + 600, 60):
        for left in range(200, 1400, 16):
            if left % 112:
                cv2.rectangle(pixels, (left, top), (left + 3, top + HIGH), 0, -1)
                cv2.rectangle(pixels, (left, top + 22), (left + 9, top + HIGH), 0, -1)
    for radius, thick in ((RADIUS, 5), (87, 2)):
        cv2.circle(pixels, MIDDLE, radius, 0, thick)
    cv2.circle(pixels, MIDDLE, 24, 0, -1)
    return pixels


@pytest.fixture(scope="module")
def wiped() -> NDArray[np.bool_]:
    pixels = sealed()
    return (pixels < 128) & (without_rings(pixels, DPI) >= 128)


def test_half_a_date_under_a_seal_is_unsure(
    wiped: NDArray[np.bool_],
) -> None:
    # The star takes "/12": what is left stands to either side of it.
    date = line(("ngày", 600, 680), ("3", 950, 974), ("/2025", 1026, 1090))
    (found,) = with_doubts([date], wiped)
    assert unsure(found) == ["3", "/2025"]


def test_a_word_that_a_ring_crosses_is_unsure_and_its_neighbours_are_not(
    wiped: NDArray[np.bool_],
) -> None:
    crossed = MIDDLE[0] - RADIUS
    name = line(("Bà", 700, 740), ("Nguyễn", 760, crossed - 20), ("Hằng", crossed - 10, 920))
    (found,) = with_doubts([name], wiped)
    assert unsure(found) == ["Hằng"]


def test_words_of_a_page_from_which_nothing_was_wiped_stay() -> None:
    date = line(("ngày", 600, 680), ("3", 950, 974))
    assert with_doubts([date], None) == (date,)
    assert with_doubts([date], np.zeros((2339, 1654), np.bool_)) == (date,)
