"""The fields of the letterhead: number, date and place, type, subject, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.dates import iso
from vnplan.parse.evidence import Findings
from vnplan.parse.grammar import Grammar
from vnplan.parse.letterhead import Letterhead
from vnplan.parse.lines import PLACE_DATE, is_caps, line_rules
from vnplan.parse.names import Spelling
from vnplan.parse.numbers import OwnNumber
from vnplan.parse.passage import Passage, fold, join


def read_number(head: Letterhead, grammar: Grammar, notes: Findings) -> OwnNumber | None:
    """The document's own number; a blank or unreadable serial is a doubt, never a guess."""
    rule = line_rules(grammar).numbers
    for row in head.numbers:
        number = rule.read(row.text)
        if number is None:
            continue
        passage = row.passage[number.start : number.stop]
        if number.number and _in_a_blank(number, row.passage):
            notes.found("number", row.passage, 0.6, "the serial seems to be written by hand")
        elif number.number:
            digits = row.passage[number.start : number.start + len(number.serial or "")]
            notes.found("number", row.passage, 0.98, "the number is hard to read", digits)
        elif number.blank:
            notes.doubt("number", row.passage, "the serial is blank")
        else:
            notes.doubt("number", row.passage, "the serial could not be read")
        known = bool(number.types) or number.agency in grammar.agencies
        notes.found("symbol", passage, 0.98 if known else 0.85, "the symbol is hard to read")
        return number
    if head.mottos:
        notes.doubt("number", head.mottos[0].passage, "no number line was found in the letterhead")
    return None


def _in_a_blank(number: OwnNumber, passage: Passage) -> bool:
    """Whether a scanned serial stands apart from its symbol, in the blank that a form leaves for
    a pen; readers of print often make other digits of it."""
    if not _is_scanned(passage):
        return False
    words = [word for piece in passage.pieces for word in piece.line.line.words]
    serial = number.serial or ""
    return any(word.text.rstrip(" :.").endswith(serial) for word in words) and not any(
        f"{serial}/" in word.text or f"{serial}-" in word.text for word in words
    )


def _is_scanned(passage: Passage) -> bool:
    """Whether an OCR read it, which says how sure it is of each word."""
    words = (word for piece in passage.pieces for word in piece.line.line.words)
    return any(word.confidence is not None for word in words)


def read_date(head: Letterhead, grammar: Grammar, notes: Findings) -> tuple[str | None, str | None]:
    """Date (shortened where a part is blank) and place of the date line."""
    for row in head.dates:
        match = PLACE_DATE.match(row.folded)
        if match is None:
            continue
        date = _date(match, row.passage, notes)
        place = row.text[: match.end("place")].strip(" ,.;:") if match["place"] else None
        if place:
            known = fold(place) in grammar.places or fold(place).split()[0] in (
                "thanh",
                "tp",
                "tp.",
            )
            notes.found("place", row.passage[: match.end("place")], 0.98 if known else 0.9)
            place = Spelling.of(grammar).name(place) if is_caps(place) else place
        return date, place
    if head.mottos:
        notes.doubt("date", head.mottos[0].passage, "no date line was found in the letterhead")
    return None, None


def _date(match: regex.Match[str], passage: Passage, notes: Findings) -> str | None:
    printed = passage[match.start("day") - 5 if match.start("day") >= 5 else 0 :]
    day, month, year = (_digits(match[name]) for name in ("day", "month", "year"))
    if year is None or not 1900 < year < 2100:
        notes.doubt("date", passage, "the year could not be read")
        return None
    if month is None or not 1 <= month <= 12:
        notes.doubt("date", passage, "the month is blank or could not be read")
        month = day = None
    value = iso(year, month, day)
    if value is None:
        notes.doubt("date", passage, f"there is no day {day} in that month")
        value = iso(year, month)
    elif month is not None and day is None:
        blank = not match["day"].strip(" .…_")
        notes.doubt("date", passage, "the day is blank" if blank else "the day could not be read")
    digits = passage[match.start("day") : match.end("day")] if match["day"].strip() else None
    if day and len(match["day"].strip()) == 1 and _is_scanned(passage):
        # Days below ten are printed with a zero (Decree 30/2020/ND-CP, annex I).
        notes.found("date", printed, 0.65, "the day has one digit; another may be lost")
    else:
        notes.found("date", printed, 0.98, "the date is hard to read", digits if day else None)
    return value


def _digits(text: str) -> int | None:
    plain = text.strip(" .,…_").translate(_MISREAD_DIGITS)
    return int(plain) if plain.isdigit() else None


_MISREAD_DIGITS = str.maketrans({"l": "1", "i": "1", "|": "1", "]": "1", "o": "0", "ø": "0"})


def read_type(
    head: Letterhead, number: OwnNumber | None, grammar: Grammar, notes: Findings
) -> str | None:
    """The printed type; "Công văn" when none is printed and the layout is a dispatch."""
    if head.type:
        name = grammar.types.get(" ".join(head.type_name.split()))
        agrees = (
            number is None or not number.types or name in number.types or _wider(name, number.types)
        )
        notes.found(
            "type",
            head.type,
            0.98 if agrees else 0.65,
            "the symbol belongs to another type of document",
        )
        return name
    if head.about or head.addressed:
        first = head.subject[0] if head.subject else head.addressees[0] if head.addressees else None
        dispatch = number is None or not number.types
        notes.found(
            "type", first, 0.95 if dispatch else 0.65, "no type is printed but the symbol has one"
        )
        return str(grammar.words["types"]["dispatch"])
    if number and number.types:
        notes.found("type", None, 0.6, "no type is printed; taken from the symbol")
        return number.types[0]
    return None


def _wider(name: str | None, types: Sequence[str]) -> bool:
    return any(name is not None and (name.startswith(t) or t.startswith(name)) for t in types)


def read_subject(head: Letterhead, text: str, grammar: Grammar, notes: Findings) -> str | None:
    """The subject, in small letters where it was printed in capitals."""
    if not head.subject:
        return None
    passage = join(head.subject)
    subject = regex.sub(r"^[^\w\"“(]+|[\s,;:*_–-]+$", "", passage.text)
    if head.about:
        subject = subject.rstrip(".")
    if is_caps(subject):
        subject = Spelling.of(grammar).sentence(subject, text)
    notes.found("subject", passage, 0.95 if len(subject) > 8 else 0.6, "the subject is very short")
    return subject or None
