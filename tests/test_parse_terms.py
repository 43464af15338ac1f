"""Terms that run from an event, what is done daily, and what comes before something else."""

from __future__ import annotations

import pytest
from parse_support import document, grammar, lines_of, scanned

from vnplan.model import Change, Line, PageInfo, RestoredLine, Route
from vnplan.parse import parse
from vnplan.parse.times.deadlines import find_deadline
from vnplan.parse.times.stated_times import whole_deadline
from vnplan.record import Deadline, Document, Recurrence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Trong thời hạn 12 ngày kể từ ngày bế mạc hội chợ, tổ chức dựng rạp dọn bãi.",
            "Trong thời hạn 12 ngày kể từ ngày bế mạc hội chợ",
        ),
        (
            "Trong thời hạn 12 ngày kể từ ngày giải thể, ngừng hoạt động, bến đò phải nộp sổ.",
            "Trong thời hạn 12 ngày kể từ ngày giải thể, ngừng hoạt động",
        ),
        (
            "Trong thời hạn 12 ngày kể từ ngày nhận đơn của cơ quan, tổ chức, bến đò phải trả lời.",
            "Trong thời hạn 12 ngày kể từ ngày nhận đơn của cơ quan, tổ chức",
        ),
        (
            "Chuyển sổ không quá 02 ngày kể từ khi đóng bến để cộng phao.",
            "không quá 02 ngày kể từ khi đóng bến",
        ),
        (
            "Trong thời hạn 12 ngày kể từ ngày có đề nghị của bến, đội đò phải trả lời.",
            "Trong thời hạn 12 ngày kể từ ngày có đề nghị của bến",
        ),
        ("Vét rãnh trong 24-36 giờ sau khi bão tan.", "trong 24-36 giờ sau khi bão tan"),
    ],
)
def test_a_term_ends_where_the_duty_or_its_purpose_begins(text: str, said: str) -> None:
    assert find_deadline(text, grammar(), 2031) == Deadline(said, None, None)


def test_what_may_happen_within_a_term_is_not_due() -> None:
    text = "Thu phao của bến bị nhắc mà trong thời hạn 40 ngày kể từ ngày lập biên bản vẫn thiếu."
    assert find_deadline(text, grammar(), 2031) is None


def test_two_days_for_two_reports_are_one_deadline_of_no_day() -> None:
    said = (
        "Chậm nhất là ngày 05 tháng 6 đối với báo cáo giữa năm"
        " và ngày 05 tháng 12 đối với báo cáo cả năm"
    )
    found = find_deadline(f"{said}, đội đò gửi sổ phao.", grammar(), 2031)
    assert found == Deadline(said, None, None)


def test_the_last_year_of_a_term_belongs_to_its_day() -> None:
    found = find_deadline("Trước ngày 30 tháng 11 của năm cuối nhiệm kỳ, lập sổ.", grammar(), 2031)
    assert found == Deadline("Trước ngày 30 tháng 11 của năm cuối nhiệm kỳ", None, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Đội đò đếm phao và báo cáo hằng ngày.", "hằng ngày"),
        ("Rà soát sổ phao của các bến hàng tuần, nhắc bến thiếu.", "hàng tuần"),
        ("Tổ chức tắm trâu định kỳ hàng tuần.", "định kỳ hàng tuần"),
        ("Gom rác sinh hoạt hằng ngày của chợ.", None),
        ("Lập chế độ báo cáo hằng ngày.", None),
        ("Giải quyết công việc hằng ngày của bến.", None),
    ],
)
def test_daily_work_is_due_but_daily_things_are_not(text: str, said: str | None) -> None:
    found = find_deadline(text, grammar(), 2031)
    assert (found.text if found else None) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Trước khi hạ phao, đội đò báo cho xóm.", "Trước khi hạ phao"),
        ("Trước ngày mở bến, đội đò vá xong phao.", "Trước ngày mở bến"),
        (
            "Sửa sổ và trình Chủ tịch thị trấn, thị xã duyệt trước khi hạ phao.",
            "trước khi hạ phao",
        ),
        ("Xem phao trước khi hạ.", None),
    ],
)
def test_what_comes_first_or_is_handed_in_is_due_before(text: str, said: str | None) -> None:
    found = find_deadline(text, grammar(), 2031)
    assert (found.text if found else None) == said


@pytest.mark.parametrize(
    ("text", "recurs"),
    [
        ("Lập sổ vốn vá phao hằng năm và 5 năm.", None),
        ("Lập sổ vá phao hằng năm và gửi xóm.", "yearly"),
        ("Gặp các chủ đò ít nhất mỗi năm một lần về giá vé.", "yearly"),
    ],
)
def test_years_beside_plans_of_more_years_are_of_the_plan(text: str, recurs: str | None) -> None:
    found = find_deadline(text, grammar(), 2031)
    assert (found.recurs if found else None) == recurs


PAPER = """\
ỦY BAN NHÂN DÂN
XÃ GÒ HẠ
Số: 7/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Gò Hạ, ngày 02 tháng 9 năm 2031
KẾ HOẠCH
Sửa bến đò

I. NHIỆM VỤ
"""


def test_a_day_to_come_cannot_tell_how_things_stood() -> None:
    read = document(
        PAPER + "1. Đến ngày 05/9/2031, xóm nào chưa nộp sổ thì nộp ngay.\n"
        "2. Đến ngày 05/8/2031 chưa xóm nào nộp sổ; các xóm nộp ngay.\n"
    )
    assert [task.deadline and task.deadline.due for task in read.tasks] == ["2031-09-05", None]


def test_a_time_read_by_the_shape_of_its_letters_is_a_doubt() -> None:
    read = document(
        PAPER + "1. Vá phao trước ngày Z0/1Z/2031.\n2. Nộp sổ trong quý H/2032.\n"
        "3. Hạ phao trước ngày 20/12/2031.\n"
    )
    assert [task.deadline and task.deadline.due for task in read.tasks] == [
        "2031-12-20",
        "2032-06-30",
        "2031-12-20",
    ]
    told = [
        (d.field, d.reason.rpartition(" ")[2]) for d in read.doubts if "by their shape" in d.reason
    ]
    assert told == [("tasks[0].deadline", "Z0/1Z"), ("tasks[1].deadline", "H/")]


@pytest.mark.parametrize(
    ("text", "said", "due", "recurs"),
    [
        ("Thường xuyên, hằng năm", "hằng năm", None, "yearly"),
        ("Thường xuyên và định kỳ hằng quý", "định kỳ hằng quý", None, "quarterly"),
        ("Theo sổ phao, xong trước 30/11/2031", "trước 30/11/2031", "2031-11-30", None),
        ("5/2031-10/2031", "5/2031-10/2031", "2031-10-31", None),
        ("từ 5/2031 đến 10/2031", "từ 5/2031 đến 10/2031", "2031-10-31", None),
        ("T5/2031", "T5/2031", "2031-05-31", None),
        ("Q.II/2031", "Q.II/2031", "2031-06-30", None),
        ("Từ năm 2031 - 2035", "Từ năm 2031 - 2035", "2035-12-31", None),
        (
            "Đợt 1 từ ngày 02 - 05/10/2031; đợt 2 vào tháng 12/2031",
            "Đợt 1 từ ngày 02 - 05/10/2031; đợt 2 vào tháng 12/2031",
            "2031-12-31",
            None,
        ),
        (
            "Hoàn thành trước ngày 31/3/2031, báo cáo trước ngày 15/4/2031",
            "trước ngày 31/3/2031",
            "2031-03-31",
            None,
        ),
        ("02 lần/năm", "02 lần/năm", None, None),
        ("5-6/2031", "5-6/2031", "2031-06-30", None),
        ("5-6-2031", "5-6-2031", "2031-06-05", None),
        ("Quý I+II", "Quý I+II", "2031-06-30", None),
        ("Năm 2031, 2032", "Năm 2031, 2032", "2032-12-31", None),
        ("Cuối năm", "Cuối năm", "2031-12-31", None),
        ("01 lần/năm", "01 lần/năm", None, "yearly"),
    ],
)
def test_lines_that_only_say_when(
    text: str, said: str, due: str | None, recurs: Recurrence | None
) -> None:
    assert whole_deadline(text, grammar(), 2031) == Deadline(said, due, recurs)


@pytest.mark.parametrize("text", ["Thường xuyên", "Theo kế hoạch vá phao, sửa bến hằng năm"])
def test_what_is_done_all_the_time_or_as_a_plan_says_has_no_day(text: str) -> None:
    assert whole_deadline(text, grammar(), 2031) is None


def test_a_line_that_says_all_the_time_takes_the_time_of_its_part_away() -> None:
    read = document(
        PAPER + "1. Vá bến đò\n- Thời gian thực hiện: Quý III/2031.\na) Vá phao\n- Sơn lại phao.\n"
        "- Thời gian thực hiện: Thường xuyên.\nb) Đóng cọc\n- Thay cọc mục.\n"
    )
    assert [(t.text, t.deadline and t.deadline.due) for t in read.tasks] == [
        ("Sơn lại phao.", None),
        ("Thay cọc mục.", "2031-09-30"),
    ]


def test_lines_below_each_bullet_of_a_sentence_are_of_that_bullet() -> None:
    read = document(
        PAPER + "1. Vá bến và sửa đò cho các xóm ven sông.\n- Vá phao các bến.\n"
        "Đơn vị chủ trì: Đội đò.\nThời gian thực hiện: Quý III/2031.\n"
        "- Sơn lại đò của các xóm.\nĐơn vị chủ trì: Xóm Hạ.\n"
    )
    assert [(t.assignees[0].name, t.deadline and t.deadline.due) for t in read.tasks] == [
        ("Đội đò", "2031-09-30"),
        ("Xóm Hạ", None),
    ]


@pytest.mark.parametrize(
    ("text", "said", "recurs"),
    [
        ("Xây dựng kế hoạch vá phao hằng năm, gửi xóm.", None, None),
        ("Xây dựng kế hoạch và tổng kết việc vá phao hằng năm.", "hằng năm", "yearly"),
        ("Báo cáo kết quả vá phao hằng năm về Phòng Nội vụ.", "hằng năm", "yearly"),
        ("Báo cáo tình hình vốn hằng năm về phao bến.", None, None),
        ("Khám lại phao định kỳ hằng năm cho các bến.", "định kỳ hằng năm", "yearly"),
        ("Nộp sổ phao trước ngày 20 của tháng.", "trước ngày 20 của tháng", "monthly"),
    ],
)
def test_what_recurs_is_of_a_plan_but_not_of_whom_a_report_goes_to(
    text: str, said: str | None, recurs: Recurrence | None
) -> None:
    found = find_deadline(text, grammar(), 2031)
    assert found == (Deadline(said, None, recurs) if said else None)


@pytest.mark.parametrize(
    ("text", "said", "due"),
    [
        ("Đạt các mục tiêu đến năm 2035 của xã.", None, None),
        ("Vá xong phao, đến năm 2035 thay hết.", "đến năm 2035", "2035-12-31"),
        ("Sau 05 ngày kể từ ngày họp, gửi biên bản.", "Sau 05 ngày kể từ ngày họp", None),
        ("Sau 05 ngày kể từ ngày báo, bến nào không vá thì đóng.", None, None),
        ("Ra quân vét rạch các ngày 10, 11, 12/4/2031.", "các ngày 10, 11, 12/4/2031",
         "2031-04-12"),
        ("Báo cáo tại kỳ họp thường lệ cuối năm 2031.", "tại kỳ họp thường lệ cuối năm 2031",
         None),
        ("Đã vá phao xong trong tháng 5/2031, còn lại vá trong tháng 6/2031.",
         "trong tháng 6/2031", "2031-06-30"),
        ("Thời gian tập lái không quá 60 ngày.", None, None),
        ("Ngay sau khi có phao mới, tổ chức hạ phao.", "Ngay sau khi có phao mới", None),
        ("Báo cáo ngay khi đứt phao về Phòng Nội vụ.", None, None),
    ],
)  # fmt: skip
def test_times_of_nouns_and_of_what_was_done_are_none(
    text: str, said: str | None, due: str | None
) -> None:
    found = find_deadline(text, grammar(), 2031)
    assert found == (Deadline(said, due, None) if said else None)


def _dues(body: str) -> list[str | None]:
    """The last days of the tasks of a plan with these items."""
    return [task.deadline.due if task.deadline else None for task in document(PAPER + body).tasks]


def test_lines_under_the_last_of_several_items_tell_of_all_of_them() -> None:
    read = document(
        PAPER + "1. Vá bến đò\na) Vá phao.\nb) Sơn lại đò.\n- Đơn vị thực hiện: Đội đò.\n"
        "- Thời gian: tháng 10/2031.\n2. Nộp sổ\na) Nộp sổ phao.\n- Thời gian: tháng 11/2031.\n"
        "b) Nộp sổ đò.\n"
    )
    assert [(len(t.assignees), t.deadline and t.deadline.due) for t in read.tasks] == [
        (1, "2031-10-31"),
        (1, "2031-10-31"),
        (0, "2031-11-30"),
        (0, None),
    ]


@pytest.mark.parametrize(
    ("heading", "due"),
    [
        ("1. Vá bến đò (hoàn thành trước ngày 30/9/2031)", "2031-09-30"),
        ("1. Vá bến đò (tháng 10/2031)", "2031-10-31"),
        ("1. Vá bến đò (theo Quyết định số 12/QĐ-UBND ngày 01/9/2031 của xã)", None),
        ("1. Trong quý IV/2031, các xóm làm những việc sau:", "2031-12-31"),
        ("1. Các xóm trong quý IV/2031 phải:", "2031-12-31"),
        ("1. Vá các bến bị bão tháng 8/2031 làm hỏng, gồm:", None),
    ],
)
def test_a_heading_with_its_time_gives_it_to_its_items(heading: str, due: str | None) -> None:
    assert _dues(f"{heading}\n- Vá phao.\n- Sơn lại đò.\n") == [due, due]


@pytest.mark.parametrize(
    ("text", "said", "due", "recurs"),
    [
        ("Đếm phao trong 06 tháng đầu.", "trong 06 tháng đầu", None, None),
        ("Ở 06 tháng đầu, đếm phao.", None, None, None),
        ("Báo cáo vào phiên giao ban ngày 25 hằng tháng.", "vào phiên giao ban ngày 25 hằng tháng",
         None, "monthly"),
        ("Báo cáo trước 15h cùng ngày.", "trước 15h cùng ngày", None, None),
        ("Ngày 05/9/2031 hạ phao, báo trước 15h cùng ngày.", "trước 15h cùng ngày",
         "2031-09-05", None),
    ],
)  # fmt: skip
def test_other_times(
    text: str, said: str | None, due: str | None, recurs: Recurrence | None
) -> None:
    found = find_deadline(text, grammar(), 2031, "2031-09-02")
    assert found == (Deadline(said, due, recurs) if said else None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Định kỳ hằng năm (trước ngày 25/12 trong năm) vá phao.",
         "Định kỳ hằng năm (trước ngày 25/12 trong năm)"),
        ("Niêm yết giá vé trong thời gian 15 ngày tại bến.", None),
        ("Vá xong trong thời gian 03 ngày làm việc (24 giờ làm việc) kể từ khi có phao.",
         "trong thời gian 03 ngày làm việc (24 giờ làm việc) kể từ khi có phao"),
        ("Trả lời trong thời hạn 15 ngày kể từ ngày nhận đơn của xóm 14,5 ngày",
         "trong thời hạn 15 ngày kể từ ngày nhận đơn của xóm"),
        ("Tổng kết Nghị quyết giai đoạn 2021 - 2031 trong quý III/2031.", "trong quý III/2031"),
    ],
)  # fmt: skip
def test_words_beside_a_time_that_belong_to_it(text: str, said: str | None) -> None:
    found = find_deadline(text, grammar(), 2031)
    assert (found.text if found else None) == said


def _read_by(line: RestoredLine) -> Document:
    """The plan with one more line, as a reader and the restorer left it."""
    lines = [*lines_of(PAPER.rstrip("\n")), line]
    (only,) = parse(lines, (PageInfo(1, Route.TEXT),), grammar())
    return only


def test_a_day_that_the_restorer_put_right_is_a_doubt() -> None:
    text = "1. Vá phao trước ngày 3O/9/2031."
    at = text.index("3O")
    change = Change(at, at + 2, "3O", "30", "shape", 0.99)
    read = _read_by(RestoredLine.apply(Line(1, text), [change]))
    assert read.tasks[0].deadline == Deadline("trước ngày 30/9/2031", "2031-09-30", None)
    told = [d for d in read.doubts if d.field == "tasks[0].deadline"]
    assert [d.reason.rpartition(" ")[2] for d in told] == ["3O/9/2031"]


def test_a_change_beside_the_day_is_no_doubt_of_it() -> None:
    change = Change(3, 5, "Va", "Vá", "marks", 0.99)
    read = _read_by(RestoredLine.apply(Line(1, "1. Va phao trước ngày 30/9/2031."), [change]))
    assert [d for d in read.doubts if d.field.startswith("tasks[0].")] == []


@pytest.mark.parametrize(("sure", "doubted"), [(0.2, True), (0.95, False)])
def test_a_day_that_is_hard_to_read_is_a_doubt(sure: float, doubted: bool) -> None:
    read = _read_by(scanned("1. Vá phao trước ngày 30/9/2031.", 100, 100, sure))
    told = [d.reason for d in read.doubts if d.field == "tasks[0].deadline"]
    assert bool(told) == doubted


def test_a_line_may_say_after_what_its_work_is_due() -> None:
    read = document(
        PAPER + "1. Vá bến đò\n- Vá phao.\n- Sơn lại đò.\n"
        "Thời gian thực hiện: Sau khi có hướng dẫn của Phòng Nội vụ.\n"
    )
    said = "Sau khi có hướng dẫn của Phòng Nội vụ"
    assert [task.deadline for task in read.tasks] == [Deadline(said, None, None)] * 2


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Hoàn thành 3/5 tuyến đò ngang.", None),
        ("Vá phao hoàn thành 3/5.", "2031-05-03"),
        ("Xem lại hồ sơ tiếp nhận trước ngày 01/9/2031.", None),
        ("Xử lý đơn nhận trước ngày 01/9/2031 xong trong tháng 10/2031.", "2031-10-31"),
        ("Trình dự án vá bến phê duyệt trước ngày 01/9/2031.", "2031-09-01"),
        ("Tiếp nhận hồ sơ trước ngày 01/9/2031.", "2031-09-01"),
        ("Kiểm tra các bến thành lập sau ngày 01/7/2031.", None),
    ],
)
def test_shares_and_the_days_of_things_are_no_deadlines(text: str, due: str | None) -> None:
    found = find_deadline(text, grammar(), 2031)
    assert (found.due if found else None) == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Trong năm 2031, 2000 hộ có phao.", "2031-12-31"),
        ("Vá phao trong năm 2031 và 2032.", "2032-12-31"),
        ("Đưa công trình vào hoạt động trước ngày 30/9/2031.", "2031-09-30"),
        ("Phấn đấu các dự án khởi công trước ngày 30/9/2031.", "2031-09-30"),
        ("Báo cáo những bến đã hoàn thành về xã trước ngày 30/9/2031.", "2031-09-30"),
        ("Phê bình các xóm đến ngày 30/9/2031 chưa nộp sổ.", None),
    ],
)
def test_words_near_a_time_are_not_taken_for_more_than_they_say(text: str, due: str | None) -> None:
    found = find_deadline(text, grammar(), 2031, "2031-09-02")
    assert (found.due if found else None) == due


def test_the_same_day_is_that_of_a_document_that_orders_what_is_done_at_once() -> None:
    """A plan that names no day means another; so does what a storm or a heading tells."""
    at = "Số: 3/{}-UBND\nXóm Gò, ngày 02 tháng 9 năm 2031\n\n{}\nVề bến đò\n\nII. NHIỆM VỤ\n1. {}\n"
    cases = [
        ("CĐ", "CÔNG ĐIỆN", "Tổ đò báo cáo xã trước 15h cùng ngày.", "2031-09-02"),
        ("CĐ", "CÔNG ĐIỆN", "Khi có bão, tổ đò báo cáo xã trước 15h cùng ngày.", None),
        ("KH", "KẾ HOẠCH", "Tổ đò báo cáo xã trước 15h cùng ngày.", None),
    ]
    for symbol, title, text, due in cases:
        read = document(at.format(symbol, title, text))
        (deadline,) = (task.deadline for task in read.tasks)
        assert deadline is not None
        assert deadline.due == due
        assert "cùng ngày" in deadline.text


def test_market_inspectors_act_and_are_no_heading() -> None:
    read = document(PAPER + "1. Quản lý thị trường kiểm tra các cửa hàng.\n2. Vá phao.\n")
    assert [[a.name for a in task.assignees] for task in read.tasks] == [["Quản lý thị trường"], []]
