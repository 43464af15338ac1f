"""The README files say what the program does, and their examples are what it prints."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import click
import pytest
import yaml

import vnplan
from tools.renew_readme import DEMO, block, excerpt
from vnplan import doctor
from vnplan.__main__ import cli
from vnplan.doctor import Need, System
from vnplan.errors import ExitCode

ROOT = Path(__file__).parent.parent
READMES = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "README.vi.md")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# The version of Tesseract that read the example of the README; others read it a little differently.
TESSERACT_OF_EXAMPLE = "tesseract 5.3.0"
RENEW = "grown old: make readme"

_CONTEXT = click.Context(cli)
COMMANDS = {name: cli.get_command(_CONTEXT, name) for name in cli.list_commands(_CONTEXT)}

each_readme = pytest.mark.parametrize("readme", READMES.values(), ids=READMES)


# --- commands, options, codes -------------------------------------------------------------


@each_readme
def test_every_command_and_option_is_described(readme: str) -> None:
    """What --help shows stands in the README, too."""
    for name, command in COMMANDS.items():
        assert f"vnplan {name}" in readme
        assert command and command.help
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help
                assert [option for option in parameter.opts if f"`{option}" not in readme] == []


@each_readme
def test_every_described_command_exists(readme: str) -> None:
    """The README promises no command that is not there."""
    described = re.findall(r"^vnplan (\w+)(?: \[?FILE| [A-Z]+…? |  )", readme, re.MULTILINE)
    assert sorted(described) == sorted(COMMANDS)


@each_readme
def test_every_described_option_exists(readme: str) -> None:
    """The table of options has none that no command takes."""
    options = {
        option
        for command in COMMANDS.values()
        if command
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    described = re.findall(r"`(--[\w-]+)[^`]*` \|", readme)
    assert len(described) >= 6
    assert set(described) - options <= {"--version"}


def test_exit_codes_agree() -> None:
    """The README files, --help and the program have the same codes."""
    codes = [str(code.value) for code in ExitCode]
    for readme in READMES.values():
        assert re.findall(r"^\| (\d+) \|", readme, re.MULTILINE) == codes
    shown = cli.get_help(click.Context(cli))
    assert re.findall(r"^ +(\d+)  +\w", shown, re.MULTILINE) == codes


# --- installation -------------------------------------------------------------------------


@each_readme
def test_installation_commands_are_the_doctors(readme: str) -> None:
    """The README installs at least what the doctor would."""
    for system in (System.DEBIAN, System.FEDORA, System.MACOS):
        (command,) = doctor.commands([Need.TESSERACT, Need.VIETNAMESE, Need.POPPLER], system)
        assert command in readme


@each_readme
def test_every_dependency_has_its_reason(readme: str) -> None:
    """Each package of pyproject.toml has a row in the table, and the table has no others."""
    rows = re.findall(r"^\| ([\w-]+) \| .+ \| [\w.-]+(?:, [\w.-]+)* \|$", readme, re.MULTILINE)
    rows = [name for name in rows if name != "package"]
    assert rows == [name.split(">=")[0] for name in PROJECT["project"]["dependencies"]]


def test_the_lock_files_pin_every_dependency_with_hashes() -> None:
    """A package without a pinned version would change under the user's feet."""
    for name, wanted in (
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PROJECT["dependency-groups"]["dev"]),
    ):
        lock = (ROOT / name).read_text("utf-8")
        pins = re.findall(r"^([\w.-]+)==.*\\\n    --hash=sha256:", lock, re.MULTILINE)
        missing = {re.split(r"[>=]", package)[0].lower() for package in wanted} - set(pins)
        assert not missing


def test_every_package_is_installed_by_pip() -> None:
    """A folder of modules that pyproject.toml forgets would be missing in the wheel."""
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in (ROOT / "vnplan").rglob("__init__.py")
    }
    listed = set(PROJECT["tool"]["setuptools"]["packages"])
    assert listed == found | {"vnplan.dictionaries"}


def test_the_readme_makes_what_the_makefile_has() -> None:
    """Every `make …` that is mentioned is a target."""
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for readme in READMES.values():
        mentioned = set(re.findall(r"(?:`|^)make (\w+)", readme, re.MULTILINE))
        assert {"demo", "test", "bench"} <= mentioned <= targets


# --- examples -----------------------------------------------------------------------------


def test_both_languages_show_the_same_examples() -> None:
    """Who renews one README renews the other."""
    for language in ("garbled", "restored", "yaml", "python"):
        one, other = (block(readme, language) for readme in READMES.values())
        if language == "python":
            one, other = (re.sub(r"\s+#.*", "", text) for text in (one, other))
        assert one == other


def test_the_garbled_example_is_restored_as_shown() -> None:
    """The first example is what the program does today, with a text of the fixtures."""
    readme = READMES["README.md"]
    garbled = block(readme, "garbled")
    assert garbled in (ROOT / "fixtures" / "directive" / "garbled.txt").read_text("utf-8")
    assert vnplan.restore(garbled).text == block(readme, "restored"), RENEW


def test_the_yaml_example_is_what_the_demo_prints() -> None:
    """The second example is what the demo prints, cut short."""
    version = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True)
    if not version.stdout.startswith(TESSERACT_OF_EXAMPLE):
        pytest.skip(f"the example was read by {TESSERACT_OF_EXAMPLE}")
    assert block(READMES["README.md"], "yaml") == excerpt(vnplan.convert(DEMO).to_yaml()), RENEW


def test_the_yaml_example_can_be_read() -> None:
    """What is shown is YAML, and has all parts of a record."""
    (document,) = yaml.safe_load(block(READMES["README.md"], "yaml"))["documents"]
    assert {"type", "date", "issuer", "tasks", "signer", "evidence", "doubts"} <= document.keys()


def test_the_python_example_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can be pasted as it is."""
    monkeypatch.chdir(ROOT)
    exec(block(READMES["README.md"], "python"), {})
    assert "Ủy ban nhân dân tỉnh yêu cầu:" in capsys.readouterr().out
