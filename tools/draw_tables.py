"""Ruled tables with merged cells on sheets, for tests and measurements of table reading.

A table is set over one sheet: upright or landscape, with or without rules at its sides. Its rows
are as high as their tallest cell; a cell over several rows is set in their middle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from tools.draw_layout import BOTTOM, LEFT, RIGHT, TOP
from tools.draw_type import Face, Rule, SetLine, Sheet, Token, break_lines, set_line, tokens

_PAD, _LEADING = 4.0, 1.2
# Longer words do not fit into the narrowest column.
_LONGEST_WORD = 9
Place = tuple[int, int, int, int]
"""Row, column, row span and column span of a cell."""


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """What is to be set.

    Attributes:
        cells: texts by place; they cover the grid exactly.
        widths: of the columns, in any unit.
        heads: how many rows on top are bold and centred.
        size: of the letters in points.
        landscape: whether the sheet lies on its side.
        sides: whether the outermost upright rules are drawn.
    """

    cells: Mapping[Place, str]
    widths: Sequence[float]
    heads: int = 1
    size: float = 12.0
    landscape: bool = False
    sides: bool = True


def set_table(table: DrawnTable, title: str = "PHỤ LỤC") -> Sheet:
    """A sheet with a centred line of bold print above the table.

    Raises:
        ValueError: the table is longer than the sheet.
    """
    sheet = Sheet(841.9, 595.3) if table.landscape else Sheet()
    measure = sheet.width - LEFT - RIGHT
    head = tokens(title, Face.BOLD, 14)
    sheet.lines.append(set_line(head, LEFT, TOP + 14, measure, "centre"))
    share = measure / sum(table.widths)
    xs = list(accumulate((w * share for w in table.widths), initial=LEFT))
    broken = {place: _broken(table, place, xs) for place in table.cells}
    ys = _edges(table, broken, TOP + 30)
    if ys[-1] > sheet.height - BOTTOM:
        raise ValueError("the table is longer than the sheet")
    for place, lines in broken.items():
        sheet.lines += _cell_lines(table, place, lines, xs, ys)
        sheet.rules += _frame(table, place, xs, ys)
    return sheet


def _broken(table: DrawnTable, place: Place, xs: Sequence[float]) -> list[list[Token]]:
    row, column, _, span = place
    face = Face.BOLD if row < table.heads else Face.REGULAR
    measure = xs[column + span] - xs[column] - 2 * _PAD
    return break_lines(tokens(table.cells[place], face, table.size), measure, 0)


def _edges(
    table: DrawnTable, broken: Mapping[Place, Sequence[object]], top: float
) -> Sequence[float]:
    """The places of the level rules: a row is as high as its cells ask, the last of a merged
    cell's rows as what is left of it asks."""
    rows = max(row + span for row, _, span, _ in table.cells)
    heights = [table.size * _LEADING + 2 * _PAD] * rows
    for (row, _, span, _), lines in sorted(broken.items(), key=lambda item: item[0][2]):
        wanted = len(lines) * table.size * _LEADING + 2 * _PAD
        heights[row + span - 1] += max(0.0, wanted - sum(heights[row : row + span]))
    return list(accumulate(heights, initial=top))


def _cell_lines(
    table: DrawnTable,
    place: Place,
    lines: Sequence[Sequence[Token]],
    xs: Sequence[float],
    ys: Sequence[float],
) -> Iterator[SetLine]:
    row, column, down, across = place
    left, measure = xs[column] + _PAD, xs[column + across] - xs[column] - 2 * _PAD
    room = ys[row + down] - ys[row] - len(lines) * table.size * _LEADING
    top = ys[row] + (room / 2 if down > 1 or row < table.heads else _PAD)
    for number, line in enumerate(lines, 1):
        baseline = top + number * table.size * _LEADING - 0.28 * table.size
        centred = row < table.heads or column == 0
        yield set_line(line, left, baseline, measure, "centre" if centred else "left")


def _frame(
    table: DrawnTable, place: Place, xs: Sequence[float], ys: Sequence[float]
) -> Iterator[Rule]:
    row, column, down, across = place
    left, right, top, bottom = xs[column], xs[column + across], ys[row], ys[row + down]
    yield Rule(left, top, right, top)
    yield Rule(left, bottom, right, bottom)
    if column or table.sides:
        yield Rule(left, top, left, bottom)
    if column + across + 1 < len(xs) or table.sides:
        yield Rule(right, top, right, bottom)


def random_table(rng: np.random.Generator, phrases: Sequence[str], rows: int = 8) -> DrawnTable:
    """A table with a head of one or two rows, rows that open a group, and cells over two rows."""
    columns = int(rng.integers(3, 7))
    two_heads = columns > 3 and bool(rng.random() < 0.4)
    cells: dict[Place, str] = dict(_head(rng, columns, two_heads))
    row = heads = 2 if two_heads else 1
    while row < rows:
        if rng.random() < 0.15:
            cells[row, 0, 1, columns] = f"{'I' * int(rng.integers(1, 4))}. {_pick(rng, phrases, 6)}"
            row += 1
            continue
        down = 2 if rng.random() < 0.25 else 1
        cells.update(_rows(rng, phrases, row, down, columns))
        row += down
    widths = [0.5, 2.5, *rng.uniform(0.9, 1.8, columns - 2)]
    landscape, sides = bool(rng.random() < 0.4), bool(rng.random() < 0.8)
    size = float(rng.choice([11.0, 12.0, 13.0]))
    return DrawnTable(cells, widths, heads, size, landscape, sides)


_HEADS = ("Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Ghi chú")


def _head(rng: np.random.Generator, columns: int, two_heads: bool) -> Iterator[tuple[Place, str]]:
    if not two_heads:
        for column, text in enumerate(("STT", *_HEADS)[:columns]):
            yield (0, column, 1, 1), text
        return
    yield (0, 0, 2, 1), "TT"
    yield (0, 1, 2, 1), _HEADS[0]
    yield (0, 2, 1, 2), "Phân công thực hiện"
    yield (1, 2, 1, 1), "Chủ trì"
    yield (1, 3, 1, 1), "Phối hợp"
    for column, text in enumerate(_HEADS[3 : columns - 1], 4):
        yield (0, column, 2, 1), text


def _rows(
    rng: np.random.Generator, phrases: Sequence[str], row: int, down: int, columns: int
) -> Iterator[tuple[Place, str]]:
    """One row, or two of which some cells are one."""
    yield (row, 0, down, 1), str(row)
    merged = [down == 2 and column > 1 and rng.random() < 0.6 for column in range(columns)]
    for column in range(1, columns):
        most = 25 if column == 1 else 8
        if merged[column]:
            yield (row, column, 2, 1), _pick(rng, phrases, most)
            continue
        for at in range(row, row + down):
            empty = column > 1 and rng.random() < 0.15
            yield (at, column, 1, 1), "" if empty else _pick(rng, phrases, most)


def _pick(rng: np.random.Generator, phrases: Sequence[str], most: int) -> str:
    phrase = str(rng.choice(np.asarray(phrases, dtype=object)))
    words = [word for word in phrase.split() if len(word) <= _LONGEST_WORD]
    return " ".join(words[: int(rng.integers(2, most + 1))])
