"""What happens to paper between the printer and the scanner's file, and in the scanner.

Each damage is a function from one page to the next, drawn by chance from ``rng``. Those of the
paper (stamps, holes, folds) belong before :func:`tools.draw_scan.scan`, those of the machine
(borders, streaks) after it. Boxes of lines move along only where the sheet itself is turned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageOps

from tools.draw_marks import soften
from tools.draw_scan import BLACK, RED, DrawnPage
from tools.draw_type import Face, font

_MM_PER_INCH = 25.4
# Millimetres: punch holes of ISO 838, 80 apart, 12 from the edge; how large they are.
_HOLES_APART, _HOLE_FROM_EDGE, _HOLE = 80.0, 12.0, 6.0


def _mm(page: DrawnPage) -> float:
    """Pixels of a millimetre."""
    return page.dpi / _MM_PER_INCH


def _with(page: DrawnPage, pixels: NDArray[np.generic]) -> DrawnPage:
    image = Image.fromarray(np.asarray(pixels).clip(0, 255).astype(np.uint8))
    return replace(page, image=image.convert(page.image.mode))


def _pixels(page: DrawnPage) -> NDArray[np.uint8]:
    image = page.image.convert("L") if page.image.mode == "1" else page.image
    return np.asarray(image, np.uint8)


# --- the paper ---------------------------------------------------------------------------


def stamped(
    page: DrawnPage,
    rng: np.random.Generator,
    *,
    texts: Sequence[str],
    middle: tuple[float, float],
    size: float = 15.0,
    colour: tuple[int, int, int] = RED,
    frame: bool = False,
) -> DrawnPage:
    """Lines of a rubber stamp without a frame (or with one) over what is printed there.

    ``middle``: shares of width and height; ``size`` in points.
    """
    scale = page.dpi / 72
    face = font(Face.BOLD, size * scale)
    leading = 1.35 * size * scale
    width = max(face.getlength(text) for text in texts) + 2 * size * scale
    height = leading * len(texts) + size * scale
    tile = Image.new("L", (round(width), round(height)), 0)
    pen = ImageDraw.Draw(tile)
    for row, text in enumerate(texts):
        at = (width / 2, height / 2 + (row - (len(texts) - 1) / 2) * leading)
        pen.text(at, text, fill=255, font=face, anchor="mm")
    if frame:
        pen.rectangle((2, 2, width - 4, height - 4), outline=255, width=round(1.2 * scale))
    tile = tile.rotate(rng.uniform(-4, 4), Image.Resampling.BICUBIC, expand=True)
    layer = Image.new("L", page.image.size, 0)
    left = round(middle[0] * page.image.width - tile.width / 2 + rng.normal(0, 2 * scale))
    top = round(middle[1] * page.image.height - tile.height / 2 + rng.normal(0, 2 * scale))
    layer.paste(tile, (left, top))
    mask = soften(np.asarray(layer, np.float32) / 255, 0.6) * rng.uniform(0.75, 0.95)
    paper = np.asarray(page.image.convert("RGB"), np.float32)
    lost = mask[..., None] * (1 - np.asarray(colour, np.float32) / 255)
    return replace(page, image=Image.fromarray((paper * (1 - lost)).astype(np.uint8)))


def punched(page: DrawnPage, rng: np.random.Generator) -> DrawnPage:
    """Two holes in the left margin, black as the scanner's lid or grey at their rims."""
    image = page.image.copy()
    pen = ImageDraw.Draw(image)
    mm, middle = _mm(page), image.height / 2 + rng.normal(0, 3) * _mm(page)
    for side in (-1, 1):
        x, y = (_HOLE_FROM_EDGE + rng.normal(0, 1)) * mm, middle + side * _HOLES_APART / 2 * mm
        half = _HOLE / 2 * mm
        pen.ellipse((x - half, y - half, x + half, y + half), fill=_fill(image, 25))
    return replace(page, image=image)


def _fill(image: Image.Image, grey: int) -> int | tuple[int, int, int]:
    return (grey,) * 3 if image.mode == "RGB" else grey


def folded(page: DrawnPage, rng: np.random.Generator, depth: float = 0.45) -> DrawnPage:
    """The shadow of a fold across the middle, darkest at the crease, and one side a bit darker."""
    pixels = _pixels(page).astype(np.float32)
    height = pixels.shape[0]
    at = height * rng.uniform(0.3, 0.55)
    off = (np.arange(height, dtype=np.float32) - at) / _mm(page)
    shadow = depth * np.exp(-np.abs(off) / 2.5) + 0.12 * (off > 0) * np.exp(-np.abs(off) / 25)
    light = (1 - shadow)[:, None]
    return _with(page, pixels * (light[..., None] if pixels.ndim == 3 else light))


def shown_through(page: DrawnPage, back: DrawnPage, strength: float) -> DrawnPage:
    """The print of the back page, mirrored, blurred, so strong (0 to 1)."""
    other = ImageOps.mirror(back.image.convert("L").resize(page.image.size))
    ink = soften((255 - np.asarray(other, np.float32)) / 255, 0.25 * _mm(page)) * strength
    pixels = _pixels(page).astype(np.float32)
    return _with(page, pixels * (1 - (ink[..., None] if pixels.ndim == 3 else ink)))


def shadowed(page: DrawnPage, rng: np.random.Generator, depth: float = 0.45) -> DrawnPage:
    """The soft shadow of a hand or telephone over one side of the page."""
    pixels = _pixels(page).astype(np.float32)
    height, width = pixels.shape[:2]
    x, y = np.array([0.25, 0.75])[rng.integers(0, 2, 2)] + rng.normal(0, 0.08, 2)
    far = np.array([rng.uniform(0.25, 0.45) * width, rng.uniform(0.25, 0.5) * height])
    rows = (np.arange(height, dtype=np.float32)[:, None] - y * height) / far[1]
    columns = (np.arange(width, dtype=np.float32)[None, :] - x * width) / far[0]
    edge = 1 / (1 + np.exp(12 * (np.sqrt(rows**2 + columns**2) - 1)))
    light = 1 - depth * edge
    return _with(page, pixels * (light[..., None] if pixels.ndim == 3 else light))


# --- the machine -------------------------------------------------------------------------


def bordered(page: DrawnPage, rng: np.random.Generator, most: float = 12.0) -> DrawnPage:
    """The sheet on a dark ground larger than it: black wedges at its edges, in millimetres."""
    pixels = _pixels(page)
    height, width = pixels.shape[:2]
    mm = _mm(page)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inwards = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32)
    moved = corners + inwards * rng.uniform(0, most, (4, 1)).astype(np.float32) * mm
    cover = np.full((height, width), 255, np.uint8)
    # The sheet lies where it lay; the lid beyond it is dark.
    cv2.fillConvexPoly(cover, moved.round().astype(np.int32), 0)
    dark = rng.normal(22, 6, cover.shape).clip(0, 60)
    mask = cv2.GaussianBlur(cover, (0, 0), 1.0).astype(np.float32) / 255
    if pixels.ndim == 3:
        dark, mask = dark[..., None], mask[..., None]
    return _with(page, pixels * (1 - mask) + dark * mask)


def turned(page: DrawnPage, quarters: int) -> DrawnPage:
    """The page as it lies in the scanner on its side or head; its lines are not moved along."""
    return DrawnPage(page.image.rotate(90 * quarters, expand=True), page.dpi, ())


def turned_by_lot(page: DrawnPage, rng: np.random.Generator) -> DrawnPage:
    """The page on its left side, its right side or its head."""
    return turned(page, int(rng.integers(1, 4)))


def cornered(page: DrawnPage, rng: np.random.Generator) -> DrawnPage:
    """A corner turned down or torn off shows the black of the lid."""
    image = page.image.copy()
    width, height = image.size
    mm = _mm(page)
    x = width if rng.random() < 0.7 else 0
    y = 0 if rng.random() < 0.6 else height
    a, b = (rng.uniform(15, 32, 2) * mm).tolist()
    points = [(x, y), (x + (a if x == 0 else -a), y), (x, y + (b if y == 0 else -b))]
    ImageDraw.Draw(image).polygon(points, fill=_fill(image, 20))
    return replace(page, image=image)


def streaked(page: DrawnPage, rng: np.random.Generator, count: int = 4) -> DrawnPage:
    """Upright hair lines over the whole height: dirt on the glass of a feeder."""
    image = page.image.copy()
    pen = ImageDraw.Draw(image)
    for _ in range(count):
        x = rng.uniform(0.05, 0.95) * image.width
        wide = max(1, round(rng.uniform(0.1, 0.35) * _mm(page)))
        grey = int(rng.uniform(0, 140))
        pen.line((x, 0, x + rng.normal(0, 1), image.height), fill=_fill(image, grey), width=wide)
    return replace(page, image=image)


def faxed(page: DrawnPage, rng: np.random.Generator, lines: int = 14) -> DrawnPage:
    """Lines that a fax lost or blackened, and its head line above the page."""
    pixels = _pixels(page).copy()
    height, width = pixels.shape[:2]
    for _ in range(lines):
        y = int(rng.uniform(0.02, 0.98) * height)
        start, long = rng.uniform(0, 0.6) * width, rng.uniform(0.2, 1.0) * width
        thick = max(1, round(0.12 * _mm(page)))
        pixels[y : y + thick, int(start) : int(start + long)] = 0 if rng.random() < 0.5 else 255
    image = Image.fromarray(pixels)
    phone, day = rng.integers(10**9, 10**10), rng.integers(10, 28)
    head = f"FROM : VAN PHONG   FAX NO. : 0{phone}   {day}-11-2019 09:15  P1"
    pen = ImageDraw.Draw(image)
    pen.text(
        (0.08 * width, 0.008 * height),
        head,
        fill=_fill(image, BLACK[0]),
        font=font(Face.REGULAR, 9 * page.dpi / 72),
    )
    return replace(page, image=image.convert(page.image.mode))


def coarsened(page: DrawnPage, _: np.random.Generator) -> DrawnPage:
    """Every two rows sent as one, as a fax of standard resolution does, and drawn twice."""
    wide, high = page.image.size
    rows = page.image.convert("L").resize((wide, high // 2), Image.Resampling.BOX)
    rows = rows.point(lambda v: 255 * (v > 140))
    return replace(page, image=rows.resize((wide, high), Image.Resampling.NEAREST))


def reversed_tones(page: DrawnPage, _: np.random.Generator) -> DrawnPage:
    """A negative: light print on black."""
    return replace(page, image=ImageOps.invert(page.image))


def photographed(page: DrawnPage, rng: np.random.Generator, tilt: float = 0.035) -> DrawnPage:
    """The sheet on a brown desk, seen aslant, lit from one side."""
    pixels = np.asarray(page.image.convert("RGB"), np.uint8)
    height, width = pixels.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    margin = np.array([0.06 * width, 0.05 * height], np.float32)
    inner = margin + corners * (1 - 2 * margin / np.array([width, height], np.float32))
    moved = inner + rng.uniform(-tilt, tilt, (4, 2)).astype(np.float32) * width
    turn = cv2.getPerspectiveTransform(corners, moved)
    desk = np.full_like(pixels, (96, 70, 48))
    desk = np.clip(desk + rng.normal(0, 8, desk.shape), 0, 255).astype(np.uint8)
    seen = cv2.warpPerspective(
        pixels,
        turn,
        (width, height),
        dst=desk,
        flags=cv2.INTER_AREA,
        borderMode=cv2.BORDER_TRANSPARENT,
    )
    rows = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    columns = np.linspace(0, 1, width, dtype=np.float32)[None, :, None]
    light = 1 - 0.3 * rng.random() * rows - 0.35 * rng.random() * columns
    return replace(page, image=Image.fromarray((seen * light).astype(np.uint8)), lines=())
