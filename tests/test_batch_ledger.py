"""The ledger of a batch, its output names and its output folder."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplan.batch import Ledger, Out, State
from vnplan.batch.names import name_key, record_name, safe_folder, safe_name
from vnplan.batch.rows import readable, writable
from vnplan.errors import InputError, OutputError, VnplanError

MADE_WITH = ("1.0", "abc")


@pytest.fixture
def out(tmp_path: Path) -> Out:
    """An output folder that is not there yet."""
    return Out.at(tmp_path / "out")


def add(ledger: Ledger, *paths: str, run: int = 1) -> list[str]:
    """Enter files of one root; the names of their records."""
    root = ledger.add_root(Path("/scans"), is_alone=True)
    for path in paths:
        ledger.add(root, path, 10, 20, run)
    return [entry.output for entry in ledger.entries()]


# --- names --------------------------------------------------------------------------------

# What a file may be called: on Linux all but "/" and NUL, in any normal form.
NAMES = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=80
).filter(lambda name: name not in (".", ".."))


@given(NAMES)
def test_a_name_can_be_stored_everywhere(name: str) -> None:
    """Windows forbids characters, device names and endings; no system takes 256 bytes."""
    for safe in (safe_name(name), safe_folder(name)):
        assert not set(safe) & set('<>:"/\\|?*') and min(safe) >= " "
        assert safe[-1] not in ". "
        assert safe.split(".")[0].lower() not in ("con", "prn", "aux", "nul", "com1", "lpt9")
        assert len((safe + ".searchable.pdf").encode()) <= 220


@given(st.lists(st.lists(NAMES, min_size=1, max_size=3).map("/".join), unique=True))
def test_no_two_files_share_an_output(paths: list[str]) -> None:
    """Whatever the inputs are called, on a system that sees no case, either."""
    taken: set[str] = set()
    for path in paths:
        key = name_key(record_name(path, taken.__contains__))
        assert key not in taken
        taken.add(key)
    folders = {key.rsplit("/", n)[0] for key in taken for n in range(1, key.count("/") + 1)}
    assert not folders & taken


def test_ordinary_vietnamese_names_stay() -> None:
    """Only their normal form may change."""
    path = "Năm 2024/Kế hoạch số 12 (bản chính).PDF"
    assert record_name(path) == path + ".yaml"
    assert record_name("Ke\u0302\u0301 hoa\u0323ch.pdf") == "Kế hoạch.pdf.yaml"


def test_names_of_250_bytes_stay_apart() -> None:
    """Two that differ at their end alone have two outputs, which still show what they are."""
    one, other = ("ề" * 82 + letter + ".pdf" for letter in "ab")
    names = {record_name(one), record_name(other)}
    assert len(names) == 2
    assert all(name.endswith(".pdf.yaml") and len(name.encode()) < 240 for name in names)


def test_names_that_some_system_takes_for_one_stay_apart(out: Out) -> None:
    """Case, normal form, and what was replaced; the input is found from each output."""
    paths = ["Plan.pdf", "plan.pdf", "ph\u1ea1m.pdf", "pha\u0323m.pdf", "a:b.pdf", "a?b.pdf"]
    with Ledger.create(out) as ledger:
        outputs = add(ledger, *paths)
        assert len(set(map(name_key, outputs))) == len(paths)
        assert [ledger.of_output(output).path for output in outputs] == paths


# --- ledger -------------------------------------------------------------------------------


def test_what_became_of_a_file_can_be_read_back(out: Out) -> None:
    """Another program reads it while the batch still has it open."""
    with Ledger.create(out) as ledger:
        add(ledger, "a.pdf", "b.pdf", "c.pdf")
        one, two, three = ledger.entries()
        ledger.start(one.id, "0" * 64)
        ledger.finish(
            one.id, State.DONE, made_with=MADE_WITH, sha256="0" * 64, seconds=1.5, pages=3
        )
        ledger.start(two.id, "1" * 64)
        ledger.finish(
            two.id,
            State.FAILED,
            made_with=MADE_WITH,
            sha256="1" * 64,
            seconds=0.1,
            error="is empty",
        )
        with Ledger.open(out) as other:
            done, failed, pending = other.entries()
            assert list(other.entries(State.FAILED, State.DONE)) == [done, failed]
            assert other.counts()[State.PENDING] == 1
            assert other.of_output("b.pdf.yaml") == other.entry(two.id) == failed
    assert done == replace(
        one, state=State.DONE, sha256="0" * 64, version="1.0", settings="abc", attempts=1,
        seconds=1.5, pages=3,
    )  # fmt: skip
    assert (failed.error, failed.has_record, done.has_record) == ("is empty", False, True)
    assert pending == three
    assert done.source == Path("/scans/a.pdf")


def test_a_reader_changes_nothing(out: Out) -> None:
    """Exports and the review page cannot spoil a running batch."""
    with Ledger.create(out) as ledger:
        add(ledger, "a.pdf")
    with Ledger.open(out) as ledger, pytest.raises(OutputError, match="readonly"):
        ledger.start(1, "0" * 64)


def test_rows_may_change_while_they_are_read(out: Out) -> None:
    """More rows than one portion; each comes once, in order."""
    with Ledger.create(out) as ledger:
        with ledger.together():
            add(ledger, *(f"{n:04}.txt" for n in range(1100)))
        seen = []
        for entry in ledger.entries(State.PENDING):
            ledger.start(entry.id, "0" * 64)
            seen.append(entry.path)
    assert seen == [f"{n:04}.txt" for n in range(1100)]


def test_changes_together_are_made_whole_or_not_at_all(out: Out) -> None:
    """An interruption of the search for files leaves no half of it."""
    with Ledger.create(out) as ledger:
        with pytest.raises(KeyboardInterrupt), ledger.together():
            add(ledger, "a.pdf")
            raise KeyboardInterrupt
        assert list(ledger.entries()) == []


def test_roots_stay_apart(out: Out) -> None:
    """The first alone has no folder; the next have theirs, apart from what lies there already."""
    with Ledger.create(out) as ledger:
        roots = [ledger.add_root(Path("/scans/2024"), is_alone=True)]
        ledger.add(roots[0], "2025/a.pdf", 1, 1, 1)
        roots += [ledger.add_root(Path(p), is_alone=False) for p in ("/x/2025", "/y/2025")]
        for root in roots:
            ledger.add(root, "b.pdf", 1, 1, 1)
        assert roots[0] == ledger.add_root(Path("/scans/2024"), is_alone=False)
        outputs = [entry.output for entry in ledger.entries()]
    assert outputs == ["2025/a.pdf.yaml", "b.pdf.yaml", "2025~2/b.pdf.yaml", "2025~3/b.pdf.yaml"]


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode there")
def test_names_that_are_no_unicode_come_back_as_they_were(out: Out) -> None:
    """Old archives have names in TCVN3 bytes."""
    path = os.fsdecode(b"k\xd5 ho\xb9ch.pdf")
    with Ledger.create(out) as ledger:
        assert add(ledger, path) == ["k_ ho_ch.pdf.yaml"]
        assert next(ledger.entries()).path == path


def test_a_damaged_ledger_is_one_message(out: Out) -> None:
    """The message says what to do; a folder without one is told apart."""
    with pytest.raises(InputError, match="no ledger"):
        Ledger.open(out)
    out.path.mkdir()
    out.ledger.write_bytes(b"not a database" * 100)
    for opened in (Ledger.open, Ledger.create):
        with pytest.raises(InputError, match="cannot be read"):
            opened(out)


def test_the_ledger_of_a_newer_program_is_left_alone(out: Out) -> None:
    """Its tables may mean something else."""
    with Ledger.create(out):
        pass
    with sqlite3.connect(out.ledger) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(InputError, match="version 99"):
        Ledger.create(out)


# --- folder -------------------------------------------------------------------------------


def hold(path: Path, held: multiprocessing.synchronize.Event) -> None:
    """Run a batch that does nothing but last."""
    with Out(path).running():
        held.set()
        multiprocessing.Event().wait()


def test_a_second_batch_stops(out: Out) -> None:
    """It says why; when the first one is killed, nothing has to be unlocked."""
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    first = context.Process(target=hold, args=(out.path, held))
    first.start()
    try:
        assert held.wait(30)
        (out.work / "half.tmp").write_text("left behind")
        with pytest.raises(OutputError, match="another batch"), out.running():
            pass
        assert (out.work / "half.tmp").exists()
    finally:
        first.kill()
        first.join()
    with out.running():
        assert list(out.work.iterdir()) == []


def test_a_saved_file_is_whole_and_leaves_nothing_else(out: Out) -> None:
    """Folders are made; the unfinished file never lies beside the records."""
    out.save(out.record("2024/a.pdf.yaml"), "một")
    out.save(out.record("2024/a.pdf.yaml"), "hai")
    assert [p.name for p in (out.path / "2024").iterdir()] == ["a.pdf.yaml"]
    assert out.record("2024/a.pdf.yaml").read_text("utf-8") == "hai"
    assert out.searchable("2024/a.pdf.yaml").name == "a.pdf.searchable.pdf"
    assert list(out.work.iterdir()) == []


def test_a_file_that_is_being_saved_is_not_swept_away(out: Out) -> None:
    """The review saves records while a batch begins or ends."""
    is_held, is_there = threading.Event(), []

    def save() -> None:
        with out.saving():
            out.work.mkdir(parents=True)
            (out.work / "half.tmp").touch()
            is_held.set()
            time.sleep(0.5)
            is_there.append((out.work / "half.tmp").exists())

    review = threading.Thread(target=save)
    review.start()
    assert is_held.wait(10)
    with out.running():
        assert is_there == [True]
        assert list(out.work.iterdir()) == []
    review.join()


@pytest.mark.parametrize(("told", "error"), [(readable, InputError), (writable, OutputError)])
def test_a_ledger_that_may_not_be_written_is_not_to_be_deleted(
    tmp_path: Path, told: Callable[[], AbstractContextManager[None]], error: type[VnplanError]
) -> None:
    """What a batch has done is in it; without permission, space helps as little."""
    sqlite3.connect(tmp_path / "ledger").executescript("CREATE TABLE a (b)")
    closed = sqlite3.connect(f"file:{tmp_path / 'ledger'}?mode=ro", uri=True)
    with pytest.raises(error) as caught, told():
        closed.execute("INSERT INTO a VALUES (1)")
    assert "access" in (caught.value.hint or "") and "delete" not in (caught.value.hint or "")
