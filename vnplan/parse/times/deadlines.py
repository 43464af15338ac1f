"""By when: the words of a directive that say it, the day that follows, and how often it recurs."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

import regex

from vnplan.parse.bodies.phrases import Text, words_of
from vnplan.parse.text.dates import last_day
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.passage import fold, lowered
from vnplan.parse.times.stated_times import ROUND, ROUND_ACT
from vnplan.parse.times.time_grammar import YEAR
from vnplan.parse.times.time_place import of_content
from vnplan.parse.times.time_points import Point, finishes
from vnplan.parse.times.times import points_of
from vnplan.parse.times.times_apart import HEAD, with_set_apart
from vnplan.parse.times.titled_times import in_title, is_of_year
from vnplan.record import Deadline


def find_deadline(
    text: str,
    grammar: Grammar,
    year: int | None = None,
    date: str | None = None,
    *,
    today: str | None = None,
) -> Deadline | None:
    """The deadline in a directive, or ``None``.

    Of several the first that is said with a day, month or quarter, or by words that make it a
    deadline wherever they stand ("hoàn thành trong …"): the main clause of a directive comes first,
    what is due after it is of a later step. Else the first that recurs or names an occasion. A
    period inside the title of a cited document is none. ``year``, of the document's date, completes
    a day without year; what lies before it is past and no deadline. ``date``, of the document,
    tells whether a day is to come; ``today`` is the day that "cùng ngày" means by itself.
    """
    told = _told_before(text)
    read = points_of(text, grammar, year, date=date, today=today)
    past = date if date and year and date.startswith(str(year)) else str(year or "")
    points = [p for p in with_set_apart(read, text, grammar, year, past) if p.start >= told]
    open_ = [
        p
        for p in points
        if not (_heads(text, p) or _ran_before(text, p, date))
        and not of_content(text, p)
        and (p.strong or p.repeats or not (p.starts or in_title(text, p, grammar)))
    ]
    dated = [p for p in open_ if _says_when(p, text)]
    chosen = dated or open_
    if not chosen:
        return None
    best = _dated_later(chosen, text, grammar) if chosen[0].repeats else chosen[0]
    best = _finished_later(best, points, text)
    best = _all_rounds(_limit_of_clause(best, open_, text), points, text)
    words = text[best.start : best.stop]
    if best.recurs is None and not regex.search(YEAR, words) and best.near:
        said = text[: best.start].rpartition(". ")[2]
        every = [
            p.recurs for p in points if p.recurs and best.start - len(said) <= p.start < best.start
        ]
        if not every and best.strong and _YEARLY.search(lowered(said)):
            every = ["yearly"]
        return Deadline(words, None if every else best.due, every[-1] if every else None)
    return Deadline(words, best.due, best.recurs)


# "lập kế hoạch hằng năm trước ngày 31/01": what is made every year has that day every year.
_YEARLY = regex.compile(r"(?<!\w)(?:h[ằà]ng|mỗi)\s+năm(?:\s+\p{L}+){0,14}\s+$")


def _finished_later(best: Point, points: Sequence[Point], text: str) -> Point:
    """The point, or that by which its sentence says that the work is finished, after a year or
    month at its head: "Năm 2031, tiếp tục nạo vét, đến năm 2033 hoàn thành"."""
    head = HEAD.match(text, best.start) if best.strong else None
    if head is None or head.end("when") != best.stop:
        return best
    return next((p for p in points if p.due and _is_finish(p, best, text)), best)


def _is_finish(point: Point, head: Point, text: str) -> bool:
    between = text[head.stop : point.start]
    if point.start < head.stop or regex.search(r";|\.\s|:", between):
        return False
    return finishes(fold(text[: point.stop])) or bool(_FINISHED.match(fold(text), point.stop))


_FINISHED = regex.compile(r"\s*,?\s*(?:(?:phai|can|co ban|se)\s+)*(?:hoan thanh|ket thuc|xong)\b")


def _all_rounds(first: Point, points: Sequence[Point], text: str) -> Point:
    """The point with the rounds told after it: "đợt 1 vào tháng 4, đợt 2 vào tháng 9"."""
    opened = ROUND.search(text, 0, first.start)
    if opened is None or first.repeats:
        return first
    stop, due = first.stop, first.due
    for point in points:
        between = text[stop : point.start]
        if point.start < stop or not _NEXT_ROUND.fullmatch(between):
            continue
        stop, due = point.stop, point.due
    if stop == first.stop:
        rounds = _FIRST_ROUND.search(text, 0, first.start)
        return replace(first, start=rounds.start()) if rounds else first
    return replace(first, start=opened.start(), stop=stop, due=due)


# "…; đợt 2 từ ngày 10/6"
_NEXT_ROUND = regex.compile(
    r"\s*(?:\([^()]*\))?\s*(?:[,;]|[,;]?\s*và)\s+(?:đợt|lần)\s+(?:\d{1,2}|[IVX]{1,4}|hai|ba)\s*:?\s*"
    rf"(?:\([^()]*\)\s*)?(?:{ROUND_ACT}\s+)?"
)
# "lần 1 ngày 30/10, lần 2 | trước ngày 20/11"
_FIRST_ROUND = regex.compile(
    r"(?<!\w)(?:đợt|lần)\s+(?:0?1|I|một|đầu)\s*:?\s+(?:(?!đợt|lần)[^.;:()]){0,40}\d[^.;:()\p{L}]*"
    r"(?:,|;|,?\s*và)\s+(?:đợt|lần)\s+(?:0?2|II|hai)\s*:?\s*(?:(?:hoàn thành|hoàn tất|xong)\s+)?$",
    regex.IGNORECASE,
)


def _limit_of_clause(best: Point, points: Sequence[Point], text: str) -> Point:
    """The point, or the limit that the same clause sets after a time that is of something else:
    "gửi danh sách hộ phát sinh từ ngày 1/1 đến 30/6 chậm nhất ngày 18/7"."""
    if best.strong or best.repeats:
        return best
    if aside := _RANGE_ASIDE.match(text, max(0, best.start - 1)):
        later = (p for p in points if p.strong and p.start > aside.end())
        return next((p for p in later if not _NEXT.search(text[aside.end() : p.start])), best)
    return next((p for p in points if p.strong and _one_clause(best, p, text)), best)


# "giữ bến (từ 15/6 đến 15/8/2031), tổng kết trước 30/8": how long what is named goes on.
_RANGE_ASIDE = regex.compile(r"\(từ\s[^()]*\)(?!\s*[.;]?\s*$)")
_NEXT = regex.compile(r"[;:]|\.\s")


def _one_clause(best: Point, limit: Point, text: str) -> bool:
    """Whether no mark and no "và" but those in brackets part two times."""
    between = regex.sub(r"\([^()]*\)", "", text[best.stop : limit.start])
    parted = regex.search(r"[,;:.(]|(?<!\w)(?:và|rồi)(?!\w)", between)
    return limit.start >= best.stop and not parted


def _ran_before(text: str, point: Point, date: str | None) -> bool:
    """Whether a range was over on the day of the document: "Từ ngày 24/6 đến 31/7, xã có …"."""
    ranges = text[point.start :].lower().startswith("từ ")
    known = date if date and _DAY_OF.fullmatch(date) else ""
    return bool(ranges and point.due and point.due < known)


_DAY_OF = regex.compile(r"\d{4}-\d\d-\d\d")


def _heads(text: str, point: Point) -> bool:
    """Whether a time stands in a heading in capitals: "… GIAI ĐOẠN 2026 - 2030"."""
    before = text[max(0, point.start - 20) : point.start]
    return text[point.start : point.stop].isupper() and before.isupper() and len(before) > 9


def as_of(deadline: Deadline | None, date: str | None) -> Deadline | None:
    """A deadline in a paper of ``date`` (ISO, perhaps without its day). A day that was over long
    before is what the directive speaks of, no deadline; minutes and conclusions are issued days
    after what they order. Of words without a year that day is meant of the
    next year where the paper is of its last months ("trong quý I" of December, "tháng 2" of
    September), else of no year that is known.

    >>> as_of(Deadline("trong quý I", "2030-03-31", None), "2030-12-20").due
    '2031-03-31'
    >>> as_of(Deadline("trong tháng 2", "2030-02-28", None), "2030-09-05").due
    '2031-02-28'
    >>> as_of(Deadline("trước ngày 1/7/2030", "2030-07-01", None), "2030-12-20") is None
    True
    >>> as_of(Deadline("trước ngày 15/12/2030", "2030-12-15", None), "2030-12-20").due
    '2030-12-15'
    """
    if deadline is None or not deadline.due or not date:
        return deadline
    if deadline.due[: len(date)] >= date:
        return deadline
    if regex.search(YEAR, deadline.text):
        over = _DAY.search(deadline.text) and not _lately(deadline.due, date)
        return None if over else deadline
    if len(date) < 7 or not _is_of_next_year(deadline.due, int(date[5:7])):
        return Deadline(deadline.text, None, deadline.recurs)
    year, rest = int(deadline.due[:4]) + 1, deadline.due[4:]
    due = last_day(year, 2) if rest.startswith("-02-2") and rest >= "-02-28" else f"{year}{rest}"
    return Deadline(deadline.text, due, deadline.recurs)


# So many days may pass between a meeting and the paper that tells what it ordered.
_DAYS_TO_ISSUE = 31


def _lately(due: str, date: str) -> bool:
    """Whether a day was over for no more than :data:`_DAYS_TO_ISSUE` on ``date``."""
    try:
        passed = datetime.date.fromisoformat(date) - datetime.date.fromisoformat(due)
    except ValueError:  # a date without its day
        return False
    return passed.days <= _DAYS_TO_ISSUE


def _is_of_next_year(due: str, month: int) -> bool:
    """Whether a day without its year, over when a paper of ``month`` was written, is of the next
    year: in autumn also the months to the end of a school year."""
    school = month >= _SCHOOL_MONTH and int(due[5:7]) <= _LAST_SCHOOL_MONTH
    return month >= _LATE_MONTH or school


# Papers from this month on order work of the next year; the months of a school year.
_LATE_MONTH, _SCHOOL_MONTH, _LAST_SCHOOL_MONTH = 10, 8, 5
_DAY = regex.compile(rf"\d\s?[/\-.]\s?\d{{1,2}}\s?[/\-.]\s?{YEAR}|\d\s*tháng\s*\d+\s*năm")


def _dated_later(points: Sequence[Point], text: str, grammar: Grammar) -> Point:
    """The first point, or the day by which its sentence says that it is handed in, after "hằng năm"
    without one: "Hằng năm, báo cáo trước ngày 15/12"; not where more is done so often: "Hằng tháng
    kiểm tra …, báo cáo trước ngày 15"."""
    first = points[0]
    told = bool(regex.search(r"\d|thứ|lần", text[first.start : first.stop].lower()))
    again = next((p for p in points[1:] if p.repeats and _says_more(p, first, text)), None)
    regular = text[first.start :].lower().startswith("định k")
    if again and not (told or regular or _opens_clause(text, first)):
        return again
    day = next((p for p in points[1:] if _says_more(p, first, text)), None)
    return first if told or day is None or not _handed(text, first, day, grammar) else day


def _opens_clause(text: str, point: Point) -> bool:
    before = text[: point.start].rstrip(" -+•*")
    return not before or before[-1] in ".,;:("


def _handed(text: str, first: Point, day: Point, grammar: Grammar) -> bool:
    """Whether the first act between two points of one sentence, if any, is to hand something in."""
    between = text[first.stop : day.start]
    if regex.search(r"\.\s|\([^()]*$", between):
        return False
    cut, verbs = Text.of(between), words_of(grammar).verbs
    acts = (cut.words[i:] for i in range(len(cut.words)) if verbs.match(cut.words, i))
    act = " ".join(next(acts, ()))
    return not act or bool(_HANDS_IN.match(act))


_HANDS_IN = regex.compile(r"(?:báo cáo|gửi|nộp|trình|tổng hợp)(?!\w)")


def _says_more(point: Point, first: Point, text: str) -> bool:
    """Whether a point is a day, or says on which day of the same period something recurs."""
    if point.repeats:
        digits = regex.search(r"\d", text[point.start : point.stop])
        return bool(digits) and point.recurs == first.recurs
    return bool(point.due and point.near)


def _says_when(point: Point, text: str) -> bool:
    """Whether a point is a deadline more than an occasion is: with a day, month or quarter, or with
    what makes it one; also how often something is done that the text begins with."""
    opens = not text[: point.start].strip(" -+•*")
    headed = opens and point.repeats
    counted = (point.repeats or point.loose) and _NUMBERED.search(text, point.start, point.stop)
    told = headed or (counted and not _EVENT.match(text, point.start))
    dated = point.near and not (point.loose or point.starts)
    before = point.loose and _BY_EVENT.match(text, point.start, point.stop)
    return bool(point.strong or point.recurs or told or dated or before or is_of_year(point))


# "trước Tết", "trước giờ thi 30 phút" say by when as a day does.
_BY_EVENT = regex.compile(r"(?:ngay\s+)?trước\s+(?!khi\s)", regex.IGNORECASE)


# "Sau khi bàn giao, …" waits for something; "hai tuần một lần", "trong tuần 23" tell when.
_EVENT = regex.compile(r"(?:ngay\s+)?(?:sau|khi|trước\s+khi)(?!\w)", regex.IGNORECASE)
_NUMBERED = regex.compile(
    r"(?<!\w)(?:(?:tuần|m[ùồ]ng|ngày)\s+\d|lần|thứ)(?!\w)|\d\s+(?:tháng\s+)?(?:Chạp|Tết)"
)


# What a directive is about or rests on: its times are none of its own.
_ABOUT = regex.compile(r"\W*(?:(?:Về|Đối với)\s[^:]*:|Đối với\s[^:,.]*,)(?=\s)")
_RESTS = regex.compile(
    r"\W*(?:Căn cứ|Trên cơ sở|Qua|Sau khi (?:nghe|xem xét)|Theo(?!\s+định k[ỳì]))\s[^,;.:]*,"
)


def _told_before(text: str) -> int:
    """Where the order starts in "Về việc …: giao Sở …" and "Căn cứ kết quả năm 2026, Sở …"."""
    match = _ABOUT.match(text) or _RESTS.match(text)
    return match.end() if match else 0


_UNREAD = regex.compile(
    r"\b(?:trước|chậm nhất(?:\s+là)?|muộn nhất|xong trước|hoàn thành trước)\s+ngày\s+\S*\d"
    r"|\btrong\s+(?:quý|tháng)\s+\S*\d\S*[/-]"
    r"|\b(?:trước|chậm nhất(?:\s+là)?|muộn nhất)\s+(?:\S+\s+giờ\s+(?:\S+\s+)?)?ngày\s*"
    r"(?:[.…_/\-]|\S{1,4}\s+tháng\b)"
)


def unread_deadline(text: str) -> str | None:
    """The words that announce a day, month or quarter, where :func:`find_deadline` finds none.

    >>> unread_deadline("Nộp báo cáo trước ngày 0589/2025.")
    'trước ngày 0589/2025'
    """
    match = _UNREAD.search(lowered(text))
    return text[match.start() : match.end()] if match else None
