"""Ruled tables: cells by the geometry of rules, words into cells, cells into the page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplan.layout.tables import Edge, cell_lines, find_tables, into_cells, with_tables
from vnplan.model import Box, Cell, Line, Table, Word, Zone

DPI = 300.0
WIDTH = 2480
# Rules of a page with three columns and three rows, 2,000 × 600 pixels.
XS, YS = (200, 400, 1500, 2200), (500, 700, 900, 1100)


def level(left: int = XS[0], right: int = XS[-1], ys: tuple[int, ...] = YS) -> list[Edge]:
    return [(y, left, right) for y in ys]


def upright(top: int = YS[0], bottom: int = YS[-1], xs: tuple[int, ...] = XS) -> list[Edge]:
    return [(x, top, bottom) for x in xs]


def places(table: Table) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.column, c.row_span, c.column_span) for c in table.cells]


def one(level: Sequence[Edge], upright: Sequence[Edge]) -> Table:
    (table,) = find_tables(level, upright, WIDTH, DPI)
    return table


def test_a_grid_of_rules_is_a_table_of_cells() -> None:
    """Every field of a full grid is a cell, row by row; boxes are those of the rules."""
    table = one(level(), upright())
    assert places(table) == [(r, c, 1, 1) for r in range(3) for c in range(3)]
    assert table.cells[4].box == Box(400, 700, 1500, 900)


def test_fields_without_a_rule_between_them_are_one_cell() -> None:
    """A head over two columns, and a first column over two rows."""
    rules = [(500, 200, 2200), (700, 400, 2200), (900, 200, 2200), (1100, 200, 2200)]
    lines = [(200, 500, 1100), (400, 500, 1100), (1500, 700, 1100), (2200, 500, 1100)]
    table = one(rules, lines)
    assert places(table)[:3] == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1)]


def test_a_block_of_four_fields_is_one_cell() -> None:
    """Merged both ways."""
    rules = [(500, 200, 2200), (700, 1500, 2200), (900, 200, 2200), (1100, 200, 2200)]
    lines = [(200, 500, 1100), (400, 900, 1100), (1500, 500, 1100), (2200, 500, 1100)]
    assert places(one(rules, lines))[0] == (0, 0, 2, 2)


def test_broken_rules_still_part_cells() -> None:
    """Breaks of a poor scan, up to a third of a cell's side."""
    broken = [(400, 500, 600), (400, 640, 860), (400, 890, 1100)]
    table = one(level(), [*upright(xs=(200, 1500, 2200)), *broken])
    assert len(table.cells) == 9


def test_a_table_needs_no_rules_at_its_sides() -> None:
    """The level rules' ends are the sides, also where a row of one cell parts the table."""
    between = [(400, 500, 700), (400, 800, 1100), (1500, 500, 700), (1500, 800, 1100)]
    table = one(level(ys=(500, 700, 800, 1100)), between)
    assert places(table) == [
        *((0, c, 1, 1) for c in range(3)), (1, 0, 1, 3), *((2, c, 1, 1) for c in range(3)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("level", "upright"),
    [
        (level(ys=(500, 700)), upright(bottom=700, xs=(200, 2200))),
        ([(500, 200, 600), (560, 200, 600), (620, 200, 600)], [(200, 500, 620), (600, 500, 620)]),
        (level(ys=(500,)), []),
        ([(500, 200, 2200), (700, 200, 2200)], []),
    ],
    ids=["a frame", "a stamp", "an underline", "two rules"],
)
def test_what_is_no_table(level: list[Edge], upright: list[Edge]) -> None:
    """Frames, narrow stamps and underlines are left to the page."""
    assert find_tables(level, upright, WIDTH, DPI) == ()


def test_bars_of_letters_part_no_cells() -> None:
    """A short level run inside a cell that reaches one rule only ("STT" beside a rule)."""
    assert one([*level(), (580, 330, 396)], upright()) == one(level(), upright())


def test_two_tables_on_a_page_are_numbered_from_the_top() -> None:
    """Each with cells of its own number."""
    lower = [(y + 1000, left, right) for y, left, right in level()]
    found = find_tables(
        [*lower, *level()], [*upright(), *upright(top=1500, bottom=2100)], WIDTH, DPI
    )
    assert [(t.box.top, {c.table for c in t.cells}) for t in found] == [(500, {0}), (1500, {1})]


@st.composite
def grids(draw: st.DrawFn) -> tuple[Sequence[Edge], Sequence[Edge]]:
    """Grids with some inner rules left out."""
    xs = [200 + 300 * n for n in range(draw(st.integers(3, 6)))]
    ys = [200 + 200 * n for n in range(draw(st.integers(3, 6)))]
    sides = st.sampled_from([True, True, False])
    rules = [
        (y, left, left + 300) for y in ys for left in xs[:-1] if y in (ys[0], ys[-1]) or draw(sides)
    ]
    lines = [
        (x, top, top + 200) for x in xs for top in ys[:-1] if x in (xs[0], xs[-1]) or draw(sides)
    ]
    return rules, lines


@given(grids())
def test_cells_cover_the_grid_once(grid: tuple[Sequence[Edge], Sequence[Edge]]) -> None:
    """Whatever rules are missing, each field of the grid belongs to one cell."""
    for table in find_tables(*grid, WIDTH, DPI):
        fields = [
            (row, column)
            for c in table.cells
            for row in range(c.row, c.row + c.row_span)
            for column in range(c.column, c.column + c.column_span)
        ]
        assert len(fields) == len(set(fields))
        assert len(fields) == (max(fields)[0] + 1) * (max(c for _, c in fields) + 1)


# --- words -------------------------------------------------------------------------------


def word(text: str, left: int, top: int) -> Word:
    return Word(text, Box(left, top, left + 20 * len(text), top + 40))


def test_words_go_to_the_cell_of_their_middle() -> None:
    """A run that the reader took across a rule is cut there."""
    table = one(level(), upright())
    run = [word("1", 300, 600), word("Rà", 420, 600), word("soát", 480, 600)]
    outside, inside = into_cells([run, [word("Trang", 300, 100)]], [table])
    assert [[w.text for w in r] for r in outside] == [["Trang"]]
    assert {
        (c.row, c.column): [[w.text for w in r] for r in runs] for c, runs in inside.items()
    } == {
        (0, 0): [["1"]],
        (0, 1): [["Rà", "soát"]],
    }


def test_the_lines_of_a_cell_stand_together() -> None:
    """Cell by cell, row by row; not line by line over all columns."""
    table = one(level(), upright())
    runs = [
        [word("Rà", 420, 520), word("Văn", 1520, 520)],
        [word("soát", 420, 580), word("phòng", 1520, 580)],
        [word("2", 300, 800)],
    ]
    _, inside = into_cells(runs, [table])
    assert [line.text for line in cell_lines(1, inside)] == ["Rà", "soát", "Văn", "phòng", "2"]


def test_tables_stand_where_they_are_on_the_page() -> None:
    """After what is above them, before what is below; notes of signatures come last."""
    table = one(level(), upright())
    cell = Line.of(1, [word("ô", 300, 600)], table.cells[0])
    page = [
        Line.of(1, [word("Trên", 300, 100)], zone=Zone.BODY),
        Line.of(1, [word("Dưới", 300, 1400)], zone=Zone.BODY),
        Line.of(1, [word("7", 1200, 3300)], zone=Zone.PAGE_NUMBER),
        Line.of(1, [word("Ký", 2000, 50)], zone=Zone.NOTE),
    ]
    done = with_tables(page, [table], [cell])
    assert [line.text for line in done] == ["Trên", "ô", "Dưới", "7", "Ký"]
    assert [line.text for line in with_tables([], [table], [cell])] == ["ô"]


def test_a_line_keeps_its_cell() -> None:
    """The parser puts tables together from it."""
    cell = Cell(0, 1, 2, 1, 1, Box(0, 0, 9, 9), Box(0, 0, 90, 90))
    assert Line.of(3, [word("x", 1, 1)], cell).cell is cell
