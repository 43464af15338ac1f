"""The order of the parser's steps: from the lines of a file to its documents."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace

import regex

from vnplan.model import PageInfo, RestoredLine, Route
from vnplan.parse.citations.legal_basis import read_legal_basis
from vnplan.parse.closing.recipients import doubt_whole, listed
from vnplan.parse.closing.signature import read_signature
from vnplan.parse.closing.signer import read_signer
from vnplan.parse.header.confirmed_places import dated_place, doubt_places
from vnplan.parse.header.documents import Zones, split, zones
from vnplan.parse.header.garbled_heads import doubt_text
from vnplan.parse.header.header import read_subject, read_type
from vnplan.parse.header.header_date import doubt_years, read_date
from vnplan.parse.header.header_number import read_number
from vnplan.parse.header.issuer import UNREAD, find_issuer
from vnplan.parse.header.issuer_names import misnamed
from vnplan.parse.header.issuer_values import Clues, Issuer
from vnplan.parse.header.letterhead import read_letterhead
from vnplan.parse.header.letterhead_rows import Letterhead
from vnplan.parse.header.marks import read_marks, read_received
from vnplan.parse.header.place import in_place
from vnplan.parse.header.unmarked_symbols import knows_no_d
from vnplan.parse.layout.bases import bases_listed
from vnplan.parse.layout.notes import read_overlay
from vnplan.parse.layout.paragraphs import paragraphs
from vnplan.parse.layout.structure import Item, in_capitals
from vnplan.parse.layout.tabbed import in_cells
from vnplan.parse.tasks.annexes import each_annex
from vnplan.parse.tasks.contexts import Reading
from vnplan.parse.tasks.directives import Found
from vnplan.parse.tasks.doer_doubts import unsure_doers
from vnplan.parse.tasks.execution import joined_executions
from vnplan.parse.tasks.forms import orders_left, without_forms
from vnplan.parse.tasks.headings import section_kind
from vnplan.parse.tasks.regulation import sets_rules
from vnplan.parse.tasks.tasks import BodyReader
from vnplan.parse.tasks.told import around_quoted
from vnplan.parse.text.evidence import DOUBTFUL, HARDLY_READ, Findings
from vnplan.parse.text.grammar import Grammar, alternatives, any_of
from vnplan.parse.text.line_rules import line_rules
from vnplan.parse.text.lines import ITEMS, Kind, Row
from vnplan.parse.text.name_doubts import GUESSED, guessed, misspelled
from vnplan.parse.text.numbers import OwnNumber
from vnplan.parse.text.passage import Passage, fold, join
from vnplan.parse.text.patterns import compiled
from vnplan.parse.text.rows import rows
from vnplan.parse.text.written import Bounds
from vnplan.parse.times.deadlines import as_of, unread_deadline
from vnplan.parse.times.period import find_period
from vnplan.parse.times.time_doubts import hardly_read, misread_in, without_month
from vnplan.parse.times.timelines import is_time_line
from vnplan.record import Citation, Directive, Document, Doubt, Period, Task


def parse(
    lines: Sequence[RestoredLine],
    pages: Sequence[PageInfo],
    grammar: Grammar,
    name: str = "",
) -> tuple[Document, ...]:
    """The documents of a file, in order; none when no line has a word.

    Never fails: what cannot be found is ``None`` or a doubt. ``pages`` tells which pages are plain
    text (they have no page numbers worth giving), and what was lost on others. ``name`` is the
    file's, without its ending: a hint at a handwritten serial.
    """
    read = in_cells(lines, grammar)
    parts = list(split(in_place(rows(read, pages, grammar), grammar)))
    starts = [part[0].page for part in parts]
    documents = []
    for at, part in enumerate(parts):
        after = starts[at + 1] if at + 1 < len(parts) else sys.maxsize
        own = [p for p in pages if (at == 0 or p.number >= starts[at]) and p.number < after]
        documents.append(_document(part, own or pages, grammar, name))
    return tuple(documents)


def _document(
    typed: Sequence[Row], pages: Sequence[PageInfo], grammar: Grammar, name: str
) -> Document:
    notes = Findings()
    head = read_letterhead(typed, grammar)
    parts = zones(typed, head.body, line_rules(grammar))
    head.dates = head.dates or _dated_below(parts)
    foot = read_signature(parts.tail, grammar)
    own = around_quoted(parts.body)
    items = [item for part in own for item in paragraphs(part, grammar)]
    preamble, body = _preamble(joined_executions(items, grammar), grammar)
    overlays = [row for row in typed if row.kind is Kind.OVERLAY]
    cited = Findings()
    rests_on = (item.text for item in preamble), bases_listed(body)
    legal_basis = read_legal_basis(*rests_on, grammar, cited)
    number = read_number(head, grammar, notes, name, plain=knows_no_d(typed))
    date, place = read_date(head, grammar, notes, _bounds(legal_basis, head, overlays, grammar))
    doubt_years(head, number, date, legal_basis, notes)
    read = any(row.passage.is_scanned() for row in parts.head)
    legal_basis = _no_later(legal_basis, date, cited, scanned=read)
    kind = read_type(head, number, grammar, notes)
    text = " ".join(row.text for row in (*parts.body, *parts.annex))
    issuer = _issuer(head, number, place, text, preamble, grammar, notes)
    doubt_places(head, place, issuer, typed, grammar, notes)
    doubt_text(head, number, place, issuer, typed, grammar, notes)
    subject = read_subject(head, text, grammar, notes)
    recipients = listed("recipients", foot.recipients, grammar, notes)
    doubt_whole(recipients, foot, grammar, notes)
    rules = sets_rules(number.number if number else None, date)
    reading = Reading(grammar, kind, int(date[:4]) if date else None, date=date, normative=rules)
    tasks, others = _directives(reading, preamble, body, parts, notes)
    if tasks:
        _doubt_labels(parts.body, notes)
    notes.extend(cited)
    if kind or number or issuer.name or head.subject or foot.title:
        values = {"type": kind, "number": number, "date": date, "subject": subject}
        _doubt_missing(values, notes)
    _lost_pages(pages, notes)
    return Document(
        pages=_page_span(typed, pages),
        type=kind,
        number=number.number if number else None,
        symbol=(number.symbol or None) if number else None,
        date=date,
        place=place,
        issuer=issuer.name,
        parent_issuer=issuer.parent,
        subject=subject,
        period=_period(subject, head, notes),
        addressees=_addressees(head, grammar, notes),
        legal_basis=legal_basis,
        tasks=tasks,
        other_directives=others,
        signer=read_signer(foot, grammar, notes),
        recipients=recipients,
        marks=read_marks(head, overlays, grammar, notes, date),
        evidence=notes.evidence,
        doubts=tuple(notes.doubts),
    )


def _dated_below(parts: Zones) -> list[Row]:
    """The date line above the signature, of a document that has none in its letterhead."""
    near = (*parts.body[-_DATED_ROWS:], *parts.tail[:_DATED_ROWS])
    return [row for row in near if row.kind is Kind.PLACE_DATE][:1]


# So far from the signature a date line may stand.
_DATED_ROWS = 4


def _addressees(head: Letterhead, grammar: Grammar, notes: Findings) -> tuple[str, ...]:
    """To whom it goes; doubtful where the head of the list could hardly be read."""
    names = listed("addressees", head.addressees, grammar, notes)
    if head.damaged_to:
        reason = f"the head of the list is hard to read: {head.damaged_to.text}"
        notes.lower("addressees", head.damaged_to, reason)
    return names


def _no_later(
    cited: Sequence[Citation], date: str | None, notes: Findings, *, scanned: bool
) -> tuple[Citation, ...]:
    """What the document rests on. A day after its own is a doubt: of a scan, it was misread and is
    left out; a text has what its writers, of a draft at times, wrote."""
    done = []
    for at, citation in enumerate(cited):
        if date and citation.date and citation.date[: len(date)] > date[: len(citation.date)]:
            reason = f"dated {citation.date}, after the document itself"
            notes.doubt(f"legal_basis[{at}]", None, reason)
            citation = replace(citation, date=None) if scanned else citation
        done.append(citation)
    return tuple(done)


def _bounds(
    cited: Sequence[Citation], head: Letterhead, overlays: Sequence[Row], grammar: Grammar
) -> Bounds:
    """What the document rests on is no later than it; what came after it is no earlier."""
    received, signature = read_received(head.stamps), read_overlay(overlays, grammar)
    after = [received.received.date if received else None,
             signature[0].time[:10] if signature and signature[0].time else None]  # fmt: skip
    before = [citation.date for citation in cited if citation.date]
    return Bounds(max(before, default=None), min(filter(None, after), default=None))


def _issuer(
    head: Letterhead,
    number: OwnNumber | None,
    place: str | None,
    text: str,
    preamble: Sequence[Item],
    grammar: Grammar,
    notes: Findings,
) -> Issuer:
    opening = " ".join(item.text.text for item in preamble)
    dated = dated_place(head)
    clues = Clues(
        head.issuers,
        head.title_rest,
        number,
        place,
        text,
        opening,
        head.type_name,
        dated,
        head.authority,
    )
    issuer = find_issuer(clues, grammar)
    if issuer.name:
        notes.found("issuer", issuer.name_from, issuer.rule, issuer.reason)
    else:
        notes.doubt("issuer", None, "no letterhead names the issuer")
    if issuer.parent:
        doubtful = issuer.parent_from is not None and guessed(issuer.parent_from, grammar)
        notes.found("parent_issuer", issuer.parent_from, 0.6 if doubtful else 0.95, GUESSED)
    unread = issuer.reason if issuer.reason.startswith(UNREAD) else issuer.parent_reason
    if issuer.parent and issuer.parent_from and unread:
        notes.lower("parent_issuer", issuer.parent_from, unread)
    _doubt_completed(issuer, place, notes)
    for name, stated, passage in (
        ("issuer", issuer.name, issuer.name_from),
        ("parent_issuer", issuer.parent, issuer.parent_from),
    ):
        if stated and passage and (reason := misnamed(stated, passage, text, grammar)):
            notes.lower(name, passage, reason)
        if stated and (word := misspelled(stated, grammar)):
            notes.doubt(name, passage, f"{word} is no Vietnamese word")
    return issuer


def _doubt_completed(issuer: Issuer, place: str | None, notes: Findings) -> None:
    """Names that the place of the date line completes are no surer than that."""
    found = notes.evidence.get("place")
    if not place or found is None or found.confidence >= DOUBTFUL:
        return
    for field, name, printed in (
        ("issuer", issuer.name, issuer.name_from),
        ("parent_issuer", issuer.parent, issuer.parent_from),
    ):
        if name and printed and name.endswith(place) and fold(place) not in printed.folded:
            notes.lower(field, printed, f"the place that completes it is hard to read: {place}")


def _period(subject: str | None, head: Letterhead, notes: Findings) -> Period | None:
    period = find_period(subject) if subject else None
    if period:
        notes.found("period", join(head.subject), 0.9)
    return period


def _page_span(typed: Sequence[Row], pages: Sequence[PageInfo]) -> tuple[int, int] | None:
    """First and last page; ``None`` for plain text."""
    plain = {page.number for page in pages if page.route is Route.TEXT}
    numbers = [row.page for row in typed if row.page not in plain]
    return (min(numbers), max(numbers)) if numbers and pages else None


def _doubt_missing(values: Mapping[str, object], notes: Findings) -> None:
    """What every document has and was not found is a doubt, if nothing else says why."""
    doubted = {doubt.field for doubt in notes.doubts}
    for name, value in values.items():
        if value is None and name not in doubted:
            notes.doubt(name, None, f"it was not found in the document: {name}")


def _lost_pages(pages: Sequence[PageInfo], notes: Findings) -> None:
    """A page whose words were lost is a doubt of the document it belongs to."""
    notes.doubts += [Doubt("pages", p.number, p.problem) for p in pages if p.problem]


# Items whose numbers tell where a task stands.
_NUMBERED = (Kind.PART, Kind.ROMAN, Kind.ARTICLE, Kind.ARABIC, Kind.DOTTED)


def _doubt_labels(body: Sequence[Row], notes: Findings) -> None:
    """A number of an item that was hardly read, or put right by those beside it, is a doubt."""
    for row in body:
        if row.kind in _NUMBERED and row.passage[: row.content].least_read() <= HARDLY_READ:
            words = row.text.split()
            told = " ".join(words[:_QUOTED]) + (" …" if len(words) > _QUOTED else "")
            notes.doubt("tasks", row.passage, f"the number of an item is hard to read: {told}")


_OPENS_ITEMS = ITEMS - {Kind.PARAGRAPH}


def _preamble(items: Sequence[Item], grammar: Grammar) -> tuple[list[Item], list[Item]]:
    """The paragraphs before the first item or heading, or the first table if there is none."""
    table = next((i for i, item in enumerate(items) if item.table is not None), len(items))
    at = next((i for i, item in enumerate(items) if _opens_body(item, grammar)), table)
    while 0 < at < table and _rests_above(items[at - 1], grammar) and _cites(items[at], grammar):
        at = next((i for i in range(at + 1, table) if _opens_body(items[i], grammar)), table)
    if 0 < at < len(items) and is_time_line(items[at - 1].text.text):
        at -= 1  # the first day of a calendar
    return list(items[:at]), list(items[at:])


def _opens_body(item: Item, grammar: Grammar) -> bool:
    """Whether an item is no paragraph of the preamble: it has a marker, or is a heading without."""
    if item.kind in _OPENS_ITEMS:
        return not _is_basis(item)
    return in_capitals(item) and bool(section_kind(item.text.text, grammar))


def _opens_orders(preamble: Sequence[Item], grammar: Grammar) -> bool:
    """Whether the last paragraph before the items asks for them: "… Ủy ban nhân dân xã yêu cầu:".
    So orders are found, too, where the letterhead is lost that says what the document is."""
    last = preamble[-1].text.folded.rstrip() if preamble else ""
    asking = any_of(grammar, "headings", "asking_words")
    return bool(regex.search(rf"\b{asking}(?:\s+[\w,()]+){{0,{_ASKED_WORDS}}}\s*:$", last))


# So many words may stand between "yêu cầu" and the colon: whom it asks, "thực hiện như sau".
_ASKED_WORDS = 25


def _is_basis(item: Item) -> bool:
    """ "- Căn cứ Luật …;" is a line of the preamble with a dash."""
    return item.kind is Kind.DASH and bool(
        regex.match(r"can cu\b|theo de nghi\b|xet\b|sau khi (?:xem xet|nghe)\b", item.text.folded)
    )


def _rests_above(item: Item, grammar: Grammar) -> bool:
    """Whether a paragraph says what a document rests on, or goes on with it."""
    opens = regex.match(r"(?:can cu|thuc hien|thi hanh|trien khai)\b", item.text.folded)
    return bool(opens) or _is_basis(item) or _cites(item, grammar)


def _cites(item: Item, grammar: Grammar) -> bool:
    """ "- Luật Đất đai ngày …;" below "Căn cứ …;" is one more."""
    types = alternatives([*grammar.types, *map(fold, grammar.words["types"]["cited_as"])])
    cites = compiled(rf"{types}\s.{{0,160}}?\b(?:so\W*\d|ngay\s+\d).*[;.,]$")
    return item.kind is Kind.DASH and bool(cites.match(item.text.folded))


def _encloses(annex: Sequence[Row], types: str, grammar: Grammar) -> bool:
    """Whether a decision or dispatch goes on with the plan or the rules that it issues."""
    names = grammar.phrases("headings", types)
    return any(row.kind is Kind.TYPE and row.folded.startswith(names) for row in annex[:12])


def _directives(
    reading: Reading,
    preamble: Sequence[Item],
    body: Sequence[Item],
    parts: Zones,
    notes: Findings,
) -> tuple[tuple[Task, ...], tuple[Directive, ...]]:
    grammar, kind, date = reading.grammar, reading.type, reading.date
    reader = BodyReader(reading)
    directives = reader.found
    free = kind in grammar.words["headings"]["ordering_types"] or (
        kind is None and _opens_orders(preamble, grammar)
    )
    before = preamble if free and body else ()
    reader.read(body or preamble if free else body, free=free, before=before)
    kept, left = without_forms(parts.annex)
    if _encloses(parts.annex, "enclosed_types", grammar):
        reader.read(paragraphs(kept, grammar), free=False)
    elif _encloses(parts.annex, "enclosed_rules", grammar):
        reader.read_rules(paragraphs(kept, grammar))
    else:
        for annex in each_annex(kept):
            reader.read_annex(paragraphs(annex, grammar))
    _note_unread([*directives.unread, *orders_left(left, grammar)], notes)
    if kind in grammar.words["headings"]["asking_types"] and not (
        directives.tasks or directives.others or directives.unread or directives.unknown
    ):
        notes.doubt("tasks", None, "no order was found in the text")
    for heading in directives.unknown:
        notes.doubt("tasks", None, f"whether this part holds tasks is not clear: {heading}")
    _note_directives("tasks", directives.tasks, grammar, notes)
    _note_directives("other_directives", directives.others, grammar, notes)
    _note_over("tasks", directives.tasks, date, notes)
    _note_over("other_directives", directives.others, date, notes)
    due = [replace(f.directive, deadline=as_of(f.directive.deadline, date))
           for f in (*directives.tasks, *directives.others)]  # fmt: skip
    return (
        tuple(d for d in due if isinstance(d, Task)),
        tuple(d for d in due if isinstance(d, Directive)),
    )


def _note_unread(unread: Sequence[Passage], notes: Findings) -> None:
    """An order that became no directive is a doubt, with its first words."""
    for passage in unread:
        words = passage.text.split()
        told = " ".join(words[:_QUOTED]) + (" …" if len(words) > _QUOTED else "")
        notes.doubt("tasks", passage, f"this may be an order that was not taken: {told}")


# So many words of a passage are quoted in a doubt.
_QUOTED = 14


def _note_directives(name: str, found: Sequence[Found], grammar: Grammar, notes: Findings) -> None:
    for at, each in enumerate(found):
        notes.found(f"{name}[{at}]", each.passage, 0.9)
        for reason in unsure_doers(each.directive, grammar):
            notes.doubt(f"{name}[{at}].assignees", each.passage, reason)
        if each.directive.deadline is None and (words := unread_deadline(each.directive.text)):
            reason = f"by when it is due could not be read: {words} …"
            notes.doubt(f"{name}[{at}].deadline", each.passage, reason)
        for part, misread in misread_in(each.directive, each.passage, each.when):
            reason = f"digits of a time are read by their shape; the text has {misread}"
            notes.doubt(f"{name}[{at}].{part}", each.passage, reason)
        if each.borrowed:
            told = " ".join(each.borrowed.split()[:_QUOTED])
            part = "deadline" if each.directive.deadline else "assignees"
            reason = f"a line below another item is taken to tell of this one too: {told}"
            notes.doubt(f"{name}[{at}].{part}", each.passage, reason)
        if words := without_month(each.directive):
            reason = f"the month of this day is not told: {words}"
            notes.doubt(f"{name}[{at}].deadline", each.passage, reason)
        if words := hardly_read(each.directive, each.passage):
            reason = f"by when it is due is hard to read: {words}"
            notes.doubt(f"{name}[{at}].deadline", each.passage, reason)
    if found:
        notes.evidence[name] = notes.evidence[f"{name}[0]"]


def _note_over(name: str, found: Sequence[Found], date: str | None, notes: Findings) -> None:
    """A deadline that is dropped because its day lies before the document's own is a doubt: one of
    the two dates may be misread."""
    for at, each in enumerate(found):
        deadline = each.directive.deadline
        if deadline is not None and as_of(deadline, date) is None:
            reason = f"the day by which it is due lies before the document's date: {deadline.text}"
            notes.doubt(f"{name}[{at}].deadline", each.passage, reason)
