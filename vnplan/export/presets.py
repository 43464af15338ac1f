"""Which columns a catalogue has: ``dictionaries/exports.yaml``, which an archive may replace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from vnplan.errors import DictionaryError
from vnplan.export.rows import VALUES, Item, Value
from vnplan.lexicon import Dictionaries

_NAME = "exports.yaml"
_ROWS = ("documents", "tasks")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        key: its name for programs.
        title: its heading for people.
        value: which of :data:`vnplan.export.rows.VALUES`; ``None``: always empty.
        codes: what is written instead of a value.
        longest: characters that the receiving program takes.
    """

    key: str
    title: str
    value: str | None = None
    codes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    longest: int | None = None

    def of(self, item: Item) -> Value:
        """What stands in this column for ``item``."""
        found = VALUES[self.value](item) if self.value else None
        return self.codes.get(found, found) if isinstance(found, str) else found


@dataclass(frozen=True, slots=True)
class Preset:
    """The columns of one kind of table; ``of_tasks``: its rows are tasks, not documents."""

    name: str
    of_tasks: bool
    columns: tuple[Column, ...]


def load_presets(dictionaries: Dictionaries) -> dict[str, Preset]:
    """All presets by name.

    Raises:
        DictionaryError: a preset is malformed; the message names it and the column.
    """
    plain = dictionaries.yaml(_NAME)
    if not isinstance(plain, dict) or not plain:
        raise DictionaryError(f"{_NAME}: holds no presets", "see the file that came with vnplan")
    return {str(name): _preset(str(name), value) for name, value in plain.items()}


def _preset(name: str, plain: Any) -> Preset:
    place = f"{_NAME}, {name}"
    if not isinstance(plain, dict) or plain.get("rows") not in _ROWS:
        raise DictionaryError(f"{place}: no rows", f"rows: {' or '.join(_ROWS)}")
    columns = plain.get("columns")
    if not isinstance(columns, list) or not columns:
        raise DictionaryError(f"{place}: no columns", "columns: a list of {key, title, value}")
    made = tuple(_column(f"{place}, column {n}", part) for n, part in enumerate(columns, 1))
    if len({column.key for column in made}) < len(made):
        raise DictionaryError(f"{place}: two columns have the same key", "a key for each column")
    return Preset(name, plain["rows"] == "tasks", made)


def _column(place: str, plain: Any) -> Column:
    hint = "{key: …, title: …, value: …, codes: {…: …}, longest: …}"
    try:
        column = Column(**plain)
    except TypeError as error:
        raise DictionaryError(f"{place}: {error}", hint) from error
    texts = [column.key, column.title, *column.codes, *column.codes.values()]
    if not all(isinstance(text, str) for text in texts):
        raise DictionaryError(f"{place}: a text is not quoted", "codes: {Tiếng Việt: '01'}")
    if column.value is not None and column.value not in VALUES:
        known = ", ".join(sorted(VALUES))
        raise DictionaryError(f"{place}: there is no value {column.value!r}", f"one of {known}")
    return column
