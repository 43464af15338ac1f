"""Dates as Vietnamese documents write them, and what is left of them when a part is blank."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass

import regex

_LONG = r"ngay\s*(?P<d1>\d{1,2})\s*thang\s*(?P<m1>\d{1,2})\s*nam\s*(?P<y1>(?:19|20)\d\d)"
# A reader may part the digits of a month: "08/1 2/2031".
_SHORT = (
    r"(?:ngay\s*)?(?P<d2>\d{1,2})\s?[/.\-]\s?(?P<m2>\d{1,2}|1\s[0-2])\s?[/.\-]\s?"
    r"(?P<y2>(?:19|20)\d\d)\b"
)
DATE = regex.compile(rf"\b(?:{_LONG}|{_SHORT})")


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: where, and as ISO 8601."""

    start: int
    stop: int
    iso: str


def iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """The ISO form, shortened where a part is missing; ``None`` when there is no such day.

    >>> iso(2023, 9), iso(2023, 2, 30)
    ('2023-09', None)
    """
    if month is None:
        return f"{year:04}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04}-{month:02}-{day:02}"


# What readers take digits for, and the digits.
_SIGNS = {"0": "OoØø", "1": "Il|][!íì", "2": "Zz", "5": "SsŠš", "6": "ó", "8": "§B"}
_TAKEN_FOR = str.maketrans({sign: digit for digit, signs in _SIGNS.items() for sign in signs})
DIGIT_LIKE = rf"[\d{regex.escape(''.join(_SIGNS.values()))}]"

_MISREAD = regex.compile(
    rf"[Nn]g[àa]y\s+(?P<d1>{DIGIT_LIKE}{{1,2}})\s+(?:tháng|năm)\s+(?P<m1>{DIGIT_LIKE}{{1,2}})\s+năm\s+"
    rf"(?P<y1>(?:19|20){DIGIT_LIKE}{{2}})(?!\w)"
    rf"|(?:[Nn]g[àa]y\s+)?(?P<d2>{DIGIT_LIKE}{{1,2}})(?P<mark>[/.-])(?P<m2>{DIGIT_LIKE}{{1,2}})(?P=mark)"
    rf"(?P<y2>(?:19|20){DIGIT_LIKE}{{2}})(?!\w)"
)
_PARTIAL = regex.compile(
    r"ngay(?P<day>[\s.…_]*|\s+\S{1,6}\s+)thang(?:\s*(?P<month>\d{1,2}))?[\s.…_]*"
    r"nam\s*(?P<year>(?:19|20)\d\d)(?!\w)"
)


def digits_of(text: str) -> str:
    """The digits that signs stand for which readers take them for.

    >>> digits_of("ó5"), digits_of("1]")
    ('65', '11')
    """
    return text.translate(_TAKEN_FOR)


def misread_date(text: str, start: int = 0) -> Found | None:
    """The date at ``start`` though letters or brackets stand for some of its digits, or "năm" for
    "tháng"; ``None`` when even so there is no such day.

    >>> misread_date("ngày 05 tháng Ø2 năm 2016").iso, misread_date("ngày II tháng 15 năm 2016")
    ('2016-02-05', None)
    """
    match = _MISREAD.match(text, start)
    if not match:
        return None
    day, month, year = (int(digits_of(match[f"{p}1"] or match[f"{p}2"])) for p in "dmy")
    value = iso(year, month, day)
    return Found(match.start(), match.end(), value) if value else None


def partial_date(folded: str, start: int = 0) -> Found | None:
    """What is left of the long date at ``start`` when its day, or its month too, is blank or not
    to be read.

    >>> partial_date("ngay ... thang 10 nam 2017").iso, partial_date("ngay  thang  nam 2025").iso
    ('2017-10', '2025')
    """
    match = _PARTIAL.match(folded, start)
    if not match:
        return None
    value = iso(int(match["year"]), int(match["month"]) if match["month"] else None)
    return Found(match.start(), match.end(), value) if value else None


def last_day(year: int, month: int) -> str:
    """The last day of a month.

    >>> last_day(2024, 2)
    '2024-02-29'
    """
    return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"


def dates(folded: str, start: int = 0) -> Iterator[Found]:
    """The whole dates in a folded text.

    >>> [d.iso for d in dates("ngay 30/9/2021, ngay 08-6-2021, ngay 05 thang 2 nam 2024")]
    ['2021-09-30', '2021-06-08', '2024-02-05']
    """
    for match in DATE.finditer(folded, start):
        day, month, year = (int((match[f"{p}1"] or match[f"{p}2"]).replace(" ", "")) for p in "dmy")
        if value := iso(year, month, day):
            yield Found(match.start(), match.end(), value)
