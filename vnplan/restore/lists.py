"""The letters and numbers that lines of a list begin with, mended by their sequence.

A Vietnamese list runs a) b) c) d) đ) e); where d and đ look alike, only the order of
the lines tells them apart. A list of numbers begins with 1, not with I or l.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from vnplan.model import Change, Line
from vnplan.restore.paragraphs import is_shouting

_HEAD = regex.compile(
    r"\s*\(?(?P<head>\d{1,2}|[IVXHLl|]+|c[€©¢]|[a-zđ]|[€©¢¡øïä]|é(?=\s?\)))\s?(?P<behind>[.)])\s*(?=\S)"
)
_ONE = frozenset("Il|")
# H is how II is misread.
_NUMERAL = frozenset("IVXHl|")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
# Upright strokes of what I, II and III are misread as.
_STROKES = {"I": 1, "l": 1, "|": 1, "L": 1, "H": 2}
_SIGNS = {"€": "c", "©": "c", "¢": "c", "¡": "i", "ø": "g", "é": "e", "ï": "i", "ä": "a"}
_SIGNS |= {"c€": "c", "c©": "c", "c¢": "c"}
_SURE = 0.95
# A heading with a Roman numeral is short, or in capitals. Of 50,600 lines of so many words that
# begin with 1. or I. in laws and administrative documents 18 begin with I.
_LONG = 10
# The head of a part in capitals, its point lost or not; what a Roman one is misread as.
_PART = regex.compile(r"\s*(?P<head>[IVXHLl|1]{1,4})(?:\s?[.,:]+\s*|\s+)(?=\p{Lu}{2})")
_PART_ONE = frozenset(("1", "I", "l", "|", "L", "IL", "Il", "1L"))
_LONG_ONE = regex.compile(r"\s*(?P<head>[IlÌ|])\.\s+(?=\S)")


def list_heads(lines: Sequence[Line], intact: bool = False) -> Iterator[tuple[int, Change]]:
    """(number of the line, change) for every head that its list settles.

    A d or đ is settled where the head before it in the list is c or d, an e that is a c by b
    and d on both sides, a one where the list goes on with 2, a Roman numeral by the ones on both
    sides or by its strokes; the change may leave them as they are. All else is left out.
    Where the text has its marks, ``intact``, a d is one: none of 258 drawn lines that
    Vietnamese OCR read with it has đ, but 51 of 220 read with đ have d.

    >>> texts = ["I. Thu", "2. Chi", "c) Mot", "d) Hai", "d) Ba", "đ. Bon"]
    >>> [(n, c.after) for n, c in list_heads([Line(1, text) for text in texts])]
    [(0, '1'), (3, 'd'), (4, 'đ')]
    >>> list(list_heads([Line(1, "I. NHIỆM VỤ"), Line(3, "2. Trồng cây")]))
    []
    >>> texts = ["I. THU", "H. CHI", "II. NỢ", "IV. VAY", "a) Một", "b) Hai", "€) Ba"]
    >>> [(n, c.after) for n, c in list_heads([Line(1, text) for text in texts])]
    [(1, 'II'), (2, 'III'), (6, 'c')]
    >>> texts = ["c©) Phong Noi vu", "d) Phong Tai chinh", "é) Phong Tu phap"]
    >>> [(n, c.before, c.after) for n, c in list_heads([Line(1, text) for text in texts])]
    [(0, 'c©', 'c'), (1, 'd', 'd'), (2, 'é', 'e')]
    >>> texts = ["a) Một", "b) Hai", "e) Ba", "đ) Bốn", "d) Năm", "e) Sáu"]
    >>> [(n, c.after) for n, c in list_heads([Line(1, text) for text in texts], intact=True)]
    [(2, 'c'), (3, 'd')]
    """
    found = [(n, match) for n, line in enumerate(lines) if (match := _HEAD.match(line.text))]
    last: dict[str, str] = {}
    settled: dict[int, str] = {}
    for place, (number, match) in enumerate(found):
        head, behind = match["head"], match["behind"]
        after = [m["head"] for _, m in found[place + 1 :] if m["behind"] == behind]
        due = "" if head == "d" and intact else _due(head, last.get(behind, ""), after)
        if due == "1" and _heads_a_part(lines, found[place:]):
            due = ""
        last[behind] = due or head
        if due:
            settled[number] = due
    numerals = [(n, m["head"]) for n, m in found if m["behind"] == "." and n not in settled]
    settled |= _roman_heads(numerals)
    for number, match in found:
        if number in settled:
            span, due = match.span("head"), settled[number]
            yield number, Change(*span, match["head"], due, "place in the list", _SURE)


def _heads_a_part(lines: Sequence[Line], found: Sequence[tuple[int, regex.Match[str]]]) -> bool:
    """Whether the first line, in capitals, is a part whose items go on in small letters: "I. NHIỆM
    VỤ" and, its first item lost, "2. Trồng cây"."""
    number, match = found[0]
    second = next(
        (n for n, m in found[1:] if m["head"] == "2" and m["behind"] == match["behind"]), 0
    )
    return is_shouting(lines[number].text) and bool(second) and not is_shouting(lines[second].text)


def long_heads(lines: Sequence[Line]) -> Iterator[tuple[int, Change]]:
    """The same for a one read as I at the head of a sentence; to be asked of OCR alone.

    One that a Roman two follows, with no other Roman one between or before them, is Roman.

    >>> text = "I. Việc vận chuyển thực hiện theo quy định tại các điểm b và d"
    >>> [(n, c.after) for n, c in long_heads([Line(1, text), Line(1, "I. Quy định chung")])]
    [(0, '1')]
    >>> list(long_heads([Line(1, text), Line(1, "II. Nhiệm vụ")]))
    []
    """
    counted = list(_roman_ones_and_twos(lines))
    for number, line in enumerate(lines):
        match = _LONG_ONE.match(line.text)
        if match and len(line.text.split()) > _LONG and not is_shouting(line.text):
            before = [head for n, head in counted if n < number][-1:]
            after = [head for n, head in counted if n > number][:1]
            if after == [2] and before != [1]:
                continue
            yield number, Change(*match.span("head"), match["head"], "1", "head of a list", _SURE)


def part_heads(lines: Sequence[Line]) -> Iterator[tuple[int, Change]]:
    """The same for the first of the parts in capitals, where the second one follows and no first
    one stands before; to be asked of OCR alone.

    >>> texts = ["L MỤC TIÊU", "1. Mục tiêu chung", "II. NHIỆM VỤ", "III. KINH PHÍ"]
    >>> [(n, c.before, c.after) for n, c in part_heads([Line(1, text) for text in texts])]
    [(0, 'L ', 'I. ')]
    >>> texts = ["I. MỤC TIÊU", "II. NHIỆM VỤ", "IL. KINH PHÍ", "IL. YÊU CẦU", "II. KINH PHÍ"]
    >>> [(n, c.before, c.after) for n, c in part_heads([Line(1, text) for text in texts])]
    [(3, 'IL. ', 'I. ')]
    """
    parts = [
        (number, match)
        for number, line in enumerate(lines)
        if is_shouting(line.text) and (match := _PART.match(line.text))
    ]
    before = 0
    for (number, match), (_, after) in pairwise(parts):
        if match["head"] in _PART_ONE and before != 1 and _part_value(after["head"]) == 2:
            start = match.start("head")
            if match["head"] != "I":
                yield (
                    number,
                    Change(start, match.end(), match[0][start:], "I. ", "first part", _SURE),
                )
            before = 1
        else:
            before = _part_value(match["head"])


def _part_value(head: str) -> int:
    """The number of a part; 0 where its numeral is none."""
    head = head.replace("1", "I")
    if _is_roman_two(head):
        return 2
    return _ROMAN.index(head) if head in _ROMAN else 0


def _roman_ones_and_twos(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    for number, line in enumerate(lines):
        match = _HEAD.match(line.text)
        if match and match["behind"] == ".":
            if match["head"] in _ONE:
                yield number, 1
            elif _is_roman_two(match["head"]):
                yield number, 2


def _roman_heads(heads: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Line to Roman numeral, for those of a list of Roman numerals that are misread."""
    run = [(n, head) for n, head in heads if set(head) <= _NUMERAL | {"L"}]
    values = [_ROMAN.index(head) if head in _ROMAN else 0 for _, head in run]
    due: dict[int, str] = {}
    for place in range(1, len(run)):
        number, head = run[place]
        next_one = values[place - 1] + 1
        between = values[place - 1] and values[place + 1 : place + 2] == [next_one + 1]
        strokes = values[place - 1] and not values[place] and _strokes(head) == next_one
        if values[place] != next_one and (between or strokes):
            values[place] = next_one
            due[number] = _ROMAN[next_one]
    return due


def _strokes(head: str) -> int:
    """Its upright strokes; of more than three where a letter has others."""
    return sum(_STROKES.get(letter, len(_ROMAN)) for letter in head)


def _due(head: str, before: str, after: Sequence[str]) -> str:
    """What its neighbours show a head to be; nothing where they do not tell."""
    if head in _SIGNS:
        return _SIGNS[head]
    if head in "dđ":
        return {"c": "d", "d": "đ"}.get(before, "")
    if head == "e" and before == "b" and after[:1] in (["d"], ["đ"]):
        return "c"
    if head not in _ONE:
        return ""
    counted = next((h for h in after if h.isdigit() or set(h) <= _NUMERAL), "")
    # Right behind a Roman one that stayed, there is no second one.
    roman = before not in _ONE and any(map(_is_roman_two, after))
    return "1" if counted == "2" and not roman else ""


def _is_roman_two(head: str) -> bool:
    return head == "H" or (len(head) == 2 and set(head) <= _ONE)
