"""What stands on a page, and how much of it was read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bench.wer import ErrorRate, folded_words
from vnplan.syllable import nfc

# What was filled in by pen or numbering stamp stands between these. It is no part of the truth: to
# leave it out is no error, nor to read it right.
_BY_HAND = re.compile(r"⟦([^⟧]*)⟧")
# So many words read at such a place are no errors where handwriting is forgiven: a serial
# number or a day that was taken for print falls into two words at most.
FORGIVEN = 2


@dataclass(frozen=True, slots=True)
class Truth:
    """What stands on one page; stamps, seals and signatures are left out.

    Attributes:
        text: the printed lines in reading order, NFC; ``⟦…⟧`` where a pen filled something in.
        under_seal: which folded words of ``text`` a red seal covers, counted from 0.
        cells: the texts of the cells of ruled tables, row by row; empty cells are left out.
    """

    text: str
    under_seal: frozenset[int] = frozenset()
    cells: tuple[str, ...] = ()

    @classmethod
    def transcribed(cls, text: str, rows: Iterable[Sequence[str]] = ()) -> Truth:
        """A page typed by a careful reader, and the rows of its tables."""
        cells = (nfc(cell) for row in rows for cell in row)
        return cls(nfc(text), cells=tuple(cell for cell in cells if cell.strip()))

    @property
    def words(self) -> list[str]:
        """The folded words in reading order."""
        return folded_words(_BY_HAND.sub(" ", self.text))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a program made of one page.

    Attributes:
        text: in its order.
        cells: the texts of cells of ruled tables, row by row, where it tells cells apart.
    """

    text: str
    cells: tuple[str, ...] = ()


Measure = Callable[[Reading, Truth], ErrorRate]


def word_errors(reading: Reading, truth: Truth) -> ErrorRate:
    """Words to change, add or strike out; handwriting may be left out, but not misread.

    >>> [word_errors(Reading(t), Truth("Số: ⟦214⟧/KH")).errors for t in ("Số: /KH", "Số: 214 /KH")]
    [0, 0]
    >>> word_errors(Reading("Số: 2A4 /KH"), Truth("Số: ⟦214⟧/KH"))
    ErrorRate(errors=1, words=2)
    """
    # Every other part stands between brackets.
    parts = [folded_words(part) for part in _BY_HAND.split(truth.text)]
    true = [(word, bool(at % 2)) for at, words in enumerate(parts) for word in words]
    read = folded_words(reading.text)
    above = list(range(len(read) + 1))
    for word, by_hand in true:
        above = (_beside_optional if by_hand else _next_row)(above, read, word)
    return ErrorRate(above[-1], sum(not by_hand for _, by_hand in true))


def printed_word_errors(reading: Reading, truth: Truth) -> ErrorRate:
    """The same, but what is read in place of handwriting does not count.

    >>> printed_word_errors(Reading("Số: 2A4 /KH"), Truth("Số: ⟦214⟧/KH"))
    ErrorRate(errors=0, words=2)
    """
    first, *others = _BY_HAND.split(truth.text)[::2]
    true: list[str | None] = list(folded_words(first))
    for part in others:
        true += [None, *folded_words(part)]
    return _errors(folded_words(reading.text), true)


def words_missing(reading: Reading, truth: Truth) -> ErrorRate:
    """True words that are nowhere in the reading, whatever their order.

    >>> words_missing(Reading("hoạch kế thêm"), Truth("kế hoạch số"))
    ErrorRate(errors=1, words=3)
    """
    expected = Counter(truth.words)
    missing = expected - Counter(folded_words(reading.text))
    return ErrorRate(missing.total(), expected.total())


def sealed_words_wrong(reading: Reading, truth: Truth) -> ErrorRate:
    """Words under a seal that were not read right, at their place in the text.

    >>> sealed_words_wrong(Reading("Ủy bam nhân"), Truth("ỦY BAN NHÂN DÂN", frozenset({1, 2})))
    ErrorRate(errors=1, words=2)
    """
    matcher = SequenceMatcher(None, folded_words(reading.text), truth.words, autojunk=False)
    right = {b + i for _, b, size in matcher.get_matching_blocks() for i in range(size)}
    return ErrorRate(len(truth.under_seal - right), len(truth.under_seal))


def cells_wrong(reading: Reading, truth: Truth) -> ErrorRate:
    """Cells of which a word is wrong, or that stand at another place in the order of cells.

    >>> cells_wrong(Reading("", ("1", "Văn phòng", "2")), Truth("", cells=("1", "2", "Công an")))
    ErrorRate(errors=1, words=3)
    """
    read, true = ([tuple(folded_words(c)) for c in cells] for cells in (reading.cells, truth.cells))
    return ErrorRate(len(true) - _in_common(read, true), len(true))


def _errors(read: Sequence[str], true: Sequence[str | None]) -> ErrorRate:
    """Fewest words to change, add or strike out (Levenshtein 1966).

    ``None`` takes the place of up to :data:`FORGIVEN` words read, or of none.
    """
    above = list(range(len(read) + 1))
    for word in true:
        above = _beside_pen(above) if word is None else _next_row(above, read, word)
    return ErrorRate(above[-1], sum(word is not None for word in true))


def _next_row(above: Sequence[int], read: Sequence[str], word: str) -> list[int]:
    here = [above[0] + 1]
    for column, found in enumerate(read, 1):
        changed = above[column - 1] + (found != word)
        here.append(min(changed, above[column] + 1, here[-1] + 1))
    return here


def _beside_optional(above: Sequence[int], read: Sequence[str], word: str) -> list[int]:
    """The next row for a word that may be missing in ``read``."""
    here = [above[0]]
    for column, found in enumerate(read, 1):
        right = above[column - 1] + (found != word)
        here.append(min(above[column], right, here[-1] + 1))
    return here


def _beside_pen(above: Sequence[int]) -> list[int]:
    return [min(above[max(0, i - FORGIVEN) : i + 1]) for i in range(len(above))]


def _in_common(one: Sequence[object], other: Sequence[object]) -> int:
    """Length of the longest common subsequence."""
    above = [0] * (len(other) + 1)
    for item in one:
        here = [0]
        for column, wanted in enumerate(other, 1):
            longest = above[column - 1] + 1 if item == wanted else above[column]
            here.append(max(longest, here[-1]))
        above = here
    return above[-1]
