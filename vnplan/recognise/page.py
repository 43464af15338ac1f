"""Reads a cleaned page: words, lines, tables, stamps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import cv2
import numpy as np

from vnplan.clean.levels import counts_of, percentile
from vnplan.clean.mapping import lines_on_scan
from vnplan.clean.page import turned
from vnplan.handwriting.digits import DigitReader
from vnplan.handwriting.filled_gaps import with_handwriting
from vnplan.handwriting.receipts import with_receipt
from vnplan.layout.cells import take_apart
from vnplan.layout.foot import (
    with_capital,
    with_lost_syllables,
    with_signature_apart,
    without_signature,
)
from vnplan.layout.heads import with_lost_heads, with_numbers_in_order
from vnplan.layout.reading_order import lines_of, with_stamps
from vnplan.layout.short_lines import with_short_lines
from vnplan.layout.specks import without_strokes
from vnplan.layout.tables import with_tables
from vnplan.model import CleanPage, Line, Pixels, Word
from vnplan.recognise.lost_lines import with_lost_lines
from vnplan.recognise.ocr import (
    ONE_BLOCK,
    RecogniseSettings,
    check_programs,
    is_read,
    read_block,
    read_column,
    read_line,
    read_runs,
    read_words,
    with_picture,
)
from vnplan.recognise.passed_over import page_number, second_look
from vnplan.recognise.reread import with_second_reading
from vnplan.recognise.second_opinion import with_second_opinion
from vnplan.recognise.stamp_reading import read_stamps, read_texts, without_framed_stamps
from vnplan.recognise.table_reading import read_tables
from vnplan.recognise.wiped import with_doubts

# Darker than this is ink.
_DARK = 128
# A page with fewer pixels that are so much darker than its paper holds not even a number.
_LEAST_INK, _PALE = 40, 40
# A page whose letters are read with little confidence may lie on its side or head. Then this share
# of it is tried the other ways, and another way must read so many times as many letters well.
_TRIED, _BETTER, _READ_WELL = 0.4, 1.5, 0.85


def recognise(
    page: CleanPage,
    settings: RecogniseSettings = RecogniseSettings(),
    digits: DigitReader | None = None,
) -> tuple[Line, ...]:
    """The printed lines of the page in reading order; none for a blank page.

    Boxes are pixels of the scan, confidences 0–1. ``digits`` reads what is written by hand into
    number line and date line; without it, that stays as Tesseract reads it.

    Raises:
        DependencyError: Tesseract or its data for the language is missing.
        RecogniseError: Tesseract crashed or took too long.
    """
    if _is_blank(page.pixels):
        check_programs(settings)
        return ()
    apart, stamped = without_framed_stamps(take_apart(page), settings)
    runs = read_words(apart.outside, settings)
    if quarters := better_turn(page, runs, settings):
        page = turned(page, quarters)
        apart, stamped = without_framed_stamps(take_apart(page), settings)
        runs = read_words(apart.outside, settings)
    if settings.second_look:
        runs += second_look(apart.outside, runs, settings)
        runs += page_number(apart.outside, runs, settings)
    height, width = page.pixels.shape
    loose, printed = read_texts(page, settings)
    runs = without_strokes(runs + printed, height)
    lines = lines_of(page.info.number, runs, width, height)
    if settings.second_reading:
        column = partial(read_column, page, settings)
        if (anew := with_signature_apart(runs, lines, apart.outside.pixels, column)) is not runs:
            lines = lines_of(page.info.number, anew, width, height)
    read = partial(read_line, page, settings)
    if digits is not None:
        lines = with_lost_lines(lines, page, read)
        lines = with_handwriting(lines, page, digits, read)
        lines = with_receipt(lines, page, digits, partial(read_block, settings))
    if settings.second_reading:
        lines = with_lost_syllables(lines, apart.outside.pixels, read)
        lines = with_short_lines(lines, apart.outside.pixels, read)
        lines = with_lost_heads(lines, apart.outside.pixels, read)
        lines = with_numbers_in_order(lines)
        lines = with_second_reading(lines, apart.outside.pixels, read)
        lines = with_second_opinion(lines, apart.outside.pixels, read)
        lines = without_signature(lines)
    if apart.tables:
        lines = with_tables(lines, apart.tables, read_tables(apart, settings))
        if settings.second_reading:
            lines = with_second_opinion(lines, page.pixels, read, in_cells=True)
    lines = with_doubts(with_capital(lines), page.wiped)
    scan = (page.info.width, page.info.height)
    on_scan = lines_on_scan(lines, page.to_scan, scan)
    page = replace(page, stamps=(*page.stamps, *stamped, *loose))
    return with_stamps(on_scan, read_stamps(page, settings, digits))


def _is_blank(pixels: Pixels) -> bool:
    """Whether not even a number stands on the page."""
    paper = percentile(counts_of(pixels, 4), 50)
    _, ink = cv2.threshold(pixels, paper - _PALE - 1, 1, cv2.THRESH_BINARY_INV)
    return paper <= _PALE or cv2.countNonZero(ink) < _LEAST_INK


def better_turn(
    page: CleanPage, runs: Sequence[Sequence[Word]], settings: RecogniseSettings
) -> int:
    """Counter-clockwise quarter turns that make a page readable whose words are unsure; else 0.

    Raises:
        DependencyError, RecogniseError: as :func:`recognise`.
    """
    if _is_upright([w for run in runs for w in run]):
        return 0
    part = _most_inked(page.pixels)
    block = replace(settings, segmentation=ONE_BLOCK)
    counts = [
        sum(len(w.text) for run in read_runs(with_picture(page, np.rot90(part, n)), block)
            for w in run if (w.confidence or 0.0) > _READ_WELL)
        for n in range(4)
    ]  # fmt: skip
    best = counts.index(max(counts))
    return best if counts[best] > _BETTER * counts[0] + 10 else 0


def _is_upright(words: Sequence[Word]) -> bool:
    """Whether words are read with some confidence, and along lines that are level."""
    boxes = [w.box for w in words if w.box is not None and len(w.text) > 2]
    level = sum(b.width > b.height for b in boxes)
    return is_read(words) and 2 * level >= len(boxes)


def _most_inked(pixels: Pixels) -> Pixels:
    """The square of the page with most ink, :data:`_TRIED` of its shorter side wide."""
    side = round(_TRIED * min(pixels.shape))
    dark = np.pad((pixels < _DARK).cumsum(0, np.int64).cumsum(1), ((1, 0), (1, 0)))
    ink = dark[side:, side:] - dark[:-side, side:] - dark[side:, :-side] + dark[:-side, :-side]
    top, left = np.unravel_index(int(ink.argmax()), ink.shape)
    return pixels[top : top + side, left : left + side]
