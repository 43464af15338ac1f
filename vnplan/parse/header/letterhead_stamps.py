"""What stamps and dust leave among the lines of a letterhead."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.model import union
from vnplan.parse.header.place import beside
from vnplan.parse.text.lines import Kind, Row
from vnplan.parse.text.passage import Passage

# The lines of a stamp may stand so far apart, with those of the right column between them.
_STAMP_ROWS = 12
# The same, below the last line of a subject.
_LINE_BELOW = 1.5
# A speck is so many times narrower than a line is high; a printed rule or star is wider.
_TINY = 4
# Signs of a rule that was printed are more.
_SPECKS = 3
_STAMP_LINE = regex.compile(r"\W{0,2}(?:[Ss][ốóôo]|[Nn]\p{L}{1,2}y|[Gg]iờ)\s*:?\s*[\d.…/⟦⟧? ]*$")


def stamp_across(rows: Sequence[Row], subject: Sequence[Passage]) -> bool:
    """Whether a stamp stands on the lines of the subject, or right below them where another line
    of it may be lost."""
    boxes = [box for part in subject if (box := part.box())]
    if not boxes:
        return False
    page, whole, high = subject[0].page, union(boxes), boxes[-1].height
    assert whole is not None
    stamps = (row for row in rows if row.page == page and row.kind is Kind.STAMP)
    return any(
        box.left < whole.right
        and box.right > whole.left
        and box.top < whole.bottom + _LINE_BELOW * high
        and box.bottom > whole.top
        for box in (row.passage.box() for row in stamps)
        if box
    )


def is_of_stamp(rows: Sequence[Row], at: int) -> bool:
    """Whether the row ``at`` is "Số: 312" or "Ngày: 08/11" beside the word ĐẾN."""
    near = rows[max(0, at - 2) : at + 3]
    return bool(_STAMP_LINE.match(rows[at].text)) and any(r.kind is Kind.STAMP for r in near)


def below_number(rows: Sequence[Row], at: int, numbers: Sequence[Row]) -> bool:
    """Whether a scanned line stands in the left column below the number line: what a stamp says,
    not who issued the document."""
    row = rows[at]
    motto = next((r for r in rows[: at + _STAMP_ROWS] if r.kind is Kind.MOTTO), None)
    if not numbers or motto is None or row.kind not in (Kind.CAPS, Kind.TEXT):
        return False
    number, box = numbers[-1].passage.box(), row.passage.box()
    if number is None or box is None or row.page != motto.page:
        return False
    return box.top > number.top + number.height // 2 and beside(row, motto)


def without_stamp_above(issuers: Sequence[Row], mottos: Sequence[Row]) -> list[Row]:
    """The lines that name who issued a document, without those of a stamp that the gazette or a
    signing program set above the letterhead: they end above the motto and stand to the right of
    all the others, which the left column holds."""
    motto = mottos[0].passage.box() if mottos else None
    if motto is None:
        return list(issuers)

    def is_above(row: Row) -> bool:
        box = row.passage.box()
        return row.page == mottos[0].page and box is not None and box.bottom <= motto.top

    others = [box for row in issuers if not is_above(row) and (box := row.passage.box())]
    column = max((box.right for box in others), default=None)
    return [
        row
        for row in issuers
        if column is None
        or not is_above(row)
        or (box := row.passage.box()) is None
        or box.left <= column
    ]


def is_near_stamp(rows: Sequence[Row], at: int) -> bool:
    """Whether a stamp's word stands among the rows around the one ``at``."""
    near = rows[max(0, at - _STAMP_ROWS) : at + _STAMP_ROWS]
    return any(r.kind is Kind.STAMP and r.page == rows[at].page for r in near)


def is_speck(rows: Sequence[Row], at: int) -> bool:
    """Whether a scanned line of a few signs parts the subject from a line that goes on with it: it
    is tiny, or that line is in small letters."""
    row, below = rows[at], rows[at + 1] if at + 1 < len(rows) else None
    signs = row.kind is Kind.RULE and row.passage.is_scanned() and len(row.text) <= _SPECKS
    if not signs or below is None:
        return False
    box, line = row.passage.box(), below.passage.box()
    tiny = box is not None and line is not None and _TINY * box.width < line.height
    return tiny or (below.kind is Kind.TEXT and below.text[:1].islower())
