"""What two pictures show in two ways, and how surely, is heard when a word is restored."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from vnplan.lexicon import Dictionaries
from vnplan.model import Box, Line, RestoredLine, Word
from vnplan.restore import Restorer, restore
from vnplan.restore.choices import NO_WORD, Choice, Choices


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return Restorer.load(Dictionaries.locate())


def line(text: str, again: Mapping[str, tuple[str, ...]]) -> Line:
    words = [
        Word(word, Box(100 * at, 0, 100 * at + 90, 30), 0.9, again=again.get(word, ()))
        for at, word in enumerate(text.split())
    ]
    return Line.of(1, words)


@pytest.mark.parametrize(
    ("text", "again", "restored"),
    [
        ("Thôn sửa lại mải nhà văn hóa.", {"mải": ("mái",)}, "Thôn sửa lại mái nhà văn hóa."),
        (
            "Trạm y tế kiểm tra sức khóc người dân.",
            {"khóc": ("khoẻ.",)},
            "Trạm y tế kiểm tra sức khoẻ người dân.",
        ),
        (
            "Trạm y tế kiểm tra sức khóc người dân.",
            {"khóc": ("khốc", "khỏe")},
            "Trạm y tế kiểm tra sức khỏe người dân.",
        ),
        ("Thôn sửa lại mái nhà văn hóa.", {"mái": ("mải",)}, "Thôn sửa lại mái nhà văn hóa."),
        ("Thôn sửa lại mái nhà văn hóa.", {"mái": ("12", "—")}, "Thôn sửa lại mái nhà văn hóa."),
    ],
)
def test_of_two_readings_the_one_that_makes_sense_is_taken(
    restorer: Restorer, text: str, again: dict[str, tuple[str, ...]], restored: str
) -> None:
    assert restore([line(text, again)], restorer)[0].text == restored


def test_what_was_read_twice_is_surer(restorer: Restorer) -> None:
    """A word is sooner changed into what a second picture gave for it."""
    text = "Thôn mua chổi quét sàn đình."
    once, twice = (restore([line(text, again)], restorer)[0] for again in ({}, {"sàn": ("sân",)}))
    assert twice.text == "Thôn mua chổi quét sân đình."
    assert how_sure(once, "sân") < how_sure(twice, "sân")


def how_sure(restored: RestoredLine, word: str) -> float:
    """The probability of a change into ``word``, 0 where there is none."""
    return next((c.probability for c in restored.changes if c.after == word), 0.0)


def test_a_choice_of_both_readings_is_their_mean() -> None:
    one = Choices.of([Choice(1, 7, NO_WORD, -1.0, "tố"), Choice(1, 8, NO_WORD, -5.0, "tổ")])
    two = Choices.of([Choice(1, 8, NO_WORD, -1.0, "tổ"), Choice(1, 9, NO_WORD, -2.0, "to")])
    both = one.or_of([two])
    assert both.texts == ("tố", "tổ", "to")
    assert both.first.tolist() == [7, 8, 9] and both.pieces.tolist() == [1, 1, 1]
    likely = [np.exp(-1), np.exp(-5) + np.exp(-1), np.exp(-2)]
    assert np.allclose(both.score, np.log(likely) - np.log(2), atol=1e-6)


def test_a_word_that_was_read_surely_is_changed_less_easily(restorer: Restorer) -> None:
    texts = ["Xóm", "quét", "sân", "đỉnh", "làng."]
    found = []
    for sure in (0.9, 0.96):
        words = [Word(t, Box(100 * n, 0, 100 * n + 90, 30), sure) for n, t in enumerate(texts)]
        (restored,) = restore([Line.of(1, words)], restorer)
        assert restored.text == "Xóm quét sân đình làng."
        found.append(how_sure(restored, "đình"))
    assert found[1] < found[0]
