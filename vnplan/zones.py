"""What the lines of a page are, by the fixed words that documents print and by their place.

Decree 30/2020, Appendix I, names the parts; its words are compared without marks and with a
quarter of the letters wrong, because this is done before anything is restored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from vnplan.model import Box, Zone, union
from vnplan.segments import Row, Segment, line_height, row_box, rows, similar

# Boxes 1, 9a and 9b of the Decree; the Party's title.
_MOTTOS = ("conghoaxahoichunghiavietnam", "dangcongsanvietnam")
_SLOGAN = "doclaptudohanhphuc"
_RECIPIENTS = "noinhan"
_ADDRESS = "kinhgui"
# Marks that are stamped on, alone on their line (boxes 10a, 10b, 11; Articles 25 to 29: copies).
_MARKS = frozenset(
    {"khan", "thuongkhan", "hoatoc", "hoatochengio", "mat", "toimat", "tuyetmat"}
    | {"luuhanhnoibo", "xemxongtralai", "saoy", "saoybanchinh", "saoluc", "trichsao"}
)
# A stamp of receipt (Appendix IV): its heading, and the labels of its lines.
_RECEIPT = re.compile(r"\W{0,2}(?:cong van )?den\W*(?:$|(?:so|ngay|gio)\b)")
_RECEIPT_LABEL = re.compile(
    r"\W{0,2}(?:so|ngay|gio|chuyen|luu ho so(?: so)?|so va ky hieu hs|kinh chuyen)\s*(?:[:.…]|$)"
)
_SURE_LABEL = re.compile(r"\W{0,2}(?:chuyen|luu ho so(?: so)?|so va ky hieu hs)\s*[:.…]")
# What programs for digital signatures print.
_NOTE_LABEL = re.compile(
    r"\W{0,2}(?:(?:duoc )?ky boi|nguoi ky|ngay ky|thoi gian ky|co quan|to chuc|email|chuc vu"
    r"|digitally signed by|signed by|signing time|date|signature)\s*:"
)
_NUMBER = re.compile(r"\W{0,2}s[o06]\s*[:.]|\W{0,2}so\s.*[\d/]|.*\d\s*[/-]\s*[a-z]{2}|.*/[a-z]+-")
_ABOUT = re.compile(r"\W{0,2}(?:v\s?[/.]\s?v\b|ve viec\b)")
_PAGE_NUMBER = re.compile(r"\W{0,2}(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W{0,2}")
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


def is_name(segment: Segment) -> bool:
    """Two to five words in small letters with capitals: who signed, say."""
    texts = [w.text for w in segment.words]
    return 2 <= len(texts) <= 5 and all(t.isalpha() and t.istitle() for t in texts)


# --- what stands outside the running text ---------------------------------------------------


def take_notes(found: Sequence[Segment]) -> list[Segment]:
    """The lines of digital signatures' notes: labels under one another, and what goes on there."""
    labels = [s for s in found if _NOTE_LABEL.match(s.plain)]
    taken: list[Segment] = []
    for group in _stacked(labels, 4.0):
        if len(group) > 1:
            box = _around(group)
            taken += [s for s in found if _inside(s, box)]
    return taken


def take_page_numbers(found: Sequence[Segment], sheet: Sheet) -> list[Segment]:
    """Numbers alone in the margins; misread ones too, above a page without a letterhead.

    The number of a page stands in the middle of the upper margin (Decree 30/2020,
    Appendix I), elsewhere in older documents.
    """
    lines = [row for row in rows(found) if any(c.isalnum() for s in row for c in s.plain)]
    edges = [*lines[:1], *lines[-1:]]
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


def take_stamps(found: Sequence[Segment], sheet: Sheet) -> tuple[list[Segment], list[Segment]]:
    """Stamps of receipt and stamped marks; the second list is what is left.

    A stamp may stand on the same line as print beside it: the line is cut.
    """
    cut = [part for s in found for part in _without_print(s, sheet)]
    marks = [s for s in cut if s.capitals and s.folded in _MARKS and s.box.top < sheet.height / 2]
    receipt = _receipt([s for s in cut if s not in marks], sheet)
    stamps = [*marks, *receipt]
    return stamps, [s for s in cut if s not in stamps]


def _without_print(segment: Segment, sheet: Sheet) -> list[Segment]:
    """A line that begins with a stamp's label and reaches far past it is cut in two."""
    left, right = segment.box.left / sheet.width, segment.box.right / sheet.width
    if right - left < 0.4 or left > 0.3 or not _begins_receipt(segment):
        return [segment]
    low, high = ((left + share) * sheet.width for share in (0.04, 0.35))
    return segment.parted(low, high, least=0.5)


def _begins_receipt(segment: Segment) -> bool:
    heading = _RECEIPT.match(segment.plain) and segment.words[0].text.isupper()
    return bool(heading or _SURE_LABEL.match(segment.plain))


def _receipt(found: Sequence[Segment], sheet: Sheet) -> list[Segment]:
    """The lines of a stamp of receipt: heading, labels, the office above, what is written in."""
    in_reach = [s for s in found if s.box.top < 0.6 * sheet.height and s.box.left < sheet.width / 2]
    heads = [s for s in in_reach if _begins_receipt(s)]
    labels = [s for s in in_reach if _RECEIPT_LABEL.match(s.plain) and not _is_symbol(s)]
    if not heads or len({*heads, *labels}) < 2:
        return []
    groups = _stacked([*{*heads, *labels}], 5.0)
    parts = max(groups, key=len)
    if not set(parts) & set(heads):
        return []
    box = _around(parts)
    roof = Box(box.left, round(box.top - 2.5 * sheet.line), box.right, box.bottom)
    offices = [s for s in found if s.capitals and _inside(s, roof) and not _is_symbol(s)]
    return list({*parts, *offices, *(s for s in found if _inside(s, box))})


def _is_symbol(segment: Segment) -> bool:
    """A number line with its symbol is the document's own, not the stamp's."""
    return bool(re.search(r"[/-]\s*[a-z]{2}", segment.plain)) and is_number(segment)


def _stacked(found: Sequence[Segment], reach: float) -> list[list[Segment]]:
    """Segments under or beside one another, at most ``reach`` heights apart."""
    groups: list[list[Segment]] = []
    for segment in sorted(found, key=lambda s: s.box.top):
        near = [g for g in groups if any(_near(segment, other, reach) for other in g)]
        groups = [g for g in groups if g not in near]
        groups.append([s for g in near for s in g] + [segment])
    return groups


def _near(one: Segment, other: Segment, reach: float) -> bool:
    limit = reach * max(one.height, other.height)
    aside = max(one.box.left, other.box.left) - min(one.box.right, other.box.right)
    return abs(one.middle - other.middle) < limit and aside < limit


def _around(found: Sequence[Segment]) -> Box:
    box = union(s.box for s in found)
    assert box is not None
    return box


def _inside(segment: Segment, box: Box) -> bool:
    middle = (segment.box.left + segment.box.right) / 2
    across = box.left <= middle <= box.right and segment.box.width < 1.2 * box.width
    return across and box.top <= segment.middle <= box.bottom


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
    """The lines between letterhead and close; ``below_head``: a letterhead stands above them."""
    named = [(Zone.BODY, row) for row in lines]
    if below_head and lines:
        left, right = _margins(lines)
        at = _title_end(lines, left, right)
        end = _addressees_end(lines, at, left, right)
        named[:at] = [(Zone.TITLE, row) for row in lines[:at]]
        named[at:end] = [(Zone.ADDRESSEES, row) for row in lines[at:end]]
    note = _footnote(lines, sheet)
    named[note:] = [(Zone.FOOTNOTE, row) for row in lines[note:]]
    return named


def _margins(lines: Sequence[Row]) -> tuple[int, int]:
    """Where the lines of the text start and end that fill the width."""
    boxes = sorted((row_box(row) for row in lines), key=lambda b: -b.width)
    wide = boxes[: max(1, len(boxes) // 2)]
    lefts, rights = sorted(b.left for b in wide), sorted(b.right for b in wide)
    return lefts[len(wide) // 5], rights[-1 - len(wide) // 5]


def _title_end(lines: Sequence[Row], left: int, right: int) -> int:
    """How many lines at the top are centred; one that fills the width stands between others."""
    end = 0
    for i, row in enumerate(lines):
        box, width = row_box(row), right - left
        off = abs(box.left + box.right - left - right) / 2
        indented = box.left - left > 0.02 * width
        starts_text = indented and box.right > right - 0.015 * width
        if is_address(row[0]) or off > 0.04 * width or starts_text:
            break
        if indented:
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
