"""Directives: who does what by when, and which lines are none."""

from __future__ import annotations

import pytest
from parse_support import PLAN, document, grammar, lines_of

from vnplan.parse.bodies.body_names import split_names
from vnplan.parse.layout.paragraphs import paragraphs
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.text.rows import rows
from vnplan.parse.times.deadlines import find_deadline
from vnplan.record import Assignee


def body(text: str, title: str = "KẾ HOẠCH") -> str:
    return f"Số: 3/KH-UBND\n{title}\nLàm sạch bến đò\n\n{text}"


def test_leaves_of_the_working_parts_are_tasks_and_nothing_else() -> None:
    """No aim, no line on who or when, no closing paragraph, no funding."""
    tasks = document(PLAN).tasks
    assert [(task.id, task.section) for task in tasks] == [
        (1, "II.1"),
        (2, "II.1"),
        (3, "II.2"),
        (4, "IV.1"),
        (5, "IV.2"),
    ]
    assert tasks[0].text.startswith("Đoàn Thanh niên huyện chủ trì")
    assert tasks[0].text.endswith("hoàn thành trước ngày 30/6/2022.")
    assert tasks[0].heading == "Kiểm kê"


def test_roles_follow_chu_tri_and_phoi_hop() -> None:
    """Lead only with chủ trì, support after phối hợp."""
    task = document(PLAN).tasks[0]
    assert task.assignees == (
        Assignee("Đoàn Thanh niên huyện", "lead"),
        Assignee("Hội Nông dân huyện", "support"),
        Assignee("Bảo tàng tỉnh", "support"),
    )
    assert task.deadline is not None
    assert (task.deadline.text, task.deadline.due) == ("trước ngày 30/6/2022", "2022-06-30")


def test_lines_on_who_and_when_serve_the_tasks_they_stand_under() -> None:
    """Phân công thực hiện and Thời gian thực hiện reach every task of their section only."""
    tasks = document(PLAN).tasks
    assert tasks[2].assignees == (
        Assignee("Hội Liên hiệp Phụ nữ huyện", "implement"),
        Assignee("Trung tâm Văn hóa - Thể thao", "implement"),
    )
    assert tasks[2].deadline is not None
    assert (tasks[2].deadline.text, tasks[2].deadline.due) == ("Quý III/2022", "2022-09-30")
    assert tasks[1].assignees == ()
    assert tasks[1].deadline is None


def test_a_heading_that_names_a_body_gives_the_assignee() -> None:
    """With the text after its colon, or with the paragraph below it."""
    tasks = document(PLAN).tasks
    assert (tasks[3].heading, tasks[3].text) == (
        "Hội Nông dân huyện",
        "Vận động hội viên giữ lại khung cửi cũ.",
    )
    assert tasks[3].assignees == (Assignee("Hội Nông dân huyện", "implement"),)
    assert tasks[4].assignees == (Assignee("Ủy ban nhân dân các xã, thị trấn", "implement"),)


def test_closing_paragraph_is_another_directive_with_its_deadline() -> None:
    """It often holds the day of the report."""
    closing = document(PLAN).other_directives[-1]
    assert closing.section is None
    assert closing.assignees == (Assignee("các xã", "implement"),)
    assert closing.deadline is not None
    assert closing.deadline.recurs == "yearly"


def test_numbered_directives_of_a_dispatch_are_tasks() -> None:
    """Without any heading above them; the last paragraph is none of them."""
    letter = document(
        "Số: 5/UBND-NN\nV/v diệt ốc bươu vàng\nKính gửi: Ủy ban nhân dân các xã.\n"
        "Chủ tịch Ủy ban nhân dân huyện yêu cầu:\n"
        "1. Giao Trạm Bảo vệ thực vật làm đầu mối chủ trì, phối hợp với Hội Nông dân bắt ốc.\n"
        "2. Ủy ban nhân dân các xã, thị trấn phát lưới chắn ốc trong tháng 5/2018.\n"
        "Đề nghị các xã báo cáo kết quả./.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
    )
    assert [task.assignees[0] for task in letter.tasks] == [
        Assignee("Trạm Bảo vệ thực vật", "lead"),
        Assignee("Ủy ban nhân dân các xã, thị trấn", "implement"),
    ]
    assert letter.tasks[1].deadline is not None
    assert letter.tasks[1].deadline.due == "2018-05-31"
    assert [directive.text for directive in letter.other_directives] == [
        "Đề nghị các xã báo cáo kết quả./."
    ]


def test_a_decision_orders_only_where_it_says_so() -> None:
    """Founding a team is no task; its duties, and what an article gives to a body, are."""
    decision = document(
        "Số: 6/QĐ-UBND\nQUYẾT ĐỊNH\nVề việc lập Tổ trông đò\nCăn cứ đơn của bến;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Thành lập Tổ trông đò gồm 03 người.\nĐiều 2. Tổ trông đò có nhiệm vụ:\n"
        "1. Phát áo phao cho khách.\n2. Ghi sổ chuyến đò.\n"
        "Điều 3. Trưởng Công an xã chịu trách nhiệm thi hành Quyết định này./.\n"
    )
    assert [(t.section, t.text) for t in decision.tasks[:2]] == [
        ("2", "Phát áo phao cho khách."),
        ("2", "Ghi sổ chuyến đò."),
    ]
    assert decision.tasks[0].assignees == (Assignee("Tổ trông đò", "implement"),)
    assert not any("Thành lập" in task.text for task in decision.tasks)


def test_bullets_joined_across_lines_pages_and_page_numbers() -> None:
    """A sentence goes on below a page number; a dash inside a name opens no bullet."""
    plan = document(
        body(
            "I. NHIỆM VỤ\n\n- Giao Phòng Văn hóa - Thể thao dọn bến, mời Phòng Báo chí\n\n"
            "- Xuất bản chụp ảnh hai bờ và đưa\n\f\n2\n\nlên bảng tin của thị trấn.\n\n"
            "- Nhờ Phòng Báo chí - Xuất bản in tờ rơi.\n"
        )
    )
    assert [task.text for task in plan.tasks] == [
        "Giao Phòng Văn hóa - Thể thao dọn bến, mời Phòng Báo chí - Xuất bản chụp ảnh hai bờ và "
        "đưa lên bảng tin của thị trấn.",
        "Nhờ Phòng Báo chí - Xuất bản in tờ rơi.",
    ]


def test_damaged_numbers_are_repaired_from_their_sequence() -> None:
    """H. after I. is II.; a heading in capitals that lost its number keeps its place."""
    plan = document(
        body(
            "I. MỤC ĐÍCH\n- Bến sạch.\nH. NHIỆM VỤ TRỌNG TÂM\n- Dọn bùn.\n"
            ". HÌNH THỨC TUYÊN TRUYỀN\n- Phát loa.\nV. TỔ CHỨC THỰC HIỆN\n- Hội Nông dân ghi sổ.\n"
        )
    )
    assert [task.section for task in plan.tasks] == ["II", "III", "IV"]


NAMES = [
    ("các cơ quan, đơn vị", ("các cơ quan, đơn vị",)),
    ("UBND các xã, thị trấn", ("UBND các xã, thị trấn",)),
    ("Sở Văn hóa, Thể thao và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",)),
    ("Đài Phát thanh và Báo Mường So", ("Đài Phát thanh", "Báo Mường So")),
    (
        "Ban Dân vận, Mặt trận Tổ quốc và các đoàn thể",
        ("Ban Dân vận", "Mặt trận Tổ quốc", "các đoàn thể"),
    ),
    ("Nâng cao chất lượng giống", ()),
    ("Đổi mới công tác dạy nghề", ()),
    ("Ban hành quy chế", ()),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_lists_of_bodies_are_split_and_single_names_kept_whole(
    text: str, names: tuple[str, ...]
) -> None:
    """A collocation for one class of bodies is one name."""
    assert split_names(text, grammar()) == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Công an huyện tuần tra bến đò.", [("Công an huyện", "implement")]),
        ("Tham mưu UBND huyện ban hành quy chế.", []),
        ("Tiếp tục phối hợp với Huyện đoàn dọn rác.", [("Huyện đoàn", "support")]),
        ("Phòng chống đuối nước cho trẻ em.", []),
        ("Tổ chức phát quang bờ kênh.", []),
        ("Sửa cầu tre (Phòng Kinh tế chủ trì).", [("Phòng Kinh tế", "lead")]),
    ],
)
def test_who_a_directive_names(text: str, expected: list[tuple[str, str]]) -> None:
    """The body that is merely reported to is no assignee; a verb is no body."""
    assert [(a.name, a.role) for a in assigned(text, grammar())] == expected


@pytest.mark.parametrize(
    ("text", "words", "due", "recurs"),
    [
        ("xong trước ngày 15/8/2020", "trước ngày 15/8/2020", "2020-08-15", None),
        (
            "nộp chậm nhất ngày 02 tháng 9 năm 2020.",
            "chậm nhất ngày 02 tháng 9 năm 2020",
            "2020-09-02",
            None,
        ),
        ("trồng cây trong quý I/2021", "trong quý I/2021", "2021-03-31", None),
        ("đắp đê trong quý III, IV/2021", "trong quý III, IV/2021", "2021-12-31", None),
        ("đắp đê vào quý I và quý II năm 2021", "vào quý I và quý II năm 2021", "2021-06-30", None),
        ("báo cáo trước ngày 05/12 hằng năm", "trước ngày 05/12 hằng năm", None, "yearly"),
        ("họp định kỳ hằng quý với bến", "định kỳ hằng quý", None, "quarterly"),
        (
            "nộp trước ngày 20 của tháng cuối quý",
            "trước ngày 20 của tháng cuối quý",
            None,
            "quarterly",
        ),
        (
            "dọn từ tháng 3/2020 đến tháng 5/2020",
            "từ tháng 3/2020 đến tháng 5/2020",
            "2020-05-31",
            None,
        ),
    ],
)
def test_deadlines(text: str, words: str, due: str | None, recurs: str | None) -> None:
    """The contiguous words that say it, and the last day that they allow."""
    found = find_deadline(text, grammar())
    assert found is not None
    assert (found.text, found.due, found.recurs) == (words, due, recurs)


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Đề án trồng sen giai đoạn 2020 - 2025, tầm nhìn đến năm 2030.",
        "Triển khai Nghị quyết số 8-NQ/TU ngày 05/02/2019 về nuôi ong đến năm 2025.",
        "Kiểm tra thường xuyên bến đò.",
        "In bản tin phục vụ sinh hoạt chi bộ định kỳ hằng tháng.",
    ],
)
def test_what_is_no_deadline(text: str) -> None:
    """A period inside the title of a cited document, a habit, "thường xuyên"."""
    assert find_deadline(text, grammar()) is None


def test_a_heading_may_give_the_role_too() -> None:
    """Its body leads all that stands below; the words on its role are no part of its name."""
    plan = document(
        body(
            "I. NHIỆM VỤ\n1. Công an huyện chủ trì, phối hợp thực hiện:\n"
            "- Kiểm tra đăng kiểm thuyền.\n- Phối hợp với Huyện đoàn dạy bơi.\n"
        )
    )
    assert plan.tasks[0].assignees == (Assignee("Công an huyện", "lead"),)
    assert plan.tasks[1].assignees == (
        Assignee("Công an huyện", "lead"),
        Assignee("Huyện đoàn", "support"),
    )


def test_orders_inside_a_dispatch_are_tasks_of_whom_it_asks() -> None:
    """Wherever in the paragraph the body is asked; the sentence before the list names the rest."""
    text = (
        "Qua kiểm tra, Ủy ban nhân dân huyện yêu cầu các phòng, ban:\n"
        "1. Về vốn: giao Phòng Tài chính bố trí 40 triệu đồng trước 16 giờ ngày 12/5/2023.\n"
        "2. Rà soát các bến đò chưa có phép.\n"
        "3. Đề nghị Hội Nông dân huyện vận động hội viên ký cam kết.\n"
        "Nơi nhận:\n- Lưu: VT.\n"
    )
    tasks = document(f"Số: 7/UBND-VP\nV/v bến đò\nKính gửi: Các xã.\n{text}").tasks
    assert [[a.name for a in task.assignees] for task in tasks] == [
        ["Phòng Tài chính"],
        ["các phòng, ban"],
        ["Hội Nông dân huyện"],
    ]
    assert tasks[0].deadline is not None
    assert tasks[0].deadline.text == "trước 16 giờ ngày 12/5/2023"


def test_items_run_together_are_parted() -> None:
    """3.1., 3.2. inside a paragraph stand under 3."""
    text = (
        "II. NHIỆM VỤ\n3. Phòng Y tế thực hiện: 3.1. Phun thuốc tại chợ. 3.2. Phát tờ rơi. "
        "3.3. Báo cáo kết quả."
    )
    tasks = document(body(text)).tasks
    assert [task.text for task in tasks] == [
        "Phun thuốc tại chợ.",
        "Phát tờ rơi.",
        "Báo cáo kết quả.",
    ]
    assert {a.name for task in tasks for a in task.assignees} == {"Phòng Y tế"}


def test_a_heading_with_nothing_but_lines_below_is_the_task() -> None:
    """Its lines say who, when and where; none of them is a task."""
    text = (
        "II. NỘI DUNG\n1. Hội thi bơi trải\n- Thời gian: trước ngày 02/9/2023.\n"
        "- Địa điểm: bến Tượng.\n- Cơ quan, đơn vị chủ trì: Phòng Văn hóa huyện.\n"
    )
    (task,) = document(body(text)).tasks
    assert task.text == "Hội thi bơi trải"
    assert task.assignees == (Assignee("Phòng Văn hóa huyện", "lead"),)
    assert task.deadline is not None and task.deadline.due == "2023-09-02"


def test_what_a_decision_rules_is_no_task() -> None:
    """From when it holds, what it replaces, who answers for it; a duty is."""
    text = (
        "Điều 1. Ban hành kèm theo Quyết định này bảng giá nước.\n"
        "Điều 2. Công ty Cấp nước có trách nhiệm niêm yết bảng giá.\n"
        "Điều 3. Quyết định này có hiệu lực từ ngày 01/7/2023 và thay thế Quyết định số "
        "8/QĐ-UBND ngày 05/01/2022.\n"
        "Điều 4. Chánh Văn phòng, Giám đốc Công ty Cấp nước chịu trách nhiệm thi hành./.\n"
    )
    found = document(body(text, "QUYẾT ĐỊNH"))
    assert [a.name for task in found.tasks for a in task.assignees] == ["Công ty Cấp nước"]
    assert len(found.other_directives) == 1


def test_headings_of_an_inspection_name_nobody_who_acts() -> None:
    """They are looked at."""
    text = "II. NỘI DUNG\n1. Kiểm tra hồ sơ\n1.1. Trạm Y tế xã\n- Rà soát sổ cấp phát thuốc;\n"
    (task,) = document(body(text)).tasks
    assert task.assignees == ()


@pytest.mark.parametrize(
    ("text", "words", "due"),
    [
        ("Báo cáo trong vòng 05 ngày làm việc kể từ ngày nhận được văn bản.",
         "trong vòng 05 ngày làm việc kể từ ngày nhận được văn bản", None),
        ("Hoàn thành dự án cầu Ngang thuộc Chương trình cầu dân sinh trong năm 2024.",
         "trong năm 2024", "2024-12-31"),
        ("Trao quà trước Tết Nguyên đán năm 2025.", "trước Tết Nguyên đán năm 2025", None),
        ("Nộp hồ sơ trước ngày 26/1 2/2031.", "trước ngày 26/1 2/2031", "2031-12-26"),
        ("Áp dụng mức thu mới từ ngày 01/01/2024.", None, None),
        ("Đề xuất bố trí ngân sách hằng năm cho thư viện.", None, None),
    ],
)  # fmt: skip
def test_terms_hours_and_feasts(text: str, words: str | None, due: str | None) -> None:
    """What is a deadline and what only says since when or of which year."""
    found = find_deadline(text, grammar(), 2024)
    assert (found and found.text, found and found.due) == (words, due)


def test_bodies_after_a_clause_and_before_a_colon() -> None:
    """A class in small letters is one name; a colon may end the subject."""
    named = assigned(
        "Căn cứ tình hình thực tế, sở, ban, ngành tỉnh chủ động rà soát hồ sơ.", grammar()
    )
    assert [a.name for a in named] == ["sở, ban, ngành tỉnh"]
    named = assigned("Bưu điện huyện, các đơn vị cung cấp dịch vụ: Bảo đảm thông tin.", grammar())
    assert [a.name for a in named] == ["Bưu điện huyện", "các đơn vị cung cấp dịch vụ"]


def test_cells_of_a_table_that_lost_its_rules_are_no_tasks() -> None:
    """Heads of columns, lone names of bodies, lone times; a time serves the task above it."""
    text = (
        "II. NHIỆM VỤ\nSTT\n\nNội dung công việc\n\nĐơn vị thực hiện\n\nThời gian\n\n1\n\n"
        "Sơn lại 12 biển báo ở bến đò.\n\nPhòng Kinh tế\n\nTháng 3/2024\n\n"
    )
    (task,) = document(body(text)).tasks
    assert task.text == "Sơn lại 12 biển báo ở bến đò."
    assert task.deadline is not None and task.deadline.due == "2024-03-31"


def test_a_share_to_be_reached_is_an_aim() -> None:
    """Wherever it stands; an order that names a share is an order."""
    text = (
        "II. NỘI DUNG\n- Phấn đấu đến năm 2026, 90% số hộ có nước sạch.\n"
        "- Lắp đồng hồ cho 30% số hộ.\n"
    )
    assert [task.text for task in document(body(text)).tasks] == ["Lắp đồng hồ cho 30% số hộ."]


def test_what_a_section_works_on_is_no_body() -> None:
    """Subjects of the symbols of sections ("NN: Nông nghiệp") head parts of plans, too."""
    plan = document(body("II. NHIỆM VỤ\n1. Nông nghiệp\n- Trồng lại hàng dừa nước ven rạch.\n"))
    assert [(task.heading, task.assignees) for task in plan.tasks] == [("Nông nghiệp", ())]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Thực hiện Kế hoạch số 9/KH-UBND về Tháng đọc sách trong tháng 9/2031 của xã.", None),
        ("Thực hiện Kế hoạch số 9/KH-UBND về hội đua ghe trong tháng 9/2031.", None),
        ("Thực hiện Kế hoạch số 9/KH-UBND về hội đua ghe, trong tháng 9/2031.", "2031-09-30"),
        ("Sửa Quy định về bến đò, trình xã xem xét trong tháng 9/2031.", "2031-09-30"),
    ],
)
def test_a_month_inside_a_cited_title_is_no_deadline(text: str, due: str | None) -> None:
    """Only one that stands apart at the end of the clause is."""
    found = find_deadline(text, grammar())
    assert (found and found.due) == due


@pytest.mark.parametrize("cell", ["2. Năm 2031.", "II. HOẠT ĐỘNG\n- Quý II/2031."])
def test_a_year_or_a_time_of_another_section_is_not_the_last_task_s(cell: str) -> None:
    """A cell of a table that lost its rules is: it stands in the section of its task."""
    plan = document(body(f"I. NHIỆM VỤ\n1. Vá lưới cho đội ghe.\n{cell}\n"))
    assert [task.deadline for task in plan.tasks] == [None]


def test_a_time_left_of_a_table_completes_the_task_before_it() -> None:
    """In its own section."""
    plan = document(body("I. NHIỆM VỤ\n- Vá lưới cho đội ghe.\n- Quý II/2031.\n"))
    assert [task.deadline and task.deadline.due for task in plan.tasks] == ["2031-06-30"]


@pytest.mark.parametrize(
    "line",
    [
        "Hoàn thành đắp bờ bao: rà soát đoạn sạt lở, đóng cừ tràm.",
        "Hoàn thành đắp bờ bao: đoạn sạt lở năm 2030, đoạn cầu Sắt.",
        "Trên cơ sở rà soát, đóng cừ cho 100% đoạn sạt lở.",
        "Đến hết năm 2031, hoàn thành đóng cừ 100% đoạn sạt lở.",
        "Hằng năm có kế hoạch kiểm tra ít nhất 30% bờ bao.",
        "Đối tượng: Giao công chức Kế toán - Thủy lợi lập danh sách trước ngày 05/6/2031.",
    ],
)
def test_a_directive_that_starts_like_a_line_on_time_or_a_target_is_kept(line: str) -> None:
    """Time, detail and target are told by what follows, not by the first words alone."""
    assert [task.text for task in document(body(f"II. NHIỆM VỤ\n- {line}\n")).tasks] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Hoàn thành: Quý I/2031.",
        "Thời gian thực hiện: Thường xuyên.",
        "Thời gian thực hiện: Hoàn thành trước ngày 05/6/2031.",
        "Kinh phí: Ngân sách xã năm 2031.",
        "Đối tượng: Cán bộ làm công tác thủy lợi.",
        "Ít nhất 95% bờ bao được đóng cừ.",
        "Tỷ lệ hộ có cừ, sử dụng cừ tràm đạt 95%.",
        "Đến năm 2031, đạt 95% bờ bao có cừ.",
    ],
)
def test_lines_on_time_details_and_targets_are_no_tasks(line: str) -> None:
    """As the contract says."""
    plan = document(body(f"II. NHIỆM VỤ\n- Đóng cừ tràm.\n- {line}\n"))
    assert [task.text for task in plan.tasks] == ["Đóng cừ tràm."]


def test_an_order_in_a_line_on_details_leaves_the_task_above_it() -> None:
    """Both are tasks."""
    lines = "1. Đóng cừ tràm.\n- Đối tượng: Giao Hội Nông dân xã lập danh sách.\n"
    tasks = document(body(f"II. NHIỆM VỤ\n{lines}")).tasks
    assert [task.assignees for task in tasks] == [(), (Assignee("Hội Nông dân xã", "implement"),)]


@pytest.mark.parametrize("mark", ["-", "2."])
def test_an_order_on_money_is_another_directive(mark: str) -> None:
    """With who is asked and by when."""
    line = "Kinh phí thực hiện: Giao Hội Nông dân xã lập dự toán trước ngày 05/6/2031."
    plan = document(body(f"II. NHIỆM VỤ\n1. Đóng cừ tràm.\n{mark} {line}\n"))
    assert [task.text for task in plan.tasks] == ["Đóng cừ tràm."]
    (order,) = plan.other_directives
    assert order.assignees == (Assignee("Hội Nông dân xã", "implement"),)
    assert order.deadline is not None and order.deadline.due == "2031-06-05"


def test_party_documents_number_with_dashes() -> None:
    """ "1-", "1.1-" and "a-" open items; the rest of a symbol at the head of a line does not."""
    tasks = document(
        body(
            "I- NHIỆM VỤ\n1- Sửa bến đò.\n2- Thực hiện Kế hoạch số\n12-KH/TU của Tỉnh ủy về "
            "bến bãi.\nII- TỔ CHỨC THỰC HIỆN\n1- Các chi bộ, đảng bộ cơ sở\n\nPhổ biến kế hoạch."
        )
    ).tasks
    assert [(task.section, task.text) for task in tasks] == [
        ("I", "Sửa bến đò."),
        ("I", "Thực hiện Kế hoạch số 12-KH/TU của Tỉnh ủy về bến bãi."),
        ("II.1", "Phổ biến kế hoạch."),
    ]
    assert tasks[2].assignees == (Assignee("Các chi bộ, đảng bộ cơ sở", "implement"),)


@pytest.mark.parametrize(("end", "count"), [(".", 6), (" rồi", 1)])
def test_where_each_line_ends_as_a_sentence_does_each_is_a_paragraph(end: str, count: int) -> None:
    """Lines of one length are else the wrapped lines of one paragraph."""
    line = f"Mỗi thôn cử ba người dọn rác hai bên bờ sông và chở về bãi trước giờ họp{end}"
    typed = rows(lines_of("\n".join([line] * 6)), (), grammar())
    assert len(paragraphs(typed, grammar())) == count


def test_a_part_may_have_its_title_on_the_next_line() -> None:
    """The second part of a report says what is to be done."""
    report = document(
        "Số: 3/BC-UBND\nBÁO CÁO\nViệc làm sạch bến đò\n\nPHẦN I\nKẾT QUẢ THỰC HIỆN NĂM 2023\n"
        "1. Đã dọn ba bến.\nPHẦN II\nNHIỆM VỤ NĂM 2024\n1. Dọn hai bến còn lại."
    )
    assert [(t.section, t.heading, t.text) for t in report.tasks] == [
        ("II", "NHIỆM VỤ NĂM 2024", "Dọn hai bến còn lại.")
    ]


def test_an_address_inside_a_directive_makes_it_no_signing_note() -> None:
    """The note of a digital signature holds little more than its address and time."""
    order = "Gửi danh sách về Phòng qua địa chỉ ben.do@songlam.vn trước 17h00 ngày 16/4/2022."
    tasks = document(
        body(f"I. NHIỆM VỤ\n1. {order}\nVăn thư: ben.do@songlam.vn\n2. Rà soát.")
    ).tasks
    assert [task.text for task in tasks] == [order, "Rà soát."]


def test_a_line_that_an_address_opens_goes_on_with_its_order() -> None:
    """An order may wrap before the address, and its day stand behind it."""
    lines = (
        "Gửi danh sách về Phòng Văn hóa và Thông tin huyện qua địa chỉ thư điện tử:\n"
        "ben.do@songlam.vn để tổng hợp, báo cáo Ủy ban nhân dân huyện trước ngày 16/4/2022."
    )
    (task,) = document(body(f"I. NHIỆM VỤ\n1. {lines}")).tasks
    assert task.text == lines.replace("\n", " ")
    assert task.deadline is not None and task.deadline.due == "2022-04-16"


def test_a_paragraph_that_only_points_to_an_annex_is_no_task() -> None:
    """The annex has the tasks."""
    plan = document(body("I. NHIỆM VỤ\n\n(Chi tiết tại Phụ lục kèm theo)\n\nII. KINH PHÍ\n\n-"))
    assert plan.tasks == ()
