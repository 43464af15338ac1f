"""What nothing confirms in the letterhead of a scan. All documents are made up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from parse_support import document, grammar, scanned

from vnplan.model import Line, PageInfo, RestoredLine, Route
from vnplan.parse import parse
from vnplan.record import Document

PAGE = PageInfo(1, Route.OCR, 1200, 1700, 150.0)
TASK = "- Nạo vét mương Bà Tư từ cầu Sắt đến đập Ông Hai."


def letterhead(
    *issuers: RestoredLine,
    place: RestoredLine,
    number: RestoredLine | None = None,
    kind: str = "KẾ HOẠCH",
    task: str = TASK,
) -> Document:
    """What is read of a plan with this letterhead, of two columns."""
    lines = [
        *issuers,
        number or scanned("Số: 9/KH-UBND", 130, 130),
        scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 50),
        scanned("Độc lập - Tự do - Hạnh phúc", 650, 80),
        place,
        scanned(kind, 500, 220),
        scanned("Nạo vét mương trước mùa mưa", 420, 250),
        scanned("I. NHIỆM VỤ", 130, 300),
        scanned(task, 130, 330),
    ]
    (only,) = parse(lines, (PAGE,), grammar())
    return only


def dated(place: str, confidence: float = 0.95) -> RestoredLine:
    """A date line the place of which was read with ``confidence``."""
    line = scanned(f"{place}, ngày 05 tháng 4 năm 2023", 620, 110)
    size = len(place.split())
    read = line.line.words
    words = (*(replace(word, confidence=confidence) for word in read[:size]), *read[size:])
    return RestoredLine.untouched(Line.of(1, words))


def doubted(found: Document) -> dict[str, str]:
    return {d.field: d.reason for d in found.doubts if d.field in FIELDS}


FIELDS = ("place", "issuer", "parent_issuer", "symbol", "number")
SCHOOL = scanned("TRƯỜNG TIỂU HỌC HOA SEN", 100, 80)


@pytest.mark.parametrize(
    ("place", "confidence", "task", "due"),
    [
        ("Quế Gềnh", 0.8, TASK, True),
        ("Quế Gềnh", 0.95, TASK, False),  # read like clean print
        ("Quế Gềnh", 0.8, "- Nạo vét mương từ chợ Quế Gềnh đến đập Ông Hai.", False),
        ("Thái Bình", 0.8, TASK, False),  # a list of units holds it
        ("TP. Thái Bình", 0.8, TASK, False),
    ],
)
def test_a_place_that_no_list_and_no_other_line_confirms(
    place: str, confidence: float, task: str, due: bool
) -> None:
    found = letterhead(SCHOOL, place=dated(place, confidence), task=task)
    assert found.place == place
    reason = f"no list and no other line has this name of a place: {place}"
    assert doubted(found).get("place") == (reason if due else None)
    assert (found.evidence["place"].confidence < 0.7) == due


def test_a_letterhead_and_a_date_line_that_spell_a_place_in_two_ways() -> None:
    body = [scanned("ỦY BAN NHÂN DÂN", 100, 50), scanned("XÃ QUẾ GỀNH", 120, 80)]
    found = letterhead(*body, place=dated("Quế Gành"))
    differ = "the letterhead and the date line differ: "
    assert doubted(found) == {
        "place": differ + "Quế Gành, Quế Gềnh",
        "issuer": differ + "Quế Gềnh, Quế Gành",
    }
    task = "- Nạo vét mương từ chợ Quế Gềnh đến đập Ông Hai."
    told = letterhead(*body, place=dated("Quế Gành"), task=task)
    assert doubted(told) == {"place": differ + "Quế Gành, Quế Gềnh"}  # the text has the other
    assert not doubted(letterhead(*body, place=dated("Quế Gềnh", 0.8)))


def test_text_is_believed_as_it_stands() -> None:
    found = document(
        "ỦY BAN NHÂN DÂN     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "XÃ QUẾ GỀNH     Độc lập - Tự do - Hạnh phúc\n"
        "Số: 9/UBND     Quế Gành, ngày 05 tháng 4 năm 2023\n\n"
        f"KẾ HOẠCH\nNạo vét mương trước mùa mưa\n\nI. NHIỆM VỤ\n\n{TASK}"
    )
    assert found.place == "Quế Gành"
    assert not doubted(found)


@pytest.mark.parametrize(
    ("above", "confidence", "reason"),
    [
        ("VT TRẬN TỔ QUỐC VIỆT NAM", 0.95, "its abbreviation is not known: VT"),
        (
            "MẶN TRẬN TỔ QUỐC VIỆT NAM",
            0.8,
            "no body is known whose name opens like this: Mặn trận Tổ quốc Việt Nam",
        ),
        ("MẶT TRẬN TỔ QUỐC VIỆT NAM", 0.8, None),
        ("UBND HUYỆN THÁI THỤY", 0.95, None),
    ],
)
def test_a_superior_whose_name_no_body_has(
    above: str, confidence: float, reason: str | None
) -> None:
    body = [scanned(above, 100, 50, confidence), SCHOOL]
    found = letterhead(*body, place=dated("Thái Bình"))
    assert found.parent_issuer is not None
    assert doubted(found).get("parent_issuer") == reason


@pytest.mark.parametrize(
    ("line", "confidence", "kind", "due"),
    [
        ("Số: 12/ĐTN", 0.75, "CHƯƠNG TRÌNH", True),
        ("Số: 12/ĐTN", 0.95, "CHƯƠNG TRÌNH", False),  # read like clean print
        ("Số: 12/CTr-ĐTN", 0.75, "CHƯƠNG TRÌNH", False),
        ("Số: 12/ĐTN", 0.75, "LỊCH CÔNG TÁC", False),  # it has no abbreviation
    ],
)
def test_a_symbol_without_the_type_that_the_title_prints(
    line: str, confidence: float, kind: str, due: bool
) -> None:
    number = scanned(line, 130, 130, confidence)
    found = letterhead(SCHOOL, place=dated("Thái Bình"), number=number, kind=kind)
    assert found.symbol == line.partition("/")[2]
    told = f"it lacks the type of the title: {kind}"
    assert doubted(found).get("symbol") == (told if due else None)
    assert ("number" in doubted(found)) == due


def dispatch(*below: RestoredLine) -> Document:
    """A dispatch the subject of which goes on after the lines of the right column."""
    lines = [
        scanned("ỦY BAN NHÂN DÂN", 100, 50),
        scanned("XÃ ĐỒNG SẬY", 120, 80),
        scanned("Số: 9/UBND-NN", 130, 110),
        scanned("V/v nạo vét mương và trồng tre", 60, 140),
        scanned("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 600, 50),
        scanned("Độc lập - Tự do - Hạnh phúc", 650, 80),
        scanned("Đồng Sậy, ngày 05 tháng 4 năm 2023", 620, 110),
        *below,
        scanned("Kính gửi: Các thôn", 400, 260),
        scanned(
            "Ủy ban nhân dân xã đề nghị các thôn nạo vét mương trước ngày 15/5/2023.", 130, 300
        ),
    ]
    (only,) = parse(lines, (PAGE,), grammar())
    return only


@pytest.mark.parametrize(
    ("line", "left", "top", "goes_on"),
    [
        ("trước mùa mưa năm 2023", 60, 170, True),
        ("Đến ngày 07 tháng 4", 60, 170, False),  # it starts with a capital, like a stamp
        ("trước mùa mưa năm 2023", 60, 215, False),  # too far below
        ("trước mùa mưa năm 2023", 640, 170, False),  # in the right column
    ],
)
def test_a_subject_that_goes_on_after_the_right_column(
    line: str, left: int, top: int, goes_on: bool
) -> None:
    subject = "nạo vét mương và trồng tre"
    found = dispatch(scanned(line, left, top))
    assert found.subject == (f"{subject} {line}" if goes_on else subject)
    told = [d.reason for d in found.doubts if d.field == "subject"]
    left_out = f"a line may belong to it that was left out: {line}"
    assert told == ([left_out] if (left, top) == (640, 170) else [])


@pytest.mark.parametrize(
    ("number", "confidence", "due"), [("XVII", 0.57, True), ("XVII", 0.92, False), ("2", 0.5, True)]
)
def test_a_number_in_a_subject_that_is_hard_to_read(
    number: str, confidence: float, due: bool
) -> None:
    found = dispatch(scanned(f"trước kỳ họp thứ {number}", 60, 170, confidence))
    told = [d.reason for d in found.doubts if d.field == "subject"]
    assert told == (["a number in it is hard to read"] if due else [])


def test_a_line_under_the_title_is_no_part_of_the_subject() -> None:
    lines = [
        scanned("TRƯỜNG TIỂU HỌC HOA SEN", 100, 80),
        scanned("KẾ HOẠCH", 500, 220),
        scanned("_Nạo vét mương trước mùa mưa", 420, 250),
        scanned("I. NHIỆM VỤ", 130, 300),
        scanned(TASK, 130, 330),
    ]
    (found,) = parse(lines, (PAGE,), grammar())
    assert found.subject == "Nạo vét mương trước mùa mưa"
