"""Symbols that the letterhead confirms, and those that it does not. All documents are made up."""

from __future__ import annotations

import pytest
from parse_support import grammar, scanned

from vnplan.model import Line, PageInfo, RestoredLine, Route
from vnplan.parse import parse
from vnplan.parse.header.glued_names import unglued
from vnplan.parse.text.passage import Passage
from vnplan.record import Document


@pytest.mark.parametrize(
    ("issuer", "number", "kind", "confirmed"),
    [
        ("SỞ NỘI VỤ", "/KH-SNV", "KẾ HOẠCH", True),
        ("SỞ NỘI VỤ", "/KH-SNY", "KẾ HOẠCH", False),
        ("SỞ NỘI VỤ", "/BC-SNV", "KẾ HOẠCH", False),
        ("TRƯỜNG CAO ĐẲNG ĐÓNG TÀU VÀ LẶN BIỂN", "/TB-CĐĐTLB", "THÔNG BÁO", True),
        ("TRƯỜNG CAO ĐẲNG ĐÓNG TÀU VÀ LẶN BIỂN", "/TB-CDĐTLB", "THÔNG BÁO", False),
        ("BCH ĐOÀN KHỐI", "/KH-BCH", "KẾ HOẠCH", True),
    ],
)
def test_a_symbol_that_the_letterhead_says_in_words_is_no_doubt(
    issuer: str, number: str, kind: str, confirmed: bool
) -> None:
    """The reader was unsure of its letters; the type and the issuer say the same."""
    line = scanned(f"Số: 19{number}", 120, 110, 0.62)
    lines = [
        scanned("TỈNH ĐỒNG SẬY", 100, 50),
        scanned(issuer, 120, 80),
        line,
        scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 50),
        scanned("Độc lập - Tự do - Hạnh phúc", 650, 80),
        scanned("Đồng Sậy, ngày 05 tháng 4 năm 2023", 620, 110),
        scanned(kind, 500, 220),
        scanned("Đếm thuyền trên sông", 480, 250),
        scanned("I. NHIỆM VỤ", 130, 300),
        scanned("- Đếm thuyền mỗi sáng.", 130, 330),
    ]
    (found,) = parse(lines, (PageInfo(1, Route.OCR, 1200, 1700, 150.0),), grammar())
    assert found.symbol == number[1:]
    doubted = any(doubt.field == "symbol" for doubt in found.doubts)
    assert doubted == (not confirmed)


@pytest.mark.parametrize(("issuer", "doubted"), [("XÃ ĐỒNG SẬY", False), ("XÃ BÀU NĂN", True)])
def test_a_place_that_the_issuer_names_too_is_no_doubt(issuer: str, doubted: bool) -> None:
    """It was read twice; alone it was hardly read."""
    dated = scanned("Đồng Sậy,", 620, 110, 0.4).line
    rest = scanned("ngày 05 tháng 4 năm 2023", 720, 110).line
    lines = [
        scanned("ỦY BAN NHÂN DÂN", 100, 50),
        scanned(issuer, 120, 80),
        scanned("Số: 19/KH-UBND", 120, 110),
        scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 50),
        scanned("Độc lập - Tự do - Hạnh phúc", 650, 80),
        RestoredLine.untouched(Line.of(1, [*dated.words, *rest.words])),
        scanned("KẾ HOẠCH", 500, 220),
        scanned("Đếm thuyền trên sông", 480, 250),
        scanned("I. NHIỆM VỤ", 130, 300),
        scanned("- Đếm thuyền mỗi sáng.", 130, 330),
    ]
    (found,) = parse(lines, (PageInfo(1, Route.OCR, 1200, 1700, 150.0),), grammar())
    assert found.place == "Đồng Sậy"
    told = [doubt.reason for doubt in found.doubts if doubt.field == "place"]
    assert told == (["read or restored with little certainty"] if doubted else [])


def letterhead(issuer: str, number: str, kind: str, place: str = "Đồng Sậy") -> Document:
    """A scanned plan or proposal of an office below that of a province."""
    lines = [
        scanned("UBND TỈNH ĐỒNG SẬY", 100, 50),
        scanned(issuer, 120, 80),
        scanned(number, 120, 110),
        scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 50),
        scanned("Độc lập - Tự do - Hạnh phúc", 650, 80),
        scanned(f"{place}, ngày 05 tháng 4 năm 2023", 620, 110),
        scanned(kind, 500, 220),
        scanned("Đếm thuyền trên sông", 480, 250),
        scanned("I. NHIỆM VỤ", 130, 300),
        scanned(f"- UBND xã {place} đếm thuyền mỗi sáng.", 130, 330),
    ]
    (found,) = parse(lines, (PageInfo(1, Route.OCR, 1200, 1700, 150.0),), grammar())
    return found


@pytest.mark.parametrize(
    ("issuer", "number", "kind", "due"),
    [
        ("ỦY BAN NHÂN DÂN XÃ BÀU NĂN", "Số: 19/KH-UBNB", "KẾ HOẠCH", "KH-UBND"),
        ("PHÒNG VĂN HÓA THÔNG TIN", "Số: 19/TIrVHTT", "TỜ TRÌNH", "TTr-VHTT"),
        ("PHÒNG VĂN HÓA THÔNG TIN", "Số: 19/TIr-PVHTT", "TỜ TRÌNH", "TTr-PVHTT"),
        ("TRUNG TÂM KHUYẾN NÔNG", "Số: 19/KH-TTKM", "KẾ HOẠCH", "KH-TTKN"),
        # Nothing in the letterhead is like it.
        ("TRUNG TÂM KHUYẾN NÔNG", "Số: 19/KH-BQLR", "KẾ HOẠCH", "KH-BQLR"),
        # A known body that is not the one above: which of them was misread is open.
        ("TRUNG TÂM KHUYẾN NÔNG", "Số: 19/KH-UBND", "KẾ HOẠCH", "KH-UBND"),
    ],
)
def test_a_letter_of_a_symbol_is_put_right_by_title_and_issuer(
    issuer: str, number: str, kind: str, due: str
) -> None:
    assert letterhead(issuer, number, kind).symbol == due


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("SỞGD&ĐT TIỀN GIANG", "SỞ GD&ĐT TIỀN GIANG"),
        ("SỞY TẾ", "SỞ Y TẾ"),
        ("CÔNGTYTNHHMTV", "CÔNG TY TNHH MTV"),
        ("UBNDHUYỆN SÔNG LAM", "UBND HUYỆN SÔNG LAM"),
        # Abbreviations and syllables of their own.
        ("HĐND&UBND", "HĐND&UBND"),
        ("BCHQS TỈNH", "BCHQS TỈNH"),
        ("SỞ XÂY DỰNG", "SỞ XÂY DỰNG"),
    ],
)
def test_words_of_a_letterhead_that_were_run_together_are_parted(line: str, due: str) -> None:
    assert unglued(Passage.of_line(scanned(line, 0, 0)), grammar()).text == due


def test_a_place_in_the_issuer_is_spelled_as_in_date_line_and_text() -> None:
    """Its marks were misread in the capitals of the letterhead only."""
    found = letterhead("ỦY BAN NHÂN DÂN XÃ BẦU NẰN", "Số: 19/KH-UBND", "KẾ HOẠCH", "Bàu Năn")
    assert found.issuer == "Ủy ban nhân dân xã Bàu Năn"
