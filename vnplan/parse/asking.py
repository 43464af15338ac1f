"""Whom a paragraph or a clause asks for something."""

from __future__ import annotations

import regex

from vnplan.parse.assignees import assigned, names_subject
from vnplan.parse.body_names import is_body, split_names
from vnplan.parse.grammar import Grammar, any_of
from vnplan.parse.passage import lowered
from vnplan.parse.phrases import Text, words_of
from vnplan.record import Assignee


def asked(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies that a paragraph asks: "… yêu cầu Sở Nội vụ rà soát …"."""
    words = any_of(grammar, "headings", "asking_words", marked=True)
    for match in regex.finditer(rf"(?<!\w){words}\s+", lowered(text)):
        rest = text[match.end() :]
        if names_subject(rest, grammar):
            return assigned(rest, grammar)
        if rest.rstrip().endswith(":") and (names := split_names(rest, grammar)):
            return tuple(Assignee(name, "implement") for name in names)
    return ()


# "Giám đốc Sở yêu cầu Chánh Văn phòng …"
_ASKS_ANOTHER = regex.compile(r"\W*(?P<who>[^,;:.]{3,80}?)\s+(?:yêu cầu|giao)\s+")


def asked_by_another(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies that the subject of a sentence asks or tells to do something."""
    match = _ASKS_ANOTHER.match(lowered(text))
    if not match or not split_names(text[match.start("who") : match.end("who")], grammar):
        return ()
    rest = text[match.end() :]
    return assigned(rest, grammar) if names_subject(rest, grammar) else ()


def last_clause_subject(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies at the head of a clause after the first: "Về vốn: Sở Tài chính bố trí …"."""
    heads = [m.end() for m in regex.finditer(r"(?<=[;:.])\s+|,\s+", text)]
    for start in heads:
        if names_subject(text[start:], grammar):
            return assigned(text[start:], grammar)
    return ()


def later_clause(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """As :func:`last_clause_subject`; after a comma only where a clause on time, reason or matter
    comes first: "Về vốn, Sở Tài chính bố trí …"."""
    openers = any_of(grammar, "headings", "clause_openers", marked=True)
    if regex.match(rf"\W*(?:về|đối với|{openers})\b", lowered(text)):
        return last_clause_subject(text, grammar)
    for match in regex.finditer(r"(?<=[;:.])\s+", text):
        if names_subject(text[match.end() :], grammar):
            return assigned(text[match.end() :], grammar)
    return ()


def asks_first(text: str, grammar: Grammar) -> bool:
    """Whether a directive starts with asking somebody: "giao Sở Nội vụ …"."""
    words = any_of(grammar, "headings", "asking_words", marked=True)
    return bool(regex.match(rf"\W*{words}\s", lowered(text)))


def asks_body_first(text: str, grammar: Grammar) -> bool:
    """Whether a directive starts with asking a body, whatever for; "Giao thông …" does not."""
    words = any_of(grammar, "headings", "asking_words", marked=True)
    match = regex.match(rf"\W*{words}\s+", lowered(text))
    cut = Text.of(text[match.end() :]) if match else None
    return cut is not None and bool(cut.words) and is_body(cut, 0, words_of(grammar))


def later_subject(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies at the head of the first sentence or clause that has any."""
    for start in [0, *(m.end() for m in regex.finditer(r"(?<=[;:.])\s+", text))]:
        if names_subject(text[start:], grammar):
            return assigned(text[start:], grammar)
    return ()


def named_in(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies at the head of the first clause that has any."""
    openers = any_of(grammar, "bodies", "openers", marked=True)
    asked = [m.start() for m in regex.finditer(rf"(?<!\w){openers}\s", lowered(text))]
    heads = [0, *(m.end() for m in regex.finditer(r"[.;]\s+|,\s+(?=các\s)", text))]
    for start in [*asked, *heads]:
        if names_subject(text[start:], grammar):
            return assigned(text[start:], grammar)
    return ()
