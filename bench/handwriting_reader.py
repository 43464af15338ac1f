"""The digit reader alone: blanks cut out by hand, single digits of another country, seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from bench.handwriting_data import Crop, Part, crops
from vnplan.handwriting.digits import DIGITS, Candidate, DigitReader
from vnplan.model import Box, Pixels

GAPS = Path(__file__).with_name("handwriting_gaps.tsv")
BESIDE = 3  # pixels around a blank
DAYS = tuple([str(n) for n in range(1, 32)] + [f"{n:02}" for n in range(1, 10)])
MONTHS = tuple([str(n) for n in range(1, 13)] + [f"{n:02}" for n in range(1, 10)])
AMONG = {"serial": None, "day": DAYS, "month": MONTHS}


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank of a labelled crop, cut out by hand."""

    name: str
    slot: str
    text: str
    by_hand: bool
    ink: Pixels


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a blank, best first, and how long it took."""

    blank: Blank
    candidates: tuple[Candidate, ...]
    seconds: float

    @property
    def is_right(self) -> bool:
        return self.is_among(1)

    def is_among(self, first: int) -> bool:
        return self.blank.text in [c.text for c in self.candidates[:first]]

    @property
    def probability(self) -> float:
        return self.candidates[0].probability if self.candidates else 0.0


def blanks(folder: Path, part: Part) -> Iterator[Blank]:
    """The blanks of one side that :data:`GAPS` has a box for."""
    boxes = dict(_boxes())
    for crop in crops(folder, part):
        page = cv2.imread(str(crop.path), cv2.IMREAD_GRAYSCALE)
        assert page is not None, crop.path
        for slot, text in crop.values.items():
            if box := boxes.get((crop.path.name, slot)):
                left, top, right, bottom = box
                rows = slice(max(0, top - BESIDE), bottom + BESIDE)
                ink = page[rows, max(0, left - BESIDE) : right + BESIDE]
                yield Blank(
                    crop.path.name, slot, text, slot in crop.by_hand, np.asarray(ink, np.uint8)
                )


def boxes_of(crop: Crop) -> dict[str, Box]:
    """Where the slots by hand of a crop stand."""
    return {
        slot: Box(*box)
        for (file, slot), box in _boxes()
        if file == crop.path.name and slot in crop.by_hand
    }


def _boxes() -> Iterator[tuple[tuple[str, str], tuple[int, ...]]]:
    for line in GAPS.read_text("utf-8").splitlines():
        if not line.startswith("# "):
            file, slot, *box = line.split("\t")
            yield (file, slot), tuple(map(int, box))


def read(reader: DigitReader, blank: Blank) -> Reading:
    start = time.perf_counter()
    candidates = reader.read(blank.ink, AMONG[blank.slot])
    return Reading(blank, candidates, time.perf_counter() - start)


def rows(shared: Path, reader: DigitReader, part: Part, sure: float) -> Iterator[tuple[str, str]]:
    """Label and figure of each row; ``sure`` is the probability from which a value is stated."""
    readings = [read(reader, blank) for blank in blanks(shared / "handwriting", part)]
    pen = [r for r in readings if r.blank.by_hand]
    serials = [r for r in pen if r.blank.slot == "serial"]
    dates = [r for r in pen if r.blank.slot != "serial"]
    printed = [r for r in readings if not r.blank.by_hand]
    stated = [r for r in pen if r.probability >= sure]
    yield "serials by hand, cut out by hand: right", share(serials, lambda r: r.is_right)
    yield "  among the first three", share(serials, lambda r: r.is_among(3))
    yield "days and months by hand: right", share(dates, lambda r: r.is_right)
    yield f"all of these with {sure:.0%} or more", share(pen, lambda r: r.probability >= sure)
    yield "  of them right", share(stated, lambda r: r.is_right)
    yield "printed numbers and days: right", share(printed, lambda r: r.is_right)
    seconds = sorted(r.seconds for r in readings)
    yield (
        "milliseconds a blank, median and most",
        (f"{1e3 * seconds[len(seconds) // 2]:.0f}, {1e3 * seconds[-1]:.0f}"),
    )


def share(readings: Sequence[Reading], counts: Callable[[Reading], bool]) -> str:
    number = sum(map(counts, readings))
    return f"{number} of {len(readings)} ({100 * number / max(1, len(readings)):.0f} %)"


def ardis_row(shared: Path, reader: DigitReader, every: int = 1) -> tuple[str, str]:
    """Single digits of Swedish parish registers (ARDIS IV), each among ten."""
    with np.load(shared / "digits" / "ardis.npz") as archive:
        images, labels = archive["images"][::every], archive["labels"][::every]
    right = 0
    for image, label in zip(images, labels, strict=True):
        ink = 255 - cv2.copyMakeBorder(image, 4, 4, 4, 4, cv2.BORDER_CONSTANT)
        found = reader.read(np.asarray(ink, np.uint8), DIGITS, most=1)
        right += bool(found) and found[0].text == str(label)
    return "single digits of ARDIS: right", f"{right} of {len(labels)} ({right / len(labels):.1%})"
