"""How numbers and days are written on the drawn pages, and how these are scanned."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tools.draw_scan import BLACK, BLUE, CLEAN, RED, ScanStyle
from tools.draw_type import Face


@dataclass(frozen=True, slots=True)
class Condition:
    """How numbers and days are written, and how the page is scanned.

    Attributes:
        style: of the scan.
        pen: colour of the ink.
        high: height of a digit, in heights of a printed capital, from and to.
        lift: how far the foot of the writing stands above the baseline, in the same.
        room: width of the gap over that of the writing, from and to.
        dotted: whether a guide line is printed in the gap.
        slant, touching: of the hand.
        slash: whether the pen writes the stroke before the symbol as well.
        through: whether a stroke of the pen runs into "Số".
        letter: whether a letter stands behind the serial.
        stamped: whether wheels of a rubber stamp set the number instead of a pen.
        empty: whether nothing is written.
        received: whether the office that received the page set its stamp, filled in by hand.
        framed: whether that stamp has a frame.
        stamp: its colour.
        over_title: whether it stands over the title.
        short: whether the date in it has dashes, or no year.
        turned: degrees by which it is turned.
        rows: its labels, line by line; with fewer than three lines "ĐẾN" stands above them.
        year: how many of the year's digits the form leaves to the pen, and with them day and month.
        face: of the number line.
        form: of the number line: what stands before the gap and, with its symbol, behind it.
        typed: whether the serial is set in print of another family, with the rest or later.
        dirty: whether specks and the end of a stroke stand in the gaps.
    """

    style: ScanStyle = field(default_factory=lambda: replace(CLEAN, mode="L"))
    pen: tuple[int, int, int] = BLACK
    high: tuple[float, float] = (1.0, 1.5)
    lift: tuple[float, float] = (-0.15, 0.15)
    room: tuple[float, float] = (1.3, 2.2)
    dotted: bool = False
    slant: float = 0.12
    touching: bool = False
    slash: bool = False
    through: bool = False
    letter: bool = False
    stamped: bool = False
    empty: bool = False
    received: bool = False
    framed: bool = True
    stamp: tuple[int, int, int] = RED
    over_title: bool = False
    short: bool = False
    turned: float = 0.0
    rows: tuple[tuple[str, ...], ...] = (("Số:",), ("Ngày:",), ("Chuyển:",))
    year: int = 0
    face: Face = Face.REGULAR
    form: tuple[str, str] = ("Số:", "/{code}-{agency}")
    typed: bool = False
    dirty: bool = False


_GREY = ScanStyle(dpi=200, skew=0.4, blur=0.4, noise=5, specks=20, jpeg=70)
_BITS = replace(_GREY, mode="1", blur=0.6, noise=9)
_COLOUR = replace(_GREY, mode="RGB", shading=0.1)
_VIOLET = (88, 52, 140)
_TWO, _ONE = (("Số:",), ("Ngày:",)), (("Số:", "Ngày:"),)
CONDITIONS = {
    "300 dpi": Condition(),
    "200 dpi, 1 bit": Condition(_BITS),
    "150 dpi, JPEG": Condition(replace(_GREY, dpi=150, blur=0.7, jpeg=35, fading=0.15)),
    "blue pen": Condition(_COLOUR, BLUE),
    "red pen": Condition(_COLOUR, RED),
    "dotted line": Condition(_GREY, dotted=True),
    "high, low, large": Condition(_GREY, high=(1.3, 2.0), lift=(-0.5, 0.5)),
    "slanted, joined": Condition(_GREY, slant=0.4, touching=True),
    "narrow gap": Condition(_GREY, room=(0.8, 1.05)),
    "stroke through Số": Condition(_GREY, through=True),
    "stroke / by hand": Condition(_GREY, slash=True),
    "letter behind": Condition(_GREY, letter=True),
    "numbering stamp": Condition(_COLOUR, _VIOLET, stamped=True, high=(0.9, 1.4)),
    "numbering stamp, 1 bit": Condition(_BITS, stamped=True, high=(0.9, 1.4)),
    "empty": Condition(_GREY, empty=True),
    "empty, 1 bit, dotted": Condition(_BITS, empty=True, dotted=True),
    "ĐẾN stamp, framed, colour": Condition(_COLOUR, BLUE, received=True),
    "ĐẾN stamp, over the title": Condition(_COLOUR, BLUE, received=True, over_title=True),
    "ĐẾN stamp, no frame": Condition(_COLOUR, BLUE, received=True, framed=False),
    "ĐẾN stamp, black, 1 bit": Condition(_BITS, received=True, stamp=BLACK),
    "ĐẾN stamp, short date": Condition(_COLOUR, BLUE, received=True, short=True),
    "ĐẾN stamp, turned": Condition(_COLOUR, BLUE, received=True, turned=2.0),
    "Party": Condition(_GREY, form=("Số", "-{code}/HU")),
    "type alone": Condition(_GREY, form=("Số:", " /{code}"), dotted=True),
    "bold, 1 bit": Condition(_BITS, face=Face.BOLD),
    "italic, blue pen": Condition(_COLOUR, BLUE, face=Face.ITALIC),
    "typed later": Condition(_GREY, typed=True),
    "typed later, 1 bit": Condition(_BITS, typed=True),
    "empty, specks, a stroke": Condition(_GREY, empty=True, dirty=True),
    "year by hand": Condition(_GREY, year=2),
    "year's last digit, dotted": Condition(_COLOUR, BLUE, year=1, dotted=True),
    "ĐẾN stamp, two lines": Condition(_COLOUR, BLUE, received=True, rows=_TWO),
    "ĐẾN stamp, one line": Condition(_COLOUR, BLUE, received=True, rows=_ONE),
    "ĐẾN stamp, turned, 1 bit": Condition(_BITS, received=True, stamp=BLACK, rows=_TWO, turned=3.0),
}
