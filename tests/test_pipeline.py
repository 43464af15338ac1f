"""The order of the stages, and what happens to the rest when one page is lost."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

import vnplan
from vnplan import pipeline
from vnplan.clean.page import CleanSettings
from vnplan.errors import DependencyError, RecogniseError
from vnplan.handwriting.digits import DigitReader
from vnplan.model import (
    CleanPage,
    Line,
    Page,
    PageInfo,
    Pixels,
    Reading,
    RestoredLine,
    Route,
    Word,
    Zone,
)
from vnplan.pipeline import ReadPage, Settings
from vnplan.recognise.ocr import RecogniseSettings
from vnplan.source.source_file import Kind, SourceFile, SourceSettings

FIXTURES = Path(__file__).parent.parent / "fixtures"
THREE_PAGES = SourceFile(Path("plan.pdf"), "0" * 64, Kind.PDF, 3)
PRINT = (
    ("ỦY BAN NHÂN DÂN", "KẾ HOẠCH", "I. NHIỆM VỤ"),
    ("1. Quét dọn sân trụ sở.",),
    ("2. Trồng cây trước cổng.",),
)


def page_of(number: int) -> Page:
    pixels: Pixels = np.full((40, 40), 255, np.uint8)
    return Page(PageInfo(number, Route.OCR, 40, 40, 300.0), pixels)


def print_of(number: int) -> tuple[Line, ...]:
    return tuple(
        Line.of(number, [Word(word, confidence=0.9) for word in text.split()])
        for text in PRINT[number - 1]
    )


@pytest.fixture
def three_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three scanned pages that Tesseract reads without a fault."""

    def pages(_source: SourceFile, _settings: SourceSettings) -> Iterator[Page]:
        return (page_of(number) for number in (1, 2, 3))

    def clean(page: Page, _settings: CleanSettings, _remover: object) -> CleanPage:
        assert page.pixels is not None
        return CleanPage(page.info, page.pixels, 300.0, np.eye(2, 3))

    def recognise(
        page: CleanPage, _settings: RecogniseSettings, _digits: DigitReader
    ) -> tuple[Line, ...]:
        return print_of(page.info.number)

    for stage in (pages, clean, recognise):
        monkeypatch.setattr(pipeline, stage.__name__, stage)


def fail_on_page_2(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def recognise(
        page: CleanPage, _settings: RecogniseSettings, _digits: DigitReader
    ) -> tuple[Line, ...]:
        if page.info.number == 2:
            raise error
        return print_of(page.info.number)

    monkeypatch.setattr(pipeline, "recognise", recognise)


@pytest.mark.usefixtures("three_pages")
def test_a_lost_page_becomes_a_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other pages are read, and the record says which one was not and why."""
    fail_on_page_2(monkeypatch, RecogniseError("Tesseract was ended by signal 9"))
    record = pipeline.convert_source(THREE_PAGES, Settings())
    assert record.source.routes == ("ocr", "ocr", "ocr")
    (document,) = record.documents
    assert document.type == "Kế hoạch"
    assert [task.page for task in document.tasks] == [3]
    (doubt,) = [doubt for doubt in document.doubts if doubt.page == 2]
    assert "ended by signal 9" in doubt.reason


@pytest.mark.usefixtures("three_pages")
def test_a_missing_program_ends_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """What every page lacks is no matter of one page; the place is named."""
    fail_on_page_2(monkeypatch, DependencyError("tesseract is not installed"))
    with pytest.raises(DependencyError) as caught:
        pipeline.convert_source(THREE_PAGES, Settings())
    assert caught.value.place == ("plan.pdf", "page 2")


@pytest.mark.usefixtures("three_pages")
def test_one_page_is_in_memory_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the next page is drawn, the pixels of the one before are gone."""
    drawn: list[weakref.ref[Pixels]] = []

    def pages(_source: SourceFile, _settings: SourceSettings) -> Iterator[Page]:
        for number in (1, 2, 3):
            assert not [pixels for pixels in drawn if pixels() is not None]
            page = page_of(number)
            assert page.pixels is not None
            drawn.append(weakref.ref(page.pixels))
            yield page
            del page

    monkeypatch.setattr(pipeline, "pages", pages)
    assert len(list(pipeline.read_pages(THREE_PAGES, Settings()))) == 3


def test_pages_of_one_route_are_restored_together(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> Iterator[ReadPage]:
        routes = (Route.OCR, Route.OCR, Route.TEXT_LAYER, Route.OCR)
        for number, route in enumerate(routes, 1):
            lines = tuple(Line(number, f"dòng {n}") for n in range(number))
            yield ReadPage(PageInfo(number, route), lines)

    together: list[int] = []

    def restore(lines: Sequence[Line], _: Settings) -> tuple[RestoredLine, ...]:
        together.append(len(lines))
        return tuple(map(RestoredLine.untouched, lines))

    monkeypatch.setattr(pipeline, "read_pages", read)
    monkeypatch.setattr(pipeline, "_restored", restore)
    pages = list(pipeline.restored_pages(THREE_PAGES, Settings()))
    assert together == [3, 3, 4]
    assert [[line.line.page for line in page] for page in pages] == [[1], [2] * 2, [3] * 3, [4] * 4]
    converted = pipeline.convert_pages(THREE_PAGES, read(), Settings())
    assert together == [3, 3, 4] * 2
    assert converted.lines == tuple(line for page in pages for line in page)


def test_read_gives_the_lines_as_they_stand(tmp_path: Path) -> None:
    """``vnplan.read`` repairs nothing."""
    path = tmp_path / "plan.txt"
    path.write_text("Ké hoach\n\nthu nhat\fhét", "utf-8")
    lines = list(vnplan.read(path))
    assert [(line.page, line.text) for line in lines] == [
        (1, "Ké hoach"),
        (1, ""),
        (1, "thu nhat"),
        (2, "hét"),
    ]


def test_a_file_name_is_shown_in_nfc_and_printable(tmp_path: Path) -> None:
    """Names from a Mac, and names that are no UTF-8, do not spoil the YAML."""
    for name, shown in (
        ("Ke\u0302\u0301 hoạch.txt", "Kế hoạch.txt"),
        ("k\udcff.txt", "k\\xff.txt"),
    ):
        path = tmp_path / name
        try:
            path.write_text("KẾ HOẠCH", "utf-8")
        except (OSError, UnicodeError):
            continue  # this file system has no such names
        record = vnplan.convert(path)
        assert record.source.file == shown
        assert vnplan.Record.from_yaml(record.to_yaml()) == record


@pytest.mark.parametrize("name", ["clean.tiff", "poor.pdf"])
def test_a_scan_goes_all_the_way(name: str) -> None:
    """From pixels to a record whose evidence lies on the page."""
    record = vnplan.convert(FIXTURES / "decision" / name)
    (document,) = record.documents
    assert record.source.routes == ("ocr",)
    assert document.type == "Quyết định"
    assert document.pages == (1, 1)
    box = document.evidence["type"].box
    assert box is not None
    assert 0 <= box.left < box.right
    assert 0 <= box.top < box.bottom


def test_words_parsed_again_are_weighed_with_the_name_of_the_file_as_before() -> None:
    """A serial that its writer left in doubt and the file's name confirms."""
    by_hand = Word("…", confidence=0.6, readings=(Reading("84", 0.6), Reading("34", 0.3)))
    number = [Word("Số:", confidence=0.95), by_hand, Word("/KH-UBND", confidence=0.95)]
    lines = (Line.of(1, number, zone=Zone.NUMBER), *print_of(1))
    source = SourceFile(Path("KH 84.pdf"), "0" * 64, Kind.PDF, 1)
    page = ReadPage(PageInfo(1, Route.OCR, 40, 40, 300.0), lines)
    first = pipeline.convert_pages(source, [page], Settings())
    assert first.record.documents[0].number == "84/KH-UBND"
    again = pipeline.parse_again(first.record, first.pages, first.lines, Settings())
    assert again.documents[0].number == "84/KH-UBND"
