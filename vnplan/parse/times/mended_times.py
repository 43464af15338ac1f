"""Days and quarters whose letters were misread by their shape: "ngày 1Z tháng Ø4" is 12 April."""

from __future__ import annotations

from collections.abc import Callable

import regex

from vnplan.parse.times.time_grammar import YEAR

# "quý H/2024", "quý IIU2024", "quý 11/2024": no quarter is written so; "H" is a misread "II", "U"
# an "I/", and there is no quarter 11.
_QUARTER = regex.compile(
    r"(?<=\b[Qq]uý\s)(?:(?=\S*[HUl|])[IVHUl|]{1,3}/?|(?=1+[IV]|[IV]+1|11)[1IV]{2,3}/)"
    r"(?=\s?(?:19|20)\d\d)"
)
_STROKES = str.maketrans({"H": "II", "U": "I/", "l": "I", "|": "I", "1": "I"})


# Signs that only one digit looks like; "S" or "B" may be 5 or 8 but need not.
_SURE_SIGNS = str.maketrans({"O": "0", "o": "0", "Ø": "0", "ø": "0", "l": "1", "I": "1", "Z": "2"})
_HAS_DIGIT = regex.compile(r"\d")
_NUMBER_LIKE = r"[\dOoØølIZ]{1,2}"
_DAY_LIKE = regex.compile(
    rf"(?<=\b[Nn]gày\s){_NUMBER_LIKE}(?:\s+tháng\s+{_NUMBER_LIKE}(?=\s+năm\s+{YEAR})"
    rf"|/{_NUMBER_LIKE}(?=/{YEAR}))"
)


def _day(match: regex.Match[str]) -> str:
    """A day whose letters stand for one digit only; a part without any digit, as "II" in "ngày
    II/6", may be a Roman number or any other, and stays."""
    said = match.group()
    ends = regex.split(r"/|\s+tháng\s+", said)
    number, month = (end.translate(_SURE_SIGNS) for end in ends)
    whole = number.isdigit() and month.isdigit() and all(map(_HAS_DIGIT.search, ends))
    right = whole and 1 <= int(number) <= 31 and 1 <= int(month) <= 12
    return f"{number}{said[len(number) : -len(month)]}{month}" if right else said


def _quarter(match: regex.Match[str]) -> str:
    value = match.group().translate(_STROKES)
    return value if value in ("I/", "II/", "III/", "IV/") else match.group()


_MENDS: tuple[tuple[regex.Pattern[str], Callable[[regex.Match[str]], str]], ...] = (
    (_DAY_LIKE, _day),
    (_QUARTER, _quarter),
)


def with_mended_times(text: str) -> str:
    """The text with damaged Roman numbers of quarters, and days with letters for digits, put right
    where one only is meant.

    >>> with_mended_times("Trong quý IIU2027 và quý H/2028")
    'Trong quý III/2027 và quý II/2028'
    >>> with_mended_times("quý 11/2027, quý 1/2028")
    'quý II/2027, quý 1/2028'
    >>> with_mended_times("trước ngày 1Z tháng Ø4 năm 2027")
    'trước ngày 12 tháng 04 năm 2027'
    """
    for pattern, mend in _MENDS:
        text = pattern.sub(mend, text)
    return text


def misread_times(text: str) -> tuple[str, ...]:
    """The words that :func:`with_mended_times` puts right, as they were read.

    >>> misread_times("từ ngày 05/4/2027 đến ngày 1Z/Ø4/2027")
    ('1Z/Ø4',)
    """
    return tuple(
        match.group()
        for pattern, mend in _MENDS
        for match in pattern.finditer(text)
        if mend(match) != match.group()
    )
