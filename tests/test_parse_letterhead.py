"""What the parser reads at the top of a document, and what it refuses to guess."""

from __future__ import annotations

import re

import pytest
from parse_support import PLAN, document, grammar, scanned

from vnplan.model import Change, Line, PageInfo, RestoredLine, Route
from vnplan.parse import parse
from vnplan.parse.text.classify import classify
from vnplan.parse.text.line_rules import line_rules
from vnplan.parse.text.lines import Kind
from vnplan.parse.text.misread import find_phrase
from vnplan.parse.text.passage import Passage
from vnplan.record import Document, Signer
from vnplan.syllable import strip_marks

HEAD = """\
ỦY BAN NHÂN DÂN
XÃ ĐỒNG SẬY
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{number}
{dated}
KẾ HOẠCH
Nạo vét mương trước mùa mưa
Căn cứ Quyết định số 88/QĐ-UBND ngày 02/01/2023 của Ủy ban nhân dân huyện;
I. NHIỆM VỤ
- Nạo vét mương Bà Tư.
"""


def headed(
    number: str = "Số: 9/KH-UBND", dated: str = "Đồng Sậy, ngày 5 tháng 4 năm 2023"
) -> Document:
    return document(HEAD.format(number=number, dated=dated))


def test_the_two_columns_of_a_letterhead_on_one_line_are_told_apart() -> None:
    """Issuer, parent, number, place and date of a text whose columns were read across."""
    plan = document(PLAN)
    assert plan.type == "Kế hoạch"
    assert (plan.number, plan.symbol) == ("31/KH-PVHTT", "KH-PVHTT")
    assert (plan.date, plan.place) == ("2022-03-07", "Sông Lam")
    assert plan.issuer == "Phòng Văn hóa và Thông tin huyện Sông Lam"
    assert plan.parent_issuer == "Ủy ban nhân dân huyện Sông Lam"
    assert plan.subject == (
        "Kiểm kê nhà sàn và nghề dệt thổ cẩm trên địa bàn huyện Sông Lam giai đoạn 2022 - 2024"
    )
    assert plan.period is not None
    assert (plan.period.from_, plan.period.to) == ("2022", "2024")


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: 9/KH-UBND", "9/KH-UBND", "KH-UBND"),
        ("Số:9 / KH - UBND", "9/KH-UBND", "KH-UBND"),
        ("Số 12-KH/ĐU", "12-KH/ĐU", "KH/ĐU"),
        ("S6: 04/2023/KH-UBND", "04/2023/KH-UBND", "KH-UBND"),
        ("Số: 7/QD-UBND", "7/QĐ-UBND", "QĐ-UBND"),
        ("Số: 7/PGDDT-TH", "7/PGDĐT-TH", "PGDĐT-TH"),
        ("Số: 7/SGDDT-TH", "7/SGDĐT-TH", "SGDĐT-TH"),
        ("Số:     /KH-UBND", None, "KH-UBND"),
        ("Số: ./.4 /KH-UBND", None, "KH-UBND"),
    ],
)
def test_number_lines(line: str, number: str | None, symbol: str) -> None:
    """State and Party numbers; a serial that is blank or cannot be read is null, with a doubt."""
    plan = headed(number=line)
    assert (plan.number, plan.symbol) == (number, symbol)
    assert (number is None) == any(doubt.field == "number" for doubt in plan.doubts)


def test_a_cited_number_never_becomes_the_documents_own() -> None:
    """Without a number line there is no number, however many the text cites."""
    plan = headed(number="(dự thảo)")
    assert plan.number is None
    assert plan.symbol is None
    assert [citation.number for citation in plan.legal_basis] == ["88/QĐ-UBND"]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Đồng Sậy, ngày 5 tháng 4 năm 2023", "2023-04-05"),
        ("Đồng Sậy, ngày05 tháng 04 năm 2023", "2023-04-05"),
        ("Đồng Sậy, ngày      tháng 4 năm 2023", "2023-04"),
        ("Đồng Sậy, ngày ¿! tháng 4 năm 2023", "2023-04"),
        ("Đồng Sậy, ngày    tháng    năm 2023", "2023"),
        ("Đồng Sậy, ngày 31 tháng 4 năm 2023", "2023-04"),
    ],
)
def test_dates_keep_only_what_the_paper_says(line: str, date: str) -> None:
    """Blank and unreadable parts shorten the date and leave a doubt."""
    plan = headed(dated=line)
    assert plan.date == date
    assert (len(date) < 10) == any(doubt.field == "date" for doubt in plan.doubts)


def test_an_issuer_without_letterhead_comes_from_symbol_opening_and_place() -> None:
    """The agency that the symbol abbreviates and the opening names, with its province."""
    plan = document(
        "Số:     /KH-SNV\nAn Giang, ngày    tháng 5 năm 2021\nKẾ HOẠCH\nSắp xếp kho lưu trữ\n\n"
        "Thực hiện Công văn số 18/UBND-NC ngày 03/5/2021 của UBND tỉnh, Sở Nội vụ lập kế hoạch:\n"
        "I. NHIỆM VỤ\n- Dựng lại giá kệ tầng hầm.\n"
    )
    assert plan.issuer == "Sở Nội vụ tỉnh An Giang"
    assert (plan.number, plan.symbol, plan.date) == (None, "KH-SNV", "2021-05")


def test_party_letterhead_and_title_that_names_the_issuer() -> None:
    """A star under the issuer, no colon after Số; the body above completes the name."""
    plan = document(
        "TỈNH ỦY LONG SƠN     ĐẢNG CỘNG SẢN VIỆT NAM\n"
        "BAN DÂN VẬN     Long Sơn, ngày 02 tháng 6 năm 2020\n*\nSố 8-HD/BDVTU\nHƯỚNG DẪN\n"
        "tổ chức ngày hội nhặt rác bờ biển\n-----\n1. Các huyện ủy cử đội tình nguyện.\n"
    )
    assert (plan.type, plan.number, plan.symbol) == ("Hướng dẫn", "8-HD/BDVTU", "HD/BDVTU")
    assert plan.issuer == "Ban Dân vận Tỉnh ủy Long Sơn"
    assert plan.parent_issuer == "Tỉnh ủy Long Sơn"
    titled = document(
        "KẾ HOẠCH\nCỦA BAN THƯỜNG VỤ HUYỆN ỦY MAI HÀ\n\nThăm các hộ nuôi cá lồng\n\n"
        "I. NHIỆM VỤ\n- Thăm bè cá ngã ba sông.\n"
    )
    assert titled.issuer == "Ban Thường vụ Huyện ủy Mai Hà"
    assert titled.subject == "Thăm các hộ nuôi cá lồng"


def test_a_dispatch_has_no_printed_type() -> None:
    """V/v gives the subject, Kính gửi the addressees, and the symbol has no type."""
    letter = document(
        "SỞ Y TẾ TỈNH CÀ MAU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 77/SYT-KHTC\n"
        "V/v tiêm nhắc vắc xin\ncho trẻ vùng đảo\nCà Mau, ngày 9 tháng 1 năm 2019\nKính gửi:\n"
        "- Trạm Y tế Hòn Khoai;\n- Trung tâm Y tế huyện Năm Căn.\n"
        "Sở Y tế đề nghị Trạm Y tế Hòn Khoai tổ chức tiêm trước ngày 15/02/2019.\n"
    )
    assert (letter.type, letter.number, letter.symbol) == ("Công văn", "77/SYT-KHTC", "SYT-KHTC")
    assert letter.subject == "tiêm nhắc vắc xin cho trẻ vùng đảo"
    assert letter.addressees == ("Trạm Y tế Hòn Khoai", "Trung tâm Y tế huyện Năm Căn")


def test_stamp_and_digital_signature_go_to_the_marks() -> None:
    """Their number and dates are the receiver's and the signer's, not the document's."""
    plan = document(
        HEAD.format(number="Số: 9/KH-UBND", dated="Đồng Sậy, ngày 5 tháng 4 năm 2023").replace(
            "KẾ HOẠCH\n", "VĂN PHÒNG HUYỆN\nSố: 611\nĐẾN Ngày: 08/4/2023\nChuyển:\nKẾ HOẠCH\n"
        )
        + "Người ký: Nguyễn Văn Đò\nThời gian ký: 06.04.2023 8:05:09 +07:00\n"
    )
    assert (plan.number, plan.date) == ("9/KH-UBND", "2023-04-05")
    assert plan.marks.received is not None
    assert (plan.marks.received.number, plan.marks.received.date) == ("611", "2023-04-08")
    assert plan.marks.digital_signature is not None
    assert plan.marks.digital_signature.signer == "Nguyễn Văn Đò"
    assert plan.marks.digital_signature.time == "2023-04-06T08:05:09+07:00"


def test_evidence_leads_to_page_box_and_the_words_as_read() -> None:
    """The box is that of the words on the scan; raw is the text before restoration."""
    lines = [
        scanned("ỦY BAN NHÂN DÂN", 100, 50),
        scanned("XÃ ĐỒNG SẬY", 120, 80),
        scanned("Số: 9/KH-UBND", 130, 110),
        scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 50),
        scanned("Đồng Sậy, ngày 5 tháng 4 năm 2023", 620, 110),
        scanned("KẾ HOẠCH", 450, 200),
    ]
    (plan,) = parse(lines, (PageInfo(1, Route.OCR, 1200, 1700, 150.0),), grammar())
    number = plan.evidence["number"]
    assert number.box == (130, 110, 260, 130)
    assert (number.page, number.raw) == (1, "Số: 9/KH-UBND")
    assert plan.pages == (1, 1)
    assert {"type", "number", "symbol", "date", "place", "issuer"} <= plan.evidence.keys()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("KÉ HOACH", Kind.TYPE),
        ("HỎA TỐC", Kind.URGENCY),
        ("MẬT TRẬN TỔ QUỐC", Kind.CAPS),
        ("MẬT", Kind.SECRECY),
        ("II/ NHIỆM VỤ", Kind.ROMAN),
        ("1.2. Nội dung", Kind.DOTTED),
        ("Điều 3. Hiệu lực", Kind.ARTICLE),
        ("88/KH-UBND ngày 06/11/2023", Kind.TEXT),
        ("IV/2025.", Kind.CAPS),
        ("KT. CHỦ TỊCH", Kind.CAPACITY),
        ("T/M BAN THƯỜNG VỤ", Kind.CAPACITY),
        ("- 3 -", Kind.PAGE_NUMBER),
    ],
)
def test_lines_are_typed_by_their_own_words(line: str, kind: Kind) -> None:
    """A line alone tells what it is, also when a letter was misread."""
    passage = Passage.of_line(scanned(line, 0, 0))
    assert classify(passage, line_rules(grammar())).kind is kind


def test_anchors_hold_with_misread_letters_but_not_with_other_words() -> None:
    """Two thirds of the words must stand, each at its place."""
    motto = "cong hoa xa hoi chu nghia viet nam"
    assert find_phrase("cong hoa xa hoqi chu nghla viet nam", motto)
    assert find_phrase("hoi dong nhan dan xa hoi chu nghia", motto) is None


def _types() -> list[tuple[str, str]]:
    entries = grammar().words["types"]["types"]
    return [(e["name"], short) for e in entries for short in e["abbreviations"] if short != "CV"]


@pytest.mark.parametrize(("name", "short"), _types())
def test_every_type_is_read_in_a_state_and_in_a_party_document(name: str, short: str) -> None:
    """Decree 30/2020, annex III, the circulars before it, Regulation 399-QĐ/TW; copies too."""
    state = document(
        f"ỦY BAN NHÂN DÂN\nXÃ BẾN TƯỢNG\nSố: 07/{short}-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nBến Tượng, ngày 05 tháng 02 năm 2024\n"
        f"{name.upper()}\nVề việc dọn chợ\n\n1. Phòng Kinh tế rà soát.\n\nNơi nhận:\n- Lưu: VT.\n"
    )
    assert (state.type, state.number) == (name, f"07/{short}-UBND")
    party = document(
        f"TỈNH ỦY HẢI BÌNH\n*\nSố 12-{short}/TU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        f"Hải Bình, ngày 05 tháng 02 năm 2024\n{name.upper()}\nvề công tác tuyên truyền\n-----\n"
    )
    assert (party.type, party.number) == (name, f"12-{short}/TU")
    assert not {d.field for d in (*state.doubts, *party.doubts)} & {"type", "number", "symbol"}


def test_a_party_dispatch_has_a_type_in_its_symbol_and_no_v_v() -> None:
    """Its subject stands in small letters under the number (guidance 36-HD/VPTW)."""
    letter = document(
        "HUYỆN ỦY SÔNG LAM\n*\nSố 45-CV/HU\nvề việc góp ý dự thảo\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Sông Lam, ngày 05 tháng 02 năm 2024\nKính gửi: Các chi bộ,\n\nHuyện ủy gửi dự thảo."
    )
    assert (letter.type, letter.number) == ("Công văn", "45-CV/HU")
    assert letter.subject == "về việc góp ý dự thảo"
    assert "type" not in {doubt.field for doubt in letter.doubts}


def test_a_converter_may_put_addressee_and_text_on_one_line() -> None:
    """The text starts where the issuer names itself."""
    letter = document(
        "CHI CỤC THỦY SẢN\nSố: 45/CCTS-KT\nSông Lam, ngày 05 tháng 02 năm 2024\n"
        "Kính gửi: Hợp tác xã Bến Tượng Chi cục Thủy sản nhận được đơn ngày 02/02/2024 của Hợp tác "
        "xã về việc cấp phép nuôi cá lồng trên sông. Về việc này, Chi cục có ý kiến như sau:\n"
    )
    assert letter.addressees == ("Hợp tác xã Bến Tượng",)


def test_an_odd_sign_makes_a_subject_doubtful() -> None:
    """No word has it; nobody should take the subject unread."""
    plan = document("Số: 7/KH-UBND\nKẾ HOẠCH\nTổng kết 1§ năm nuôi ong\n\nI. NHIỆM VỤ\n- Rà soát.")
    assert ("subject", "it holds signs that no word has: §") in {
        (doubt.field, doubt.reason) for doubt in plan.doubts
    }


def test_a_sentence_that_names_the_party_is_no_motto() -> None:
    """The motto is printed in capitals; the subject is not cut before the name."""
    guidance = document(
        "HUYỆN ỦY SÔNG LAM\nBAN TUYÊN GIÁO\n*\nSố 12-HD/BTGHU\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Sông Lam, ngày 15 tháng 01 năm 2018\n\nHƯỚNG DẪN\n"
        "treo cờ mừng ngày thành lập Đảng Cộng sản Việt Nam\n\n"
        "I- NHIỆM VỤ\n1- Treo cờ trước cổng mỗi nhà."
    )
    assert guidance.subject == "treo cờ mừng ngày thành lập Đảng Cộng sản Việt Nam"


def test_the_hour_of_a_telegram_is_no_place() -> None:
    """ "hồi 8 giờ 00" stands between the place and the day."""
    telegram = document(
        "UBND TỈNH ĐÔNG GIANG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 05/CĐ-UBND\n"
        "Đông Giang, hồi 8 giờ 00 ngày 27 tháng 10 năm 2012\n\nCÔNG ĐIỆN\nỨng phó với lũ\n"
    )
    assert (telegram.place, telegram.date) == ("Đông Giang", "2012-10-27")


def test_a_subject_in_quotation_marks_loses_both() -> None:
    """Some Party offices print "V/v …" in quotation marks."""
    letter = document(
        'HUYỆN ỦY SÔNG LAM\n*\nSố 45-CV/HU\n"V/v góp ý dự thảo"\nĐẢNG CỘNG SẢN VIỆT NAM\n'
        "Sông Lam, ngày 05 tháng 02 năm 2024\nKính gửi: Các chi bộ,\n\nHuyện ủy gửi dự thảo."
    )
    assert letter.subject == "góp ý dự thảo"


@pytest.mark.parametrize(
    ("capacity", "doubted"),
    [("T/M BAN THƯỜNG VỤ", False), ("TM. ỦY BAN NHÂN DÂN", True)],
)
def test_a_deputy_signs_for_a_college_without_kt(capacity: str, *, doubted: bool) -> None:
    """A standing committee acts by majority; a chairman's deputy signs with "KT."."""
    letter = document(
        "Số 45-CV/HU\nSông Lam, ngày 05 tháng 02 năm 2024\nKính gửi: Các chi bộ,\n\n"
        f"Huyện ủy gửi dự thảo.\n\nNơi nhận:\n- Như trên.\n{capacity}\nPHÓ CHỦ TỊCH\n\nLê Văn Bến"
    )
    assert any("KT." in doubt.reason for doubt in letter.doubts) is doubted


def test_a_central_body_is_not_completed_by_the_place_of_the_date() -> None:
    """The Central Committee meets in Hà Nội and is not that city's."""
    conclusion = document(
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 47-KL/TW\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Hà Nội, ngày 06 tháng 5 năm 2009\nKẾT LUẬN\nCỦA BAN BÍ THƯ\nvề công tác dân số\n"
        "Sau khi nghe báo cáo, Ban Bí thư kết luận như sau:\n1- Giữ mức sinh."
    )
    assert conclusion.issuer == "Ban Chấp hành Trung ương"
    assert conclusion.subject == "về công tác dân số"


def test_a_date_line_may_have_the_date_in_figures() -> None:
    """As small offices type it; running text with a date is none."""
    guidance = document(
        "HỘI CỰU CHIẾN BINH VIỆT NAM\nHỘI CCB HUYỆN SÔNG LAM\nSố: 18/HD-CCB\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSông Lam, ngày 3/4/2017\nHƯỚNG DẪN\nTổ chức đại hội\n"
        "Thực hiện Kế hoạch của Hội tỉnh Đông Giang, ngày 20/2/2017, Hội hướng dẫn như sau:"
    )
    assert (guidance.place, guidance.date) == ("Sông Lam", "2017-04-03")
    assert guidance.issuer == "Hội Cựu chiến binh huyện Sông Lam"


@pytest.mark.parametrize("rank", ["Thượng tá ", "Đại tá, ThS. ", "BS CKII. ", ""])
def test_a_rank_or_degree_is_no_part_of_the_signers_name(rank: str) -> None:
    """Police, army and hospitals print them."""
    notice = document(
        "Số: 21/TB-CAT\nSông Lam, ngày 05 tháng 02 năm 2024\nTHÔNG BÁO\nTrực Tết\n\n"
        f"Các đội trực đủ quân.\n\nNơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\n\n{rank}Vũ Đức Bến"
    )
    assert notice.signer is not None
    assert notice.signer.name == "Vũ Đức Bến"


def test_an_acting_head_holds_the_office_of_the_capacity() -> None:
    """ "Q. GIÁM ĐỐC" says both, and nothing is doubtful about it."""
    report = document(
        "Số: 21/BC-CVA\nSông Lam, ngày 05 tháng 02 năm 2024\nBÁO CÁO\nSửa cầu cảng\n\n"
        "Đã sửa.\n\nNơi nhận:\n- Lưu: VT.\nQ. GIÁM ĐỐC\n\nVũ Đức Bến"
    )
    assert report.signer == Signer("Vũ Đức Bến", "Q. GIÁM ĐỐC", "Q. GIÁM ĐỐC")
    assert not [doubt for doubt in report.doubts if doubt.field == "signer"]


@pytest.mark.parametrize(
    ("line", "parent", "doubted"),
    [("BỘCÔNGAN", "Bộ Công an", False), ("BỘCÔNGEN", "Bộcôngen", True)],
)
def test_words_run_together_are_parted_or_doubted(line: str, parent: str, *, doubted: bool) -> None:
    """A known name is known without its spaces; else somebody is asked to look."""
    notice = document(
        f"{line}\nCÔNG AN TỈNH CÀ MAU\nSố: 21/TB-CAT\nCà Mau, ngày 05 tháng 02 năm 2024\n"
        "THÔNG BÁO\nTrực Tết\n\nCác đội trực đủ quân."
    )
    assert (notice.parent_issuer, notice.issuer) == (parent, "Công an tỉnh Cà Mau")
    assert any(d.field == "parent_issuer" for d in notice.doubts) is doubted


def test_the_dashes_under_a_title_may_be_misread_as_letters() -> None:
    """They end the subject as the dashes themselves do."""
    plan = document("Số 7-KH/HU\nKẾ HOẠCH\nnuôi ong lấy mật ở ven sông Lam\nwee\n\nI- NHIỆM VỤ\n")
    assert plan.subject == "nuôi ong lấy mật ở ven sông Lam"


PLAIN = """\
{head}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Mường Sại, ngày 5 tháng 4 năm 2018
KẾ HOẠCH
Nạo vét mương trước mùa mưa
1. Các bản nạo vét mương Bà Tư.
"""


@pytest.mark.parametrize(
    ("head", "issuer", "parent"),
    [
        (
            "CỤC THADS TỈNH SÓC TRĂNG\nCHI CỤC THADS HUYỆN KẾ SÁCH\nSố: 18/KH-CCTHADS",
            "Chi cục Thi hành án dân sự huyện Kế Sách",
            "Cục Thi hành án dân sự tỉnh Sóc Trăng",
        ),
        (
            "UBND HUYỆN QUỲNH NHAI\nBCH PCTT&TKCN\nSố: 9/KH-PCTT",
            "Ban Chỉ huy Phòng, chống thiên tai và Tìm kiếm cứu nạn huyện Quỳnh Nhai",
            "Ủy ban nhân dân huyện Quỳnh Nhai",
        ),
        (
            "SỞ NN VÀ PTNT SƠN LA\nHẠT KIỂM LÂM HUYỆN QUỲNH NHAI\nSố: 9/KH-HKL",
            "Hạt Kiểm lâm huyện Quỳnh Nhai",
            "Sở Nông nghiệp và Phát triển nông thôn Sơn La",
        ),
        (
            "HỘI LHPN TỈNH SƠN LA\nBAN THƯỜNG VỤ\nSố: 9/KH-BTV",
            "Ban Thường vụ Hội Liên hiệp Phụ nữ tỉnh Sơn La",
            "Hội Liên hiệp Phụ nữ tỉnh Sơn La",
        ),
        (
            "NGÂN HÀNG NHÀ NƯỚC VIỆT NAM\nCHI NHÁNH TỈNH SƠN LA\nSố: 9/KH-SLA",
            "Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh Sơn La",
            None,
        ),
        (
            "TỔNG CÔNG TY ĐIỆN LỰC MIỀN BẮC\nCÔNG TY ĐIỆN LỰC SƠN LA\nSố: 9/KH-PCSL",
            "Công ty Điện lực Sơn La",
            "Tổng công ty Điện lực Miền Bắc",
        ),
    ],
)
def test_abbreviations_in_a_letterhead_are_spelled_out(
    head: str, issuer: str, parent: str | None
) -> None:
    plan = document(PLAIN.format(head=head))
    assert (plan.issuer, plan.parent_issuer and plan.parent_issuer.casefold()) == (
        issuer,
        parent and parent.casefold(),
    )


def test_an_unknown_abbreviation_in_the_issuer_stays_and_is_doubted() -> None:
    plan = document(PLAIN.format(head="UBND TỈNH SƠN LA\nTRUNG TÂM QWK\nSố: 9/KH-QWK"))
    assert plan.issuer == "Trung tâm QWK tỉnh Sơn La"
    assert any(d.field == "issuer" and "QWK" in d.reason for d in plan.doubts)


def test_the_youth_union_prints_its_name_for_a_motto() -> None:
    """It is no issuer, and the number may have no dash (guidance 29-HD/TWĐTN-VP)."""
    text = PLAIN.format(head="TỈNH ĐOÀN SƠN LA\nBCH HUYỆN ĐOÀN QUỲNH NHAI\n***\nSố: 12 KH/ĐTN")
    state = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    plan = document(text.replace(state, "ĐOÀN TNCS HỒ CHÍ MINH"))
    assert plan.issuer == "Ban Chấp hành Huyện đoàn Quỳnh Nhai"
    assert plan.parent_issuer == "Tỉnh đoàn Sơn La"
    assert (plan.number, plan.symbol) == ("12 KH/ĐTN", "KH/ĐTN")


def test_a_number_of_a_scan_without_its_dash_is_doubted() -> None:
    text = PLAIN.format(head="HUYỆN ỦY QUỲNH NHAI\n*\nSố 12 KH/HU").replace(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", "ĐẢNG CỘNG SẢN VIỆT NAM"
    )
    lines = [scanned(line, 100, 100 + 40 * n) for n, line in enumerate(text.splitlines())]
    read = parse(lines, (PageInfo(1, Route.OCR, 1200, 1700, 150.0),), grammar())[0]
    assert any(d.field == "number" for d in read.doubts)


@pytest.mark.parametrize(
    ("line", "number", "date", "place"),
    [
        ("Số 08-CT/HU      Nậm Lạnh, ngày 12-3-2013", "08-CT/HU", "2013-03-12", "Nậm Lạnh"),
        ("Số: 45A/KH-TTYT    Nậm Lạnh, ngày 2/3/2009", "45A/KH-TTYT", "2009-03-02", "Nậm Lạnh"),
        (
            "Số: 12/SGD&ĐT-GDTrH    Tp. Vĩnh An, ngày 02 tháng 3 năm 2011",
            "12/SGD&ĐT-GDTrH",
            "2011-03-02",
            "Tp. Vĩnh An",
        ),
        (
            "Số: 12/SGDĐT/GDTrH    Nậm Lạnh, ngày 02 tháng 3 năm 2011",
            "12/SGDĐT/GDTrH",
            "2011-03-02",
            "Nậm Lạnh",
        ),
        (
            "Số: 45 /TB - BCĐ    Nậm Lạnh, ngày 2 tháng 3 năm 2009",
            "45/TB-BCĐ",
            "2009-03-02",
            "Nậm Lạnh",
        ),
        (
            "Số: 12/STC+SKHĐT-ĐT    TX. Nậm Lạnh, ngày 2 tháng 3 năm 2009",
            "12/STC+SKHĐT-ĐT",
            "2009-03-02",
            "TX. Nậm Lạnh",
        ),
    ],
)
def test_a_number_and_a_date_on_one_line_are_parted(
    line: str, number: str, date: str, place: str
) -> None:
    plan = document(HEAD.format(number=line, dated=""))
    assert (plan.number, plan.date, plan.place) == (number, date, place)


JOINT = """\
HUYỆN ĐOÀN SÔNG MÃ - PHÒNG GIÁO DỤC VÀ ĐÀO TẠO
Số: 3/KHLT-HĐ-PGDĐT
Sông Mã, ngày 5 tháng 4 năm 2018
KẾ HOẠCH LIÊN TỊCH
Dạy bơi cho thiếu nhi
Căn cứ Kế hoạch số 8/KH-UBND ngày 02/01/2018 của Ủy ban nhân dân huyện;
1. Các trường mở lớp bơi.
2. Huyện đoàn cấp áo phao.
TM. BTV HUYỆN ĐOÀN                         {capacity}
     BÍ THƯ                                 {title}

  {left}                             {right}
Nơi nhận:
- Huyện ủy;
- Lưu.
"""


@pytest.mark.parametrize("right", ["Lường Văn Pản", "Thượng tá Lường Văn Pản"])
def test_of_two_signatures_abreast_the_right_one_signs_and_the_other_is_a_doubt(right: str) -> None:
    joint = document(
        JOINT.format(
            capacity="KT. TRƯỞNG PHÒNG", title="PHÓ TRƯỞNG PHÒNG", left="Lò Thị Én", right=right
        )
    )
    assert joint.signer == Signer("Lường Văn Pản", "PHÓ TRƯỞNG PHÒNG", "KT. TRƯỞNG PHÒNG")
    assert any(d.field == "signer" and "Lò Thị Én" in d.reason for d in joint.doubts)


def test_names_of_the_central_highlands_sign() -> None:
    text = HEAD.format(number="Số: 9/KH-UBND", dated="Đồng Sậy, ngày 5 tháng 4 năm 2023")
    plan = document(text + "CHỦ TỊCH\nK'Brang Ya\n")
    assert plan.signer is not None
    assert plan.signer.name == "K'Brang Ya"


def test_what_a_copy_prints_for_a_signature_is_no_recipient() -> None:
    text = HEAD.format(number="Số: 9/KH-UBND", dated="Đồng Sậy, ngày 5 tháng 4 năm 2023")
    foot = "Nơi nhận:         CHỦ TỊCH\n- Huyện ủy;        (đã ký và đóng dấu)\n- Lưu: VT.\n"
    plan = document(f"{text}{foot}Lê Văn Pản\n")
    assert plan.recipients == ("Huyện ủy", "Lưu: VT")


def restored(text: str) -> list[RestoredLine]:
    """A text without marks, and the restorer's guess at each of its words."""
    lines = []
    for line in text.splitlines():
        words = [(m.start(), m.end(), m.group()) for m in re.finditer(r"\S+", line)]
        changes = [
            Change(a, b, strip_marks(word), word, "marks", 0.9)
            for a, b, word in words
            if strip_marks(word) != word
        ]
        lines.append(RestoredLine.apply(Line(1, strip_marks(line)), changes))
    return lines


@pytest.mark.parametrize(
    ("place", "doubtful"),
    [("Quỳnh Nhai", False), ("Mường Gưỡng", True)],
)
def test_the_marks_of_a_place_that_no_list_has_are_a_doubt(place: str, doubtful: bool) -> None:
    head = f"ỦY BAN NHÂN DÂN\nHUYỆN {place.upper()}\nSố: 9/KH-UBND"
    text = PLAIN.format(head=head).replace("Mường Sại", place)
    (plan,) = parse(restored(text), (), grammar())
    assert plan.issuer == f"Ủy ban nhân dân huyện {place}"
    named = {d.field for d in plan.doubts if "no list confirms" in d.reason}
    assert named == ({"issuer", "place"} if doubtful else set())


def test_people_that_schools_are_named_after_keep_their_capitals() -> None:
    head = "UBND HUYỆN QUỲNH NHAI\nTRƯỜNG THCS NGUYỄN BỈNH KHIÊM\nSố: 9/KH-THCS"
    plan = document(PLAIN.format(head=head))
    assert plan.issuer == "Trường Trung học cơ sở Nguyễn Bỉnh Khiêm"


@pytest.mark.parametrize("first", ["VP. UBND TP (b/c)", "UBND TP", "TT. HĐND, UBND"])
def test_a_recipient_in_capitals_beside_an_office_is_no_capacity(first: str) -> None:
    """Two columns on one line of a text."""
    foot = (
        f"Nơi nhận:{' ' * 33}TM. ỦY BAN NHÂN DÂN\n- {first};{' ' * 30}CHỦ TỊCH\n"
        f"- Các ấp;\n- Lưu: VP.{' ' * 34}Trần Thị Út Em\n"
    )
    found = document(PLAN.split("Nơi nhận")[0] + foot)
    assert found.signer == Signer("Trần Thị Út Em", "CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN")
    assert found.recipients == (first, "Các ấp", "Lưu: VP")


def test_a_title_that_opens_like_a_preamble_ends_where_the_preamble_begins() -> None:
    """ "Theo dõi …" right above "Căn cứ …": the title fills its line no more than others do."""
    text = HEAD.format(number="Số: 9/KH-UBND", dated="Đồng Sậy, ngày 5 tháng 4 năm 2023")
    title = "Theo dõi mực nước các mương"
    plan = document(text.replace("Nạo vét mương trước mùa mưa", title))
    assert plan.subject == title
    assert [cited.number for cited in plan.legal_basis] == ["88/QĐ-UBND"]


def test_a_number_line_that_cannot_be_read_names_no_issuer() -> None:
    plan = document(PLAIN.format(head="Số: 12 KH UBND"))
    assert not (plan.issuer or "").startswith("Số")


def test_a_mark_of_urgency_below_the_subject_of_a_dispatch_is_no_part_of_it() -> None:
    letter = document(
        "UBND HUYỆN QUỲNH NHAI\nVĂN PHÒNG\nSố: 7/VP-TH\nV/v trực lũ\nKHẨN\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Quỳnh Nhai, ngày 5 tháng 4 năm 2018\nKính gửi: Các xã.\n1. Các xã trực lũ.\n"
    )
    assert (letter.subject, letter.marks.urgency) == ("trực lũ", "KHẨN")


def test_a_council_in_session_is_no_part_of_the_subject_and_names_the_issuer() -> None:
    found = document(
        "NGHỊ QUYẾT\nVỀ NUÔI ONG TRONG RỪNG TRÀM\nHỘI ĐỒNG NHÂN DÂN TỈNH LẠNG SƠN\n"
        "KHÓA VI, KỲ HỌP THỨ NĂM\nCăn cứ Luật Đê điều ngày 29 tháng 11 năm 2006;\nQUYẾT NGHỊ:\n"
        "Điều 1. Thông qua đề án nuôi ong.\n"
    )
    assert found.subject == "Về nuôi ong trong rừng tràm"
    assert found.issuer == "Hội đồng nhân dân tỉnh Lạng Sơn"


def test_the_committee_of_the_chairman_who_decides_is_the_issuer() -> None:
    found = document(
        "QUYẾT ĐỊNH\nVề việc nuôi ong\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN\n"
        "Căn cứ Luật Đê điều ngày 29 tháng 11 năm 2006;\nQUYẾT ĐỊNH:\nĐiều 1. Cho nuôi ong.\n"
    )
    assert found.subject == "Về việc nuôi ong"
    assert found.issuer == "Ủy ban nhân dân tỉnh Lạng Sơn"


def test_items_with_dashes_under_a_title_in_capitals_are_no_subject() -> None:
    found = document(
        "Số 4-HD/BTG\nHƯỚNG DẪN\nKIỆN TOÀN ĐỘI THUYỀN CÁC CẤP\n"
        "- Căn cứ Quy định số 5-QĐ/TW, ngày 3/2/2031 của Ban Bí thư về đua thuyền;\n"
        "I. NHIỆM VỤ\n- Đóng ba thuyền.\n"
    )
    assert found.subject == "Kiện toàn đội thuyền các cấp"
    assert [cited.number for cited in found.legal_basis] == ["5-QĐ/TW"]


def test_the_first_sentence_of_a_telegram_is_no_subject() -> None:
    found = document(
        "Số: 5/CĐ-UBND\nCÔNG ĐIỆN\n"
        "Trong mấy ngày vừa qua, trên địa bàn tỉnh đã xảy ra mưa rất lớn trên diện rộng, lũ trên "
        "các sông đều vượt báo động ba.\nChủ tịch Ủy ban nhân dân tỉnh yêu cầu:\n"
        "1. Công an tỉnh chốt chặn các ngầm tràn.\n"
    )
    assert found.subject is None


@pytest.mark.parametrize("ward", ["AN HÒA", "AN BÌNH"])
def test_a_ward_whose_name_begins_with_an_is_no_type(ward: str) -> None:
    """PHƯỜNG AN … and PHƯƠNG ÁN … differ by their marks alone."""
    name = ward.title()
    found = document(
        f"ỦY BAN NHÂN DÂN\nPHƯỜNG {ward}\nSố: 5/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        f"Độc lập - Tự do - Hạnh phúc\n{name}, ngày 3 tháng 2 năm 2031\nKẾ HOẠCH\nNuôi ong\n"
    )
    assert (found.type, found.subject) == ("Kế hoạch", "Nuôi ong")
    assert found.issuer == f"Ủy ban nhân dân phường {name}"
    plan = document("Số: 5/PA-UBND\nPHƯƠNG ÁN\nChống lụt trong mùa mưa\n")
    assert (plan.type, plan.subject) == ("Phương án", "Chống lụt trong mùa mưa")


@pytest.mark.parametrize(
    ("school", "place"),
    [("Trường Tiểu học Tân Lập", "Tân Lập"), ("Trường Mầm non Bình An", "Bình An")],
)
def test_a_name_that_ends_in_its_place_is_whole(school: str, place: str) -> None:
    found = document(
        f"{school.upper()}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        f"{place}, ngày 3 tháng 2 năm 2031\nKẾ HOẠCH\nNuôi ong\n"
    )
    assert found.issuer == school
