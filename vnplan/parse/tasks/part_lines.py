"""What lines on who and when say of the part of a body that they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from vnplan.parse.bodies.body_names import split_names, tells_work
from vnplan.parse.layout.structure import Node
from vnplan.parse.tasks.assignees import assigned, unique
from vnplan.parse.tasks.contexts import Context, Reading
from vnplan.parse.tasks.doer_rows import people_listed, row_by_initials
from vnplan.parse.tasks.heading_times import only_time
from vnplan.parse.tasks.headings import heading_text
from vnplan.parse.tasks.labelled_lines import (
    after_colon,
    done_by,
    is_other_term,
    labelled_parts,
    line_role,
    with_times_below,
)
from vnplan.parse.text.lines import is_caps
from vnplan.parse.text.passage import fold
from vnplan.parse.times.stated_times import stated_deadline
from vnplan.parse.times.timelines import is_time_line
from vnplan.record import Assignee, Role


def with_lines(reading: Reading, lines: Sequence[Node], context: Context) -> Context:
    """What "Phân công thực hiện: …", "Thời gian thực hiện: …" say of the tasks above them; with
    "thường xuyên" the time of the part is none of theirs."""
    named: list[Assignee] = []
    deadline, told = None, False
    flat = [part for line in lines for part in with_times_below(line, reading.grammar)]
    for line in [part for whole in flat for part in labelled_parts(whole)]:
        role = line_role(line, reading.grammar)
        if role in ("detail", "order"):
            continue
        words = after_colon(line.text.text)
        if role == "time":
            if is_other_term(line.text.text, words, reading.grammar):
                continue
            told = True
            deadline = stated_deadline(words, reading.grammar, reading.year) or deadline
            continue
        for part in [words, *(after_colon(child.text.text) for child in line.children)]:
            named += _line_assignees(reading, part, role or "implement")
        if due := done_by(words, reading.grammar, reading.year):
            deadline, told = deadline or due, True
    lined = unique(named)
    return replace(
        context,
        assignees=lined or context.assignees,
        lined=lined,
        deadline=deadline if told else context.deadline,
        borrowed=next((line.text.text for line in lines if line.borrowed), None),
    )


def _line_assignees(reading: Reading, words: str, role: str) -> Iterator[Assignee]:
    row = people_listed(words, reading.grammar) or row_by_initials(
        words.strip(" ."), reading.grammar
    )
    names = row or (split_names(words, reading.grammar) if words else ())
    if names and tells_work(words, reading.grammar):
        names = ()
    stated: Role = "lead" if role == "lead" else "support" if role == "support" else "implement"
    if names and "phoi hop" not in fold(words):
        yield from (Assignee(name, stated) for name in names)
    elif words:
        told = assigned(words, reading.grammar)
        yield from (replace(a, role=stated) if a.role == "implement" else a for a in told)


def opens_times(reading: Reading, node: Node, *, last: bool) -> bool:
    """Whether an item only says when what follows it is due, or what stands below it."""
    text = node.text.text
    if is_caps(text) and not regex.search(r"\d", text):
        return False  # "A. TRƯỚC MÙA MƯA": when something comes, no day
    if node.children and only_time(reading, text):
        return True
    return is_time_line(text) and bool(node.children or not last)


def timed(reading: Reading, line: Node, context: Context, untimed: Context) -> Context:
    """The context after a line that only says when."""
    text = line.text.text
    due = only_time(reading, text) or untimed.deadline
    return replace(context, deadline=due, heading=heading_text(line.text.text))
