"""Ruled tables: from the rules of a page to cells, and the words of the cells in reading order.

The rules come from the picture of a scan (``rules.py``) or from the drawing of a PDF
(``textlayer.py``). Rules that meet form a table. All its rules together make a grid; two fields
of the grid are one cell when no rule parts them, so merged cells need no rule of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from vnplan.layout.segments import row_words, rows, segments
from vnplan.model import Box, Cell, Line, Table, Word, Zone

_MM_PER_INCH = 25.4
# Millimetres. Rules meet when their ends are this near; rules this near are one line of the grid.
_MEET, _ONE_LINE = 1.0, 1.5
# Millimetres: a row that opens a group in a table without sides is no higher.
_GROUP_ROW = 14.0
# Share of the border between two fields that a rule must cover to part them.
_PARTS = 0.7
# Share of the page's width that a table has at least: stamps and frames are narrower.
_NARROWEST = 0.25
# Millimetres: frames of stamps, the smallest around a mark alone.
_STAMP_WIDTH, _STAMP_HEIGHT = (18.0, 110.0), (7.0, 60.0)
Edge = tuple[float, float, float]
"""Where a level or upright rule runs: its place across, start and end along, in pixels."""
_Group = tuple[list[Edge], list[Edge]]
_Fields = tuple[int, int, int, int]


def find_tables(
    level: Sequence[Edge], upright: Sequence[Edge], width: int, dpi: float
) -> tuple[Table, ...]:
    """The tables that the rules of a page form, from top to bottom.

    Args:
        level, upright: the rules, in pixels.
        width: pixels of the page.
        dpi: resolution of these pixels.

    A frame without fields is no table, nor is what stands inside a cell of another.
    """
    mm = dpi / _MM_PER_INCH
    groups = _over_group_rows(_meeting(level, upright, _MEET * mm), mm)
    grids = [_Grid.of(*rules, mm) for rules in groups]
    large = [g for g in grids if g is not None and g.box.width >= _NARROWEST * width]
    outer = [g for g in large if not any(_inside(g.box, other.box) for other in large)]
    outer.sort(key=lambda g: (g.box.top, g.box.left))
    found = [(grid.box, grid.cells()) for grid in outer]
    kept = [(box, cells) for box, cells in found if _is_table(cells, box, width)]
    return tuple(
        Table(box, tuple(replace(cell, table=number) for cell in cells))
        for number, (box, cells) in enumerate(kept)
    )


def find_frames(level: Sequence[Edge], upright: Sequence[Edge], dpi: float) -> tuple[Box, ...]:
    """Frames of the size of a stamp that the rules of a page form, in pixels."""
    mm = dpi / _MM_PER_INCH
    grids = [_Grid.of(*rules, mm) for rules in _meeting(level, upright, _MEET * mm)]
    boxes = [grid.box for grid in grids if grid is not None]
    (low, wide), (flat, high) = _STAMP_WIDTH, _STAMP_HEIGHT
    return tuple(
        b for b in boxes if low * mm <= b.width <= wide * mm and flat * mm <= b.height <= high * mm
    )


def _is_table(cells: Sequence[Cell], box: Box, width: int) -> bool:
    """Two rows of two cells, or one row that is as wide as the text."""
    side_by_side = any(cell.column for cell in cells)
    return side_by_side and (len(cells) >= 4 or box.width >= 0.6 * width)


def _inside(one: Box, other: Box) -> bool:
    return one != other and (
        other.left <= (one.left + one.right) / 2 <= other.right
        and other.top <= one.top
        and one.bottom <= other.bottom
    )


# --- rules that meet ---------------------------------------------------------------------


def _meeting(level: Sequence[Edge], upright: Sequence[Edge], reach: float) -> list[_Group]:
    """Level and upright rules in groups that hang together."""
    groups: list[_Group] = []
    for rule in upright:
        crossed = _met_by(rule, level, reach)
        met = [g for g in groups if not crossed.isdisjoint(g[0])]
        fresh = [r for r in level if r in crossed and not any(r in g[0] for g in groups)]
        joined = (
            [*(r for g in met for r in g[0]), *fresh],
            [*(r for g in met for r in g[1]), rule],
        )
        groups = [g for g in groups if g not in met] + [joined]
    return [g for g in groups if len(g[0]) > 1]


def _over_group_rows(groups: Iterable[_Group], mm: float) -> list[_Group]:
    """Put together what a row of a single cell parts in a table without rules at its sides."""
    done: list[_Group] = []
    for level, upright in sorted(groups, key=lambda group: min(group[0])):
        last = max(done[-1][0]) if done else (0.0, 0.0, 0.0)
        first = min(level)
        apart = max(abs(last[1] - first[1]), abs(last[2] - first[2]))
        sideless = min(upright)[0] - first[1] > _ONE_LINE * mm
        if apart <= 2 * _ONE_LINE * mm and sideless and 0 < first[0] - last[0] <= _GROUP_ROW * mm:
            done[-1] = (done[-1][0] + level, done[-1][1] + upright)
        else:
            done.append((level, upright))
    return done


def _met_by(upright: Edge, level: Iterable[Edge], reach: float) -> set[Edge]:
    """The level rules that an upright one meets."""
    x, top, bottom = upright
    low, high = top - reach, bottom + reach
    return {
        rule for rule in level if low <= rule[0] <= high and rule[1] - reach <= x <= rule[2] + reach
    }


# --- the grid ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Grid:
    """The lines of a table: places of its rows and columns, and the rules on each.

    ``reach`` is how near to another a rule ends that meets it, in pixels.
    """

    ys: tuple[float, ...]
    xs: tuple[float, ...]
    level: tuple[tuple[Edge, ...], ...]
    upright: tuple[tuple[Edge, ...], ...]
    reach: float

    @classmethod
    def of(cls, level: list[Edge], upright: list[Edge], mm: float) -> _Grid | None:
        """The grid; sides that no rule closes run where the other rules end."""
        level = [*level, *_sides(upright, level, mm)]
        upright = [*upright, *_sides(level, upright, mm)]
        rows, columns = _grouped(level, _ONE_LINE * mm), _grouped(upright, _ONE_LINE * mm)
        while len(rows) > 1 and len(columns) > 1:
            ys, xs = tuple(map(_place, rows)), tuple(map(_place, columns))
            level_left = tuple(line for line in rows if _parts_some(line, xs, _MEET * mm))
            upright_left = tuple(line for line in columns if _parts_some(line, ys, _MEET * mm))
            if (level_left, upright_left) == (rows, columns):
                return cls(ys, xs, rows, columns, _MEET * mm)
            rows, columns = level_left, upright_left
        return None

    @property
    def box(self) -> Box:
        return self._box(0, 0, len(self.ys) - 1, len(self.xs) - 1)

    def cells(self) -> list[Cell]:
        """The fields, put together where no rule parts them, row by row."""
        fields = [
            (row, column, row + 1, column + 1)
            for row in range(len(self.ys) - 1)
            for column in range(len(self.xs) - 1)
        ]
        box = self.box
        for one, other in ((1, 0), (0, 1), (1, 0)):
            fields = self._joined(sorted(fields, key=lambda f: (f[one], f[other])))
        return [
            Cell(0, top, left, bottom - top, right - left, self._box(top, left, bottom, right), box)
            for top, left, bottom, right in sorted(fields)
        ]

    def _joined(self, fields: Iterable[_Fields]) -> list[_Fields]:
        """Each rectangle put together with the one before it, if that leaves a rectangle."""
        done: list[_Fields] = []
        for field in fields:
            if done and self._open(done[-1], field):
                done[-1] = (*done[-1][:2], *field[2:])
            else:
                done.append(field)
        return done

    def _open(self, one: _Fields, other: _Fields) -> bool:
        """Whether a whole side of both is the same and no rule runs there."""
        top, left, bottom, right = other
        if (one[1], one[3], one[2]) == (left, right, top):
            parts = range(left, right)
            line, places = self.level[top], self.xs
        elif (one[0], one[2], one[3]) == (top, bottom, left):
            parts = range(top, bottom)
            line, places = self.upright[left], self.ys
        else:
            return False
        return not any(_parts(line, places[i], places[i + 1], self.reach) for i in parts)

    def _box(self, top: int, left: int, bottom: int, right: int) -> Box:
        edges = (self.xs[left], self.ys[top], self.xs[right], self.ys[bottom])
        return Box(*(round(edge) for edge in edges))


def _sides(along: Sequence[Edge], across: Sequence[Edge], mm: float) -> Iterator[Edge]:
    """Sides of a table that no rule of ``across`` closes, but that two rules of ``along`` reach."""
    places = [rule[0] for rule in across]
    for side, end in ((min, 1), (max, 2)):
        edge = side(rule[end] for rule in along)
        if any(abs(place - edge) <= _ONE_LINE * mm for place in places):
            continue
        if (edge < min(places)) == (side is min) and (edge > max(places)) == (side is max):
            ends = [rule[0] for rule in along if abs(rule[end] - edge) <= 2 * _ONE_LINE * mm]
            if len(ends) > 1:
                yield (edge, min(ends), max(ends))


def _grouped(rules: Iterable[Edge], reach: float) -> tuple[tuple[Edge, ...], ...]:
    """Rules that are one line of the grid, from the first line to the last."""
    groups: list[list[Edge]] = []
    for rule in sorted(rules):
        if groups and rule[0] - groups[-1][-1][0] <= reach:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return tuple(map(tuple, groups))


def _place(rules: Sequence[Edge]) -> float:
    lengths = [stop - start for _, start, stop in rules]
    total = sum(lengths)
    return sum(r[0] * length for r, length in zip(rules, lengths, strict=True)) / total


def _parts_some(rules: Sequence[Edge], places: Sequence[float], reach: float) -> bool:
    """Whether the rules on a line of the grid part any two fields."""
    return any(_parts(rules, *between, reach) for between in pairwise(places))


def _parts(rules: Sequence[Edge], start: float, stop: float, reach: float) -> bool:
    """Whether rules run from ``start`` to ``stop``, breaks forgiven.

    The bars of two letters T run along most of a narrow field, too, but meet neither of its sides.
    """
    at, covered, meets = start, 0.0, False
    for _, low, high in sorted(rules, key=lambda rule: rule[1]):
        covered += max(0.0, min(high, stop) - max(low, at))
        at = max(at, min(high, stop))
        meets = meets or low <= start + reach <= high or low <= stop - reach <= high
    return meets and covered >= _PARTS * (stop - start)


# --- words -------------------------------------------------------------------------------

Runs = list[list[Word]]
"""Words with boxes that a reader found one after another on one line."""


def into_cells(
    runs: Iterable[Sequence[Word]], tables: Sequence[Table]
) -> tuple[Runs, dict[Cell, Runs]]:
    """The runs outside the tables, and those of each cell; a word is where its middle is."""
    outside: Runs = []
    inside: defaultdict[Cell, Runs] = defaultdict(list)
    for run in runs:
        before: Cell | None = None
        for number, word in enumerate(run):
            cell = _cell_of(word, tables)
            home = outside if cell is None else inside[cell]
            if number == 0 or cell != before:
                home.append([])
            home[-1].append(word)
            before = cell
    return outside, dict(inside)


def _cell_of(word: Word, tables: Sequence[Table]) -> Cell | None:
    if word.box is None:
        return None
    x, y = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
    for table in tables:
        if _holds(table.box, x, y):
            return next((cell for cell in table.cells if _holds(cell.box, x, y)), None)
    return None


def _holds(box: Box, x: float, y: float) -> bool:
    return box.left <= x < box.right and box.top <= y < box.bottom


def cell_lines(page: int, inside: Mapping[Cell, Iterable[Sequence[Word]]]) -> tuple[Line, ...]:
    """The printed lines of the cells, table by table, row by row, cell by cell."""
    return tuple(
        Line.of(page, row_words(row), cell)
        for cell in sorted(inside, key=lambda c: (c.table, c.row, c.column))
        for row in rows(segment for run in inside[cell] for segment in segments(run))
    )


# Zones that are read from top to bottom.
_FLOW = {None, Zone.TITLE, Zone.SUBJECT, Zone.ADDRESSEES, Zone.BODY, Zone.SIGNATURE}
_FLOW |= {Zone.RECIPIENTS, Zone.FOOTNOTE}
_ANYWHERE = {Zone.NOTE, Zone.STAMP, Zone.COLOURED_STAMP}


def with_tables(
    lines: Sequence[Line], tables: Sequence[Table], cells: Sequence[Line]
) -> tuple[Line, ...]:
    """The lines of a page with those of its tables among them, in reading order.

    Args:
        lines: outside the tables, in reading order.
        tables: of the page, from top to bottom.
        cells: the lines of their cells.
    """
    done = list(lines)
    for number, table in reversed(list(enumerate(tables))):
        at = _place_among(lines, table.box.top)
        done[at:at] = [line for line in cells if line.cell and line.cell.table == number]
    return tuple(done)


def _place_among(lines: Sequence[Line], top: int) -> int:
    """Where in ``lines`` belongs what starts at ``top``: before what stands below it."""
    above = -1
    for at, line in enumerate(lines):
        if line.box is None or line.zone in _ANYWHERE:
            continue
        is_above = (line.box.top + line.box.bottom) / 2 < top
        if not is_above and line.zone in _FLOW:
            return at
        above = at if is_above else above
    return above + 1
