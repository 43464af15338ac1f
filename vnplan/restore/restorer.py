"""Garbled lines to restored lines: a noisy-channel decoder over paragraphs.

For every word the decoder weighs what may have been written (a trie of syllables
under the channel) against what is likely to stand there (syllable 5-grams).
What stands already is one of the candidates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from vnplan.lexicon import Dictionaries
from vnplan.model import Change, Line, RestoredLine
from vnplan.restore.abbreviations import spelled_out
from vnplan.restore.channel import Channel, Counts, adapt, mix
from vnplan.restore.decoder import arrays_of
from vnplan.restore.lattice import GARBLED, INTACT, Lattice, Seen, fold
from vnplan.restore.lists import list_heads
from vnplan.restore.models import Models, RestoreSettings
from vnplan.restore.paragraphs import Paragraph, paragraphs
from vnplan.restore.reading import Reading, Taken, decode
from vnplan.restore.reconsider import reconsidered
from vnplan.restore.specks import specks
from vnplan.restore.tokens import Kind
from vnplan.syllable import fold_tone

SAMPLE = 80
MIXING_ROUNDS = 300
# Score of a word of another language, and of each of its letters.
FOREIGN, FOREIGN_LETTER = -9.0, -2.5
# From this share of such words on, the text is none of ours to repair.
DECLINE = 0.4
# Least weight of the channel of Vietnamese OCR for lines that come from one.
OCR_SHARE = 1.0
NEVER = -100.0


@dataclass(frozen=True, slots=True)
class Restorer:
    """The models and the settings; shared by all documents of a process, not by threads."""

    models: Models
    settings: RestoreSettings = field(default_factory=RestoreSettings)

    @classmethod
    def load(cls, dictionaries: Dictionaries, settings: RestoreSettings | None = None) -> Restorer:
        """Read the models.

        Raises:
            DictionaryError: a model file is missing or malformed.
        """
        return cls(Models.load(dictionaries), settings or RestoreSettings())


def restore(lines: Sequence[Line], restorer: Restorer) -> tuple[RestoredLine, ...]:
    """Restore the lines of one document; as many lines come out as went in.

    Paragraphs are decoded across line ends. Text that reads as intact comes out
    unchanged, in Vietnamese or in another language.
    """
    models, settings = restorer.models, restorer.settings
    parts = tuple(paragraphs(lines))
    seen = choose_channel(parts, restorer, scanned=any(map(_is_scanned, lines)))
    if seen.foreign > DECLINE:
        return tuple(RestoredLine.untouched(line) for line in lines)
    lattice = Lattice(models, settings, seen)
    readings = [decode(lattice, part) for part in parts]
    # The channel of text without marks is known beforehand.
    worth_fitting = seen.intact < INTACT and seen.bare <= GARBLED
    for _ in range(settings.rounds if worth_fitting else 0):
        fitted = replace(seen, channel=_fitted(seen.channel, readings, restorer))
        lattice = Lattice(models, settings, fitted)
        readings = [decode(lattice, part) for part in parts]
    readings = reconsidered(lattice, readings)
    if seen.garbled > GARBLED:
        for number, place, text in spelled_out(readings):
            readings[number] = readings[number].with_text(place, text)
    changes: list[list[Change]] = [[] for _ in lines]
    for reading in readings:
        for number, change in _changes(reading, lines):
            changes[number].append(change)
    if seen.intact < INTACT:
        for number, head in list_heads(lines):
            changes[number] = _with_head(changes[number], head)
    if seen.garbled > GARBLED:
        for line, found in zip(lines, changes, strict=True):
            found += specks(line)
            found.sort(key=lambda change: change.start)
    return tuple(RestoredLine.apply(line, c) for line, c in zip(lines, changes, strict=True))


# -- the channel -------------------------------------------------------------


def choose_channel(parts: Sequence[Paragraph], restorer: Restorer, scanned: bool = False) -> Seen:
    """Weigh the channels on a sample of the words.

    What an OCR read here (``scanned``) may hold misread marks that the sample does
    not show, one syllable being read as another.
    """
    kinds = restorer.models.channels.kinds
    sample = _sample(parts)
    if not sample:
        return Seen(kinds["clean"], intact=1.0)
    rows = [_likelihoods(channel, sample, restorer) for channel in kinds.values()]
    rows.append([FOREIGN + FOREIGN_LETTER * len(word) for word in sample])
    *weights, foreign = _mixture(np.array(rows)).tolist()
    named = dict(zip(kinds, weights, strict=True))
    if scanned and named["english"] + named["bare"] <= GARBLED:
        named["vietnamese"] = max(named["vietnamese"], OCR_SHARE)
    named = {name: weight / sum(named.values()) for name, weight in named.items()}
    channel = mix(list(kinds.values()), list(named.values()))
    return Seen(channel, named["english"], named["bare"], named["clean"], foreign)


def _is_scanned(line: Line) -> bool:
    """Whether an OCR read the line: it says how sure it is of each word."""
    return any(word.confidence is not None for word in line.words)


def _sample(parts: Sequence[Paragraph]) -> list[str]:
    words = [
        spot.piece.text
        for part in parts
        for spot in part
        if spot.piece.kind is Kind.WORD and len(spot.piece.text) > 1
    ]
    return words[:: max(1, len(words) // SAMPLE)][:SAMPLE]


def _likelihoods(channel: Channel, sample: Sequence[str], restorer: Restorer) -> list[float]:
    """Logarithm of the probability of each word as read through ``channel``."""
    lattice = Lattice(restorer.models, restorer.settings, Seen(channel))
    unigram = restorer.models.language.tables["unigram"]
    scores: list[float] = []
    for word in sample:
        near = lattice.near(word, 8)
        known = [score + float(unigram[restorer.models.entries[e][1]]) for e, score in near]
        scores.append(float(np.logaddexp.reduce([*known, NEVER])))
    return scores


def _mixture(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of the rows (channels) by expectation maximisation over the columns."""
    weights = np.full(len(table), 1 / len(table))
    likelihood = np.exp(table - table.max(axis=0))
    for _ in range(MIXING_ROUNDS):
        share = weights[:, None] * likelihood
        weights = (share / share.sum(axis=0)).mean(axis=1) + 1e-4
        weights /= weights.sum()
    return weights


def _fitted(channel: Channel, readings: Sequence[Reading], restorer: Restorer) -> Channel:
    """The channel fitted to what the document's own words were read as; a lone digit that
    was taken for a word teaches it nothing, for one wrong one would draw others after it."""
    channels = restorer.models.channels
    letters = set(channels.true.letters)
    pairs: Counter[tuple[str, str]] = Counter()
    for reading in readings:
        for taken in reading.taken:
            piece = reading.paragraph[taken.at].piece
            alone = taken.pieces == 1 and taken.words == 1
            teaches = piece.kind is Kind.WORD or len(piece.text) > 1
            if alone and teaches and set(taken.text) <= letters:
                pairs[fold(piece.text), taken.text] += 1
    if not pairs:
        return channel
    packed = arrays_of(pairs, channels.true, channels.read)
    keys, values, _ = restorer.models.decoder.count(*packed, -25.0)
    counts = Counts(np.frombuffer(keys, np.uint64), np.frombuffer(values, np.float32))
    return adapt(channel, counts, restorer.settings.fit)


# -- changes -----------------------------------------------------------------


def _changes(reading: Reading, lines: Sequence[Line]) -> Iterator[tuple[int, Change]]:
    """(index of the line, change) for every piece that reads otherwise now."""
    for taken in reading.taken:
        spot = reading.paragraph[taken.at]
        start, stop = spot.piece.start, reading.paragraph[taken.at + taken.pieces - 1].piece.stop
        before = lines[spot.line].text[start:stop]
        # Two ways to place a tone are one spelling.
        if before != taken.text and fold_tone(before) != fold_tone(taken.text):
            reason = _reason(before, taken)
            yield spot.line, Change(start, stop, before, taken.text, reason, taken.share)


def _with_head(changes: Sequence[Change], head: Change) -> list[Change]:
    """The changes of a line with that of its head in place of whatever touches it."""
    kept = [c for c in changes if c.stop <= head.start or head.stop <= c.start]
    return [head, *kept] if head.before != head.after else kept


def _reason(before: str, taken: Taken) -> str:
    if taken.pieces > 1:
        return "space added"
    if taken.words > 1:
        return "space lost"
    if before.lower() == taken.text.lower():
        return "capitals"
    return "marks" if before.isalpha() and len(before) == len(taken.text) else "letters"
