"""Document symbols ("12/KH-UBND", "27-QĐ/TU"): letters that lost their marks.

Digits are never touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from vnplan.lexicon import Dictionaries
from vnplan.syllable import strip_marks

_GROUP = regex.compile(r"\p{Lu}\p{L}*")
# A form this much rarer than its rival of the same base letters is a misreading of it.
RARER = 20


@dataclass(frozen=True, slots=True)
class SymbolGroups:
    """The letter groups of symbols: types of documents, agencies, units."""

    counts: Mapping[str, int]
    likeliest: Mapping[str, str]

    @classmethod
    def load(cls, dictionaries: Dictionaries) -> SymbolGroups:
        """Read ``symbol_groups.tsv``."""
        counts = {group: int(n) for group, n in dictionaries.tsv("symbol_groups.tsv", 2)}
        likeliest: dict[str, str] = {}
        for group in sorted(counts, key=lambda g: counts[g]):
            likeliest[strip_marks(group)] = group
        return cls(counts, likeliest)

    def repair(self, symbol: str) -> str:
        """The symbol with the marks of its letter groups put back.

        Groups that are not listed, and listed ones that are not much rarer than
        the form with marks, stay.

        >>> groups = SymbolGroups({"QĐ": 90, "TU": 40}, {"QD": "QĐ", "TU": "TU"})
        >>> groups.repair("27-QD/TU"), groups.repair("5/QD-XYZ")
        ('27-QĐ/TU', '5/QĐ-XYZ')
        """
        return _GROUP.sub(lambda match: self._group(match.group()), symbol)

    def undoubled(self, symbol: str) -> str:
        """The symbol with a Đ that was read twice written once, in groups that are not listed.

        >>> groups = SymbolGroups({"QĐ": 90, "ĐĐ": 40}, {})
        >>> groups.undoubled("27/QĐĐ-UBND"), groups.undoubled("5/ĐĐ")
        ('27/QĐ-UBND', '5/ĐĐ')
        """

        def once(match: regex.Match[str]) -> str:
            group = match.group()
            single = group.replace("ĐĐ", "Đ")
            return single if group not in self.counts and single in self.counts else group

        return _GROUP.sub(once, symbol)

    def is_group_with_signs(self, text: str) -> bool:
        """Whether signs stand around or in a listed group: the remains of a serial
        written by hand before it, not letters of a word.

        >>> SymbolGroups({"KH": 5}, {"KH": "KH"}).is_group_with_signs("§KH")
        True
        """
        letters = "".join(filter(str.isalpha, text))
        return letters != text and len(letters) > 1 and letters in self.counts

    def _group(self, group: str) -> str:
        best = self.likeliest.get(strip_marks(group), group)
        if self.counts.get(group, 0) * RARER > self.counts.get(best, 0):
            return group
        return best
