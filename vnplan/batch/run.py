"""The run of a batch: rows of the ledger to an executor, outcomes to files and back to the rows.

Everything that lasts happens here, in one thread, and in this order: the record is written and
flushed to the disk, then its row says so. What a reader does can be lost at any moment.
"""

from __future__ import annotations

import contextlib
import errno
import time
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path

from vnplan.batch.enter import Wish, has_files
from vnplan.batch.executor import Executor
from vnplan.batch.jobs import Done, Job, Large, Lost, Outcome, Part, Stopped, sha256_of
from vnplan.batch.layout import make_folder, sync_folder
from vnplan.batch.ledger import Entry, Ledger, State
from vnplan.batch.parts import MOST_PAGES
from vnplan.batch.progress import PageCounter, Show, Tally
from vnplan.corrections import carry_corrections
from vnplan.errors import InputError, OutputError, located
from vnplan.paths import printable_path
from vnplan.pipeline import Settings
from vnplan.record import Record

# Seconds between two looks at the display, and at most until an interrupt is noticed.
_LOOK = 0.25
# Jobs handed out for each one that is being done, so that no reader waits for the next.
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Started:
    """A file that is being read, with the hash of its content then."""

    entry: Entry
    sha256: str
    is_alone: bool = False


@dataclass(slots=True)
class Run:
    """One run over files of a ledger.

    Attributes:
        settings: of the pipeline.
        lost: files whose reader was lost, to be read once more, alone.
    """

    ledger: Ledger
    executor: Executor
    settings: Settings
    wish: Wish
    show: Show
    tally: Tally
    pages: PageCounter
    lost: list[Started] = field(default_factory=list)
    _open: dict[Future[Outcome], Started] = field(default_factory=dict)
    # Files of the same content as one that is being read, by the hash of that content.
    _twins: dict[str, list[Entry]] = field(default_factory=dict)

    def read(self, entries: Iterable[Entry]) -> None:
        """Read the files in their order; those that were lost again at the end, one by one.

        Raises:
            VnplanError: nothing can be read or written; what is not finished stays pending.
            KeyboardInterrupt: likewise.
        """
        try:
            for entry in entries:
                self._begin(entry)
                while len(self._open) >= _AHEAD * self.executor.slots:
                    self._settle_some()
            while self._open:
                self._settle_some()
            for started in self.lost:
                self._submit(replace(started, is_alone=True))
                while self._open:
                    self._settle_some()
            self.lost.clear()
        except BaseException:
            self.executor.close()
            self._put_back()
            raise

    def _put_back(self) -> None:
        """What was begun is to be read again; a later run would see to that as well."""
        twins = (entry for entries in self._twins.values() for entry in entries)
        begun = [started.entry for started in (*self._open.values(), *self.lost)]
        with contextlib.suppress(OutputError), self.ledger.together():
            for entry in (*begun, *twins):
                self.ledger.put_back(entry.id)

    # --- one file -------------------------------------------------------------------------

    def _begin(self, entry: Entry) -> None:
        """Hand a file to a reader, unless its content is known already."""
        begin = time.monotonic()
        try:
            sha256 = sha256_of(entry.source)
        except OSError as error:
            reason = f"cannot be read: {error.strerror or error}\n  try: check path and access"
            self._finish(entry, State.FAILED, None, 0.0, error=reason)
            return
        if self._is_known(entry, sha256):
            original = self.ledger.entry(entry.id).original  # the one of before may have changed
            state = State.DUPLICATE if original else State.DONE
            seconds, pages = entry.seconds or 0.0, entry.pages
            self._finish(entry, state, sha256, seconds, pages=pages, original=original)
        elif sha256 in self._twins:
            self._twins[sha256].append(entry)
        elif like := self.ledger.same_content(entry.id, sha256, self.wish.made_with):
            self._finish_twin(entry, like, begin)
        else:
            self._submit(Started(entry, sha256))

    def _is_known(self, entry: Entry, sha256: str) -> bool:
        """Whether a file only looks as if it had changed: touched, copied, moved back."""
        is_same = entry.sha256 == sha256 and entry.made_with == self.wish.made_with
        is_read = entry.error is None and entry.pages is not None
        return is_same and is_read and has_files(self.ledger, entry, self.wish.pdf)

    def _submit(self, started: Started) -> None:
        entry = started.entry
        self.ledger.start(entry.id, started.sha256)
        self._twins.setdefault(started.sha256, [])
        self.show.reading(entry)
        pdf = str(self._unfinished_pdf(entry)) if self.wish.pdf else None
        most_pages = 0 if started.is_alone else MOST_PAGES
        job = Job(entry.id, str(entry.source), self.settings, pdf, most_pages)
        self._open[self.executor.submit(job)] = started

    def _unfinished_pdf(self, entry: Entry) -> Path:
        return self.ledger.out.work / f"{entry.id}.pdf"

    def _settle_some(self) -> None:
        """Wait a little, and write down what has been read by then."""
        self.executor.check()
        done, _ = wait(self._open, _LOOK, FIRST_COMPLETED)
        for future in done:
            self._settle(self._open[future], future.result())
            del self._open[future]
        self.tally.pages = self.pages.pages
        self.show.update(self.tally)

    def _settle(self, started: Started, outcome: Outcome) -> None:
        entry = started.entry
        assert not isinstance(outcome, Large | Part), "InParts keeps them"
        if isinstance(outcome, Stopped):
            raise outcome.error
        if isinstance(outcome, Lost) and not started.is_alone:
            self.lost.append(started)
            return
        if isinstance(outcome, Done):
            try:
                self._keep(entry, outcome)
                sha256, seconds, pages = outcome.sha256, outcome.seconds, outcome.pages
                self._finish(entry, State.DONE, sha256, seconds, pages=pages)
            except InputError as error:
                self._finish(entry, State.FAILED, started.sha256, outcome.seconds, error=str(error))
        else:
            reason = outcome.reason
            if isinstance(outcome, Lost):
                reason = f"twice, the second time alone: {reason}"
            self._finish(entry, State.FAILED, started.sha256, outcome.seconds, error=reason)
        self._settle_twins(self.ledger.entry(entry.id), started.sha256)

    def _settle_twins(self, entry: Entry, sha256: str) -> None:
        """The files that waited for this one; its content may have changed meanwhile."""
        for twin in self._twins.pop(sha256, []):
            if entry.sha256 == sha256:
                self._finish_twin(twin, entry, time.monotonic())
            else:
                self._begin(twin)

    def _finish_twin(self, entry: Entry, like: Entry, begin: float) -> None:
        """The same as for the file of the same content, without reading it again."""
        sha256 = str(like.sha256)
        if like.state is State.FAILED:
            reason = f"has the same content as {like.path}: {like.error}"
            seconds = time.monotonic() - begin
            self._finish(entry, State.FAILED, sha256, seconds, error=reason, original=like.id)
            return
        try:
            self._copy(like, entry)
        except (InputError, FileNotFoundError):
            self._submit(Started(entry, sha256))
            return
        seconds, pages = time.monotonic() - begin, like.pages
        self.show.say(f"{entry.path}: has the same content as {like.path}")
        self._finish(entry, State.DUPLICATE, sha256, seconds, pages=pages, original=like.id)

    # --- what lasts -----------------------------------------------------------------------

    def _keep(self, entry: Entry, done: Done) -> None:
        """Write the files of a document that was read."""
        out = self.ledger.out
        self._put_pdf(entry)
        for note in done.notes:
            self.show.say(f"{entry.path}: {note}")
        out.save(out.words(entry.output), done.words)
        self._save_record(entry, done.record)

    def _put_pdf(self, entry: Entry) -> None:
        """Put a searchable PDF that was made in its place; one that was not asked for is old.

        Raises:
            InputError: Windows lets nobody replace a file that is open.
            OutputError: disk full.
        """
        target = self.ledger.out.searchable(entry.output)
        with located(target):
            try:
                if self._unfinished_pdf(entry).exists():
                    make_folder(target.parent)
                    self._unfinished_pdf(entry).replace(target)
                elif target.exists():
                    target.unlink()
                else:
                    return
                sync_folder(target.parent)
            except OSError as error:
                fact = f"cannot be replaced: {error.strerror or error}"
                if error.errno == errno.ENOSPC:
                    raise OutputError(fact, "free some space") from error
                hint = "close it where it is open, then --retry-failed"
                raise InputError(fact, hint) from error

    def _save_record(self, entry: Entry, record: Record) -> None:
        """Write a record; what people have said of an older one is kept."""
        out = self.ledger.out
        path = out.record(entry.output)
        with out.saving():
            if path.exists():
                record = carry_corrections(_read_back(path), record)
            out.save(path, record.to_yaml())

    def _copy(self, like: Entry, entry: Entry) -> None:
        """Give a file what was made of another one of the same content."""
        out = self.ledger.out
        record = _read_back(out.record(like.output))
        source = replace(record.source, file=printable_path(entry.source.name))
        if self.wish.pdf and out.searchable(like.output).exists():
            out.save(self._unfinished_pdf(entry), out.searchable(like.output).read_bytes())
        self._put_pdf(entry)
        if out.words(like.output).exists():
            out.save(out.words(entry.output), out.words(like.output).read_bytes())
        self._save_record(entry, replace(record, source=source, corrections=()))

    def _finish(
        self,
        entry: Entry,
        state: State,
        sha256: str | None,
        seconds: float,
        *,
        error: str | None = None,
        pages: int | None = None,
        original: int | None = None,
    ) -> None:
        self.ledger.finish(
            entry.id,
            state,
            made_with=self.wish.made_with,
            sha256=sha256,
            seconds=seconds,
            error=error,
            pages=pages,
            original=original,
        )
        if error is not None:
            self.show.say(f"{entry.path}: {error.splitlines()[0]}")
        self.tally.settled[state] += 1
        self.tally.read += entry.size


def _read_back(path: Path) -> Record:
    """A record that was written before.

    Raises:
        FileNotFoundError: it is gone.
        InputError: it is damaged: what people may have said in it would be lost.
    """
    with located(path):
        text = path.read_text("utf-8", "replace")
        try:
            return Record.from_yaml(text)
        except ValueError as error:
            fact = f"the record there cannot be read back: {error}"
            raise InputError(fact, "repair it, or move it away") from error
