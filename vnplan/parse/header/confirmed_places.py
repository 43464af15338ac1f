"""Places that a scan names in its letterhead and date line, and what confirms how they are spelled.

A list of units and a second line of the document do; a reading that neither confirms is doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from vnplan.parse.header.issuer_names import SURELY_READ
from vnplan.parse.header.issuer_values import Issuer
from vnplan.parse.header.letterhead_rows import Letterhead
from vnplan.parse.text.date_lines import match_place_date
from vnplan.parse.text.evidence import Findings
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import Row
from vnplan.parse.text.misread import alike
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.parse.text.place_names import is_listed, unit_in

# Shorter names may be alike by chance.
_LEAST_ALIKE = 5
# A name that stands so often in the document was not misread.
_CONFIRMED_BY = 2
# "Huyện ủy Tân Phong".
_COMMITTEE = regex.compile(r"(?:Tỉnh|Thành|Huyện|Quận|Thị) (?:ủy|đoàn) (?P<place>.+)")
_CITY = regex.compile(r"^(?:TP\.?|Thành phố)\s*", regex.I)


@dataclass(frozen=True, slots=True)
class _Named:
    """A place's name in a field of the record, and where it was printed."""

    field: str
    name: str
    printed: Passage


def doubt_places(
    head: Letterhead,
    place: str | None,
    issuer: Issuer,
    rows: Sequence[Row],
    grammar: Grammar,
    notes: Findings,
) -> None:
    """Lower the confidence of the fields of a scan whose place's name nothing confirms."""
    named = [each for each in _named(head, place, issuer, grammar) if each.printed.is_scanned()]
    if not named:
        return
    text = lowered(" ".join(row.text for row in rows))
    for each in named:
        whole = [other.name for other in named if _is_end(each.name, other.name)]
        if not whole and _count(each.name, text) >= _CONFIRMED_BY:
            continue
        others = whole or [other.name for other in named if _differs(each.name, other.name)]
        if others:
            reason = f"the letterhead and the date line differ: {each.name}, {others[0]}"
            notes.lower(each.field, each.printed, reason)
        elif not _surely_read(each.printed) and not is_listed(each.name, grammar):
            reason = f"no list and no other line has this name of a place: {each.name}"
            notes.lower(each.field, each.printed, reason)


def _named(
    head: Letterhead, place: str | None, issuer: Issuer, grammar: Grammar
) -> Iterator[_Named]:
    """The places of the date line, the issuer and the body above it, where they are printed."""
    dated = dated_place(head) if place else None
    if place and dated:
        yield _Named("place", _CITY.sub("", place), dated)
    printed = [p for p in (issuer.name_from, issuer.parent_from, dated) if p]
    for field, name in (("issuer", issuer.name), ("parent_issuer", issuer.parent)):
        unit = unit_in(name, grammar) if name else None
        own = _without_kind(unit, grammar.words["bodies"]["units"]) if unit else None
        if not own and (committee := _COMMITTEE.match(name or "")):
            own = committee["place"]
        if own and (found := _found(own, printed)):
            yield _Named(field, own, found)


def dated_place(head: Letterhead) -> Passage | None:
    """Where the date line says the place."""
    for row in head.dates:
        match = match_place_date(row.folded)
        if match and match["place"]:
            return row.passage[: match.end("place")]
    return None


def _without_kind(unit: str, kinds: Iterable[str]) -> str:
    """ "Yên Lạc" of "huyện Yên Lạc"."""
    kind = max((k for k in kinds if unit.startswith(k + " ")), key=len, default="")
    return unit[len(kind) :].strip()


def _found(name: str, printed: Iterable[Passage]) -> Passage | None:
    """The words of ``name`` in the first passage that has them."""
    pattern = regex.compile(rf"(?<!\w){regex.escape(fold(name))}(?!\w)")
    for passage in printed:
        if match := pattern.search(passage.folded):
            return passage[match.start() : match.end()]
    return None


def _count(name: str, text: str) -> int:
    return len(regex.findall(rf"(?<!\w){regex.escape(lowered(name))}(?!\w)", text))


def _differs(name: str, other: str) -> bool:
    """Whether two names are one place's, spelled in two ways: other marks, or another letter."""
    if lowered(name) == lowered(other):
        return False
    one, two = fold(name).replace(" ", ""), fold(other).replace(" ", "")
    return one == two or (len(one) >= _LEAST_ALIKE and alike(one, two))


def _is_end(name: str, other: str) -> bool:
    """Whether a name is the other one without its first word: "Phúc" dates what "Vĩnh Phúc"
    issued."""
    return len(name) < len(other) and fold(other).endswith(f" {fold(name)}")


def _surely_read(printed: Passage) -> bool:
    """Whether each word of it was read like clean print."""
    words = regex.finditer(r"\S+", printed.text)
    return all(printed[w.start() : w.end()].certainty() >= SURELY_READ for w in words)
