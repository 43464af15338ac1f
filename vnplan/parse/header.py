"""The fields of the letterhead: number, date and place, type, subject, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import regex

from vnplan.model import STATED, Reading, Word
from vnplan.parse.confirmed_symbols import is_confirmed, lacks_type
from vnplan.parse.date_lines import match_place_date
from vnplan.parse.dates import iso
from vnplan.parse.evidence import DOUBTFUL, Findings
from vnplan.parse.grammar import Grammar
from vnplan.parse.letterhead import Letterhead
from vnplan.parse.line_rules import line_rules
from vnplan.parse.lines import is_caps
from vnplan.parse.mended_symbols import mended
from vnplan.parse.names import GUESSED, Spelling, guessed_place, misspelled
from vnplan.parse.numbers import OwnNumber
from vnplan.parse.passage import Passage, fold, join
from vnplan.parse.written import (
    NO_BOUNDS,
    Bounds,
    in_doubt,
    weigh_day,
    weigh_month,
    weigh_serial,
    weigh_year,
    written_word,
)
from vnplan.syllable import fold_tone, is_syllable

# Below this certainty a scanned serial or day may be handwriting: printed digits that stand alone
# are read with 0.9 and more, a serial in one word with its symbol with less.
_PRINTED = 0.9
_PRINTED_WITH_SYMBOL = 0.6
_LINE_READ = 0.75
_ROMAN_READ = 0.85
_MONTH_READ = 0.4
# So sure is a symbol or a place that the rest of the letterhead says, too.
_CONFIRMED = 0.9


def read_number(
    head: Letterhead, grammar: Grammar, notes: Findings, name: str = ""
) -> OwnNumber | None:
    """The document's own number; a serial that is blank or hard to read is a doubt and no number.

    ``name``: the file's, which may confirm the best reading of a handwritten one.
    """
    rule = line_rules(grammar).numbers
    for row in head.numbers:
        number = rule.read(row.text) or rule.salvage(row.text)
        if number is None:
            continue
        if row.passage.is_scanned():
            number = mended(number, head, grammar)
        number = _serial(number, row.passage, notes, name)
        if number.symbol:
            symbol = row.passage[number.symbol_start : number.stop]
            known = bool(number.types) or number.agency in grammar.agencies
            rule_holds = 0.98 if known else 0.85
            sure = symbol.certainty()
            if is_confirmed(number.symbol, head, grammar):
                sure = max(sure, _CONFIRMED)
            reason = "the symbol is hard to read"
            if sure < _CONFIRMED and symbol.is_scanned():
                if lacks_type(number, head, grammar):
                    rule_holds, reason = 0.6, f"it lacks the type of the title: {_title(head)}"
                elif _of_another_type(number, head, grammar):
                    rule_holds, reason = 0.6, "the symbol belongs to another type of document"
                elif number.symbol in grammar.type_of:
                    rule_holds, reason = 0.6, "the symbol is hard to read"  # it names nobody
            notes.found("symbol", symbol, rule_holds, reason, certainty=sure)
            if number.number:
                _doubt_with_symbol(symbol, notes)
        else:
            notes.doubt("symbol", row.passage, "the symbol could not be read")
        return number
    if head.mottos:
        notes.doubt("number", head.mottos[0].passage, "no number line was found in the letterhead")
    return None


def _of_another_type(number: OwnNumber, head: Letterhead, grammar: Grammar) -> bool:
    """Whether a symbol has the abbreviation of another type than the title prints, which has one of
    its own: "CT-UBND" below "CHƯƠNG TRÌNH"."""
    title = grammar.types.get(" ".join(head.type_name.split()))
    shortened = any(title in names for names in grammar.type_of.values())
    named = number.types and title not in number.types and not _wider(title, number.types)
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
        odd = not number.glue.strip() or (number.serial or "")[-1:] in _LIKE_DIGITS
        odd = odd or _lacks_digit(number, passage)
        rule_holds = 0.6 if scanned and odd else 0.98
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


def _as_listed(place: str, grammar: Grammar) -> str:
    """A province with the marks of the gazetteer, when no other unit has its letters."""
    units = grammar.places.get(fold(place), ())
    spellings = {unit.name for unit in units}
    if len(spellings) != 1 or any(unit.level != "tinh" for unit in units):
        return place
    listed = spellings.pop()
    return place if fold_tone(listed.lower()) == fold_tone(place.lower()) else listed


def read_date(
    head: Letterhead, grammar: Grammar, notes: Findings, bounds: Bounds = NO_BOUNDS
) -> tuple[str | None, str | None]:
    """Date (shortened where a part is blank) and place of the date line.

    ``bounds``: what other dates of the document say of it.
    """
    for row in head.dates:
        match = match_place_date(row.folded)
        if match is None:
            continue
        date = _date(match, row.passage, notes, bounds)
        place = row.text[: match.end("place")].strip(" ,.;:") if match["place"] else None
        if place:
            known = fold(place) in grammar.places or fold(place).split()[0] in (
                "thanh",
                "tp",
                "tp.",
            )
            named = row.passage[: match.end("place")]
            place = _as_both_read(place, named, head)
            guessed = guessed_place(place, named, grammar)
            rule = 0.6 if guessed else 0.98 if known else 0.9
            sure = named.certainty()
            if any(
                regex.search(rf"\b{regex.escape(fold(place))}\b", r.folded) for r in head.issuers
            ):
                sure = max(sure, _CONFIRMED)  # read twice
            notes.found("place", named, rule, GUESSED if guessed else "", certainty=sure)
            place = Spelling.of(grammar).name(place) if is_caps(place) else place
            place = _as_listed(place, grammar)
        return date, place
    if head.mottos:
        notes.doubt("date", head.mottos[0].passage, "no date line was found in the letterhead")
    return None, None


def _as_both_read(place: str, named: Passage, head: Letterhead) -> str:
    """The place as it was read where the letterhead was read like that, too, so that the restorer
    was wrong to change it."""
    read = named.raw().strip(" ,.;:")
    issuers = " ".join(row.passage.raw() for row in head.issuers).lower()
    words = read.split()
    # Text without marks says nothing of them.
    plain = read == place or read.isascii() or not named.is_scanned()
    if plain or len(words) < 2 or not all(map(is_syllable, words)):
        return place
    spelled = regex.search(rf"(?<!\w){regex.escape(_toned(read.lower()))}(?!\w)", _toned(issuers))
    return read if spelled else place


def _toned(text: str) -> str:
    """The words of a text, each with its tone apart; see :func:`fold_tone`."""
    return " ".join(map(fold_tone, text.split()))


def _date(match: regex.Match[str], passage: Passage, notes: Findings, bounds: Bounds) -> str | None:
    printed = passage[match.start("day") - 5 if match.start("day") >= 5 else 0 :]
    year = _year(match, passage, notes, bounds)
    if year is None:
        return None
    day: _Part = _NOT_READ
    month = _month(match, passage, notes, year, bounds)
    if month.value is not None:
        read = passage[match.start("day") : match.end("day")]
        day = _day(_digits(match["day"]), read, passage, notes, (year, month.value), bounds)
    elif word := _word(match, "month", passage):
        guess = weigh_month(word, year, bounds)
        _offer_day(match, passage, notes, (year, int(guess.text) if guess else None), bounds)
    value = iso(year, month.value, day.value)
    if value is None:
        notes.doubt("date", passage, f"there is no day {day.value} in that month")
        value = iso(year, month.value)
    parts = [month.certainty if month.value else printed.certainty(), day.certainty]
    # A year is printed; the reader gives no more than 0.96 to the surest print.
    read_year = passage[match.start("year") : match.end("year")].certainty()
    parts.append(read_year if read_year < _PRINTED else None)
    sure = min(part for part in parts if part is not None)
    blank = not passage.text[match.start("day") : match.end("day")].strip(" .…_")
    # A day that is there and could not be read leaves half a date.
    rule = 0.98 if day.value is not None or blank else 0.9
    notes.found("date", printed, rule, "the date is hard to read", certainty=sure)
    return value


class _Part(NamedTuple):
    """A part of a date, and how sure it is; ``None`` for what print alone says."""

    value: int | None
    certainty: float | None = None


_NOT_READ = _Part(None)


def _year(match: regex.Match[str], line: Passage, notes: Findings, bounds: Bounds) -> int | None:
    """The year, where it is surely read; else a doubt, and one for all else that a pen wrote."""
    word = _word(match, "year", line)
    if word is None:
        year = _digits(match["year"])
        if year is not None and 1900 < year < 2100:
            return year
        notes.doubt("date", line, "the year could not be read")
        return None
    best = weigh_year(word, bounds)
    written = _written("năm", word, best, line, notes)
    if written.value is None and best is not None:
        _offer(match, line, notes, int(best.text), bounds)
    return written.value


def _offer(
    match: regex.Match[str], line: Passage, notes: Findings, year: int, bounds: Bounds
) -> None:
    """Doubts with the day and month of a date whose year is doubtful."""
    month = _digits(match["month"])
    if word := _word(match, "month", line):
        guess = weigh_month(word, year, bounds)
        month = int(guess.text) if guess else None
        if guess:
            notes.doubt("date", line, in_doubt("tháng", guess), word.box)
    elif month is not None and 1 <= month <= 12:
        notes.doubt("date", line, f"tháng đọc được {month}")
    _offer_day(match, line, notes, (year, month), bounds)


def _offer_day(
    match: regex.Match[str], line: Passage, notes: Findings, month: tuple[int, int | None],
    bounds: Bounds,
) -> None:  # fmt: skip
    """A doubt with the day of a month that is doubtful itself: what is read is not lost."""
    year, number = month
    word = _word(match, "day", line)
    if word and number and 1 <= number <= 12:
        guess = weigh_day(word, year, number, bounds)
        if guess:
            notes.doubt("date", line, in_doubt("ngày", guess), word.box)
    day = None if word else _digits(match["day"])
    if day is not None and iso(year, number or 1, day):
        notes.doubt("date", line, f"ngày đọc được {day}")


def _word(match: regex.Match[str], part: str, line: Passage) -> Word | None:
    """What a pen wrote for this part of the date."""
    return written_word(line[match.start(part) : match.end(part)])


def _month(
    match: regex.Match[str], line: Passage, notes: Findings, year: int, bounds: Bounds
) -> _Part:
    """The month, where it is surely read; else a doubt."""
    read = line[match.start("month") : match.end("month")]
    if word := written_word(read):
        return _written("tháng", word, weigh_month(word, year, bounds), line, notes)
    month = _digits(match["month"])
    if month is None or not 1 <= month <= 12 or read.certainty() < _MONTH_READ:
        notes.doubt("date", line, "the month is blank or could not be read")
        return _NOT_READ
    return _Part(month, read.certainty())


def _day(
    day: int | None,
    printed: Passage,
    line: Passage,
    notes: Findings,
    month: tuple[int, int],
    bounds: Bounds,
) -> _Part:
    """The day, where it is surely read; else a doubt that says how it reads."""
    if word := written_word(printed):
        return _written("ngày", word, weigh_day(word, *month, bounds), line, notes)
    if not printed.text.strip(" .…_"):
        notes.doubt("date", line, "the day is blank in the document")
        return _NOT_READ
    # Days below ten are printed with a zero (Decree 30/2020/ND-CP, annex I).
    lost = len(printed.text) == 1 and printed.is_scanned()
    if day is not None and not lost and printed.certainty() >= _PRINTED:
        return _Part(day)
    if day is not None and not printed.is_scanned():
        return _Part(day)
    if any(map(str.isalnum, printed.raw())):
        reason = f"the day is hard to read, perhaps handwritten; read as {printed.raw()}"
        notes.doubt("date", line, reason)
    else:
        notes.doubt("date", line, "the day could not be read")
    return _NOT_READ


def _written(what: str, word: Word, best: Reading | None, line: Passage, notes: Findings) -> _Part:
    """A part of the date written by hand, where it is clear; else the doubt says it."""
    if best is not None and best.probability >= STATED:
        return _Part(int(best.text), best.probability)
    name = {"ngày": "day", "tháng": "month", "năm": "year"}[what]
    reason = in_doubt(what, best) if best else f"handwritten {name} could not be read"
    notes.doubt("date", line, reason, word.box)
    return _NOT_READ


def _digits(text: str) -> int | None:
    plain = text.strip(" .,…_").translate(_MISREAD_DIGITS)
    return int(plain) if plain.isdecimal() else None


_MISREAD_DIGITS = str.maketrans({"l": "1", "i": "1", "|": "1", "]": "1", "o": "0", "ø": "0"})


def read_type(
    head: Letterhead, number: OwnNumber | None, grammar: Grammar, notes: Findings
) -> str | None:
    """The printed type; "Công văn" when none is printed and the layout is a dispatch."""
    if head.type and head.type_name == "annex":
        notes.found("type", head.type, 0.9)
        return str(grammar.words["letterhead"]["annex_type"])
    if head.type:
        name = grammar.types.get(" ".join(head.type_name.split()))
        agrees = (
            number is None or not number.types or name in number.types or _wider(name, number.types)
        )
        notes.found(
            "type",
            head.type,
            0.98 if agrees else 0.65,
            "" if agrees else "the symbol belongs to another type of document",
        )
        return name
    if head.about or head.addressed:
        first = head.subject[0] if head.subject else head.addressees[0] if head.addressees else None
        name = str(grammar.words["types"]["dispatch"])
        if number is None and not head.about:
            notes.found("type", first, 0.65, "no type is printed; taken from whom it is sent to")
        else:
            dispatch = number is None or not number.types or name in number.types
            reason = "no type is printed but the symbol has one"
            notes.found("type", first, 0.95 if dispatch else 0.65, reason)
        return name
    if number and number.types:
        notes.found("type", None, 0.6, "no type is printed; taken from the symbol")
        return number.types[0]
    return None


def _wider(name: str | None, types: Sequence[str]) -> bool:
    return any(name is not None and (name.startswith(t) or t.startswith(name)) for t in types)


def _without_dashes(lines: Sequence[Passage]) -> Iterator[Passage]:
    """The lines of a title; a dash at the end of a scanned one, with a small letter below it, is
    a speck: names on both sides of a dash start with capitals."""
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        speck = regex.search(r"\s[-–]$", line.text) if below and below.text[:1].islower() else None
        yield line[: speck.start()] if speck and line.is_scanned() else line


def _before_wire(passage: Passage, head: Letterhead) -> Passage:
    """The subject of a telegram without "THỦ TƯỚNG CHÍNH PHỦ điện:" on the same line."""
    wires = regex.search(r"\s+dien\W*$", passage.folded)
    if wires is None:
        return passage
    for issuer in head.issuers:
        before = passage.folded[: wires.start()]
        name = " ".join(issuer.folded.split())
        if len(name) < len(before) and before.endswith(name):
            return passage[: len(before) - len(name)]
    return passage


def read_subject(head: Letterhead, text: str, grammar: Grammar, notes: Findings) -> str | None:
    """The subject, in small letters where it was printed in capitals."""
    if not head.subject:
        if head.issuers:
            notes.doubt("subject", None, "no subject was found in the heading")
        return None
    passage = _before_wire(join(_without_dashes(head.subject)), head)
    subject = regex.sub(r"^(?:[^\w\"“(]|_)+|[\s,;:*_–-]+$", "", passage.text)
    if passage.is_scanned():
        subject = _SPLIT_YEAR.sub(lambda m: "".join(filter(None, m.groups())), subject)
    subject = regex.sub(r"^[\"“]?[Vv]\s?/\s?[Vv]\W*\s+", "", subject)
    if sum(map(subject.count, '"“”')) % 2:  # the other one stood before "V/v"
        subject = subject.rstrip('"”')
    if head.about:
        subject = subject.rstrip(".")
    shouted, _, rest = subject.partition(" (")
    if is_caps(shouted):
        rest = Spelling.of(grammar).sentence(rest, text) if is_caps(rest) else rest
        subject = Spelling.of(grammar).sentence(shouted, text) + (f" ({rest}" if rest else "")
    rule, reason = 0.95, ""
    if len(subject) <= 8:
        rule, reason = 0.6, "the subject is very short"
    elif head.stamped:
        rule, reason = 0.6, "a stamp was printed across the subject"
    elif passage.is_scanned() and (begun := _begun(subject, passage, head)):
        rule, reason = 0.6, begun
    elif odd := _ODD.search(subject):
        rule, reason = 0.6, f"it holds signs that no word has: {odd.group()}"
    elif word := misspelled(subject, grammar):
        rule, reason = 0.6, f"{word} is no Vietnamese word"
    elif cut := next((each for each in head.left_out if each.is_scanned()), None):
        rule, reason = 0.6, f"a line may belong to it that was left out: {cut.text}"
    elif _number_in_doubt(passage):
        rule, reason = 0.6, "a number in it is hard to read"
    notes.found("subject", passage, rule, reason)
    return subject or None


# "năm 201 1": print that a reader parted.
_SPLIT_YEAR = regex.compile(r"(?<=năm )((?:19|20)\d) (\d)(?!\d)|(?<=năm )((?:19|20)) (\d\d)(?!\d)")


def _begun(subject: str, passage: Passage, head: Letterhead) -> str:
    """Why the first letters of a subject may be lost; else "". What a dispatch is about starts with
    a small letter, and so does "về việc …"."""
    first = subject.split()[0] if subject else ""
    if head.about or regex.match(r"\W*(?:ve|v/v|v/)\s", passage.folded):
        lost = len(first) == 1 and first.islower() and first not in "ýởy"
    else:
        lost = first[:1].islower()
    return f"its first letters may be lost: {first}" if lost else ""


def _number_in_doubt(passage: Passage) -> bool:
    """Whether one of its numbers, Arabic or Roman, was hardly read: the other words do not say
    what it is. Of a Roman one, strokes are lost more easily."""
    numbers = regex.finditer(r"(?<!\w)(?:\d[\d.,/-]*|(?P<roman>[IVXL]{2,}))(?!\w)", passage.text)
    return any(
        passage[n.start() : n.end()].certainty() < (_ROMAN_READ if n["roman"] else DOUBTFUL)
        for n in numbers
    )


# Signs inside words and numbers, and letters that Vietnamese has not.
_ODD = regex.compile(
    r"[§¢£¥©®¬†‡‹›¤~^|\\{}<>ŠšŽžßæøœÆØŒ€ƒÿ]|(?<=\s)[B-Zb-z](?=\s+\p{Lu}\p{Ll})|^[B-Z](?=\s+\p{Lu}\p{Ll})"
    r"|\p{Ll}[.:]\p{Ll}{2}"
)
