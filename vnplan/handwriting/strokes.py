"""What ink stands in a gap: the strokes alone, and whether they are print.

Rules, guide dots, specks, the lines above and below and the printed words beside the gap are left
out; a pen that runs into a word beside it is cut there. Coloured ink, which clean-up took out of
the page, is put back first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.clean.components import components
from vnplan.clean.mapping import joined, moved_by, warped
from vnplan.handwriting.gaps import CAPITAL, Gap
from vnplan.handwriting.slash import find_slash
from vnplan.layout.segments import box_of
from vnplan.model import Box, CleanPage, Line, Pixels, union

# All in type sizes. How far a pen reaches above and below the baseline; how low a mark may be
# that is a digit; a speck or a guide dot; how far a pen may run into the print beside it.
_ABOVE, _BELOW, _ASIDE = 1.5, 0.75, 1.4
_LEAST, _DOT, _INTO = 0.3, 0.16, 0.3
# Where the colon of "Số:" may begin, from the left edge of its S.
_COLON = (0.85, 1.9)
# Ink is darker than this on white paper, and by so much than the paper.
_CONTRAST = 50
# How much of the way from Otsu's threshold to the paper thin strokes are taken in.
_THIN = 0.35
# Pale ink is so much darker than paper where the picture is softened by so many pixels, and so long
# in heights of a capital, no higher above the baseline than so many.
_PALE, _SOFT, _LEFT_PALE, _HIGHEST = 12, 1.0, 0.12, 1.3
# A rule is longer than this, and so many times longer than thick.
_RULE, _FLAT = 0.7, 5
# Of a mark that an edge of the gap cuts: how much of it may be lost, and how much of what is left
# out may reach into the gap. A pen that runs along the stroke for more than a touch.
_LOST, _REACH, _TOUCH = 0.1, 0.2, 0.15
# Heights of a capital between two digits in which another one may have stood.
_HOLE = 0.8
# A mark so high that begins so far behind the S of "Số:" is no part of it.
_TALL, _BEHIND_SO = 0.6, 1.0
# The bar of a 7: how high it is, and how far above the baseline it ends at least.
_BAR, _BAR_UP = (_DOT / 2, 0.35), 0.35
# Shares of the highest mark and of the word: what is a letter of the symbol, and where it stands;
# how many letters tell the type size.
_LETTER, _SYMBOL, _LETTERS = 0.5, 0.5, 3


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """The ink of one gap.

    Attributes:
        ink: grey, dark on white: the strokes alone.
        box: around them, in pixels of the cleaned page.
        mask: of the size of ``box``, where the strokes and their rims are.
        marks: the marks in it that stand side by side, left to right, in pixels of the cleaned
            page: a digit, or digits that touch.
        coloured: whether the ink is of another colour than print.
        thickness: of the strokes over that of the printed letters beside them.
        baseline: of the line, in pixels of the cleaned page.
        capital: height of the capitals beside them, in pixels.
        torn: whether an edge of the gap parts a mark, or a hole two of them, or ink is too pale,
            so that a digit or a part of one may be missing.
        slash: whether the stroke that opens the symbol was seen behind it.
    """

    ink: Pixels
    box: Box
    mask: NDArray[np.bool_]
    marks: tuple[Box, ...]
    coloured: bool
    thickness: float
    baseline: float
    capital: float
    torn: bool = False
    slash: bool = False

    @property
    def rows(self) -> tuple[slice, slice]:
        """Rows and columns of the cleaned page that ``mask`` covers."""
        return _rows(self.box)


def strokes_in(gap: Gap, line: Line, page: CleanPage) -> Strokes | None:
    """The strokes that stand in a gap of ``line``; ``None`` when it is empty, or no part of the
    line is on the page."""
    if line.box is None or not page.pixels[_rows(line.box)].size:
        return None
    beside = _beside(line, gap, page.pixels)
    baseline = _baseline(beside, line)
    window = _window(gap, baseline, page.pixels.shape)
    if window.width < 4 or window.height < 4:
        return None
    print_, ink = page.pixels[_rows(window)], _coloured(page, window)
    grey = np.minimum(print_, ink)
    dark = _dark(grey)
    mask, torn, slash = _without_rules(dark, gap.size), False, False
    if gap.slot == "serial":
        whole = _behind_colon(mask, gap, window, baseline)
        gap, mask, torn = _before_slash(mask, whole, window, baseline)
        slash = gap is not whole
    mask = _without_tails(mask, gap, window)
    torn = torn or _is_torn(mask, gap, window, baseline)
    whole_mask, mask = mask, _in_gap(mask, gap, window, baseline)
    inked = np.flatnonzero(mask.any(axis=1))
    if not inked.size or np.ptp(inked) < _LEAST * gap.size:
        return None
    marks = _side_by_side(_marks(mask, window))
    box = _around(marks, window)
    rim = cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0
    here = _rows(_moved(box, window))
    alone = np.where(rim, grey, np.uint8(255))[here]
    coloured = bool(np.mean(ink[mask > 0] < print_[mask > 0]) > 0.5)
    thickness = _thickness(mask) / max(1.0, _thickness(_dark_beside(line, gap, page.pixels)))
    capital = _capital(beside, gap)
    torn = torn or (gap.slot == "serial" and _has_hole(marks, capital, whole_mask, window))
    # In a stamp of receipt what is left of its own colour is as pale.
    if gap.slot != "received":
        torn = torn or _leaves_pale(grey, dark, gap, window, baseline, capital)
    return Strokes(
        _rimmed(alone), box, rim[here], marks, coloured, thickness, baseline, capital, torn, slash
    )


def size_of_capitals(line: Line, page: CleanPage) -> float | None:
    """The type size in pixels by the heights of the letters in the second half of the longest
    word, where a symbol stands; ``None`` when they are too few."""
    box = max((box_of(word) for word in line.words), key=lambda box: box.width, default=None)
    if box is None:
        return None
    area = box._replace(left=round(box.left + _SYMBOL * box.width))
    inside = page.pixels[_rows(area)]
    heights = [mark.height for mark in _marks(_dark(inside), area)] if inside.size else []
    tall = [height for height in heights if height > _LETTER * max(heights)]
    if len(tall) < _LETTERS:
        return None
    # Small letters, as in "TTra", are lower; a stroke of a pen among them is higher.
    return float(np.percentile(tall, 75, method="higher")) / CAPITAL


def _window(gap: Gap, baseline: float, shape: tuple[int, ...]) -> Box:
    """The pixels that a pen may reach from the gap."""
    height, width = shape
    return Box(
        max(0, round(min(gap.left, gap.anchor + 1.5 * gap.size) - _ASIDE * gap.size)),
        max(0, round(baseline - _ABOVE * gap.size)),
        min(width, round(gap.right + _ASIDE * gap.size)),
        min(height, round(baseline + _BELOW * gap.size)),
    )


def _around(marks: Sequence[Box], window: Box) -> Box:
    """The box around the marks and their rims, inside the window."""
    box = union(marks)
    assert box is not None
    return Box(
        max(window.left, box.left - 2),
        max(window.top, box.top - 2),
        min(window.right, box.right + 2),
        min(window.bottom, box.bottom + 2),
    )


def _moved(box: Box, window: Box) -> Box:
    """The box in pixels of the window."""
    x, y = window.left, window.top
    return Box(box.left - x, box.top - y, box.right - x, box.bottom - y)


def _rows(box: Box) -> tuple[slice, slice]:
    return np.s_[box.top : box.bottom, box.left : box.right]


def _coloured(page: CleanPage, window: Box) -> Pixels:
    """The coloured ink that was taken out there, on white, level as the page is."""
    size = (window.width, window.height)
    if page.ink is None:
        return np.full(size[::-1], 255, np.uint8)
    place = joined(page.to_scan, moved_by(window.left, window.top))
    return warped(page.ink, place, size, border=255.0)


def _dark(grey: Pixels) -> Pixels:
    """255 where ink is, else 0; all 0 where there is none."""
    paper = float(np.percentile(grey, 90))
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    if paper - float(grey.min()) < _CONTRAST:
        return np.zeros_like(grey)
    # Thin strokes are paler than thick ones.
    pale = min(level + _THIN * (paper - level), paper - _CONTRAST / 2)
    return np.asarray((grey <= pale) * np.uint8(255), np.uint8)


def _beside(line: Line, gap: Gap, pixels: Pixels) -> list[Box]:
    """The printed letters beside the gap."""
    assert line.box is not None
    area = Box(line.box.left, max(0, line.box.top - 4), line.box.right, line.box.bottom + 4)
    marks = _marks(_dark(pixels[_rows(area)]), area)
    return [
        b
        for b in marks
        if b.height > 0.4 * gap.size and not gap.left < (b.left + b.right) / 2 < gap.right
    ]


def _baseline(beside: Sequence[Box], line: Line) -> float:
    """Where the letters stand: most have no part below the line."""
    assert line.box is not None
    feet = [box.bottom for box in beside]
    return float(np.percentile(feet, 30)) if feet else float(line.box.bottom)


def _capital(beside: Sequence[Box], gap: Gap) -> float:
    """The height of capitals and digits: few letters are higher."""
    heights = [box.height for box in beside if box.height > 0.8 * gap.capital]
    return float(np.median(heights)) if heights else gap.capital


def _dark_beside(line: Line, gap: Gap, pixels: Pixels) -> Pixels:
    assert line.box is not None
    dark = _dark(pixels[_rows(line.box)])
    dark[:, max(0, gap.left - line.box.left) : max(0, gap.right - line.box.left)] = 0
    return dark


def _thickness(mask: Pixels) -> float:
    """Width of the strokes: their area over half their outline."""
    area = float(np.count_nonzero(mask))
    inner = cv2.erode(mask, cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3)))
    rim = area - float(np.count_nonzero(inner))
    return 2 * area / rim if rim else 0.0


def _marks(mask: Pixels, window: Box) -> tuple[Box, ...]:
    """The connected marks, left to right."""
    return tuple(sorted(_boxes(components(mask)[1], window)))


def _boxes(marks: NDArray[Any], window: Box) -> Iterator[Box]:
    """The box of each connected mark on the page."""
    for x, y, w, h, _ in marks[1:].tolist():
        left, top = window.left + x, window.top + y
        yield Box(left, top, left + w, top + h)


def _parts(mask: Pixels, window: Box) -> Iterator[tuple[Box, NDArray[np.bool_]]]:
    """Each connected mark: its box on the page, and where in ``mask`` it is."""
    labels, marks, _ = components(mask)
    for number, box in enumerate(_boxes(marks, window), 1):
        yield box, labels == number


def _side_by_side(marks: Sequence[Box]) -> tuple[Box, ...]:
    """Marks above one another taken together: the pieces of a broken digit, mostly."""
    groups: list[Box] = []
    for box in marks:
        last = groups[-1] if groups else None
        if last and last.right - box.left > 0.5 * min(last.width, box.width):
            groups[-1] = Box(last.left, min(last.top, box.top),
                             max(last.right, box.right), max(last.bottom, box.bottom))  # fmt: skip
        else:
            groups.append(box)
    return tuple(groups)


def _without_rules(dark: Pixels, size: float) -> Pixels:
    """The ink without level rules under the writing; where a pen crosses one it stays."""
    long = np.ones((1, 2 * round(_RULE * size / 2) + 1), np.uint8)
    rules = cv2.morphologyEx(dark, cv2.MORPH_OPEN, long)
    thin = np.ones((2 * round(0.08 * size) + 1, 1), np.uint8)
    # What is thick is a stroke or a blot, no rule.
    rules = cv2.subtract(rules, cv2.morphologyEx(dark, cv2.MORPH_OPEN, thin))
    kept = cv2.morphologyEx(cv2.subtract(dark, rules), cv2.MORPH_CLOSE, thin)
    return np.asarray(cv2.bitwise_and(kept, dark), np.uint8)


def _behind_colon(mask: Pixels, gap: Gap, window: Box, baseline: float) -> Gap:
    """The gap from the colon of "Số:" on where its two dots are seen; else with the digit that
    touches the colon."""
    dots = [b for b in _marks(mask, window) if max(b.width, b.height) < 0.2 * gap.size]
    low, high = (gap.anchor + share * gap.size for share in _COLON)
    ends = [
        max(one.right, other.right)
        for one in dots
        for other in dots
        if low < one.left < high
        and abs(one.left - other.left) < 0.08 * gap.size
        and 0.2 * gap.size < other.bottom - one.bottom < 0.5 * gap.size
        and abs(other.bottom - baseline) < 0.12 * gap.size
    ]
    if ends:
        return replace(gap, left=min(ends) + 1)
    lost = [b.left for b in _marks(mask, window) if _is_behind_so(b, gap) and b.left < gap.left]
    return replace(gap, left=min(lost, default=gap.left))


def _is_behind_so(box: Box, gap: Gap) -> bool:
    """Whether a mark before the end of the gap is too high for a colon, and not of "Số"."""
    so = gap.anchor + _BEHIND_SO * gap.size
    return box.left >= so and box.right <= gap.right and box.height > _TALL * gap.size


def _before_slash(mask: Pixels, gap: Gap, window: Box, baseline: float) -> tuple[Gap, Pixels, bool]:
    """The gap up to the stroke that opens the symbol, the ink cut along that stroke, and whether
    the stroke may have been part of a digit."""
    due = gap.right - window.left
    slash = find_slash(mask, baseline - window.top, gap.size, due, gap.off)
    if slash is None:
        return gap, mask, False
    above = baseline - np.arange(window.top, window.bottom, dtype=float)[:, None]
    before = np.arange(mask.shape[1])[None, :] < slash.edge(above)
    cut = np.asarray(mask * before, np.uint8)
    held = (cut > 0) & (cv2.dilate(mask * ~before, np.ones((1, 3), np.uint8)) > 0)
    touching = [
        (box, np.count_nonzero((where & held).any(axis=1)))
        for box, where in _parts(cut, window)
        if not _is_elsewhere(box, gap, baseline, window)
    ]
    if any(touch and _is_bar(box, gap, baseline) for box, touch in touching):
        return gap, mask, False  # the stem of a 7
    torn = any(touch > _TOUCH * gap.size for _, touch in touching)
    right = round(window.left + slash.foot + 0.3 * gap.size)
    return replace(gap, right=max(gap.left, right)), cut, torn


def _is_bar(box: Box, gap: Gap, baseline: float) -> bool:
    low, high = (share * gap.size for share in _BAR)
    return low <= box.height <= high and box.bottom < baseline - _BAR_UP * gap.size


def _has_hole(marks: Sequence[Box], capital: float, mask: Pixels, window: Box) -> bool:
    """Whether a digit may be missing between two others: specks are left of a pale one that the
    scanner lost."""
    for before, after in pairwise(marks):
        if after.left - before.right > _HOLE * capital:
            low, high = min(before.top, after.top), max(before.bottom, after.bottom)
            # Guide dots stand at the foot.
            rows = slice(low - window.top, round(high - _DOT * capital) - window.top)
            columns = slice(before.right + 1 - window.left, after.left - 1 - window.left)
            if mask[rows, columns].any():
                return True
    return False


def _leaves_pale(
    grey: Pixels, dark: Pixels, gap: Gap, window: Box, baseline: float, capital: float
) -> bool:
    """Whether ink stands in the gap that is too pale to be told from paper surely: of a digit that
    a dry pen drew, perhaps a side is left."""
    soft = cv2.GaussianBlur(grey, (0, 0), _SOFT)
    pale = np.asarray((soft <= float(np.median(soft)) - _PALE) * np.uint8(255), np.uint8)
    pale = np.asarray(cv2.subtract(pale, cv2.dilate(dark, np.ones((7, 7), np.uint8))), np.uint8)
    # Guide dots stand at the foot.
    foot = round(baseline - window.top - _DOT * capital)
    rows = slice(round(baseline - window.top - _HIGHEST * capital), foot)
    columns = slice(max(0, gap.left - window.left), max(0, gap.right - window.left))
    _, boxes, _ = components(pale[max(0, rows.start) : max(0, rows.stop), columns])
    return bool((boxes[1:, 2:4] > _LEFT_PALE * capital).any())


def _without_tails(mask: Pixels, gap: Gap, window: Box) -> Pixels:
    """The ink without what runs into the gap over one of its edges and is lower than a digit: the
    end of a stroke through "Số", of a rule, of a signature."""
    kept = mask.copy()
    left, right = (max(0, edge - window.left) for edge in (gap.left, gap.right))
    for box, where in _parts(mask, window):
        inside = slice(max(left, 0), right)
        rows = np.flatnonzero(where[:, inside].any(axis=1))
        over = box.left < gap.left - _DOT * gap.size or box.right > gap.right + _DOT * gap.size
        if over and rows.size and np.ptp(rows) < _LEAST * gap.size:
            kept[:, inside][where[:, inside]] = 0
    return kept


def _is_torn(mask: Pixels, gap: Gap, window: Box, baseline: float) -> bool:
    """Whether an edge of the gap parts a mark, or leaves a digit out."""
    return any(
        _loses(box, gap)
        for box in _marks(mask, window)
        if max(box.width, box.height) >= _DOT * gap.size
        and not _is_elsewhere(box, gap, baseline, window)
    )


def _loses(box: Box, gap: Gap) -> bool:
    """Whether more of a mark is left out of the gap than may be of the print beside it."""
    if (cut := _share(box, gap)) is not None:
        return max(cut[0] - box.left, box.right - cut[1]) > _LOST * gap.size
    if min(box.right, gap.right) - max(box.left, gap.left) > _REACH * gap.size:
        return True
    return gap.slot == "serial" and _is_behind_so(box, gap)


def _in_gap(mask: Pixels, gap: Gap, window: Box, baseline: float) -> Pixels:
    """The marks of the gap alone."""
    kept = np.zeros_like(mask)
    for box, where in _parts(mask, window):
        small = max(box.width, box.height) < _DOT * gap.size
        if small or _is_elsewhere(box, gap, baseline, window):
            continue
        if (cut := _share(box, gap)) is not None:
            low, high = (max(0, edge - window.left) for edge in cut)
            kept[:, low:high][where[:, low:high]] = 255
    return kept


def _share(box: Box, gap: Gap) -> tuple[int, int] | None:
    """From where to where a mark belongs to the gap; ``None`` when it is the print beside it."""
    inside = min(box.right, gap.right) - max(box.left, gap.left)
    into = round(_INTO * gap.size)
    if inside > 0.6 * box.width:
        return max(box.left, gap.left - into), min(box.right, gap.right + into)
    if inside > 0.35 * gap.size:
        return max(box.left, gap.left), min(box.right, gap.right)
    return None


def _is_elsewhere(box: Box, gap: Gap, baseline: float, window: Box) -> bool:
    """Whether a mark belongs to a line above or below, or is a rule."""
    flat = box.width > _FLAT * box.height and box.width > _RULE * gap.size
    above = box.bottom < baseline - 0.95 * gap.size or (
        box.top <= window.top and box.bottom < baseline - 0.5 * gap.size
    )
    below = box.top > baseline + 0.1 * gap.size
    return flat or above or below


def _rimmed(ink: Pixels) -> Pixels:
    """The ink with white around it, that it can be blurred."""
    return np.asarray(np.pad(ink, 3, constant_values=255), np.uint8)
