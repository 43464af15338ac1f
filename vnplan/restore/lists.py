"""The letters and numbers that lines of a list begin with, mended by their sequence.

A Vietnamese list runs a) b) c) d) đ) e); where d and đ look alike, only the order of
the lines tells them apart. A list of numbers begins with 1, not with I or l.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from vnplan.model import Change, Line

_HEAD = regex.compile(r"\s*\(?(?P<head>\d{1,2}|[IVXHl|]+|[a-zđ])\s?(?P<behind>[.)])\s*(?=\S)")
_ONE = frozenset("Il|")
# H is how II is misread.
_NUMERAL = frozenset("IVXHl|")
_SURE = 0.95


def list_heads(lines: Sequence[Line]) -> Iterator[tuple[int, Change]]:
    """(number of the line, change) for every head that its list settles.

    A d or đ is settled where the head before it in the list is c or d, a one where the
    list goes on with 2; the change may leave them as they are. All else is left out.

    >>> texts = ["I. Thu", "2. Chi", "c) Mot", "d) Hai", "d) Ba", "đ. Bon"]
    >>> [(n, c.after) for n, c in list_heads([Line(1, text) for text in texts])]
    [(0, '1'), (3, 'd'), (4, 'đ')]
    """
    found = [(n, match) for n, line in enumerate(lines) if (match := _HEAD.match(line.text))]
    last: dict[str, str] = {}
    for place, (number, match) in enumerate(found):
        head, behind = match["head"], match["behind"]
        after = [m["head"] for _, m in found[place + 1 :] if m["behind"] == behind]
        due = _due(head, last.get(behind, ""), after)
        last[behind] = due or head
        if due:
            yield number, Change(*match.span("head"), head, due, "place in the list", _SURE)


def _due(head: str, before: str, after: Sequence[str]) -> str:
    """What its neighbours show a head to be; nothing where they do not tell."""
    if head in "dđ":
        return {"c": "d", "d": "đ"}.get(before, "")
    if head not in _ONE:
        return ""
    counted = next((h for h in after if h.isdigit() or set(h) <= _NUMERAL), "")
    # Right behind a Roman one that stayed, there is no second one.
    roman = before not in _ONE and any(map(_is_roman_two, after))
    return "1" if counted == "2" and not roman else ""


def _is_roman_two(head: str) -> bool:
    return head == "H" or (len(head) == 2 and set(head) <= _ONE)
