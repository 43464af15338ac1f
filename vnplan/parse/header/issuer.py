"""Who issued a document: from the letterhead, the symbol, the title, the text, and the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from vnplan.parse.header.confirmed_symbols import stands_for
from vnplan.parse.header.issuer_names import official
from vnplan.parse.header.issuer_place import as_dated, bare_unit, with_place
from vnplan.parse.header.issuer_values import Clues, Issuer
from vnplan.parse.header.letterhead_bodies import bodies_of
from vnplan.parse.header.letterhead_lines import legible
from vnplan.parse.text.abbreviations import left_short
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.lines import Row
from vnplan.parse.text.name_doubts import GUESSED, confirmed_name, guessed
from vnplan.parse.text.numbers import OwnNumber
from vnplan.parse.text.passage import Passage, fold, join
from vnplan.parse.text.patterns import starts_with
from vnplan.parse.text.place_names import province_in, unit_in

UNREAD = "a line of the letterhead could not be read"


def find_issuer(clues: Clues, grammar: Grammar) -> Issuer:
    """The issuer as its full official name."""
    column = legible(clues.rows, grammar, clues.place)
    symbol = clues.number.symbol if clues.number else ""
    if bodies := bodies_of(column.named, grammar, symbol):
        issuer = _of_prime_minister(_from_letterhead(bodies, clues, grammar), symbol)
        issuer = _as_deciding(issuer, clues, grammar)
        return _without_unread(issuer, column.unread, clues, grammar)
    if clues.title_rest and fold(clues.title_rest.text).startswith("cua "):
        named = clues.title_rest[4:]
        return _completed(
            official(named.text, clues, grammar), named, None, None, clues, grammar, 0.9
        )
    if (deciding := _deciding(clues.authority, grammar)) is not None:
        name = official(deciding.text, clues, grammar)
        return _completed(name, deciding, None, None, clues, grammar, 0.9)
    if clues.number:
        return _from_symbol(clues.number, clues, grammar)
    return Issuer()


def _deciding(authority: Sequence[Row], grammar: Grammar) -> Passage | None:
    """The body that decides, as the lines under the subject say: of "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
    …" the committee, in whose letterhead its chairman writes."""
    named = next(iter(bodies_of(authority, grammar)), None)
    if named is None or named.folded in grammar.names:
        return named
    titled = regex.match(rf"(?:{any_of(grammar, 'signatures', 'titles')})\s+", named.folded)
    body = named[titled.end() :] if titled else named
    return body if starts_with(body.text, grammar.words["bodies"]["heads"]["named"]) else None


def _as_deciding(issuer: Issuer, clues: Clues, grammar: Grammar) -> Issuer:
    """The issuer with the whole of its name, where the line above the preamble has more of it:
    "HIỆU TRƯỞNG TRƯỜNG CAO ĐẲNG NGHỀ SÔNG LAM" below "TRƯỜNG CAO ĐẲNG NGHỀ"."""
    named = _deciding(clues.authority, grammar) if issuer.name else None
    name = official(named.text, clues, grammar) if named else ""
    longer = fold(name).startswith(f"{fold(issuer.name or '')} ")
    return replace(issuer, name=name) if longer else issuer


def _of_prime_minister(issuer: Issuer, symbol: str) -> Issuer:
    """His decisions bear the letterhead of the government: "QĐ-TTg"."""
    his = issuer.name == "Chính phủ" and "TTg" in regex.split(r"[-/]", symbol)
    return replace(issuer, name="Thủ tướng Chính phủ") if his else issuer


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


def _from_letterhead(bodies: list[Passage], clues: Clues, grammar: Grammar) -> Issuer:
    if _is_joint(bodies, clues, grammar):
        return _together(bodies, clues, grammar)
    own, above = bodies[-1], bodies[-2] if len(bodies) > 1 else None
    name = as_dated(official(own.text, clues, grammar), own, clues, grammar)
    name = confirmed_name(name, own, grammar.bodies)
    superior = Issuer()
    if above is not None:
        named = as_dated(official(above.text, clues, grammar), above, clues, grammar)
        highest = official(bodies[-3].text, clues, grammar) if len(bodies) > 2 else None
        one = highest and _of_organisation(named, highest, grammar)
        named = one[0] if one else named
        placed = starts_with(named, grammar.words["letterhead"]["placed_by_superior"])
        over = highest if placed else None
        top = bodies[-3] if over else None
        superior = _completed(named, above, over, top, clues, grammar, 0.97)
        superior = _without_lower_place(superior, own, clues.place, grammar)
    issuer = _completed(name, own, superior.name, above, clues, grammar, 0.97)
    executive = fold(name) in map(fold, grammar.words["bodies"]["executives"])
    if executive and len(bodies) > 2 and issuer.name != name:
        # Its name holds that of the committee; above both stands the committee of the next level.
        committee = official(bodies[-3].text, clues, grammar)
        issuer = replace(issuer, parent=committee, parent_from=bodies[-3])
    return replace(_doubted(issuer, grammar), parent_reason=superior.reason)


def _without_lower_place(
    superior: Issuer, own: Passage, place: str | None, grammar: Grammar
) -> Issuer:
    """A superior of a whole province, without the district of the date line: "CHI CỤC KIỂM LÂM"
    above "HẠT KIỂM LÂM HUYỆN …" is not of that district."""
    name, printed = superior.name or "", superior.name_from
    provincial = starts_with(name, grammar.words["letterhead"]["provincial"])
    if not place or not provincial or not name.endswith(f" {place}"):
        return superior
    lower = regex.search(rf"\b(?:huyen|quan|thi xa|xa|phuong|thi tran) {fold(place)}$", own.folded)
    if lower is None or printed is None or fold(place) in printed.folded:
        return superior
    whole = name.removesuffix(place).strip()
    whole = whole.removesuffix(bare_unit(whole, grammar) or "").strip()
    return replace(superior, name=whole, reason="the place that completes the name is not printed")


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
    first, second = (official(body.text, clues, grammar) for body in bodies)
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
    if parent and (joined := _of_organisation(name, parent, grammar)):
        return replace(issuer, name=joined[0], parent=joined[1])
    central = starts_with(name, words["central"]) and not _of_parent(name, words)
    central = central or _is_national(name, parent) or fold(name) in map(fold, words["central"])
    if unit_in(name, grammar) or central or fold(name).endswith((" trung uong", " viet nam")):
        return issuer
    # "ĐẢNG ỦY PHƯỜNG" below "ĐẢNG BỘ PHƯỜNG HƯNG BÌNH".
    bare = bare_unit(name, grammar)
    of_parent = bare and (unit_in(parent or "", grammar) or "").startswith(f"{bare} ")
    if (
        not name
        or province_in(name, grammar)
        or (regex.match(_PARTY_COMMITTEE + r"\s+\S", fold(name)) and not of_parent)
        or regex.search(_YOUTH + r"\s+\S", fold(name))
        or regex.search(_AREA + r"\s+\S", fold(name))
        or regex.search(_WITHIN, fold(name))
        or _NEIGHBOURHOOD.search(name)
    ):
        return issuer
    if parent and name.startswith("Phòng ") and parent.startswith("Công an "):
        return replace(issuer, name=f"{name} {parent}")
    executive = fold(name) in map(fold, words["executives"])
    if parent and (joined_name := _without_overlap(name, parent)) != f"{name} {parent}":
        return Issuer(joined_name, parent, name_from, parent_from, rule)
    if parent and (_holds(name, parent, grammar) or bare):
        return with_place(issuer, clues, grammar)
    if parent and (
        executive
        or (starts_with(name, words["completed_by_parent"]) and not _has_own_place(name, words))
    ):
        return Issuer(f"{name} {parent}", parent, name_from, parent_from, rule)
    rooms = grammar.words["letterhead"]["rooms"]
    if parent and starts_with(parent, rooms["bodies"]) and starts_with(name, rooms["heads"]):
        return issuer
    if not ((bare and not parent) or starts_with(name, words["completed_by_place"])):
        return issuer
    return with_place(issuer, clues, grammar)


def _is_national(name: str, parent: str | None) -> bool:
    """Whether a name says that it is of the whole country, or a ministry stands above it."""
    ministry = parent is not None and regex.match(r"Bộ (?!Chỉ huy|Tư lệnh)", parent)
    national = regex.match(r"(?:ban|hoi dong|uy ban) [\w ]*(?<!muc tieu )quoc gia\b", fold(name))
    central = regex.search(r"\S trung uong\s", fold(name))
    return bool(ministry or national or central)


_UNITS = "(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)"
# No superior of its own committees, whose names hold its name.
_YOUTH_UNION = "Đoàn Thanh niên"
_CENTRAL = regex.compile(r"\btrung uong$")
# "BAN CHẤP HÀNH TRUNG ƯƠNG" of an organisation; alone it is the Party's.
_OF_CENTRE = regex.compile(r"ban (?:chap hanh|thuong vu) trung uong$")


def _of_organisation(name: str, parent: str, grammar: Grammar) -> tuple[str, str | None] | None:
    """Name and superior of a body whose organisation's name stands above it: "ĐOÀN TNCS HỒ CHÍ
    MINH" over "BCH TỈNH HÀ GIANG" is one name; a department below the Central Committee is of
    the centre."""
    organisations = grammar.words["letterhead"]["organisations"]
    unit = regex.match(
        rf"(Ban Chấp hành|Ban Thường vụ|Ủy ban(?= Hội))(?: Hội)? (?={_UNITS}\s)", name
    )
    if unit and starts_with(parent, organisations["with_committees"]):
        above = regex.search(rf"\s+{_UNITS}\s.*$", parent)
        whole = parent[: above.start()] if above else parent
        below = above and not parent.startswith(_YOUTH_UNION)
        return f"{unit[1]} {whole} {name[unit.end() :]}", parent if below else None
    within = starts_with(name, organisations["within_a_body"])
    if within and not starts_with(parent, organisations["wider"]) and fold(parent) not in name:
        return f"{name} {parent}", parent
    if _OF_CENTRE.match(fold(name)) and starts_with(parent, organisations["with_committees"]):
        return f"{name} {parent}", None
    own = regex.match(r"(?:dang doan|dang uy|ban can su|quan uy)\b", fold(name))
    if fold(parent) == "ban chap hanh trung uong" and not (own or _CENTRAL.search(fold(name))):
        return f"{name} Trung ương", parent
    return None


def _holds(name: str, parent: str, grammar: Grammar) -> bool:
    """Whether a name says whose it is, but for the place: "Văn phòng HĐND và UBND" of a UBND."""
    unit = unit_in(parent, grammar) or province_in(parent, grammar)
    placed = unit and fold(parent).endswith(f" {fold(unit)}")
    head = fold(parent)[: -len(unit)].strip() if placed and unit else ""
    return head.count(" ") > 1 and head in fold(name)


def _without_overlap(name: str, parent: str) -> str:
    """The name and its parent's behind it, what both have printed once: "Ủy ban Kiểm tra Đảng ủy"
    of "Đảng ủy xã …"."""
    own, above = name.split(), parent.split()
    for size in range(min(len(own), len(above)), 1, -1):
        if fold(" ".join(own[-size:])) == fold(" ".join(above[:size])):
            return " ".join([*own, *above[size:]])
    return f"{name} {parent}"


_PARTY_COMMITTEE = r"(?:tinh|thanh|huyen|quan|thi|dang) uy"
# Organisations within a school or a company that their name says.
_SCHOOLS = "thpt|trung hoc|thcs|tieu hoc|mam non|dai hoc|cao dang|pho thong"
_WITHIN = rf"\S\s(?:truong (?:{_SCHOOLS})|cong ty|benh vien)\s\S"
# Groups of people who live together.
_NEIGHBOURHOOD = regex.compile(
    r"(?<!nông )\b(?i:tổ dân phố|khu phố|khu dân cư|thôn|ấp|xóm|khóm|buôn)\s+(?:số\s)?[\p{Lu}\d]"
)
# Offices of an area that is no unit: "Chi cục Hải quan cửa khẩu …".
_AREA = r"\b(?:cua khau|khu vuc|lien huyen|lien xa|vung(?=\s(?:[ivx]+|\d+)\b))"
_YOUTH = r"\b(?:tinh|thanh|huyen|quan|thi|xa|phuong) doan"


def _of_parent(name: str, words: dict[str, list[str]]) -> bool:
    return starts_with(name, words["completed_by_parent"]) or starts_with(
        name, words["completed_by_place"]
    )


def _has_own_place(name: str, words: dict[str, list[str]]) -> bool:
    return starts_with(name, words["completed_by_place"])


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
