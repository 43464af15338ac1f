"""The order of the stages, from a file to its record.

    open_source -> pages -> clean -> recognise -> restore -> parse -> Record

Each stage is a function from one value to the next and lives in the module of its name. A page
that cannot be recognised is lost alone and becomes a doubt; a missing program ends everything.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import accumulate, groupby, islice
from os import PathLike
from pathlib import Path

from vnplan.clean.page import CleanSettings, clean
from vnplan.clean.seal_remover import SealRemover
from vnplan.errors import InputError, RecogniseError, located
from vnplan.handwriting.digits import DigitReader
from vnplan.inspect import SeenPage
from vnplan.lexicon import Dictionaries
from vnplan.memory import keep_freed_memory
from vnplan.model import Change, Line, Page, PageInfo, Pixels, RestoredLine
from vnplan.parse import Grammar
from vnplan.parse import parse as parse_lines
from vnplan.paths import printable_path
from vnplan.recognise.ocr import RecogniseSettings
from vnplan.recognise.page import recognise
from vnplan.record import Record, Source
from vnplan.restore import Restorer
from vnplan.restore import restore as restore_lines
from vnplan.source.pages import one_page, open_source, open_text, pages, part_of, picture_of
from vnplan.source.source_file import Kind, SourceFile, SourceSettings
from vnplan.syllable import ToneStyle
from vnplan.tone_style import styled, styled_line

_log = logging.getLogger(__name__)
STANDARD_INPUT = "-"
# Pages restored at a time: more would not fit into the memory that a page is read in.
_TOGETHER = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be chosen; the settings of each stage stand in its own class.

    Attributes:
        dictionaries: where words, names and patterns are read from.
        tone_style: how tone marks are placed in what comes out.
    """

    dictionaries: Dictionaries = field(default_factory=Dictionaries.locate)
    tone_style: ToneStyle = "traditional"
    source: SourceSettings = SourceSettings()
    clean: CleanSettings = CleanSettings()
    recognise: RecogniseSettings = RecogniseSettings()


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The words of one page, once its pixels are gone."""

    info: PageInfo
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Converted:
    """What a file says, and every word it was taken from.

    Attributes:
        pages: what is known of each page, in order.
        lines: the restored lines of all pages, in reading order; ``line.page`` names the page.
    """

    record: Record
    pages: tuple[PageInfo, ...]
    lines: tuple[RestoredLine, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """A text and its repair.

    Attributes:
        source: the text as it came, decoded, NFC.
        text: the repaired text, with as many lines as ``source``.
        changes: what leads from one to the other; ``start`` and ``stop`` count the
            characters of ``source``.
    """

    source: str
    text: str
    changes: tuple[Change, ...]


# --- what can be asked for ----------------------------------------------------------------


def convert(path: str | PathLike[str], settings: Settings | None = None) -> Record:
    """The record of a file: a scan, a PDF, an image or a text, garbled or not.

    Raises:
        InputError: the file cannot be read, or holds no text.
        DependencyError: Tesseract, its Vietnamese data or poppler is missing.
    """
    settings = settings or Settings()
    return convert_source(open_source(Path(path), settings.source), settings)


def read(path: str | PathLike[str], settings: Settings | None = None) -> Iterator[Line]:
    """The lines of a file as they stand there, not restored, page by page.

    Raises:
        InputError, DependencyError: as :func:`convert`, when the page is reached.
    """
    settings = settings or Settings()
    source = open_source(Path(path), settings.source)
    for page in read_pages(source, settings):
        yield from page.lines


def restore(text: str, settings: Settings | None = None) -> Restored:
    """The repair of a garbled text; numbers, symbols and abbreviations stay.

    >>> restore("KẾ HOẠCH").text
    'KẾ HOẠCH'

    Raises:
        InputError: there is no text.
    """
    settings = settings or Settings()
    return restore_source(open_text(_utf8(text), STANDARD_INPUT, settings.source), settings)


def parse(text: str, settings: Settings | None = None) -> Record:
    """The record of a clean text, read as it stands.

    Raises:
        InputError: there is no text.
    """
    settings = settings or Settings()
    return parse_source(open_text(_utf8(text), STANDARD_INPUT, settings.source), settings)


# --- the same for an opened file ----------------------------------------------------------


def convert_source(source: SourceFile, settings: Settings) -> Record:
    """Read, restore, parse."""
    return convert_with_words(source, settings).record


def convert_with_words(source: SourceFile, settings: Settings) -> Converted:
    """As :func:`convert_source`, with the restored words and their places."""
    return convert_pages(source, read_pages(source, settings), settings)


def convert_pages(source: SourceFile, read: Iterable[ReadPage], settings: Settings) -> Converted:
    """Restore and parse all pages of a file that :func:`read_pages` gives."""
    read = list(read)
    lines = [line for page in _restored_pages(read, settings) for line in page]
    record = _record(source, read, lines, settings)
    return Converted(record, tuple(page.info for page in read), _styled(lines, settings))


def parse_again(
    record: Record, pages: Sequence[PageInfo], lines: Sequence[RestoredLine], settings: Settings
) -> Record:
    """The record of words that were read before, with the dictionaries of ``settings``."""
    name = Path(record.source.file).stem
    documents = parse_lines(lines, pages, _grammar(settings.dictionaries), name)
    return Record(record.source, styled(documents, settings.tone_style))


def parse_source(source: SourceFile, settings: Settings) -> Record:
    """Parse what is a clean text already.

    Raises:
        InputError: the file is no text.
    """
    _require_text_file(source)
    read = list(read_pages(source, settings))
    lines = [RestoredLine.untouched(line) for page in read for line in page.lines]
    return _record(source, read, lines, settings)


def restored_pages(source: SourceFile, settings: Settings) -> Iterator[tuple[RestoredLine, ...]]:
    """The restored lines of each page, tones placed as the settings say."""
    for lines in _restored_pages(read_pages(source, settings), settings):
        yield _styled(lines, settings)


def restored_page(
    source: SourceFile, number: int, settings: Settings
) -> tuple[PageInfo, tuple[RestoredLine, ...]]:
    """Page ``number`` (from 1) alone: what is known of it, and its restored lines.

    Raises:
        InputError: the page cannot be read.
        DependencyError: a program or its data is missing.
    """
    with located(source.path):
        read = _read_page(one_page(source, number, settings.source), settings)
    return read.info, _styled(_restored(read.lines, settings), settings)


def restore_source(source: SourceFile, settings: Settings) -> Restored:
    """Restore a text line by line; line ends and form feeds stay where they are.

    Raises:
        InputError: the file is no text.
    """
    text = _require_text_file(source)
    # Every other part is a separator, so that the joined parts are the text again.
    parts = re.split(r"(\r\n|\r|\n|\f)", text)
    lines = _styled(_restored([Line(1, part) for part in parts[::2]], settings), settings)
    starts = accumulate(map(len, parts), initial=0)
    changes = tuple(
        replace(change, start=start + change.start, stop=start + change.stop)
        for start, line in zip(islice(starts, 0, None, 2), lines, strict=False)
        for change in line.changes
    )
    parts[::2] = [line.text for line in lines]
    return Restored(text, "".join(parts), changes)


def read_pages(source: SourceFile, settings: Settings) -> Iterator[ReadPage]:
    """The words of the pages in order; one page's pixels are in memory at a time.

    Raises:
        InputError: the file is damaged, holds no text, or no page could be recognised.
        DependencyError: a program or its data is missing.
    """
    with located(source.path):
        # ``map`` keeps no reference to a page while the next one is drawn; a loop variable would.
        drawn = pages(source, settings.source)
        yield from checked_pages(source, map(partial(_read_page, settings=settings), drawn))


def read_part(source: SourceFile, first: int, last: int, settings: Settings) -> Iterator[ReadPage]:
    """The pages from ``first`` to ``last`` as :func:`read_pages` gives them.

    All parts together go through :func:`checked_pages`.

    Raises:
        InputError, DependencyError: as :func:`read_pages`.
    """
    with located(source.path):
        drawn = part_of(source, first, last, settings.source)
        yield from map(partial(_read_page, settings=settings), drawn)


def checked_pages(source: SourceFile, read: Iterable[ReadPage]) -> Iterator[ReadPage]:
    """All pages of a file, as they are, if there is anything on them.

    Raises:
        InputError: there is not.
    """
    problems: list[str] = []
    empty = True
    for page in read:
        _log.info("%s", _summary(page, source.page_count))
        empty = empty and not any(line.text.strip() for line in page.lines)
        problems += [page.info.problem] if page.info.problem else []
        yield page
    if empty and problems:
        fact = f"no page could be read: {problems[0]}"
        raise InputError(fact, "a better scan, or a longer --timeout")
    if empty:
        raise InputError("no text was found on any page", "check that it is the right file")


def see_page(source: SourceFile, number: int, settings: Settings) -> SeenPage:
    """Page ``number`` (from 1) with its picture and what is read on it, not restored.

    Raises:
        InputError: the file is a text, or the page cannot be read.
        DependencyError: a program or its data is missing.
    """
    with located(source.path):
        page = one_page(source, number, settings.source)
        pixels = picture_of(source, page, settings.source)
        if pixels is None:
            fact = page.info.problem or "is a text: it has no picture"
            raise InputError(fact, "a PDF or an image")
        if page.pixels is None:
            return SeenPage(page.info, pixels, page.lines)
        with located(f"page {number}"):
            return _seen(page, pixels, settings)


def _seen(page: Page, pixels: Pixels, settings: Settings) -> SeenPage:
    """What is read on the picture of a page; nothing, and the problem, when that fails."""
    try:
        cleaned = clean(page, settings.clean, _remover(settings.dictionaries))
        lines = recognise(cleaned, settings.recognise, _digits(settings.dictionaries)) + page.lines
    except RecogniseError as error:
        return SeenPage(replace(page.info, problem=error.fact), pixels, page.lines)
    return SeenPage(page.info, pixels, lines, cleaned.steps, cleaned.removed)


# --- one page, one file -------------------------------------------------------------------


def _read_page(page: Page, settings: Settings) -> ReadPage:
    """The lines of a page; what Tesseract cannot read is noted as the page's problem."""
    if page.pixels is None:
        return ReadPage(page.info, page.lines)
    keep_freed_memory()
    with located(f"page {page.info.number}"):
        try:
            digits = _digits(settings.dictionaries)
            cleaned = clean(page, settings.clean, _remover(settings.dictionaries))
            recognised = recognise(cleaned, settings.recognise, digits)
        except RecogniseError as error:
            return ReadPage(replace(page.info, problem=error.fact), page.lines)
    return ReadPage(page.info, recognised + page.lines)


def _summary(read: ReadPage, page_count: int) -> str:
    info = read.info
    lost = f"; {info.problem}" if info.problem else ""
    return (
        f"page {info.number} of {page_count}: {info.route.value} ({info.reason}), "
        f"{len(read.lines)} lines{lost}"
    )


def _restored(lines: Sequence[Line], settings: Settings) -> tuple[RestoredLine, ...]:
    return restore_lines(lines, _restorer(settings.dictionaries))


def _restored_pages(
    read: Iterable[ReadPage], settings: Settings
) -> Iterator[tuple[RestoredLine, ...]]:
    """The restored lines of each page; pages of one route are restored together.

    What a page came through is then known from more words, a sentence goes on over its end, and
    it takes half the time.
    """
    for _, alike in groupby(read, key=lambda page: page.info.route):
        while batch := list(islice(alike, _TOGETHER)):
            lines = [line for page in batch for line in page.lines]
            restored = iter(_restored(lines, settings))
            yield from (tuple(islice(restored, len(page.lines))) for page in batch)


def _styled(lines: Iterable[RestoredLine], settings: Settings) -> tuple[RestoredLine, ...]:
    return tuple(styled_line(line, settings.tone_style) for line in lines)


def _record(
    source: SourceFile, read: Sequence[ReadPage], lines: Sequence[RestoredLine], settings: Settings
) -> Record:
    infos = [page.info for page in read]
    with located(source.path):
        documents = parse_lines(lines, infos, _grammar(settings.dictionaries), source.path.stem)
    routes = tuple(info.route.value for info in infos)
    origin = Source(printable_path(source.path.name), source.sha256, source.page_count, routes)
    return Record(origin, styled(documents, settings.tone_style))


def _require_text_file(source: SourceFile) -> str:
    if source.text is None:
        with located(source.path):
            fact = f"is not a text but {_KIND_NAMES[source.kind]}"
            raise InputError(fact, f"vnplan convert {source.path}")
    return source.text


_KIND_NAMES = {Kind.PDF: "a PDF", Kind.IMAGE: "an image"}


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")


# Dictionaries are large and do not change while the program runs.


@lru_cache(maxsize=2)
def _restorer(dictionaries: Dictionaries) -> Restorer:
    return Restorer.load(dictionaries)


@lru_cache(maxsize=2)
def _digits(dictionaries: Dictionaries) -> DigitReader:
    return DigitReader.load(dictionaries)


@lru_cache(maxsize=2)
def _remover(dictionaries: Dictionaries) -> SealRemover:
    return SealRemover.load(dictionaries)


@lru_cache(maxsize=2)
def _grammar(dictionaries: Dictionaries) -> Grammar:
    return Grammar.load(dictionaries)
