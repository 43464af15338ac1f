"""Specks of the paper that a bad OCR reads as signs of their own."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from vnplan.model import Change, Line

# Signs that no administrative document prints alone, with the space behind them.
_SPECK = regex.compile(r"(?<!\S)[_|~¬°^`´¦\\‘’]{1,2}(?:\s+|$)")
_SURE = 0.9


def specks(line: Line) -> Iterator[Change]:
    """The removals of lone signs from one line of garbled text.

    >>> [(c.start, c.before) for c in specks(Line(1, "_ 8. Tang cuong | ung dung ’"))]
    [(0, '_ '), (16, '| '), (27, '’')]
    """
    for match in _SPECK.finditer(line.text):
        yield Change(match.start(), match.end(), match.group(), "", "speck", _SURE)
