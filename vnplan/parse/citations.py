"""Documents that a text cites: type, number, date, issuer, and which of them it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from vnplan.parse.dates import DATE, dates
from vnplan.parse.evidence import Findings
from vnplan.parse.grammar import Grammar, alternatives
from vnplan.parse.names import expand
from vnplan.parse.passage import Passage, fold, lowered
from vnplan.record import Citation

_UNIT = r"[A-ZĐ][\p{L}\d&]*"
_SYMBOL = rf"{_UNIT}(?:\s?[-–]\s?[A-ZĐ][\p{{L}}\d&.,]*[\p{{L}}\d&])*"
_NUMBER = (
    rf"(?:(?<=[Ss]ố )\d\s)?\d{{1,6}}[A-Za-z]?\d?\s?(?:/\s?(?:19|20)\d\d\s?)?"
    rf"(?:/\s?|[-–]\s?{_UNIT}\s?/\s?){_SYMBOL}"
)
_LAW = r"(?:bo luat|luat|phap lenh|hien phap)"


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation and the span of the text that says it, its issuer included.

    ``doubt``: why its number is left out, if it was printed; else "".
    """

    citation: Citation
    start: int
    stop: int
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Rules:
    numbered: regex.Pattern[str]
    law: regex.Pattern[str]
    issuer_ends: regex.Pattern[str]
    issuer_before: regex.Pattern[str]


@lru_cache(maxsize=8)
def _rules(grammar: Grammar) -> _Rules:
    names = {**grammar.types, **{fold(k): v for k, v in grammar.words["types"]["cited_as"].items()}}
    types = alternatives(sorted(names, key=lambda n: (-len(n), n)))
    ends = sorted({*_TITLE_WORDS, *map(lowered, grammar.words["bodies"]["verbs"])}, key=len)[::-1]
    return _Rules(
        regex.compile(rf"(?:\b(?P<type>{types})(?:\s+(?:dang|uy|cua|nay))?\s*)?(?:\bso\s*:?\s*)?$"),
        regex.compile(rf"\b{_LAW}\b(?=\s+\p{{L}})"),
        regex.compile(rf"\s*[,;.:()\"]|\s+{alternatives(ends)}(?!\w)|$"),
        regex.compile(r"(?:cua|de nghi cua)\s+(?P<issuer>[^,;.]{3,90}?)\s+tai(?:\s+cac)?\s*$"),
    )


# Words after which the title of a cited document follows.
_TITLE_WORDS = (
    "về", "v/v", "quy định", "sửa đổi", "phê duyệt", "ban hành", "hướng dẫn", "công bố", "giao",
    "và", "tại", "khóa", "thông qua", "điều chỉnh", "thực hiện", "triển khai", "để", "theo", "gửi",
    "ngày", "năm", "được", "trong", "nhằm", "thay thế", "tiếp tục", "quyết định", "kết luận",
    "đến", "trên", "đã", "có", "là", "nhiệm kỳ", "giai đoạn", "vướng mắc", "kèm theo",
)  # fmt: skip


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
        *_slashless(text, folded, rules, grammar),
    ]
    last = -1
    for cited in sorted(found, key=lambda c: (c.start, -c.stop)):
        if cited.start >= last:
            yield cited
            last = cited.stop


def _numbered(text: str, folded: str, rules: _Rules, grammar: Grammar) -> Iterator[Cited]:
    for match in regex.finditer(rf"(?<![\w/.-]){_NUMBER}(?!\w)", text):
        low = max(0, match.start() - 60)
        before = rules.numbered.search(folded[low : match.start()])
        name = before["type"] if before else None
        if name is None and not folded[low : match.start()].rstrip(" :").endswith("so"):
            continue
        number = regex.sub(r"\s+|(?<=\w)[.,]$", "", match.group()).replace("–", "-")
        kind = _type(name, number, grammar)
        start = low + before.start("type") if before and name else match.start()
        date, stop = _date(folded, match.end())
        issuer, stop = _issuer(text, folded, stop, rules, grammar)
        if issuer is None and (earlier := rules.issuer_before.search(folded[:start])):
            issuer = text[earlier.start("issuer") : earlier.end("issuer")]
            issuer = expand(issuer, grammar)
        number = _repaired(number, kind, issuer, grammar)
        yield Cited(Citation(kind, number, date, issuer), start, stop)


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
        first = _only_near(first, types) or first
    if issuer and not match["between"] and agency not in grammar.agencies:
        named = [
            short
            for short, known in grammar.agencies.items()
            if len(short) == len(agency) and any(fold(n) in fold(issuer) for n, _ in known)
        ]
        agency = _only_near(agency, named) or agency
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
    known = grammar.type_of.get(short, ())
    types = grammar.words["types"]["types"]
    first = (entry["name"] for entry in types if entry["abbreviations"][:1] == [short])
    return next(first, known[0] if known else None)


def _laws(text: str, folded: str, rules: _Rules, grammar: Grammar) -> Iterator[Cited]:
    """ "Luật Đất đai ngày 18 tháng 01 năm 2024", "Luật Ngân sách nhà nước năm 2015"."""
    for match in rules.law.finditer(folded):
        if not text[match.start()].isupper():
            continue
        end = match.end() + _law_name(folded[match.end() :])
        number = regex.match(r"\s*so\s*:?\s*(\d{1,3}/\d{4}/[a-z]+\d*)", folded[end:])
        value = text[end + number.start(1) : end + number.end(1)] if number else None
        stop = end + number.end() if number else end
        date, stop = _date(folded, stop)
        if date is None and (year := regex.match(r"\s*,?\s*nam\s*((?:19|20)\d\d)", folded[stop:])):
            date, stop = year[1], stop + year.end()
        kind = grammar.types.get(" ".join(match.group().split()), "Luật")
        if "hien phap" in match.group():
            kind = "Hiến pháp"
        yield Cited(Citation(kind, value, date, None), match.start(), stop)


# Minutes have no number; what was held on that day stands between.
_MINUTES = regex.compile(r"\b(?P<type>bien ban)\b(?!\s+so\b)[^;:.]{0,120}?\s+ngay\s+(?=\d)")


def _minutes(text: str, folded: str, rules: _Rules, grammar: Grammar) -> Iterator[Cited]:
    """ "Biên bản họp Hội đồng ngày 08/12/2014"."""
    for match in _MINUTES.finditer(folded):
        date, stop = _date(folded, match.end())
        if date and text[match.start()].isupper():
            issuer, stop = _issuer(text, folded, stop, rules, grammar)
            kind = _type(match["type"], "", grammar)
            yield Cited(Citation(kind, None, date, issuer), match.start(), stop)


# A reader lost the slash, or took it for a one: the serial is not known for sure.
_SLASHLESS = regex.compile(
    rf"(?<=[Ss]ố:?\s)\d{{1,5}}(?P<type>[A-ZĐ]\p{{L}}{{0,4}})-{_UNIT}(?:-{_UNIT})*(?!\w)"
)


def _slashless(text: str, folded: str, rules: _Rules, grammar: Grammar) -> Iterator[Cited]:
    """ "Quyết định số 26QĐ-TCTHADS ngày 08/10/2015": without its number, with a doubt."""
    for match in _SLASHLESS.finditer(text):
        low = max(0, match.start() - 60)
        before = rules.numbered.search(folded[low : match.start()])
        kind = _type(before["type"], "", grammar) if before and before["type"] else None
        date, stop = _date(folded, match.end())
        if before is None or kind is None or date is None:
            continue
        issuer, stop = _issuer(text, folded, stop, rules, grammar)
        doubt = f"the slash of its number is missing: {match.group()}"
        start = low + before.start("type")
        yield Cited(Citation(kind, None, date, issuer), start, stop, doubt)


_LAW_DATED = r"(?=\s*,?\s*(?:\bso\b\W*\d|\bngay\s*\d|\bnam\s*\d{4}|\(so\b))"
# The name of a law may hold commas where a number or date follows; one that amends others holds
# their names.
_LONG_LAW = regex.compile(
    r"(?:(?!(?<!phap )\b(?:luat|nghi dinh|nghi quyet|quyet dinh|thong tu)\b)[^;:.()]){0,200}?"
    rf"{_LAW_DATED}|\s+sua doi[^;:.()]{{0,260}}?{_LAW_DATED}"
)
_SHORT_LAW = regex.compile(r"[^;:.()]{0,160}?(?=\s*(?:\bso\b|\bngay\b|[;,.:()]|$))")


def _law_name(rest: str) -> int:
    """Where the name of a law ends in the folded text after the word "luat"."""
    match = _LONG_LAW.match(rest) or _SHORT_LAW.match(rest)
    return match.end() if match else 0


def _date(folded: str, start: int) -> tuple[str | None, int]:
    """The date right after a number, and where it ends."""
    gap = regex.match(r"\s*[,(]?\s*(?:ngay\s*)?", folded[start:])
    at = start + (gap.end() if gap else 0)
    for begin in (at, at - 5, start):
        match = DATE.match(folded, max(start, begin)) or DATE.match(folded, at)
        if match:
            found = next(dates(folded[match.start() : match.end()]), None)
            return (found.iso if found else None), match.end()
    match = regex.search(r"ngay\s*[^,;.]{0,30}", folded[start : start + 3 + 5])
    return None, start


def _issuer(
    text: str, folded: str, start: int, rules: _Rules, grammar: Grammar
) -> tuple[str | None, int]:
    """The body after "của", up to the title of the document or the end of the clause."""
    of = regex.match(r"\)?\s*,?\s*cua\s+", folded[start:])
    if not of:
        return None, start
    low = start + of.end()
    end = low
    for stop in rules.issuer_ends.finditer(lowered(text), low + 2):
        end = stop.start()
        if not _inside_name(text, stop):
            break
    return expand(text[low:end].strip(), grammar) or None, end


def _inside_name(text: str, stop: regex.Match[str]) -> bool:
    """ "và", "," and verbs in capitals go on with the name: "Sở Giáo dục và Đào tạo"."""
    word = stop.group().strip()
    after = text[stop.end() :].lstrip()
    if word in (",", "và"):
        return (
            after[:1].isupper()
            and bool(regex.match(r"\p{Lu}\p{Ll}*\s+(?:\p{Ll}|\p{Lu}\p{Ll}*\s+và\s)", after))
            and not regex.match(_BODY_START, fold(after))
        )
    return text[stop.start() :].lstrip()[:1].isupper() and word.replace(" ", "").isalpha()


_BODY_START = (
    r"(?:uy ban|so |bo |ban |hoi dong|tinh|chu tich|van phong|ke hoach|quyet dinh|nghi|chi thi|"
    r"cong van|thong|huong dan|ket luan|chuong trinh|to trinh|bao cao|luat|van ban|cong dien|"
    r"quy dinh|de an|bien ban|phap lenh)"
)


def basis(text: str, grammar: Grammar) -> Iterator[Cited]:
    """What a paragraph of the preamble rests on: the first citation of each clause, not those
    inside the titles of cited documents."""
    for low, high in _clauses(text):
        row: list[Cited] = []
        for cited in citations(text[low:high], grammar):
            between = fold(text[low + row[-1].stop : low + cited.start]) if row else ""
            if row and not (_JOINS.fullmatch(between) or _SIBLING.fullmatch(between)):
                break
            if row and _shares_day(row[-1].citation, between, cited.citation):
                row[-1] = _dated(row[-1], cited.citation)
            row.append(cited)
        yield from (replace(c, start=low + c.start, stop=low + c.stop) for c in row)


# "số 7/CĐ-UBND và số 8/CĐ-UBND ngày 3/2/2031": the day and the issuer are those of both.
_SAME_DAY = regex.compile(r"\W*(?:va\s+)?so\s*")


def _shares_day(one: Citation, between: str, other: Citation) -> bool:
    """Whether the day of the other is said of both: not of one whose number has another year."""
    if one.date or not other.date or not _SAME_DAY.fullmatch(between):
        return False
    years = regex.findall(r"/((?:19|20)\d\d)/", one.number or "")
    return not years or other.date.startswith(years[0])


def _dated(cited: Cited, later: Citation) -> Cited:
    issuer = cited.citation.issuer or later.issuer
    return replace(cited, citation=replace(cited.citation, date=later.date, issuer=issuer))


_JOINS = regex.compile(r"\W*(?:(?:va|cac|so|cung)\W*)*")


# "… về việc đua thuyền, Công điện số …", "… và ý kiến của Sở Y tế tại Công văn số …": after
# the title of one document, another on which the text rests; a title that cites none itself.
_SIBLING = regex.compile(
    r"[^;]*?(?:\bsua\s+doi,?\s+bo\s+sung\W*(?:mot\s+so\s+dieu\W*)?(?:boi|theo|tai)\s+(?:cac\s+)?|"
    r",\s*(?:va\s+)?|\bva\s+|(?:\bva|,)\s*"
    r"(?:huong dan|y kien|de nghi|de xuat|chi dao|ket luan|thong bao)\b"
    r"[^;]{0,120}?\btai\s+(?:cac\s+)?|,\s*(?:va\s+)?cua\s+[^;]{3,60}?\btai\s+(?:van\s+ban\s+)?)"
    r"(?:so\s+)?"
)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Spans between semicolons outside brackets."""
    low = depth = 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char == ";" and depth <= 0:
            yield low, at
            low = at + 1
    yield low, len(text)


def read_legal_basis(
    preamble: Iterable[Passage], grammar: Grammar, notes: Findings
) -> tuple[Citation, ...]:
    """What the paragraphs of the preamble rest on, each document once."""
    found: dict[tuple[str | None, str | None, str | None], Citation] = {}
    goes_on = False
    for paragraph in preamble:
        text = paragraph.text
        first = next(citations(text, grammar), None) if goes_on else None
        goes_on = bool(_RESTS.search(paragraph.folded)) or (first is not None and not first.start)
        if not goes_on:
            continue
        goes_on = text.rstrip().endswith(";")
        for cited in basis(text, grammar):
            c = cited.citation
            if (c.type, c.number, c.date) not in found:
                found[c.type, c.number, c.date] = c
                printed = paragraph[cited.start : cited.stop]
                name = f"legal_basis[{len(found) - 1}]"
                notes.found(name, printed, 0.6 if cited.doubt else 0.93, cited.doubt)
    if found:
        notes.evidence["legal_basis"] = notes.evidence["legal_basis[0]"]
    return tuple(found.values())


# What the words "theo", "trên cơ sở", "để triển khai" must stand before to open a basis.
_ACT = (
    r"(?:(?:\s+(?:tinh than|noi dung|cac|chi dao|y kien|quy dinh)(?:\s+(?:cua|tai))?)*"
    r"|\s+(?:y kien|chi dao|de nghi|ket luan)\b[^.;:]{3,90}?\btai(?:\s+cac)?)\s+"
    r"(?:de nghi|to trinh|quyet dinh|chi thi|nghi quyet|ke hoach|luat|nghi dinh|thong tu|cong van|"
    r"cong dien|ket luan|chuong trinh|quy dinh|huong dan|thong bao|van ban|phap lenh|don de nghi|"
    r"bao cao|bien ban|de an)\b"
)
_RESTS = regex.compile(
    r"^\W*(?:can cu|thuc hien|xet|thi hanh|trien khai|tiep tuc thuc hien|duoc su)\b"
    rf"|^\W*(?:theo|tren co so|sau khi (?:xem xet|nghe))\b{_ACT}"
    rf"|^\W*de (?:trien khai|thuc hien|thi hanh)\b{_ACT}"
    rf"|[.;]\s+(?:(?:can cu|thuc hien|xet|thi hanh)\b|tren co so\b{_ACT})"
    rf"|^\W*(?:de|nham)\b[^.;:]{{0,250}}?,\s+(?:can cu|thuc hien){_ACT}"
    r"|^.{0,200}?\bnhan duoc\b"
)
