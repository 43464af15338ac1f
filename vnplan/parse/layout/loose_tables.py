"""Tables of tasks whose rules were lost: each cell is a line, row after row.

So text layers and plain texts give them: the heads of the columns one a line, then "1", what is
to be done, who, by when, then "2" and so on. A row's lines go to the columns in their order; where
there are more or fewer lines than columns, by what each line looks like.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.bodies.body_names import split_names
from vnplan.parse.layout.table_heads import Head, read_head
from vnplan.parse.layout.tables import Field, Table, cell_of
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import Kind, Row
from vnplan.parse.text.passage import Passage, join

# A head has no more columns than this, and none of its names more words.
_MOST_COLUMNS = 9
_HEAD_WORDS = 9
# A row has no more lines than this many a column.
_LINES_A_COLUMN = 5
_FIRST = regex.compile(r"\(?(?:s[ốo]\s*)?(?:stt|tt|số tt|số thứ tự)\)?\.?", regex.IGNORECASE)
_LABEL = regex.compile(r"\(?0?(\d{1,3}(?:\.\d{1,2}){0,2}|[IVX]{1,5}|[A-HĐ])\)?[.)]?")
_COUNTED = regex.compile(r"\(\d\)")
_WHEN = regex.compile(
    r"(?:thuong xuyen|hang (?:nam|quy|thang|tuan)|dinh ky|quy [ivx\d]|thang \d|nam (?:19|20)\d\d|"
    r"truoc|sau|den|trong|giai doan|cuoi|dau|tu|ngay \d|\d+ ngay|(?:19|20)\d\d|\d{1,2}/)"
)
# The steps of an administrative procedure are no tasks; its title stands this near.
_PROCEDURE = regex.compile(r"\b(?:quy trinh|thu tuc)\b")
_TITLE_ROWS = 12
_EMPTY = Passage("", ())
_ENDS = frozenset({Kind.ANNEX, Kind.RECIPIENTS, Kind.CAPACITY, Kind.MOTTO, Kind.TABLE})


def loose_tables(rows: Sequence[Row], grammar: Grammar) -> list[tuple[int, int, Table]]:
    """First row, row after the last one, and the table of each."""
    found = []
    at = 0
    while at < len(rows):
        if (sheet := _sheet(rows, at, grammar)) is not None:
            found.append((at, *sheet))
            at = sheet[0]
        else:
            at += 1
    return found


def _sheet(rows: Sequence[Row], at: int, grammar: Grammar) -> tuple[int, Table] | None:
    """The table whose heads start at ``at``, and the row after its last one."""
    if not _FIRST.fullmatch(rows[at].text.strip()) or cell_of(rows[at]) is not None:
        return None
    if any(_PROCEDURE.search(row.folded) for row in rows[max(0, at - _TITLE_ROWS) : at]):
        return None
    body = _body_start(rows, at)
    heads = [row.passage for row in rows[at:body] if not _COUNTED.fullmatch(row.text.strip())]
    if body == at or not 2 < len(heads) <= _MOST_COLUMNS:
        return None
    head = tuple(Field((0, column), text) for column, text in enumerate(heads))
    below = tuple(Field((1, column), text) for column, text in enumerate(heads))
    kinds = read_head(Table((head, below)), grammar)
    if kinds is None:
        return None
    stop, groups = _groups(rows, body, len(heads))
    fields = [_fields(number, label, lines, kinds, grammar)
              for number, (label, lines) in enumerate(groups, 1)]  # fmt: skip
    return stop, Table((head, *fields))


def _body_start(rows: Sequence[Row], at: int) -> int:
    """The line of the first row's number; ``at`` when the heads are none."""
    for below in range(at + 1, min(at + _MOST_COLUMNS + 3, len(rows))):
        text = rows[below].text.strip()
        if rows[below].kind in _ENDS:
            return at
        label = _LABEL.fullmatch(text)
        if label and label[1] in ("1", "I", "A") and not _COUNTED.fullmatch(text):
            return below
        if len(text.split()) > _HEAD_WORDS or text.endswith((".", ";")):
            return at
    return at


def _groups(
    rows: Sequence[Row], body: int, columns: int
) -> tuple[int, list[tuple[Row, list[Passage]]]]:
    """The rows of the table as their number and their lines, and where they stop."""
    groups: list[tuple[Row, list[Passage]]] = []
    last: dict[str, str] = {}
    at = body
    while at < len(rows) and rows[at].kind not in _ENDS:
        label = _LABEL.fullmatch(rows[at].text.strip())
        if label and _follows(label[1], last):
            groups.append((rows[at], []))
        elif len(groups[-1][1]) < _LINES_A_COLUMN * columns:
            groups[-1][1].append(rows[at].passage)
        else:
            break
        at += 1
    extra = max(0, len(groups[-1][1]) - (columns - 1))
    del groups[-1][1][columns - 1 :]
    return at - extra, groups


def _follows(label: str, last: dict[str, str]) -> bool:
    """Whether a number is the next one of its kind; ``last`` keeps the last of each kind."""
    before, _, end = label.rpartition(".")
    kind = f"{before}." if before else "1" if end.isdigit() else "I" if end[0] in "IVX" else "A"
    due = last.get(kind)
    first = end in ("1", "I", "A")
    if not (first or (due is not None and end == _next(due))):
        return False
    if first and kind == "1" and due is not None and "I" not in last and "A" not in last:
        return False
    last[kind] = end
    for lower in [key for key in last if _below(key, kind)]:
        del last[lower]
    return True


def _below(key: str, kind: str) -> bool:
    """Whether numbers of ``key`` start again under one of ``kind``."""
    return kind == "1" and key.endswith(".")


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_CAPITALS = "ABCDĐEFGH"


def _next(label: str) -> str | None:
    if label.isdigit():
        return str(int(label) + 1)
    if label in _ROMAN[:-1]:
        return _ROMAN[_ROMAN.index(label) + 1]
    at = _CAPITALS.find(label)
    return _CAPITALS[at + 1 : at + 2] or None


def _fields(
    number: int, label: Row, lines: Sequence[Passage], head: Head, grammar: Grammar
) -> tuple[Field, ...]:
    """The fields of a row; one with a single line that no digit numbers is a heading."""
    columns = len(head.kinds)
    if len(lines) == 1:
        wide = [Field((number, 1), lines[0])] * (columns - 1)
        return (Field((number, 0), label.passage), *wide)
    cells: list[list[Passage]] = [[] for _ in range(columns - 1)]
    for line, column in zip(lines, _aligned(lines, head.kinds[1:], grammar), strict=True):
        cells[column].append(line)
    texts = [join(cell) if cell else _EMPTY for cell in cells]
    return (Field((number, 0), label.passage),
            *(Field((number, column), text) for column, text in enumerate(texts, 1)))  # fmt: skip


def _aligned(lines: Sequence[Passage], kinds: Sequence[str], grammar: Grammar) -> list[int]:
    """The column of each line, in order, so that the lines look like what the columns hold."""
    if not lines or len(lines) == len(kinds):
        return list(range(len(lines)))
    # Best score and columns of the lines so far, by the column of the last one.
    best: dict[int, tuple[float, list[int]]] = {0: (_looks(lines[0], kinds[0], grammar), [0])}
    for line in lines[1:]:
        scores: dict[int, tuple[float, list[int]]] = {}
        for column, kind in enumerate(kinds):
            score = _looks(line, kind, grammar)
            options = [
                (old + score - (0.5 if last == column else 0), [*path, column])
                for last, (old, path) in best.items()
                if last <= column
            ]
            if options:
                scores[column] = max(options, key=_leftmost)
        best = scores
    return max(best.values(), key=_leftmost)[1]


def _leftmost(found: tuple[float, list[int]]) -> tuple[float, list[int]]:
    """The best score, and of equals the columns further left."""
    return found[0], [-column for column in found[1]]


def _looks(line: Passage, kind: str, grammar: Grammar) -> float:
    """How far a line looks like an entry of a column."""
    when = bool(_WHEN.match(line.folded)) and len(line.text.split()) < 12
    who = not when and bool(split_names(line.text.strip(" -–+•.;"), grammar))
    if kind == "deadline":
        return 2.0 if when else -2.0
    if kind in ("lead", "support", "implement"):
        return 2.0 if who else -2.0
    if kind == "task":
        return -1.0 if who or when else 1.0
    return 0.0
