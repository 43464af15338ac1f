"""Capitals of a scan that differ from small letters in nothing but height."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from vnplan.model import Line
from vnplan.restore.decoder import LOWER
from vnplan.restore.language import PROBABILITY_STEP
from vnplan.restore.models import Models
from vnplan.restore.reading import Reading, Taken
from vnplan.restore.specks import follows, is_scanned
from vnplan.syllable import strip_marks

_SAME_SHAPE = frozenset("COSVX")
# A capital stays unless its word follows the one before it so often, and is so often small:
# among 1.6 million clean words two are capitals nevertheless.
_BELONGS, _SMALL = 0.4, 0.9


def with_small_letters(reading: Reading, lines: Sequence[Line], models: Models) -> Reading:
    """The reading with "bổ sung" for "bổ Sung" and "hồ sơ" for "hồ SƠ" in lines of a scan."""
    for number, (one, two) in enumerate(pairwise(reading.taken), 1):
        if one.text.islower() and _is_tall(two) and _between(reading, one, two, lines) == " ":
            first, second = reading.words[one.word], reading.words[two.word]
            if follows(first, second, models) > _BELONGS and _is_mostly_small(second, models):
                reading = reading.with_text(number, two.text.lower())
    return reading


def _is_tall(taken: Taken) -> bool:
    """Whether all capitals of a word may be small letters."""
    capitals = {letter for letter in strip_marks(taken.text) if letter.isupper()}
    alone = taken.pieces == 1 and taken.words == 1 and len(taken.text) > 1
    return alone and bool(capitals) and capitals <= _SAME_SHAPE


def _between(reading: Reading, one: Taken, two: Taken, lines: Sequence[Line]) -> str:
    """What a line of a scan prints between two neighbours; empty where they do not share one."""
    left, right = reading.paragraph[one.at + one.pieces - 1], reading.paragraph[two.at]
    line = lines[left.line]
    scanned = left.line == right.line and is_scanned(line)
    return line.text[left.piece.stop : right.piece.start] if scanned else ""


def _is_mostly_small(word: int, models: Models) -> bool:
    return float(np.exp(-PROBABILITY_STEP * models.language.case[word][LOWER])) > _SMALL
