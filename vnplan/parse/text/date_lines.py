"""The line that says where and when: "Tân Lập, ngày 3 tháng 4 năm 2017"."""

from __future__ import annotations

import regex

# A guide line with nothing on it.
_DOTS = r"[.…_\-](?:\s?[.…_\-]){3,40}"
# A dot of it that was left, a speck.
_SIGN = r"(?:[.,:](?=\s)|\s?[-–'](?=\d))?"
_DAY = (
    rf"ngay{_SIGN}\s*(?P<day>{_DOTS}|[^\s,;]{{0,4}}(?:\s[^\s,;]{{1,3}})?)\s*"
    rf"thang{_SIGN}\s*(?P<month>{_DOTS}|\S{{0,4}}?)\s*nam{_SIGN}\s*(?P<year>\S{{0,5}})"
)
# The hour of a telegram: "Hà Nội, hồi 8 giờ 00 ngày …".
_HOUR = r"(?:(?:vao )?(?:hoi|luc)\s+\d{1,2}\s*(?:gio|h|g|:)\s*\d{0,2}\s*(?:phut|p)?\W{0,3})?"
_PLACE_DATE = regex.compile(rf"(?:(?P<place>\S.*?)\s*[,.;:]?\s*)?\b{_HOUR}{_DAY}\W*$")
# "Tân Lập, ngày 3/4/2017", on a line of its own.
_SHORT_PLACE_DATE = regex.compile(
    r"(?P<place>\S.{1,40}?)\s*,\s*(?:ngay\s*)?"
    r"(?P<day>\d{1,2})\s?(?P<mark>[/.-])\s?(?P<month>\d{1,2})"
    r"\s?(?P=mark)\s?(?P<year>(?:19|20)\d\d)\W*$"
)
# "Tân Lập, ngày    /3/2017", of a draft.
_BLANK_PLACE_DATE = regex.compile(
    r"(?P<place>\S.{1,40}?)\s*,\s*ngay(?P<day>[\s.…_]*)/(?P<month>\s*\d{1,2}\s*|[\s.…_]*)/\s*"
    r"(?P<year>(?:19|20)\d\d)\W*$"
)
NAMED_PLACE = regex.compile(
    r"(?:(?:Thành phố|Thị xã|Thị trấn|Tỉnh|Huyện|Quận|Xã|Phường|Đặc khu)\s+)?"
    r"(?:\p{Lu}[\p{L}.'’]*[\s-]{0,3}|\d{1,2}\s?){1,6}$"
)
# "NĐ-CP ngày 3 tháng 4 năm 2017": the end of a number that was cut at a line's end.
_SYMBOL = regex.compile(r"\p{Lu}{2,}\p{Ll}?(?:-\p{Lu}\w*)*")
_PLAIN_PLACE = regex.compile(r"\p{Lu}[\p{L}.]*(?:\s\p{L}+){1,3}")


def match_place_date(folded: str) -> regex.Match[str] | None:
    """The groups place, day, month and year of a folded date line; parts may be misread.

    >>> match_place_date("tan lap, ngay 3/4/2017")["month"]
    '4'
    >>> [match_place_date(line)["month"] for line in ("tan lap, ngay /4/2017", "tan lap, 3/4/2017")]
    ['4', '4']
    >>> match_place_date("tan lap, ngay 3 thang. 4 nam 2017")["month"]
    '4'
    """
    return (
        _PLACE_DATE.match(folded)
        or _SHORT_PLACE_DATE.match(folded)
        or _BLANK_PLACE_DATE.match(folded)
    )


def is_place_date(text: str, folded: str) -> bool:
    """Whether a line says where and when, and nothing else."""
    match = match_place_date(folded)
    if match is None or (match["place"] is None and len(folded) > 40):
        return False
    place = text[: match.end("place")] if match["place"] else ""
    if _SYMBOL.fullmatch(place):
        return False
    return not place or bool(NAMED_PLACE.fullmatch(place) or _PLAIN_PLACE.fullmatch(place))


def is_date_line(folded: str) -> bool:
    """Whether a line that stands in its place has a day, a month and a year, whatever its place was
    read as: "1a Grăng, ngày …"."""
    match = match_place_date(folded)
    return match is not None and len(match["place"] or "") <= _LONGEST_PLACE


# "Thành phố Phan Rang - Tháp Chàm".
_LONGEST_PLACE = 35
