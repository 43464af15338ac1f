"""Lines to paragraphs: what the decoder reads in one go, across line ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from vnplan.model import Line, Word
from vnplan.restore.beside import is_class, is_compound, is_either, measures
from vnplan.restore.codes import is_point
from vnplan.restore.surface import Mark, mark_of
from vnplan.restore.tokens import Kind, Piece, pieces


class Spot(NamedTuple):
    """A piece and where it stands.

    Attributes:
        line: index of its line in the document.
        piece: the piece.
        shouting: the line is in capitals, so a capital says nothing.
        opening: the piece opens a line or a sentence, so a capital is no surprise.
        named: the piece and one beside it begin with capitals, as names do.
        fixed: what stands around the piece shows that it has no other reading: it is
            one of a row of codes ("A1, B, B2"), the letter of a point ("b2)"), numbers a heading
            ("3 Tên đề án"), is a number in a line of its own or behind the dots of a table
            of contents; or it is a measure or a class by the words beside it.
        doubtful: it may be a measure as well as a misread syllable, and nothing beside it tells.
        again: the words that were read in its place from other pictures, where they differ.
        sure: whether Tesseract is as sure of its word as of any.
        before: the mark that opens its line, where it is the first piece of it.
        behind: the mark between it and the next piece of its line, or the end of the line.
    """

    line: int
    piece: Piece
    shouting: bool
    opening: bool
    named: bool
    fixed: bool
    doubtful: bool = False
    again: tuple[str, ...] = ()
    sure: bool = False
    before: Mark = Mark.NONE
    behind: Mark = Mark.NONE


Paragraph = tuple[Spot, ...]

_ENDS = regex.compile(r"[.;:!?]\W*$")
_OPENS = regex.compile(r"\s*(?:[-+•*–]|\(?\w{1,4}[.)]\s|(?:Đi[êề]u|Di[eéê]u)\s+\d)")
_CODE = regex.compile(r"\p{Lu}\d{1,2}")
_CODE_OR_LETTER, _LONGEST_CODE = regex.compile(r"\p{Lu}\d{0,2}"), 3
# Of words read so surely one in a hundred is wrong on noisy pages, of all others one in eight.
_SURE = 0.955
# How far apart two codes of a row may stand.
_ROW = 2
_SENTENCE_ENDS = tuple(".:;!?-+")
_DOTS = ("...", "…")


def paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """Runs of lines that are one paragraph.

    A paragraph ends at a blank line, before a bullet or a number, and where a
    sentence ends short of the margin.
    """
    longest = max((len(line.text) for line in lines), default=0)
    run: list[Spot] = []
    before: Line | None = None
    for number, line in enumerate(lines):
        if before is not None and _breaks(before, line, longest):
            if run:
                yield tuple(run)
            run = []
        run += _spots(number, line)
        before = line
    if run:
        yield tuple(run)


def _breaks(before: Line, line: Line, longest: int) -> bool:
    if not line.text.strip() or not before.text.strip() or _OPENS.match(line.text):
        return True
    return bool(_ENDS.search(before.text)) and len(before.text) < 0.8 * longest


def is_shouting(text: str) -> bool:
    """Whether a line is in capitals, so that a capital says nothing."""
    letters = [*filter(str.isalpha, text)]
    return sum(map(str.isupper, letters)) > 0.6 * max(1, len(letters))


def _spots(number: int, line: Line) -> Iterator[Spot]:
    shouting = is_shouting(line.text)
    found = list(pieces(line.text))
    words = [piece.text for piece in found]
    titled = [word.istitle() for word in words]
    measured = measures(words)
    again, sure = _read_again(line), _read_surely(line)
    for place, piece in enumerate(found):
        lead = line.text[: piece.start].rstrip(' "“(')
        opening = place == 0 or lead.endswith(_SENTENCE_ENDS)
        named = titled[place] and (
            any(titled[max(0, place - 1) : place]) or any(titled[place + 1 : place + 2])
        )
        fixed = (
            place in measured
            or is_class(words, place)
            or _is_coded(line.text, found, place)
            or (place == 0 and is_point(piece.text, line.text[piece.stop :]))
            or (opening and _is_of_a_line(found, place))
            or (place == len(found) - 1 and piece.kind is Kind.NUMBER and lead.endswith(_DOTS))
        )
        doubtful = is_either(piece.text) and not fixed and not is_compound(words, place)
        before = mark_of(line.text[: piece.start].lstrip()) if place == 0 else Mark.NONE
        next_ = found[place + 1].start if place + 1 < len(found) else len(line.text)
        behind = mark_of(line.text[piece.stop : next_])
        shown = again.get(piece.start, ()), piece.start in sure, before, behind
        yield Spot(number, piece, shouting, opening, named, fixed, doubtful, *shown)


def _read_again(line: Line) -> dict[int, tuple[str, ...]]:
    """Where a piece starts that is all of a word: the words that other pictures gave for it."""
    found: dict[int, tuple[str, ...]] = {}
    for start, word in _starts(line):
        own = [*pieces(word.text)] if word.again else []
        if len(own) == 1 and own[0].kind is Kind.WORD:
            others = [[*pieces(text)] for text in word.again]
            texts = [o[0].text for o in others if len(o) == 1 and o[0].kind is Kind.WORD]
            if texts:
                found[start + own[0].start] = tuple(texts)
    return found


def _read_surely(line: Line) -> set[int]:
    """Where the pieces start that Tesseract is sure of."""
    return {
        start + piece.start
        for start, word in _starts(line)
        if (word.confidence or 0.0) >= _SURE and not word.readings
        for piece in pieces(word.text)
    }


def _starts(line: Line) -> Iterator[tuple[int, Word]]:
    """The words, and where each begins in the text of the line."""
    start = 0
    for word in line.words:
        yield start, word
        start += len(word.text) + 1


def _is_of_a_line(found: Sequence[Piece], place: int) -> bool:
    """Whether a piece is a number that numbers a heading or has its line, or cell, to itself."""
    behind = found[place + 1 : place + 2]
    alone = len(found) == 1 or any(piece.text[0].isupper() for piece in behind)
    return found[place].kind is Kind.NUMBER and alone


def _is_coded(text: str, found: Sequence[Piece], place: int) -> bool:
    """Whether a piece stands in a row with a code: only codes, letters or a comma between."""
    if len(found[place].text) > _LONGEST_CODE or not _CODE_OR_LETTER.fullmatch(found[place].text):
        return False
    near = range(max(0, place - _ROW), min(len(found), place + 1 + _ROW))
    return any(
        _is_row(text, found[min(place, n) : max(place, n) + 1], found[n])
        for n in near
        if n != place
    )


def _is_row(text: str, run: Sequence[Piece], code: Piece) -> bool:
    if not _CODE.fullmatch(code.text):
        return False
    gap = text[run[0].stop : run[-1].start]
    return "," in gap or all(_CODE_OR_LETTER.fullmatch(piece.text) for piece in run[1:-1])
