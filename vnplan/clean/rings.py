"""Seals as dark as print: the strokes of their rings taken out, print that crosses them kept.

On a page of two values a seal cannot be told from print by its darkness. Its rings can, as rules
can: followed around the middle, they are thin, and what is print crosses them.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.clean.components import components
from vnplan.clean.seals import Seal, seals
from vnplan.model import Pixels

_MM_PER_INCH = 25.4
# Darker than this is ink, on a page that was evened and levelled.
_DARK = 160
# Millimetres: how far a ring may lie from the circle that was found, what of it lies beyond.
_OFF, _RIM = 1.6, 1.2
# So much of a ring's way round is darker than paper, and so much of it is ink where the ring is
# followed; on 24 real scans, seals in black have 0.72 of it at least, and circles through print
# and pen strokes 0.44 at most.
_BROKEN, _INKED = 0.58, 0.5
# Every so many pixels of the way round are looked at first, and tell it to so much.
_COARSE, _UNSURE = 4, 0.1
# The share of a ring's way round within which its place is told, to either side.
_WINDOW = 0.025
# So much of the way round is inked where there is a ring, and so much more than a millimetre
# further in or out; a stroke that is so many millimetres longer than a ring is thick crosses it.
_RING, _MORE, _CROSSES = 0.4, 0.15, 0.25
# Millimetres: beside a seal, lines of print are looked for so far; a line is so high; tone marks
# stand so far above what was seen of it, and dots below.
_BESIDE, _LINE_FROM, _LINE_TO, _ABOVE, _BELOW = 12.0, 1.5, 8.0, 1.4, 1.0
# Within a seal, so many letters make a line; within this share of its radius none are its own.
_LETTERS, _INNER = 3, 0.6
# Millimetres: no stroke of print is as thick as this, the star in the middle is.
_THICK = 1.4


def without_rings(grey: Pixels, dpi: float) -> Pixels:
    """The level page without the strokes of seals as dark as its print.

    Print is told from the letters of a seal by the lines beside it: where there are none, these
    letters stay. A page without such seals comes back as the same array.
    """
    mm = dpi / _MM_PER_INCH
    cleared = grey
    for seal in seals(grey, dpi, _BROKEN):
        left, top = (max(0, round(at - seal.radius - 2 * mm)) for at in (seal.x, seal.y))
        right, bottom = (round(at + seal.radius + 2 * mm) + 1 for at in (seal.x, seal.y))
        here = np.s_[top:bottom, left:right]
        ink = np.asarray(cleared[here] < _DARK)
        middle = Seal(seal.x - left, seal.y - top, seal.radius)
        # Most circles run through lines of print, which every fourth angle tells.
        if about_inked(ink, middle, mm) < _INKED - _UNSURE:
            continue
        radii = _followed(ink, middle, mm)
        if _inked(ink, middle, radii, mm) < _INKED:
            continue
        around = _unrolled(ink, middle, radii, range(ceil(middle.radius + _RIM * mm)))
        lines = _lines_beside(cleared, seal, mm, top)
        gone = _rings(ink, middle, radii, around, mm)
        gone |= _thick(ink & ~gone, middle, mm)
        if lines:
            gone |= _letters(ink & ~gone, middle, lines, mm)
        # The grey rims of what is wiped off go too, those of what stays do not.
        rim = cv2.dilate(gone.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        rim &= ~(cv2.dilate((ink & ~gone).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0)
        cleared = cleared.copy() if cleared is grey else cleared
        cleared[here][gone | rim] = 255
    return cleared


# --- rings -------------------------------------------------------------------------------


def about_inked(ink: NDArray[np.bool_], seal: Seal, mm: float) -> float:
    """About how much of the way round a ring near the circle is ink; ``mm``: pixels of one."""
    return _inked(ink, seal, _followed(ink, seal, mm, _COARSE), mm)


def _unrolled(
    ink: NDArray[np.bool_], seal: Seal, radii: NDArray[np.float64], places: range
) -> NDArray[np.bool_]:
    """The ink at these places from the middle on, in pixels, a row for each angle; the outer ring
    is upright in it."""
    shares = np.array(places) / seal.radius
    return _sampled(ink, seal, radii[:, None] * shares[None, :])


def _at_ring(seal: Seal, mm: float) -> range:
    """The places at which the outer ring must be, once it was followed."""
    return range(round(seal.radius - 0.5 * mm), round(seal.radius + 0.5 * mm) + 1)


def _rings(
    ink: NDArray[np.bool_],
    seal: Seal,
    radii: NDArray[np.float64],
    around: NDArray[np.bool_],
    mm: float,
) -> NDArray[np.bool_]:
    """Which pixels of the ink are strokes of rings around the middle."""
    height, width = ink.shape
    angles = len(radii)
    gone = np.zeros_like(around)
    for inner, outer in _ring_places(around, mm):
        gone |= _short_runs(around, inner, outer, (outer - inner) + _CROSSES * mm)
    ys, xs = np.mgrid[:height, :width]
    turn = np.arctan2(ys - seal.y, xs - seal.x)
    angle = np.rint(turn / (2 * np.pi) * angles).astype(int) % angles
    radius = np.rint(np.hypot(xs - seal.x, ys - seal.y) / radii[angle] * seal.radius).astype(int)
    inside = radius < around.shape[1]
    return np.asarray(ink & inside & gone[angle, radius.clip(0, around.shape[1] - 1)])


def _sampled(ink: NDArray[np.bool_], seal: Seal, radii: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The ink at these radii, a row for each angle."""
    turns = np.arange(len(radii))[:, None] * (2 * np.pi / len(radii))
    xs = np.rint(seal.x + radii * np.cos(turns)).astype(int)
    ys = np.rint(seal.y + radii * np.sin(turns)).astype(int)
    height, width = ink.shape
    inside = (xs >= 0) & (ys >= 0) & (xs < width) & (ys < height)
    return np.asarray(ink[ys.clip(0, height - 1), xs.clip(0, width - 1)] & inside)


def _inked(ink: NDArray[np.bool_], seal: Seal, radii: NDArray[np.float64], mm: float) -> float:
    """How much of the way round is ink, where the ring is most so."""
    return float(_unrolled(ink, seal, radii, _at_ring(seal, mm)).mean(axis=0).max())


def _followed(ink: NDArray[np.bool_], seal: Seal, mm: float, step: int = 1) -> NDArray[np.float64]:
    """The radius of the outer ring at each angle, so many pixels apart: seals are no perfect
    circles."""
    angles = round(2 * np.pi * seal.radius / step)
    off = np.arange(-_OFF * mm, _OFF * mm + 1)
    around = _sampled(ink, seal, np.broadcast_to(seal.radius + off, (angles, len(off))))
    half = round(_WINDOW * angles)
    framed = np.vstack([around[-half:], around, around[:half]]).astype(np.float32)
    seen = cv2.blur(framed, (3, 2 * half + 1), borderType=cv2.BORDER_CONSTANT)[half:-half]
    place = np.where(seen.max(axis=1) > _RING, off[seen.argmax(axis=1)], np.nan)
    known = np.flatnonzero(~np.isnan(place))
    if not known.size:
        return np.full(angles, seal.radius)
    place = np.interp(np.arange(angles), known, place[known], period=angles)
    wrapped = np.concatenate([place[-half:], place, place[:half]])
    smooth = np.convolve(wrapped, np.ones(2 * half + 1) / (2 * half + 1), "valid")
    return np.asarray(seal.radius + smooth)


def _ring_places(around: NDArray[np.bool_], mm: float) -> list[tuple[int, int]]:
    """From which radius to which there are rings."""
    inked = around.mean(axis=0)
    step = round(mm)
    padded = np.pad(inked, step)
    beside = np.minimum(padded[: -2 * step], padded[2 * step :])
    ring = (inked > _RING) & (inked - beside > _MORE)
    ring[: round(4 * mm)] = False
    edges = np.flatnonzero(np.diff(np.pad(ring.astype(np.int8), 1)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _short_runs(
    around: NDArray[np.bool_], inner: int, outer: int, most: float
) -> NDArray[np.bool_]:
    """What of the ink between two radii runs no further along the radius than so many pixels."""
    reach = int(np.ceil(most)) + 1
    low, high = max(0, inner - reach), min(around.shape[1], outer + reach)
    part = around[:, low:high].astype(np.uint8)
    long = cv2.morphologyEx(part, cv2.MORPH_OPEN, np.ones((1, int(most) + 1), np.uint8))
    # Runs that leave the part are long as well: the part is wider than they may be.
    found = np.zeros_like(around)
    short = (part > 0) & (long == 0)
    seeds = np.zeros_like(short)
    seeds[:, inner - low : outer - low] = short[:, inner - low : outer - low]
    found[:, low:high] = _whole_runs(short, seeds)
    return found


def _whole_runs(runs: NDArray[np.bool_], seeds: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The runs along rows that hold a seed."""
    starts = runs & ~np.pad(runs, ((0, 0), (1, 0)))[:, :-1]
    number = np.cumsum(starts.ravel()).reshape(runs.shape) * runs
    return np.asarray(np.isin(number, np.unique(number[seeds])) & runs)


# --- what stands within ------------------------------------------------------------------


def _thick(ink: NDArray[np.bool_], seal: Seal, mm: float) -> NDArray[np.bool_]:
    """What within the seal is thicker than any stroke of print: stars and blots."""
    side = round(_THICK * mm)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    core = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_OPEN, disc)
    grown = cv2.dilate(core, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side // 2 * 2 + 1,) * 2))
    return np.asarray(ink & (grown > 0) & _disc(ink.shape, seal, 0))


def _disc(shape: tuple[int, ...], seal: Seal, more: float) -> NDArray[np.bool_]:
    disc = np.zeros(shape, np.uint8)
    cv2.circle(disc, (round(seal.x), round(seal.y)), round(seal.radius + more), 1, cv2.FILLED)
    return np.asarray(disc > 0)


def _lines_beside(grey: Pixels, seal: Seal, mm: float, top: int) -> list[tuple[float, float]]:
    """From where to where lines of print beside the seal go down, counted from ``top``."""
    found: list[tuple[float, float]] = []
    edges = (round(seal.x - seal.radius - mm), round(seal.x + seal.radius + mm))
    spans = ((edges[0] - round(_BESIDE * mm), edges[0]), (edges[1], edges[1] + round(_BESIDE * mm)))
    bottom = round(seal.y + seal.radius + 2 * mm) + 1
    for left, right in spans:
        strip = grey[top:bottom, max(0, left) : max(0, right)] < _DARK
        inked = strip.sum(axis=1) > 0.3 * mm
        edges_ = np.flatnonzero(np.diff(np.pad(inked.astype(np.int8), 1))).reshape(-1, 2)
        found += [(a, b) for a, b in edges_ if _LINE_FROM * mm < b - a < _LINE_TO * mm]
    return found


def _letters(
    ink: NDArray[np.bool_], seal: Seal, beside: Sequence[tuple[float, float]], mm: float
) -> NDArray[np.bool_]:
    """The marks wholly within the seal that stand in no line of print."""
    labels, boxes, middles = components(ink.astype(np.uint8) * 255)
    lefts, tops, wide, high = (boxes[:, at] for at in range(4))
    rights, bottoms = lefts + wide, tops + high
    corners = [np.hypot(x - seal.x, y - seal.y) for x in (lefts, rights) for y in (tops, bottoms)]
    gone = np.max(corners, axis=0) < seal.radius + mm
    far = np.hypot(*(middles - (seal.x, seal.y)).T)
    for top, bottom in [*beside, *_lines_within(boxes, far < _INNER * seal.radius, mm)]:
        common = np.minimum(bottoms, bottom) - np.maximum(tops, top)
        letter = (common >= 0.5 * np.minimum(high, bottom - top)) & (high <= _LINE_TO * mm)
        mark = (tops >= top - _ABOVE * mm) & (bottoms <= bottom + _BELOW * mm)
        gone &= ~(letter | mark)
    gone[0] = False
    return np.asarray(gone[labels])


def _lines_within(
    boxes: NDArray[np.integer[Any]], inner: NDArray[np.bool_], mm: float
) -> list[tuple[float, float]]:
    """From where to where letters go down that have others beside them: a line may be as short
    as a seal is wide. The letters of the seal itself stand further out."""
    letter = (boxes[:, 3] > _LINE_FROM * mm) & (boxes[:, 2:4].max(axis=1) < _LINE_TO * mm)
    lefts, tops, wide, high = (boxes[letter, at] for at in range(4))
    found: list[tuple[float, float]] = []
    for left, top, width, height in boxes[letter & inner, :4].tolist():
        common = np.minimum(tops + high, top + height) - np.maximum(tops, top)
        level = common >= 0.6 * np.maximum(high, height)
        near = np.abs(lefts + wide / 2 - left - width / 2) < _BESIDE * mm
        if np.count_nonzero(level & near) >= _LETTERS:
            found.append((top, top + height))
    return found
