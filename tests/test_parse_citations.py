"""Cited documents, and which of them a preamble rests on."""

from __future__ import annotations

import pytest
from parse_support import PLAN, document, grammar

from vnplan.parse.citations import basis, citations
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
