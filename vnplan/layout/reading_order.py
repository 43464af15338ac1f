"""Words of a page into printed lines in reading order, each with its zone.

Decree 30/2020 (Appendix I) prints two blocks in two columns: the letterhead
(issuer and number | national title, place and date) and the close ("Nơi nhận"
| signature). Each is read column by column, the left one first. Signatures of
two bodies side by side are read column by column, too, the right one first:
the body in charge signs there. What was stamped on is read after the
letterhead, notes of digital signatures at the end. Everything else is read
row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vnplan.layout.segments import Row, Segment, row_box, row_words, rows, same_row, segments
from vnplan.layout.stamps import take_fax_lines, take_notes, take_stamps
from vnplan.layout.zones import (
    Sheet,
    Zoned,
    has_title,
    is_address,
    is_motto,
    is_name,
    is_own_number,
    is_place_date,
    is_recipients,
    name_body,
    name_left,
    name_right,
    take_page_numbers,
)
from vnplan.model import Line, Word, Zone

# Shares of the page's width between which the gutter of two columns may lie.
_GUTTER_FROM, _GUTTER_TO = 0.28, 0.66
_GUTTER_STEP = 0.01
# A letterhead takes this much of the page's height at most, a stamp and a long subject included.
_LETTERHEAD = 0.4
# The first letterhead begins in this upper part of the page, and is read before what is above it.
_TOP = 0.3
# Signatures stand to the right of this share of the page's width.
_SIGNED_FROM = 0.42
# A letterhead whose title is lost: how far right its left column reaches, as a share of the
# width, and over how many lines above its number its offices are looked for.
_UNTITLED_RIGHT, _UNTITLED_LINES = 0.55, 6.0
# What stands above the title.
_HEAD = frozenset({Zone.ISSUER, Zone.MOTTO, Zone.NUMBER, Zone.PLACE_DATE, Zone.SUBJECT})
# Line heights between offices and names of signers, where they sign.
_ROOM_TO_SIGN, _MOST_ROOM = 2.5, 14.0


def lines_of(
    page: int, runs: Iterable[Sequence[Word]], width: int, height: int
) -> tuple[Line, ...]:
    """The printed lines, in reading order, of a page of ``width`` × ``height`` pixels.

    ``runs`` are words that the reader found one after another on one line; a
    run may stop early or reach over a gutter. Every word with a box comes back
    exactly once; words without a box cannot be placed and are left out. The page must
    be upright and straight.
    """
    found = [s for run in runs for s in segments([w for w in run if w.box is not None])]
    sheet = Sheet.of(found, width, height)
    notes = [*take_notes(found), *take_fax_lines(found, sheet)]
    numbers = take_page_numbers([s for s in found if s not in notes], sheet)
    stamps, rest = take_stamps([s for s in found if s not in [*notes, *numbers]], sheet)
    top = [s for s in numbers if s.middle < height / 2]
    zoned = [
        *_all(Zone.PAGE_NUMBER, top),
        *_running(rest, stamps, sheet),
        *_all(Zone.PAGE_NUMBER, [s for s in numbers if s not in top]),
        *_all(Zone.NOTE, notes),
    ]
    return tuple(Line.of(page, row_words(row), zone=zone) for zone, row in zoned)


def with_stamps(lines: Sequence[Line], stamps: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with those of stamps that were read on their own: after the letterhead, or at
    the end where there is none; notes of digital signatures among them always at the end."""
    notes = {
        segment.words
        for segment in take_notes([Segment.of(line.words) for line in stamps if line.words])
    }
    noted = [replace(line, zone=Zone.NOTE) for line in stamps if line.words in notes]
    stamped = [line for line in stamps if line.words not in notes]
    head = [at for at, line in enumerate(lines, 1) if line.zone in _HEAD]
    end = head[-1] if head else len(lines)
    return (*lines[:end], *stamped, *lines[end:], *noted)


def arrange(
    runs: Iterable[Sequence[Word]], width: int, height: int
) -> tuple[tuple[Word, ...], ...]:
    """The words of :func:`lines_of`, line by line."""
    return tuple(line.words for line in lines_of(1, runs, width, height))


def _all(zone: Zone, found: Sequence[Segment]) -> list[Zoned]:
    return [(zone, row) for row in rows(found)]


# --- blocks and what stands between them ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that are read together: a letterhead, signatures, a close.

    Attributes:
        top: its upper edge in pixels.
        segments: what its lines are made of.
        lines: in reading order.
        head: whether it is a letterhead.
    """

    top: float
    segments: frozenset[Segment]
    lines: tuple[Zoned, ...]
    head: bool = False


def _running(found: Sequence[Segment], stamps: Sequence[Segment], sheet: Sheet) -> list[Zoned]:
    """The text of a page; stamps come after its letterhead, or else at the end."""
    blocks: list[_Block] = []
    rest = [part for s in found for part in _parted(s, sheet)]
    for find in (_letterheads, _joint_signatures, _close):
        blocks += find(rest, sheet)
        taken = frozenset[Segment]().union(*(b.segments for b in blocks))
        rest = [s for s in rest if s not in taken]
    blocks.sort(key=lambda b: b.top)
    stamped = _all(Zone.STAMP, stamps)
    lines = name_body(rows(_between(rest, blocks, 0, sheet)), False, sheet)
    for i, block in enumerate(blocks, 1):
        lines += block.lines
        if block.head:
            lines, stamped = lines + stamped, []
        lines += name_body(rows(_between(rest, blocks, i, sheet)), block.head, sheet)
    return lines + stamped


def _between(
    rest: Sequence[Segment], blocks: Sequence[_Block], place: int, sheet: Sheet
) -> list[Segment]:
    """What stands above block ``place`` and below the one before it.

    Specks and marks above a letterhead at the top of the page are read after it.
    """
    tops = [float("-inf"), *(b.top for b in blocks), float("inf")]
    if blocks and blocks[0].head and blocks[0].top < _TOP * sheet.height:
        tops[1] = float("-inf")
    return [s for s in rest if tops[place] <= s.box.top < tops[place + 1]]


def _parted(segment: Segment, sheet: Sheet) -> list[Segment]:
    """A line of the letterhead that was read across the gutter is cut there."""
    left = segment.box.left < 0.3 * sheet.width
    if not left or not (has_title(segment) or _dates_letterhead(segment, sheet)):
        return [segment]
    return segment.parted(_GUTTER_FROM * sheet.width, _GUTTER_TO * sheet.width, least=0.5)


def _dates_letterhead(segment: Segment, sheet: Sheet) -> bool:
    return is_place_date(segment) and segment.plain.lstrip().startswith("so")


# --- two columns ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Columns:
    """Two columns side by side; both empty when there are none."""

    left: tuple[Segment, ...] = ()
    right: tuple[Segment, ...] = ()

    @property
    def all(self) -> frozenset[Segment]:
        return frozenset(self.left + self.right)

    @property
    def top(self) -> int:
        return min(s.box.top for s in self.left + self.right)


def _best_columns(zone: Sequence[Segment], width: int) -> _Columns:
    """The gutter that keeps two columns apart furthest down, from the top of ``zone``."""
    best = _Columns()
    steps = round((_GUTTER_TO - _GUTTER_FROM) / _GUTTER_STEP)
    for i in range(steps + 1):
        columns = _split(zone, (_GUTTER_FROM + i * _GUTTER_STEP) * width)
        if columns.left and columns.right and len(columns.all) > len(best.all):
            best = columns
    return best


def _split(zone: Sequence[Segment], gutter: float) -> _Columns:
    below = [s.box.top for s in zone if s.box.left < gutter < s.box.right or is_address(s)]
    end = min(below, default=None)
    kept = [s for s in zone if end is None or s.middle < end]
    left = tuple(s for s in kept if s.box.right <= gutter)
    right = tuple(s for s in kept if s.box.left >= gutter)
    return _Columns(left, right)


# --- the letterhead ------------------------------------------------------------------------


def _letterheads(found: Sequence[Segment], sheet: Sheet) -> list[_Block]:
    """The blocks that a national or Party title heads; forms have their own, further down."""
    slack = 3 * sheet.line
    starts = _letterhead_starts(found, sheet)
    if not starts:
        return _untitled_letterhead(found, sheet)
    ends = [start - slack for start in starts[1:]] + [float("inf")]
    blocks: list[_Block] = []
    for start, end in zip(starts, ends, strict=False):
        low, high = start - slack, min(end, start + _LETTERHEAD * sheet.height)
        zone = [s for s in found if low <= s.box.top < high]
        if block := _letterhead(_best_columns(zone, sheet.width)):
            blocks.append(block)
    return blocks


def _letterhead_starts(found: Sequence[Segment], sheet: Sheet) -> list[int]:
    """Where the titles stand from which letterheads go down."""
    upper = [s.box.top for s in found if s.box.top < 0.45 * sheet.height and has_title(s)]
    lower = [s.box.top for s in found if is_motto(s) and s.box.left > 0.35 * sheet.width]
    starts: list[int] = []
    for top in sorted([*sorted(upper)[:1], *lower]):
        if not starts or top - starts[-1] > 0.15 * sheet.height:
            starts.append(top)
    return starts


def _untitled_letterhead(found: Sequence[Segment], sheet: Sheet) -> list[_Block]:
    """The block whose title is lost: capitals at the left, over a number with its symbol."""
    left = [s for s in found if s.box.right < _UNTITLED_RIGHT * sheet.width]
    high = [s for s in left if s.box.top < _TOP * sheet.height]
    number = min((s for s in high if is_own_number(s)), key=_middle, default=None)
    if number is None:
        return []
    reach = number.box.top - _UNTITLED_LINES * sheet.line
    offices = [s for s in left if s.capitals and reach < s.box.top < number.box.top]
    if not offices:
        return []
    top, bottom = min(s.box.top for s in offices) - sheet.line, number.box.bottom + 3 * sheet.line
    zone = [s for s in found if top <= s.box.top < bottom]
    if block := _letterhead(_best_columns(zone, sheet.width)):
        return [block]
    kept = frozenset([*offices, number])
    return [_Block(min(s.box.top for s in kept), kept, tuple(name_left(rows(kept))), head=True)]


def _letterhead(columns: _Columns) -> _Block | None:
    """The columns with their zones; what stands below place and date belongs to the text."""
    if not columns.left or not columns.right:
        return None
    right = name_right(rows(columns.right))
    if any(zone is Zone.PLACE_DATE for zone, _ in right):
        right = [(zone, row) for zone, row in right if zone is not Zone.TITLE]
    lines = (*name_left(rows(columns.left)), *right)
    kept = frozenset(s for _, row in lines for s in row)
    return _Block(columns.top, kept, lines, head=True)


# --- the close -----------------------------------------------------------------------------


def _close(found: Sequence[Segment], sheet: Sheet) -> list[_Block]:
    """The list of recipients and the signature beside it."""
    left = [s for s in found if s.box.left < 0.45 * sheet.width]
    heads = [s for s in left if is_recipients(s)]
    # The box of a word may end early, which parts the two words.
    heads += [r[0] for r in rows(left) if len(r) == 2 and is_recipients(Segment.of(row_words(r)))]
    if not heads:
        return []
    head = max(heads, key=lambda s: s.box.top)
    start = min((s.box.top for s in found if same_row(s, head)), default=head.box.top)
    zone = [s for s in found if s.box.top >= start]
    zone += _signature_above(found, start, sheet.width)
    columns = _best_columns(zone, sheet.width)
    if all(s.box.left < _SIGNED_FROM * sheet.width for s in columns.right):
        return [_recipients_alone(found, head, sheet)]
    lines = [(Zone.RECIPIENTS, row) for row in rows(columns.left)]
    lines += [(Zone.SIGNATURE, row) for row in rows(columns.right)]
    return [_Block(columns.top, columns.all, tuple(lines))]


def _recipients_alone(found: Sequence[Segment], head: Segment, sheet: Sheet) -> _Block:
    """A list of recipients without a signature beside it, down to a wide line or a wide gap."""
    kept: list[Zoned] = []
    bottom = head.middle
    for row in rows(s for s in found if s.box.top >= head.box.top or same_row(s, head)):
        box = row_box(row)
        if box.right > _GUTTER_TO * sheet.width or box.top - bottom > 4 * sheet.line:
            break
        kept.append((Zone.RECIPIENTS, row))
        bottom = box.bottom
    taken = frozenset(s for _, row in kept for s in row)
    return _Block(head.box.top, taken, tuple(kept))


def _signature_above(found: Sequence[Segment], start: int, width: int) -> list[Segment]:
    """Lines of the signature that stand higher than the recipients beside them."""
    above: list[Segment] = []
    for segment in sorted(found, key=lambda s: -s.box.top):
        if segment.box.top >= start:
            continue
        if segment.box.left < 0.4 * width or start - segment.box.bottom > 6 * segment.height:
            break
        above.append(segment)
    return above


def _joint_signatures(found: Sequence[Segment], sheet: Sheet) -> list[_Block]:
    """Two bodies that sign side by side: lines in capitals over two names.

    The body in charge signs at the right, and so is read first.
    """
    for row in rows(found):
        if len(row) != 2 or not all(s.capitals for s in row):
            continue
        left, right = row
        gutter = (left.box.right + right.box.left) / 2
        names = _names_below(found, row, gutter)
        if _GUTTER_FROM * sheet.width < gutter < _GUTTER_TO * sheet.width and names:
            return [_signatures(found, row, names, gutter)]
    return []


def _names_below(found: Sequence[Segment], row: Row, gutter: float) -> list[Segment]:
    """The first name on either side under two offices; empty when they are not level."""
    line = max(s.height for s in row)
    low, high = row[0].middle + _ROOM_TO_SIGN * line, row[0].middle + _MOST_ROOM * line
    names = sorted((s for s in found if is_name(s) and low < s.middle < high), key=_middle)
    left = next((s for s in names if s.box.right < gutter), None)
    right = next((s for s in names if s.box.left > gutter), None)
    if left is None or right is None or abs(left.middle - right.middle) > 2 * line:
        return []
    return [left, right]


def _signatures(
    found: Sequence[Segment], row: Row, names: Sequence[Segment], gutter: float
) -> _Block:
    top, bottom = min(s.box.top for s in row), max(s.middle for s in names)
    zone = [s for s in found if top <= s.middle <= bottom]
    left = [s for s in zone if (s.box.left + s.box.right) / 2 < gutter]
    right = [s for s in zone if s not in left]
    lines = [*_all(Zone.SIGNATURE, right), *_all(Zone.SIGNATURE, left)]
    return _Block(top, frozenset(zone), tuple(lines))


def _middle(segment: Segment) -> float:
    return segment.middle
