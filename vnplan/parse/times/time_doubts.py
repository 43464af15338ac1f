"""Times of a directive that a person should look at: put right by their shape, or hardly read."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from vnplan.parse.text.evidence import HARDLY_READ
from vnplan.parse.text.passage import Passage, lowered
from vnplan.parse.times.mended_times import misread_times, with_mended_times
from vnplan.record import Directive, Task

_TIME = regex.compile(
    r"\d{1,2}\s?(?:/|-|\.|\s+tháng\s+)\s?\d{1,2}(?:\s?(?:/|-|\.|\s+năm\s+)\s?(?:19|20)\d\d)?(?!\d)"
    r"|(?:tháng|quý|năm)\s+[\dIV]{1,4}(?:/(?:19|20)\d\d)?(?![\w/])",
    regex.IGNORECASE,
)


def misread_in(
    directive: Task | Directive, passage: Passage, when: str
) -> Iterator[tuple[str, str]]:
    """The field of each time whose digits were put right, here or by the restorer, and its words as
    they were read; ``when``: the words of the cell beside it that says by when."""
    for words in misread_times(f"{passage.text}\n{when}"):
        yield _field(directive, with_mended_times(words)), words
    if not any(piece.line.changes for piece in passage.pieces):
        return
    for match in _TIME.finditer(passage.text):
        raw = passage[match.start() : match.end()].raw()
        if _digits(raw) != _digits(match.group()):
            yield _field(directive, match.group()), raw


def hardly_read(directive: Task | Directive, passage: Passage) -> str | None:
    """The words of the deadline, if the reader was hardly sure of a number in them."""
    words = directive.deadline.text if directive.deadline else ""
    at = passage.text.find(words) if words else -1
    if at < 0 or passage[at : at + len(words)].least_read_number() > HARDLY_READ:
        return None
    return words


def without_month(directive: Task | Directive) -> str | None:
    """The words of a deadline that tell the number of a day and not of which month: "trước ngày
    25" of a plan for one month."""
    words = directive.deadline.text if directive.deadline else ""
    return words if _DAY_ALONE.fullmatch(lowered(words)) else None


_DAY_ALONE = regex.compile(r"\D*\s(?:\d{1,2}\s*(?:giờ|h|g)\S*\s+(?:\d\d\s+)?)?ngày\s+\d{1,2}")


def _field(directive: Task | Directive, words: str) -> str:
    due = directive.deadline
    return "deadline" if due is None or words in due.text or words not in directive.text else "text"


def _digits(text: str) -> list[str]:
    return [c for c in text if c.isdecimal()]
