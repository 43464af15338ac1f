"""Letters with digits that are what they are: classes, forms, units, points of a list.

English OCR reads letters as digits ("h6i", "S6", "1a"), and such words are to be mended; what has a
digit that no letter is misread as, or a unit behind it, is not. The shapes are those that 31,700
lines of drawn pages read with English data, held against their truth, hardly ever show misread.
"""

from __future__ import annotations

import regex

# Digits that no vowel is misread as: 0, 1, 4, 6 and 8 are.
_SURE = "[23579]"
# "4m" and "14m" are "âm" and "lâm".
_UNITS = r"k[VW]A?|k[VW]h|KV|[MG]W|MWh|MVA|Wh|pt|tr|tr[đd]|[MG]B|[ckm]?m[23]?|[km]?g|ha|%|°[CFcf]?"
_MEASURE = regex.compile(
    rf"(?!1?[46]m$)\d+(?:[.,]\d+)?(?:h\d*|x\d+|{_UNITS})|\d{{3,}}\p{{L}}|\d{{2,}}[VWA]|[ckd]?m[23]"
)
# A class, a number plate, a plot of land: "1A", "29A", "4A1"; without what a digit is misread as.
_PLATE = regex.compile(r"\d{1,3}[ABCDĐEFGHKLMNPRTUVX]\d{0,2}")
# "A3", "FB2"; "B38", "U23", "P50", but not "H61" for "Hội"; "10b", for b and d end no syllable.
_CODE = regex.compile(
    rf"\p{{Lu}}{{1,2}}(?:{_SURE}|(?!\d*6|\d+1$|0+$)\d{{2,3}})|\p{{Lu}}{{1,2}}\d{{2}}[abdđ]|\d\d[abdđ]"
)
_POINT = regex.compile(rf"\p{{Ll}}{_SURE}|\p{{Ll}}1|\d{{1,2}}[a-eđ]|\p{{L}}[©€¢]?(?=\))")


def is_measure(text: str) -> bool:
    """Whether a word is a number with its unit, or a unit with its power.

    >>> [is_measure(text) for text in ("500kV", "0,3Wh", "35°c", "m3", "6pt", "12m", "h6i", "6m")]
    [True, True, True, True, True, True, False, False]
    """
    return bool(_MEASURE.fullmatch(text))


def is_plate(text: str) -> bool:
    """Whether a word is a number with a capital behind it.

    >>> is_plate("29A"), is_plate("4A1"), is_plate("1O")
    (True, True, False)
    """
    return bool(_PLATE.fullmatch(text))


def is_code(text: str) -> bool:
    """Whether a word is a letter or two with digits that are no letters.

    >>> [is_code(text) for text in ("A3", "B38", "M04b", "10d", "S6", "H61", "B06", "C4", "S00")]
    [True, True, True, True, False, False, False, False, False]
    """
    return bool(_CODE.fullmatch(text))


def is_point(text: str, behind: str) -> bool:
    """Whether a word at the head of a line is the letter of a point, told by what stands behind it;
    one that was put in later has a digit.

    >>> is_point("b2", ") Mot"), is_point("1b", ". Hai"), is_point("B", ") BA"), is_point("c©", ")")
    (True, True, True, True)
    >>> is_point("a4", " = "), is_point("c6", ")"), is_point("B", ". H")
    (False, False, False)
    """
    found = _POINT.match(text + behind[:1]) if behind[:1] in (")", ".") else None
    return found is not None and found.end() == len(text)
