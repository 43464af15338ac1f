"""Words that are what they are, whatever the channel and the language model say."""

from __future__ import annotations

import regex

from vnplan.restore.codes import is_code, is_measure, is_plate
from vnplan.restore.decoder import UPPER
from vnplan.restore.language import PROBABILITY_STEP
from vnplan.restore.models import Models
from vnplan.restore.paragraphs import Spot
from vnplan.restore.seen import GARBLED, Seen
from vnplan.syllable import strip_marks

_ROMAN = regex.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
# The beginning of an abbreviation: no syllable begins with three such capitals.
_CONSONANTS = regex.compile(r"(?!NGH)[BCDĐGHKLMNPQRSTVX]{3}")
_VOWEL = regex.compile(r"[AEIOUY]")
# One and zero, read as letters.
_NUMBER_LIKE = regex.compile(r"[Il]|(?=.*\d)[\dIlO]{2,5}")
# Minus the logarithm of one half, in steps of the case table.
_MOSTLY = 0.69 / PROBABILITY_STEP


def may_be_number(spot: Spot, seen: Seen) -> bool:
    """Whether letters may be digits: "khoản I", "Điều I5"; at the head of a
    line they may as well count in Roman."""
    lettered = seen.garbled <= GARBLED
    return lettered and not spot.opening and bool(_NUMBER_LIKE.fullmatch(spot.piece.text))


def may_be_word_in_capitals(spot: Spot, seen: Seen) -> bool:
    """Whether two capitals that could be an abbreviation may be a word whose second letter was
    misread as one: English OCR reads "CS quan" for "Cơ quan"."""
    text = spot.piece.text
    two = len(text) == 2 and text.isalpha() and text.isupper()
    numeral = _ROMAN.fullmatch(text) is not None
    return two and not numeral and seen.english > GARBLED and not (spot.fixed or spot.shouting)


def has_no_other_reading(spot: Spot, seen: Seen, models: Models) -> bool:
    """Whether a word has no other reading: a Roman numeral, an abbreviation in
    running text, a sign without letters in intact text."""
    text = spot.piece.text
    if _ROMAN.fullmatch(text) and (len(text) > 1 or text in "VX" or spot.opening):
        return not spot.shouting or len(text) > 1 or spot.opening
    if spot.fixed or models.symbols.is_group_with_signs(text):
        return True
    if _CONSONANTS.match(text) and seen.english <= GARBLED:
        return True
    if is_code(text) or (not spot.shouting and is_plate(text)):
        return True
    if not text.isalpha() and (seen.english <= GARBLED or is_measure(text)):
        # Intact letters: a sign among them may be lost, "8h" and "B3" are what they are.
        return not any(map(str.isalpha, text)) or any(map(str.isdigit, text))
    if not spot.shouting and models.symbols.is_abbreviation(text):
        return True
    if len(text) < 2 or not text.isalpha() or not text.isupper():
        return False
    if len(text) == 2 and seen.english > GARBLED and not models.symbols.is_familiar(text):
        return False
    if models.symbols.is_familiar(text) and strip_marks(text) not in models.bases:
        return True
    if spot.shouting:
        return seen.english <= GARBLED and not _VOWEL.search(strip_marks(text))
    word = models.language.number.get(text.lower())
    usual = word is not None and models.language.case[word][UPPER] < _MOSTLY
    return usual or not _VOWEL.search(strip_marks(text))
