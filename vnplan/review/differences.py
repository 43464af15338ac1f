"""How a restored text differs from what was read: runs of words, kept or replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from vnplan.model import RestoredLine

# What was read, and what it became; the same twice when nothing changed.
Piece = tuple[str, str]

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
# Above this many words the comparison, which is quadratic at worst, is not made.
_MOST_TOKENS = 4000


def pieces_of(line: RestoredLine) -> list[Piece]:
    """The line in pieces, by its own list of changes.

    >>> from vnplan.model import Change, Line
    >>> pieces_of(RestoredLine.apply(Line(1, "S6: 12"), [Change(0, 2, "S6", "Số", "x", 0.9)]))
    [('S6', 'Số'), (': 12', ': 12')]
    """
    pieces: list[Piece] = []
    at = 0
    for change in line.changes:
        kept = line.line.text[at : change.start]
        pieces += [(kept, kept), (line.line.text[change.start : change.stop], change.after)]
        at = change.stop
    pieces.append((line.line.text[at:], line.line.text[at:]))
    return [piece for piece in pieces if piece != ("", "")]


def compare(raw: str, text: str) -> list[Piece]:
    """The same for two texts of which nothing else is known.

    >>> compare("S6: 12", "Số: 12")
    [('S6', 'Số'), (': 12', ': 12')]
    """
    before, after = _TOKEN.findall(raw), _TOKEN.findall(text)
    if len(before) + len(after) > _MOST_TOKENS:
        return [(raw, text)]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return list(_joined(before, after, matcher))


def _joined(before: list[str], after: list[str], matcher: SequenceMatcher[str]) -> Iterator[Piece]:
    for _, i, j, k, m in matcher.get_opcodes():
        yield "".join(before[i:j]), "".join(after[k:m])
