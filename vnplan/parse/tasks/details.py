"""Items that are no work of their own: they say of other items who, when, where or with what."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.bodies.subjects import names_subject
from vnplan.parse.layout.structure import Node
from vnplan.parse.tasks.contexts import OPEN, WORKING, Context, Reading
from vnplan.parse.tasks.doers import heading_line
from vnplan.parse.tasks.facts import states_fact
from vnplan.parse.tasks.labelled_lines import after_colon, line_role, tells_content
from vnplan.parse.tasks.line_groups import hoisted
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.passage import lowered
from vnplan.parse.times.deadlines import find_deadline

# "Thời gian nộp báo cáo: trước ngày 20/5/2026" tells by when somebody hands in something.
_HANDED = regex.compile(r"\b(?:nộp|gửi|báo cáo|đăng ký)\b")


def tells_details(reading: Reading, node: Node, above: Context) -> bool:
    """Whether an item of a dispatch or notice says when, where or for whom, and nothing else:
    "2. Thành phần mời: …"."""
    unheaded = above.kind in ("free", OPEN) and not node.children
    text = node.text.text
    if not unheaded or line_role(node, reading.grammar) not in ("time", "detail"):
        return False
    due = find_deadline(text, reading.grammar, reading.year)
    handed = due is not None and _HANDED.search(lowered(text))
    return not handed and not names_subject(after_colon(text), reading.grammar)


def only_lines(reading: Reading, node: Node, above: Context) -> bool:
    """Whether all that stands under a heading says who, when or where: then it is the task
    itself, "1. Tổ chức hội nghị" with "- Thời gian: …" and "- Địa điểm: …" below."""
    grammar = reading.grammar
    below = list(hoisted(node.children, grammar))
    if not below or above.kind not in WORKING or node.item.caps:
        return False
    says = [only_says(reading, child) for child in below]
    rest = [child for child, said in zip(below, says, strict=True) if not said]
    return any(says) and all(
        tells_content(node, child, grammar) or is_fact(child, grammar) for child in rest
    )


def is_fact(node: Node, grammar: Grammar) -> bool:
    """Whether an item with nothing below it states what a thing is like: "- Số lượng: 50"."""
    return not node.children and states_fact(node.text.text, grammar)


def any_work(nodes: Sequence[Node], grammar: Grammar) -> bool:
    """Whether any of the nodes is more than a line on who, when or what it holds."""
    return any(not (line_role(n, grammar) or is_fact(n, grammar)) for n in nodes)


def only_says(reading: Reading, node: Node) -> bool:
    """Whether a node only says who, when or where, of the work above it."""
    return bool(line_role(node, reading.grammar)) and not heading_line(reading, node)


def says_role(node: Node, grammar: Grammar) -> bool:
    """Whether an item has a label, whatever it also opens: "Đơn vị thực hiện: …"."""
    return line_role(node, grammar) is not None
