"""What the doctor finds, and that its advice is about what is missing and nothing else."""

from __future__ import annotations

import platform
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from vnplan import doctor
from vnplan.doctor import Finding, Need, System
from vnplan.lexicon import Dictionaries

ROOT = Path(__file__).parent.parent
PROGRAMS = (Need.TESSERACT, Need.VIETNAMESE, Need.POPPLER)


def test_the_packages_are_those_of_the_project() -> None:
    """The doctor looks for what pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert list(doctor.PACKAGES) == [name.split(">=")[0] for name in project["dependencies"]]


def test_a_machine_that_runs_these_tests_lacks_nothing() -> None:
    """Every need is found, with a version or a place."""
    findings = doctor.examine()
    assert [finding.need for finding in findings] == list(Need)
    assert doctor.missing_needs(findings) == []
    assert "MISSING" not in doctor.report(findings)


def test_the_report_names_what_is_missing() -> None:
    """A need that was not found has MISSING beside it."""
    report = doctor.report([Finding(Need.POPPLER, None), Finding(Need.TESSERACT, "5.3.0")])
    assert [line.split()[-1] for line in report.splitlines()[1:]] == ["MISSING", "5.3.0"]


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        (System.DEBIAN, ["sudo apt-get install tesseract-ocr tesseract-ocr-vie poppler-utils"]),
        (System.FEDORA, ["sudo dnf install tesseract tesseract-langpack-vie poppler-utils"]),
        (System.MACOS, ["brew install tesseract tesseract-lang poppler"]),
    ],
)
def test_one_command_installs_all_programs(system: System, expected: list[str]) -> None:
    """Where there is a package manager, one line is enough."""
    assert doctor.commands(PROGRAMS, system) == expected


@pytest.mark.parametrize("system", System)
@pytest.mark.parametrize("need", PROGRAMS)
def test_every_program_has_a_command_on_every_system(need: Need, system: System) -> None:
    """Nothing is asked for that the advice cannot install."""
    assert doctor.commands([need], system)


@pytest.mark.parametrize("system", System)
def test_what_is_there_is_not_installed_again(system: System) -> None:
    """Without a need there is no command and no advice."""
    assert doctor.commands([], system) == []
    assert doctor.advice([], system) == ""


def test_an_unknown_system_gets_every_advice() -> None:
    """On a Linux that is neither Debian's nor Fedora's kin the user chooses."""
    advice = doctor.advice([Need.POPPLER], None)
    for system in System:
        assert f"\n  {system}\n" in advice


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the packages that are not there are installed."""

    def version(name: str) -> str:
        if name == "regex":
            raise metadata.PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(metadata, "version", version)
    assert doctor.missing_needs(doctor.examine()) == [Need.PACKAGES]
    assert doctor.commands([Need.PACKAGES], System.DEBIAN) == ["python -m pip install regex"]


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ({"ID": "debian"}, System.DEBIAN),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, System.DEBIAN),
        ({"ID": "fedora"}, System.FEDORA),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, System.FEDORA),
        ({"ID": "arch"}, None),
    ],
)
def test_the_system_is_known_by_its_family(
    monkeypatch: pytest.MonkeyPatch, release: dict[str, str], expected: System | None
) -> None:
    """Distributions built on Debian or Fedora take the same packages."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: release)
    assert doctor.this_system() is expected


@pytest.mark.parametrize(
    ("name", "expected"), [("win32", System.WINDOWS), ("darwin", System.MACOS)]
)
def test_windows_and_macos_are_known(
    monkeypatch: pytest.MonkeyPatch, name: str, expected: System
) -> None:
    """Neither has an os-release file."""
    monkeypatch.setattr(sys, "platform", name)
    assert doctor.this_system() is expected


def test_own_dictionaries_are_shown(tmp_path: Path) -> None:
    """The folder of --dictionaries stands before the one that came with vnplan."""
    (finding,) = [
        found
        for found in doctor.examine(Dictionaries.locate(tmp_path))
        if found.need is Need.DICTIONARIES
    ]
    assert str(finding.found).startswith(str(tmp_path))
