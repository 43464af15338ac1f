"""Words that are misread are still recognised: the distance to a part of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vnplan.layout.segments import _least_wrong, similar


def table(wanted: str, text: str) -> int:
    """The same by the whole table of distances (Sellers, 1980)."""
    row = [0] * (len(text) + 1)
    for number, letter in enumerate(wanted, 1):
        below = [number]
        for at, other in enumerate(text, 1):
            below.append(min(row[at - 1] + (letter != other), row[at] + 1, below[at - 1] + 1))
        row = below
    return min(row)


@given(st.text("abđ", max_size=12), st.text("abđ", max_size=24))
def test_the_least_distance_is_that_of_the_table(wanted: str, text: str) -> None:
    assert _least_wrong(wanted, text) == table(wanted, text)


def test_words_longer_than_a_machine_word() -> None:
    wanted = "conghoaxahoichunghiavietnam" * 4
    assert _least_wrong(wanted, wanted) == 0
    assert _least_wrong(wanted, f"x{wanted[:50]}{wanted[51:]}y") == 1


def test_a_quarter_of_the_letters_may_be_wrong() -> None:
    assert similar("noinhan", "xxnoinhamxx")
    assert not similar("noinhan", "xxnolnbamxx")
