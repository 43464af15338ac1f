"""Lists of a batch for a spreadsheet: what failed, and what has the same content."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from vnplan.batch.ledger import Entry, Ledger, State

_FAILURES = ("folder", "file", "reason", "try", "attempts", "seconds")
_DUPLICATES = ("folder", "file", "same content as", "in folder")


def write_lists(ledger: Ledger) -> None:
    """Write ``failures.csv``, and ``duplicates.csv`` when there are some.

    Raises:
        OutputError: no permission, disk full.
    """
    out = ledger.out
    failed = map(_failure, ledger.entries(State.FAILED))
    out.save(out.failures, _csv(_FAILURES, failed))
    duplicates = [_duplicate(entry, ledger) for entry in ledger.entries(State.DUPLICATE)]
    if duplicates or out.duplicates.exists():
        out.save(out.duplicates, _csv(_DUPLICATES, duplicates))


def _failure(entry: Entry) -> tuple[object, ...]:
    reason, _, hint = (entry.error or "").partition("\n  try: ")
    return entry.root, entry.path, reason, hint, entry.attempts, entry.seconds


def _duplicate(entry: Entry, ledger: Ledger) -> tuple[object, ...]:
    original = ledger.entry(entry.original or 0)
    return entry.root, entry.path, original.path, original.root


def _csv(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Bytes that Excel takes for what they are: UTF-8 with a mark, lines ended as on Windows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "backslashreplace")


def _cell(value: object) -> object:
    """A text that no spreadsheet runs as a formula; a file may be named ``=cmd|…``.

    >>> _cell("=1+1"), _cell("plan.pdf"), _cell(None)
    ("'=1+1", 'plan.pdf', None)
    """
    text = "" if value is None or isinstance(value, int | float) else str(value)
    if not text:
        return value
    return "'" + text if text[0] in "=+-@\t\r" else text
