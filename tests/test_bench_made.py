"""The documents that we wrote for ``make bench-parse``: how they are read; labels quote them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import regex
import yaml

from bench.parse import ROOT, main
from bench.parse_sources import CLEAN, Labelled, Shelf, written
from vnplan.pipeline import Settings

MADE = ROOT / "bench/made"
TEXTS = sorted(MADE.glob("*/*.txt"))
PLAN = """ỦY BAN NHÂN DÂN
XÃ BẾN XUÂN
Số: 7/KH-UBND
Bến Xuân, ngày 05 tháng 4 năm 2023
KẾ HOẠCH
Giữ gìn bến đò
I. NHIỆM VỤ
- Đội Đò sơn lại biển báo trước ngày 05/5/2023.
"""
TASK = {
    "id": 1,
    "text": "Đội Đò sơn lại biển báo trước ngày 05/5/2023.",
    "section": "I",
    "assignees": [{"name": "Đội Đò", "role": "implement"}],
    "deadline": {"text": "trước ngày 05/5/2023", "due": "2023-05-05", "recurs": None},
}


def half(folder: Path) -> Path:
    """A folder with one document and its label."""
    folder.mkdir(parents=True)
    (folder / "01.txt").write_text(PLAN, "utf-8")
    label = {"documents": [{"type": "Kế hoạch", "number": "7/KH-UBND", "tasks": [TASK]}]}
    (folder / "01.yaml").write_text(yaml.safe_dump(label, allow_unicode=True), "utf-8")
    return folder


def test_a_label_is_of_the_text_beside_it(tmp_path: Path) -> None:
    """It counts as clean text, and its lines are those of the text."""
    (label,) = written(half(tmp_path / "dev"))
    lines = Shelf(tmp_path, tmp_path, Settings()).lines(label).lines
    assert (label.name, label.condition, label.documents[0]["number"]) == ("01", CLEAN, "7/KH-UBND")
    assert [line.text for line in lines] == PLAN.splitlines()


def test_made_documents_are_counted_in_tables_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the shared data, and where one half is still empty."""
    half(tmp_path / "dev")
    main(["--only", "made", "--made", str(tmp_path), "--shared", str(tmp_path / "none")])
    told = capsys.readouterr().out
    dev, unseen = told.split("\nmade, dev (1 clean text")[1].split("\nmade, unseen (0 clean text")
    assert regex.search(r"(?m)^tasks +100\.0 \(1-0\+0\)", dev)
    assert regex.search(r"(?m)^number +100\.0 \(1\)", dev)
    assert regex.search(r"(?m)^tasks +– ", unseen)


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_labels_quote_their_documents(text: Path) -> None:
    """What tasks, names and deadlines say stands in the text, word for word."""
    label = next(each for each in written(text.parent) if each.name == text.stem)
    words = _words(text.read_text("utf-8"))
    assert [quote for quote in _quotes(label) if _words(quote) not in words] == []


def _quotes(label: Labelled) -> list[str]:
    tasks = [task for document in label.documents for task in document.get("tasks") or ()]
    names = [each["name"] for task in tasks for each in task["assignees"]]
    times = [task["deadline"]["text"] for task in tasks if task["deadline"]]
    return [*(task["text"] for task in tasks), *names, *times]


def _words(text: str) -> str:
    return " ".join(regex.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))
