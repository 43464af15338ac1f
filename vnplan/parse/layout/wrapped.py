"""Numbers that a sentence was cut before: they stand at the head of a line and open no item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from vnplan.parse.layout.structure import from_roman
from vnplan.parse.text.lines import NOISE, Kind, Row, is_caps

_ENDED = regex.compile(r"[.;:!?…/][\"”’)]*$")
# A line of so many signs may be full.
_FULL = 40
_AWAITS_DAY = regex.compile(r"\b(?:ngày|đến|từ|trước|sau|và|hoặc)\s*$")
_DAY = regex.compile(r"\d{1,2}\s?/\s?\d{1,2}[.;,]?(?:/\.)?")
_TAIL = regex.compile(r"\d+(?:\s?/\s?\d+)?[%)]?[.;,](?:/\.)?|\d+[%)]")
# Under a new heading of these the numbers of the other start again.
_ABOVE = {Kind.ARABIC: (Kind.ROMAN, Kind.PART, Kind.CAPITAL, Kind.ARTICLE), Kind.ROMAN: ()}


def without_wrapped(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows; "gió giật cấp" / "16. Dự báo …", "khóa" / "XX, nhiệm kỳ …" and "trước ngày" /
    "18/4." go on.

    A number counts as the sentence's when the line above is full and has no end, the line is not
    indented, and the number is neither the first one nor the next one of its kind.
    """
    last = dict.fromkeys(_ABOVE, 0)
    above: Row | None = None
    for row in rows:
        if row.kind in last:
            value = _value(row)
            due = value is None or value in (1, last[row.kind] + 1)
            if above is not None and not due and _runs_on(above, row):
                kind = Kind.CAPS if is_caps(row.text) else Kind.TEXT
                row = replace(row, kind=kind, label="", content=0)
            else:
                last[row.kind] = value or last[row.kind] + 1
        if above is not None and _is_tail(above, row):
            row = replace(row, kind=Kind.TEXT)
        for kind, higher in _ABOVE.items():
            last[kind] = 0 if row.kind in higher else last[kind]
        above = above if row.kind in NOISE else row
        yield row


def _value(row: Row) -> int | None:
    """The number as read; ``None`` where it was misread."""
    return int(row.label) if row.label.isdigit() else from_roman(row.label)


def _is_tail(above: Row, row: Row) -> bool:
    """ "gửi Sở Y tế trước ngày" / "18/4." and "đạt trên" / "30%." look like numbers of pages."""
    if row.kind is not Kind.PAGE_NUMBER or _ENDED.search(above.text):
        return False
    awaited = bool(_AWAITS_DAY.search(above.text)) and bool(_DAY.fullmatch(row.text))
    return awaited or bool(above.full(row) and _TAIL.fullmatch(row.text))


def _runs_on(above: Row, row: Row) -> bool:
    """Whether the sentence above was cut for want of room; one in capitals goes on in capitals."""
    cut = not row.gap and not row.indented and above.full(row)
    sentence = len(above.text) >= _FULL and (row.caps or not above.caps)
    return cut and sentence and above.kind is not Kind.TABLE and not _ENDED.search(above.text)
