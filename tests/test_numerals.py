"""Numbers looked at as pictures: strokes of Roman ones, odd signs, the number of a page."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tools.draw_type import Face, font
from vnplan.handwriting.numerals import (
    before_enlarging,
    enlarged,
    number_read_again,
    place_of_number,
    strokes,
    with_strokes_counted,
)
from vnplan.model import Box, Pixels, Word


def printed(text: str, face: Face = Face.REGULAR, size: float = 38.0) -> tuple[Pixels, Box]:
    """A word in black on white and the box of its ink."""
    image = Image.new("L", (400, 120), 255)
    ImageDraw.Draw(image).text((40, 80), text, fill=0, font=font(face, size), anchor="ls")
    pixels = np.array(image)
    rows, columns = np.nonzero(pixels < 128)
    box = Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
    return pixels, box


@pytest.mark.parametrize("face", [Face.REGULAR, Face.BOLD])
@pytest.mark.parametrize("size", [28.0, 58.0])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_strokes_are_counted(face: Face, size: float, count: int) -> None:
    assert strokes(*printed("I" * count, face, size)) == count


@pytest.mark.parametrize("text", ["V", "IV", "M", "đ", "/"])
def test_what_is_no_row_of_strokes_is_not_counted(text: str) -> None:
    assert strokes(*printed(text)) is None


@pytest.mark.filterwarnings("error")
def test_a_flat_dash_is_no_stroke() -> None:
    dash = np.full((20, 40), 255, np.uint8)
    dash[10, 5:30] = 0
    assert strokes(dash, Box(0, 0, 40, 20)) is None


@pytest.mark.parametrize("face", [Face.REGULAR, Face.BOLD])
@pytest.mark.parametrize("size", [28.0, 58.0])
def test_strokes_that_a_bar_joins_are_a_letter(face: Face, size: float) -> None:
    assert strokes(*printed("H", face, size)) is None


def test_a_sloping_stroke_ends_the_numeral() -> None:
    assert strokes(*printed("III/2031"), alone=False) == 3


@pytest.mark.parametrize(
    ("stands", "read", "right"),
    [
        ("III", "II", "III"),
        ("II", "H", "II"),
        ("H", "H", "H"),
        ("H.", "H.", "H."),
        ("III.", "IH.", "III."),
        ("II/2031", "I/2031", "II/2031"),
        ("III/2031", "1/2031", "III/2031"),
        ("II", "II", "II"),
        ("1/2031", "1/2031", "1/2031"),
        ("11", "I1", "I1"),
    ],
)
def test_numerals_get_as_many_strokes_as_are_printed(stands: str, read: str, right: str) -> None:
    pixels, box = printed(stands)
    ((word,),) = with_strokes_counted([[Word(read, box, 0.9)]], pixels)
    assert (word.text, word.confidence) == (right, 0.9)


def test_a_numeral_that_is_none_in_the_picture_is_unsure() -> None:
    for stands in ("IV", "H"):
        pixels, box = printed(stands)
        ((word,),) = with_strokes_counted([[Word("II", box, 0.9)]], pixels)
        assert word.confidence == 0.3


def test_a_number_read_again_must_agree_with_its_digits() -> None:
    word = Word("7§.20", Box(0, 0, 9, 9), 0.8)
    assert number_read_again(word, [Word("78.20", None, 0.7)]).text == "78.20"
    for again in ([Word("18.20", None, 0.7)], [], [Word("78", None, 0.7), Word("20", None, 0.7)]):
        kept = number_read_again(word, again)
        assert (kept.text, kept.confidence) == ("7§.20", 0.3)


def page_with(number: str) -> Pixels:
    image = Image.new("L", (1650, 2340), 255)
    draw = ImageDraw.Draw(image)
    draw.text((815, 110), number, fill=0, font=font(Face.REGULAR, 38))
    return np.array(image)


def test_the_place_of_a_lone_number_is_above_text_that_begins_in_the_margin() -> None:
    text = [Word("Nghiên", Box(300, 180, 420, 210), 0.9), Word("cứu", Box(430, 180, 900, 210), 0.9)]
    pixels = page_with("7")
    pixels[180:210, 300:900] = 0
    box = place_of_number(pixels, 200.0, [text])
    assert box is not None and 790 < box.left < 815 < box.right < 860 and box.bottom < 180


def test_a_pale_number_on_grainy_paper_has_a_place() -> None:
    grain = np.random.default_rng(3).normal(0, 18, (2340, 1650))
    pixels = (240 - (255 - page_with("2").astype(float)) * 0.5 + grain).clip(0, 255)
    box = place_of_number(pixels.astype(np.uint8), 200.0, [])
    assert box is not None and 790 < box.left < 815 < box.right < 860


def test_a_box_on_an_enlarged_crop_leads_back() -> None:
    crop = np.full((30, 20), 255, np.uint8)
    crop[10:20, 5:15] = 0
    rows, columns = np.nonzero(enlarged(crop) < 128)
    large = Box(int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)
    assert before_enlarging(large) == Box(5, 10, 15, 20)


def test_a_number_that_was_read_is_not_looked_for() -> None:
    read = [Word("7", Box(815, 115, 835, 145), 0.9)]
    assert place_of_number(page_with("7"), 200.0, [read]) is None


def test_marks_that_are_not_level_are_no_number() -> None:
    pixels = page_with("7")
    pixels[60:85, 870:880] = 0
    assert place_of_number(pixels, 200.0, []) is None
