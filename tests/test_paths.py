"""A path that is shown can be written anywhere, whatever bytes it is made of."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from vnplan.paths import printable_path


def test_names_that_are_no_utf_8_can_be_written() -> None:
    """Neither JSON nor a strict console can hold lone surrogates; the bytes are named instead."""
    shown = printable_path("T\udcd5/k\udcd5 hoạch.pdf")
    assert shown.encode().decode() == shown
    assert shown == "T\\xd5/k\\xd5 hoạch.pdf"


def test_half_a_character_can_be_written() -> None:
    """As Windows may have it in a name, and JSON in a text."""
    assert printable_path("k\ud83d.pdf") == "k\\ud83d.pdf"


@pytest.mark.skipif(os.name == "nt", reason="names on Windows are UTF-16, and have no bytes")
def test_each_byte_that_is_no_utf_8_is_named() -> None:
    r"""TCVN3 "kế hoạch" of an old share."""
    assert printable_path(os.fsdecode(b"c\xf2/k\xd5 ho\xb9ch.pdf")) == r"c\xf2/k\xd5 ho\xb9ch.pdf"


def test_a_path_is_shown_in_nfc() -> None:
    """As macOS stores names decomposed, they would not be found by a search."""
    path = str(Path("2025") / "kế hoạch.pdf")
    assert printable_path(unicodedata.normalize("NFD", path)) == path
