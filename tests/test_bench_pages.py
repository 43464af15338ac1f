"""The benchmark of pages counts what it says it counts."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_fixtures_drawn import needs_fonts

from bench import pages_drawn
from bench.pages import Figure, Suite, arguments, bound, measure, print_seconds, suites, total
from bench.pages_readers import Pages, Run, plain_tesseract, reading, vnplan
from bench.pages_scans import ScannedPage, transcribed_pages, transcribed_tables
from bench.pages_truth import (
    Reading,
    Truth,
    cells_wrong,
    printed_word_errors,
    sealed_words_wrong,
    word_errors,
)
from bench.restoration_measures import wrong
from bench.wer import ErrorRate, folded_words, word_error_rate
from tools import draw_type
from tools.draw_fixtures import FIXTURES, load_sources
from tools.draw_layout import set_document
from tools.draw_scan import CLEAN, NOISY, ScanStyle
from tools.draw_tables import set_table
from tools.draw_type import Face, Seal, SetLine, Sheet
from tools.draw_type import Run as TypeRun
from vnplan.model import Box, Cell, Line, RestoredLine, Zone
from vnplan.pipeline import Settings

needs_poppler = pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler is missing")
needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is missing")

words = st.lists(st.sampled_from(["Ủy", "ban", "nhân,", "dân", "12/KH"]), max_size=9).map(" ".join)


def sheets(case: str) -> list[Sheet]:
    """The sheets of a fixture's documents."""
    folder = FIXTURES / case
    return [sheet for source in load_sources(folder) for sheet in set_document(source)]


def sheets_of_tables() -> list[Sheet]:
    """What the suite of tables draws, before it is scanned."""
    return [set_table(table) for table in pages_drawn.drawn_tables()]


def restored(text: str, zone: Zone = Zone.BODY, cell: Cell | None = None) -> RestoredLine:
    return RestoredLine.untouched(Line(1, text, cell=cell, zone=zone))


def at(row: int, column: int) -> Cell:
    return Cell(0, row, column, 1, 1, Box(0, 0, 1, 1), Box(0, 0, 1, 1))


# --- measures -----------------------------------------------------------------------------


@given(words, words)
def test_without_handwriting_the_rate_is_that_of_the_other_benchmarks(read: str, true: str) -> None:
    """Both ways to count agree with bench.wer where nothing is filled in."""
    expected = word_error_rate(read, true)
    assert word_errors(Reading(read), Truth(true)) == expected
    assert printed_word_errors(Reading(read), Truth(true)) == expected


@given(words, words, words)
def test_forgiving_handwriting_never_makes_it_worse(read: str, before: str, after: str) -> None:
    """The same words are counted, and no more of them are wrong."""
    truth = Truth(f"{before} ⟦hand: 12⟧ {after}")
    strict, forgiven = word_errors(Reading(read), truth), printed_word_errors(Reading(read), truth)
    assert forgiven.words == strict.words
    assert forgiven.errors <= strict.errors


def test_only_what_is_read_at_the_place_is_forgiven() -> None:
    """A word read elsewhere, or a third one at the place, is an error all the same."""
    truth = Truth("Số: ⟦hand: 57⟧/KH ngày")
    assert printed_word_errors(Reading("Số: 5 7 1 /KH ngày"), truth).errors == 1
    assert printed_word_errors(Reading("57 Số: /KH ngày"), truth).errors == 1


def test_cells_must_be_whole_and_in_order() -> None:
    """A cell with one wrong word, one that is split and one out of turn are wrong."""
    truth = Truth.transcribed("", [["1", "Công an xã", ""], ["2", "Văn phòng", "Quý I"]])
    assert cells_wrong(Reading("", truth.cells), truth) == ErrorRate(0, 5)
    assert (
        cells_wrong(Reading("", ("1", "Công an", "2", "Văn", "phòng", "Quý I")), truth).errors == 2
    )
    assert cells_wrong(Reading("", ("2", "1", "Công an xã", "Văn phòng")), truth).errors == 2
    assert cells_wrong(Reading("1 Công an xã"), truth) == ErrorRate(5, 5)


def test_words_beside_a_seal_do_not_count() -> None:
    """Only the words under it are asked for."""
    truth = Truth("KT. CHỦ TỊCH Trần Văn An", frozenset({1, 2}))
    assert sealed_words_wrong(Reading("xx CHỦ TỊCH yy zz"), truth) == ErrorRate(0, 2)
    assert sealed_words_wrong(Reading("KT. CHÚ TỊCH Trần Văn An"), truth) == ErrorRate(1, 2)


# --- drawn pages --------------------------------------------------------------------------


@needs_fonts
def test_a_letterhead_is_read_column_by_column() -> None:
    """Issuer, number and subject of a dispatch stand before the national title."""
    lines = pages_drawn.truth_of(sheets("dispatch-and-plan")[0], CLEAN).text.splitlines()
    number = next(i for i, line in enumerate(lines) if line.startswith("Số:"))
    title = next(i for i, line in enumerate(lines) if line.startswith("CỘNG HÒA"))
    addressees = next(i for i, line in enumerate(lines) if line.startswith("Kính gửi"))
    assert lines[number + 1].startswith("V/v")
    assert number < title < addressees == title + 3


@needs_fonts
def test_a_table_is_read_cell_by_cell() -> None:
    """A cell of several lines is not cut by its neighbours."""
    text = " ".join(pages_drawn.truth_of(sheets("task-table")[0], CLEAN).text.split())
    assert "STT Nội dung công việc Đơn vị chủ trì Đơn vị phối hợp Thời gian hoàn thành" in text
    assert "Trung tâm Phục vụ hành chính công Văn phòng Trước ngày 28/02/2026 2 " in text


@needs_fonts
@pytest.mark.parametrize("case", [case.name for case in pages_drawn.cases()])
def test_no_printed_word_is_left_out_of_the_truth(case: str) -> None:
    """The words are those of the sheet, the ink of stamps apart."""
    for sheet in sheets(case):
        printed = " ".join(line.text for line in sheet.lines if not line.red)
        truth = pages_drawn.truth_of(sheet, CLEAN)
        assert sorted(truth.words) == sorted(folded_words(printed))


def test_handwriting_may_be_left_out_or_read_right_but_not_misread() -> None:
    truth = Truth("Số: ⟦57⟧/KH ngày ⟦14⟧ tháng")
    texts = ("Số: /KH ngày tháng", "Số: 57/KH ngày 14 tháng", "Số: 51/KH ngày 14 tháng")
    assert [word_errors(Reading(text), truth).errors for text in texts] == [0, 0, 1]
    assert word_errors(Reading("Số: KH tháng"), truth) == ErrorRate(1, 4)
    assert word_errors(Reading("Số: 14/KH ngày 57 tháng"), truth) == ErrorRate(2, 4)


@needs_fonts
def test_what_is_by_hand_is_no_part_of_the_truth() -> None:
    """Where a pen fills in the serial, only the printed symbol is asked for."""
    style = ScanStyle(by_hand=True)
    lines = pages_drawn.truth_of(sheets("commune-plan")[0], style).text.splitlines()
    assert "Số: ⟦57⟧/KH-UBND" in lines
    assert Truth("Số: ⟦57⟧/KH-UBND").words == folded_words("Số: /KH-UBND")


@needs_fonts
def test_words_under_a_seal_are_known() -> None:
    """Those whose middle is within its circle, when seals are put on at all."""
    lines = ["Trần Văn An", "Lê Thị Bình"]
    runs = [
        tuple(TypeRun(w, Face.REGULAR, 14, 100 + 60 * i, y) for i, w in enumerate(line.split()))
        for line, y in zip(lines, (100, 300), strict=True)
    ]
    seal = Seal(110, 296, "", "", radius=30)
    sheet = Sheet(lines=[SetLine(*pair) for pair in zip(lines, runs, strict=True)], seals=[seal])
    assert pages_drawn.truth_of(sheet, NOISY).under_seal == {3}
    assert not pages_drawn.truth_of(sheet, CLEAN).under_seal


@needs_fonts
def test_drawings_are_the_same_on_every_run() -> None:
    """Pixels, seals and truth."""
    one, other = (
        next(iter(pages_drawn.sealed(pages_drawn.UNDER_SEAL["sealed"]))) for _ in range(2)
    )
    assert one.truth == other.truth
    assert one.page.image.tobytes() == other.page.image.tobytes()
    assert len(one.truth.under_seal) > 5


@needs_fonts
def test_every_third_table_lies_on_its_side() -> None:
    """It is as wide as another one is high; no empty cell is asked for."""
    samples = list(islice(pages_drawn.tables(), 3))
    assert all(cell.strip() for sample in samples for cell in sample.truth.cells)
    upright, table = sheets_of_tables()[2], samples[2].page.image
    assert (table.width > table.height) == (upright.width < upright.height)


@needs_fonts
def test_another_family_of_type_lasts_only_as_long_as_asked() -> None:
    """A family that is not installed changes nothing; neither does one that was used before."""
    before = draw_type.family()
    with pages_drawn.type_family(dict.fromkeys(Face, "none.ttf")):
        assert draw_type.family() == before
    assert draw_type.family() == before


# --- readings of real scans ---------------------------------------------------------------


def test_readings_belong_to_the_scans_they_are_named_after(tmp_path: Path) -> None:
    """Page and table readings; other files of the folder are left alone."""
    (tmp_path / "X1_ke-hoach.pdf").touch()
    (tmp_path / "page12-X1.txt").write_text("Số: ⟦hand: 3⟧/KH\n", "utf-8")
    (tmp_path / "table-X1-p2.tsv").write_text('STT\tViệc\n1\tHọp "kín"\n2\t\n', "utf-8")
    (tmp_path / "page1-X2.txt").write_text("ohne Bild", "utf-8")
    (tmp_path / "seed-000.txt").write_text("", "utf-8")
    (page,) = transcribed_pages(tmp_path, tmp_path)
    (table,) = transcribed_tables(tmp_path, tmp_path)
    assert (page.page, page.truth.words) == (12, folded_words("Số KH"))
    assert (table.page, table.truth.cells) == (2, ("STT", "Việc", "1", 'Họp "kín"', "2"))


def test_a_page_is_taken_out_of_its_scan(tmp_path: Path) -> None:
    """Pages of a file bound anew keep their size and their order."""
    scan = FIXTURES / "commune-plan" / "poor.pdf"
    pages = bound([ScannedPage(scan, n, Truth("")) for n in (3, 1)], 200, tmp_path)
    with pdfium.PdfDocument(scan) as before, pdfium.PdfDocument(pages.pdf) as after:
        assert len(after) == 2
        for there, here in ((2, 0), (0, 1)):
            one, other = (d[n].render(scale=0.2) for d, n in ((before, there), (after, here)))
            assert one.to_pil().tobytes() == other.to_pil().tobytes()
    assert not pages.has_text


# --- programs and the table ---------------------------------------------------------------


def test_marks_are_no_running_text_and_cells_are_joined() -> None:
    """Stamps and notes are left out; the lines of a cell are one text, rows come in order."""
    lines = [
        restored("KẾ HOẠCH", Zone.TITLE),
        restored("ĐẾN", Zone.STAMP),
        restored("2", cell=at(1, 0)),
        restored("Văn phòng", cell=at(0, 1)),
        restored("Thống kê", cell=at(0, 1)),
        restored("Ký bởi: X", Zone.NOTE),
    ]
    assert reading(lines) == Reading(
        "KẾ HOẠCH\n2\nVăn phòng\nThống kê", ("Văn phòng Thống kê", "2")
    )


@needs_fonts
@needs_poppler
@needs_tesseract
def test_programs_read_the_same_pages(tmp_path: Path) -> None:
    """A clean page is read by both almost without an error, and their time is noted."""
    sheet = sheets("commune-plan")[1]
    sample = pages_drawn.drawn(sheet, CLEAN, "")
    pages = bound([sample], 300, tmp_path)
    figure = Figure("", word_errors, wrong)
    ours, theirs = vnplan(pages, Settings()), plain_tesseract(pages)
    assert all(total(figure, run, pages.truths).errors < 20 for run in (ours, theirs))
    assert theirs.seconds > 0.1
    assert ours.tesseract_seconds is not None
    assert 0.1 < ours.tesseract_seconds < ours.seconds


@needs_fonts
def test_the_table_has_a_row_a_figure_and_the_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    """Errors of each program beside the target, then what a page cost."""
    sample = pages_drawn.drawn(Sheet(lines=sheets("decision")[0].lines[:3]), CLEAN, "")

    def reader(texts: Sequence[str], seconds: float) -> Run:
        return Run(tuple(map(Reading, texts)), seconds, seconds / 2)

    def right(pages: Pages) -> Run:
        return reader([truth.text for truth in pages.truths], 1.0)

    def silent(pages: Pages) -> Run:
        return reader(["" for _ in pages.truths], 4.0)

    suite = Suite("drawn", lambda _: [sample], (Figure("errors", word_errors, wrong, "5 %"),))
    runs = measure(suite, {"OCRmyPDF": silent, "vnplan": right})
    print_seconds({"drawn": runs})
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if line]
    assert rows[0][-6:] == ["100.00", "%", "0.00", "%", "5", "%"]
    assert ["all:", "CPU", "seconds", "a", "page", "4.00", "1.00"] in rows
    assert rows[-1][-2:] == ["0.25", "0.50"]


@needs_fonts
def test_every_second_page_is_a_quick_look() -> None:
    """Pages in between are left out."""
    read: list[int] = []

    def reader(pages: Pages) -> Run:
        read.append(len(pages.truths))
        return Run(tuple(Reading(truth.text) for truth in pages.truths), 1.0)

    sample = pages_drawn.drawn(Sheet(lines=sheets("decision")[0].lines[:3]), CLEAN, "")
    suite = Suite("drawn", lambda _: [sample] * 5, ())
    measure(suite, {"vnplan": reader}, every=2)
    assert read == [3]


FIGURE = Figure("errors", word_errors, wrong)


@needs_fonts
def test_further_draws_are_read_by_vnplan_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """Its figure is that of all draws; the best and the worst stand behind it."""
    samples = [
        pages_drawn.drawn(Sheet(lines=sheets("decision")[0].lines[at : at + 1]), CLEAN, "")
        for at in range(3)
    ]
    read: list[str] = []

    def right(pages: Pages) -> Run:
        return Run(tuple(Reading(truth.text) for truth in pages.truths), 1.0)

    def at_first(pages: Pages) -> Run:
        read.extend(truth.text for truth in pages.truths)
        return right(pages) if len(read) == 1 else Run(tuple(Reading("") for _ in read[:1]), 9.0)

    suite = Suite("drawn", lambda draw: samples[draw : draw + 1], (FIGURE,))
    runs = measure(suite, {"other": right, "vnplan": at_first}, draws=3)
    assert read == [sample.truth.text for sample in samples]
    row = capsys.readouterr().out
    assert "(0.00-100.00)" in row and row.count("(") == 1
    assert runs["vnplan"].seconds == 1.0


@needs_fonts
def test_each_draw_has_pages_of_its_own_and_the_same_on_every_run() -> None:
    style = pages_drawn.UNDER_SEAL["sealed in two values"]
    first, again, second = (
        next(iter(pages_drawn.sealed(style, draw))).page.image.tobytes() for draw in (0, 0, 1)
    )
    assert first == again != second


def test_scans_are_measured_only_with_readings(tmp_path: Path) -> None:
    """Without a folder of readings the drawn suites are all there is."""
    drawn = [suite.name for suite in suites(arguments([]))]
    both = [suite.name for suite in suites(arguments(["--readings", str(tmp_path)]))]
    assert drawn == [name for name in both if name.startswith(("drawn", "paper"))]
    assert len(both) == len(drawn) + 2
