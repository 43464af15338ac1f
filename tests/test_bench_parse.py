"""The measures of ``make bench-parse``: what they count as right."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.parse_measures import Score, Tally, measure
from bench.parse_sources import CLEAN, OCR, Labelled
from vnplan.record import Assignee, Citation, Deadline, Directive, Document, Doubt, Evidence, Task

TASK = {
    "section": "II",
    "text": "Sơn lại biển báo ở bến đò trước ngày 05/4/2024.",
    "assignees": [{"name": "Phòng Kinh tế", "role": "lead"}],
    "deadline": {"text": "trước ngày 05/4/2024", "due": "2024-04-05", "recurs": None},
}
LABEL = Labelled("made-up", {"seed": "made-up.txt"}, ({"type": "Kế hoạch", "tasks": [TASK]},))


def scored(label: Labelled, document: Document) -> Score:
    score = Score()
    measure(label, [document], score)
    return score


def test_a_task_is_found_by_its_text_and_judged_part_by_part() -> None:
    """Marks that were lost do not part it from its label; the role counts by itself."""
    found = Task(
        id=1,
        section="II",
        heading=None,
        text="Son lại biển báo ở bến đò trước ngày 05/4/2024",
        assignees=(Assignee("phòng Kinh tế (thường trực)", "implement"),),
        deadline=Deadline("trước ngày 05/4/2024", "2024-04-05"),
    )
    score = scored(LABEL, Document(type="Kế hoạch", tasks=(found,)))
    assert [score.tallies[k].f1 for k in ("tasks", "assignees", "deadlines")] == [1.0, 1.0, 1.0]
    assert (score.roles["cases"], score.roles["right"]) == (1, 0)


@pytest.mark.parametrize(
    ("found", "alike"),
    [("Trạm Y tế: phun thuốc ở chợ.", 1), ("Trạm Y tế: dọn kho thuốc cũ.", 0)],
)
def test_a_label_before_a_task_may_be_part_of_it_or_not(found: str, alike: int) -> None:
    """Only what stands behind the label has to be the same."""
    task = {**TASK, "text": "phun thuốc ở chợ.", "assignees": [], "deadline": None}
    label = Labelled("made-up", {"seed": "made-up.txt"}, ({"type": "Kế hoạch", "tasks": [task]},))
    told = Task(id=1, section="II", heading=None, text=found, assignees=(), deadline=None)
    score = scored(label, Document(type="Kế hoạch", tasks=(told,)))
    tally = score.tallies["tasks"]
    assert (tally.right, tally.missed, tally.spare) == (alike, 1 - alike, 1 - alike)


def test_what_is_missed_counts_with_all_that_belongs_to_it() -> None:
    """A missed task misses its assignee and its deadline."""
    score = scored(LABEL, Document(type="Kế hoạch"))
    assert [score.tallies[k].missed for k in ("tasks", "assignees", "deadlines")] == [1, 1, 1]


def test_only_a_wrong_value_without_a_doubt_counts_as_wrong() -> None:
    """A doubt or nothing at all is no wrong statement; sure values are judged."""
    sure = {"type": Evidence(0.98, None, None, "")}
    stated = scored(LABEL, Document(type="Quyết định", evidence=sure))
    doubted = scored(LABEL, Document(type="Quyết định", doubts=(Doubt("type", None, "x"),)))
    assert (stated.fields["type"]["wrong"], doubted.fields["type"]["wrong"]) == (1, 0)
    assert stated.sure["type"] == {"cases": 1, "right": 0}


def test_what_a_pen_wrote_may_be_left_out_but_not_be_wrong() -> None:
    """It is no case of the printed ones."""
    label = Labelled(
        "scan", {"scan": "x.pdf"}, ({"number": "7/KH-UB"},), (), (["number"],), (), True
    )
    assert label.condition == OCR and LABEL.condition == CLEAN
    assert scored(label, Document()).fields["number"]["wrong"] == 0
    assert scored(label, Document(number="1/KH-UB")).fields["number"]["wrong"] == 1
    assert scored(label, Document()).fields["number"]["cases"] == 0


def test_a_citation_is_right_by_number_and_date() -> None:
    """Without a number by type and date."""
    basis = [
        {"type": "Luật", "number": None, "date": "2015-06-19", "issuer": None},
        {"type": "Kế hoạch", "number": "8/KH-UB", "date": "2024-01-02", "issuer": "Huyện ủy"},
    ]
    label = Labelled("made-up", {"seed": "x"}, ({"legal_basis": basis},))
    found = (Citation("Luật", None, "2015-06-19"), Citation("Kế hoạch", "8/KH-UB", "2024-01-03"))
    tally = scored(label, Document(legal_basis=found)).tallies["legal basis"]
    assert (tally.right, tally.missed, tally.spare) == (1, 1, 1)


def test_what_may_be_a_task_or_not_is_neither_hit_nor_miss() -> None:
    """A reader's optional tasks count neither as found, as missed nor as spare."""
    optional = replace(LABEL, optional_tasks=(str(TASK["text"]), "Ba điểm đo ở bến đò."))
    found = Task(id=1, section="I", heading=None, text="Ba điểm đo ở bến đò.")
    score = scored(optional, Document(tasks=(found,)))
    assert score.tallies["tasks"] == Tally(0, 0, 0)
    assert scored(LABEL, Document(tasks=(found,))).tallies["tasks"] == Tally(0, 1, 1)


def test_orders_outside_the_parts_on_tasks_are_counted_apart() -> None:
    """Who is to do them and by when is no figure of the tasks."""
    order = {**TASK, "text": "Các tổ báo cáo trước ngày 05/4/2024."}
    label = replace(LABEL, documents=({"type": "Kế hoạch", "other_directives": [order]},))
    found = Directive(
        section=None,
        text="Các tổ báo cáo trước ngày 05/4/2024./.",
        assignees=(Assignee("Phòng Kinh tế", "support"),),
        deadline=None,
    )
    tallies = scored(label, Document(type="Kế hoạch", other_directives=(found,))).tallies
    assert tallies["directives"] == Tally(1, 0, 0)
    assert tallies["directives: assignees"] == Tally(1, 0, 0)
    assert tallies["directives: deadlines"] == Tally(0, 1, 0)
    assert (tallies["tasks"], "assignees" in tallies) == (Tally(0, 0, 0), False)
    none = scored(label, Document(type="Kế hoạch")).tallies
    assert (none["directives"], none["directives: deadlines"]) == (Tally(0, 1, 0), Tally(0, 1, 0))
