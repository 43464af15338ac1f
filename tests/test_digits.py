"""Numbers written by hand: strokes drawn here, not those the reader was trained on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest

from vnplan.errors import DictionaryError
from vnplan.handwriting.digits import CHARACTERS, DigitReader, _chances, log_chances, normalised
from vnplan.lexicon import Dictionaries
from vnplan.model import Pixels

# Strokes through points in tenths of a digit's height.
SHAPES = {
    "0": [[(4, 0), (1, 3), (1, 7), (4, 10), (7, 7), (7, 3), (4, 0)]],
    "1": [[(0, 5), (4, 0), (4, 10)]],
    "2": [[(0, 2), (2, 0), (5, 0), (6, 3), (0, 10), (7, 10)]],
    "4": [[(2, 0), (0, 6), (7, 6)], [(5, 3), (5, 10)]],
    "5": [[(1, 0), (1, 4), (4, 4), (6, 6), (5, 9), (3, 10), (0, 9)], [(1, 0), (7, 0)]],
    "7": [[(0, 0), (7, 0), (3, 10)], [(2, 5), (7, 5)]],
}
DAYS = [str(day) for day in range(1, 32)] + [f"{day:02}" for day in range(1, 10)]


@cache
def reader() -> DigitReader:
    return DigitReader.load(Dictionaries.locate())


def drawn(text: str, height: int = 36, pen: int = 3, beside: Sequence[str] = ()) -> Pixels:
    """The text in strokes, black on white; ``beside`` names signs of print to add."""
    page = np.full((2 * height, height * (len(text) + 1)), 255, np.uint8)
    for number, character in enumerate(text):
        for stroke in SHAPES[character]:
            points = np.array(stroke) * height / 10 + (height * (0.5 + number), height / 2)
            cv2.polylines(page, [points.round().astype(np.int32)], False, 0, pen, cv2.LINE_AA)
    if "dots" in beside:
        page[3 * height // 2 + 2 : 3 * height // 2 + 4, ::6] = 0
    if "colon" in beside:
        for y in (height, 3 * height // 2 - 3):
            cv2.circle(page, (5, y), 2, 0, -1)
    return page


@pytest.mark.parametrize("text", ["7", "05", "12", "245", "2047", "10254"])
def test_strokes_are_read(text: str) -> None:
    """One to five digits, with nothing said about what they may be."""
    best = reader().read(drawn(text))[0]
    assert best.text == text
    assert 0.5 < best.probability <= 1


@pytest.mark.parametrize("height", [18, 30, 60, 150])
def test_any_scale_will_do(height: int) -> None:
    """Scans of 100 dpi and of 600 dpi."""
    assert reader().read(drawn("2047", height, height // 12))[0].text == "2047"


@pytest.mark.parametrize("beside", [["dots"], ["colon"], ["dots", "colon"]])
def test_pieces_of_print_are_survived(beside: list[str]) -> None:
    """A guide line under the digits, the colon before them."""
    assert reader().read(drawn("245", beside=beside))[0].text == "245"


def test_only_what_is_allowed_is_read() -> None:
    """What looks like 47 is no day; its probability is spread over days, and is low."""
    candidates = reader().read(drawn("47"), among=DAYS)
    assert {c.text for c in candidates} <= {*DAYS}
    assert candidates[0].probability < 0.9
    assert [c.text for c in reader().read(drawn("12"), among=DAYS, most=1)] == ["12"]


def test_best_first_and_together_at_most_certain() -> None:
    """Probabilities of different readings exclude each other."""
    candidates = reader().read(drawn("2047", pen=6))
    probabilities = [c.probability for c in candidates]
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) <= 1 + 1e-9


def blank() -> Pixels:
    return np.full((60, 120), 255, np.uint8)


def speck() -> Pixels:
    page = blank()
    page[30:33, 40:43] = 0
    return page


def guide_line() -> Pixels:
    page = blank()
    page[50:52, ::5] = 0
    return page


@pytest.mark.parametrize(
    "page", [blank(), speck(), guide_line(), np.zeros((0, 0), np.uint8), 255 - blank()]
)
def test_where_nothing_is_written_nothing_is_read(page: Pixels) -> None:
    """White, a speck, dots, no pixels at all, all black."""
    assert reader().read(page) == ()
    assert reader().read(page, among=DAYS) == ()


def test_texts_take_all_ways_of_spelling_them() -> None:
    """Against the sum over all ways, counted out one by one."""
    random = np.random.default_rng(1)
    logs = np.log(random.dirichlet(np.ones(1 + len(CHARACTERS)), 4))
    ways: dict[str, float] = {}
    for way in np.ndindex(3, 3, 3, 3):  # none, "0" and "1" alone
        kept = [n for n, before in zip(way, (None, *way), strict=False) if n and n != before]
        text = "".join(CHARACTERS[n - 1] for n in kept)
        ways[text] = ways.get(text, 0.0) + float(np.exp(logs[range(4), way].sum()))
    texts = ["", "0", "1", "00", "01", "11", "010"]
    assert np.exp(log_chances(logs, texts)) == pytest.approx([ways[text] for text in texts])


def test_ink_fills_the_height_whatever_its_grey() -> None:
    """Pale ink on grey paper looks as black on white does."""
    pale = (170 + drawn("20") // 4).astype(np.uint8)
    dark, light = normalised(drawn("20")), normalised(pale)
    assert dark is not None and light is not None
    assert dark.shape == light.shape
    assert float(np.abs(dark - light).max()) < 0.1


@pytest.mark.parametrize("content", [b"", b"no network", b"\x08\x07" * 400])
def test_a_damaged_network_is_named(tmp_path: Path, content: bytes) -> None:
    """An error of the family, with the file's name."""
    (tmp_path / "model_digits.onnx").write_bytes(content)
    with pytest.raises(DictionaryError, match=r"model_digits\.onnx"):
        DigitReader.load(Dictionaries.locate(tmp_path))


def test_half_a_network_is_named(tmp_path: Path) -> None:
    """A file that was cut off."""
    whole = Dictionaries.locate().path("model_digits.onnx").read_bytes()
    (tmp_path / "model_digits.onnx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DictionaryError, match=r"model_digits\.onnx"):
        DigitReader.load(Dictionaries.locate(tmp_path))


def signed(text: str) -> Pixels:
    """A text with strokes between its numbers, which reach above and below them."""
    height, pen = 36, 3
    page = np.full((2 * height, height * (len(text) + 1)), 255, np.uint8)
    shapes = {**SHAPES, "/": [[(6, -1), (1, 11)]], "-": [[(0, 5), (6, 5)]]}
    for number, character in enumerate(text):
        for stroke in shapes[character]:
            points = np.array(stroke) * height / 10 + (height * (0.5 + number), height / 2)
            cv2.polylines(page, [points.round().astype(np.int32)], False, 0, pen, cv2.LINE_AA)
    return page


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("27/4/2025", "27/04/2025"),
        ("05/12/2021", "05/12/2021"),
        ("7/12/24", "07/12/2024"),
        ("20-7-2024", "20/07/2024"),
        ("4/7", "04/07"),
        ("15-12", "15/12"),
    ],
)
def test_a_date_is_read_with_its_strokes(text: str, named: str) -> None:
    """Padded or not, with two or four digits of the year, or without a year."""
    best = reader().read_date(signed(text))[0]
    assert best.text == named
    assert 0.5 < best.probability <= 1


def test_there_is_no_date_on_days_that_no_month_has() -> None:
    """All that is read is a day of the calendar; a number alone is no date."""
    found = reader().read_date(signed("45/4/2025"))
    assert all(int(c.text[:2]) <= 31 for c in found)
    assert all(c.probability < 0.9 for c in found)
    assert reader().read_date(drawn("2047")) == () or (
        reader().read_date(drawn("2047"))[0].probability < 0.9
    )
    assert reader().read_date(blank()) == ()


def test_a_year_that_lost_its_last_digit_is_no_year_of_two() -> None:
    found = reader().read_date(signed("15/12/201"))
    assert not found or found[0].probability < 0.9


def test_the_stroke_behind_a_number_is_no_part_of_it() -> None:
    """That of the symbol, where it was left in the blank."""
    assert reader().read(signed("2047/"))[0].text == "2047"
    assert reader().read(signed("12/"), among=DAYS)[0].text == "12"
    assert reader().read(signed("/")) == ()


def test_where_no_stroke_can_stand_it_is_a_one() -> None:
    assert reader().read(signed("204/"), alone=True)[0].text == "2041"
    assert reader().read(signed("2/"), among=DAYS, alone=True)[0].text == "21"
    assert reader().read(signed("12"), among=DAYS, alone=True)[0].text == "12"


def test_strokes_as_high_as_digits_part_a_date() -> None:
    """They look like a 1 and are none in a date."""
    page = signed("27/4/2025")
    low = cv2.resize(page[18:54], None, fx=1, fy=1)
    assert reader().read_date(np.pad(low, 18, constant_values=255))[0].text == "27/04/2025"


def test_what_is_read_one_way_only_is_in_doubt() -> None:
    """Three views of the ink are read; a text that one of them denies is less probable."""
    sure = reader().read(drawn("2047"))[0]
    one = np.log(np.full((6, 1 + len(CHARACTERS)), 1e-9))
    one[:, 0] = 0.0
    views = [one.copy(), one.copy()]
    views[0][2, 1 + CHARACTERS.index("7")] = np.log(0.9)
    views[0][2, 0] = np.log(0.1)
    views[1][2, 1 + CHARACTERS.index("7")] = np.log(0.2)
    views[1][2, 0] = np.log(0.8)
    (both,) = _chances(views, ["7"])
    (alone,) = _chances(views[:1], ["7"])
    assert both == pytest.approx((0.9 * 0.2) ** 0.5, abs=1e-3)
    assert alone > both
    assert sure.probability > 0.5
