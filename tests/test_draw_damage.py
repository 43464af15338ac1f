"""What drawn pages may suffer is drawn by chance, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from test_fixtures_drawn import needs_fonts

from bench.pages_damaged import CONDITIONS, Condition
from tools.draw_damage import cornered, punched, shadowed, shown_through, turned
from tools.draw_scan import DrawnPage


def page(mode: str = "L") -> DrawnPage:
    image = Image.new("L", (827, 1169), 250)
    image.paste(30, (120, 200, 700, 230))
    return DrawnPage(image.convert(mode), 100, ())


# The back shows as strongly on every page; a fax is coarse and a negative dark everywhere.
NOT_BY_LOT = {name for name in CONDITIONS if "back" in name} | {"fax, standard", "negative"}


@needs_fonts
@pytest.mark.parametrize("name", sorted(CONDITIONS))
def test_damage_is_the_same_for_the_same_seed(name: str) -> None:
    """What a scan suffers changes it, by chance or always alike, and keeps its resolution."""
    condition = CONDITIONS[name]
    made = [suffered(condition, seed) for seed in (1, 1, *range(2, 8))]
    one, same, *others = (np.asarray(each.image.convert("RGB")) for each in made)
    assert np.array_equal(one, same)
    if condition.damages:
        assert not np.array_equal(one, np.asarray(page(condition.style.mode).image.convert("RGB")))
    if name not in NOT_BY_LOT and condition.damages:
        assert any(not np.array_equal(one, other) for other in others)
        assert {one.shape[:2], one.shape[1::-1]} >= {(1169, 827)}
    assert {each.dpi for each in made} == {100}


def suffered(condition: Condition, seed: int) -> DrawnPage:
    """A small page under a condition."""
    rng = np.random.default_rng(seed)
    made = page(condition.style.mode)
    for damage in condition.damages:
        made = damage(made, rng)
    return made


@needs_fonts
def test_pages_in_two_values_hold_no_grey() -> None:
    """What a condition says of black and white holds of the picture that is read."""
    names = [name for name in CONDITIONS if "two values" in name or "copy" in name]
    for name in [*names, "fax", "black stamp over print"]:
        assert suffered(CONDITIONS[name], 1).image.mode == "1"


def test_holes_and_corners_are_dark() -> None:
    for damage in (punched, cornered):
        dark = np.asarray(damage(page(), np.random.default_rng(3)).image) < 60
        assert dark.sum() > (np.asarray(page().image) < 60).sum()


def test_the_back_shows_through_mirrored() -> None:
    back = Image.new("L", (827, 1169), 250)
    back.paste(0, (0, 600, 300, 700))
    seen = shown_through(page(), DrawnPage(back, 100, ()), 0.3)
    pale = np.asarray(seen.image)[600:700]
    assert pale[50, 700] < 200 < pale[50, 100]


def test_a_shadow_darkens_a_part_of_the_page() -> None:
    """Its middle lies within the page, and the print in it stays darker than the paper."""
    seen = np.asarray(shadowed(page(), np.random.default_rng(1)).image)
    paper = seen[np.asarray(page().image) == 250]
    assert paper.min() < 160 and np.mean(paper > 240) > 0.4
    assert seen.min() < 30


def test_a_page_turned_four_times_is_as_it_was() -> None:
    """Quarters add up."""
    made = page()
    for _ in range(4):
        made = turned(made, 1)
    assert np.array_equal(np.asarray(made.image), np.asarray(page().image))
    assert not np.array_equal(np.asarray(turned(page(), 2).image), np.asarray(page().image))
