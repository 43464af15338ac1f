"""Who issued a document: from the letterhead, the symbol, the title, the text, and the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from vnplan.parse.confirmed_symbols import stands_for
from vnplan.parse.grammar import Grammar, Place
from vnplan.parse.letterhead_bodies import bodies_of
from vnplan.parse.letterhead_lines import legible, names_people
from vnplan.parse.lines import Row, is_caps
from vnplan.parse.misread import alike
from vnplan.parse.names import (
    GUESSED,
    Spelling,
    confirmed_name,
    expand,
    guessed,
    hardly_read_name,
    is_listed,
    left_short,
    misspelled,
    province_in,
    starts_with,
    unit_in,
)
from vnplan.parse.numbers import OwnNumber
from vnplan.parse.passage import Passage, fold, join
from vnplan.syllable import fold_tone, is_syllable

UNREAD = "a line of the letterhead could not be read"


@dataclass(frozen=True, slots=True)
class Issuer:
    """The names, where they stand, and how sure they are.

    Attributes:
        rule: how often such a finding is right, 0–1.
        reason: why it is doubtful; empty when it is not.
        parent_reason: the same of the body above.
    """

    name: str | None = None
    parent: str | None = None
    name_from: Passage | None = None
    parent_from: Passage | None = None
    rule: float = 0.97
    reason: str = ""
    parent_reason: str = ""


@dataclass(frozen=True, slots=True)
class Clues:
    """What a document says about its issuer, apart from the letterhead's left column.

    Attributes:
        rows: of the left column.
        title_rest: "CỦA BAN THƯỜNG VỤ TỈNH ỦY" under the title.
        place: of the date line.
        text: of the whole document, for spelling and for the place.
        opening: the preamble, whose last sentence names the issuer.
        type_name: of the title, folded.
        dated: where the place of the date line is printed.
    """

    rows: Sequence[Row]
    title_rest: Passage | None
    number: OwnNumber | None
    place: str | None
    text: str
    opening: str
    type_name: str = ""
    dated: Passage | None = None


def find_issuer(clues: Clues, grammar: Grammar) -> Issuer:
    """The issuer as its full official name."""
    column = legible(clues.rows, grammar)
    symbol = clues.number.symbol if clues.number else ""
    if bodies := bodies_of(column.named, grammar, symbol):
        issuer = _from_letterhead(bodies, clues, grammar)
        return _without_unread(issuer, column.unread, clues, grammar)
    if clues.title_rest and fold(clues.title_rest.text).startswith("cua "):
        named = clues.title_rest[4:]
        return _completed(
            _official(named.text, clues, grammar), named, None, None, clues, grammar, 0.9
        )
    if clues.number:
        return _from_symbol(clues.number, clues, grammar)
    return Issuer()


def _without_unread(
    issuer: Issuer, unread: Sequence[Row], clues: Clues, grammar: Grammar
) -> Issuer:
    """With a doubt where a line of the letterhead could not be read, which may name the issuer or
    its place, and the symbol and the place that is printed do not say that it is another."""
    if not unread or issuer.reason or not issuer.name:
        return issuer
    printed = " ".join(p.text for p in (issuer.parent_from, issuer.name_from) if p)
    parts = regex.split(r"[-/+]", clues.number.symbol) if clues.number else []
    named = any(stands_for(part, [printed, issuer.name], grammar) for part in parts if part[1:])
    placed = unit_in(issuer.name, grammar) is None or province_in(printed, grammar)
    if named and placed:
        return issuer
    read = " ".join(row.text for row in unread)
    reason = f"{UNREAD}: {read}"
    return replace(issuer, rule=min(issuer.rule, 0.6), reason=reason)


def _official(text: str, clues: Clues, grammar: Grammar) -> str:
    plain = regex.sub(r"\s+[-–]\s*(?=\p{L})", " - ", text.strip(" *._-–").replace("UỶ", "ỦY"))
    plain = _spaced_and(_TIGHT.sub(_spaced, _WORD_SPECK.sub(" ", plain)), grammar)
    if regex.match(r"\p{L}\s+\p{Lu}{2}", plain) and _is_headed(plain[1:].strip(), grammar):
        plain = plain[1:].strip()  # a speck before the name
    known = grammar.names.get(fold(plain)) or _unglued(plain, grammar)
    if fold(plain) == "ban to chuc":
        return "Ban Tổ chức"
    # The date line writes the place in small letters, too.
    written = f"{clues.text} ở {clues.place}" if clues.place else clues.text
    return known or expand(Spelling.of(grammar).name(_spelled(plain, grammar), written), grammar)


# "PHÒNG.LĐ - TB VÀ XH": a speck between two words.
_WORD_SPECK = regex.compile(r"(?<=\p{Lu}{3})[.,:;](?=\p{Lu}{2})")


# "LAO ĐỘNG-THƯƠNG BINH": a sign without spaces between whole words.
_TIGHT = regex.compile(r"(\p{L}+)[-–](\p{L}+)")


def _spaced(tight: regex.Match[str]) -> str:
    if not (is_syllable(tight[1].lower()) and is_syllable(tight[2].lower())):
        return str(tight.group())
    return f"{tight[1]} - {tight[2]}"


def _spaced_and(name: str, grammar: Grammar) -> str:
    """ "THƯƠNG BINH&XÃ HỘI" with "VÀ" between the two; the sign stays in "MAI&LAN", which no known
    fields of work stand beside."""
    known = Spelling.of(grammar).known
    parts = regex.split(r"\s*&\s*", name)
    done = parts[0]
    for part in parts[1:]:
        before, behind = done.lower().split(), part.lower().split()
        fields = any(" ".join(before[-n:]) in known for n in (2, 3) if len(before) >= n) and any(
            " ".join(behind[:n]) in known for n in (2, 3) if len(behind) >= n
        )
        done = f"{done} VÀ {part}" if fields else name[: name.index(part, len(done))] + part
    return done


def _unglued(name: str, grammar: Grammar) -> str | None:
    """The known name whose words a reader ran together: "BỘCÔNGAN"."""
    if " " in name or is_syllable(name):
        return None
    return _without_spaces(grammar).get(fold(name))


@lru_cache(maxsize=8)
def _without_spaces(grammar: Grammar) -> dict[str, str]:
    return {key.replace(" ", ""): name for key, name in grammar.names.items() if " " in key}


def _is_headed(name: str, grammar: Grammar) -> bool:
    heads = grammar.words["bodies"]["heads"]
    return starts_with(name, [*heads["alone"], *heads["named"], *grammar.words["bodies"]["expand"]])


def _spelled(name: str, grammar: Grammar) -> str:
    """A name in capitals, the head of which has lost marks: "TĨNH ỦY" is "TỈNH ỦY"."""
    folded = fold(name)
    first, _, rest = name.partition(" ")
    heads_of = grammar.words["bodies"]["heads"]
    single = [head for head in heads_of["named"] if fold(head) == fold(first)]
    # "SO", or what is no word at the head of a name: "SỐ" for "SỞ".
    bare = first.isascii() or first.lower() == "số"
    longer = [head for kind in heads_of.values() for head in kind if " " in head]
    if len(single) == 1 and bare and rest and is_caps(name) and not starts_with(name, longer):
        name = f"{single[0].upper()} {rest}"
    heads = (head for head in grammar.words["bodies"]["heads"]["alone"] if " " in head)
    for head in sorted(heads, key=len)[::-1]:
        if is_caps(name) and regex.match(rf"{fold(head)}(?!\w)", folded):
            return str(head).upper() + name[len(head) :]
    return name


def _from_letterhead(bodies: list[Passage], clues: Clues, grammar: Grammar) -> Issuer:
    if _is_joint(bodies, clues, grammar):
        return _together(bodies, clues, grammar)
    own, above = bodies[-1], bodies[-2] if len(bodies) > 1 else None
    name = _as_dated(_official(own.text, clues, grammar), own, clues, grammar)
    name = confirmed_name(name, own, grammar.bodies)
    superior = Issuer()
    if above is not None:
        named = _as_dated(_official(above.text, clues, grammar), above, clues, grammar)
        highest = _official(bodies[-3].text, clues, grammar) if len(bodies) > 2 else None
        one = highest and _of_organisation(named, highest)
        named = one[0] if one else named
        superior = _completed(named, above, None, None, clues, grammar, 0.97)
    issuer = _completed(name, own, superior.name, above, clues, grammar, 0.97)
    return replace(_doubted(issuer, grammar), parent_reason=superior.reason)


_JOINT = regex.compile(r"\b(?:phoi hop|lien tich|lien nganh)\b")


def _is_joint(bodies: Sequence[Passage], clues: Clues, grammar: Grammar) -> bool:
    """Whether two bodies issue a document together: its type says so, and its symbol has them
    both, "45/CTr-LĐLĐ-SYT"."""
    if len(bodies) != 2 or not clues.number or not _JOINT.search(clues.type_name):
        return False
    parts = regex.split(r"[-/+]", clues.number.symbol)[1:]
    named = [[part for part in parts if stands_for(part, [b.text], grammar)] for b in bodies]
    return all(named) and named[0] != named[1]


def _together(bodies: Sequence[Passage], clues: Clues, grammar: Grammar) -> Issuer:
    """The names of two bodies as one issuer, completed by the place after the second."""
    first, second = (_official(body.text, clues, grammar) for body in bodies)
    whole = _completed(second, bodies[1], None, None, clues, grammar, 0.97)
    issuer = replace(whole, name=f"{first} - {whole.name}", name_from=join(bodies))
    return _doubted(issuer, grammar)


def _doubted(issuer: Issuer, grammar: Grammar) -> Issuer:
    """With a doubt where an abbreviation is left that nothing spells out, or the marks of the
    place are guessed."""
    name, printed = issuer.name or "", issuer.name_from
    short = left_short(name, grammar)
    if issuer.reason:
        return issuer
    if printed and guessed(printed, grammar):
        return replace(issuer, rule=0.6, reason=GUESSED)
    if short is None:
        return issuer
    return replace(issuer, rule=0.6, reason=f"its abbreviation is not known: {short}")


_ODD_SIGN = regex.compile(r"[^\p{L}\p{M}\d\s.,&'’()\"“”/+-–]")
# Lower letters without a vowel, folded: no abbreviation, and no word.
_NO_VOWEL = regex.compile(r"(?<!\S)[b-df-hj-np-tv-xz]{2,}(?!\S)")
# A word of clean print is read with this certainty and more.
SURELY_READ = 0.9


def misnamed(name: str, printed: Passage, text: str, grammar: Grammar) -> str:
    """Why a name that was read from a scan may be no body's: an abbreviation is left in it, it
    opens with a word that opens no body's name and was not read surely, or holds one that no list
    and not the ``text`` of the document confirm; else ""."""
    if not printed.is_scanned():
        return ""
    if short := left_short(name, grammar):
        return f"its abbreviation is not known: {short}"
    opens = _is_headed(name, grammar) or starts_with(name, grammar.words["bodies"]["central"])
    if names_people(name, grammar):
        return f"no body is known whose name opens like this: {name}"
    first = printed[: len(printed.text.partition(" ")[0])]
    if not opens and first.certainty() < SURELY_READ:
        return f"no body is known whose name opens like this: {name}"
    small = " ".join(word for word in name.split() if word.islower())
    if odd := _ODD_SIGN.search(name) or _NO_VOWEL.search(fold(small)):
        return f"it holds signs that no word has: {odd.group()}"
    if word := hardly_read_name(printed, text, grammar):
        return f"a word of the name is hard to read: {word}"
    return ""


def _completed(
    name: str,
    name_from: Passage,
    parent: str | None,
    parent_from: Passage | None,
    clues: Clues,
    grammar: Grammar,
    rule: float,
) -> Issuer:
    words = grammar.words["bodies"]
    issuer = Issuer(name, parent, name_from, parent_from, rule)
    if parent and (joined := _of_organisation(name, parent)):
        return replace(issuer, name=joined[0], parent=joined[1])
    central = starts_with(name, words["central"]) and not _of_parent(name, words)
    central = central or _is_national(name, parent)
    if unit_in(name, grammar) or central or fold(name).endswith((" trung uong", " viet nam")):
        return issuer
    if (
        not name
        or province_in(name, grammar)
        or regex.match(_PARTY_COMMITTEE + r"\s+\S", fold(name))
        or regex.search(_YOUTH + r"\s+\S", fold(name))
    ):
        return issuer
    executive = fold(name) in map(fold, words["executives"])
    if parent and _holds(name, parent, grammar):
        return _with_place(issuer, clues, grammar)
    if parent and (
        executive
        or (starts_with(name, words["completed_by_parent"]) and not _has_own_place(name, words))
    ):
        return Issuer(f"{name} {parent}", parent, name_from, parent_from, rule)
    if not starts_with(name, words["completed_by_place"]):
        return issuer
    return _with_place(issuer, clues, grammar)


def _is_national(name: str, parent: str | None) -> bool:
    """Whether a name says that it is of the whole country, or a ministry stands above it."""
    ministry = parent is not None and regex.match(r"Bộ (?!Chỉ huy|Tư lệnh)", parent)
    return bool(ministry or regex.match(r"(?:ban|hoi dong|uy ban) [\w ]*quoc gia\b", fold(name)))


# Organisations within a company, a school or an office bear its name; those of a union or of a
# committee of the Party above them are of a place.
_OF_BODY = ("Ban Chấp hành Công đoàn", "Công đoàn cơ sở")
_ORGANISATIONS = ("Đoàn Thanh niên", "Hội", "Liên đoàn Lao động")
_UNITS = "(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)"
_WIDER = ("Liên đoàn", "Tổng Liên đoàn", "Công đoàn", "Ủy ban nhân dân")


def _of_organisation(name: str, parent: str) -> tuple[str, str | None] | None:
    """Name and superior of a body whose organisation's name stands above it: "ĐOÀN TNCS HỒ CHÍ
    MINH" over "BCH TỈNH HÀ GIANG" is one name; a department below the Central Committee is of
    the centre."""
    unit = regex.match(
        rf"(Ban Chấp hành|Ban Thường vụ|Ủy ban(?= Hội))(?: Hội)? (?={_UNITS}\s)", name
    )
    if unit and starts_with(parent, _ORGANISATIONS):
        above = regex.search(rf"\s+{_UNITS}\s.*$", parent)
        whole = parent[: above.start()] if above else parent
        below = above and not parent.startswith(_ORGANISATIONS[0])
        return f"{unit[1]} {whole} {name[unit.end() :]}", parent if below else None
    if starts_with(name, _OF_BODY) and not starts_with(parent, _WIDER) and fold(parent) not in name:
        return f"{name} {parent}", parent
    if fold(parent) == "ban chap hanh trung uong" and not fold(name).endswith("trung uong"):
        return f"{name} Trung ương", parent
    return None


def _holds(name: str, parent: str, grammar: Grammar) -> bool:
    """Whether a name says whose it is, but for the place: "Văn phòng HĐND và UBND" of a UBND."""
    unit = unit_in(parent, grammar)
    head = fold(parent.removesuffix(unit).strip()) if unit and parent.endswith(unit) else ""
    return head.count(" ") > 1 and head in fold(name)


_PARTY_COMMITTEE = r"(?:tinh|thanh|huyen|quan|thi|dang) uy"
_YOUTH = r"\b(?:tinh|thanh|huyen|quan|thi|xa|phuong) doan"


def _of_parent(name: str, words: dict[str, list[str]]) -> bool:
    return starts_with(name, words["completed_by_parent"]) or starts_with(
        name, words["completed_by_place"]
    )


def _has_own_place(name: str, words: dict[str, list[str]]) -> bool:
    return starts_with(name, words["completed_by_place"])


def _with_place(issuer: Issuer, clues: Clues, grammar: Grammar) -> Issuer:
    """The name with the unit of the parent, the date line or, failing both, the text."""
    issuer, reason = _without_remains(issuer, clues)
    assert issuer.name is not None
    party = regex.search(r"(tinh|huyen|thanh|quan|thi|dang) uy$", fold(issuer.name))
    unit = unit_in(issuer.parent or "", grammar)
    rule = 0.6 if reason else issuer.rule
    if not unit and issuer.parent and (place := province_in(issuer.parent, grammar)):
        unit = _kind_of(place, issuer.name, clues, grammar)
    if not unit and clues.place:
        unit = _kind_of(clues.place, issuer.name, clues, grammar)
        rule = min(rule, 0.93)
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
    own = fold(issuer.name).split()
    kind, _, place = _split_unit(unit, grammar)
    if party or (own[-1:] and fold(kind).split() == own[-len(kind.split()) :]):
        unit = place
    return Issuer(
        f"{issuer.name} {unit}", issuer.parent, issuer.name_from, issuer.parent_from, rule, reason
    )


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


def _as_dated(name: str, printed: Passage, clues: Clues, grammar: Grammar) -> str:
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
    known = grammar.places.get(fold(place), ())
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


def _from_symbol(number: OwnNumber, clues: Clues, grammar: Grammar) -> Issuer:
    """The agency that the symbol abbreviates, if the opening of the text names it too."""
    known = grammar.agencies.get(number.agency) or grammar.agencies.get(
        number.agency.split("-")[0], ()
    )
    if not known:
        return Issuer()
    opening = fold(clues.opening)
    named = [name for name, _ in known if fold(name) in opening]
    name = (named or [known[0][0]])[0]
    issuer = _completed(name, Passage("", ()), None, None, clues, grammar, 0.9 if named else 0.65)
    reason = issuer.reason or ("" if named else "taken from the symbol; no letterhead is printed")
    return Issuer(issuer.name, None, None, None, min(issuer.rule, 0.9 if named else 0.65), reason)
