"""Where the words of a point of time end: what follows a day or a term that belongs to it."""

from __future__ import annotations

import regex

from vnplan.parse.times.time_grammar import YEAR

_LUNAR = regex.compile(r"\s*\(?\s*(?:am lich|al\b)")
# "… của xã 14,5 ngày": a cell of how many days it takes stands behind the term.
_DECIMAL = regex.compile(r"\s+\d+,$")
# "kể từ khi hoàn thành thủ tục để cập nhật": what for is no part of a term.
_PURPOSE = regex.compile(r"\s(?:để|thì)\s")
# "Năm 2032 và các năm tiếp theo", "từ tháng 3/2032 trở đi": no last day.
_ONWARD = regex.compile(
    r"\s*(?:(?:va|,)\s*(?:(?:cac|nhung)\s+nam\s+)?(?:tiep\s+theo|ke\s+tiep|ve\s+sau)|tro\s+di)\b"
)
# "Từ năm 2031 đến năm 2035 và tiếp theo": the range ends, other years are told after it.
_RANGE = regex.compile(r"\btu\s+[^,;.()]{1,25}\s(?:den|-)\s+(?:het\s+)?(?:nam\s+)?\d{4}$")
# "trước ngày 05/6 (báo cáo 6 tháng) và 05/12": a second day, of another year's half.
_FOR_REPORT = r"\s+doi\s+voi\s+(?:(?!\sva\s)[^,;.:()/]){1,40}?"
_AND_DAY = regex.compile(
    rf"(?:\s*\([^()/]{{1,40}}\)|{_FOR_REPORT})?\s*(?:,|;|va)\s*(?:truoc\s+)?(?:ngay\s*)?"
    rf"\d{{1,2}}(?:\s*/\s*|\s+thang\s+)\d{{1,2}}(?:(?:\s*/\s*|\s+nam\s+){YEAR})?"
    rf"(?:\s*\((?:bao cao|doi voi)[^()]{{1,40}}\)|{_FOR_REPORT}(?=[,;.]))?(?![\d/])"
)
# "sáng 12/10 (chủ nhật)", "từ ngày 12/02 (27 tháng Chạp) đến …", "trong quý III năm nay".
_NAMED_DAY = regex.compile(
    r"\s*\((?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)\)"
    r"|\s*\([^()]{0,30}(?:chạp|giêng|tết|âm lịch|al)[^()]{0,12}\)(?=\s*(?:đến|-)\s)"
    r"|\s+(?:của\s+)?năm\s+nay(?!\w)"
)
# "từ ngày 12/02 (27 tháng Chạp) đến 23/02 (mùng 8 Tết)": a range with both names.
_BOTH_NAMED = regex.compile(
    r"\([^()]{0,30}(?:chạp|giêng|tết|âm lịch)[^()]{0,12}\)\s*(?:đến|-)[^();.]{1,30}$"
)
# "18/02 (19 tháng Giêng)", "12/10 (tức chủ nhật)": the same day by another name.
_OTHER_NAME = regex.compile(
    r"\s*\((?:tức\s+)?[^()]{0,30}(?:chạp|giêng|tết|âm lịch|thứ\s+\w+|chủ\s+nhật)[^()]{0,12}\)"
)
_NEXT_YEAR = regex.compile(
    r"\s+(?:cua\s+)?nam\s+(?:cuoi|dau)(?:\s+cung|\s+tien)?\s+(?:cua\s+)?(?:ky|giai\s+doan|nhiem\s+ky)"
    r"(?:\s+\w+){0,3}?(?=\s*[,;.)]|$)|"
    r"\s+(?:cua\s+)?(?:nam|thang)\s+(?:sau|truoc|toi|ke\s+tiep|tiep\s+theo|lien\s+ke)\b(?!\s+(?:do|nay|cua))"
)


def past_other_name(marked: str, stop: int) -> int:
    """Where a text goes on after a day, past a bracket with another name of it."""
    named = _OTHER_NAME.match(marked, stop)
    return named.end() if named else stop


def onward(folded: str, stop: int) -> bool:
    """Whether what follows a time says that the work goes on: "và các năm tiếp theo"."""
    return bool(_ONWARD.match(folded, stop))


def end_of(match: regex.Match[str], folded: str, marked: str, *, limits: bool) -> tuple[int, bool]:
    """The end of a point of time in a text, folded and in small letters with its marks, and whether
    its last day may be known; ``limits``: whether words before it make it a deadline."""
    stop = match.end() - len(match.group()) + len(match.group().rstrip())
    if match["term"] and (decimal := _DECIMAL.search(folded, match.start(), stop + 1)):
        stop = decimal.start()
    if purpose := _PURPOSE.search(marked, match.start(), stop) if match["term"] else None:
        return purpose.start(), False
    if named := _NAMED_DAY.match(marked, stop):
        stop = named.end()
    elif _BOTH_NAMED.search(marked, 0, stop):
        stop = past_other_name(marked, stop)
    if after := _NEXT_YEAR.match(folded, stop):
        stop = after.end()
    goes_on = _ONWARD.match(folded, stop)
    if goes_on and not _RANGE.search(folded[max(0, match.start() - 40) : stop]):
        return goes_on.end(), False
    if also := _AND_DAY.match(folded, stop) if limits else None:
        return also.end(), False
    return stop, not _LUNAR.match(folded, stop)
