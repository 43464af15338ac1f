"""Lines above the title: which of them may name who issued a document."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.bodies.body_names import only_names
from vnplan.parse.header.letterhead_rows import Letterhead
from vnplan.parse.header.place import beside
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.line_rules import LineRules
from vnplan.parse.text.lines import Kind, Row
from vnplan.parse.text.passage import lowered
from vnplan.parse.text.patterns import starts_with

# No line of a letterhead stands so far below another one.
_LETTERHEAD_LINES = 8
_HEAD = {Kind.NUMBER, Kind.TYPE, Kind.ABOUT, Kind.ADDRESSEE, Kind.MOTTO, Kind.PLACE_DATE}


def issuers_of(rows: Sequence[Row], grammar: Grammar) -> list[Row]:
    """The lines that name who issued a document, in the order of the page, without a headline that
    stands above the letterhead: "Thủ tướng yêu cầu khắc phục hậu quả bão"."""
    ordered = _from_top(rows)
    heads = grammar.words["bodies"]["heads"]
    named = [*heads["alone"], *heads["named"]]
    capitals = [
        at
        for at, row in enumerate(ordered)
        if row.kind is Kind.CAPS and starts_with(row.text, named)
    ]
    last = max(capitals, default=0)
    return [
        row
        for at, row in enumerate(ordered)
        if at >= last or row.kind is not Kind.TEXT or only_names(row.text, grammar)
    ]


def _from_top(issuers: Sequence[Row]) -> list[Row]:
    """The lines of the left column in the order in which they stand on the page: where a line of
    the right one stands beside the first, a reader may have taken them last."""
    boxes = [row.passage.box() for row in issuers]
    if None in boxes or len({row.page for row in issuers}) > 1:
        return list(issuers)
    tops = [box.top for box in boxes if box]
    return [row for _, row in sorted(zip(tops, issuers, strict=True), key=lambda pair: pair[0])]


def is_untyped(
    head: Letterhead, rows: Sequence[Row], at: int, rules: LineRules, grammar: Grammar
) -> bool:
    """Whether a line in capitals below the whole letterhead, its date too, is the title of a paper
    that is no type of document; below the issuer alone, one that opens like a known paper:
    "LỊCH CÔNG TÁC TUẦN"."""
    if head.type or head.about or not head.issuers:
        return False
    row, ahead = rows[at], {each.kind for each in rows[at + 1 : at + _LETTERHEAD_LINES]}
    if _is_paper(row, grammar) and not head.numbers and not _HEAD & ahead:
        return True
    if not (head.dates and head.mottos):
        return False
    above = rows.index(head.issuers[-1]) < rows.index(head.dates[0])
    aside = row.passage.is_scanned() and beside(row, head.mottos[0])
    return above and not _HEAD & ahead and not aside and not rules.title.match(row.folded)


def _is_paper(row: Row, grammar: Grammar) -> bool:
    """Whether a line opens like the title of a paper, its marks and all, and goes on."""
    papers = "|".join(map(regex.escape, map(lowered, grammar.words["letterhead"]["papers"])))
    return bool(regex.match(rf"\W{{0,2}}(?:{papers})\s+\w", lowered(row.text)))
