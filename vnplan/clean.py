"""A page as it came in, made ready for Tesseract.

Each step is there because it paid on real first pages, and stays out of pages
on which it would not: an upright and straight page is not turned, an even background is not
evened out, a page of about 200 dpi is not resized, a page without coloured ink is not parted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations, product
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.components import Components, components, most_components
from vnplan.errors import InputError, RecogniseError
from vnplan.folds import without_folds
from vnplan.ink import Separated, separate
from vnplan.levels import counts_of, otsu, percentile
from vnplan.mapping import Matrix, inverse, joined, mapped, moved_by, warped
from vnplan.model import Box, CleanPage, Page, PageInfo, Pixels
from vnplan.orientation import Orientation, orientation, orientation_of, unturned
from vnplan.paper import with_even_paper
from vnplan.reduced import reduced
from vnplan.rings import without_rings
from vnplan.seals import without_seals

# At 200 dpi the x-height of 10 to 14 point print is 12 to 18 pixels. Tesseract makes every line
# 36 pixels high anyway: more than this costs time and, on poor pages, words.
_BEST_DPI = 200.0
# Resolutions from here to there are left alone: resizing blurs more than it brings.
_GOOD_FROM, _GOOD_TO = 180.0, 240.0
# Tesseract's memory grows with the pixels: this keeps it under half a gibibyte.
_MOST_PIXELS = 30_000_000
# A full page of A4 has about 3,000 marks, a poor scan of it 25,000.
_MOST_MARKS = 40_000
# Once its specks are wiped off, a poor scan has 10,000 at most, noise 19,000 at least.
_MOST_MARKS_LEFT = 15_000
# Millimetres: sides of letters; the side of the smallest dot of a letter, and of its largest;
# how near a letter its dots are. Fewer specks than these on a page are left.
_MM_PER_INCH = 25.4
_LETTER_FROM, _LETTER_TO = 1.2, 8.0
_LEAST_DOT, _LARGEST_DOT, _NEAR_LETTER, _LEAST_DUST = 0.26, 0.9, 1.2, 150
# Letters in pieces are dust where there are no more of them for each whole one: on 24 real scans
# 0.23 at most, on pale print at 150 dpi 0.6. Pieces so many pixels apart belong together.
_MOST_BROKEN, _PIECES = 0.4, 3
# A page of two values has fewer pixels between them than this share of the dark ones. Those
# below this resolution are softened, and those below that one whose paper is grainier than so
# many grey levels; by so many pixels.
_MOST_BETWEEN, _SMOOTH_TO = 0.02, 240.0
_COARSE, _MOST_GRAIN, _SOFT = 180.0, 4.0, 0.7
# The darkest part of print in per cent; print paler than this level is pale, and is made this
# dark; with less between it and paper, there is no print.
_DARKEST, _PALE_PRINT, _PRINT, _LEAST_CONTRAST = 10, 125.0, 50.0, 40.0
# The longer side of the picture whose skew is taken, in pixels: A4 at about 100 dpi.
_SKEW_SIDE = 1200
# Where lines may meet: the page is looked at in so many bands, those with such a share of print, so
# many of them at least; degrees by which their slopes differ at least and at most, by which
# one may be off the common rule, and by which the slope grows over the page at least.
_BANDS, _LEAST_INK, _LEAST_BANDS = 10, 0.004, 5
_LEAST_APART, _MOST_APART, _OFF_LINE, _LEAST_GROWTH = 0.4, 5.0, 0.5, 1.0
# By such a share one edge of the page is nearer than its middle at most: of a strip far wider than
# high, in which lines cross, the map would make a picture of any size.
_MOST_NEARER = 0.3
# Below this angle a line of A4 does not leave its own height's tolerance.
_LEAST_SKEW = 0.1
# Stamps are put on by hand: degrees that they stand askew; millimetres of their frames; what is
# darker than this is ink of one.
_MOST_STAMP_SKEW, _FRAME, _INKED = 10.0, 1.2, 128
# Stamps are in small print, and blurred: they are enlarged.
_STAMP_SCALE = 1.5
# Pixels of paper around what is read on its own.
_PAPER = 16
# A page is turned by quarters when its marks say so this clearly.
_SURE_TURN = 0.3


@dataclass(frozen=True, slots=True)
class CleanSettings:
    """Which steps may run.

    Attributes:
        upright: turn the page by 90, 180 or 270 degrees when it lies on its side or head.
        colour: take seals and handwriting in red and blue out of a page in colour.
        deskew: turn the page so that its lines are level.
        most_skew: largest angle looked for, in degrees.
        resize: bring the page to about 200 dpi.
        even: even out a grey or uneven background, and the shadows of folds.
        contrast: make pale print dark.
        seals: make seals pale that are darker than paper but have no colour.
        paper: make grain even that would pass for print.
        dust: wipe off specks away from letters, where there are many.
        smooth: soften pages of two values and of a coarse grain.
    """

    upright: bool = True
    colour: bool = True
    deskew: bool = True
    most_skew: float = 6.0
    resize: bool = True
    even: bool = True
    contrast: bool = True
    seals: bool = True
    paper: bool = True
    dust: bool = True
    smooth: bool = True


def clean(page: Page, settings: CleanSettings = CleanSettings()) -> CleanPage:
    """The page as dark print on light paper, upright and level, at about 200 dpi.

    Raises:
        InputError: the page has no pixels (it was not read, or has a text layer).
        RecogniseError: the page is noise.
    """
    if page.pixels is None:
        raise InputError("the page has no picture to read", "convert the page to an image")
    scale = _scale(page.info.dpi, page.pixels.shape) if settings.resize else 1.0
    # What is too large is shrunk before anything else, for the sake of memory.
    shrunk = _shrunk(page.pixels, scale)
    dpi = page.info.dpi * min(scale, 1.0)
    parted, steps, marks = _print_of(shrunk, dpi, settings)
    grey = parted.grey
    turn = Orientation(0, 0.0)
    if settings.upright:
        turn = orientation_of(marks, dpi) if marks else orientation(grey, dpi)
    quarters = turn.quarters if turn.certainty >= _SURE_TURN else 0
    steps += (f"turn {90 * quarters}",) if quarters else ()
    upright = np.ascontiguousarray(np.rot90(grey, quarters))
    lie = slopes(upright, settings.most_skew) if settings.deskew else LEVEL
    steps += _steps_of(lie)
    steps += (f"resize {scale:.2f}",) if scale != 1.0 else ()
    pixels, back = _transform(upright, lie, max(scale, 1.0))
    wiped = None
    if settings.seals and "grey without coloured ink" not in steps:
        cleared = without_rings(pixels, page.info.dpi * scale)
        if cleared is not pixels:
            steps += ("rings",)
            wiped = (pixels < _INKED) & (cleared >= _INKED)
        pixels = cleared
    pixels.setflags(write=False)
    unshrunk = _unshrunk(page.pixels, shrunk)
    stamps, texts = (
        tuple(_stamp(box, ink, quarters, page.info, dpi, unshrunk, rim) for box, ink in found)
        for found, rim in ((parted.stamps, _FRAME), (parted.texts, 0.0))
    )
    return CleanPage(
        page.info,
        pixels,
        page.info.dpi * scale,
        joined(unshrunk, unturned(quarters, grey.shape), back),
        steps,
        _as_scanned(parted.removed, page.pixels, cv2.INTER_NEAREST),
        _as_scanned(parted.ink, page.pixels, cv2.INTER_LINEAR),
        stamps,
        texts,
        wiped,
    )


def turned(page: CleanPage, quarters: int) -> CleanPage:
    """The page turned counter-clockwise by so many quarters, and levelled anew: how it was skewed
    cannot be told from lines that stand on end. Boxes still lead to the scan."""
    upright = np.ascontiguousarray(np.rot90(page.pixels, quarters))
    lie = slopes(upright)
    pixels, back = _transform(upright, lie, 1.0)
    pixels.setflags(write=False)
    shape = (page.pixels.shape[0], page.pixels.shape[1])
    wiped = None
    if page.wiped is not None:
        marks = np.ascontiguousarray(np.rot90(page.wiped, quarters), np.uint8)
        wiped = warped(marks, back, (pixels.shape[1], pixels.shape[0]), smooth=False) > 0
    steps = (f"turn {90 * quarters} after reading", *_steps_of(lie))
    to_scan = joined(page.to_scan, unturned(quarters, shape), back)
    return replace(page, pixels=pixels, to_scan=to_scan, steps=(*page.steps, *steps), wiped=wiped)


def _stamp(
    box: Box,
    ink: Pixels,
    quarters: int,
    info: PageInfo,
    dpi: float,
    unshrunk: NDArray[np.float64],
    frame: float,
) -> CleanPage:
    """A stamp as a page: upright as its page is, level, without its frame of so many mm."""
    upright = np.ascontiguousarray(np.rot90(ink, quarters))
    lie = Slopes(skew(upright, _MOST_STAMP_SKEW))
    level, back = _transform(upright, lie, _STAMP_SCALE)
    level, back = _with_margin(level, back)
    rim = round(frame * _STAMP_SCALE * dpi / _MM_PER_INCH)
    rows, columns = np.nonzero(level < _INKED)
    if rim and rows.size:
        level[: rows.min() + rim] = level[rows.max() + 1 - rim :] = 255
        level[:, : columns.min() + rim] = level[:, columns.max() + 1 - rim :] = 255
    place = moved_by(box.left, box.top)
    to_scan = joined(unshrunk, place, unturned(quarters, ink.shape), back)
    return CleanPage(info, level, _STAMP_SCALE * dpi, to_scan)


def _with_margin(pixels: Pixels, back: NDArray[np.float64]) -> tuple[Pixels, NDArray[np.float64]]:
    """The small page with paper around it: at its very edge Tesseract reads badly."""
    level = cv2.copyMakeBorder(pixels, *(_PAPER,) * 4, cv2.BORDER_CONSTANT, value=255)
    return np.asarray(level, np.uint8), joined(back, moved_by(-_PAPER, -_PAPER))


def _print_of(
    pixels: Pixels, dpi: float, settings: CleanSettings
) -> tuple[Separated, tuple[str, ...], Components | None]:
    """The print in grey on even paper, the coloured ink taken out, the steps that it took, and
    the connected marks of the print, dust among them, where they were looked for."""
    steps: list[str] = []
    parted = None
    if pixels.ndim == 2:
        grey = pixels
    elif settings.colour:
        # Shaded paper passes for pale ink: each colour is evened out first.
        parted = separate(_evened(pixels) if settings.even else pixels, dpi)
        grey = parted.grey
        steps.append("grey" if parted.removed is None else "grey without coloured ink")
    else:
        grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
        steps.append("grey")
    first, ink, two_values = grey, _ink(grey), _has_two_values(grey)
    filters: list[tuple[str, Callable[[Pixels], Pixels]]] = [
        ("despeckle", partial(without_specks, ink=ink))
    ]
    if settings.even:
        if not two_values:
            filters.append(("folds", partial(without_folds, dpi=dpi)))
        filters.append(("even", even_background))
    if settings.contrast:
        filters.append(("contrast", with_contrast))
    if settings.seals and not two_values:
        filters.append(("seals", partial(without_seals, dpi=dpi)))
    if settings.paper:
        filters.append(("even paper", with_even_paper))
    for name, run in filters:
        if (changed := run(grey)) is not grey:
            grey = changed
            steps.append(name)
    marks = None
    if settings.dust:
        marks = components(ink if grey is first else _ink(grey))
        if (changed := without_dust(grey, dpi, marks)) is not grey:
            grey = changed
            steps.append("dust")
    if settings.smooth and (changed := without_grain(grey, dpi)) is not grey:
        grey = changed
        steps.append("smooth")
    return replace(parted, grey=grey) if parted else Separated(grey, None), tuple(steps), marks


def _as_scanned(removed: Pixels | None, scan: Pixels, interpolation: int) -> Pixels | None:
    """What was taken out, at the size of the scan."""
    if removed is None:
        return None
    size = scan.shape[1::-1]
    whole = np.asarray(cv2.resize(removed, size, interpolation=interpolation), np.uint8)
    whole.setflags(write=False)
    return whole


def without_specks(grey: Pixels, ink: Pixels | None = None) -> Pixels:
    """Wipe off single dots where there are far more marks than a page has letters.

    Any other page comes back as the same array: the filter also wears down the
    dots and tones of letters. ``ink`` is 255 where there is print, where that is known.

    Raises:
        RecogniseError: nothing but noise; Tesseract would spend minutes on it.
    """
    # To count as many as there may be is quick, and enough for nearly all pages.
    ink = _ink(grey) if ink is None else ink
    if most_components(ink) < _MOST_MARKS or _marks(ink) <= _MOST_MARKS:
        return grey
    wiped = np.asarray(cv2.medianBlur(grey, 3), np.uint8)
    if (marks := _marks(_ink(wiped))) > _MOST_MARKS_LEFT:
        raise RecogniseError(f"the page is noise: {marks:,} specks", "scan the page again")
    return wiped


def _marks(ink: Pixels) -> int:
    """Connected marks: letters, their dots and tones, specks."""
    return int(cv2.connectedComponents(ink, connectivity=4)[0])


def _ink(grey: Pixels) -> Pixels:
    """255 where there is print, else 0, by Otsu's threshold."""
    _, dark = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return np.asarray(dark, np.uint8)


def without_dust(grey: Pixels, dpi: float, found: Components | None = None) -> Pixels:
    """Wipe off what is no larger than a dot and far from any letter.

    Dust and what shows through from the back of thin paper; Tesseract takes rows of it for
    words. Dots and tone marks stand near their letters; only on a page of two values is what is
    smaller than any dot wiped off there too. Pieces that nearly touch are one mark: pale print
    falls to pieces there. A page with little dust comes back as it is. ``found`` are the connected
    marks of the page, where these are known.
    """
    mm = dpi / _MM_PER_INCH
    labels, boxes, _ = found or components(_ink(grey))
    letters = _of_letter_size(boxes, mm)
    near = np.take(letters, labels[::2, ::2])
    two_values = _has_two_values(grey)
    side = boxes[1:, 2:4].max(axis=1)
    loose = (side <= _LETTER_FROM * mm) & ~_near_letters(near, boxes[1:], _NEAR_LETTER * mm)
    if two_values:
        loose |= (side <= _LEAST_DOT * mm) & ~_near_letters(near, boxes[1:], _PIECES)
    # Put together, specks are fewer.
    if loose.sum() < _LEAST_DUST / 2:
        return grey
    whole = np.take(letters, labels)
    around = np.ones((_PIECES, _PIECES), np.uint8)
    pieces = cv2.dilate(np.asarray((labels > 0) & ~whole, np.uint8), around)
    marks, boxes, _ = components(np.asarray(pieces, np.uint8))
    boxes[1:, 2:4] -= _PIECES - 1
    broken = _of_letter_size(boxes, mm)
    if broken.sum() > _MOST_BROKEN * letters.sum():
        return grey
    side = boxes[:, 2:4].max(axis=1)
    side[0] = grey.size
    small = (side < _LARGEST_DOT * mm) | broken
    attached = _near_letters(near, boxes, _NEAR_LETTER * mm)
    # What is wider than high may be a dash before an item of a list.
    dash = boxes[:, 2] > 1.5 * boxes[:, 3]
    dust = small & ~attached & ~dash
    if two_values:
        dust |= (side <= _LEAST_DOT * mm) & ~_near_letters(near, boxes, _PIECES)
    if dust.sum() < _LEAST_DUST:
        return grey
    # White spots on grey paper would part paper from paper for whoever looks for a threshold next.
    paper = np.uint8(percentile(counts_of(grey, 2), 50))
    return np.where(dust[marks] & ~whole, paper, grey)


def _of_letter_size(boxes: NDArray[Any], mm: float) -> NDArray[np.bool_]:
    """Which marks are as large as letters; the paper, mark 0, is none."""
    side = boxes[:, 2:4].max(axis=1)
    sized = (side > _LETTER_FROM * mm) & (side < _LETTER_TO * mm)
    sized[0] = False
    return np.asarray(sized)


def _near_letters(
    letters: NDArray[np.bool_], boxes: NDArray[Any], reach: float
) -> NDArray[np.bool_]:
    """Which marks have ink of letters within so many pixels; ``letters`` is that of every second
    pixel."""
    half = 2 * round(reach / 2) + 1
    around = cv2.dilate(letters.astype(np.uint8), np.ones((half, half), np.uint8))
    left, top = boxes[:, 0] // 2, boxes[:, 1] // 2
    right, bottom = ((boxes[:, at] + boxes[:, at + 2] - 1) // 2 for at in (0, 1))
    found = np.zeros(len(boxes), np.bool_)
    for x, y in product((left, right), (top, bottom)):
        found |= around[y.clip(0, around.shape[0] - 1), x.clip(0, around.shape[1] - 1)] > 0
    return found


def without_grain(grey: Pixels, dpi: float) -> Pixels:
    """Soften the steps of black and white pixels, and the grain of a coarse scan.

    Any other page comes back as the same array: softening costs words there.
    """
    if (_has_two_values(grey) and dpi < _SMOOTH_TO) or (
        dpi < _COARSE and _grain(grey) > _MOST_GRAIN
    ):
        return np.asarray(cv2.GaussianBlur(grey, (0, 0), _SOFT), np.uint8)
    return grey


def _has_two_values(grey: Pixels) -> bool:
    counts = counts_of(grey, 3)
    return bool(counts[41:215].sum() < _MOST_BETWEEN * counts[:41].sum())


def _grain(grey: Pixels) -> float:
    """How much pixels of paper differ from those around them, in grey levels."""
    apart = cv2.absdiff(grey, cv2.GaussianBlur(grey, (0, 0), 1.5))
    darker = percentile(counts_of(grey, 2), 50) - 20
    _, paper = cv2.threshold(grey, darker, 255, cv2.THRESH_BINARY)
    return float(cv2.mean(apart, paper)[0])


def even_background(grey: Pixels) -> Pixels:
    """Divide by the paper's own brightness where the paper is not evenly white.

    A page whose paper is white all over comes back as the same array.
    """
    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 21)
    if np.percentile(paper, 2) >= 225:
        return grey
    background = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(background, 1), scale=255), np.uint8)


def with_contrast(grey: Pixels) -> Pixels:
    """Make pale print as dark as that of a usual scan.

    Tesseract does so line by line, but rules, numbers of pages and what was passed over are found
    by their darkness. A page whose print is dark comes back as the same array.
    """
    counts = counts_of(grey, 2)
    dark = counts[: otsu(counts) + 1]
    if not dark.any() or (darkest := percentile(dark, _DARKEST)) <= _PALE_PRINT:
        return grey
    paper = percentile(counts, 50)
    if paper - darkest < _LEAST_CONTRAST:
        return grey
    levels = np.arange(256.0)
    stretched = paper - (paper - levels) * (paper - _PRINT) / (paper - darkest)
    return np.asarray(cv2.LUT(grey, stretched.clip(0, 255).astype(np.uint8)), np.uint8)


def _evened(colours: Pixels) -> Pixels:
    """A page in RGB with the background of each colour evened out, where it is uneven."""
    grey = np.asarray(cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY), np.uint8)
    if even_background(grey) is grey:
        return colours
    return np.dstack([even_background(colours[..., c].copy()) for c in range(colours.shape[2])])


class Slopes(NamedTuple):
    """How lines run down to the right, in degrees.

    Attributes:
        middle: half way down the page.
        growth: how much more at its lower edge than at its upper one: 0 for a scan, where lines
            are parallel; a camera held askew makes them meet.
    """

    middle: float
    growth: float = 0.0


LEVEL = Slopes(0.0)


def slopes(grey: Pixels, most: float = 6.0) -> Slopes:
    """How the lines of a page run; level where they are nearly so."""
    dark = _small_print(grey)
    angle = _skew(dark, most)
    lie = _meeting(dark, angle)
    if lie.growth:
        return lie
    return Slopes(angle) if abs(angle) >= _LEAST_SKEW else LEVEL


def skew(grey: Pixels, most: float = 6.0) -> float:
    """The angle in degrees by which lines run down to the right; 0 when there are no lines.

    The page is levelled when the row sums of its print are as uneven as can be
    (Postl's projection profile), found from coarse to fine.
    """
    return _skew(_small_print(grey), most)


def _skew(dark: Pixels, most: float) -> float:
    if cv2.countNonZero(dark) < 200:
        return 0.0
    fine, coarse = _Profile.of(dark), _Profile.of(reduced(dark, 0.5))
    best = 0.0
    for profile, reach, step in ((coarse, most, 0.5), (fine, 0.5, 0.1), (fine, 0.1, 0.02)):
        best = profile.best(best, reach, step)
    return best if abs(best) < most else 0.0


def _meeting(dark: Pixels, angle: float) -> Slopes:
    """The slopes of lines that are not parallel, as they differ from one band of the page to the
    next; no growth where they are parallel. ``angle`` is the slope of most of them."""
    coarse = _bands(reduced(dark, 0.5))
    off = [abs(b.best(angle, _LEAST_APART, _LEAST_APART) - angle) > 0.1 for b in coarse.values()]
    # Nearly all pages are done with here.
    if len(coarse) < _LEAST_BANDS or 2 * sum(off) < len(coarse):
        return LEVEL
    fine = _bands(dark)
    ys = [y for y in coarse if y in fine]
    if len(ys) < 2:
        return LEVEL
    found = [fine[y].best(coarse[y].best(angle, _MOST_APART, 0.25), 0.3, 0.1) for y in ys]
    pairs = combinations(zip(ys, found, strict=True), 2)
    growth = float(np.median([(b - a) / (y - x) for (x, a), (y, b) in pairs]))
    middle = float(np.median([a - growth * y for y, a in zip(ys, found, strict=True)]))
    wrong = sum(abs(a - middle - growth * y) > _OFF_LINE for y, a in zip(ys, found, strict=True))
    nearer = np.tan(np.radians(abs(growth))) * dark.shape[1] / (2 * dark.shape[0])
    sure = 3 * wrong <= len(ys) and abs(growth) >= _LEAST_GROWTH and nearer <= _MOST_NEARER
    return Slopes(middle, growth) if sure else LEVEL


def _bands(dark: Pixels) -> dict[float, _Profile]:
    """The bands of a page with print, each by its place: -0.5 is the upper edge, 0.5 the lower."""
    parts = np.array_split(dark, _BANDS)
    least = _LEAST_INK * dark.size / _BANDS
    inked = ((n, part) for n, part in enumerate(parts) if cv2.countNonZero(part) > least)
    return {(n + 0.5) / _BANDS - 0.5: _Profile.of(part) for n, part in inked}


def _steps_of(lie: Slopes) -> tuple[str, ...]:
    deskewed = (f"deskew {lie.middle:+.2f}",) if lie.middle else ()
    return (*deskewed, f"keystone {lie.growth:+.2f}") if lie.growth else deskewed


def _small_print(grey: Pixels) -> Pixels:
    """255 on the print of the page brought to :data:`_SKEW_SIDE`, else 0."""
    # True means: :func:`reduced` weighs rows unevenly at other sizes than halves.
    dark = _ink(_shrunk(grey, _SKEW_SIDE / max(grey.shape)))
    # The margin holds the shadows of the sheet's edges, which are not level with the print.
    height, width = dark.shape
    dark[: height // 40] = dark[-(height // 40) - 1 :] = 0
    dark[:, : width // 40] = dark[:, -(width // 40) - 1 :] = 0
    return dark


@dataclass(frozen=True, slots=True, eq=False)
class _Profile:
    """Row sums of a picture for any slope: columns side by side mostly move alike.

    Attributes:
        before: for each column, from 0 to their number, how much print of each row lies before it.
        columns, first: columns with print, and the uppermost of these.
    """

    before: NDArray[np.int32]
    columns: NDArray[np.intp]
    first: NDArray[np.intp]

    @classmethod
    def of(cls, dark: Pixels) -> _Profile:
        print_ = np.asarray(cv2.transpose(dark), np.uint8)
        columns = np.flatnonzero(print_.any(axis=1))
        within = np.asarray(cv2.integral(print_), np.int32)
        before = np.asarray(within[:, 1:] - within[:, :-1], np.int32)
        return cls(before, columns, print_[columns].argmax(axis=1))

    def best(self, angle: float, reach: float, step: float) -> float:
        """The slope in degrees at which rows differ most, no further than ``reach`` away."""
        angles = np.arange(angle - reach, angle + reach + step / 2, step)
        return float(angles[np.argmax([self.unevenness(angle) for angle in angles])])

    def unevenness(self, angle: float) -> float:
        """How much the sums of rows that run down by this angle differ from one to the next."""
        width, height = len(self.before) - 1, self.before.shape[1]
        slope = np.tan(np.radians(angle))
        up = -np.arange(width) * slope - (self.first - self.columns * slope).min()
        rows = np.floor(up).astype(np.int64)
        rows -= rows.min()
        # Columns between two edges move alike.
        edges = np.concatenate(([0], np.flatnonzero(rows[1:] != rows[:-1]) + 1, [width]))
        sums = np.zeros(int(rows.max()) + height, np.int32)
        parts = np.diff(self.before[edges], axis=0)
        for start, part in zip(rows[edges[:-1]].tolist(), parts, strict=True):
            sums[start : start + height] += part
        steps = np.diff(sums).astype(np.float64)
        return float(steps @ steps)


def _scale(dpi: float, shape: tuple[int, ...]) -> float:
    wanted = 1.0
    if dpi > 0 and not _GOOD_FROM <= dpi <= _GOOD_TO:
        wanted = _BEST_DPI / dpi
    most = float(np.sqrt(_MOST_PIXELS / (shape[0] * shape[1])))
    return min(wanted, most)


def _shrunk(pixels: Pixels, scale: float) -> Pixels:
    if scale >= 1.0:
        return pixels
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def _unshrunk(scan: Pixels, shrunk: Pixels) -> NDArray[np.float64]:
    """The affine matrix from pixels of the smaller picture to pixels of the scan."""
    wide, high = np.array(scan.shape[1::-1]) / shrunk.shape[1::-1]
    return np.array([[wide, 0, 0], [0, high, 0]])


def _transform(grey: Pixels, lie: Slopes, scale: float) -> tuple[Pixels, Matrix]:
    """Level and enlarge in one go; the second value leads back to the pixels of ``grey``."""
    if lie == LEVEL and scale == 1.0:
        return grey.copy(), np.eye(2, 3)
    height, width = grey.shape
    middle = (width / 2, height / 2)
    forward = np.asarray(cv2.getRotationMatrix2D(middle, lie.middle, scale), np.float64)
    if lie.growth:
        forward = joined(_keystone(lie, height, scale), moved_by(-middle[0], -middle[1]))
    corners = mapped(((0, 0), (width, 0), (0, height), (width, height)), forward)
    low, high = np.min(corners, axis=0), np.max(corners, axis=0)
    forward = joined(moved_by(-low[0], -low[1]), forward)
    size = (round(high[0] - low[0]), round(high[1] - low[1]))
    paper = float(np.median(grey[::4, ::4]))
    warp = cv2.warpPerspective if lie.growth else cv2.warpAffine
    pixels = warp(grey, forward, size, flags=cv2.INTER_CUBIC, borderValue=paper)
    return np.asarray(pixels, np.uint8), inverse(forward)


def _keystone(lie: Slopes, height: int, scale: float) -> Matrix:
    """The matrix, about the middle of the page, that makes lines level which meet beside it.

    A line that crosses the middle column at y runs down by a + b·y; divided by 1 + b·x, all that
    is left of its points is y.
    """
    middle, growth = np.tan(np.radians(lie))
    across = growth / height
    return np.array(
        [[scale, scale * middle, 0], [-scale * middle, scale, 0], [across, 0, 1]], np.float64
    )
