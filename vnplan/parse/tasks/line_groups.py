"""Lines on who, when and with what: of which work they tell, side by side or below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations, groupby
from operator import itemgetter
from typing import get_args

from vnplan.parse.bodies.body_names import only_names, split_names
from vnplan.parse.bodies.subjects import names_subject
from vnplan.parse.layout.structure import Node
from vnplan.parse.tasks.labelled_lines import LABEL, line_role
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.lines import Kind
from vnplan.parse.text.passage import Passage, fold
from vnplan.parse.text.patterns import compiled
from vnplan.record import Role


def hoisted(children: Sequence[Node], grammar: Grammar) -> Iterator[Node]:
    """The children, with lines on who and when taken out of the bullet they were indented under,
    and work out of the line on when that it stands below; numbered items that have none borrow
    those of the item after them."""
    children = without_results(children, grammar)
    children = [line for child in children for line in _labelled(child, grammar)]
    children = [part for child in children for part in _work_lifted(child, grammar)]
    for child in _with_borrowed(children, grammar):
        lines = [c for c in child.children if line_role(c, grammar)]
        if lines and not line_role(child, grammar) and child.item.kind is Kind.DASH:
            yield replace(child, children=tuple(c for c in child.children if c not in lines))
            yield from lines
        else:
            yield child


def without_results(nodes: Sequence[Node], grammar: Grammar) -> list[Node]:
    """Nodes side by side without the line on what comes of the work, "Kết quả: …", where another
    of them says who does it or by when."""
    told = any(line_role(node, grammar) in (*get_args(Role), "time") for node in nodes)
    words = any_of(grammar, "headings", "result_lines")
    label = compiled(rf"\W*{words}\s*(?:\([^)]*\))?\s*:")
    return [n for n in nodes if not told or n.children or not label.match(n.text.folded)]


def _work_lifted(node: Node, grammar: Grammar) -> list[Node]:
    """A line "Thời gian: từ tháng 6 đến tháng 9" apart from the bullets of work after it."""
    work = [child for child in node.children if not line_role(child, grammar)]
    if not work or node.item.kind is not Kind.PARAGRAPH or line_role(node, grammar) != "time":
        return [node]
    lines = tuple(child for child in node.children if child not in work)
    return [replace(node, children=lines), *work]


def _labelled(node: Node, grammar: Grammar) -> list[Node]:
    """A heading that is a label, over nothing but names of bodies, as the line on who that it is:
    "2. Cơ quan chủ trì" over "- Bộ Y tế."; a label over such labels gives way to them."""
    text = node.text.text.rstrip(" .:")
    if not node.children or not LABEL.fullmatch(fold(f"{text}:")):
        return [node]
    parts = [part for child in node.children for part in _labelled(child, grammar)]
    others = [part for part in parts if line_role(part, grammar) in get_args(Role)]
    bodies = [part for part in parts if part not in others]
    names = [part.text.text.rstrip(" .;") for part in bodies]
    if any(part.children for part in bodies) or not all(_is_list(name, grammar) for name in names):
        return [node]
    if not bodies:
        return others
    pieces = (node.text.pieces, *(part.text.pieces for part in bodies))
    line = Passage(f"{text}: {'; '.join(names)}", tuple(chain.from_iterable(pieces)))
    return [Node(replace(node.item, text=line)), *others]


def _is_list(text: str, grammar: Grammar) -> bool:
    return bool(split_names(text, grammar)) and only_names(text, grammar)


def _with_borrowed(children: Sequence[Node], grammar: Grammar) -> list[Node]:
    """Items with the lines on who and when of the next that has nothing else below it, where they
    have nothing below them: "1.1. …", "1.2. …" and "- Thời gian: …" under it. So either all items
    but the last are bare, or others have lines of their own."""
    work = [c for c in children if not line_role(c, grammar)]
    lenders = [c for c in work if _lends(c, grammar)]
    alone = len(lenders) == 1 and lenders[0] is work[-1] and not any(c.children for c in work[:-1])
    if not (alone or len(lenders) > 1):
        return list(children)
    done: list[Node] = []
    lender: Node | None = None
    for child in reversed(children):
        if _lends(child, grammar):
            lender = child
        elif lender and child in work and not child.children and _alike(child, lender):
            own = names_subject(child.text.text, grammar)
            told = without_results(lender.children, grammar)
            lines = [c for c in told if not own or line_role(c, grammar) == "time"]
            child = replace(child, children=tuple(_lent(c, child) for c in lines))
        else:
            lender = None
        done.append(child)
    return done[::-1]


def _lends(node: Node, grammar: Grammar) -> bool:
    """Whether a numbered item is work with lines on who and when below it, and nothing else."""
    if node.item.kind is Kind.DASH or not node.children or line_role(node, grammar):
        return False
    return all(line_role(c, grammar) for c in without_results(node.children, grammar))


def _lent(line: Node, item: Node) -> Node:
    """A line as an item borrows it; without a mark of its own below letters it is of them all."""
    plain = line.item.kind is Kind.PARAGRAPH and item.item.kind is Kind.LETTER
    return replace(line, borrowed=not plain)


def _alike(one: Node, other: Node) -> bool:
    return one.item.kind is other.item.kind


def blocks(
    nodes: Sequence[Node], only_says: Callable[[Node], bool], grammar: Grammar
) -> Iterator[tuple[list[Node], list[Node]]]:
    """The work among ``nodes`` and the lines that say of it who and when.

    All lines say so of all the work, unless two groups of them with work between say the same
    thing anew ("- Rà soát … / Đơn vị chủ trì: A / - Công khai … / Đơn vị chủ trì: B"): then each
    group tells of the work before it, or after it where a line comes first.
    """
    said = [only_says(node) for node in nodes]
    runs = [
        (says, [n for _, n in run])
        for says, run in groupby(zip(said, nodes, strict=True), itemgetter(0))
    ]
    groups = [
        {line_role(n, grammar) for n in run} - {"detail", "order"} for says, run in runs if says
    ]
    if not any(a & b for a, b in combinations(groups, 2)):
        lines = [node for node, says in zip(nodes, said, strict=True) if says]
        yield [node for node, says in zip(nodes, said, strict=True) if not says], lines
        return
    for at in range(0, len(runs), 2):
        first, then = [run for _, run in runs[at : at + 2]] + ([[]] if at + 1 == len(runs) else [])
        yield (then, first) if said[0] else (first, then)
