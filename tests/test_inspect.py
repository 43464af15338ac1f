"""The picture of what was seen: what is drawn where, over the page that came in."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from vnplan.inspect import SeenPage, certainty_colour, draw, png, written_gaps, zone_frames
from vnplan.model import Box, Cell, Line, PageInfo, Pixels, Reading, Route, Word, Zone

WIDTH, HEIGHT = 600, 900
GREEN, RED, GREY = certainty_colour(0.95), certainty_colour(0.1), certainty_colour(None)


def line(
    x: int,
    y: int,
    text: str,
    zone: Zone | None = Zone.BODY,
    confidence: float | None = 0.95,
    cell: Cell | None = None,
) -> Line:
    """A line of words 40 pixels wide and 20 high, 50 pixels apart."""
    boxes = (Box(x + 50 * i, y, x + 50 * i + 40, y + 20) for i in range(len(text.split())))
    words = (Word(t, b, confidence) for t, b in zip(text.split(), boxes, strict=True))
    return Line.of(1, words, cell, zone)


def seen(*lines: Line, removed: Pixels | None = None, problem: str | None = None) -> SeenPage:
    info = PageInfo(1, Route.OCR, WIDTH, HEIGHT, 75.0, "a test", problem)
    return SeenPage(info, np.full((HEIGHT, WIDTH), 255, np.uint8), lines, ("grey",), removed)


def colours(picture: Image.Image, box: Box) -> set[tuple[int, int, int]]:
    """All colours that occur inside a box."""
    part = np.asarray(picture)[box.top : box.bottom, box.left : box.right]
    return {(int(r), int(g), int(b)) for r, g, b in part.reshape(-1, 3)}


def test_words_are_framed_by_how_sure_they_are() -> None:
    """Each word has the colour of its own certainty, exactly around its box."""
    picture = draw(seen(line(100, 100, "chắc"), line(100, 300, "mờ", confidence=0.1)))
    assert GREEN in colours(picture, Box(100, 100, 141, 121))
    assert RED not in colours(picture, Box(100, 100, 141, 121))
    assert RED in colours(picture, Box(100, 300, 141, 321))


def test_words_of_a_text_layer_have_a_colour_of_their_own() -> None:
    """A reader that does not say how sure it is, is neither sure nor unsure."""
    picture = draw(seen(line(100, 100, "chữ", confidence=None)))
    assert GREY in colours(picture, Box(100, 100, 141, 121))
    assert GREY not in {GREEN, RED}


def test_lines_of_a_zone_share_a_frame() -> None:
    """A zone that comes back later has another frame; cells of tables have none."""
    cell = Cell(0, 0, 0, 1, 1, Box(90, 590, 300, 640), Box(90, 590, 300, 640))
    lines = [
        line(100, 100, "một hai"),
        line(100, 130, "ba"),
        line(100, 300, "ký", Zone.SIGNATURE),
        line(100, 500, "bốn"),
        line(100, 600, "ô", None, cell=cell),
    ]
    assert list(zone_frames(lines)) == [
        (Zone.BODY, Box(100, 100, 190, 150)),
        (Zone.SIGNATURE, Box(100, 300, 140, 320)),
        (Zone.BODY, Box(100, 500, 140, 520)),
    ]


def test_every_zone_can_be_drawn() -> None:
    """No zone is without a colour, and no two zones have the same."""
    pictures = [draw(seen(line(100, 100, "chữ", zone))) for zone in Zone]
    frames = [picture.getpixel((120, 124)) for picture in pictures]
    assert len(set(map(str, frames))) == len(Zone)


def test_the_cells_of_tables_are_drawn() -> None:
    """The frame follows the rules of the cell, not the words in it."""
    cell = Cell(0, 1, 2, 1, 1, Box(90, 200, 400, 300), Box(90, 200, 400, 300))
    with_cell = draw(seen(line(100, 210, "ô", None, cell=cell)))
    without = draw(seen(line(100, 210, "ô")))
    edge = Box(250, 296, 260, 300)
    assert colours(without, edge) == {(255, 255, 255)}
    assert colours(with_cell, edge) != {(255, 255, 255)}


def test_an_arrow_leads_from_each_line_to_the_next() -> None:
    """Between two lines far apart there is something drawn; after the last one nothing."""
    picture = draw(seen(line(100, 100, "một"), line(300, 500, "hai")))
    middle = Box(170, 250, 230, 370)
    assert colours(picture, middle) != {(255, 255, 255)}
    assert colours(picture, Box(100, 540, 500, 800)) == {(255, 255, 255)}


def test_removed_ink_is_shown() -> None:
    """What the clean-up took out is coloured where it was, red and blue ink apart."""
    removed = np.zeros((HEIGHT, WIDTH), np.uint8)
    removed[400:450, 200:300], removed[400:450, 400:500] = 1, 2
    picture = draw(seen(removed=removed))
    red, blue, none = (Box(x, 410, x + 80, 440) for x in (210, 410, 310))
    assert colours(picture, red) == {(255, 140, 0)}
    assert colours(picture, blue) == {(0, 170, 255)}
    assert colours(picture, none) == {(255, 255, 255)}


def test_a_line_without_a_place_is_not_drawn() -> None:
    """Nothing is lost over it: the picture is that of the page without the line."""
    lost = Line.of(1, [Word("lạc")], zone=Zone.BODY)
    assert np.array_equal(
        np.asarray(draw(seen(lost)))[:, :WIDTH], np.asarray(draw(seen()))[:, :WIDTH]
    )


def test_large_pages_are_made_smaller_and_small_ones_left() -> None:
    """The picture can be opened anywhere; boxes follow the scale."""
    large = SeenPage(
        PageInfo(1, Route.OCR, 4400, 2200, 300.0),
        np.full((2200, 4400, 3), 255, np.uint8),
        (Line.of(1, [Word("chữ", Box(2000, 1000, 2400, 1200), 0.95)], zone=Zone.BODY),),
    )
    picture = draw(large)
    assert picture.height == 1100
    assert GREEN in colours(picture, Box(1000, 500, 1201, 601))
    assert draw(seen()).height == HEIGHT


@pytest.mark.parametrize("problem", [None, "Tesseract did not finish – quá lâu"])
def test_the_picture_is_a_png(problem: str | None) -> None:
    """Also when the page could not be read; then the legend says so."""
    data = png(seen(line(100, 100, "chữ"), problem=problem))
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.mode) == ("PNG", "RGB")


def test_a_page_without_words_is_the_page() -> None:
    """Nothing is drawn on a blank page."""
    assert colours(draw(seen()), Box(0, 0, WIDTH, HEIGHT)) == {(255, 255, 255)}


def test_gap_strokes_and_reading_of_what_a_pen_wrote_are_shown() -> None:
    """The gap reaches from print to print; the strokes in it are coloured, its reading below."""
    left, pen, right = line(100, 100, "Số: 84 /KH-UBND", Zone.NUMBER).words
    assert pen.box
    pen = Word("84", Box(155, 90, 175, 120), 0.95, readings=(Reading("84", 0.95),))
    page = seen(Line.of(1, (left, pen, right), zone=Zone.NUMBER))
    ((word, gap),) = written_gaps(page.lines)
    assert (word, gap) == (pen, Box(140, 90, 200, 120))
    pixels = page.pixels.copy()
    pixels[95:115, 160:164] = 0
    plain, inked = draw(page), draw(replace(page, pixels=pixels))
    tag = Box(141, 122, 200, 150)
    (colour,) = colours(inked, Box(161, 100, 163, 110))
    assert colour in colours(plain, tag) and colour not in colours(plain, Box(157, 95, 170, 110))
