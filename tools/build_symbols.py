"""Count the letter groups of document symbols ("KH", "UBND") into a dictionary.

    python -m tools.build_symbols CORPUS FOLDER

CORPUS holds ``kyhieu_counts.tsv`` (symbols of cited documents and how often they
occur in Vietnamese laws and administrative documents), ``agencies.csv``
(abbreviations compiled by hand), and the texts ``admin_train.txt.xz`` and
``wiki_train.txt.xz``, whose abbreviations are counted. FOLDER receives
``symbol_groups.tsv``.
"""

from __future__ import annotations

import csv
import lzma
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import regex

from vnplan.syllable import is_syllable

_GROUP = regex.compile(r"\p{Lu}[\p{L}&]*")
# Of running text: two capitals at least, at most one small letter (TTr, TTg).
_ABBREVIATION = regex.compile(r"(?<![\p{L}\d])\p{Lu}[\p{L}&]{1,11}(?!\p{L})")
MIN_COUNT = 2  # of an abbreviation in running text: a single one may be a slip
MOST_CAPITALS = 0.6  # of the letters of a line; from there on capitals say nothing


def groups(corpus: Path) -> Counter[str]:
    """How often each group of letters stands in a symbol or in the text; at least once
    if listed."""
    found = Counter({t: n for t, n in abbreviations(corpus).items() if n >= MIN_COUNT})
    for row in (corpus / "kyhieu_counts.tsv").read_text("utf-8").splitlines():
        symbol, count = row.split("\t")
        for group in _GROUP.findall(unicodedata.normalize("NFC", symbol)):
            found[group] += int(count)
    with (corpus / "agencies.csv").open(encoding="utf-8") as stream:
        for line in csv.DictReader(stream):
            for group in _GROUP.findall(unicodedata.normalize("NFC", line["abbr"])):
                found[group] += 1
    return found


def abbreviations(corpus: Path) -> Counter[str]:
    """How often each abbreviation stands in the texts, outside lines of capitals."""
    found: Counter[str] = Counter()
    for name in ("admin_train.txt.xz", "wiki_train.txt.xz"):
        with lzma.open(corpus / name, "rt", encoding="utf-8") as stream:
            for line in stream:
                found.update(_abbreviations(line))
    return found


def _abbreviations(line: str) -> Iterator[str]:
    letters = [c for c in line if c.isalpha()]
    if sum(map(str.isupper, letters)) > MOST_CAPITALS * len(letters):
        return
    for token in _ABBREVIATION.findall(line):
        capitals, small = (sum(map(of, token)) for of in (str.isupper, str.islower))
        if capitals > 1 and small < 2 and not is_syllable(token):
            yield token


def main(corpus: Path, folder: Path) -> None:
    rows = sorted(groups(corpus).items())
    header = "# letter group of symbols, abbreviation; occurrences; tools/build_symbols.py\n"
    body = "".join(f"{group}\t{count}\n" for group, count in rows)
    (folder / "symbol_groups.tsv").write_text(header + body, "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
