"""The number and the symbol of a document, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from vnplan.model import STATED, Word
from vnplan.parse.header.confirmed_symbols import is_confirmed, lacks_type, stands_for
from vnplan.parse.header.letterhead_rows import Letterhead
from vnplan.parse.header.mended_symbols import mended
from vnplan.parse.header.unmarked_symbols import with_marks
from vnplan.parse.text.evidence import DOUBTFUL, Findings
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.line_rules import line_rules
from vnplan.parse.text.numbers import OwnNumber
from vnplan.parse.text.passage import Passage
from vnplan.parse.text.written import (
    in_doubt,
    weigh_serial,
    written_word,
)

# Below this certainty a scanned serial may be handwriting: printed digits that stand alone are read
# with 0.9 and more, a serial in one word with its symbol with less.
_PRINTED = 0.9
_PRINTED_WITH_SYMBOL = 0.6
_LINE_READ = 0.75
# So sure is a symbol that the rest of the letterhead says, too.
_CONFIRMED = 0.9


def read_number(
    head: Letterhead, grammar: Grammar, notes: Findings, name: str = "", *, plain: bool = False
) -> OwnNumber | None:
    """The document's own number; a serial that is blank or hard to read is a doubt and no number.

    ``name``: the file's, which may confirm the best reading of a handwritten one. ``plain``:
    whether the document was read by one who knows no Đ.
    """
    rule = line_rules(grammar).numbers
    for row in head.numbers:
        number = rule.read(row.text) or rule.salvage(row.text)
        if number is None:
            continue
        number = _as_said(number, row.text, head, grammar)
        if row.passage.is_scanned():
            number = mended(number, head, grammar)
        number, unmarked = with_marks(number, head, grammar) if plain else (number, None)
        number = _serial(number, row.passage, notes, name)
        if number.symbol:
            symbol = row.passage[number.symbol_start : number.stop]
            confirmed = is_confirmed(number.symbol, head, grammar)
            sure = max(symbol.certainty(), _CONFIRMED if confirmed else 0.0)
            rule_holds, reason = _symbol_rule(number, symbol, sure, head, grammar)
            if _RUNS_ON.match(row.text, number.stop):
                rule_holds = 0.6
            if unmarked:
                rule_holds, reason = 0.6, f"the marks of {unmarked} in it could not be read"
            notes.found("symbol", symbol, rule_holds, reason, certainty=sure)
            if number.number:
                _doubt_with_symbol(symbol, notes)
        else:
            notes.doubt("symbol", row.passage, "the symbol could not be read")
        return number
    if head.mottos:
        notes.doubt("number", head.mottos[0].passage, "no number line was found in the letterhead")
    return None


def _as_said(number: OwnNumber, text: str, head: Letterhead, grammar: Grammar) -> OwnNumber:
    """The number with a doubled letter as printed where a body of the letterhead has it: "CCT-NV"
    below "CHI CỤC THUẾ" is no "CT-NV" that stuttered."""
    first, dash, rest = number.symbol.partition("-")
    printed = text[number.symbol_start : number.stop].partition("-")[0].strip(" /")
    stuttered = printed != first and regex.sub(r"(.)\1", r"\1", printed) == first
    if not stuttered or not stands_for(printed, [row.text for row in head.issuers], grammar):
        return number
    return number.with_symbol(printed + dash + rest, (), printed)


def _symbol_rule(
    number: OwnNumber, symbol: Passage, sure: float, head: Letterhead, grammar: Grammar
) -> tuple[float, str]:
    """How often such a symbol is right, and why it is doubtful."""
    known = bool(number.types) or number.agency in grammar.agencies
    hard = "the symbol is hard to read"
    # One group alone is the end of a symbol that a pen or a stamp crosses.
    alone = not regex.search("[-/]", number.symbol) and not (known and number.serial)
    if symbol.is_scanned() and alone:
        return 0.6, hard
    if sure < _CONFIRMED and symbol.is_scanned():
        if lacks_type(number, head, grammar):
            return 0.6, f"it lacks the type of the title: {_title(head)}"
        if _of_another_type(number, head, grammar):
            return 0.6, "the symbol belongs to another type of document"
        if number.symbol in grammar.type_of:
            return 0.6, hard  # it names nobody
    return 0.98 if known else 0.85, hard


# What is left of a line right behind its symbol belongs to it.
_RUNS_ON = regex.compile(r"[^\s.,;:…_*|]\S*[\p{L}\d]")


def _of_another_type(number: OwnNumber, head: Letterhead, grammar: Grammar) -> bool:
    """Whether a symbol has the abbreviation of another type than the title prints, which has one of
    its own: "CT-UBND" below "CHƯƠNG TRÌNH"."""
    title = grammar.types.get(" ".join(head.type_name.split()))
    shortened = any(title in names for names in grammar.type_of.values())
    named = number.types and title not in number.types and not is_wider(title, number.types)
    return bool(title and shortened and named)


def _title(head: Letterhead) -> str:
    return head.type.text if head.type else head.type_name


def _doubt_with_symbol(symbol: Passage, notes: Findings) -> None:
    """A number is no surer than the symbol that is a part of it."""
    number, part = notes.evidence["number"], notes.evidence["symbol"]
    if part.confidence < DOUBTFUL <= number.confidence:
        notes.evidence["number"] = replace(number, confidence=part.confidence)
        notes.doubt("number", symbol, "the symbol in it is hard to read")


def _serial(number: OwnNumber, passage: Passage, notes: Findings, name: str) -> OwnNumber:
    """The number, without its serial where that is not to be trusted; the doubt says how it
    reads."""
    printed = passage[number.start : number.symbol_start]
    if word := written_word(printed):
        return _written_serial(number, word, passage, notes, name)
    reading = printed.raw().strip(" .:;,/-–_'")
    if number.number and _is_printed(number, passage):
        scanned = passage.is_scanned()
        weakest = None if scanned else passage[number.start : number.stop]
        # What a reader may have made of a dash that it lost, and of a digit.
        odd = (
            not number.glue.strip() or _is_old(number) or (number.serial or "")[-1:] in _LIKE_DIGITS
        )
        odd = odd or _lacks_digit(number, passage)
        if mended := _of_digits(number.serial or ""):
            odd, number = True, number.with_serial(mended)
        rule_holds = 0.6 if odd and (scanned or mended) else 0.98
        notes.found("number", passage, rule_holds, "the number is hard to read", weakest)
        return number
    if number.blank:
        notes.doubt("number", passage, "the serial is blank in the document")
    elif any(map(str.isalnum, reading)):
        reason = f"the serial is hard to read, perhaps handwritten; read as {reading}"
        notes.doubt("number", passage, reason)
    else:
        notes.doubt("number", passage, "the serial could not be read")
    return replace(number, serial=None, number=None)


def _of_digits(serial: str) -> str | None:
    """A serial whose last sign is a letter that readers make of a digit, as the digit: "3l" is 31;
    only the first letters of the alphabet tell numbers apart, "31a"."""
    last = _MISREAD_DIGITS.get(serial[-1:])
    return serial[:-1] + last if last else None


_MISREAD_DIGITS = {"l": "1", "i": "1", "o": "0", "s": "5", "z": "2"}


def _written_serial(
    number: OwnNumber, word: Word, passage: Passage, notes: Findings, name: str
) -> OwnNumber:
    """The number with its handwritten serial where that is clear; else the doubt says it."""
    best = weigh_serial(word, name)
    if best is None:
        notes.doubt("number", passage, "handwritten serial could not be read", word.box)
    elif best.probability < STATED or not number.symbol:
        notes.doubt("number", passage, in_doubt("", best), word.box)
    else:
        notes.found("number", passage, 1.0, certainty=best.probability)
        return number.with_serial(best.text)
    return replace(number, serial=None, number=None)


def _is_old(number: OwnNumber) -> bool:
    """Whether a number is written as before 1999, "773-TTg"; of a scan, a stroke was misread."""
    return not number.party and not number.glue.startswith("/")


# A digit is lost between a serial and the sign after it, where the gap is so many widths of a
# digit, and so many times the gap before the serial.
_ROOM, _WIDER = 0.7, 1.5


def _lacks_digit(number: OwnNumber, passage: Passage) -> bool:
    """Whether a serial stands so far from the sign after it that a digit may be lost between."""
    end = number.start + len(number.serial or "")
    digits, sign = passage[number.start : end].box(), passage[end : number.stop].box()
    word = passage[: number.start].box()
    if digits is None or sign is None or word is None:
        return False
    gap, before = sign.left - digits.right, digits.left - word.right
    return gap > _ROOM * digits.width / max(1, end - number.start) and gap > _WIDER * before


_LIKE_DIGITS = frozenset("bBDGg")
# A slash before the year, read as the digit it looks like: "/2025/NQ-HĐND" as "12025/NQ-HĐND".
_SLASH_AND_YEAR = regex.compile(r"\d{0,3}[17](?:19|20)\d\d")


def _is_printed(number: OwnNumber, passage: Passage) -> bool:
    """Whether the serial is surely print. One that stands apart from its symbol may stand in the
    blank that a form leaves for a pen."""
    digits = passage[number.start : number.start + len(number.serial or "")]
    if not digits.is_scanned():
        return True
    if number.glue == "/" and _SLASH_AND_YEAR.fullmatch(number.serial or ""):
        return False
    words = [word for piece in passage.pieces for word in piece.line.line.words]
    serial = number.serial or ""
    joined = any(f"{serial}/" in word.text or f"{serial}-" in word.text for word in words)
    if joined:
        return digits.certainty() >= _PRINTED_WITH_SYMBOL and passage.certainty() >= _LINE_READ
    return digits.certainty() >= _PRINTED


def is_wider(name: str | None, types: Sequence[str]) -> bool:
    """Whether a type begins like one of ``types``, or one of them like it."""
    return any(name is not None and (name.startswith(t) or t.startswith(name)) for t in types)
