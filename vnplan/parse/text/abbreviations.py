"""Abbreviations in names of bodies, and what they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import regex

from vnplan.parse.text.grammar import Grammar
from vnplan.syllable import is_syllable


@lru_cache(maxsize=8)
def abbreviations(grammar: Grammar) -> Mapping[str, str]:
    """Abbreviations of names of bodies and what they stand for; also with a D for their Đ, as a
    text without marks has them."""
    short: dict[str, str] = grammar.words["bodies"]["expand"]
    return {key.replace("Đ", "D"): full for key, full in short.items()} | short


def expand(name: str, grammar: Grammar) -> str:
    """Abbreviations spelled out: "UBND tỉnh" becomes "Ủy ban nhân dân tỉnh"; "GD&ĐĐT", one letter
    of it read twice, is "GD&ĐT"."""
    short = abbreviations(grammar)
    name = _TWICE.sub(lambda m: _once(m.group(), short), name)
    full = _abbreviated(grammar).sub(lambda m: _full(m, short), name)
    full = _STOP_OF_KIND.sub(r"\1", full)
    return regex.sub(r"(?<=\p{Ll})\s?&\s?(?=\p{L})", " và ", full) if full != name else name


# "TP. HẢI PHÒNG" spelled out keeps no full stop.
_STOP_OF_KIND = regex.compile(r"\b(thành phố|thị xã|thị trấn)\.(?=\s+\p{Lu})")


@lru_cache(maxsize=8)
def _abbreviated(grammar: Grammar) -> regex.Pattern[str]:
    pattern = "|".join(sorted(map(regex.escape, abbreviations(grammar)), key=len)[::-1])
    return regex.compile(rf"(?<![\p{{L}}\d])(?:{pattern})(?![\p{{L}}\d])\.?")


_TWICE = regex.compile(r"(?<![\p{L}\d])[\p{Lu}&-]*(\p{Lu})\1[\p{Lu}&-]*(?![\p{L}\d])")


def _once(word: str, short: Mapping[str, str]) -> str:
    """An abbreviation that is known only with one of two equal letters beside each other left
    out."""
    if word in short or is_syllable(word.lower()):
        return word
    ways = (word[:at] + word[at + 1 :] for at in range(1, len(word)) if word[at] == word[at - 1])
    return next((way for way in ways if way in short), word)


def with_first_letter(word: str, grammar: Grammar, *, misread: bool = False) -> str | None:
    """The known abbreviation of which a word in capitals has all but the first letter: "BND" is
    "UBND"; ``None`` where that is none, or it is a word itself. ``misread``: whether the letter may
    also be another one, "LBND"."""
    known = abbreviations(grammar)
    if (
        len(word) < _SHORTEST_REST
        or not word.isupper()
        or word in known
        or word in grammar.agencies
    ):
        return None
    rest = {word, word[1:]} if misread and len(word) > _SHORTEST_REST else {word}
    whole = {short for short in known if short[1:] in rest and "&" not in short}
    return whole.pop() if len(whole) == 1 and not is_syllable(word.lower()) else None


# Fewer letters end too many abbreviations.
_SHORTEST_REST = 3


def left_short(name: str, grammar: Grammar) -> str | None:
    """An abbreviation in a name that is neither spelled out nor a part of the official name."""
    kept = set(grammar.words["bodies"]["kept_short"]) | set(
        grammar.words["bodies"]["heads"]["alone"]
    )
    for word in regex.findall(r"(?<![\p{L}\d])[\p{Lu}&]{2,}(?![\p{Ll}])", name):
        if word not in kept and not regex.fullmatch(r"[IVX]+", word):
            return str(word)
    return None


def _full(match: regex.Match[str], short: Mapping[str, str]) -> str:
    words = short.get(match.group()) or short[match.group().rstrip(".")]
    return words[:1].upper() + words[1:] if match.start() == 0 else words
