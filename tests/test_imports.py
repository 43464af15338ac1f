"""Which module may use which: a stage knows the values that pass through it, and no other stage."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "vnplan"

BASE = {"errors", "model"}
# Packages of stages, whose modules count each for itself.
STAGES = ("source", "clean", "layout", "handwriting", "recognise")


def of(stage: str, modules: str) -> set[str]:
    """Parts of a package of stages."""
    return {f"{stage}.{module}" for module in modules.split()}


# What each part may import besides itself; another package (parse, restore) counts as one part.
ALLOWED: dict[str, set[str]] = {
    **{stage: set() for stage in STAGES},
    "errors": set(),
    "model": set(),
    "syllable": set(),
    "paths": {"syllable"},
    "record": {"model", "write"},
    "lexicon": {"errors"},
    "encodings": BASE | {"syllable"},
    "memory": set(),
    "clean.levels": BASE,
    "clean.ink": BASE | of("clean", "components levels reduced"),
    "clean._marks": set(),
    "clean.components": {"model"} | of("clean", "_marks"),
    "clean.reduced": BASE,
    "clean.orientation": BASE | of("clean", "components"),
    "clean.mapping": BASE,
    "clean.grain": BASE | of("clean", "levels"),
    "clean.dust": BASE | of("clean", "components grain levels"),
    "clean.background": BASE | of("clean", "levels"),
    "clean.skew": BASE | of("clean", "levels reduced"),
    "clean.levelled": BASE | of("clean", "mapping skew"),
    "clean.page": BASE
    | of("clean", "background components dust folds grain ink letter_size levelled levels")
    | of("clean", "mapping negative orientation paper rings seal_remover seals skew"),
    "clean.paper": BASE | of("clean", "levels"),
    "clean.negative": BASE | of("clean", "levels"),
    "clean.letter_size": BASE | of("clean", "components"),
    "clean.seals": BASE | of("clean", "reduced"),
    "clean.folds": BASE,
    "clean.rings": BASE | of("clean", "components seals"),
    "clean.seal_remover": BASE | {"lexicon"} | of("clean", "rings seals"),
    "layout.segments": BASE | {"syllable"},
    "layout.zones": BASE | of("layout", "segments"),
    "layout.stamps": BASE | of("layout", "segments zones"),
    "layout.reading_order": BASE | of("layout", "segments stamps zones"),
    "layout.rules": BASE | of("clean", "components"),
    "layout.tables": BASE | of("layout", "segments"),
    "layout.crossing_lines": BASE | of("layout", "rules"),
    "layout.cells": BASE | of("layout", "crossing_lines rules tables"),
    "layout.boxes": BASE | of("layout", "segments"),
    "layout.heads": BASE | {"syllable"} | of("layout", "segments"),
    "layout.short_lines": BASE | of("clean", "components") | of("layout", "segments"),
    "layout.foot": BASE | {"syllable"} | of("layout", "segments"),
    "layout.specks": BASE | of("layout", "segments zones"),
    "source.pdf_objects": set(),
    "source.pictures": of("source", "pdf_objects"),
    "source.drawing": BASE | of("source", "pdf_objects"),
    "source.textlayer": BASE
    | {"encodings", "syllable"}
    | of("source", "drawing pdf_objects pictures")
    | of("layout", "reading_order tables"),
    "source.poppler": {"errors"},
    "source.mended": {"errors"},
    "source._fax": set(),
    "source.scans": BASE | of("source", "_fax pdf_objects"),
    "source.source_file": set(),
    "source.text_pages": BASE | {"encodings"} | of("source", "source_file"),
    "source.image_pages": BASE | of("source", "source_file"),
    "source.pdf_pages": BASE
    | of("source", "image_pages mended pictures poppler scans source_file textlayer"),
    "source.pages": BASE | of("source", "image_pages pdf_pages poppler source_file text_pages"),
    "handwriting.gaps": BASE | {"syllable"} | of("layout", "segments"),
    "handwriting.slash": BASE | of("clean", "components"),
    "handwriting.strokes": BASE
    | of("clean", "components mapping")
    | of("layout", "segments")
    | of("handwriting", "gaps slash"),
    "handwriting.digits": BASE | {"lexicon"} | of("clean", "components"),
    "handwriting.numerals": BASE | of("clean", "components"),
    "handwriting.guides": BASE | of("clean", "components mapping"),
    "handwriting.receipts": BASE
    | {"syllable"}
    | of("clean", "mapping")
    | of("layout", "segments")
    | of("handwriting", "digits gaps guides strokes"),
    "handwriting.filled_gaps": BASE
    | of("clean", "components")
    | of("layout", "segments")
    | of("handwriting", "digits gaps numerals strokes"),
    "recognise.wiped": BASE,
    "recognise.reread": BASE
    | {"syllable"}
    | of("layout", "segments specks")
    | of("handwriting", "numerals"),
    "recognise.second_opinion": BASE
    | {"syllable"}
    | of("layout", "segments specks")
    | of("recognise", "reread"),
    "recognise.lost_lines": BASE
    | {"syllable"}
    | of("clean", "components")
    | of("layout", "segments")
    | of("handwriting", "gaps guides"),
    "recognise._tesseract_server": set(),
    "recognise.tesseract": BASE,
    "recognise.ocr": BASE
    | {"syllable"}
    | of("layout", "boxes specks")
    | of("handwriting", "numerals")
    | of("recognise", "tesseract"),
    "recognise.passed_over": BASE
    | of("clean", "components")
    | of("handwriting", "numerals")
    | of("recognise", "ocr"),
    "recognise.stamp_reading": BASE
    | of("clean", "mapping")
    | of("layout", "cells segments stamps")
    | of("handwriting", "digits numerals receipts")
    | of("recognise", "ocr wiped"),
    "recognise.table_reading": BASE | of("layout", "cells tables") | of("recognise", "ocr"),
    "recognise.page": BASE
    | of("clean", "levels mapping page")
    | of("layout", "cells foot heads reading_order short_lines specks tables")
    | of("handwriting", "digits filled_gaps receipts")
    | of("recognise", "lost_lines ocr passed_over reread second_opinion")
    | of("recognise", "stamp_reading table_reading wiped"),
    "restore": BASE | {"lexicon", "syllable"},
    "parse": BASE | {"lexicon", "record", "syllable"},
    "write": BASE | {"record"},
    "corrections": {"record", "write"},
    "words": {"model", "write"},
    "tone_style": BASE | {"record", "syllable"},
    "review": BASE
    | {
        "batch",
        "corrections",
        "lexicon",
        "options",
        "paths",
        "pipeline",
        "record",
        "spreadsheet",
        "syllable",
        "words",
        "write",
    }
    | of("source", "pages"),
    "doctor": {"errors", "lexicon"} | of("recognise", "ocr tesseract"),
    "export": BASE
    | {"batch", "corrections", "lexicon", "options", "paths", "record", "spreadsheet", "write"},
    "inspect": BASE,
    "pdfa": {"__init__"},
    "spreadsheet": set(),
    "searchable": BASE | {"pdfa"} | of("source", "mended source_file"),
    "pipeline": BASE
    | {
        "inspect",
        "lexicon",
        "memory",
        "parse",
        "paths",
        "record",
        "restore",
        "syllable",
        "tone_style",
    }
    | of("source", "pages source_file")
    | of("clean", "page seal_remover")
    | of("handwriting", "digits")
    | of("recognise", "ocr page"),
    "__init__": {"pipeline", "record"},
    "options": {"lexicon", "pipeline", "syllable"} | of("recognise", "ocr"),
    "batch": BASE
    | {
        "__init__",
        "corrections",
        "lexicon",
        "memory",
        "options",
        "paths",
        "pipeline",
        "record",
        "searchable",
        "spreadsheet",
        "syllable",
        "words",
        "write",
    }
    | of("source", "pages source_file")
    | of("recognise", "ocr tesseract"),
    "__main__": BASE
    | {
        "__init__",
        "batch",
        "doctor",
        "export",
        "inspect",
        "lexicon",
        "memory",
        "options",
        "pipeline",
        "review",
        "searchable",
        "write",
    }
    | of("source", "pages source_file")
    | of("recognise", "ocr"),
}
# Which part of the parser may import which other; ``document`` puts them in order and imports all.
PARSER: dict[str, set[str]] = {
    "text": set(),
    "bodies": {"text"},
    "times": {"text", "bodies"},
    "layout": {"text", "bodies", "times"},
    "header": {"text", "bodies", "times", "layout"},
    "closing": {"text", "header"},
    "citations": {"text"},
    "tasks": {"text", "bodies", "times", "layout"},
}
# Libraries that one module alone may import, so that they can be replaced in one place.
ALONE = {
    "cv2": {
        "clean.background",
        "clean.page",
        "clean.components",
        "clean.negative",
        "handwriting.digits",
        "clean.dust",
        "clean.folds",
        "clean.grain",
        "handwriting.guides",
        "clean.ink",
        "clean.levelled",
        "clean.levels",
        "handwriting.numerals",
        "clean.orientation",
        "clean.paper",
        "recognise.page",
        "recognise.stamp_reading",
        "clean.reduced",
        "recognise.reread",
        "recognise.second_opinion",
        "clean.rings",
        "clean.seal_remover",
        "layout.crossing_lines",
        "layout.rules",
        "clean.seals",
        "clean.skew",
        "recognise.lost_lines",
        "clean.mapping",
        "handwriting.strokes",
        "source.scans",
    },
    "click": {"__main__", "export", "options", "batch", "review"},
    "pdf2image": {"source.poppler"},
    "pikepdf": {"pdfa", "searchable", "source.scans"},
    "pytesseract": {"recognise.ocr"},
    "safetensors": {"restore"},
    "subprocess": {"recognise.tesseract", "doctor"},
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
    """``parse`` for vnplan/parse/text/dates.py, ``clean.ink`` for vnplan/clean/ink.py."""
    return part_named(path.relative_to(PACKAGE).with_suffix("").parts)


def part_named(names: Sequence[str]) -> str:
    """The part that holds a module, by the names of its folders and its own."""
    depth = 2 if names[0] in STAGES and names[1:] not in ((), ("__init__",)) else 1
    return ".".join(names[:depth])


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
    if module in {f"vnplan.{stage}" for stage in STAGES}:
        return {f"{module}.{name}" for name in names}
    if module != "vnplan":
        return {module}
    return {f"vnplan.{name if name in ALLOWED else '__init__'}" for name in names}


# Types of compiled modules (.pyi) stand for them.
FILES = sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.pyi")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_the_table_allows(path: Path) -> None:
    """The table above is the architecture; a new arrow is a decision, taken here."""
    part = part_of(path)
    inside = {
        part_named(tuple(name.split(".")[1:]))
        for name in imported(path)
        if name.startswith("vnplan.")
    }
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
    assert not circle(ALLOWED | {"record": ALLOWED["record"] - {"write"}})


def test_the_packages_have_no_circles() -> None:
    """The same of whole packages: reading builds on cleaning, and nothing the other way round."""
    packages: dict[str, set[str]] = {}
    for part, allowed in ALLOWED.items():
        package = part.split(".")[0]
        packages.setdefault(package, set()).update(name.split(".")[0] for name in allowed)
    packages["record"].discard("write")
    assert not circle({name: wanted - {name} for name, wanted in packages.items()})


def circle(arrows: Mapping[str, set[str]]) -> set[str]:
    """Parts that need each other, and what needs those."""
    needs = dict(arrows)
    while needs:
        free = {part for part, wanted in needs.items() if not wanted}
        if not free:
            break
        needs = {part: wanted - free for part, wanted in needs.items() if part not in free}
    return set(needs)


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
