"""What may have been written where something was read: the arcs of the lattice.

For each word: what stands, its candidates under the channel, two words where a
space was lost, one word where a space was added. Numbers, dates, document symbols and
addresses have one reading, their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import regex
from numpy.typing import NDArray

from vnplan.restore.choices import NO_WORD, Choice, Choices, Single
from vnplan.restore.decoder import LOWER, TITLE, UPPER
from vnplan.restore.fixed import has_no_other_reading, may_be_number, may_be_word_in_capitals
from vnplan.restore.language import PROBABILITY_STEP
from vnplan.restore.models import Models, RestoreSettings
from vnplan.restore.paragraphs import Paragraph, Spot
from vnplan.restore.seen import GARBLED, Seen
from vnplan.restore.tokens import Kind, model_word
from vnplan.syllable import is_syllable, place_tone

# Icelandic eth is what Tesseract prints for Đ.
_LOOKALIKES = str.maketrans("Ðð", "Đđ")
_NUMBER_BEHIND = regex.compile(r"(\p{L}\D*?)(\d[\d./,-]*)")
# Two digits at least, one of them sure: single ones are mostly misread letters.
_NUMBER_BEFORE = regex.compile(r"(?=\D?\d)([\dOIl]{2,4})(\p{L}{2}\D*)")
_SHORT_NUMBER = regex.compile(r"\d{1,3}")
_DIGITS = str.maketrans("IlO", "110")
# Capitals by chance: scores of lower, Title and UPPER in a line of capitals, and
# the least they get where a sentence opens.
_SHOUTING = (-2.5, -2.5, -0.1)
_OPENING = (-1.0, -0.7, -4.0)

# The worst score of a candidate; of one whose spaces are damaged too.
REACH, REACH_ACROSS = 48.0, 9.0
# The same where all letters are intact and only their marks are lost.
REACH_BARE = 6.0
WORST_CUT = -24.0
# From this score of its best candidate on, a word needs no other candidates when the channel
# has been fitted.
EXPLAINED = -3.0
MERGED_LETTERS = 8
# By how much, in nats, what stands is likelier where Tesseract is sure of it.
SURELY = 1.0


def fold(text: str) -> str:
    """The text as the channel spells it: Đ for eth, tones where tradition puts them."""
    return place_tone(text.translate(_LOOKALIKES), "traditional")


# What the choices at a piece depend on, beside the channel.
_Key: TypeAlias = tuple[str, bool, bool, bool, bool, tuple[str, ...], bool]


def _key(spot: Spot) -> _Key:
    text = spot.piece.text
    return text, spot.shouting, spot.opening, spot.named, spot.fixed, spot.again, spot.sure


@dataclass(slots=True)
class Lattice:
    """Choices under one channel; what was found once is remembered.

    Attributes:
        models: lexicon, language model, decoder (its channel is set here).
        settings: costs and widths.
        seen: what the text came through.
        draft: the lattice of the same text before the channel was fitted to it; its
            candidates are weighed again instead of all words.
    """

    models: Models
    settings: RestoreSettings
    seen: Seen
    draft: Lattice | None = None
    _near: dict[tuple[str, int, float, float], tuple[NDArray[np.int32], NDArray[np.float32]]] = (
        field(default_factory=dict)
    )
    _alone: dict[_Key, Choices] = field(default_factory=dict)
    _single: dict[tuple[_Key, bool], Single] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.take_up()

    def take_up(self) -> None:
        """Hand the channel to the decoder, which holds one at a time."""
        self.models.decoder.set_channel(*self.seen.channel.logs())

    @property
    def size(self) -> int:
        """How many words are remembered."""
        return len(self._near) + len(self._alone)

    def choices(self, paragraph: Paragraph, at: int) -> Choices:
        """The choices that begin at piece ``at``."""
        spot = paragraph[at]
        found = self._of_one(spot)
        if at + 1 < len(paragraph) and self._may_merge(spot, paragraph[at + 1]):
            merged = list(self._merged(spot, paragraph[at + 1]))
            if merged:
                return found + Choices.of(merged)
        return found

    def single(self, spot: Spot, known: bool) -> Single:
        """The choices that read a piece alone as one word; only as one that a repair may
        produce where ``known`` says so."""
        key = (_key(spot), known)
        found = self._single.get(key)
        if found is None:
            choices = self._of_one(spot)
            is_meant = self.models.is_target[choices.first] | (not known)
            found = self._single[key] = Single.among(choices, is_meant)
        return found

    def _of_one(self, spot: Spot) -> Choices:
        """The choices at a piece without what stands behind it."""
        key = _key(spot)
        found = self._alone.get(key)
        if found is None:
            found = self._readings(spot)
            if spot.again:
                alone = spot._replace(again=(), sure=False)
                others = (alone._replace(piece=spot.piece._replace(text=t)) for t in spot.again)
                found = found.or_of([self._of_one(other) for other in others])
            if spot.sure:
                found = found.favouring(spot.piece.text, SURELY)
            self._alone[key] = found
        return found

    @property
    def _is_damaged(self) -> bool:
        """Whether letters are damaged besides marks, so that much may have been written."""
        return self.seen.english > GARBLED

    def _wanted(self) -> int:
        """How many candidates."""
        return self.settings.candidates if self._is_damaged else self.settings.few

    def near(
        self, text: str, wanted: int, reach: float = REACH, width: float | None = None
    ) -> list[tuple[int, float]]:
        """(entry of the lexicon, score under the channel), most likely first; none
        worse than ``-reach``, nor by more than ``width`` (that of the settings, where none is
        given) than the best, nor with other letters where letters are intact."""
        entries, scores = self._search(text, wanted, reach, width)
        return list(zip(entries.tolist(), scores.tolist(), strict=True))

    def _search(
        self, text: str, wanted: int, reach: float, width: float | None = None
    ) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        settings = self.settings
        if width is None:
            width = settings.width if self._is_damaged else settings.narrow
        key = (text, wanted, reach, width)
        found = self._near.get(key)
        if found is None:
            decoder = self.models.decoder
            read = self.models.channels.read.encode(fold(text))
            if self.seen.bare > GARBLED:
                reach = min(reach, REACH_BARE)
            before = None if self.draft is None else self.draft._near.get(key)
            if before is None or before[1].max(initial=-np.inf) < EXPLAINED:
                packed = decoder.search(read, wanted, width, settings.prior, reach)
            else:
                entries = before[0][np.argsort(self.models.entry_place[before[0]])]
                packed = decoder.rescore(read, entries, width, settings.prior, reach)
            found = np.frombuffer(packed[0], np.int32), np.frombuffer(packed[1], np.float32)
            self._near[key] = found
        return found

    def _readings(self, spot: Spot) -> Choices:
        piece = spot.piece
        if piece.kind is not Kind.WORD:
            text = self._symbol(piece.text) if piece.kind is Kind.SYMBOL else piece.text
            number = self.models.language.number[piece.kind.value]
            kept = Choices.of([Choice(1, number, NO_WORD, 0.0, text)])
            misread = self.seen.english > GARBLED and _SHORT_NUMBER.fullmatch(piece.text)
            if misread and not spot.fixed:
                is_long = len(piece.text.lstrip("0")) > 2
                cost = self.settings.long_number if is_long else self.settings.number
                return kept + self._candidates(spot, cost)
            return kept
        as_it_is = self._kept(spot)
        if may_be_number(spot, self.seen):
            number = self.models.language.number[Kind.NUMBER.value]
            digits = piece.text.translate(_DIGITS)
            counted = Choice(1, number, NO_WORD, -self.settings.digit, digits)
            return Choices.of([as_it_is, counted])
        if has_no_other_reading(spot, self.seen, self.models):
            text = as_it_is.text
            kept = Choices.of(
                [as_it_is._replace(text=self._symbol(text) if text.isupper() else text)]
            )
            if may_be_word_in_capitals(spot, self.seen):
                return kept + self._candidates(spot, self.settings.capitals)
            return kept
        return Choices.of([as_it_is, *self._split(spot)]) + self._candidates(spot, 0.0)

    # -- what stands ---------------------------------------------------------

    def _symbol(self, text: str) -> str:
        """A symbol or abbreviation with its marks."""
        if self.seen.garbled > GARBLED:
            return self.models.symbols.repair(text)
        return self.models.symbols.tidied(text)

    def _kept(self, spot: Spot) -> Choice:
        """The piece as it stands: a known word, or one of no dictionary."""
        text = spot.piece.text
        folded = fold(text)
        alphabets = self.models.channels
        true, read = alphabets.true.encode(folded), alphabets.read.encode(folded)
        score = float(np.log(self.seen.channel.one[list(true), list(read)]).sum())
        if spot.named and self.seen.garbled <= GARBLED:
            score += self.settings.name
        word = self.models.language.number.get(folded.lower())
        if word is None:
            score -= self.settings.unknown_letter * len(text)
            score -= self.seen.garbled * self.settings.unknown * (1 + 0.3 * len(text))
            return Choice(1, self.models.unknown, NO_WORD, score, text)
        if not self.models.is_target[word]:
            score -= self.settings.foreign * self.seen.garbled
        return Choice(1, word, NO_WORD, score + self._case_score(word, _case(text), spot), text)

    def _case_score(self, word: int, case: int, spot: Spot) -> float:
        if spot.shouting:
            return _SHOUTING[case]
        usual = -PROBABILITY_STEP * float(self.models.language.case[word][case])
        return max(usual, _OPENING[case]) if spot.opening else usual

    # -- what may stand ------------------------------------------------------

    def _candidates(self, spot: Spot, cost: float) -> Choices:
        entries, scores = self._search(spot.piece.text, self._wanted(), REACH)
        words, cases = self.models.entry_word[entries], self.models.entry_case[entries]
        return Choices(
            tuple(self.models.entry_text[entries].tolist()),
            np.ones(len(entries), np.int32),
            words,
            np.full(len(entries), NO_WORD, np.int32),
            (scores - np.float32(cost) + self._case_scores(words, cases, spot)).astype(np.float32),
        )

    def _case_scores(
        self, words: NDArray[np.int32], cases: NDArray[np.int32], spot: Spot
    ) -> NDArray[np.float32]:
        """:meth:`_case_score` of many."""
        if spot.shouting:
            return np.array(_SHOUTING, np.float32)[cases]
        usual = np.float32(-PROBABILITY_STEP) * self.models.language.case[words, cases]
        if spot.opening:
            usual = np.maximum(usual, np.array(_OPENING, np.float32)[cases])
        return np.asarray(usual, np.float32)

    def _split(self, spot: Spot) -> Iterator[Choice]:
        """A space was lost: "ngay04", "09thang", "tronghoc"."""
        text = spot.piece.text
        glued = _NUMBER_BEHIND.fullmatch(text)
        if glued:
            yield from self._number_behind(spot, glued[1], glued[2])
        glued = _NUMBER_BEFORE.fullmatch(text)
        if glued:
            yield from self._number_before(spot, glued[1], glued[2])
        _, scores = self._search(text, self._wanted(), REACH)
        if len(text) < 4 or (len(scores) and scores[0] > -self.settings.split):
            return
        for cut in range(1, len(text)):
            yield from self._cut(spot, text[:cut], text[cut:])

    def _number_behind(self, spot: Spot, left: str, digits: str) -> Iterator[Choice]:
        kind = Kind.DATE if "/" in digits else Kind.NUMBER
        number = self.models.language.number[kind.value]
        for entry, score in self.near(left, 12, REACH_ACROSS):
            surface, word, case = self.models.entries[entry]
            if not is_syllable(surface):
                continue
            total = score - 1.0 + self._case_score(word, case, spot)
            yield Choice(1, word, number, total, f"{surface} {digits}")

    def _number_before(self, spot: Spot, digits: str, right: str) -> Iterator[Choice]:
        number = self.models.language.number[Kind.NUMBER.value]
        digits = digits.translate(_DIGITS)
        for entry, score in self.near(right, 12, REACH_ACROSS):
            surface, word, case = self.models.entries[entry]
            if is_syllable(surface):
                total = score - self.settings.split + self._case_score(word, case, spot)
                yield Choice(1, number, word, total, f"{digits} {surface}")

    def _cut(self, spot: Spot, left: str, right: str) -> Iterator[Choice]:
        for entry, score in self.near(left, 6, REACH_ACROSS):
            surface, word, case = self.models.entries[entry]
            for entry2, score2 in self.near(right, 6, REACH_ACROSS):
                surface2, word2, case2 = self.models.entries[entry2]
                if case2 != case and (case, case2) != (TITLE, LOWER):
                    continue
                total = score + score2 - self.settings.split + self._case_score(word, case, spot)
                if total > WORST_CUT:
                    yield Choice(1, word, word2, total, f"{surface} {surface2}")

    def _may_merge(self, spot: Spot, after: Spot) -> bool:
        """Whether a space may have been added: two short words, not both known."""
        a, b = spot.piece, after.piece
        if spot.line != after.line or b.start != a.stop + 1:
            return False
        if a.kind is not Kind.WORD or b.kind is not Kind.WORD:
            return False
        if len(a.text) + len(b.text) > MERGED_LETTERS:
            return False
        known = self.models.language.number
        both = model_word(a) in known and model_word(b) in known
        return not both or len(a.text) == 1 or len(b.text) == 1

    def _merged(self, spot: Spot, after: Spot) -> Iterator[Choice]:
        for entry, score in self.near(spot.piece.text + after.piece.text, 12, REACH_ACROSS):
            surface, word, case = self.models.entries[entry]
            total = score - self.settings.merge + self._case_score(word, case, spot)
            yield Choice(2, word, NO_WORD, total, surface)


def _case(text: str) -> int:
    if len(text) > 1 and text.isupper():
        return UPPER
    return TITLE if text[0].isupper() else LOWER
