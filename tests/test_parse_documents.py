"""Several documents in a file, the foot of a document, and input that is no document."""

from __future__ import annotations

import random

import pytest
from parse_support import PLAN, document, documents, grammar, lines_of

from vnplan.errors import DictionaryError
from vnplan.lexicon import Dictionaries
from vnplan.model import PageInfo, Route
from vnplan.parse import Grammar, parse
from vnplan.record import Signer

LETTER = """\
UBND HUYỆN SÔNG LAM
VĂN PHÒNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số:      /VP-VX
V/v gửi kế hoạch kiểm kê
Sông Lam, ngày 09 tháng 3 năm 2022
Kính gửi: Các xã, thị trấn.
Văn phòng gửi kèm Kế hoạch số 31/KH-PVHTT ngày 07/3/2022 để các xã thực hiện./.
Nơi nhận:
- Như trên;
- Lưu: VT.
CHÁNH VĂN PHÒNG
Lò Văn Sơn
"""


def test_a_dispatch_and_the_plan_it_forwards_are_two_documents() -> None:
    """Each has its own number; the dispatch's blank serial is not filled with a cited one."""
    letter, plan = documents(LETTER + "\n" + PLAN)
    assert (letter.type, letter.number, letter.symbol) == ("Công văn", None, "VP-VX")
    assert letter.issuer == "Văn phòng Ủy ban nhân dân huyện Sông Lam"
    assert (plan.type, plan.number) == ("Kế hoạch", "31/KH-PVHTT")
    assert letter.signer == Signer("Lò Văn Sơn", "CHÁNH VĂN PHÒNG", None)


def test_a_second_document_whose_motto_is_lost_begins_on_its_page() -> None:
    """Office, number and type are enough at the top of a page; a torn corner takes the rest."""
    motto = ("     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "     Độc lập - Tự do - Hạnh phúc")
    torn = PLAN
    for line in motto:
        assert line in torn
        torn = torn.replace(line, "")
    lines = [*lines_of(LETTER, 1), *lines_of(torn, 2)]
    infos = tuple(PageInfo(n, Route.OCR, 1000, 1400, 120.0) for n in (1, 2))
    letter, plan = parse(lines, infos, grammar())
    assert (letter.pages, plan.pages) == ((1, 1), (2, 2))
    assert (plan.type, plan.number) == ("Kế hoạch", "31/KH-PVHTT")


def test_an_annex_page_that_begins_in_capitals_is_no_document() -> None:
    annex = "DANH SÁCH\nCÁC XÃ, THỊ TRẤN\n1. Xã Hòa Lộc\n2. Xã Phú Lộc\n"
    lines = [*lines_of(PLAN, 1), *lines_of(annex, 2)]
    infos = tuple(PageInfo(n, Route.OCR, 1000, 1400, 120.0) for n in (1, 2))
    assert len(parse(lines, infos, grammar())) == 1


def test_a_form_in_an_annex_is_no_document() -> None:
    """Its motto stands under "Mẫu số", its number is dots."""
    form = (
        "\nMẫu số 01\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: ……/GCN\n……, ngày … tháng … năm ……\nGIẤY CHỨNG NHẬN\n"
    )
    assert len(documents(PLAN + form)) == 1


def test_pages_of_documents_are_those_of_the_scan() -> None:
    """First and last page of each; none for plain text."""
    lines = [*lines_of(LETTER, 1), *lines_of(PLAN, 2)]
    infos = tuple(PageInfo(n, Route.TEXT_LAYER, 1000, 1400, 120.0) for n in (1, 2, 3))
    assert [d.pages for d in parse(lines, infos, grammar())] == [(1, 1), (2, 2)]
    assert document(PLAN).pages is None


def test_a_lost_page_is_a_doubt_of_its_document() -> None:
    """What a page's reader could not do must reach the reader of the record."""
    lines = [*lines_of(LETTER, 1), *lines_of(PLAN, 2)]
    infos = (
        PageInfo(1, Route.OCR, 1000, 1400, 120.0),
        PageInfo(2, Route.OCR, 1000, 1400, 120.0),
        PageInfo(3, Route.OCR, 1000, 1400, 120.0, problem="Tesseract timed out"),
    )
    letter, plan = parse(lines, infos, grammar())
    assert not any(doubt.field == "pages" for doubt in letter.doubts)
    assert [(d.page, d.reason) for d in plan.doubts if d.field == "pages"] == [
        (3, "Tesseract timed out")
    ]


def test_recipients_and_signature_printed_side_by_side() -> None:
    """The office beside a recipient, the name below the list."""
    plan = document(PLAN)
    assert plan.recipients == ("UBND huyện (để b/c)", "Các xã, thị trấn", "Lưu: VT")
    assert plan.signer == Signer("Vi Thị Mai Hoa", "PHÓ TRƯỞNG PHÒNG", "KT. TRƯỞNG PHÒNG")


@pytest.mark.parametrize(
    ("foot", "signer"),
    [
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nTrần Thị Lụa",
            Signer("Trần Thị Lụa", "PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH"),
        ),
        (
            "TL. GIÁM ĐỐC\nKT. TRƯỞNG PHÒNG TỔ CHỨC PHÓ TRƯỞNG PHÒNG\nĐỗ Văn Bến",
            Signer("Đỗ Văn Bến", "PHÓ TRƯỞNG PHÒNG", "TL. GIÁM ĐỐC / KT. TRƯỞNG PHÒNG TỔ CHỨC"),
        ),
        (
            "T/M BAN THƯỜNG VỤ\nBÍ THƯ\nLý A Sình",
            Signer("Lý A Sình", "BÍ THƯ", "T/M BAN THƯỜNG VỤ"),
        ),
        (
            "KT. CHỦ TỊCH\nPMÓ CHỦ TỊCH\nLý A Sình",
            Signer("Lý A Sình", "PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ),
        ("GIÁM ĐỐC", Signer(None, "GIÁM ĐỐC", None)),
    ],
)
def test_signatures(foot: str, signer: Signer) -> None:
    """Capacity lines joined, office and name apart; a missing name is a doubt."""
    plan = document(
        "Số: 2/KH-UBND\nKẾ HOẠCH\nĐếm cò\n\nI. NHIỆM VỤ\n- Đếm tổ cò.\nNơi nhận:\n- Lưu: VT.\n"
        + foot
    )
    assert plan.signer == signer
    assert (signer.name is None) == any(doubt.field == "signer" for doubt in plan.doubts)


@pytest.mark.parametrize("text", ["", "\n\n \n", "***\n---"])
def test_text_without_words_has_no_document_or_an_empty_one(text: str) -> None:
    """Nothing is invented."""
    assert all(d.type is d.number is d.date is d.issuer is None for d in documents(text))


def test_any_order_of_lines_is_parsed_without_error() -> None:
    """A shuffled page is a bad document, not a crash; no task holds a word that was not there."""
    lines = (LETTER + PLAN).split("\n")
    for seed in range(40):
        shuffled = random.Random(seed).sample(lines, len(lines))
        words = set(" ".join(shuffled).replace(":", " :").split()) | set(" ".join(shuffled).split())
        for found in documents("\n".join(shuffled)):
            assert all(set(task.text.split()) <= words for task in found.tasks)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 3000,
        "1. " * 2000,
        "Số: " + "/" * 5000,
        "a" * 200_000,
        "II. NHIỆM VỤ\n- " + "Sở Y tế, " * 2000,
    ],
)
def test_absurd_lines_take_no_absurd_time(text: str) -> None:
    """Patterns must not backtrack without bound; the test would hang."""
    documents("KẾ HOẠCH\n" + text)


def test_a_broken_dictionary_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """A list of an archivist's own file that nobody knows is reported by file, line and key."""
    (tmp_path / "headings.yaml").write_text("order_words: [yêu cầu]\naim: [mục đích]\n", "utf-8")
    with pytest.raises(DictionaryError, match=r"headings\.yaml:2: unknown key 'aim'"):
        Grammar.load(Dictionaries.locate(tmp_path))


def test_a_vice_minister_keeps_his_office() -> None:
    """Who signs for a minister is no "phó bộ trưởng"."""
    signed = document(LETTER.replace("CHÁNH VĂN PHÒNG", "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG")).signer
    assert signed == Signer("Lò Văn Sơn", "THỨ TRƯỞNG", "KT. BỘ TRƯỞNG")


def test_the_second_signer_of_a_joint_document_is_a_doubt() -> None:
    """The record has room for one; the other is named for a person to see."""
    joint = document(LETTER + "GIÁM ĐỐC SỞ TÀI CHÍNH\nTrần Thị Lụa\n")
    assert joint.signer is not None and joint.signer.name == "Lò Văn Sơn"
    assert "a second person signs: Trần Thị Lụa" in {doubt.reason for doubt in joint.doubts}


@pytest.mark.parametrize(
    ("opening", "count"),
    [
        ("Trước tình hình đó, Ủy ban nhân dân xã yêu cầu:", 2),
        ("Để giữ nước cho vụ hè, đề nghị các đơn vị thực hiện một số việc như sau:", 2),
        ("Kết quả năm qua như sau:", 0),
    ],
)
def test_orders_of_a_document_whose_letterhead_is_lost(opening: str, count: int) -> None:
    """What opens them tells of orders where no type of document does."""
    text = "Nước trong hồ xuống thấp.\n{}\n1. Trạm bơm\n- Vét mương.\n2. Đội thủy nông\n- Trực đập."
    assert [task.assignees[0].name for task in document(text.format(opening)).tasks] == (
        ["Trạm bơm", "Đội thủy nông"][:count]
    )


def test_a_dispatch_whose_number_line_and_date_are_lost() -> None:
    """A pen or a stamp may hide both: whom it is sent to makes it one, with a doubt."""
    lines = [line for line in LETTER.splitlines() if not line.startswith(("Số", "V/v", "Sông"))]
    found = document("\n".join(lines).replace("Văn phòng gửi", "Văn phòng yêu cầu các xã gửi"))
    assert (found.type, found.addressees) == ("Công văn", ("Các xã, thị trấn",))
    assert "no type is printed; taken from whom it is sent to" in {d.reason for d in found.doubts}
    assert [d.assignees[0].name for d in found.other_directives] == ["các xã"]


def test_a_damaged_day_by_when_is_a_doubt_and_no_date() -> None:
    """ "0589/2025" is no 05/9/2025."""
    plan = document("Số: 7/KH-UBND\nKẾ HOẠCH\nNuôi ong\n\nI. NHIỆM VỤ\n- Nộp trước ngày 0589/2025.")
    assert plan.tasks[0].deadline is None
    assert "tasks[0].deadline" in {doubt.field for doubt in plan.doubts}


def test_misread_recipients_above_whom_two_have_signed() -> None:
    """ "Nời nhậm:" is "Nơi nhận:"; signatures with what is left of their seals stand above."""
    text = LETTER.split("Nơi nhận:")[0] + (
        "CHÁNH VĂN PHÒNG\nSỞ\nlộ\nLò Văn Sơn\nNời nhậm:\n- Như trên;\n- Lưu: VT.\n"
    )
    letter = document(text)
    assert letter.recipients == ("Như trên", "Lưu: VT")
    assert letter.signer == Signer("Lò Văn Sơn", "CHÁNH VĂN PHÒNG", None)


@pytest.mark.parametrize(
    "form",
    [
        "Mẫu số 02: Quyết định kiểm tra\nCÔNG TY ABC",
        "………………(1) ………………..(2)",
    ],
)
def test_a_form_with_a_letterhead_of_its_own_stays_with_its_document(form: str) -> None:
    annex = (
        f"{form}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: /QĐ-(3)\n……., ngày … tháng … năm ……\nQUYẾT ĐỊNH\nVề việc kiểm tra\n"
        "Căn cứ Luật Thanh tra;\nĐiều 1. Kiểm tra ông (bà) …………\n"
    )
    assert len(documents(PLAN + annex)) == 1


@pytest.mark.parametrize(
    ("foot", "name", "doubted"),
    [
        ("CHÁNH THANH TRA\nLê Văn Pản\n", "Lê Văn Pản", ""),
        ("CHÁNH THANH TRA\nPHÓ GIÁM ĐỐC SỞ Y TẾ\nLê Văn Pản\n", "Lê Văn Pản", ""),
        ("CHÁNH THANH TRA\n1ê Văn Pản\n", "Lê Văn Pản", "put right"),
        ("CHÁNH THANH TRA\nPHÊ DUYỆT GIÁM ĐỐC SỞ Y TẾ\nHà Văn Sếnh\n", None, "Hà Văn Sếnh"),
    ],
)
def test_a_name_below_another_office_is_not_that_of_the_first(
    foot: str, name: str | None, doubted: str
) -> None:
    plan = document(PLAN[: PLAN.index("Nơi nhận")] + foot)
    assert plan.signer is not None
    assert plan.signer.name == name
    second = " / PHÓ GIÁM ĐỐC SỞ Y TẾ" if "PHÓ" in foot else ""
    assert plan.signer.title == f"CHÁNH THANH TRA{second}"
    reasons = [d.reason for d in plan.doubts if d.field == "signer"]
    assert [doubted in reason for reason in reasons] == [True] * bool(doubted)
