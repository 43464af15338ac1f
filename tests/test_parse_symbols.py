"""Symbols that the letterhead confirms, and those that it does not. All documents are made up."""

from __future__ import annotations

import pytest
from parse_support import grammar, scanned

from vnplan.model import Line, PageInfo, RestoredLine, Route
from vnplan.parse import parse


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
