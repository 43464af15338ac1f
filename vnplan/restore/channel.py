"""The noisy channel: what a true letter looks like after a bad reading.

A channel gives the probability of what was read for every *unit* of true
letters: one letter read as nothing, one or two, or two letters read as one to three.
``tools/build_channel.py`` learns one channel from drawn pages for each kind of
reader; the channel of a document is a mixture of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

from vnplan.lexicon import Dictionaries
from vnplan.syllable import strip_marks

Floats = NDArray[np.float32]
Keys = NDArray[np.uint64]

LETTERS = 256
OTHER = 255
# However often a letter was seen, once in a hundred times anything may happen to it:
# the damage of a page nobody trained on is wider than that of the training pages.
NOISE = 0.01
# How often Vietnamese OCR takes a letter for any other of the same base letter, whatever the
# training pages showed: paper spoils marks first.
OTHER_MARKS = 0.05
# The same where the page shows that its paper is poor.
OTHER_MARKS_OF_POOR = 0.15
# English OCR of real paper reads "13" for "là", which the drawn pages of the training never show:
# how often it takes the one for the other.
DIGITS_FOR_LETTERS = {("à", "3"): 0.003}
# Units of two letters explain what single letters cannot; without this handicap they
# would learn whole words by heart.
PAIR_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Codes of at most 254 letters from 1 on; :data:`OTHER` stands for the rest."""

    letters: str

    def encode(self, text: str) -> bytes:
        return bytes(self.letters.find(c) + 1 or OTHER for c in text)


@dataclass(frozen=True, slots=True, eq=False)
class Channel:
    """Probabilities of what is read for what is written.

    Attributes:
        one: 256 × 256, true letter to letter read.
        lost: 256, true letter to nothing.
        added: 256, letter read out of nothing, per true letter.
        keys: units of other sizes, packed as the decoder packs them, sorted.
        units: their probabilities.
    """

    one: Floats
    lost: Floats
    added: Floats
    keys: Keys
    units: Floats

    def logs(self) -> tuple[Floats, Floats, Floats, Keys, Floats]:
        """The logarithms the decoder takes, nothing below the smallest float."""
        tiny = np.float32(1e-12)
        one, lost, added, units = (
            np.log(np.maximum(t, tiny)) for t in (self.one, self.lost, self.added, self.units)
        )
        return one, lost, added, self.keys, units


def mix(channels: Sequence[Channel], weights: Sequence[float]) -> Channel:
    """The channel that reads each letter with one of ``channels``, drawn by ``weights``."""
    keys = np.unique(np.concatenate([c.keys for c in channels]))
    units = np.zeros(len(keys), np.float32)
    for channel, weight in zip(channels, weights, strict=True):
        units[np.searchsorted(keys, channel.keys)] += np.float32(weight) * channel.units

    def blend(tables: Iterable[Floats]) -> Floats:
        pairs = zip(tables, weights, strict=True)
        return np.asarray(sum(t * np.float32(w) for t, w in pairs), np.float32)

    return Channel(
        blend(c.one for c in channels),
        blend(c.lost for c in channels),
        blend(c.added for c in channels),
        keys,
        units,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Expected counts of units.

    A key of one true letter and no letter read counts the letter's losses; one of
    two true letters and no letter read counts how often they stood side by side.
    """

    keys: Keys
    values: Floats

    def parts(self) -> tuple[NDArray[np.int64], ...]:
        """The five letters of every key: c1, c2, o1, o2, o3."""
        return tuple(
            (self.keys >> np.uint64(s) & np.uint64(255)).astype(int) for s in (32, 24, 16, 8, 0)
        )


def channel_of(counts: Counts, bases: Sequence[int], noise: float = NOISE) -> Channel:
    """Smoothed probabilities from counts.

    A rare letter leans on the letters that share its base (``bases[c]`` is the
    code of the base letter of ``c``); a flat floor of ``noise`` is kept for all.
    """
    c1, c2, o1, o2, _ = counts.parts()
    single = (c1 > 0) & (c2 == 0) & (o2 == 0)
    table = np.zeros((LETTERS, LETTERS))
    table[c1[single], o1[single]] = counts.values[single]  # column 0: lost
    seen = np.bincount(c1, np.where((c2 > 0) & (o1 == 0), 0, counts.values), LETTERS)
    base = np.asarray(bases)
    pooled = np.zeros_like(table)
    np.add.at(pooled, base, table)
    pooled_seen = np.bincount(base, seen, LETTERS)
    prior = (pooled / np.maximum(pooled_seen, 1)[:, None])[base]
    lean = 20.0
    p = (table + lean * prior) / (seen + lean)[:, None]
    floor = 0.5 * prior + 0.5 / 120
    p = (1 - noise) * p + noise * floor
    beside = (c2 > 0) & (o1 == 0)
    met = np.zeros(LETTERS * LETTERS)
    met[(c1 * LETTERS + c2)[beside]] = counts.values[beside]
    other = (c1 > 0) & ~single & ~beside
    of = np.where(c2 > 0, met[c1 * LETTERS + c2], seen[c1])
    share = np.where(c2 > 0, PAIR_SHARE, 1.0) * (1 - noise)
    units = (share * counts.values / (of + lean))[other]
    added = np.full(LETTERS, noise / 120 / 2)
    extra = (c1 == 0) & (o1 > 0)
    added[o1[extra]] += counts.values[extra] / max(1.0, float(seen.sum()))
    order = np.argsort(counts.keys[other])
    return Channel(
        p.astype(np.float32),
        np.maximum(p[:, 0], noise / 40).astype(np.float32),
        added.astype(np.float32),
        counts.keys[other][order],
        units[order].astype(np.float32),
    )


def adapt(channel: Channel, counts: Counts, weight: float) -> Channel:
    """The channel after it was seen at work: ``weight`` says how many sightings of a
    letter it takes until they count as much as what was believed before."""
    c1, c2, o1, o2, _ = counts.parts()
    beside = (c2 > 0) & (o1 == 0)
    single = (c1 > 0) & (c2 == 0) & (o2 == 0)
    seen = np.bincount(c1[~beside], counts.values[~beside], LETTERS)
    table = np.zeros((LETTERS, LETTERS))
    table[c1[single], o1[single]] = counts.values[single]
    lost = table[:, 0].copy()
    table[:, 0] = 0
    room = (seen + weight)[:, None]
    units = np.zeros(len(channel.keys))
    other = (c1 > 0) & ~single & ~beside & np.isin(counts.keys, channel.keys)
    units[np.searchsorted(channel.keys, counts.keys[other])] = counts.values[other]
    owner = (channel.keys >> np.uint64(32) & np.uint64(255)).astype(int)
    return Channel(
        ((table + weight * channel.one) / room).astype(np.float32),
        ((lost + weight * channel.lost) / room[:, 0]).astype(np.float32),
        channel.added,
        channel.keys,
        ((units + weight * channel.units) / (seen[owner] + weight)).astype(np.float32),
    )


def with_other_marks(channel: Channel, true: Alphabet, read: Alphabet, often: float) -> Channel:
    """The channel with a share ``often`` of each letter given out among the letters of the same
    base letter."""
    bases = np.array([ord(c) for c in strip_marks(true.letters)])
    seen = np.array([ord(c) for c in strip_marks(read.letters)])
    alike = (bases[:, None] == seen[None]).astype(np.float32)
    spread = np.zeros_like(channel.one)
    spread[1 : len(bases) + 1, 1 : len(seen) + 1] = alike / np.maximum(1, alike.sum(1))[:, None]
    share = np.float32(often)
    return replace(channel, one=(1 - share) * channel.one + share * spread)


def with_digits_for_letters(channel: Channel, true: Alphabet, read: Alphabet) -> Channel:
    """The channel with the shares of :data:`DIGITS_FOR_LETTERS` moved to these digits."""
    one = channel.one.copy()
    for (letter, digit), share in DIGITS_FOR_LETTERS.items():
        row = one[true.encode(letter)[0]]
        row *= np.float32(1 - share)
        row[read.encode(digit)[0]] += np.float32(share)
    return replace(channel, one=one)


# Of a letter that may become anything: how often it stays one of its base letter, becomes
# another vowel or consonant, or any letter of its case; how often it is lost.
_STAYS, _KIND, _CASE, _LOST = 0.25, 0.15, 0.4, 0.1


def any_channel(true: Alphabet, read: Alphabet) -> Channel:
    """The channel that may turn a letter into any other of its case."""
    bases = strip_marks(read.letters)
    one = np.full((LETTERS, LETTERS), 0.1 / len(bases), np.float32)
    for letter in true.letters:
        base, row = strip_marks(letter), one[true.encode(letter)[0]]
        cased = [n for n, b in enumerate(bases, 1) if b.isalpha() and b.isupper() == base.isupper()]
        same = [n for n, b in enumerate(bases, 1) if b == base]
        kind = [n for n in cased if _is_vowel(bases[n - 1]) == _is_vowel(base)]
        for share, codes in ((_STAYS, same), (_KIND, kind), (_CASE, cased)):
            row[codes] += np.float32(share / max(1, len(codes)))
    lost = np.full(LETTERS, _LOST, np.float32)
    added = np.full(LETTERS, _LOST / len(bases), np.float32)
    none = np.zeros(0)
    return Channel(one, lost, added, none.astype(np.uint64), none.astype(np.float32))


def _is_vowel(letter: str) -> bool:
    return letter.lower() in "aeiouy"


def exact_channel(pairs: Iterable[tuple[int, int]], noise: float) -> Channel:
    """The channel that reads each true letter as one given letter, but for ``noise``."""
    one = np.full((LETTERS, LETTERS), noise / 120, np.float32)
    for true, read in pairs:
        one[true, read] += 1 - noise
    few = np.full(LETTERS, noise / 120, np.float32)
    none = np.zeros(0)
    return Channel(one, few, few * np.float32(0.5), none.astype(np.uint64), none.astype(np.float32))


@dataclass(frozen=True)
class Channels:
    """The channels a document may have come through, and the alphabets they share."""

    true: Alphabet
    read: Alphabet
    counts: dict[str, Counts]

    @classmethod
    def load(cls, dictionaries: Dictionaries) -> Channels:
        """Read the channels learned by the builder."""
        with safe_open(dictionaries.path("model_channel.safetensors"), "numpy") as stored:
            alphabets = json.loads(stored.metadata()["alphabets"])
            counts = {
                name: Counts(stored.get_tensor(f"{name}.keys"), stored.get_tensor(f"{name}.values"))
                for name in ("english", "vietnamese")
            }
        return cls(Alphabet(alphabets["true"]), Alphabet(alphabets["read"]), counts)

    @cached_property
    def bases(self) -> list[int]:
        """The code of the base letter of every true letter."""
        codes = self.true.encode(strip_marks(self.true.letters))
        return [0, *codes, *range(len(codes) + 1, LETTERS)]

    @cached_property
    def anything(self) -> Channel:
        """Of lines that nobody could read."""
        return any_channel(self.true, self.read)

    @cached_property
    def poor(self) -> Channel:
        """Of Vietnamese OCR of poor paper."""
        learned = channel_of(self.counts["vietnamese"], self.bases)
        return with_other_marks(learned, self.true, self.read, OTHER_MARKS_OF_POOR)

    @cached_property
    def kinds(self) -> dict[str, Channel]:
        """Name to channel: clean, bare (marks stripped), english, vietnamese."""
        letters = self.true.letters
        same = zip(self.true.encode(letters), self.read.encode(letters), strict=True)
        bare = zip(self.true.encode(letters), self.read.encode(strip_marks(letters)), strict=True)
        learned = {name: channel_of(c, self.bases) for name, c in self.counts.items()}
        english = with_digits_for_letters(learned["english"], self.true, self.read)
        vietnamese = with_other_marks(learned["vietnamese"], self.true, self.read, OTHER_MARKS)
        return {
            "clean": exact_channel(same, 0.002),
            "bare": exact_channel(bare, 0.002),
            "english": english,
            "vietnamese": vietnamese,
        }
