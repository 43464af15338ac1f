"""Lines of text to pieces: words, numbers, document symbols, the rest.

The language model and the restorer share this one division, so that what was
counted is what is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

import regex

from vnplan.syllable import place_tone, strip_marks


class Kind(Enum):
    """What a piece is to the language model."""

    WORD = "word"
    NUMBER = "<num>"
    DATE = "<date>"
    SYMBOL = "<sym>"
    OPAQUE = "<unk>"


class Piece(NamedTuple):
    """``line.text[start:stop]``; ``glued`` when no space stands before it."""

    start: int
    stop: int
    text: str
    kind: Kind
    glued: bool = False


# Punctuation that can stand around a word without being part of it. A bracket or
# quotation mark inside a word is a misread letter and stays with the word.
_OPENING = "\"'“”‘’«»([{<*•+-–—_~=.,;:!?|·`´…"
_CLOSING = "\"'“”‘’«»)]}>*•+-–—_~=.,;:!?|·`´…"

_NUMBER = regex.compile(r"\d+(?:[.,]\d+)*%?")
_DATE = regex.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?|\d{1,2}/\d{4}")
# A document's number and symbol, or a symbol without its number: 12/KH-UBND,
# 30/2020/NĐ-CP, 15-KH/HU, /TTr-UBND, HĐND-UBND. At least one capital group is needed.
_SYMBOL = regex.compile(
    r"(?:(?:\d{1,5}[a-zđ]?\s?[/-]\s?)?(?:(?:19|20)\d\d/)?|/)"
    r"\p{Lu}[\p{L}&]{0,14}\d{0,2}(?:[/-]\p{Lu}[\p{L}&.]{0,14}\d{0,2})*[/-]?"
    r"|\d{1,5}[/-](?:(?:19|20)\d\d/)?(?:\p{Lu}[\p{L}&.]{0,14}\d{0,2})?"
)
# Addresses, words cut short with a stroke (V/v, b/c), names of files (02_Mau, bao-cao_v2.xlsx).
_EXTENSION = r"\.(?:docx?|xlsx?|pptx?|pdf|rtf|zip|rar)"
_OPAQUE = regex.compile(
    r"\S+@\S+\.\S+|\S*(?:://|www\.)\S*|[^\s@]+\.(?:vn|com|org|net)\S*|\p{L}/\p{L}"
    r"|\d+_\p{L}\S*" + rf"|\S*\w[_-]\w\S*{_EXTENSION}",
    regex.I,
)
_TOKEN = regex.compile(r"\S+")
_PART = regex.compile(r"[^\s/⁄–—.,;:…_-]+|[/⁄–—.,;:…_-]+")
_SYLLABLE = r"(?:[BDHLMRSVX]|CH?|GH?|GI|KH?|NG?H?|PH|QU|T[HR]?)?[AEIOUY]{1,3}(?:CH?|N[GH]?|[MPT])?"
_IN_CAPITALS = regex.compile(rf"{_SYLLABLE}(?:/{_SYLLABLE})+")
_FILE = regex.compile(rf"{_EXTENSION}\W*$", regex.I)
# Up to this share of words with marks, among so many, a name of a file is meant to have none.
_FEW_MARKED, _FILE_WORDS = 0.2, 4
# The mark of a note in a text that was consolidated ("Mẫu số 02[4]"); a sign before a number.
_NOTE = regex.compile(r"(?<=.)\[\d{1,3}\]\W*$")
# The letter of a point and no space behind it: "a)Là".
_POINT = regex.compile(r"\(?\p{Ll}\)(?=\p{Lu}\p{L})")
_SIGNED = regex.compile(r"[#©№](?=\d+$)")
# A sign alone is no piece unless it is one that letters are misread as.
_READABLE = regex.compile(r"[\p{L}\d&§€@¥£¢]")


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of one line, left to right; punctuation between them is left out.

    >>> [(p.text, p.kind.name) for p in pieces("1. Kế hoạch số 12/KH-UBND, ngày 05/3/2024;")]
    [('1', 'NUMBER'), ('Kế', 'WORD'), ('hoạch', 'WORD'), ('số', 'WORD'), ('12/KH-UBND', 'SYMBOL'), \
('ngày', 'WORD'), ('05/3/2024', 'DATE')]
    >>> [p.text for p in pieces("Mẫu số 02[4] (biên bản[12]); ©2010")]
    ['Mẫu', 'số', '02', 'biên', 'bản', '2010']
    >>> [p.text for p in pieces("a)Là cơ quan (h)i")]
    ['a', 'Là', 'cơ', 'quan', 'h)i']
    """
    for match in _TOKEN.finditer(text):
        token, start = match.group(), match.start()
        if token.isalpha():  # most are, and need no patterns
            yield Piece(start, match.end(), token, Kind.WORD)
            continue
        point = _POINT.match(token)
        cut = point.end() if point else 0
        if point:
            yield from _token_pieces(point.group(), start)
        yield from _token_pieces(token[cut:], start + cut)


def _token_pieces(token: str, offset: int) -> Iterator[Piece]:
    left = len(token) - len(token.lstrip(_OPENING))
    core = _NOTE.sub("", token[left:]).rstrip(_CLOSING)
    if _SIGNED.match(core):
        left, core = left + 1, core[1:]
    if not _READABLE.search(core):
        return
    start = offset + left
    whole = _kind(core)
    if whole is not None:
        yield Piece(start, start + len(core), core, whole)
        return
    glued = False
    for part in _PART.finditer(core):
        text = part.group()
        lead = len(text) - len(text.lstrip(_OPENING))
        inner = text[lead:].rstrip(_CLOSING)
        if _READABLE.search(inner):
            at = start + part.start() + lead
            yield Piece(at, at + len(inner), inner, _kind(inner) or Kind.WORD, glued)
        glued = True


def _kind(core: str) -> Kind | None:
    """The kind of a token that is no plain word; ``None`` to take it apart."""
    if core.isalpha():
        return None
    if _DATE.fullmatch(core):
        return Kind.DATE
    if _NUMBER.fullmatch(core):
        return Kind.NUMBER
    if _OPAQUE.fullmatch(core):
        return Kind.OPAQUE
    if ("/" in core or "-" in core) and _SYMBOL.fullmatch(core) and not _is_compound(core):
        return Kind.SYMBOL
    return None


def _is_compound(core: str) -> bool:
    """Words joined by a hyphen, "Mác-Lênin": no digit, no two capitals in a row; or syllables
    in capitals on both sides of a stroke, "VẬT/CỔ", one of them longer than an abbreviation of
    two letters.

    >>> [_is_compound(text) for text in ("Mác-Lênin", "NHAN/TO", "QD/TW", "DA/TU", "KH-UBND")]
    [True, True, False, False, False]
    """
    if not regex.search(r"\d|\p{Lu}{2}", core):
        return True
    return bool(_IN_CAPITALS.fullmatch(strip_marks(core))) and max(map(len, core.split("/"))) > 2


def is_file_name(text: str) -> bool:
    """Whether a line is the name of a file, of which marks are seldom part.

    >>> is_file_name("Phu luc kem theo Nghi dinh so 3_2016_ND-CP.doc")
    True
    >>> is_file_name("Phụ lục kèm theo Nghị định số 3_2016_NĐ-CP.doc"), is_file_name("Mau so 3.")
    (False, False)
    """
    words = text.split()
    marked = sum(not word.isascii() for word in words)
    few = marked <= _FEW_MARKED * len(words)
    return few and len(words) >= _FILE_WORDS and bool(_FILE.search(text))


def model_word(piece: Piece) -> str:
    """The piece as the language model spells it: lower case, traditional tone place.

    >>> [model_word(p) for p in pieces("Toàn khoá 2021")]
    ['toàn', 'khóa', '<num>']
    """
    if piece.kind is not Kind.WORD:
        return str(piece.kind.value)
    return place_tone(piece.text.lower(), "traditional")
