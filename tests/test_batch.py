"""Batches: what is read, what is read again, and what is left when one is ended."""

from __future__ import annotations

import contextlib
import csv
import errno
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import pytest
from PIL import Image, ImageDraw

from vnplan import __main__ as program
from vnplan.batch import Ledger, Out, State, commands
from vnplan.batch.cluster import Described, Mapping, path_there
from vnplan.batch.jobs import Done, Job, Large, Lost, Outcome, read_job
from vnplan.batch.parts import InParts
from vnplan.batch.progress import Silence
from vnplan.batch.scan import Found, Search
from vnplan.batch.session import Arrivals, Request, watch
from vnplan.errors import ExitCode
from vnplan.pipeline import Settings
from vnplan.record import Correction, Record

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "vnplan", "batch")
# A made-up document; {} makes each another one.
PLAN = """ỦY BAN NHÂN DÂN
XÃ BÌNH AN
Số: {}/KH-UBND
Bình An, ngày 05 tháng 3 năm 2024
KẾ HOẠCH
Triển khai công tác cải cách hành chính năm 2024
"""
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="no Tesseract")
unix_alone = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")


@dataclass(frozen=True)
class Ended:
    """A batch that came to its end, and what it said."""

    code: int
    said: str


class Inline:
    """An executor without processes, which cost seconds to start."""

    def __init__(self, *_: object) -> None:
        self.slots = 1

    def submit(self, job: Job) -> Future[Outcome]:
        """Read it at once."""
        future: Future[Outcome] = Future()
        future.set_result(read_job(job))
        return future

    def check(self) -> None:
        """Nothing can be lost."""

    def close(self) -> None:
        """Nothing is running."""


def batch(*arguments: str | Path) -> Ended:
    """The command, with documents read in this process."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stderr(said):
        patch.setattr(commands, "LocalPool", Inline)
        patch.setattr(program, "_prepare_process", lambda: None)
        code = program.main(["batch", *map(str, arguments)])
    return Ended(code, said.getvalue())


def real_batch(*arguments: str | Path) -> Ended:
    """The program as a process of its own, with all its children."""
    ended = subprocess.run(
        [*COMMAND, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert ended.stdout == ""
    return Ended(ended.returncode, ended.stderr)


def fill(folder: Path, count: int) -> None:
    """Made-up documents: in the folder itself, and in two folders in it."""
    for number in range(count):
        place = folder / ("", "Năm 2024", "a/b")[number % 3]
        place.mkdir(parents=True, exist_ok=True)
        (place / f"kế hoạch {number:03}.txt").write_text(PLAN.format(number), "utf-8")


def results(out: Path) -> dict[str, bytes]:
    """The files of an output folder that people see, but for ledger and lists."""
    found = (path for path in sorted(out.rglob("*")) if path.is_file())
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in found
        if path.suffix in (".yaml", ".pdf") or ".vnplan/words" in path.as_posix()
    }


def states(out: Path) -> dict[str, State]:
    """What the ledger says of each file."""
    with Ledger.open(Out.at(out)) as ledger:
        return {entry.path: entry.state for entry in ledger.entries()}


Finished = tuple[Path, Ended]


@pytest.fixture(scope="module")
def scans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with twelve documents, a twin and two files that cannot be read."""
    folder = tmp_path_factory.mktemp("batch") / "scans"
    fill(folder, 12)
    shutil.copyfile(folder / "kế hoạch 000.txt", folder / "a" / "twin.txt")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing more")
    (folder / "empty.txt").touch()
    (folder / "table.xlsx").write_bytes(b"PK\x03\x04")
    (folder / ".hidden.txt").write_text(PLAN, "utf-8")
    return folder


@pytest.fixture(scope="module")
def done(scans: Path) -> Finished:
    """The output of an undisturbed batch over them, and how it ended."""
    out = scans.parent / "records"
    return out, real_batch(scans, "-o", out, "--jobs", "2")


# --- a batch ------------------------------------------------------------------------------


def test_every_document_becomes_a_record(done: Finished) -> None:
    """Bad files stop nothing; the exit code and the lists name them."""
    out, ended = done
    assert ended.code == ExitCode.BATCH_PARTIAL
    record = Record.from_yaml((out / "Năm 2024/kế hoạch 004.txt.yaml").read_text("utf-8"))
    assert (record.source.file, record.documents[0].number) == ("kế hoạch 004.txt", "4/KH-UBND")
    found = states(out)
    assert [path for path, state in found.items() if state is not State.DONE] == [
        "broken.pdf", "empty.txt", "a/twin.txt",
    ]  # fmt: skip
    with (out / "failures.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["file"]: row["reason"] for row in csv.DictReader(stream)}
    assert rows == {"broken.pdf": "is a damaged PDF", "empty.txt": "the file is empty"}
    assert "damaged PDF" in ended.said


def test_the_same_document_twice_is_read_once(done: Finished) -> None:
    """Its record is that of the other one, but for the name of the file."""
    out, _ = done
    with Ledger.open(Out.at(out)) as ledger:
        twin = ledger.of_output("a/twin.txt.yaml")
        original = ledger.entry(twin.original or 0)
    assert (twin.state, original.path) == (State.DUPLICATE, "kế hoạch 000.txt")
    one, other = ((out / e.output).read_text("utf-8") for e in (original, twin))
    assert one.replace("kế hoạch 000.txt", "twin.txt") == other
    assert "kế hoạch 000.txt" in (out / "duplicates.csv").read_text("utf-8-sig")


def test_nothing_else_is_left(done: Finished) -> None:
    """Records, lists and ledger; no unfinished file."""
    out, _ = done
    assert sorted(p.name for p in out.iterdir() if p.is_file()) == sorted(
        ["duplicates.csv", "failures.csv", "vnplan.sqlite"]
        + [f"kế hoạch {n:03}.txt.yaml" for n in (0, 3, 6, 9)]
    )
    assert list(Out(out).work.parent.glob("unfinished/*")) == []


def test_a_rerun_reads_nothing_anew(done: Finished, scans: Path) -> None:
    """Not the failed ones either; their number is still told, also by the exit code."""
    out, _ = done
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.yaml")}
    ended = batch(scans, "-o", out)
    assert ended.code == ExitCode.BATCH_PARTIAL
    assert "read now" not in ended.said
    assert "2  failed before" in ended.said
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.yaml")} == before


def test_quiet_is_silent(done: Finished, scans: Path) -> None:
    """For a task that runs every night."""
    assert batch(scans, "-o", done[0], "--quiet").said == ""


# --- what is read again -------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, Path]:
    """Three documents that were read, and their output folder."""
    fill(tmp_path / "in", 3)
    assert batch(tmp_path / "in", "-o", tmp_path / "out", "-q").code == 0
    return tmp_path / "in", tmp_path / "out"


def attempts(out: Path) -> list[int]:
    """How often each file was read."""
    with Ledger.open(Out.at(out)) as ledger:
        return [entry.attempts for entry in ledger.entries()]


def test_what_changed_is_read_again(small: tuple[Path, Path]) -> None:
    """Another content; another time alone is looked into, and not read."""
    folder, out = small
    (folder / "kế hoạch 000.txt").write_text(PLAN.format(77), "utf-8")
    os.utime(folder / "a/b/kế hoạch 002.txt", (1, 1))
    (out / "Năm 2024/kế hoạch 001.txt.yaml").unlink()
    assert batch(folder, "-o", out, "-q").code == 0
    assert attempts(out) == [2, 2, 1]
    assert "77/KH-UBND" in (out / "kế hoạch 000.txt.yaml").read_text("utf-8")
    assert batch(folder, "-o", out, "-q").code == 0
    assert attempts(out) == [2, 2, 1]


@pytest.fixture
def alike(tmp_path: Path) -> tuple[Path, Path]:
    """Three documents of the same content that were read, and their output folder."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(PLAN.format(1), "utf-8")
    assert batch(folder, "-o", out, "-q").code == 0
    assert originals(out) == {"a": None, "b": "a", "c": "a"}
    return folder, out


def originals(out: Path) -> dict[str, str | None]:
    """Each file that was read, and the one that it has the content of."""
    with Ledger.open(Out.at(out)) as ledger:
        return {
            entry.path[0]: ledger.entry(entry.original).path[0] if entry.original else None
            for entry in ledger.entries(State.DONE, State.DUPLICATE)
        }


@pytest.mark.parametrize("content", [PLAN.format(2), ""])
def test_a_duplicate_outlives_its_original(alike: tuple[Path, Path], content: str) -> None:
    """The next one has the record, whatever becomes of the first; so it is in every export."""
    folder, out = alike
    (folder / "a.txt").write_text(content, "utf-8")
    (folder / "c.txt").touch()
    batch(folder, "-o", out, "-q")
    assert originals(out) == {**({"a": None} if content else {}), "b": None, "c": "b"}
    assert "b.txt" in (out / "duplicates.csv").read_text("utf-8-sig")
    (folder / "a.txt").write_text(PLAN.format(1), "utf-8")
    batch(folder, "-o", out, "-q")
    assert originals(out) == {"a": "b", "b": None, "c": "b"}


def test_a_duplicate_without_a_record_takes_no_place(alike: tuple[Path, Path]) -> None:
    """The next one that has one does; the other is read again when it is seen again."""
    folder, out = alike
    (out / "b.txt.yaml").unlink()
    content = (folder / "b.txt").read_bytes()
    (folder / "b.txt").unlink()
    (folder / "a.txt").write_text(PLAN.format(2), "utf-8")
    batch(folder, "-o", out, "-q")
    assert originals(out) == {"a": None, "b": "c", "c": None}
    (folder / "b.txt").write_bytes(content)
    batch(folder, "-o", out, "-q")
    assert (out / "b.txt.yaml").exists()


def test_a_duplicate_outlives_a_failure_of_its_original(alike: tuple[Path, Path]) -> None:
    """The same content that cannot be read a second time, from a disk that fades, say."""
    _, out = alike
    with Ledger.create(Out.at(out)) as ledger:
        entry = next(ledger.entries())
        ledger.start(entry.id, str(entry.sha256))
        assert originals(out) == {"b": "a", "c": "a"}
        ledger.finish(entry.id, State.FAILED, made_with=("1", "2"), seconds=1.0, error="gone")
    assert originals(out) == {"b": None, "c": "b"}


def test_other_settings_and_force_read_everything(small: tuple[Path, Path]) -> None:
    """The same command without --force leaves it at that."""
    folder, out = small
    ended = batch(folder, "-o", out, "--tone-style", "reformed")
    assert "3 of them were read before with another version" in ended.said
    assert "Uỷ ban" in (out / "kế hoạch 000.txt.yaml").read_text("utf-8")
    batch(folder, "-o", out, "--tone-style", "reformed", "--force", "-q")
    batch(folder, "-o", out, "--tone-style", "reformed", "-q")
    assert attempts(out) == [3, 3, 3]


@pytest.fixture
def searchable(tmp_path: Path) -> tuple[Path, Path]:
    """Two documents of the same content with their searchable PDFs, and the output folder."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    draw_twins(folder, "2024")
    assert batch(folder, "-o", out, "-q", "--pdf").code == 0
    assert pdfs(out) == ["one.png.searchable.pdf", "two.png.searchable.pdf"]
    return folder, out


def draw_twins(folder: Path, text: str) -> None:
    """One picture under two names."""
    page = Image.new("L", (800, 300), 255)
    ImageDraw.Draw(page).text((100, 100), text, fill=0, font_size=60)
    for name in ("one.png", "two.png"):
        page.save(folder / name)


def pdfs(out: Path) -> list[str]:
    """The searchable PDFs that are there."""
    return sorted(path.name for path in out.rglob("*.searchable.pdf"))


@needs_tesseract
def test_a_searchable_pdf_is_never_that_of_an_older_content(searchable: tuple[Path, Path]) -> None:
    """Read without --pdf, a document that changed has none until it is asked for again."""
    folder, out = searchable
    before = (out / "one.png.searchable.pdf").read_bytes()
    draw_twins(folder, "2025")
    assert batch(folder, "-o", out, "-q").code == 0
    assert pdfs(out) == []
    assert batch(folder, "-o", out, "-q", "--pdf").code == 0
    one, two = ((out / name).read_bytes() for name in pdfs(out))
    assert one == two != before


@needs_tesseract
def test_a_text_needs_no_searchable_pdf(tmp_path: Path) -> None:
    """It has no page images: its record is made, and it is not read again for want of a PDF."""
    folder, out = tmp_path / "in", tmp_path / "out"
    fill(folder, 1)
    (folder / "twin.txt").write_bytes((folder / "kế hoạch 000.txt").read_bytes())
    assert [batch(folder, "-o", out, "-q", "--pdf").code for _ in "12"] == [0, 0]
    assert (pdfs(out), attempts(out)) == ([], [1, 0])  # the twin is a copy


def test_a_searchable_pdf_that_is_open_fails_alone(
    searchable: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows does not let it be replaced; the others go on, and it says what to do."""
    folder, out = searchable
    replace_file = Path.replace

    def as_on_windows(path: Path, target: Path) -> Path:
        if Path(target).name == "one.png.searchable.pdf":
            raise PermissionError(13, "Permission denied")
        return replace_file(path, target)

    monkeypatch.setattr(Path, "replace", as_on_windows)
    draw_twins(folder, "2025")
    (folder / "two.png").write_bytes((folder / "one.png").read_bytes() + b"\0")
    ended = batch(folder, "-o", out, "--pdf")
    assert ended.code == ExitCode.BATCH_PARTIAL, ended.said
    assert "one.png.searchable.pdf: cannot be replaced: Permission denied" in ended.said
    assert "close it" in (out / "failures.csv").read_text("utf-8-sig")
    assert states(out) == {"one.png": State.FAILED, "two.png": State.DONE}


def test_failed_files_are_tried_again_when_asked(tmp_path: Path) -> None:
    """And when they have changed."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").touch()
    for arguments, expected in (((), 1), ((), 1), (("--retry-failed",), 2)):
        assert batch(folder, "-o", out, "-q", *arguments).code == ExitCode.BATCH_PARTIAL
        assert attempts(out) == [expected]
    (folder / "a.txt").write_text(PLAN, "utf-8")
    assert batch(folder, "-o", out, "-q").code == 0
    assert states(out) == {"a.txt": State.DONE}


def test_corrections_are_kept(small: tuple[Path, Path]) -> None:
    """What a person has said of a record stands in the record made anew."""
    folder, out = small
    path = out / "kế hoạch 000.txt.yaml"
    record = Record.from_yaml(path.read_text("utf-8"))
    said = Correction("Lan", "2024-05-06T07:08:09+07:00", "documents[0].place", "edited",
                      "Bình An", "Bình Yên")  # fmt: skip
    corrected = Record(record.source, record.documents, (said,))
    path.write_text(corrected.to_yaml(), "utf-8")
    batch(folder, "-o", out, "-q", "--force")
    assert attempts(out) == [2, 2, 2]
    assert Record.from_yaml(path.read_text("utf-8")) == corrected


def test_a_damaged_record_is_not_written_over(small: tuple[Path, Path]) -> None:
    """What a person has said in it would be lost; the other files go on."""
    folder, out = small
    path = out / "kế hoạch 000.txt.yaml"
    path.write_text("corrections: [", "utf-8")
    ended = batch(folder, "-o", out, "--force")
    assert ended.code == ExitCode.BATCH_PARTIAL
    assert "cannot be read back" in ended.said
    assert path.read_text("utf-8") == "corrections: ["
    assert list(states(out).values()).count(State.DONE) == 2


# --- usage --------------------------------------------------------------------------------


def test_a_search_can_be_narrowed(tmp_path: Path) -> None:
    """By name, by folder, by depth; letters of any size and any normal form."""
    folder = tmp_path / "in"
    fill(folder, 6)
    for arguments, expected in (
        (["--no-recursive"], 2),
        (["--pattern", "KE\u0302\u0301 hoạch 00[12]*"], 2),
        (["--pattern", "năm 2024/*.txt", "--pattern", "a/*"], 4),
    ):
        out = tmp_path / str(len(list(tmp_path.iterdir())))
        batch(folder, "-o", out, "-q", *arguments)
        assert len(states(out)) == expected


@unix_alone
def test_links_that_leave_the_folder_are_passed_over(tmp_path: Path) -> None:
    """One that stays in it is a second name of a document."""
    folder = tmp_path / "in"
    fill(folder, 1)
    (tmp_path / "secret.txt").write_text(PLAN, "utf-8")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "in.txt").symlink_to(folder / "kế hoạch 000.txt")
    batch(folder, "-o", folder / "records", "-q")
    assert states(folder / "records") == {
        "in.txt": State.DONE, "kế hoạch 000.txt": State.DUPLICATE,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["{in}"], ExitCode.USAGE, "-o"),
        (["-o", "{out}"], ExitCode.USAGE, "FOLDER"),
        (["{in}", "-o", "{out}", "--jobs", "0"], ExitCode.USAGE, "--jobs"),
        (["{in}", "-o", "{out}", "--memory-limit", "much"], ExitCode.USAGE, "no size"),
        (["{in}/none", "-o", "{out}"], ExitCode.INPUT, "no such folder"),
        (["{in}/kế hoạch 000.txt", "-o", "{out}"], ExitCode.INPUT, "vnplan convert"),
        (["{in}", "{in}/a", "-o", "{out}"], ExitCode.INPUT, "outer one"),
        (["{in}", "-o", "{in}"], ExitCode.OUTPUT, "among the inputs"),
        (["{in}/a", "-o", "{in}"], ExitCode.OUTPUT, "among the inputs"),
        (["{in}", "-o", "{in}/kế hoạch 000.txt"], ExitCode.OUTPUT, "is a file, not a folder"),
    ],
)
def test_wrong_usage_is_told_at_once(
    tmp_path: Path, arguments: Sequence[str], code: ExitCode, message: str
) -> None:
    """Before anything is read or written."""
    fill(tmp_path / "in", 3)
    filled = [a.format(**{"in": tmp_path / "in", "out": tmp_path / "out"}) for a in arguments]
    ended = batch(*filled)
    assert ended.code == code
    assert message in ended.said
    assert "Traceback" not in ended.said
    assert not (tmp_path / "out").exists()


# --- ends ---------------------------------------------------------------------------------


def family(process: psutil.Process) -> list[psutil.Process]:
    """The process and all below it."""
    return [process, *process.children(recursive=True)]


def wait_for(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    """Until ``condition()`` holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[psutil.Popen, Path, Path]]:
    """A batch over forty documents that has written some records."""
    folder, out = tmp_path / "in", tmp_path / "out"
    fill(folder, 40)
    process = psutil.Popen([*COMMAND, folder, "-o", out, "--jobs", "2", "-q"], cwd=ROOT)
    try:
        wait_for(lambda: len(list(out.rglob("*.yaml"))) > 3)
        yield process, folder, out
    finally:
        for one in family(process) if process.is_running() else []:
            one.kill()


def check_rerun(folder: Path, out: Path) -> None:
    """A rerun completes, and its output is that of an undisturbed batch."""
    assert batch(folder, "-o", out, "-q").code == 0
    assert set(states(out).values()) == {State.DONE}
    assert list((out / ".vnplan/unfinished").glob("*")) == []
    undisturbed = out.with_name("undisturbed")
    assert batch(folder, "-o", undisturbed, "-q").code == 0
    assert results(out) == results(undisturbed)


@unix_alone
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_an_ended_batch_goes_on_later(
    running: tuple[psutil.Popen, Path, Path], number: signal.Signals
) -> None:
    """No process of it lives on; what it had done is whole."""
    process, folder, out = running
    children = family(process)[1:]
    process.send_signal(number)
    code = process.wait(timeout=20)
    assert code == (-9 if number is signal.SIGKILL else ExitCode.INTERRUPTED)
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
    assert 0 < list(states(out).values()).count(State.DONE) < 40
    for path in out.rglob("*.yaml"):
        Record.from_yaml(path.read_text("utf-8"))
    check_rerun(folder, out)


@unix_alone
def test_a_killed_reader_loses_nothing(running: tuple[psutil.Popen, Path, Path]) -> None:
    """Its document is read again, by another one."""
    process, folder, out = running
    readers = [p for p in family(process)[1:] if "spawn_main" in " ".join(p.cmdline())]
    assert readers
    readers[0].kill()
    assert process.wait(timeout=60) == 0
    check_rerun(folder, out)


def test_a_second_batch_on_the_same_folder_stops(tmp_path: Path) -> None:
    """It says why, and reads nothing."""
    fill(tmp_path / "in", 1)
    out = Out.at(tmp_path / "out")
    with out.running():
        ended = batch(tmp_path / "in", "-o", out.path)
    assert ended.code == ExitCode.OUTPUT
    assert "another batch" in ended.said
    assert not out.ledger.exists()


def test_a_list_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A spreadsheet has it open, say; all records are there, and the lists come with a rerun."""
    folder, out = tmp_path / "in", tmp_path / "out"
    fill(folder, 2)
    (out / "failures.csv").mkdir(parents=True)
    ended = batch(folder, "-o", out, "-q")
    assert ended.code == ExitCode.OUTPUT
    assert "failures.csv: is not up to date: is a folder" in ended.said
    assert set(states(out).values()) == {State.DONE}
    (out / "failures.csv").rmdir()
    assert batch(folder, "-o", out, "-q") == Ended(ExitCode.DONE, "")
    assert (out / "failures.csv").is_file()


# --- a disk that is full ------------------------------------------------------------------


@pytest.fixture
def little(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, too small for the records of forty documents."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if sys.platform != "linux" or mount(disk, "size=400k") != 0:
        pytest.skip("no disk can be made")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def mount(disk: Path, options: str) -> int:
    """Make a disk in memory, or change one; 0 when it is there, which takes the rights of root."""
    with contextlib.suppress(FileNotFoundError):
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
        return subprocess.run(command, capture_output=True, check=False).returncode
    return 1


def check_full(ended: Ended, out: Path) -> None:
    """It was told once, as something to see to; what was done until then is whole."""
    assert ended.code == ExitCode.OUTPUT, ended.said
    assert "Traceback" not in ended.said
    assert len(re.findall("No space left|disk is full", ended.said)) == 1, ended.said
    assert "free some space" in ended.said
    assert State.FAILED not in states(out).values()
    for path in out.rglob("*.yaml"):
        Record.from_yaml(path.read_text("utf-8"))


def test_a_batch_on_a_full_disk_goes_on_later(little: Path, tmp_path: Path) -> None:
    """When there is some space again, it ends with what an undisturbed one makes."""
    folder, out = tmp_path / "in", little / "out"
    fill(folder, 40)
    check_full(batch(folder, "-o", out, "-q"), out)
    assert 0 < list(states(out).values()).count(State.DONE) < 40
    assert mount(little, "remount,size=9m") == 0
    check_rerun(folder, out)


def test_a_disk_without_room_for_a_ledger_is_told(little: Path, tmp_path: Path) -> None:
    """As such, not as a ledger that is damaged and should be deleted."""
    fill(tmp_path / "in", 1)
    assert mount(little, "remount,size=8k") == 0
    ended = batch(tmp_path / "in", "-o", little / "out")
    assert (ended.code, "free some space" in ended.said) == (ExitCode.OUTPUT, True), ended.said
    assert "delete" not in ended.said


@pytest.mark.parametrize("writes", range(5, 30, 8))
def test_whichever_write_finds_the_disk_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    """Record, words or a list; also without the rights to make a disk."""
    folder, out, left = tmp_path / "in", tmp_path / "out", iter(range(writes))
    fill(folder, 10)
    sync = os.fsync

    def full(handle: int) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        ended = batch(folder, "-o", out, "-q")
    check_full(ended, out)
    check_rerun(folder, out)


# --- a folder that is watched -------------------------------------------------------------


def test_a_file_is_read_once_it_has_come_to_rest() -> None:
    """Not while it grows, and not again until it changes."""
    arrivals, root = Arrivals(), Path("/inbox")
    for size, expected in ((1, False), (2, False), (2, True), (2, False), (3, False), (3, True)):
        assert arrivals.is_ready(root, Found("a.pdf", size, 1)) is expected


@unix_alone
def test_a_watched_folder_is_read_until_asked_to_end(tmp_path: Path) -> None:
    """Files that are there, and those that come; SIGTERM is the usual end."""
    folder, out = tmp_path / "in", tmp_path / "out"
    fill(folder, 2)
    command = [*COMMAND[:-1], "watch", str(folder), "-o", str(out)]
    process = subprocess.Popen([*command, "--every", "0.2", "--jobs", "1", "-q"], cwd=ROOT)
    try:
        wait_for(lambda: len(list(out.rglob("*.yaml"))) == 2)
        (folder / "late.txt").write_text(PLAN.format(99), "utf-8")
        wait_for((out / "late.txt.yaml").exists)
        wait_for(lambda: set(states(out).values()) == {State.DONE})
        process.terminate()
        assert process.wait(timeout=20) == ExitCode.DONE
    finally:
        process.kill()
    assert set(states(out).values()) == {State.DONE}
    assert attempts(out) == [1, 1, 1]


class Told(Silence):
    """Keeps what was said."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, line: str) -> None:
        """One more line."""
        self.said.append(line)


def watched(folder: Path, out: Path, each_time: Sequence[Callable[[], object]]) -> list[str]:
    """Watch a folder, with something done between each two looks; what was said meanwhile."""
    told, doings = Told(), iter(each_time)

    def wait(_: float) -> None:
        try:
            next(doings)()
        except StopIteration:
            raise KeyboardInterrupt from None

    request = Request((folder,), Out.at(out), Search(), Settings())
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(time, "sleep", wait)
        watch(request, Inline, lambda: told, 1.0)
    return told.said


def nothing() -> None:
    """Let some time pass."""


def test_a_folder_that_cannot_be_listed_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And again when it could be in between, like a share that comes and goes."""
    folder, scandir = tmp_path / "in", os.scandir
    fill(folder, 3)
    is_shut = [True]

    def listed(path: Path | int) -> object:
        if is_shut[0] and isinstance(path, Path) and path.name == "a":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    def turn() -> None:
        is_shut[0] = not is_shut[0]

    monkeypatch.setattr(os, "scandir", listed)
    said = watched(folder, tmp_path / "out", [nothing, nothing, turn, turn, nothing])
    assert [line.split(": [")[0].rstrip("/\\") for line in said] == [
        f"could not be listed: {folder}/a"
    ] * 2


def test_a_watched_folder_tells_once_of_a_list_that_is_old(tmp_path: Path) -> None:
    """It is written as soon as it can be, also when no file comes any more."""
    folder, out = tmp_path / "in", tmp_path / "out"
    fill(folder, 1)
    (out / "failures.csv").mkdir(parents=True)
    free = (out / "failures.csv").rmdir
    said = watched(folder, out, [nothing, nothing, nothing, free, nothing])
    assert len(said) == 1
    assert "failures.csv: is not up to date" in said[0]
    assert (out / "failures.csv").is_file()


def test_a_watched_folder_holds_no_records(tmp_path: Path) -> None:
    """They would be read in their turn, should somebody ask for all files."""
    fill(tmp_path / "in", 1)
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        code = program.main(["watch", str(tmp_path / "in"), "-o", str(tmp_path / "in" / "out")])
    assert code == ExitCode.OUTPUT
    assert "among the inputs" in said.getvalue()


# --- other computers ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mapping", "path", "expected"),
    [
        ("/mnt/a=/srv/b", "/mnt/a/x/y.pdf", "/srv/b/x/y.pdf"),
        ("/mnt/a=/srv/b", "/mnt/ab/y.pdf", "/mnt/ab/y.pdf"),
        (r"/mnt/a=\\nas\b", "/mnt/a/x/y.pdf", r"\\nas\b\x\y.pdf"),
        ("/mnt/a=D:", "/mnt/a/x/y.pdf", r"D:\x\y.pdf"),
    ],
)
@unix_alone
def test_workers_may_know_a_folder_by_another_name(mapping: str, path: str, expected: str) -> None:
    """Also on another system than ours."""
    assert path_there(path, (Mapping.parse(mapping),)) == expected


def test_a_worker_with_another_program_is_named() -> None:
    """Its records would differ."""
    here = Described("1.0", "abc", "tesseract 5.3.0", "def")
    assert here.differences(here) == ""
    there = replace(here, tesseract="tesseract 5.5.0")
    assert there.differences(here) == "tesseract is tesseract 5.5.0 where tesseract 5.3.0 is due"


@unix_alone
def test_dask_gives_the_same(done: Finished, scans: Path, tmp_path: Path) -> None:
    """Byte for byte, with a scheduler and a worker of its own."""
    pytest.importorskip("distributed")
    ended = real_batch(scans, "-o", tmp_path / "out", "--dask", "local", "--jobs", "1")
    assert ended.code == ExitCode.BATCH_PARTIAL, ended.said
    assert results(tmp_path / "out") == results(done[0])


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--dask", "nonsense"], ExitCode.INPUT, "no scheduler"),
        (["--dask", "local", "--map", "here"], ExitCode.USAGE, "FOLDER=FOLDER"),
        (["--dask", "local", "--tls-key", __file__], ExitCode.USAGE, "go together"),
    ],
)
def test_wrong_usage_of_dask_is_told(
    tmp_path: Path, arguments: Sequence[str], code: ExitCode, message: str
) -> None:
    """With a message, not with a trace."""
    pytest.importorskip("distributed")
    fill(tmp_path / "in", 1)
    ended = batch(tmp_path / "in", "-o", tmp_path / "out", *arguments)
    assert (ended.code, message in ended.said) == (code, True), ended.said


# --- documents of many pages --------------------------------------------------------------


def test_a_large_document_read_in_parts_has_the_same_record(tmp_path: Path) -> None:
    """Whichever part is read first, whatever the size of the parts."""
    path = tmp_path / "plan.txt"
    path.write_text("\f".join(PLAN.format(n) + "1. Việc" * 30 for n in range(9)), "utf-8")
    whole = read_job(Job(1, str(path), Settings()))
    assert isinstance(whole, Done)
    assert read_job(Job(1, str(path), Settings(), most_pages=4)) == Large(9)
    for size in (1, 4, 8):
        outcome = InParts(Inline(), size).submit(Job(1, str(path), Settings(), most_pages=4))
        done = outcome.result()
        assert isinstance(done, Done)
        assert replace(done, seconds=0.0) == replace(whole, seconds=0.0)


def test_a_part_that_is_lost_loses_the_document(tmp_path: Path) -> None:
    """It is then read once more as a whole."""

    class Losing(Inline):
        def submit(self, job: Job) -> Future[Outcome]:
            if job.part != (2, 2):
                return super().submit(job)
            future: Future[Outcome] = Future()
            future.set_result(Lost("gone", 1.0))
            return future

    path = tmp_path / "plan.txt"
    path.write_text("\f".join(PLAN.format(n) for n in range(3)), "utf-8")
    outcome = InParts(Losing(), 1).submit(Job(1, str(path), Settings(), most_pages=2))
    assert outcome.result() == Lost("gone", 1.0)


def test_a_part_that_cannot_be_handed_out_ends_the_batch(tmp_path: Path) -> None:
    """Whatever the reason: else the batch would wait for ever."""

    class Full(Inline):
        def submit(self, job: Job) -> Future[Outcome]:
            if job.part == (2, 2):
                raise OSError("no room")
            return super().submit(job)

    path = tmp_path / "plan.txt"
    path.write_text("\f".join(PLAN.format(n) for n in range(3)), "utf-8")
    outcome = InParts(Full(), 1).submit(Job(1, str(path), Settings(), most_pages=2))
    with pytest.raises(OSError, match="no room"):
        outcome.result(1)
