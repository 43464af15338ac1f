"""The tables of the ledger, a row as a value, and SQLite."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from vnplan.errors import InputError, OutputError

# Raised when a program of before could not read the tables any more.
LEDGER_VERSION = 1
_PATIENCE = 30.0
TABLES = """
CREATE TABLE root (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,      -- absolute, a blob when it is no Unicode
    folder TEXT NOT NULL            -- in the output folder, empty for that folder itself
);
CREATE TABLE file (
    id INTEGER PRIMARY KEY,         -- in the order in which the files are read
    root INTEGER NOT NULL REFERENCES root,
    path TEXT NOT NULL,             -- from the root, "/" between names, a blob when no Unicode
    size INTEGER NOT NULL,          -- bytes
    mtime_ns INTEGER NOT NULL,
    sha256 TEXT,                    -- of the content, null until it is read
    version TEXT,                   -- of the vnplan that read it
    settings TEXT,                  -- fingerprint of settings and dictionaries
    state TEXT NOT NULL,            -- pending, running, done, failed, duplicate
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,                     -- why it failed
    seconds REAL,                   -- that the last attempt took
    pages INTEGER,
    output TEXT NOT NULL,           -- the record, from the output folder, '/' between names
    output_key TEXT NOT NULL UNIQUE,    -- the same in lower case: no two files share one
    original INTEGER REFERENCES file,   -- of a duplicate: the file with the same content
    run INTEGER NOT NULL DEFAULT 0,     -- the last run that saw the file
    finished TEXT,                  -- UTC
    UNIQUE (root, path)
);
CREATE INDEX file_by_state ON file (run, state, id);
CREATE INDEX file_by_content ON file (sha256) WHERE sha256 IS NOT NULL;
"""
COLUMNS = """file.id, root.path AS root, file.path, size, mtime_ns, sha256, version, settings,
    state, attempts, error, seconds, pages, output, original"""


class State(StrEnum):
    """What became of a file.

    Attributes:
        PENDING: to be read.
        RUNNING: being read, or it was when the batch was ended.
        DONE: its record is on the disk.
        FAILED: cannot be read; ``Entry.error`` says why.
        DUPLICATE: done as well, with the record of another file of the same content.
    """

    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a batch.

    Attributes:
        id: its row; ascending in the order of reading.
        root: the folder given to the batch, absolute.
        path: the input from ``root`` on, as the system names it, ``/`` between names.
        size, mtime_ns: of the input when it was last seen; bytes, nanoseconds.
        sha256: of its content; ``None`` until it is read.
        version, settings: what it was read with; ``None`` until then.
        attempts: how often its reading was begun.
        error: why it failed; may have a hint in a second line.
        seconds: that the last attempt took.
        output: its record from the output folder on, ``/`` between names (:meth:`Out.record`).
        original: of a duplicate, ``id`` of the file with the same content.
    """

    id: int
    root: Path
    path: str
    size: int
    mtime_ns: int
    sha256: str | None
    version: str | None
    settings: str | None
    state: State
    attempts: int
    error: str | None
    seconds: float | None
    pages: int | None
    output: str
    original: int | None

    @property
    def source(self) -> Path:
        """The input file, which may have gone since."""
        return self.root / self.path

    @property
    def made_with(self) -> tuple[str | None, str | None]:
        """Version and settings."""
        return self.version, self.settings

    @property
    def has_record(self) -> bool:
        """Whether its record was written."""
        return self.state in (State.DONE, State.DUPLICATE)


def connected(path: Path) -> sqlite3.Connection:
    """The database of that file, new when there is none."""
    database = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    database.row_factory = sqlite3.Row
    try:
        # A power cut may take back the last rows, never put them before their files.
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        database.close()
        raise
    return database


@contextmanager
def readable() -> Iterator[None]:
    """Turn what SQLite says of a file into an :class:`InputError`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        hint = "another folder with -o; or delete the ledger, and all files are read again"
        hint = _ASK_OWNER if _is_closed(error) else hint
        raise InputError(f"its ledger cannot be read: {error}", hint) from error


@contextmanager
def writable() -> Iterator[None]:
    """Turn what SQLite says of a disk into an :class:`OutputError`."""
    try:
        yield
    except sqlite3.OperationalError as error:
        fact = f"its ledger cannot be written: {error}"
        hint = "free some space, and run the same command again"
        raise OutputError(fact, _ASK_OWNER if _is_closed(error) else hint) from error


_ASK_OWNER = "ask the owner of the folder for access, or work on a copy of it"


def _is_closed(error: sqlite3.DatabaseError) -> bool:
    """Whether the file, or the folder that SQLite keeps its notes in, may not be written."""
    name = getattr(error, "sqlite_errorname", "")
    return name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM"))


def stored(path: str | Path) -> str | bytes:
    """A path as SQLite takes it: bytes when the name is no Unicode."""
    text = os.fspath(path)
    try:
        text.encode()
    except UnicodeEncodeError:
        return os.fsencode(text)
    return text


def entry_of(row: sqlite3.Row) -> Entry:
    """A row of :data:`COLUMNS`."""
    values = dict(row)
    values["root"] = Path(os.fsdecode(row["root"]))
    values["path"] = os.fsdecode(row["path"])
    values["state"] = State(row["state"])
    return Entry(**values)
