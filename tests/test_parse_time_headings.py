"""Times of headings, and of lines above and below the work that they are of."""

from __future__ import annotations

import pytest
from parse_support import document

WORK = "- Vá lưới cho đội ghe.\n- Trông bến, ghi sổ."


def due_of(part: str) -> list[tuple[str, str, str | None]]:
    text = (
        "UBND XÃ TÂN THÀNH\nSố: 5/KH-UBND\nTân Thành, ngày 02 tháng 3 năm 2031\n\nKẾ HOẠCH\n"
        f"Giữ bến đò\n\nII. NỘI DUNG\n{part}\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn Tám\n"
    )
    found = document(text)
    due = [(task.text, task.deadline) for task in found.tasks]
    return [(text, when.text, when.due) if when else (text, "", None) for text, when in due]


@pytest.mark.parametrize(
    ("part", "words", "due"),
    [
        (f"1. Sửa bến (Từ tháng 6/2031 đến tháng 9/2031)\n{WORK}",
         "Từ tháng 6/2031 đến tháng 9/2031", "2031-09-30"),
        (f"1. Sửa bến: Từ tháng 6/2031 đến tháng 9/2031\n{WORK}",
         "Từ tháng 6/2031 đến tháng 9/2031", "2031-09-30"),
        (f"1. Sửa bến, thời gian từ tháng 6/2031 đến tháng 9/2031\n{WORK}",
         "từ tháng 6/2031 đến tháng 9/2031", "2031-09-30"),
        (f"1. Từ tháng 6 đến tháng 9/2031: Sửa bến\n{WORK}", "Từ tháng 6 đến tháng 9/2031",
         "2031-09-30"),
        (f"1. Tháng 6/2031 - 9/2031: Sửa bến\n{WORK}", "Tháng 6/2031 - 9/2031", "2031-09-30"),
        (f"1. Giai đoạn 1 (từ ngày 01/6 đến ngày 30/9/2031)\n{WORK}",
         "từ ngày 01/6 đến ngày 30/9/2031", "2031-09-30"),
        (f"Giai đoạn 1 (01/6 - 30/9/2031): Khởi động\n{WORK}", "01/6 - 30/9/2031", "2031-09-30"),
        (f"1. Đợt 1: từ ngày 01/6 đến ngày 30/9\n{WORK}", "từ ngày 01/6 đến ngày 30/9",
         "2031-09-30"),
        (f"1. Sửa bến\nThời gian thực hiện: từ tháng 6 đến tháng 9/2031\n{WORK}",
         "từ tháng 6 đến tháng 9/2031", "2031-09-30"),
        (f"1. Đội đò:\n{WORK}\nThời hạn xong trước ngày 30/9/2031.", "trước ngày 30/9/2031",
         "2031-09-30"),
        (f"1. Đội đò:\n{WORK}\nCác nội dung trên hoàn thành trong quý III/2031.",
         "trong quý III/2031", "2031-09-30"),
    ],
)  # fmt: skip
def test_the_time_of_a_heading_is_that_of_its_items(part: str, words: str, due: str) -> None:
    assert due_of(part) == [
        ("Vá lưới cho đội ghe.", words, due),
        ("Trông bến, ghi sổ.", words, due),
    ]


def test_an_item_that_names_its_time_after_a_colon() -> None:
    assert due_of(
        "1. Kiểm tra phao: tháng 11/2031.\n2. Dạy bơi: 05 ngày, từ ngày 20/4 đến 24/4/2031."
    ) == [
        ("Kiểm tra phao: tháng 11/2031.", "tháng 11/2031", "2031-11-30"),
        ("Dạy bơi: 05 ngày, từ ngày 20/4 đến 24/4/2031.", "từ ngày 20/4 đến 24/4/2031",
         "2031-04-24"),
    ]  # fmt: skip


def test_a_sentence_behind_the_last_item_may_be_of_them_all() -> None:
    items = "1. Đội đò vá lưới.\n2. Đội phao vá phao.\n"
    items += "Các nội dung trên hoàn thành trước 30/8/2031."
    assert due_of(items) == [
        ("Đội đò vá lưới.", "trước 30/8/2031", "2031-08-30"),
        ("Đội phao vá phao.", "trước 30/8/2031", "2031-08-30"),
    ]


def test_a_heading_in_capitals_before_a_sentence_is_no_label_of_a_time() -> None:
    """The time is of the preparations, not of what stands beside them."""
    items = "THỜI GIAN Chuẩn bị phao: xong trước 30/8/2031.\n1. Vá lưới.\n2. Trông bến."
    assert due_of(items)[-2:] == [("Vá lưới.", "", None), ("Trông bến.", "", None)]


def test_lines_on_who_and_when_need_no_mark_at_their_end() -> None:
    """Each stands below the last, as printed, without a bullet."""
    items = (
        "1. Vá lưới cho đội ghe\nChủ trì: Đội bến\nPhối hợp: Đội đò\nThời gian: Quý II/2031\n"
        "2. Trông bến, ghi sổ\nThời gian: tháng 7/2031\nĐịa điểm: Bến Tư\n"
    )
    assert due_of(items) == [
        ("Vá lưới cho đội ghe", "Quý II/2031", "2031-06-30"),
        ("Trông bến, ghi sổ", "tháng 7/2031", "2031-07-31"),
    ]
