"""Numbers with a letter behind that English OCR makes of words, told by what stands beside them.

"âm", "lâm", "ốm" and "lõm" are read as "4m", "14m", "6m" and "16m", "là" as "1A". They are a
measure or a class only where the words beside them say so: of the English rows of shared/pairs with
as many words in the truth, all 39 with "4m" and the like and 14 of 17 with "1A" and the like have a
syllable there. The words beside are compared without marks, and with what vowels are misread as.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.restore.codes import is_measure
from vnplan.syllable import strip_marks

_EITHER = regex.compile(r"1?[46]m")
_CLASS = regex.compile(r"1[A-ZĐ]")
# Up to so many words from a measure another one is a measure too.
_NEAR = 5
_UNITS = frozenset(("m", "cm", "mm", "km", "m2", "m3", "ha"))
_A, _O, _U = "[a4d]", "[oe6d]", "[uwv]"
# Dài, rộng, cao (but not báo cáo, quảng cáo), sâu, dày, cách, bán kính, kích thước, chiều, khoảng,
# trên, dưới, hơn, từ, tối đa, tối thiểu.
_SIZE = regex.compile(
    rf"\b(?:d[a4]i|r{_O}ng|(?<!b{_A}o |qu{_A}ng )c[a4]o|s[a4]u|d[a4]y|c{_A}ch"
    rf"|(?:b{_A}n|d{_U}{_O}ng) kinh|th{_U}{_O}c|chi[e6]u|kho{_A}ng|tr[e6]n|d{_U}{_O}i|h{_O}n|t{_U}"
    rf"|t[iut]r|t{_O}i (?:d[a4]|thi[e6]u))$"
)
# Trở lên, trở xuống.
_FROM = regex.compile(rf"tr{_O} (?:l[e6]n|xu{_O}ng)\b")
# Âm thanh, âm dương, âm nhạc, âm tiết, lâm nghiệp, lâm sản, lâm sinh, lâm trường, ốm đau, ốm nặng.
_COMPOUND = regex.compile(
    rf"(?:th{_A}nh|d{_U}{_O}ng|nh{_A}c|ti[e6]t|nghi[e6]p|s{_A}n|sinh|tr{_U}{_O}ng|d[a4]u|n{_A}ng)\b"
)
# Ghi âm, phát âm, kiểm lâm, nghỉ ốm, bị ốm.
_COMPOUND_BEFORE = regex.compile(rf"\b(?:ghi|ph{_A}t|ki[e6]m|nghi|bi)$")
# Lớp, hạng, nhóm, quốc lộ, mẫu số, biểu số, phụ lục; "xe là" is no rarer than a class of a vehicle.
_CLASSES = regex.compile(
    rf"\b(?:[l1]{_O}p|h{_A}ng|nh{_O}m|qu{_O}c (?:l{_O}|16)|ql|(?:m{_A}u|bi[e6]u)(?: s{_O})?"
    rf"|ph{_U} l{_U}c)$"
)


def measures(words: Sequence[str]) -> frozenset[int]:
    """The places of those words of a line that are measures by what stands beside them.

    >>> sorted(measures("Duong rong 14m, dai 4m, cao 16m".replace(",", "").split()))
    [2, 4, 6]
    >>> sorted(measures("Tau c6 chiéu dai 16m tré lén hanh lang 14m".split()))
    [4, 9]
    >>> sorted(measures("song cao tir 3 m dén 4m cho cdc khu vuc".split()))
    [6]
    >>> sorted(measures("ghi 4m thanh va bao cdo 14m nghiép".split()))
    []
    """
    places = [n for n, text in enumerate(words) if _EITHER.fullmatch(text)]
    open_ = [n for n in places if not is_compound(words, n)]
    if not open_:
        return frozenset()
    units = {n for n in range(1, len(words)) if _is_unit(words, n)}
    told = {n for n in open_ if _SIZE.search(_before(words, n)) or _FROM.match(_behind(words, n))}
    sure = told | units | {n for n, text in enumerate(words) if is_measure(text)}
    near = {n for n in open_ if any(abs(n - other) <= _NEAR for other in sure)}
    return frozenset(told | near)


def is_compound(words: Sequence[str], place: int) -> bool:
    """Whether what stands beside "4m" and the like makes a word of it: "ghi âm", "lâm nghiệp"."""
    before, behind = _before(words, place), _behind(words, place)
    return bool(_COMPOUND.match(behind) or _COMPOUND_BEFORE.search(before))


def is_either(text: str) -> bool:
    """Whether a word may be a measure as well as a misread syllable.

    >>> [is_either(text) for text in ("4m", "16m", "12m", "4m2")]
    [True, True, False, False]
    """
    return bool(_EITHER.fullmatch(text))


def is_class(words: Sequence[str], place: int) -> bool:
    """Whether a one with a capital is a class by what stands before it.

    >>> is_class("hoc sinh lép 1A".split(), 3), is_class("co quan dau mdi 1A".split(), 4)
    (True, False)
    """
    found = _CLASS.fullmatch(words[place])
    return bool(found and _CLASSES.search(_before(words, place)))


def _is_unit(words: Sequence[str], place: int) -> bool:
    return words[place] in _UNITS and words[place - 1].replace(",", "").isdecimal()


def _before(words: Sequence[str], place: int) -> str:
    return strip_marks(" ".join(words[max(0, place - 2) : place])).lower()


def _behind(words: Sequence[str], place: int) -> str:
    return strip_marks(" ".join(words[place + 1 : place + 3])).lower()
