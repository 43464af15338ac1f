"""Headings side by side that say for whom the work below each is: "1. Đối với tổ chuyên môn",
"2. Đối với giáo viên"; "1. Ở công đoàn tỉnh", "2. Ở công đoàn cơ sở"."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.bodies.body_heads import is_body
from vnplan.parse.bodies.phrases import Text, words_of
from vnplan.parse.bodies.subjects import starts_with_verb
from vnplan.parse.layout.structure import Node
from vnplan.parse.tasks.duties import bodies_of_heading
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.passage import lowered
from vnplan.record import Assignee

_FOR = regex.compile(r"\W*(?P<word>đối với|ở|tại)\s", regex.IGNORECASE)
# What is given to those of whom a heading speaks, who then do nothing themselves.
_GRANTED = regex.compile(
    r"\W*(?:hỗ trợ|cấp|trợ cấp|tặng|thưởng|miễn|giảm|được|áp dụng|thu|xử lý)\b"
)


def addressed(title: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """Whom a heading "Đối với …", "Ở …" names, if those are bodies or people."""
    match = _FOR.match(title)
    if not match:
        return ()
    name = title[match.end() :]
    if not is_body(Text.of(name), 0, words_of(grammar)):
        return ()
    return bodies_of_heading("Đối với " + name, "organisation", grammar)


def charge_in_turn(nodes: Sequence[Node], grammar: Grammar) -> bool:
    """Whether headings side by side charge those they name: there are several, most over orders and
    none over what is granted, and one of them names a body and not only people or firms, whom
    work may also be done for."""
    heads = [node for node in nodes if node.children and addressed(node.text.text, grammar)]
    firsts = [node.children[0].text.text for node in heads]
    orders = sum(starts_with_verb(text, grammar) for text in firsts)
    if len(heads) < 2 or 2 * orders <= len(heads) or any(map(_grants, firsts)):
        return False
    return any(
        not _is_served(each.name, grammar)
        for node in heads
        for each in addressed(node.text.text, grammar)
    )


def _grants(text: str) -> bool:
    return bool(_GRANTED.match(lowered(text)))


def _is_served(name: str, grammar: Grammar) -> bool:
    words = words_of(grammar)
    cut = Text.of(name)
    return words.served.match(cut.words, words.plural.match(cut.words, 0)) > 0
