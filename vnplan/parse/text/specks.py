"""Specks that a reader took for signs: cut from a line before anything is read in it."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.text.passage import Passage

# Signs alone before a line's first word; dashes and bullets open an item and stay. A circumflex is
# a bullet only before a capital.
_HEAD = regex.compile(
    r"\s*(?:[_.,:;'’‘`´°!¦|\s]*[_.,:;'’‘`´°!¦|](?=[-–+]\s)"
    r"|[.,:;'’‘`´°!¦\"|]+\s+(?=[\p{L}\d(“\"+–-])|[ˆ˜^]\s+(?=\p{Ll})|[.,:;'’‘`´]+(?=\p{L}\P{N}))"
)
# Signs alone inside a line or after its last word.
_INSIDE = regex.compile(r"(?<=\S\s)[ˆ˜^°!¦`´’'‘]\s+(?=\S)")
# A stroke below the line at the mark of an item or at a word inside: "_a) Trung tâm", "tại _các".
# Several are a blank; before a line's first word one may be a letter, as of "_hạm Văn Hà".
_BELOW = regex.compile(
    r"^_(?=(?:\p{Ll}|\d{1,2}|[IVX]{1,4})\s?[.)])|(?<=\S\s)_(?=\p{Ll})|(?<=[\p{L}\d])_(?!\S)"
)
_TAIL = regex.compile(r"(?:\s+[ˆ˜^°!¦`´’'‘~_|«»„\"]+)+\s*$")
# These end sentences; alone and hardly to be read they are specks too.
_STOP = regex.compile(r"\s+[.,:;]\s*$")
_HARDLY = 0.75
# What stands after the "./." that ends a text: the drafter's initials are put there by pen.
_CLOSED = regex.compile(
    r"(?<=\./\.)(?:[^\p{L}\d]+|\s+(?!\W*\p{Lu}{2})[^\p{L}\d\s]*[\p{L}\d]{1,3}[^\p{L}\d]*)$"
)
# "1/⁄2024": one stroke read twice.
_STROKE = regex.compile(r"(?<=[\dIVX]/)/(?=\d)")


def tidied(passage: Passage) -> Passage:
    """The line without the specks at its ends and between its words."""
    passage = Passage(passage.text.replace("⁄", "/").replace("∕", "/"), passage.pieces)
    text = passage.text
    spans = [m.span() for rule in (_INSIDE, _BELOW, _TAIL, _STROKE) for m in rule.finditer(text)]
    if (head := _HEAD.match(text)) and not _quotes(text, head):
        spans.append(head.span())
    if (stop := _STOP.search(text)) and _apart(passage, stop.start()):
        spans.append(stop.span())
    if closed := _CLOSED.search(text):
        spans.append(closed.span())
    return _without(passage, sorted(spans)) if spans else passage


def _apart(passage: Passage, at: int) -> bool:
    """Whether the sign from ``at`` on is hardly to be read, or stands apart from the last word."""
    before, sign = passage[:at], passage[at:]
    left, right = before.box(), sign.box()
    gap = right.left - left.right if left and right else 0
    return sign.certainty() < _HARDLY or (left is not None and gap > 0.5 * left.height)


def _quotes(text: str, head: regex.Match[str]) -> bool:
    """Whether the sign before the first word opens a quotation that the line closes."""
    return text[head.end() :].count(head.group().strip()[-1:]) > 0 and head.group()[-1:] in "'’‘\""


def _without(passage: Passage, spans: Sequence[tuple[int, int]]) -> Passage:
    kept: list[Passage] = []
    text, at = "", 0
    for low, high in [*spans, (len(passage.text), len(passage.text))]:
        if low >= at:
            text += passage.text[at:low]
            kept.append(passage[at:low])
        at = max(at, high)
    pieces = tuple(piece for part in kept if part.text for piece in part.pieces)
    return Passage(regex.sub(r"\s+", " ", text).strip(), pieces)
