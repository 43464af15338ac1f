"""Which body is read, and what the headings above an item of it say."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vnplan.parse.layout.structure import Node
from vnplan.parse.tasks.headings import NUMBERED, heading_text, path
from vnplan.parse.text.grammar import Grammar
from vnplan.record import Assignee, Deadline

# What a part of a plan is about whose heading says nothing that is known.
OPEN = "open"
# What an article of a decision is about that states what holds.
RULING = "ruling"
# What an article of rules is about that says how they come to hold.
TRANSITION = "transition"
# What a list names that is no work: papers of a dossier, members, subjects of an inspection.
LISTED = "listed"
# What a report or plan asks of others, mostly of those above its issuer.
WISHES = "wishes"
WORKING = frozenset({"tasks", "organisation", "time", "free", OPEN})
# Parts that say themselves that they hold orders: every leaf is one.
SAID_TO_WORK = frozenset({"tasks", "organisation"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What body is read.

    Attributes:
        type: of the document, as the parser names it.
        year: of the document, for times that name none.
        free: whether items count without a heading above them (a dispatch, a decision).
        rules: whether it is enclosed rules of work.
        date: of the document (ISO, perhaps without its day).
        normative: whether it is a decision or resolution that sets rules for all.
    """

    grammar: Grammar
    type: str | None
    year: int | None = None
    free: bool = False
    rules: bool = False
    date: str | None = None
    normative: bool = False

    @property
    def decides(self) -> bool:
        """Whether the document is one whose articles state what holds, and orders only at times."""
        return self.type in self.grammar.words["headings"]["deciding_types"]


@dataclass(frozen=True, slots=True)
class Context:
    """What the headings above a node say.

    Attributes:
        section: the numbers of the headings, as a path.
        heading: the words of the nearest heading.
        kind: what the section is about (headings.yaml); "" before any is known, "free" before
            any is known in a document that needs no such headings, "open" in a plan.
        assignees: of the nearest heading that names bodies, or of the section's own lines.
        lined: of the section's own lines on who does it, besides whom a task names itself.
        inspects: whether headings name who is looked at, not who acts.
        opened: whether ``assignees`` are several, of a sentence that opens a list: they act only
            where an item names nobody.
        listed: whether most items beside it are orders: then it is one, whatever its verb.
        acting: whether a heading of a part that says nothing that is known opens with what is to
            be done: "III. PHÁT TRIỂN HẠ TẦNG".
        borrowed: the line on who or when that stands below another item and is taken to tell of
            these too.
        in_turn: whether headings side by side charge in turn those of whom they speak.
    """

    section: tuple[str, ...] = ()
    heading: str | None = None
    kind: str = ""
    assignees: tuple[Assignee, ...] = ()
    deadline: Deadline | None = None
    inspects: bool = False
    lined: tuple[Assignee, ...] = ()
    listed: bool = False
    opened: bool = False
    acting: bool = False
    borrowed: str | None = None
    in_turn: bool = False


def ends_in_colon(text: str) -> bool:
    """Whether a sentence opens what stands below it."""
    return text.rstrip().endswith(":")


def number_of(context: Context) -> str | None:
    """The number of the section: "II.1"."""
    return ".".join(context.section) or None


def numbered(node: Node, above: Context) -> Context:
    """The context below a numbered item that is no heading by its form."""
    if node.item.kind not in NUMBERED:
        return above
    section = path(above.section, (node.item.label,))
    return replace(above, section=section, heading=heading_text(node.text.text))
