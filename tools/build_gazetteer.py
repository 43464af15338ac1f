"""Build ``dictionaries/places.tsv`` and ``dictionaries/agencies.tsv`` from the shared tables.

    python tools/build_gazetteer.py /work/shared/corpus dictionaries

Sources: ``units.csv`` (administrative units before and after 1 July 2025, from vietnamadminunits
and madnh/hanhchinhvn, both MIT) and ``agencies.csv`` (abbreviations compiled by hand).
"""

from __future__ import annotations

import argparse
import csv
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from vnplan.syllable import place_tone

UNIT_WORDS = ("Thành phố", "Thị xã", "Thị trấn", "Đặc khu", "Tỉnh", "Huyện", "Quận", "Phường", "Xã")
TYPE_CATEGORIES = ("doctype", "party_doctype", "authority")
PLACES_HEAD = """\
# Administrative units: name, kind, level, the unit above it (provinces and districts only), era.
# Names that are only a number ("Phường 1") are left out. Spelling: traditional tone marks (hòa).
# Source: corpus/units.csv, from vietnamadminunits and madnh/hanhchinhvn (both MIT).
# Rebuild: python tools/build_gazetteer.py /work/shared/corpus dictionaries
"""
AGENCIES_HEAD = """\
# Abbreviations of agencies as they stand in symbols: abbreviation, name, category.
# Source: corpus/agencies.csv (compiled by hand).
# Rebuild: python tools/build_gazetteer.py /work/shared/corpus dictionaries
"""


def traditional(text: str) -> str:
    """The text in NFC with the tone marks where these documents mostly put them."""
    words = unicodedata.normalize("NFC", text).split()
    return " ".join(place_tone(word, "traditional") for word in words)


def split_unit(name: str) -> tuple[str, str]:
    """("huyện", "Tân Lập") of "Huyện Tân Lập"."""
    for word in UNIT_WORDS:
        if name.startswith(word + " "):
            return word.lower(), name[len(word) + 1 :]
    return "", name


def places(rows: Iterable[dict[str, str]]) -> Iterator[tuple[str, ...]]:
    """The rows of places.tsv: one a name, kind and parent, with every era it was valid in."""
    eras: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        kind, name = split_unit(traditional(row["name"]))
        if kind and not name.isdigit():
            above = traditional(row["parent"]) if row["level"] != "xa" else ""
            eras[name, kind, row["level"], above].add(row["era"])
    for key, valid in sorted(eras.items()):
        yield (*key, "both" if len(valid) == 2 else next(iter(valid)))


def agencies(rows: Iterable[dict[str, str]]) -> Iterator[tuple[str, ...]]:
    """The rows of agencies.tsv; an abbreviation of a type of document is none of an agency."""
    kept = {
        (row["abbr"], traditional(row["name"].split(" / ")[0]), row["category"])
        for row in rows
        if row["category"] not in TYPE_CATEGORIES
    }
    yield from sorted(kept)


def write(path: Path, head: str, rows: Iterable[tuple[str, ...]]) -> None:
    """Write a tab-separated dictionary."""
    text = head + "".join("\t".join(row) + "\n" for row in rows)
    path.write_text(text, "utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("dictionaries", type=Path)
    arguments = parser.parse_args()
    for source, target, head, rows_of in (
        ("units.csv", "places.tsv", PLACES_HEAD, places),
        ("agencies.csv", "agencies.tsv", AGENCIES_HEAD, agencies),
    ):
        with (arguments.corpus / source).open(encoding="utf-8", newline="") as file:
            write(arguments.dictionaries / target, head, rows_of(csv.DictReader(file)))


if __name__ == "__main__":
    main()
