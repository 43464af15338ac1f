"""Which assignees a person should look at."""

from __future__ import annotations

import pytest

from vnplan import parse
from vnplan.lexicon import Dictionaries
from vnplan.parse import Grammar
from vnplan.parse.tasks.doer_doubts import unsure_doers
from vnplan.record import Assignee, Directive

GRAMMAR = Grammar.load(Dictionaries.locate())


def reasons(text: str, *names: str) -> tuple[str, ...]:
    """What is doubted of a directive with these assignees."""
    who = tuple(Assignee(name, "implement") for name in names)
    return unsure_doers(Directive(None, text, who), GRAMMAR)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sở Y tế rà soát các trạm; gửi báo cáo trước ngày 05/6/2024.", ["Sở Y tế"]),
        ("Sở Y tế chủ trì, phối hợp với Sở Tài chính lập dự toán.", ["Sở Y tế", "Sở Tài chính"]),
        ("Các phòng chuyên môn; Ủy ban nhân dân các xã rà soát hồ sơ.",
         ["Các phòng chuyên môn", "Ủy ban nhân dân các xã"]),
        ("Rà soát các trạm. Công bố kết quả hằng quý.", ["Sở Y tế"]),
        ("Rà soát các trạm y tế xã.", []),
        ("Sở Y tế phối hợp với Chính phủ, Đoàn xã.", ["Sở Y tế", "Chính phủ", "Đoàn xã"]),
    ],
)  # fmt: skip
def test_plain_directives_are_sure(text: str, names: list[str]) -> None:
    """A subject at the head, those it works with, a row of names, those of the heading."""
    assert reasons(text, *names) == ()


def test_a_name_of_a_later_sentence_is_doubted() -> None:
    """It may act in another matter than the one the directive is about."""
    text = "Rà soát các trạm y tế. Sở Tài chính cân đối kinh phí."
    found = reasons(text, "Sở Y tế", "Sở Tài chính")
    assert found == (
        "this name stands in a later sentence, which may be no part of the work: Sở Tài chính",
    )
    assert reasons(text, "Sở Tài chính") == ()


def test_a_later_sentence_whose_body_was_not_taken_is_doubted() -> None:
    """Who acts there may be missed; not where all names are those of the heading."""
    text = "Sở Y tế rà soát các trạm; Sở Tài chính cân đối kinh phí."
    found = reasons(text, "Sở Y tế")
    assert found == ("a later sentence begins with a name that was not taken: Sở Tài chính",)


def test_a_short_name_within_a_sentence_is_doubted() -> None:
    """The words after it may be part of it."""
    text = "Phối hợp với các viện nghiên cứu phát triển công nghệ mới."
    assert reasons(text, "Sở Y tế", "các viện") == ("where this name ends is not clear: các viện",)


def test_doubts_stand_in_the_record() -> None:
    """Each at the assignees of its task."""
    text = """\
ỦY BAN NHÂN DÂN XÃ BÌNH AN
Số: 12/KH-UBND
Bình An, ngày 5 tháng 3 năm 2024
KẾ HOẠCH
Chăm sóc cây xanh năm 2024
I. NHIỆM VỤ
1. Rà soát số cây trên các tuyến đường.
2. Công an xã kiểm tra biển báo; Hội Cựu chiến binh dọn cỏ ven đường.
"""
    [document] = parse(text).documents
    doubts = [d for d in document.doubts if d.field.endswith(".assignees")]
    assert [(d.field, d.reason) for d in doubts] == [
        (
            "tasks[1].assignees",
            "this name stands in a later sentence, which may be no part of the work: "
            "Hội Cựu chiến binh",
        )
    ]
