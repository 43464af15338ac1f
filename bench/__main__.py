"""Measures vnplan on the drawn fixtures, beside plain ``tesseract -l vie``.

    python -m bench [CASE ...]

Three word error rates against ``text.txt``: in reading order, without case, punctuation and the
place of the tone mark; the same in any order; in reading order with everything counted. Seconds
are processor time for the whole file, programs that it starts included, dictionaries loaded before.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.wer import ErrorRate, misread_words, word_error_rate
from vnplan import pipeline
from vnplan.pipeline import Settings
from vnplan.recognise.tesseract import end_servers
from vnplan.source.pages import open_source

FIXTURES = Path(__file__).parent.parent / "fixtures"
SCANS = ("clean.tiff", "poor.pdf")
GARBLED, TRUTH = "garbled.txt", "text.txt"


@dataclass(frozen=True, slots=True)
class Measured:
    """The error rates of one reading, and the seconds of processor time it took."""

    folded: ErrorRate
    any_order: ErrorRate
    raw: ErrorRate
    seconds: float

    def __add__(self, other: Measured) -> Measured:
        return Measured(
            self.folded + other.folded,
            self.any_order + other.any_order,
            self.raw + other.raw,
            self.seconds + other.seconds,
        )

    def __str__(self) -> str:
        rates = (self.folded, self.any_order, self.raw)
        return "".join(f"{rate!s:>8}" for rate in rates) + f"{self.seconds:7.1f} s"


def measure(read: Callable[[Path], str], path: Path) -> Measured:
    """How far ``read(path)`` is from the truth beside ``path``."""
    true = (path.parent / TRUTH).read_text("utf-8")
    start = processor_time()
    text = read(path)
    seconds = processor_time() - start
    return Measured(
        word_error_rate(text, true),
        misread_words(text, true),
        word_error_rate(text, true, raw=True),
        seconds,
    )


def processor_time() -> float:
    """Seconds that this process and its ended children have computed; none of waiting."""
    end_servers()  # a child's time is told when it has ended
    return sum(os.times()[:4])


def plain_tesseract(path: Path) -> str:
    """What ``pdftoppm`` at 300 dpi and ``tesseract -l vie`` make of a file by themselves."""
    with tempfile.TemporaryDirectory() as folder:
        images = [path]
        if path.suffix == ".pdf":
            subprocess.run(["pdftoppm", "-r", "300", path, f"{folder}/page"], check=True)
            images = sorted(Path(folder).iterdir())
        return "\n".join(map(_tesseract, images))


def _tesseract(image: Path) -> str:
    command = ["tesseract", str(image), "stdout", "-l", "vie"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, check=True, capture_output=True, env=environment)
    return done.stdout.decode("utf-8")


def as_it_is(path: Path) -> str:
    """The text as it stands in the file."""
    return path.read_text("utf-8")


def vnplan_text(path: Path, settings: Settings) -> str:
    """What ``vnplan ocr`` prints."""
    pages = pipeline.restored_pages(open_source(path), settings)
    return "\n".join(line.text for page in pages for line in page)


Reader = Callable[[Path], str]


def print_table(title: str, paths: Sequence[Path], readers: dict[str, Reader]) -> None:
    """A row a file, a column a reader, and the whole at the end."""
    print(f"\n{title:<32}" + "".join(f"{name:>36}" for name in readers))
    total = dict.fromkeys(readers, Measured(ErrorRate(), ErrorRate(), ErrorRate(), 0.0))
    for path in paths:
        print(f"{path.parent.name + '/' + path.name:<32}", end="", flush=True)
        for name, read in readers.items():
            measured = measure(read, path)
            total[name] += measured
            print(f"{measured!s:>36}", end="", flush=True)
        print()
    print(f"{'all':<32}" + "".join(f"{measured!s:>36}" for measured in total.values()))


def main(names: Sequence[str]) -> None:
    """Measure the named cases, or all of them."""
    every = sorted(path.parent for path in FIXTURES.glob(f"*/{TRUTH}"))
    cases = [FIXTURES / name for name in names] or every
    settings = Settings()
    vnplan = partial(vnplan_text, settings=settings)
    start = processor_time()
    pipeline.restore("KẾ HOẠCH", settings)
    print(f"dictionaries loaded in {processor_time() - start:.1f} s")
    print("word error rates: in reading order, in any order, raw")
    for scan in SCANS:
        readers: dict[str, Reader] = {"tesseract -l vie": plain_tesseract, "vnplan ocr": vnplan}
        print_table("scan", [case / scan for case in cases], readers)
    readers = {"as it is": as_it_is, "vnplan restore": vnplan}
    print_table("garbled text", [case / GARBLED for case in cases], readers)


if __name__ == "__main__":
    main(sys.argv[1:])
