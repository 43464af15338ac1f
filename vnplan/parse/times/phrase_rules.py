"""The parts that phrases of time are made of: numbers, spans, hours, days of the week, events.

A small grammar: each rule is a pattern in which ``{name}`` stands for another rule or for a list of
``dictionaries/deadlines.yaml``.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from vnplan.parse.text.grammar import Grammar, alternatives

END = r"(?=\s*(?:[.;,)(]|/\.|$))"
UNIT = r"(?:phút|giờ|tiếng|ngày|tuần|tháng|qu[ýí]|năm)"
CLAUSE = r"[^,;.()]"
# What a time runs from or up to, as far as the duty, its purpose or the end of the clause; a comma
# in "tổ chức, cá nhân" ends none.
_AFTERWARDS = (
    r"\s+(?:(?:về|cho|gửi)\s+(?i:{receivers})|mới\s+(?:được|tiếp\s+tục|thực\s+hiện)"
    r"|phải|có\s+trách\s+nhiệm|thì|để|với\s+tinh\s+thần|và\s+không)(?!\w)"
)
# Where an event ends: with the clause, or before who has the duty.
EVENT_END = rf"(?=\s*(?:[.;,)(]|/\.|$)|{_AFTERWARDS})"
TILL = (
    rf"(?:(?!{_AFTERWARDS}){CLAUSE}){{2,80}}?"
    rf"(?:(?!(?<={{term_nouns}}(?:\s+\p{{L}}+)?)\s*,\s*(?:cá\s+nhân|đơn\s+vị|tổ\s+chức))(?={_AFTERWARDS}|\s*(?:[.;,)(](?!\d)|/\.|$)))"
)
RULES = {
    "n": r"(?i:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?:\s+lăm)?)",
    "day": r"\d{1,2}[/\-]\d{1,2}(?:[/\-](?:19|20)\d\d)?(?![\d/])",
    "span": r"(?:\d{1,3}\s*(?:[-–]\s*\d{1,3}\s*)?(?:\([^()\d]{1,14}\)\s*)?|(?i:{n}|nửa)\s+)"
    r"(?i:{span_units}(?:\s+làm\s+việc)?)(?!\w)",
    "amount": r"{span}",
    "least": r"(?i:ít\s+nhất|tối\s+thiểu|khoảng|không\s+quá|(?:chậm|muộn)\s+nhất)",
    "offset": r"(?:{least}\s+)?{span}",
    # "giờ phát đề", "lịch gieo": a moment by the noun it is told with
    "moment": r"(?i:{moments})(?!\w|\s*\d+\s*[/\-.]|\s*\d+\s+tháng\s"
    r"|\s+[IVXlO\d]{1,3}(?:/|\s+tháng\s))"
    rf"(?:(?!{_AFTERWARDS}){CLAUSE}){{0,50}}?",
    "days_of": r"(?i:(?:tất\s+cả\s+)?các\s+(?:ngày|buổi|đêm|tối|sáng|chiều)(?:\s+{parts})?"
    r"\s+(?:{weekdays}|trong\s+tuần|làm\s+việc|cuối\s+tuần|nghỉ|lễ|chẵn|lẻ))",
    "clock": r"(?i:\d{1,2}(?::\d{2}|\s*(?:giờ|h|g)\s*(?:\d{2})?\s*(?:phút)?['’]?)"
    r"(?:\s+(?:{parts}))?)",
    "clocks": r"{clock}(?:\s*(?:,|và|hoặc|đến|-)\s*(?:trước\s+)?{clock}){0,5}",
    "weekday": r"(?i:thứ\s*(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s*nhật)",
    "weekdays": r"(?i:{weekday}(?:\s*(?:,|và|hoặc|đến)\s*(?:{weekday}|[2-7](?![\w/]))){0,6})",
    "monthdays": r"(?i:(?:(?:các\s+)?ngày\s*(?:từ\s+)?(?:m[ùồ]ng\s+)?|m[ùồ]ng\s+)\d{1,2}(?![\d/\-])"
    r"(?:\s*(?:,|và|hoặc|đến(?:\s+hết)?)\s*(?:ngày\s*)?(?:m[ùồ]ng\s+)?\d{1,2}(?!\d*[/\-]\d)){0,9})",
    "months": r"(?<!\d\s*)(?i:(?:(?:đầu|giữa|cuối)\s+)?tháng\s+\d{1,2}(?![\d/\-])"
    r"(?:\s*(?:,|và|hoặc|đến(?:\s+hết)?|-)\s*(?:tháng\s+)?\d{1,2}(?![\d/\-])){0,5})",
    "week": r"(?i:(?:của\s+)?tuần\s+(?:lễ\s+)?(?:đầu(?:\s+tiên)?|cuối(?:\s+cùng)?|thứ\s+\w+"
    r"|[1-5](?![\d/\-])(?:\s*(?:,|và)\s*(?:tuần\s+)?[1-5](?![\d/\-])){0,3})"
    r"(?:\s+(?:của\s+)?(?:tháng|quý))?)",
    "when": r"(?:{clocks}(?:\s*,?\s*(?:ngày\s+)?(?:(?i:{parts})\s+)?{weekdays})?"
    r"|(?:(?i:{parts})\s+)?(?:ngày\s+)?{weekdays}(?:\s+{week})?|{week}"
    r"|{monthdays}|{months}|{edge_day}|(?i:{parts}))",
    "edge_day": r"(?i:ngày\s+(?:làm\s+việc\s+)?(?:đầu|cuối)(?:\s+(?:tiên|cùng))?)",
    "times": r"(?i:(?:ít\s+nhất|tối\s+thiểu)\s+)?{n}\s+(?i:lần|buổi|đợt|kỳ|kì|lượt|phiên)(?!\w)",
    "many": r"(?i:(?:hai|ba|bốn|năm|sáu|bảy|tám|chín)\s+mươi(?:\s+lăm)?|mười(?:\s+lăm)?"
    rf"|một|hai|ba|năm|bảy|mười)\s+(?i:{UNIT}(?:\s+làm\s+việc)?)",
    "every": rf"(?P<every>(?i:hằng|hàng|mỗi)\s+(?P<unit>(?i:{UNIT})))"
    r"(?:\s*/\s*(?i:lần))?(?!\w|\s+hiếm)",
    "count": r"(?P<count>(?i:mỗi|một)\s+(?i:học\s+k[ỳì]|năm\s+học|vụ|đợt)\s*,?\s*"
    r"(?i:ít\s+nhất\s+)?{n}\s+(?i:lần)(?!\w)"
    rf"|(?:{{n}}|(?i:nửa))\s*(?i:(?P<of>{UNIT})\s*(?:/|một|1|01)\s*lần)"
    rf"|{{n}}(?:\s*-\s*\d+)?\s*(?i:(?:lần|đợt|buổi)\s*(?:/|một|mỗi)\s*(?P<per>{UNIT}))(?!\w))",
    # "hằng tháng, quý, 6 tháng và năm"
    "more": r"(?:\s*(?:,|và|hoặc|,\s*và)\s*(?:(?i:hằng|hàng)\s+|(?:0?6|9|09)\s+)?"
    r"(?i:tuần|tháng|quý|năm)(?!\w|\s*\d|\s+(?:[IVX]+(?!\w)|học|cuối|sau|trước|tới|này|đầu))){0,4}",
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
    r"|(?i:m[ùồ]ng)\s+\d{1,2}(?![\d/\-])(?i:\s+tháng\s+\d{1,2}(?![\d/\-]))?(?i:\s+âm\s+lịch)?|(?i:(?:ngày\s+)?rằm\s+tháng)\s+[\p{L}\d]+)",
    "session": r"(?i:(?:các\s+)?{sessions})(?!\w)"
    r"(?:{tail_once}|(?i:\s+(?:tuần|tháng|quý)\s+(?:này|sau|tới))|\s+(?:(?i:{parts})\s+)?{weekdays})",
}
_LISTS = (
    "parts", "occasions", "seasons", "occasion_tails", "sessions", "soon", "today", "lunar",
    "term_tails", "span_units", "moments", "planned", "begins", "ends", "rounds", "term_nouns",
    "comes", "receivers", "holidays", "recurs_before", "recurs_after", "recurs_leads", "campaigns",
)  # fmt: skip


@lru_cache(maxsize=8)
def _known(grammar: Grammar) -> dict[str, str]:
    """What each name in a rule stands for: a rule, or one of the phrases of a list."""
    lists = {key: alternatives(grammar.phrases("deadlines", key, marked=True)) for key in _LISTS}
    return {**RULES, **lists}


def whole(pattern: str, grammar: Grammar) -> regex.Pattern[str]:
    """The pattern with all that its names stand for, from the start of a word on."""
    known = _known(grammar)
    while holes := set(regex.findall(r"\{([a-z_]{2,}|n)\}", pattern)):
        for name in holes:
            pattern = pattern.replace(f"{{{name}}}", f"(?:{known[name]})")
    return regex.compile(rf"(?<!\w){pattern}")
