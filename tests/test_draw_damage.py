"""What drawn pages may suffer is drawn by chance, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from test_fixtures_drawn import needs_fonts

from bench.pages_drawn import DAMAGED
from tools.draw_damage import cornered, punched, shown_through
from tools.draw_scan import DrawnPage


def page(mode: str = "L") -> DrawnPage:
    image = Image.new("L", (827, 1169), 250)
    image.paste(30, (120, 200, 700, 230))
    return DrawnPage(image.convert(mode), 100, ())


@needs_fonts
@pytest.mark.parametrize("name", sorted(DAMAGED))
def test_damage_is_the_same_for_the_same_seed_and_leaves_the_size(name: str) -> None:
    damage, style = DAMAGED[name]
    one, same, other = (
        np.asarray(damage(page(style.mode), np.random.default_rng(seed)).image)
        for seed in (1, 1, 2)
    )
    assert np.array_equal(one, same) and not np.array_equal(one, other)
    assert one.shape[:2] == (1169, 827)
    assert not np.array_equal(one, np.asarray(page(style.mode).image.convert("RGB")))


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
