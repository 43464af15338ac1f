"""One document as a job: paths and settings in, the text of a record out.

A job can be done anywhere and any number of times: it changes nothing but the file that it is
told to write beside the record.
"""

from __future__ import annotations

import hashlib
import pickle
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from vnplan import __version__, pipeline
from vnplan.errors import DependencyError, DictionaryError, OutputError, VnplanError
from vnplan.lexicon import Dictionaries
from vnplan.pipeline import Converted, ReadPage, Settings
from vnplan.record import Record
from vnplan.searchable import searchable_pdf
from vnplan.source.pages import open_source
from vnplan.source.source_file import Kind, SourceFile
from vnplan.words import Words, dump_words
from vnplan.write import save

Item = TypeVar("Item")
# What says how long to wait, and not what is read.
_PATIENCE = {"timeout"}


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be read.

    Attributes:
        id: its row in the ledger.
        path: where it is, for the process that reads it; a text, since a path of one system
            cannot be sent to another.
        pdf: where to write the searchable PDF, when one is wanted.
        most_pages: of a document that is read whole; 0: any. For one that has more, the
            outcome is :class:`Large`.
        part: first and last page, when they alone are to be read; the outcome is :class:`Part`.
        parts: what was read of all parts, in their order, to be made into a record.
    """

    id: int
    path: str
    settings: Settings
    pdf: str | None = None
    most_pages: int = 0
    part: tuple[int, int] | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A document that was read.

    Attributes:
        words: what :func:`vnplan.words.dump_words` makes of its words.
        seconds: that reading took.
        notes: what a person should know of the searchable PDF.
    """

    record: Record
    words: bytes
    sha256: str
    pages: int
    seconds: float
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that cannot be read; another attempt would end alike."""

    reason: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Lost:
    """A document whose reader was ended or broke down: worth another attempt, alone."""

    reason: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Stopped:
    """Nothing can be read here; the document has no part in it."""

    error: VnplanError


@dataclass(frozen=True, slots=True)
class Large:
    """A document of many pages, to be read in parts."""

    pages: int


@dataclass(frozen=True, slots=True)
class Part:
    """Some pages of a document; ``read`` is packed, so that little memory is held by many."""

    pages: int
    read: bytes


Outcome = Done | Failed | Lost | Stopped | Large | Part


def read_job(job: Job, turned: Callable[[int], None] = lambda _: None) -> Outcome:
    """Read one document; ``turned`` is called with the number of each page read."""
    begin = time.monotonic()
    try:
        return _read(job, turned, begin)
    except (DependencyError, DictionaryError, OutputError) as error:
        return Stopped(error)
    except VnplanError as error:
        return Failed(_reason(error), time.monotonic() - begin)
    except MemoryError:
        return Lost("takes more memory than there is", time.monotonic() - begin)
    except Exception as error:
        fact = f"unexpected failure: {type(error).__name__}: {error}"
        return Failed(f"{fact}\n  try: vnplan convert --verbose", time.monotonic() - begin)


def _read(job: Job, turned: Callable[[int], None], begin: float) -> Outcome:
    settings = job.settings
    source = open_source(Path(job.path), settings.source)
    if job.part:
        read = tuple(_each(pipeline.read_part(source, *job.part, settings), turned))
        return Part(len(read), zlib.compress(pickle.dumps(read), 1))
    if job.parts:
        pages = pipeline.checked_pages(source, _unpacked(job.parts))
    elif 0 < job.most_pages < source.page_count:
        return Large(source.page_count)
    else:
        pages = _each(pipeline.read_pages(source, settings), turned)
    converted = pipeline.convert_pages(source, pages, settings)
    words = dump_words(Words(converted.pages, converted.lines))
    # A text has no page images, so nothing to search in but itself.
    has_images = source.kind is not Kind.TEXT
    notes = _write_pdf(Path(job.pdf), source, converted) if job.pdf and has_images else ()
    seconds = time.monotonic() - begin
    return Done(converted.record, words, source.sha256, source.page_count, seconds, notes)


def _unpacked(parts: Iterable[Part]) -> Iterator[ReadPage]:
    """The pages of all parts; they come from our own processes."""
    for part in parts:
        yield from pickle.loads(zlib.decompress(part.read))


def _write_pdf(path: Path, source: SourceFile, read: Converted) -> tuple[str, ...]:
    """Write the searchable PDF; what keeps it from being PDF/A."""
    searchable = searchable_pdf(source, read.pages, read.lines)
    save(path, searchable.data)
    return tuple(f"searchable, but not PDF/A-2b: {obstacle}" for obstacle in searchable.obstacles)


def _each(items: Iterable[Item], turned: Callable[[int], None]) -> Iterator[Item]:
    """The items, each told of before the next one is asked for."""
    for number, item in enumerate(items, 1):
        turned(number)
        yield item


def _reason(error: VnplanError) -> str:
    """The message without the file's path, which the ledger has and others may not see."""
    where = ", ".join(error.place[1:])
    text = f"{where}: {error.fact}" if where else error.fact
    return f"{text}\n  try: {error.hint}" if error.hint else text


def sha256_of(path: Path) -> str:
    """The hash of a file's content, hexadecimal.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


# --- what shapes a record -----------------------------------------------------------------


def made_with(settings: Settings) -> tuple[str, str]:
    """Version of vnplan, and a fingerprint of all that shapes a record beside its input.

    Two computers that have the same make the same record of the same file, but for
    their Tesseract.
    """
    digest = hashlib.sha256()
    for part in fields(settings):
        if part.name != "dictionaries":
            digest.update(repr(_lasting(getattr(settings, part.name))).encode())
    for name, content in _dictionary_files(settings.dictionaries):
        digest.update(f"\0{name}\0{content}".encode())
    return __version__, digest.hexdigest()[:16]


def _lasting(stage: Any) -> Any:
    """The settings of a stage without what only says how long to wait."""
    if isinstance(stage, str):
        return stage
    return [(f.name, getattr(stage, f.name)) for f in fields(stage) if f.name not in _PATIENCE]


def _dictionary_files(dictionaries: Dictionaries) -> Iterator[tuple[str, str]]:
    """Name and hash of every dictionary that is used, in order of names."""
    found = {p.name: p for folder in reversed(dictionaries.folders) for p in folder.iterdir()}
    for name in sorted(found):
        if found[name].is_file() and found[name].suffix not in (".py", ".md"):
            yield name, sha256_of(found[name])
