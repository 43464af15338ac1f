"""What TCVN3 and VPS lose: capitals with tones, and a horn that a PDF gave as a hyphen."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

from vnplan.syllable import TONES, is_syllable, nfc

_HYPHENATED = re.compile(r"(?<![^\W\d_])([^\W\d_]{0,5})-([^\W\d_]{0,5})(?![^\W\d_])")


def with_lost_horns(text: str) -> str:
    """*ư* again where a PDF gave its code, the soft hyphen, as a plain hyphen.

    >>> with_lost_horns("n-ớc, Th- ký, TT-NHNN, xã-hội")
    'nước, Thư ký, TT-NHNN, xã-hội'
    """
    if "ư" in text:
        return text
    return _HYPHENATED.sub(_horn_or_hyphen, text)


def _horn_or_hyphen(found: re.Match[str]) -> str:
    before, after = found.groups()
    whole = f"{before}ư{after}"
    parted = all(not part or is_syllable(part) for part in (before, after))
    return found[0] if parted or not is_syllable(whole) else whole


_DOUBLED = re.compile("([AEIOUYĂÂÊÔƠƯ])([à-ỹ])")
_TWO_CAPITALS = re.compile(r"[A-ZĂÂÊÔƠƯĐ][^\W\d_]{0,5}[A-ZĂÂÊÔƠƯĐ]")
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^\W\d_]+")


def with_capitals(text: str) -> str:
    """Capitals with tones, which the encoding lacks, as the letters around demand.

    Some programs write a bare capital before the small letter: *Uủ* is Ủ.

    >>> with_capitals("CộNG HOà Xã HộI, Xã hội; Uủ ban")
    'CỘNG HOÀ XÃ HỘI, Xã hội; Ủ ban'
    """
    return _LINE.sub(lambda line: _raised(line[0]), _DOUBLED.sub(_merged, text))


def _merged(found: re.Match[str]) -> str:
    bare = nfc("".join(c for c in unicodedata.normalize("NFD", found[2]) if c not in TONES))
    return found[2].upper() if bare.upper() == found[1] else found[0]


def _raised(line: str) -> str:
    """A word of capitals is raised whole; one with a single capital if its neighbours are."""
    if not _TWO_CAPITALS.search(line):
        return line
    kinds = [_case(word) for word in _WORD.findall(line)]
    before = accumulate(kinds, _last_sure, initial="open")
    after = reversed([*accumulate(reversed(kinds), _last_sure, initial="open")][:-1])
    raising = (
        kind == "upper" or (kind == "open" and "upper" in (b, a) and "lower" not in (b, a))
        for kind, b, a in zip(kinds, before, after, strict=False)
    )
    return _WORD.sub(lambda word: word[0].upper() if next(raising) else word[0], line)


def _last_sure(before: str, kind: str) -> str:
    return before if kind == "open" else kind


def _case(word: str) -> str:
    """By the ASCII letters and the marked capitals: ``upper``, ``lower``, or ``open``.

    Abbreviations are open: they say nothing of the words around (*Số 5/KH-UBND*).
    """
    sure = [c for c in word if c.isascii() or c.isupper()]
    if any(c.islower() for c in sure):
        return "lower"
    return "upper" if len(sure) > 1 and is_syllable(word) else "open"
