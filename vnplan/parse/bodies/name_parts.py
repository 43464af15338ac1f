"""Words inside the name of a body that would end it elsewhere."""

from __future__ import annotations

import regex

from vnplan.parse.bodies.name_charges import charge
from vnplan.parse.bodies.name_clauses import clause_within
from vnplan.parse.bodies.name_verbs import kind, modifier, place_clause
from vnplan.parse.bodies.phrases import Text, Words


def part_of_name(cut: Text, low: int, at: int, words: Words) -> int:
    """How many words at ``at`` are part of the name, whatever they would be elsewhere."""
    word = cut.words[at]
    if word in (".", "…"):
        return int(_trails_off(cut, at) or _shortened(cut, at))
    if word == "từ":
        return _range_of_places(cut, at)
    if clause := _given(cut, at) or place_clause(cut, low, at, words):
        return clause
    if clause := clause_within(cut, low, at, words):
        return clause
    kept = words.kept.match(cut.words, at) or kind(cut, low, at, words)
    return kept or modifier(cut, low, at, words) or charge(cut, low, at, words)


# "các Hội được Đảng, Nhà nước giao nhiệm vụ": which ones are meant.
_GIVEN = regex.compile(
    r"được (?:[\p{L},]+ ){1,8}?(?:giao|phân công|ủy quyền)\b(?: nhiệm vụ| quản lý| chủ trì)?"
)
_LONGEST_GIVEN = 12


def _given(cut: Text, at: int) -> int:
    """How many words "được Đảng, Nhà nước giao nhiệm vụ" has at ``at``."""
    if cut.words[at] != "được" or not (cut.upper(at + 1) or cut.words[at + 1 : at + 2] == ("cấp",)):
        return 0
    given = _GIVEN.match(" ".join(cut.words[at : at + _LONGEST_GIVEN]))
    return len(given.group().split()) if given else 0


def _trails_off(cut: Text, at: int) -> bool:
    """ "ngành giáo dục... quan tâm": dots in the middle of a sentence."""
    below = cut.words[at + 1] if at + 1 < len(cut.words) else ""
    return below == "." or (below.isalpha() and not cut.upper(at + 1))


def _shortened(cut: Text, at: int) -> bool:
    """ "TP. Bến Xuân", "P. Gò Hạ": a full stop that shortens the noun of a unit."""
    return cut.words[at - 1] in _SHORT_UNITS and cut.upper(at - 1) and cut.upper(at + 1)


_SHORT_UNITS = frozenset({"tp", "tx", "tt", "q", "p", "h", "x", "t"})


def _range_of_places(cut: Text, at: int) -> int:
    """How many words "từ Cái Nước đến Năm Căn" has at ``at``: places with both ends named."""
    words = cut.words[at : at + 8]
    to = words.index("đến") if "đến" in words else 0
    if to < 2 or not all(cut.upper(at + i) for i in (*range(1, to), to + 1)):
        return 0
    size = to + 1
    while cut.upper(at + size) and size < to + 4:
        size += 1
    return size
