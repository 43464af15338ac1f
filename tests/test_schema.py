"""The JSON Schema says what the record's classes say, and refuses what they cannot hold."""

from __future__ import annotations

import dataclasses
import json
import typing
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from test_write import FULL

import vnplan
from vnplan import record

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "vnplan" / "schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def complaints(yaml_text: str) -> list[str]:
    """What the schema has against a YAML, each with its place."""
    errors = VALIDATOR.iter_errors(yaml.safe_load(yaml_text))
    return [f"{error.json_path}: {error.message}" for error in errors]


def test_the_schema_is_one() -> None:
    """It follows the rules of JSON Schema 2020-12."""
    Draft202012Validator.check_schema(SCHEMA)


def objects_with_keys(node: Any) -> list[dict[str, Any]]:
    """Every part of the schema that lists properties."""
    if isinstance(node, list):
        return [found for item in node for found in objects_with_keys(item)]
    if not isinstance(node, dict):
        return []
    inner = [found for item in node.values() for found in objects_with_keys(item)]
    return [node, *inner] if "additionalProperties" in node and "properties" in node else inner


def test_every_object_is_closed_and_complete() -> None:
    """No key may be added or left out, but for corrections, where none were made, and the boxes
    of doubts."""
    found = objects_with_keys(SCHEMA)
    assert len(found) > 10
    for node in found:
        assert node["additionalProperties"] is False
        optional = {"corrections"} if "documents" in node["properties"] else {"box"}
        optional = optional if node is not SCHEMA["$defs"]["evidence"] else set()
        assert node["required"] == [key for key in node["properties"] if key not in optional]


def record_classes() -> list[type]:
    return [
        value
        for value in vars(record).values()
        if dataclasses.is_dataclass(value) and isinstance(value, type)
    ]


@pytest.mark.parametrize("kind", record_classes(), ids=lambda kind: kind.__name__)
def test_classes_and_schema_have_the_same_keys(kind: type) -> None:
    """Each class of record.py has its object in the schema, with the keys in the same order."""
    names = [field.name.rstrip("_") for field in dataclasses.fields(kind)]
    if kind is record.Record:
        names = [names[-1], *names[:-1]]
    assert names in [list(node["properties"]) for node in objects_with_keys(SCHEMA)]


def test_closed_lists_of_words_agree() -> None:
    """Roles and recurrences are those of the classes."""
    definitions = SCHEMA["$defs"]
    roles = definitions["assignees"]["items"]["properties"]["role"]["enum"]
    recurs = definitions["deadline"]["properties"]["recurs"]["enum"]
    assert roles == list(typing.get_args(record.Role))
    assert recurs == [*typing.get_args(record.Recurrence), None]
    actions = definitions["correction"]["properties"]["action"]["enum"]
    assert actions == list(typing.get_args(record.Action))


WHOLE = dataclasses.replace(FULL, source=dataclasses.replace(FULL.source, sha256="0" * 64))


def test_a_full_record_is_valid() -> None:
    """What the classes write, the schema accepts."""
    assert complaints(WHOLE.to_yaml()) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("date: '2024-03'", "date: 2024-03-05"),
        ("date: '2024-03'", "date: '2024-13'"),
        ("date: '2024-03'", "date: 5/3/2024"),
        ("role: lead", "role: boss"),
        ("section: II.1", "section: II.a"),
        ("symbol: null", "symbol: ''"),
        ("confidence: 0.97", "confidence: 97"),
        ("[312, 402, 715, 447]", "[312, 402, 715]"),
        ("routes: [ocr, ocr]", "routes: [scan]"),
        ("  place: null\n", ""),
        ("  place: null\n", "  place: null\n  town: null\n"),
        ("    number: {conf", "    town: {conf"),
    ],
)
def test_a_wrong_value_is_refused(before: str, after: str) -> None:
    """Each rule of the schema refuses what breaks it."""
    text = WHOLE.to_yaml()
    assert before in text
    assert complaints(text.replace(before, after, 1))


CASES = sorted(path.parent for path in (ROOT / "fixtures").glob("*/text.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("name", ["text.txt", "garbled.txt"])
def test_the_yaml_of_a_fixture_is_valid(case: Path, name: str) -> None:
    """What the program makes of a document fits, and reads back equal."""
    made = vnplan.convert(case / name)
    assert complaints(made.to_yaml()) == []
    assert vnplan.Record.from_yaml(made.to_yaml()) == made


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_yaml_expected_of_a_fixture_is_valid(case: Path) -> None:
    """The expectations are records, but for the source, which they leave open."""
    text = (case / "expected.yaml").read_text("utf-8")
    assert [found for found in complaints(text) if not found.startswith("$.source")] == []
