"""Ink at the edges of a gap: a digit is taken in, or what is left of it is not stated."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from test_handwriting import BASE, CAPITAL, SIZE, Told, nothing, page_of

from vnplan.handwriting.filled_gaps import BLANK, with_handwriting
from vnplan.handwriting.gaps import Gap, gaps_of
from vnplan.handwriting.strokes import Strokes, size_of_capitals, strokes_in
from vnplan.model import Box, Line, Pixels, Word, Zone

# "Số:" and the symbol of a drawn number line, in pixels.
ANCHOR, COLON, SYMBOL, END = 60, 105, 240, 428
INK = 20


def number_line() -> tuple[Line, Pixels]:
    """ "Số" and a symbol of bars as high as capitals; between them nothing, not even a colon."""
    pixels = np.full((300, 500), 255, np.uint8)
    for left in (ANCHOR, ANCHOR + 22, *range(SYMBOL, END, 25)):
        pixels[BASE - CAPITAL : BASE, left : left + 8] = INK
    words = [
        Word("Số:", Box(ANCHOR, BASE - CAPITAL, COLON + 8, BASE), 0.95),
        Word("/CT-UBND", Box(SYMBOL, BASE - CAPITAL, END, BASE), 0.95),
    ]
    return Line.of(1, words, zone=Zone.NUMBER), pixels


def gap_at(left: int, right: int) -> Gap:
    return Gap("serial", 4, 4, ANCHOR, left, right, SIZE, 0.2)


def digit(pixels: Pixels, left: int) -> None:
    """A ring 20 wide, a little higher than a capital."""
    cv2.ellipse(pixels, (left + 10, BASE - 16), (9, 15), 0, 0, 360, INK, 3)


def strokes(pixels: Pixels, gap: Gap, line: Line) -> Strokes:
    found = strokes_in(gap, line, page_of(pixels))
    assert found is not None
    return found


def test_a_digit_that_touches_the_colon_is_taken_in() -> None:
    line, pixels = number_line()
    pixels[BASE - 18 : BASE - 13, COLON : COLON + 5] = INK
    pixels[BASE - 5 : BASE, COLON : COLON + 5] = INK
    digit(pixels, COLON + 3)
    digit(pixels, 150)
    found = strokes(pixels, gap_at(130, SYMBOL), line)
    assert found.box.left <= COLON
    assert not found.torn


def test_the_two_dots_of_a_colon_stay_outside() -> None:
    line, pixels = number_line()
    for up in (18, 5):
        pixels[BASE - up : BASE - up + 5, COLON : COLON + 5] = INK
    digit(pixels, 150)
    found = strokes(pixels, gap_at(COLON, SYMBOL), line)
    assert found.box.left > COLON + 5
    assert not found.torn


@pytest.mark.parametrize(("right", "torn"), [(SYMBOL, False), (210, False), (190, True)])
def test_a_digit_that_the_right_edge_parts_is_noticed(right: int, torn: bool) -> None:
    line, pixels = number_line()
    digit(pixels, 150)
    digit(pixels, 180)
    assert strokes(pixels, gap_at(COLON + 10, right), line).torn is torn


def seven(pixels: Pixels, left: int) -> None:
    cv2.line(pixels, (left, BASE - 26), (left + 18, BASE - 26), INK, 3)
    cv2.line(pixels, (left + 18, BASE - 26), (left + 8, BASE), INK, 3)


def test_the_stem_of_a_seven_is_no_stroke_of_the_symbol() -> None:
    line, pixels = number_line()
    digit(pixels, 150)
    seven(pixels, 185)
    found = strokes(pixels, gap_at(COLON + 10, 210), line)
    assert [mark.height > 0.9 * CAPITAL for mark in found.marks] == [True, True]


def test_the_stroke_of_the_symbol_is_cut_off() -> None:
    line, pixels = number_line()
    digit(pixels, 150)
    cv2.line(pixels, (205, BASE), (216, BASE - 27), INK, 3)
    assert len(strokes(pixels, gap_at(COLON + 10, 205), line).marks) == 1


def test_what_is_read_of_a_parted_number_is_a_doubt() -> None:
    line, pixels = number_line()
    digit(pixels, 150)
    # A second digit grows into the symbol.
    cv2.line(pixels, (190, BASE - 34), (260, BASE - 10), INK, 5)
    (read,) = with_handwriting([line], page_of(pixels), Told(), nothing)
    (written,) = (word for word in read.words if word.readings)
    assert written.text == BLANK
    assert written.readings[0].text == "84"
    assert written.readings[0].probability == pytest.approx(0.95 / 2)


def test_strokes_unread_within_one_word_part_its_print() -> None:
    line, pixels = number_line()
    digit(pixels, 150)
    digit(pixels, 180)
    joined = Word("Số:/CT-UBND", Box(ANCHOR, BASE - 36, END, BASE), 0.5)
    line = replace(line, text=joined.text, words=(joined,))
    (read,) = with_handwriting([line], page_of(pixels), Told(), nothing)
    assert read.text == "Số: 84 /CT-UBND"


def test_the_type_size_by_the_letters_of_the_symbol() -> None:
    line, pixels = number_line()
    size = size_of_capitals(line, page_of(pixels))
    assert size == pytest.approx(SIZE, rel=0.05)
    assert size_of_capitals(line, page_of(np.full_like(pixels, 255))) is None


def words_of(*parts: tuple[str, int, int]) -> Line:
    words = [Word(text, Box(left, 100, right, 127), 0.95) for text, left, right in parts]
    return Line.of(1, words, zone=Zone.PLACE_DATE)


def test_a_box_drawn_over_the_next_words_ends_before_them() -> None:
    """Tesseract gives "tháng" the box of "tháng 3" as well."""
    line = words_of(
        ("ngày", 100, 170), ("6", 184, 200), ("tháng", 212, 380), ("3", 310, 328),
        ("năm", 340, 400), ("2020", 410, 480),
    )  # fmt: skip
    day, month, year = gaps_of(line)
    assert (day.right, month.left) == (212, 301)
    assert (year.slot, line.text[year.start : year.stop]) == ("year", "2020")


def test_the_word_before_the_year_is_nam_however_it_is_read() -> None:
    line = words_of(
        ("ngày", 100, 170), ("12", 184, 215), ("tháng", 230, 310), ("02", 325, 360),
        ("Tàn", 372, 430), ("2020", 440, 510),
    )  # fmt: skip
    _, month, year = gaps_of(line)
    assert line.text[month.start : month.stop] == "02"
    assert year.slot == "year"
    assert month.right == 372


def test_specks_before_the_line_are_not_its_beginning() -> None:
    words = [Word(t, Box(a, 100, b, 127), 0.95) for t, a, b in
             ((":", 10, 14), ("Số:", 200, 250), ("15/KH-UBND", 262, 450))]  # fmt: skip
    (gap,) = gaps_of(Line.of(1, words, zone=Zone.NUMBER))
    assert gap.anchor == 200


def test_small_letters_of_a_symbol_do_not_lower_its_capitals() -> None:
    """ "TTra" ends in two letters that are two thirds as high."""
    line, pixels = number_line()
    for number, left in enumerate(range(SYMBOL, END, 25)):
        if number in (5, 7):
            pixels[BASE - CAPITAL : BASE - round(0.68 * CAPITAL), left : left + 8] = 255
    assert size_of_capitals(line, page_of(pixels)) == pytest.approx(SIZE, rel=0.05)


def test_a_line_that_lies_beside_the_page_has_no_strokes() -> None:
    """A label's place, or a word without width, may be no part of the picture."""
    line, pixels = number_line()
    below = Line.of(1, [Word("Số:", Box(ANCHOR, 310, COLON, 330), 0.95)], zone=Zone.NUMBER)
    assert strokes_in(gap_at(130, SYMBOL), below, page_of(pixels)) is None
    assert size_of_capitals(below, page_of(pixels)) is None
    assert size_of_capitals(line, page_of(pixels)) is not None


@pytest.mark.parametrize(("second", "speck", "torn"), [
    (180, 0, False), (207, 0, False), (207, 18, True), (207, 2, False),
])  # fmt: skip
def test_a_hole_between_two_digits_is_noticed(second: int, speck: int, torn: bool) -> None:
    """Specks are left of a pale digit that the scanner lost; a guide dot is none."""
    line, pixels = number_line()
    digit(pixels, 150)
    digit(pixels, second)
    if speck:
        pixels[BASE - speck : BASE - speck + 3, 186:189] = INK
    assert strokes(pixels, gap_at(COLON + 10, 240), line).torn is torn


@pytest.mark.parametrize(("level", "torn"), [(236, True), (250, False)])
def test_ink_too_pale_for_the_reader_is_noticed(level: int, torn: bool) -> None:
    """A side of a 9 that a dry pen drew: what is left of it looks like a 1."""
    line, pixels = number_line()
    digit(pixels, 130)
    cv2.ellipse(pixels, (170, BASE - 22), (8, 8), 0, 0, 360, level, 3)
    cv2.line(pixels, (182, BASE - 30), (182, BASE), INK, 4)
    assert strokes(pixels, gap_at(COLON + 10, SYMBOL), line).torn == torn
    received = replace(gap_at(COLON + 10, SYMBOL), slot="received")
    assert not strokes(pixels, received, line).torn


def test_the_end_of_a_stroke_through_so_is_no_part_of_the_number() -> None:
    line, pixels = number_line()
    cv2.line(pixels, (ANCHOR + 10, BASE - 10), (COLON + 25, BASE - 16), INK, 3)
    digit(pixels, 165)
    found = strokes(pixels, gap_at(COLON + 10, SYMBOL), line)
    assert len(found.marks) == 1
    assert not found.torn


def test_what_is_read_where_no_ink_is_goes() -> None:
    """Guide dots that Tesseract takes for digits, unless it is sure."""
    line, pixels = number_line()
    pixels[BASE - 3 : BASE, 140:200:8] = INK
    for sure, kept in ((0.4, False), (0.95, True)):
        dots = Word("26c", Box(140, BASE - 3, 200, BASE), sure)
        words = [line.words[0], dots, *line.words[1:]]
        (read,) = with_handwriting([Line.of(1, words, zone=line.zone)], page_of(pixels), Told(),
                                   nothing)  # fmt: skip
        assert ("26c" in read.text) is kept
