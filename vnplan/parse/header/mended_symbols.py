"""Symbols of scans put right by what the rest of the letterhead says in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from vnplan.parse.header.confirmed_symbols import initials, stands_for
from vnplan.parse.header.letterhead_rows import Letterhead
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.numbers import OwnNumber
from vnplan.parse.text.passage import fold

# Shorter parts may differ from a right one by chance, where no title says what they are.
_LEAST = 4


def mended(number: OwnNumber, head: Letterhead, grammar: Grammar) -> OwnNumber:
    """The number with each part of its symbol that is no known abbreviation, and differs by one
    letter from that of the printed title or of a body in the letterhead, put right: "CT-UBNB"
    below "ỦY BAN NHÂN DÂN" is "CT-UBND", "TIrVHTT" above "TỜ TRÌNH" is "TTr-VHTT"."""
    issuers = [row.text for row in head.issuers]
    types = _types_of(head.type_name, grammar)
    parts = regex.split(r"([-/+])", number.symbol)
    first = _type_put_right(parts[0], types, issuers, grammar)
    rest = [_body_put_right(part, issuers, grammar) for part in parts[2::2]]
    if not first[1:] and first[0] == parts[0] and first[0] not in types:
        first = [_body_put_right(parts[0], issuers, grammar)]
    signs = ["-", *parts[1::2]] if first[1:] else parts[1::2]
    groups = [*first, *rest]
    symbol = groups[0] + "".join(
        sign + group for sign, group in zip(signs, groups[1:], strict=True)
    )
    if symbol == number.symbol:
        return number
    named = grammar.type_of.get(groups[0], ()) if groups[1:] else ()
    agency = symbol.partition(signs[0])[2] if named else groups[0]
    return number.with_symbol(symbol, named, agency)


def _types_of(type_name: str, grammar: Grammar) -> list[str]:
    """The abbreviations of the printed type."""
    return [
        short
        for short, names in grammar.type_of.items()
        if type_name and any(fold(name) == type_name for name in names)
    ]


def _type_put_right(
    part: str, types: Sequence[str], issuers: Sequence[str], grammar: Grammar
) -> list[str]:
    """The first part of a symbol as the title says it, cut where its dash was lost."""
    if part in grammar.type_of or part in grammar.agencies:
        return [part]
    for short in sorted(types, key=len)[::-1]:
        own, after = part[: len(short)], part[len(short) :]
        if len(short) == len(part) and _differs_by_one(part, short):
            return [short]
        printed = own == short or (len(short) > 2 and _differs_by_one(own, short))
        if printed and len(after) > 1 and stands_for(after, issuers, grammar):
            return [short, after]
    return [part]


def _body_put_right(part: str, issuers: Sequence[str], grammar: Grammar) -> str:
    """A part of a symbol as the letterhead's bodies abbreviate it."""
    known = part in grammar.agencies or part in grammar.type_of
    if known or len(part) < _LEAST or not part.isupper() or stands_for(part, issuers, grammar):
        return part
    near = set(_abbreviations(issuers, len(part), grammar))
    found = [each for each in near if _differs_by_one(part, each)]
    return found[0] if len(found) == 1 else part


def _abbreviations(issuers: Sequence[str], size: int, grammar: Grammar) -> Iterator[str]:
    """Abbreviations of so many letters of the bodies in the letterhead."""
    folded = fold(" ".join(issuers))
    for short, names in grammar.agencies.items():
        if len(short) == size and any(fold(name) in folded for name, _ in names):
            yield short
    for line in issuers:
        letters = "".join(initials(line))
        if len(letters) == size:
            yield letters


def _differs_by_one(one: str, other: str) -> bool:
    """Whether two words of one length differ in one letter."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
