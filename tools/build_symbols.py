"""Count the letter groups of document symbols ("KH", "UBND") into a dictionary.

    python tools/build_symbols.py CORPUS FOLDER

CORPUS holds ``kyhieu_counts.tsv`` (symbols of cited documents and how often they
occur in Vietnamese laws and administrative documents) and ``agencies.csv``
(abbreviations compiled by hand). FOLDER receives ``symbol_groups.tsv``.
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import regex

_GROUP = regex.compile(r"\p{Lu}[\p{L}&]*")


def groups(corpus: Path) -> Counter[str]:
    """How often each group of letters stands in a symbol; at least once if listed."""
    found: Counter[str] = Counter()
    for row in (corpus / "kyhieu_counts.tsv").read_text("utf-8").splitlines():
        symbol, count = row.split("\t")
        for group in _GROUP.findall(unicodedata.normalize("NFC", symbol)):
            found[group] += int(count)
    with (corpus / "agencies.csv").open(encoding="utf-8") as stream:
        for line in csv.DictReader(stream):
            for group in _GROUP.findall(unicodedata.normalize("NFC", line["abbr"])):
                found[group] += 1
    return found


def main(corpus: Path, folder: Path) -> None:
    rows = sorted(groups(corpus).items())
    header = "# letter group of document symbols, occurrences; tools/build_symbols.py\n"
    body = "".join(f"{group}\t{count}\n" for group, count in rows)
    (folder / "symbol_groups.tsv").write_text(header + body, "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
