"""What people said of a record: applied for those who read it, kept when it is made anew.

A record keeps the values of the machine; ``Record.corrections`` holds what people said of them,
oldest first. :func:`corrected` gives the record as it stands after that, :func:`carry_corrections`
takes the corrections over to the record of a later run, whose lists may be longer or shorter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from vnplan.record import Correction, Document, Plain, Record
from vnplan.write import from_plain, to_plain

Step = str | int

_STEP = re.compile(r"\.?([a-z_]+)|\[(\d+)\]")
_FIELD = re.compile(r"documents\[\d+\](?:\.[a-z_]+(?:\[\d+\])?)*")
# Lists whose items are added, removed and found again one by one; the others are one value.
ITEM_LISTS = ("legal_basis", "tasks", "other_directives")
# Two texts with this share of equal letters are two readings of one paragraph.
_SAME = 0.75
# Items that people may have added to one list, those taken back included.
_MOST_ADDED = 1000


def steps(field: str) -> tuple[Step, ...]:
    """The keys and indices that a field's name is made of.

    >>> steps("documents[0].tasks[2].deadline")
    ('documents', 0, 'tasks', 2, 'deadline')

    Raises:
        ValueError: no name of a field.
    """
    if not _FIELD.fullmatch(field):
        raise ValueError(f"{field}: not the name of a field")
    return tuple(key or int(index) for key, index in _STEP.findall(field))


def joined(parts: Sequence[Step]) -> str:
    """The inverse of :func:`steps`.

    >>> joined(("documents", 0, "tasks", 2, "deadline"))
    'documents[0].tasks[2].deadline'
    """
    names = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return "".join(names).removeprefix(".")


def value_at(plain: Plain, path: Sequence[Step]) -> Plain:
    """The value there in a record as :func:`vnplan.write.to_plain` gives it; else ``None``."""
    for step in path:
        try:
            plain = plain[step]
        except (KeyError, IndexError, TypeError):
            return None
    return plain


# --- the record as it stands ---------------------------------------------------------------


def corrected(record: Record) -> Record:
    """The record with its corrections applied, and without them.

    A value that a person accepted or entered has the confidence 1 where it has evidence, and its
    doubts are gone; what no eye could read is ``None`` (a text that must be there stays as the
    machine read it) and a doubt that says so. Stale corrections are not applied.

    Raises:
        ValueError: a correction does not fit the record; the message names the place.
    """
    plain = in_place(record)
    for document in plain["documents"]:
        _close_gaps(document)
    applied: Record = from_plain(Record, plain)
    return applied


def in_place(record: Record) -> Plain:
    """The same as the YAML has it, but a removed item leaves ``None`` in its place.

    Raises:
        ValueError: a correction names no place of the record.
    """
    plain = to_plain(replace(record, corrections=()))
    for correction in record.corrections:
        if not correction.stale:
            _apply(plain, correction)
    return plain


def resolves(field: str, doubt: str) -> bool:
    """Whether who looked at ``field`` has looked at what is in doubt, both within a document.

    >>> resolves("signer.name", "signer"), resolves("tasks[1].text", "tasks[1]")
    (True, True)
    >>> resolves("tasks[1]", "tasks[10]")
    False
    """
    shorter, longer = sorted((field, doubt), key=len)
    return longer == shorter or longer.startswith(shorter + ".")


def _apply(plain: Plain, correction: Correction) -> None:
    path = steps(correction.field)
    document = value_at(plain, path[:2])
    if document is None:
        raise ValueError(f"{correction.field}: there is no such document")
    if correction.action == "checked":
        document["doubts"] = []
        return
    if len(path) < 3:
        raise ValueError(f"{correction.field}: a document is checked, and nothing else")
    if not (correction.action == "unreadable" and path[-1] == "text"):
        _set(plain, path, None if correction.action == "removed" else correction.after)
    _note(document, joined(path[2:]), correction)


def _set(plain: Plain, path: Sequence[Step], value: Plain) -> None:
    """Put ``value`` there; parts that are not there yet are made."""
    for step, following in pairwise(path):
        _make_room(plain, step)
        if plain[step] is None:
            plain[step] = [] if isinstance(following, int) else {}
        plain = plain[step]
    _make_room(plain, path[-1])
    plain[path[-1]] = to_plain(value)


def _make_room(plain: Plain, step: Step) -> None:
    fits = isinstance(plain, list) if isinstance(step, int) else isinstance(plain, dict)
    if not fits:
        raise ValueError(f"{step}: no part of {plain}")
    if isinstance(step, int):
        if step > len(plain) + _MOST_ADDED:
            raise ValueError(f"item {step} of a list of {len(plain)}")
        plain.extend([None] * (step + 1 - len(plain)))
    else:
        plain.setdefault(step, None)


def _note(document: Plain, field: str, correction: Correction) -> None:
    """Bring evidence and doubts in line with what was said of ``field``."""
    doubts = [doubt for doubt in document["doubts"] if not resolves(field, doubt["field"])]
    evidence = document["evidence"]
    name = field.removesuffix(".text")
    page = evidence.get(name, {}).get("page")
    if correction.action == "unreadable":
        reason = f"no eye can read it, says {correction.who}"
        doubts.append({"field": field, "page": page, "reason": reason})
    elif name in evidence:
        evidence[name]["confidence"] = 1.0
    elif "." not in name and correction.after is not None and field != "pages":
        evidence[name] = {"confidence": 1.0, "page": None, "box": None, "raw": ""}
    document["doubts"] = doubts
    if correction.after is None:
        evidence.pop(name, None)


def _close_gaps(document: Plain) -> None:
    """Take removed items out; number the rest, their evidence and their doubts anew."""
    for name in ITEM_LISTS:
        kept = [index for index, item in enumerate(document[name]) if item is not None]
        document[name] = [document[name][index] for index in kept]
        moved = {f"{name}[{old}]": f"{name}[{new}]" for new, old in enumerate(kept)}
        _move(document, name, moved)
    tasks = (task for task in document["tasks"] if isinstance(task, dict))
    for number, task in enumerate(tasks, 1):
        task["id"] = number


def _move(document: Plain, name: str, moved: dict[str, str]) -> None:
    """Rename the evidence and the doubts of the items; drop those of items that are gone."""
    item = re.compile(rf"{name}\[\d+\]")

    def renamed(field: str) -> str | None:
        match = item.match(field)
        if match is None:
            return field
        return moved[match[0]] + field[match.end() :] if match[0] in moved else None

    evidence = ((renamed(field), found) for field, found in document["evidence"].items())
    document["evidence"] = {field: found for field, found in evidence if field}
    doubts = ({**doubt, "field": renamed(doubt["field"])} for doubt in document["doubts"])
    document["doubts"] = [doubt for doubt in doubts if doubt["field"]]


# --- the record of a later run -------------------------------------------------------------


def carry_corrections(old: Record, new: Record) -> Record:
    """``new`` with the corrections of ``old``: none is lost.

    What was said of an item of a list goes to the item of ``new`` that reads most like it. What
    cannot be placed, and everything when the file itself is another one, becomes stale: it is
    kept and shown, but not applied. So does that a document was checked, unless all its values
    are still those that the person saw.
    """
    if not old.corrections:
        return new
    if old.source.sha256 != new.source.sha256:
        kept = tuple(replace(correction, stale=True) for correction in old.corrections)
        return replace(new, corrections=kept)
    documents = _documents(old, new)
    carried = replace(new, corrections=tuple(_carried(old, new, documents)))
    return _without_unseen(old, carried, documents)


def _without_unseen(old: Record, carried: Record, documents: dict[int, int]) -> Record:
    """What nobody saw was not checked: a value of the new run may be wrong, and without a doubt."""
    if all(said.stale for said in carried.corrections if said.action == "checked"):
        return carried
    seen = _same_values(old, carried, documents)
    kept = (
        replace(said, stale=said.stale or (said.action == "checked" and said.field not in seen))
        for said in carried.corrections
    )
    return replace(carried, corrections=tuple(kept))


def _same_values(old: Record, carried: Record, documents: dict[int, int]) -> set[str]:
    """The documents of ``carried`` that stand as before, but for where they were read."""
    try:
        before, after = (in_place(record)["documents"] for record in (old, carried))
    except ValueError:  # written by hand, and does not fit; a batch goes on all the same
        return set()
    for document in (*before, *after):
        document["evidence"] = document["doubts"] = None
    return {f"documents[{j}]" for i, j in documents.items() if before[i] == after[j]}


def _carried(old: Record, new: Record, documents: dict[int, int]) -> Iterator[Correction]:
    places = _Places(to_plain(old), to_plain(new), documents)
    for correction in old.corrections:
        path = None if correction.stale else places.moved(steps(correction.field))
        if path is None:
            yield replace(correction, stale=True)
        else:
            yield replace(correction, field=joined(path))


def _documents(old: Record, new: Record) -> dict[int, int]:
    """Which document of ``new`` each one of ``old`` is."""
    if len(old.documents) == len(new.documents):
        return {index: index for index in range(len(old.documents))}
    return _pairs(old.documents, new.documents, _likeness)


def _likeness(one: Document, other: Document) -> float:
    """The share of pages that both have; documents of plain text are told by their fields."""
    if one.pages is None or other.pages is None:
        return float(one.type == other.type and one.subject == other.subject)
    first, last = max(one.pages[0], other.pages[0]), min(one.pages[1], other.pages[1])
    every = max(one.pages[1], other.pages[1]) - min(one.pages[0], other.pages[0]) + 1
    return max(0, last - first + 1) / every


class _Places:
    """Where the fields of an old record are in a new one."""

    def __init__(self, old: Plain, new: Plain, documents: dict[int, int]) -> None:
        self._old, self._new, self._documents = old, new, documents
        self._items: dict[tuple[int, str], dict[int, int]] = {}

    def moved(self, path: Sequence[Step]) -> tuple[Step, ...] | None:
        at = self._documents.get(int(path[1]))
        if at is None:
            return None
        head: tuple[Step, ...] = ("documents", at)
        if len(path) < 4 or path[2] not in ITEM_LISTS:
            return (*head, *path[2:])
        name = str(path[2])
        index = self._item(int(path[1]), name, int(path[3]))
        return None if index is None else (*head, name, index, *path[4:])

    def _item(self, document: int, name: str, index: int) -> int | None:
        old = self._old["documents"][document][name]
        new = self._new["documents"][self._documents[document]][name]
        if index >= len(old):  # added by a person: stays behind what the machine found
            return len(new) + index - len(old)
        if (document, name) not in self._items:
            self._items[document, name] = _pairs(old, new, _same_text)
        return self._items[document, name].get(index)


def _same_text(one: Plain, other: Plain) -> float:
    """How much two items of a list read alike, 0-1."""
    first, second = (
        item["text"] if "text" in item else " ".join(filter(None, item.values()))
        for item in (one, other)
    )
    if first == second:
        return 1.0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _SAME else 0.0


def _pairs(
    old: Sequence[Any], new: Sequence[Any], likeness: Callable[[Any, Any], float]
) -> dict[int, int]:
    """Each item of ``old`` with its like in ``new``, the most alike first, then the nearest."""
    alike = [
        (-likeness(one, other), abs(i - j), i, j)
        for i, one in enumerate(old)
        for j, other in enumerate(new)
    ]
    pairs: dict[int, int] = {}
    for distance, _, i, j in sorted(alike):
        if -distance >= _SAME and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs
