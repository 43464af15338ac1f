"""Names of a letterhead that break off within a pair of words or a place, and go on below:
"SỞ NỘI VỤ THÀNH" / "PHỐ HẢI PHÒNG", "UBND TỈNH LAI" / "CHÂU"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.misread import alike
from vnplan.parse.text.passage import Passage, fold, lowered

_WORD = regex.compile(r"[\p{L}\d'’]+")
# A place has so many words at most.
_MOST_WORDS = 4
# Of so many letters and more, one may be misread.
_SHORTEST = 5
# Of a province or a district: the names of communes are too many to tell one from another by most
# of its letters.
_WIDE = {"tinh", "huyen"}


def goes_on_below(above: str, text: str, grammar: Grammar) -> bool:
    """Whether ``text`` opens with the second word of a kind of unit, or with the rest of a place
    or the whole of it, of which the line ``above`` has what stands before.

    The marks tell: "ĐOAN HÙNG" is a place, "ĐOÀN THANH NIÊN" a body.
    """
    words, below = lowered(above).split(), _WORD.findall(lowered(text))
    if not words or not below:
        return False
    pairs = {tuple(unit.split()) for unit in grammar.words["bodies"]["units"] if " " in unit}
    if (words[-1], below[0]) in pairs:
        return True
    return any((*begun, *below) in _places(grammar) for begun in _begun(words, grammar))


def _begun(words: Sequence[str], grammar: Grammar) -> Iterator[Sequence[str]]:
    """What stands of a place at the end of a line behind a kind of unit; it may be nothing."""
    for size in range(min(_MOST_WORDS, len(words))):
        before = " ".join(words[: len(words) - size])
        kinds = grammar.words["bodies"]["units"]
        if any(f" {before}".endswith(f" {kind}") for kind in kinds):
            yield words[len(words) - size :]


@lru_cache(maxsize=8)
def _places(grammar: Grammar) -> frozenset[tuple[str, ...]]:
    """The words of each listed place, of two words and more."""
    names = (place.name for places in grammar.places.values() for place in places)
    return frozenset(tuple(_WORD.findall(lowered(name))) for name in names if " " in name)


def as_place(line: Passage, above: str, dated: str | None, grammar: Grammar) -> Passage:
    """A scanned line below one that ends with a kind of unit, "CỤC THUẾ TỈNH" / "VĨINHLONG", with
    the name of the place whose letters it has but for one: that of the date line, or the only one
    of such a kind that is listed."""
    kinds = sorted(grammar.words["bodies"]["units"], key=len)[::-1]
    kind = next((kind for kind in kinds if f" {fold(above)}".endswith(f" {fold(kind)}")), None)
    read = _letters(line.text)
    if kind is None or not line.is_scanned() or len(read) < _SHORTEST:
        return line
    if fold(line.text) in grammar.places:
        return line
    if dated and alike(read, _letters(dated)):
        return Passage(dated.upper(), line.pieces)
    names = {
        place.name
        for places in grammar.places.values()
        for place in places
        if place.kind == kind and place.level in _WIDE and alike(read, _letters(place.name))
    }
    return Passage(names.pop().upper(), line.pieces) if len(names) == 1 else line


def _letters(text: str) -> str:
    return "".join(_WORD.findall(fold(text)))
