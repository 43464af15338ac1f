"""The fields of the letterhead: type and subject, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from vnplan.parse.header.header_number import is_wider
from vnplan.parse.header.letterhead_rows import Letterhead
from vnplan.parse.text.evidence import DOUBTFUL, Findings
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import is_caps
from vnplan.parse.text.name_doubts import misspelled
from vnplan.parse.text.numbers import OwnNumber
from vnplan.parse.text.passage import Passage, fold, join
from vnplan.parse.text.spelling import Spelling

_ROMAN_READ = 0.85


def read_type(
    head: Letterhead, number: OwnNumber | None, grammar: Grammar, notes: Findings
) -> str | None:
    """The printed type; "Công văn" when none is printed and the layout is a dispatch."""
    if head.type and head.type_name == "annex":
        notes.found("type", head.type, 0.9)
        return str(grammar.words["letterhead"]["annex_type"])
    if head.type:
        name = grammar.types.get(" ".join(head.type_name.split()))
        agrees = (
            number is None
            or not number.types
            or name in number.types
            or is_wider(name, number.types)
        )
        notes.found(
            "type",
            head.type,
            0.98 if agrees else 0.65,
            "" if agrees else "the symbol belongs to another type of document",
        )
        return name
    if head.about or head.addressed:
        first = head.subject[0] if head.subject else head.addressees[0] if head.addressees else None
        name = str(grammar.words["types"]["dispatch"])
        if number is None and not head.about:
            notes.found("type", first, 0.65, "no type is printed; taken from whom it is sent to")
        else:
            dispatch = number is None or not number.types or name in number.types
            reason = "no type is printed but the symbol has one"
            notes.found("type", first, 0.95 if dispatch else 0.65, reason)
        return name
    if head.untyped:
        reason = f"no list has this title as a type of document: {head.untyped.text}"
        notes.doubt("type", head.untyped, reason)
        return None
    if number and number.types:
        notes.found("type", None, 0.6, "no type is printed; taken from the symbol")
        return number.types[0]
    return None


def _without_dashes(lines: Sequence[Passage]) -> Iterator[Passage]:
    """The lines of a title; a dash at the end of a scanned one, with a small letter below it, is
    a speck: names on both sides of a dash start with capitals."""
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        speck = regex.search(r"\s[-–]$", line.text) if below and below.text[:1].islower() else None
        yield line[: speck.start()] if speck and line.is_scanned() else line


def _before_wire(passage: Passage, head: Letterhead) -> Passage:
    """The subject of a telegram without "THỦ TƯỚNG CHÍNH PHỦ điện:" on the same line."""
    wires = regex.search(r"\s+dien\W*$", passage.folded)
    if wires is None:
        return passage
    for issuer in head.issuers:
        before = passage.folded[: wires.start()]
        name = " ".join(issuer.folded.split())
        if len(name) < len(before) and before.endswith(name):
            return passage[: len(before) - len(name)]
    return passage


def read_subject(head: Letterhead, text: str, grammar: Grammar, notes: Findings) -> str | None:
    """The subject, in small letters where it was printed in capitals."""
    if not head.subject:
        if head.issuers:
            notes.doubt("subject", None, "no subject was found in the heading")
        return None
    passage = _before_wire(join(_without_dashes(head.subject)), head)
    subject = regex.sub(r"^(?:[^\w\"“(]|_)+|[\s,;:*_–-]+$", "", passage.text)
    if passage.is_scanned():
        subject = _SPLIT_YEAR.sub(lambda m: "".join(filter(None, m.groups())), subject)
    if bracketed := _BRACKETED.fullmatch(subject):
        subject = bracketed["said"]
    subject = regex.sub(r"^[\"“]?[Vv]\s?/\s?[Vv]\W*\s+", "", subject)
    if sum(map(subject.count, '"“”')) % 2:  # the other one stood before "V/v"
        subject = subject.rstrip('"”')
    if head.about:
        subject = subject.rstrip(".")
    shouted, _, rest = subject.partition(" (")
    if is_caps(shouted):
        rest = Spelling.of(grammar).sentence(rest, text) if is_caps(rest) else rest
        subject = Spelling.of(grammar).sentence(shouted, text) + (f" ({rest}" if rest else "")
    elif head.untyped or head.title_rest:
        subject = _with_small_title(subject, text, grammar)
    rule, reason = 0.95, ""
    if len(subject) <= 8:
        rule, reason = 0.6, "the subject is very short"
    elif head.untyped:
        rule, reason = 0.6, "the title of the document is a part of it"
    elif head.stamped or regex.match(r"ĐẾN\b", subject):
        rule, reason = 0.6, "a stamp was printed across the subject"
    elif passage.is_scanned() and (begun := _begun(subject, passage, head)):
        rule, reason = 0.6, begun
    elif reason := _ends_badly(subject, grammar):
        rule = 0.6
    elif odd := _ODD.search(subject):
        rule, reason = 0.6, f"it holds signs that no word has: {odd.group()}"
    elif word := misspelled(subject, grammar):
        rule, reason = 0.6, f"{word} is no Vietnamese word"
    elif cut := next((each for each in head.left_out if each.is_scanned()), None):
        rule, reason = 0.6, f"a line may belong to it that was left out: {cut.text}"
    elif _number_in_doubt(passage):
        rule, reason = 0.6, "a number in it is hard to read"
    notes.found("subject", passage, rule, reason)
    return subject or None


# "năm 201 1": print that a reader parted.
_SPLIT_YEAR = regex.compile(r"(?<=năm )((?:19|20)\d) (\d)(?!\d)|(?<=năm )((?:19|20)) (\d\d)(?!\d)")


def _begun(subject: str, passage: Passage, head: Letterhead) -> str:
    """Why the first letters of a subject may be lost; else "". What a dispatch is about starts with
    a small letter, and so does "về việc …"."""
    first = subject.split()[0] if subject else ""
    if head.about or regex.match(r"\W*(?:ve|v/v|v/)\s", passage.folded):
        lost = len(first) == 1 and first.islower() and first not in "ýởy"
    else:
        lost = first[:1].islower()
    return f"its first letters may be lost: {first}" if lost else ""


# "(V/v thành lập ban an toàn)", "(Về việc …)".
_BRACKETED = regex.compile(r"\((?P<said>(?:[Vv]\s?/\s?[Vv]|[Vv]ề việc)\b[^()]*)\)")
# "PHỐI HỢP" before "Giữa …": the end of a title, and what goes on with it.
_TITLE = regex.compile(r"\p{Lu}{2,}(?:[\s,–-]+(?:\p{Lu}{2,}|\d+))*(?=\s\p{Lu}?\p{Ll})")
_JOINS = regex.compile(r"\s(?:Giữa|Về|Của|Trong|Đối với)\s")


def _with_small_title(subject: str, text: str, grammar: Grammar) -> str:
    """A subject whose first words are of the title, in capitals, with these in small letters."""
    title = _TITLE.match(subject)
    if title is None:
        return subject
    rest = subject[title.end() :]
    rest = (
        rest.lower()[: joins.end()] + rest[joins.end() :] if (joins := _JOINS.match(rest)) else rest
    )
    return Spelling.of(grammar).sentence(title.group(), text) + rest


# Words that end no subject, but for "khắc phục tồn tại" and "danh mục kèm theo"; the first half of
# "thành phố" or "thị xã", which ends "đô thị" and "Long Thành", too; a sentence within a long one.
_CUT_SHORT = regex.compile(
    r"(?i:\s(?:và|của|về|cho|với|các|những)|,)$"
    r"|(?<!(?i:\s(?:tồn|hiện|kèm|tiếp)))\s(?i:tại|theo)$"
    r"|\s(?i:bàn|của|tại|ở|trong|toàn|dân|và)\s(?i:thành|thị)$"
)
_RUN_ON = regex.compile(r"\p{Ll}\.\s\p{Lu}\p{Ll}.{40,}|.{80,}:$")


def _ends_badly(subject: str, grammar: Grammar) -> str:
    """Why its end may be wrong: words of it are lost, the number of what it cites among them, or
    text that follows was taken in."""
    numberless = tuple(f"{name} so" for name in grammar.types)
    if _CUT_SHORT.search(subject) or fold(subject).endswith(numberless):
        return f"its end may be lost: {' '.join(subject.split()[-3:])}"
    if _RUN_ON.search(subject):
        return "text that follows may be run into it"
    return ""


def _number_in_doubt(passage: Passage) -> bool:
    """Whether one of its numbers, Arabic or Roman, was hardly read: the other words do not say
    what it is. Of a Roman one, strokes are lost more easily."""
    numbers = _NUMBER.finditer(passage.text)
    return any(
        passage[n.start() : n.end()].certainty() < (_ROMAN_READ if n["roman"] else DOUBTFUL)
        for n in numbers
    )


# With the symbol that follows: "7/2031/QĐ-TTg".
_NUMBER = regex.compile(
    r"(?<!\w)(?:\d[\d.,/-]*(?:(?<=[/-])\p{Lu}[\p{L}-]*)?|(?P<roman>[IVXL]{2,}))(?!\w)"
)


# Signs inside words and numbers, and letters that Vietnamese has not.
_ODD = regex.compile(
    r"[§¢£¥©®¬†‡‹›¤~^|\\{}<>ŠšŽžßæøœÆØŒ€ƒÿ]|(?<=\s)[B-Zb-z](?=\s+\p{Lu}\p{Ll})|^[B-Z](?=\s+\p{Lu}\p{Ll})"
    r"|\p{Ll}[.:]\p{Ll}{2}|\?\d|\d\?(?=[\d?])|^\d\p{Ll}"
)
