"""Words of a page into printed lines in reading order.

Decree 30/2020 (Appendix I) prints two blocks in two columns: the letterhead
(issuer and number | national title, place and date) and the close ("Nơi nhận"
| signature). Each is read column by column, the left one first. Everything
else, tables included, is read row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from vnplan.model import Box, Word, union
from vnplan.syllable import strip_marks

# Shares of the page's width between which the gutter of two columns may lie.
_GUTTER_FROM, _GUTTER_TO = 0.28, 0.66
_GUTTER_STEP = 0.01
# A letterhead ends in the upper part of the page, whatever follows it.
_LETTERHEAD_END = 0.45
# Gaps in heights of a line: wider than a space of justified text, narrower than any gutter.
_GAP = 0.9
# Fixed words, without marks: Decree 30/2020, boxes 1, 9a, 9b; the Party's letterhead.
_TITLES = ("conghoaxahoichunghiavietnam", "doclaptudohanhphuc", "dangcongsanvietnam")
_RECIPIENTS = "noinhan"
_ADDRESS = "kinhgui"


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one printed line without a wide gap between them, left to right."""

    words: tuple[Word, ...]
    box: Box

    @property
    def folded(self) -> str:
        """Its letters without marks, spaces and punctuation, in lower case."""
        text = strip_marks("".join(w.text for w in self.words)).lower()
        return "".join(c for c in text if c.isalpha())


def arrange(
    runs: Iterable[Sequence[Word]], width: int, height: int
) -> tuple[tuple[Word, ...], ...]:
    """The printed lines, in reading order, of a page of ``width`` × ``height`` pixels.

    ``runs`` are words that the reader found one after another on one line; a
    run may stop early or reach over a gutter. Every word with a box comes back
    exactly once; words without a box cannot be placed and are left out. The page must
    be upright and straight.
    """
    segments = [s for run in runs for s in _segments([w for w in run if w.box is not None])]
    head = _letterhead(segments, width, height)
    rest = [s for s in segments if s not in head.all]
    close = _close(rest, width)
    body = [s for s in rest if s not in close.all]
    above = [s for s in body if not close.all or s.box.top < close.top]
    below = [s for s in body if s not in above]
    return (*head.lines(), *_rows(above), *close.lines(), *_rows(below))


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

    def lines(self) -> list[tuple[Word, ...]]:
        return [*_rows(self.left), *_rows(self.right)]


def _letterhead(segments: Sequence[Segment], width: int, height: int) -> _Columns:
    """The two columns at the top of the page, if a national or Party title heads the right one."""
    titles = [s for s in segments if s.box.top < _LETTERHEAD_END * height and _has_title(s)]
    if not titles:
        return _Columns()
    start = min(s.box.top for s in titles)
    slack = 3 * _line_height(segments)
    zone = [s for s in segments if start - slack <= s.box.top < _LETTERHEAD_END * height]
    return _best_columns(zone, width)


def _close(segments: Sequence[Segment], width: int) -> _Columns:
    """The list of recipients and the signature beside it."""
    heads = [s for s in segments if _is_recipients(s) and s.box.left < 0.45 * width]
    if not heads:
        return _Columns()
    head = max(heads, key=lambda s: s.box.top)
    start = min((s.box.top for s in segments if _same_row(s, head)), default=head.box.top)
    zone = [s for s in segments if s.box.top >= start]
    zone += _signature_above(segments, start, width)
    return _best_columns(zone, width)


def _signature_above(segments: Sequence[Segment], start: int, width: int) -> list[Segment]:
    """Lines of the signature that stand higher than the recipients beside them."""
    found: list[Segment] = []
    for segment in sorted(segments, key=lambda s: -s.box.top):
        if segment.box.top >= start:
            continue
        if segment.box.left < 0.4 * width or start - segment.box.bottom > 6 * segment.box.height:
            break
        found.append(segment)
    return found


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
    below = [s.box.top for s in zone if s.box.left < gutter < s.box.right or _is_address(s)]
    end = min(below, default=None)
    kept = [s for s in zone if end is None or _middle(s) < end]
    left = tuple(s for s in kept if s.box.right <= gutter)
    right = tuple(s for s in kept if s.box.left >= gutter)
    return _Columns(left, right)


def _has_title(segment: Segment) -> bool:
    folded = segment.folded
    return any(_similar(title, folded) for title in _TITLES)


def _is_recipients(segment: Segment) -> bool:
    folded = segment.folded
    return len(folded) <= 2 * len(_RECIPIENTS) and _similar(_RECIPIENTS, folded)


def _is_address(segment: Segment) -> bool:
    """ "Kính gửi" opens what stands under the letterhead (box 9a)."""
    return _similar(_ADDRESS, segment.folded[: len(_ADDRESS) + 1])


def _similar(wanted: str, text: str) -> bool:
    """Whether ``wanted`` occurs in ``text`` with at most a quarter of its letters wrong.

    >>> _similar("noinhan", "nolnhan"), _similar("noinhan", "cancu")
    (True, False)
    """
    previous = [0] * (len(text) + 1)
    for i, letter in enumerate(wanted, 1):
        current = [i]
        for j, other in enumerate(text, 1):
            replaced = previous[j - 1] + (letter != other)
            current.append(min(replaced, previous[j] + 1, current[j - 1] + 1))
        previous = current
    return min(previous) <= len(wanted) // 4


# --- rows --------------------------------------------------------------------------------


def _segments(run: Sequence[Word]) -> list[Segment]:
    """A run of words split at every wide gap."""
    found: list[Segment] = []
    limit = _GAP * median(_box(w).height for w in run) if run else 0.0
    start = 0
    for i in range(1, len(run)):
        if _box(run[i]).left - _box(run[i - 1]).right > limit:
            found.append(_segment(run[start:i]))
            start = i
    return [*found, _segment(run[start:])] if run else []


def _segment(words: Sequence[Word]) -> Segment:
    box = union(_box(w) for w in words)
    assert box is not None
    return Segment(tuple(words), box)


def _rows(segments: Sequence[Segment]) -> list[tuple[Word, ...]]:
    """Segments side by side joined to lines, from top to bottom."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=_middle):
        if rows and all(_same_row(segment, other) for other in rows[-1]):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [
        tuple(w for s in sorted(row, key=lambda s: s.box.left) for w in s.words) for row in rows
    ]


def _same_row(one: Segment, other: Segment) -> bool:
    """Whether two segments stand side by side on about the same baseline.

    Cells of a table that are set half a line apart are not on one.
    """
    slack = 0.25 * min(one.box.height, other.box.height)
    apart = one.box.right <= other.box.left + slack or other.box.right <= one.box.left + slack
    near = 0.4 * max(one.box.height, other.box.height)
    return apart and abs(_middle(one) - _middle(other)) < near


def _middle(segment: Segment) -> float:
    return (segment.box.top + segment.box.bottom) / 2


def _line_height(segments: Sequence[Segment]) -> float:
    return median(s.box.height for s in segments) if segments else 0.0


def _box(word: Word) -> Box:
    assert word.box is not None
    return word.box
