"""Which module may use which: a stage knows the values that pass through it, and no other stage."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "vnplan"

BASE = {"errors", "model"}
# What each part may import besides itself; a package (parse, restore) counts as one part.
ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "model": set(),
    "syllable": set(),
    "paths": {"syllable"},
    "record": {"model", "write"},
    "lexicon": {"errors"},
    "_legacy_tables": set(),
    "encodings": BASE | {"syllable", "_legacy_tables"},
    "pdf_objects": set(),
    "pictures": {"pdf_objects"},
    "drawing": BASE | {"pdf_objects"},
    "textlayer": BASE
    | {"syllable", "encodings", "layout", "drawing", "tables", "pdf_objects", "pictures"},
    "poppler": {"errors"},
    "mended": {"errors"},
    "source_file": set(),
    "text_pages": BASE | {"encodings", "source_file"},
    "image_pages": BASE | {"source_file"},
    "pdf_pages": BASE
    | {"image_pages", "mended", "pictures", "poppler", "source_file", "textlayer"},
    "source": BASE | {"image_pages", "pdf_pages", "poppler", "source_file", "text_pages"},
    "levels": BASE,
    "ink": BASE | {"components", "levels", "reduced"},
    "components": {"model"},
    "memory": set(),
    "reduced": BASE,
    "orientation": BASE | {"components"},
    "mapping": BASE,
    "grain": BASE | {"levels"},
    "dust": BASE | {"components", "grain", "levels"},
    "background": BASE | {"levels"},
    "skew": BASE | {"levels", "reduced"},
    "levelled": BASE | {"mapping", "skew"},
    "clean": BASE
    | {"background", "components", "dust", "folds", "grain", "ink", "levelled", "levels"}
    | {"letter_size", "mapping", "negative", "orientation", "paper", "rings", "seals", "skew"},
    "segments": BASE | {"syllable"},
    "zones": BASE | {"segments"},
    "stamps": BASE | {"segments", "zones"},
    "layout": BASE | {"segments", "zones", "stamps"},
    "rules": BASE | {"components"},
    "tables": BASE | {"segments"},
    "cells": BASE | {"rules", "tables"},
    "gaps": BASE | {"syllable", "segments"},
    "slash": BASE,
    "strokes": BASE | {"segments", "gaps", "slash", "mapping"},
    "digits": BASE | {"lexicon"},
    "numerals": BASE,
    "paper": BASE | {"levels"},
    "negative": BASE | {"levels"},
    "letter_size": BASE | {"components"},
    "seals": BASE | {"reduced"},
    "folds": BASE,
    "rings": BASE | {"components", "seals"},
    "wiped": BASE,
    "boxes": BASE | {"segments"},
    "heads": BASE | {"segments", "syllable"},
    "short_lines": BASE | {"segments"},
    "foot": BASE | {"segments", "syllable"},
    "specks": BASE | {"segments", "zones"},
    "guides": BASE | {"mapping"},
    "reread": BASE | {"syllable", "segments", "specks", "numerals"},
    "receipts": BASE | {"syllable", "segments", "gaps", "strokes", "digits", "guides", "mapping"},
    "lost_lines": BASE | {"syllable", "segments", "gaps", "guides"},
    "handwriting": BASE | {"components", "segments", "gaps", "strokes", "digits", "numerals"},
    "_tesseract_server": set(),
    "tesseract": BASE,
    "ocr": BASE | {"boxes", "numerals", "specks", "syllable", "tesseract"},
    "passed_over": BASE | {"components", "numerals", "ocr"},
    "stamp_reading": BASE
    | {"cells", "digits", "mapping", "numerals", "ocr", "receipts", "segments", "stamps", "wiped"},
    "table_reading": BASE | {"cells", "ocr", "tables"},
    "recognise": BASE
    | {"ocr", "passed_over", "stamp_reading", "table_reading"}
    | {"levels", "specks", "receipts", "reread", "layout", "cells", "tables", "handwriting"}
    | {"digits", "mapping", "lost_lines", "wiped", "foot", "heads", "short_lines", "clean"},
    "restore": BASE | {"syllable", "lexicon"},
    "parse": BASE | {"syllable", "lexicon", "record"},
    "write": BASE | {"record"},
    "corrections": {"record", "write"},
    "words": {"model", "write"},
    "tone_style": BASE | {"syllable", "record"},
    "review": BASE
    | {"syllable", "record", "write", "words", "corrections", "batch", "source", "pipeline"}
    | {"options", "lexicon", "paths", "spreadsheet"},
    "doctor": {"errors", "lexicon", "ocr", "tesseract"},
    "export": BASE
    | {"options", "batch", "corrections", "lexicon", "paths", "record", "spreadsheet", "write"},
    "inspect": BASE,
    "pdfa": {"__init__"},
    "spreadsheet": set(),
    "searchable": BASE | {"mended", "pdfa", "source_file"},
    "pipeline": BASE
    | {"syllable", "paths", "lexicon", "record", "tone_style"}
    | {"source_file"}
    | {"source", "clean", "digits", "ocr", "recognise", "restore", "parse", "inspect", "memory"},
    "__init__": {"pipeline", "record"},
    "options": {"syllable", "lexicon", "pipeline", "ocr"},
    "batch": {
        "spreadsheet",
        "model",
        "__init__",
        "errors",
        "syllable",
        "paths",
        "lexicon",
        "record",
        "corrections",
        "write",
    }
    | {"words", "source", "ocr", "tesseract", "pipeline", "searchable", "options", "memory"}
    | {"source_file"},
    "__main__": BASE
    | {
        "__init__",
        "lexicon",
        "pipeline",
        "write",
        "doctor",
        "inspect",
        "options",
        "batch",
        "export",
        "review",
    }
    | {"source", "source_file", "ocr", "searchable", "memory"},
}
# Which part of the parser may import which other; ``document`` puts them in order and imports all.
PARSER: dict[str, set[str]] = {
    "text": set(),
    "bodies": {"text"},
    "times": {"text", "bodies"},
    "layout": {"text", "bodies", "times"},
    "header": {"text", "bodies", "layout"},
    "closing": {"text", "header"},
    "citations": {"text"},
    "tasks": {"text", "bodies", "times", "layout"},
}
# Libraries that one module alone may import, so that they can be replaced in one place.
ALONE = {
    "cv2": {
        "background",
        "clean",
        "components",
        "negative",
        "digits",
        "dust",
        "folds",
        "grain",
        "guides",
        "ink",
        "levelled",
        "levels",
        "numerals",
        "orientation",
        "paper",
        "recognise",
        "stamp_reading",
        "reduced",
        "reread",
        "rings",
        "rules",
        "seals",
        "short_lines",
        "skew",
        "slash",
        "lost_lines",
        "mapping",
        "strokes",
    },
    "click": {"__main__", "export", "options", "batch", "review"},
    "pdf2image": {"poppler"},
    "pikepdf": {"pdfa", "searchable"},
    "pytesseract": {"ocr"},
    "safetensors": {"restore"},
    "subprocess": {"tesseract", "doctor"},
    "ftfy": {"encodings"},
    "xlsxwriter": {"export"},
    "starlette": {"review"},
    "uvicorn": {"review"},
    "distributed": {"batch"},
    "filelock": {"batch"},
    "psutil": {"batch"},
    "rich": {"batch"},
    "sqlite3": {"batch", "export"},
}


def part_of(path: Path) -> str:
    """``parse`` for vnplan/parse/text/dates.py, ``clean`` for vnplan/clean.py."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Full names of the modules that a file imports, also inside its functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where a name comes from"
            names |= from_import(str(node.module), {alias.name for alias in node.names})
    return names


def from_import(module: str, names: set[str]) -> set[str]:
    """``from vnplan import doctor`` imports a module, ``from vnplan import convert`` does not."""
    if module != "vnplan":
        return {module}
    return {f"vnplan.{name if name in ALLOWED else '__init__'}" for name in names}


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_the_table_allows(path: Path) -> None:
    """The table above is the architecture; a new arrow is a decision, taken here."""
    part = part_of(path)
    inside = {name.split(".")[1] for name in imported(path) if name.startswith("vnplan.")}
    assert inside - {part} <= ALLOWED[part]
    outside = {name.split(".")[0] for name in imported(path)}
    assert not [library for library in outside & ALONE.keys() if part not in ALONE[library]]


@pytest.mark.parametrize("part", PARSER)
def test_the_parts_of_the_parser_build_on_one_another(part: str) -> None:
    """Words, then names and times, then lines in their order, then fields and tasks."""
    used = {
        name.split(".")[2]
        for path in (PACKAGE / "parse" / part).glob("*.py")
        for name in imported(path)
        if name.startswith("vnplan.parse.")
    }
    assert used - {part} == PARSER[part]


def test_the_table_has_no_part_that_is_not_there() -> None:
    """Every part of the table exists."""
    assert ALLOWED.keys() == {part_of(path) for path in FILES}


def test_the_table_has_no_circles() -> None:
    """No two parts need each other, but for a record that writes itself."""
    needs = {part: set(allowed) for part, allowed in ALLOWED.items()}
    needs["record"].discard("write")
    while needs:
        free = {part for part, wanted in needs.items() if not wanted}
        assert free, f"a circle among {sorted(needs)}"
        needs = {part: wanted - free for part, wanted in needs.items() if part not in free}


def test_importing_changes_nothing() -> None:
    """No output, no logging handlers, no changed environment, no changed warnings.

    The libraries are loaded before: some of them do change warnings or the environment.
    """
    script = (
        "import os, sys, logging, warnings\n"
        "import click, cv2, ftfy, numpy, pdf2image, PIL.Image\n"
        "import pypdfium2, pytesseract, regex, safetensors, threadpoolctl, yaml\n"
        "before = dict(os.environ), list(logging.root.handlers), list(warnings.filters)\n"
        "import vnplan\n"
        "after = dict(os.environ), list(logging.root.handlers), list(warnings.filters)\n"
        "sys.exit(before != after)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PACKAGE.parent, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
