"""Runs the systems over suites of documents and prints a row a figure."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.restoration_data import Document
from bench.restoration_errors import Spot, wrong_spots
from bench.restoration_measures import Figure
from bench.restoration_systems import VNPLAN, System
from bench.wer import ErrorRate, raw_words
from vnplan.model import RestoredLine

LABEL_WIDTH, COLUMN_WIDTH = 66, 20


@dataclass(frozen=True, slots=True)
class Suite:
    """Documents of one kind and what is measured on them.

    Attributes:
        name: to choose it on the command line.
        documents: to restore.
        figures: the rows; the first one is split by the documents' groups as well.
    """

    name: str
    documents: tuple[Document, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What a system made of the documents of a suite, and the seconds of computing it took."""

    restored: tuple[Sequence[RestoredLine], ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Measured:
    """A suite, and what each system made of it."""

    suite: Suite
    runs: Mapping[str, Run]

    def print_rows(self) -> None:
        """A row a figure; the first figure again for each group."""
        groups = sorted({document.group for document in self.suite.documents} - {""})
        for number, figure in enumerate(self.suite.figures):
            self._print_row(figure, figure.label)
            for group in () if number else groups:
                self._print_row(figure, f"  {group}", group)

    def _print_row(self, figure: Figure, label: str, group: str = "") -> None:
        rates = [self._rate(figure, done, group) for done in self.runs.values()]
        target = "" if group else figure.target
        print_row(f"{self.suite.name}: {label}", [*map(figure.show, rates), target])

    def _rate(self, figure: Figure, done: Run, group: str) -> ErrorRate:
        total = ErrorRate()
        for document, lines in zip(self.suite.documents, done.restored, strict=True):
            if group in ("", document.group):
                read = document.counted([line.text for line in document.lines])
                restored = document.counted([line.text for line in lines])
                total += figure.measure(read, restored, document.true)
        return total

    def words_per_second(self) -> float:
        """What the restorer gets done on one core."""
        texts = (line.text for document in self.suite.documents for line in document.lines)
        return sum(len(raw_words(text)) for text in texts) / max(self.runs[VNPLAN].seconds, 1e-9)

    def spots(self) -> Iterator[Spot]:
        """What the restorer left wrong."""
        for document, lines in zip(self.suite.documents, self.runs[VNPLAN].restored, strict=True):
            yield from wrong_spots(document, lines).elements()


def measure(suite: Suite, columns: Mapping[str, System]) -> Measured:
    """Run every system over the suite."""
    return Measured(suite, {name: run(each, suite.documents) for name, each in columns.items()})


def run(system: System, documents: Sequence[Document]) -> Run:
    """Restore all documents."""
    start = time.process_time()
    restored = tuple(system(document) for document in documents)
    return Run(restored, time.process_time() - start)


def print_row(label: str, cells: Sequence[str]) -> None:
    """One row of the table."""
    columns = "".join(f"{cell:>{COLUMN_WIDTH}}" for cell in cells)
    print(f"{label:<{LABEL_WIDTH}}{columns}".rstrip(), flush=True)
