"""Ink of another colour than print: seals, signatures, pen.

Ink in two colours at one place lets through what both let through. So under red ink the red of
the picture shows the black print alone; under blue ink its blue does, less what the ink itself
takes of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.clean.components import components
from vnplan.clean.levels import counts_of, percentile
from vnplan.clean.reduced import reduced
from vnplan.model import Box, Pixels

_MM_PER_INCH = 25.4
RED, BLUE = 1, 2
# How much redder or bluer than its other colours together a pixel is, of 255: surely of that
# ink, and of it when within so many millimetres of one that surely is.
_TINGED, _PALE, _RIM = 32, 14, 2.0
# Darker than this in another ink's light is ink; how many millimetres around count.
_INKED, _AROUND = 170, 1.5
# Shapes of ink are found at this resolution.
_DPI = 50.0
# Millimetres: gaps in a seal's ring; what is thinner than a seal, lines of letters above all;
# diameters of seals, 28 to 42, with room for one that slipped.
_GAP, _THIN, _SEAL_FROM, _SEAL_TO = 2.0, 10.0, 22.0, 60.0
# A disc fills this share of its box, a frame all of it.
_ROUND_FROM, _ROUND_TO = 0.6, 0.9
# Millimetres: the largest stamp in a frame.
_STAMP_WIDTH, _STAMP_HEIGHT = 110.0, 60.0
# Seals that touch are this share of what they make together.
_DISCS = 0.8
# Millimetres: height of a line of letters, and between letters of one.
_LINE_HEIGHT, _LETTER_GAP = 8.0, 3.0
# Millimetres: between words and lines of one stamp; letters; so many are a line of them.
_BETWEEN_WORDS, _BETWEEN_LINES, _LETTER_FROM, _LEAST_LETTERS = 6.0, 5.0, 1.2, 5
# Black print is darker than this in light that coloured ink lets through; so many pixels of it
# are mended where it crosses a letter.
_BLACK, _CUT = 80, 9
# Pixels of ink at all, in millionths of the page.
_LEAST_INK = 60e-6
# What blue ink takes of blue light, for what it takes of red light beyond that.
_BLUE_OF_BLUE = 0.5
# What part of full darkness is left white where ink was taken out.
_REST = 40


@dataclass(frozen=True, slots=True, eq=False)
class Separated:
    """A page in colour, parted.

    Attributes:
        grey: the print, and what of coloured ink looks like print.
        removed: 1 where red ink was taken out, 2 where blue, else 0; ``None`` for none.
        ink: what was taken out alone, dark on white; ``None`` for none.
        stamps: the stamps in a frame among it, dark on white, each with its place.
        texts: the same of what looks like lines of red letters without a frame: stamps, or print.
    """

    grey: Pixels
    removed: Pixels | None
    ink: Pixels | None = None
    stamps: tuple[tuple[Box, Pixels], ...] = ()
    texts: tuple[tuple[Box, Pixels], ...] = ()


def separate(pixels: Pixels, dpi: float) -> Separated:
    """Part print from coloured ink on a page in RGB.

    Seals, stamps in a frame and handwriting are taken out, the stamps to be read on their own.
    So are lines of red letters: what they say tells stamps from names and titles. Other coloured
    print stays.
    """
    tables = [_levels(paper) for paper in _paper(pixels)]
    red, green, blue = (
        _u8(cv2.LUT(_u8(c), t)) for c, t in zip(_channels(pixels), tables, strict=True)
    )
    grey = _u8(cv2.extractChannel(cv2.transform(cv2.merge([red, green, blue]), _GREY), 0))
    removed = np.zeros_like(grey)
    stamps: list[tuple[Box, Pixels]] = []
    texts: list[tuple[Box, Pixels]] = []
    is_red, is_blue = _tinged(red, green, blue, dpi), _tinged(blue, red, green, dpi)
    if _is_there(is_red):
        shapes = _shapes(is_red, dpi)
        seals, frames = _seals_and_frames(shapes)
        stamps += _apart(frames, is_red, _u8(cv2.min(green, blue)), red)
        lines = _lines_of_letters(is_red, shapes, seals | frames, dpi)
        texts += _apart(lines, is_red, _u8(cv2.min(green, blue)), red)
        region = _grown(seals | frames | lines, grey.shape) & _spread(is_red)
        grey[region] = _stretched(red[region])
        removed[region] = RED
        # Names and titles by rubber stamp are to be as dark as print.
        kept = (is_red > 0) & ~region
        grey[kept] = np.minimum(green[kept], blue[kept])
    if _is_there(is_blue):
        shapes = _shapes(is_blue, dpi)
        _, frames = _seals_and_frames(shapes)
        stamps += _apart(frames, is_blue, _u8(cv2.min(red, green)), blue)
        print_like = _print_like(is_blue, shapes) & ~(_u8(_grown(frames, grey.shape)) * 255)
        region = _spread(_u8(cv2.subtract(is_blue, print_like)))
        grey[region] = _under_blue(red[region], blue[region])
        removed[region] = BLUE
    if not removed.any():
        return Separated(grey, None)
    ink = _alone(removed, grey, _u8(cv2.min(cv2.min(red, blue), green)))
    return Separated(grey, removed, ink, tuple(stamps), tuple(texts))


def _u8(pixels: NDArray[np.generic]) -> Pixels:
    return np.asarray(pixels, np.uint8)


def _above(pixels: NDArray[np.integer[Any] | np.floating[Any]], level: float) -> Pixels:
    """255 where a pixel is lighter than ``level``, else 0."""
    return _u8(cv2.threshold(pixels, level, 255, cv2.THRESH_BINARY)[1])


def _channels(pixels: Pixels) -> Sequence[NDArray[np.generic]]:
    return cv2.split(pixels)


def _tinged(channel: Pixels, other: Pixels, another: Pixels, dpi: float) -> Pixels:
    """255 where ink lets ``channel`` through and the others not; no rims of black letters.

    Lenses and JPEG give letters such rims, but most of the dark around a rim is black.
    """
    mean = cv2.addWeighted(other, 0.5, another, 0.5, 0)
    excess = cv2.subtract(channel, mean)
    sure = _above(excess, _TINGED)
    reach, around = (round(size * dpi / _MM_PER_INCH) for size in (_RIM, _AROUND))
    found = np.zeros_like(channel)
    # Most pages have ink at a place or two: nothing is further than this from what surely is some.
    here = _around(sure, reach + around)
    sure, mean, excess = sure[here], mean[here], excess[here]
    if sure.size:
        tinged = cv2.bitwise_and(
            _above(excess, _PALE), cv2.dilate(sure, np.ones((reach, reach), np.uint8))
        )
        light = _above(mean, _INKED - 1)
        inked = cv2.bitwise_or(tinged, cv2.bitwise_not(light))
        half = _u8(cv2.blur(inked, (around, around)) // 2)
        mostly = cv2.compare(cv2.blur(tinged, (around, around)), half, cv2.CMP_GT)
        found[here] = cv2.bitwise_and(tinged, mostly)
    return found


def _around(mask: Pixels, margin: int) -> tuple[slice, slice]:
    """The part of the picture within so many pixels of what is set."""
    left, top, width, height = cv2.boundingRect(mask)
    if not width:
        return np.s_[:0, :0]
    rows = slice(max(0, top - margin), top + height + margin)
    return rows, slice(max(0, left - margin), left + width + margin)


# Half brightness (ITU-R BT.601), half the red alone: pale red that is kept fades, and can be read.
# Three times the same: OpenCV takes a quarter of the time for as many channels as there were.
_GREY = np.tile(0.5 * np.array([[0.299, 0.587, 0.114]]) + 0.5 * np.array([[1.0, 0, 0]]), (3, 1))


def _paper(pixels: Pixels) -> tuple[float, ...]:
    """The paper's own colour: the middle one of the lighter half."""
    sample = np.ascontiguousarray(pixels[::8, ::8])
    brightness = sample.sum(axis=2, dtype=np.uint16)
    light = sample[brightness >= np.median(brightness)]
    return tuple(percentile(counts_of(light[:, [c]]), 50) for c in range(pixels.shape[2]))


def _levels(paper: float) -> Pixels:
    """A table that makes paper of this brightness as bright as the brightest paper of a scan."""
    return _u8((np.arange(256) * (255.0 / max(paper, 100.0))).clip(0, 255))


def _is_there(mask: Pixels) -> bool:
    return bool(cv2.countNonZero(mask) > _LEAST_INK * mask.size)


def _spread(mask: Pixels) -> NDArray[np.bool_]:
    """The ink with its pale rim."""
    return np.asarray(cv2.dilate(mask, np.ones((5, 5), np.uint8)) > 0)


def _seals_and_frames(shapes: Pixels) -> tuple[Pixels, Pixels]:
    """Discs of the size of a seal, and frames of the size of a stamp, at the resolution of
    shapes."""
    mm = _DPI / _MM_PER_INCH
    shape = _filled(_closed(shapes, _GAP * mm))
    thin = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (round(_THIN * mm),) * 2)
    thick = _u8(cv2.morphologyEx(shape, cv2.MORPH_OPEN, thin))
    seals, frames = np.zeros_like(thick), np.zeros_like(thick)
    for left, top, width, height, part in _parts(thick):
        here = np.s_[top : top + height, left : left + width]
        if _are_seals(part, mm):
            seals[here][part > 0] = 255
        elif _is_stamp(part, mm):
            frames[here][part > 0] = 255
    return _dilated(seals), _dilated(frames)


def _dilated(found: Pixels) -> Pixels:
    return _u8(cv2.dilate(found, np.ones((3, 3), np.uint8)))


def _is_stamp(part: Pixels, mm: float) -> bool:
    """Whether a shape is a frame of the size of a stamp; forms are larger."""
    fits = max(part.shape) <= _STAMP_WIDTH * mm and min(part.shape) <= _STAMP_HEIGHT * mm
    return fits and _fill(part) > _ROUND_TO


def _lines_of_letters(mask: Pixels, shapes: Pixels, taken: Pixels, dpi: float) -> Pixels:
    """Lines of letters outside what is ``taken``, with those under them, at the resolution of
    shapes; a stamp of several lines is one."""
    mm = _DPI / _MM_PER_INCH
    shape = _u8(cv2.bitwise_and(shapes, cv2.bitwise_not(taken)))
    near = (round(_BETWEEN_WORDS * mm), round(_BETWEEN_LINES * mm))
    around = cv2.getStructuringElement(cv2.MORPH_RECT, near)
    found = np.zeros_like(shape)
    for left, top, width, height, part in _parts(
        _u8(cv2.morphologyEx(shape, cv2.MORPH_CLOSE, around))
    ):
        fits = width <= _STAMP_WIDTH * mm and height <= _STAMP_HEIGHT * mm
        if fits and width >= _THIN * mm:
            here = Box(left, top, left + width, top + height)
            if _letters_in(mask, here, dpi) >= _LEAST_LETTERS:
                found[top : top + height, left : left + width][part > 0] = 255
    return _dilated(found)


def _letters_in(mask: Pixels, box: Box, dpi: float) -> int:
    """How many marks of the size of a letter stand in a box at the resolution of shapes."""
    left, top, right, bottom = (round(edge * dpi / _DPI) for edge in box)
    _, boxes, _ = components(np.ascontiguousarray(mask[top:bottom, left:right]))
    mm = dpi / _MM_PER_INCH
    high, wide = boxes[1:, 3], boxes[1:, 2]
    sized = (high > _LETTER_FROM * mm) & (np.maximum(high, wide) < _LINE_HEIGHT * mm)
    return int(np.count_nonzero(sized))


def _apart(
    frames: Pixels, mask: Pixels, light: Pixels, through: Pixels
) -> Iterator[tuple[Box, Pixels]]:
    """The stamps in ``frames`` with their ink alone, as dark as in the ``light`` it takes.

    Black print takes what the ink lets ``through`` as well: it is left out, and letters that it
    crosses are mended.
    """
    down, right = (full / small for full, small in zip(light.shape, frames.shape, strict=True))
    for left, top, width, height, part in _parts(frames):
        box = Box(round(left * right), round(top * down), round((left + width) * right),
                  round((top + height) * down))  # fmt: skip
        here = np.s_[box.top : box.bottom, box.left : box.right]
        inside = _grown(part, light[here].shape) & _spread(mask[here])
        black = through[here] < _BLACK
        alone = np.where(inside & ~black, light[here], np.uint8(255))
        across = cv2.morphologyEx(alone, cv2.MORPH_OPEN, np.ones((_CUT, _CUT), np.uint8))
        yield box, np.where(black, _u8(across), alone)


def _are_seals(part: Pixels, mm: float) -> bool:
    """Whether a shape is a disc of the size of a seal, or several that touch or overlap."""
    share = _fill(part)
    of_size = _SEAL_FROM * mm <= max(part.shape) <= _SEAL_TO * mm
    is_round = of_size and share >= _ROUND_FROM
    return share <= _ROUND_TO and (is_round or _are_discs(part, mm))


def _fill(part: Pixels) -> float:
    """What share of the smallest rectangle around it, may it stand askew, a shape fills."""
    _, (long, wide), _ = cv2.minAreaRect(cv2.findNonZero(part))
    return float(cv2.countNonZero(part) / max((long + 1) * (wide + 1), 1.0))


def _are_discs(part: Pixels, mm: float) -> bool:
    """Whether the largest discs in a shape make up nearly all of it."""
    inner = cv2.distanceTransform(cv2.copyMakeBorder(part, *(1,) * 4, 0), cv2.DIST_L2, 5)
    discs = np.zeros_like(inner, np.uint8)
    while (radius := inner.max()) >= _SEAL_FROM * mm / 2:
        middle = [int(at) for at in np.unravel_index(int(inner.argmax()), inner.shape)[::-1]]
        cv2.circle(discs, middle, round(radius), 255, cv2.FILLED)
        # The middle of another disc is further away than this, even where two overlap.
        cv2.circle(inner, middle, round(radius / 2), 0, cv2.FILLED)
    return bool(cv2.countNonZero(discs) > _DISCS * cv2.countNonZero(part))


def _shapes(mask: Pixels, dpi: float) -> Pixels:
    return np.asarray(reduced(mask, min(1.0, _DPI / dpi)) > 30, np.uint8) * 255


def _closed(shape: Pixels, gap: float) -> Pixels:
    around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * round(gap / 2) + 1,) * 2)
    return _u8(cv2.morphologyEx(shape, cv2.MORPH_CLOSE, around))


def _filled(shape: Pixels) -> Pixels:
    contours, _ = cv2.findContours(shape, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return _u8(cv2.drawContours(shape.copy(), contours, -1, 255, cv2.FILLED))


def _parts(shape: Pixels) -> Iterator[tuple[int, int, int, int, Pixels]]:
    """Left, top, width, height and mask of each connected part."""
    labels, boxes, _ = components(shape)
    for number, (left, top, width, height, _) in enumerate(boxes[1:].tolist(), 1):
        part = labels[top : top + height, left : left + width] == number
        yield left, top, width, height, np.asarray(part, np.uint8) * 255


def _grown(shape: Pixels, to: tuple[int, ...]) -> NDArray[np.bool_]:
    return np.asarray(cv2.resize(shape, to[::-1], interpolation=cv2.INTER_LINEAR) > 0)


def _stretched(channel: Pixels) -> Pixels:
    """The channel, where there is ink, as bright as paper where the ink alone is."""
    ink = float(np.percentile(channel, 25)) if channel.size else 255.0
    table = (np.arange(256) * (255.0 / max(ink - 10.0, 100.0))).clip(0, 255).astype(np.uint8)
    return np.asarray(table[channel], np.uint8)


def _under_blue(red: Pixels, blue: Pixels) -> Pixels:
    """What is left of the darkness in blue light after the ink's own (Beer and Lambert)."""
    dark_red, dark_blue = (-np.log(np.maximum(c, 1) / 255.0, dtype=np.float32) for c in (red, blue))
    own = _BLUE_OF_BLUE * np.maximum(dark_red - dark_blue, 0)
    left = 255.0 * np.exp(-np.maximum(dark_blue - own, 0)) + _REST
    return _u8(left.clip(0, 255))


def _alone(removed: Pixels, grey: Pixels, darkest: Pixels) -> Pixels:
    """The ink without the paper, and without print that it covers."""
    alone = np.full_like(darkest, 255)
    there = cv2.bitwise_and(_above(removed, 0), _above(grey, _INKED))
    return _u8(cv2.copyTo(darkest, there, alone))


def _print_like(mask: Pixels, shape: Pixels) -> Pixels:
    """Of coloured ink, what stands in a frame or in lines of many separate letters."""
    mm = _DPI / _MM_PER_INCH
    kept = np.zeros_like(shape)
    reach = np.ones((1, round(_LETTER_GAP * mm)), np.uint8)
    for line in (cv2.morphologyEx(shape, cv2.MORPH_CLOSE, reach), _filled(shape)):
        for left, top, width, height, part in _parts(np.asarray(line, np.uint8)):
            here = np.s_[top : top + height, left : left + width]
            if _is_frame(part, mm) or _is_line(part, shape[here], mm):
                kept[here][part > 0] = 255
    return np.asarray(_grown(kept, mask.shape), np.uint8) * 255


def _is_frame(part: Pixels, mm: float) -> bool:
    height, width = part.shape
    return min(height, width) > _LINE_HEIGHT * mm and _fill(part) > _ROUND_TO


def _is_line(part: Pixels, letters: Pixels, mm: float) -> bool:
    """Low and long, with letters side by side; a pen draws few strokes, and long ones."""
    height, width = part.shape
    if height > _LINE_HEIGHT * mm or width < 3 * height:
        return False
    count = cv2.connectedComponents(cv2.bitwise_and(letters, part), connectivity=8)[0] - 1
    return bool(count >= 5 and count >= width / (2 * height))
