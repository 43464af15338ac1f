"""Word error rate: how many words a reader has to change, add or strike out, per true word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vnplan.syllable import fold_tone, nfc

_LETTERS_OR_DIGITS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """Errors among true words; rates of several texts add up word by word.

    >>> ErrorRate(1, 4) + ErrorRate(2, 6)
    ErrorRate(errors=3, words=10)
    >>> f"{ErrorRate(3, 10)}"
    '30.0 %'
    """

    errors: int = 0
    words: int = 0

    def __add__(self, other: ErrorRate) -> ErrorRate:
        return ErrorRate(self.errors + other.errors, self.words + other.words)

    def __str__(self) -> str:
        return f"{100 * self.errors / max(1, self.words):.1f} %"


def word_error_rate(read: str, true: str, raw: bool = False) -> ErrorRate:
    """The errors of ``read``, both texts taken in reading order.

    Case, punctuation and the place of the tone mark (hòa, hoà) do not count, unless ``raw``:
    then everything between spaces does.

    >>> word_error_rate("Ke hoạch, số: 12/KH", "KẾ HOẠCH số 12/KH-UBND")
    ErrorRate(errors=2, words=6)
    >>> word_error_rate("Ke hoạch", "KẾ HOẠCH", raw=True)
    ErrorRate(errors=2, words=2)
    """
    split = raw_words if raw else folded_words
    expected = split(true)
    return ErrorRate(edit_distance(split(read), expected), len(expected))


def misread_words(read: str, true: str) -> ErrorRate:
    """The same, folded, in any order: what is left when a different reading order is forgiven.

    >>> misread_words("c d a b", "a b c e")
    ErrorRate(errors=1, words=4)
    """
    there, expected = Counter(folded_words(read)), Counter(folded_words(true))
    found = (there & expected).total()
    return ErrorRate(max(there.total(), expected.total()) - found, expected.total())


def raw_words(text: str) -> list[str]:
    """What stands between spaces, NFC."""
    return nfc(text).split()


def folded_words(text: str) -> list[str]:
    """Runs of letters and digits, without case and without the place of the tone.

    >>> folded_words("Uỷ ban (xã)") == folded_words("ỦY BAN XÃ")
    True
    """
    return [fold_tone(word) for word in _LETTERS_OR_DIGITS.findall(nfc(text).casefold())]


def edit_distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Fewest words to change, add or strike out (Levenshtein 1966).

    >>> edit_distance("a b c".split(), "a x c d".split())
    2
    """
    above = list(range(len(other) + 1))
    for row, word in enumerate(one, 1):
        here = [row]
        for column, true in enumerate(other, 1):
            changed = above[column - 1] + (word != true)
            here.append(min(changed, above[column] + 1, here[-1] + 1))
        above = here
    return above[-1]
