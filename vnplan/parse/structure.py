"""From typed lines to paragraphs, and from paragraphs to the tree of headings and items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from vnplan.parse.body_names import split_names
from vnplan.parse.grammar import Grammar, any_of
from vnplan.parse.lines import ITEMS, NOISE, RANK, Kind, Row, is_caps
from vnplan.parse.loose_tables import loose_tables
from vnplan.parse.passage import Passage, fold, join, lowered
from vnplan.parse.tables import Table, joined_tables
from vnplan.parse.timelines import is_time_line

_DROPPED = NOISE | {Kind.STAMP, Kind.MOTTO, Kind.SLOGAN, Kind.URGENCY}
_SENTENCE_END = regex.compile(r"[.;:!?…][\"”’)]*$|/\.$|\.\s*/\.?$")
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
    """

    kind: Kind
    label: str
    text: Passage
    caps: bool = False
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """An item and what stands under it."""

    item: Item
    children: tuple[Node, ...] = ()

    @property
    def text(self) -> Passage:
        return self.item.text


def paragraphs(rows: Sequence[Row], grammar: Grammar) -> list[Item]:
    """Lines joined to headings, items, paragraphs and tables; page numbers and stamps dropped."""
    loose = loose_tables(rows, grammar)
    if loose:
        return _around_loose(rows, loose, grammar)
    kept = _without_specks([row for row in rows if row.kind not in _DROPPED])
    items: list[Item] = []
    done = 0
    for start, stop, table in joined_tables(kept):
        items += _texts(kept[done:start], grammar)
        items.append(Item(Kind.PARAGRAPH, "", Passage("", ()), table=table))
        done = stop
    items += _texts(kept[done:], grammar)
    return [part for item in items for part in _parted(item)]


def _around_loose(
    rows: Sequence[Row], loose: Sequence[tuple[int, int, Table]], grammar: Grammar
) -> list[Item]:
    """The items before, between and after tables that lost their rules, and the tables."""
    items: list[Item] = []
    done = 0
    for start, stop, table in loose:
        items += paragraphs(rows[done:start], grammar)
        items.append(Item(Kind.PARAGRAPH, "", Passage("", ()), table=table))
        done = stop
    return [*items, *paragraphs(rows[done:], grammar)]


# An article that was run together with the end of the one before: "… kèm theo). Điều 2. Giao …".
_INNER_ARTICLE = regex.compile(r"(?<=[.;)]\s)Điều\s+(?P<label>\d{1,2})\.\s+(?=\p{Lu})")
# Items that were run together on one line: "… sau: 3.1. Hoàn thiện …. 3.2. Khẩn trương …".
_INNER = (
    (
        Kind.DOTTED,
        regex.compile(r"(?<=[.;:]\s)(?P<label>\d{1,2}\.(?P<last>\d{1,2}))\.?\s+(?=\p{Lu})"),
    ),
    (Kind.LETTER, regex.compile(r"(?<=[.;:]\s)(?P<label>(?P<last>[a-zđ]))\)\s+(?=\p{Lu})")),
    (Kind.BRACKETED, regex.compile(r"(?<=[.;:]\s)\((?P<label>(?P<last>\d{1,2}))\)\s+(?=\p{Lu})")),
)


def _parted(item: Item) -> list[Item]:
    """The item, and the items inside its text where two or more stand in their order."""
    text = item.text.text
    if item.table is None and (article := _INNER_ARTICLE.search(text)):
        rest = Item(Kind.ARTICLE, article["label"], item.text[article.end() :])
        return [replace(item, text=item.text[: article.start()]), *_parted(rest)]
    for kind, pattern in _INNER if item.table is None else ():
        marks = list(pattern.finditer(text))
        firsts = [mark["last"] in ("1", "a") for mark in marks]
        if len(marks) < 2 or not firsts[0] or any(firsts[1:]):
            continue
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        inner = [
            Item(kind, mark["label"], item.text[mark.end() : end])
            for mark, end in zip(marks, ends, strict=True)
        ]
        return [replace(item, text=item.text[: marks[0].start()]), *inner]
    return [item]


def _texts(kept: Sequence[Row], grammar: Grammar) -> list[Item]:
    """Lines between tables joined to headings, items and paragraphs."""
    whole = fold("\n".join(row.text for row in kept))
    gaps = _gaps_tell(kept)
    closing = regex.compile(rf"\W*{any_of(grammar, 'headings', 'closing_words')}\b")
    groups: list[list[Row]] = []
    for row in kept:
        ends = bool(groups) and _ends_items(groups[-1], row, closing)
        if (
            groups
            and not ends
            and (
                _continues(groups[-1], row, whole, gaps=gaps) or _names_on(groups[-1], row, grammar)
            )
        ):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_item(group) for group in groups]


def _names_on(group: Sequence[Row], row: Row, grammar: Grammar) -> bool:
    """Whether a numbered heading that is a list of bodies goes on with more of them."""
    if group[0].kind not in (Kind.ARABIC, Kind.DOTTED, Kind.LETTER) or row.kind is not Kind.TEXT:
        return False
    if len(group) > 1 or row.gap or _SENTENCE_END.search(group[0].text):
        return False
    both = f"{group[0].body.text} {row.text}"
    return bool(split_names(row.text, grammar)) and bool(split_names(both, grammar))


def _item(group: Sequence[Row]) -> Item:
    first = group[0]
    kind = first.kind if first.kind in ITEMS else Kind.PARAGRAPH
    lines = [first.body, *(row.passage for row in group[1:])]
    return Item(kind, first.label, join(lines), first.caps)


def _ends_items(group: Sequence[Row], row: Row, closing: regex.Pattern[str]) -> bool:
    """Whether a finished item is followed by the closing paragraph of the document."""
    finished = group[0].kind in ITEMS and regex.search(r"[.;:!?…,]\W*$", group[-1].text)
    return bool(finished and closing.match(row.folded) and starts_upper(row.text))


def _without_specks(rows: Sequence[Row]) -> list[Row]:
    """The rows; a speck that looks like an underscore or a bullet makes no item of a paragraph
    when no bullet stands above or below it."""
    markers = [i for i, row in enumerate(rows) if row.kind in ITEMS]
    done = list(rows)
    for place, i in enumerate(markers):
        near = [rows[j].kind for j in markers[max(0, place - 1) : place + 2] if j != i]
        alone = rows[i].kind is Kind.DASH and not {Kind.DASH, Kind.PLUS} & set(near)
        if alone and not regex.match(r"\s*[-–—−‐]", rows[i].text):
            done[i] = replace(rows[i], kind=Kind.TEXT, passage=rows[i].body, content=0, gap=True)
    return done


def starts_upper(text: str) -> bool:
    """Whether the first letter or digit is a capital."""
    return next((c for c in text if c.isalnum()), "").isupper()


def _gaps_tell(rows: Sequence[Row]) -> bool:
    """Whether blank lines stand between paragraphs only: no sentence goes on after one."""
    after = [row for row in rows if row.gap and row.kind in (Kind.TEXT, Kind.CAPS, Kind.BASIS)]
    return bool(after) and sum(row.text[:1].islower() for row in after) <= 0.02 * len(after)


def _continues(group: Sequence[Row], row: Row, whole: str, *, gaps: bool) -> bool:
    """Whether ``row`` goes on with the sentence of the lines above it."""
    above = group[-1]
    if row.kind is Kind.TABLE or above.kind is Kind.TABLE:
        return False
    if row.kind is Kind.ARABIC and _goes_on(above, row):
        return True
    ended = _SENTENCE_END.search(above.text) or is_time_line(above.text)
    if row.kind is Kind.TEXT and ended and (is_time_line(row.text) or is_time_line(above.text)):
        return False
    if len(group) == 1 and _awaits_title(above, row):
        return True
    if row.kind in ITEMS:
        return _closes_bracket(above, row) or _cut_compound(above, row, whole)
    if row.kind is Kind.TYPE and row.text.rstrip().endswith(":"):
        return False
    if not starts_upper(row.text):
        return True
    if group[0].kind in (Kind.ROMAN, Kind.CAPITAL, Kind.PART) and group[0].caps:
        return row.caps
    if row.caps and not above.caps and len(row.text.split()) > 2:
        return False
    if row.kind is Kind.BASIS and above.text.endswith((";", ".", ",")):
        return False
    return not (gaps and row.gap) and not _breaks(group, above, row)


def _awaits_title(above: Row, row: Row) -> bool:
    """ "PHẦN II" with its title, in capitals, on the next line."""
    return above.kind in (Kind.PART, Kind.ROMAN) and not above.body.text and row.kind is Kind.CAPS


def _breaks(group: Sequence[Row], above: Row, row: Row) -> bool:
    """Whether a line that starts with a capital opens a new paragraph."""
    ended = bool(_SENTENCE_END.search(above.text))
    if above.text.rstrip().endswith("/."):
        return True
    if ended or (row.gap and above.text.endswith(("”", '"'))):
        return row.gap or row.indented or not above.full(row)
    if _UNFINISHED.search(lowered(above.text)):
        return False
    if above.full(row):
        return False
    return group[0].kind in ITEMS or row.gap or len(group) > 1


_UNFINISHED = regex.compile(
    r"\b(?:khoản|điểm|mục|điều)\s+\w{1,3}$|[,(\-–]$|\b(?:số|và|của|về|quý|tháng|năm|ngày|tại|với|cho|theo|từ|đến)$"
)


def _goes_on(above: Row, row: Row) -> bool:
    """ "13, phản hồi …": a misread word and a comma, not an item."""
    comma = row.text[: row.content].rstrip().endswith(",")
    return (
        comma and not starts_upper(row.text[row.content :]) and not _SENTENCE_END.search(above.text)
    )


def _closes_bracket(above: Row, row: Row) -> bool:
    """ "(khóa" / "X) về …": the number ends a bracket that the line above opened."""
    opened = above.text.count("(") > above.text.count(")")
    return opened and row.text[: row.content].rstrip().endswith(")") and "(" not in row.text[:3]


def _cut_compound(above: Row, row: Row, whole: str) -> bool:
    """Whether a dash stands inside a name or a range: "… Báo chí" / "- Xuất bản", "2021" / "- 25".

    A name counts when the text has it unbroken elsewhere.
    """
    if row.kind is not Kind.DASH or _SENTENCE_END.search(above.text):
        return False
    if above.text[-1:].isdigit() and row.text[row.content : row.content + 4].isdigit():
        return True
    last, first = fold(above.text).split()[-2:], row.folded[row.content :].split()[:2]
    if len(first) < 2 or len(last) < 2:
        return False
    return " ".join(last) + " - " + " ".join(first).rstrip(".,;") in whole


def tree(items: Sequence[Item]) -> tuple[Node, ...]:
    """The items under their headings, damaged numbers repaired."""
    titled = _promoted(list(_romans(_titled(items))))
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
        else:
            done.append(item)
    return done


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


def _rank(item: Item, ranks: Mapping[Kind, int]) -> int:
    # A paragraph that is finished opens no list: it lost its dash, or stands beside the bullets.
    finished = item.kind is Kind.PARAGRAPH and regex.search(r"[.;]\W*$", item.text.text)
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


def _promoted(items: Sequence[Item]) -> list[Item]:
    """Headings in capitals that lost their number are headings all the same."""
    romans = any(item.kind is Kind.ROMAN for item in items)
    return [
        replace(item, kind=Kind.ROMAN, label="?")
        if romans
        and item.kind is Kind.PARAGRAPH
        and is_caps(item.text.text)
        and len(item.text.text) > 12
        else item
        for item in items
    ]


def _repaired(items: Sequence[Item], ranks: Mapping[Kind, int]) -> list[Item]:
    """Each Roman and Arabic number as its place in the sequence demands."""
    done: list[Item] = []
    last: dict[Kind, int] = {}
    for at, item in enumerate(items):
        if item.kind in (Kind.ROMAN, Kind.ARABIC):
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
