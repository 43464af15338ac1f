"""Count the syllables of people's names, for telling likely misreadings of signers.

    python -m tools.build_names CORPUS FOLDER

CORPUS holds ``admin_train.txt.xz`` (Vietnamese laws and administrative documents, outside
copyright) and ``wiki_train.txt.xz`` (Vietnamese Wikipedia, CC BY-SA 4.0). FOLDER receives
``name_syllables.tsv``. A name is a frequent family name and two or three syllables with capitals.
"""

from __future__ import annotations

import lzma
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import regex

from vnplan.syllable import is_syllable, nfc, place_tone

# Family names that open few names of places.
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Lý|Đinh|Trịnh|Đoàn|Lương|"
    "Nông|Đào|Trương|Tạ|Phùng|Quách|Triệu|Khuất|Kiều|Nghiêm"
)
_NAME = regex.compile(rf"(?<!\p{{L}})(?:{_SURNAMES})((?: \p{{Lu}}\p{{Ll}}+){{2,3}})(?! ?\p{{Lu}})")
MIN_COUNT = 2  # a single one may be a slip
HEAD = """\
# Syllables of people's names after the family name, and how often they occur.
# Source: admin_train, wiki_train (see tools/build_names.py); traditional tone marks (hòa).
"""


def syllables(line: str) -> Iterator[str]:
    """The syllables after the family name of each name in a line.

    >>> list(syllables("do ông Lê Thị Hoà ký"))
    ['Thị', 'Hòa']
    """
    for match in _NAME.finditer(nfc(line)):
        for word in match.group(1).split():
            if is_syllable(word.lower()):
                yield place_tone(word, "traditional")


def main(corpus: Path, folder: Path) -> None:
    """Write the counts."""
    found: Counter[str] = Counter()
    for name in ("admin_train.txt.xz", "wiki_train.txt.xz"):
        with lzma.open(corpus / name, "rt", encoding="utf-8") as stream:
            for line in stream:
                found.update(syllables(line))
    rows = "".join(f"{word}\t{n}\n" for word, n in sorted(found.items()) if n >= MIN_COUNT)
    (folder / "name_syllables.tsv").write_text(HEAD + rows, "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
