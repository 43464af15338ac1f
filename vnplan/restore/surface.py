"""How words look in print, beside what they are: the marks between them, and their capitals.

An OCR keeps most of both, whatever it does to letters: in "báo cáo kết quả, đề xuất" the
comma tells "đề" from "để". The trainer of the context model and the restorer share these
classes, so that what was learned is what is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from vnplan.restore.tokens import Kind, Piece


class Mark(IntEnum):
    """What stands between two words; of several marks the one that parts them most."""

    NONE = 0
    OTHER = 1
    DASH = 2
    CLOSING = 3
    OPENING = 4
    COMMA = 5
    COLON = 6
    SEMICOLON = 7
    STOP = 8


class Shape(IntEnum):
    """The capitals of a word; ``NUMBER`` stands for all that is no word, ``UNKNOWN`` for capitals
    that no print has."""

    LOWER = 0
    TITLE = 1
    UPPER = 2
    NUMBER = 3
    UNKNOWN = 4


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """How running words look.

    Attributes:
        marks: the :class:`Mark` before each word.
        shapes: the :class:`Shape` of each.
    """

    marks: NDArray[np.int64]
    shapes: NDArray[np.int64]


_MARKS = {
    **dict.fromkeys("-–—/+*•", Mark.DASH),
    **dict.fromkeys(")]}”»’", Mark.CLOSING),
    **dict.fromkeys("([{“«‘\"'", Mark.OPENING),
    ",": Mark.COMMA,
    ":": Mark.COLON,
    ";": Mark.SEMICOLON,
    **dict.fromkeys(".?!…", Mark.STOP),
}


def mark_of(between: str) -> Mark:
    """The mark in the text between two words.

    >>> mark_of(" "), mark_of("), "), mark_of(' "'), mark_of(". - ")
    (<Mark.NONE: 0>, <Mark.COMMA: 5>, <Mark.OPENING: 4>, <Mark.STOP: 8>)
    """
    if between in (" ", ""):
        return Mark.NONE
    return max((_MARKS.get(sign, Mark.OTHER) for sign in between if sign != " "), default=Mark.NONE)


def shape_of(word: str) -> Shape:
    """The capitals of a word; a lone capital is one that begins a word.

    >>> [shape_of(word).name for word in ("và", "Ban", "Y", "UBND", "QĐ-TTg", "xÃ")]
    ['LOWER', 'TITLE', 'TITLE', 'UPPER', 'UNKNOWN', 'UNKNOWN']
    """
    if word.islower():
        return Shape.LOWER
    if word.istitle():
        return Shape.TITLE
    return Shape.UPPER if word.isupper() else Shape.UNKNOWN


def shape_of_piece(piece: Piece) -> Shape:
    """The capitals of a piece as it was read."""
    return shape_of(piece.text) if piece.kind is Kind.WORD else Shape.NUMBER
