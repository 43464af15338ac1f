"""Symbols of texts whose reader knows no Đ: "KH-CDCS" may be "KH-CĐCS"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import regex

from vnplan.parse.header.confirmed_symbols import stands_for
from vnplan.parse.header.letterhead_rows import Letterhead
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import Row
from vnplan.parse.text.numbers import OwnNumber
from vnplan.parse.text.passage import fold

# In so many letters of Vietnamese text a đ is due; every 40th letter is one.
_LETTERS = 150


def knows_no_d(rows: Sequence[Row]) -> bool:
    """Whether what was read, before it was restored, has no đ where some are due."""
    read = " ".join(row.passage.raw() for row in rows)
    restored = any(piece.line.changes for row in rows for piece in row.passage.pieces)
    return restored and sum(map(str.isalpha, read)) >= _LETTERS and not regex.search("[Đđ]", read)


def with_marks(
    number: OwnNumber, head: Letterhead, grammar: Grammar
) -> tuple[OwnNumber, str | None]:
    """The number with the Đ of each part of its symbol that the title or the letterhead says; and
    the first part whose letters neither these nor a list confirm."""
    parts = regex.split(r"([-/+])", number.symbol)
    doubtful = None
    for at, part in enumerate(parts):
        if not part[:1].isalpha():
            continue
        fitting = [way for way in _ways(part) if _is_said(way, head, grammar)]
        known = [way for way in _ways(part) if way in grammar.agencies or way in grammar.type_of]
        if len(fitting) == 1:
            parts[at] = fitting[0]
        elif fitting or known != [part]:
            doubtful = doubtful or part
    symbol = "".join(parts)
    if symbol == number.symbol:
        return number, doubtful
    types = grammar.type_of.get(parts[0], ()) if parts[1:] else ()
    agency = "".join(parts[2:]) if types else parts[0]
    return number.with_symbol(symbol, types, agency), doubtful


def _ways(part: str) -> Iterator[str]:
    """The part with each D as it stands, and as a Đ."""
    for letters in product(*("DĐ" if letter == "D" else letter for letter in part)):
        yield "".join(letters)


def _is_said(part: str, head: Letterhead, grammar: Grammar) -> bool:
    """Whether the title is the type, or a line of the letterhead the body, that a part stands
    for."""
    titled = head.type_name in map(fold, grammar.type_of.get(part, ()))
    return titled or stands_for(part, [row.text for row in head.issuers], grammar)
