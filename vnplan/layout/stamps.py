"""What was stamped or printed onto a finished document, and is no part of its text.

A stamp of receipt (Decree 30/2020, Appendix IV) holds the office that received the
document, the word ĐẾN, and labels with what was written in by hand. It stands in the
left half below the number, often over the title, so that it is read into the same lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from vnplan.layout.segments import Row, Segment, box_of, row_box, rows, same_row, similar
from vnplan.layout.zones import Sheet, has_title, is_number, is_place_date
from vnplan.model import Box, union

# Marks alone on their line: Decree 30/2020, boxes 10a, 10b and 11; Articles 25 to 29: copies.
_MARKS = frozenset(
    {"khan", "thuongkhan", "hoatoc", "hoatochengio", "mat", "toimat", "tuyetmat"}
    | {"luuhanhnoibo", "xemxongtralai", "saoy", "saoybanchinh", "saoluc", "trichsao"}
)
# Letters of a mark in which one may be misread.
_LONG = 6
_HEADINGS = frozenset({"den", "congvanden"})
_HEADING = re.compile(r"\W{0,2}(?:cong van )?den\W*(?:$|(?:so|ngay|gio)\b)")
_LABEL = re.compile(
    r"\W{0,6}(?:so|ngay|gio|chuyen|luu ho so(?: so)?|so va ky hieu hs|kinh chuyen)\s*(?:[:.…]|$)"
)
# Labels that no other part of a letterhead has.
_SURE_LABEL = re.compile(r"\W{0,6}(?:chuyen|luu ho so(?: so)?|so va ky hieu hs)\s*[:.…]")
# A label filled in, alone on its line.
_FILLED = re.compile(r"\W{0,6}(?:so|ngay|gio)\W{0,3}\d[\d\W]*")
# What programs for digital signatures print.
_NOTE_LABEL = re.compile(
    r"\W{0,2}(?:(?:duoc )?ky boi|nguoi ky|ngay ky|thoi gian ky|co quan|to chuc|email|chuc vu"
    r"|digitally signed by|signed by|signing time|date|signature)\s*:"
)
# What a fax prints above or below each page: the time of day, and two of these, or the first. They
# stand within so much of the page's height from its edge.
_TIME = re.compile(r"(?:^|\D|(?:19|20)\d\d)[0-2]?\d:[0-5]\d(?!\d)")
_FAX = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:fax(?:no)?|from|telefax)\b",
        r"\d[\d -]{6,}\d",
        r"\bp(?:age)?\W{0,2}\d{1,3}\b",
    )
)
_EDGE = 0.06
# Share of the page's height that a stamp of receipt ends in; lines between its office and it.
_LOWEST, _ROOF = 0.6, 2.5
# Share of the page's height within which a letterhead and its title stand.
_NEAR_HEAD = 0.35


def is_stamp(found: Sequence[Segment]) -> bool:
    """Whether what stands in a frame is a stamp: its heading or a mark, both in capitals, or
    several labels. "đến ngày 30/6" in a frame is print."""
    capitals = [s for s in found if s.words[0].text.isupper()]
    marked = any(_is_mark(s) or s.folded in _HEADINGS or _HEADING.match(s.plain) for s in capitals)
    return marked or sum(bool(_LABEL.match(s.plain)) for s in found) > 1


def _is_mark(segment: Segment) -> bool:
    """Whether it is one of the marks; in a long one a letter may be misread."""
    text = segment.folded
    return text in _MARKS or any(
        len(mark) >= _LONG and abs(len(text) - len(mark)) <= 1 and similar(mark, text)
        for mark in _MARKS
    )


def take_notes(found: Sequence[Segment]) -> list[Segment]:
    """The lines of digital signatures' notes: labels under one another, and what goes on there."""
    labels = [s for s in found if _NOTE_LABEL.match(s.plain)]
    boxes = [_around(group) for group in _stacked(labels, 4.0) if len(group) > 1]
    return [s for s in found if any(_inside(s, box) for box in boxes)]


def take_fax_lines(found: Sequence[Segment], sheet: Sheet) -> list[Segment]:
    """The lines that a fax printed along the upper or lower edge of the page."""
    lines = rows(found)
    edges = dict.fromkeys([*lines[:1], *lines[-1:]])
    return [s for row in edges for s in row if _is_fax_line(row, sheet)]


def _is_fax_line(row: Row, sheet: Sheet) -> bool:
    """Whether a line at the edge says when and where a fax was sent; a telephone number alone
    may be that of the office."""
    box = row_box(row)
    text = " ".join(s.plain for s in row)
    said = [bool(pattern.search(text)) for pattern in _FAX]
    at_edge = box.bottom < _EDGE * sheet.height or box.top > (1 - _EDGE) * sheet.height
    return at_edge and bool(_TIME.search(text)) and (said[0] or sum(said) > 1)


def take_stamps(found: Sequence[Segment], sheet: Sheet) -> tuple[list[Segment], list[Segment]]:
    """Stamps of receipt and stamped marks; the second list is what is left.

    A stamp may stand on the same line as print beside it: the line is cut.
    """
    marks = [s for s in found if s.capitals and _is_mark(s) and s.box.top < sheet.height / 2]
    rest = [part for s in found if s not in marks for part in _without_print(s, sheet)]
    parts = _receipt(rest, sheet)
    if not parts:
        return marks, rest
    box = _around(parts)
    rest = [part for s in rest for part in ([s] if s in parts else _cut_at(s, box, sheet))]
    roof = box._replace(top=round(box.top - _ROOF * sheet.line))
    offices = [s for s in rest if s.capitals and _inside(s, roof) and not _is_symbol(s)]
    stamps = {*parts, *offices, *(s for s in rest if _inside(s, box))}
    return [*marks, *stamps], [s for s in rest if s not in stamps]


# --- the stamp of receipt ------------------------------------------------------------------


def _receipt(found: Sequence[Segment], sheet: Sheet) -> list[Segment]:
    """The heading and labels of the stamp; a lone label is none."""
    reach = [s for s in found if s.box.top < _LOWEST * sheet.height]
    narrow = [s for s in reach if s.box.width < 0.45 * sheet.width]
    titles = [s for s in narrow if has_title(s)]
    printed = titles + _topmost(narrow, is_place_date) + _topmost(narrow, _is_symbol)
    left = [s for s in reach if s.box.left < sheet.width / 2 and not _is_level(s, printed)]
    heads = [s for s in left if _begins(s)]
    labels = [s for s in left if _is_label(s) and s not in heads]
    groups = [g for g in _stacked([*heads, *labels], 5.0) if set(g) & set(heads)]
    parts = max(groups, key=len, default=[])
    alone = any(s.folded in _HEADINGS for s in parts)
    left_over = bool(printed) and any(_is_bare_label(s, sheet) for s in parts)
    return parts if alone or left_over or len(parts) > 1 else []


def _topmost(found: Sequence[Segment], kind: Callable[[Segment], bool]) -> list[Segment]:
    """The first of a kind, which is the letterhead's; the others are cited in the text."""
    return sorted(filter(kind, found), key=lambda s: (s.middle, s.box))[:1]


def _is_label(segment: Segment) -> bool:
    """Whether a stamp has it: a date or number alone on a line begins with a capital there."""
    filled = _FILLED.fullmatch(segment.plain) and segment.words[0].text.istitle()
    return bool(_LABEL.match(segment.plain) or filled)


def _is_bare_label(segment: Segment, sheet: Sheet) -> bool:
    """A label alone near a letterhead: the rest of the stamp is past reading."""
    end = _SURE_LABEL.match(segment.plain)
    return (
        bool(end)
        and segment.box.width < 0.15 * sheet.width
        and (segment.box.top < _NEAR_HEAD * sheet.height)
    )


def _begins(segment: Segment) -> bool:
    heading = _HEADING.match(segment.plain) and segment.words[0].text.isupper()
    return bool(heading or _SURE_LABEL.match(segment.plain))


def _is_level(segment: Segment, printed: Sequence[Segment]) -> bool:
    """Whether it stands as high as title, date or number beside it: no stamp of receipt does."""
    return any(
        segment.middle <= other.middle + other.height / 2
        for other in printed
        if same_row(other, segment) or other.box.left > segment.box.right or other is segment
    )


def _is_symbol(segment: Segment) -> bool:
    """A number line with its symbol is the document's own, not the stamp's."""
    return bool(re.search(r"[/-]\s*[a-z]{2}", segment.plain)) and is_number(segment)


def _without_print(segment: Segment, sheet: Sheet) -> list[Segment]:
    """A line that begins with a stamp's label and reaches far past it is cut in two."""
    left, right = segment.box.left / sheet.width, segment.box.right / sheet.width
    if right - left < 0.4 or left > 0.3 or not _begins(segment):
        return [segment]
    low, high = ((left + share) * sheet.width for share in (0.04, 0.35))
    return segment.parted(low, high, least=0.5)


def _cut_at(segment: Segment, box: Box, sheet: Sheet) -> list[Segment]:
    """A line that begins in the stamp, with a label or its office, is cut at the stamp's edge."""
    level = box.top - _ROOF * sheet.line < segment.middle < box.bottom
    begins = box.left - sheet.line < segment.box.left < box.right < segment.box.right
    inner = list(takewhile(lambda w: sum(box_of(w)[::2]) / 2 < box.right, segment.words))
    if not level or not begins or not 0 < len(inner) < len(segment.words):
        return [segment]
    stamp, rest = Segment.of(inner), Segment.of(segment.words[len(inner) :])
    stamped = _LABEL.match(stamp.plain) or (stamp.capitals and not rest.capitals)
    return [stamp, rest] if stamped else [segment]


# --- segments in groups --------------------------------------------------------------------


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
