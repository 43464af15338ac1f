"""What people said of a record is applied as they meant it, and no later run loses it."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_schema import WHOLE, complaints
from test_write import records

from vnplan.corrections import carry_corrections, corrected, joined, steps
from vnplan.record import (
    Assignee,
    Correction,
    Deadline,
    Document,
    Doubt,
    Evidence,
    Record,
    Signer,
    Source,
    Task,
)

WHEN = "2026-11-21T21:03:11+07:00"


def task(number: int, text: str) -> Task:
    return Task(number, "II", None, text, (Assignee("Công an xã", "lead"),), None, 1)


TEXTS = (
    "Niêm yết công khai thủ tục hành chính tại bộ phận một cửa.",
    "Rà soát các tuyến đường thường ngập trên địa bàn xã.",
    "Tổ chức tập huấn kỹ năng bơi cho học sinh trong dịp hè.",
)
SOURCE = Source("a.pdf", "0" * 64, 1, ("ocr",))
DOCUMENT = Document(
    pages=(1, 1),
    type="Kế hoạch",
    symbol="KH-UBND",
    tasks=tuple(task(number, text) for number, text in enumerate(TEXTS, 1)),
    evidence={
        "type": Evidence(0.9, 1, None, "KẾ HOẠCH"),
        "symbol": Evidence(0.5, 1, None, "KH-UBND"),
        "tasks": Evidence(0.8, 1, None, TEXTS[0]),
        "tasks[0]": Evidence(0.8, 1, None, TEXTS[0]),
        "tasks[2]": Evidence(0.6, 1, None, TEXTS[2]),
    },
    doubts=(
        Doubt("number", 1, "handwritten serial could not be read"),
        Doubt("symbol", 1, "the symbol is hard to read"),
        Doubt("signer", None, "no signature was found"),
        Doubt("tasks[2]", 1, "read or restored with little certainty"),
    ),
)
RECORD = Record(SOURCE, (DOCUMENT,))


def said(field: str, action: str, after: object, before: object = None) -> Correction:
    return Correction("Lan", WHEN, f"documents[0].{field}", action, before, after)  # type: ignore[arg-type]


def having(*corrections: Correction, record: Record = RECORD) -> Record:
    return dataclasses.replace(record, corrections=corrections)


def result(*corrections: Correction) -> Document:
    (document,) = corrected(having(*corrections)).documents
    return document


# --- applied ------------------------------------------------------------------------------


def test_an_edited_value_takes_the_place_of_the_machines() -> None:
    """The value is the person's, sure, and no doubt any more; the rest stays."""
    document = result(said("number", "edited", "12/KH-UBND"))
    assert document.number == "12/KH-UBND"
    assert document.evidence["number"].confidence == 1
    assert [doubt.field for doubt in document.doubts] == ["symbol", "signer", "tasks[2]"]
    assert document.tasks == DOCUMENT.tasks


def test_an_accepted_value_holds_against_another_reading() -> None:
    """Who accepted "KH-UBND" still means it when the next run reads something else."""
    document = dataclasses.replace(DOCUMENT, symbol="KH-UBNB")
    yes = said("symbol", "accepted", "KH-UBND", "KH-UBND")
    (again,) = corrected(having(yes, record=Record(SOURCE, (document,)))).documents
    assert (again.symbol, again.evidence["symbol"].confidence) == ("KH-UBND", 1)


def test_the_unreadable_is_unknown_and_says_so() -> None:
    """The value is gone, its evidence too, and the doubt names who looked."""
    document = result(said("symbol", "unreadable", None, "KH-UBND"))
    assert document.symbol is None and "symbol" not in document.evidence
    assert "Lan" in next(doubt.reason for doubt in document.doubts if doubt.field == "symbol")


def test_an_unreadable_text_stays_as_it_was_read() -> None:
    """A task needs its text; that nobody can read it is a doubt."""
    document = result(said("tasks[0].text", "unreadable", None, TEXTS[0]))
    assert document.tasks[0].text == TEXTS[0]
    assert "tasks[0].text" in {doubt.field for doubt in document.doubts}


def test_parts_that_were_missing_are_made() -> None:
    """A signer whom the machine did not find is entered by name alone."""
    document = result(said("signer.name", "edited", "Lê Văn Ất"))
    assert document.signer == Signer("Lê Văn Ất")
    assert "signer" not in {doubt.field for doubt in document.doubts}


def test_structured_values_are_typed_again() -> None:
    """Deadlines and assignees come back as the classes of the record."""
    deadline = {"text": "trước ngày 30/6/2024", "due": "2024-06-30", "recurs": None}
    people = [{"name": "Văn phòng", "role": "lead"}]
    first = result(
        said("tasks[0].deadline", "edited", deadline), said("tasks[0].assignees", "edited", people)
    ).tasks[0]
    assert first.deadline == Deadline("trước ngày 30/6/2024", "2024-06-30")
    assert first.assignees == (Assignee("Văn phòng", "lead"),)


def test_items_are_removed_and_added() -> None:
    """Numbers, evidence and doubts of the items behind move up; an added task stands last."""
    new = {"section": None, "heading": None, "text": "Báo cáo kết quả.", "page": 1}
    document = result(said("tasks[1]", "removed", None), said("tasks[3]", "added", new))
    assert [each.text for each in document.tasks] == [TEXTS[0], TEXTS[2], "Báo cáo kết quả."]
    assert [each.id for each in document.tasks] == [1, 2, 3]
    assert document.evidence["tasks[1]"].raw == TEXTS[2]
    assert "tasks[1]" in {doubt.field for doubt in document.doubts}


def test_the_last_word_counts() -> None:
    """Two corrections of one field: the later one holds."""
    twice = said("number", "edited", "1/KH-UBND"), said("number", "edited", "2/KH-UBND")
    assert result(*twice).number == "2/KH-UBND"


def test_a_checked_document_has_no_doubts() -> None:
    """Who checked the whole document has looked at all of them."""
    whole = Correction("Lan", WHEN, "documents[0]", "checked")
    assert corrected(having(whole)).documents[0].doubts == ()


@pytest.mark.parametrize(
    ("field", "after"),
    [
        ("number", 12),
        ("numbre", "12"),
        ("tasks[0].deadline", {"due": "2024"}),
        ("tasks[0]", 3),
        ("tasks[5000]", {}),
        ("symbol.type", "KH"),
        ("symbol[0]", "KH"),
    ],
)
def test_what_does_not_fit_is_refused(field: str, after: object) -> None:
    """A value of the wrong type is not written into anybody's table."""
    with pytest.raises(ValueError):
        corrected(having(said(field, "edited", after)))


# --- written ------------------------------------------------------------------------------


def test_a_record_without_corrections_is_written_as_before() -> None:
    """Who reviews nothing sees nothing of it."""
    assert "corrections" not in RECORD.to_yaml()


values = st.recursive(
    st.none() | st.text("ạb\n:'", max_size=4) | st.sampled_from(["2024-03", "no", "1e3"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text("ab"), inner, max_size=2),
    max_leaves=4,
)


@given(records, st.lists(st.tuples(values, values), max_size=3))
def test_corrections_read_back_equal(record: Record, pairs: list[tuple[object, object]]) -> None:
    """Whatever value was entered."""
    with_them = having(*(said("number", "edited", b, a) for a, b in pairs), record=record)
    assert Record.from_yaml(with_them.to_yaml()) == with_them


def test_corrections_fit_the_schema() -> None:
    """What is written is what schema.json describes, applied or not."""
    record = having(said("number", "edited", "1/KH-UBND"), record=WHOLE)
    assert complaints(record.to_yaml()) == []
    assert complaints(corrected(record).to_yaml()) == []
    assert complaints(record.to_yaml().replace("action: edited", "action: guessed"))


@pytest.mark.parametrize("field", ["documents", "documents[0]x", "../etc", "documents[-1].type"])
def test_only_names_of_fields_are_read(field: str) -> None:
    """Nothing else gets near the record."""
    with pytest.raises(ValueError, match="not the name of a field"):
        steps(field)
    assert joined(steps("documents[1].marks.received")) == "documents[1].marks.received"


# --- carried over -------------------------------------------------------------------------


def rerun(*texts: str, sha256: str = SOURCE.sha256) -> Record:
    tasks = tuple(task(number, text) for number, text in enumerate(texts, 1))
    source = dataclasses.replace(SOURCE, sha256=sha256)
    return Record(source, (dataclasses.replace(DOCUMENT, tasks=tasks),))


def test_the_same_record_keeps_all_corrections() -> None:
    """A rerun that finds the same changes nothing."""
    old = having(said("number", "edited", "1/KH-UBND"), said("tasks[1].text", "edited", "Rà soát."))
    assert carry_corrections(old, RECORD) == old


def test_corrections_follow_their_task() -> None:
    """A task found before it, and a letter read otherwise, do not part them."""
    old = having(said("tasks[1].text", "edited", "Rà soát mọi tuyến đường."))
    new = rerun("Một việc mới tìm thấy.", TEXTS[0], TEXTS[1].replace("đường", "đưòng"), TEXTS[2])
    carried = carry_corrections(old, new)
    assert carried.corrections[0].field == "documents[0].tasks[2].text"
    assert corrected(carried).documents[0].tasks[2].text == "Rà soát mọi tuyến đường."


def test_what_has_no_place_is_kept_but_not_applied() -> None:
    """The task is gone: the correction stays, stale, and touches no other task."""
    old = having(said("tasks[1].text", "edited", "Rà soát."))
    carried = carry_corrections(old, rerun(TEXTS[0], TEXTS[2]))
    assert [(c.after, c.stale) for c in carried.corrections] == [("Rà soát.", True)]
    texts = [each.text for each in corrected(carried).documents[0].tasks]
    assert texts == [TEXTS[0], TEXTS[2]]


def test_an_added_task_stays_behind_the_others() -> None:
    """Its index moves with the length of the machine's list."""
    new = {"section": None, "heading": None, "text": "Báo cáo kết quả.", "page": 1}
    carried = carry_corrections(having(said("tasks[3]", "added", new)), rerun(TEXTS[0]))
    assert [t.text for t in corrected(carried).documents[0].tasks] == [TEXTS[0], new["text"]]


def test_another_file_makes_all_corrections_stale() -> None:
    """What was said of one scan is not said of another."""
    old = having(said("number", "edited", "1/KH-UBND"))
    carried = carry_corrections(old, rerun(*TEXTS, sha256="1" * 64))
    assert [c.stale for c in carried.corrections] == [True]


def test_documents_are_found_by_their_pages() -> None:
    """When the dispatch in front is parted from its plan only later, the plan keeps its own."""
    plan = dataclasses.replace(DOCUMENT, pages=(2, 4))
    letter = dataclasses.replace(DOCUMENT, pages=(1, 1), tasks=())
    old = having(said("number", "edited", "1/KH-UBND"), record=Record(SOURCE, (plan,)))
    carried = carry_corrections(old, Record(SOURCE, (letter, plan)))
    assert [c.field for c in carried.corrections] == ["documents[1].number"]


CHECKED = Correction("Lan", WHEN, "documents[0]", "checked")


def other(**values: object) -> Record:
    """The record of a later run that reads some values otherwise."""
    return Record(SOURCE, (dataclasses.replace(DOCUMENT, **values),))  # type: ignore[arg-type]


@pytest.mark.parametrize("values", [{"symbol": "KH-UBNB"}, {"pages": (1, 2)}])
def test_values_that_nobody_saw_were_not_checked(values: dict[str, object]) -> None:
    """The new run reads otherwise: its doubts wait for a person again, and the check is kept."""
    carried = carry_corrections(having(CHECKED), other(**values))
    assert carried.corrections == (dataclasses.replace(CHECKED, stale=True),)
    assert corrected(carried).documents[0].doubts == DOCUMENT.doubts


def test_a_checked_document_stays_so_when_its_values_do() -> None:
    """How surely they were read, and where, is no value."""
    evidence = {**DOCUMENT.evidence, "symbol": Evidence(0.9, 1, None, "KH-UBNO")}
    new = other(evidence=evidence, doubts=DOCUMENT.doubts[:1])
    assert carry_corrections(having(CHECKED), new).corrections == (CHECKED,)


def test_a_run_that_reads_what_a_person_entered_is_checked() -> None:
    """As after vnplan learn: whoever checked the document saw that value."""
    edited = said("symbol", "edited", "QĐ-UBND", "KH-UBND")
    carried = carry_corrections(having(edited, CHECKED), other(symbol="QĐ-UBND"))
    assert carried.corrections == (edited, CHECKED)


def test_only_the_document_that_reads_otherwise_is_unchecked() -> None:
    """Of two in one file."""
    second = dataclasses.replace(CHECKED, field="documents[1]")
    changed = dataclasses.replace(DOCUMENT, symbol="KH-UBNB")
    old = having(CHECKED, second, record=Record(SOURCE, (DOCUMENT, DOCUMENT)))
    carried = carry_corrections(old, Record(SOURCE, (DOCUMENT, changed)))
    assert [said.stale for said in carried.corrections] == [False, True]


def test_what_does_not_fit_stops_no_batch() -> None:
    """Corrections written by hand: the check cannot be held against the values, so it is none."""
    carried = carry_corrections(having(said("symbol.type", "edited", "KH"), CHECKED), RECORD)
    assert [said.stale for said in carried.corrections] == [False, True]
