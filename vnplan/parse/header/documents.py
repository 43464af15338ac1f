"""Where one document of a file ends and the next begins, and the zones of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from vnplan.model import Zone
from vnplan.parse.header.place import beside
from vnplan.parse.text.line_rules import LineRules
from vnplan.parse.text.lines import ITEMS, Kind, Row

_HEAD = frozenset({Kind.CAPS, Kind.RULE, Kind.URGENCY, Kind.SECRECY, Kind.STAMP})
# What else may stand there when the motto is lost.
_BESIDE = frozenset({Kind.SLOGAN, Kind.ABOUT, Kind.PLACE_DATE, Kind.PAGE_NUMBER})
# How many lines a letterhead may have below its motto before number, date or type must come.
_LETTERHEAD_LINES = 14
# No document has fewer lines than this.
_FEWEST_LINES = 8
# Signatures above a list of recipients take no more rows, none of them longer.
_SIGNATURE_ROWS = 24
_SIGNATURE_WORDS = 8
# A motto this close below "Mẫu số 2" heads a form, not a document.
_FORM_LINES = 6


def split(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The rows of each document; annexes and forms stay with the document before them."""
    starts = sorted({0, *_starts(rows)})
    for low, high in zip(starts, [*starts[1:], len(rows)], strict=True):
        if low < high:
            yield rows[low:high]


def _starts(rows: Sequence[Row]) -> Iterator[int]:
    """Where a letterhead begins, after the first document's own."""
    last = 0
    mottos = [i for i, row in enumerate(rows) if row.kind is Kind.MOTTO]
    for at in mottos[:1]:
        last = at
        if _closed(rows[:at]):
            yield _top(rows, at)
    for at in mottos[1:]:
        if at - last > _FEWEST_LINES and _is_letterhead(rows, at):
            yield _top(rows, at)
            last = at
    yield from _untitled(rows)


def _untitled(rows: Sequence[Row]) -> Iterator[int]:
    """Where a page begins with a letterhead whose motto is lost: an office, a number with its
    symbol and a type, after a document that has its recipients."""
    for at in range(1, len(rows)):
        page = rows[at].page
        if page == rows[at - 1].page:
            continue
        head = [row.kind for row in rows[at : at + _LETTERHEAD_LINES] if row.page == page]
        if Kind.MOTTO in head or Kind.NUMBER not in head:
            continue
        number = head.index(Kind.NUMBER)
        above = head[:number]
        offices = Kind.CAPS in above and set(above) <= _HEAD | _BESIDE
        closed = any(row.kind is Kind.RECIPIENTS for row in rows[:at])
        if offices and Kind.TYPE in head[number:] and closed:
            yield at


def _closed(rows: Sequence[Row]) -> bool:
    """Whether a whole document without a motto, signature and all, stands in these rows."""
    kinds = [row.kind for row in rows]
    return Kind.TYPE in kinds and Kind.RECIPIENTS in kinds[kinds.index(Kind.TYPE) :]


def _is_letterhead(rows: Sequence[Row], motto: int) -> bool:
    above = rows[max(0, motto - _FORM_LINES) : motto]
    if any(_opens_form(row) and row.page == rows[motto].page for row in above):
        return False
    if any(_DOTTED.fullmatch(row.text) for row in rows[max(0, motto - 3) : motto + _FORM_LINES]):
        return False
    head = rows[max(0, motto - 4) : motto + _LETTERHEAD_LINES]
    number = any(
        row.kind is Kind.NUMBER and "…" not in row.text and ".." not in row.text for row in head
    )
    dated = any(row.kind is Kind.PLACE_DATE and _YEAR.search(row.text) for row in head)
    return number or (dated and any(row.kind is Kind.TYPE for row in head))


# A form leaves its issuer or its place open: "………(1)", "……, ngày … tháng … năm ……".
_DOTTED = regex.compile(r"[\s(\d)]*[.…]{2,}[\s.…(\d)]*(?:,\s*ngày.*)?")
# A form leaves its year open: "năm 20…".
_YEAR = regex.compile(r"(?:19|20)\d\d")


def _opens_form(row: Row) -> bool:
    """ "PHỤ LỤC", "Mẫu 01", "Biểu số 2": what follows is a form, letterhead and all."""
    numbered = regex.match(
        r"\W*(?:(?:mau|bieu|phu luc)\b(?:\s+(?:so\s+)?[\w./-]{1,8})?\W*$"
        r"|(?:mau|bieu)\s+(?:so\s+)?\d{1,2}\s*[:.-]\s)",
        row.folded,
    )
    return row.kind is Kind.ANNEX or bool(numbered)


def _top(rows: Sequence[Row], motto: int) -> int:
    """The first row of the letterhead that the motto belongs to."""
    at = motto
    while (
        at > 0
        and rows[at - 1].page == rows[motto].page
        and (_may_precede(rows[at - 1]) or _in_left_column(rows[at - 1], rows[motto]))
    ):
        at -= 1
    while at < motto and rows[at].kind is Kind.RULE:
        at += 1
    return at


def _may_precede(row: Row) -> bool:
    return row.kind in _HEAD or row.kind in (Kind.NUMBER, Kind.ABOUT)


def _in_left_column(row: Row, motto: Row) -> bool:
    """Whether a line of a stamp, say, stands on the page to the left of the motto."""
    return row.kind is Kind.TEXT and row.passage.box() is not None and beside(row, motto)


@dataclass(frozen=True, slots=True)
class Zones:
    """The parts of one document, from top to bottom."""

    head: Sequence[Row]
    body: Sequence[Row]
    tail: Sequence[Row]
    annex: Sequence[Row]


def zones(rows: Sequence[Row], body: int, rules: LineRules) -> Zones:
    """Cut the rows of a document whose text starts at ``body``."""
    if _is_annex_alone(rows):
        return Zones((), (), (), rows)
    tail = _tail(rows, body, rules)
    annex = _annex(rows, tail)
    return Zones(rows[:body], rows[body:tail], rows[tail:annex], rows[annex:])


def _tail(rows: Sequence[Row], body: int, rules: LineRules) -> int:
    """The first row of the list of recipients or of the signature, whichever comes first."""
    marked = (Kind.RECIPIENTS, Kind.CAPACITY)
    at = next((i for i in range(body, len(rows)) if rows[i].kind in marked), None)
    if at is None:
        return _zoned(rows, body, _bare_signature(rows, body, rules))
    if rows[at].kind is Kind.RECIPIENTS:
        at = _signature_above(rows, body, at, rules)
    while at > body and (_signs(rows[at - 1]) or is_list_head(rows[at - 1])):
        at -= 1
    return _zoned(rows, body, at)


def _zoned(rows: Sequence[Row], body: int, at: int) -> int:
    """``at``, or the first row above it that the layout of the page shows to be of a signature or
    of the list of recipients beside it."""
    page = rows[at].page if at < len(rows) else rows[-1].page
    closing = (Zone.SIGNATURE, Zone.RECIPIENTS)
    while at > body and rows[at - 1].zone in closing and rows[at - 1].page == page:
        at -= 1
    return at


def _signature_above(rows: Sequence[Row], body: int, at: int, rules: LineRules) -> int:
    """The first row of signatures printed above a list of recipients, what a reader made of their
    seals among them; ``at`` when there are none."""
    top = at
    for above in range(at - 1, max(body, at - _SIGNATURE_ROWS) - 1, -1):
        row = rows[above]
        if len(row.text.split()) > _SIGNATURE_WORDS or row.text.endswith((".", ";", ":")):
            break
        if _is_short_name(row) or (row.kind is Kind.CAPS and rules.title.match(row.folded)):
            top = above
    return top


def _bare_signature(rows: Sequence[Row], body: int, rules: LineRules) -> int:
    """A signature without "Nơi nhận" and without "KT.": an office in capitals after the last
    numbered item, or capitals and a name at the very end."""
    numbered = (Kind.ROMAN, Kind.ARABIC, Kind.ARTICLE, Kind.TYPE)
    last = max((i for i in range(body, len(rows)) if rows[i].kind in numbered), default=body)
    for i in range(last, len(rows)):
        if rows[i].kind is Kind.CAPS and rules.title.match(rows[i].folded):
            return i
    at = len(rows)
    while at > body and (
        rows[at - 1].kind in (Kind.CAPS, Kind.RULE, Kind.OVERLAY)
        or _is_short_name(rows[at - 1])
        or _says_office(rows[at - 1], rules)
    ):
        at -= 1
    signed = any(row.kind is Kind.CAPS or _says_office(row, rules) for row in rows[at:])
    return at if signed else len(rows)


# "HIỆU TRƯỞNG Nguyễn Văn An" on one line.
_WITH_NAME = regex.compile(r"\p{Lu}{2,}(?:\s\p{Lu}{2,})*(?:\s\p{Lu}\p{Ll}+){2,5}\W*")


def _says_office(row: Row, rules: LineRules) -> bool:
    """Whether a line of plain text is an office in small letters, or one with its name."""
    if row.kind is not Kind.TEXT or not row.passage.is_untouched():
        return False
    if not (row.text[:1].isupper() and rules.title.match(row.folded)):
        return False
    short = len(row.text.split()) <= _OFFICE_WORDS and row.text[-1:].isalpha()
    return short or bool(_WITH_NAME.fullmatch(row.text))


# An office in small letters has no more words.
_OFFICE_WORDS = 4


def is_list_head(row: Row) -> bool:
    """ "Nơi nhận:" so damaged that only its shape is left: two words and a colon."""
    return row.kind is Kind.TEXT and row.text.endswith(":") and len(row.text.split()) <= 3


def _signs(row: Row) -> bool:
    return row.kind in (Kind.CAPS, Kind.RULE, Kind.OVERLAY) or _is_short_name(row)


def _is_short_name(row: Row) -> bool:
    words = row.text.split()
    return (
        row.kind is Kind.TEXT
        and 2 <= len(words) <= 5
        and all(w[:1].isupper() and w.isalpha() for w in words)
    )


def _is_annex_alone(rows: Sequence[Row]) -> bool:
    """Whether a file is an annex that was sent without its document: no letterhead near its top."""
    head = rows[:_LETTERHEAD_LINES]
    return (
        bool(head)
        and head[0].kind is Kind.ANNEX
        and not any(row.kind in (Kind.MOTTO, Kind.NUMBER) for row in head)
    )


def _annex(rows: Sequence[Row], tail: int) -> int:
    """Where what follows the signature starts: an annex, or an enclosed regulation or plan."""
    signed = tail
    for at in range(tail, len(rows)):
        row = rows[at]
        if row.kind in (Kind.CAPACITY, Kind.RECIPIENTS) or _is_short_name(row):
            signed = at
        opens = row.kind in (Kind.ANNEX, Kind.TYPE, Kind.ROMAN, Kind.PART, Kind.ARTICLE)
        if (
            opens
            and at > signed
            and (row.kind in (Kind.ANNEX, Kind.TYPE) or row.page > rows[tail].page)
        ):
            return at
        if row.kind is Kind.TABLE and row.page > rows[signed].page:
            return next(i for i in range(tail, len(rows)) if rows[i].page == row.page)
        if row.kind in ITEMS and at > tail + 60:
            return at
    return len(rows)
