"""What the restorer knows, loaded once, and the settings of its decoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vnplan.lexicon import Dictionaries
from vnplan.restore._decoder import Decoder
from vnplan.restore.channel import Channels
from vnplan.restore.context import ContextModel
from vnplan.restore.decoder import new_decoder, surfaces
from vnplan.restore.language import LanguageModel
from vnplan.restore.symbols import SymbolGroups
from vnplan.restore.tokens import Kind
from vnplan.syllable import is_syllable, strip_marks


@dataclass(frozen=True, slots=True)
class RestoreSettings:
    """Scores are natural logarithms.

    Attributes:
        candidates: how many readings of a word the decoder weighs in English OCR.
        few: how many where letters are intact: Vietnamese OCR, marks missing.
        width: how much worse than the best a reading may be in English OCR.
        narrow: the same where letters are intact.
        prior: share of a word's frequency in the choice of candidates.
        beam, margin: hypotheses kept at each word, and how far below the best.
        name: bonus of a name, where marks are not lost throughout: names are not in
            the counts, and a wrong one is worse than a damaged one.
        unknown_letter: cost of each letter of a word that is in no dictionary.
        unknown: what such a word costs more in garbled text.
        foreign: cost, in garbled text, of a known word that is no Vietnamese syllable.
        number: cost of taking a number of one or two digits for a word; below zero, because the
            training pages have fewer letters read as digits than real ones.
        long_number: the same of three digits, which are rarer.
        capitals: cost of taking two capitals of an abbreviation for a word, in English OCR.
        digit: cost of taking a letter of a scan for a digit.
        split, merge: cost of a space lost or added.
        rounds: how often the channel is fitted to the document itself.
        fit: sightings of a letter until the document outweighs the training pages.
        ngram, context: weights of the 5-grams and of the context model where a word is
            weighed again; a context of 0 leaves it out.
    """

    candidates: int = 160
    few: int = 32
    width: float = 16.0
    narrow: float = 13.0
    prior: float = 0.6
    beam: int = 60
    margin: float = 18.0
    name: float = 4.0
    unknown_letter: float = 2.5
    unknown: float = 6.0
    foreign: float = 2.0
    number: float = -6.0
    long_number: float = -9.8
    capitals: float = 8.0
    digit: float = 4.0
    split: float = 7.0
    merge: float = 7.0
    rounds: int = 1
    fit: float = 40.0
    ngram: float = 0.7
    context: float = 0.65


@dataclass(frozen=True, slots=True, eq=False)
class Models:
    """Language model, channels, lexicon and the decoder over them.

    Attributes:
        entries: (as printed, number of the word, case) of each entry of the lexicon.
        entry_text, entry_word, entry_case: the same as arrays.
        entry_place: place of each entry in the order of their letters.
        is_target: per word of the language model, whether a repair may produce it.
        bases: the base letters, in capitals, of all Vietnamese syllables among them.
        unknown: the number of a word that is in no dictionary.
    """

    language: LanguageModel
    channels: Channels
    symbols: SymbolGroups
    decoder: Decoder
    entries: tuple[tuple[str, int, int], ...]
    entry_text: NDArray[np.object_]
    entry_word: NDArray[np.int32]
    entry_case: NDArray[np.int32]
    entry_place: NDArray[np.int32]
    is_target: NDArray[np.bool_]
    bases: frozenset[str]
    unknown: int
    context: ContextModel

    @classmethod
    def load(cls, dictionaries: Dictionaries) -> Models:
        """Read the models.

        Raises:
            DictionaryError: a model file is missing or malformed.
        """
        language = LanguageModel.load(dictionaries)
        channels = Channels.load(dictionaries)
        is_target = np.zeros(len(language.words), np.bool_)
        is_target[language.targets] = True
        entries = tuple(surfaces(language))
        return cls(
            language,
            channels,
            SymbolGroups.load(dictionaries),
            new_decoder(language, channels.true),
            entries,
            np.array([text for text, _, _ in entries], np.object_),
            np.array([word for _, word, _ in entries], np.int32),
            np.array([case for _, _, case in entries], np.int32),
            _places([text for text, _, _ in entries]),
            is_target,
            _bases(language),
            language.number[Kind.OPAQUE.value],
            ContextModel.load(dictionaries, len(language.words)),
        )


def _places(texts: Sequence[str]) -> NDArray[np.int32]:
    """The place of each text in their order."""
    places = np.empty(len(texts), np.int32)
    places[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts))
    return places


def _bases(language: LanguageModel) -> frozenset[str]:
    targets = (language.words[number] for number in language.targets.tolist())
    return frozenset(strip_marks(word).upper() for word in targets if is_syllable(word))
