"""The measure of the benchmarks measures what it says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bench.wer import ErrorRate, edit_distance, word_error_rate

words = st.lists(st.sampled_from(["ủy", "ban", "nhân", "dân"]), max_size=8)


def test_each_kind_of_error_counts_once() -> None:
    """A changed, an added and a missing word are one error each, of the true words."""
    assert word_error_rate("kế hoach công công tác", "Kế hoạch công tác năm") == ErrorRate(3, 5)


def test_order_counts() -> None:
    """Two columns read across are errors, although every word is there."""
    assert word_error_rate("a x b y", "a b x y").errors == 2


def test_no_text_is_all_errors() -> None:
    """What was not read at all is wrong in every word."""
    assert str(word_error_rate("", "kế hoạch")) == "100.0 %"


def test_raw_counts_case_punctuation_and_tone_place() -> None:
    """Raw, everything between spaces has to agree; folded, only letters, marks and digits."""
    read, true = "kế hoạch, thuỷ lợi", "Kế hoạch thủy lợi"
    assert word_error_rate(read, true) == ErrorRate(0, 4)
    assert word_error_rate(read, true, raw=True) == ErrorRate(3, 4)


@given(words, words, words)
def test_the_distance_is_a_metric(one: list[str], other: list[str], third: list[str]) -> None:
    """Nought only for equals, the same both ways, and never longer than a detour."""
    direct = edit_distance(one, other)
    assert (direct == 0) == (one == other)
    assert direct == edit_distance(other, one)
    assert direct <= edit_distance(one, third) + edit_distance(third, other)
