"""Who does it, where a bracket or a label inside a directive says so."""

from __future__ import annotations

import pytest
from parse_support import document, grammar

from vnplan.parse.tasks.said import said_doers


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Thay chăn ở khoa Nhi (Phòng Hành chính, tháng 5).", [("Phòng Hành chính", "implement")]),
        (
            "Mở hội thi (Ban Phong trào chủ trì, Ban Trường học phối hợp).",
            [("Ban Phong trào", "lead"), ("Ban Trường học", "support")],
        ),
        (
            "Gặp mặt cán bộ hưu (Công đoàn phối hợp phòng Tổ chức cán bộ).",
            [("Công đoàn", "implement"), ("phòng Tổ chức cán bộ", "support")],
        ),
        (
            "Viết tin bài (cô Lan, thầy Hùng).",
            [("cô Lan", "implement"), ("thầy Hùng", "implement")],
        ),
        (
            "Sửa mái nhà ăn. Chịu trách nhiệm: Phòng Hành chính. Hoàn thành: ngày 25/02/2024.",
            [("Phòng Hành chính", "implement")],
        ),
        (
            "Lập sổ theo dõi. Chủ trì: Phòng Nội vụ; phối hợp: Phòng Tư pháp, Công an xã.",
            [("Phòng Nội vụ", "lead"), ("Phòng Tư pháp", "support"), ("Công an xã", "support")],
        ),
        (
            "Rà soát quy hoạch; Ban Tổ chức chủ trì, các cấp ủy phối hợp; hoàn thành trước 31/12.",
            [("Ban Tổ chức", "lead"), ("các cấp ủy", "support")],
        ),
        (
            "Hội nghị cấp huyện: tháng 5, do Ban Tuyên giáo tham mưu tổ chức.",
            [("Ban Tuyên giáo", "implement")],
        ),
        ("Họp vào thứ Năm, do Phòng Nội vụ chủ trì.", [("Phòng Nội vụ", "lead")]),
        ("Mua thuốc, do Sở Y tế cấp kinh phí.", []),
        # To whom it goes, and through whom: nobody who does it.
        ("Báo cáo kết quả về UBND xã (Văn phòng).", []),
        ("Gửi danh sách về Phòng Nội vụ (qua Bộ phận Một cửa).", []),
        ("Trồng cây (mỗi xã 500 cây).", []),
        ("Giao Tập đoàn Điện lực Việt Nam (EVN) rà soát lưới điện.", []),
        ("Tổ chức tập huấn (theo Phụ lục 2).", []),
        ("Quét đình (do thôn Đoài thực hiện).", [("thôn Đoài", "implement")]),
        ("Quét đình (Hội Phụ nữ đảm nhiệm).", [("Hội Phụ nữ", "implement")]),
        (
            "Quét các lớp học (cô Lan, thầy Hùng).",
            [("cô Lan", "implement"), ("thầy Hùng", "implement")],
        ),
        ("Quét đình (thôn Đoài, thôn Hạ).", [("thôn Đoài", "implement"), ("thôn Hạ", "implement")]),
        (
            "Quét đình (Xã đoàn, Hội Phụ nữ).",
            [("Xã đoàn", "implement"), ("Hội Phụ nữ", "implement")],
        ),
        # Which ones are meant, whose paper it is, to whom it is done.
        ("Sửa bến đò (xã An Bến, phường Sen).", []),
        ("Kiểm tra các đơn vị (Trạm Y tế, Bưu điện).", []),
        ("Tuyên truyền sổ tay bơi (Bộ Y tế ban hành).", []),
        ("Thăm gia đình đội đò (ông Lê Văn Bến, bà Trần Thị Sen).", []),
    ],
)
def test_brackets_and_labels_name_who_does_it(text: str, named: list[tuple[str, str]]) -> None:
    _, said = said_doers(text, grammar())
    assert [(who.name, who.role) for who in said] == named


def test_a_short_title_before_a_colon_hides_no_subject() -> None:
    text = (
        "Số: 9/KH-UBND\nKẾ HOẠCH\nPhòng chống bão\n\nI. NHIỆM VỤ\n"
        "- Khi có tin bão gần: Đội xung kích phải có mặt tại bến đò.\n"
        "- Làm nắp bể nước: giao Đội xung kích làm xong trong tháng 9.\n"
    )
    tasks = document(text).tasks
    assert [[who.name for who in task.assignees] for task in tasks] == [["Đội xung kích"]] * 2
