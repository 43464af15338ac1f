"""The documents that the parser is measured on: labelled ones, and the lines they are read from."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from vnplan.model import Line, PageInfo, RestoredLine, Word
from vnplan.pipeline import Settings, read_pages
from vnplan.restore import Restorer, restore
from vnplan.source.pages import open_source, open_text

HALVES = ("dev", "unseen")
CLEAN, OCR = "clean text", "after OCR"


PACKAGE = Path(__file__).parent.parent / "vnplan"


@dataclass(frozen=True, slots=True)
class Lines:
    """What the parser reads of a file."""

    lines: tuple[RestoredLine, ...]
    pages: tuple[PageInfo, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A file with what a reader found in it.

    Attributes:
        name: of the label file.
        source: where the file is, as the label says it.
        documents: as in the YAML of the contract, without evidence and doubts.
        accept: per document and field, other values that are right as well.
        handwritten: per document, the fields that a pen wrote, in whole or in part.
        optional_tasks: texts that a careful reader may take for tasks or not: neither hit nor miss.
        header_only: whether nothing is labelled below the letterhead but lists and signature.
    """

    name: str
    source: dict[str, Any]
    documents: tuple[dict[str, Any], ...]
    accept: tuple[dict[str, list[Any]], ...] = ()
    handwritten: tuple[list[str], ...] = ()
    optional_tasks: tuple[str, ...] = ()
    header_only: bool = False

    def accepted(self, at: int, name: str) -> list[Any]:
        """Other right values of a field of the document ``at``."""
        return self.accept[at].get(name, []) if at < len(self.accept) else []

    def by_hand(self, at: int) -> list[str]:
        """The fields of the document ``at`` that a pen wrote."""
        return self.handwritten[at] if at < len(self.handwritten) else []

    @property
    def condition(self) -> str:
        """Whether it is a clean text or one that an OCR read."""
        return CLEAN if has_text(self.source) else OCR


def has_text(source: dict[str, Any]) -> bool:
    """Whether a source is a text that is parsed as it stands, without OCR or restoration."""
    return not {"scan", "drawn"} & source.keys() and not source.get("garbled")


def labelled(folder: Path) -> Iterator[Labelled]:
    """The labels of a folder, in the order of their names."""
    for path in sorted(folder.glob("*.yaml")):
        yield label_of(path.stem, yaml.safe_load(path.read_text("utf-8")))


def written(folder: Path) -> Iterator[Labelled]:
    """The made-up documents of a folder: ``NN.yaml`` is the label of the text ``NN.txt``."""
    for path in sorted(folder.glob("*.yaml")):
        value = yaml.safe_load(path.read_text("utf-8"))
        text = str(path.with_suffix(".txt"))
        yield label_of(path.stem, {**value, "source": {"text": text}})


def label_of(name: str, value: dict[str, Any]) -> Labelled:
    """A label from what its YAML holds."""
    return Labelled(
        name,
        value["source"],
        tuple(value["documents"]),
        tuple(value.get("accept") or ()),
        tuple(value.get("handwritten") or ()),
        tuple(value.get("optional_tasks") or ()),
        bool(value.get("header_only")),
    )


@dataclass(frozen=True, slots=True)
class Shelf:
    """Finds and reads the files; what an OCR and the restorer made of one is kept.

    Attributes:
        shared: the folder with ``scans/``, ``seeds/`` and ``corpus/``.
        cache: where restored lines are kept, under a hash of the file and of what read it.
    """

    shared: Path
    cache: Path
    settings: Settings

    def lines(self, label: Labelled) -> Lines:
        """The lines of a labelled file."""
        source = label.source
        if "drawn" in source:
            return self._converted(Path(source["drawn"]))
        if "scan" in source:
            return self._converted(self.shared / "scans" / source["scan"])
        if source.get("garbled"):
            return self._converted(self.shared / "seeds" / source["seed"])
        return self._plain(self.text(source))

    def text(self, source: dict[str, Any]) -> str:
        """The text that a label's source names: a file, a row of a corpus, or a seed."""
        if "text" in source:
            return Path(source["text"]).read_text("utf-8")
        if "corpus" not in source:
            seed: Path = self.shared / "seeds" / source["seed"]
            return seed.read_text("utf-8")
        with (self.shared / "corpus" / f"{source['corpus']}.jsonl").open(encoding="utf-8") as rows:
            row = next(line for at, line in enumerate(rows) if at == source["index"])
        return str(json.loads(row)["text"])

    def _plain(self, text: str) -> Lines:
        source = open_text(text.encode(), "-", self.settings.source)
        read = list(read_pages(source, self.settings))
        lines = tuple(RestoredLine.untouched(line) for page in read for line in page.lines)
        return Lines(lines, tuple(page.info for page in read))

    def _converted(self, path: Path) -> Lines:
        """Through the whole pipeline up to the parser."""
        key = hashlib.sha256(path.read_bytes() + _SHAPE + _reader()).hexdigest()[:20]
        kept = self.cache / f"{key}.pickle"
        if kept.exists():
            found: Lines = pickle.loads(kept.read_bytes())
            return found
        read = list(read_pages(open_source(path, self.settings.source), self.settings))
        restorer = Restorer.load(self.settings.dictionaries)
        restored = [line for page in read for line in restore(page.lines, restorer)]
        result = Lines(tuple(restored), tuple(page.info for page in read))
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(result))
        return result


@lru_cache(maxsize=1)
def _reader() -> bytes:
    """A hash of what reads and restores pages, so that no other reader's lines are taken for its
    own; the parser, which changes most often, is no part of it."""
    code = hashlib.sha256()
    for source in sorted((*PACKAGE.glob("*.py"), *PACKAGE.glob("restore/*.py"))):
        code.update(source.read_bytes())
    return code.digest()


# Lines that were kept with other attributes cannot be read back.
_SHAPE = repr([[f.name for f in fields(kind)] for kind in (Line, PageInfo, Word)]).encode()


def words(lines: Sequence[RestoredLine]) -> int:
    return sum(len(line.text.split()) for line in lines)
