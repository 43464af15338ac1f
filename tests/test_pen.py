"""Blanks of the number line and the date line that a coloured pen filled in."""

from __future__ import annotations

import numpy as np
import pytest

from vnplan.handwriting import BLANK
from vnplan.lexicon import Dictionaries
from vnplan.model import Box, Line, PageInfo, RestoredLine, Route, Word, Zone
from vnplan.parse import Grammar, parse
from vnplan.pen import with_pen_marks


def line(text: str, zone: Zone, top: int = 100) -> Line:
    """Words of 100 pixels at 200 pixels from one another, 30 high."""
    boxes = (Box(200 * n, top, 200 * n + 100, top + 30) for n in range(len(text.split())))
    words = (Word(t, box, 0.95) for t, box in zip(text.split(), boxes, strict=True))
    return Line.of(1, words, None, zone)


def ink(*boxes: Box) -> np.ndarray:
    """A scan from which coloured ink was taken out at ``boxes``."""
    removed = np.zeros((400, 2000), np.uint8)
    for box in boxes:
        removed[box.top : box.bottom, box.left : box.right] = 2
    return removed


@pytest.mark.parametrize(
    ("text", "zone", "at", "wanted"),
    [
        ("Số: /KH-UBND", Zone.NUMBER, 110, "Số: … /KH-UBND"),
        ("An Hòa, ngày tháng 8 năm 2025", Zone.PLACE_DATE, 520, "An Hòa, ngày … tháng 8 năm 2025"),
        ("Số: 12/KH-UBND", Zone.NUMBER, 110, "Số: 12/KH-UBND"),
        ("Số: /KH-UBND", Zone.BODY, 110, "Số: /KH-UBND"),
    ],
)
def test_a_blank_with_ink_was_filled_in(text: str, zone: Zone, at: int, wanted: str) -> None:
    removed = ink(Box(at, 95, at + 40, 130))
    found = with_pen_marks(line(text, zone), removed)
    assert found.text == wanted
    assert all(w.confidence == 0.0 for w in found.words if w.text == BLANK)


def test_a_blank_without_ink_is_blank() -> None:
    number = line("Số: /KH-UBND", Zone.NUMBER)
    assert with_pen_marks(number, ink(Box(110, 300, 150, 330))) == number
    assert with_pen_marks(number, None) == number


@pytest.mark.parametrize(
    ("removed", "reason"),
    [
        (ink(Box(110, 95, 150, 130)), "handwritten serial could not be read"),
        (None, "the serial is blank"),
    ],
)
def test_the_doubt_tells_a_written_serial_from_a_blank_one(
    removed: np.ndarray | None, reason: str
) -> None:
    texts = (
        (60, "ỦY BAN NHÂN DÂN XÃ AN HÒA", Zone.ISSUER),
        (100, "Số: /KH-UBND", Zone.NUMBER),
        (140, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Zone.MOTTO),
        (180, "Độc lập - Tự do - Hạnh phúc", Zone.MOTTO),
        (220, "KẾ HOẠCH", Zone.TITLE),
    )
    lines = [with_pen_marks(line(text, zone, top), removed) for top, text, zone in texts]
    page = PageInfo(1, Route.OCR, 2000, 400, 200.0)
    grammar = Grammar.load(Dictionaries.locate())
    (document,) = parse([RestoredLine.untouched(found) for found in lines], [page], grammar)
    assert document.number is None
    assert reason in [doubt.reason for doubt in document.doubts]
