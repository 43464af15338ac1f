"""Pages of real scans beside readings of one's own."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.pages_truth import Truth

_NAME = re.compile(r"page(?P<page>\d+)-(?P<scan>.+)")
_TABLE_NAME = re.compile(r"table-(?P<scan>.+)-p(?P<page>\d+)")


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page of a PDF, and what stands on it."""

    pdf: Path
    page: int
    truth: Truth

    def saved(self, path: Path) -> tuple[Path, int]:
        """The scan itself, and the page in it from 0."""
        return self.pdf, self.page - 1


def transcribed_pages(scans: Path, readings: Path) -> Iterator[ScannedPage]:
    """The pages with a reading ``page<N>-<scan>.txt``: how the scan's file name begins."""
    for reading, name in _named(readings.glob("page*.txt"), _NAME):
        for scan in _scans(scans, name["scan"]):
            truth = Truth.transcribed(reading.read_text("utf-8"))
            yield ScannedPage(scan, int(name["page"]), truth)


def transcribed_tables(scans: Path, readings: Path) -> Iterator[ScannedPage]:
    """The pages with a reading ``table-<scan>-p<N>.tsv``: one row a line, a tab between cells.

    A cell over several rows stands in the first of them.
    """
    for reading, name in _named(readings.glob("table-*.tsv"), _TABLE_NAME):
        for scan in _scans(scans, name["scan"]):
            with reading.open(encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
            yield ScannedPage(scan, int(name["page"]), Truth.transcribed("", rows))


def _named(paths: Iterator[Path], pattern: re.Pattern[str]) -> Iterator[tuple[Path, re.Match[str]]]:
    for path in sorted(paths):
        if name := pattern.fullmatch(path.stem):
            yield path, name


def _scans(folder: Path, name: str) -> list[Path]:
    return sorted(folder.glob(f"{name}_*.pdf"))
