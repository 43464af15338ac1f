"""The review without a browser: what is asked and answered, saved, refused and counted."""

from __future__ import annotations

import ast
import shutil
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from review_support import (
    ATTACK,
    ATTACK_TEXT,
    GARBLED,
    SCAN,
    Answer,
    ask,
    make_batch,
    number_of,
    record_of,
    sitting,
)
from starlette.types import ASGIApp

import vnplan.review
from vnplan.__main__ import main
from vnplan.batch import Out
from vnplan.corrections import corrected
from vnplan.errors import ExitCode, InputError
from vnplan.review.desk import Conflict, Desk
from vnplan.review.language import messages
from vnplan.review.report import count, draw, share, wilson
from vnplan.review.values import symbol_of


@pytest.fixture
def out(review_batch: tuple[Path, Path], tmp_path: Path) -> Out:
    return Out.at(Path(shutil.copytree(review_batch[1], tmp_path / "out")))


@pytest.fixture
def app(out: Out) -> ASGIApp:
    return sitting(out)[1]


def opened(app: ASGIApp, out: Out, name: str) -> dict[str, Any]:
    answer: dict[str, Any] = ask(app, f"/api/files/{number_of(out, name)}").json
    return answer


def say(
    app: ASGIApp, file: dict[str, Any], field: str, action: str, after: object = None
) -> Answer:
    said = {"version": file["version"], "field": field, "action": action, "after": after}
    return ask(app, f"/api/files/{file['id']}/corrections", said)


def field_of(file: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(f for f in file["fields"] if f["field"] == f"documents[0].{name}")
    return found


# --- shown --------------------------------------------------------------------------------


def test_doubts_stand_at_their_fields(app: ASGIApp, out: Out) -> None:
    """Every doubt of the record is the reason of one field, with a place to look at."""
    file = opened(app, out, SCAN)
    doubts = record_of(out, SCAN).documents[0].doubts
    assert sum(len(field["doubts"]) for field in file["fields"]) == len(doubts) == 3
    number = field_of(file, "number")
    assert number["open"] and number["value"] is None
    assert number["page"] == 1 and number["box"], "where the number would be printed"


def test_what_was_read_is_shown_beside_what_it_became(app: ASGIApp, out: Out) -> None:
    """The pieces of a garbled text are the reading on one side, the text on the other."""
    file = opened(app, out, GARBLED)
    pieces = field_of(file, "subject")["pieces"]
    raw = record_of(out, GARBLED).documents[0].evidence["subject"].raw
    assert "".join(before for before, _ in pieces) == raw
    assert any(before != after for before, after in pieces)
    page = ask(app, f"/api/files/{file['id']}/pages/1").json
    assert any(before != after for line in page["lines"] for before, after in line["pieces"])


def test_a_page_is_a_picture_and_its_words(app: ASGIApp, out: Out) -> None:
    """Boxes count in pixels of the scan, whose size comes along; both are quick the second time."""
    id = number_of(out, SCAN)
    image = ask(app, f"/api/files/{id}/pages/1/image")
    assert (image.headers["content-type"], image.body[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    page = ask(app, f"/api/files/{id}/pages/1").json
    assert (page["width"], page["height"]) == (1653, 2339)
    assert all(line["box"][2] <= 1653 for line in page["lines"] if line["box"])
    assert ask(app, f"/api/files/{id}/pages/9/image").status == 422


def test_words_that_were_not_kept_are_read_anew(app: ASGIApp, out: Out) -> None:
    """A batch of before, or words that somebody deleted: the page is read when it is asked for."""
    out.words(f"{ATTACK}.yaml").unlink()
    page = ask(app, f"/api/files/{number_of(out, ATTACK)}/pages/1").json
    assert len(page["lines"]) == len(ATTACK_TEXT.splitlines())


def test_files_are_found_by_their_names(app: ASGIApp) -> None:
    """Without marks, too; the next file is one that has doubts."""
    answer = ask(app, "/api/files?start=0&search=KE%20hoach").json
    assert [file["path"] for file in answer["files"]] == [SCAN]
    assert answer["files"][0]["doubts"] == 3
    assert ask(app, "/api/next?after=0").json["id"] == answer["files"][0]["id"]


def test_a_moved_input_is_said_and_the_fields_stay_editable(
    app: ASGIApp, out: Out, tmp_path: Path
) -> None:
    """The record can be corrected without its scan, and what was read can still be seen."""
    with sqlite3.connect(out.ledger) as ledger:
        ledger.execute("UPDATE root SET path = ?", [str(tmp_path)])
    (tmp_path / GARBLED).write_text("KẾ HOẠCH", "utf-8")
    assert opened(app, out, GARBLED)["original"] == "changed"
    file = opened(app, out, ATTACK)
    assert file["original"] == "missing" and str(tmp_path) in file["source"]
    assert say(app, file, "documents[0].number", "edited", "5/KH-UBND").status == 200
    assert ask(app, f"/api/files/{file['id']}/pages/1").json["lines"], "the words were kept"
    out.words(f"{ATTACK}.yaml").unlink()
    assert ask(app, f"/api/files/{file['id']}/pages/1").status == 422


def test_names_that_are_no_utf_8_can_be_reviewed(tmp_path: Path) -> None:
    """A TCVN3 name of an old share: shown, corrected, and named by an error."""
    inputs, name = tmp_path / "c\udcf2", "k\udcd5 ho\udcb9ch.txt"
    try:
        inputs.mkdir()
        (inputs / name).write_text(ATTACK_TEXT, "utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    out = make_batch(inputs, tmp_path / "ra\udcf2")
    app = sitting(out)[1]
    file = opened(app, out, name)
    assert file["source"].endswith("c\\xf2/k\\xd5 ho\\xb9ch.txt")
    assert say(app, file, "documents[0].number", "edited", "5/KH-UBND").status == 200
    assert ask(app, "/api/session").json["folder"].endswith("ra\\xf2")
    assert ask(app, "/api/report", {}).json["files"]
    Desk(out, "Lan").path(Desk(out, "Lan").entry(file["id"])).write_text("no record", "utf-8")
    answer = ask(app, f"/api/files/{file['id']}")
    assert answer.status == 422 and "/ra\\xf2/" in answer.json["place"][0]


# --- saved --------------------------------------------------------------------------------


def test_a_correction_is_in_the_record_at_once(app: ASGIApp, out: Out) -> None:
    """Who, when, before and after; the machine's value stays."""
    file = opened(app, out, SCAN)
    machine = record_of(out, SCAN).documents
    answer = say(app, file, "documents[0].number", "edited", " 57/KH-UBND\n")
    assert answer.status == 200
    record = record_of(out, SCAN)
    (said,) = record.corrections
    assert (said.who, said.action, said.before, said.after) == ("Lan", "edited", None, "57/KH-UBND")
    assert record.documents == machine
    assert corrected(record).documents[0].number == "57/KH-UBND"
    assert field_of(answer.json, "number")["state"] == "edited"


def test_what_no_file_can_hold_is_no_text(app: ASGIApp, out: Out) -> None:
    """Control characters and half characters, as a script may send them, become spaces."""
    file = opened(app, out, SCAN)
    assert say(app, file, "documents[0].place", "edited", "A\x00\ud800\x1b B").status == 200
    assert record_of(out, SCAN).corrections[0].after == "A B"


def test_the_last_word_can_be_taken_back(app: ASGIApp, out: Out) -> None:
    """Undo leaves the file as it was, byte by byte, and ends where it began."""
    before = out.record(f"{SCAN}.yaml").read_bytes()
    file = opened(app, out, SCAN)
    file = say(app, file, "documents[0].symbol", "accepted").json
    undone = ask(app, f"/api/files/{file['id']}/undo", {"version": file["version"]})
    assert undone.json["touched"] == "documents[0].symbol"
    assert out.record(f"{SCAN}.yaml").read_bytes() == before
    again = ask(app, f"/api/files/{file['id']}/undo", {"version": undone.json["version"]})
    assert again.status == 422


@pytest.mark.parametrize(
    ("number", "entered", "symbol"),
    [
        ("57/KH-UBMD", "57/KH-UBND", "KH-UBND"),
        ("57-KH/TV", "57-KH/TU", "KH/TU"),
        ("5/2024/ND-CP", "5/2024/NĐ-CP", "NĐ-CP"),
        (None, "57/KH-UBND", "KH-UBND"),
    ],
)
def test_the_symbol_follows_its_number(
    out: Out, number: str | None, entered: str, symbol: str
) -> None:
    """Both are one line on the paper; both are taken back in one step, also after a reload."""
    set_number(out, number, symbol_of(number) or "KH-UBNO")
    before = out.record(f"{SCAN}.yaml").read_bytes()
    app = sitting(out)[1]
    file = say(app, opened(app, out, SCAN), "documents[0].number", "edited", entered).json
    assert field_of(file, "symbol")["value"] == symbol
    assert [said.after for said in record_of(out, SCAN).corrections] == [entered, symbol]
    app = sitting(out)[1]
    undone = ask(app, f"/api/files/{file['id']}/undo", {"version": file["version"]}).json
    assert undone["touched"] == "documents[0].number" and not undone["canUndo"]
    assert out.record(f"{SCAN}.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("symbol", "entered"),
    [("KH-UBND", "58/KH-UBND"), ("KH-UBND", "58"), ("KH-HĐND", "58/QĐ-UBND")],
)
def test_a_symbol_of_its_own_stays(out: Out, symbol: str, entered: str) -> None:
    """The same symbol, none entered, or one that was never a part of the number."""
    set_number(out, "57/KH-UBND", symbol)
    app = sitting(out)[1]
    file = say(app, opened(app, out, SCAN), "documents[0].number", "edited", entered).json
    assert field_of(file, "symbol")["state"] is None
    assert len(record_of(out, SCAN).corrections) == 1


def test_number_and_symbol_said_apart_are_taken_back_apart(app: ASGIApp, out: Out) -> None:
    """However quickly one comes after the other."""
    file = opened(app, out, SCAN)
    file = say(app, file, "documents[0].number", "edited", "57/KH-UBND").json
    file = say(app, file, "documents[0].symbol", "edited", "KH-HĐND").json
    undone = ask(app, f"/api/files/{file['id']}/undo", {"version": file["version"]}).json
    assert undone["touched"] == "documents[0].symbol" and undone["canUndo"]


def set_number(out: Out, number: str | None, symbol: str) -> None:
    """What the machine has read in the number line."""
    record = record_of(out, SCAN)
    document = replace(record.documents[0], number=number, symbol=symbol)
    out.save(out.record(f"{SCAN}.yaml"), replace(record, documents=(document,)).to_yaml())


def test_nobody_takes_back_what_another_said(out: Out) -> None:
    """Undo is about one's own words."""
    lan, minh = sitting(out, "Lan")[1], sitting(out, "Minh")[1]
    file = say(lan, opened(lan, out, SCAN), "documents[0].symbol", "accepted").json
    assert ask(minh, f"/api/files/{file['id']}/undo", {"version": file["version"]}).status == 422


def test_a_second_window_cannot_overwrite_the_first(app: ASGIApp, out: Out) -> None:
    """The older version is refused, and what the first window saved stays."""
    first = second = opened(app, out, SCAN)
    assert say(app, first, "documents[0].number", "edited", "1/KH-UBND").status == 200
    refused = say(app, second, "documents[0].number", "edited", "2/KH-UBND")
    assert (refused.status, refused.json["error"]) == (409, "Conflict")
    assert [said.after for said in record_of(out, SCAN).corrections] == ["1/KH-UBND"]


def test_many_at_once_lose_nothing(out: Out) -> None:
    """Eight hands try the same version: one wins; trying again, all of them get through."""
    id = number_of(out, SCAN)
    desks = [Desk(out, f"hand {n}") for n in range(8)]

    def work(desk: Desk) -> None:
        while True:
            try:
                version = desk.open(id).version
                desk.say(id, version, "documents[0].place", "edited", desk.who)
                return
            except Conflict:
                continue

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    said = record_of(out, SCAN).corrections
    assert sorted(one.after for one in said) == sorted(desk.who for desk in desks)


KILLED = """
import os, sys
from pathlib import Path
from vnplan.__main__ import main
from vnplan.batch import Out
from vnplan.review.desk import Desk

desk = Desk(Out.at(Path(sys.argv[1])), "Lan")
id = int(sys.argv[2])
version = desk.open(id).version
Path.replace = lambda *_: os._exit(9)
desk.say(id, version, "documents[0].place", "edited", "Nơi khác")
"""


def test_a_save_that_is_cut_short_leaves_the_record(app: ASGIApp, out: Out) -> None:
    """Killed when all is written but nothing replaced: the old record, and no rubbish beside it."""
    before = out.record(f"{SCAN}.yaml").read_bytes()
    command = [sys.executable, "-c", KILLED, str(out.path), str(number_of(out, SCAN))]
    assert subprocess.run(command, check=False).returncode == 9
    assert out.record(f"{SCAN}.yaml").read_bytes() == before
    unfinished = list(out.path.rglob("*.tmp"))
    assert [path.parent for path in unfinished] == [out.work]
    assert say(app, opened(app, out, SCAN), "documents[0].place", "accepted").status == 200
    with out.running():
        assert list(out.path.rglob("*.tmp")) == []


def test_items_are_removed_and_added(app: ASGIApp, out: Out) -> None:
    """A task that is none, and one that the machine missed."""
    tasks = record_of(out, SCAN).documents[0].tasks
    file = say(app, opened(app, out, SCAN), "documents[0].tasks[0]", "removed").json
    new = {"id": 1, "section": None, "heading": None, "text": "Báo cáo.", "page": 1}
    at = len(tasks)
    assert say(app, file, f"documents[0].tasks[{at}]", "added", new).status == 200
    now = corrected(record_of(out, SCAN)).documents[0].tasks
    assert [task.text for task in now] == [*[task.text for task in tasks[1:]], "Báo cáo."]


@pytest.mark.parametrize(
    ("field", "action", "after"),
    [
        ("documents[0].date", "edited", "5/3/2024"),
        ("documents[0].date", "edited", "2024-02-31"),
        ("documents[0].date", "edited", "2023-02-29"),
        ("documents[0].period", "edited", {"from": "2024-13", "to": None}),
        ("documents[0].period", "edited", {"from": "2024", "to": "0000"}),
        ("documents[0].tasks[0].deadline", "edited", {"text": "mai", "due": "2024-06-31"}),
        ("documents[0].marks.received", "edited", {"number": "1", "date": "2024-04-31"}),
        (
            "documents[0].marks.digital_signature",
            "edited",
            {"signer": "A", "time": "2024-03-05T25:00:00+07:00"},
        ),
        ("documents[0].number", "\ud83d", None),
        ("documents[0].number", "edited", 12),
        ("documents[0].numbre", "edited", "12"),
        ("documents[0].evidence", "edited", {}),
        ("documents[0].tasks[0].section", "edited", "II.a"),
        ("documents[0].tasks[0].deadline", "edited", {"text": "mai", "due": "mai"}),
        ("documents[0].tasks[900]", "added", {}),
        ("documents[9]", "checked", None),
        ("documents[0]", "edited", None),
        ("source.sha256", "edited", "0"),
        ("documents[0].number", "guessed", "12"),
    ],
)
def test_what_does_not_fit_is_refused(
    app: ASGIApp, out: Out, field: str, action: str, after: object
) -> None:
    """The record stays as it was, and the answer says why."""
    before = out.record(f"{SCAN}.yaml").read_bytes()
    answer = say(app, opened(app, out, SCAN), field, action, after)
    assert answer.status == 422 and answer.json["fact"] and answer.json["hint"]
    assert out.record(f"{SCAN}.yaml").read_bytes() == before


# --- safe ---------------------------------------------------------------------------------

PATHS = ("/api/session", "/api/files", "/api/next", "/api/files/1", "/api/files/1/pages/1")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("token", ["", "wrong", "a-toke", "ố"])
def test_nothing_is_told_without_the_token(app: ASGIApp, path: str, token: str) -> None:
    """Neither a record nor the name of a file."""
    answer = ask(app, path, headers={"x-vnplan-token": token})
    assert answer.status == 401 and set(answer.json) == {"error", "fact"}


def test_nothing_is_written_without_the_token(app: ASGIApp, out: Out) -> None:
    """A write with the right version and the wrong token changes no byte."""
    before = out.record(f"{SCAN}.yaml").read_bytes()
    file = opened(app, out, SCAN)
    said = {"version": file["version"], "field": "documents[0].number", "action": "accepted"}
    for path in ("corrections", "undo", "drop"):
        where = f"/api/files/{file['id']}/{path}"
        assert ask(app, where, said, headers={"x-vnplan-token": "wrong"}).status == 401
    assert ask(app, "/api/report", {}, headers={"x-vnplan-token": ""}).status == 401
    assert out.record(f"{SCAN}.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "evil.example"}, 421),
        ({"host": "127.0.0.1:80"}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:80"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
    ],
)
def test_other_sites_are_refused(app: ASGIApp, headers: dict[str, str], status: int) -> None:
    """Also with the token: DNS rebinding and cross-site requests end at the door."""
    assert ask(app, "/api/session", headers=headers).status == status
    assert ask(app, "/", headers=headers).status == status
    assert ask(app, "/api/report", {}, headers=headers).status == status


@pytest.mark.parametrize(
    "path",
    [
        "/static/../desk.py",
        "/static/%2e%2e/desk.py",
        "/static/..%2fdesk.py",
        "/static/vi.json",
        "/api/files/999",
        "/api/files/-1",
        "/api/files/../../etc/passwd",
        "/api/files/1/pages/../../../etc/passwd",
        "/vnplan.sqlite",
    ],
)
def test_no_path_leads_out(app: ASGIApp, path: str) -> None:
    """Files have numbers; what is asked for by a path is not there."""
    assert ask(app, path).status in (404, 405, 422)


def test_a_link_out_of_the_folder_is_not_followed(app: ASGIApp, out: Out, tmp_path: Path) -> None:
    """A record that is a link to elsewhere is neither shown nor written."""
    record = out.record(f"{ATTACK}.yaml")
    elsewhere = tmp_path / "secret.yaml"
    record.rename(elsewhere)
    try:
        record.symlink_to(elsewhere)
    except OSError:
        pytest.skip("this system lets nobody make links")
    assert ask(app, f"/api/files/{number_of(out, ATTACK)}").status == 422


def test_every_answer_locks_the_page_down(app: ASGIApp) -> None:
    """Own scripts alone, no frames, no cookies."""
    for path in ("/", "/static/app.js", "/api/session", "/nothing"):
        headers = ask(app, path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert "set-cookie" not in headers and headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("body", [b"{", b"[]", b"{}", b'{"version": 1}', b"x" * 1_100_000])
def test_a_wrong_body_is_refused(app: ASGIApp, out: Out, body: bytes) -> None:
    """No crash, whatever is sent."""
    where = f"/api/files/{number_of(out, SCAN)}/corrections"
    assert ask(app, where, body).status in (400, 413)


# --- words of the page --------------------------------------------------------------------


def keys(value: object, at: str = "") -> set[str]:
    if isinstance(value, dict):
        return {at}.union(*(keys(part, f"{at}.{key}") for key, part in value.items()))
    return {at}


def test_both_languages_have_the_same_words() -> None:
    """Whatever is said in Vietnamese is said in English."""
    assert keys(messages("vi")) == keys(messages("en"))
    assert len(messages("vi")["help"]) == len(messages("en")["help"])


def reasons(path: Path) -> set[str]:
    """The reasons for doubts that a module of the parser writes, ``{}`` for what it fills in."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("doubt", "found"):
            found = found.union(*map(texts, node.args[2:]))
        elif isinstance(node, ast.Assign) and "reason" in ast.unparse(node.targets[0]):
            found |= texts(node.value)
    return {text for text in found if text.count(" ") >= 2}


def texts(node: ast.AST) -> set[str]:
    """The texts that an expression may have as its value."""
    if isinstance(node, ast.JoinedStr):
        parts = (str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
        return {"".join(parts)}
    if isinstance(node, ast.Constant):
        return {str(node.value)}
    return set[str]().union(*map(texts, ast.iter_child_nodes(node)))


def test_every_message_has_a_next_step_in_both_languages() -> None:
    """What the page may be answered says what to do, and is translated."""
    known = {english for english, _ in messages("vi")["reasons"]}
    for module in ("desk", "answers", "values"):
        source = (Path(vnplan.review.__file__).parent / f"{module}.py").read_text("utf-8")
        for node in ast.walk(ast.parse(source)):
            parts: list[ast.expr] = []
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISED:
                assert len(node.args) == 2, f"{module}.py:{node.lineno}: no next step"
                parts = node.args
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("fact", "AGAIN"):
                parts = [node.value]
            missing = {
                text for part in parts for text in texts(part) if " " in text.strip()
            } - known
            assert not missing, "give each its Vietnamese sentence in vnplan/review/static/vi.json"


RAISED = ("InputError", "Conflict")


def test_the_guide_names_the_folder_of_the_words() -> None:
    """Who deletes or keeps the words has to find them."""
    guide = Path(__file__).parent.parent / "docs" / "review.md"
    out = Out(Path("OUT"))
    assert f"`{out.words('….yaml').as_posix()}`" in guide.read_text("utf-8")


def test_every_reason_of_the_parser_is_translated() -> None:
    """A new doubt needs its Vietnamese sentence, and an old sentence goes with its doubt."""
    parser = Path(__file__).parent.parent / "vnplan" / "parse"
    written = set[str]().union(*map(reasons, parser.rglob("*.py")))
    assert len(written) > 20
    missing = written - {english for english, _ in messages("vi")["reasons"]}
    assert not missing, "give each its Vietnamese sentence in vnplan/review/static/vi.json"


# --- the sample ---------------------------------------------------------------------------


def test_the_sample_is_the_same_every_time(out: Out) -> None:
    """Chance decides, once; a share is rounded up to whole files."""
    entries = Desk(out, "Lan").entries()
    assert draw(entries, 0.05) == draw(list(reversed(entries)), 0.05)
    assert [len(draw(entries, part)) for part in (0.05, 0.4, 1.0)] == [1, 2, 3]
    assert draw(entries, 0.05) < draw(entries, 1.0)


@pytest.mark.parametrize("text", ["", "5", "0%", "101%", "five%", "-1%"])
def test_other_shares_are_refused(text: str) -> None:
    """The message shows one that works."""
    with pytest.raises(InputError, match="not a share"):
        share(text)


def test_a_share_that_is_none_is_wrong_usage(out: Out) -> None:
    """Not an input that cannot be read."""
    assert main(["review", str(out.path), "--sample", "5", "--report"]) == ExitCode.USAGE


def test_the_interval_is_wilsons() -> None:
    """Values of the literature: R. G. Newcombe, Statistics in Medicine 17 (1998), table I."""
    for errors, checked, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        found = wilson(errors, checked)
        assert (round(found[0], 4), round(found[1], 4)) == (low, high)


def test_errors_are_counted_by_field(out: Out) -> None:
    """Only documents that were marked as checked count; what was edited was wrong."""
    review, app = sitting(out)
    file = opened(app, out, SCAN)
    file = say(app, file, "documents[0].number", "edited", "57/KH-UBND").json
    file = say(app, file, "documents[0].symbol", "accepted").json
    assert review.counted().checked == 0
    say(app, file, "documents[0]", "checked")
    report = review.counted()
    rows = {row.field: (row.checked, row.errors) for row in report.rows}
    assert (rows["number"], rows["symbol"], rows["type"]) == ((1, 1), (1, 0), (1, 0))
    assert rows["tasks.text"] == (len(record_of(out, SCAN).documents[0].tasks), 0)
    assert (report.checked, report.total.errors, report.people) == (1, 1, ("Lan",))


def test_what_was_said_of_another_version_is_not_counted(out: Out) -> None:
    """The file was replaced after the check: nobody has checked what is there now."""
    review, app = sitting(out)
    say(app, opened(app, out, SCAN), "documents[0]", "checked")
    record = record_of(out, SCAN)
    stale = tuple(replace(said, stale=True) for said in record.corrections)
    out.save(out.record(f"{SCAN}.yaml"), replace(record, corrections=stale).to_yaml())
    report = review.counted()
    assert (report.checked, report.total.checked) == (0, 0)
    assert not opened(app, out, SCAN)["documents"][0]["checked"]


def test_the_report_is_a_table_and_a_page(out: Out) -> None:
    """Both lie in the output folder and say the same."""
    review, app = sitting(out)
    file = say(app, opened(app, out, SCAN), "documents[0].number", "edited", "<b>1</b>").json
    say(app, file, "documents[0]", "checked")
    table, page = (Path(name) for name in ask(app, "/api/report", {}).json["files"])
    lines = table.read_text("utf-8-sig").splitlines()
    assert lines[0] == "field,checked,errors,error_rate,low_95,high_95"
    assert "number,1,1,1.0000,0.2065,1.0000" in lines
    total = review.counted().total
    assert lines[-1].startswith(f"total,{total.checked},1,")
    html = page.read_text("utf-8")
    assert "Wilson" in html and "Số, ký hiệu" in html and "100.0 %" in html


def test_counting_no_record_is_no_error() -> None:
    """An empty sample has an empty report."""
    assert count([], "5%").total.checked == 0
