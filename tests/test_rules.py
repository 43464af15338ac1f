"""Long level lines that cross print: a fax's or a pen's are wiped off, the print stays."""

import cv2
import numpy as np
import pytest

from vnplan.layout.crossing_lines import without_crossing_rules
from vnplan.layout.rules import find_rules
from vnplan.model import Box, Pixels

DPI = 200.0
LINES = (300, 360, 420)


def page() -> Pixels:
    """Lines of letters, as upright strokes with a bar."""
    pixels = np.full((900, 1400), 255, np.uint8)
    for top in LINES:
        for left in range(200, 1200, 18):
            if left % 90:
                cv2.rectangle(pixels, (left, top), (left + 3, top + 24), 0, -1)
                cv2.rectangle(pixels, (left, top + 10), (left + 9, top + 12), 0, -1)
    return pixels


def cleared(pixels: Pixels, tables: tuple[Box, ...] = ()) -> Pixels:
    return without_crossing_rules(pixels, find_rules(pixels, DPI), tables, DPI)


@pytest.mark.parametrize("place", [366, 384])
def test_a_line_across_print_goes_and_the_print_stays(place: int) -> None:
    pixels = page()
    print_ = pixels == 0
    pixels[place : place + 2, 150:1300] = 0
    wiped = cleared(pixels) == 0
    assert wiped[place : place + 2, 150:1300][~print_[place : place + 2, 150:1300]].mean() < 0.15
    assert wiped[print_].mean() > 0.99


@pytest.mark.parametrize("thick", [4, 6])
def test_the_line_of_a_fold_goes_however_thick(thick: int) -> None:
    """In black and white the shadow of a fold is a thick line."""
    pixels = page()
    print_ = pixels == 0
    fold = np.s_[364 : 364 + thick, 20:1380]
    pixels[fold] = 0
    wiped = cleared(pixels) == 0
    assert wiped[fold][~print_[fold]].mean() < 0.3
    assert wiped[print_].mean() > 0.95


def test_a_line_that_slopes_a_little_goes_too() -> None:
    pixels = page()
    print_ = pixels == 0
    cv2.line(pixels, (150, 364), (1250, 372), 0, 2)
    wiped = cleared(pixels) == 0
    assert wiped[print_].mean() > 0.98
    assert np.count_nonzero(wiped & ~print_) < 0.2 * np.count_nonzero((pixels == 0) & ~print_)


def test_a_rule_that_touches_nothing_stays() -> None:
    pixels = page()
    pixels[334:337, 400:900] = 0
    assert cleared(pixels) is pixels


def test_print_alone_comes_back_as_it_is() -> None:
    pixels = page()
    assert cleared(pixels) is pixels


def test_the_rules_of_a_table_stay() -> None:
    pixels = page()
    pixels[366:368, 150:1300] = 0
    assert cleared(pixels, (Box(150, 366, 1300, 500),)) is pixels


def test_a_blank_page_has_no_rules() -> None:
    rules = find_rules(np.full((400, 300), 255, np.uint8), DPI)
    assert not rules.level and not rules.upright and not rules.ink.any()


def test_rules_lie_where_they_were_drawn() -> None:
    pixels = np.full((900, 700), 255, np.uint8)
    pixels[100:103, 50:600] = pixels[700:703, 50:600] = pixels[100:703, 300:303] = 0
    rules = find_rules(pixels, DPI)
    assert [round(rule.at) for rule in rules.level] == [101, 701]
    assert [round(rule.at) for rule in rules.upright] == [301]
    assert rules.upright[0].start == pytest.approx(100, abs=5)
    assert rules.upright[0].stop == pytest.approx(703, abs=5)
    assert np.array_equal(rules.ink[695:705, 60:280] > 0, pixels[695:705, 60:280] == 0)


@pytest.mark.parametrize("width", [701, 702, 703, 704])
def test_rules_are_found_up_to_the_edges(width: int) -> None:
    pixels = np.full((900, width), 255, np.uint8)
    pixels[100:103, :60] = pixels[500:503, -60:] = pixels[:60, 300:303] = pixels[-60:, 401:404] = 0
    rules = find_rules(pixels, DPI)
    # Rules on one side alone leave open by how much they slope.
    assert [rule.at for rule in rules.level] == pytest.approx([101, 501], abs=6)
    assert [rule.at for rule in rules.upright] == pytest.approx([301, 402], abs=6)
    drawn = ((0, 60), (width - 60, width), (0, 60), (840, 900))
    for rule, ends in zip(rules.level + rules.upright, drawn, strict=True):
        assert (rule.start, rule.stop) == pytest.approx(ends, abs=5)
