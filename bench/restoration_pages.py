"""First pages of scans as Tesseract reads them, beside correct readings of one's own."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from pathlib import Path

from bench.restoration_data import Document
from vnplan.clean.page import clean
from vnplan.model import Line
from vnplan.recognise.ocr import RecogniseSettings
from vnplan.recognise.page import recognise
from vnplan.source.pages import open_source, pages
from vnplan.syllable import nfc

# What is written by hand: no OCR reads it, so it is no part of the truth.
_BY_HAND = re.compile(r"⟦[^⟧]*⟧")
READING = "page1-"


def first_pages(scans: Path, readings: Path, language: str, cache: Path) -> Iterator[Document]:
    """The pages that have a reading ``page1-NAME.txt``, NAME being how the scan's name begins."""
    for reading in sorted(readings.glob(f"{READING}*.txt")):
        name = reading.stem.removeprefix(READING)
        for scan in sorted(scans.glob(f"{name}_*")):
            true = nfc(_BY_HAND.sub("", reading.read_text("utf-8")))
            yield Document(name, read_page(scan, language, cache), true)


def read_page(scan: Path, language: str, cache: Path) -> tuple[Line, ...]:
    """The first page as read; kept in ``cache``, which must be emptied when the reader changes."""
    source = open_source(scan)
    stored = cache / f"{source.sha256[:16]}-{language}.pickle"
    if stored.is_file():
        kept: tuple[Line, ...] = pickle.loads(stored.read_bytes())
        return kept
    page = next(iter(pages(source)))
    lines = page.lines
    if page.pixels is not None:
        lines = recognise(clean(page), RecogniseSettings(language=language)) + lines
    cache.mkdir(parents=True, exist_ok=True)
    stored.write_bytes(pickle.dumps(lines))
    return lines
