"""Odd input ends in a document, no task is lost without a doubt, and print stays as printed."""

from __future__ import annotations

from time import perf_counter

import pytest
from parse_support import document, documents, grammar

from vnplan.parse.citations.citations import citations
from vnplan.parse.citations.legal_basis import basis
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.duties import bodies_of_heading
from vnplan.parse.tasks.statements import holds, is_note
from vnplan.parse.times.deadlines import find_deadline

PLAN = "Số: 3/KH-UBND\nKẾ HOẠCH\nGiữ đê năm 2031\n\nII. NHIỆM VỤ\n"
TABLE = "STT\nNội dung\nĐơn vị chủ trì\nThời gian\n"


def tasks_of(text: str) -> list[str]:
    """The texts of the tasks of a document."""
    return [task.text for task in document(text).tasks]


@pytest.mark.parametrize("first", ["1..", "1.)", "((1", "1)."])
def test_a_damaged_first_number_of_a_table_without_rules_loses_no_words(first: str) -> None:
    """Nothing is numbered so, but a reader may leave it."""
    text = " ".join(tasks_of(f"{PLAN}{TABLE}{first}\nVá hàm ếch\nThôn Hạ\nQuý I\n2\nTuần tra đê"))
    assert "Vá hàm ếch" in text
    assert "Tuần tra đê" in text


def test_a_row_of_a_table_without_rules_may_be_empty() -> None:
    """Only its number was read."""
    assert tasks_of(f"{PLAN}{TABLE}1\n2\nTuần tra đê\nThôn Hạ\nQuý II/2031") == ["Tuần tra đê"]


def test_a_raised_digit_is_no_part_of_a_year() -> None:
    """ "202²" is a year and the number of a note."""
    (found,) = documents("Số: 3/KH-UBND\nGò Hạ, ngày 05 tháng 02 năm 202²\nKẾ HOẠCH\nGiữ đê\n")
    assert found.date is None


def test_a_long_word_of_at_signs_takes_no_time() -> None:
    """The search for an address in it took two minutes."""
    start = perf_counter()
    documents(PLAN + "1. " + 2000 * "a@")
    assert perf_counter() - start < 5


def test_a_long_row_of_people_takes_no_time() -> None:
    """Each was looked at up to the end of the row: 400 of them took twenty seconds."""
    row = ", ".join(f"đ/c Lê Văn B{'aeiou'[at % 5]}n" for at in range(400))
    document(PLAN + "- Thay sách.")  # what is compiled once
    start = perf_counter()
    document(f"{PLAN}- Trực chốt: {row}.")
    assert perf_counter() - start < 5


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Có biểu dương, nhắc nhở kịp thời các hộ ven đê.", False),
        ("(Có biểu chi tiết kèm theo)", True),
        ("Có biểu kèm theo.", True),
        ("Lưu ý các thôn phải có phao.", False),
        ("Lưu ý: Các thôn đã có phao.", True),
    ],
)
def test_a_note_on_an_annex_is_no_task(text: str, *, note: bool) -> None:
    """ "Có biểu dương" and what a body is to heed are tasks all the same."""
    assert is_note(text, grammar()) is note


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Quyết định này có hiệu lực kể từ ngày ký.", True),
        ("Quyết định này thay thế Quyết định số 4/QĐ-UBND.", True),
        ("Từ nay bãi bỏ phí đò, các thôn thông báo cho dân.", False),
        ("Nội quy này thay thế nội quy cũ; Thôn Hạ có trách nhiệm niêm yết.", False),
    ],
)
def test_a_sentence_on_effect_alone_is_no_order(text: str, *, only: bool) -> None:
    """Where it also gives a duty, it is kept."""
    assert holds(text, grammar()) is only


def test_who_answers_for_a_decision_may_stand_in_the_sentence_after_its_effect() -> None:
    """Both are one short article."""
    found = document(
        "Số: 3/QĐ-UBND\nQUYẾT ĐỊNH\nVề giữ đê\n\nĐiều 1. Giao Phòng Thủy lợi sửa đê.\n"
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng chịu trách nhiệm thi "
        "hành Quyết định này./."
    )
    (order,) = found.other_directives
    assert [a.name for a in order.assignees] == ["Chánh Văn phòng"]


def test_bullets_that_ask_before_a_list_of_orders_are_no_reasons() -> None:
    """Bullets that tell what has been done are."""
    found = tasks_of(
        "Số: 3/CĐ-UBND\nCÔNG ĐIỆN\nVề giữ đê\n\nNước sông lên nhanh.\n- Đê Gò Hạ đã sạt.\n"
        "- Yêu cầu Phòng Thủy lợi vá các hàm ếch.\n- Đề nghị các thôn thực hiện các việc sau:\n"
        "1. Tuần tra đê.\n2. Chặt tre.\n"
    )
    assert found == ["Yêu cầu Phòng Thủy lợi vá các hàm ếch.", "Tuần tra đê.", "Chặt tre."]


def test_the_day_of_the_second_number_is_not_of_one_with_another_year() -> None:
    """ "số 7/2030/… và số 8/2031/… ngày 3/2/2031": the first has no day."""
    text = "Căn cứ Nghị định số 7/2030/NĐ-CP và số 8/2031/NĐ-CP ngày 3/2/2031 của Chính phủ;"
    found = [(c.citation.number, c.citation.date) for c in basis(text, grammar())]
    assert found == [("7/2030/NĐ-CP", None), ("8/2031/NĐ-CP", "2031-02-03")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tờ trình số 5/TT-PTL", "5/TT-PTL"),
        ("Chương trình số 5/CT-UBND", "5/CT-UBND"),
        ("Công điện số 5/QĐ-UBND", "5/CĐ-UBND"),
    ],
)
def test_a_symbol_that_lacks_a_letter_was_printed_so(text: str, number: str) -> None:
    """Another letter in its place is a misread one."""
    (found,) = citations(text, grammar())
    assert found.citation.number == number


def test_what_recurs_by_its_own_words_is_a_deadline_at_the_head_of_an_order() -> None:
    """ "Theo định kỳ hằng quý, …" rests on nothing."""
    found = find_deadline("Theo định kỳ hằng quý, Thôn Hạ báo cáo.", grammar())
    assert found is not None
    assert found.recurs == "quarterly"


@pytest.mark.parametrize(
    ("printed", "name"),
    [("Lã Văn Đê", "Lã Văn Đê"), ("Vì Văn Đê", "Vì Văn Đê"), ("Nguyên Văn Đê", "Nguyễn Văn Đê")],
)
def test_a_rare_family_name_is_not_put_right(printed: str, name: str) -> None:
    """It differs from a frequent one by its marks only."""
    signer = document(f"{PLAN}1. Vá hàm ếch.\n\nCHỦ TỊCH\n\n\n{printed}\n").signer
    assert signer is not None
    assert signer.name == name


@pytest.mark.parametrize(
    ("heading", "kind", "names"),
    [
        ("Nhiệm vụ của Kế hoạch", "organisation", []),
        ("Nhiệm vụ trọng tâm của năm 2031", "organisation", []),
        ("Nhiệm vụ đối với lĩnh vực đê điều", "organisation", []),
        ("Nhiệm vụ của ngày hội giữ đê", "tasks", []),
        ("Trách nhiệm của trưởng thôn ven sông", "organisation", ["trưởng thôn ven sông"]),
        ("Trách nhiệm của các thôn trong việc vá đê", "organisation", ["các thôn"]),
        ("Trách nhiệm của Sở Y tế trong công tác phòng dịch", "organisation", ["Sở Y tế"]),
    ],
)
def test_whose_duties_a_heading_is_about(heading: str, kind: str, names: list[str]) -> None:
    """A plan, a year or a field has none; what the duties are in is no part of a name."""
    assert [a.name for a in bodies_of_heading(heading, kind, grammar())] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Phí đò do chủ tàu ven sông chịu trách nhiệm nộp.", ["chủ tàu ven sông"]),
        ("Đối với các trường ven sông: Phòng Giáo dục rà soát.", ["Phòng Giáo dục"]),
        ("Các xã: Gò Hạ, Bến Xuân rà soát đê.", ["Các xã: Gò Hạ, Bến Xuân"]),
    ],
)
def test_no_name_holds_what_it_is_done_for(text: str, names: list[str]) -> None:
    """Nor what somebody answers for."""
    assert [a.name for a in assigned(text, grammar())] == names


def test_the_half_year_that_a_report_is_on_is_no_part_of_its_deadline() -> None:
    """The day that follows it is."""
    found = find_deadline("Báo cáo 6 tháng đầu năm 2031 trước ngày 15/6.", grammar(), 2031)
    assert found is not None
    assert (found.text, found.due) == ("trước ngày 15/6", "2031-06-15")


def test_a_sentence_that_names_who_acts_by_when_is_no_reason() -> None:
    """It may stand before the paragraph that opens a list of orders."""
    found = tasks_of(
        "Số: 3/UBND-VP\nV/v giữ đê ven sông\nKính gửi: Các thôn.\n\nNước sông lên nhanh.\n"
        "- Các thôn rà soát đê, báo cáo trước ngày 15/3/2031.\n- Đề nghị các thôn thực hiện:\n"
        "1. Tuần tra đê.\n2. Sửa đê.\n"
    )
    assert found == [
        "Các thôn rà soát đê, báo cáo trước ngày 15/3/2031.",
        "Tuần tra đê.",
        "Sửa đê.",
    ]


def test_a_target_that_asks_somebody_is_a_task() -> None:
    """The rest of the line would be lost with it."""
    asks = "Phấn đấu đến năm 2032, 90% số bến có phao; giao Phòng Y tế kiểm tra."
    assert tasks_of(f"{PLAN}- {asks}\n- Phấn đấu đến năm 2032, 90% số bến có phao.") == [asks]
