"""What of a letterhead that came as garbled text, without a scan to look at, is to be doubted.

A text has no certainty of its own: only its words tell that letters of it were misread, or that a
line of it is lost.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.header.confirmed_places import dated_place
from vnplan.parse.header.confirmed_symbols import is_confirmed, stands_for
from vnplan.parse.header.issuer_values import Issuer
from vnplan.parse.header.letterhead_rows import Letterhead
from vnplan.parse.text.evidence import Findings
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import Row
from vnplan.parse.text.numbers import OwnNumber
from vnplan.parse.text.passage import fold, lowered
from vnplan.parse.text.place_names import place_words, unit_in
from vnplan.syllable import fold_tone, is_syllable

# So many lines, and so large a share of all, that the restorer changed show a garbled text.
_LINES, _SHARE = 2, 0.1
_WORD = regex.compile(r"\p{L}+")


def is_garbled(rows: Sequence[Row]) -> bool:
    """Whether so much of a text without a scan was put right that more of it may be wrong."""
    plain = [row for row in rows if not row.passage.is_scanned()]
    changed = sum(any(p.line.changes for p in row.passage.pieces) for row in plain)
    return changed >= max(_LINES, _SHARE * len(plain))


def doubt_text(
    head: Letterhead,
    number: OwnNumber | None,
    place: str | None,
    issuer: Issuer,
    rows: Sequence[Row],
    grammar: Grammar,
    notes: Findings,
) -> None:
    """Doubts of a text that was not read from a scan: of a place that is no name or that the
    letterhead spells otherwise; of a garbled one, of an issuer that its symbol does not mean."""
    printed = dated_place(head)
    if place and printed is not None and not printed.is_scanned():
        if word := _odd_word(place, rows, grammar):
            notes.lower("place", printed, f"{word} is no Vietnamese word")
        elif other := _spelled_otherwise(place, issuer, grammar):
            reason = f"the letterhead and the date line differ: {place}, {other}"
            notes.lower("place", printed, reason)
    for field, name in (("issuer", issuer.name_from), ("parent_issuer", issuer.parent_from)):
        if name is not None and not name.is_scanned() and (word := _mixed_word(name.text)):
            notes.lower(field, name, f"a word of the name is hard to read: {word}")
    garbled = number is not None and is_garbled(rows)
    if number and garbled and number.symbol and not is_confirmed(number.symbol, head, grammar):
        line = head.numbers[0].passage
        notes.lower("symbol", line, "the symbol is hard to read")
        if number.number:
            notes.lower("number", line, "the symbol in it is hard to read")
    named = issuer.name_from
    if number and issuer.name and named and not named.is_scanned() and garbled:
        parts = [p for p in regex.split(r"[-/+]", number.symbol) if p not in grammar.type_of]
        said = [named.text.upper(), issuer.name]
        if parts and not any(stands_for(part, said, grammar) for part in parts):
            reason = f"the symbol means another body; a line may be lost: {number.symbol}"
            notes.lower("issuer", named, reason)


def _mixed_word(name: str) -> str | None:
    """A word of a name in capitals that has small letters in it: "HUYỆN GÒ SaY"."""
    letters = [c for c in name if c.isalpha()]
    if 2 * sum(map(str.isupper, letters)) <= len(letters):
        return None
    mixed = (w for w in _WORD.findall(name) if not (w.isupper() or w.islower() or w.istitle()))
    return next((str(word) for word in mixed), None)


def _odd_word(place: str, rows: Sequence[Row], grammar: Grammar) -> str | None:
    """A word of a place's name that no list has and that can be no Vietnamese one, unless the text
    has the whole name once more."""
    text = lowered(" ".join(row.text for row in rows))
    if text.count(lowered(place)) > 1:
        return None
    words = (str(word) for word in _WORD.findall(place) if not word.isupper())
    return next((w for w in words if not (is_syllable(w) or w in place_words(grammar))), None)


def _spelled_otherwise(place: str, issuer: Issuer, grammar: Grammar) -> str | None:
    """The place of the issuer or of the body above it, if only its marks differ."""
    for name in (issuer.name, issuer.parent):
        unit = (unit_in(name, grammar) or "") if name else ""
        size = len(place.split())
        own = " ".join(unit.split()[-size:])
        if fold(own) == fold(place) and fold_tone(own.lower()) != fold_tone(place.lower()):
            return own
    return None
