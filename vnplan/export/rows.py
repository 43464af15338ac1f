"""The values that catalogues and task lists are made of.

What a paper does not carry is ``None``: nothing is invented to fill a column.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vnplan.model import Route
from vnplan.record import Assignee, Directive, Document, Record, Task

Value = str | int | datetime.date | None
Row = tuple[Value, ...]

LANGUAGE = "Tiếng Việt"
# The serial of a number: all before its first stroke, or before the letters of an older one.
_SERIAL = re.compile(r"\s*(\d+[a-zđ]?)\s*[-/]")
_TEXT_LAYERS = {Route.TEXT_LAYER, Route.LEGACY_ENCODING}


@dataclass(frozen=True, slots=True)
class Filed:
    """A record, corrected, and where the file lies that it was made from.

    Attributes:
        file: from the folder of the batch on, ``/`` between names.
    """

    file: str
    record: Record


@dataclass(frozen=True, slots=True)
class Item:
    """What one row is about: a document, and for a task list one assignee of one task."""

    number: int
    filed: Filed
    document: Document
    task: Task | Directive | None = None
    assignee: Assignee | None = None


def rows(filed: Iterable[Filed], of_tasks: bool) -> Iterator[Item]:
    """What the rows of a catalogue, or of a task list, are about, numbered from 1."""
    items = (item for one in filed for item in (_tasks(one) if of_tasks else _documents(one)))
    for number, (one, document, task, assignee) in enumerate(items, 1):
        yield Item(number, one, document, task, assignee)


_Part = tuple[Filed, Document, Task | Directive | None, Assignee | None]


def _documents(filed: Filed) -> Iterator[_Part]:
    return ((filed, document, None, None) for document in filed.record.documents)


def _tasks(filed: Filed) -> Iterator[_Part]:
    """A row for each assignee, so that one column can be filtered by who it is."""
    for document in filed.record.documents:
        directives: list[Task | Directive] = [*document.tasks, *document.other_directives]
        for task in directives:
            for assignee in task.assignees or (None,):
                yield filed, document, task, assignee


def doubt_rows(filed: Iterable[Filed]) -> Iterator[tuple[str, str | None, str, int | None, str]]:
    """File, number, field, page and reason of everything that a person should look at."""
    for one in filed:
        for document in one.record.documents:
            for doubt in document.doubts:
                yield one.file, document.number, doubt.field, doubt.page, doubt.reason


# --- values -----------------------------------------------------------------------------------


def as_date(text: str | None) -> Value:
    """A day as a date; a month or a year as these documents write it.

    >>> as_date("2024-03-05"), as_date("2024-03"), as_date("2024-02-31"), as_date(None)
    (datetime.date(2024, 3, 5), '03/2024', '31/02/2024', None)
    """
    if text is None:
        return None
    parts = text.split("-")
    with contextlib.suppress(ValueError):  # no such day: it is written as it stands
        if len(parts) == 3:
            return datetime.date.fromisoformat(text)
    return "/".join(reversed(parts))


def serial(number: str | None) -> Value:
    """The number proper, without its symbol.

    >>> serial("12/KH-UBND"), serial("05a-KH/TU"), serial("30/2020/NĐ-CP"), serial(None)
    (12, '05a', 30, None)
    """
    found = _SERIAL.match(number or "")
    if found is None:
        return None
    return int(found[1]) if found[1].isdigit() and not found[1].startswith("0") else found[1]


def _page_count(item: Item) -> Value:
    if item.document.pages is None:
        return None
    first, last = item.document.pages
    return last - first + 1


def _origin(item: Item) -> Value:
    """Whether the paper was digitised; that a file was born digital no page can prove."""
    routes = {Route(route) for route in item.filed.record.source.routes}
    if routes == {Route.OCR}:
        return "Số hóa"
    return "Hỗn hợp" if Route.OCR in routes and routes & _TEXT_LAYERS else None


def _type_and_subject(item: Item) -> Value:
    """As a list of documents has it: "Kế hoạch Triển khai …"; a dispatch has no printed type."""
    kind = None if item.document.type == "Công văn" else item.document.type
    return " ".join(filter(None, (kind, item.document.subject))) or None


def _due(item: Item) -> Value:
    deadline = item.task.deadline if item.task else None
    return as_date(deadline.due) if deadline else None


def _of_deadline(name: str) -> Callable[[Item], Value]:
    return lambda item: getattr(item.task.deadline, name, None) if item.task else None


# What the column of a preset may name.
VALUES: dict[str, Callable[[Item], Value]] = {
    "assignee": lambda item: item.assignee.name if item.assignee else None,
    "date": lambda item: as_date(item.document.date),
    "deadline": _of_deadline("text"),
    "due": _due,
    "file": lambda item: item.filed.file,
    "file_count": lambda item: 1,
    "heading": lambda item: getattr(item.task, "heading", None),
    "issuer": lambda item: item.document.issuer,
    "language": lambda item: LANGUAGE,
    "number": lambda item: item.document.number or item.document.symbol,
    "origin": _origin,
    "page": lambda item: item.task.page if item.task else None,
    "page_count": _page_count,
    "parent_issuer": lambda item: item.document.parent_issuer,
    "place": lambda item: item.document.place,
    "received_date": lambda item: as_date(getattr(item.document.marks.received, "date", None)),
    "received_number": lambda item: getattr(item.document.marks.received, "number", None),
    "recipients": lambda item: "; ".join(item.document.recipients) or None,
    "recurs": _of_deadline("recurs"),
    "role": lambda item: item.assignee.role if item.assignee else None,
    "row_number": lambda item: item.number,
    "secrecy": lambda item: item.document.marks.secrecy,
    "section": lambda item: item.task.section if item.task else None,
    "serial": lambda item: serial(item.document.number),
    "signer_capacity": lambda item: getattr(item.document.signer, "capacity", None),
    "signer_name": lambda item: getattr(item.document.signer, "name", None),
    "signer_title": lambda item: getattr(item.document.signer, "title", None),
    "subject": lambda item: item.document.subject,
    "symbol": lambda item: item.document.symbol,
    "task": lambda item: item.task.text if item.task else None,
    "type": lambda item: item.document.type,
    "type_and_subject": _type_and_subject,
    "urgency": lambda item: item.document.marks.urgency,
    "year": lambda item: item.document.date[:4] if item.document.date else None,
}
