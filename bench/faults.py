"""Faults during a batch: ``make test-faults``.

Kills: a batch runs, one of its processes is killed at a random moment (the batch itself, a
reader, a Tesseract, a Dask worker, the Dask scheduler), and the same command is given again. Its
output must then be that of an undisturbed batch, byte for byte, each file done once, and no
process and no unfinished file may be left.

Damage: files cut short, with flipped bits, under a wrong name, and bombs, mixed into good ones.
The good ones must be done, each bad one failed with a reason.
"""

from __future__ import annotations

import argparse
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.damage import damaged_files
from bench.made_documents import fill
from vnplan.batch import Ledger, Out, State

# Marks all processes of one trial, so that those which are left can be found.
_MARK = "VNPLAN_FAULTS"
_PATIENCE = 300.0
# What a trial says whose batch was over before the victim was there; it is made anew.
NOBODY, TRIES = "nobody to kill", range(5)


@dataclass(frozen=True, slots=True)
class Victim:
    """Whom a trial kills: found by a word of its command line, below the batch or beside it."""

    name: str
    word: str
    dask: bool


VICTIMS = (
    Victim("batch", "", False),
    Victim("reader", "spawn_main", False),
    Victim("tesseract", "tesseract", False),
    Victim("dask worker", "spawn_main", True),
    Victim("dask scheduler", "dask_scheduler", True),
    Victim("batch with dask", "", True),
)


def environment(mark: str) -> dict[str, str]:
    """Of all processes of a trial."""
    return {**os.environ, _MARK: mark}


def marked(mark: str) -> list[psutil.Process]:
    """The processes of a trial that are alive."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get(_MARK) == mark and process.status() != "zombie":
                found.append(process)
    return found


def batch(folder: Path, out: Path, mark: str, *options: str) -> subprocess.Popen[bytes]:
    """A batch as a process of its own."""
    files = [str(folder), "-o", str(out)]
    command = [sys.executable, "-m", "vnplan", "batch", *files, "-q", *options]
    return subprocess.Popen(command, env=environment(mark))


def output(out: Path) -> dict[str, bytes]:
    """What a batch has made of its files."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.suffix in (".yaml", ".gz", ".pdf")
    }


def wait_until(condition: Callable[[], bool], seconds: float = _PATIENCE) -> bool:
    """Whether ``condition`` came about in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


# --- kills --------------------------------------------------------------------------------


@contextmanager
def dask_cluster(mark: str) -> Iterator[str]:
    """A scheduler and two workers on this computer; the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", address,
                 "--no-dashboard"]  # fmt: skip
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nworkers", "2",
              "--nthreads", "1", "--memory-limit", "0", "--no-dashboard",
              "--death-timeout", "20"]  # fmt: skip
    quiet = subprocess.DEVNULL
    processes = [
        subprocess.Popen(command, env=environment(mark), stdout=quiet, stderr=quiet)
        for command in (scheduler, worker)
    ]
    try:
        yield address
    finally:
        for process in processes:
            with suppress(psutil.Error):
                for child in psutil.Process(process.pid).children(recursive=True):
                    child.kill()
            process.kill()
            process.wait()


def strike(victim: Victim, process: subprocess.Popen[bytes], mark: str, rest: float) -> bool:
    """Kill a victim, at the latest after ``rest`` seconds; whether there was one."""
    time.sleep(rest)
    if not victim.word:
        process.kill()
        return True

    def found() -> list[psutil.Process]:
        everyone = marked(mark)
        with suppress(psutil.Error):
            return [p for p in everyone if victim.word in " ".join(p.cmdline())]
        return []

    if not wait_until(lambda: bool(found()) or process.poll() is not None, 30):
        return False
    for one in found()[:1]:
        with suppress(psutil.Error):
            one.kill()
            return True
    return False


def trial(victim: Victim, folder: Path, reference: dict[str, bytes], chance: random.Random) -> str:
    """One kill and the rerun after it; what went wrong, or nothing."""
    mark = f"{os.getpid()}-{chance.random()}"
    with tempfile.TemporaryDirectory(prefix="vnplan-faults-") as place:
        out = Path(place) / "out"
        if victim.dask:
            with dask_cluster(mark) as address:
                struck = disturbed(victim, folder, out, mark, chance, "--dask", address)
        else:
            struck = disturbed(victim, folder, out, mark, chance, "--jobs", "2")
        if not struck:
            return NOBODY
        if not wait_until(lambda: not marked(mark), 20):
            return f"alive after the batch: {[p.cmdline() for p in marked(mark)]}"
        rerun = batch(folder, out, mark, "--jobs", "2")
        if code := rerun.wait(_PATIENCE):
            return f"the rerun ended with {code}"
        return check(out, len(reference) // 2, reference) or (
            "processes are left" if not wait_until(lambda: not marked(mark), 20) else ""
        )


def disturbed(
    victim: Victim, folder: Path, out: Path, mark: str, chance: random.Random, *options: str
) -> bool:
    """Run a batch and kill the victim when some records are there; whether it was killed."""
    process = batch(folder, out, mark, *options)
    wait_until(lambda: any(out.rglob("*.yaml")) or process.poll() is not None)
    struck = strike(victim, process, mark, chance.uniform(0, 3))
    with suppress(subprocess.TimeoutExpired):
        process.wait(_PATIENCE)
        return struck
    process.kill()
    return False


def check(out: Path, files: int, reference: dict[str, bytes]) -> str:
    """What of an output is not as it should be."""
    found = output(out)
    if found.keys() != reference.keys():
        return f"other files: {sorted(found.keys() ^ reference.keys())[:5]}"
    if different := [name for name in found if found[name] != reference[name]]:
        return f"other content: {different[:5]}"
    with Ledger.open(Out.at(out)) as ledger:
        states = Counter(entry.state for entry in ledger.entries())
    if states != {State.DONE: files}:
        return f"the ledger has {dict(states)}"
    if left := list(Out.at(out).work.glob("*")):
        return f"unfinished files: {left}"
    return ""


def kills(count: int, seed: int, victims: Sequence[Victim], documents: int) -> int:
    """So many kills; how many of them did harm."""
    chance = random.Random(seed)
    bad = 0
    with tempfile.TemporaryDirectory(prefix="vnplan-faults-") as place:
        folder, out = Path(place) / "in", Path(place) / "out"
        fill(folder, documents, scans=max(1, documents // 4))
        reference = batch(folder, out, "reference", "--jobs", "2")
        assert reference.wait() == 0
        wanted = output(out)
        for number in range(count):
            victim = victims[number % len(victims)]
            begin = time.monotonic()
            tries = (trial(victim, folder, wanted, chance) for _ in TRIES)
            harm = next((said for said in tries if said != NOBODY), NOBODY)
            bad += bool(harm)
            seconds = time.monotonic() - begin
            print(f"{number + 1:3} {victim.name:16} {seconds:5.0f} s  {harm or 'as undisturbed'}",
                  flush=True)  # fmt: skip
    print(f"{count} kills, {count - bad} without harm")
    return bad


# --- damage -------------------------------------------------------------------------------


def damage(count: int, seed: int) -> int:
    """So many damaged files among as many good ones; how many did not end as they should."""
    with tempfile.TemporaryDirectory(prefix="vnplan-faults-") as place:
        folder, out = Path(place) / "in", Path(place) / "out"
        fill(folder / "good", count, scans=4)
        kinds = damaged_files(folder / "bad", count, random.Random(seed))
        process = batch(folder, out, "damage", "--jobs", "2", "--timeout", "120")
        code = process.wait(3600)
        print(f"exit code {code}")
        with Ledger.open(Out.at(out)) as ledger:
            entries = list(ledger.entries())
        good = [e for e in entries if e.path.startswith("good/")]
        bad = [e for e in entries if e.path.startswith("bad/")]
        done = sum(entry.has_record for entry in good)
        failed = [e for e in bad if e.state is State.FAILED and e.error]
        print(f"good: {done} of {len(good)} done; bad: {len(failed)} of {len(bad)} failed")
        for kind, number in sorted(Counter(kinds.values()).items()):
            reasons = Counter(
                str(e.error).splitlines()[0] for e in failed if kinds.get(e.path[4:]) == kind
            )
            print(f"  {kind}: {number}; {sum(reasons.values())} failed: {reasons.most_common(3)}")
        for entry in bad:
            if entry.state is not State.FAILED:
                print(f"  {entry.path} ({kinds.get(entry.path[4:])}): {entry.state}")
        harmless = code == 6 and done == count == len(good) and len(failed) == count
        return 0 if harmless else 1


def main() -> int:
    """Both parts; the exit code says whether all went well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--damaged", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--victim", choices=[v.name for v in VICTIMS])
    chosen = parser.parse_args()
    victims = [v for v in VICTIMS if chosen.victim in (None, v.name)]
    harm = kills(chosen.kills, chosen.seed, victims, chosen.documents) if chosen.kills else 0
    return int(bool(harm + (damage(chosen.damaged, chosen.seed) if chosen.damaged else 0)))


if __name__ == "__main__":
    sys.exit(main())
