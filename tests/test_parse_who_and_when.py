"""Who and when in sentences of many forms: names of classes, matters before the order, terms."""

from __future__ import annotations

import pytest
from parse_support import document, grammar

from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.times.deadlines import find_deadline
from vnplan.parse.times.stated_times import whole_deadline


def notice(text: str) -> str:
    return f"Số: 4/TB-UBND\nTHÔNG BÁO\nKết luận về bến đò\n\nI. NHIỆM VỤ\n{text}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Cục Đường thủy và Lực lượng Cảnh sát giao thông kiểm tra bến đò.",
            [("Cục Đường thủy", "implement"), ("Lực lượng Cảnh sát giao thông", "implement")],
        ),
        (
            "Các cơ quan, tổ chức, đơn vị có trách nhiệm dọn bến.",
            [("Các cơ quan, tổ chức, đơn vị", "implement")],
        ),
        ("Chủ đầu tư có trách nhiệm rào bến.", [("Chủ đầu tư", "implement")]),
        ("Cơ sở đào tạo chịu trách nhiệm cấp áo phao.", [("Cơ sở đào tạo", "implement")]),
        (
            "Sở Khoa học và Công nghệ thiết lập sổ đò.",
            [("Sở Khoa học và Công nghệ", "implement")],
        ),
        (
            "Ủy ban nhân dân các tỉnh, thành phố: Bến Xuân, Gò Hạ đẩy nhanh việc kè bờ.",
            [("Ủy ban nhân dân các tỉnh, thành phố: Bến Xuân, Gò Hạ", "implement")],
        ),
        (
            "Sở Nội vụ chủ trì, phối hợp với các Bộ, cơ quan và địa phương liên quan đếm đò.",
            [
                ("Sở Nội vụ", "lead"),
                ("các Bộ, cơ quan và địa phương liên quan", "support"),
            ],
        ),
        (
            "Trung tâm Cứu hộ Thành phố lắp phao, các chủ đầu tư rào bến.",
            [("Trung tâm Cứu hộ Thành phố", "implement")],
        ),
        ("Các chủ đầu tư rà soát bến.", [("Các chủ đầu tư", "implement")]),
        ("Bộ, ngành liên quan sửa bến.", [("Bộ, ngành liên quan", "implement")]),
        (
            "Vụ Giáo dục Thường xuyên rà soát lớp bơi.",
            [("Vụ Giáo dục Thường xuyên", "implement")],
        ),
        (
            "Trong thời hạn 05 ngày kể từ ngày nhận đủ hồ sơ, Sở Nội vụ trả lời chủ đò.",
            [("Sở Nội vụ", "implement")],
        ),
    ],
)
def test_names_end_where_the_order_starts(text: str, expected: list[tuple[str, str]]) -> None:
    """With verbs inside names, classes of people, and a term before the subject."""
    assert [(a.name, a.role) for a in assigned(text, grammar())] == expected


def test_the_matter_before_the_order_names_nobody() -> None:
    """ "Về đề nghị A chỉ đạo B …: giao C": C is to do it, and by its own time."""
    text = notice(
        "1. Về đề nghị Bộ Xây dựng xem xét kinh phí còn dư trong năm 2021 của bến đò: giao Sở "
        "Tài chính chủ trì, phối hợp với Sở Nội vụ báo cáo trong tháng 5 năm 2022.\n"
        "2. Về bến cũ: Sở Nội vụ rà soát, báo cáo trước ngày 02/6/2022, hoàn thành trước ngày "
        "30/9/2022.\n"
    )
    first, second = document(text).tasks
    assert [(a.name, a.role) for a in first.assignees] == [
        ("Sở Tài chính", "lead"),
        ("Sở Nội vụ", "support"),
    ]
    assert first.deadline is not None and first.deadline.due == "2022-05-31"
    assert second.deadline is not None and second.deadline.text == "trước ngày 02/6/2022"


def test_whom_a_directive_asks_after_its_reasons() -> None:
    """Rather than whom the paragraph above the items names; never by the objects of a verb."""
    text = (
        "Số: 4/TB-UBND\nTHÔNG BÁO\nKết luận về bến đò\n\nI. NHIỆM VỤ\nDo vậy, yêu cầu các xã:\n"
        "1. Hiện nay bến hỏng nhiều. Với vai trò của bến, yêu cầu Sở Xây dựng sửa bến.\n"
        "2. Thực hiện cấp phao cho tổ chức, cá nhân tại bến đã mở.\n"
    )
    first, second = document(text).tasks
    assert [a.name for a in first.assignees] == ["Sở Xây dựng"]
    assert [a.name for a in second.assignees] == ["các xã"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trong thời hạn 03 ngày làm việc gỡ bảng.", "Trong thời hạn 03 ngày làm việc"),
        ("Căn cứ kết quả trong năm 2022, phòng Y tế thay bảng.", None),
        ("Đẩy nhanh việc kè bờ (mỗi tháng đạt 20%).", None),
        ("Thi công 12 giờ một ngày.", None),
    ],
)
def test_terms_and_times_that_are_none(text: str, words: str | None) -> None:
    """A term needs words that lead to it; what an order rests on is none."""
    found = find_deadline(text, grammar(), 2022)
    assert (found and found.text) == words


def test_what_a_decision_itself_does_is_no_task() -> None:
    """Also under an article on who answers for it."""
    text = (
        "Số: 5/QĐ-UBND\nQUYẾT ĐỊNH\nVề bến đò\n\nĐiều 1. Tổ chức thực hiện\n"
        "1. Giao Sở Nội vụ đếm đò.\nĐiều 2. Trách nhiệm thi hành\n"
        "1. Quyết định có hiệu lực kể từ ngày ký.\n"
        "- Bãi bỏ Quyết định số 3/QĐ-UBND ngày 02/3/2020 của Ủy ban nhân dân xã.\n"
    )
    assert [task.text for task in document(text).tasks] == ["Giao Sở Nội vụ đếm đò."]


def test_a_preamble_goes_on_after_a_semicolon() -> None:
    """In a line of its own without "Căn cứ"."""
    text = (
        "Số: 6/QĐ-UBND\nQUYẾT ĐỊNH\nVề bến đò\n\n"
        "Căn cứ Nghị định số 11/2019/NĐ-CP ngày 02/3/2019 của Chính phủ về bến đò;\n\n"
        "Nghị định số 12/2020/NĐ-CP ngày 03/4/2020 của Chính phủ về sửa Nghị định bến đò;\n\n"
        "Điều 1. Giao Sở Nội vụ đếm đò."
    )
    assert [c.number for c in document(text).legal_basis] == ["11/2019/NĐ-CP", "12/2020/NĐ-CP"]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("2026 - 2030", "2030-12-31"),
        ("11/2026", "2026-11-30"),
        ("Tháng 11-12/2026", "2026-12-31"),
        ("Trước 15/3", "2022-03-15"),
    ],
)
def test_times_of_a_cell(words: str, due: str) -> None:
    """Years and months that stand alone are the time of the task."""
    found = whole_deadline(words, grammar(), 2022)
    assert found is not None
    assert (found.text, found.due) == (words, due)


def test_lines_under_the_last_item_tell_of_those_before_it_whatever_comes_of_the_work() -> None:
    """ "Kết quả: …" beside who and when is no work, and keeps nobody's lines from the others."""
    body = (
        "SỞ GIAO THÔNG\n\nSố: 5/KH-SGT\n\nBến Xuân, ngày 3 tháng 4 năm 2031\n\nKẾ HOẠCH\n\n"
        "Sửa bến đò\n\nI. NHIỆM VỤ\n\n1. Sửa bến\n\n1.1. Đo lòng sông.\n\n1.2. Đóng cọc bến.\n\n"
        "- Thời gian hoàn thành: Quý II/2031.\n\n- Đơn vị chủ trì: Phòng Kỹ thuật.\n\n"
        "- Đơn vị phối hợp: các tổ đò.\n\n- Kết quả: Biên bản nghiệm thu.\n"
    )
    told = [(task.text, [a.name for a in task.assignees]) for task in document(body).tasks]
    who = ["Phòng Kỹ thuật", "các tổ đò"]
    assert told == [("Đo lòng sông.", who), ("Đóng cọc bến.", who)]


def test_a_row_in_brackets_names_nobody_who_acts() -> None:
    """ "(thôn; trường học; …) và gửi": the words in the bracket say which kinds are meant."""
    text = "Chia ba loại bến (bến thôn; trường học; công ty) và gửi sổ về huyện."
    assert assigned(text, grammar()) == ()


_LETTER = (
    "CÔNG TY ĐÒ NGANG\n\nSố: 5/CV-ĐN\n\nV/v sửa bến\n\nBến Xuân, ngày 3 tháng 4 năm 2031\n\n"
    "Kính gửi: Các đơn vị thành viên\n\n"
)


def test_headings_of_initials_beside_names_of_bodies_name_bodies() -> None:
    """ "1. DNXL:" beside "2. Các đơn vị thành viên:" charges one as the other does."""
    body = (
        "1. DNXL:\n\n1.1. Phao bến:\n\n- Đo lòng sông trong tháng 5.\n\n"
        "2. KĐoX:\n\n- Lập sổ phao.\n\n3. Các đơn vị thành viên:\n\n- Báo cáo kết quả.\n"
    )
    tasks = document(_LETTER + body).tasks
    assert [[a.name for a in t.assignees] for t in tasks] == [
        ["DNXL"],
        ["KĐoX"],
        ["Các đơn vị thành viên"],
    ]


def test_whom_an_opening_sentence_instructs_has_the_work_of_the_list() -> None:
    """The issuer instructs, and does not do it itself."""
    body = (
        "Công ty hướng dẫn các đội đò thực hiện các nội dung sau:\n\n"
        "1. Treo phao trước mùa lũ.\n\n2. Lập sổ khách đi đò.\n"
    )
    tasks = document(_LETTER + body).tasks
    assert [[a.name for a in t.assignees] for t in tasks] == [["các đội đò"]] * 2
