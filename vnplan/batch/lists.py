"""Lists of a batch for a spreadsheet: what failed, and what has the same content."""

from __future__ import annotations

from vnplan.batch.ledger import Entry, Ledger, State
from vnplan.spreadsheet import csv_bytes

_FAILURES = ("folder", "file", "reason", "try", "attempts", "seconds")
_DUPLICATES = ("folder", "file", "same content as", "in folder")


def write_lists(ledger: Ledger) -> None:
    """Write ``failures.csv``, and ``duplicates.csv`` when there are some.

    Raises:
        OutputError: no permission, disk full.
    """
    out = ledger.out
    failed = map(_failure, ledger.entries(State.FAILED))
    out.save(out.failures, csv_bytes(_FAILURES, failed))
    duplicates = [_duplicate(entry, ledger) for entry in ledger.entries(State.DUPLICATE)]
    if duplicates or out.duplicates.exists():
        out.save(out.duplicates, csv_bytes(_DUPLICATES, duplicates))


def _failure(entry: Entry) -> tuple[object, ...]:
    reason, _, hint = (entry.error or "").partition("\n  try: ")
    return entry.root, entry.path, reason, hint, entry.attempts, entry.seconds


def _duplicate(entry: Entry, ledger: Ledger) -> tuple[object, ...]:
    original = ledger.entry(entry.original or 0)
    return entry.root, entry.path, original.path, original.root
