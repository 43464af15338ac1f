"""Who acts in villages, schools and hospitals: everyday verbs, passives, short clauses."""

from __future__ import annotations

import pytest
from parse_support import grammar

from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.said import said_doers
from vnplan.parse.tasks.statements import only_bodies


def _named(text: str) -> list[tuple[str, str]]:
    return [(each.name, each.role) for each in assigned(text, grammar())]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tổ Sử ôn luyện cho học sinh giỏi.", "Tổ Sử"),
        ("Trạm Y tế xã pha hóa chất khử khuẩn lớp học.", "Trạm Y tế xã"),
        ("Trưởng các ấp gõ kẻng báo động khi nước lên.", "Trưởng các ấp"),
        ("Ban quản lý chợ khóa cổng lúc 20 giờ.", "Ban quản lý chợ"),
        ("Trưởng khoa phân lịch trực cho điều dưỡng.", "Trưởng khoa"),
        ("Phòng Tổ chức - Hành chính xếp xe cho đại biểu.", "Phòng Tổ chức - Hành chính"),
        ("Thư viện trưng bày sách theo chủ đề.", "Thư viện"),
        ("Nhân viên thiết bị soạn đồ dùng dạy học.", "Nhân viên thiết bị"),
        ("Đảng viên dự bị viết bản kiểm điểm.", "Đảng viên dự bị"),
        ("Nhà bếp lưu mẫu thức ăn trong 24 giờ.", "Nhà bếp"),
        ("Bên B thi công đúng thiết kế.", "Bên B"),
        ("Trưởng Ban coi thi họp các giám thị.", "Trưởng Ban coi thi"),
        ("Ban Chấp hành Chi đoàn gây quỹ bằng báo cũ.", "Ban Chấp hành Chi đoàn"),
        ("Hiệu trưởng duyệt thời khóa biểu.", "Hiệu trưởng"),
    ],
)
def test_a_name_ends_at_everyday_verbs(text: str, name: str) -> None:
    """What people of a village, a school or a ward do."""
    assert _named(text) == [(name, "implement")]


@pytest.mark.parametrize(
    "text",
    [
        "Công nhân phải được huấn luyện an toàn trước khi vào ca.",
        "Giáo viên được bồi dưỡng theo chương trình.",
        "Các hộ dân được thông báo trước 03 ngày.",
    ],
)
def test_to_whom_it_is_done_does_not_act(text: str) -> None:
    """The subject of a passive sentence is nobody who acts."""
    assert _named(text) == []


def test_who_is_given_the_work_acts() -> None:
    """ "được phân công" tells who acts."""
    text = "Giáo viên được phân công coi thi có trách nhiệm nhận đề."
    assert [role for _, role in _named(text)] == ["implement"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Chánh Văn phòng, Thủ trưởng cơ quan được cấp giấy phép chịu trách nhiệm thi hành.",
            ["Chánh Văn phòng", "Thủ trưởng cơ quan"],
        ),
        (
            "Cục Thuế, Ủy ban Chứng khoán Nhà nước rà soát bến.",
            ["Cục Thuế", "Ủy ban Chứng khoán Nhà nước"],
        ),
    ],
)
def test_a_duty_after_which_one_is_meant(text: str, names: list[str]) -> None:
    """A passive clause may tell which body is meant; a syllable of a name is no verb."""
    assert [name for name, _ in _named(text)] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giao Công an xã chủ trì, Xã đội và các thôn phối hợp tuần tra đêm.",
            [("Công an xã", "lead"), ("Xã đội", "support"), ("các thôn", "support")],
        ),
        (
            "Giao Văn phòng tham mưu, Ban Văn hóa trang trí hội trường.",
            [("Văn phòng", "implement"), ("Ban Văn hóa", "implement")],
        ),
        (
            "Giao Sở Y tế chủ trì, phối hợp với các sở; các cơ quan, đơn vị và các doanh nghiệp, "
            "hợp tác xã có liên quan triển khai.",
            [
                ("Sở Y tế", "lead"),
                ("các sở", "support"),
                ("các cơ quan, đơn vị", "support"),
                ("các doanh nghiệp, hợp tác xã có liên quan", "support"),
            ],
        ),
    ],
)
def test_clauses_with_bodies_of_their_own(text: str, expected: list[tuple[str, str]]) -> None:
    """After a comma, where the first clause is no more than a body and its part."""
    assert _named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bài thi được tổ chuyên môn chấm chung.", [("tổ chuyên môn", "implement")]),
        ("Hồ sơ được Phòng Tư pháp thẩm định.", [("Phòng Tư pháp", "implement")]),
        ("Kinh phí do nhà trường cân đối.", [("nhà trường", "implement")]),
        (
            "Danh sách được giáo viên chủ nhiệm lập, Ban Giám hiệu duyệt.",
            [("giáo viên chủ nhiệm", "implement"), ("Ban Giám hiệu", "implement")],
        ),
        (
            "Tổ chức cuộc họp do Chủ tịch UBND xã chủ trì, Công an xã và Xã đội phối hợp.",
            [("Chủ tịch UBND xã", "lead"), ("Công an xã", "support"), ("Xã đội", "support")],
        ),
        ("Lắp loa truyền thanh (đài xã phụ trách).", [("đài xã", "implement")]),
        ("Sở Tài chính xử lý tài sản do Chủ tịch UBND xã kiểm tra.", []),
        ("Nhiệm vụ được Chính phủ giao.", []),
        ("Rà soát các dự án do Sở Xây dựng quản lý.", []),
        ("Thiệt hại được Trạm Y tế kiểm tra.", []),
    ],
)
def test_by_whom_it_is_done(text: str, expected: list[tuple[str, str]]) -> None:
    """ "do …", "được …" after what is done, and who works with them."""
    _, named = said_doers(text, grammar())
    assert [(each.name, each.role) for each in named] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Ban Chỉ đạo phòng, chống dịch xã họp đột xuất khi có ca bệnh.",
            "Ban Chỉ đạo phòng, chống dịch xã",
        ),
        (
            "Ban Chỉ đạo về chuyển đổi số thành phố chỉ đạo việc kết nối dữ liệu.",
            "Ban Chỉ đạo về chuyển đổi số thành phố",
        ),
        ("Ban Chỉ đạo xây dựng kế hoạch công tác.", "Ban Chỉ đạo"),
        ("Ban Chỉ huy ứng phó thiên tai xã trực 24/24 giờ.", "Ban Chỉ huy ứng phó thiên tai xã"),
    ],
)
def test_what_a_body_is_set_up_for_is_part_of_its_name(text: str, name: str) -> None:
    """Steering committees and task forces."""
    assert _named(text) == [(name, "implement")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Giáo viên, nhân viên phải được bồi dưỡng trước ngày 15/8/2027.", []),
        ("Trẻ em, học sinh được tiêm chủng đầu năm.", []),
        ("Học sinh được khám mắt đầu năm.", []),
        ("Công nhân được hỗ trợ xây dựng nhà ở.", []),
        ("Các xã được chọn làm điểm xây dựng phương án.", ["Các xã được chọn làm điểm"]),
        ("Doanh nghiệp được hỗ trợ báo cáo doanh thu hằng tháng.", ["Doanh nghiệp được hỗ trợ"]),
        ("Các trường được kiểm tra chuẩn bị sổ sách.", ["Các trường được kiểm tra"]),
        ("Đơn vị được thanh tra cung cấp chứng từ trước ngày 6/6/2027.", ["Đơn vị được thanh tra"]),
        ("Ban Chỉ huy ứng phó khẩn trương với mưa lũ.", ["Ban Chỉ huy"]),
        ("Ban Chỉ đạo phòng chống dịch tại các ấp.", ["Ban Chỉ đạo"]),
        ("Ban Chỉ huy phòng, chống cháy rừng tại các bản.", ["Ban Chỉ huy"]),
        ("Ban Chỉ huy phòng ngừa sạt lở mùa mưa.", ["Ban Chỉ huy"]),
        ("Câu lạc bộ đọc sách, múa lân mở lớp.", ["Câu lạc bộ đọc sách, múa lân"]),
        (
            "Hợp tác xã đánh bắt, cắt tỉa cây cảnh thu gom rác.",
            ["Hợp tác xã đánh bắt, cắt tỉa cây cảnh"],
        ),
        ("Bộ phận sửa chữa, sơn tàu nghiệm thu.", ["Bộ phận sửa chữa, sơn tàu"]),
        ("Tổ may mặc, thêu ren nhận đơn hàng.", ["Tổ may mặc, thêu ren"]),
    ],
)
def test_a_line_with_a_verb_is_no_list_of_names(text: str, names: list[str]) -> None:
    """A passive, a field that is the verb, and a verb inside a name leave the task in place."""
    assert not only_bodies(text, grammar())
    assert [name for name, _ in _named(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "Tổ tuyên truyền, vận động xã.",
        "Ban Chỉ đạo phòng, chống dịch xã.",
        "Sở Y tế, Sở Nội vụ và các xã.",
        "Các ban, ngành, đoàn thể xã.",
        "Trung tâm Dịch vụ việc làm, đào tạo nghề.",
    ],
)
def test_a_line_of_names_alone(text: str) -> None:
    """Verbs that are part of a name make no task of it."""
    assert only_bodies(text, grammar())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tổ công tác về kiểm tra các ấp trước ngày 6/6/2027.", "Tổ công tác"),
        ("Tổ công tác về cơ sở giúp lập sổ.", "Tổ công tác"),
        ("Tổ công tác về các bản hướng dẫn kê khai.", "Tổ công tác"),
        ("Tổ công tác về Gò Hạ kiểm tra đê.", "Tổ công tác"),
        ("Tổ công tác về đất đai rà soát sổ sách.", "Tổ công tác về đất đai"),
        ("Ban Chỉ đạo vận động người dân xã tham gia góp công.", "Ban Chỉ đạo"),
        ("Ban Chỉ huy phòng, chống lụt bão bảo đảm an toàn hồ đập.", "Ban Chỉ huy"),
        (
            "Ban Chỉ đạo phòng, chống tham nhũng tổ chức kiểm tra các ấp.",
            "Ban Chỉ đạo phòng, chống tham nhũng",
        ),
        (
            "Ban Chỉ đạo về các chương trình mục tiêu quốc gia xã họp giao ban.",
            "Ban Chỉ đạo về các chương trình mục tiêu quốc gia xã",
        ),
    ],
)
def test_a_field_in_a_name_has_a_verb_after_it(text: str, name: str) -> None:
    """Where a body goes, and what it does itself, is no field that it is set up for."""
    assert _named(text) == [(name, "implement")]
