"""The picture of a page that shows nothing but a scan: unpacked, not drawn.

Poppler takes ten times as long to draw it. Where page and picture differ by a part of a pixel,
which they nearly always do, it also mixes each pixel with its neighbours.

Only what is whole is unpacked: a fax that follows its code to the end, a JPEG that has an end
(poppler says nothing of damage before it). Anything else is for poppler, and for what it says of
it.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from vnplan.model import Pixels
from vnplan.source.pdf_objects import matrix_of

# What makes other pixels of those of a picture: parts that are clear, or stamped in a colour.
_CLEAR = ("/SMask", "/SMaskInData", "/Mask", "/ImageMask")
_JPEG, _FAX = ["/DCTDecode"], ["/CCITTFaxDecode"]
_PACKED_JPEG = ["/FlateDecode", *_JPEG]
_GREY_SPACES = ("/DeviceGray", "/CalGray")
_JPEG_END, _FILLING = b"\xff\xd9", b"\0\r\n "
# Columns of a fax that does not say how many it has.
_FAX_WIDTH = 1728
# Points by which a picture and its page may differ at each edge, half a millimetre; the share by
# which its resolutions across and down may.
_BEYOND, _UNEVEN = 1.5, 0.01
_NO_SCAN = (pikepdf.PdfError, pdfium.PdfiumError, AttributeError, KeyError, TypeError, ValueError)


def _group4() -> Callable[[bytes, int, int], bytearray | None] | None:
    """What unpacks faxes; ``None`` where it has not been compiled."""
    with suppress(ImportError):
        from vnplan.source._fax import group4

        return group4
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """The picture that is all of a page, still packed.

    Attributes:
        picture: as PDFium has it.
        is_fax: packed as Group 4 has it, else as JPEG.
        inverted: a fax whose black is to be white.
    """

    picture: pdfium.PdfImage
    is_fax: bool
    inverted: bool = False

    def unpacked(self) -> Pixels | None:
        """Its pixels, in grey or RGB, read-only; ``None`` where they are not all there."""
        pixels = None
        with suppress(*_NO_SCAN, zlib.error):
            pixels = self._fax() if self.is_fax else self._jpeg()
        if pixels is not None:
            pixels.setflags(write=False)
        return pixels

    def _fax(self) -> Pixels | None:
        width, height = self.picture.get_px_size()
        group4, data = _group4(), bytes(self.picture.get_data())
        values = group4(data, height, width) if group4 else None
        if values is None:
            return None
        pixels = np.frombuffer(values, np.uint8).reshape(height, width)
        return np.asarray(cv2.bitwise_not(pixels), np.uint8) if self.inverted else pixels

    def _jpeg(self) -> Pixels | None:
        data = bytes(self.picture.get_data())
        if len(self.picture.get_filters()) > 1:
            data = zlib.decompress(data)
        if not data.rstrip(_FILLING).endswith(_JPEG_END):
            return None
        found = self.picture.get_bitmap()
        if found.format == pdfium_c.FPDFBitmap_Gray:
            return np.array(found.to_numpy(), np.uint8, order="C")
        if found.format == pdfium_c.FPDFBitmap_BGR:
            return np.asarray(cv2.cvtColor(found.to_numpy(), cv2.COLOR_BGR2RGB), np.uint8)
        return None


# --- where there is one ------------------------------------------------------------------


class Scans:
    """The scans of a PDF. It is opened a second time for them: PDFium does not tell whether parts
    of a picture are clear."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pdf: pikepdf.Pdf | None = None

    def of_page(self, document: pdfium.PdfDocument, index: int, objects: int) -> Scan | None:
        """The scan that is all of page ``index``; ``None`` where there is none, or one that
        cannot be unpacked. The page shows its first ``objects`` objects."""
        with suppress(*_NO_SCAN):
            picture = lone_picture(document[index], objects)
            if picture is None:
                return None
            self._pdf = self._pdf or pikepdf.open(self._path)
            drawn = self._pdf.pages[index].resources.XObject
            pictures = (p for _, p in drawn.items() if p.get("/Subtype") == pikepdf.Name.Image)
            (packed,) = (p for p in pictures if (p.Width, p.Height) == picture.get_px_size())
            return _scan(picture, packed)
        return None

    def close(self) -> None:
        """Close the file."""
        if self._pdf is not None:
            self._pdf.close()


@contextmanager
def opened_scans(path: Path) -> Iterator[Scans]:
    """The scans of a PDF, which is opened once one may be there."""
    scans = Scans(path)
    try:
        yield scans
    finally:
        scans.close()


def _scan(picture: pdfium.PdfImage, packed: Any) -> Scan | None:
    """The scan, if it is packed as one that can be unpacked here."""
    if any(key in packed for key in _CLEAR):
        return None
    filters = [str(name) for name in _listed(packed.get("/Filter"))]
    if filters in (_JPEG, _PACKED_JPEG):
        return Scan(picture, is_fax=False)
    if filters != _FAX or str(packed.get("/ColorSpace")) not in _GREY_SPACES:
        return None
    (how,) = _listed(packed.get("/DecodeParms"))
    levels = [float(level) for level in _listed(packed.get("/Decode"))] or [0.0, 1.0]
    width, _ = picture.get_px_size()
    is_group4 = how.get("/K", 0) < 0 and not how.get("/EncodedByteAlign", False)
    if not is_group4 or how.get("/Columns", _FAX_WIDTH) != width or sorted(levels) != [0.0, 1.0]:
        return None
    return Scan(picture, is_fax=True, inverted=bool(how.get("/BlackIs1", False)) == (levels[0] < 1))


def _listed(value: Any) -> list[Any]:
    """What may be one or several, or none."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def lone_picture(page: pdfium.PdfPage, objects: int) -> pdfium.PdfImage | None:
    """The picture that is all that the first ``objects`` objects of a page show, where it stands
    upright and fills the page."""
    found = None
    for number in range(objects):
        handle = pdfium_c.FPDFPage_GetObject(page, number)
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT and _is_invisible(handle):
            continue
        if kind != pdfium_c.FPDF_PAGEOBJ_IMAGE or found is not None:
            return None
        found = handle
    if found is None or not _is_bare(found):
        return None
    picture = pdfium.PdfImage(found, page=page, pdf=page.pdf)
    return picture if _fills(page, picture) else None


def _is_invisible(text: pdfium_c.FPDF_PAGEOBJECT) -> bool:
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(text)
    return bool(mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)


def _is_bare(picture: pdfium_c.FPDF_PAGEOBJECT) -> bool:
    """Whether a picture is neither clipped nor mixed with the paper."""
    clip = pdfium_c.FPDFPageObj_GetClipPath(picture)
    clipped = bool(clip) and pdfium_c.FPDFClipPath_CountPaths(clip) > 0
    return not clipped and not pdfium_c.FPDFPageObj_HasTransparency(picture)


def _fills(page: pdfium.PdfPage, picture: pdfium.PdfImage) -> bool:
    """Whether the pixels of a picture are those that the page shows, but for a few at its edges."""
    across, b, c, down, left, bottom = matrix_of(picture.raw)
    if b or c or across <= 0 or down <= 0 or page.get_rotation():
        return False
    width, height = picture.get_px_size()
    if not math.isclose(width / across, height / down, rel_tol=_UNEVEN):
        return False
    edges = (left, bottom, left + across, bottom + down)
    return all(abs(a - b) <= _BEYOND for a, b in zip(edges, page.get_bbox(), strict=True))
