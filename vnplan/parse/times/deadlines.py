"""By when: the words of a directive that say it, the day that follows, and how often it recurs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import regex

from vnplan.parse.bodies.phrases import Text, words_of
from vnplan.parse.bodies.subjects import names_subject, starts_with_verb
from vnplan.parse.text.dates import last_day
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.passage import fold, lowered
from vnplan.parse.times.stated_times import whole_deadline
from vnplan.parse.times.time_grammar import YEAR, rules_of
from vnplan.parse.times.time_points import Point, ends_clause, finishes
from vnplan.parse.times.times import points_of
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
    points = [p for p in _with_set_apart(read, text, grammar, year, past) if p.start >= told]
    open_ = [
        p
        for p in points
        if not _heads(text, p)
        and (p.strong or p.repeats or not (p.starts or _in_title(text, p, grammar)))
    ]
    dated = [p for p in open_ if p.strong or p.recurs or (p.near and not p.loose) or _of_year(p)]
    chosen = dated or open_
    if not chosen:
        return None
    best = _dated_later(chosen, text, grammar) if chosen[0].repeats else chosen[0]
    best = _finished_later(best, points, text)
    words = text[best.start : best.stop]
    if best.recurs is None and not regex.search(YEAR, words) and best.near:
        said = text[: best.start].rpartition(". ")[2]
        every = [
            p.recurs for p in points if p.recurs and best.start - len(said) <= p.start < best.start
        ]
        return Deadline(words, None if every else best.due, every[-1] if every else None)
    return Deadline(words, best.due, best.recurs)


def _with_set_apart(
    points: Sequence[Point], text: str, grammar: Grammar, year: int | None, past: str
) -> list[Point]:
    """The points with those that count because they stand apart, whether or not a word leads to
    them: at the head of a sentence before what is to be done ("Năm 2031, hoàn thành …"), and in a
    bracket at its end. They stand in the place of what was read there. What was over before
    ``past`` (the document's day, month or year, "" where it is not known) is told, not ordered."""
    apart = [*_at_head(text, grammar, year), *_in_last_bracket(text, grammar, year)]
    rest = [p for p in points if not any(p.start < a.stop and a.start < p.stop for a in apart)]
    open_ = [p for p in apart if not _over(p, text, past)]
    return sorted([*rest, *open_], key=lambda p: p.start)


def _over(point: Point, text: str, past: str) -> bool:
    """Whether a point with its year was over before ``past``; one without may be of the next."""
    told = regex.search(YEAR, text[point.start : point.stop])
    return bool(told and point.due and point.due[: len(past)] < past)


def _at_head(text: str, grammar: Grammar, year: int | None) -> Iterator[Point]:
    for match in _HEAD.finditer(text):
        due = whole_deadline(match["when"], grammar, year)
        if (
            due
            and due.due
            and due.text == match["when"]
            and _acts(text[match.end() : match.end() + _NEAR], grammar)
        ):
            yield Point(match.start("when"), match.end("when"), due.due, None, strong=True)


def _acts(text: str, grammar: Grammar) -> bool:
    return starts_with_verb(text, grammar) or names_subject(text, grammar)


def _in_last_bracket(text: str, grammar: Grammar, year: int | None) -> Iterator[Point]:
    match = _BRACKETED.search(text)
    due = whole_deadline(match["when"], grammar, year) if match else None
    if (
        match
        and due
        and match["when"].startswith(due.text)
        and not _LAW.search(text[: match.start()])
        and not _of_title(text, match, grammar)
    ):
        start, stop = match.start("when"), match.start("when") + len(due.text)
        yield Point(
            start, stop, due.due, due.recurs, strong=False, near=True, repeats=bool(due.recurs)
        )


def _of_title(text: str, bracket: regex.Match[str], grammar: Grammar) -> bool:
    """Whether a time in a bracket belongs to the title of the document before it: "Triển khai Đề án
    kè bờ (năm 2031 - 2035)"; not where the document is made by then, "Xây dựng Đề án kè bờ (quý
    II/2031)", or where other work stands between."""
    opened = _title_before(text, bracket.start(), capitals=True)
    if opened is None:
        return False
    later = text[opened : bracket.start()].split(",")[1:]
    if any(starts_with_verb(clause, grammar) for clause in later):
        return False
    clause = regex.split(r"[,;:(]|\.\s", lowered(text[max(0, opened - _NEAR) : opened]))[-1]
    period = _YEARS.match(bracket["when"]) or (
        bracket["when"].lower().startswith("năm") and _PLAN.match(text, opened)
    )
    return bool(period) or not rules_of(grammar).makers.search(clause)


_YEARS = regex.compile(rf"năm\s+{YEAR}\s*(?:-|–|đến)", regex.IGNORECASE)


def _finished_later(best: Point, points: Sequence[Point], text: str) -> Point:
    """The point, or that by which its sentence says that the work is finished, after a year or
    month at its head: "Năm 2031, tiếp tục nạo vét, đến năm 2033 hoàn thành"."""
    head = _HEAD.match(text, best.start) if best.strong else None
    if head is None or head.end("when") != best.stop:
        return best
    return next((p for p in points if p.due and _is_finish(p, best, text)), best)


def _is_finish(point: Point, head: Point, text: str) -> bool:
    between = text[head.stop : point.start]
    if point.start < head.stop or regex.search(r";|\.\s|:", between):
        return False
    return finishes(fold(text[: point.stop])) or bool(_FINISHED.match(fold(text), point.stop))


_FINISHED = regex.compile(r"\s*,?\s*(?:(?:phai|can|co ban|se)\s+)*(?:hoan thanh|ket thuc|xong)\b")


# "Năm 2031, hoàn thành …", "Quý I/2031: …", "Quý II năm 2031 trình …" at the head of a text or a
# later sentence of it.
_HEAD = regex.compile(
    r"(?:^[\W\d]{0,6}|(?<=\p{Ll}[.;]\s+))"
    r"(?P<when>(?:[Nn]ăm|[Qq]uý|[Tt]háng)\s+[\dIV](?:[^,:;.()]{0,24}(?=\s*[,:])|[^\p{Ll}.,:;()]{0,6}"
    rf"(?:năm\s+)?{YEAR}))(?:\s*[,:])?\s+(?=\p{{L}})"
)
# "Luật Đường thủy (năm 2031)" is of that year.
_LAW = regex.compile(r"(?:Luật|Hiến pháp|Pháp lệnh|Đại hội)\s(?:\p{L}+\s){0,6}$")
# "… (quý IV/2031 và thường xuyên)."
_BRACKETED = regex.compile(
    r"\((?P<when>(?:[Nn]ăm|[Qq]uý|[Tt]háng)\s+[\dIV][^()]{1,80})\)\s*[.;,]?\s*$"
)


def _heads(text: str, point: Point) -> bool:
    """Whether a time stands in a heading in capitals: "… GIAI ĐOẠN 2026 - 2030"."""
    before = text[max(0, point.start - 20) : point.start]
    return text[point.start : point.stop].isupper() and before.isupper() and len(before) > 9


def as_of(deadline: Deadline | None, date: str | None) -> Deadline | None:
    """A deadline in a paper of ``date`` (ISO, perhaps without its day). A day that was over long
    before is what the directive speaks of, no deadline; minutes and conclusions are issued days
    after what they order. Of words without a year that day is meant of the
    next year where the paper is of its last months ("trong quý I" of December), else of no year
    that is known.

    >>> as_of(Deadline("trong quý I", "2030-03-31", None), "2030-12-20").due
    '2031-03-31'
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
    if len(date) < 7 or int(date[5:7]) < _LATE_MONTH:
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


# Papers from this month on order work of the next year.
_LATE_MONTH = 10
_DAY = regex.compile(rf"\d\s?[/\-.]\s?\d{{1,2}}\s?[/\-.]\s?{YEAR}|\d\s*tháng\s*\d+\s*năm")


def _dated_later(points: Sequence[Point], text: str, grammar: Grammar) -> Point:
    """The first point, or the day by which its sentence says that it is handed in, after "hằng năm"
    without one: "Hằng năm, báo cáo trước ngày 15/12"; not where more is done so often: "Hằng tháng
    kiểm tra …, báo cáo trước ngày 15"."""
    first = points[0]
    told = bool(regex.search(r"\d|thứ|lần", text[first.start : first.stop].lower()))
    day = next((p for p in points[1:] if _says_more(p, first, text)), None)
    return first if told or day is None or not _handed(text, first, day, grammar) else day


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


def _of_year(point: Point) -> bool:
    return bool(point.due) and not point.horizon


# What a directive is about or rests on: its times are none of its own.
_ABOUT = regex.compile(r"\W*(?:(?:Về|Đối với)\s[^:]*:|Đối với\s[^:,.]*,)(?=\s)")
_RESTS = regex.compile(r"\W*(?:Căn cứ|Trên cơ sở|Theo(?!\s+định k[ỳì]))\s[^,;.:]*,")


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


def _in_title(text: str, point: Point, grammar: Grammar) -> bool:
    """Whether the title of a cited document may still be going on at a point of time.

    A day, month or quarter that ends the sentence is outside it after a comma and a verb: "… về
    nuôi ong, báo cáo Ủy ban trong tháng 6", "… về nuôi ong, trong tháng 6".
    """
    opened = _title_before(text, point.start, capitals=not point.horizon)
    if opened is None:
        return False
    if ends_clause(text, point.stop) and _made_by(text, opened, point, grammar):
        return False
    clauses = text[opened : point.start].split(",")[1:]
    new = any(not c.strip() or starts_with_verb(c, grammar) for c in clauses)
    return not (point.near and new and ends_clause(text, point.stop))


def _made_by(text: str, opened: int, point: Point, grammar: Grammar) -> bool:
    """Whether a document that is named at ``opened`` is to be made by a time at the end of its
    clause: "Xây dựng Đề án nâng cao … trong quý II/2031"; not a plan of what is done in a year."""
    if not (point.near or _of_year(point)) or not _BY.match(text, point.start):
        return False
    clause = regex.split(r"[,;:(]|\.\s", lowered(text[max(0, opened - _NEAR) : opened]))[-1]
    plan = not point.near and _PLAN.match(text, opened)
    return bool(rules_of(grammar).makers.search(clause)) and not plan


_BY = regex.compile(r"(?:trong|trước|chậm nhất|muộn nhất|xong)(?!\w)", regex.IGNORECASE)
_PLAN = regex.compile(r"(?:kế hoạch|chương trình)(?!\w)", regex.IGNORECASE)
# So many letters around a time, at most, tell what is done by it.
_NEAR = 200


def _title_before(text: str, at: int, *, capitals: bool) -> int | None:
    """Where the document is named whose title may still be going on at ``at``; ``capitals``: only
    one named with a capital, as those are that exist."""
    folded = fold(text)
    bracket = text.rfind("(", 0, at)
    clause = max(text.rfind(";", 0, at), text.rfind(". ", 0, at))
    clause = max(clause, bracket if ")" not in text[bracket:at] else -1)
    marked = lowered(text)[clause + 1 : at]
    for opened in _CITED_TYPE.finditer(folded[clause + 1 : at]):
        rest = marked[opened.end() :]
        start = clause + 1 + opened.start()
        if _OF_BODY.search(marked, endpos=opened.start()):
            continue
        if (text[start].isupper() or not capitals) and (_TITLE.search(rest) or _NAMED.match(rest)):
            return start
    return None


# "Phòng Tài chính - Kế hoạch", "Phòng Kế hoạch tổng hợp" are no plans.
_OF_BODY = regex.compile(r"(?:\p{L}\s*[-–]|(?<!\w)(?:phòng|ban|vụ|sở))\s+$")
_CITED_TYPE = regex.compile(
    r"\b(?:ke hoach|de an|chien luoc|chuong trinh|nghi quyet|quyet dinh|chi thi|ket luan|quy dinh|"
    r"van kien|du an|luat|nghi dinh|thong tu|quy hoach)\b"
)
# "về UBND huyện" says where to.
_TITLE = regex.compile(
    r"\b(?:về(?!\s+(?:ubnd|ủy ban|sở|bộ|văn phòng|huyện|tỉnh|thường trực|ban thường))"
    r"|phê duyệt|ban hành|quy định|triển khai thực hiện)\b"
)
# A type with its subject right after it: "Đề án nâng cao …", not "Kế hoạch này", "Chỉ thị 07".
_NAMED = regex.compile(
    r"\s+(?!này|của|trong|đã|được|và|đến|trước|số|gửi|tại|theo|cho|để|vào|giai đoạn|năm"
    r"|nhiệm kỳ)\p{L}"
)
