"""The commands as a user calls them: what they print, where, and how they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from made_pdf import MadePage, Text, write_pdf
from PIL import Image

import vnplan
from vnplan import __main__ as program
from vnplan import pipeline
from vnplan.errors import ExitCode
from vnplan.inspect import certainty_colour
from vnplan.model import Line, RestoredLine, Zone
from vnplan.syllable import ToneStyle

ROOT = Path(__file__).parent.parent
PLAN = ROOT / "fixtures" / "commune-plan"
GARBLED = PLAN / "garbled.txt"
Call = Sequence[str | Path]


def run(
    arguments: Call,
    data: bytes = b"",
    launcher: Call = ("-m", "vnplan"),
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own, with ``data`` on standard input."""
    return subprocess.run(
        [sys.executable, *launcher, *arguments],
        input=data,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def text_record() -> bytes:
    """What ``vnplan parse`` prints of a clean text."""
    done = run(["parse", PLAN / "text.txt"])
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


# --- doors --------------------------------------------------------------------------------


def test_the_launcher_is_the_same_program(text_record: bytes) -> None:
    """``python cli.py`` prints what ``python -m vnplan`` prints."""
    done = run(["parse", PLAN / "text.txt"], launcher=[ROOT / "cli.py"])
    assert (done.returncode, done.stdout) == (0, text_record)


def test_the_python_function_is_the_same_program(text_record: bytes) -> None:
    """``vnplan.parse`` gives the record that the command prints, but for the file's name."""
    record = vnplan.parse((PLAN / "text.txt").read_text("utf-8"))
    printed = vnplan.Record.from_yaml(text_record.decode())
    assert record.documents == printed.documents
    assert record.source.file == "-"


def test_functions_keep_their_names_when_modules_are_loaded() -> None:
    """``vnplan.restore`` and ``vnplan.parse`` are functions, not the modules of that name."""
    for name in vnplan.__all__:
        assert callable(getattr(vnplan, name))


# --- results ------------------------------------------------------------------------------


def test_results_are_utf_8_whatever_the_locale(text_record: bytes) -> None:
    """A console in ASCII, or one that Python takes for ASCII, still gets the text."""
    for environment in ({"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}):
        done = run(["parse", PLAN / "text.txt"], environment=environment)
        assert (done.returncode, done.stdout) == (0, text_record)


def test_output_goes_into_the_file(tmp_path: Path, text_record: bytes) -> None:
    """With -o nothing is printed, and the file holds what would have been."""
    target = tmp_path / "plan.yaml"
    done = run(["parse", PLAN / "text.txt", "-o", target])
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert target.read_bytes() == text_record


def test_a_dash_is_standard_input(text_record: bytes) -> None:
    """Every command takes a text from standard input."""
    data = (PLAN / "text.txt").read_bytes()
    for command in ("parse", "convert"):
        printed = yaml.safe_load(run([command, "-"], data).stdout)
        assert printed["source"]["file"] == "-"
        assert printed["documents"][0]["number"] == "57/KH-UBND"
    for arguments in (["ocr", "-"], ["restore", "-"], ["restore"]):
        assert "KẾ HOẠCH" in run(arguments, data).stdout.decode().splitlines()


def test_pages_of_text_are_split_by_form_feeds() -> None:
    """What ``ocr`` prints has a form feed between pages and one line a printed line."""
    pages = run(["ocr", PLAN / "text.txt"]).stdout.decode().split("\f")
    expected = (PLAN / "text.txt").read_text("utf-8").split("\f")
    assert [page.count("\n") for page in pages] == [page.count("\n") for page in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Ké hoach\nco\n\nca hai\n",
        "Ké hoach\r\nthu nhat\r\n",
        "mot dong",
        "\n\n\nhet\n\n",
        "trang mot\fKé hoach\n\f",
    ],
)
def test_restore_keeps_the_lines(text: str) -> None:
    """As many lines come out as came in, with the same ends."""
    done = run(["restore", "-"], text.encode())
    assert done.returncode == 0
    out = done.stdout.decode()
    for separator in ("\n", "\r", "\f"):
        assert out.count(separator) == text.count(separator)
    assert [not line for line in out.split("\n")] == [not line for line in text.split("\n")]


def test_explain_lists_the_changes_on_standard_error() -> None:
    """One change a line, with its line number; the result itself stays as it is."""
    plain, explained = run(["restore", GARBLED]), run(["restore", "--explain", GARBLED])
    assert explained.stdout == plain.stdout
    assert plain.stderr == b""
    lines = explained.stderr.decode().splitlines()
    assert any(line.startswith("line 1: ") and " -> " in line for line in lines)


def test_changes_replay_into_the_text() -> None:
    """The changes of ``vnplan.restore`` lead from the text that came in to the one given back."""
    for style in typing.get_args(ToneStyle):
        settings = vnplan.Settings(tone_style=style)
        restored = vnplan.restore(GARBLED.read_text("utf-8"), settings)
        text, at = "", 0
        for change in restored.changes:
            assert restored.source[change.start : change.stop] == change.before
            text += restored.source[at : change.start] + change.after
            at = change.stop
        assert text + restored.source[at:] == restored.text
        assert restored.changes


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("traditional", "Ủy ban nhân dân xã Hòa Bình, Ủy"),
        ("reformed", "Uỷ ban nhân dân xã Hoà Bình, Uỷ"),
        ("keep", "Ủy ban nhân dân xã Hoà Bình, Uỷ"),
    ],
)
def test_tone_style(style: str, expected: str) -> None:
    """Every word has its tone where the option puts it, whatever was printed."""
    text = "Ủy ban nhân dân xã Hoà Bình, Uỷ\n"
    done = run(["restore", "-", "--tone-style", style], text.encode())
    assert done.stdout.decode() == expected + "\n"


def test_tone_style_of_a_record_leaves_the_evidence() -> None:
    """Names and tasks follow the option; what stands on the paper is shown as it stands there."""
    text = (PLAN / "text.txt").read_bytes()
    done = run(["parse", "-", "--tone-style", "reformed"], text)
    document = yaml.safe_load(done.stdout)["documents"][0]
    assert document["place"] == "Tân Hoà Bắc"
    assert document["issuer"].startswith("Uỷ ban")
    assert "Tân Hòa Bắc" in document["evidence"]["place"]["raw"]


def test_verbose_says_how_pages_were_read() -> None:
    """The route of every page and the reason go to standard error."""
    done = run(["parse", PLAN / "text.txt", "--verbose"])
    said = done.stderr.decode()
    assert "page 1 of 3: text (" in said
    assert "page 3 of 3: text (" in said


def test_own_dictionaries_take_precedence(tmp_path: Path) -> None:
    """A file in the folder of --dictionaries replaces the one that came with vnplan."""
    (tmp_path / "types.yaml").write_text("kinds: [", "utf-8")
    done = run(["parse", PLAN / "text.txt", "--dictionaries", tmp_path])
    assert done.returncode == ExitCode.UNEXPECTED
    assert done.stderr.startswith(b"vnplan: types.yaml:1: ")
    assert b"Traceback" not in done.stderr


# --- ends ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["transmogrify"],
        ["convert"],
        ["convert", "a", "b"],
        ["convert", "a", "--tone-style", "modern"],
        ["convert", "a", "--timeout", "0"],
        ["convert", "a", "--timeout", "soon"],
        ["restore", "a", "--timeout", "3"],
        ["parse", "a", "--dictionaries", "no-such-folder"],
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    """A command that cannot be understood is shown its usage."""
    done = run(arguments)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, b"")
    assert b"Usage: vnplan" in done.stderr


def test_help_and_version_end_with_0() -> None:
    """Asking is no mistake."""
    for arguments in (["--help"], ["convert", "-h"], ["--version"]):
        done = run(arguments)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"vnplan" in done.stdout


def fail_unexpectedly(*_: object) -> None:
    raise RuntimeError("the cat sat on the keyboard")


def test_an_unexpected_failure_is_one_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, the exit code 1, and what to do next."""
    monkeypatch.setattr(pipeline, "parse_source", fail_unexpectedly)
    assert program.main(["parse", str(PLAN / "text.txt")]) == ExitCode.UNEXPECTED
    said = capsys.readouterr()
    assert said.out == ""
    assert "the cat sat" in said.err
    assert "--verbose" in said.err
    assert "Traceback" not in said.err


def test_interruption_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C is answered with one word."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "parse_source", interrupt)
    assert program.main(["parse", str(PLAN / "text.txt")]) == ExitCode.INTERRUPTED
    assert capsys.readouterr().err.strip() == "vnplan: interrupted"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
def test_a_request_to_end_is_an_interruption() -> None:
    """Ended from outside while it waits for input, it says so and leaves with 130."""
    command = [sys.executable, "-m", "vnplan", "restore", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe) as child:
        assert child.stdin is not None
        child.stdin.write(b"more than a pipe holds, so that it is being read\n" * 10_000)
        child.stdin.flush()
        time.sleep(1)  # for what the pipe still holds
        child.send_signal(signal.SIGTERM)
        assert child.wait(timeout=30) == ExitCode.INTERRUPTED
        assert child.stderr is not None
        assert child.stderr.read().strip() == b"vnplan: interrupted"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break differently on Windows")
def test_a_closed_pipe_is_silent() -> None:
    """``vnplan parse … | head`` leaves no message behind."""
    command = [sys.executable, "-m", "vnplan", "parse", str(PLAN / "text.txt")]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(timeout=30) == ExitCode.OUTPUT


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_standard_output_ends_with_5() -> None:
    """What cannot be printed is not lost in silence."""
    command = [sys.executable, "-m", "vnplan", "parse", str(PLAN / "text.txt")]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == ExitCode.OUTPUT
    assert b"standard output cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


# --- the picture of a page -----------------------------------------------------------------


def colours_of(picture: Image.Image) -> set[object]:
    """All colours that occur in it."""
    return {colour for _, colour in picture.convert("RGB").getcolors(1 << 24) or []}


def test_the_picture_of_a_scan_shows_words_and_zones(tmp_path: Path) -> None:
    """``inspect`` draws over the page, prints nothing and leaves no other file behind."""
    target = tmp_path / "page.png"
    done = run(["inspect", PLAN / "clean.tiff", "--page", "3", "-o", target])
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    with Image.open(target) as picture:
        found = colours_of(picture)
    assert certainty_colour(0.99) in found
    assert [path.name for path in tmp_path.iterdir()] == ["page.png"]


def test_the_picture_of_a_text_layer_is_drawn_too(tmp_path: Path) -> None:
    """A page that needs no OCR has a picture with its words all the same."""
    source = write_pdf(
        tmp_path / "layer.pdf",
        [MadePage([Text(72, 700 - 20 * i, "Nam 2024 nho") for i in range(9)])],
    )
    target = tmp_path / "page.png"
    assert run(["inspect", source, "-o", target]).returncode == 0
    with Image.open(target) as picture:
        assert certainty_colour(None) in colours_of(picture)


@pytest.mark.parametrize("page", ["0", "-1", "4", "first"])
def test_a_page_that_is_not_there_is_wrong_usage(tmp_path: Path, page: str) -> None:
    """The message says which pages there are, before anything is read."""
    done = run(["inspect", PLAN / "clean.tiff", "--page", page, "-o", tmp_path / "page.png"])
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, b"")
    assert b"--page" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_text_has_no_picture(tmp_path: Path) -> None:
    """The message says what has one."""
    done = run(["inspect", PLAN / "text.txt", "-o", tmp_path / "page.png"])
    assert done.returncode == ExitCode.INPUT
    assert b"no picture" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("output", [[], ["-o", "-"]])
def test_a_picture_needs_a_file(output: list[str]) -> None:
    """It is nothing for a console."""
    done = run(["inspect", PLAN / "clean.tiff", *output])
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, b"")
    assert b"-o" in done.stderr


def test_a_picture_is_not_written_over_its_page(tmp_path: Path) -> None:
    """The input is never changed."""
    page = tmp_path / "page.png"
    Image.new("L", (400, 600), 255).save(page)
    before = page.read_bytes()
    assert run(["inspect", page, "-o", page]).returncode == ExitCode.OUTPUT
    assert page.read_bytes() == before


# --- searchable copies --------------------------------------------------------------------


def test_a_searchable_copy_is_written_beside_the_record(tmp_path: Path) -> None:
    """The record goes where it always goes, the copy into its file; the scan stays as it was."""
    page = MadePage(texts=[Text(50, 750 - 20 * n, f"line {n} of a plan") for n in range(9)])
    path = write_pdf(tmp_path / "plan.pdf", [page])
    before = path.read_bytes()
    done = run(["convert", path, "--pdf", tmp_path / "copy.pdf"])
    assert (done.returncode, done.stdout) == (0, run(["convert", path]).stdout)
    assert "not PDF/A-2b: the font" in done.stderr.decode()
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF-")
    assert path.read_bytes() == before


@pytest.mark.parametrize("target", ["plan.pdf", "-", "missing/copy.pdf"])
def test_a_searchable_copy_needs_a_file_of_its_own(tmp_path: Path, target: str) -> None:
    """The input, standard output and a folder that is not there are refused before any work."""
    path = write_pdf(tmp_path / "plan.pdf", [MadePage(texts=[Text(50, 700, "a plan")])])
    copy = target if target == "-" else tmp_path / target
    done = run(["convert", path, "--pdf", copy])
    assert done.returncode == (ExitCode.USAGE if target == "-" else ExitCode.OUTPUT)
    assert done.stdout == b""


def test_notes_of_signatures_are_no_running_text(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = (
        Line(1, "Giao các xã"),
        Line(1, "CÔNG VĂN ĐẾN", zone=Zone.STAMP),
        Line(1, "Người ký: An", zone=Zone.NOTE),
    )
    page = tuple(map(RestoredLine.untouched, lines))
    monkeypatch.setattr(pipeline, "restored_pages", lambda *_: [page, page[:1]])
    done = CliRunner().invoke(program.cli, ["ocr", str(GARBLED)])
    assert done.output == "Giao các xã\nCÔNG VĂN ĐẾN\n\fGiao các xã\n"
