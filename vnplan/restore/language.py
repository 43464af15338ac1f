"""The syllable n-grams that say what a restored text probably is.

Packed by ``tools/build_language_model.py``; the decoder reads the arrays as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

from vnplan.errors import DictionaryError
from vnplan.lexicon import Dictionaries
from vnplan.restore.tokens import Kind

START = 0
CLASSES = ("<s>", *(k.value for k in Kind if k is not Kind.WORD))
# Logarithms are stored in one byte: minus a multiple of the step, from the top.
PROBABILITY_STEP = 0.06
BACKOFF_TOP, BACKOFF_STEP = 2.0, 0.05


@dataclass(frozen=True, slots=True, eq=False)
class LanguageModel:
    """Vocabulary and back-off n-grams.

    Attributes:
        words: the vocabulary by number; the first are :data:`CLASSES`.
        number: the inverse of ``words``.
        targets: numbers of the words that a repair may produce; none has a digit, which is read
            or not, but never to be guessed ("A3" for "A1").
        case: size × 3 quantised minus-log probabilities of lower, Title, UPPER.
        tables: the packed arrays, named as the builder names them.
    """

    words: tuple[str, ...]
    number: dict[str, int]
    targets: NDArray[np.int64]
    case: NDArray[np.uint8]
    tables: dict[str, NDArray[np.generic]]

    @classmethod
    def load(cls, dictionaries: Dictionaries) -> LanguageModel:
        """Read the model.

        Raises:
            DictionaryError: a file is missing, or the two do not belong together.
        """
        rows = dictionaries.tsv("model_vocabulary.tsv", 3)
        words = (*CLASSES, *(word for word, _, _ in rows))
        targets = [
            number
            for number, (word, _, target) in enumerate(rows, len(CLASSES))
            if target == "1" and not any(map(str.isdigit, word))
        ]
        with safe_open(dictionaries.path("model_language.safetensors"), "numpy") as stored:
            tables = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
        if len(tables["unigram"]) != len(words):
            fact = "model_vocabulary.tsv and model_language.safetensors do not belong together"
            raise DictionaryError(fact, "python -m tools.build_language_model")
        case = tables.pop("case").astype(np.uint8)
        number = {word: i for i, word in enumerate(words)}
        return cls(words, number, np.array(targets), case, tables)
