"""What is counted when a restored text is held against what was read and what is true."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from bench.wer import ErrorRate, folded_words, raw_words
from vnplan.syllable import fold_tone, nfc

# The text as read, as restored, as it should be.
Measure = Callable[[str, str, str], ErrorRate]

_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")
_ENDS = re.compile(r"^\W+|\W+$")
# Groups of capitals tied by a stroke or hyphen: QĐ/TW, KH-UBND.
_SYMBOL = re.compile(r"[^\W\d_]+\d*[/-].*[A-ZĐƯ]{2}|[A-ZĐƯ]{2,}\d*[/-]")


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table.

    Attributes:
        label: what is measured.
        measure: how.
        target: what issue 3 asks for.
        show: how the count is printed.
    """

    label: str
    measure: Measure
    target: str
    show: Callable[[ErrorRate], str]


# --- measures -----------------------------------------------------------------------------


def word_errors(read: str, restored: str, true: str) -> ErrorRate:
    """Words to change, add or strike out; case, punctuation and place of the tone left out.

    The same as :func:`bench.wer.word_error_rate`, a thousand times faster.

    >>> word_errors("", "Ke hoạch, số: 12/KH", "KẾ HOẠCH số 12/KH-UBND")
    ErrorRate(errors=2, words=6)
    """
    return _distance(folded_words(restored), folded_words(true))


def cased_errors(read: str, restored: str, true: str) -> ErrorRate:
    """The same with case counted.

    >>> cased_errors("", "kế hoạch.", "Kế hoạch")
    ErrorRate(errors=1, words=2)
    """
    return _distance(cased_words(restored), cased_words(true))


def raw_errors(read: str, restored: str, true: str) -> ErrorRate:
    """The same with everything between spaces counted: case, punctuation, place of the tone."""
    return _distance(raw_words(restored), raw_words(true))


def letter_errors(read: str, restored: str, true: str) -> ErrorRate:
    """Word errors among the words without a digit, which lost no mark.

    >>> letter_errors("", "ke 12 hoạch", "kế 13 hoạch")
    ErrorRate(errors=1, words=2)
    """
    return _distance(_letters_only(restored), _letters_only(true))


def words_missing(read: str, restored: str, true: str) -> ErrorRate:
    """True words that are nowhere in the text, whatever their order.

    >>> words_missing("", "hoạch kế thêm", "kế hoạch số")
    ErrorRate(errors=1, words=3)
    """
    expected = Counter(folded_words(true))
    missing = expected - Counter(folded_words(restored))
    return ErrorRate(missing.total(), expected.total())


def words_changed(read: str, restored: str, true: str) -> ErrorRate:
    """Words of what was read that are not as they were, in any letter or sign.

    >>> words_changed("Toàn khoá, 2021", "Toàn khóa, 2021", "")
    ErrorRate(errors=1, words=3)
    """
    return _distance(raw_words(restored), raw_words(read))


def numbers_lost(read: str, restored: str, true: str) -> ErrorRate:
    """Numbers, dates and symbols that were read right and are right no more.

    Counted line by line where the truth has the same lines, else over the whole text.

    >>> numbers_lost("s6 12/KH ngay 5", "số 12/KN ngày 5", "số 12/KH ngày 5")
    ErrorRate(errors=1, words=2)
    """
    sides = [text.split("\n") for text in (read, restored, true)]
    if len({len(lines) for lines in sides}) > 1:
        sides = [[read], [restored], [true]]
    return sum(map(_lost_of_line, *sides), ErrorRate())


def _lost_of_line(read: str, restored: str, true: str) -> ErrorRate:
    right = Counter(rigid_tokens(read)) & Counter(rigid_tokens(true))
    lost = right - Counter(rigid_tokens(restored))
    return ErrorRate(lost.total(), right.total())


def _distance(found: Sequence[Hashable], expected: Sequence[Hashable]) -> ErrorRate:
    return ErrorRate(Levenshtein.distance(found, expected), len(expected))


# --- words --------------------------------------------------------------------------------


def cased_words(text: str) -> list[str]:
    """Runs of letters and digits, without the place of the tone."""
    return [fold_tone(word) for word in _WORD.findall(nfc(text))]


def _letters_only(text: str) -> list[str]:
    return [word for word in folded_words(text) if not _DIGIT.search(word)]


def rigid_tokens(text: str) -> list[str]:
    """What no repair may touch: tokens with a digit, and symbols of documents.

    >>> rigid_tokens("Số: 12/KH-UBND, ngày (05/3/2024); Kết luận 01 - QĐ/TW; Mác-Lênin")
    ['12/KH-UBND', '05/3/2024', '01', 'QĐ/TW']
    """
    tokens = (_ENDS.sub("", token) for token in nfc(text).split())
    return [t for t in tokens if _DIGIT.search(t) or _SYMBOL.match(t)]


# --- how a count is shown -----------------------------------------------------------------


def wrong(rate: ErrorRate) -> str:
    """Share of errors.

    >>> wrong(ErrorRate(3, 2000)), wrong(ErrorRate())
    ('0.15 %', '-')
    """
    return f"{100 * rate.errors / rate.words:.2f} %" if rate.words else "-"


def right(rate: ErrorRate) -> str:
    """Share that is right.

    >>> right(ErrorRate(3, 2000))
    '99.85 %'
    """
    return f"{100 - 100 * rate.errors / rate.words:.2f} %" if rate.words else "-"


def per_thousand(rate: ErrorRate) -> str:
    """Errors in a thousand, and what they are of.

    >>> per_thousand(ErrorRate(3, 2000))
    '1.5 (3/2000)'
    """
    counts = f"({rate.errors}/{rate.words})"
    return f"{1000 * rate.errors / rate.words:.1f} {counts}" if rate.words else "-"


def changed(rate: ErrorRate) -> str:
    """Share of words changed, and their number.

    >>> changed(ErrorRate(3, 20000))
    '0.015 % (3)'
    """
    return f"{100 * rate.errors / max(1, rate.words):.3f} % ({rate.errors})"
