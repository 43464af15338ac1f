"""Tables of plain text whose cells stand on one line with tabs or upright strokes between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from vnplan.model import Box, Cell, Line, RestoredLine
from vnplan.parse.layout.table_heads import read_head
from vnplan.parse.layout.tables import Field, Table
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.passage import Passage

# Made-up sizes of the cells of a text, which has no pixels.
_WIDTH, _HEIGHT = 100, 20
# What parts the cells of a row, and how often it does so at least; a row that is a rule.
_PARTED = {"\t": 1, "|": 2}
_RULE = regex.compile(r"[\s|:+=-]+")


def in_cells(lines: Sequence[RestoredLine], grammar: Grammar) -> list[RestoredLine]:
    """The lines; those of a table parted into cells.

    A table is one whose first line names columns of tasks, or a grid of several rows and columns
    that are counted or dated: tabs also part a letterhead.
    """
    done: list[RestoredLine] = []
    tables = 0
    for parted, group in groupby(lines, key=_is_parted):
        rows = list(group)
        table = [row for row in rows if not _RULE.fullmatch(row.text)]
        if parted and (_lists_tasks(table, grammar) or _is_grid(table)):
            done += _cells(table, tables)
            tables += 1
        else:
            done += rows
    return done


def _is_parted(line: RestoredLine) -> bool:
    return line.line.cell is None and not line.line.words and _parting(line) is not None


def _parting(line: RestoredLine) -> str | None:
    """What parts the cells of a row; strokes may stand at its ends as well."""
    text = line.text.strip()
    return next((sign for sign, least in _PARTED.items() if text.count(sign) >= least), None)


def _parts(line: RestoredLine, head: RestoredLine) -> list[str]:
    """The cells of a row; a stroke at its head is a border where the ``head`` of the table has one,
    else the first cell is empty."""
    if _parting(line) != "|":
        return line.text.strip("\n").split("\t")
    parts = line.text.strip().split("|")
    edge = head.text.strip()
    if edge.startswith("|") and not parts[0]:
        parts = parts[1:]
    return parts[:-1] if edge.endswith("|") and not parts[-1] else parts


def _lists_tasks(rows: Sequence[RestoredLine], grammar: Grammar) -> bool:
    """Whether the first line is the head of a table of tasks, and the others have its columns; of
    several rows and columns the cells may tell."""
    if len(rows) < 2 or len(head := _parts(rows[0], rows[0])) < 2:
        return False
    several = len(rows) >= _GRID_ROWS and len(head) >= _GRID_COLUMNS
    texts = [head, *([_parts(row, rows[0]) for row in rows[1:]] if several else [head])]
    table = Table(tuple(_fields(at, text, len(head)) for at, text in enumerate(texts)))
    return read_head(table, grammar, working=several) is not None


def _fields(at: int, texts: Sequence[str], columns: int) -> tuple[Field, ...]:
    padded = [*texts, *[""] * columns][:columns]
    return tuple(
        Field((at, column), Passage.of_line(RestoredLine.untouched(Line(1, text.strip()))))
        for column, text in enumerate(padded)
    )


# A grid has so many rows and columns at least, and this share of its rows all columns, and begins
# with a figure.
_GRID_ROWS, _GRID_COLUMNS, _GRID_SHARE = 3, 3, 0.6
_MOST_HEAD_WORDS = 8


def _is_grid(rows: Sequence[RestoredLine]) -> bool:
    """Whether lines are the rows of a table, whatever it lists: short heads, below them as many
    cells, each row with its number or its day first."""
    if len(rows) < _GRID_ROWS:
        return False
    head, *below = [_parts(row, rows[0]) for row in rows]
    named = all(0 < len(cell.split()) <= _MOST_HEAD_WORDS for cell in head)
    if len(head) < _GRID_COLUMNS or not named or any(cell.strip().endswith(".") for cell in head):
        return False
    whole = sum(len(cells) == len(head) for cells in below)
    counted = sum(cells[0].strip()[:1].isdigit() for cells in below)
    return min(whole, counted) >= _GRID_SHARE * len(below)


def _cells(rows: Sequence[RestoredLine], number: int) -> Iterator[RestoredLine]:
    """A line for each cell that holds words; what stands beyond the last column belongs to it."""
    columns = len(_parts(rows[0], rows[0]))
    whole = Box(0, 0, columns * _WIDTH, len(rows) * _HEIGHT)
    for at, row in enumerate(rows):
        parts = _parts(row, rows[0])
        parts = [*parts[: columns - 1], " ".join(parts[columns - 1 :])]
        for column, text in enumerate(parts):
            if not text.strip():
                continue
            left, top = column * _WIDTH, at * _HEIGHT
            box = Box(left, top, left + _WIDTH, top + _HEIGHT)
            cell = Cell(number, at, column, 1, 1, box, whole)
            yield RestoredLine.untouched(Line(row.line.page, text.strip(), (), cell))
