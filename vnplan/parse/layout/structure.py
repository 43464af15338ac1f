"""From paragraphs to the tree of headings and items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from vnplan.parse.layout.tables import Table
from vnplan.parse.text.lines import RANK, Kind, is_caps
from vnplan.parse.text.passage import Passage, join
from vnplan.parse.times.timelines import is_time_line

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_CONFUSED = str.maketrans(
    {"l": "I", "|": "I", "1": "I", "H": "II", "L": "I", "Ị": "I", "Ỉ": "I", "Ì": "I", "Í": "I"}
)


@dataclass(frozen=True, slots=True)
class Item:
    """A heading, an item or a paragraph, its lines put together.

    Attributes:
        kind: a marker of ``ITEMS``, or PARAGRAPH.
        label: the number as read, repaired from the sequence where it was damaged.
        text: the words after the marker.
        caps: whether the first line is printed in capitals.
        table: the table that the item is, instead of words; ``text`` is empty then.
        over: of a line that only says when, "Quý II", the mark of the items that are due then.
    """

    kind: Kind
    label: str
    text: Passage
    caps: bool = False
    table: Table | None = None
    over: Kind | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """An item and what stands under it; ``borrowed``: a line that stands under another item in the
    text and is taken to speak of the one above it here too."""

    item: Item
    children: tuple[Node, ...] = ()
    borrowed: bool = False

    @property
    def text(self) -> Passage:
        return self.item.text


def tree(items: Sequence[Item]) -> tuple[Node, ...]:
    """The items under their headings, damaged numbers repaired."""
    titled = _promoted(list(_romans(_counted_on(_with_calendar(_titled(items))))))
    ranks = _ranks(titled)
    numbered = _repaired(titled, ranks)
    return tuple(_children(numbered, 0, len(numbered), ranks))


def _ranks(items: Sequence[Item]) -> Mapping[Kind, int]:
    """The rank of each mark; of letters and Roman numbers, or Roman numbers and articles, the one
    that comes first in the text stands above the other."""
    first: dict[Kind, int] = {}
    for at, item in enumerate(items):
        first.setdefault(item.kind, at)
    ranks = dict(RANK)
    for above, below in ((Kind.CAPITAL, Kind.ROMAN), (Kind.ROMAN, Kind.ARTICLE)):
        if above in first and below in first and first[below] < first[above]:
            ranks[above], ranks[below] = ranks[below], ranks[above]
    return ranks


def _titled(items: Sequence[Item]) -> list[Item]:
    """The items; "Chương II" and the capitals on the line below are one heading."""
    done: list[Item] = []
    for item in items:
        above = done[-1] if done else None
        bare = above is not None and above.kind is Kind.PART and not above.text
        caps = item.kind is Kind.PARAGRAPH and item.table is None and is_caps(item.text.text)
        if above is not None and bare and caps:
            done[-1] = replace(above, text=item.text, caps=True)
        elif above is not None and _goes_on_with_fields(above, item):
            done[-1] = replace(above, text=join([above.text, item.text[: _length(item.text)]]))
        else:
            done.append(item)
    return done


# "2. Trách nhiệm của các Sở:" and on the line below "Nội vụ, Tài chính và Y tế."
_OF_FIELDS = regex.compile(r"\b[Cc]ác\s+(?:[Bb]ộ|[Ss]ở|[Bb]an|[Pp]hòng|[Nn]gành)\s*:\s*$")
_FIELD = r"\p{Lu}\p{Ll}*(?:\s+(?:\p{L}\p{Ll}*|-)){0,6}"
_FIELDS = regex.compile(rf"{_FIELD}(?:(?:[,;]|\s+và)\s+{_FIELD})+\W*")


def _goes_on_with_fields(above: Item, item: Item) -> bool:
    """Whether a line names the fields of the departments with which the heading above it ends."""
    plain = item.kind is Kind.PARAGRAPH and item.table is None
    opens = above.kind is not Kind.PARAGRAPH and _OF_FIELDS.search(above.text.text)
    return bool(plain and opens and _FIELDS.fullmatch(item.text.text))


def _length(passage: Passage) -> int:
    """How long a passage is without the mark at its end."""
    return len(passage.text.rstrip(" .;:"))


def _children(
    items: Sequence[Item], low: int, high: int, ranks: Mapping[Kind, int]
) -> Iterator[Node]:
    while low < high:
        rank = _rank(items[low], ranks)
        end = low + 1
        while end < high and _rank(items[end], ranks) > rank:
            end += 1
        yield Node(items[low], tuple(_children(items, low + 1, end, ranks)))
        low = end


def _with_calendar(items: Sequence[Item]) -> list[Item]:
    """The items; lines that only say when, "Quý I" and "Quý II", stand over the numbered items
    after them, each of which begins anew with 1."""
    heads = {
        at: behind.kind
        for at, (item, behind) in enumerate(pairwise(items))
        if item.kind is Kind.PARAGRAPH
        and item.table is None
        and behind.kind in _NUMBERED
        and behind.label in ("1", "a")
        and is_time_line(item.text.text)
    }
    if len(heads) < _SEVERAL:
        return list(items)
    return [replace(item, over=heads.get(at)) for at, item in enumerate(items)]


_NUMBERED = frozenset({Kind.ARABIC, Kind.LETTER})


# Not a day of a calendar: "Thứ Bảy, Chủ nhật: Trực cơ quan."
_FINISHED = regex.compile(r"^(?!\W*(?:Thứ \p{L}+|Chủ nhật)\b[^:.]{0,24}:).*[.;]\W*$", regex.DOTALL)


def _rank(item: Item, ranks: Mapping[Kind, int]) -> int:
    if item.over:
        return ranks[item.over] * 4 - 1
    # A paragraph that is finished opens no list: it lost its dash, or stands beside the bullets.
    finished = item.kind is Kind.PARAGRAPH and _FINISHED.search(item.text.text)
    rank = ranks[Kind.DASH if finished else item.kind] * 4
    return rank + min(3, item.label.count(".")) if item.kind is Kind.DOTTED else rank


def _romans(items: Sequence[Item]) -> Iterator[Item]:
    """The items; "H." after "I." is a misread "II.", not the capital after G."""
    last = ""
    for item in items:
        if item.kind is Kind.CAPITAL and item.label == "H" and last != "G":
            item = replace(item, kind=Kind.ROMAN)
        if item.kind is Kind.CAPITAL:
            last = item.label
        yield item


def _counted_on(items: Sequence[Item]) -> list[Item]:
    """The items; "1. CÔNG AN XÃ" before "2. TRẠM Y TẾ", or "11." after "10.", is an Arabic number:
    only where nothing counts on from it is "1." before capitals a misread "I." of a part."""
    done: list[Item] = []
    for at, item in enumerate(items):
        if item.kind is Kind.ROMAN and item.label.isdigit() and _is_arabic(items, at):
            item = replace(item, kind=Kind.ARABIC)
        done.append(item)
    return done


def _is_arabic(items: Sequence[Item], at: int) -> bool:
    value = int(items[at].label)
    numbered = (Kind.ROMAN, Kind.ARABIC)
    before = next((i for i in reversed(items[:at]) if i.kind in numbered), None)
    behind = next((i for i in items[at + 1 :] if i.kind in numbered), None)
    follows = behind is not None and behind.label == str(value + 1)
    goes_on = before is not None and value > 1 and before.label == str(value - 1)
    return follows or goes_on or (value == 1 and _is_alone(items, at, behind))


def _is_alone(items: Sequence[Item], at: int, behind: Item | None) -> bool:
    """Whether the Roman number that is due follows "1." of a part, or none does."""
    romans = [item for item in items[:at] if item.kind is Kind.ROMAN and not item.label.isdigit()]
    last = _value(romans[-1]) if romans else None
    if last is None:
        return False
    return behind is None or (behind.kind is Kind.ROMAN and _value(behind) == last + 1)


def _promoted(items: Sequence[Item]) -> list[Item]:
    """Headings in capitals that lost their number, or where none has one, are headings all the
    same."""
    romans = any(item.kind is Kind.ROMAN for item in items)
    unnumbered = sum(in_capitals(item) for item in items) >= _SEVERAL
    shortest = _SHORTEST if romans else 0
    label = "?" if romans else ""
    return [
        replace(item, kind=Kind.ROMAN, label=label)
        if (romans or unnumbered)
        and in_capitals(item)
        and len(item.text.text) > shortest
        and not is_time_line(item.text.text)
        else item
        for item in items
    ]


# Headings in capitals without a number: so many are no chance; so long are those among others that
# have one.
_SEVERAL, _SHORTEST = 2, 7


def in_capitals(item: Item) -> bool:
    """Whether a paragraph is nothing but capitals, two words at least."""
    plain = item.kind is Kind.PARAGRAPH and item.table is None
    return plain and is_caps(item.text.text) and len(item.text.text.split()) > 1


def _repaired(items: Sequence[Item], ranks: Mapping[Kind, int]) -> list[Item]:
    """Each Roman and Arabic number as its place in the sequence demands."""
    done: list[Item] = []
    last: dict[Kind, int] = {}
    for at, item in enumerate(items):
        if item.kind in (Kind.ROMAN, Kind.ARABIC) and (item.label or item.kind is Kind.ARABIC):
            value = _in_sequence(item, last.get(item.kind, 0), _next_value(items, at))
            last[item.kind] = value
            item = replace(item, label=to_roman(value) if item.kind is Kind.ROMAN else str(value))
        for lower in [kind for kind in last if ranks[kind] > ranks[item.kind]]:
            del last[lower]
        if item.kind is Kind.PART or item.kind is Kind.CAPITAL:
            last.pop(Kind.ROMAN, None)
        done.append(item)
    return done


def _in_sequence(item: Item, before: int, following: int | None) -> int:
    """The number as read when the sequence allows it, else the one that is due."""
    value = _value(item)
    if value is None:
        return before + 1
    if value == before + 1 or value == 1 or before == 0:
        return value
    confirmed = following is not None and following == value + 1
    if item.kind is Kind.ARABIC:
        return value if value > before or confirmed else before + 1
    return value if confirmed and value > before else before + 1


def _next_value(items: Sequence[Item], at: int) -> int | None:
    return next((_value(i) for i in items[at + 1 :] if i.kind is items[at].kind), None)


def _value(item: Item) -> int | None:
    if item.label.isdigit():
        return int(item.label)
    if item.kind is Kind.ARABIC:
        return 1
    return from_roman(item.label.translate(_CONFUSED))


def from_roman(text: str) -> int | None:
    """The value of a Roman number up to 39; ``None`` when it is none.

    >>> from_roman("XIV"), from_roman("IIX")
    (14, None)
    """
    values = [_ROMAN_VALUES.get(c, 0) for c in text]
    total = sum(
        -v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values)
    )
    return total if 0 < total < 40 and to_roman(total) == text else None


def to_roman(value: int) -> str:
    """A Roman number up to 39.

    >>> to_roman(14)
    'XIV'
    """
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
