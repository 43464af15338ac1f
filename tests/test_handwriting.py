"""Blanks of number and date lines: print stays, what a pen wrote does not pass for print."""

import numpy as np
import pytest

from vnplan.handwriting import BLANK, without_handwriting
from vnplan.model import Box, Line, Pixels, Word, Zone

CAPITAL, WIDTH, BASE = 27, 14, 200


def set_line(
    text: str, zone: Zone | None, tall: str = "", sure: float = 0.95
) -> tuple[Line, Pixels]:
    """A line as print sets it: every sign a bar as high as a capital, those of ``tall`` (a part of
    ``text``) half as high again."""
    pixels = np.full((300, 60 + WIDTH * len(text)), 255, np.uint8)
    written = range(text.index(tall), text.index(tall) + len(tall)) if tall else range(0)
    words, at = [], 0
    for number, sign in enumerate(text):
        high = round(1.5 * CAPITAL) if number in written else CAPITAL
        if not sign.isspace() and sign not in ".:…":
            left = 30 + WIDTH * number
            pixels[BASE - high : BASE, left + 3 : left + 10] = 20
    for token in text.split():
        at = text.index(token, at)
        left = 30 + WIDTH * at
        box = Box(left, BASE - CAPITAL, left + WIDTH * len(token), BASE)
        words.append(Word(token, box, sure))
        at += len(token)
    return Line.of(3, words, zone=zone), pixels


def read(text: str, zone: Zone | None, tall: str = "", sure: float = 0.95) -> Line:
    line, pixels = set_line(text, zone, tall, sure)
    (checked,) = without_handwriting([line], pixels)
    assert (checked.page, checked.zone) == (line.page, line.zone)
    return checked


@pytest.mark.parametrize(
    "text",
    ["Số: 15/KH-UBND", "Số: 635 /TB-ĐHK", "Số 17-KH/HU", "Số: 02/2019/TT-BNV", "Số:/KH-UBND"],
)
def test_printed_and_empty_serials_stay(text: str) -> None:
    assert read(text, Zone.NUMBER).text == text


@pytest.mark.parametrize(
    ("text", "tall", "left"),
    [
        ("Số: 44 /CT-UBND", "44", f"Số: {BLANK} /CT-UBND"),
        ("Số:3075/STC-VPS", "307", f"Số: {BLANK} /STC-VPS"),
        ("Só:Á3. 5 /GM-SYT", "", f"Só: {BLANK} /GM-SYT"),
        ("Số: 2/62) /QĐ-SYT", "2", f"Số: {BLANK} /62) /QĐ-SYT"),
    ],
)
def test_a_written_serial_leaves_a_blank(text: str, tall: str, left: str) -> None:
    assert read(text, Zone.NUMBER, tall).text == left


def test_a_serial_read_without_confidence_is_not_believed() -> None:
    assert read("Số: 84 /TTr-UBND", Zone.NUMBER, sure=0.2).text == f"Số: {BLANK} /TTr-UBND"


@pytest.mark.parametrize(
    ("text", "tall", "left"),
    [
        ("Bình An, ngày 05 tháng 9 năm 2024", "", "Bình An, ngày 05 tháng 9 năm 2024"),
        ("Bình An, ngày 05 tháng 9 năm 2024", "05", f"Bình An, ngày {BLANK} tháng 9 năm 2024"),
        ("Bình An, ngàyĐ8tháng 9 năm 2024", "", f"Bình An, ngày {BLANK} tháng 9 năm 2024"),
        ("Bình An, ngày ÁE tháng Ô năm 2024", "", f"Bình An, ngày {BLANK} tháng {BLANK} năm 2024"),
        ("Bình An, ngày tháng 9 năm 2024", "", "Bình An, ngày tháng 9 năm 2024"),
        ("Bình An, ngày 2l tháng I2 năm 2024", "", "Bình An, ngày 21 tháng 12 năm 2024"),
    ],
)
def test_days_and_months(text: str, tall: str, left: str) -> None:
    assert read(text, Zone.PLACE_DATE, tall).text == left


def test_the_blank_has_the_place_of_what_was_written_and_no_confidence() -> None:
    checked = read("Số:44/CT-UBND", Zone.NUMBER, "44")
    head, blank, symbol = checked.words
    assert blank.confidence == 0.0 and head.confidence == symbol.confidence == 0.95
    assert head.box and blank.box and symbol.box
    assert blank.box == Box(30 + 3 * WIDTH, BASE - CAPITAL, 30 + 5 * WIDTH, BASE)
    assert head.box.right == blank.box.left and blank.box.right == symbol.box.left


@pytest.mark.parametrize("zone", [None, Zone.BODY, Zone.TITLE])
def test_other_lines_are_left_alone(zone: Zone | None) -> None:
    line, pixels = set_line("Số: Á4 /KH-UBND ngày Đ tháng Z năm 2024", zone, "Á4")
    assert without_handwriting([line], pixels) == (line,)
