"""Unsure words read again: what is asked, what is believed, what is left alone."""

from collections.abc import Sequence

import numpy as np
import pytest

from vnplan.model import Box, Line, Pixels, Reading, Word, Zone
from vnplan.recognise.reread import with_second_reading

PAGE = np.full((200, 1000), 255, np.uint8)
PAGE[70::20, ::20] = 0


def line(*read: tuple[str, float], zone: Zone | None = Zone.BODY) -> Line:
    """Words of 80 pixels, 20 apart, 30 high."""
    words = [
        Word(text, Box(100 * i + 100, 60, 100 * i + 180, 90), confidence)
        for i, (text, confidence) in enumerate(read)
    ]
    return Line.of(1, words, zone=zone)


class Reader:
    """Reads what it is told, and remembers the pictures; words stand as on :func:`line`."""

    def __init__(self, *read: tuple[str, float], first: int = 0) -> None:
        self.pictures: list[Pixels] = []
        self._words = line(*read).words
        self._first = first

    def __call__(self, pixels: Pixels) -> Sequence[Word]:
        self.pictures.append(pixels)
        # The picture begins a quarter of a line left of its first word.
        off = 100 * self._first + 100 - 8
        return [
            Word(w.text, Box(b.left + 100 * self._first - off, 8, b.right - off, 38), w.confidence)
            for w in self._words
            if (b := w.box) is not None
        ]


def texts(lines: Sequence[Line]) -> list[str]:
    return [each.text for each in lines]


def test_a_word_in_doubt_is_read_again_with_its_neighbours() -> None:
    read = Reader(("trong", 0.96), ("tháng", 0.9), ("sau", 0.96))
    before = line(("trong", 0.96), ("pc:", 0.22), ("sau", 0.96))
    (after,) = with_second_reading([before], PAGE, read)
    assert after.text == "trong tháng sau"
    assert after.words[1].confidence == 0.9
    assert after.words[0] == before.words[0] and after.words[2] == before.words[2]
    assert [picture.shape for picture in read.pictures] == [(46, 296)]
    box = after.words[1].box
    assert box is not None and abs(box.left - 200) < 3 and abs(box.top - 60) < 3


def test_what_is_not_sure_is_enlarged() -> None:
    class Two(Reader):
        def __call__(self, pixels: Pixels) -> Sequence[Word]:
            small = super().__call__(pixels)
            if len(self.pictures) == 1:
                return [Word("Bông", word.box, 0.25) for word in small]
            large = [Box(*(2 * side + 20 for side in w.box)) for w in small if w.box is not None]
            return [Word("tháng", box, 0.96) for box in large]

    read = Two(("tháng", 0.96))
    (after,) = with_second_reading([line(("pc:", 0.22))], PAGE, read)
    assert after.text == "tháng"
    assert [picture.shape for picture in read.pictures] == [(46, 96), (132, 232)]
    assert after.words[0].box == Box(100, 60, 180, 90)


def test_a_neighbour_under_a_wide_box_is_left_out() -> None:
    wide = Line.of(
        1,
        [Word("74/2O00/QĐ", Box(100, 60, 300, 90), 0.5), Word("ngày", Box(240, 60, 300, 90), 0.9)],
    )
    read = [Word("74/2000/QĐ", Box(8, 8, 140, 38), 0.9), Word("ngày", Box(148, 8, 208, 38), 0.9)]
    (after,) = with_second_reading([wide], PAGE, lambda _: read)
    assert after.text == "74/2000/QĐ ngày"


def test_where_nothing_is_printed_nothing_is_read() -> None:
    lines = (line(("MẬT", 0.3)),)
    read = Reader()
    assert with_second_reading(lines, np.full_like(PAGE, 240), read) == lines
    assert read.pictures == []


def test_a_neighbour_is_not_read_twice() -> None:
    joined = Word("QĐ-TTg", Box(8, 8, 188, 38), 0.9)
    lines = (line(("QĐ-", 0.4), ("TTg", 0.9)),)
    small = len(PAGE) // 2
    assert with_second_reading(lines, PAGE, lambda p: [joined] * (len(p) < small)) == lines


def test_letters_inside_a_word_are_not_read_as_that_word_once_more() -> None:
    inside = [Word("đò", Box(100, 60, 180, 90), 0.96), Word("An", Box(125, 40, 178, 100), 0.1)]
    again = [Word("đò", Box(8, 8, 88, 38), 0.9)]
    (after,) = with_second_reading([Line.of(1, inside)], PAGE, lambda _: again)
    assert after.text == "đò"
    # Said twice in two places, it is printed twice.
    two = line(("từ", 0.96), ("pc", 0.3))
    (after,) = with_second_reading([two], PAGE, Reader(("từ", 0.96), ("từ", 0.9)))
    assert after.text == "từ từ"


def test_a_date_is_asked_about_sooner() -> None:
    (after,) = with_second_reading([line(("0358/2025,", 0.65))], PAGE, Reader(("05/8/2025,", 0.9)))
    assert after.text == "05/8/2025,"


def test_another_date_of_as_many_digits_is_no_surer_than_the_first() -> None:
    """Of two readings of one date either may be wrong."""
    (after,) = with_second_reading([line(("05/8/2025,", 0.7))], PAGE, Reader(("06/8/2025,", 0.9)))
    assert after.text == "06/8/2025,"
    assert after.words[0].confidence == 0.7


def test_sure_words_are_not_asked_about() -> None:
    read = Reader()
    lines = (line(("kế", 0.96), ("hoạch", 0.55)), line(("-", 0.2)))
    assert with_second_reading(lines, PAGE, read) == lines
    assert read.pictures == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("biến", 0.4), ("biển", 0.96)),  # the restorer tells marks
        (("hạn", 0.4), ("ban", 0.55)),  # not sure itself
        (("1a/2", 0.75), ("1b/2", 0.7)),  # less sure than the first
        (("III.", 0.4), ("HI.", 0.9)),  # counted by their strokes
        (("Nguyễn", 0.4), ("—", 0.9)),  # too long for a speck
        (("5.", 0.4), ("—", 0.9)),  # lone digits are passed over
        (("Y", 0.6), ("—", 0.9)),  # not so badly read
        (("8.", 0.4), ("6.", 0.9)),  # either may be wrong
        (("Lê", 0.4), ("1ê", 0.8)),
        (("ThB.", 0.4), ("Th§.", 0.8)),
    ],
)
def test_the_first_reading_stands(old: tuple[str, float], new: tuple[str, float]) -> None:
    lines = (line(old),)
    assert with_second_reading(lines, PAGE, Reader(new)) == lines


@pytest.mark.parametrize("new", [(), (("°", 0.8),), (("ˆ", 0.3), (":", 0.9))])
def test_what_has_no_letters_the_second_time_was_a_speck(
    new: tuple[tuple[str, float], ...],
) -> None:
    read = Reader(*new, first=1)
    assert texts(with_second_reading([line(("Nơi", 0.9), ("s", 0.3))], PAGE, read)) == ["Nơi"]
    assert with_second_reading([line(("Ệ", 0.27))], PAGE, Reader(*new)) == ()


@pytest.mark.parametrize("zone", [Zone.NUMBER, Zone.PLACE_DATE, Zone.STAMP])
def test_where_a_pen_writes_nothing_is_asked(zone: Zone) -> None:
    lines = (line(("2ƒ4", 0.1), zone=zone),)
    assert with_second_reading(lines, PAGE, Reader(("214", 0.9))) == lines


def test_what_a_pen_left_elsewhere_is_no_print() -> None:
    word = Word("…", Box(100, 60, 180, 90), 0.2, readings=(Reading("12", 0.7),))
    lines = (Line.of(1, [word]),)
    assert with_second_reading(lines, PAGE, Reader(("12", 0.9))) == lines


def test_far_neighbours_and_other_lines_are_left_out_of_the_picture() -> None:
    near, far = Box(100, 60, 180, 90), Box(400, 60, 480, 90)
    read = Reader()
    with_second_reading([Line.of(1, [Word("s", near, 0.2), Word("xa", far, 0.9)])], PAGE, read)
    assert read.pictures[0].shape == (46, 96)
    low = Box(200, 160, 280, 190)
    read = Reader()
    before = (Line.of(1, [Word("s", near, 0.2), Word("t", low, 0.2)]),)
    assert with_second_reading(before, PAGE, read) == before
    assert read.pictures == []


def test_of_a_page_past_reading_few_words_are_read_again_numbers_first() -> None:
    sure = ("là", 0.99)
    lines = [
        line(sure, ("rác", 0.2 + n / 1000), sure, sure, ("12/3", 0.2 + n / 1000))
        for n in range(100)
    ]
    read = Reader(("rác", 0.1))
    assert with_second_reading(lines, PAGE, read) == tuple(lines)
    widths = [picture.shape[1] for picture in read.pictures]
    # The last word has one neighbour, that in the middle two.
    assert widths.count(196) == 60
    assert 296 not in widths


def test_a_date_is_not_given_up_for_a_reading_with_letters() -> None:
    before = line(("trước", 0.96), ("30/9/2022.", 0.59), ("và", 0.96))
    read = Reader(("trước", 0.96), ("3Ò/9/2022.", 0.9), ("và", 0.96))
    assert with_second_reading([before], PAGE, read) == (before,)


def test_a_word_that_reaches_into_the_line_above_is_read_within_its_own() -> None:
    lượng, _, học = line(("lượng", 0.96), ("Hà", 0.68), ("học", 0.96)).words
    tall = Word("Hà", Box(200, 25, 280, 90), 0.68)
    before = Line.of(1, (lượng, tall, học), zone=Zone.BODY)
    read = Reader(("lượng", 0.96), ("dạy", 0.96), ("học", 0.96))
    (after,) = with_second_reading([before], PAGE, read)
    assert after.text == "lượng dạy học"
    (picture,) = read.pictures
    assert picture.shape[0] <= 60
    # What is not read again stays, unless it was hardly read before.
    assert with_second_reading([before], PAGE, Reader(("lượng", 0.96))) == (before,)
    sure = Line.of(1, (lượng, Word("Hà", tall.box, 0.9), học), zone=Zone.BODY)
    assert with_second_reading([sure], PAGE, read) == (sure,)
