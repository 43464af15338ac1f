"""Lists whose items are no work (papers, what is inspected), and dispatches in prose."""

from __future__ import annotations

import pytest
from parse_support import document, grammar

from vnplan.parse.statements import lists_parts
from vnplan.record import Document

FOOT = "Nơi nhận:     GIÁM ĐỐC\n- Như trên;\n- Lưu: VT.\nLê Thị Sen\n"


def paper(kind: str, body: str) -> Document:
    """A plan or guidance of a department, one paragraph a line."""
    return document(
        "UBND TỈNH SÔNG LAM     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ NỘI VỤ     Độc lập - Tự do - Hạnh phúc\n"
        f"Số: 12/SNV     Sông Lam, ngày 4 tháng 9 năm 2018\n\n{kind}\n"
        f"Về việc xét tặng danh hiệu làng nghề\n\n{body}\n\n{FOOT}"
    )


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("Hồ sơ gồm:", True),
        ("Thành phần hồ sơ bao gồm các giấy tờ sau:", True),
        ("Nội dung báo cáo gồm:", True),
        ("Thành phần Đoàn gồm có:", True),
        ("Nhiệm vụ của các xã gồm:", False),
        ("Nội dung gồm:", False),
        ("Lập hồ sơ gồm:", False),
        ("Phòng Nội vụ lập danh sách gồm:", False),
    ],
)
def test_parts_of_a_thing_are_told_from_work(text: str, lists: bool) -> None:
    assert lists_parts(text, grammar()) is lists


def test_papers_of_a_dossier_are_no_tasks() -> None:
    """They end where another kind of item comes."""
    found = paper(
        "HƯỚNG DẪN",
        "I. NỘI DUNG THỰC HIỆN\n1. Hồ sơ đề nghị\nHồ sơ gồm:\n"
        "a) Tờ trình của UBND cấp xã;\nb) Bản kê các hộ làm nghề;\n"
        "c) Báo cáo tình hình sản xuất ba năm.\n"
        "2. UBND cấp xã nộp hồ sơ về Sở Nội vụ trước ngày 30/9/2018.",
    )
    assert [task.text.split()[0] for task in found.tasks] == ["UBND"]


def test_what_is_inspected_is_no_task() -> None:
    """Who prepares what, and by when, is one even there."""
    found = paper(
        "KẾ HOẠCH",
        "I. NỘI DUNG KIỂM TRA\n1. Công tác quản lý con dấu.\n2. Việc lập sổ theo dõi.\n"
        "3. Các phòng chuẩn bị sổ sách trước ngày 30/9/2018.\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ tổng hợp kết quả.",
    )
    assert [task.text.split()[0] for task in found.tasks] == ["Các", "Phòng"]


PROSE = (
    "Thời gian qua, nhiều bến đò ngang trên sông Lam hoạt động khi chưa được cấp giấy phép.\n"
    "Để bảo đảm an toàn, Giám đốc Sở yêu cầu UBND các huyện rà soát các bến đò trên địa bàn, báo "
    "cáo kết quả về Sở trước ngày 20/9/2018.\n"
    "Giao Thanh tra Sở tham mưu thành lập Đoàn kiểm tra các bến đò ngang trong tháng 9/2018.\n"
    "Văn phòng Sở đăng tải Công văn này trên trang thông tin điện tử của Sở.\n"
    "Sở sẽ tổng hợp kết quả kiểm tra của các huyện, báo cáo Ủy ban nhân dân tỉnh."
)


def test_paragraphs_of_a_dispatch_are_orders_of_their_own() -> None:
    """One a line, though the letterhead's two columns make long lines without a full stop; after
    those that ask comes one that says what an office does. What the issuer will do is none."""
    found = document(
        "UBND TỈNH SÔNG LAM                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ GIAO THÔNG VẬN TẢI                      Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/SGTVT-TTr                         Sông Lam, ngày 4 tháng 9 năm 2018\n"
        f"V/v kiểm tra bến đò ngang\nKính gửi: UBND các huyện.\n{PROSE}\n{FOOT}"
    )
    orders = [each.text.split(",")[0].split()[:2] for each in found.other_directives]
    assert orders == [["Để", "bảo"], ["Giao", "Thanh"], ["Văn", "phòng"]]
    assert [a.name for a in found.other_directives[2].assignees] == ["Văn phòng Sở"]
