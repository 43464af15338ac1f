"""Dask workers that come, go, and come again under another address."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from vnplan.batch import cluster
from vnplan.batch.cluster import DaskCluster, Site
from vnplan.batch.jobs import Done, Failed, Job, Outcome
from vnplan.batch.reader import Limits
from vnplan.pipeline import Settings

pytest.importorskip("distributed")
FIT = cluster.Described("1", "2", "3", "4")
READ = Failed("it was read", 0.0)


class Task:
    """A task of Dask; ``workers`` are those that may do it."""

    def __init__(self, key: int, workers: Sequence[str]) -> None:
        self.key, self.workers, self.is_cancelled = key, workers, False

    def add_done_callback(self, told: Any) -> None:
        """Once it is done."""
        self._told = told

    def result(self) -> Outcome:
        """What the document became."""
        return READ

    def cancel(self) -> None:
        """Nobody is to do it."""
        self.is_cancelled = True
        self.do()

    def do(self) -> None:
        """Be done, and tell of it."""
        self._told(self)


class Client:
    """A client of Dask, whose ``workers`` are fit when their address begins with ``fit``."""

    status = "running"

    def __init__(self, *workers: str) -> None:
        self.workers, self.tasks = workers, list[Task]()

    def scheduler_info(self, **_: object) -> dict[str, Any]:
        """The workers that are there now."""
        return {"workers": {name: {"nthreads": 1} for name in self.workers}}

    def run(self, *_: object, workers: Sequence[str], **__: object) -> dict[str, Any]:
        """Describe workers."""
        return {name: FIT if name.startswith("fit") else "other" for name in workers}

    def subscribe_topic(self, *_: object) -> None:
        """Nothing is told."""

    def submit(self, *_: object, workers: Sequence[str], **__: object) -> Task:
        """A task for some workers."""
        self.tasks.append(Task(len(self.tasks), workers))
        return self.tasks[-1]

    def close(self, timeout: float) -> None:
        """Nothing is open."""


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    """A client of a scheduler with two workers, of which one is fit."""
    client = Client("fit 1", "other 2")
    monkeypatch.setattr(cluster, "_connected", lambda *_: (None, client))
    monkeypatch.setattr(cluster, "describe", lambda *_: FIT)
    monkeypatch.setattr(cluster, "_LOOK", 0.0)
    return client


def connected(said: list[str]) -> DaskCluster:
    """The executor on that scheduler."""
    return DaskCluster(Site("here"), 1, Limits(), Settings(), said.append, lambda: None)


def job(path: Path) -> Job:
    """A document that any worker can read."""
    path.write_text("KẾ HOẠCH\nCải cách hành chính năm 2024\n", "utf-8")
    return Job(1, str(path), Settings())


def test_the_jobs_of_a_worker_that_went_are_given_to_another(
    client: Client, tmp_path: Path
) -> None:
    """Its task is cancelled, and what that says is not the outcome."""
    executor = connected([])
    result = executor.submit(job(tmp_path / "a.txt"))
    executor.check()
    assert [task.workers for task in client.tasks] == [["fit 1"]]
    client.workers = ("other 2", "fit 3")
    executor.check()
    assert [(task.workers, task.is_cancelled) for task in client.tasks] == [
        (["fit 1"], True), (["fit 3"], False),
    ]  # fmt: skip
    assert not result.done()
    client.tasks[1].do()
    assert result.result(0) == READ


def test_no_job_goes_to_a_worker_that_is_not_fit(client: Client, tmp_path: Path) -> None:
    """While there is no other one, it waits, and people are told."""
    said: list[str] = []
    executor = connected(said)
    client.workers = ("other 2",)
    executor.check()
    result = executor.submit(job(tmp_path / "a.txt"))
    executor.check()
    assert client.tasks == []
    assert [line for line in said if "no worker is left" in line] == said[1:]
    assert len(said) == 2
    client.workers = ("other 2", "fit 4")
    executor.check()
    assert [task.workers for task in client.tasks] == [["fit 4"]]
    client.tasks[0].do()
    assert result.result(0) == READ


@pytest.fixture
def one_worker() -> Iterator[DaskCluster]:
    """A scheduler and a worker of their own."""
    executor = DaskCluster(
        Site(cluster.LOCAL), 1, Limits(), Settings(), lambda _: None, lambda: None
    )
    yield executor
    executor.close()


def test_each_page_is_told_of_when_it_was_read(tmp_path: Path) -> None:
    """A document of many pages is not silent until its end."""
    turned: list[float] = []
    executor = DaskCluster(
        Site(cluster.LOCAL), 1, Limits(), Settings(), lambda _: None,
        lambda: turned.append(time.monotonic()),
    )  # fmt: skip
    path = tmp_path / "a.txt"
    path.write_text("\f".join(f"KẾ HOẠCH\nSố {n}\n" for n in range(5)), "utf-8")
    try:
        for _ in range(2):
            assert isinstance(executor.submit(Job(1, str(path), Settings())).result(90), Done)
        end = time.monotonic() + 20
        while len(turned) < 10 and time.monotonic() < end:
            time.sleep(0.05)
    finally:
        executor.close()
    assert len(turned) == 10


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_a_batch_goes_on_when_its_only_worker_was_started_again(
    one_worker: DaskCluster, tmp_path: Path
) -> None:
    """Its nanny does so when it was killed; before that, a job was for the worker of before."""
    client: Any = one_worker._client
    (pid,) = client.run(os.getpid).values()
    os.kill(pid, signal.SIGKILL)
    result: Future[Outcome] = one_worker.submit(job(tmp_path / "a.txt"))
    end = time.monotonic() + 90
    while not result.done():
        assert time.monotonic() < end, "the job waits for a worker that has gone"
        one_worker.check()
        time.sleep(0.2)
    assert isinstance(result.result(), Done)
