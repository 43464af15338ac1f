"""What the parser makes of scans: handwriting, specks, stamps, seals. All documents are made up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from parse_support import document, grammar, scanned

from vnplan.model import Box, Line, PageInfo, RestoredLine, Route, Word, Zone
from vnplan.parse import parse
from vnplan.parse.tasks.duties import bodies_of_heading
from vnplan.parse.text.numbers import NumberRule
from vnplan.parse.text.passage import Passage
from vnplan.parse.text.specks import tidied
from vnplan.record import Document

PAGE = PageInfo(1, Route.OCR, 1200, 1700, 150.0)


def head(number: RestoredLine, dated: RestoredLine, *more: RestoredLine) -> list[RestoredLine]:
    """A letterhead of two columns, the left one first."""
    return [
        scanned("ỦY BAN NHÂN DÂN", 100, 50),
        scanned("XÃ ĐỒNG SẬY", 120, 80),
        number,
        *more,
        scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 50),
        scanned("Độc lập - Tự do - Hạnh phúc", 650, 80),
        dated,
        scanned("KẾ HOẠCH", 500, 220),
        scanned("Nạo vét mương trước mùa mưa", 420, 250),
        scanned("I. NHIỆM VỤ", 130, 300),
        scanned("- Nạo vét mương Bà Tư từ cầu Sắt đến đập Ông Hai.", 130, 330),
    ]


NUMBER = scanned("Số: 9/KH-UBND", 130, 110)
DATED = scanned("Đồng Sậy, ngày 05 tháng 4 năm 2023", 620, 110)


def read(lines: list[RestoredLine]) -> Document:
    (only,) = parse(lines, (PAGE,), grammar())
    return only


def reasons(found: Document, field: str) -> list[str]:
    return [doubt.reason for doubt in found.doubts if doubt.field == field]


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("Số: §KH-UBND", "KH-UBND"),
        ("Số: jÍKH-UBND", "KH-UBND"),
        ("Số: 4ƒ#1PGDĐT-TH", "PGDĐT-TH"),
        ("Số: 2/%QĐ-SXD", "QĐ-SXD"),
        ("Số ƒ§#'KH/HU", "KH/HU"),
        ("Sẽ: DV /VP-TH", "VP-TH"),
        ("Sé: /KH-SXD", "KH-SXD"),
        ("Số: ðjcr- UBND", None),
    ],
)
def test_a_damaged_number_line_is_a_number_line(line: str, symbol: str | None) -> None:
    """It gives the symbol, no number, a doubt, and never the name of a body."""
    plan = read(head(scanned(line, 130, 110), DATED))
    assert (plan.number, plan.symbol) == (None, symbol)
    assert len(reasons(plan, "number")) == 1
    assert plan.issuer == "Ủy ban nhân dân xã Đồng Sậy"
    assert plan.parent_issuer is None


@pytest.mark.parametrize(
    ("line", "confidence", "number"),
    [
        ("Số: 9/KH-UBND", 0.95, "9/KH-UBND"),
        ("Số: 9/KH-UBND", 0.8, "9/KH-UBND"),
        ("Số: 9/KH-UBND", 0.4, None),
        ("Số: 9 /KH-UBND", 0.95, "9/KH-UBND"),
        ("Số:9 /KH-UBND", 0.8, None),
    ],
)
def test_a_serial_that_may_be_handwritten_is_not_stated(
    line: str, confidence: float, number: str | None
) -> None:
    """What is stated has no doubt beside it; what is not, has one with the best reading."""
    plan = read(head(scanned(line, 130, 110, confidence), DATED))
    assert plan.number == number
    due = [] if number else ["the serial is hard to read, perhaps handwritten; read as 9"]
    assert reasons(plan, "number") == due


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 12023/NQ-HĐND", None),
        ("Số: 4572023/NQ-HĐND", None),
        ("Số: 12/2023/NQ-HĐND", "12/2023/NQ-HĐND"),
        ("Số: 2023/NQ-HĐND", "2023/NQ-HĐND"),
    ],
)
def test_a_slash_before_the_year_that_may_have_been_read_as_a_digit(
    line: str, number: str | None
) -> None:
    """A draft's serial is blank: "/2023/NQ-HĐND" is no number 12023."""
    plan = read(head(scanned(line, 130, 110), DATED))
    assert plan.number == number
    assert bool(reasons(plan, "number")) == (number is None)


@pytest.mark.parametrize(
    ("day", "confidence", "date"),
    [("15", 0.95, "2023-04-15"), ("15", 0.7, "2023-04"), ("5", 0.95, "2023-04")],
)
def test_a_day_that_may_be_handwritten_is_not_stated(
    day: str, confidence: float, date: str
) -> None:
    """Days below ten are printed with a zero; a reader may have lost a digit."""
    dated = scanned(f"Đồng Sậy, ngày {day} tháng 4 năm 2023", 620, 110, confidence)
    plan = read(head(NUMBER, dated))
    assert plan.date == date
    assert any(f"read as {day}" in reason for reason in reasons(plan, "date")) == (len(date) < 10)


def test_a_speck_before_the_first_line_does_not_hide_the_letterhead() -> None:
    """It looks like the dash of an item."""
    lines = head(NUMBER, DATED)
    lines[0] = scanned("- ỦY BAN NHÂN DÂN", 80, 50)
    plan = read(lines)
    assert (plan.number, plan.issuer) == ("9/KH-UBND", "Ủy ban nhân dân xã Đồng Sậy")


def test_the_lines_of_a_stamp_are_neither_issuer_nor_subject() -> None:
    """Office, number and date of the receiver, also where they share a line with the subject."""
    lines = head(
        NUMBER,
        DATED,
        scanned("PHÒNG NỘI VỤ H. SÔNG LAM", 60, 180),
        scanned("Số: 611", 120, 210),
    )
    at = next(i for i, line in enumerate(lines) if line.text.startswith("Nạo vét"))
    words = [*scanned("ĐẾN Ngày: 07/4/2023", 60, 250).line.words, *lines[at].line.words]
    lines[at] = RestoredLine.untouched(type(lines[at].line).of(1, words))
    lines.insert(at + 1, scanned("Chuyển:", 120, 275))
    plan = read(lines)
    assert (plan.number, plan.issuer) == ("9/KH-UBND", "Ủy ban nhân dân xã Đồng Sậy")
    assert plan.subject == "Nạo vét mương trước mùa mưa"
    assert plan.marks.received is not None
    assert (plan.marks.received.number, plan.marks.received.date) == ("611", "2023-04-07")


def test_a_coloured_stamp_is_known_by_its_ink_whatever_it_reads_like() -> None:
    lines = head(NUMBER, DATED)
    at = next(i for i, line in enumerate(lines) if line.text == "KẾ HOẠCH")
    texts = ("UBND HUYỆN SÔNG LAM", "CÔNG VĂN ĐẾN", "Số: 611", "Ngày: 07/4/2023", "HỎA TỐC")
    for number, text in enumerate(texts):
        line = replace(scanned(text, 60, 180 + 30 * number).line, zone=Zone.COLOURED_STAMP)
        lines.insert(at + number, RestoredLine.untouched(line))
    plan = read(lines)
    assert (plan.type, plan.subject) == ("Kế hoạch", "Nạo vét mương trước mùa mưa")
    assert plan.issuer == "Ủy ban nhân dân xã Đồng Sậy"
    assert plan.marks.received is not None and plan.marks.urgency == "HỎA TỐC"
    assert (plan.marks.received.number, plan.marks.received.date) == ("611", "2023-04-07")


def test_small_letters_in_a_stamp_of_a_garbled_text() -> None:
    """Its date is no part of the subject, and the subject goes on below it."""
    plan = document(
        "ỦY BAN NHÂN DÂN\nXÃ ĐỒNG SẬY\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 9/KH-UBND\n"
        "Đồng Sậy, ngày 05 tháng 4 năm 2023\nKẾ HOẠCH\nNạo vét mương trước\n"
        "DEN ngày: 07/4/2023\nmùa mưa\n\nI. NHIỆM VỤ\n- Nạo vét mương Bà Tư.\n"
    )
    assert plan.subject == "Nạo vét mương trước mùa mưa"
    assert plan.marks.received is not None
    assert plan.marks.received.date == "2023-04-07"


def test_a_mark_of_urgency_is_spelled_as_the_list_spells_it() -> None:
    """Its frame makes readers lose marks."""
    plan = read(head(NUMBER, DATED, scanned("KHĂN", 140, 150)))
    assert plan.marks.urgency == "KHẨN"


@pytest.mark.parametrize(
    ("foot", "signer"),
    [
        (["KT. GIAM ĐOC", "PHO GIAM ĐOC", "Trần Thị Lụa"], ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (["KT, CHỦ TICH", "⁄.PHU'GCHU TỊCH", "Trần Thị Lụa"], ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (["IM. UY BAN NHAN DAN", "CHỦ TICH", "Lý A Sình"], ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ([". 'IM. UY BAN NHAN DAN", "“Z TỊCH", "Lý A Sình"], ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (["T/M BAN THƯỜNG VỤ", "di .PH 3BÍ THƯ", "Lý A Sình"], ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")),
        (["KT. GIÁM ĐỐC", "GIAM ĐỌC", "Trần Thị Lụa"], ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (["KT. CHỦ TỊCH", "TỊCH", "Trần Thị Lụa"], ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    ],
)
def test_offices_under_a_seal(foot: list[str], signer: tuple[str, str]) -> None:
    """Capacity and office are those of the list that the damaged lines come nearest to."""
    lines = head(NUMBER, DATED)
    lines += [scanned("Nơi nhận:", 100, 400), scanned("- Lưu: VT.", 100, 430)]
    lines += [scanned(line, 700, 400 + 30 * at) for at, line in enumerate(foot)]
    found = read(lines).signer
    assert found is not None
    assert (found.capacity, found.title) == signer
    assert found.name == foot[-1]


def test_letters_of_a_seal_are_no_part_of_the_capacity() -> None:
    """They stand further below it than its next line would."""
    lines = head(NUMBER, DATED)
    lines += [scanned("Nơi nhận:", 100, 400), scanned("- Lưu: VT.", 100, 430)]
    lines += [scanned("T/M BAN THƯỜNG VỤ", 700, 400), scanned("AN", 720, 560)]
    found = read(lines).signer
    assert found is not None
    assert found.capacity == "T/M BAN THƯỜNG VỤ"


@pytest.mark.parametrize(("line", "name"), [("Lý A Sình", "Lý A Sình"), ("Hoàng Anh", None)])
def test_a_scanned_name_of_two_syllables_may_have_lost_one(line: str, name: str | None) -> None:
    """A signature hides syllables; the rest is a doubt, not a name."""
    lines = head(NUMBER, DATED)
    lines += [scanned("Nơi nhận:", 100, 400), scanned("- Lưu: VT.", 100, 430)]
    lines += [scanned("CHỦ TỊCH", 700, 400), scanned(line, 700, 500)]
    plan = read(lines)
    assert plan.signer is not None
    assert plan.signer.name == name
    lost = [reason for reason in reasons(plan, "signer") if "lost a syllable" in reason]
    assert any(line in reason for reason in lost) == (name is None)


@pytest.mark.parametrize(
    ("line", "clean"),
    [
        (". Nạo vét mương '", "Nạo vét mương"),
        ("'mùa khô ˆ năm 2025", "mùa khô năm 2025"),
        ("- Nạo vét mương;", "- Nạo vét mương;"),
        ("_a) Nạo vét _các mương_", "a) Nạo vét các mương"),
        ("ngày __ tháng 4", "ngày __ tháng 4"),
        ("trong quý I/⁄2024 °", "trong quý I/2024"),
        ("'Mương' Bà Tư", "'Mương' Bà Tư"),
        ("nạo vét mương./. “4", "nạo vét mương./."),
        ("nạo vét mương./. hu", "nạo vét mương./."),
        ("nạo vét mương./. KT.", "nạo vét mương./. KT."),
    ],
)
def test_specks_are_cut_and_every_word_still_knows_its_place(line: str, clean: str) -> None:
    """What is left has the box of its own words."""
    tidy = tidied(Passage.of_line(scanned(line, 100, 50)))
    assert tidy.text == clean
    box = tidy.box()
    assert box is not None
    assert 100 <= box.left < box.right <= 100 + 10 * len(line)


def test_a_label_that_the_sequence_tells_is_put_right() -> None:
    """ "S." after "4." is "5."; alone it is a letter."""
    plan = document(
        "Số: 2/CT-UBND\nCHỈ THỊ\nGiữ đê\n\n4. Công an xã tuần tra đê.\n"
        "S. Hội Nông dân xã vận động hội viên canh cống.\n"
    )
    assert [task.section for task in plan.tasks] == [None, None]
    assert plan.tasks[1].text == "Hội Nông dân xã vận động hội viên canh cống."


def test_a_file_that_is_an_annex_only() -> None:
    """The title in capitals below "Phụ lục II" is its subject; it has no number of its own."""
    annex = document(
        "Phụ lục II\nDANH SÁCH CÁC MƯƠNG\nCẦN NẠO VÉT TRƯỚC MÙA MƯA\n"
        "(Kèm theo Quyết định số 8/QĐ-UBND ngày 03/4/2023 của Chủ tịch UBND xã)\n1. Mương Bà Tư.\n"
    )
    assert (annex.type, annex.number) == ("Phụ lục", None)
    assert annex.subject == "Danh sách các mương cần nạo vét trước mùa mưa"


def test_misread_letters_of_a_cited_symbol_are_told_by_the_words_around_it() -> None:
    """The type before the number, the body after it; a symbol of its own kind stays."""
    plan = document(
        "Số: 2/KH-UBND\nKẾ HOẠCH\nGiữ đê\n\nThực hiện Chỉ thị số 3/CT1-UBND ngày 02/01/2023 của "
        "UBND tỉnh; Công điện số 4/CĐ-ITg ngày 03/01/2023 của Thủ tướng Chính phủ;\n"
        "Căn cứ Nghị quyết số 5-NQ/EU ngày 04/01/2023 của Tỉnh ủy Long Sơn;\n"
        "Theo đề nghị của Phòng Kinh tế tại Tờ trình số 6/TTr-PKT ngày 05/01/2023,\n"
        "I. NHIỆM VỤ\n- Đắp đê.\n"
    )
    assert [cited.number for cited in plan.legal_basis] == [
        "3/CT-UBND", "4/CĐ-TTg", "5-NQ/TU", "6/TTr-PKT",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "due"), [("quý H/2024", "quý II/2024"), ("quý 1/2024", "quý 1/2024")]
)
def test_a_quarter_is_put_right_only_where_one_is_meant(printed: str, due: str) -> None:
    """No quarter is written H; 1 may be what is printed."""
    plan = document(
        f"Số: 2/KH-UBND\nKẾ HOẠCH\nGiữ đê\n\nI. NHIỆM VỤ\n- Đắp đê Ba Bông trong {printed}.\n"
    )
    assert plan.tasks[0].text == f"Đắp đê Ba Bông trong {due}."


def test_names_in_capitals_that_lost_a_mark_or_a_letter() -> None:
    """The head is spelled as in the list; the place as in the date line and the text."""
    plan = document(
        "TĨNH ỦY LONG SƠN     ĐẢNG CỘNG SẢN VIỆT NAM\n"
        "BAN DÂN VẬN     Long Sơn, ngày 02 tháng 6 năm 2020\n*\nSố 8-HD/BDVTU\nHƯỚNG DẪN\n"
        "tổ chức ngày hội nhặt rác bờ biển\n-----\n1. Các huyện ủy cử đội tình nguyện.\n"
    )
    assert plan.parent_issuer == "Tỉnh ủy Long Sơn"
    ward = document(
        "ỦY BAN NHÂN DÂN\nPHƯỜNG KÊNH XÁNGG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 2/KH-UBND\n"
        "Kênh Xáng, ngày 02 tháng 6 năm 2025\nKẾ HOẠCH\nVớt lục bình\n\n"
        "I. NHIỆM VỤ\n- Vớt lục bình trên địa bàn phường Kênh Xáng.\n"
    )
    assert ward.issuer == "Ủy ban nhân dân phường Kênh Xáng"


def test_lists_and_titles_without_what_a_reader_added() -> None:
    """A dash before a small letter, a misread "VT", letters after the list's end."""
    lines = head(NUMBER, DATED)
    at = next(i for i, line in enumerate(lines) if line.text.startswith("Nạo vét"))
    lines[at : at + 1] = [
        scanned("Nạo vét mương -", 420, 250),
        scanned("'trước mùa mưa", 420, 275),
    ]
    lines += [scanned("Nơi nhận:", 100, 400), scanned("- Trạm Y tế: ¬; _ - Công an xã:", 100, 415)]
    lines += [scanned("- Lưu: VI, KT.", 100, 430)]
    plan = read(lines)
    assert plan.subject == "Nạo vét mương trước mùa mưa"
    assert plan.recipients == ("Trạm Y tế", "Công an xã", "Lưu: VT, KT")


LOST = """\
Số: 2/KH-UBND
KẾ HOẠCH
Giữ đê

I. TỔ CHỨC THỰC HIỆN

1. Công an xã
- Tuần tra đê Ba Bông mỗi đêm trong suốt mùa nước nổi năm nay.
{second}
- Vận động hội viên canh cống Cái Sậy.
3. Trạm Y tế
- Trực cấp cứu.
"""


@pytest.mark.parametrize(
    "second", ["Hội Nông dân xã", "-.19' Hội Nông dân xã", "2. Hội Nông dân xã"]
)
def test_a_heading_that_lost_its_number_has_that_of_its_place(second: str) -> None:
    """Between "1." and "3." stands the second."""
    tasks = document(LOST.format(second=second)).tasks
    assert [(task.section, task.heading) for task in tasks] == [
        ("I.1", "Công an xã"), ("I.2", "Hội Nông dân xã"), ("I.3", "Trạm Y tế"),
    ]  # fmt: skip


def test_a_heading_of_names_goes_on_below() -> None:
    """The second line of a list of bodies is no task."""
    tasks = document(
        LOST.format(second="2. Hội Nông dân xã, Đoàn Thanh niên xã,\nỦy ban nhân dân xã, Trạm Y tế")
    ).tasks
    assert [who.name for who in tasks[1].assignees] == [
        "Hội Nông dân xã", "Đoàn Thanh niên xã", "Ủy ban nhân dân xã", "Trạm Y tế",
    ]  # fmt: skip


def test_an_article_with_a_comma_and_a_body_that_is_misspelled() -> None:
    """ "Điều 3," after the second is the third; what has duties in its heading has orders below."""
    decision = document(
        "Số: 2/QĐ-UBND\nQUYẾT ĐỊNH\nVề việc lập tổ đê\n\nQUYẾT ĐỊNH:\n"
        "Điều 1. Thành lập Tổ đê gồm 05 người.\nĐiều 2. Tố đê có nhiệm vụ:\n"
        "1. Sắp xếp ca trực đêm.\n2. Gom bao cát về kho.\n"
        "Điều 3, Quyết định này có hiệu lực kể từ ngày ký.\n"
    )
    assert [task.text for task in decision.tasks] == [
        "Sắp xếp ca trực đêm.", "Gom bao cát về kho.",
    ]  # fmt: skip


def test_a_heading_that_is_a_clause_names_only_its_subject() -> None:
    """ "… chịu trách nhiệm thực hiện các nội dung sau" is no part of the body's name."""
    heading = "UBND huyện Tân Lập chịu trách nhiệm thực hiện các nội dung cụ thể như sau"
    found = bodies_of_heading(heading, "organisation", grammar())
    assert [(a.name, a.role) for a in found] == [("UBND huyện Tân Lập", "implement")]


def test_notes_of_digital_signatures_stay_out_of_the_text() -> None:
    """On a scanned page, words without a confidence are a note over it, whatever they say."""
    body = [
        "KẾ HOẠCH",
        "II. NHIỆM VỤ",
        "1. Trạm Y tế chủ trì phun thuốc diệt muỗi tại các thôn",
    ]
    lines = [scanned(text, 200, 100 + 60 * at) for at, text in enumerate(body)]
    note = [Word(text, Box(900, 20, 960, 40)) for text in ("gov.v", "n", "07:00")]
    lines.append(RestoredLine.untouched(Line.of(1, note)))
    (only,) = parse(lines, (PageInfo(1, Route.OCR, 1654, 2339, 200.0),), grammar())
    assert [task.text for task in only.tasks] == [body[-1].removeprefix("1. ")]


def test_a_number_line_that_lost_its_first_letter() -> None:
    """ "ố:" is left of "Số:", and a reader may put another mark on it."""
    for text in ("ố:12/TB-SXD", "ở: 12/TB-SXD"):
        number = NumberRule.of(grammar()).read(text)
        assert number is not None and number.symbol == "TB-SXD"


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    """A footnote and a page number that was misread stand between its lines, by their place."""

    def placed(text: str, left: int, top: int, page: int, zone: Zone) -> RestoredLine:
        line = scanned(text, left, top).line
        return RestoredLine.untouched(replace(line, page=page, zone=zone))

    lines = head(NUMBER, DATED)[:-1]
    lines += [
        placed("- Nạo vét mương Bà Tư từ cầu Sắt đến", 130, 1500, 1, Zone.BODY),
        placed("(1) Mương cấp hai của xã", 100, 1560, 1, Zone.FOOTNOTE),
        placed("Tư:", 590, 60, 2, Zone.PAGE_NUMBER),
        placed("đập Ông Hai trước ngày 30/6/2023.", 100, 130, 2, Zone.BODY),
    ]
    pages = (PAGE, replace(PAGE, number=2))
    (found,) = parse(lines, pages, grammar())
    (task,) = found.tasks
    assert task.text == "Nạo vét mương Bà Tư từ cầu Sắt đến đập Ông Hai trước ngày 30/6/2023."


def test_a_year_that_is_hard_to_read_makes_the_date_doubtful() -> None:
    """However sure day and month are."""
    words = tuple(
        replace(word, confidence=0.2) if word.text == "2023" else word for word in DATED.line.words
    )
    found = read(head(NUMBER, RestoredLine.untouched(Line.of(1, words))))
    assert found.evidence["date"].confidence < 0.3
    assert reasons(found, "date") == ["the date is hard to read"]


def test_a_title_as_long_as_a_line_ends_where_the_preamble_begins() -> None:
    """ "Theo dõi" opens no basis, and the one below it is no part of the title."""
    title = "Theo dõi tình hình thi hành pháp luật về đê điều năm 2023"
    lines = head(NUMBER, DATED)[:-3]
    lines += [
        scanned(title, 260, 250),
        scanned("Căn cứ Quyết định 56/QĐ-UBND ngày 19/12/2022 của UBND huyện về đê", 240, 310),
        scanned("điều và kênh mương; Ủy ban nhân dân xã lập kế hoạch giữ đê như sau:", 200, 340),
        *head(NUMBER, DATED)[-2:],
    ]
    found = read(lines)
    assert found.subject == title
    assert [cited.number for cited in found.legal_basis] == ["56/QĐ-UBND"]


def hardly_read(line: RestoredLine, word: str) -> RestoredLine:
    """The line with one word that the reader could hardly read."""
    words = (replace(w, confidence=0.4) if w.text == word else w for w in line.line.words)
    return RestoredLine.untouched(Line.of(1, tuple(words)))


def test_a_number_that_can_hardly_be_read_makes_a_task_doubtful() -> None:
    """Among many words, however well they are read."""
    task = scanned("- Dọn cỏ hai bên bờ mương Bà Tư xong trước ngày 3/2023.", 130, 360)
    lines = head(NUMBER, DATED)
    assert reasons(read([*lines, task]), "tasks[1]") == []
    found = read([*lines, hardly_read(task, "3/2023.")])
    assert reasons(found, "tasks[1]") == ["a number in it is hard to read"]


def test_one_syllable_that_can_hardly_be_read_makes_a_signer_doubtful() -> None:
    name = scanned("Nguyễn Thị Hằng", 800, 560)
    lines = [*head(NUMBER, DATED), scanned("CHỦ TỊCH", 800, 400)]
    assert reasons(read([*lines, name]), "signer") == []
    found = read([*lines, hardly_read(name, "Hằng")])
    assert found.signer is not None and found.signer.name == "Nguyễn Thị Hằng"
    assert reasons(found, "signer") == ["the name is hard to read"]


@pytest.mark.parametrize(("certainty", "due"), [(0.95, []), (0.4, ["number", "symbol"])])
def test_a_number_is_no_surer_than_its_symbol(certainty: float, due: list[str]) -> None:
    """Whoever reads only the doubts of the number must hear of it."""
    words = [Word("Số:", Box(100, 60, 140, 80), 0.95), Word("31", Box(150, 60, 170, 80), 0.98)]
    number = Line.of(1, [*words, Word("/KH-UBND", Box(180, 60, 300, 80), certainty)])
    (found,) = parse(
        [RestoredLine.untouched(number), scanned("KẾ HOẠCH", 400, 100)],
        (PageInfo(1, Route.OCR),),
        grammar(),
    )
    assert found.number == "31/KH-UBND"
    assert sorted({d.field for d in found.doubts} & {"number", "symbol"}) == due


@pytest.mark.parametrize(
    ("name", "stated", "doubted"),
    [
        ("Bùi Thị Ngọc Lan", "Bùi Thị Ngọc Lan", False),
        ("Bủi Thị Ngọc Lan", "Bùi Thị Ngọc Lan", True),
        ("Bùi Thị Ngọc Lận", "Bùi Thị Ngọc Lận", True),
    ],
)
def test_marks_that_no_name_has_make_a_signer_doubtful(
    name: str, stated: str, *, doubted: bool
) -> None:
    """A family name takes its own marks; a given name stays, and somebody is asked to look."""
    foot = [scanned("Nơi nhận:", 130, 380), scanned("CHỦ TỊCH", 700, 380), scanned(name, 700, 480)]
    signed = read([*head(NUMBER, DATED), *foot])
    assert signed.signer is not None
    assert signed.signer.name == stated
    assert bool(reasons(signed, "signer")) is doubted


def signed(*foot: RestoredLine) -> Document:
    """A plan with what stands in the two columns at its foot."""
    return read([*head(NUMBER, DATED), *foot])


def zoned(line: str, left: int, top: int, zone: Zone, confidence: float = 0.95) -> RestoredLine:
    placed = scanned(line, left, top, confidence).line
    return RestoredLine.untouched(replace(placed, zone=zone))


LIST = (
    zoned("Nơi nhận:", 100, 400, Zone.RECIPIENTS),
    zoned("- Lưu: VT.", 100, 430, Zone.RECIPIENTS),
)


def test_a_name_of_two_syllables_right_below_its_offices_is_whole() -> None:
    """A lost syllable would have moved the middle of what is left."""
    centred = (scanned("KT. CHỦ TỊCH", 700, 400), scanned("PHÓ CHỦ TỊCH", 700, 430))
    whole = signed(*LIST, *centred, scanned("Tạ Khoan", 720, 520)).signer
    moved = signed(*LIST, *centred, scanned("Tạ Khoan", 740, 520)).signer
    assert whole is not None and moved is not None
    assert (whole.name, moved.name) == ("Tạ Khoan", None)


def test_a_wide_gap_inside_a_name_has_lost_a_syllable() -> None:
    """ "Nguyễn Văn" and "Sông" with room for another word between them."""
    close, far = scanned("Nguyễn Văn", 700, 500), scanned("Sông", 860, 500)
    line = RestoredLine.untouched(Line.of(1, [*close.line.words, *far.line.words]))
    plan = signed(*LIST, scanned("CHỦ TỊCH", 700, 400), line)
    assert plan.signer is not None and plan.signer.name is None
    assert "the name may have lost a syllable; read as Nguyễn Văn Sông" in reasons(plan, "signer")


def test_a_line_of_the_signature_is_no_recipient() -> None:
    """What a pen or a seal left there is not addressed, though the list is still open."""
    open_list = (
        zoned("Nơi nhận:", 100, 400, Zone.RECIPIENTS),
        zoned("- Trạm Y tế xã;", 100, 430, Zone.RECIPIENTS),
    )
    plan = signed(
        *open_list,
        zoned("GIÁM bóc", 720, 400, Zone.SIGNATURE),
        zoned("PHÓ GIÁM ĐỐC", 700, 430, Zone.SIGNATURE),
        zoned("Lý A Sình", 710, 520, Zone.SIGNATURE),
    )
    assert plan.recipients == ("Trạm Y tế xã",)


@pytest.mark.parametrize(
    ("below", "title", "doubt"),
    [
        ("PHÓ GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", 'a deputy signs with "KT.", which could not be read'),
        ("“TẤM ĐỚC", None, "an office that is hard to read stands below GIÁM ĐỐC: “TẤM ĐỚC"),
        ("QUAY SỔ", "GIÁM ĐỐC", None),
    ],
)
def test_a_deputys_office_is_stamped_below_the_one_he_signs_for(
    below: str, title: str | None, doubt: str | None
) -> None:
    """Whose office it is cannot be told from half of it."""
    foot = (scanned("GIÁM ĐỐC", 700, 400), scanned(below, 700, 430), scanned("Lê Văn Hà", 710, 520))
    plan = signed(*LIST, *foot)
    assert plan.signer is not None and plan.signer.title == title
    told = reasons(plan, "signer")
    assert doubt in told if doubt else told == []


def test_the_foot_begins_where_the_layout_sees_signatures() -> None:
    """The office above the first of two names belongs to it, not to the text."""
    plan = signed(
        zoned("HỘI NÔNG DÂN XÃ", 700, 400, Zone.SIGNATURE),
        zoned("CHỦ TỊCH", 730, 430, Zone.SIGNATURE),
        zoned("ĐỒN Đ0 12x", 720, 460, Zone.SIGNATURE, 0.2),
        zoned("Lý A Sình", 730, 520, Zone.SIGNATURE),
        zoned("TRẠM Y TẾ XÃ", 200, 400, Zone.SIGNATURE),
        zoned("GIÁM ĐỐC", 220, 430, Zone.SIGNATURE),
        zoned("Tòng Văn Pún", 210, 520, Zone.SIGNATURE),
        *LIST,
    )
    assert plan.signer is not None
    assert (plan.signer.name, plan.signer.title) == ("Lý A Sình", "CHỦ TỊCH")
    assert "a second person signs: Tòng Văn Pún" in reasons(plan, "signer")


def test_an_entry_that_can_hardly_be_read_is_a_doubt() -> None:
    foot = (LIST[0], zoned("- Phòng Tư nháp;", 100, 430, Zone.RECIPIENTS, 0.3), LIST[1])
    plan = signed(*foot, scanned("CHỦ TỊCH", 700, 400), scanned("Lý A Sình", 700, 500))
    assert "an entry is hard to read: Phòng Tư nháp" in reasons(plan, "recipients")


NOTE = (
    ("TRUNG TÂM CÔNG", 10, 20),
    ("BÁO VÀ TIN HỌC", 40, 20),
    ("tt@xa.gov.vn", 70, 20),
    ("06.11.2030 09:27:05", 100, 20),
)


@pytest.mark.parametrize(
    ("note", "signer", "time"),
    [
        (NOTE, "Trung tâm Công báo và tin học", "2030-11-06T09:27:05"),
        (
            (
                ("Ủy ban nhân dân xã", 10, 600),
                ("Người ký: Trung tâm", 12, 20),
                ("Đồng Sậy", 40, 600),
                ("Công báo", 42, 20),
                ("27/12/2031 17:22:11", 70, 600),
                ("Email: a@xa.gov.vn", 72, 20),
            ),
            "Ủy ban nhân dân xã Đồng Sậy",
            "2031-12-27T17:22:11",
        ),
        (
            (("Ký bởi: Ủy ban nhân dân", 10, 20), ("xã Đồng Sậy", 40, 20), NOTE[3]),
            "Ủy ban nhân dân xã Đồng Sậy",
            "2030-11-06T09:27:05",
        ),
        (
            (("SAO Y; ỦY BAN NHÂN DÂN XÃ ĐỒNG SẬY;", 10, 20), NOTE[3]),
            "Ủy ban nhân dân xã Đồng Sậy",
            "2030-11-06T09:27:05",
        ),
    ],
)
def test_the_note_of_a_digital_signature_names_who_signed(
    note: tuple[tuple[str, int, int], ...], signer: str, time: str
) -> None:
    """A name takes lines; of two notes side by side each has its own name and time."""
    lines = [zoned(text, left, top, Zone.NOTE) for text, top, left in note]
    found = signed(*lines, *LIST).marks.digital_signature
    assert found is not None
    assert (found.signer, found.time) == (signer, time)


@pytest.mark.parametrize(
    ("line", "name", "doubt"),
    [
        ("irần Văn Hà", "Trần Văn Hà", "the name was put right; read as irần Văn Hà"),
        ("_hạm Văn Hà", "Phạm Văn Hà", "the name was put right; read as _hạm Văn Hà"),
        ("Lướng Văn Hà", "Lướng Văn Hà", "Lướng is a rare name, Lường a frequent one; read as"),
        ("ngã Văn Hà", None, "the name is hard to read; read as ngã Văn Hà"),
    ],
)
def test_a_family_name_that_a_stroke_crossed(line: str, name: str | None, doubt: str) -> None:
    """One that lost its first letter is known by the rest; one of two is a doubt."""
    office = zoned("GIÁM ĐỐC", 700, 400, Zone.SIGNATURE)
    plan = signed(*LIST, office, zoned(line, 700, 500, Zone.SIGNATURE))
    assert plan.signer is not None and plan.signer.name == name
    assert any(reason.startswith(doubt) for reason in reasons(plan, "signer"))


def test_a_name_of_two_syllables_below_one_office_stays_a_doubt() -> None:
    """That its middle is right may be chance."""
    signer = signed(*LIST, scanned("CHỦ TỊCH", 700, 400), scanned("Tạ Khoan", 700, 520))
    assert signer.signer is not None and signer.signer.name == "Tạ Khoan"
    assert "the name may have lost a syllable; read as Tạ Khoan" in reasons(signer, "signer")


def titled(*lines: tuple[str, int, int], body: int = 400) -> Document:
    """A scanned plan of a ward with these lines (text, left, top) below its title."""
    return read(
        [
            *head(NUMBER, DATED)[:-4],
            scanned("KẾ HOẠCH", 500, 220),
            *(scanned(*line) for line in lines),
            scanned("I. NHIỆM VỤ", 130, body),
            scanned("- Nạo vét mương Bà Tư từ cầu Sắt đến đập Ông Hai.", 130, body + 30),
        ]
    )


def test_a_speck_between_the_lines_of_a_title_does_not_end_it() -> None:
    """What goes on below it starts with a small letter."""
    plan = titled(
        ("Nạo vét mương và đắp bờ bao trước", 380, 250), (":", 300, 285), ("mùa mưa", 510, 290)
    )
    assert plan.subject == "Nạo vét mương và đắp bờ bao trước mùa mưa"


@pytest.mark.parametrize(
    ("line", "left", "whole"),
    [
        # Centred as the line above it.
        ("Ngày Nước thế giới năm 2023", 405, True),
        ("- Ngày 02/3/2023 xã đã họp bàn việc nạo vét mương, đắp bờ bao.", 160, False),
    ],
)
def test_a_line_with_a_capital_belongs_to_a_title_if_it_is_centred(
    line: str, left: int, whole: bool
) -> None:
    """A dash before it may be a speck at the head of the text."""
    plan = titled(("Nạo vét mương hưởng ứng", 425, 250), (line, left, 280))
    assert (plan.subject == f"Nạo vét mương hưởng ứng {line}") is whole
    assert whole or plan.subject == "Nạo vét mương hưởng ứng"


def test_a_motto_with_words_run_together_is_no_issuer() -> None:
    lines = head(NUMBER, DATED)
    motto = scanned("CỘNG HÒA XÃ HỘYCHỦ NGHĨA VIỆT NAM", 600, 50).line
    lines[3] = RestoredLine.untouched(replace(motto, zone=Zone.MOTTO))
    assert read(lines).issuer == "Ủy ban nhân dân xã Đồng Sậy"


def test_an_addressee_that_lost_its_dash_is_one_of_the_list() -> None:
    """A semicolon says that the list goes on; a line of text is none of it."""
    lines = [
        *head(NUMBER, DATED, scanned("V/v nạo vét mương", 120, 140))[:-4],
        scanned("Kính gửi:", 400, 220),
        scanned("- Các trường trong xã;", 430, 250),
        scanned("Trạm Y tế xã;", 450, 280),
        scanned("Trạm Khuyến nông.", 450, 310),
        scanned("Ủy ban nhân dân xã đề nghị các trường nạo vét mương quanh trường.", 130, 350),
    ]
    assert read(lines).addressees == ("Các trường trong xã", "Trạm Y tế xã", "Trạm Khuyến nông")


def test_a_gap_where_a_digit_may_be_lost_makes_a_number_a_doubt() -> None:
    """It is wider than the one before the serial, and a digit has room in it."""
    first, second = scanned("Số: 21", 130, 110).line, scanned("/KH-UBND", 222, 110).line
    number = RestoredLine.untouched(Line.of(1, [*first.words, *second.words]))
    plan = read(head(number, DATED))
    assert (plan.number, reasons(plan, "number")) == ("21/KH-UBND", ["the number is hard to read"])


def test_a_doubled_letter_and_a_speck_in_a_letterhead_are_put_right() -> None:
    """ "PHÒNG GD&ĐĐT", "PHÒNG.NỘI VỤ"."""
    lines = head(NUMBER, DATED)
    lines[0], lines[1] = scanned("UBND HUYỆN SÔNG LAM", 100, 50), scanned("PHÒNG GD&ĐĐT", 120, 80)
    assert read(lines).issuer == "Phòng Giáo dục và Đào tạo huyện Sông Lam"
    lines[1] = scanned("PHÒNG.NỘI VỤ", 120, 80)
    assert read(lines).issuer == "Phòng Nội vụ huyện Sông Lam"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("7 x!È*.-Hà Văn Sông", "Hà Văn Sông"),
        ("BSGKII. Cao Thị Sông", "Cao Thị Sông"),
        ("Nguyễn Thanh- Sông", "Nguyễn Thanh Sông"),
        ("Lê 'Thị Sông", "Lê Thị Sông"),
        ("Y-Khăm Niê", "Y Khăm Niê"),
    ],
)
def test_a_name_behind_strokes_or_with_a_speck_in_it_is_read(line: str, name: str) -> None:
    plan = signed(
        *LIST,
        zoned("KT. CHỦ TỊCH", 700, 400, Zone.SIGNATURE),
        zoned("PHÓ CHỦ TỊCH", 700, 430, Zone.SIGNATURE),
        zoned(line, 680, 520, Zone.SIGNATURE),
    )
    assert plan.signer is not None and plan.signer.name == name


def test_an_office_with_a_letter_misread_is_known_in_its_place() -> None:
    plan = signed(
        *LIST,
        zoned("CHUỤ TỊCH", 700, 400, Zone.SIGNATURE),
        zoned("Lê Thị Sông", 690, 520, Zone.SIGNATURE),
    )
    assert plan.signer is not None and plan.signer.title == "CHỦ TỊCH"


def test_what_goes_on_after_a_semicolon_may_be_one_recipient() -> None:
    """The names of several bodies stand one a line; a number of bodies without its dash is one."""
    plan = signed(
        zoned("Nơi nhận:", 100, 400, Zone.RECIPIENTS),
        zoned("- Trạm Y tế;", 100, 415, Zone.RECIPIENTS),
        zoned("11 tổ dân phố;", 120, 430, Zone.RECIPIENTS),
        zoned("- Các công ty: Cấp nước Sông Lam;", 100, 460, Zone.RECIPIENTS),
        zoned("Điện lực Sông Lam;", 120, 490, Zone.RECIPIENTS),
        zoned("- Lưu: VT.", 100, 520, Zone.RECIPIENTS),
    )
    companies = "Các công ty: Cấp nước Sông Lam; Điện lực Sông Lam"
    assert plan.recipients == ("Trạm Y tế", "11 tổ dân phố", companies, "Lưu: VT")


@pytest.mark.parametrize(
    ("printed", "date", "doubt"),
    [
        ("ngày 08 tháng 8 năm 2010", "2010-06-08", "its date was put right; read as 08/08/2010"),
        ("ngày 06 tháng 12 năm 2010", "2010-12-06", "other documents cite this number as of"),
        ("ngày 32 tháng 6 năm 2010", "2010-06-08", "there is no such day"),
        ("ngày 08 tháng 6 năm 2010", "2010-06-08", None),
    ],
)
def test_a_misread_date_is_held_against_what_others_cite(
    printed: str, date: str, doubt: str | None
) -> None:
    """Decree 63/2010/NĐ-CP is of 8 June 2010."""
    lines = head(NUMBER, DATED)[:-3]
    lines += [
        scanned("Nạo vét mương trước mùa mưa", 260, 250),
        scanned(f"Căn cứ Nghị định số 63/2010/NĐ-CP {printed} của Chính phủ", 240, 310),
        scanned("về kiểm soát thủ tục, Ủy ban nhân dân xã lập kế hoạch như sau:", 200, 340),
        *head(NUMBER, DATED)[-2:],
    ]
    found = read(lines)
    assert [cited.date for cited in found.legal_basis] == [date]
    told = reasons(found, "legal_basis[0]")
    assert len(told) == (doubt is not None)
    assert all(reason.startswith(doubt or "") for reason in told)


def test_a_date_right_for_a_number_like_it_is_left_as_read() -> None:
    """Decree 06/2021/NĐ-CP is of 26 January, 08/2021/NĐ-CP of 28 January 2021: the 6 of the number
    was misread, not the date."""
    lines = head(NUMBER, DATED)[:-3]
    lines += [
        scanned("Nạo vét mương trước mùa mưa", 260, 250),
        scanned("Căn cứ Nghị định số 08/2021/NĐ-CP ngày 26 tháng 01 năm 2021", 240, 310),
        scanned("của Chính phủ, Ủy ban nhân dân xã lập kế hoạch như sau:", 200, 340),
        *head(NUMBER, DATED)[-2:],
    ]
    found = read(lines)
    assert [cited.date for cited in found.legal_basis] == ["2021-01-26"]
    assert reasons(found, "legal_basis[0]") == ["other documents cite this number as of 28/01/2021"]
