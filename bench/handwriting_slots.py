"""What vnplan makes of numbers and dates: labelled crops, whole scans, drawn lines of print."""

from __future__ import annotations

import csv
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw

from bench.handwriting_data import Crop, Part, crops
from bench.handwriting_pages import draw_written
from bench.handwriting_reader import boxes_of
from tools.draw_glyphs import Source
from tools.draw_scan import CLEAN, NOISY, PAINT_DPI, POOR, DrawnPage, scan
from tools.draw_type import Face, font
from vnplan.clean.page import CleanSettings, clean
from vnplan.handwriting.digits import DigitReader
from vnplan.handwriting.filled_gaps import BLANK, with_handwriting
from vnplan.handwriting.gaps import gaps_of, words_of
from vnplan.lexicon import Dictionaries
from vnplan.model import (
    STATED,
    Box,
    CleanPage,
    Line,
    Page,
    PageInfo,
    Pixels,
    Reading,
    Route,
    Word,
    Zone,
)
from vnplan.parse import Grammar, parse
from vnplan.parse.text.written import NO_BOUNDS, weigh_day, weigh_month, weigh_serial
from vnplan.recognise.ocr import RecogniseSettings, read_line, read_runs
from vnplan.recognise.page import recognise
from vnplan.record import Document
from vnplan.restore import Restorer, restore
from vnplan.source.pages import one_page, open_source
from vnplan.source.source_file import SourceSettings

_ZONES = {"number": Zone.NUMBER, "date": Zone.PLACE_DATE}
_FAINT = 25  # of 255: what is less dark than paper by this is no ink
_MARGIN = 60  # white around a crop, in pixels
_BLOCK = replace(RecogniseSettings(), segmentation=6)
# A printed serial or day read with less is a doubt of the parser.
_PRINTED = 0.9
# "viết tay, đọc được 2084 (0,71)"; "ngày viết tay, đọc được 7 (0,50)"
_OFFERED = re.compile(
    r"(?:(?P<what>ngày|tháng|năm|số đến|ngày đến) )?(?:viết tay, )?đọc được (?P<text>[\w/]+)"
)
_SLOT_OF = {"ngày": "day", "tháng": "month", "năm": "year", "số đến": "received",
            "ngày đến": "received_date", None: "serial"}  # fmt: skip
# Resolutions and damage of drawn print.
STYLES = {
    "300 dpi": CLEAN,
    "200 dpi, noisy": NOISY,
    "150 dpi, poor": POOR,
    "100 dpi": replace(NOISY, dpi=100, blur=0.4),
}
_LINES, _POINTS = 24, (13, 14)


@dataclass(frozen=True, slots=True)
class Found:
    """What was read in a slot, stated or offered in a doubt, and whether as handwriting."""

    text: str | None = None
    stated: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """A serial, day or month of ``name``: what stands there, what was read, its picture."""

    name: str
    slot: str
    truth: str
    by_hand: bool
    found: Found
    picture: Pixels

    @property
    def right(self) -> bool:
        """Whether the reading is right, a zero before a day or month left aside."""
        read = self.found.text or ""
        if "/" in read:
            read = "-".join(read.split("/")[::-1])
        if self.slot == "serial" or not (read.isdigit() and self.truth.isdigit()):
            return read == self.truth
        return int(read) == int(self.truth)


@dataclass(frozen=True, slots=True)
class Tools:
    """What reading takes, loaded once."""

    dictionaries: Dictionaries
    reader: DigitReader
    restorer: Restorer = field(init=False)
    grammar: Grammar = field(init=False)

    @classmethod
    def load(cls) -> Tools:
        dictionaries = Dictionaries.locate()
        return cls(dictionaries, DigitReader.load(dictionaries))

    def __post_init__(self) -> None:
        object.__setattr__(self, "restorer", Restorer.load(self.dictionaries))
        object.__setattr__(self, "grammar", Grammar.load(self.dictionaries))


# --- lines alone ------------------------------------------------------------------------------


def of_crops(folder: Path, part: Part, reader: DigitReader) -> Iterator[Slot]:
    """The slots of the labelled crops of one side, each line read alone."""
    for crop in crops(folder, part):
        picture = np.asarray(Image.open(crop.path).convert("RGB"))
        found = _of_crop(crop, picture, reader)
        for slot, truth in crop.values.items():
            if truth and slot != "year":
                read = found.get(slot, Found())
                yield Slot(crop.path.stem, slot, truth, slot in crop.by_hand, read, picture)


def _of_crop(crop: Crop, picture: Pixels, reader: DigitReader) -> Mapping[str, Found]:
    """What is read in a picture of one line of that kind."""
    page = cleaned(_on_paper(picture), 200.0)
    middle = page.pixels.shape[0] / 2
    lines = sorted(_lines(page), key=lambda line: abs(_middle(line) - middle))
    return _read(replace(lines[0], zone=_ZONES[crop.kind]), page, reader, crop) if lines else {}


def of_emptied(folder: Path, part: Part, reader: DigitReader) -> Iterator[Slot]:
    """The slots by hand of the labelled crops with their ink painted over with the paper around
    it: gaps of real paper that nobody filled in."""
    for crop in crops(folder, part):
        picture = np.asarray(Image.open(crop.path).convert("RGB"))
        boxes = boxes_of(crop)
        if not boxes:
            continue
        empty = _painted_over(picture, list(boxes.values()))
        found = _of_crop(crop, empty, reader)
        for slot in boxes:
            yield Slot(crop.path.stem, slot, "", False, found.get(slot, Found()), empty)


def _painted_over(picture: Pixels, boxes: Sequence[Box]) -> Pixels:
    grey = picture.min(axis=2)
    mask = np.zeros_like(grey)
    for left, top, right, bottom in boxes:
        here = np.s_[max(0, top - 2) : bottom + 2, max(0, left - 2) : right + 2]
        mask[here] = (grey[here] < np.median(grey) - _FAINT) * np.uint8(255)
    around = cv2.dilate(mask, np.ones((5, 5), np.uint8))
    return np.asarray(cv2.inpaint(picture, around, 3, cv2.INPAINT_TELEA), np.uint8)


def _on_paper(picture: Pixels) -> Pixels:
    """A crop with paper of its own colour around it."""
    paper = np.median(picture.reshape(-1, 3), axis=0).astype(np.uint8)
    return np.stack(
        [np.pad(picture[..., c], _MARGIN, constant_values=int(paper[c])) for c in range(3)], axis=2
    )


def cleaned(pixels: Pixels, dpi: float) -> CleanPage:
    info = PageInfo(1, Route.OCR, pixels.shape[1], pixels.shape[0], dpi)
    return clean(Page(info, pixels), CleanSettings(upright=False))


def _lines(page: CleanPage) -> list[Line]:
    return [Line.of(1, run) for run in read_runs(page, _BLOCK) if run]


def _middle(line: Line) -> float:
    assert line.box is not None
    return (line.box.top + line.box.bottom) / 2


def _read(
    line: Line, page: CleanPage, reader: DigitReader, crop: Crop | None = None
) -> Mapping[str, Found]:
    """What is read in each gap of a line; what is written is weighed as the parser does."""
    again = partial(read_line, page, RecogniseSettings())
    (done,) = with_handwriting([line], page, reader, again)
    found = {}
    for gap in gaps_of(done):
        words = [word for word, _ in words_of(done, gap.start, gap.stop)]
        written = next((w for w in words if w.readings or w.text == BLANK), None)
        if written:
            best = _weighed(gap.slot, written, crop)
            stated = best is not None and best.probability >= STATED
            found[gap.slot] = Found(best.text if best else None, stated, True)
        elif words:
            sure = min(word.confidence or 0.0 for word in words)
            text = done.text[gap.start : gap.stop].strip(" .:_")
            found[gap.slot] = Found(text, sure >= _PRINTED, False)
    return found


def _weighed(slot: str, word: Word, crop: Crop | None) -> Reading | None:
    """The reading that the parser would choose, by the month and year of the same line."""
    if slot == "serial":
        return weigh_serial(word, "")
    month, year = (crop.values.get(part, "") if crop else "" for part in ("month", "year"))
    if slot == "day" and month and year:
        return weigh_day(word, int(year), int(month), NO_BOUNDS)
    # A year with 29 days in February, and a month with 31, whose weekdays are not known.
    return (
        weigh_month(word, int(year or 2000), NO_BOUNDS)
        if slot == "month"
        else (word.readings[0] if word.readings else None)
    )


# --- whole scans ------------------------------------------------------------------------------


def of_scans(scans: Path, readings: Path, tools: Tools) -> Iterator[Slot]:
    """The slots of the scans that ``readings`` (file, page, field, text, set) names.

    Each page is read and parsed alone, and without the name of its file.
    """
    with readings.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    for name, number in dict.fromkeys((row["file"], int(row["page"])) for row in rows):
        (path,) = scans.glob(f"{name}_*.pdf")
        page = one_page(open_source(path), number, SourceSettings())
        found, picture = _of_page(page, tools)
        for row in rows:
            if (row["file"], int(row["page"])) == (name, number):
                yield Slot(f"{name}, page {number}", row["field"], row["text"],
                           row["set"] != "print", found.get(row["field"], Found()),
                           picture["number" if row["field"] == "serial" else "date"])  # fmt: skip


def _of_page(page: Page, tools: Tools) -> tuple[Mapping[str, Found], Mapping[str, Pixels]]:
    """What a page says in its number line and date line, and pictures of these lines."""
    lines = recognise(clean(page), RecogniseSettings(), tools.reader)
    documents = parse(restore(lines, tools.restorer), [page.info], tools.grammar)
    by_hand = {
        gap.slot
        for line in lines
        for gap in gaps_of(line)
        for word, _ in words_of(line, gap.start, gap.stop)
        if word.readings or word.text == BLANK
    }
    found = {
        slot: replace(each, by_hand=slot in by_hand)
        for slot, each in _of_document(documents[0]).items()
    }
    return found, {kind: _picture(page, lines, zone) for kind, zone in _ZONES.items()}


def _of_document(document: Document) -> dict[str, Found]:
    """What a record states of serial, day and month, and what its doubts offer."""
    found = {}
    for doubt in document.doubts:
        if match := _OFFERED.fullmatch(doubt.reason.partition(" (")[0]):
            found[_SLOT_OF[match["what"]]] = Found(match["text"])
    if document.number:
        found["serial"] = Found(re.split("[/-]", document.number)[0], True)
    parts = (document.date or "").split("-")
    names = ("year", "month", "day")
    found |= {s: Found(p, True) for s, p in zip(names, parts, strict=False) if p}
    if received := document.marks.received:
        stated = {"received": received.number, "received_date": received.date}
        found |= {slot: Found(text, True) for slot, text in stated.items() if text}
    return found


def _picture(page: Page, lines: Sequence[Line], zone: Zone) -> Pixels:
    """The line of that zone as it was scanned."""
    box = next((line.box for line in lines if line.zone is zone), None)
    assert page.pixels is not None
    if box is None:
        return page.pixels[:1, :1]
    rim = box.height // 2
    return page.pixels[max(0, box.top - rim) : box.bottom + rim,
                       max(0, box.left - rim) : box.right + rim]  # fmt: skip


# --- drawn writing ----------------------------------------------------------------------------


def of_written(
    name: str, pages: int, writers: Mapping[str, Source], tools: Tools, seed: int = 0
) -> Iterator[Slot]:
    """The slots of drawn pages of a condition, the writers taking turns."""
    for number in range(pages):
        writer = list(writers)[number % len(writers)]
        drawn = draw_written(name, number, writers[writer], seed)
        image = drawn.page.image
        pixels = np.asarray(image if image.mode == "RGB" else image.convert("L"))
        height, width = pixels.shape[:2]
        page = Page(PageInfo(1, Route.OCR, width, height, float(drawn.page.dpi)), pixels)
        found, picture = _of_page(page, tools)
        for slot, truth in drawn.truths.items():
            kind = "number" if slot == "serial" else "date"
            by_hand = bool(truth) and slot not in drawn.printed
            yield Slot(f"{name} {number}", slot, truth, by_hand, found.get(slot, Found()),
                       picture[kind])  # fmt: skip


# --- drawn print ------------------------------------------------------------------------------


def of_print(style: str, pages: int, reader: DigitReader) -> Iterator[Slot]:
    """Printed number lines and date lines, drawn; nothing in them is by hand."""
    for number in range(pages):
        rng = np.random.default_rng(zlib.crc32(f"{style} {number}".encode()))
        drawn, truths = _drawn_lines(rng)
        pixels = np.asarray(scan(drawn, STYLES[style], rng).image.convert("L"))
        page = cleaned(pixels, STYLES[style].dpi)
        step = page.pixels.shape[0] / (_LINES + 1)
        for line in _lines(page):
            truth = truths[min(_LINES - 1, max(0, round(_middle(line) / step) - 1))]
            zone = Zone.NUMBER if "serial" in truth else Zone.PLACE_DATE
            found = _read(replace(line, zone=zone), page, reader)
            for slot, text in truth.items():
                if slot in found:
                    yield Slot(f"{style} {number}", slot, text, False, found[slot], pixels[:1, :1])


def _drawn_lines(rng: np.random.Generator) -> tuple[DrawnPage, list[dict[str, str]]]:
    """A page of lines, and what stands in the slots of each."""
    scale, step = PAINT_DPI / 72, PAINT_DPI // 3
    image = Image.new("L", (PAINT_DPI * 8, step * (_LINES + 1)), 255)
    draw, truths = ImageDraw.Draw(image), []
    for at in range(_LINES):
        text, truth = (_number_line, _date_line)[at % 2](rng)
        face = Face.ITALIC if at % 2 else Face.REGULAR
        size = float(rng.choice(_POINTS)) * scale
        draw.text((PAINT_DPI, step * (at + 1)), text, 0, font(face, size), anchor="lm")
        truths.append(truth)
    return DrawnPage(image, PAINT_DPI, ()), truths


_SYMBOLS = ("KH-UBND", "QĐ-UBND", "TB-SNV", "SGDĐT-VP", "TTr-PTC", "CT-BCĐ", "BC-TTra")
_PLACES = ("Bình An", "Tân Hòa", "Phú Lộc", "Đông Giang", "Thạnh Mỹ")


def _number_line(rng: np.random.Generator) -> tuple[str, dict[str, str]]:
    serial = str(int(10 ** rng.uniform(0, 4)))
    serial = serial.zfill(2) if rng.random() < 0.5 else serial
    space = " " if rng.random() < 0.3 else ""
    return f"Số: {serial}{space}/{rng.choice(_SYMBOLS)}", {"serial": serial}


def _date_line(rng: np.random.Generator) -> tuple[str, dict[str, str]]:
    day, month, year = rng.integers(1, 29), rng.integers(1, 13), rng.integers(2008, 2027)
    wide = 2 if rng.random() < 0.5 else 1
    truth = {"day": str(day).zfill(wide), "month": str(month).zfill(wide)}
    text = f"{rng.choice(_PLACES)}, ngày {truth['day']} tháng {truth['month']} năm {year}"
    return text, truth
