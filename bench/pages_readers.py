"""The programs that are compared: plain Tesseract, OCRmyPDF, vnplan; and what they cost."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bench.__main__ import processor_time
from bench.pages_truth import Reading, Truth
from vnplan import pipeline
from vnplan.model import Cell, RestoredLine, Zone
from vnplan.pipeline import Settings
from vnplan.source import open_source
from vnplan.source import pages as draw

TESSERACT, OCRMYPDF, VNPLAN = "tesseract", "OCRmyPDF", "vnplan"
_PAGE_ENDS = "\f"
# Marks over the text, not its words: the parser takes them from the lines of these zones.
_MARKS = frozenset({Zone.STAMP, Zone.COLOURED_STAMP, Zone.NOTE})


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages to read.

    Attributes:
        pdf: one file of all of them.
        dpi: at which plain Tesseract gets them.
        has_text: whether a page has a text layer, if only that of a digital signature.
        truths: what stands on each.
    """

    pdf: Path
    dpi: int
    has_text: bool
    truths: tuple[Truth, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What a program made of the pages.

    Attributes:
        readings: page by page.
        seconds: of processor time for all of them, programs that were started included.
        tesseract_seconds: those of Tesseract among them; ``None`` when not known.
    """

    readings: tuple[Reading, ...]
    seconds: float
    tesseract_seconds: float | None = None


Reader = Callable[[Pages], Run]


def readers(settings: Settings) -> dict[str, Reader]:
    """The columns of the table; OCRmyPDF only where it is installed."""
    found: dict[str, Reader] = {TESSERACT: plain_tesseract}
    if shutil.which("ocrmypdf"):
        found[OCRMYPDF] = ocrmypdf
    found[VNPLAN] = lambda pages: vnplan(pages, settings)
    return found


# --- programs of others ------------------------------------------------------------------


def plain_tesseract(pages: Pages) -> Run:
    """What ``pdftoppm`` and ``tesseract -l vie`` (psm 3) print."""
    start = processor_time()
    with tempfile.TemporaryDirectory() as folder:
        draw = ["pdftoppm", "-r", str(pages.dpi), "-png", str(pages.pdf), f"{folder}/page"]
        subprocess.run(draw, check=True)
        images = sorted(Path(folder).iterdir())
        texts = [_run(["tesseract", str(i), "stdout", "-l", "vie", "--psm", "3"]) for i in images]
    seconds = processor_time() - start
    return Run(tuple(map(Reading, texts)), seconds)


def ocrmypdf(pages: Pages) -> Run:
    """What ``ocrmypdf -l vie --deskew --clean`` writes beside its PDF.

    It refuses pages with a text layer unless it is told to draw them anew, which
    straightening them does anyway.
    """
    with tempfile.TemporaryDirectory() as folder:
        sidecar = Path(folder, "text.txt")
        command = ["ocrmypdf", "-l", "vie", "--deskew", "--clean", "--sidecar", str(sidecar)]
        command += ["--quiet", "--jobs", "1", *(["--force-ocr"] if pages.has_text else [])]
        start = processor_time()
        _run([*command, str(pages.pdf), f"{folder}/out.pdf"])
        seconds = processor_time() - start
        texts = sidecar.read_text("utf-8").split(_PAGE_ENDS)[: len(pages.truths)]
    if len(texts) != len(pages.truths):
        raise ValueError(f"OCRmyPDF wrote {len(texts)} of {len(pages.truths)} pages")
    return Run(tuple(map(Reading, texts)), seconds)


def _run(command: Sequence[str]) -> str:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, check=True, capture_output=True, env=environment)
    return done.stdout.decode("utf-8")


# --- vnplan ------------------------------------------------------------------------------


def vnplan(pages: Pages, settings: Settings) -> Run:
    """What ``vnplan ocr`` makes of it, dictionaries loaded before, Tesseract as users get it.

    Where Tesseract's library reads picture after picture in a server, its time is that of the
    server, which is a fifth less than the program would take: everything else is then a larger
    share, though it costs the same.
    """
    pipeline.restore("KẾ HOẠCH", settings)
    drawing = _seconds_of_drawing(pages, settings)
    start, children = processor_time(), _children()
    read = pipeline.restored_pages(open_source(pages.pdf), settings)
    readings = tuple(map(reading, read))
    return Run(readings, processor_time() - start, _children() - children - drawing)


def _seconds_of_drawing(pages: Pages, settings: Settings) -> float:
    """What poppler takes for the pages: it is the only other program that is started."""
    start = _children()
    deque(draw(open_source(pages.pdf), settings.source), maxlen=0)
    return _children() - start


def _children() -> float:
    """Seconds that children of this process have computed, those of Tesseract included."""
    processor_time()  # ends Tesseract's server, whose time is told then
    return sum(os.times()[2:4])


def reading(lines: Iterable[RestoredLine]) -> Reading:
    """The running text of a page, and its cells in the order of their rows."""
    kept = [line for line in lines if line.line.zone not in _MARKS]
    inside = [(line.line.cell, line.text) for line in kept if line.line.cell is not None]
    inside.sort(key=lambda pair: _place(pair[0]))
    cells = (
        " ".join(text for _, text in group)
        for _, group in groupby(inside, key=lambda pair: _place(pair[0]))
    )
    return Reading("\n".join(line.text for line in kept), tuple(cells))


def _place(cell: Cell) -> tuple[int, int, int]:
    return cell.table, cell.row, cell.column
