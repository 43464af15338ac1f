"""Where one sentence of a paragraph ends and the next begins."""

from __future__ import annotations

from itertools import pairwise

import regex

from vnplan.parse.text.passage import Passage

_NEXT = regex.compile(r"(?<=[\p{Ll}\d)”\"’/][.!?…])\s+(?=[\p{Lu}“\"])")
# Also behind an abbreviation of two capitals or more, and a semicolon.
_NEXT_PART = regex.compile(r"(?<=[\p{Ll}\d)”\"’/][.!?…;]|\p{Lu}{2}[.;]|\p{L};)\s+(?=[\p{Lu}“\"])")


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph.

    >>> sentences("Nộp về Sở. Ông A. Nguyễn nhận (02 bản). Hết")
    ['Nộp về Sở.', 'Ông A. Nguyễn nhận (02 bản).', 'Hết']
    """
    return _NEXT.split(text)


def parts(text: str) -> list[str]:
    """The sentences of a paragraph, and what semicolons part in them before a capital.

    >>> parts("Từ ngân sách của UBND. Giao Sở chi; Trường tự lo.")
    ['Từ ngân sách của UBND.', 'Giao Sở chi;', 'Trường tự lo.']
    """
    return [part for part in _NEXT_PART.split(text) if part.strip()]


def passages(paragraph: Passage) -> list[Passage]:
    """The sentences of a paragraph with where they stand."""
    text = paragraph.text
    starts = [0, *(match.end() for match in _NEXT.finditer(text)), len(text)]
    return [paragraph[low:high] for low, high in pairwise(starts) if low < high]
