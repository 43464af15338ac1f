"""What each printed line is by itself, before any line is seen in its place."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from vnplan.parse.text.date_lines import is_place_date
from vnplan.parse.text.line_rules import LineRules
from vnplan.parse.text.lines import Kind, Row, is_caps
from vnplan.parse.text.markers import marker
from vnplan.parse.text.misread import alike, find_motto, find_phrase, unspaced
from vnplan.parse.text.passage import Passage

_RULE = regex.compile(r"[\W_]*|[\W_]*[oO0_*\-=]{3,}[\W_]*|\W*[|lI]\W*")
_PAGE_NUMBER = regex.compile(r"\W{0,2}(?:[Tt]rang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W{0,2}")
_TIME = regex.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\D{1,3}\d{1,2}:\d\d(?::\d\d)?")
_EMAIL = regex.compile(r"(?<![^\s@])[^\s@]++@[^\s@]+\.\w")
STAMP = regex.compile(
    r"\W{0,2}(?:CÔNG VĂN\s+)?[ĐD][EÊẾÉẺẼ]N"
    r"(?:\W*$|\s*(?:[Ss][ốóôo]|[Nn]\p{L}{1,2}y|[Gg]iờ)\s*:?\s*(?:\S*[\d?.…⟧]\S*)?)|"
    r"\W{0,2}(?:Chuyển|Lưu hồ sơ(?: số)?|Số và ký hiệu HS)\s*:\s*(?:\S*[\d?.…⟧]\S*)?"
)


def classify(passage: Passage, rules: LineRules) -> Row:
    """The row of one passage, by its own words."""
    text, folded = passage.text, passage.folded
    for kind in _layout_kinds(text, folded, rules):
        return Row(kind, passage)
    if marked := marker(text, rules):
        kind, label, content = marked
        return Row(kind, passage, label, content)
    if rules.basis.match(text):
        return Row(Kind.BASIS, passage)
    return Row(Kind.CAPS if is_caps(text) else Kind.TEXT, passage)


def _layout_kinds(text: str, folded: str, rules: LineRules) -> Iterator[Kind]:
    """What a line may be besides running text and items; the first answer holds."""
    if "\t" in text:
        yield Kind.TABLE
    if _RULE.fullmatch(text):
        yield Kind.RULE
    if _PAGE_NUMBER.fullmatch(text):
        yield Kind.PAGE_NUMBER
    if rules.overlay.match(folded) or _signing_note(text):
        yield Kind.OVERLAY
    if len(text) < 60 and any(find_motto(text, phrase) for phrase in rules.mottos.values()):
        yield Kind.MOTTO
    if len(text) < 50 and find_phrase(folded, rules.slogan):
        yield Kind.SLOGAN
    if rules.recipients.match(folded) or _like_recipients(folded, rules):
        yield Kind.RECIPIENTS
    if rules.addressee.match(folded):
        yield Kind.ADDRESSEE
    if rules.about.match(folded):
        yield Kind.ABOUT
    if rules.capacity_text.match(text) and not text.endswith((";", ",")):
        yield Kind.CAPACITY
    if _is_number(text, rules):
        yield Kind.NUMBER
    if is_place_date(text, folded):
        yield Kind.PLACE_DATE
    if STAMP.match(text):
        yield Kind.STAMP
    if is_caps(text):
        yield from _caps_kinds(folded, text.lower(), rules)


def _signing_note(text: str) -> bool:
    """Whether a line is a time of signing or an address of a digital signature: running text has
    such, too, but says more than a few words beside it."""
    noted = _TIME.search(text) or _EMAIL.search(text)
    if noted is None:
        return False
    words = text[: noted.start()].split() + text[noted.end() :].split()[1:]
    return len(words) <= _MOST_NOTED


_MOST_NOTED = 4


def _like_recipients(folded: str, rules: LineRules) -> bool:
    """ "Nơi nhậm:", "Nơi nbận:": the head of the list of recipients, one letter of it misread."""
    letters = unspaced(folded)
    return (
        folded.rstrip().endswith(":")
        and len(folded.split()) == 2
        and any(alike(letters, name) for name in rules.recipient_names)
    )


# "PHƯỜNG AN HÒA" is "PHƯƠNG ÁN …" but for its marks.
_WARD = regex.compile(r"\W{0,2}phường\s+(?!án\b)")


def _caps_kinds(folded: str, marked: str, rules: LineRules) -> Iterator[Kind]:
    if rules.urgency.fullmatch(folded):
        yield Kind.URGENCY
    if rules.secrecy.fullmatch(folded):
        yield Kind.SECRECY
    if rules.annex.match(folded):
        yield Kind.ANNEX
    ward = _WARD.match(marked)
    if not ward and (rules.type_name.match(folded) or misread_type(folded, rules)):
        yield Kind.TYPE


def misread_type(folded: str, rules: LineRules) -> str | None:
    """The folded name of the type that a line by itself misspells by a letter."""
    letters = unspaced(folded)
    for name in rules.type_names if 5 < len(letters) < 26 and len(folded.split()) > 1 else ():
        if alike(letters, name.replace(" ", "")):
            return name
    return None


def _is_number(text: str, rules: LineRules) -> bool:
    number = rules.numbers.read(text)
    return number is not None and len(text) - number.stop < 6
