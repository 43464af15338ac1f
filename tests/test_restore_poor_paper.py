"""Text from poor paper, many words of which have other marks, is doubted more than other text."""

from __future__ import annotations

import numpy as np

from vnplan.lexicon import Dictionaries
from vnplan.model import Line
from vnplan.restore import Restorer, restore

GOOD = (
    "Ủy ban nhân dân xã yêu cầu các thôn tổ chức kiểm tra hệ thống kênh mương,",
    "nạo vét cống rãnh và báo cáo kết quả thực hiện trước ngày 15 tháng 9.",
)
POOR = (
    "Úy ban nhân dần xã yêu cấu các thồn tố chức kiểm tra hệ thông kênh mượng,",
    "nạo vét công rảnh và bảo cáo kết quá thực hiên trước ngày 15 tháng 9.",
)


def lines(texts: tuple[str, ...]) -> list[Line]:
    return [Line(1, text) for text in texts]


def test_only_text_with_many_words_misread_is_taken_for_poor_paper() -> None:
    restorer = Restorer.load(Dictionaries.locate())
    restore(lines(GOOD), restorer)
    assert restorer.memory.poor is None
    restored = restore(lines(POOR), restorer)
    assert restorer.memory.poor is not None
    assert "kênh mương" in restored[0].text
    assert "thực hiện" in restored[1].text


def test_after_poor_paper_good_text_stays() -> None:
    restorer = Restorer.load(Dictionaries.locate())
    restore(lines(POOR), restorer)
    assert tuple(line.text for line in restore(lines(GOOD), restorer)) == GOOD


def test_marks_are_likelier_misread_on_poor_paper() -> None:
    channels = Restorer.load(Dictionaries.locate()).models.channels
    true, read = channels.true.encode("ả"), channels.read.encode("á")
    poor, usual = channels.poor.one, channels.kinds["vietnamese"].one
    assert poor[true[0], read[0]] > usual[true[0], read[0]]
    assert np.all(poor >= 0)
