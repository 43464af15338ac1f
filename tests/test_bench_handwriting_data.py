"""The labelled crops: read from their table, split by document."""

from __future__ import annotations

from pathlib import Path

from bench.handwriting_data import Part, crops, part_of

TABLE = "file\tkind\ttext\thand\nnumber-0a1b.png\tnumber\t12/KH-UBND\tserial\n" + (
    "date-0a1b.png\tdate\t05//\tday month\ndate-77.png\tdate\t7/2/2019\t\n"
)


def test_labels_become_slots_and_their_writers(tmp_path: Path) -> None:
    """A slot that nobody filled is empty; those filled by hand are named."""
    (tmp_path / "labels.tsv").write_text(TABLE, "utf-8")
    number, date, printed = crops(tmp_path)
    assert dict(number.values) == {"serial": "12"}
    assert dict(date.values) == {"day": "05", "month": "", "year": ""}
    assert number.by_hand == {"serial"}
    assert date.by_hand == {"day", "month"}
    assert (printed.values["year"], printed.by_hand) == ("2019", frozenset())


def test_lines_of_one_document_are_on_one_side(tmp_path: Path) -> None:
    """Whoever trains on the number line of a document may not be measured on its date line."""
    (tmp_path / "labels.tsv").write_text(TABLE, "utf-8")
    number, date, _ = crops(tmp_path)
    assert number.part == date.part
    assert {*crops(tmp_path, Part.TRAIN), *crops(tmp_path, Part.MEASURE)} == {*crops(tmp_path)}


def test_a_third_of_many_documents_is_kept_for_measuring() -> None:
    """The side follows from the id alone."""
    kept = sum(part_of(f"{number:010x}") is Part.MEASURE for number in range(3000))
    assert 900 < kept < 1100
