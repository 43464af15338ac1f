"""The ledger of a batch: one row a file, in SQLite, beside the records.

A row says ``done`` only once its record lies on the disk for good, so whatever happens to the
batch, a rerun finds what is left to do. Rows of files that have gone since stay.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from vnplan.batch.layout import Out, make_folder
from vnplan.batch.names import name_key, record_name, safe_folder
from vnplan.batch.rows import (
    COLUMNS,
    LEDGER_VERSION,
    TABLES,
    Entry,
    State,
    connected,
    entry_of,
    readable,
    stored,
    writable,
)
from vnplan.errors import InputError, located

__all__ = ["Entry", "Ledger", "State"]


class Ledger:
    """The ledger of one output folder; to be closed, or used by ``with``.

    Every method that changes a row is durable against the end of the process when it returns.
    """

    def __init__(self, database: sqlite3.Connection, out: Out) -> None:
        self.out = out
        self._database = database

    @classmethod
    def open(cls, out: Out) -> Ledger:
        """The ledger of a batch that was run, for reading alone; a running batch goes on.

        Raises:
            InputError: there is none, or it is damaged.
        """
        with located(out.path):
            if not out.ledger.is_file():
                fact = "holds no batch: there is no ledger in it"
                raise InputError(fact, "vnplan batch FOLDER -o OUT first")
            with readable():
                ledger = cls(connected(out.ledger), out)
                ledger._check_version()
                ledger._database.execute("PRAGMA query_only = ON")
                return ledger

    @classmethod
    def create(cls, out: Out) -> Ledger:
        """The ledger for a batch, made when there is none; the caller holds :meth:`Out.running`.

        Raises:
            InputError: it is damaged, or of a newer vnplan.
            OutputError: the folder cannot be written, disk full.
        """
        make_folder(out.path)
        with located(out.path), readable(), writable():
            ledger = cls(connected(out.ledger), out)
            if not ledger._tables():
                version = f"PRAGMA user_version = {LEDGER_VERSION}"
                ledger._database.executescript(f"BEGIN IMMEDIATE;{TABLES}{version};COMMIT")
            ledger._check_version()
            return ledger

    def _tables(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])

    def _check_version(self) -> None:
        (found,) = self._database.execute("PRAGMA user_version").fetchone()
        if found != LEDGER_VERSION:
            fact = f"its ledger has version {found}, and this vnplan reads {LEDGER_VERSION}"
            raise InputError(fact, "the vnplan that made it, or another folder with -o")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    # --- reading --------------------------------------------------------------------------

    def entries(self, *states: State, run: int | None = None) -> Iterator[Entry]:
        """The files in the order of reading; those in ``states`` when any is given.

        They come in portions, each as the ledger is then: rows may be changed on the way.
        """
        wanted = " AND ".join(
            ["file.id > ?"]
            + ([f"state IN ({', '.join('?' * len(states))})"] if states else [])
            + (["run = ?"] if run is not None else [])
        )
        last = 0
        while True:
            rows = self._database.execute(
                f"SELECT {COLUMNS} FROM file JOIN root ON root.id = file.root "
                f"WHERE {wanted} ORDER BY file.id LIMIT 500",
                [last, *states, *([run] if run is not None else [])],
            ).fetchall()
            yield from map(entry_of, rows)
            if not rows:
                return
            last = rows[-1]["id"]

    def entry(self, id: int) -> Entry:
        """The file of that number.

        Raises:
            KeyError: there is none.
        """
        return self._one("file.id = ?", id)

    def of_output(self, output: str) -> Entry:
        """The file whose record has that name.

        Raises:
            KeyError: there is none.
        """
        return self._one("output_key = ?", name_key(output))

    def _one(self, condition: str, value: object) -> Entry:
        query = f"SELECT {COLUMNS} FROM file JOIN root ON root.id = file.root WHERE {condition}"
        row = self._database.execute(query, [value]).fetchone()
        if row is None:
            raise KeyError(value)
        return entry_of(row)

    def counts(self) -> dict[State, int]:
        """How many files are in each state."""
        rows = self._database.execute("SELECT state, count(*) FROM file GROUP BY state")
        return dict.fromkeys(State, 0) | {State(state): count for state, count in rows}

    # --- files that were found ------------------------------------------------------------

    def add_root(self, path: Path, is_alone: bool) -> int:
        """The number of a folder of inputs, which is the same in every run.

        Args:
            path: absolute.
            is_alone: it is the only one given; the first of an output folder then has its
                records there directly, and every other has a folder of its own.
        """
        row = self._database.execute("SELECT id FROM root WHERE path = ?", [stored(path)])
        if found := row.fetchone():
            return int(found["id"])
        taken = {name_key(row["folder"]) for row in self._database.execute("SELECT * FROM root")}
        folder = "" if is_alone and not taken else self._free_folder(path, taken)
        with self._change() as database:
            insert = "INSERT INTO root (path, folder) VALUES (?, ?)"
            return int(database.execute(insert, [stored(path), folder]).lastrowid or 0)

    def _free_folder(self, path: Path, taken: set[str]) -> str:
        """A folder for the records of ``path``, in which nothing lies yet."""
        name = safe_folder(path.name or path.drive.strip(":\\/") or "root")
        numbered = (name if n == 1 else f"{name}~{n}" for n in range(1, 1_000_000))
        return next(n for n in numbered if name_key(n) not in taken and self._is_unused(n))

    def _is_unused(self, folder: str) -> bool:
        low, high = name_key(folder) + "/", name_key(folder) + "0"  # "0" comes after "/"
        query = "SELECT 1 FROM file WHERE output_key >= ? AND output_key < ? LIMIT 1"
        return self._database.execute(query, [low, high]).fetchone() is None

    def begin_run(self) -> int:
        """A new number, which marks the files that this run sees."""
        (last,) = self._database.execute("SELECT coalesce(max(run), 0) FROM file").fetchone()
        return int(last) + 1

    def find(self, root: int, path: str) -> Entry | None:
        """The row of a file, when it was seen before."""
        query = (
            f"SELECT {COLUMNS} FROM file JOIN root ON root.id = file.root "
            "WHERE file.root = ? AND file.path = ?"
        )
        row = self._database.execute(query, [root, stored(path)]).fetchone()
        return None if row is None else entry_of(row)

    def add(self, root: int, path: str, size: int, mtime_ns: int, run: int) -> None:
        """A file that was never seen before, to be read."""
        row = self._database.execute("SELECT folder FROM root WHERE id = ?", [root]).fetchone()
        output = record_name(f"{row['folder']}/{path}".lstrip("/"), self._is_taken)
        self._database.execute(
            "INSERT INTO file (root, path, size, mtime_ns, state, output, output_key, run) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [root, stored(path), size, mtime_ns, State.PENDING, output, name_key(output), run],
        )

    def _is_taken(self, key: str) -> bool:
        query = "SELECT 1 FROM file WHERE output_key = ?"
        return self._database.execute(query, [key]).fetchone() is not None

    def see(
        self, id: int, size: int, mtime_ns: int, run: int, *, is_to_read: bool, is_void: bool
    ) -> None:
        """A file that was seen before; its state stays unless it is to be read again.

        Args:
            is_void: its record is not wanted any more, even if the content is the same.
        """
        self._database.execute(
            "UPDATE file SET size = ?, mtime_ns = ?, run = ?, "
            "state = CASE WHEN ? THEN 'pending' ELSE state END, "
            "version = CASE WHEN ? THEN NULL ELSE version END WHERE id = ?",
            [size, mtime_ns, run, is_to_read, is_void, id],
        )

    # --- what becomes of them -------------------------------------------------------------

    def start(self, id: int, sha256: str) -> None:
        """A file of that content is being read; what was known of it before is forgotten."""
        with self._change() as database:
            if (before := self._content(id)) != sha256:
                self._release(id, before)
            database.execute(
                "UPDATE file SET state = 'running', attempts = attempts + 1, sha256 = ?, "
                "version = NULL, settings = NULL, pages = NULL, error = NULL, original = NULL "
                "WHERE id = ?",
                [sha256, id],
            )

    def finish(
        self,
        id: int,
        state: State,
        *,
        made_with: tuple[str, str],
        seconds: float,
        sha256: str | None = None,
        error: str | None = None,
        pages: int | None = None,
        original: int | None = None,
    ) -> None:
        """A file was read, or cannot be; its record is on the disk by now.

        Args:
            made_with: version of vnplan and fingerprint of the settings.
            sha256: of the content that was read, when it is not the one it was started with.
        """
        with self._change() as database:
            before = self._content(id)
            if state is not State.DONE or sha256 not in (None, before):
                self._release(id, before)
            database.execute(
                "UPDATE file SET state = ?, version = ?, settings = ?, seconds = ?, "
                "sha256 = coalesce(?, sha256), error = ?, pages = ?, original = ?, "
                "finished = datetime('now') WHERE id = ?",
                [state, *made_with, round(seconds, 3), sha256, error, pages, original, id],
            )

    def _content(self, id: int) -> str | None:
        """The hash of the content that a file had when it was last read."""
        row = self._database.execute("SELECT sha256 FROM file WHERE id = ?", [id]).fetchone()
        return None if row is None else row["sha256"]

    def _release(self, id: int, sha256: str | None) -> None:
        """Part a file from its duplicates, because its record is no longer of their content.

        The first of them, which has a record of its own, is the original of the others from now.
        """
        theirs = "sha256 = ? AND original = ? AND state != 'failed'"
        query = f"SELECT id, state, output FROM file WHERE {theirs} ORDER BY id"
        rows = self._database.execute(query, [sha256, id]).fetchall()
        if not rows:
            return
        is_done = [
            r["state"] == "duplicate" and self.out.record(r["output"]).is_file() for r in rows
        ]
        heir = rows[is_done.index(True) if any(is_done) else 0]["id"]
        self._database.execute(
            "UPDATE file SET state = ?, original = NULL WHERE id = ?",
            [State.DONE if any(is_done) else State.PENDING, heir],
        )
        update = f"UPDATE file SET original = ? WHERE {theirs}"
        self._database.execute(update, [heir, sha256, id])

    def put_back(self, id: int) -> None:
        """A file was not read to its end, by no fault of its own."""
        with self._change() as database:
            database.execute("UPDATE file SET state = 'pending' WHERE id = ?", [id])

    def same_content(self, id: int, sha256: str, made_with: tuple[str, str]) -> Entry | None:
        """Another file of that content that was read, done or not, with the same settings."""
        query = (
            f"SELECT {COLUMNS} FROM file JOIN root ON root.id = file.root WHERE sha256 = ? "
            "AND version = ? AND settings = ? AND state IN ('done', 'failed') AND file.id != ? "
            "ORDER BY state = 'failed', file.id LIMIT 1"
        )
        row = self._database.execute(query, [sha256, *made_with, id]).fetchone()
        return None if row is None else entry_of(row)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Many changes in one, for speed."""
        with self._change():
            yield

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """A transaction, unless one is open already."""
        if self._database.in_transaction:
            yield self._database
            return
        with located(self.out.path), writable():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
            except BaseException:
                self._database.rollback()
                raise
            self._database.commit()
