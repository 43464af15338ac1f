"""Heads of lists where the text has its marks, and where it has lost them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from vnplan.model import Line
from vnplan.restore.lists import list_heads, part_heads


def heads(texts: Sequence[str], intact: bool) -> list[tuple[int, str]]:
    found = list_heads([Line(1, text) for text in texts], intact=intact)
    return [(number, change.after) for number, change in found]


def test_a_second_d_is_crossed_only_where_marks_are_lost() -> None:
    texts = ["c) Nuoi ong", "d) Trong rau", "d) Dap muong"]
    assert heads(texts, intact=False) == [(1, "d"), (2, "đ")]
    assert heads(texts, intact=True) == []


def test_a_crossed_d_behind_c_is_a_d_with_marks_as_well() -> None:
    assert heads(["c) Nuôi ong", "đ) Trồng rau"], intact=True) == [(1, "d")]


@pytest.mark.parametrize("behind", ["d) Bốn", "đ) Bốn"])
def test_an_e_between_b_and_d_is_a_c(behind: str) -> None:
    assert (1, "c") in heads(["b) Hai", "e) Ba", behind], intact=True)


def test_an_e_elsewhere_stays() -> None:
    assert heads(["b) Hai", "e) Ba", "g) Bốn"], intact=True) == []
    assert heads(["đ) Năm", "e) Sáu", "d) Bảy"], intact=True) == []


def test_letters_that_vietnamese_has_not_are_those_they_look_like() -> None:
    assert heads(["ä) Một", "h) Tám", "ï) Chín"], intact=True) == [(0, "a"), (2, "i")]


@pytest.mark.parametrize("misread", ["L ", "1. ", "IL. ", "l. ", "L.", "IL."])
def test_the_first_part_in_capitals_is_a_roman_one(misread: str) -> None:
    texts = [f"{misread}YÊU CẦU CHUNG", "1. Trồng cây", "2. Tưới cây", "1I. KINH PHÍ"]
    ((number, change),) = part_heads([Line(1, text) for text in texts])
    assert (number, change.before, change.after) == (0, misread, "I. ")


@pytest.mark.parametrize(
    "texts",
    [
        ["1. Trồng cây", "II. KINH PHÍ"],
        ["I. YÊU CẦU CHUNG", "1. TRỒNG CÂY", "II. KINH PHÍ"],
        ["1. TRỒNG CÂY", "2. TƯỚI CÂY"],
        ["II. KINH PHÍ", "II. TỔ CHỨC"],
    ],
)
def test_other_heads_stay(texts: list[str]) -> None:
    assert not [*part_heads([Line(1, text) for text in texts])]
