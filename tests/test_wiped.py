"""Words that may have lost ink to a wiped seal carry little confidence."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tools.draw_type import Face, font
from vnplan.clean.page import clean
from vnplan.clean.rings import without_rings
from vnplan.model import Box, Line, Page, PageInfo, Pixels, Route, Word
from vnplan.recognise.page import recognise
from vnplan.recognise.wiped import with_doubts

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


def test_a_number_that_a_wiped_seal_damaged_is_never_stated_with_confidence() -> None:
    """Read from a picture of a page with a black seal over a date, a sum and a number."""
    image = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(image)
    rows = (
        "Các đơn vị nạo vét mương nội đồng hoàn thành trước ngày 30/11/2025",
        "và gửi báo cáo về phòng Nông nghiệp; kinh phí 125.000.000 đồng từ",
        "ngân sách xã theo Quyết định số 1274/QĐ-UBND ngày 12 tháng 10.",
    )
    for at in range(12):
        draw.text((200, 300 + 66 * at), rows[at % 3], 0, font(Face.REGULAR, 40))
    pixels = np.array(image)
    middle = (1180, 380)
    for radius, thick in ((RADIUS, 5), (87, 2)):
        cv2.circle(pixels, middle, radius, 0, thick)
    cv2.circle(pixels, middle, 24, 0, -1)
    two_values = np.where(pixels < 128, np.uint8(0), np.uint8(255))
    cleaned = clean(Page(PageInfo(1, Route.OCR, 1654, 2339, 200.0), two_values))
    assert cleaned.wiped is not None and "rings" in cleaned.steps
    words = [word for found in recognise(cleaned) for word in found.words]
    numbers = [word for word in words if any(map(str.isdecimal, word.text))]
    assert len(numbers) > 15
    printed = {word.strip(".") for row in rows for word in row.split()}
    assert any((word.confidence or 0.0) <= UNSURE for word in numbers)
    wrong = [word for word in numbers if word.text.strip(".") not in printed]
    assert [w.text for w in wrong if (w.confidence or 0.0) > UNSURE] == []
