"""Which lines of a test set are counted: chosen by what was read and what is true, never by what
the restorer made of it."""

from __future__ import annotations

from collections.abc import Callable

import regex

from bench.restoration_measures import Measure, word_errors
from bench.wer import ErrorRate
from vnplan.syllable import is_syllable, nfc, strip_marks

# A line as read, and the true one.
Choice = Callable[[str, str], bool]

# A third of the words of a line misread is the damage of RESTORATION.md's figures: without worse
# lines 1.28 % of the words of the held-out lines are misread by Vietnamese OCR; it says 1.27.
MOST_MISREAD = 1 / 3
# So many words without one mark are no Vietnamese sentence.
UNMARKED = 5
_LETTERS = regex.compile(r"\p{L}+")


def is_little_misread(read: str, true: str) -> bool:
    """Whether at most a third of the words of a line are misread.

    >>> is_little_misread("Ké hoạch số 12", "Kế hoạch số 12"), is_little_misread("Ke", "Kế")
    (True, False)
    """
    rate = word_errors("", read, true)
    return rate.errors <= MOST_MISREAD * rate.words


def has_sound_truth(read: str, true: str) -> bool:
    """Whether the true line can be right: no words glued together, not all of it without marks.

    Files' names and messages typed without marks, and spaces that the source of the text had
    lost, are no truth that a restorer could find.

    >>> [has_sound_truth("", line) for line in ("thành xãAn Tân", "Phu luc kem theo Thong tu")]
    [False, False]
    >>> has_sound_truth("", "Sở Y tế tỉnh Đắk Lắk"), has_sound_truth("", "Internet, Wi-Fi")
    (True, True)
    """
    words = _LETTERS.findall(nfc(true))
    unmarked = [len(word) > 1 and strip_marks(word) == word for word in words]
    longer = sum(len(word) > 1 for word in words)
    return not any(map(_is_glued, words)) and (longer < UNMARKED or sum(unmarked) < longer)


def _is_glued(word: str) -> bool:
    """Whether a word with marks is no syllable, but two."""
    if strip_marks(word) == word or word.isupper() or is_syllable(word.lower()):
        return False
    cuts = ((word[:at].lower(), word[at:].lower()) for at in range(1, len(word)))
    return any(is_syllable(left) and is_syllable(right) for left, right in cuts)


def word_errors_where(*choices: Choice) -> Measure:
    """Word errors of the lines that all ``choices`` take; the three texts have the same lines."""

    def measure(read: str, restored: str, true: str) -> ErrorRate:
        rows = zip(*(text.split("\n") for text in (read, restored, true)), strict=True)
        kept = (row for row in rows if all(choice(row[0], row[2]) for choice in choices))
        return sum((word_errors(*row) for row in kept), ErrorRate())

    return measure
