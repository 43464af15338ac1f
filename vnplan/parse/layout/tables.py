"""Tables of a document put together from the lines of their cells, over pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import regex

from vnplan.model import Cell
from vnplan.parse.text.lines import Kind, Row
from vnplan.parse.text.passage import Passage, join

# A table goes on overleaf when its sides are where they were, to this share of its width.
_SIDES_AT = 0.06
# So many rows a head has at most.
MOST_HEAD_ROWS = 3
_EMPTY = Passage("", ())


@dataclass(frozen=True, slots=True)
class Field:
    """One place of a table's grid.

    Attributes:
        origin: row and column where its cell starts; merged places share one.
        text: the words of the cell, empty for none.
    """

    origin: tuple[int, int]
    text: Passage


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of fields, as many in each; a merged cell stands in all its places."""

    rows: tuple[tuple[Field, ...], ...]

    @property
    def text(self) -> Passage:
        """All its words, each cell once."""
        cells = {field.origin: field.text for row in self.rows for field in row}
        return join(cells[origin] for origin in sorted(cells) if cells[origin])


def cell_of(row: Row) -> Cell | None:
    """The cell that a row was printed in."""
    pieces = row.passage.pieces
    return pieces[0].line.line.cell if pieces else None


def joined_tables(rows: Sequence[Row]) -> list[tuple[int, int, Table]]:
    """The tables of a document: first row, row after the last one, and the table.

    ``rows`` holds no page numbers: a table that goes on overleaf is one.
    """
    found: list[tuple[int, int, _Sheet]] = []
    at = 0
    for key, group in groupby(rows, key=_table_key):
        part = list(group)
        start, at = at, at + len(part)
        if key is None:
            continue
        sheet = _Sheet.of(part)
        if found and found[-1][1] == start and found[-1][2].goes_on(sheet):
            found[-1] = (found[-1][0], at, found[-1][2].with_rest(sheet))
        else:
            found.append((start, at, sheet))
    return [(start, stop, sheet.table()) for start, stop, sheet in found]


def _table_key(row: Row) -> tuple[int, int] | None:
    cell = cell_of(row)
    return None if cell is None or row.kind is not Kind.TABLE else (row.page, cell.table)


# --- parts of a table --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The part of a table on one page, or what has been put together of several.

    Attributes:
        page: the last page.
        cells: each cell with its words.
        edges: left and right of each column that some cell shows, in pixels.
    """

    page: int
    cells: Mapping[Cell, Passage]
    edges: Mapping[int, tuple[int, int]]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> _Sheet:
        lines: dict[Cell, list[Passage]] = {}
        for row in rows:
            if (cell := cell_of(row)) is not None:
                lines.setdefault(cell, []).append(row.passage)
        cells = {cell: join(passages) for cell, passages in lines.items()}
        return cls(rows[0].page, cells, _edges(cells))

    @property
    def depth(self) -> int:
        return max(cell.row + cell.row_span for cell in self.cells)

    @property
    def sides(self) -> tuple[int, int]:
        cell = next(iter(self.cells))
        return cell.table_box.left, cell.table_box.right

    def row(self, number: int) -> tuple[str, ...]:
        """The folded texts of the cells that start in a row."""
        ordered = sorted(self.cells, key=lambda cell: cell.column)
        return tuple(plain_words(self.cells[cell]) for cell in ordered if cell.row == number)

    def goes_on(self, other: _Sheet) -> bool:
        """Whether ``other`` is the rest of this table on the next page."""
        if other.page != self.page + 1 or any(cell.table for cell in other.cells):
            return False
        (left, right), (start, stop) = self.sides, other.sides
        apart = max(abs(left - start), abs(right - stop))
        return apart <= _SIDES_AT * (right - left)

    def with_rest(self, other: _Sheet) -> _Sheet:
        """The table with its rest from the next page, without the head repeated there."""
        head = 0
        while head < min(other.depth, MOST_HEAD_ROWS) and other.row(head) == self.row(head):
            head += 1
        shift = self.depth - head
        cells = dict(self.cells)
        for cell, text in other.cells.items():
            if cell.row >= head:
                cells[self._placed(cell, shift)] = text
        merged = _continued(cells, self.depth) if other.depth > head else cells
        return _Sheet(other.page, merged, self.edges)

    def _placed(self, cell: Cell, shift: int) -> Cell:
        """The cell of another page in the columns of this table."""
        columns = [
            number
            for number, (left, right) in self.edges.items()
            if cell.box.left <= (left + right) / 2 <= cell.box.right
        ] or [cell.column]
        return replace(
            cell,
            row=cell.row + shift,
            column=min(columns),
            column_span=max(columns) - min(columns) + 1,
        )

    def table(self) -> Table:
        """The fields of the grid."""
        width = max(cell.column + cell.column_span for cell in self.cells)
        grid = [
            [Field((row, column), _EMPTY) for column in range(width)] for row in range(self.depth)
        ]
        for cell, text in self.cells.items():
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    grid[row][column] = Field((cell.row, cell.column), text)
        return Table(tuple(map(tuple, grid)))


def _edges(cells: Iterable[Cell]) -> dict[int, tuple[int, int]]:
    edges: dict[int, tuple[int, int]] = {}
    for cell in cells:
        if cell.column_span == 1:
            edges.setdefault(cell.column, (cell.box.left, cell.box.right))
    return edges


def _continued(cells: Mapping[Cell, Passage], at: int) -> dict[Cell, Passage]:
    """The cells with the first row of a page joined to the row that it goes on with.

    A row goes on overleaf when its first column is filled before and empty there, or when its
    first words go on with a sentence.
    """
    last = {c.column: c for c in sorted(cells, key=lambda c: c.row) if c.row < at}
    fresh = {c.column: c for c in cells if c.row == at}
    if not fresh or not last or not _goes_on(cells, last, fresh):
        return dict(cells)
    done = dict(cells)
    for column, cell in fresh.items():
        above = last.get(column)
        text = done.pop(cell)
        if above is not None and above.row + above.row_span == at:
            done[above] = join([done[above], text])
        else:
            done[replace(cell, row=at - 1)] = text
    return {_raised(cell, at): text for cell, text in done.items()}


def _goes_on(
    cells: Mapping[Cell, Passage], last: Mapping[int, Cell], fresh: Mapping[int, Cell]
) -> bool:
    first = min(last)
    if first not in fresh and all(cell.column_span == 1 for cell in fresh.values()):
        return True
    text = cells[fresh[min(fresh)]].text
    return next((c for c in text if c.isalnum()), "").islower()


def _raised(cell: Cell, at: int) -> Cell:
    """A cell below the row that was joined to the one above it."""
    return replace(cell, row=cell.row - 1) if cell.row > at else cell


def plain_words(passage: Passage) -> str:
    return " ".join(regex.findall(r"\w+", passage.folded))
