"""Which channel a document came through, told by a sample of its words, and which of its lines
came through none.

Most texts have their marks and lack nothing but a few misread letters; one lattice serves
them all and remembers from one document to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vnplan.restore.channel import mix
from vnplan.restore.lattice import Lattice
from vnplan.restore.models import Models, RestoreSettings
from vnplan.restore.paragraphs import Paragraph
from vnplan.restore.seen import GARBLED, Seen
from vnplan.restore.tokens import Kind, Piece

# Words that tell what a document came through: so many, or one in so many of a long one.
SAMPLE, ONE_IN = 80, 10
MIXING_ROUNDS = 300
# Weights that change by less in a round change no more.
SETTLED = 1e-6
# Score of a word of another language, and of each of its letters.
FOREIGN, FOREIGN_LETTER = -9.0, -2.5
# A document with a lesser share of such words has none but single ones: of 285 garbled documents
# 19 have more, one of them more than 0.06.
HARDLY_FOREIGN = 0.02
# How often a word looks foreign in Vietnamese that an OCR misread, and in another language; what
# a change from one to the other within a document costs (nats). Four lines of these documents are
# taken to be foreign: three of English, one with three words of Vietnamese in it, and the name of
# a file; at a cost of 4 twelve, at 8 three.
SELDOM, MOSTLY, CHANGE = 0.05, 0.75, 6.0
# Text that has its marks may come from an OCR all the same, for one syllable misread as
# another does not show in a sample: clean or Vietnamese OCR, as likely as not.
CLEAN_SHARE = 0.5
# The same where so many of the words were read as others at first: the paper is poor.
CLEAN_SHARE_OF_POOR = 0.3
POOR = 0.02
# Up to this share of lost marks they are chance.
LITTLE = 0.05
# From this share of English OCR on, letters are damaged as well as marks, and what seems to have
# lost its marks alone came through the same reader. Of 135 documents with their marks stripped
# none has more than 0.05; of bad pages read with English data many have 0.3 to 0.5.
LETTERS_TOO = 0.2
NEVER = -100.0
# How many words are weighed as what one was, and how much worse than the best they may be (nats).
NEAREST, NEAREST_WIDTH = 8, 6.0
# Words that are remembered.
MOST = 20_000


@dataclass(slots=True)
class Memory:
    """What was found for one document and holds for the next.

    Attributes:
        scores: how likely a word is under the channel of a name.
        marked: the lattice of text that has its marks, once there was any.
        poor: the same for text from poor paper.
    """

    scores: dict[tuple[str, str], float] = field(default_factory=dict)
    marked: Lattice | None = None
    poor: Lattice | None = None


def lattice_of(seen: Seen, models: Models, settings: RestoreSettings, memory: Memory) -> Lattice:
    """The lattice for a document; text that has its marks shares one."""
    if seen.garbled > LITTLE:
        return Lattice(models, settings, seen)
    if memory.marked is None or memory.marked.size > MOST:
        kinds = models.channels.kinds
        channel = mix([kinds["clean"], kinds["vietnamese"]], [CLEAN_SHARE, 1 - CLEAN_SHARE])
        memory.marked = Lattice(models, settings, Seen(channel, intact=CLEAN_SHARE))
    memory.marked.take_up()
    return memory.marked


def lattice_of_poor(models: Models, settings: RestoreSettings, memory: Memory) -> Lattice:
    """The lattice for text from poor paper that has its marks; all such text shares one."""
    if memory.poor is None or memory.poor.size > MOST:
        channels, share = models.channels, CLEAN_SHARE_OF_POOR
        channel = mix([channels.kinds["clean"], channels.poor], [share, 1 - share])
        memory.poor = Lattice(models, settings, Seen(channel, intact=share))
    memory.poor.take_up()
    return memory.poor


def choose_channel(
    parts: Sequence[Paragraph], models: Models, settings: RestoreSettings, memory: Memory
) -> Seen:
    """Weigh the channels on a sample of the words."""
    kinds = models.channels.kinds
    sample = _sample(parts)
    if not sample:
        return Seen(kinds["clean"], intact=1.0)
    *weights, foreign = _mixture(_scores(sample, models, settings, memory)).tolist()
    named = dict(zip(kinds, weights, strict=True))
    if named["english"] + named["bare"] <= GARBLED:
        named["vietnamese"] = max(named["vietnamese"], named["clean"])
    named = {name: weight / sum(named.values()) for name, weight in named.items()}
    channel = mix(list(kinds.values()), list(named.values()))
    english, bare = named["english"], named["bare"]
    if english > LETTERS_TOO:
        english, bare = english + bare, 0.0
    return Seen(channel, english, bare, named["clean"], foreign)


def foreign_lines(
    parts: Sequence[Paragraph], models: Models, settings: RestoreSettings, memory: Memory
) -> frozenset[int]:
    """The lines that are in another language, or that are noise: indices.

    The likeliest way through two states, line by line: ours and foreign. A word tells for
    either a little only, for each has words that look like the other's.
    """
    told = [(spot.line, spot.piece.text) for part in parts for spot in part if _tells(spot.piece)]
    if not told:
        return frozenset()
    scores = _scores([word for _, word in told], models, settings, memory)
    weights = _mixture(scores)
    ours = np.logaddexp.reduce(scores[:-1] + np.log(weights[:-1] / weights[:-1].sum())[:, None])
    odds = np.logaddexp(np.log1p(-MOSTLY) + ours, np.log(MOSTLY) + scores[-1])
    odds -= np.logaddexp(np.log1p(-SELDOM) + ours, np.log(SELDOM) + scores[-1])
    gains = np.bincount([line for line, _ in told], odds)
    return frozenset(np.flatnonzero(_likeliest(gains.tolist())).tolist())


def _likeliest(gains: Sequence[float]) -> list[bool]:
    """Which lines are foreign, where ``gains`` is how much likelier each is as such (nats)
    and every change from one state to the other costs :data:`CHANGE`. Viterbi's algorithm; a
    document begins as ours."""
    ours, foreign = 0.0, -CHANGE
    ways: list[tuple[bool, bool]] = []  # the state before, if this one is ours, if foreign
    for gain in gains:
        ways.append((foreign - CHANGE > ours, foreign >= ours - CHANGE))
        ours, foreign = max(ours, foreign - CHANGE), max(foreign, ours - CHANGE) + gain
    state, states = foreign > ours, []
    for way in reversed(ways):
        states.append(state)
        state = way[state]
    return states[::-1]


def _sample(parts: Sequence[Paragraph]) -> list[str]:
    words = [spot.piece.text for part in parts for spot in part if _tells(spot.piece)]
    size = max(SAMPLE, len(words) // ONE_IN)
    return words[:: max(1, len(words) // size)][:size]


def _tells(piece: Piece) -> bool:
    """Whether a piece tells what it came through."""
    return piece.kind is Kind.WORD and len(piece.text) > 1


def _scores(
    words: Sequence[str], models: Models, settings: RestoreSettings, memory: Memory
) -> NDArray[np.float64]:
    """Logarithm of the probability of each word, (channels and another language) × words."""
    rows = [_likelihoods(name, words, models, settings, memory) for name in models.channels.kinds]
    return np.array([*rows, [FOREIGN + FOREIGN_LETTER * len(word) for word in words]])


def _likelihoods(
    name: str, sample: Sequence[str], models: Models, settings: RestoreSettings, memory: Memory
) -> list[float]:
    """Logarithm of the probability of each word as read through the channel ``name``."""
    if len(memory.scores) > MOST:
        memory.scores.clear()
    new = {word for word in sample if (name, word) not in memory.scores}
    if new:
        lattice = Lattice(models, settings, Seen(models.channels.kinds[name]))
        memory.scores.update({(name, word): _likelihood(word, lattice) for word in new})
    return [memory.scores[name, word] for word in sample]


def _likelihood(word: str, lattice: Lattice) -> float:
    unigram = lattice.models.language.tables["unigram"]
    near = lattice.near(word, NEAREST, width=NEAREST_WIDTH)
    known = [score + float(unigram[lattice.models.entries[e][1]]) for e, score in near]
    return float(np.logaddexp.reduce([*known, NEVER]))


def _mixture(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of the rows (channels) by expectation maximisation over the columns."""
    weights = np.full(len(table), 1 / len(table))
    likelihood = np.exp(table - table.max(axis=0))
    for _ in range(MIXING_ROUNDS):
        share = weights[:, None] * likelihood
        before, weights = weights, (share / share.sum(axis=0)).mean(axis=1) + 1e-4
        weights /= weights.sum()
        if np.abs(weights - before).max() < SETTLED:
            break
    return weights
