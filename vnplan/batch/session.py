"""A batch from its beginning to its end: lock, search, read, lists."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vnplan.batch.enter import Entered, Wish, enter
from vnplan.batch.executor import Executor
from vnplan.batch.jobs import made_with
from vnplan.batch.layout import Out
from vnplan.batch.ledger import Ledger, State
from vnplan.batch.lists import write_lists
from vnplan.batch.parts import InParts
from vnplan.batch.progress import PageCounter, Show, Tally
from vnplan.batch.run import Run
from vnplan.batch.scan import Found, Search
from vnplan.errors import OutputError
from vnplan.pipeline import Settings

# Makes the executor, which tells of each page that was read, and says what people should know.
Engine = Callable[[Callable[[str], None], Callable[[], None]], Executor]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a batch; for the attributes see :class:`Wish`.

    Attributes:
        roots: as :func:`vnplan.batch.scan.check_folders` gives them.
    """

    roots: tuple[Path, ...]
    out: Out
    search: Search
    settings: Settings
    retry_failed: bool = False
    force: bool = False
    pdf: bool = False

    def wish(self) -> Wish:
        """The same for the ledger; hashes the dictionaries."""
        return Wish(made_with(self.settings), self.retry_failed, self.force, self.pdf)


@dataclass(frozen=True, slots=True)
class Report:
    """What a batch did.

    Attributes:
        failed: files that could not be read, this time or before.
        is_whole: whether it came to its end.
    """

    entered: Entered
    tally: Tally
    failed: int
    is_whole: bool


def run_batch(request: Request, engine: Engine, show: Show, end: Callable[[Report], None]) -> None:
    """Read what is to be read; ``end`` is told what was done, also when it was cut short.

    Raises:
        OutputError: another batch is writing there, no permission, disk full, a list of what
            failed is open where nobody else may write it.
        DependencyError: a program is missing.
    """
    with request.out.running(), Ledger.create(request.out) as ledger:
        wish = request.wish()
        entered = enter(ledger, request.roots, request.search, wish)
        tally = Tally(entered.to_read, entered.size)
        is_whole = False
        try:
            if entered.to_read:
                read(ledger, request, wish, entered.run, engine, show, tally)
            is_whole = True
        finally:
            unwritten = _lists(ledger)
            failed = entered.failed + tally.settled[State.FAILED]
            end(Report(entered, tally, failed, is_whole))
            if unwritten and not is_whole:
                show.say(str(unwritten))
        if unwritten:
            raise unwritten


def _lists(ledger: Ledger) -> OutputError | None:
    """Write the lists of a batch; why they are not those of now."""
    try:
        write_lists(ledger)
    except OutputError as error:
        stale = OutputError(
            f"is not up to date: {error.fact}",
            "close it where it is open, free some space, and run the same command again",
        )
        stale.place = error.place
        return stale
    return None


def read(
    ledger: Ledger,
    request: Request,
    wish: Wish,
    number: int,
    engine: Engine,
    show: Show,
    tally: Tally,
) -> None:
    """Read the files of one run that are to be read.

    Raises:
        OutputError, DependencyError: as :func:`run_batch`.
    """
    pages = PageCounter()
    executor = InParts(engine(show.say, pages.turned))
    try:
        with show:
            run = Run(ledger, executor, request.settings, wish, show, tally, pages)
            run.read(ledger.entries(State.PENDING, State.RUNNING, run=number))
    finally:
        executor.close()


def watch(request: Request, engine: Engine, show: Callable[[], Show], every: float) -> None:
    """Read what comes into the folders, until interrupted; look each ``every`` seconds.

    The folders are listed again and again, because no system tells of files that another
    computer puts on a share.

    Raises:
        OutputError, DependencyError: as :func:`run_batch`.
        KeyboardInterrupt: asked to end; nothing is lost.
    """
    arrivals = Arrivals()
    told: set[str] = set()
    unwritten: OutputError | None = None
    with request.out.running(), Ledger.create(request.out) as ledger:
        wish = request.wish()
        while True:
            entered = enter(ledger, request.roots, request.search, wish, arrivals.is_ready)
            for folder in sorted({*entered.unreadable} - told):
                show().say(f"could not be listed: {folder}")
            told = {*entered.unreadable}
            if entered.to_read:
                tally = Tally(entered.to_read, entered.size)
                try:
                    read(ledger, request, wish, entered.run, engine, show(), tally)
                finally:
                    was_written, unwritten = unwritten is None, _lists(ledger)
                    if unwritten and was_written:
                        show().say(str(unwritten))
            elif unwritten:
                unwritten = _lists(ledger)
            time.sleep(every)


class Arrivals:
    """Tells files that have come to rest from those that still grow."""

    def __init__(self) -> None:
        # Each file as it was last seen, and whether it was let through like that.
        self._seen: dict[tuple[Path, str], tuple[Found, bool]] = {}

    def is_ready(self, root: Path, found: Found) -> bool:
        """Whether the file is as it was the last time, and was not let through before."""
        before, is_through = self._seen.get((root, found.path), (None, False))
        is_same = before == found
        self._seen[root, found.path] = (found, is_same)
        return is_same and not is_through
