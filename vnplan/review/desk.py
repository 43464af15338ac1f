"""The records of a batch as a person works on them: opened, corrected, taken back.

Every change reads the record under the lock that the batch takes as well, and replaces it
whole. Who changes a record must name the version seen; when somebody else was faster, nothing is
written and :class:`Conflict` tells so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
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
from vnplan.syllable import nfc

_ADDED = re.compile(rf"documents\[\d+\]\.({'|'.join(ITEM_LISTS)})\[\d+\]")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_DATES = frozenset({"date", "due", "from", "to"})
_TIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)?)?")
# Control characters, and halves of characters that JSON can name but no file can hold.
_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SECTION = re.compile(r"[0-9IVXLCDM]+(\.[0-9IVXLCDM]+)*")


_AGAIN = "vnplan batch with the same folders again"


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
                raise InputError(f"the batch has no file number {id}") from None
        if not entry.has_record or (self.only is not None and id not in self.only):
            raise InputError(f"file number {id} is not under review")
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
                raise InputError(f"the record cannot be read: {error}", _AGAIN) from error

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
                raise InputError(f"the record cannot be read: {error.strerror}", _AGAIN) from error
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
            changed = replace(record, corrections=(*record.corrections, said))
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
            last = self.last(record)
            if last is None:
                raise InputError("there is nothing to take back")
            kept = [*record.corrections]
            del kept[last]
            return replace(record, corrections=tuple(kept))

        return self._change(id, version, change)

    def drop_stale(self, id: int, version: str, index: int) -> Opened:
        """Throw away a correction that no longer has a place.

        Raises:
            Conflict, InputError, OutputError: as :meth:`say`.
        """

        def change(record: Record) -> Record:
            if not 0 <= index < len(record.corrections) or not record.corrections[index].stale:
                raise InputError("there is no such correction")
            kept = [*record.corrections]
            del kept[index]
            return replace(record, corrections=tuple(kept))

        return self._change(id, version, change)

    def last(self, record: Record) -> int | None:
        """The place of what this person said last, among the record's corrections."""
        mine = [
            index
            for index, said in enumerate(record.corrections)
            if said.who == self.who and not said.stale
        ]
        return mine[-1] if mine else None

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
            raise InputError(f"{name}: cannot be {action}")
        if action == "accepted":
            after = before
        elif action == "unreadable":
            after = _unread(shown[name], before)
        elif action in ("removed", "checked"):
            before, after = (before if action == "removed" else None), None
        check_value(name, after)
        when = datetime.now().astimezone().isoformat(timespec="seconds")
        return Correction(self.who, when, name, action, before, after)


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


def tidy(value: Plain) -> Plain:
    """Text in NFC on one line; what is empty is unknown.

    >>> tidy({"text": " trước ngày\\n30/6 ", "due": ""}), tidy(["a", " "])
    ({'text': 'trước ngày 30/6', 'due': None}, ['a'])
    """
    if isinstance(value, str):
        return nfc(" ".join(_NO_TEXT.sub(" ", value).split())) or None
    if isinstance(value, list):
        return [item for item in map(tidy, value) if item is not None]
    if isinstance(value, dict):
        return {key: tidy(item) for key, item in value.items()}
    return value


def check_value(name: str, value: Plain) -> None:
    """Refuse dates and section numbers that the schema would refuse.

    Raises:
        InputError: the message says what is due.
    """
    for key, text in _texts(name, value):
        if key in _DATES and not _DATE.fullmatch(text):
            raise InputError(f"{text}: not a date", "2024-03-05, 2024-03 or 2024")
        if key == "time" and not _TIME.fullmatch(text):
            raise InputError(f"{text}: not a time", "2024-03-05T08:30:00+07:00")
        if key == "section" and not _SECTION.fullmatch(text):
            raise InputError(f"{text}: not the number of a section", "II.1")


def _texts(name: str, value: Plain) -> Iterator[tuple[str, str]]:
    """Every text in a value, under the last key that leads to it."""
    if isinstance(value, str):
        yield re.split(r"[.\]]", name)[-1], value
    parts: Sequence[tuple[str, Plain]] = ()
    if isinstance(value, dict):
        parts = list(value.items())
    elif isinstance(value, list):
        parts = [(name, item) for item in value]
    for key, part in parts:
        yield from _texts(key, part)


@contextmanager
def _fitting() -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(f"the value does not fit: {error}", "another value") from error
