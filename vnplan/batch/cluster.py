"""Jobs on other computers, through dask.distributed: paths and settings travel, never images.

On each worker a reading process of its own does the work, as in the local pool, so that a
document that hangs or eats memory is ended there with all its programs. Dask may do a job twice
or lose it: the ledger here is the truth, and only what comes back to it counts.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import platform
import re
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any
from uuid import uuid4

from vnplan.batch.jobs import Job, Lost, Outcome, Stopped, made_with
from vnplan.batch.reader import Limits, Reader
from vnplan.errors import DependencyError, InputError, VnplanError, located
from vnplan.lexicon import Dictionaries
from vnplan.pipeline import Settings
from vnplan.recognise.tesseract import versions

LOCAL = "local"
# Seconds to wait for a scheduler, for its first worker, and between two looks for new ones.
_CONNECT, _FIRST, _LOOK = 20.0, 60.0, 5.0
_AGAIN = "see to the scheduler, and run the same command again"


@dataclass(frozen=True, slots=True)
class Mapping:
    """A folder that workers see under another name: ``here`` is ``there`` for them."""

    here: PurePath
    there: str

    @classmethod
    def parse(cls, text: str) -> Mapping:
        r"""What stands after ``--map``.

        >>> Mapping.parse("/mnt/scans=/srv/scans").there
        '/srv/scans'

        Raises:
            ValueError: there is no ``=``, or nothing on one side of it.
        """
        here, _, there = text.partition("=")
        if not here or not there:
            raise ValueError("FOLDER=FOLDER: as it is called here, and as the workers call it")
        return cls(Path(here).absolute(), there)

    def applied(self, path: PurePath) -> str | None:
        r"""The path for a worker; ``None`` when it does not lie in ``here``.

        >>> mapping = Mapping(PurePosixPath("/mnt/a"), "\\\\nas\\a")
        >>> print(mapping.applied(PurePosixPath("/mnt/a/b/c.pdf")))
        \\nas\a\b\c.pdf
        """
        if not path.is_relative_to(self.here):
            return None
        flavour = PureWindowsPath if "\\" in self.there or ":" in self.there else PurePosixPath
        there = self.there + "\\" if self.there.endswith(":") else self.there  # a whole drive
        return str(flavour(there).joinpath(*path.relative_to(self.here).parts))


def path_there(path: str, mappings: Sequence[Mapping]) -> str:
    """The path for a worker, by the first mapping that fits; else as it is."""
    found = (mapping.applied(Path(path)) for mapping in mappings)
    return next((there for there in found if there is not None), path)


@dataclass(frozen=True, slots=True)
class Keys:
    """Files for TLS, each a path of this computer: authority, certificate, key."""

    authority: Path
    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class Site:
    """Where a cluster is, and how it sees our files.

    Attributes:
        address: of the scheduler, ``tcp://…`` or ``tls://…``; ``local`` starts one here.
        dictionaries: the user's own, as this computer calls it.
    """

    address: str
    mappings: tuple[Mapping, ...] = ()
    keys: Keys | None = None
    dictionaries: Path | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """What shapes a record on one computer; all of a batch must have the same."""

    vnplan: str
    dictionaries: str
    tesseract: str
    data: str

    def differences(self, wanted: Described) -> str:
        """What is not as wanted, in words; empty when all is."""
        names = ("vnplan", "dictionaries", "tesseract", "data")
        pairs = ((n, getattr(self, n), getattr(wanted, n)) for n in names)
        return ", ".join(f"{n} is {is_} where {due} is due" for n, is_, due in pairs if is_ != due)


def describe(settings: Settings, own: str | None) -> Described | str:
    """What this computer has; a message when something is missing."""
    try:
        here = replace(settings, dictionaries=_dictionaries(own))
        return Described(
            *made_with(here), *versions(settings.recognise.program, settings.recognise.language)
        )
    except VnplanError as error:
        return error.fact


@lru_cache(maxsize=4)
def _dictionaries(own: str | None) -> Dictionaries:
    return Dictionaries.locate(Path(own) if own else None)


# --- on a worker --------------------------------------------------------------------------

_of_thread = threading.local()


def read_there(job: Job, own: str | None, limits: Limits, topic: str) -> Outcome:
    """Read one document, on a worker; each of its threads has a reading process.

    Of each page that was read, those hear who listen to the ``topic``.
    """
    if not Path(job.path).exists():  # who sent it has just read it
        fact = f"the worker on {platform.node()} does not see {job.path}"
        return Stopped(InputError(fact, "--map HERE=THERE, see docs/scale-out.md"))
    if not hasattr(_of_thread, "reader"):
        # Dask's own processes are daemons, which may have no children, lest these outlive them;
        # a reading process ends by itself when the one that started it is gone.
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        _of_thread.reader = Reader(limits, _tell_of_page)
    reader: Reader = _of_thread.reader
    _of_thread.topic = topic
    settings = replace(job.settings, dictionaries=_dictionaries(own))
    return reader.read(replace(job, settings=settings))


def _tell_of_page() -> None:
    """Tell that a page was read; called by the thread that reads."""
    from distributed import get_worker

    worker: Any = get_worker()
    worker.log_event(_of_thread.topic, "page")


# --- here ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Sent:
    """A job without an outcome, the task of Dask that does it, and the workers that may."""

    job: Job
    result: Future[Outcome]
    task: Any = None
    workers: frozenset[str] = frozenset()


class DaskCluster:
    """An executor whose places are the threads of Dask workers.

    A worker that has another vnplan, other dictionaries, another Tesseract or other data of it
    gets no job, since its records would differ; ``say`` is told so.
    """

    def __init__(
        self,
        site: Site,
        jobs: int,
        limits: Limits,
        settings: Settings,
        say: Callable[[str], None],
        turned: Callable[[], None],
    ) -> None:
        """Connect; ``jobs`` is how many workers ``local`` starts.

        Raises:
            DependencyError: Dask is not installed, or no worker is fit.
            InputError: no scheduler answers.
        """
        self._limits = replace(limits, work=None)
        self._site, self._settings, self._say = site, settings, say
        own = site.dictionaries
        self._own = path_there(str(own), site.mappings) if own else None
        self._wanted = describe(settings, str(own) if own else None)
        self._fit: dict[str, int] = {}
        self._unfit: set[str] = set()
        self._looked = 0.0
        self._open: dict[int, _Sent] = {}
        self._topic = f"vnplan-pages-{uuid4().hex}"
        self._cluster, self._client = _connected(site, jobs)
        try:
            self._client.subscribe_topic(self._topic, lambda _: turned())
            self._wait_for_workers()
        except BaseException:
            self.close()
            raise

    @property
    def slots(self) -> int:
        """Threads of the workers that are fit."""
        self._look_again()
        return max(1, sum(self._fit.values()))

    def submit(self, job: Job) -> Future[Outcome]:
        """As :meth:`vnplan.batch.executor.Executor.submit`."""
        mappings = self._site.mappings
        there = replace(
            job,
            path=path_there(job.path, mappings),
            settings=replace(self._settings, dictionaries=Dictionaries(())),
            pdf=path_there(job.pdf, mappings) if job.pdf else None,
        )
        sent = _Sent(there, Future())
        self._open[id(sent)] = sent
        self._send(sent)
        return sent.result

    def _send(self, sent: _Sent) -> None:
        """Give a job to the workers that are fit now; when there is none, :meth:`check` does."""
        sent.task, sent.workers = None, frozenset(self._fit)
        if sent.workers:
            workers = list(sent.workers)
            sent.task = self._client.submit(
                read_there, sent.job, self._own, self._limits, self._topic,
                pure=False, workers=workers,
            )  # fmt: skip
            sent.task.add_done_callback(lambda done: self._pass_on(done, sent))

    def _pass_on(self, task: Any, sent: _Sent) -> None:
        """The outcome of a task, or what it means that there is none."""
        from distributed import KilledWorker

        if sent.task is None or task.key != sent.task.key:
            return  # its workers had gone, and it was sent to others
        self._open.pop(id(sent), None)
        outcome: Outcome
        try:
            outcome = task.result()
        except KilledWorker:
            outcome = Lost("every worker that read it broke down", 0.0)
        except BaseException as error:
            fact = "the scheduler is gone" if task.cancelled() else f"Dask failed: {error!r}"
            outcome = Stopped(VnplanError(fact, _AGAIN))
        with contextlib.suppress(InvalidStateError):
            sent.result.set_result(outcome)

    def check(self) -> None:
        """Give up all jobs when the scheduler is gone, and send those anew whose workers are.

        A worker that was started again has another address, and Dask would wait for the old one.
        """
        if self._client.status != "running":
            for sent in list(self._open.values()):
                with contextlib.suppress(InvalidStateError):
                    sent.result.set_result(Stopped(VnplanError("the scheduler is gone", _AGAIN)))
            return
        self._look_again()
        for sent in list(self._open.values()):
            if self._fit and sent.workers.isdisjoint(self._fit):
                task = sent.task
                self._send(sent)
                if task is not None:
                    task.cancel()

    def _wait_for_workers(self) -> None:
        end = time.monotonic() + _FIRST
        while not self._fit:
            self._look()
            if self._unfit and not self._fit:
                raise DependencyError("no worker is fit", "install the same on all computers")
            if time.monotonic() > end:
                raise DependencyError(
                    f"no worker has come to {self._site.address}", "docs/scale-out.md"
                )
            time.sleep(0.2)

    def _look_again(self) -> None:
        """Look for workers from time to time, and say so when there is none any more."""
        if time.monotonic() - self._looked > _LOOK:
            was_fit = bool(self._fit)
            with contextlib.suppress(OSError):  # the scheduler is gone, as check() will notice
                self._look()
            if was_fit and not self._fit:
                self._say("no worker is left: waiting until one comes that is fit")

    def _look(self) -> None:
        """Get to know workers that have come, forget those that have gone."""
        self._looked = time.monotonic()
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        self._fit = {name: n for name, n in self._fit.items() if name in workers}
        new = [name for name in workers if name not in self._fit and name not in self._unfit]
        if not new:
            return
        settings = replace(self._settings, dictionaries=Dictionaries(()))
        found = self._client.run(
            describe, settings, self._own, workers=new, on_error="ignore", nanny=False
        )
        for name, described in found.items():
            if described == self._wanted:
                self._fit[name] = int(workers[name]["nthreads"])
            else:
                self._unfit.add(name)
                self._say(f"worker {name} is not used: {_why_unfit(described, self._wanted)}")

    def close(self) -> None:
        """As :meth:`vnplan.batch.executor.Executor.close`."""
        for sent in list(self._open.values()):
            sent.result.cancel()
        for end in (self._client.close, *([self._cluster.close] if self._cluster else [])):
            with contextlib.suppress(Exception):
                end(timeout=10)


def _why_unfit(described: Described | str, wanted: Described | str) -> str:
    if isinstance(described, str):
        return described
    return described.differences(wanted) if isinstance(wanted, Described) else wanted


def _connected(site: Site, jobs: int) -> tuple[Any, Any]:
    """The cluster when it is ours, and the client."""
    try:
        import distributed
    except ImportError as error:
        hint = "python -m pip install 'vnplan[dask]'"
        raise DependencyError("Dask is not installed", hint) from error
    dask: Any = distributed  # without types
    # What concerns the batch comes to us; the rest would be written over the progress.
    for name in filter(re.compile(r"distributed\b").match, logging.root.manager.loggerDict):
        logging.getLogger(name).handlers = [logging.NullHandler()]
    try:
        if site.address == LOCAL:
            # Encrypted even here: who can speak to a scheduler can run programs on its workers.
            cluster = dask.LocalCluster(
                n_workers=jobs, threads_per_worker=1, memory_limit=0, host="127.0.0.1",
                dashboard_address=None, security=True,
            )  # fmt: skip
            return cluster, dask.Client(cluster)
        keys = site.keys
        security = keys and dask.Security(
            tls_ca_file=str(keys.authority),
            tls_client_cert=str(keys.certificate),
            tls_client_key=str(keys.key),
            require_encryption=True,
        )
        return None, dask.Client(site.address, timeout=_CONNECT, security=security)
    except (OSError, ValueError, TypeError) as error:
        with located(site.address):
            raise InputError(f"no scheduler answers: {error}", "docs/scale-out.md") from error
