"""What an item that has none below it is: an order, the time of the one above it, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from vnplan.parse.bodies.subjects import acts_first, names_subject, starts_with_verb
from vnplan.parse.layout.structure import Node
from vnplan.parse.layout.table_heads import is_column_head
from vnplan.parse.tasks.asking import asked, asks_first, is_plea
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.contexts import OPEN, SAID_TO_WORK, Context, Reading
from vnplan.parse.tasks.doers import asked_within
from vnplan.parse.tasks.facts import only_label, says_who_is_meant, states_amount
from vnplan.parse.tasks.heading_times import only_time
from vnplan.parse.tasks.labelled_lines import after_colon
from vnplan.parse.tasks.prose import commands
from vnplan.parse.tasks.regulation import names_body, only_governed, tells_to_act, told_by_day
from vnplan.parse.tasks.said import said_doers
from vnplan.parse.tasks.statements import (
    agrees,
    commissions,
    decides,
    holds,
    is_name_line,
    is_slogan,
    is_target,
    only_bodies,
    orders,
)
from vnplan.parse.tasks.told import answers, states, tells_past
from vnplan.parse.text.grammar import any_of
from vnplan.parse.text.lines import ITEMS, Kind
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.parse.text.patterns import compiled
from vnplan.parse.times.deadlines import find_deadline
from vnplan.parse.times.stated_times import whole_deadline
from vnplan.parse.times.timelines import says_all_due, time_line
from vnplan.parse.times.times_apart import time_label
from vnplan.record import Deadline


def time_alone(reading: Reading, text: str) -> Deadline | None:
    """The time of a line that holds nothing else, but for a bracket: a cell of a table that lost
    its rules, "Vào lúc 08 giờ 00 ngày 9/11/2031 (Chủ nhật)" of a meeting."""
    plain = compiled(r"\s*\([^()]*\)(?=[.;,]?\s*$)").sub("", text).strip(" .;,")
    when = whole_deadline(plain, reading.grammar, reading.year)
    return when if when and len(when.text) >= len(plain) else None


def heading_and_time(
    reading: Reading, title: Passage, rest: Passage, below: Sequence[Node], context: Context
) -> Context | None:
    """The context of what stands below a heading of a colon with a time on one side of it and a
    name on the other, "1. Rà soát: từ tháng 6 đến tháng 9" and "1. Tháng 6: Rà soát"; ``None``
    where both sides say something else."""
    if not below:
        return None
    if due := time_alone(reading, rest.text):
        return replace(context, deadline=due)
    named = not regex.search(r"[.;,:]\s*$", rest.text) and only_time(reading, title.text)
    return replace(context, heading=rest.text.strip()) if named else None


def due_of_all(
    reading: Reading, nodes: Sequence[Node], context: Context
) -> tuple[Sequence[Node], Context]:
    """Items side by side without the sentence behind the last that says when all of them are due,
    "Các nội dung trên hoàn thành trước ngày 30/8", and the context with its day."""
    last = nodes[-1] if len(nodes) > 1 else None
    if last is None or any(c.item.kind is not Kind.PARAGRAPH for c in last.children):
        return nodes, context
    said = next((c for c in last.children if _OF_ALL.search(c.text.folded)), None)
    if said is None or not says_all_due(said.text.text):
        return nodes, context
    due = find_deadline(said.text.text, reading.grammar, reading.year)
    rest = replace(last, children=tuple(c for c in last.children if c is not said))
    return [*nodes[:-1], rest], replace(context, deadline=due or context.deadline)


# What a sentence says that speaks of more than the item above it.
_OF_ALL = regex.compile(
    r"\b(?:cac|nhung)\s+(?:noi dung|cong viec|nhiem vu)\s+(?:neu\s+)?(?:tren|nay)\b"
)


def says_nothing(reading: Reading, text: str, context: Context) -> bool:
    """Whether a line is no directive: names of bodies alone, a motto in quotes, from when the
    document holds, what an inspection looks at, or the head of a column of a table that lost its
    rules."""
    if states(text, reading.grammar) or (reading.free and _reports(reading, text)):
        return True
    if context.inspects and _is_looked_at(reading, text):
        return True
    # What a named body has to cancel is work, what the document cancels is none.
    charged = context.assignees and _CHARGED.search(fold(context.heading or ""))
    states_rules = (reading.decides or reading.rules) and not charged
    quoted = compiled(r"[“\"][^”\"]*[”\"]\W*").fullmatch(text.strip())
    told = reading.free or _is_minutes(reading)
    return bool(
        quoted
        or is_plea(text)
        or is_slogan(text, reading.grammar)
        or (_is_minutes(reading) and _SIGN.fullmatch(lowered(text)))
        or (told and _ENDED.match(lowered(text)))
        or (context.kind == "time" and _says_when_alone(reading, text))
        or only_label(text, reading.grammar)
        or (told and agrees(text, reading.grammar) and not asked_within(reading, text))
        or (states_rules and decides(text, reading.grammar))
        or holds(text, reading.grammar)
        or only_bodies(text, reading.grammar)
        or (is_target(text, reading.grammar) and not _obliges(reading, text))
        or is_column_head(text, reading.grammar)
        or states_amount(text, reading.grammar)
        or says_who_is_meant(text, reading.grammar)
    )


# "Thư ký Chủ trì": who signs minutes, side by side.
_SIGN = regex.compile(r"\W*thư ký\b.{0,20}\b(?:chủ trì|chủ tọa|chủ tịch)\W*")
# "Cuộc họp kết thúc lúc 10 giờ cùng ngày."
_ENDED = regex.compile(
    r"\W*(?:cuộc họp|hội nghị|phiên họp|buổi (?:họp|làm việc)|biên bản)\b[^.;,]{0,30}"
    r"\b(?:kết thúc|bế mạc|lập xong|được lập|kết thúc vào)\b"
)
# "Khai mạc: 18 giờ 30 ngày 20/3/2031" of a part on time has no more words before its colon.
_MOST_TIME_LABEL = 3


def _says_when_alone(reading: Reading, text: str) -> bool:
    """Whether a line tells at what time a thing is, and nothing else."""
    when = after_colon(text)
    label = text[: len(text) - len(when)]
    short = when != text.strip() and len(label.split()) <= _MOST_TIME_LABEL
    return short and time_alone(reading, when) is not None


_CHARGED = regex.compile(r"\b(?:trach nhiem|nhiem vu|giao)\b")


def _is_minutes(reading: Reading) -> bool:
    return reading.type in reading.grammar.words["headings"]["minute_types"]


def _reports(reading: Reading, text: str) -> bool:
    """Whether a sentence of a dispatch tells what was done, or that its issuer tells something;
    who got something and has to hurry has work all the same."""
    if answers(text, reading.grammar):
        return True
    told = tells_past(text, reading.grammar) and not _urges(reading, text)
    return told and not _is_to_come(reading, text)


def _is_to_come(reading: Reading, text: str) -> bool:
    """Whether a sentence says by what day of those to come something is done."""
    due = find_deadline(text, reading.grammar, reading.year, reading.date)
    return bool(due and due.due and reading.date and due.due >= reading.date)


def _urges(reading: Reading, text: str) -> bool:
    must = any_of(reading.grammar, "headings", "must_words", marked=True)
    return bool(regex.search(rf"\b(?:{must}|chậm nhất)\b", lowered(text)))


def _obliges(reading: Reading, text: str) -> bool:
    """Whether a share to be reached is somebody's duty: "100% hộ phải ký cam kết …"."""
    return bool(asked(text, reading.grammar)) or _urges(reading, text)


def is_order(reading: Reading, text: str, context: Context) -> bool:
    """Whether a leaf tells somebody to do something.

    Under the headings of a plan all do. In a part on time, and in documents that need no such
    headings, only those that say so: a list of members or of places is no order.
    """
    if label := time_label(text, reading.grammar, reading.year):
        if (
            context.kind == "time"
            and label.deadline.due
            and _STEPS.search(fold(context.heading or ""))
        ):
            return True  # "Tháng 12: hoàn công" of a road map
        text = text[label.rest :]  # "Từ 20/9 đến 30/9: khảo sát cầu"
    if reading.rules and not _charges(reading, text, context):
        return False
    if reading.normative and not reading.rules and _POWER.match(lowered(text)):
        return False
    if context.kind in SAID_TO_WORK or (context.assignees and context.kind != OPEN):
        return True
    if context.listed and not is_name_line(text, reading.grammar):
        return True
    if context.kind == OPEN:
        return _orders_openly(reading, text, context)
    if names_subject(text, reading.grammar):
        return not reading.decides or _decides_work(reading, text)
    if regex.search(r"\bco (?:nhiem vu|trach nhiem)$", fold(context.heading or "")):
        return True
    acts = starts_with_verb(text, reading.grammar) or _body_acts(reading, text)
    return not reading.decides and acts


def _decides_work(reading: Reading, text: str) -> bool:
    """Whether a sentence of a decision whose subject is a body orders something: by a verb of
    giving, or by a day by which it does so."""
    by_day = told_by_day(text, reading.grammar, reading.year)
    return commissions(text, reading.grammar) or by_day


def _body_acts(reading: Reading, text: str) -> bool:
    """Whether a body stands before a colon and what it has to do after it: "Công an xã: thu …"."""
    after = after_colon(text)
    label = text[: len(text) - len(after)].rstrip(" :")
    told = starts_with_verb(after, reading.grammar) and only_bodies(label, reading.grammar)
    return bool(label) and told


# Parts on time whose lines are the steps of the work, and no agenda of a meeting.
_STEPS = regex.compile(r"\b(?:lo trinh|tien do|cac buoc|trinh tu|ke hoach|trien khai|thuc hien)\b")


# What a body may decide, by a decision that shares out powers, is nothing that it has to do:
# "Quyết định việc nâng bậc lương …".
_POWER = regex.compile(r"\W*quyết định\s+(?:việc|phê duyệt|cho|điều chỉnh|cử|bổ nhiệm|thành lập)\b")


def _is_looked_at(reading: Reading, text: str) -> bool:
    """Whether a line names what is inspected: "Công tác …", "Hoạt động của kho", "Pháp nhân: Giấy
    …"; not one with a verb, a body that acts, or a deadline."""
    words = any_of(reading.grammar, "headings", "inspected_words")
    named = regex.match(rf"\W*{words}\b", fold(text)) or not (
        starts_with_verb(text, reading.grammar) or asked(text, reading.grammar)
    )
    acts = names_subject(text, reading.grammar) or names_body(text, reading.grammar)
    return bool(named) and not acts and find_deadline(text, reading.grammar, reading.year) is None


def _charges(reading: Reading, text: str, context: Context) -> bool:
    """Whether a rule charges a body: of the heading, or the one that it names itself."""
    if named := assigned(text, reading.grammar):
        return not only_governed(named, reading.grammar)
    tells = commissions(text, reading.grammar) or starts_with_verb(text, reading.grammar)
    return bool(context.assignees) or tells


def is_calendar(nodes: Sequence[Node], context: Context) -> bool:
    """Whether times of their own open what stands in a part of a plan."""
    times = sum(time_line(node.text.text, None) is not None for node in nodes)
    return times > 1 and context.kind == OPEN


def mostly_orders(reading: Reading, nodes: Sequence[Node], kind: str) -> frozenset[Kind]:
    """The kinds of items side by side of which half begin with what to do or who has to, or two
    thirds where a heading might have said so; the articles of decisions state what holds."""
    share = 2 / 3 if kind == OPEN else 1 / 2
    if reading.decides:
        return frozenset()
    # In minutes "Bà Sen: giữ sổ" may tell what somebody said.
    labels = kind == OPEN and not _is_minutes(reading)
    orders: dict[Kind, list[bool]] = {}
    for node in nodes:
        if not node.children and node.item.kind in ITEMS:
            text = node.text.text
            told = names_subject(text, reading.grammar) or starts_with_verb(text, reading.grammar)
            told = told or (labels and _label_orders(reading, text))
            orders.setdefault(node.item.kind, []).append(told)
    return frozenset(
        k for k, told in orders.items() if sum(told) >= share * len(told) and len(told) > 1
    )


def _label_orders(reading: Reading, text: str) -> bool:
    """Whether what follows a label is an order, or who does it: "Lưới: Hội Nông dân vá, giặt"; not
    how many each has: "Bóng đá: mỗi xã 01 đội"."""
    after = after_colon(text)
    told = starts_with_verb(after, reading.grammar) or acts_first(after, reading.grammar)
    return told or bool(said_doers(text, reading.grammar)[1])


def _orders_openly(reading: Reading, text: str, context: Context) -> bool:
    """Whether a leaf is an order though no heading says that the part holds any; the part is
    noted otherwise. What minutes decided tells who does what, or by when."""
    if context.acting and starts_with_verb(text, reading.grammar):
        return True
    if _is_minutes(reading):
        named = context.assignees and starts_with_verb(text, reading.grammar)
        return bool(named) or tells_to_act(text, reading.grammar, reading.year)
    if names_body(text, reading.grammar) and orders(text, reading.grammar):
        return not regex.search(r"\b(?:đã|đang|được|là)\b", lowered(text))
    return asks_first(text, reading.grammar) or commands(text, reading.grammar, reading.year)
