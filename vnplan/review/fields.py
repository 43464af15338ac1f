"""The fields of a record as a person goes through them: value, origin, doubts, what was said.

A field is the smallest value that is judged as one: the number, a list of addressees, the text
of a task, its assignees, its deadline. Its name is that of a correction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from vnplan.corrections import in_place, resolves, steps, value_at
from vnplan.record import Correction, Document, Doubt, Evidence, Plain, Record
from vnplan.review.differences import Piece, compare
from vnplan.write import to_plain

Kind = Literal[
    "line", "text", "date", "list", "assignees", "deadline", "period", "citation", "pair", "lost"
]
State = Literal["accepted", "edited", "unreadable", "added", "removed"]

_HEAD: tuple[tuple[str, Kind], ...] = (
    ("type", "line"),
    ("number", "line"),
    ("symbol", "line"),
    ("date", "date"),
    ("place", "line"),
    ("issuer", "line"),
    ("parent_issuer", "line"),
    ("subject", "text"),
    ("period", "period"),
    ("addressees", "list"),
)
_FOOT: tuple[tuple[str, Kind], ...] = (
    ("signer.capacity", "line"),
    ("signer.title", "line"),
    ("signer.name", "line"),
    ("recipients", "list"),
    ("marks.urgency", "line"),
    ("marks.secrecy", "line"),
    ("marks.received", "pair"),
    ("marks.digital_signature", "pair"),
)
_TASK: tuple[tuple[str, Kind], ...] = (
    ("text", "text"),
    ("assignees", "assignees"),
    ("deadline", "deadline"),
    ("heading", "line"),
    ("section", "line"),
)
_DIRECTIVE = tuple(part for part in _TASK if part[0] != "heading")
# Raw text of these is a passage that the value is only a part of.
_PARTS = frozenset({"assignees", "deadline", "heading", "section", "period"})


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one document, ready to be shown.

    Attributes:
        field: its name in the record, ``documents[0].tasks[2].deadline``.
        group: what it stands under: ``head``, ``foot``, or its item, ``tasks[2]``.
        kind: how it is shown and edited.
        value: as it stands, corrections applied; as the YAML has it.
        machine: the machine's own value.
        pieces: what was read beside the value; empty when there is nothing to compare.
        page, box: where it was read.
        doubts: reasons why a person should look, also those that somebody has answered.
        state: what was said last, with ``who`` and ``when``; ``None`` when nothing.
    """

    field: str
    document: int
    group: str
    kind: Kind
    value: Plain
    machine: Plain
    pieces: tuple[Piece, ...]
    page: int | None
    box: tuple[int, int, int, int] | None
    confidence: float | None
    doubts: tuple[str, ...]
    state: State | None
    who: str | None
    when: str | None

    @property
    def is_open(self) -> bool:
        """Whether it waits for a person."""
        return bool(self.doubts) and self.state is None


def fields(record: Record) -> tuple[Field, ...]:
    """All fields in the order in which they are printed.

    Raises:
        ValueError: a correction does not fit the record.
    """
    now, machine = in_place(record), to_plain(record)
    return tuple(
        field
        for index, document in enumerate(record.documents)
        for field in _Sheet(record, index, document, now, machine).fields()
    )


def is_checked(record: Record, document: int) -> bool:
    """Whether a person has said that the whole document, as it is here, was checked."""
    wanted = f"documents[{document}]"
    return any(
        said.action == "checked" and said.field == wanted and not said.stale
        for said in record.corrections
    )


def plain_name(field: str) -> str:
    """The name without its indices, for tables.

    >>> plain_name("documents[0].tasks[2].deadline")
    'tasks.deadline'
    """
    return re.sub(r"\[\d+\]", "", field).removeprefix("documents.")


class _Sheet:
    """One document of a record, with all that was said of it."""

    def __init__(
        self, record: Record, index: int, document: Document, now: Plain, machine: Plain
    ) -> None:
        self._prefix = f"documents[{index}]"
        self._index, self._document, self._now, self._machine = index, document, now, machine
        self._said = [
            correction
            for correction in record.corrections
            if not correction.stale and correction.field.startswith(self._prefix)
        ]
        self._checked = next((c for c in self._said if c.action == "checked"), None)

    def fields(self) -> Iterator[Field]:
        names = list(self._names())
        shown = [name for name, _, _ in names]
        reasons = self._reasons(shown)
        for name, group, kind in names:
            yield self._field(name, group, kind, reasons.get(name, []))

    def _names(self) -> Iterator[tuple[str, str, Kind]]:
        """Name within the document, group and kind of every field."""
        document = self._now["documents"][self._index]
        if any(doubt.field == "pages" for doubt in self._document.doubts):
            yield "pages", "head", "lost"
        yield from ((name, "head", kind) for name, kind in _HEAD)
        for at, _ in enumerate(document["legal_basis"]):
            yield f"legal_basis[{at}]", f"legal_basis[{at}]", "citation"
        for item, parts in (("tasks", _TASK), ("other_directives", _DIRECTIVE)):
            for at, _ in enumerate(document[item]):
                group = f"{item}[{at}]"
                yield from ((f"{group}.{name}", group, kind) for name, kind in parts)
        yield from ((name, "foot", kind) for name, kind in _FOOT)

    def _field(self, name: str, group: str, kind: Kind, doubts: Sequence[str]) -> Field:
        field = f"{self._prefix}.{name}"
        said = self._last_said(name)
        found, own = self._evidence(name)
        value = value_at(self._now, steps(field))
        state = said.action if said else None
        if state is None and doubts and self._checked:
            said, state = self._checked, "accepted"
        return Field(
            field=field,
            document=self._index,
            group=group,
            kind=kind,
            value=value,
            machine=value_at(self._machine, steps(field)),
            pieces=_pieces(found, value, own and name.split(".")[-1] not in _PARTS),
            page=found.page if found else self._page(name, group),
            box=found.box if found else None,
            confidence=found.confidence if found and own else None,
            doubts=tuple(doubts),
            state=None if state == "checked" else state,
            who=said.who if said else None,
            when=said.when if said else None,
        )

    def _last_said(self, name: str) -> Correction | None:
        """What was said last of the field, or of the item that it is a part of."""
        item = re.sub(r"(\[\d+\])\..*", r"\1", name)
        wanted = {f"{self._prefix}.{name}", f"{self._prefix}.{item}"}
        return next((c for c in reversed(self._said) if c.field in wanted), None)

    def _evidence(self, name: str) -> tuple[Evidence | None, bool]:
        """Where a field was read, and whether that is its own place, not that of its item."""
        evidence = self._document.evidence
        whole = re.sub(r"(\]?)\.[a-z_]+$", r"\1", name)
        own = name in evidence or name.endswith("].text")
        return evidence.get(name) or evidence.get(whole), own

    def _page(self, name: str, group: str) -> int | None:
        """The page of the doubt, or of the item that the field is a part of."""
        doubts = (doubt.page for doubt in self._document.doubts if resolves(name, doubt.field))
        if page := next(doubts, None):
            return page
        item = value_at(self._now["documents"][self._index], _item_steps(group))
        return item.get("page") if isinstance(item, dict) else None

    def _reasons(self, shown: Sequence[str]) -> dict[str, list[str]]:
        """The reasons to look at each field; what is in doubt as a whole stands at one part."""
        reasons: dict[str, list[str]] = {}
        for doubt in self._document.doubts:
            near = (name for name in shown if resolves(name, _part_in_doubt(doubt)))
            exact = doubt.field if doubt.field in shown else None
            reasons.setdefault(exact or next(near, "type"), []).append(doubt.reason)
        return reasons


def _part_in_doubt(doubt: Doubt) -> str:
    """The parser doubts a signature as a whole; its reason says which part."""
    if doubt.field != "signer":
        return doubt.field
    return "signer.title" if "office" in doubt.reason else "signer.name"


def _item_steps(group: str) -> tuple[str | int, ...]:
    return steps(f"documents[0].{group}")[2:]


def _pieces(found: Evidence | None, value: Plain, comparable: bool) -> tuple[Piece, ...]:
    """What was read beside what it became; the reading alone when the two are not alike."""
    if found is None or not found.raw:
        return ()
    if comparable and isinstance(value, str):
        return tuple(compare(found.raw, value))
    return ((found.raw, found.raw),)
