"""Days and months misread as letters, and dates torn apart: what stands between "ngày" and
"tháng" is a number, whatever it looks like.

Signs that are misread for a digit give the digit where the whole is a day or a month. What
gives none stays as it was read: a reader sees that a day is missing, while a word in its place
would look right.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from vnplan.model import Change, Line
from vnplan.syllable import is_syllable

_LIKE_DIGITS = str.maketrans("IlÍÏïi|!]¡OoØøŠš§SóZ", "11111111110000555562")
_DAYS, _MONTHS = 31, 12
_REASON = "sign in a number"
# As sure as the shapes are: a stroke is a one, but what is round or has a hook may be another.
_SURE, _LIKELY = 0.95, 0.8
_STROKES = frozenset("IlÍÏïi|!]¡0123456789")

_YEAR = r"(?:19|20)\d\d"
_NGAY, _THANG, _NAM = (rf"(?i:{word})" for word in (r"ng\wy", r"th\wng", r"n\wm"))
# "ngày IŠ tháng 10", "ngày -†Ÿ /02/2025"; "IŠ tháng 10 năm" at the head of a line.
_DAY = regex.compile(
    rf"(?:(?<!\w){_NGAY}[\s:-]{{1,3}}|^(?=\S+\s{_THANG}\s\d{{1,2}}\s{_NAM}\s{_YEAR}))"
    rf"(?P<number>[^\s/.,;:()-]{{1,2}})(?=\s{_THANG}\s|\s?/\s?\d{{1,2}}\s?/\s?{_YEAR}(?!\d))"
)
# "ngày 5 tháng Ø2 năm 2018", "tháng 1] năm" at the end of a line.
_MONTH = regex.compile(
    rf"(?<!\w){_NGAY}\s\S{{1,3}}\s{_THANG}\s(?P<number>[^\s/.,;:()-]{{1,2}})"
    rf"(?=\s{_NAM}(?:\s{_YEAR}|\s*$))"
)
# A month or a year torn apart: "22/1 1/2017", "22/11/20 17"; and a day behind its word.
_TORN = regex.compile(
    rf"(?<![\d/])\d{{1,2}}/(?:1(?P<gap> )[0-2]/{_YEAR}|\d{{1,2}}/(?:19|20)(?P<gap> )\d\d)(?![\d/])"
    rf"|(?<!\w){_NGAY}\s(?:[12](?P<gap> )\d|3(?P<gap> )[01])/\d{{1,2}}/{_YEAR}(?!\d)"
)


def misread_dates(line: Line) -> Iterator[Change]:
    """The mended parts of the dates of one line, in no order; what is to be left alone comes
    as a change into itself.

    >>> def found(text): return [(c.before, c.after) for c in misread_dates(Line(1, text))]
    >>> found("trước ngày IŠ tháng 10 năm 2018"), found("ngày ló tháng 01 năm 2025")
    ([('IŠ', '15')], [('ló', '16')])
    >>> found("ngày 22 tháng Ø2 năm 2018"), found("ngày 9 tháng lI năm")
    ([('Ø2', '02')], [('lI', '11')])
    >>> found("họp ngày 22/1 1/2017"), found("số 5 1/1/2017"), found("22/11/20 17")
    ([(' ', '')], [], [(' ', '')])
    >>> found("ngày -†Ÿ /02/2025"), found("ngày 15 tháng 10 năm 2018"), found("ngay tu thang 5")
    ([('†Ÿ', '†Ÿ')], [], [])
    """
    for pattern, most in ((_DAY, _DAYS), (_MONTH, _MONTHS)):
        for match in pattern.finditer(line.text):
            read, after = match["number"], _number(match["number"], most)
            if not read.isdecimal() and (after != read or not is_syllable(read)):
                sure = _SURE if set(read) <= _STROKES else _LIKELY
                yield Change(*match.span("number"), read, after, _REASON, sure)
    for match in _TORN.finditer(line.text):
        yield Change(*match.span("gap"), match["gap"], "", _REASON, _SURE)


def _number(read: str, most: int) -> str:
    """The digits that were misread, or what was read if they make no number up to ``most``."""
    digits = read.translate(_LIKE_DIGITS)
    return digits if digits.isdecimal() and 1 <= int(digits) <= most else read
