"""Names of bodies before verbs that no list holds: ended by counts, or in doubt."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from parse_support import document

from tools.build_name_ends import EVERY, build
from vnplan.lexicon import Dictionaries
from vnplan.parse.bodies.body_names import names_from
from vnplan.parse.bodies.name_chances import unclear_end
from vnplan.parse.bodies.phrases import Text, words_of
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.name_ends import CLEAR, ENDS, UNCLEAR, NameEnds

GRAMMAR = Grammar.load(Dictionaries.locate())
WORDS = words_of(GRAMMAR)


@pytest.mark.parametrize(
    ("name", "verb", "rest"),
    [
        ("Ủy ban nhân dân các xã", "ngăn đập", "dẫn nước về đồng."),
        ("Hợp tác xã Bình Minh", "neo giá", "nông sản."),
        ("Sở Xây dựng", "khống chế", "chiều cao công trình."),
        ("Phòng Nội vụ", "bóc tách", "biên chế dôi dư."),
        ("Các đơn vị", "phản hồi", "bằng văn bản về Sở Y tế."),
    ],
)
def test_a_verb_that_no_list_holds_ends_a_name(name: str, verb: str, rest: str) -> None:
    assert not WORDS.acts.match(Text.of(verb).words, 0)
    cut = Text.of(f"{name} {verb} {rest}")
    assert names_from(cut, 0, WORDS).names[0] == name


@pytest.mark.parametrize(
    "name",
    [
        "Ban Quản lý dự án đầu tư xây dựng",
        "Vụ Đánh giá và Thẩm định công nghệ",
        "Các doanh nghiệp viễn thông",
        "Khoa Kiểm soát nhiễm khuẩn",
    ],
)
def test_words_in_small_letters_go_on_with_a_name(name: str) -> None:
    cut = Text.of(f"{name}, Sở Y tế chịu trách nhiệm thi hành.")
    assert names_from(cut, 0, WORDS).names == (name, "Sở Y tế")


def test_what_no_counted_name_has_is_a_doubt() -> None:
    text = "Ban Quản lý chợ xua đàn chó thả rông."
    found = document(
        f"Số: 3/KH-UBND\nKẾ HOẠCH\nDọn chợ\n\nII. NHIỆM VỤ, GIẢI PHÁP\n- {text}\n- Quét chợ."
    )
    reasons = [d.reason for d in found.doubts if d.field == "tasks[0].assignees"]
    assert len(reasons) == 1
    assert reasons[0].startswith("where this name ends is not clear: Ban Quản lý chợ")


def test_a_clear_name_is_none() -> None:
    assert not unclear_end("Sở Y tế", "Sở Y tế rà soát các trạm.", GRAMMAR)


def test_the_chances_are_in_order() -> None:
    assert 0 < UNCLEAR < ENDS < CLEAR < 1


def _corpus(folder: Path) -> None:
    bodies = ("Sở Y tế", "Sở Nội vụ", "Phòng Tư pháp", "Công an tỉnh", "Chi cục Thú y vùng")
    verbs = ("ươm mầm", "đo lún", "xếp lại", "soi kỹ", "gọt bớt", "nắn dòng")
    lines = [f"- {body};" for body in bodies]
    lines += [f"Việc này phải {verb} thật nhanh trong quý này." for verb in verbs * 3]
    lines += [f"{body} {verb} các mục đã nêu ở phần trên." for body in bodies for verb in verbs]
    with lzma.open(folder / "admin_train.txt.xz", "wt", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" * EVERY for line in lines)


def test_the_builder_learns_what_ends_names_and_is_repeatable(tmp_path: Path) -> None:
    _corpus(tmp_path)
    folder = Dictionaries.locate().folders[-1]
    model = build(tmp_path, folder, ())
    assert model.verbs["ươm mầm"] > 0
    cut = Text.of("Sở Y tế nắn dòng các mục.")
    assert model.chance(cut.words, cut.upper, 0, 3) > model.chance(cut.words, cut.upper, 0, 4)
    assert build(tmp_path, folder, ()) == model


def test_lines_kept_for_measuring_are_not_counted(tmp_path: Path) -> None:
    _corpus(tmp_path)
    kept = tmp_path / "kept"
    kept.mkdir()
    line = "Việc này phải ươm mầm thật nhanh trong quý này."
    (kept / "one.txt").write_text(f"{line}\n", "utf-8")
    model: NameEnds = build(tmp_path, Dictionaries.locate().folders[-1], (kept,))
    assert "ươm mầm" not in model.verbs
