"""The YAML: its layout, that it reads back equal, and files that are whole or not there."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from vnplan import write
from vnplan.errors import OutputError
from vnplan.model import Box
from vnplan.record import (
    Assignee,
    Citation,
    Deadline,
    DigitalSignature,
    Directive,
    Document,
    Doubt,
    Evidence,
    Marks,
    Period,
    Received,
    Record,
    Signer,
    Source,
    Task,
)

FULL = Record(
    Source("ke-hoach-12.pdf", "5c0f", 2, ("ocr", "ocr")),
    (
        Document(
            pages=(1, 2),
            type="Kế hoạch",
            number="12/KH-UBND",
            date="2024-03",
            period=Period("2024", None),
            legal_basis=(Citation("Luật", None, "2024-01-15", None),),
            tasks=(
                Task(
                    1,
                    "II.1",
                    "Tuyên truyền",
                    "Treo băng rôn: " + "khẩu hiệu " * 30,
                    (Assignee("Văn phòng", "lead"),),
                    Deadline("trước ngày 30/6/2024", "2024-06-30"),
                    2,
                ),
            ),
            other_directives=(Directive(None, "Báo cáo."),),
            signer=Signer("Nguyễn Văn An", "CHỦ TỊCH", None),
            recipients=("Các ban ngành xã", "Lưu: VT"),
            evidence={"number": Evidence(0.97, 1, Box(312, 402, 715, 447), "S6: 12 /KH-UBND")},
            doubts=(Doubt("number", 1, "the serial is handwritten"),),
        ),
    ),
)


def test_small_values_stand_on_one_line() -> None:
    """Mappings and lists that are small are read across; everything else has a line a key."""
    lines = FULL.to_yaml().splitlines()
    for expected in (
        "vnplan: 1",
        "  routes: [ocr, ocr]",
        "- pages: [1, 2]",
        "  period: {from: '2024', to: null}",
        "  - {type: Luật, number: null, date: '2024-01-15', issuer: null}",
        "    - {name: Văn phòng, role: lead}",
        "    deadline: {text: trước ngày 30/6/2024, due: '2024-06-30', recurs: null}",
        "  addressees: []",
        "  signer: {name: Nguyễn Văn An, title: CHỦ TỊCH, capacity: null}",
        "  recipients: [Các ban ngành xã, 'Lưu: VT']",
        "    number: {confidence: 0.97, page: 1, box: [312, 402, 715, 447], "
        "raw: 'S6: 12 /KH-UBND'}",
        "  - {field: number, page: 1, reason: the serial is handwritten}",
    ):
        assert expected in lines


def test_dates_are_quoted_also_when_shortened() -> None:
    """A reader of YAML that knows more types than PyYAML still finds a string."""
    assert "  date: '2024-03'" in FULL.to_yaml().splitlines()


def test_long_text_stays_on_one_line() -> None:
    """No text is folded, however long."""
    text = FULL.documents[0].tasks[0].text
    assert len(text) > 200
    assert f"    text: '{text}'" in FULL.to_yaml().splitlines()


def test_equal_values_give_no_anchors() -> None:
    """A value that occurs twice is written twice."""
    same = Document(legal_basis=(Citation("Luật"), Citation("Luật")))
    twice = Record(FULL.source, (same, same))
    assert "&" not in twice.to_yaml()
    assert Record.from_yaml(twice.to_yaml()) == twice


# --- round trip ---------------------------------------------------------------------------

NASTY = (
    " leading", "trailing ", "a: b", "a #b", "#", "- a", "no", "Yes", "null", "~", "", "2024",
    "2024-03-05", "12:30", "1e3", "0x1F", "0o17", ".5", "1_000", "*a", "&a", "!x", "%", "@", "`",
    "{a: 1}", "[1]", "a, b", "'", '"', "\\", "a\nb", "a\n\n b\n", "\r", "\t", "\x85", "\u2028",
    "\ufeff", "\x7f", "---", "...", "? a", "|", ">", "=", "<<", "𝄞", "x" * 2000,
)  # fmt: skip
text = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
)
page = st.none() | st.integers(1, 999)
name = st.none() | text


def tuples(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=3).map(tuple)


assignees = tuples(st.builds(Assignee, text, st.sampled_from(["lead", "support", "implement"])))
deadlines = st.none() | st.builds(Deadline, text, name, st.sampled_from([None, "yearly"]))
boxes = st.builds(Box, *[st.integers(0, 9999)] * 4)
evidence = st.builds(Evidence, st.floats(0, 1), page, st.none() | boxes, text)
# Of no key and of long ones the two writers of PyYAML think differently; fields have neither.
field = text.filter(lambda key: 0 < len(key.encode()) < 100)
documents = st.builds(
    Document,
    pages=st.none() | st.tuples(st.integers(1, 99), st.integers(1, 99)),
    number=name,
    date=name,
    period=st.none() | st.builds(Period, name, name),
    addressees=tuples(text),
    legal_basis=tuples(st.builds(Citation, name, name, name, name)),
    tasks=tuples(st.builds(Task, st.integers(1, 99), name, name, text, assignees, deadlines, page)),
    other_directives=tuples(st.builds(Directive, name, text, assignees, deadlines, page)),
    signer=st.none() | st.builds(Signer, name, name, name),
    recipients=tuples(text),
    marks=st.builds(
        Marks,
        name,
        name,
        st.none() | st.builds(Received, name, name),
        st.none() | st.builds(DigitalSignature, name, name),
    ),
    evidence=st.dictionaries(field, evidence, max_size=2),
    doubts=tuples(st.builds(Doubt, text, page, text)),
)
records = st.builds(
    Record,
    st.builds(Source, text, text, st.integers(0, 99), tuples(text)),
    st.lists(documents, max_size=2).map(tuple),
)


@settings(deadline=None)
@given(records)
def test_a_record_reads_back_equal(record: Record) -> None:
    """Whatever the text in it, the YAML gives the same record again."""
    assert Record.from_yaml(record.to_yaml()) == record


@settings(deadline=None)
@given(records)
def test_the_compiled_writer_writes_what_the_other_does(record: Record) -> None:
    """Letters that it knows only as escapes, those beyond U+FFFF, among them."""
    assert record.to_yaml() == write._dumped(record, write._Dumper)


def test_half_a_letter_is_written_as_an_escape() -> None:
    """A text decoded by others may hold one; libyaml cannot write it."""
    record = Record(Source("a\udce9.txt", "0", 1, ("text",)), ())
    written = record.to_yaml()
    assert written.isascii()
    assert yaml.safe_load(written)["source"]["file"] == "a\udce9.txt"


@given(text)
def test_safe_load_sees_the_text(value: str) -> None:
    """A plain YAML reader finds the text that went in, in one line of block style and in flow."""
    record = Record(Source(value, "0", 1, (value,)), ())
    plain = yaml.safe_load(record.to_yaml())
    assert plain["source"]["file"] == value
    assert plain["source"]["routes"] == [value]


@pytest.mark.parametrize(
    ("yaml_text", "said"),
    [
        ("a: [", "not YAML"),
        ("just text", "not a vnplan record"),
        ("vnplan: 2", "not a vnplan record"),
        ("vnplan: 1\nsource: {file: a, sha256: b, pages: 1, routes: []}", "documents"),
        ("vnplan: 1\nsource: {file: 3, sha256: b, pages: 1, routes: []}", "record.source.file"),
        ("vnplan: 1\nsource: {}\ndocuments: []\nmore: 1", "unknown keys ['more']"),
        ("vnplan: 1\ndocuments:\n- pages: [1, 2, 3]", "documents[0].pages: 3 values where 2"),
        ("vnplan: 1\ndocuments:\n- tasks:\n  - assignees: [{name: a, role: boss}]", ".role"),
    ],
)
def test_a_wrong_record_is_named(yaml_text: str, said: str) -> None:
    """The message says where in the record the fault is."""
    with pytest.raises(ValueError) as caught:
        Record.from_yaml(yaml_text)
    assert said in str(caught.value)


# --- files --------------------------------------------------------------------------------


def test_save_replaces_a_file_and_keeps_its_mode(tmp_path: Path) -> None:
    """A record that is written again keeps the permissions that its folder has set up."""
    target = tmp_path / "plan.yaml"
    target.write_text("old")
    target.chmod(0o640)
    write.save(target, "mới\n")
    assert target.read_bytes() == "mới\n".encode()
    assert sys.platform == "win32" or stat.S_IMODE(target.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_save_follows_a_link(tmp_path: Path) -> None:
    """The linked file is replaced, the link stays."""
    target, link = tmp_path / "plan.yaml", tmp_path / "link.yaml"
    target.write_text("old")
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("this system lets nobody make links")
    write.save(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="no /dev/null here")
def test_save_leaves_a_device_a_device() -> None:
    """Writing to /dev/null does not put a file in its place."""
    write.save(Path("/dev/null"), "text")
    assert Path("/dev/null").is_char_device()


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fills up while writing, the old file stays and no part of the new one."""
    target = tmp_path / "plan.yaml"
    target.write_text("old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write.save(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_targets_that_cannot_work_are_refused(tmp_path: Path) -> None:
    """A folder, a missing folder and the input itself are refused before any work."""
    source = tmp_path / "plan.txt"
    source.write_text("KẾ HOẠCH")
    for target, said in (
        (tmp_path, "is a folder"),
        (tmp_path / "none" / "plan.yaml", "the folder does not exist"),
        (tmp_path / "." / "plan.txt", "is the input"),
    ):
        with pytest.raises(OutputError, match=said):
            write.check_target(target, source)
