"""Words that are no print: specks, pieces of rules and of seals, strokes of a pen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from statistics import median

from vnplan.layout.segments import Segment, box_of, segments
from vnplan.layout.zones import has_title
from vnplan.model import Word

# The confidence asked of a word without letters and digits.
_SIGN = 0.6
# The letters that no Vietnamese word has, and the confidence asked of one alone.
_FOREIGN_LETTERS, _READ_FOREIGN = frozenset("fjwz"), 0.85
# Words with wide gaps around them are strokes of a pen, pieces of a seal and the like when they
# are lower than this share of a usual word and read with less than this confidence; or when they
# have at most so many letters each and are read with less than that one.
_LOW, _LOW_READ = 0.6, 0.8
_FEW_READ = {1: 0.65, 2: 0.65, 3: 0.45}
# What an item of a list begins with: so many characters, how surely it is read, and in heights of a
# usual word how wide a dash is at least and how far behind it the text may begin.
_HEAD_LONG, _HEAD_READ, _DASH, _NEAR = 2, 0.5, 0.3, 2.5
_DASHES = frozenset("-–—+•*")
# A line at the edge of the page that is so many heights of a word wide, and whose words are all
# read with less confidence, is none; a shorter one may be the end of a paragraph or a number.
_EDGE, _UNREAD = 12.0, 0.4
# Lines of text have at least so many words.
_LINE = 4
# Handwriting stands in this upper part of a page with a letterhead; it is judged elsewhere.
_HEAD = 0.4


def without_specks(runs: Iterable[Sequence[Word]]) -> list[list[Word]]:
    """The words without signs alone that are no print.

    A sign between words stays when it is read with some confidence; one that has a line to
    itself does not.
    """
    kept: list[list[Word]] = []
    for run in runs:
        if any(_is_text(w) for w in run):
            kept.append([w for w in run if _is_text(w) or _is_sign(w)])
    return kept


def without_strokes(runs: Iterable[Sequence[Word]], height: int) -> list[list[Word]]:
    """The words without what stands alone, low or short, and is read with little confidence.

    ``height`` of the page in pixels; its letterhead stays as it is, and so does what begins at the
    margin, and a dash or number in front of an item.
    """
    parted = [segments([w for w in run if w.box is not None]) for run in runs]
    parts = [segment for run in parted for segment in run]
    head = _HEAD * height if any(map(has_title, parts)) else 0.0
    usual = median([box_of(w).height for s in parts for w in s.words] or [0])
    edges = [s.box.left for s in parts if len(s.words) >= _LINE]
    # The last line of a paragraph may be as short and as badly read as a stroke.
    margin = range(min(edges) - round(usual), min(edges) + round(usual)) if edges else range(0)
    kept = [
        [
            w
            for s in run
            if s.middle < head
            or s.box.left in margin
            or not _is_stroke(s, usual)
            or _opens_item(s, run, usual)
            for w in s.words
        ]
        for run in parted
    ]
    return _without_edges([run for run in kept if run], usual)


def _without_edges(runs: list[list[Word]], usual: float) -> list[list[Word]]:
    """The lines but those above the first and below the last of which any word was read: there
    the edges of the sheet and the shadow around them are. ``usual``: the height of a word."""
    boxes = [Segment.of(run).box for run in runs]
    unread = [
        box.width >= _EDGE * usual and all((w.confidence or 0.0) < _UNREAD for w in run)
        for run, box in zip(runs, boxes, strict=True)
    ]
    read = [box for box, none in zip(boxes, unread, strict=True) if not none]
    if not read:
        return runs
    top, bottom = min(box.top for box in read), max(box.bottom for box in read)
    edge = (none and (b.bottom <= top or b.top >= bottom)
            for b, none in zip(boxes, unread, strict=True))  # fmt: skip
    return [run for run, at_edge in zip(runs, edge, strict=True) if not at_edge]


def _opens_item(segment: Segment, run: Sequence[Segment], usual: float) -> bool:
    """Whether it is a dash or a number at the head of a line, with words close behind it."""
    if segment is not run[0] or len(run) == 1 or len(segment.words) > 1:
        return False
    word, behind = segment.words[0], run[1]
    if has_letters(word.text):
        high = segment.box.height >= _LOW * usual and (word.confidence or 0.0) >= _HEAD_READ
        is_head = high and len(word.text) <= _HEAD_LONG
    else:
        is_head = word.text[0] in _DASHES and segment.box.width >= _DASH * usual
    near = behind.box.left - segment.box.right < _NEAR * usual
    return is_head and near and len(behind.words) > 1 and not _is_stroke(behind, usual)


def _is_stroke(segment: Segment, usual: float) -> bool:
    read = [w for w in segment.words if has_letters(w.text)]
    sure = max((w.confidence or 0.0 for w in read), default=0.0)
    if segment.box.height < _LOW * usual and sure < _LOW_READ:
        return True
    most = max((sum(map(str.isalnum, w.text)) for w in read), default=1)
    return sum(w.confidence or 0.0 for w in read) < _FEW_READ.get(most, 0.0) * len(read)


def has_letters(text: str) -> bool:
    """Whether a word has letters or digits; a circumflex alone is none.

    >>> has_letters("a)"), has_letters("\\u02c6"), has_letters("-")
    (True, False, False)
    """
    return any(c.isalnum() and unicodedata.category(c) != "Lm" for c in text)


def _is_sign(word: Word) -> bool:
    return not any(map(str.isalnum, word.text)) and (word.confidence or 0.0) >= _SIGN


def _is_text(word: Word) -> bool:
    """Whether a word has letters or digits; a lone letter that Vietnamese lacks is a speck."""
    lone = word.text.lower() in _FOREIGN_LETTERS and (word.confidence or 0.0) < _READ_FOREIGN
    return has_letters(word.text) and not lone
