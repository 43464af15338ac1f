"""Who acts in later clauses, beside a leader, before a colon; what only looks like a body."""

import pytest
from parse_support import document

from vnplan.lexicon import Dictionaries
from vnplan.parse.bodies.body_names import NameList
from vnplan.parse.bodies.phrases import Text, Words
from vnplan.parse.tasks import assignees
from vnplan.parse.tasks.asking import asked, asked_by_another
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.clauses import later_subject_at
from vnplan.parse.tasks.duties import bodies_of_heading
from vnplan.parse.tasks.said import said_doers
from vnplan.parse.text.grammar import Grammar
from vnplan.record import Assignee

GRAMMAR = Grammar.load(Dictionaries.locate())


def named(text: str) -> list[tuple[str, str]]:
    return [(each.name, each.role) for each in assigned(text, GRAMMAR)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hội Phụ nữ phường dọn vệ sinh chợ cũ, Đoàn Thanh niên nhận tuyến kênh phía bắc.",
            [("Hội Phụ nữ phường", "implement"), ("Đoàn Thanh niên", "implement")],
        ),
        (
            "Trạm Y tế hướng dẫn các thôn, các trường mầm non rắc vôi bột.",
            [("Trạm Y tế", "implement")],
        ),
        (
            "Phòng Nội vụ chủ trì cùng Phòng Tư pháp soạn đề cương, gửi trước ngày 10.",
            [("Phòng Nội vụ", "lead"), ("Phòng Tư pháp", "implement")],
        ),
        (
            "Giao Văn phòng chủ trì, cùng các phòng theo dõi việc thực hiện.",
            [("Văn phòng", "lead"), ("các phòng", "implement")],
        ),
        (
            "Tổ giúp việc có nhiệm vụ: xây dựng đề cương khảo sát.",
            [("Tổ giúp việc", "implement")],
        ),
        ("Các môn năng khiếu: tổ chức trong hai buổi sáng.", []),
        ("Giao ban công việc tuần vào chiều thứ sáu.", []),
        ("Tổ chức hội trại truyền thống tại sân vận động.", []),
        ("Giao ban quản lý chợ sắp xếp lại ki ốt.", [("ban quản lý chợ", "implement")]),
    ],
)
def test_who_acts(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_a_meeting_asks_nobody() -> None:
    assert asked("Giao ban Bí thư các chi bộ vào ngày 25.", GRAMMAR) == ()


def test_a_paper_that_asks_is_no_asking_body() -> None:
    text = "Phòng Y tế tham mưu ban hành văn bản yêu cầu các trạm y tế trực 24/24 giờ."
    assert asked_by_another(text, GRAMMAR) == ()
    told = asked_by_another("Hiệu trưởng yêu cầu Tổ Văn phòng rà soát hồ sơ.", GRAMMAR)
    assert [each.name for each in told] == ["Tổ Văn phòng"]


def test_a_bracket_that_shares_the_work_after_a_body_names_the_doers() -> None:
    text = (
        "Lấy ý kiến thân nhân và nhân viên y tế mỗi quý (Phòng Y vụ đầu mối, Tổ Xã hội phối hợp)."
    )
    _, said = said_doers(text, GRAMMAR)
    assert [(each.name, each.role) for each in said] == [
        ("Phòng Y vụ", "lead"),
        ("Tổ Xã hội", "support"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Cô Lê Thị Hoa - Tổ trưởng Tổ Xã hội chuẩn bị bài giảng.",
            [("Cô Lê Thị Hoa - Tổ trưởng Tổ Xã hội", "implement")],
        ),
        ("Bà con góp công làm đường.", []),
        (
            "Đề nghị Giám đốc các bệnh viện, thủ trưởng các đơn vị rà soát nhân lực.",
            [("Giám đốc các bệnh viện", "implement"), ("thủ trưởng các đơn vị", "implement")],
        ),
        (
            "Đề nghị Giám đốc, thủ trưởng các đơn vị rà soát nhân lực.",
            [("Giám đốc, thủ trưởng các đơn vị", "implement")],
        ),
        (
            "Nhận được hướng dẫn này, yêu cầu Trạm Y tế tổ chức tập huấn.",
            [("Trạm Y tế", "implement")],
        ),
        (
            "Phân công ông Lê Văn Tám, Đội trưởng Đội xe kiểm tra kho.",
            [("ông Lê Văn Tám, Đội trưởng Đội xe", "implement")],
        ),
    ],
)
def test_people_and_offices(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_who_helps_in_a_shared_sentence() -> None:
    cases = {
        "Mở lớp học. Giao Ban Phong trào chủ trì, Văn phòng phối hợp.": "support",
        "Mở lớp học (Ban Phong trào chủ trì, Văn phòng hỗ trợ).": "implement",
    }
    for text, role in cases.items():
        _, said = said_doers(text, GRAMMAR)
        assert [(e.name, e.role) for e in said] == [("Ban Phong trào", "lead"), ("Văn phòng", role)]


def test_a_heading_tells_what_the_body_is_in_the_work() -> None:
    title = "Ban Dân vận Huyện ủy là cơ quan thường trực, có nhiệm vụ:"
    found = bodies_of_heading(title, "organisation", GRAMMAR)
    assert [each.name for each in found] == ["Ban Dân vận Huyện ủy"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Đội xe, Tổ bơm: mỗi đơn vị cử hai người trực đêm.",
            [("Đội xe", "implement"), ("Tổ bơm", "implement")],
        ),
        ("Phòng Vật tư: đủ dầu cho máy phát.", [("Phòng Vật tư", "implement")]),
        (
            "Cơ quan, tổ chức khai thác bản đồ có trách nhiệm bảo mật.",
            [("Cơ quan, tổ chức khai thác bản đồ", "implement")],
        ),
        (
            "Đoàn Khối cụ thể hóa thành chỉ tiêu của năm.",
            [("Đoàn Khối", "implement")],
        ),
        (
            "Văn phòng, hai Ban Hội đồng nhân dân xã chuẩn bị nội dung.",
            [("Văn phòng", "implement"), ("hai Ban Hội đồng nhân dân xã", "implement")],
        ),
        (
            "Phòng Nội vụ lập sổ. Yêu cầu Trưởng trạm y tế báo cáo hằng tuần.",
            [("Phòng Nội vụ", "implement"), ("Trưởng trạm y tế", "implement")],
        ),
    ],
)
def test_rows_and_later_sentences(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


def test_one_of_the_class_above_replaces_it() -> None:
    above = (Assignee("các trường", "implement"),)
    found = assigned("Riêng Trường Mầm non Hoa Mai tổ chức vào tháng 6.", GRAMMAR, above)
    assert [each.name for each in found] == ["Trường Mầm non Hoa Mai"]


def test_a_council_that_resolves_does_not_act() -> None:
    title = "Hội đồng nhân dân xã quyết nghị nhiệm vụ, giải pháp chủ yếu như sau:"
    assert bodies_of_heading(title, "tasks", GRAMMAR) == ()


def test_a_number_of_bodies_in_a_bracket() -> None:
    _, said = said_doers("Nấu ăn cho tổ trực (Hội Phụ nữ và 02 đội xung kích).", GRAMMAR)
    assert [each.name for each in said] == ["Hội Phụ nữ", "02 đội xung kích"]


def test_whoever_acts_by_a_verb_that_is_not_known_is_a_doubt() -> None:
    text = """KẾ HOẠCH
Chăm sóc vườn hoa

II. NHIỆM VỤ
1. Giao Tổ Cây xanh xịtxịt luống hoa.
2. Tưới nước mỗi sáng."""
    found = document(text)
    assert [task.assignees for task in found.tasks] == [(), ()]
    doubted = [doubt for doubt in found.doubts if doubt.field.endswith("assignees")]
    assert [doubt.field for doubt in doubted] == ["tasks[0].assignees"]
    assert "Giao Tổ Cây xanh" in doubted[0].reason


def test_heads_of_courts_youth_and_wards_and_a_verb_that_gives() -> None:
    assert named("Chi đội 5A cho các bạn mượn sách.") == [("Chi đội 5A", "implement")]
    assert named("Điều dưỡng hành chính lập sổ.") == [("Điều dưỡng hành chính", "implement")]
    assert named("Tòa Dân sự phối hợp với Văn phòng lên lịch.") == [
        ("Tòa Dân sự", "implement"),
        ("Văn phòng", "support"),
    ]


def test_what_is_told_of_a_body_or_a_paper_is_no_order() -> None:
    assert named("Tổ giúp việc gồm 7 người của ba phòng.") == []
    assert named("Các quyết định sau hết hiệu lực.") == []
    assert named("Lớp tập huấn mở tại hội trường.") == []
    assert named("Lớp 9A trực nhật sân sau.") == [("Lớp 9A", "implement")]


def test_a_class_and_its_teacher_share_the_work() -> None:
    _, said = said_doers("Dựng trại (thầy Nam chủ trì, lớp 9A phụ giúp).", GRAMMAR)
    assert [(e.name, e.role) for e in said] == [("thầy Nam", "lead"), ("lớp 9A", "implement")]


def test_a_paragraph_that_shares_work_opens_the_items_below() -> None:
    text = """ỦY BAN NHÂN DÂN
XÃ BÌNH AN
Số: 12/UBND-VP
V/v phòng dịch

Kính gửi: Các thôn.

Ủy ban nhân dân xã đề nghị các thôn vệ sinh ngõ xóm.
Trạm Y tế chủ trì, phối hợp Công an xã, Đoàn Thanh niên:
+ Phun khử khuẩn chợ cũ.
+ Lập danh sách hộ có người ốm."""
    found = [[(e.name, e.role) for e in task.assignees] for task in document(text).tasks]
    shared = [("Trạm Y tế", "lead"), ("Công an xã", "support"), ("Đoàn Thanh niên", "support")]
    assert found == [shared, shared]


BULLETS = ("- Rà soát các bến đò ngang.", "- Công khai số điện thoại đường dây nóng.")


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (
            (BULLETS[0], "Đơn vị chủ trì: Phòng Nội vụ.", BULLETS[1], "Đơn vị chủ trì: Văn phòng."),
            (["Phòng Nội vụ"], ["Văn phòng"]),
        ),
        (
            ("Đơn vị chủ trì: Phòng Nội vụ.", BULLETS[0], "Đơn vị chủ trì: Văn phòng.", BULLETS[1]),
            (["Phòng Nội vụ"], ["Văn phòng"]),
        ),
        (
            (*BULLETS, "Đơn vị chủ trì: Phòng Nội vụ.", "Đơn vị phối hợp: Văn phòng."),
            (["Phòng Nội vụ", "Văn phòng"], ["Phòng Nội vụ", "Văn phòng"]),
        ),
    ],
)
def test_lines_that_say_anew_who_acts_tell_of_the_work_beside_them(
    lines: tuple[str, ...], names: tuple[list[str], ...]
) -> None:
    """Each of several lines on who leads has the bullets before it, or after it where a line comes
    first; lines that stand once tell of all the bullets."""
    text = "\n".join(("II. NHIỆM VỤ, GIẢI PHÁP", "1. Bến đò", *lines, "2. Chợ", "- Quét dọn chợ."))
    tasks = document(f"Số: 3/KH-UBND\nKẾ HOẠCH\nLàm sạch bến đò\n\n{text}").tasks
    assert tuple([a.name for a in task.assignees] for task in tasks[:2]) == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thống đốc Ngân hàng Nhà nước chỉ đạo giãn nợ.", ["Thống đốc Ngân hàng Nhà nước"]),
        ("Tỉnh rà soát quỹ nhà ở.", ["Tỉnh"]),
        ("Đặc khu có dân số dưới 1.000 người là loại III.", []),
        ("Chủ rừng là tổ chức lập phương án tuần tra.", ["Chủ rừng là tổ chức"]),
        ("Thủ trưởng cơ quan, đơn vị rà soát trụ sở.", ["Thủ trưởng cơ quan, đơn vị"]),
        (
            "Giao các Ban, các Tổ đại biểu và đại biểu Hội đồng nhân dân xã giám sát việc này.",
            ["các Ban", "các Tổ đại biểu", "đại biểu Hội đồng nhân dân xã"],
        ),
        (
            "Phối hợp với lực lượng quân đội, công an vận chuyển nước.",
            ["lực lượng quân đội, công an"],
        ),
        (
            "Ủy ban nhân dân xã quyết định việc phê duyệt phương án: giao cho thôn trông coi.",
            ["Ủy ban nhân dân xã"],
        ),
    ],
)
def test_where_names_start_and_end(text: str, expected: list[str]) -> None:
    assert [name for name, _ in named(text)] == expected


def test_who_acts_after_a_title_stands_for_those_above() -> None:
    """Whom an opening sentence asks in general does not do what an item gives another body."""
    text = (
        "Chủ tịch Ủy ban nhân dân huyện yêu cầu các phòng, ban thực hiện các việc sau:\n"
        "1. Đo lường, chất lượng: Ủy ban nhân dân các xã rà soát cân ở chợ."
    )
    tasks = document(f"Số: 3/CT-UBND\nCHỈ THỊ\nVề đo lường\n\n{text}").tasks
    assert [a.name for a in tasks[0].assignees] == ["Ủy ban nhân dân các xã"]


def test_lines_below_a_numbered_sentence_tell_of_the_bullets_before_them() -> None:
    lines = (BULLETS[0], "Đơn vị chủ trì: Phòng Nội vụ.", BULLETS[1], "Đơn vị chủ trì: Văn phòng.")
    text = "\n".join(("II. NHIỆM VỤ, GIẢI PHÁP", "1. Rà soát bến, đường dây nóng.", *lines))
    tasks = document(f"Số: 3/KH-UBND\nKẾ HOẠCH\nLàm sạch bến đò\n\n{text}").tasks
    assert [[a.name for a in task.assignees] for task in tasks] == [["Phòng Nội vụ"], ["Văn phòng"]]


@pytest.mark.parametrize(
    "name",
    ["Thường trực Hội đồng nhân dân", "Các doanh nghiệp", "Các hợp tác xã", "Công an xã"],
)
@pytest.mark.parametrize(
    "work",
    [
        "hướng dẫn các hộ kê khai.",
        "thông tin kịp thời mực nước.",
        "tiếp nhận hồ sơ dự thi.",
        "gửi báo cáo quý.",
        "quản lý chặt chẽ đất bãi.",
    ],
)
def test_a_verb_ends_the_name_of_a_council_or_a_class(name: str, work: str) -> None:
    assert [each for each, _ in named(f"{name} {work}")] == [name]


def test_a_row_of_names_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each semicolon of it opens no clause of its own: the time would grow with the square."""
    looked: list[int] = []

    def look(cut: Text, start: int, words: Words) -> NameList | None:
        looked.append(start)
        return later_subject_at(cut, start, words)

    monkeypatch.setattr(assignees, "later_subject_at", look)
    row = "; ".join(["Phòng Nội vụ"] * 30)
    assert named(f"Rà soát sổ; {row} báo cáo kết quả.") == [("Phòng Nội vụ", "implement")]
    assert named(f"Rà soát sổ; {row}.") == []
    assert len(looked) <= 4


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("UBND xã ghi nhận sự cố gắng của các thôn. Giao Hội Nông dân vá lưới.", ["Hội Nông dân"]),
        ("Trạm Y tế cấp cứu người bị nạn.", ["Trạm Y tế"]),
    ],
)
def test_who_only_agrees_does_not_act(text: str, names: list[str]) -> None:
    """Praise is no work; what is done to people ends the name."""
    assert [each.name for each in assigned(text, GRAMMAR)] == names
