"""Matrices that lead from pixels of one picture to those of another.

Two rows are an affine map; a page that was tilted under a camera takes a third one (a projective
map: Hartley and Zisserman, "Multiple View Geometry", chapter 2).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.model import Box, Line, Pixels

Matrix = NDArray[np.float64]


def joined(*matrices: Matrix) -> Matrix:
    """One matrix that does what the matrices do, the last one first."""
    whole = np.eye(3)
    for matrix in matrices:
        whole = whole @ _whole(matrix)
    return _shortest(whole)


def inverse(matrix: Matrix) -> Matrix:
    """The way back."""
    return _shortest(np.asarray(np.linalg.inv(_whole(matrix)), np.float64))


def moved_by(left: float, top: float) -> Matrix:
    """From pixels of a part of a picture that begins there to those of the picture."""
    return np.array([[1.0, 0, left], [0, 1, top]])


def mapped(points: Iterable[tuple[float, float]], matrix: Matrix) -> list[tuple[float, float]]:
    """Where the matrix leads the points (x, y)."""
    # Without NumPy: for a few numbers it takes twenty times as long.
    (a, b, c), (d, e, f), *last = matrix.tolist()
    there = [(x, y, a * x + b * y + c, d * x + e * y + f) for x, y in points]
    if not last:
        return [(right, down) for _, _, right, down in there]
    g, h, i = last[0]
    return [(right / w, down / w) for x, y, right, down in there for w in [g * x + h * y + i]]


def boxes_around(boxes: Collection[Box], matrix: Matrix) -> NDArray[np.int64]:
    """The edges of the boxes around the corners of ``boxes`` once the matrix has moved them, a row
    for each."""
    edges = np.array([*boxes], np.float64).reshape(-1, 4)
    xs, ys = edges[:, [0, 2, 0, 2]], edges[:, [1, 1, 3, 3]]
    (a, b, c), (d, e, f), *last = matrix.tolist()
    right, down = a * xs + b * ys + c, d * xs + e * ys + f
    for g, h, i in last:
        far = g * xs + h * ys + i
        right, down = right / far, down / far
    low, high = (np.stack((of(right, axis=1), of(down, axis=1)), 1) for of in (np.min, np.max))
    return np.hstack((np.floor(low), np.ceil(high))).astype(np.int64)


def lines_on_scan(lines: Sequence[Line], to_scan: Matrix, size: tuple[int, int]) -> list[Line]:
    """The lines with the boxes around the turned corners of theirs, inside a scan of this width and
    height."""
    boxes = {word.box for line in lines for word in line.words if word.box}
    boxes |= {b for line in lines if line.cell for b in (line.cell.box, line.cell.table_box)}
    edges = boxes_around(boxes, to_scan).clip(0, size * 2).tolist()
    there = {box: Box(*moved) for box, moved in zip(boxes, edges, strict=True)}
    return [
        replace(
            line,
            words=tuple(replace(w, box=there[w.box]) for w in line.words if w.box),
            cell=line.cell
            and replace(line.cell, box=there[line.cell.box], table_box=there[line.cell.table_box]),
        )
        for line in lines
    ]


def warped(
    pixels: Pixels, back: Matrix, size: tuple[int, int], smooth: bool = True, border: float = 0.0
) -> Pixels:
    """The picture of this width and height whose pixels ``back`` leads to those of ``pixels``;
    means of the nearest four, or the nearest one, and ``border`` beyond the edges."""
    flags = (cv2.INTER_LINEAR if smooth else cv2.INTER_NEAREST) | cv2.WARP_INVERSE_MAP
    warp = cv2.warpAffine if len(back) == 2 else cv2.warpPerspective
    return np.asarray(warp(pixels, back, size, flags=flags, borderValue=border), np.uint8)


def _whole(matrix: Matrix) -> Matrix:
    return matrix if len(matrix) == 3 else np.vstack([matrix, (0.0, 0.0, 1.0)])


def _shortest(whole: Matrix) -> Matrix:
    """Two rows where they say all."""
    whole = whole / whole[2, 2]
    return whole if whole[2, :2].any() else whole[:2]
