"""Stamps and marks: urgency, secrecy, the incoming stamp; notes of digital signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from vnplan.model import STATED, Box, Reading, Word
from vnplan.parse.header.letterhead_rows import Letterhead
from vnplan.parse.layout.notes import read_overlay
from vnplan.parse.text.dates import dates
from vnplan.parse.text.evidence import Findings
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import Row
from vnplan.parse.text.passage import Passage, fold, join
from vnplan.parse.text.written import Bounds, in_doubt, weigh_plain, weigh_received, written_word
from vnplan.record import Marks, Received

# Stamps are filled in by pen or by wheels; below this certainty their digits are not stated.
_LEGIBLE = 0.9
# A reading that is less sure than this helps nobody.
_WORTH = 0.1
_NUMBER = regex.compile(r"\W*(?:den\W+)?so\s*:?\s*(\d{1,6})\W*$")
_LABEL = regex.compile(r"\W*(?:den\W+)?(so|ngay)\s*:")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A stamp of receipt.

    Attributes:
        received: its number and date, where they are clear.
        passage: its lines.
        doubts: what a pen wrote there and is not stated, with its place.
    """

    received: Received
    passage: Passage
    doubts: tuple[tuple[str, Box | None], ...] = ()


def read_received(stamps: Sequence[Row], earliest: str | None = None) -> Receipt | None:
    """Number and date of an incoming stamp, as far as they can be read.

    ``earliest``: when the document was dated; it was not received before.
    """
    heading = any("DEN" in fold(row.text).upper().split() for row in stamps)
    if not heading and not {"so", "ngay"} <= {*map(_label, stamps)}:
        return None
    passage = join(row.passage for row in stamps)
    legible = [row for row in stamps if row.passage.certainty() >= _LEGIBLE]
    date = next((found.iso for row in legible for found in dates(row.folded)), None)
    number = next(
        (m[1] for row in legible if (m := _NUMBER.match(row.folded))),
        None,
    )
    pens = {name: _written(row) for row in stamps if (name := _label(row)) and _written(row)}
    doubts = []
    if word := pens.get("so"):
        best = weigh_plain(word)
        number = best.text if best and best.probability >= STATED else None
        doubts += [_doubt("số đến", word, best)] if number is None else []
    if word := pens.get("ngay"):
        best = weigh_received(word, Bounds(earliest=earliest))
        date = _iso_of(best.text) if best and best.probability >= STATED else None
        doubts += [_doubt("ngày đến", word, best)] if date is None else []
    return Receipt(Received(number, date), passage, tuple(doubts))


def _label(row: Row) -> str | None:
    match = _LABEL.match(row.folded)
    return match[1] if match else None


def _written(row: Row) -> Word | None:
    return written_word(row.passage)


def _doubt(what: str, word: Word, best: Reading | None) -> tuple[str, Box | None]:
    worth_it = best is not None and best.probability >= _WORTH
    reason = in_doubt(what, best) if best and worth_it else f"{what} viết tay, không đọc được"
    return reason, word.box


def _iso_of(text: str) -> str | None:
    """The date in ISO; ``None`` for a day and month of an unknown year."""
    parts = text.split("/")
    return "-".join(reversed(parts)) if len(parts) > 2 else None


def read_marks(
    head: Letterhead,
    overlays: Sequence[Row],
    grammar: Grammar,
    notes: Findings,
    dated: str | None = None,
) -> Marks:
    """The marks of a document; ``overlays`` are its lines of a digital signature, ``dated`` is
    its date."""
    receipt = read_received(head.stamps, dated)
    received = receipt.received if receipt else None
    signature = read_overlay(overlays, grammar)
    if receipt:
        notes.found("marks.received", receipt.passage, 0.85)
        for reason, box in receipt.doubts:
            notes.doubt("marks.received", receipt.passage, reason, box)
        if None in (receipt.received.number, receipt.received.date) and not receipt.doubts:
            reason = "number or date of the stamp could not be read"
            notes.doubt("marks.received", receipt.passage, reason)
    if signature:
        notes.found("marks.digital_signature", signature[1], 0.85)
    return Marks(
        urgency=_mark("urgency", head.urgency, grammar, notes),
        secrecy=_mark("secrecy", head.secrecy, grammar, notes),
        received=received,
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
