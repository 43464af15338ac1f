"""Vietnamese syllables: normal forms, marks, tones, and where the tone stands.

Two spellings of the tone live side by side: traditional *hòa, thủy, ủy* and
reformed *hoà, thuỷ, uỷ*. NFC does not unite them; :func:`fold_tone` does.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

ToneStyle = Literal["traditional", "reformed", "keep"]

# Grave, acute, hook above, tilde, dot below.
TONES = "\u0300\u0301\u0309\u0303\u0323"
_OPEN_GLIDES = ("oa", "oe", "uy")


def nfc(text: str) -> str:
    """NFC, with U+00D0 Ð (Icelandic eth, a common misreading) kept as it is."""
    return unicodedata.normalize("NFC", text)


def strip_marks(text: str) -> str:
    """The base letters: no tones, no circumflex, breve or horn, d for đ.

    >>> strip_marks("Đường lối, TƯ TƯỞNG")
    'Duong loi, TU TUONG'
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def split_tone(syllable: str) -> tuple[str, str]:
    """The syllable without its tone (NFC), and the tone's combining mark or ``""``.

    >>> split_tone("tưởng")[0]
    'tương'
    """
    tone = ""
    kept: list[str] = []
    for c in unicodedata.normalize("NFD", syllable):
        if c in TONES:
            tone = c
        else:
            kept.append(c)
    return nfc("".join(kept)), tone


@lru_cache(maxsize=65536)
def fold_tone(word: str) -> str:
    """A key under which both spellings of a tone agree: toneless letters + tone.

    >>> fold_tone("hòa") == fold_tone("hoà"), fold_tone("hòa") == fold_tone("hóa")
    (True, False)
    """
    toneless, tone = split_tone(word)
    return toneless + tone


@lru_cache(maxsize=65536)
def place_tone(word: str, style: ToneStyle) -> str:
    """Move the tone of one word to where ``style`` puts it; letters and case stay.

    Only open syllables in *oa, oe, uy* differ; *qu* takes no part ("quý").

    >>> [place_tone(word, "traditional") for word in ("hoà", "UỶ", "quý")]
    ['hòa', 'ỦY', 'quý']
    """
    if style == "keep":
        return word
    toneless, tone = split_tone(word)
    if not tone:
        return word
    folded = toneless.lower()
    if folded[-2:] not in _OPEN_GLIDES or (len(folded) > 2 and folded[-3:] == "quy"):
        return word
    at = len(toneless) - (2 if style == "traditional" else 1)
    return nfc(toneless[: at + 1] + tone + toneless[at + 1 :])


# Onset, rhyme and coda of the written syllable; marks are judged without the tone.
_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ch|th|tr|ph|qu|[bcdđghklmnprstvx])?"
_NUCLEUS = (
    r"(?:uyê|uyu|oai|oay|oao|oeo|uôi|uây|ươi|ươu|iêu|yêu|iê|yê|ia|ya|uô|ua|ươ|ưa|oa|oă|oe|oo|uâ|uê"
    r"|uy|uơ|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
)
_CODA = r"(?:ng|nh|ch|[cmnpt])?"
_SYLLABLE = re.compile(_ONSET + _NUCLEUS + _CODA)
_ONLY_SHARP = ("c", "ch", "p", "t")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a lower-case word is built as Vietnamese syllables are written.

    Stop codas (c, ch, p, t) carry only sắc or nặng.

    >>> [w for w in ("nghiệp", "gì", "quốc", "tudng", "hạc", "hac", "plan") if is_syllable(w)]
    ['nghiệp', 'gì', 'quốc', 'hạc']
    """
    toneless, tone = split_tone(word)
    if not _SYLLABLE.fullmatch(toneless):
        return False
    return not toneless.endswith(_ONLY_SHARP) or tone in ("\u0301", "\u0323")
