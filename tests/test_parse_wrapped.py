"""Sentences that were wrapped before a number: it opens no item and ends no subject."""

from __future__ import annotations

import pytest
from parse_support import document

HEAD = """ỦY BAN NHÂN DÂN
XÃ BẾN XUÂN
Số: 7/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Bến Xuân, ngày 05 tháng 4 năm 2023
KẾ HOẠCH
"""
BODY = """Căn cứ Luật Đê điều ngày 29/11/2006, Ủy ban nhân dân xã xây dựng kế hoạch như sau:
I. NHIỆM VỤ
1. Các thôn cắm biển báo ở những chỗ nước sâu, giữ thuyền ở bến, khi có gió trên cấp
12. Riêng bến Hạ thì đóng cửa, không chở khách qua sông cho đến khi có lệnh mới của
xã.
2. Đội Đò sơn lại biển báo trước ngày 05/5/2023, báo cáo Ủy ban nhân dân xã kết quả
và những chỗ còn phải sửa.
3. Trạm Y tế chuẩn bị thuốc, bông băng và cử người trực ở bến đò trong những ngày có
mưa to.
"""


def test_a_number_that_a_sentence_was_cut_before_opens_no_item() -> None:
    """ "cấp" / "12. Riêng …" goes on; "2." and "3." are the items that follow "1."."""
    texts = [task.text for task in document(HEAD + "Giữ gìn bến đò\n" + BODY).tasks]
    assert len(texts) == 3
    assert "trên cấp 12. Riêng bến Hạ" in texts[0]
    assert texts[1].startswith("Đội Đò") and texts[2].startswith("Trạm Y tế")


def test_a_number_out_of_sequence_after_a_sentence_is_an_item() -> None:
    """The clerk left one out."""
    skipped = BODY.replace("2. Đội Đò", "4. Đội Đò").replace("3. Trạm", "5. Trạm")
    texts = [task.text for task in document(HEAD + "Giữ gìn bến đò\n" + skipped).tasks]
    assert [text[:6] for text in texts[1:]] == ["Đội Đò", "Trạm Y"]


@pytest.mark.parametrize(
    "subject",
    [
        "GIỮ GÌN BẾN ĐÒ, NEO THUYỀN THEO NGHỊ QUYẾT CỦA ĐẠI HỘI ĐẢNG BỘ XÃ LẦN THỨ\n"
        "XX, NHIỆM KỲ 2020 - 2025",
        "Giữ gìn bến đò, neo thuyền theo nghị quyết Đại hội đại biểu Đảng bộ xã lần thứ\nXXIII",
        "Thực hiện cuộc vận động giữ gìn bến đò, neo thuyền và trồng tre dọc theo bờ đê\n"
        "ở các thôn năm 2023",
        'GIỮ GÌN BẾN ĐÒ, NEO THUYỀN VÀ TRỒNG TRE DỌC BỜ SÔNG, CHỈ THỊ 5-CT/HU vỀ "GIỮ\n'
        "ĐÊ NHƯ GIỮ NHÀ\"' NĂM 2023",
    ],
)
def test_a_subject_goes_on_below_the_line_that_it_was_wrapped_at(subject: str) -> None:
    """Before a Roman number, after a verb that opens preambles, with one letter misread."""
    found = document(HEAD + subject + "\n" + BODY)
    assert found.subject is not None
    assert found.subject.lower() == subject.replace("\n", " ").lower()
    assert [c.date for c in found.legal_basis] == ["2006-11-29"]


def test_a_preamble_of_two_lines_is_no_subject() -> None:
    """It ends with a comma, and nobody said what the plan is about."""
    preamble = (
        "Thực hiện chủ trương của Đảng ủy xã về việc giữ gìn bến đò, neo thuyền và trồng\n"
        "tre dọc theo bờ đê ở các thôn,\n"
    )
    assert document(HEAD + preamble + BODY).subject is None


def test_a_day_at_the_head_of_a_wrapped_line_is_no_page_number() -> None:
    """ "trước ngày" / "18/4." says when."""
    wrapped = BODY.replace("trước ngày 05/5/2023, báo", "trước ngày\n18/4.\n4. Tổ Neo báo")
    task = document(HEAD + "Giữ gìn bến đò\n" + wrapped).tasks[1]
    assert task.deadline is not None
    assert (task.deadline.text, task.deadline.due) == ("trước ngày 18/4", "2023-04-18")


def test_a_subject_goes_on_with_the_name_of_a_day() -> None:
    """ "Ngày 17/3/2023, …" opens the text."""
    named = "Giữ gìn bến đò, neo thuyền, trồng tre dọc bờ sông và hưởng ứng\nNgày Bến Đò lần thứ 3"
    assert document(HEAD + named + "\n" + BODY).subject == named.replace("\n", " ")
    opened = "Giữ gìn bến đò\nNgày 17/3/2023, Ủy ban nhân dân xã họp bàn về bến đò.\n"
    assert document(HEAD + opened + BODY).subject == "Giữ gìn bến đò"


def test_the_last_word_of_a_paragraph_may_look_like_the_number_of_a_page() -> None:
    """A share alone on its line; "2" between two pages stays the number of one."""
    share = BODY.replace("những ngày có\nmưa to.", "những ngày mưa có gió, đạt từ\n90%.")
    assert document(HEAD + "Giữ gìn bến đò\n" + share).tasks[2].text.endswith("đạt từ 90%.")
    paged = BODY.replace("lệnh mới của\nxã.", "lệnh mới của\n2\nxã.")
    assert document(HEAD + "Giữ gìn bến đò\n" + paged).tasks[0].text.endswith("lệnh mới của xã.")
