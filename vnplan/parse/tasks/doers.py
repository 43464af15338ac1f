"""Who acts in a directive: whom it asks or names, and whom the sentence above it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import regex

from vnplan.parse.bodies.body_heads import is_body
from vnplan.parse.bodies.body_names import only_names, split_names
from vnplan.parse.bodies.phrases import Text, words_of
from vnplan.parse.bodies.subjects import names_subject, starts_with_verb, subject_at
from vnplan.parse.layout.structure import Item, Node
from vnplan.parse.tasks.asking import (
    asked,
    asks_body_first,
    asks_first,
    later_clause,
    later_subject,
)
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.contexts import SAID_TO_WORK, WORKING, Context, Reading, ends_in_colon
from vnplan.parse.tasks.heading_bodies import directs, heading_bodies
from vnplan.parse.tasks.headings import NUMBERED, is_inspection, section_kind
from vnplan.parse.tasks.labelled_lines import after_colon, line_role
from vnplan.parse.tasks.prose import tells_to_do
from vnplan.parse.tasks.statements import commissions, only_bodies
from vnplan.parse.text import sentences
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import Kind
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.parse.text.patterns import compiled
from vnplan.parse.times.deadlines import find_deadline
from vnplan.record import Assignee, Role

_BULLETS = frozenset({Kind.PARAGRAPH, Kind.DASH, Kind.PLUS, Kind.BRACKETED})
# "Trạm Y tế chủ trì, phối hợp với Công an xã:" opens what both are to do.
_SHARES = regex.compile(r"\b(?:chủ trì|phối hợp|có nhiệm vụ|có trách nhiệm)\b[^:]*:\W*$")
# "Phòng Nội vụ hướng dẫn thực hiện như sau:": others do what follows.
_INSTRUCTS = regex.compile(
    r"\b(?:hướng dẫn|thông báo|lưu ý|quy định|gợi ý|phổ biến|định hướng|trả lời|có ý kiến"
    r"|mời|triệu tập)\b[^:;]*\b(?:như sau|sau đây|sau)\s*:\W*$"
)
# A title before a colon has no more words than this.
_LONGEST_TITLE = 14


def opened(reading: Reading, opening: Passage) -> tuple[Assignee, ...]:
    """Who acts in the items that a paragraph opens, by its last sentence that says so."""
    if not ends_in_colon(opening.text):
        return ()
    last = sentences.passages(opening)[-1].text
    heading = last.strip(" :")
    heads = split_names(heading, reading.grammar)
    short = len(heading.split()) <= _LONGEST_TITLE and not reading.decides
    short = short and not _SPEAKS.search(lowered(heading))
    if heads and short and only_names(heading, reading.grammar):
        return tuple(Assignee(name, "implement") for name in heads)
    acts = tells_to_do(last, reading.grammar) or _SHARES.search(lowered(last))
    named = asked(last, reading.grammar) or (
        later_subject(last, reading.grammar) or later_clause(last, reading.grammar)
        if acts and not _INSTRUCTS.search(lowered(last))
        else ()
    )
    return named or asked(opening.text, reading.grammar) or _instructed(last, reading.grammar)


# "Chủ tịch UBND huyện có ý kiến như sau:" names who speaks.
_SPEAKS = regex.compile(
    r"(?<!\w)(?:ý kiến|kết luận|chỉ đạo|thông báo|trả lời)\s+(?:\p{L}+\s+){0,3}như sau\W*$"
)


# "Sở hướng dẫn các trường thực hiện các nội dung sau:", "lưu ý các đơn vị một số việc sau:".
_TELLS_THEM = regex.compile(r"\b(?:hướng dẫn|lưu ý|chỉ đạo|thông báo|nhắc)\s+(?=các\s|\p{Lu})")


def _instructed(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """Whom a sentence instructs that opens a list of what they are to do."""
    words = words_of(grammar)
    for match in _TELLS_THEM.finditer(text):
        cut = Text.of(text[match.end() :])
        found = subject_at(cut, 0, words) if cut.words and is_body(cut, 0, words) else None
        if found and _CARRY_OUT.match(" ".join(cut.words[found.stop : found.stop + 3])):
            return tuple(Assignee(name, "implement") for name in found.names)
    return ()


_CARRY_OUT = regex.compile(
    r"(?:triển khai|thực hiện|tổ chức|tập trung|quan tâm|chú ý|chuẩn bị|một số|khẩn trương)\b"
)


def bodies_below(reading: Reading, text: str, above: Context) -> tuple[Assignee, ...]:
    """Who acts in the items that a sentence opens."""
    if above.inspects or directs(text, above):
        return ()
    if names_subject(text, reading.grammar):
        return assigned(text, reading.grammar)
    named = heading_bodies(reading, text, above.kind, above) or asked(text, reading.grammar)
    return named or later_clause(text, reading.grammar)


def heading_line(reading: Reading, line: Node) -> tuple[Assignee, ...]:
    """Who a line names that has the work below it: "1. Cơ quan chủ trì: Sở Y tế" over "a) Rà
    soát …"; empty for other lines."""
    if not line.children or line.item.kind not in NUMBERED:
        return ()
    said = line_role(line, reading.grammar)
    names = split_names(after_colon(line.text.text), reading.grammar)
    return tuple(Assignee(name, role) for role in get_args(Role) if role == said for name in names)


def asked_within(reading: Reading, text: str) -> tuple[Assignee, ...]:
    """Whom a directive asks that does not begin with it: "Về vốn: giao Sở Tài chính …"."""
    if reading.decides and not commissions(text, reading.grammar):
        return ()
    named = asked(text, reading.grammar)
    return named or later_clause(text, reading.grammar, acting=True)


def named_within(reading: Reading, text: str) -> tuple[Assignee, ...]:
    """Whom a directive names that begins with what it is about: "Về …: giao Sở Nội vụ …"."""
    if not compiled(r"\W*(?:ve|doi voi)\b").match(fold(text)):
        return _asked_after_reasons(reading, text)
    order = after_colon(text)
    named = asked(order, reading.grammar)
    if starts_with_verb(order, reading.grammar):
        return named if asks_first(order, reading.grammar) else ()
    return later_subject(order, reading.grammar) or named


def after_title(
    reading: Reading, text: str, above: Sequence[Assignee] = ()
) -> tuple[Assignee, ...]:
    """The subject of what follows a short title: "Khi có tin bão: các cụm trưởng trực …"; where
    those ``above`` act otherwise, only one that a capital opens: "Đo lường: Sở Y tế rà soát …"."""
    after = after_colon(text)
    title = text[: len(text) - len(after)].rstrip(" :")
    if len(title.split()) > _LONGEST_TITLE or not title or split_names(title, reading.grammar):
        return ()
    if names_subject(text, reading.grammar):
        return ()
    if names_subject(after, reading.grammar):
        return assigned(after, reading.grammar) if not above or after[:1].isupper() else ()
    if above:
        return ()
    return asked(after, reading.grammar) if asks_first(after, reading.grammar) else ()


def _asked_after_reasons(reading: Reading, text: str) -> tuple[Assignee, ...]:
    """Whom a directive asks that begins with reasons: "Hiện nay bến hỏng, yêu cầu các xã …"."""
    if starts_with_verb(text, reading.grammar) or names_subject(text, reading.grammar):
        return ()
    return asked(text, reading.grammar) if regex.match(r"\W*\p{Lu}", text) else ()


def acts_by_a_day(reading: Reading, text: str) -> bool:
    """Whether a sentence names who acts, and by when."""
    due = find_deadline(text, reading.grammar, reading.year)
    return due is not None and names_subject(text, reading.grammar)


def after_reasons(reading: Reading, items: Sequence[Item]) -> Sequence[Item]:
    """The items of a dispatch without the bullets before the paragraph that opens its orders:
    they tell to whom it goes, or what has been done. Those that ask somebody, or name who
    acts by when, stay, and so does all below the first number: reasons have none."""
    if reading.type not in reading.grammar.words["headings"]["reasoning_types"]:
        return items
    opens = (
        at
        for at, item in enumerate(items)
        if item.kind in NUMBERED
        or (
            item.kind in _BULLETS
            and item.text.text.rstrip().endswith(":")
            and asked(item.text.text, reading.grammar)
        )
    )
    first = next(opens, 0)
    return [
        item
        for at, item in enumerate(items)
        if at >= first
        or item.kind not in _BULLETS
        or item.table is not None
        or asks_body_first(item.text.text, reading.grammar)
        or acts_by_a_day(reading, item.text.text)
    ]


def named_behind(
    reading: Reading, title: Passage, rest: Passage | None, node: Node, above: Context
) -> tuple[Assignee, ...] | None:
    """Who does what a title names, where nothing but bodies stands behind its colon: "1. Hội
    trường, loa đài: Văn phòng"; nobody where they are those that it is done to: "2. Kiểm tra
    tài chính: Đảng ủy xã …", or a list below it. ``None`` where an item says anything else."""
    names = [rest.text] if rest else [child.text.text for child in node.children]
    deeper = node.children if rest else [c for child in node.children for c in child.children]
    if deeper or not names or above.kind not in WORKING or reading.rules:
        return None
    if not all(only_bodies(name, reading.grammar) for name in names):
        return None
    if is_inspection(title.text, reading.grammar) and starts_with_verb(title.text, reading.grammar):
        return ()
    said = section_kind(title.text, reading.grammar) in ("", "tasks")
    if rest is None or not said or above.kind not in SAID_TO_WORK:
        return None
    if split_names(title.text, reading.grammar):
        return None
    return tuple(Assignee(n, "implement") for n in split_names(rest.text, reading.grammar))
