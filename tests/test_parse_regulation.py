"""Rules for all charge nobody with a piece of work, save where an article says who answers."""

from __future__ import annotations

import pytest
from parse_support import document, grammar

from vnplan.parse.tasks.regulation import only_governed, regulates
from vnplan.record import Assignee, Document

FOOT = "Nơi nhận:     TM. ỦY BAN NHÂN DÂN\n- Như trên;\n- Lưu: VT.\n     Lê Thị Sen\n"


def decision(articles: str) -> Document:
    """A decision of a province with these articles."""
    return document(
        "ỦY BAN NHÂN DÂN     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "TỈNH NAM ĐỊNH     Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/2018/QĐ-UBND     Nam Định, ngày 4 tháng 9 năm 2018\n\nQUYẾT ĐỊNH\n"
        f"Quy định về quản lý đò ngang\n\nQUYẾT ĐỊNH:\n\n{articles}\n\n{FOOT}"
    )


def circular(articles: str) -> Document:
    """A circular of a ministry with these articles."""
    return document(
        "BỘ GIAO THÔNG VẬN TẢI     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số: 12/2018/TT-BGTVT     Hà Nội, ngày 4 tháng 9 năm 2018\n\nTHÔNG TƯ\n"
        f"Quy định về kiểm tra đò ngang\n\n{articles}\n\n"
        "Nơi nhận:     BỘ TRƯỞNG\n- Như trên;\n- Lưu: VT.\n     Lê Thị Sen\n"
    )


def test_articles_that_state_what_holds_are_no_orders() -> None:
    """Powers and amounts are nobody's work; what the last article gives to a body is."""
    found = decision(
        "Điều 1. Thẩm quyền quyết định mở bến đò\n"
        "1. Sở Giao thông vận tải quyết định đối với các bến do đơn vị phối hợp với tỉnh bạn mở.\n"
        "2. Ủy ban nhân dân xã quyết định đối với các bến còn lại.\n"
        "Điều 2. Mức hỗ trợ\n1. Chủ đò được hỗ trợ 02 phao theo quy định và báo cáo kịp thời.\n"
        "Điều 3. Tổ chức thực hiện\n"
        "1. Sở Giao thông vận tải có trách nhiệm hướng dẫn các xã đánh số đò ngang.\n"
        "2. Quyết định này có hiệu lực kể từ ngày ký./."
    )
    assert [task.text.split()[:2] for task in found.tasks] == [["Sở", "Giao"]]
    assert found.other_directives == ()


def test_the_procedure_of_a_circular_is_nobodys_task() -> None:
    """Whatever its headings are; the bodies of the article on duties have theirs."""
    found = circular(
        "Điều 1. Nội dung kiểm tra đò ngang\n1. Kiểm tra phao cứu sinh.\n2. Kiểm tra bến đỗ.\n"
        "Điều 2. Công tác chuẩn bị\n1. Xác định ngày kiểm tra.\n2. Chuẩn bị xuồng máy.\n"
        "Điều 3. Trách nhiệm của chủ đò\n1. Trang bị phao cứu sinh.\n2. Niêm yết giá vé.\n"
        "Điều 4. Tổ chức thực hiện\n"
        "1. Sở Giao thông vận tải tổ chức kiểm tra hằng năm.\n"
        "2. Chủ đò chấp hành việc kiểm tra.\n"
    )
    assert [task.text for task in found.tasks] == [
        "Sở Giao thông vận tải tổ chức kiểm tra hằng năm."
    ]


def test_work_that_is_given_within_an_article_on_what_holds() -> None:
    """ "Giao …" gives it, whatever the article is about; reports are due wherever they stand."""
    found = decision(
        "Điều 1. Khen thưởng\n1. Chủ đò an toàn được tặng giấy khen.\n"
        "2. Giao Sở Nội vụ trình danh sách hằng năm.\n"
        "Điều 2. Chế độ thông tin, báo cáo\n"
        "1. Giao Văn phòng tổng hợp, báo cáo trước ngày 15/12/2018."
    )
    assert [task.text.split()[1] for task in found.tasks] == ["Sở", "Văn"]


@pytest.mark.parametrize(
    ("title", "holds"),
    [
        ("Chế độ thông tin, báo cáo", False),
        ("Chế độ bồi dưỡng", True),
        ("Trình tự, thủ tục cấp phép", True),
        ("Quy định về mức hỗ trợ", True),
        ("Trách nhiệm của Sở Y tế", False),
        ("Hiệu lực và trách nhiệm thi hành", False),
        ("Tổ chức thực hiện", False),
    ],
)
def test_headings_of_articles_that_state_what_holds(title: str, holds: bool) -> None:
    assert regulates(title, grammar()) is holds


@pytest.mark.parametrize(
    ("names", "governed"),
    [
        (["chủ đò", "Sở Y tế"], False),
        (["các tổ chức, cá nhân sử dụng đò"], True),
        (["các cơ quan, tổ chức, cá nhân"], False),
        (["Người đứng đầu các cơ quan"], False),
        (["tổ chức công đoàn"], False),
        ([], False),
    ],
)
def test_persons_whom_rules_hold_for(names: list[str], governed: bool) -> None:
    assignees = [Assignee(name, "implement") for name in names]
    assert only_governed(assignees, grammar()) is governed


def test_units_that_a_resolution_merges_are_nobodys_work() -> None:
    """The verb is what the resolution itself does; what it gives to a body is an order."""
    found = decision(
        "Điều 1. Sắp xếp các xã\n"
        "1. Sắp xếp toàn bộ diện tích của xã Gò Hạ và xã Bến Xuân thành xã Gò Xuân.\n"
        "2. Sắp xếp toàn bộ diện tích của xã Tân An và xã Tân Hà thành xã Tân An.\n"
        "Điều 2. Giao Sở Nội vụ hướng dẫn các xã bàn giao tài liệu./."
    )
    assert [task.text.split()[:3] for task in found.tasks] == [["Giao", "Sở", "Nội"]]


def test_an_article_on_what_is_paid_for_is_no_duty() -> None:
    """ "Nhiệm vụ chi" is nobody's."""
    found = circular(
        "Điều 1. Nhiệm vụ chi cho kiểm tra đò ngang\n1. Chi in biểu mẫu.\n2. Chi thuê xuồng máy.\n"
        "Điều 2. Trách nhiệm của Sở Giao thông vận tải\n1. Lập dự toán hằng năm.\n"
    )
    assert [task.text for task in found.tasks] == ["Lập dự toán hằng năm."]
