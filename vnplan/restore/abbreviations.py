"""Abbreviations that a document spells out: "viện kiểm sát (VKS)".

Where marks are lost, D and Đ look alike. The words that an abbreviation stands for tell
them apart, if the document names them; those that stand right before it tell most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import regex

from vnplan.restore.reading import Reading
from vnplan.syllable import is_syllable, strip_marks

_ABBREVIATION = regex.compile(r"(?<![\p{L}&])[A-ZĐ]{3,10}(?![\p{L}&])")
# What a run of words right before its abbreviation counts for, among those elsewhere.
_BESIDE = 5
# The share of the runs of words that must agree.
_AGREED = 0.7
# Votes that settle it: one run beside the abbreviation, or two elsewhere; three letters
# are met by chance too often for those.
_ENOUGH, _SHORT = 2, 3
_BREAK = "#"


def spelled_out(readings: Sequence[Reading]) -> Iterator[tuple[int, int, str]]:
    """(reading, choice, new text) for each whose abbreviations the words of the document
    spell otherwise."""
    words = [t for reading in readings for t in (*(c.text for c in reading.taken), _BREAK)]
    initials = "".join(_initial(word) for word in words)
    bare = strip_marks(initials)

    @cache
    def spelled(key: str) -> str:
        return _spelled(key, initials, bare, words)

    for number, reading in enumerate(readings):
        for place, taken in enumerate(reading.taken):
            text = _ABBREVIATION.sub(lambda m: _written(m.group(), spelled), taken.text)
            if text != taken.text:
                yield number, place, text


def _written(abbreviation: str, spelled: Callable[[str], str]) -> str:
    """The abbreviation as it is spelled; words in capitals ("DANH") are none."""
    key = abbreviation.replace("Đ", "D")
    if "D" not in key or is_syllable(key):
        return abbreviation
    return spelled(key) or abbreviation


def _initial(word: str) -> str:
    """One sign for a word: its first letter in small, of marks only that of đ; words that
    are abbreviations themselves spell nothing."""
    first = word[0].lower()
    if not first.isalpha() or (len(word) > 1 and word.isupper()):
        return _BREAK
    return first if first == "đ" else strip_marks(first)


def _spelled(key: str, initials: str, bare: str, words: Sequence[str]) -> str:
    votes: Counter[str] = Counter()
    for match in regex.finditer(regex.escape(key.lower()), bare, overlapped=True):
        behind = words[match.end() : match.end() + 1]
        beside = bool(behind) and strip_marks(behind[0]) == key
        votes[initials[match.start() : match.end()]] += _BESIDE if beside else 1
    if not votes:
        return ""
    best, count = votes.most_common(1)[0]
    enough = _BESIDE if len(key) <= _SHORT else _ENOUGH
    agreed = count >= enough and count >= _AGREED * votes.total()
    return best.upper() if agreed else ""
