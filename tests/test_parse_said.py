"""Who does it, where a bracket or a label inside a directive says so."""

from __future__ import annotations

import pytest
from parse_support import grammar

from vnplan.parse.said import said_doers


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
        # To whom it goes, and through whom: nobody who does it.
        ("Báo cáo kết quả về UBND xã (Văn phòng).", []),
        ("Gửi danh sách về Phòng Nội vụ (qua Bộ phận Một cửa).", []),
        ("Trồng cây (mỗi xã 500 cây).", []),
        ("Giao Tập đoàn Điện lực Việt Nam (EVN) rà soát lưới điện.", []),
        ("Tổ chức tập huấn (theo Phụ lục 2).", []),
    ],
)
def test_brackets_and_labels_name_who_does_it(text: str, named: list[tuple[str, str]]) -> None:
    _, said = said_doers(text, grammar())
    assert [(who.name, who.role) for who in said] == named
