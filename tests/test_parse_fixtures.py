"""The records written by hand beside the drawn fixtures, read from their text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from parse_support import documents

from vnplan.record import Document, Record, Source

FIXTURES = Path(__file__).parent.parent / "fixtures"
CASES = sorted(path.parent.name for path in FIXTURES.glob("*/expected.yaml"))
# A table's cells stand side by side in the text: which words share a cell, only the page tells.
WITHOUT_COLUMNS = {"task-table"}
LEFT_OUT = {"pages", "evidence", "doubts", "tasks", "other_directives"}


def plain(document: Document) -> dict[str, Any]:
    """The document as its YAML says it."""
    record = Record(Source("", "", 1, ("text",)), (document,))
    (only,) = yaml.safe_load(record.to_yaml())["documents"]
    return dict(only)


def expected(case: str) -> list[dict[str, Any]]:
    record = yaml.safe_load((FIXTURES / case / "expected.yaml").read_text("utf-8"))
    return list(record["documents"])


def found(case: str) -> list[dict[str, Any]]:
    return [plain(d) for d in documents((FIXTURES / case / "text.txt").read_text("utf-8"))]


def directives(document: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Without pages: plain text has none."""
    return [{**entry, "page": None} for entry in document[key]]


@pytest.mark.parametrize("case", CASES)
def test_header_and_foot(case: str) -> None:
    """Every field but the directives equals the expected record."""
    got, want = found(case), expected(case)
    assert [{k: d[k] for k in d if k not in LEFT_OUT} for d in got] == [
        {k: d[k] for k in d if k not in LEFT_OUT} for d in want
    ]


@pytest.mark.parametrize("case", sorted(set(CASES) - WITHOUT_COLUMNS))
@pytest.mark.parametrize("key", ["tasks", "other_directives"])
def test_directives(case: str, key: str) -> None:
    """Text, section, heading, assignees, roles and deadlines equal the expected record."""
    assert [directives(d, key) for d in found(case)] == [directives(d, key) for d in expected(case)]
