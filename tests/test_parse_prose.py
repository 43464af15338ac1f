"""Orders in running paragraphs: before the first item, after the last one; and what is no order."""

from __future__ import annotations

import pytest
from parse_support import document

from vnplan.record import Document


def dispatch(text: str, title: str = "") -> Document:
    """A dispatch, or what ``title`` says, with a body."""
    symbol = "Số: 41/GM-VP" if title == "GIẤY MỜI" else "Số: 41/PGD-VP"
    return document(
        f"PHÒNG GIÁO DỤC VÀ ĐÀO TẠO     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{symbol}     "
        f"Bình An, ngày 4 tháng 9 năm 2018\n{title}\nKính gửi: Các trường tiểu học.\n\n{text}\n\n"
        "Nơi nhận:     TRƯỞNG PHÒNG\n- Như trên;\n- Lưu: VT.\n     Lê Thị Sen\n"
    )


ITEMS = "1. Công khai thực đơn tại bảng tin.\n\n2. Lưu mẫu thức ăn đủ 24 giờ."


def test_an_order_before_the_first_item_is_kept() -> None:
    """From the sentence that asks on; the reasons before it and the opening of the items are no
    part of it, and the opening names who does the items."""
    found = dispatch(
        "Qua kiểm tra, một số bếp ăn đã xuống cấp. Để bảo đảm an toàn, Phòng yêu cầu Hiệu trưởng "
        "các trường rà soát hợp đồng mua gạo, gửi bản sao về Phòng trước ngày 20/9/2018.\n\n"
        f"Ngoài ra, các trường thực hiện tốt một số nội dung sau:\n\n{ITEMS}"
    )
    assert [task.text.split()[:2] for task in found.tasks] == [["Công", "khai"], ["Lưu", "mẫu"]]
    assert [a.name for a in found.tasks[0].assignees] == ["các trường"]
    (order,) = found.other_directives
    assert order.text.startswith("Để bảo đảm an toàn")
    assert order.assignees[0].name == "Hiệu trưởng các trường"
    assert order.deadline is not None
    assert order.deadline.due == "2018-09-20"


@pytest.mark.parametrize(
    "reason",
    [
        "Thực hiện Công văn số 12/SYT-NVY ngày 3/8/2018 về việc đề nghị các trường rà soát bếp ăn;",
        "Ngày 3/8/2018, Sở đã yêu cầu các trường rà soát bếp ăn trước ngày 20/8/2018.",
        "Theo yêu cầu các trường gửi về, Phòng hướng dẫn như sau:",
    ],
)
def test_what_others_asked_is_no_order(reason: str) -> None:
    """Nor what was asked once."""
    assert len(dispatch(f"{reason}\n\n{ITEMS}").tasks) == 2


def test_a_paragraph_after_the_last_item_is_no_part_of_it() -> None:
    """It speaks to others."""
    found = dispatch(
        f"{ITEMS}\n\nGiao Hạt trưởng Hạt Kiểm lâm theo dõi, báo cáo hàng tháng.\n\n"
        "Công văn này có hiệu lực kể từ ngày ký./."
    )
    assert found.tasks[-1].text == "Lưu mẫu thức ăn đủ 24 giờ."
    assert [d.text for d in found.other_directives] == [
        "Giao Hạt trưởng Hạt Kiểm lâm theo dõi, báo cáo hàng tháng."
    ]


def test_paragraphs_of_items_that_have_such_stay_with_them() -> None:
    """An item may have two paragraphs."""
    text = "1. Sở Y tế rà soát.\n\nGiao Sở Tài chính cấp vốn.\n\n2. Sở Nội vụ báo cáo.\n\nPhòng "
    tasks = dispatch(f"{text}giao Sở Tài chính cấp vốn.").tasks
    assert [task.text.endswith("cấp vốn.") for task in tasks] == [True, True]


def test_an_order_whose_body_is_not_known_is_a_doubt() -> None:
    """Better a question than silence."""
    text = f"Phòng yêu cầu Xyzo Qwerta vlam bếp ăn trước mùa mưa.\n\n{ITEMS}"
    reasons = [d.reason for d in dispatch(text).doubts if d.field == "tasks"]
    assert reasons == [
        "this may be an order that was not taken: Phòng yêu cầu Xyzo Qwerta vlam bếp ăn trước mùa "
        "mưa."
    ]


def test_an_invitation_holds_no_tasks_but_what_it_asks_for() -> None:
    """Its numbered lines tell who comes, when and where."""
    found = dispatch(
        "1. Nội dung: Nghe báo cáo kết quả xác minh.\n\n2. Thời gian: 8 giờ ngày 15/9/2018.\n\n"
        "Giao Thanh tra chuẩn bị báo cáo, gửi Phòng trước ngày 13/9/2018.",
        "GIẤY MỜI",
    )
    assert found.tasks == ()
    (asked,) = found.other_directives
    assert asked.deadline is not None
    assert asked.deadline.due == "2018-09-13"


def test_who_comes_to_a_meeting_has_no_task() -> None:
    """Bullets under "Thành phần" are people, not orders."""
    found = dispatch(
        "Thời gian họp như sau:\n\n1. Thành phần\n\n- Lãnh đạo các xã: Ba Tơ, Trà Bồng tham dự.\n\n"
        "2. Phân công nhiệm vụ\n\n- Văn phòng chuẩn bị phòng họp.",
        "THÔNG BÁO",
    )
    assert [task.text for task in found.tasks] == ["Văn phòng chuẩn bị phòng họp."]


def test_a_part_of_a_plan_that_may_hold_work_is_a_doubt() -> None:
    """Its heading says nothing that is known."""
    found = dispatch("I. MỤC ĐÍCH\n\n1. Sạch làng.\n\nII. BỐN NHÀ CÙNG LO\n\n1. Ngõ sạch.\n\n"
                     "2. Giao Trưởng thôn trồng tre.", "KẾ HOẠCH")  # fmt: skip
    assert [task.text for task in found.tasks] == ["Giao Trưởng thôn trồng tre."]
    assert [d.reason for d in found.doubts if d.field == "tasks"] == [
        "whether this part holds tasks is not clear: BỐN NHÀ CÙNG LO"
    ]


def test_what_people_ask_for_is_no_order() -> None:
    """A reply tells what voters asked."""
    found = dispatch(
        "1. Cử tri xã An Bình đề nghị Ủy ban nhân dân huyện sửa đường.\n\n2. Cử tri đề nghị các "
        "cơ quan kiểm tra lò gạch."
    )
    assert (found.tasks, found.other_directives) == ((), ())


def test_a_sentence_before_a_label_is_no_heading() -> None:
    """ "… Chịu trách nhiệm: …" belongs to the task."""
    found = dispatch(
        "I. NỘI DUNG\n\n1. Trồng tre dọc đê. Chịu trách nhiệm: Đoàn Thanh niên.", "KẾ HOẠCH"
    )
    assert [task.text for task in found.tasks] == [
        "Trồng tre dọc đê. Chịu trách nhiệm: Đoàn Thanh niên."
    ]


def test_ordinals_and_steps_open_items() -> None:
    """ "Một là, …", "Bước 1. …"; a weekday does not."""
    found = dispatch(
        "Ban Thường vụ yêu cầu các cấp ủy thực hiện tốt một số việc sau:\n\n"
        "Một là, các chi bộ quán triệt văn bản này.\n\nHai là, kịp thời nhân rộng cách làm hay.\n\n"
        "Thứ hai, ngày 5/9/2018, họp tại xã.",
        "THÔNG TRI",
    )
    assert [task.text.split()[0] for task in found.tasks] == ["các", "kịp"]
    steps = dispatch(
        "II. TRIỂN KHAI\n\nBước 1. Rà soát (từ 15/5)\n\n- Các xã lập danh sách.\n\n"
        "Bước 2: Đàm phán\n\n- Các xã ký biên bản.",
        "PHƯƠNG ÁN",
    )
    assert [(t.section, t.text) for t in steps.tasks] == [
        ("II", "Các xã lập danh sách."),
        ("II", "Các xã ký biên bản."),
    ]


def test_what_a_meeting_agreed_to_is_no_order_unless_it_asks_somebody() -> None:
    """ "Đồng ý …"."""
    found = dispatch(
        "1. Văn phòng hoàn chỉnh lịch.\n\n2. Đồng ý chủ trương mua hai ghe.\n\n"
        "3. Đồng ý chủ trương vá đê. Phòng Tài chính tính toán mức chi.",
        "THÔNG BÁO",
    )
    assert [task.text.split()[0] for task in found.tasks] == ["Văn", "Đồng"]


@pytest.mark.parametrize(("kind", "tasks"), [("KẾT LUẬN", 2), ("BÁO CÁO", 0)])
def test_proposals_are_orders_in_a_conclusion_and_wishes_in_a_report(kind: str, tasks: int) -> None:
    """The same words, from above or from below."""
    found = dispatch(
        "IV. KIẾN NGHỊ\n\n1. Đối với Ủy ban nhân dân xã:\n\n- Thu tiền trước ngày 1/12/2018.\n\n"
        "2. Đối với Sở Tài chính: Hướng dẫn quyết toán.",
        kind,
    )
    assert len(found.tasks) == tasks


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("; .- Vá lưới cho đội ghe.", "Vá lưới cho đội ghe."),
        ("_- Vá lưới cho đội ghe.", "Vá lưới cho đội ghe."),
        ("■ Vá lưới cho đội ghe.", "Vá lưới cho đội ghe."),
        ("2. .Vá lưới cho đội ghe.", "Vá lưới cho đội ghe."),
        ("a).Vá lưới cho đội ghe.", "Vá lưới cho đội ghe."),
    ],
)
def test_specks_around_a_mark_do_not_glue_its_item(line: str, text: str) -> None:
    """To the one before it."""
    first = {"2": "1. Giặt cờ.", "a": "1. Các việc sau:"}.get(line[0], "- Giặt cờ.")
    found = document(f"Số: 3/KH-UBND\nKẾ HOẠCH\nLàm sạch bến\nI. NHIỆM VỤ\n{first}\n{line}\n")
    assert found.tasks[-1].text == text


def test_what_is_required_in_a_notice_is_a_doubt() -> None:
    """Requirements are no tasks; that somebody has to do something is worth a look."""
    found = dispatch(
        "I. Phân công\n\n1. Văn phòng chuẩn bị ghe.\n\nII. Một số yêu cầu\n\n"
        "1. Các trạm y tế phải có người trực.",
        "THÔNG BÁO",
    )
    assert [task.text for task in found.tasks] == ["Văn phòng chuẩn bị ghe."]
    assert [d.reason for d in found.doubts if d.field == "tasks"] == [
        "this may be an order that was not taken: Các trạm y tế phải có người trực."
    ]


def test_who_acts_by_a_day_has_a_task_under_any_heading() -> None:
    """ "II. VỀ QUY TRÌNH"; and a bullet "Phần 2" opens no part of the document."""
    found = dispatch(
        "II. VỀ QUY TRÌNH\n\n1. Các xã lập danh sách, gửi huyện trước ngày 15/9/2018.\n\n"
        "III. NỘI DUNG\n\n- Phần 1: Tổ chức chào hỏi.\n- Phần 2: Thi nhảy.\n\n"
        "2. Tổ xe bố trí 02 xe.",
        "HƯỚNG DẪN",
    )
    assert [(task.section, task.text.split()[0]) for task in found.tasks] == [
        ("II", "Các"),
        ("III", "Phần"),
        ("III", "Phần"),
        ("III", "Tổ"),
    ]


def test_an_order_behind_a_label_on_money_is_kept() -> None:
    """Also in its second sentence."""
    found = dispatch(
        "1. Nội dung\n\n- Mở hội thi vá lưới.\n\n2. Kinh phí: Từ nguồn xã hội hóa. Kế toán lập "
        "dự trù, trình trước ngày 10/9/2018.",
        "KẾ HOẠCH",
    )
    (order,) = found.other_directives
    assert order.deadline is not None
    assert (order.deadline.due, [a.name for a in order.assignees]) == ("2018-09-10", ["Kế toán"])


def test_a_share_that_somebody_owes_is_a_task() -> None:
    """ "100% hộ phải …" among the tasks; a plain share is a target."""
    found = dispatch(
        "I. NHIỆM VỤ\n\n- 100% hộ phải ký cam kết trước ngày 30/9/2018.\n\n- 95% hộ có nước.",
        "KẾ HOẠCH",
    )
    assert [task.text.split()[1] for task in found.tasks] == ["hộ"]


def test_a_plan_without_any_order_is_a_doubt() -> None:
    """It was hardly read."""
    reasons = [d.reason for d in dispatch("Bến đò đã cũ.", "KẾ HOẠCH").doubts if d.field == "tasks"]
    assert reasons == ["no order was found in the text"]
    assert not [d for d in dispatch("Bến đò đã cũ.", "BÁO CÁO").doubts if d.field == "tasks"]


def test_an_invitation_says_who_prepares_what() -> None:
    """Its part on that holds tasks; the request at its end is none of them."""
    found = dispatch(
        "1. Thời gian: 8 giờ ngày 15/9/2018.\n\n2. Phân công\n\n- Văn phòng chuẩn bị báo cáo.\n\n"
        "Đề nghị các trường cử người dự đúng giờ.",
        "GIẤY MỜI",
    )
    assert [task.text for task in found.tasks] == ["Văn phòng chuẩn bị báo cáo."]
    assert [d.text for d in found.other_directives] == ["Đề nghị các trường cử người dự đúng giờ."]


def test_a_bullet_that_lost_its_dash_is_a_task_beside_the_others() -> None:
    """A finished paragraph opens no list; the bullets after it are not its own."""
    found = dispatch(
        "III. TỔ CHỨC THỰC HIỆN\n\n1. Văn phòng Sở có trách nhiệm:\n\n"
        "Chủ trì, phối hợp với Phòng Nội vụ vá đê.\n\n- Tổng hợp, báo cáo kết quả.",
        "KẾ HOẠCH",
    )
    assert [(t.text.split()[0], [(a.name, a.role) for a in t.assignees]) for t in found.tasks] == [
        ("Chủ", [("Văn phòng Sở", "lead"), ("Phòng Nội vụ", "support")]),
        ("Tổng", [("Văn phòng Sở", "implement")]),
    ]


def test_a_heading_that_lost_its_number_ends_the_item_above_it() -> None:
    """ "Chế độ báo cáo:" with bullets of its own."""
    found = dispatch(
        "1. Văn phòng giữ cờ.\n\n2. Các xã bố trí trực Tết.\n\nChế độ báo cáo:\n\n"
        "- Báo cáo nhanh trước ngày 3/2/2018.\n\n- Báo cáo tổng hợp trước ngày 9/2/2018."
    )
    assert [task.text.split(maxsplit=2)[:2] for task in found.tasks] == [
        ["Văn", "phòng"],
        ["Các", "xã"],
        ["Báo", "cáo"],
        ["Báo", "cáo"],
    ]
    assert found.tasks[1].text == "Các xã bố trí trực Tết."


def test_what_is_sent_with_a_dispatch_is_no_task() -> None:
    """ "… gửi kèm: - …"."""
    found = dispatch(
        "1. Văn phòng giữ cờ.\n\n2. Các xã bố trí trực Tết.\n\nPhòng gửi kèm bộ tài liệu gồm:\n\n"
        "- Sổ tay trực Tết;\n\n- Mẫu báo cáo nhanh."
    )
    assert len(found.tasks) == 2


def test_a_limit_in_a_sentence_that_names_nobody_is_a_doubt() -> None:
    """ "… xin chuyển về … chậm nhất ngày …": an order that no rule takes must not be lost
    in silence; that a day is past is none."""
    letter = document(
        "Số: 5/SNV-TĐ\nV/v báo cáo chở đò\n\nKính gửi: Ủy ban nhân dân các xã ven sông\n\n"
        "Đến nay còn ba xã chưa báo cáo, thời hạn là trước ngày 02/4/2021.\n\n"
        "Sở Nội vụ yêu cầu Ủy ban nhân dân các xã kiểm tra lại áo phao.\n\n"
        "Áo phao hỏng của các bến xin chuyển về kho chậm nhất ngày 04/5/2021 để thay.\n"
    )
    told = [doubt.reason for doubt in letter.doubts if doubt.field == "tasks"]
    assert len(told) == 1 and "Áo phao hỏng" in told[0]


def test_paragraphs_of_a_list_of_orders_do_not_end_with_the_first_that_has_no_verb() -> None:
    """What is forbidden, and what one of those asked does, is of the list; what may be is a doubt;
    who is asked anew closes it."""
    found = dispatch(
        "Phòng đề nghị các bến làm ngay những việc sau:\nSửa lại phao.\n"
        "Không chở quá số người.\nTrạm Y tế phát thuốc trước ngày 12/3/2031.\n"
        "Bến nào có phao cũ thì thay.\nRà soát sổ đò.\n"
        "Nhận được công văn này, đề nghị các bến thực hiện nghiêm túc."
    )
    assert [task.text.split()[0] for task in found.tasks] == ["Sửa", "Không", "Rà"]
    assert any("Bến nào có phao cũ" in doubt.reason for doubt in found.doubts)
    assert [order.text.split()[0] for order in found.other_directives] == ["Trạm", "Nhận"]
