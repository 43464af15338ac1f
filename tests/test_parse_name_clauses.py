"""Names with a clause on who is meant, people by their office or trade, brackets that say who."""

from __future__ import annotations

import pytest
from parse_support import document, grammar

from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.duties import bodies_of_heading
from vnplan.parse.tasks.execution import executors
from vnplan.parse.tasks.said import said_doers


def _named(text: str) -> list[str]:
    return [each.name for each in assigned(text, grammar())]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Các hộ nhận khoán rừng phải dọn thực bì trước Tết.", ["Các hộ nhận khoán rừng"]),
        ("Giáo viên dạy lớp nào chịu trách nhiệm lớp đó.", ["Giáo viên dạy lớp nào"]),
        ("Giám thị coi thi phải ký vào từng tờ giấy.", ["Giám thị coi thi"]),
        ("Cá nhân đang thuê ki ốt không phải nộp lại.", ["Cá nhân"]),
        ("Các đảng viên được kiểm tra viết bản tự nhận.", ["Các đảng viên được kiểm tra"]),
        (
            "Phó Hiệu trưởng phụ trách bán trú chịu trách nhiệm bữa ăn.",
            ["Phó Hiệu trưởng phụ trách bán trú"],
        ),
        ("Thầy Lê Bến phụ trách toán lớp 5.", ["Thầy Lê Bến"]),
        ("Phòng Kiểm soát phao tiêu lập sổ.", ["Phòng Kiểm soát phao tiêu"]),
        ("Đại đội công binh 3 dựng cầu phao.", ["Đại đội công binh 3"]),
        ("Xóm 2, xóm 7 đắp bờ.", ["Xóm 2", "xóm 7"]),
        ("Thành viên đoàn kiểm tra thực hiện nhiệm vụ theo sổ.", ["Thành viên đoàn kiểm tra"]),
        ("Nay giao Phòng Kinh tế soát bến chợ.", ["Phòng Kinh tế"]),
        ("Các quán đò trên địa bàn có trách nhiệm treo phao.", ["Các quán đò trên địa bàn"]),
        (
            "Các tổ chức có hoạt động chở khách có trách nhiệm khai giá vé.",
            ["Các tổ chức có hoạt động chở khách"],
        ),
        (
            "Các cơ sở có hoạt động về chở khách và hàng hóa trên địa bàn tự kiểm tra phao.",
            ["Các cơ sở có hoạt động về chở khách và hàng hóa trên địa bàn"],
        ),
        (
            "Đội Quản lý vận hành 1 phát quang bến, Đội 2 phát quang đò.",
            ["Đội Quản lý vận hành 1", "Đội 2"],
        ),
    ],
)
def test_a_clause_on_who_is_meant_is_part_of_the_name(text: str, names: list[str]) -> None:
    """What people have, or are obliged by, tells which ones; who is "not" obliged does not."""
    assert _named(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Tổ trưởng duyệt giáo án thứ hai hằng tuần.", ["Tổ trưởng"]),
        ("Kỹ thuật viên trưởng quán triệt nội quy.", ["Kỹ thuật viên trưởng"]),
        ("Nhà tạm giữ canh gác hai lớp.", ["Nhà tạm giữ"]),
        (
            "Chỉ huy các đội nghiệp vụ, Trưởng Công an các xã quán triệt đến chiến sĩ.",
            ["Chỉ huy các đội nghiệp vụ", "Trưởng Công an các xã"],
        ),
        (
            "Giao đồng chí Lê Thị Bến, Chi ủy viên, theo dõi sổ đò.",
            ["đồng chí Lê Thị Bến, Chi ủy viên"],
        ),
        ("Bà Lê Thị Bến, kế toán, lập dự toán đò.", ["Bà Lê Thị Bến, kế toán"]),
        ("Mỗi cơ sở Đoàn giới thiệu ít nhất 02 đoàn viên.", ["Mỗi cơ sở Đoàn"]),
        ("Tổ 1, tổ 2, tổ 3: dạy bơi chiều thứ tư.", ["Tổ 1", "tổ 2", "tổ 3"]),
        ("Ban Tuyên giáo - Nữ công: Là đầu mối tham mưu hội thao.", ["Ban Tuyên giáo - Nữ công"]),
        ("Khoa Nội tổng hợp bố trí 10 giường.", ["Khoa Nội tổng hợp"]),
        (
            "Ban Chỉ đạo phòng chống ma túy và các tệ nạn xã hội các cấp họp mỗi quý.",
            ["Ban Chỉ đạo phòng chống ma túy và các tệ nạn xã hội các cấp"],
        ),
    ],
)
def test_people_and_rows_of_schools_and_wards(text: str, names: list[str]) -> None:
    """An office or trade is a whole name; numbers tell bodies of one kind apart."""
    assert _named(text) == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dán thủ tục (Bộ phận Một cửa thực hiện thường xuyên).", ["Bộ phận Một cửa implement"]),
        (
            "Tập huấn (Phòng Nội vụ phối hợp khoa Nhi thực hiện trong tháng 4)",
            ["Phòng Nội vụ implement", "khoa Nhi support"],
        ),
        ("Kiểm tra chợ (Công an xã kiểm tra hằng tuần).", ["Công an xã implement"]),
        ("Chấm điểm sổ đò (Phòng Tổng hợp).", ["Phòng Tổng hợp implement"]),
        ("Kiểm sổ đò (ĐVTH: Hội Phụ nữ; thời gian: quý III/2031).", ["Hội Phụ nữ implement"]),
        (
            "Rà áo phao (Đ/c Hòa PHT, các tổ trưởng)",
            ["Đ/c Hòa PHT implement", "các tổ trưởng implement"],
        ),
        (
            "Quyết toán quỹ đò đầu năm: kế toán Nga, thủ quỹ Hằng.",
            ["kế toán Nga implement", "thủ quỹ Hằng implement"],
        ),
        ("Kiểm tra việc giữ đò: Trạm Bến Xuân, Trạm Gò Hạ.", []),
        ("Nước uống ở bến: Tổ Văn phòng.", ["Tổ Văn phòng implement"]),
        (
            "Quà tặng lái đò: đ/c Thoa, đ/c Mai (trước 17/10).",
            ["đ/c Thoa implement", "đ/c Mai implement"],
        ),
        ("Dạy bơi ở bến - đ/c Mai Lan.", ["đ/c Mai Lan implement"]),
        ("Kính gửi trước: Sở Y tế.", []),
        ("Địa điểm chấm thi: Trường Bến Xuân.", []),
        (
            "Sửa đò (cô Thảo, thầy Vinh trực tiếp phụ trách)",
            ["cô Thảo implement", "thầy Vinh implement"],
        ),
    ],
)
def test_a_bracket_may_say_that_and_when_a_body_does_it(text: str, expected: list[str]) -> None:
    """What a bracket says behind the name is no part of it."""
    _, said = said_doers(text, grammar())
    assert [f"{each.name} {each.role}" for each in said] == expected


def test_a_comma_read_as_a_full_stop_parts_no_executors() -> None:
    text = "Chánh Văn phòng. Trưởng Trạm đò, Thủ trưởng đơn vị liên quan chịu trách nhiệm thi hành."
    named = [each.name for each in executors(text, grammar())]
    assert named == ["Chánh Văn phòng", "Trưởng Trạm đò", "Thủ trưởng đơn vị liên quan"]
    text = "Quyết định có hiệu lực từ ngày ký. Trưởng Trạm đò chịu trách nhiệm thi hành."
    assert [each.name for each in executors(text, grammar())] == ["Trưởng Trạm đò"]


def test_words_that_announce_what_follows_are_no_part_of_a_name() -> None:
    named = bodies_of_heading("Nhiệm vụ của Tổ tuần tra bến như sau:", "tasks", grammar())
    assert [each.name for each in named] == ["Tổ tuần tra bến"]


def _plan(*lines: str) -> dict[str, list[str]]:
    """The tasks of a plan whose part on work has these lines, and whom each names."""
    head = ["KẾ HOẠCH", "Sửa đò", "", "II. NỘI DUNG"]
    found = document("\n".join([*head, *lines]))
    return {task.text: [each.name for each in task.assignees] for task in found.tasks}


def test_headings_in_a_row_charge_those_of_whom_they_speak() -> None:
    """One of them is a body, so the people of the others act as well."""
    assert _plan(
        "1. Đối với tổ chuyên môn:",
        "- Họp bàn sổ đò.",
        "2. Đối với giáo viên chủ nhiệm",
        "- Rà soát học sinh đi đò.",
        "3. Đối với học sinh:",
        "- Mặc áo phao khi qua bến.",
    ) == {
        "Họp bàn sổ đò.": ["tổ chuyên môn"],
        "Rà soát học sinh đi đò.": ["giáo viên chủ nhiệm"],
        "Mặc áo phao khi qua bến.": ["học sinh"],
    }


def test_headings_on_where_it_is_done_charge_the_bodies_there() -> None:
    """ "Ở công đoàn cơ sở"; a place is no body."""
    assert _plan(
        "1. Ở Công đoàn ngành",
        "- Tổ chức hội thao.",
        "2. Ở các công đoàn cơ sở",
        "- Rà soát đoàn viên đi đò.",
    ) == {
        "Tổ chức hội thao.": ["Công đoàn ngành"],
        "Rà soát đoàn viên đi đò.": ["các công đoàn cơ sở"],
    }


def test_headings_on_whom_something_is_granted_charge_nobody() -> None:
    """Who is helped does nothing."""
    assert _plan(
        "1. Đối với các xã ven sông:",
        "- Hỗ trợ 10 áo phao.",
        "2. Đối với hộ nghèo:",
        "- Rà soát, cấp thẻ đò.",
    ) == {"Hỗ trợ 10 áo phao.": [], "Rà soát, cấp thẻ đò.": []}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Phòng Quản lý bảo vệ rừng theo dõi điểm cháy.", ["Phòng Quản lý bảo vệ rừng"]),
        ("Phòng Quản lý thu - Sổ, thẻ kiểm tra sổ đò.", ["Phòng Quản lý thu - Sổ, thẻ"]),
        (
            "Đội Quản lý vận hành lưới điện số 2 phát quang bến.",
            ["Đội Quản lý vận hành lưới điện số 2"],
        ),
        (
            "Đội Quản lý vận hành lưới điện trung hạ thế bến: kiểm tra dây.",
            ["Đội Quản lý vận hành lưới điện trung hạ thế bến"],
        ),
        ("Phòng Nội vụ tổ chức các hội nghị sau: sơ kết, tổng kết.", ["Phòng Nội vụ"]),
        (
            "Phòng Chính trị, Tổng Công ty Bến Xuân biên soạn sổ đò, gửi các chi bộ.",
            ["Phòng Chính trị, Tổng Công ty Bến Xuân"],
        ),
        (
            "Phòng Nội vụ, Công an huyện, Bưu điện rà soát.",
            ["Phòng Nội vụ", "Công an huyện", "Bưu điện"],
        ),
        ("Các tổ chuyên môn và giáo viên rà soát sổ.", ["Các tổ chuyên môn", "giáo viên"]),
        ("Các tổ chức và cá nhân có liên quan báo cáo.", ["Các tổ chức và cá nhân có liên quan"]),
        ("Mỗi khoa 01 cây.", ["Mỗi khoa"]),
        ("P.KHTH tổng hợp số liệu; PX Đường chạy thử.", ["P.KHTH", "PX Đường"]),
        ("TPT Đội tổ chức múa hát.", ["TPT Đội"]),
    ],
)
def test_units_short_names_and_people_beside_bodies(text: str, names: list[str]) -> None:
    """ "Phòng Quản lý" alone is unfinished; a unit and its body are one; people stand apart."""
    assert [each.name for each in assigned(text, grammar())] == names


def test_who_asks_in_a_heading_does_not_act() -> None:
    """ "Đối với các trường ven sông, Sở yêu cầu:" charges the schools."""
    title = "Đối với các trường ven sông, Sở yêu cầu:"
    found = bodies_of_heading(title, "organisation", grammar())
    assert [each.name for each in found] == ["các trường ven sông"]


def test_numbers_before_capitals_count_on() -> None:
    """ "1. CÔNG AN XÃ" before "2. TRẠM Y TẾ" is no misread "I."."""
    assert _plan(
        "1. CÔNG AN XÃ",
        "- Tuần tra bến.",
        "2. TRẠM Y TẾ",
        "- Phát áo phao.",
    ) == {"Tuần tra bến.": ["CÔNG AN XÃ"], "Phát áo phao.": ["TRẠM Y TẾ"]}


def test_a_heading_in_capitals_without_a_body_charges_nobody() -> None:
    """ "CÁC BƯỚC" are none who act; "P.TCHC" and "KCS" are."""
    assert _plan(
        "III. CÁC BƯỚC TRƯỚC VỤ",
        "1. P.TCHC",
        "- Tuyển lao động.",
        "2. KCS:",
        "- Hiệu chỉnh cân.",
        "3. Sửa nhà kho",
        "- Lợp lại mái.",
    ) == {"Tuyển lao động.": ["P.TCHC"], "Hiệu chỉnh cân.": ["KCS"], "Lợp lại mái.": []}


def test_a_heading_that_asks_bodies_is_no_requirement() -> None:
    """ "3. Yêu cầu các chi bộ:" opens their work."""
    assert _plan(
        "1. Sinh hoạt",
        "- Chọn chủ đề.",
        "2. Yêu cầu các chi bộ:",
        "- Gửi biên bản về Đảng ủy.",
    ) == {"Chọn chủ đề.": [], "Gửi biên bản về Đảng ủy.": ["các chi bộ"]}


def test_a_staff_in_a_list_is_no_label() -> None:
    """ "Cơ quan Tham mưu: làm …" names who works, "Cơ quan tham mưu: Sở …" whom a task has."""
    assert _plan(
        "1. Ban CHQS huyện",
        "a) Cơ quan Tham mưu: làm kế hoạch bơi.",
        "b) Cơ quan Chính trị: giáo dục chiến sĩ.",
    ) == {
        "Cơ quan Tham mưu: làm kế hoạch bơi.": ["Cơ quan Tham mưu"],
        "Cơ quan Chính trị: giáo dục chiến sĩ.": ["Cơ quan Chính trị"],
    }


def test_people_in_a_row_on_a_line_on_who_does_it() -> None:
    """Each has a title; a bracket on their office is no part of the name."""
    assert _plan(
        "1. Tập huấn sơ cứu.",
        "- Phân công: BS Lê Văn Bến (tổ trưởng); YS Lê Thị Lan; đ/c Hùng - CA xã",
    ) == {"Tập huấn sơ cứu.": ["BS Lê Văn Bến", "YS Lê Thị Lan", "đ/c Hùng - CA xã"]}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Đội Đăng ký, quản lý phương tiện tạm dừng bấm biển.",
            ["Đội Đăng ký, quản lý phương tiện"],
        ),
        ("Trưởng đoàn giám sát phân công thành viên.", ["Trưởng đoàn giám sát"]),
        ("Tổ xung kích 30 người có mặt tại bến.", ["Tổ xung kích"]),
        ("Đơn vị lập 01 bộ hồ sơ đò.", ["Đơn vị"]),
        ("Hiệu trưởng 3 trường cho học sinh nghỉ.", ["Hiệu trưởng 3 trường"]),
        ("Đề nghị các đơn vị thực hiện nghiêm túc.", ["các đơn vị"]),
        ("Trạm Chăn nuôi và Thú y kiểm soát bến.", ["Trạm Chăn nuôi và Thú y"]),
        (
            "Công đoàn giáo dục các xã và công đoàn cơ sở trực thuộc rà soát.",
            ["Công đoàn giáo dục các xã", "công đoàn cơ sở trực thuộc"],
        ),
        ("EVNBX báo cáo Bộ; PTC9 kiểm tra đường dây.", ["EVNBX", "PTC9"]),
        ("CNTT hỗ trợ quản lý bến.", []),
        ("Tình nguyện viên đo thân nhiệt ở bến.", ["Tình nguyện viên"]),
        ("Điều động viên chức về bến.", []),
        ("Đ/c Lê Bến, UVBTV - Chủ tịch Hội phụ trách đò.", ["Đ/c Lê Bến, UVBTV - Chủ tịch Hội"]),
        ("Các đoàn thể lựa chọn 1 đến 2 việc.", ["Các đoàn thể"]),
        ("Phòng Nội vụ, tham mưu UBND xã ban hành sổ đò.", ["Phòng Nội vụ"]),
        ("Đoàn số 2: do Sở Y tế chủ trì, kiểm tra bến.", ["Sở Y tế"]),
        (
            "Các cơ quan báo chí, truyền thông tiếp tục đưa tin.",
            ["Các cơ quan báo chí, truyền thông"],
        ),
        ("Đối với các bến chậm sửa, Hội đồng nhân dân xã yêu cầu Sở Y tế rà soát.", ["Sở Y tế"]),
        (
            "Giám đốc các Sở: Xây dựng, Tài chính và các bộ, ngành có liên quan rà soát.",
            ["Giám đốc các Sở: Xây dựng, Tài chính", "các bộ, ngành có liên quan"],
        ),
        ("Mỗi chi đoàn một trại, xong trước 17 giờ.", ["Mỗi chi đoàn"]),
        ("Ban Chỉ đạo giảm nghèo xã phân công thành viên.", ["Ban Chỉ đạo giảm nghèo xã"]),
        (
            "Văn phòng xã bố trí xe, phòng họp và các điều kiện phục vụ Đoàn.",
            ["Văn phòng xã"],
        ),
        ("Bảo vệ: khóa cổng bến.", ["Bảo vệ"]),
        ("Bảo vệ, chăm sóc cây ven bến.", []),
        ("Cô nuôi chia ăn theo lớp.", ["Cô nuôi"]),
        (
            "Quá trình tổ chức thực hiện nếu có vướng mắc thì các xã kịp thời báo cáo Phòng.",
            ["các xã"],
        ),
    ],
)
def test_fields_called_by_verbs_counts_and_objects(text: str, names: list[str]) -> None:
    """A verb after a comma may be part of a field; a room is no body; a count ends a name."""
    assert _named(text) == names


def test_who_is_asked_below_a_heading_on_all_bodies() -> None:
    """ "Trách nhiệm của các đơn vị" leaves open who; "Đề nghị X" then asks X."""
    assert _plan(
        "III. TRÁCH NHIỆM CỦA CÁC ĐƠN VỊ",
        "1. Công an xã: tuần tra bến.",
        "2. Đề nghị Hội Phụ nữ xã vận động hội viên.",
    ) == {
        "Công an xã: tuần tra bến.": ["Công an xã"],
        "Đề nghị Hội Phụ nữ xã vận động hội viên.": ["Hội Phụ nữ xã"],
    }


def test_paragraphs_below_a_lead_line_are_orders() -> None:
    """ "Trung tâm yêu cầu:" over paragraphs without numbers, each with who has it."""
    found = document(
        "SỞ Y TẾ TỈNH GÒ HẠ\nSố: 12/SYT-NVY\nV/v giữ bến\nGò Hạ, ngày 2 tháng 2 năm 2031\n\n"
        "Kính gửi: Các trạm y tế.\n\nHiện nay nước lên. Sở Y tế yêu cầu:\n\n"
        "Trạm Y tế các xã rà soát phao trước ngày 2/3/2031.\n\n"
        "Khoa Khám bệnh: bố trí bàn khám trên bến.\n\n"
        "Đề nghị Phòng Giáo dục nhắc học sinh mặc áo phao."
    )
    named = {each.text: [a.name for a in each.assignees] for each in found.other_directives}
    assert named == {
        "Trạm Y tế các xã rà soát phao trước ngày 2/3/2031.": ["Trạm Y tế các xã"],
        "Khoa Khám bệnh: bố trí bàn khám trên bến.": ["Khoa Khám bệnh"],
        "Đề nghị Phòng Giáo dục nhắc học sinh mặc áo phao.": ["Phòng Giáo dục"],
    }


def test_who_is_addressed_in_the_last_article() -> None:
    """ "Các ông (bà):" is no part of an office; trades in a row are several."""
    text = (
        "Các ông (bà): Chánh Thanh tra Bộ, Vụ trưởng các Vụ: Kế hoạch, Vận tải, Giám đốc Cảng vụ "
        "Gò Hạ, kế toán, thủ kho chịu trách nhiệm thi hành Quyết định này."
    )
    assert [each.name for each in executors(text, grammar())] == [
        "Chánh Thanh tra Bộ",
        "Vụ trưởng các Vụ: Kế hoạch, Vận tải",
        "Giám đốc Cảng vụ Gò Hạ",
        "kế toán",
        "thủ kho",
    ]


def test_what_the_body_of_a_heading_is() -> None:
    """ "1. Đội Bến: Cơ quan thường trực, tham mưu …" tells of the team, and names nobody else."""
    assert _plan(
        "1. Đội Bến: Cơ quan thường trực, tham mưu sổ đò.",
        "2. Trạm Y tế: phát áo phao.",
    ) == {
        "Cơ quan thường trực, tham mưu sổ đò.": ["Đội Bến"],
        "Trạm Y tế: phát áo phao.": ["Trạm Y tế"],
    }


def test_a_department_by_its_letter_is_a_heading() -> None:
    """ "P. HCQT" is one name in spite of its full stop."""
    found = bodies_of_heading("P. HCQT", "organisation", grammar())
    assert [each.name for each in found] == ["P. HCQT"]


def test_numbered_work_with_who_does_it_behind_a_colon() -> None:
    """ "1. Viết bài: Ban Nữ công." is a task; a bracket behind a person says where she works."""
    assert _plan(
        "III. PHÂN CÔNG",
        "1. Viết bài tọa đàm: Ban Nữ công.",
        "2. Trang trí bến đò: Đoàn Thanh niên, tổ Hành chính.",
        "3. Quà tặng: Công đoàn (đ/c Hằng mua trước 15/10).",
        "4. Dẫn chương trình: đ/c Thu (khoa Khúc xạ).",
        "5. Cắm hoa: mỗi tổ công đoàn 01 bình.",
    ) == {
        "Viết bài tọa đàm: Ban Nữ công.": ["Ban Nữ công"],
        "Trang trí bến đò: Đoàn Thanh niên, tổ Hành chính.": ["Đoàn Thanh niên", "tổ Hành chính"],
        "Quà tặng: Công đoàn (đ/c Hằng mua trước 15/10).": ["đ/c Hằng", "Công đoàn"],
        "Dẫn chương trình: đ/c Thu (khoa Khúc xạ).": ["đ/c Thu"],
        "Cắm hoa: mỗi tổ công đoàn 01 bình.": ["mỗi tổ công đoàn"],
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Treo phao bến chợ (Công an xã, Địa chính).", ["Công an xã", "Địa chính"]),
        ("Họp bàn sửa bến (HT, các PHT, Tổ trưởng).", ["HT", "các PHT", "Tổ trưởng"]),
        ("Rà soát phao (xong trước 15/4, Hội Nông dân).", ["Hội Nông dân"]),
        ("Sơ kết việc đò (đ/c Bến chuẩn bị).", ["đ/c Bến"]),
        ("Soát sổ đò (Phòng QLB và CCNT).", ["Phòng QLB và CCNT"]),
        ("Soát sổ đò (BHYT, BHTN).", []),
        ("Tiếp dân ở bến (Chủ tịch, Tư pháp).", ["Chủ tịch", "Tư pháp"]),
        ("Khánh tiết: Văn phòng; văn nghệ: Đoàn trường.", ["Văn phòng", "Đoàn trường"]),
        (
            "Mua phao (Hội Khuyến học xã rà soát, đề xuất; Huyện đoàn xác nhận).",
            ["Hội Khuyến học xã", "Huyện đoàn"],
        ),
    ],
)
def test_a_row_in_a_bracket_may_hold_initials_and_officials(text: str, names: list[str]) -> None:
    """Where one of the row is a body, initials and fields of offices beside it are too."""
    assert [each.name for each in said_doers(text, grammar())[1]] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Từ 10/9 đến 30/9, Hội đồng thi rà soát sổ đò.", ["Hội đồng thi"]),
        (
            "Khảo sát người bệnh mỗi quý, phòng Công tác xã hội thực hiện.",
            ["phòng Công tác xã hội"],
        ),
        ("Mùa mưa bão, các ấp kiểm tra bờ bao.", ["các ấp"]),
        ("Sơ kết vào 10/01, đ/c Bến viết báo cáo.", ["đ/c Bến"]),
        (
            "Kết thúc mùa lũ, Ban Chỉ huy xã, chịu trách nhiệm thu phao.",
            ["Ban Chỉ huy xã"],
        ),
        ("Gửi sổ đò về Sở Y tế, Sở Nội vụ tổng hợp.", []),
        ("Đăng bài theo quy định của pháp luật, Bộ Y tế tổng hợp.", []),
        ("Nạo vét bến Gò Hạ, huyện Tân Lập hoàn thành trước Tết.", []),
        ("Ngày 5/5/2031, Bộ Y tế ban hành Thông tư số 6/2031/TT-BYT.", []),
    ],
)
def test_a_body_with_its_own_name_acts_behind_a_comma(text: str, names: list[str]) -> None:
    """Where no other body stands before it, of which it may be the next in a row."""
    assert _named(text) == names


def test_what_no_name_holds_ends_it_behind_nouns_too() -> None:
    """ "Trung tâm gửi …": the noun goes on with other verbs, "Trung tâm Kiểm định"."""
    assert _named("Trung tâm gửi sổ phao về tỉnh.") == ["Trung tâm"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Trung tâm rà soát sổ đò.", ["Trung tâm"]),
        ("Giám đốc phê duyệt giá vé.", ["Giám đốc"]),
        ("Đội kiểm tra niêm phong cống.", ["Đội kiểm tra"]),
        ("ThS. Phạm Thị Bến ghi biên bản.", ["ThS. Phạm Thị Bến"]),
        ("BS.CKII Lê Văn Bến, Giám đốc: chỉ đạo chung.", ["BS.CKII Lê Văn Bến, Giám đốc"]),
        ("Đồng chí Thượng tá Lê Bến trực tiếp chỉ huy.", ["Đồng chí Thượng tá Lê Bến"]),
        ("Khoa Nhi tích cực - Sơ sinh trực đêm.", ["Khoa Nhi tích cực - Sơ sinh"]),
        ("UBKT Huyện ủy kiểm tra 03 chi bộ.", ["UBKT Huyện ủy"]),
        ("Các chi, đảng bộ cơ sở kiểm điểm sâu.", ["Các chi, đảng bộ cơ sở"]),
        ("Soát phao. Trạm Bến Xuân là đầu mối báo tin.", ["Trạm Bến Xuân"]),
        ("Cô Lan: Dẫn chương trình.", ["Cô Lan"]),
        ("Cùng với các thôn kiểm tra phao.", ["các thôn"]),
        ("Văn phòng bố trí đò; cùng Ban Pháp chế kiểm tra sổ.", ["Văn phòng", "Ban Pháp chế"]),
        ("Cùng nhau dọn bến.", []),
        ("Báo, Đài tỉnh tăng cường tin về lũ.", ["Báo, Đài tỉnh"]),
        ("Phòng Kê khai và Kế toán thuế gửi thư.", ["Phòng Kê khai và Kế toán thuế"]),
        (
            "Phòng Tài chính và Kế toán trưởng các xã gửi thư.",
            ["Phòng Tài chính", "Kế toán trưởng các xã"],
        ),
        ("Họp các thôn. Chủ tịch chủ trì.", ["Chủ tịch"]),
        (
            "Đồng chí Trung tá Lê Bến, Chính trị viên: lo tuyên truyền.",
            ["Đồng chí Trung tá Lê Bến, Chính trị viên"],
        ),
    ],
)
def test_bodies_without_their_name_and_people_by_degree(text: str, names: list[str]) -> None:
    """A noun acts by itself before a verb that names no kind of body; a person's name ends at a
    word in small letters that is no office."""
    assert _named(text) == names


def test_who_only_works_with_others_in_a_bracket_supports() -> None:
    """ "(Ngân hàng … phối hợp)" says who does not do it alone."""
    told = said_doers("Thu vé đò (Hội Nông dân phối hợp).", grammar())[1]
    assert [(each.name, each.role) for each in told] == [("Hội Nông dân", "support")]
