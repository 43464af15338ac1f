"""Heads of items that were passed over, read again with the beginning of their line."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tools.draw_type import Face, font
from vnplan.layout.heads import with_lost_heads, with_numbers_in_order
from vnplan.model import Box, Line, Pixels, Word, Zone

TEXT = ("Sở", "Nội", "vụ", "báo", "cáo")


def drawn(head: str, x: int = 200, zone: Zone = Zone.BODY) -> tuple[Pixels, Line]:
    """A line of the text with a head in front, and the line as it was read without it."""
    image = Image.new("L", (1200, 300), 255)
    draw, face = ImageDraw.Draw(image), font(Face.REGULAR, 38.0)
    draw.text((x, 150), head, fill=0, font=face, anchor="ls")
    words: list[Word] = []
    left = 290
    for text in TEXT:
        draw.text((left, 150), text, fill=0, font=face, anchor="ls")
        width = round(face.getlength(text))
        words.append(Word(text, Box(left, 120, left + width, 158), 0.95))
        left += width + 14
    return np.array(image), Line.of(1, words, zone=zone)


def reading(*texts: str, sure: float = 0.95) -> Callable[[Pixels], Sequence[Word]]:
    return lambda _: [Word(text, Box(0, 0, 9, 9), sure) for text in texts]


@pytest.mark.parametrize("head", ["2.", "a)", "IV.", "12)", "-"])
def test_a_head_that_was_passed_over_is_put_before_its_line(head: str) -> None:
    pixels, line = drawn(head)
    (found,) = with_lost_heads([line], pixels, reading(head, *TEXT[:3]))
    assert found.text == f"{head} {line.text}" and found.zone is line.zone
    box = found.words[0].box
    assert box is not None and 195 < box.left < box.right < 290


@pytest.mark.parametrize(
    "again", [("2", *TEXT[:3]), ("2.", "Số", "Nại"), ("2.",), (), ("Mục", *TEXT[:3])]
)
def test_what_is_no_head_or_stands_before_other_words_is_not_taken(again: tuple[str, ...]) -> None:
    pixels, line = drawn("2.")
    if again[1:2] == ("Số",):
        line = Line.of(1, (Word("Trưởng", line.words[0].box, 0.9), *line.words[1:]), zone=line.zone)
    assert with_lost_heads([line], pixels, reading(*again)) == (line,)


def test_a_head_read_with_little_confidence_is_none() -> None:
    pixels, line = drawn("2.")
    assert with_lost_heads([line], pixels, reading("2.", *TEXT[:3], sure=0.3)) == (line,)


def fails(_: Pixels) -> Sequence[Word]:
    raise AssertionError("nothing is to be read again")


@pytest.mark.parametrize("head", ["", ".", "Căn cứ"])
def test_where_nothing_of_its_size_stands_nothing_is_read(head: str) -> None:
    pixels, line = drawn(head, x=150)
    assert with_lost_heads([line], pixels, fails) == (line,)


def test_lines_with_heads_words_beside_them_and_other_zones_are_left_alone() -> None:
    pixels, line = drawn("2.")
    headed = Line.of(1, (Word("2.", Box(200, 124, 232, 152), 0.9), *line.words), zone=line.zone)
    beside = Line.of(1, [Word("2", Box(198, 120, 236, 158), 0.3)], zone=Zone.STAMP)
    assert with_lost_heads([headed], pixels, fails) == (headed,)
    assert with_lost_heads([line, beside], pixels, fails) == (line, beside)
    title = drawn("2.", zone=Zone.TITLE)[1]
    assert with_lost_heads([title], pixels, fails) == (title,)


def items(*heads: str, sure: float = 0.6, left: int = 200) -> list[Line]:
    """Items below one another, each with its head."""
    return [
        Line.of(
            1,
            [
                Word(head, Box(left, 100 * n, left + 30, 100 * n + 30), sure),
                Word("Sở", Box(left + 50, 100 * n, left + 90, 100 * n + 30), 0.9),
            ],
            zone=Zone.BODY,
        )
        for n, head in enumerate(heads, 1)
    ]


def heads(lines: Sequence[Line]) -> list[str]:
    return [line.words[0].text for line in lines]


@pytest.mark.parametrize("odd", ["§.", "S.", "3."])
def test_a_misread_number_between_its_neighbours_is_put_right(odd: str) -> None:
    found = with_numbers_in_order(items("7.", odd, "9."))
    assert heads(found) == ["7.", "8.", "9."]
    assert [line.words[0].confidence for line in found] == [0.6, 0.4, 0.6]


@pytest.mark.parametrize(
    "kept",
    [("7.", "§.", "10."), ("7.", "§)", "9."), ("7.", "§."), ("a)", "§)", "c)"), ("7.", "a.", "9.")],
)
def test_heads_without_such_neighbours_stay(kept: tuple[str, ...]) -> None:
    assert heads(with_numbers_in_order(items(*kept))) == list(kept)


def test_numbers_that_are_read_surely_or_stand_elsewhere_stay() -> None:
    assert heads(with_numbers_in_order(items("7.", "3.", "9.", sure=0.9))) == ["7.", "3.", "9."]
    first, odd, last = items("7.", "§.", "9.")
    (aside,) = items("§.", left=300)
    assert heads(with_numbers_in_order([first, aside, last])) == ["7.", "§.", "9."]
    assert heads(with_numbers_in_order([first, aside, odd, last])) == ["7.", "§.", "8.", "9."]
