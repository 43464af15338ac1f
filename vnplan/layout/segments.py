"""Words side by side: the pieces that printed lines are put together from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median

from vnplan.model import Box, Word, union
from vnplan.syllable import strip_marks

# Gaps in heights of a line: wider than a space of justified text, narrower than any gutter.
_GAP = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Words of one printed line without a wide gap between them, left to right.

    Attributes:
        words: the words, each with a box.
        box: around all of them.
        middle, height: of a typical word, in pixels; one tall misread word does not move them.
        plain: the text without marks, in lower case.
        folded: the letters of ``plain``.
    """

    words: tuple[Word, ...]
    box: Box
    middle: float
    height: float
    plain: str
    folded: str

    @classmethod
    def of(cls, words: Sequence[Word]) -> Segment:
        boxes = [box_of(w) for w in words]
        box = union(boxes)
        assert box is not None
        plain = strip_marks(" ".join(w.text for w in words)).lower()
        return cls(
            tuple(words),
            box,
            median((b.top + b.bottom) / 2 for b in boxes),
            median(b.height for b in boxes),
            plain,
            "".join(filter(str.isalpha, plain)),
        )

    @property
    def capitals(self) -> bool:
        """Whether nearly all of its letters, four at least, are capitals."""
        letters = [c for w in self.words for c in w.text if c.isalpha()]
        return len(letters) > 3 and sum(map(str.isupper, letters)) >= 0.85 * len(letters)

    def parted(self, low: float, high: float, least: float = 0.0) -> list[Segment]:
        """Cut in two at the widest gap that lies between the pixels ``low`` and ``high``.

        Whole when no gap there is ``least`` heights wide.
        """
        gaps = [
            (box_of(b).left - box_of(a).right, i)
            for i, (a, b) in enumerate(zip(self.words, self.words[1:], strict=False), 1)
            if low <= (box_of(a).right + box_of(b).left) / 2 <= high
        ]
        width, at = max(gaps, default=(0, 0))
        if at == 0 or width < least * self.height:
            return [self]
        return [Segment.of(self.words[:at]), Segment.of(self.words[at:])]


Row = tuple[Segment, ...]
"""Segments side by side on one printed line, left to right."""


def segments(run: Sequence[Word]) -> list[Segment]:
    """A run of words with boxes split at every wide gap."""
    if not run:
        return []
    limit = _GAP * median(box_of(w).height for w in run)
    found: list[Segment] = []
    start = 0
    for i in range(1, len(run)):
        if box_of(run[i]).left - box_of(run[i - 1]).right > limit:
            found.append(Segment.of(run[start:i]))
            start = i
    return [*found, Segment.of(run[start:])]


def rows(found: Iterable[Segment]) -> list[Row]:
    """Segments side by side joined to lines, from top to bottom."""
    joined: list[list[Segment]] = []
    for segment in sorted(found, key=lambda s: (s.middle, s.box)):
        if joined and all(same_row(segment, other) for other in joined[-1]):
            joined[-1].append(segment)
        else:
            joined.append([segment])
    return [tuple(sorted(row, key=lambda s: s.box.left)) for row in joined]


def same_row(one: Segment, other: Segment) -> bool:
    """Whether two segments stand side by side on about the same baseline.

    Cells of a table that are set half a line apart are not on one.
    """
    slack = 0.25 * min(one.height, other.height)
    apart = one.box.right <= other.box.left + slack or other.box.right <= one.box.left + slack
    near = 0.4 * max(one.height, other.height)
    return apart and abs(one.middle - other.middle) < near


def row_words(row: Row) -> tuple[Word, ...]:
    """The words of a row, left to right."""
    return tuple(word for segment in row for word in segment.words)


def row_box(row: Row) -> Box:
    """The box around a row."""
    box = union(segment.box for segment in row)
    assert box is not None
    return box


def line_height(found: Iterable[Segment]) -> float:
    """Height of a typical segment in pixels; 0 when there is none."""
    heights = [s.height for s in found]
    return median(heights) if heights else 0.0


@lru_cache(maxsize=2048)
def similar(wanted: str, text: str) -> bool:
    """Whether ``wanted`` occurs in ``text`` with at most a quarter of its letters wrong.

    >>> similar("noinhan", "nolnhan"), similar("noinhan", "cancu")
    (True, False)
    """
    most = len(wanted) // 4
    # Each wrong letter spoils one part at most; so one of these is there, whole, or there are more.
    if not any(part in text for part in _parts(wanted, most + 1)):
        return False
    # Every letter that the text lacks is one wrong at least; nearly all texts are done with here.
    if (Counter(wanted) - Counter(text)).total() > most:
        return False
    return _least_wrong(wanted, text) <= most


@lru_cache(maxsize=64)
def _parts(text: str, count: int) -> tuple[str, ...]:
    """The text in so many parts of about one length."""
    edges = [len(text) * at // count for at in range(count + 1)]
    return tuple(text[start:stop] for start, stop in pairwise(edges))


def _least_wrong(wanted: str, text: str) -> int:
    """How many letters are wrong, lost or added where ``wanted`` is most like a part of ``text``.

    The columns of the table of edit distances in the bits of numbers: Myers (1999), "A fast
    bit-vector algorithm for approximate string matching".
    """
    at: dict[str, int] = {}
    for bit, letter in enumerate(wanted):
        at[letter] = at.get(letter, 0) | 1 << bit
    every, last = (1 << len(wanted)) - 1, 1 << len(wanted) >> 1
    up, down, wrong = every, 0, len(wanted)
    least = wrong
    for letter in text:
        equal = at.get(letter, 0)
        along = (((equal & up) + up) ^ up) | equal
        right_up, right_down = down | ~(along | up), up & along
        wrong += bool(right_up & last) - bool(right_down & last)
        least = min(least, wrong)
        right_up, right_down = right_up << 1 & every, right_down << 1 & every
        across = equal | down
        up, down = (right_down | ~(across | right_up)) & every, right_up & across
    return least


def box_of(word: Word) -> Box:
    """The box of a word that has one."""
    assert word.box is not None
    return word.box
