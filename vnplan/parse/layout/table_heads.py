"""Heads of tables: which columns tell what is to be done, who does it and by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from vnplan.parse.bodies.body_names import only_names, split_names
from vnplan.parse.bodies.subjects import starts_with_verb
from vnplan.parse.layout.tables import MOST_HEAD_ROWS, Field, Table, plain_words
from vnplan.parse.text.grammar import Grammar, alternatives
from vnplan.parse.text.passage import fold, lowered
from vnplan.parse.text.patterns import compiled
from vnplan.parse.times.stated_times import whole_deadline

_COUNTED = regex.compile(r"\(?(?:\d{1,2}|[A-ZĐ])\)?(?:\s*=.*)?")


@dataclass(frozen=True, slots=True)
class Head:
    """What the columns of a table of tasks are.

    Attributes:
        depth: rows of the head.
        kinds: of each column, a key of ``columns`` in tables.yaml; "" for any other.
    """

    depth: int
    kinds: tuple[str, ...]

    def columns(self, kind: str) -> tuple[int, ...]:
        return tuple(number for number, each in enumerate(self.kinds) if each == kind)


def read_head(table: Table, grammar: Grammar, *, working: bool = False) -> Head | None:
    """The head of a table of tasks; ``None`` when the table lists no tasks.

    A table of tasks says what is to be done, and who does it or by when.

    Args:
        working: whether the part that the table stands in holds work: then the cells tell, too,
            what a column is whose head no list has.
    """
    depth = _head_depth(table)
    kinds = [_column_kind(table, column, depth, grammar) for column in range(len(table.rows[0]))]
    if working:
        kinds = _by_cells(table.rows[depth:], kinds, grammar)
    if "lead" in kinds and "task" not in kinds and "" in kinds:
        kinds[kinds.index("")] = "task"
    tells = {*_WHO, "deadline"} & set(kinds)
    if "task" not in kinds or not tells or depth >= len(table.rows):
        return None
    return Head(depth, tuple(kinds))


_WHO = frozenset({"lead", "support", "implement"})


def may_list_tasks(table: Table, grammar: Grammar) -> bool:
    """Whether some column of a table that is none of tasks holds work, or who does it: what the
    others are, neither their heads nor their cells tell."""
    depth = _head_depth(table)
    kinds = [_column_kind(table, column, depth, grammar) for column in range(len(table.rows[0]))]
    told = _by_cells(table.rows[depth:], kinds, grammar)
    return bool({*_WHO, "task"} & set(told))


# A column is what this share of its cells looks like; so many there must be.
_MOSTLY, _FEWEST_CELLS = 0.5, 2
# No work is told in fewer words, by the mean of a column; in fewer small letters behind the first.
_FEWEST_WORDS, _FEWEST_SMALL = 2.5, 1.5


def _by_cells(rows: Sequence[Sequence[Field]], kinds: Sequence[str], grammar: Grammar) -> list[str]:
    """The kinds of columns, those without one by what stands in them: times, names of bodies, or
    what begins with a verb; beside who and when, the one with most words is the work."""
    done = list(kinds)
    small: dict[int, float] = {}
    for column, kind in enumerate(kinds):
        cells = [row[column].text.text.strip() for row in rows if row[column].text]
        if not kind and len(cells) >= _FEWEST_CELLS:
            done[column] = _kind_of_cells(cells, done, grammar)
            told = [word for cell in cells for word in cell.split()[1:] if word[0].islower()]
            small[column] = len(told) / len(cells)  # names are mostly capitals
    left = [column for column in small if not done[column] and small[column] >= _FEWEST_SMALL]
    if left and "task" not in done and "deadline" in done and _WHO & set(done):
        done[max(left, key=lambda column: small[column])] = "task"
    return done


def _kind_of_cells(cells: Sequence[str], known: Sequence[str], grammar: Grammar) -> str:
    def mostly(told: Sequence[object]) -> bool:
        return sum(map(bool, told)) >= _MOSTLY * len(cells)

    if "deadline" not in known and mostly([_is_time(cell, grammar) for cell in cells]):
        return "deadline"
    who = not {"lead", "implement"} & set(known)
    if who and mostly([_is_name(cell, grammar) for cell in cells]):
        return "implement"
    words = sum(len(cell.split()) for cell in cells) / len(cells)
    work = "task" not in known and words >= _FEWEST_WORDS
    return "task" if work and mostly([starts_with_verb(cell, grammar) for cell in cells]) else ""


def _is_time(cell: str, grammar: Grammar) -> bool:
    return (
        bool(regex.search(r"\d[/.-]\d|\p{L}", cell)) and whole_deadline(cell, grammar) is not None
    )


def _is_name(cell: str, grammar: Grammar) -> bool:
    named = bool(split_names(cell, grammar)) and only_names(cell, grammar)
    return named and not starts_with_verb(cell, grammar)


def _head_depth(table: Table) -> int:
    """Rows that the first row's cells reach down to, a row of counted columns included."""
    depth = 1
    while depth < min(len(table.rows), MOST_HEAD_ROWS) and any(
        field.origin[0] < depth and field.text for field in table.rows[depth]
    ):
        depth += 1
    counted = table.rows[depth] if depth < len(table.rows) else ()
    texts = [field.text.text for field in counted if field.text]
    alike = len(texts) > 2 and all(_COUNTED.fullmatch(text) for text in texts)
    return depth + 1 if alike else depth


def _column_kind(table: Table, column: int, depth: int, grammar: Grammar) -> str:
    """By the lowest head of the column that says it."""
    heads = {table.rows[row][column].origin: table.rows[row][column].text for row in range(depth)}
    for text in reversed(heads.values()):
        kinds = [
            kind for kind, words in _column_words(grammar).items() if words.search(text.folded)
        ]
        if _column_words(grammar)["deadline"].match(text.folded):
            return "deadline"  # "Thời gian trình phê duyệt", "Thời gian, địa điểm"
        if kinds:
            # "Đơn vị chủ trì, phối hợp": what each body does there, only the cell tells.
            if {"lead", "support"} <= set(kinds):
                return "implement"
            # "Nhiệm vụ được phân công" says what, not who.
            what = kinds[0] == "implement" and _column_words(grammar)["task"].match(text.folded)
            return "task" if what else kinds[0]
        for kind in grammar.words["tables"]["columns_alone"]:
            if text.folded in grammar.phrases("tables", "columns_alone", kind):
                return str(kind)
    return ""


@lru_cache(maxsize=8)
def _column_words(grammar: Grammar) -> dict[str, regex.Pattern[str]]:
    return {
        kind: regex.compile(
            rf"(?<!\w){alternatives(grammar.phrases('tables', 'columns', kind))}(?!\w)"
        )
        for kind in grammar.words["tables"]["columns"]
    }


def is_column_head(text: str, grammar: Grammar) -> bool:
    """Whether a few words are the head of a column of a table of tasks and nothing else."""
    if len(text.split()) > 5 or text.rstrip().endswith((".", ";", ":")):
        return False
    heads = [
        *(word for words in grammar.words["tables"]["columns"].values() for word in words),
        *(word for words in grammar.words["tables"]["columns_alone"].values() for word in words),
    ]
    rest = fold(text)
    for head in sorted(map(fold, heads), key=len, reverse=True):
        rest = compiled(rf"(?<!\w){regex.escape(head)}(?!\w)").sub(" ", rest)
    return not compiled(r"\w{2}").search(
        compiled(r"\b(?:va|thuc hien|cong viec|du kien)\b").sub(" ", rest)
    )


def is_total(text: str, grammar: Grammar) -> bool:
    """Whether a row sums up the rows above it: "Tổng cộng", "Cộng (1+2)"; "Công khai …" and "Tổng
    kết …" are work."""
    words = alternatives(grammar.phrases("tables", "totals", marked=True))
    return bool(regex.match(rf"\W*{words}\W*(?:\d[\d.,\s+]*|\([^)]*\))?\W*$", lowered(text)))


def is_ditto(text: str, grammar: Grammar) -> bool:
    """Whether a cell only says that it repeats the one above it."""
    return fold(text.strip(" .")) in grammar.phrases("tables", "dittos")


def data_rows(table: Table, head: Head) -> Iterator[tuple[Field, ...]]:
    """The rows below the head, repeated heads left out."""
    first = [plain_words(field.text) for field in table.rows[0]]
    for row in table.rows[head.depth :]:
        if [plain_words(field.text) for field in row] != first:
            yield row
