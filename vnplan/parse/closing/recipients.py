"""Lists of names at the head and the foot of a document: to whom it goes, and who gets a copy."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.closing.signature import Signature
from vnplan.parse.text.abbreviations import with_first_letter
from vnplan.parse.text.evidence import HARDLY_READ, Findings
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.name_doubts import misspelled
from vnplan.parse.text.passage import Passage, fold, join

# A word that was read less surely may have another letter.
_SURELY_READ = 0.9
# Around an entry of a list: separators, dashes, and specks that a reader took for signs.
_JUNK = regex.compile(r"^(?:\(\W|[^\w(“\"])+|[\s;:,.'’`~_¬–—-]+$")


# "… (Sau đây gọi chung là các đơn vị)" is no part of a name.
_CALLED = regex.compile(r"\s*\((?:sau đây )?gọi (?:chung|tắt)[^()]*\)\W*$", regex.IGNORECASE)
# "Lưu: VI" is "Lưu: VT": the registry (văn thư) keeps the first copy.
_ARCHIVE = regex.compile(r"^(Lưu\s*:?\s*)V(?:[I1l7](?=\s*(?:[,;.]|$))|[I1l7T][$§](?=\s))")


def listed(
    name: str, passages: Sequence[Passage], grammar: Grammar, notes: Findings
) -> tuple[str, ...]:
    """The entries of a list without the marks that separate them."""
    values = [(_entry(p, grammar), p) for p in passages]
    kept = [(value, p) for value, p in values if value]
    if kept:
        notes.found(name, join(p for _, p in kept), 0.93)
    for value, passage in kept:
        odd = value[:1].islower() or misspelled(value, grammar) or _ODD.search(value)
        guessed = not passage.is_scanned() and passage.certainty() < _SURELY_READ
        lost = (odd or guessed) and not passage.is_untouched()
        if passage.least_read() <= HARDLY_READ or lost:
            notes.doubt(name, passage, f"an entry is hard to read: {value}")
    return tuple(value for value, _ in kept)


def doubt_whole(
    recipients: Sequence[str], foot: Signature, grammar: Grammar, notes: Findings
) -> None:
    """A doubt where the list of a scan is missing, or lacks the copy that is kept, which ends it:
    a line of it may be lost."""
    signed = [p for p in (*foot.capacities, foot.title, foot.name) if p]
    if not signed or not signed[0].is_scanned():
        return
    archive = fold(grammar.words["signatures"]["archive"])
    if not any(fold(each).startswith(archive) for each in recipients):
        last = foot.recipients[-1] if foot.recipients else None
        notes.doubt("recipients", last, "no line says where a copy is kept; one may be lost")


# Signs that no entry has.
_ODD = regex.compile(r"[;€£¥¢§©®~^|\\{}<>=?*+_]")
# "(b/c)", "(để b/c)": for information; a reader takes the c for another round sign.
_COPY = regex.compile(r"(?<=\((?:để )?b/)[€¢©e](?=\))")


def _entry(passage: Passage, grammar: Grammar) -> str:
    """An entry of a list, the registry's and an abbreviation whose first letter a scan lost put
    right: "BND tỉnh" is "UBND tỉnh"."""
    text = _JUNK.sub("", _CALLED.sub("", passage.text))
    text = _ARCHIVE.sub(lambda m: m[1] + ("VT" if m.group()[-1].isalnum() else "VT,"), text)
    if not passage.is_scanned():
        return text
    text = _COPY.sub("c", text)
    first, space, rest = text.partition(" ")
    unsure = passage[: len(first)].least_read() < _SURELY_READ
    whole = with_first_letter(first, grammar, misread=unsure)
    return (whole or first) + space + rest
