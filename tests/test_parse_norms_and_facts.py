"""What states a fact, a condition or an amount, and what a form leaves open, is nobody's task."""

from __future__ import annotations

import pytest
from parse_support import document, grammar

from vnplan.parse.layout.structure import Item, Node
from vnplan.parse.tasks.facts import opens_conditions, says_who_is_meant, states_amount
from vnplan.parse.tasks.regulation import asks_for_reports, charges_body, closes_rules, sets_rules
from vnplan.parse.text.lines import Kind
from vnplan.parse.text.passage import Passage
from vnplan.record import Document

FOOT = "Nơi nhận:     TM. ỦY BAN NHÂN DÂN\n- Như trên;\n- Lưu: VT.\n     Lê Thị Sen\n"
HEAD = (
    "ỦY BAN NHÂN DÂN     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "TỈNH NAM ĐỊNH     Độc lập - Tự do - Hạnh phúc\n"
)


def paper(kind: str, number: str, body: str, annex: str = "") -> Document:
    """A paper of a province of 4 September 2018, one paragraph a line."""
    return document(
        f"{HEAD}Số: {number}     Nam Định, ngày 4 tháng 9 năm 2018\n\n{kind}\n"
        f"Về việc quản lý đò ngang\n\n{body}\n\n{FOOT}\n{annex}"
    )


def texts(found: Document) -> list[str]:
    """The tasks, in order."""
    return [task.text for task in found.tasks]


def below(*lines: str) -> list[Node]:
    """Bullets with these words."""
    return [Node(Item(Kind.DASH, "", Passage(line, ()))) for line in lines]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Đối với tổ trưởng: 500.000 đồng/người/tháng.", True),
        ("Giải nhất: 3.000.000 đồng và giấy khen;", True),
        ("Môn bơi: 7 – 10 phút", True),
        ("Nhóm trẻ lớn: từ 20 đến 25 trẻ/lớp.", True),
        ("Đất bãi ven sông: 1,2 triệu đồng/m2;", True),
        ("Trồng tre chắn sóng: 20 ha.", False),
        ("Ủy ban nhân dân xã Cồn Thoi: 12 ha.", False),
        ("Thi bơi: 2 ngày, Sở Y tế cử người trực.", False),
        ("Tổ chức lặn: Sở Y tế cử 2 bác sĩ.", False),
        ("Vá lưới cho đội đò, trả công 500.000 đồng.", False),
    ],
)
def test_lines_that_say_how_much(text: str, amount: bool) -> None:
    assert states_amount(text, grammar()) is amount


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Là người có tên trong sổ đò.", True),
        ("Là các hộ gia đình ở bãi bồi;", True),
        ("Là cơ quan thường trực, giúp Ủy ban nhân dân xã theo dõi.", False),
        ("Là người phụ trách bến, kiểm tra phao.", False),
    ],
)
def test_lines_that_say_who_is_meant(text: str, meant: bool) -> None:
    assert says_who_is_meant(text, grammar()) is meant


@pytest.mark.parametrize(
    ("opening", "lines", "conditions"),
    [
        ("Người lái đò phải đáp ứng các điều kiện sau đây:", ["Đủ 18 tuổi;", "Biết bơi."], True),
        ("Danh sách xếp theo thứ tự ưu tiên như sau:", ["Hộ nghèo;", "Hộ ở bãi bồi."], True),
        ("Hộ được vay thuộc một trong các trường hợp sau:", ["Mất đò;", "Mất lưới."], True),
        ("Mức hỗ trợ cụ thể như sau:", ["Đò gỗ 2 triệu;", "Đò sắt 3 triệu."], True),
        ("Sở Y tế khám cho các trường hợp sau:", ["Người đau mắt;", "Người già."], False),
        ("Đối với các trường hợp sau:", ["Thu phao cũ;", "Cấp phao mới."], False),
        ("Các xã thực hiện:", ["Thu phao cũ;", "Cấp phao mới."], False),
    ],
)
def test_sentences_that_open_conditions(opening: str, lines: list[str], conditions: bool) -> None:
    assert opens_conditions(opening, below(*lines), grammar()) is conditions


def test_conditions_within_the_work_of_a_plan_are_none_of_it() -> None:
    found = paper(
        "KẾ HOẠCH",
        "12/KH-UBND",
        "II. NHIỆM VỤ\n1. Cấp phao\n- Mua 200 phao tròn.\n"
        "Hộ được cấp phao theo thứ tự ưu tiên sau:\n- Hộ gia đình có trẻ nhỏ.\n- Hộ ở bãi bồi.\n"
        "2. Tuần đò\n- Sở Y tế cử bác sĩ trực bến.\n",
    )
    assert texts(found) == ["Mua 200 phao tròn.", "Sở Y tế cử bác sĩ trực bến."]


def test_who_does_something_with_what_meets_conditions_has_one_task() -> None:
    found = paper(
        "THÔNG BÁO",
        "12/TB-UBND",
        "Chủ tịch Ủy ban nhân dân tỉnh kết luận như sau:\n1. Sở Y tế:\n- Đếm phao.\n"
        "- Hướng dẫn các hộ có đủ các điều kiện sau đăng ký:\n+ Có đò;\n+ Có thẻ.\n"
        "2. Các trường bảo đảm các tiêu chí cụ thể sau:\n- Có hai lối lên;\n- Lưu sổ 3 năm.\n"
        "3. Sở Tài chính thẩm định dự toán, mức hỗ trợ cụ thể như sau:\n- Đò gỗ 2 triệu đồng;\n"
        "- Đò sắt 3 triệu đồng.\n4. Các xã thực hiện các yêu cầu sau:\n- Thu phao cũ;\n- Vá kè.",
    )
    assert texts(found) == [
        "Đếm phao.",
        "Hướng dẫn các hộ có đủ các điều kiện sau đăng ký: Có đò; Có thẻ.",
        "Các trường bảo đảm các tiêu chí cụ thể sau: Có hai lối lên; Lưu sổ 3 năm.",
        "Sở Tài chính thẩm định dự toán, mức hỗ trợ cụ thể như sau: Đò gỗ 2 triệu đồng; "
        "Đò sắt 3 triệu đồng.",
        "Thu phao cũ;",
        "Vá kè.",
    ]


def test_the_parts_of_what_is_to_be_made_are_no_tasks() -> None:
    found = paper(
        "KẾ HOẠCH",
        "12/KH-UBND",
        "II. NHIỆM VỤ\n1. Ủy ban nhân dân các xã\n- Đếm đò.\n"
        "- Lập sổ bến của từng thôn, bao gồm:\n+ Số đò gỗ;\n+ Tên chủ đò;\n+ Ảnh bến.\n",
    )
    assert texts(found) == ["Đếm đò.", "Lập sổ bến của từng thôn, bao gồm:"]


def test_a_decision_whose_number_bears_the_year_charges_only_in_its_last_articles() -> None:
    """Amounts and kinds of persons under "Nội dung" are none; duties on the way in are."""
    articles = (
        "Điều 1. Hỗ trợ chủ đò\n1. Nội dung hỗ trợ:\na) Đóng mới đò gỗ.\nb) Thay phao cứu sinh.\n"
        "2. Chủ đò nhận tiền một lần.\n"
        "Điều 2. Điều khoản chuyển tiếp\n"
        "1. Đò đã được hỗ trợ không hưởng thêm.\n"
        "2. Các sổ cũ do thôn giữ Sở Giao thông vận tải có trách nhiệm thu về.\n"
        "Điều 3. Tổ chức thực hiện\n1. Giao Sở Tài chính cấp tiền.\n"
    )
    assert texts(paper("QUYẾT ĐỊNH", "12/2018/QĐ-UBND", articles)) == [
        "Các sổ cũ do thôn giữ Sở Giao thông vận tải có trách nhiệm thu về.",
        "Giao Sở Tài chính cấp tiền.",
    ]


@pytest.mark.parametrize(
    ("number", "date", "rules"),
    [
        ("12/2018/QĐ-UBND", "2018-09-04", True),
        ("12/2018/NQ-HĐND", "2018-09-04", True),
        ("12/2010/NQ-HĐND", "2010-12-04", False),
        ("141/1999/QĐ-UB", "1999-03-04", False),
        ("12/QĐ-UBND", "2018-09-04", False),
        ("12/2018/QĐ-UBND", None, False),
        (None, "2018-09-04", False),
    ],
)
def test_decisions_that_set_rules_bear_the_year(
    number: str | None, date: str | None, rules: bool
) -> None:
    assert sets_rules(number, date) is rules


@pytest.mark.parametrize(
    ("text", "charges"),
    [
        ("Giao Sở Y tế giữ sổ.", True),
        ("Về sổ sách: sổ cũ của thôn Sở Y tế có trách nhiệm thu về.", True),
        ("Đối với thôn trưởng: 500.000 đồng.", False),
        ("Cá nhân, hộ gia đình có trách nhiệm giữ phao.", False),
        ("Đò phải được đánh số.", False),
    ],
)
def test_duties_among_what_holds(text: str, charges: bool) -> None:
    assert charges_body(text, grammar()) is charges


@pytest.mark.parametrize(
    ("title", "reports", "closes"),
    [
        ("Báo cáo định kỳ", True, False),
        ("Thông tin, báo cáo", True, False),
        ("Báo cáo tài chính", False, False),
        ("Báo cáo kết quả kiểm tra", False, False),
        ("Điều khoản thi hành", False, True),
        ("Quy định chuyển tiếp", False, True),
        ("Nguyên tắc thi hành", False, False),
    ],
)
def test_articles_on_reports_and_on_coming_to_hold(title: str, reports: bool, closes: bool) -> None:
    assert (asks_for_reports(title), closes_rules(title)) == (reports, closes)


@pytest.mark.parametrize("heading", ["Mẫu số 01", "Mẫu 1.\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
def test_a_form_behind_rules_holds_no_task(heading: str) -> None:
    annex = (
        "QUY CHẾ\nQuản lý đò ngang\nĐiều 1. Trách nhiệm của Sở Y tế\n1. Khám cho người lái đò.\n"
        f"2. Giữ sổ khám.\n{heading}\nCƠ QUAN BÁO CÁO\nSố: /BC-...\nBÁO CÁO\n"
        "(1). Số đò đã đánh số.\n(2). Kiểm tra phao có đủ hay không? (Có/Không)\n"
    )
    found = paper("QUYẾT ĐỊNH", "12/2018/QĐ-UBND", "Điều 1. Ban hành quy chế.", annex)
    assert texts(found) == ["Khám cho người lái đò.", "Giữ sổ khám."]


@pytest.mark.parametrize(
    "line", ["- Màu: đỏ, trắng.", "- Máu: nhận ít nhất 100 đơn vị.", "- Mẫu: phao tròn.", "Màu:"]
)
def test_words_spelled_like_a_form_open_none(line: str) -> None:
    annex = (
        f"KẾ HOẠCH\nQuản lý đò ngang\nI. NHIỆM VỤ\n1. Sơn phao\n- Mua sơn.\n{line}\n"
        "- Đếm phao ở bến.\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế khám cho người lái đò.\n"
    )
    found = texts(paper("QUYẾT ĐỊNH", "12/QĐ-UBND", "Điều 1. Ban hành kế hoạch.", annex))
    assert {"Đếm phao ở bến.", "Sở Y tế khám cho người lái đò."} <= set(found)


def test_a_form_ends_where_the_numbers_of_the_text_go_on() -> None:
    annex = (
        "KẾ HOẠCH\nQuản lý đò ngang\nI. NHIỆM VỤ\n1. Khám cho người lái đò.\n2. Đếm phao.\n"
        "MẪU SỐ 01\nI. Tổ chức bến\n1. Kiểm tra phao.\nII. Tổ chức khám\n1. Kiểm tra sổ.\n"
        "MẪU SỐ 02\n1. Kiểm tra lưới.\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế giữ sổ khám.\n"
    )
    found = paper("QUYẾT ĐỊNH", "12/QĐ-UBND", "Điều 1. Ban hành kế hoạch.", annex)
    assert texts(found) == ["Khám cho người lái đò.", "Đếm phao.", "Sở Y tế giữ sổ khám."]


def test_an_order_behind_a_form_is_a_doubt() -> None:
    annex = (
        "KẾ HOẠCH\nQuản lý đò ngang\nI. NHIỆM VỤ\n1. Đếm phao.\nMẫu số 01\n"
        "1. Số phao: ...\n2. Sở Y tế phải giữ sổ khám.\n"
    )
    found = paper("QUYẾT ĐỊNH", "12/QĐ-UBND", "Điều 1. Ban hành kế hoạch.", annex)
    assert any("Sở Y tế phải giữ sổ khám" in doubt.reason for doubt in found.doubts)


def test_a_letterhead_below_the_text_opens_a_form() -> None:
    annex = (
        "KẾ HOẠCH\nQuản lý đò ngang\nI. NHIỆM VỤ\n1. Khám cho người lái đò.\n2. Đếm phao ở bến.\n"
        "CƠ QUAN BÁO CÁO\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "1. Đánh giá việc đếm phao.\n2. Kiến nghị.\n"
    )
    found = paper("QUYẾT ĐỊNH", "12/QĐ-UBND", "Điều 1. Ban hành kế hoạch.", annex)
    assert texts(found) == ["Khám cho người lái đò.", "Đếm phao ở bến."]


def test_what_was_is_told_under_a_heading_about_it() -> None:
    """ "Về đánh giá tình hình …" of a conclusion; whom it asks outright has work all the same."""
    found = paper(
        "KẾT LUẬN",
        "12/KL-UBND",
        "Ủy ban nhân dân tỉnh kết luận như sau:\n1. Về đánh giá tình hình bến bãi\n"
        "- Công tác khám phao ngày càng bài bản, kịp thời.\n- Giao Sở Y tế khám lại phao cũ.\n"
        "2. Về nhiệm vụ năm tới\n- Đếm lại đò ở các bến.\n- Vá bờ kè.\n",
    )
    assert texts(found) == ["Giao Sở Y tế khám lại phao cũ.", "Đếm lại đò ở các bến.", "Vá bờ kè."]


def test_orders_among_what_is_told_of_the_state_of_things() -> None:
    """Who does what, or by when, is an order; what was done, or left undone, is none."""
    found = paper(
        "THÔNG BÁO",
        "12/TB-UBND",
        "Chủ tịch Ủy ban nhân dân tỉnh kết luận như sau:\n"
        "1. Về tình hình bến bãi: Các chủ đò đóng bảo hiểm trước ngày 30/9/2018.\n"
        "2. Về khó khăn, vướng mắc\n- Sở Y tế tổng hợp, tham mưu mua phao trước ngày 15/9/2018.\n"
        "- Ủy ban nhân dân các huyện vận động chủ đò mặc áo phao.\n"
        "3. Về kết quả khám\na) Sở Y tế tích cực tuyên truyền.\nb) Sở Y tế đã khám cho 200 người.\n"
        "c) Các huyện còn lúng túng.\nd) Sở Tài chính chưa cấp tiền.\n"
        "4. Về tồn tại: Sở Nội vụ khẩn trương kiểm điểm các bến chậm sửa.\n",
    )
    assert texts(found) == [
        "Các chủ đò đóng bảo hiểm trước ngày 30/9/2018.",
        "Sở Y tế tổng hợp, tham mưu mua phao trước ngày 15/9/2018.",
        "Ủy ban nhân dân các huyện vận động chủ đò mặc áo phao.",
        "Sở Nội vụ khẩn trương kiểm điểm các bến chậm sửa.",
    ]


def test_an_article_with_the_name_of_a_body_charges_it() -> None:
    articles = (
        "Điều 1. Quản lý bến\n1. Sở Y tế lập danh mục phao trước ngày 31/12/2018.\n"
        "2. Đò dài không quá 20 m.\n3. Ủy ban nhân dân xã cấp thẻ trong 5 ngày kể từ khi nhận đơn."
        "\nĐiều 2. Sở Giao thông vận tải\n1. Kiểm tra bến.\n"
        "2. Báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12 hằng năm.\n"
        "3. Quyết định việc bổ nhiệm người giữ bến.\n"
        "Điều 3. Chủ đò\n1. Giữ phao.\n2. Sơn đò.\n"
        "Điều 4. Hội đồng quản lý bến\n1. Hội đồng gồm 5 người.\n"
    )
    found = paper("QUYẾT ĐỊNH", "12/2018/QĐ-UBND", articles)
    assert [(task.text, [who.name for who in task.assignees]) for task in found.tasks] == [
        ("Sở Y tế lập danh mục phao trước ngày 31/12/2018.", ["Sở Y tế"]),
        ("Kiểm tra bến.", ["Sở Giao thông vận tải"]),
        (
            "Báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12 hằng năm.",
            ["Sở Giao thông vận tải"],
        ),
    ]


def test_what_a_dispatch_requires_in_general_is_work() -> None:
    """Bullets below numbers stay, though another paragraph further down asks somebody anew."""
    found = document(
        f"{HEAD}Số: 12/UBND-GT     Nam Định, ngày 4 tháng 9 năm 2018\n\nKính gửi: Các sở.\n\n"
        "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành thực hiện:\n1. Yêu cầu chung:\n"
        "- Đếm lại đò ở các bến.\n- Thu phao cũ.\n2. Về báo cáo:\n"
        f"Yêu cầu Sở Y tế báo cáo số phao, gồm:\n(1). Số phao cũ;\n(2). Số phao mới.\n\n{FOOT}"
    )
    assert texts(found) == [
        "Đếm lại đò ở các bến.",
        "Thu phao cũ.",
        "Yêu cầu Sở Y tế báo cáo số phao, gồm:",
    ]


def test_letters_below_the_number_that_they_repeat() -> None:
    found = paper(
        "KẾ HOẠCH",
        "12/KH-UBND",
        "II. NHIỆM VỤ\n2. Bến bãi\n2.1. Bến gỗ:\n"
        "2.1.a. Sở Y tế khám phao.\n2.1.b. Sở Nội vụ đếm đò.",
    )
    assert [(task.section, task.text) for task in found.tasks] == [
        ("II.2.1", "Sở Y tế khám phao."),
        ("II.2.1", "Sở Nội vụ đếm đò."),
    ]


def test_fields_on_the_line_below_a_heading_belong_to_it() -> None:
    found = paper(
        "KẾ HOẠCH",
        "12/KH-UBND",
        "III. TỔ CHỨC THỰC HIỆN\n1. Các Sở:\nNội vụ, Tài chính, Y tế.\n- Đếm phao.\n- Vá kè.",
    )
    assert texts(found) == ["Đếm phao.", "Vá kè."]


def test_a_line_with_the_time_is_no_task_though_it_opens_with_a_verb() -> None:
    found = paper(
        "KẾ HOẠCH",
        "12/KH-UBND",
        "II. NHIỆM VỤ\n1. Đò ngang\n1.1. Đếm lại đò ở các bến.\n"
        "- Đơn vị thực hiện: Sở Y tế.\n- Thời gian thực hiện: Thực hiện thường xuyên.\n1.2. Vá kè.",
    )
    assert texts(found) == ["Đếm lại đò ở các bến.", "Vá kè."]
