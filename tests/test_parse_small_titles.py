"""Titles, committees and notes as offices print them that keep to no model."""

from __future__ import annotations

import pytest
from parse_support import document

from vnplan.record import Document

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
DATED = "Gò Sậy, ngày 05 tháng 4 năm 2016"


def titled(
    title: str, *, office: str = "UBND XÃ GÒ SẬY", number: str = "Số: 9/KH-UBND", foot: str = ""
) -> Document:
    """A plan of Gò Sậy with a preamble below its title."""
    return document(
        f"{office}\n{number}\n{STATE}\n{DATED}\n{title}\n"
        "Căn cứ Luật Đê điều ngày 29 tháng 11 năm 2006;\nUBND xã lập kế hoạch như sau:\n"
        f"I. NHIỆM VỤ\n- Nạo vét mương Bà Tư.\n{foot}"
    )


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Kế hoạch\nNạo vét mương Bà Tư", "Nạo vét mương Bà Tư"),
        ("Kế hoạch nạo vét mương Bà Tư", "nạo vét mương Bà Tư"),
        ("KẾ HOẠCH THÁNG 5/2016\nNạo vét mương Bà Tư", "THÁNG 5/2016 Nạo vét mương Bà Tư"),
        (
            "KẾ HOẠCH\nNạo vét mương Bà Tư\n(Số liệu tính đến ngày 01/4/2016)",
            "Nạo vét mương Bà Tư",
        ),
        (
            "KẾ HOẠCH\nThực hiện Nghị quyết số 2-NQ/ĐU ngày 03/3/2016 của Đảng ủy xã về thủy lợi",
            "Thực hiện Nghị quyết số 2-NQ/ĐU ngày 03/3/2016 của Đảng ủy xã về thủy lợi",
        ),
    ],
)
def test_titles_in_small_letters_and_their_subjects(title: str, subject: str) -> None:
    """The type may be printed in small letters, its subject beside it; notes are no subject."""
    plan = titled(title)
    assert (plan.type, plan.subject) == ("Kế hoạch", subject)
    assert [cited.date for cited in plan.legal_basis] == ["2006-11-29"]


def test_a_sentence_that_opens_with_a_type_is_no_title() -> None:
    """It ends with its sign, and no preamble follows."""
    found = document(
        f"UBND XÃ GÒ SẬY\nSố: 9/UBND-NN\n{STATE}\n{DATED}\n"
        "Kế hoạch nạo vét mương Bà Tư đã được duyệt.\nYêu cầu các thôn ra quân ngày 10/4/2016."
    )
    assert found.type != "Kế hoạch"


@pytest.mark.parametrize(
    ("office", "issuer", "parent"),
    [
        (
            "UBND TỈNH SÓC TRĂNG\nHUYỆN GÒ SẬY",
            "Ủy ban nhân dân huyện Gò Sậy",
            "Ủy ban nhân dân tỉnh Sóc Trăng",
        ),
        (
            "HỘI ĐỒNG NHÂN DÂN HUYỆN SÔNG LAM\nXÃ GÒ SẬY",
            "Hội đồng nhân dân xã Gò Sậy",
            "Hội đồng nhân dân huyện Sông Lam",
        ),
        ("UBND XÃ GÒ SẬY\nHUYỆN SÔNG LAM", "Ủy ban nhân dân xã Gò Sậy huyện Sông Lam", None),
        (
            "ỦY BAN TRUNG ƯƠNG\nMẶT TRẬN TỔ QUỐC VIỆT NAM\nBAN THƯỜNG TRỰC",
            "Ban Thường trực Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
            "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
        ),
        (
            "HỘI NGƯỜI MÙ VIỆT NAM\nBAN CHẤP HÀNH TRUNG ƯƠNG",
            "Ban Chấp hành Trung ương Hội Người mù Việt Nam",
            None,
        ),
        (
            "CÔNG TY CỔ PHẦN\nMÔI TRƯỜNG ĐÔ THỊ GÒ SẬY",
            "Công ty Cổ phần Môi trường đô thị Gò Sậy",
            None,
        ),
    ],
)
def test_committees_and_names_on_several_lines(
    office: str, issuer: str, parent: str | None
) -> None:
    """A lower unit alone below a committee of a higher one has a committee of that kind; a higher
    one only says where the lower is."""
    plan = titled("KẾ HOẠCH\nNạo vét mương", office=office)
    assert (plan.issuer, plan.parent_issuer) == (issuer, parent)


def test_a_dispatch_of_the_party_may_say_about_what_without_v_v() -> None:
    """Under the number, before those it goes to."""
    found = document(
        "HUYỆN ỦY SÔNG LAM\n*\nSố 31-CV/HU\nVề nạo vét mương\ntrước mùa mưa\n"
        f"ĐẢNG CỘNG SẢN VIỆT NAM\n{DATED}\nKính gửi: Các chi bộ\nYêu cầu các chi bộ ra quân."
    )
    assert (found.type, found.subject) == ("Công văn", "Về nạo vét mương trước mùa mưa")


@pytest.mark.parametrize("note", ["(Ký tên, đóng dấu)", "(Ký, ghi rõ họ tên)", "(đã ký)"])
def test_what_stands_for_a_signature_is_no_recipient(note: str) -> None:
    """Beside the list, or below the office."""
    foot = f"Nơi nhận:                     CHỦ TỊCH\n- Như trên;             {note}\n- Lưu: VT.\n"
    plan = titled("KẾ HOẠCH\nNạo vét mương", foot=f"{foot}        Lê Văn Sen\n")
    assert plan.recipients == ("Như trên", "Lưu: VT")
    assert plan.signer is not None and plan.signer.name == "Lê Văn Sen"


def test_work_before_a_colon_keeps_what_it_is_about() -> None:
    """Nouns behind it are no directive of their own."""
    plan = titled("KẾ HOẠCH\nNạo vét mương").tasks
    assert [task.text for task in plan] == ["Nạo vét mương Bà Tư."]
    listed = document(
        f"UBND XÃ GÒ SẬY\nSố: 9/KH-UBND\n{STATE}\n{DATED}\nKẾ HOẠCH\nNạo vét mương\n"
        "I. NỘI DUNG\n1. Kiểm tra cống: Cống Đông và cống Đoài.\n2. Sửa cống: Thôn Hạ tổ chức sửa."
    )
    assert [task.text for task in listed.tasks] == [
        "Kiểm tra cống: Cống Đông và cống Đoài.",
        "Thôn Hạ tổ chức sửa.",
    ]


def test_aims_and_tasks_under_one_heading_are_taken_where_most_are_work() -> None:
    """Items that tell what is aimed at are none."""
    plan = document(
        f"UBND XÃ GÒ SẬY\nSố: 9/KH-UBND\n{STATE}\n{DATED}\nKẾ HOẠCH\nNạo vét mương\n"
        "I. MỤC TIÊU, NHIỆM VỤ\n1. Phấn đấu 100% mương được nạo vét.\n2. Rà soát mương hỏng.\n"
        "3. Huy động dân công nạo vét mương Bà Tư.\n4. Tổ chức nghiệm thu.\n"
    )
    assert [task.text[:8] for task in plan.tasks] == ["Rà soát ", "Huy động", "Tổ chức "]
    aims = document(
        f"UBND XÃ GÒ SẬY\nSố: 9/KH-UBND\n{STATE}\n{DATED}\nKẾ HOẠCH\nNạo vét mương\n"
        "I. MỤC TIÊU, YÊU CẦU\n1. Rà soát mương hỏng.\n2. Tổ chức nghiệm thu.\n"
    )
    assert aims.tasks == ()
