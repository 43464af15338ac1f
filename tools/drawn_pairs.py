"""Lines of drawn pages as an OCR read them, beside what was drawn; some are kept for measuring."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

HELD_OUT = 20  # every twentieth line is kept for measuring


class Pair(NamedTuple):
    """A line read and drawn.

    Attributes:
        language: data of the OCR, ``eng`` or ``vie``.
        damage: ``0`` (clean) to ``3`` (poor).
        read, true: the line as read and as drawn.
    """

    language: str
    damage: str
    read: str
    true: str


def drawn_pairs(path: Path, held_out: bool) -> Iterator[Pair]:
    """The rows of ``lines.tsv.xz`` that are kept for measuring, or the others."""
    return (pair for is_kept, pair in _rows(path) if is_kept is held_out)


def drawn_pages(path: Path) -> Iterator[list[tuple[bool, Pair]]]:
    """The rows page by page, in order, each with whether it is kept for measuring.

    Pages of one reading and damage never follow one another in the file.
    """
    for _, rows in groupby(_rows(path), key=lambda row: (row[1].language, row[1].damage)):
        yield list(rows)


def _rows(path: Path) -> Iterator[tuple[bool, Pair]]:
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for number, row in enumerate(stream):
            yield number % HELD_OUT == 0, Pair(*row.rstrip("\n").split("\t"))
