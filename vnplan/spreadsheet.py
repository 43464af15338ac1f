"""Tables that Excel and LibreOffice open as they are meant."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file: UTF-8 with a mark, by which Excel knows Vietnamese, lines ended as on Windows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows([no_formula(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "backslashreplace")


def no_formula(value: object) -> object:
    """A value that no spreadsheet runs as a formula (OWASP, CSV injection).

    A file may be named ``=cmd|…``, and a bullet begins with a dash. Numbers stay numbers.

    >>> no_formula("=1+1"), no_formula("plan.pdf"), no_formula(-1), no_formula(None)
    ("'=1+1", 'plan.pdf', -1, None)
    """
    if value is None or isinstance(value, int | float):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
