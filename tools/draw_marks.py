"""Marks that are not set in type: digits and a signature by pen, the round red seal.

Every mark is a mask (float, 0 to 1, one value a pixel) to be blended onto a page; the shapes
are invented here and imitate nobody's hand or seal.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from tools.draw_type import Face, Seal, font

Mask = NDArray[np.floating[Any]]
Points = Sequence[tuple[float, float]]

# One polyline a stroke in a box 1 wide and 1 high, y downwards; smoothed when drawn.
DIGITS: dict[str, tuple[Points, ...]] = {
    "0": (((0.5, 0.02), (0.12, 0.3), (0.14, 0.75), (0.5, 0.99), (0.87, 0.7), (0.82, 0.2),
           (0.45, 0.04)),),
    "1": (((0.28, 0.24), (0.58, 0.02), (0.52, 0.5), (0.48, 1.0)),),
    "2": (((0.14, 0.24), (0.45, 0.0), (0.8, 0.22), (0.55, 0.62), (0.1, 0.96)),
          ((0.1, 0.96), (0.5, 0.9), (0.95, 0.97))),
    "3": (((0.15, 0.1), (0.6, 0.0), (0.78, 0.22), (0.42, 0.46)),
          ((0.42, 0.46), (0.88, 0.62), (0.7, 0.95), (0.1, 0.95))),
    "4": (((0.5, 0.0), (0.3, 0.34), (0.05, 0.66), (0.5, 0.66), (0.98, 0.62)),
          ((0.72, 0.36), (0.68, 0.7), (0.62, 1.05))),
    "5": (((0.85, 0.03), (0.55, 0.04), (0.28, 0.06)),
          ((0.28, 0.06), (0.22, 0.42), (0.7, 0.42), (0.85, 0.72), (0.5, 1.0), (0.08, 0.92))),
    "6": (((0.75, 0.0), (0.3, 0.35), (0.12, 0.78), (0.45, 1.0), (0.82, 0.78), (0.55, 0.52),
           (0.16, 0.7)),),
    "7": (((0.08, 0.08), (0.5, 0.05), (0.92, 0.04)),
          ((0.92, 0.04), (0.6, 0.45), (0.4, 1.02)), ((0.28, 0.5), (0.5, 0.47), (0.78, 0.46))),
    "8": (((0.72, 0.12), (0.4, 0.0), (0.22, 0.24), (0.6, 0.5), (0.84, 0.8), (0.45, 1.0),
           (0.14, 0.78), (0.5, 0.48), (0.76, 0.22), (0.66, 0.08)),),
    "9": (((0.8, 0.2), (0.45, 0.0), (0.16, 0.26), (0.45, 0.48), (0.8, 0.2)),
          ((0.8, 0.2), (0.72, 0.6), (0.5, 1.04))),
}  # fmt: skip


def smooth(points: Points, steps: int = 14) -> list[tuple[float, float]]:
    """A Catmull-Rom curve through ``points``."""
    p = np.asarray([points[0], *points, points[-1]], dtype=float)
    t = np.linspace(0, 1, steps)[:, None]
    curve: list[tuple[float, float]] = []
    for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False):
        part = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
        curve += [(float(x), float(y)) for x, y in part]
    return curve


def stroke(pen: ImageDraw.ImageDraw, curve: Points, thickness: float) -> None:
    """A round pen along ``curve``; pressure eases off towards the end."""
    last = max(1, len(curve) - 1)
    for number, (x, y) in enumerate(curve):
        half = thickness / 2 * (1.1 - 0.45 * (number / last) ** 2)
        pen.ellipse((x - half, y - half, x + half, y + half), fill=255)
        if number:
            pen.line((*curve[number - 1], x, y), fill=255, width=max(1, round(2 * half)))


def write_digits(
    pen: ImageDraw.ImageDraw,
    digits: str,
    place: tuple[float, float, float, float],
    rng: np.random.Generator,
) -> None:
    """Write ``digits`` by hand within ``place`` (left, top, right, bottom in pixels)."""
    left, top, right, bottom = place
    pitch = (right - left) / max(1, len(digits))
    tall = bottom - top
    slant, drift = rng.uniform(0.08, 0.28), rng.uniform(-0.06, 0.06)
    for number, digit in enumerate(digits):
        size = tall * rng.uniform(0.9, 1.15)
        base = bottom + tall * (drift * number + rng.uniform(-0.07, 0.07))
        for points in DIGITS[digit]:
            jittered = np.asarray(points) + rng.normal(0, 0.03, (len(points), 2))
            x = left + pitch * (number + 0.12 + 0.72 * jittered[:, 0])
            y = base - size * (1 - jittered[:, 1])
            x = x + slant * (base - y)
            stroke(pen, smooth(list(zip(x, y, strict=True))), tall * rng.uniform(0.09, 0.13))


def write_signature(
    pen: ImageDraw.ImageDraw,
    middle: tuple[float, float],
    size: float,
    thickness: float,
    rng: np.random.Generator,
) -> None:
    """Loops that grow smaller, then one long stroke back and out; ``size`` pixels wide."""
    t = np.linspace(0, 2 * np.pi * rng.uniform(2.5, 4.5), 48)
    share = t / t[-1]
    height = rng.uniform(0.16, 0.28) * (1 - 0.7 * share) * rng.uniform(0.7, 1.2, 48).cumsum()
    height /= np.arange(1, 49)
    x = -0.4 + rng.uniform(0.5, 0.7) * share + rng.uniform(0.03, 0.09) * np.cos(t)
    y = height * np.sin(t + rng.uniform(0, 3)) + rng.uniform(-0.12, 0.05) * share
    x = np.append(x, [0.3, -0.2 * rng.random(), 0.55])
    y = np.append(y, [0.16, rng.uniform(0.1, 0.22), rng.uniform(-0.12, 0.02)])
    curve = np.column_stack((middle[0] + size * x, middle[1] + size * y))
    stroke(pen, smooth([(float(a), float(b)) for a, b in curve], 24), thickness)


def seal_mask(seal: Seal, scale: float, rng: np.random.Generator) -> Mask:
    """The seal as a square mask of about ``2 * radius * scale`` pixels, unevenly inked."""
    radius = seal.radius * scale
    side = math.ceil(2 * radius) + 8
    image = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(image)
    middle = side / 2
    for share, thick in ((1.0, 2.2), (0.93, 0.7), (0.6, 0.9)):
        half = radius * share
        box = (middle - half, middle - half, middle + half, middle + half)
        pen.ellipse(box, outline=255, width=max(1, round(thick * scale)))
    _ring(image, seal.ring, radius * 0.765, scale)
    _centre(image, seal.centre, radius, scale)
    turned = image.rotate(rng.uniform(-12, 12), Image.Resampling.BICUBIC)
    ink = np.asarray(turned, np.float32) / 255
    return ink * _uneven(side, rng)


def _uneven(side: int, rng: np.random.Generator) -> Mask:
    """Ink between 0.45 and 1, varying slowly: a pad that is not wet everywhere."""
    coarse = Image.fromarray(rng.integers(115, 330, (9, 9)).clip(0, 255).astype(np.uint8))
    return np.asarray(coarse.resize((side, side), Image.Resampling.BICUBIC), np.float32) / 255


def _ring(image: Image.Image, text: str, radius: float, scale: float) -> None:
    """``text`` along a circle, heads outward; ★ is drawn as a star."""
    size = 8.2 * scale
    face = font(Face.BOLD, size)
    advance = [face.getlength(c) + 0.06 * size for c in text]
    spread = 2 * math.pi / max(sum(advance), 1.0)
    angle = -1.25 * math.pi
    for letter, step in zip(text, advance, strict=True):
        turn = angle + spread * step / 2
        _letter(image, letter, turn, radius, size)
        angle += spread * step


def _letter(image: Image.Image, letter: str, turn: float, radius: float, size: float) -> None:
    side = math.ceil(size * 2)
    tile = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(tile)
    if letter == "★":
        _star(pen, (side / 2, side / 2), size * 0.42)
    else:
        pen.text((side / 2, side / 2), letter, fill=255, font=font(Face.BOLD, size), anchor="mm")
    tile = tile.rotate(-math.degrees(turn) - 90, Image.Resampling.BICUBIC)
    middle = image.width / 2
    x, y = middle + radius * math.cos(turn), middle + radius * math.sin(turn)
    image.paste(255, (round(x - side / 2), round(y - side / 2)), tile)


def _star(pen: ImageDraw.ImageDraw, middle: tuple[float, float], radius: float) -> None:
    corners = [
        (
            middle[0] + radius * (1 if k % 2 == 0 else 0.39) * math.sin(k * math.pi / 5),
            middle[1] - radius * (1 if k % 2 == 0 else 0.39) * math.cos(k * math.pi / 5),
        )
        for k in range(10)
    ]
    pen.polygon(corners, fill=255)


def _centre(image: Image.Image, text: str, radius: float, scale: float) -> None:
    """The name in the middle of the seal, or a star within a ring of rays."""
    pen = ImageDraw.Draw(image)
    middle = image.width / 2
    if not text:
        _star(pen, (middle, middle), radius * 0.34)
        return
    words, rows = text.split(), list[str]()
    for word in words:
        if rows and len(rows[-1]) + len(word) < 12:
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    size = min(9.0, 34.0 / len(rows)) * scale
    for number, row in enumerate(rows):
        y = middle + (number - (len(rows) - 1) / 2) * size * 1.15
        pen.text((middle, y), row, fill=255, font=font(Face.BOLD, size), anchor="mm")


def soften(mask: Mask, radius: float) -> Mask:
    """``mask`` as ink spreads in paper: blurred by ``radius`` pixels."""
    image = Image.fromarray((mask * 255).astype(np.uint8))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(radius)), np.float32) / 255
