"""Documents that hang, eat memory or break their reader; readers whose parent is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PIL import Image, ImageDraw

from vnplan.batch.jobs import Done, Failed, Job, Lost, Stopped
from vnplan.batch.reader import Limits, Reader
from vnplan.pipeline import Settings
from vnplan.words import load_words

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A page with enough on it that Tesseract is asked."""
    page = Image.new("L", (1000, 1400), 255)
    for y in range(100, 1300, 40):
        ImageDraw.Draw(page).text((100, y), "Ke hoach nam 2024", fill=0, font_size=30)
    page.save(tmp_path / "scan.png")
    return tmp_path / "scan.png"


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a program in Tesseract's place, first on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def install(folder: Path, script: str) -> None:
    """A Tesseract that has Vietnamese data, and reads as ``script`` does."""
    program = folder / "tesseract"
    lines = f"""\
        #!{sys.executable}
        import os, signal, subprocess, sys, time
        if "--list-langs" in sys.argv:
            print("List of available languages (1):\\nvie")
            sys.exit()
        """
    program.write_text(textwrap.dedent(lines) + textwrap.dedent(script), "utf-8")
    program.chmod(0o755)


@pytest.fixture
def reader() -> Iterator[Reader]:
    """A reader that may take a gigabyte."""
    reader = Reader(Limits(memory=1 << 30))
    yield reader
    reader.end()


def text(folder: Path) -> Job:
    """A job that any reader can do."""
    path = folder / "plan.txt"
    path.write_text("KẾ HOẠCH\nCải cách hành chính năm 2024\n", "utf-8")
    return Job(1, str(path), Settings())


def is_alive(pid: int) -> bool:
    """Whether it runs; one that has ended may still be listed."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def test_a_document_that_hangs_is_ended_with_its_programs(
    scan: Path, tesseract: Path, tmp_path: Path
) -> None:
    """Also those that its programs have started; the reader is then fit for the next one."""
    install(tesseract, f"""
        child = subprocess.Popen(["sleep", "600"])
        open({str(tmp_path / "pid")!r}, "w").write(str(child.pid))
        time.sleep(600)
    """)  # fmt: skip
    reader = Reader(Limits(timeout=8.0))
    try:
        outcome = reader.read(Job(1, str(scan), Settings()))
        assert isinstance(outcome, Lost)
        assert outcome.reason.startswith("nothing was read for 8 seconds\n  try: a longer")
        assert not is_alive(int((tmp_path / "pid").read_text()))
        assert isinstance(reader.read(text(tmp_path)), Done)
    finally:
        reader.end()


def test_a_document_that_eats_memory_is_ended(scan: Path, tesseract: Path, reader: Reader) -> None:
    """The memory of its programs counts."""
    install(tesseract, "held = bytes(1 << 30); held = held.replace(b'\\0', b'a'); time.sleep(600)")
    outcome = reader.read(Job(1, str(scan), Settings()))
    assert isinstance(outcome, Lost)
    assert "more than 1 GB of memory" in outcome.reason


def test_a_reader_that_is_killed_is_told_so(
    scan: Path, tesseract: Path, tmp_path: Path, reader: Reader
) -> None:
    """By whom nobody knows; the document gets another try, which here ends alike."""
    install(tesseract, "os.kill(os.getppid(), signal.SIGKILL); time.sleep(600)")
    outcome = reader.read(Job(1, str(scan), Settings()))
    assert isinstance(outcome, Lost)
    assert outcome.reason == "its reader was ended by signal 9"
    assert isinstance(reader.read(text(tmp_path)), Done)


def test_a_program_that_is_killed_gets_another_try(
    scan: Path, tesseract: Path, tmp_path: Path, reader: Reader
) -> None:
    """The system ends whoever is largest when memory runs short; the page is not lost."""
    real = "/usr/bin/tesseract"
    if not Path(real).exists():
        pytest.skip("no Tesseract there")
    install(tesseract, f"""
        if not os.path.exists({str(tmp_path / "killed")!r}):
            open({str(tmp_path / "killed")!r}, "w")
            os.kill(os.getpid(), signal.SIGKILL)
        os.execv({real!r}, [{real!r}, *sys.argv[1:]])
    """)  # fmt: skip
    outcome = reader.read(Job(1, str(scan), Settings()))
    assert isinstance(outcome, Done)
    assert (tmp_path / "killed").exists()
    assert "signal" not in outcome.record.to_yaml()
    assert "2024" in " ".join(line.text for line in load_words(outcome.words).lines)


def test_a_document_that_cannot_be_read_fails(scan: Path, tesseract: Path, reader: Reader) -> None:
    """At once: another attempt would end alike. The reason does without the path."""
    install(tesseract, "sys.exit('no')")
    outcome = reader.read(Job(1, str(scan), Settings()))
    assert isinstance(outcome, Failed)
    assert "exit code 1" in outcome.reason
    assert "scan.png" not in outcome.reason


def test_a_missing_program_stops_everything(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no document's fault, and thousands would be listed as failed."""
    monkeypatch.setenv("PATH", str(tmp_path))
    reader = Reader(Limits())
    try:
        outcome = reader.read(Job(1, str(scan), Settings()))
    finally:
        reader.end()
    assert isinstance(outcome, Stopped)


def test_a_reader_ends_with_its_parent(scan: Path, tesseract: Path, tmp_path: Path) -> None:
    """However the parent ends, and with all programs of the reader."""
    install(tesseract, f"open({str(tmp_path / 'up')!r}, 'w'); time.sleep(600)")
    script = tmp_path / "parent.py"
    script.write_text(textwrap.dedent(f"""
        from vnplan.batch.jobs import Job
        from vnplan.batch.reader import Limits, Reader
        from vnplan.pipeline import Settings
        if __name__ == "__main__":
            Reader(Limits()).read(Job(1, {str(scan)!r}, Settings()))
    """), "utf-8")  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, script], env=environment) as parent:
        while not (tmp_path / "up").exists():
            assert parent.poll() is None
            time.sleep(0.05)
        family = psutil.Process(parent.pid).children(recursive=True)
        assert any("tesseract" in " ".join(process.cmdline()) for process in family)
        parent.send_signal(signal.SIGKILL)
    _, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []
