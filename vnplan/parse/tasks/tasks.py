"""The directives of a document: tasks of its parts on work, and orders outside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import get_args

import regex

from vnplan.parse.bodies.body_names import split_names
from vnplan.parse.bodies.subjects import names_subject, starts_with_verb
from vnplan.parse.layout.structure import Item, Node, tree
from vnplan.parse.layout.table_heads import may_list_tasks
from vnplan.parse.layout.tables import Table
from vnplan.parse.tasks.addressed import charge_in_turn
from vnplan.parse.tasks.annexes import work_of
from vnplan.parse.tasks.asking import asked, asks_first, later_clause
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.directives import Directives
from vnplan.parse.tasks.doers import (
    after_reasons,
    asked_within,
    bodies_below,
    heading_line,
    opened,
)
from vnplan.parse.tasks.duties import whose_duties
from vnplan.parse.tasks.facts import (
    opens_no_work,
    parts_listed,
    states_fact,
    states_sum,
    works_on_facts,
)
from vnplan.parse.tasks.headings import (
    NUMBERED,
    answers_for,
    bodies_anew,
    heading_text,
    is_inspection,
    names_part,
    path,
    section_kind,
    title_and_rest,
)
from vnplan.parse.tasks.labelled_lines import (
    after_colon,
    asks_for_funds,
    line_role,
    orders_funding,
    tells_content,
)
from vnplan.parse.tasks.leaves import (
    SAID_TO_WORK,
    due_of_all,
    heading_and_time,
    is_calendar,
    is_order,
    mostly_orders,
    says_nothing,
    time_alone,
)
from vnplan.parse.tasks.line_groups import blocks, hoisted, without_results
from vnplan.parse.tasks.part_lines import opens_times, timed, with_lines
from vnplan.parse.tasks.parts import (
    LISTED,
    OPEN,
    RULING,
    TRANSITION,
    WISHES,
    WORKING,
    Context,
    Reading,
    due_below,
    is_about_past,
    numbered,
    praises,
    under,
)
from vnplan.parse.tasks.prose import (
    commands,
    is_reason,
    ordering_part,
    prepares,
    without_tail,
)
from vnplan.parse.tasks.regulation import charges_body, names_body, tells_to_act, told_by_day
from vnplan.parse.tasks.said import named_behind_colon, said_doers
from vnplan.parse.tasks.statements import (
    closes,
    closing_start,
    executes,
    holds,
    is_bare_item,
    is_note,
    lists_contents,
    lists_enclosures,
    only_bodies,
    opens_anew,
    opens_list,
    opens_orders,
    orders,
    orders_list,
    parts_of_one,
    passages,
)
from vnplan.parse.tasks.table_tasks import table_tasks
from vnplan.parse.tasks.told import acting_part, asks_all, forbids, tells_past
from vnplan.parse.text import sentences
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import Kind
from vnplan.parse.text.passage import Passage, join, lowered
from vnplan.parse.times.deadlines import find_deadline
from vnplan.record import Assignee, Role

# "Thời gian nộp báo cáo: trước ngày 20/5/2026" tells by when somebody hands in something.
_HANDED = regex.compile(r"\b(?:nộp|gửi|báo cáo|đăng ký)\b")
# Beside so many lines on who, when and where, other lines with labels tell details as well:
# "2. Môn thi: …" between "1. Đối tượng: …" and "3. Địa điểm: …".
_MANY_LINES = 2
# The kind of an annex that assigns work.
ORGANISED = "organisation"
# Rules of a body's duties say within so many items whose they are.
_FIRST_ARTICLE = 12


def _speaks_anew(item: Item, grammar: Grammar) -> bool:
    """Whether a paragraph below a list asks somebody itself, or closes the document."""
    text = item.text.text
    return closes(item.text) or asks_first(text, grammar) or bool(asked(text, grammar))


@dataclass(slots=True)
class BodyReader:
    """Walks over the items of a body and collects its directives."""

    reading: Reading
    found: Directives = field(default_factory=Directives)

    @property
    def grammar(self) -> Grammar:
        """The words that the directives are found by."""
        return self.reading.grammar

    def read(self, items: Sequence[Item], *, free: bool, before: Sequence[Item] = ()) -> None:
        """Read a body; ``free`` says that items count without a heading above them (a dispatch,
        a directive, a decision), ``before`` are the paragraphs before the first item."""
        if free and not any(item.kind is not Kind.PARAGRAPH for item in items):
            self._paragraphs(items)
            self.read_tables(items)
            return
        headings = self.grammar.words["headings"]
        if self.reading.type in headings["inviting_types"]:
            self._asked_for(tree(items))
            return
        normative = self.reading.type in headings["normative_types"]
        own = self.reading.normative and free
        self.reading = replace(self.reading, free=free, rules=normative, normative=own)
        items = after_reasons(self.reading, items) if free else items
        end = closing_start(items, self.grammar)
        self._prose(before)
        named = opened(self.reading, before[-1].text) if before else ()
        told = self.reading.type in (*headings["telling_types"], *headings["normative_types"])
        kind = "free" if free else "" if told else OPEN
        opened_by_several = len(named) > 1
        nodes = tree(items[:end])
        if free and before and lists_contents(before[-1].text.text, nodes, self.grammar):
            asks = sentences.passages(before[-1].text)[-1]
            self.found.closing(self.reading, asks, Context(assignees=named), always=True)
            kind = LISTED
        self._nodes(nodes, Context(kind=kind, assignees=named, opened=opened_by_several))
        for item in items[end:]:
            asked = named if starts_with_verb(item.text.text, self.grammar) else ()
            self.found.closing(self.reading, item.text, Context(assignees=asked))

    def _asked_for(self, nodes: Sequence[Node]) -> None:
        """Of an invitation or a proposal, the parts that say who prepares what, and the sentences
        that ask somebody for something."""
        for node in nodes:
            if node.children and answers_for(node.text.text, self.grammar):
                after = tuple(c for c in node.children if c.item.kind is Kind.PARAGRAPH)
                work = tuple(c for c in node.children if c not in after)
                self._node(replace(node, children=work), Context())
                self._asked_for(after)
                continue
            part = ordering_part(node.text, self.grammar, self.reading.year, asks=True)
            if part is not None:
                self.found.closing(self.reading, part, Context())
            elif prepares(node.text.text, self.grammar, self.reading.year):
                self.found.unread.append(node.text)
            else:
                self.found.note_unread(self.reading, node.text)
            self._asked_for(node.children)

    def _prose(self, items: Sequence[Item]) -> None:
        """The paragraphs before the first item: those that tell somebody to do something."""
        if self.reading.decides:
            return
        for item in items:
            if is_reason(item.text.text, self.grammar) or item.table is not None:
                continue
            part = ordering_part(item.text, self.grammar, self.reading.year)
            if part is not None:
                self.found.closing(self.reading, part, Context(), always=True)
            else:
                self.found.note_unread(self.reading, item.text)

    def _paragraphs(self, items: Sequence[Item]) -> None:
        """A dispatch without items: each paragraph that asks a named body for something. Who asks
        may be the subject of the sentence; it is no assignee. "… đề nghị các đơn vị:" opens the
        paragraphs after it that begin with what to do."""
        below: Context | None = None
        ordered = False
        for item in items:
            text = item.text.text
            asking = bool(named := opened(self.reading, item.text)) or opens_orders(
                text, self.grammar
            )
            if below and not asking and not _speaks_anew(item, self.grammar):
                if starts_with_verb(text, self.grammar) or forbids(text):
                    self._leaf(item.text, below)
                elif acting_part(item.text, self.grammar) or commands(text, self.grammar):
                    self.found.closing(self.reading, item.text, Context(), always=True)
                else:
                    self.found.unread.append(item.text)
                continue
            below = Context(kind="free", assignees=named, opened=len(named) > 1) if asking else None
            part = ordering_part(item.text, self.grammar, self.reading.year, asks=True)
            if part is None and (ordered or self.found.others):
                part = acting_part(item.text, self.grammar)
            ordered = ordered or asking or asks_all(item.text.text)
            if part is not None:
                self.found.closing(self.reading, part, Context(), always=True)
            elif not asking:
                self.found.note_unread(self.reading, item.text)

    def _node(self, node: Node, above: Context) -> None:
        item = node.item
        if item.table is not None:
            self._table(item.table, above)
            return
        if is_note(item.text.text, self.grammar) or holds(item.text.text, self.grammar):
            return
        if lists_enclosures(node) or self._tells_details(node, above):
            return
        charged = above.kind == "free" and bool(above.assignees)
        facts = works_on_facts(item.text.text, node.children, self.grammar, charged=charged)
        if facts and above.kind in WORKING:
            self._leaf(join(passages(node)), above)
            return
        if opens_no_work(node, node.children, self.grammar):
            self._children(node.children, replace(numbered(node, above), kind=LISTED))
            return
        if node.children and orders_list(item.text.text, node.children, self.grammar):
            self._leaf(node.text, above)
            return
        last = item.kind is Kind.PARAGRAPH or (self.reading.rules and not node.children)
        if last and closes(item.text):
            self.found.closing(self.reading, item.text, Context())
            return
        if named := heading_line(self.reading, node):
            self._children(node.children, replace(numbered(node, above), assignees=named))
            return
        title, rest = title_and_rest(item, bool(node.children), self.grammar)
        done_by = rest and not node.children and above.kind in WORKING
        if done_by and named_behind_colon(item.text.text, self.grammar):
            title = None  # "2. Trang trí hội trường: Đoàn Thanh niên."
        if title is None or (rest is None and self._only_lines(node, above)):
            self._leaf_or_list(node, above)
            return
        if (doers := self._named_behind(title, rest, node, above)) is not None:
            self._leaf(join(passages(node)), replace(above, assignees=doers))
            return
        context = under(self.reading, item, title, above)
        children = node.children
        if rest and names_part(title.text) and self._tells_work(children):
            # "Tiêu chí 3: Người bệnh được hướng dẫn" over what is done for it
            due = due_below(self.reading, rest.text) or context.deadline
            context, rest = replace(context, deadline=due), None
        if rest and (below := heading_and_time(self.reading, title, rest, children, context)):
            context, rest = below, None
        if rest:
            context = replace(context, listed=above.listed and not children)
            children = (Node(Item(Kind.PARAGRAPH, "", rest)), *children)
        before = self.found.count()
        self._children(children, context)
        if rest and not node.children and rest.text[:1].islower():
            self.found.labelled(item.text, rest, before)

    def _tells_details(self, node: Node, above: Context) -> bool:
        """Whether an item of a dispatch or notice says when, where or for whom, and nothing else:
        "2. Thành phần mời: …"."""
        unheaded = above.kind in ("free", OPEN) and not node.children
        text = node.text.text
        if not unheaded or line_role(node, self.grammar) not in ("time", "detail"):
            return False
        due = find_deadline(text, self.grammar, self.reading.year)
        handed = due is not None and _HANDED.search(lowered(text))
        return not handed and not names_subject(after_colon(text), self.grammar)

    def _only_lines(self, node: Node, above: Context) -> bool:
        """Whether all that stands under a heading says who, when or where: then it is the task
        itself, "1. Tổ chức hội nghị" with "- Thời gian: …" and "- Địa điểm: …" below."""
        below = list(hoisted(node.children, self.grammar))
        if not below or above.kind not in WORKING or node.item.caps:
            return False
        says = [self._only_says(child) for child in below]
        rest = [child for child, said in zip(below, says, strict=True) if not said]
        return any(says) and all(
            tells_content(node, child, self.grammar) or self._is_fact(child) for child in rest
        )

    def _is_fact(self, node: Node) -> bool:
        return not node.children and states_fact(node.text.text, self.grammar)

    def _named_behind(
        self, title: Passage, rest: Passage | None, node: Node, above: Context
    ) -> tuple[Assignee, ...] | None:
        """Who does what a title names, where nothing but bodies stands behind its colon: "1. Hội
        trường, loa đài: Văn phòng"; nobody where they are those that it is done to: "2. Kiểm tra
        tài chính: Đảng ủy xã …", or a list below it. ``None`` where an item says anything else."""
        names = [rest.text] if rest else [child.text.text for child in node.children]
        deeper = node.children if rest else [c for child in node.children for c in child.children]
        if deeper or not names or above.kind not in WORKING or self.reading.rules:
            return None
        if not all(only_bodies(name, self.grammar) for name in names):
            return None
        if is_inspection(title.text, self.grammar) and starts_with_verb(title.text, self.grammar):
            return ()
        said = section_kind(title.text, self.grammar) in ("", "tasks")
        if rest is None or not said or above.kind not in SAID_TO_WORK:
            return None
        if split_names(title.text, self.grammar):
            return None
        return tuple(Assignee(n, "implement") for n in split_names(rest.text, self.grammar))

    def _tells_work(self, nodes: Sequence[Node]) -> bool:
        """Whether any of the nodes is more than a line on who, when or what it holds."""
        return any(not (line_role(n, self.grammar) or self._is_fact(n)) for n in nodes)

    def _says_role(self, node: Node) -> bool:
        return line_role(node, self.grammar) is not None

    def _only_says(self, node: Node) -> bool:
        """Whether a node only says who, when or where, of the work above it."""
        return bool(line_role(node, self.grammar)) and not heading_line(self.reading, node)

    def _nodes(self, nodes: Sequence[Node], context: Context) -> None:
        """Nodes side by side; a paragraph that opens a list ("… yêu cầu Sở Nội vụ:") names who
        acts in the items after it."""
        nodes, after = without_tail(nodes, self.grammar)
        nodes, context = due_of_all(self.reading, nodes, context)
        unsaid = context.kind in ("free", OPEN)
        listed = mostly_orders(self.reading, nodes, context.kind) if unsaid else frozenset()
        untimed = context
        if is_calendar(nodes, context):
            context = replace(context, kind="tasks")
        context = replace(context, in_turn=charge_in_turn(nodes, self.grammar))
        parts = parts_listed(nodes, self.grammar)
        anew = None if context.kind in WORKING else bodies_anew(nodes, self.grammar)
        details = unsaid and sum(self._tells_details(n, context) for n in nodes) >= _MANY_LINES
        for at, node in enumerate(nodes):
            if at == anew:
                context = replace(context, kind="organisation", assignees=())
            if details and self._is_fact(node):
                continue
            if at in parts:
                self._part(node, context)
            elif at + 1 in parts and (
                orders_list(node.text.text, (), self.grammar)
                or works_on_facts(node.text.text, nodes[at + 1 : at + 2], self.grammar)
            ):
                self._leaf(node.text, context)
            elif opens_times(self.reading, node, last=at + 1 == len(nodes)):
                below = timed(self.reading, node, numbered(node, context), untimed)
                self._children(node.children, below)
                # What stands below an item is due then, and nothing beside it.
                beside = replace(context, deadline=untimed.deadline)
                context = beside if node.children else below
            elif at + 1 < len(nodes) and opens_list(node, nodes[at + 1]):
                named = bodies_below(self.reading, node.text.text, context)
                context = self._ordered_below(context, node.text.text)
                opened_now = len(named) > 1 if named else context.opened
                context = replace(context, assignees=named or context.assignees, opened=opened_now)
            elif is_bare_item(node, nodes) and context.kind in SAID_TO_WORK:
                self._leaf(node.text, context)
            else:
                alone = context.listed and len(nodes) == 1
                self._node(node, replace(context, listed=alone or node.item.kind in listed))
        for node in after:
            if opens_anew(node):
                self._listed(node, replace(untimed, assignees=()))
                continue
            part = ordering_part(node.text, self.grammar, self.reading.year)
            self.found.closing(self.reading, part or node.text, Context())

    def _ordered_below(self, context: Context, text: str) -> Context:
        """What a list is about that a sentence opens: orders, if it asks somebody amid what was."""
        amid = self.reading.free and context.kind == "situation"
        return replace(context, kind="tasks") if amid and asked(text, self.grammar) else context

    def _part(self, node: Node, context: Context) -> None:
        """A part of a thing, and the paragraphs below the last part, which are none."""
        after = tuple(c for c in node.children if c.item.kind is Kind.PARAGRAPH)
        own = tuple(c for c in node.children if c not in after)
        self._node(replace(node, children=own), replace(context, kind=LISTED))
        self._nodes(after, context)

    def read_rules(self, items: Sequence[Item]) -> None:
        """Read enclosed rules of work: the parts on who answers for what and how it is done."""
        self.reading = replace(self.reading, free=False, rules=True)
        end = closing_start(items, self.grammar)
        said = (whose_duties(item.text.text, self.grammar) for item in items[:_FIRST_ARTICLE])
        own = next(filter(None, said), ())
        self._nodes(tree(items[:end]), Context(assignees=own))
        for item in items[end:]:
            self.found.closing(self.reading, item.text, Context())

    def read_annex(self, items: Sequence[Item]) -> None:
        """Read an annex that assigns work; of any other only the tables of tasks."""
        work = work_of(items, self.grammar)
        self.read_tables(items[: len(items) - len(work)])
        if work:
            self.reading = replace(self.reading, free=False, rules=False)
            self._nodes(tree(work), Context(kind=ORGANISED))

    def read_tables(self, items: Sequence[Item]) -> None:
        """Read only the tables of tasks."""
        for node in tree(items):
            self._tables(node, Context())

    def _tables(self, node: Node, above: Context) -> None:
        """The tables under a node, the words of items being their headings."""
        if node.item.table is not None:
            self._table(node.item.table, above)
        context = numbered(node, above)
        for child in node.children:
            self._tables(child, context)

    def _table(self, table: Table, above: Context) -> None:
        """Each row of a table of tasks is a task."""
        if above.kind in self.grammar.words["tables"]["no_tasks_in"]:
            return
        working = above.kind in WORKING
        rows = list(table_tasks(table, self.grammar, self.reading.year, working=working))
        if not rows and working and may_list_tasks(table, self.grammar):
            told = (field.text.text for field in table.rows[0] if field.text)
            self.found.note_heading(" | ".join(told))
        for row in rows:
            section = above.section
            for label in row.labels:
                section = path(section, (label,))
            context = Context(section, row.heading or above.heading)
            self.found.add(
                row.text,
                context,
                row.assignees or above.assignees,
                row.deadline or above.deadline,
                row.when,
            )

    def _children(self, children: Sequence[Node], context: Context) -> None:
        listed = list(hoisted(children, self.grammar))
        for work, lines in blocks(listed, self._only_says, self.grammar):
            own = with_lines(self.reading, lines, context)
            if len(lines) >= _MANY_LINES:
                work = [node for node in work if not self._is_fact(node)]
            self._nodes(work, own)
            self._orders_in(lines, own)

    def _orders_in(self, lines: Sequence[Node], context: Context) -> None:
        """The orders among lines on details: "Kinh phí: Giao kế toán lập dự toán …"."""
        for line in lines:
            if line_role(line, self.grammar) == "order":
                order = after_colon(line.text.text)
                named = assigned(order, self.grammar) or later_clause(order, self.grammar)
                self._leaf(join(passages(line)), replace(context, assignees=named))

    def _leaf_or_list(self, node: Node, above: Context) -> None:
        """An item that is no heading: a directive itself, or the opening of a list of them."""
        node = replace(node, children=tuple(without_results(node.children, self.grammar)))
        tables = [child for child in node.children if child.item.table is not None]
        lines = [child for child in node.children if self._says_role(child)]
        work = [child for child in node.children if child not in (*lines, *tables)]
        if all(tells_content(node, child, self.grammar) for child in work):
            work = []
        context = with_lines(self.reading, lines, above)
        if any(line_role(line, self.grammar) in get_args(Role) for line in lines):
            context = replace(context, listed=True)  # somebody does it: it is work
        for child in tables:
            self._node(child, numbered(node, context))
        if not work or (lines and all(self._is_fact(child) for child in work)):
            plain = node.text[: len(node.text.text.rstrip(" :"))]  # "c) Hội thi:" over its details
            self._leaf(plain if lines else node.text, context)
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
            rest = [child for child in node.children if child not in tables]
            self._listed(replace(node, children=tuple(rest)), above)
        self._orders_in(lines, above)

    def _listed(self, node: Node, above: Context) -> None:
        """The items that a sentence opens, with what it and the lines beside them say."""
        text = node.text.text
        named = bodies_below(self.reading, text, above)
        due = due_below(self.reading, text)
        label = (node.item.label,) if node.item.kind in NUMBERED else ()
        listed = list(hoisted(node.children, self.grammar))
        for work, lines in blocks(listed, self._says_role, self.grammar):
            context = with_lines(self.reading, lines, above)
            below = replace(
                self._ordered_below(context, text),
                deadline=due or context.deadline,
                section=path(context.section, label),
                heading=heading_text(text) if label else context.heading,
                assignees=named or context.assignees,
                opened=len(named) > 1 if named else context.opened,
            )
            self._nodes(work, below)

    def _leaf(self, passage: Passage, context: Context) -> None:
        text = passage.text
        if not any(c.isalpha() for c in text):
            return
        if context.kind == LISTED and not self.reading.rules and names_body(text, self.grammar):
            context = replace(context, kind="tasks")  # "Cơ quan lập đề án gồm: a) Sở … chủ trì …"
        said = context.kind == "funds" and bool(said_doers(text, self.grammar)[1])
        costs = context.kind == "funds" and states_sum(text)
        asks = context.kind == "funds" and asks_for_funds(text, self.grammar)
        funds = said or (asks and not costs)
        if funds or orders_funding(text, self.grammar) or executes(text, self.grammar):
            self.found.closing(self.reading, passage, context, always=True)
        elif not (context.kind in WORKING and self._taken(passage, context)):
            required = self.reading.free and context.kind == "aims"
            if required and commands(text, self.grammar, self.reading.year):
                self.found.unread.append(passage)
            elif self._charges_among(context, text):
                self.found.task(self.reading, passage, context)
            elif context.kind == "situation" and self._may_charge(context, text):
                self.found.unread.append(passage)
            elif context.kind == WISHES:
                self.found.note_heading(context.heading)
            elif context.kind != RULING:
                self.found.note_unread(self.reading, passage)

    def _charges_among(self, context: Context, text: str) -> bool:
        """Whether somebody is charged outright where most sentences state what holds, or was."""
        if context.kind in (RULING, TRANSITION):
            sure = context.kind == RULING
            dated = sure and self.reading.normative and told_by_day(text, self.grammar)
            return dated or charges_body(text, self.grammar, outright=sure)
        told = self.reading.free and context.kind == "situation"
        if told and not self.reading.decides and is_about_past(context.heading or ""):
            plainly = not praises(context.heading or "")
            return tells_to_act(text, self.grammar, self.reading.year, plainly=plainly)
        return told and asks_first(text, self.grammar)

    def _may_charge(self, context: Context, text: str) -> bool:
        """Whether a sentence under a heading about what was perhaps tells a body to act."""
        about = self.reading.free and is_about_past(context.heading or "")
        return about and names_body(text, self.grammar) and not tells_past(text, self.grammar)

    def _taken(self, passage: Passage, context: Context) -> bool:
        """Whether a leaf of a working part became a directive, or the time of the one above it."""
        text = passage.text
        if says_nothing(self.reading, text, context):
            return False
        if when := time_alone(self.reading, text):
            self.found.complete_last(when, context)
        elif is_order(self.reading, text, context):
            self.found.task(self.reading, passage, context)
        elif self.reading.free and (named := asked_within(self.reading, text)):
            self.found.task(self.reading, passage, replace(context, assignees=named))
        else:
            if context.kind == OPEN:
                self.found.note_heading(context.heading)
                if not (asked_within(self.reading, text) or names_body(text, self.grammar)):
                    return False  # what a part tells that lost its heading: aims as well as work
            return orders(text, self.grammar) and self.found.closing(self.reading, passage, context)
        return True
