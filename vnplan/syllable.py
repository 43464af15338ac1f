"""Vietnamese syllables: normal forms, marks, tones, and where the tone stands.

Two spellings of the tone live side by side: traditional *hòa, thủy, ủy* and
reformed *hoà, thuỷ, uỷ*. NFC does not unite them; :func:`fold_tone` does.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import filterfalse
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
    if text.isascii():
        return text
    bare = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFD", text)))
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


# --- spelling -----------------------------------------------------------------------------

_ONSETS = (
    "ngh", "ng", "gh", "gi", "kh", "nh", "ph", "qu", "th", "tr", "ch",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip

# Rhymes without tone, from the forms of hunspell-vi (facts; loan words left out), and ăk of
# the names Đắk Lắk, Đắk Nông.
_RHYMES = """
    a ai ao au ay âu ây e eo ê êu i ia iu iêu o oa oai oao oay oe oeo oi ô ôi ơ ơi
    u ua ui uê uôi uơ uy uya uyu uây ư ưa ưi ưu ươi ươu y yêu
    am an ang anh ap at ac ach ăm ăn ăng ăp ăt ăc ăk âm ân âng âp ât âc
    em en eng ep et ec êm ên ênh êp êt êch im in inh ip it ich iêm iên iêng iêp iêt iêc
    om on ong op ot oc oam oan oang oanh oap oat oac oach oăm oăn oăng oăt oăc oen oet
    oong ooc ôm ôn ông ôp ôt ôc ơm ơn ơp ơt
    um un ung up ut uc uân uâng uât uênh uêch uôm uôn uông uôt uôc
    uyên uyêt uynh uyt uych ưm ưn ưng ưt ưc ươm ươn ương ươp ươt ươc
    yêm yên yêng yêt ynh yt
"""
_LONGEST_SYLLABLE = 7
_STOPS = ("c", "p", "t", "ch", "k")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether the letters, marks and tone of one word follow Vietnamese spelling.

    Either place of the tone is right; stop codas take only sắc or nặng.

    >>> words = ("Nghiệp", "thuỷ", "thủy", "gì", "hạc", "hac", "phuong9", "nghiÖp")
    >>> [word for word in words if is_syllable(word)]
    ['Nghiệp', 'thuỷ', 'thủy', 'gì', 'hạc']
    """
    if len(word) > _LONGEST_SYLLABLE:
        return False
    folded = word.lower()
    rhymes = _toned_rhymes()
    return any(folded.startswith(o) and folded[len(o) :] in rhymes for o in _ONSETS)


@lru_cache(maxsize=1)
def _toned_rhymes() -> frozenset[str]:
    return frozenset(t for rhyme in _RHYMES.split() for t in _with_tones(rhyme))


def _with_tones(rhyme: str) -> Iterator[str]:
    """The rhyme with each tone where it may stand (both styles); stops take acute or dot."""
    vowels = rhyme.rstrip("cmnghptk")
    stopped = rhyme[len(vowels) :] in _STOPS
    if not stopped:
        yield rhyme
    for at in _tone_places(vowels, closed=vowels != rhyme):
        for tone in TONES:
            if not stopped or tone in "\u0301\u0323":
                yield nfc(rhyme[: at + 1] + tone + rhyme[at + 1 :])


def _tone_places(vowels: str, closed: bool) -> tuple[int, ...]:
    modified = [i for i, v in enumerate(vowels) if v in "ăâêôơư"]
    if modified:
        return (modified[-1],)
    if closed:
        return (len(vowels) - 1,)
    if vowels in ("oa", "oe", "uy"):
        return (0, 1)
    return (len(vowels) // 2 if len(vowels) == 3 else 0,)
