"""Specks of the paper that a bad OCR reads as signs of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import regex

from vnplan.model import Change, Line
from vnplan.restore.language import START
from vnplan.restore.models import Models
from vnplan.restore.reading import Reading, Taken
from vnplan.syllable import is_syllable

# Signs that no administrative document prints alone, with the space behind them.
_SPECK = regex.compile(r"(?<!\S)[_|~¬°^`´¦\\‘’]{1,2}(?:\s+|$)")
_SURE = 0.9
# Dust between two words, with the spaces around it: "tổ.chức", "báo .cáo", "quy: định".
_DUST = regex.compile(r"(?=.*\S)\s?[.:'‘’·*•]\s?[-.]?")
# One sign in so many is dust, at least, where the word behind it follows the word before it
# so often; of 787 colons printed between words in small letters it is one.
_BELONGS = 0.2


def specks(line: Line) -> Iterator[Change]:
    """The removals of lone signs from one line of garbled text.

    >>> [(c.start, c.before) for c in specks(Line(1, "_ 8. Tang cuong | ung dung ’"))]
    [(0, '_ '), (16, '| '), (27, '’')]
    """
    for match in _SPECK.finditer(line.text):
        yield Change(match.start(), match.end(), match.group(), "", "speck", _SURE)


def dust(reading: Reading, lines: Sequence[Line], models: Models) -> Iterator[tuple[int, Change]]:
    """(index of the line, change) for every sign inside what is surely one expression.

    No sentence ends before a small letter; what parts two syllables in small letters of which
    the second mostly follows the first is dust of the paper.
    """
    for one, two in pairwise(reading.taken):
        left, right = reading.paragraph[one.at], reading.paragraph[two.at]
        line = lines[left.line]
        if left.line == right.line and is_scanned(line):
            start, stop = left.piece.stop, right.piece.start
            between = line.text[start:stop]
            if _DUST.fullmatch(between) and _is_small(one) and _is_small(two):
                share = follows(reading.words[one.word], reading.words[two.word], models)
                if share > _BELONGS:
                    yield left.line, Change(start, stop, between, " ", "speck", _SURE)


def is_scanned(line: Line) -> bool:
    """Whether an OCR read the line: it says how sure it is of each word."""
    return any(word.confidence is not None for word in line.words)


def _is_small(taken: Taken) -> bool:
    """Whether a single piece is one syllable in small letters, more than a letter of a list."""
    text = taken.text
    alone = taken.pieces == 1 and taken.words == 1
    return alone and len(text) > 1 and text.islower() and is_syllable(text)


def follows(one: int, two: int, models: Models) -> float:
    """How often word number ``two`` follows word number ``one``, 0–1."""
    return float(np.exp(models.decoder.follows(np.array([START, one, two], np.int32))))
