"""What becomes of the text of an item that has none below it."""

from __future__ import annotations

from dataclasses import replace

from vnplan.parse.bodies.body_names import split_names
from vnplan.parse.bodies.name_chances import unclear_end
from vnplan.parse.tasks.asking import asks_first
from vnplan.parse.tasks.contexts import (
    LISTED,
    OPEN,
    RULING,
    TRANSITION,
    WISHES,
    WORKING,
    Context,
    Reading,
)
from vnplan.parse.tasks.directives import Directives
from vnplan.parse.tasks.doers import asked_within
from vnplan.parse.tasks.facts import states_sum
from vnplan.parse.tasks.labelled_lines import asks_for_funds, orders_funding
from vnplan.parse.tasks.leaves import is_order, says_nothing, time_alone
from vnplan.parse.tasks.parts import is_about_past, praises
from vnplan.parse.tasks.prose import commands
from vnplan.parse.tasks.regulation import charges_body, names_body, tells_to_act, told_by_day
from vnplan.parse.tasks.said import said_doers
from vnplan.parse.tasks.statements import executes, only_bodies, orders
from vnplan.parse.tasks.told import tells_past
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.passage import Passage


def read_leaf(reading: Reading, found: Directives, passage: Passage, context: Context) -> None:
    """Take the text of an item that has none below it for what it is: a task, an order outside
    the parts on tasks, a doubt, or nothing."""
    text = passage.text
    if not any(c.isalpha() for c in text):
        return
    if context.kind == LISTED and not reading.rules and names_body(text, reading.grammar):
        context = replace(context, kind="tasks")  # "Cơ quan lập đề án gồm: a) Sở … chủ trì …"
    said = context.kind == "funds" and bool(said_doers(text, reading.grammar)[1])
    costs = context.kind == "funds" and states_sum(text)
    asks = context.kind == "funds" and asks_for_funds(text, reading.grammar)
    funds = said or (asks and not costs)
    if funds or orders_funding(text, reading.grammar) or executes(text, reading.grammar):
        found.closing(reading, passage, context, always=True)
    elif not (context.kind in WORKING and _taken(reading, found, passage, context)):
        required = reading.free and context.kind == "aims"
        if required and commands(text, reading.grammar, reading.year):
            found.unread.append(passage)
        elif _charges_among(reading, context, text):
            found.task(reading, passage, context)
        elif context.kind == "situation" and _may_charge(reading, context, text):
            found.unread.append(passage)
        elif context.kind == WISHES:
            found.note_heading(context.heading)
        elif context.kind in WORKING and _may_act(text, reading.grammar):
            found.unread.append(passage)
        elif context.kind != RULING:
            found.note_unread(reading, passage)


def _charges_among(reading: Reading, context: Context, text: str) -> bool:
    """Whether somebody is charged outright where most sentences state what holds, or was."""
    if context.kind in (RULING, TRANSITION):
        sure = context.kind == RULING
        dated = sure and reading.normative and told_by_day(text, reading.grammar)
        return dated or charges_body(text, reading.grammar, outright=sure)
    told = reading.free and context.kind == "situation"
    if told and not reading.decides and is_about_past(context.heading or ""):
        plainly = not praises(context.heading or "")
        return tells_to_act(text, reading.grammar, reading.year, plainly=plainly)
    return told and asks_first(text, reading.grammar)


def _may_charge(reading: Reading, context: Context, text: str) -> bool:
    """Whether a sentence under a heading about what was perhaps tells a body to act."""
    about = reading.free and is_about_past(context.heading or "")
    return about and names_body(text, reading.grammar) and not tells_past(text, reading.grammar)


def _may_act(text: str, grammar: Grammar) -> bool:
    """Whether a line that was read as names alone may say what one does: "Các thôn góp sách cũ"."""
    names = split_names(text, grammar) if only_bodies(text, grammar) else ()
    return any(unclear_end(name, text, grammar) for name in names)


def _taken(reading: Reading, found: Directives, passage: Passage, context: Context) -> bool:
    """Whether a leaf of a working part became a directive, or the time of the one above it."""
    text = passage.text
    if says_nothing(reading, text, context):
        return False
    if when := time_alone(reading, text):
        found.complete_last(when, context)
    elif is_order(reading, text, context):
        found.task(reading, passage, context)
    elif reading.free and (named := asked_within(reading, text)):
        found.task(reading, passage, replace(context, assignees=named))
    else:
        if context.kind == OPEN:
            found.note_heading(context.heading)
            if not (asked_within(reading, text) or names_body(text, reading.grammar)):
                return False  # what a part tells that lost its heading: aims as well as work
        return orders(text, reading.grammar) and found.closing(reading, passage, context)
    return True
