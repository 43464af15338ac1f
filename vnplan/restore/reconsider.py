"""Second thoughts: words in doubt, weighed again in their whole neighbourhood.

Where the channel and the 5-grams leave more than one reading of a word, the context model
has its say on them: first on neighbours together, then on word by word; a word that is not
sure itself lends its neighbours no marks (after iterated conditional modes, Besag 1986).
Where only marks are lost, the rest of the document has the last word.
Splits and merges stay as they were decoded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vnplan.restore.agreement import Sightings
from vnplan.restore.context import Floats
from vnplan.restore.language import START
from vnplan.restore.lattice import GARBLED, NO_WORD, Lattice
from vnplan.restore.reading import Reading, Taken
from vnplan.restore.tokens import Kind

# Words to either side that bear on one: the order of the language model less one.
REACH = 4
# From this share on a word enters its neighbours' context with its marks.
SURE = 0.999
# From this share on nothing that stands elsewhere in the document changes a word.
SETTLED = 0.999
# Readings of each of two neighbours that are tried together.
PAIRED = 4
# Less likely rivals than this, in nats, are out of the question; where words have their marks
# their neighbours are mostly right, and the 5-grams more to be trusted.
OUT_OF_QUESTION, OUT_WITH_MARKS = 14.0, 9.0


@dataclass(frozen=True, slots=True, eq=False)
class Rivals:
    """The readings of one piece as one word that are not out of the question.

    Attributes:
        texts: as printed, of all choices at the piece; ``at`` says which are meant here.
        words: as numbers of the vocabulary.
        channel: how well each explains what was read, nats.
        logs: logarithm of the share of each by channel and 5-grams, its neighbours held.
    """

    texts: tuple[str, ...]
    at: NDArray[np.intp]
    words: NDArray[np.int32]
    channel: Floats
    logs: Floats

    @property
    def language(self) -> Floats:
        """The share of the 5-grams in ``logs``, up to a constant."""
        return np.asarray(self.logs - self.channel)

    def choice(self, number: int) -> tuple[str, int, float]:
        """(text, word, share) of one reading."""
        text = self.texts[self.at[number]]
        return text, int(self.words[number]), self.share(text)

    def weighed(self, scores: Floats, ngram: float, context: float) -> Rivals:
        """With the context model's scores mixed in."""
        logs = self.channel + ngram * self.language + context * scores
        logs -= logs.max()
        logs -= np.log(np.exp(logs).sum())
        return replace(self, logs=logs)

    def number(self, text: str) -> int:
        """Which of them is ``text``."""
        return next(n for n, at in enumerate(self.at.tolist()) if self.texts[at] == text)

    def share(self, text: str) -> float:
        """The share of a text; it may stand among the choices as several words."""
        shares = np.exp(self.logs).tolist()
        rows = zip(shares, self.at.tolist(), strict=True)
        return float(min(1.0, sum(share for share, at in rows if self.texts[at] == text)))


class Undecided(NamedTuple):
    """A choice that has rivals: number ``taken`` of reading number ``reading``; ``place``
    counts its word among the words of all readings."""

    reading: int
    taken: int
    place: int
    rivals: Rivals


def reconsidered(lattice: Lattice, readings: Sequence[Reading]) -> list[Reading]:
    """The readings after the context model's say, with the share of each choice."""
    now = list(readings)
    starts = np.cumsum([0, *(len(reading.words) + 1 for reading in now)]).tolist()
    doubts: list[Undecided] = []
    for number, reading in enumerate(now):
        now[number], found = _first_thoughts(lattice, reading, number, starts[number] + 1)
        doubts += found
    if lattice.settings.context == 0 or not doubts:
        return now
    unsure = [d for d in doubts if now[d.reading].taken[d.taken].share < SURE]
    around = _neighbourhoods(lattice, now, unsure)
    decoded = [reading.words for reading in now]
    _reconsider_pairs(lattice, now, doubts, around)
    weighed = _reconsider_words(lattice, now, doubts, around, decoded)
    if lattice.seen.bare > GARBLED:
        _agree(lattice, now, weighed)
    return now


def _first_thoughts(
    lattice: Lattice, reading: Reading, number: int, start: int
) -> tuple[Reading, list[Undecided]]:
    """The reading with the share of each choice by channel and 5-grams, and its doubts."""
    taken = list(reading.taken)
    doubts: list[Undecided] = []
    for place, choice in enumerate(reading.taken):
        if choice.pieces == 1 and choice.words == 1:
            rivals = _rivals(lattice, reading, choice)
            taken[place] = replace(choice, share=rivals.share(choice.text))
            if len(rivals.at) > 1 and _may_change(lattice, reading, choice):
                doubts.append(Undecided(number, place, start + choice.word, rivals))
    return replace(reading, taken=tuple(taken)), doubts


def _reconsider_words(
    lattice: Lattice,
    now: list[Reading],
    doubts: Sequence[Undecided],
    around: Floats,
    decoded: Sequence[tuple[int, ...]],
) -> list[Undecided]:
    """Weigh words in doubt one by one, in order: ``now`` is brought up to date; the doubts with
    their rivals as weighed.

    ``decoded`` holds the words among which the rivals were weighed first.
    """
    weighed: list[Undecided] = []
    settings, context = lattice.settings, lattice.models.context
    for doubt in doubts:
        reading = now[doubt.reading]
        taken, rivals = reading.taken[doubt.taken], doubt.rivals
        near = slice(max(0, taken.word - REACH), taken.word + REACH + 1)
        if reading.words[near] != decoded[doubt.reading][near]:
            rivals = _rivals(lattice, reading, taken)
        scores = context.scores(around[doubt.place], rivals.words)
        rivals = rivals.weighed(scores, settings.ngram, settings.context)
        best = int(rivals.logs.argmax())
        now[doubt.reading] = reading.with_choice(doubt.taken, *rivals.choice(best))
        weighed.append(doubt._replace(rivals=rivals))
    return weighed


def _agree(lattice: Lattice, now: list[Reading], doubts: Sequence[Undecided]) -> None:
    """Weigh what the same neighbours stand beside elsewhere in the document."""
    base = lattice.models.context.base
    open_ = [d for d in doubts if now[d.reading].taken[d.taken].share < SETTLED]
    forms = {form for doubt in open_ for form in base[doubt.rivals.words].tolist()}
    before, sightings = list(now), Sightings.of(now, base, forms)
    for doubt in open_:
        rivals = doubt.rivals
        logs = sightings.agreed(before[doubt.reading], doubt.taken, rivals.words, rivals.logs)
        rivals = replace(rivals, logs=np.asarray(logs, np.float32))
        best = rivals.choice(int(rivals.logs.argmax()))
        now[doubt.reading] = now[doubt.reading].with_choice(doubt.taken, *best)


def _reconsider_pairs(
    lattice: Lattice, now: list[Reading], doubts: Sequence[Undecided], around: Floats
) -> None:
    """Weigh neighbours in doubt together: two wrong words may well hold each other up."""
    settings, context = lattice.settings, lattice.models.context
    fits = [
        d.rivals.channel + settings.context * context.scores(around[d.place], d.rivals.words)
        for d in doubts
    ]
    best = [d.rivals.texts[d.rivals.at[fit.argmax()]] for d, fit in zip(doubts, fits, strict=True)]
    for one in range(len(doubts) - 1):
        two = one + 1
        reading = now[doubts[one].reading]
        if doubts[two].place != doubts[one].place + 1:
            continue
        if any(best[d] != reading.taken[doubts[d].taken].text for d in (one, two)):
            pair = (doubts[one], fits[one]), (doubts[two], fits[two])
            now[doubts[one].reading] = _better_pair(lattice, reading, *pair)


def _better_pair(
    lattice: Lattice, reading: Reading, one: tuple[Undecided, Floats], two: tuple[Undecided, Floats]
) -> Reading:
    """The reading with the likeliest words at two neighbouring places, by how each fits
    what was read and the context, and by the 5-grams.

    The gain of a pair over what stands is that of its second word beside the first that
    stands, and that of its first word beside the new second one.
    """
    (doubt1, fit1), (doubt2, fit2) = one, two
    taken1, taken2 = reading.taken[doubt1.taken], reading.taken[doubt2.taken]
    ngram, at = lattice.settings.ngram, doubt1.rivals.at
    second = _weighed(lattice, reading, taken2, doubt2.rivals.at)
    now1, now2 = doubt1.rivals.number(taken1.text), second.number(taken2.text)
    beside = ngram * second.language + fit2
    best, better = 0.0, reading
    for place2 in np.argsort(-fit2)[:PAIRED].tolist():
        with_second = reading.with_choice(doubt2.taken, *second.choice(place2))
        first = _weighed(lattice, with_second, taken1, at)
        joint = ngram * first.language + fit1
        for place1 in np.argsort(-fit1)[:PAIRED].tolist():
            gain = joint[place1] - joint[now1] + beside[place2] - beside[now2]
            if gain > best:
                best, better = gain, with_second.with_choice(doubt1.taken, *first.choice(place1))
    return better


def _neighbourhoods(lattice: Lattice, now: Sequence[Reading], bare: Sequence[Undecided]) -> Floats:
    words = [word for reading in now for word in (START, *reading.words)]
    doubtful = np.zeros(len(words), np.bool_)
    doubtful[[doubt.place for doubt in bare]] = True
    return lattice.models.context.neighbourhoods(words, doubtful)


def _may_change(lattice: Lattice, reading: Reading, taken: Taken) -> bool:
    """Whether the context model has a say: it knows words, and numbers as such. It saw no
    capitals, which names live by, so names that have their marks stay as they are."""
    if reading.paragraph[taken.at].named and lattice.seen.garbled <= GARBLED:
        return False
    return _is_word(lattice, reading, taken) or _is_number(reading, taken)


def _is_word(lattice: Lattice, reading: Reading, taken: Taken) -> bool:
    is_target = bool(lattice.models.is_target[reading.words[taken.word]])
    return is_target and not _is_number(reading, taken)


def _is_number(reading: Reading, taken: Taken) -> bool:
    return reading.paragraph[taken.at].piece.kind is Kind.NUMBER


def _rivals(lattice: Lattice, reading: Reading, taken: Taken) -> Rivals:
    """The readings of a piece as one word, its neighbours held, that are in the question."""
    choices = lattice.choices(reading.paragraph, taken.at)
    alike = (choices.pieces == 1) & (choices.second == NO_WORD)
    if _is_word(lattice, reading, taken):
        alike &= lattice.models.is_target[choices.first]
    found = _weighed(lattice, reading, taken, np.flatnonzero(alike))
    stands = found.words == reading.words[taken.word]
    out = OUT_OF_QUESTION if lattice.seen.garbled > GARBLED else OUT_WITH_MARKS
    kept = np.flatnonzero(stands | (found.logs > -out))
    return Rivals(
        found.texts, found.at[kept], found.words[kept], found.channel[kept], found.logs[kept]
    )


def _weighed(lattice: Lattice, reading: Reading, taken: Taken, at: NDArray[np.intp]) -> Rivals:
    """The choices number ``at`` of a piece with their shares."""
    choices = lattice.choices(reading.paragraph, taken.at)
    words, channel = choices.first[at], choices.score[at]
    low = max(0, taken.word - REACH)
    around = np.array(reading.words[low : taken.word + REACH + 1], np.int32)
    logs = lattice.models.decoder.weigh(around, taken.word - low, words, channel)
    return Rivals(choices.texts, at, words, channel, np.frombuffer(logs, np.float32))
