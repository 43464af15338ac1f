"""Times as people say them: so long before something, the next morning, rounds, weeks of months."""

from __future__ import annotations

import pytest
from parse_support import document, grammar

from vnplan.parse.times.deadlines import find_deadline
from vnplan.parse.times.stated_times import whole_deadline
from vnplan.parse.times.timelines import time_line


@pytest.mark.parametrize(
    ("text", "said", "due"),
    [
        ("Khóa cổng bến trước giờ chèo 15 phút.", "trước giờ chèo 15 phút", None),
        ("Gửi sổ trước khi đò rời bến nửa ngày.", "trước khi đò rời bến nửa ngày", None),
        ("Cộng vé, sáng hôm sau báo cho xã.", "sáng hôm sau", None),
        ("Báo cáo trong giao ban 7h00 sáng hôm sau.", "trong giao ban 7h00 sáng hôm sau", None),
        ("Gửi sổ cho xã ngay sau khi đò nghỉ chạy.", "ngay sau khi đò nghỉ chạy", None),
        (
            "Gác bến từ 18 giờ hôm trước đến 6 giờ sáng hôm sau.",
            "từ 18 giờ hôm trước đến 6 giờ sáng hôm sau",
            None,
        ),
        (
            "Bán vé từ 6 giờ đến 18 giờ các ngày trong tuần.",
            "từ 6 giờ đến 18 giờ các ngày trong tuần",
            None,
        ),
        ("Nộp sổ trước thứ Sáu tuần này.", "trước thứ Sáu tuần này", None),
        ("Nộp sổ về xã trước ngày 25.", "trước ngày 25", None),
        ("Xong trong nửa đầu tháng 5/2031.", "trong nửa đầu tháng 5/2031", None),
        ("Treo đèn từ ngày 25 đến 30 tháng Chạp.", "từ ngày 25 đến 30 tháng Chạp", None),
        ("Vá phao: ngày 20/4 tại bến Đông.", "ngày 20/4", "2031-04-20"),
        ("Tuần 1 tháng 5 họp thôn.", "Tuần 1 tháng 5", "2031-05-07"),
        (
            "Họp bến vào tuần cuối của các tháng 5, 6 và 7.",
            "vào tuần cuối của các tháng 5, 6 và 7",
            "2031-07-31",
        ),
        (
            "Thu vé lần 1 ngày 30/4, lần 2 trước ngày 20/11/2031.",
            "lần 1 ngày 30/4, lần 2 trước ngày 20/11/2031",
            "2031-11-20",
        ),
        (
            "Vá phao; đợt I hoàn tất trong tháng 8/2031, đợt II trong tháng 11/2031.",
            "đợt I hoàn tất trong tháng 8/2031, đợt II trong tháng 11/2031",
            "2031-11-30",
        ),
        (
            "Họp vào thứ Bảy, Chủ nhật (ngày 12 và 13/4/2031).",
            "vào thứ Bảy, Chủ nhật (ngày 12 và 13/4/2031)",
            "2031-04-13",
        ),
    ],
)
def test_times_are_read_whole(text: str, said: str, due: str | None) -> None:
    """With what they run from, and the last day that they allow."""
    found = find_deadline(text, grammar(), 2031, "2031-03-10")
    assert found is not None
    assert (found.text, found.due) == (said, due)


@pytest.mark.parametrize(
    "text",
    [
        "Gác bến từ 7h00 đến 7h00 hôm sau.",
        "Vệ sinh bến ngay sau khi lũ rút.",
        "Dán giá vé trong chiến dịch của xã.",
        "Quyết định: ngày 20/4 đã ký.",
    ],
)
def test_how_long_somebody_stands_by_is_no_deadline(text: str) -> None:
    """Neither is what waits for something and is handed to nobody."""
    assert find_deadline(text, grammar(), 2031, "2031-03-10") is None


@pytest.mark.parametrize(
    ("text", "said", "recurs"),
    [
        ("Nộp sổ vé vào ngày cuối mỗi tháng.", "vào ngày cuối mỗi tháng", "monthly"),
        ("Sơn bến cứ hai tháng một lần.", "cứ hai tháng một lần", None),
    ],
)
def test_the_last_day_of_each_month_recurs(text: str, said: str, recurs: str | None) -> None:
    """And 'cứ' belongs to how often."""
    found = find_deadline(text, grammar(), 2031)
    assert found is not None
    assert (found.text, found.recurs) == (said, recurs)


def test_a_day_without_its_month_is_a_doubt() -> None:
    """The words are kept; which month is meant a person has to say."""
    found = document(
        "UBND XÃ GÒ SẬY\nSố: 9/KH-UBND\nGò Sậy, ngày 05 tháng 4 năm 2031\nKẾ HOẠCH\nVá phao\n"
        "I. NHIỆM VỤ\n- Nộp sổ vé trước ngày 25.\n- Vá phao trước ngày 26/4."
    )
    assert [task.deadline and task.deadline.text for task in found.tasks] == [
        "trước ngày 25",
        "trước ngày 26/4",
    ]
    told = [(d.field, d.reason) for d in found.doubts if "month" in d.reason]
    assert told == [("tasks[0].deadline", "the month of this day is not told: trước ngày 25")]


def test_how_many_days_it_takes_is_not_by_when() -> None:
    """Before a bracket with the day of the week."""
    found = whole_deadline("01 ngày (thứ Năm, 24/4/2031)", grammar(), 2031)
    assert found is not None and found.due == "2031-04-24"


def test_two_days_of_a_calendar_end_on_the_second() -> None:
    """ "Thứ Bảy, Chủ nhật (12, 13/4)"."""
    found = time_line("Thứ Bảy, Chủ nhật (12, 13/4)", 2031)
    assert found is not None and found.due == "2031-04-13"
