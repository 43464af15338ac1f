"""Patterns that the parser puts together from its lists, each compiled once.

What ``regex.match`` and its like are given as text they look up among five hundred patterns at
most, each time anew: a parser that has more compiles many of them again for each document.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import regex

from vnplan.parse.text.grammar import alternatives
from vnplan.parse.text.passage import fold

# Those of the lists, and those of the names of some documents.
_MOST = 4096


@lru_cache(maxsize=_MOST)
def compiled(text: str) -> regex.Pattern[str]:
    """The compiled pattern."""
    return regex.compile(text, cache_pattern=False)


def starts_with(name: str, heads: Iterable[str]) -> bool:
    """Whether a name begins with one of the head words."""
    return bool(_heads(tuple(heads)).match(fold(name)))


@lru_cache(maxsize=64)
def _heads(heads: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile(alternatives(sorted(map(fold, heads), key=len)[::-1]) + r"(?!\w)")
