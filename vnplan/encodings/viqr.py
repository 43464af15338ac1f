"""VIQR (RFC 1456): marks typed in ASCII behind their letters."""

from __future__ import annotations

import re
from functools import lru_cache

from vnplan.encodings import code_tables as tables
from vnplan.encodings.glyphs import normalise
from vnplan.encodings.sample import excerpt
from vnplan.syllable import is_syllable

_VIQR_WORD = re.compile(
    r"(?:[A-Za-z]|(?<=[AEIOUYaeiouy])[\^(+*`?~'.]{1,2}|\\[\^(+*`?~'.Dd\\]){1,32}"
)
# Dots in a row are a leader or an ellipsis, not a tone.
_VIQR_CODE = re.compile(
    r"""\\(?P<literal>.)
    |(?P<d>DD|\b[Dd]d)
    |(?:[AEOaeo]\^|[Aa]\(|[OUou][+*]) (?:[`?~']|\.(?!\.))?
    |(?:[AEOaeo][`?~'.]\^|[Aa][`?~'.]\(|[OUou][`?~'.][+*])
    |[AEIOUYaeiouy] (?:[`?~']|\.(?!\.))""",
    re.VERBOSE,
)
_VIQR_MARKS = str.maketrans(tables.VIQR_MODIFIERS | tables.VIQR_TONES)
_LAST_MARK = re.compile(r"(?<!\\)[`?~'.]\Z")
_VIQR_INSIDE = re.compile(r"[AEIOUYaeiouy][\^(+*`?~'.]{1,2}[A-Za-z]|[AEOaeo]\^|[OUou]\+|\b[Dd]d")


def from_viqr(text: str) -> str:
    return _VIQR_WORD.sub(lambda word: _viqr_word(word[0]), text)


@lru_cache(maxsize=65536)
def _viqr_word(word: str) -> str:
    """One word read by RFC 1456; a full stop, question mark or quote that fits no tone stays.

    >>> [_viqr_word(w) for w in ("Nghie^.p", "vie.^t", "ai?", "HDDND")]
    ['Nghiệp', 'việt', 'ai?', 'HĐND']
    """
    whole = _viqr_letters(word)
    if is_syllable(whole) or not _LAST_MARK.search(word):
        return whole
    shorter = _viqr_letters(word[:-1])
    return shorter + word[-1] if is_syllable(shorter) else whole


def _viqr_letters(word: str) -> str:
    return normalise(_VIQR_CODE.sub(_viqr_letter, word))


def _viqr_letter(found: re.Match[str]) -> str:
    if found["literal"]:
        return found["literal"]
    if found["d"]:
        return "Đ" if found["d"][0] == "D" else "đ"
    return found[0].translate(_VIQR_MARKS)


def looks_like_viqr(text: str) -> bool:
    """Many words are syllables only when their ASCII marks are read, and hardly one is spoilt.

    Marks that end a word do not count: they may be punctuation. Nor does a text
    with a single kind of mark, as when a program wrote ``?`` for what it lost.
    """
    words = [w[0] for w in _VIQR_WORD.finditer(excerpt(text))]
    inside = [w for w in words if _VIQR_INSIDE.search(w)]
    good = [w for w in inside if is_syllable(_viqr_word(w))]
    kinds = {c for w in good for c in w if not c.isalpha()} | {"dd" for w in good if "dd" in w}
    enough = len(good) >= max(2, 0.25 * len(words)) and len(good) >= 0.7 * len(inside)
    return enough and len(kinds) > 1
