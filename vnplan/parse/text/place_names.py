"""Names of places, alone and in names of bodies."""

from __future__ import annotations

from functools import lru_cache

import regex

from vnplan.parse.text.grammar import Grammar, alternatives
from vnplan.parse.text.passage import fold, lowered

_LETTERS = regex.compile(r"\p{L}+")


@lru_cache(maxsize=8)
def place_words(grammar: Grammar) -> frozenset[str]:
    names = (place.name for places in grammar.places.values() for place in places)
    return frozenset(word for name in names for word in _LETTERS.findall(name))


def unit_in(name: str, grammar: Grammar) -> str | None:
    """The unit a name says it belongs to: "tỉnh Cà Mau" of "Sở Y tế tỉnh Cà Mau"."""
    units = alternatives(sorted(map(fold, grammar.words["bodies"]["units"]), key=len)[::-1])
    matches = list(regex.finditer(rf"(?<!\w){units}\s+(?=[\p{{L}}\d])", fold(name)))
    for match in matches[::-1]:
        kind = lowered(name[match.start() : match.end()].strip())
        if kind not in grammar.words["bodies"]["units"] and not name.isascii():
            continue  # "Kim Quan Sơn" is no Quận Sơn
        rest = regex.match(
            r"(?:\p{Lu}[\p{L}'’]*|\d+|-)(?:\s+(?:\p{Lu}[\p{L}'’]*|\d+|-))*", name[match.end() :]
        )
        if rest:
            return name[match.start() : match.end()].lower() + rest.group()
    return None


def province_in(name: str, grammar: Grammar) -> str | None:
    """The province or district that a name ends with, without its kind: "Tỉnh ủy Cà Mau"."""
    words = name.split()
    for size in range(min(4, len(words) - 1), 0, -1):
        places = grammar.places.get(fold(" ".join(words[-size:])), ())
        if any(place.level != "xa" for place in places):
            return " ".join(words[-size:])
    return None


def is_listed(name: str, grammar: Grammar) -> bool:
    """Whether the list of units has a name of a place, marks and all."""
    units = grammar.places.get(fold(name), ())
    return lowered(name) in {lowered(unit.name) for unit in units}
