"""Signs misread inside numbers, dates and symbols, and the word before a serial, mended by
what only their grammar allows.

What reads as a valid number, date or symbol stays as it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

from vnplan.model import Change, Line
from vnplan.restore.specks import is_scanned
from vnplan.restore.symbols import SymbolGroups
from vnplan.syllable import is_syllable

_SURE = 0.95
_STROKE = "sign in a number"
_YEAR = r"(?:19|20)\d\d"
# A stroke read as I, l, 1 or 7 behind the year of a symbol: "38/2014ITT-BKHCN".
_BEHIND_YEAR = regex.compile(
    rf"(?<![\d/])\d{{1,5}}/{_YEAR}(?P<stroke>[Il1|7\]]/?)(?P<group>\p{{Lu}}{{2,}})(?=[-/])"
)
# The same between the parts of a date: "01/01I2022", "01I01/2022"; in a serial, as in
# "số 1I5/2020/NĐ-CP", the stroke is a one.
_IN_DATE = regex.compile(
    r"(?<![\d\p{Lu}]|[Ss]ố\W*)\d{1,2}(?:/\d{1,2}(?P<stroke>[Il|])|(?P<stroke>[Il|])\d{1,2}/)"
    rf"{_YEAR}(?!\d|\s?/\s?\p{{Lu}})"
)
# A number torn apart before its year: "số 1 15/2020/NĐ-CP".
_TORN = regex.compile(rf"(?<=(?<!\w)[Ss]\w{{1,2}}\s)\d{{1,2}}(?P<gap> )\d{{1,3}}/{_YEAR}/\p{{Lu}}")
# A five read as the letter that Vietnamese does not have: "1Š ngày", "Š năm"; not where a
# number may be written by hand.
_FIVE = regex.compile(r"(?<!(?:gày|háng|[Ss]ố)\W*\d*)(?<![^\W\d])(?P<five>Š)(?![^\W\d])")
# A number that touches the word before it: "ngày4".
_GLUED = regex.compile(
    r"(?<!\w)(?P<word>(?i:ngày|tháng|năm|khoản|điều|mục|chương|quý))(?P<number>\d{1,4})(?!\w)"
)

# A one read as an upright stroke behind what is counted: "Điều |", "khoản l"; behind other words,
# "giao thông |", "tài khoản |", and before a number it is a rule of a table.
_ONE = regex.compile(
    r"(?<!\w)(?:[DĐ]i[^\W\d]u|(?<!ài\s)[Kk]ho[^\W\d]n|[Tt]h[^\W\doôốồổộơuưăắằẳ]ng)"
    r"\s(?P<one>[|l]|!(?=\s\p{Ll}|/))(?=\s(?!\d)|[,;)/]|$)"
)
# The same read as a T: "khoản T Điều 35".
_CAPITAL_ONE = regex.compile(
    r"(?<!\w)(?:[DĐ]i[^\W\d]u|(?<!ài\s)[Kk]ho[^\W\d]n)\s(?P<one>T)"
    r"(?=\s(?:[DĐ]i[^\W\d]u|Th[ôo]ng t|Ngh[^\W\d]|Lu[^\W\d]t|n[^\W\d]y)|[,;])"
)
# The eleventh month, read as a Roman two or as strokes.
_ELEVEN = regex.compile(
    r"ng\wy\s[\dIl]{1,2}\sth\wng\s(?P<eleven>[Il|]{2}|[Il|]1|1[Il|])(?=\sn\wm\s|\s*$)", regex.I
)
# A Roman one read as an Arabic one, two of them as an H: there are four quarters, and "1V"
# numbers no heading.
_QUARTER = regex.compile(
    r"(?<!\w)(?i:qu[yýỳỷ])\s(?P<quarter>[Il1|]?H|H[Il1|]|(?=[1l|]*I)(?=I*[1l|])[Il1|]{2,3}"
    r"|(?<=[ýÝ]\s)(?:111?|[1l]V))"
    r"(?=\s|[/⁄,;.:]|$)"
)
_NUMERAL = regex.compile(
    r"(?:^\W{0,2}|(?<!\w)(?:[Pp]hụ lục|[Cc]hương|[Pp]hần|[Mm]ục|[Kk]hu vực)\s)"
    r"(?P<numeral>[1l][VX])(?=[.,;:)]|\s|$)"
)
_ROMAN = str.maketrans({"1": "I", "l": "I", "|": "I", "H": "II"})
# The term of the National Assembly in the symbol of its laws: "07/2022/QHI5".
_TERM = regex.compile(r"(?:/|UBTV)QH(?P<one>[Il](?=\d(?!\w))|[Il][Il](?!\w))")
# A stroke before a unit, taken into the word before it: "đợưnăm" for "đợt/năm".
_EACH = regex.compile(
    r"(?<!\w)(?P<word>\p{Ll}{1,4}?)(?P<stroke>[tl]?[ưUƯ]+[tl]?|[tl]{2})"
    r"(?P<unit>ngày|tuần|tháng|quý|năm)(?!\w)"
)

# A vowel read twice, with other marks: "Vâận" for "Vận".
_VOWELS = ("aàáảãạăằắẳẵặâầấẩẫậ", "eèéẻẽẹêềếểễệ", "iìíỉĩị", "oòóỏõọôồốổỗộơờớởỡợ", "uùúủũụưừứửữự")
_TWICE = regex.compile(
    rf"(?<![^\W_])\p{{L}}*?(?P<twice>{'|'.join(f'[{row}]{{2}}' for row in _VOWELS)})\p{{L}}*(?!\w)",
    regex.I,
)

# A zero read as O at the head of a day: "O1 tháng 6", "O9/3".
_ZERO = regex.compile(r"(?<!\w)(?P<zero>O)(?=\d(?:\s?th[^\W\d]ng|/\d))")
# The one type of document that begins with T behind a year: "20/2013/T1-BQP".
_CIRCULAR = regex.compile(
    rf"(?<=\d/{_YEAR}/)(?!TT-)(?=\w?\w?T)(?P<type>[T17Il]{{2,3}})(?=-\p{{Lu}}{{2}})"
)
# An eight before its hour and the S of a master's degree, read as the sign of a section.
_SECTION = regex.compile(r"(?<!\w)(?:(?P<eight>§)(?=h(?!\w))|Th(?P<master>§)(?=[.,]))")
# "Số:" before a number or the blank for one, at the head of a line; "8:30" is a time of day and
# "80:20" a ratio.
_SERIAL = regex.compile(
    r"^\W{0,3}?(?!8\d?\s?:\s?\d{1,2}(?!\d|\s?/\s?(?:\d{4}/)?\p{Lu}|-\p{Lu}{2}))"
    r"(?P<word>[Ss$8§][\p{L}\d&]?)(?=\s?:[\W_]*(?:$|\d|\p{Lu}[\p{L}&]*[-/]))"
)
_SERIAL_LOOKS = regex.compile(r"[Ss$8§][6ốổỗồóòôõoOø0éèêẻ8b&]?")


def slips(line: Line, symbols: SymbolGroups) -> Iterator[Change]:
    """The mended signs of one line, in no order.

    >>> groups = SymbolGroups.of({"TT": 90, "CP": 40})
    >>> [(c.before, c.after) for c in slips(Line(1, "số 1 15/2020/NĐ-CP, 11/20117TT-BTC"), groups)]
    [('7', '/'), (' ', '')]
    >>> [(c.before, c.after) for c in slips(Line(1, "từ 01/01I2022, sau 1Š ngày"), groups)]
    [('I', '/'), ('Š', '5')]
    >>> [(c.before, c.after) for c in slips(Line(1, "ngày Š tháng 4 năm2023"), groups)]
    [('năm2023', 'năm 2023')]
    >>> [(c.before, c.after) for c in slips(Line(1, "$6: 54 /QD-UBND"), groups)]
    [('$6', 'Số')]
    >>> one = Line(1, "Diéu | cua Luat, ngay 3 thang II nam 2022")
    >>> [(c.before, c.after) for c in slips(one, groups)]
    [('|', '1'), ('II', '11')]
    >>> terms = Line(1, "khoản T Điều này, 61/2005/UBTVQHI1, 7/2003/QHII, ngày 3 tháng II")
    >>> [(c.before, c.after) for c in slips(terms, groups)]
    [('T', '1'), ('II', '11'), ('I', '1'), ('II', '11')]
    >>> numerals = Line(1, "1V. Kinh phí quý 11/2024 theo Luật số 07/2022/QHI5")
    >>> [(c.before, c.after) for c in slips(numerals, groups)]
    [('I', '1'), ('11', 'II'), ('1V', 'IV')]
    >>> [c.after for c in slips(Line(1, "quy H/2024, quy IH: 140, quy HI nam 2025"), groups)]
    ['II', 'III', 'III']
    >>> [c.after for c in slips(Line(1, "quy II1/2024, quý 1I, quy II, quy 11"), groups)]
    ['III', 'II']
    >>> from vnplan.model import Word
    >>> scanned = Line.of(1, [Word(w, None, 0.9) for w in "Vâận lưu moóc xãAn".split()])
    >>> [c.after for c in slips(scanned, groups)]
    ['Vận']
    >>> [c.after for c in slips(Line(1, "02 đợưtháng, 18 đợtưnăm, mưa ngày"), groups)]
    ['đợt/tháng', 'đợt/năm']
    >>> two = Line(1, "ngay O1 thang 6, Thong tu 20/2013/T1-BQP")
    >>> [(c.before, c.after) for c in slips(two, groups)]
    [('O', '0'), ('T1', 'TT')]
    >>> [(c.before, c.after) for c in slips(Line(1, "lúc §h, Th§.BS. theo § 5"), groups)]
    [('§', '8'), ('§', 'S')]
    >>> list(slips(Line(1, "số 15/2020/NĐ-CP ngày 1/1/2022"), groups))
    []
    >>> list(slips(Line(1, "8:30 - Khai mạc, số 1I5/2020/NĐ-CP"), groups))
    []
    """
    for match in _BEHIND_YEAR.finditer(line.text):
        if symbols.is_familiar(match["group"]):
            yield _change(match, "stroke", "/")
    for pattern, group, after in _SINGLE:
        for match in pattern.finditer(line.text):
            yield _change(match, group, after)
    yield from _words(line)
    for match in _SECTION.finditer(line.text):
        eight = match["eight"] is not None
        yield _change(match, "eight" if eight else "master", "8" if eight else "S")
    yield from _ones(line)


# Patterns of which one group is always mended to the same signs.
_SINGLE = (
    (_IN_DATE, "stroke", "/"),
    (_TORN, "gap", ""),
    (_ONE, "one", "1"),
    (_CAPITAL_ONE, "one", "1"),
    (_ELEVEN, "eleven", "11"),
    (_ZERO, "zero", "0"),
    (_CIRCULAR, "type", "TT"),
    (_FIVE, "five", "5"),
)


def _words(line: Line) -> Iterator[Change]:
    """The word before a serial, a number that touches its word, and a stroke lost in a word."""
    serial = _SERIAL.match(line.text)
    if serial and _SERIAL_LOOKS.fullmatch(serial["word"]):
        yield Change(*serial.span("word"), serial["word"], "Số", "formula", _SURE)
    for match in _GLUED.finditer(line.text):
        after = f"{match['word']} {match['number']}"
        yield Change(*match.span(), match.group(), after, "space lost", _SURE)
    for match in _TWICE.finditer(line.text) if is_scanned(line) else ():
        once = _once(match.group(), match.start("twice") - match.start())
        if once:
            yield Change(*match.span(), match.group(), once, "letters", _SURE)
    for match in _EACH.finditer(line.text):
        counted = match["word"] + "t"
        if is_syllable(counted):
            yield Change(*match.span(), match.group(), f"{counted}/{match['unit']}", _STROKE, _SURE)


def _once(word: str, at: int) -> str:
    """A word with the barer of its two vowels from ``at`` on left out, where only so it is a
    syllable; empty where it is not, and where both are the same."""
    first, second = (unicodedata.normalize("NFD", letter.lower()) for letter in word[at : at + 2])
    one_case = word[at].isupper() == word[at + 1].isupper()
    if first == second or not one_case or is_syllable(word.lower()):
        return ""
    left_out = at if len(first) <= len(second) else at + 1
    once = word[:left_out] + word[left_out + 1 :]
    return once if is_syllable(once.lower()) else ""


def _ones(line: Line) -> Iterator[Change]:
    """Ones of the wrong kind, Roman for Arabic or the other way round."""
    for match in _TERM.finditer(line.text):
        yield _change(match, "one", "1" * len(match["one"]))
    for pattern, group in ((_QUARTER, "quarter"), (_NUMERAL, "numeral")):
        for match in pattern.finditer(line.text):
            yield _change(match, group, match[group].translate(_ROMAN))


def _change(match: regex.Match[str], group: str, after: str) -> Change:
    return Change(*match.span(group), match[group], after, _STROKE, _SURE)
