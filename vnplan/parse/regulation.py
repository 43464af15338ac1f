"""What sets rules for all: articles that state what holds, and persons that nobody can charge."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.grammar import Grammar, any_of
from vnplan.parse.headings import answers_for
from vnplan.parse.passage import lowered
from vnplan.record import Assignee


def regulates(title: str, grammar: Grammar) -> bool:
    """Whether the heading of an article says that it states what holds: "Thẩm quyền quyết định …",
    "Mức hỗ trợ", "Trình tự, thủ tục"; not one that also says who answers for what."""
    words = any_of(grammar, "headings", "ruling_words", marked=True)
    opens = regex.match(rf"\W*(?:các\s+|quy định\s+(?:về\s+)?)?{words}\b", lowered(title))
    return bool(opens) and not answers_for(title, grammar) and not asks_for_reports(title)


def asks_for_reports(title: str) -> bool:
    """Whether an article is about who reports when: "Chế độ thông tin, báo cáo"."""
    return bool(regex.search(r"\bchế độ\b[^.;:]{0,30}\bbáo cáo\b", lowered(title)))


def only_governed(assignees: Sequence[Assignee], grammar: Grammar) -> bool:
    """Whether all who are named are classes of persons that rules hold for, and none is a body
    under the issuer: "chủ đầu tư", "tổ chức, cá nhân", "người sử dụng đất"."""
    return bool(assignees) and all(_is_governed(each.name, grammar) for each in assignees)


def _is_governed(name: str, grammar: Grammar) -> bool:
    words = any_of(grammar, "headings", "governed_words", marked=True)
    heads = any_of(grammar, "headings", "answering_words", marked=True)
    all_of = r"\W*(?:(?:các|những|mọi|mỗi|từng)\s+)?"
    return bool(regex.match(rf"{all_of}(?!{heads}\b){words}\b", lowered(name)))
