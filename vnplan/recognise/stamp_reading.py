"""Stamps, and coloured letters that are none: found, taken out of the page, read."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.clean.mapping import boxes_around, inverse, joined, lines_on_scan
from vnplan.handwriting.digits import DigitReader
from vnplan.handwriting.numerals import enlarged, unenlarged
from vnplan.handwriting.receipts import Read, read_receipt
from vnplan.layout.cells import TablePage, without_frame
from vnplan.layout.segments import segments
from vnplan.layout.stamps import is_stamp
from vnplan.model import Box, CleanPage, Line, Pixels, Word, Zone
from vnplan.recognise.ocr import RecogniseSettings, is_read, is_sure, read_block, with_picture
from vnplan.recognise.wiped import unsure

# Inches that the rule of a stamp's frame may be thick.
_FRAME = 0.03
# Letters in colour that are read badly are lines of print where they are so many times as long as
# high: a seal of which half is left is twice as long.
_LONG = 2.5
# Darker than this is ink.
_DARK = 128


def without_framed_stamps(
    page: TablePage, settings: RecogniseSettings
) -> tuple[TablePage, tuple[CleanPage, ...]]:
    """The page without stamps in a frame that have no colour, and these as small pages.

    A frame with other text in it stays.

    Raises:
        DependencyError, RecogniseError: as :func:`~vnplan.recognise.ocr.read_runs`.
    """
    rim = round(_FRAME * page.outside.dpi)
    stamps: list[CleanPage] = []
    for frame in page.frames:
        left, top = max(0, frame.left) + rim, max(0, frame.top) + rim
        crop = page.outside.pixels[top : frame.bottom - rim, left : frame.right - rim]
        place = np.array([[1.0, 0, left], [0, 1, top]])
        to_scan = joined(page.outside.to_scan, place, unenlarged())
        large = with_picture(page.outside, enlarged(crop))
        stamp = replace(large, to_scan=to_scan, dpi=2 * page.outside.dpi, stamps=())
        if is_stamp([s for run in read_block(settings, stamp) for s in segments(run)]):
            page = without_frame(page, frame, rim)
            stamps.append(stamp)
    return page, tuple(stamps)


def read_texts(
    page: CleanPage, settings: RecogniseSettings
) -> tuple[list[CleanPage], list[list[Word]]]:
    """Which coloured letters are stamps, and the words of the others in pixels of the page.

    Raises:
        DependencyError, RecogniseError: as :func:`~vnplan.recognise.ocr.read_runs`.
    """
    stamps: list[CleanPage] = []
    printed: list[list[Word]] = []
    back = inverse(page.to_scan)
    for text in page.texts:
        runs = read_block(settings, text)
        if is_stamp([s for run in runs for s in segments(run)]):
            stamps.append(text)
            continue
        if not is_read(w for run in runs for w in run):
            if not _is_long(text.pixels):
                continue  # a seal in pieces
            runs = [[unsure(word) for word in run] for run in runs]
        place = joined(back, text.to_scan)
        printed += [[replace(w, box=_moved(w.box, place)) for w in r if w.box] for r in runs]
    return stamps, printed


def _is_long(pixels: Pixels) -> bool:
    """Whether what is dark is as long as a line or two of letters; seals, and halves, are not."""
    _, _, width, height = cv2.boundingRect(np.asarray(pixels < _DARK, np.uint8))
    return bool(width >= _LONG * height)


def _moved(box: Box, by: NDArray[np.float64]) -> Box:
    return Box(*boxes_around([box], by)[0].tolist())


def read_stamps(
    page: CleanPage, settings: RecogniseSettings, digits: DigitReader | None = None
) -> tuple[Line, ...]:
    """The lines of the stamps that were taken out of the page, with boxes on the scan.

    ``digits`` reads what is written into a stamp of receipt.

    Raises:
        DependencyError, RecogniseError: as :func:`~vnplan.recognise.ocr.read_runs`.
    """
    read = partial(read_block, settings)
    scan = (page.info.width, page.info.height)
    return tuple(
        line
        for stamp in page.stamps
        for line in lines_on_scan(
            (digits and read_receipt(stamp, page, digits, read)) or _sure_lines(stamp, read),
            stamp.to_scan,
            scan,
        )
    )


def _sure_lines(stamp: CleanPage, read: Read) -> list[Line]:
    return [
        Line.of(stamp.info.number, run, zone=Zone.COLOURED_STAMP)
        for run in read(stamp)
        if any(is_sure(word) for word in run)
    ]
