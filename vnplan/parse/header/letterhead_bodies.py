"""The bodies that the left column of a letterhead names: one a line, or a name on several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from vnplan.parse.header.letterhead_lines import is_known_name, put_right, put_right_by_symbol
from vnplan.parse.header.wrapped_names import goes_on_below
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.lines import Row
from vnplan.parse.text.passage import Passage, fold, join, lowered
from vnplan.parse.text.patterns import compiled, starts_with
from vnplan.parse.text.place_names import province_in
from vnplan.syllable import is_syllable

# "Số: 12/ KH-UBND" that could not be read as a number names nobody.
_NUMBER_LINE = regex.compile(r"\W{0,2}S[ốỐôÔoO06]\s?[:.;]")
# A name stands on so many lines.
_MOST_LINES = 3
# "KHÓA XX, KỲ HỌP THỨ 5" below a council tells when it met.
_TERM = regex.compile(
    r"\W*(?:kho[áa]|khóa|k[ỳì] họp|nhiệm k[ỳì])\s+(?:thứ\s|[ivxl\d]+\b|bất thường|chuyên đề|lần\s)"
)


def bodies_of(rows: Sequence[Row], grammar: Grammar, symbol: str = "") -> list[Passage]:
    """The left column's lines put together to names, the superior first.

    ``symbol``: the document's, which tells what a damaged name may be.
    """
    names: list[Passage] = []
    for text in _named_by_symbol(list(_texts(rows, grammar)), symbol, grammar):
        if names and (committee := _committee_below(text.text, names[-1], grammar)):
            names.append(join([committee, text]))
        elif names and not _opens_name(text.text, names[-1].text, grammar):
            names[-1] = join([names[-1], text])
        else:
            names.append(text)
    whole = (put_right(name, grammar) for name in names)
    return [part for name in whole for part in _two_in_one(name, grammar)]


def _committee_below(text: str, above: Passage, grammar: Grammar) -> Passage | None:
    """The kind of committee whose lower unit stands alone below the name of a higher one: of
    "ĐẶC KHU PHÚ QUÝ" below "UBND TỈNH LÂM ĐỒNG" the words "UBND"."""
    units = any_of(grammar, "bodies", "units")
    place = regex.fullmatch(rf"\W*(?P<unit>{units})\s+\S.*", fold(text))
    whole = regex.fullmatch(
        rf"\W*(?P<committee>(?:uy ban|hoi dong) nhan dan|ubnd|hdnd)\s+"
        rf"(?P<unit>{units}|tp\.?)\s+\S.*",
        above.folded,
    )
    if not place or not whole:
        return None
    own, of = _ranks(place["unit"], grammar), _ranks(whole["unit"], grammar)
    lower = own and of and (min(own) > min(of) or (of == {0} and own > {0}))
    if not lower:
        return None
    return above[whole.start("committee") : whole.end("committee")]


def _ranks(unit: str, grammar: Grammar) -> set[int]:
    """Which levels a kind of unit, folded, may have, 0 that of provinces."""
    levels = ("tinh", "huyen", "xa")
    kind = "thanh pho" if unit.startswith("tp") else unit
    found = {each.level for p in grammar.places.values() for each in p if fold(each.kind) == kind}
    return {levels.index(level) for level in found if level in levels}


# "HỘI ĐỒNG NHÂN DÂN TỈNH PHÚ HÒA KHÓA VII, KỲ HỌP THỨ 3": the session is no part of the name.
_TERM_BEHIND = regex.compile(
    r"(?P<name>\W*(?:hoi dong nhan dan|quoc hoi)\b.*?)[\s,–-]+khoa\s+(?:[ivx]+|\d+)\b.*"
)


def _texts(rows: Sequence[Row], grammar: Grammar) -> Iterator[Passage]:
    """The lines that may name a body, each as well as it can be read by itself."""
    above = ""
    for row in rows:
        numbers = _NUMBER_LINE.match(row.text) or _TERM.match(row.text.lower())
        if numbers or _tells_contact(row, grammar):
            continue
        term = _TERM_BEHIND.match(row.folded)
        text = row.passage[: term.end("name")] if term else row.passage
        if text.is_scanned():
            text = _without_dash(text, grammar)
            text = put_right(text, grammar, above, whole=False)
        above = text.text
        yield text


def _tells_contact(row: Row, grammar: Grammar) -> bool:
    """Whether a line says where a company or a school is found: "Điện thoại: …"."""
    labels = any_of(grammar, "letterhead", "contact_labels")
    return bool(compiled(rf"\W*{labels}\s*[:.(]|\W*(?:https?:|www\.)").match(row.folded))


# "UBND TỈNH SÓC TRĂNG -": a speck, or the end of the rule below the line.
_DASH_BEHIND = regex.compile(r"\W*\s[-–_.]+\W*$")


def _without_dash(line: Passage, grammar: Grammar) -> Passage:
    """A scanned line that names a whole superior and its place, without a dash behind it."""
    dash = _DASH_BEHIND.search(line.text)
    return line[: dash.start()] if dash and _whole(line.text[: dash.start()], grammar) else line


def _named_by_symbol(texts: list[Passage], symbol: str, grammar: Grammar) -> list[Passage]:
    """The lines, the last ones as the damaged name of a body that the symbol stands for."""
    for size in range(1, min(_MOST_LINES, len(texts)) + 1) if symbol else ():
        last = join(texts[-size:])
        if is_known_name(last.text, grammar):
            break
        named = put_right_by_symbol(last, symbol, grammar)
        if named is not last:
            return [*texts[:-size], named]
    return texts


def _opens_name(text: str, above: str, grammar: Grammar) -> bool:
    """Whether a line of the left column starts another body's name."""
    heads = grammar.words["bodies"]["heads"]
    if not starts_with(text, [*heads["alone"], *heads["named"]]) or _goes_on(text, above, grammar):
        return False
    if goes_on_below(above, text, grammar):
        return False
    if fold(above).endswith((" va", ",", " -", "-")) or regex.match(r"\W|(?:va|cac)\s", fold(text)):
        return False
    if starts_with(text, ("chi nhánh",)) and _is_placed(text.split(maxsplit=2)[2:], grammar):
        return False  # of the body above
    offices = grammar.words["letterhead"]["offices"]
    return not (starts_with(text, offices["bodies"]) and starts_with(above, offices["heads"]))


def _goes_on(text: str, above: str, grammar: Grammar) -> bool:
    """Whether a line that begins like the name of a body is a part of the name above: "BAN CHỈ
    HUY" / "PHÒNG CHỐNG THIÊN TAI", "… VÀ MÔI" / "TRƯỜNG", "ĐẢNG ỦY" / "CÔNG AN TỈNH"."""
    words, letterhead = text.split(), grammar.words["letterhead"]
    if len(words) == 1 and is_syllable(words[0].lower()):
        return True
    # "Phòng ăn" is no body, "PHÒNG AN NINH" is one.
    no_heads = (f"{lowered(each)} " for each in grammar.words["bodies"]["no_heads"])
    if f"{lowered(text)} ".startswith(tuple(no_heads)) or words[0].endswith(","):
        return True
    if fold(above) not in map(fold, letterhead["open"]):
        return False
    return not (
        starts_with(above, letterhead["committees"]) and starts_with(text, letterhead["organs"])
    )


def _is_placed(rest: Sequence[str], grammar: Grammar) -> bool:
    """Whether a unit or the name of a place comes next."""
    return any(
        starts_with(text, grammar.words["bodies"]["units"]) or fold(text) in grammar.places
        for text in rest
    )


def _two_in_one(name: Passage, grammar: Grammar) -> list[Passage]:
    """ "BỘ TÀI CHÍNH CỤC THUẾ" on one line: a whole known name, then another body's head."""
    words = list(regex.finditer(r"\S+", name.text))
    heads = grammar.words["bodies"]["heads"]
    for word in words[2:]:
        first, rest = name.text[: word.start()].strip(), name.text[word.start() :]
        if starts_with(rest, [*heads["alone"], *heads["named"]]) and _whole(first, grammar):
            return [name[: word.start()], name[word.start() :]]
    return [name]


def _whole(name: str, grammar: Grammar) -> bool:
    if fold(name) in grammar.names and " " in name:
        return fold(name).startswith(("bo ", "so ", "tong cuc "))
    return bool(
        regex.match(r"(?:ubnd|uy ban nhan dan|tinh uy|huyen uy)\s", fold(name))
        and province_in(name, grammar)
    )
