"""The ruled lines that a PDF page draws: edges of stroked paths and thin filled bars.

Word draws each side of each cell as a filled bar of its own, other programs stroke lines or
rectangles. Pieces that go on from one another come back as one rule.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from vnplan.source.pdf_objects import IDENTITY, Matrix, Point, matrix_of, moved, times

_Edge = tuple[float, float, float]
# Points: the thickest bar that is a rule; how much a rule may slope; the shortest piece; how far
# pieces of one rule are apart, across and along.
_THICKEST, _ASKEW, _SHORTEST, _ACROSS, _ALONG = 3.0, 0.7, 3.0, 1.0, 2.5
# Maps and drawings have more edges than any table.
_MOST_EDGES = 4000
# Colours from here on are paper.
_WHITE = 240


@dataclass(frozen=True, slots=True)
class DrawnRules:
    """Level and upright rules: place across, start and end along, in pixels."""

    level: tuple[_Edge, ...]
    upright: tuple[_Edge, ...]


def drawn_rules(page: pdfium.PdfPage, size: tuple[int, int], objects: int) -> DrawnRules:
    """The rules of the first ``objects`` objects of a page that is ``size`` pixels large."""
    scale = size[0] / page.get_width()
    level: list[_Edge] = []
    upright: list[_Edge] = []
    for number, (one, other) in enumerate(_edges(page, objects)):
        if number > _MOST_EDGES:
            return DrawnRules((), ())
        (x0, y0), (x1, y1) = _pixel(page, size, one), _pixel(page, size, other)
        if abs(y0 - y1) <= _ASKEW * scale:
            level.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x0 - x1) <= _ASKEW * scale:
            upright.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return DrawnRules(_joined(level, scale), _joined(upright, scale))


def _joined(edges: Iterable[_Edge], scale: float) -> tuple[_Edge, ...]:
    """Rules put together of pieces that lie on one line without a gap."""
    lines: list[list[_Edge]] = []
    for edge in sorted(edges):
        if lines and edge[0] - lines[-1][0][0] <= _ACROSS * scale:
            lines[-1].append(edge)
        else:
            lines.append([edge])
    return tuple(sorted(rule for line in lines for rule in _rules(line, _ALONG * scale)))


def _rules(line: Sequence[_Edge], gap: float) -> Iterator[_Edge]:
    at = sum(place for place, _, _ in line) / len(line)
    low, high = min(edge[1] for edge in line), float("-inf")
    for _, start, stop in sorted(line, key=lambda edge: edge[1]):
        if high > float("-inf") and start - high > gap:
            yield (at, low, high)
            low = start
        high = max(high, stop)
    yield (at, low, high)


def _pixel(page: pdfium.PdfPage, size: tuple[int, int], point: Point) -> Point:
    """Page coordinates to pixels; the page's rotation and crop are PDFium's business."""
    x, y = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDF_PageToDevice(page, 0, 0, *size, 0, *point, x, y)
    return float(x.value), float(y.value)


# --- what PDFium says --------------------------------------------------------------------


def _edges(page: pdfium.PdfPage, objects: int) -> Iterator[tuple[Point, Point]]:
    """The ends of each piece of a rule, in page coordinates."""
    for number in range(min(objects, pdfium_c.FPDFPage_CountObjects(page))):
        yield from _object_edges(pdfium_c.FPDFPage_GetObject(page, number), IDENTITY)


def _object_edges(handle: pdfium_c.FPDF_PAGEOBJECT, outer: Matrix) -> Iterator[tuple[Point, Point]]:
    kind = pdfium_c.FPDFPageObj_GetType(handle)
    if kind not in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_FORM):
        return
    matrix = times(matrix_of(handle), outer)
    if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
        for number in range(max(0, pdfium_c.FPDFFormObj_CountObjects(handle))):
            yield from _object_edges(pdfium_c.FPDFFormObj_GetObject(handle, number), matrix)
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(handle, fill, stroke)
    stroked = bool(stroke.value) and _inked(pdfium_c.FPDFPageObj_GetStrokeColor, handle)
    filled = bool(fill.value) and _inked(pdfium_c.FPDFPageObj_GetFillColor, handle)
    for points in _outlines(handle, matrix):
        if filled and (bar := _bar(points)):
            yield bar
        elif stroked:
            yield from (p for p in pairwise(points) if _length(*p) >= _SHORTEST)


def _inked(colour_of: object, handle: pdfium_c.FPDF_PAGEOBJECT) -> bool:
    """Whether the colour that a function of PDFium gives can be seen on paper."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour_of(handle, red, green, blue, alpha):  # type: ignore[operator]
        return True
    return bool(alpha.value) and min(red.value, green.value, blue.value) < _WHITE


def _outlines(handle: pdfium_c.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[list[Point]]:
    """The corners of each outline of a path that has no curves."""
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(max(0, pdfium_c.FPDFPath_CountSegments(handle))):
        segment = pdfium_c.FPDFPath_GetPathSegment(handle, number)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(moved((x.value, y.value), matrix))
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _bar(points: Sequence[Point]) -> tuple[Point, Point] | None:
    """The ends of the middle line of a thin bar; ``None`` for any other shape."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    if top - bottom <= _THICKEST and right - left >= _SHORTEST:
        return (left, (bottom + top) / 2), (right, (bottom + top) / 2)
    if right - left <= _THICKEST and top - bottom >= _SHORTEST:
        return ((left + right) / 2, bottom), ((left + right) / 2, top)
    return None


def _length(one: Point, other: Point) -> float:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))
