"""What stands under one heading, or beside one another: details of a work, its parts, and work."""

from __future__ import annotations

import pytest
from parse_support import document, grammar

from vnplan.parse.tasks.asking import later_clause
from vnplan.parse.tasks.facts import only_label, states_fact
from vnplan.parse.tasks.headings import mixes_work, names_part
from vnplan.record import Document

HEAD = (
    "ỦY BAN NHÂN DÂN     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
    "HUYỆN CỒN BÚN     Độc lập - Tự do - Hạnh phúc\n"
)
FOOT = "Nơi nhận:     CHỦ TỊCH\n- Như trên;\n- Lưu: VT.\n     Đào Thị Rươi\n"


def paper(kind: str, number: str, body: str) -> Document:
    """A paper of a district of 2 February 2017, one paragraph a line."""
    return document(
        f"{HEAD}Số: {number}     Cồn Bún, ngày 2 tháng 2 năm 2017\n\n{kind}\n"
        f"Về việc nuôi rươi\n\n{body}\n\n{FOOT}"
    )


def texts(found: Document) -> list[str]:
    """The tasks, in order."""
    return [task.text for task in found.tasks]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Môn thi: kéo vó, bơi thúng.", True),
        ("Mốc thời gian kiểm tra: từ 01/01/2016 đến 31/12/2016.", True),
        ("Nội dung: Việc thả giống và chăm bãi của hộ nuôi.", True),
        ("Nội dung: Hướng dẫn đắp bờ; phát lịch thả giống.", False),
        ("Nước ngọt: Trạm bơm số 3 mở cống từ 5 giờ.", False),
        ("Rà soát: bãi rươi, bờ vùng.", False),
        ("Hội Nông dân: hai đội bơi.", False),
        ("Nội dung: chính trị 3 ngày; quân sự 12 ngày.", True),
    ],
)
def test_lines_with_a_label_that_tell_a_fact(text: str, fact: bool) -> None:
    assert states_fact(text, grammar()) is fact


def test_a_label_alone_is_no_work() -> None:
    assert only_label("Nội dung:", grammar())
    assert not only_label("Tổ chức hội thi:", grammar())


@pytest.mark.parametrize(
    ("title", "part"),
    [("Tiêu chí B2.1", True), ("Hoạt động 3", True), ("Hoạt động thả giống", False)],
)
def test_names_of_parts(title: str, part: bool) -> None:
    assert names_part(title) is part


def test_a_heading_over_details_is_the_work() -> None:
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "II. NỘI DUNG\n1. Hội thi bơi thúng:\n- Thời gian: 20/3/2017.\n- Địa điểm: bến Cồn.\n"
        "- Số đội: 8.\n- Nội dung thi: bơi đơn, bơi tiếp sức.\n2. Vá bờ vùng.",
    )
    assert texts(found) == ["Hội thi bơi thúng", "Vá bờ vùng."]
    assert found.tasks[0].deadline and found.tasks[0].deadline.due == "2017-03-20"


def test_details_beside_one_another_are_no_work() -> None:
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "II. Nội dung\n1. Đối tượng: hộ nuôi rươi.\n2. Môn thi: kéo vó.\n3. Địa điểm: bến Cồn.\n"
        "4. Trọng tài: Hội Nông dân cử 3 người trước ngày 12/3/2017.",
    )
    assert texts(found) == ["Hội Nông dân cử 3 người trước ngày 12/3/2017."]


def test_a_criterion_is_the_heading_of_what_is_done_for_it() -> None:
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "II. NHIỆM VỤ\n1. Tiêu chí B2.1: Hộ nuôi được hướng dẫn rõ ràng\n- In lịch thả giống.\n"
        "- Lắp bảng nước ở ba cống.",
    )
    assert texts(found) == ["In lịch thả giống.", "Lắp bảng nước ở ba cống."]


def test_an_article_on_tasks_of_a_resolution_holds_them() -> None:
    body = (
        "HỘI ĐỒNG NHÂN DÂN HUYỆN\nQUYẾT NGHỊ:\nĐiều 1. Mục tiêu\n1. Tăng sản lượng rươi 5%.\n"
        "Điều 2. {}\n1. Mở rộng bãi nuôi; xong bờ vùng trước ngày 30/6/2017.\n"
        "2. Nâng cấp ba cống ngăn mặn.\nĐiều 3. Tổ chức thực hiện\n"
        "1. Ủy ban nhân dân huyện tổ chức thực hiện Nghị quyết này."
    )
    found = paper("NGHỊ QUYẾT", "7/NQ-HĐND", body.format("Nhiệm vụ, giải pháp trọng tâm"))
    assert len(texts(found)) == 3
    found = paper("NGHỊ QUYẾT", "7/NQ-HĐND", body.format("Nội dung đầu tư"))
    assert len(texts(found)) == 1


def test_what_places_are_to_meet_is_one_task_of_those_who_are_asked() -> None:
    found = paper(
        "CÔNG VĂN",
        "7/UBND-NN",
        "Ủy ban nhân dân huyện yêu cầu chủ các bến thực hiện:\n"
        "1. Các bến bảo đảm các tiêu chí sau:\n- Có phao;\n- Có đèn.\n2. Không chở rươi quá tải.",
    )
    assert texts(found) == [
        "Các bến bảo đảm các tiêu chí sau: Có phao; Có đèn.",
        "Không chở rươi quá tải.",
    ]


def test_high_headings_with_a_sentence_behind_the_colon() -> None:
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "A. Nhiệm vụ\n1. Vá bờ vùng.\n2. Hội Nông dân phát giống.\n"
        "B. Chế độ báo cáo: Các xã báo cáo sản lượng hằng tuần.\n"
        "C. Kinh phí: Từ quỹ nuôi rươi, 20 triệu đồng.",
    )
    assert texts(found) == [
        "Vá bờ vùng.",
        "Hội Nông dân phát giống.",
        "Các xã báo cáo sản lượng hằng tuần.",
    ]


def test_a_month_of_a_timetable_holds_work_whatever_its_words() -> None:
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "III. TIẾN ĐỘ THỰC HIỆN\n1. Tháng 3: Thả giống đợt đầu.\n2. Tháng 4: Cao điểm nước mặn.",
    )
    assert len(texts(found)) == 2


def test_a_part_whose_items_mostly_say_who_does_what() -> None:
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "IV. BẢO ĐẢM\n1. Giống: Trạm Khuyến nông cử 2 người chọn.\n"
        "2. Y tế: Trạm Y tế xã trực tại bãi.\n3. Đèn: Điện lực huyện lắp thêm 10 bóng.",
    )
    assert len(texts(found)) == 3


def test_what_only_assesses_names_nobody() -> None:
    text = "Bờ vùng chậm. Chủ đầu tư chưa kiên quyết xử lý."
    assert not later_clause(text, grammar(), acting=True)
    assert later_clause("Bờ vùng chậm. Chủ đầu tư kiên quyết xử lý.", grammar(), acting=True)


def test_days_of_a_calendar_open_what_is_done_on_them() -> None:
    found = paper(
        "CHƯƠNG TRÌNH",
        "7/CTr-UBND",
        "II. Công việc từng ngày\nThứ Hai ngày 06/3\n- Văn phòng sơn phao lễ 8/3.\n"
        "- Kiểm cống số 2.\nThứ Ba (07/3/2017)\n- Hội Nông dân thả giống.",
    )
    assert [task.deadline and task.deadline.due for task in found.tasks] == [
        "2017-03-06",
        "2017-03-06",
        "2017-03-07",
    ]


def test_months_below_a_heading_and_numbers_stand_alone() -> None:
    found = paper(
        "CHƯƠNG TRÌNH",
        "7/CTr-UBND",
        "II. Công việc từng tháng\nTháng 2\n1. Vá bờ vùng.\n2. Thả giống - Hội Nông dân.\n"
        "6 tháng cuối năm\n- Nạo vét cống.\n- Tổng kết năm.",
    )
    assert len(texts(found)) == 4
    assert [task.deadline and task.deadline.due for task in found.tasks] == [
        "2017-02-28",
        "2017-02-28",
        "2017-12-31",
        "2017-12-31",
    ]


def test_a_last_line_on_time_is_of_all_items_above_it() -> None:
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "III. Tổ chức thực hiện\n1. Hội Nông dân\n- Vận động hộ nuôi.\n- Chia giống.\n"
        "Thời hạn xong trước ngày 30/5/2017.\n2. Trạm Khuyến nông\n- Đo độ mặn.",
    )
    assert [task.deadline and task.deadline.due for task in found.tasks] == [
        "2017-05-30",
        "2017-05-30",
        None,
    ]


def test_mottos_are_no_work() -> None:
    found = paper(
        "CÔNG VĂN",
        "7/UBND-NN",
        "Ủy ban nhân dân huyện đề nghị các xã thực hiện:\n1. Treo băng rôn.\n2. Một số khẩu hiệu:\n"
        "- Giữ sạch bãi rươi!\n- Không xả rác xuống cống!\n3. Nạo vét cống.",
    )
    assert texts(found) == ["Treo băng rôn.", "Nạo vét cống."]


def test_the_closing_paragraph_is_not_the_end_of_a_line_without_a_mark() -> None:
    found = paper(
        "THÔNG BÁO",
        "7/TB-UBND",
        "1. Hội Nông dân vá bờ.\n2. Lịch xả cống\nSáng 12/3: cống số 1\nChiều 12/3: cống số 2\n"
        "Nhận được thông báo này, yêu cầu các xã thực hiện nghiêm túc.",
    )
    assert [each.text.split(",")[0] for each in found.other_directives] == [
        "Nhận được thông báo này"
    ]


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [
        ("I/- NHIỆM VỤ", "1/- Rà soát bờ vùng.", "2/- Tổng hợp báo cáo."),
        ("1. Nhiệm vụ", "1.1/ Rà soát bờ vùng.", "1.2/ Tổng hợp báo cáo."),
        ("II- Nhiệm vụ", "1-/ Rà soát bờ vùng.", "2-/ Tổng hợp báo cáo."),
        ("II. NHIỆM VỤ", "1: Rà soát bờ vùng.", "2: Tổng hợp báo cáo."),
        ("II. NHIỆM VỤ", "+) Rà soát bờ vùng.", "+) Tổng hợp báo cáo."),
        ("II. NHIỆM VỤ", "=> Rà soát bờ vùng.", "=> Tổng hợp báo cáo."),
        ("II. NHIỆM VỤ", "➢ Rà soát bờ vùng.", "➢ Tổng hợp báo cáo."),
        ("II. NHIỆM VỤ", "*/ Rà soát bờ vùng.", "*/ Tổng hợp báo cáo."),
        ("II. NHIỆM VỤ", "i. Rà soát bờ vùng.", "ii. Tổng hợp báo cáo."),
        ("II. NHIỆM VỤ", "A. Rà soát bờ vùng.", "B. Tổng hợp báo cáo."),
        ("NHIỆM VỤ", "1. Rà soát bờ vùng.", "2. Tổng hợp báo cáo."),
    ],
)
def test_marks_of_items(heading: str, first: str, second: str) -> None:
    """What stands before items is no part of them, whatever mark an office uses."""
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        f"I. MỤC ĐÍCH\nGiữ bãi rươi.\n{heading}\n{first}\n{second}\nIII. KINH PHÍ\nTừ quỹ xã.",
    )
    assert texts(found) == ["Rà soát bờ vùng.", "Tổng hợp báo cáo."]


def test_arabic_numbers_before_capitals_are_no_misread_roman_ones() -> None:
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "I. MỤC ĐÍCH\nGiữ bãi rươi.\nII. NHIỆM VỤ\n1. CÔNG TÁC BỜ VÙNG\n- Vá bờ.\n"
        "2. CÔNG TÁC GIỐNG\n- Thả giống.\nIII. TỔ CHỨC THỰC HIỆN\n1. HỘI NÔNG DÂN:\n- Chia giống.",
    )
    assert [(task.section, task.text) for task in found.tasks] == [
        ("II.1", "Vá bờ."),
        ("II.2", "Thả giống."),
        ("III.1", "Chia giống."),
    ]


def test_a_misread_roman_one_opens_the_first_part() -> None:
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "1. MỤC ĐÍCH\n1. Giữ bãi rươi.\nII. NHIỆM VỤ\n1. Vá bờ.\n2. Thả giống.",
    )
    assert [(task.section, task.text) for task in found.tasks] == [
        ("II", "Vá bờ."),
        ("II", "Thả giống."),
    ]


def test_paragraphs_of_a_dispatch_below_what_asks_for_them() -> None:
    """Each is an order, whatever its verb and though none has a mark."""
    found = paper(
        "CÔNG VĂN",
        "7/UBND-NN",
        "Nước mặn lên sớm; Chủ tịch Ủy ban nhân dân huyện yêu cầu:\n\n"
        "Hội Nông dân phối hợp với Trạm Khuyến nông đo độ mặn trước ngày 9/2/2017.\n\n"
        "Trạm Y tế xã trực tại bãi.\n\n"
        "Ủy ban nhân dân huyện thông báo để các xã biết.",
    )
    assert [each.text.split()[0] for each in found.other_directives] == ["Hội", "Trạm"]


def test_long_lines_are_whole_paragraphs_though_few_are_longer_than_print() -> None:
    """A notice of a commune: names and colons instead of numbers, one paragraph a line."""
    found = paper(
        "THÔNG BÁO",
        "7/TB-UBND",
        "Sáng 01/02/2017, Ủy ban nhân dân huyện họp giao ban; sau khi nghe các ngành báo cáo, Chủ "
        "tịch Ủy ban nhân dân huyện giao nhiệm vụ tuần tới cho các ngành trong huyện như sau:\n"
        "Công chức Địa chính - Xây dựng:\n- Đo bờ vùng trước ngày 10/02/2017.\n"
        "Trạm Khuyến nông:\n- Đo độ mặn.\n"
        "Công an huyện: Tuần tra bãi rươi ban đêm, báo cáo vào 7 giờ hằng ngày.\n"
        "Kế toán: Hoàn thành quyết toán quỹ nuôi rươi.\nGiao Văn phòng đôn đốc./.",
    )
    assert [(task.text.split()[0], task.assignees[0].name) for task in found.tasks] == [
        ("Đo", "Công chức Địa chính - Xây dựng"),
        ("Đo", "Trạm Khuyến nông"),
        ("Công", "Công an huyện"),
        ("Kế", "Kế toán"),
    ]


def test_what_is_to_be_reported_is_one_order() -> None:
    found = paper(
        "CÔNG VĂN",
        "7/UBND-NN",
        "Ủy ban nhân dân huyện đề nghị các xã báo cáo các nội dung sau:\n1. Tình hình bãi rươi\n"
        "- Diện tích, sản lượng;\n2. Kết quả thả giống.\n3. Kiến nghị, đề xuất.",
    )
    assert texts(found) == []
    (asked,) = found.other_directives
    assert [each.name for each in asked.assignees] == ["các xã"]


def test_a_short_item_without_a_mark_beside_others_is_one_of_them() -> None:
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "2. Nội dung\n2.1. Thi bơi thúng.\n2.2. Thi nấu chả rươi.\n2.3. Liên hoan gặp mặt",
    )
    assert texts(found)[-1] == "Liên hoan gặp mặt"


def test_a_label_over_who_does_what_is_a_heading() -> None:
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "VI. TỔ CHỨC THỰC HIỆN\n1. Phân công thực hiện:\n- Bà Sen: phụ trách giống.\n"
        "- Ông Lúa: đo nước.\n2. Hội Nông dân sơn thúng.",
    )
    assert len(texts(found)) == 3


def test_times_of_a_meeting_are_no_work() -> None:
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "II. THỜI GIAN, ĐỊA ĐIỂM\n- Khai mạc: 8 giờ ngày 20/3/2017.\n- Bế mạc: 25/3/2017.\n"
        "III. NHIỆM VỤ\n1. Sơn thúng.\n2. Vá lưới.",
    )
    assert texts(found) == ["Sơn thúng.", "Vá lưới."]


def test_an_article_that_approves_a_plan_is_not_about_who_does_it() -> None:
    found = paper(
        "QUYẾT ĐỊNH",
        "7/QĐ-UBND",
        "QUYẾT ĐỊNH:\nĐiều 1. Phê duyệt Kế hoạch triển khai nuôi rươi với các nội dung sau:\n"
        "1. Mục tiêu: Nâng cao sản lượng.\n2. Nội dung:\na) Đắp bờ vùng.\nb) Thả giống.",
    )
    assert texts(found) == ["Đắp bờ vùng.", "Thả giống."]


@pytest.mark.parametrize(
    ("heading", "mixed"),
    [
        ("ĐỐI TƯỢNG, NỘI DUNG GIÁM SÁT", True),
        ("Thời gian và các nội dung", False),
        ("CHỈ TIÊU - BIỆN PHÁP", False),
        ("Kết quả thực hiện mục tiêu, nhiệm vụ", False),
        ("Mục đích, yêu cầu", False),
        ("Nguồn kinh phí và nhiệm vụ chi", False),
    ],
)
def test_headings_that_name_work_beside_something_else(heading: str, mixed: bool) -> None:
    assert mixes_work(heading) is mixed


def test_a_part_on_persons_and_contents_holds_its_contents() -> None:
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "II. ĐỐI TƯỢNG, NỘI DUNG GIÁM SÁT\n1. Đối tượng\n- Các hộ nuôi rươi.\n2. Nội dung\n"
        "- Giám sát việc xả cống.\n- Kiểm tra việc thả giống.\nIII. NHIỆM VỤ\n"
        "1. Rà soát bờ vùng.\n2. Hội Nông dân phát sổ.\n3. Lễ xuống giống.",
    )
    assert len(texts(found)) == 5


def test_an_empty_first_cell_moves_no_other() -> None:
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "II. NHIỆM VỤ\nThời gian | Nội dung công việc | Người thực hiện | Ghi chú\n"
        "Tuần 1 (02/02 - 05/02) | - Vá bờ | Tổ thủy nông |\n | - Thả giống | Hội Nông dân |",
    )
    assert [task.assignees[0].name for task in found.tasks] == ["Tổ thủy nông", "Hội Nông dân"]


def test_a_name_cut_within_a_bracket_goes_on_behind_its_dash() -> None:
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "II. NHIỆM VỤ\n- Lắp thêm hai mươi tấm lưới chắn ở ba cống phía đông (Phòng Hành chính\n"
        "- Quản trị).\n- Vá bờ.",
    )
    assert texts(found)[0].endswith("(Phòng Hành chính - Quản trị).")
    assert len(texts(found)) == 2


def test_a_heading_that_is_a_body_does_not_go_on_with_its_work() -> None:
    found = paper(
        "CÔNG ĐIỆN",
        "7/CĐ-UBND",
        "Chủ tịch Ủy ban nhân dân huyện yêu cầu:\n1. Hội Nông dân huyện\n"
        "Trực ban 24/24 giờ; báo cáo độ mặn.\n2. Trạm Khuyến nông huyện\nĐóng cống số 2.",
    )
    assert [task.assignees[0].name for task in found.tasks] == [
        "Hội Nông dân huyện",
        "Trạm Khuyến nông huyện",
    ]


def test_minutes_tell_what_is_to_come_under_months_and_conclusions() -> None:
    found = paper(
        "BIÊN BẢN",
        "7/BB-UBND",
        "I. Đánh giá công tác tháng 1\n- Vá bờ vùng kịp thời.\n- Trực cống 24/24 giờ.\n"
        "II. Công tác tháng 2\n- Hội Nông dân chia giống.\n- Rà soát, xong trước ngày 15/2/2017.\n"
        "III. Trưởng trạm kết luận\n- Các tổ nộp sổ trước ngày 20/2/2017.\nThư ký Chủ trì",
    )
    assert [text.split()[0] for text in texts(found)] == ["Hội", "Rà", "Các"]


def test_what_an_inspection_found_is_no_work() -> None:
    found = paper(
        "KẾT LUẬN THANH TRA",
        "7/KL-TTr",
        "I. Khái quát\nHuyện Cồn Bún có 9 xã nuôi rươi.\nII. Kết luận\n"
        "Ủy ban nhân dân huyện cơ bản chấp hành quy định.\nIII. Kiến nghị\n"
        "1. Ủy ban nhân dân huyện thu hồi 20 triệu đồng.\n2. Thanh tra huyện theo dõi.",
    )
    assert len(texts(found)) == 2


def test_details_of_a_dispatch_beside_one_another_are_no_work() -> None:
    found = paper(
        "CÔNG VĂN",
        "7/UBND-NN",
        "Ủy ban nhân dân huyện đề nghị các xã triển khai như sau:\n1. Thời gian: Từ tháng 3/2017.\n"
        "2. Chỉ tiêu: mười bãi mỗi xã.\n3. Cách báo: điện thoại, thư.\n4. Tổ chức vá bờ vùng.",
    )
    assert texts(found) == ["Tổ chức vá bờ vùng."]


def test_what_somebody_is_named_for_is_work_whatever_its_words() -> None:
    """By lines below it, or by brackets of most items, in a part whose heading says nothing."""
    found = paper(
        "CHƯƠNG TRÌNH",
        "7/CTr-UBND",
        "A. CÁC ĐỀ ÁN TRÌNH HUYỆN ỦY\n1. Đề án nuôi rươi đến năm 2020.\n"
        "- Cơ quan chủ trì: Phòng Nông nghiệp.\n- Thời gian trình: tháng 4/2017.\n"
        "2. Đề án bờ vùng.\n- Cơ quan chủ trì: Phòng Kinh tế.\n- Thời gian trình: tháng 6/2017.\n"
        "B. CÁC KỲ HỌP\n1. Phiên họp tháng 3\n- Báo cáo quý I (Phòng Kinh tế).\n"
        "- Tờ trình quy hoạch bãi rươi (Phòng Nông nghiệp).",
    )
    assert [(task.assignees[0].name, task.assignees[0].role) for task in found.tasks] == [
        ("Phòng Nông nghiệp", "lead"),
        ("Phòng Kinh tế", "lead"),
        ("Phòng Kinh tế", "implement"),
        ("Phòng Nông nghiệp", "implement"),
    ]


def test_bodies_alone_behind_a_title_do_what_it_names() -> None:
    """Not those that are inspected."""
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "I. CÔNG TÁC CHUẨN BỊ\n1. Hội trường, loa đài: Văn phòng, Đài Truyền thanh.\n"
        "2. Nước uống: Trạm Y tế thị trấn.\nII. NỘI DUNG\n"
        "1. Kiểm tra quỹ nuôi rươi: Hội Nông dân xã Cồn Thoi, Hội Nông dân xã Bún.",
    )
    assert [[each.name for each in task.assignees] for task in found.tasks] == [
        ["Văn phòng", "Đài Truyền thanh"],
        ["Trạm Y tế thị trấn"],
        [],
    ]


def test_lines_that_all_end_as_sentences_do_are_whole_paragraphs() -> None:
    found = paper(
        "CÔNG VĂN",
        "7/UBND-NN",
        "Ủy ban nhân dân huyện yêu cầu Hội Nông dân huyện, Trạm Khuyến nông và các xã nuôi rươi:\n"
        "- Vá bờ vùng.\n- Thả giống.\n"
        "Trạm Khuyến nông đo độ mặn mỗi ngày hai lần ở ba cống phía đông và ghi vào sổ.\n"
        "Hội Nông dân huyện chia giống.\nYêu cầu các xã thực hiện nghiêm túc.",
    )
    assert len(texts(found)) == 4
    assert [each.text for each in found.other_directives] == [
        "Yêu cầu các xã thực hiện nghiêm túc."
    ]


def test_labels_that_a_heading_names_only_spell_it_out() -> None:
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "II. NỘI DUNG\n1. Tuyến, địa bàn trọng điểm:\n- Tuyến: đê biển, sông Bún.\n"
        "- Địa bàn: ba cống phía đông.\n2. Nhiệm vụ:\n- Trạm Khuyến nông: Đo độ mặn.",
    )
    assert texts(found) == ["Trạm Khuyến nông: Đo độ mặn."]


def test_a_time_and_the_first_bullet_below_it_on_one_line() -> None:
    """The time is of all bullets; what something costs is no order, a term is no task."""
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "II. NHIỆM VỤ\nQuý II: - Vá lưới.\n- Sơn phao.\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Đăng ký\nCác xã lập danh sách.\n"
        "Hạn nộp hồ sơ: ngày 20/9/2017.\n"
        "IV. KINH PHÍ\n- Khen thưởng: 12.000.000 đồng\n",
    )
    assert texts(found) == ["Vá lưới.", "Sơn phao.", "Các xã lập danh sách."]
    assert [t.deadline and t.deadline.text for t in found.tasks] == [
        "Quý II",
        "Quý II",
        "ngày 20/9/2017",
    ]
    assert not found.other_directives


def test_the_term_of_one_paper_is_not_lent_to_the_work_beside_it() -> None:
    """An item "Hạn báo cáo: …" tells by when a report is due, not the work of the items above."""
    found = paper(
        "KẾ HOẠCH",
        "7/KH-UBND",
        "II. NHIỆM VỤ\n1. Văn phòng chuẩn bị hội trường.\n2. Các xã vá lưới.\n"
        "3. Hạn báo cáo: ngày 20/9/2017.\n",
    )
    assert [t.deadline and t.deadline.due for t in found.tasks[:2]] == [None, None]
