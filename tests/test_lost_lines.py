"""Number lines and date lines that a pen made unreadable are read without its strokes."""

from __future__ import annotations

import re
from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image, ImageDraw

from tools.draw_type import Face, font
from vnplan.handwriting.gaps import is_whole
from vnplan.model import Box, CleanPage, Line, PageInfo, Pixels, Route, Word, Zone
from vnplan.recognise.lost_lines import with_lost_lines

SIZE, BASE = 38, 300
NUMBER, DATE = ("Số:", 210), ("Bình An, ngày", 850)
SYMBOL, REST = ("/KH-UBND", 460), ("tháng 9 năm 2024", 1240)


def page_with(*texts: tuple[str, int], large: bool = True) -> CleanPage:
    """A letterhead as it is printed; ``large``: a pen wrote a high 28 into both gaps."""
    image = Image.new("L", (1654, 900), 255)
    draw = ImageDraw.Draw(image)
    for text, left in texts:
        draw.text((left, BASE), text, 0, font(Face.REGULAR, SIZE), "ls")
    pixels = np.asarray(image).copy()
    if large:
        for left in (330, 1120):
            two = np.array([(0, 20), (20, 0), (40, 14), (4, 62), (44, 60)])
            two += (left, BASE - 68)
            cv2.polylines(pixels, [two.astype(np.int32)], False, 0, 4)
            cv2.ellipse(pixels, (left + 66, BASE - 52), (14, 16), 0, 0, 360, 0, 4)
            cv2.ellipse(pixels, (left + 66, BASE - 20), (16, 18), 0, 0, 360, 0, 4)
    info = PageInfo(1, Route.OCR, 1654, 900, 200.0)
    return CleanPage(info, pixels, 200.0, np.eye(2, 3))


def words(*texts: tuple[str, int], sure: float = 0.95) -> list[Word]:
    found = []
    for text, left in texts:
        for token in text.split():
            wide = round(font(Face.REGULAR, SIZE).getlength(token))
            found.append(Word(token, Box(left, BASE - 26, left + wide, BASE), sure))
            left += wide + 10
    return found


def letterhead() -> list[Line]:
    """The lines above, which tell the columns and the size of the print."""
    above = [("ỦY BAN NHÂN DÂN XÃ", 200, Zone.ISSUER), ("Độc lập - Tự do", 900, Zone.MOTTO)]
    lines = []
    for text, left, zone in above:
        moved = [
            Word(
                w.text, w.box and w.box._replace(top=w.box.top - 80, bottom=w.box.bottom - 80), 0.95
            )
            for w in words((text, left))
        ]
        lines.append(Line.of(1, moved, zone=zone))
    return lines


class Tesseract:
    """Reads print, and nothing at all where strokes that are higher stand beside it."""

    def __init__(self, *known: tuple[str, int]) -> None:
        self.known, self.seen = known, 0

    def __call__(self, pixels: Pixels) -> Sequence[Word]:
        self.seen += 1
        rows = np.flatnonzero((pixels < 128).any(axis=1))
        if np.ptp(rows) > 1.3 * SIZE:
            return [Word("Z7Ø", Box(10, 10, 60, 40), 0.3)]
        left = int(np.flatnonzero((pixels < 128).any(axis=0))[0])
        return [
            Word(w.text, Box(w.box.left - self.known[0][1] + left, 20, w.box.right, 46), 0.95)
            for w in words(*self.known)
            if w.box is not None
        ]


def test_a_number_line_is_read_without_the_pen() -> None:
    """What was read of it before is replaced, and its gap is left for the reader of digits."""
    page = page_with(NUMBER, SYMBOL, DATE, REST)
    damaged = Line.of(1, words(("5ố77Ø", 210), sure=0.4), zone=Zone.NUMBER)
    date = Line.of(1, words(DATE, ("05", 1150), REST), zone=Zone.PLACE_DATE)
    lines = with_lost_lines([*letterhead(), damaged, date], page, Tesseract(NUMBER, SYMBOL))
    (number,) = (line for line in lines if line.zone is Zone.NUMBER)
    assert number.text == "Số: /KH-UBND"
    assert is_whole(number)
    assert [line for line in lines if line.zone is Zone.PLACE_DATE] == [date]


def test_a_line_that_was_passed_over_is_looked_for_beside_the_other() -> None:
    """Number and date stand side by side."""
    page = page_with(NUMBER, SYMBOL, DATE, REST)
    date = Line.of(1, words(DATE, ("05", 1150), REST), zone=Zone.PLACE_DATE)
    lines = with_lost_lines([*letterhead(), date], page, Tesseract(NUMBER, SYMBOL))
    assert [line.text for line in lines if line.zone is Zone.NUMBER] == ["Số: /KH-UBND"]
    assert [line.zone for line in lines].index(Zone.NUMBER) == 1


def test_lines_that_were_read_are_not_looked_at() -> None:
    """Whatever was made of the writing in their gaps."""
    page = page_with(NUMBER, SYMBOL, DATE, REST)
    number = Line.of(1, [*words(NUMBER), *words(("2Ø", 330), sure=0.1), *words(SYMBOL)],
                     zone=Zone.NUMBER)  # fmt: skip
    date = Line.of(1, words(DATE, ("05", 1150), REST), zone=Zone.PLACE_DATE)
    read = Tesseract(NUMBER, SYMBOL)
    lines = [*letterhead(), number, date]
    assert with_lost_lines(lines, page, read) == tuple(lines)
    assert read.seen == 0


def test_what_reads_as_no_number_line_is_not_taken() -> None:
    """The lines stay as they were."""
    page = page_with(NUMBER, SYMBOL, DATE, REST)
    damaged = Line.of(1, words(("5ố77Ø", 210), sure=0.4), zone=Zone.NUMBER)
    date = Line.of(1, words(DATE, ("05", 1150), REST), zone=Zone.PLACE_DATE)
    lines = [*letterhead(), damaged, date]
    assert with_lost_lines(lines, page, Tesseract(("Sở Y tế", 210))) == tuple(lines)


def test_so_with_a_stroke_through_it_is_known_by_its_place() -> None:
    """ "SấZ" before a symbol is "Số:" """
    page = page_with(NUMBER, SYMBOL, DATE, REST)
    date = Line.of(1, words(DATE, ("05", 1150), REST), zone=Zone.PLACE_DATE)
    lines = with_lost_lines([*letterhead(), date], page, Tesseract(("SấZ", 210), SYMBOL))
    (number,) = (line for line in lines if line.zone is Zone.NUMBER)
    assert re.sub(r"\s+", " ", number.text) == "Số: /KH-UBND"


def test_a_stroke_that_runs_from_so_into_the_number_is_cut_behind_its_colon() -> None:
    """Label and digits are one mark then."""
    page = page_with(NUMBER, SYMBOL, DATE, REST)
    cv2.line(page.pixels, (235, BASE - 6), (331, BASE - 48), 0, 4)
    date = Line.of(1, words(DATE, ("05", 1150), REST), zone=Zone.PLACE_DATE)
    lines = with_lost_lines([*letterhead(), date], page, Tesseract(("SấZ", 210), SYMBOL))
    assert [line.text for line in lines if line.zone is Zone.NUMBER] == ["Số: /KH-UBND"]


def test_what_is_read_of_the_digits_may_stand_between_so_and_its_symbol() -> None:
    """That it is read badly says nothing against the print beside it."""
    page = page_with(NUMBER, SYMBOL, DATE, REST, large=False)
    read = Tesseract(("SấZ", 210), ("J#4", 330), SYMBOL)
    date = Line.of(1, words(DATE, ("05", 1150), REST), zone=Zone.PLACE_DATE)
    lines = with_lost_lines([*letterhead(), date], page, read)
    assert [line.text for line in lines if line.zone is Zone.NUMBER] == ["Số: J#4 /KH-UBND"]
