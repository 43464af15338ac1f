"""Lines of drawn pages as an OCR read them, beside what was drawn; some are kept for measuring."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
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
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for number, row in enumerate(stream):
            if (number % HELD_OUT == 0) is held_out:
                yield Pair(*row.rstrip("\n").split("\t"))
