"""The server of Tesseract's library reads as the program does, and nothing is lost with it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from vnplan.errors import RecogniseError
from vnplan.model import Pixels
from vnplan.recognise import tesseract
from vnplan.recognise.tesseract import Call, end_servers, table_of_words

FIXTURES = Path(__file__).parent.parent / "fixtures"
PROGRAM = shutil.which("tesseract")
pytestmark = pytest.mark.skipif(
    PROGRAM is None or sys.platform != "linux" or tesseract._library_of(PROGRAM) is None,
    reason="no Tesseract with a library that a server can use",
)


@pytest.fixture(autouse=True)
def no_servers() -> Iterator[None]:
    """Each test begins and ends without servers."""
    end_servers()
    yield
    end_servers()


@pytest.fixture(scope="module")
def page() -> Pixels:
    """The upper half of a scan, at 150 dpi."""
    with Image.open(FIXTURES / "commune-plan" / "clean.tiff") as scan:
        small = scan.convert("L").resize((scan.width // 2, scan.height // 2), Image.Resampling.BOX)
    return np.array(small.crop((0, 0, small.width, small.height // 2)))


def call(mode: int = 3, alphabet: str = "", timeout: float = 60.0) -> Call:
    return Call(str(PROGRAM), "vie", mode, 150, alphabet, timeout)


def servers() -> list[psutil.Process]:
    """The servers that this process has started and that are alive."""
    children = psutil.Process().children()
    return [
        c for c in children if c.status() != "zombie" and "_tesseract_server" in str(c.cmdline())
    ]


def by_program(asked: Call, pixels: Pixels) -> str:
    """What the program itself prints."""
    height, width = pixels.shape
    options = ["-l", "vie", "--oem", "1", "--psm", str(asked.mode), "--dpi", str(asked.dpi)]
    if asked.alphabet:
        options += ["-c", f"tessedit_char_whitelist={asked.alphabet}"]
    done = subprocess.run(
        [asked.program, "stdin", "stdout", *options, "tsv"],
        input=b"P5 %d %d 255\n" % (width, height) + pixels.tobytes(),
        capture_output=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )  # fmt: skip
    return done.stdout.decode("utf-8")


def test_the_server_prints_what_the_program_prints(page: Pixels) -> None:
    """In every mode, whatever was read before, and by one and the same process."""
    asked = [
        (call(), page),
        (call(7, "0123456789"), page[:120]),
        (call(11), page),
        (call(6), page[200:500]),
        (call(8, "0123456789.,/"), page[100:160, 100:300]),
        (call(), np.full_like(page, 255)),
        (call(), page),
    ]
    process: set[int] = set()
    for one, pixels in asked:
        assert table_of_words(one, pixels) == by_program(one, pixels)
        process |= {server.pid for server in servers()}
    assert len(process) == 1


def test_a_server_that_was_killed_while_it_waited_is_replaced(page: Pixels) -> None:
    before = table_of_words(call(7), page[:120])
    (server,) = servers()
    server.kill()
    server.wait()
    assert table_of_words(call(7), page[:120]) == before
    assert table_of_words(call(7), page[:120]) == before
    assert [s.pid for s in servers()] not in ([], [server.pid])


def test_a_picture_whose_server_was_killed_is_read_all_the_same(page: Pixels) -> None:
    wanted = by_program(call(), page)
    table_of_words(call(7), page[:120])
    (server,) = servers()
    os.kill(server.pid, signal.SIGSTOP)
    threading.Timer(0.5, server.kill).start()
    assert table_of_words(call(), page) == wanted


def test_a_server_that_hangs_is_ended(page: Pixels) -> None:
    table_of_words(call(7), page[:120])
    (server,) = servers()
    os.kill(server.pid, signal.SIGSTOP)
    begin = time.monotonic()
    with pytest.raises(RecogniseError, match="within 1 seconds"):
        table_of_words(call(timeout=1.0), page)
    assert time.monotonic() - begin < 10
    assert servers() == []


def test_a_server_that_answers_too_late_is_ended(
    page: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No dead process stays behind."""
    used: list[tesseract._Server] = []

    def late(server: tesseract._Server, asked: Call, pixels: Pixels) -> str:
        used.append(server)
        while psutil.Process(server._child.pid).status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.05)
        return "a table"

    monkeypatch.setattr(tesseract._Server, "_answer", late)
    with pytest.raises(RecogniseError, match="did not finish"):
        table_of_words(call(timeout=0.1), page)
    assert used[0]._child.returncode == -signal.SIGKILL


def test_each_thread_has_a_server_of_its_own(page: Pixels) -> None:
    wanted = by_program(call(), page)
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda: found.append(table_of_words(call(), page)))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [wanted] * 3


def test_a_process_that_is_forked_off_starts_its_own_server(page: Pixels) -> None:
    """With two processes on one server, each would read the other's pictures."""
    wanted = table_of_words(call(7), page[:120])
    child = os.fork()
    if child == 0:
        good = table_of_words(call(7), page[:120]) == wanted and len(servers()) == 1
        end_servers()
        os._exit(0 if good else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert table_of_words(call(7), page[:120]) == wanted


@pytest.mark.parametrize("version, folder", [("0.0.1", ""), ("", "/nowhere")])
def test_another_library_or_other_data_are_refused(
    page: Pixels, monkeypatch: pytest.MonkeyPatch, version: str, folder: str
) -> None:
    """The program reads then, and nobody asks for a server again."""
    library, true_version, true_folder = tesseract._library_of(str(PROGRAM)) or ("", "", "")
    wrong = (library, version or true_version, folder or true_folder)
    monkeypatch.setattr(tesseract, "_library_of", lambda _: wrong)
    monkeypatch.setattr(tesseract, "_servers", tesseract._Servers())
    assert table_of_words(call(), page) == by_program(call(), page)
    assert tesseract._servers.unfit == {(str(PROGRAM), "vie")}


def test_a_server_is_replaced_after_many_pictures(
    page: Pixels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tesseract, "_MOST_PICTURES", 2)
    pids = set()
    for _ in range(5):
        table_of_words(call(7), page[:120])
        pids |= {server.pid for server in servers()}
    assert len(pids) == 3
    assert len(servers()) == 1


def test_servers_end_with_their_process(page: Pixels, tmp_path: Path) -> None:
    """However that ends."""
    np.save(tmp_path / "page.npy", page[:120])
    script = (
        "import numpy, time\n"
        "from vnplan.recognise.tesseract import Call, table_of_words\n"
        f"table_of_words({call(7)!r}, numpy.load({str(tmp_path / 'page.npy')!r}))\n"
        "print('read', flush=True)\n"
        "time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"read\n"
        (server,) = psutil.Process(parent.pid).children()
        parent.kill()
    psutil.wait_procs([server], timeout=10)
    assert not server.is_running()
