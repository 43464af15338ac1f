"""Lines cut where two columns stand side by side on them."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from vnplan.model import Zone
from vnplan.parse.text.abreast import is_named, is_shouted
from vnplan.parse.text.classify import STAMP
from vnplan.parse.text.date_lines import NAMED_PLACE, match_place_date
from vnplan.parse.text.line_rules import LineRules
from vnplan.parse.text.lines import is_caps
from vnplan.parse.text.misread import find_motto, find_phrase
from vnplan.parse.text.passage import Passage, fold

# "Ngày: 08/11/2023" of a stamp, before print that stands on the same line.
_LABELLED = regex.compile(r"\W{0,2}(?:S[ốóôo]|N\p{L}{1,2}y|Giờ)\s*:\s*[\d./-]+(?=\s)")


def columns(passage: Passage, rules: LineRules) -> Iterator[Passage]:
    """The parts of a line that stand side by side: the letterhead's two halves, or the ends of a
    list of recipients and a signature."""
    for at in _cuts(passage, rules):
        if 0 < at < len(passage.text):
            yield passage[:at]
            passage = passage[at:]
            break
    yield passage


def _cuts(passage: Passage, rules: LineRules) -> Iterator[int]:
    folded = passage.folded
    for phrase in rules.mottos.values():
        if span := find_motto(passage.text, phrase):
            yield span[0]
    if beside := rules.youth_text.search(passage.text):
        yield beside.start("motto")
    if span := find_phrase(folded, rules.slogan):
        yield span[0]
    if at := _date_after_number(passage.text, rules):
        yield at
    if at := _place_start(passage, rules):
        yield at
    capacity = rules.capacity_text.search(passage.text)
    if capacity and passage.pieces[0].line.line.zone is not Zone.ISSUER:
        yield capacity.start()
    if at := _signature_start(passage) or _head_beside_office(passage, rules):
        yield at
    if match := rules.recipients.match(folded):
        yield match.end()
    if match := STAMP.match(passage.text):
        yield match.end()
    labelled = None if rules.numbers.read(passage.text) else _LABELLED.match(passage.text)
    if labelled and _gap_after(passage, labelled.end()):
        yield labelled.end()


_DATED = regex.compile(r"\W{1,3}(?=ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}\W*$)")


def _date_after_number(text: str, rules: LineRules) -> int | None:
    """Where the date starts on "Số: 9/QC-BDV, ngày 5 tháng 4 năm 2016", a line by itself."""
    number = rules.numbers.read(text) if text.lstrip().startswith("Số") else None
    date = _DATED.match(text, number.stop) if number else None
    return date.end() if date else None


# A line of a list of recipients, then, after so many spaces, one of the signature beside it.
_LISTED_AND_SIGNED = regex.compile(
    r"\s*(?P<listed>(?:[-–+*]|Lưu\b|L[uư]u:).*?)\s{4,}(?P<signed>\S.*?)\s*"
)


def _signature_start(passage: Passage) -> int | None:
    """Where the right column starts in a line of plain text that holds a recipient and a part of
    the signature: an office, or a name with its rank."""
    line = passage.pieces[0].line
    found = _LISTED_AND_SIGNED.fullmatch(line.text) if line.line.box is None else None
    office = found and is_shouted(found["signed"]) and is_caps(found["signed"])
    if not found or not (office or is_named(found["signed"])):
        return None
    return len(" ".join(found["listed"].split())) + 1


# "Nơi nhận" and, after so many spaces, an office.
_HEAD_AND_SIGNED = regex.compile(r"\s*(?P<head>\S+(?: \S+)?)\s{4,}(?P<signed>\S.*?)\s*")


def _head_beside_office(passage: Passage, rules: LineRules) -> int | None:
    """Where the right column starts in a line of plain text that has an office beside the head of
    the list of recipients, which no colon ends."""
    line = passage.pieces[0].line
    found = _HEAD_AND_SIGNED.fullmatch(line.text) if line.line.box is None else None
    if found is None or not is_caps(found["signed"]):
        return None
    head = found["head"]
    return len(head) + 1 if fold(head).replace(" ", "") in rules.recipient_names else None


def _gap_after(passage: Passage, at: int) -> bool:
    """Whether the next word stands more than a line's height to the right."""
    left, right = passage[:at].box(), passage[at:].box()
    return left is not None and right is not None and right.left - left.right > left.height


def _skipped(text: str) -> int:
    """How many signs stand before the first word: specks between a number and a place."""
    signs = regex.match(r"[\W_]*", text)
    return signs.end() if signs else 0


def _place_start(passage: Passage, rules: LineRules) -> int | None:
    """Where the place of "…, ngày … tháng … năm …" starts when something stands before it."""
    match = match_place_date(passage.folded)
    if not match or not match["place"] or passage.pieces[0].line.line.zone is Zone.PLACE_DATE:
        return None  # the layout has parted the columns already
    before = passage.text[: match.end("place")].rstrip(" ,.;:")
    named = NAMED_PLACE.search(before)
    if not named:
        return None
    number = rules.numbers.read(passage.text)
    if number and named.start() < number.stop < named.end():
        return number.stop + _skipped(passage.text[number.stop :])
    if regex.search(r"[\d/&-]$", before[: named.start()]):
        return None  # "… số 7/2031/NĐ-CP ngày …": no place but a symbol
    shouted = regex.match(r"(?:(?!TP|TX|TT)[\p{Lu}\d&.-]{2,}\s+)+(?=\p{Lu}\p{Ll})", named.group())
    return named.start() + (shouted.end() if shouted else 0)
