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
from vnplan.parse.times.event_phrases import EVENTS
from vnplan.parse.times.phrase_rules import CLAUSE, END, TILL, UNIT, whole
from vnplan.parse.times.time_grammar import YEAR
from vnplan.record import Recurrence

# What the phrases look like; the first words keep the search short, and so do the bounds of what
# repeats: without them the time grows with the square of a long line.
_OCCASIONS = (
    ("before", r"(?i:ngay\s+)?(?i:trước)\s+(?i:khi\s+kết\s+thúc\s+)?{occasion}"
               r"(?:\s+(?i:ít\s+nhất|tối\s+thiểu)?\s*{span})?"),
    ("before", r"(?i:(?:trước(?:\s+và\s+sau)?|sau)\s+(?:mỗi|từng)|trước\s+(?:khi|ngày))"
               rf"\s+(?!\d){CLAUSE}{{2,60}}?\s(?:(?i:ít\s+nhất|tối\s+thiểu)\s+)?{{span}}"
               r"(?=\s*(?:[.;,)(]|/\.|$)|\s+phải\s)"),
    ("within", r"(?i:từ)\s+{clock}\s+(?:(?i:{parts})\s+)?(?i:(?:ngày\s+)?hôm\s+trước)\s+(?i:đến)\s+"
               r"{clock}\s+(?:(?i:{parts})\s+)?(?i:(?:ngày\s+)?hôm\s+sau)(?!\w)"),
    ("monthless", r"(?i:(?:xong\s+)?trước|(?:chậm|muộn)\s+nhất(?:\s+(?:là|vào))*|đến\s+hết)\s+"
                  rf"(?:{{clock}}\s*,?\s*)?(?i:ngày)\s+\d{{1,2}}{END}"),
    ("within", rf"(?i:trong(?:\s+suốt)?)\s+(?i:{{campaigns}})(?!\w)(?:\s+[\p{{L}}\d/-]+){{0,8}}?"
               rf"{END}"),
    ("ahead", r"(?i:(?:(?:chậm|muộn|ít)\s+nhất\s+)?trước)\s+(?i:(?:ít\s+nhất|tối\s+thiểu)\s+)?"
              rf"{{span}}(?:{END}|(?=\s+(?i:cho|về|với)\s))"),
    ("ahead", rf"(?i:(?:(?:chậm|muộn|ít)\s+nhất\s+)?trước)\s+{{span}}\s+(?i:tổ\s+chức|diễn\s+ra"
              rf"|khai\s+mạc|tiến\s+hành|so\s+với|của|tính\s+đến)\s+{TILL}"),
    ("clock", r"(?i:trước|chậm\s+nhất(?:\s+là)?|muộn\s+nhất|vào)\s+(?:lúc\s+)?{clock}"
              r"\s+(?i:(?:ngày\s+)?hôm\s+sau)(?!\w)"),
    ("before", rf"(?i:trước\s+(?:thời\s+)?hạn)(?:\s+\p{{Ll}}+){{0,4}}?\s+{{span}}{END}"),
    ("before", rf"(?i:trước)\s+(?!\d){CLAUSE}{{2,60}}?\s(?i:ít\s+nhất|tối\s+thiểu)\s+{{span}}"),
    ("finish", r"(?<=(?i:xong)\s)(?i:trước\s+ngày)\s+(?!\S*\d|[IVXl]+\W)\p{L}"
               rf"{CLAUSE}{{3,80}}{END}"),
    ("finish", rf"(?i:trước\s+khi)\s+{CLAUSE}{{3,80}}{END}"),
    ("first", rf"(?i:trước\s+(?:khi|ngày))\s+(?!\d)(?:(?!\s(?:phải|thì)\s){CLAUSE}){{3,100}}?"
              r"(?=,\s+\p{L}|\s(?:phải|thì)\s)"),
    ("after", rf"(?i:(?:chậm\s+nhất\s+)?sau)\s+(?:(?i:khi)\s+)?{{occasion}}\s+{{span}}{END}"),
    ("after", r"(?<=^\W*)(?i:sau)\s+(?:(?i:khi)\s+)?{occasion}\s+{span}(?=\s+\p{Ll})"),
    ("after", rf"(?i:(?:chậm\s+nhất\s+)?sau)\s+(?i:khi)\s+{CLAUSE}{{2,60}}?\s{{span}}{END}"),
    ("after", r"(?i:sau)\s+{span}\s+(?i:{term_tails})(?!\w)"),
    ("after", rf"(?i:(?:chậm\s+nhất\s+)?sau)\s+{{span}}\s+(?i:nhận|tiếp\s+nhận)\s+{TILL}"),
    ("counted", r"(?i:(?:ít\s+nhất|tối\s+thiểu|(?:chậm|muộn)\s+nhất)(?:\s+là)?\s+)"
                rf"(?:{{span}}|{{many}})\s+(?i:trước\s+(?:khi|ngày|thời\s+điểm))\s+{TILL}"),
    ("after", rf"(?i:ngay\s+(?:sau\s+)?khi\s+{{comes}})(?!\w){TILL}"),
    ("at once", rf"(?i:ngay\s+(?:sau\s+)?khi)\s+{TILL}"),
    ("at once", rf"(?i:(?:ngay\s+)?trong\s+ngày(?:\s+làm\s+việc)?)(?:{END}|(?=\s+khi\s))"),
    ("at once", r"(?i:(?:ngay\s+)?trong\s+ngày(?:\s+làm\s+việc)?"
                rf"\s+(?:nhận|tiếp\s+nhận|có|phát\s+hiện))(?!\w){TILL}"),
    ("dated", r"(?i:trước|trong|vào|đến)\s+(?i:ngày\s+)?(?i:{holidays})"
              r"(?:\s+(?!có\b)\p{L}+){0,6}\s*\(?{day}\)?"),
    ("dated", r"(?i:nhân)\s+(?i:dịp\s+)?(?i:ngày|lễ|tết|kỷ\s+niệm)(?:\s+\p{L}+){1,6}?"
              r"\s*\(?{day}\)?"),
    ("dated", r"(?i:(?:(?:vào|trong|nhân|đúng)\s+)?dịp|nhân)\s+"
              r"(?i:ngày\s+|kỷ\s+niệm\s+(?:ngày\s+)?)*{day}"),
    ("within", rf"(?i:(?:vào|nhân)\s+dịp)\s+(?:{{occasion}}|(?i:{{seasons}})){END}"),
    ("within", r"(?i:trước|vào|từ)\s+(?:{clock}\s*)?(?:(?i:{parts})\s+)?(?i:ngày\s+(?:đầu|cuối)"
               r"(?:\s+tiên|\s+cùng)?\s+(?:của\s+)?mỗi)\s+\p{Ll}+"),
    ("within", rf"(?i:trong)\s+{{week}}{END}"),
    ("within", rf"(?i:(?:trong\s+)?dịp)\s+{{named}}{END}"),
    ("within", rf"(?i:vào|trước)\s+(?:{{clock}}\s*,?\s*)?(?:(?i:{{parts}})\s+)?"
               rf"(?i:(?:các\s+)?ngày\s+)?{{weekdays}}(?:\s+(?i:tuần\s+(?:này|sau|tới)))?"
               r"(?:\s*\((?i:(?:các\s+|hai\s+)?ngày\s*)?(?:\d{1,2}\s*(?:,|và|-)\s*(?i:ngày\s+)?){0,4}{day}\))?"
               rf"{END}"),
    ("within", r"(?i:(?:trong\s+suốt|trước\s+và\s+trong))"
               rf"\s+(?:{{occasion}}|(?i:{{seasons}})){END}"),
    ("within", rf"(?i:trong|vào|đến\s+hết|hết)\s+{{named}}{END}"),
    ("until", r"(?i:từ)\s+(?i:ngày\s+)?{day}\s+(?i:đến)\s+(?:(?i:hết)\s+(?i:{seasons})"
               rf"|(?i:ngày\s+(?:{{occasions}}|kết\s+thúc\s+\p{{L}}+)))(?!\w)(?:{{tail}}){END}"),
    ("session", rf"(?i:tại|trong|vào)\s+{{session}}(?:\s+của\s+{CLAUSE}{{2,40}})?{END}"),
    ("soon", r"(?i:(?:ngay\s+)?{soon})(?!\w)"),
    ("dated", r"(?i:trước|(?:ngay\s+)?trong|vào|ngay)\s+(?:{clock}\s*,?\s*)?(?i:ngày\s+)?"
              r"(?i:{today})(?:\s*\(?(?:(?i:ngày)\s*)?{day}\)?)?"),
    ("lunar", r"(?i:(?:trong\s+các\s+ngày\s+)?từ\s+)(?:(?i:{parts})\s+)?{moon}"
              r"\s*(?:-|(?i:đến(?:\s+hết)?))\s*(?:(?i:{parts})\s+)?{moon}"),
    ("lunar", r"(?:(?i:trước|vào|chậm\s+nhất|đến|hết|{parts})\s+){0,4}{moon}"),
    ("within", r"(?i:trong|vào|trước)\s+{week_number}(?:\s*(?:-|(?i:đến))\s*\d{1,2})?"
               rf"(?!\s*[/\-.]\d){END}"),
    ("within", rf"(?i:từ)\s+{{week_number}}\s*(?:-|(?i:đến))\s*{{week_number}}{END}"),
    ("within", rf"(?i:(?:vào|nhân)\s+dịp)\s+(?:(?i:lễ|ngày|tháng|kỷ\s+niệm|đợt)\s+)*"
               rf"\p{{Lu}}\p{{L}}*(?:\s+[\p{{L}}\d/]+){{0,8}}?{END}"),
    ("within", r"(?i:(?:vào|đến)\s+(?:cuối|đầu|giữa)\s+(?:mỗi|từng)\s+"
               r"(?:học\s+k[ỳì]|năm\s+học|vụ|đợt|khóa|khoá))(?!\w)"),
)  # fmt: skip
# A day in these is where a term starts, or of another calendar.
_DAYLESS = ("after", "counted", "lunar", "term", "until")
_RECURRING = (
    r"(?:(?i:{recurs_before})\s+)?(?:(?i:vào|tại|trong)\s+(?i:{sessions})\s+)?"
    r"(?:(?i:{recurs_leads})\s+){0,4}{when}\s*,?\s*(?i:của\s+)?{every}",
    r"(?:(?i:{recurs_before})\s+)?{every}\s*,?\s*(?:{times}\s*,?\s*)?"
    r"(?:(?i:{recurs_leads})\s+)+(?>{when})(?!\s+(?i:hằng|hàng|mỗi)\s)",
    r"(?:(?i:{recurs_before}|ít\s+nhất|tối\s+thiểu)\s+)?{every}(?:\s*,?\s*(?:(?i:{recurs_after})|{times}))?"
    r"{more}",
    r"(?:(?i:{recurs_before}|ít\s+nhất|tối\s+thiểu)\s+){0,3}{count}"
    r"(?:\s*\([^()]*\d[^()]*\))?(?:\s*,?\s+(?:(?i:{recurs_leads})\s+)+{when})?",
    # "tuần ba buổi", "định kỳ vào ngày 10 và 25"
    r"(?<!(?i:\d|mỗi|h[ằà]ng|một|hai|ba|sáu|trong|các|đầu|cuối|thứ)\s)(?P<count>(?P<per>(?i:tuần|tháng|quý|năm))"
    r"\s+{times})(?:\s*,?\s+(?:(?i:{recurs_leads})\s+)+{when})?",
    # "trong 10 ngày đầu tháng", "trước ngày 10 các tháng", "chiều thứ Sáu tuần cuối tháng"
    r"(?i:trong)\s+\d{1,2}\s+(?i:ngày)\s+(?i:đầu|cuối)\s+(?:(?i:của|mỗi|h[ằà]ng|các)\s+){0,2}"
    r"(?P<every>(?P<unit>(?i:tháng|quý)))(?!\w|\s*\d|\s+(?i:này|sau|tới))",
    r"(?:(?i:{recurs_leads})\s+){1,2}{monthdays}\s*,?\s*(?i:của\s+)?(?P<every>(?i:các)\s+(?P<unit>(?i:tháng)))"
    r"(?i:\s+trong\s+(?:năm|quý))?(?!\w|\s*\d)",
    r"(?:(?i:{recurs_leads})\s+){1,2}(?:(?i:{parts})\s+)?{weekdays}\s+(?i:tuần\s+(?:đầu|cuối)(?:\s+của)?)\s+"
    r"(?P<every>(?P<unit>(?i:tháng|quý)))(?!\w|\s*\d|\s+(?i:này|sau|tới))",
    r"(?i:định\s+k[ỳì])\s+(?:(?i:vào|trước)\s+)?(?P<days>{monthdays})" + END,
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
    kinds = [(kind, whole(p, grammar)) for kind, p in (*_OCCASIONS, *EVENTS)]
    return kinds, [whole(p, grammar) for p in _RECURRING], whole(_ROUNDS, grammar)


def occasions(text: str, grammar: Grammar, year: int | None) -> Iterator[Phrase]:
    """The occasions and terms in a text, in the order of the rules."""
    for kind, pattern in _compiled(grammar)[0]:
        for match in pattern.finditer(text):
            opens = kind in ("after", "at once") and _opens(text, match.start())
            if opens and (end := end_of_event(text, *match.span(), grammar)):
                yield Phrase(match.start(), end, kind, None)
                continue
            day = None if kind in _DAYLESS else _DAY.search(match.group())
            due = _day(day, year) if day and not _SPAN_END.search(match.group()) else None
            named = _NAME_GOES_ON.match(text, match.end()) if kind == "before" else None
            stop = named.end() if named else match.end()
            if told := _DAY_TOLD.match(text, stop) if kind in _BY_EVENT else None:
                stop, due = told.end(), _day(told, year)
            yield Phrase(match.start(), stop, kind, due)


# The day that the words of an event come to: "40 ngày trước ngày bầu cử (ngày 13/4)".
_BY_EVENT = ("after", "before", "close", "counted", "term")
_DAY_TOLD = regex.compile(
    r"\s*\((?:(?:tức|là|trước)\s+)*(?:ngày\s+)?(\d{1,2})[/\-](\d{1,2})(?:[/\-]((?:19|20)\d\d))?\)",
    regex.IGNORECASE,
)


# What is left of the name of an occasion that ends the clause: "trước Hội nghị Ban Chấp | hành lần
# thứ 8", "trước mỗi kỳ nghỉ | lễ"; not what is done then.
_NAME_GOES_ON = regex.compile(
    r"(?:\s+(?!(?:để|và|hoặc|phải|thì|nhằm|với|cho|về|theo|tại|đã|được|sẽ|nếu|là|báo|gửi|nộp|trình|tổ"
    rf"|hoàn|xong|triển|thực)(?!\w))[\p{{L}}\d/]+){{1,6}}{END}"
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
_SPAN_END = regex.compile(rf"\d\s*(?:{UNIT}|tiếng|hôm|buổi)(?:\s+làm\s+việc)?$")


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
_TIMES = regex.compile(r"(?:\d|một|hai|ba|bốn|năm)\s+(?:lần|buổi|đợt|kỳ|kì|lượt|phiên)")
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
    rf"\s+(?:lần|đợt|buổi)\s*(?:/|một)\s*{UNIT}",
    regex.IGNORECASE,
)


_MANY = regex.compile(
    r"(?:\D*\s)?(\d+|hai|ba|bốn|năm)\s+(?:lần|buổi|đợt|kỳ|kì|lượt|phiên)", regex.IGNORECASE
)


def _recurrence(match: regex.Match[str]) -> Recurrence | None:
    """How often: "03 tháng/lần" is quarterly; two periods in one phrase leave it open."""
    get = match.groupdict()
    if get.get("days"):
        return "monthly"
    unit = (get.get("unit") or get.get("per") or "").lower()
    many = _MANY.match(get.get("count") or "")
    if unit:  # "02 lần/năm" is no yearly work
        return None if many and many[1] not in ("1", "01") else _KINDS.get(unit)
    words = (get.get("count") or "").lower().split("/")[0].split()
    of = (get.get("of") or "").lower()
    number = regex.match(r"\d+", words[0]) if words else None
    n = int(number.group()) if number else _NUMBERS.get(words[0], 0) if words else 0
    if regex.search(rf"\s*(?:,|và(?!\w))\s*(?:(?!vào|trước|từ)\w+\s*)?{UNIT}", match.group()):
        return "yearly" if _HALF_AND_YEAR.search(match.group()) else None
    return _MONTHS.get(n) if of == "tháng" else _KINDS.get(of) if n == 1 else None
