"""Which parts of a document hold work, by their headings, their items and their kind."""

from __future__ import annotations

import pytest
from parse_support import document, grammar

from vnplan.parse.layout.structure import Item, Node
from vnplan.parse.tasks.facts import opens_conditions
from vnplan.parse.tasks.regulation import charges_body
from vnplan.parse.tasks.statements import agrees
from vnplan.parse.tasks.told import cites_rule
from vnplan.parse.text.lines import Kind
from vnplan.parse.text.passage import Passage
from vnplan.record import Document

HEAD = (
    "UBND TỈNH SÔNG LAM     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "SỞ NỘI VỤ     Độc lập - Tự do - Hạnh phúc\n"
)
FOOT = "Nơi nhận:     GIÁM ĐỐC\n- Như trên;\n- Lưu: VT.\nLê Thị Sen\n"


def paper(kind: str, symbol: str, body: str) -> Document:
    """A paper of a department of 4 September 2018, one paragraph a line."""
    return document(
        f"{HEAD}Số: 12/{symbol}-SNV     Sông Lam, ngày 4 tháng 9 năm 2018\n\n{kind}\n"
        f"Về bến bãi và đò ngang\n\n{body}\n\n{FOOT}"
    )


def texts(found: Document) -> list[str]:
    """The tasks, in order."""
    return [task.text for task in found.tasks]


def test_parts_of_a_plan_with_names_of_their_own_hold_work() -> None:
    """Half of the items open with what is to be done, or the heading does; what a part tells of the
    state of things is none."""
    found = paper(
        "KẾ HOẠCH",
        "KH",
        "I. MỤC TIÊU\n- Mở thêm bến.\nII. BẾN NGANG THEO ĐỊA BÀN\n1. Xây dựng bến mới ở Cồn Thoi.\n"
        "2. Lắp đặt biển báo ở bến cũ.\nIII. PHÁT TRIỂN BẾN BÃI\n1. Bến gỗ\n- Mở rộng cầu phao.\n"
        "IV. ĐẶC ĐIỂM BẾN\n1. Bến dài 20 m, rộng 3 m.\n2. Có hai lối lên.\n",
    )
    assert texts(found) == [
        "Xây dựng bến mới ở Cồn Thoi.",
        "Lắp đặt biển báo ở bến cũ.",
        "Mở rộng cầu phao.",
    ]


def test_of_minutes_only_what_was_decided_is_work() -> None:
    found = paper(
        "BIÊN BẢN",
        "BB",
        "I. NỘI DUNG\n1. Văn phòng báo cáo số phao.\n2. Các phòng thảo luận về bến.\n"
        "II. KẾT LUẬN CỦA GIÁM ĐỐC\n- Văn phòng mua phao trước ngày 31/10/2018.\n"
        "- Phòng Nội vụ rà soát sổ đò.\n",
    )
    assert texts(found) == [
        "Văn phòng mua phao trước ngày 31/10/2018.",
        "Phòng Nội vụ rà soát sổ đò.",
    ]


@pytest.mark.parametrize(
    "heading", ["Phương hướng tháng 10", "Giải pháp thực hiện", "Thống nhất", "Kế hoạch tháng 10"]
)
def test_parts_of_minutes_on_what_comes_next_hold_work(heading: str) -> None:
    found = paper(
        "BIÊN BẢN",
        "BB",
        "I. ĐÁNH GIÁ THÁNG 9\n- Văn phòng đã mua phao.\n- Phòng Nội vụ đếm đò hằng ngày.\n"
        f"II. {heading}\n1. Văn phòng sơn phao.\n2. Bến có hai lối lên.\n"
        "3. Thu sổ đò trước ngày 31/10/2018.\n4. Bà Lê Thị Sen: giữ sổ khám.\n"
        "5. Bà Sen phát biểu.\n",
    )
    assert texts(found) == [
        "Văn phòng sơn phao.",
        "Thu sổ đò trước ngày 31/10/2018.",
        "Bà Lê Thị Sen: giữ sổ khám.",
    ]


def test_for_whom_a_rule_holds_is_no_work() -> None:
    lines = ("Văn phòng Ủy ban nhân dân tỉnh;", "Các sở có bến đò.")
    below = [Node(Item(Kind.LETTER, "a", Passage(line, ()))) for line in lines]
    assert opens_conditions("Hướng dẫn này áp dụng đối với:", below, grammar())
    assert not opens_conditions("Áp dụng biện pháp mới ở bến đò:", below, grammar())


@pytest.mark.parametrize(
    ("text", "agreed"),
    [
        ("Ban Thường vụ thống nhất cao với nội dung do Sở Y tế trình.", True),
        ("Thi hành kỷ luật bằng hình thức cảnh cáo đối với ông Lê Văn Sen.", True),
        ("Bổ nhiệm ông Lê Văn Sen giữ chức Trưởng bến.", True),
        ("Thống nhất tổ chức thu phao ở các bến.", False),
        ("Điều động cán bộ về các bến mới.", False),
        ("Sở Y tế thống nhất với Sở Nội vụ số phao.", False),
    ],
)
def test_what_a_meeting_agrees_to_is_no_work(text: str, agreed: bool) -> None:
    assert agrees(text, grammar()) is agreed


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("Căn cứ quy định trên, trường hợp đò của Công ty được miễn phí.", True),
        ("Căn cứ quy định trên, Sở Y tế khám phao.", False),
    ],
)
def test_what_a_rule_means_for_a_case_is_no_work(text: str, cites: bool) -> None:
    assert cites_rule(text, grammar()) is cites


def test_the_last_paragraph_below_the_name_of_a_body_is_its_work() -> None:
    """Though it is the last of the document and bears its final mark."""
    found = paper(
        "KẾ HOẠCH",
        "KH",
        "II. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Khám phao.\n2. Phòng Văn hóa xã Cồn Thoi\n"
        "Phối hợp với Sở Y tế kiểm tra bến, báo cáo kịp thời./.",
    )
    assert texts(found) == ["Khám phao.", "Phối hợp với Sở Y tế kiểm tra bến, báo cáo kịp thời./."]


def test_a_heading_over_lines_on_who_when_and_what_is_the_task() -> None:
    found = paper(
        "KẾ HOẠCH",
        "KH",
        "II. NHIỆM VỤ\n1. Xây dựng sổ đò điện tử\n- Nội dung: sổ đò ghi số phao của từng bến.\n"
        "- Cơ quan chủ trì: Sở Y tế.\n- Thời gian thực hiện: năm 2019.\n"
        "2. Soạn các quyết định\n- Quyết định về phí qua đò\n+ Nội dung: phí của từng bến.\n"
        "+ Cơ quan chủ trì: Sở Tài chính.\n",
    )
    assert [(task.text, [who.name for who in task.assignees]) for task in found.tasks] == [
        ("Xây dựng sổ đò điện tử", ["Sở Y tế"]),
        ("Quyết định về phí qua đò", ["Sở Tài chính"]),
    ]


def test_enclosures_in_a_bracket_of_a_heading_open_no_list_of_them() -> None:
    found = paper(
        "THÔNG BÁO",
        "TB",
        "1. Đối với các chủ bến (theo danh sách gửi kèm):\n- Đánh số đò.\n- Không chở quá tải.\n"
        "2. Sở Y tế\n- Khám phao.",
    )
    assert texts(found) == ["Đánh số đò.", "Không chở quá tải.", "Khám phao."]


def test_small_roman_numbers_in_brackets_open_items() -> None:
    found = paper(
        "KẾ HOẠCH", "KH", "II. NHIỆM VỤ\n1. Bến bãi\n(i) Khám phao.\n(ii) Vá kè.\n(iii) Đếm đò."
    )
    assert texts(found) == ["Khám phao.", "Vá kè.", "Đếm đò."]


def test_what_a_named_body_has_to_cancel_is_work() -> None:
    found = paper(
        "QUYẾT ĐỊNH",
        "QĐ",
        "Điều 1. Bãi bỏ phí qua đò.\nĐiều 2. Sở Tài chính có trách nhiệm:\n"
        "1. Thu vé cũ.\n2. Hủy bỏ vé chưa bán.\n",
    )
    assert texts(found) == ["Thu vé cũ.", "Hủy bỏ vé chưa bán."]


def test_what_bodies_do_with_others_on_the_way_into_rules() -> None:
    text = "Sổ cũ được đóng lại. Sở Y tế phối hợp với các thôn thu sổ."
    assert charges_body(text, grammar(), outright=False)
    assert not charges_body(text, grammar())


def test_what_a_resolution_itself_arranges_is_no_work() -> None:
    """Though the heading of its article names bodies, it charges none."""
    found = paper(
        "NGHỊ QUYẾT",
        "NQ",
        "Điều 1. Sắp xếp các xã của huyện Sông Lam\n"
        "Ủy ban nhân dân tỉnh quyết nghị sắp xếp như sau:\n"
        "1. Sắp xếp toàn bộ xã Cồn Thoi và xã Bãi Hạ thành xã Cồn Hạ.\n"
        "2. Nhập toàn bộ xã Bến Gỗ vào xã Bến Đá.\n"
        "Điều 2. Sở Nội vụ có trách nhiệm:\n1. Thu dấu cũ.\n2. Hủy bỏ dấu hỏng.\n",
    )
    assert texts(found) == ["Thu dấu cũ.", "Hủy bỏ dấu hỏng."]


def test_paragraphs_longer_than_any_line_were_never_wrapped() -> None:
    """The longest line of all leaves no room for the next word, and is no cut sentence."""
    work = "Sở Y tế khám phao " + "ở các bến gỗ, bến đá, bến phà " * 8 + "trong năm."
    found = paper(
        "THÔNG BÁO",
        "TB",
        f"Giám đốc Sở yêu cầu:\n1. Sở Tài chính bố trí tiền.\n2. {work}\n"
        "Đây là việc gấp. Giám đốc Sở đề nghị các phòng, ban thực hiện nghiêm túc./.",
    )
    assert texts(found) == ["Sở Tài chính bố trí tiền.", work]
    assert [other.text.split(".")[0] for other in found.other_directives] == ["Đây là việc gấp"]


def test_what_a_part_without_a_known_heading_says_of_nobody_is_no_directive() -> None:
    """The heading "Mục đích" may be lost; the part is a doubt, and what it asks is a task."""
    found = paper(
        "KẾ HOẠCH",
        "KH",
        "I. BỐN NHÀ CÙNG LO\n1. Các bến sạch, đò an toàn, triển khai thực hiện kịp thời.\n"
        "2. Giao Sở Y tế khám phao.\n3. Đò ngang nghiêm túc giữ lệ làng.\n",
    )
    assert (texts(found), found.other_directives) == (["Giao Sở Y tế khám phao."], ())
    assert any("whether this part holds tasks" in doubt.reason for doubt in found.doubts)


def test_where_money_comes_from_is_no_directive() -> None:
    found = paper(
        "KẾ HOẠCH",
        "KH",
        "II. NHIỆM VỤ\n1. Khám phao.\n2. Vá kè.\nIII. KINH PHÍ\n1. Hỗ trợ từ ngân sách tỉnh.\n"
        "2. Sở Tài chính bố trí tiền mua phao.",
    )
    assert [other.text for other in found.other_directives] == [
        "Sở Tài chính bố trí tiền mua phao."
    ]


SHORT = """\
ỦY BAN NHÂN DÂN
XÃ ĐỒNG SẬY
Số: 9/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Đồng Sậy, ngày 5 tháng 4 năm 2023
KẾ HOẠCH
{subject}

{body}"""


@pytest.mark.parametrize("subject", ["Thực hiện việc nạo vét mương", "NẠO VÉT MƯƠNG"])
@pytest.mark.parametrize("number", [("I. ", "II. "), ("", "")])
def test_a_short_plan_keeps_its_subject_and_its_first_heading(
    subject: str, number: tuple[str, str]
) -> None:
    """Lines that are all short reach no margin; a section's name is no line of the subject."""
    body = (
        f"{number[0]}NỘI DUNG\nNạo vét mương Bà Tư.\nĐắp lại bờ ao làng.\n"
        f"{number[1]}TỔ CHỨC THỰC HIỆN\nCác thôn báo cáo.\n"
    )
    plan = document(SHORT.format(subject=subject, body=body))
    assert (plan.subject or "").lower().endswith("nạo vét mương")
    assert texts(plan) == ["Nạo vét mương Bà Tư.", "Đắp lại bờ ao làng.", "Các thôn báo cáo."]


def test_lines_on_who_and_when_need_no_mark() -> None:
    """Below an item that no mark ends, each line is one of its own."""
    body = (
        "I. NHIỆM VỤ\n1. Đắp lại bờ ao làng\nChủ trì: Hội Nông dân xã\nPhối hợp: các thôn\n"
        "Thời gian: trước ngày 30/6/2023\n2. Phát quang đường đê\nĐơn vị thực hiện: Đoàn xã\n"
    )
    first, second = document(SHORT.format(subject="Nạo vét mương", body=body)).tasks
    assert (first.text, second.text) == ("Đắp lại bờ ao làng", "Phát quang đường đê")
    assert [(each.name, each.role) for each in first.assignees] == [
        ("Hội Nông dân xã", "lead"),
        ("các thôn", "support"),
    ]
    assert first.deadline is not None and first.deadline.due == "2023-06-30"
    assert [each.name for each in second.assignees] == ["Đoàn xã"]


def test_a_heading_may_end_with_a_word_that_numbers_follow() -> None:
    """ "Nhân lực số" names a field; "Kế hoạch số" goes on with its number."""
    body = (
        "I. NHIỆM VỤ\n1. Nhân lực số\nMở lớp dạy các thôn.\n2. Theo Kế hoạch số\n9/KH-X, vá lưới.\n"
    )
    tasks = document(SHORT.format(subject="Nạo vét mương", body=body)).tasks
    assert [task.text for task in tasks] == [
        "Mở lớp dạy các thôn.",
        "Theo Kế hoạch số 9/KH-X, vá lưới.",
    ]


def test_how_many_each_has_is_no_work() -> None:
    """Below a heading that nobody knows, labels over counts are facts."""
    body = "III. CÁC MÔN THI ĐẤU\n1. Bóng đá nam: mỗi thôn 01 đội.\n2. Kéo co: mỗi thôn 02 đội.\n"
    assert not texts(document(SHORT.format(subject="Đua thuyền", body=body)))


def test_a_stage_that_holds_work_lists_it() -> None:
    """ "Đợt 2 gồm các nội dung trọng tâm:" opens what is to be done; a heading in capitals that
    tells when something comes is no day, and no time outlasts what stands below it."""
    found = paper(
        "KẾ HOẠCH",
        "KH",
        "II. NỘI DUNG\n1. Đợt 1: Từ ngày 03/10/2018 đến ngày 20/10/2018:\n- Vá lưới.\n"
        "2. Đợt 2 gồm các nội dung trọng tâm:\n- Sơn phao.\n"
        "A. TRƯỚC MÙA NƯỚC NỔI\n1. Nạo mương.\nB. SAU MÙA NƯỚC NỔI\n1. Vớt bèo.\n",
    )
    assert [(t.text, t.deadline and t.deadline.due) for t in found.tasks] == [
        ("Vá lưới.", "2018-10-20"),
        ("Sơn phao.", None),
        ("Nạo mương.", None),
        ("Vớt bèo.", None),
    ]


def test_a_case_is_a_heading_over_what_is_done_in_it() -> None:
    found = paper(
        "PHƯƠNG ÁN",
        "PA",
        "II. NỘI DUNG\n1. Tình huống 1: Nước tràn bờ\n- Đắp bao tải.\n"
        "2. Tình huống 2: Vỡ bờ\n- Dời dân vùng trũng.\n",
    )
    assert texts(found) == ["Đắp bao tải.", "Dời dân vùng trũng."]


def test_a_high_number_may_stand_before_an_order() -> None:
    found = paper(
        "THÔNG BÁO",
        "TB",
        "Chủ tịch kết luận như sau:\nI. Đánh giá\nCác bến đã sơn phao.\n"
        "II. Nhiệm vụ\n1. Phòng Nội vụ đếm đò.\n"
        "III. Giao Văn phòng theo dõi, đôn đốc việc sơn phao.\n",
    )
    assert texts(found)[-1] == "Giao Văn phòng theo dõi, đôn đốc việc sơn phao."


def test_what_a_report_asks_of_others_is_a_doubt() -> None:
    found = paper(
        "BÁO CÁO",
        "BC",
        "I. KẾT QUẢ\n1. Đã sơn 20 phao.\nII. ĐỀ XUẤT, KIẾN NGHỊ\n"
        "1. Công an huyện tuần tra bến.\n2. Mua thêm phao.\n",
    )
    assert not found.tasks
    assert [d.reason for d in found.doubts if d.field == "tasks"] == [
        "whether this part holds tasks is not clear: ĐỀ XUẤT, KIẾN NGHỊ"
    ]


def test_who_prepares_what_for_a_meeting_is_a_doubt() -> None:
    """That the guests are asked to come is none."""
    found = paper(
        "GIẤY MỜI",
        "GM",
        "Ủy ban nhân dân xã kính mời các ông, bà dự họp ngày 08/6/2018:\n"
        "1. Nội dung: bàn việc sơn phao.\n2. Chuẩn bị:\n"
        "- Phòng Nội vụ chuẩn bị báo cáo, gửi Văn phòng trước ngày 05/6/2018.\n",
    )
    doubts = [d.reason for d in found.doubts if d.field == "tasks"]
    assert len(doubts) == 1 and "Phòng Nội vụ chuẩn bị" in doubts[0]


def test_that_a_meeting_ended_is_no_task() -> None:
    found = paper(
        "BIÊN BẢN",
        "BB",
        "I. ĐÁNH GIÁ\n- Đã sơn phao.\nII. KẾT LUẬN\n1. Phòng Nội vụ đếm đò.\n"
        "2. Bà Lê Thị Sen sơn phao trước ngày 05/6/2018.\n"
        "Cuộc họp kết thúc lúc 10 giờ cùng ngày.\n",
    )
    assert [text.split()[0] for text in texts(found)] == ["Phòng", "Bà"]
    assert not any("kết thúc" in each.text for each in found.other_directives)
