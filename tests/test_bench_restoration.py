"""The benchmark of restoration counts what it says it counts."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.restoration import arguments, suites
from bench.restoration_data import (
    Document,
    clean,
    everyday,
    fixtures,
    held_out_lines,
    held_out_on_pages,
    plain,
    read_seed,
    stripped,
    whole_documents,
)
from bench.restoration_errors import ErrorClass, Spot, differences, wrong_spots
from bench.restoration_lines import has_sound_truth, is_little_misread, word_errors_where
from bench.restoration_measures import (
    Figure,
    cased_errors,
    letter_errors,
    numbers_lost,
    raw_errors,
    rigid_tokens,
    word_errors,
    words_changed,
    words_missing,
    wrong,
)
from bench.restoration_systems import accenting, as_it_is
from bench.restoration_table import Suite, measure, run
from bench.wer import ErrorRate, word_error_rate
from tools.drawn_pairs import HELD_OUT
from vnplan.model import Change, Line, RestoredLine

FIXTURES = Path(__file__).parent.parent / "fixtures"

words = st.lists(st.sampled_from(["Ủy", "ban", "nhân,", "dân", "12/KH"]), max_size=9).map(" ".join)


def restored(text: str, *changes: tuple[int, int, str]) -> RestoredLine:
    """A line with some spans replaced."""
    made = [Change(low, high, text[low:high], after, "", 1.0) for low, high, after in changes]
    return RestoredLine.apply(Line(1, text), made)


# --- measures -----------------------------------------------------------------------------


@given(words, words)
def test_the_fast_distance_is_that_of_the_other_benchmark(found: str, true: str) -> None:
    """Folded and raw, both benchmarks give the same word error rate."""
    assert word_errors("", found, true) == word_error_rate(found, true)
    assert raw_errors("", found, true) == word_error_rate(found, true, raw=True)


def test_each_measure_forgives_what_it_says() -> None:
    """Case and a comma: neither counts folded, case alone when cased, both raw."""
    found, true = "kế hoạch, năm 2023", "Kế hoạch năm 2023"
    measures = (word_errors, cased_errors, raw_errors, letter_errors)
    assert [m("", found, true).errors for m in measures] == [0, 1, 2, 0]
    assert letter_errors("", found, true).words == 3


def test_a_change_of_any_sign_is_a_change() -> None:
    """Clean text has to stay as it is to the letter, whatever the truth may be."""
    assert words_changed("a, b c", "a. b C", "x") == ErrorRate(2, 3)
    assert words_changed("a, b c", "a, b c", "x") == ErrorRate(0, 3)


def test_only_numbers_that_were_right_can_be_lost() -> None:
    """A number that the OCR had wrong is no loss, one that was right and is a word now is."""
    read, true = "15 sống, ngay 1O, 35 QD/TW", "lối sống, ngày 10, 35 QĐ/TW"
    assert numbers_lost(read, "lối sống, ngày 10, ở QĐ/TW", true) == ErrorRate(1, 1)


def test_a_number_is_right_only_in_its_own_line() -> None:
    """Line by line where the lines agree; over the text where they do not."""
    assert numbers_lost("sao 2\nhai", "sao\nhai", "sao\n2") == ErrorRate(0, 0)
    assert numbers_lost("sao 2\nhai", "sao\nhai", "sao hai 2") == ErrorRate(1, 1)


def test_symbols_count_as_numbers_do() -> None:
    """Symbols without a number are rigid too; words with a hyphen and single capitals are not."""
    assert rigid_tokens("TTr-VHTT; (KH/TU). V/v Hà-Nội UBND M.12") == ["TTr-VHTT", "KH/TU", "M.12"]


def test_words_are_found_in_any_order_but_once_each() -> None:
    """Two columns read across lose nothing; a word standing once is found once."""
    assert words_missing("", "b a", "a b b") == ErrorRate(1, 3)


def test_lines_are_chosen_by_what_was_read_and_is_true() -> None:
    """What came out has no say: a line restored all wrong still counts, one misread does not."""
    read = "kế hoạch số\nke hoach so\nthành xãAn Tân"
    true = "kế hoạch số\nkế hoạch số\nthành xãAn Tân"
    came_out = "ở đâu đó\nở đâu đó\nthành xã An Tân"
    assert word_errors_where(is_little_misread)(read, came_out, true) == ErrorRate(5, 6)
    assert word_errors_where(has_sound_truth)(read, came_out, true) == ErrorRate(6, 6)
    both = word_errors_where(is_little_misread, has_sound_truth)
    assert both(read, came_out, true) == ErrorRate(3, 3)


def test_lines_can_only_be_chosen_where_they_agree() -> None:
    """A lost line would move all behind it."""
    with pytest.raises(ValueError, match="shorter"):
        word_errors_where(is_little_misread)("a\nb", "a b", "a\nb")


# --- documents ----------------------------------------------------------------------------


def test_each_fixture_is_there_with_its_truth() -> None:
    """Garbled text and truth are of the same document, and stripping leaves its words."""
    found = fixtures(FIXTURES)
    assert len(found) == len(list(FIXTURES.glob("*/text.txt")))
    for document, whole, bare in zip(found, clean(found), stripped(found), strict=True):
        assert as_text(whole) == document.true
        assert len(as_text(bare).split()) == len(document.true.split())
        assert words_missing("", as_text(document), document.true).errors > 0


def as_text(document: Document) -> str:
    """The document as read."""
    return "\n".join(line.text for line in document.lines)


def test_held_out_lines_are_those_that_training_left_out(tmp_path: Path) -> None:
    """Every twentieth line, of one language, apart by damage, never two lines in one paragraph."""
    rows = [
        f"{'eng' if n % 3 else 'vie'}\t{n // HELD_OUT % 2}\tread {n}\ttrue {n}\n"
        for n in range(6 * HELD_OUT)
    ]
    with lzma.open(tmp_path / "lines.tsv.xz", "wt", encoding="utf-8") as stream:
        stream.writelines(rows)
    first, second = held_out_lines(tmp_path / "lines.tsv.xz", "eng")
    assert (first.group, second.group) == ("damage 0", "damage 1")
    assert [line.text for line in first.lines] == ["read 40", "", "read 80"]
    assert second.true == "true 20\n\ntrue 100"


def test_held_out_lines_stand_on_their_pages(tmp_path: Path) -> None:
    """The whole page is restored, and of it only every twentieth line counts."""
    rows = [
        f"{'vie' if n // 30 % 2 else 'eng'}\t1\tread {n}\ttrue {n}\n" for n in range(6 * HELD_OUT)
    ]
    with lzma.open(tmp_path / "lines.tsv.xz", "wt", encoding="utf-8") as stream:
        stream.writelines(rows)
    first, second = held_out_on_pages(tmp_path / "lines.tsv.xz", "eng", 1)
    assert [len(page.lines) for page in (first, second)] == [30, 30]
    assert (first.true, second.true) == ("true 0\ntrue 20", "true 60\ntrue 80")
    assert first.counted([line.text for line in first.lines]) == "read 0\nread 20"
    assert held_out_on_pages(tmp_path / "lines.tsv.xz", "eng", 2) == (first,)


def test_the_sample_of_documents_is_always_the_same(tmp_path: Path) -> None:
    """A figure of today can be compared with one of tomorrow."""
    path = tmp_path / "dev.jsonl"
    rows = [{"id": f"{n}", "text": f"Điều {n}", "train_overlap10": n / 10} for n in range(9)]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert whole_documents(path, 4) == whole_documents(path, 4)
    assert len(whole_documents(path, 4)) == 4
    assert len({document.group for document in whole_documents(path, None)}) == 2


def test_lines_that_nobody_can_read_are_restored_but_not_counted(tmp_path: Path) -> None:
    """A line with a gap in its reading stays in the document and out of the count."""
    (tmp_path / "009_ab.txt").write_text("mot\nhai\nba", "utf-8")
    reading = tmp_path / "seed-009.txt"
    reading.write_text("một\n⟦?⟧ hai\nba", "utf-8")
    document = read_seed(tmp_path, "009", reading)
    assert len(document.lines) == 3
    assert document.true == "một\nba"
    assert document.counted(["một", "sai", "ba"]) == "một\nba"
    reading.write_text("một\nba", "utf-8")
    with pytest.raises(ValueError, match="2 lines, the seed 3"):
        read_seed(tmp_path, "009", reading)


# --- systems and the table ----------------------------------------------------------------


def test_a_line_that_pyvi_breaks_on_stays() -> None:
    """Its KeyError is no error of the benchmark; it gets text without marks."""
    known = {"ke hoach": "kế hoạch"}
    system = accenting(known.__getitem__)
    texts = [line.text for line in system(plain("a", "kê hoach\nxã", ""))]
    assert texts == ["kế hoạch", "xã"]


def test_a_row_counts_every_document_and_a_group_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The first figure is split by group, the others are not."""
    documents = (plain("a", "x b", "a b", "one"), plain("b", "a b c d", "a b c d", "two"))
    figures = (Figure("errors", word_errors, "0", wrong), Figure("cased", cased_errors, "", wrong))
    measured = measure(Suite("s", documents, figures), {"vnplan": as_it_is})
    measured.print_rows()
    rows = [" ".join(row.split()) for row in capsys.readouterr().out.splitlines()]
    assert rows == ["s: errors 16.67 % 0", "s: one 50.00 %", "s: two 0.00 %", "s: cased 16.67 %"]
    assert [spot.true for spot in measured.spots()] == ["a"]
    assert measured.words_per_second() > 0


def test_a_run_keeps_documents_apart() -> None:
    """One tuple of lines a document."""
    documents = (plain("a", "1\n2", ""), plain("b", "3", ""))
    assert [len(lines) for lines in run(as_it_is, documents).restored] == [2, 1]


def test_without_shared_data_the_repository_is_measured(tmp_path: Path) -> None:
    """A clone alone has its fixtures and the everyday documents."""
    options = arguments(["--shared", str(tmp_path / "none")])
    names = [suite.name.split(",")[0] for suite in suites(options)]
    assert names == ["fixtures"] * 3 + ["everyday documents"] * 2


def test_everyday_documents_are_not_trained_on() -> None:
    """None of their runs of ten words stands in the texts of the language model."""
    root = Path(__file__).parent.parent
    trained, kept = (
        {run for d in everyday(root / folder / "everyday.txt.xz") for run in _runs(d.true)}
        for folder in ("tools", "bench")
    )
    assert len(kept) > 20_000 and not kept & trained


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = text.casefold().split()
    return (tuple(words[at : at + 10]) for at in range(len(words) - 9))


# --- errors -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spot", "kind"),
    [
        (Spot("cling", "cùng", "cũng"), ErrorClass.MARKS),
        (Spot("duc", "đúc", "dục"), ErrorClass.MARKS),
        (Spot("13", "13", "là"), ErrorClass.DIGITS),
        (Spot("1O", "lO", "10"), ErrorClass.NUMBER),
        (Spot("Gy", "Ủy", "ủy"), ErrorClass.CASE),
        (Spot("hang", "hằng", "hà nội"), ErrorClass.SPACES),
        (Spot("smh", "xanh", "sinh"), ErrorClass.LETTERS),
        (Spot("", "", "2"), ErrorClass.ABSENT),
        (Spot(".-", "i", ""), ErrorClass.ABSENT),
    ],
)
def test_errors_are_classed_by_what_is_wrong(spot: Spot, kind: ErrorClass) -> None:
    """Marks, digits, numbers, case, spaces, letters, and what is not there."""
    assert spot.kind is kind


def test_an_error_shows_what_was_read_restored_and_true() -> None:
    """Spans of the changes lead back to the text as read, across lines and lines left out."""
    lines = (restored("S6 cling", (0, 2, "Số"), (3, 8, "cùng")), restored("x y"), restored("hgi"))
    document = Document("a", tuple(r.line for r in lines), "Số cũng\nhội", "", frozenset({1}))
    assert set(wrong_spots(document, lines)) == {Spot("cling hgi", "cùng hgi", "cũng hội")}


def test_a_long_spot_is_a_matter_of_order() -> None:
    """A whole line in another place is no list of misread words."""
    document = plain("a", "một hai ba bốn năm sáu", "sáu")
    assert not wrong_spots(document, [RestoredLine.untouched(line) for line in document.lines])


@given(words, words)
def test_outside_the_differences_all_is_equal(one: str, other: str) -> None:
    """Filling the spans of one text with those of the other gives the other."""
    here, there = one.split(), other.split()
    made: list[str] = []
    at = 0
    for low, high, start, stop in differences(here, there):
        made += [*here[at:low], *there[start:stop]]
        at = high
    assert made + here[at:] == there
