"""A page as it came in, made ready for Tesseract.

Each step is there because it paid on real first pages, and stays out of pages
on which it would not: an upright and straight page is not turned, an even background is not
evened out, a page of about 200 dpi is not resized, a page without coloured ink is not parted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.clean.background import even_background, evened, with_contrast
from vnplan.clean.components import Components, components
from vnplan.clean.dust import without_dust, without_specks
from vnplan.clean.folds import without_folds
from vnplan.clean.grain import has_two_values, without_grain, without_less_noise, without_noise
from vnplan.clean.ink import Separated, separate
from vnplan.clean.letter_size import dpi_by_letters
from vnplan.clean.levelled import levelled
from vnplan.clean.levels import inked
from vnplan.clean.mapping import joined, moved_by, warped
from vnplan.clean.negative import as_positive
from vnplan.clean.orientation import Orientation, orientation, orientation_of, unturned
from vnplan.clean.paper import with_even_paper
from vnplan.clean.rings import without_rings
from vnplan.clean.seal_remover import SealRemover, without_dark_seals
from vnplan.clean.seals import without_seals
from vnplan.clean.skew import LEVEL, Slopes, skew, slopes
from vnplan.errors import InputError
from vnplan.model import Box, CleanPage, Page, PageInfo, Pixels

# At 200 dpi the x-height of 10 to 14 point print is 12 to 18 pixels. Tesseract makes every line
# 36 pixels high anyway: more than this costs time and, on poor pages, words.
_BEST_DPI = 200.0
# Resolutions from here to there are left alone: resizing blurs more than it brings.
_GOOD_FROM, _GOOD_TO = 180.0, 240.0
# Tesseract's memory grows with the pixels: this keeps it under half a gibibyte.
_MOST_PIXELS = 30_000_000
_MM_PER_INCH = 25.4
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
        positive: make light print on black dark on white.
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
        smooth: soften noisy pages, pages of two values and of a coarse grain.
    """

    positive: bool = True
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


def clean(
    page: Page, settings: CleanSettings = CleanSettings(), remover: SealRemover | None = None
) -> CleanPage:
    """The page as dark print on light paper, upright and level, at about 200 dpi.

    ``remover`` tells print from seals as dark as it; without it their rings alone are followed.

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
    quiet = without_noise(shrunk, dpi) if settings.smooth else shrunk
    positive = as_positive(quiet, dpi) if settings.positive else quiet
    parted, steps, marks = _print_of(positive, dpi, settings, mixed=quiet is not shrunk)
    steps = ("positive", *steps) if positive is not quiet else steps
    steps = ("noise", *steps) if quiet is not shrunk else steps
    if page.guessed and marks and (true := dpi_by_letters(marks, dpi)) < dpi:
        info = replace(page.info, dpi=page.info.dpi * true / dpi)
        return clean(replace(page, info=info, guessed=False), settings, remover)
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
    pixels, back = levelled(upright, lie, max(scale, 1.0))
    wiped = None
    if settings.seals and "grey without coloured ink" not in steps:
        cleared = _without_dark_seals(pixels, page.info.dpi * scale, remover)
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


def _without_dark_seals(grey: Pixels, dpi: float, remover: SealRemover | None) -> Pixels:
    return without_dark_seals(grey, dpi, remover) if remover else without_rings(grey, dpi)


def turned(page: CleanPage, quarters: int) -> CleanPage:
    """The page turned counter-clockwise by so many quarters, and levelled anew: how it was skewed
    cannot be told from lines that stand on end. Boxes still lead to the scan."""
    upright = np.ascontiguousarray(np.rot90(page.pixels, quarters))
    lie = slopes(upright)
    pixels, back = levelled(upright, lie, 1.0)
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
    level, back = levelled(upright, lie, _STAMP_SCALE)
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
    pixels: Pixels, dpi: float, settings: CleanSettings, *, mixed: bool
) -> tuple[Separated, tuple[str, ...], Components | None]:
    """The print in grey on even paper, the coloured ink taken out, the steps that it took, and
    the connected marks of the print, dust among them, where they were looked for. ``mixed``: what
    noise there was, was mixed away."""
    steps: list[str] = []
    parted = None
    if pixels.ndim == 2:
        grey = pixels
    elif settings.colour:
        # Shaded paper passes for pale ink: each colour is evened out first.
        parted = separate(evened(pixels) if settings.even else pixels, dpi)
        grey = parted.grey
        steps.append("grey" if parted.removed is None else "grey without coloured ink")
    else:
        grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
        steps.append("grey")
    first, ink, two_values = grey, inked(grey), has_two_values(grey)
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
    if grey is not first:
        two_values = has_two_values(grey)
    marks = None
    if settings.dust:
        marks = components(ink if grey is first else inked(grey))
        if (changed := without_dust(grey, dpi, marks, two_values)) is not grey:
            grey, two_values = changed, has_two_values(changed)
            steps.append("dust")
    if settings.smooth and (changed := without_grain(grey, dpi, two_values)) is not grey:
        grey = changed
        steps.append("smooth")
    elif (
        settings.smooth
        and not mixed
        and (changed := without_less_noise(grey, dpi, two_values)) is not grey
    ):
        grey = changed
        steps.append("less noise")
    return replace(parted, grey=grey) if parted else Separated(grey, None), tuple(steps), marks


def _as_scanned(removed: Pixels | None, scan: Pixels, interpolation: int) -> Pixels | None:
    """What was taken out, at the size of the scan."""
    if removed is None:
        return None
    size = scan.shape[1::-1]
    whole = np.asarray(cv2.resize(removed, size, interpolation=interpolation), np.uint8)
    whole.setflags(write=False)
    return whole


def _steps_of(lie: Slopes) -> tuple[str, ...]:
    deskewed = (f"deskew {lie.middle:+.2f}",) if lie.middle else ()
    return (*deskewed, f"keystone {lie.growth:+.2f}") if lie.growth else deskewed


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
