"""Names in capitals of the letterhead: how their small letters stand."""

from __future__ import annotations

import pytest
from parse_support import document

TEXT = """{issuer}
Số: 7/{symbol}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{place}, ngày 05 tháng 4 năm 2023
KẾ HOẠCH
Giữ gìn bến đò
I. NHIỆM VỤ
1. Giao tổ Văn phòng trường THPT Trần Lê Mạn sơn lại biển báo trước ngày 05/5/2023.
Cơ quan chủ trì: tổ Văn phòng
"""


@pytest.mark.parametrize(
    ("issuer", "symbol", "place", "name"),
    [
        # The gazetteer knows the first two syllables; the date line has all three.
        (
            "ỦY BAN NHÂN DÂN\nHUYỆN BÌNH THỦY ĐÔNG",
            "KH-UBND",
            "Bình Thủy Đông",
            "Ủy ban nhân dân huyện Bình Thủy Đông",
        ),
        # Nothing else names the place.
        (
            "ỦY BAN NHÂN DÂN\nHUYỆN BÌNH THỦY ĐÔNG",
            "KH-UBND",
            "Bến Xuân",
            "Ủy ban nhân dân huyện Bình Thủy Đông",
        ),
        # The text writes the name.
        (
            "SỞ GD&ĐT TIỀN GIANG\nTRƯỜNG THPT TRẦN LÊ MẠN",
            "KH-THPT",
            "Bến Xuân",
            "Trường Trung học phổ thông Trần Lê Mạn",
        ),
        # "Cơ quan" at the head of a line of the text is no name.
        (
            "TỈNH ỦY TIỀN GIANG\nĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH",
            "KH-ĐUK",
            "Bến Xuân",
            "Đảng ủy Khối các cơ quan tỉnh",
        ),
    ],
)
def test_proper_names_keep_their_capitals(issuer: str, symbol: str, place: str, name: str) -> None:
    """As the date line or the text writes them, and where a place goes on."""
    found = document(TEXT.format(issuer=issuer, symbol=symbol, place=place))
    assert found.issuer == name


def test_abbreviations_of_a_subject_in_capitals_stay_capitals() -> None:
    text = """UBND HUYỆN SÔNG LAM     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHÒNG VĂN HÓA     Độc lập - Tự do - Hạnh phúc
Số: 31/KH-PVH     Sông Lam, ngày 07 tháng 3 năm 2022

KẾ HOẠCH
RÀ SOÁT THỦ TỤC VỀ PCTT, XDNTM (02 TTHC)

I. NHIỆM VỤ
- Rà soát các thủ tục.
"""
    assert document(text).subject == "Rà soát thủ tục về PCTT, XDNTM (02 TTHC)"
