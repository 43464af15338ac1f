"""Letterheads of scans that a reader damaged. All documents are made up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from parse_support import grammar, scanned

from vnplan.model import Change, Line, PageInfo, RestoredLine, Route, Zone
from vnplan.parse import parse
from vnplan.record import Document

PAGE = PageInfo(1, Route.OCR, 1200, 1700, 150.0)
UNREAD = "a line of the letterhead could not be read: "


def left(*texts: str, sure: float = 0.9) -> list[RestoredLine]:
    """Lines of the left column, below one another; words in brackets were hardly read."""
    lines = []
    for at, text in enumerate(texts):
        plain = scanned(text.replace("(", "").replace(")", ""), 100, 50 + 30 * at, sure).line
        marked = zip(plain.words, text.split(), strict=True)
        words = [replace(w, confidence=0.2) if mark.startswith("(") else w for w, mark in marked]
        lines.append(RestoredLine.untouched(Line.of(1, words, zone=Zone.ISSUER)))
    return lines


def issued(
    *texts: str, number: str = "Số: 9/KH-UBND", place: str = "Thái Bình", sure: float = 0.9
) -> Document:
    """What is read of a plan with these lines above its number."""
    lines = [
        *left(*texts, sure=sure),
        scanned(number, 130, 60 + 30 * len(texts)),
        scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 50),
        scanned("Độc lập - Tự do - Hạnh phúc", 650, 80),
        scanned(f"{place}, ngày 05 tháng 4 năm 2023", 620, 110),
        scanned("KẾ HOẠCH", 500, 320),
        scanned("Nạo vét mương trước mùa mưa", 420, 350),
        scanned("I. NHIỆM VỤ", 130, 400),
        scanned("- Nạo vét mương Bà Tư từ cầu Sắt đến đập Ông Hai.", 130, 430),
    ]
    (only,) = parse(lines, (PAGE,), grammar())
    return only


def reasons(found: Document, field: str) -> list[str]:
    return [doubt.reason for doubt in found.doubts if doubt.field == field]


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (["(ỦV) (BẠM) NHÂN DÂN", "XÃ TÂN HÒA"], "Ủy ban nhân dân xã Tân Hòa"),
        (["ỦY NHÂN (Thân)", "HUYỆN THÁI THỤY"], "Ủy ban nhân dân huyện Thái Thụy"),
        (["ỦY (TM.) NHÂN DÂN", "HUYỆN THÁI THỤY"], "Ủy ban nhân dân huyện Thái Thụy"),
        (["(ỘI) (LIỆN) HIỆP PHỤ (NƯ)", "XÃ TÂN HÒA"], "Hội Liên hiệp Phụ nữ xã Tân Hòa"),
        (["UBND HUYỆN THÁI THỤY", "(ÒNG) NỘI VỤ"], "Phòng Nội vụ huyện Thái Thụy"),
        (["BND TỈNH THÁI BÌNH", "ÔNG TIN VÀ TRUYỀN THÔNG"],
         "Sở Thông tin và Truyền thông tỉnh Thái Bình"),
        (["(BAN) MẶT TRẬN TỔ QUỐC", "VIỆT NAM XÃ TÂN HÒA"],
         "Ủy ban Mặt trận Tổ quốc Việt Nam xã Tân Hòa"),
        (["BAN MẶT TRẬN TỔ QUỐC", "VIỆT NAM XÃ TÂN HÒA"],
         "Ủy ban Mặt trận Tổ quốc Việt Nam xã Tân Hòa"),
        (["BỘ HUYỆN THÁI THỤY", "ÀNG ỦY XÃ TÂN HÒA"], "Đảng ủy xã Tân Hòa"),
        (["PHÒNG GD&ĐT HUYỆN THÁI THỤY_", "TRƯỜNG TIỂU HỌC HOA SEN"],
         "Trường Tiểu học Hoa Sen"),
        (["UBND HUYỆN THÁI THỤY", "(RUƠNG) (IIÊU) HỌC HOA SEN"],
         "Trường Tiểu học Hoa Sen"),
    ],
)  # fmt: skip
def test_a_known_name_that_lost_letters_or_words(lines: list[str], issuer: str) -> None:
    assert issued(*lines).issuer == issuer


def test_lines_of_a_unit_and_of_a_field_are_no_remains_of_a_name() -> None:
    committee = issued("ỦY BAN NHÂN DÂN", "HUYỆN THÁI THỤY")
    assert committee.issuer == "Ủy ban nhân dân huyện Thái Thụy"
    office = issued("UBND HUYỆN THÁI THỤY", "PHÒNG NÔNG NGHIỆP VÀ PHÁT TRIỂN", "NÔNG THÔN")
    assert office.issuer == "Phòng Nông nghiệp và Phát triển nông thôn huyện Thái Thụy"


def test_a_word_of_a_name_that_nothing_confirms_is_doubted() -> None:
    sure = issued("UBND HUYỆN THÁI THỤY", "TRƯỜNG TIỂU HỌC SƠN CÁ", number="Số: 9/KH-TH")
    assert not reasons(sure, "issuer")
    found = issued("UBND HUYỆN THÁI THỤY", "TRƯỜNG TIỂU HỌC SƠN (CÁ)", number="Số: 9/KH-TH")
    assert reasons(found, "issuer") == ["a word of the name is hard to read: CÁ"]


def test_a_place_the_first_word_of_which_is_misread_stays_whole() -> None:
    date = scanned("1a Grăng, ngày 05 tháng 4 năm 2023", 620, 110).line
    lines = [
        *left("ĐẢNG ỦY XÃ IA GRĂNG"),
        scanned("Số: 9/KH-ĐU", 130, 130),
        scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 50),
        RestoredLine.untouched(replace(date, zone=Zone.PLACE_DATE)),
        scanned("KẾ HOẠCH", 500, 320),
        scanned("Nạo vét mương trước mùa mưa", 420, 350),
    ]
    (found,) = parse(lines, (PAGE,), grammar())
    assert (found.place, found.date) == ("1a Grăng", "2023-04-05")
    assert reasons(found, "place")


def test_a_place_that_was_read_alike_twice_is_not_restored() -> None:
    """Nobody's list has it; the restorer took it for another one."""
    day = "ngày 05 tháng 4 năm 2023"

    def restored(line: Line, before: str, after: str) -> RestoredLine:
        start = line.text.index(before)
        change = Change(start, start + len(before), before, after, "marks", 0.7)
        return RestoredLine.apply(line, [change])

    def found(read: str, dated: str) -> Document:
        lines = [
            scanned("ỦY BAN NHÂN DÂN", 100, 50),
            restored(scanned("HUYỆN SÔNG LÃM", 100, 80).line, "LÃM", "LAM"),
            scanned("Số: 9/KH-UBND", 130, 130),
            scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 50),
            restored(scanned(f"Sông {read}, {day}", 620, 110).line, read, dated),
            scanned("KẾ HOẠCH", 500, 320),
            scanned("Nạo vét mương trước mùa mưa", 420, 350),
        ]
        (only,) = parse(lines, (PAGE,), grammar())
        return only

    both = found("Lãm", "Lam")
    assert (both.place, both.issuer) == ("Sông Lãm", "Ủy ban nhân dân huyện Sông Lãm")
    one = found("Lẫm", "Lẫm")
    assert (one.place, one.issuer) == ("Sông Lẫm", "Ủy ban nhân dân huyện Sông Lẫm")


def test_specks_and_misread_units_in_a_letterhead() -> None:
    lines = left("TỔNG CỤC THUẾ", "CỤC THUẾ", "I. TÍNH THÁI BÌNH")
    found = letterhead_of(lines, scanned("Thái Bình, ngày 05 tháng 4 năm 2023", 620, 110))
    assert found.issuer == "Cục Thuế tỉnh Thái Bình"
    office = issued("UBND HUYỆN THÁI THỤY", "›NG KINH TẾ VÀ HẠ TẦNG", number="Số: 9/KH-KTHT")
    assert office.issuer == "Phòng Kinh tế và Hạ tầng huyện Thái Thụy"
    odd = issued("UBND HUYỆN THÁI THỤY", "PHÒNG ›A NẮNG HUYỆN THÁI THỤY", number="Số: 9/KH-PA")
    assert reasons(odd, "issuer") == ["it holds signs that no word has: ›"]


def test_a_name_completed_by_a_doubtful_place_is_doubtful() -> None:
    date = scanned("Kửm Quao, ngày 05 tháng 4 năm 2023", 620, 110, 0.5)
    found = letterhead_of(left("CHI CỤC BẢO VỆ MÔI TRƯỜNG"), date)
    assert found.issuer == "Chi cục Bảo vệ Môi trường Kửm Quao"
    reason = "the place that completes it is hard to read: Kửm Quao"
    assert reason in reasons(found, "issuer")


@pytest.mark.parametrize(
    ("names", "lost"),
    [
        (["UBND XÃ TÂN THÀNH"], ""),
        (["BỘ XÂY DỰNG", "CỤC PHÁT TRIỂN ĐÔ THỊ"], ""),
        (["UBND HUYỆN QUẾ GỀNH", "TRƯỜNG TIỂU HỌC TÂN THỊ"], "Trường Tiểu học Tân Thị"),
    ],
)
def test_a_name_that_lost_its_last_words(names: list[str], lost: str) -> None:
    found = letterhead_of(left(*names), scanned("Tân Thành, ngày 05 tháng 4 năm 2023", 620, 110))
    due = [f"the end of the name may be lost: {lost}"] if lost else []
    assert reasons(found, "issuer") == due


def test_a_superior_without_its_place_is_a_doubt() -> None:
    lines = left("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "TRƯỜNG TRUNG HỌC PHỔ THÔNG HOA SEN")
    found = letterhead_of(lines, scanned("ngày 05 tháng 4 năm 2023", 620, 110))
    assert found.parent_issuer == "Sở Giáo dục và Đào tạo"
    reason = "the place that completes the name is not printed"
    assert reasons(found, "parent_issuer") == [reason]


def test_the_place_of_a_committee_of_the_party_is_confirmed_like_others() -> None:
    lines = left("HUYỆN ỦY QUẾ GỀNH", "ĐẢNG ỦY XÃ TÂN HÒA", sure=0.8)
    found = letterhead_of(lines, scanned("Tân Hòa, ngày 05 tháng 4 năm 2023", 620, 110))
    reason = "no list and no other line has this name of a place: Quế Gềnh"
    assert reasons(found, "parent_issuer") == [reason]


def letterhead_of(lines: list[RestoredLine], date: RestoredLine) -> Document:
    """What is read of a plan with these lines at the left and this one at the right."""
    (only,) = parse(
        [
            *lines,
            scanned("Số: 9/KH-XX", 130, 200),
            scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 50),
            scanned("Độc lập - Tự do - Hạnh phúc", 650, 80),
            date,
            scanned("KẾ HOẠCH", 500, 320),
            scanned("Nạo vét mương trước mùa mưa", 420, 350),
        ],
        (PAGE,),
        grammar(),
    )
    return only


def test_words_that_were_read_surely_make_another_name() -> None:
    assert issued("SỞ NGOẠI GIAO", number="Số: 9/KH-SNG").issuer == "Sở Ngoại giao tỉnh Thái Bình"
    found = issued("UBND TỈNH THÁI BÌNH", "CHI CỤC THÚ Y", number="Số: 9/KH-TY", sure=0.75)
    assert found.issuer == "Chi cục Thú y tỉnh Thái Bình"


def test_the_first_of_two_lines_is_not_completed() -> None:
    found = issued("UBND TỈNH THÁI BÌNH", "CHI CỤC CHĂN (NUÔỈ) VÀ THÚ", "Y", number="Số: 9/KH-TY")
    assert found.issuer == "Chi cục Chăn nuôi và Thú y tỉnh Thái Bình"


def test_the_symbol_tells_which_known_name_a_damaged_one_is() -> None:
    lines = "UBND TỈNH THÁI BÌNH", "(vO) ĐỘNG - THƯƠNG BINH VÀ", "XÃ HỘI"
    found = issued(*lines, number="Số: 9/KH-SLĐTBXH")
    assert found.issuer == "Sở Lao động - Thương binh và Xã hội tỉnh Thái Bình"
    assert found.parent_issuer == "Ủy ban nhân dân tỉnh Thái Bình"


@pytest.mark.parametrize("junk", ["(E=MNHD)", "(CC) (AAA) (yrxrr)", "(S588:) (B8Bno) (sen)"])
def test_what_a_stamp_left_is_no_part_of_a_name(junk: str) -> None:
    found = issued("ỦY BAN NHÂN DÂN", "HUYỆN THÁI THỤY", junk)
    assert found.issuer == "Ủy ban nhân dân huyện Thái Thụy"
    assert not reasons(found, "issuer")  # the symbol says that it is the committee
    other = issued("UBND HUYỆN THÁI THỤY", junk, number="Số: 9/KH-PDT")
    assert reasons(other, "issuer") == [UNREAD + junk.replace("(", "").replace(")", "")]


def test_what_is_left_of_a_symbol_names_nobody() -> None:
    found = issued("MẶT TRẬN TỔ QUỐC VIỆT NAM", "ỦY BAN MTTQ VIỆT NAM", "HUYỆN THÁI THỤY", "MTTQ",
                   number="Số: 9/KH-MTTQ")  # fmt: skip
    assert found.issuer == "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Thái Thụy"
    assert found.parent_issuer == "Mặt trận Tổ quốc Việt Nam"


def test_a_unit_and_its_place_run_together() -> None:
    found = issued("ỦY BAN NHÂN DÂN", "(THỊXÃSONTÂY)", place="Sơn Tây")
    assert found.issuer == "Ủy ban nhân dân thị xã Sơn Tây"
    company = issued("CÔNG TY CỔ PHẦN CẤPNƯỚC", "HƯNG YÊN")
    assert company.issuer == "Công ty Cổ phần Cấp nước Hưng Yên"


def test_the_remains_of_a_place_are_no_part_of_a_name() -> None:
    found = issued("HỘI CHỮ THẬP ĐỎ", "LẬP HẠ", number="Số: 9/KH-HCTĐ", place="Trung Lập Hạ")
    assert found.issuer == "Hội Chữ thập đỏ xã Trung Lập Hạ"
    assert reasons(found, "issuer") == [
        "the letterhead and the date line differ: Lập Hạ, Trung Lập Hạ"
    ]
    school = issued("TRƯỜNG TIỂU HỌC TÂN HÀ", number="Số: 9/KH-TH", place="Sơn Hà")
    assert school.issuer and school.issuer.startswith("Trường Tiểu học Tân Hà")


def test_a_place_whose_line_cannot_be_read_is_doubted() -> None:
    found = issued("ỦY BAN NHÂN DÂN", "(HUYTỶỆXN) (TXTHHỤY)", place="Thái Thụy")
    assert found.issuer == "Ủy ban nhân dân huyện Thái Thụy"
    assert reasons(found, "issuer")


def closed(
    recipients: list[str], name: str, head: str = "Nơi nhận:", sure: float = 0.95
) -> Document:
    """What is read of a plan that ends like this, as the layout of a page sees it."""
    lines = [
        *left("ỦY BAN NHÂN DÂN", "HUYỆN THÁI THỤY"),
        scanned("Số: 9/KH-UBND", 130, 130),
        scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 50),
        scanned("Độc lập - Tự do - Hạnh phúc", 650, 80),
        scanned("Thái Thụy, ngày 05 tháng 4 năm 2023", 620, 110),
        scanned("KẾ HOẠCH", 500, 320),
        scanned("Nạo vét mương trước mùa mưa", 420, 350),
        scanned("I. NHIỆM VỤ", 130, 400),
        scanned("- Nạo vét mương Bà Tư từ cầu Sắt đến đập Ông Hai.", 130, 430),
        *(zoned(text, 100, 500 + 30 * at, Zone.RECIPIENTS, sure)
          for at, text in enumerate([head, *recipients])),
        zoned("TM. ỦY BAN NHÂN DÂN", 600, 500, Zone.SIGNATURE),
        zoned("CHỦ TỊCH", 650, 530, Zone.SIGNATURE),
        zoned(name, 640, 680, Zone.SIGNATURE),
    ]  # fmt: skip
    (only,) = parse(lines, (PAGE,), grammar())
    return only


def zoned(text: str, left: int, top: int, zone: Zone, sure: float = 0.95) -> RestoredLine:
    return RestoredLine.untouched(replace(scanned(text, left, top, sure).line, zone=zone))


COPIES = ["- Như trên;", "- Thường trực HĐND;", "- Lưu: VT."]


@pytest.mark.parametrize("head", ["Nơi nhận:", "Nơi nhận,", "#eviyaoi"])
def test_a_list_of_recipients_whose_head_is_damaged(head: str) -> None:
    found = closed(COPIES, "Trần Văn An", head)
    assert found.recipients == ("Như trên", "Thường trực HĐND", "Lưu: VT")
    assert not reasons(found, "recipients")


def test_entries_that_lost_their_edge() -> None:
    unsure = closed(["LBND các xã;", "- Lưu: VT."], "Trần Văn An", sure=0.8)
    assert unsure.recipients == ("UBND các xã", "Lưu: VT")
    sure = closed(["LBND các xã;", "- Lưu: VT."], "Trần Văn An")
    assert sure.recipients == ("LBND các xã", "Lưu: VT")
    found = closed(["BND các xã;", "như trên;", "- Lưu: VI$ NV."], "Trần Văn An")
    assert found.recipients == ("UBND các xã", "như trên", "Lưu: VT, NV")
    assert reasons(found, "recipients") == ["an entry is hard to read: như trên"]


def test_a_list_without_the_copy_that_is_kept_may_have_lost_a_line() -> None:
    due = "no line says where a copy is kept; one may be lost"
    assert reasons(closed(COPIES[:2], "Trần Văn An"), "recipients") == [due]
    assert not reasons(closed(COPIES, "Trần Văn An"), "recipients")


@pytest.mark.parametrize(
    ("line", "name", "reason"),
    [
        ("Trần Văn An", "Trần Văn An", None),
        ("QuácH Ngọc Quân", "Quách Ngọc Quân", "the name was put right; read as QuácH Ngọc Quân"),
        ("Tiuỳnh Thế An", "Huỳnh Thế An", "the name was put right; read as Tiuỳnh Thế An"),
        ("#a£ơng Văn Hiền", None, "the name is hard to read; read as #a£ơng Văn Hiền"),
        ("Trần Tlương An", "Trần Tlương An", "Tlương is no Vietnamese word"),
    ],
)
def test_a_name_that_a_seal_crosses(line: str, name: str | None, reason: str | None) -> None:
    found = closed(COPIES, line)
    assert found.signer and found.signer.name == name
    assert reasons(found, "signer") == ([reason] if reason else [])


def titled(*subject: RestoredLine, number: str = "Số: 9/CTr-UBND", sure: float = 0.8) -> Document:
    """What is read of a programme with these lines below its title."""
    lines = [
        *left("ỦY BAN NHÂN DÂN", "HUYỆN THÁI THỤY"),
        scanned(number, 130, 130, sure),
        scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 50),
        scanned("Độc lập - Tự do - Hạnh phúc", 650, 80),
        scanned("Thái Thụy, ngày 05 tháng 4 năm 2023", 620, 110),
        scanned("CHƯƠNG TRÌNH", 500, 320),
        *subject,
        scanned("I. NHIỆM VỤ", 130, 450),
        scanned("- Nạo vét mương Bà Tư từ cầu Sắt đến đập Ông Hai.", 130, 480),
    ]
    (only,) = parse(lines, (PAGE,), grammar())
    return only


@pytest.mark.parametrize(
    ("line", "subject", "lost"),
    [
        ("Nạo vét mương năm 201 1", "Nạo vét mương năm 2011", None),
        ("Về việc nạo vét mương", "Về việc nạo vét mương", None),
        ("V/v nạo vét mương", "nạo vét mương", None),
        ("ạo vét mương trước mùa mưa", "ạo vét mương trước mùa mưa", "ạo"),
    ],
)
def test_a_subject_that_lost_its_first_letters(line: str, subject: str, lost: str | None) -> None:
    found = titled(scanned(line, 420, 350))
    assert found.subject == subject
    due = [f"its first letters may be lost: {lost}"] if lost else []
    assert reasons(found, "subject") == due


@pytest.mark.parametrize(
    ("line", "lost"),
    [
        ("Tập huấn về chuyển đổi số", ""),
        ("Lập lại trật tự đô thị", ""),
        ("Khắc phục những tồn tại", ""),
        ("Ban hành danh mục tài liệu kèm theo", ""),
        ("Sửa đường bến xã Tân Thành", ""),
        ("Trồng cây trên địa bàn thành", "địa bàn thành"),
        ("Nạo vét mương theo Quyết định số", "Quyết định số"),
        ("Tổ chức nạo vét mương tại", "vét mương tại"),
    ],
)
def test_a_subject_that_lost_its_last_words(line: str, lost: str) -> None:
    """Not where the word is the second half of another one, or of a name."""
    due = [f"its end may be lost: {lost}"] if lost else []
    assert reasons(titled(scanned(line, 420, 350)), "subject") == due


def test_a_question_mark_in_a_year_is_a_doubt() -> None:
    found = titled(scanned("Nạo vét mương năm ?025", 420, 350))
    assert reasons(found, "subject") == ["it holds signs that no word has: ?0"]


def test_the_end_of_a_preamble_is_no_subject() -> None:
    lines = [
        scanned("Nạo vét mương trước mùa mưa", 420, 350),
        scanned("theo chỉ đạo của huyện, triển khai thực hiện như sau:", 130, 380),
    ]
    assert titled(*lines).subject == "Nạo vét mương trước mùa mưa"


@pytest.mark.parametrize(
    ("number", "sure", "doubt"),
    [
        ("Số: 9/CTr-UBND", 0.8, None),
        ("Số: 9/CT-UBND", 0.8, "the symbol belongs to another type of document"),
        ("Số: 9/CT-UBND", 0.95, None),  # printed so
        ("Số: 9/CTr", 0.8, "the symbol is hard to read"),
    ],
)
def test_a_symbol_and_a_title_that_contradict_each_other(
    number: str, sure: float, doubt: str | None
) -> None:
    found = titled(scanned("Nạo vét mương", 420, 350), number=number, sure=sure)
    assert reasons(found, "symbol") == ([doubt] if doubt else [])
    assert ("number" in {d.field for d in found.doubts}) == (doubt is not None)


def test_a_stamp_right_below_a_subject_may_hide_a_line() -> None:
    subject = scanned("Nạo vét mương trước mùa mưa", 420, 350)
    stamp = RestoredLine.untouched(
        replace(scanned("ĐẾN Số: 312", 430, 375).line, zone=Zone.COLOURED_STAMP)
    )
    reason = "a stamp was printed across the subject"
    assert reasons(titled(subject, stamp), "subject") == [reason]


def test_a_number_of_an_item_that_was_put_right_is_a_doubt() -> None:
    item = scanned("8. Trạm Thủy nông nạo vét mương Bà Tư trước ngày 30/4/2023.", 130, 480)
    first, *rest = item.line.words
    unsure = Line.of(1, (replace(first, confidence=0.4), *rest))
    for line, due in ((item, []), (RestoredLine.untouched(unsure), [item.text])):
        found = titled(scanned("Nạo vét mương", 420, 350), line)
        assert found.tasks
        told = [f"the number of an item is hard to read: {text}" for text in due]
        assert [r for r in reasons(found, "tasks") if "of an item" in r] == told


def test_a_stamp_above_the_letterhead_names_no_issuer() -> None:
    lines = [
        scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 60),
        *left("ỦY BAN NHÂN DÂN", "TỈNH BẮC HƯNG"),
        scanned("Số: 9/KH-UBND", 130, 120),
        scanned("TRUNG TÂM CÔNG", 520, 0),
        scanned("BÁO VÀ TIN HỌC", 520, 25),
        scanned("Bắc Hưng, ngày 05 tháng 4 năm 2023", 620, 120),
        scanned("KẾ HOẠCH", 500, 320),
        scanned("Nạo vét mương trước mùa mưa", 420, 350),
        scanned("I. NHIỆM VỤ", 130, 400),
        scanned("- Nạo vét mương Bà Tư từ cầu Sắt đến đập Ông Hai.", 130, 430),
    ]
    (found,) = parse(lines, (PAGE,), grammar())
    assert (found.issuer, found.parent_issuer) == ("Ủy ban nhân dân tỉnh Bắc Hưng", None)


@pytest.mark.parametrize("copy", ["SAO Y;", "SAO Y:", "SAO LỤC;"])
def test_what_a_copy_is_called_in_a_digital_signature_is_no_title(copy: str) -> None:
    lines = [
        *left("ỦY BAN NHÂN DÂN", "TỈNH BẮC HƯNG"),
        scanned("Số: 9/QĐ-UBND", 130, 120),
        scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 50),
        scanned("Bắc Hưng, ngày 05 tháng 4 năm 2023", 620, 110),
        scanned(f"{copy} ỦY BAN NHÂN DÂN TỈNH BẮC HƯNG;", 620, 140),
        scanned("Thời gian ký: 06/04/2023 08:34:29 +07:00", 620, 160),
        scanned("QUYẾT ĐỊNH", 500, 320),
        scanned("Về việc nạo vét mương trước mùa mưa", 420, 350),
        scanned("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BẮC HƯNG", 350, 390),
        scanned("Điều 1. Giao Sở Thủy sản nạo vét mương Bà Tư.", 130, 430),
    ]
    (found,) = parse(lines, (PAGE,), grammar())
    assert found.subject == "Về việc nạo vét mương trước mùa mưa"
    assert found.marks.digital_signature is not None
    assert found.marks.digital_signature.signer == "Ủy ban nhân dân tỉnh Bắc Hưng"


@pytest.mark.parametrize(
    "subject", ["Nạo vét mương trước mùa mưa năm 20??", "Nạo vét theo Quyết định số 7/2031/QĐ-TTe"]
)
def test_a_subject_with_a_number_that_was_hardly_read_is_doubted(subject: str) -> None:
    words = scanned(subject, 420, 350).line.words
    read = [replace(word, confidence=0.4) if "TTe" in word.text else word for word in words]
    lines = [
        *left("ỦY BAN NHÂN DÂN", "TỈNH BẮC HƯNG"),
        scanned("Số: 9/KH-UBND", 130, 120),
        scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 50),
        scanned("KẾ HOẠCH", 500, 320),
        RestoredLine.untouched(Line.of(1, read, zone=Zone.BODY)),
        scanned("I. NHIỆM VỤ", 130, 400),
        scanned("- Nạo vét mương Bà Tư từ cầu Sắt đến đập Ông Hai.", 130, 430),
    ]
    (found,) = parse(lines, (PAGE,), grammar())
    assert reasons(found, "subject")
