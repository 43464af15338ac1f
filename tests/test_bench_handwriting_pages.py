"""Drawn first pages: what is said to be written there is, and the same page comes every time."""

from __future__ import annotations

import numpy as np
import pytest

from bench.handwriting_conditions import CONDITIONS
from bench.handwriting_pages import draw_written
from tools.calibrate_digits import fitted
from tools.draw_glyphs import stroked
from tools.draw_handwriting import HANDWRITING_FONTS, HELD_OUT_FONTS, UNSEEN_FONTS


def ink(name: str) -> int:
    """Dark pixels of the upper part of a page."""
    image = draw_written(name, 0, stroked).page.image.convert("L")
    return int((np.asarray(image)[: image.height // 6] < 128).sum())


def test_a_page_says_what_is_written_on_it() -> None:
    truths = draw_written("letter behind", 2, stroked).truths
    assert truths["serial"][:-1].isdigit()
    assert truths["serial"][-1].isalpha()
    assert 1 <= int(truths["day"]) <= 28
    received = draw_written("ĐẾN stamp, no frame", 1, stroked).truths
    assert received["received"].isdigit()
    assert len(received["received_date"].split("-")) == 3


def test_empty_gaps_hold_no_ink_and_full_ones_do() -> None:
    empty = draw_written("empty", 0, stroked)
    assert set(empty.truths.values()) == {""}
    assert all(draw_written("300 dpi", 0, stroked).truths.values())
    assert ink("200 dpi, 1 bit") > 0


def test_the_same_page_comes_every_time() -> None:
    one, other, next_ = (draw_written("blue pen", n, stroked).page.image for n in (0, 0, 1))
    assert one.mode == "RGB"
    assert one.tobytes() == other.tobytes()
    assert one.tobytes() != next_.tobytes()


def test_no_font_is_both_learned_and_held_out() -> None:
    assert not {*HANDWRITING_FONTS} & {*HELD_OUT_FONTS, *UNSEEN_FONTS}
    assert not {*HELD_OUT_FONTS} & {*UNSEEN_FONTS}
    assert len(CONDITIONS) == 34


def test_platt_s_line_is_found_again() -> None:
    """Readings that are as often right as twice their log odds say."""
    random = np.random.default_rng(4)
    said = random.uniform(0.05, 0.95, 20_000)
    odds = np.log(said / (1 - said))
    right = random.random(20_000) < 1 / (1 + np.exp(-2 * odds + 0.5))
    scale, shift = fitted(said, right.astype(float))
    assert scale == pytest.approx(2, rel=0.1)
    assert shift == pytest.approx(-0.5, abs=0.1)
