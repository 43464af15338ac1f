"""Who is meant: classes of bodies by what they do, lists behind colons, subjects without a comma
before them, who is told by another to do it, rows that only receive something."""

from __future__ import annotations

from pathlib import Path

import pytest
from parse_support import document, grammar

from vnplan.lexicon import Dictionaries
from vnplan.parse import Grammar
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.contexts import Context, Reading
from vnplan.parse.tasks.directives import Directives
from vnplan.parse.text.passage import Passage
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
        (
            "Các Bộ Quốc phòng, Công an huy động lực lượng.",
            [("Các Bộ Quốc phòng, Công an", "implement")],
        ),
        (
            "Ủy ban nhân dân thành phố Tân Lập, thị xã Bến Xuân và huyện Gò Hạ sơ tán dân.",
            [
                (
                    "Ủy ban nhân dân thành phố Tân Lập, thị xã Bến Xuân và huyện Gò Hạ",
                    "implement",
                )
            ],
        ),
        (
            "Ủy ban nhân dân các xã ở vùng bị ảnh hưởng của mưa lũ khẩn trương thống kê.",
            [("Ủy ban nhân dân các xã ở vùng bị ảnh hưởng của mưa lũ", "implement")],
        ),
        (
            "Chủ tịch Ủy ban nhân dân các xã nằm trong vùng ngập chủ động sơ tán dân.",
            [("Chủ tịch Ủy ban nhân dân các xã nằm trong vùng ngập", "implement")],
        ),
        (
            "Vụ Pháp chế rà soát, Vụ Kế hoạch bố trí vốn, Văn phòng Bộ theo dõi.",
            [(name, "implement") for name in ("Vụ Pháp chế", "Vụ Kế hoạch", "Văn phòng Bộ")],
        ),
        ("Tổ vận hành trạm bơm Gò Hạ trực đêm.", [("Tổ vận hành trạm bơm Gò Hạ", "implement")]),
        ("Quỹ đất ở phải ưu tiên cho hộ nghèo.", []),
        (
            "Ban Thường vụ phân công đồng chí Lê Thị Hoa - Phó Chủ tịch Hội trực tiếp chỉ đạo.",
            [
                ("Ban Thường vụ", "implement"),
                ("đồng chí Lê Thị Hoa - Phó Chủ tịch Hội", "implement"),
            ],
        ),
        ("Ban Thường vụ cử cán bộ xuống thôn.", [("Ban Thường vụ", "implement")]),
        (
            "Thi nấu ăn: cụm 1 (xã Bến Hạ đăng cai) ngày 10/5, cụm 2 (xã Gò Cao đăng cai).",
            [("xã Bến Hạ", "implement"), ("xã Gò Cao", "implement")],
        ),
        (
            "Ban Quản lý Khu kinh tế Bến Xuân và các Khu công nghiệp tỉnh rà soát đất.",
            [("Ban Quản lý Khu kinh tế Bến Xuân và các Khu công nghiệp tỉnh", "implement")],
        ),
        (
            "Tổ giúp việc Ban Chỉ đạo chuyển đổi số xã soạn báo cáo.",
            [("Tổ giúp việc Ban Chỉ đạo chuyển đổi số xã", "implement")],
        ),
        (
            "Việc kiểm tra do Sở Xây dựng chủ trì, các xã phối hợp.",
            [("Sở Xây dựng", "lead"), ("các xã", "support")],
        ),
        ("Phối hợp Mặt trận dọn dẹp đường.", [("Mặt trận", "support")]),
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


PLAN = "Số: 9/KH-UBND\nKẾ HOẠCH\nVề bến đò\n\n"
DISPATCH = (
    "ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\nSố: 9/UBND-NV\nV/v bến đò\nAn Bình, ngày 3 tháng 4 năm 2031\n"
    "Kính gửi: Các Sở, ban, ngành.\n"
)


def who_in(text: str) -> list[str]:
    """Who has each task and other directive: "name [first letter of the role]; …"."""
    read = document(text)
    found = [each.assignees for each in read.tasks]
    found += [each.assignees for each in read.other_directives]
    return ["; ".join(f"{each.name} [{each.role[0]}]" for each in who) for who in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Để chống bão, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu các Sở, Ủy ban nhân dân các xã:\n"
            "1. Rà soát bến đò hỏng.\n2. Vá lại đường bị sạt.",
            ["các Sở [i]; Ủy ban nhân dân các xã [i]"] * 2,
        ),
        (
            "Sở Y tế yêu cầu:\n1. Đối với Trung tâm Y tế các huyện:\n- Phun hóa chất.\n"
            "2. Đối với các hộ kinh doanh:\n- Miễn phí bến.",
            ["Trung tâm Y tế các huyện [i]"],
        ),
        (
            "Sở Nội vụ yêu cầu các Sở, các xã:\n1. Rà soát bến đò.\n"
            "2. Vá đường. Công an tỉnh chủ trì, phối hợp với các thôn.",
            ["các Sở [i]; các xã [i]", "các thôn [s]; Công an tỉnh [l]"],
        ),
        (
            "Ủy ban nhân dân tỉnh yêu cầu:\n1. Rà soát bến đò.\n2. Sở Nội vụ vá lại đường.",
            ["", "Sở Nội vụ [i]"],
        ),
        (
            "2. Ủy ban nhân dân tỉnh yêu cầu Chủ tịch Ủy ban nhân dân các xã, các Sở:\n- Vá đường.",
            ["Chủ tịch Ủy ban nhân dân các xã [i]; các Sở [i]"],
        ),
        (
            "Ủy ban nhân dân tỉnh yêu cầu:\n1. Các cơ sở sản xuất, kinh doanh và đơn vị vận tải:\n"
            "1.1. Đối với các cơ sở sản xuất có khí thải lớn:\n- Rà soát hệ thống lọc bụi.\n"
            "1.2. Đối với các đơn vị chở than:\n- Che kín xe.\n"
            "1.3. Đối với các cơ sở kinh doanh than:\n- Che bạt khi chở than.",
            [
                "các cơ sở sản xuất có khí thải lớn [i]",
                "các đơn vị chở than [i]",
                "các cơ sở kinh doanh than [i]",
            ],
        ),
        (
            "Đề nghị các đơn vị sự nghiệp; các Hội được Đảng, Nhà nước giao nhiệm vụ; các xã:"
            " tổ chức đánh giá cán bộ trước ngày 5/12/2031.",
            ["các đơn vị sự nghiệp [i]; các Hội được Đảng, Nhà nước giao nhiệm vụ [i]; các xã [i]"],
        ),
    ],
)
def test_whom_the_sentence_above_the_items_of_a_dispatch_names(
    body: str, expected: list[str]
) -> None:
    assert who_in(DISPATCH + body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "III. TỔ CHỨC THỰC HIỆN\n1. Ngân hàng Nhà nước tỉnh\n"
            "a) Chỉ đạo các ngân hàng trên địa bàn phối hợp với Sở Y tế thực hiện:\n"
            "- Mở thẻ cho dân.\n- Ký hợp đồng với xã.\nb) Đề xuất khen thưởng.",
            ["Ngân hàng Nhà nước tỉnh [i]"] * 3,
        ),
        (
            "III. TỔ CHỨC THỰC HIỆN\n1. Ủy ban nhân dân các xã:\n1.1. Đối với các hộ nghèo:\n"
            "- Cấp gạo trước Tết.\n1.2. Đối với công tác thu gom rác:\n- Đặt thùng rác.",
            ["Ủy ban nhân dân các xã [i]"] * 2,
        ),
        (
            "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế:\n- Mở lớp.\n"
            "2. Đối với các cơ sở giết mổ có công suất lớn và thuộc loại hình gây mùi hôi kéo dài"
            " trong khu dân cư:\n- Che chắn.",
            [
                "Sở Y tế [i]",
                "các cơ sở giết mổ có công suất lớn và thuộc loại hình gây mùi hôi kéo dài"
                " trong khu dân cư [i]",
            ],
        ),
        (
            "III. TỔ CHỨC THỰC HIỆN\n1. Các Sở, ngành chủ trì, quản lý, tham gia các dự án:\n"
            "- Rà soát vốn.\n2. Chủ tịch Ủy ban nhân dân các xã tại khu vực có nguy cơ sạt lở:\n"
            "- Sơ tán dân.",
            [
                "Các Sở, ngành chủ trì, quản lý, tham gia các dự án [i]",
                "Chủ tịch Ủy ban nhân dân các xã tại khu vực có nguy cơ sạt lở [i]",
            ],
        ),
        (
            "III. TỔ CHỨC THỰC HIỆN\n1. Trách nhiệm của các Sở quản lý công trình giao thông tỉnh,"
            " Ban Quản lý các khu công nghiệp tỉnh:\n- Bảo đảm xe máy.",
            [
                "các Sở quản lý công trình giao thông tỉnh [i];"
                " Ban Quản lý các khu công nghiệp tỉnh [i]"
            ],
        ),
        (
            "II. NHIỆM VỤ\n1. Tuyên truyền về bến\n- Viết tin bài về bến đò.\n"
            "- Cơ quan thực hiện: Sở Khoa học và Công nghệ đôn đốc, hướng dẫn các đơn vị triển"
            " khai thực hiện.\n"
            "2. Vá đường\n- Đổ đá.\n- Cơ quan thực hiện: Sở Xây dựng.",
            ["Sở Khoa học và Công nghệ [i]", "Sở Xây dựng [i]"],
        ),
        (
            "II. NHIỆM VỤ\n1. Nội dung\na) Mở rộng bến đò.\nb) Vá lại đường.\n"
            "2. Cơ quan chủ trì, thực hiện\n- Các quân khu; các tỉnh.\n"
            "b) Đơn vị thực hiện: Các đội chuyên trách.",
            ["Các quân khu [l]; các tỉnh [l]; Các đội chuyên trách [i]"] * 2,
        ),
        (
            "II. NHIỆM VỤ\n1. Phối hợp với Phòng Y tế, Phòng Nội vụ:\n"
            "- Phối hợp với Phòng Y tế phun thuốc.\n- Phối hợp với Phòng Nội vụ xét thi đua.",
            ["Phòng Y tế [s]", "Phòng Nội vụ [s]"],
        ),
        (
            "II. NHIỆM VỤ\n1. Mở bến đò.\n"
            "Đơn vị thực hiện: Phòng Văn hóa tham mưu, các thôn phối hợp thực hiện.",
            ["Phòng Văn hóa [i]; các thôn [s]"],
        ),
    ],
)
def test_whom_headings_and_lines_of_a_plan_name(body: str, expected: list[str]) -> None:
    assert who_in(PLAN + body) == expected


def test_an_archivist_adds_a_body_that_is_set_up_for_something(tmp_path: Path) -> None:
    text = Dictionaries.locate().path("bodies.yaml").read_text("utf-8")
    own = tmp_path / "bodies.yaml"
    own.write_text(text.replace("charged: [Ban Chỉ đạo,", "charged: [Ban Kiến thiết,"), "utf-8")
    order = "Ban Kiến thiết xây dựng cầu xã họp ngày 3/4."
    named = assigned(order, Grammar.load(Dictionaries.locate(tmp_path)))
    assert [each.name for each in named] == ["Ban Kiến thiết xây dựng cầu xã"]
    assert [each.name for each in assigned(order, grammar())] == ["Ban Kiến thiết"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Giao Cục Đê điều là cơ quan thường trực; Cục Thủy lợi chủ trì tham mưu.",
            [("Cục Đê điều", "implement"), ("Cục Thủy lợi", "lead")],
        ),
        (
            "Giao Vụ Công tác học sinh, sinh viên là đơn vị thường trực.",
            [("Vụ Công tác học sinh, sinh viên", "implement")],
        ),
        (
            "Đề nghị UBMTTQVN xã và các hội, đoàn thể giám sát việc đắp đê.",
            [("UBMTTQVN xã", "implement"), ("các hội, đoàn thể", "implement")],
        ),
    ],
)
def test_what_a_body_is_made_is_no_part_of_its_name(text: str, expected: Named) -> None:
    assert task_of(text, []) == expected


def test_who_instructs_does_not_do_it() -> None:
    found = document(
        "SỞ Y TẾ TỈNH LẠNG SƠN\nSố: 5/SYT-NV\nKính gửi: Các bệnh viện.\n"
        "Sở Y tế hướng dẫn thực hiện công tác bảo quản thuốc như sau:\n"
        "1. Đối với các trạm y tế xã\n- Kiểm kê tủ thuốc trước ngày 10/9/2031.\n"
        "2. Lập sổ theo dõi nhiệt độ kho.\n"
    )
    named = {each.name for task in found.tasks for each in task.assignees}
    assert "Sở Y tế" not in named and "các trạm y tế xã" in named


def test_who_invites_does_not_do_what_the_guests_are_told() -> None:
    text = """UBND HUYỆN GÒ SẬY     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 31/TB-UBND     Gò Sậy, ngày 07 tháng 3 năm 2022

THÔNG BÁO
Về ngày hội thả diều

Phòng Nội vụ tổ chức lớp thả diều và mời cán bộ các xã dự như sau:
- Trải bạt dưới chân đê.
- Mang theo nước uống.
"""
    named = [[who.name for who in task.assignees] for task in document(text).tasks]
    assert named == [[], []]


def test_a_line_that_may_be_a_name_or_work_leaves_a_doubt() -> None:
    """'góp' is in no list of verbs: what was read as the name of a body is told, not dropped."""
    head = "UBND XÃ GÒ HẠ\nSố: 4/KH-UBND\nGò Hạ, ngày 3 tháng 2 năm 2021\nKẾ HOẠCH\nMượn sách\n"
    text = head + "I. NHIỆM VỤ\n- Các thôn góp sách cũ.\n- Lau giá sách hằng tuần.\n"
    doubted = [doubt.reason for doubt in document(text).doubts if doubt.field == "tasks"]
    assert doubted == ["this may be an order that was not taken: Các thôn góp sách cũ."]
    plain = head + "I. NHIỆM VỤ\n- Hội Phụ nữ xã.\n- Lau giá sách hằng tuần.\n"
    assert not [doubt for doubt in document(plain).doubts if doubt.field == "tasks"]
