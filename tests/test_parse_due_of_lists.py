"""By when the items of a list are due that one line or sentence gives a time for. No sentence is
from a real paper."""

import pytest
from parse_support import document

HEAD = "Số: 9/KH-UBND\nXóm Gò, ngày 02 tháng 01 năm 2031\n\nKẾ HOẠCH\nVề bến đò\n\n"


def _due(body: str) -> list[str | None]:
    tasks = document(HEAD + body).tasks
    return [task.deadline.text if task.deadline else None for task in tasks]


def _doubted(body: str) -> list[str]:
    reason = "a line below another item is taken to tell of this one too"
    return [d.field for d in document(HEAD + body).doubts if d.reason.startswith(reason)]


OWN_LINES = """I. NHIỆM VỤ
1.1. Đếm phao trên các bến.
1.2. Sơn lại cột mốc.
- Đơn vị thực hiện: Phòng Giao thông.
- Thời gian thực hiện: Quý II/2031.
1.3. Vá phà.
- Đơn vị thực hiện: Phòng Kinh tế.
- Thời gian thực hiện: Thường xuyên hằng năm.
"""


def test_a_numbered_item_without_lines_borrows_those_of_the_next() -> None:
    assert _due(OWN_LINES) == ["Quý II/2031", "Quý II/2031", "hằng năm"]
    assert _doubted(OWN_LINES) == ["tasks[0].deadline"]
    named = [[who.name for who in task.assignees] for task in document(HEAD + OWN_LINES).tasks]
    assert named == [["Phòng Giao thông"], ["Phòng Giao thông"], ["Phòng Kinh tế"]]


def test_lines_below_the_last_item_tell_of_all_with_a_doubt() -> None:
    body = (
        "I. NHIỆM VỤ\n1. Đếm phao trên các bến.\n2. Sơn lại cột mốc.\n3. Vá phà.\n"
        "- Thời gian thực hiện: Quý II/2031.\n"
    )
    assert _due(body) == ["Quý II/2031"] * 3
    assert _doubted(body) == ["tasks[0].deadline", "tasks[1].deadline"]


def test_who_is_named_by_an_item_is_not_borrowed() -> None:
    body = OWN_LINES.replace("Đếm phao", "Sở Xây dựng đếm phao")
    (first, *_) = document(HEAD + body).tasks
    assert [who.name for who in first.assignees] == ["Sở Xây dựng"]
    assert first.deadline is not None
    assert first.deadline.text == "Quý II/2031"


def test_items_under_a_sentence_that_hands_in_by_a_day() -> None:
    body = (
        "I. TỔ CHỨC THỰC HIỆN\n"
        "1. Các xóm lập danh sách bến gửi về xã trước ngày 10/12 hằng năm (qua Phòng Kinh tế)\n"
        "a) Tổ đò: Tổng hợp số phà.\n"
        "b) Tổ kè: Tổng hợp số kè.\n"
        "2. Phòng Kinh tế kiểm tra bến.\n"
    )
    assert _due(body) == ["trước ngày 10/12 hằng năm"] * 2 + [None]
    assert _due(body.replace(" (qua Phòng Kinh tế)", ":"))[:2] == ["trước ngày 10/12 hằng năm"] * 2


def test_a_day_that_a_sentence_over_a_list_only_tells_is_not_that_of_its_items() -> None:
    body = (
        "I. TỔ CHỨC THỰC HIỆN\n"
        "1. Các bến được cấp phép trước ngày 10/12/2031\n"
        "a) Rà soát số phà.\n"
        "b) Rà soát số kè.\n"
    )
    assert _due(body) == [None, None]


def test_a_line_without_a_mark_below_letters_tells_of_them_all() -> None:
    body = (
        "I. NHIỆM VỤ\n1. Sửa bến\na) Đếm phao.\nb) Vá phà.\nThời gian hoàn thành: Quý II/2031.\n"
        "2. Quét đình.\n"
    )
    assert _due(body) == ["Quý II/2031", "Quý II/2031", None]
    assert not _doubted(body)


@pytest.mark.parametrize(
    ("line", "text", "due"),
    [
        ("+ Thời gian: Quý II/2031.", "Quý II/2031", "2031-06-30"),
        ("- Lộ trình thực hiện: Quý II/2031", "Quý II/2031", "2031-06-30"),
        (
            "- Thời gian bắt đầu: Tháng 4/2031; hoàn thành: Tháng 6/2031",
            "Tháng 4/2031; hoàn thành: Tháng 6/2031",
            "2031-06-30",
        ),
        (
            "- Thời gian thực hiện: Hoàn thành trong quý II/2031 và duy trì hằng năm",
            "trong quý II/2031",
            "2031-06-30",
        ),
        (
            "- Thời gian: 02 ngày, từ ngày 10/5 đến ngày 11/5/2031",
            "từ ngày 10/5 đến ngày 11/5/2031",
            "2031-05-11",
        ),
        (
            "- Thời hạn: 31/5/2031 (đối với xóm), 30/6/2031 (đối với xã)",
            "31/5/2031 (đối với xóm), 30/6/2031 (đối với xã)",
            None,
        ),
        ("Hoàn thành trong quý II/2031.", "trong quý II/2031", "2031-06-30"),
    ],
)
def test_lines_on_when_below_a_line_on_who(line: str, text: str, due: str | None) -> None:
    body = f"II. NHIỆM VỤ\n1. Đếm phao.\n- Chủ trì: Phòng Kinh tế.\n{line}\n2. Vá phà.\n"
    first, second = document(HEAD + body).tasks
    assert first.deadline is not None
    assert (first.deadline.text, first.deadline.due) == (text, due)
    assert second.deadline is None
    assert [who.name for who in first.assignees] == ["Phòng Kinh tế"]


def test_a_time_that_a_number_and_a_colon_follow_is_that_of_the_work_behind_it() -> None:
    body = (
        "III. TIẾN ĐỘ THỰC HIỆN\n"
        "1. Từ ngày 10/3 đến ngày 20/3/2031: Các xóm lập tổ đò.\n"
        "2. Trước ngày 20/4/2031: Các xóm gửi báo cáo.\n"
        "3. Ngày 25/4/2031: Họp tổ đò.\n"
    )
    due = [task.deadline.due for task in document(HEAD + body).tasks if task.deadline]
    assert due == ["2031-03-20", "2031-04-20", "2031-04-25"]
