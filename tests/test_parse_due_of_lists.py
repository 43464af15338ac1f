"""By when the items of a list are due that one line or sentence gives a time for. No sentence is
from a real paper."""

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
