"""Orders where no number and no heading on work shows them."""

from __future__ import annotations

import regex
from parse_support import document

DISPATCH = """\
BẢO HIỂM XÃ HỘI TỈNH KHÁNH SƠN
BẢO HIỂM XÃ HỘI HUYỆN TRƯỜNG LỘC
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 217/BHXH-TST
V/v đôn đốc đóng bảo hiểm xã hội
Trường Lộc, ngày 03 tháng 6 năm 2022
Kính gửi: Các đơn vị sử dụng lao động trên địa bàn huyện
Tính đến ngày 31/5/2022, toàn huyện còn 42 đơn vị nợ bảo hiểm xã hội. Để bảo đảm quyền lợi\
 của người lao động, BHXH huyện đề nghị các đơn vị:
Nộp dứt điểm số tiền còn nợ chậm nhất ngày 20/6/2022.
Rà soát, đối chiếu danh sách lao động trước ngày 15 hằng tháng.
Quá thời hạn nêu trên, BHXH huyện sẽ lập biên bản xử lý theo quy định.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Phan Thị Bích Thủy
"""
RESOLUTION = """CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 57/NQ-CP
Hà Nội, ngày 11 tháng 6 năm 2031
NGHỊ QUYẾT
PHIÊN HỌP CHÍNH PHỦ THƯỜNG KỲ THÁNG 5 NĂM 2031
Trên cơ sở thảo luận của các Thành viên Chính phủ và ý kiến kết luận của Thủ tướng Chính phủ\
 tại Phiên họp thường kỳ tháng 5 năm 2031,
QUYẾT NGHỊ:
1. Về tình hình kinh tế - xã hội tháng 5
Chính phủ thống nhất đánh giá: Tình hình tiếp tục chuyển biến tích cực. Các bộ đạt kết quả:
- Bộ Công Thương bảo đảm nguồn cung xăng dầu.
Chính phủ yêu cầu các bộ, ngành thực hiện các nhiệm vụ sau:
- Bộ Tài chính chủ trì, phối hợp với Bộ Công Thương theo dõi sát giá xăng dầu.
Giao Văn phòng Chính phủ đôn đốc các bộ giải ngân vốn đầu tư công.
TM. CHÍNH PHỦ
THỦ TƯỚNG
Nguyễn Văn Phúc
"""
UNNUMBERED = """BỘ CHỈ HUY QUÂN SỰ TỈNH TRÀ LĨNH
CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 755/KH-BCH
Trà Lĩnh, ngày 22 tháng 02 năm 2016
KẾ HOẠCH
Tổ chức diễn tập khu vực phòng thủ năm 2016
Thực hiện Chỉ thị số 12/CT-TL ngày 15/01/2016 của Tư lệnh Quân khu về huấn luyện năm 2016;\
 Bộ Chỉ huy Quân sự tỉnh xây dựng kế hoạch như sau:
MỤC ĐÍCH, YÊU CẦU
Nâng cao năng lực lãnh đạo, chỉ huy của cấp ủy, chính quyền.
NỘI DUNG
Giai đoạn 1: Chuyển trạng thái
Công an huyện triển khai phương án bảo vệ mục tiêu.
THỜI GIAN
Công tác chuẩn bị: hoàn thành trước 30/6/2016.
TỔ CHỨC THỰC HIỆN
Phòng Tham mưu: Chủ trì soạn thảo văn kiện trước 20/4/2016.
Phòng Hậu cần, Phòng Kỹ thuật: Bảo đảm vật chất, xe máy.
CHỈ HUY TRƯỞNG
Nông Văn Dền
"""


def spaced(text: str) -> str:
    """With a blank line between paragraphs, as whole ones are in a text whose lines are short."""
    return regex.sub(r"(?<=[.:;])\n", "\n\n", text)


def test_paragraphs_below_a_sentence_that_asks_are_tasks() -> None:
    """ "… đề nghị các đơn vị:" and paragraphs without a dash; the threat after them is none."""
    tasks = document(spaced(DISPATCH)).tasks
    assert [task.text.split()[0] for task in tasks] == ["Nộp", "Rà"]
    assert {a.name for task in tasks for a in task.assignees} == {"các đơn vị"}
    assert tasks[0].deadline is not None
    assert tasks[0].deadline.due == "2022-06-20"


def test_orders_amid_what_was() -> None:
    """A part on how things stand holds a list of orders, and one order outright; what was done
    stands there too."""
    tasks = document(spaced(RESOLUTION)).tasks
    assert [task.assignees[0].name for task in tasks] == ["Bộ Tài chính", "Văn phòng Chính phủ"]


def test_headings_in_capitals_without_numbers() -> None:
    """They part the text; the time of one part is no time of the next."""
    tasks = document(spaced(UNNUMBERED)).tasks
    found = [(task.assignees[0].name, task.deadline and task.deadline.due) for task in tasks]
    assert found == [
        ("Công an huyện", None),
        ("Phòng Tham mưu", "2016-04-20"),
        ("Phòng Hậu cần", None),
    ]


INSPECTION = """ĐẢNG BỘ HUYỆN CẨM LÂM
ĐẢNG ỦY XÃ PHƯỚC SƠN
*
Số 27-KH/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Phước Sơn, ngày 22 tháng 02 năm 2024
KẾ HOẠCH
KIỂM TRA, GIÁM SÁT NĂM 2024
I- NỘI DUNG
A- Đối với Đảng ủy
1- Giám sát chi bộ trong quý II/2024.
B- Đối với Ủy ban Kiểm tra Đảng ủy
1- Kiểm tra tài chính đảng 03 chi bộ.
T/M ĐẢNG ỦY
BÍ THƯ
Phạm Công Định
"""
ROTA = """UBND PHƯỜNG TÂN HÒA
BAN CHỈ ĐẠO PHÒNG CHỐNG DỊCH BỆNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Hòa, ngày 02 tháng 8 năm 2023
BẢNG PHÂN CÔNG
Nhiệm vụ thành viên Ban Chỉ đạo phòng chống sốt xuất huyết
TT | Họ và tên | Nhiệm vụ | Thời gian
1 | Đinh Thị Lụa | Tham mưu kế hoạch; giám sát ổ dịch | Hằng ngày
2 | Tổ trưởng 12 tổ dân phố | Phát tờ rơi cho từng hộ | Trước 20/8/2023
TM. BAN CHỈ ĐẠO
TRƯỞNG BAN
Võ Thành Công
"""


def test_parts_marked_a_dash_charge_the_body_they_are_for() -> None:
    """ "A- Đối với Đảng ủy" is a heading, of which two words are small."""
    tasks = document(INSPECTION).tasks
    assert [(task.text.split()[0], task.assignees[0].name) for task in tasks] == [
        ("Giám", "Đảng ủy"),
        ("Kiểm", "Ủy ban Kiểm tra Đảng ủy"),
    ]


def test_a_table_below_the_title_alone_is_read() -> None:
    """A rota has no item and no heading above its rows."""
    tasks = document(ROTA).tasks
    assert [task.assignees[0].name for task in tasks] == ["Đinh Thị Lụa", "Tổ trưởng 12 tổ dân phố"]
    assert tasks[1].deadline is not None
    assert tasks[1].deadline.due == "2023-08-20"


STAGES = """ỦY BAN NHÂN DÂN
PHƯỜNG AN TÂY
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
An Tây, ngày 12 tháng 3 năm 2026
KẾ HOẠCH
Chỉnh trang khu phố cổ
I. NỘI DUNG
1. Giai đoạn 1: Khảo sát, đánh giá hiện trạng (Từ tháng 6/2026 đến tháng 9/2026)
- Đo vẽ hiện trạng nhà cổ.
2. Giai đoạn 2: Lập quy hoạch chi tiết (Từ tháng 10/2026 trở đi)
- Lấy ý kiến các hộ dân.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế:
- Xây dựng mô tả công việc cho từng chức danh.
- Thời hạn xong trước ngày 30/06/2026.
2. Văn phòng:
- Thời hạn trả lời công dân trước ngày 30/7/2026 phải được niêm yết.
"""


def test_stages_and_last_lines_say_when() -> None:
    """ "Giai đoạn 1: … (Từ … đến …)" is a heading with a time; "- Thời hạn xong …" is none."""
    found = [(t.text.split()[0], t.deadline and t.deadline.due) for t in document(STAGES).tasks]
    assert found == [
        ("Đo", "2026-09-30"),
        ("Lấy", None),
        ("Xây", "2026-06-30"),
        ("Thời", "2026-07-30"),
    ]


def test_bodies_before_a_colon_act_in_conclusions() -> None:
    """Below a heading that names nobody, although no verb of giving stands there."""
    found = document(
        "UBND XÃ BẾN XUÂN\nSố: 9/TB-UBND\nBến Xuân, ngày 2 tháng 7 năm 2031\nTHÔNG BÁO\n"
        "Kết luận của Chủ tịch UBND xã tại cuộc họp giao ban\n\n"
        "Sau khi nghe báo cáo, Chủ tịch UBND xã kết luận:\n1. Về bến đò:\n"
        "- Văn phòng UBND xã: hoàn thiện nội quy.\n- Trạm Y tế xã: phát áo phao."
    )
    assert [task.text for task in found.tasks] == [
        "Văn phòng UBND xã: hoàn thiện nội quy.",
        "Trạm Y tế xã: phát áo phao.",
    ]


def test_what_is_done_by_a_day_to_come_is_no_report_of_what_was() -> None:
    """Although "đã" tells of the things that it is done to."""
    found = document(
        "UBND XÃ BẾN XUÂN\nSố: 9/UBND-VP\nV/v sửa bến\nBến Xuân, ngày 2 tháng 3 năm 2031\n\n"
        "Kính gửi: Các thôn\n\nUBND xã yêu cầu:\n1. Các thôn rà soát hợp đồng giao đò đã ký từ năm "
        "2028, thanh lý trong 6 tháng đầu năm.\n2. Trạm Y tế xã phát áo phao."
    )
    assert [task.deadline and task.deadline.due for task in found.tasks] == ["2031-06-30", None]
