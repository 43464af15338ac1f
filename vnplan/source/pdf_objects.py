"""The objects that a PDF page draws, as PDFium finds them, and the annotations they stand in."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page object stands: its place in the drawing order, the matrix that leads from it
    to the page, and the annotation."""

    kind: int
    handle: pdfium_c.FPDF_PAGEOBJECT
    matrix: Matrix
    note: int | None


def objects_of(page: pdfium.PdfPage, own_objects: int) -> Iterator[Place]:
    """All objects of the page; those after ``own_objects`` came from annotations.

    PDFium's flattening appends one form that holds one form an annotation.
    """
    note = 0
    for i in range(pdfium_c.FPDFPage_CountObjects(page)):
        handle = pdfium_c.FPDFPage_GetObject(page, i)
        if i < own_objects:
            yield from _nested(handle, IDENTITY, None)
            continue
        outer = matrix_of(handle)
        for child in _children(handle):
            yield from _nested(child, outer, note)
            note += 1


def _nested(handle: pdfium_c.FPDF_PAGEOBJECT, outer: Matrix, note: int | None) -> Iterator[Place]:
    kind, matrix = pdfium_c.FPDFPageObj_GetType(handle), times(matrix_of(handle), outer)
    if kind != pdfium_c.FPDF_PAGEOBJ_FORM:
        yield Place(kind, handle, matrix, note)
        return
    for child in _children(handle):
        yield from _nested(child, matrix, note)


def _children(form: pdfium_c.FPDF_PAGEOBJECT) -> Iterator[pdfium_c.FPDF_PAGEOBJECT]:
    for i in range(max(0, pdfium_c.FPDFFormObj_CountObjects(form))):
        yield pdfium_c.FPDFFormObj_GetObject(form, i)


def address(handle: object) -> int | None:
    return ctypes.cast(handle, ctypes.c_void_p).value  # type: ignore[arg-type]


# --- matrices ----------------------------------------------------------------------------


def matrix_of(handle: pdfium_c.FPDF_PAGEOBJECT) -> Matrix:
    values = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(handle, values):
        return IDENTITY
    return (values.a, values.b, values.c, values.d, values.e, values.f)


def times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    x, y = moved((e, f), outer)
    oa, ob, oc, od, _, _ = outer
    return (a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od, x, y)


def moved(point: Point, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f
