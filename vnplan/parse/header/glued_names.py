"""Names of bodies in letterheads whose words a reader ran together: "SỞGD&ĐT", "CÔNGTYTNHHMTV"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from vnplan.parse.text.abbreviations import abbreviations
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import is_caps
from vnplan.parse.text.passage import Passage, fold
from vnplan.syllable import is_syllable

_SHORTEST = 3


def unglued(line: Passage, grammar: Grammar) -> Passage:
    """The line with a space between words that were run together, where the first is the head of
    a body's name or an abbreviation, and all of them are known; the rest stays as it is."""
    parts = [_parted(word, grammar) for word in line.text.split(" ")]
    return Passage(" ".join(parts), line.pieces)


def _parted(word: str, grammar: Grammar) -> str:
    known = word in abbreviations(grammar) or word in grammar.words["bodies"]["kept_short"]
    if known or not is_caps(word) or len(word) < _SHORTEST or is_syllable(word.lower()):
        return word
    if cuts := _unit_and_place(fold(word), grammar):
        return " ".join(_cut(word, cuts))
    pattern, sizes = _known(grammar)
    match = pattern.fullmatch(fold(word))
    if match is None:
        return " ".join(_two_syllables(word))
    rest = word[match.start("rest") :] if match["rest"] else ""
    cuts = [size for part in match.captures("part") for size in sizes[part]]
    if len(cuts) + bool(rest) < 2 or (rest and not is_syllable(rest.lower())):
        return " ".join(_two_syllables(word))
    return " ".join(_cut(word, cuts))


def _unit_and_place(folded: str, grammar: Grammar) -> list[int]:
    """How long the words of "TỈNHĐẮKLẮK" are: a kind of unit and a listed place."""
    for unit in sorted(grammar.words["bodies"]["units"], key=len)[::-1]:
        kind = fold(unit).split()
        place = _places(grammar).get(folded.removeprefix("".join(kind)))
        if place and folded.startswith("".join(kind)):
            return [*map(len, kind), *place]
    return []


def _two_syllables(word: str) -> list[str]:
    """A word as the two syllables with marks that it can be parted into in one way only; each
    spells a sound that the other half cannot take over."""
    ways = [
        [word[:at], word[at:]]
        for at in range(2, len(word) - 1)
        if all(is_syllable(half.lower()) and not half.isascii() for half in (word[:at], word[at:]))
    ]
    return ways[0] if len(ways) == 1 else [word]


def _cut(word: str, sizes: list[int]) -> Iterator[str]:
    """Pieces of so many letters each, and what is left."""
    at = 0
    for size in sizes:
        yield word[at : at + size]
        at += size
    if at < len(word):
        yield word[at:]


@lru_cache(maxsize=8)
def _places(grammar: Grammar) -> dict[str, tuple[int, ...]]:
    """How long the words of each listed place are, by its letters."""
    keys = (key.split() for key in grammar.places if key.replace(" ", "").isalpha())
    return {"".join(words): tuple(map(len, words)) for words in keys}


@lru_cache(maxsize=8)
def _known(grammar: Grammar) -> tuple[regex.Pattern[str], dict[str, tuple[int, ...]]]:
    """A pattern of heads and abbreviations without spaces, and how long the words of each are."""
    bodies = grammar.words["bodies"]
    heads = [*bodies["heads"]["alone"], *bodies["heads"]["named"]]
    short = [key for key in (*abbreviations(grammar), *bodies["kept_short"]) if len(key) > 2]
    sizes: dict[str, tuple[int, ...]] = {}
    for phrase in (*heads, *short):
        words = fold(phrase).split()
        if len("".join(words)) > 1:
            sizes.setdefault("".join(words), tuple(map(len, words)))
    longest = sorted(map(regex.escape, sizes), key=len)[::-1]
    return regex.compile(rf"(?P<part>{'|'.join(longest)})+(?P<rest>\p{{L}}*)"), sizes
