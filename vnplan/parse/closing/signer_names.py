"""Where the name of a person stands in a line under an office."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from vnplan.model import Zone
from vnplan.parse.closing.surnames import Surnames
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.lines import is_caps
from vnplan.parse.text.passage import fold

# "K’Brang Ya", "H' Hen Niê": an apostrophe may part two capitals in names of the Central Highlands.
_PART_OF_NAME = r"(?:\p{Lu}[’']\s?)?\p{Lu}[\p{Ll}’']*"
NAME = regex.compile(rf"{_PART_OF_NAME}(?:\s+{_PART_OF_NAME}){{1,4}}(?!\p{{L}})")
# "K'Brêu" is a whole name.
_ALONE = regex.compile(
    r"[^\p{L}]*(?:\(\p{L}+ \p{L}+\)\s*)?"
    rf"(?P<name>{NAME.pattern}|[KHY][’']\s?\p{{Lu}}\p{{Ll}}+)[^\p{{L}};,)]*"
)
_LONGEST_NAME = 5
# "1ê Văn Pản": the L of the second most frequent family name.
MISREAD_LE = regex.compile(r"(?<!\w)[1l|](?=ê\s+\p{Lu}\p{Ll})")
# "Nguyễn Thanh- Sen": one sign behind or before a word of a name.
NAME_SPECK = regex.compile(r"(?<=\p{L})[-–_.,](?=\s*\p{Lu}\p{Ll})|(?<=\s)[-–_.,'’‘](?=\s?\p{Lu})")
# Signs inside a word, or capitals and a full stop, right before a name that ends the line.
_AFTER_JUNK = regex.compile(
    r".*(?:[^\p{L}\s]\S*[^\p{L}\s]|\p{Lu}{2}[\p{L}\d]*[.,])\s*"
    rf"(?P<name>{NAME.pattern})[^\p{{L}}]*$"
)


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """How names of signers are found: by their family names, behind a rank or a degree."""

    surnames: Surnames
    ranks: regex.Pattern[str]

    @classmethod
    def of(cls, grammar: Grammar) -> Names:
        return _names(grammar)

    def find(self, text: str, zone: Zone | None = None) -> tuple[int, int] | None:
        """Where a person's name stands in a line that holds nothing else worth reading, but for
        a rank or a degree before it."""
        if zone is Zone.SIGNATURE and self.surnames.with_first(text) != text:
            return 0, len(text)
        text = MISREAD_LE.sub("L", text)
        if zone is Zone.SIGNATURE and (at := self._after_junk(text)):
            return at, len(text)
        if zone is Zone.SIGNATURE:
            text = NAME_SPECK.sub(" ", text)
        span = self.capitalised(text)
        known = span and self.surnames.of_word(text[slice(*span)].split()[0])
        return span if known else None

    def capitalised(self, text: str) -> tuple[int, int] | None:
        """Where words that all start with capitals stand in a line that holds nothing else, but
        for a rank or a degree before them."""
        rank = self.ranks.match(fold(text))
        match = _ALONE.fullmatch(text, rank.end() if rank else 0)
        if not match or is_caps(match["name"]) or len(match["name"].split()) > _LONGEST_NAME:
            return None
        return match.span("name")

    def _after_junk(self, text: str) -> int:
        """Where the name starts behind what a reader made of a stroke or a damaged degree: "7
        x!È*.-Hà Văn Sen", "BSGKII. Cao Thị Sen"; 0 for none."""
        match = _AFTER_JUNK.match(text)
        known = match and self.surnames.of_word(match["name"].split()[0])
        whole = match and not is_caps(match["name"]) and len(match["name"].split()) > 2
        return match.start("name") if match and known and whole else 0


@lru_cache(maxsize=8)
def _names(grammar: Grammar) -> Names:
    ranks = "|".join(any_of(grammar, "signatures", key) for key in ("degrees", "ranks"))
    return Names(Surnames.of(grammar), regex.compile(rf"\W*(?:{ranks}(?!\w)[\W_]*)+(?=\w)"))
