"""Numbers that a reader of words reads worst, looked at as pictures.

"III" is read as "II" without a sign of doubt, and a quarter or a chapter becomes another one: its
strokes are counted half way up, where serifs do not join them. The lone number of a page is passed
over. A digit becomes a sign or a foreign letter, "4§27".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.clean.components import components
from vnplan.model import Box, Pixels, Word

# What Roman numerals of strokes are read as, and what may stand behind one: a year, signs.
_NUMERAL = re.compile(
    r"(?P<strokes>[Il1|!ihHuU]{1,4})(?P<rest>[/⁄]+\d{4})?(?P<signs>[.,:;)/\-]{0,3})"
)
_UPRIGHT = frozenset("Il1|!")
# Shares of the numeral's height: the bands that upright strokes run through, in the middle of
# which they are counted; the widest stroke of bold print; gaps between strokes.
_UPPER, _MIDDLE, _LOWER = (0.22, 0.36), (0.4, 0.6), (0.64, 0.78)
_WIDEST, _NARROWEST_GAP, _WIDEST_GAP = 0.4, 0.08, 0.6
_MOST = 3
# The rows in which a crossbar stands, and the share of such a row, from the first stroke to the
# second, that is ink: more than 0.95 in an H of any face drawn, less than 0.4 in II.
_BAR_FROM, _BAR_TO, _BAR = 0.25, 0.75, 0.8
# A number with at least one sign or letter that is not Vietnamese.
_ODD_NUMBER = re.compile(r"(?=.*[§ŠšŸ†‡ƒ])(?:[\d§ŠšŸ†‡ƒ][.,/]?)+")
# Where the number of a page stands (Decree 30/2020, Appendix I): the shares of the page from
# its top, and from left to right; inches that its digits are high, and all of them wide.
_NUMBER_END, _NUMBER_FROM, _NUMBER_TO = 0.09, 0.42, 0.58
_DIGIT_FROM, _DIGIT_TO, _NUMBER_WIDTH = 0.06, 0.2, 0.5
# How dark ink is; the share of the way from paper to it that parts them; pixels by which grain is
# softened.
_INK, _PART, _SOFT = 60.0, 0.35, 1.0
# How many times larger a crop is read; how much it is softened then, and the paper around it, in
# pixels.
_LARGER, _LARGE_SOFT, _AROUND = 2, 1.2, 20
# The confidence left to a numeral whose strokes do not add up.
_UNSURE = 0.3


class Run(NamedTuple):
    """Ink from column ``start`` to before ``stop``; upright when it is no sloping stroke."""

    start: int
    stop: int
    upright: bool

    @property
    def width(self) -> int:
        return self.stop - self.start


def with_strokes_counted(runs: Iterable[Sequence[Word]], pixels: Pixels) -> list[list[Word]]:
    """The words with I, II and III as many as strokes are printed.

    Boxes are pixels of ``pixels``, a level page in grey. Where strokes cannot be told apart the
    word stays, with little confidence.
    """
    return [[_counted(word, pixels) for word in run] for run in runs]


def _counted(word: Word, pixels: Pixels) -> Word:
    match = _NUMERAL.fullmatch(word.text)
    read = match["strokes"] if match else ""
    if match is None or word.box is None or not (set(read) & set("IH|") or match["rest"]):
        return word
    count = strokes(pixels, word.box, alone=match["rest"] is None)
    if count is None:
        # Signs, H, U and the like stand for themselves as well.
        return unsure(word) if set(read) <= _UPRIGHT and "I" in read and "1" not in read else word
    fits = count == len(read) and (read.count("I") == count or "1" in read)
    if count == 1 or fits or (count < len(read) and "1" in read):
        return word
    return replace(word, text="I" * count + word.text[len(read) :])


def unsure(word: Word) -> Word:
    """The word with little confidence."""
    return replace(word, confidence=min(word.confidence or 0.0, _UNSURE))


def strokes(pixels: Pixels, box: Box, alone: bool = True) -> int | None:
    """How many upright strokes, 1 to 3, stand side by side at the left of a box.

    ``alone``: whether nothing but signs stands behind them; otherwise a sloping stroke ends them.
    ``None`` for what is no such numeral, as an H, whose strokes a bar joins.
    """
    crop = pixels[max(0, box.top) : box.bottom, max(0, box.left) : box.right]
    if crop.size == 0:
        return None
    _, binary = cv2.threshold(crop, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    dark = np.asarray(binary, np.uint8)
    rows = np.flatnonzero(dark.any(axis=1))
    if not rows.size:
        return None
    dark = dark[int(rows[0]) : int(rows[-1]) + 1]
    inked = _runs(dark)
    count = next((n for n, run in enumerate(inked) if not run.upright), len(inked))
    if (
        not 1 <= count <= _MOST
        or (alone and count < len(inked))
        or (not alone and count == len(inked))
    ):
        return None
    even = _are_even(inked[:count], len(dark)) and not _are_joined(inked[:count], dark)
    return count if even else None


def _are_even(found: Sequence[Run], height: int) -> bool:
    widths = [run.width for run in found]
    gaps = [right.start - left.stop for left, right in pairwise(found)]
    return max(widths) <= min(_WIDEST * height, 2 * min(widths) + 1) and all(
        _NARROWEST_GAP * height <= gap <= _WIDEST_GAP * height for gap in gaps
    )


def _are_joined(found: Sequence[Run], dark: Pixels) -> bool:
    """Whether a crossbar runs from a stroke to the next."""
    band = dark[round(_BAR_FROM * len(dark)) : round(_BAR_TO * len(dark))]
    return any(
        bool((band[:, left.stop : right.start].mean(axis=1) >= _BAR).any())
        for left, right in pairwise(found)
    )


def _runs(dark: Pixels) -> list[Run]:
    """The runs of ink from left to right, half way up."""
    inked = _columns(dark, _MIDDLE)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], inked, [0]])))
    through = _columns(dark, _UPPER) & _columns(dark, _LOWER)
    return [
        Run(start, stop, bool(through[start:stop].mean() >= 0.5))
        for start, stop in edges.reshape(-1, 2).tolist()
    ]


def _columns(dark: Pixels, band: tuple[float, float]) -> NDArray[np.int8]:
    """1 for the columns that ink fills most of, between two shares of the height."""
    top, bottom = (round(share * len(dark)) for share in band)
    top = min(top, len(dark) - 1)
    return np.asarray(dark[top : max(bottom, top + 1)].mean(axis=0) > 0.5, np.int8)


# --- numbers with signs among their digits -------------------------------------------------


def may_be_number(word: Word) -> bool:
    """Whether a word is a number in which signs and foreign letters stand for digits.

    >>> [may_be_number(Word(text)) for text in ("4§27", "3§.500", "Š", "4827", "§h", "$")]
    [True, True, True, False, False, False]
    """
    return bool(_ODD_NUMBER.fullmatch(word.text))


def number_read_again(word: Word, again: Iterable[Word]) -> Word:
    """The number as it was read with an alphabet of digits, when that agrees with its digits."""
    found = list(again)
    wanted = "".join(f"\\{c}" if c in ".,/" else c if c.isdigit() else r"\d" for c in word.text)
    if len(found) == 1 and re.fullmatch(wanted, found[0].text):
        return replace(word, text=found[0].text, confidence=found[0].confidence)
    return unsure(word)


# --- the number of a page ------------------------------------------------------------------


def place_of_number(pixels: Pixels, dpi: float, runs: Iterable[Sequence[Word]]) -> Box | None:
    """Where a lone number stands in the middle of the upper margin, with some paper around it.

    ``None`` when there is none, or when it was read: it is passed over, as lone digits are.
    """
    height, width = pixels.shape
    end, left, right = (
        round(share * side)
        for share, side in ((_NUMBER_END, height), (_NUMBER_FROM, width), (_NUMBER_TO, width))
    )
    boxes = [w.box for run in runs for w in run if w.box is not None and w.box.top < end]
    lone = [box for box in boxes if _is_lone(box, boxes)]
    if any(box.left < right and box.right > left for box in lone):
        return None
    # The text may begin in the margin.
    end = min([end, *(box.top - 1 for box in boxes if box not in lone)])
    marks = _digits(pixels[: max(end, 1), left:right], dpi)
    if not marks or marks[-1].right - marks[0].left > _NUMBER_WIDTH * dpi:
        return None
    rim = max(b.height for b in marks) // 2
    return Box(
        max(0, left + marks[0].left - rim), max(0, min(b.top for b in marks) - rim),
        left + marks[-1].right + rim, max(b.bottom for b in marks) + rim,
    )  # fmt: skip


def enlarged(pixels: Pixels) -> Pixels:
    """A crop as Tesseract reads few digits best: larger, softened, with paper around it.

    As it was cut out, a lone "2" of a grainy page is read as "3" with confidence.
    """
    size = (_LARGER * pixels.shape[1], _LARGER * pixels.shape[0])
    large = cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(large, (0, 0), _LARGE_SOFT)
    return np.asarray(cv2.copyMakeBorder(soft, *(_AROUND,) * 4, cv2.BORDER_CONSTANT, value=255))


def before_enlarging(box: Box) -> Box:
    """A box on :func:`enlarged` pixels, on the pixels they were made of."""
    return Box(*((side - _AROUND) // _LARGER for side in box))


def unenlarged() -> NDArray[np.float64]:
    """The affine matrix, 2 × 3, from :func:`enlarged` pixels to those they were made of."""
    scale, back = 1.0 / _LARGER, -_AROUND / _LARGER
    return np.array([[scale, 0.0, back], [0.0, scale, back]])


def _is_lone(box: Box, others: Iterable[Box]) -> bool:
    """Whether no other word stands on its line."""
    return all(o is box or o.top >= box.bottom or o.bottom <= box.top for o in others)


def _digits(pixels: Pixels, dpi: float) -> list[Box]:
    """The marks that are as high as digits, from left to right; none when they are not level."""
    paper = float(np.median(pixels))
    limit = paper - _PART * (paper - _INK)
    soft = cv2.GaussianBlur(pixels, (0, 0), _SOFT)
    _, dark = cv2.threshold(soft, limit, 255, cv2.THRESH_BINARY_INV)
    stats = components(np.asarray(dark, np.uint8))[1][1:, :4].tolist()
    low, high = _DIGIT_FROM * dpi, _DIGIT_TO * dpi
    found = sorted(
        Box(x, y, x + w, y + h) for x, y, w, h in stats if low <= h <= high and w <= high
    )
    level = all(abs(b.bottom - found[0].bottom) < low / 2 for b in found)
    return found if level else []
