"""Work programmes: times that open what is due then, tables with tabs, parts with letters."""

from __future__ import annotations

import pytest
from parse_support import document

from vnplan.parse.times.timelines import is_time_line, span_line, time_line
from vnplan.record import Assignee, Task


def tasks(body: str) -> tuple[Task, ...]:
    return document(
        f"Số: 3/CTr-HPN\nBình An, ngày 4 tháng 1 năm 2031\nCHƯƠNG TRÌNH\nCông tác hội\n{body}\n"
    ).tasks


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("Tháng 2", "2031-02-28"),
        ("Tháng 2 + 3", "2031-03-31"),
        ("* Tháng 3 - Tháng Thanh niên", "2031-03-31"),
        ("Quý II:", "2031-06-30"),
        ("6 tháng cuối năm", "2031-12-31"),
        ("Tháng 5/2032", "2032-05-31"),
        ("Tuần 2", None),
    ],
)
def test_a_line_that_only_says_when(line: str, due: str | None) -> None:
    """Its day is the last one of the time."""
    found = time_line(line, 2031)
    assert found is not None
    assert found.due == due


@pytest.mark.parametrize(
    "line", ["Tháng 3 tổ chức hội trại", "Quý I, các xã báo cáo", "Tháng hành động vì trẻ em"]
)
def test_a_line_that_says_what_is_none(line: str) -> None:
    """It is a task."""
    assert not is_time_line(line)


def test_times_open_what_is_due_then() -> None:
    """Until the next one, also without a gap between the lines, and in a part whose heading says
    nothing; what is done all the time has no day."""
    found = tasks(
        "I. MÙA VỤ\nTháng 1\n- Vá lưới cho đội ghe.\nQuý II\n- Giặt cờ; xong trước ngày 5/4/2031.\n"
        "- Quét đình.\nCông việc thường xuyên\n- Trông bến."
    )
    assert [(task.heading, task.deadline and task.deadline.due) for task in found] == [
        ("Tháng 1", "2031-01-31"),
        ("Quý II", "2031-04-05"),
        ("Quý II", "2031-06-30"),
        ("Công việc thường xuyên", None),
    ]
    assert found[0].text == "Vá lưới cho đội ghe."


def test_times_with_dashes_open_what_has_dashes_too() -> None:
    """The bullets beside them."""
    found = tasks("I. NHIỆM VỤ\n- Quý I:\n- Vá lưới.\n- Quý III:\n- Giặt cờ.")
    assert [task.deadline and task.deadline.text for task in found] == ["Quý I", "Quý III"]


def test_cells_with_tabs_between_them_are_a_table() -> None:
    """If the first line names columns of tasks."""
    found = tasks(
        "I. LỊCH\nThời gian\tNội dung công việc\tNgười phụ trách\n"
        "Tháng 9\tKiện toàn tổ vá lưới\tPhòng Nội vụ\nTháng 10\tTổng kết hội đua\tVăn phòng"
    )
    assert [(task.text, task.assignees, task.deadline and task.deadline.due) for task in found] == [
        ("Kiện toàn tổ vá lưới", (Assignee("Phòng Nội vụ", "implement"),), "2031-09-30"),
        ("Tổng kết hội đua", (Assignee("Văn phòng", "implement"),), "2031-10-31"),
    ]


def test_sums_of_a_table_are_no_tasks_and_work_that_begins_alike_is() -> None:
    """ "Công khai" and "Tổng hợp" are work."""
    head = "STT\tNội dung\tĐơn vị thực hiện\n"
    rows = "01\tCông khai thực đơn\tTrường Sen\n02\tTổng hợp số liệu\tTrường Sen\n\tTổng cộng\t2\n"
    assert [t.text for t in tasks(f"I. LỊCH\n{head}{rows}")] == [
        "Công khai thực đơn",
        "Tổng hợp số liệu",
    ]


def test_rows_of_a_flattened_table_may_be_numbered_with_two_digits() -> None:
    """One cell a line: "01", what, who, when."""
    found = tasks(
        "I. NHIỆM VỤ\nSTT\nBước\nNơi thực hiện\nThời gian\n01\nTập huấn\nHội trường xã\nTháng 2\n"
        "02\nĐiều tra tại hộ\nCác ấp\nTháng 3\n"
    )
    assert [(task.text, task.deadline and task.deadline.due) for task in found] == [
        ("Tập huấn", "2031-02-28"),
        ("Điều tra tại hộ", "2031-03-31"),
    ]


def test_parts_with_capital_letters_are_headings_and_names_are_not() -> None:
    """ "A. Chuẩn bị trước mùa mưa"."""
    found = tasks(
        "I. NHIỆM VỤ\nA. Chuẩn bị trước mùa mưa\n1. Vá lưới.\nB. Khi có mưa bão\n1. Trông bến."
    )
    assert [task.text for task in found] == ["Vá lưới.", "Trông bến."]


def test_the_marks_that_come_first_stand_above_the_others() -> None:
    """Capitals under Roman numbers, and Roman numbers inside an article."""
    text = (
        "QUYẾT NGHỊ:\nĐiều 1. Thông qua nhiệm vụ năm 2032 với các nội dung sau:\nI. Nhiệm vụ\n"
        "1. Vá lưới cho đội ghe.\nII. Giải pháp\n1. Trông bến đò.\nĐiều 2. Tổ chức thực hiện\n"
        "1. Ủy ban nhân dân xã tổ chức thực hiện Nghị quyết này."
    )
    found = document(f"Số: 3/NQ-HĐND\nNGHỊ QUYẾT\nVề nhiệm vụ năm 2032\n{text}\n").tasks
    assert [task.section for task in found] == ["1.I", "1.II", "2"]


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("Từ tháng 5 đến tháng 7/2031", "2031-07-31"),
        ("- Từ ngày 10/5 đến ngày 20/5/2031:", "2031-05-20"),
        ("Từ quý II đến quý IV năm 2031", "2031-12-31"),
        ("Tháng 5 - 7/2031", "2031-07-31"),
        ("Năm 2032", "2032-12-31"),
        ("Năm 2031 - 2032:", "2032-12-31"),
        ("Giai đoạn 2032 - 2033", "2033-12-31"),
        ("Giai đoạn I: Từ năm 2032 đến năm 2034", "2034-12-31"),
        ("Giai đoạn 1 (2032 - 2033)", "2033-12-31"),
    ],
)
def test_a_line_that_says_from_when_to_when(line: str, due: str) -> None:
    found = time_line(line, 2031) or span_line(line, 2031)
    assert found is not None
    assert found.due == due


@pytest.mark.parametrize(
    "line",
    ["Năm 2029", "trong năm 2031", "Năm học 2031 - 2032", "Đến năm 2035, nạo vét xong luồng"],
)
def test_years_that_open_no_list(line: str) -> None:
    """Those that are over, the end of a wrapped line, school years."""
    assert time_line(line, 2031) is None
    assert span_line(line, 2031) is None


def test_numbered_times_tell_only_of_what_stands_below_them() -> None:
    found = tasks(
        "I. NHIỆM VỤ\n1. Từ tháng 4 đến tháng 5/2031\n- Vá lưới.\n2. Giai đoạn 2032 - 2033\n"
        "- Giặt cờ.\n3. Năm 2034: Tổng kết mùa vụ.\n4. Thường nhật\n- Quét đình."
    )
    assert [task.deadline and task.deadline.due for task in found] == [
        "2031-05-31",
        "2033-12-31",
        "2034-12-31",
        None,
    ]


def test_times_in_capitals_stand_over_the_numbered_items_after_them() -> None:
    """They neither end the heading above nor go on with the item before them."""
    found = tasks(
        "I. NHIỆM VỤ TRỌNG TÂM\nQUÝ I\n1. Vá lưới cho đội ghe.\n2. Giặt cờ.\n"
        "QUÝ II\n1. Quét đình; xong trước ngày 5/4/2031.\n2. Sửa giếng.\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Văn phòng hội ghi sổ."
    )
    assert [(task.text, task.deadline and task.deadline.text) for task in found] == [
        ("Vá lưới cho đội ghe.", "QUÝ I"),
        ("Giặt cờ.", "QUÝ I"),
        ("Quét đình; xong trước ngày 5/4/2031.", "trước ngày 5/4/2031"),
        ("Sửa giếng.", "QUÝ II"),
        ("Văn phòng hội ghi sổ.", None),
    ]


@pytest.mark.parametrize(
    ("head", "cell", "due"),
    [
        ("Tháng", "9/2031", "2031-09-30"),
        ("Thời gian, địa điểm", "Sáng 10/9, tại đình", "2031-09-10"),
        ("Thời gian trình phê duyệt", "Quý II", "2031-06-30"),
    ],
)
def test_a_column_on_time_by_its_head(head: str, cell: str, due: str) -> None:
    (found,) = tasks(f"I. LỊCH\nTT\tNội dung\t{head}\n1\tVá lưới\t{cell}")
    assert found.deadline is not None
    assert found.deadline.due == due


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [("Quý I", "30 ngày", "Quý I"), ("21/4", "10/5", "10/5"), ("21/4", "", "21/4")],
)
def test_of_two_columns_on_time_the_last_with_a_day_counts(
    first: str, last: str, said: str
) -> None:
    (found,) = tasks(f"I. LỊCH\nTT\tNội dung\tThời gian bắt đầu\tHạn\n1\tVá lưới\t{first}\t{last}")
    assert found.deadline is not None
    assert found.deadline.text == said


def test_lines_of_a_road_map_are_work_by_their_time() -> None:
    """Of a part on the steps of the work, whatever word stands after the colon."""
    found = tasks(
        "I. LỘ TRÌNH THỰC HIỆN\n- Từ 20/3 đến 30/3/2031: chọn gỗ.\n- Ngày 02/4/2031: duyệt mẫu.\n"
        "- Tháng 5/2031: thuyền thứ nhất.\n- Sau Tết: thử thuyền.\nII. KINH PHÍ\nNgân sách xã."
    )
    assert [(t.text.partition(": ")[2], t.deadline and t.deadline.text) for t in found[:3]] == [
        ("chọn gỗ.", "Từ 20/3 đến 30/3/2031"),
        ("duyệt mẫu.", "Ngày 02/4/2031"),
        ("thuyền thứ nhất.", "Tháng 5/2031"),
    ]


def test_the_first_day_of_a_calendar_without_a_heading_is_a_day_too() -> None:
    found = tasks(
        "Hội đua sắp việc của tuần như sau.\n"
        "Thứ Hai ngày 07/4\n- Phòng Nội vụ vá lưới.\nThứ Ba ngày 08/4\n- Văn phòng quét đình."
    )
    assert [task.deadline and task.deadline.due for task in found] == ["2031-04-07", "2031-04-08"]


def test_an_article_on_what_a_body_does_by_a_day_is_work() -> None:
    """A decision mostly states what holds."""
    found = document(
        "UBND XÃ BẾN XUÂN\nSố: 9/QĐ-UBND\nBến Xuân, ngày 2 tháng 3 năm 2031\nQUYẾT ĐỊNH\n"
        "Về việc lập Tổ đò\nỦY BAN NHÂN DÂN XÃ\nQUYẾT ĐỊNH:\n"
        "Điều 1. Thành lập Tổ đò xã Bến Xuân.\n"
        "Điều 2. Các thôn, bản hoàn thiện hồ sơ đò trước ngày 14/3/2031, cử người phối hợp.\n"
        "Điều 3. Quyết định có hiệu lực từ ngày ký."
    )
    assert [task.deadline and task.deadline.due for task in found.tasks] == ["2031-03-14"]
