"""Crops of number lines and date lines of real documents, and which of them may be trained on.

``handwriting/`` beside the project holds them with ``labels.tsv`` (file, kind, text, what of it
is by hand). Two thirds of the documents are for training and for setting thresholds, one third is
for measuring alone; a document's number line and date line are on the same side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

# What labels.tsv holds of a line of each kind, in the order of the text.
SLOTS = {"number": ("serial",), "date": ("day", "month", "year")}


class Part(StrEnum):
    """What a document may be used for."""

    TRAIN = "train"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Crop:
    """One line of a real document, as somebody read it.

    Attributes:
        path: the picture, at 200 dpi.
        kind: ``number`` or ``date``.
        text: the whole reading, ``12/KH-UBND`` or ``5/4/2018``; parts not written are empty.
        by_hand: the slots that a pen or a rubber stamp filled; all others are print.
    """

    path: Path
    kind: str
    text: str
    by_hand: frozenset[str]

    @property
    def document(self) -> str:
        """The id that the lines of one document share.

        >>> Crop(Path("date-0a1b2c3d4e.png"), "date", "5/4/2018", frozenset()).document
        '0a1b2c3d4e'
        """
        return self.path.stem.partition("-")[2]

    @property
    def part(self) -> Part:
        return part_of(self.document)

    @property
    def values(self) -> Mapping[str, str]:
        """The text of each slot, empty where nothing is written.

        >>> Crop(Path("date-0a.png"), "date", "05//", frozenset()).values
        {'day': '05', 'month': '', 'year': ''}
        >>> Crop(Path("number-0a.png"), "number", "12/KH-UBND", frozenset()).values
        {'serial': '12'}
        """
        return dict(zip(SLOTS[self.kind], self.text.split("/"), strict=False))


def part_of(document: str) -> Part:
    """The side of a document, by a hash of its id, so that it never changes."""
    third = sha256(document.encode()).digest()[0] % 3
    return Part.MEASURE if third == 0 else Part.TRAIN


def crops(folder: Path, part: Part | None = None) -> tuple[Crop, ...]:
    """The labelled crops of ``folder``, of one side or of both."""
    header, *rows = (folder / "labels.tsv").read_text("utf-8").splitlines()
    assert header.split("\t") == ["file", "kind", "text", "hand"], header
    found = (_crop(folder, row.split("\t")) for row in rows)
    return tuple(crop for crop in found if part in (None, crop.part))


def _crop(folder: Path, row: list[str]) -> Crop:
    file, kind, text, by_hand = row
    return Crop(folder / file, kind, text, frozenset(by_hand.split()))
