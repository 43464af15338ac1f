"""What the preamble of a document rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import regex

from vnplan.parse.citations.citations import Cited, citations
from vnplan.parse.text.abbreviations import expand
from vnplan.parse.text.dates import misread_date
from vnplan.parse.text.evidence import HARDLY_READ, Findings
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.passage import Passage, fold
from vnplan.record import Citation


def basis(text: str, grammar: Grammar) -> Iterator[Cited]:
    """What a paragraph of the preamble rests on: the first citation of each clause, not those
    inside the titles of cited documents."""
    text = undusted(text)
    text = text[: end.start()] if (end := _ORDERS.search(text)) else text
    of_all = _issuer_of_all(text, grammar)
    for low, high in _clauses(text):
        row = _row(text[low:high], grammar)
        of_all = of_all or _issuer_in_front(text[low:high], grammar)
        for cited in _shared_issuers(row):
            issuer = cited.citation.issuer or of_all
            cited = replace(cited, citation=replace(cited.citation, issuer=issuer))
            yield replace(cited, start=low + cited.start, stop=low + cited.stop)


# What is ordered follows: it cites other documents.
_ORDERS = regex.compile(r"\b(?:như sau|(?:yêu cầu|đề nghị|chỉ thị)(?: như sau)?)\s*:")


def _row(clause: str, grammar: Grammar) -> list[Cited]:
    """The citations of a clause that it rests on itself."""
    row: list[Cited] = []
    title = 0  # where a law ends that the title of the last of them names
    for cited in citations(clause, grammar):
        if row and not _is_beside(row[-1], cited, title, clause):
            if title or cited.citation.number or cited.citation.date:
                break
            title = cited.stop
            continue
        between = fold(clause[row[-1].stop : cited.start]) if row else ""
        if row and _shares_day(row[-1].citation, between, cited.citation):
            row[-1] = _dated(row[-1], cited.citation)
        row.append(cited)
        title = 0
    return row


def _is_beside(one: Cited, other: Cited, title: int, clause: str) -> bool:
    """Whether a clause rests on a second document as on the first: not on one that the title of the
    first names. Behind such a law, only on another of the first one's kind."""
    if title:
        kinds = one.citation.type, other.citation.type
        dated = other.citation.number and other.citation.date and kinds[0] == kinds[1]
        return bool(dated and _AND.fullmatch(fold(clause[title : other.start])))
    between = fold(clause[one.stop : other.start])
    if _JOINS.fullmatch(between) or _SIBLING.fullmatch(between):
        return True
    bracketed = all(clause[: each.start].rstrip().endswith("(") for each in (one, other))
    return bracketed and bool(_BRACKETED.fullmatch(between))


_AND = regex.compile(r"\W*va\W*")
# "… (Công văn số …), ý kiến của các Bộ: Xây dựng (Công văn số …), Tài chính (Công văn số …)".
_BRACKETED = regex.compile(r"\W*\)[^;()]{2,160}\(\W*")


# Signs that stand where none is printed: dust that a reader took for them. Nothing ends before a
# word in small letters, no number or day begins with a dash, and no name of a body is cut after its
# head.
_DUST = regex.compile(
    r"(?<=\p{L})[.:](?=\s\p{Ll})(?!\s(?:số|gồm)\b)|(?<=\p{Ll})[.:](?=\p{L}\p{Ll})"
    r"|(?<=\b(?:[Nn]gày|[Ss][ốõỗ]|[Tt]háng))\s?[.:,'-](?=\s?\d)|(?<=\p{Ll})-(?=\p{Ll})"
    r"|(?<=\b(?:Sở|Bộ|Ban|Cục|Vụ|Viện|Phòng|đốc|trưởng|tịch|nhiệm))\.(?=\s\p{Lu})"
)


def undusted(text: str) -> str:
    """The text of a preamble with spaces for dust, so that places stay the same.

    >>> undusted("số-7/QĐ-SYT ngày.01 tháng 7 của Sở. Y tế về: kiểm tra")
    'số 7/QĐ-SYT ngày 01 tháng 7 của Sở  Y tế về  kiểm tra'
    """
    return _DUST.sub(lambda match: " " * len(match.group()), text)


_OF_ALL = regex.compile(r"\bcac\s+[^;:.]{4,40}?\s+cua\s+(?P<issuer>[^,;:.]{3,60}):\s*so\b")


def _issuer_of_all(text: str, grammar: Grammar) -> str | None:
    """The issuer of "các Quyết định của UBND tỉnh: Số 5/QĐ-UBND …; số 6/QĐ-UBND …"."""
    match = _OF_ALL.search(fold(text))
    return expand(text[match.start("issuer") : match.end("issuer")], grammar) if match else None


def _issuer_in_front(text: str, grammar: Grammar) -> str | None:
    """The issuer of "Bộ Y tế đã ban hành Công văn số 5/BYT-BH …"."""
    match = regex.match(_ISSUED, fold(text))
    return expand(text[match.start("by") : match.end("by")], grammar) if match else None


def _shared_issuers(row: Sequence[Cited]) -> Iterator[Cited]:
    """The citations of one clause; of "Nghị định số 2/2010/NĐ-CP và Nghị định số 3/2011/NĐ-CP của
    Chính phủ" the issuer is that of both: their symbols name the same body."""
    for cited in row:
        named = [
            other.citation.issuer
            for other in row
            if other.citation.issuer and _bodies(cited.citation) & _bodies(other.citation)
        ]
        issuer = cited.citation.issuer or (named[0] if named else None)
        yield replace(cited, citation=replace(cited.citation, issuer=issuer))


def _bodies(citation: Citation) -> frozenset[str]:
    """The abbreviations of bodies in a symbol: "STNMT" of a dispatch "63/STNMT-BHĐ", behind which
    its section stands; "UBND" and "HĐND" leave open of which place."""
    parts = regex.findall(r"(?<=[/-])\p{Lu}[\p{L}&]+", citation.number or "")
    if citation.type == "Công văn":
        parts = parts[:1]
    kind = {parts[0]} if len(parts) > 1 else set()
    return frozenset(parts) - kind - {"UBND", "HĐND"}


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
    r"(?:(?:(?!\bve\s+viec\b)[^;])*?"
    r"\bsua\s+doi,?\s+bo\s+sung\W*(?:mot\s+so\s+dieu\W*)?(?:boi|theo|tai)\s+(?:cac\s+)?|"
    r"[^;]*?(?:,\s*(?:va\s+)?|\bva\s+|(?:\bva|,)\s*"
    r"(?:tren\s+co\s+so\s+)?(?:bao\s+cao\s+)?"
    r"(?:huong dan|y kien|de nghi|de xuat|chi dao|ket luan|thong bao)\b"
    r"[^;]{0,120}?\btai\s+(?:cac\s+)?|,\s*(?:va\s+)?cua\s+[^;]{3,60}?\btai\s+(?:van\s+ban\s+)?))"
    r"(?:so\s+)?"
)


_OPENS = regex.compile(r"(?<=\S)[.:, ](?=\s?(?:Căn cứ|Theo đề nghị|Xét đề nghị) )")


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Spans between semicolons outside brackets; another sign before "Căn cứ" was one."""
    low = depth = 0
    opens = {match.start() for match in _OPENS.finditer(text)}
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if (char == ";" and depth <= 0) or at in opens:
            yield low, at
            low = at + 1
    yield low, len(text)


def read_legal_basis(
    preamble: Iterable[Passage], listed: Iterable[Passage], grammar: Grammar, notes: Findings
) -> tuple[Citation, ...]:
    """What the paragraphs of the preamble rest on, and the items ``listed`` below a heading on what
    the document rests on; each document once."""
    found: dict[tuple[str | None, str | None, str | None], Citation] = {}
    goes_on = False
    for paragraph, below in (*((p, False) for p in preamble), *((p, True) for p in listed)):
        text = paragraph.text
        goes_on = goes_on or below
        first = next(citations(text, grammar), None) if goes_on else None
        goes_on = bool(_RESTS.search(fold(undusted(text)))) or (
            first is not None and not first.start
        )
        if not goes_on:
            continue
        goes_on = text.rstrip().endswith(";")
        for cited in basis(text, grammar):
            printed = paragraph[cited.start : cited.stop]
            cited = _as_known(_seen_again(cited, printed), printed, grammar)
            c = cited.citation
            if not (c.number or c.date or cited.doubt):
                continue  # "Luật Đê điều và các văn bản hướng dẫn": nothing to find it by
            if (c.type, c.number, c.date) not in found:
                found[c.type, c.number, c.date] = c
                name = f"legal_basis[{len(found) - 1}]"
                notes.found(name, printed, 0.6 if cited.doubt else 0.93, cited.doubt)
    if found:
        notes.evidence["legal_basis"] = notes.evidence["legal_basis[0]"]
    return tuple(found.values())


def _seen_again(cited: Cited, printed: Passage) -> Cited:
    """The citation held against the print: a day that the restorer took for a word, a serial that
    a pen put into its gap and that can hardly be read."""
    c = cited.citation
    if c.date and len(c.date) < len("2031-02-03"):
        raw = printed.raw()
        days = (misread_date(raw, m.start()) for m in regex.finditer(r"[Nn]g[àa]y", raw))
        if day := next((day for day in days if day and day.iso.startswith(c.date)), None):
            doubt = f"its date was put right; read as {raw[day.start : day.stop]}"
            cited = Cited(replace(c, date=day.iso), cited.start, cited.stop, doubt)
    year = regex.search(r"/((?:19|20)\d\d)/", c.number or "")
    if year and c.date and not c.date.startswith(year[1]) and not cited.doubt:
        cited = replace(cited, doubt="the years of its number and of its date differ")
    serial = regex.search(r"(?<=\s)(\d{1,5})\s/", printed.text) if c.number else None
    if serial and printed[slice(*serial.span(1))].least_read() <= HARDLY_READ:
        doubt = f"its serial is perhaps written by hand; read as {serial[1]}"
        without = replace(cited.citation, number=None)
        cited = Cited(without, cited.start, cited.stop, doubt)
    return cited


def _as_known(cited: Cited, printed: Passage, grammar: Grammar) -> Cited:
    """The citation held against what is known of the document of that number, where a reader may
    have misread it: a date that differs in one part only is put right, unless it is that of a
    document whose number differs in one digit; one that cannot be read is taken from there, another
    one is a doubt."""
    c = cited.citation
    known = grammar.cited_dates.get(c.number or "")
    if not known or printed.is_untouched() or (c.date and known.startswith(c.date)):
        return cited
    if not c.date:
        return replace(cited, citation=replace(c, date=known)) if cited.doubt else cited
    parts = zip(c.date.split("-"), known.split("-"), strict=False)
    near = sum(read != true for read, true in parts) == 1
    if near and not _dated_as_neighbour(c.number or "", c.date, grammar):
        doubt = f"its date was put right; read as {_told(c.date)}"
        return Cited(replace(c, date=known), cited.start, cited.stop, doubt)
    doubt = f"other documents cite this number as of {_told(known)}"
    return replace(cited, doubt=cited.doubt or doubt)


def _dated_as_neighbour(number: str, iso: str, grammar: Grammar) -> bool:
    """Whether a document of that date has a number that differs in one digit of the serial, which a
    reader may have misread instead."""
    serial, mark, symbol = number.partition("/")
    places = range(len(serial))
    others = (
        serial[:at] + digit + serial[at + 1 :] + mark + symbol
        for at in places
        for digit in "0123456789"
    )
    return any(grammar.cited_dates.get(other) == iso for other in others if other != number)


def _told(iso: str) -> str:
    """
    >>> _told("2031-02-03")
    '03/02/2031'
    """
    return "/".join(reversed(iso.split("-")))


# What the words "theo", "trên cơ sở", "để triển khai" must stand before to open a basis.
_ACT = (
    r"(?:(?:\s+(?:tinh than|noi dung|cac|chi dao|y kien|quy dinh)(?:\s+(?:cua|tai))?)*"
    r"|\s+(?:y kien|chi dao|de nghi|ket luan)\b[^.;:]{3,90}?\btai(?:\s+cac)?)\s+"
    r"(?:de nghi|to trinh|quyet dinh|chi thi|nghi quyet|ke hoach|luat|nghi dinh|thong tu|cong van|"
    r"cong dien|ket luan|chuong trinh|quy dinh|huong dan|thong bao|van ban|phap lenh|don de nghi|"
    r"bao cao|bien ban|de an)\b"
)
# "Để thực hiện tốt Chỉ thị …", "… thắng lợi dự toán được Tổng cục giao tại Quyết định …".
_WELL = (
    r"(?:\s+(?:tot|thang loi|co hieu qua|hieu qua|nghiem tuc|kip thoi|day du|dong bo))*"
    r"(?:\s+(?:du toan|nhiem vu|chi tieu)\b[^.;:]{3,120}?\btai(?:\s+cac)?)?"
)
# "Bộ Y tế đã ban hành Công văn số …": who, before what.
_ISSUED = (
    r"^\W*(?P<by>\p{L}[^.;:,\d]{2,70}?)\s+(?:da\s+)?(?:co|ban hanh|ra)\s+"
    r"(?=(?:cong van|cong dien|quyet dinh|chi thi|ke hoach|thong bao|van ban|huong dan)\s+"
    r"(?:khan\s+|hoa toc\s+)?so\s*:?\s*\d)"
)
_RESTS = regex.compile(
    r"^\W*(?:can cu|thuc hien|xet|thi hanh|trien khai|tiep tuc thuc hien|duoc su|tiep nhan)\b"
    rf"|^\W*(?:phuc dap|tra loi|tiep theo|tiep sau){_ACT}"
    rf"|^\W*(?:theo|tren co so|sau khi (?:xem xet|nghe))\b{_ACT}"
    rf"|^\W*de (?:trien khai|thuc hien|thi hanh){_WELL}{_ACT}"
    r"|^\W*sau khi nghe\b[^.;:]{3,160}?(?:\btai|\()\s*(?:bao cao|to trinh|van ban|cong van) so\b"
    rf"|[.;]\s+(?:(?:can cu|thuc hien|xet|thi hanh)\b|tren co so\b{_ACT})"
    rf"|^\W*(?:de|nham)\b[^.;:]{{0,250}}?,\s+(?:can cu|thuc hien){_ACT}"
    r"|^.{0,200}?\bnhan duoc\b"
    rf"|{_ISSUED}"
)
