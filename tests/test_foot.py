"""The signature read apart from the recipients beside it."""

from collections.abc import Sequence

import numpy as np
import pytest

from vnplan.layout.foot import (
    with_capital,
    with_lost_syllables,
    with_signature_apart,
    without_signature,
)
from vnplan.model import Box, Line, Pixels, Word, Zone

LEFT, TOP = 700, 420


def words(text: str, left: int, top: int, sure: Sequence[float]) -> list[Word]:
    """Words side by side, each 60 pixels wide."""
    found = []
    for at, (word, confidence) in enumerate(zip(text.split(), sure, strict=True)):
        box = Box(left + 70 * at, top, left + 70 * at + 60, top + 30)
        found.append(Word(word, box, confidence))
    return found


RECIPIENTS = words("- Như Điều 3;", 100, TOP, [0.9] * 4)
CAPACITY = words("KT. CHỦ TỊCH", LEFT, TOP - 40, [0.9] * 3)
PAGE = np.full((1000, 1200), 255, np.uint8)


def lines(office: list[Word]) -> list[Line]:
    recipients = Line.of(1, RECIPIENTS, zone=Zone.RECIPIENTS)
    return [recipients, *(Line.of(1, w, zone=Zone.SIGNATURE) for w in (CAPACITY, office))]


def column(office: str, sure: Sequence[float]) -> list[list[Word]]:
    """What is read in the picture of the signature, which has a height of a word around it."""
    capacity = words("KT. CHỦ TỊCH", 30, 30, [0.9] * 3)
    return [capacity, words(office, 30, 70, sure), words("^~", 30, 300, [0.2])]


def read_again(office: list[Word], new: list[list[Word]]) -> list[str]:
    runs = [CAPACITY, [*RECIPIENTS, *office]]
    found = with_signature_apart(runs, lines(office), PAGE, lambda _: new)
    return [" ".join(word.text for word in run) for run in found]


def test_an_office_that_was_joined_with_the_recipients_is_read_apart() -> None:
    office = words("EHO CHỦ TỊCH", LEFT, TOP, [0.4, 0.9, 0.9])
    found = read_again(office, column("PHÓ CHỦ TỊCH", [0.8, 0.9, 0.9]))
    assert found == ["- Như Điều 3;", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


@pytest.mark.parametrize(
    ("office", "sure"),
    [("PHÓ TRƯỞNG TỊCH", [0.9, 0.9, 0.9]), ("FHO CHỦ TỊCH", [0.4, 0.9, 0.9])],
)
def test_a_reading_that_loses_a_sure_word_or_gains_nothing_is_not_taken(
    office: str, sure: list[float]
) -> None:
    old = words("EHO CHỦ TỊCH", LEFT, TOP, [0.4, 0.9, 0.9])
    assert read_again(old, column(office, sure))[1].startswith("- Như Điều 3; EHO")


def test_the_column_is_seen_without_the_words_beside_it() -> None:
    page = np.full((1000, 1200), 255, np.uint8)
    office = words("EHO CHỦ TỊCH", LEFT, TOP, [0.4, 0.9, 0.9])
    near = words("phòng;", LEFT - 70, TOP, [0.9])
    for left, top, right, bottom in (w.box for w in (*office, *near) if w.box):
        page[top:bottom, left:right] = 0
    seen: list[Pixels] = []

    def look(picture: Pixels) -> list[list[Word]]:
        seen.append(picture)
        return []

    listed = Line.of(1, [*RECIPIENTS, *near], zone=Zone.RECIPIENTS)
    foot = [listed, *lines(office)[1:]]
    runs = [CAPACITY, [*RECIPIENTS, *near, *office]]
    assert with_signature_apart(runs, foot, page, look) is runs
    (picture,) = seen
    assert picture.shape == (130, 260)
    assert np.count_nonzero(picture[:, :30] == 0) == 0
    assert np.count_nonzero(picture == 0) == 3 * 60 * 30


def test_one_column_or_sure_words_are_not_read_again() -> None:
    def never(_: Pixels) -> list[list[Word]]:
        raise AssertionError("there is nothing to read")

    office = words("PHÓ CHỦ TỊCH", LEFT, TOP, [0.9] * 3)
    assert with_signature_apart([office], lines(office), PAGE, never) == [office]
    unsure = words("EHO CHỦ TỊCH", LEFT, TOP, [0.4, 0.9, 0.9])
    assert with_signature_apart([unsure], lines(unsure)[1:], PAGE, never) == [unsure]


@pytest.mark.parametrize(
    ("text", "zone", "read"),
    [
        ("1ê Thị Sen", Zone.SIGNATURE, "Lê Thị Sen"),
        ("1ê Thị Sen", Zone.BODY, "1ê Thị Sen"),
        ("1 Thị Sen", Zone.SIGNATURE, "1 Thị Sen"),
        ("1ên đường", Zone.SIGNATURE, "1ên đường"),
    ],
)
def test_a_stroke_at_the_head_of_a_name_is_a_capital(text: str, zone: Zone, read: str) -> None:
    line = Line.of(1, words(text, LEFT, TOP, [0.8] * len(text.split())), zone=zone)
    (found,) = with_capital([line])
    assert found.text == read and found.zone is zone and found.words[0].box == line.words[0].box


def gapped(ink: bool) -> tuple[Line, Pixels]:
    """ "Nguyễn" and "Khoa" with room for a word between them, and its ink or none."""
    page = PAGE.copy()
    if ink:
        page[TOP + 5 : TOP + 25 : 3, LEFT + 75 : LEFT + 125] = 0
    first, last = words("Nguyễn - Khoa", LEFT, TOP, [0.9] * 3)[::2]
    return Line.of(1, [first, last], zone=Zone.SIGNATURE), page


@pytest.mark.parametrize(
    ("ink", "found", "sure", "name"),
    [
        (True, "Nguyễn Hữu Khoa", 0.9, "Nguyễn Hữu Khoa"),
        (True, "Mguyễn Hữu Khoa", 0.9, "Nguyễn Hữu Khoa"),
        (True, "Nguyễn Hữu ~~", 0.9, "Nguyễn Khoa"),
        (True, "Nguyễn ~ Khoa", 0.3, "Nguyễn Khoa"),
        (False, "Nguyễn Hữu Khoa", 0.9, "Nguyễn Khoa"),
    ],
)
def test_a_syllable_that_was_not_read_is_looked_for_in_its_gap(
    ink: bool, found: str, sure: float, name: str
) -> None:
    """Only where there is ink, and only beside a reading that finds every word again."""
    line, page = gapped(ink)
    new = words(found, 30, 30, [0.9, sure, 0.9])
    (again,) = with_lost_syllables([line], page, lambda _: new)
    assert again.text == name
    assert again.words[0].box == line.words[0].box


def test_a_line_of_the_text_keeps_its_gaps() -> None:
    line, page = gapped(ink=True)
    (again,) = with_lost_syllables(
        [Line.of(1, line.words, zone=Zone.BODY)], page, lambda _: pytest.fail("was read")
    )
    assert again.text == "Nguyễn Khoa"


@pytest.mark.parametrize(
    ("stroke", "sure", "name", "kept"),
    [
        ("Ñ", [0.8], "Trần Thị Mai", False),
        ("xÑ 2(", [0.3, 0.9], "-Trần Thị Mai", False),
        ("GIÁM ĐỐC", [0.9, 0.5], "Trần Thị Mai", True),
        ("Ñ", [0.8], "", True),
    ],
)
def test_strokes_between_an_office_and_a_name_are_no_lines(
    stroke: str, sure: list[float], name: str, kept: bool
) -> None:
    below = [words(name, LEFT, TOP + 90, [0.9] * len(name.split()))] if name else []
    parts = [CAPACITY, words(stroke, LEFT, TOP, sure), *below]
    before = [Line.of(1, part, zone=Zone.SIGNATURE) for part in parts]
    after = [line.text for line in without_signature(before)]
    assert after == [line.text for line in before if kept or line.text != stroke]


def test_a_short_line_elsewhere_is_none_of_the_signature() -> None:
    number = Line.of(1, words("2", LEFT, 20, [0.5]), zone=Zone.PAGE_NUMBER)
    name = Line.of(1, words("Trần Thị Mai", LEFT, TOP, [0.9] * 3), zone=Zone.SIGNATURE)
    assert without_signature([number, name]) == (number, name)
