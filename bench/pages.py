"""Measures how pages are read, beside other programs: ``make bench-pages``.

    python -m bench.pages [--shared FOLDER] [--readings FOLDER] [--every N] [--draws N]
                          [--without PROGRAM] [SUITE ...]

The drawn pages are always measured: "drawn" are clean, noisy and sealed pages and tables, "paper"
what archives and machines do to them (``bench.pages_damaged``; most of the time goes there). Real
scans are measured where one has correct readings of them. Plain Tesseract and OCRmyPDF read the
same files in the same run. Word errors are those of ``bench.wer``, in reading order, without case,
punctuation and the place of the tone mark. Stamps are no part of the truth: what is read of them is
an error. Handwriting may be left out; misread it is an error, or is forgiven where the row says so.
A cell is right when all its words are. Seconds are processor time on one core, started programs
included, vnplan's dictionaries loaded before.

What is left to chance on drawn pages moves a row by as much as half of itself. vnplan reads them
drawn three times: its figure is that of all draws, with the best and the worst one in brackets. The
other programs read the first draw, and seconds are those of the first draw.

vnplan is measured as users run it: on Linux one server of Tesseract's library reads all pictures,
which takes a fifth less than the program started for each. "Everything else" is set against that
smaller time: drawing the pages with poppler, cleaning, layout, restoring.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Protocol

import pypdfium2 as pdfium

from bench import pages_damaged, pages_drawn
from bench.pages_readers import OCRMYPDF, VNPLAN, Pages, Reader, Run, readers
from bench.pages_scans import transcribed_pages, transcribed_tables
from bench.pages_truth import (
    Measure,
    Truth,
    cells_wrong,
    printed_word_errors,
    sealed_words_wrong,
    word_errors,
    words_missing,
)
from bench.restoration_measures import right, wrong
from bench.wer import ErrorRate
from vnplan.memory import seldom_look_for_cycles, work_on_one_core
from vnplan.pipeline import Settings

ROOT = Path(__file__).parent.parent
LABEL_WIDTH, COLUMN_WIDTH = 58, 22
# At which plain Tesseract gets the pages of a PDF.
SCAN_DPI = 300


class Sample(Protocol):
    """A page that stands in a PDF or can be written as one."""

    @property
    def truth(self) -> Truth: ...
    def saved(self, path: Path) -> tuple[Path, int]:
        """A PDF, written to ``path`` if there is none yet, and the page in it from 0."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table: what is counted, how it is shown, what issue 4 asks for."""

    label: str
    measure: Measure
    show: Callable[[ErrorRate], str]
    target: str = ""


@dataclass(frozen=True, slots=True)
class Suite:
    """Pages of one kind and what is measured on them.

    Attributes:
        name: to choose it on the command line.
        samples: draws the pages, for the first time (0), the second time, ..., or finds them.
        figures: the rows.
        dpi: at which plain Tesseract gets the pages.
        by_chance: the next draw has other pages.
    """

    name: str
    samples: Callable[[int], Iterable[Sample]]
    figures: tuple[Figure, ...]
    dpi: int = SCAN_DPI
    by_chance: bool = True


# --- the suites --------------------------------------------------------------------------


def suites(options: argparse.Namespace) -> Iterator[Suite]:
    """Every suite whose data are there."""
    yield from drawn_suites()
    if options.readings is not None:
        yield from scanned_suites(options.shared / "scans", options.readings)


def drawn_suites() -> Iterator[Suite]:
    """From the repository alone."""
    targets = ("0.3 %", "1 %", "5 %")
    for (name, style), target in zip(pages_drawn.LEVELS.items(), targets, strict=True):
        yield Suite(
            f"drawn, {name}",
            partial(pages_drawn.level, style),
            (
                Figure("word errors", word_errors, wrong, target),
                Figure("handwriting forgiven", printed_word_errors, wrong),
                Figure("words found", words_missing, right),
            ),
            style.dpi,
        )
    seals = Figure("words under a seal right", sealed_words_wrong, right, "95 %")
    for name, style in pages_drawn.UNDER_SEAL.items():
        yield Suite(f"drawn, {name}", partial(pages_drawn.sealed, style), (seals,), style.dpi)
    errors = Figure("handwriting forgiven", printed_word_errors, wrong)
    for name, condition in pages_damaged.CONDITIONS.items():
        pages = partial(pages_damaged.damaged, condition)
        yield Suite(f"paper, {name}", pages, (errors,), condition.style.dpi)
    cells = Figure("cells right", cells_wrong, right, "95 %")
    yield Suite("drawn, tables", pages_drawn.tables, (cells,))


def scanned_suites(scans: Path, folder: Path) -> Iterator[Suite]:
    """From readings of real scans."""
    yield Suite(
        "scans",
        lambda _: transcribed_pages(scans, folder),
        (
            Figure("word errors", word_errors, wrong, "5 %"),
            Figure("handwriting forgiven", printed_word_errors, wrong),
            Figure("words found", words_missing, right),
        ),
        by_chance=False,
    )
    cells = Figure("cells right", cells_wrong, right, "95 %")
    tables = Suite("scans, tables", lambda _: transcribed_tables(scans, folder), (cells,))
    yield replace(tables, by_chance=False)


def bound(samples: Sequence[Sample], dpi: int, folder: Path) -> Pages:
    """One PDF of all the pages, notes of digital signatures included."""
    whole = folder / "pages.pdf"
    with pdfium.PdfDocument.new() as pages:
        for number, sample in enumerate(samples):
            path, index = sample.saved(folder / f"{number:03}.pdf")
            with pdfium.PdfDocument(path) as document:
                pages.import_pages(document, [index])
        has_text = any(page.get_textpage().count_chars() for page in pages)
        pages.save(whole)
    return Pages(whole, dpi, has_text, tuple(sample.truth for sample in samples))


# --- the table ---------------------------------------------------------------------------


def measure(
    suite: Suite, columns: Mapping[str, Reader], every: int = 1, draws: int = 1
) -> dict[str, Run]:
    """What each program makes of the pages of the suite; prints the rows of its figures.

    The further draws are read by vnplan alone, and are not among the runs that come back.
    """
    read = [one_draw(suite, columns, every)]
    if not read[0]:
        return {}
    if suite.by_chance and VNPLAN in columns:
        alone = {VNPLAN: columns[VNPLAN]}
        read += [one_draw(suite, alone, every, draw) for draw in range(1, draws)]
    for figure in suite.figures:
        cells = [
            shown(figure, [total(figure, *by_name[name]) for by_name in read if name in by_name])
            for name in columns
        ]
        print_row(f"{suite.name}: {figure.label}", [*cells, figure.target])
    return {name: run for name, (run, _) in read[0].items()}


def one_draw(
    suite: Suite, columns: Mapping[str, Reader], every: int, draw: int = 0
) -> dict[str, tuple[Run, Sequence[Truth]]]:
    """What each program makes of the pages of one draw, and what stands on them."""
    samples = list(islice(suite.samples(draw), 0, None, every))
    if not samples:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        pages = bound(samples, suite.dpi, Path(folder))
        return {name: (read(pages), pages.truths) for name, read in columns.items()}


def shown(figure: Figure, rates: Sequence[ErrorRate]) -> str:
    """The figure of all draws; with the fewest and the most errors, where there are several."""
    whole = figure.show(sum(rates, ErrorRate()))
    if len(rates) < 2:
        return whole
    ends = (figure.show(pick(rates, key=_share)).removesuffix(" %") for pick in (min, max))
    return f"{whole} ({'-'.join(ends)})"


def _share(rate: ErrorRate) -> float:
    return rate.errors / max(1, rate.words)


def total(figure: Figure, run: Run, truths: Sequence[Truth]) -> ErrorRate:
    """The figure over all pages."""
    pairs = zip(run.readings, truths, strict=True)
    return sum((figure.measure(reading, truth) for reading, truth in pairs), ErrorRate())


def print_seconds(runs: Mapping[str, Mapping[str, Run]]) -> None:
    """What a page costs each program, suite by suite and in all."""
    print()
    for suite, by_name in runs.items():
        spent = [f"{seconds_a_page([run]):.2f}" for run in by_name.values()]
        print_row(f"{suite}: CPU seconds a page", spent)
    columns = list(next(iter(runs.values())))
    done = {name: [by_name[name] for by_name in runs.values()] for name in columns}
    spent = [f"{seconds_a_page(each):.2f}" for each in done.values()]
    print_row("all: CPU seconds a page", spent)
    for label, share, target in shares(done):
        print_row(f"  {label}", [*[""] * (len(columns) - 1), share, target])


def shares(done: Mapping[str, Sequence[Run]]) -> Iterator[tuple[str, str, str]]:
    """What vnplan spends beside the others, and on what; with the targets of issue 4."""
    if VNPLAN not in done:
        return
    ours = done[VNPLAN]
    read = sum(run.tesseract_seconds or 0.0 for run in ours)
    if read:
        whole = sum(run.seconds for run in ours)
        yield "of which Tesseract", f"{read / whole * seconds_a_page(ours):.2f}", ""
        yield "everything else, times Tesseract", f"{(whole - read) / read:.2f}", "0.33"
    if theirs := done.get(OCRMYPDF):
        yield f"times {OCRMYPDF}", f"{seconds_a_page(ours) / seconds_a_page(theirs):.2f}", "0.50"


def seconds_a_page(runs: Sequence[Run]) -> float:
    return sum(run.seconds for run in runs) / sum(len(run.readings) for run in runs)


def print_row(label: str, cells: Sequence[str]) -> None:
    """One row of the table."""
    columns = "".join(f"{cell:>{COLUMN_WIDTH}}" for cell in cells)
    print(f"{label:<{LABEL_WIDTH}}{columns}".rstrip(), flush=True)


# --- the command -------------------------------------------------------------------------


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser("python -m bench.pages")
    add = parser.add_argument
    add("suite", nargs="*", help="only suites whose name holds one of these")
    add("--shared", type=Path, default=ROOT.parent / "shared", help="folder of the shared data")
    readings = "a folder of your own correct readings: page1-S04.txt, ..., table-S16-p1.tsv, ..."
    add("--readings", type=Path, help=readings)
    add("--every", type=int, default=1, metavar="N", help="only every Nth page, for a quick look")
    add("--draws", type=int, default=3, metavar="N", help="how often vnplan's pages are drawn")
    add("--without", action="append", default=[], metavar="PROGRAM", help="tesseract or OCRmyPDF")
    return parser.parse_args(given)


def main(given: Sequence[str]) -> None:
    """Print the table: errors, then seconds."""
    options = arguments(given)
    seldom_look_for_cycles()  # as vnplan's own programs do
    work_on_one_core()
    columns = readers(Settings())
    if OCRMYPDF not in columns:
        print(f"{OCRMYPDF} is not installed: its column is left out")
    columns = {name: read for name, read in columns.items() if name not in options.without}
    print_row("", [*columns, "target"])
    runs: dict[str, dict[str, Run]] = {}
    for suite in suites(options):
        chosen = not options.suite or any(word in suite.name for word in options.suite)
        if chosen and (done := measure(suite, columns, options.every, options.draws)):
            runs[suite.name] = done
    if runs:
        print_seconds(runs)


if __name__ == "__main__":
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    main(sys.argv[1:])
