"""Vietnamese syllables: marks, tones and where the tone stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplan.syllable import fold_tone, is_syllable, place_tone, split_tone, strip_marks

LETTERS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạấểịờửỵ", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("traditional", "reformed"),
    [("hòa", "hoà"), ("thủy", "thuỷ"), ("ủy", "uỷ"), ("khỏe", "khoẻ"), ("ỦY", "UỶ")],
)
def test_both_places_of_a_tone_are_one_spelling(traditional: str, reformed: str) -> None:
    """Folded they agree; each style yields its own form from either."""
    assert fold_tone(traditional) == fold_tone(reformed)
    assert place_tone(reformed, "traditional") == traditional
    assert place_tone(traditional, "reformed") == reformed
    assert place_tone(reformed, "keep") == reformed


@pytest.mark.parametrize("word", ["quý", "toàn", "hoạch", "giá", "của", "tỉnh", "quả", "khuỷu"])
def test_words_with_one_spelling_stay(word: str) -> None:
    """Closed syllables, and qu and gi, take no part in the shift."""
    assert place_tone(word, "traditional") == word
    assert place_tone(word, "reformed") == word


@given(LETTERS)
def test_placing_a_tone_keeps_letters(word: str) -> None:
    """Only the place of the tone moves: base letters, tone and length are the same."""
    placed = place_tone(word, "reformed")
    assert strip_marks(placed) == strip_marks(word)
    assert fold_tone(placed) == fold_tone(word)
    assert place_tone(placed, "traditional") == place_tone(word, "traditional")


def test_split_tone() -> None:
    """The tone comes off, the quality of the vowel stays."""
    assert split_tone("ưở") == ("ươ", "\N{COMBINING HOOK ABOVE}")
    assert split_tone("van") == ("van", "")


@pytest.mark.parametrize("word", ["nghiêng", "khuyết", "gì", "giếng", "quốc", "uỷ", "yêu", "thuở"])
def test_syllables(word: str) -> None:
    """Words written by the rules are syllables."""
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["trudng", "plan", "hac", "ngieu", "zalo", "tuởngg", "", "kh"])
def test_no_syllables(word: str) -> None:
    """Stop codas need a tone; other languages and misread words are none."""
    assert not is_syllable(word)
