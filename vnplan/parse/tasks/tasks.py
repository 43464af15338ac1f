"""The directives of a document: tasks of its parts on work, and orders outside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import takewhile
from typing import get_args

from vnplan.parse.bodies.subjects import starts_with_verb
from vnplan.parse.layout.structure import Item, Node, tree
from vnplan.parse.tasks.addressed import charge_in_turn
from vnplan.parse.tasks.annexes import work_of
from vnplan.parse.tasks.asking import asked, later_clause
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.contexts import (
    LISTED,
    OPEN,
    SAID_TO_WORK,
    WORKING,
    Context,
    Reading,
    numbered,
)
from vnplan.parse.tasks.details import (
    any_work,
    is_fact,
    only_lines,
    only_says,
    says_role,
    tells_details,
)
from vnplan.parse.tasks.directives import Directives
from vnplan.parse.tasks.doers import (
    after_reasons,
    bodies_below,
    heading_line,
    named_behind,
    opened,
)
from vnplan.parse.tasks.duties import whose_duties
from vnplan.parse.tasks.facts import (
    opens_no_work,
    parts_listed,
    works_on_facts,
)
from vnplan.parse.tasks.free_paragraphs import read_paragraphs, read_preamble
from vnplan.parse.tasks.heading_times import due_below
from vnplan.parse.tasks.headings import (
    NUMBERED,
    answers_for,
    bodies_anew,
    heading_text,
    names_part,
    path,
    title_and_rest,
)
from vnplan.parse.tasks.labelled_lines import (
    after_colon,
    line_role,
    tells_content,
)
from vnplan.parse.tasks.leaf_orders import read_leaf
from vnplan.parse.tasks.leaves import (
    due_of_all,
    heading_and_time,
    is_calendar,
    mostly_orders,
)
from vnplan.parse.tasks.line_groups import blocks, hoisted, without_results
from vnplan.parse.tasks.part_lines import opens_times, timed, with_lines
from vnplan.parse.tasks.parts import under
from vnplan.parse.tasks.prose import (
    ordering_part,
    prepares,
    without_tail,
)
from vnplan.parse.tasks.said import named_behind_colon
from vnplan.parse.tasks.statements import (
    closes,
    closing_start,
    holds,
    is_bare_item,
    is_note,
    lists_agenda,
    lists_contents,
    lists_enclosures,
    opens_anew,
    opens_list,
    orders_list,
    parts_of_one,
    passages,
)
from vnplan.parse.tasks.table_orders import read_table, read_tables_below
from vnplan.parse.text import sentences
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import Kind
from vnplan.parse.text.passage import Passage, join
from vnplan.record import Role

# Beside so many lines on who, when and where, other lines with labels tell details as well:
# "2. Môn thi: …" between "1. Đối tượng: …" and "3. Địa điểm: …".
_MANY_LINES = 2
# The kind of an annex that assigns work.
ORGANISED = "organisation"
# Rules of a body's duties say within so many items whose they are.
_FIRST_ARTICLE = 12


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
            read_paragraphs(self.reading, self.found, items)
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
        read_preamble(self.reading, self.found, before)
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
            doers = named if starts_with_verb(item.text.text, self.grammar) else ()
            self.found.closing(self.reading, item.text, Context(assignees=doers))

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

    def _node(self, node: Node, above: Context) -> None:
        steps = [child for child in node.children if lists_agenda(child, self.grammar)]
        if steps:
            node = replace(node, children=tuple(c for c in node.children if c not in steps))
        item = node.item
        if item.table is not None:
            read_table(self.reading, self.found, item.table, above)
            return
        if is_note(item.text.text, self.grammar):
            return
        if holds(item.text.text, self.grammar):
            self._nodes(node.children, above)  # "Điều 3. …", and below it who executes it
            return
        if (
            lists_enclosures(node)
            or lists_agenda(node, self.grammar)
            or tells_details(self.reading, node, above)
        ):
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
        if title is None or (rest is None and only_lines(self.reading, node, above)):
            self._leaf_or_list(node, above)
            return
        self._headed(node, title, rest, above)

    def _headed(self, node: Node, title: Passage, rest: Passage | None, above: Context) -> None:
        """An item with a heading: what stands behind it on its line, and below it."""
        if (doers := named_behind(self.reading, title, rest, node, above)) is not None:
            self._leaf(join(passages(node)), replace(above, assignees=doers))
            return
        context = under(self.reading, node.item, title, above)
        children = node.children
        if rest and names_part(title.text) and any_work(children, self.grammar):
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
            self.found.labelled(node.item.text, rest, before)

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
        details = (
            unsaid and sum(tells_details(self.reading, n, context) for n in nodes) >= _MANY_LINES
        )
        for at, node in enumerate(nodes):
            if at == anew:
                context = replace(context, kind="organisation", assignees=())
            if details and is_fact(node, self.grammar):
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
            read_tables_below(self.reading, self.found, node, Context())

    def _children(self, children: Sequence[Node], context: Context) -> None:
        listed = list(hoisted(children, self.grammar))
        for work, lines in blocks(listed, partial(only_says, self.reading), self.grammar):
            own = with_lines(self.reading, lines, context)
            if len(lines) >= _MANY_LINES:
                work = [node for node in work if not is_fact(node, self.grammar)]
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
        lines = [child for child in node.children if says_role(child, self.grammar)]
        work = [child for child in node.children if child not in (*lines, *tables)]
        if all(tells_content(node, child, self.grammar) for child in work):
            work = []
        context = with_lines(self.reading, lines, above)
        if any(line_role(line, self.grammar) in get_args(Role) for line in lines):
            context = replace(context, listed=True)  # somebody does it: it is work
        for child in tables:
            self._node(child, numbered(node, context))
        if not work or (lines and all(is_fact(child, self.grammar) for child in work)):
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
        for work, lines in blocks(listed, partial(says_role, grammar=self.grammar), self.grammar):
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
        read_leaf(self.reading, self.found, passage, context)
