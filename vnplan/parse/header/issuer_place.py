"""Names of issuers completed by a place, and put right by it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import regex

from vnplan.parse.header.issuer_values import Clues, Issuer
from vnplan.parse.text.grammar import Grammar, Place
from vnplan.parse.text.misread import alike
from vnplan.parse.text.name_doubts import misspelled
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.parse.text.patterns import starts_with
from vnplan.parse.text.place_names import is_listed, province_in, unit_in
from vnplan.parse.text.spelling import Spelling
from vnplan.syllable import fold_tone


def with_place(issuer: Issuer, clues: Clues, grammar: Grammar) -> Issuer:
    """The name with the unit of the parent, the date line or, failing both, the text."""
    issuer, reason = _without_remains(issuer, clues)
    assert issuer.name is not None
    if clues.place and f" {fold(issuer.name)}".endswith(f" {fold(clues.place)}"):
        return issuer  # "Trường Tiểu học Tân Lập" dated "Tân Lập"
    party = regex.search(r"(tinh|huyen|thanh|quan|thi|dang) uy$", fold(issuer.name))
    if has_own_name(issuer.name, grammar) or _ends_in_name(issuer.name, grammar):
        return issuer
    unit = unit_in(issuer.parent or "", grammar)
    rule = 0.6 if reason else issuer.rule
    if not unit and issuer.parent and (place := province_in(issuer.parent, grammar)):
        unit = _kind_of(place, issuer.name, clues, grammar)
    if not unit and clues.place:
        unit = _kind_of(clues.place, issuer.name, clues, grammar)
        if _levels(issuer.name) == ("tinh",) and not _split_unit(unit, grammar)[0]:
            unit = None  # a district's place says nothing of a department of a province
        rule = min(rule, 0.93)
        if unit and not reason and _is_two(issuer.name, unit, clues, grammar):
            rule, reason = 0.6, f"province and town have this name: {clues.place}"
    if not unit and (unit := _unit_of_text(clues.text, grammar)):
        rule, reason = 0.6, "the place of the issuer is inferred from the text"
    if not unit:
        return Issuer(
            issuer.name,
            issuer.parent,
            issuer.name_from,
            issuer.parent_from,
            0.6,
            "the place that completes the name is not printed",
        )
    kind, _, place = _split_unit(unit, grammar)
    bare = bare_unit(issuer.name, grammar)
    kind = kind or _printed_kind(place, clues, grammar)
    if kind and (kind != bare if bare else not _may_be_of(issuer.name, kind, grammar)):
        reason = "the place that completes the name is not printed"
        return replace(issuer, rule=0.6, reason=reason)  # a commune is not the district above
    if party or bare:
        unit = place
    whole = f"{issuer.name} {unit}"
    if not reason and not party and lowered(whole) not in lowered(clues.text):
        unknown = not _tail(issuer.name, grammar)[1] and not bare
        alone = fold(issuer.name) in map(fold, grammar.words["letterhead"]["open"])
        if unknown or alone:
            rule, reason = 0.6, f"whether a place completes the name is not printed: {issuer.name}"
    return Issuer(whole, issuer.parent, issuer.name_from, issuer.parent_from, rule, reason)


def has_own_name(name: str, grammar: Grammar) -> bool:
    """Whether a name of such a kind goes on with one of its own, so that no place completes it:
    "Trường Tiểu học Lê Lợi", "Bệnh viện Đa khoa Hồng Sơn"; "Bệnh viện Mắt" has none, nor has
    "Trạm Y tế xã"."""
    for head, fields in grammar.words["bodies"]["own_names"].items():
        if starts_with(name, [head]):
            bare = bare_unit(name, grammar) or ""
            rest = fold(name[len(head) :].removesuffix(bare)).strip()
            known = [fold(field) for field in fields if f"{rest} ".startswith(f"{fold(field)} ")]
            own = rest.removeprefix(max(known, key=len, default="")).strip()
            return bool(own) and not _shared(own, grammar)
    return False


def _tail(name: str, grammar: Grammar) -> tuple[int, bool]:
    """How many words at the end of a name belong to no known phrase, and whether the last does."""
    spelling, words = Spelling.of(grammar), lowered(name).split()
    at = unknown = 0
    while at < len(words):
        size, phrase = spelling.longest_known(words[at:])
        core = phrase.strip(",.").lower()
        unknown = 0 if size > 1 or core in spelling.known or core in spelling.heads else unknown + 1
        at += size
    return unknown, not unknown


def _ends_in_name(name: str, grammar: Grammar) -> bool:
    """Whether a name ends in words with capitals that no list of fields has, two of them: those
    that running text writes so are a name of its own, "Trung tâm Ngoại ngữ Sao Mai"."""
    unknown, _ = _tail(name, grammar)
    return unknown > 1 and all(word.istitle() for word in name.split()[-2:])


def _shared(name: str, grammar: Grammar) -> bool:
    """Whether what a name goes on with is many others', so that only the place tells them apart:
    "Trường Tiểu học số 2"."""
    shared = map(fold, grammar.words["bodies"]["shared_names"])
    return name in shared or bool(regex.fullmatch(r"so (?:\d+|[ivx]+)", name))


def _may_be_of(name: str, kind: str, grammar: Grammar) -> bool:
    """Whether a unit of this kind has such a body: a section is a district's, but for the few that
    communes have since July 2025."""
    communal = kind in ("xã", "phường", "thị trấn", "đặc khu")
    sections = grammar.words["bodies"]["communal_sections"]
    return not (communal and name.startswith("Phòng ") and not starts_with(name, sections))


def _printed_kind(place: str, clues: Clues, grammar: Grammar) -> str:
    """The kind of unit that the letterhead prints before a place."""
    lines = [lowered(row.text) for row in clues.rows]
    said = (
        unit
        for unit in grammar.words["bodies"]["units"]
        if any(line.endswith(f"{unit} {lowered(place)}") for line in lines)
    )
    return max(said, key=len, default="")


def bare_unit(name: str, grammar: Grammar) -> str | None:
    """The kind of unit that a name ends with, without saying which: "Thanh tra quận"."""
    units = grammar.words["bodies"]["units"]
    ends = (unit for unit in units if f" {lowered(name)}".endswith(f" {unit}"))
    return max(ends, key=len, default=None)


def _without_remains(issuer: Issuer, clues: Clues) -> tuple[Issuer, str]:
    """The name without what is left of a damaged place at its end, and the reason of a doubt: it
    ends as the place of the date line does, but does not have the whole of it."""
    name, place = (issuer.name or "").split(), (clues.place or "").split()
    scanned = issuer.name_from is not None and issuer.name_from.is_scanned()
    for size in range(2, min(len(place), len(name) - 2)) if scanned else ():
        read, due = (fold(" ".join(words[-size:])) for words in (name, place))
        if alike(read, due) and fold(name[-size - 1]) != fold(place[-size - 1]):
            rest = " ".join(name[-size:])
            reason = f"the letterhead and the date line differ: {rest}, {clues.place}"
            return replace(issuer, name=" ".join(name[:-size])), reason
    return issuer, ""


def as_dated(name: str, printed: Passage, clues: Clues, grammar: Grammar) -> str:
    """The name with the place of the date line where its own differs by a letter or by its marks
    from that, and the text has only the other, or it was read so: "phường Nam Kẽênh" dated "Nam
    Kênh"."""
    name = _with_kind(name, printed, clues, grammar)
    unit = unit_in(name, grammar)
    if not unit or not clues.place:
        return name
    place = _split_unit(unit, grammar)[2]
    one, other = fold(place).replace(" ", ""), fold(clues.place).replace(" ", "")
    if fold_tone(place.lower()) == fold_tone(clues.place.lower()) or not name.endswith(place):
        return name
    written = place not in clues.text and clues.place in clues.text
    if printed.is_scanned() and not misspelled(clues.place, grammar):
        unlisted = is_listed(clues.place, grammar) and not is_listed(place, grammar)
        written = written or unlisted or misspelled(place, grammar) is not None
    if one == other:
        raw = printed.raw().lower()
        restored = place.lower() not in raw and clues.dated and clues.place in clues.dated.raw()
        misread = printed.is_scanned() and bool(written or restored or clues.place.lower() in raw)
    else:
        misread = len(one) > 4 and alike(one, other) and written
    return name.removesuffix(place) + clues.place if misread else name


def _with_kind(name: str, printed: Passage, clues: Clues, grammar: Grammar) -> str:
    """The name with the unit that it ends in, the marks of its kind and place put right by the
    date line: "PHƯƠNG PHỦ THƯỢNG" dated "Phú Thượng"."""
    if not clues.place or not printed.is_scanned() or unit_in(name, grammar):
        return name
    kinds = {fold(kind): kind for kind in grammar.words["bodies"]["units"]}
    names = "|".join(map(regex.escape, sorted(kinds, key=len)[::-1]))
    end = regex.search(rf"(?<!\w)({names})\s+{regex.escape(fold(clues.place))}$", fold(name))
    return f"{name[: end.start()]}{kinds[end[1]]} {clues.place}" if end else name


def _split_unit(unit: str, grammar: Grammar) -> tuple[str, str, str]:
    for kind in sorted(grammar.words["bodies"]["units"], key=len)[::-1]:
        if unit.startswith(kind + " "):
            return kind, " ", unit[len(kind) + 1 :]
    return "", "", unit


def _kind_of(place: str, name: str, clues: Clues, grammar: Grammar) -> str:
    """ "tỉnh Cà Mau" of "Cà Mau": the kind that fits the body, the text, then the list."""
    if kinds := unit_in(place[:1].lower() + place[1:], grammar):
        return kinds
    plain = regex.sub(r"^(?:TP\.?|Thành phố|Tp\.?)\s*", "", place)
    if plain != place:
        return f"thành phố {plain}"
    listed = grammar.places.get(fold(place), ())
    same = [p for p in listed if fold_tone(p.name.lower()) == fold_tone(place.lower())]
    # "Đăk Nông" is a province; communes are too many to go by their letters alone.
    known = same or [p for p in listed if p.level != "xa"]
    mentioned = Counter(
        match.group(1).lower()
        for match in regex.finditer(
            rf"({'|'.join(grammar.words['bodies']['units'])})\s+{regex.escape(place)}(?!\w)",
            clues.text,
            regex.I,
        )
    )
    wanted = _levels(name)
    fitting = [p for p in known if p.level in wanted]
    if mentioned and (
        not fitting or any(p.kind == mentioned.most_common(1)[0][0] for p in fitting)
    ):
        return f"{mentioned.most_common(1)[0][0]} {place}"
    kinds_known = {p.kind: p for p in sorted(fitting, key=_age)}
    if kinds_known:
        return next(iter(kinds_known.values())).full
    return place


def _is_two(name: str, unit: str, clues: Clues, grammar: Grammar) -> bool:
    """Whether a place is both a province and a town of it, the name of a section does not tell
    which is meant, and nothing in the document says the unit."""
    place = _split_unit(unit, grammar)[2]
    levels = {each.level for each in grammar.places.get(fold(place), ())}
    named = lowered(unit) in lowered(clues.text)
    return name.startswith("Phòng ") and {"tinh", "huyen"} <= levels and not named


def _levels(name: str) -> tuple[str, ...]:
    """Levels of unit that have such a body: only provinces have a Sở."""
    if fold(name).startswith(("so ", "tinh uy", "thanh uy", "lien doan", "uy ban mat tran")):
        return ("tinh",)
    if fold(name).startswith(("phong ", "huyen uy")):
        return ("huyen", "xa")
    return ("tinh", "huyen", "xa")


def _age(place: Place) -> tuple[int, int]:
    return (("tinh", "huyen", "xa").index(place.level), place.era == "pre2025")


def _unit_of_text(text: str, grammar: Grammar) -> str | None:
    """The one province that the text speaks of, if it is one only."""
    found = Counter(
        " ".join(match.group().split())
        for match in regex.finditer(r"\btỉnh\s+(?:\p{Lu}\p{L}*\s*){1,3}", text)
    )
    known = {
        unit: count
        for unit, count in found.items()
        if any(p.level == "tinh" for p in grammar.places.get(fold(unit[5:]), ()))
    }
    return next(iter(known)) if len(known) == 1 else None
