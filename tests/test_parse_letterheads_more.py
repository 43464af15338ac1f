"""Letterheads, symbols and signatures of offices and years that few documents show."""

from __future__ import annotations

import pytest
from parse_support import document, grammar, scanned

from vnplan.model import Change, Line, PageInfo, RestoredLine, Route
from vnplan.parse import parse
from vnplan.parse.text.numbers import NumberRule
from vnplan.record import Document

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


def headed(
    office: str, *, number: str = "Số: 9/KH-X", title: str = "KẾ HOẠCH", foot: str = ""
) -> Document:
    """A plan of an office in Đồng Sậy, whose signature is the ``foot``."""
    return document(
        f"{office}\n{STATE}\n{number}\nĐồng Sậy, ngày 05 tháng 4 năm 2016\n{title}\n"
        f"Nạo vét mương trước mùa mưa\nI. NHIỆM VỤ\n- Nạo vét mương Bà Tư.\n{foot}"
    )


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: 73/ĐĐ-ƯPT", "73/ĐĐ-ƯPT", "ĐĐ-ƯPT"),
        ("Số: 15 TM/XNK", "15 TM/XNK", "TM/XNK"),
        ("Số: 77-TTg", "77-TTg", "TTg"),
        ("Số 13-HĐBT", "13-HĐBT", "HĐBT"),
        ("Số: 33.QĐ/ĐTN", "33.QĐ/ĐTN", "QĐ/ĐTN"),
        ("Số: 57/TTr-CAT(PV01)", "57/TTr-CAT(PV01)", "TTr-CAT(PV01)"),
    ],
)
def test_symbols_of_other_years_are_read_whole(line: str, number: str, symbol: str) -> None:
    """Letters without a tone may open a group, and before 1999 other signs stood for the stroke."""
    read = NumberRule.of(grammar()).read(line)
    assert read is not None
    assert (read.number, read.symbol) == (number, symbol)


@pytest.mark.parametrize("line", ["Số: 12-KH-UBND", "Số: 12 KH-UBND", "Số 3 Nguyễn Trãi"])
def test_a_misread_stroke_is_no_sign_of_another_year(line: str) -> None:
    """A symbol of today needs its stroke, an address is none."""
    assert NumberRule.of(grammar()).read(line) is None


def test_what_runs_on_behind_a_symbol_makes_it_doubtful() -> None:
    """A sign that no group has, and more letters."""
    found = headed("UBND XÃ ĐỒNG SẬY", number="Số: 9/KH-UB§D")
    assert {doubt.field for doubt in found.doubts} >= {"number", "symbol"}


def test_number_and_date_stand_on_one_line_below_the_title() -> None:
    """As rules of two bodies print them."""
    found = document(
        "HUYỆN ỦY SÔNG LAM\nQUY CHẾ\nPhối hợp trong công tác dân vận\n"
        "Số: 02/QC-CA-BDV, ngày 11 tháng 4 năm 2016\nĐiều 1. Phạm vi\nQuy chế này quy định."
    )
    assert (found.number, found.date) == ("02/QC-CA-BDV", "2016-04-11")
    assert found.subject == "Phối hợp trong công tác dân vận"


def test_a_body_may_be_named_after_a_document() -> None:
    """ "CHƯƠNG TRÌNH …" in the letterhead is no title, the title below the number is."""
    found = headed(
        "UBND TỈNH CÀ MAU\nBAN CHỈ ĐẠO THỰC HIỆN\nCHƯƠNG TRÌNH MTQG\nXÂY DỰNG NÔNG THÔN MỚI",
        number="Số: 9/KH-BCĐ",
    )
    assert found.type == "Kế hoạch"
    assert found.subject == "Nạo vét mương trước mùa mưa"
    assert found.issuer is not None
    assert found.issuer.lower() == (
        "ban chỉ đạo thực hiện chương trình mục tiêu quốc gia xây dựng nông thôn mới tỉnh cà mau"
    )


@pytest.mark.parametrize(
    ("office", "issuer", "parent"),
    [
        ("UBND QUẬN 12\nTHANH TRA QUẬN", "Thanh tra quận 12", "Ủy ban nhân dân quận 12"),
        (
            "HỘI NÔNG DÂN HUYỆN\nHỘI NÔNG DÂN XÃ ĐỒNG SẬY",
            "Hội Nông dân xã Đồng Sậy",
            "Hội Nông dân huyện",
        ),
        (
            "CỤC HẢI QUAN TỈNH CÀ MAU\nCHI CỤC HẢI QUAN CỬA KHẨU\nCẢNG HÒN KHOAI",
            "Chi cục Hải quan cửa khẩu Cảng Hòn Khoai",
            "Cục Hải quan tỉnh Cà Mau",
        ),
    ],
)
def test_a_body_is_completed_by_a_unit_of_its_level_only(
    office: str, issuer: str, parent: str
) -> None:
    """The place of a commune says nothing of the district above, and an area is no unit."""
    found = headed(office)
    assert (found.issuer or "").lower() == issuer.lower()
    assert (found.parent_issuer or "").lower() == parent.lower()


def test_a_body_whose_unit_is_not_named_is_doubtful() -> None:
    """ "Hội Nông dân huyện": of which district nothing says."""
    found = headed("HỘI NÔNG DÂN HUYỆN\nHỘI NÔNG DÂN XÃ ĐỒNG SẬY")
    assert "parent_issuer" in {doubt.field for doubt in found.doubts}


def test_the_line_above_the_preamble_has_the_whole_name() -> None:
    """A letterhead that leaves out of which place a college is."""
    found = document(
        f"UBND TỈNH CÀ MAU\nTRƯỜNG CAO ĐẲNG NGHỀ\n{STATE}\nSố: 4/QĐ-CĐN\n"
        "Cà Mau, ngày 20 tháng 8 năm 2019\nQUYẾT ĐỊNH\nVề việc công nhận tốt nghiệp\n"
        "HIỆU TRƯỞNG TRƯỜNG CAO ĐẲNG NGHỀ CÀ MAU\nCăn cứ Luật Giáo dục nghề nghiệp;\n"
        "QUYẾT ĐỊNH:\nĐiều 1. Công nhận tốt nghiệp."
    )
    assert (found.issuer or "").lower() == "trường cao đẳng nghề cà mau"


@pytest.mark.parametrize(
    ("foot", "title", "name"),
    [
        (
            "TL. HIỆU TRƯỞNG\nTRƯỞNG PHÒNG HÀNH CHÍNH - TỔNG HỢP\nHoàng Sen",
            "TRƯỞNG PHÒNG HÀNH CHÍNH - TỔNG HỢP",
            "Hoàng Sen",
        ),
        (
            "TM. HỘI ĐỒNG\nPHÓ CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ\nHoàng Sen",
            "PHÓ CHỦ TỊCH / GIÁM ĐỐC SỞ NỘI VỤ",
            "Hoàng Sen",
        ),
        ("P. HIỆU TRƯỞNG\nLò Thị Sen", "P. HIỆU TRƯỞNG", "Lò Thị Sen"),
        ("ĐỒN TRƯỞNG\nTrung tá A Sen", "ĐỒN TRƯỞNG", "A Sen"),
        ("HIỆU TRƯỞNG\nH' Sen Buôn Krông", "HIỆU TRƯỞNG", "H' Sen Buôn Krông"),
        ("CHỦ TỊCH\nRmah Sen", "CHỦ TỊCH", "Rmah Sen"),
    ],
)
def test_offices_and_names_of_every_region(foot: str, title: str, name: str) -> None:
    """Names of the Highlands, deputies with "P.", a dash inside the name of an office."""
    signer = headed("UBND XÃ ĐỒNG SẬY", foot=foot).signer
    assert signer is not None
    assert (signer.title, signer.name) == (title, name)


def test_a_name_with_its_rank_beside_a_recipient() -> None:
    """Columns of plain text that a wide gap parts."""
    found = headed(
        "CÔNG AN XÃ ĐỒNG SẬY",
        foot="Nơi nhận:                TRƯỞNG CÔNG AN XÃ\n"
        "- Như trên;\n- UBND xã;               Thiếu tá Ma Văn Sen\n- Lưu: CAX.",
    )
    assert found.recipients == ("Như trên", "UBND xã", "Lưu: CAX")
    assert found.signer is not None
    assert found.signer.name == "Ma Văn Sen"


def _read_without_marks(office: str, symbol: str) -> Document:
    """A plan as an English reader leaves it, restored but for the symbol."""
    due = (
        f"{office}\n{STATE}\nSố: 9/{symbol}\nSông Lam, ngày 05 tháng 4 năm 2016\nKẾ HOẠCH\n"
        "Nạo vét mương trước mùa mưa\n" + "- Các thôn đào mương, đắp bờ, be bùn.\n" * 16
    )
    plain = due.translate(str.maketrans("Đđ", "Dd"))
    lines = []
    for read, text in zip(plain.split("\n"), due.split("\n"), strict=True):
        changes = [
            Change(at, at + 1, one, other, "letters", 0.99)
            for at, (one, other) in enumerate(zip(read, text, strict=True))
            if one != other and "Số" not in text
        ]
        lines.append(RestoredLine.apply(Line(1, read), changes))
    (only,) = parse(lines, (PageInfo(1, Route.TEXT),), grammar())
    return only


def test_a_symbol_read_without_its_marks_is_put_right_or_doubted() -> None:
    """A reader who knows no Đ: what the letterhead says settles it, else it is a doubt."""
    union = _read_without_marks("CÔNG ĐOÀN CƠ SỞ XÃ ĐỒNG SẬY", "KH-CDCS")
    assert union.number == "9/KH-CĐCS"
    other = _read_without_marks("UBND XÃ ĐỒNG SẬY", "KH-DXQ")
    assert other.number == "9/KH-DXQ"
    assert {doubt.field for doubt in other.doubts} >= {"number", "symbol"}
    known = _read_without_marks("UBND XÃ ĐỒNG SẬY", "KH-UBND")
    assert "symbol" not in {doubt.field for doubt in known.doubts}


@pytest.mark.parametrize(
    ("office", "issuer"),
    [
        ("TRƯỜNG TIỂU HỌC LÊ LỢI", "Trường Tiểu học Lê Lợi"),
        ("TRƯỜNG MẦM NON", "Trường Mầm non huyện Sông Lam"),
        ("BỆNH VIỆN ĐA KHOA HỒNG SEN", "Bệnh viện Đa khoa Hồng Sen"),
        ("BỆNH VIỆN MẮT", "Bệnh viện Mắt huyện Sông Lam"),
        ("BỆNH VIỆN ĐA KHOA HUYỆN", "Bệnh viện Đa khoa huyện Sông Lam"),
        ("TRƯỜNG TIỂU HỌC SỐ 2", "Trường Tiểu học Số 2 huyện Sông Lam"),
        ("TRƯỜNG THPT CHUYÊN", "Trường Trung học phổ thông Chuyên huyện Sông Lam"),
    ],
)
def test_a_school_with_a_name_of_its_own_needs_no_place(office: str, issuer: str) -> None:
    """A kind of school or hospital alone, its level or its number is completed by its place."""
    assert headed(f"UBND HUYỆN SÔNG LAM\n{office}").issuer == issuer


@pytest.mark.parametrize(
    ("office", "printed", "symbol"),
    [
        ("CHI CỤC THUẾ HUYỆN SÔNG LAM", "CCT-KK", "CCT-KK"),
        ("CÔNG TY THỦY NÔNG SÔNG LAM", "CCT-KK", "CT-KK"),
    ],
)
def test_a_doubled_letter_stays_where_a_body_has_it(office: str, printed: str, symbol: str) -> None:
    """Else it is the stutter of a type's abbreviation."""
    assert headed(office, number=f"Số: 9/{printed}").symbol == symbol


def test_a_section_is_of_no_commune() -> None:
    """A school's date line says nothing of the section above; since 2025 communes have a few."""
    school = headed("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG TIỂU HỌC LÊ LỢI\nXÃ ĐỒNG SẬY")
    assert school.parent_issuer == "Phòng Giáo dục và Đào tạo"
    section = headed("UBND XÃ ĐỒNG SẬY\nPHÒNG VĂN HÓA - XÃ HỘI")
    assert section.issuer == "Phòng Văn hóa - Xã hội xã Đồng Sậy"


@pytest.mark.parametrize("term", ["KHOÁ XI - KỲ HỌP THỨ 10", "Khóa X, kỳ họp thứ tám"])
def test_when_a_council_met_is_no_body(term: str) -> None:
    """In capitals or not."""
    found = headed(f"HỘI ĐỒNG NHÂN DÂN\nXÃ ĐỒNG SẬY\n{term}")
    assert (found.issuer, found.parent_issuer) == ("Hội đồng nhân dân xã Đồng Sậy", None)


def test_a_session_on_the_line_of_the_council_is_no_part_of_its_name() -> None:
    """Above the preamble, with the name in capitals before it."""
    found = document(
        f"HỘI ĐỒNG NHÂN DÂN TỈNH LẠNG SƠN\n{STATE}\nSố: 7/NQ-HĐND\n"
        "Lạng Sơn, ngày 9 tháng 12 năm 2016\nNGHỊ QUYẾT\nVỀ NUÔI ONG TRONG RỪNG TRÀM\n"
        "HỘI ĐỒNG NHÂN DÂN TỈNH LẠNG SƠN KHÓA VII, KỲ HỌP THỨ 3\n"
        "Căn cứ Luật Đê điều ngày 29 tháng 11 năm 2006;\nĐiều 1. Thông qua đề án nuôi ong."
    )
    assert found.issuer == "Hội đồng nhân dân tỉnh Lạng Sơn"


@pytest.mark.parametrize(
    ("name", "issuer"),
    [
        ("ĐẢNG ĐOÀN QUỐC HỘI", "Đảng đoàn Quốc hội"),
        ("BAN DÂN VẬN", "Ban Dân vận Trung ương"),
    ],
)
def test_what_stands_below_the_central_committee(name: str, issuer: str) -> None:
    """A department is of the centre; the Party caucus of a body says whose it is."""
    found = document(
        f"ĐẢNG CỘNG SẢN VIỆT NAM\nBAN CHẤP HÀNH TRUNG ƯƠNG\n{name}\n*\nSố 26-KH/ĐĐ\n"
        "Hà Nội, ngày 3 tháng 02 năm 2025\nKẾ HOẠCH\nnuôi ong\nI. NHIỆM VỤ\n1. Mua thùng ong.\n"
    )
    assert found.issuer == issuer


def test_an_urgent_telegram() -> None:
    """ "KHẨN" behind the type is a mark; those it goes to stand behind "ĐIỆN:"."""
    found = document(
        f"BAN CHỈ HUY PHÒNG, CHỐNG THIÊN TAI\nXÃ ĐỒNG SẬY\n{STATE}\nSố: 7/CĐ-PCTT\n"
        "Đồng Sậy, ngày 9 tháng 11 năm 2021\nCÔNG ĐIỆN KHẨN\nVề việc ứng phó với lũ\n"
        "BAN CHỈ HUY PHÒNG, CHỐNG THIÊN TAI VÀ TÌM KIẾM CỨU NẠN XÃ ĐỒNG SẬY ĐIỆN:\n"
        "- Các thôn;\n- Trạm Y tế.\nLũ đang lên. Trưởng ban yêu cầu:\n1. Các thôn sơ tán dân."
    )
    assert (found.type, found.marks.urgency) == ("Công điện", "KHẨN")
    assert found.subject == "Về việc ứng phó với lũ"
    assert found.addressees == ("Các thôn", "Trạm Y tế")


def test_a_telegram_with_its_subject_below_those_it_goes_to() -> None:
    """Who sends it stands right below the type."""
    found = document(
        f"UBND XÃ ĐỒNG SẬY\n{STATE}\nSố: 7/CĐ-UBND\nĐồng Sậy, ngày 9 tháng 11 năm 2021\n"
        "CÔNG ĐIỆN\nCHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐỒNG SẬY\nĐiện: - Các thôn;\n- Trạm Y tế.\n"
        "Về việc ứng phó với lũ\nLũ đang lên. Chủ tịch yêu cầu:\n1. Các thôn sơ tán dân."
    )
    assert found.subject == "Về việc ứng phó với lũ"
    assert found.addressees == ("Các thôn", "Trạm Y tế")


def test_a_subject_that_opens_like_a_basis() -> None:
    """No sign ends it, and "Căn cứ" comes next."""
    found = document(
        f"UBND XÃ ĐỒNG SẬY\n{STATE}\nSố: 7/KH-UBND\nĐồng Sậy, ngày 9 tháng 11 năm 2021\n"
        "KẾ HOẠCH PHỐI HỢP\nThực hiện Nghị định số 3/2031/NĐ-CP của Chính phủ\n"
        "Căn cứ Nghị định số 3/2031/NĐ-CP ngày 04/5/2031 của Chính phủ;\n1. Các thôn tuần tra."
    )
    assert found.subject == "Thực hiện Nghị định số 3/2031/NĐ-CP của Chính phủ"


def _page(*lines: tuple[str, int, int]) -> Document:
    """A scanned page of lines with their places."""
    (only,) = parse([scanned(*line) for line in lines], (PageInfo(1, Route.OCR),), grammar())
    return only


def test_what_a_stamp_left_of_the_head_of_the_addressees() -> None:
    """ "như gửi:" below the number, then the right column, then the list."""
    found = _page(
        ("UBND XÃ ĐỒNG SẬY", 100, 100),
        ("Số: 9/UBND-VP", 100, 140),
        ("V/v nạo vét mương", 100, 180),
        ("như gửi:", 100, 220),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 700, 100),
        ("Độc lập - Tự do - Hạnh phúc", 750, 140),
        ("Đồng Sậy, ngày 12 tháng 4 năm 2016", 720, 180),
        ("- Các thôn;", 200, 260),
        ("- Trạm Y tế.", 200, 300),
        ("Ủy ban nhân dân xã yêu cầu các thôn nạo vét mương trước ngày 30/4/2016.", 100, 340),
    )
    assert found.subject == "nạo vét mương"
    assert found.addressees == ("Các thôn", "Trạm Y tế")
    assert "addressees" in {doubt.field for doubt in found.doubts}


def test_a_speck_between_the_words_that_open_a_name() -> None:
    """ "TRỦNG-TÂM" below a department opens a centre's name."""
    found = _page(
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", 100, 100),
        ("TRỦNG-TÂM KIỂM ĐỊNH", 100, 140),
        ("Số: 9/TB-TTKĐ", 100, 180),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 700, 100),
        ("Cà Mau, ngày 12 tháng 4 năm 2016", 720, 180),
        ("THÔNG BÁO", 500, 260),
        ("Lịch kiểm định cân", 450, 300),
    )
    assert found.issuer == "Trung tâm Kiểm định tỉnh Cà Mau"
    assert found.parent_issuer == "Sở Khoa học và Công nghệ tỉnh Cà Mau"


def test_the_end_of_a_symbol_is_doubtful() -> None:
    """A pen crosses the rest of it."""
    found = _page(
        ("BỘ THƯƠNG MẠI", 100, 100),
        ("Số: 15711/XNK", 100, 180),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 700, 100),
        ("Hà Nội, ngày 12 tháng 4 năm 1996", 720, 180),
        ("THÔNG TƯ", 500, 260),
    )
    assert "symbol" in {doubt.field for doubt in found.doubts}


def test_a_speck_between_number_and_place() -> None:
    """ "Số: 9/KH-X - Đồng Sậy, ngày …" on one line."""
    found = headed(
        "UBND XÃ ĐỒNG SẬY", number="Số: 9/KH-X - Đồng Sậy, ngày 05 tháng 4 năm 2016\nSố: 9/KH-X"
    )
    assert (found.symbol, found.place, found.date) == ("KH-X", "Đồng Sậy", "2016-04-05")


def test_the_left_column_is_read_from_its_top() -> None:
    """A line that the right column stands beside, and that came last, is the superior's."""
    found = _page(
        ("BCH ĐOÀN TRƯỜNG THPT", 100, 140),
        ("LÊ LỢI", 150, 180),
        ("Số: 08-KH/ĐTN", 120, 220),
        ("Sông Lam, ngày 06 tháng 3 năm 2024", 700, 220),
        ("ĐOÀN XÃ SÔNG LAM ĐOÀN TNCS HỒ CHÍ MINH", 100, 100),
        ("KẾ HOẠCH", 500, 300),
        ("Tổ chức hội trại", 450, 340),
    )
    assert found.parent_issuer == "Đoàn xã Sông Lam"
    assert found.issuer == "Ban Chấp hành Đoàn trường Trung học phổ thông Lê Lợi"


def test_a_place_that_lost_its_first_word_is_doubtful() -> None:
    """The letterhead has the whole of it."""
    found = _page(
        ("UBND TỈNH VĨNH PHÚC", 100, 100),
        ("Số: 9/UBND-VP", 100, 180),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 700, 100),
        ("Phúc, ngày 12 tháng 4 năm 2016", 720, 180),
        ("THÔNG BÁO", 500, 260),
    )
    assert "place" in {doubt.field for doubt in found.doubts}


@pytest.mark.parametrize("listed", ["", "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n"])
@pytest.mark.parametrize(
    ("foot", "title", "name"),
    [
        ("HIỆU TRƯỞNG\n\nNGUYỄN VĂN SEN", "HIỆU TRƯỞNG", "Nguyễn Văn Sen"),
        ("Hiệu trưởng\n\nNguyễn Văn Sen", "Hiệu trưởng", "Nguyễn Văn Sen"),
        ("HIỆU TRƯỞNG Nguyễn Văn Sen", "HIỆU TRƯỞNG", "Nguyễn Văn Sen"),
        ("CHỦ TỊCH\nĐã ký: Nguyễn Văn Sen", "CHỦ TỊCH", "Nguyễn Văn Sen"),
        ("CHỦ TỊCH\nNguyễn Văn Sen (đã ký)", "CHỦ TỊCH", "Nguyễn Văn Sen"),
        ("NGƯỜI LẬP KẾ HOẠCH\nNguyễn Văn Sen", "NGƯỜI LẬP KẾ HOẠCH", "Nguyễn Văn Sen"),
    ],
)
def test_signatures_as_people_type_them(listed: str, foot: str, title: str, name: str) -> None:
    """Names in capitals, offices in small letters, notes that it was signed."""
    signer = headed("UBND XÃ ĐỒNG SẬY", foot=listed + foot).signer
    assert signer is not None
    assert (signer.title, signer.name) == (title, name)


@pytest.mark.parametrize(
    ("office", "issuer", "parent"),
    [
        (
            "CÔNG TY CỔ PHẦN CẤP NƯỚC SÔNG LAM\nĐịa chỉ: 5 Lê Lợi\nĐiện thoại: 0294.3840",
            "Công ty Cổ phần Cấp nước Sông Lam",
            None,
        ),
        (
            "UBND TỈNH QUẢNG NINH\nSỞ NỘI VỤ\nCHI CỤC VĂN THƯ - LƯU TRỮ",
            "Chi cục Văn thư - Lưu trữ tỉnh Quảng Ninh",
            "Sở Nội vụ tỉnh Quảng Ninh",
        ),
        (
            "UBND PHƯỜNG HÒA SEN\nBAN ĐIỀU HÀNH TỔ DÂN PHỐ SỐ 12",
            "Ban Điều hành tổ dân phố số 12",
            "Ủy ban nhân dân phường Hòa Sen",
        ),
    ],
)
def test_letterheads_with_more_than_names(office: str, issuer: str, parent: str | None) -> None:
    """Addresses name nobody; of three bodies the first places the second."""
    found = headed(office)
    assert (found.issuer or "").lower() == issuer.lower()
    assert found.parent_issuer == parent


def test_a_centre_with_a_name_of_its_own() -> None:
    """Running text writes it with capitals; of what no list knows, the place is a doubt."""
    own = document(
        f"SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH CÀ MAU\nTRUNG TÂM NGOẠI NGỮ SAO SÁNG\n{STATE}\n"
        "Số: 4/TB-TT\nCà Mau, ngày 20 tháng 8 năm 2019\nTHÔNG BÁO\nLịch thi\n"
        "1. Học viên của Trung tâm Ngoại ngữ Sao Sáng nộp ảnh."
    )
    assert own.issuer == "Trung tâm Ngoại ngữ Sao Sáng"
    unknown = headed("SỞ CÔNG THƯƠNG TỈNH CÀ MAU\nTRUNG TÂM MÀI DAO KÉO")
    assert "issuer" in {doubt.field for doubt in unknown.doubts}


def test_a_board_for_nothing_is_doubtful() -> None:
    """ "BAN CHỈ ĐẠO" alone: of what is lost."""
    found = headed("BAN CHỈ ĐẠO")
    assert "issuer" in {doubt.field for doubt in found.doubts}


def test_fields_behind_a_dash_and_single_letters() -> None:
    """ "TỔ TOÁN - TIN", "QUÂN KHU X"."""
    assert headed("TRƯỜNG THPT LÊ LỢI\nTỔ TOÁN - TIN").issuer == "Tổ Toán - Tin"
    army = headed("BỘ TƯ LỆNH QUÂN KHU X\nSƯ ĐOÀN 5")
    assert army.parent_issuer == "Bộ Tư lệnh Quân khu X"


@pytest.mark.parametrize(
    ("number", "basis"),
    [
        ("Số: 9/2016/QĐ-UBND", "Căn cứ Luật Đê điều ngày 29 tháng 11 năm 2006;"),
        ("Số: 9/QĐ-UBND", "Căn cứ Quyết định số 5/QĐ-UBND ngày 02/3/2016 của UBND tỉnh;"),
    ],
)
def test_a_year_that_something_speaks_against_is_doubtful(number: str, basis: str) -> None:
    """The number has another one, or something later is cited."""
    found = _page(
        ("UBND XÃ ĐỒNG SẬY", 100, 100),
        (number, 100, 180),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 700, 100),
        ("Đồng Sậy, ngày 12 tháng 4 năm 2013", 720, 180),
        ("QUYẾT ĐỊNH", 500, 260),
        ("Về việc nạo vét mương", 450, 300),
        (basis, 150, 340),
        ("QUYẾT ĐỊNH:", 500, 380),
        ("Điều 1. Nạo vét mương Bà Tư.", 150, 420),
    )
    assert "date" in {doubt.field for doubt in found.doubts}


@pytest.mark.parametrize(
    ("lines", "issuer", "parent"),
    [
        (("UBND TỈNH LAI", "CHÂU.", "SỞ XÂY DỰNG"), "Sở Xây dựng tỉnh Lai Châu", "Lai Châu"),
        (("SỞ XÂY DỰNG THÀNH", "PHỐ HẢI PHÒNG"), "Sở Xây dựng thành phố Hải Phòng", ""),
        (("UBND THÀNH PHỐ", "HỘI AN", "PHÒNG Y TẾ"), "Phòng Y tế thành phố Hội An", "Hội An"),
        (("UBND HUYỆN", "ĐOAN HÙNG", "PHÒNG Y TẾ"), "Phòng Y tế huyện Đoan Hùng", "Đoan Hùng"),
        (("UBND TỈNH LAI CHÂU -", "SỞ XÂY DỰNG"), "Sở Xây dựng tỉnh Lai Châu", "Lai Châu"),
        (("CỤC THUẾ TỈNH", "VĨINHLONG"), "Cục Thuế tỉnh Vĩnh Long", ""),
        (("HỘI NÔNG DÂN VIỆT", "NAM”", "HUYỆN MANG THÍT"), "Mang Thít", ""),
        (("TRƯỜNG THPI' LÊ LỢI",), "Trường Trung học phổ thông Lê Lợi", ""),
    ],
)
def test_a_name_that_breaks_off_goes_on_below(
    lines: tuple[str, ...], issuer: str, parent: str
) -> None:
    """Within a pair of words or a place, with specks that a reader saw, on a scanned page."""
    office = [(line, 200, 150 + 45 * at) for at, line in enumerate(lines)]
    below = 150 + 45 * len(lines)
    found = _page(
        *office,
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 800, 150),
        ("Độc lập - Tự do - Hạnh phúc", 900, 195),
        ("Số: 7/KH-SXD", 250, below),
        ("Vĩnh Long, ngày 05 tháng 4 năm 2016", 850, below),
        ("KẾ HOẠCH", 750, below + 100),
        ("Trồng cây", 750, below + 145),
    )
    assert found.issuer is not None and found.issuer.endswith(issuer)
    assert (found.parent_issuer or "").endswith(parent)


def test_a_body_of_a_province_is_not_of_the_district_below_it() -> None:
    """The date line tells where the office sits that it heads."""
    found = headed("CHI CỤC KIỂM LÂM\nHẠT KIỂM LÂM HUYỆN ĐỒNG SẬY")
    assert found.issuer == "Hạt Kiểm lâm huyện Đồng Sậy"
    assert found.parent_issuer == "Chi cục Kiểm lâm"
    assert "parent_issuer" in {doubt.field for doubt in found.doubts}


def test_a_central_body_has_no_place() -> None:
    """Whose name says so amid it."""
    found = headed("BAN QUẢN LÝ TRUNG ƯƠNG CÁC DỰ ÁN THỦY LỢI")
    assert found.issuer == "Ban Quản lý Trung ương các dự án Thủy lợi"


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        (
            ("VỀ CHO VAY TRÊN ĐỊA BÀN THÀNH", "PHỐ HẢI PHÒNG", "CHỦ TỊCH UBND XÃ"),
            "Về cho vay trên địa bàn thành phố Hải Phòng",
        ),
        (
            ("THỰC HIỆN CHỈ THỊ CỦA", "THỦ TƯỚNG CHÍNH PHỦ", "CHỦ TỊCH UBND XÃ"),
            "Thực hiện chỉ thị của Thủ tướng Chính phủ",
        ),
    ],
)
def test_a_subject_in_capitals_goes_on_with_a_title(lines: tuple[str, ...], subject: str) -> None:
    """ "PHỐ" and "THỦ TƯỚNG" open who decides, but not behind "THÀNH" and "CỦA"."""
    text = "\n".join(lines)
    found = document(
        f"UBND XÃ ĐỒNG SẬY\n{STATE}\nSố: 9/QĐ-UBND\nĐồng Sậy, ngày 05 tháng 4 năm 2016\n"
        f"QUYẾT ĐỊNH\n{text}\nCăn cứ Luật Đê điều;\nĐiều 1. Ban hành Quy chế."
    )
    assert found.subject == subject


def test_a_paragraph_below_a_full_line_is_no_subject() -> None:
    """Its first line starts at the indent and its second one at the margin."""
    found = _page(
        ("UBND XÃ ĐỒNG SẬY", 200, 150),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 800, 150),
        ("Số: 7/CT-UBND", 250, 250),
        ("Đồng Sậy, ngày 05 tháng 4 năm 2016", 850, 250),
        ("CHỈ THỊ", 750, 350),
        ("Tăng cường công tác phòng chống lụt bão và giảm nhẹ thiên tai năm 2016", 306, 400),
        ("Mùa mưa năm ngoái thiên tai trên địa bàn xã ta tuy không lớn nhưng vẫn", 306, 430),
        ("làm đê bao ven con sông ở nhiều thôn, xóm của xã bị sạt lở nặng, nhiều hộ dân", 230, 460),
        ("1. Các thôn kiểm tra đê.", 306, 490),
    )
    assert found.subject is not None and found.subject.endswith("thiên tai năm 2016")


def test_a_headline_above_a_letterhead_is_no_superior() -> None:
    """A page of news may print it; a name in small letters stays."""
    news = headed("Bộ trưởng yêu cầu khắc phục hậu quả bão số 7\nBỘ XÂY DỰNG")
    assert (news.issuer, news.parent_issuer) == ("Bộ Xây dựng", None)
    small = headed("Phòng Giáo dục và Đào tạo huyện Đồng Sậy\nTRƯỜNG MẦM NON HOA SEN")
    assert small.parent_issuer == "Phòng Giáo dục và Đào tạo huyện Đồng Sậy"


def test_the_title_of_a_paper_below_its_issuer() -> None:
    """Without number and date; its calendar is no subject."""
    found = document(
        f"TRƯỜNG THCS LÊ LỢI\n{STATE}\nLỊCH TRỰC TUẦN 12\n(Từ ngày 20/11/2023 đến 25/11/2023)\n"
        "Thứ Hai (20/11): Ban Giám hiệu.\nThứ Ba (21/11): Tổ Toán.\nHIỆU TRƯỞNG\nTrần Văn Bình"
    )
    assert found.issuer == "Trường Trung học cơ sở Lê Lợi"
    assert found.subject == "Lịch trực tuần 12 (Từ ngày 20/11/2023 đến 25/11/2023)"


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("QUY CHẾ PHỐI HỢP\nGiữa hai ngành về giống", "Phối hợp giữa hai ngành về giống"),
        ("BẢNG PHÂN CÔNG\nNhiệm vụ viên chức", "Bảng phân công Nhiệm vụ viên chức"),
        ("KẾ HOẠCH\nHỖ TRỢ NGƯỜI DÂN VÀ DOANH NGHIỆP", "Hỗ trợ người dân và doanh nghiệp"),
    ],
)
def test_a_subject_below_a_part_of_the_title(title: str, subject: str) -> None:
    """In small letters below the end of a title in capitals; classes of people have no capital."""
    found = document(
        f"UBND XÃ ĐỒNG SẬY\n{STATE}\nSố: 9/UBND\nĐồng Sậy, ngày 05 tháng 4 năm 2016\n{title}\n"
        "1. Mục đích\nNâng cao năng suất cây trồng."
    )
    assert found.subject == subject


def test_a_sentence_that_opens_with_the_issuer_is_no_subject() -> None:
    """Right below the subject, which no sign ends."""
    found = document(
        f"TỔ DÂN PHỐ SỐ 5\n{STATE}\nĐồng Sậy, ngày 05 tháng 4 năm 2016\nTHÔNG BÁO\n"
        "Về việc dọn mương\nTổ dân phố thông báo các hộ gia đình dọn mương vào Chủ nhật.\n"
        "TỔ TRƯỞNG\nNguyễn Thị Hợi"
    )
    assert found.subject == "Về việc dọn mương"
    assert found.signer is not None and found.signer.name == "Nguyễn Thị Hợi"


@pytest.mark.parametrize(
    ("office", "issuer"),
    [
        ("HỘI ĐỒNG BỘ TRƯỞNG", "Hội đồng Bộ trưởng"),
        ("ĐẢNG BỘ XÃ ĐỒNG SẬY\nĐẢNG ỦY XÃ", "Đảng ủy xã Đồng Sậy"),
    ],
)
def test_bodies_that_a_place_completes_or_not(office: str, issuer: str) -> None:
    """A council of ministers is of no place, "Đảng ủy xã" is of the one above it."""
    assert headed(office).issuer == issuer


def test_an_office_of_several_bodies_is_one() -> None:
    """ "VĂN PHÒNG" on a line of its own."""
    found = headed("VĂN PHÒNG\nĐOÀN ĐBQH VÀ HĐND TỈNH\nPHÒNG TỔNG HỢP")
    assert (found.parent_issuer or "").startswith("Văn phòng Đoàn")


def test_a_town_that_is_called_like_its_province() -> None:
    """Of which of them a section is that prints neither."""
    text = f"PHÒNG TÀI CHÍNH - KẾ HOẠCH\n{STATE}\nSố: 9/TCKH\nHà Tĩnh, ngày 05 tháng 4 năm 2016\n"
    found = document(f"{text}Kính gửi: Các phòng.\n1. Gửi báo cáo.")
    assert "issuer" in {doubt.field for doubt in found.doubts}


@pytest.mark.parametrize(
    ("foot", "title", "name"),
    [
        ("THƯ KÝ\nLê Thị Lan\nCHỦ TRÌ\nNguyễn Văn Hưng", "CHỦ TRÌ", "Nguyễn Văn Hưng"),
        ("CHỦ TỌA\nNguyễn Văn Hưng\nTHƯ KÝ\nLê Thị Lan", "CHỦ TỌA", "Nguyễn Văn Hưng"),
        (
            "THƯ KÝ                  CHỦ TỌA\nLê Thị Lan              Nguyễn Văn Hưng",
            "CHỦ TỌA",
            "Nguyễn Văn Hưng",
        ),
        (
            "TL. CHỦ TỊCH\nVĂN PHÒNG - THỐNG KÊ\nNguyễn Văn Hưng",
            "VĂN PHÒNG - THỐNG KÊ",
            "Nguyễn Văn Hưng",
        ),
        (
            "BÍ THƯ                  KT. CHỦ TỊCH\n                        PHÓ CHỦ TỊCH\n"
            "Hồ Văn Ngoan            Nguyễn Văn Hưng",
            "PHÓ CHỦ TỊCH",
            "Nguyễn Văn Hưng",
        ),
    ],
)
def test_whose_name_stands_under_which_office(foot: str, title: str, name: str) -> None:
    """Of minutes, whose secretary signs too; by order; of two signatures abreast."""
    signer = headed("UBND XÃ ĐỒNG SẬY", foot=foot).signer
    assert signer is not None
    assert (signer.title, signer.name) == (title, name)


def test_a_day_that_a_draft_cites_is_later_than_its_own() -> None:
    """The text is what it is; both days are a doubt."""
    found = document(
        f"UBND XÃ ĐỒNG SẬY\n{STATE}\nSố: 9/KH-UBND\nĐồng Sậy, ngày 05 tháng 4 năm 2016\nKẾ HOẠCH\n"
        "Trồng cây\nCăn cứ Quyết định số 8/QĐ-UBND ngày 06/5/2016 của UBND huyện;\n1. Trồng cây."
    )
    assert found.legal_basis[0].date == "2016-05-06"
    assert "legal_basis[0]" in {doubt.field for doubt in found.doubts}


@pytest.mark.parametrize(
    ("office", "issuer"),
    [
        (
            "ĐẢNG ỦY XÃ ĐỒNG SẬY\nỦY BAN KIỂM TRA ĐẢNG ỦY",
            "Ủy ban Kiểm tra Đảng ủy xã Đồng Sậy",
        ),
        (
            "ỦY BAN NHÂN DÂN HUYỆN ĐỒNG SẬY\nVĂN PHÒNG ỦY BAN NHÂN DÂN",
            "Văn phòng Ủy ban nhân dân huyện Đồng Sậy",
        ),
        ("TRƯỜNG ĐẠI HỌC ĐỒNG SẬY\nPHÒNG ĐÀO TẠO", "Phòng Đào tạo"),
    ],
)
def test_what_a_name_and_its_superior_both_print_stands_once(office: str, issuer: str) -> None:
    """And a room of a university is of no town."""
    assert headed(office).issuer == issuer


def test_bodies_that_issue_together_on_one_line_are_a_doubt() -> None:
    """Which of them the document is of cannot be told."""
    found = headed("SỞ Y TẾ - SỞ TÀI CHÍNH - BẢO HIỂM XÃ HỘI")
    assert "issuer" in {doubt.field for doubt in found.doubts}


def test_a_type_and_its_subject_on_one_line() -> None:
    """Behind the star of the Party's letterhead, say."""
    found = document(
        "ĐẢNG ỦY XÃ ĐỒNG SẬY\nĐẢNG CỘNG SẢN VIỆT NAM\n* THÔNG BÁO kết luận về tuyển quân\n"
        "Số 42-TB/ĐU\nĐồng Sậy, ngày 05 tháng 4 năm 2016\n1. Giao Ban Chỉ huy quân sự rà soát."
    )
    assert (found.type, found.number) == ("Thông báo", "42-TB/ĐU")
    assert found.subject == "kết luận về tuyển quân"
    assert found.date == "2016-04-05"


def test_with_what_a_document_was_issued_is_no_subject() -> None:
    """In a bracket below the title."""
    found = document(
        f"UBND XÃ ĐỒNG SẬY\n{STATE}\nQUY CHẾ LÀM VIỆC\n"
        "(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 03/01/2024 của UBND xã)\nĐiều 1. Phạm vi"
    )
    assert found.subject == "Làm việc"
    assert {"number", "date"} <= {doubt.field for doubt in found.doubts}


def test_the_date_may_stand_above_the_signature() -> None:
    """Of a submission."""
    found = document(
        f"CÔNG TY HỒNG HÀ\n{STATE}\nSố: 12/TTr-HH\nTỜ TRÌNH\nXin mua máy\nKính gửi: Giám đốc.\n"
        "Phòng Kế hoạch kính trình.\nHà Nội, ngày 12 tháng 5 năm 2014\nTRƯỞNG PHÒNG\nLê Văn Hùng"
    )
    assert (found.date, found.place) == ("2014-05-12", "Hà Nội")


def test_a_decision_whose_title_is_lost() -> None:
    """ "QUYẾT ĐỊNH:" above its first article tells that "QUY ĐỊNH …" is the subject."""
    found = document(
        f"UBND XÃ ĐỒNG SẬY\n{STATE}\nSố: 9/QĐ-UBND\nĐồng Sậy, ngày 05 tháng 4 năm 2016\n"
        "QUY ĐỊNH MỨC THU PHÍ THAM QUAN\nCăn cứ Luật Phí;\nQUYẾT ĐỊNH:\nĐiều 1. Mức thu là 5.000 đ."
    )
    assert (found.type, found.subject) == ("Quyết định", "Quy định mức thu phí tham quan")


def test_what_was_not_found_is_a_doubt() -> None:
    """A document without number and date."""
    found = document("KẾ HOẠCH\nTRỒNG CÂY\n1. Thôn trưởng trồng cây.")
    assert {"number", "date", "issuer"} <= {doubt.field for doubt in found.doubts}


def test_marks_of_bold_print_are_no_part_of_a_line() -> None:
    """Of a text in Markdown."""
    found = document(
        "# ĐẢNG ỦY XÃ ĐỒNG SẬY\n**Số 42-TB/ĐU**\n**THÔNG BÁO**\n**kết luận về tuyển quân**\n"
        "**1.** Giao Ban Chỉ huy quân sự xã rà soát."
    )
    assert (found.type, found.number) == ("Thông báo", "42-TB/ĐU")
    assert (found.issuer, found.subject) == ("Đảng ủy xã Đồng Sậy", "kết luận về tuyển quân")


@pytest.mark.parametrize(
    ("dated", "date"),
    [
        ("Đồng Sậy, 12/03/2024", "2024-03-12"),
        ("Đồng Sậy, ngày   /3/2024", "2024-03"),
        ("Đồng Sậy, ngày / /2024", "2024"),
        ("Đồng Sậy, ngày 12 tháng-03 năm 2024", "2024-03-12"),
    ],
)
def test_days_as_drafts_and_readers_write_them(dated: str, date: str) -> None:
    """Without "ngày", with blanks, with a speck."""
    found = document(
        f"UBND XÃ ĐỒNG SẬY\n{STATE}\nSố: 9/KH-UBND\n{dated}\nKẾ HOẠCH\nTrồng cây\n"
        "1. Thôn trồng cây."
    )
    assert (found.date, found.place) == (date, "Đồng Sậy")


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        ("QUYẾT ĐỊNH\n(V/v: lập ban an toàn)\nGIÁM ĐỐC", "lập ban an toàn"),
        ('"V/v dọn vệ sinh đường"\nĐOÀN TNCS HỒ CHÍ MINH\nKính gửi: Các xã.', "dọn vệ sinh đường"),
        ("Kính gửi: Các xã.\nV/v rà soát hộ nghèo", "rà soát hộ nghèo"),
    ],
)
def test_where_a_subject_stands(head: str, subject: str) -> None:
    """In a bracket, above the organisation's line, below those it goes to."""
    found = document(
        f"HUYỆN ĐOÀN ĐỒNG SẬY\nSố: 05-CV/ĐTN\nĐồng Sậy, ngày 02 tháng 3 năm 2021\n{head}\n"
        "1. Các chi đoàn ra quân."
    )
    assert found.subject == subject


@pytest.mark.parametrize(
    ("office", "issuer"),
    [
        ("CÔNG TY CP MÍA ĐƯỜNG SÔNG CON", "Công ty Cổ phần mía đường Sông Con"),
        (
            "LIÊN ĐOÀN LAO ĐỘNG HUYỆN ĐỒNG SẬY\nCĐCS TRƯỜNG THCS 19/8",
            "Công đoàn cơ sở trường Trung học cơ sở 19/8",
        ),
    ],
)
def test_names_of_companies_and_unions(office: str, issuer: str) -> None:
    """A company's own name has capitals."""
    assert headed(office).issuer == issuer


def test_a_telegram_opens_its_addressees_without_a_colon() -> None:
    text = """UBND HUYỆN SÔNG LAM                   CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
BCH PCLB-TKCN                              Độc lập - Tự do - Hạnh phúc
Số: 04/CĐ-PCLB                     Sông Lam, hồi 15 giờ ngày 29 tháng 9 năm 2008
CÔNG ĐIỆN KHẨN
BAN CHỈ HUY PCLB-TKCN HUYỆN SÔNG LAM ĐIỆN
- Chủ tịch UBND các xã, thị trấn;
- Công ty Cơ điện Bến Xuân.
Chiều nay (29/9), bão số 7 vào bờ. Ban chỉ huy PCLB-TKCN huyện yêu cầu:
1. Chủ tịch UBND các xã cho neo đò xong trước 10 giờ ngày 30/9.
Nơi gửi:                                     KT. TRƯỞNG BAN
- Như trên;                                   PHÓ TRƯỞNG BAN
- Lưu: TH, KT, VX, VT.                        Hồ Xuân Bến
"""
    found = document(text)
    assert (found.type, found.subject) == ("Công điện", None)
    assert found.addressees == ("Chủ tịch UBND các xã, thị trấn", "Công ty Cơ điện Bến Xuân")
    # "KT, VX, VT" are rooms where copies are kept, no capacity.
    assert found.recipients == ("Như trên", "Lưu: TH, KT, VX, VT")
    assert found.signer is not None
    assert found.signer.capacity == "KT. TRƯỞNG BAN"


def test_a_name_that_the_text_writes_is_taken_whole() -> None:
    text = """ĐOÀN TNCS HỒ CHÍ MINH                         ĐOÀN TNCS HỒ CHÍ MINH
TỈNH BẮC HƯNG
BCH HUYỆN SÔNG LAM                   Sông Lam, ngày 17 tháng 02 năm 2021
***
Số: 186-KH/ĐTN
KẾ HOẠCH
tổ chức các hoạt động Tháng Thanh niên năm 2021
- Kết nạp lớp đoàn viên chào mừng 90 năm Đoàn TNCS Hồ Chí Minh trước ngày 26/3.
"""
    name = "Ban Chấp hành Đoàn Thanh niên Cộng sản Hồ Chí Minh huyện Sông Lam"
    assert document(text).issuer == name
