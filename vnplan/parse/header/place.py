"""What a line is, seen in its place: dirt among print, damaged lines of a letterhead, numbers of
items that only the sequence tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import regex

from vnplan.model import Zone
from vnplan.parse.bodies.body_names import split_names
from vnplan.parse.layout.wrapped import without_wrapped
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.line_rules import LineRules, line_rules
from vnplan.parse.text.lines import ITEMS, NOISE, Kind, Row, is_caps
from vnplan.syllable import is_syllable

# A line whose letters are this much narrower than those of its page holds none.
_NARROW = 0.55
_FEW_LETTERS = 6
_FEWEST_LETTERS = 4
_ILLEGIBLE = 0.4
_SIGNS = " .,*'\"“”‘’«»|_"
# "an GIANG": what a reader made of a stroke before the last word of a name.
_JUNK = regex.compile(r"(?:[^\s\p{Lu}]{1,3}\s){1,2}(?=\p{Lu}{2})")
# So many lines a letterhead may have above and below its motto.
_LETTERHEAD_LINES = 8


def in_place(rows: Sequence[Row], grammar: Grammar) -> list[Row]:
    """The rows, those put right that their place tells more about than their words."""
    placed = _without_dirt(rows)
    for at, row in enumerate(placed):
        if row.kind is Kind.MOTTO:
            _mend_letterhead(placed, at, line_rules(grammar))
        if row.kind is Kind.TYPE:
            _open_wire(placed, at, line_rules(grammar))
    return _lost_numbers(list(_in_sequence(list(without_wrapped(placed)))), grammar)


def beside(row: Row, motto: Row) -> bool:
    """Whether a row stands in the left column of the letterhead that ``motto`` heads; also when
    nothing is known of their places."""
    left, right = row.passage.box(), motto.passage.box()
    return left is None or right is None or left.right <= right.left + right.width // 10


def _without_dirt(rows: Sequence[Row]) -> list[Row]:
    """What a reader made of dirt, of seals and of strokes of a pen says nothing."""
    widths: dict[int, list[float]] = {}
    for row in rows:
        if len(row.text) > _FEW_LETTERS and (letter := _letter(row)) is not None:
            widths.setdefault(row.page, []).append(letter)
    usual = {page: median(letters) for page, letters in widths.items()}
    return [replace(row, kind=Kind.RULE) if _is_dirt(row, usual) else row for row in rows]


def _letter(row: Row) -> float | None:
    box = row.passage.box()
    return box.width / len(row.text) if box and row.text else None


def _is_dirt(row: Row, usual: dict[int, float]) -> bool:
    if len(row.text) >= _FEW_LETTERS or row.page not in usual:
        return False
    if row.kind not in (Kind.TEXT, Kind.CAPS):
        return False
    if (letter := _letter(row)) is None:
        return False
    if letter < _NARROW * usual[row.page]:
        return True
    if row.zone is Zone.ISSUER and row.caps and is_syllable(row.text.strip(_SIGNS).lower()):
        return False  # the last word of a name on a line of its own
    return len(row.text) <= _FEWEST_LETTERS and row.passage.certainty() < _ILLEGIBLE


def _mend_letterhead(rows: list[Row], motto: int, rules: LineRules) -> None:
    """The number line, and names of bodies that a speck made items, beside a motto."""
    low = max(0, motto - _LETTERHEAD_LINES)
    near = [
        at
        for at in range(low, min(len(rows), motto + _LETTERHEAD_LINES))
        if rows[at].page == rows[motto].page and beside(rows[at], rows[motto])
    ]
    for at in near:
        row = rows[at]
        specked = at < motto and row.kind is Kind.DASH and row.passage.is_scanned()
        if specked and is_caps(row.body.text):
            rows[at] = replace(row, kind=Kind.CAPS, passage=row.body, content=0)
        rows[at] = _without_junk(rows[at])
    if not any(rows[at].kind is Kind.NUMBER for at in near):
        for at in near:
            row = rows[at]
            if row.kind in (Kind.TEXT, Kind.CAPS) and rules.numbers.salvage(row.text):
                rows[at] = replace(row, kind=Kind.NUMBER)
                return


def _open_wire(rows: list[Row], title: int, rules: LineRules) -> None:
    """The line that opens the list of those to whom a telegram goes, also without a colon: "CÔNG
    ĐIỆN" / "BAN CHỈ HUY … XÃ ĐIỆN" / "- Các thôn;"."""
    following = [
        at for at in range(title + 1, min(title + 4, len(rows))) if rows[at].kind not in NOISE
    ]
    if len(following) < 2 or not rules.wired.fullmatch(rows[title].folded.split(" khan")[0]):
        return
    head, first = following[:2]
    opens = rows[head].caps and rules.wired.fullmatch(rows[head].folded)
    if opens and rows[first].kind is Kind.DASH:
        rows[head] = replace(rows[head], kind=Kind.ADDRESSEE)


def _without_junk(row: Row) -> Row:
    """A scanned line of the left column in capitals without the small signs before it that were
    hardly read."""
    junk = _JUNK.match(row.text) if row.kind is Kind.TEXT and row.passage.is_scanned() else None
    if junk is None or row.passage[: junk.end()].least_read() >= _ILLEGIBLE:
        return row
    rest = row.passage[junk.end() :]
    return replace(row, kind=Kind.CAPS, passage=rest) if is_caps(rest.text) else row


# "S." after "4." is "5.", "€)" after "b)" is "c)".
_LOOKS_LIKE = {"S": "5", "Š": "5", "$": "5", "€": "c", "©": "c", "¢": "c", "đ": "d"}
_DAMAGED = regex.compile(r"(?P<sign>[SŠ$€©¢])\s*[.)]\s+(?=\p{Lu})")

_ARTICLE = regex.compile(r"Điều\s+(?P<label>\d{1,2}),\s+(?=\p{Lu})")


def _in_sequence(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows; a damaged label counts when the label before it was the one above."""
    last = {Kind.ARABIC: "", Kind.LETTER: "", Kind.ARTICLE: ""}
    above = ""
    for row in rows:
        article = _ARTICLE.match(row.text) if above.endswith((".", ";")) else None
        if article and last[Kind.ARTICLE] == str(int(article["label"]) - 1):
            content = article.end()
            row = replace(row, kind=Kind.ARTICLE, label=article["label"], content=content)
        above = row.text
        match = _DAMAGED.match(row.text) if row.kind not in ITEMS - {Kind.CAPITAL} else None
        label = _LOOKS_LIKE[match["sign"]] if match else ""
        kind = Kind.ARABIC if label.isdigit() else Kind.LETTER
        if match and last[kind] and ord(label) == ord(last[kind][-1]) + 1:
            row = replace(row, kind=kind, label=label, content=match.end())
        if row.kind in last:
            last[row.kind] = row.label
        yield row


# "-.19' Bồi dưỡng": what is left of a damaged number.
_REMAINS = regex.compile(r"\W{0,3}\d{0,2}\W{1,3}(?=\p{Lu}\p{Ll})")


def _lost_numbers(rows: list[Row], grammar: Grammar) -> list[Row]:
    """The rows; a heading between "1." and "3." that has lost its number, or has its remains only,
    is the second."""
    numbered = [at for at, row in enumerate(rows) if row.kind is Kind.ARABIC]
    for low, high in pairwise(numbered):
        first, last = rows[low].label, rows[high].label
        if not (first.isdigit() and last.isdigit() and int(last) == int(first) + 2):
            continue
        between = range(low + 1, high)
        if any(rows[at].kind in (Kind.ROMAN, Kind.PART, Kind.ARTICLE, Kind.TYPE) for at in between):
            continue
        lost = [at for at in between if _is_heading(rows[at], grammar)]
        if len(lost) == 1:
            row = rows[lost[0]]
            remains = _REMAINS.match(row.text)
            rows[lost[0]] = replace(
                row,
                kind=Kind.ARABIC,
                label=str(int(first) + 1),
                content=remains.end() if remains else 0,
            )
    return rows


def _is_heading(row: Row, grammar: Grammar) -> bool:
    """Whether a line without a number is a heading: bodies and nothing else, or the remains of a
    number before a few words."""
    if row.kind is not Kind.TEXT or row.text.endswith((";", ",", ".")) or row.room <= 0:
        return False
    remains = _REMAINS.match(row.text)
    damaged = remains is not None and any(map(str.isdigit, remains.group()))
    return damaged or bool(split_names(row.text, grammar))
