"""The ruled lines of a page image: where they run, and the image without them.

A rule is a thin, long, level or upright run of ink (opening by a bar, as all finders of ruled
tables do since Gatos et al., 2005). Letters leave runs as well, but short ones; what is no rule
falls away because it meets no other rule (see ``tables.py``). Works on the cleaned page: level,
dark on light.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.clean.components import components
from vnplan.model import Box, Pixels

_MM_PER_INCH = 25.4
# How much darker than the paper around it ink is: thin grey rules are, the grain of a scan is not.
_DARKER = 50
# Millimetres of ink that runs on without a break: upright strokes of letters are longer than
# level ones, 3.4 mm in print of 14 points.
_LEVEL_RUN, _UPRIGHT_RUN = 2.4, 3.8
# Millimetres: the thickest rule; the gap between two pieces of one rule, how far they may be out
# of line; the shortest rule.
THICKEST, _GAP, _APART, _SHORTEST = 1.2, 4.0, 0.5, 4.0
# A gap is no longer than this share of the pieces beside it: strokes of letters stand further
# apart. And this share of a rule is ink.
_GAP_SHARE, _INKED = 0.4, 0.7
_AROUND = 25
# Millimetres from the side of a cell within which its rule lies.
_BESIDE = 0.8
# Runs are long: every fourth pixel along them tells their pieces.
_STEP = 4
# Degrees by which rules may still run askew on a page whose lines of text are level.
_MOST_SLOPE, _SLOPE_STEP = 1.2, 0.04
# Looked for by so many pixels of ink first; so many steps around the best are looked at.
_ENOUGH, _NEAR = 4000, 4


class Rule(NamedTuple):
    """A level or upright line: ``at`` across it, from ``start`` to ``stop`` along it, in pixels
    of a page on which rules are straight (:meth:`Rules.on_page`)."""

    at: float
    start: float
    stop: float


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """The rules of a page.

    Attributes:
        level, upright: the lines in order of their place across.
        ink: height × width, 255 on the ink of the rules, else 0.
        slopes: pixels down for a pixel to the right of level rules, and to the right for a pixel
            down of upright ones; a sheet drawn in askew has its rules out of square.
    """

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    ink: Pixels
    slopes: tuple[float, float]

    def on_page(self, box: Box) -> Box:
        """Where what stands at ``box`` among straight rules is on the page."""
        height, width = self.ink.shape
        right = self.slopes[1] * ((box.top + box.bottom) / 2 - height / 2)
        down = self.slopes[0] * ((box.left + box.right) / 2 - width / 2)
        left, top = round(box.left + right), round(box.top + down)
        return Box(left, top, left + box.width, top + box.height)


def find_rules(grey: Pixels, dpi: float) -> Rules:
    """The rules of a level page, grey, dark on light, of ``dpi`` dots an inch."""
    dark = dark_of(grey)
    mm = dpi / _MM_PER_INCH
    level, level_ink, down = _lines(dark, _LEVEL_RUN, mm)
    upright, upright_ink, right = _lines(_array(cv2.transpose(dark)), _UPRIGHT_RUN, mm)
    height, width = dark.shape
    ink = cv2.bitwise_or(level_ink, cv2.transpose(upright_ink))
    return Rules(
        _squared(level, right, height), _squared(upright, down, width), _array(ink), (down, right)
    )


def _squared(rules: Sequence[Rule], slope: float, length: int) -> tuple[Rule, ...]:
    """The rules with their ends where they are among straight rules of the other direction."""
    moved = (rule.at - length / 2 for rule in rules)
    return tuple(
        Rule(rule.at, rule.start - slope * by, rule.stop - slope * by)
        for rule, by in zip(rules, moved, strict=True)
    )


def without_rules(grey: Pixels, rules: Rules, boxes: Iterable[Box], dpi: float) -> Pixels:
    """The page with the rules along the sides of ``boxes`` painted white.

    What looks like a rule elsewhere may be the bars of two letters T side by side.
    """
    reach = round(_BESIDE * dpi / _MM_PER_INCH)
    sides = np.zeros_like(rules.ink)
    for left, top, right, bottom in boxes:
        cv2.rectangle(sides, (left, top), (right, bottom), 255, 2 * reach + 1)
    ink = cv2.dilate(cv2.bitwise_and(rules.ink, sides), np.ones((3, 3), np.uint8))
    wiped = grey.copy()
    wiped[ink > 0] = 255
    return wiped


def lightest_ink(grey: Pixels) -> int:
    """The grey level above which pixels are paper: half way from Otsu's threshold to white."""
    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return round((threshold + 255) / 2)


def dark_of(grey: Pixels) -> Pixels:
    """255 where the page is darker than the lightest paper near by, else 0."""
    paper = cv2.dilate(grey, np.ones((_AROUND, _AROUND), np.uint8))
    _, dark = cv2.threshold(cv2.subtract(paper, grey), _DARKER, 255, cv2.THRESH_BINARY)
    return _array(dark)


def _lines(dark: Pixels, run: float, mm: float) -> tuple[list[Rule], Pixels, float]:
    """The level rules of a picture, their ink and their slope; ``run`` in millimetres."""
    # One pixel across is given to rules that slope or that a scan has nibbled at.
    thick = dark.copy()
    np.bitwise_or(thick[1:], dark[:-1], out=thick[1:])
    np.bitwise_or(thick[:-1], dark[1:], out=thick[:-1])
    long = max(3, round(run * mm))
    rows = _rows_with_runs(thick, long)
    if not rows.size:
        return [], np.zeros_like(dark), 0.0
    opened = cv2.morphologyEx(thick[rows], cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    kept = _with_one_behind(np.asarray(opened.any(axis=1), np.bool_), rows)
    rows, runs = rows[kept], _array(opened[kept])
    if not rows.size:
        return [], np.zeros_like(dark), 0.0
    labels, stats, middles = components(np.ascontiguousarray(runs[:, ::_STEP]))
    # What hangs together stands in rows that follow one another.
    gone = rows[stats[1:, cv2.CC_STAT_TOP]] - stats[1:, cv2.CC_STAT_TOP]
    stats[1:, cv2.CC_STAT_TOP] += gone
    middles[1:, 1] += gone
    thin = stats[:, cv2.CC_STAT_AREA] <= (THICKEST * mm + 2) * stats[:, cv2.CC_STAT_WIDTH]
    thin[0] = False
    pieces = _pieces(stats, middles, np.flatnonzero(thin))
    chains = [chain for chain in _chains(pieces, mm) if _is_rule(chain, mm)]
    if not chains:
        return [], np.zeros_like(dark), 0.0
    of_rules = np.zeros(len(stats), np.uint8)
    of_rules[[piece.label for chain in chains for piece in chain]] = 255
    small = np.take(of_rules, labels)
    wide = (_STEP * small.shape[1], small.shape[0])
    found = cv2.resize(small, wide, interpolation=cv2.INTER_NEAREST)[:, : dark.shape[1]]
    ink = np.zeros_like(dark)
    ink[rows] = inked = _array(cv2.bitwise_and(found, dark[rows]))
    slope = _slope(inked, rows)
    return sorted(_rule(chain, slope, dark.shape[1]) for chain in chains), ink, slope


def _rows_with_runs(dark: Pixels, long: int) -> NDArray[np.intp]:
    """The rows that may have runs of so many pixels, and behind each lot of them one more; most
    rows have none.

    Four pixels are looked at as one, row upon row: so many that are all dark follow one another
    in a run. OpenCV lets runs go on beyond the edges.
    """
    width = dark.shape[1]
    full = np.ravel(dark)[: dark.size // 4 * 4].view(np.uint32) == 0xFFFFFFFF
    most, together = max(1, (long - 3) // 4), 1
    while together < most:
        step = min(together, most - together)
        full = full[step:] & full[:-step]
        together += step
    first = 4 * np.flatnonzero(full)
    inked = (dark[:, 0] | dark[:, -1]) > 0
    inked[first // width] = inked[(first + 4 * most - 1) // width] = True
    return np.flatnonzero(inked | np.pad(inked, (1, 0))[:-1])


def _with_one_behind(inked: NDArray[np.bool_], rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Which rows, of these numbers, are inked or stand behind one that is."""
    behind = np.pad(inked, (1, 0))[:-1]
    behind[1:] &= np.diff(rows) == 1
    return np.asarray(inked | behind)


def _slope(ink: Pixels, numbers: NDArray[np.intp]) -> float:
    """The slope on which the ink of rules lies in the fewest rows (Postl's projection profile);
    ``numbers`` are those of the rows of ``ink``."""
    at, columns = np.nonzero(ink[:, ::4] > 0)
    if not at.size:
        return 0.0
    rows = numbers[at]
    across = 4.0 * columns - ink.shape[1] / 2
    reach = np.arange(-_MOST_SLOPE, _MOST_SLOPE + _SLOPE_STEP / 2, _SLOPE_STEP)
    slopes = np.tan(np.radians(reach))
    # A part of the ink tells nearly where it is, all of it where among the slopes around.
    part = max(1, rows.size // _ENOUGH)
    near = _best_slope(rows[::part], across[::part], slopes)
    around = slopes[max(0, near - _NEAR) : near + _NEAR + 1]
    return float(around[_best_slope(rows, across, around)])


def _best_slope(
    rows: NDArray[np.intp], across: NDArray[np.float64], slopes: NDArray[np.float64]
) -> int:
    """Which of the slopes has the ink in the fewest rows."""
    return int(np.argmax([_unevenness(rows - slope * across) for slope in slopes]))


def _unevenness(places: NDArray[np.float64]) -> float:
    sums = np.bincount((places - places.min()).astype(np.int64)).astype(np.float64)
    return float(np.sum(sums**2))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of ink without a break, in pixels; ``label`` is its number in the picture."""

    label: int
    left: int
    top: int
    right: int
    bottom: int
    middle: float

    @property
    def length(self) -> int:
        return self.right - self.left


def _pieces(
    stats: NDArray[np.number], middles: NDArray[np.number], labels: NDArray[np.intp]
) -> list[_Piece]:
    """The pieces of these numbers from left to right."""
    numbers, boxes, places = labels.tolist(), stats[labels].tolist(), middles[labels, 1].tolist()
    found = [
        _Piece(label, _STEP * left, top, _STEP * (left + width), top + height, middle)
        for label, (left, top, width, height, _), middle in zip(numbers, boxes, places, strict=True)
    ]
    return sorted(found, key=lambda piece: (piece.left, piece.top))


def _chains(pieces: list[_Piece], mm: float) -> list[list[_Piece]]:
    """Pieces from left to right, put together where one goes on with the other."""
    chains: list[list[_Piece]] = []
    reached: list[list[_Piece]] = []
    gap, apart = _GAP * mm, _APART * mm
    for piece in pieces:
        reached = [chain for chain in reached if piece.left - chain[-1].right <= gap]
        # Most stand far above or below, which is told here, for the sake of time.
        low, high = piece.bottom + apart, piece.top - apart
        near = [
            chain
            for chain in reached
            if chain[-1].top <= low and chain[-1].bottom >= high and _goes_on(chain[-1], piece, mm)
        ]
        if near:
            min(near, key=lambda chain: abs(chain[-1].middle - piece.middle)).append(piece)
        else:
            chains.append([piece])
            reached.append(chains[-1])
    return chains


def _goes_on(left: _Piece, right: _Piece, mm: float) -> bool:
    out_of_line = max(left.top, right.top) - min(left.bottom, right.bottom)
    gap = right.left - left.right
    most = min(_GAP * mm, _GAP_SHARE * min(left.length, right.length))
    return out_of_line <= _APART * mm and -mm <= gap <= most


def _is_rule(chain: list[_Piece], mm: float) -> bool:
    length = max(piece.right for piece in chain) - chain[0].left
    return length >= _SHORTEST * mm and sum(p.length for p in chain) >= _INKED * length


def _rule(chain: list[_Piece], slope: float, width: int) -> Rule:
    places = (p.middle - slope * ((p.left + p.right) / 2 - width / 2) for p in chain)
    lengths = [piece.length for piece in chain]
    at = sum(at * length for at, length in zip(places, lengths, strict=True)) / sum(lengths)
    return Rule(at, chain[0].left, max(piece.right for piece in chain))


def _array(pixels: NDArray[np.generic]) -> Pixels:
    return np.asarray(pixels, np.uint8)
