"""The programs that are compared: plain Tesseract, OCRmyPDF, vnplan; and what they cost."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from bench.__main__ import processor_time
from bench.pages_truth import Reading, Truth
from vnplan import pipeline
from vnplan.model import Cell, PageInfo, RestoredLine, Zone
from vnplan.pipeline import Settings
from vnplan.record import Record, Source
from vnplan.source.pages import open_source
from vnplan.source.pages import pages as draw
from vnplan.source.source_file import SourceFile

TESSERACT, OCRMYPDF, VNPLAN = "tesseract", "OCRmyPDF", "vnplan"
_PAGE_ENDS = "\f"
_TEXTS = Path(__file__).parent.parent / "fixtures"
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
    """What ``vnplan ocr`` makes of it, and the time of that and of a record of what was read.

    Counted are drawing, cleaning, reading, restoring and parsing. What is done once, however many
    pages there are, is done before: models and dictionaries are loaded, patterns compiled.
    Tesseract as users get it: where its library reads picture after picture in a server, its time
    is that of the server, which is a fifth less than the program would take, so that everything
    else is a larger share, though it costs the same. The start of that server, 0.1 s, is
    Tesseract's, once a suite. Its time is that of all children less what poppler takes for the
    pages, which are drawn once more to know that; only these two programs are started.
    """
    _warm_up(settings)
    source = open_source(pages.pdf)
    infos, drawing = _drawn(source, settings)
    start, children = processor_time(), _children()
    read = list(pipeline.restored_pages(source, settings))
    lines = [line for page in read for line in page]
    empty = Record(Source(pages.pdf.name, "", len(infos), ()), ())
    pipeline.parse_again(empty, infos, lines, settings)
    seconds = processor_time() - start
    return Run(tuple(map(reading, read)), seconds, _children() - children - drawing)


@lru_cache(maxsize=1)
def _warm_up(settings: Settings) -> None:
    """Restore, parse and read what lies in the repository."""
    for text in sorted(_TEXTS.glob("*/text.txt")):
        pipeline.parse(pipeline.restore(text.read_text("utf-8"), settings).text, settings)
    pipeline.see_page(open_source(_TEXTS / "decision" / "clean.tiff"), 1, settings)


def _drawn(source: SourceFile, settings: Settings) -> tuple[list[PageInfo], float]:
    """What is known of the pages before they are read, and what poppler takes for them."""
    start = _children()
    infos = [page.info for page in draw(source, settings.source)]
    return infos, _children() - start


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
