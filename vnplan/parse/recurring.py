"""When work recurs or is due by something that happens: "chiều thứ Sáu hằng tuần", "03 tháng/lần",
"trước mùa mưa"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from vnplan.parse.grammar import Grammar, any_of
from vnplan.record import Recurrence

_AND = r"\s*(?:,|và|hoặc|-)\s*"
_CLOCK = r"\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{2})?(?:\s*phút)?['’]?"
_WEEKDAY = r"(?:(?:sáng|trưa|chiều|tối|ngày)\s+)*(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_TIMES = (
    rf"(?:{_CLOCK}(?:{_AND}{_CLOCK})*\s*(?:{_WEEKDAY}(?:{_AND}{_WEEKDAY})*)?"
    rf"|{_WEEKDAY}(?:{_AND}{_WEEKDAY})*"
    rf"|ngày\s*\d{{1,2}}(?:{_AND}(?:ngày\s*)?\d{{1,2}})*)"
)
_LEAD = r"(?:(?:vào|lúc|trước|chậm nhất|muộn nhất|là|định k[ỳì]|từ|ngày)\s+)*"
# "vào chiều thứ Sáu hằng tuần", "ngày 25 hằng tháng", "hàng tuần, vào chiều thứ Sáu".
_DATED = regex.compile(
    rf"\b{_LEAD}{_TIMES}\s*(?:hằng|hàng|mỗi)\s+(?P<unit>ngày|tuần|tháng)\b"
    rf"|\b(?:hằng|hàng|mỗi)\s+(?P<unit2>tuần|tháng)\s*,?\s*{_LEAD}{_TIMES}"
)
# "03 tháng/lần", "định kỳ 6 tháng một lần", "mỗi quý một lần", "mỗi tuần 1 lần vào tối thứ bảy".
_NUMBER = r"(?P<{0}>\d{{1,2}}|một|hai|ba|sáu)"
_OFTEN = regex.compile(
    rf"\b(?:định k[ỳì]\s+)?{_NUMBER.format('n')}\s*(?P<unit>giờ|ngày|tuần|tháng|quý|năm)"
    r"\s*(?:/|một|1|01)\s*(?:01\s*)?lần\b"
    rf"|\b(?:định k[ỳì]\s+)?mỗi\s+(?P<unit2>ngày|tuần|tháng|quý|năm)\s+{_NUMBER.format('n2')}\s+lần"
    rf"(?:\s+{_LEAD}{_TIMES})?"
)
# "hằng ngày" tells when only where a clause starts or ends with it, not in "việc hằng ngày".
_BARE = regex.compile(
    r"(?:(?<=^\W*|[;:(.,]\s*)(?:hằng|hàng|mỗi)\s+(?:ngày|tuần)\b(?=\s*,?\s+\p{Ll}))"
)
_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "sáu": 6}
_EVERY: dict[tuple[int, str], Recurrence] = {
    (1, "tháng"): "monthly",
    (3, "tháng"): "quarterly",
    (12, "tháng"): "yearly",
    (1, "quý"): "quarterly",
    (1, "năm"): "yearly",
}


@dataclass(frozen=True, slots=True)
class Spell:
    """Words that say when, without a day of the calendar.

    Attributes:
        strong: whether they are a deadline wherever they stand.
    """

    start: int
    stop: int
    recurs: Recurrence | None = None
    strong: bool = False


def recurring(marked: str) -> Iterator[Spell]:
    """The recurrences with their day or hour in a text in small letters.

    >>> [(s.start, s.stop, s.recurs) for s in recurring("nộp ngày 25 hằng tháng")]
    [(4, 22, 'monthly')]
    """
    for match in _DATED.finditer(marked):
        unit = match["unit"] or match["unit2"]
        yield Spell(*match.span(), "monthly" if unit == "tháng" else None)
    for match in _OFTEN.finditer(marked):
        number, unit = match["n"] or match["n2"], match["unit"] or match["unit2"]
        count = _NUMBERS.get(number) or int(number)
        yield Spell(*match.span(), _EVERY.get((count, unit)))
    for match in _BARE.finditer(marked):
        yield Spell(*match.span())


@lru_cache(maxsize=8)
def _happenings(grammar: Grammar) -> tuple[regex.Pattern[str], ...]:
    parts = (
        rf"\b(?:\s+{any_of(grammar, 'deadlines', 'event_parts', marked=True)}\b)*"
        r"(?:\s+(?:năm\s+(?:học\s+)?)?(?:19|20)\d\d(?:\s*-\s*(?:19|20)\d\d)?)?"
        # "trước ngày khai giảng 05/9/2022", "trước ngày hội (18/11)": the day itself follows.
        r"(?:\s+\(?\d{1,2}[/-]\d{1,2}(?:[/-](?:19|20)\d\d)?\)?)?"
    )
    event = any_of(grammar, "deadlines", "events", marked=True) + parts
    during = any_of(grammar, "deadlines", "during", marked=True) + parts
    days = r"\s+(?:ít nhất\s+)?\d{1,2}\s+ngày\b(?:\s+làm việc)?"
    before = r"(?:ngay\s+)?trước\s+(?:(?:các|mỗi|từng|kỳ|ngày)\s+)*"
    return (
        regex.compile(rf"\b{before}{event}(?:{days})?"),
        regex.compile(rf"\b(?:ngay\s+)?sau\s+(?:(?:các|mỗi|từng)\s+)*{event}{days}"),
        regex.compile(rf"\b(?:ngay\s+)?(?:trong|vào|tại)\s+(?:(?:suốt|các|kỳ)\s+)*{during}"),
        regex.compile(
            r"(?:(?<=\b(?:xong|hoàn thành)\s+)trước khi"
            r"|\bngay sau khi\s+(?:kết thúc|hoàn thành|nhận được|có kết quả))"
            r"\s+[^,;.:()]{4,70}?(?=\s*(?:[,;.)]|$))"
        ),
        regex.compile(
            r"\btrước\s+(?:mỗi|từng)\s+(?:\p{L}+\s+){1,3}?(?:ít nhất\s+)?\d{1,2}\s+ngày\b"
        ),
    )


def by_events(marked: str, grammar: Grammar) -> Iterator[Spell]:
    """What is due before, after or at something that happens; a clause must end with it, unless it
    is something that the work precedes."""
    for at, pattern in enumerate(_happenings(grammar)):
        for match in pattern.finditer(marked):
            ends = not marked[match.end() :].strip() or marked[match.end() :].lstrip()[0] in ".,;)("
            if ends or at in (0, 1, 4):
                yield Spell(*match.span(), None, strong=at in (0, 1, 4))
