"""Annexes that assign work: "Phụ lục I. Phân công nhiệm vụ", with a line of who below each item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

import regex

from vnplan.parse.bodies.subjects import names_subject, starts_with_verb
from vnplan.parse.layout.structure import Item, Node, tree
from vnplan.parse.tasks.labelled_lines import line_role
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.lines import Kind, Row
from vnplan.parse.text.passage import Passage

_NUMBERED = frozenset({Kind.ROMAN, Kind.ARABIC, Kind.DOTTED, Kind.LETTER})
# Lines of who does it: so many below numbered items, and the annex is one of work.
_WHO = frozenset({"lead", "implement"})
_FEW = 2
# The title of an annex, the words "Phụ lục I" among it, has so many paragraphs at most.
_TITLE = 4


def each_annex(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The annexes that follow a document, one by one.

    >>> list(each_annex([]))
    [[]]
    """
    starts = [at for at, row in enumerate(rows) if row.kind is Kind.ANNEX and at > 0]
    for start, after in pairwise([0, *starts, len(rows)]):
        yield rows[start:after]


def work_of(items: Sequence[Item], grammar: Grammar) -> Sequence[Item]:
    """The items of an annex that are work, without its title; none of one that assigns none. Its
    title says so and most items say what to do, or lines below them say who leads."""
    title = list(takewhile(lambda item: item.kind not in _NUMBERED, items))
    work = items[len(title) :]
    nodes = tree(work)
    if sum(_says_who(node, grammar) for node in nodes) >= _FEW:
        return work
    words = any_of(grammar, "headings", "annex_work")
    titled = any(regex.search(rf"\b{words}\b", item.text.folded) for item in title[:_TITLE])
    telling = sum(_tells_to_act(item.text, grammar) for item in work if item.table is None)
    return work if titled and 2 * telling > len(nodes) else ()


def _tells_to_act(text: Passage, grammar: Grammar) -> bool:
    """Whether an item begins with what is to be done, or with whom it tells."""
    content = text.text.split(":", 1)[-1].strip() or text.text
    return starts_with_verb(content, grammar) or bool(names_subject(text.text, grammar))


def _says_who(node: Node, grammar: Grammar) -> bool:
    """Whether a line below an item says who leads or does it."""
    below = (child for child in node.children if child.item.kind is not node.item.kind)
    return any(line_role(child, grammar) in _WHO for child in below) or any(
        _says_who(child, grammar) for child in node.children
    )
