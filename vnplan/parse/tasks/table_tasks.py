"""The tasks that a table lists: each row one, under the rows that open a group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from vnplan.parse.bodies.body_names import split_names
from vnplan.parse.bodies.subjects import starts_with_verb
from vnplan.parse.layout.table_heads import Head, data_rows, is_ditto, is_total, read_head
from vnplan.parse.layout.tables import Field, Table
from vnplan.parse.tasks.assignees import assigned, unique
from vnplan.parse.tasks.doer_rows import names_in_row
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.passage import Passage, fold
from vnplan.parse.times.deadlines import find_deadline
from vnplan.parse.times.mended_times import with_mended_times
from vnplan.parse.times.stated_times import stated_deadline
from vnplan.record import Assignee, Deadline, Role

_ROLES: tuple[tuple[str, Role], ...] = (
    ("lead", "lead"),
    ("implement", "implement"),
    ("support", "support"),
)
# The number of a group: "I.", "A.", "1.", "2.1."
_LABEL = regex.compile(r"([IVX]{1,5}|[A-HĐ]|\d{1,2}(?:\.\d{1,2})*)\s*(?:[.):/]\s*|\s+(?=\p{Lu})|$)")
# A group's row has one cell over this share of the columns.
_WIDE = 0.6
_SAYS_ROLE = regex.compile(r"\b(?:chu tri|phoi hop)\b")


@dataclass(frozen=True, slots=True)
class RowTask:
    """A task of a table.

    Attributes:
        labels: numbers of the group rows above it, outermost first.
        heading: words of the nearest group row; ``None`` without any.
        text: what is to be done.
        when: the words of the cell on by when, as they were read.
    """

    labels: tuple[str, ...]
    heading: str | None
    text: Passage
    assignees: tuple[Assignee, ...]
    deadline: Deadline | None
    when: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of fields seen through the head of its table."""

    fields: Sequence[Field]
    head: Head

    def first(self, kind: str) -> Field | None:
        """The last column of a kind that holds words, else the last one; "Nhiệm vụ | Nội dung"
        goes from the general to the particular."""
        fields = [self.fields[column] for column in self.head.columns(kind)]
        return next((field for field in reversed(fields) if field.text), None)

    def texts(self, kind: str) -> list[str]:
        """What the columns of a kind say, in order."""
        fields = (self.fields[column] for column in self.head.columns(kind))
        return [field.text.text for field in fields if field.text]

    @property
    def label(self) -> str:
        """Its number; a cell that reaches over other columns as well holds none."""
        number = self.first("number")
        return number.text.text.strip(" .)(") if number and number.origin not in self.words else ""

    @property
    def words(self) -> dict[tuple[int, int], Passage]:
        """The texts of its cells but its number, by origin."""
        numbers = self.head.columns("number")
        return {
            field.origin: field.text
            for column, field in enumerate(self.fields)
            if field.text and column not in numbers
        }

    def opens_group(self, below: _Row | None) -> bool:
        """Whether it is a heading: one wide cell, or a number and words with nobody beside."""
        origins = [field.origin for field in self.fields if field.text]
        if origins and origins.count(origins[0]) >= _WIDE * len(self.fields):
            return True
        if len(self.words) != 1 or self.first("task") is None:
            return False
        nested = below is not None and below.label.startswith(f"{self.label}.")
        return bool(self.label) and (nested or bool(regex.fullmatch("[IVX]+|[A-HĐ]", self.label)))


def table_tasks(
    table: Table, grammar: Grammar, year: int | None, *, working: bool = False
) -> Iterator[RowTask]:
    """The tasks of a table in order; none when its head is not that of a table of tasks.

    Args:
        working: whether the part that the table stands in holds work.
    """
    head = read_head(table, grammar, working=working)
    if head is None:
        return
    rows = [_Row(fields, head) for fields in data_rows(table, head)]
    groups: list[tuple[int, str, str]] = []
    last: tuple[tuple[int, int], RowTask] | None = None
    above: _Row | None = None
    timed: _Row | None = None
    times_first = min(head.columns("deadline"), default=99) < min(head.columns("task"), default=0)
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        if any(is_total(text.text, grammar) for text in list(row.words.values())[:1]):
            continue
        if row.opens_group(below):
            groups = _under(groups, row)
            continue
        timed = row if row.texts("deadline") or not times_first else timed
        task = _task(row, above, timed or row, groups, grammar, year)
        above = row
        if task is None:
            continue
        origin, found = task
        if last and last[0] == origin:
            last = (origin, _both(last[1], found))
            continue
        if last:
            yield last[1]
        last = task
    if last:
        yield last[1]


def _both(one: RowTask, other: RowTask) -> RowTask:
    """One task whose bodies stand in several rows."""
    return replace(
        one,
        assignees=unique([*one.assignees, *other.assignees]),
        deadline=one.deadline or other.deadline,
        when=one.when or other.when,
    )


def _under(groups: Sequence[tuple[int, str, str]], row: _Row) -> list[tuple[int, str, str]]:
    """The groups that hold with a new one: as deep as the kind of its number says."""
    text = next(iter(row.words.values()), Passage("", ())).text or row.label
    label = row.label
    if not label and (match := _LABEL.match(text)) and match.end() < len(text):
        label, text = match[1], text[match.end() :]
    depth = 2 + label.count(".") if label[:1].isdigit() else 1 if label[:1] in "IVX" else 0
    depth = depth if label else 1
    return [*(group for group in groups if group[0] < depth), (depth, label, text.strip(" .:"))]


def _task(
    row: _Row,
    above: _Row | None,
    timed: _Row,
    groups: Sequence[tuple[int, str, str]],
    grammar: Grammar,
    year: int | None,
) -> tuple[tuple[int, int], RowTask] | None:
    """The task of a row, and where its words stand; ``timed``: the row, or the one above whose time
    holds for it too: where times stand before what is done, an empty cell repeats the last."""
    field = row.first("task")
    if field is None or not regex.search(r"\p{L}", field.text.text):
        return None
    named = unique([a for kind, role in _ROLES for a in _named(row, above, kind, role, grammar)])
    return field.origin, RowTask(
        labels=tuple(label for _, label, _ in groups if label),
        heading=groups[-1][2] if groups else None,
        text=field.text,
        assignees=named or assigned(field.text.text, grammar),
        deadline=_deadline(timed, above, grammar, year)
        or find_deadline(field.text.text, grammar, year),
        when=_text(timed, above, "deadline", grammar),
    )


def _text(row: _Row, above: _Row | None, kind: str, grammar: Grammar) -> str:
    """What a column says in a row; "như trên" stands for the row above."""
    field = row.first(kind)
    text = field.text.text if field else ""
    if above is not None and is_ditto(text, grammar):
        return _text(above, None, kind, grammar)
    return text


def _named(
    row: _Row, above: _Row | None, kind: str, role: Role, grammar: Grammar
) -> Iterator[Assignee]:
    text = _text(row, above, kind, grammar)
    for part in _parts(text):
        if kind == "implement" and _SAYS_ROLE.search(fold(part)):
            yield from assigned(part, grammar)
        else:
            yield from (Assignee(name, role) for name in _names(part, grammar))


def _names(part: str, grammar: Grammar) -> tuple[str, ...]:
    """The bodies of an entry; a list that goes on in small letters alone is one name of a class:
    not so "Tổ Toán, tổ Ngữ văn"."""
    names = names_in_row(part, grammar) or split_names(part, grammar)
    if not names and starts_with_verb(part, grammar):
        return ()  # "Thuê tư vấn"
    plural = grammar.phrases("bodies", "plural_words")
    classes = any(name.islower() and fold(name).split()[0] not in plural for name in names[1:])
    return (part,) if classes or not names else names


def _parts(text: str) -> Iterator[str]:
    """The entries of a cell: items with dashes, or parted by semicolons."""
    marked = regex.match(r"\s*[-–+•]\s", text)
    pattern = r";|(?:^|\s)[-–+•]\s+(?=\p{Lu})" if marked else r";"
    for part in regex.split(pattern, text):
        if regex.search(r"\p{L}{2}", part):
            yield part.strip(" .,:-–+•")


def _deadline(row: _Row, above: _Row | None, grammar: Grammar, year: int | None) -> Deadline | None:
    """By when, as the columns on time say: of several the last that names a day, "Thời gian triển
    khai" beside "Thời hạn: 30 ngày"; a span of time without a date is told in its words."""
    texts = row.texts("deadline")
    if not texts or (above is not None and is_ditto(texts[-1], grammar)):
        texts = [_text(row, above, "deadline", grammar)]
    told = [when for text in reversed(texts) if (when := _stated(text, grammar, year))]
    return next((when for when in told if when.due or when.recurs), told[0] if told else None)


def _stated(cell: str, grammar: Grammar, year: int | None) -> Deadline | None:
    text = with_mended_times(cell.strip(" .;"))
    cites = regex.match(r"(?:theo|khi)\b", fold(text))  # "Theo Kế hoạch số 12/KH-UBND"
    counts = regex.search(r"\d", text) and not cites
    spoken = Deadline(text, None, None) if counts else None
    return stated_deadline(text, grammar, year) or spoken
