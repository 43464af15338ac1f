"""The largest picture of a PDF page: a scan of it, or an ornament of its text."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from vnplan.pdf_objects import Matrix, Place, objects_of

POINTS_PER_INCH = 72.0
# Bytes of the longest name of a filter, its end included.
_LONGEST_FILTER = 16
# What a picture of one colour takes at most: a byte a row and fewer bytes than pixels by these
# factors, in grey and in colour; and a few more. JPEG takes 6 bits for 64 pixels of each of its
# colours.
_FAX = (b"CCITTFaxDecode", b"JBIG2Decode")
_ONE_COLOUR = {b"DCTDecode": (70, 25), b"FlateDecode": (600, 200)}
_FEWEST = 1000


@dataclass(frozen=True, slots=True)
class Picture:
    """The largest picture of a page.

    Attributes:
        coverage: share of the page that it covers.
        dpis: resolution across and down.
        colour: whether it may have colour.
        filled: it takes more bytes than one of a single colour.
    """

    coverage: float
    dpis: tuple[float, float]
    colour: bool
    filled: bool

    @property
    def dpi(self) -> float:
        """The higher one of its resolutions."""
        return max(self.dpis)


def largest_picture(page: pdfium.PdfPage, own_objects: int) -> Picture | None:
    """The picture that covers most of what the page shows."""
    places = [
        place
        for place in objects_of(page, own_objects)
        if place.kind == pdfium_c.FPDF_PAGEOBJ_IMAGE and place.note is None
    ]
    covered = [_coverage(page, place.matrix) for place in places]
    # Ornaments may have no size; the largest one that has is taken.
    for at in sorted(range(len(places)), key=covered.__getitem__, reverse=True):
        if (picture := _picture(page, places[at], covered[at])) is not None:
            return picture
    return None


def _coverage(page: pdfium.PdfPage, matrix: Matrix) -> float:
    """The share of the page that a picture covers: the unit square, as the matrix places it."""
    a, b, c, d, e, f = matrix
    shown = page.get_bbox()  # also of boxes that stand in the tree of pages or on their head
    sides: list[float] = []
    for at, (one, other, start) in enumerate(((a, c, e), (b, d, f))):
        low, high = start + min(0, one) + min(0, other), start + max(0, one) + max(0, other)
        sides.append(max(0.0, min(high, shown[at + 2]) - max(low, shown[at])))
    width, height = map(float, page.get_size())
    return min(1.0, sides[0] * sides[1] / max(1.0, width * height))


def _picture(page: pdfium.PdfPage, place: Place, covered: float) -> Picture | None:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium_c.FPDFImageObj_GetImagePixelSize(place.handle, width, height):
        return None
    size, (a, b, c, d, _, _) = (width.value, height.value), place.matrix
    points = (math.hypot(a, b), math.hypot(c, d))
    across, down = (
        side * POINTS_PER_INCH / max(long, 1e-3) for side, long in zip(size, points, strict=True)
    )
    colour = not _is_grey(page, place.handle)
    return Picture(covered, (across, down), colour, _is_filled(place.handle, size, colour))


def _is_filled(handle: pdfium_c.FPDF_PAGEOBJECT, size: tuple[int, int], colour: bool) -> bool:
    """Whether a picture takes more bytes than one of a single colour would."""
    packed, (width, height) = _filters(handle), size
    if len(packed) != 1:
        return False
    if packed[0] in _FAX:
        most = float(height)
    elif packed[0] in _ONE_COLOUR:
        most = width * height / _ONE_COLOUR[packed[0]][colour]
    else:
        return False
    return bool(pdfium_c.FPDFImageObj_GetImageDataRaw(handle, None, 0) > _FEWEST + most)


def _is_grey(page: pdfium.PdfPage, handle: pdfium_c.FPDF_PAGEOBJECT) -> bool:
    """Whether a picture is known to have no colour."""
    # PDFium decodes the whole of a JPEG 2000 to tell.
    if b"JPXDecode" in _filters(handle):
        return False
    data = pdfium_c.FPDF_IMAGEOBJ_METADATA()
    if not pdfium_c.FPDFImageObj_GetImageMetadata(handle, page, data):
        return False
    return data.bits_per_pixel == 1 or data.colorspace in _GREY_SPACES


def _filters(handle: pdfium_c.FPDF_PAGEOBJECT) -> list[bytes]:
    """How a picture is compressed, the outermost first."""
    names = []
    for at in range(max(0, pdfium_c.FPDFImageObj_GetImageFilterCount(handle))):
        name = ctypes.create_string_buffer(_LONGEST_FILTER)
        pdfium_c.FPDFImageObj_GetImageFilter(handle, at, name, _LONGEST_FILTER)
        names.append(name.value)
    return names


_GREY_SPACES = (pdfium_c.FPDF_COLORSPACE_DEVICEGRAY, pdfium_c.FPDF_COLORSPACE_CALGRAY)
