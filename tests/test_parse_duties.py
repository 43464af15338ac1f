"""Headings that say whose work stands below them. No sentence is from a real paper."""

import pytest
from parse_support import document, grammar

from vnplan.parse.tasks.duties import bodies_of_heading


@pytest.mark.parametrize(
    ("heading", "who"),
    [
        ("Trách nhiệm của bộ, cơ quan chủ trì vá đê", [("bộ, cơ quan chủ trì vá đê", "lead")]),
        ("Tổ chức chủ trì có trách nhiệm", [("Tổ chức chủ trì", "lead")]),
        ("Đơn vị chủ trì có nhiệm vụ, quyền hạn sau đây", [("Đơn vị chủ trì", "lead")]),
        ("Trách nhiệm của cơ quan chủ trì (Sở Y tế)", [("Sở Y tế", "lead")]),
        ("Cơ quan chủ trì thẩm định: Sở Y tế", [("Sở Y tế", "lead")]),
        ("Đơn vị phối hợp: Sở Y tế, Sở Nội vụ", [("Sở Y tế", "support"), ("Sở Nội vụ", "support")]),
        ("NỘI DUNG DO SỞ NỘI VỤ CHỦ TRÌ", [("SỞ NỘI VỤ", "lead")]),
        ("SỞ Y TẾ CÓ TRÁCH NHIỆM CHỦ TRÌ", [("SỞ Y TẾ", "lead")]),
        ("Sổ sách Sở Nội vụ lập, trình Ủy ban nhân dân tỉnh", [("Sở Nội vụ", "implement")]),
        ("Nội dung thuộc thẩm quyền của Sở Y tế", [("Sở Y tế", "implement")]),
        ("Ủy quyền cho Giám đốc Sở Y tế quyết định", [("Giám đốc Sở Y tế", "implement")]),
        ("Nội dung, mức chi cho hoạt động của Ban giữ bến, Tổ đò xây cầu phao", []),
        ("Tờ trình Sở Y tế gửi Ủy ban nhân dân tỉnh", []),
        ("Kiến nghị của Sở Y tế gửi các xã", []),
        ("Theo dõi Sở Y tế rà soát phao", []),
    ],
)
def test_whose_work_stands_below_a_heading(heading: str, who: list[tuple[str, str]]) -> None:
    found = bodies_of_heading(heading, "organisation", grammar())
    assert [(a.name, a.role) for a in found] == who


def test_who_does_the_work_of_a_heading_does_what_stands_below_it() -> None:
    found = document(
        "Số: 3/QĐ-UBND\nQUYẾT ĐỊNH\nGiữ đê\n\nĐiều 2. Phân công\n"
        "1. Sổ sách Phòng Thủy lợi lập, trình Ủy ban nhân dân huyện\n"
        "a) Lập sổ tuần đê;\nb) Vẽ các hàm ếch."
    )
    assert [[a.name for a in t.assignees] for t in found.tasks] == [["Phòng Thủy lợi"]] * 2


@pytest.mark.parametrize(
    ("heading", "taken"),
    [
        ("1. Kho bạc Nhà nước tỉnh, thành phố:", True),
        ("1. Đặc điểm của vùng nuôi cua:", False),
    ],
)
def test_a_heading_that_is_only_a_bodys_name_opens_its_duties(heading: str, taken: bool) -> None:
    """In a circular, say, that has no part on organising the work."""
    circular = document(
        "Số: 5/2016/TT-BTC\nTHÔNG TƯ\nHướng dẫn thu phí bến đò\n\n"
        "Căn cứ Luật Phí và lệ phí ngày 25/11/2015;\n\n"
        f"{heading}\na) Mở sổ theo dõi tiền phí của từng bến.\nb) Đối chiếu sổ với chủ bến.\n"
    )
    assert len(circular.tasks) == (2 if taken else 0)
    named = {assignee.name for task in circular.tasks for assignee in task.assignees}
    assert named == ({"Kho bạc Nhà nước tỉnh, thành phố"} if taken else set())
