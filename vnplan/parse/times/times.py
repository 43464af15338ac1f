"""Every time that a text tells: points of the calendar, occasions, terms and what recurs, each a
whole with what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import regex

from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.passage import fold, lowered
from vnplan.parse.times.occasion_points import occasion_point
from vnplan.parse.times.time_facts import stood
from vnplan.parse.times.time_grammar import NO_NEW_VERB, Rules, rules_of
from vnplan.parse.times.time_phrases import Phrase, is_amount, occasions, recurring
from vnplan.parse.times.time_points import Point, Reader


def points_of(
    text: str,
    grammar: Grammar,
    year: int | None,
    *,
    date: str | None = None,
    today: str | None = None,
    bare: bool = False,
) -> list[Point]:
    """The points of time in a text of a document of ``date``; ``bare``: also those that no word
    makes a deadline; ``today``: the day that "cùng ngày" means by itself."""
    rules = rules_of(grammar)
    folded, marked = fold(text), lowered(text)
    read = Reader(folded, marked, rules, year, bare=bare, date=date, today=today)
    single = [
        *(p for match in rules.point.finditer(folded) if (p := read.point(match))),
        *(
            _repeated(p, text, rules)
            for p in recurring(text, grammar)
            if bare or not is_amount(text[p.start : p.stop])
        ),
        *(occasion_point(p, folded, marked, rules, today) for p in occasions(text, grammar, year)),
    ]
    return _merged_all(filter(None, single), folded)


def _merged_all(points: Iterable[Point], folded: str) -> list[Point]:
    """The points of a text in their order, those that tell one time as one."""
    merged: list[Point] = []
    for point in sorted(points, key=lambda p: (p.start, -p.stop)):
        gap = folded[merged[-1].stop : point.start] if merged else ""
        overlaps = bool(merged) and point.start < merged[-1].stop
        if overlaps or (merged and not _parts(merged[-1], gap, point) and _BRIDGE.fullmatch(gap)):
            merged[-1] = _merged(merged[-1], point)
        elif merged and _in_bracket(merged[-1], gap, point, folded):
            both = _merged(merged[-1], point)
            stop = folded.find(")", both.stop, both.stop + 21) + 1
            merged[-1] = replace(both, stop=stop or both.stop, recurs=merged[-1].recurs)
        else:
            merged.append(point)
    return merged


# What may stand between the two halves of "từ tháng 6 và hoàn thành trong tháng 8".
_BRIDGE = regex.compile(r"\s*(?:va\s+)?(?:hoan\s+thanh)?\s*|\s*[-,]?\s*(?:den|va|-)?\s*")


def _parts(one: Point, gap: str, other: Point) -> bool:
    """Whether a comma parts a horizon from what recurs: "kế hoạch đến năm 2020, hàng năm …"; or
    nothing a time from the day by which to tell of it: "báo cáo 6 tháng đầu năm trước ngày …"."""
    if not gap.strip() and other.strong and not (one.strong or one.starts or other.recurs):
        return one.recurs is None
    if other.starts and one.repeats:
        return True
    if "," in gap and (one.loose or other.loose):
        return True
    return "," in gap and one.recurs is None and other.recurs is not None


def _in_bracket(one: Point, gap: str, other: Point, folded: str) -> bool:
    """Whether a bracket tells on which day something recurs: "hằng quý (trước ngày 20/3)", "hằng
    năm (trước ngày 25/12 trong năm)"."""
    ends = regex.match(r"[^\d(),;.]{0,20}\)|\s(?:va|hoac)\s[^()]*\(", folded[other.stop :])
    return one.repeats and gap == " (" and bool(ends)


def _merged(one: Point, other: Point) -> Point:
    within = one.repeats and other.stop <= one.stop  # "định kỳ 6 tháng, hằng năm" has no one period
    recurs = one.recurs if within else one.recurs or other.recurs
    stop = max(one.stop, other.stop)
    # "cuối năm 2031 và đầu năm 2032" ends on no day that is known
    open_end = other.start >= one.stop and not other.loose
    inside = one.loose and not one.repeats and other.stop <= one.stop
    due = other.due if open_end else one.due if inside else other.due or one.due
    repeats = recurs or one.repeats or other.repeats
    # "trước ngày 15/6 … và trước ngày 15/12 …" is due on two days
    twice = open_end and one.strong and other.strong and bool(one.due and other.due)
    return Point(
        one.start,
        stop,
        None if repeats or twice else due,
        recurs,
        one.strong or other.strong,
        one.near or other.near,
        horizon=one.horizon and other.horizon,
        starts=False,
        loose=one.loose and other.loose,
        repeats=one.repeats or other.repeats,
    )


def _repeated(phrase: Phrase, text: str, rules: Rules) -> Point | None:
    """What recurs, unless it tells of a habit, belongs to a noun or says what share to reach. More
    often than monthly it counts with an hour, a day or a number, or at the head of a clause."""
    marked = lowered(text)
    before = _ALSO.sub("", marked[: phrase.start])
    if _NAMES.match(text, phrase.stop) or _OF_NOUN.search(before):
        return None
    if _UP_TO.search(before) and stood(marked, phrase.start, phrase.stop):
        return None
    heads = not before.strip() or before.rstrip()[-1] in ",;.:("
    if not (phrase.exact or regex.search(r"\d\s+$", before)):
        if _WITH_PLANS.match(marked, phrase.stop):
            return None
        if rules.shares.match(marked, phrase.stop):
            return None
        named = rules.nouns.search(before) and not marked.startswith("định k", phrase.start)
        if rules.habits.search(before) or named:
            return None
        if rules.plans.search(before):
            return None
        if not heads and _belongs(marked, phrase, rules):
            return None
    often = phrase.recurs is None and not phrase.exact
    if often and not _done_so_often(marked, phrase, rules, heads=heads):
        return None
    return Point(
        phrase.start,
        phrase.stop,
        None,
        phrase.recurs,
        strong=False,
        loose=phrase.recurs is None,
        repeats=True,
    )


def _belongs(marked: str, phrase: Phrase, rules: Rules) -> bool:
    """Whether what recurs is of the noun before it: "kế hoạch hằng năm của xã"; whom a report goes
    to and whom a regular check is for own nothing: "báo cáo hằng năm về Sở Nội vụ"."""
    after = rules.belongs.match(marked, phrase.stop)
    if not after:
        return False
    word = after.group().strip()
    clause = regex.split(r"[,;:.(]", marked[: phrase.start])[-1]
    if word == "về":
        return not (_REPORTS.search(clause) and rules.to_body.match(marked, phrase.stop))
    denied = clause.lstrip(" -+•*").startswith("không")
    if word == "cho" and not denied and rules.done_for.search(clause):
        return bool(_OWNS.search(clause))
    regular = regex.match(r"định k[ỳì]\s", marked[phrase.start :])
    return word != "cho" or denied or not regular


# "kinh phí tập huấn hằng năm cho xã"
_OWNS = regex.compile(
    r"(?<!\w)(?:kinh phí|ngân sách|dự toán|kế hoạch|vốn|chỉ tiêu|chế độ|trợ cấp|phụ cấp|dự phòng)"
    r"(?!\w)"
)
_REPORTS = regex.compile(r"(?<!\w)(?:báo cáo|gửi|nộp)(?!\w)")


def _done_so_often(marked: str, phrase: Phrase, rules: Rules, *, heads: bool) -> bool:
    """Whether something is to be done daily or weekly, as against what just goes on: "báo cáo hằng
    ngày", "chất thải hằng ngày"."""
    if heads:
        return bool(regex.match(r"h[ằà]ng|mỗi tuần", marked[phrase.start :]))
    if regex.match(r"định k[ỳì]\s", marked[phrase.start :]):
        return True
    clause = regex.split(r"[,;:.(]", marked[: phrase.start])[-1]
    return bool(rules.often_acts.search(clause)) and marked.startswith("h", phrase.start)


# "Tháng 3 hằng năm là Tháng Thanh niên"; what "là nhiệm vụ" names no month or day.
_NAMES = regex.compile(r"\s+là\s+[“\"\p{Lu}]")
# "kế hoạch dài hạn, ngắn hạn, hằng năm", "lồng ghép vào kế hoạch … hằng năm", "kỳ báo cáo …".
_OF_NOUN = regex.compile(
    r"(?:(?:ngắn|trung|dài)\s+hạn|\d\s+năm)\s*(?:,|và|hoặc)\s*$"
    r"|(?<!\w)(?:vào|trong|từ|theo)\s+(?:kế hoạch|chương trình|dự toán|ngân sách|nhiệm vụ"
    rf"|tiêu chí)(?!\w)(?:{NO_NEW_VERB}[^,;.:()]){{0,60}}$"
    r"|(?<!định\s)(?<!\w)kỳ báo cáo[^;.:]{0,60}$|(?<!\w)giao\s+$"
)
# "kế hoạch hằng năm và 5 năm"
_WITH_PLANS = regex.compile(
    r"\s*(?:,|và|hoặc)\s*(?:(?:0?[2-9]|10|hai|ba|năm|mười)\s+năm|(?:ngắn|trung|dài)\s+hạn)(?!\w)"
)
_UP_TO = regex.compile(r"(?<!\w)đến\s+(?:hết\s+)?(?:ngày\s+\d+\s+)?(?:tháng\s+\d+\s+)?$")
# "phụ cấp hằng tháng, hằng năm": the second goes with the first.
_ALSO = regex.compile(r"(?:(?:hằng|hàng|mỗi)\s+\w+\s*,\s*){1,4}$")
