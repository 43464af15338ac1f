"""Times that stand with the order, and those within what it is about."""

from __future__ import annotations

import pytest
from parse_support import grammar

from vnplan.parse.times.deadlines import find_deadline


@pytest.mark.parametrize(
    "text",
    [
        "Nối sổ bến với kho chung khi Sở Văn hóa, Thể thao mở cổng (dự kiến quý I/2032).",
        "Xét lại sổ đò sau khi danh sách được xã thông qua vào tháng 12/2031.",
        "Giữ đủ phao, không để thiếu áo nổi, dây buộc trong dịp Tết Nguyên đán Tân Hợi.",
        "Chuẩn bị phao cho hội đua ghe, dự kiến trong hai ngày 19 và 20/12.",
        "Rà soát khách qua đò so với cùng kỳ (quý I/2031).",
        "Rà soát xong số ghe đủ 14 tuổi tính đến 30/6/2031.",
        "Trình xã xem xét để trình huyện thông qua tại kỳ họp cuối năm.",
        "Trình xã đề án kè bờ tại kỳ họp thứ 10.",
        "Làm tốt các nhiệm vụ, giải pháp trong thời gian từ nay đến cuối năm.",
        "Kê các loại ghe được giải quyết ngay trong ngày làm việc không phải ghi sổ.",
        "Dán bảng giá, niêm yết trong 15 ngày kể từ ngày 10/9.",
        "Soát sổ bến từ ngày 01-01-2030 đến 31-12-2030.",
        "Báo với trưởng xóm trước 01 ngày.",
        "Để hoàn thành việc kè bờ trong năm 2031 theo đề án, Sở mời các xã góp đá.",
        "Khôi phục hoạt động của bến ngay sau khi lũ rút.",
        "Áp dụng mức thu từ ngày 10/6/2031.",
        "Từ ngày 01/01/2031 đến ngày 10/01/2031, xã ghi nhận 13 ghe chìm.",
        "Giao chỉ tiêu nạo vét năm 2031 (từ ngày 01/10/2030 đến ngày 30/9/2031) theo sổ.",
        "Cấp thêm kinh phí tập huấn hằng năm cho đội đò.",
    ],
)
def test_times_of_what_an_order_is_about(text: str) -> None:
    assert find_deadline(text, grammar(), 2031, "2031-03-01") is None


@pytest.mark.parametrize(
    ("text", "words", "due", "recurs"),
    [
        # the limit of a clause goes before a time of its object
        ("Gửi danh sách ghe phát sinh từ 01/4/2031 đến 30/6/2031 (qua Đội) chậm nhất 18/7/2031.",
         "chậm nhất 18/7/2031", "2031-07-18", None),
        ("Các bến còn nợ đến 31/8/2031 phải nộp xong trong tháng 10/2031.",
         "trong tháng 10/2031", "2031-10-31", None),
        ("Khi nước rút, vá bến trong tháng 10/2031.", "trong tháng 10/2031", "2031-10-31", None),
        ("Sửa phà, kể việc khó (nếu có) trong tháng 10/2031.", "trong tháng 10/2031", "2031-10-31",
         None),
        # a day of what is made every year
        ("Lập kế hoạch bến đò hằng năm trước ngày 31/01.", "trước ngày 31/01", None, "yearly"),
        ("Lập kế hoạch bến đò hằng năm trình xã duyệt trước ngày 30/11.", "trước ngày 30/11",
         None, "yearly"),
        # days, hours and brackets that belong together
        ("Định kỳ ngày 15/6 và 15/12 hằng năm báo cáo xã.", "Định kỳ ngày 15/6 và 15/12 hằng năm",
         None, "yearly"),
        ("Tiếp khách đò vào 17 giờ các ngày thứ ba và thứ sáu.",
         "vào 17 giờ các ngày thứ ba và thứ sáu", None, None),
        ("Báo cáo số phao trước 8 giờ sáng hôm sau.", "trước 8 giờ sáng hôm sau", None, None),
        ("Trực bến từ ngày 02/02/2031 (28 tháng Chạp) đến hết ngày 10/02/2031 (mùng 6 Tết).",
         "từ ngày 02/02/2031 (28 tháng Chạp) đến hết ngày 10/02/2031 (mùng 6 Tết)", "2031-02-10",
         None),
        ("Nạo vét mương trong quý III năm nay.", "trong quý III năm nay", "2031-09-30", None),
        ("Giám sát bến đò, thời gian tháng 8-2031.", "tháng 8-2031", "2031-08-31", None),
        ("Dạy bơi 02 đợt: đợt 1 vào tháng 4, đợt 2 vào tháng 9.",
         "đợt 1 vào tháng 4, đợt 2 vào tháng 9", "2031-09-30", None),
        ("Báo số khách đò chậm nhất 25 hằng tháng.", "chậm nhất 25 hằng tháng", None, "monthly"),
        ("Vá lưới trong tháng 3/2031 và tháng 4/2031.", "trong tháng 3/2031 và tháng 4/2031",
         "2031-04-30", None),
        ("Vá lưới trong quý II/2031, 2 xã làm trước.", "trong quý II/2031", "2031-06-30", None),
        ("Trả lời dân trong 04 giờ.", "trong 04 giờ", None, None),
        ("Báo số phao trước thứ Sáu (29/6/2031).", "trước thứ Sáu (29/6/2031)", "2031-06-29", None),
        ("Dọn bến 2 lần: lần 1 hoàn thành 30/6, lần 2 hoàn thành 31/8.",
         "lần 1 hoàn thành 30/6, lần 2 hoàn thành 31/8", "2031-08-31", None),
        ("Báo cáo xã vào cuối quý.", "vào cuối quý", None, "quarterly"),
        ("Tổ đò ra quyết định thành lập trước 20/12/2031.", "trước 20/12/2031", "2031-12-20", None),
        ("Trông bến (từ 15/6 đến 15/8/2031), tổng kết trước 30/8/2031.", "trước 30/8/2031",
         "2031-08-30", None),
        ("Góp ý Nghị quyết về bến đò năm 2032, thời gian: trước kỳ họp cuối năm của xã.",
         "trước kỳ họp cuối năm của xã", None, None),
        ("Gửi sổ phao cho xã trước ít nhất 15 ngày.", "trước ít nhất 15 ngày", None, None),
        # names of occasions to their end
        ("Vá bến xong trước Hội nghị Ban Chấp hành lần thứ 8.",
         "trước Hội nghị Ban Chấp hành lần thứ 8", None, None),
        ("Sơn ghe trước mỗi kỳ nghỉ lễ.", "trước mỗi kỳ nghỉ lễ", None, None),
        ("Vá lưới xong trước ngày đoàn đến bến.", "trước ngày đoàn đến bến", None, None),
        # so long before something
        ("Gửi sổ về xã trước 05 ngày tổ chức hội đua ghe.", "trước 05 ngày tổ chức hội đua ghe",
         None, None),
        ("Nộp sổ cho xã trước 01 ngày.", "trước 01 ngày", None, None),
        ("Trước khi đốt phải báo với trưởng thôn, bản.", "Trước khi đốt", None, None),
        ("Trả lời ngay trong ngày nhận được Công văn này.",
         "ngay trong ngày nhận được Công văn này", None, None),
        # how often
        ("Soát sổ phao mỗi học kỳ 2 lần.", "mỗi học kỳ 2 lần", None, None),
        ("Họp tổ đò 2 tuần/lần, vào chiều thứ năm.", "2 tuần/lần, vào chiều thứ năm", None, None),
        ("Đánh giá việc giữ bến hằng năm. Gửi báo cáo trước ngày 15/11 hằng năm về xã.",
         "trước ngày 15/11 hằng năm", None, "yearly"),
        ("Mở lớp bơi hằng năm cho 200 trẻ.", "hằng năm", None, "yearly"),
        ("Sáu tháng một lần tổ đò họp; báo cáo xã trước 15-12.", "Sáu tháng một lần", None, None),
    ],
)  # fmt: skip
def test_times_of_the_order(text: str, words: str, due: str | None, recurs: str | None) -> None:
    found = find_deadline(text, grammar(), 2031, "2031-01-15")
    assert found is not None
    assert (found.text, found.due, found.recurs) == (words, due, recurs)
