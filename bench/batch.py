"""What a batch costs and gains: ``make bench-batch``.

    python -m bench.batch [speed] [overhead] [memory] [rerun] [--pages N] [--scans FOLDER]
                          [--texts N] [--files N] [--tree N]

speed     the same one-page scans (of fixtures/, each with a number of its own; or the PDFs of a
          folder) by the bare pipeline, by a batch with one job and with two, and by
          ``find | xargs -P2 ocrmypdf`` when it is there
overhead  what ledger and pool take for a document, in processor time: many short texts, which the
          pipeline itself is soon done with, by it alone and by a batch, in turns; beside what the
          page of a scan takes
memory    the memory of the batch's own process while it reads many small files, every tenth of
          them a picture
rerun     a rerun with nothing to do over a large tree of files
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil
import pypdfium2
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
for path in sorted(Path(sys.argv[1]).glob("*.*")):
    save(Path(sys.argv[2]) / (path.name + ".yaml"), vnplan.convert(path, settings).to_yaml())
"""
_ONE_THREAD = {
    "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
    "OPENCV_FOR_THREADS_NUM": "1",
}  # fmt: skip
_DPI = 200
# Rounds of the measurement of overhead, and how many of its texts there are in the small half.
_ROUNDS, _FEW = 5, 40
# Linux: orphans become children of this process, so that their time is counted, too.
_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, and of all processors."""

    wall: float
    processor: float


def cost_of(command: Sequence[str | Path]) -> Cost:
    """What a command takes, with all that it starts."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    before, begin = _processor_seconds(), time.monotonic()
    environment = {**os.environ, **_ONE_THREAD}
    subprocess.run(list(map(str, command)), check=True, env=environment, capture_output=True)
    wall = time.monotonic() - begin
    with suppress(ChildProcessError):
        while sys.platform != "win32":
            os.wait()
    return Cost(wall, _processor_seconds() - before)


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


def speed(pages: int, scans: Path | None) -> None:
    """Pages a minute, side by side."""
    with scratch() as place:
        folder = place / "in"
        if scans is None:
            one_page_scans(folder, pages)
        else:
            folder.mkdir()
            for path in scans.glob("*.pdf"):
                shutil.copy(path, folder)
            pages = sum(map(_page_count, folder.iterdir()))
        one = cost_of(batch(folder, place / "one", "--jobs", "1"))
        two = cost_of(batch(folder, place / "two", "--jobs", "2"))
        print(f"{pages} pages of {'one-page PDFs' if scans is None else scans}")
        _print_speed("bare pipeline, one process", bare(folder, place / "bare"), pages)
        _print_speed("vnplan batch --jobs 1", one, pages)
        _print_speed("vnplan batch --jobs 2", two, pages)
        print(f"two jobs against one: {one.wall / two.wall:.2f} times as fast")
        if shutil.which("ocrmypdf") is None:
            print("ocrmypdf is not installed")
            return
        if shutil.which("unpaper") is None:
            print("unpaper is not installed: ocrmypdf works without --clean")
        (place / "ocrmypdf").mkdir()
        other = cost_of(["sh", "-c", _ocrmypdf(folder, place / "ocrmypdf")])
        _print_speed("find | xargs -P2 ocrmypdf", other, pages)
        faster, cheaper = other.wall / two.wall, two.processor / other.processor
        print(f"against ocrmypdf: {faster:.2f} times as fast, {cheaper:.2f} of its processor time")


def _page_count(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def bare(folder: Path, out: Path) -> Cost:
    """The pipeline alone, one file after another in one process."""
    out.mkdir()
    return cost_of([sys.executable, "-c", _BARE, folder, out])


def _ocrmypdf(folder: Path, out: Path) -> str:
    clean = "--clean" if shutil.which("unpaper") else ""
    return (
        f"cd '{folder}' && find . -name '*.pdf' -printf '%f\\n' | xargs -P2 -I@ ocrmypdf -q -j1 "
        f"-l vie --skip-text --deskew {clean} --sidecar '{out}/@.txt' @ '{out}/@'"
    )


def _print_speed(what: str, cost: Cost, pages: int) -> None:
    rate = 60 * pages / cost.wall
    print(f"  {what:28} {rate:7.1f} pages a minute {cost.wall:8.1f} s {cost.processor:8.1f} s CPU",
          flush=True)  # fmt: skip


# --- overhead -----------------------------------------------------------------------------


def overhead(texts: int, pages: int) -> None:
    """What ledger and pool add to a document, and how much of a scanned page's cost that is.

    Time on the clock, and of scans at that, scatters by more than is looked for. Starting is
    told apart: a batch of a few texts is taken from one of many.
    """
    with scratch() as place:
        few, many, scans = place / "few", place / "many", place / "scans"
        for folder, count in ((few, _FEW), (many, _FEW + texts)):
            folder.mkdir()
            for number in range(count):
                write(folder / f"{number:06}.txt", number)
        one_page_scans(scans, pages)
        each: list[tuple[float, float]] = []
        begun: list[float] = []
        page: list[float] = []
        for turn in range(_ROUNDS):
            here = place / str(turn)
            here.mkdir()
            alone = [bare(folder, here / f"bare-{folder.name}") for folder in (few, many)]
            pooled = [
                cost_of(batch(folder, here / f"batch-{folder.name}", "--jobs", "1"))
                for folder in (few, many)
            ]
            each.append(
                (
                    (alone[1].processor - alone[0].processor) / texts,
                    (pooled[1].processor - pooled[0].processor) / texts,
                )
            )
            begun.append(pooled[0].processor - alone[0].processor)
            if turn < 2:
                page.append(bare(scans, here / "bare-scans").processor / pages)
            shutil.rmtree(here)
        added = [batched - alone for alone, batched in each]
        print(f"  {texts} texts, {_ROUNDS} rounds; milliseconds of processor time for one:")
        for name, values in (
            ("bare pipeline", [alone for alone, _ in each]),
            ("vnplan batch --jobs 1", [batched for _, batched in each]),
            ("ledger and pool", added),
            ("a page of a scan, bare", page),
        ):
            low, middle, high = (1000 * f(values) for f in (min, median, max))
            print(f"    {name:24} {middle:8.1f}   ({low:.1f} to {high:.1f})")
        share = median(added) / median(page)
        print(f"  of a one-page scan: {share:.2%}; starting, once: {median(begun):.1f} s")


# --- memory -------------------------------------------------------------------------------


def memory(count: int) -> None:
    """The batch's own process while it reads so many small files."""
    with scratch() as place:
        folder = place / "in"
        for number in range(count):
            here = folder / f"{number // 1000:03}"
            here.mkdir(parents=True, exist_ok=True)
            if number % 10:
                write(here / f"{number:06}.txt", number)
            else:
                draw(here / f"{number:06}.png", number)
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
    for share in (0.02, 0.1, 0.25, 0.5, 0.75, 1.0):
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
    parser.add_argument("parts", nargs="*", choices=["speed", "overhead", "memory", "rerun", []])
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--scans", type=Path)
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--tree", type=int, default=100_000)
    chosen = parser.parse_args()
    parts: dict[str, Callable[[], None]] = {
        "speed": lambda: speed(chosen.pages, chosen.scans),
        "overhead": lambda: overhead(chosen.texts, 8),
        "memory": lambda: memory(chosen.files),
        "rerun": lambda: rerun(chosen.tree),
    }
    for name, part in parts.items():
        if not chosen.parts or name in chosen.parts:
            print(f"{name}:", flush=True)
            part()


if __name__ == "__main__":
    main()
