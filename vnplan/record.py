"""The record of a file: the YAML of the contract as frozen dataclasses.

Field names and their order are those of the YAML, so
:mod:`vnplan.write` turns one into the other by a plain walk. Unknown is ``None``; a sequence
that holds nothing is an empty tuple.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from vnplan.model import Box

FORMAT_VERSION = 1

Role = Literal["lead", "support", "implement"]
Recurrence = Literal["yearly", "quarterly", "monthly"]
Action = Literal["accepted", "edited", "unreadable", "added", "removed", "checked"]
# A value as YAML gives it: None, text, number, list or mapping of such.
Plain = Any


@dataclass(frozen=True, slots=True)
class Source:
    """The file a record was made from; ``routes`` has one entry a page."""

    file: str
    sha256: str
    pages: int
    routes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """``from`` and ``to`` as shortened ISO dates, "2024" or "2024-06"."""

    from_: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that this one rests on or refers to."""

    type: str | None = None
    number: str | None = None
    date: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Assignee:
    """Who does it: the name as printed, and as what."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Deadline:
    """The contiguous words that say by when, and what follows from them."""

    text: str
    due: str | None = None
    recurs: Recurrence | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A leaf directive of a part on tasks, contents or organisation."""

    id: int
    section: str | None
    heading: str | None
    text: str
    assignees: tuple[Assignee, ...] = ()
    deadline: Deadline | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Directive:
    """An order that stands outside those parts."""

    section: str | None
    text: str
    assignees: tuple[Assignee, ...] = ()
    deadline: Deadline | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """``capacity`` as printed, lines joined by " / "."""

    name: str | None = None
    title: str | None = None
    capacity: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What an incoming stamp (ĐẾN) says; never the document's own number or date."""

    number: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """What the block of a digital signature says; ``time`` is ISO 8601."""

    signer: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """Stamps and marks that are not part of the running text."""

    urgency: str | None = None
    secrecy: str | None = None
    received: Received | None = None
    digital_signature: DigitalSignature | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value was read: ``raw`` is the text before restoration."""

    confidence: float
    page: int | None
    box: Box | None
    raw: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person should look at, and why; ``box`` of what was written by hand."""

    field: str
    page: int | None
    reason: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One administrative document; ``evidence`` has a key for every field with a value."""

    pages: tuple[int, int] | None = None
    type: str | None = None
    number: str | None = None
    symbol: str | None = None
    date: str | None = None
    place: str | None = None
    issuer: str | None = None
    parent_issuer: str | None = None
    subject: str | None = None
    period: Period | None = None
    addressees: tuple[str, ...] = ()
    legal_basis: tuple[Citation, ...] = ()
    tasks: tuple[Task, ...] = ()
    other_directives: tuple[Directive, ...] = ()
    signer: Signer | None = None
    recipients: tuple[str, ...] = ()
    marks: Marks = Marks()
    evidence: dict[str, Evidence] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said of one value; the record itself keeps the value of the machine.

    Attributes:
        who: the person.
        when: ISO 8601 with seconds and the offset from UTC.
        field: where, ``documents[0].tasks[2].deadline``; an index beyond the end of the
            machine's list is that of an item ``added`` there.
        action: the value was found right (``accepted``), replaced (``edited``), or no eye can
            read it; an item was ``added`` or ``removed``; a whole document was ``checked``.
        before: the value until then, as in the YAML.
        after: the value from then on.
        stale: kept from an earlier run, but what it spoke of is not in this record: not applied.
    """

    who: str
    when: str
    field: str
    action: Action
    before: Plain = None
    after: Plain = None
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """Everything ``vnplan convert`` says of one file, and what people said of that.

    ``corrections`` are in the order in which they were made; the YAML has the key only when
    there are some. :func:`vnplan.corrections.corrected` applies them.
    """

    source: Source
    documents: tuple[Document, ...]
    corrections: tuple[Correction, ...] = ()
    vnplan: int = FORMAT_VERSION

    def to_yaml(self) -> str:
        """The YAML of the contract (UTF-8, NFC, no anchors, long text on one line)."""
        from vnplan.write import dump_yaml

        return dump_yaml(self)

    @classmethod
    def from_yaml(cls, text: str) -> Record:
        """Read back what :meth:`to_yaml` wrote.

        Raises:
            ValueError: the text is no YAML record of this version.
        """
        from vnplan.write import load_yaml

        return load_yaml(text)
