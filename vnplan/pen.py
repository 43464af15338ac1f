"""Where a coloured pen wrote into the blanks of the number line and the date line.

Clean-up takes coloured ink out before the page is read, and the blank then looks as if nobody had
filled it in. :data:`~vnplan.handwriting.BLANK` stands where ink was taken out, so that the number
or day counts as written, not as left open.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from vnplan.handwriting import BLANK
from vnplan.model import Box, Line, Pixels, Word, Zone
from vnplan.syllable import strip_marks

# What stands before and behind a blank, without marks and signs; a stroke opens the symbol.
_BETWEEN = (("so", "/"), ("so", "-"), ("ngay", "thang"), ("thang", "nam"))
# A blank holds writing when so much of it was coloured ink.
_LEAST_INK = 0.01


def with_pen_marks(line: Line, removed: Pixels | None) -> Line:
    """The line with :data:`BLANK` where a blank of it held coloured ink.

    Args:
        line: with boxes in pixels of the scan.
        removed: :attr:`vnplan.model.CleanPage.removed`, of the size of the scan.
    """
    if removed is None or line.zone not in (Zone.NUMBER, Zone.PLACE_DATE) or not line.box:
        return line
    words = (*_with_blanks(line, removed), line.words[-1])
    return Line.of(line.page, words, line.cell, line.zone) if words != line.words else line


def _with_blanks(line: Line, removed: Pixels) -> Iterator[Word]:
    """All words but the last, each with the blank behind it."""
    assert line.box is not None
    half = line.box.height // 2  # writing rises above the line and hangs below it
    top, bottom = max(0, line.box.top - half), line.box.bottom + half
    for left, right in pairwise(line.words):
        yield left
        if left.box is None or right.box is None or not _may_part(left, right):
            continue
        gap = Box(left.box.right, top, right.box.left, bottom)
        ink = removed[gap.top : gap.bottom, max(0, gap.left) : gap.right]
        if ink.size and np.count_nonzero(ink) > _LEAST_INK * ink.size:
            yield Word(BLANK, gap, 0.0)


def _may_part(left: Word, right: Word) -> bool:
    """Whether a number or a day may stand between the two words."""
    before = strip_marks(left.text).lower().rstrip(" .:;-")
    behind = strip_marks(right.text).lower()
    return any(before.endswith(a) and behind.startswith(b) for a, b in _BETWEEN)
