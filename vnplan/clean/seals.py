"""Seals on a page without colour: found by their ring, and made pale where print is darker.

Vietnamese seals are rings of 28 to 42 mm (Circular 21/2012/TT-BCA). Stamped in red and scanned in
grey, their ink is paler than print, and print under it darker still.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.clean.reduced import reduced
from vnplan.model import Pixels

_MM_PER_INCH = 25.4
# Rings are looked for at this resolution, on sheets of A0 at most: the transform takes 40 bytes
# and more a pixel.
_DPI, _MOST_PIXELS = 50.0, 4_000_000
# Millimetres: radii of seals, with room for a stretched scan; middles of two seals stand this far
# apart; how far a ring that was found may be off; what of it lies beyond its ring.
_RADIUS_FROM, _RADIUS_TO, _APART, _OFF, _RIM = 12.5, 22.5, 10.0, 1.5, 1.6
# Of OpenCV's Hough transform: the gradient of an edge, and how many edge points must agree.
_EDGE, _AGREE = 120, 22
# How often seals are looked for, and how broad a ring is wiped off, in pixels of that resolution.
_LOOKS, _WIPED = 2, 5
# So much of a ring's way round is darker than paper by so many grey levels; on 24 real scans,
# seals have 0.91 of it at least, and circles through print and pen strokes 0.73 at most. From
# the second share on the circle may lie on a ring, but askew, and is fitted again.
_CLOSED, _NEARLY, _DARKER = 0.8, 0.7, 22
_ANGLES = np.linspace(0, 2 * np.pi, 120, endpoint=False)
# Ink of a seal is paler than print by so many grey levels at least, or cannot be told from it. It
# is made as pale as this: then it is no part of letters to Tesseract, and the lines under it are
# found. Making it white breaks letters.
_PALER, _PALE = 12.0, 215.0
# Print is darker than so much of the way from its own darkness to that of the seal.
_CORE = 0.6
# Hairlines of print are as pale as the seal may be: thinner than so many pixels, and darker than
# half way to white; they are followed so many pixels from the core, but not from rules, which are
# so many long.
_THICK, _WHITE, _REACH, _RULE = 5, 250.0, 3, 30
_CROSS = np.asarray(cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3)), np.uint8)
# The darkest part of print, and the usual one of a ring, in per cent.
_DARKEST_PRINT, _USUAL_RING = 5, 50


class Seal(NamedTuple):
    """Middle and radius of a ring, in pixels."""

    x: float
    y: float
    radius: float


Found = tuple[float, Seal]
"""How much of a ring is closed, 0 to 1, and the ring."""


def without_seals(grey: Pixels, dpi: float) -> Pixels:
    """Make the ink of seals pale where print can be told from it.

    A page without a seal comes back as the same array, and so does one whose seals are as dark
    as its print.
    """
    found = seals(grey, dpi)
    if not found:
        return grey
    rim = _RIM * dpi / _MM_PER_INCH
    discs = np.zeros_like(grey)
    for seal in found:
        cv2.circle(discs, (round(seal.x), round(seal.y)), round(seal.radius + rim), 255, cv2.FILLED)
    darkest = _darkness_of_print(grey, discs)
    cleared = grey
    for seal in found:
        paler = float(np.percentile(_ring(grey, seal, dpi), _USUAL_RING))
        if paler - darkest >= _PALER:
            cleared = _cleared(cleared, seal, rim, darkest, paler)
    return cleared


def seals(grey: Pixels, dpi: float, least: float = _CLOSED) -> list[Seal]:
    """The rings of the size of a seal, in pixels of the page.

    ``least``: so much of a ring's way round is darker than paper.
    """
    factor = min(1.0, _DPI / dpi)
    if grey.size * factor**2 > _MOST_PIXELS:
        return []
    small = reduced(grey, factor)
    mm = factor * dpi / _MM_PER_INCH
    sizes = zip(grey.shape[::-1], small.shape[::-1], strict=True)
    across, down = (full / part for full, part in sizes)
    dark = cv2.subtract(np.full_like(small, np.median(small)), small)
    inked = np.asarray(cv2.GaussianBlur(dark, (0, 0), 0.6) > _DARKER)
    # With so much paper around it nearly no ring leaves the picture.
    rim = ceil((_RADIUS_TO + 4 * _OFF) * mm)
    framed = np.pad(inked, rim).astype(np.uint8)
    found: list[Found] = []
    # Of two seals that overlap the clearer one hides the other: it is wiped off, and once more.
    for _ in range(_LOOKS):
        more = [
            _fitted(framed, Seal(x + rim, y + rim, radius), _OFF * mm)
            for x, y, radius in _circles(small, mm)
        ]
        new = _apart(more, least, found)
        found += new
        if not any(share >= _CLOSED for share, _ in new):
            break
        small = _wiped(small, [ring._replace(x=ring.x - rim, y=ring.y - rim) for _, ring in new])
    return [
        Seal(
            (ring.x - rim + 0.5) * across,
            (ring.y - rim + 0.5) * down,
            ring.radius * (across + down) / 2,
        )
        for _, ring in found
    ]


def _circles(small: Pixels, mm: float) -> list[tuple[float, float, float]]:
    """Middles and radii of what may be rings; ``mm``: pixels of a millimetre."""
    circles = cv2.HoughCircles(
        small, cv2.HOUGH_GRADIENT, 1, _APART * mm, param1=_EDGE, param2=_AGREE,
        minRadius=round(_RADIUS_FROM * mm), maxRadius=round(_RADIUS_TO * mm),
    )  # fmt: skip
    return [] if circles is None else [(float(x), float(y), float(r)) for x, y, r in circles[0]]


def _wiped(small: Pixels, rings: Iterable[Seal]) -> Pixels:
    """The picture with these rings as pale as paper."""
    cleared = small.copy()
    paper = float(np.median(small))
    for ring in rings:
        middle = (round(ring.x), round(ring.y))
        cv2.circle(cleared, middle, round(ring.radius), paper, _WIPED)
    return cleared


def _apart(more: Iterable[Found], least: float, found: Sequence[Found]) -> list[Found]:
    """Those of ``more`` that are closed and apart from all others, the most closed ones first."""
    kept = list(found)
    for share, ring in sorted(more, reverse=True):
        near = any(np.hypot(ring.x - o.x, ring.y - o.y) < o.radius / 2 for _, o in kept)
        if share >= least and not near:
            kept.append((share, ring))
    return kept[len(found) :]


def _fitted(inked: Pixels, circle: Seal, off: float) -> tuple[float, Seal]:
    """The ring near the circle that is most closed, and how much of it is."""
    share, ring = _closed(inked, circle, off)
    while share >= _NEARLY:
        better, moved = _closed(inked, ring, off)
        if better <= share:
            break
        share, ring = better, moved
    return share, ring


def _closed(inked: Pixels, circle: Seal, off: float) -> tuple[float, Seal]:
    """What share of a ring near the circle is inked, 1 in ``inked``, and that ring."""
    reach = round(off)
    side = 2 * reach + 1
    radii = circle.radius + np.arange(-2 * off, 2 * off + 1)[:, None]
    # For each pixel the square around it: the middle of the ring moved by so many pixels.
    near = np.lib.stride_tricks.sliding_window_view(inked, (side, side))
    xs = np.floor(circle.x + 0.5 - reach + radii * np.cos(_ANGLES)).astype(int)
    ys = np.floor(circle.y + 0.5 - reach + radii * np.sin(_ANGLES)).astype(int)
    seen = near[ys.clip(0, near.shape[0] - 1), xs.clip(0, near.shape[1] - 1)]
    counts = seen.sum(axis=1, dtype=np.uint8)
    size, down, right = np.unravel_index(int(counts.argmax()), counts.shape)
    moved = Seal(circle.x + int(right) - reach, circle.y + int(down) - reach, float(radii[size, 0]))
    return int(counts[size, down, right]) / len(_ANGLES), moved


def _darkness_of_print(grey: Pixels, discs: Pixels) -> float:
    """How dark print outside the seals is."""
    sample, outside = grey[::2, ::2], discs[::2, ::2] == 0
    level, _ = cv2.threshold(sample, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    dark = sample[outside & (sample <= level)]
    return float(np.percentile(dark, _DARKEST_PRINT)) if dark.size else 255.0


def _ring(grey: Pixels, seal: Seal, dpi: float) -> NDArray[np.float64]:
    """How dark the ring is, angle by angle."""
    reach = round(_OFF * dpi / _MM_PER_INCH)
    radii = seal.radius + np.arange(-reach, reach + 1)[:, None]
    xs = (seal.x + radii * np.cos(_ANGLES)).round().astype(int).clip(0, grey.shape[1] - 1)
    ys = (seal.y + radii * np.sin(_ANGLES)).round().astype(int).clip(0, grey.shape[0] - 1)
    return np.asarray(grey[ys, xs].min(axis=0), np.float64)


def _hairlines(core: Pixels, grey: Pixels, paler: float) -> Pixels:
    """1 on thin strokes, as pale as the seal may be, that go on from the core of print."""
    inked = np.asarray(grey < (paler + _WHITE) / 2, np.uint8)
    thin = inked & ~_grown(_long(inked, (_THICK, _THICK)), _CROSS)
    # Along the rules of a table the strokes of the seal would be followed.
    rules = _long(core, (1, _RULE)) | _long(core, (_RULE, 1))
    reached = _grown(core & ~_grown(rules, _CROSS), _CROSS)
    for _ in range(_REACH):
        reached |= _grown(reached, np.ones((3, 3), np.uint8)) & thin
    return reached


def _long(marks: Pixels, shape: tuple[int, int]) -> Pixels:
    """What of the marks has room for a rectangle of so many rows and columns."""
    return np.asarray(cv2.morphologyEx(marks, cv2.MORPH_OPEN, np.ones(shape, np.uint8)), np.uint8)


def _grown(marks: Pixels, around: Pixels) -> Pixels:
    return np.asarray(cv2.dilate(marks, around), np.uint8)


def _cleared(grey: Pixels, seal: Seal, rim: float, darkest: float, paler: float) -> Pixels:
    """The page with what is as bright as the ring, or brighter, made pale within the seal."""
    left, top = (max(0, round(at - seal.radius - rim)) for at in (seal.x, seal.y))
    right, bottom = (round(at + seal.radius + rim) + 1 for at in (seal.x, seal.y))
    here = np.s_[top:bottom, left:right]
    levels = (0.0, darkest, paler, 255.0)
    table = np.interp(np.arange(256.0), levels, (0.0, darkest, max(paler, _PALE), 255.0))
    disc = np.zeros_like(grey[here])
    middle = (round(seal.x) - left, round(seal.y) - top)
    cv2.circle(disc, middle, round(seal.radius + rim), 255, cv2.FILLED)
    # What is darker is print; its rims, as pale as the seal, belong to it, or it falls to pieces.
    core = np.asarray(grey[here] < darkest + _CORE * (paler - darkest), np.uint8)
    rims = _grown(core, _CROSS) | _hairlines(core, grey[here], paler)
    disc[rims > 0] = 0
    cleared = grey.copy()
    cleared[here] = np.where(disc > 0, cv2.LUT(grey[here], table.astype(np.uint8)), grey[here])
    return cleared
