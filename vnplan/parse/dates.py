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
