"""The records of a batch as a person works on them: opened, corrected, taken back.

Every change reads the record under the lock that the batch takes as well, and replaces it
whole. Who changes a record must name the version seen; when somebody else was faster, nothing is
written and :class:`Conflict` tells so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock

from vnplan.batch import Entry, Ledger, Out, State
from vnplan.corrections import ITEM_LISTS, corrected, in_place, steps, value_at
from vnplan.errors import InputError, VnplanError, located
from vnplan.record import Action, Correction, Plain, Record
from vnplan.review.fields import Field, fields
from vnplan.review.values import check_value, symbol_of, tidy

_ADDED = re.compile(rf"documents\[\d+\]\.({'|'.join(ITEM_LISTS)})\[\d+\]")
# The next step when a record is not there.
AGAIN = "vnplan batch with the same folders again"


class Conflict(VnplanError):
    """The record was changed elsewhere since it was opened."""


class Original(StrEnum):
    """What became of the file that a record was made from."""

    HERE = "here"
    MISSING = "missing"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Opened:
    """A record and the version it has on the disk."""

    entry: Entry
    record: Record
    version: str
    original: Original


@dataclass(frozen=True, slots=True)
class Desk:
    """The records of one output folder, and the person who works on them.

    Attributes:
        only: numbers of the files to be worked on, ``None`` for all of them.
    """

    out: Out
    who: str
    only: frozenset[int] | None = None
    _hashes: dict[tuple[str, int, int], str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    # --- reading --------------------------------------------------------------------------

    def entries(self) -> list[Entry]:
        """The files that have a record of their own, in the order of the batch.

        Raises:
            InputError: there is no batch in the folder.
        """
        with Ledger.open(self.out) as ledger:
            return [
                entry
                for entry in ledger.entries(State.DONE)
                if self.only is None or entry.id in self.only
            ]

    def entry(self, id: int) -> Entry:
        """The file of that number.

        Raises:
            InputError: there is none, or it has no record.
        """
        with Ledger.open(self.out) as ledger:
            try:
                entry = ledger.entry(id)
            except KeyError:
                fact = f"the batch has no file number {id}"
                raise InputError(fact, "one of the list of files") from None
        if not entry.has_record or (self.only is not None and id not in self.only):
            fact = f"file number {id} is not under review"
            raise InputError(fact, "one of the list of files, or review without --sample")
        return entry

    def open(self, id: int) -> Opened:
        """The record of a file.

        Raises:
            InputError: there is none, or it cannot be read.
        """
        return self._opened(self.entry(id))

    def _opened(self, entry: Entry) -> Opened:
        record, version = self.read(entry)
        return Opened(entry, record, version, self._original(entry, record))

    def read(self, entry: Entry) -> tuple[Record, str]:
        """The record of an entry and its version, which changes with every byte of it.

        Raises:
            InputError: the record is gone, damaged, or lies outside the output folder.
        """
        data, version = self._bytes(entry)
        with located(self.path(entry)):
            try:
                return Record.from_yaml(data.decode()), version
            except ValueError as error:
                raise InputError(f"the record cannot be read: {error}", AGAIN) from error

    def version(self, entry: Entry) -> str:
        """The version of its record on the disk.

        Raises:
            InputError: it cannot be read.
        """
        return self._bytes(entry)[1]

    def _bytes(self, entry: Entry) -> tuple[bytes, str]:
        path = self.path(entry)
        with located(path):
            try:
                data = path.read_bytes()
            except OSError as error:
                raise InputError(f"the record cannot be read: {error.strerror}", AGAIN) from error
        return data, hashlib.sha256(data).hexdigest()[:16]

    def path(self, entry: Entry) -> Path:
        """Where the record lies.

        Raises:
            InputError: a link leads out of the output folder.
        """
        path = self.out.record(entry.output).resolve()
        if not path.is_relative_to(self.out.path.resolve()):
            raise InputError("the record lies outside the output folder", "remove the link")
        return path

    def _original(self, entry: Entry, record: Record) -> Original:
        """Whether the input is where it was, and still the same."""
        try:
            status = entry.source.stat()
            key = (str(entry.source), status.st_mtime_ns, status.st_size)
            with self._lock:
                if key not in self._hashes:
                    with entry.source.open("rb") as stream:
                        digest = hashlib.file_digest(stream, "sha256").hexdigest()
                    self._hashes[key] = digest
        except OSError:
            return Original.MISSING
        same = self._hashes[key] == record.source.sha256
        return Original.HERE if same else Original.CHANGED

    # --- changing -------------------------------------------------------------------------

    def say(self, id: int, version: str, name: str, action: Action, after: Plain = None) -> Opened:
        """Save what the person said of one field.

        Args:
            name: of the field, its item when one is removed or added, or the document.
            after: the new value when it is ``edited`` or ``added``.

        Raises:
            Conflict: the record is not that ``version`` any more.
            InputError: the field or the value does not fit.
            OutputError: it cannot be saved.
        """

        def change(record: Record) -> Record:
            said = self._correction(record, name, action, tidy(after))
            too = _symbol_too(record, said)
            changed = replace(record, corrections=(*record.corrections, said, *too))
            corrected(changed)
            return changed

        return self._change(id, version, change)

    def take_back(self, id: int, version: str) -> Opened:
        """Undo what this person said last of the file.

        Raises:
            Conflict, OutputError: as :meth:`say`.
            InputError: there is nothing to take back.
        """

        def change(record: Record) -> Record:
            step = self.last_step(record)
            if not step:
                fact = "there is nothing to take back"
                raise InputError(fact, "accept or edit the field; only you take back what you said")
            kept = (*record.corrections[: step.start], *record.corrections[step.stop :])
            return replace(record, corrections=kept)

        return self._change(id, version, change)

    def drop_stale(self, id: int, version: str, index: int) -> Opened:
        """Throw away a correction that no longer has a place.

        Raises:
            Conflict, InputError, OutputError: as :meth:`say`.
        """

        def change(record: Record) -> Record:
            if not 0 <= index < len(record.corrections) or not record.corrections[index].stale:
                raise InputError("there is no such correction", "look at the file again")
            kept = [*record.corrections]
            del kept[index]
            return replace(record, corrections=tuple(kept))

        return self._change(id, version, change)

    def last_step(self, record: Record) -> range:
        """The places of what this person said last, among the record's corrections."""
        said = record.corrections
        mine = [i for i, one in enumerate(said) if one.who == self.who and not one.stale]
        if not mine:
            return range(0)
        last = mine[-1]
        together = len(mine) > 1 and mine[-2] == last - 1 and _follows(said[last], said[last - 1])
        return range(last - together, last + 1)

    def _change(self, id: int, version: str, change: Callable[[Record], Record]) -> Opened:
        entry = self.entry(id)
        with self._lock, self.out.saving():
            record, found = self.read(entry)
            if found != version:
                raise Conflict("the record was changed elsewhere", "look at it again")
            with _fitting():
                changed = change(record)
            self.out.save(self.path(entry), changed.to_yaml())
        return self._opened(entry)

    def _correction(self, record: Record, name: str, action: Action, after: Plain) -> Correction:
        """What is to be written down.

        Raises:
            InputError, ValueError: field, action or value do not fit each other.
        """
        now = in_place(record)
        shown = {each.field: each for each in fields(record)}
        before = value_at(now, steps(name))
        if not _allowed(name, action, shown, now):
            raise InputError(
                f"{name}: cannot be {action}", "another field, or look at the file again"
            )
        if action == "accepted":
            after = before
        elif action == "unreadable":
            after = _unread(shown[name], before)
        elif action in ("removed", "checked"):
            before, after = (before if action == "removed" else None), None
        check_value(name, after)
        when = datetime.now().astimezone().isoformat(timespec="seconds")
        return Correction(self.who, when, name, action, before, after)


def _symbol_too(record: Record, said: Correction) -> tuple[Correction, ...]:
    """The symbol is a part of the number: who edits that has edited both, in one step.

    A symbol that a person said something of, or that is another one than the number's, stays.
    """
    document, _, name = said.field.rpartition(".")
    if said.action != "edited" or name != "number" or not isinstance(said.after, str):
        return ()
    field, symbol = f"{document}.symbol", symbol_of(said.after)
    old = value_at(in_place(record), steps(field))
    untouched = not any(one.field == field and not one.stale for one in record.corrections)
    free = old == symbol_of(said.before) or (said.before is None and untouched)
    if symbol in (None, old) or not (free or old is None):
        return ()
    return (replace(said, field=field, before=old, after=symbol),)


def _follows(said: Correction, number: Correction) -> bool:
    """Whether it was said together with the number, as :func:`_symbol_too` has it."""
    field = re.sub(r"\.number$", ".symbol", number.field)
    together = replace(number, field=field, before=said.before, after=said.after)
    return said == together != number and said.after == symbol_of(number.after)


def _allowed(name: str, action: Action, shown: dict[str, Field], now: Plain) -> bool:
    """Whether that may be said of the field of that name."""
    if action == "checked":
        path = steps(name)
        return len(path) == 2 and value_at(now, path) is not None
    if action in ("added", "removed"):
        path = steps(name)
        items = value_at(now, path[:-1])
        if not _ADDED.fullmatch(name) or not isinstance(items, list):
            return False
        at = path[-1]
        return at == len(items) if action == "added" else value_at(now, path) is not None
    lost = name in shown and shown[name].kind == "lost"
    return name in shown and (action == "accepted" or not lost)


def _unread(shown: Field, before: Plain) -> Plain:
    """What stands in the place of a value that nobody can read."""
    if shown.kind in ("list", "assignees"):
        return []
    return before if shown.field.endswith(".text") else None


@contextmanager
def _fitting() -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(f"the value does not fit: {error}", "another value") from error
