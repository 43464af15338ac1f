"""Letterheads whose names stand on several lines. All of them are made up."""

from __future__ import annotations

import pytest
from parse_support import document


def issued(lines: str, place: str, party: bool = False) -> tuple[str | None, str | None]:
    """Issuer and superior of a report with these lines, parted by strokes, as its letterhead."""
    state = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    found = document(
        "\n".join(lines.split(" / "))
        + f"\n{'ĐẢNG CỘNG SẢN VIỆT NAM' if party else state}\n"
        + f"{'Số 12-BC/XX' if party else 'Số: 12/BC-XX'}\n{place}, ngày 05 tháng 4 năm 2023\n"
        + "BÁO CÁO\nKết quả công tác quý I\n\n1. Các đơn vị nạo vét mương trước ngày 30/4/2023."
    )
    return found.issuer, found.parent_issuer


@pytest.mark.parametrize(
    ("lines", "place", "issuer", "parent"),
    [
        ("UBND TỈNH HÀ NAM / SỞ NÔNG NGHIỆP VÀ MÔI / TRƯỜNG", "Hà Nam",
         "Sở Nông nghiệp và Môi trường tỉnh Hà Nam", "Ủy ban nhân dân tỉnh Hà Nam"),
        ("CÔNG AN TỈNH HÀ NAM / CÔNG AN HUYỆN TÂN / PHONG", "Tân Phong",
         "Công an huyện Tân Phong", "Công an tỉnh Hà Nam"),
        ("BAN CHỈ HUY / PHÒNG CHỐNG THIÊN TAI VÀ / TÌM KIẾM CỨU NẠN / HUYỆN A LƯỚI", "A Lưới",
         "Ban Chỉ huy Phòng chống thiên tai và Tìm kiếm cứu nạn huyện A Lưới", None),
        ("HỘI LIÊN HIỆP / PHỤ NỮ VIỆT NAM / TỈNH HÀ NAM", "Hà Nam",
         "Hội Liên hiệp Phụ nữ Việt Nam tỉnh Hà Nam", None),
        ("LIÊN HIỆP CÁC HỘI / KHOA HỌC VÀ KỸ THUẬT TỈNH HÀ NAM", "Hà Nam",
         "Liên hiệp các hội Khoa học và Kỹ thuật tỉnh Hà Nam", None),
        ("HỘI LHPN TỈNH HÀ NAM / BAN CHẤP HÀNH / HUYỆN BÌNH LỤC", "Bình Lục",
         "Ban Chấp hành Hội Liên hiệp Phụ nữ huyện Bình Lục",
         "Hội Liên hiệp Phụ nữ tỉnh Hà Nam"),
        ("ĐOÀN TNCS HỒ CHÍ MINH / BCH TỈNH HÀ NAM / HUYỆN ĐOÀN BÌNH LỤC", "Bình Lục",
         "Huyện đoàn Bình Lục",
         "Ban Chấp hành Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh Hà Nam"),
        ("HỘI LHTN VIỆT NAM / ỦY BAN HỘI TỈNH HÀ NAM", "Hà Nam",
         "Ủy ban Hội Liên hiệp Thanh niên Việt Nam tỉnh Hà Nam", None),
        ("BỘ Y TẾ / BỆNH VIỆN HỒNG HÀ", "Hà Nội", "Bệnh viện Hồng Hà", "Bộ Y tế"),
        ("BAN CHỈ ĐẠO QUỐC GIA VỀ PHÒNG, CHỐNG DỊCH COVID-19", "Hà Nội",
         "Ban Chỉ đạo Quốc gia về phòng, chống dịch COVID-19", None),
        ("BỘ NÔNG NGHIỆP & PTNT / CỤC TRỒNG TRỌT", "Hà Nội", "Cục Trồng trọt",
         "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("CÔNG TY TNHH MAI&LAN", "Hà Nội", "Công ty TNHH Mai&Lan", None),
        ("UBND XÃ TÂN HÒA / TRƯỜNG TRUNG HỌC CƠ SỞ LÝ TỰ / TRỌNG", "Tân Hòa",
         "Trường Trung học cơ sở Lý Tự Trọng", "Ủy ban nhân dân xã Tân Hòa"),
    ],
)  # fmt: skip
def test_lines_that_go_on_with_a_name(
    lines: str, place: str, issuer: str, parent: str | None
) -> None:
    assert issued(lines, place) == (issuer, parent)


@pytest.mark.parametrize(
    ("lines", "issuer", "parent"),
    [
        ("BAN CHẤP HÀNH / ĐẢNG BỘ HUYỆN A LƯỚI", "Ban Chấp hành Đảng bộ huyện A Lưới", None),
        ("ĐẢNG ỦY / CÔNG AN TỈNH HÀ NAM", "Đảng ủy Công an tỉnh Hà Nam", None),
        ("HUYỆN ỦY A LƯỚI / BAN TỔ CHỨC", "Ban Tổ chức Huyện ủy A Lưới", "Huyện ủy A Lưới"),
        ("ĐẢNG ỦY / BAN TUYÊN GIÁO", "Ban Tuyên giáo Đảng ủy A Lưới", "Đảng ủy A Lưới"),
    ],
)
def test_committees_of_the_party(lines: str, issuer: str, parent: str | None) -> None:
    assert issued(lines, "A Lưới", party=True) == (issuer, parent)


def test_the_motto_of_the_youth_union_beside_the_line_with_the_unit() -> None:
    found = document(
        "ĐOÀN TNCS HỒ CHÍ MINH\nBAN CHẤP HÀNH TỈNH HÀ NAM     ĐOÀN TNCS HỒ CHÍ MINH\n"
        "Số: 12-KH/ĐTN     Phủ Lý, ngày 05 tháng 4 năm 2023\n\nKẾ HOẠCH\nTháng thanh niên\n\n"
        "1. Các chi đoàn nạo vét mương trước ngày 30/4/2023."
    )
    assert found.issuer == "Ban Chấp hành Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh Hà Nam"


COUNCIL = """NGHỊ QUYẾT
VỀ VIỆC THÔNG QUA ĐỀ ÁN NẠO VÉT KÊNH MƯƠNG
HỘI ĐỒNG NHÂN DÂN TỈNH HÀ NAM
KHÓA XVII - KỲ HỌP THỨ NĂM
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
QUYẾT NGHỊ:
Điều 1. Thông qua Đề án.
Điều 2. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện.
"""


def test_a_council_below_the_title_of_its_resolution() -> None:
    head = "Số: 12/NQ-HĐND     Phủ Lý, ngày 05 tháng 4 năm 2023\n\n"
    found = document(head + COUNCIL)
    assert found.subject is not None and found.subject.endswith("nạo vét kênh mương")
    assert found.issuer == "Hội đồng nhân dân tỉnh Hà Nam"
    whole = "HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ NAM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    assert document(whole + head + COUNCIL).subject == found.subject


@pytest.mark.parametrize(
    ("symbol", "issuer"), [("QĐ-TTg", "Thủ tướng Chính phủ"), ("NĐ-CP", "Chính phủ")]
)
def test_decisions_of_the_prime_minister_bear_the_letterhead_of_the_government(
    symbol: str, issuer: str
) -> None:
    found = document(
        "CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        f"Số: 12/2023/{symbol}\nHà Nội, ngày 05 tháng 4 năm 2023\n\nQUYẾT ĐỊNH\n"
        "Về nạo vét kênh mương\n\nĐiều 1. Ban hành kèm theo Quy chế."
    )
    assert found.issuer == issuer
