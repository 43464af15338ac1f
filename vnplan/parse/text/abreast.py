"""Two signatures side by side in a text: the lines of one, then the lines of the other.

Texts taken from born-digital files keep the columns of a joint document's signatures as wide
gaps. On a scan the page's zones have parted them already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import regex

from vnplan.model import RestoredLine

# So many spaces part two columns.
_GAP = regex.compile(r"(?<=\S)\s{5,}(?=\S)")
# An office, a capacity, a rank with a name, a name, or the note that it was signed.
_SHOUTED = regex.compile(r"[\p{Lu}\d\s.,/&()-]{4,}")
_NAMED = regex.compile(
    r"(?:\p{Lu}\p{Ll}+ \p{Ll}+ )?(?:\p{Lu}[\p{L}'’.]*\s+){1,6}\p{Lu}[\p{L}'’]+|\(?[Đđ]ã ký\W*"
)
_FEWEST = 2


def is_shouted(text: str) -> bool:
    """Whether a text is all capitals, as an office or a capacity is."""
    return _SHOUTED.fullmatch(text) is not None


def is_named(text: str) -> bool:
    """Whether a text is a person's name, a rank before it, or says that it was signed."""
    return _NAMED.fullmatch(text) is not None


def parted(lines: Sequence[RestoredLine]) -> Iterator[RestoredLine]:
    """The lines, those of two signatures abreast one signature after the other.

    The right one comes first: it is the signature of the body that drew the document up. Of a line
    that only one of them has, where it starts tells which.
    """
    waiting: list[RestoredLine] = []
    for line in lines:
        if _halves(line) or (waiting and (not line.text.strip() or _is_half(line))):
            waiting.append(line)
        else:
            yield from _in_order(waiting)
            waiting = []
            yield line
    yield from _in_order(waiting)


def _in_order(block: Sequence[RestoredLine]) -> Iterable[RestoredLine]:
    pairs = [halves for line in block if (halves := _halves(line))]
    named = any(is_named(half.text.strip()) for pair in pairs for half in pair)
    capital = any(is_shouted(half.text.strip()) for pair in pairs for half in pair)
    if len(pairs) < _FEWEST or not (named and capital):
        return block
    starts = [_start(line.text[gap.end() :]) + gap.end() for line in block if (gap := _gap(line))]
    left, right = list[RestoredLine](), list[RestoredLine]()
    for line in block:
        if halves := _halves(line):
            left.append(halves[0])
            right.append(halves[1])
        elif line.text.strip():
            (right if 2 * _start(line.text) > min(starts) else left).append(line)
    return right + left


def _start(text: str) -> int:
    return len(text) - len(text.lstrip())


def _is_half(line: RestoredLine) -> bool:
    """Whether a line is a part of one signature alone."""
    text = line.text.strip()
    return line.line.box is None and not line.changes and (is_shouted(text) or is_named(text))


def _gap(line: RestoredLine) -> regex.Match[str] | None:
    """The only wide gap of a line that has one; a line that was repaired stays whole, so that its
    changes keep their places."""
    plain = line.line.box is None and not line.changes
    gaps = list(_GAP.finditer(line.text)) if plain else []
    return gaps[0] if len(gaps) == 1 else None


def _halves(line: RestoredLine) -> tuple[RestoredLine, RestoredLine] | None:
    """Both sides of a line that holds a part of two signatures."""
    gap = _gap(line)
    if gap is None:
        return None
    left, right = line.text[: gap.start()], line.text[gap.end() :]
    for one in (left.strip(), right.strip()):
        if not (is_shouted(one) or is_named(one)):
            return None
    return _part(line, left), _part(line, right)


def _part(line: RestoredLine, text: str) -> RestoredLine:
    return RestoredLine.untouched(replace(line.line, text=text))
