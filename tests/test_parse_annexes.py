"""Annexes that assign work in text instead of a table."""

from __future__ import annotations

from parse_support import document

HEAD = """ỦY BAN NHÂN DÂN
TỈNH PHÚ LÂM

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 45/KH-UBND
Phú Lâm, ngày 12 tháng 3 năm 2026

KẾ HOẠCH
Phát triển vùng dược liệu

I. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường theo dõi, báo cáo.

Nơi nhận:
- Như trên;
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Minh

"""
LED = """PHỤ LỤC I: PHÁT TRIỂN VÙNG DƯỢC LIỆU
(Kèm theo Kế hoạch số 45/KH-UBND ngày 12 tháng 3 năm 2026)
1. Kiểm kê nguồn giống: rà soát từng xã; bảng cân đối giống.
Chủ trì: Sở Nông nghiệp và Môi trường.
Phối hợp: Sở Tài chính, UBND các xã.
2. Lớp dữ liệu vùng trồng: vận hành hệ thống thông tin.
Chủ trì: Sở Khoa học và Công nghệ.
Thời gian: trước ngày 30/9/2026.
"""
"""Who leads stands below each item."""
DUTIES = """PHỤ LỤC
PHÂN CÔNG NHIỆM VỤ CÁC THÀNH VIÊN BAN CHỈ ĐẠO
1. Phòng Nông nghiệp:
- Tham mưu kế hoạch phòng dịch, hoàn thành trước ngày 20/3/2026.
2. Phòng Tài chính - Kế hoạch: Bố trí kinh phí mua hóa chất.
"""
LISTS = """PHỤ LỤC II
DANH SÁCH BAN CHỈ ĐẠO
1. Ông Trần Văn Bình, Chủ tịch UBND huyện: Trưởng ban.
2. Bà Lê Thị Hoa, Trưởng phòng Nông nghiệp: Phó Trưởng ban.

PHỤ LỤC III
HƯỚNG DẪN TIÊU HỦY VẬT NUÔI MẮC BỆNH
1. Chọn địa điểm cách khu dân cư ít nhất 30 m.
2. Đào hố, rải vôi bột đáy hố.
"""


def test_an_annex_with_who_leads_below_its_items_is_work() -> None:
    """Its title, and the lines of who and when, are no tasks."""
    _, first, second = document(HEAD + LED).tasks
    assert first.text.startswith("Kiểm kê nguồn giống")
    assert [(a.name, a.role) for a in first.assignees] == [
        ("Sở Nông nghiệp và Môi trường", "lead"),
        ("Sở Tài chính", "support"),
        ("UBND các xã", "support"),
    ]
    assert [a.name for a in second.assignees] == ["Sở Khoa học và Công nghệ"]
    assert second.deadline is not None
    assert second.deadline.due == "2026-09-30"


def test_an_annex_that_came_alone_is_read_as_one() -> None:
    """No letterhead says what it belongs to."""
    alone = document(LED)
    assert [task.text.split(":")[0] for task in alone.tasks] == [
        "Kiểm kê nguồn giống",
        "Lớp dữ liệu vùng trồng",
    ]
    assert alone.issuer is None


def test_an_annex_titled_as_duties_is_work_and_the_next_ones_are_not() -> None:
    """A list of members and a leaflet assign nothing."""
    tasks = document(HEAD + DUTIES + LISTS).tasks[1:]
    assert [(task.text, task.assignees[0].name) for task in tasks] == [
        ("Tham mưu kế hoạch phòng dịch, hoàn thành trước ngày 20/3/2026.", "Phòng Nông nghiệp"),
        ("Bố trí kinh phí mua hóa chất.", "Phòng Tài chính - Kế hoạch"),
    ]
