"""Letterheads of garbled texts, which no scan stands behind: what is unsure is a doubt."""

from __future__ import annotations

import pytest
from parse_support import document, grammar

from vnplan.model import Change, Line, PageInfo, RestoredLine, Route
from vnplan.parse import parse
from vnplan.record import Document

HEAD = (
    "{office}\n{number}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "{place}, ngày 05 tháng 4 năm 2016\nKẾ HOẠCH\nNạo vét mương\n{more}I. NHIỆM VỤ\n"
    "- Nạo vét mương Bà Tư.\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nTRƯỞNG PHÒNG\n{signer}\n"
)
FILLED = {
    "office": "UBND HUYỆN GÒ SẬY\nPHÒNG VĂN HÓA VÀ THÔNG TIN",
    "number": "Số: 31/KH-PVHTT",
    "place": "Gò Sậy",
    "more": "",
    "signer": "Nguyễn Văn Sen",
}


def garbled(text: str, every: int = 4) -> Document:
    """A text of which the restorer put one line in ``every`` right."""
    lines = []
    for at, line in enumerate(text.split("\n")):
        mended = (Change(0, 1, "?", line[:1], "a letter", 0.9),) if line and not at % every else ()
        lines.append(RestoredLine(Line(1, line), line, mended))
    (only,) = parse(lines, (PageInfo(1, Route.TEXT),), grammar())
    return only


def doubted(found: Document) -> set[str]:
    """The fields that have a doubt."""
    return {doubt.field for doubt in found.doubts}


HEADER = {"number", "symbol", "issuer", "parent_issuer", "place", "signer", "subject", "date"}


@pytest.mark.parametrize(
    ("field", "value", "doubts"),
    [
        ("place", "Gò Sạyn", {"place"}),
        ("place", "Gò Sáy", {"place"}),
        ("number", "Số: 3l/KH-PVHTT", {"number"}),
        ("signer", "Nguyễn Văn Sern", {"signer"}),
        ("office", "UBND HUYỆN GÒ SẬY\nPHÒNG VĂN HÓA VÀ THoNG TIN", {"issuer"}),
    ],
)
def test_words_that_are_none_are_doubted_in_any_text(
    field: str, value: str, doubts: set[str]
) -> None:
    """And a place that the letterhead spells with other marks."""
    assert not doubted(document(HEAD.format(**FILLED))) & HEADER
    assert doubted(document(HEAD.format(**{**FILLED, field: value}))) & HEADER == doubts


def test_a_letter_that_readers_make_of_a_digit_is_the_digit() -> None:
    """The first letters of the alphabet tell numbers apart."""
    assert document(HEAD.format(**{**FILLED, "number": "Số: 3l/KH-PVHTT"})).number == "31/KH-PVHTT"
    assert document(HEAD.format(**{**FILLED, "number": "Số: 3a/KH-PVHTT"})).number == "3a/KH-PVHTT"


@pytest.mark.parametrize(
    ("field", "value", "doubts"),
    [
        ("office", "UBND HUYỆN GÒ SẬY", {"issuer", "number", "symbol"}),
        ("number", "Số: 31/KH-PVHTr", {"issuer", "number", "symbol"}),
    ],
)
def test_the_symbol_of_a_garbled_text_has_to_agree(
    field: str, value: str, doubts: set[str]
) -> None:
    """With the body that is named: its line may be lost, or a letter of the symbol misread."""
    text = HEAD.format(**{**FILLED, field: value})
    assert doubted(garbled(text)) & HEADER == doubts
    assert not doubted(garbled(HEAD.format(**FILLED))) & HEADER
    assert "issuer" not in doubted(document(text))


def test_a_preamble_in_small_letters_is_no_subject() -> None:
    """Its capital was misread."""
    more = "căn cứ Luật Đê điều ngày 29 tháng 11 năm 2006;\n"
    assert garbled(HEAD.format(**{**FILLED, "more": more})).subject == "Nạo vét mương"
