"""Programmes of ceremonies, numbers from 100 on, and closings without their marks."""

from __future__ import annotations

from parse_support import document, grammar

from vnplan.parse.citations.citations import citations
from vnplan.record import Document

HEAD = (
    "UBND XÃ GÒ SẬY\nSố: 9/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "Gò Sậy, ngày 05 tháng 4 năm 2016\nKẾ HOẠCH\nMở hội bến\nI. NỘI DUNG\n"
)


def told(text: str) -> list[tuple[str, str | None]]:
    """Each task of a plan of Gò Sậy, and by when it is due."""
    tasks = document(HEAD + text).tasks
    return [(task.text, task.deadline.due if task.deadline else None) for task in tasks]


def test_the_steps_of_a_programme_are_no_tasks() -> None:
    """The ceremony is one, at the time that stands beside them."""
    lines = (
        "1. Lễ mở hội\n- Thời gian: 7h30 ngày 20/4/2016.\n- Chương trình:\n+ 7h30: Đón khách.\n"
        "+ 8h00 - 8h30: Trao cờ.\n2. Dựng rạp tại bến, xong trước 19/4/2016.\n"
    )
    assert told(lines) == [
        ("Lễ mở hội", "2016-04-20"),
        ("Dựng rạp tại bến, xong trước 19/4/2016.", "2016-04-19"),
    ]


def test_a_programme_of_work_is_none_of_a_ceremony() -> None:
    """Its items have no hours."""
    assert [text for text, _ in told("1. Chương trình trồng cây\n- Trồng cây ở bến.\n")] == [
        "Trồng cây ở bến."
    ]


def test_items_may_be_numbered_from_100_on() -> None:
    """In a list that another document began."""
    lines = "100. Dựng rạp tại bến.\n101. Trồng cây ở bến.\n102. Vá phao.\n"
    assert [text for text, _ in told(lines)] == [
        "Dựng rạp tại bến.",
        "Trồng cây ở bến.",
        "Vá phao.",
    ]


def closed(foot: str) -> Document:
    """A plan of Gò Sậy with a foot."""
    return document(f"{HEAD}1. Dựng rạp tại bến.\n2. Vá phao.\n{foot}")


def test_a_list_of_recipients_without_its_colon_stands_beside_an_office() -> None:
    """Both are read."""
    found = closed(
        "Nơi nhận              TRƯỞNG BAN BẾN\n- Như trên;\n- Lưu.\n        Lê Văn Sen\n"
    )
    assert found.recipients == ("Như trên", "Lưu")
    assert found.signer is not None
    assert (found.signer.title, found.signer.name) == ("TRƯỞNG BAN BẾN", "Lê Văn Sen")


def test_who_gives_an_opinion_does_not_carry_it_out() -> None:
    """The items name who does."""
    found = document(
        "UBND HUYỆN GÒ SẬY\nSố: 9/UBND-NN\nV/v vá phao\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Gò Sậy, ngày 05 tháng 4 năm 2016\nKính gửi: Các xã\n"
        "UBND huyện nhận được đơn của bến Đông. Chủ tịch UBND huyện có ý kiến như sau:\n"
        "1. Giao Phòng Nội vụ chủ trì vá phao.\n2. Các xã góp dây.\n"
    )
    assert [[who.name for who in task.assignees] for task in found.tasks] == [
        ["Phòng Nội vụ"],
        ["Các xã"],
    ]


def test_what_was_approved_at_a_decision_is_not_its_issuer() -> None:
    """But who approved it is."""
    text = (
        "Căn cứ Điều lệ của Công ty được UBND tỉnh phê duyệt tại Quyết định số 7/QĐ-UBND"
        " ngày 2/3/2011"
    )
    (found,) = citations(text, grammar())
    assert (found.citation.type, found.citation.issuer) == ("Quyết định", "Ủy ban nhân dân tỉnh")


TIMETABLE = (
    "1. Thời gian biểu\nThời gian\tNội dung công việc\tNgười thực hiện\n"
    "Trước 10/4/2016\tHọp bến\tTrưởng bến\n\tDựng rạp\tThôn Đông\n"
    "Trước 20/4/2016\tVá phao\tThôn Hạ\n"
)


def test_an_empty_cell_before_the_work_repeats_the_time_above() -> None:
    """Where times stand first; behind the work it says nothing."""
    assert told(TIMETABLE) == [
        ("Họp bến", "2016-04-10"),
        ("Dựng rạp", "2016-04-10"),
        ("Vá phao", "2016-04-20"),
    ]
    behind = (
        "1. Việc cần làm\nNội dung công việc\tNgười thực hiện\tThời gian\n"
        "Họp bến\tTrưởng bến\tTrước 10/4/2016\nDựng rạp\tThôn Đông\t\n"
        "Vá phao\tThôn Hạ\tTrước 20/4/2016\n"
    )
    assert told(behind)[1] == ("Dựng rạp", None)


def test_who_names_a_person_to_ask_does_not_lead() -> None:
    """Who is such a person does."""
    lines = "1. Các xã cung cấp đầu mối liên lạc.\n2. Phòng Nội vụ là đầu mối theo dõi.\n"
    found = document(HEAD.replace("NỘI DUNG", "TỔ CHỨC THỰC HIỆN") + lines).tasks
    assert [[(who.name, who.role) for who in task.assignees] for task in found] == [
        [("Các xã", "implement")],
        [("Phòng Nội vụ", "lead")],
    ]
