"""Where number line and date line leave room for a pen: between "Số:" and the symbol, and between
"ngày", "tháng" and "năm"; a form may leave the last digits of the year to it as well.

The printed words around the gap are found by what Tesseract read of them. A pen often touches
them, and then one word holds print and strokes together: its edges say where the print in it
must end, for the widths of printed letters are known (Times, which Decree 30/2020 prescribes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from vnplan.layout.segments import box_of
from vnplan.model import Line, Word, Zone
from vnplan.syllable import strip_marks

# Widths of letters in Times, in thousandths of the type size; any other letter is as wide as "n".
_WIDTHS = {
    letter: width
    for letters, width in (
        (" .,", 250), ("ijlt/:;|'", 278), ("frI-()", 333), ("sJ", 389), ("ceaz", 444),
        ("SPF", 556), ("ELTZ", 611), ("BRC", 667), ("ADGHKNOQUVXYw", 722), ("m", 778),
        ("M", 889), ("W", 944),
    )
    for letter in letters
}  # fmt: skip
_USUAL = 500
# The height of its capitals and digits.
CAPITAL = 0.67
# A surely read word of so many letters tells the type size, else any with a dash or so.
_SURE, _LETTERS = 0.85, 3
_NUMBER = re.compile(
    r"(?:^|(?<=\s))(?P<before>[\W_]{0,3}[s58]?\s?[o06]\s?[-:.;]{0,2})\s*(?P<serial>.*?)\s*"
    r"(?P<after>/\s?(?:(?:19|20)\d\d\s?/\s?)?[^\w/]?[a-z](?:[^/]*)$|-\s?[a-z]{1,6}\s?/[^/]*$"
    r"|(?<![a-z])[a-z]{2,5}\s?-\s?[a-z][^/]*$|$)"
)
_DATE = re.compile(
    r"(?P<before>n?[gq9][aăo][yv])[.:]?\s*(?P<day>.*?)\s*"
    r"(?P<between>t\s?h\S{1,3}n[gq9]|th\S{2,3}[gq9](?=\s)|t(?:h\S{0,3})?$|$)"
    r"(?:[.:]?\s*(?P<month>.*?)\s*(?P<after>n\S{1,4}?m\b|n.m|n\S{0,2}$"
    r"|[^\W\d]{2,4}(?=\s(?:19|20)\d\d\b)|$)(?:\W{0,2}\s*(?P<year>(?:19|20)\d\d(?!\d)"
    r"|\S{1,8}?[\W_]*(?:\s\S{1,4}){0,2}$)(?P<end>))?)?"
)
# "Số", and a year, whose last digits may be left to the pen.
_SO, _YEAR = re.compile(r"[\W_]{0,3}[s58]\s?[o06]"), re.compile(r"\b(?:19|20)(?:\d\d)?\b|\b20")
# Type sizes by which the end of a gap may be wrong: where a word begins there, and within one.
_OFF = (0.2, 0.9)
# The same where the stroke before the symbol was not read: it stands in front of that.
_UNREAD = 0.55
# Type sizes by which a word may be wider than its letters are and still be print alone.
_SLACK = 0.35
# The same for the room that a year by hand takes behind "năm".
_YEAR_ROOM = 3.6
# A space between words, in type sizes.
_SPACE = 0.25
_STROKES = str.maketrans("⁄∕", "//")


@dataclass(frozen=True, slots=True)
class Gap:
    """A place for a pen.

    Attributes:
        slot: ``serial``, ``day``, ``month`` or ``year``; that of the year holds its print as well.
        start, stop: the characters of the line that were read there; none when they are equal.
        anchor: pixel where the print before it begins.
        left, right: pixels where the print before it ends and the print behind it begins.
        size: type size of the line in pixels.
        off: how far ``right`` may be wrong, in type sizes: little where Tesseract saw a word
            begin, more where only the widths of letters tell.
    """

    slot: str
    start: int
    stop: int
    anchor: int
    left: int
    right: int
    size: float
    off: float = 0.2

    @property
    def capital(self) -> float:
        """The height of printed capitals and digits, in pixels."""
        return CAPITAL * self.size


def gaps_of(line: Line, size: float | None = None) -> tuple[Gap, ...]:
    """The gaps of a number line or a date line, from left to right; none of any other line.

    ``size``: the type size in pixels, where the line alone does not tell it.
    """
    folded = strip_marks(line.text).lower().translate(_STROKES)
    if line.zone not in (Zone.NUMBER, Zone.PLACE_DATE) or len(folded) != len(line.text):
        return ()
    size = type_size([line]) or size or type_size([line], 0.0)
    if size is None:
        return ()
    line = _without_overlaps(line, size)
    if line.zone is Zone.NUMBER:
        match = _NUMBER.search(folded)
        slots: tuple[tuple[str, str, str], ...] = (("before", "serial", "after"),)
    else:
        match = _DATE.search(folded)
        slots = (
            ("before", "day", "between"),
            ("between", "month", "after"),
            ("after", "year", "end"),
        )
    if match is None:
        return ()
    there = (names for names in slots if match[names[0]] and match[names[2]] is not None)
    return tuple(_gap(line, match, names, size) for names in there)


def is_whole(line: Line) -> bool:
    """Whether the fixed words of a number line or a date line were all read."""
    folded = strip_marks(line.text).lower().translate(_STROKES)
    if line.zone is Zone.NUMBER:
        number = _NUMBER.search(folded)
        return bool(number and number["after"] and _SO.match(folded))
    dated = _DATE.search(folded)
    return bool(dated and dated["between"] and dated["after"] and _YEAR.search(folded))


def type_size(lines: Sequence[Line], sure: float = _SURE) -> float | None:
    """The type size in pixels by the widths of surely read words; ``None`` when there are none."""
    sizes = [
        box_of(word).width / width_of(word.text)
        for line in lines
        for word in line.words
        if sum(map(str.isalpha, word.text)) >= _LETTERS and (word.confidence or 0.0) >= sure
    ]
    return median(sizes) if sizes else None


def _gap(line: Line, match: re.Match[str], names: tuple[str, str, str], size: float) -> Gap:
    before, slot, after = names
    apart = slot == "month" and bool(match[slot])
    left = _end_of(line, match.start(before), match.end(before), size, apart)
    right, sure = _start_of(line, match.start(after), match.end(after), size)
    start, stop = match.span(slot)
    if slot == "year" and match.end(after) < len(match.string):
        right = box_of(_word_at(line, stop - 1)[0]).right
    elif slot == "year":
        right = max(right, left + _YEAR_ROOM * size)
    off = _OFF[0] if sure else _OFF[1]
    if slot == "serial" and match[after][:1].isalpha():  # its stroke was not read
        off = max(off, _UNREAD)
    letter = re.search(r"[^\W_]", match[before])
    anchor = match.start(before) + (letter.start() if letter else 0)
    begin = box_of(_word_at(line, anchor)[0]).left
    return Gap(slot, start, stop, begin, round(left), max(round(left), round(right)), size, off)


def _without_overlaps(line: Line, size: float) -> Line:
    """The line with no box that reaches over the next word: Tesseract draws some so."""
    words = [_before(word, after, size) for word, after in pairwise(line.words)]
    return replace(line, words=(*words, *line.words[-1:]))


def _before(word: Word, after: Word, size: float) -> Word:
    """The word ending a space before the next one, where its box reaches over that."""
    box, ahead = box_of(word), box_of(after)
    if not box.left < ahead.left < box.right:
        return word
    return replace(word, box=box._replace(right=max(box.left, round(ahead.left - _SPACE * size))))


def width_of(text: str) -> float:
    """Width of printed letters, in type sizes."""
    return sum(_WIDTHS.get(letter, _USUAL) for letter in strip_marks(text)) / 1000


def _end_of(line: Line, start: int, stop: int, size: float, apart: bool) -> float:
    """Where the print of these characters ends."""
    word, at = _word_at(line, stop - 1)
    box = box_of(word)
    if at < start and stop >= at + len(word.text):
        return box.right
    end = box.left + size * width_of(word.text[max(0, start - at) : stop - at])
    # A box much wider than its letters holds strokes as well: those before "tháng" when what
    # stands behind it was read apart, else those behind.
    whole = stop >= at + len(word.text)
    wide = apart and box.right > end
    return box.right if whole and (wide or abs(box.right - end) < _SLACK * size) else end


def _start_of(line: Line, start: int, stop: int, size: float) -> tuple[float, bool]:
    """Where the print of these characters begins, and whether a word begins there; the end of
    the line for none."""
    if start == stop:
        assert line.box is not None
        return line.box.right, False
    word, at = _word_at(line, start)
    box = box_of(word)
    if at < start and stop < at + len(word.text):
        return box.right - size * width_of(word.text[start - at :]), False
    begin = box.right - size * width_of(word.text[max(0, start - at) :])
    # A box much wider than its letters holds strokes as well.
    trusted = start <= at and box.left > begin - _SLACK * size
    return box.left if trusted else begin, trusted


def _word_at(line: Line, place: int) -> tuple[Word, int]:
    """The word that holds the character ``place``, and where it starts."""
    return next((w, at) for w, at in _starts(line) if place < at + len(w.text) + 1)


def words_of(line: Line, start: int, stop: int) -> list[tuple[Word, int]]:
    """The words that hold characters from ``start`` to ``stop``, with their own starts."""
    return [(w, at) for w, at in _starts(line) if at < stop and at + len(w.text) > start]


def _starts(line: Line) -> Iterator[tuple[Word, int]]:
    at = 0
    for word in line.words:
        yield word, at
        at += len(word.text) + 1


def part_of(word: Word, start: int, stop: int) -> Word:
    """Some characters of a word, with the share of its box that print of them takes."""
    box, whole = box_of(word), width_of(word.text)
    left, right = (
        round(box.left + box.width * width_of(word.text[:at]) / whole) for at in (start, stop)
    )
    return replace(word, text=word.text[start:stop], box=box._replace(left=left, right=right))
