"""Lists whose items are no work (papers, what is inspected), and dispatches in prose."""

from __future__ import annotations

import pytest
from parse_support import document, grammar

from vnplan.parse.tasks.statements import lists_parts
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


def test_facts_that_are_inspected_are_no_tasks() -> None:
    """A noun or a label says what is looked at; a verb, or who does it, work."""
    found = paper(
        "KẾ HOẠCH",
        "I. NỘI DUNG KIỂM TRA\n1. Bến đò\n- Giấy tờ: Giấy phép mở bến;\n"
        "- Hoạt động của tổ cứu hộ, được giao cho ban quản lý bến;\n- Phao, áo phao tại bến.\n"
        "- Rà soát sổ ghi khách qua đò.\n- Ban Quản lý bến chuẩn bị sổ sách.\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ tổng hợp kết quả.",
    )
    assert [task.text.split()[0] for task in found.tasks] == ["Rà", "Ban", "Phòng"]
    assert not found.other_directives


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
    "Báo cáo của các huyện xin gửi về Thanh tra Sở trước ngày 25/9/2018.\n"
    "Sở sẽ tổng hợp kết quả kiểm tra của các huyện, báo cáo Ủy ban nhân dân tỉnh."
)


def test_paragraphs_of_a_dispatch_are_orders_of_their_own() -> None:
    """One a line, though the letterhead's two columns make long lines without a full stop; after
    those that ask come one that says what an office does, and one on what is due. What the issuer
    will do is none."""
    found = document(
        "UBND TỈNH SÔNG LAM                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ GIAO THÔNG VẬN TẢI                      Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/SGTVT-TTr                         Sông Lam, ngày 4 tháng 9 năm 2018\n"
        f"V/v kiểm tra bến đò ngang\nKính gửi: UBND các huyện.\n{PROSE}\n{FOOT}"
    )
    orders = [each.text.split(",")[0].split()[:2] for each in found.other_directives]
    assert orders == [["Để", "bảo"], ["Giao", "Thanh"], ["Văn", "phòng"], ["Báo", "cáo"]]
    assert found.other_directives[3].deadline is not None
    assert [a.name for a in found.other_directives[2].assignees] == ["Văn phòng Sở"]


def test_a_body_that_acts_in_a_list_of_parts_has_work() -> None:
    found = paper(
        "HƯỚNG DẪN",
        "I. NỘI DUNG THỰC HIỆN\n1. Thành phần tổ thẩm định gồm:\n"
        "a) Đại diện các làng nghề;\nb) Phòng Nội vụ chủ trì thẩm định danh sách.\n"
        "2. UBND cấp xã nộp hồ sơ về Sở Nội vụ trước ngày 30/9/2018.",
    )
    assert [task.text.split()[0] for task in found.tasks] == ["Phòng", "UBND"]


@pytest.mark.parametrize(
    ("closing", "names"),
    [
        ("Giao Phòng Nội vụ theo dõi, đôn đốc việc thực hiện Hướng dẫn này.", ["Phòng Nội vụ"]),
        ("Báo cáo kết quả gửi về Sở Nội vụ trước ngày 15/10/2018.", []),
        ("Các xã báo cáo kết quả về Sở Nội vụ trước ngày 15/10/2018.", ["Các xã"]),
        ("Kính đề nghị UBND cấp xã quan tâm chỉ đạo.", ["UBND cấp xã"]),
    ],
)
def test_what_a_last_paragraph_asks_of_all_is_no_part_of_the_last_item(
    closing: str, names: list[str]
) -> None:
    found = paper(
        "HƯỚNG DẪN",
        "I. NỘI DUNG THỰC HIỆN\n1. UBND cấp xã lập danh sách các hộ làm nghề.\n"
        f"2. Trung tâm Khuyến công thẩm định danh sách của các xã.\n\n{closing}",
    )
    assert [task.text.split()[0] for task in found.tasks] == ["UBND", "Trung"]
    (order,) = found.other_directives
    assert order.text == closing
    assert [each.name for each in order.assignees] == names


def test_who_is_asked_at_the_head_of_a_dispatch_reports_at_its_end() -> None:
    found = document(
        "UBND TỈNH SÔNG LAM     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ NỘI VỤ     Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/SNV-TC     Sông Lam, ngày 4 tháng 9 năm 2018\nV/v kiểm kê đò ngang\n"
        "Kính gửi: UBND các huyện.\nSở Nội vụ đề nghị UBND các huyện thực hiện:\n"
        "1. Rà soát các bến đò ngang trên địa bàn.\n2. Lập danh sách người lái đò.\n"
        f"Báo cáo kết quả gửi về Sở Nội vụ trước ngày 20/9/2018.\n{FOOT}"
    )
    (order,) = found.other_directives
    assert [each.name for each in order.assignees] == ["UBND các huyện"]
    assert order.deadline is not None and order.deadline.due == "2018-09-20"


def test_the_name_of_a_report_is_no_order() -> None:
    found = paper(
        "BÁO CÁO", "I. KẾT QUẢ\nĐã xét 12 làng nghề.\nTrên đây là báo cáo của Sở Nội vụ./."
    )
    assert found.other_directives == ()


def test_money_that_a_body_gives_is_its_work_in_the_passive_too() -> None:
    """Where money comes from is nobody's."""
    found = paper(
        "KẾ HOẠCH",
        "I. NHIỆM VỤ\n1. Phòng Nội vụ rà soát các làng nghề.\n\nII. KINH PHÍ\n"
        "1. Kinh phí kiểm tra do Phòng Tài chính - Kế hoạch cân đối từ ngân sách huyện.\n"
        "2. Dự toán kinh phí được Văn phòng lập, trình Giám đốc Sở trước ngày 20/9/2018.\n"
        "3. Kinh phí tuyên truyền do ngân sách tỉnh cấp.",
    )
    orders = [[each.name for each in order.assignees] for order in found.other_directives]
    assert orders == [["Phòng Tài chính - Kế hoạch"], ["Văn phòng"]]


def test_when_and_for_whom_a_meeting_is_are_no_tasks() -> None:
    found = paper(
        "THÔNG BÁO",
        "1. Thời gian\nVào lúc 08 giờ 00 phút, ngày 09/11/2018 (thứ Sáu).\n"
        "2. Thành phần mời: đại diện các hộ làm nghề, các nghệ nhân.\n"
        "3. Phòng Nội vụ chuẩn bị tài liệu trước ngày 07/11/2018.\n"
        "4. Thời gian làm việc (01 buổi): Theo lịch cụ thể như sau:",
    )
    assert [task.text.split()[0] for task in found.tasks] == ["Phòng"]


def test_a_member_of_a_council_is_no_order() -> None:
    """ "Theo yêu cầu" in the name of an office asks nobody."""
    found = paper(
        "QUYẾT ĐỊNH",
        "Điều 1. Thành lập Hội đồng gồm các ông, bà sau:\n"
        "- BS.CK2. Lý Thị Sông, Trưởng khoa Khám theo yêu cầu: Thành viên;\n"
        "- ThS. Lê Văn Sen, Chánh Văn phòng: Thư ký.\n"
        "Điều 2. Hội đồng có trách nhiệm xét công nhận làng nghề.",
    )
    assert [task.text.split()[0] for task in found.tasks] == ["Hội"]
    assert found.other_directives == ()


def test_the_form_in_an_annex_takes_nothing_from_the_signature_above_it() -> None:
    """Its motto heads no letterhead; an office stands beside the last recipient."""
    found = document(
        "UBND TỈNH SÔNG LAM     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ NỘI VỤ     Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/KH-SNV     Sông Lam, ngày 4 tháng 9 năm 2018\n\nKẾ HOẠCH\nXét tặng danh hiệu\n\n"
        "I. NHIỆM VỤ\n1. Phòng Nghề lập danh sách.\n2. Mức thưởng: 500.000 đồng/hộ.\n\n"
        "Nơi nhận:     KT. GIÁM ĐỐC\n- UBND tỉnh;\n- Lưu: VT, YT.     PHÓ GIÁM ĐỐC\n"
        "     Lê Thị Sen\n\nPHỤ LỤC\nMẫu số 01\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nĐƠN ĐỀ NGHỊ\n1. Họ và tên: ............\n"
    )
    assert found.recipients == ("UBND tỉnh", "Lưu: VT, YT")
    assert found.signer is not None and found.signer.title == "PHÓ GIÁM ĐỐC"
    assert [task.text.split()[0] for task in found.tasks] == ["Phòng"]


def test_fields_after_a_colon_are_no_heading_though_one_reads_like_a_verb() -> None:
    text = "Giám đốc các Sở: Xây dựng, Công Thương chỉ đạo kiểm tra các bến đò."
    found = paper("HƯỚNG DẪN", f"I. TỔ CHỨC THỰC HIỆN\n1. {text}\n2. Phòng Nội vụ tổng hợp.")
    assert found.tasks[0].text == text


def test_papers_of_a_dossier_that_somebody_makes_are_one_task() -> None:
    found = paper(
        "HƯỚNG DẪN",
        "I. NHIỆM VỤ\n1. UBND cấp xã lập hồ sơ đề nghị gồm:\na) Tờ trình;\nb) Bản kê các hộ.\n"
        "2. Phòng Nội vụ thẩm định.",
    )
    assert [task.text for task in found.tasks] == [
        "UBND cấp xã lập hồ sơ đề nghị gồm:",
        "Phòng Nội vụ thẩm định.",
    ]


def test_labels_over_names_tell_of_the_whole_section() -> None:
    """ "2. Cơ quan chủ trì" over bullets with names is a line on who, whatever its numbers."""
    found = paper(
        "KẾ HOẠCH",
        "I. TUYÊN TRUYỀN\n1. Nội dung\na) Phát tờ rơi.\nb) Treo pa nô.\n"
        "2. Cơ quan chủ trì, phối hợp\na) Cơ quan chủ trì\n- Trạm Y tế.\n- Hội Nông dân.\n"
        "b) Cơ quan phối hợp\n- Công an xã.\n"
        "II. RÀ SOÁT\n1. Nội dung\na) Lập danh sách ao hồ.\n"
        "2. Chủ trì thực hiện\n- Công an xã; Trưởng các thôn.",
    )
    media = [("Trạm Y tế", "lead"), ("Hội Nông dân", "lead"), ("Công an xã", "support")]
    ponds = [("Công an xã", "lead"), ("Trưởng các thôn", "lead")]
    assert [[(a.name, a.role) for a in task.assignees] for task in found.tasks] == [
        media,
        media,
        ponds,
    ]


@pytest.mark.parametrize(
    ("lead", "names"),
    [
        (
            "Sở Y tế (SYT) đề nghị các bệnh viện (sau đây gọi là viện) thực hiện như sau:",
            "các bệnh viện",
        ),
        (
            "Ban Chỉ đạo (gọi tắt là Ban) yêu cầu Trưởng các thôn thực hiện như sau:",
            "Trưởng các thôn",
        ),
    ],
)
def test_who_is_asked_after_a_short_name_in_brackets(lead: str, names: str) -> None:
    found = document(f"{lead}\n1. Vét mương.\n2. Trực đập.")
    assert [[a.name for a in task.assignees] for task in found.tasks] == [[names], [names]]


def test_bodies_that_count_from_one_again_stand_under_a_heading_that_was_lost() -> None:
    """Behind the sources of the money "1. Trạm Y tế" opens who does what."""
    funds = (
        "I. KINH PHÍ THỰC HIỆN\n1. Nguồn kinh phí\n- Ngân sách xã.\n2. Việc quyết toán theo Luật."
    )
    bodies = "1. Trạm Y tế\n- Tập huấn sơ cứu.\n2. Công an xã\n- Tuần tra bến sông."
    found = paper("KẾ HOẠCH", f"{funds}\n{bodies}")
    assert [(task.text, task.assignees[0].name) for task in found.tasks] == [
        ("Tập huấn sơ cứu.", "Trạm Y tế"),
        ("Tuần tra bến sông.", "Công an xã"),
    ]
    assert paper("KẾ HOẠCH", funds).tasks == ()


def test_work_that_a_list_of_parts_holds_is_no_part() -> None:
    """ "Công tác chuẩn bị gồm:" opens work, by its verbs or days; "Hồ sơ gồm:" does not."""
    listed = "1. {} gồm:\n- Sửa hồ bơi trước ngày 15/4/2031.\n- Mua phao cứu sinh."
    work = paper("KẾ HOẠCH", "II. NHIỆM VỤ\n" + listed.format("Công tác chuẩn bị"))
    papers = paper("KẾ HOẠCH", "II. NHIỆM VỤ\n" + listed.format("Hồ sơ nghiệm thu"))
    assert (len(work.tasks), len(papers.tasks)) == (2, 0)
    rooms = paper("KẾ HOẠCH", "II. NHIỆM VỤ\n" + listed.format("Các hạng mục sửa chữa"))
    assert [task.assignees for task in rooms.tasks] == [(), ()]


def test_a_dispatch_that_says_by_when_to_hand_in() -> None:
    found = document(
        "Để giữ nước, Ủy ban nhân dân xã yêu cầu các thôn:\n"
        "1. Thời gian nộp báo cáo: trước ngày 20/5/2031.\n2. Địa điểm: nhà văn hóa.\n3. Trực đập."
    )
    days = [task.deadline.due if task.deadline else None for task in found.tasks]
    assert days == ["2031-05-20", None]


def test_figures_in_the_brackets_of_a_heading_are_no_deadline() -> None:
    """A day of note, or the years of a programme."""
    for title in ("Tổ chức Ngày Chuyển đổi số (10/10)", "Chương trình nước sạch (2026-2030)"):
        found = paper("KẾ HOẠCH", f"II. NHIỆM VỤ\n1. {title}:\n- Treo pa nô.\n- Phát tờ rơi.")
        assert [task.deadline for task in found.tasks] == [None, None]


def test_the_same_day_below_a_heading_with_a_day_is_not_that_of_the_document() -> None:
    text = "III. TIẾN ĐỘ THỰC HIỆN NHIỆM VỤ\n1. {}\n- Báo cáo xã trước 16 giờ cùng ngày."
    for heading in ("Ngày 15/3/2031", "Diễn tập ngày 15/3/2031"):
        found = paper("KẾ HOẠCH", text.format(heading))
        assert [task.deadline.due for task in found.tasks if task.deadline] == [None]
