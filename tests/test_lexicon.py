"""Dictionaries: found wherever vnplan is installed, errors name file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from vnplan.errors import DictionaryError
from vnplan.lexicon import Dictionaries


def test_own_folder_comes_first(tmp_path: Path) -> None:
    """A user's file replaces the shipped one; the other files are still found."""
    (tmp_path / "symbol_groups.tsv").write_text("# mine\nXYZ\t3\n", "utf-8")
    dictionaries = Dictionaries.locate(tmp_path)
    assert dictionaries.tsv("symbol_groups.tsv", 2) == [("XYZ", "3")]
    assert len(dictionaries.tsv("loanwords.tsv", 1)) > 10


@pytest.mark.parametrize(
    ("content", "place", "fact"),
    [
        ("a\t1\nb\n", "words.tsv:2", "1 columns where 2 are due"),
        ("a\t1\nho\u0300a\t2\n", "words.tsv:2", "not NFC"),
    ],
)
def test_malformed_rows_are_located(tmp_path: Path, content: str, place: str, fact: str) -> None:
    """The message names the file, the line and what is wrong with it."""
    (tmp_path / "words.tsv").write_text(content, "utf-8")
    with pytest.raises(DictionaryError) as caught:
        Dictionaries((tmp_path,)).tsv("words.tsv", 2)
    assert place in str(caught.value) and fact in str(caught.value)


def test_malformed_yaml_is_located(tmp_path: Path) -> None:
    """A YAML error names the line."""
    (tmp_path / "types.yaml").write_text("a: 1\nb: [\n", "utf-8")
    with pytest.raises(DictionaryError, match=r"types\.yaml:\d"):
        Dictionaries((tmp_path,)).yaml("types.yaml")


def test_missing_folder_and_file(tmp_path: Path) -> None:
    """Both say what was looked for and where."""
    with pytest.raises(DictionaryError, match="not a folder"):
        Dictionaries.locate(tmp_path / "none")
    with pytest.raises(DictionaryError, match=r"none\.tsv is missing"):
        Dictionaries((tmp_path,)).path("none.tsv")


def test_shipped_tables_are_sorted() -> None:
    """Word lists written by hand are sorted, so that a diff shows what was added."""
    words = [word for (word,) in Dictionaries.locate().tsv("loanwords.tsv", 1)]
    assert words == sorted(words)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("columns: [stt]\n", r"tables\.yaml:1: a mapping with number"),
        ("totals: [tổng]\nsums: [cộng]\n", r"tables\.yaml:2: unknown key 'sums'"),
        ("totals: tổng\n", r"tables\.yaml:1: a list is due"),
        ("totals:\n- tổng\n- [cộng]\n", r"tables\.yaml:3: a text is due"),
        ("totals:\n- tổng\n- ''\n", r"tables\.yaml:3: a text is due"),
        ("totals:\n- no\n", r"tables\.yaml:2: no is no text\n  try: put it in quotes: \"no\""),
        ("totals: [tổng,\n  12]\n", r"tables\.yaml:2: 12 is no text"),
        ("on: [tổng]\n", r"tables\.yaml:1: on is no text"),
    ],
)
def test_a_misshaped_dictionary_is_named_with_its_line(
    tmp_path: Path, content: str, place: str
) -> None:
    """An own file has the keys and kinds of values of the one that came along."""
    (tmp_path / "tables.yaml").write_text(content, "utf-8")
    with pytest.raises(DictionaryError, match=place):
        Dictionaries.locate(tmp_path).checked_yaml("tables.yaml")


def test_an_entry_of_a_list_is_whole(tmp_path: Path) -> None:
    """A type of document without its abbreviations is not guessed."""
    (tmp_path / "types.yaml").write_text("types:\n- name: Kế hoạch\n", "utf-8")
    with pytest.raises(DictionaryError, match=r"types\.yaml:2: no key 'abbreviations'"):
        Dictionaries.locate(tmp_path).checked_yaml("types.yaml")


def test_an_own_dictionary_for_an_older_version_is_completed(tmp_path: Path) -> None:
    """A list that it lacks is the one that came along; its own words stay."""
    (tmp_path / "tables.yaml").write_text("totals: [gộp]\n", "utf-8")
    shipped = Dictionaries.locate().yaml("tables.yaml")
    assert Dictionaries.locate(tmp_path).checked_yaml("tables.yaml") == {
        **shipped,
        "totals": ["gộp"],
    }


def test_an_own_dictionary_of_the_right_shape_is_taken(tmp_path: Path) -> None:
    """Other words in the same places."""
    shipped = Dictionaries.locate().path("tables.yaml").read_text("utf-8")
    (tmp_path / "tables.yaml").write_text(
        shipped.replace("totals: [tổng thời gian, ", "totals: [gộp, "), "utf-8"
    )
    assert Dictionaries.locate(tmp_path).checked_yaml("tables.yaml")["totals"][0] == "gộp"


def test_a_date_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "days.tsv").write_text("7/2031/NĐ-CP\t2031-02-30\n", "utf-8")
    with pytest.raises(DictionaryError, match="7/2031/NĐ-CP: '2031-02-30' is no date"):
        Dictionaries.locate(tmp_path).days("days.tsv")


def test_dates_are_known_of_numbers_with_a_year_only() -> None:
    """A number without one, "01/NQ-CP", comes again every year."""
    days = Dictionaries.locate().days("cited_dates.tsv")
    assert days["63/2010/NĐ-CP"] == "2010-06-08"
    assert all(day[:4] in number for number, day in days.items())
