"""The check of a sample: errors per field, how sure the rate is, and the report.

A field that a person accepted, or that stood in a document marked as checked, was right; one
that was edited or is unreadable was wrong, and so was an item that had to be added or removed.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from vnplan.batch import Entry, Out
from vnplan.errors import InputError
from vnplan.record import Record
from vnplan.review.fields import Field, fields, is_checked, plain_name
from vnplan.review.language import Language, messages
from vnplan.spreadsheet import csv_bytes

CSV_NAME, HTML_NAME = "check-report.csv", "check-report.html"
# The quantile of the normal distribution for an interval of 95 %.
_Z = 1.959963984540054
_WRONG = frozenset({"edited", "unreadable", "added", "removed"})
_SHARE = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")


# --- the sample ---------------------------------------------------------------------------


def share(text: str) -> float:
    """A share such as ``5%`` as a number from 0 to 1.

    >>> share("5%"), share("2,5 %")
    (0.05, 0.025)

    Raises:
        InputError: no percentage above 0 and up to 100.
    """
    match = _SHARE.fullmatch(text.strip())
    value = float(match[1].replace(",", ".")) / 100 if match else 0.0
    if not 0 < value <= 1:
        raise InputError(f"--sample {text}: not a share of the files", "--sample 5%")
    return value


def draw(entries: Iterable[Entry], part: float) -> frozenset[int]:
    """The numbers of the files in the sample: always the same for the same files.

    The files are put in the order of a hash of their content, and the first ones are taken,
    rounded up. So chance decides and no person, another run draws the same, and files that
    are added later move few of them.
    """
    ranked = sorted(entries, key=lambda entry: (_rank(entry.sha256 or ""), entry.id))
    return frozenset(entry.id for entry in ranked[: math.ceil(part * len(ranked))])


def _rank(sha256: str) -> bytes:
    return hashlib.sha256(b"vnplan sample " + sha256.encode()).digest()


# --- counting -----------------------------------------------------------------------------


def wilson(errors: int, checked: int) -> tuple[float, float]:
    """The 95 % interval of a rate after ``errors`` in ``checked`` trials.

    Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
    Journal of the American Statistical Association 22 (1927), 209-212. Unlike the plain normal
    interval it holds for few trials and for rates near 0.

    >>> [round(end, 3) for end in wilson(0, 10)], [round(end, 3) for end in wilson(3, 60)]
    ([0.0, 0.278], [0.017, 0.137])
    """
    if not checked:
        return 0.0, 1.0
    rate, square = errors / checked, _Z * _Z
    middle = (rate + square / (2 * checked)) / (1 + square / checked)
    half = (
        _Z
        * math.sqrt(rate * (1 - rate) / checked + square / (4 * checked * checked))
        / (1 + square / checked)
    )
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Row:
    """One field over all checked documents."""

    field: str
    checked: int
    errors: int

    @property
    def rate(self) -> float:
        """Errors among what was checked."""
        return self.errors / self.checked if self.checked else 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """What the check has found.

    Attributes:
        sample: the share that was drawn, as it was asked for; empty when all files were.
        rows: one a field that was checked anywhere, in the order of a record.
        documents, checked: how many there are, and how many of them were checked.
        people: who checked.
    """

    sample: str
    rows: tuple[Row, ...]
    documents: int
    checked: int
    people: tuple[str, ...]

    @property
    def total(self) -> Row:
        """All fields together."""
        return Row("", sum(row.checked for row in self.rows), sum(row.errors for row in self.rows))


def count(records: Iterable[Record], sample: str) -> Report:
    """Count the errors of all documents that were marked as checked."""
    seen: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    people: dict[str, None] = {}
    documents = checked = 0
    for record in records:
        documents += len(record.documents)
        done = {i for i in range(len(record.documents)) if is_checked(record, i)}
        checked += len(done)
        people |= dict.fromkeys(said.who for said in record.corrections if not said.stale)
        for field in fields(record):
            if field.document in done and _counts(field):
                seen[plain_name(field.field)] += 1
                wrong[plain_name(field.field)] += field.state in _WRONG
    rows = tuple(Row(name, seen[name], wrong[name]) for name in seen)
    return Report(sample, rows, documents, checked, tuple(people))


def _counts(field: Field) -> bool:
    """A field that is not on the paper and was not entered is no trial; an item is one, by text."""
    if field.state in ("added", "removed"):
        return field.field.endswith(".text") or field.kind == "citation"
    return field.kind != "lost" and bool(field.machine or field.value or field.doubts)


# --- the report ---------------------------------------------------------------------------


def save_report(out: Out, report: Report, language: Language) -> tuple[Path, Path]:
    """Write the report into the output folder, as a table and as a page to print.

    Raises:
        OutputError: no permission, disk full.
    """
    table, page = out.path / CSV_NAME, out.path / HTML_NAME
    # The mark in front makes Excel read the file as UTF-8.
    out.save(table, as_csv(report))
    out.save(page, as_html(report, language))
    return table, page


def as_csv(report: Report) -> bytes:
    """The table for a spreadsheet: rates from 0 to 1."""
    heading = ("field", "checked", "errors", "error_rate", "low_95", "high_95")
    return csv_bytes(heading, map(_csv_row, (*report.rows, report.total)))


def _csv_row(row: Row) -> Sequence[object]:
    low, high = wilson(row.errors, row.checked)
    rates = (f"{value:.4f}" for value in (row.rate, low, high))
    return row.field or "total", row.checked, row.errors, *rates


def as_html(report: Report, language: Language) -> str:
    """The page to print; it needs no other file."""
    words = messages(language)
    said = words["report"]
    when = datetime.now().astimezone().strftime("%d/%m/%Y %H:%M")
    facts = [
        (said["when"], when),
        (said["who"], ", ".join(report.people) or "—"),
        (said["sample"], report.sample or said["all"]),
        (said["documents"], f"{report.checked} / {report.documents}"),
    ]
    head = "".join(f"<th scope=col>{escape(said[key])}</th>" for key in _COLUMNS)
    body = "".join(_html_row(row, words) for row in report.rows)
    foot = _html_row(report.total, words)
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    return (
        f"<!doctype html><html lang={language}><meta charset=utf-8>"
        f"<title>{escape(said['title'])}</title><style>{_STYLE}</style>"
        f"<h1>{escape(said['title'])}</h1><dl>{listed}</dl>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody><tfoot>{foot}</tfoot></table>"
        f"<p>{escape(said['note'])}</p></html>\n"
    )


_COLUMNS = ("field", "checked", "errors", "rate", "interval")
_STYLE = (
    "body{font:11pt/1.45 system-ui,sans-serif;max-width:46rem;margin:2rem auto;color:#111}"
    "h1{font-size:16pt}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}"
    "dd{margin:0}table{border-collapse:collapse;width:100%;margin:1rem 0}"
    "th,td{border:1px solid #999;padding:.25rem .5rem;text-align:right}"
    "th:first-child,td:first-child{text-align:left}tfoot{font-weight:600}"
    "p{color:#444;font-size:9.5pt}@media print{body{margin:0}}"
)


def _html_row(row: Row, words: dict[str, Any]) -> str:
    low, high = (_percent(end) for end in wilson(row.errors, row.checked))
    name = _row_name(row.field, words) if row.field else words["report"]["total"]
    cells = (name, row.checked, row.errors, _percent(row.rate), f"{low} – {high}")
    return "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in cells) + "</tr>"


def _row_name(field: str, words: dict[str, Any]) -> str:
    """Deadlines of directives are told apart from those of tasks."""
    name = str(words["fields"].get(field, field))
    if field.startswith("other_directives.") and not field.endswith(".text"):
        return f"{words['fields']['other_directives.text']}: {name}"
    return name


def _percent(value: float) -> str:
    """A rate as people read it.

    >>> _percent(0.0321)
    '3.2 %'
    """
    return f"{100 * value:.1f} %"
