"""Cited documents, and which of them a preamble rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from parse_support import PLAN, document, grammar, scanned

from vnplan.model import Line, RestoredLine
from vnplan.parse import parse
from vnplan.parse.citations.citations import citations
from vnplan.parse.citations.legal_basis import basis
from vnplan.record import Citation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kế hoạch số 12/KH-UBND ngày 05/02/2020 của UBND huyện về nuôi ong",
            Citation("Kế hoạch", "12/KH-UBND", "2020-02-05", "Ủy ban nhân dân huyện"),
        ),
        (
            "Nghị quyết số 4-NQ/HU, ngày 03-11-2020 của Ban Chấp hành Đảng bộ huyện về cây chè",
            Citation("Nghị quyết", "4-NQ/HU", "2020-11-03", "Ban Chấp hành Đảng bộ huyện"),
        ),
        (
            "Quyết định 7/2019/QĐ-UBND ngày 1 tháng 2 năm 2019 của Sở Giáo dục và Đào tạo",
            Citation("Quyết định", "7/2019/QĐ-UBND", "2019-02-01", "Sở Giáo dục và Đào tạo"),
        ),
        (
            "Theo đề nghị của Trưởng phòng Nội vụ tại Tờ trình số 9/TTr-NV ngày 08/3/2021",
            Citation("Tờ trình", "9/TTr-NV", "2021-03-08", "Trưởng phòng Nội vụ"),
        ),
        (
            "Kế hoạch của UBND tỉnh số 55/KH-UBND ngày 04/02/2020 về nuôi ong",
            Citation("Kế hoạch", "55/KH-UBND", "2020-02-04", "Ủy ban nhân dân tỉnh"),
        ),
        (
            "Quyết định số 523/QĐ-TTg phê duyệt Chiến lược nuôi ong, ban hành ngày 01/4/2021 của "
            "Thủ tướng Chính phủ",
            Citation("Quyết định", "523/QĐ-TTg", "2021-04-01", "Thủ tướng Chính phủ"),
        ),
        (
            "Luật Chăn nuôi (Luật số 32/2018/QH14 ngày 19/11/2018)",
            Citation("Luật", "32/2018/QH14", "2018-11-19", None),
        ),
        (
            "Kế hoạch số 29 KH/TWĐTN ngày 15/01/2019 của Trung ương Đoàn",
            Citation("Kế hoạch", "29 KH/TWĐTN", "2019-01-15", "Trung ương Đoàn"),
        ),
        (
            "Quyết định số 16-CP ngày 02/6/1977 của Hội đồng Chính phủ",
            Citation("Quyết định", "16-CP", "1977-06-02", "Hội đồng Chính phủ"),
        ),
        (
            "Báo cáo thẩm tra số 18/BC-KTNS ngày 25/7/2011 của Ban Kinh tế và Ngân sách",
            Citation("Báo cáo", "18/BC-KTNS", "2011-07-25", "Ban Kinh tế và Ngân sách"),
        ),
        (
            "Công điện khẩn số 02/CĐ-UBND của UBND tỉnh ban hành ngày 05/3/2019",
            Citation("Công điện", "02/CĐ-UBND", "2019-03-05", "Ủy ban nhân dân tỉnh"),
        ),
        (
            "Quyết định số 4/QĐ-TTg về việc trồng rừng ngày 05/3/2019 của Thủ tướng Chính phủ",
            Citation("Quyết định", "4/QĐ-TTg", "2019-03-05", "Thủ tướng Chính phủ"),
        ),
        (
            "Kế hoạch của UBND huyện số 21/KH-UBND ngày 06/02/2020 về nuôi ong",
            Citation("Kế hoạch", "21/KH-UBND", "2020-02-06", "Ủy ban nhân dân huyện"),
        ),
        (
            "Nghị quyết ngày 12/01/2022 của Hội nghị công đoàn viên chức",
            Citation("Nghị quyết", None, "2022-01-12", "Hội nghị công đoàn viên chức"),
        ),
        (
            "Nghị định số 8/2014/NĐ-CP ngày 04/12/2014 của Chính phủ Quy định chi tiết một số điều",
            Citation("Nghị định", "8/2014/NĐ-CP", "2014-12-04", "Chính phủ"),
        ),
        (
            "Thông tư liên tịch số 1/2016/TTLT/BTC-BQP ngày 10/3/2016 của Bộ Tài chính"
            " - Bộ Quốc phòng",
            Citation(
                "Thông tư liên tịch",
                "1/2016/TTLT/BTC-BQP",
                "2016-03-10",
                "Bộ Tài chính - Bộ Quốc phòng",
            ),
        ),
        (
            "Báo cáo số 09/BC-TY ngày 08/02/2020 của Ban Chăn nuôi Thú y xã",
            Citation("Báo cáo", "09/BC-TY", "2020-02-08", "Ban Chăn nuôi Thú y xã"),
        ),
        (
            "Thông báo kết luận số 33/TB-UBND ngày 05/02/2020 của UBND huyện",
            Citation("Thông báo", "33/TB-UBND", "2020-02-05", "Ủy ban nhân dân huyện"),
        ),
        (
            "Luật Đê điều ngày 29 tháng 11 năm 2006;",
            Citation("Luật", None, "2006-11-29", None),
        ),
        (
            "Luật Thư viện số 46/2019/QH14 ngày 21/11/2019",
            Citation("Luật", "46/2019/QH14", "2019-11-21", None),
        ),
    ],
)
def test_one_citation(text: str, expected: Citation) -> None:
    """Type, number, date and issuer, the issuer without abbreviations."""
    assert [cited.citation for cited in citations(text, grammar())] == [expected]


@pytest.mark.parametrize("text", ["Luật này", "Luật sư Lê Văn Sen", "Luật và các văn bản khác"])
def test_a_law_without_its_name_is_not_cited(text: str) -> None:
    """It says which one elsewhere, or none."""
    assert not list(citations(text, grammar()))


def test_the_title_of_a_cited_document_holds_no_basis() -> None:
    """Of a clause only the first citation counts, of two clauses each one."""
    text = (
        "Căn cứ Kế hoạch số 3/KH-UBND ngày 02/3/2020 của UBND tỉnh về thực hiện Chỉ thị số "
        "5/CT-TTg ngày 01/02/2020 của Thủ tướng Chính phủ; Quyết định số 6/QĐ-UBND ngày 03/3/2020;"
    )
    assert [cited.citation.number for cited in basis(text, grammar())] == ["3/KH-UBND", "6/QĐ-UBND"]


def test_the_preamble_of_a_plan() -> None:
    """Lines of a clause are joined before it is read."""
    assert [(c.type, c.number, c.date) for c in document(PLAN).legal_basis] == [
        ("Luật", None, "2001-06-29"),
        ("Quyết định", "415/QĐ-UBND", "2022-02-18"),
    ]


def test_a_number_cut_at_the_end_of_a_line_is_put_together() -> None:
    """ "Tờ trình số 44/TTr-" / "PNV" is one number."""
    plan = document(
        "Số: 2/KH-UBND\nKẾ HOẠCH\nĐếm cò\n\nXét đề nghị của Phòng Nội vụ tại Tờ trình số 44/TTr-\n"
        "PNV ngày 05/6/2020;\nI. NHIỆM VỤ\n- Đếm tổ cò.\n"
    )
    assert [c.number for c in plan.legal_basis] == ["44/TTr-PNV"]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Căn cứ Luật Phòng, chống thiên tai năm 2013;", [(None, "2013")]),
        ("Căn cứ Luật Sửa đổi, bổ sung một số điều của Luật Đê điều ngày 17/6/2020;",
         [(None, "2020-06-17")]),
        ("Thực hiện Chỉ thị số 4/CT-UBND ngày 02/3/2021 về việc đón năm mới, Công điện số "
         "9/CĐ-UBND ngày 05/3/2021 của Chủ tịch huyện;",
         [("4/CT-UBND", "2021-03-02"), ("9/CĐ-UBND", "2021-03-05")]),
        ("Căn cứ các Quyết định của huyện: Số 5/QĐ-UBND ngày 07/3/2021 về thu phí; số "
         "6/QĐ-UBND ngày 08/1 1/2021;",
         [("5/QĐ-UBND", "2021-03-07"), ("6/QĐ-UBND", "2021-11-08")]),
    ],
)  # fmt: skip
def test_each_document_of_a_basis_is_found(
    text: str, cited: list[tuple[str | None, str | None]]
) -> None:
    """Siblings after a title, laws with commas, numbers after a semicolon, parted digits."""
    found = [c.citation for c in basis(text, grammar())]
    assert [(c.number, c.date) for c in found] == cited
    assert "Quy định" not in {c.type for c in found}


@pytest.mark.parametrize(
    ("preamble", "numbers"),
    [
        (
            "Thực hiện Kế hoạch số 5-KH/TU, ngày 10-3-2013 của Ban Thường vụ Tỉnh ủy và "
            "Hướng dẫn số 7-HD/BTGTU, ngày 20-3-2013 của Ban Tuyên giáo Tỉnh ủy, Huyện ủy lập kế "
            "hoạch như sau:",
            ["5-KH/TU", "7-HD/BTGTU"],
        ),
        ("Căn cứ Biên bản họp thôn ngày 08/12/2014;", [None]),
        ("Sau khi nghe Báo cáo số 7/BC-UBND ngày 2/3/2014 của UBND xã;", ["7/BC-UBND"]),
        (
            "Để chủ động phòng chống rét, thực hiện Chỉ thị số 2/CT-UBND ngày 3/12/2014 của UBND "
            "tỉnh, Chủ tịch UBND huyện chỉ thị:",
            ["2/CT-UBND"],
        ),
        ("Trong năm qua, thực hiện Chỉ thị số 2/CT-UBND, các xã đã làm tốt.", []),
    ],
)
def test_what_a_preamble_rests_on(preamble: str, numbers: list[str | None]) -> None:
    above, _, rest = PLAN.partition("Căn cứ ")
    below = rest[rest.index("Phòng Văn hóa và Thông tin xây dựng") :]
    plan = document(f"{above}{preamble}\n{below}")
    assert [cited.number for cited in plan.legal_basis] == numbers


@pytest.mark.parametrize("number", ["26QĐ-TCTHADS", "112KH-UBND", "523SGDĐT-GDTrH"])
def test_a_cited_number_that_lost_its_slash_is_left_out_with_a_doubt(number: str) -> None:
    """The slash may have been read as a one: the act and its day stay."""
    kind = {"Q": "Quyết định", "K": "Kế hoạch", "S": "Công văn"}[number.lstrip("0123456789")[0]]
    text = f"Căn cứ {kind} số {number} ngày 08/10/2015 của Sở Y tế;\nI. NHIỆM VỤ\n- Đội Đò sơn."
    found = document(f"Số: 7/KH-UBND\nKẾ HOẠCH\nGiữ gìn bến đò\n{text}")
    assert found.legal_basis == (Citation(kind, None, "2015-10-08", "Sở Y tế"),)
    (doubt,) = [d for d in found.doubts if d.field == "legal_basis[0]"]
    assert doubt.reason == f"the slash of its number is missing: {number}"


@pytest.mark.parametrize(
    ("text", "expected", "doubt"),
    [
        (
            "Quyết định số 35/QĐ-BNV ngày 1Z tháng Ø4 năm 2019 của Bộ trưởng Bộ Nội vụ về thi đua",
            Citation("Quyết định", "35/QĐ-BNV", "2019-04-12", "Bộ trưởng Bộ Nội vụ"),
            "its date was put right; read as ngày 1Z tháng Ø4 năm 2019",
        ),
        (
            "Luật Thủy lợi ngày 19 tháng ó năm 2017;",
            Citation("Luật", None, "2017-06-19", None),
            "its date was put right; read as ngày 19 tháng ó năm 2017",
        ),
        (
            "Kế hoạch số /KH-SNV ngày tháng 3 năm 2016 của Sở Nội vụ về đi thực tế",
            Citation("Kế hoạch", None, "2016-03", "Sở Nội vụ"),
            "its serial is blank or written by hand",
        ),
        (
            "Chương trình hành động số 8-C 1 ; U ngày 2/5/2015 của Tỉnh ủy về làng nghề",
            None,
            "",
        ),
        (
            "Chỉ thị số 8-C n U ngày 2/5/2015 của Tỉnh ủy thực hiện Nghị quyết số 4-NQ/TW",
            Citation("Chỉ thị", None, "2015-05-02", "Tỉnh ủy"),
            "its number cannot be read: 8-C n U",
        ),
        (
            "Quyết định số ó2 4/QD-UBND ngày 3/7/2021 của UBND huyện về thu gom rác",
            Citation("Quyết định", "624/QĐ-UBND", "2021-07-03", "Ủy ban nhân dân huyện"),
            "digits of its number were put right; read as ó2 4/QD-UBND",
        ),
        (
            "Nghị định số I 54/2018/NĐ-CP ngày 16/4/2018 của Chính phủ;",
            Citation("Nghị định", "54/2018/NĐ-CP", "2018-04-16", "Chính phủ"),
            "a mark stands before its number: I 54/2018/NĐ-CP",
        ),
        (
            "Luật Thư viện ngày 31 tháng 6 năm 2019;",
            Citation("Luật", None, None, None),
            "there is no such day: ngày 31 tháng 6 năm 2019",
        ),
        (
            "Nghị quyết số 5/2025NQ-HĐND của HĐND xã về đường làng",
            Citation("Nghị quyết", None, None, "Hội đồng nhân dân xã"),
            "the slash of its number is missing: 5/2025NQ-HĐND",
        ),
        (
            "Căn-cứ Chỉ thị số-7/CT-TTq ngày.05 tháng 8 năm 2021 của Thủ tướng Chính phủ về: đê",
            Citation("Chỉ thị", "7/CT-TTg", "2021-08-05", "Thủ tướng Chính phủ"),
            "",
        ),
        (
            "Theo đề nghị của Giám đốc Sở. Nội vụ tại Tờ trình số 3/TTr-SNV ngày-30/10/2025.",
            Citation("Tờ trình", "3/TTr-SNV", "2025-10-30", "Giám đốc Sở Nội vụ"),
            "",
        ),
        (
            "Quyết định số 12/QĐ-SYT! \"ngày 04/5/2022 của Giám đốc Sở Y tế về tiêm chủng",
            Citation("Quyết định", "12/QĐ-SYT", "2022-05-04", "Giám đốc Sở Y tế"),
            "",
        ),
    ],
)  # fmt: skip
def test_a_damaged_citation_keeps_what_can_be_read_with_a_doubt(
    text: str, expected: Citation | None, doubt: str
) -> None:
    """Letters for digits, blanks, specks: each is put right or left out, and said."""
    found = next(basis(text, grammar()), None)
    assert (found.citation if found else None) == expected
    assert (found.doubt if found else "") == doubt


@pytest.mark.parametrize(
    ("text", "issuers"),
    [
        ("Công văn số 9/BTNMT-ĐĐ ngày 2/3/2014 của Bộ Tài nguyên và môi trường về đo đạc",
         ["Bộ Tài nguyên và môi trường"]),
        ("Công văn số 9/BLĐ-TE ngày 2/3/2014 của Bộ Lao động thương binh và xã hội về trẻ em",
         ["Bộ Lao động - Thương binh và Xã hội"]),
        ("Quyết định số 9/QĐ-SYT ngày 2/3/2014 của Sở Ytế về trực đêm", ["Sở Y tế"]),
        ("Quyết định số 9/QĐ-UBND ngày 2/3/2014 của Ủy ban nhân dân tỉnh:Sơn La về đò",
         ["Ủy ban nhân dân tỉnh Sơn La"]),
        ("Quyết định số 9/QĐ-UB ngày 2/3/2014 của ử ban Dân tộc về nhà rông", ["Ủy ban Dân tộc"]),
        ("Công văn số 9/HĐ ngày 2/3/2014 của Hội đồng Cứu hộ đò ngang, tàu cá và Bè mảng về đèn",
         ["Hội đồng Cứu hộ đò ngang, tàu cá và Bè mảng"]),
        ("Công văn số 9/BYT-DP ngày 2/3/2014 Bộ Y tế về việc tiêm chủng", ["Bộ Y tế"]),
        ("Công văn số 9/BYT-DP ngày 2/3/2014, Sở Y tế về huyện tiêm chủng", [None]),
        ("Nghị định số 2/2010/NĐ-CP ngày 1/2/2010 và Nghị định số 3/2011/NĐ-CP ngày 3/4/2011 của "
         "Chính phủ về chợ", ["Chính phủ", "Chính phủ"]),
        ("Tờ trình số 2/TTr-SXD ngày 1/2/2010 và Quyết định số 3/QĐ-SYT ngày 3/4/2011 của Sở Y tế",
         [None, "Sở Y tế"]),
        ("Căn cứ các Quyết định của UBND xã: Số 5/QĐ-UBND ngày 07/3/2021 về rác; số 6/QĐ-UBND "
         "ngày 08/3/2021 về chợ;", ["Ủy ban nhân dân xã", "Ủy ban nhân dân xã"]),
    ],
)  # fmt: skip
def test_the_issuer_of_a_citation(text: str, issuers: list[str | None]) -> None:
    """A known name is taken whole, however it is spaced; documents of one body share it."""
    assert [cited.citation.issuer for cited in basis(text, grammar())] == issuers


def test_a_sign_before_can_cu_parts_two_clauses() -> None:
    """The semicolon was read as another sign."""
    text = "Căn cứ Luật Đê điều số 79/2006/QH11: Căn cứ Luật Thủy lợi số 8/2017/QH14."
    numbers = [cited.citation.number for cited in basis(text, grammar())]
    assert numbers == ["79/2006/QH11", "8/2017/QH14"]


@pytest.mark.parametrize(
    ("above", "numbers"),
    [
        ("Căn cứ Kế hoạch số 3/KH-UBND ngày 02/3/2020 của UBND xã về phân công người",
         ["3/KH-UBND", "6/QĐ-UBND"]),
        ("Căn cứ Kế hoạch số 3/KH-UBND ngày 02/3/2020 của UBND xã;", ["3/KH-UBND"]),
    ],
)  # fmt: skip
def test_a_speck_before_a_line_of_the_preamble_opens_no_list(
    above: str, numbers: list[str]
) -> None:
    """ "- trực đê …" goes on with a sentence that filled the line above."""
    below = "- trực đê mùa mưa bão; Quyết định số 6/QĐ-UBND ngày 03/3/2020 của UBND xã về đê;"
    plan = document(f"Số: 2/KH-UBND\nKẾ HOẠCH\nĐếm cò\n\n{above}\n{below}\nI. NHIỆM VỤ\nĐếm cò.")
    assert [c.number for c in plan.legal_basis] == numbers


def test_what_a_title_was_amended_by_is_no_basis() -> None:
    """ "về việc … sửa đổi, bổ sung tại …" stands inside the title."""
    text = (
        "Căn cứ Quyết định số 4/QĐ-BXD ngày 7/2/2025 của Bộ Xây dựng về việc công bố thủ tục được "
        "sửa đổi, bổ sung tại Thông tư số 5/2024/TT-BXD ngày 3/1/2024;"
    )
    assert [cited.citation.number for cited in basis(text, grammar())] == ["4/QĐ-BXD"]


def test_a_date_at_a_line_end_of_the_preamble_opens_no_column() -> None:
    """ "… số 7/2030/NĐ-CP ngày 3 tháng 4 năm 2030" is one line of a sentence."""
    plan = document(
        "Số: 2/KH-UBND\nKẾ HOẠCH\nĐếm cò\n\n"
        "Căn cứ Nghị định của Chính phủ về cò trắng số 17/2020/NĐ-CP ngày 31 tháng 2 năm 2020\n"
        "và Thông tư số 5/2021/TT-BTNMT ngày 4 tháng 3 năm 2021 về đếm chim nước ven sông;\n"
        "I. NHIỆM VỤ\n- Đếm tổ cò.\n"
    )
    assert [c.number for c in plan.legal_basis] == ["17/2020/NĐ-CP", "5/2021/TT-BTNMT"]


def test_a_serial_that_a_pen_wrote_into_a_preamble_is_not_stated() -> None:
    """Digits that stand apart from the slash and can hardly be read are left out."""
    line = scanned("Căn cứ Kế hoạch số 32 /KH-SNV ngày 06/11/2017 của Sở Nội vụ;", 100, 400)
    words = [
        replace(word, confidence=0.2) if word.text == "32" else word for word in line.line.words
    ]
    pen = RestoredLine.untouched(Line.of(1, words))
    head = [scanned(text, 100, 100 + 40 * at) for at, text in enumerate(HEAD)]
    (plan,) = parse([*head, pen, scanned("I. NHIỆM VỤ", 100, 500)], (), grammar())
    assert [(c.number, c.date) for c in plan.legal_basis] == [(None, "2017-11-06")]
    reason = "its serial is perhaps written by hand; read as 32"
    assert reason in [d.reason for d in plan.doubts]


HEAD = ("UBND TỈNH SƠN LA", "SỞ NỘI VỤ", "Số: 7/KH-SNV", "KẾ HOẠCH", "Đếm thuyền trên sông Đà")


@pytest.mark.parametrize(
    ("cited", "doubt"),
    [
        ("Nghị định số 7/2021/NĐ-CP ngày 3/4/2024 của Chính phủ;",
         "the years of its number and of its date differ"),
        ("Nghị định số 7/2021/NĐ-CP ngày ?3 tháng tư năm nay của Chính phủ;",
         "its date cannot be read"),
        ("Luật Thư viện sõ 4ó/20I9/QHI4;", "its number and date cannot be read"),
        ("Nghị định số 7/2021/NĐ-CP ngày 3/4/2021 của Chính phủ;", None),
        ("Nghị định số 7/2021/NĐ-CP của Chính phủ;", None),
        ("Luật Thư viện;", None),
    ],
)  # fmt: skip
def test_what_contradicts_itself_or_is_broken_is_a_doubt(cited: str, doubt: str | None) -> None:
    """A wrong digit shows where two of them say the same; what is not printed is none."""
    found = document(f"Số: 2/KH-UBND\nKẾ HOẠCH\nĐếm cò\n\nCăn cứ {cited}\nI. NHIỆM VỤ\n- Đếm cò.")
    told = [d.reason for d in found.doubts if d.field == "legal_basis[0]"]
    assert told == ([doubt] if doubt else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # An ordinance has a symbol of two parts.
        (
            "Căn cứ Pháp lệnh Đê điều số 5/2031/PL-UBTVQH18 ngày 3 tháng 2 năm 2031;",
            [("5/2031/PL-UBTVQH18", "2031-02-03", None)],
        ),
        # Behind the law that a title names, another of the first one's kind.
        (
            "Căn cứ Nghị định số 5/2031/NĐ-CP ngày 03/2/2031 của Chính phủ về Luật Đê điều "
            "và Nghị định số 6/2031/NĐ-CP ngày 04/3/2031 của Chính phủ;",
            [
                ("5/2031/NĐ-CP", "2031-02-03", "Chính phủ"),
                ("6/2031/NĐ-CP", "2031-03-04", "Chính phủ"),
            ],
        ),
        (
            "Căn cứ Thông tư số 5/2031/TT-BXD ngày 03/2/2031 hướng dẫn Luật Đê điều và Nghị định "
            "số 6/2031/NĐ-CP ngày 04/3/2031;",
            [("5/2031/TT-BXD", "2031-02-03", None)],
        ),
        # What was asked stands in brackets behind who asked.
        (
            "Xét đề nghị của Sở Xây dựng (Công văn số 5/SXD-QLN ngày 03/2/2031), ý kiến các sở: "
            "Tài chính (Công văn số 6/STC-NS ngày 04/3/2031), Nội vụ (Công văn số 7/SNV-TC),",
            [
                ("5/SXD-QLN", "2031-02-03", "Sở Xây dựng"),
                ("6/STC-NS", "2031-03-04", None),
                ("7/SNV-TC", None, None),
            ],
        ),
        # An answer rests on what it answers, not on what it tells the other to follow.
        (
            "Trả lời Công văn số 5/CTĐ-KD ngày 03/2/2031 của Công ty Đò, Sở có ý kiến như sau: "
            "Đề nghị Công ty căn cứ Nghị định số 6/2031/NĐ-CP ngày 04/3/2031.",
            [("5/CTĐ-KD", "2031-02-03", "Công ty Đò")],
        ),
        # The next body is the one that acts.
        (
            "Thực hiện Công văn số 5/SYT-NV ngày 03/2/2031 của Sở Y tế, Giám đốc yêu cầu:",
            [("5/SYT-NV", "2031-02-03", "Sở Y tế")],
        ),
    ],
)
def test_what_a_clause_rests_on(text: str, expected: list[tuple[str | None, ...]]) -> None:
    found = [cited.citation for cited in basis(text, grammar())]
    assert [(c.number, c.date, c.issuer) for c in found] == expected


def test_an_answer_rests_on_what_it_answers() -> None:
    found = document("Phúc đáp Công văn số 5/CTĐ-KD ngày 03/2/2031 của Công ty Đò, Sở đề nghị:")
    assert [cited.number for cited in found.legal_basis] == ["5/CTĐ-KD"]


def test_letters_behind_the_sign_of_a_symbol_are_no_place() -> None:
    found = document(
        "Xét đề nghị của Sở Xây dựng tại Công văn số 5/SXD-QLN&CS ngày 3 tháng 2 năm 2031,"
    )
    (cited,) = found.legal_basis
    assert (cited.number, cited.date) == ("5/SXD-QLN&CS", "2031-02-03")


def test_who_has_issued_may_stand_in_front() -> None:
    """ "Bộ Y tế đã ban hành Công văn số …": the text rests on that; a law with neither number nor
    date is nothing that could be found."""
    letter = document(
        "BỘ Y TẾ\nSố: 5/BYT-BH\nHà Nội, ngày 5 tháng 4 năm 2031\nV/v thẻ bảo hiểm\n"
        "Kính gửi: Sở Y tế các tỉnh\nThực hiện Luật Bảo hiểm y tế và các văn bản hướng dẫn;\n"
        "Bộ Tài chính đã ban hành Công văn số 3/BTC-BH ngày 02/3/2031 về thẻ bảo hiểm. "
        "Bộ Y tế đề nghị các Sở đổi thẻ."
    )
    assert letter.legal_basis == (Citation("Công văn", "3/BTC-BH", "2031-03-02", "Bộ Tài chính"),)


_HEAD = """SỞ NÔNG NGHIỆP TỈNH CỒN BÚN
TRUNG TÂM GIỐNG THỦY SẢN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 21/KH-TTG
Cồn Bún, ngày 5 tháng 3 năm 2031
KẾ HOẠCH
Nhân giống rươi năm 2031
"""


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "I. CĂN CỨ XÂY DỰNG KẾ HOẠCH\n"
            "- Thông tư số 4/2024/TT-BNN ngày 6/5/2024 của Bộ Nông nghiệp;\n"
            "- Biên bản nghiệm thu ao giống ngày 8/1/2031.\n"
            "II. NHIỆM VỤ\n1. Trại giống thả rươi theo Thông tư số 7/2024/TT-BNN.\n",
            ["4/2024/TT-BNN", None],
        ),
        (
            "Để thực hiện tốt Chỉ thị số 12/CT-SNN ngày 2/2/2031 của Sở, Trung tâm yêu cầu:\n"
            "1. Trại giống vét ao.\n",
            ["12/CT-SNN"],
        ),
        (
            "Sau khi nghe Trưởng trại báo cáo (Báo cáo số 31/BC-TG ngày 4/3/2031), Giám đốc"
            " Trung tâm yêu cầu:\n1. Trại giống vét ao.\n",
            ["31/BC-TG"],
        ),
        (
            "Để thực hiện thắng lợi chỉ tiêu được Sở giao tại Quyết định số 5/QĐ-SNN ngày"
            " 2/1/2031, Trung tâm yêu cầu:\n1. Trại giống vét ao.\n",
            ["5/QĐ-SNN"],
        ),
    ],
)
def test_what_a_document_rests_on_in_other_words(text: str, numbers: list[str | None]) -> None:
    """A part of its own for it, and openings that do not begin with "Căn cứ"."""
    assert [citation.number for citation in document(_HEAD + text).legal_basis] == numbers


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (
            "Thực hiện Công văn số 7/BHXH ngày 2/3/2021 của Bảo hiểm xã hội Việt Nam, Chi cục Thuế"
            " đề nghị các xã",
            "Bảo hiểm xã hội Việt Nam",
        ),
        (
            "Thực hiện Kế hoạch số 7/KH ngày 2/3/2021 của Bộ Văn hóa, Thể thao và Du lịch, Trung"
            " tâm Văn hóa đề nghị các xã",
            "Bộ Văn hóa, Thể thao và Du lịch",
        ),
        (
            "Kế hoạch số 7/KH ngày 2/3/2021 của Ban Chỉ huy Cứu nạn, Phòng thủ dân sự về nuôi ong",
            "Ban Chỉ huy Cứu nạn, Phòng thủ dân sự",
        ),
    ],
)
def test_who_acts_behind_a_comma_is_no_part_of_the_issuer(text: str, issuer: str) -> None:
    """Another body starts there; a further field of work is of the name."""
    assert [cited.citation.issuer for cited in citations(text, grammar())] == [issuer]


def test_items_with_a_dash_below_a_basis_go_on_with_it() -> None:
    """And paragraphs behind them; an item that cites nothing opens the text."""
    found = document(
        "UBND XÃ ĐỒNG SẬY\nSố: 9/KH-UBND\nĐồng Sậy, ngày 05 tháng 4 năm 2026\nKẾ HOẠCH\nTrồng cây\n"
        "Căn cứ Luật Lâm nghiệp số 16/2017/QH14;\n- Luật Đất đai ngày 18 tháng 01 năm 2024;\n"
        "Căn cứ Quyết định số 8/QĐ-UBND ngày 06/3/2026 của UBND huyện;\n- Thôn trưởng trồng cây."
    )
    assert [(c.type, c.number or c.date) for c in found.legal_basis] == [
        ("Luật", "16/2017/QH14"),
        ("Luật", "2024-01-18"),
        ("Quyết định", "8/QĐ-UBND"),
    ]


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (
            "Thông tư liên tịch số 6/2015/TTLT-BGDĐT-BCA ngày 28/8/2015 của Bộ Giáo dục và Đào tạo,"
            " Bộ Công an về cổng trường",
            "Bộ Giáo dục và Đào tạo, Bộ Công an",
        ),
        (
            "Hướng dẫn liên ngành số 7/HDLN-STP-STC ngày 4/5/2010 của Sở Tư pháp và Sở Tài chính,"
            " Phòng Tư pháp lập kế hoạch như sau:",
            "Sở Tư pháp và Sở Tài chính",
        ),
        (
            "Hướng dẫn số 7/HD-STP ngày 4/5/2010 của Sở Tư pháp và Sở Tài chính",
            "Sở Tư pháp",
        ),
        (
            "Công văn số 7/VKS-VP ngày 4/5/2010 của Văn phòng Viện kiểm sát nhân dân tối cao,"
            " Viện kiểm sát nhân dân huyện lập kế hoạch như sau:",
            "Văn phòng Viện kiểm sát nhân dân tối cao",
        ),
        (
            "Công văn số 7/LĐLĐ ngày 4/5/2010 của Liên đoàn Lao động tỉnh, Công đoàn ngành Y tế"
            " đề nghị các cơ sở:",
            "Liên đoàn Lao động tỉnh",
        ),
    ],
)
def test_a_joint_document_has_as_many_issuers_as_its_symbol(text: str, issuer: str) -> None:
    """Whoever comes behind them acts on it; of other documents that is the second already."""
    assert [cited.citation.issuer for cited in citations(text, grammar())] == [issuer]


def test_what_was_received_is_a_basis_as_well() -> None:
    """And an order of the army is cited as one."""
    found = document(
        "UBND XÃ ĐỒNG SẬY\nSố: 9/UBND-NN\nV/v trồng cây\nĐồng Sậy, ngày 05 tháng 4 năm 2026\n"
        "Kính gửi: Các thôn\nTiếp nhận Mệnh lệnh số 3/ML-BTL ngày 06/3/2026 của Bộ Tư lệnh về cây"
        " xanh, UBND xã yêu cầu các thôn trồng cây."
    )
    assert [(c.type, c.number) for c in found.legal_basis] == [("Mệnh lệnh", "3/ML-BTL")]
