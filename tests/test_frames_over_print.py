"""Frames of stamps that were put over lines of print: no tables, and nothing to cut out."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tools.draw_type import Face, FontsMissing, family, font
from vnplan.layout.cells import take_apart
from vnplan.model import Box, CleanPage, PageInfo, Pixels, Route

DPI = 200
FRAME = Box(380, 420, 860, 620)
LINES = (
    "Căn cứ Nghị quyết của Hội đồng nhân dân xã về việc tu sửa chợ Bến Lở",
    "và đề nghị của Tổ quản lý chợ, Ủy ban nhân dân xã lập kế hoạch như sau:",
    "Vận động các hộ có quầy hàng góp công, dọn dẹp lối đi trước mùa mưa bão",
)


@pytest.fixture(scope="module", autouse=True)
def _needs_fonts() -> None:
    try:
        family()
    except FontsMissing:
        pytest.skip("no Times-compatible font is installed")


def page(left: int, *, fields: bool = False) -> Pixels:
    """A frame, perhaps with fields, and three lines of print that begin at ``left``."""
    image = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(image)
    for row, text in enumerate(LINES):
        pen.text((left, 440 + 60 * row), text, 0, font(Face.REGULAR, 39))
    pen.rectangle(FRAME, outline=0, width=4)
    if fields:
        pen.line((500, FRAME.top, 500, FRAME.bottom), 0, 4)
        pen.line((FRAME.left, 515, FRAME.right, 515), 0, 4)
    return np.array(image)


def cleaned(pixels: Pixels) -> CleanPage:
    info = PageInfo(1, Route.OCR, pixels.shape[1], pixels.shape[0], DPI)
    return CleanPage(info, pixels, DPI, np.eye(2, 3))


def ink(pixels: Pixels) -> int:
    return int(np.count_nonzero(pixels < 128))


@pytest.mark.parametrize("fields", [False, True])
def test_a_frame_over_lines_of_print_is_no_table_and_no_stamp_to_cut_out(fields: bool) -> None:
    apart = take_apart(cleaned(page(200, fields=fields)))
    assert not apart.tables and not apart.frames
    # The sides of the frame are gone, the print beside and within it is not.
    sides = [np.s_[450:600, x - 3 : x + 8] for x in (FRAME.left, FRAME.right - 4)]
    before, after = page(200, fields=fields), apart.outside.pixels
    assert all(ink(after[side]) < 0.5 * ink(before[side]) for side in sides)
    whole = np.s_[440:600, 200 : FRAME.left - 10]
    assert ink(after[whole]) == ink(before[whole])


def test_a_frame_beside_print_is_one() -> None:
    apart = take_apart(cleaned(page(FRAME.right + 20)))
    assert not apart.tables and len(apart.frames) == 1


def test_a_small_table_with_print_beside_it_is_one() -> None:
    apart = take_apart(cleaned(page(FRAME.right + 20, fields=True)))
    assert len(apart.tables) == 1 and len(apart.tables[0].cells) == 4
