"""Where names of bodies end and how rows of them are cut. No sentence is from a real paper."""

import pytest
from parse_support import grammar

from vnplan.parse.bodies.subjects import names_before_colon
from vnplan.parse.tasks.assignees import assigned


def who(text: str) -> list[str]:
    """The bodies that a directive names, those that only help marked with a plus."""
    found = assigned(text, grammar(), asks=True)
    return ["+" * (a.role == "support") + a.name for a in found]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Đề nghị Thuế TP. Bến Xuân rà soát sổ đò.", ["Thuế TP. Bến Xuân"]),
        (
            "Phối hợp với các xã có liên quan và báo cáo Sở Y tế về số phao.",
            ["+các xã có liên quan"],
        ),
        (
            "Phối hợp với các bộ, ngành liên quan và chính quyền địa phương rà soát phao.",
            ["+các bộ, ngành liên quan", "+chính quyền địa phương"],
        ),
        (
            "Ban tuyên giáo tỉnh ủy, thành ủy rà soát lớp học.",
            ["Ban tuyên giáo tỉnh ủy, thành ủy"],
        ),
        (
            "Phối hợp với chủ rừng, tổ chức xung quanh trong việc giữ bến.",
            ["+chủ rừng, tổ chức xung quanh"],
        ),
        ("Sở Y tế, tổ chức kiểm tra bến.", ["Sở Y tế"]),
        ("Các bộ, ngành trên cơ sở nhiệm vụ được giao, rà soát bến.", ["Các bộ, ngành"]),
        ("Tổ đếm đò gồm 05 người, do xã cử.", []),
        ("Các đội xung kích phòng chống lụt tuần đê.", ["Các đội xung kích"]),
        ("Dân quân tự vệ tuần tra bến.", ["Dân quân tự vệ"]),
        ("Tổ 3 khu phố 2 dọn bến.", ["Tổ 3 khu phố 2"]),
        ("Mỗi liên đội nhận chăm sóc một bến đò.", ["Mỗi liên đội"]),
        ("Mỗi tổ đò góp 02 chiếc phao.", ["Mỗi tổ đò"]),
        ("Ban Chỉ đạo 57 tỉnh rà soát phao.", ["Ban Chỉ đạo 57 tỉnh"]),
        ("UBND các xã ven sông gọi đò vào bến.", ["UBND các xã ven sông"]),
        ("Đ/c Lê Văn Bến, Phó Chủ tịch xã rà soát phao.", ["Đ/c Lê Văn Bến, Phó Chủ tịch xã"]),
        (
            "Lực lượng dân phòng tham gia thực hiện việc giữ bến.",
            ["Lực lượng dân phòng"],
        ),
    ],
)
def test_names_of_bodies_end_where_the_order_goes_on(text: str, names: list[str]) -> None:
    assert who(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mở lớp bơi trong tháng 5, do Huyện đoàn phụ trách.", ["Huyện đoàn"]),
        ("Khi có tin bão gần: Công an xã sơ tán dân.", ["Công an xã"]),
        (
            "Sở Y tế: rà soát phao. Sở Nội vụ: chuẩn bị hội trường.",
            ["Sở Y tế", "Sở Nội vụ"],
        ),
    ],
)
def test_who_acts_is_named_at_the_end_of_a_clause_or_after_a_colon(
    text: str, names: list[str]
) -> None:
    assert who(text) == names


def test_a_single_word_that_asks_for_nothing() -> None:
    """What is left of "đề nghị biết": there is no word before it to look at."""
    assert not names_before_colon("biết", grammar())
    assert not names_before_colon("làm", grammar())
