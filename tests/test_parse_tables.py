"""Tables put together over pages, and the tasks that they list. No words are from a real paper."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from parse_support import grammar, lines_of

from vnplan.model import Box, Cell, Line, PageInfo, RestoredLine, Route, Word
from vnplan.parse import parse
from vnplan.parse.layout.table_heads import read_head
from vnplan.parse.layout.tables import joined_tables
from vnplan.parse.text.rows import rows
from vnplan.record import Task

Drawn = dict[tuple[int, ...], str]
"""Texts by row and column, and by their spans where they are not 1."""
HEAD: Drawn = {(0, 0): "TT", (0, 1): "Nội dung", (0, 2): "Đơn vị chủ trì", (0, 3): "Thời gian"}


def table(cells: Drawn, page: int = 1, number: int = 0, width: int = 200) -> list[RestoredLine]:
    """The lines of a table, one a cell; a bar starts another line."""
    found = []
    right = max(column + (spans[1] if spans else 1) for _, column, *spans in cells)
    around = Box(100, 100, 100 + width * max(right, 4), 1000)
    for (row, column, *spans), text in sorted(cells.items()):
        down, across = spans or (1, 1)
        left, top = 100 + width * column, 100 + 50 * row
        box = Box(left, top, left + width * across, top + 50 * down)
        cell = Cell(number, row, column, down, across, box, around)
        for at, part in enumerate(text.split("|")):
            words = [
                Word(w, Box(left + 5, top + 5 + 12 * at, left + 40, top + 15 + 12 * at), 0.95)
                for w in part.split()
            ]
            found.append(RestoredLine.untouched(Line.of(page, words, cell)))
    return found


def texts(lines: Sequence[RestoredLine]) -> list[list[list[str]]]:
    pages = [PageInfo(n, Route.OCR, 1000, 1400, 100.0) for n in range(1, 9)]
    kept = [row for row in rows(lines, pages, grammar()) if row.kind.value != "page_number"]
    return [
        [[field.text.text for field in row] for row in found.rows]
        for _, _, found in joined_tables(kept)
    ]


def tasks(*parts: str | list[RestoredLine]) -> tuple[Task, ...]:
    lines: list[RestoredLine] = []
    for part in parts:
        lines += part if isinstance(part, list) else lines_of(part)
    last = max(line.line.page for line in lines)
    pages = [PageInfo(n, Route.OCR, 1000, 1400, 100.0) for n in range(1, last + 1)]
    (document,) = parse(lines, pages, grammar())
    return document.tasks


def named(task: Task) -> list[tuple[str, str]]:
    return [(a.name, a.role) for a in task.assignees]


OPENING = """KẾ HOẠCH
Sửa chợ phường Bến Lở năm 2027
II. NHIỆM VỤ
"""


# --- tables over pages -------------------------------------------------------------------


def test_a_cell_is_its_lines_and_a_merged_one_stands_in_all_its_places() -> None:
    """Rows of as many fields as the grid has columns."""
    lines = table({(0, 0, 2, 1): "Chợ|cũ", (0, 1): "ván", (1, 1): "vôi"})
    assert texts(lines) == [[["Chợ cũ", "ván"], ["Chợ cũ", "vôi"]]]


def test_a_table_goes_on_overleaf() -> None:
    """The head repeated there is dropped; so is the page number between."""
    first = table({**HEAD, (1, 0): "1", (1, 1): "Thay ván", (1, 2): "Tổ một", (1, 3): "Quý I"})
    rest = table({**HEAD, (1, 0): "2", (1, 1): "Quét vôi", (1, 2): "Tổ hai"}, page=2)
    number = [RestoredLine.untouched(Line.of(2, [Word("2", Box(500, 20, 510, 30), 0.9)]))]
    (found,) = texts([*first, *number, *rest])
    assert [row[1] for row in found] == ["Nội dung", "Thay ván", "Quét vôi"]


def test_a_row_broken_over_a_page_is_one() -> None:
    """Its number is empty overleaf; every cell goes on."""
    first = table({**HEAD, (1, 0): "1", (1, 1): "Thay ván quầy", (1, 2): "Tổ một,"})
    rest = table({(0, 1): "hàng phía sông", (0, 2): "Tổ ba", (1, 0): "2", (1, 1): "Quét vôi"}, 2)
    (found,) = texts([*first, *rest])
    assert [row[:3] for row in found[1:]] == [
        ["1", "Thay ván quầy hàng phía sông", "Tổ một, Tổ ba"],
        ["2", "Quét vôi", ""],
    ]


@pytest.mark.parametrize("between", ["other sides", "a paragraph", "the page after next"])
def test_another_table_is_another(between: str) -> None:
    """Tables of other widths, after words, or further on do not go on."""
    first = table({**HEAD, (1, 0): "1", (1, 1): "Thay ván"})
    other = table(
        {(0, 0): "3", (0, 1): "Quét vôi"},
        page=3 if between == "the page after next" else 2,
        width=260 if between == "other sides" else 200,
    )
    words = lines_of("Danh sách các quầy hàng phải dời:") if between == "a paragraph" else []
    assert len(texts([*first, *words, *other])) == 2


def test_words_of_tables_are_no_letterhead() -> None:
    """A number or a date in a cell is not the document's own."""
    cells: Drawn = {(0, 0): "Số: 99/KH-UBND", (0, 1): "Bến Lở, ngày 01 tháng 02 năm 2020"}
    lines = [*lines_of(OPENING), *table(cells)]
    (document,) = parse(lines, [PageInfo(1, Route.OCR, 1000, 1400, 100.0)], grammar())
    assert document.number is None and document.date is None


# --- heads -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "kinds"),
    [
        (HEAD, ("number", "task", "lead", "deadline")),
        (
            {
                (0, 0, 2, 1): "STT", (0, 1, 2, 1): "Công việc", (0, 2, 1, 2): "Phân công",
                (1, 2): "Chủ trì", (1, 3): "Phối hợp",
            },
            ("number", "task", "lead", "support"),
        ),
        (
            {(0, 0): "Tên đề án", (0, 1): "Cơ quan chủ trì", (0, 2): "Sản phẩm"},
            ("task", "lead", "product"),
        ),
        ({(0, 0): "Việc làm", (0, 1): "Đơn vị chủ trì, phối hợp"}, ("task", "implement")),
    ],
    ids=["plain", "two rows", "a name of its own", "shared"],
)  # fmt: skip
def test_heads_of_tables_of_tasks(cells: Drawn, kinds: tuple[str, ...]) -> None:
    """By the words of tables.yaml, the lower row before the upper one."""
    depth = 1 + max(row for row, *_ in cells)
    lines = table({**cells, (depth, 0): "1", (depth, 1): "Thay ván"})
    ((_, _, found),) = joined_tables(rows(lines, [], grammar()))
    head = read_head(found, grammar())
    assert head is not None and (head.depth, head.kinds) == (depth, kinds)


@pytest.mark.parametrize(
    "cells",
    [
        {(0, 0): "STT", (0, 1): "Tên chợ"},
        {(0, 0): "Nội dung", (0, 1): "Số lượng"},
        {(0, 0): "Tên thủ tục", (0, 1): "Thời hạn giải quyết", (0, 2): "Cơ quan thực hiện"},
    ],
)
def test_other_tables_list_no_tasks(cells: Drawn) -> None:
    """Lists, figures, procedures."""
    lines = table({**cells, (1, 0): "1", (1, 1): "Bến Lở"})
    ((_, _, found),) = joined_tables(rows(lines, [], grammar()))
    assert read_head(found, grammar()) is None


# --- tasks -------------------------------------------------------------------------------


def test_each_row_is_a_task() -> None:
    """With the section above, roles by columns, the deadline and its day."""
    cells = {
        **HEAD,
        (0, 4): "Phối hợp",
        (1, 0): "1", (1, 1): "Thay ván quầy|hàng", (1, 2): "Phòng Kinh tế",
        (1, 3): "Trước ngày 30/6/2027", (1, 4): "Công an phường; các tổ dân phố",
        (2, 0): "2", (2, 1): "Quét vôi", (2, 2): "Như trên", (2, 3): "Thường xuyên",
    }  # fmt: skip
    one, two = tasks(OPENING, table(cells))
    assert (one.section, one.heading, one.text) == ("II", "NHIỆM VỤ", "Thay ván quầy hàng")
    assert named(one) == [
        ("Phòng Kinh tế", "lead"), ("Công an phường", "support"), ("các tổ dân phố", "support"),
    ]  # fmt: skip
    assert one.deadline and (one.deadline.text, one.deadline.due) == (
        "Trước ngày 30/6/2027", "2027-06-30",
    )  # fmt: skip
    assert named(two) == [("Phòng Kinh tế", "lead")] and two.deadline is None


def test_rows_that_open_a_group_are_headings() -> None:
    """One wide cell, or a Roman number with nobody beside; a row that sums up is nothing."""
    cells = {
        **HEAD,
        (1, 0, 1, 4): "I. Trong chợ",
        (2, 0): "1", (2, 1): "Thay ván", (2, 2): "Phòng Kinh tế",
        (3, 0): "II", (3, 1): "Ngoài chợ",
        (4, 0): "1", (4, 1): "Nạo mương", (4, 2): "Công an phường",
        (5, 0, 1, 2): "Tổng cộng", (5, 2): "02 việc",
    }  # fmt: skip
    found = tasks(OPENING, table(cells))
    assert [(t.section, t.heading, t.text) for t in found] == [
        ("II.I", "Trong chợ", "Thay ván"),
        ("II.II", "Ngoài chợ", "Nạo mương"),
    ]


def test_a_merged_body_or_deadline_holds_for_all_its_rows() -> None:
    """A cell over two rows gives its value to both."""
    cells = {
        **HEAD,
        (1, 0): "1", (1, 1): "Thay ván", (1, 2, 2, 1): "Phòng Kinh tế",
        (1, 3, 2, 1): "Quý III/2027", (2, 0): "2", (2, 1): "Quét vôi",
    }  # fmt: skip
    found = tasks(OPENING, table(cells))
    assert [(named(t), t.deadline and t.deadline.due) for t in found] == [
        ([("Phòng Kinh tế", "lead")], "2027-09-30")
    ] * 2


def test_a_task_over_two_rows_has_the_bodies_of_both() -> None:
    """The merged cell is the directive."""
    cells = {
        **HEAD,
        (1, 0, 2, 1): "1", (1, 1, 2, 1): "Thay ván", (1, 2): "Phòng Kinh tế",
        (2, 2): "Công an phường",
    }  # fmt: skip
    (only,) = tasks(OPENING, table(cells))
    assert named(only) == [("Phòng Kinh tế", "lead"), ("Công an phường", "lead")]


def test_tables_of_aims_list_no_tasks() -> None:
    """What stands under "Mục tiêu" is none, table or not."""
    cells = {**HEAD, (1, 0): "1", (1, 1): "Thay ván", (1, 2): "Phòng Kinh tế"}
    assert tasks(OPENING.replace("NHIỆM VỤ", "MỤC TIÊU"), table(cells)) == ()


def test_tables_of_an_annex_list_tasks() -> None:
    """After the signature, on a page of its own."""
    closing = """Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Lê Thị Bông
"""
    annex = lines_of("PHỤ LỤC\nPHÂN CÔNG CÔNG VIỆC", page=2)
    cells = {**HEAD, (1, 0): "1", (1, 1): "Thay ván", (1, 2): "Phòng Kinh tế"}
    found = tasks(OPENING, "- Dọn chợ.\n", closing, annex, table(cells, page=2))
    assert [(t.text, t.page) for t in found] == [("Dọn chợ.", 1), ("Thay ván", 2)]
