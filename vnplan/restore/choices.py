"""Ways to read a piece, or two beside each other, packed for the decoder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

NO_WORD = -1


class Choice(NamedTuple):
    """One way to read ``pieces`` neighbouring pieces as one or two words."""

    pieces: int
    first: int
    second: int
    score: float
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """All choices at one piece, packed for the decoder."""

    texts: tuple[str, ...]
    pieces: NDArray[np.int32]
    first: NDArray[np.int32]
    second: NDArray[np.int32]
    score: NDArray[np.float32]

    @classmethod
    def of(cls, choices: Iterable[Choice]) -> Choices:
        rows = list(choices)
        pieces, first, second, score, texts = zip(*rows, strict=True)
        return cls(
            texts,
            np.array(pieces, np.int32),
            np.array(first, np.int32),
            np.array(second, np.int32),
            np.array(score, np.float32),
        )

    def __add__(self, other: Choices) -> Choices:
        return Choices(
            self.texts + other.texts,
            np.concatenate([self.pieces, other.pieces]),
            np.concatenate([self.first, other.first]),
            np.concatenate([self.second, other.second]),
            np.concatenate([self.score, other.score]),
        )

    def favouring(self, text: str, by: float) -> Choices:
        """The same with one text likelier by so many nats."""
        favour = np.array([by if each == text else 0.0 for each in self.texts], np.float32)
        return replace(self, score=self.score + favour)

    def or_of(self, others: Sequence[Choices]) -> Choices:
        """The choices at a piece of which there are several readings, each as likely as another to
        be the one that the channel gave."""
        both = reduce(add, others, self)
        places: dict[tuple[str, int, int], int] = {}
        keys = zip(both.texts, both.first.tolist(), both.second.tolist(), strict=True)
        place = np.array([places.setdefault(key, len(places)) for key in keys])
        # Of each choice the first that reads so.
        at = np.unique(place, return_index=True)[1]
        score = np.full(len(at), -np.inf, np.float32)
        np.logaddexp.at(score, place, both.score)
        return Choices(
            tuple([text for text, _, _ in places]),
            both.pieces[at],
            both.first[at],
            both.second[at],
            score - np.float32(np.log(1 + len(others))),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Single:
    """The choices at one piece that read it alone as one word.

    Attributes:
        texts: as printed.
        words: as numbers of the vocabulary.
        score: how well each explains what was read, nats.
        same: the first of them that is printed alike; one text may stand for several words.
    """

    texts: tuple[str, ...]
    words: NDArray[np.int32]
    score: NDArray[np.float32]
    same: NDArray[np.int64]

    @classmethod
    def among(cls, choices: Choices, is_meant: NDArray[np.bool_]) -> Single:
        """Those of ``choices`` that are meant."""
        at = np.flatnonzero(is_meant & (choices.pieces == 1) & (choices.second == NO_WORD))
        texts = tuple([choices.texts[n] for n in at.tolist()])
        first: dict[str, int] = {}
        same = [first.setdefault(text, n) for n, text in enumerate(texts)]
        return cls(texts, choices.first[at], choices.score[at], np.array(same, np.int64))
