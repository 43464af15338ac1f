"""Where the tone mark stands in what leaves the program: *hòa* or *hoà*.

Stages read both spellings. The choice is made once, at the end, and never touches the text
as it was read (``Line.text``, ``Evidence.raw``).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from vnplan.model import Change, Line, RestoredLine
from vnplan.record import Evidence
from vnplan.syllable import ToneStyle, place_tone

_WORD = re.compile(r"[^\W\d_]+")
REASON = "place of the tone mark"


def styled_text(text: str, style: ToneStyle) -> str:
    """Every word's tone where ``style`` puts it; as long as ``text`` (NFC).

    >>> styled_text("Uỷ ban nhân dân xã Hoà Bình", "traditional")
    'Ủy ban nhân dân xã Hòa Bình'
    """
    return _WORD.sub(lambda word: place_tone(word[0], style), text)


def styled(value: Any, style: ToneStyle) -> Any:
    """The same for all text in a value of the record; evidence stays as it was read."""
    if isinstance(value, str):
        return styled_text(value, style)
    if type(value) is tuple:
        return tuple(styled(item, style) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type | Evidence):
        fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        return dataclasses.replace(value, **{k: styled(v, style) for k, v in fields.items()})
    return value


def styled_line(line: RestoredLine, style: ToneStyle) -> RestoredLine:
    """The same for a line; what it moves is recorded as changes, so that they replay.

    >>> repair = Change(0, 2, "Uý", "Uỷ", "letters", 0.9)
    >>> line = RestoredLine.apply(Line(1, "Uý ban hoà"), [repair])
    >>> styled_line(line, "traditional").text
    'Ủy ban hòa'
    """
    text = styled_text(line.text, style)
    return line if text == line.text else RestoredLine.apply(line.line, _moved(line, text))


def _moved(line: RestoredLine, text: str) -> Iterator[Change]:
    """The changes that lead from the line as read to ``text``, as long as ``line.text``."""
    read = written = 0
    for change in line.changes:
        yield from _moved_words(line.line, read, change.start, text[written:])
        written += change.start - read
        read, start = change.stop, written
        written += len(change.after)
        yield dataclasses.replace(change, after=text[start:written])
    yield from _moved_words(line.line, read, len(line.line.text), text[written:])


def _moved_words(line: Line, start: int, stop: int, text: str) -> Iterator[Change]:
    """The words of ``line.text[start:stop]``, unchanged so far, that differ in ``text``."""
    for word in _WORD.finditer(line.text, start, stop):
        after = text[word.start() - start : word.end() - start]
        if after != word[0]:
            yield Change(word.start(), word.end(), word[0], after, REASON, 1.0)
