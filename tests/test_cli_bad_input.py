"""What a user sees of input that is no document, and of a machine that lacks something.

Each time: one message on standard error that says what, where and what to do, the exit code of
the contract, nothing on standard output, no part of a result and nothing left behind.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PIL import Image
from test_bad_input import BAD, encrypted_pdf, huge_page, noise, speckle

from vnplan import doctor
from vnplan.__main__ import main
from vnplan.errors import ExitCode

ROOT = Path(__file__).parent.parent
TEXT = ROOT / "fixtures" / "decision" / "text.txt"
SCAN = ROOT / "fixtures" / "decision" / "poor.pdf"
TIFF = ROOT / "fixtures" / "decision" / "clean.tiff"
POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")


def folder(path: Path) -> None:
    path.mkdir()


def missing(path: Path) -> None:
    path.unlink(missing_ok=True)


def encrypted(path: Path) -> None:
    encrypted_pdf(path, "secret")


def blank_page(path: Path) -> None:
    Image.new("L", (1654, 2339), 255).save(path, dpi=(200, 200))


MORE_BAD: list[tuple[str, Callable[[Path], None], str]] = [
    ("folder.pdf", folder, "is a folder"),
    ("missing.pdf", missing, "no such file"),
    ("secret.pdf", encrypted, "password"),
    ("blank.png", blank_page, "no text was found"),
    ("noise.png", noise, "noise"),
    ("speckle.png", speckle, "the page is noise"),
    ("huge.pdf", huge_page, "200 × 200 inches"),
]


@pytest.mark.parametrize(
    ("name", "make", "fact"), BAD + MORE_BAD, ids=[name for name, _, _ in BAD + MORE_BAD]
)
def test_bad_input_ends_with_3_and_one_message(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    name: str,
    make: Callable[[Path], None],
    fact: str,
) -> None:
    """The message names the file and the fact, and gives the next step."""
    path, target = tmp_path / name, tmp_path / "out.yaml"
    make(path)
    before = sorted(tmp_path.iterdir())
    assert main(["convert", str(path), "-o", str(target)]) == ExitCode.INPUT
    said = capfd.readouterr()
    assert said.out == ""
    message, hint = said.err.splitlines()
    assert message.startswith(f"vnplan: {path}")
    assert fact in message
    assert hint.startswith("  try: ")
    assert sorted(tmp_path.iterdir()) == before


def test_an_empty_user_password_is_no_obstacle(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A PDF that is encrypted only against changes is read."""
    path = encrypted_pdf(tmp_path / "plan.pdf", "")
    assert main(["ocr", str(path)]) == ExitCode.DONE
    assert "12" in capfd.readouterr().out


@pytest.mark.parametrize("command", ["restore", "parse"])
def test_commands_for_text_refuse_scans(capfd: pytest.CaptureFixture[str], command: str) -> None:
    """A scan is sent to the command that reads it."""
    assert main([command, str(SCAN)]) == ExitCode.INPUT
    said = capfd.readouterr()
    assert said.out == ""
    assert f"try: vnplan convert {SCAN}" in said.err


def run(
    *arguments: str | Path,
    environment: Mapping[str, str] | None = None,
    data: bytes = b"",
    user: int | None = None,
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "vnplan", *arguments],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        input=data,
        capture_output=True,
        timeout=60,
        check=False,
        user=user,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def test_empty_standard_input_ends_with_3() -> None:
    """A pipe that brought nothing is said to be empty."""
    done = run("restore", "-")
    assert (done.returncode, done.stdout) == (ExitCode.INPUT, "")
    assert done.stderr.startswith("vnplan: -: the input is empty\n  try: ")


# --- output -------------------------------------------------------------------------------


@pytest.fixture
def nobody() -> int | None:
    """A user to whom permissions apply: root may do everything."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    try:
        run("--version", user=65534).check_returncode()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root can read this Python or this checkout")
    return 65534


@POSIX_ONLY
def test_no_permission_to_read_ends_with_3(tmp_path: Path, nobody: int | None) -> None:
    """Somebody else's file is named as such."""
    path = open_to_all(tmp_path) / "plan.txt"
    shutil.copy(TEXT, path)
    path.chmod(0)
    done = run("parse", path, user=nobody)
    assert (done.returncode, done.stdout) == (ExitCode.INPUT, "")
    assert f"{path}: may not be read: no permission" in done.stderr


@POSIX_ONLY
def test_no_permission_to_write_ends_with_5(tmp_path: Path, nobody: int | None) -> None:
    """A folder or a file that is write-protected is refused at once."""
    closed = open_to_all(tmp_path) / "closed"
    closed.mkdir(mode=0o555)
    protected = tmp_path / "protected.yaml"
    protected.write_text("kept")
    protected.chmod(0o444)
    for target in (closed / "out.yaml", protected):
        done = run("parse", TEXT, "-o", target, user=nobody)
        assert (done.returncode, done.stdout) == (ExitCode.OUTPUT, "")
        assert f"{target}: cannot be written: no permission" in done.stderr
    assert protected.read_text() == "kept"
    assert list(closed.iterdir()) == []


def open_to_all(path: Path) -> Path:
    """``path``, its parents made passable: pytest keeps its folders from other users."""
    for part in (path, *path.parents):
        if part.stat().st_uid == os.geteuid() and not part.stat().st_mode & 0o001:
            part.chmod(part.stat().st_mode | 0o055)
    return path


@pytest.mark.parametrize("place", ["missing/out.yaml", "folder", "text.txt"])
def test_an_output_that_cannot_work_ends_with_5_before_any_work(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], place: str
) -> None:
    """No folder, a folder, or the input itself; the input is looked at, but not read."""
    (tmp_path / "folder").mkdir()
    source = tmp_path / "text.txt"
    shutil.copy(TEXT, source)
    target = tmp_path / place
    assert main(["parse", str(source), "--verbose", "-o", str(target)]) == ExitCode.OUTPUT
    said = capfd.readouterr()
    assert said.out == ""
    assert f"vnplan: {target}: " in said.err
    assert "  try: " in said.err
    assert "page 1" not in said.err
    assert source.read_bytes() == TEXT.read_bytes()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root on Linux can mount a tiny file system")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_ends_with_5(tiny_disk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The record does not fit: the file of before is still whole, and nothing else is there."""
    target = tiny_disk / "out.yaml"
    target.write_text("kept")
    long = ROOT / "fixtures" / "commune-plan" / "text.txt"
    assert main(["parse", str(long), "-o", str(target)]) == ExitCode.OUTPUT
    said = capfd.readouterr()
    assert said.out == ""
    assert f"vnplan: {target}: cannot be written: No space left" in said.err
    assert target.read_text() == "kept"
    assert list(tiny_disk.iterdir()) == [target]


# --- the machine --------------------------------------------------------------------------


@pytest.fixture
def bare_path(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """An environment whose PATH holds the named programs and no others."""

    def environment(*programs: str) -> dict[str, str]:
        for program in programs:
            found = shutil.which(program)
            assert found is not None
            (tmp_path / program).symlink_to(found)
        return {"PATH": str(tmp_path)}

    return environment


@POSIX_ONLY
@pytest.mark.parametrize(
    ("programs", "source", "needs"),
    [
        (["pdfinfo", "pdftoppm"], TIFF, [doctor.Need.TESSERACT, doctor.Need.VIETNAMESE]),
        (["tesseract"], SCAN, [doctor.Need.POPPLER]),
        ([], SCAN, [doctor.Need.TESSERACT, doctor.Need.VIETNAMESE, doctor.Need.POPPLER]),
    ],
)
def test_a_missing_program_ends_with_4_and_the_doctors_advice(
    bare_path: Callable[..., dict[str, str]],
    programs: list[str],
    source: Path,
    needs: list[doctor.Need],
) -> None:
    """``convert`` says what ``doctor`` says: what is missing, and the command that installs it."""
    environment = bare_path(*programs)
    advice = doctor.advice(needs, doctor.this_system())
    converted, examined = (
        run("convert", source, environment=environment),
        run("doctor", environment=environment),
    )
    assert converted.returncode == examined.returncode == ExitCode.DEPENDENCY
    assert converted.stdout == ""
    assert converted.stderr.startswith(f"vnplan: {source}")
    assert converted.stderr.endswith(advice + "\n")
    assert examined.stdout.endswith(advice + "\n")
    assert examined.stderr == ""


def test_missing_vietnamese_data_ends_with_4(tmp_path: Path) -> None:
    """Tesseract without its Vietnamese data is no help."""
    done = run("convert", TIFF, environment={"TESSDATA_PREFIX": str(tmp_path)})
    assert (done.returncode, done.stdout) == (ExitCode.DEPENDENCY, "")
    advice = doctor.advice([doctor.Need.VIETNAMESE], doctor.this_system())
    assert done.stderr.endswith(advice + "\n")


@POSIX_ONLY
def test_a_text_needs_no_programs(bare_path: Callable[..., dict[str, str]]) -> None:
    """What is not needed is not asked for."""
    assert run("parse", TEXT, environment=bare_path()).returncode == ExitCode.DONE


def test_no_page_in_time_ends_with_3(capfd: pytest.CaptureFixture[str]) -> None:
    """When no page at all is read in time, the message says so and names the option."""
    assert main(["convert", str(TIFF), "--timeout", "0.05"]) == ExitCode.INPUT
    said = capfd.readouterr()
    assert said.out == ""
    assert "did not finish within 0.05 seconds" in said.err
    assert "--timeout" in said.err
