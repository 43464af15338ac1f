"""The directives of a document: tasks of its parts on work, and orders outside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex

from vnplan.parse.assignees import assigned, names_subject, split_names, starts_with_verb, unique
from vnplan.parse.deadlines import find_deadline, whole_deadline, with_quarters
from vnplan.parse.grammar import Grammar
from vnplan.parse.lines import Kind
from vnplan.parse.passage import Passage, fold, join
from vnplan.parse.sections import (
    NUMBERED,
    SENTENCE_END,
    after_colon,
    asked,
    bodies_of_heading,
    closes,
    closing_start,
    heading_text,
    hoisted,
    is_note,
    line_role,
    named_in,
    orders,
    parts_of_one,
    passages,
    path,
    section_kind,
    title_and_rest,
)
from vnplan.parse.structure import Item, Node, tree
from vnplan.parse.table_tasks import table_tasks
from vnplan.parse.tables import Table
from vnplan.record import Assignee, Deadline, Directive, Role, Task

_WORKING = frozenset({"tasks", "organisation", "time"})


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
        kind: what the section is about (headings.yaml); "" before any is known.
        assignees: of the nearest heading that names bodies, or of the section's own lines.
    """

    section: tuple[str, ...] = ()
    heading: str | None = None
    kind: str = ""
    assignees: tuple[Assignee, ...] = ()
    deadline: Deadline | None = None


@dataclass(slots=True)
class Directives:
    """Collects the tasks and the other directives of one document."""

    grammar: Grammar
    type: str | None
    year: int | None = None
    free: bool = False
    tasks: list[Found] = field(default_factory=list)
    others: list[Found] = field(default_factory=list)

    def read(self, items: Sequence[Item], *, free: bool) -> None:
        """Read a body; ``free`` says that items count without a heading above them (a dispatch,
        a directive, a decision)."""
        if free and not any(item.kind is not Kind.PARAGRAPH for item in items):
            self._paragraphs(items)
            self.read_tables(items)
            return
        self.free = free
        end = closing_start(items, self.grammar)
        for node in tree(items[:end]):
            self._node(node, _Context(kind="tasks" if free else ""))
        for item in items[end:]:
            self._closing(item.text, _Context())

    def _paragraphs(self, items: Sequence[Item]) -> None:
        """A dispatch without items: each paragraph that asks a named body for something."""
        for item in items:
            if named := asked(item.text.text, self.grammar):
                self._task(item.text, _Context(kind="tasks", assignees=named))

    def _node(self, node: Node, above: _Context) -> None:
        item = node.item
        if item.table is not None:
            self._table(item.table, above)
            return
        if is_note(item.text.text, self.grammar):
            return
        if item.kind is Kind.PARAGRAPH and closes(item.text):
            self._closing(item.text, _Context())
            return
        title, rest = title_and_rest(item, bool(node.children), self.grammar)
        if title is None:
            self._leaf_or_list(node, above)
            return
        context = self._under(item, title, above)
        children = node.children
        if rest:
            children = (Node(Item(Kind.PARAGRAPH, "", rest)), *children)
        self._children(children, context)

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
        kind = section_kind(title.text, self.grammar)
        if above.kind and not (kind and item.kind in (Kind.ROMAN, Kind.PART, Kind.CAPITAL)):
            nested = (
                kind in ("aims", "funds", "situation")
                and above.kind == "tasks"
                and not above.section[1:]
            )
            kind = kind if nested and item.caps else above.kind
        named = bodies_of_heading(title.text, kind or above.kind, self.grammar)
        label = (item.label,) if item.kind in NUMBERED and item.label[:1] not in ("", "?") else ()
        if item.label.lower().startswith("th"):
            label = ()
        section = path(above.section, label)
        return _Context(
            section, heading_text(title.text), kind, named or above.assignees, above.deadline
        )

    def _children(self, children: Sequence[Node], context: _Context) -> None:
        work = list(hoisted(children, self.grammar))
        lines = [child for child in work if line_role(child, self.grammar)]
        context = self._with_lines(lines, context)
        for child in work:
            if child not in lines:
                self._node(child, context)

    def _with_lines(self, lines: Sequence[Node], context: _Context) -> _Context:
        """What "Phân công thực hiện: …", "Thời gian thực hiện: …" say of the tasks above them."""
        named: list[Assignee] = []
        deadline = context.deadline
        for line in lines:
            role = line_role(line, self.grammar)
            words = after_colon(line.text.text)
            if role == "time":
                deadline = whole_deadline(words, self.grammar, self.year) or deadline
                continue
            for part in [words, *(after_colon(child.text.text) for child in line.children)]:
                named += self._line_assignees(part, role or "implement")
        return replace(context, assignees=unique(named) or context.assignees, deadline=deadline)

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
        elif parts_of_one(work, self.grammar) or all(c.item.kind is Kind.PARAGRAPH for c in work):
            self._leaf(
                join([node.text, *(passage for child in work for passage in passages(child))]),
                context,
            )
        else:
            text = node.text.text
            if SENTENCE_END.search(text) and len(text.split()) > 12:
                self._leaf(node.text, context)
            named = bodies_of_heading(text, above.kind, self.grammar)
            label = (node.item.label,) if node.item.kind in NUMBERED else ()
            below = replace(
                context,
                section=path(context.section, label),
                heading=heading_text(text) if label else context.heading,
                assignees=named or context.assignees,
            )
            for child in work:
                self._node(child, below)

    def _leaf(self, passage: Passage, context: _Context) -> None:
        text = passage.text
        if not any(c.isalpha() for c in text):
            return
        if context.kind == "funds":
            self._closing(passage, context, always=True)
        elif context.kind in _WORKING:
            if self._is_order(text, context):
                self._task(passage, context)
            elif orders(text, self.grammar):
                self._closing(passage, context)

    def _is_order(self, text: str, context: _Context) -> bool:
        """Whether a leaf tells somebody to do something.

        Under the headings of a plan all do. In a part on time, and in documents that need no such
        headings, only those that say so: a list of members or of places is no order.
        """
        if not self.free and context.kind != "time":
            return True
        if names_subject(text, self.grammar) or context.assignees:
            return True
        if regex.search(r"\bco (?:nhiem vu|trach nhiem)$", fold(context.heading or "")):
            return True
        deciding = self.grammar.words["headings"]["deciding_types"]
        decides = self.type in deciding and context.heading is None
        return not decides and starts_with_verb(text, self.grammar)

    def _task(self, passage: Passage, context: _Context) -> None:
        text = with_quarters(passage.text)
        own = find_deadline(text, self.grammar, self.year)
        named = assigned(text, self.grammar, context.assignees)
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
            section=".".join(context.section) or None,
            heading=context.heading,
            text=with_quarters(passage.text),
            assignees=assignees,
            deadline=deadline,
            page=passage.page,
        )
        self.tasks.append(Found(task, passage))

    def _closing(self, passage: Passage, context: _Context, *, always: bool = False) -> None:
        text = with_quarters(passage.text)
        if not always and not orders(text, self.grammar):
            return
        directive = Directive(
            section=".".join(context.section) or None,
            text=text,
            assignees=named_in(text, self.grammar),
            deadline=find_deadline(text, self.grammar, self.year),
            page=passage.page,
        )
        self.others.append(Found(directive, passage))
