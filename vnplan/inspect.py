"""A picture of what was seen on a page: zones, reading order, certainty, cells, removed ink.

Drawn over the scan, which is faded so that the marks stand out. Labels are in
English and ASCII: Pillow's own font has no Vietnamese letters, and what a line
says can be read on the scan under it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from vnplan.model import Box, Line, PageInfo, Pixels, Word, Zone, union

Colour = tuple[int, int, int]

# Longer side of the drawn page, in pixels: small print of A4 can still be read at 190 dpi.
_LONGER_SIDE = 2200
_LEGEND_WIDTH = 330
# How much white is mixed into the scan.
_FADE = 0.35
_TEXT_SIZE = 20
_PAPER, _INK, _ORDER = (255, 255, 255), (40, 40, 40), (90, 90, 90)
_CELL: Colour = (140, 60, 200)
# Ink that was taken out: its number in ``SeenPage.removed``, its colour here and its name.
_REMOVED: tuple[tuple[int, Colour, str], ...] = (
    (1, (255, 140, 0), "red ink taken out"),
    (2, (0, 170, 255), "blue ink taken out"),
)
_ZONES: dict[Zone, Colour] = {
    Zone.ISSUER: (0, 90, 200),
    Zone.MOTTO: (0, 150, 190),
    Zone.NUMBER: (200, 0, 120),
    Zone.PLACE_DATE: (190, 90, 0),
    Zone.TITLE: (0, 130, 60),
    Zone.SUBJECT: (70, 150, 0),
    Zone.ADDRESSEES: (120, 100, 0),
    Zone.BODY: (130, 130, 130),
    Zone.SIGNATURE: (170, 0, 170),
    Zone.RECIPIENTS: (0, 110, 140),
    Zone.PAGE_NUMBER: (90, 60, 40),
    Zone.FOOTNOTE: (90, 90, 160),
    Zone.STAMP: (210, 0, 0),
    Zone.COLOURED_STAMP: (230, 0, 60),
    Zone.NOTE: (210, 80, 80),
}
# Certainty of a word from 0 on, its colour and what the legend says of it.
_CERTAINTY: tuple[tuple[float, Colour, str], ...] = (
    (0.9, (60, 170, 60), "0.9 and more"),
    (0.7, (200, 180, 0), "0.7 to 0.9"),
    (0.4, (240, 130, 0), "0.4 to 0.7"),
    (0.0, (230, 0, 0), "less than 0.4"),
)
_UNSTATED: Colour = (90, 140, 220)
# What a pen or stamp wrote into a gap: its strokes, the frame of the gap, its readings.
_WRITTEN: Colour = (230, 0, 110)
# How many of its readings are shown; what in its box is darker than this share of the way from
# its darkest to its lightest pixel is stroke.
_READINGS, _STROKE = 3, 0.55


@dataclass(frozen=True, slots=True, eq=False)
class SeenPage:
    """A page and what was read on it.

    Attributes:
        info: number, route, resolution.
        pixels: the page as it came in, grey or RGB.
        lines: in reading order, boxes in these pixels.
        steps: of the clean-up, by name.
        removed: of the size of ``pixels``, 1 where red ink was taken out before reading,
            2 where blue, else 0; ``None`` when none was.
    """

    info: PageInfo
    pixels: Pixels
    lines: tuple[Line, ...]
    steps: tuple[str, ...] = ()
    removed: Pixels | None = None


def png(page: SeenPage) -> bytes:
    """The drawn page as a PNG file."""
    buffer = io.BytesIO()
    draw(page).save(buffer, "PNG")
    return buffer.getvalue()


def draw(page: SeenPage) -> Image.Image:
    """The page with all marks, and the legend at its right."""
    height, width = page.pixels.shape[:2]
    scale = min(1.0, _LONGER_SIDE / max(height, width))
    picture = _faded(page, (round(width * scale), round(height * scale)))
    pen = _Pen(ImageDraw.Draw(picture), scale)
    pen.words(word for line in page.lines for word in line.words)
    pen.cells(page.lines)
    pen.zones(page.lines)
    pen.written(page.lines)
    pen.order(page.lines)
    sheet = Image.new("RGB", (picture.width + _LEGEND_WIDTH, max(picture.height, 900)), _PAPER)
    sheet.paste(picture)
    _legend(ImageDraw.Draw(sheet), picture.width + 16, page)
    return sheet


def _faded(page: SeenPage, size: tuple[int, int]) -> Image.Image:
    scan = Image.fromarray(page.pixels).convert("RGB").resize(size, Image.Resampling.BOX)
    faded = Image.blend(scan, Image.new("RGB", size, _PAPER), _FADE)
    for ink, colour, _ in _inks(page):
        mask = Image.fromarray(np.where(page.removed == ink, 255, 0).astype(np.uint8))
        faded.paste(colour, mask=mask.resize(size, Image.Resampling.BOX))
    strokes = Image.fromarray(_strokes(page)).resize(size, Image.Resampling.BOX)
    faded.paste(_WRITTEN, mask=strokes)
    return faded


def written_gaps(lines: Iterable[Line]) -> Iterator[tuple[Word, Box]]:
    """Every word that a pen or stamp wrote, and the gap between the print on both its sides."""
    for line in lines:
        for at, word in enumerate(line.words):
            if word.readings and word.box and line.box:
                before, behind = line.words[:at][-1:], line.words[at + 1 :][:1]
                left = max((w.box.right for w in before if w.box), default=word.box.left)
                right = min((w.box.left for w in behind if w.box), default=word.box.right)
                beside = Box(left, line.box.top, max(left, right), line.box.bottom)
                yield word, union([word.box, beside]) or word.box


def _strokes(page: SeenPage) -> Pixels:
    """255 where the strokes are that were read, of the size of the page."""
    grey = page.pixels if page.pixels.ndim == 2 else page.pixels.min(axis=2)
    found = np.zeros(grey.shape, np.uint8)
    boxes = [word.box for word, _ in written_gaps(page.lines) if word.box]
    for left, top, right, bottom in boxes:
        part = grey[top:bottom, left:right].astype(float)
        if part.size:
            level = part.min() + _STROKE * (part.max() - part.min())
            found[top:bottom, left:right][part < level] = 255
    return found


def _inks(page: SeenPage) -> list[tuple[int, Colour, str]]:
    """The inks that were taken out of this page."""
    return [] if page.removed is None else [ink for ink in _REMOVED if ink[0] in page.removed]


def certainty_colour(confidence: float | None) -> Colour:
    """The colour of a word.

    >>> certainty_colour(0.95) == certainty_colour(0.91), certainty_colour(0.1)
    (True, (230, 0, 0))
    """
    if confidence is None:
        return _UNSTATED
    return next(colour for least, colour, _ in _CERTAINTY if confidence >= least)


def zone_frames(lines: Sequence[Line]) -> Iterator[tuple[Zone, Box]]:
    """A frame around every run of lines of one zone that follow each other."""
    for zone, run in groupby(lines, key=lambda line: None if line.cell else line.zone):
        box = union(line.box for line in run if line.box is not None)
        if zone is not None and box is not None:
            yield zone, box


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws boxes of the scan onto a picture that is ``scale`` times as large."""

    on: ImageDraw.ImageDraw
    scale: float

    def frame(self, box: Box, colour: Colour, width: int, margin: int = 0) -> Box:
        left, top, right, bottom = (round(side * self.scale) for side in box)
        framed = Box(left - margin, top - margin, right + margin, bottom + margin)
        self.on.rectangle(framed, outline=colour, width=width)
        return framed

    def label(self, at: tuple[int, int], text: str, colour: Colour, size: int) -> None:
        """White letters on a coloured tag whose lower left corner is ``at``."""
        font = ImageFont.load_default(size)
        wide = round(font.getlength(text))
        left, bottom = max(0, at[0]), max(size + 4, at[1])
        self.on.rectangle((left, bottom - size - 4, left + wide + 6, bottom), fill=colour)
        self.on.text((left + 3, bottom - size - 4), text, _PAPER, font)

    def words(self, words: Iterable[Word]) -> None:
        for word in words:
            if word.box is not None:
                self.frame(word.box, certainty_colour(word.confidence), 1)

    def cells(self, lines: Iterable[Line]) -> None:
        for cell in dict.fromkeys(line.cell for line in lines if line.cell is not None):
            framed = self.frame(cell.box, _CELL, 2, -2)
            text = f"{cell.table + 1}: {cell.row + 1},{cell.column + 1}"
            self.label((framed.left, framed.top + 16), text, _CELL, 12)

    def zones(self, lines: Sequence[Line]) -> None:
        for zone, box in zone_frames(lines):
            framed = self.frame(box, _ZONES[zone], 3, 5)
            self.label((framed.left, framed.top), zone.value, _ZONES[zone], 16)

    def written(self, lines: Iterable[Line]) -> None:
        """A frame around each gap, and under it what its strokes may say."""
        for word, gap in written_gaps(lines):
            framed = self.frame(gap, _WRITTEN, 2)
            for at, reading in enumerate(word.readings[:_READINGS], 1):
                text = f"{reading.text} {reading.probability:.2f}"
                self.label((framed.left, framed.bottom + 24 * at), text, _WRITTEN, 16)

    def order(self, lines: Sequence[Line]) -> None:
        """The number of each line before it, and an arrow from each to the next."""
        boxes = [line.box for line in lines]
        ends = [self._start(box) for box in boxes if box is not None]
        for one, other in pairwise(ends):
            self._arrow(one, other)
        for number, (x, y) in enumerate(ends, 1):
            font = ImageFont.load_default(14)
            self.on.text((x - 10, y), str(number), _ORDER, font, anchor="rm")

    def _start(self, box: Box) -> tuple[int, int]:
        return round(box.left * self.scale) - 8, round((box.top + box.bottom) / 2 * self.scale)

    def _arrow(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        direction = np.subtract(end, start).astype(float)
        length = float(np.hypot(*direction))
        if length < 1:
            return
        along = direction / length
        across = np.array([-along[1], along[0]])
        tip = np.array(end, float)
        wings = [tip - 8 * along + side * 4 * across for side in (-1, 1)]
        self.on.line([start, end], _ORDER, 1)
        self.on.polygon([tuple(p) for p in (tip, *wings)], fill=_ORDER)


def _legend(on: ImageDraw.ImageDraw, left: int, page: SeenPage) -> None:
    """What was read how, and what the colours mean."""
    font = ImageFont.load_default(_TEXT_SIZE)
    y = 16
    for text, colour in _legend_rows(page):
        if colour is not None:
            on.rectangle((left, y + 3, left + 22, y + 21), outline=colour, width=4)
        on.text((left + (32 if colour else 0), y), text, _INK, font)
        y += 28


def _legend_rows(page: SeenPage) -> Iterator[tuple[str, Colour | None]]:
    info = page.info
    yield f"page {info.number}: {info.route.value}", None
    yield f"{info.width} x {info.height}, {info.dpi:g} dpi", None
    yield from ((step, None) for step in page.steps)
    if info.problem:
        yield _ascii(info.problem), None
    yield "", None
    yield "order: number, arrow", _ORDER
    for zone in dict.fromkeys(line.zone for line in page.lines if line.zone and not line.cell):
        yield zone.value, _ZONES[zone]
    if any(line.cell for line in page.lines):
        yield "cell: table, row, column", _CELL
    yield from ((name, colour) for _, colour, name in _inks(page))
    if any(True for _ in written_gaps(page.lines)):
        yield "by hand: gap, strokes, reading", _WRITTEN
    yield "", None
    yield "certainty of words", None
    yield from ((text, colour) for _, colour, text in _CERTAINTY)
    yield "not stated (text layer)", _UNSTATED


def _ascii(text: str) -> str:
    return text.encode("ascii", "replace").decode()
