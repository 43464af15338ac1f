"""What restoration still gets wrong, spot by spot, and of what class it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from rapidfuzz.distance import Levenshtein

from bench.restoration_data import Document
from bench.restoration_measures import cased_words
from vnplan.model import RestoredLine
from vnplan.syllable import fold_tone, nfc, strip_marks

# A longer spot is a matter of the order of reading, not of its words.
MOST_WORDS = 4
_WORD = re.compile(r"[^\W_]+")
_DIGIT = re.compile(r"\d")


class ErrorClass(StrEnum):
    """What is wrong, the first that holds."""

    ABSENT = "lost or added"
    NUMBER = "number"
    DIGITS = "digits"
    CASE = "case"
    MARKS = "mark only"
    SPACES = "split/merge"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Neighbouring words that are wrong; empty where there are none."""

    read: str
    restored: str
    true: str

    @property
    def kind(self) -> ErrorClass:
        """
        >>> Spot("cling", "cùng", "cũng").kind.value, Spot("13", "13", "là").kind.value
        ('mark only', 'digits')
        """
        if not self.restored or not self.true:
            return ErrorClass.ABSENT
        if _DIGIT.search(self.true):
            return ErrorClass.NUMBER
        if _DIGIT.search(self.restored):
            return ErrorClass.DIGITS
        return self._kind_of_letters()

    def _kind_of_letters(self) -> ErrorClass:
        one, other = self.restored.casefold(), self.true.casefold()
        if one == other:
            return ErrorClass.CASE
        if strip_marks(one) == strip_marks(other):
            return ErrorClass.MARKS
        if len(one.split()) != len(other.split()):
            return ErrorClass.SPACES
        return ErrorClass.LETTERS


@dataclass(frozen=True, slots=True)
class _Found:
    """A word of the restored text and the span of the text as read that it came from."""

    text: str
    start: int
    stop: int


def wrong_spots(document: Document, restored: Sequence[RestoredLine]) -> Counter[Spot]:
    """The errors of a restored document, case counted, punctuation left out."""
    read = document.counted([line.text for line in document.lines])
    kept = [line for n, line in enumerate(restored) if n not in document.left_out]
    found = list(_found_words(kept))
    keys = [fold_tone(word.text) for word in found]
    true = _WORD.findall(nfc(document.true))
    spots: Counter[Spot] = Counter()
    for low, high, from_true, to_true in differences(keys, cased_words(document.true)):
        if max(high - low, to_true - from_true) <= MOST_WORDS:
            words = found[low:high]
            source = " ".join(read[words[0].start : words[-1].stop].split()) if words else ""
            after, due = " ".join(w.text for w in words), " ".join(true[from_true:to_true])
            spots[Spot(source, after, due)] += 1
    return spots


def _found_words(lines: Sequence[RestoredLine]) -> Iterator[_Found]:
    starts = accumulate((len(line.line.text) + 1 for line in lines), initial=0)
    for offset, line in zip(starts, lines, strict=False):
        for match in _WORD.finditer(line.text):
            low, high = line.source_span(match.start(), match.end())
            yield _Found(match.group(), offset + low, offset + high)


def differences(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Spans of both that do not agree, neighbours in one; aligned with the fewest edits.

    >>> list(differences("a x y d e f".split(), "a b d e f g".split()))
    [(1, 3, 1, 2), (6, 6, 5, 6)]
    """
    open_spot: tuple[int, int, int, int] | None = None
    for step in Levenshtein.opcodes(one, other):
        if step.tag == "equal":
            if open_spot:
                yield open_spot
            open_spot = None
        elif open_spot:
            open_spot = (open_spot[0], step.src_end, open_spot[2], step.dest_end)
        else:
            open_spot = (step.src_start, step.src_end, step.dest_start, step.dest_end)
    if open_spot:
        yield open_spot


def print_errors(spots: Counter[Spot], most: int) -> None:
    """The most frequent errors, by class, and how many there are of each class."""
    ranked = sorted(spots.items(), key=lambda item: (-item[1], item[0]))[:most]
    for kind in ErrorClass:
        total = sum(count for spot, count in spots.items() if spot.kind is kind)
        print(f"\n{kind.value}: {total} of {spots.total()} spots")
        for spot, count in ranked:
            if spot.kind is kind:
                print(f"{count:6}  {spot.read!r} -> {spot.restored!r}, true {spot.true!r}")
