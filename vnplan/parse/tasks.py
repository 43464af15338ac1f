"""The directives of a document: tasks of its parts on work, and orders outside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import get_args

import regex

from vnplan.parse.asking import (
    asked,
    asked_by_another,
    asks_body_first,
    asks_first,
    is_plea,
    later_clause,
    later_subject,
    named_in,
)
from vnplan.parse.assignees import assigned, names_subject, starts_with_verb, unique
from vnplan.parse.body_names import is_body, split_names
from vnplan.parse.deadlines import find_deadline, whole_deadline, with_quarters
from vnplan.parse.duties import bodies_of_heading, resolves, shares_work, whose_duties
from vnplan.parse.grammar import Grammar, any_of
from vnplan.parse.lines import ITEMS, Kind
from vnplan.parse.passage import Passage, fold, join, lowered
from vnplan.parse.phrases import Text, words_of
from vnplan.parse.prose import (
    commands,
    is_reason,
    ordering_part,
    sentences,
    tells_to_do,
    unread_order,
    without_tail,
)
from vnplan.parse.said import said_doers
from vnplan.parse.sections import (
    NUMBERED,
    after_colon,
    agrees,
    answers_for,
    closes,
    closing_start,
    commissions,
    decides,
    executes,
    heading_text,
    hoisted,
    holds,
    is_inspection,
    is_name_line,
    is_note,
    is_target,
    labelled_parts,
    line_role,
    lists_enclosures,
    only_bodies,
    opening_kind,
    opens_anew,
    opens_list,
    orders,
    orders_funding,
    parts_of_one,
    passages,
    path,
    section_kind,
    title_and_rest,
)
from vnplan.parse.structure import Item, Node, tree
from vnplan.parse.table_tasks import table_tasks
from vnplan.parse.tables import Table, is_column_head
from vnplan.parse.timelines import is_time_line, time_line
from vnplan.record import Assignee, Deadline, Directive, Role, Task

# Rules of a body's duties say within so many items whose they are.
_FIRST_ARTICLE = 12
_BULLETS = frozenset({Kind.PARAGRAPH, Kind.DASH, Kind.PLUS, Kind.BRACKETED})
# What a part of a plan is about whose heading says nothing that is known.
# "Trạm Y tế chủ trì, phối hợp với Công an xã:" opens what both are to do.
_SHARES = regex.compile(r"\b(?:chủ trì|phối hợp|có nhiệm vụ|có trách nhiệm)\b[^:]*:\W*$")
_OPEN = "open"
_WORKING = frozenset({"tasks", "organisation", "time", "free", _OPEN})
# Parts that say themselves that they hold orders: every leaf is one.
_SAID_TO_WORK = frozenset({"tasks", "organisation"})


@dataclass(frozen=True, slots=True)
class Found:
    """A directive with the passage that says it."""

    directive: Task | Directive
    passage: Passage


@dataclass(frozen=True, slots=True)
class _Context:
    """What the headings above a node say.

    Attributes:
        section: the numbers of the headings, as a path.
        heading: the words of the nearest heading.
        kind: what the section is about (headings.yaml); "" before any is known, "free" before
            any is known in a document that needs no such headings, "open" in a plan.
        assignees: of the nearest heading that names bodies, or of the section's own lines.
        lined: of the section's own lines on who does it, besides whom a task names itself.
        inspects: whether headings name who is looked at, not who acts.
        listed: whether most items beside it are orders: then it is one, whatever its verb.
    """

    section: tuple[str, ...] = ()
    heading: str | None = None
    kind: str = ""
    assignees: tuple[Assignee, ...] = ()
    deadline: Deadline | None = None
    inspects: bool = False
    lined: tuple[Assignee, ...] = ()
    listed: bool = False


# A title before a colon has no more words than this.
_LONGEST_TITLE = 14
_BARE_YEAR = regex.compile(r"\W*(?:trong\s+)?năm\s+\d{4}", regex.IGNORECASE)


_FINISHES = regex.compile(r"\b(?:hoan thanh|xong|cham nhat|muon nhat|truoc ngay|thoi han)\b")


def _ends_in_colon(text: str) -> bool:
    return text.rstrip().endswith(":")


def _number(context: _Context) -> str | None:
    """The number of the section: "II.1"."""
    return ".".join(context.section) or None


@dataclass(slots=True)
class Directives:
    """Collects the tasks and the other directives of one document."""

    grammar: Grammar
    type: str | None
    year: int | None = None
    free: bool = False
    rules: bool = False
    tasks: list[Found] = field(default_factory=list)
    others: list[Found] = field(default_factory=list)
    unread: list[Passage] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def read(self, items: Sequence[Item], *, free: bool, before: Sequence[Item] = ()) -> None:
        """Read a body; ``free`` says that items count without a heading above them (a dispatch,
        a directive, a decision), ``before`` are the paragraphs before the first item."""
        if free and not any(item.kind is not Kind.PARAGRAPH for item in items):
            self._paragraphs(items)
            self.read_tables(items)
            return
        headings = self.grammar.words["headings"]
        if self.type in headings["inviting_types"]:
            self._asked_for(tree(items))
            return
        self.free = free
        items = self._after_reasons(items) if free else items
        end = closing_start(items, self.grammar)
        self._prose(before)
        named = self._opened(before[-1].text) if before else ()
        told = self.type in (*headings["telling_types"], *headings["normative_types"])
        kind = "free" if free else "" if told else _OPEN
        self._nodes(tree(items[:end]), _Context(kind=kind, assignees=named))
        for item in items[end:]:
            self._closing(item.text, _Context())

    def _asked_for(self, nodes: Sequence[Node]) -> None:
        """Of an invitation or a proposal, the parts that say who prepares what, and the sentences
        that ask somebody for something."""
        for node in nodes:
            if node.children and answers_for(node.text.text, self.grammar):
                after = tuple(c for c in node.children if c.item.kind is Kind.PARAGRAPH)
                work = tuple(c for c in node.children if c not in after)
                self._node(replace(node, children=work), _Context())
                self._asked_for(after)
                continue
            part = ordering_part(node.text, self.grammar, self.year, asks=True)
            if part is not None:
                self._closing(part, _Context())
            else:
                self._unread(node.text)
            self._asked_for(node.children)

    def _prose(self, items: Sequence[Item]) -> None:
        """The paragraphs before the first item: those that tell somebody to do something."""
        if self._decides:
            return
        for item in items:
            if is_reason(item.text.text, self.grammar) or item.table is not None:
                continue
            part = ordering_part(item.text, self.grammar, self.year)
            if part is not None:
                self._closing(part, _Context(), always=True)
            else:
                self._unread(item.text)

    def _opened(self, opening: Passage) -> tuple[Assignee, ...]:
        """Who acts in the items that a paragraph opens, by its last sentence that says so."""
        if not _ends_in_colon(opening.text):
            return ()
        last = sentences(opening)[-1].text
        named = asked(last, self.grammar) or (
            later_subject(last, self.grammar) or later_clause(last, self.grammar)
            if tells_to_do(last, self.grammar) or _SHARES.search(lowered(last))
            else ()
        )
        return named or asked(opening.text, self.grammar)

    def _after_reasons(self, items: Sequence[Item]) -> Sequence[Item]:
        """The items of a dispatch without the bullets before the paragraph that opens its orders:
        they tell to whom it goes, or what has been done. Those that ask somebody, or name who
        acts by when, stay."""
        if self.type not in self.grammar.words["headings"]["reasoning_types"]:
            return items
        opens = (
            at
            for at, item in enumerate(items)
            if item.kind in _BULLETS
            and item.text.text.rstrip().endswith(":")
            and asked(item.text.text, self.grammar)
        )
        first = next(opens, 0)
        return [
            item
            for at, item in enumerate(items)
            if at >= first
            or item.kind not in _BULLETS
            or item.table is not None
            or asks_body_first(item.text.text, self.grammar)
            or self._acts_by_a_day(item.text.text)
        ]

    def _acts_by_a_day(self, text: str) -> bool:
        """Whether a sentence names who acts, and by when."""
        due = find_deadline(text, self.grammar, self.year)
        return due is not None and names_subject(text, self.grammar)

    def _paragraphs(self, items: Sequence[Item]) -> None:
        """A dispatch without items: each paragraph that asks a named body for something. Who asks
        may be the subject of the sentence; it is no assignee."""
        for item in items:
            part = ordering_part(item.text, self.grammar, self.year, asks=True)
            if part is not None:
                self._closing(part, _Context(), always=True)
            else:
                self._unread(item.text)

    def _node(self, node: Node, above: _Context) -> None:
        item = node.item
        if item.table is not None:
            self._table(item.table, above)
            return
        if is_note(item.text.text, self.grammar) or holds(item.text.text, self.grammar):
            return
        if lists_enclosures(node):
            return
        if item.kind is Kind.PARAGRAPH and closes(item.text):
            self._closing(item.text, _Context())
            return
        if named := self._heading_line(node):
            self._children(node.children, replace(self._numbered(node, above), assignees=named))
            return
        title, rest = title_and_rest(item, bool(node.children), self.grammar)
        if title is None or (rest is None and self._only_lines(node, above)):
            self._leaf_or_list(node, above)
            return
        context = self._under(item, title, above)
        children = node.children
        if rest:
            children = (Node(Item(Kind.PARAGRAPH, "", rest)), *children)
        self._children(children, context)

    def _only_lines(self, node: Node, above: _Context) -> bool:
        """Whether all that stands under a heading says who, when or where: then it is the task
        itself, "1. Tổ chức hội nghị" with "- Thời gian: …" and "- Địa điểm: …" below."""
        below = node.children
        if not below or above.kind not in _WORKING or node.item.caps:
            return False
        return all(map(self._only_says, below))

    def _only_says(self, node: Node) -> bool:
        """Whether a node only says who, when or where, of the work above it."""
        return bool(line_role(node, self.grammar)) and not self._heading_line(node)

    def _nodes(self, nodes: Sequence[Node], context: _Context) -> None:
        """Nodes side by side; a paragraph that opens a list ("… yêu cầu Sở Nội vụ:") names who
        acts in the items after it."""
        nodes, after = without_tail(nodes, self.grammar)
        listed = self._mostly_orders(nodes) if context.kind == "free" else frozenset()
        untimed = context
        if self._is_calendar(nodes, context):
            context = replace(context, kind="tasks")
        for at, node in enumerate(nodes):
            if is_time_line(node.text.text) and (node.children or at + 1 < len(nodes)):
                context = self._timed(node, context, untimed)
                self._children(node.children, context)
            elif at + 1 < len(nodes) and opens_list(node, nodes[at + 1]):
                named = self._bodies(node.text.text, context)
                context = replace(context, assignees=named or context.assignees)
            else:
                self._node(node, replace(context, listed=node.item.kind in listed))
        for node in after:
            part = ordering_part(node.text, self.grammar, self.year)
            self._closing(part or node.text, _Context())

    def read_rules(self, items: Sequence[Item]) -> None:
        """Read enclosed rules of work: the parts on who answers for what and how it is done."""
        self.free = False
        self.rules = True
        end = closing_start(items, self.grammar)
        said = (whose_duties(item.text.text, self.grammar) for item in items[:_FIRST_ARTICLE])
        own = next(filter(None, said), ())
        self._nodes(tree(items[:end]), _Context(assignees=own))
        for item in items[end:]:
            self._closing(item.text, _Context())

    def read_tables(self, items: Sequence[Item]) -> None:
        """Read only the tables of tasks of an annex."""
        for node in tree(items):
            self._tables(node, _Context())

    def _tables(self, node: Node, above: _Context) -> None:
        """The tables under a node, the words of items being their headings."""
        if node.item.table is not None:
            self._table(node.item.table, above)
        context = self._numbered(node, above)
        for child in node.children:
            self._tables(child, context)

    def _numbered(self, node: Node, above: _Context) -> _Context:
        """The context below a numbered item that is no heading by its form."""
        if node.item.kind not in NUMBERED:
            return above
        section = path(above.section, (node.item.label,))
        return replace(above, section=section, heading=heading_text(node.text.text))

    def _table(self, table: Table, above: _Context) -> None:
        """Each row of a table of tasks is a task."""
        if above.kind in self.grammar.words["tables"]["no_tasks_in"]:
            return
        for row in table_tasks(table, self.grammar, self.year):
            section = above.section
            for label in row.labels:
                section = path(section, (label,))
            context = _Context(section, row.heading or above.heading)
            self._add(
                row.text,
                context,
                row.assignees or above.assignees,
                row.deadline or above.deadline,
            )

    def _under(self, item: Item, title: Passage, above: _Context) -> _Context:
        """The context below a heading."""
        kind = self._kind_under(item, title, above)
        inspects = (
            not self.rules
            and kind != "organisation"
            and (above.inspects or is_inspection(title.text, self.grammar))
        )
        named = () if inspects else self._heading_bodies(title.text, kind, above)
        if self.rules and item.kind in (Kind.ARABIC, Kind.ARTICLE) and self._acts(named):
            kind = "organisation"
        label = (item.label,) if item.kind in NUMBERED and item.label[:1] not in ("", "?") else ()
        if item.label.lower().startswith("th"):
            label = ()
        section = path(above.section, label)
        return _Context(
            section,
            heading_text(title.text),
            kind,
            named or above.assignees,
            self._due_below(item.text.text if item.text.text.endswith(":") else title.text)
            or above.deadline,
            inspects,
        )

    def _acts(self, named: Sequence[Assignee]) -> bool:
        """Whether a heading names bodies, and not just any nouns after "các"."""
        words = words_of(self.grammar)
        return bool(named) and is_body(Text.of(named[0].name), 0, words)

    def _due_below(self, title: str) -> Deadline | None:
        """By when the items are due that a sentence opens: "…, hoàn thành trong tháng 3, gồm:"."""
        if not (_ends_in_colon(title) and _FINISHES.search(fold(title))):
            return None
        return find_deadline(title, self.grammar, self.year)

    def _heading_bodies(self, title: str, kind: str, above: _Context) -> tuple[Assignee, ...]:
        """The bodies that a heading names; those of the heading above as well, where it says with
        whom they work or that they lead: "a) Chủ trì, phối hợp với các sở:" under "1. Sở Y tế"."""
        named = bodies_of_heading(title, kind, self.grammar)
        if named and regex.match(r"\W*(?:nhung|mot so)\b", fold(title)) and not self._acts(named):
            return ()
        if above.assignees and shares_work(title) and all(a.role == "support" for a in named):
            return assigned(title, self.grammar, above.assignees)
        return named

    def _kind_under(self, item: Item, title: Passage, above: _Context) -> str:
        """What the part below a heading is about; a heading of lower rank mostly stays with what
        the one above it says."""
        kind = section_kind(title.text, self.grammar)
        if kind == "proposals":
            kind = "organisation" if self.free else "aims"
        if self.rules:
            return "organisation" if answers_for(title.text, self.grammar) else above.kind
        if self._decides:
            article = item.kind is Kind.ARTICLE and kind == "tasks"
            kind = "" if article and not resolves(title.text) else kind
        high = item.kind in (Kind.ROMAN, Kind.PART, Kind.CAPITAL, Kind.ARTICLE)
        if not kind or above.kind in ("", _OPEN) or (high and item.kind is not Kind.ARTICLE):
            return kind or above.kind
        opens = kind == opening_kind(title.text, self.grammar)
        if above.kind == "free":
            told = kind == "situation" and above.assignees
            return kind if (high or opens) and not told else above.kind
        parted = opens and {kind, above.kind} == {"aims", "tasks"}
        nested = kind in ("aims", "funds", "situation") and above.kind == "tasks"
        return kind if parted or (nested and item.caps and not above.section[1:]) else above.kind

    def _children(self, children: Sequence[Node], context: _Context) -> None:
        work = list(hoisted(children, self.grammar))
        lines = [child for child in work if self._only_says(child)]
        context = self._with_lines(lines, context)
        self._nodes([child for child in work if child not in lines], context)
        self._orders_in(lines, context)

    def _heading_line(self, line: Node) -> tuple[Assignee, ...]:
        """Who a line names that has the work below it: "1. Cơ quan chủ trì: Sở Y tế" over "a) Rà
        soát …"; empty for other lines."""
        if not line.children or line.item.kind not in NUMBERED:
            return ()
        said = line_role(line, self.grammar)
        names = split_names(after_colon(line.text.text), self.grammar)
        return tuple(
            Assignee(name, role) for role in get_args(Role) if role == said for name in names
        )

    def _orders_in(self, lines: Sequence[Node], context: _Context) -> None:
        """The orders among lines on details: "Kinh phí: Giao kế toán lập dự toán …"."""
        for line in lines:
            if line_role(line, self.grammar) == "order":
                order = after_colon(line.text.text)
                named = assigned(order, self.grammar) or later_clause(order, self.grammar)
                self._leaf(join(passages(line)), replace(context, assignees=named))

    def _with_lines(self, lines: Sequence[Node], context: _Context) -> _Context:
        """What "Phân công thực hiện: …", "Thời gian thực hiện: …" say of the tasks above them."""
        named: list[Assignee] = []
        deadline = context.deadline
        for line in [part for whole in lines for part in labelled_parts(whole)]:
            role = line_role(line, self.grammar)
            if role in ("detail", "order"):
                continue
            words = after_colon(line.text.text)
            if role == "time":
                deadline = whole_deadline(words, self.grammar, self.year) or deadline
                continue
            for part in [words, *(after_colon(child.text.text) for child in line.children)]:
                named += self._line_assignees(part, role or "implement")
        lined = unique(named)
        return replace(
            context, assignees=lined or context.assignees, lined=lined, deadline=deadline
        )

    def _line_assignees(self, words: str, role: str) -> Iterator[Assignee]:
        names = split_names(words, self.grammar) if words else ()
        stated: Role = "lead" if role == "lead" else "support" if role == "support" else "implement"
        if names and "phoi hop" not in fold(words):
            yield from (Assignee(name, stated) for name in names)
        elif words:
            yield from assigned(words, self.grammar)

    def _leaf_or_list(self, node: Node, above: _Context) -> None:
        """An item that is no heading: a directive itself, or the opening of a list of them."""
        tables = [child for child in node.children if child.item.table is not None]
        lines = [child for child in node.children if line_role(child, self.grammar)]
        work = [child for child in node.children if child not in (*lines, *tables)]
        context = self._with_lines(lines, above)
        for child in tables:
            self._node(child, self._numbered(node, context))
        if not work:
            self._leaf(node.text, context)
        elif parts_of_one(work, self.grammar) or (
            all(c.item.kind is Kind.PARAGRAPH for c in work)
            and not node.text.text.rstrip().endswith(":")
        ):
            # "Chế độ báo cáo:" with bullets of its own lost its number.
            own = list(takewhile(lambda c: not opens_anew(c), work))
            self._leaf(
                join([node.text, *(passage for child in own for passage in passages(child))]),
                context,
            )
            self._nodes(work[len(own) :], above)
        else:
            text = node.text.text
            named = self._bodies(text, above)
            label = (node.item.label,) if node.item.kind in NUMBERED else ()
            below = replace(
                context,
                deadline=self._due_below(text) or context.deadline,
                section=path(context.section, label),
                heading=heading_text(text) if label else context.heading,
                assignees=named or context.assignees,
            )
            self._nodes(work, below)
        self._orders_in(lines, above)

    def _time_alone(self, text: str) -> Deadline | None:
        """The time of a line that holds nothing else: a cell of a table that lost its rules."""
        when = whole_deadline(text, self.grammar, self.year)
        return when if when and len(when.text) >= len(text.strip(" .;,")) else None

    def _complete_last(self, when: Deadline, context: _Context) -> None:
        """Give the task before a cell with a time its deadline, if it is of the same section and
        has none; "2. Năm 2031" is a heading."""
        last = self.tasks[-1].directive if self.tasks else None
        if not isinstance(last, Task) or last.deadline or last.section != _number(context):
            return
        if not _BARE_YEAR.fullmatch(when.text):
            self.tasks[-1] = replace(self.tasks[-1], directive=replace(last, deadline=when))

    def _bodies(self, text: str, above: _Context) -> tuple[Assignee, ...]:
        """Who acts in the items that a sentence opens."""
        if above.inspects:
            return ()
        if names_subject(text, self.grammar):
            return assigned(text, self.grammar)
        named = self._heading_bodies(text, above.kind, above) or asked(text, self.grammar)
        return named or later_clause(text, self.grammar)

    def _leaf(self, passage: Passage, context: _Context) -> None:
        text = passage.text
        if not any(c.isalpha() for c in text):
            return
        funds = context.kind == "funds" or orders_funding(text, self.grammar)
        if funds or executes(text, self.grammar):
            self._closing(passage, context, always=True)
        elif not (context.kind in _WORKING and self._taken(passage, context)):
            required = self.free and context.kind == "aims"
            if required and commands(text, self.grammar, self.year):
                self.unread.append(passage)
            else:
                self._unread(passage)

    def _taken(self, passage: Passage, context: _Context) -> bool:
        """Whether a leaf of a working part became a directive, or the time of the one above it."""
        text = passage.text
        if self._says_nothing(text):
            return False
        if when := self._time_alone(text):
            self._complete_last(when, context)
        elif self._is_order(text, context):
            self._task(passage, context)
        elif self.free and (named := self._asked_within(text)):
            self._task(passage, replace(context, assignees=named))
        else:
            return orders(text, self.grammar) and self._closing(passage, context)
        return True

    def _unread(self, passage: Passage) -> None:
        """Note a sentence that may be an order and became no directive; rules that hold for all
        tell nobody by name."""
        if self.rules or self.type in self.grammar.words["headings"]["normative_types"]:
            return
        if unread := unread_order(passage, self.grammar):
            self.unread.append(unread)

    def _says_nothing(self, text: str) -> bool:
        """Whether a line is no directive: names of bodies alone, a motto in quotes, from when the
        document holds, or the head of a column of a table that lost its rules."""
        quoted = regex.fullmatch(r"[“\"][^”\"]*[”\"]\W*", text.strip())
        return bool(
            quoted
            or is_plea(text)
            or (self.free and agrees(text, self.grammar) and not self._asked_within(text))
            or (self._decides and decides(text, self.grammar))
            or holds(text, self.grammar)
            or only_bodies(text, self.grammar)
            or (is_target(text, self.grammar) and not self._obliges(text))
            or is_column_head(text, self.grammar)
        )

    def _obliges(self, text: str) -> bool:
        """Whether a share to be reached is somebody's duty: "100% hộ phải ký cam kết …"."""
        must = any_of(self.grammar, "headings", "must_words", marked=True)
        return bool(asked(text, self.grammar) or regex.search(rf"\b{must}\b", lowered(text)))

    def _is_order(self, text: str, context: _Context) -> bool:
        """Whether a leaf tells somebody to do something.

        Under the headings of a plan all do. In a part on time, and in documents that need no such
        headings, only those that say so: a list of members or of places is no order.
        """
        if context.kind in _SAID_TO_WORK or (context.assignees and context.kind != _OPEN):
            return True
        if context.listed and not is_name_line(text):
            return True
        if context.kind == _OPEN:
            return self._orders_openly(text, context)
        if names_subject(text, self.grammar):
            return not self._decides or commissions(text, self.grammar)
        if regex.search(r"\bco (?:nhiem vu|trach nhiem)$", fold(context.heading or "")):
            return True
        return not self._decides and starts_with_verb(text, self.grammar)

    def _is_calendar(self, nodes: Sequence[Node], context: _Context) -> bool:
        """Whether times of their own open what stands in a part of a plan."""
        times = sum(time_line(node.text.text, None) is not None for node in nodes)
        return times > 1 and context.kind == _OPEN

    def _timed(self, line: Node, context: _Context, untimed: _Context) -> _Context:
        """The context after a line that only says when."""
        due = time_line(line.text.text, self.year) or untimed.deadline
        return replace(context, deadline=due, heading=heading_text(line.text.text))

    def _mostly_orders(self, nodes: Sequence[Node]) -> frozenset[Kind]:
        """The kinds of items side by side of which half begin with what to do or who has to; the
        articles of decisions state what holds."""
        if self._decides:
            return frozenset()
        acts = (names_subject, starts_with_verb)
        orders: dict[Kind, list[bool]] = {}
        for node in nodes:
            if not node.children and node.item.kind in ITEMS:
                told = any(act(node.text.text, self.grammar) for act in acts)
                orders.setdefault(node.item.kind, []).append(told)
        return frozenset(k for k, told in orders.items() if 2 * sum(told) >= len(told) > 1)

    def _orders_openly(self, text: str, context: _Context) -> bool:
        """Whether a leaf is an order though no heading says that the part holds any; the part is
        noted otherwise."""
        if asks_first(text, self.grammar) or commands(text, self.grammar, self.year):
            return True
        if context.heading and context.heading not in self.unknown:
            self.unknown.append(context.heading)
        return False

    @property
    def _decides(self) -> bool:
        """Whether the document is one whose articles state what holds, and orders only at times."""
        return self.type in self.grammar.words["headings"]["deciding_types"]

    def _asked_within(self, text: str) -> tuple[Assignee, ...]:
        """Whom a directive asks that does not begin with it: "Về vốn: giao Sở Tài chính …"."""
        if self._decides and not commissions(text, self.grammar):
            return ()
        return asked(text, self.grammar) or later_clause(text, self.grammar)

    def _named_within(self, text: str) -> tuple[Assignee, ...]:
        """Whom a directive names that begins with what it is about: "Về …: giao Sở Nội vụ …"."""
        if not regex.match(r"\W*(?:ve|doi voi)\b", fold(text)):
            return self._asked_after_reasons(text)
        order = after_colon(text)
        named = asked(order, self.grammar)
        if starts_with_verb(order, self.grammar):
            return named if asks_first(order, self.grammar) else ()
        return later_subject(order, self.grammar) or named

    def _after_title(self, text: str) -> tuple[Assignee, ...]:
        """The subject of what follows a short title: "Khi có tin bão: các cụm trưởng trực …"."""
        after = after_colon(text)
        title = text[: len(text) - len(after)].rstrip(" :")
        if len(title.split()) > _LONGEST_TITLE or not title or split_names(title, self.grammar):
            return ()
        if names_subject(text, self.grammar):
            return ()
        if names_subject(after, self.grammar):
            return assigned(after, self.grammar)
        return asked(after, self.grammar) if asks_first(after, self.grammar) else ()

    def _asked_after_reasons(self, text: str) -> tuple[Assignee, ...]:
        """Whom a directive asks that begins with reasons: "Hiện nay bến hỏng, yêu cầu các xã …"."""
        if starts_with_verb(text, self.grammar) or names_subject(text, self.grammar):
            return ()
        return asked(text, self.grammar) if regex.match(r"\W*\p{Lu}", text) else ()

    def _task(self, passage: Passage, context: _Context) -> None:
        text = with_quarters(passage.text)
        own = find_deadline(text, self.grammar, self.year)
        within = self._named_within(text) if self.free else ()
        within = within or asked_by_another(text, self.grammar)
        rest, said = said_doers(text, self.grammar)
        within = within or (() if said or context.assignees else self._after_title(rest))
        above = () if said else context.assignees
        asks = self.free or (bool(above) and all(a.role == "support" for a in above))
        named = within or assigned(rest, self.grammar, above, asks=asks)
        named = unique([*named, *said, *context.lined])
        self._add(passage, context, named, own or context.deadline)

    def _add(
        self,
        passage: Passage,
        context: _Context,
        assignees: tuple[Assignee, ...],
        deadline: Deadline | None,
    ) -> None:
        task = Task(
            id=len(self.tasks) + 1,
            section=_number(context),
            heading=context.heading,
            text=with_quarters(passage.text),
            assignees=assignees,
            deadline=deadline,
            page=passage.page,
        )
        self.tasks.append(Found(task, passage))

    def _closing(self, passage: Passage, context: _Context, *, always: bool = False) -> bool:
        """Add an order outside the parts on tasks; whether it is one."""
        text = with_quarters(passage.text)
        if not always and not orders(text, self.grammar):
            return False
        directive = Directive(
            section=_number(context),
            text=text,
            assignees=named_in(text, self.grammar),
            deadline=find_deadline(text, self.grammar, self.year),
            page=passage.page,
        )
        self.others.append(Found(directive, passage))
        return True
