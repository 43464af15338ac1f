"""Print with seals over it and the same print without them: what the seal remover learns from.

Every sample is a square around a seal, scanned in two values or as dark as print, as
``vnplan.clean`` hands it on. The seals are invented: rings, letters and middles of many kinds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from tools.draw_marks import write_digits, write_signature
from tools.draw_scan import DrawnPage, ScanStyle, scan
from vnplan.clean.grain import without_grain
from vnplan.clean.levelled import levelled
from vnplan.clean.seals import Seal
from vnplan.clean.skew import Slopes
from vnplan.model import Pixels

Mask = NDArray[np.float32]

_PAINT_DPI, _DPI = 300, 200
_MM = _PAINT_DPI / 25.4
# Millimetres: what is drawn around a seal's own disc.
_AROUND = 7.0
_BLACK = 28.0
_RESOLUTIONS = (100, 150, 200, 200, 200, 200, 300, 300)
_PLAIN, _SLANTED, _BOLD = "Regular", "Italic", "Bold"


@dataclass(frozen=True, slots=True, eq=False)
class SealedPrint:
    """A square of a page at :data:`_DPI`.

    Attributes:
        sealed: dark print and seal on light paper.
        print: the same without any seal.
        seal: the seal in the middle; where it was found, a little off.
    """

    sealed: Pixels
    print: Pixels
    seal: Seal


def draw_sealed(lines: Sequence[str], fonts: Sequence[Path], rng: Generator) -> SealedPrint:
    """A seal over print of ``lines``, set in one of ``fonts``."""
    radius = rng.uniform(12.5, 21.5) * _MM
    side = 2 * round(radius + _AROUND * _MM)
    print_ = _print(side, lines, fonts, rng)
    middle = side / 2 + rng.normal(0, 1.0 * _MM, 2)
    seals = [_layer(side, middle, radius, lines, fonts, rng)] if rng.random() < 0.94 else []
    while rng.random() < 0.2 and len(seals) < 3:
        other = side / 2 + rng.normal(0, 1.1 * radius, 2)
        seals.append(_layer(side, other, radius * rng.uniform(0.9, 1.1), lines, fonts, rng))
    sealed = print_
    for layer in seals:
        # Ink over ink darkens.
        sealed = sealed * (1 - layer * rng.uniform(0.55, 0.95))
    dpi = int(rng.choice(_RESOLUTIONS))
    two_values = rng.random() < 0.85
    style = ScanStyle(
        dpi=dpi, skew=float(rng.normal(0, 0.7)), blur=float(rng.uniform(0.1, 0.5 + dpi / 500)),
        noise=float(rng.uniform(1, 9)), specks=int(rng.uniform(0, 3)),
        fading=float(rng.uniform(0, 0.2)), jpeg=None if two_values else 75,
    )  # fmt: skip
    level = int(rng.uniform(105, 185)) if two_values else None
    seed = int(rng.integers(2**32))
    clean, plain = (_scanned(each, style, level, seed) for each in (sealed, print_))
    share = len(clean) / side
    x, y, far = share * (np.array([*middle, radius]) + rng.normal(0, 0.35 * _MM, 3))
    return SealedPrint(clean, plain, Seal(float(x), float(y), float(far)))


def _scanned(ink: Mask, style: ScanStyle, level: int | None, seed: int) -> Pixels:
    """As it comes out of cleaning: level, soft, at 200 dpi."""
    image = Image.fromarray((255 * ink).clip(0, 255).astype(np.uint8))
    rng = np.random.default_rng(seed)
    page = scan(DrawnPage(image, _PAINT_DPI, ()), replace(style, skew=0.0), rng)
    grey = np.asarray(page.image, np.uint8)
    turned = levelled(grey, Slopes(style.skew), 1.0)[0]
    if level is not None:
        turned = np.where(turned > level, 255, 0).astype(np.uint8)
    scale = _DPI / style.dpi
    if scale < 1:
        size = (round(turned.shape[1] * scale), round(turned.shape[0] * scale))
        turned = np.asarray(cv2.resize(turned, size, interpolation=cv2.INTER_AREA), np.uint8)
    soft = without_grain(turned, min(style.dpi, _DPI))
    level_again = levelled(soft, Slopes(-style.skew), max(scale, 1.0))[0]
    wanted = round(len(grey) * scale)
    off = [(have - wanted) // 2 for have in level_again.shape]
    part = level_again[off[0] : off[0] + wanted, off[1] : off[1] + wanted]
    return np.ascontiguousarray(part)


# --- print ---------------------------------------------------------------------------------


def _print(side: int, lines: Sequence[str], fonts: Sequence[Path], rng: Generator) -> Mask:
    """Lines of print, perhaps with rules, a signature or digits by hand; 1 is white paper."""
    image = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(image)
    family = str(rng.choice(sorted({_family(path) for path in fonts})))
    faces = [path for path in fonts if _family(path) == family]
    y = rng.uniform(0, 8) * _MM
    while y < side and rng.random() < 0.97:
        size = float(rng.choice((11, 12, 13, 13, 14, 14, 14, 15))) * _PAINT_DPI / 72
        face = ImageFont.truetype(str(rng.choice(np.array(faces, object))), round(size))
        for _ in range(int(rng.integers(1, 6))):
            text = str(rng.choice(np.array(lines, object)))
            text = text.upper() if rng.random() < 0.15 else text
            start = int(rng.integers(0, max(1, len(text) - 20)))
            x = rng.uniform(-30, 8) * _MM if rng.random() < 0.8 else rng.uniform(0, 0.6) * side
            pen.text((x, y), text[start : start + int(rng.integers(3, 60))], fill=255, font=face,
                     anchor="ls")  # fmt: skip
            y += size * rng.uniform(1.12, 1.5)
        y += rng.exponential(4) * _MM
    if rng.random() < 0.25:
        _rules(pen, side, rng)
    if rng.random() < 0.3:
        at = (float(rng.uniform(0.3, 0.9)) * side, float(rng.uniform(0.3, 0.7)) * side)
        write_signature(pen, at, float(rng.uniform(25, 45)) * _MM, rng.uniform(0.3, 0.8) * _MM, rng)
    if rng.random() < 0.15:
        x, y = (float(at) * side for at in rng.uniform(0, 0.8, 2))
        digits = str(rng.integers(1, 3000))
        write_digits(pen, digits, (x, y, x + 3.2 * _MM * len(digits), y + 5 * _MM), rng)
    dark = np.asarray(image, np.float32) / 255
    return np.asarray(1 - dark * (1 - _BLACK / 255), np.float32)


def _family(path: Path) -> str:
    name = path.stem.replace("-", "").replace("_", "").lower()
    return name[:8]


def _rules(pen: ImageDraw.ImageDraw, side: int, rng: Generator) -> None:
    """Rules of a table, or one under a title."""
    thick = int(rng.integers(2, 5))
    for _ in range(int(rng.integers(1, 5))):
        at, start, stop = rng.uniform(0, 1, 3) * side
        stop = side if rng.random() < 0.5 else stop
        ends = (min(start, stop), at, max(start, stop), at)
        ends = ends if rng.random() < 0.6 else (ends[1], ends[0], ends[3], ends[2])
        pen.line(tuple(map(float, ends)), fill=255, width=thick)


# --- seals ---------------------------------------------------------------------------------


def _layer(
    side: int,
    middle: NDArray[np.float64],
    radius: float,
    lines: Sequence[str],
    fonts: Sequence[Path],
    rng: Generator,
) -> Mask:
    """Where a seal leaves ink, and how much."""
    reach = math.ceil(radius * 1.06) + 4
    tile = Image.new("L", (2 * reach, 2 * reach), 0)
    pen = ImageDraw.Draw(tile)
    face = str(rng.choice(np.array([p for p in fonts if _BOLD in p.stem or "bold" in p.stem or
                                    p.stem.endswith("RB")], object)))  # fmt: skip
    inner = _rings(pen, reach, radius, rng)
    band = inner[0] - inner[1]
    words = [str(rng.choice(np.array(lines, object))) for _ in range(3)]
    _around(tile, words, face, radius * (inner[0] + inner[1]) / 2, radius * band, rng)
    _middle(tile, pen, words, face, radius * inner[1], rng)
    tile = tile.rotate(float(rng.normal(0, 12)), Image.Resampling.BICUBIC)
    ink = np.asarray(tile, np.float32) / 255
    ink *= _uneven(len(ink), rng)
    # No seal is quite round on paper.
    stretch = rng.normal(1, 0.012, 2)
    move = np.array([[stretch[0], rng.normal(0, 0.008), middle[0] - reach * stretch[0]],
                     [0, stretch[1], middle[1] - reach * stretch[1]]])  # fmt: skip
    layer = cv2.warpAffine(ink, move, (side, side))
    return np.asarray(cv2.GaussianBlur(layer, (0, 0), rng.uniform(0.5, 1.8)), np.float32)


def _rings(
    pen: ImageDraw.ImageDraw, reach: int, radius: float, rng: Generator
) -> tuple[float, float]:
    """The rings, and between which shares of the radius the letters stand."""

    def ring(share: float, thick: float) -> None:
        half = radius * share
        box = (reach - half, reach - half, reach + half, reach + half)
        pen.ellipse(box, outline=255, width=max(1, round(thick * _MM)))

    ring(1.0, rng.uniform(0.4, 1.1))
    outer = 0.93
    if rng.random() < 0.75:
        outer = rng.uniform(0.88, 0.95)
        ring(outer, rng.uniform(0.12, 0.4))
    inner = rng.uniform(0.52, 0.7)
    if rng.random() < 0.8:
        ring(inner, rng.uniform(0.12, 0.45))
        if rng.random() < 0.2:
            ring(inner - 0.035, rng.uniform(0.12, 0.3))
    return float(outer), float(inner)


def _around(
    tile: Image.Image,
    words: Sequence[str],
    face: str,
    radius: float,
    band: float,
    rng: Generator,
) -> None:
    """Letters along the ring, heads outwards, in one or two parts with stars between."""
    size = band * rng.uniform(0.6, 1.0)
    font = ImageFont.truetype(face, max(6, round(size)))
    room = 2 * math.pi * radius * rng.uniform(0.75, 1.0)
    angle = rng.uniform(0, 2 * math.pi)
    text = " ".join(words).upper()
    if rng.random() < 0.7:
        at = int(rng.integers(5, 25))
        text = f"{text[:at]} ★ {text[at:]}"
    spacing = rng.uniform(0.0, 0.3) * size
    used = 0.0
    reach = tile.width / 2
    for letter in text:
        step = (size if letter == "★" else font.getlength(letter)) + spacing
        if (used := used + step) > room:
            break
        turn = angle + (used - step / 2) / radius
        _letter(tile, letter, (reach + radius * math.cos(turn), reach + radius * math.sin(turn)),
                turn, font, size)  # fmt: skip


def _letter(
    tile: Image.Image,
    letter: str,
    at: tuple[float, float],
    turn: float,
    font: ImageFont.FreeTypeFont,
    size: float,
) -> None:
    side = math.ceil(2 * size)
    one = Image.new("L", (side, side), 0)
    if letter == "★":
        _star(ImageDraw.Draw(one), (side / 2, side / 2), 0.42 * size, 0.0)
    else:
        middle = (side / 2, side / 2)
        ImageDraw.Draw(one).text(middle, letter, fill=255, font=font, anchor="mm")
    one = one.rotate(-math.degrees(turn) - 90, Image.Resampling.BICUBIC)
    tile.paste(255, (round(at[0] - side / 2), round(at[1] - side / 2)), one)


def _star(
    pen: ImageDraw.ImageDraw, middle: tuple[float, float], radius: float, turn: float
) -> None:
    turns = [turn + k * math.pi / 5 for k in range(10)]
    far = [radius * (0.39 if k % 2 else 1) for k in range(10)]
    pen.polygon([(middle[0] + r * math.sin(a), middle[1] - r * math.cos(a))
                 for a, r in zip(turns, far, strict=True)], fill=255)  # fmt: skip


def _middle(
    tile: Image.Image,
    pen: ImageDraw.ImageDraw,
    words: Sequence[str],
    face: str,
    radius: float,
    rng: Generator,
) -> None:
    """A star, an emblem, hammer and sickle, or a name in some lines; or nothing."""
    at = tile.width / 2
    kind = rng.random()
    if kind < 0.3:
        _star(pen, (at, at), radius * rng.uniform(0.4, 0.8), 0.0)
    elif kind < 0.6:
        _emblem(pen, at, radius * rng.uniform(0.6, 0.92), rng)
    elif kind < 0.7:
        half, thick = 0.45 * radius, max(2, round(rng.uniform(0.6, 1.6) * _MM))
        box = (at - half, at - half, at + half, at + half)
        pen.arc(box, rng.uniform(200, 300), rng.uniform(60, 150), fill=255, width=thick)
        pen.line((at - half, at + half, at + 0.5 * half, at - 0.6 * half), fill=255, width=thick)
        pen.line((at - half, at - half, at + 0.2 * half, at), fill=255, width=thick)
    elif kind < 0.95:
        rows = int(rng.integers(1, 5))
        size = min(1.5 * radius / rows, 0.5 * radius) * rng.uniform(0.6, 1.0)
        font = ImageFont.truetype(face, max(6, round(size)))
        for row in range(rows):
            text = str(words[row % len(words)]).upper()
            start = int(rng.integers(0, max(1, len(text) - 8)))
            y = at + (row - (rows - 1) / 2) * 1.1 * size
            text = text[start : start + max(2, round(1.5 * radius / (0.65 * size)))]
            pen.text((at, y), text, fill=255, font=font, anchor="mm")


def _emblem(pen: ImageDraw.ImageDraw, at: float, radius: float, rng: Generator) -> None:
    """A star in a wreath of grains above a cogwheel: fine and thick marks close together."""
    thick = max(1, round(rng.uniform(0.15, 0.5) * _MM))
    for half in (radius, radius * 0.8):
        pen.arc((at - half, at - half, at + half, at + half), 120, 60, fill=255, width=thick)
    for degrees in range(120, 421, int(rng.integers(8, 16))):
        turn = math.radians(degrees)
        for lean in (-0.12, 0.12):
            inner, outer = 0.8 * radius, radius * rng.uniform(0.95, 1.08)
            pen.line((at + inner * math.cos(turn), at + inner * math.sin(turn),
                      at + outer * math.cos(turn + lean), at + outer * math.sin(turn + lean)),
                     fill=255, width=thick)  # fmt: skip
    _star(pen, (at, at - 0.15 * radius), radius * rng.uniform(0.25, 0.45), 0.0)
    y, half = at + 0.62 * radius, 0.3 * radius
    pen.ellipse((at - half, y - half, at + half, y + half), outline=255, width=2 * thick)
    for k in range(10):
        turn = k * math.pi / 5
        pen.line((at + half * math.cos(turn), y + half * math.sin(turn),
                  at + 1.25 * half * math.cos(turn), y + 1.25 * half * math.sin(turn)),
                 fill=255, width=2 * thick)  # fmt: skip


def _uneven(side: int, rng: Generator) -> Mask:
    """How much ink there is: a pad that is not wet everywhere, a hand that presses askew."""
    least = rng.uniform(0.3, 0.9)
    cells = int(rng.integers(3, 12))
    coarse = rng.uniform(least, 1.15, (cells, cells)).astype(np.float32)
    soft = cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC)
    if rng.random() < 0.5:
        grain = rng.normal(1, rng.uniform(0.05, 0.3), (side // 2, side // 2)).astype(np.float32)
        soft = soft * cv2.resize(grain, (side, side), interpolation=cv2.INTER_LINEAR)
    return np.asarray(soft.clip(0, 1), np.float32)
