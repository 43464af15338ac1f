"""Tables of plain text: cells parted by tabs or upright strokes."""

import pytest

from vnplan.lexicon import Dictionaries
from vnplan.model import Line, RestoredLine
from vnplan.parse.layout.tabbed import in_cells
from vnplan.parse.text.grammar import Grammar

GRAMMAR = Grammar.load(Dictionaries.locate())
ROWS = (
    ("STT", "Nội dung", "Thời gian", "Đơn vị chủ trì"),
    ("1", "Thay ván quầy", "Tháng 4/2018", "Tổ chợ"),
    ("2", "Quét vôi", "Tháng 5/2018", "Ban Quản lý chợ"),
)


def cells(*rows: str) -> list[tuple[int, int, str]]:
    lines = [RestoredLine.untouched(Line(1, row)) for row in rows]
    found = in_cells(lines, GRAMMAR)
    return [(c.row, c.column, line.text) for line in found if (c := line.line.cell) is not None]


EXPECTED = [(i, j, text) for i, row in enumerate(ROWS) for j, text in enumerate(row)]


@pytest.mark.parametrize("sign", ["\t", " | "])
def test_cells_are_parted_by_tabs_and_strokes(sign: str) -> None:
    assert cells(*(sign.join(row) for row in ROWS)) == EXPECTED


def test_strokes_at_the_ends_and_rules_between_rows_are_no_cells() -> None:
    rows = ["| " + " | ".join(row) + " |" for row in ROWS]
    assert cells(rows[0], "|---|:---|:---:|---|", *rows[1:]) == EXPECTED


def test_a_rule_alone_is_no_table() -> None:
    assert cells("|---|---|", "|---|---|") == []


def test_one_stroke_in_a_line_is_the_mark_of_a_bad_scan() -> None:
    assert cells("Nội dung | Đơn vị chủ trì", "Quét vôi | Tổ chợ") == []
