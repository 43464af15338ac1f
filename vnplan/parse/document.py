"""The order of the parser's steps: from the lines of a file to its documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from vnplan.model import PageInfo, RestoredLine, Route
from vnplan.parse.citations import basis
from vnplan.parse.documents import Zones, split, zones
from vnplan.parse.evidence import Findings
from vnplan.parse.grammar import Grammar
from vnplan.parse.header import read_date, read_number, read_subject, read_type
from vnplan.parse.issuer import Clues, find_issuer
from vnplan.parse.letterhead import Letterhead, read_letterhead
from vnplan.parse.lines import Kind, Row, alike, line_rules, rows
from vnplan.parse.marks import read_overlay, read_received
from vnplan.parse.passage import Passage, fold, join
from vnplan.parse.period import find_period
from vnplan.parse.signature import Signature, read_signature
from vnplan.parse.structure import Item, paragraphs
from vnplan.parse.tasks import Directives, Found
from vnplan.record import Citation, Directive, Document, Marks, Signer, Task

# Types whose items are orders without a heading that says so.
_FREE = frozenset({"Công văn", "Chỉ thị", "Công điện", "Quyết định", "Thông báo", "Kết luận", "Nghị quyết"})


def parse(
    lines: Sequence[RestoredLine], pages: Sequence[PageInfo], grammar: Grammar
) -> tuple[Document, ...]:
    """The documents of a file, in order. Never fails: what cannot be found is ``None`` or a doubt.

    ``pages`` tells which pages are plain text (they have no page numbers worth giving) and what
    was lost on others.
    """
    typed = rows(lines, pages, grammar)
    documents = [_document(part, pages, grammar) for part in split(typed)]
    return tuple(documents) or (Document(doubts=Findings().doubts and ()),)


def _document(typed: Sequence[Row], pages: Sequence[PageInfo], grammar: Grammar) -> Document:
    notes = Findings()
    head = read_letterhead(typed, grammar)
    parts = zones(typed, head.body, line_rules(grammar))
    foot = read_signature(parts.tail, grammar)
    text = " ".join(row.text for row in (*parts.body, *parts.annex))
    preamble, body = _preamble(paragraphs(parts.body))

    number = read_number(head, grammar, notes)
    date, place = read_date(head, grammar, notes)
    kind = read_type(head, number, grammar, notes)
    subject = read_subject(head, text, grammar, notes)
    opening = " ".join(item.text.text for item in preamble)
    clues = Clues(head.issuers, head.title_rest, number, place, text, opening)
    issuer = find_issuer(clues, grammar)
    if issuer.name:
        notes.found("issuer", issuer.name_from or None, issuer.rule, issuer.reason)
    else:
        notes.doubt("issuer", None, "no letterhead names the issuer")
    if issuer.parent:
        notes.found("parent_issuer", issuer.parent_from, 0.95)
    period = find_period(subject) if subject else None
    if period:
        notes.found("period", join(head.subject), 0.9)

    tasks, others = _directives(preamble, body, parts, kind, date, grammar, notes)
    document = Document(
        pages=_page_span(typed, pages),
        type=kind,
        number=number.number if number else None,
        symbol=number.symbol if number else None,
        date=date,
        place=place,
        issuer=issuer.name,
        parent_issuer=issuer.parent,
        subject=subject,
        period=period,
        addressees=_listed("addressees", head.addressees, notes),
        legal_basis=_legal_basis(preamble, grammar, notes),
        tasks=tasks,
        other_directives=others,
        signer=_signer(foot, notes),
        recipients=_listed("recipients", foot.recipients, notes),
        marks=_marks(head, foot, parts, grammar, notes),
    )
    _lost_pages(document, pages, notes)
    return _with(document, notes)


def _with(document: Document, notes: Findings) -> Document:
    from dataclasses import replace

    return replace(document, evidence=notes.evidence, doubts=tuple(notes.doubts))


def _page_span(typed: Sequence[Row], pages: Sequence[PageInfo]) -> tuple[int, int] | None:
    """First and last page; ``None`` for plain text."""
    plain = {page.number for page in pages if page.route is Route.TEXT}
    numbers = [row.page for row in typed if row.page not in plain]
    return (min(numbers), max(numbers)) if numbers and pages else None


def _lost_pages(document: Document, pages: Sequence[PageInfo], notes: Findings) -> None:
    """A page whose words were lost is a doubt of its document."""
    low, high = document.pages or (0, 0)
    for page in pages:
        if page.problem and low <= page.number <= high:
            notes.doubts.append(_page_doubt(page))


def _page_doubt(page: PageInfo):  # type: ignore[no-untyped-def]
    from vnplan.record import Doubt

    return Doubt("pages", page.number, page.problem or "")


_OPENS_ITEMS = frozenset({Kind.PART, Kind.CAPITAL, Kind.ROMAN, Kind.ARTICLE, Kind.ARABIC, Kind.DOTTED, Kind.LETTER, Kind.DASH, Kind.PLUS, Kind.BRACKETED})


def _preamble(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """The paragraphs before the first item, and the rest."""
    at = next((i for i, item in enumerate(items) if item.kind in _OPENS_ITEMS and not _is_basis(item)), len(items))
    return list(items[:at]), list(items[at:])


def _is_basis(item: Item) -> bool:
    """"- Căn cứ Luật …;" is a line of the preamble with a dash."""
    return item.kind is Kind.DASH and bool(regex.match(r"can cu\b|theo de nghi\b|xet\b", item.text.folded))


def _legal_basis(preamble: Sequence[Item], grammar: Grammar, notes: Findings) -> tuple[Citation, ...]:
    """What the paragraphs of the preamble rest on."""
    found: dict[tuple[str | None, str | None, str | None], Citation] = {}
    for item in preamble:
        text = item.text.text
        if not _RESTS.search(fold(text)):
            continue
        for cited in basis(text, grammar):
            c = cited.citation
            if (c.type, c.number, c.date) not in found:
                found[c.type, c.number, c.date] = c
                notes.found(f"legal_basis[{len(found) - 1}]", item.text[cited.start : cited.stop], 0.93)
    if found:
        notes.evidence["legal_basis"] = notes.evidence["legal_basis[0]"]
    return tuple(found.values())


_RESTS = regex.compile(
    r"(?:^|[.;,]\s*)\W*(?:can cu|thuc hien|xet|theo|thi hanh|trien khai|tiep tuc thuc hien|tren co so)\b|\bnhan duoc\b"
)


def _encloses_plan(annex: Sequence[Row], grammar: Grammar) -> bool:
    """Whether a decision or dispatch goes on with the plan that it issues."""
    types = grammar.phrases("headings", "enclosed_types")
    return any(row.kind is Kind.TYPE and row.folded.startswith(types) for row in annex[:12])


def _directives(
    preamble: Sequence[Item], body: Sequence[Item], parts: Zones, kind: str | None, date: str | None, grammar: Grammar, notes: Findings
) -> tuple[tuple[Task, ...], tuple[Directive, ...]]:
    year = int(date[:4]) if date else None
    directives = Directives(grammar, kind, year)
    free = kind in _FREE
    directives.read(body or preamble if free else body, free=free)
    if _encloses_plan(parts.annex, grammar):
        directives.read(paragraphs(parts.annex), free=False)
    _note_directives("tasks", directives.tasks, notes)
    _note_directives("other_directives", directives.others, notes)
    return (
        tuple(f.directive for f in directives.tasks if isinstance(f.directive, Task)),
        tuple(f.directive for f in directives.others if isinstance(f.directive, Directive)),
    )


def _note_directives(name: str, found: Sequence[Found], notes: Findings) -> None:
    for at, each in enumerate(found):
        notes.found(f"{name}[{at}]", each.passage, 0.9)
    if found:
        notes.evidence[name] = notes.evidence[f"{name}[0]"]


def _listed(name: str, passages: Sequence[Passage], notes: Findings) -> tuple[str, ...]:
    """The entries of a list without the marks that separate them."""
    values = [regex.sub(r"[\s;,.]+$", "", p.text.strip(" -–+*")) for p in passages]
    kept = [(value, p) for value, p in zip(values, passages, strict=True) if value]
    if kept:
        notes.found(name, join(p for _, p in kept), 0.93)
    return tuple(value for value, _ in kept)


def _signer(foot: Signature, notes: Findings) -> Signer | None:
    capacity = " / ".join(p.text.strip(" .,") for p in foot.capacities) or None
    title = _office(foot)
    name = foot.name.text.strip(" .,:") if foot.name else None
    printed = [p for p in (*foot.capacities, foot.title, foot.name) if p]
    if not printed:
        notes.doubt("signer", None, "no signature was found")
        return None
    notes.found("signer", join(printed), 0.95 if name and title else 0.75)
    if not name:
        notes.doubt("signer", printed[-1], "no name could be read under the signature")
    if not title:
        notes.doubt("signer", printed[-1], "no office could be read above the signature")
    elif foot.capacities and _deputises(foot.capacities[-1]) and not fold(title).startswith(("pho", "thu truong")):
        notes.doubt("signer", printed[-1], "who signs for the head of a body is a deputy; the office does not say so")
    return Signer(name, title, capacity)


def _office(foot: Signature) -> str | None:
    """The office as printed; below "KT." a misread "PHÓ" is put right."""
    words = regex.findall(r"[\p{L}\d][^\s]*", foot.title.text.strip(" .,:")) if foot.title else []
    if not words:
        return None
    first = fold(words[0])
    if foot.capacities and _deputises(foot.capacities[-1]) and len(words) > 1 and first != "thu":
        words[0] = "PHÓ" if alike(first, "pho") and words[0].isupper() else words[0]
    return " ".join(words)


def _deputises(capacity: Passage) -> bool:
    return bool(regex.match(r"k\W?t\b", capacity.folded))


def _marks(head: Letterhead, foot: Signature, parts: Zones, grammar: Grammar, notes: Findings) -> Marks:
    overlays = [*head.overlays, *(row for row in parts.body if row.kind is Kind.OVERLAY), *foot.overlays]
    received = read_received(head.stamps)
    signature = read_overlay(overlays, grammar)
    for name, found in (("received", received), ("digital_signature", signature)):
        if found:
            notes.found(f"marks.{name}", found[1], 0.85)
    if received and None in (received[0].number, received[0].date):
        notes.doubt("marks.received", received[1], "number or date of the incoming stamp could not be read")
    return Marks(
        urgency=_mark("urgency", head.urgency, notes),
        secrecy=_mark("secrecy", head.secrecy, notes),
        received=received[0] if received else None,
        digital_signature=signature[0] if signature else None,
    )


def _mark(name: str, found: Sequence[Row], notes: Findings) -> str | None:
    if not found:
        return None
    notes.found(f"marks.{name}", found[0].passage, 0.9)
    return found[0].text.strip(" .*[]()")
