"""Typesetting for drawn documents: words into justified lines, measured in points.

Nothing here knows of pixels: a :class:`Sheet` holds runs of text, rules and marks at positions
in points (1/72 inch) from the top left corner of the paper; :mod:`tools.draw_scan` paints it.
Lines break alike wherever one of the metric-compatible families below is installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from PIL import ImageFont


class Face(StrEnum):
    """The four styles of a family, named as the font files end."""

    REGULAR = "Regular"
    BOLD = "Bold"
    ITALIC = "Italic"
    BOLD_ITALIC = "BoldItalic"


Align = Literal["left", "centre", "justify"]

# Metric-compatible with Times New Roman, which Nghị định 30/2020 prescribes.
FAMILIES: tuple[dict[Face, str], ...] = (
    {face: f"Tinos-{face}.ttf" for face in Face},
    {face: f"LiberationSerif-{face}.ttf" for face in Face},
    {
        Face.REGULAR: "times.ttf",
        Face.BOLD: "timesbd.ttf",
        Face.ITALIC: "timesi.ttf",
        Face.BOLD_ITALIC: "timesbi.ttf",
    },
)
_HAND = re.compile(r"\{(\d*)\}")
_BLANK_WIDTH = 26.0
# A pen needs a little more room than print.
_HAND_ROOM = 1.12
_MEASURE = 200.0


class FontsMissing(Exception):
    """None of :data:`FAMILIES` is installed."""


@lru_cache(maxsize=1)
def family() -> dict[Face, str]:
    """The first family that is installed.

    Raises:
        FontsMissing: there is none; the message says which package has one.
    """
    for candidate in FAMILIES:
        try:
            for name in candidate.values():
                ImageFont.truetype(name, 10)
        except OSError:
            continue
        return candidate
    raise FontsMissing("no Times-compatible font; try: apt-get install fonts-croscore")


@lru_cache(maxsize=256)
def font(face: Face, size: float) -> ImageFont.FreeTypeFont:
    """``face`` at ``size`` pixels."""
    return ImageFont.truetype(family()[face], size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=65536)
def width(text: str, face: Face, size: float) -> float:
    """Width of ``text`` in the unit of ``size``."""
    return font(face, _MEASURE).getlength(text) * size / _MEASURE


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one face at one place: ``x`` left edge, ``y`` baseline, both in points.

    ``by_hand`` marks what a clerk fills in with a pen (serial, day).
    """

    text: str
    face: Face
    size: float
    x: float = 0.0
    y: float = 0.0
    by_hand: bool = False

    @property
    def width(self) -> float:
        if self.by_hand and not self.text:
            return _BLANK_WIDTH
        return width(self.text, self.face, self.size) * (_HAND_ROOM if self.by_hand else 1.0)

    def at(self, x: float, y: float) -> Run:
        return Run(self.text, self.face, self.size, x, y, self.by_hand)


Token = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class SetLine:
    """One printed line: its runs and the text a careful reader would type.

    ``text`` of a table row has a tab between cells; ``red`` is the ink of a rubber stamp.
    """

    text: str
    runs: tuple[Run, ...]
    red: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in points, from ascent and descent of the runs."""
        return (
            min(r.x for r in self.runs),
            min(r.y - 0.9 * r.size for r in self.runs),
            max(r.x + r.width for r in self.runs),
            max(r.y + 0.25 * r.size for r in self.runs),
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line in points; ``red`` for frames of rubber stamps."""

    x0: float
    y0: float
    x1: float
    y1: float
    red: bool = False


@dataclass(frozen=True, slots=True)
class Seal:
    """A round seal of ``radius`` points; ``ring`` runs along the rim (★ becomes a star)."""

    x: float
    y: float
    ring: str
    centre: str
    radius: float = 50.0


@dataclass(frozen=True, slots=True)
class Signature:
    """Where the signer's pen goes, centre in points."""

    x: float
    y: float


@dataclass(slots=True)
class Sheet:
    """One page being set; paper is ``width`` × ``height`` points."""

    width: float = 595.3
    height: float = 841.9
    lines: list[SetLine] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)


def tokens(text: str, face: Face, size: float) -> list[Token]:
    """Words of ``text``: ``**…**`` is bold, ``{…}`` is filled in by hand.

    >>> [[(r.text, r.by_hand) for r in token] for token in tokens("Số: {57}/KH", Face.REGULAR, 13)]
    [[('Số:', False)], [('57', True), ('/KH', False)]]
    """
    found: list[Token] = []
    for number, part in enumerate(text.split("**")):
        inner = Face.BOLD if number % 2 else face
        found += [tuple(_runs(word, inner, size)) for word in part.split()]
    return found


def _runs(word: str, face: Face, size: float) -> Iterator[Run]:
    for number, part in enumerate(_HAND.split(word)):
        by_hand = number % 2 == 1
        if part or by_hand:
            yield Run(part, face, size, by_hand=by_hand)


def plain(line: Iterable[Token]) -> str:
    """The text of ``line`` as typed."""
    typed = ("".join(run.text for run in token) for token in line)
    return " ".join(word for word in typed if word)


def token_width(token: Token) -> float:
    return sum(run.width for run in token)


def break_lines(words: Sequence[Token], measure: float, indent: float) -> list[list[Token]]:
    """Greedy line breaking to ``measure`` points; the first line is ``indent`` shorter."""
    lines: list[list[Token]] = []
    room = 0.0
    for token in words:
        space = _space(token)
        if lines and token_width(token) + space <= room:
            lines[-1].append(token)
            room -= token_width(token) + space
        else:
            room = measure - (0.0 if lines else indent) - token_width(token)
            lines.append([token])
    return lines


def _space(token: Token) -> float:
    return width(" ", token[0].face, token[0].size)


def set_line(
    words: Sequence[Token], x: float, baseline: float, measure: float, align: Align
) -> SetLine:
    """Place ``words`` on one line that starts at ``x`` and may be ``measure`` points long."""
    natural = sum(map(token_width, words)) + sum(map(_space, words[1:]))
    gaps = max(1, len(words) - 1)
    stretch = (measure - natural) / gaps if align == "justify" else 0.0
    at = x + (measure - natural) / 2 if align == "centre" else x
    placed: list[Run] = []
    for number, token in enumerate(words):
        at += _space(token) + stretch if number else 0.0
        for run in token:
            placed.append(run.at(at, baseline))
            at += run.width
    return SetLine(plain(words), tuple(placed))
