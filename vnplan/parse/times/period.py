"""The time a document covers, as its subject says it."""

from __future__ import annotations

import regex

from vnplan.parse.text.dates import DATE
from vnplan.parse.text.passage import fold
from vnplan.record import Period

_YEAR = r"(?:19|20)\d\d"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def find_period(subject: str) -> Period | None:
    """From the last statement of time in the subject; dates and years of cited documents are none.

    >>> find_period("Nâng cao chất lượng giai đoạn 2023 – 2025")
    Period(from_='2023', to='2025')
    >>> find_period("Thực hiện Nghị quyết số 12/NQ-CP ngày 05/01/2023") is None
    True
    """
    text = regex.sub(rf"nhiem ky\s+{_YEAR}\s*-\s*{_YEAR}", " ", fold(subject))
    text = DATE.sub(lambda m: " " * len(m.group()), text)
    text = regex.sub(r"\d+\s*/\s*\d{4}\s*/", lambda m: " " * len(m.group()), text)
    for read in (_range, _month, _quarter, _year):
        if period := read(text):
            return period
    return None


def _range(text: str) -> Period | None:
    match = regex.search(rf"({_YEAR})\s*(?:-|den(?:\s+nam)?)\s*({_YEAR})(?!\d)", text)
    if match and match[1] <= match[2]:
        return Period(match[1], match[2])
    until = regex.search(rf"(?:giai doan\s+)?den\s+(?:het\s+)?nam\s+({_YEAR})", text)
    return Period(None, until[1]) if until else None


def _month(text: str) -> Period | None:
    match = regex.search(rf"thang\s+(\d{{1,2}})\s*(?:nam\s+|/\s*|-\s*)({_YEAR})", text)
    if not match or not 1 <= int(match[1]) <= 12:
        return None
    month = f"{match[2]}-{int(match[1]):02}"
    return Period(month, month)


def _quarter(text: str) -> Period | None:
    match = regex.search(rf"quy\s+(iv|i{{1,3}}|[1-4])\s*(?:nam\s+|/\s*|,\s*nam\s+)({_YEAR})", text)
    if not match:
        return None
    last = 3 * _QUARTERS[match[1]]
    return Period(f"{match[2]}-{last - 2:02}", f"{match[2]}-{last:02}")


def _year(text: str) -> Period | None:
    years = regex.findall(rf"nam\s+({_YEAR})(?!\d)", text)
    return Period(years[-1], years[-1]) if years else None
