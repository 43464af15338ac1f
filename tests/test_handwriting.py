"""Gaps of number lines and date lines: print stays, what a pen wrote there is read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest

from vnplan.handwriting.digits import Candidate, DigitReader
from vnplan.handwriting.filled_gaps import BLANK, _without_neighbours, with_handwriting
from vnplan.handwriting.gaps import gaps_of, width_of
from vnplan.lexicon import Dictionaries
from vnplan.model import Box, CleanPage, Line, PageInfo, Pixels, Reading, Route, Word, Zone

SIZE, CAPITAL, BASE, LEFT = 40, 27, 200, 60
DATE = "Bình An, ngày 05 tháng 9 năm 2024"


@dataclass(frozen=True)
class Told(DigitReader):
    """A reader that says what it is told, and keeps the ink that it was shown."""

    network: None = None  # type: ignore[assignment]
    candidates: tuple[Candidate, ...] = (Candidate("84", 0.95), Candidate("34", 0.03))
    seen: list[Pixels] = field(default_factory=list)
    alone: list[bool] = field(default_factory=list)

    def read(
        self,
        ink: Pixels,
        among: Collection[str] | None = None,
        most: int = 10,
        slants: Sequence[float] = (),
        alone: bool = False,
    ) -> tuple[Candidate, ...]:
        self.seen.append(ink)
        self.alone.append(alone)
        return self.candidates


UNSURE = Told(candidates=(Candidate("84", 0.5),))


def left_of(text: str, at: int) -> int:
    return LEFT + round(SIZE * width_of(text[:at]))


def set_line(
    text: str, zone: Zone | None, tall: str = "", sure: float = 0.95
) -> tuple[Line, Pixels]:
    """A line as print sets it: every sign a bar as high as a capital, those of ``tall`` (a part of
    ``text``) half as high again."""
    pixels = np.full((300, left_of(text, len(text)) + LEFT), 255, np.uint8)
    written = range(text.index(tall), text.index(tall) + len(tall)) if tall else range(0)
    for at, sign in enumerate(text):
        high = round(1.5 * CAPITAL) if at in written else CAPITAL
        if not sign.isspace() and sign not in ".:…":
            middle = (left_of(text, at) + left_of(text, at + 1)) // 2
            pixels[BASE - high : BASE, middle - 4 : middle + 4] = 20
    words, at = [], 0
    for token in text.split():
        at = text.index(token, at)
        box = Box(left_of(text, at), BASE - CAPITAL, left_of(text, at + len(token)), BASE)
        words.append(Word(token, box, sure))
        at += len(token)
    return Line.of(3, words, zone=zone), pixels


def page_of(pixels: Pixels, ink: Pixels | None = None) -> CleanPage:
    info = PageInfo(3, Route.OCR, pixels.shape[1], pixels.shape[0], 200.0)
    removed = None if ink is None else np.where(ink < 255, 2, 0).astype(np.uint8)
    return CleanPage(info, pixels, 200.0, np.eye(2, 3), (), removed, ink)


def nothing(pixels: Pixels) -> Sequence[Word]:
    """Tesseract reads nothing the second time."""
    return []


def read(
    text: str,
    zone: Zone | None,
    tall: str = "",
    sure: float = 0.95,
    reader: DigitReader | None = None,
) -> Line:
    line, pixels = set_line(text, zone, tall, sure)
    (checked,) = with_handwriting([line], page_of(pixels), reader or Told(), nothing)
    assert (checked.page, checked.zone) == (line.page, line.zone)
    return checked


@pytest.mark.parametrize(
    "text",
    ["Số: 15/KH-UBND", "Số: 719 /BC-TTQ", "Số: 17-KH/HU", "Số: 02/2019/TT-BNV", "Số: /KH-UBND"],
)
def test_printed_and_empty_serials_stay(text: str) -> None:
    assert read(text, Zone.NUMBER, reader=UNSURE).text == text


@pytest.mark.parametrize(
    ("text", "tall", "left"),
    [
        ("Số: 44 /CT-UBND", "44", "Số: 84 /CT-UBND"),
        ("Số: 3075 /STC-VPS", "307", "Số: 84 /STC-VPS"),
        ("Só: É6. 2 /TB-SCT", "É6", "Só: 84 /TB-SCT"),
        ("Số:44/CT-UBND", "44", "Số: 84 /CT-UBND"),
    ],
)
def test_a_written_serial_is_read(text: str, tall: str, left: str) -> None:
    assert read(text, Zone.NUMBER, tall).text == left


def test_the_readings_travel_with_the_word() -> None:
    checked = read("Số:44/CT-UBND", Zone.NUMBER, "44")
    head, written, symbol = checked.words
    assert written.readings == (Reading("84", 0.95), Reading("34", 0.03))
    assert written.confidence == 0.95
    assert not head.readings and not symbol.readings
    assert head.box and written.box and symbol.box
    assert head.box.right <= written.box.left + 4 and written.box.right <= symbol.box.left + 4
    assert written.box.height > CAPITAL


def test_a_doubtful_reading_stays_out_of_the_text() -> None:
    doubtful = Told(candidates=(Candidate("84", 0.6),))
    checked = read("Số: 44 /CT-UBND", Zone.NUMBER, "44", reader=doubtful)
    assert checked.text == f"Số: {BLANK} /CT-UBND"
    assert checked.words[1].readings == (Reading("84", 0.6),)


def test_strokes_that_are_no_number_leave_a_blank_without_confidence() -> None:
    checked = read("Số: 44 /CT-UBND", Zone.NUMBER, "44", reader=Told(candidates=()))
    assert (checked.words[1].text, checked.words[1].confidence) == (BLANK, 0.0)


def test_a_serial_read_without_confidence_is_not_believed() -> None:
    assert read("Số: 34 /TTr-UBND", Zone.NUMBER, sure=0.2).text == "Số: 84 /TTr-UBND"


def test_print_read_without_confidence_stays_where_both_readers_say_the_same() -> None:
    text = "Số: 15/2016/TTLT-TANDTC"
    same = Told(candidates=(Candidate("15", 0.97),))
    checked = read(text, Zone.NUMBER, sure=0.2, reader=same)
    assert [(w.text, w.confidence) for w in checked.words[1:]] == [
        ("15", 0.97),
        ("/2016/TTLT-TANDTC", 0.2),
    ]
    assert not any(word.readings for word in checked.words)
    other = read(text, Zone.NUMBER, sure=0.2, reader=Told(candidates=(Candidate("84", 0.97),)))
    assert "15" not in other.text


@pytest.mark.parametrize(
    ("text", "tall", "left"),
    [
        (DATE, "", DATE),
        (DATE, "05", "Bình An, ngày 84 tháng 9 năm 2024"),
        ("Bình An, ngàyĐ8tháng 9 năm 2024", "", "Bình An, ngày 84 tháng 9 năm 2024"),
        ("Bình An, ngày ÁE tháng Ô năm 2024", "ÁE", f"Bình An, ngày 84 tháng {BLANK} năm 2024"),
        ("Bình An, ngày tháng 9 năm 2024", "", "Bình An, ngày tháng 9 năm 2024"),
        ("Bình An, ngày 2l tháng I2 năm 2024", "", "Bình An, ngày 21 tháng 12 năm 2024"),
    ],
)
def test_days_and_months(text: str, tall: str, left: str) -> None:
    reader = Told() if BLANK in left or "84" in left else UNSURE
    assert read(text, Zone.PLACE_DATE, tall, reader=reader).text == left


@pytest.mark.parametrize(
    ("year", "tall", "sure", "left"),
    [
        ("20Z⁄", "Z⁄", 0.95, "2021"),
        ("20 Z⁄", "Z⁄", 0.95, "2021"),
        ("202......", "", 0.95, "202......"),
        ("2024", "24", 0.95, "2021"),
        ("2024", "", 0.8, "2024"),
        ("202 4", "", 0.95, "2024"),
        ("2024 *", "", 0.8, "2024"),
    ],
)
def test_the_end_of_a_year(year: str, tall: str, sure: float, left: str) -> None:
    """A form may leave it to the pen; a year in print stays."""
    text = f"Bình An, ngày 05 tháng 9 năm {year}"
    if left != "2021":
        reader = Told(candidates=(Candidate("2021", 0.9),))
    else:
        reader = Told(candidates=(Candidate("2021", 0.97), Candidate("2027", 0.02)))
    line, pixels = set_line(text, Zone.PLACE_DATE, tall, sure)
    (checked,) = with_handwriting([line], page_of(pixels), reader, nothing)
    assert checked.text.replace(" ", "").rstrip("*").endswith("năm" + left)
    assert any(word.readings for word in checked.words) == (left == "2021")
    assert left in checked.text or not left.isdigit()


def test_two_readers_that_agree_on_print_are_as_sure_as_the_surer() -> None:
    agrees, differs = Told(candidates=(Candidate("05", 0.99),)), UNSURE
    day = [read(DATE, Zone.PLACE_DATE, sure=0.7, reader=r).words[3] for r in (agrees, differs)]
    assert [(w.text, w.confidence) for w in day] == [("05", 0.99), ("05", 0.7)]


@pytest.mark.parametrize(
    ("text", "zone", "printed"),
    [(DATE, Zone.PLACE_DATE, "05"), ("Số: 15/KH-UBND", Zone.NUMBER, "15")],
)
def test_print_that_the_other_reader_mostly_reads_otherwise_is_not_sure(
    text: str, zone: Zone, printed: str
) -> None:
    """It stays in the text, apart from the print beside it, which is as sure as before."""
    other = Told(candidates=(Candidate("84", 0.89),))
    sure = {w.text: w.confidence for w in read(text, zone, reader=other).words}
    assert sure.pop(printed) == 0.5 and set(sure.values()) == {0.95}
    agrees = Told(candidates=(Candidate(printed, 0.6),))
    assert read(text, zone, reader=agrees).text == text


@pytest.mark.parametrize(("sure", "wanted"), [(0.95, BLANK), (0.7, "84")])
def test_two_sure_readers_that_contradict_each_other_are_not_believed(
    sure: float, wanted: str
) -> None:
    day = read(DATE, Zone.PLACE_DATE, sure=sure).words[3]
    assert day.text == wanted
    assert (day.readings[:1] == (Reading("05", 0.5),)) == (wanted == BLANK)


@pytest.mark.parametrize(
    ("again", "sure", "left"),
    [
        ("138/KH-UBND", 0.9, "138"),
        ("138/KH-UBND", 0.3, BLANK),
        ("13/KH-UBND", 0.9, BLANK),
        ("", 0.9, BLANK),
    ],
)
def test_print_that_lost_a_digit_in_its_strokes_is_read_again(
    again: str, sure: float, left: str
) -> None:
    """The other reader contradicts it: it stays a doubt, and is left out where the second reading
    is unsure."""
    text = "Số: 138/KH-UBND"
    line, pixels = set_line(text, Zone.NUMBER, sure=0.85)
    lost = text.index("8")
    pixels[:, left_of(text, lost) : left_of(text, lost + 1)] = 255
    part = Told(candidates=(Candidate("13", 0.99),))
    (found,) = with_handwriting(
        [line], page_of(pixels), part, lambda _: [Word(again, Box(9, 9, 99, 40), sure)]
    )
    number = found.words[1]
    assert number.text == left and number.confidence == 0.5
    assert [reading.text for reading in number.readings] == ([] if left == "138" else ["138", "13"])


@pytest.mark.parametrize("zone", [None, Zone.BODY, Zone.TITLE])
def test_other_lines_are_left_alone(zone: Zone | None) -> None:
    line, pixels = set_line("Số: Á4 /KH-UBND ngày Đ tháng Z năm 2024", zone, "Á4")
    assert with_handwriting([line], page_of(pixels), Told(), nothing) == (line,)


def test_the_print_beside_strokes_is_read_again_without_them() -> None:
    shown: list[Pixels] = []

    def reread(pixels: Pixels) -> Sequence[Word]:
        shown.append(pixels)
        line, _ = set_line("Số: /KH-UBND", Zone.NUMBER, sure=0.99)
        return [
            Word(w.text, w.box._replace(left=w.box.left - LEFT), 0.99) for w in line.words if w.box
        ]

    line, pixels = set_line("Số:4É/KH-UBNĐ", Zone.NUMBER, "4É", sure=0.5)
    (checked,) = with_handwriting([line], page_of(pixels), Told(), reread)
    assert [w.text for w in checked.words if w.text != "84"] == ["Số:", "/KH-UBND"]
    ((again),) = shown
    # Nothing as high as the pen's strokes is left.
    assert np.flatnonzero((again < 128).any(axis=1)).size == CAPITAL


# --- ink -------------------------------------------------------------------------------------


def pen(pixels: Pixels, text: str, at: int, scale: float = 1.4) -> None:
    cv2.putText(pixels, text, (at, BASE + 4), cv2.FONT_HERSHEY_SIMPLEX, scale, 0, 3, cv2.LINE_AA)


def form(gap: int = 6) -> tuple[Line, Pixels]:
    """A number line with room for a serial."""
    text = "Số:" + " " * (2 * gap) + "/KH-UBND"
    return set_line(text, Zone.NUMBER)


def ink_seen(line: Line, page: CleanPage) -> Pixels | None:
    reader = Told()
    with_handwriting([line], page, reader, nothing)
    assert len(reader.seen) <= 1
    return reader.seen[0] if reader.seen else None


def test_ink_in_a_gap_that_tesseract_passed_over_is_read() -> None:
    line, pixels = form()
    assert ink_seen(line, page_of(pixels)) is None
    pen(pixels, "27", LEFT + 65)
    ink = ink_seen(line, page_of(pixels))
    assert ink is not None and (ink < 128).any()


def test_coloured_ink_that_was_taken_out_is_put_back() -> None:
    line, pixels = form()
    ink = np.full_like(pixels, 255)
    pen(ink, "27", LEFT + 65)
    (checked,) = with_handwriting([line], page_of(pixels, ink), Told(), nothing)
    assert checked.text == "Số: 84 /KH-UBND"


def test_rules_and_guide_dots_are_no_writing() -> None:
    line, pixels = form()
    for x in range(LEFT + 60, LEFT + 150, 9):
        pixels[BASE - 3 : BASE, x : x + 3] = 0
    assert ink_seen(line, page_of(pixels)) is None
    pixels[BASE + 3 : BASE + 5, LEFT + 50 : LEFT + 160] = 0
    assert ink_seen(line, page_of(pixels)) is None


def test_a_rule_under_the_digits_does_not_reach_the_reader() -> None:
    line, pixels = form()
    pen(pixels, "27", LEFT + 65)
    alone = ink_seen(line, page_of(pixels))
    pixels[BASE + 9 : BASE + 11, LEFT + 50 : LEFT + 170] = 0
    ruled = ink_seen(line, page_of(pixels))
    assert alone is not None and ruled is not None and alone.shape == ruled.shape


def test_a_pen_that_runs_into_the_symbol_is_cut_there() -> None:
    text = "Số:" + " " * 12 + "/KH-UBND"
    line, pixels = set_line(text, Zone.NUMBER)
    pen(pixels, "27", LEFT + 65)
    pixels[BASE - 40 : BASE - 36, LEFT + 70 : left_of(text, 18)] = 0
    ink = ink_seen(line, page_of(pixels))
    (gap,) = gaps_of(line)
    assert ink is not None and ink.shape[1] < gap.right - gap.left + SIZE


def test_the_real_reader_reads_drawn_digits() -> None:
    reader = DigitReader.load(Dictionaries.locate())
    line, pixels = form()
    pen(pixels, "27", LEFT + 65)
    (checked,) = with_handwriting([line], page_of(pixels), reader, nothing)
    assert checked.words[1].readings[0].text == "27"


def test_what_both_readers_say_is_kept_however_it_looks() -> None:
    """Blots and specks make print as high as writing."""
    checked = read("Số: 84 /CT-UBND", Zone.NUMBER, "84")
    assert checked.text == "Số: 84 /CT-UBND"
    assert not any(word.readings for word in checked.words)


def test_a_stroke_that_was_not_read_opens_the_symbol_all_the_same() -> None:
    """Its ink is there, and no serial stands without it."""
    text = "Số: 84 /KH-UBND"
    line, pixels = set_line(text, Zone.NUMBER, tall="84")
    x = left_of(text, text.index("/"))
    pixels[BASE - 2 * CAPITAL : BASE + 10, x - 4 : left_of(text, text.index("K")) - 2] = 255
    cv2.line(pixels, (x, BASE), (x + round(0.38 * CAPITAL), BASE - CAPITAL), 20, 3)
    box = Box(left_of(text, text.index("K")), BASE - CAPITAL, left_of(text, len(text)), BASE)
    words = [*line.words[:-1], Word("KH-UBND", box, 0.95)]
    (found,) = with_handwriting(
        [Line.of(1, words, zone=Zone.NUMBER)], page_of(pixels), Told(), nothing
    )
    assert found.text == "Số: 84 /KH-UBND"


def test_marks_of_the_next_line_are_no_part_of_a_line_read_alone() -> None:
    """They touch the edge of the picture; a long stem of the line itself reaches further in."""
    area = np.full((40, 60), 230, np.uint8)
    area[36:, 10:14] = 20
    area[24:, 30:33] = 20
    kept = _without_neighbours(area.copy(), 10)
    assert kept[36:, 10:14].min() == 255
    np.testing.assert_array_equal(kept[:, 25:], area[:, 25:])


def test_a_one_that_was_read_as_a_stroke_is_no_part_of_the_symbol() -> None:
    """ "801 /TB-SYT" was read as "80 / /TB-SYT"; behind the day there is no stroke at all."""
    line, _ = set_line("Số: 80 ⁄ /TB-SYT", Zone.NUMBER)
    (gap,) = gaps_of(line)
    assert line.text[gap.start : gap.stop] == "80 ⁄"
    told = Told()
    read(DATE, Zone.PLACE_DATE, "05", reader=told)
    assert told.alone == [True, True]


def test_the_word_before_the_month_may_be_misread() -> None:
    line, _ = set_line(DATE.replace("tháng", "thíTg"), Zone.PLACE_DATE)
    assert [line.text[gap.start : gap.stop] for gap in gaps_of(line)] == ["05", "9", "2024"]


@pytest.mark.parametrize(("probability", "by_hand"), [(0.6, False), (0.4, True)])
def test_two_readers_that_say_the_same_are_believed(probability: float, by_hand: bool) -> None:
    """A speck makes a printed digit higher than print is."""
    reader = Told(candidates=(Candidate("15", probability), Candidate("75", 0.1)))
    checked = read("Số: 15 /KH-UBND", Zone.NUMBER, "5", sure=0.9, reader=reader)
    assert any(word.readings for word in checked.words) == by_hand
    assert checked.text == f"Số: {BLANK if by_hand else '15'} /KH-UBND"


def test_a_speck_behind_a_printed_number_is_no_symbol() -> None:
    """The stroke was read, in one word with the serial."""
    text = "Số: 84/KH-UBND n"
    line, pixels = set_line(text, Zone.NUMBER)
    x = left_of(text, text.index("/"))
    pixels[BASE - 2 * CAPITAL : BASE + 10, x - 2 : left_of(text, text.index("K")) - 2] = 255
    cv2.line(pixels, (x, BASE), (x + round(0.38 * CAPITAL), BASE - CAPITAL), 20, 3)
    reader = Told(candidates=(Candidate("84", 0.97),))
    (found,) = with_handwriting([line], page_of(pixels), reader, nothing)
    assert reader.alone == [True]
    assert found.text == text
