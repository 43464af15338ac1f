"""Letters with digits that are what they are: classes, forms, units, points of a list.

English OCR reads letters as digits ("h6i", "S6", "1a"), and such words are to be mended; what has a
digit that no letter is misread as, or a unit behind it, is not.
Of 367 words in the English rows of shared/pairs that are a measure, plate or code by these shapes,
356 stand in the truth as they were read (rows with as many words in both; punctuation around words
left out). What is read so of words as well is told by what stands beside it, see ``beside``.
"""

from __future__ import annotations

import regex

# Digits that no vowel is misread as: 0, 1, 4, 6 and 8 are.
_SURE = "[23579]"
# "4m", "14m", "6m" and "16m" may be "âm", "lâm", "ốm" and "lõm", "146i" and the like "lời".
_UNITS = r"k[VW]A?|k[VW]h|KV|[MG]W|MWh|MVA|Wh|pt|tr|tr[đd]|[MG]B|[ckm]?m[23]?|[km]?g|ha|%|°[CFcf]?"
_MEASURE = regex.compile(
    rf"(?!1?[46]m$)\d+(?:[.,]\d+)?(?:h\d*|x\d+|{_UNITS})|\d{{3,}}(?!i)\p{{L}}|\d{{2,}}[VWA]|[ckd]?m[23]"
)
# A class, a number plate, a plot of land: "1A", "29A", "4A1"; without what a digit is misread as,
# and without "1A", which is "là".
_PLATE = regex.compile(r"(?!1\p{Lu}$)\d{1,3}[ABCDĐEFGHKLMNPRTUVX]\d{0,2}")
# "A3", "FB2"; "B38", "U23", "P50", but not "H61" for "Hội"; "10b", for b and d end no syllable.
_CODE = regex.compile(
    rf"\p{{Lu}}{{1,2}}(?:{_SURE}|(?!\d*6|\d+1$|0+$)\d{{2,3}})|\p{{Lu}}{{1,2}}\d{{2}}[abdđ]|\d\d[abdđ]"
)
_POINT = regex.compile(rf"\p{{Ll}}{_SURE}|\p{{Ll}}1|\d{{1,2}}[a-eđ]|(?:\p{{L}}|c[©€¢])(?=\))")


def is_measure(text: str) -> bool:
    """Whether a word is a number with its unit, or a unit with its power.

    >>> [is_measure(text) for text in ("500kV", "0,3Wh", "35°c", "m3", "6pt", "12m")]
    [True, True, True, True, True, True]
    >>> [is_measure(text) for text in ("h6i", "6m", "160i")]
    [False, False, False]
    """
    return bool(_MEASURE.fullmatch(text))


def is_plate(text: str) -> bool:
    """Whether a word is a number with a capital behind it.

    >>> is_plate("29A"), is_plate("4A1"), is_plate("1O"), is_plate("1A")
    (True, True, False, False)
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
    one that was put in later has a digit. How one is misread ("c©)", "é)") counts as well: no word
    is to be made of it, and ``list_heads`` mends it.

    >>> is_point("b2", ") Mot"), is_point("1b", ". Hai"), is_point("B", ") BA")
    (True, True, True)
    >>> is_point("a4", " = "), is_point("c6", ")"), is_point("B", ". H")
    (False, False, False)
    """
    found = _POINT.match(text + behind[:1]) if behind[:1] in (")", ".") else None
    return found is not None and found.end() == len(text)
