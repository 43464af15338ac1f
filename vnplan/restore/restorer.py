"""Garbled lines to restored lines: a noisy-channel decoder over paragraphs.

For every word the decoder weighs what may have been written (a trie of syllables
under the channel) against what is likely to stand there (syllable 5-grams).
What stands already is one of the candidates.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from vnplan.lexicon import Dictionaries
from vnplan.model import Change, Line, RestoredLine
from vnplan.restore.abbreviations import spelled_out
from vnplan.restore.capitals import with_small_letters
from vnplan.restore.channel import Channel, Counts, adapt
from vnplan.restore.dates import misread_dates
from vnplan.restore.decoder import arrays_of
from vnplan.restore.lattice import Lattice, fold
from vnplan.restore.lists import list_heads, long_heads, part_heads
from vnplan.restore.mixture import (
    HARDLY_FOREIGN,
    LITTLE,
    POOR,
    Memory,
    choose_channel,
    foreign_lines,
    lattice_of,
    lattice_of_poor,
)
from vnplan.restore.models import Models, RestoreSettings
from vnplan.restore.paragraphs import Paragraph, Spot, paragraphs
from vnplan.restore.reading import Reading, Taken, decode
from vnplan.restore.reconsider import reconsidered
from vnplan.restore.seen import GARBLED, Seen
from vnplan.restore.slips import slips
from vnplan.restore.specks import dust, is_scanned, specks
from vnplan.restore.tokens import Kind, is_file_name
from vnplan.restore.wrecks import reread
from vnplan.syllable import fold_tone

# One word in so many is changed where nothing is wrong; where an OCR read Vietnamese, one in
# so many is sure to be. How much likelier the second must be (nats) for changes to stand.
SLIP, MISREAD = 4000, 300
EVIDENCE = 2.0
# Only changes that are so sure count, and each once: doubtful ones come in pairs that hold each
# other up, and a name that is taken for a word is so wherever it stands. Of 62,000 words of clean
# everyday documents 13 are changed, 30 at 0.9; of 23,000 of Vietnamese OCR in stretches of four
# lines 174 stay wrong, 170 at 0.9, and in stretches of sixteen as many.
LIKELY = 0.98
# How sure a word is at most that may have been a measure or a number.
EITHER = 0.5


@dataclass(frozen=True, slots=True)
class Restorer:
    """The models, the settings and what earlier documents taught about words; shared by all
    documents of a process, not by threads."""

    models: Models
    settings: RestoreSettings = field(default_factory=RestoreSettings)
    memory: Memory = field(default_factory=Memory, compare=False, repr=False)

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
    unchanged; so do lines in another language, and noise.
    """
    chosen = restorer.models, restorer.settings, restorer.memory
    parts = tuple(paragraphs(lines))
    seen = choose_channel(parts, *chosen)
    foreign = foreign_lines(parts, *chosen) if seen.foreign > HARDLY_FOREIGN else frozenset()
    if not foreign:
        return _restored(lines, parts, seen, restorer)
    others = [line for number, line in enumerate(lines) if number not in foreign]
    parts = tuple(paragraphs(others))
    restored = iter(_restored(others, parts, choose_channel(parts, *chosen), restorer))
    return tuple(
        RestoredLine.untouched(line) if number in foreign else next(restored)
        for number, line in enumerate(lines)
    )


def _restored(
    lines: Sequence[Line], parts: Sequence[Paragraph], seen: Seen, restorer: Restorer
) -> tuple[RestoredLine, ...]:
    """The lines, which are these paragraphs, restored as if they were all of the document."""
    models, settings = restorer.models, restorer.settings
    lattice = lattice_of(seen, models, settings, restorer.memory)
    readings = [decode(lattice, part) for part in parts]
    # The channel of text without marks is known beforehand, and of what an OCR in the
    # right language read too little is wrong to learn from.
    for _ in range(settings.rounds if seen.english > GARBLED else 0):
        fitted = replace(seen, channel=_fitted(seen.channel, readings, restorer))
        lattice = Lattice(models, settings, fitted, lattice)
        readings = [decode(lattice, part) for part in parts]
    if seen.garbled <= LITTLE and _share_changed(readings) > POOR:
        lattice = lattice_of_poor(models, settings, restorer.memory)
        readings = [decode(lattice, part) for part in parts]
    readings = reconsidered(lattice, readings)
    if seen.garbled > GARBLED:
        for number, place, text in spelled_out(readings):
            readings[number] = readings[number].with_text(place, text)
    changes = _changes(readings, lines)
    if seen.garbled <= GARBLED and not any(map(is_scanned, lines)) and _are_chance(changes, parts):
        return tuple(map(RestoredLine.untouched, lines))
    readings = [with_small_letters(r, lines, models) for r in reread(lattice, readings)]
    changes = _changes(readings, lines)
    for reading in readings:
        for number, speck in dust(reading, lines, models):
            changes[number].append(speck)
    for number, head in (*long_heads(lines), *list_heads(lines, seen.garbled <= GARBLED)):
        changes[number] = _with_certain(changes[number], head)
    if any(map(is_scanned, lines)):
        for number, head in part_heads(lines):
            changes[number] = _with_certain(changes[number], head)
    for number, line in enumerate(lines):
        for slip in (*slips(line, models.symbols), *misread_dates(line)):
            changes[number] = _with_certain(changes[number], slip)
    if seen.garbled > GARBLED:
        for line, found in zip(lines, changes, strict=True):
            found += [s for s in specks(line) if not any(_touch(s, change) for change in found)]
    # Where all marks are lost, that a line has none says nothing.
    for number, line in enumerate(lines):
        if seen.bare <= GARBLED and is_file_name(line.text):
            changes[number] = []
    return tuple(
        RestoredLine.apply(line, sorted(found, key=lambda change: change.start))
        for line, found in zip(lines, changes, strict=True)
    )


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


def _share_changed(readings: Sequence[Reading]) -> float:
    """The share of the words that are read otherwise than they stand, 0–1."""
    kept = [reading.keeps(taken) for reading in readings for taken in reading.taken]
    return kept.count(False) / max(1, len(kept))


# -- changes -----------------------------------------------------------------


def _are_chance(changes: Iterable[Sequence[Change]], parts: Sequence[Paragraph]) -> bool:
    """Whether changes are too few for the words, so that they tell more of the restorer's own
    mistakes than of a reader's: two Poisson rates compared."""
    words = sum(map(len, parts))
    sure = {(c.before, c.after) for found in changes for c in found if c.probability > LIKELY}
    evidence = len(sure) * np.log(SLIP / MISREAD) - words * (1 / MISREAD - 1 / SLIP)
    return bool(evidence < EVIDENCE)


def _changes(readings: Iterable[Reading], lines: Sequence[Line]) -> list[list[Change]]:
    """The changes of each line."""
    changes: list[list[Change]] = [[] for _ in lines]
    for reading in readings:
        for number, change in _changes_of(reading, lines):
            changes[number].append(change)
    return changes


def _changes_of(reading: Reading, lines: Sequence[Line]) -> Iterator[tuple[int, Change]]:
    """(index of the line, change) for every piece that reads otherwise now."""
    for taken in reading.taken:
        spot = reading.paragraph[taken.at]
        start, stop = spot.piece.start, reading.paragraph[taken.at + taken.pieces - 1].piece.stop
        before = lines[spot.line].text[start:stop]
        if before != taken.text and not same_spelling(before, taken.text):
            either = any(map(_may_be_either, reading.paragraph[taken.at : taken.at + taken.pieces]))
            share = min(taken.share, EITHER) if either else taken.share
            yield spot.line, Change(start, stop, before, taken.text, _reason(before, taken), share)


def _may_be_either(spot: Spot) -> bool:
    """Whether what a word was read as may have been printed: a measure, or a number of two digits
    at least ("nhất 13 cán bộ" has a word, "bầu 13 đại biểu" none, and both are read alike)."""
    return spot.doubtful or (spot.piece.kind is Kind.NUMBER and len(spot.piece.text) > 1)


# "qui" and "quy", "kĩ" and "kỹ" are both written; what is printed stays.
_I_OR_Y = re.compile(
    r"(?<![^\W_])(h|k|l|m|qu|s|t|v)[iy](?=[\u0300-\u036f]?(?![^\W_]))", re.IGNORECASE
)


def same_spelling(one: str, other: str) -> bool:
    """Whether two writings are one word: the tone is placed otherwise, or "i" stands for "y".

    >>> same_spelling("hoà", "hòa"), same_spelling("qui", "quy"), same_spelling("quí", "quy")
    (True, True, False)
    """
    plain = (unicodedata.normalize("NFD", fold_tone(text)) for text in (one, other))
    first, second = (_I_OR_Y.sub(r"\1i", text) for text in plain)
    return first == second


def _with_certain(changes: Sequence[Change], certain: Change) -> list[Change]:
    """The changes of a line with one more in place of whatever touches it, unless one of them
    begins with the same."""
    if any(_begins_with(change, certain) for change in changes):
        return list(changes)
    kept = [c for c in changes if not _touch(c, certain)]
    return [certain, *kept] if certain.before != certain.after else kept


def _begins_with(one: Change, other: Change) -> bool:
    begins = one.start == other.start and one.stop > other.stop
    return begins and one.after.startswith(other.after) and other.after != ""


def _touch(one: Change, other: Change) -> bool:
    return one.start < other.stop and other.start < one.stop


def _reason(before: str, taken: Taken) -> str:
    if taken.pieces > 1:
        return "space added"
    if taken.words > 1:
        return "space lost"
    if before.lower() == taken.text.lower():
        return "capitals"
    return "marks" if before.isalpha() and len(before) == len(taken.text) else "letters"
