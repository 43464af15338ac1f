"""Sheets become page images: printed clean, or as a poor scanner would return them.

A degradation is a function from one :class:`DrawnPage` to the next that also moves the boxes of
the true lines. The order in :func:`scan` is that of the world: ink on paper, then light, then
the sensor, then the file.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from tools.draw_layout import Source, set_document, set_paragraphs
from tools.draw_marks import Mask, seal_mask, soften, write_digits, write_signature
from tools.draw_type import Run, Seal, SetLine, Sheet, font

PAINT_DPI = 300
BLACK, BLUE, RED = (28, 28, 32), (32, 44, 130), (206, 32, 44)
_SCALE = PAINT_DPI / 72
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """The true text of one printed line and where it stands, in pixels of its page."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page image (mode 1, L or RGB) with its true lines in reading order."""

    image: Image.Image
    dpi: int
    lines: tuple[DrawnLine, ...]


@dataclass(frozen=True, slots=True)
class ScanStyle:
    """How a page is scanned; the defaults are a perfect scanner.

    Attributes:
        dpi: resolution of the result.
        mode: "1" (black and white), "L" (grey) or "RGB".
        by_hand: serial and day written by pen, seal and signature on the last page.
        skew: degrees, counter-clockwise.
        blur: radius of the lens in pixels of the result.
        noise: standard deviation of the sensor in grey levels.
        specks: specks of dust per page.
        shading: how much darker the darkest corner is, 0 to 1.
        fading: how much of the ink is lost, 0 to 1.
        jpeg: quality of a JPEG round trip, or ``None``.
    """

    dpi: int = PAINT_DPI
    mode: str = "L"
    by_hand: bool = False
    skew: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    specks: int = 0
    shading: float = 0.0
    fading: float = 0.0
    jpeg: int | None = None


CLEAN = ScanStyle(mode="1")
NOISY = ScanStyle(
    dpi=200, by_hand=True, skew=0.7, blur=0.5, noise=7, specks=60, shading=0.12, fading=0.1, jpeg=60
)
# Legible to a person; plain Tesseract misreads about every sixth word.
POOR = ScanStyle(
    dpi=150, by_hand=True, skew=-1.3, blur=1.0, noise=14, specks=120, shading=0.2, fading=0.35,
    jpeg=30,
)  # fmt: skip


def draw(documents: Iterable[Source], style: ScanStyle, seed: str = "") -> Iterator[DrawnPage]:
    """The pages of ``documents`` in order, scanned in ``style``.

    The same arguments give the same pixels; ``seed`` (a name, say) varies hand, dust and skew.

    Raises:
        FontsMissing: no Times-compatible font is installed.
    """
    sheets = [sheet for document in documents for sheet in set_document(document)]
    return _scan_all(sheets, style, seed)


def draw_text_pages(
    paragraphs: Iterable[str], style: ScanStyle, seed: str = "", size: float = 14.0
) -> Iterator[DrawnPage]:
    """Pages of running text; the true lines are as the paragraphs break.

    Raises:
        FontsMissing: no Times-compatible font is installed.
    """
    return _scan_all(set_paragraphs(paragraphs, size), style, seed)


def _scan_all(sheets: Sequence[Sheet], style: ScanStyle, seed: str) -> Iterator[DrawnPage]:
    for number, sheet in enumerate(sheets):
        rng = np.random.default_rng(zlib.crc32(f"{seed}/{number}".encode()))
        yield scan(paint(sheet, style.by_hand, rng), style, rng)


def paint(sheet: Sheet, by_hand: bool, rng: np.random.Generator) -> DrawnPage:
    """The sheet in colour at :data:`PAINT_DPI`, with pen and seal when ``by_hand``."""
    size = (round(sheet.width * _SCALE), round(sheet.height * _SCALE))
    image = Image.new("RGB", size, (255, 255, 255))
    pen = ImageDraw.Draw(image)
    for rule in sheet.rules:
        ends = (rule.x0 * _SCALE, rule.y0 * _SCALE, rule.x1 * _SCALE, rule.y1 * _SCALE)
        pen.line(ends, fill=RED if rule.red else BLACK, width=3)
    ink = Image.new("L", size, 0)
    for line in sheet.lines:
        _paint_line(pen, ImageDraw.Draw(ink), line, by_hand, rng)
    if by_hand:
        for signature in sheet.signatures:
            middle = (signature.x * _SCALE, signature.y * _SCALE)
            write_signature(ImageDraw.Draw(ink), middle, 105 * _SCALE, 1.3 * _SCALE, rng)
    painted = _blend(np.asarray(image), soften(np.asarray(ink, np.float32) / 255, 0.8), BLUE)
    if by_hand:
        for seal in sheet.seals:
            painted = _blend(painted, _seal_layer(seal, size, rng), RED)
    lines = tuple(DrawnLine(line.text, _scaled(line.box, _SCALE)) for line in sheet.lines)
    return DrawnPage(Image.fromarray(painted), PAINT_DPI, lines)


def _paint_line(
    pen: ImageDraw.ImageDraw,
    ink: ImageDraw.ImageDraw,
    line: SetLine,
    by_hand: bool,
    rng: np.random.Generator,
) -> None:
    colour = RED if line.red else BLACK
    for run in line.runs:
        if run.by_hand and by_hand:
            write_digits(ink, run.text, _hand_box(run), rng)
        else:
            middle = ((run.x + run.width / 2) * _SCALE, run.y * _SCALE)
            face = font(run.face, run.size * _SCALE)
            pen.text(middle, run.text, fill=colour, font=face, anchor="ms")


def _hand_box(run: Run) -> tuple[float, float, float, float]:
    top, bottom = run.y - 0.85 * run.size, run.y + 0.08 * run.size
    return run.x * _SCALE, top * _SCALE, (run.x + run.width) * _SCALE, bottom * _SCALE


def _seal_layer(seal: Seal, size: tuple[int, int], rng: np.random.Generator) -> Mask:
    mask = seal_mask(seal, _SCALE, rng)
    side = mask.shape[0]
    # Seals are put on by hand: never twice at the same place.
    left = round(seal.x * _SCALE - side / 2 + rng.normal(0, 2 * _SCALE))
    top = round(seal.y * _SCALE - side / 2 + rng.normal(0, 2 * _SCALE))
    layer = Image.new("L", size, 0)
    layer.paste(Image.fromarray((mask * 255).astype(np.uint8)), (left, top))
    return soften(np.asarray(layer, np.float32) / 255, 0.9)


def _blend(image: NDArray[np.uint8], mask: Mask, colour: tuple[int, int, int]) -> NDArray[np.uint8]:
    """Ink of ``colour`` over ``image``: it darkens what is there and hides nothing black."""
    rows, columns = np.nonzero(mask)
    if not rows.size:
        return image
    part = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    lost = mask[part][..., None] * (1 - np.asarray(colour, np.float32) / 255)
    blended = image.copy()
    blended[part] = (image[part] * (1 - lost)).astype(np.uint8)
    return blended


def scan(page: DrawnPage, style: ScanStyle, rng: np.random.Generator) -> DrawnPage:
    """``page`` as ``style`` says a scanner returns it."""
    page = replace(page, image=page.image.convert("RGB" if style.mode == "RGB" else "L"))
    page = specks(page, style.specks, rng)
    page = skew(page, style.skew * rng.uniform(0.7, 1.2))
    page = resample(page, style.dpi)
    page = blur(page, style.blur)
    page = shade(page, style.fading, style.shading, rng)
    page = noise(page, style.noise, rng)
    page = jpeg(page, style.jpeg)
    if style.mode == "1":
        return in_two_values(page, rng)
    return page


def in_two_values(page: DrawnPage, rng: np.random.Generator) -> DrawnPage:
    """Black and white, as a copier or fax sees it; nothing is left to chance."""
    return replace(page, image=page.image.convert("L").point(lambda v: 255 * (v > 140), "1"))


def specks(page: DrawnPage, count: int, rng: np.random.Generator) -> DrawnPage:
    """``count`` specks of dust, a few of them big enough to be taken for a dot."""
    image = page.image.copy()
    pen = ImageDraw.Draw(image)
    for _ in range(count):
        x, y = rng.uniform(0, image.width), rng.uniform(0, image.height)
        radius = rng.exponential(1.6) + 0.5
        grey = int(rng.uniform(30, 150))
        fill = (grey,) * 3 if image.mode == "RGB" else grey
        pen.ellipse((x - radius, y - radius, x + radius, y + 0.8 * radius), fill=fill)
    return replace(page, image=image)


def skew(page: DrawnPage, degrees: float) -> DrawnPage:
    """Turned about its middle, counter-clockwise; the size stays."""
    if not degrees:
        return page
    white = (255, 255, 255) if page.image.mode == "RGB" else 255
    turned = page.image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=white)
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    middle = np.array(page.image.size) / 2
    lines = tuple(replace(line, box=_turned(line.box, turn, middle)) for line in page.lines)
    return replace(page, image=turned, lines=lines)


def _turned(box: Box, turn: NDArray[np.float64], middle: NDArray[np.float64]) -> Box:
    """The upright box around ``box`` turned about ``middle``."""
    left, top, right, bottom = box
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    moved = (corners - middle) @ turn.T + middle
    low, high = np.floor(moved.min(axis=0)), np.ceil(moved.max(axis=0))
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def resample(page: DrawnPage, dpi: int) -> DrawnPage:
    """The same paper at ``dpi``."""
    if dpi == page.dpi:
        return page
    share = dpi / page.dpi
    size = (round(page.image.width * share), round(page.image.height * share))
    lines = tuple(replace(line, box=_scaled(line.box, share)) for line in page.lines)
    return DrawnPage(page.image.resize(size, Image.Resampling.BOX), dpi, lines)


def _scaled(box: tuple[float, float, float, float], share: float) -> Box:
    left, top, right, bottom = box
    return round(left * share), round(top * share), round(right * share), round(bottom * share)


def blur(page: DrawnPage, radius: float) -> DrawnPage:
    if not radius:
        return page
    return replace(page, image=page.image.filter(ImageFilter.GaussianBlur(radius)))


def shade(page: DrawnPage, fading: float, shading: float, rng: np.random.Generator) -> DrawnPage:
    """Ink loses ``fading`` of its black; one corner gets ``shading`` less light."""
    if not fading and not shading:
        return page
    pixels = 255 - (255 - np.asarray(page.image, np.float32)) * (1 - fading)
    rows = np.linspace(0, 1, pixels.shape[0], dtype=np.float32)[:, None]
    columns = np.linspace(0, 1, pixels.shape[1], dtype=np.float32)[None, :]
    rows, columns = (v if rng.random() < 0.5 else 1 - v for v in (rows, columns))
    light = 1 - shading * (rows**2 + columns**2) / 2
    light = light[..., None] if pixels.ndim == 3 else light
    return replace(page, image=_image(pixels * light))


def noise(page: DrawnPage, sigma: float, rng: np.random.Generator) -> DrawnPage:
    if not sigma:
        return page
    pixels = np.asarray(page.image, np.float32)
    grain = rng.normal(0, sigma, pixels.shape[:2]).astype(np.float32)
    return replace(page, image=_image(pixels + (grain[..., None] if pixels.ndim == 3 else grain)))


def jpeg(page: DrawnPage, quality: int | None) -> DrawnPage:
    """Through the JPEG of a multifunction copier."""
    if quality is None:
        return page
    buffer = io.BytesIO()
    page.image.save(buffer, "JPEG", quality=quality)
    return replace(page, image=Image.open(buffer).convert(page.image.mode))


def _image(pixels: Mask) -> Image.Image:
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
