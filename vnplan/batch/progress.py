"""What a batch shows while it runs, on standard error: a bar, plain lines, or nothing."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol, Self

from rich.console import Console
from rich.live import Live
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn
from rich.table import Table

from vnplan.batch.ledger import Entry, State

# Seconds between two plain lines.
_PAUSE = 15.0
# What a document costs whatever its size, in bytes of a scan that cost as much.
_LEAST_WORK = 50_000
# Redrawing more often only costs time.
_DRAWN_A_SECOND = 4


@dataclass(slots=True)
class Tally:
    """What has become of the files so far.

    Attributes:
        files, size: that are to be read, and their bytes.
        settled: files by what became of them; ``read`` is their bytes.
        pages: read so far, also of documents that are not finished.
        began: on the monotonic clock.
    """

    files: int
    size: int
    settled: Counter[State] = field(default_factory=Counter)
    read: int = 0
    pages: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self.began

    @property
    def pages_a_minute(self) -> float:
        """Since the beginning."""
        return 60 * self.pages / max(self.seconds, 1e-3)

    @property
    def share(self) -> float:
        """How much is done, 0-1; judged by bytes, of which a document of few has some work, too."""
        whole = self.size + _LEAST_WORK * self.files
        return (self.read + _LEAST_WORK * self.settled.total()) / max(1, whole)

    @property
    def seconds_left(self) -> float | None:
        """At the pace until now; ``None`` before anything is done."""
        return self.seconds * (1 - self.share) / self.share if self.share else None

    def __str__(self) -> str:
        """One line.

        >>> print(Tally(files=4, size=10, began=time.monotonic()))
        0 of 4 files, 0 pages (0 a minute), time left unknown, 0 failed
        """
        return (
            f"{self.settled.total():,} of {self.files:,} files, {self.pages:,} pages "
            f"({self.pages_a_minute:.0f} a minute), time left {span(self.seconds_left)}, "
            f"{self.settled[State.FAILED]:,} failed"
        )


def span(seconds: float | None) -> str:
    """A time that people can grasp.

    >>> span(None), span(42), span(3600 * 26 + 240)
    ('unknown', '0:42', '26:04:00')
    """
    if seconds is None:
        return "unknown"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def plain(text: str) -> str:
    """A text with nothing in it that a terminal would obey; file names may hold anything.

    >>> plain("bản\\x1b[2J.pdf")
    'bản?[2J.pdf'
    """
    return "".join(c if c.isprintable() or c == "\n" else "?" for c in text)


class Show(Protocol):
    """Tells people how the batch gets on."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def reading(self, entry: Entry) -> None:
        """A file is handed to a reader."""

    def update(self, tally: Tally) -> None:
        """Some time has passed."""

    def say(self, line: str) -> None:
        """One line that stays."""


class Silence:
    """Shows nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def reading(self, entry: Entry) -> None:
        """As :class:`Show`."""

    def update(self, tally: Tally) -> None:
        """As :class:`Show`."""

    def say(self, line: str) -> None:
        """As :class:`Show`."""


class Lines(Silence):
    """Plain lines, for a log or a pipe: each failure, and from time to time how far it is."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def update(self, tally: Tally) -> None:
        """As :class:`Show`."""
        if time.monotonic() - self._last >= _PAUSE:
            self._last = time.monotonic()
            self.say(str(tally))

    def say(self, line: str) -> None:
        """As :class:`Show`."""
        print(plain(line), file=sys.stderr, flush=True)


class Bar(Silence):
    """A bar that moves, for a terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(
            SpinnerColumn(),
            BarColumn(bar_width=None),
            TextColumn("{task.percentage:>3.0f} %"),
            console=console,
            refresh_per_second=_DRAWN_A_SECOND,
            transient=True,
        )
        self._task: TaskID = self._progress.add_task("", total=1.0)
        self._now = ""
        self._tally: Tally | None = None
        self._live = Live(
            get_renderable=self._drawn,
            console=console,
            refresh_per_second=_DRAWN_A_SECOND,
            transient=True,
        )

    def __enter__(self) -> Self:
        self._live.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.__exit__(None, None, None)

    def reading(self, entry: Entry) -> None:
        """As :class:`Show`."""
        self._now = plain(entry.path)

    def update(self, tally: Tally) -> None:
        """As :class:`Show`."""
        self._tally = tally
        self._progress.update(self._task, completed=tally.share)

    def say(self, line: str) -> None:
        """As :class:`Show`."""
        self._console.print(escape(plain(line)), highlight=False, soft_wrap=True)

    def _drawn(self) -> Table:
        """Bar, figures, and the file handed out last."""
        grid = Table.grid(expand=True)
        grid.add_column(no_wrap=True, overflow="ellipsis")
        grid.add_row(self._progress)
        grid.add_row("" if self._tally is None else str(self._tally))
        grid.add_row(f"[dim]{escape(self._now)}[/]")
        return grid


def show(quiet: bool) -> Show:
    """What fits: nothing when asked for, a bar on a terminal, else lines."""
    if quiet:
        return Silence()
    console = Console(stderr=True)
    return Bar(console) if console.is_terminal else Lines()


class PageCounter:
    """Counts pages from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.pages = 0

    def turned(self) -> None:
        """One more page was read."""
        with self._lock:
            self.pages += 1
