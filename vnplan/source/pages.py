"""A file into pages: what it is, and page by page the route to its words.

The kind is decided by the content, not by the name. The file is only ever
read. One page is in memory at a time.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from PIL import Image

from vnplan.errors import InputError, located
from vnplan.model import Page, Pixels
from vnplan.source.image_pages import frame_count, image_page, pages_of_image, pixels_of
from vnplan.source.pdf_pages import opened_pdf, pages_of_pdf, part_of_pdf, pdf_page_count
from vnplan.source.poppler import Sheet, drawn
from vnplan.source.source_file import HEAD, READABLE, Kind, SourceFile, SourceSettings
from vnplan.source.text_pages import decoded, pages_of_text, text_pages

# Files that people take for documents, by their first bytes, and what to do with them.
_OTHER_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a ZIP or Office file", "export it as PDF, or unpack it"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "export it as PDF"),
    (b"{\\rtf", "a rich text file", "export it as PDF or as plain text"),
    (b"GIF8", "a GIF image", "save it as PNG"),
    (b"Rar!", "an archive", "unpack it"),
    (b"7z\xbc\xaf", "an archive", "unpack it"),
    (b"\x1f\x8b", "an archive", "unpack it"),
)

_DEFAULT = SourceSettings()


def open_source(path: Path, settings: SourceSettings = _DEFAULT) -> SourceFile:
    """Look at the file: what is it, how many pages, can it be read?

    Raises:
        InputError: missing, no file, empty, no permission, encrypted, damaged,
            too large, or no document.
    """
    with located(path), _readable():
        _check_file(path)
        head = _head(path)
        if not head:
            raise InputError("the file is empty", "scan or copy it again")
        sha256 = _sha256(path)
        if b"%PDF-" in head[:1024]:
            return SourceFile(path, sha256, Kind.PDF, pdf_page_count(path))
        if (frames := frame_count(path, settings)) is not None:
            return SourceFile(path, sha256, Kind.IMAGE, frames)
        _check_not_other(path, head)
        if path.stat().st_size > settings.most_text_bytes:
            raise InputError(f"is not {READABLE}, or too large a text", "split the text")
        text = decoded(path.read_bytes(), settings)
        return SourceFile(path, sha256, Kind.TEXT, len(text_pages(text)), text)


def open_text(data: bytes, name: str, settings: SourceSettings = _DEFAULT) -> SourceFile:
    """The same for text from elsewhere, standard input say; ``name`` is for messages.

    Raises:
        InputError: empty, too large, or no text.
    """
    with located(name):
        if not data:
            raise InputError("the input is empty", "pipe a text into vnplan")
        if b"%PDF-" in data[:1024]:
            raise InputError("standard input holds a PDF, not text", "name the file instead")
        if len(data) > settings.most_text_bytes:
            raise InputError("the text is too large", "split it")
        text = decoded(data, settings)
    digest = hashlib.sha256(data).hexdigest()
    return SourceFile(Path(name), digest, Kind.TEXT, len(text_pages(text)), text)


def pages(source: SourceFile, settings: SourceSettings = _DEFAULT) -> Iterator[Page]:
    """The pages in order, one in memory at a time.

    Errors name the page; the caller adds the file (``located``).

    Raises:
        InputError: the file is damaged so that no page can be read.
        DependencyError: poppler is missing.
    """
    with _readable():
        if source.kind is Kind.TEXT:
            yield from pages_of_text(source.text or "")
        elif source.kind is Kind.IMAGE:
            yield from pages_of_image(source, settings)
        else:
            yield from pages_of_pdf(source, settings)


def one_page(source: SourceFile, number: int, settings: SourceSettings = _DEFAULT) -> Page:
    """Page ``number``, from 1 to ``source.page_count``, without reading those before it.

    Raises:
        InputError, DependencyError: as :func:`pages`.
    """
    with _readable(), located(f"page {number}"):
        if source.kind is Kind.TEXT:
            return next(islice(pages_of_text(source.text or ""), number - 1, None))
        if source.kind is Kind.IMAGE:
            return image_page(source.path, number - 1, settings)
        return next(part_of_pdf(source, range(number - 1, number), settings))


def part_of(
    source: SourceFile, first: int, last: int, settings: SourceSettings = _DEFAULT
) -> Iterator[Page]:
    """The pages from ``first`` to ``last``, from 1 to ``source.page_count``, one at a time.

    Raises:
        InputError, DependencyError: as :func:`pages`.
    """
    if source.kind is Kind.PDF:
        with _readable():
            yield from part_of_pdf(source, range(first - 1, last), settings)
    else:
        yield from (one_page(source, number, settings) for number in range(first, last + 1))


def picture_of(
    source: SourceFile, page: Page, settings: SourceSettings = _DEFAULT
) -> Pixels | None:
    """What the page looks like, also where its text layer was read; ``None`` for a text.

    The pixels are those that the boxes of ``page`` count.

    Raises:
        InputError: the page cannot be drawn.
        DependencyError: poppler is missing.
    """
    if page.pixels is not None or source.kind is Kind.TEXT:
        return page.pixels
    number = page.info.number
    with located(f"page {number}"):
        dpi = page.info.dpi or settings.dpi
        sheet = Sheet(number - 1, dpi, False, True, page.info.width * page.info.height)
        with opened_pdf(source.path) as (path, _):
            ((image, problem),) = drawn(path, [sheet], settings.timeout)
        if image is None:
            raise InputError(problem or "has no picture", "repair it: qpdf IN.pdf OUT.pdf")
        return pixels_of(image)


@contextmanager
def _readable() -> Iterator[None]:
    """Turn what the system says about a file into an :class:`InputError`."""
    try:
        yield
    except PermissionError as error:
        raise InputError("may not be read: no permission", "ask its owner for access") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {reason}", "check the path and the disk") from error


def _check_file(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise InputError("there is no such file", "check the path") from None
    if stat.S_ISDIR(mode):
        hint = f"name a file in it, or: vnplan batch {path} -o OUT"
        raise InputError("is a folder, not a file", hint)
    if not stat.S_ISREG(mode):
        raise InputError("is not a regular file", "copy its content into a file")


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(HEAD)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _check_not_other(path: Path, head: bytes) -> None:
    """Refuse what is neither PDF nor image, and no text either."""
    for magic, name, hint in _OTHER_KINDS:
        if head.startswith(magic):
            raise InputError(f"is {name}, not {READABLE}", hint)
    suffix = path.suffix.lower()
    if suffix == ".pdf" or suffix in Image.registered_extensions():
        fact = f"is named {suffix} but is neither a PDF nor an image"
        raise InputError(fact, "fetch it again; rename it to .txt if it is a text")
