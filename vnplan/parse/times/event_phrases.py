"""Times told by an event: so long before or after one, at its end, day after day at its hours.

Rules as in :mod:`vnplan.parse.times.phrase_rules`: an event is a moment with a noun of its own
("giờ phát đề", "đợt ôn"), or a clause after "khi"; an offset is a number of days or hours from it.
"""

from __future__ import annotations

from vnplan.parse.times.phrase_rules import CLAUSE, END, EVENT_END, TILL

_GOES_ON = r"(?=\s+(?i:trong|vào|từ)\s)"
_TO_END = rf"(?:{CLAUSE}{{0,60}}?{EVENT_END})"

EVENTS = (
    # An event and how long before or after it: "sau giờ phát đề 15 phút".
    ("before", rf"(?i:(?:ngay\s+)?trước)\s+{{moment}}\s+{{offset}}(?:{END}|{_GOES_ON})"),
    ("before", rf"(?i:trước)\s+(?i:đó|giờ\s+đó|ngày\s+đó)\s+{{offset}}{END}"),
    ("after", rf"(?i:(?:chậm\s+nhất\s+)?sau)\s+{{moment}}\s+{{offset}}{END}"),
    # How long, and what before or after: "48 giờ trước khi bàn giao".
    ("counted", r"(?:(?i:trong(?:\s+vòng)?|{least}(?:\s+là)?)\s+)?{amount}\s+(?i:trước)"
               rf"\s+(?i:khi|{{moments}}|{{occasions}})(?!\w|\s*\d)(?:{TILL}|{END})"),
    ("term", r"(?i:trong(?:\s+(?:vòng|thời\s+hạn|khoảng))?|không\s+quá|(?:chậm|muộn)\s+nhất"
             r"(?:\s+là)?)\s+{amount}(?:\s+(?i:đầu(?:\s+tiên)?|tiếp\s+theo))?"
             rf"\s+(?i:sau(?!\s+đó)|(?:kể|tính)\s+từ)\s+(?!\d){TILL}"),
    ("term", rf"(?i:trong)\s+{{amount}}\s+(?i:đầu\s+tiên|tiếp\s+theo|kế\s+tiếp){END}"),
    ("answer", r"(?i:sau)\s+(?:(?i:không\s+quá)\s+)?{amount}"
               rf"(?:{END}|\s+(?i:(?:kể|tính)\s+từ)\s+{TILL})"),
    ("term", rf"(?i:trong)\s+\d{{1,2}}\s*(?i:giờ|ngày|tuần)\s+(?i:tới|nữa){END}"),
    ("after", rf"(?i:sau\s+đó)\s+{{offset}}{END}"),
    # From an event to a day.
    ("range", r"(?i:từ\s+(?:ngày|khi|lúc))\s+(?!\d)" rf"{CLAUSE}{{2,40}}?\s"
              rf"(?i:đến(?:\s+hết)?)\s+(?i:ngày\s+)?{{day}}{END}"),
    ("first", rf"(?i:sau)\s+(?:(?i:khi)\s+)?{CLAUSE}{{0,40}}?"
              r"(?i:(?:văn\s+bản|công\s+văn|hội\s+nghị|cuộc\s+họp|kế\s+hoạch)\s+này)(?=,\s)"),
    # The beginning or end of what is planned: "trước khi vào đợt ôn", "khi kết thúc từng đợt".
    ("before", r"(?i:trước\s+(?:khi|lúc))\s+"
               rf"(?:(?i:vào)|(?:(?!\d){CLAUSE}{{1,40}}?\s)??(?i:{{begins}}|{{ends}}))"
               rf"\s+(?i:(?:các|từng|mỗi)\s+)?(?i:{{planned}}|{{event}})(?!\w){_TO_END}"),
    ("close", r"(?i:ngay\s+(?:sau\s+)?khi|(?<=\w\s)(?<!(?:sau|ngay|trước|đến)\s)(?:sau\s+)?khi)"
              r"\s+(?i:{ends})\s+(?i:(?:các|từng|mỗi)\s+)?"
              rf"(?i:{{planned}}|{{event}})(?!\w){_TO_END}"),
    ("close", rf"(?i:ngay\s+sau)\s+(?i:{{planned}})(?!\w|\s*\d){_TO_END}"),
    ("each", rf"(?i:(?:ngay\s+)?(?:sau|trước)\s+(?:mỗi|từng))\s+(?i:{{rounds}})(?!\w){_TO_END}"),
    ("each", rf"(?i:(?:vào\s+)?(?:cuối|đầu)\s+(?:mỗi|từng)\s+)(?i:{{rounds}})(?!\w){_TO_END}"),
    ("moment", rf"(?i:trước)\s+{{moment}}{EVENT_END}"),
    ("before", rf"(?i:trước\s+khi)\s+{CLAUSE}{{2,30}}?\s(?i:(?:h[ằà]ng|mỗi)\s+ngày){END}"),
    # The next day, this week, the last day of something.
    ("next", r"(?:(?i:vào|trong|trước|ngay|hết|(?:chậm|muộn)\s+nhất(?:\s+là)?)\s+){0,3}"
             r"(?<!(?i:từ|đến)\s(?:{clock}\s)?)(?:(?i:{sessions}|giao\s+ban)\s+)?(?:{clocks}\s+)?(?:(?i:{parts})\s+)?"
             rf"(?i:(?:ngày\s+)?hôm\s+(?:sau|trước(?!\s*\d)))(?!\w)(?:\s+(?i:ngày)\s+(?!\d)\p{{L}}{_TO_END})?"),
    ("soon", r"(?:(?i:vào|trước|trong|từ|ngay)\s+){0,2}(?i:(?:đầu|giữa|cuối)\s+(?:tuần|tháng|quý)"
             r"\s+(?:này|sau|tới))(?!\w)"),
    ("finish now", rf"(?i:(?:ngay\s+)?trong\s+(?:tuần|tháng|quý|đêm|buổi|{{parts}})){END}"),
    ("at once", r"(?i:(?:ngay\s+)?trong\s+ngày)(?=\s+(?i:để|qua|bằng|cho)\s)"),
    ("at once", rf"(?i:ngay\s+trong\s+ngày\s+(?:đầu|cuối)(?:\s+tiên|\s+cùng)?){END}"),
    ("last day", r"(?:(?i:vào|trước|đến|hết|trong|(?:chậm|muộn)\s+nhất(?:\s+là)?)\s+){1,3}"
                 r"(?i:ngày\s+(?:làm\s+việc\s+)?(?:đầu|cuối)(?:\s+(?:tiên|cùng))?\s+của)\s+"
                 rf"(?!\d)\p{{L}}{_TO_END}"),
    ("within", rf"(?i:ngay(?:\s+từ)?\s+(?:đầu|cuối))\s+(?i:{{event}})(?!\w){{tail}}{END}"),
    # Hours and days of the week.
    ("hours", r"(?:(?i:vào|trước|từ|lúc)\s+){0,2}"
              r"(?:{clock}(?:\s*(?:-|(?i:đến))\s*{clock})?\s*,?\s*(?i:vào\s+)?|(?<=(?i:vào|trước|từ)\s)){days_of}"
              rf"{END}"),
    ("within", r"(?i:vào|trước|lúc)\s+(?:lúc\s+)?{clock}(?:\s*(?:,|và|hoặc)\s*{clock}){1,5}"
               rf"{END}"),
    ("within", r"(?:(?i:vào|trước|từ|chậm\s+nhất(?:\s+là)?)\s+)(?:{clock}\s*,?\s*)?"
               r"(?:(?i:{parts})\s+)?{weekdays}\s+(?i:đầu\s+tuần|tuần\s+(?:này|sau|tới|kế\s+tiếp))(?!\w)"),
    ("within", r"(?i:mỗi)\s+(?i:{parts})(?:\s+{weekdays})?"
               rf"{END}"),
    # From a day until something comes about.
    ("until", r"(?i:(?:kể\s+)?từ)\s+(?:{clock}\s*,?\s*)?(?:(?i:{parts})\s+)?(?i:ngày\s+)?{day}"
              rf"\s+(?i:(?:cho\s+)?đến\s+(?:khi|lúc))\s+{CLAUSE}{{2,70}}?{END}"),
    ("within", rf"(?i:trong\s+suốt)\s+(?i:{{planned}}){END}"),
    # Days of the moon's calendar.
    ("lunar", r"(?i:từ)\s+(?i:ngày\s+|m[ùồ]ng\s+)*\d{1,2}\s*(?:-|(?i:đến(?:\s+hết)?))\s*{moon}"),
    ("lunar", r"(?:(?i:vào|trước|đến|hết|trong|từ)\s+){0,2}(?i:(?:ngày\s+|đêm\s+|tối\s+)?rằm)"
              r"(?:\s*(?:,|và)\s*(?i:(?:ngày\s+)?m[ùồ]ng\s+(?:một|1)))?"
              r"(?i:\s+(?:các\s+tháng\s+[\p{L}\d, ]{1,40}?|tháng\s+[\p{L}\d]+|Trung\s+thu))?"
              rf"(?i:\s+âm\s+lịch)?{END}"),
)  # fmt: skip
