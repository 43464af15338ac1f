"""The directives found in a document: tasks, other orders, and sentences that may be orders."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import regex

from vnplan.parse.tasks.asking import asked_by_another, named_in
from vnplan.parse.tasks.assignees import assigned, unique
from vnplan.parse.tasks.contexts import Context, Reading, number_of
from vnplan.parse.tasks.doers import after_title, named_within
from vnplan.parse.tasks.execution import executors
from vnplan.parse.tasks.prose import unread_order
from vnplan.parse.tasks.said import said_doers
from vnplan.parse.tasks.statements import executes, orders
from vnplan.parse.tasks.told import answers, states
from vnplan.parse.text.dates import dates
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.parse.times.deadlines import find_deadline
from vnplan.parse.times.mended_times import with_mended_times
from vnplan.record import Assignee, Deadline, Directive, Task

_BARE_YEAR = regex.compile(r"\W*(?:trong\s+)?năm\s+\d{4}", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A directive with the passage that says it.

    Attributes:
        when: the words of the cell or line beside it that say by when, as they were read.
        borrowed: the line below another item that says who does it or by when.
    """

    directive: Task | Directive
    passage: Passage
    when: str = ""
    borrowed: str | None = None


@dataclass(slots=True)
class Directives:
    """Collects the tasks and the other directives of one document.

    Attributes:
        unread: sentences that may be orders and became no directive.
        unknown: headings of parts that say nothing that is known and held no order.
    """

    tasks: list[Found] = field(default_factory=list)
    others: list[Found] = field(default_factory=list)
    unread: list[Passage] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def task(self, reading: Reading, passage: Passage, context: Context) -> None:
        """Add a task, with who does it by when as it says itself or its part says."""
        text = with_mended_times(passage.text)
        own = _due(text, reading, context)
        within = named_within(reading, text) if reading.free else ()
        within = within or asked_by_another(text, reading.grammar)
        rest, said = said_doers(text, reading.grammar)
        within = within or (() if said else after_title(reading, rest, context.assignees))
        above = () if said else context.assignees
        asks = reading.free or (bool(above) and all(map(_leaves_open, above)))
        named = within or assigned(rest, reading.grammar, above, asks=asks, spare=context.opened)
        named = unique([*named, *said, *context.lined])
        self.add(passage, context, named, own or context.deadline)

    def add(
        self,
        passage: Passage,
        context: Context,
        assignees: tuple[Assignee, ...],
        deadline: Deadline | None,
        when: str = "",
    ) -> None:
        """Add a task that is read; ``when``: see :class:`Found`."""
        task = Task(
            id=len(self.tasks) + 1,
            section=number_of(context),
            heading=context.heading,
            text=with_mended_times(passage.text),
            assignees=assignees,
            deadline=deadline,
            page=passage.page,
        )
        self.tasks.append(Found(task, passage, when, context.borrowed))

    def closing(
        self, reading: Reading, passage: Passage, context: Context, *, always: bool = False
    ) -> bool:
        """Add an order outside the parts on tasks; whether it is one."""
        text = with_mended_times(passage.text)
        told = states(text, reading.grammar) or answers(text, reading.grammar)
        stated = not executes(text, reading.grammar) and (told or not orders(text, reading.grammar))
        if stated and not always:
            return False
        named = executors(text, reading.grammar) or named_in(text, reading.grammar)
        named = named or said_doers(text, reading.grammar)[1]
        directive = Directive(
            section=number_of(context),
            text=text,
            assignees=named or context.assignees,
            deadline=_due(text, reading, context),
            page=passage.page,
        )
        self.others.append(Found(directive, passage))
        return True

    def count(self) -> tuple[int, int]:
        """How many tasks and other directives have been found."""
        return len(self.tasks), len(self.others)

    def labelled(self, whole: Passage, rest: Passage, before: tuple[int, int]) -> None:
        """Where an item "3. Trạm Y tế: lo thuốc." gave one directive since those counted
        ``before``, of all that stands behind its label: no text begins amid a sentence, its words
        are those of the ``whole`` item."""
        found = self.tasks if len(self.tasks) > before[0] else self.others
        if sum(self.count()) != sum(before) + 1 or found[-1].passage.text != rest.text:
            return
        told = replace(found[-1].directive, text=with_mended_times(whole.text))
        found[-1] = replace(found[-1], directive=told, passage=whole)

    def complete_last(self, when: Deadline, context: Context) -> None:
        """Give the task before a cell with a time its deadline, if it is of the same section and
        has none; "2. Năm 2031" is a heading."""
        last = self.tasks[-1].directive if self.tasks else None
        if not isinstance(last, Task) or last.deadline or last.section != number_of(context):
            return
        if last.heading != context.heading:
            return
        if not _BARE_YEAR.fullmatch(when.text):
            self.tasks[-1] = replace(self.tasks[-1], directive=replace(last, deadline=when))

    def note_unread(self, reading: Reading, passage: Passage) -> None:
        """Note a sentence that may be an order and became no directive; rules that hold for all
        tell nobody by name."""
        if reading.rules or reading.type in reading.grammar.words["headings"]["normative_types"]:
            return
        if unread := unread_order(passage, reading.grammar):
            self.unread.append(unread)

    def note_heading(self, heading: str | None) -> None:
        """Note the heading of a part whose items may be tasks."""
        if heading and heading not in self.unknown:
            self.unknown.append(heading)


# "Trách nhiệm của các đơn vị": a heading over all of them, where an item asks one.
_ANY_BODIES = regex.compile(
    r"(?:các|những) (?:cơ quan|đơn vị|bộ phận|lực lượng|tổ chức|ban, ngành)"
)


def _leaves_open(above: Assignee) -> bool:
    """Whether "Đề nghị X …" below one who is named asks X: below those with whom others work, and
    below no body in particular."""
    return above.role == "support" or bool(_ANY_BODIES.fullmatch(lowered(above.name)))


def _due(text: str, reading: Reading, context: Context) -> Deadline | None:
    """By when a directive says itself that it is due."""
    today = _today(reading, context)
    return find_deadline(text, reading.grammar, reading.year, reading.date, today=today)


def _today(reading: Reading, context: Context) -> str | None:
    """The day that "cùng ngày" means where no other is named: that of a document that orders what
    is done at once, unless the heading above tells of another."""
    at_once = reading.type in reading.grammar.words["headings"]["urgent_types"]
    return reading.date if at_once and not any(dates(fold(context.heading or ""))) else None
