"""A paragraph as decoded: the likeliest path through its lattice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from vnplan.restore.choices import NO_WORD
from vnplan.restore.lattice import Lattice
from vnplan.restore.paragraphs import Paragraph

# How sure to be of a choice whose rivals were not weighed.
UNWEIGHED = 0.5


class Taken(NamedTuple):
    """The choice made at piece ``at``; its first word is number ``word`` of the paragraph.

    Attributes:
        pieces, words: how many pieces were read as how many words.
        share: posterior of the choice among those at its place, 0–1.
    """

    at: int
    pieces: int
    text: str
    word: int
    words: int
    share: float = UNWEIGHED


@dataclass(frozen=True, slots=True)
class Reading:
    """A paragraph as decoded.

    Attributes:
        words: as numbers of the vocabulary.
        score: logarithm of the probability of all that was decoded, by channel and 5-grams.
    """

    paragraph: Paragraph
    taken: tuple[Taken, ...]
    words: tuple[int, ...]
    score: float

    def keeps(self, taken: Taken) -> bool:
        """Whether a choice of one piece leaves it as it stood."""
        return self.paragraph[taken.at].piece.text == taken.text

    def with_text(self, number: int, text: str) -> Reading:
        """With choice ``number`` printed otherwise."""
        new = self.taken[number]._replace(text=text)
        return replace(self, taken=(*self.taken[:number], new, *self.taken[number + 1 :]))


def decode(lattice: Lattice, paragraph: Paragraph) -> Reading:
    """The likeliest reading of a paragraph by channel and 5-grams."""
    rows = [lattice.choices(paragraph, at) for at in range(len(paragraph))]
    sizes = [len(row.texts) for row in rows]
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    places = np.repeat(np.arange(len(rows), dtype=np.int32), sizes)
    first = np.concatenate([row.first for row in rows])
    second = np.concatenate([row.second for row in rows])
    pieces = np.concatenate([row.pieces for row in rows])
    path, score = lattice.models.decoder.decode(
        starts,
        places + pieces,
        first,
        second,
        np.concatenate([row.score for row in rows]),
        lattice.settings.beam,
        lattice.settings.margin,
    )
    taken: list[Taken] = []
    words: list[int] = []
    arcs = np.frombuffer(path, np.int32)
    at = places[arcs]
    columns = (at, arcs - starts[at], pieces[arcs], first[arcs], second[arcs])
    for place, inner, size, word, next_ in zip(*(c.tolist() for c in columns), strict=True):
        count = 1 if next_ == NO_WORD else 2
        taken.append(Taken(place, size, rows[place].texts[inner], len(words), count))
        words += (word, next_)[:count]
    return Reading(paragraph, tuple(taken), tuple(words), score)
