"""Catalogues and task lists: what stands in them, and that Excel and programs can read them."""

from __future__ import annotations

import csv
import datetime
import io
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from vnplan.__main__ import main
from vnplan.batch import Ledger, Out, State
from vnplan.errors import DictionaryError, ExitCode
from vnplan.export import Filed, load_presets, rows
from vnplan.export.rows import VALUES, Item
from vnplan.lexicon import Dictionaries
from vnplan.record import (
    Assignee,
    Correction,
    Deadline,
    Document,
    Doubt,
    Record,
    Signer,
    Source,
    Task,
)

SURVEY = Task(
    1,
    "II.1",
    "Rà soát",
    "- Rà soát hộ nghèo trên địa bàn.",
    (Assignee("Phòng Nội vụ", "lead"), Assignee("UBND các xã", "support")),
    Deadline("trước ngày 30/6/2024", "2024-06-30"),
    2,
)
REPORT = Task(2, "II.2", "Báo cáo", "Báo cáo kết quả.", (), Deadline("hằng quý", None, "quarterly"))
PLAN = Document(
    pages=(1, 4),
    type="Kế hoạch",
    number="12/KH-UBND",
    symbol="KH-UBND",
    date="2024-03-05",
    issuer="Ủy ban nhân dân xã Bình An",
    subject="Triển khai công tác năm 2024",
    tasks=(SURVEY, REPORT),
    signer=Signer("Nguyễn Văn An", "PHÓ CHỦ TỊCH"),
    doubts=(Doubt("number", 1, "viết tay"),),
)
DISPATCH = Document(pages=(5, 5), type="Công văn", symbol="UBND-VX", date="2024-03")


def record(*documents: Document, routes: tuple[str, ...] = ("ocr",) * 5) -> Record:
    return Record(Source("a.pdf", "0" * 64, 5, routes), documents)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The output folder of a batch: two records, one of them twice, and one failure."""
    out = Out.at(tmp_path / "out")
    with out.running(), Ledger.create(out) as ledger:
        root = ledger.add_root(tmp_path / "scans", is_alone=True)
        for name in ("2024/a.pdf", "2024/b.pdf", "copy.pdf", "bad.pdf"):
            ledger.add(root, name, 1, 1, 1)
        first, second, copy, bad = ledger.entries()
        for entry, documents in ((first, (PLAN, DISPATCH)), (second, (replace(PLAN, tasks=()),))):
            out.save(out.record(entry.output), record(*documents).to_yaml())
            finish(ledger, entry.id, State.DONE)
        finish(ledger, copy.id, State.DUPLICATE, original=first.id)
        finish(ledger, bad.id, State.FAILED, error="is damaged")
    return out.path


def finish(ledger: Ledger, id: int, state: State, **more: object) -> None:
    ledger.start(id, "0" * 64)
    ledger.finish(id, state, made_with=("1", "s"), seconds=1.0, **more)  # type: ignore[arg-type]


def exported(out: Path, *options: str, code: ExitCode = ExitCode.DONE) -> bytes:
    """What the command writes."""
    target = out.parent / "table"
    assert main(["export", str(out), "-o", str(target), *options]) == code
    return target.read_bytes()


@pytest.mark.parametrize(
    ("name", "starts"),
    [("a.csv", b"\xef\xbb\xbf"), ("a.XLSX", b"PK"), ("a", b"PK"), ("a.sqlite", b"SQLite format 3")],
)
def test_the_ending_says_what_is_written(out: Path, name: str, starts: bytes) -> None:
    """A workbook that is named as a CSV file opens nowhere."""
    assert main(["export", str(out), "-o", str(out.parent / name)]) == ExitCode.DONE
    assert (out.parent / name).read_bytes().startswith(starts)


def test_an_unknown_ending_is_wrong_usage(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written; with --format any name will do."""
    target = out.parent / "list.docx"
    assert main(["export", str(out), "-o", str(target)]) == ExitCode.USAGE
    assert "--format" in capsys.readouterr().err and not target.exists()
    assert main(["export", str(out), "-o", str(target), "--format", "csv"]) == ExitCode.DONE


def csv_rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


# --- what stands in them --------------------------------------------------------------------


def test_a_row_a_document(out: Path) -> None:
    """The fields of the circular, filled as far as the paper goes and no further."""
    plan, dispatch, _ = csv_rows(exported(out, "--preset", "tt05", "--format", "csv"))
    filled = {title: value for title, value in plan.items() if value}
    assert filled == {
        "Tên loại": "Kế hoạch",
        "Số": "12",
        "Ký hiệu": "KH-UBND",
        "Ngày, tháng, năm": "05/03/2024",
        "Cơ quan ban hành": "Ủy ban nhân dân xã Bình An",
        "Trích yếu": "Triển khai công tác năm 2024",
        "Ngôn ngữ": "01",
        "Số trang": "4",
        "Mức độ tin cậy": "02",
    }
    assert (dispatch["Số"], dispatch["Ký hiệu"]) == ("", "UBND-VX")
    assert dispatch["Ngày, tháng, năm"] == "03/2024"
    assert dispatch["Cơ quan ban hành"] == ""


def test_a_row_an_assignee_of_a_task(out: Path) -> None:
    """One column can be filtered by who it is; a task of nobody has a row, too."""
    found = csv_rows(exported(out, "--preset", "tasks", "--format", "csv"))
    who = [(row["Đơn vị"], row["Vai trò"], row["Hạn"], row["Định kỳ"]) for row in found]
    assert who == [
        ("Phòng Nội vụ", "Chủ trì", "30/06/2024", ""),
        ("UBND các xã", "Phối hợp", "30/06/2024", ""),
        ("", "", "", "Hằng quý"),
    ]
    assert {row["Văn bản"] for row in found} == {"12/KH-UBND"}
    assert found[0]["Tên tệp"] == "2024/a.pdf"


@pytest.mark.parametrize(
    ("routes", "origin"),
    [
        (("ocr", "ocr"), "Số hóa"),
        (("ocr", "text_layer"), "Hỗn hợp"),
        (("text_layer",), None),
        (("text",), None),
    ],
)
def test_origin_is_said_only_where_the_pages_show_it(
    routes: tuple[str, ...], origin: str | None
) -> None:
    """Pictures were digitised; a text layer does not prove that a file was born digital."""
    filed = Filed("a.pdf", record(PLAN, routes=routes))
    assert VALUES["origin"](Item(1, filed, PLAN)) == origin


def test_corrections_are_exported(out: Path) -> None:
    """What a person entered stands in the table, and its doubt is gone."""
    path = out / "2024" / "a.pdf.yaml"
    said = Correction("An", "2024-05-01T08:00:00+07:00", "documents[0].number", "edited",
                      "12/KH-UBND", "21/KH-UBND")  # fmt: skip
    before = Record.from_yaml(path.read_text("utf-8"))
    path.write_text(replace(before, corrections=(said,)).to_yaml(), "utf-8")
    data = exported(out, "--preset", "state", "--format", "sqlite")
    database = sqlite3.connect(":memory:")
    database.deserialize(data)
    query = "SELECT so_ky_hieu, trich_yeu, ngay FROM state WHERE stt = 1"
    expected = ("21/KH-UBND", "Kế hoạch Triển khai công tác năm 2024", "2024-03-05")
    assert database.execute(query).fetchone() == expected
    assert database.execute("SELECT file FROM doubts").fetchall() == [("2024/b.pdf",)]


# --- formats --------------------------------------------------------------------------------


def test_the_workbook_opens_with_filters_and_real_dates(out: Path) -> None:
    """Dates can be sorted, texts beginning with a dash are texts, doubts have their sheet."""
    book = openpyxl.load_workbook(io.BytesIO(exported(out, "--preset", "tasks")))
    sheet = book["tasks"]
    titles = [cell.value for cell in sheet[1]]
    first = dict(zip(titles, sheet[2], strict=True))
    assert first["Hạn"].value == datetime.datetime(2024, 6, 30)
    assert first["Hạn"].is_date
    assert (first["Nhiệm vụ"].value, first["Nhiệm vụ"].data_type) == (SURVEY.text, "s")
    assert sheet.auto_filter.ref == "A1:O4"
    assert [cell.value for cell in book["Cần kiểm tra"][2]][2:] == ["number", 1, "viết tay"]


def test_a_text_is_no_formula_in_csv(out: Path) -> None:
    """A bullet that begins with a dash would be a formula that Excel cannot read."""
    found = csv_rows(exported(out, "--preset", "tasks", "--format", "csv"))
    assert found[0]["Nhiệm vụ"] == "'" + SURVEY.text


def test_json_lines(out: Path) -> None:
    """One object a line, ISO dates, Vietnamese as it is."""
    data = exported(out, "--preset", "party", "--format", "jsonl")
    assert "Kế hoạch" in data.decode()
    first = json.loads(data.decode().splitlines()[0])
    assert (first["so"], first["ngay"], first["nguoi_ky"]) == (12, "2024-03-05", "Nguyễn Văn An")
    assert first["che_do_su_dung"] is None


# --- messages -------------------------------------------------------------------------------


def test_what_is_left_out_is_said(out: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Duplicates, failures and doubts."""
    exported(out, "--preset", "tt05")
    said = capfd.readouterr().err
    assert "3 rows from 2 records" in said
    assert "2 values are in doubt" in said
    assert "1 files have the same content" in said
    assert "1 files could not be read" in said


def test_a_damaged_record_does_not_stop_the_others(
    out: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is named, the rest is exported, and the exit code says so."""
    (out / "2024" / "a.pdf.yaml").write_text("vnplan: 1\nsource: [", "utf-8")
    data = exported(out, "--preset", "tt05", "--format", "csv", code=ExitCode.BATCH_PARTIAL)
    assert len(csv_rows(data)) == 1
    assert "a.pdf.yaml: left out" in capfd.readouterr().err


def test_a_folder_without_a_batch_is_refused(tmp_path: Path) -> None:
    """Nothing is written into it, either."""
    assert main(["export", str(tmp_path)]) == ExitCode.INPUT
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl", "sqlite"])
def test_a_name_that_is_no_unicode_is_shown(tmp_path: Path, kind: str) -> None:
    """Old names in another encoding, which Linux allows, do not stop an export."""
    out = Out.at(tmp_path / "out")
    with out.running(), Ledger.create(out) as ledger:
        root = ledger.add_root(tmp_path / "scans", is_alone=True)
        ledger.add(root, "k\udcff.pdf", 1, 1, 1)
        (entry,) = ledger.entries()
        out.save(out.record(entry.output), record(PLAN).to_yaml())
        finish(ledger, entry.id, State.DONE)
    assert exported(out.path, "--preset", "party", "--format", kind)


def test_an_unknown_preset_is_wrong_usage(out: Path) -> None:
    """The message lists those that there are."""
    assert main(["export", str(out), "--preset", "nothing"]) == ExitCode.USAGE


def test_values_longer_than_the_receiver_takes_are_said(
    out: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """They are written whole."""
    path = tmp_path / "own" / "exports.yaml"
    path.parent.mkdir()
    column = "{key: a, title: Trích yếu, value: subject, longest: 5}"
    path.write_text(f"mine: {{rows: documents, columns: [{column}]}}", "utf-8")
    options = ["--dictionaries", str(path.parent), "--preset", "mine", "--format", "csv"]
    assert csv_rows(exported(out, *options))[0]["Trích yếu"] == PLAN.subject
    assert "2 values of Trích yếu are longer than 5 characters" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("[]", "holds no presets"),
        ("a: {rows: pages}", "a: no rows"),
        ("a: {rows: tasks}", "a: no columns"),
        ("a: {rows: tasks, columns: [{key: b}]}", "a, column 1: .*title"),
        ("a: {rows: tasks, columns: [{key: b, title: B, value: c}]}", "no value 'c'"),
        ("a: {rows: tasks, columns: [{key: b, title: 1}]}", "not quoted"),
        ("a: {rows: tasks, columns: [{key: b, title: B}, {key: b, title: C}]}", "same key"),
    ],
)
def test_a_malformed_preset_is_named(tmp_path: Path, text: str, fact: str) -> None:
    """The message says which preset and which column."""
    (tmp_path / "exports.yaml").write_text(text, "utf-8")
    with pytest.raises(DictionaryError, match=fact):
        load_presets(Dictionaries.locate(tmp_path))


def test_every_value_can_be_missing() -> None:
    """An empty document has no value that fails."""
    empty = Filed("a.txt", record(Document(), routes=("text",)))
    (item,) = rows([empty], of_tasks=False)
    stated = {name for name, value in VALUES.items() if value(item) is not None}
    assert stated == {"file", "file_count", "language", "row_number"}
