"""Boxes of words that hold no more than a dot or a mark of them.

On noisy pages Tesseract reads a word right and gives it the box of one of its marks. By such boxes
a word passes for a speck, or falls out of its line; its neighbours tell where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from vnplan.layout.segments import box_of
from vnplan.model import Box, Word

# A box is too small when it is lower than this share of the usual height of its line, and narrower
# than so many heights for each letter.
_LOW, _NARROW = 0.4, 0.25
# Heights that a space takes, and a letter: at least, usually, and at most where words fill a room.
_SPACE, _LEAST, _USUAL, _MOST = 0.3, 0.2, 0.4, 1.0
# Letters that a word has at least, and whole words that its line has.
_LETTERS, _WHOLE = 2, 3


def with_whole_boxes(runs: Iterable[Sequence[Word]]) -> list[list[Word]]:
    """The words of each line, those with a box too small in the room between their neighbours."""
    return [_mended(run) for run in runs]


def _mended(run: Sequence[Word]) -> list[Word]:
    words = list(run)
    if len(words) <= _WHOLE:
        return words
    high = median(box_of(word).height for word in words)
    small = [_is_too_small(word, high) for word in words]
    if len(words) - sum(small) < _WHOLE:
        return words
    at = 0
    while at < len(words):
        stop = at
        while stop < len(words) and small[stop]:
            stop += 1
        if stop > at > 0:
            words[at:stop] = _between(words[at - 1], words[at:stop], words[stop : stop + 1], high)
        at = stop + 1
    return words


def _is_too_small(word: Word, high: float) -> bool:
    box, letters = box_of(word), sum(map(str.isalnum, word.text))
    narrow = box.width < _NARROW * letters * high
    return letters >= _LETTERS and box.height < _LOW * high and narrow


def _between(before: Word, lost: Sequence[Word], after: Sequence[Word], high: float) -> list[Word]:
    """The words in the room between two others, or behind the last: side by side where they fill
    it, else each around its mark; as they are where there is too little."""
    one, letters = box_of(before), sum(len(word.text) for word in lost)
    space = _SPACE * high
    left = one.right + space
    room = box_of(after[0]).left - left - space * len(lost) if after else _USUAL * high * letters
    if room < _LEAST * high * letters:
        return list(lost)
    each = min(room / letters, _USUAL * high)
    if room <= _MOST * high * letters:
        each, starts = room / letters, [left]
        for word in lost[:-1]:
            starts.append(starts[-1] + each * len(word.text) + space)
    else:
        starts = [sum(box_of(word)[::2]) / 2 - each * len(word.text) / 2 for word in lost]
    boxes = [
        Box(round(start), one.top, round(start + each * len(word.text)), one.bottom)
        for word, start in zip(lost, starts, strict=True)
    ]
    return [replace(word, box=box) for word, box in zip(lost, boxes, strict=True)]
