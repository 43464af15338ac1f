"""Notes of digital signatures: what the signing program put on the page.

A page may bear several, side by side: that of the body that issued the document, that of the
gazette, that of a certified copy (decree 30/2020/ND-CP, annex I, II.9 and III).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from vnplan.parse.text.grammar import Grammar, alternatives
from vnplan.parse.text.lines import Row, is_caps
from vnplan.parse.text.passage import Passage, fold, join
from vnplan.parse.text.patterns import compiled
from vnplan.parse.text.spelling import Spelling
from vnplan.record import DigitalSignature

_TIME = regex.compile(
    r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})\D{1,3}(?P<time>\d{1,2}:\d\d(?::\d\d)?)\s*"
    r"(?P<zone>[+-]\d\d:?\d\d)?"
)
# A name takes so many lines at most.
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class _Note:
    """What one note says; ``labelled``: whether a word says that it is the signer."""

    rows: tuple[Row, ...]
    signer: str | None
    time: str | None
    labelled: bool


def read_overlay(rows: Sequence[Row], grammar: Grammar) -> tuple[DigitalSignature, Passage] | None:
    """Who signed digitally and when: of several notes the one that says both, outright."""
    notes = [_read(group, grammar) for group in _groups(rows)]
    told = [note for note in notes if note.signer or note.time]
    if not told:
        return None
    best = max(told, key=lambda n: (bool(n.signer and n.time), bool(n.signer), n.labelled))
    return DigitalSignature(best.signer, best.time), join(row.passage for row in best.rows)


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each note: those of a page that stand below each other, from above."""
    groups: list[list[Row]] = []
    for row in rows:
        group = next((g for g in groups if any(_shares(row, other) for other in g)), None)
        if group is None:
            groups.append([row])
        else:
            group.append(row)
    return [sorted(group, key=_top) for group in groups]


def _shares(one: Row, other: Row) -> bool:
    """Whether two rows stand in one column of a page; without boxes, on one page."""
    a, b = one.passage.box(), other.passage.box()
    beside = a is not None and b is not None and (a.left >= b.right or b.left >= a.right)
    return one.page == other.page and not beside


def _top(row: Row) -> int:
    box = row.passage.box()
    return box.top if box else 0


def _read(rows: Sequence[Row], grammar: Grammar) -> _Note:
    labels = grammar.words["letterhead"]["signature_labels"]
    known = [fold(label) for kind in labels.values() for label in kind]
    any_label = regex.compile(rf"\W*{alternatives(sorted(known, key=len)[::-1])}\s*:")
    heads = [fold(label) for label in labels["signer"]]
    label = regex.compile(rf"\W*{alternatives(sorted(heads, key=len)[::-1])}\s*:\s*")
    times = (match for row in rows if (match := _TIME.search(row.text)))
    time = next(map(_iso, times), None)
    at = next((i for i, row in enumerate(rows) if label.match(row.folded)), None)
    if at is None:
        return _Note(tuple(rows), _unlabelled(rows, grammar), time, labelled=False)
    match = label.match(rows[at].folded)
    parts = [rows[at].text[match.end() if match else 0 :].strip()]
    for row in rows[at + 1 : at + _MOST_LINES]:
        if any_label.match(row.folded) or compiled(r"[\d@:]").search(row.text):
            break
        parts.append(row.text.strip())
    return _Note(tuple(rows), " ".join(parts).strip() or None, time, labelled=True)


def _unlabelled(rows: Sequence[Row], grammar: Grammar) -> str | None:
    """A name in capitals, or that of a body, at the head of a note; what a copy is called before
    it ("SAO Y; …") is none."""
    copies = [fold(word) for word in grammar.words["letterhead"]["copies"]]
    first = regex.sub(rf"^\W*{alternatives(copies)}\s*[;:]\s*", "", rows[0].folded)
    text = rows[0].text[len(rows[0].text) - len(first) :].strip(" ;")
    if not is_caps(text):
        return _body(text, rows[1:], grammar)
    for row in rows[1:_MOST_LINES]:
        if not is_caps(row.text) or regex.search(r"[\d@]", row.text):
            break
        text = f"{text} {row.text.strip(' ;')}"
    return Spelling.of(grammar).name(text)


def _body(text: str, below: Sequence[Row], grammar: Grammar) -> str | None:
    """A body named in small letters, with the place from the next line: "Ủy ban nhân dân tỉnh" /
    "Sơn La"."""
    heads = [
        fold(head) for kind in ("alone", "named") for head in grammar.words["bodies"]["heads"][kind]
    ]
    if not text[:1].isupper() or not compiled(rf"{alternatives(heads)}(?!\w)").match(fold(text)):
        return None
    unit = any(text.lower().endswith(f" {unit}") for unit in grammar.words["bodies"]["units"])
    return f"{text} {below[0].text.strip()}" if unit and below else text


def _iso(match: regex.Match[str]) -> str:
    hours, rest = match["time"].split(":", 1)
    clock = f"{int(hours):02}:{rest}" + ("" if rest.count(":") else ":00")
    zone = match["zone"] or ""
    if zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}T{clock}{zone}"
