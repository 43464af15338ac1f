"""A process of its own that reads documents, and can be ended at any moment.

It leads a session, in which all programs that it starts stay, so that they end with it. When
the process that started it is gone, it ends itself in the same way.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

import psutil

from vnplan.batch.jobs import Job, Lost, Outcome, Stopped, read_job
from vnplan.errors import VnplanError
from vnplan.memory import seldom_look_for_cycles, work_on_one_core
from vnplan.recognise.tesseract import READER

# A new process imports everything anew, on every system alike, and inherits no open file.
_CONTEXT = multiprocessing.get_context("spawn")
# Seconds between two looks at the memory of a reader and its programs.
_LOOK = 0.5
# A page is fit for this many seconds at most: so long may the record of many pages take at
# the end, when no page is turned any more.
_SECONDS_A_PAGE = 2.0
# How often a reader may break down before it has begun, and how long beginning may take.
_STARTS, _START_SECONDS = 3, 120.0
# One thread each: what is read side by side would only be in each other's way.
_THREADS = (
    "OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS",
    "OPENCV_FOR_THREADS_NUM",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may take.

    Attributes:
        timeout: seconds without a page being read.
        memory: bytes of the reader and its programs together.
        work: the folder for temporary files; the system's when ``None``.
    """

    timeout: float = 300.0
    memory: int = 4 << 30
    work: Path | None = None


class Reader:
    """The handle of a reading process, which is started when it is needed, and anew when lost.

    One thread uses it at a time; :meth:`end` may come from another one.
    """

    def __init__(self, limits: Limits, turned: Callable[[], None] = lambda: None) -> None:
        """``turned`` is called after each page, from the thread that reads."""
        self._limits = limits
        self._turned = turned
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None
        self._ended = False
        self._lock = threading.Lock()

    def read(self, job: Job) -> Outcome:
        """Read one document, within the limits."""
        begin = time.monotonic()
        try:
            connection = self._started()
            connection.send(job)
            return self._watched(connection, begin, sum(part.pages for part in job.parts))
        except _Broken as broken:
            return Stopped(VnplanError(str(broken), "vnplan doctor, or fewer --jobs"))
        except (EOFError, OSError):
            code = self._kill()
            return Lost(_how_it_ended(code), time.monotonic() - begin)

    def end(self) -> None:
        """End the process and its programs at once; it does not come back."""
        self._ended = True
        self._kill()

    def _started(self) -> Connection:
        """The connection to a process that is ready to read."""
        for _ in range(_STARTS):
            if self._process is not None and self._process.is_alive() and self._connection:
                return self._connection
            self._kill()
            self._start()
            with contextlib.suppress(EOFError, OSError):
                if self._connection and self._connection.poll(_START_SECONDS):
                    self._connection.recv()
        if self._ended:
            raise EOFError
        raise _Broken("a reading process cannot be started")

    def _start(self) -> None:
        with self._lock:
            if self._ended:
                raise EOFError
            self._connection, theirs = _CONTEXT.Pipe()
            for name in _THREADS:
                os.environ.setdefault(name, "1")
            self._process = _CONTEXT.Process(
                target=serve, args=(theirs, self._limits.work), daemon=True, name="vnplan reader"
            )
            self._process.start()
            theirs.close()

    def _watched(self, connection: Connection, begin: float, pages: int) -> Outcome:
        """What the process answers, unless it must be ended before; ``pages`` it has already."""
        limits, turned = self._limits, time.monotonic()
        while True:
            end = time.monotonic() + _LOOK
            while connection.poll(max(0.0, end - time.monotonic())):
                answer = connection.recv()
                if not isinstance(answer, int):
                    return answer  # type: ignore[no-any-return]
                turned, pages = time.monotonic(), answer
                self._turned()
            patience = max(limits.timeout, _SECONDS_A_PAGE * pages)
            if time.monotonic() - turned > patience:
                fact = f"nothing was read for {patience:g} seconds"
                hint = "a longer --timeout with --retry-failed"
            elif self._memory() > limits.memory:
                fact = f"takes more than {limits.memory / (1 << 30):.3g} GB of memory"
                hint = "a higher --memory-limit with --retry-failed"
            else:
                continue
            self._kill()
            return Lost(f"{fact}\n  try: {hint}", time.monotonic() - begin)

    def _memory(self) -> int:
        """Bytes in memory of the process and of the programs that it runs."""
        total = 0
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(self._process.pid if self._process else None)
            for one in (process, *process.children(recursive=True)):
                with contextlib.suppress(psutil.Error):
                    total += one.memory_info().rss
        return total

    def _kill(self) -> int | None:
        """End the process with its whole session; how it ended."""
        with self._lock:
            process, self._process = self._process, None
            connection, self._connection = self._connection, None
        if process is None:
            return None
        end_session(process.pid or 0)
        process.kill()
        process.join()
        end_session(process.pid or 0)  # a program that was being started just then
        if connection is not None:
            connection.close()
        return process.exitcode


class _Broken(Exception):
    """A reading process does not even begin."""


def _how_it_ended(code: int | None) -> str:
    if code is not None and code < 0:
        return f"its reader was ended by signal {-code}"
    return f"its reader broke down with exit code {code}"


if sys.platform == "win32":

    def end_session(pid: int) -> None:
        """End a process and all that it started."""
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(pid)
            for one in (*process.children(recursive=True), process):
                with contextlib.suppress(psutil.Error):
                    one.kill()

    def lead_session() -> None:
        """Nothing: on Windows the children of a process are found by asking."""

else:

    def end_session(pid: int) -> None:
        """End a process and all that it started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)

    def lead_session() -> None:
        """Become the leader of a session, which :func:`end_session` ends."""
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


# --- in the process -----------------------------------------------------------------------


def serve(connection: Connection, work: Path | None) -> None:
    """Read jobs until the connection is closed: first a sign of life, then page by page."""
    lead_session()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")  # of libraries, about single files
    os.environ[READER] = str(os.getpid())
    seldom_look_for_cycles()
    work_on_one_core()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if work is not None:
        tempfile.tempdir = str(work)
        os.environ.update(TMPDIR=str(work), TEMP=str(work), TMP=str(work))
    connection.send("ready")
    with contextlib.suppress(EOFError, OSError):
        while True:
            connection.send(read_job(connection.recv(), connection.send))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    end_session(os.getpid())
