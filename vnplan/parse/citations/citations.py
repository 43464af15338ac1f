"""Documents that a text cites: type, number, date, issuer, and which of them it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from vnplan.parse.citations.cited_issuers import issuer_after, issuer_before
from vnplan.parse.text.abbreviations import expand
from vnplan.parse.text.dates import DATE, DIGIT_LIKE, dates, digits_of, misread_date, partial_date
from vnplan.parse.text.grammar import Grammar, alternatives
from vnplan.parse.text.passage import fold
from vnplan.parse.text.patterns import compiled
from vnplan.record import Citation

_UNIT = r"[A-ZĐ][\p{L}\d&]*"
_SYMBOL = rf"{_UNIT}(?:(?:\s?[-–]\s?|/(?=\p{{Lu}}{{2}}))[A-ZĐ][\p{{L}}\d&.,]*[\p{{L}}\d&])*"
_NUMBER = (
    rf"(?:(?<=[Ss]ố )\d\s)?\d{{1,6}}[A-Za-z]?\d?\s?(?:/\s?(?:19|20)\d\d\s?)?"
    rf"(?:/\s?|[-–]\s?{_UNIT}\s?/\s?|(?P<old>\s)(?=\p{{Lu}}{{2,}}\p{{L}}*/){_UNIT}/"
    rf"|(?P<old>[-–](?=\p{{Lu}}{{2}}\p{{L}}{{0,4}}\b(?!\s?[-–/])))){_SYMBOL}"
)
# What sort of report, dispatch or plan: "Báo cáo thẩm tra số …", "Công điện khẩn số …".
_SORT = (
    r"(?:dang|uy|cua|nay|tham tra|tham dinh|giai trinh|kiem tra|thanh tra|khan|hoa toc|lien tich|"
    r"lien nganh|phoi hop|de nghi|tong hop|ket qua)"
)
# "Luật sư", "Luật và các văn bản hướng dẫn" name no law.
_NO_LAW = r"(?:su|gia|nay|cua|va|dinh|tuc|le|hien hanh)"
_LAW = r"(?:bo luat|luat|phap lenh|hien phap)"


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation and the span of the text that says it, its issuer included.

    ``doubt``: what a person should look at in it; else "".
    """

    citation: Citation
    start: int
    stop: int
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Rules:
    numbered: regex.Pattern[str]
    law: regex.Pattern[str]
    unread: regex.Pattern[str]
    unnumbered: regex.Pattern[str]


@lru_cache(maxsize=8)
def _rules(grammar: Grammar) -> _Rules:
    names = {**grammar.types, **{fold(k): v for k, v in grammar.words["types"]["cited_as"].items()}}
    types = alternatives(sorted(names, key=lambda n: (-len(n), n)))
    dated = alternatives(n for n in names if not regex.match(_LAW, n))
    return _Rules(
        regex.compile(
            rf"(?:\b(?P<type>{types})(?:\s+{_SORT})?{_OF_BODY}\s*)?"
            rf"(?:\bso\s*:?\s*(?P<stray>{_STRAY}\s+)?)?$"
        ),
        regex.compile(rf"\b{_LAW}\b(?=\s+\p{{L}})(?!\s+{_NO_LAW}\b)"),
        regex.compile(
            rf"\b(?P<type>{types})\s+so(?!\w)\s*:?(?P<read>[^;()]{{0,24}}?),?\s*(?=ngay\b)"
        ),
        regex.compile(rf"\b(?P<type>{dated})\s+(?:{_MET}\s)?(?=ngay\s+\d)"),
    )


# "Kế hoạch của UBND tỉnh số 55/KH-UBND": whose it is, before the number.
_OF_BODY = r"(?:\s+cua\s+(?P<of>(?:(?!\stai\s)[^,;:.()\d]){3,60}?)(?=\s+so\s*:?\s*\S*$))?"
_BEFORE = 120
# A speck before a number, or a stroke of its first digit.
_STRAY = r"(?:[ijl|]|[^\w\s(])"


# Cyrillic letters that look like Latin ones: "NQ-СР" is typed so now and then.
_HOMOGLYPHS = str.maketrans("АВЕКМНОРСТХаеорсх", "ABEKMHOPCTXaeopcx")


def citations(text: str, grammar: Grammar) -> Iterator[Cited]:
    """Every citation in ``text``, in order."""
    text = text.translate(_HOMOGLYPHS)
    folded = fold(text)
    rules = _rules(grammar)
    found = [
        *_numbered(text, folded, rules, grammar),
        *_laws(text, folded, rules, grammar),
        *_minutes(text, folded, rules, grammar),
        *_unnumbered(text, folded, rules, grammar),
        *_slashless(text, folded, rules, grammar),
        *_misread(text, folded, rules, grammar),
        *_unread(text, folded, rules, grammar),
    ]
    last = -1
    for cited in sorted(found, key=lambda c: (c.start, -c.stop)):
        if cited.start >= last:
            yield cited
            last = cited.stop


def _numbered(text: str, folded: str, rules: _Rules, grammar: Grammar) -> Iterator[Cited]:
    for match in compiled(rf"(?<![\w/.-]){_NUMBER}(?!\w)").finditer(text):
        low = max(0, match.start() - _BEFORE)
        before = rules.numbered.search(folded[low : match.start()])
        name = before["type"] if before else None
        said = folded[low : match.start()].rstrip(" :").endswith("so")
        if not said and (name is None or match["old"]):
            continue
        number = compiled(r"\s+|(?<=\w)[.,]$").sub("", match.group()).replace("–", "-")
        if match["old"] and match["old"].isspace():  # "298 KH/TWĐTN"
            number = " ".join(match.group().split())
        kind = _type(name, number, grammar)
        start = low + before.start("type") if before and name else match.start()
        date, stop, doubt = _date(text, folded, match.end())
        issuer, stop = issuer_after(text, folded, stop, grammar, _bodies_of(number, kind))
        if issuer is None and before and before["of"]:
            issuer = expand(text[low + before.start("of") : low + before.end("of")], grammar)
        issuer = issuer or issuer_before(text, folded, start, grammar)
        if date is None and not doubt and (late := _late_date(text, folded, stop, grammar)):
            date, late_issuer, stop = late
            issuer = issuer or late_issuer
        number = _repaired(number, kind, issuer, grammar)
        if before and before["stray"]:
            stray = text[low + before.start("stray") : match.end()]
            doubt = f"a mark stands before its number: {stray}"
        yield Cited(Citation(kind, number, date, issuer), start, stop, doubt)


def _bodies_of(number: str, kind: str | None) -> int:
    """How many bodies issued a document: of a joint one, as many as its symbol has besides the type
    and the year, "16/2016/TTLT-BYT-BQP"."""
    if kind is None or not _JOINT.search(fold(kind)):
        return 1
    return max(len(compiled(r"(?<=[/-])\p{Lu}[\p{L}&]+").findall(number)) - 1, 2)


_JOINT = regex.compile(r"\b(?:lien tich|lien nganh|phoi hop)\b")


# "… của Sở Y tế ban hành ngày …", "… về việc … ngày … của Sở Y tế": the day behind the issuer, or
# behind the title and before the issuer.
_ISSUED = regex.compile(r"\s*,?\s*(?:(?:ky\s+)?ban hanh\s+|ky\s+)?(?=ngay\s*\d)")
_TITLED = regex.compile(
    r"\s*,?\s*(?:ve|v/v|phe duyet|quy dinh|huong dan)\s[^;:]{3,200}?\s(?=ngay\s*\d)"
)


def _late_date(
    text: str, folded: str, start: int, grammar: Grammar
) -> tuple[str, str | None, int] | None:
    """The day of a document that does not stand right behind its number, with the issuer behind
    it, and where they end."""
    if gap := _ISSUED.match(folded, start):
        date, stop, _ = _date(text, folded, gap.end())
        return (date, None, stop) if date else None
    title = _TITLED.match(folded, start)
    if title is None or regex.search(r"\bso\s*\d|\d/", title.group()):
        return None
    date, stop, _ = _date(text, folded, title.end())
    issuer, end = issuer_after(text, folded, stop, grammar)
    return (date, issuer, end) if date and issuer else None


_PARTS = regex.compile(
    r"(?<!\w)(?P<type>\p{L}\w*)(?P<glue>[-/])(?P<between>(?:\p{L}[\w&]*-)*)(?P<agency>\p{L}\w*)$"
)


def _repaired(number: str, kind: str | None, issuer: str | None, grammar: Grammar) -> str:
    """The number with a misread letter of its symbol put right, where the words around it say
    what it stands for: "Chỉ thị số 21/CT1-UBND", "12-NQ/EU … của … Tỉnh ủy"."""
    match = _PARTS.search(number)
    if not match:
        return number
    first, agency = match["type"], match["agency"]
    if first not in grammar.type_of or (kind and kind not in grammar.type_of[first]):
        # "Tờ trình số 5/TT-PNV": a known symbol that only lacks a letter was printed so.
        types = [
            short
            for short, names in grammar.type_of.items()
            if kind in names and (first not in grammar.type_of or len(short) == len(first))
        ]
        marked = [short for short in grammar.type_of if short == first.replace("D", "Đ")]
        first = _only_near(first, types) or (marked[0] if len(marked) == 1 else first)
    if issuer and not match["between"] and agency not in grammar.agencies:
        named = [
            short
            for short, known in grammar.agencies.items()
            if len(short) == len(agency) and any(fold(n) in fold(issuer) for n, _ in known)
        ]
        agency = _only_near(agency, named) or agency
    if agency.endswith("q") and (known := f"{agency[:-1]}g") in grammar.agencies:
        agency = known  # "CT-TTq"
    return number[: match.start()] + first + match["glue"] + match["between"] + agency


def _only_near(read: str, known: Iterable[str]) -> str | None:
    """The only one of ``known`` that differs from ``read`` by one sign."""
    near = [short for short in known if _differ_by_one(read, short) and fold(read) != fold(short)]
    return near[0] if len(near) == 1 else None


def _differ_by_one(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(
        long[:i] + long[i + 1 :] == short for i in range(len(long))
    )


def _type(name: str | None, number: str, grammar: Grammar) -> str | None:
    if name is not None:
        cited_as = {fold(k): v for k, v in grammar.words["types"]["cited_as"].items()}
        plain = " ".join(name.split())
        return grammar.types.get(plain) or cited_as.get(plain)
    short = regex.search(r"[/-]([A-ZĐ][\p{L}]*)[-/]", number)
    return _type_of_symbol(short[1], grammar) if short else None


def _type_of_symbol(short: str, grammar: Grammar) -> str | None:
    """The type that an abbreviation mostly stands for: "QĐ" is a decision sooner than a rule."""
    return next(iter(grammar.type_of.get(short, ())), None)


def _laws(text: str, folded: str, rules: _Rules, grammar: Grammar) -> Iterator[Cited]:
    """ "Luật Đất đai ngày 18 tháng 01 năm 2024", "Luật Ngân sách nhà nước năm 2015"."""
    for match in rules.law.finditer(folded):
        if not text[match.start()].isupper():
            continue
        end = match.end() + _law_name(folded[match.end() :])
        number = _LAW_NUMBER.match(folded[end:])
        value = text[end + number.start(1) : end + number.end(1)] if number else None
        stop = end + number.end() if number else end
        date, stop, doubt = _date(text, folded, stop)
        if date is None and (year := regex.match(r"\s*,?\s*nam\s*((?:19|20)\d\d)", folded[stop:])):
            date, stop = year[1], stop + year.end()
        kind = grammar.types.get(" ".join(match.group().split()), "Luật")
        if "hien phap" in match.group():
            kind = "Hiến pháp"
        if value is None and date is None and _NUMBERED_ON.match(folded, stop):
            doubt = "its number and date cannot be read"
        yield Cited(Citation(kind, value, date, None), match.start(), stop, doubt)


# "… số 16/2017/QH14", "… (Luật số 61/2020/QH14)".
_LAW_NUMBER = regex.compile(
    r"\s*(?:\(\s*(?:luat\s+)?)?so\s*:?\s*(\d{1,3}/\d{4}/[a-z]+\d*(?:-[a-z]+\d*)*)"
)
# What follows the name of a law whose number or date was broken.
_NUMBERED_ON = regex.compile(r"[^;]{0,12}?(?:\bso\b|\bngay\b|\bnam\b|\d)[^;]{0,24}?\d")
# Minutes have no number; what was held on that day stands between.
_MINUTES = regex.compile(r"\b(?P<type>bien ban)\b(?!\s+so\b)[^;:.]{0,120}?\s+ngay\s+(?=\d)")


def _minutes(text: str, folded: str, rules: _Rules, grammar: Grammar) -> Iterator[Cited]:
    """ "Biên bản họp Hội đồng ngày 08/12/2014"."""
    for match in _MINUTES.finditer(folded):
        date, stop, _ = _date(text, folded, match.end())
        if date and text[match.start()].isupper():
            issuer, stop = issuer_after(text, folded, stop, grammar)
            kind = _type(match["type"], "", grammar)
            yield Cited(Citation(kind, None, date, issuer), match.start(), stop)


# A document without a number: its day, or the meeting that it is of, stands right behind its type.
_MET = r"(?:hop|cuoc hop|hoi nghi|dai hoi|ky hop|phien hop)\b[^;:.()/]{0,90}?"


def _unnumbered(text: str, folded: str, rules: _Rules, grammar: Grammar) -> Iterator[Cited]:
    """ "Nghị quyết ngày 12/01/2022 của Hội nghị …": without a number, which it has not."""
    for match in rules.unnumbered.finditer(folded):
        if not text[match.start()].isupper():
            continue
        date, stop, _ = _date(text, folded, match.end())
        if date is None:
            continue
        issuer, stop = issuer_after(text, folded, stop, grammar)
        kind = _type(match["type"], "", grammar)
        yield Cited(Citation(kind, None, date, issuer), match.start(), stop)


# A reader lost the slash, or took it for a one: the serial is not known for sure.
_SLASHLESS = regex.compile(
    rf"(?<=(?:[Ss]ố:?|quyết)\s)\d{{1,5}}(?P<year>/20\d\d)?(?P<type>[A-ZĐ]\p{{L}}{{0,4}})-{_UNIT}(?:-{_UNIT})*(?!\w)"
)


def _slashless(text: str, folded: str, rules: _Rules, grammar: Grammar) -> Iterator[Cited]:
    """ "Quyết định số 26QĐ-TCTHADS ngày 08/10/2015": without its number, with a doubt."""
    for match in _SLASHLESS.finditer(text):
        low = max(0, match.start() - _BEFORE)
        before = rules.numbered.search(folded[low : match.start()])
        kind = _type(before["type"], "", grammar) if before and before["type"] else None
        date, stop, _ = _date(text, folded, match.end())
        if before is None or kind is None or (date is None and not match["year"]):
            continue
        issuer, stop = issuer_after(text, folded, stop, grammar)
        doubt = f"the slash of its number is missing: {match.group()}"
        start = low + before.start("type")
        yield Cited(Citation(kind, None, date, issuer), start, stop, doubt)


# Signs that a reader took digits of a serial for, or parted: "số ó5 7/QĐ-UBND".
_MISREAD_NUMBER = regex.compile(
    rf"(?<=[Ss][ốôo]:?\s)(?P<serial>(?=\S*[^\d\s/]){DIGIT_LIKE}{{1,4}}(?:\s\d{{1,3}})?)\s?"
    rf"(?P<symbol>/(?:(?:19|20)\d\d/)?{_SYMBOL})(?!\w)"
)


def _misread(text: str, folded: str, rules: _Rules, grammar: Grammar) -> Iterator[Cited]:
    """A number with letters among the digits of its serial, with a doubt."""
    for match in _MISREAD_NUMBER.finditer(text):
        if not any(map(str.isdecimal, match["serial"])):
            continue
        low = max(0, match.start() - _BEFORE)
        before = rules.numbered.search(folded[low : match.start()])
        name = before["type"] if before else None
        number = digits_of(match["serial"]).replace(" ", "") + match["symbol"].replace("–", "-")
        number = _repaired(regex.sub(r"\s+", "", number), None, None, grammar)
        date, stop, _ = _date(text, folded, match.end())
        issuer, stop = issuer_after(text, folded, stop, grammar)
        doubt = f"digits of its number were put right; read as {match.group()}"
        start = low + before.start("type") if before and name else match.start()
        yield Cited(
            Citation(_type(name, number, grammar), number, date, issuer), start, stop, doubt
        )


def _unread(text: str, folded: str, rules: _Rules, grammar: Grammar) -> Iterator[Cited]:
    """ "Kế hoạch số …/KH-PYT ngày … tháng 10 năm 2017", "Chỉ thị số 4-C n U ngày 2/5/2015": a
    document whose number is blank or broken, without it, with a doubt."""
    for match in rules.unread.finditer(folded):
        read = text[match.start("read") : match.end("read")].strip()
        known = compiled(rf"{_NUMBER}(?!\w)").search(read) or _SLASHLESS.search(f"số {read}")
        blank = not any(map(str.isalnum, read)) or compiled(r"[\s.…_]*/").match(read)
        if (
            known
            or not text[match.start()].isupper()
            or not (blank or compiled(r"\d").search(read))
        ):
            continue
        date, stop, _ = _date(text, folded, match.end())
        if date is None:
            continue
        issuer, stop = issuer_after(text, folded, stop, grammar)
        issuer = issuer or issuer_before(text, folded, match.start(), grammar)
        doubt = f"its number cannot be read: {read}" if read else ""
        if blank:
            doubt = "its serial is blank or written by hand"
        kind = _type(match["type"], "", grammar)
        yield Cited(Citation(kind, None, date, issuer), match.start(), stop, doubt)


_LAW_DATED = r"(?=\s*,?\s*(?:\bso\b\W*\d|\bngay\s*\d|\bnam\s*\d{4}|\(\s*(?:luat\s+)?so\b))"
# The name of a law may hold commas where a number or date follows; one that amends others holds
# their names.
_LONG_LAW = regex.compile(
    r"(?:(?!(?<!phap )\b(?:luat|nghi dinh|nghi quyet|quyet dinh|thong tu)\b)[^;:.()]){0,200}?"
    rf"{_LAW_DATED}|\s+sua doi[^;:.()]{{0,260}}?{_LAW_DATED}"
)
_SHORT_LAW = regex.compile(
    r"[^;:.()]{0,160}?(?=\s*(?:\bso\b|\bngay\b|[;,.:()]|$"
    r"|\bva\s+(?:nghi dinh|nghi quyet|quyet dinh|thong tu|phap lenh|luat|bo luat)\b))"
)


def _law_name(rest: str) -> int:
    """Where the name of a law ends in the folded text after the word "luat"."""
    match = _LONG_LAW.match(rest) or _SHORT_LAW.match(rest)
    return match.end() if match else 0


def _date(text: str, folded: str, start: int) -> tuple[str | None, int, str]:
    """The date right after a number, where it ends, and what is doubtful in it; marks that were
    read between the two are passed over."""
    gap = compiled(r"(?:\s*[,(]|[^\w;:.]{0,4})\s*(?:\.\s*(?=ngày))?").match(text[start:])
    at = start + (gap.end() if gap else 0)
    day = compiled(r"ngay\s*").match(folded[at:])
    for begin in (at, at + day.end() if day else at, start):
        if match := DATE.match(folded, begin):
            found = next(dates(folded[match.start() : match.end()]), None)
            printed = text[match.start() : match.end()]
            doubt = "" if found else f"there is no such day: {printed}"
            return (found.iso if found else None), match.end(), doubt
    if day and (misread := misread_date(text, at)):
        printed = text[misread.start : misread.stop]
        return misread.iso, misread.stop, f"its date was put right; read as {printed}"
    if day and (partial := partial_date(folded, at)):
        return partial.iso, partial.stop, "the day of its date is blank or could not be read"
    return None, start, "its date cannot be read" if day else ""
