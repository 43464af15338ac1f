"""Readings of a pen's number and date, weighed by what else the document says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from vnplan.lexicon import Dictionaries
from vnplan.model import STATED, Box, Line, PageInfo, Reading, RestoredLine, Route, Word, Zone
from vnplan.parse import Grammar, parse
from vnplan.parse.text.written import Bounds, weigh_day, weigh_month, weigh_received, weigh_serial
from vnplan.record import Document

GRAMMAR = Grammar.load(Dictionaries.locate())
PEN = "⟨pen⟩"


def written(*readings: tuple[str, float]) -> Word:
    found = tuple(Reading(*each) for each in readings)
    return Word("…", Box(0, 0, 60, 40), found[0].probability if found else 0.0, readings=found)


def line(text: str, zone: Zone, top: int, pen: Sequence[Word] = ()) -> RestoredLine:
    """Words of 100 pixels at 200 pixels from one another, 30 high; ``pen`` for each PEN."""
    by_hand, words = list(pen), []
    for at, token in enumerate(text.split()):
        box = Box(200 * at, top, 200 * at + 100, top + 30)
        word = by_hand.pop(0) if token == PEN else Word(token, None, 0.95)
        words.append(Word(word.text, box, word.confidence, readings=word.readings))
    return RestoredLine.untouched(Line.of(1, words, None, zone))


def read(
    number: Word | None = None,
    day: Word | None = None,
    month: Word | None = None,
    year: Word | None = None,
    name: str = "",
    basis: str = "Căn cứ Luật Đầu tư công ngày 13 tháng 6 năm 2019;",
) -> Document:
    """A document whose number and date line hold these words, else print or nothing."""
    date = f"An Hòa, ngày {PEN if day else '20'} tháng {PEN if month else '8'} năm "
    date += PEN if year else "2025"
    lines = [
        line("ỦY BAN NHÂN DÂN XÃ AN HÒA", Zone.ISSUER, 60),
        line(f"Số: {PEN if number else ''} /KH-UBND", Zone.NUMBER, 100, [number] if number else []),
        line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Zone.MOTTO, 140),
        line("Độc lập - Tự do - Hạnh phúc", Zone.MOTTO, 180),
        line(date, Zone.PLACE_DATE, 220, [w for w in (day, month, year) if w]),
        line("KẾ HOẠCH", Zone.TITLE, 260),
        line("Chuyển đổi số năm 2025", Zone.TITLE, 300),
        line(basis, Zone.BODY, 340),
        line("I. MỤC ĐÍCH, YÊU CẦU", Zone.BODY, 380),
    ]
    page = PageInfo(1, Route.OCR, 2400, 3000, 200.0)
    (document,) = parse(lines, [page], GRAMMAR, name)
    return document


def doubts(document: Document, field: str) -> list[str]:
    return [doubt.reason for doubt in document.doubts if doubt.field == field]


def test_a_clear_serial_is_stated_with_its_symbol_and_place() -> None:
    document = read(written(("84", 0.97), ("34", 0.02)))
    assert (document.number, document.symbol) == ("84/KH-UBND", "KH-UBND")
    evidence = document.evidence["number"]
    assert (evidence.confidence, evidence.page) == (0.97, 1)
    assert evidence.box == Box(0, 100, 500, 130)
    assert evidence.raw == "Số: … /KH-UBND"
    assert not doubts(document, "number")


def test_an_unclear_serial_is_a_doubt_that_offers_the_best_reading_and_its_box() -> None:
    document = read(written(("2084", 0.714), ("2034", 0.2)))
    assert (document.number, document.symbol) == (None, "KH-UBND")
    (doubt,) = (d for d in document.doubts if d.field == "number")
    assert doubt.reason == "viết tay, đọc được 2084 (0,71)"
    assert (doubt.page, doubt.box) == (1, Box(200, 100, 300, 130))


def test_strokes_without_a_reading_could_not_be_read() -> None:
    document = read(written(), written())
    assert doubts(document, "number") == ["handwritten serial could not be read"]
    assert doubts(document, "date") == ["handwritten day could not be read"]
    assert (document.number, document.date) == (None, "2025-08")


def test_an_empty_gap_is_blank_in_the_document() -> None:
    document = read()
    assert document.number is None
    assert doubts(document, "number") == ["the serial is blank in the document"]


def test_a_written_day_and_month_are_stated_when_clear() -> None:
    document = read(day=written(("07", 0.6), ("7", 0.35)), month=written(("4", 0.98)))
    assert document.date == "2025-04-07"
    assert document.evidence["date"].confidence == 0.93
    assert not doubts(document, "date")


def test_an_unclear_month_leaves_the_year() -> None:
    document = read(day=written(("7", 0.99)), month=written(("4", 0.5), ("9", 0.4)))
    assert document.date == "2025"
    assert doubts(document, "date") == [
        "tháng viết tay, đọc được 4 (0,50)",
        "ngày viết tay, đọc được 7 (0,99)",
    ]


def test_a_day_in_print_is_offered_where_the_month_is_not_clear() -> None:
    document = read(month=written(("4", 0.5), ("9", 0.4)))
    assert document.date == "2025"
    assert doubts(document, "date") == ["tháng viết tay, đọc được 4 (0,50)", "ngày đọc được 20"]


def test_a_written_year_is_stated_when_clear() -> None:
    document = read(day=written(("7", 0.99)), year=written(("2024", 0.97), ("2021", 0.02)))
    assert document.date == "2024-08-07"
    assert not doubts(document, "date")


def test_an_unclear_year_leaves_no_date_and_offers_what_a_pen_wrote() -> None:
    """No document is older than what it rests on: here a law of 2019."""
    year = written(("2016", 0.5), ("2026", 0.4))
    document = read(day=written(("7", 0.99)), year=year)
    assert document.date is None
    assert doubts(document, "date") == [
        "năm viết tay, đọc được 2026 (0,78)",
        "tháng đọc được 8",
        "ngày viết tay, đọc được 7 (0,99)",
    ]
    unread = read(day=written(("7", 0.99)), year=written())
    assert (unread.date, doubts(unread, "date")) == (None, ["handwritten year could not be read"])


def test_one_number_written_in_two_ways_is_one() -> None:
    best = weigh_day(written(("5", 0.5), ("05", 0.45), ("6", 0.05)), 2025, 2, Bounds())
    assert best is not None and (best.text, round(best.probability, 2)) == ("5", 0.95)


def test_a_month_has_no_more_days_than_it_has() -> None:
    best = weigh_day(written(("30", 0.6), ("20", 0.35)), 2025, 2, Bounds())
    assert best is not None and best.text == "20"


def test_documents_are_rarely_dated_on_sundays() -> None:
    """The 10th of August 2025 was a Sunday, the 18th a Monday."""
    best = weigh_day(written(("10", 0.5), ("18", 0.4)), 2025, 8, Bounds())
    assert best is not None and best.text == "18"


def test_a_document_is_no_older_than_what_it_rests_on_and_no_younger_than_its_stamp() -> None:
    readings = written(("11", 0.5), ("14", 0.3), ("19", 0.15))
    chosen = [
        weigh_day(readings, 2025, 8, bounds)
        for bounds in (Bounds(), Bounds("2025-08-12"), Bounds("2025-08-12", "2025-08-19"))
    ]
    assert [best and best.text for best in chosen] == ["11", "14", "14"]
    month = weigh_month(written(("6", 0.5), ("8", 0.4)), 2025, Bounds("2025-07-30"))
    assert month is not None and month.text == "8"


def test_the_legal_basis_decides_between_days() -> None:
    basis = "Căn cứ Kế hoạch số 15/KH-UBND ngày 12 tháng 8 năm 2025 của Ủy ban nhân dân tỉnh;"
    day = written(("11", 0.5), ("14", 0.49))
    assert read(day=day).date == "2025-08"
    assert read(day=day, basis=basis).date == "2025-08-14"


def test_a_zero_stands_before_one_digit() -> None:
    best = weigh_serial(written(("006", 0.7), ("2006", 0.25)), "")
    assert best is not None and best.text == "2006"
    best = weigh_serial(
        written(
            ("06", 0.95),
        ),
        "",
    )
    assert best is not None and (best.text, best.probability) == ("06", 0.95)


def stated_with(name: str, *readings: tuple[str, float]) -> tuple[str, bool]:
    best = weigh_serial(written(*readings), name)
    assert best is not None
    return best.text, best.probability >= STATED


def test_the_name_of_the_file_confirms_what_the_ink_says_and_never_another_number() -> None:
    readings = (("84", 0.5), ("34", 0.47))
    assert stated_with("KH 84", *readings) == ("84", True)
    assert stated_with("KH 34", *readings) == ("84", False)
    assert stated_with("KH 77", *readings) == ("84", False)
    assert stated_with("KH 34", ("84", 0.95), ("34", 0.04)) == ("84", True)
    assert read(written(*readings), name="ke-hoach-84-ubnd").number == "84/KH-UBND"
    assert read(written(*readings), name="ke-hoach-34-ubnd").number is None


@pytest.mark.parametrize("name", ["84_scan", "KH84", "kh84ubnd", "0084", "84-2031", "84 5.9.2031"])
def test_a_number_in_the_name_of_the_file(name: str) -> None:
    assert stated_with(name, ("84", 0.55), ("34", 0.4)) == ("84", True)


@pytest.mark.parametrize(
    "name",
    ["20310012_scan", "1012", "112", "12a", "12-6-2031 KH", "scan 5.12.2031", "2031_06_12"],
)
def test_digits_of_a_longer_number_or_of_a_date_name_no_serial(name: str) -> None:
    assert stated_with(name, ("12", 0.55), ("17", 0.4)) == ("12", False)


def received(number: Word, date: Word, dated: str = "An Hòa, ngày 20 tháng 8 năm 2025") -> Document:
    """A document with a stamp of receipt that a pen filled in."""
    lines = [
        line("ỦY BAN NHÂN DÂN XÃ AN HÒA", Zone.ISSUER, 60),
        line("Số: 7/KH-UBND", Zone.NUMBER, 100),
        line("ĐẾN", Zone.COLOURED_STAMP, 120),
        line(f"Số: {PEN}", Zone.COLOURED_STAMP, 130, [number]),
        line(f"Ngày: {PEN}", Zone.COLOURED_STAMP, 135, [date]),
        line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Zone.MOTTO, 140),
        line(dated, Zone.PLACE_DATE, 220),
        line("KẾ HOẠCH", Zone.TITLE, 260),
        line("Chuyển đổi số năm 2025", Zone.TITLE, 300),
        line("I. MỤC ĐÍCH, YÊU CẦU", Zone.BODY, 380),
    ]
    (document,) = parse(lines, [PageInfo(1, Route.OCR, 2400, 3000, 200.0)], GRAMMAR, "")
    return document


def test_a_pen_s_number_and_date_of_receipt_are_stated_when_clear() -> None:
    document = received(written(("312", 0.98)), written(("25/08/2025", 0.97)))
    assert document.marks.received is not None
    assert (document.marks.received.number, document.marks.received.date) == ("312", "2025-08-25")
    assert doubts(document, "marks.received") == []
    assert document.number == "7/KH-UBND"


def test_unclear_ones_are_doubts_that_offer_the_reading() -> None:
    document = received(written(("312", 0.6)), written())
    assert document.marks.received is not None
    assert (document.marks.received.number, document.marks.received.date) == (None, None)
    assert doubts(document, "marks.received")[-2:] == [
        "số đến viết tay, đọc được 312 (0,60)",
        "ngày đến viết tay, không đọc được",
    ]


def test_nothing_is_received_before_it_is_dated() -> None:
    """The ink alone says the 5th or five years earlier; the date of the document says neither."""
    close = written(("05/08/2025", 0.505), ("25/08/2025", 0.495))
    document = received(written(("312", 0.98)), close)
    assert document.marks.received is not None
    assert document.marks.received.date == "2025-08-25"
    document = received(written(("312", 0.98)), written(("25/08/2020", 0.97)))
    assert document.marks.received is not None
    assert document.marks.received.date is None


def test_a_guide_line_with_nothing_on_it_is_a_blank_day() -> None:
    """However many dots there are."""
    for dots in ("....", "…", "...........", ". . . . . .", "____"):
        lines = [
            line("ỦY BAN NHÂN DÂN XÃ AN HÒA", Zone.ISSUER, 60),
            line("Số: 7/KH-UBND", Zone.NUMBER, 100),
            line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Zone.MOTTO, 140),
            line(f"An Hòa, ngày {dots} tháng 8 năm 2025", Zone.PLACE_DATE, 220),
            line("KẾ HOẠCH", Zone.TITLE, 260),
            line("Chuyển đổi số năm 2025", Zone.TITLE, 300),
        ]
        (document,) = parse(lines, [PageInfo(1, Route.OCR, 2400, 3000, 200.0)], GRAMMAR, "")
        assert document.date == "2025-08", dots
        assert doubts(document, "date") == ["the day is blank in the document"]


@pytest.mark.parametrize(
    ("earliest", "text"),
    [("2017-04-10", "12/04/2017"), ("2017-04-20", "12/04/2018"), (None, "12/04")],
)
def test_a_date_of_receipt_without_a_year_follows_that_of_the_document(
    earliest: str | None, text: str
) -> None:
    """The first such day that does not precede it; none is made up where that is not known."""
    best = weigh_received(written(("12/04", 0.96)), Bounds(earliest=earliest))
    assert best is not None
    assert best.text == text


def test_documents_are_received_soon() -> None:
    """Of two readings that are as probable the one within a month is chosen."""
    word = written(("15/09/2020", 0.48), ("15/01/2021", 0.48))
    best = weigh_received(word, Bounds(earliest="2020-09-11"))
    assert best is not None
    assert best.text == "15/09/2020"
    assert 0.75 < best.probability < STATED


@pytest.mark.parametrize("earliest", ["2012-09-19", "2012-09", "2012"])
def test_the_year_of_receipt_is_that_of_the_document(earliest: str) -> None:
    """However much of its date is known."""
    word = written(("03/10/2017", 0.56), ("03/10/2013", 0.1), ("03/10/2012", 0.1))
    best = weigh_received(word, Bounds(earliest=earliest))
    assert best is not None
    assert best.text == "03/10/2012"
    assert best.probability < STATED
