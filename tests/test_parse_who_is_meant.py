"""Who is meant: classes of bodies by what they do, lists behind colons, subjects without a comma
before them, who is told by another to do it, rows that only receive something."""

from __future__ import annotations

import pytest
from parse_support import grammar

from vnplan.parse.directives import Directives
from vnplan.parse.parts import Context, Reading
from vnplan.parse.passage import Passage
from vnplan.record import Assignee, Role

Named = list[tuple[str, Role]]


def task_of(text: str, above: Named, *, free: bool = False) -> Named:
    """Who has a task, below a heading that names ``above``."""
    found = Directives()
    reading = Reading(grammar(), "Công văn" if free else "Kế hoạch", 2031, free=free)
    named = tuple(Assignee(name, role) for name, role in above)
    found.task(reading, Passage(text, ()), Context(kind="tasks", assignees=named))
    directive = found.tasks[0].directive
    return [(each.name, each.role) for each in directive.assignees]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giao các Sở quản lý công trình giao thông của tỉnh rà soát cầu yếu.",
            [("các Sở quản lý công trình giao thông của tỉnh", "implement")],
        ),
        (
            "Phối hợp với các tổ chức chi trả trợ cấp mở tài khoản.",
            [("các tổ chức chi trả trợ cấp", "support")],
        ),
        (
            "Phối hợp với các đơn vị cung cấp dịch vụ bưu chính thực hiện trả kết quả.",
            [("các đơn vị cung cấp dịch vụ bưu chính", "support")],
        ),
        ("Các xã cung cấp số liệu cho Sở.", [("Các xã", "implement")]),
        (
            "Ban Chỉ đạo thực hiện xóa nhà tạm của xã kiểm tra từng hộ.",
            [("Ban Chỉ đạo thực hiện xóa nhà tạm của xã", "implement")],
        ),
        ("Ban Chỉ đạo thực hiện nghiêm quy chế.", [("Ban Chỉ đạo", "implement")]),
        ("Ban Chỉ đạo hỗ trợ các xã trả nợ.", [("Ban Chỉ đạo", "implement")]),
        ("Ngân hàng hướng dẫn quy trình mở thẻ.", [("Ngân hàng", "implement")]),
        ("Đề nghị đơn vị làm thủ tục gia hạn.", [("đơn vị", "implement")]),
        (
            "Cấp ủy, chính quyền các cấp rà soát bến.",
            [("Cấp ủy, chính quyền các cấp", "implement")],
        ),
        (
            "Các cụm, khối thi đua của tỉnh bình xét.",
            [("Các cụm, khối thi đua của tỉnh", "implement")],
        ),
        ("Mở sổ; thường trực tiếp nhận tin báo của các thôn.", []),
        (
            "Giao các Sở: Xây dựng, Tài chính, Nội vụ rà soát quỹ nhà.",
            [("các Sở: Xây dựng, Tài chính, Nội vụ", "implement")],
        ),
        (
            "Yêu cầu các Bộ: Xây dựng; Khoa học và Công nghệ; Nội vụ báo cáo Chính phủ.",
            [("các Bộ: Xây dựng; Khoa học và Công nghệ; Nội vụ", "implement")],
        ),
    ],
)
def test_classes_of_bodies_and_lists_behind_colons(text: str, expected: Named) -> None:
    assert task_of(text, []) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hằng tháng Kho bạc Nhà nước huyện đối chiếu sổ.", ["Kho bạc Nhà nước huyện"]),
        ("Trước ngày 25/3 các xã gửi báo cáo.", ["các xã"]),
        ("Sau khi kiểm tra, đối với hồ sơ đủ thì Sở Nội vụ ra quyết định.", ["Sở Nội vụ"]),
        ("Quá trình thực hiện nếu có vướng mắc các xã báo cáo về Sở Nội vụ.", ["các xã"]),
        (
            "Nếu có vướng mắc đề nghị các đơn vị, địa phương có báo cáo về Sở.",
            ["các đơn vị, địa phương"],
        ),
        (
            "Những vướng mắc thuộc thẩm quyền của tỉnh, lãnh đạo Văn phòng chỉ đạo các phòng.",
            ["lãnh đạo Văn phòng"],
        ),
        ("Hằng năm lập dự toán gửi Sở Nội vụ, Sở Tài chính để tổng hợp.", []),
        ("Căn cứ hướng dẫn của Sở Y tế, các xã lập danh sách.", ["các xã"]),
    ],
)
def test_subjects_behind_what_opens_a_sentence(text: str, expected: list[str]) -> None:
    assert [name for name, _ in task_of(text, [])] == expected


@pytest.mark.parametrize(
    ("text", "own", "others"),
    [
        (
            "Chỉ đạo Phòng Y tế chủ trì, phối hợp với các trường tiêm phòng.",
            "implement",
            [("Phòng Y tế", "lead"), ("các trường", "support")],
        ),
        ("Chỉ đạo Công an xã tuần tra đêm.", "implement", []),
        ("Giao Phòng Kinh tế tham mưu dự toán.", "implement", [("Phòng Kinh tế", "implement")]),
        (
            "Chủ trì, phối hợp với Công an xã hoặc Ủy ban nhân dân xã ra quân kiểm tra.",
            "lead",
            [("Công an xã", "support"), ("Ủy ban nhân dân xã", "support")],
        ),
        (
            "Lập danh sách; Chủ tịch Ủy ban nhân dân huyện hoàn toàn chịu trách nhiệm.",
            "implement",
            [("Chủ tịch Ủy ban nhân dân huyện", "implement")],
        ),
    ],
)
def test_whom_the_body_of_the_heading_tells_to_do_it(text: str, own: Role, others: Named) -> None:
    named = task_of(text, [("Ủy ban nhân dân huyện", "implement")])
    assert named == [("Ủy ban nhân dân huyện", own), *others]


def test_a_body_that_gives_work_to_a_body_of_another_heading_is_not_above_it() -> None:
    above: Named = [("Sở Nội vụ", "implement"), ("các xã", "implement")]
    assert task_of("Giao Sở Y tế lập hồ sơ.", above) == [("Sở Y tế", "implement")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bộ Y tế đề nghị Bộ Công an chỉ đạo công an các tỉnh kiểm tra.", ["Bộ Công an"]),
        ("Sở Nội vụ đề nghị các xã gửi báo cáo.", ["các xã"]),
        ("Chống hạn ngay. Chính phủ yêu cầu các địa phương phải bơm nước.", ["các địa phương"]),
    ],
)
def test_who_asks_is_not_who_does(text: str, expected: list[str]) -> None:
    assert [name for name, _ in task_of(text, [], free=True)] == expected


def test_a_body_named_again_by_its_first_words_is_the_same() -> None:
    above: Named = [("Tư lệnh các quân khu 5 và 7", "lead")]
    text = "Lập Ban Chỉ đạo. Tư lệnh quân khu quyết định thành lập."
    assert task_of(text, above) == above


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Trình quy chế (Giao Công an tỉnh chủ trì, phối hợp với Sở Tư pháp).",
            [("Công an tỉnh", "lead"), ("Sở Tư pháp", "support")],
        ),
        ("Lập đoàn kiểm tra các xã (Giao Công an tỉnh tham mưu).", [("Công an tỉnh", "implement")]),
    ],
)
def test_an_order_in_brackets(text: str, expected: Named) -> None:
    assert task_of(text, []) == expected
