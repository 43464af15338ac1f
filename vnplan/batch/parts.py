"""Documents of many pages, read in parts side by side: any executor under the same interface."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass, field, replace

from vnplan.batch.executor import Executor
from vnplan.batch.jobs import Job, Large, Outcome, Part

# A document of more pages is read in parts of so many.
MOST_PAGES, PART_PAGES = 40, 10


@dataclass(slots=True)
class _Parts:
    """The parts of one document; ``read`` holds those that are there, by their first page."""

    job: Job
    result: Future[Outcome]
    waiting: int
    read: dict[int, Part] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


class InParts:
    """An executor that divides large documents among the places of another one.

    The record of a document is the same however it was read.
    """

    def __init__(self, inner: Executor, part_pages: int = PART_PAGES) -> None:
        self._inner, self._part_pages = inner, part_pages

    @property
    def slots(self) -> int:
        """As :attr:`Executor.slots`."""
        return self._inner.slots

    def submit(self, job: Job) -> Future[Outcome]:
        """As :meth:`Executor.submit`; the outcome is never that of a part."""
        result: Future[Outcome] = Future()
        self._inner.submit(job).add_done_callback(lambda done: self._first(job, done, result))
        return result

    def check(self) -> None:
        """As :meth:`Executor.check`."""
        self._inner.check()

    def close(self) -> None:
        """As :meth:`Executor.close`."""
        self._inner.close()

    def _first(self, job: Job, done: Future[Outcome], result: Future[Outcome]) -> None:
        """The outcome of a document, or that it is large: then its parts are begun."""
        with _given_up(result):
            outcome = done.result()
            if not isinstance(outcome, Large):
                result.set_result(outcome)
                return
            firsts = range(1, outcome.pages + 1, self._part_pages)
            parts = _Parts(job, result, len(firsts))
            for first in firsts:
                last = min(outcome.pages, first + self._part_pages - 1)
                task = self._inner.submit(replace(job, pdf=None, part=(first, last)))
                task.add_done_callback(lambda done, at=first: self._part(parts, at, done))  # type: ignore[misc]

    def _part(self, parts: _Parts, first: int, done: Future[Outcome]) -> None:
        """One more part; the last one makes the document, and a bad one ends it."""
        with _given_up(parts.result):
            outcome = done.result()
            if not isinstance(outcome, Part):
                parts.result.set_result(outcome)
                return
            with parts.lock:
                parts.read[first] = outcome
                parts.waiting -= 1
                is_whole = parts.waiting == 0
            if is_whole:
                read = tuple(parts.read[first] for first in sorted(parts.read))
                last = self._inner.submit(replace(parts.job, parts=read))
                last.add_done_callback(lambda done: self._first(parts.job, done, parts.result))


@contextlib.contextmanager
def _given_up(result: Future[Outcome]) -> Iterator[None]:
    """A document of which a part was given up is given up; nobody asks twice.

    Nobody else sees what is raised where an outcome is told, and the batch would wait for ever.
    """
    try:
        yield
    except InvalidStateError:
        pass
    except Exception as error:
        with contextlib.suppress(InvalidStateError):
            result.set_exception(error)
