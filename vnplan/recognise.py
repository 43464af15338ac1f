"""Reads a cleaned page: words, lines, tables, stamps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from pytesseract import pytesseract

from vnplan.boxes import with_whole_boxes
from vnplan.cells import (
    Inside,
    TablePage,
    is_in_order,
    number_cells,
    strips,
    take_apart,
    text_of,
    with_numbers,
    without_frame,
)
from vnplan.clean import turned
from vnplan.components import components, most_components
from vnplan.digits import DigitReader
from vnplan.errors import RecogniseError
from vnplan.foot import with_capital, with_lost_syllables, with_signature_apart
from vnplan.handwriting import with_handwriting
from vnplan.heads import with_lost_heads, with_numbers_in_order
from vnplan.layout import lines_of, with_stamps
from vnplan.levels import counts_of, percentile
from vnplan.lost_lines import with_lost_lines
from vnplan.mapping import boxes_around, inverse, joined
from vnplan.model import Box, Cell, CleanPage, Line, Pixels, Word, Zone
from vnplan.numerals import (
    before_enlarging,
    enlarged,
    may_be_number,
    number_read_again,
    place_of_number,
    unenlarged,
    with_strokes_counted,
)
from vnplan.receipts import Read, read_receipt, with_receipt
from vnplan.reread import with_second_reading
from vnplan.segments import segments
from vnplan.short_lines import with_short_lines
from vnplan.specks import without_specks, without_strokes
from vnplan.stamps import is_stamp
from vnplan.syllable import nfc
from vnplan.tables import cell_lines, with_tables
from vnplan.tesseract import Call, check_program, table_of_words
from vnplan.wiped import unsure, with_doubts

_DOCTOR = "vnplan doctor"
_WORD_LEVEL = 5
# Tesseract's mode for words without any order, and the confidence asked of them.
_SPARSE_TEXT, _SURE = 11, 0.7
# Tesseract's modes for a single column of lines of any size, the cells of tables, and for
# lines of one size, the numbers of rows; for one line and for one word alone.
_ONE_COLUMN, _ONE_BLOCK, _ONE_LINE, _ONE_WORD = 4, 6, 7, 8
_DIGITS = "0123456789"
# Ink that was not read: squares of the page in inches, how dark, how full, how many of them make
# a region, how many empty ones part two regions, and how many to take along around one.
_CELL, _DARK, _INKED, _LEAST_CELLS, _APART, _MARGIN = 0.107, 128, 0.06, 12, 3, 3
# Such a region with more marks is a picture or dirt, with which Tesseract would spend minutes: on
# real scans, poor ones among them, none has more than 400.
_MOST_MARKS = 2000
# A page with fewer pixels that are so much darker than its paper holds not even a number.
_LEAST_INK, _PALE = 40, 40
# A page whose letters are read with less than this confidence may lie on its side or head. Then
# this share of it is tried the other ways, and another way must read so many times as many
# letters well.
_DOUBTFUL, _TRIED, _BETTER, _READ_WELL = 0.6, 0.4, 1.5, 0.85
# Inches that the rule of a stamp's frame may be thick.
_FRAME = 0.03
# Letters in colour that are read badly are lines of print where they are so many times as long as
# high: a seal of which half is left is twice as long.
_LONG = 2.5
# Pixels around a word that still belong to it.
_RIM = 3
_LINE_KEY = ("block_num", "par_num", "line_num")
_PLACE = ("left", "top", "width", "height")


@dataclass(frozen=True, slots=True)
class RecogniseSettings:
    """How Tesseract is called.

    ``vie`` was chosen against ``script/Vietnamese`` (Debian's tesseract-ocr-script-viet 4.1.0),
    which takes a fifth more time and misreads more words through all stages: of drawn noisy pages
    1.4 % against 0.8 %, of drawn poor ones 3.3 % against 2.0 %, of 20 real ones 0.92 % against
    0.83 % (29 November 2026).

    Attributes:
        language: its data, e.g. ``vie`` or ``vie+eng``.
        timeout: seconds for one page.
        segmentation: Tesseract's ``--psm``.
        second_look: search places with much ink that was not read once more.
        second_reading: read unsure words again, cut out.
        program: name or path of the program.
    """

    language: str = "vie"
    timeout: float = 120.0
    segmentation: int = 3
    second_look: bool = True
    second_reading: bool = True
    program: str = "tesseract"


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
    if digits is not None:
        again = partial(read_line, page, settings)
        lines = with_lost_lines(lines, page, again)
        lines = with_handwriting(lines, page, digits, again)
        lines = with_receipt(lines, page, digits, partial(_read_block, settings))
    if settings.second_reading:
        read = partial(read_line, page, settings)
        lines = with_lost_syllables(lines, apart.outside.pixels, read)
        lines = with_short_lines(lines, apart.outside.pixels, read)
        lines = with_lost_heads(lines, apart.outside.pixels, read)
        lines = with_numbers_in_order(lines)
        lines = with_second_reading(lines, apart.outside.pixels, read)
    if apart.tables:
        lines = with_tables(lines, apart.tables, read_tables(apart, settings))
    lines = with_doubts(with_capital(lines), page.wiped)
    scan = (page.info.width, page.info.height)
    on_scan = _on_scan(lines, page.to_scan, scan)
    page = replace(page, stamps=(*page.stamps, *stamped, *loose))
    return with_stamps(on_scan, read_stamps(page, settings, digits))


def _is_blank(pixels: Pixels) -> bool:
    """Whether not even a number stands on the page."""
    paper = percentile(counts_of(pixels, 4), 50)
    _, ink = cv2.threshold(pixels, paper - _PALE - 1, 1, cv2.THRESH_BINARY_INV)
    return paper <= _PALE or cv2.countNonZero(ink) < _LEAST_INK


def read_line(page: CleanPage, settings: RecogniseSettings, pixels: Pixels) -> list[Word]:
    """The words of a picture of one line of the page.

    Raises:
        DependencyError, RecogniseError: as :func:`recognise`.
    """
    one_line = replace(settings, segmentation=_ONE_LINE)
    return [word for run in read_runs(_with(page, pixels), one_line) for word in run]


def read_column(page: CleanPage, settings: RecogniseSettings, pixels: Pixels) -> list[list[Word]]:
    """The words of a picture of one column of the page.

    Raises:
        DependencyError, RecogniseError: as :func:`recognise`.
    """
    return read_words(_with(page, pixels), replace(settings, segmentation=_ONE_COLUMN))


def without_framed_stamps(
    page: TablePage, settings: RecogniseSettings
) -> tuple[TablePage, tuple[CleanPage, ...]]:
    """The page without stamps in a frame that have no colour, and these as small pages.

    A frame with other text in it stays.

    Raises:
        DependencyError, RecogniseError: as :func:`recognise`.
    """
    rim = round(_FRAME * page.outside.dpi)
    stamps: list[CleanPage] = []
    for frame in page.frames:
        left, top = max(0, frame.left) + rim, max(0, frame.top) + rim
        crop = page.outside.pixels[top : frame.bottom - rim, left : frame.right - rim]
        place = np.array([[1.0, 0, left], [0, 1, top]])
        to_scan = joined(page.outside.to_scan, place, unenlarged())
        large = _with(page.outside, enlarged(crop))
        stamp = replace(large, to_scan=to_scan, dpi=2 * page.outside.dpi, stamps=())
        if is_stamp([s for run in _read_block(settings, stamp) for s in segments(run)]):
            page = without_frame(page, frame, rim)
            stamps.append(stamp)
    return page, tuple(stamps)


def read_texts(
    page: CleanPage, settings: RecogniseSettings
) -> tuple[list[CleanPage], list[list[Word]]]:
    """Which coloured letters are stamps, and the words of the others in pixels of the page.

    Raises:
        DependencyError, RecogniseError: as :func:`recognise`.
    """
    stamps: list[CleanPage] = []
    printed: list[list[Word]] = []
    back = inverse(page.to_scan)
    for text in page.texts:
        runs = _read_block(settings, text)
        if is_stamp([s for run in runs for s in segments(run)]):
            stamps.append(text)
            continue
        if not _is_read(w for run in runs for w in run):
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


def read_stamps(
    page: CleanPage, settings: RecogniseSettings, digits: DigitReader | None = None
) -> tuple[Line, ...]:
    """The lines of the stamps that were taken out of the page, with boxes on the scan.

    ``digits`` reads what is written into a stamp of receipt.

    Raises:
        DependencyError, RecogniseError: as :func:`recognise`.
    """
    read = partial(_read_block, settings)
    scan = (page.info.width, page.info.height)
    return tuple(
        line
        for stamp in page.stamps
        for line in _on_scan(
            (digits and read_receipt(stamp, page, digits, read)) or _sure_lines(stamp, read),
            stamp.to_scan,
            scan,
        )
    )


def _read_block(settings: RecogniseSettings, page: CleanPage) -> list[list[Word]]:
    return read_words(page, replace(settings, segmentation=_ONE_BLOCK))


def _sure_lines(stamp: CleanPage, read: Read) -> list[Line]:
    return [
        Line.of(stamp.info.number, run, zone=Zone.COLOURED_STAMP)
        for run in read(stamp)
        if any(_is_sure(word) for word in run)
    ]


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
    block = replace(settings, segmentation=_ONE_BLOCK)
    counts = [
        sum(len(w.text) for run in read_runs(_with(page, np.rot90(part, n)), block)
            for w in run if (w.confidence or 0.0) > _READ_WELL)
        for n in range(4)
    ]  # fmt: skip
    best = counts.index(max(counts))
    return best if counts[best] > _BETTER * counts[0] + 10 else 0


def _is_upright(words: Sequence[Word]) -> bool:
    """Whether words are read with some confidence, and along lines that are level."""
    boxes = [w.box for w in words if w.box is not None and len(w.text) > 2]
    level = sum(b.width > b.height for b in boxes)
    return _is_read(words) and 2 * level >= len(boxes)


def _is_read(words: Iterable[Word]) -> bool:
    """Whether words are read with some confidence."""
    pairs = [(len(w.text), w.confidence or 0.0) for w in words]
    return sum(n * sure for n, sure in pairs) >= _DOUBTFUL * sum(n for n, _ in pairs)


def _most_inked(pixels: Pixels) -> Pixels:
    """The square of the page with most ink, :data:`_TRIED` of its shorter side wide."""
    side = round(_TRIED * min(pixels.shape))
    dark = np.pad((pixels < _DARK).cumsum(0, np.int64).cumsum(1), ((1, 0), (1, 0)))
    ink = dark[side:, side:] - dark[:-side, side:] - dark[side:, :-side] + dark[:-side, :-side]
    top, left = np.unravel_index(int(ink.argmax()), ink.shape)
    return pixels[top : top + side, left : left + side]


def _with(page: CleanPage, pixels: Pixels) -> CleanPage:
    return replace(page, pixels=np.ascontiguousarray(pixels))


def page_number(
    page: CleanPage, runs: Sequence[Sequence[Word]], settings: RecogniseSettings
) -> list[list[Word]]:
    """The number in the middle of the upper margin, when it was passed over as a lone digit is.

    Raises:
        DependencyError, RecogniseError: as :func:`recognise`.
    """
    box = place_of_number(page.pixels, page.dpi, runs)
    if box is None:
        return []
    crop = page.pixels[box.top : box.bottom, box.left : box.right]
    found = _read_number(_with(page, crop), replace(settings, segmentation=_ONE_LINE))
    return [[_shifted(w, box)] for run in found for w in run if (w.confidence or 0.0) >= _SURE][:1]


def _read_number(page: CleanPage, settings: RecogniseSettings) -> list[list[Word]]:
    """The digits of a small picture, read larger than it is."""
    found = read_runs(_with(page, enlarged(page.pixels)), settings, _DIGITS)
    return [
        [replace(w, box=before_enlarging(w.box)) for w in run if w.box is not None] for run in found
    ]


def _read_crop(page: CleanPage, box: Box, settings: RecogniseSettings, alphabet: str) -> list[Word]:
    """The words in a part of the page, with boxes on the whole of it."""
    crop = page.pixels[max(0, box.top) : box.bottom, max(0, box.left) : box.right]
    runs = read_runs(_with(page, crop), settings, alphabet)
    return [_shifted(word, box) for run in runs for word in run]


def read_tables(page: TablePage, settings: RecogniseSettings) -> tuple[Line, ...]:
    """The lines of all cells, cell by cell, with boxes in pixels of the cleaned page.

    Raises:
        DependencyError, RecogniseError: as :func:`recognise`.
    """
    inside = _read_cells(page, None, replace(settings, segmentation=_ONE_COLUMN))
    block = replace(settings, segmentation=_ONE_BLOCK)
    passed_over = {cell for table in page.tables for cell in table.cells if cell not in inside}
    for cell, runs in _read_cells(page, passed_over, block).items():
        if sure := [run for run in runs if all(map(_is_sure, run))]:
            inside[cell] = sure
    inside = with_numbers(inside, _read_cells(page, number_cells(page, inside), block, _DIGITS))
    return cell_lines(page.outside.info.number, inside | _lone_numbers(page, inside, settings))


def _lone_numbers(page: TablePage, inside: Inside, settings: RecogniseSettings) -> Inside:
    """The numbers of rows that are still no numbers, each read alone and larger.

    One that stands in the order of its column is taken whatever its confidence.
    """
    word = replace(settings, segmentation=_ONE_WORD)
    found: Inside = {}
    for cell in number_cells(page, inside):
        if text_of(inside.get(cell, [])).rstrip(".").isdecimal():
            continue
        for strip in strips(page, {cell}):
            read = _read_number(replace(page.outside, pixels=strip.pixels), word)
            sure = [[_in_order(w, cell, inside) for w in run] for run in read]
            found |= strip.placed(
                run for run in sure if run and all((w.confidence or 0.0) >= _SURE for w in run)
            )
    return found


def _in_order(word: Word, cell: Cell, inside: Inside) -> Word:
    """The word, sure enough when it is the number that its row must have."""
    if is_in_order(cell, word.text, inside):
        return replace(word, confidence=max(word.confidence or 0.0, _SURE))
    return word


def _read_cells(
    page: TablePage,
    only: Collection[Cell] | None,
    settings: RecogniseSettings,
    alphabet: str = "",
) -> Inside:
    """The words of all cells, or of ``only``."""
    inside: Inside = {}
    for strip in strips(page, only):
        picture = replace(page.outside, pixels=strip.pixels)
        read = read_runs(picture, settings, alphabet) if alphabet else read_words(picture, settings)
        inside.update(strip.placed(read))
    return inside


def read_words(page: CleanPage, settings: RecogniseSettings) -> list[list[Word]]:
    """The same as :func:`read_runs`, numbers that are read badly looked at once more.

    Raises:
        DependencyError, RecogniseError: as :func:`recognise`.
    """
    again = replace(settings, segmentation=_ONE_WORD)
    return [
        [_number_again(page, w, again) if may_be_number(w) else w for w in run]
        for run in with_strokes_counted(read_runs(page, settings), page.pixels)
    ]


def _number_again(page: CleanPage, word: Word, settings: RecogniseSettings) -> Word:
    assert word.box is not None
    rim = word.box.height // 3
    left, top, right, bottom = word.box
    box = Box(max(0, left - rim), max(0, top - rim), right + rim, bottom + rim)
    return number_read_again(word, _read_crop(page, box, settings, _DIGITS + ".,/"))


def read_runs(page: CleanPage, settings: RecogniseSettings, alphabet: str = "") -> list[list[Word]]:
    """Tesseract's lines of words, with boxes in pixels of the cleaned page.

    ``alphabet``: the only letters that may be read; any when it is empty.

    Raises:
        DependencyError, RecogniseError: as :func:`recognise`.
    """
    program = check_programs(settings)
    call = Call(
        program=program,
        language=settings.language,
        mode=settings.segmentation,
        dpi=round(page.dpi) or 300,
        alphabet=alphabet,
        timeout=settings.timeout,
    )
    return with_whole_boxes(without_specks(parse_tsv(table_of_words(call, page.pixels))))


def check_programs(settings: RecogniseSettings) -> str:
    """The path of the program, when it and its data are there.

    Raises:
        DependencyError: Tesseract or its data for the language is missing.
    """
    return check_program(settings.program, settings.language)


def second_look(
    page: CleanPage, runs: Sequence[Sequence[Word]], settings: RecogniseSettings
) -> list[list[Word]]:
    """Words that Tesseract passed over, taking the seal and signature around them for a picture.

    What was read is painted white, and where much ink is left single words are
    searched. Only words that look sure are kept: strokes of a signature and the
    rim of a seal are read as well, but not with confidence.

    Raises:
        DependencyError, RecogniseError: as :func:`recognise`.
    """
    rest = page.pixels.copy()
    for left, top, right, bottom in (w.box for run in runs for w in run if w.box is not None):
        rest[max(0, top - _RIM) : bottom + _RIM, max(0, left - _RIM) : right + _RIM] = 255
    sparse = replace(settings, segmentation=_SPARSE_TEXT)
    found: list[list[Word]] = []
    for box in inked_regions(rest, page.dpi):
        crop = np.ascontiguousarray(rest[box.top : box.bottom, box.left : box.right])
        if _is_speckled(np.asarray(crop < _DARK, np.uint8)):
            continue
        for run in read_runs(replace(page, pixels=crop), sparse):
            if kept := [_shifted(w, box) for w in run if _is_sure(w)]:
                found.append(kept)
    return found


def inked_regions(pixels: Pixels, dpi: float) -> list[Box]:
    """Where much ink is: seals, signatures, stamps; single strokes and specks are none.

    The page is looked at in squares of :data:`_CELL` inches; bands of rows with inked
    squares, apart by empty ones, are regions.
    """
    cell = max(1, round(_CELL * dpi))
    down, across = (n // cell for n in pixels.shape)
    dark = pixels[: down * cell, : across * cell] < _DARK
    # One direction after the other: NumPy adds up whole rows of a picture several times faster.
    bands = dark.reshape(down, cell, -1).sum(axis=1, dtype=np.uint16)
    inked = bands.reshape(down, across, cell).sum(axis=2) > _INKED * cell**2
    rows = np.flatnonzero(inked.any(axis=1))
    lots = np.split(rows, np.flatnonzero(np.diff(rows) > _APART) + 1) if rows.size else []
    regions: list[Box] = []
    for band in lots:
        part = inked[band[0] : band[-1] + 1]
        columns = np.flatnonzero(part.any(axis=0))
        if part.sum() >= _LEAST_CELLS:
            edges = (
                columns[0] - _MARGIN,
                band[0] - _MARGIN,
                columns[-1] + 1 + _MARGIN,
                band[-1] + 1 + _MARGIN,
            )
            left, top, right, bottom = (int(max(0, e)) * cell for e in edges)
            regions.append(
                Box(left, top, min(right, pixels.shape[1]), min(bottom, pixels.shape[0]))
            )
    return regions


def _is_speckled(dark: Pixels) -> bool:
    """Whether there are more marks than in any seal, signature or line that was passed over."""
    return most_components(dark) > _MOST_MARKS and len(components(dark)[1]) > _MOST_MARKS


def _shifted(word: Word, by: Box) -> Word:
    assert word.box is not None
    left, top, right, bottom = word.box
    return replace(word, box=Box(left + by.left, top + by.top, right + by.left, bottom + by.top))


def _is_sure(word: Word) -> bool:
    return (word.confidence or 0.0) >= _SURE and sum(c.isalnum() for c in word.text) >= 2


def parse_tsv(tsv: str) -> list[list[Word]]:
    """Lines of words of Tesseract's TSV; the rows that only give structure are left out.

    Raises:
        RecogniseError: the text is no such table.
    """
    table: dict[str, list[Any]] = pytesseract.file_to_dict(tsv, "\t", -1)
    lines: dict[tuple[int, ...], list[Word]] = {}
    if not table:
        return []
    try:
        columns = (table[name] for name in ("level", "text", "conf", *_LINE_KEY, *_PLACE))
        for level, read, confidence, block, paragraph, line, *place in zip(*columns, strict=True):
            if level != _WORD_LEVEL:
                continue
            text = repair_letters(read).strip()
            if text.strip("_"):  # a rule reads as "__"
                left, top, width, height = place
                box = Box(left, top, left + width, top + height)
                word = Word(text, box, max(0.0, confidence / 100))
                lines.setdefault((block, paragraph, line), []).append(word)
    except (KeyError, TypeError, ValueError) as error:
        raise RecogniseError("Tesseract's table of words cannot be read", _DOCTOR) from error
    return list(lines.values())


def repair_letters(text: str) -> str:
    """NFC, and the Icelandic eth that Tesseract reads for its look-alike Đ.

    >>> repair_letters("QUYẾT \\u00d0ỊNH")
    'QUYẾT ĐỊNH'
    """
    return nfc(text).replace("\N{LATIN CAPITAL LETTER ETH}", "Đ")


def _on_scan(
    lines: Sequence[Line], to_scan: NDArray[np.float64], size: tuple[int, int]
) -> list[Line]:
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


def _moved(box: Box, by: NDArray[np.float64]) -> Box:
    return Box(*boxes_around([box], by)[0].tolist())
