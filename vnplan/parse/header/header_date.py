"""The date of a document and its place, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from vnplan.model import STATED, Reading, Word
from vnplan.parse.header.letterhead_rows import Letterhead
from vnplan.parse.text.date_lines import match_place_date
from vnplan.parse.text.dates import iso
from vnplan.parse.text.evidence import Findings
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import is_caps
from vnplan.parse.text.name_doubts import GUESSED, guessed_place
from vnplan.parse.text.numbers import OwnNumber
from vnplan.parse.text.passage import Passage, fold
from vnplan.parse.text.patterns import compiled
from vnplan.parse.text.spelling import Spelling
from vnplan.parse.text.written import (
    NO_BOUNDS,
    Bounds,
    in_doubt,
    weigh_day,
    weigh_month,
    weigh_year,
    written_word,
)
from vnplan.record import Citation
from vnplan.syllable import fold_tone, is_syllable

# Below this certainty a scanned day may be handwriting: printed digits are read with 0.9 and more.
_PRINTED = 0.9
_MONTH_READ = 0.4
# So sure is a place that the rest of the letterhead says, too.
_CONFIRMED = 0.9


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
                compiled(rf"\b{regex.escape(fold(place))}\b").search(r.folded) for r in head.issuers
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


def doubt_years(
    head: Letterhead,
    number: OwnNumber | None,
    date: str | None,
    cited: Sequence[Citation],
    notes: Findings,
) -> None:
    """A scanned date that something later is cited in, or whose year the number has not, is a
    doubt: one digit of it may be another."""
    dated = next((row.passage for row in head.dates if row.passage.is_scanned()), None)
    if date is None or dated is None:
        return
    later = (c.date for c in cited if c.date and c.date[: len(date)] > date[: len(c.date)])
    if cites := next(later, None):
        notes.lower("date", dated, f"the document cites one of {cites}")
    year = regex.match(r"/((?:19|20)\d\d)/", number.glue) if number and number.number else None
    if year and not date.startswith(year[1]):
        for field in ("date", "number"):
            notes.lower(field, dated, f"the years of its number and of its date differ: {year[1]}")
