"""The largest picture of a PDF page: a scan of it, or an ornament of its text."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from vnplan.source.pdf_objects import Matrix, Place, objects_of

POINTS_PER_INCH = 72.0
# Bytes of the longest name of a filter, its end included.
_LONGEST_FILTER = 16
# What a picture of one colour takes at most, and a few bytes more: of Group 3, which says how long
# each row is, so many bytes a row (Group 4 and JBIG2 one); of JPEG a byte for so many pixels in
# grey and in colour (6 bits for 64 pixels of each of its colours); of Flate, packed in haste, a
# byte for so many.
_FAX_ROW = {b"CCITTFaxDecode": 6, b"JBIG2Decode": 1}
_JPEG_PIXELS, _FLATE_BYTES = (70, 25), 220
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
    packed = _filters(place.handle)
    data = _metadata(page, place.handle, packed)
    grey = data is not None and (data.bits_per_pixel == 1 or data.colorspace in _GREY_SPACES)
    most = _one_colour(packed, size, grey, data.bits_per_pixel if data else 0)
    taken = pdfium_c.FPDFImageObj_GetImageDataRaw(place.handle, None, 0)
    return Picture(covered, (across, down), not grey, most is not None and taken > most)


def _one_colour(
    packed: Sequence[bytes], size: tuple[int, int], grey: bool, bits: int
) -> float | None:
    """The most bytes that a picture of a single colour takes; ``None`` when that is not known."""
    pixels = math.prod(size)
    if len(packed) != 1:
        return None
    if packed[0] in _FAX_ROW:
        return _FEWEST + _FAX_ROW[packed[0]] * size[1]
    if packed[0] == b"DCTDecode":
        return _FEWEST + pixels / _JPEG_PIXELS[not grey]
    if packed[0] == b"FlateDecode" and bits:
        return _FEWEST + pixels * bits / 8 / _FLATE_BYTES
    return None


def _metadata(
    page: pdfium.PdfPage, handle: pdfium_c.FPDF_PAGEOBJECT, packed: Sequence[bytes]
) -> pdfium_c.FPDF_IMAGEOBJ_METADATA | None:
    """What is known of a picture's colours before it is unpacked."""
    data = pdfium_c.FPDF_IMAGEOBJ_METADATA()
    # PDFium decodes the whole of a JPEG 2000 to tell.
    if b"JPXDecode" in packed:
        return None
    return data if pdfium_c.FPDFImageObj_GetImageMetadata(handle, page, data) else None


def _filters(handle: pdfium_c.FPDF_PAGEOBJECT) -> list[bytes]:
    """How a picture is compressed, the outermost first."""
    names = []
    for at in range(max(0, pdfium_c.FPDFImageObj_GetImageFilterCount(handle))):
        name = ctypes.create_string_buffer(_LONGEST_FILTER)
        pdfium_c.FPDFImageObj_GetImageFilter(handle, at, name, _LONGEST_FILTER)
        names.append(name.value)
    return names


_GREY_SPACES = (pdfium_c.FPDF_COLORSPACE_DEVICEGRAY, pdfium_c.FPDF_COLORSPACE_CALGRAY)
