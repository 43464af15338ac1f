"""By when work is due, told without a day of the calendar or with several. No sentence is from a
real paper."""

import pytest
from parse_support import document, grammar

from vnplan.parse.times.deadlines import (
    as_of,
    find_deadline,
    unread_deadline,
)
from vnplan.parse.times.mended_times import with_mended_times
from vnplan.parse.times.stated_times import stated_deadline, whole_deadline
from vnplan.parse.times.time_phrases import _compiled, recurring
from vnplan.record import Deadline

# A deadline is the words that say when.
WORDS = [
    ("Đếm phao ngày 25 hằng tháng.", "ngày 25 hằng tháng", None, "monthly"),
    ("Quét bến vào chiều thứ Sáu hằng tuần.", "vào chiều thứ Sáu hằng tuần", None, None),
    ("Đo nước vào 7h và 19h hàng ngày.", "vào 7h và 19h hàng ngày", None, None),
    ("Đếm đò 03 tháng/lần (tổ đò).", "03 tháng/lần", None, "quarterly"),
    ("Họp xóm định kỳ 6 tháng một lần.", "định kỳ 6 tháng một lần", None, None),
    ("Họp xóm mỗi quý một lần.", "mỗi quý một lần", None, "quarterly"),
    ("Nạo rạch từ ngày 20/5 đến 22/5.", "từ ngày 20/5 đến 22/5", "2031-05-22", None),
    ("Nạo rạch trong hai ngày 6 và 7 tháng 11.", "trong hai ngày 6 và 7 tháng 11",
     "2031-11-07", None),
    ("Nhận phao vào lúc 14h00 ngày 29/4/2031.", "vào lúc 14h00 ngày 29/4/2031",
     "2031-04-29", None),
    ("Vá bờ bao xong trước mùa mưa.", "trước mùa mưa", None, None),
    ("Thu sổ trong học kỳ II.", "trong học kỳ II", None, None),
    ("Nộp sổ sau đại hội 07 ngày.", "sau đại hội 07 ngày", None, None),
    ("Vá lều (tổ đò, tháng 5).", "tháng 5", "2031-05-31", None),
    ("Vá lều trước Tết Nguyên đán Mậu Tý.", "trước Tết Nguyên đán Mậu Tý", None, None),
    ("Quét bến chiều thứ Sáu hằng tuần, bắt đầu từ ngày 23/02/2031.",
     "chiều thứ Sáu hằng tuần", None, None),
    # Weeks that a calendar numbers, days with a noun before them.
    ("Vá lều xong trong tuần 6. Mỗi tháng họp xóm.", "trong tuần 6", None, None),
    ("Dạy bơi từ tuần 10 đến tuần 12.", "từ tuần 10 đến tuần 12", None, None),
    ("Họp xóm trong tuần 05 - 10/10.", "trong tuần 05 - 10/10", "2031-10-10", None),
    ("Đếm phao trong các ngày từ 20/4 đến 22/4; ghi sổ.", "trong các ngày từ 20/4 đến 22/4",
     "2031-04-22", None),
    ("Thi đò trong khoảng thời gian từ ngày 10/4 đến ngày 20/4.",
     "trong khoảng thời gian từ ngày 10/4 đến ngày 20/4", "2031-04-20", None),
    # Days as older offices write them.
    ("Nạo rạch xong trước 15 tháng 5.", "trước 15 tháng 5", "2031-05-15", None),
    ("Vá lều, chậm nhất là 10 tháng 7. Tổ đò ghi sổ.", "chậm nhất là 10 tháng 7",
     "2031-07-10", None),
    ("Nộp sổ trước 15/4/32.", "trước 15/4/32", "2032-04-15", None),
    ("Dựng cột xong trước 2035.", "trước 2035", "2034-12-31", None),
    # The moon's calendar, feasts, terms of school.
    ("Giữ bến từ 22 tháng Chạp đến mùng 8 Tết.", "từ 22 tháng Chạp đến mùng 8 Tết",
     None, None),
    ("Từ 27 Tết đến mùng 4 Tết, trực bến; báo xã trước 06h00 hằng ngày.",
     "Từ 27 Tết đến mùng 4 Tết", None, None),
    ("Tổ chức thi đò ngày 18/02/2032 (19 tháng Giêng).", "ngày 18/02/2032", "2032-02-18", None),
    ("Trao lều vào dịp Tháng Công nhân.", "vào dịp Tháng Công nhân", None, None),
    ("Xem sổ vào cuối mỗi học kỳ.", "vào cuối mỗi học kỳ", None, None),
    ("Tuần 1, 2 tháng 10 đếm phao.", "Tuần 1, 2 tháng 10", None, None),
    ("Vá lều trong tuần 3 - tuần 4 tháng 10.", "trong tuần 3 - tuần 4 tháng 10", None, None),
    ("Sau đại hội 10 ngày gửi sổ về xã.", "Sau đại hội 10 ngày", None, None),
    ("Báo cáo bến PC07 ngày 30/5/2031 để tổng hợp.", "ngày 30/5/2031", "2031-05-30", None),
    ("Giữ bến từ ngày 10/4 đến hết mùa khô; ghi sổ.", "từ ngày 10/4 đến hết mùa khô", None,
     None),
    ("Phát áo phao cho các bến ngày 22/3 (sáng: bến Gò).", "ngày 22/3", "2031-03-22", None),
    ("Nhắc xóm trước hạn nộp 5 ngày.", "trước hạn nộp 5 ngày", None, None),
    ("Công bố công khai trong thời hạn 05 ngày kể từ ngày ký.",
     "trong thời hạn 05 ngày kể từ ngày ký", None, None),
    ("Hội thi vệ sinh bến đò giỏi (ngày 10 và 11/5).", "ngày 10 và 11/5", "2031-05-11", None),
    ("Vá lều xong trước trưa mai 27/10.", "trước trưa mai 27/10", "2031-10-27", None),
    ("Tổ đò ghi sổ; hoàn tất ngày 3-9.", "ngày 3-9", "2031-09-03", None),
    ("Định kỳ báo cáo xã trước ngày 10/12 hằng năm.", "trước ngày 10/12 hằng năm", None,
     "yearly"),
    # A time and a colon at the head.
    ("6 tháng đầu năm: xem 3 bến.", "6 tháng đầu năm", "2031-06-30", None),
    ("Sau Tết Nguyên đán: xem lại các bến.", "Sau Tết Nguyên đán", None, None),
    ("Học kỳ I: sơ kết vào 10/12/2031, tổ đò viết báo cáo.", "vào 10/12/2031", "2031-12-10",
     None),
    # What belongs to the words, and what does not.
    ("Vá phao, kết thúc trước ngày 15/10; ghi sổ.", "trước ngày 15/10", "2031-10-15", None),
    ("Giữ bến thông suốt đến hết giờ hành chính ngày 29/5.",
     "đến hết giờ hành chính ngày 29/5", "2031-05-29", None),
    ("Báo mực nước vào buổi tối hàng ngày.", "vào buổi tối hàng ngày", None, None),
    ("Hỏi khách qua phà mỗi quý/lần, tổ đò ghi.", "mỗi quý/lần", None, "quarterly"),
    ("Họp xóm định kỳ vào các ngày từ mùng 2 đến mùng 6 hằng tháng.",
     "định kỳ vào các ngày từ mùng 2 đến mùng 6 hằng tháng", None, "monthly"),
    ("Trả sổ chậm nhất sau 08 ngày nhận đơn; ghi lại.",
     "chậm nhất sau 08 ngày nhận đơn", None, None),
    ("Báo xã sau 30 ngày vận hành.", "sau 30 ngày vận hành", None, None),
    ("Báo cáo xã ngay trong ngày khi phà hỏng.", "ngay trong ngày", None, None),
    ("Thông báo bằng thư ít nhất trước 07 ngày cho dân xóm.", "ít nhất trước 07 ngày",
     None, None),
    # The first of several.
    ("Báo mực nước vào sáng thứ ba hàng tuần và báo cáo năm trước ngày 25/10/2031.",
     "vào sáng thứ ba hàng tuần", None, None),
    ("Ghi sổ hai tuần một lần, khóa sổ xong trước ngày 28/12/2031.", "hai tuần một lần",
     None, None),
    ("Họp tổ đò 01 tháng/lần, vào ngày 25.", "01 tháng/lần, vào ngày 25", None, "monthly"),
    ("Sơ kết 6 tháng (trước ngày 10/6), tổng kết năm (trước ngày 10/12/2031).",
     "trước ngày 10/6", "2031-06-10", None),
    # What is told of each month is told every month.
    ("Báo cáo tháng trước ngày 18.", "trước ngày 18", None, "monthly"),
]  # fmt: skip


# Words on time that are no deadline.
NO_WORDS = [
    "Xếp loại tổ đò hàng tháng.",
    "Làm việc hằng ngày của tổ đò ghi vào sổ.",
    "Giữ phà sau ngày 5/3.",
    "Dựng cột trước khi nước lên cao.",
    # What the work waits for, within its sentence.
    "Nghiệm thu ngay sau khi dọn xong bến.",
    "Báo cáo xã ngay khi phà hỏng.",
    "Công khai sổ ngay sau khi tổ đò ký để dân biết.",
    "Sửa phao ngay sau khi có kết quả kiểm tra các bến.",
    # How long something goes on, of which time figures are, what was looked at.
    "Mốc thời gian đếm phao từ ngày 01/12/2031 đến 30/11/2032.",
    "Đồng ý gia hạn thời gian thực hiện dự án đến hết năm 2033.",
    "Qua kiểm tra ngày 02 và 03/3/2031, bến Gò chưa có phao.",
    # From when alone.
    "Phát thanh ở bến từ ngày 24/3.",
    # How much is done, and which of several.
    "Xem phao ít nhất 02 lần/ngày; không để phà quá tải.",
    "Xét tổ đò đợt cuối năm 2031; chuẩn bị sổ.",
]


@pytest.mark.parametrize(
    ("date", "due"),
    [("20 tháng 12 năm 2030", "2031-03-31"), ("20 tháng 2 năm 2030", "2030-03-31")],
)
def test_a_quarter_that_is_over_in_december_is_of_the_next_year(date: str, due: str) -> None:
    found = document(
        f"UBND XÃ BẾN XUÂN\nSố: 9/KH-UBND\nBến Xuân, ngày {date}\nKẾ HOẠCH\nSửa bến\n\n"
        "II. NHIỆM VỤ\n1. Vá cầu phao trong quý I."
    )
    (task,) = found.tasks
    assert task.deadline is not None
    assert task.deadline.due == due


# Expressions of time.
EXPRESSIONS = [
    # Points: hours, parts of a day, days of the week, bare days.
    ("Nộp sổ trước 16 giờ 00 ngày 12/4/2031.", "trước 16 giờ 00 ngày 12/4/2031",
     "2031-04-12", None),
    ("Dọn bến vào sáng chủ nhật 12/10/2031; đếm phao.", "vào sáng chủ nhật 12/10/2031",
     "2031-10-12", None),
    ("Thả đèn tại bến tối 26/7.", "tối 26/7", "2031-07-26", None),
    ("Đội đò ra quân vét rạch ngày 16/11.", "ngày 16/11", "2031-11-16", None),
    ("Gọi thuyền về, hoàn thành trước 12h00 hôm nay (27/10); đếm lại.",
     "trước 12h00 hôm nay (27/10)", "2031-10-27", None),
    ("Vá lều. Hoàn thành: ngày 25/02/2031.", "ngày 25/02/2031", "2031-02-25", None),
    # Ranges and lists.
    ("Nghỉ đò từ chiều ngày 27/10 đến hết ngày 29/10/2031.",
     "từ chiều ngày 27/10 đến hết ngày 29/10/2031", "2031-10-29", None),
    ("Trả tiền trong 02 ngày 23, 24/6/2031.", "trong 02 ngày 23, 24/6/2031",
     "2031-06-24", None),
    ("Làm vào các ngày 20 đến 24/7, mỗi xóm một đội.", "vào các ngày 20 đến 24/7",
     "2031-07-24", None),
    ("Tập bơi hai đợt, tháng 4 và tháng 9.", "tháng 4 và tháng 9", "2031-09-30", None),
    ("Xem hai bến (quý II, quý III).", "quý II, quý III", "2031-09-30", None),
    # Weeks and halves: a day only where one follows.
    ("Gửi thẻ, xong trong tuần đầu tháng 9.", "trong tuần đầu tháng 9", "2031-09-07", None),
    ("Mở lớp tuần cuối tháng 10/2031.", "tuần cuối tháng 10/2031", "2031-10-31", None),
    ("Thi đò vào tuần thứ ba tháng 8.", "vào tuần thứ ba tháng 8", None, None),
    ("Họp xóm vào đầu tháng 5 năm 2031.", "vào đầu tháng 5 năm 2031", None, None),
    ("Vá cầu xong cuối tháng 5.", "cuối tháng 5", "2031-05-31", None),
    ("Đếm đò đến cuối năm, báo xã.", "đến cuối năm", "2031-12-31", None),
    # Occasions and terms.
    ("Sửa trường trước ngày khai giảng 05/9/2031.", "trước ngày khai giảng 05/9/2031",
     "2031-09-05", None),
    ("Quét vôi trước Ngày hội Đại đoàn kết toàn dân tộc (18/11).",
     "trước Ngày hội Đại đoàn kết toàn dân tộc (18/11)", "2031-11-18", None),
    ("Trực bến trong suốt mùa lũ, ghi sổ.", "trong suốt mùa lũ", None, None),
    ("Trồng lúa trong vụ Hè Thu 2031.", "trong vụ Hè Thu 2031", None, None),
    ("Báo cáo Hội đồng tại kỳ họp giữa năm 2031.", "tại kỳ họp giữa năm 2031", None, None),
    ("Tặng phao nhân dịp 19/5/2031, khen đội đò.", "nhân dịp 19/5/2031", "2031-05-19", None),
    ("Lập ban chấm trước mỗi cuộc thi 20 ngày.", "trước mỗi cuộc thi 20 ngày", None, None),
    ("Kéo dây, xong trước khi nhận máy 15 ngày.", "trước khi nhận máy 15 ngày", None, None),
    ("Sơ kết sau 15 ngày thực hiện.", "sau 15 ngày thực hiện", None, None),
    ("Báo ngay trong vòng 2 giờ khi có đò chìm.", "ngay trong vòng 2 giờ khi có đò chìm",
     None, None),
    ("Mở cống không chậm quá 30 phút.", "không chậm quá 30 phút", None, None),
    ("Trình phương án ngay trong tuần này.", "ngay trong tuần này", None, None),
    ("Dựng nêu, xong trước ngày 23 tháng Chạp.", "trước ngày 23 tháng Chạp", None, None),
    ("Cúng bến ngày 10/3 âm lịch, xong trước ngày 10/3 âm lịch.", "trước ngày 10/3 âm lịch",
     None, None),
    # What recurs, with its day.
    ("Nộp sổ vào ngày 03 hoặc 05 hàng tháng.", "vào ngày 03 hoặc 05 hàng tháng", None,
     "monthly"),
    ("Họp tổ mỗi tháng 02 lần vào ngày 05 và ngày 20.",
     "mỗi tháng 02 lần vào ngày 05 và ngày 20", None, "monthly"),
    ("Nộp bảng vào ngày cuối tháng.", "vào ngày cuối tháng", None, "monthly"),
    ("Sinh hoạt sáng thứ Hai tuần đầu hằng tháng.", "sáng thứ Hai tuần đầu hằng tháng",
     None, "monthly"),
    ("Xem phao ít nhất 01 lần/quý.", "ít nhất 01 lần/quý", None, "quarterly"),
    ("Hằng tuần, vào chiều thứ Sáu, nghe tổ đò kể.", "Hằng tuần, vào chiều thứ Sáu",
     None, None),
    ("Định kỳ 6 tháng (trước ngày 10-6), một năm (trước ngày 10-12) kể với xã.",
     "Định kỳ 6 tháng (trước ngày 10-6), một năm (trước ngày 10-12)", None, "yearly"),
    ("Gửi tin trước ngày 25 tháng cuối quý.", "trước ngày 25 tháng cuối quý", None,
     "quarterly"),
    ("Lập dự toán gửi xã trước ngày 20 tháng 6 hằng năm.", "trước ngày 20 tháng 6 hằng năm",
     None, "yearly"),
    ("Định kỳ 06 tháng, 01 năm, tổ đò kể với xã.", "Định kỳ 06 tháng, 01 năm", None, None),
    ("Định kỳ cuối năm tổ đò kể với xã.", "Định kỳ cuối năm", None, "yearly"),
    ("Dời hết lò gạch trước năm 2035.", "trước năm 2035", "2034-12-31", None),
    ("Nộp sổ trước tháng 9/2031.", "trước tháng 9/2031", "2031-08-31", None),
    ("Xem đơn trong 05 ngày kể từ ngày nhận đơn của huyện, thị xã, thành phố.",
     "trong 05 ngày kể từ ngày nhận đơn của huyện, thị xã, thành phố", None, None),
    ("Tổ đò trong 12 ngày kể từ ngày nhận đơn có trách nhiệm trả lời.",
     "trong 12 ngày kể từ ngày nhận đơn", None, None),
    ("Hội đồng họp xét từ 15 - 20/11.", "từ 15 - 20/11", "2031-11-20", None),
    ("Gửi sổ về huyện vào chiều thứ Năm.", "vào chiều thứ Năm", None, None),
    ("Báo cáo xã tại phiên họp thường kỳ tháng 6.", "tại phiên họp thường kỳ tháng 6",
     None, None),
    ("Quét vôi, hoàn thành trước ngày khai mạc Đại hội.", "trước ngày khai mạc Đại hội",
     None, None),
    ("Trả nợ xong trước 31/01 năm sau.", "trước 31/01 năm sau", None, None),
    ("Đo nước trước và sau mỗi đợt 05 ngày.", "trước và sau mỗi đợt 05 ngày", None, None),
    ("Xem đơn trong 03 ngày làm việc.", "trong 03 ngày làm việc", None, None),
    ("Trả công trong vòng 07 ngày sau nghiệm thu.", "trong vòng 07 ngày sau nghiệm thu",
     None, None),
    ("Dựng cầu Gò (ngày 15/6, mời xã dự).", "ngày 15/6", "2031-06-15", None),
    ("- Ngày 02/6 (thứ năm): 7h30 họp tổ đò.", "Ngày 02/6 (thứ năm)", "2031-06-02", None),
    ("Đọc lịch trên loa, mỗi ngày 02 lần kể từ ngày 01/7/2031;", "mỗi ngày 02 lần",
     None, None),
    ("Thi đò vào trung tuần tháng 5/2031.", "vào trung tuần tháng 5/2031", None, None),
    ("Giao Phòng Tài chính - Kế hoạch tham mưu trước kỳ họp HĐND cuối năm.",
     "trước kỳ họp HĐND cuối năm", None, None),
    ("Kể với xã trước ngày 20/6 và 20/12 hằng năm.", "trước ngày 20/6 và 20/12 hằng năm",
     None, "yearly"),
    ("Tổ chức lễ phát động ngày 05 tháng 6 năm 2031 tại bến.", "ngày 05 tháng 6 năm 2031",
     "2031-06-05", None),
    ("Hằng tháng, tổ đò đếm phao; nộp sổ trước ngày 20 hằng tháng.",
     "Hằng tháng", None, "monthly"),
    ("Sửa các bến đã giao, hoàn thành trong năm 2031.", "trong năm 2031",
     "2031-12-31", None),
    # Of two, the one that comes first; a day after "hằng năm" completes it.
    ("Họp trong quý III, quý IV/2031; xóm làm mẫu xong trong tháng 9/2031.",
     "trong quý III, quý IV/2031", "2031-12-31", None),
    ("Hằng năm, kể với xã trước ngày 15/12.", "trước ngày 15/12", None, "yearly"),
    ("Tra vụ mất đò đã khởi tố trong năm 2031; báo huyện trong quý I/2032.",
     "trong quý I/2032", "2032-03-31", None),
]  # fmt: skip


# Times that are no deadline.
NO_TIMES = [
    "Giữ bình ổn giá đò trong dịp Tết.",
    "Bảo đảm an toàn bến trong mùa mưa.",
    "Đò trưởng chịu trách nhiệm trước đại hội về việc này.",
    "Nộp ảnh chụp trong vòng 06 tháng gần nhất.",
    "Phát biểu (không quá 07 phút) tại bến.",
    "Xe máy có mặt trong vòng 60 phút.",
    "Nêu ý nghĩa ngày 27/7 cho trẻ em.",
    "Sổ được thông qua tại kỳ họp ngày 27/11/2031.",
    "Giá áp dụng từ khi quyết định có hiệu lực đến ngày 31/12/2031.",
    "Cụ thể hóa thành nhiệm vụ hằng năm của tổ mình.",
    "Kiểm điểm cá nhân năm 2030.",
    "Trả phụ cấp hằng tháng, hằng năm, một lần cho đội đò.",
    "Xem kế hoạch đếm đò hằng năm của xã.",
    "Khai sổ thuyền chìm do bão xảy ra từ ngày 16-22/11/2031.",
    "Giúp xóm bảo đảm số thuyền trong năm.",
    "Trực 24/7 tại bến.",
    "Trực 24/24 giờ, 7/7 ngày trong tuần.",
    "Mở cửa bến từ 7h30, 6/7 ngày trong tuần.",
    "Không mở hội đua thuyền trước ngày 10/6/2031.",
    "Hồi 16h ngày 26/11/2031, tâm bão cách bến 20 km.",
    "Cơ quan: Đội đò. Thời gian ký: 08.01.2032",
    "Tổng kết việc đếm đò và phát triển bến giai đoạn đến năm 2040.",
    "Thả tôm đúng lịch, không thả trước ngày 10/6.",
    "Chế độ trực: mùa lũ từ 15/6 đến 15/10, trực tại bến.",
    "Mở lớp bơi trong 02 ngày.",
    "Đọc lời chào tại Đại hội Chi đoàn lần thứ V.",
    "Xem lại trước vụ việc ở bến.",
    "Viết bài về Ngày thành lập đội đò (ngày 15/5).",
    "Mua vé tàu 1/2 giá vào bến.",
    "Thông qua danh sách đã báo cáo trước ngày 5/3/2030.",
]


def test_a_day_that_was_over_is_what_the_directive_speaks_of() -> None:
    past = Deadline("trước ngày 01/7/2031", "2031-07-01", None)
    assert as_of(past, "2031-09-02") is None
    assert as_of(past, "2031-06") == past
    open_ = Deadline("trước ngày 15/01", "2031-01-15", None)
    assert as_of(open_, "2031-12-20") == Deadline("trước ngày 15/01", "2032-01-15", None)
    assert as_of(open_, "2031-04-02") == Deadline("trước ngày 15/01", None, None)


def test_a_term_ends_before_the_list_of_those_who_have_the_duty() -> None:
    start = "Trong thời hạn 03 ngày kể từ ngày nhận sổ"
    found = find_deadline(f"{start}, tổ chức, cá nhân có đò phải ký nhận.", grammar(), 2031)
    assert found is not None and found.text == start
    start = "Trong thời hạn 03 ngày kể từ ngày tổ chức, cá nhân có đò nhận sổ"
    found = find_deadline(f"{start}, đội đò phải ký.", grammar(), 2031)
    assert found is not None and found.text == start


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("trước ", "8 giờ hằng ngày"),
        ("8 giờ, ", "hằng ngày"),
        ("ngày 1, ", "hằng tháng"),
        ("thứ hai, ", "hằng tuần"),
        ("định kỳ ", "02 lần/năm"),
        ("trước ", "mùng 5 Tết"),
    ],
)
def test_words_of_time_over_and_over_are_bounded(words: str, end: str) -> None:
    """A pattern that repeats another one says how often: the time a line takes grows with its
    length, not with the square of it."""
    patterns = [*(p for _, p in _compiled(grammar())[0]), *_compiled(grammar())[1]]
    found = [m for p in patterns for m in p.finditer(words * 100 + end)]
    assert found
    assert max(len(match.group()) for match in found) < 150


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Báo cáo kết quả hằng tháng, quý, năm theo quy định.", "hằng tháng, quý, năm"),
        ("Báo cáo kết quả hằng quý, 6 tháng và năm.", "hằng quý, 6 tháng và năm"),
        ("Báo cáo kết quả hằng tháng, năm 2027 báo cáo thêm.", "hằng tháng"),
    ],
)
def test_a_row_of_frequencies_is_one_deadline(text: str, words: str) -> None:
    found = find_deadline(text, grammar(), 2026)
    assert found is not None
    assert found.text == words


def test_a_day_before_the_paper_is_no_deadline_and_a_doubt() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ GÒ HẠ\nSố: 7/KH-UBND\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nGò Hạ, ngày 02 tháng 9 năm 2031\n"
        "KẾ HOẠCH\nSửa bến đò\n\nI. NHIỆM VỤ\n1. Đóng lại cọc bến trước ngày 01/3/2031.\n"
        "2. Sơn lại phao trước ngày 01/12/2031.\n"
    )
    read = document(text)
    assert [task.deadline and task.deadline.due for task in read.tasks] == [None, "2031-12-01"]
    told = [d.field for d in read.doubts if "lies before the document's date" in d.reason]
    assert told == ["tasks[0].deadline"]


# Leads terms and ranges.
LEADS = [
    ("Kể với xã trong hạn 10 ngày kể từ ngày đo.", "trong hạn 10 ngày kể từ ngày đo",
     None, None),
    ("Gửi sổ đò cho xã trong ngày.", "trong ngày", None, None),
    ("Treo cờ ở bến suốt tháng 4.", "suốt tháng 4", "2031-04-30", None),
    ("Ngay khi nhận được lệnh phải báo cáo xã.", "Ngay khi nhận được lệnh", None, None),
    ("Bình bầu tổ đò trong quí III.", "trong quí III", "2031-09-30", None),
    ("Vá bến trước 30-11.", "trước 30-11", "2031-11-30", None),
    ("Vá bến trước ngày Quốc khánh 2-9.", "trước ngày Quốc khánh 2-9", "2031-09-02", None),
    ("Báo cho chủ đò trước 07 ngày làm việc.", "trước 07 ngày làm việc", None, None),
    ("Giao phao ít nhất 90 phút trước khi phà chạy.",
     "ít nhất 90 phút trước khi phà chạy", None, None),
    ("Nộp sổ chậm nhất là ba mươi ngày trước ngày họp để xã xem.",
     "chậm nhất là ba mươi ngày trước ngày họp", None, None),
    ("Thu phí từ ngày 01 đến ngày 05 hằng tháng.", "từ ngày 01 đến ngày 05 hằng tháng",
     None, "monthly"),
    ("Tháng 11 hằng năm, tổ đò kể với xã số khách trong năm.", "Tháng 11 hằng năm",
     None, "yearly"),
    ("Đo nước từ tháng 3 đến tháng 9 hằng năm.", "từ tháng 3 đến tháng 9 hằng năm",
     None, "yearly"),
    ("Kè bờ trong năm 2032 và các năm tiếp theo.", "trong năm 2032 và các năm tiếp theo",
     None, None),
    ("Kè bờ từ năm 2029 đến năm 2033.", "từ năm 2029 đến năm 2033", "2033-12-31", None),
    ("Nộp báo cáo trước ngày 05/6 (báo cáo 6 tháng) và 05/12 (báo cáo năm).",
     "trước ngày 05/6 (báo cáo 6 tháng) và 05/12 (báo cáo năm)", None, None),
    ("Báo cáo định kỳ 6 tháng, hằng năm.", "định kỳ 6 tháng, hằng năm", None, "yearly"),
    ("Vá bến vào tháng 12 năm trước.", "vào tháng 12 năm trước", None, None),
    ("Chạy phà không sớm hơn 5 giờ ngày 3/4/2031, nghỉ không muộn hơn 9 giờ ngày 3/4/2031.",
     "không muộn hơn 9 giờ ngày 3/4/2031", "2031-04-03", None),
]  # fmt: skip


# How things stand and what starts is no deadline.
STATES = [
    "Giữ phà liên tục (24/24).",
    "Canh đò 24/24 giờ trong ngày.",
    "Tháng 3 hằng năm là Tháng Bến sạch.",
    "Bỏ khoản tiền mà đến ngày 30/6 chưa tiêu.",
    "Đến ngày 30 tháng 6 hằng năm chưa tiêu thì bỏ.",
    "Chuyển phao, đề phòng nước lên (dự báo vào cuối tháng 11).",
    "Xét lại tổ đò sau thời hạn 06 tháng kể từ ngày bị phạt.",
]


@pytest.mark.parametrize("words", ["Cuối học kỳ I, cuối năm học", "Hết mùa khô", "HK I"])
def test_a_term_or_season_alone_is_told_whole(words: str) -> None:
    assert whole_deadline(words, grammar(), 2031) == Deadline(words, None, None)


def test_a_day_to_come_is_of_no_document_that_is_named_before_it() -> None:
    """Of a day that is over, or of what it is the day of, the same words tell."""
    for order in ("Phát áo phao tại bến của xóm Gò", "Khám cho học sinh theo danh sách của xã"):
        found = find_deadline(f"{order} ngày 5/4/2031.", grammar(), 2031, "2031-03-02")
        assert found == Deadline("ngày 5/4/2031", "2031-04-05", None)
    told = ("Triển khai Nghị quyết của xã ngày 5/4/2030.", "Thi đò kỷ niệm ngày 30/4/2031.")
    assert [find_deadline(text, grammar(), 2031, "2031-03-02") for text in told] == [None, None]


def test_today_is_the_day_of_the_document() -> None:
    order = "Hạ nước các hồ, hoàn thành trong ngày hôm nay; báo 3 giờ/lần."
    found = find_deadline(order, grammar(), 2031, "2031-10-26", today="2031-10-26")
    assert found == Deadline("trong ngày hôm nay", "2031-10-26", None)


def test_a_month_to_come_ends_what_is_made_by_then() -> None:
    """The month of a report, or one that is over, tells of which time something is."""
    words = "trình phê duyệt quý IV/2031"
    found = find_deadline(f"Lập quy hoạch bến, {words}.", grammar(), 2031, "2031-03-02")
    assert found == Deadline("quý IV/2031", "2031-12-31", None)
    assert find_deadline(f"Lập quy hoạch bến, {words}.", grammar(), 2032, "2032-03-02") is None
    told = "Báo cáo kết quả công tác tháng 10/2031."
    assert find_deadline(told, grammar(), 2031, "2031-03-02") is None


def test_a_line_from_one_event_to_another_is_told_whole() -> None:
    words = "Từ ngày lập tổ đò đến ngày bàn giao bến"
    assert stated_deadline(f"{words}.", grammar(), 2031) == Deadline(words, None, None)


def test_a_line_that_says_only_from_when_has_no_last_day() -> None:
    found = whole_deadline("Từ tháng 11/2031 trở đi.", grammar(), 2031)
    assert found == Deadline("Từ tháng 11/2031 trở đi", None, None)
    after = whole_deadline("Sau 30 ngày kể từ ngày ký sổ.", grammar(), 2031)
    assert after == Deadline("Sau 30 ngày kể từ ngày ký sổ", None, None)


# Brackets halves and who recurs.
RECURRING = [
    ("Quét bến định kỳ hằng quý (trước ngày 20 tháng cuối quý), 6 tháng, năm.",
     "định kỳ hằng quý (trước ngày 20 tháng cuối quý)", None, "quarterly"),
    ("Thử phao ít nhất mỗi năm một lần.", "ít nhất mỗi năm một lần", None, "yearly"),
    ("Ký giao kèo với các xã trong cuối năm 2031 và đầu năm 2032.",
     "trong cuối năm 2031 và đầu năm 2032", None, None),
    ("Báo cáo xã ngay sau khi nhận lệnh này và không rời bến.", "ngay sau khi nhận lệnh này",
     None, None),
    ("Trả lời tổ đò không quá 05 ngày làm việc.", "không quá 05 ngày làm việc", None, None),
    ("Kỳ báo cáo tính từ ngày 01 tháng 01 đến ngày 31 tháng 12 hằng năm; thời hạn báo cáo "
     "chậm nhất là ngày 31 tháng 3 của năm sau.", "chậm nhất là ngày 31 tháng 3 của năm sau",
     None, None),
    ("Quỹ Bến tổ chức kiểm tra phao định kỳ hằng năm.", "định kỳ hằng năm", None, "yearly"),
]  # fmt: skip


# How long something lasts and what a plan spans is no deadline.
SPANS = [
    "DANH MỤC BẾN ĐÒ CẦN VÁ GIAI ĐOẠN 2031 - 2035",
    "Nêu tầm nhìn đến năm 2045.",
    "Vé đò đã bán được phép dùng đến hết ngày 31/12/2031.",
    "Tổ thanh tra làm việc tại bến không quá 45 ngày.",
    "Mời thợ có giao kèo với thời hạn từ 12 tháng.",
    "Lồng ghép việc vá bến vào kế hoạch phát triển bến bãi hằng năm.",
    "Dựng kế hoạch dài hạn, ngắn hạn, hằng năm về bến bãi.",
]


def test_the_term_of_something_else_is_not_the_time_of_the_section() -> None:
    made = document(
        "KẾ HOẠCH\nVá bến đò năm 2031\nII. NỘI DUNG THỰC HIỆN\n"
        "1. Vá bến\n- Tổ chức vá bến Trên.\n- Tổ chức vá bến Dưới.\n"
        "2. Thời hạn giải quyết đơn: 15 ngày làm việc.\n"
    )
    assert [task.deadline for task in made.tasks] == [None, None]
    timed = document(
        "KẾ HOẠCH\nVá bến đò năm 2031\nII. NỘI DUNG THỰC HIỆN\n"
        "1. Vá bến\n- Tổ chức vá bến Trên.\n- Tổ chức vá bến Dưới.\n"
        "- Thời gian thực hiện: 15 ngày kể từ ngày nước rút.\n"
    )
    assert [task.deadline and task.deadline.text for task in timed.tasks] == [
        "15 ngày kể từ ngày nước rút"
    ] * 2


@pytest.mark.parametrize(
    ("text", "said", "due"),
    [
        (
            "Ngay sau khi lịch được ban hành, tổ đò chia ca.",
            "Ngay sau khi lịch được ban hành",
            None,
        ),
        ("Kể với xã trước ngày 05 tháng sau.", "trước ngày 05 tháng sau", None),
        (
            "Dừng phà trong vòng 15 ngày kể từ 0 giờ ngày 01/4/2031.",
            "trong vòng 15 ngày kể từ 0 giờ ngày 01/4/2031",
            None,
        ),
        (
            "Nộp phí trong thời hạn 10 ngày kể từ ngày 01/4/2031.",
            "trong thời hạn 10 ngày kể từ ngày 01/4/2031",
            None,
        ),
    ],
)
def test_what_comes_first_and_the_month_after(text: str, said: str, due: str | None) -> None:
    found = find_deadline(text, grammar(), 2031)
    assert found is not None
    assert (found.text, found.due) == (said, due)


def test_an_event_that_starts_at_an_hour_is_on_its_day() -> None:
    found = whole_deadline("Bắt đầu từ 8 giờ 00 ngày 10/12/2031.", grammar(), 2031)
    assert found == Deadline("Bắt đầu từ 8 giờ 00 ngày 10/12/2031", "2031-12-10", None)


def test_letters_that_look_like_one_digit_only_are_put_right_in_days() -> None:
    assert with_mended_times("nộp trước ngày 3O/1l/2031") == "nộp trước ngày 30/11/2031"
    assert with_mended_times("nộp trước ngày S/B/2031") == "nộp trước ngày S/B/2031"
    assert with_mended_times("trước ngày 4Z/11/2031") == "trước ngày 4Z/11/2031"


@pytest.mark.parametrize(
    "text",
    ["nộp trước ngày II/6/2031", "nộp trước ngày lI tháng 12 năm 2031", "nộp trước ngày 5/lZ/2031"],
)
def test_a_part_of_a_day_without_any_digit_stays_and_is_told(text: str) -> None:
    assert with_mended_times(text) == text
    assert find_deadline(text, grammar(), 2031) is None
    assert unread_deadline(text) is not None


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Đến ngày 15/5/2031, các bến chưa có phao phải hoàn thành lắp đặt.", "2031-05-15"),
        ("Đến hết quý II/2031, tổ nào chưa nộp sổ phải báo cáo.", "2031-06-30"),
        ("Phấn đấu đến 31/12/2031 không còn bến chưa có phao.", "2031-12-31"),
        ("Đến ngày 15/5/2031 còn 4 bến chưa có phao.", None),
        ("Bỏ khoản tiền mà đến ngày 30/6 tổ chưa tiêu.", None),
    ],
)
def test_a_duty_of_those_who_have_not_yet_is_due(text: str, due: str | None) -> None:
    found = find_deadline(text, grammar(), 2031)
    assert (found.due if found else None) == due


# A count with a dash is no day.
COUNTS = [
    "Vá lều xong trước 3-4 vụ.",
    "Đi tuần trước 5-7 buổi.",
    "Mời trước 3-5 hộ báo cáo.",
    "Gom cọc trước 2-3 năm.",
    "Gom cọc trước 2-3.5 khối.",
]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Vá bến (trước 30-11).", "trước 30-11"),
        ("Vá bến trước 17 giờ 30-11, xong thì báo.", "trước 17 giờ 30-11"),
    ],
)
def test_a_day_with_a_dash_ends_its_clause(text: str, said: str) -> None:
    found = find_deadline(text, grammar(), 2031)
    assert found == Deadline(said, "2031-11-30", None)


@pytest.mark.parametrize(
    ("text", "recurs"),
    [
        ("Lấy tiền từ chương trình nạo rạch và tổng kết định kỳ hằng quý.", "quarterly"),
        ("Dùng kinh phí nạo rạch và tổng kết hằng quý.", "quarterly"),
        ("Chi kinh phí nạo rạch và phao bến hằng quý.", None),
        ("Báo cáo hằng quý là nhiệm vụ bắt buộc.", "quarterly"),
        ("Lồng ghép vào kế hoạch nạo rạch hằng năm.", None),
        ("Tháng 3 hằng năm là Tháng Bến sạch.", None),
    ],
)
def test_what_recurs_is_of_the_work_not_of_the_noun_or_name(text: str, recurs: str | None) -> None:
    found = find_deadline(text, grammar(), 2031)
    assert (found.recurs if found else None) == recurs


def test_a_long_list_of_periods_is_matched_in_bounded_pieces() -> None:
    # the open end of a rule over such a list took a quarter of a minute
    text = "định kỳ 6 tháng, " + "hằng năm, " * 30
    longest = max(p.stop - p.start for p in recurring(text, grammar()))
    assert longest < len(text) / 2


@pytest.mark.parametrize(
    "text",
    [
        "Nộp sổ trước ngày … tháng … năm 2031.",
        "Nộp sổ trước 16 giờ ngày S? tháng 4 năm 2031.",
    ],
)
def test_a_day_that_is_blank_or_cannot_be_read_is_told(text: str) -> None:
    assert unread_deadline(text) is not None


@pytest.mark.parametrize(
    ("text", "said", "due", "recurs"),
    [
        ("Thực hiện thường xuyên hằng năm.", "hằng năm", None, "yearly"),
        ("Được triển khai thường xuyên, định kỳ hằng quý.", "định kỳ hằng quý", None, "quarterly"),
        ("Định kỳ hằng năm; riêng năm 2031 xong trong quý II/2031.", "Định kỳ hằng năm",
         None, "yearly"),
        ("Thực hiện thường xuyên, riêng việc đếm phao hoàn thành trong quý II/2031.",
         "trong quý II/2031", "2031-06-30", None),
        ("Tháng 11, 12/2031 và bổ sung, sửa đổi hàng năm.", "Tháng 11, 12/2031",
         "2031-12-31", None),
        ("Từ năm 2031 đến năm 2035 và tiếp theo.", "Từ năm 2031 đến năm 2035",
         "2035-12-31", None),
        ("Năm 2032 và các năm tiếp theo.", "Năm 2032 và các năm tiếp theo", None, None),
    ],
)  # fmt: skip
def test_a_line_on_when_says_how_often_until_when_or_of_which_part(
    text: str, said: str, due: str | None, recurs: str | None
) -> None:
    found = whole_deadline(text, grammar(), 2031)
    assert found is not None
    assert (found.text, found.due, found.recurs) == (said, due, recurs)


def test_what_is_done_all_the_year_has_no_time() -> None:
    for text in ("Thực hiện thường xuyên.", "Thường xuyên trong năm.", "Triển khai thường xuyên"):
        assert whole_deadline(text, grammar(), 2031) is None


# Times that stand apart and rounds.
APART = [
    ("Năm 2032, hoàn thành việc nạo rạch.", "Năm 2032", "2032-12-31", None),
    ("Sửa phà xóm Gò. Năm 2032, xây dựng bến mới.", "Năm 2032", "2032-12-31", None),
    ("Quý I/2032: Khảo sát luồng lạch.", "Quý I/2032", "2032-03-31", None),
    ("Lập tổ đò (năm 2031 và kiện toàn thường xuyên hằng năm).", "năm 2031",
     "2031-12-31", None),
    ("Phổ biến nội quy bến (Quý IV/2031, Quý I/2032 và thường xuyên).",
     "Quý IV/2031, Quý I/2032", "2032-03-31", None),
    # In rounds with a day each.
    ("Báo cáo xã định kỳ 6 tháng trước ngày 30 tháng 6 và tổng thể hàng năm trước ngày 30 "
     "tháng 01 hàng năm.", "định kỳ 6 tháng trước ngày 30 tháng 6 và tổng thể hàng năm trước "
     "ngày 30 tháng 01 hàng năm", None, "yearly"),
    ("Báo cáo 6 tháng trước ngày 30/6 và cả năm trước ngày 30/01 về xã.",
     "6 tháng trước ngày 30/6 và cả năm trước ngày 30/01", None, "yearly"),
    ("Báo cáo hằng quý (trước ngày 20 tháng cuối quý), năm (trước ngày 15/12).",
     "hằng quý (trước ngày 20 tháng cuối quý), năm (trước ngày 15/12)", None, "quarterly"),
    ("Kể với xã định kỳ hằng năm (trước ngày 15/11 và đột xuất (khi cần).",
     "định kỳ hằng năm (trước ngày 15/11", None, "yearly"),
    ("Báo cáo tháng gửi trước ngày 20 hằng tháng; báo cáo quý gửi trước ngày 25 tháng cuối "
     "quý.", "trước ngày 20 hằng tháng", None, "monthly"),
    # More is done so often than what a day is told for.
    ("Hằng tháng kiểm tra bến, báo cáo xã trước ngày 22 hằng tháng.", "Hằng tháng",
     None, "monthly"),
    ("Hằng năm, tổ đò gửi báo cáo về xã trước ngày 10/12.", "trước ngày 10/12",
     None, "yearly"),
]  # fmt: skip


# Years that only tell.
YEARS = [
    "Năm 2031, tỉnh có 5 xã ven sông.",
    "Năm 2031 là năm bản lề của tổ đò.",
    "Phổ biến Luật Đường thủy (năm 2031).",
]


# What is made or done by a time.
MADE = [
    ("Xây dựng Đề án nâng cao chất lượng bến trong quý II/2031.", "trong quý II/2031"),
    ("Tham mưu ban hành Kế hoạch thực hiện Chương trình kè bờ giai đoạn 2031 - 2035 trong "
     "tháng 5/2031.", "trong tháng 5/2031"),
    ("Trình Nghị quyết quy định phí bến trong năm 2031.", "trong năm 2031"),
    ("Quý II năm 2031 trình xã Đề án kè bờ.", "Quý II năm 2031"),
    ("Trước 31/12/2031 là hoàn thành việc nạo vét.", "Trước 31/12/2031"),
    ("Phấn đấu hoàn thành việc nạo vét các luồng, các bến đến năm 2033.", "đến năm 2033"),
    ("Hoàn thành các nhiệm vụ từ nay đến cuối năm.", "từ nay đến cuối năm"),
    ("Kiểm tra các bến từ quý II đến quý IV/2031.", "từ quý II đến quý IV/2031"),
    ("Hoàn thành nạo vét trong 2 năm 2031 - 2032.", "trong 2 năm 2031 - 2032"),
    ("Hỗ trợ tổ đò trong các năm 2031, 2032.", "trong các năm 2031, 2032"),
    ("Kể với xã trước ngày 10 tháng đầu quý sau.", "trước ngày 10 tháng đầu quý sau"),
]  # fmt: skip


# Times of what is done or paid for.
PAID_FOR = [
    "Thực hiện Quyết định số 12/QĐ-UBND phê duyệt Kế hoạch nạo vét luồng trong quý II/2031.",
    "Xây dựng giải pháp từ nay đến cuối năm về kiểm soát phí bến.",
    "Triển khai các nội dung, nhiệm vụ từ năm 2031 đến năm 2033.",
    "Làm tốt các nhiệm vụ trọng tâm từ quý II đến quý IV/2031.",
    "Bố trí vốn trong dự toán của xã trong năm 2031 và các năm tiếp theo.",
    "Thông báo cho các bến trước khi tiến hành bảo trì phao.",
]


def test_a_time_of_those_whom_something_is_for_is_not_that_of_the_work() -> None:
    text = "Đối với các việc làm trong năm 2031, tổ đò bố trí thuyền{}."
    assert find_deadline(text.format(""), grammar(), 2031) is None
    found = find_deadline(text.format(" trước ngày 15/5/2031"), grammar(), 2031)
    assert found == Deadline("trước ngày 15/5/2031", "2031-05-15", None)


@pytest.mark.parametrize(
    ("cell", "due"),
    [("T5-T6/2031", "2031-06-30"), ("2031, 2032", "2032-12-31"), ("Quý I - IV/2031", "2031-12-31")],
)
def test_cells_with_several_months_quarters_or_years(cell: str, due: str) -> None:
    assert stated_deadline(cell, grammar(), 2031) == Deadline(cell, due, None)


# What is over and the time of a title are no deadline.
OVER = [
    "Rà soát sổ đò của xóm (năm 2019).",
    "Vá lều dựng từ trước (năm 1998).",
    "Đếm đò đóng mới (tháng 5/2022).",
    "Năm 2023, thực hiện đo luồng; tiếp tục giữ bến.",
    "Năm 2029, tổ chức đo luồng.",
    "Khắc phục tồn tại của Kế hoạch nạo vét luồng (năm 2031).",
    "Triển khai Đề án phát triển bến đò (năm 2031 - 2035).",
    "Xây dựng Đề án phát triển bến đò (năm 2031 - 2035).",
    "Xây dựng Kế hoạch nạo vét luồng (năm 2032).",
]


def test_what_stands_apart_is_over_before_the_day_of_the_document() -> None:
    for text in ("Kiểm tra các bến ({}).", "{}, kiểm tra các bến."):
        over, to_come = text.format("Tháng 02/2031"), text.format("Tháng 3/2031")
        assert find_deadline(over, grammar(), 2031, "2031-03-05") is None
        found = find_deadline(to_come, grammar(), 2031, "2031-03-05")
        assert found == Deadline("Tháng 3/2031", "2031-03-31", None)
    found = find_deadline("Tháng 01, kiểm tra các bến.", grammar(), 2030, "2030-12-20")
    assert as_of(found, "2030-12-20") == Deadline("Tháng 01", "2031-01-31", None)


# The end of work and of what is made.
ENDS = [
    ("Năm 2031, tiếp tục nạo vét luồng, đến năm 2033 hoàn thành.", "đến năm 2033"),
    ("Năm 2031, tổ chức nạo vét luồng, hoàn thành trước ngày 30/6/2031.",
     "trước ngày 30/6/2031"),
    ("Năm 2031, tổ chức nạo vét luồng; hoàn thành bến mới trước ngày 30/6/2032.", "Năm 2031"),
    ("Xây dựng Đề án phát triển bến đò (quý II/2031).", "quý II/2031"),
    ("Triển khai Kế hoạch nạo vét luồng, kiểm tra các bến (quý II/2031).", "quý II/2031"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ngay sau khi nước rút phối hợp với các bến đếm đò hỏng, sửa phao.",
         "Ngay sau khi nước rút"),
        ("Ngay sau khi có kết quả thi tổ chức chấm lại.", "Ngay sau khi có kết quả thi"),
        ("Ngay khi phát hiện đò chìm báo cáo Trạm Đường thủy.", "Ngay khi phát hiện đò chìm"),
        ("Ngay sau khi xảy ra sự cố thông báo cho Công an xã.", "Ngay sau khi xảy ra sự cố"),
        ("Ngay sau khi Đề án được phê duyệt tổ chức công bố cho các bến.",
         "Ngay sau khi Đề án được phê duyệt"),
        # The verb is a noun, or of the event.
        ("Ngay sau khi xóm Gò tổ chức lễ ra quân, các bến treo cờ.",
         "Ngay sau khi xóm Gò tổ chức lễ ra quân"),
    ],
)  # fmt: skip
def test_an_event_ends_where_the_work_begins(text: str, said: str) -> None:
    found = find_deadline(text, grammar(), 2031) or stated_deadline(text, grammar(), 2031)
    assert found == Deadline(said, None, None)


def test_what_is_done_after_an_event_is_work_and_no_line_on_when() -> None:
    orders = [
        "Sửa phao.",
        "Ngay sau khi có kết quả thi tổ chức chấm lại.",
        "Vá lều.",
        "Ngay khi phát hiện đò chìm báo cáo Trạm Đường thủy.",
    ]
    found = document(
        "UBND XÃ BẾN XUÂN\nSố: 9/KH-UBND\nBến Xuân, ngày 20 tháng 2 năm 2031\nKẾ HOẠCH\nSửa bến\n\n"
        "II. NHIỆM VỤ\n1. Việc chung\n" + "\n".join(f"- {order}" for order in orders)
    )
    assert [task.text for task in found.tasks] == orders
    assert [task.deadline is None for task in found.tasks] == [True, False, True, False]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sau khi Đề án được phê duyệt, các thôn tổ chức họp dân, lấy ý kiến về mức đóng góp.",
         "Sau khi Đề án được phê duyệt"),
        ("Sau khi nghiệm thu, bàn giao bến.", "Sau khi nghiệm thu, bàn giao bến"),
        ("Sau khi có kết quả thi tổ chức chấm lại bài theo đúng quy chế và công bố trên báo.",
         "Sau khi có kết quả thi"),
        ("Sau khi có hướng dẫn của Sở, ban, ngành.", "Sau khi có hướng dẫn của Sở, ban, ngành"),
        ("Sau khi xã ban hành quyết định phê duyệt kết quả lựa chọn nhà thầu thi công công trình "
         "kè bờ sông đoạn qua xóm Gò",
         "Sau khi xã ban hành quyết định phê duyệt kết quả lựa chọn nhà thầu thi công công trình "
         "kè bờ sông đoạn qua xóm Gò"),
    ],
)  # fmt: skip
def test_a_cell_that_goes_on_with_what_is_done_waits_for_the_event_alone(
    text: str, said: str
) -> None:
    assert stated_deadline(text, grammar(), 2031) == Deadline(said, None, None)


@pytest.mark.parametrize(
    ("text", "said", "due", "recurs"), [*WORDS, *EXPRESSIONS, *LEADS, *RECURRING, *APART]
)
def test_the_words_of_a_deadline_and_its_day(
    text: str, said: str, due: str | None, recurs: str | None
) -> None:
    found = find_deadline(text, grammar(), 2031)
    assert found is not None
    assert (found.text, found.due, found.recurs) == (said, due, recurs)


@pytest.mark.parametrize(("text", "said"), [*MADE, *ENDS])
def test_the_words_of_a_deadline_of_what_is_made(text: str, said: str) -> None:
    found = find_deadline(text, grammar(), 2031)
    assert found is not None
    assert found.text == said


@pytest.mark.parametrize(
    "text", [*NO_WORDS, *NO_TIMES, *STATES, *SPANS, *COUNTS, *YEARS, *PAID_FOR, *OVER]
)
def test_times_that_are_none(text: str) -> None:
    assert find_deadline(text, grammar(), 2031) is None
