"""Terms that run from an event, what is done daily, and what comes before something else."""

from __future__ import annotations

import pytest
from parse_support import grammar

from vnplan.parse.deadlines import find_deadline
from vnplan.record import Deadline


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
