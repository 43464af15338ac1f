"""A file into pages: what it is, and page by page the route to its words.

The kind is decided by the content, not by the name. The file is only ever
read. One page is in memory at a time.

A page of route ``OCR`` carries pixels. Its ``lines`` are then not the page's
text but the notes of digital signatures over it ("Người ký: …"), known letter
by letter from the PDF and kept out of the picture. A page that could not be
rasterised has neither, and ``info.problem`` says why.
"""

from __future__ import annotations

import hashlib
import math
import re
import stat
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from itertools import islice
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from vnplan.encodings import decode
from vnplan.errors import InputError, located
from vnplan.mended import whole_file
from vnplan.model import Line, Page, PageInfo, Pixels, Route
from vnplan.pictures import POINTS_PER_INCH, Picture
from vnplan.poppler import Sheet, drawn, goes_on
from vnplan.textlayer import Layer, read_layer

_READABLE = "a PDF, a JPG, PNG, TIFF, BMP or WebP image, or a text file"
_PICTURE_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
_HEAD = 4096

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


class Kind(StrEnum):
    """What a file is, by its content."""

    PDF = "pdf"
    IMAGE = "image"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that can be read.

    Attributes:
        path: where it is; for standard input the name it was given.
        sha256: of its bytes, hexadecimal.
        kind: by content.
        page_count: pages of the PDF, frames of the image, parts of the text
            between form feeds.
        text: the decoded text, NFC; ``None`` unless ``kind`` is ``TEXT``.
    """

    path: Path
    sha256: str
    kind: Kind
    page_count: int
    text: str | None = None


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """Limits that keep one file from eating the machine.

    Attributes:
        dpi: resolution of pages that are no scan, and of text layers' boxes.
        most_pixels: of one rasterised page; a larger page gets a lower resolution.
        most_image_pixels: of one page of an image file; a larger one is refused.
        most_text_bytes: of a text file.
        most_word: characters of a text without a space between them.
        timeout: seconds for rasterising one page.
    """

    dpi: float = 300.0
    most_pixels: int = 30_000_000
    most_image_pixels: int = 100_000_000
    most_text_bytes: int = 20_000_000
    most_word: int = 10_000
    timeout: float = 45.0


_DEFAULT = SourceSettings()
# No page of text fits into fewer pixels a side than this.
_LEAST_SIDE = 32
# Poppler and Tesseract count pixels of a side in 15 bits.
_MOST_SIDE = 32_000
# Pillow takes four bytes for a pixel in colour and copies them: above this only grey is kept.
_COLOUR_PIXELS = 40_000_000
# Resolutions that a scanner has; anything else in a header is not believed.
_LEAST_DPI, _MOST_DPI = 60.0, 1300.0
# A4, the paper of these documents (Decree 30/2020, Appendix I): longer side in inches.
_A4_INCHES = 11.69
# Cameras and programs that know no paper write 72 or 96: below this resolution, a page longer than
# A3 is not believed either.
_SCREEN_DPI, _A3_INCHES = 150.0, 17.5
# A scan of a page shorter than this, finer than this, may be one of a larger page.
_SMALL_INCHES, _FINE_DPI = 9.0, 320.0
# Pixels so many times as high as wide, or as wide as high, are made square; more is no resolution.
_UNEVEN, _MOST_UNEVEN = 1.05, 4.5
# A picture over this share of a page is a scan of it.
_SCAN_COVERAGE = 0.5


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
            return SourceFile(path, sha256, Kind.PDF, _pdf_page_count(path))
        if (frames := _frame_count(path, settings)) is not None:
            return SourceFile(path, sha256, Kind.IMAGE, frames)
        _check_not_other(path, head)
        if path.stat().st_size > settings.most_text_bytes:
            raise InputError(f"is not {_READABLE}, or too large a text", "split the text")
        text = _decoded(path.read_bytes(), settings)
        return SourceFile(path, sha256, Kind.TEXT, len(_text_pages(text)), text)


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
        text = _decoded(data, settings)
    digest = hashlib.sha256(data).hexdigest()
    return SourceFile(Path(name), digest, Kind.TEXT, len(_text_pages(text)), text)


def pages(source: SourceFile, settings: SourceSettings = _DEFAULT) -> Iterator[Page]:
    """The pages in order, one in memory at a time.

    Errors name the page; the caller adds the file (``located``).

    Raises:
        InputError: the file is damaged so that no page can be read.
        DependencyError: poppler is missing.
    """
    with _readable():
        if source.kind is Kind.TEXT:
            yield from _pages_of_text(source.text or "")
        elif source.kind is Kind.IMAGE:
            yield from _pages_of_image(source, settings)
        else:
            yield from _pages_of_pdf(source, settings)


def one_page(source: SourceFile, number: int, settings: SourceSettings = _DEFAULT) -> Page:
    """Page ``number``, from 1 to ``source.page_count``, without reading those before it.

    Raises:
        InputError, DependencyError: as :func:`pages`.
    """
    with _readable(), located(f"page {number}"):
        if source.kind is Kind.TEXT:
            return next(islice(_pages_of_text(source.text or ""), number - 1, None))
        if source.kind is Kind.IMAGE:
            return _image_page(source.path, number - 1, settings)
        return next(_part_of_pdf(source, range(number - 1, number), settings))


def part_of(
    source: SourceFile, first: int, last: int, settings: SourceSettings = _DEFAULT
) -> Iterator[Page]:
    """The pages from ``first`` to ``last``, from 1 to ``source.page_count``, one at a time.

    Raises:
        InputError, DependencyError: as :func:`pages`.
    """
    if source.kind is Kind.PDF:
        with _readable():
            yield from _part_of_pdf(source, range(first - 1, last), settings)
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
        with _opened_pdf(source.path) as (path, _):
            ((image, problem),) = drawn(path, [sheet], settings.timeout)
        if image is None:
            raise InputError(problem or "has no picture", "repair it: qpdf IN.pdf OUT.pdf")
        return _pixels(image)


# --- the file ----------------------------------------------------------------------------


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
        raise InputError("is a folder, not a file", "name a file in it")
    if not stat.S_ISREG(mode):
        raise InputError("is not a regular file", "copy its content into a file")


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_HEAD)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _check_not_other(path: Path, head: bytes) -> None:
    """Refuse what is neither PDF nor image, and no text either."""
    for magic, name, hint in _OTHER_KINDS:
        if head.startswith(magic):
            raise InputError(f"is {name}, not {_READABLE}", hint)
    suffix = path.suffix.lower()
    if suffix == ".pdf" or suffix in Image.registered_extensions():
        fact = f"is named {suffix} but is neither a PDF nor an image"
        raise InputError(fact, "fetch it again; rename it to .txt if it is a text")


# --- text --------------------------------------------------------------------------------


def _decoded(data: bytes, settings: SourceSettings) -> str:
    if looks_binary(data):
        raise InputError(f"is not {_READABLE}", "check that it is the right file")
    text = decode(data).text
    if longest := max((len(w) for w in re.findall(r"\S+", text)), default=0):
        if longest > settings.most_word:
            fact = f"holds a word of {longest:,} characters, so it is no document"
            raise InputError(fact, "check that it is the right file")
    else:
        raise InputError("the text holds nothing but white space", "check the right file")
    return text


def looks_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding: too many control characters.

    UTF-16 and the 8-bit Vietnamese encodings are text. TCVN3 and VISCII give
    letters to a few control codes, so some of them are allowed.

    >>> looks_binary("Kế hoạch".encode("utf-16-le")), looks_binary(bytes(range(256)))
    (False, True)
    """
    sample = data[:65536]
    zeros = sample.count(0)
    if zeros:
        # UTF-16: Latin letters have a zero at every second place, always the same one.
        even = sample[::2].count(0)
        return not (zeros > 0.2 * len(sample) / 2 and max(even, zeros - even) > 0.95 * zeros)
    control = sum(b < 32 and b not in b"\t\n\v\f\r\x1a\x1b" for b in sample)
    return control > 0.05 * len(sample)


def _text_pages(text: str) -> list[str]:
    """The parts between form feeds; one at the very end closes the last page."""
    parts = text.split("\f")
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return parts


def _pages_of_text(text: str) -> Iterator[Page]:
    for number, part in enumerate(_text_pages(text), 1):
        info = PageInfo(number, Route.TEXT, reason="a text file")
        yield Page(info, lines=tuple(Line(number, line) for line in _text_lines(part)))


def _text_lines(part: str) -> list[str]:
    """Lines ended by any of LF, CRLF, CR; other separators belong to the text."""
    lines = part.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


# --- images ------------------------------------------------------------------------------


def _frame_count(path: Path, settings: SourceSettings) -> int | None:
    """Frames of the image file, or ``None`` when it is none."""
    try:
        with _opened_image(path) as image:
            _check_image_size(image, settings)
            # The further frames of a camera's MPO are the same view again.
            return 1 if image.format == "MPO" else int(getattr(image, "n_frames", 1))
    except UnidentifiedImageError:
        return None


@contextmanager
def _opened_image(path: Path) -> Iterator[Image.Image]:
    """The image, its size still to be checked: Pillow's own guard is replaced by ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=_PICTURE_FORMATS) as image:
                yield image
        except Image.DecompressionBombError as error:
            raise InputError("is too large an image to be a page", "scan at 300 dpi") from error
        except (SyntaxError, EOFError) as error:
            raise InputError(f"is a damaged image: {error}", "scan or fetch it again") from error


def _check_image_size(image: Image.Image, settings: SourceSettings) -> None:
    width, height = image.size
    if width * height > settings.most_image_pixels or max(width, height) > _MOST_SIDE:
        raise InputError(f"is an image of {width} × {height} pixels, too large", "scan at 300 dpi")
    if min(width, height) < _LEAST_SIDE:
        raise InputError(f"is an image of {width} × {height} pixels, too small", "scan at 300 dpi")


def _pages_of_image(source: SourceFile, settings: SourceSettings) -> Iterator[Page]:
    for index in range(source.page_count):
        with located(f"page {index + 1}"):
            yield _image_page(source.path, index, settings)


def _image_page(path: Path, index: int, settings: SourceSettings) -> Page:
    with _opened_image(path) as image:
        image.seek(index)
        _check_image_size(image, settings)
        dpis = _image_dpi(image)
        try:
            pixels = _pixels(_upright(_squared(image, dpis)))
        except (OSError, ValueError, SyntaxError) as error:
            raise InputError(f"is a damaged image: {error}", "scan or fetch it again") from error
    height, width = pixels.shape[:2]
    info = PageInfo(index + 1, Route.OCR, width, height, max(dpis), "an image")
    return Page(info, pixels, guessed=max(dpis) != max(image.info.get("dpi", (0, 0))[:2]))


def _upright(image: Image.Image) -> Image.Image:
    """Turned as its header asks, and grey when it is very large."""
    if image.width * image.height > _COLOUR_PIXELS:
        image = image.convert("L")
    ImageOps.exif_transpose(image, in_place=True)
    return image


def _image_dpi(image: Image.Image) -> tuple[float, float]:
    """The resolutions across and down in the header, the higher one believed or estimated."""
    across, down = (float(stated) for stated in image.info.get("dpi", (0, 0))[:2])
    finer = max(across, down)
    dpi = _believed(finer, image.size)
    if dpi != finer or min(across, down) < finer / _MOST_UNEVEN:
        return dpi, dpi
    return across, down


def _believed(dpi: float, size: tuple[int, ...]) -> float:
    """A stated resolution when a scanner could have it, else that of an A4 sheet."""
    if _LEAST_DPI <= dpi <= _MOST_DPI:
        inches = max(size) / dpi
        most = _A3_INCHES if dpi < _SCREEN_DPI else math.inf
        if _A4_INCHES / 4 <= inches <= most:
            return dpi
    return max(_LEAST_DPI, max(size) / _A4_INCHES)


def _squared(image: Image.Image, dpis: tuple[float, float]) -> Image.Image:
    """The picture with pixels as high as wide: those of a fax may be twice as high. A very large
    one stays as it is."""
    across, down = (max(dpis) / dpi for dpi in dpis)
    if max(across, down) < _UNEVEN:
        return image
    size = round(image.width * across), round(image.height * down)
    if math.prod(size) > _COLOUR_PIXELS:
        return image
    grey = image.convert("L") if image.mode == "1" else image
    return grey.resize(size, Image.Resampling.BICUBIC)


def _pixels(image: Image.Image) -> Pixels:
    """RGB or grey, 8 bits, transparent parts white, read-only."""
    if (ready := _as_it_came(image)) is not None:
        return ready
    if image.mode in ("L", "RGB") and "transparency" not in image.info:
        array = np.asarray(image)  # to convert what needs it not takes a copy
    elif image.mode in ("1", "L"):
        array = np.asarray(image.convert("L"))
    elif image.mode.startswith(("I", "F")):
        array = _stretched(np.asarray(image, np.float32))
    elif image.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        array = np.asarray(Image.alpha_composite(paper, layer).convert("RGB"))
    else:
        array = np.asarray(image.convert("RGB"))
    out = np.array(array, np.uint8, copy=array.flags.writeable or not array.flags.c_contiguous)
    out.setflags(write=False)
    return out


def _as_it_came(image: Image.Image) -> Pixels | None:
    """The pixels of a picture that poppler gave, where they lie ready; Pillow would copy them
    twice."""
    file, bands = getattr(image, "fp", None), len(image.getbands())
    if image.format != "PPM" or image.mode not in ("L", "RGB") or not isinstance(file, BytesIO):
        return None
    data, size = file.getvalue(), image.width * image.height * bands
    if len(data) < size or not data[: len(data) - size].endswith(b"255\n"):
        return None  # cut short, or with another header than poppler writes
    pixels = np.frombuffer(data, np.uint8, size, len(data) - size)
    return pixels.reshape(image.height, image.width, *((bands,) if bands > 1 else ()))


def _stretched(values: NDArray[np.float32]) -> Pixels:
    """16 and 32 bit grey to 8 bits, its darkest to 0 and its lightest to 255."""
    low, high = float(values.min()), float(values.max())
    if high <= low:
        return np.full(values.shape, 255, np.uint8)
    return ((values - low) * (255 / (high - low))).astype(np.uint8)


# --- PDF ---------------------------------------------------------------------------------


@contextmanager
def _opened_pdf(path: Path) -> Iterator[tuple[Path, pdfium.PdfDocument]]:
    """The document, and the file to draw its pages from, in which they have the same numbers."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise _pdf_error(path, error) from error
    try:
        with whole_file(path, document) as whole:
            yield whole, document
    finally:
        document.close()


def _pdf_error(path: Path, error: pdfium.PdfiumError) -> InputError:
    if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
        hint = "qpdf --decrypt --password=PASSWORD IN.pdf OUT.pdf"
        return InputError("is encrypted: it opens only with a password", hint)
    if _opens(path):
        return InputError("is a PDF without pages", "fetch it again")
    return InputError("is a damaged PDF", "fetch it again, or repair it: qpdf IN.pdf OUT.pdf")


def _opens(path: Path) -> bool:
    """Whether PDFium can open the file; pypdfium2 refuses one without pages as if it could not."""
    handle = pdfium_c.FPDF_LoadDocument(str(path).encode() + b"\0", None)
    if handle:
        pdfium_c.FPDF_CloseDocument(handle)
    return bool(handle)


def _pdf_page_count(path: Path) -> int:
    """Pages of a PDF that is whole.

    PDFium mends a file that was cut short and then has fewer pages than were
    printed; a loss that nobody would notice is worse than an error.
    """
    with _opened_pdf(path) as (_, document):
        count = len(document)
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _HEAD))
        if b"%%EOF" not in stream.read():
            hint = "fetch it again, or repair it: qpdf IN.pdf OUT.pdf"
            raise InputError("is a PDF that was cut short: its end is missing", hint)
    return count


@dataclass(frozen=True, slots=True)
class _Draft:
    """A page still to be drawn.

    Attributes:
        sheet: how.
        wanted: the resolution that it should have.
        inches: the sides of the page.
        layer: what its text layer is worth.
    """

    sheet: Sheet
    wanted: float
    inches: tuple[float, ...]
    layer: Layer


def _pages_of_pdf(source: SourceFile, settings: SourceSettings) -> Iterator[Page]:
    failed: list[str] = []
    for page in _part_of_pdf(source, range(source.page_count), settings):
        if page.info.problem and page.pixels is None:
            failed.append(page.info.problem)
        yield page
        del page
    if len(failed) == source.page_count:
        raise InputError(f"no page can be read: {failed[0]}", "repair it: qpdf IN.pdf OUT.pdf")


def _part_of_pdf(source: SourceFile, indexes: range, settings: SourceSettings) -> Iterator[Page]:
    """These pages; those that are to be drawn wait for others like them."""
    waiting: list[_Draft] = []
    with _opened_pdf(source.path) as (path, document):
        for index in indexes:
            with located(f"page {index + 1}"):
                page = _pdf_page(document, index, settings)
            sheets = [draft.sheet for draft in waiting]
            if not (isinstance(page, _Draft) and goes_on(sheets, page.sheet)):
                yield from _raster_pages(path, waiting, settings)
                waiting = []
            if isinstance(page, _Draft):
                waiting.append(page)
            else:
                yield page
        yield from _raster_pages(path, waiting, settings)


def _pdf_page(document: pdfium.PdfDocument, index: int, settings: SourceSettings) -> Page | _Draft:
    """A page that has words of its own or is damaged, or what is to be drawn."""
    try:
        inches = tuple(side / POINTS_PER_INCH for side in document[index].get_size())
        layer = read_layer(document, index, _fitting_dpi(settings.dpi, inches, settings))
    except pdfium.PdfiumError:
        return Page(PageInfo(index + 1, Route.OCR, problem="the page is damaged"))
    if layer.route is not Route.OCR:
        dpi = _fitting_dpi(settings.dpi, inches, settings)
        width, height = (round(side * dpi) for side in inches)
        info = PageInfo(index + 1, layer.route, width, height, dpi, layer.reason)
        return Page(info, lines=layer.lines + layer.signature)
    wanted = _scan_dpi(layer.picture) or settings.dpi
    dpi = _fitting_dpi(wanted, inches, settings)
    colour = layer.picture is None or layer.picture.colour
    pixels = math.ceil(inches[0] * inches[1] * dpi**2)
    return _Draft(Sheet(index, dpi, layer.hide_notes, colour, pixels), wanted, inches, layer)


def _raster_pages(path: Path, drafts: Sequence[_Draft], settings: SourceSettings) -> Iterator[Page]:
    """These pages with their pictures; poppler draws them together."""
    if drafts:
        with located(f"page {drafts[0].sheet.at + 1}"):
            pictures = drawn(path, [draft.sheet for draft in drafts], settings.timeout)
            # ``map`` keeps no reference to a picture; a loop variable would.
            yield from map(_raster_page, drafts, pictures)


def _raster_page(draft: _Draft, picture: tuple[Image.Image | None, str | None]) -> Page:
    index, reason = draft.sheet.at, draft.layer.reason
    image, problem = picture
    # It gives a dot for a page that it does not find.
    if image is not None and min(image.size) < _LEAST_SIDE:
        image, problem = None, "poppler cannot draw the page"
    if image is None:
        return Page(PageInfo(index + 1, Route.OCR, reason=reason, problem=problem))
    dpi = draft.sheet.dpi
    if problem is None and dpi < 0.5 * draft.wanted:
        size = " × ".join(f"{side:.0f}" for side in draft.inches)
        problem = f"a page of {size} inches, read at {dpi:.0f} dpi only"
    pixels = _pixels(image)
    if problem is None and _is_lost(draft.layer.picture, pixels):
        problem = "its picture is damaged: nothing of it can be seen"
    height, width = pixels.shape[:2]
    guessed = False
    if dpi == draft.wanted == _scan_dpi(draft.layer.picture):
        believed = _believed(dpi, (width, height))
        # Small pages of many pixels may be larger than they say: their points are no 72nd of an
        # inch (UserUnit), or the program that wrote them knew no paper.
        guessed = believed != dpi or (dpi > _FINE_DPI and max(width, height) / dpi < _SMALL_INCHES)
        dpi = believed
    info = PageInfo(index + 1, Route.OCR, width, height, dpi, reason, problem)
    return Page(info, pixels, draft.layer.signature, guessed)


def _is_lost(picture: Picture | None, pixels: Pixels) -> bool:
    """Whether a scan has data but shows nothing: poppler is silent about some damage."""
    if picture is None or picture.coverage < _SCAN_COVERAGE or not picture.filled:
        return False
    # Nearly all pages are done with at a glance.
    first = pixels[0, 0]
    return bool((pixels[::97, ::97] == first).all() and (pixels == first).all())


def _scan_dpi(picture: Picture | None) -> float | None:
    """The scanner's resolution when the picture is a scan of the page."""
    if picture is None or picture.coverage < _SCAN_COVERAGE:
        return None
    if not _LEAST_DPI <= picture.dpi <= _MOST_DPI:
        return None
    # 200.03 comes from rounding the page's size to points.
    near = round(picture.dpi)
    return float(near) if abs(picture.dpi - near) < 0.5 else picture.dpi


def _fitting_dpi(dpi: float, inches: tuple[float, ...], settings: SourceSettings) -> float:
    """``dpi``, or as much less as keeps the page within the limits."""
    area = max(inches[0] * inches[1], 1e-6)
    most = min(math.sqrt(settings.most_pixels / area), _MOST_SIDE / max(*inches, 1e-3))
    return min(dpi, math.floor(most) if most >= 10 else most)
