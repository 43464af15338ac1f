"""The last article: who answers for the execution of the whole document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from vnplan.parse.bodies.body_heads import is_body
from vnplan.parse.bodies.body_names import only_names, split_names
from vnplan.parse.bodies.phrases import Text, words_of
from vnplan.parse.layout.structure import Item
from vnplan.parse.tasks.statements import executes
from vnplan.parse.text import sentences
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import Kind
from vnplan.parse.text.passage import join, lowered
from vnplan.record import Assignee

# The offices are printed on no more lines than this.
_MOST_LINES = 6
_GOES_ON = regex.compile(r"[;,]\s*$")
_EXECUTES = regex.compile(
    r",?\s+(?:chịu trách nhiệm|có trách nhiệm|căn cứ|chiểu|theo|thi hành)\b(?!.*\bchịu trách nhiệm)"
)


def joined_executions(items: Sequence[Item], grammar: Grammar) -> list[Item]:
    """The items; offices printed one a line and the words that they execute are one item."""
    done: list[Item] = []
    at = 0
    while at < len(items):
        end = _end_of_offices(items, at, grammar)
        parts = items[at : end + 1]
        text = join([item.text for item in parts]) if end > at else items[at].text
        done.append(replace(items[at], text=text))
        at = end + 1
    return done


def _end_of_offices(items: Sequence[Item], at: int, grammar: Grammar) -> int:
    """The last of the paragraphs that go on with the offices of item ``at``."""
    first = items[at]
    if first.table is not None or not _names_office(first.text.text, grammar):
        return at
    for end in range(at, min(at + _MOST_LINES, len(items))):
        item = items[end]
        if end > at and (item.kind is not Kind.PARAGRAPH or item.table is not None):
            return at
        if executes(item.text.text, grammar):
            return end
        if not _GOES_ON.search(item.text.text):
            return at
    return at


def _names_office(text: str, grammar: Grammar) -> bool:
    return bool(text) and is_body(Text.of(text), 0, words_of(grammar))


# "Các ông (bà): Chánh Văn phòng …": how offices are addressed is no part of their names.
_ADDRESS = regex.compile(
    r"\b(?:[Cc]ác\s+)?[Ôô]ng\s*(?:\(bà\)|[,/]\s*bà)\s*:?\s*"
    r"(?=(?:Chánh|Trưởng|Phó|Giám đốc|Thủ trưởng|Chủ tịch|Hiệu trưởng|Bí thư|Tổng|Cục trưởng)\b)"
)


def executors(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """Who answers for the document, of its last article: "Chánh Văn phòng; Giám đốc các sở …".

    Offices with the names of their bodies after a colon stay one name.
    """
    said = sentences.sentences(_ADDRESS.sub("", text))
    for before, sentence in pairwise(["", *said]):
        end = _EXECUTES.search(lowered(sentence)) if executes(sentence, grammar) else None
        if end is None or not _names_office(sentence, grammar):
            continue
        # "Chánh Văn phòng. Trưởng phòng …": a reader took the comma of a scan for a full stop.
        names = list(split_names(before, grammar)) if only_names(before, grammar) else []
        for part in regex.split(r"\s*;\s*(?:và\s+)?", sentence[: end.start()]):
            names += _names_in(part, grammar)
        return tuple(Assignee(name, "implement") for name in dict.fromkeys(names) if name)
    return ()


# "… các Sở: Tư pháp, Nội vụ và các tổ chức có liên quan": where the bodies of an office end.
_NEXT = regex.compile(
    r"\s+và\s+(?=(?:các|những|mọi|tổ chức|cá nhân|thủ trưởng)\s)"
    r"|,\s+(?=(?:Giám đốc|Chủ tịch|Thủ trưởng|Trưởng|Chánh|Cục trưởng|Hiệu trưởng|Bí thư)\s)",
    regex.IGNORECASE,
)


def _names_in(part: str, grammar: Grammar) -> list[str]:
    """The names between two semicolons; an office and its bodies after a colon are one."""
    before, colon, after = part.partition(":")
    if not colon:
        return list(split_names(part, grammar)) or [part.strip(" ,;")]
    listed, _, office = before.rpartition(",")
    own, *others = _NEXT.split(after, maxsplit=1)
    names = list(split_names(listed, grammar) or [listed]) if listed.strip() else []
    names.append(f"{office}:{own}".strip(" ,;"))
    return names + [name for other in others for name in _names_in(other, grammar)]
