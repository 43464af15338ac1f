"""Who and when again: classes of bodies, lists after colons, shared headings, lost rules."""

from __future__ import annotations

import pytest
from parse_support import document, grammar, scanned

from vnplan.parse import parse
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.duties import bodies_of_heading
from vnplan.parse.tasks.statements import is_target
from vnplan.parse.times.deadlines import find_deadline
from vnplan.record import Assignee

HEAD = "Số: 9/{symbol}-UBND\n{type}\nVề bến đò\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Phối hợp với các cơ quan truyền thông để báo lịch đò.",
            [("các cơ quan truyền thông", "support")],
        ),
        ("Các cơ quan kiểm tra, rà soát bến.", [("Các cơ quan", "implement")]),
        ("Cơ quan phối hợp có trách nhiệm trả lời.", [("Cơ quan phối hợp", "implement")]),
        (
            "Phối hợp với Ủy ban nhân dân cùng cấp sửa bến.",
            [("Ủy ban nhân dân cùng cấp", "support")],
        ),
        (
            "Các Bộ: Quốc phòng, Tài chính kiểm tra phao.",
            [("Các Bộ: Quốc phòng, Tài chính", "implement")],
        ),
        (
            "Chủ tịch Ủy ban nhân dân các xã: Gò Hạ, Bến Xuân và lãnh đạo các Sở rà soát bến.",
            [
                ("Chủ tịch Ủy ban nhân dân các xã: Gò Hạ, Bến Xuân", "implement"),
                ("lãnh đạo các Sở", "implement"),
            ],
        ),
        (
            "Ủy ban nhân dân các xã từ Gò Hạ đến Bến Xuân chỉ đạo kè bờ.",
            [("Ủy ban nhân dân các xã từ Gò Hạ đến Bến Xuân", "implement")],
        ),
        (
            "Sở Y tế theo chức năng, nhiệm vụ được giao chủ trì, phối hợp với Sở Nội vụ đếm phao.",
            [("Sở Y tế", "lead"), ("Sở Nội vụ", "support")],
        ),
        (
            "Sở Y tế kiểm tra phao; Sở Nội vụ báo cáo kết quả. Công an tỉnh chủ trì tuần tra.",
            [("Sở Y tế", "implement"), ("Sở Nội vụ", "implement"), ("Công an tỉnh", "lead")],
        ),
        ("Sở Y tế kiểm tra phao. Sở Nội vụ đã báo cáo.", [("Sở Y tế", "implement")]),
        (
            "Văn phòng Hội phối hợp với Ban Phong trào chuẩn bị kinh phí, nước uống cho các đội.",
            [("Văn phòng Hội", "implement"), ("Ban Phong trào", "support")],
        ),
        (
            "Giao Ban Chỉ đạo phong trào xây dựng nông thôn mới lập danh sách.",
            [("Ban Chỉ đạo phong trào xây dựng nông thôn mới", "implement")],
        ),
        (
            "Phối hợp với các ngành, các cấp sửa bến.",
            [("các ngành, các cấp", "support")],
        ),
    ],
)
def test_names_of_classes_places_and_later_sentences(
    text: str, expected: list[tuple[str, str]]
) -> None:
    """What is a verb elsewhere may say which bodies are meant."""
    assert [(a.name, a.role) for a in assigned(text, grammar())] == expected


def test_a_heading_on_roles_keeps_the_body_above_it() -> None:
    """ "a) Chủ trì, phối hợp với B" under "1. A": A leads."""
    text = (
        HEAD.format(symbol="KH", type="KẾ HOẠCH")
        + "I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\na) Chủ trì, phối hợp với Sở Nội vụ\n- Cấp phao;\n"
        "b) Phối hợp với Công an tỉnh\n- Tuần tra bến.\n"
    )
    first, second = document(text).tasks
    assert [(a.name, a.role) for a in first.assignees] == [
        ("Sở Y tế", "lead"),
        ("Sở Nội vụ", "support"),
    ]
    assert [(a.name, a.role) for a in second.assignees] == [
        ("Sở Y tế", "implement"),
        ("Công an tỉnh", "support"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "due", "recurs"),
    [
        (
            "Báo cáo trước 16 giờ 00 ngày 12/4/2031 để xem xét.",
            "trước 16 giờ 00 ngày 12/4/2031",
            "2031-04-12",
            None,
        ),
        ("Gửi chậm nhất 17h00 ngày 03/5.", "chậm nhất 17h00 ngày 03/5", "2031-05-03", None),
        ("Gửi trước 20 giờ cùng ngày.", "trước 20 giờ cùng ngày", None, None),
        ("Sửa bến vào năm 2031.", "vào năm 2031", "2031-12-31", None),
        ("Xây dựng kế hoạch bến đò đến năm 2035.", None, None, None),
        (
            "Hoàn thành việc kè bờ trong 6 tháng đầu năm 2032.",
            "trong 6 tháng đầu năm 2032",
            "2032-06-30",
            None,
        ),
        ("Hằng năm, báo cáo trước ngày 15/12.", "trước ngày 15/12", None, "yearly"),
        ("Gửi trước ngày 15 tháng 9 năm thứ tư.", "trước ngày 15 tháng 9", None, None),
    ],
)
def test_clocks_horizons_and_years(
    text: str, words: str | None, due: str | None, recurs: str | None
) -> None:
    """How far a plan reaches is no deadline; a day of no known year has no date."""
    found = find_deadline(text, grammar(), 2031)
    assert (found and (found.text, found.due, found.recurs)) == (words and (words, due, recurs))


def test_items_have_the_time_of_the_sentence_that_opens_them() -> None:
    """ "…, hoàn thành trong tháng 3 năm 2031, cụ thể:"."""
    text = (
        HEAD.format(symbol="TB", type="THÔNG BÁO")
        + "I. NHIỆM VỤ\n1. Sửa bến, hoàn thành trong tháng 3 năm 2031, cụ thể:\n"
        "a) Sở Y tế kiểm tra phao.\nb) Sở Nội vụ đếm đò trước ngày 05/02/2031.\n"
    )
    dues = [task.deadline and task.deadline.due for task in document(text).tasks]
    assert dues == ["2031-03-31", "2031-02-05"]


def test_a_table_of_tasks_whose_rules_were_lost() -> None:
    """One cell a line; a row without all its cells gives each line to the column it looks like."""
    text = (
        HEAD.format(symbol="KH", type="KẾ HOẠCH")
        + "I. NHIỆM VỤ\n1. Sở Nội vụ đếm đò.\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nNguyễn Văn An\n"
        "PHỤ LỤC\nDANH MỤC NHIỆM VỤ\nTT\nNội dung công việc\nCơ quan chủ trì\nCơ quan phối hợp\n"
        "Thời gian hoàn thành\n1\nRà soát các bến đò ngang sông\nSở Y tế\nCông an tỉnh\n"
        "Quý III/2031\n2\nKè lại bờ sông ở các bến cũ\nSở Xây dựng\nTháng 9/2031\n"
    )
    _, first, second = document(text).tasks
    assert first.text == "Rà soát các bến đò ngang sông"
    assert [(a.name, a.role) for a in first.assignees] == [
        ("Sở Y tế", "lead"),
        ("Công an tỉnh", "support"),
    ]
    assert first.deadline is not None and first.deadline.due == "2031-09-30"
    assert [(a.name, a.role) for a in second.assignees] == [("Sở Xây dựng", "lead")]
    assert second.deadline is not None and second.deadline.due == "2031-09-30"


def test_enclosed_rules_hold_directives_where_they_say_who_answers() -> None:
    """A chapter titled on the line below; what the rules are about is none."""
    text = (
        HEAD.format(symbol="QĐ", type="QUYẾT ĐỊNH")
        + "Điều 1. Ban hành kèm theo Quyết định này Quy chế bến đò.\nNơi nhận:\n- Lưu: VT.\n"
        "CHỦ TỊCH\nNguyễn Văn An\nQUY CHẾ\nBến đò ngang sông\nChương I\nQUY ĐỊNH CHUNG\n"
        "Điều 1. Nguyên tắc\n1. Thực hiện đúng luật.\nChương II\n"
        "TRÁCH NHIỆM CỦA CÁC CƠ QUAN\nĐiều 2. Đối với bến\n1. Sở Y tế\na) Cấp phao.\n"
    )
    (task,) = document(text).tasks
    assert task.text == "Cấp phao." and [a.name for a in task.assignees] == ["Sở Y tế"]


def test_a_telegram_names_its_addressees_apart_from_subject_and_tasks() -> None:
    """The sender and "điện:" stand on the line of the subject; bullets below it are no tasks."""
    text = (
        "SỞ Y TẾ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 3/CĐ-SYT\nBến Xuân, ngày 02 tháng 3 năm 2031\nCÔNG ĐIỆN\n"
        "VỀ VIỆC CẤP PHAO Ở CÁC BẾN ĐÒ NGANG SÔNG SỞ Y TẾ điện:\n"
        "- Các bệnh viện;\n- Các trạm y tế. Đò hỏng nhiều, Sở Y tế yêu cầu các đơn vị:\n"
        "1. Kiểm tra phao.\n2. Báo cáo trước ngày 03/5/2031.\n"
    )
    found = document(text)
    assert found.subject is not None and not found.subject.endswith("điện")
    assert [task.text[:8] for task in found.tasks] == ["Kiểm tra", "Báo cáo "]
    assert [a.name for a in found.tasks[0].assignees] == ["các đơn vị"]


def test_acts_that_amend_others_and_days_that_two_numbers_share() -> None:
    """ "sửa đổi, bổ sung bởi" opens an act of its own; one day may serve two numbers."""
    text = (
        HEAD.format(symbol="QĐ", type="QUYẾT ĐỊNH")
        + "Căn cứ Luật Bến đò số 11/2019/QH14 được sửa đổi, bổ sung bởi Luật số 12/2020/QH14;\n"
        "Căn cứ các Công điện: số 7/CĐ-UBND và số 8/CĐ-UBND ngày 03/02/2031 của Ủy ban nhân dân "
        "tỉnh;\nTrên cơ sở kết quả đạt được trong những năm qua theo Nghị quyết số 5/NQ-CP;\n"
        "Điều 1. Giao Sở Nội vụ đếm đò."
    )
    found = [(c.number, c.date) for c in document(text).legal_basis]
    assert found == [
        ("11/2019/QH14", None),
        ("12/2020/QH14", None),
        ("7/CĐ-UBND", "2031-02-03"),
        ("8/CĐ-UBND", "2031-02-03"),
    ]


def test_duties_of_any_noun_and_of_bodies_named_by_their_role() -> None:
    """ "Trách nhiệm của cơ quan chủ trì trong việc …" leads; a plural noun alone is no body."""
    text = (
        HEAD.format(symbol="QĐ", type="QUYẾT ĐỊNH")
        + "Điều 1. Ban hành kèm theo Quyết định này Quy chế bến đò.\nNơi nhận:\n- Lưu: VT.\n"
        "CHỦ TỊCH\nNguyễn Văn An\nQUY CHẾ\nBến đò ngang sông\nĐiều 1. Những hành vi bị cấm\n"
        "1. Lái đò khi say.\nĐiều 2. Trách nhiệm của cơ quan chủ trì trong việc cấp phao\n"
        "1. Lập danh sách phao.\nĐiều 3. Trách nhiệm của thôn trưởng\n1. Kiểm tra phao.\n"
    )
    first, second = document(text).tasks
    assert [(a.name, a.role) for a in first.assignees] == [("cơ quan chủ trì", "lead")]
    assert [(a.name, a.role) for a in second.assignees] == [("thôn trưởng", "implement")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nhiệm vụ giao Sở Y tế chủ trì", [("Sở Y tế", "lead")]),
        ("Trách nhiệm của Sở Y tế là cơ quan đầu mối", [("Sở Y tế", "lead")]),
        ("Phát huy trách nhiệm của người lái đò", []),
        ("Quyền và nghĩa vụ của Sở Y tế", [("Sở Y tế", "implement")]),
    ],
)
def test_headings_that_give_work_to_bodies(text: str, names: list[tuple[str, str]]) -> None:
    """By the words around the body; a heading that starts with a verb gives none."""
    found = bodies_of_heading(text, "organisation", grammar())
    assert [(a.name, a.role) for a in found] == names


def test_work_to_be_finished_is_no_target() -> None:
    """ "Phấn đấu hoàn thành 100% …" is done by somebody; "Phấn đấu đạt 100%" is an aim."""
    assert not is_target("Phấn đấu hoàn thành kè 100% số bến.", grammar())
    assert is_target("Phấn đấu đến năm 2031, 100% số bến có phao.", grammar())


def test_what_a_document_rests_on_is_no_later_than_it() -> None:
    """A later day is a doubt: a scan's was misread and is left out, a text's was written so."""
    text = (
        "ỦY BAN NHÂN DÂN XÃ BẾN XUÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nSố: 9/QĐ-UBND\nBến Xuân, ngày 02 tháng 3 năm 2031\n"
        "QUYẾT ĐỊNH\nVề bến đò\nCăn cứ Công văn số 8/SYT-VP ngày 05/6/2031 của Sở Y tế;\n"
        "Điều 1. Giao Sở Nội vụ đếm đò."
    )
    rows = enumerate(text.splitlines())
    (from_scan,) = parse([scanned(row, 200, 100 + 40 * at) for at, row in rows], (), grammar())
    for found, date in ((document(text), "2031-06-05"), (from_scan, None)):
        assert [(c.number, c.date) for c in found.legal_basis] == [("8/SYT-VP", date)]
        assert any(d.field == "legal_basis[0]" and "2031-06-05" in d.reason for d in found.doubts)


@pytest.mark.parametrize(
    ("heading", "who"),
    [
        ("1. Cơ quan chủ trì: Phòng Thủy lợi", Assignee("Phòng Thủy lợi", "lead")),
        ("1. Trách nhiệm của cơ quan chủ trì - Phòng Thủy lợi", Assignee("Phòng Thủy lợi", "lead")),
        ("1. Giao trách nhiệm Phòng Thủy lợi chủ trì", Assignee("Phòng Thủy lợi", "lead")),
    ],
)
def test_who_leads_by_a_numbered_line_does_the_work_below_it(heading: str, who: Assignee) -> None:
    """It is a heading, not a line about the task above it."""
    found = document(
        "Số: 3/QĐ-UBND\nQUYẾT ĐỊNH\nGiữ đê\n\nĐiều 2. Tổ chức thực hiện\n"
        f"{heading}\na) Tuần tra đê;\nb) Vá các hàm ếch."
    )
    assert [(t.text, t.assignees) for t in found.tasks] == [
        ("Tuần tra đê;", (who,)),
        ("Vá các hàm ếch.", (who,)),
    ]


@pytest.mark.parametrize(
    "asks",
    [
        "Phòng yêu cầu Trưởng các thôn thực hiện các nội dung sau:",
        "Phòng đề nghị Trưởng các thôn tổ chức thực hiện một số việc sau:",
        "Phòng yêu cầu Trưởng các thôn triển khai thực hiện các nhiệm vụ sau:",
    ],
)
def test_what_a_body_is_asked_to_do_is_no_part_of_its_name(asks: str) -> None:
    """ "thực hiện các nội dung sau" is said of whoever is asked."""
    found = document(
        "Số: 3/PKT-NN\nV/v giữ đê\nKính gửi: Các thôn ven sông.\n\n"
        f"{asks}\n1. Tuần tra đê.\n2. Vá các hàm ếch."
    )
    assert {t.assignees for t in found.tasks} == {(Assignee("Trưởng các thôn", "implement"),)}


def test_who_asks_in_a_dispatch_without_items_is_no_assignee() -> None:
    """The subject of the sentence is the issuer; the order is for whom it asks."""
    found = document(
        "PHÒNG THỦY LỢI\nSố: 3/PTL\nV/v giữ đê\nSông Lam, ngày 05 tháng 02 năm 2024\n"
        "Kính gửi: Các thôn ven sông.\n\nPhòng Thủy lợi gửi Kế hoạch số 8/KH-UBND ngày 02/02/2024; "
        "yêu cầu các thôn nghiên cứu, tổ chức thực hiện, báo cáo trước ngày 10/6/2024./."
    )
    (order,) = found.other_directives
    assert order.assignees == (Assignee("các thôn", "implement"),)
    assert order.deadline is not None
    assert order.deadline.due == "2024-06-10"


@pytest.mark.parametrize(
    ("order", "who"),
    [
        ("Trưởng phòng Thủy lợi yêu cầu Phòng Kinh tế rà soát đê.", "Phòng Kinh tế"),
        ("Tổ thư ký giúp việc tổng hợp tài liệu.", "Tổ thư ký"),
        ("Các đơn vị thực hiện các quy định về đê điều.", "Các đơn vị"),
    ],
)
def test_whom_a_clause_names_and_no_more(order: str, who: str) -> None:
    """Who is asked acts, not who asks; a verb is no part of a name, "ký" of a secretary is."""
    found = document(f"Số: 3/KH-UBND\nKẾ HOẠCH\nGiữ đê\n\nI. NHIỆM VỤ\n1. {order}\n2. Vá đê.")
    assert found.tasks[0].assignees == (Assignee(who, "implement"),)


def test_where_reports_go_is_no_part_of_the_last_item() -> None:
    """It is an order of its own, with the deadline."""
    found = document(
        "Số: 3/PKT-NN\nV/v giữ đê\nKính gửi: Các thôn ven sông.\n\nPhòng đề nghị các thôn:\n"
        "1. Tuần tra đê ban đêm.\n2. Vá các hàm ếch ở chân đê.\n"
        "Văn bản báo cáo của các thôn xin gửi về Phòng chậm nhất ngày 14/11/2025."
    )
    assert [task.deadline for task in found.tasks] == [None, None]
    (order,) = found.other_directives
    assert order.deadline is not None
    assert order.deadline.due == "2025-11-14"
