"""A PDF into pages: those with words of their own, and those that poppler draws.

A page of route ``OCR`` carries pixels. Its ``lines`` are then not the page's text but the notes of
digital signatures over it ("Người ký: …"), known letter by letter from the PDF and kept out of the
picture. A page that could not be rasterised has neither, and ``info.problem`` says why.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from vnplan.errors import InputError, located
from vnplan.model import Page, PageInfo, Pixels, Route
from vnplan.source.image_pages import believed_dpi, pixels_of
from vnplan.source.mended import whole_file
from vnplan.source.pictures import POINTS_PER_INCH, Picture
from vnplan.source.poppler import Sheet, check_poppler, drawn, goes_on
from vnplan.source.scans import Scan, Scans, opened_scans
from vnplan.source.source_file import (
    HEAD,
    LEAST_DPI,
    LEAST_SIDE,
    MOST_DPI,
    MOST_SIDE,
    SourceFile,
    SourceSettings,
)
from vnplan.source.textlayer import Layer, read_layer

# A scan of a page shorter than this, finer than this, may be one of a larger page.
_SMALL_INCHES, _FINE_DPI = 9.0, 320.0
# A picture over this share of a page is a scan of it.
_SCAN_COVERAGE = 0.5


@contextmanager
def opened_pdf(path: Path) -> Iterator[tuple[Path, pdfium.PdfDocument]]:
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


def pdf_page_count(path: Path) -> int:
    """Pages of a PDF that is whole.

    PDFium mends a file that was cut short and then has fewer pages than were
    printed; a loss that nobody would notice is worse than an error.
    """
    with opened_pdf(path) as (_, document):
        count = len(document)
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - HEAD))
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
        scan: what it shows, if that need not be drawn.
    """

    sheet: Sheet
    wanted: float
    inches: tuple[float, ...]
    layer: Layer
    scan: Scan | None


def pages_of_pdf(source: SourceFile, settings: SourceSettings) -> Iterator[Page]:
    failed: list[str] = []
    for page in part_of_pdf(source, range(source.page_count), settings):
        if page.info.problem and page.pixels is None:
            failed.append(page.info.problem)
        yield page
        del page
    if len(failed) == source.page_count:
        raise InputError(f"no page can be read: {failed[0]}", "repair it: qpdf IN.pdf OUT.pdf")


def part_of_pdf(source: SourceFile, indexes: range, settings: SourceSettings) -> Iterator[Page]:
    """These pages; those that are to be drawn wait for others like them."""
    waiting: list[_Draft] = []
    with opened_pdf(source.path) as (path, document), opened_scans(path) as scans:
        for index in indexes:
            with located(f"page {index + 1}"):
                page = _pdf_page(document, index, settings, scans)
            sheets = [draft.sheet for draft in waiting]
            scan = page.scan if isinstance(page, _Draft) else None
            if scan:
                check_poppler()
            if scan or not (isinstance(page, _Draft) and goes_on(sheets, page.sheet)):
                yield from _raster_pages(path, waiting, settings)
                waiting = []
            if isinstance(page, _Draft) and scan and (pixels := scan.unpacked()) is not None:
                yield _page_of(page, pixels, None)
                del pixels
            elif isinstance(page, _Draft):
                waiting.append(page)
            else:
                yield page
        yield from _raster_pages(path, waiting, settings)


def _pdf_page(
    document: pdfium.PdfDocument, index: int, settings: SourceSettings, scans: Scans
) -> Page | _Draft:
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
    sheet = Sheet(index, dpi, layer.hide_notes, colour, pixels)
    is_scan = dpi == wanted == _scan_dpi(layer.picture)
    scan = scans.of_page(document, index, layer.objects) if is_scan else None
    return _Draft(sheet, wanted, inches, layer, scan)


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
    if image is not None and min(image.size) < LEAST_SIDE:
        image, problem = None, "poppler cannot draw the page"
    if image is None:
        return Page(PageInfo(index + 1, Route.OCR, reason=reason, problem=problem))
    return _page_of(draft, pixels_of(image), problem)


def _page_of(draft: _Draft, pixels: Pixels, problem: str | None) -> Page:
    """The page with its picture, and what was lost of it."""
    dpi = draft.sheet.dpi
    if problem is None and dpi < 0.5 * draft.wanted:
        size = " × ".join(f"{side:.0f}" for side in draft.inches)
        problem = f"a page of {size} inches, read at {dpi:.0f} dpi only"
    if problem is None and _is_lost(draft.layer.picture, pixels):
        problem = "its picture is damaged: nothing of it can be seen"
    height, width = pixels.shape[:2]
    guessed = False
    if dpi == draft.wanted == _scan_dpi(draft.layer.picture):
        believed = believed_dpi(dpi, (width, height))
        # Small pages of many pixels may be larger than they say: their points are no 72nd of an
        # inch (UserUnit), or the program that wrote them knew no paper.
        guessed = believed != dpi or (dpi > _FINE_DPI and max(width, height) / dpi < _SMALL_INCHES)
        dpi = believed
    number, reason = draft.sheet.at + 1, draft.layer.reason
    info = PageInfo(number, Route.OCR, width, height, dpi, reason, problem)
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
    if not LEAST_DPI <= picture.dpi <= MOST_DPI:
        return None
    # 200.03 comes from rounding the page's size to points.
    near = round(picture.dpi)
    return float(near) if abs(picture.dpi - near) < 0.5 else picture.dpi


def _fitting_dpi(dpi: float, inches: tuple[float, ...], settings: SourceSettings) -> float:
    """``dpi``, or as much less as keeps the page within the limits."""
    area = max(inches[0] * inches[1], 1e-6)
    most = min(math.sqrt(settings.most_pixels / area), MOST_SIDE / max(*inches, 1e-3))
    return min(dpi, math.floor(most) if most >= 10 else most)
