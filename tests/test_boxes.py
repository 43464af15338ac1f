"""Boxes too small for their words, mended by the words beside them."""

import pytest

from vnplan.layout.boxes import with_whole_boxes
from vnplan.model import Box, Word


def line(*texts: str) -> list[Word]:
    """Words side by side, letters 12 pixels wide, 30 high, a space of 9 between them."""
    words: list[Word] = []
    left = 200
    for text in texts:
        words.append(Word(text, Box(left, 100, left + 12 * len(text), 130), 0.96))
        left += 12 * len(text) + 9
    return words


def dotted(words: list[Word], *lost: int) -> list[Word]:
    """The line in which these words have the box of a dot of theirs."""
    mended = list(words)
    for at in lost:
        box = words[at].box
        assert box is not None
        mended[at] = Word(words[at].text, Box(box.left + 8, 100, box.left + 12, 104), 0.96)
    return mended


TEXT = ("Thường", "trực", "Đảng", "ủy", "xã", "Bình", "An")


@pytest.mark.parametrize("lost", [(3,), (1,), (2, 3), (6,)])
def test_a_word_gets_the_room_between_its_neighbours(lost: tuple[int, ...]) -> None:
    whole = line(*TEXT)
    (found,) = with_whole_boxes([dotted(whole, *lost)])
    assert [w.text for w in found] == list(TEXT)
    for word, true in zip(found, whole, strict=True):
        assert word.box is not None and true.box is not None
        assert (word.box.top, word.box.bottom) == (100, 130)
        assert abs(word.box.left - true.box.left) <= 9 and word.box.width > 12


def test_in_a_wide_room_a_word_stands_around_its_mark() -> None:
    """The box of the word before it may end early."""
    wide = [*line("Thường", "trực", "Đảng"), Word("ủy", Box(460, 100, 464, 104), 0.9)]
    wide.append(Word("xã", Box(520, 100, 544, 130), 0.9))
    ((*_, word, _),) = with_whole_boxes([wide])
    assert word.box == Box(450, 100, 474, 130)


def test_words_without_a_neighbour_before_them_or_without_room_stay() -> None:
    first = dotted(line(*TEXT), 0)
    assert with_whole_boxes([first]) == [first]
    close = [*line("Thường", "trực", "Đảng"), Word("ủy", Box(392, 100, 396, 104), 0.9)]
    close.append(Word("xã", Box(400, 100, 424, 130), 0.9))
    assert with_whole_boxes([close]) == [close]


def test_low_words_signs_and_short_lines_stay() -> None:
    words = line("Số", "nợ", "-", "và", "công", "an")
    low = [w if w.box is None else Word(w.text, w.box._replace(top=112), 0.9) for w in words]
    assert with_whole_boxes([[*words[:3], low[3], *words[4:]]]) == [
        [*words[:3], low[3], *words[4:]]
    ]
    short = dotted(line("Đảng", "ủy", "xã"), 1)
    assert with_whole_boxes([short]) == [short]
