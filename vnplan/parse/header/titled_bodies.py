"""Lines of a letterhead that open like a title and go on with a body's name: "BAN CHỈ ĐẠO THỰC
HIỆN" / "CHƯƠNG TRÌNH MTQG XÂY DỰNG NÔNG THÔN MỚI"."""

from __future__ import annotations

from collections.abc import Sequence

from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.line_rules import LineRules
from vnplan.parse.text.lines import Kind, Row
from vnplan.parse.text.patterns import starts_with

# Below such a line number, date and title follow within so many rows.
_LETTERHEAD_LINES = 14
_TEXT = (Kind.BASIS, Kind.ROMAN, Kind.ARTICLE, Kind.ARABIC)


def goes_on_with_body(
    rows: Sequence[Row], at: int, issuers: Sequence[Row], rules: LineRules, grammar: Grammar
) -> bool:
    """Whether the row ``at``, which opens with a type of document, is of the issuer's name: a board
    is named above it, and the number line and another title, or whom a dispatch is about or
    addressed to, come below."""
    row = rows[at]
    match = rules.type_name.match(row.folded)
    if not match or not any(map(str.isalpha, row.text[match.end() :])):
        return False
    boards = grammar.words["letterhead"]["boards"]
    if not any(starts_with(each.text, boards) for each in issuers):
        return False
    ahead = rows[at + 1 : at + _LETTERHEAD_LINES]
    number = next((i for i, r in enumerate(ahead) if r.kind is Kind.NUMBER), None)
    if number is None:
        return False
    for below in ahead[number + 1 :]:
        if below.kind in _TEXT:
            return False
        if below.kind in (Kind.ABOUT, Kind.ADDRESSEE):
            return True
        if below.kind is Kind.TYPE:
            title = rules.type_name.match(below.folded)
            return title is not None and title["name"] != match["name"]
    return False
