"""Names that people confirmed: kept in their own dictionary, and used where a reading is unsure."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from review_support import FIXTURES, make_batch, record_of

import vnplan
from vnplan.__main__ import cli
from vnplan.batch import Out
from vnplan.lexicon import Dictionaries
from vnplan.model import Box, Change, Line, RestoredLine, Word
from vnplan.parse.text.name_doubts import confirmed_name
from vnplan.parse.text.passage import Passage
from vnplan.record import Assignee, Document, Record, Signer, Source, Task
from vnplan.review.desk import Desk
from vnplan.review.learn import confirmed_names, known_names

SIGNER, ISSUER = "Ngô Thị Bích Thủy", "Ủy ban nhân dân tỉnh Đông Giang"


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Out:
    """Two garbled texts: the marks of a signer and of a province are guessed wrong."""
    folder = tmp_path_factory.mktemp("learn")
    (folder / "in").mkdir()
    for name in ("decision", "directive"):
        text = (FIXTURES / name / "garbled.txt").read_bytes()
        (folder / "in" / f"{name}.txt").write_bytes(text)
    return make_batch(folder / "in", folder / "out")


def test_confirmed_names_make_the_next_run_better(batch: Out, tmp_path: Path) -> None:
    """Learn says what it will change; read anew with the dictionary, it is so."""
    desk = Desk(batch, "Lan")
    for entry in desk.entries():
        field, value = ("signer.name", SIGNER) if "decision" in entry.path else ("issuer", ISSUER)
        machine = record_of(batch, entry.path).documents[0]
        assert SIGNER not in str(machine.signer) and machine.issuer != ISSUER
        opened = desk.open(entry.id)
        desk.say(entry.id, opened.version, f"documents[0].{field}", "edited", value)
    own = tmp_path / "own"
    done = CliRunner().invoke(cli, ["learn", str(batch.path), "--dictionaries", str(own)])
    assert done.exit_code == 0, done.output
    for line in (f"  person: {SIGNER}", f"  body: {ISSUER}"):
        assert line in done.output.splitlines()
    assert f"-> {SIGNER}" in done.output and f"-> {ISSUER}" in done.output
    settings = vnplan.Settings(dictionaries=Dictionaries.locate(own))
    (decision,) = vnplan.convert(FIXTURES / "decision" / "garbled.txt", settings).documents
    assert decision.signer is not None and decision.signer.name == SIGNER
    again = CliRunner().invoke(cli, ["learn", str(batch.path), "--dictionaries", str(own)])
    assert "2 names, 0 of them new" in again.output
    assert "would read 0 values otherwise" in again.output


def test_names_that_are_no_utf_8_can_be_printed(tmp_path: Path) -> None:
    """On a strict console, where half a character ends the program."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    try:
        shutil.copy(FIXTURES / "decision" / "garbled.txt", inputs / "q\udcd5.txt")
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    out = make_batch(inputs, tmp_path / "out")
    desk = Desk(out, "Lan")
    (entry,) = desk.entries()
    desk.say(entry.id, desk.open(entry.id).version, "documents[0].signer.name", "edited", SIGNER)
    command = ["learn", str(out.path), "--dictionaries", str(tmp_path / "own\udcd5")]
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 0, done.output
    assert "q\\xd5.txt: documents[0].signer.name: " in done.output
    assert "own\\xd5" in done.output.splitlines()[0]


def test_names_of_before_are_kept(batch: Out, tmp_path: Path) -> None:
    """What was learned from another batch, or entered by hand, is not lost."""
    (tmp_path / "confirmed.tsv").write_text("body\tHội Nuôi ong xã Bình An\t4\n", "utf-8")
    command = ["learn", str(batch.path), "--dictionaries", str(tmp_path)]
    assert CliRunner().invoke(cli, command).exit_code == 0
    assert known_names(Dictionaries.locate(tmp_path))["body", "Hội Nuôi ong xã Bình An"] == 4


def test_only_what_somebody_confirmed_is_learned() -> None:
    """Nothing of a record that nobody looked at; of a checked one, names but no collocations."""
    people = (Assignee("các cơ quan, đơn vị", "lead"), Assignee("Công an xã", "support"))
    document = Document(
        issuer=ISSUER,
        tasks=(Task(1, None, None, "Rà soát.", people),),
        signer=Signer(SIGNER, "CHỦ TỊCH"),
    )
    record = Record(Source("a.txt", "0" * 64, 1, ("text",)), (document,))
    assert confirmed_names(record) == set()
    checked = vnplan.record.Correction("Lan", "2026-11-21T21:03:11Z", "documents[0]", "checked")
    whole = Record(record.source, record.documents, (checked,))
    assert confirmed_names(whole) == {
        ("person", SIGNER),
        ("body", ISSUER),
        ("body", "Công an xã"),
    }
    stale = replace(checked, stale=True)  # said of another version of the file
    assert confirmed_names(replace(whole, corrections=(stale,))) == set()


def printed(raw: str, text: str, confidence: float) -> Passage:
    line = Line.of(1, [Word(word, Box(0, 0, 9, 9), confidence) for word in raw.split()])
    changes = [Change(0, len(raw), raw, text, "letters", 0.99)] if raw != text else []
    return Passage.of_line(RestoredLine.apply(line, changes))


@pytest.mark.parametrize(
    ("raw", "text", "confidence", "result"),
    [
        ("Lê Văn Ân", "Lê Văn Ân", 0.98, "Lê Văn Ân"),  # read surely: another man
        ("Le Van An", "Lê Văn Ân", 0.98, "Lê Văn An"),  # the marks were guessed
        ("Lê Văn An", "Lê Văn An", 0.50, "Lê Văn An"),
        ("Lê Vãn Am", "Lê Vãn Am", 0.50, "Lê Văn An"),  # one letter misread
        ("Lê Vãn Am", "Lê Vãn Am", 0.98, "Lê Vãn Am"),
        ("Lê Văn Tâm", "Lê Văn Tâm", 0.50, "Lê Văn Tâm"),  # nobody we know
    ],
)
def test_a_sure_reading_is_believed(raw: str, text: str, confidence: float, result: str) -> None:
    """Confirmed names settle what is in doubt, and nothing else."""
    known = {"le van an": ("Lê Văn An",)}
    assert confirmed_name(text, printed(raw, text, confidence), known) == result


def test_two_confirmed_names_settle_nothing() -> None:
    """An and Ân are both known: the reading stays."""
    known = {"le van an": ("Lê Văn An", "Lê Văn Ân")}
    assert confirmed_name("Lê Văn Án", printed("Le Van An", "Lê Văn Án", 0.5), known) == "Lê Văn Án"
