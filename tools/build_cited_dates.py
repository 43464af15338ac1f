"""Collect the dates of documents of the centre that many others cite, into a dictionary.

    python -m tools.build_cited_dates CORPUS FOLDER

CORPUS holds ``admin_train.txt.xz``, Vietnamese laws and administrative documents. A decree,
circular or decision of the centre whose number has a year is the only one of that number, so that
its date is a fact: "63/2010/NĐ-CP" is of 8 June 2010. Numbers without one, "01/NQ-CP", "27-NQ/TW",
come again after a year or a congress. FOLDER receives ``cited_dates.tsv``: number and date (ISO).
"""

from __future__ import annotations

import lzma
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import regex

MIN_COUNT = 2  # citations that agree: a single one may be a slip
MIN_SHARE = 0.8  # of all citations of a number, those that agree
_CITED = regex.compile(
    r"(?<![\w/-])(?P<number>\d{1,4}[a-zA-Z]?/(?P<year>\d{4})[/-](?:NĐ-CP|QĐ-TTg|CT-TTg|NQ-CP"
    r"|(?:UBTV)?QH\d{1,2}|TT-[A-ZĐ]{2,10}|TTLT-[A-ZĐ-]{3,30}|QĐ-B[A-ZĐ]{1,8}))"
    r"(?![\w/-])[^;.\n]{0,12}?\bngày (?P<d>\d{1,2})(?: tháng |/|-)(?P<m>\d{1,2})"
    r"(?: năm |/|-)(?P<y>\d{4})(?!\d)"
)


def cited(line: str) -> Iterator[tuple[str, str]]:
    """Number and date of each document of the centre that a line cites.

    >>> list(cited("Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 của Chính phủ;"))
    [('63/2010/NĐ-CP', '2010-06-08')]
    """
    for match in _CITED.finditer(line):
        try:
            day = date(int(match["y"]), int(match["m"]), int(match["d"]))
        except ValueError:
            continue  # a slip of the pen
        if match["year"] == match["y"]:
            yield match["number"], day.isoformat()


def agreed(counts: Mapping[str, Counter[str]]) -> dict[str, str]:
    """The date of each number on which its citations agree."""
    found = {}
    for number, dates in counts.items():
        ((day, count),) = dates.most_common(1)
        if count >= MIN_COUNT and count >= MIN_SHARE * sum(dates.values()):
            found[number] = day
    return found


def main(arguments: list[str]) -> None:
    """Write the dictionary."""
    corpus, folder = map(Path, arguments)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with lzma.open(corpus / "admin_train.txt.xz", "rt", encoding="utf-8") as stream:
        for line in stream:
            for number, day in cited(line):
                counts[number][day] += 1
    rows = sorted(agreed(counts).items())
    head = (
        "# Dates of documents of the centre that others cite; built by tools/build_cited_dates.py\n"
    )
    text = head + "".join(f"{number}\t{day}\n" for number, day in rows)
    (folder / "cited_dates.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
