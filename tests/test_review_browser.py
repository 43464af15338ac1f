"""The review as a person uses it: a real Chromium, the real server, the keyboard.

Chromium is Debian's; ``make test`` installs it. Where it cannot be, these tests are skipped.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect, sync_playwright
from review_support import (
    ATTACK,
    GARBLED,
    SCAN,
    TOKEN,
    number_of,
    record_of,
)

from vnplan.__main__ import cli
from vnplan.batch import Out
from vnplan.corrections import corrected
from vnplan.record import Record
from vnplan.review.answers import Review
from vnplan.review.desk import Desk
from vnplan.review.language import Language
from vnplan.review.server import application

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here: sudo apt-get install chromium"
)
# What an archivist is promised for a document with three doubts, without the mouse.
MOST_SECONDS = 15.0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if hasattr(os, "getuid") and os.getuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def out(review_batch: tuple[Path, Path], tmp_path: Path) -> Out:
    return Out.at(Path(shutil.copytree(review_batch[1], tmp_path / "out")))


@pytest.fixture(scope="module")
def still(review_batch: tuple[Path, Path]) -> Iterator[tuple[Out, str]]:
    """A folder in which nothing is changed, and the address under which it is served."""
    out = Out.at(review_batch[1])
    with listening(Review(Desk(out, "Lan"))) as address:
        yield out, address


@contextmanager
def served(out: Out, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The real command; its address and its process."""
    command = [sys.executable, "-m", "vnplan", "review", str(out.path), "--no-browser", *options]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    )
    assert process.stderr is not None
    try:
        address = process.stderr.readline().strip()
        assert address.startswith("http://127.0.0.1:"), address
        yield address, process
    finally:
        process.kill()
        process.communicate()


@contextmanager
def listening(review: Review) -> Iterator[str]:
    """The same server in a thread of this process, which starts sooner; its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    config = uvicorn.Config(application(review, TOKEN, port), log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}/#{TOKEN}"
    finally:  # also when a test fails: the thread would keep the run from ending
        server.should_exit = True
        thread.join(20)
        listener.close()


@contextmanager
def shown(browser: Browser, out: Out, name: str, language: Language = "vi") -> Iterator[Page]:
    """A window that shows the record of one input; no script of it may fail."""
    review = Review(Desk(out, "Lan"), language)
    with listening(review) as address, window(browser, address, out, name) as page:
        yield page


@contextmanager
def window(browser: Browser, address: str, out: Out, name: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{address}?file={number_of(out, name)}")
    expect(page.locator(".name")).to_contain_text(name)
    yield page
    context.close()
    assert failures == []


def chosen(page: Page) -> str | None:
    """The name of the field that the keyboard is at."""
    return page.locator(".field.chosen .head").get_attribute("data-field")


def wait_saved(out: Out, name: str, count: int) -> Record:
    """The record, once it has so many corrections."""
    for _ in range(100):
        record = record_of(out, name)
        if len(record.corrections) == count:
            return record
        time.sleep(0.05)
    raise AssertionError(f"{len(record.corrections)} corrections, not {count}")


def test_doubts_are_settled_by_keyboard_in_time(browser: Browser, out: Out) -> None:
    """Open the scan, look at each doubt, say something of each: no mouse, under 15 seconds."""
    doubts = record_of(out, SCAN).documents[0].doubts
    assert len(doubts) == 3
    with served(out) as (address, _), window(browser, address, out, SCAN) as page:
        begin = time.monotonic()
        expect(page.locator(".field.chosen .why")).to_be_visible()
        assert chosen(page) == "documents[0].number"
        expect(page.locator(".mark")).to_be_visible()
        page.keyboard.press("e")
        page.keyboard.type("57")
        page.keyboard.press("Enter")
        expect(page.locator(".left")).to_contain_text(str(len(doubts) - 1))
        for left in range(len(doubts) - 2, 0, -1):
            page.keyboard.press("a")
            expect(page.locator(".left")).to_contain_text(str(left))
        page.keyboard.press("x")
        expect(page.locator(".left.none")).to_be_visible()
        seconds = time.monotonic() - begin
    record = wait_saved(out, SCAN, len(doubts))
    assert [said.action for said in record.corrections][:2] == ["edited", "accepted"]
    assert corrected(record).documents[0].number == "57/KH-UBND"
    assert seconds < MOST_SECONDS


def test_a_correction_outlives_reload_and_rerun(
    browser: Browser, out: Out, review_batch: tuple[Path, Path]
) -> None:
    """It is shown again after a reload, and after the batch has read the file anew."""
    with shown(browser, out, ATTACK) as page:
        issuer = page.locator("[data-field='documents[0].issuer']")
        issuer.click()
        page.keyboard.press("e")
        page.keyboard.type("Ủy ban nhân dân xã Bình An")
        page.keyboard.press("Enter")
        expect(issuer).to_contain_text("xã Bình An")
        page.reload()
        expect(issuer).to_contain_text("xã Bình An")
        old = wait_saved(out, ATTACK, 1)
        out.words(f"{ATTACK}.yaml").unlink()
        command = [sys.executable, "-m", "vnplan", "batch", str(review_batch[0]), "--quiet"]
        subprocess.run([*command, "-o", str(out.path), "--force", "--pattern", ATTACK], check=True)
        assert out.words(f"{ATTACK}.yaml").exists(), "the batch read the file anew"
        assert record_of(out, ATTACK).corrections == old.corrections
        page.reload()
        expect(issuer).to_contain_text("xã Bình An")
        page.keyboard.press("Control+z")
        expect(issuer).not_to_contain_text("xã Bình An")
        wait_saved(out, ATTACK, 0)


def test_items_are_removed_and_added_by_keyboard(browser: Browser, out: Out) -> None:
    """D strikes a task out, I writes a new one; Esc gives it up and leaves no trace."""
    tasks = record_of(out, SCAN).documents[0].tasks
    with shown(browser, out, SCAN) as page:
        page.locator("[data-field='documents[0].tasks[0].text']").click()
        page.keyboard.press("d")
        expect(page.locator(".field.removed")).to_have_count(1)
        page.keyboard.press("i")
        page.keyboard.type("Thôi")
        page.keyboard.press("Escape")
        assert len(wait_saved(out, SCAN, 1).corrections) == 1
        page.keyboard.press("i")
        page.keyboard.type("Báo cáo kết quả.")
        page.keyboard.press("Enter")
        expect(page.locator(".field.chosen.added")).to_contain_text("Báo cáo kết quả.")
    now = corrected(wait_saved(out, SCAN, 2)).documents[0].tasks
    assert [task.text for task in now] == [*(t.text for t in tasks[1:]), "Báo cáo kết quả."]


def test_two_windows_do_not_overwrite_each_other(browser: Browser, out: Out) -> None:
    """The second one, which edits what the first has changed, is told, reloads, and can go on."""
    with (
        listening(Review(Desk(out, "Lan"))) as address,
        window(browser, address, out, SCAN) as first,
        window(browser, address, out, SCAN) as second,
    ):
        second.keyboard.press("e")
        second.keyboard.type("99")
        first.keyboard.press("e")
        first.keyboard.type("57")
        first.keyboard.press("Enter")
        wait_saved(out, SCAN, 1)
        second.keyboard.press("Enter")
        expect(second.locator(".toast.bad")).to_contain_text("cửa sổ khác")
        number = second.locator("[data-field='documents[0].number']")
        expect(number).to_contain_text("57/KH-UBND")
        assert [said.after for said in record_of(out, SCAN).corrections] == ["57/KH-UBND"]
        second.keyboard.press("e")
        expect(second.locator(".editor input")).to_have_value("99/KH-UBND")
        second.keyboard.press("Enter")
        wait_saved(out, SCAN, 2)
        expect(first.locator("[data-field='documents[0].number']")).to_contain_text("99/KH-UBND")


def test_a_killed_server_leaves_whole_records(browser: Browser, out: Out) -> None:
    """Killed while it saves, twice: each record is one that was saved, and can be read.

    Chance decides how far the save was; test_review.py cuts one short at the worst moment.
    """
    id = number_of(out, SCAN)
    for attempt in range(2):
        with served(out) as (address, process), window(browser, address, out, SCAN) as page:
            page.evaluate(
                """async ([id, token]) => {
                    const headers = {"x-vnplan-token": token};
                    const get = async () => (await fetch(`/api/files/${id}`, {headers})).json();
                    window.saving = (async () => {
                        for (;;) {
                            const {version} = await get();
                            const body = JSON.stringify({version, field: "documents[0].place",
                                action: "edited", after: `Nơi ${Math.random()}`});
                            await fetch(`/api/files/${id}/corrections`,
                                {method: "POST", headers, body});
                        }
                    })().catch(() => null);
                }""",
                [id, address.split("#")[1]],
            )
            before = len(record_of(out, SCAN).corrections)
            while len(record_of(out, SCAN).corrections) == before:
                time.sleep(0.03 + 0.01 * attempt)
            process.kill()
            process.wait()
            assert len(record_of(out, SCAN).corrections) > before
    assert {path.parent for path in out.path.rglob("*.tmp")} <= {out.work}
    with out.running():
        assert list(out.path.rglob("*.tmp")) == []


def test_text_of_a_document_is_no_script(browser: Browser, out: Out, tmp_path: Path) -> None:
    """Tags in a document are shown as they stand; nothing of them runs, in the export neither."""
    with shown(browser, out, ATTACK) as page:
        expect(page.locator(".panel")).to_contain_text("<script>document.title")
        expect(page.locator(".lines")).to_contain_text("<img src=x onerror=")
        page.keyboard.press("e")
        page.keyboard.press("Escape")
        assert page.locator("main script, main img[onerror]").count() == 0
        assert page.title() == "Kiểm tra hồ sơ"
    exported = export(out, ATTACK, tmp_path)
    with opened(browser, exported) as page:
        expect(page.locator(".panel")).to_contain_text("<script>document.title")
        assert page.locator("main script, main img[onerror]").count() == 0
        assert page.title() == "Kiểm tra hồ sơ"


def export(out: Out, name: str, folder: Path) -> Path:
    target = folder / "review.html"
    command = ["review", str(out.path), name, "--export", str(target)]
    done = CliRunner().invoke(cli, command)
    assert done.exit_code == 0, done.output
    return target


@contextmanager
def opened(browser: Browser, path: Path) -> Iterator[Page]:
    """A file in a browser that has no network; what it asks for is a failure."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, offline=True)
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda said: failures.append(said.text) if said.type == "error" else None)
    page.goto(path.as_uri())
    yield page
    context.close()
    assert failures == []


def test_an_exported_page_stands_alone(browser: Browser, out: Out, tmp_path: Path) -> None:
    """The scan, the fields, the frames; no network, no buttons that change anything."""
    exported = export(out, SCAN, tmp_path)
    assert exported.stat().st_size < 2_000_000
    with opened(browser, exported) as page:
        expect(page.locator(".stage img")).to_be_visible()
        expect(page.locator(".mark")).to_be_visible()
        expect(page.locator(".panel")).to_contain_text("Tân Hòa Bắc")
        page.keyboard.press("n")
        page.keyboard.press("e")
        page.keyboard.press("a")
        assert page.locator(".action, .editor").count() == 0


def test_the_page_and_the_fields_point_at_each_other(
    browser: Browser, still: tuple[Out, str]
) -> None:
    """A field lights its place; a click on that place chooses a field and says what was read."""
    with window(browser, still[1], still[0], SCAN) as page:
        page.locator("[data-field='documents[0].subject']").click()
        expect(page.locator(".mark")).to_be_visible()
        mark = page.locator(".mark").bounding_box()
        page.locator("[data-field='documents[0].type']").click()
        assert mark is not None
        expect(page.locator(".field.chosen .head")).to_have_attribute(
            "data-field", "documents[0].type"
        )
        place = page.evaluate(
            """() => { const f = document.querySelector('.mark').getBoundingClientRect();
                       return [f.x + f.width / 2, f.y + f.height / 2]; }"""
        )
        page.locator("[data-field='documents[0].issuer']").click()
        page.wait_for_timeout(600)
        page.mouse.click(*place)
        expect(page.locator(".strip")).to_contain_text("KẾ HOẠCH")
        expect(page.locator(".field.chosen .head")).to_have_attribute(
            "data-field", "documents[0].type"
        )


def test_changes_are_coloured_side_by_side(browser: Browser, still: tuple[Out, str]) -> None:
    """What was garbled is marked on one side, what became of it on the other."""
    with window(browser, still[1], still[0], GARBLED) as page:
        expect(page.locator(".lines del").first).to_be_visible()
        expect(page.locator(".lines ins").first).to_be_visible()
        page.locator("[data-field='documents[0].subject']").click()
        expect(page.locator(".field.chosen del").first).to_be_visible()


# WCAG 2.2, 1.4.3 (contrast 4.5:1) and 4.1.2 (name, role, value), of everything that is shown.
ACCESSIBLE = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const part = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = rgb(getComputedStyle(node).backgroundColor);
      if ((colour[3] ?? 1) === 1) return colour;
    }
    return [255, 255, 255];
  };
  const faults = [];
  for (const node of document.body.querySelectorAll("*")) {
    const own = [...node.childNodes].some((c) => c.nodeType === 3 && c.textContent.trim());
    const visible = node.getClientRects().length && getComputedStyle(node).opacity !== "0";
    if (own && visible && !node.disabled) {
      const [one, other] = [luminance(rgb(getComputedStyle(node).color)), luminance(ground(node))];
      const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      if (contrast < 4.5) faults.push(`${contrast} ${node.className} ${node.textContent}`);
    }
    const named = node.textContent.trim() || node.getAttribute("aria-label") || node.labels?.length;
    if (/^(BUTTON|INPUT|SELECT|TEXTAREA)$/.test(node.tagName) && visible && !named)
      faults.push(`no name: ${node.outerHTML.slice(0, 80)}`);
  }
  return faults;
}"""


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_can_be_used_by_everybody(browser: Browser, out: Out, language: Language) -> None:
    """Names, contrast, focus, no sideways scrolling at 1366 x 768, in both languages."""
    with shown(browser, out, SCAN, language) as page:
        expect(page.locator(".stage img")).to_be_visible()
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate(ACCESSIBLE) == []
        page.keyboard.press("e")
        assert page.evaluate("document.activeElement.tagName") == "INPUT"
        assert page.evaluate(ACCESSIBLE) == []
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        expect(page.locator("dialog")).to_be_visible()
        assert page.evaluate(ACCESSIBLE) == []
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.className") == "head"
        page.keyboard.press("f")
        expect(page.locator("dialog .file")).to_have_count(3)
        page.keyboard.press("Escape")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1366


def test_a_sample_is_checked_and_reported(browser: Browser, out: Out) -> None:
    """C marks the document; the report lies in the folder."""
    review = Review(Desk(out, "Lan"), sample="100%")
    with listening(review) as address, window(browser, address, out, SCAN) as page:
        page.keyboard.press("c")
        expect(page.locator(".toast")).to_be_visible()
        wait_saved(out, SCAN, 1)
        page.locator("header button", has_text="Báo cáo").click()
        expect(page.locator("dialog code").first).to_contain_text("check-report.csv")
    assert (out.path / "check-report.html").stat().st_size > 1000
