"""Drawn pages: the made-up documents of ``fixtures/`` and tables of their words, damaged.

Three families of type, and a hand, dust and slope of its own for every page; the same on every
run. Each set can be drawn several times: what is left to chance then falls otherwise. The levels of
damage are such that plain Tesseract misreads about as many words as issue 4 says of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import yaml

from bench.pages_truth import Truth
from tools import draw_type
from tools.draw_damage import turned
from tools.draw_fixtures import FIXTURES, load_sources, save_pdf
from tools.draw_layout import Source, set_document
from tools.draw_scan import CLEAN, NOISY, POOR, DrawnPage, ScanStyle, paint, scan
from tools.draw_tables import DrawnTable, random_table, set_table
from tools.draw_type import Face, Run, Seal, SetLine, Sheet
from vnplan.syllable import nfc

LEVELS = {
    "300 dpi, clean": CLEAN,
    "200 dpi, noisy and skewed": replace(
        NOISY, skew=1.6, blur=1.0, noise=20, specks=400, fading=0.3, jpeg=40
    ),
    "150 dpi, poor": replace(POOR, skew=-1.6, noise=16, fading=0.42),
}
# Red seals, scanned in colour and in grey.
TWO_VALUES = replace(NOISY, mode="1", noise=4, shading=0, jpeg=None)
UNDER_SEAL = {
    "sealed": replace(NOISY, mode="RGB"),
    "sealed in grey": NOISY,
    "sealed in two values": TWO_VALUES,
}
TABLES = 10
# Points between the end of a run and the next one that make it another word.
_SPACE = 0.5
# The gutter of the letterhead in points: see tools/draw_layout.py.
_GUTTER = 265.0
# Lossless enough where the damage has its own JPEG round trip already.
_QUALITY = 92


def _files(stem: str, endings: str) -> dict[Face, str]:
    return {face: stem + end for face, end in zip(Face, endings.split(), strict=True)}


# What is not installed is set in the family of the fixtures.
FAMILIES = (
    draw_type.FAMILIES[0],
    _files("texgyretermes-", "regular.otf bold.otf italic.otf bolditalic.otf"),
    _files("FreeSerif", ".ttf Bold.ttf Italic.ttf BoldItalic.ttf"),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A page to read, and what stands on it."""

    page: DrawnPage
    truth: Truth

    def saved(self, path: Path) -> tuple[Path, int]:
        """The page as a PDF at ``path``."""
        save_pdf(path, [self.page], _QUALITY)
        return path, 0


# --- what is drawn -----------------------------------------------------------------------


def level(style: ScanStyle, draw: int = 0) -> Iterator[Sample]:
    """Every page of the fixtures."""
    for number, case in enumerate(cases()):
        with type_family(FAMILIES[number % len(FAMILIES)]):
            sheets = [s for source in load_sources(case) for s in set_document(source)]
            for page, sheet in enumerate(sheets):
                yield drawn(sheet, style, lot(f"{case.name}/{page}", draw))


def sealed(style: ScanStyle, draw: int = 0) -> Iterator[Sample]:
    """The first page of each document with red seals over its print, and the last one."""
    for case in cases():
        for source in load_sources(case):
            first, *others = set_document(source)
            number, signer = lot(source.number, draw), lot(source.signer, draw)
            yield drawn(with_seals(first, source, by_lot(number)), style, number)
            yield from (drawn(sheet, style, signer) for sheet in others[-1:])


def tables(draw: int = 0) -> Iterator[Sample]:
    """Tables of words of the fixtures: clean, noisy, and noisy with the page turned."""
    for number, table in enumerate(drawn_tables(draw)):
        style = (CLEAN, NOISY, NOISY)[number % 3]
        page = drawn(set_table(table), style, lot(f"table {number}", draw)).page
        truth = Truth("", cells=_cells(table))
        yield Sample(turned(page, 1) if number % 3 == 2 else page, truth)


def drawn_tables(draw: int = 0) -> list[DrawnTable]:
    """Tables of all shapes, upright and landscape, with merged cells."""
    phrases = _phrases()
    seeds = (lot(f"table {number}", draw) for number in range(TABLES))
    return [random_table(by_lot(seed), phrases) for seed in seeds]


def cases() -> list[Path]:
    """The folders of the made-up documents."""
    return sorted(path.parent for path in FIXTURES.glob("*/document.yaml"))


def drawn(sheet: Sheet, style: ScanStyle, seed: str) -> Sample:
    """The sheet as it is scanned, with its truth."""
    rng = by_lot(seed)
    return Sample(scan(paint(sheet, style.by_hand, rng), style, rng), truth_of(sheet, style))


def with_seals(sheet: Sheet, source: Source, rng: np.random.Generator) -> Sheet:
    """The sheet with three more seals, each in the middle of a line that is drawn by lot."""
    chosen = rng.choice(len(sheet.lines), 3, replace=False)
    boxes = [sheet.lines[i].box for i in chosen]
    ring, centre = source.seal.get("ring", ""), source.seal.get("centre", "")
    more = [Seal((b[0] + b[2]) / 2, (b[1] + b[3]) / 2, ring, centre) for b in boxes]
    return replace(sheet, seals=[*sheet.seals, *more])


def lot(name: str, draw: int) -> str:
    """The seed of what is drawn for the first time (0), the second time, ..."""
    return f"{name}/{draw}" if draw else name


def by_lot(seed: str) -> np.random.Generator:
    """Chance that is the same on every run for the same words."""
    return np.random.default_rng(zlib.crc32(seed.encode()))


@cache
def _phrases() -> tuple[str, ...]:
    """What the fixtures order, and whom: words for tables."""
    found: set[str] = set()
    for case in cases():
        record = yaml.safe_load((case / "expected.yaml").read_text("utf-8"))
        for task in (t for document in record["documents"] for t in document["tasks"]):
            found |= {task["text"], *(a["name"] for a in task["assignees"])}
    return tuple(sorted(found))


def _cells(table: DrawnTable) -> tuple[str, ...]:
    return tuple(nfc(text) for _, text in sorted(table.cells.items()) if text)


@contextmanager
def type_family(files: dict[Face, str]) -> Iterator[None]:
    """Set in another family while this lasts, where its files are installed."""
    kept = draw_type.FAMILIES
    draw_type.FAMILIES = (files, *kept)
    _forget_fonts()
    try:
        yield
    finally:
        draw_type.FAMILIES = kept
        _forget_fonts()


def _forget_fonts() -> None:
    for remembered in (draw_type.family, draw_type.font, draw_type.width):
        remembered.cache_clear()


# --- what stands there -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the truth and the middle of its letters in points."""

    text: str
    x: float
    y: float


def truth_of(sheet: Sheet, style: ScanStyle) -> Truth:
    """The print of a sheet in reading order; what is red or by hand is left out."""
    lines = [_words(line, style.by_hand) for line in reading_order(sheet)]
    seals = sheet.seals if style.by_hand else []
    under: set[int] = set()
    count = 0
    for word in (word for line in lines for word in line):
        folded = len(Truth(word.text).words)
        if any(np.hypot(word.x - s.x, word.y - s.y) < s.radius for s in seals):
            under.update(range(count, count + folded))
        count += folded
    text = "\n".join(" ".join(word.text for word in line) for line in lines)
    return Truth(nfc(text), frozenset(under))


def _words(runs: Sequence[Run], by_hand: bool) -> list[_Word]:
    """Runs that touch are one word."""
    words: list[_Word] = []
    end = float("-inf")
    for run in runs:
        text = f"⟦{run.text}⟧" if run.by_hand and by_hand else run.text
        word = _Word(text, run.x + run.width / 2, run.y - 0.3 * run.size)
        if run.x - end < _SPACE:
            words[-1] = replace(word, text=words[-1].text + text)
        else:
            words.append(word)
        end = run.x + run.width
    return words


def reading_order(sheet: Sheet) -> list[tuple[Run, ...]]:
    """The runs of a sheet line by line: letterhead by columns, tables by cells, nothing red."""
    printed = [line for line in sheet.lines if not line.red]
    head = _letterhead(printed)
    columns = sorted(printed[:head], key=lambda line: line.box[0] > _GUTTER)
    return [*(line.runs for line in columns), *_by_cells(printed[head:], _grid(sheet))]


def _letterhead(lines: Sequence[SetLine]) -> int:
    """How many lines stand in two columns at the head, before the addressees or the title.

    None where the page begins with its number.
    """
    if lines and lines[0].text.isdecimal():
        return 0
    for number, line in enumerate(lines):
        left, _, right, _ = line.box
        if left < _GUTTER < right or line.text.startswith("Kính gửi"):
            return number
    return len(lines)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a ruled table: its upper and lower rule and the upright ones, in points."""

    top: float
    bottom: float
    edges: tuple[float, ...]

    def cells(self, lines: Sequence[SetLine]) -> Iterator[tuple[Run, ...]]:
        """The lines of the first cell, those of the second, ..."""
        for left, right in pairwise(self.edges):
            for line in lines:
                if runs := tuple(r for r in line.runs if left <= r.x < right):
                    yield runs


def _grid(sheet: Sheet) -> list[_Row]:
    """The rows between upright rules; the frames of stamps are red."""
    edges: dict[tuple[float, float], list[float]] = {}
    for rule in sheet.rules:
        if rule.x0 == rule.x1 and not rule.red:
            edges.setdefault((rule.y0, rule.y1), []).append(rule.x0)
    return [_Row(top, bottom, tuple(sorted(xs))) for (top, bottom), xs in edges.items()]


def _by_cells(lines: Sequence[SetLine], grid: Sequence[_Row]) -> Iterator[tuple[Run, ...]]:
    done: set[_Row] = set()
    for line in lines:
        row = next((r for r in grid if r.top < line.runs[0].y < r.bottom), None)
        if row is None:
            yield line.runs
        elif row not in done:
            done.add(row)
            yield from row.cells([o for o in lines if row.top < o.runs[0].y < row.bottom])
