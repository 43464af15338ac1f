"""What an archivist adds to a list in a dictionary of their own changes what is read."""

from __future__ import annotations

from pathlib import Path

import regex
from parse_support import document, lines_of

from vnplan.lexicon import Dictionaries
from vnplan.model import PageInfo, Route
from vnplan.parse import Grammar, parse
from vnplan.parse.text.grammar import alternatives
from vnplan.record import Document


def document_by(folder: Path, name: str, words: str, text: str) -> Document:
    """The only document of ``text``, read with ``words`` in place of some of a dictionary's."""
    (folder / name).write_text(words, "utf-8")
    grammar = Grammar.load(Dictionaries.locate(folder))
    (only,) = parse(lines_of(text), (PageInfo(1, Route.TEXT),), grammar)
    return only


def letter(*above: str) -> str:
    """A notice below the lines of a letterhead."""
    lines = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    head = [f"{left}     {right}" for left, right in zip(above, [*lines, ""], strict=False)]
    return "\n".join(
        [
            *head,
            "Số: 14/TB-THN     Gò Sậy, ngày 06 tháng 5 năm 2031",
            "",
            "THÔNG BÁO",
            "Về việc mở lớp dạy bơi",
            "",
            "Lớp học bắt đầu ngày 10 tháng 6 năm 2031.",
        ]
    )


def test_a_room_of_a_body_of_ones_own_kind_takes_no_place(tmp_path: Path) -> None:
    """A department of a film studio is of the studio, and not of the commune of the date line."""
    text = letter("XƯỞNG PHIM HẠ NHẠN", "PHÒNG KỊCH BẢN")
    assert document(text).issuer == "Phòng Kịch bản Gò Sậy"
    words = "rooms: {heads: [Phòng], bodies: [Xưởng phim]}"
    assert document_by(tmp_path, "letterhead.yaml", words, text).issuer == "Phòng Kịch bản"


def test_no_phrase_of_an_empty_list_is_found() -> None:
    assert not regex.search(alternatives([]), "any text")


def test_a_degree_of_ones_own_opens_a_persons_name(tmp_path: Path) -> None:
    """A coach by his short title does what is said behind his name."""
    text = letter("TRUNG TÂM BƠI LỘI HẠ NHẠN").replace("THÔNG BÁO", "KẾ HOẠCH")
    text += (
        "\n\nIII. TỔ CHỨC THỰC HIỆN\n1. HLV. Phạm Bến chuẩn bị phao cứu sinh trước ngày 01/6/2031."
    )
    own = document_by(tmp_path, "signatures.yaml", "degrees: [HLV]", text)
    assert [a.name for a in document(text).tasks[0].assignees] == []
    assert [a.name for a in own.tasks[0].assignees] == ["HLV. Phạm Bến"]


def test_people_that_are_no_longer_listed_go_on_with_a_name(tmp_path: Path) -> None:
    """Behind "và" a kind of people that is listed is one more who acts."""
    text = letter("TRUNG TÂM BƠI LỘI HẠ NHẠN").replace("THÔNG BÁO", "KẾ HOẠCH")
    text += "\n\nIII. TỔ CHỨC THỰC HIỆN\n1. Các tổ chuyên môn và giáo viên kiểm tra phao cứu sinh."
    own = document_by(tmp_path, "bodies.yaml", "crowds: [nhân viên]", text)
    assert [a.name for a in document(text).tasks[0].assignees] == ["Các tổ chuyên môn", "giáo viên"]
    assert [a.name for a in own.tasks[0].assignees] == ["Các tổ chuyên môn và giáo viên"]
