"""Drawn tables read from their pictures and from a PDF's text layer, cell by cell."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from made_pdf import MadePage, Text, write_pdf

from tools.draw_fixtures import FIXTURES
from tools.draw_scan import CLEAN, NOISY, ScanStyle, paint, scan
from tools.draw_tables import DrawnTable, Place, random_table, set_table
from tools.draw_type import FontsMissing, family
from vnplan.clean.page import clean
from vnplan.layout.cells import (
    Inside,
    TablePage,
    is_in_order,
    number_cells,
    take_apart,
    with_numbers,
)
from vnplan.layout.rules import find_rules
from vnplan.model import Box, Cell, CleanPage, Line, Page, PageInfo, Route, Table, Word
from vnplan.pipeline import convert
from vnplan.recognise.page import recognise
from vnplan.source.textlayer import read_layer
from vnplan.write import load_yaml


def fonts_missing() -> bool:
    try:
        family()
    except FontsMissing:
        return True
    return False


needs_fonts = pytest.mark.skipif(fonts_missing(), reason="no Times-compatible font is installed")
needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="no Tesseract")

PHRASES = (
    "Sửa mái chợ cũ, thay ván quầy hàng và quét vôi tường phía sông trước mùa mưa",
    "Trạm khuyến nông phường Bến Lở",
    "Đội quản lý bến đò",
    "Trước ngày 25 hằng tháng",
    "Lập sổ theo dõi việc nạo vét mương thoát nước quanh khu chợ",
    "Các tổ dân phố ven sông",
    "Trong quý II năm sau",
)
TABLE = DrawnTable(
    {
        (0, 0, 2, 1): "TT", (0, 1, 2, 1): "Nội dung công việc", (0, 2, 1, 2): "Phân công",
        (1, 2, 1, 1): "Chủ trì", (1, 3, 1, 1): "Phối hợp",
        (2, 0, 1, 4): "A. Việc của chợ",
        (3, 0, 1, 1): "1", (3, 1, 1, 1): PHRASES[0], (3, 2, 2, 1): PHRASES[1], (3, 3, 1, 1): "",
        (4, 0, 1, 1): "2", (4, 1, 1, 1): PHRASES[4], (4, 3, 1, 1): PHRASES[5],
    },
    widths=(0.6, 3, 1.6, 1.6),
    heads=2,
)  # fmt: skip


def drawn(table: DrawnTable, style: ScanStyle, seed: int = 0) -> Page:
    rng = np.random.default_rng(seed)
    page = scan(paint(set_table(table), False, rng), style, rng)
    pixels = np.asarray(page.image.convert("L"), np.uint8)
    info = PageInfo(1, Route.OCR, pixels.shape[1], pixels.shape[0], page.dpi)
    return Page(info, pixels)


def found_places(page: CleanPage) -> set[Place]:
    return {
        (c.row, c.column, c.row_span, c.column_span)
        for table in take_apart(page).tables
        for c in table.cells
    }


def cells(lines: tuple[Line, ...]) -> dict[Place, str]:
    return {
        (c.row, c.column, c.row_span, c.column_span): " ".join(line.text for line in own)
        for c, own in groupby((line for line in lines if line.cell), key=lambda line: line.cell)
        if c is not None
    }


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", text.lower()))


@needs_fonts
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    "style",
    [CLEAN, NOISY, ScanStyle(dpi=150, skew=2.5, noise=6, blur=0.6)],
    ids=["300 dpi black and white", "200 dpi noisy", "150 dpi skewed"],
)
def test_cells_of_a_scanned_table(style: ScanStyle, seed: int) -> None:
    """Merged cells, heads of two rows, rows of one cell, open sides, landscape sheets: each cell
    where it was drawn."""
    table = random_table(np.random.default_rng(seed), PHRASES)
    assert found_places(clean(drawn(table, style, seed))) == set(table.cells)


@needs_fonts
def test_text_has_no_tables() -> None:
    """Running text without rules comes through as it is."""
    rng = np.random.default_rng(1)
    sheet = set_table(TABLE)
    sheet.rules.clear()
    page = scan(paint(sheet, False, rng), CLEAN, rng)
    pixels = np.asarray(page.image.convert("L"), np.uint8)
    cleaned = clean(Page(PageInfo(1, Route.OCR, *page.image.size, 300), pixels))
    apart = take_apart(cleaned)
    assert apart.tables == () and apart.outside is cleaned


@needs_fonts
@needs_tesseract
@pytest.mark.parametrize("style", [CLEAN, replace(NOISY, by_hand=False)], ids=["clean", "noisy"])
def test_words_of_a_scanned_table(style: ScanStyle) -> None:
    """Every cell's words stand together; the title stands before the table."""
    page = drawn(TABLE, style)
    lines = recognise(clean(page))
    assert letters(lines[0].text) == "phụlục" and lines[0].cell is None
    read = cells(lines)
    right = [
        place
        for place, text in TABLE.cells.items()
        if letters(read.get(place, "")) == letters(text)
    ]
    assert len(right) >= len(TABLE.cells) - 1, read
    assert all(
        line.box and line.box.right <= page.info.width and line.box.bottom <= page.info.height
        for line in lines
    )


@needs_fonts
def test_rules_of_a_sheet_drawn_in_askew() -> None:
    """Rules out of square stay one line of the grid each, and boxes lie where the print is."""
    page = drawn(TABLE, CLEAN)
    assert page.pixels is not None
    height = page.pixels.shape[0]
    shear = np.round((np.arange(height) - height / 2) * 0.012).astype(int)
    askew = np.stack([np.roll(row, by) for row, by in zip(page.pixels, shear, strict=True)])
    cleaned = CleanPage(page.info, askew, 300.0, np.eye(2, 3))
    assert found_places(cleaned) == set(TABLE.cells)
    assert find_rules(askew, 300.0).slopes[1] == pytest.approx(0.012, abs=0.001)
    (table,) = take_apart(cleaned).tables
    (straight,) = take_apart(replace(cleaned, pixels=page.pixels)).tables
    for cell, other in zip(table.cells, straight.cells, strict=True):
        middle = (other.box.top + other.box.bottom) // 2
        assert abs(cell.box.left - other.box.left - shear[middle]) <= 3


def test_numbers_are_read_again_where_they_number_rows() -> None:
    """Only in columns of numbers, and only what may be one."""
    words = {0: ["1", "l", "3", "I0"], 1: ["Sửa", "", "4", "Thay"]}
    page, inside = column_page(words)
    again = number_cells(page, inside)
    assert {(c.row, c.column) for c in again} == {(1, 0), (2, 0), (3, 0), (4, 0)}
    better = {c: [[Word("2", Box(0, 0, 1, 1), 0.9)]] for c in again if c.row in (2, 3)}
    done = with_numbers(inside, better)
    texts = {c.row: runs[0][0].text for c, runs in done.items() if c.column == 0}
    assert texts == {1: "1", 2: "2", 3: "3", 4: "I0"}


def test_a_number_is_in_order_beside_its_neighbours() -> None:
    _, inside = column_page({0: ["7", "", "9", "Sở"]})
    (first,) = (cell for cell in inside if cell.row == 1)
    between, last = replace(first, row=2), replace(first, row=5)
    assert is_in_order(between, "8", inside) and is_in_order(last, "10", inside)
    assert not is_in_order(between, "3", inside) and not is_in_order(between, "", inside)
    assert not is_in_order(replace(between, column=1), "8", inside)


def column_page(words: dict[int, list[str]]) -> tuple[TablePage, Inside]:
    """A page with a table of these columns below a head, and its words, 0.95 sure."""
    box = Box(0, 0, 10, 10)
    made = {
        Cell(0, row, column, 1, 1, box, box): text
        for column, texts in words.items()
        for row, text in enumerate(texts, 1)
    }
    pixels = np.full((20, 20), 255, np.uint8)
    outside = CleanPage(PageInfo(1, Route.OCR, 20, 20, 300.0), pixels, 300.0, np.eye(2, 3))
    inside = {cell: [[Word(text, box, 0.95)]] for cell, text in made.items() if text}
    return TablePage(outside, (Table(box, tuple(made)),), pixels), inside


# --- text layers -------------------------------------------------------------------------

XS, YS = (60, 110, 360, 520), (700, 650, 600, 550)
ROWS = (
    ("TT", "Nội dung công việc", "Thời gian"),
    ("1", "Sửa mái chợ cũ phía bờ sông", "Trước ngày 30/6"),
    ("2", "Nạo vét mương thoát nước", "Trong quý III"),
)


def strokes() -> list[str]:
    level = [f"{XS[0]} {y} m {XS[-1]} {y} l S" for y in YS]
    return level + [f"{x} {YS[0]} m {x} {YS[-1]} l S" for x in XS]


def rectangles() -> list[str]:
    return [
        f"{left} {low} {right - left} {top - low} re S"
        for left, right in pairwise(XS)
        for top, low in pairwise(YS)
    ]


def bars() -> list[str]:
    """As Word draws: a bar for each side of each cell, and white behind the text."""
    level = [f"{left} {y} {right - left} 0.48 re f" for y in YS for left, right in pairwise(XS)]
    upright = [f"{x} {low} 0.48 {top - low} re f" for x in XS for top, low in pairwise(YS)]
    return ["1 1 1 rg 50 760 500 12 re f 0 0 0 rg", *level, *upright]


@pytest.mark.parametrize("draw", [strokes, rectangles, bars])
def test_cells_of_a_text_layer(tmp_path: Path, draw: Callable[[], list[str]]) -> None:
    """Whatever a program draws its rules with."""
    words = [
        Text(x + 5, y - 20, text)
        for y, row in zip(YS, ROWS, strict=False)
        for x, text in zip(XS, row, strict=False)
    ]
    # A second line of a cell, level with no other cell's.
    words.append(Text(XS[1] + 5, YS[1] - 36, "và lối xuống bến đò"))
    above = Text(60, 740, "Phụ lục kèm theo Kế hoạch của Ủy ban nhân dân phường Bến Lở")
    page = MadePage([above, *words], drawing="\n".join(draw()))
    with pdfium.PdfDocument(write_pdf(tmp_path / "table.pdf", [page])) as document:
        lines = read_layer(document, 0, 144.0).lines
    assert lines[0].cell is None
    expected = {(r, c, 1, 1): text for r, row in enumerate(ROWS) for c, text in enumerate(row)}
    expected[1, 1, 1, 1] += " và lối xuống bến đò"
    assert cells(lines) == expected


def test_a_drawing_is_no_table(tmp_path: Path) -> None:
    """A frame round the text, and a rule under a line."""
    words = [Text(72, 700 - 20 * n, phrase) for n, phrase in enumerate(PHRASES)]
    drawing = "60 400 480 330 re S 72 695 m 300 695 l S"
    page = MadePage(words, drawing=drawing)
    with pdfium.PdfDocument(write_pdf(tmp_path / "frame.pdf", [page])) as document:
        lines = read_layer(document, 0, 144.0).lines
    assert lines and all(line.cell is None for line in lines)


# --- the whole way -----------------------------------------------------------------------


@needs_tesseract
def test_tasks_of_a_scanned_table() -> None:
    """From the scan of the fixture to the tasks that its note expects: text, bodies, deadline."""
    case = FIXTURES / "task-table"
    (expected,) = load_yaml((case / "expected.yaml").read_text("utf-8")).documents
    (found,) = convert(case / "clean.tiff").documents
    assert len(found.tasks) == len(expected.tasks)
    pairs = list(zip(found.tasks, expected.tasks, strict=True))[:7]
    assert [(t.section, t.heading, t.page) for t, _ in pairs] == [
        (t.section, t.heading, t.page) for _, t in pairs
    ]
    assert sum(t.text == e.text for t, e in pairs) >= 6
    assert sum(t.assignees == e.assignees for t, e in pairs) >= 6
    assert sum(t.deadline == e.deadline for t, e in pairs) >= 6
