"""Lines that only say when what stands below them is due: "Tháng 1", "Quý II:", "Từ tháng 5 đến
tháng 7/2031", "Giai đoạn 2032 - 2033"."""

from __future__ import annotations

import regex

from vnplan.parse.text.dates import iso, last_day
from vnplan.parse.text.passage import fold, lowered
from vnplan.record import Deadline

_NUMBER = r"(?:\d{1,2}|i{1,3}|iv|v|vi{0,3})"
_LINE = regex.compile(
    rf"\W*(?:(?:trong|cuoi|dau|giua)\s+)?"
    rf"(?:(?P<unit>thang|quy|tuan(?: le)?(?: thu)?|hoc ky|dot)\s+(?P<first>{_NUMBER})"
    rf"(?P<more>(?:\s*(?:[,+&/-]|va|den)\s*(?:(?:thang|quy|tuan)\s+)?{_NUMBER}(?!\d|/(?!20\d\d)))*)"
    rf"|(?P<half>6|06|sau)\s+thang\s+(?P<part>dau|cuoi)\s+nam)"
    rf"(?:\s*(?:[/,.-]|nam)?\s*(?:nam\s*)?(?P<year>(?:19|20)\d\d)(?:\s*-\s*20\d\d)?)?(?P<rest>\W.*)?"
)
_YEAR = r"(?:19|20)\d\d"
_PERIOD = rf"(?:(?:thang|quy)\s+{_NUMBER}(?:(?:\s*[/.-]\s*|\s*nam\s*){_YEAR})?)"
_DAY = rf"(?:ngay\s+)?\d{{1,2}}/\d{{1,2}}(?:/{_YEAR})?"
_ONE = rf"(?:{_PERIOD}|{_DAY}|(?:nam\s+)?{_YEAR})"
# From one month, day or year to another, or a year.
_SPAN = regex.compile(
    rf"\W*(?:(?:(?:tu|giai doan(?:\s+(?:\d|i{{1,3}}))?\s*[:,(]?(?:\s*tu)?)\s*"
    rf"|(?=(?:thang|quy)\s)){_ONE}\s*(?:-|den)\s*"
    rf"(?:het\s+)?(?P<to>{_ONE}|\d{{1,2}}/{_YEAR})"
    rf"|(?:(?:trong|den(?:\s+het)?)\s+)?nam\s+(?:{_YEAR}\s*(?:-|den)\s*)?(?P<year>{_YEAR}))"
    r"\)?(?P<rest>\W.*)?"
)
# "Thứ Hai ngày 07/8", "Thứ Ba (08/8/2031)", "Thứ Bảy, Chủ nhật": a day of a calendar.
_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_CALENDAR_DAY = regex.compile(
    rf"\W*{_WEEKDAY}(?:\s*(?:[,–-]|và)\s*{_WEEKDAY})?"
    r"(?:[\s,(–-]*(?:(?:các\s+)?ngày\s+)?(?:\d{1,2}\s*(?:,|–|-|và)\s*)?(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})"
    r"(?:\s*[/.-]\s*(?P<year>20\d\d))?\)?)?\W*"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
# After these the tasks below are due at no one time.
_ALWAYS = regex.compile(
    r"\W*(?:(?:cac\s+)?(?:cong viec|nhiem vu|hoat dong)\s+)?(?:thuong xuyen|dinh ky|khac)\W*"
)
_MOST_REST_WORDS = 6
_DATED = regex.compile(r"\d\s*/\s*\d|\b(?:thang|quy|nam|ngay|tu)\s+[\div]")


def time_line(text: str, year: int | None) -> Deadline | None:
    """The time that a line names and nothing else but a motto after a dash, or in brackets.

    >>> time_line("Tháng 7, 8", 2018)
    Deadline(text='Tháng 7, 8', due='2018-08-31', recurs=None)
    >>> time_line("Tháng 3 tổ chức hội trại", 2018)
    """
    if day := _CALENDAR_DAY.fullmatch(lowered(text)):
        told = int(day["year"]) if day["year"] else year
        due = iso(told, int(day["month"]), int(day["day"])) if day["day"] and told else None
        return Deadline(_closed(text.strip(_EDGES)), due, None)
    match = _LINE.fullmatch(fold(text).rstrip())
    if match is None or not _is_motto(match["rest"] or ""):
        return None
    words = text[: match.start("rest")] if match["rest"] else text
    told = int(match["year"]) if match["year"] else year
    return Deadline(words.strip(_EDGES), _due(match, told), None)


def _closed(words: str) -> str:
    return words if words.count("(") == words.count(")") else words.strip("()")


def span_line(text: str, year: int | None) -> Deadline | None:
    """What a heading says that names a year, or from when to when, and nothing else; none of what
    is over before ``year``. Alone in a line the same words are mostly the head of a column.

    >>> span_line("Giai đoạn 2032 - 2033", 2031)
    Deadline(text='Giai đoạn 2032 - 2033', due='2033-12-31', recurs=None)
    >>> span_line("Năm 2029", 2031)
    """
    match = _SPAN.fullmatch(fold(text).rstrip())
    if (
        match is None
        or not _is_motto(match["rest"] or "")
        or not regex.match(r"[^\p{L}]*\p{Lu}", text)
    ):
        return None
    words = text[: match.start("rest")] if match["rest"] else text
    numbers = regex.findall(r"\d+|\b(?:i{1,3}|iv)\b", match["to"] or match["year"])
    told = int(numbers.pop()) if regex.search(rf"{_YEAR}$", match["to"] or match["year"]) else year
    if told is None or (year and told < year):
        return None
    values = [_ROMAN.get(number) or int(number) for number in numbers]
    if len(values) == 2:
        due = iso(told, values[1], values[0])
    else:
        months = 3 if "quy" in (match["to"] or "") else 1
        due = _end(told, values[0] * months) if values else _end(told, 12)
    return Deadline(words.strip(_EDGES), due, None)


def _end(year: int, month: int) -> str | None:
    return last_day(year, month) if 1 <= month <= 12 else None


_EDGES = " -–+:.;,*•"


def says_all_due(text: str) -> bool:
    """Whether a sentence says of all that stands above it by when it is due, and nothing else.

    >>> says_all_due("Thời hạn xong trước ngày 30/9/2031.")
    True
    >>> says_all_due("Các nội dung trên hoàn thành trong quý III/2031.")
    True
    >>> says_all_due("Hoàn thành việc nạo vét trước ngày 30/9/2031.")
    False
    """
    return bool(_ALL_DUE.fullmatch(fold(text)))


_ALL_DUE = regex.compile(
    r"\W*(?:(?:tat ca\s+|toan bo\s+)?(?:cac|nhung)?\s*(?:noi dung|cong viec|nhiem vu|phan viec)"
    r"(?:\s+(?:neu\s+)?tren|\s+nay)?\s+)?"
    r"(?:(?:yeu cau|phai|thoi (?:han|gian)|tien do|hoan thanh|thuc hien|xong)\s+){1,4}"
    r"(?:truoc|trong|cham nhat|muon nhat|den het|vao)\b[^,;:.()]{2,45}[.;]?\s*"
)


def is_time_line(text: str) -> bool:
    """Whether a line only says when, or that what follows has no one time."""
    return time_line(text, None) is not None or ends_times(text)


def ends_times(text: str) -> bool:
    """Whether a line opens what is done all the time: "Công việc thường xuyên"."""
    return bool(_ALWAYS.fullmatch(fold(text)))


def _is_motto(rest: str) -> bool:
    """Whether words after the time are a motto or a note, not what is to be done."""
    words = rest.strip(" .:;")
    opens = not words or (words[:1] in "-–(" and not _DATED.search(words))
    return opens and len(words.split()) <= _MOST_REST_WORDS


def _due(match: regex.Match[str], year: int | None) -> str | None:
    """The last day of the time, where its year is known; weeks and terms have none."""
    if year is None:
        return None
    if match["half"]:
        return last_day(year, 6 if match["part"] == "dau" else 12)
    numbers = regex.findall(rf"\b{_NUMBER}\b", f"{match['first']} {match['more']}")
    last = numbers[-1] if numbers else ""
    value = _ROMAN.get(last) or int(last)
    if match["unit"] == "thang" and 1 <= value <= 12:
        return last_day(year, value)
    if match["unit"] == "quy" and 1 <= value <= 4:
        return last_day(year, 3 * value)
    return None
