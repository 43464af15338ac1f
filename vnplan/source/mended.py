"""PDFs of which a page is gone, made whole for programs that lose count over it.

PDFium counts a page whose object is missing or no page; poppler and qpdf pass it over, or all that
come after it, so that one page would be taken for another.
"""

from __future__ import annotations

import ctypes
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from vnplan.errors import InputError

# Points: A4, the paper that stands for a page that is gone.
_PAPER = (595.0, 842.0)


def mended(document: pdfium.PdfDocument) -> bytes | None:
    """A copy with blank paper in place of each page that is gone; ``None`` when none is.

    Raises:
        InputError: a page that is there cannot be copied.
    """
    found = [_is_found(document, index) for index in range(len(document))]
    if all(found):
        return None
    copy = BytesIO()
    with pdfium.PdfDocument.new() as whole:
        for index, there in enumerate(found):
            if there:
                _take_over(whole, document, index)
            else:
                whole.new_page(*_PAPER)
        whole.save(copy)
    return copy.getvalue()


@contextmanager
def whole_file(path: Path, document: pdfium.PdfDocument) -> Iterator[Path]:
    """The file of ``document``, or a copy of it in which every page has its number."""
    copy = mended(document)
    if copy is None:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="vnplan-") as folder:
        whole = Path(folder, "whole.pdf")
        whole.write_bytes(copy)
        yield whole


def _take_over(whole: pdfium.PdfDocument, document: pdfium.PdfDocument, index: int) -> None:
    """Copy a page; one that cannot even be opened is as good as gone."""
    try:
        whole.import_pages(document, [index])
    except pdfium.PdfiumError as error:
        if _opens(document, index):
            hint = "fetch it again, or repair it: qpdf IN.pdf OUT.pdf"
            raise InputError("is a damaged PDF", hint) from error
        whole.new_page(*_PAPER)


def _opens(document: pdfium.PdfDocument, index: int) -> bool:
    with suppress(pdfium.PdfiumError):
        document[index].close()
        return True
    return False


def _is_found(document: pdfium.PdfDocument, index: int) -> bool:
    """Whether there is such a page; what it shows is not looked at."""
    size = pdfium_c.FS_SIZEF()
    return bool(pdfium_c.FPDF_GetPageSizeByIndexF(document, index, ctypes.byref(size)))
