"""Readings as they change while their words are weighed again, and the places in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from vnplan.restore.language import START
from vnplan.restore.reading import Reading, Taken
from vnplan.restore.rivals import REACH
from vnplan.restore.surface import Mark, Shape, Surface, shape_of, shape_of_piece


@dataclass(slots=True)
class Draft:
    """A reading as it changes.

    Attributes:
        words: ``START`` and its own.
        texts, shares: of each choice.
        decoded: ``words`` as they were first.
    """

    reading: Reading
    words: list[int]
    texts: list[str]
    shares: list[float]
    decoded: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, reading: Reading) -> Draft:
        words = [START, *reading.words]
        taken = reading.taken
        texts, shares = [choice.text for choice in taken], [choice.share for choice in taken]
        return cls(reading, words, texts, shares, list(words))

    def place(self, taken: int) -> int:
        """Where the word of a choice stands in ``words``."""
        return self.reading.taken[taken].word + 1

    def choose(self, taken: int, text: str, word: int, share: float) -> None:
        """Read the one piece of a choice as another word."""
        self.texts[taken], self.shares[taken], self.words[self.place(taken)] = text, share, word

    def stands_as_decoded(self, place: int) -> bool:
        """Whether no word that bears on one has changed."""
        near = slice(max(0, place - REACH), place + REACH + 1)
        return self.words[near] == self.decoded[near]

    def fair(self) -> Reading:
        """The reading as it stands now."""
        reading = self.reading
        rows = zip(reading.taken, self.texts, self.shares, strict=True)
        taken = tuple([Taken(t.at, t.pieces, text, t.word, t.words, s) for t, text, s in rows])
        return Reading(reading.paragraph, taken, tuple(self.words[1:]), reading.score)


class Place(NamedTuple):
    """A choice of one piece as one word: number ``taken`` of draft number ``draft``; ``word``
    counts its word among those of all drafts."""

    draft: int
    taken: int
    word: int


def places_of(drafts: Sequence[Draft]) -> Iterator[Place]:
    """All choices of one piece as one word."""
    start = 0
    for number, draft in enumerate(drafts):
        for at, choice in enumerate(draft.reading.taken):
            if choice.pieces == 1 and choice.words == 1:
                yield Place(number, at, start + choice.word + 1)
        start += len(draft.words)


def surface(drafts: Sequence[Draft]) -> Surface:
    """The marks before the running words, and their capitals as they were read; before the start
    of a paragraph, what ends the one before."""
    marks: list[int] = []
    shapes: list[int] = []
    end = Mark.NONE
    for draft in drafts:
        marks.append(end)
        shapes.append(Shape.NUMBER)
        paragraph, end = draft.reading.paragraph, Mark.NONE
        for taken, text in zip(draft.reading.taken, draft.texts, strict=True):
            spot = paragraph[taken.at]
            marks.append(max(end, spot.before))
            shapes.append(shape_of_piece(spot.piece))
            if taken.words > 1:
                marks.append(Mark.NONE)
                shapes.append(shape_of(text.split()[-1]))
            end = paragraph[taken.at + taken.pieces - 1].behind
    return Surface(np.array(marks), np.array(shapes))


def running(drafts: Sequence[Draft]) -> list[int]:
    """The words of all drafts, one behind the other."""
    return [word for draft in drafts for word in draft.words]
