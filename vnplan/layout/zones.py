"""What the lines of a page are, by the fixed words that documents print and by their place.

Decree 30/2020, Appendix I, names the parts; its words are compared without marks and with a
quarter of the letters wrong, because this is done before anything is restored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from vnplan.layout.segments import Row, Segment, line_height, row_box, rows, similar
from vnplan.model import Zone

# Boxes 1, 9a and 9b of the Decree; the Party's title.
_MOTTOS = ("conghoaxahoichunghiavietnam", "dangcongsanvietnam")
_SLOGAN = "doclaptudohanhphuc"
_RECIPIENTS = "noinhan"
_ADDRESS = "kinhgui"
_NUMBER = re.compile(r"\W{0,2}s[o06]\s*[:.]|\W{0,2}so\s.*[\d/]|.*\d\s*[/-]\s*[a-z]{2}|.*/[a-z]+-")
_OWN_NUMBER = re.compile(r"\W{0,2}s[o06]\s*[:.]?.{0,12}[/-]\s*[a-z]{2}")
# "V/v", its stroke read as some other one or sign, or not at all.
_ABOUT = re.compile(r"\W{0,2}(?:v\s?[^\w\s]?[il1j]{0,2}[^\w\s]?\s?v\b|w\b|ve viec\b)")
_PAGE_NUMBER = re.compile(r"\W{0,2}(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W{0,2}")
_ITEM = re.compile(r"\W{0,2}(?:[ivxl]{1,5}|\d{1,2}|[a-h])\s*[.)/]")
_NUMBERED = re.compile(_ITEM.pattern + r"\s")
_FOOTNOTE = re.compile(r"[\[(*]?\s*(?:\d{1,2}|\*)[\])]?\s*\D")
# Shares of the page's height: its margins, where page numbers stand.
_MARGIN = 0.09
# The smallest print of a page (11 point beside 13 or 14) over its usual print.
_SMALL = 0.87

Zoned = tuple[Zone, Row]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Width and height of the page and the height of its usual line, in pixels."""

    width: int
    height: int
    line: float

    @classmethod
    def of(cls, found: Iterable[Segment], width: int, height: int) -> Sheet:
        return cls(width, height, line_height(found))


# --- single segments ---------------------------------------------------------------------


def has_title(segment: Segment) -> bool:
    """Whether the national or Party title, or the motto under it, occurs here."""
    return any(similar(title, segment.folded) for title in (*_MOTTOS, _SLOGAN))


def is_motto(segment: Segment) -> bool:
    """Whether the national or Party title is all that stands here."""
    text = segment.folded
    return any(len(text) <= 1.3 * len(title) and similar(title, text) for title in _MOTTOS)


def is_recipients(segment: Segment) -> bool:
    """ "Nơi nhận:" (box 9b)."""
    text = segment.folded
    return len(text) <= 2 * len(_RECIPIENTS) and similar(_RECIPIENTS, text)


def is_address(segment: Segment) -> bool:
    """ "Kính gửi" opens what stands under the letterhead (box 9a)."""
    return similar(_ADDRESS, segment.folded[: len(_ADDRESS) + 1])


def is_place_date(segment: Segment) -> bool:
    """ "Bình An, ngày 3 tháng 4 năm 2025" (box 4), as far as two of its words can be read."""
    text = segment.folded
    return sum(word in text for word in ("ngay", "thang", "nam")) > 1


def is_number(segment: Segment) -> bool:
    """Number and symbol (box 3): "Số: 12/KH-UBND"; "Sở Y tế" is none."""
    return bool(_NUMBER.match(segment.plain))


def is_own_number(segment: Segment) -> bool:
    """A number line that says so and has its symbol: "Số: 12/KH-UBND"."""
    return bool(_OWN_NUMBER.match(segment.plain))


def is_name(segment: Segment) -> bool:
    """Two to five words in small letters with capitals: who signed, say."""
    texts = [w.text for w in segment.words]
    return 2 <= len(texts) <= 5 and all(t.isalpha() and t.istitle() for t in texts)


# --- page numbers ---------------------------------------------------


def take_page_numbers(found: Sequence[Segment], sheet: Sheet) -> list[Segment]:
    """Numbers alone in the margins; misread ones too, above a page without a letterhead.

    The number of a page stands in the middle of the upper margin (Decree 30/2020,
    Appendix I), elsewhere in older documents.
    """
    lines = [row for row in rows(found) if any(c.isalnum() for s in row for c in s.plain)]
    edges = dict.fromkeys([*lines[:1], *lines[-1:]])
    return [row[0] for row in edges if len(row) == 1 and _is_page_number(row[0], found, sheet)]


def _is_page_number(segment: Segment, found: Sequence[Segment], sheet: Sheet) -> bool:
    top = segment.box.bottom < _MARGIN * sheet.height
    if not top and segment.box.top < (1 - _MARGIN) * sheet.height:
        return False
    middle = (segment.box.left + segment.box.right) / 2 / sheet.width
    if _PAGE_NUMBER.fullmatch(segment.plain):
        return middle > 0.4
    misread = len(segment.plain) <= 3 and 0.45 < middle < 0.58
    return top and misread and not any(map(has_title, found))


# --- names of lines ------------------------------------------------------------------------


def name_left(column: Sequence[Row]) -> list[Zoned]:
    """The left column of a letterhead: issuer, number, and the subject of a dispatch."""
    named: list[Zoned] = []
    zone = Zone.ISSUER
    for row in column:
        if zone is Zone.ISSUER and is_number(row[0]):
            zone = Zone.NUMBER
        elif _ABOUT.match(row[0].plain):
            zone = Zone.SUBJECT
        elif zone is Zone.NUMBER:
            zone = Zone.STAMP
        named.append((zone, row))
    return named


def name_right(column: Sequence[Row]) -> list[Zoned]:
    """The right column of a letterhead: titles, then place and date, then what is below."""
    named: list[Zoned] = []
    zone = Zone.MOTTO
    for row in column:
        if zone is Zone.PLACE_DATE:
            zone = Zone.TITLE
        elif zone is Zone.MOTTO and not any(map(has_title, row)):
            dated = any(map(is_place_date, row))
            zone = Zone.PLACE_DATE if dated or _follows_title(named) else Zone.MOTTO
        named.append((zone, row))
    return named


def _follows_title(above: Sequence[Zoned]) -> bool:
    """Whether the line above is the last that a title has: date lines may be past reading."""
    text = "".join(s.folded for s in above[-1][1]) if above else ""
    return similar(_SLOGAN, text) or similar(_MOTTOS[1], text)


def name_body(lines: Sequence[Row], below_head: bool, sheet: Sheet) -> list[Zoned]:
    """The lines between letterhead and close; ``below_head``: a letterhead stands above them.

    Without one, centred lines in capitals at the top are the title of an annex.
    """
    named = [(Zone.BODY, row) for row in lines]
    left, right = _margins(lines)
    at = _title_end(lines, left, right)
    if not below_head and not _is_heading(lines[:at]):
        at = 0
    named[:at] = [(Zone.TITLE, row) for row in lines[:at]]
    if below_head:
        end = _addressees_end(lines, at, left, right)
        named[at:end] = [(Zone.ADDRESSEES, row) for row in lines[at:end]]
    note = _footnote(lines, sheet)
    named[note:] = [(Zone.FOOTNOTE, row) for row in lines[note:]]
    return named


def _is_heading(lines: Sequence[Row]) -> bool:
    """Whether centred lines head an annex: several, in capitals, without a number."""
    capitals = any(row[0].capitals for row in lines)
    return len(lines) > 1 and capitals and not _ITEM.match(lines[0][0].plain)


def _margins(lines: Sequence[Row]) -> tuple[int, int]:
    """Where the lines of the text start and end that fill the width."""
    if not lines:
        return 0, 0
    boxes = [row_box(row) for row in lines]
    widest = max(b.width for b in boxes)
    lefts, rights = zip(*((b.left, b.right) for b in boxes if b.width >= widest / 2), strict=True)
    # Most first lines are indented and a speck may stand in the margin: the outermost tenth goes.
    spare = len(lefts) // 10
    return sorted(lefts)[spare], sorted(rights)[-1 - spare]


def _title_end(lines: Sequence[Row], left: int, right: int) -> int:
    """How many lines at the top are centred; one that fills the width stands between others, or
    is in capitals. A numbered line is none of them."""
    end = 0
    for i, row in enumerate(lines):
        box, width = row_box(row), right - left
        off = abs(box.left + box.right - left - right) / 2
        indented = box.left - left > 0.02 * width
        # The first line of a paragraph is indented by a centimetre, and ends nearer the margin.
        indent = box.left - left
        starts_text = indent > 0.045 * width and right - box.right < 0.6 * indent
        numbered = i > 0 and bool(_NUMBERED.match(row[0].plain))
        if is_address(row[0]) or off > 0.04 * width or starts_text or numbered:
            break
        if indented or (i == end and all(s.capitals for s in row)):
            end = i + 1
        elif i > end:
            break
    return end


def _addressees_end(lines: Sequence[Row], at: int, left: int, right: int) -> int:
    """The line after the list that "Kính gửi" opens, when it stands right there."""
    if at == len(lines) or not is_address(lines[at][0]):
        return at
    for i in range(at + 1, len(lines)):
        box, width = row_box(lines[i]), right - left
        listed = lines[i][0].plain.startswith(("-", "–", "+", "*"))
        if not listed and box.left - left < 0.12 * width:
            return i
    return len(lines)


def _footnote(lines: Sequence[Row], sheet: Sheet) -> int:
    """The first line of the notes at the foot of the page, in small print after a number."""
    usual = line_height(s for row in lines for s in row)
    at = len(lines)
    for i in range(len(lines) - 1, -1, -1):
        small = median(s.height for s in lines[i]) < _SMALL * usual
        if not small or row_box(lines[i]).top < 0.6 * sheet.height:
            break
        if _FOOTNOTE.match(" ".join(s.plain for s in lines[i])):
            at = i
    return at
