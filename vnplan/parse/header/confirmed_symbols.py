"""Symbols whose every part the letterhead says in words, too: such a one was read right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from vnplan.parse.header.letterhead_rows import Letterhead
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.numbers import OwnNumber
from vnplan.parse.text.passage import fold

# Two parts at least: one alone may agree by chance.
_LEAST = 2
# Words that abbreviations leave out.
_LEFT_OUT = frozenset({"VÀ", "CỦA", "CÁC"})


def is_confirmed(symbol: str, head: Letterhead, grammar: Grammar) -> bool:
    """Whether the letterhead prints what each part of a symbol stands for: "KH-SNV" below "SỞ NỘI
    VỤ" and above "KẾ HOẠCH"."""
    first, *bodies = parts = regex.split(r"[-/+]", symbol)
    printed = head.type_name in map(fold, grammar.type_of.get(first, ()))
    issuers = [row.text for row in head.issuers]
    named = [bool(stands_for(part, issuers, grammar)) for part in (bodies if printed else parts)]
    return len(parts) >= _LEAST and all(named)


def lacks_type(number: OwnNumber, head: Letterhead, grammar: Grammar) -> bool:
    """Whether a symbol has no abbreviation of a type although the title prints a type that has
    one: "/ĐTN" above "CHƯƠNG TRÌNH", which is CTr."""
    shortened = {fold(name) for names in grammar.type_of.values() for name in names}
    parts = regex.split(r"[-/+]", number.symbol)
    return head.type_name in shortened and not any(part in grammar.type_of for part in parts)


def stands_for(part: str, issuers: Sequence[str], grammar: Grammar) -> bool:
    """Whether an abbreviation stands in the issuers' lines, for a body named there, or is made of
    initials of their words that follow each other."""
    text = " ".join(issuers)
    folded = fold(text)
    known = (name for name, _ in grammar.agencies.get(part, ()))
    return (
        part in text.split()
        or any(fold(name) in folded for name in known)
        or (len(part) >= _LEAST and part in "".join(initials(text)))
    )


def initials(text: str) -> Iterator[str]:
    for word in regex.findall(r"\p{L}+", text.upper()):
        if word not in _LEFT_OUT:
            yield "Đ" if word[0] == "Đ" else fold(word[0]).upper()
