"""Short last lines of paragraphs that were passed over, read alone."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tools.draw_type import Face, font
from vnplan.layout.short_lines import with_short_lines
from vnplan.model import Box, Line, Pixels, Word, Zone

FACE = font(Face.REGULAR, 38.0)
LEFT, TOP, PITCH = 100, 100, 56
LONG = [
    "Các",
    "cơ",
    "quan",
    "phối",
    "hợp",
    "với",
    "các",
    "đơn",
    "vị",
    "liên",
    "quan",
    "khi",
    "có",
    "yêu",
]


def page(
    *rows: str, zone: Zone = Zone.BODY, at: int = LEFT, lost: Sequence[int] = (1,)
) -> tuple[Pixels, list[Line]]:
    """Rows of print, one below the other, and the lines as read: all but the ``lost`` ones.

    Rows that were lost begin ``at``.
    """
    image = Image.new("L", (1300, 600), 255)
    draw = ImageDraw.Draw(image)
    lines: list[Line] = []
    for number, row in enumerate(rows):
        foot = TOP + number * PITCH
        left = at if number in lost else LEFT
        words: list[Word] = []
        for text in row.split():
            width = round(FACE.getlength(text))
            draw.text((left, foot), text, fill=0, font=FACE, anchor="ls")
            words.append(Word(text, Box(left, foot - 30, left + width, foot + 8), 0.95))
            left += width + 12
        if words and number not in lost:
            lines.append(Line.of(1, words, zone=zone))
    return np.array(image), lines


def reading(*texts: str, sure: float = 0.95) -> Callable[[Pixels], Sequence[Word]]:
    return lambda _: [Word(text, Box(4, 9, 60, 40), sure) for text in texts]


def fails(_: Pixels) -> Sequence[Word]:
    raise AssertionError("nothing is to be read again")


ROWS = (" ".join(LONG), "cầu.", " ".join(LONG), " ".join(LONG))


@pytest.mark.parametrize("zone", [Zone.BODY, Zone.RECIPIENTS])
def test_a_lone_word_below_a_full_line_is_read(zone: Zone) -> None:
    pixels, lines = page(*ROWS, zone=zone)
    found = with_short_lines(lines, pixels, reading("cầu."))
    assert [line.text for line in found] == list(ROWS)
    assert found[1].zone is zone
    box = found[1].box
    assert box is not None
    assert TOP < box.top < TOP + PITCH < box.bottom + 10 and abs(box.left - LEFT) < 20


def test_it_is_found_below_the_last_line_too() -> None:
    rows = (*ROWS[2:], ROWS[0], "cầu.")
    pixels, lines = page(*rows, lost=(3,))
    assert [line.text for line in with_short_lines(lines, pixels, reading("cầu."))] == list(rows)


def test_what_is_read_without_confidence_or_letters_is_none() -> None:
    pixels, lines = page(*ROWS)
    assert with_short_lines(lines, pixels, reading("cầu.", sure=0.5)) == tuple(lines)
    assert with_short_lines(lines, pixels, reading("..")) == tuple(lines)
    assert with_short_lines(lines, pixels, reading()) == tuple(lines)


@pytest.mark.parametrize("row", ["", ".", "-"])
def test_an_empty_row_is_not_read(row: str) -> None:
    pixels, lines = page(ROWS[0], row, *ROWS[2:])
    assert with_short_lines(lines, pixels, fails) == tuple(lines)


def test_ink_away_from_the_margin_is_left_alone() -> None:
    pixels, lines = page(*ROWS, at=600)
    assert with_short_lines(lines, pixels, fails) == tuple(lines)


def test_a_line_that_ends_early_has_no_word_left_for_the_next() -> None:
    pixels, lines = page("Nơi nhận là", *ROWS[1:])
    assert with_short_lines(lines, pixels, fails) == tuple(lines)


def test_words_that_were_read_elsewhere_are_not_read_again() -> None:
    pixels, lines = page(*ROWS)
    taken = Line.of(1, [Word("cầu.", Box(LEFT, TOP + 20, LEFT + 80, TOP + 64), 0.9)])
    assert with_short_lines([*lines, taken], pixels, fails) == (*lines, taken)


def test_other_parts_of_the_page_and_pages_of_few_lines_are_left_alone() -> None:
    pixels, lines = page(*ROWS, zone=Zone.SIGNATURE)
    assert with_short_lines(lines, pixels, fails) == tuple(lines)
    pixels, lines = page(*ROWS[:2])
    assert with_short_lines(lines, pixels, fails) == tuple(lines)


def test_a_row_that_came_in_two_pieces_gets_its_lost_word_once_and_behind_both() -> None:
    pixels, lines = page(*ROWS, zone=Zone.RECIPIENTS)
    first = lines[0]
    pieces = [Line.of(1, part, zone=first.zone) for part in (first.words[:5], first.words[5:])]
    found = with_short_lines([*pieces, *lines[1:]], pixels, reading("cầu."))
    assert [line.text for line in found] == [
        " ".join(LONG[:5]),
        " ".join(LONG[5:]),
        *ROWS[1:],
    ]
