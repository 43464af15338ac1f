"""By when work is due, told by an event, by hours of its days or by the rounds it is done in. No
sentence is from a real paper."""

import pytest
from parse_support import grammar

from vnplan.parse.times.deadlines import find_deadline
from vnplan.parse.times.stated_times import whole_deadline

# So long before or after an event.
OFFSETS = [
    ("Mở cống sau giờ nước lớn 20 phút, ghi sổ.", "sau giờ nước lớn 20 phút"),
    ("Phát áo phao trước giờ đò chạy 1 tiếng.", "trước giờ đò chạy 1 tiếng"),
    ("Giao cọc cho các xóm trước lịch đóng kè 7 ngày, thu tiền.", "trước lịch đóng kè 7 ngày"),
    ("Lùa trâu lên gò trước khi đội vét rạch đến một buổi.", "trước khi đội vét rạch đến một buổi"),
    ("Kể với xã sau chiến dịch 07 ngày.", "sau chiến dịch 07 ngày"),
    ("Thử còi cho phà 48 giờ trước khi chạy.", "48 giờ trước khi chạy"),
    ("Đò trưởng có mặt 30 phút trước giờ đò chạy.", "30 phút trước giờ đò chạy"),
    ("Đọc tin trên loa trong 10 ngày trước ngày hội đò.", "trong 10 ngày trước ngày hội đò"),
    ("Phun thuốc ở bến trong vòng một tuần kể từ khi nước rút.",
     "trong vòng một tuần kể từ khi nước rút"),
    ("Quét bến trong 02 ngày đầu sau khi nước rút.", "trong 02 ngày đầu sau khi nước rút"),
    ("Gửi sổ về huyện trước đó 2 ngày.", "trước đó 2 ngày"),
    ("Tổ đò xem đơn, trình xã sau 05 ngày làm việc.", "sau 05 ngày làm việc"),
    ("Trả lời tổ đò sau không quá 24 giờ.", "sau không quá 24 giờ"),
    ("Gửi sổ sau 05 ngày làm việc kể từ ngày nhận đơn.",
     "sau 05 ngày làm việc kể từ ngày nhận đơn"),
    ("Nhắc tổ đò bằng thư, gửi xã sau đó 15 ngày.", "sau đó 15 ngày"),
    ("Trong 3 ngày tới, các xóm gửi sổ.", "Trong 3 ngày tới"),
]  # fmt: skip
# At the beginning or the end of what is planned.
EDGES = [
    ("Duyệt sơ đồ bến trước khi vào đợt kè.", "trước khi vào đợt kè"),
    ("Trả lại phao trước khi vào năm học mới.", "trước khi vào năm học mới"),
    ("Công khai tiền phí khi kết thúc từng đợt.", "khi kết thúc từng đợt"),
    ("Nghiệm thu cọc ngay sau khi kết thúc đợt nạo vét.", "ngay sau khi kết thúc đợt nạo vét"),
    ("Gửi kê ghe nghèo ngay sau khi UBND huyện phê duyệt kết quả soát.",
     "ngay sau khi UBND huyện phê duyệt kết quả soát"),
    ("Nộp phiếu cho tổ đò ngay sau mỗi chuyến.", "ngay sau mỗi chuyến"),
    ("Đốt rác bến vào cuối mỗi buổi chợ.", "vào cuối mỗi buổi chợ"),
    ("Mở lớp bơi trước thời điểm nước lên; đọc tin.", "trước thời điểm nước lên"),
    ("Sơn lại vạch trước khi trời tối hằng ngày, dỡ rào.", "trước khi trời tối hằng ngày"),
    ("Góp tiền phao ngay đầu năm học.", "ngay đầu năm học"),
    ("Giữ bến từ ngày 25/3/2031 cho đến khi dựng xong cầu.",
     "từ ngày 25/3/2031 cho đến khi dựng xong cầu"),
]  # fmt: skip
# The next day, this week, hours and days of the week.
HOURS = [
    ("Đếm khách buổi tối, sáng hôm sau báo về xã.", "sáng hôm sau"),
    ("Kể với đò trưởng trong giao ban 6h00 sáng hôm sau.", "trong giao ban 6h00 sáng hôm sau"),
    ("Gửi sổ họp chậm nhất là ngày hôm sau.", "chậm nhất là ngày hôm sau"),
    ("Vá lều xong trong tuần.", "trong tuần"),
    ("Gửi sổ vào đầu tuần sau.", "vào đầu tuần sau"),
    ("Báo kho của xã trong ngày để cấp thêm dây.", "trong ngày"),
    ("Gọi thợ vá phao ngay trong chiều nay.", "ngay trong chiều nay"),
    ("Dạy bơi từ 6h00 đến 7h30 các ngày thứ 3, 5, 7.", "từ 6h00 đến 7h30 các ngày thứ 3, 5, 7"),
    ("Mở góc sách ở bến từ 17h đến 20h các ngày trong tuần, có người trông.",
     "từ 17h đến 20h các ngày trong tuần"),
    ("Kể với xã vào thứ Hai đầu tuần.", "vào thứ Hai đầu tuần"),
    ("Đổi ca đò lúc 6h, 14h và 22h.", "lúc 6h, 14h và 22h"),
    ("Tặng gạo từ 15 đến 25 tháng Chạp.", "từ 15 đến 25 tháng Chạp"),
    ("Kể với xã, gửi trước rằm tháng 7.", "trước rằm tháng 7"),
    ("Báo cáo xã tại buổi giao ban sáng thứ Hai.", "tại buổi giao ban sáng thứ Hai"),
    ("Dựng nêu xong mùng 10 tháng 3 âm lịch.", "mùng 10 tháng 3 âm lịch"),
    ("Xem bến 2 tiếng/lần.", "2 tiếng/lần"),
    ("Thay dây phao nửa tháng một lần.", "nửa tháng một lần"),
    ("Thu lá ở bến 3 buổi/tuần (thứ 2, 4, 6).", "3 buổi/tuần (thứ 2, 4, 6)"),
    ("Rước đèn ở bến vào tối Rằm Trung thu.", "vào tối Rằm Trung thu"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), [*OFFSETS, *EDGES, *HOURS])
def test_the_words_that_tell_a_time_by_an_event(text: str, said: str) -> None:
    found = find_deadline(text, grammar(), 2031, "2031-03-01")
    assert found is not None
    assert (found.text, found.due, found.recurs) == (said, None, None)


@pytest.mark.parametrize(
    ("text", "said", "due", "recurs"),
    [
        # the day that an event comes to
        ("Dán sổ đò chậm nhất là 40 ngày trước ngày hội đò (ngày 13/4/2031), soát lại.",
         "chậm nhất là 40 ngày trước ngày hội đò (ngày 13/4/2031)", "2031-04-13", None),
        ("Có mặt ở bến trước giờ đò chạy 1 tiếng trong các ngày 22, 23 và 24/6.",
         "trước giờ đò chạy 1 tiếng trong các ngày 22, 23 và 24/6", "2031-06-24", None),
        # weeks and halves of months
        ("Họp xóm Tuần 1 tháng 5.", "Tuần 1 tháng 5", "2031-05-07", None),
        ("Xem bến vào tuần cuối của các tháng 4, 5 và 6.", "vào tuần cuối của các tháng 4, 5 và 6",
         "2031-06-30", None),
        ("Trả tiền thừa trong nửa cuối tháng 12; ghi sổ.", "trong nửa cuối tháng 12",
         "2031-12-31", None),
        # rounds
        ("Dạy bơi: đợt 1 từ 28/5 đến 31/5, đợt 2 (vét) từ 04/6 đến 06/6/2031.",
         "đợt 1 từ 28/5 đến 31/5, đợt 2 (vét) từ 04/6 đến 06/6/2031", "2031-06-06", None),
        ("Vá 9 bến; đợt I hoàn tất trong tháng 8/2031, đợt II trong tháng 11/2031.",
         "đợt I hoàn tất trong tháng 8/2031, đợt II trong tháng 11/2031", "2031-11-30", None),
        # how often
        ("Xem phao hai lần mỗi ngày.", "hai lần mỗi ngày", None, None),
        ("Lấy nước đem thử cứ hai tháng một lần.", "cứ hai tháng một lần", None, None),
        ("Nhắc đò trưởng, ngày cuối mỗi tháng nộp sổ.", "ngày cuối mỗi tháng", None, "monthly"),
        ("Soát sổ đò mỗi tháng một đợt, vào ngày 25.", "mỗi tháng một đợt, vào ngày 25", None,
         "monthly"),
        ("Đọc tin trên loa tuần ba buổi.", "tuần ba buổi", None, None),
        ("Họp ở bến định kỳ vào ngày 10 và 25, xã chủ trì.", "định kỳ vào ngày 10 và 25", None,
         "monthly"),
        ("So sổ vào ngày làm việc cuối cùng hằng tháng, quý IV so 2 lần/tháng.",
         "vào ngày làm việc cuối cùng hằng tháng", None, "monthly"),
        ("Nộp quỹ trong 10 ngày đầu mỗi tháng.", "trong 10 ngày đầu mỗi tháng", None, "monthly"),
        ("Trả công trước ngày 10 các tháng.", "trước ngày 10 các tháng", None, "monthly"),
        # from an event to a day; what comes first
        ("Thực hiện từ ngày ký đến 30/6.", "từ ngày ký đến 30/6", "2031-06-30", None),
        ("Trả bến trước Tết Nguyên đán, phần còn lại trong quý I/2032.", "trước Tết Nguyên đán",
         None, None),
        ("Ghi sổ sau mỗi chuyến, nộp chậm nhất một tuần sau khi đếm.",
         "chậm nhất một tuần sau khi đếm", None, None),
        ("Tặng quà trẻ nhân Tết Thiếu nhi 1/6.", "nhân Tết Thiếu nhi 1/6", "2031-06-01", None),
        # the day of an act
        ("Nhận phao tại kho huyện ngày 04/9, gửi trạm bến.", "ngày 04/9", "2031-09-04", None),
    ],
)  # fmt: skip
def test_days_and_frequencies_told_by_events_weeks_and_rounds(
    text: str, said: str, due: str | None, recurs: str | None
) -> None:
    found = find_deadline(text, grammar(), 2031, "2031-03-01")
    assert found is not None
    assert (found.text, found.due, found.recurs) == (said, due, recurs)


@pytest.mark.parametrize(
    "text",
    [
        # what somebody else's act waits for, and how things are to be done
        "Trả sổ cho dân khi có đủ giấy.",
        "Chỉ đóng cọc sau khi được cấp phép.",
        "Người xin phép sau khi nộp đủ phí mới được thả lưới.",
        "Xem kỹ phao trước khi chạy.",
        "Theo dõi người được tiêm sau tiêm 30 phút.",
        "Lưu sổ ít nhất 05 năm kể từ ngày kết thúc.",
        # the hours of an office, of duty, the day a law comes into force
        "Bộ phận Một cửa làm việc từ 7h30 đến 11h30 các ngày trong tuần.",
        "Người trực có mặt từ 7h00 đến 7h00 hôm sau.",
        "Ghe đã đăng ký thực hiện trước ngày Thông tư này có hiệu lực thì giữ sổ cũ.",
        "Dạy tiếng cho trẻ trước khi vào lớp Một.",
        "Số dư là tiền còn lại sau khi kết thúc năm ngân sách.",
    ],
)
def test_events_that_say_no_time_of_the_work(text: str) -> None:
    assert find_deadline(text, grammar(), 2031, "2031-03-01") is None


def test_the_first_week_of_a_month_ends_on_its_seventh_day() -> None:
    found = [whole_deadline(f"Tuần {n} tháng 5", grammar(), 2031) for n in (1, 2, 4)]
    assert [f and f.due for f in found] == ["2031-05-07", None, None]
