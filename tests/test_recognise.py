"""Tesseract: what comes back, and what happens when it does not."""

import itertools
import os
import stat
import sys
import time
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from tools.draw_type import Face, font
from vnplan.clean.page import clean
from vnplan.errors import DependencyError, RecogniseError
from vnplan.model import Box, CleanPage, Page, PageInfo, Pixels, Route, Word, Zone, union
from vnplan.recognise import passed_over
from vnplan.recognise.ocr import RecogniseSettings, parse_tsv, repair_letters
from vnplan.recognise.page import better_turn, recognise
from vnplan.recognise.passed_over import inked_regions, page_number, second_look
from vnplan.recognise.stamp_reading import read_texts

HEADER = "level page_num block_num par_num line_num word_num left top width height conf text"
ROWS = (
    "1 1 0 0 0 0 0 0 900 600 -1 ",
    "2 1 1 0 0 0 10 20 300 80 -1 ",
    "4 1 1 1 1 0 10 20 300 40 -1 ",
    "5 1 1 1 1 1 10 20 100 40 96 QUYẾT",
    "5 1 1 1 1 2 120 20 100 40 0 \u00d0ỊNH",
    "5 1 1 1 1 3 230 20 100 40 50 ",
    '5 1 1 1 2 1 10 70 100 40 88 "số',
)
TSV = "".join(row.replace(" ", "\t") + "\n" for row in (HEADER, *ROWS))


def picture(text: str, angle: float = 0.0, dpi: float = 200.0) -> Page:
    image = Image.new("L", (2000, 800), 255)
    font = ImageFont.load_default(60)
    ImageDraw.Draw(image).text((200, 300), text, fill=0, font=font)
    image = image.rotate(-angle, fillcolor=255)
    pixels = np.array(image)
    return Page(PageInfo(4, Route.OCR, 2000, 800, dpi), pixels)


def test_words_come_with_boxes_and_confidences() -> None:
    (line,) = recognise(clean(picture("12 345 6789")))
    assert line.text == "12 345 6789"
    assert line.page == 4
    assert all(w.confidence is not None and 0.5 < w.confidence <= 1 for w in line.words)
    first = line.words[0].box
    assert first is not None
    assert abs(first.left - 200) < 12 and 300 < first.top < first.bottom < 380


def test_boxes_are_pixels_of_the_scan_although_the_page_was_turned_and_enlarged() -> None:
    page = picture("12 345 6789", angle=3.0, dpi=150.0)
    cleaned = clean(page)
    assert len(cleaned.steps) == 2
    (line,) = recognise(cleaned)
    assert page.pixels is not None and line.box is not None
    rows, columns = np.nonzero(page.pixels < 100)
    printed = Box(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    assert np.abs(np.array(line.box) - np.array(printed)).max() < 45
    assert line.box.left <= printed.left + 6 and line.box.right >= printed.right - 6


def test_a_line_passed_over_is_found_at_the_second_look() -> None:
    """And nothing that was read is read again."""
    image = Image.new("L", (2000, 1600), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(60)
    for i in range(8):
        draw.text((150, 100 + 90 * i), "Ban hanh theo trang", fill=0, font=font)
    page = clean(Page(PageInfo(1, Route.OCR, 2000, 1600, 200.0), np.array(image)))
    passed_over, *seen = (list(line.words) for line in recognise(page))
    found = [w for run in second_look(page, seen, RecogniseSettings()) for w in run]
    expected = union(w.box for w in passed_over if w.box is not None)
    boxes = [w.box for w in found if w.box is not None]
    assert "trang" in [w.text for w in found]
    assert expected is not None and len(found) <= len(passed_over)
    assert all(expected.top - 5 <= b.top < b.bottom <= expected.bottom + 5 for b in boxes)
    assert second_look(page, [passed_over, *seen], RecogniseSettings()) == []


def test_a_picture_in_dots_is_not_looked_at_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tesseract would take every dot for a letter, for minutes."""
    dots = np.full((1200, 1200), 255, np.uint8)
    for top, left in itertools.product(range(100, 1100, 16), repeat=2):
        cv2.circle(dots, (left, top), 4, 0, cv2.FILLED)
    assert len(inked_regions(dots, 200.0)) == 1
    looked: list[Pixels] = []

    def noted(page: CleanPage, settings: RecogniseSettings) -> list[list[Word]]:
        looked.append(page.pixels)
        return []

    monkeypatch.setattr(passed_over, "read_runs", noted)
    info = PageInfo(1, Route.OCR, 1200, 1200, 200.0)
    for dotted in (dots, np.ascontiguousarray(dots[:700, :700])):
        second_look(CleanPage(info, dotted, 200.0, np.eye(2, 3)), [], RecogniseSettings())
    assert len(looked) == 1


def test_a_lone_page_number_in_the_upper_margin_is_read() -> None:
    image = Image.new("L", (1650, 2340), 255)
    draw = ImageDraw.Draw(image)
    draw.text((810, 110), "7", fill=0, font=ImageFont.load_default(38))
    page = clean_page(np.array(image), 200.0)
    ((number,),) = page_number(page, [], RecogniseSettings())
    assert number.text == "7" and number.box is not None
    assert 800 < number.box.left < number.box.right < 845 and 105 < number.box.top < 160
    assert page_number(page, [[number]], RecogniseSettings()) == []


def framed(*lines: str) -> CleanPage:
    """A page at 200 dpi with a frame beside the middle of its text."""
    image = Image.new("L", (1650, 2340), 255)
    draw = ImageDraw.Draw(image)
    for at, text in enumerate(("Về việc nạo vét kênh mương", "trên địa bàn toàn huyện")):
        draw.text((560, 420 + 60 * at), text, fill=0, font=font(Face.BOLD, 40))
    draw.rectangle((120, 380, 480, 580), outline=0, width=3)
    for at, text in enumerate(lines):
        draw.text((150, 395 + 45 * at), text, fill=0, font=font(Face.REGULAR, 32))
    return clean_page(np.array(image), 200.0)


def test_a_stamp_in_a_frame_is_taken_out_of_the_lines_beside_it() -> None:
    lines = recognise(framed("SỞ NỘI VỤ", "ĐẾN Số: 312", "Ngày: 08/11/2023", "Chuyển:"))
    stamp = [line for line in lines if line.zone is Zone.COLOURED_STAMP]
    print_ = [line.text for line in lines if line not in stamp]
    assert print_ == ["Về việc nạo vét kênh mương", "trên địa bàn toàn huyện"]
    assert any("312" in line.text for line in stamp)
    boxes = [line.box for line in stamp if line.box is not None]
    assert all(115 < b.left < b.right < 490 and 375 < b.top < b.bottom < 590 for b in boxes)


def test_other_text_in_a_frame_stays() -> None:
    lines = recognise(framed("Bếp ăn bán trú", "của trường mầm", "non Hoa Sen"))
    assert not [line for line in lines if line.zone is Zone.COLOURED_STAMP]
    assert any("Hoa Sen" in line.text for line in lines)


def test_a_period_in_a_frame_stays() -> None:
    """It has the word that heads a stamp of receipt, in small letters, with a date behind it."""
    lines = recognise(framed("Nhận hồ sơ từ", "đến ngày 30/6/2024", "tại bộ phận"))
    assert not [line for line in lines if line.zone is Zone.COLOURED_STAMP]
    assert any("30/6/2024" in line.text for line in lines)


def coloured(text: str) -> CleanPage:
    """A page in colour with four lines of black print and red letters over the second of them."""
    image = Image.new("RGB", (1650, 2340), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    for at in range(4):
        over = (250, 420 + 90 * at)
        draw.text(over, "Tổ chức nạo vét kênh mương trước mùa mưa", 0, font(Face.REGULAR, 40))
    ink = Image.new("RGB", image.size, (255, 255, 255))
    ImageDraw.Draw(ink).text((420, 528), text, (205, 40, 50), font(Face.BOLD, 46))
    pixels = np.minimum(np.array(image), np.array(ink))
    return clean(Page(PageInfo(1, Route.OCR, 1650, 2340, 200.0), pixels))


def test_a_red_stamp_without_a_frame_is_read_apart_from_the_print_under_it() -> None:
    lines = recognise(coloured("HỎA TỐC"))
    stamp = [line for line in lines if line.zone is Zone.COLOURED_STAMP]
    assert len(stamp) == 1 and stamp[0].text.startswith("HỎA")
    assert stamp[0].box is not None and 400 < stamp[0].box.left < stamp[0].box.right < 660
    print_ = [line.text for line in lines if line not in stamp]
    assert print_ == ["Tổ chức nạo vét kênh mương trước mùa mưa"] * 4


def test_red_letters_that_are_no_stamp_are_print() -> None:
    lines = recognise(coloured("Nguyễn Văn Bình"))
    assert not [line for line in lines if line.zone is Zone.COLOURED_STAMP]
    (name,) = [w for line in lines for w in line.words if w.text == "Nguyễn"]
    assert name.box is not None and 410 < name.box.left < 430 and 528 < name.box.top < 550


@pytest.mark.parametrize(("long", "kept"), [(True, ["Nguyễn", "Bình"]), (False, [])])
def test_red_letters_that_are_read_badly_stay_with_little_confidence(
    tmp_path: Path, long: bool, kept: list[str]
) -> None:
    """A name may be among them, and is a doubt; pieces of a seal are not as long."""
    row = "5\t1\t1\t1\t1\t{}\t{}\t20\t60\t30\t{}\t{}"
    words = [row.format(1, 20, 41, "Nguyễn"), row.format(2, 90, 52, "Bình")]
    (tmp_path / "out.tsv").write_text("\n".join([TSV.split("\n")[0], *words]), "utf-8")
    settings = fake(tmp_path, f"cat > /dev/null; cat {tmp_path / 'out.tsv'}")
    letters = clean_page(np.full((120, 400), 255, np.uint8), 300.0)
    letters.pixels[20 : 50 if long else 100, 20:150] = 0
    stamps, printed = read_texts(replace(clean_page(), texts=(letters,)), settings)
    assert stamps == [] and [w.text for run in printed for w in run] == kept
    assert all((w.confidence or 0.0) <= 0.4 for run in printed for w in run)


def test_a_lone_page_number_is_read_on_grainy_paper() -> None:
    image = Image.new("L", (1650, 2340), 255)
    draw = ImageDraw.Draw(image)
    draw.text((815, 110), "2", fill=0, font=font(Face.REGULAR, 38))
    grain = np.random.default_rng(3).normal(0, 18, (2340, 1650))
    pixels = (240 - (255 - np.array(image, float)) * 0.5 + grain).clip(0, 255).astype(np.uint8)
    found = page_number(clean_page(pixels, 200.0), [], RecogniseSettings())
    assert [[w.text for w in run] for run in found] == [["2"]]


def test_what_is_no_digit_in_the_upper_margin_is_no_page_number() -> None:
    pixels = np.full((2340, 1650), 255, np.uint8)
    pixels[100:104, 750:900] = 0
    assert page_number(clean_page(pixels, 200.0), [], RecogniseSettings()) == []


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_lies_wrong_is_read_the_other_way(quarters: int) -> None:
    """Capitals without marks do not say which way up they are; reading does."""
    image = Image.new("L", (1000, 1300), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(42)
    for i in range(14):
        draw.text((90, 100 + 80 * i), "BAN CHI THAM MUU XEM LAI", fill=0, font=font)
    scan = np.ascontiguousarray(np.rot90(np.array(image), -quarters))
    lines = recognise(clean_page(scan, 200.0))
    assert sum("THAM" in line.text for line in lines) >= 12
    word = next(w for line in lines for w in line.words if w.text == "THAM")
    assert word.box is not None
    assert (word.box.height > word.box.width) == (quarters != 2)
    assert scan[word.box.top : word.box.bottom, word.box.left : word.box.right].min() == 0


def test_a_page_that_is_read_well_is_not_read_again() -> None:
    words = [[Word("Nghiên", Box(0, 0, 40, 9), 0.9), Word("cứu", Box(50, 0, 80, 9), 0.8)]]
    nowhere = RecogniseSettings(program="no-such-ocr")
    assert better_turn(clean_page(), words, nowhere) == 0
    assert better_turn(clean_page(), [], nowhere) == 0


def test_a_faded_page_is_not_blank() -> None:
    page = picture("12 345 6789")
    assert page.pixels is not None
    faded = (255 - (255 - page.pixels.astype(np.float32)) * 0.35).astype(np.uint8)
    (line,) = recognise(clean_page(faded, 200.0))
    assert line.text.replace(" ", "") == "123456789"


def test_a_blank_page_has_no_lines() -> None:
    assert recognise(clean_page(np.full((1000, 800), 255, np.uint8))) == ()


def test_structural_rows_and_empty_words_are_left_out() -> None:
    lines = parse_tsv(TSV)
    assert [[w.text for w in line] for line in lines] == [["QUYẾT", "ĐỊNH"], ['"số']]
    assert [w.confidence for w in lines[0]] == [0.96, 0.0]
    assert lines[0][0].box == Box(10, 20, 110, 60)


@pytest.mark.parametrize("tsv", ["level\tleft\n5\t1\n", TSV.replace("96", "high")])
def test_a_broken_table_is_an_error(tsv: str) -> None:
    with pytest.raises(RecogniseError, match="table of words"):
        parse_tsv(tsv)


def test_an_empty_answer_has_no_lines() -> None:
    assert parse_tsv("") == []


def test_letters_are_composed_and_the_icelandic_eth_is_taken_for_what_it_looks_like() -> None:
    assert repair_letters("Ke\u0302\u0301 \u00d0ảng") == "Kế Đảng"


def test_a_missing_program_is_a_missing_dependency() -> None:
    with pytest.raises(DependencyError, match="not installed") as caught:
        recognise(
            clean_page(np.zeros((99, 99), np.uint8)), RecogniseSettings(program="no-such-ocr")
        )
    assert caught.value.hint == "vnplan doctor"


def test_missing_language_data_is_a_missing_dependency() -> None:
    with pytest.raises(DependencyError, match="language xxx"):
        recognise(clean_page(np.zeros((99, 99), np.uint8)), RecogniseSettings(language="vie+xxx"))


posix = pytest.mark.skipif(sys.platform == "win32", reason="the fake programs are shell scripts")


@posix
def test_one_thread_is_asked_for_unless_the_user_asked_for_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = fake(tmp_path, 'cat > /dev/null; echo "limit $OMP_THREAD_LIMIT" >&2; exit 1')
    monkeypatch.delenv("OMP_THREAD_LIMIT", raising=False)
    with pytest.raises(RecogniseError, match=r"limit 1\n"):
        recognise(clean_page(), settings)
    assert "OMP_THREAD_LIMIT" not in os.environ
    monkeypatch.setenv("OMP_THREAD_LIMIT", "3")
    with pytest.raises(RecogniseError, match=r"limit 3\n"):
        recognise(clean_page(), settings)


@posix
def test_a_blank_page_is_not_given_to_the_program(tmp_path: Path) -> None:
    blank = clean_page(np.full((1000, 800), 255, np.uint8))
    assert recognise(blank, fake(tmp_path, "exit 1")) == ()


@posix
def test_a_crash_is_an_error_with_the_last_words(tmp_path: Path) -> None:
    settings = fake(tmp_path, "cat > /dev/null; echo first >&2; echo out of memory >&2; exit 3")
    with pytest.raises(RecogniseError, match="exit code 3: out of memory"):
        recognise(clean_page(), settings)


@posix
def test_a_crash_before_the_picture_was_read_is_the_same_error(tmp_path: Path) -> None:
    settings = fake(tmp_path, "echo broken >&2; exit 3")
    with pytest.raises(RecogniseError, match="exit code 3: broken"):
        recognise(clean_page(np.tile(np.array([0, 255, 255], np.uint8), (3000, 1000))), settings)


@posix
def test_a_program_ended_by_a_signal_says_so(tmp_path: Path) -> None:
    with pytest.raises(RecogniseError, match="signal 9"):
        recognise(clean_page(), fake(tmp_path, "cat > /dev/null; kill -9 $$"))


@posix
@pytest.mark.parametrize("stubborn", ["", "trap '' TERM; "])
def test_a_timeout_ends_the_program_and_its_children(tmp_path: Path, stubborn: str) -> None:
    """Also a program that does not listen when it is asked to end."""
    pids = tmp_path / "pids"
    script = f"{stubborn}sleep 60 & echo $! $$ > {pids}; wait; sleep 60"
    start = time.monotonic()
    with pytest.raises(RecogniseError, match="within 1 seconds") as caught:
        recognise(clean_page(), fake(tmp_path, script, timeout=1))
    assert time.monotonic() - start < 10
    assert caught.value.hint == "a longer --timeout"
    for pid in pids.read_text().split():
        assert has_ended(int(pid))


@posix
def test_bytes_that_are_no_utf8_do_not_stop_the_page(tmp_path: Path) -> None:
    (tmp_path / "out.tsv").write_bytes(TSV.encode().replace("QUYẾT".encode(), b"QUY\xe1T"))
    settings = fake(tmp_path, f"cat > /dev/null; cat {tmp_path / 'out.tsv'}")
    first, _ = recognise(clean_page(), settings)
    assert first.words[0].text == "QUY\N{REPLACEMENT CHARACTER}T"


def clean_page(pixels: Pixels | None = None, dpi: float = 300.0) -> CleanPage:
    if pixels is None:
        pixels = np.full((600, 900), 255, np.uint8)
        pixels[100:110, 100:300] = 0
    info = PageInfo(1, Route.OCR, pixels.shape[1], pixels.shape[0], dpi)
    return CleanPage(info, pixels, dpi, np.eye(2, 3))


def fake(folder: Path, script: str, timeout: float = 20.0) -> RecogniseSettings:
    """A program in Tesseract's place that knows the language ``vie`` and then runs ``script``."""
    program = folder / "tesseract"
    listing = 'if [ "$1" = --list-langs ]; then echo List; echo vie; exit 0; fi'
    program.write_text(f"#!/bin/sh\n{listing}\n{script}\n", "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return RecogniseSettings(program=str(program), timeout=timeout)


def has_ended(pid: int) -> bool:
    """Whether the process is gone within two seconds (a zombie is)."""
    for _ in range(20):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        status = Path(f"/proc/{pid}/stat")
        if status.exists() and status.read_text().split(") ")[1].startswith("Z"):
            return True
        time.sleep(0.1)
    return False
