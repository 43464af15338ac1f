"""What a batch costs and gains: ``make bench-batch``.

    python -m bench.batch [speed] [memory] [rerun] [--pages N] [--files N] [--tree N]

speed   the same one-page scans (of fixtures/, each with a number of its own) by the bare pipeline,
        by a batch with one job and with two, and by ``find | xargs -P2 ocrmypdf`` when it is there
memory  the memory of the batch's own process while it reads many small drawn files
rerun   a rerun with nothing to do over a large tree of files
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from PIL import Image, ImageDraw, ImageFont

from bench.made_documents import FIXTURES, draw, write
from vnplan.batch import Ledger, Out, State
from vnplan.batch.jobs import made_with
from vnplan.batch.scan import Search, files
from vnplan.pipeline import Settings

_BARE = """
import sys
from pathlib import Path
import vnplan
from vnplan.write import save
settings = vnplan.Settings()
for path in sorted(Path(sys.argv[1]).glob("*.pdf")):
    save(Path(sys.argv[2]) / (path.name + ".yaml"), vnplan.convert(path, settings).to_yaml())
"""
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
_DPI = 200


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, and of all processors."""

    wall: float
    processor: float


def cost_of(command: Sequence[str | Path]) -> Cost:
    """What a command takes, with all that it starts."""
    before, begin = _processor_seconds(), time.monotonic()
    environment = {**os.environ, **_ONE_THREAD}
    subprocess.run(list(map(str, command)), check=True, env=environment, capture_output=True)
    return Cost(time.monotonic() - begin, _processor_seconds() - before)


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def batch(folder: Path, out: Path, *options: str) -> list[str]:
    """The command of a batch."""
    return [sys.executable, "-m", "vnplan", "batch", str(folder), "-o", str(out), "-q", *options]


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for the time of a measurement."""
    with tempfile.TemporaryDirectory(prefix="vnplan-bench-") as place:
        yield Path(place)


# --- speed --------------------------------------------------------------------------------


def one_page_scans(folder: Path, count: int) -> None:
    """Pages of the clean and the poor scans of fixtures/ as PDFs, no two of them alike."""
    folder.mkdir(parents=True)
    pages = list(_fixture_pages())
    font = ImageFont.load_default(30)
    for number in range(count):
        page = pages[number % len(pages)].copy()
        corner = (page.width - 200, page.height - 80)
        ImageDraw.Draw(page).text(corner, f"{number:05}", fill=0, font=font)
        page.save(folder / f"{number:05}.pdf", resolution=_DPI)


def _fixture_pages() -> Iterator[Image.Image]:
    for path in sorted(FIXTURES.glob("*/clean.tiff")):
        with Image.open(path) as scan:
            for index in range(getattr(scan, "n_frames", 1)):
                scan.seek(index)
                share = _DPI / float(scan.info["dpi"][0])
                size = round(scan.width * share), round(scan.height * share)
                yield scan.convert("L").resize(size, Image.Resampling.BOX)


def speed(pages: int) -> None:
    """Pages a minute, side by side."""
    with scratch() as place:
        folder = place / "in"
        one_page_scans(folder, pages)
        (place / "bare").mkdir()
        bare = cost_of([sys.executable, "-c", _BARE, folder, place / "bare"])
        one = cost_of(batch(folder, place / "one", "--jobs", "1"))
        two = cost_of(batch(folder, place / "two", "--jobs", "2"))
        print(f"{pages} pages of one-page PDFs")
        _print_speed("bare pipeline, one process", bare, pages)
        _print_speed("vnplan batch --jobs 1", one, pages)
        _print_speed("vnplan batch --jobs 2", two, pages)
        print(f"two jobs against one: {one.wall / two.wall:.2f} times as fast")
        over_wall, over_processor = one.wall / bare.wall - 1, one.processor / bare.processor - 1
        print(
            f"ledger and pool: {over_wall:+.1%} on the clock, {over_processor:+.1%} of processors"
        )
        if shutil.which("ocrmypdf") is None:
            print("ocrmypdf is not installed")
            return
        (place / "ocrmypdf").mkdir()
        other = cost_of(["sh", "-c", _ocrmypdf(folder, place / "ocrmypdf")])
        _print_speed("find | xargs -P2 ocrmypdf", other, pages)
        print(f"against ocrmypdf: {other.wall / two.wall:.2f} times as fast")


def _ocrmypdf(folder: Path, out: Path) -> str:
    clean = "--clean" if shutil.which("unpaper") else ""
    return (
        f"cd '{folder}' && find . -name '*.pdf' -printf '%f\\n' | xargs -P2 -I@ ocrmypdf -q -j1 "
        f"-l vie --deskew {clean} --sidecar '{out}/@.txt' @ '{out}/@'"
    )


def _print_speed(what: str, cost: Cost, pages: int) -> None:
    rate = 60 * pages / cost.wall
    print(f"  {what:28} {rate:7.1f} pages a minute {cost.wall:8.1f} s {cost.processor:8.1f} s CPU",
          flush=True)  # fmt: skip


# --- memory -------------------------------------------------------------------------------


def memory(count: int) -> None:
    """The batch's own process while it reads so many small drawn files."""
    with scratch() as place:
        folder = place / "in"
        for number in range(count):
            (folder / f"{number // 1000:03}").mkdir(parents=True, exist_ok=True)
            draw(folder / f"{number // 1000:03}" / f"{number:06}.png", number)
        process = psutil.Popen(batch(folder, place / "out"))
        seen: list[tuple[int, int]] = []
        while process.poll() is None:
            try:
                seen.append((_done(place / "out"), process.memory_info().rss))
            except psutil.Error:
                break
            time.sleep(1.0)
        if process.wait():
            raise SystemExit(f"the batch ended with {process.wait()}")
    for share in (0.1, 0.25, 0.5, 0.75, 1.0):
        done, rss = next((s for s in seen if s[0] >= share * count), seen[-1])
        print(f"  {done:7,} files done: {rss / 2**20:6.1f} MB")
    print(f"  most: {max(rss for _, rss in seen) / 2**20:.1f} MB")


def _done(out: Path) -> int:
    if not (out / "vnplan.sqlite").exists():
        return 0
    try:
        with Ledger.open(Out.at(out)) as ledger:
            return ledger.counts()[State.DONE]
    except Exception:  # it is being made
        return 0


# --- rerun --------------------------------------------------------------------------------


def rerun(count: int) -> None:
    """A batch over so many files, all of which were read: entered by hand to save the night."""
    with scratch() as place:
        folder, out = place / "in", Out.at(place / "out")
        for number in range(count):
            here = folder / f"{number // 10_000}" / f"{number // 100 % 100:02}"
            if number % 100 == 0:
                here.mkdir(parents=True)
            write(here / f"kế hoạch {number:06}.txt", number)
        _enter_as_done(folder, out)
        cost = cost_of(batch(folder, out.path))
        with Ledger.open(out) as ledger:
            done = ledger.counts()[State.DONE]
    print(f"  {count:,} files, {done:,} of them done before: {cost.wall:.1f} s")


def _enter_as_done(folder: Path, out: Out) -> None:
    version = made_with(Settings())
    with Ledger.create(out) as ledger, ledger.together():
        root = ledger.add_root(folder, is_alone=True)
        for found in files(folder, Search()):
            ledger.add(root, found.path, found.size, found.mtime_ns, 1)
        for entry in ledger.entries():
            out.record(entry.output).parent.mkdir(parents=True, exist_ok=True)
            out.record(entry.output).touch()
            ledger.start(entry.id, f"{entry.id:064}")
            ledger.finish(entry.id, State.DONE, made_with=version, seconds=1.0, pages=1)


def main() -> None:
    """The measurements asked for, else all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=["speed", "memory", "rerun", []])
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--tree", type=int, default=100_000)
    chosen = parser.parse_args()
    for name, part, amount in (
        ("speed", speed, chosen.pages),
        ("memory", memory, chosen.files),
        ("rerun", rerun, chosen.tree),
    ):
        if not chosen.parts or name in chosen.parts:
            print(f"{name}:")
            part(amount)


if __name__ == "__main__":
    main()
