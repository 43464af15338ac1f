"""To whom a document goes: the lines after "Kính gửi", or after "… điện:" of a telegram."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from vnplan.parse.text.line_rules import LineRules
from vnplan.parse.text.lines import NOISE, Kind, Row
from vnplan.parse.text.passage import Passage, join, lowered

_LONGEST_ADDRESSEE = 130
_DASH = regex.compile(r"[-–+]\s*(?=\p{L})")
# A line that fills its width is text.
_LONGEST_LISTED = 70


@dataclass(frozen=True, slots=True)
class Addressees:
    """To whom a document goes.

    Attributes:
        lines: one passage each.
        dates: date lines of the other column that stood between them.
        stop: the first row after them.
    """

    lines: tuple[Passage, ...]
    dates: tuple[Row, ...]
    stop: int


def read_addressees(
    rows: Sequence[Row], at: int, issuers: Sequence[Row], rules: LineRules
) -> Addressees:
    """Read on from the row ``at``, which opens with "Kính gửi" or ends in "điện:", "điện"."""
    row = rows[at]
    dates: list[Row] = []
    match = rules.addressee.match(row.folded) or rules.wired.fullmatch(row.folded)
    first = _before_text(row.passage[match.end() if match else 0 :], issuers, rules)
    dash = _DASH.match(first.text)
    if dash:  # "Điện: - Các phòng, ban;"
        first = first[dash.end() :]
    at += 1
    lines = [first] if any(c.isalnum() for c in first.text) else []
    listed = not lines or dash is not None
    while at < len(rows):
        below = rows[at]
        if below.kind is Kind.DASH:
            lines.append(below.body)
            listed = True
        elif below.kind is Kind.ADDRESSEE and (also := rules.addressee.match(below.folded)):
            # "Đồng kính gửi: …"
            if any(c.isalnum() for c in below.text[also.end() :]):
                lines.append(below.passage[also.end() :])
        elif below.kind in NOISE or below.kind in (
            Kind.STAMP,
            Kind.MOTTO,
            Kind.SLOGAN,
            Kind.PLACE_DATE,
        ):
            if below.kind is Kind.PLACE_DATE:
                dates.append(below)
        elif lines and listed and _adds(lines[-1], below, rules):
            lines.append(below.passage)
        elif lines and _continues(lines[-1], below, listed=listed):
            lines[-1] = join([lines[-1], below.passage])
        elif not lines and below.kind in (Kind.TEXT, Kind.CAPS):
            lines.append(below.passage)
        else:
            break
        at += 1
    return Addressees(tuple(lines), tuple(dates), at)


def _before_text(addressee: Passage, issuers: Sequence[Row], rules: LineRules) -> Passage:
    """An addressee without the text that a converter put on the same line."""
    if len(addressee.text) < _LONGEST_ADDRESSEE:
        return addressee
    issued = lowered(" ".join(row.text for row in issuers))
    for word in regex.finditer(r"(?<=[\w.)] )(?=\p{Lu})", addressee.text):
        rest = addressee.text[word.start() :]
        named = " ".join(lowered(rest).split()[:2]) in issued
        if named or rules.opening.match(rest) or rules.basis.match(rest):
            return addressee[: word.start()]
    return addressee


def _adds(last: Passage, row: Row, rules: LineRules) -> bool:
    """Whether a line without its dash is one more of a list that a semicolon says goes on."""
    opens = rules.opening.match(row.text) or row.text.endswith((":", ","))
    short = row.kind is Kind.TEXT and len(row.text) < _LONGEST_LISTED
    return short and row.text[:1].isupper() and last.text.endswith(";") and not opens


def _continues(last: Passage, row: Row, *, listed: bool) -> bool:
    if row.kind not in (Kind.TEXT, Kind.CAPS):
        return False
    if not row.text[:1].isupper():
        return True
    return not last.text.endswith((".", ";")) and not row.gap and listed and len(row.text) < 50
