"""Stamps of receipt: labels are found beside guide lines, and what a pen wrote behind them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from test_handwriting import page_of

from vnplan.handwriting.digits import Candidate, DigitReader
from vnplan.handwriting.gaps import width_of
from vnplan.handwriting.guides import without_guides
from vnplan.handwriting.receipts import BLANK, read_receipt, with_receipt
from vnplan.model import Box, CleanPage, Line, Pixels, Word, Zone

DPI, SIZE, LEFT, TOP, PITCH = 200.0, 30, 80, 60, 52
LABELS = ("Số:", "Ngày:", "Chuyển:")
INK = 20


@dataclass(frozen=True)
class Told(DigitReader):
    """A reader that says what it is told, and keeps the ink that it was shown."""

    network: None = None  # type: ignore[assignment]
    numbers: tuple[Candidate, ...] = (Candidate("312", 0.97),)
    dates: tuple[Candidate, ...] = (Candidate("08/11/2025", 0.6), Candidate("03/11/2025", 0.2))
    seen: list[Pixels] = field(default_factory=list)

    def read(
        self,
        ink: Pixels,
        among: Collection[str] | None = None,
        most: int = 10,
        slants: Sequence[float] = (),
        alone: bool = False,
    ) -> tuple[Candidate, ...]:
        self.seen.append(ink)
        return self.numbers

    def read_date(self, ink: Pixels, most: int = 10) -> tuple[Candidate, ...]:
        self.seen.append(ink)
        return self.dates


def label_box(number: int) -> Box:
    foot = TOP + PITCH * number + 20
    right = LEFT + round(SIZE * width_of(LABELS[number].rstrip(":")))
    return Box(LEFT, foot - 20, right, foot)


def stamp(pens: Sequence[int] = (), frame: bool = False) -> Pixels:
    """Labels of bars, a guide line of dots behind each, and rings by a pen in some lines."""
    pixels = np.full((260, 460), 255, np.uint8)
    for number in range(3):
        box = label_box(number)
        for left in range(box.left, box.right - 4, 12):
            pixels[box.top : box.bottom, left : left + 6] = INK
        for left in range(box.right + 14, 420, 10):
            pixels[box.bottom - 3 : box.bottom, left : left + 3] = INK
        for left in (200, 240, 280) if number in pens else ():
            cv2.ellipse(pixels, (left, box.bottom - 14), (9, 16), 0, 0, 360, INK, 3)
    if frame:
        cv2.rectangle(pixels, (20, 20), (440, 240), INK, 3)
    return pixels


def page_with(pens: Sequence[int]) -> CleanPage:
    """The stamp in black and the pen in another colour, apart from it as ink."""
    both, print_ = stamp(pens), stamp()
    return page_of(print_, np.where(both != print_, both, np.uint8(255)))


def words(sure: float = 0.95) -> list[list[Word]]:
    named = ((number, text.rstrip(":")) for number, text in enumerate(LABELS))
    return [[Word(text, label_box(number), sure)] for number, text in named]


def texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


def read(
    page: CleanPage, runs: Sequence[Sequence[Word]], reader: DigitReader | None = None
) -> list[Line]:
    return read_receipt(page, page, reader or Told(), lambda _: runs)


def test_dots_and_frame_go_and_all_else_stays() -> None:
    """Labels and the pen are as they were; each guide line is told with its place."""
    page = stamp(pens=[0], frame=True)
    cleared, guides = without_guides(page, DPI)
    assert cleared[18:23, 20:440].min() > 200
    label = label_box(2)
    assert cleared[label.bottom - 3 : label.bottom, label.right + 14 : 420].min() > 200
    assert np.array_equal(cleared[label.top : label.bottom, label.left : label.right],
                          page[label.top : label.bottom, label.left : label.right])  # fmt: skip
    assert (cleared < 128).sum() > 0.9 * (stamp(pens=[0])[:, :160] < 128).sum()
    rows = {guide.bottom for guide in guides}
    assert {label_box(number).bottom for number in range(3)} <= rows


def test_few_dots_are_no_guide_line() -> None:
    """The colon, the dot of an i, a full stop."""
    page = np.full((100, 200), 255, np.uint8)
    for left in (20, 30, 40, 50):
        page[50:53, left : left + 3] = INK
    cleared, guides = without_guides(page, DPI)
    assert np.array_equal(cleared, page)
    assert guides == ()


def test_what_a_pen_wrote_stands_behind_its_label() -> None:
    """The number is clear; the date is not, and its readings travel with it."""
    reader = Told()
    lines = read(page_with([0, 1]), words(), reader)
    assert texts(lines) == ["Số: 312", f"Ngày: {BLANK}", "Chuyển:"]
    assert {line.zone for line in lines} == {Zone.COLOURED_STAMP}
    date = lines[1].words[1]
    assert [each.text for each in date.readings] == ["08/11/2025", "03/11/2025"]
    assert date.box is not None
    assert 185 < date.box.left < 195 and 285 < date.box.right < 300
    assert len(reader.seen) == 2


def test_an_empty_stamp_has_no_number() -> None:
    assert texts(read(page_of(stamp()), words())) == list(LABELS)


def test_print_that_is_surely_read_stays() -> None:
    """A number by a printer; the reader's word does not count."""
    printed = words()
    printed[0].append(Word("4096", Box(186, TOP, 296, TOP + 20), 0.96))
    lines = read(page_of(stamp(pens=[0])), printed)
    assert lines[0].text == "Số: 4096"
    printed[0][1] = Word("4096", Box(186, TOP, 296, TOP + 20), 0.5)
    assert read(page_of(stamp(pens=[0])), printed)[0].text == f"Số: {BLANK}"


def test_what_was_cut_with_its_guide_line_is_offered_and_not_stated() -> None:
    """A pen as black as the dots that were taken out."""
    (number, *_) = read(page_of(stamp(pens=[0])), words())
    assert number.text == f"Số: {BLANK}"
    assert [(each.text, each.probability < 0.9) for each in number.words[1].readings] == [
        ("312", True)
    ]


def test_print_read_in_a_part_of_the_ink_is_no_print() -> None:
    """One stroke of the pen passed for a 7."""
    printed = words()
    printed[0].append(Word("7", Box(190, TOP, 210, TOP + 20), 0.96))
    assert read(page_with([0]), printed)[0].text == "Số: 312"


def test_a_label_that_was_not_read_is_found_by_its_place() -> None:
    """ "Số" between the guide line and the lines below; "Ngày" between two labels."""
    for missing in (0, 1):
        runs = [run for number, run in enumerate(words()) if number != missing]
        lines = read(page_with([0, 1]), runs)
        assert texts(lines) == ["Số: 312", f"Ngày: {BLANK}", "Chuyển:"]


def test_a_label_whose_place_lies_above_the_stamp_is_left_out() -> None:
    """ "Chuyển" stands far below "Ngày", and "Số" is in neither place."""
    (_, date, onward), page = words(), page_with([1])
    low = [Word(w.text, w.box._replace(top=230, bottom=250), 0.95) for w in onward if w.box]
    assert texts(read(page, [date, low])) == [f"Ngày: {BLANK}", "Chuyển:"]


def test_an_office_is_no_label_and_other_stamps_are_none() -> None:
    """ "SỞ Y TẾ" begins as "Số" does."""
    office = [Word("SỞ", Box(80, 20, 120, 40), 0.95), Word("Y", Box(130, 20, 145, 40), 0.95)]
    assert read(page_of(stamp()), [office]) == []
    assert read(page_of(stamp()), [[Word("HỎA", Box(80, 20, 130, 40), 0.95)]]) == []
    assert texts(read(page_of(stamp()), [office, *words()]))[0] == "SỞ Y"


def test_a_stamp_in_black_is_read_on_its_page() -> None:
    """What was read of it at first is replaced; other lines stay, and their order."""
    page = page_with([0, 1])
    first = [Word("Sấ2-40", Box(80, TOP, 300, TOP + 20), 0.3)]
    head = Line.of(1, [Word("Số:", Box(80, 5, 120, 20), 0.9)], zone=Zone.NUMBER)
    found = Line.of(1, first, zone=Zone.STAMP)
    mark = Line.of(1, [Word("KHẨN", Box(80, 230, 150, 250), 0.9)], zone=Zone.STAMP)

    def place(part: CleanPage) -> list[list[Word]]:
        """The labels where they are in the part that was cut out."""
        left, top = part.to_scan[:, 2] - page.to_scan[:, 2]
        return [
            [Word(w.text, Box(w.box.left - int(left), w.box.top - int(top),
                              w.box.right - int(left), w.box.bottom - int(top)), w.confidence)
             for w in run if w.box is not None]
            for run in words()
        ]  # fmt: skip

    lines = with_receipt([head, found, mark], page, Told(), place)
    assert texts(lines) == ["Số:", "Số: 312", f"Ngày: {BLANK}", "Chuyển:", "KHẨN"]
    box = lines[1].words[0].box
    assert box is not None
    assert box[:2] == label_box(0)[:2]
    assert with_receipt([head, found, mark], page, Told(), lambda _: []) == (head, found, mark)


def one_line() -> tuple[Pixels, list[list[Word]]]:
    """ "Số: 312 Ngày: …" on one line, both filled in."""
    pixels = stamp()
    pixels[TOP : TOP + 2 * PITCH + 30] = 255
    boxes = [Box(60, TOP, 87, TOP + 20), Box(200, TOP, 267, TOP + 20)]
    for box in boxes:
        for left in range(box.left, box.right - 4, 12):
            pixels[box.top : box.bottom, left : left + 6] = INK
    for left in (110, 140, 170, 290, 320):
        cv2.ellipse(pixels, (left, TOP + 6), (9, 16), 0, 0, 360, INK, 3)
    named = zip(("Số", "Ngày"), boxes, strict=True)
    return pixels, [[Word(text, box, 0.95) for text, box in named]]


def test_number_and_date_on_one_line_are_read_apart() -> None:
    pixels, runs = one_line()
    reader = Told()
    heading = [Word("ĐẾN", Box(200, 20, 260, 40), 0.95)]
    number, date = read(page_of(pixels), [heading, *runs], reader)[1:]
    assert [number.text, date.text] == [f"Số: {BLANK}", f"Ngày: {BLANK}"]
    assert number.words[1].box and number.words[1].box.right < 185
    assert date.words[1].box and date.words[1].box.left > 275


def test_a_pen_of_another_colour_than_the_stamp_stands_alone() -> None:
    """Blue on red: the red dots under the digits do not reach the reader."""
    both, print_ = stamp([0]), stamp()
    ink = both.copy()
    removed = np.where(both < 255, 1, 0).astype(np.uint8)
    removed[both != print_] = 2
    page = replace(page_of(np.full_like(print_, 255), ink), removed=removed)
    part = replace(page, pixels=print_, stamps=(), ink=None, removed=None)
    reader = Told()
    lines = read_receipt(part, replace(page, stamps=(part,)), reader, lambda _: words())
    assert texts(lines) == ["Số: 312", "Ngày:", "Chuyển:"]
    (seen,) = reader.seen
    assert (seen < 128).sum() <= (both != print_).sum()


def test_a_digit_that_may_be_missing_leaves_a_doubt() -> None:
    """Between two rings that stand further apart than digits do."""
    page = page_with([0])
    assert page.ink is not None
    ink = page.ink.copy()
    ink[:, 225:255] = 255
    lines = read(replace(page, ink=ink), words())
    assert lines[0].text == f"Số: {BLANK}"
    assert [each.probability for each in lines[0].words[1].readings] == [0.485]
