"""Lines, changes and the way back from restored text to the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vnplan.model import Box, Change, Line, RestoredLine, Word


def line_of(*texts: str) -> Line:
    return Line.of(1, [Word(t, Box(10 * i, 0, 10 * i + 9, 10), 0.9) for i, t in enumerate(texts)])


def test_boxes_follow_the_text_through_changes() -> None:
    """A value in the restored text leads to the boxes of the words it was read from."""
    line = line_of("S6:", "12", "/KH-UBND", "ngay04", "thang")
    changes = [
        Change(0, 2, "S6", "Số", "letters", 0.9),
        Change(16, 22, "ngay04", "ngày 04", "space", 1),
    ]
    restored = RestoredLine.apply(line, changes)
    assert restored.text == "Số: 12 /KH-UBND ngày 04 thang"
    at = restored.text.index("12 /KH-UBND")
    assert restored.box_of(at, at + len("12 /KH-UBND")) == Box(10, 0, 29, 10)
    at = restored.text.index("04")
    assert restored.box_of(at, at + 2) == Box(30, 0, 39, 10)


def test_plain_text_has_no_boxes() -> None:
    """Without words there is nothing to point at."""
    assert RestoredLine.untouched(Line(1, "Số: 12/KH-UBND")).box_of(0, 5) is None


@given(st.lists(st.text("abcđế", min_size=1, max_size=5), min_size=1, max_size=6), st.data())
def test_spans_stay_inside_the_line(texts: list[str], data: st.DataObject) -> None:
    """Whatever was changed, a span of the new text maps into the old text."""
    line = line_of(*texts)
    changes, at = [], 0
    for text in texts:
        after = data.draw(st.text("xyz ", max_size=6))
        if data.draw(st.booleans()):
            changes.append(Change(at, at + len(text), text, after, "test", 1.0))
        at += len(text) + 1
    restored = RestoredLine.apply(line, changes)
    start = data.draw(st.integers(0, len(restored.text)))
    stop = data.draw(st.integers(start, len(restored.text)))
    low, high = restored.source_span(start, stop)
    assert 0 <= low <= high <= len(line.text)
    if not changes:
        assert stop == start or (low, high) == (start, stop)
