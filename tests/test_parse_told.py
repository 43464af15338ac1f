"""What a text tells and does not order, and the article on who executes a document."""

from __future__ import annotations

import pytest
from parse_support import document, grammar

from vnplan.parse.tasks.told import answers, states, tells_past
from vnplan.record import Document

FOOT = "Nơi nhận:     TM. ỦY BAN NHÂN DÂN\n- Như trên;\n- Lưu: VT.\n     Lê Thị Sen\n"


def decision(articles: str) -> Document:
    """A decision of a district with these articles."""
    return document(
        "ỦY BAN NHÂN DÂN     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "HUYỆN SÔNG LAM     Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/QĐ-UBND     Sông Lam, ngày 4 tháng 9 năm 2018\n\nQUYẾT ĐỊNH\n"
        f"Về việc sửa chữa đò ngang\n\nQUYẾT ĐỊNH:\n\n{articles}\n\n{FOOT}"
    )


def dispatch(body: str) -> Document:
    """A dispatch of a district's office with this body."""
    return document(
        "PHÒNG TÀI CHÍNH     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 41/PTC-NS     "
        f"Sông Lam, ngày 4 tháng 9 năm 2018\nKính gửi: UBND xã Gò Hạ.\n\n{body}\n\n{FOOT}"
    )


def test_offices_one_a_line_execute_together() -> None:
    """Each with its own bodies; the first lines are no task."""
    found = decision(
        "Điều 1. Giao Phòng Kinh tế chủ trì sửa chữa bến đò.\n"
        "Điều 2. Chánh Văn phòng UBND huyện, Trưởng các phòng: Kinh tế, Nội vụ;\n"
        "Chủ tịch UBND các xã và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành "
        "Quyết định này./."
    )
    assert [task.text.split()[0] for task in found.tasks] == ["Giao"]
    (order,) = found.other_directives
    assert order.text.startswith("Chánh Văn phòng UBND huyện")
    assert [a.name for a in order.assignees] == [
        "Chánh Văn phòng UBND huyện",
        "Trưởng các phòng: Kinh tế, Nội vụ",
        "Chủ tịch UBND các xã",
        "các tổ chức, cá nhân có liên quan",
    ]


def test_rules_in_quotation_marks_are_of_another_document() -> None:
    """Over several paragraphs, to the mark that closes them; what follows counts."""
    found = dispatch(
        "Tại khoản 2 Điều 7 Nghị định số 12/2015/NĐ-CP quy định như sau:\n"
        "“Điều 7. Trách nhiệm của chủ đò\n"
        "1. Chủ đò nộp hồ sơ về Phòng Kinh tế trước ngày 20 hằng tháng.\n"
        "2. Sở Giao thông vận tải hướng dẫn các xã kiểm tra phao cứu sinh.”\n"
        "Đề nghị UBND xã Gò Hạ rà soát số đò ngang trên địa bàn."
    )
    texts = [t.text for t in found.tasks] + [d.text for d in found.other_directives]
    assert texts == ["Đề nghị UBND xã Gò Hạ rà soát số đò ngang trên địa bàn."]


def test_a_quotation_that_never_ends_hides_nothing() -> None:
    """A mark that was misread takes no order away."""
    found = dispatch(
        "Phòng yêu cầu UBND xã Gò Hạ thực hiện các nội dung sau:\n"
        "“1. Rà soát số đò ngang trên địa bàn.\n2. Kiểm tra phao cứu sinh.\n"
    )
    assert any("phao" in task.text for task in found.tasks)


def plan(bullets: str) -> Document:
    """A plan of a district with these tasks."""
    return document(
        "ỦY BAN NHÂN DÂN     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "HUYỆN SÔNG LAM     Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/KH-UBND     Sông Lam, ngày 4 tháng 9 năm 2018\n\nKẾ HOẠCH\n"
        f"Sửa chữa đò ngang\n\nI. NHIỆM VỤ\n{bullets}\n\n{FOOT}"
    )


@pytest.mark.parametrize(
    ("bullet", "names"),
    [
        ("- Đài truyền thanh huyện thông báo giờ đò đến nhân dân được biết.", 1),
        ("- Thông báo giờ đò cho học sinh biết.", 0),
        ('- "Phần thưởng bến đò sạch": Phòng Nội vụ tổ chức trước ngày 30/9/2018.', 1),
        ("- Nghị quyết số 08-NQ/HU: Phòng Kinh tế quán triệt trong quý IV/2018.", 1),
    ],
)
def test_who_informs_others_and_what_opens_with_a_name_in_quotes_are_work(
    bullet: str, names: int
) -> None:
    (task,) = plan(bullet).tasks
    assert task.text == bullet[2:]
    assert len(task.assignees) == names


def test_a_lost_mark_before_another_quotation_hides_nothing() -> None:
    """Titles are quoted, too; only what opens as a numbered rule is of another document."""
    found = plan(
        "- Triển khai phong trào: “Chương trình bến đò sạch.\n"
        "- Công an huyện kiểm tra phao trước ngày 30/9/2018.\n"
        "- Phòng Kinh tế tổ chức hội thi ”Lái đò giỏi”."
    )
    assert len(found.tasks) == 3


def test_who_got_something_and_has_to_hurry_has_work() -> None:
    found = dispatch(
        "Phòng yêu cầu UBND xã Gò Hạ thực hiện các nội dung sau:\n"
        "1. Rà soát số đò ngang trên địa bàn.\n"
        "2. Các thôn đã được cấp kinh phí khẩn trương giải ngân trước ngày 30/9/2018."
    )
    assert [task.text.split()[0] for task in found.tasks] == ["Rà", "Các"]


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 14/1999/QĐ-UB ngày 2/6/1999 của UBND tỉnh về việc giao chỉ tiêu trồng rừng;",
        "Căn cứ khoản 1 Điều 16 Luật Đò ngang quy định về việc giao bến cho chủ đò.",
    ],
)
def test_statements_are_no_orders(text: str) -> None:
    assert states(text, grammar())


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Điều 5 Luật Đò ngang và quy định trên, đề nghị UBND xã Gò Hạ kiểm tra bến đò.",
        "Giao Phòng Kinh tế rà soát Quyết định số 14/1999/QĐ-UB.",
    ],
)
def test_orders_are_no_statements(text: str) -> None:
    assert not states(text, grammar())


@pytest.mark.parametrize(
    ("text", "only_tells"),
    [
        ("Phòng Tài chính trả lời để UBND xã Gò Hạ được biết./.", True),
        ("Phòng Tài chính thông báo để UBND xã Gò Hạ biết./.", True),
        ("Văn phòng thông báo để các xã biết, thực hiện.", False),
        ("Phòng Nội vụ thông báo đến các xã biết.", False),
        ("Thông báo kết quả để thí sinh biết.", False),
    ],
)
def test_a_dispatch_that_only_tells(text: str, only_tells: bool) -> None:
    assert answers(text, grammar()) is only_tells


def test_what_was_done_is_no_order() -> None:
    """Unless the sentence after it asks for something; an order may speak of what was approved."""
    done = "Ngày 3/8/2018, UBND huyện đã phê duyệt phương án sửa đò."
    assert tells_past(done, grammar())
    assert not tells_past(f"{done} Đề nghị UBND xã Gò Hạ kiểm tra bến đò.", grammar())
    assert not tells_past("Rà soát quy trình đã được UBND huyện phê duyệt.", grammar())


def test_money_that_nobody_is_told_to_find_is_no_order() -> None:
    """Where it comes from is told; who has to plan it is ordered."""
    found = document(
        "ỦY BAN NHÂN DÂN     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "HUYỆN SÔNG LAM     Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/KH-UBND     Sông Lam, ngày 4 tháng 9 năm 2018\n\nKẾ HOẠCH\n"
        "Sửa chữa đò ngang\n\nI. NHIỆM VỤ\n1. Sửa bến đò Gò Hạ.\n2. Sơn lại phao tiêu.\n\n"
        "II. KINH PHÍ\n- Nguồn kinh phí từ ngân sách huyện và các nguồn hợp pháp khác.\n"
        f"- Phòng Tài chính bố trí kinh phí trước ngày 30/9/2018.\n\n{FOOT}"
    )
    assert len(found.tasks) == 2
    assert [d.text.split()[0] for d in found.other_directives] == ["Phòng"]


def test_a_subject_that_is_missing_or_holds_no_word_is_doubted() -> None:
    """A heading without a subject, and one with a word that is none; a sound one has no doubt."""

    def doubts(title: str) -> list[str]:
        found = document(
            "ỦY BAN NHÂN DÂN     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHUYỆN SÔNG LAM     Độc lập - "
            "Tự do - Hạnh phúc\nSố: 12/KH-UBND     Sông Lam, ngày 4 tháng 9 năm 2018\n\nKẾ HOẠCH\n"
            f"{title}\n\nI. NHIỆM VỤ\n1. Sửa bến đò Gò Hạ.\n\n{FOOT}"
        )
        return [doubt.reason for doubt in found.doubts if doubt.field == "subject"]

    assert doubts("Sửa chữa đò ngang năm 2018") == []
    assert doubts("") == ["no subject was found in the heading"]
    assert doubts("Sửa chữa đò ngang năne 2018") == ["năne is no Vietnamese word"]
