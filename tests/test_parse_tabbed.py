"""Tables of plain text: cells parted by tabs or upright strokes."""

import pytest
from parse_support import document

from vnplan.lexicon import Dictionaries
from vnplan.model import Line, RestoredLine
from vnplan.parse.layout.tabbed import in_cells
from vnplan.parse.text.grammar import Grammar
from vnplan.record import Document

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


def _below(heading: str, *rows: str) -> Document:
    text = "\n".join(["KẾ HOẠCH", "Sửa chợ Bến Lở năm 2018", heading, *rows])
    return document(text)


def test_what_no_head_tells_the_cells_do() -> None:
    """Below a heading on work: names of bodies, times, what begins with a verb."""
    head = "Khu\tỞ chợ\tPhụ trách\tLúc nào"
    rows = (
        "Khu A\tThay ván quầy hàng\tTổ chợ\t12/4/2018",
        "Khu B\tQuét vôi tường rào\tHội Nông dân\ttháng 5/2018",
        "Khu C\tDọn rãnh thoát nước\tĐoàn Thanh niên\t20/5/2018",
    )
    found = _below("II. NHIỆM VỤ", head, *rows).tasks
    assert [(t.text, t.assignees[0].name, t.deadline and t.deadline.due) for t in found] == [
        ("Thay ván quầy hàng", "Tổ chợ", "2018-04-12"),
        ("Quét vôi tường rào", "Hội Nông dân", "2018-05-31"),
        ("Dọn rãnh thoát nước", "Đoàn Thanh niên", "2018-05-20"),
    ]
    assert not _below("I. TÌNH HÌNH", head, *rows).tasks


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Tổ Toán – Tin, tổ Ngữ văn", ["Tổ Toán – Tin", "tổ Ngữ văn"]),
        ("Cô Phạm Thị Sen, thầy Bến (TPĐT)", ["Cô Phạm Thị Sen", "thầy Bến"]),
        ("Tổ coi thi; thầy Bến hỗ trợ", ["Tổ coi thi", "thầy Bến"]),
        ("Hội Nông dân, hội viên", ["Hội Nông dân, hội viên"]),
    ],
)
def test_bodies_and_people_of_a_cell_with_names_of_their_own(cell: str, names: list[str]) -> None:
    rows = ("STT\tNội dung\tNgười thực hiện", f"1\tRa đề thi thử đợt một\t{cell}")
    found = _below("II. NHIỆM VỤ", *rows)
    assert [[who.name for who in task.assignees] for task in found.tasks] == [names]


def test_a_grid_of_something_else_is_no_task_but_a_doubt() -> None:
    """A roster counts its rows or dates them: its words are no sentence of the item above."""
    found = _below(
        "II. NHIỆM VỤ",
        "1. Quét chợ:",
        "Ngày\tLãnh đạo trực\tĐiện thoại",
        "02/5\tÔng Lê Bến - Giám đốc\t0912",
        "03/5\tBà Vũ Sen - Phó Giám đốc\t0913",
        "2. Tổ chợ khóa cổng hằng ngày.",
    )
    assert [task.text for task in found.tasks] == ["Tổ chợ khóa cổng hằng ngày."]
    assert any("Ngày | Lãnh đạo trực" in doubt.reason for doubt in found.doubts)


def test_three_signatures_side_by_side_are_no_grid() -> None:
    assert cells("BÊN A\tBÊN B\tTHƯ KÝ", "(Ký)\t(Ký)\t(Ký)", "Lê Bến\tVũ Sen\tLý Mơ") == []
