"""What the document itself says of a word in doubt: how it reads elsewhere beside the same word.

A document repeats its phrases and names. Where "thu" stands before "vien" and was read "thư"
every other time, it is so here as well. Sightings count with their shares, so that a doubtful
reading hardly vouches for another one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnplan.restore.language import START
from vnplan.restore.reading import UNWEIGHED, Reading

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
# What the place itself says weighs as much as so many sightings elsewhere.
OWN_WEIGHT = 8.0
_LEAST = 1e-9


class Beside(NamedTuple):
    """A neighbour, to the left or to the right, and a word, both by their base letters."""

    is_left: bool
    neighbour: int
    form: int


@dataclass(frozen=True, slots=True)
class Sightings:
    """How often each word was read beside the same neighbour in a document.

    Attributes:
        base: number of the base form of each word of the vocabulary.
        shares: sum of the shares of each word, by what it stands beside.
    """

    base: NDArray[np.int64]
    shares: dict[Beside, dict[int, float]]

    @classmethod
    def of(
        cls, readings: Sequence[Reading], base: NDArray[np.int64], forms: Collection[int]
    ) -> Sightings:
        """Of all words of the base forms ``forms``."""
        shares: dict[Beside, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        for reading in readings:
            sure = {taken.word: taken.share for taken in reading.taken if taken.words == 1}
            bases = base[list(reading.words)].tolist()
            for at, form in enumerate(bases):
                if form in forms:
                    for beside in _besides(bases, at, form):
                        shares[beside][reading.words[at]] += sure.get(at, UNWEIGHED)
        return cls(base, shares)

    def agreed(self, reading: Reading, number: int, words: Ints, logs: Floats) -> Floats:
        """Logarithms of the shares of the rivals ``words`` of one choice, ``logs`` so far, after
        the sightings elsewhere were heard.

        Among the words of one base form the new share is the mean over the sightings and the
        place itself, which counts :data:`OWN_WEIGHT` times; other letters are no matter of marks.
        """
        taken = reading.taken[number]
        bases = self.base[list(reading.words)].tolist()
        forms = self.base[words]
        agreed = logs.copy()
        for form in set(forms.tolist()):
            alike = np.flatnonzero(forms == form)
            besides = list(_besides(bases, taken.word, form))
            seen = np.array([self._seen(besides, word) for word in words[alike].tolist()])
            itself = words[alike] == reading.words[taken.word]
            seen = np.maximum(seen - itself * len(besides) * taken.share, 0)
            here = np.exp(logs[alike])
            mean = (seen + OWN_WEIGHT * here / here.sum()) / (seen.sum() + OWN_WEIGHT)
            agreed[alike] = np.log(here.sum() * mean + _LEAST)
        return agreed

    def _seen(self, besides: Sequence[Beside], word: int) -> float:
        return sum(self.shares[b].get(word, 0.0) for b in besides if b in self.shares)


def _besides(bases: Sequence[int], at: int, form: int) -> Iterator[Beside]:
    if at > 0 and bases[at - 1] != START:
        yield Beside(True, bases[at - 1], form)
    if at + 1 < len(bases) and bases[at + 1] != START:
        yield Beside(False, bases[at + 1], form)
