"""What sets rules for all: articles that state what holds, and persons that nobody can charge."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.bodies.body_heads import is_body
from vnplan.parse.bodies.body_names import names_from
from vnplan.parse.bodies.phrases import Text, words_of
from vnplan.parse.bodies.subjects import acts_first, names_subject, starts_with_verb
from vnplan.parse.tasks.asking import asks_first
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.headings import answers_for
from vnplan.parse.tasks.prose import commands
from vnplan.parse.tasks.statements import gives
from vnplan.parse.text import sentences
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.passage import lowered
from vnplan.parse.text.patterns import compiled
from vnplan.parse.times.deadlines import find_deadline
from vnplan.record import Assignee


def regulates(title: str, grammar: Grammar) -> bool:
    """Whether the heading of an article says that it states what holds: "Thẩm quyền quyết định …",
    "Mức hỗ trợ", "Trình tự, thủ tục"; not one that also says who answers for what."""
    words = any_of(grammar, "headings", "ruling_words", marked=True)
    opens = compiled(rf"\W*(?:các\s+|quy định\s+(?:về\s+)?)?{words}\b").match(lowered(title))
    return bool(opens) and not answers_for(title, grammar) and not asks_for_reports(title)


def asks_for_reports(title: str) -> bool:
    """Whether an article is about who reports when: "Chế độ thông tin, báo cáo", "Báo cáo định
    kỳ"."""
    return bool(_REPORTING.search(lowered(title)))


_REPORTING = regex.compile(
    r"\bchế độ\b[^.;:]{0,30}\bbáo cáo\b"
    r"|^\W*(?:(?:công tác|việc|thực hiện|trách nhiệm|quy định về)\s+)*"
    r"(?:(?:thông tin|tổng hợp|sơ kết|tổng kết|kiểm tra|giám sát)(?:,| và|, và)?\s+)*"
    r"báo cáo(?:\W*$|\s+(?:định kỳ|hằng|hàng|về|tình hình|sơ kết|tổng kết)\b)"
)
# A decision or resolution that sets rules for all bears the year in its symbol ("12/2031/QĐ-UBND",
# law on the promulgation of legal documents).
_OF_NORMS = regex.compile(r"\d+/(?:19|20)\d\d/(?:QĐ|NQ)-")


def sets_rules(number: str | None, date: str | None) -> bool:
    """Whether a decision or resolution sets rules for all, by its number: since 2005 only such
    decisions bear the year in it, and since July 2016 only such resolutions (law 80/2015/QH13)."""
    first = "2016-07" if number and "NQ-" in number else "2005"
    return bool(number and date and date >= first and _OF_NORMS.match(number))


def only_governed(assignees: Sequence[Assignee], grammar: Grammar) -> bool:
    """Whether all who are named are classes of persons that rules hold for, and none is a body
    under the issuer: "chủ đầu tư", "tổ chức, cá nhân", "người sử dụng đất"."""
    return bool(assignees) and all(_is_governed(each.name, grammar) for each in assignees)


def _is_governed(name: str, grammar: Grammar) -> bool:
    words = any_of(grammar, "headings", "governed_words", marked=True)
    heads = any_of(grammar, "headings", "answering_words", marked=True)
    all_of = r"\W*(?:(?:các|những|mọi|mỗi|từng)\s+)?"
    return bool(compiled(rf"{all_of}(?!{heads}\b){words}\b").match(lowered(name)))


def charges_body(text: str, grammar: Grammar, *, outright: bool = True) -> bool:
    """Whether a sentence among those that state what holds gives a body under the issuer a duty:
    "Giao Sở …", "Sở … có trách nhiệm …"; not "Đối với trưởng bộ môn: 1.000.000 đồng".

    Args:
        outright: whether it must say so; else what a body does with others is one, too.
    """
    about = regex.match(r"\W*đối với\b", lowered(text))
    if gives(text, grammar) and not about:
        return True
    parts = sentences.sentences(text)
    if not outright and any(_WORKS.search(p) and names_body(p, grammar) for p in parts):
        return True
    return any(_has_duty(part, grammar) for part in parts)


def names_body(text: str, grammar: Grammar) -> bool:
    """Whether the subject of a sentence is a body, none of the persons that rules hold for."""
    named = assigned(text, grammar) if names_subject(text, grammar) else ()
    words = words_of(grammar)
    return not only_governed(named, grammar) and any(
        is_body(Text.of(each.name), 0, words) for each in named
    )


# What was, or how it was done, and no order: "Sở … đã rà soát", "các xã triển khai chậm".
_STATED = regex.compile(
    r"\b(?:đã|đang|còn|chưa|vẫn|luôn|được|(?<!chuẩn |thiết |trang )bị|có|là|đạt|vượt|chậm"
    r"|nhìn chung|thời gian qua|vừa qua)\b"
)


# What people say in a meeting is no work of theirs: "Bà Sen phát biểu".
_SPEAKS = regex.compile(
    r"\W*(?:\S+\s+){1,8}?"
    r"(?:phát biểu|thảo luận|nêu ý kiến|biểu quyết|nhất trí|đồng ý|tán thành|ghi nhận)\b"
)


def tells_to_act(text: str, grammar: Grammar, year: int | None, *, plainly: bool = True) -> bool:
    """Whether a sentence among those that tell what was tells somebody what to do: it asks, it says
    by when, or it opens with a body and what that does; not what a body did or left undone.

    Args:
        plainly: whether a body and what it does are enough; else it may be praise.
    """
    if asks_first(text, grammar):
        return True
    small = lowered(text)
    if regex.search(r"\b(?:đã|đang)\b", small):
        return False
    if commands(text, grammar, year):
        return True
    if starts_with_verb(text, grammar):
        due = find_deadline(text, grammar, year)
        return due is not None and bool(due.due)
    told = _STATED.search(small) or _SPEAKS.match(small)
    return plainly and not told and acts_first(text, grammar) and names_body(text, grammar)


def told_by_day(text: str, grammar: Grammar, year: int | None = None) -> bool:
    """Whether a sentence opens with a body and what it does by a day or at which times: work also
    among what holds; "trong 15 ngày kể từ ngày nhận hồ sơ" is how something is always done.
    ``year``, of the document, completes a day without one."""
    if not (acts_first(text, grammar) and names_body(text, grammar)):
        return False
    due = find_deadline(text, grammar, year)
    return due is not None and bool(due.due or (due.recurs and _HANDS_IN.search(lowered(text))))


_HANDS_IN = regex.compile(r"\b(?:báo cáo|gửi|nộp|tổng hợp)\b")
_WORKS = regex.compile(r"\b(?:chủ trì|phối hợp với|tổng hợp|rà soát|bàn giao)\b")


# A name before "có trách nhiệm" has no more words than this.
_MOST_NAME_WORDS = 14


def _has_duty(sentence: str, grammar: Grammar) -> bool:
    """Whether the name of a body ends where a sentence says that it has a duty."""
    cut, words = Text.of(sentence), words_of(grammar)
    for match in _DUTY.finditer(lowered(sentence)):
        stop = len(Text.of(sentence[: match.start()]).words)
        for at in range(max(0, stop - _MOST_NAME_WORDS), stop):
            named = names_from(cut, at, words) if is_body(cut, at, words) else None
            if named is not None and named.stop == stop:
                return not all(_is_governed(name, grammar) for name in named.names)
    return False


_DUTY = regex.compile(r"\b(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)\b")


def closes_rules(title: str) -> bool:
    """Whether an article is about how the document comes to hold: "Điều khoản chuyển tiếp"."""
    return bool(_CLOSING.match(lowered(title)))


_CLOSING = regex.compile(
    r"\W*(?:(?:điều khoản|quy định|xử lý|hiệu lực)\s+)*"
    r"(?:chuyển tiếp|thi hành|hiệu lực|cuối cùng)\b"
)
