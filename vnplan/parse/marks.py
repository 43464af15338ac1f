"""Stamps and marks: urgency, secrecy, the incoming stamp, the overlay of a digital signature."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.dates import dates
from vnplan.parse.evidence import Findings
from vnplan.parse.grammar import Grammar, alternatives
from vnplan.parse.letterhead import Letterhead
from vnplan.parse.lines import Row, is_caps
from vnplan.parse.names import Spelling
from vnplan.parse.passage import Passage, fold, join
from vnplan.record import DigitalSignature, Marks, Received

_TIME = regex.compile(
    r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})\D{1,3}(?P<time>\d{1,2}:\d\d(?::\d\d)?)\s*(?P<zone>[+-]\d\d:?\d\d)?"
)

# Stamps are filled in by pen or by wheels; below this certainty their digits are not stated.
_LEGIBLE = 0.9


def read_received(stamps: Sequence[Row]) -> tuple[Received, Passage] | None:
    """Number and date of an incoming stamp, as far as they can be read."""
    if not any("DEN" in fold(row.text).upper().split() for row in stamps):
        return None
    passage = join(row.passage for row in stamps)
    stamps = [row for row in stamps if row.passage.certainty() >= _LEGIBLE]
    date = next((found.iso for row in stamps for found in dates(row.folded)), None)
    number = next(
        (
            m[1]
            for row in stamps
            if (m := regex.match(r"\W*(?:den\W+)?so\s*:?\s*(\d{1,6})\W*$", row.folded))
        ),
        None,
    )
    return Received(number, date), passage


def read_overlay(rows: Sequence[Row], grammar: Grammar) -> tuple[DigitalSignature, Passage] | None:
    """Who signed digitally and when, from the lines that the signing program put on the page."""
    if not rows:
        return None
    labels = grammar.words["letterhead"]["signature_labels"]["signer"]
    label = regex.compile(
        r"\W*" + alternatives(sorted(map(fold, labels), key=len)[::-1]) + r"\s*:\s*"
    )
    signer = next(
        (row.text[m.end() :].strip() for row in rows if (m := label.match(row.folded))), None
    )
    if signer is None and is_caps(rows[0].text):
        signer = Spelling.of(grammar).name(rows[0].text)
    time = next((m for row in rows if (m := _TIME.search(row.text))), None)
    if signer is None and time is None:
        return None
    return DigitalSignature(signer or None, _iso(time) if time else None), join(
        r.passage for r in rows
    )


def _iso(match: regex.Match[str]) -> str:
    hours, rest = match["time"].split(":", 1)
    clock = f"{int(hours):02}:{rest}" + ("" if rest.count(":") else ":00")
    zone = match["zone"] or ""
    if zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}T{clock}{zone}"


def read_marks(
    head: Letterhead, overlays: Sequence[Row], grammar: Grammar, notes: Findings
) -> Marks:
    """The marks of a document; ``overlays`` are its lines of a digital signature."""
    received = read_received(head.stamps)
    signature = read_overlay(overlays, grammar)
    for name, found in (("received", received), ("digital_signature", signature)):
        if found:
            notes.found(f"marks.{name}", found[1], 0.85)
    if received and None in (received[0].number, received[0].date):
        notes.doubt("marks.received", received[1], "number or date of the stamp could not be read")
    return Marks(
        urgency=_mark("urgency", head.urgency, grammar, notes),
        secrecy=_mark("secrecy", head.secrecy, grammar, notes),
        received=received[0] if received else None,
        digital_signature=signature[0] if signature else None,
    )


def _mark(name: str, found: Sequence[Row], grammar: Grammar, notes: Findings) -> str | None:
    """The mark as the list of marks spells it."""
    if not found:
        return None
    notes.found(f"marks.{name}", found[0].passage, 0.9)
    printed = found[0].text.strip(" .*[]()")
    known = (str(mark) for mark in grammar.words["letterhead"][name])
    return next((mark for mark in known if fold(mark) == fold(printed)), printed)
