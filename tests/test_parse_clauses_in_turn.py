"""Several bodies that act in turn in one directive, and what behind a name is no part of it."""

from __future__ import annotations

import pytest
from parse_support import document, grammar

from vnplan.parse.bodies.body_names import names_from, split_names
from vnplan.parse.bodies.phrases import Text, words_of
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.doer_rows import names_in_row, without_times
from vnplan.parse.tasks.duties import bodies_of_heading
from vnplan.parse.tasks.said import said_doers
from vnplan.record import Assignee


def _told(text: str) -> list[tuple[str, str]]:
    rest, said = said_doers(text, grammar())
    return [(each.name, each.role[0]) for each in (*assigned(rest, grammar()), *said)]


def _names(text: str) -> list[str]:
    return [name for name, _ in _told(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Ban Tham mưu vẽ sơ đồ; đồng chí Đại úy Lê Bến, Trợ lý tác chiến, trực tiếp chỉ huy.",
            ["Ban Tham mưu", "đồng chí Đại úy Lê Bến, Trợ lý tác chiến"],
        ),
        (
            "Hội cấp trên kiểm tra một nửa Hội cấp xã, Hội cấp xã kiểm tra từng chi hội.",
            ["Hội cấp trên", "Hội cấp xã"],
        ),
        (
            "Công an huyện điều tra các vụ đốt rừng, Ban Chỉ huy Quân sự huyện dự phòng 02 xe.",
            ["Công an huyện", "Ban Chỉ huy Quân sự huyện"],
        ),
        (
            "Đề nghị Phòng Y tế lấy mẫu nước; đề nghị Huyện đoàn rủ thanh niên cùng làm.",
            ["Phòng Y tế", "Huyện đoàn"],
        ),
        (
            "Tổ khánh tiết treo cờ; phân công đ/c Lê Thị Bến (Đài xã) phát tin mỗi tối.",
            ["Tổ khánh tiết", "đ/c Lê Thị Bến"],
        ),
        (
            "Các phòng theo dõi sổ trực; riêng Phòng Y tế lập sổ riêng.",
            ["Các phòng", "Phòng Y tế"],
        ),
        (
            'Mở phiên "Chợ công nhân và đoàn viên", Ban Tài chính chuẩn bị quầy.',
            ["Ban Tài chính"],
        ),
        (
            "Việc mở bến mới do Hội đồng xét duyệt, Thủ tướng Chính phủ chấp thuận chủ trương.",
            [],
        ),
        ("Lãnh đạo hoàn thành việc đổi đất của các thôn.", []),
        ("Lãnh đạo Sở phân công người trực.", ["Lãnh đạo Sở"]),
    ],
)
def test_who_acts_in_turn(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Phòng 4 kiểm sát việc giam giữ.", ["Phòng 4"]),
        ("Chính trị viên xã đội lập danh sách.", ["Chính trị viên xã đội"]),
        ("Các khoa, phòng vướng mắc liên hệ tổ máy.", ["Các khoa, phòng"]),
        ("Người sử dụng lao động đối thoại với thợ lò.", ["Người sử dụng lao động"]),
        ("CB, GV, NV toàn trường kê khai bằng cấp.", ["CB, GV, NV toàn trường"]),
        (
            "Các bộ phận, cá nhân được phân công thực hiện nghiêm túc lịch trực.",
            ["Các bộ phận, cá nhân được phân công"],
        ),
        (
            "Các đồng chí ủy viên BCH, BTV phụ trách cụm chỉ đạo các chi hội.",
            ["Các đồng chí ủy viên BCH, BTV phụ trách cụm"],
        ),
        ("Phòng Thi hành án tiến hành kiểm tra kho.", ["Phòng Thi hành án"]),
        ("Họp thợ: toàn xưởng, sáng Chủ nhật 16/9; Quản đốc chủ trì.", ["Quản đốc"]),
        ("Bảo vệ trông xe cho khách, không thu tiền.", ["Bảo vệ"]),
        ("Bảo vệ rừng đầu nguồn trước mùa khô.", []),
        ("Bảo vệ khóa cổng lúc 22 giờ.", ["Bảo vệ"]),
        ("Bảo vệ khóa luận trước hội đồng khoa.", []),
        (
            "Ông Lê Văn Bến, Xã đội trưởng, Phó ban: tập dượt đội xung kích.",
            ["Ông Lê Văn Bến, Xã đội trưởng, Phó ban"],
        ),
    ],
)
def test_where_names_end(text: str, names: list[str]) -> None:
    assert _names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ban Tham mưu vẽ sơ đồ; Trạm Y tế ngâm màn.", ["Ban Tham mưu", "Trạm Y tế"]),
        ("Trạm Y tế lưu động khám bệnh cho dân chài.", ["Trạm Y tế lưu động"]),
        ("Phòng TTHT lọc danh sách quán ăn.", ["Phòng TTHT"]),
        (
            "Phòng Công tác chính trị và HSSV phát sổ tay.",
            ["Phòng Công tác chính trị và HSSV"],
        ),
        ("Phòng Nội vụ và Thanh tra soạn đề cương.", ["Phòng Nội vụ", "Thanh tra"]),
        ("Chi đoàn Điện lực thắp sáng đường quê (ấp Gò Hạ).", ["Chi đoàn Điện lực"]),
        ("Thắp sáng đường quê (ấp Gò Hạ).", ["ấp Gò Hạ"]),
        ("Họp báo, giao ban báo chí định kỳ hai tháng một lần.", []),
        ("Khoa Ngoại thần kinh phân công ca trực.", ["Khoa Ngoại thần kinh"]),
        ("Khoa Xét nghiệm huyết học gửi kết quả.", ["Khoa Xét nghiệm huyết học"]),
        ("Phòng Xây dựng cơ bản lập hồ sơ.", ["Phòng Xây dựng cơ bản"]),
        ("Khoa HSTC chống độc nhận bệnh nhân nặng.", ["Khoa HSTC chống độc"]),
        ("Phòng Đào tạo và Học viên lớp 5 dọn phòng.", ["Phòng Đào tạo", "Học viên lớp 5"]),
        ("Phòng Nội vụ và Công chức xã sửa sổ.", ["Phòng Nội vụ", "Công chức xã"]),
    ],
)
def test_a_whole_field_ends_a_name_whatever_verb_follows(text: str, names: list[str]) -> None:
    assert _names(text) == names


def test_what_each_has_to_bring_is_no_part_of_its_name() -> None:
    found = names_from(Text.of("mỗi cơ sở Đoàn 01 cây tre"), 0, words_of(grammar()))
    assert found.names == ("mỗi cơ sở Đoàn",)


def test_a_cell_names_people_beside_bodies_and_no_work() -> None:
    text = """UBND XÃ GÒ HẠ
Số: 4/KH-UBND
Gò Hạ, ngày 3 tháng 2 năm 2021
KẾ HOẠCH
Sửa cống
I. NHIỆM VỤ
| STT | Nội dung | Đơn vị thực hiện | Thời gian |
| 1 | Lập danh mục cống | Tổ Thoát nước, đ/c Bến | Tháng 4 |
| 2 | Kiểm định cống | Thuê tư vấn | Tháng 5 |"""
    named = [[each.name for each in task.assignees] for task in document(text).tasks]
    assert named == [["Tổ Thoát nước", "đ/c Bến"], []]


def test_clauses_in_a_bracket_each_name_who_does_what() -> None:
    text = "Họp mặt hội viên cũ (Văn phòng chủ trì; Ban Tuyên giáo viết diễn văn)."
    assert _told(text) == [("Văn phòng", "l"), ("Ban Tuyên giáo", "i")]


def test_a_place_behind_a_name_is_no_doer() -> None:
    text = "Thanh tra huyện kết luận đơn của ông Lê Văn Bến (ấp Gò Hạ); Văn phòng viết thư."
    assert _names(text) == ["Thanh tra huyện", "Văn phòng"]


def test_numbers_in_a_row_are_no_times() -> None:
    assert without_times("các khu phố 1, 2, 5") == "các khu phố 1, 2, 5"
    assert without_times("các khu phố, 5 giờ sáng") == "các khu phố"


def test_what_is_said_of_people_is_no_part_of_their_names() -> None:
    rows = {
        "cô Hạnh (Văn), thầy Kiên (Tin)": ("cô Hạnh", "thầy Kiên"),
        "thầy Lực, thầy Bảo; thuê thêm loa nếu cần": ("thầy Lực", "thầy Bảo"),
        "các đ/c Yến, Hạnh do đ/c Yến phụ trách": ("các đ/c Yến, Hạnh",),
        "Tổ Xã hội + cô Nhung": ("Tổ Xã hội", "cô Nhung"),
    }
    assert {row: names_in_row(row, grammar()) for row in rows} == rows


def test_who_heads_a_body_is_no_part_of_its_name() -> None:
    text = "Tiểu ban Nhân sự do đồng chí Phó Bí thư làm trưởng tiểu ban"
    assert split_names(text, grammar()) == ("Tiểu ban Nhân sự",)


def test_a_name_does_not_run_past_the_bracket_it_stands_in() -> None:
    text = "Sở Y tế thống kê (qua Bộ Tài chính, Bộ Y tế) số hộ bị lũ cuốn."
    assert assigned(text, grammar()) == (Assignee("Sở Y tế", "implement"),)


DECISION = """UBND HUYỆN GÒ HẠ
Số: 8/QĐ-UBND
Gò Hạ, ngày 6 tháng 5 năm 2016
QUYẾT ĐỊNH
Về việc lập Đoàn kiểm tra bến
QUYẾT ĐỊNH:
Điều 1. Lập Đoàn kiểm tra bến gồm các ông, bà có tên kèm theo.
Điều 2. Đoàn có nhiệm vụ kiểm tra các bến đò.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký.
Chánh Văn phòng huyện, Trưởng phòng Nội vụ căn cứ Quyết định thi hành./."""


def test_who_executes_a_decision_stands_below_the_day_it_holds_from() -> None:
    (last,) = document(DECISION).other_directives
    assert [each.name for each in last.assignees] == [
        "Chánh Văn phòng huyện",
        "Trưởng phòng Nội vụ",
    ]


def test_who_watches_over_a_directive_is_no_part_of_its_last_item() -> None:
    text = """HUYỆN ỦY GÒ HẠ
Số 4-CT/HU
Gò Hạ, ngày 3 tháng 2 năm 2021
CHỈ THỊ
Giữ bến đò
Huyện ủy yêu cầu:
1. Ủy ban nhân dân huyện soát các bến.
2. Công an huyện tuần tra sông.
Giao Văn phòng Huyện ủy theo dõi, đôn đốc.
Chỉ thị này được phổ biến đến chi bộ."""
    found = document(text)
    assert [task.text for task in found.tasks][-1] == "Công an huyện tuần tra sông."
    told = {each.name for order in found.other_directives for each in order.assignees}
    assert "Văn phòng Huyện ủy" in told


def test_forces_are_no_pages_and_stand_in_one_row_with_workers() -> None:
    text = "Cán bộ, công chức, người lao động, lực lượng vũ trang ủng hộ ít nhất 02 cái chăn."
    assert _names(text) == ["Cán bộ, công chức, người lao động, lực lượng vũ trang"]


def test_a_nurse_beside_a_watchman_and_health_as_a_field() -> None:
    assert _names("Phối hợp với y tế thôn phát thuốc.") == ["y tế thôn"]
    assert _names("Y tế, giáo dục còn nhiều khó khăn.") == []


def test_bodies_behind_a_title_in_verbs_do_what_it_says() -> None:
    head = "UBND XÃ GÒ HẠ\nSố: 4/KH-UBND\nGò Hạ, ngày 3 tháng 2 năm 2021\nKẾ HOẠCH\nMượn sách\n"
    text = head + "I. TỔ CHỨC THỰC HIỆN\n1. Tuyên truyền: Đài Truyền thanh xã, các thôn."
    text += "\n2. Kiểm tra kho sách: Kho số 1 và kho số 2."
    named = [[each.name for each in task.assignees] for task in document(text).tasks]
    assert named == [["Đài Truyền thanh xã", "các thôn"], []]


def test_what_each_of_those_named_does_is_theirs() -> None:
    above = (Assignee("Các đội nghiệp vụ", "implement"),)
    assert assigned("mỗi đội cử 02 người gác bến.", grammar(), above) == above
    told = assigned("mỗi thôn cử 02 người gác bến.", grammar(), above)
    assert [each.name for each in told] == ["mỗi thôn"]


def test_trades_of_an_office_act_each_by_itself() -> None:
    assert _names("Y tế, bảo vệ: trực buổi thi.") == ["Y tế", "bảo vệ"]
    assert _names("Chợ tan sớm; bảo vệ, lái xe trực đêm.") == ["bảo vệ", "lái xe"]


def test_whom_a_committee_directs_is_no_part_of_its_name() -> None:
    title = "Đảng ủy Công an huyện lãnh đạo lực lượng Công an:"
    assert bodies_of_heading(title, "organisation", grammar()) == (
        Assignee("Đảng ủy Công an huyện", "implement"),
    )
