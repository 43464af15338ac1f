"""The cells of ruled tables as pictures that Tesseract reads well, apart from the page around them.

Tesseract reads a table's columns into one another and loses words that touch rules. So the rules
are wiped off, the inked part of every cell is pasted under the one before it, and this strip is
read as one column: one call for all cells, and the place of a word tells its cell for certain.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from vnplan.layout.crossing_lines import sides_of, without_crossing_rules, without_sides
from vnplan.layout.rules import Rules, find_rules, lightest_ink, without_rules
from vnplan.layout.tables import find_frames, find_tables
from vnplan.model import Box, Cell, CleanPage, Pixels, Table, Word

# Pixels at 300 dpi: white around a cell's ink in the strip, and the tallest strip; Tesseract
# takes no picture of more than 32,767 rows.
_MARGIN, _TALLEST = 25, 16_000
# Darker than this is ink; a cell with fewer dark pixels is empty.
_DARK, _FEWEST = 160, 30
_MM_PER_INCH = 25.4
# Millimetres: a rule reaches so far from its middle, askew as it may be; letters of a line that
# goes on across it stand so near it, and are so high at least where they face each other. So many
# lines that do tell a stamp over print.
_RULE, _NEXT, _STROKE, _CROSSINGS = 0.7, 1.8, 0.7, 2
# What digits are taken for, and the most of them that number rows.
_LIKE_DIGITS, _LONGEST_NUMBER = frozenset("0123456789lIi|!§SsŠOoBZz."), 4


@dataclass(frozen=True, slots=True, eq=False)
class TablePage:
    """A page taken apart.

    Attributes:
        outside: the page with its tables painted white.
        tables: in pixels of the cleaned page, from top to bottom.
        wiped: the page's pixels without the rules of its tables; empty without tables.
        frames: what is no table but a frame of the size of a stamp, in pixels of the cleaned page.
    """

    outside: CleanPage
    tables: tuple[Table, ...]
    wiped: Pixels
    frames: tuple[Box, ...] = ()


def take_apart(page: CleanPage) -> TablePage:
    """The tables of a page and what is left of it without them."""
    rules = find_rules(page.pixels, page.dpi)
    found = find_tables(rules.level, rules.upright, page.pixels.shape[1], page.dpi)
    framed = find_frames(rules.level, rules.upright, page.dpi)
    over_print = [box for box in framed if _is_over_print(page.pixels, box, rules, page.dpi)]
    found = tuple(table for table in found if table.box not in over_print)
    frames = tuple(
        rules.on_page(box)
        for box in framed
        if box not in over_print and not any(_meet(box, table.box) for table in found)
    )
    around = [*frames, *(rules.on_page(table.box) for table in found)]
    pixels = without_crossing_rules(page.pixels, rules, around, page.dpi)
    for box in over_print:
        pixels = without_sides(pixels, rules, box, page.dpi)
    page = page if pixels is page.pixels else replace(page, pixels=pixels)
    if not found:
        return TablePage(page, (), page.pixels[:0], frames)
    tables = tuple(_on_page(table, rules) for table in found)
    borders = (cell.box for table in tables for cell in table.cells)
    wiped = without_rules(page.pixels, rules, borders, page.dpi)
    outside = wiped.copy()
    # A page that is hardly printed on has its paper's grain read as print.
    outside[outside > lightest_ink(page.pixels)] = 255
    for cell in (cell for table in tables for cell in table.cells):
        left, top, right, bottom = cell.box
        outside[max(0, top) : bottom, max(0, left) : right] = 255
    outside.setflags(write=False)
    return TablePage(replace(page, pixels=outside), tables, wiped, frames)


def _is_over_print(grey: Pixels, frame: Box, rules: Rules, dpi: float) -> bool:
    """Whether lines of print run on across the left or right side of a frame, as they do where a
    stamp was put over them: next to a table nothing stands. ``frame`` is among straight rules."""
    mm = dpi / _MM_PER_INCH
    near, far, least = (round(size * mm) for size in (_RULE, _RULE + _NEXT, _STROKE))
    sides = sides_of(frame, rules, dpi)
    crossed = 0
    for side in (*sides[:1], *sides[1:][-1:]):
        line = rules.on_page(Box(*map(round, (side.at, side.start, side.at, side.stop))))
        rows = np.s_[max(0, line.top + far) : max(0, line.bottom - far)]
        before, behind = (
            (grey[rows, max(0, line.left + start) : max(0, line.left + stop)] < _DARK).any(axis=1)
            for start, stop in ((-far, -near), (near + 1, far + 1))
        )
        both = (before & behind).astype(np.int8)
        edges = np.flatnonzero(np.diff(np.pad(both, 1))).reshape(-1, 2)
        crossed += int(np.count_nonzero(edges[:, 1] - edges[:, 0] >= least))
    return crossed >= _CROSSINGS


def without_frame(page: TablePage, frame: Box, rim: int) -> TablePage:
    """The page with a frame painted white, and so much around it."""
    left, top, right, bottom = frame
    outside = page.outside.pixels.copy()
    outside[max(0, top - rim) : bottom + rim, max(0, left - rim) : right + rim] = 255
    outside.setflags(write=False)
    return replace(page, outside=replace(page.outside, pixels=outside))


def _meet(one: Box, other: Box) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def _on_page(table: Table, rules: Rules) -> Table:
    around = rules.on_page(table.box)
    return Table(
        around,
        tuple(replace(c, box=rules.on_page(c.box), table_box=around) for c in table.cells),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """The inked parts of cells, one under the other.

    Attributes:
        pixels: height × width grey.
        cells: from top to bottom.
        tops: where each starts in ``pixels``.
        corners: the left and top, in pixels of the page, of what starts there.
    """

    pixels: Pixels
    cells: tuple[Cell, ...]
    tops: tuple[int, ...]
    corners: tuple[tuple[int, int], ...]

    def placed(self, runs: Iterable[Sequence[Word]]) -> dict[Cell, list[list[Word]]]:
        """The words read in the strip by cell, their boxes on the page."""
        found: dict[Cell, list[list[Word]]] = {}
        for run in runs:
            for at, words in groupby(run, key=self._number):
                found.setdefault(self.cells[at], []).append([self._on_page(w, at) for w in words])
        return found

    def _number(self, word: Word) -> int:
        assert word.box is not None
        return max(0, bisect_right(self.tops, (word.box.top + word.box.bottom) / 2) - 1)

    def _on_page(self, word: Word, at: int) -> Word:
        assert word.box is not None
        right = self.corners[at][0] - _MARGIN
        down = self.corners[at][1] - self.tops[at] - _MARGIN
        left, top, end, bottom = word.box
        return replace(word, box=Box(left + right, top + down, end + right, bottom + down))


def strips(page: TablePage, only: Collection[Cell] | None = None) -> Iterator[Strip]:
    """All cells, or those of ``only``, that hold ink, in as few strips as can be."""
    inked = [
        (cell, box)
        for table in page.tables
        for cell in table.cells
        if only is None or cell in only
        if (box := _ink(page.wiped, cell.box)) is not None
    ]
    start, height = 0, 0
    for at, (_, box) in enumerate(inked):
        height += box.height + 2 * _MARGIN
        if height > _TALLEST and at > start:
            yield _strip(page.wiped, inked[start:at])
            start, height = at, box.height + 2 * _MARGIN
    if inked:
        yield _strip(page.wiped, inked[start:])


def _ink(pixels: Pixels, box: Box) -> Box | None:
    """The smallest box around the ink in ``box``; ``None`` when there is hardly any."""
    left, top = max(0, box.left), max(0, box.top)
    dark = pixels[top : box.bottom, left : box.right] < _DARK
    if dark.sum() < _FEWEST:
        return None
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    return Box(
        left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1,
        top + int(rows[-1]) + 1,
    )  # fmt: skip


def _strip(pixels: Pixels, inked: Sequence[tuple[Cell, Box]]) -> Strip:
    width = max(box.width for _, box in inked) + 2 * _MARGIN
    height = sum(box.height + 2 * _MARGIN for _, box in inked)
    picture = np.full((height, width), 255, np.uint8)
    tops, at = [], 0
    for _, (left, top, right, bottom) in inked:
        tops.append(at)
        at += _MARGIN
        picture[at : at + bottom - top, _MARGIN : _MARGIN + right - left] = pixels[
            top:bottom, left:right
        ]
        at += bottom - top + _MARGIN
    return Strip(
        picture,
        tuple(cell for cell, _ in inked),
        tuple(tops),
        tuple((box.left, box.top) for _, box in inked),
    )


# --- columns of numbers ------------------------------------------------------------------

Inside = dict[Cell, list[list[Word]]]
"""The words of each cell, in runs."""


def number_cells(page: TablePage, inside: Mapping[Cell, list[list[Word]]]) -> frozenset[Cell]:
    """The cells of columns that only number the rows, as far as they read like numbers.

    Single digits are what a reader of words reads worst: "l" for 1, "§" for 8, or nothing.
    """
    columns: dict[tuple[int, int], list[Cell]] = {}
    for table in page.tables:
        for cell in table.cells:
            if cell.column_span == 1 and cell.row > 0:
                columns.setdefault((cell.table, cell.column), []).append(cell)
    return frozenset(
        cell
        for cells in columns.values()
        if 2 * sum(_is_number(text_of(inside.get(c, []))) for c in cells) >= len(cells)
        for cell in cells
        if _may_be_number(text_of(inside.get(cell, [])))
    )


def _is_number(text: str) -> bool:
    """Whether a text is a number, strokes that are no letter at all taken for ones."""
    return bool(text) and set(text) <= set("0123456789l|!§")


def _may_be_number(text: str) -> bool:
    """Whether a text is a number, or signs that digits are taken for; "II" is a number of its own.

    >>> [_may_be_number(t) for t in ("12", "l", "I0", "", "II", "STT")]
    [True, True, True, True, False, False]
    """
    return len(text) <= _LONGEST_NUMBER and (
        not text or (set(text) <= _LIKE_DIGITS and not set(text) <= set("IVX"))
    )


def with_numbers(inside: Inside, numbers: Mapping[Cell, list[list[Word]]]) -> Inside:
    """The words of the cells with numbers read again, where the second reading is surer."""
    return inside | {
        cell: runs
        for cell, runs in numbers.items()
        if not text_of(inside.get(cell, [])).isdigit() or _sure(runs) > _sure(inside[cell])
    }


def is_in_order(cell: Cell, number: str, inside: Inside) -> bool:
    """Whether a number follows that of the row above, or comes before that of the row below."""
    column = {
        other.row: int(text)
        for other, runs in inside.items()
        if (other.table, other.column) == (cell.table, cell.column)
        and (text := text_of(runs).rstrip(".")).isdecimal()
    }
    above = [column[row] for row in sorted(column) if row < cell.row][-1:]
    below = [column[row] for row in sorted(column) if row > cell.row][:1]
    return number.isdecimal() and (int(number) - 1 in above or int(number) + 1 in below)


def text_of(runs: Iterable[Sequence[Word]]) -> str:
    """The words without spaces between them."""
    return "".join(word.text for run in runs for word in run)


def _sure(runs: Iterable[Sequence[Word]]) -> float:
    return min((word.confidence or 0.0 for run in runs for word in run), default=0.0)
