"""Headings side by side that say for whom the work below each is: "1. Đối với tổ chuyên môn",
"2. Đối với giáo viên"; "1. Ở công đoàn tỉnh", "2. Ở công đoàn cơ sở"; or by initials, "3. XN2"."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.bodies.body_heads import is_body
from vnplan.parse.bodies.body_names import split_names
from vnplan.parse.bodies.phrases import Text, words_of
from vnplan.parse.bodies.subjects import starts_with_verb
from vnplan.parse.layout.structure import Node
from vnplan.parse.tasks.duties import bodies_of_heading
from vnplan.parse.tasks.headings import NUMBERED
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
        return by_initials(title, grammar)
    name = title[match.end() :]
    if not is_body(Text.of(name), 0, words_of(grammar)):
        return ()
    return bodies_of_heading("Đối với " + name, "organisation", grammar)


def charge_in_turn(nodes: Sequence[Node], grammar: Grammar) -> bool:
    """Whether headings side by side charge those they name: there are several, most over orders and
    none over what is granted, and one of them names a body and not only people or firms, whom
    work may also be done for."""
    if _bodies_by_initials(nodes, grammar):
        return True
    heads = [node for node in nodes if node.children and _FOR.match(node.text.text)]
    heads = [node for node in heads if addressed(node.text.text, grammar)]
    firsts = [node.children[0].text.text for node in heads]
    orders = sum(starts_with_verb(text, grammar) for text in firsts)
    if len(heads) < 2 or 2 * orders <= len(heads) or any(map(_grants, firsts)):
        return False
    return any(
        not _is_served(each.name, grammar)
        for node in heads
        for each in addressed(node.text.text, grammar)
    )


# "CPC", "KHoPC", "P.KT-CN", "XN2": mostly capitals, in one word.
_INITIALS = regex.compile(r"(?=(?:\S*\p{Lu}){2})(?!\S*\p{Ll}{2})[\p{L}\d&./–-]{2,12}")
_ROMAN = regex.compile(r"[IVXLC]+")


def by_initials(title: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies of a heading that holds nothing but initials: "3. XN1, XN2:"."""
    fields = words_of(grammar).fields
    parts = regex.split(r"\s*[,;]\s*|\s+và\s+", title.strip(" .:"))
    told = (
        _INITIALS.fullmatch(part) and not _ROMAN.fullmatch(part) and part.lower() not in fields
        for part in parts
    )
    return tuple(Assignee(part, "implement") for part in parts) if all(told) else ()


def _bodies_by_initials(nodes: Sequence[Node], grammar: Grammar) -> bool:
    """Whether of numbered headings side by side some are initials, one the name of a body at least,
    and none says anything else."""
    titles = [n.text.text.strip(" .:") for n in nodes if n.item.kind in NUMBERED]
    if len(titles) < _FEWEST or not all(n.children for n in nodes if n.item.kind in NUMBERED):
        return False
    short = [bool(by_initials(title, grammar)) for title in titles]
    names = [title for title, initials in zip(titles, short, strict=True) if not initials]
    known = all(split_names(_BRACKET.sub("", name), grammar) for name in names)
    return any(short) and known and bool(names)


_FEWEST = 2
_BRACKET = regex.compile(r"\s*\([^()]*\)\s*$")


def _grants(text: str) -> bool:
    return bool(_GRANTED.match(lowered(text)))


def _is_served(name: str, grammar: Grammar) -> bool:
    words = words_of(grammar)
    cut = Text.of(name)
    return words.served.match(cut.words, words.plural.match(cut.words, 0)) > 0
