"""The lines of the cells of tables, and the numbers of their rows read once more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from vnplan.layout.cells import (
    Inside,
    TablePage,
    is_in_order,
    number_cells,
    strips,
    text_of,
    with_numbers,
)
from vnplan.layout.tables import cell_lines
from vnplan.model import Cell, Line, Word
from vnplan.recognise.ocr import (
    DIGITS,
    ONE_BLOCK,
    ONE_COLUMN,
    ONE_WORD,
    SURE,
    RecogniseSettings,
    is_sure,
    read_number,
    read_runs,
    read_words,
)


def read_tables(page: TablePage, settings: RecogniseSettings) -> tuple[Line, ...]:
    """The lines of all cells, cell by cell, with boxes in pixels of the cleaned page.

    Raises:
        DependencyError, RecogniseError: as :func:`~vnplan.recognise.ocr.read_runs`.
    """
    inside = _read_cells(page, None, replace(settings, segmentation=ONE_COLUMN))
    block = replace(settings, segmentation=ONE_BLOCK)
    passed_over = {cell for table in page.tables for cell in table.cells if cell not in inside}
    for cell, runs in _read_cells(page, passed_over, block).items():
        if sure := [run for run in runs if all(map(is_sure, run))]:
            inside[cell] = sure
    inside = with_numbers(inside, _read_cells(page, number_cells(page, inside), block, DIGITS))
    return cell_lines(page.outside.info.number, inside | _lone_numbers(page, inside, settings))


def _lone_numbers(page: TablePage, inside: Inside, settings: RecogniseSettings) -> Inside:
    """The numbers of rows that are still no numbers, each read alone and larger.

    One that stands in the order of its column is taken whatever its confidence.
    """
    word = replace(settings, segmentation=ONE_WORD)
    found: Inside = {}
    for cell in number_cells(page, inside):
        if text_of(inside.get(cell, [])).rstrip(".").isdecimal():
            continue
        for strip in strips(page, {cell}):
            read = read_number(replace(page.outside, pixels=strip.pixels), word)
            sure = [[_in_order(w, cell, inside) for w in run] for run in read]
            found |= strip.placed(
                run for run in sure if run and all((w.confidence or 0.0) >= SURE for w in run)
            )
    return found


def _in_order(word: Word, cell: Cell, inside: Inside) -> Word:
    """The word, sure enough when it is the number that its row must have."""
    if is_in_order(cell, word.text, inside):
        return replace(word, confidence=max(word.confidence or 0.0, SURE))
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
