"""Every line of a text as typed rows, with where it stands on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import regex

from vnplan.model import PageInfo, RestoredLine, Route, Zone
from vnplan.parse.text.abreast import parted
from vnplan.parse.text.classify import classify
from vnplan.parse.text.columns import columns
from vnplan.parse.text.date_lines import is_date_line
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.line_rules import LineRules, line_rules
from vnplan.parse.text.lines import ITEMS, Kind, Row, is_caps
from vnplan.parse.text.misread import find_motto, unspaced
from vnplan.parse.text.passage import Passage
from vnplan.parse.text.specks import tidied

# What stands between two pages is known by its place even when it was misread.
_STAMPED = (Kind.URGENCY, Kind.SECRECY, Kind.OVERLAY)
_BY_PLACE = {Zone.PAGE_NUMBER: Kind.PAGE_NUMBER, Zone.FOOTNOTE: Kind.FOOTNOTE}


def rows(lines: Sequence[RestoredLine], pages: Sequence[PageInfo], grammar: Grammar) -> list[Row]:
    """Every line as one or two typed rows, in reading order; blank lines become gaps."""
    rules = line_rules(grammar)
    margins = _Margins.of(lines)
    scanned = {page.number for page in pages if page.route is Route.OCR}
    heads = _letterhead_tables(lines, rules)
    typed: list[Row] = []
    gap = False
    for line in parted(lines):
        if not line.text.strip():
            gap = True
            continue
        if line.line.cell is not None and _table_of(line) not in heads:
            typed.append(Row(Kind.TABLE, tidied(Passage.of_line(line))))
            gap = False
            continue
        for whole in columns(_without_markdown(tidied(Passage.of_line(line))), rules):
            passage = _without_head(whole) if line.line.zone in _NO_ITEMS else whole
            if not passage.text:
                continue
            row = replace(classify(passage, rules), gap=gap)
            if line.line.zone is Zone.NOTE or (line.line.page in scanned and _is_note(line)):
                row = replace(row, kind=Kind.OVERLAY)
            if line.line.zone is Zone.COLOURED_STAMP and row.kind not in _STAMPED:
                row = replace(row, kind=Kind.STAMP)
            if line.line.zone is Zone.MOTTO and row.kind is Kind.CAPS and _like_motto(row, rules):
                row = replace(row, kind=Kind.MOTTO)
            if line.line.zone is Zone.PLACE_DATE and is_date_line(row.folded):
                row = replace(row, kind=Kind.PLACE_DATE)
            if line.line.zone is Zone.ISSUER and row.kind in _NO_NAMES and is_caps(row.body.text):
                body = row.body if row.kind in ITEMS else row.passage
                row = replace(row, kind=Kind.CAPS, passage=body, content=0, label="")
            if line.line.zone in _BY_PLACE:
                row = replace(row, kind=_BY_PLACE[line.line.zone])
            typed.append(margins.place(row))
            gap = False
    return [
        _beside_overlay(row, below) for row, below in zip(typed, [*typed[1:], None], strict=False)
    ]


# "# KẾ HOẠCH", "**Số: 12/KH-UBND**": marks of a heading and of bold print in a text.
_HEADING = regex.compile(r"\s*#{1,6}\s+(?=\S)")


def _without_markdown(passage: Passage) -> Passage:
    """A line of a text without the marks that Markdown puts around words."""
    if not ("#" in passage.text or "**" in passage.text) or passage.is_scanned():
        return passage
    heading = _HEADING.match(passage.text)
    text = passage.text[heading.end() if heading else 0 :]
    bold = regex.search(r"\*\*[^*]+\*\*", text)
    return Passage(text.replace("**", "").strip() if bold else text, passage.pieces)


# What a speck before a line that names the issuer makes of it.
_NO_NAMES = ITEMS | {Kind.CAPACITY}
# Parts of a page that hold no lists: a sign before a line's first word is a speck there.
_NO_ITEMS = frozenset({Zone.ISSUER, Zone.MOTTO, Zone.NUMBER, Zone.PLACE_DATE, Zone.SIGNATURE})
_SIGN = regex.compile(r"[-–—_=~.,:;'‘’`“\"*+<>|]{1,2}\s?(?=\p{Lu}\p{L})")


def _without_head(passage: Passage) -> Passage:
    """A line without the sign that stands before its first word."""
    sign = _SIGN.match(passage.text)
    return passage[sign.end() :] if sign else passage


# So much of the letters of a motto must be there, in their order, where it is printed.
_LIKE_MOTTO = 0.75


def _like_motto(row: Row, rules: LineRules) -> bool:
    """Whether a line in the place of the motto has most of its letters: "XÃ HỘYCHỦ NGHĨA"."""
    letters = unspaced(row.folded)
    return any(
        SequenceMatcher(None, letters, unspaced(motto), autojunk=False).ratio() >= _LIKE_MOTTO
        for motto in rules.mottos.values()
    )


def _table_of(line: RestoredLine) -> tuple[int, int]:
    """Page and number of the table that a line stands in."""
    return (line.line.page, line.line.cell.table if line.line.cell else -1)


def _letterhead_tables(
    lines: Sequence[RestoredLine], rules: LineRules
) -> frozenset[tuple[int, int]]:
    """Tables that a letterhead was set in: they are read as if they had no rules."""
    return frozenset(
        _table_of(line)
        for line in lines
        if line.line.cell is not None
        and any(find_motto(line.text, motto) for motto in rules.mottos.values())
    )


def _is_note(line: RestoredLine) -> bool:
    """Whether a line of a scanned page was not read by the OCR, which says how sure it is of
    each word: then it is the note of a digital signature over the page."""
    words = line.line.words
    return bool(words) and all(word.confidence is None for word in words)


def _beside_overlay(row: Row, below: Row | None) -> Row:
    """A name in capitals right above an e-mail address or a time of signing belongs to them."""
    unlabelled = below is not None and below.kind is Kind.OVERLAY and ":" not in row.text
    return replace(row, kind=Kind.OVERLAY) if unlabelled and row.kind is Kind.CAPS else row


@dataclass(frozen=True, slots=True)
class _Margins:
    """How far the lines of a text reach: by page in pixels, or in characters."""

    left: dict[int, int]
    right: dict[int, int]
    width: int

    @classmethod
    def of(cls, lines: Sequence[RestoredLine]) -> _Margins:
        left: dict[int, list[int]] = {}
        right: dict[int, list[int]] = {}
        for line in lines:
            if line.line.cell is None and (box := line.line.box):
                left.setdefault(line.line.page, []).append(box.left)
                right.setdefault(line.line.page, []).append(box.right)
        texts = [line.text.strip() for line in lines if line.text.strip()]
        whole = _unwrapped([text for text in texts if not _COLUMNS.search(text)])
        return cls(
            {page: _share(values, 0.25) for page, values in left.items()},
            {page: _share(values, 0.8) for page, values in right.items()},
            _UNBOUNDED if whole else max(_NARROWEST, _share([len(text) for text in texts], 0.9)),
        )

    def place(self, row: Row) -> Row:
        """The row with ``room`` and ``indented`` set."""
        box = row.passage.box()
        if box is None:
            width = self.width if self.width > _LONGEST_PRINTED else _SURELY * self.width
            return replace(row, room=width - len(row.text))
        left, right = self.left[row.page], self.right[row.page]
        letter = box.width / max(1, len(row.text))
        indented = box.left >= left + 0.03 * (right - left)
        return replace(
            row, room=(_SURELY * (right - left) + left - box.right) / letter, indented=indented
        )


def _unwrapped(texts: Sequence[str]) -> bool:
    """Whether each line is a whole paragraph: nearly all longer lines end as sentences do."""
    longer = [text for text in texts if len(text) >= _LONGER]
    ended = sum(bool(_ENDED.search(text)) for text in longer)
    too_long = any(len(text) > _LONGEST_PRINTED for text in texts)
    fewest = _FEWEST_BESIDE if too_long or ended == len(longer) else _FEWEST_LONGER
    return len(longer) >= fewest and ended >= _MOSTLY * len(longer)


# Characters that a line of A4 holds at least; in a text of shorter ones few lines reach the margin.
_NARROWEST = 72
# Characters of the longest lines that print fits on A4; longer ones are paragraphs, not lines.
_LONGEST_PRINTED = 130
# The width of a text of whole paragraphs.
_UNBOUNDED = 10_000
_LONGER, _FEWEST_LONGER, _MOSTLY = 60, 5, 0.8
# So many longer lines are enough where one is too long for print, or each ends as sentences do.
_FEWEST_BESIDE = 2
# The gap between the two columns of a letterhead or a signature.
_COLUMNS = regex.compile(r"\S(?: {4,}|\t)\S")
_ENDED = regex.compile(r"[.;:,!?…/][\"”’)]*$")
# Letters differ in width: a line is surely short only when it ends before this share of the width.
_SURELY = 0.88


def _share(values: Sequence[int], share: float) -> int:
    return sorted(values)[int(share * (len(values) - 1))] if values else 0
