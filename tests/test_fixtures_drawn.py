"""The fixtures agree with themselves: source, text, picture and the record expected of them."""

from __future__ import annotations

import dataclasses
import itertools
import re
from calendar import monthrange
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tools.draw_fixtures import FIXTURES, POOR_SCANS, load_sources, page_text
from tools.draw_layout import set_document
from tools.draw_scan import CLEAN, NOISY, POOR, DrawnPage, ScanStyle, draw, draw_text_pages
from tools.draw_type import FontsMissing, family
from vnplan.record import Directive, Document, Record, Task
from vnplan.write import dump_yaml, load_yaml

CASES = sorted(path.parent for path in FIXTURES.glob("*/document.yaml"))
# What a record may add to the print, because it expands, normalises or describes.
DERIVED = {"type", "date", "issuer", "parent_issuer", "due", "recurs", "role", "reason", "field"}


def fonts_missing() -> bool:
    try:
        family()
    except FontsMissing:
        return True
    return False


needs_fonts = pytest.mark.skipif(fonts_missing(), reason="no Times-compatible font is installed")


def case_id(case: Path) -> str:
    return case.name


def expected(case: Path) -> Record:
    return load_yaml((case / "expected.yaml").read_text(encoding="utf-8"))


def page_texts(case: Path) -> list[str]:
    return (case / "text.txt").read_text(encoding="utf-8").split("\f")


def folded(text: str) -> str:
    return " ".join(text.split())


def cells(page: str) -> Iterator[str]:
    """The text of each table cell of ``page``: a row starts where the first column is filled."""
    row: list[list[str]] = []
    for line in [*page.splitlines(), ""]:
        columns = line.split("\t")
        if columns[0] or len(columns) == 1:
            yield from (folded(" ".join(parts)) for parts in row)
            row = [] if len(columns) == 1 else [[] for _ in range(10)]
        for parts, text in zip(row, columns, strict=False):
            parts.append(text)


def readable(page: str) -> str:
    """All words of ``page`` on one line, followed by its table cells."""
    return " | ".join([folded(page), *cells(page)])


def strings(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Every string in a record with the name of its field."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from strings(getattr(value, field.name), field.name)
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item, name)
    elif isinstance(value, str):
        yield name, value


def printed(document: Document) -> Iterator[str]:
    """The strings of ``document`` that stand on the paper letter by letter."""
    marks = dataclasses.replace(document.marks, received=None)
    bare = dataclasses.replace(document, period=None, doubts=(), marks=marks)
    for name, text in strings(bare):
        if name == "section":
            yield text.split(".")[-1]
        elif name == "capacity":
            yield from text.split(" / ")
        elif name not in DERIVED:
            yield text


def test_there_are_at_least_six_cases_and_each_has_its_scan_style() -> None:
    assert len(CASES) >= 6
    assert {case.name for case in CASES} == set(POOR_SCANS)


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_expected_is_written_as_the_program_writes(case: Path) -> None:
    """Reading ``expected.yaml`` and writing it again loses nothing."""
    record = expected(case)
    assert load_yaml(dump_yaml(record)) == record


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_every_expected_string_is_printed(case: Path) -> None:
    """Names, numbers, texts and deadlines occur in the text once whitespace is folded."""
    pages = page_texts(case)
    for document in expected(case).documents:
        assert document.pages is not None
        first, last = document.pages
        # A paragraph may go on over the page, below the number in the top margin.
        body = [p.split("\n", 1)[1] if n else p for n, p in enumerate(pages[first - 1 : last])]
        text = readable("\n".join(body))
        missing = [s for s in printed(document) if folded(s).casefold() not in text.casefold()]
        assert not missing


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_tasks_start_on_the_page_they_name(case: Path) -> None:
    """The first words of a task stand on its page; ids count from 1 in reading order."""
    pages = [readable(page) for page in page_texts(case)]
    for document in expected(case).documents:
        assert [task.id for task in document.tasks] == list(range(1, len(document.tasks) + 1))
        directives: itertools.chain[Task | Directive] = itertools.chain(
            document.tasks, document.other_directives
        )
        for directive in directives:
            assert directive.page is not None
            assert " ".join(directive.text.split()[:6]) in pages[directive.page - 1]


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_documents_cover_the_pages_of_the_file(case: Path) -> None:
    record = expected(case)
    covered = [n for d in record.documents if d.pages for n in range(d.pages[0], d.pages[1] + 1)]
    assert covered == list(range(1, record.source.pages + 1))
    assert len(page_texts(case)) == record.source.pages
    with Image.open(case / "clean.tiff") as image:
        assert getattr(image, "n_frames", 1) == record.source.pages


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_deadline_stands_in_its_task_or_in_the_line_that_gives_it(case: Path) -> None:
    """A deadline that is not in the task's own words has a line or a table cell of its own."""
    pages = page_texts(case)
    given = {cell for page in pages for cell in cells(page)}
    lines = [line for page in pages for line in page.splitlines()]
    given |= {line.rstrip(".") for line in lines if "Thời gian thực hiện:" in line}
    for document in expected(case).documents:
        for task in document.tasks:
            if task.deadline is not None and task.deadline.text not in task.text:
                assert any(text.endswith(task.deadline.text) for text in given), task.text


def dates(value: object) -> Iterator[str]:
    """Every full ISO date of a record."""
    yield from (text for _, text in strings(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", text))


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_every_expected_date_is_printed(case: Path) -> None:
    """ISO dates of the record are printed as 05/9/2025, 05-9-2025 or in words; the last
    day of a month may stand for a month or quarter that is printed without its day."""
    text = readable("\n".join(page_texts(case)))
    for iso in dates(expected(case)):
        year, month, day = iso.split("-")
        parts = rf"0?{int(day)}", rf"0?{int(month)}", year
        forms = ["[/-]".join(parts), "ngày {} tháng {} năm {}".format(*parts)]
        if int(day) == monthrange(int(year), int(month))[1]:
            quarter = ("I", "II", "III", "IV")[(int(month) - 1) // 3]
            forms += [rf"tháng {parts[1]}/{year}", rf"quý {quarter}/{year}"]
        assert re.search(rf"\b(?:{'|'.join(forms)})\b", text), iso


@needs_fonts
@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_text_is_what_the_source_sets(case: Path) -> None:
    """``text.txt`` was drawn from ``document.yaml`` as it is now, not edited by hand."""
    sheets = [sheet for source in load_sources(case) for sheet in set_document(source)]
    assert page_text(sheets) == (case / "text.txt").read_text(encoding="utf-8")


def one_page(style: ScanStyle, seed: str = "x") -> DrawnPage:
    return next(draw(load_sources(FIXTURES / "decision"), style, seed))


@needs_fonts
def test_drawing_is_deterministic() -> None:
    """The same arguments give the same pixels; another seed gives other ones."""
    style = dataclasses.replace(POOR, mode="RGB", dpi=75)
    first, second, other = one_page(style), one_page(style), one_page(style, "y")
    assert first.image.tobytes() == second.image.tobytes()
    assert first.image.tobytes() != other.image.tobytes()


@needs_fonts
@pytest.mark.parametrize("style", [CLEAN, NOISY, POOR], ids=["clean", "noisy", "poor"])
def test_boxes_follow_the_ink(style: ScanStyle) -> None:
    """After skew and resampling each true line still has its ink inside its box."""
    page = one_page(dataclasses.replace(style, specks=0))
    grey = np.asarray(page.image.convert("L"), np.float32)
    paper = float(np.median(grey))
    for line in page.lines:
        left, top, right, bottom = line.box
        assert 0 <= left < right <= page.image.width and 0 <= top < bottom <= page.image.height
        assert float(grey[top:bottom, left:right].min()) < 0.75 * paper, line.text
    lines = page.lines
    assert sum(line.box[3] - line.box[1] for line in lines) < page.image.height


@needs_fonts
def test_running_text_keeps_every_word() -> None:
    """``draw_text_pages`` returns the words of its paragraphs in order, line by line."""
    paragraphs = [f"Đoạn thứ {n} của văn bản thử: " + "chữ có dấu " * 30 for n in range(30)]
    pages = list(draw_text_pages(paragraphs, dataclasses.replace(CLEAN, dpi=50)))
    assert len(pages) > 1
    bodies = [page.lines if n == 0 else page.lines[1:] for n, page in enumerate(pages)]
    words = [word for body in bodies for line in body for word in line.text.split()]
    assert words == " ".join(paragraphs).split()
