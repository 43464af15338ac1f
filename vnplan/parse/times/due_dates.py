"""The last day that a point of time allows: "quý III/2021" is 30 September 2021."""

from __future__ import annotations

import regex

from vnplan.parse.text.dates import iso, last_day

_ROMAN_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# "ngày 15 tháng 9 năm thứ tư của kế hoạch", "trước ngày 31 tháng 3 năm sau": of no year known.
_OTHER_YEAR = regex.compile(
    r"\s*(?:cua\s+)?nam\s+(?:thu|sau|ke\s+tiep|tiep\s+theo|truoc|cuoi|dau|lien|\()"
    r"|\s*cua\s+(?:nam\s+(?!\d)|cung\s+nam\b)"
)


def day_before(match: regex.Match[str], due: str) -> str | None:
    """The last day before a month, quarter or year that ends on ``due``: "trước năm 2030"."""
    if any(match[half] for half in (*_HALVES, "week", "end", "months")):
        return due
    year, month = int(due[:4]), int(due[5:7])
    first = 1 if match["year"] or match["to"] else month - 2 if match["q"] else month
    if match["tom"] or match["from"]:
        return None
    return f"{year - 1}-12-31" if first == 1 else last_day(year, first - 1)


def due_date(match: regex.Match[str], year: int | None) -> str | None:
    """The last day that the words allow; ``None`` where they name none: "đầu tháng 9", "trong tuần
    thứ ba của tháng 9". The first week of a month ends on its seventh day."""
    get = match.groupdict()

    def number(name: str) -> int | None:
        return int(get[name].replace(" ", "")) if get[name] else None

    if any((get[name] or "cuoi") != "cuoi" for name in _HALVES):
        return None
    later = _OTHER_YEAR.match(match.string, match.end())
    year = None if later and not get["ly"] else year
    for day, month, of in _DAYS:
        if get[day]:
            known = _whole(number(of) if of else None) or year
            return iso(known, number(month), number(day)) if known else None
    if get["week"]:
        return _week(get["week"], number("wm"), number("wy") or year)
    for month, of in _MONTHS:
        if get[month]:
            return _month((number(of) if of else None) or year, number(month) or 0)
    if get["q"]:
        quarter = _ROMAN_QUARTERS.get(get["q"]) or int(get["q"])
        return _month(number("qy") or year, 3 * quarter)
    if get["months"]:
        count = _WORDS.get(get["months"]) or number("months") or 0
        return _month(number("my") or year, 12 if get["part"] == "cuoi" else count)
    final = year if get["end"] else number("to") or number("toyear") or number("year")
    return f"{final}-12-31" if final else None


_HALVES = ("half", "half2", "half3", "half4")
# The groups of a point that hold day, month and year; month and year.
_DAYS = (("d", "dm", "dy"), ("ld", "lm", "ly"), ("sd", "sm", ""), ("nd", "nm", ""))
_MONTHS = (("tom", "toy"), ("m", "y"), ("bm", ""))
_WORDS = {"sau": 6, "chin": 9}


def _whole(year: int | None) -> int | None:
    """A year that is written with its last two digits, of the hundred years up to 2049: "98"."""
    if year is None or year >= 100:
        return year
    return year + (1900 if year >= 50 else 2000)


def _month(year: int | None, month: int) -> str | None:
    return last_day(year, month) if year and 1 <= month <= 12 else None


def _week(which: str, month: int | None, year: int | None) -> str | None:
    if not (year and month and 1 <= month <= 12):
        return None
    if which.startswith("dau") or which in ("1", "thu nhat"):
        return iso(year, month, 7)
    return last_day(year, month) if which.startswith("cuoi") else None
