"""By when: the words of a directive that say it, the day that follows, and how often it recurs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from vnplan.parse.assignees import starts_with_verb
from vnplan.parse.dates import iso, last_day
from vnplan.parse.grammar import Grammar, alternatives
from vnplan.parse.passage import fold, lowered
from vnplan.parse.recurring import by_events, recurring
from vnplan.record import Deadline, Recurrence

_YEAR = r"(?:19|20)\d\d"
_ROMAN_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_EVERY = r"(?:hang|hàng|moi)\s*(?:nam|quy|thang)"
_LUNAR = (
    r"(?:giap|at|binh|dinh|mau|ky|canh|tan|nham|quy)\s+"
    r"(?:ty|ti|suu|dan|mao|thin|ngo|mui|than|dau|tuat|hoi)\b"
)
# Digits of a clock are no number of days: "16 giờ 00 ngày 3/4".
_NO_CLOCK = r"(?<!\d)(?<!\bgio\s*)(?<!\d[hg]\s*)"
_SPAN = (
    r"\d{1,3}\s*(?:\([^()]*\)\s*)?(?:ngay|gio(?!\s*(?:\d|phut|,?\s*ngay))|thang|tuan)"
    r"(?:\s*lam\s*viec)?"
)
_RANGE = (
    rf"(?P<rd>\d{{1,2}})(?:\s?[/\-]\s?\d{{1,2}}(?:\s?[/\-]\s?{_YEAR})?)?"
    r"\s*(?:-|–|den|,|va)\s*(?:het\s+)?(?:(?:sang|chieu|toi)\s+)?(?:ngay\s*)?"
    rf"(?P<ed>\d{{1,2}})(?:\s?[/\-]\s?|\s*thang\s*)(?P<em>\d{{1,2}})"
    rf"(?:(?:\s?[/\-]\s?|\s*nam\s*)(?P<ey>{_YEAR}))?(?![\d/])"
)
_POINT = rf"""(?:
    (?:(?:\d{{1,2}}|hai|ba|bon|cac)\s*)?ngay\s*{_RANGE}
  | (?P<clock>\d{{1,2}}\s*(?:gio|h|g)\s*(?:\d{{2}})?\s*(?:phut)?['’]?\s*,?\s*
      (?:cung|hang|moi)\s*ngay)
  | (?:ngay\s*)?(?P<d>\d{{1,2}})\s?[/\-.]\s?(?P<dm>\d{{1,2}}|1\s[0-2])\s?[/\-.]\s?(?P<dy>{_YEAR})
  | ngay\s*(?P<ld>\d{{1,2}})\s*thang\s*(?P<lm>\d{{1,2}})(?:\s*nam\s*(?P<ly>{_YEAR}))?
  | ngay\s*(?P<sd>\d{{1,2}})\s?[/\-]\s?(?P<sm>\d{{1,2}})(?![\d/])
  | ngay\s*(?P<od>\d{{1,2}})(?=\s*(?:{_EVERY}|cua\s+thang))
  | (?P<half>dau|giua|cuoi)?\s*thang\s*(?P<m>\d{{1,2}})(?:\s?[/\-]\s?|\s*nam\s*)(?P<y>{_YEAR})
  | thang\s*\d{{1,2}}\s*(?:[-–,]|va|den)\s*(?:thang\s*)?(?P<tom>\d{{1,2}})
      (?:(?:\s?/\s?|\s*nam\s*)(?P<toy>{_YEAR}))?(?![\d/])
  | (?P<half2>dau|giua|cuoi)?\s*thang\s*(?P<bm>\d{{1,2}})(?![\d/\-])
  | (?P<half3>dau|giua|cuoi)?\s*quy\s*(?:(?:iv|i{{1,3}}|[1-4])\s*(?:,|va|-|&)\s*(?:quy\s*)?)*
      (?P<q>iv|i{{1,3}}|[1-4])
      (?:(?:\s?[/\-]\s?|,?\s*nam\s*)(?P<qy>{_YEAR}))?(?!\w)
  | giai\s*doan\s*(?:tu\s*)?(?:nam\s*)?(?P<from>{_YEAR})\s*(?:-|den)\s*(?:nam\s*)?(?P<to>{_YEAR})
  | (?P<half4>dau|giua|cuoi)?\s*nam\s*(?P<year>{_YEAR})(?:\s*-\s*(?P<toyear>{_YEAR}))?
  | {_NO_CLOCK}(?P<term>{_SPAN},?\s*
      (?:(?:ke|tinh)\s*)?(?:tu|sau)\s*(?:ngay|khi|thoi\s*diem)[^,;.()]*)
  | {_NO_CLOCK}(?P<span>{_SPAN})(?!\w)
  | (?P<nd>\d{{1,2}})/(?P<nm>\d{{1,2}})(?![\d/])
  | (?P<feast>tet\s*(?:nguyen\s*dan|duong\s*lich|am\s*lich)(?:\s*nam\s*{_YEAR}|\s+{_LUNAR})?)
)"""
# "trước 17 giờ 00 ngày …": the hour belongs to the point of time.
_HOUR = regex.compile(r"(?:\d{1,2}\s*(?:gio|h|g)\s*(?:\d{2})?\s*(?:phut)?['’]?\s*,?\s*)$")


@dataclass(frozen=True, slots=True)
class _Rules:
    point: regex.Pattern[str]
    lead: regex.Pattern[str]
    strong: regex.Pattern[str]
    recurring: regex.Pattern[str]
    habits: regex.Pattern[str]
    shares: regex.Pattern[str]


@lru_cache(maxsize=8)
def _rules(grammar: Grammar) -> _Rules:
    strong = grammar.phrases("deadlines", "strong", marked=True)
    weak = grammar.phrases("deadlines", "weak", marked=True)
    recurs = grammar.words["deadlines"]["recurs"]
    every = sorted({lowered(w) for words in recurs.values() for w in words}, key=len)[::-1]
    before, after = (
        alternatives(grammar.phrases("deadlines", key, marked=True))
        for key in ("recurs_before", "recurs_after")
    )
    return _Rules(
        regex.compile(_POINT, regex.VERBOSE),
        regex.compile(
            rf"\b(?P<lead>(?:{alternatives(sorted({*strong, *weak}, key=len)[::-1])}\s+)+)$"
        ),
        regex.compile(alternatives(strong)),
        regex.compile(rf"\b(?:{before}\s+)?(?P<every>{alternatives(every)})(?!\w)(?:\s+{after})?"),
        regex.compile(
            rf"\b{alternatives(grammar.phrases('deadlines', 'habits'))}\b[^,;.]{{0,60}}$"
        ),
        regex.compile(rf"\s+{alternatives(grammar.phrases('deadlines', 'shares'))}\b"),
    )


@dataclass(frozen=True, slots=True)
class _Point:
    """A point of time in a text with the words that lead to it.

    Attributes:
        strong: whether words before it make it a deadline wherever it stands.
        near: whether it is a day, month or quarter, which titles of documents seldom hold.
        horizon: whether it is how far a plan reaches: "đến năm 2030", "giai đoạn 2026 - 2030".
        starts: whether it only says from when.
    """

    start: int
    stop: int
    due: str | None
    recurs: Recurrence | None
    strong: bool
    near: bool = False
    horizon: bool = False
    starts: bool = False


def whole_deadline(text: str, grammar: Grammar, year: int | None = None) -> Deadline | None:
    """The deadline of a line "Thời gian thực hiện: …": its point of time, else all its words."""
    words = regex.split(r"\.\s+(?=\p{Lu})", text)[0].strip(" .;,")
    if not words or regex.match(r"(?:thuong xuyen|theo|khi)\b", fold(words)):
        return None
    points = _points(words, grammar, year, bare=True)
    if not points:
        return _bare(words)
    first, last = points[0], points[-1]
    if regex.match(r"\s*den khi\b", fold(words[last.stop :])):
        return Deadline(words[first.start :], None, None)
    return Deadline(
        words[first.start : last.stop], last.due, next((p.recurs for p in points if p.recurs), None)
    )


_BARE = regex.compile(
    rf"(?:(?:từ|đến|năm)\s+)*(?:(?:{_YEAR})\s*(?:-|–|đến)\s*)?(?:(?P<m>\d{{1,2}})/)?(?P<y>{_YEAR})",
    regex.IGNORECASE,
)


def _bare(words: str) -> Deadline | None:
    """Years or a month that stand alone after "Thời gian:" or in a cell: "2026 - 2030"."""
    match = _BARE.fullmatch(words)
    if not match:
        return None
    month = int(match["m"] or 12)
    due = last_day(int(match["y"]), month) if 1 <= month <= 12 else None
    return Deadline(words, due, None)


def find_deadline(text: str, grammar: Grammar, year: int | None = None) -> Deadline | None:
    """The deadline in a directive, or ``None``.

    A period inside the title of a cited document is none. ``year`` completes a day without year.
    """
    points = [p for p in _points(text, grammar, year) if p.start >= _told_before(text)]
    chosen = [p for p in points if p.strong] or [
        p for p in points if p.recurs or not (p.starts or _in_title(text, p, grammar))
    ]
    if not chosen:
        return None
    best = chosen[0]
    words = text[best.start : best.stop]
    if best.recurs is None and not regex.search(_YEAR, words) and best.near:
        said = text[: best.start].rpartition(". ")[2]
        every = [
            p.recurs for p in points if p.recurs and best.start - len(said) <= p.start < best.start
        ]
        return Deadline(words, None if every else best.due, every[-1] if every else None)
    return Deadline(words, best.due, best.recurs)


# What a directive is about or rests on: its times are none of its own.
_ABOUT = regex.compile(r"\W*(?:Về|Đối với)\s[^:]*:(?=\s)")
_RESTS = regex.compile(r"\W*(?:Căn cứ|Trên cơ sở|Theo(?!\s+định k[ỳì]))\s[^,;.:]*,")


def _told_before(text: str) -> int:
    """Where the order starts in "Về việc …: giao Sở …" and "Căn cứ kết quả năm 2026, Sở …"."""
    match = _ABOUT.match(text) or _RESTS.match(text)
    return match.end() if match else 0


_UNREAD = regex.compile(
    r"\b(?:trước|chậm nhất(?:\s+là)?|muộn nhất|xong trước|hoàn thành trước)\s+ngày\s+\S*\d"
    r"|\btrong\s+(?:quý|tháng)\s+\S*\d\S*[/-]"
)


def unread_deadline(text: str) -> str | None:
    """The words that announce a day, month or quarter, where :func:`find_deadline` finds none.

    >>> unread_deadline("Nộp báo cáo trước ngày 0589/2025.")
    'trước ngày 0589/2025'
    """
    match = _UNREAD.search(lowered(text))
    return text[match.start() : match.end()] if match else None


def _points(text: str, grammar: Grammar, year: int | None, *, bare: bool = False) -> list[_Point]:
    """The points of time in a text; ``bare``: also those that no word makes a deadline."""
    rules = _rules(grammar)
    folded, marked = fold(text), lowered(text)
    single = [
        *(
            p
            for match in rules.point.finditer(folded)
            if (p := _point(match, folded, marked, rules, year, bare=bare))
        ),
        *_recurring(folded, marked, rules, grammar),
        *_spells(marked, grammar),
    ]
    merged: list[_Point] = []
    for point in sorted(single, key=lambda p: (p.start, -p.stop)):
        gap = folded[merged[-1].stop : point.start] if merged else ""
        if merged and not _parts(merged[-1], gap, point) and _BRIDGE.fullmatch(gap):
            merged[-1] = _merged(merged[-1], point)
        else:
            merged.append(point)
    return merged


# What may stand between the two halves of "từ tháng 6 và hoàn thành trong tháng 8".
_BRIDGE = regex.compile(r"\s*(?:va\s+)?(?:hoan\s+thanh)?\s*|\s*[-,]?\s*(?:den|va|-)?\s*")


def _parts(one: _Point, gap: str, other: _Point) -> bool:
    """Whether a comma parts a horizon from what recurs: "kế hoạch đến năm 2020, hàng năm …"; or
    nothing a time from the day by which to tell of it: "báo cáo 6 tháng đầu năm trước ngày …"."""
    if other.starts and (one.recurs or one.due is None):
        return True
    if not gap.strip() and other.strong and not (one.strong or one.starts or other.recurs):
        return one.recurs is None
    return "," in gap and one.recurs is None and other.recurs is not None


def _merged(one: _Point, other: _Point) -> _Point:
    recurs = one.recurs or other.recurs
    stop = max(one.stop, other.stop)
    return _Point(
        one.start,
        stop,
        None if recurs else other.due or one.due,
        recurs,
        one.strong or other.strong,
        one.near or other.near,
        horizon=one.horizon and other.horizon,
        starts=False,
    )


def _recurring(folded: str, marked: str, rules: _Rules, grammar: Grammar) -> list[_Point]:
    found = []
    for match in rules.recurring.finditer(marked):
        if not (
            rules.habits.search(folded[: match.start()]) or rules.shares.match(folded, match.end())
        ):
            found.append(
                _Point(
                    match.start(), match.end(), None, _recurrence(match["every"], grammar), False
                )
            )
    for match in regex.finditer(r"cua\s+thang\s+(?:cuoi|dau)\s+(?:moi\s+)?quy", folded):
        found.append(_Point(match.start(), match.end(), None, "quarterly", False))
    return found


def _spells(marked: str, grammar: Grammar) -> list[_Point]:
    """The times that no calendar day tells: weekdays, how often, what happens."""
    found = (*recurring(marked), *by_events(marked, grammar))
    return [_Point(s.start, s.stop, None, s.recurs, s.strong) for s in found]


def next_year(deadline: Deadline | None, date: str | None) -> Deadline | None:
    """A deadline without a year, told late in a year for a day that was over by then, is meant for
    the next: "trong quý I" of a paper of December.

    >>> next_year(Deadline("trong quý I", "2030-03-31", None), "2030-12-20").due
    '2031-03-31'
    """
    late = date is not None and len(date) >= 7 and int(date[5:7]) >= _LATE_MONTH
    if deadline is None or not deadline.due or not date or not late:
        return deadline
    if deadline.due >= date or regex.search(_YEAR, deadline.text):
        return deadline
    year, rest = int(deadline.due[:4]) + 1, deadline.due[4:]
    due = f"{year}{rest}" if rest != "-02-29" else f"{year}-02-28"
    return Deadline(deadline.text, due, deadline.recurs)


# Papers from this month on order work of the next year.
_LATE_MONTH = 10


def _recurrence(words: str, grammar: Grammar) -> Recurrence | None:
    kinds: dict[Recurrence, list[str]] = grammar.words["deadlines"]["recurs"]
    plain = " ".join(words.split())
    return next(
        (kind for kind, all_words in kinds.items() if plain in map(lowered, all_words)), None
    )


def _point(
    match: regex.Match[str],
    folded: str,
    marked: str,
    rules: _Rules,
    year: int | None,
    *,
    bare: bool,
) -> _Point | None:
    """A point of time that words before it, or its form, make a deadline."""
    low = max(0, match.start() - 60)
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    if hour := _HOUR.search(folded[low:start]):
        start = low + hour.start()
    lead = rules.lead.search(marked[low:start])
    half = any(match[name] for name in ("half", "half2", "half3", "half4"))
    period = match["from"] is not None
    told = half or bare or _alone(match, folded, start)
    if not (lead or told) and not (period and _stands_apart(folded, start)):
        return None
    strong = bool(lead and (rules.strong.search(lead["lead"]) or _finishes(folded[:start])))
    if (match["feast"] or match["span"] or match["nd"] or match["clock"]) and not strong:
        return None
    if lead and not _leads_to(lead["lead"].split()[-1], match):
        return None
    if period and not bare and not strong and not _ends_clause(folded, match.end()):
        return None
    begin = low + lead.start("lead") if lead else start
    begin += len(_DONE.match(folded[begin:start]).group())  # type: ignore[union-attr]
    if (
        match["year"]
        and not strong
        and not half
        and lead
        and lead["lead"].strip() in ("từ", "vào", "đầu")
        and not (year and int(match["year"]) >= year and _ends_clause(folded, match.end()))
    ):
        return None
    near = match["year"] is None and not period
    from_when = lead and regex.search(r"(?:^|\s)từ\s*(?:(?:sáng|chiều|tối)\s*)?$", lead["lead"])
    starts = bool(from_when) and not match["ed"]
    stop = match.end() - len(match.group()) + len(match.group().rstrip())
    horizon = period or bool(match["year"] and lead and lead["lead"].strip() == "đến")
    return _Point(begin, stop, _due(match, year), None, strong, near, horizon, starts)


def _alone(match: regex.Match[str], folded: str, start: int) -> bool:
    """Whether a day, month or quarter that no word leads to tells when: at the end of a clause,
    and a month or quarter only where it is all of it."""
    if not _ends_clause(folded, match.end()):
        return False
    if match["ed"] or match["sd"]:
        return True
    months = match["bm"] or match["m"] or match["q"] or match["tom"]
    return bool(months) and _stands_apart(folded, start)


def _leads_to(word: str, match: regex.Match[str]) -> bool:
    """Whether the last word before a point of time makes it one by which to act: "sau 5 ngày" and
    "trước 3 giờ" do, "sau ngày 5/3" and "trước 3 ngày" do not."""
    lasts = match["span"] or match["term"]
    if word == "sau":
        return bool(lasts)
    return not (word == "trước" and match["span"] and "gio" not in match["span"])


def _finishes(before: str) -> bool:
    """Whether the clause up to a point of time says that something is to be done by then:
    "hoàn thành bến đò trong năm 2031"."""
    clause = regex.split(r"[,;.:(]", before)[-1]
    return bool(regex.search(r"\b(?:hoan\s+thanh|xong|ket\s+thuc)\b", clause))


def _ends_clause(folded: str, at: int) -> bool:
    return not folded[at:].strip() or folded[at:].lstrip()[:1] in ".,;)"


# "hoàn thành" is the directive, not its deadline.
_DONE = regex.compile(r"(?:(?:hoan\s+thanh|xong|thoi\s+(?:han|gian))\s+(?!tu\b))*")


def _stands_apart(folded: str, start: int) -> bool:
    return not folded[:start].strip() or folded[:start].rstrip().endswith((":", ",", "("))


def _in_title(text: str, point: _Point, grammar: Grammar) -> bool:
    """Whether the title of a cited document may still be going on at a point of time.

    A day, month or quarter that ends the sentence is outside it after a comma and a verb: "… về
    nuôi ong, báo cáo Ủy ban trong tháng 6", "… về nuôi ong, trong tháng 6".
    """
    opened = _title_before(text, point.start, capitals=not point.horizon)
    if opened is None:
        return False
    clauses = text[opened : point.start].split(",")[1:]
    new = any(not c.strip() or starts_with_verb(c, grammar) for c in clauses)
    return not (point.near and new and _ends_clause(text, point.stop))


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
        if (text[start].isupper() or not capitals) and (_TITLE.search(rest) or _NAMED.match(rest)):
            return start
    return None


_CITED_TYPE = regex.compile(
    r"\b(?:ke hoach|de an|chien luoc|chuong trinh|nghi quyet|quyet dinh|chi thi|ket luan|quy dinh|"
    r"van kien|du an|luat|nghi dinh|thong tu|quy hoach)\b"
)
_TITLE = regex.compile(r"\b(?:về|phê duyệt|ban hành|quy định|triển khai thực hiện)\b")
# A type with its subject right after it: "Đề án nâng cao …", not "Kế hoạch này", "Chỉ thị 07".
_NAMED = regex.compile(r"\s+(?!này|của|trong|đã|được|và|đến|trước|số|gửi|tại|theo|cho|để|vào)\p{L}")


_HALF_YEAR = regex.compile(r"\b(?:0?6|sau)\s*thang\s*dau\s*(?:cua\s*)?nam\s*$")
# "ngày 15 tháng 9 năm thứ tư của kế hoạch", "trước ngày 31 tháng 3 năm sau": of no year known.
_OTHER_YEAR = regex.compile(
    r"\s*(?:cua\s+)?nam\s+(?:thu|sau|ke\s+tiep|tiep\s+theo|truoc|cuoi|dau|lien)"
)


def _due(match: regex.Match[str], year: int | None) -> str | None:
    """The last day that the words allow."""
    get = match.groupdict()

    def number(name: str) -> int | None:
        return int(get[name]) if get[name] else None

    if get["d"]:
        return iso(int(get["dy"]), int(get["dm"].replace(" ", "")), int(get["d"]))
    later = _OTHER_YEAR.match(match.string, match.end())
    year = None if later and not get["ly"] else year
    if get["ld"]:
        known = number("ly") or year
        return iso(known, int(get["lm"]), int(get["ld"])) if known else None
    if get["ed"]:
        known = number("ey") or year
        return iso(known, int(get["em"]), int(get["ed"])) if known else None
    if get["sd"]:
        return iso(year, int(get["sm"]), int(get["sd"])) if year else None
    if get["nd"]:
        return iso(year, int(get["nm"]), int(get["nd"])) if year else None
    if get["tom"] and 1 <= int(get["tom"]) <= 12:
        known = number("toy") or year
        return last_day(known, int(get["tom"])) if known else None
    if get["m"] or get["bm"]:
        known, month = number("y") or year, int(get["m"] or get["bm"])
        return last_day(known, month) if known and 1 <= month <= 12 else None
    if get["q"]:
        known = number("qy") or year
        quarter = _ROMAN_QUARTERS.get(get["q"]) or int(get["q"])
        return last_day(known, 3 * quarter) if known else None
    if get["year"] and _HALF_YEAR.search(match.string[: match.start("year")]):
        return f"{get['year']}-06-30"
    last = number("to") or number("toyear") or number("year")
    return f"{last}-12-31" if last else None


# "quý H/2024", "quý IIU2024", "quý 11/2024": no quarter is written so; "H" is a misread "II", "U"
# an "I/", and there is no quarter 11.
_QUARTER = regex.compile(
    r"(?<=\b[Qq]uý\s)(?:(?=\S*[HUl|])[IVHUl|]{1,3}/?|(?=1+[IV]|[IV]+1|11)[1IV]{2,3}/)"
    r"(?=\s?(?:19|20)\d\d)"
)
_STROKES = str.maketrans({"H": "II", "U": "I/", "l": "I", "|": "I", "1": "I"})


def with_quarters(text: str) -> str:
    """The text with damaged Roman numbers of quarters put right, where one only is meant.

    >>> with_quarters("Trong quý IIU2027 và quý H/2028"), with_quarters("quý 11/2027, quý 1/2028")
    ('Trong quý III/2027 và quý II/2028', 'quý II/2027, quý 1/2028')
    """

    def roman(match: regex.Match[str]) -> str:
        value = match.group().translate(_STROKES)
        return value if value in ("I/", "II/", "III/", "IV/") else match.group()

    return _QUARTER.sub(roman, text)
