"""By when, in words that stand where only a time may: after "Thời gian thực hiện:", in a cell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import regex

from vnplan.parse.bodies.subjects import names_subject, starts_with_verb
from vnplan.parse.text.dates import last_day
from vnplan.parse.text.grammar import Grammar, alternatives
from vnplan.parse.text.passage import fold
from vnplan.parse.text.patterns import compiled
from vnplan.parse.times.time_grammar import YEAR, rules_of
from vnplan.parse.times.time_phrases import end_of_event
from vnplan.parse.times.time_points import Point
from vnplan.parse.times.times import points_of
from vnplan.record import Deadline


def whole_deadline(text: str, grammar: Grammar, year: int | None = None) -> Deadline | None:
    """The deadline of a line "Thời gian thực hiện: …": its points of time, else all its words, if
    they are years or months alone. What is done all the time has none.
    """
    words = compiled(r"\.\s+(?=\p{Lu})").split(text)[0].strip(" .;,")
    if unset := _UNSET.match(words):
        often = _OFTEN.match(words, unset.end())
        rest = often or _NEXT_PART.search(words, unset.end())
        found = whole_deadline(words[rest.end() :], grammar, year) if rest else None
        always = "thường" in unset.group().lower()
        return found if found and (always or found.due) else None
    if aside := _ASIDE.search(words):
        return whole_deadline(words[: aside.start()], grammar, year)
    words = _LASTS.sub("", words)
    if not words:
        return None
    if bare := _bare(words):
        return bare
    if _term(grammar).fullmatch(words):
        return Deadline(words, None, None)
    points = points_of(words, grammar, year, bare=True)
    if not points:
        return None
    first, last = points[0], _last_of_one_work(points, words, grammar)
    if last is not first and (of := _OF_SOME.search(words, first.stop)):
        stop = of.end() if of.end() > last.stop else last.stop
        return Deadline(words[first.start : stop], None, None)  # a day each of several
    if compiled(r"\s*den khi\b").match(fold(words[last.stop :])):
        return Deadline(words[first.start :], None, None)
    recurs = next((p.recurs for p in points if p.recurs and p.start <= last.start), None)
    start = first.start
    if last is not first and (round_ := ROUND.search(words[:start])):
        start = round_.start()
    return Deadline(words[start : last.stop], last.due, recurs)


@lru_cache(maxsize=8)
def _term(grammar: Grammar) -> regex.Pattern[str]:
    """Terms and seasons that stand alone: "Cuối học kỳ I, cuối năm học", "Hết mùa khô"."""
    seasons = alternatives(grammar.phrases("deadlines", "seasons", marked=True))
    at = r"(?:(?:trong|vào|đến)\s+)?(?:đầu|giữa|cuối|hết|trước|sau)"
    of = r"(?:\s+(?:[IVX]+|\d{1,2}|\d{4}(?:\s*-\s*\d{4})?))*"
    one = rf"(?:{at}\s+{seasons}{of}|(?:học k[ỳì]|HK)\s?(?:[IVX]+|\d)|tuần\s+\d{{1,2}})"
    return regex.compile(rf"{one}(?:\s*(?:,|và|-|đến)\s*{one})*", regex.IGNORECASE)


# What is done in a round, between its number and its time.
ROUND_ACT = r"(?:hoàn thành|hoàn tất|kết thúc|xong|tổ chức|thực hiện|tiến hành|bắt đầu)"
# "Đợt 1 từ ngày 20 - 28/4; đợt 2 …" begins with its first round.
ROUND = regex.compile(
    rf"(?:đợt|lần)\s+(?:\d{{1,2}}|[IVX]{{1,4}})\s*:?\s*(?:\([^()]*\)\s*)?(?:{ROUND_ACT}\s+)?$",
    regex.IGNORECASE,
)


def time_of_round(text: str, grammar: Grammar, year: int | None = None) -> Deadline | None:
    """The time of a line that names a round or stage by its number, and its time: "Giai đoạn 1 (từ
    ngày 5/3 đến 15/3): Khảo sát", "Đợt 2: tháng 6"."""
    match = _NAMED_ROUND.fullmatch(text.strip())
    return _all_of(match["when"], grammar, year) if match else None


def told_last(text: str, grammar: Grammar, year: int | None = None) -> Deadline | None:
    """The time that is all a line says after its last colon, or after ", thời gian": "Kiểm tra kho:
    tháng 11", "Tập huấn: 05 ngày, từ ngày 20/02 đến 24/02"."""
    match = _TOLD_LAST.search(text)
    if match and _OF_PAPER.search(text, 0, match.start()):
        return None
    return _all_of(match["when"], grammar, year) if match else None


def _all_of(words: str, grammar: Grammar, year: int | None) -> Deadline | None:
    """The time in words that say nothing else."""
    plain = _LASTS.sub("", words.strip(" .;,"))
    told = regex.search(r"\d", plain) or _term(grammar).fullmatch(plain)
    when = whole_deadline(plain, grammar, year) if told else None
    return when if when and len(plain) - len(when.text) < 2 else None


# "Thời gian ký: 8/1/2032" is of the paper itself.
_OF_PAPER = regex.compile(r"(?<!\w)(?:ký|ngày sinh|ngày cấp|ban hành|số)\s*$", regex.IGNORECASE)
_NAMED_ROUND = regex.compile(
    r"\W*(?:đợt|giai đoạn|lần|bước)\s+(?:\d{1,2}|[IVX]{1,4})\s*"
    r"(?:\((?P<when>[^():]+)\)(?:\s*[:.–-]\s*\p{L}[^:;]{0,80})?|[:,–-]\s*(?P<when>[^():]+?))\s*[.:;]?",
    regex.IGNORECASE,
)
_TOLD_LAST = regex.compile(
    r"(?::|,\s+thời gian(?:\s+(?:thực hiện|tổ chức|hoàn thành))?:?)\s+"
    r"(?:(?:dự kiến|đồng loạt|tổ chức|hoàn thành)\s+)?(?P<when>[^:;()]{4,70}?)\s*[.;]?\s*$",
    regex.IGNORECASE,
)


def stated_deadline(text: str, grammar: Grammar, year: int | None = None) -> Deadline | None:
    """The deadline of words that stand where only a time may, after a label or in a cell: also what
    waits for something, "Sau khi có hướng dẫn của Sở"."""
    if when := whole_deadline(text, grammar, year):
        return when
    words = text.strip(" .;,")
    if _FROM_EVENT.fullmatch(words):
        return Deadline(words, None, None)
    if not regex.match(r"(?:ngay )?sau khi\b", fold(words)):
        return None
    words = _event_alone(words, grammar)
    return Deadline(words, None, None) if len(words.split()) <= _MOST_WORDS else None


# "Từ ngày thành lập Tổ đến ngày bàn giao bến"
_FROM_EVENT = regex.compile(
    r"(?:bắt đầu\s+)?từ\s+(?:ngày|khi|sau)\s+\p{L}[^.;:]{3,90}?\s(?:cho\s+)?đến\s+"
    r"(?:hết\s+)?(?:ngày|khi|thời điểm)\s+\p{L}[^.;:]{3,90}",
    regex.IGNORECASE,
)
# So many words at most say after what something is due; fewer are one event with its commas
# ("sau khi nghiệm thu, bàn giao công trình"), of which the first part has a few words at least.
_MOST_WORDS, _ONE_EVENT, _FEW = 40, 16, 5


def _event_alone(words: str, grammar: Grammar) -> str:
    """An event without the sentence that goes on with what is done after it: "Sau khi Đề án được
    phê duyệt, các thôn họp dân, …"."""
    marks = regex.finditer(r"[,:;]\s|\.\s+(?=\p{Lu})", words)
    for mark in marks if len(words.split()) > _ONE_EVENT else ():
        event, rest = words[: mark.start()], words[mark.end() :]
        goes_on = starts_with_verb(rest, grammar) or names_subject(rest, grammar)
        if goes_on and len(event.split()) >= _FEW:
            words = event
            break
    return words[: end_of_event(words, 0, len(words), grammar)]


# What is done all the time, as need be or as something else says has no day of its own.
_UNSET = regex.compile(
    r"(?:(?:được\s+)?(?:tổ chức\s+)?(?:thực hiện|triển khai|tiến hành)\s+)?"
    r"(?:thường xuyên|theo|khi)(?!\w)",
    regex.IGNORECASE,
)
_NEXT_PART = regex.compile(r"\s*(?:[,;/]|(?<!\w)và(?!\w))\s*")
# "Thường xuyên hằng năm" recurs; "thường xuyên trong năm" does not.
_OFTEN = regex.compile(r"\s+(?=(?:định k[ỳì]\s+)?(?:h[ằà]ng|mỗi)\s)", regex.IGNORECASE)
# "… hằng năm; riêng năm 2031 trong quý II": the time of a part of the work, or of one year.
_ASIDE = regex.compile(r"\s*[;,(]\s*(?=(?:riêng|trong đó|đặc biệt)(?!\w))", regex.IGNORECASE)


def _last_of_one_work(points: Sequence[Point], words: str, grammar: Grammar) -> Point:
    """The last of the points before another work begins: "trước ngày 31/3, báo cáo trước ngày
    15/4" is due on the first of them."""
    acts = rules_of(grammar).acts
    for one, other in pairwise(points):
        between = words[one.stop : other.start].lower()
        goes_on = other.repeats and one.due and regex.search(r"\p{L}{3}", between)
        if goes_on or (acts.search(between) and not _FINISH.fullmatch(between)):
            return one
    return points[-1]


# "Bắt đầu: tháng 4; hoàn thành: tháng 6" ends with the second.
_FINISH = regex.compile(r"[\s,;:.]*(?:và\s+)?(?:hoàn thành|kết thúc)(?:\s+(?:trong|vào))?[\s:]*")
# "02 ngày, từ ngày 10/5 …": how long it lasts.
_LASTS = regex.compile(
    r"^\d{1,3}\s+(?:ngày|buổi|tuần|tháng|giờ)\s*[,:(]\s*"
    r"(?=(?:từ|vào|trong|bắt đầu|ngày|sáng|chiều|thứ|chủ nhật)\s|\d{1,2}/\d)",
    regex.I,
)
# "31/5 (đối với xã), 30/6 (đối với huyện)"
_OF_SOME = regex.compile(r".*\((?:đối với|riêng|với)\s[^()]*\)|\s*\((?:đối với|với)\s[^()]*\)")


_MONTH = (
    r"(?:[Tt]háng\s+|[Tt]\.?)?(?!\d+-\d+-)(?:\d{1,2}\s*[-–,]\s*T?){0,11}(?P<m>\d{1,2})\s*[/-]\s*"
)
_QUARTER = r"(?:[Qq]uý\s+|[Qq]\.?\s?)?(?P<q>IV|I{1,3}|(?<=[Qq]\.?\s?)[1-4])\s*[/-]\s*"
_FROM = (
    r"(?:[Tt]ừ\s+)?(?:(?:năm|tháng|quý)\s+)?(?:(?:\d{1,2}|I{1,3}|IV)\s*/\s*)?"
    rf"{YEAR}\s*(?:-|–|đến|,|và)\s*"
)
_BARE = regex.compile(
    rf"(?:[Tt]rong\s+|[Đđ]ến\s+)?(?:{_FROM})?(?:[Nn]ăm\s+)?(?:{_MONTH}|{_QUARTER})?(?P<y>{YEAR})"
)


def _bare(words: str) -> Deadline | None:
    """Years, a quarter or a month that stand alone after "Thời gian:" or in a cell: "2026 - 2030",
    "T5/2031", "Q.II/2031"."""
    match = _BARE.fullmatch(words)
    if not match:
        return None
    quarter = _QUARTERS.get(match["q"]) or int(match["q"] or 0)
    month = 3 * quarter or int(match["m"] or 12)
    due = last_day(int(match["y"]), month) if 1 <= month <= 12 else None
    return Deadline(words, due, None)


_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
