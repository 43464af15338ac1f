"""What lies where in the output folder of a batch.

::

    OUT/vnplan.sqlite               the ledger
    OUT/failures.csv                what could not be read, and why
    OUT/duplicates.csv              what has the same content, when something has
    OUT/2024/plan.pdf.yaml          the record of 2024/plan.pdf
    OUT/2024/plan.pdf.searchable.pdf    its searchable PDF, when asked for
    OUT/.vnplan/words/2024/plan.pdf.words.json.gz   what was read where on its pages
    OUT/.vnplan/unfinished/         files being written; empty between batches
    OUT/.vnplan/*.lock              held by who is writing
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from vnplan.batch.names import searchable_name, words_name
from vnplan.errors import OutputError, located
from vnplan.write import save

LEDGER, HIDDEN = "vnplan.sqlite", ".vnplan"
FAILURES, DUPLICATES = "failures.csv", "duplicates.csv"
# Seconds to wait for another program that is saving one record.
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Out:
    """An output folder; ``path`` is absolute."""

    path: Path

    @classmethod
    def at(cls, path: Path) -> Out:
        """The output folder of that name, there or not."""
        return cls(path.resolve())

    @property
    def ledger(self) -> Path:
        """The database of :class:`vnplan.batch.ledger.Ledger`."""
        return self.path / LEDGER

    @property
    def failures(self) -> Path:
        """The list of failures, for a spreadsheet."""
        return self.path / FAILURES

    @property
    def duplicates(self) -> Path:
        """The list of files with the content of another one, for a spreadsheet."""
        return self.path / DUPLICATES

    @property
    def work(self) -> Path:
        """Unfinished files; on the same disk as the finished ones."""
        return self.path / HIDDEN / "unfinished"

    def record(self, output: str) -> Path:
        """The YAML of an entry's ``output``."""
        return self.path.joinpath(*output.split("/"))

    def searchable(self, output: str) -> Path:
        """The searchable PDF of an entry's ``output``."""
        return self.record(searchable_name(output))

    def words(self, output: str) -> Path:
        """The words of an entry's ``output``, see :mod:`vnplan.words`; may be missing."""
        return self.path.joinpath(HIDDEN, "words", *words_name(output).split("/"))

    def save(self, path: Path, content: str | bytes) -> None:
        """Write a file of this folder, whole and for good: a power cut does not undo it.

        Raises:
            OutputError: no permission, disk full.
        """
        make_folder(path.parent)
        make_folder(self.work)
        save(path, content, self.work)
        with located(path):
            try:
                sync_folder(path.parent)
            except OSError as error:
                fact = f"cannot be written for good: {error.strerror or error}"
                raise OutputError(fact, "another folder with -o, or free some space") from error

    @contextmanager
    def running(self) -> Iterator[None]:
        """Hold this folder for one batch; unfinished files of an earlier one are swept away.

        The lock is the system's, so it ends with the process that holds it.

        Raises:
            OutputError: another batch is running, or the folder cannot be written.
        """
        with self._locked("batch", 0.0, "another batch is writing into this folder"):
            self._sweep()
            make_folder(self.work)
            try:
                yield
            finally:
                with suppress(OutputError):  # the next batch sweeps as well
                    self._sweep()

    def _sweep(self) -> None:
        """Take away unfinished files, but for one that the review is writing just then."""
        with self.saving():
            shutil.rmtree(self.work, ignore_errors=True)

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Hold the records while one is read, changed and saved, as batch and review both do.

        Raises:
            OutputError: another program holds them for too long.
        """
        with self._locked("records", _PATIENCE, "its records are held by another program"):
            yield

    @contextmanager
    def _locked(self, name: str, patience: float, fact: str) -> Iterator[None]:
        with located(self.path):
            make_folder(self.path / HIDDEN)
            lock = FileLock(self.path / HIDDEN / f"{name}.lock", timeout=patience)
            try:
                lock.acquire()
            except Timeout:
                raise OutputError(fact, "wait until it ends, or name another folder") from None
            except OSError as error:
                raise OutputError(
                    f"cannot be locked: {error.strerror or error}", "another folder with -o"
                ) from error
        try:
            yield
        finally:
            lock.release()


def make_folder(path: Path) -> None:
    """Make a folder and those above it, for good.

    Raises:
        OutputError: a file has the name, no permission, disk full.
    """
    missing = [folder for folder in (path, *path.parents) if not folder.is_dir()]
    if file := next(filter(Path.exists, missing), None):
        raise OutputError(f"{file.name} is a file, not a folder", "another folder with -o")
    with located(path):
        try:
            for folder in reversed(missing):
                folder.mkdir(exist_ok=True)
                sync_folder(folder.parent)
        except OSError as error:
            fact = f"the folder cannot be made: {error.strerror or error}"
            raise OutputError(fact, "another folder with -o, or free some space") from error


if sys.platform == "win32":

    def sync_folder(path: Path) -> None:
        """Nothing: Windows cannot flush a folder, and writes its names through by itself."""

else:

    def sync_folder(path: Path) -> None:
        """Make the names in a folder outlast a power cut.

        Raises:
            OSError: no permission, disk full.
        """
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
