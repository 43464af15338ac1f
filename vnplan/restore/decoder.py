"""From the models to the compiled decoder: surfaces, codes, packed arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from vnplan.restore._decoder import Decoder
from vnplan.restore.channel import Alphabet
from vnplan.restore.language import BACKOFF_STEP, BACKOFF_TOP, PROBABILITY_STEP, LanguageModel
from vnplan.syllable import is_syllable

LOWER, TITLE, UPPER = range(3)
_TABLES = (
    "unigram",
    "backoff_1",
    *("start_2", "word_2", "score_2", "backoff_2"),
    *("start_3", "word_3", "score_3", "backoff_3"),
    *("start_4", "word_4", "score_4", "backoff_4"),
    *("start_5", "word_5", "score_5"),
)


def surfaces(language: LanguageModel) -> Iterator[tuple[str, int, int]]:
    """(as printed, number of the word, case) of every word that a repair may produce.

    Abbreviations come in capitals only, words of one letter in no third case.
    """
    for number in language.targets.tolist():
        word = language.words[number]
        if is_syllable(word) or language.case[number][UPPER] > language.case[number][LOWER]:
            yield word, number, LOWER
            yield word.capitalize(), number, TITLE
        if len(word) > 1:
            yield word.upper(), number, UPPER


def new_decoder(language: LanguageModel, alphabet: Alphabet) -> Decoder:
    """A decoder over the language model; it has no channel yet."""
    rows = list(surfaces(language))
    ends = np.cumsum([len(surface) for surface, _, _ in rows], dtype=np.int32)
    return Decoder(
        tuple(np.ascontiguousarray(language.tables[name]) for name in _TABLES),
        (PROBABILITY_STEP, BACKOFF_TOP, BACKOFF_STEP),
        alphabet.encode("".join(surface for surface, _, _ in rows)),
        ends,
        np.array([number for _, number, _ in rows], np.int32),
    )


def arrays_of(
    pairs: Mapping[tuple[str, str], float], true: Alphabet, read: Alphabet
) -> tuple[bytes, bytes, NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
    """(read, true) words and their weights as :meth:`Decoder.count` takes them."""
    reads = [read.encode(r) for r, _ in pairs]
    trues = [true.encode(t) for _, t in pairs]
    return (
        b"".join(trues),
        b"".join(reads),
        np.cumsum([len(t) for t in trues], dtype=np.int32),
        np.cumsum([len(r) for r in reads], dtype=np.int32),
        np.array(list(pairs.values()), np.float32),
    )
