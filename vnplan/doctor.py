"""What vnplan needs from the machine: what is there, what is missing, what installs it."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from importlib import metadata

from vnplan.errors import VnplanError
from vnplan.lexicon import Dictionaries
from vnplan.recognise.ocr import RecogniseSettings
from vnplan.recognise.tesseract import find_program, languages

# The Python packages that pyproject.toml asks for, by the names of their distributions.
PACKAGES = (
    "click",
    "filelock",
    "ftfy",
    "img2pdf",
    "numpy",
    "opencv-python-headless",
    "pdf2image",
    "pikepdf",
    "pillow",
    "psutil",
    "pypdfium2",
    "pytesseract",
    "pyyaml",
    "regex",
    "rich",
    "safetensors",
    "threadpoolctl",
    "xlsxwriter",
)


class Need(Enum):
    """What can be missing."""

    TESSERACT = "Tesseract"
    VIETNAMESE = "Vietnamese data"
    POPPLER = "poppler"
    PACKAGES = "Python packages"
    DICTIONARIES = "dictionaries"


class System(StrEnum):
    """The systems that installation commands are known for."""

    DEBIAN = "Debian, Ubuntu"
    FEDORA = "Fedora"
    MACOS = "macOS"
    WINDOWS = "Windows (PowerShell as administrator)"


@dataclass(frozen=True, slots=True)
class Finding:
    """One need: ``found`` says version and place, ``None`` when it is missing."""

    need: Need
    found: str | None


# --- what is there ------------------------------------------------------------------------


def examine(dictionaries: Dictionaries | None = None) -> tuple[Finding, ...]:
    """Look for everything; nothing is changed."""
    return (
        Finding(Need.TESSERACT, _tesseract()),
        Finding(Need.VIETNAMESE, _vietnamese()),
        Finding(Need.POPPLER, _poppler()),
        Finding(Need.PACKAGES, _packages()),
        Finding(Need.DICTIONARIES, _dictionaries(dictionaries)),
    )


def _tesseract() -> str | None:
    try:
        program = find_program(RecogniseSettings().program)
    except VnplanError:
        return None
    return _version([program, "--version"], program)


def _vietnamese() -> str | None:
    wanted = RecogniseSettings().language
    try:
        there = languages(find_program(RecogniseSettings().program))
    except VnplanError:
        return None
    return wanted if there.issuperset(wanted.split("+")) else None


def _poppler() -> str | None:
    # Both programs are used: pdfinfo before a page is drawn, pdftoppm to draw it.
    programs = [shutil.which("pdfinfo"), shutil.which("pdftoppm")]
    if None in programs:
        return None
    return _version([str(programs[1]), "-v"], str(programs[1]))


def _version(command: Sequence[str], program: str) -> str | None:
    """The first line that the program says of itself; ``None`` when it does not run."""
    try:
        done = subprocess.run(
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=30, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    said = (done.stdout + done.stderr).decode("utf-8", "replace").split("\n")[0].strip()
    return f"{said} ({program})"


def _packages() -> str | None:
    missing = missing_packages()
    if missing:
        return None
    return ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)


def missing_packages() -> tuple[str, ...]:
    """Those of :data:`PACKAGES` that are not installed."""
    return tuple(name for name in PACKAGES if not _is_installed(name))


def _is_installed(package: str) -> bool:
    try:
        metadata.version(package)
    except metadata.PackageNotFoundError:
        return False
    return True


def _dictionaries(dictionaries: Dictionaries | None) -> str | None:
    try:
        folders = (dictionaries or Dictionaries.locate()).folders
    except VnplanError:
        return None
    return ", ".join(map(str, folders))


# --- what to do ---------------------------------------------------------------------------

_INSTALLERS = {
    System.DEBIAN: "sudo apt-get install",
    System.FEDORA: "sudo dnf install",
    System.MACOS: "brew install",
}
_SYSTEM_PACKAGES = {
    System.DEBIAN: {
        Need.TESSERACT: "tesseract-ocr",
        Need.VIETNAMESE: "tesseract-ocr-vie",
        Need.POPPLER: "poppler-utils",
    },
    System.FEDORA: {
        Need.TESSERACT: "tesseract",
        Need.VIETNAMESE: "tesseract-langpack-vie",
        Need.POPPLER: "poppler-utils",
    },
    System.MACOS: {
        Need.TESSERACT: "tesseract",
        Need.VIETNAMESE: "tesseract-lang",
        Need.POPPLER: "poppler",
    },
}
# The Windows installer of Tesseract brings English only and leaves PATH alone.
_WINDOWS_COMMANDS = {
    Need.TESSERACT: (
        "winget install --exact --id UB-Mannheim.TesseractOCR",
        "[Environment]::SetEnvironmentVariable('Path', [Environment]::GetEnvironmentVariable("
        "'Path', 'Machine') + ';C:\\Program Files\\Tesseract-OCR', 'Machine')",
    ),
    Need.VIETNAMESE: (
        "curl.exe -L -o 'C:\\Program Files\\Tesseract-OCR\\tessdata\\vie.traineddata' "
        "https://github.com/tesseract-ocr/tessdata_fast/raw/main/vie.traineddata",
    ),
    Need.POPPLER: ("winget install --exact --id oschwartz10612.Poppler",),
}


def commands(missing: Iterable[Need], system: System) -> list[str]:
    """The commands that install what is missing, in order.

    >>> commands([Need.VIETNAMESE, Need.POPPLER], System.DEBIAN)
    ['sudo apt-get install tesseract-ocr-vie poppler-utils']
    """
    needs = [need for need in Need if need in set(missing)]
    return [*_system_commands(needs, system), *_python_commands(needs)]


def _system_commands(needs: Sequence[Need], system: System) -> Iterator[str]:
    if system is System.WINDOWS:
        for need in needs:
            yield from _WINDOWS_COMMANDS.get(need, ())
        return
    packages = _SYSTEM_PACKAGES[system]
    if wanted := [packages[need] for need in needs if need in packages]:
        yield " ".join([_INSTALLERS[system], *wanted])


def _python_commands(needs: Sequence[Need]) -> Iterator[str]:
    if Need.PACKAGES in needs:
        yield " ".join(["python -m pip install", *missing_packages()])
    if Need.DICTIONARIES in needs:
        yield "python -m pip install --force-reinstall vnplan"


def this_system() -> System | None:
    """The system this runs on; ``None`` for a Linux whose packages are not known."""
    if sys.platform == "win32":
        return System.WINDOWS
    if sys.platform == "darwin":
        return System.MACOS
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return None
    names = {release.get("ID", ""), *release.get("ID_LIKE", "").split()}
    if names & {"debian", "ubuntu"}:
        return System.DEBIAN
    return System.FEDORA if names & {"fedora", "rhel", "centos"} else None


def advice(missing: Sequence[Need], system: System | None) -> str:
    """How to install what is missing; on an unknown system for each known one."""
    if not missing:
        return ""
    names = ", ".join(need.value for need in missing)
    parts = [f"missing: {names}. To install:"]
    for known in [system] if system else System:
        parts.append(f"  {known}")
        parts += [f"    {command}" for command in commands(missing, known)]
    return "\n".join(parts)


def missing_needs(findings: Iterable[Finding]) -> list[Need]:
    """What was not found."""
    return [finding.need for finding in findings if finding.found is None]


def report(findings: Sequence[Finding]) -> str:
    """One line a need, as ``vnplan doctor`` prints it."""
    rows = [("Python", f"{platform.python_version()} ({sys.executable})")]
    rows += [(finding.need.value, finding.found or "MISSING") for finding in findings]
    return "\n".join(f"{name:<17}{found}" for name, found in rows)
