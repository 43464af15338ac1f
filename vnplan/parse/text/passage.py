"""Text taken from lines, that still knows where each character was printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean

from vnplan.model import Box, RestoredLine, union
from vnplan.syllable import place_tone, strip_marks

_DASHES = "-‐‑‒–—―−_"
_FOLD: dict[int, str] = {
    **{c: strip_marks(chr(c)).lower() for c in range(0x41, 0x1F00) if chr(c).isalpha()},
    **{ord(c): "-" for c in _DASHES},
    **{ord(c): '"' for c in "“”„«»"},
}
_FOLD = {c: base for c, base in _FOLD.items() if len(base) == 1}
_SPACES = re.compile(r"\s+")
# "19/TTr-" + "PKT": a symbol cut at the end of a line.
_CUT_SYMBOL = re.compile(r"[\dA-ZĐ][/\-][A-Za-zĐđ]*-$|\d-$|\d/$")


# One line is looked at by many rules.
_MOST = 4096


@lru_cache(maxsize=_MOST)
def fold(text: str) -> str:
    """Small letters without marks, one for each character, so that places stay the same.

    >>> fold("Độc lập – Tự do")
    'doc lap - tu do'
    """
    return text.translate(_FOLD)


@lru_cache(maxsize=_MOST)
def lowered(text: str) -> str:
    """Small letters with their marks, tones where tradition puts them; places stay the same.

    >>> lowered("Uỷ ban VỊ TRÍ")
    'ủy ban vị trí'
    """
    return _OPEN.sub(lambda m: place_tone(m.group(), "traditional"), text.lower())


_OPEN = re.compile(r"\b\w*[ou][àáảãạèéẻẽẹỳýỷỹỵ]\b")


@dataclass(frozen=True, slots=True)
class Piece:
    """``line.text[start:stop]``."""

    line: RestoredLine
    start: int
    stop: int

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.stop]


@dataclass(frozen=True, slots=True)
class Passage:
    """Pieces of lines, joined by single spaces.

    ``text`` has the letters of the pieces in their order; only the white
    space between them may differ. That is how a span of it finds its way back.
    """

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def of_line(cls, line: RestoredLine) -> Passage:
        return cls(_SPACES.sub(" ", line.text).strip(), (Piece(line, 0, len(line.text)),))

    @property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def page(self) -> int | None:
        return self.pieces[0].line.line.page if self.pieces else None

    def __bool__(self) -> bool:
        return bool(self.text)

    def __getitem__(self, span: slice) -> Passage:
        """The passage of ``text[span]``, without white space around it."""
        start, stop, _ = span.indices(len(self.text))
        text = self.text[start:stop]
        skip = _letters(self.text[:start])
        return Passage(text.strip(), tuple(_cut(self.pieces, skip, skip + _letters(text))))

    def box(self) -> Box | None:
        """Where it stands on its first page; ``None`` without boxes."""
        return union(
            box
            for piece in self.pieces
            if piece.line.line.page == self.page
            and (box := piece.line.box_of(piece.start, piece.stop))
        )

    def raw(self) -> str:
        """The text before restoration, one space between lines."""
        return " ".join(
            piece.line.line.text[slice(*piece.line.source_span(piece.start, piece.stop))].strip()
            for piece in self.pieces
        ).strip()

    def least_read(self) -> float:
        """How sure the reader was of the word that it read worst, 0–1; 1 when it does not say."""
        return min((sure for piece in self.pieces for _, sure in _read(piece)), default=1.0)

    def least_read_number(self) -> float:
        """The same of the words with digits."""
        read = (pair for piece in self.pieces for pair in _read(piece))
        return min((sure for word, sure in read if any(map(str.isdecimal, word))), default=1.0)

    def is_scanned(self) -> bool:
        """Whether an OCR read it, which says how sure it is of each word."""
        words = (word for piece in self.pieces for word in piece.line.line.words)
        return any(word.confidence is not None for word in words)

    def is_untouched(self) -> bool:
        """Whether it is plain text that nothing was changed in: it stands as it was printed."""
        return not self.is_scanned() and not any(piece.line.changes for piece in self.pieces)

    def certainty(self) -> float:
        """How sure the reader and the restorer were of these words, 0–1; 1 when they do not say."""
        return fmean(_certainty(piece) for piece in self.pieces) if self.pieces else 1.0


def join(passages: Iterable[Passage]) -> Passage:
    """One passage of several lines; a symbol cut at a line's end is put together.

    >>> from vnplan.model import Line
    >>> lines = (RestoredLine.untouched(Line(1, t)) for t in ("Tờ trình số 19/TTr-", "PKT ngày"))
    >>> join(map(Passage.of_line, lines)).text
    'Tờ trình số 19/TTr-PKT ngày'
    """
    text = ""
    pieces: list[Piece] = []
    for passage in passages:
        glue = "" if not text or _CUT_SYMBOL.search(text) else " "
        text += glue + passage.text
        pieces += passage.pieces
    return Passage(text.strip(), tuple(pieces))


def _letters(text: str) -> int:
    """How many characters are no white space."""
    return sum(map(len, text.split()))


def _cut(pieces: Sequence[Piece], low: int, high: int) -> Iterable[Piece]:
    """The parts of ``pieces`` that hold the letters number ``low`` to ``high``."""
    at = 0
    for piece in pieces:
        size = _letters(piece.text)
        if at < high and at + size > low:
            yield _part(piece, max(0, low - at), min(size, high - at))
        at += size


def _part(piece: Piece, low: int, high: int) -> Piece:
    """The part of ``piece`` from its letter ``low`` to its letter ``high``."""
    places = _printed(piece.text)
    return Piece(piece.line, piece.start + places[low], piece.start + places[high - 1] + 1)


@lru_cache(maxsize=512)
def _printed(text: str) -> tuple[int, ...]:
    """Where the characters stand that are no white space."""
    return tuple(i for i, c in enumerate(text) if not c.isspace())


def _certainty(piece: Piece) -> float:
    low, high = piece.line.source_span(piece.start, piece.stop)
    read = [sure for _, sure in _read(piece)]
    repaired = [c.probability for c in piece.line.changes if c.start < high and c.stop > low]
    return (fmean(read) if read else 1.0) * (fmean(repaired) if repaired else 1.0)


def _read(piece: Piece) -> list[tuple[str, float]]:
    """The words of the piece as read, and how sure the reader was of each."""
    low, high = piece.line.source_span(piece.start, piece.stop)
    read, at = [], 0
    for word in piece.line.line.words:
        if word.confidence is not None and at < high and at + len(word.text) > low:
            read.append((word.text, word.confidence))
        at += len(word.text) + 1
    return read
