"""Times that no calendar names: occasions, terms that run from an event, and what recurs.

A small grammar: each rule is a pattern in which ``{name}`` stands for another rule or for a list of
``dictionaries/deadlines.yaml``. A phrase says when something is due without saying the day; its
``due`` is known only where the words give a day as well ("trước ngày khai giảng 05/9/2022").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from vnplan.parse.text.dates import iso
from vnplan.parse.text.grammar import Grammar, alternatives
from vnplan.parse.times.time_grammar import YEAR
from vnplan.record import Recurrence

_END = r"(?=\s*(?:[.;,)(]|/\.|$))"
_UNIT = r"(?:phút|giờ|ngày|tuần|tháng|qu[ýí]|năm)"
_CLAUSE = r"[^,;.()]"
# What a time runs from or up to, as far as the duty, its purpose or the end of the clause; a comma
# in "tổ chức, cá nhân" ends none.
_AFTERWARDS = (
    r"\s+(?:(?:về|cho|gửi)\s+(?i:{receivers})|mới\s+(?:được|tiếp\s+tục|thực\s+hiện)"
    r"|phải|có\s+trách\s+nhiệm|thì|để|với\s+tinh\s+thần|và\s+không)(?!\w)"
)
_TILL = (
    rf"(?:(?!{_AFTERWARDS}){_CLAUSE}){{2,80}}?"
    rf"(?:(?!(?<={{term_nouns}}(?:\s+\p{{L}}+)?)\s*,\s*(?:cá\s+nhân|đơn\s+vị|tổ\s+chức))(?={_AFTERWARDS}|\s*(?:[.;,)(](?!\d)|/\.|$)))"
)
RULES = {
    "n": r"(?i:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?:\s+lăm)?)",
    "day": r"\d{1,2}[/\-]\d{1,2}(?:[/\-](?:19|20)\d\d)?(?![\d/])",
    "span": rf"\d{{1,3}}\s*(?:\([^()\d]{{1,14}}\)\s*)?(?i:{_UNIT}(?:\s+làm\s+việc)?)(?!\w)",
    "clock": r"(?i:\d{1,2}(?::\d{2}|\s*(?:giờ|h|g)\s*(?:\d{2})?\s*(?:phút)?['’]?)"
    r"(?:\s+(?:{parts}))?)",
    "clocks": r"{clock}(?:\s*(?:,|và|hoặc|đến|-)\s*(?:trước\s+)?{clock}){0,5}",
    "so_long": r"(?:\d{1,3}|(?i:một|hai|ba|nửa))\s*(?i:phút|tiếng|giờ|buổi|ngày|hôm)(?!\w)",
    "weekday": r"(?i:thứ\s*(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s*nhật)",
    "weekdays": r"(?i:{weekday}(?:\s*(?:,|và|hoặc|đến)\s*{weekday}){0,6})",
    "monthdays": r"(?i:(?:(?:các\s+)?ngày\s*(?:từ\s+)?(?:m[ùồ]ng\s+)?|m[ùồ]ng\s+)\d{1,2}(?![\d/\-])"
    r"(?:\s*(?:,|và|hoặc|đến(?:\s+hết)?)\s*(?:ngày\s*)?(?:m[ùồ]ng\s+)?\d{1,2}(?!\d*[/\-]\d)){0,9})",
    "months": r"(?<!\d\s*)(?i:(?:(?:đầu|giữa|cuối)\s+)?tháng\s+\d{1,2}(?![\d/\-])"
    r"(?:\s*(?:,|và|hoặc|đến(?:\s+hết)?|-)\s*(?:tháng\s+)?\d{1,2}(?![\d/\-])){0,5})",
    "week": r"(?i:(?:của\s+)?tuần\s+(?:lễ\s+)?(?:đầu(?:\s+tiên)?|cuối(?:\s+cùng)?|thứ\s+\w+)"
    r"(?:\s+(?:của\s+)?(?:tháng|quý))?)",
    "last": r"(?i:ngày\s+(?:làm\s+việc\s+)?(?:cuối|đầu)(?:\s+cùng|\s+tiên)?)",
    "when": r"(?:{clocks}(?:\s*,?\s*(?:ngày\s+)?(?:(?i:{parts})\s+)?{weekdays})?"
    r"|(?:(?i:{parts})\s+)?(?:ngày\s+)?{weekdays}(?:\s+{week})?|{week}"
    r"|{monthdays}|{months}|{last}|(?i:{parts}))",
    "many": r"(?i:(?:hai|ba|bốn|năm|sáu|bảy|tám|chín)\s+mươi(?:\s+lăm)?|mười(?:\s+lăm)?"
    rf"|một|hai|ba|năm|bảy|mười)\s+(?i:{_UNIT}(?:\s+làm\s+việc)?)",
    "every": rf"(?P<every>(?i:hằng|hàng|mỗi)\s+(?P<unit>(?i:{_UNIT})))"
    r"(?:\s*/\s*(?i:lần))?(?!\w|\s+hiếm)",
    "count": r"(?P<count>(?i:mỗi|một)\s+(?i:học\s+k[ỳì]|năm\s+học|vụ|đợt)\s*,?\s*"
    r"(?i:ít\s+nhất\s+)?{n}\s+(?i:lần)(?!\w)"
    rf"|{{n}}\s*(?i:(?P<of>{_UNIT})\s*(?:/|một|1|01)\s*lần)"
    rf"|{{n}}(?:\s*-\s*\d+)?\s*(?i:lần\s*(?:/|một|mỗi)\s*(?P<per>{_UNIT}))(?!\w))",
    # "hằng tháng, quý, 6 tháng và năm"
    "more": r"(?:\s*(?:,|và|hoặc|,\s*và)\s*(?:(?i:hằng|hàng)\s+|(?:0?6|9|09)\s+)?"
    r"(?i:tuần|tháng|quý|năm)(?!\w|\s*\d|\s+(?:học|cuối|sau|trước|tới|này|đầu))){0,4}",
    "tail_word": r"\s+(?:(?i:{occasion_tails}|{event})(?!\w)|\p{Lu}\p{L}*|[IVX]+(?!\w)"
    r"|{day}"
    r"|(?i:tháng|quý)\s+(?:\d{1,2}(?:/\d{4})?|[IVX]+)(?![\d/])"
    r"|\d{1,4}(?:\s*-\s*\d{4})?(?!\s*(?:ngày|tháng|tuần|giờ)|\d))",
    "tail": r"{tail_word}*",
    "tail_once": r"{tail_word}+",
    "event": r"(?:{occasions}|{seasons})",
    "occasion": r"(?i:(?:ngày\s+|mỗi\s+|các\s+)*{event})(?!\w){tail}(?:\s*\({day}\))?",
    "named": r"(?i:{seasons})(?!\w){tail_once}",
    "week_number": r"(?i:tuần\s+(?:(?:lễ|thứ)\s+)?)\d{1,2}",
    "moon": r"(?:(?i:ngày\s+|m[ùồ]ng\s+)*\d{1,2}\s+(?i:(?:tháng\s+)?(?:{lunar}))(?!\w)"
    r"|(?i:m[ùồ]ng)\s+\d{1,2}(?![\d/\-])|(?i:(?:ngày\s+)?rằm\s+tháng)\s+\p{L}+)",
    "session": r"(?i:(?:các\s+)?{sessions})(?!\w){tail_once}",
}
# What the phrases look like; the first words keep the search short, and so do the bounds of what
# repeats: without them the time grows with the square of a long line.
_OCCASIONS = (
    ("before", r"(?i:ngay\s+)?(?i:trước)\s+(?i:khi\s+kết\s+thúc\s+)?{occasion}"
               r"(?:\s+(?i:ít\s+nhất|tối\s+thiểu)?\s*{span})?"),
    ("before", r"(?i:(?:trước(?:\s+và\s+sau)?|sau)\s+(?:mỗi|từng)|trước\s+(?:khi|ngày))"
               rf"\s+(?!\d){_CLAUSE}{{2,60}}?\s(?:(?i:ít\s+nhất|tối\s+thiểu)\s+)?{{span}}"
               r"(?=\s*(?:[.;,)(]|/\.|$)|\s+phải\s)"),
    ("before", rf"(?i:(?:trước|sau)\s+(?:khi|giờ|buổi|ca))\s+(?!\d){_CLAUSE}{{2,60}}?\s{{so_long}}"
               rf"{_END}"),
    ("within", r"(?i:từ)\s+{clock}\s+(?:(?i:{parts})\s+)?(?i:(?:ngày\s+)?hôm\s+trước)\s+(?i:đến)\s+"
               r"{clock}\s+(?:(?i:{parts})\s+)?(?i:(?:ngày\s+)?hôm\s+sau)(?!\w)"),
    ("monthless", r"(?i:(?:xong\s+)?trước|(?:chậm|muộn)\s+nhất(?:\s+(?:là|vào))*|đến\s+hết)\s+"
                  rf"(?:{{clock}}\s*,?\s*)?(?i:ngày)\s+\d{{1,2}}{_END}"),
    ("soon", r"(?<!(?i:đến|tới)\s)"
             r"(?:(?i:trong|tại|vào)\s+(?i:{sessions}|giao\s+ban|buổi\s+họp|cuộc\s+họp)\s+)?"
             r"(?:(?i:lúc|vào|trước)\s+)?(?:{clock}\s+(?:(?i:{parts})\s+)?|(?i:{parts})\s+|(?=ngày))"
             r"(?i:(?:ngày\s+)?hôm\s+sau)(?!\w)"),
    ("within", rf"(?i:trong(?:\s+suốt)?)\s+(?i:{{campaigns}})(?!\w)(?:\s+[\p{{L}}\d/-]+){{0,8}}?"
               rf"{_END}"),
    ("within", r"(?i:từ)\s+{clock}\s*(?:-|(?i:đến))\s*{clock}\s*,?\s*(?i:(?:tất\s+cả\s+)?các\s+ngày"
               rf"\s+(?:trong|làm\s+việc)(?:\s+(?:trong\s+)?tuần)?){_END}"),
    ("ahead", r"(?i:(?:(?:chậm|muộn|ít)\s+nhất\s+)?trước)\s+(?i:(?:ít\s+nhất|tối\s+thiểu)\s+)?"
              rf"{{span}}(?:{_END}|(?=\s+(?i:cho|về|với)\s))"),
    ("ahead", rf"(?i:(?:(?:chậm|muộn|ít)\s+nhất\s+)?trước)\s+{{span}}\s+(?i:tổ\s+chức|diễn\s+ra"
              rf"|khai\s+mạc|tiến\s+hành|so\s+với|của|tính\s+đến)\s+{_TILL}"),
    ("clock", r"(?i:trước|chậm\s+nhất(?:\s+là)?|muộn\s+nhất|vào)\s+(?:lúc\s+)?{clock}"
              r"\s+(?i:(?:ngày\s+)?hôm\s+sau)(?!\w)"),
    ("before", rf"(?i:trước\s+(?:thời\s+)?hạn)(?:\s+\p{{Ll}}+){{0,4}}?\s+{{span}}{_END}"),
    ("before", rf"(?i:trước)\s+(?!\d){_CLAUSE}{{2,60}}?\s(?i:ít\s+nhất|tối\s+thiểu)\s+{{span}}"),
    ("finish", r"(?<=(?i:xong)\s)(?i:trước\s+ngày)\s+(?!\S*\d|[IVXl]+\W)\p{L}"
               rf"{_CLAUSE}{{3,80}}{_END}"),
    ("finish", rf"(?i:trước\s+khi)\s+{_CLAUSE}{{3,80}}{_END}"),
    ("first", rf"(?i:trước\s+(?:khi|ngày))\s+(?!\d)(?:(?!\s(?:phải|thì)\s){_CLAUSE}){{3,100}}?"
              r"(?=,\s+\p{L}|\s(?:phải|thì)\s)"),
    ("after", rf"(?i:(?:chậm\s+nhất\s+)?sau)\s+(?:(?i:khi)\s+)?{{occasion}}\s+{{span}}{_END}"),
    ("after", r"(?<=^\W*)(?i:sau)\s+(?:(?i:khi)\s+)?{occasion}\s+{span}(?=\s+\p{Ll})"),
    ("after", rf"(?i:(?:chậm\s+nhất\s+)?sau)\s+(?i:khi)\s+{_CLAUSE}{{2,60}}?\s{{span}}{_END}"),
    ("after", r"(?i:sau)\s+{span}\s+(?i:{term_tails})(?!\w)"),
    ("after", rf"(?i:(?:chậm\s+nhất\s+)?sau)\s+{{span}}\s+(?i:nhận|tiếp\s+nhận)\s+{_TILL}"),
    ("before", r"(?i:(?:ít\s+nhất|tối\s+thiểu|(?:chậm|muộn)\s+nhất)(?:\s+là)?\s+)"
               rf"(?:{{span}}|{{many}})\s+(?i:trước\s+(?:khi|ngày|thời\s+điểm))\s+{_TILL}"),
    ("after", rf"(?i:ngay\s+(?:sau\s+)?khi\s+{{comes}})(?!\w){_TILL}"),
    ("at once", rf"(?i:ngay\s+(?:sau\s+)?khi)\s+{_TILL}"),
    ("at once", rf"(?i:(?:ngay\s+)?trong\s+ngày(?:\s+làm\s+việc)?)(?:{_END}|(?=\s+(?:khi|để)\s))"),
    ("at once", r"(?i:(?:ngay\s+)?trong\s+ngày(?:\s+làm\s+việc)?"
                rf"\s+(?:nhận|tiếp\s+nhận|có|phát\s+hiện))(?!\w){_TILL}"),
    ("dated", r"(?i:trước|trong|vào|đến)\s+(?i:ngày\s+)?(?i:{holidays})"
              r"(?:\s+(?!có\b)\p{L}+){0,6}\s*\(?{day}\)?"),
    ("dated", r"(?i:(?:(?:vào|trong|nhân|đúng)\s+)?dịp|nhân)\s+"
              r"(?i:ngày\s+|kỷ\s+niệm\s+(?:ngày\s+)?)*{day}"),
    ("within", rf"(?i:(?:vào|nhân)\s+dịp)\s+(?:{{occasion}}|(?i:{{seasons}})){_END}"),
    ("within", r"(?i:trước|vào|từ)\s+(?:{clock}\s*)?(?:(?i:{parts})\s+)?(?i:ngày\s+(?:đầu|cuối)"
               r"(?:\s+tiên|\s+cùng)?\s+(?:của\s+)?mỗi)\s+\p{Ll}+"),
    ("within", rf"(?i:trong)\s+{{week}}{_END}"),
    ("within", rf"(?i:(?:trong\s+)?dịp)\s+{{named}}{_END}"),
    ("within", rf"(?i:vào|trước)\s+(?:{{clock}}\s*,?\s*)?(?:(?i:{{parts}})\s+)?"
               rf"(?i:(?:các\s+)?ngày\s+)?{{weekdays}}(?:\s+(?i:tuần\s+(?:này|sau|tới)))?"
               r"(?:\s*\((?i:(?:các\s+|hai\s+)?ngày\s*)?(?:\d{1,2}\s*(?:,|và|-)\s*(?i:ngày\s+)?){0,4}{day}\))?"
               rf"{_END}"),
    ("within", r"(?i:(?:trong\s+suốt|trước\s+và\s+trong))"
               rf"\s+(?:{{occasion}}|(?i:{{seasons}})){_END}"),
    ("within", rf"(?i:trong|vào|đến\s+hết|hết)\s+{{named}}{_END}"),
    ("until", r"(?i:từ)\s+(?i:ngày\s+)?{day}\s+(?i:đến)\s+(?:(?i:hết)\s+(?i:{seasons})"
               rf"|(?i:ngày\s+(?:{{occasions}}|kết\s+thúc\s+\p{{L}}+)))(?!\w)(?:{{tail}}){_END}"),
    ("session", rf"(?i:tại|trong|vào)\s+{{session}}(?:\s+của\s+{_CLAUSE}{{2,40}})?{_END}"),
    ("soon", r"(?i:(?:ngay\s+)?{soon})(?!\w)"),
    ("dated", r"(?i:trước|trong|vào|ngay)\s+(?:{clock}\s*,?\s*)?(?i:ngày\s+)?(?i:{today})"
              r"(?:\s*\(?(?:(?i:ngày)\s*)?{day}\)?)?"),
    ("lunar", r"(?i:(?:trong\s+các\s+ngày\s+)?từ\s+)(?:(?i:{parts})\s+)?{moon}"
              r"\s*(?:-|(?i:đến(?:\s+hết)?))\s*(?:(?i:{parts})\s+)?{moon}"),
    ("lunar", r"(?i:(?:trong\s+các\s+ngày\s+)?từ\s+(?:ngày\s+)?(?:m[ùồ]ng\s+)?)\d{1,2}"
              r"\s*(?:-|(?i:đến(?:\s+hết)?))\s*{moon}"),
    ("lunar", r"(?:(?i:trước|vào|chậm\s+nhất|đến|hết|{parts})\s+){0,4}{moon}"),
    ("within", r"(?i:trong|vào|trước)\s+{week_number}(?:\s*(?:-|(?i:đến))\s*\d{1,2})?"
               rf"(?!\s*[/\-.]\d){_END}"),
    ("within", rf"(?i:từ)\s+{{week_number}}\s*(?:-|(?i:đến))\s*{{week_number}}{_END}"),
    ("within", rf"(?i:(?:vào|nhân)\s+dịp)\s+(?:(?i:lễ|ngày|tháng|kỷ\s+niệm|đợt)\s+)*"
               rf"\p{{Lu}}\p{{L}}*(?:\s+[\p{{L}}\d/]+){{0,8}}?{_END}"),
    ("within", r"(?i:(?:vào|đến)\s+(?:cuối|đầu|giữa)\s+(?:mỗi|từng)\s+"
               r"(?:học\s+k[ỳì]|năm\s+học|vụ|đợt|khóa|khoá))(?!\w)"),
)  # fmt: skip
_RECURRING = (
    r"(?:(?i:{recurs_before})\s+)?(?:(?i:vào|tại|trong)\s+(?i:{sessions})\s+)?"
    r"(?:(?i:{recurs_leads})\s+){0,4}{when}\s*,?\s*(?i:của\s+)?{every}",
    r"(?:(?i:{recurs_before})\s+)?{every}\s*,?\s*(?:(?i:ít\s+nhất\s+)?{n}\s+(?i:lần)\s*,?\s*)?"
    r"(?:(?i:{recurs_leads})\s+)+(?>{when})(?!\s+(?i:hằng|hàng|mỗi)\s)",
    r"(?:(?i:{recurs_before}|ít\s+nhất|tối\s+thiểu)\s+)?{every}(?:\s*,?\s*(?i:{recurs_after}|(?:ít\s+nhất\s+)?{n}\s+lần))?"
    r"{more}",
    r"(?:(?i:{recurs_before}|ít\s+nhất|tối\s+thiểu)\s+){0,3}{count}"
    r"(?:\s*\([^()]*\d[^()]*\))?(?:\s*,?\s+(?:(?i:{recurs_leads})\s+)+{when})?",
    r"(?:(?:(?i:{recurs_before})\s+)?(?:(?i:{recurs_leads})\s+){0,3}(?i:ngày\s+)?{day}"
    r"(?:\s*(?:,|và|hoặc)\s*(?i:ngày\s+)?{day}){1,3}\s*,?\s*(?i:của\s+)?{every})",
    r"(?i:chậm\s+nhất|muộn\s+nhất|trước|vào)\s+(?:là\s+)?\d{1,2}\s+(?i:của\s+)?"
    r"(?P<every>(?i:hằng|hàng|mỗi)\s+(?P<unit>(?i:tháng)))(?!\w)",
    # "báo cáo tháng gửi trước ngày 18": a report on each month has its day every month.
    r"(?<=(?i:báo\s+cáo|tổng\s+hợp)\s+(?P<every>(?P<unit>(?i:tháng|quý)))\s+"
    r"(?:(?i:gửi|nộp|về|xong)\s+){0,2})(?i:trước|chậm\s+nhất(?:\s+là)?)\s+(?i:ngày)\s+\d{1,2}"
    r"(?!\d|\s*[/\-]|\s+(?i:tháng)\s+\d|\s+(?:của\s+)?(?i:h[ằà]ng|mỗi|tháng))",
    r"(?i:{recurs_before})\s+(?P<count>{n}\s*(?P<of>(?i:tháng|năm|tuần|ngày)))(?!\w)"
    r"(?:\s*\([^()]*\d[^()]*\))?(?:\s*(?:,|và|hoặc)\s*(?:(?:{n}|(?i:h[ằà]ng|cả))\s*(?i:tháng|qu[ýí]|năm)(?!\w)"
    r"(?:\s*\([^()]*\d[^()]*\))?|(?i:tháng|năm)\s*\([^()]*\d[^()]*\)"
    r"|(?i:năm)(?!\w|\s+(?:\d|học|sau|trước)))){0,6}",
    r"(?i:{recurs_before})\s+(?:(?i:vào|mỗi)\s+)?(?P<every>(?i:cuối|đầu|giữa)\s+(?P<unit>(?i:năm|quý|tháng)))"
    r"(?!\w|\s*\d)",
    r"(?i:{recurs_leads})\s+(?i:ngày\s+(?:làm\s+việc\s+)?cuối(?:\s+cùng)?\s+(?:của\s+)?)"
    r"(?P<every>(?P<unit>(?i:tháng|quý)))(?!\w)(?!\s*\d)",
    r"(?i:vào\s+(?:dịp\s+)?cuối\s+(?:mỗi\s+)?)(?P<every>(?P<unit>(?i:tháng|quý)))"
    r"(?!\w|\s*\d|\s+(?:[IV]+|này|sau|trước)(?!\w))",
    r"(?:(?:(?i:{recurs_leads})\s+){0,4}(?i:ngày\s+)\d{1,2}\s+(?i:của\s+)?|(?i:của\s+))"
    r"(?P<every>(?i:tháng\s+(?:cuối|đầu)\s+(?:của\s+)?(?:mỗi\s+)?(?P<unit>quý))"
    r"(?:\s+(?:sau|tiếp\s+theo|kế\s+tiếp|liền\s+kề))?)(?!\w)",
)
# What is reported in rounds, each with its day: "định kỳ 6 tháng (trước ngày 15/6) và hằng năm
# (trước ngày 15/11)"; one whole, as long as each has its day.
_PERIOD = r"(?i:(?:h[ằà]ng|mỗi|cả|{n})?\s*(?P<of>tháng|qu[ýí]|năm)(?!\w)(?:\s+(?:đầu|cuối)\s+năm)?)"
_REPORTED = r"(?i:(?:báo\s+cáo|tổng\s+hợp|tổng\s+kết|sơ\s+kết|tổng\s+thể)\s+)?"
_ITS_DAY = (
    r"\s*\(?\s*(?i:(?:gửi|nộp|báo\s+cáo|xong|chậm\s+nhất|muộn\s+nhất|là|vào|trước)\s+){1,4}"
    r"(?i:ngày\s+)?\d{1,2}(?:\s?[/-]\s?\d{1,2}(?:[/-](?:19|20)\d\d)?"
    r"|\s+(?i:tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)"
    r"|\s+(?i:(?:của\s+)?tháng\s+(?:cuối|đầu|sau|tiếp\s+theo)(?:\s+(?:của\s+)?(?:mỗi\s+)?quý)?))?"
    r"(?:\s+(?i:(?:của\s+)?(?:h[ằà]ng|mỗi)\s+(?:năm|quý|tháng)))?"
    r"(?:\s+(?i:(?:của\s+)?năm(?:\s+(?:sau|đó|báo\s+cáo|kế\s+tiếp|tiếp\s+theo))?)(?!\w|\s*\d))?(?![\d/])"
    r"(?:\s*\))?"
)
_ROUNDS = (
    rf"(?:(?i:{{recurs_before}})\s+{_REPORTED}|(?=(?i:h[ằà]ng|mỗi|cả|{{n}}\s)))"
    rf"{_PERIOD}{_ITS_DAY}"
    r"(?:\s*(?:[,;]|(?:[,;]\s*)?(?i:và|hoặc))\s*(?:(?i:{recurs_before})\s+)?"
    rf"{_REPORTED}{_PERIOD}{_ITS_DAY}){{1,3}}"
)
_LISTS = (
    "parts", "occasions", "seasons", "occasion_tails", "sessions", "soon", "today", "lunar",
    "term_tails", "term_nouns", "comes", "receivers", "holidays",
    "recurs_before", "recurs_after", "recurs_leads", "campaigns",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of time in a text.

    Attributes:
        kind: before, after, within, first (before what the sentence goes on with), finish (counts
            only where something ends or is handed in by then),
            session (only where something is brought before it), dated,
            soon, lunar or recurring.
        exact: of what recurs: whether it says an hour, a day or how many times.
    """

    start: int
    stop: int
    kind: str
    due: str | None
    recurs: Recurrence | None = None
    exact: bool = False


@lru_cache(maxsize=8)
def _compiled(
    grammar: Grammar,
) -> tuple[list[tuple[str, regex.Pattern[str]]], list[regex.Pattern[str]], regex.Pattern[str]]:
    lists = {key: alternatives(grammar.phrases("deadlines", key, marked=True)) for key in _LISTS}

    def whole(pattern: str) -> regex.Pattern[str]:
        known = {**RULES, **lists}
        while holes := set(regex.findall(r"\{([a-z_]{2,}|n)\}", pattern)):
            for name in holes:
                pattern = pattern.replace(f"{{{name}}}", f"(?:{known[name]})")
        return regex.compile(rf"(?<!\w){pattern}")

    kinds = [(kind, whole(p)) for kind, p in _OCCASIONS]
    return kinds, [whole(p) for p in _RECURRING], whole(_ROUNDS)


def occasions(text: str, grammar: Grammar, year: int | None) -> Iterator[Phrase]:
    """The occasions and terms in a text, in the order of the rules."""
    for kind, pattern in _compiled(grammar)[0]:
        for match in pattern.finditer(text):
            opens = kind in ("after", "at once") and _opens(text, match.start())
            if opens and (end := end_of_event(text, *match.span(), grammar)):
                yield Phrase(match.start(), end, kind, None)
                continue
            day = None if kind in ("after", "lunar", "until") else _DAY.search(match.group())
            due = _day(day, year) if day and not _SPAN_END.search(match.group()) else None
            named = _NAME_GOES_ON.match(text, match.end()) if kind == "before" else None
            yield Phrase(match.start(), named.end() if named else match.end(), kind, due)


# What is left of the name of an occasion that ends the clause: "trước Hội nghị Ban Chấp | hành lần
# thứ 8", "trước mỗi kỳ nghỉ | lễ"; not what is done then.
_NAME_GOES_ON = regex.compile(
    r"(?:\s+(?!(?:để|và|hoặc|phải|thì|nhằm|với|cho|về|theo|tại|đã|được|sẽ|nếu|là|báo|gửi|nộp|trình|tổ"
    rf"|hoàn|xong|triển|thực)(?!\w))[\p{{L}}\d/]+){{1,6}}{_END}"
)


def _opens(text: str, at: int) -> bool:
    before = text[:at]
    return not before.strip(" -+•*") or before.endswith((". ", "; "))


def end_of_event(text: str, start: int, stop: int, grammar: Grammar) -> int | None:
    """Where an event from ``start`` on ends that heads a sentence and is followed by the work with
    no comma between: "Ngay sau khi lũ rút | phối hợp với …", "Ngay khi phát hiện dịch | báo cáo
    Trạm Y tế". A verb that may be a noun, or of the event, starts the work only where nothing after
    ``stop`` can be it."""
    opened = _WAITS.match(text, start)
    if opened is None:
        return None
    over, acts = _work_after(grammar)
    found = over.search(text, opened.end(), stop)
    if not found and not regex.search(r"[,;:]|\.\s", text[stop:]):
        found = acts.search(text, opened.end())
    return found.start() if found and found.start() < stop else None


# An event has two words at least, and one with an actor of its own is told to its end.
_WAITS = regex.compile(
    r"(?i:(?:ngay\s+)?(?:sau\s+)?khi)\s+(?=\p{Ll}|(?:\S+\s+){1,6}(?:được|có)\s)\p{L}+\s+\p{L}+(?!\w)"
)


@lru_cache(maxsize=8)
def _work_after(grammar: Grammar) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    over, acts, of_event = (
        alternatives(grammar.phrases("deadlines", key, marked=True))
        for key in ("event_over", "event_acts", "event_nouns")
    )
    return (
        regex.compile(rf"\s+{over}\s+\p{{L}}"),
        regex.compile(
            rf"(?<!(?:,|(?<!\w){of_event}))\s+{acts}\s+"
            r"(?!(?:của|này|trên|đó|được|từ|theo|và|hoặc|số)(?!\w))\p{L}"
        ),
    )


_DAY = regex.compile(r"(?<!\d)(\d{1,2})[/\-](\d{1,2})(?:[/\-]((?:19|20)\d\d))?(?![\d/])")
_SPAN_END = regex.compile(rf"\d\s*{_UNIT}(?:\s+làm\s+việc)?$")


def _day(match: regex.Match[str], year: int | None) -> str | None:
    known = int(match[3]) if match[3] else year
    return iso(known, int(match[2]), int(match[1])) if known else None


def recurring(text: str, grammar: Grammar) -> Iterator[Phrase]:
    """What recurs in a text; ``recurs`` only for years, quarters and months. Of several rounds with
    their days the first says how often; half-yearly ones on two days recur every year."""
    for match in _compiled(grammar)[2].finditer(text):
        if regex.search(YEAR, match.group()) and not _EVERY.search(match.group()):
            continue  # "sơ kết (trước ngày 05/7), tổng kết (trước ngày 20/12/2031)"
        first = match.captures("of")[0].lower()
        many = regex.search(r"(?:\d|ba|sáu|chín)\s*tháng", match.group()[:40].lower())
        half = first == "tháng" and many and many.end() <= match.ends("of")[0] - match.start()
        every = "yearly" if half else _KINDS[first.replace("í", "ý")]
        yield Phrase(match.start(), match.end(), "recurring", None, every, exact=True)
    for at, pattern in enumerate(_compiled(grammar)[1]):
        for match in pattern.finditer(text):
            yield Phrase(
                match.start(),
                match.end(),
                "recurring",
                None,
                _recurrence(match),
                exact=at != 2 or bool(_TIMES.search(match.group())),
            )


_EVERY = regex.compile(r"(?<!\w)(?:h[ằà]ng|mỗi|định\s+k[ỳì])(?!\w)", regex.IGNORECASE)
_TIMES = regex.compile(r"(?:\d|một|hai|ba|bốn)\s+lần")
_KINDS: dict[str, Recurrence] = {"năm": "yearly", "quý": "quarterly", "tháng": "monthly"}
_MONTHS: dict[int, Recurrence] = {1: "monthly", 3: "quarterly", 12: "yearly"}
# "định kỳ 6 tháng, hằng năm": of the two only the second has a name of ours.
_HALF_AND_YEAR = regex.compile(r"6\s+tháng\s*(?:,|và)\s*h[ằà]ng\s+năm$")
_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "sáu": 6}


def is_amount(words: str) -> bool:
    """Whether words say how much is done, not by when: "ít nhất 02 lần/ngày" without an hour."""
    return bool(_AMOUNT.fullmatch(words))


_AMOUNT = regex.compile(
    r"(?:(?:ít\s+nhất|tối\s+thiểu)\s+)*(?:0?[2-9]|[1-9]\d|hai|ba|bốn|năm)(?:\s*-\s*\d+)?"
    rf"\s+lần\s*(?:/|một|mỗi)\s*{_UNIT}",
    regex.IGNORECASE,
)


def _recurrence(match: regex.Match[str]) -> Recurrence | None:
    """How often: "03 tháng/lần" is quarterly; two periods in one phrase leave it open."""
    get = match.groupdict()
    unit = (get.get("unit") or get.get("per") or "").lower()
    many = regex.match(r"(?:\D*\s)?(\d+|hai|ba|bốn)\s+lần", get.get("count") or "", regex.I)
    if unit:  # "02 lần/năm" is no yearly work
        return None if many and many[1] not in ("1", "01") else _KINDS.get(unit)
    words = (get.get("count") or "").lower().split("/")[0].split()
    of = (get.get("of") or "").lower()
    number = regex.match(r"\d+", words[0]) if words else None
    n = int(number.group()) if number else _NUMBERS.get(words[0], 0) if words else 0
    if regex.search(rf"\s*(?:,|và(?!\w))\s*(?:(?!vào|trước|từ)\w+\s*)?{_UNIT}", match.group()):
        return "yearly" if _HALF_AND_YEAR.search(match.group()) else None
    return _MONTHS.get(n) if of == "tháng" else _KINDS.get(of) if n == 1 else None
