"""The first pages of the made-up documents on the kinds of paper that archives hold.

Each condition is measured beside the same pages scanned in the same way and not damaged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from bench.pages_drawn import TWO_VALUES, Sample, by_lot, cases, drawn, lot
from tools.draw_damage import (
    bordered,
    coarsened,
    cornered,
    faxed,
    folded,
    photographed,
    punched,
    reversed_tones,
    shadowed,
    shown_through,
    stamped,
    streaked,
    turned_by_lot,
)
from tools.draw_fixtures import load_sources
from tools.draw_layout import set_document
from tools.draw_scan import NOISY, POOR, DrawnPage, ScanStyle, in_two_values

Damage = Callable[[DrawnPage, np.random.Generator], DrawnPage]


@dataclass(frozen=True, slots=True)
class Condition:
    """How pages are scanned, and what happens to the scan, in this order."""

    style: ScanStyle
    damages: tuple[Damage, ...] = ()


GREY, COLOUR = NOISY, replace(NOISY, mode="RGB")
# In grey until it is damaged, then in two values.
_BEFORE = replace(TWO_VALUES, mode="L")
_DIRTY = replace(_BEFORE, specks=500)
_RECEIVED = ("CÔNG VĂN ĐẾN", "Số: 1284", "Ngày 12/11/2025", "Chuyển: ............")
_STAMPED = partial(stamped, texts=_RECEIVED, middle=(0.3, 0.25), size=11.0)
_COPY = (punched, cornered, bordered, in_two_values)


def _back_showing(page: DrawnPage, _: np.random.Generator) -> DrawnPage:
    """Thin paper: the back has the same print and shows at a third of its strength."""
    return shown_through(page, page, 0.3)


CONDITIONS: dict[str, Condition] = {
    "two values, 200 dpi": Condition(TWO_VALUES),
    "two values, 300 dpi": Condition(replace(TWO_VALUES, dpi=300)),
    "grey": Condition(GREY),
    "colour": Condition(COLOUR),
    "holes, two values": Condition(_BEFORE, (punched, in_two_values)),
    "black edges, two values": Condition(_BEFORE, (bordered, in_two_values)),
    "copy, 200 dpi": Condition(_DIRTY, _COPY),
    "copy, 300 dpi": Condition(replace(_DIRTY, dpi=300), _COPY),
    "black edges": Condition(GREY, (bordered,)),
    "streaks": Condition(TWO_VALUES, (streaked,)),
    "two values, turned": Condition(TWO_VALUES, (turned_by_lot,)),
    "grey, turned": Condition(GREY, (turned_by_lot,)),
    "poor, turned": Condition(POOR, (turned_by_lot,)),
    "fax": Condition(TWO_VALUES, (faxed,)),
    "fax, standard": Condition(_BEFORE, (coarsened, in_two_values)),
    "negative": Condition(GREY, (reversed_tones,)),
    "red stamp over print": Condition(COLOUR, (_STAMPED,)),
    "black stamp over print": Condition(_BEFORE, (_STAMPED, in_two_values)),
    "photographed": Condition(COLOUR, (photographed,)),
    "photographed with a shadow": Condition(COLOUR, (partial(photographed, tilt=0.06), shadowed)),
    "fold": Condition(GREY, (folded,)),
    "fold, two values": Condition(_BEFORE, (folded, in_two_values)),
    "back shows through": Condition(GREY, (_back_showing,)),
    "back shows through, two values": Condition(_BEFORE, (_back_showing, in_two_values)),
    "two values, 600 dpi": Condition(replace(TWO_VALUES, dpi=600)),
    "grey, 600 dpi": Condition(replace(GREY, dpi=600)),
    "grey, 100 dpi": Condition(replace(GREY, dpi=100, blur=0.3)),
    "two values, 100 dpi": Condition(replace(TWO_VALUES, dpi=100, blur=0.2)),
}


def damaged(condition: Condition, draw: int = 0) -> Iterator[Sample]:
    """The first page of each document, scanned and damaged."""
    for source in (source for case in cases() for source in load_sources(case)):
        seed = lot(source.number, draw)
        rng = by_lot(seed)
        sample = drawn(set_document(source)[0], condition.style, seed)
        page = sample.page
        for damage in condition.damages:
            page = damage(page, rng)
        yield replace(sample, page=page)
