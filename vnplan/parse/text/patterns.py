"""Patterns that the parser puts together from its lists, each compiled once.

What ``regex.match`` and its like are given as text they look up among five hundred patterns at
most, each time anew: a parser that has more compiles many of them again for each document.
"""

from __future__ import annotations

from functools import lru_cache

import regex

# Those of the lists, and those of the names of some documents.
_MOST = 4096


@lru_cache(maxsize=_MOST)
def compiled(text: str) -> regex.Pattern[str]:
    """The compiled pattern."""
    return regex.compile(text, cache_pattern=False)
