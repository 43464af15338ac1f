"""Drawn numbers: what the digit reader learns from looks like numbers, and like many of them."""

from __future__ import annotations

from pathlib import Path
from re import fullmatch

import numpy as np
import pytest

from tools.draw_glyphs import SIZE, Hand, forms, found_fonts, stroked, thinned
from tools.draw_handwriting import (
    PRINT_FONTS,
    nearest,
    number_text,
    scanned,
    surrounded,
    written,
)
from vnplan.handwriting.digits import CHARACTERS, LETTERS, SIGNS, DigitReader, normalised
from vnplan.lexicon import Dictionaries
from vnplan.model import Pixels


def test_every_character_has_forms() -> None:
    """A character without a form could be read, but never learned."""
    assert forms().keys() == {*CHARACTERS}
    assert all(sum(weights) == pytest.approx(1) for _, weights in forms().values())


def test_what_is_drawn_is_what_it_says() -> None:
    """A number drawn anew is mostly read as what was to be drawn."""
    random = np.random.default_rng(8)
    reader = DigitReader.load(Dictionaries.locate())
    right = 0
    for _ in range(40):
        text = f"{random.integers(10, 10000)}"
        ink = written(text, stroked, Hand.drawn(random), random)
        page = np.pad(255 - ink, SIZE // 4, constant_values=255)
        found = reader.read(page, most=1)
        right += bool(found) and found[0].text == text
    assert right >= 34


def test_scans_differ_and_keep_the_ink() -> None:
    """The same ink never looks the same twice, and never goes all white."""
    random = np.random.default_rng(9)
    ink = written("27", stroked, Hand.drawn(random), random)
    pages = [scanned(ink, random) for _ in range(12)]
    assert len({page.tobytes() for page in pages}) == 12
    assert all(normalised(page) is not None for page in pages)


def test_texts_are_what_may_stand_in_a_blank() -> None:
    """Up to five digits, now and then a letter behind them; dates; now and then nothing."""
    random = np.random.default_rng(10)
    texts = {number_text(random) for _ in range(2000)}
    assert "" in texts
    dates = {text for text in texts if {*text} & {*SIGNS}}
    numbers = texts - dates - {""}
    assert all(text.rstrip(LETTERS).isdigit() for text in numbers)
    assert {len(text.rstrip(LETTERS)) for text in numbers} == {1, 2, 3, 4, 5}
    assert {text[-1] for text in numbers} & {*LETTERS}
    assert all(fullmatch(r"\d{1,2}([/.-])\d{1,2}(\1(\d\d)?\d\d)?", text) for text in dates)


def test_a_stroke_of_print_behind_a_number_is_told() -> None:
    """It is there to be read; other print is not."""
    random = np.random.default_rng(12)
    fonts = found_fonts([Path("/usr/share/fonts")], PRINT_FONTS)
    ink = written("27", stroked, Hand.drawn(random), random)
    hand = Hand.drawn(random)
    signs = [surrounded(ink, hand, fonts, random)[1] for _ in range(200)]
    assert {*signs} == {"", "/"}
    assert signs.count("/") < 40


def bar(width: int) -> Pixels:
    return np.full((SIZE, width), 255, np.uint8)


def test_glyphs_come_as_near_as_their_ink() -> None:
    """Two full blocks meet at their edges; over an L there is room."""
    assert nearest((bar(20), 0), (bar(20), 0)) == pytest.approx(0, abs=1)
    foot = bar(40)
    foot[: SIZE // 2, 10:] = 0
    flag = bar(40)
    flag[SIZE // 2 :] = 0
    assert nearest((foot, 0), (flag, -16)) < -10


def test_thinning_leaves_a_line() -> None:
    """A thick bar becomes a line of about its length, one pixel wide."""
    ink = np.zeros((1, 20, 60), bool)
    ink[0, 8:13, 10:50] = True
    line = thinned(ink)[0]
    assert line.sum(axis=0).max() == 1
    assert 30 <= line.sum() <= 40
