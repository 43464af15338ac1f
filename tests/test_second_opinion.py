"""Lines with unsure words are read a second time; what was read in two ways travels along."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from vnplan.model import Box, Cell, Line, Pixels, Word, Zone
from vnplan.recognise.second_opinion import with_second_opinion

PAGE = np.full((200, 1000), 255, np.uint8)
# Paper around the picture of a line whose words are 30 pixels high.
RIM = 8


def line(*read: tuple[str, float], zone: Zone | None = Zone.BODY) -> Line:
    """Words of 80 pixels, 20 apart, 30 high."""
    words = [
        Word(text, Box(100 * i + 100, 60, 100 * i + 180, 90), confidence)
        for i, (text, confidence) in enumerate(read)
    ]
    return Line.of(1, words, zone=zone)


class Reader:
    """Reads words at columns of the page, whatever the size of the picture."""

    def __init__(self, *read: tuple[str, float, int, int]) -> None:
        self.pictures: list[Pixels] = []
        self._read = read

    def __call__(self, pixels: Pixels) -> Sequence[Word]:
        self.pictures.append(pixels)
        scale = pixels.shape[0] / (30 + 2 * RIM)
        off = 100 - RIM
        return [
            Word(
                text,
                Box(*(round(scale * edge) for edge in (left - off, RIM, right - off, RIM + 30))),
                sure,
            )
            for text, sure, left, right in self._read
        ]


def test_other_marks_travel_along_with_the_word() -> None:
    read = Reader(("mỗi", 0.96, 100, 180), ("tổ", 0.7, 200, 280))
    before = line(("mỗi", 0.96), ("tố", 0.8))
    (after,) = with_second_opinion([before], PAGE, read)
    assert after.text == "mỗi tố"
    assert [word.again for word in after.words] == [(), ("tổ",)]
    assert [word.box for word in after.words] == [word.box for word in before.words]


def test_a_line_that_was_read_surely_is_not_read_again() -> None:
    read = Reader(("tổ", 0.9, 100, 180))
    before = line(("tố", 0.95))
    assert with_second_opinion([before], PAGE, read) == (before,) and not read.pictures


def test_where_a_pen_may_have_written_nothing_is_read_again() -> None:
    read = Reader(("tổ", 0.9, 100, 180))
    before = line(("tố", 0.3), zone=Zone.NUMBER)
    assert with_second_opinion([before], PAGE, read) == (before,) and not read.pictures


@pytest.mark.parametrize(
    ("old", "new", "text", "again"),
    [
        (("1ổ", 0.7), ("Tổ", 0.9), "Tổ", ("1ổ",)),
        (("1ổ", 0.7), ("Tổ", 0.6), "1ổ", ("Tổ",)),
        (("2Ù24.", 0.8), ("2024.", 0.9), "2024.", ()),
        (("9h", 0.7), ("gh", 0.9), "9h", ()),
    ],
)
def test_other_letters_are_taken_where_they_are_surer(
    old: tuple[str, float], new: tuple[str, float], text: str, again: tuple[str, ...]
) -> None:
    (after,) = with_second_opinion([line(old)], PAGE, Reader((*new, 100, 180)))
    assert (after.text, after.words[0].again) == (text, again)


def test_words_that_ran_together_are_taken_apart_where_that_is_surer() -> None:
    read = Reader(("buổi", 0.9, 100, 138), ("họp", 0.9, 145, 180), ("này", 0.96, 200, 280))
    before = line(("buổshọp", 0.5), ("này", 0.96))
    (after,) = with_second_opinion([before], PAGE, read)
    assert after.text == "buổi họp này" and not any(word.again for word in after.words)


def test_a_word_that_stands_elsewhere_says_nothing() -> None:
    read = Reader(("tổ", 0.9, 165, 260))
    (after,) = with_second_opinion([line(("tố", 0.8))], PAGE, read)
    assert after.text == "tố" and after.words[0].again == ()


def test_a_speck_that_is_a_sign_the_second_time_is_no_word() -> None:
    read = Reader(("tổ", 0.9, 100, 180), (".", 0.4, 200, 280))
    (after,) = with_second_opinion([line(("tổ", 0.9), ("i", 0.3))], PAGE, read)
    assert after.text == "tổ"
    read = Reader((".", 0.4, 100, 180))
    assert with_second_opinion([line(("i", 0.3))], PAGE, read) == ()


def test_lines_of_cells_are_read_again_where_they_are_asked_for() -> None:
    box = Box(90, 50, 300, 100)
    cell = replace(line(("tố", 0.8), zone=None), cell=Cell(0, 0, 0, 1, 1, box, box))
    lines = [line(("tố", 0.8)), cell, replace(cell, words=())]
    for in_cells in (False, True):
        read = Reader(("tổ", 0.7, 100, 180))
        found = with_second_opinion(lines, PAGE, read, in_cells=in_cells)
        again = [[word.again for word in each.words] for each in found]
        asked, left = [("tổ",)], [()]
        assert again == [left if in_cells else asked, asked if in_cells else left, []]


def test_hours_do_not_run_together_into_letters() -> None:
    read = Reader(("7h-llh", 0.9, 100, 380))
    before = line(("7h", 0.9), ("—", 0.7), ("11h", 0.6))
    assert with_second_opinion([before], PAGE, read) == (before,)


@pytest.mark.parametrize(
    ("old", "new"),
    [("IH/2031", "II/2031"), ("III.", "II."), ("IŠ", "LŠ"), ("H.", "II.")],
)
def test_roman_numbers_stay_as_they_were_read_first(old: str, new: str) -> None:
    """Which of two numbers is right no sense tells."""
    before = line(("đợt", 0.96), (old, 0.5))
    read = Reader(("đợt", 0.96, 100, 180), (new, 0.9, 200, 280))
    assert with_second_opinion([before], PAGE, read) == (before,)
    word = line(("đợt", 0.96), ("cầm", 0.5))
    marked = Reader(("đợt", 0.96, 100, 180), ("cắm", 0.9, 200, 280))
    (after,) = with_second_opinion([word], PAGE, marked)
    assert after.words[1].again
