"""Times within the title of a document that is named: no deadline of the work with it."""

from __future__ import annotations

import regex

from vnplan.parse.bodies.subjects import starts_with_verb
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.passage import fold, lowered
from vnplan.parse.times.time_grammar import YEAR, rules_of
from vnplan.parse.times.time_points import Point, ends_clause


def is_of_year(point: Point) -> bool:
    """Whether a point has its last day and is no horizon of a plan."""
    return bool(point.due) and not point.horizon


def in_title(text: str, point: Point, grammar: Grammar) -> bool:
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
    if not (point.near or is_of_year(point)) or not _BY.match(text, point.start):
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


def of_title(text: str, bracket: regex.Match[str], grammar: Grammar) -> bool:
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
