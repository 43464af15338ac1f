"""A table as CSV, Excel workbook, JSON lines or SQLite database."""

from __future__ import annotations

import datetime
import io
import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import xlsxwriter

from vnplan.export.presets import Column
from vnplan.export.rows import Row, Value
from vnplan.spreadsheet import csv_bytes

_DATE = "%d/%m/%Y"
# Excel takes no more characters in a cell.
_LONGEST_CELL = 32_767
_DOUBT_TITLES = ("Tên tệp", "Văn bản", "Trường", "Trang", "Lý do")
_DOUBT_KEYS = ("file", "number", "field", "page", "reason")
# Width of a column of the workbook, in characters.
_NARROWEST, _WIDEST = 6, 60


@dataclass(frozen=True, slots=True)
class Table:
    """What is written: the rows, and beside them what a person should look at.

    Attributes:
        name: of the preset.
        rows: a value for each of ``columns``.
        doubts: file, number, field, page and reason.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    doubts: Sequence[Row] = ()


def as_csv(table: Table) -> bytes:
    """For Excel: dates as 05/03/2024, no text that would be run as a formula."""
    rows = ([_shown(value) for value in row] for row in table.rows)
    return csv_bytes([column.title for column in table.columns], rows)


def _shown(value: Value) -> str | int | None:
    return value.strftime(_DATE) if isinstance(value, datetime.date) else value


def as_xlsx(table: Table) -> bytes:
    """A workbook with filters, dates as dates, and a second sheet of what is in doubt."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        _add_sheet(book, table.name, [c.title for c in table.columns], table.rows)
        _add_sheet(book, "Cần kiểm tra", _DOUBT_TITLES, table.doubts)
    return out.getvalue()


def _add_sheet(
    book: xlsxwriter.Workbook, name: str, titles: Sequence[str], rows: Sequence[Row]
) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "text_wrap": True, "border": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    date = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, head)
        sheet.set_column(place, place, _width(title, [row[place] for row in rows]))
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, datetime.date):
                sheet.write_datetime(line, place, _midnight(value), date)
            elif isinstance(value, int):
                sheet.write_number(line, place, value, text)
            elif value is not None:
                sheet.write_string(line, place, value[:_LONGEST_CELL], text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(titles) - 1)


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time())


def _width(title: str, values: Sequence[Value]) -> int:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return min(_WIDEST, max(_NARROWEST, len(title), longest) + 2)


def as_jsonl(table: Table) -> bytes:
    """One object a line, dates as 2024-03-05, keys as in the preset; then UTF-8, no mark."""
    keys = [column.key for column in table.columns]
    lines = (json.dumps(_plain(keys, row), ensure_ascii=False) + "\n" for row in table.rows)
    return "".join(lines).encode()


def _plain(keys: Sequence[str], row: Row) -> dict[str, str | int | None]:
    return dict(zip(keys, map(_stored, row), strict=True))


def _stored(value: Value) -> str | int | None:
    return value.isoformat() if isinstance(value, datetime.date) else value


def as_sqlite(table: Table) -> bytes:
    """A database with a table named after the preset and one of doubts."""
    database = sqlite3.connect(":memory:")
    try:
        _fill(database, table.name, [column.key for column in table.columns], table.rows)
        _fill(database, "doubts", _DOUBT_KEYS, table.doubts)
        return database.serialize()
    finally:
        database.close()


def _fill(
    database: sqlite3.Connection, name: str, keys: Sequence[str], rows: Sequence[Row]
) -> None:
    columns = ", ".join(map(_quoted, keys))
    database.execute(f"CREATE TABLE {_quoted(name)} ({columns})")
    places = ", ".join("?" * len(keys))
    stored = ([_stored(value) for value in row] for row in rows)
    database.executemany(f"INSERT INTO {_quoted(name)} VALUES ({places})", stored)
    database.commit()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


FORMATS: dict[str, Callable[[Table], bytes]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "jsonl": as_jsonl,
    "sqlite": as_sqlite,
}
