"""Directives in paragraphs without a marker: before the first item of a body, and in a dispatch
that has no items."""

from __future__ import annotations

from collections.abc import Sequence

from vnplan.parse.bodies.subjects import starts_with_verb
from vnplan.parse.layout.structure import Item
from vnplan.parse.tasks.asking import asked, asks_first
from vnplan.parse.tasks.contexts import Context, Reading
from vnplan.parse.tasks.directives import Directives
from vnplan.parse.tasks.doers import opened
from vnplan.parse.tasks.leaf_orders import read_leaf
from vnplan.parse.tasks.prose import commands, is_reason, ordering_part
from vnplan.parse.tasks.statements import closes, opens_orders
from vnplan.parse.tasks.told import acting_part, asks_all, forbids
from vnplan.parse.text.grammar import Grammar


def read_preamble(reading: Reading, found: Directives, items: Sequence[Item]) -> None:
    """The paragraphs before the first item: those that tell somebody to do something."""
    if reading.decides:
        return
    for item in items:
        if is_reason(item.text.text, reading.grammar) or item.table is not None:
            continue
        part = ordering_part(item.text, reading.grammar, reading.year)
        if part is not None:
            found.closing(reading, part, Context(), always=True)
        else:
            found.note_unread(reading, item.text)


def read_paragraphs(reading: Reading, found: Directives, items: Sequence[Item]) -> None:
    """A dispatch without items: each paragraph that asks a named body for something. Who asks
    may be the subject of the sentence; it is no assignee. "… đề nghị các đơn vị:" opens the
    paragraphs after it that begin with what to do."""
    below: Context | None = None
    ordered = False
    for item in items:
        text = item.text.text
        asking = bool(named := opened(reading, item.text)) or opens_orders(text, reading.grammar)
        if below and not asking and not _speaks_anew(item, reading.grammar):
            if starts_with_verb(text, reading.grammar) or forbids(text):
                read_leaf(reading, found, item.text, below)
            elif acting_part(item.text, reading.grammar) or commands(text, reading.grammar):
                found.closing(reading, item.text, Context(), always=True)
            else:
                found.unread.append(item.text)
            continue
        below = Context(kind="free", assignees=named, opened=len(named) > 1) if asking else None
        part = ordering_part(item.text, reading.grammar, reading.year, asks=True)
        if part is None and (ordered or found.others):
            part = acting_part(item.text, reading.grammar)
        ordered = ordered or asking or asks_all(item.text.text)
        if part is not None:
            found.closing(reading, part, Context(), always=True)
        elif not asking:
            found.note_unread(reading, item.text)


def _speaks_anew(item: Item, grammar: Grammar) -> bool:
    """Whether a paragraph below a list asks somebody itself, or closes the document."""
    text = item.text.text
    return closes(item.text) or asks_first(text, grammar) or bool(asked(text, grammar))
