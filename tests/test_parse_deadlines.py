"""By when work is due, told without a day of the calendar or with several. No sentence is from a
real paper."""

import pytest
from parse_support import document, grammar

from vnplan.parse.deadlines import find_deadline


@pytest.mark.parametrize(
    ("text", "said", "due", "recurs"),
    [
        ("Đếm phao ngày 25 hằng tháng.", "ngày 25 hằng tháng", None, "monthly"),
        ("Quét bến vào chiều thứ Sáu hằng tuần.", "vào chiều thứ Sáu hằng tuần", None, None),
        ("Đo nước vào 7h và 19h hàng ngày.", "vào 7h và 19h hàng ngày", None, None),
        ("Đếm đò 03 tháng/lần (tổ đò).", "03 tháng/lần", None, "quarterly"),
        ("Họp xóm định kỳ 6 tháng một lần.", "định kỳ 6 tháng một lần", None, None),
        ("Họp xóm mỗi quý một lần.", "mỗi quý một lần", None, "quarterly"),
        ("Nạo rạch từ ngày 20/5 đến 22/5.", "từ ngày 20/5 đến 22/5", "2031-05-22", None),
        ("Nạo rạch trong hai ngày 6 và 7 tháng 11.", "trong hai ngày 6 và 7 tháng 11",
         "2031-11-07", None),
        ("Nhận phao vào lúc 14h00 ngày 29/4/2031.", "vào lúc 14h00 ngày 29/4/2031",
         "2031-04-29", None),
        ("Vá bờ bao xong trước mùa mưa.", "trước mùa mưa", None, None),
        ("Thu sổ trong học kỳ II.", "trong học kỳ II", None, None),
        ("Nộp sổ sau đại hội 07 ngày.", "sau đại hội 07 ngày", None, None),
        ("Vá lều (tổ đò, tháng 5).", "tháng 5", "2031-05-31", None),
        ("Vá lều trước Tết Nguyên đán Mậu Tý.", "trước Tết Nguyên đán Mậu Tý", None, None),
        ("Quét bến chiều thứ Sáu hằng tuần, bắt đầu từ ngày 23/02/2031.",
         "chiều thứ Sáu hằng tuần", None, None),
    ],
)  # fmt: skip
def test_a_deadline_is_the_words_that_say_when(
    text: str, said: str, due: str | None, recurs: str | None
) -> None:
    found = find_deadline(text, grammar(), 2031)
    assert found is not None
    assert (found.text, found.due, found.recurs) == (said, due, recurs)


@pytest.mark.parametrize(
    "text",
    [
        "Báo với trưởng xóm trước 01 ngày.",
        "Xếp loại tổ đò hàng tháng.",
        "Làm việc hằng ngày của tổ đò ghi vào sổ.",
        "Giữ phà sau ngày 5/3.",
        "Dựng cột trước khi nước lên cao.",
    ],
)
def test_words_on_time_that_are_no_deadline(text: str) -> None:
    assert find_deadline(text, grammar(), 2031) is None


@pytest.mark.parametrize(
    ("date", "due"),
    [("20 tháng 12 năm 2030", "2031-03-31"), ("20 tháng 2 năm 2030", "2030-03-31")],
)
def test_a_quarter_that_is_over_in_december_is_of_the_next_year(date: str, due: str) -> None:
    found = document(
        f"UBND XÃ BẾN XUÂN\nSố: 9/KH-UBND\nBến Xuân, ngày {date}\nKẾ HOẠCH\nSửa bến\n\n"
        "II. NHIỆM VỤ\n1. Vá cầu phao trong quý I."
    )
    (task,) = found.tasks
    assert task.deadline is not None
    assert task.deadline.due == due
