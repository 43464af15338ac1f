"""Where jobs are done: on this computer by a pool of processes, or elsewhere (Dask).

A library's pool would be welcome here, but concurrent.futures and loky give up all jobs when one
of their processes is killed, Pebble did in one of two runs with a kill every quarter second (its
processes share one pipe), and none of them ends what a process has started. So each place
here is a thread that watches over a process of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Protocol

from vnplan.batch.jobs import Job, Outcome
from vnplan.batch.reader import Limits, Reader


class Executor(Protocol):
    """Does jobs, several at a time."""

    @property
    def slots(self) -> int:
        """How many jobs are done side by side; may change."""

    def submit(self, job: Job) -> Future[Outcome]:
        """Begin a job, or let it wait for a free place."""

    def check(self) -> None:
        """Be asked now and then, to notice what nobody tells."""

    def close(self) -> None:
        """End all jobs at once; nothing that they started lives on."""


class LocalPool:
    """Processes on this computer, one document each."""

    def __init__(self, slots: int, limits: Limits, turned: Callable[[], None]) -> None:
        """``turned`` is called after every page, from several threads."""
        self.slots = slots
        self._readers = [Reader(limits, turned) for _ in range(slots)]
        self._free: SimpleQueue[Reader] = SimpleQueue()
        for reader in self._readers:
            self._free.put(reader)
        self._threads = ThreadPoolExecutor(slots, "vnplan pool")

    def submit(self, job: Job) -> Future[Outcome]:
        """As :meth:`Executor.submit`."""
        return self._threads.submit(self._read, job)

    def _read(self, job: Job) -> Outcome:
        reader = self._free.get()
        try:
            return reader.read(job)
        finally:
            self._free.put(reader)

    def check(self) -> None:
        """As :meth:`Executor.check`: each thread watches over its process."""

    def close(self) -> None:
        """As :meth:`Executor.close`."""
        for reader in self._readers:
            reader.end()
        self._threads.shutdown(cancel_futures=True)
