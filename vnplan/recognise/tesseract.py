"""Runs Tesseract. The only module that does.

On Linux a server of Tesseract's own library (``_tesseract_server.py``) reads one picture after
another, which spares a fifth of the time; anywhere else, and for a picture that the server does
not manage, the program is started for each picture. What is read is the same.

Both run as children in their own process groups (but in that of a reading process of a batch,
which ends with all its children), with one thread (``OMP_THREAD_LIMIT=1``: with more, pages read
side by side slow each other down fiftyfold). A timeout or an interrupt ends the whole group;
pytesseract would end the program alone and leave its temporary files when interrupted, so it is
not what runs it.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path

from vnplan.errors import DependencyError, RecogniseError
from vnplan.model import Pixels

_DOCTOR = "vnplan doctor"
# Holds the number of the process whose children stay in its own process group.
READER = "VNPLAN_READER"
_SERVER = Path(__file__).with_name("_tesseract_server.py")
# The library of Tesseract 5, by the name that its interface has on Linux.
_LIBRARY = "libtesseract.so.5"
# A server is replaced after so many pictures, lest its memory creep up overnight.
_MOST_PICTURES = 500
# A process whose output has ended is gone within so many seconds.
_END_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked of Tesseract.

    Attributes:
        program: its path.
        language: its data, e.g. ``vie`` or ``vie+eng``.
        mode: its ``--psm``.
        dpi: resolution of the picture.
        alphabet: the only letters that may be read; any when it is empty.
        timeout: seconds.
    """

    program: str
    language: str
    mode: int
    dpi: int
    alphabet: str
    timeout: float


def table_of_words(call: Call, pixels: Pixels) -> str:
    """Tesseract's table (``tsv``) of the words of a picture in grey.

    Raises:
        DependencyError: the program cannot be started.
        RecogniseError: Tesseract crashed or took too long.
    """
    table = _servers.read(call, pixels)
    if table is not None:
        return table
    command = [
        call.program, "stdin", "stdout", "-l", call.language, "--oem", "1",
        "--psm", str(call.mode), "--dpi", str(call.dpi),
        *(["-c", f"tessedit_char_whitelist={call.alphabet}"] if call.alphabet else []), "tsv",
    ]  # fmt: skip
    return _run(command, _pgm(pixels), call.timeout)


def end_servers() -> None:
    """End the servers that wait for work, and wait for their end."""
    _servers.end()


# --- the program -------------------------------------------------------------------------


def check_program(name: str, language: str) -> str:
    """The path of the program, when it and its data are there.

    Raises:
        DependencyError: Tesseract or its data for the language is missing.
    """
    program = find_program(name)
    _check_languages(program, language)
    return program


def find_program(name: str) -> str:
    """The path of the program.

    Raises:
        DependencyError: it is not installed.
    """
    return _found(name, os.environ.get("PATH"))


@lru_cache(maxsize=8)
def _found(name: str, path: str | None) -> str:
    if found := shutil.which(name, path=path):
        return found
    raise DependencyError(f"{name} is not installed", _DOCTOR)


def _check_languages(program: str, wanted: str) -> None:
    missing = set(wanted.split("+")) - languages(program)
    if missing:
        names = ", ".join(sorted(missing))
        raise DependencyError(f"Tesseract has no data for the language {names}", _DOCTOR)


@lru_cache(maxsize=8)
def languages(program: str) -> frozenset[str]:
    """The languages that Tesseract has data for.

    Raises:
        DependencyError: the program does not answer.
    """
    # The first line is a heading; data of a script are named "script/Vietnamese".
    listing = _asked(program, "--list-langs").splitlines()[1:]
    return frozenset(line.strip() for line in listing if line.strip())


def versions(name: str, wanted: str) -> tuple[str, str]:
    """Tesseract's version, and a fingerprint of its data for the language.

    Raises:
        DependencyError: it or its data is missing.
    """
    program = check_program(name, wanted)
    version = _asked(program, "--version").partition("\n")[0].strip()
    digest = hashlib.sha256()
    for language in wanted.split("+"):
        file = _data_folder(program) / f"{language}.traineddata"
        digest.update(file.read_bytes() if file.is_file() else b"")
    return version, digest.hexdigest()[:16]


def _data_folder(program: str) -> Path:
    # 'List of available languages in "/usr/share/…/tessdata/" (4):'
    heading = _asked(program, "--list-langs").partition("\n")[0]
    return Path(heading.partition('"')[2].partition('"')[0])


def _asked(program: str, question: str) -> str:
    """What the program says of itself."""
    try:
        return _run([program, question], b"", 30)
    except RecogniseError as error:
        raise DependencyError(f"{program} does not run: {error.fact}", _DOCTOR) from error


def _pgm(pixels: Pixels) -> bytes:
    height, width = pixels.shape
    return b"P5 %d %d 255\n" % (width, height) + pixels.tobytes()


def _run(command: Sequence[str], data: bytes, timeout: float) -> str:
    """Standard output of a child that gets ``data``; ended with all its own children.

    A child that a signal ended (the system wanted memory, somebody killed it) gets another try.
    """
    try:
        return _run_once(command, data, timeout)
    except _EndedBySignal:
        return _run_once(command, data, timeout)


def _is_reader() -> bool:
    """Whether this process belongs to a batch, which ends it together with its children."""
    return os.environ.get(READER) == str(os.getpid())


class _EndedBySignal(RecogniseError):
    """The child did not end by itself."""


def _run_once(command: Sequence[str], data: bytes, timeout: float) -> str:
    try:
        child = _child(command, stderr=subprocess.PIPE)
    except OSError as error:
        raise DependencyError(f"{command[0]} cannot be started: {error}", _DOCTOR) from error
    try:
        out, err = child.communicate(data, timeout=timeout)
    except subprocess.TimeoutExpired:
        raise _too_slow(timeout) from None
    finally:
        if child.poll() is None:
            _end_group(child)
    if child.returncode:
        kind = RecogniseError if child.returncode > 0 else _EndedBySignal
        raise kind(_failure(child.returncode, err), _DOCTOR)
    return out.decode("utf-8", "replace")


def _child(command: Sequence[str], stderr: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr,
        env=_environment(),
        start_new_session=not _is_reader(), creationflags=_CREATION_FLAGS,
    )  # fmt: skip


def _environment() -> dict[str, str]:
    """The environment of a child; copied again when another thread took a variable away meanwhile,
    as drawing does (:mod:`vnplan.source.poppler`)."""
    while True:
        try:
            return {"OMP_THREAD_LIMIT": "1", **os.environ}
        except KeyError:
            continue


def _too_slow(timeout: float) -> RecogniseError:
    fact = f"Tesseract did not finish within {timeout:g} seconds"
    return RecogniseError(fact, "a longer --timeout")


def _failure(code: int, err: bytes) -> str:
    said = err.decode("utf-8", "replace").strip().splitlines()
    how = f"was ended by signal {-code}" if code < 0 else f"failed with exit code {code}"
    return f"Tesseract {how}" + (f": {said[-1][:200]}" if said else "")


if sys.platform == "win32":
    _CREATION_FLAGS = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW

    def _end_group(child: subprocess.Popen[bytes]) -> None:
        """End the child with all its children."""
        subprocess.run(
            ["taskkill", "/F", "/T", "/PID", str(child.pid)], capture_output=True, check=False
        )
        child.communicate()

else:
    _CREATION_FLAGS = 0

    def _end_group(child: subprocess.Popen[bytes]) -> None:
        """Ask the child's group, or the child in ours, to end, then make it."""
        end = child.send_signal if _is_reader() else partial(os.killpg, child.pid)
        for number, patience in ((signal.SIGTERM, 2.0), (signal.SIGKILL, 10.0)):
            with contextlib.suppress(ProcessLookupError):
                end(number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.communicate(timeout=patience)
                return


# --- servers -----------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _library_of(program: str) -> tuple[str, str, str] | None:
    """Library, version and data folder for a server that reads as ``program`` does; ``None``
    where there is none."""
    if sys.platform != "linux" or not sys.executable:  # none where Python is built in
        return None
    if not _is_binary(program):  # a script in its place: what that does, nobody knows
        return None
    name, _, version = _asked(program, "--version").partition("\n")[0].strip().partition(" ")
    return (_LIBRARY, version, str(_data_folder(program))) if name == "tesseract" else None


def _is_binary(program: str) -> bool:
    try:
        with Path(program).open("rb") as file:
            return file.read(4) == b"\x7fELF"
    except OSError:  # it may be run, and not read
        return False


class _Server:
    """A process that reads pictures; one thread uses it at a time."""

    def __init__(self, library: tuple[str, str, str], language: str) -> None:
        """Start it.

        Raises:
            OSError: no more processes can be started.
        """
        command = [sys.executable, "-I", "-S", str(_SERVER), *library, language]
        self._child = _child(command, stderr=subprocess.DEVNULL)
        self._is_ready = False
        self.has_refused = False
        self.pictures = 0

    def read(self, call: Call, pixels: Pixels) -> str | None:
        """The table of words; ``None`` when it has not managed. It is fit for another picture
        when it has.

        Raises:
            RecogniseError: it took too long.
        """
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._child.kill()

        clock = threading.Timer(call.timeout, stop)
        clock.daemon = True
        clock.start()
        table = None
        try:
            with contextlib.suppress(OSError, ValueError, subprocess.TimeoutExpired):
                table = self._answer(call, pixels)
        finally:
            clock.cancel()
            if table is None or late.is_set():
                self.end()
        if late.is_set():
            raise _too_slow(call.timeout)
        self.pictures += 1
        return table

    def _answer(self, call: Call, pixels: Pixels) -> str | None:
        asked, answers = self._child.stdin, self._child.stdout
        assert asked is not None and answers is not None
        if not self._is_ready:
            self._is_ready = answers.readline() == b"ready\n"
            if not self._is_ready:
                self._child.wait(_END_SECONDS)
                self.has_refused = self._child.returncode > 0
                return None
        height, width = pixels.shape
        asked.write(f"{call.mode} {call.dpi} {width} {height} {call.alphabet}\n".encode())
        asked.write(pixels.tobytes())
        asked.flush()
        length = int(answers.readline())
        table = answers.read(length) if length >= 0 else b""
        return table.decode("utf-8", "replace") if 0 <= len(table) == length else None

    def end(self) -> None:
        """End it: it waits for nothing, or reads what nobody wants."""
        self._child.kill()
        for pipe in (self._child.stdin, self._child.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._child.wait()


@dataclass(slots=True)
class _Servers:
    """The servers of this process that wait for work, by program and language.

    Attributes:
        unfit: those whose library or data are not as wanted.
        owner: the process whose they are; one that was forked off has none yet.
    """

    idle: dict[tuple[str, str], list[_Server]] = field(default_factory=dict)
    unfit: set[tuple[str, str]] = field(default_factory=set)
    owner: int = field(default_factory=os.getpid)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def read(self, call: Call, pixels: Pixels) -> str | None:
        """The table of words; ``None`` when no server can read the picture.

        Raises:
            RecogniseError: it took too long.
        """
        key = call.program, call.language
        server = self._lent(key)
        if server is None:
            return None
        table = server.read(call, pixels)
        if server.has_refused:
            self.unfit.add(key)
        elif table is not None:
            self._give_back(key, server)
        return table

    def _lent(self, key: tuple[str, str]) -> _Server | None:
        with self.lock:
            if self.owner != os.getpid():
                self.idle, self.owner = {}, os.getpid()
            if self.idle.get(key):
                return self.idle[key].pop()
        library = None if key in self.unfit else _library_of(key[0])
        with contextlib.suppress(OSError):
            return _Server(library, key[1]) if library else None
        return None

    def _give_back(self, key: tuple[str, str], server: _Server) -> None:
        if server.pictures >= _MOST_PICTURES:
            server.end()
            return
        with self.lock:
            self.idle.setdefault(key, []).append(server)

    def end(self) -> None:
        """End those that wait."""
        with self.lock:
            idle, self.idle = self.idle, {}
        if self.owner == os.getpid():
            for server in (server for servers in idle.values() for server in servers):
                server.end()


_servers = _Servers()
atexit.register(_servers.end)
