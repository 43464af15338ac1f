"""Letterheads of unions, parties, courts and schools, in print and after OCR. All are made up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from parse_support import document, grammar, scanned

from vnplan.model import PageInfo, RestoredLine, Route, Zone
from vnplan.parse import parse
from vnplan.parse.text.spelling import Spelling
from vnplan.record import Document

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
YOUTH = "ĐOÀN TNCS HỒ CHÍ MINH"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"


@pytest.mark.parametrize(
    ("left", "number", "motto", "issuer", "parent"),
    [
        (["ĐOÀN TNCS HỒ CHÍ MINH", "BCH TỈNH CÀ MAU", "***"], "Số: 15-KH/TĐTN", YOUTH,
         "Ban Chấp hành Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh Cà Mau", None),
        (["BAN CHẤP HÀNH ĐOÀN KHỐI", "CÁC CƠ QUAN TỈNH CÀ MAU", "***"], "Số: 15-KH/ĐTNK", YOUTH,
         "Ban Chấp hành Đoàn khối các cơ quan tỉnh Cà Mau", None),
        (["HỘI NÔNG DÂN VIỆT NAM", "BCH HỘI NÔNG DÂN TỈNH CÀ MAU"], "Số: 18-KH/HNDT", STATE,
         "Ban Chấp hành Hội Nông dân tỉnh Cà Mau", "Hội Nông dân Việt Nam"),
        (["HỘI CHỮ THẬP ĐỎ VIỆT NAM", "TỈNH HỘI CÀ MAU"], "Số: 18/KH-CTĐ", STATE,
         "Tỉnh hội Cà Mau", "Hội Chữ thập đỏ Việt Nam"),
        (["LIÊN ĐOÀN LAO ĐỘNG TỈNH CÀ MAU", "CÔNG ĐOÀN VIÊN CHỨC TỈNH"], "Số: 18/KH-CĐVC", STATE,
         "Công đoàn Viên chức tỉnh Cà Mau", "Liên đoàn Lao động tỉnh Cà Mau"),
        (["BAN CHẤP HÀNH TRUNG ƯƠNG", "BAN TUYÊN GIÁO", "*"], "Số 18-KH/BTGTW", PARTY,
         "Ban Tuyên giáo Trung ương", "Ban Chấp hành Trung ương"),
        (["UBND PHƯỜNG TÂN THÀNH", "TRẠM Y TẾ"], "Số: 18/KH-TYT", STATE,
         "Trạm Y tế phường Tân Thành", "Ủy ban nhân dân phường Tân Thành"),
        (["HỘI ĐỒNG NHÂN DÂN XÃ TÂN THÀNH", "KHÓA XX, KỲ HỌP THỨ 5"], "Số: 18/KH-HĐND", STATE,
         "Hội đồng nhân dân xã Tân Thành", None),
        (["CÔNG TY CỔ PHẦN MUỐI TÂN THÀNH", "BAN CHẤP HÀNH CÔNG ĐOÀN"], "Số: 18/KH-CĐ", STATE,
         "Ban Chấp hành Công đoàn Công ty Cổ phần muối Tân Thành",
         "Công ty Cổ phần muối Tân Thành"),
        (["UBND TP. CÀ MAU", "PHÒNG LAO ĐỘNG-THƯƠNG BINH&XÃ HỘI"], "Số: 18/KH-PLĐ", STATE,
         "Phòng Lao động - Thương binh và Xã hội thành phố Cà Mau",
         "Ủy ban nhân dân thành phố Cà Mau"),
    ],
)  # fmt: skip
def test_names_of_organisations_are_whole(
    left: list[str], number: str, motto: str, issuer: str, parent: str | None
) -> None:
    """The organisation above a unit, a name on two lines, and no body taken for the motto."""
    plan = document(
        "\n".join([*left, number, motto, "Cà Mau, ngày 12 tháng 5 năm 2021", "KẾ HOẠCH"])
        + "\nTrồng cây đầu xuân\nI. NHIỆM VỤ\n1. Trồng cây ven đê.\nNơi nhận:\n- Lưu: VT.\n"
    )
    assert (plan.issuer, plan.parent_issuer) == (issuer, parent)


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("TRƯỜNG ĐẠI HỌC VINH", "Trường Đại học Vinh"),
        ("TRƯỜNG CAO ĐẲNG CÀ MAU", "Trường Cao đẳng Cà Mau"),
        ("HUYỆN HỘI CÁI NƯỚC", "Huyện hội Cái Nước"),
    ],
)
def test_what_follows_a_kind_of_body_is_a_proper_name(printed: str, written: str) -> None:
    assert Spelling.of(grammar()).name(printed) == written


def zoned(line: str, left: int, top: int, zone: Zone) -> RestoredLine:
    return RestoredLine.untouched(replace(scanned(line, left, top).line, zone=zone))


def read(superior: str, dated: str, signer: str) -> Document:
    """A scanned plan with these lines."""
    lines = [
        zoned(superior, 100, 50, Zone.ISSUER),
        zoned("PHÒNG NỘI VỤ", 120, 80, Zone.ISSUER),
        zoned("Số: 9/KH-PNV", 130, 110, Zone.NUMBER),
        zoned(STATE, 600, 50, Zone.MOTTO),
        zoned("Độc lập - Tự do - Hạnh phúc", 650, 80, Zone.MOTTO),
        zoned(dated, 610, 110, Zone.PLACE_DATE),
        zoned("KẾ HOẠCH", 500, 220, Zone.TITLE),
        zoned("Trồng cây đầu xuân", 460, 250, Zone.TITLE),
        zoned("I. NHIỆM VỤ", 130, 300, Zone.BODY),
        zoned("- Trồng cây ven đê.", 130, 330, Zone.BODY),
        zoned("Nơi nhận:", 100, 400, Zone.RECIPIENTS),
        zoned("- Lưu: VT.", 100, 430, Zone.RECIPIENTS),
        zoned("TRƯỞNG PHÒNG s", 700, 400, Zone.SIGNATURE),
        zoned(signer, 705, 520, Zone.SIGNATURE),
    ]
    (only,) = parse(lines, (PageInfo(1, Route.OCR, 1200, 1700, 150.0),), grammar())
    return only


def test_a_speck_before_a_line_of_letterhead_or_signature_makes_no_item() -> None:
    """Nor does one behind an office belong to it."""
    plan = read("_UBND HUYỆN CÁI NƯỚC", "-Cái Nước, ngày 05 tháng 4 năm 2023", "-Lê Thị Sông")
    assert plan.parent_issuer == "Ủy ban nhân dân huyện Cái Nước"
    assert (plan.place, plan.date) == ("Cái Nước", "2023-04-05")
    assert plan.type == "Kế hoạch"
    assert plan.signer is not None
    assert (plan.signer.title, plan.signer.name) == ("TRƯỞNG PHÒNG", "Lê Thị Sông")


def joint(type_name: str, symbol: str) -> Document:
    return document(
        f"LIÊN ĐOÀN LAO ĐỘNG TỈNH\nSỞ Y TẾ TỈNH CÀ MAU\nSố: 45/{symbol}\n{STATE}\n"
        f"Độc lập - Tự do - Hạnh phúc\nCà Mau, ngày 02 tháng 3 năm 2021\n{type_name}\n"
        "Khám bệnh cho công nhân\nI. NHIỆM VỤ\n1. Lập danh sách công nhân.\n"
        "Nơi nhận:\n- Lưu: VT.\n"
    )


def test_two_bodies_in_a_symbol_issue_a_joint_document() -> None:
    """Where the symbol has one of them only, the other is its superior."""
    both = joint("CHƯƠNG TRÌNH PHỐI HỢP", "CTr-LĐLĐ-SYT")
    assert both.issuer == "Liên đoàn Lao động tỉnh - Sở Y tế tỉnh Cà Mau"
    assert both.parent_issuer is None
    assert joint("CHƯƠNG TRÌNH", "CTr-SYT").issuer == "Sở Y tế tỉnh Cà Mau"


def column(*left: str, place: str = "Cà Mau", confidence: float = 0.95) -> Document:
    """A scanned dispatch with these lines in its left column, the last one hardly read."""
    lines = [zoned(line, 100, 50 + 30 * at, Zone.ISSUER) for at, line in enumerate(left[:-1])]
    last = scanned(left[-1], 180, 20 + 30 * len(left), confidence).line
    lines.append(RestoredLine.untouched(replace(last, zone=Zone.ISSUER)))
    below = 60 + 30 * len(left)
    lines += [
        zoned("Số: 9/LĐ-TH", 130, below, Zone.NUMBER),
        zoned("V/ nạo vét mương trước", 110, below + 30, Zone.STAMP),
        zoned("mùa mưa", 170, below + 60, Zone.STAMP),
        zoned(STATE, 600, 50, Zone.MOTTO),
        zoned("Độc lập - Tự do - Hạnh phúc", 650, 80, Zone.MOTTO),
        zoned(f"{place}, ngày 05 tháng 4 năm 2023", 610, 110, Zone.PLACE_DATE),
        zoned("Kính gửi: Các trạm trong huyện.", 300, 320, Zone.ADDRESSEES),
        zoned(
            "Đề nghị các trạm nạo vét mương quanh trạm trước ngày 30/4/2023.", 130, 370, Zone.BODY
        ),
        zoned("Nơi nhận:", 100, 420, Zone.RECIPIENTS),
        zoned("- Lưu: VT.", 100, 450, Zone.RECIPIENTS),
    ]
    (only,) = parse(lines, (PageInfo(1, Route.OCR, 1200, 1700, 150.0),), grammar())
    return only


def test_the_last_word_of_a_name_on_its_own_line_is_no_dirt() -> None:
    """However hardly it was read; without it another body would be named."""
    assert column("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT", "NAM", confidence=0.3).issuer == (
        "Tổng Liên đoàn Lao động Việt Nam"
    )


def test_kind_and_place_of_a_unit_are_put_right_by_the_date_line() -> None:
    found = column("ỦY BAN MTTQ PHƯƠNG PHỦ", "THƯỢNG", place="Phú Thượng")
    assert found.issuer == "Ủy ban Mặt trận Tổ quốc phường Phú Thượng"


def test_what_a_dispatch_is_about_opens_with_a_damaged_v_v() -> None:
    """Also where the page's layout took it for a stamp."""
    assert column("CÔNG TY ĐIỆN LỰC", "CÀ MAU").subject == "nạo vét mương trước mùa mưa"


def test_a_subject_may_stand_behind_the_issuer_in_a_title_and_ends_before_a_sentence() -> None:
    found = document(
        f"TỈNH ỦY CÀ MAU\n*\nSố 21-KL/TU\n{PARTY}\nCà Mau, ngày 12 tháng 5 năm 2021\nKẾT LUẬN\n"
        "CỦA BAN THƯỜNG VỤ TỈNH ỦY VỀ TRỒNG RỪNG NGẬP MẶN\n"
        "Suốt nhiều năm, các cấp ủy đã lãnh đạo nhân dân trồng rừng ven biển, giữ đất, giữ làng.\n"
        "1. Giao Ban Cán sự đảng UBND tỉnh rà soát diện tích rừng trước ngày 30-6-2021.\n"
        "Nơi nhận:\n- Lưu Văn phòng Tỉnh ủy.\n"
    )
    assert found.subject is not None and found.subject.lower() == "về trồng rừng ngập mặn"
    assert found.issuer == "Tỉnh ủy Cà Mau"
