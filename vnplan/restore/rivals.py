"""Rivals: readings of one piece as one word that are not out of the question, and their shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnplan.restore._decoder import Decoder
from vnplan.restore.choices import Single
from vnplan.restore.context import Floats

Ints = NDArray[np.int32]
Numbers = NDArray[np.int64]

# Words to either side that bear on one: the order of the language model less one.
REACH = 4


class Rivals(NamedTuple):
    """The rivals at one place.

    Attributes:
        single: all readings of the piece as one word; ``at`` says which are meant here.
        words: as numbers of the vocabulary.
        logs: logarithm of the share of each.
    """

    single: Single
    at: Numbers
    words: Ints
    logs: Floats

    def number(self, text: str) -> int:
        """Which of them is ``text``."""
        return next(n for n, at in enumerate(self.at.tolist()) if self.single.texts[at] == text)

    def choice(self, number: int) -> tuple[str, int, float]:
        """(text, word, share) of one; a text may stand among them as several words."""
        at = int(self.at[number])
        alike = self.single.same[self.at] == self.single.same[at]
        share = float(np.exp(self.logs[alike]).sum())
        return self.single.texts[at], int(self.words[number]), min(1.0, share)


@dataclass(frozen=True, slots=True, eq=False)
class Contest:
    """The rivals at many places, those of one place in a row.

    Attributes:
        singles: all readings of each piece.
        starts: where the rivals of each place begin.
        owner: number of the place of each.
        at: its number among the readings of its piece.
        text: a number that only rivals of one place have in common which are printed alike.
        words: as numbers of the vocabulary.
        channel: how well each explains what was read, nats.
        logs: logarithm of the share of each by channel and 5-grams, its neighbours held.
    """

    singles: tuple[Single, ...]
    starts: Numbers
    owner: Numbers
    at: Numbers
    text: Numbers
    words: Ints
    channel: Floats
    logs: Floats

    @classmethod
    def of(
        cls, singles: Sequence[Single], places: Sequence[int], run: Sequence[int], decoder: Decoder
    ) -> Contest:
        """Of all readings at ``places`` of the running words ``run``."""
        sizes = np.array([len(single.texts) for single in singles], np.int64)
        ends = np.cumsum(sizes)
        owner = np.repeat(np.arange(len(sizes)), sizes)
        words = np.concatenate([single.words for single in singles])
        channel = np.concatenate([single.score for single in singles])
        packed = decoder.weigh(
            np.array(run, np.int32),
            np.array(places, np.int32),
            ends.astype(np.int32),
            words,
            channel,
        )
        starts = ends - sizes
        same = np.concatenate([single.same for single in singles])
        at = np.arange(len(words)) - starts[owner]
        logs = np.frombuffer(packed, np.float32)
        text = same + starts[owner]
        return cls(tuple(singles), starts, owner, at, text, words, channel, logs)

    def shares(self, texts: Sequence[str]) -> list[float]:
        """The share of one text at each place."""
        numbers = [
            single.texts.index(text) for single, text in zip(self.singles, texts, strict=True)
        ]
        of_text = np.bincount(self.text, np.exp(self.logs))
        found: list[float] = np.minimum(1.0, of_text[self.starts + numbers]).tolist()
        return found

    def distinct(self, meant: NDArray[np.bool_]) -> Numbers:
        """How many words the rivals that are meant come to at each place, whatever their case."""
        size = int(self.words.max(initial=0)) + 1
        found = np.unique(self.owner[meant] * size + self.words[meant]) // size
        return np.bincount(found, minlength=len(self.singles))

    def only(self, meant: NDArray[np.bool_], places: Sequence[int]) -> Contest:
        """The rivals that are meant, at some of the places; each has one at least."""
        new = np.full(len(self.singles), -1)
        new[list(places)] = np.arange(len(places))
        kept = np.flatnonzero(meant & (new[self.owner] >= 0))
        owner = new[self.owner[kept]]
        return Contest(
            tuple(self.singles[place] for place in places),
            np.searchsorted(owner, np.arange(len(places))),
            owner,
            self.at[kept],
            self.text[kept],
            self.words[kept],
            self.channel[kept],
            self.logs[kept],
        )

    def at_place(self, number: int, logs: Floats) -> Rivals:
        """The rivals at one place, with ``logs`` of all in place of their own."""
        here = self.slice(number)
        return Rivals(self.singles[number], self.at[here], self.words[here], logs[here])

    def slice(self, number: int) -> slice:
        """Where the rivals at one place stand."""
        behind = self.starts[number + 1 : number + 2].tolist() or [len(self.owner)]
        return slice(int(self.starts[number]), behind[0])

    def best(self, values: Floats) -> Numbers:
        """The rival with the highest value at each place."""
        top = np.flatnonzero(values == np.maximum.reduceat(values, self.starts)[self.owner])
        return np.asarray(top[np.searchsorted(self.owner[top], np.arange(len(self.starts)))])


def mixed(
    channel: Floats, logs: Floats, scores: Floats, weights: tuple[float, float], starts: Numbers
) -> Floats:
    """Logarithms of the shares when channel and 5-grams (``logs``) and the context model
    (``scores``) are heard, by the ``weights`` of the 5-grams and the context model."""
    ngram, context = weights
    total = channel + ngram * (logs - channel) + context * scores
    sizes = np.diff([*starts.tolist(), len(total)])
    total -= np.repeat(np.maximum.reduceat(total, starts), sizes)
    room = np.log(np.add.reduceat(np.exp(total), starts))
    return np.asarray(total - np.repeat(room, sizes), np.float32)


def weighed(
    decoder: Decoder, run: Sequence[int], place: int, words: Ints, channel: Floats
) -> Floats:
    """Logarithms of the shares of ``words`` at one place of ``run`` by channel and 5-grams."""
    low = max(0, place - REACH)
    packed = decoder.weigh(
        np.array(run[low : place + REACH + 1], np.int32),
        np.array([place - low], np.int32),
        np.array([len(words)], np.int32),
        words,
        channel,
    )
    return np.frombuffer(packed, np.float32)
