"""Document symbols ("12/KH-UBND", "27-QĐ/TU") and abbreviations: letters that lost their marks.

Digits are never touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

from vnplan.lexicon import Dictionaries
from vnplan.syllable import is_syllable, strip_marks

# Icelandic eth is what Tesseract prints for Đ.
_ETH = str.maketrans("Ðð", "Đđ")
# What an OCR without Vietnamese letters makes of Q and Đ.
_MISREAD = (("O", "Q"), ("DB", "D"), ("B", "D"))
_GROUP = regex.compile(r"\p{Lu}[\p{L}&]*")
# Fewer sightings than this do not make a group known where letters may be misread.
FAMILIAR = 20
# A listed group of so many letters is not met by chance where letters are misread.
CERTAIN_LETTERS = 4
# Sightings of D and Đ among the same letters that count as much as those among fewer.
LEAN = 2.0
# The least share of Đ for a D of an unlisted group to become one.
CROSSED = 0.5

# Of a D or Đ among its letters: how often it is D, how often Đ.
Sightings = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class SymbolGroups:
    """The letter groups of symbols (types of documents, agencies, units), abbreviations.

    Attributes:
        counts: how often each was seen.
        likeliest: base letters to the form of them seen most.
        strokes: what stands around a D or Đ to how often which of them.
    """

    counts: Mapping[str, int]
    likeliest: Mapping[str, str]
    strokes: Sightings

    @classmethod
    def load(cls, dictionaries: Dictionaries) -> SymbolGroups:
        """Read ``symbol_groups.tsv``."""
        return cls.of(dictionaries.counts("symbol_groups.tsv"))

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> SymbolGroups:
        """From how often each group was seen."""
        likeliest = {strip_marks(g): g for g in sorted(counts, key=lambda g: counts[g])}
        return cls(counts, likeliest, _strokes(counts))

    def repair(self, symbol: str) -> str:
        """The symbol with the marks of its letter groups put back.

        A group takes the form that was seen most; in one that was never seen, each D
        becomes Đ where its neighbours in other groups have mostly that. An O that makes a
        group unknown may be a Q, a B a Đ.

        >>> groups = SymbolGroups.of({"QĐ": 90, "TU": 40, "BCĐ": 9, "DN": 7})
        >>> groups.repair("27-QD/TU"), groups.repair("5/KHBCD"), groups.repair("DN-XYZ")
        ('27-QĐ/TU', '5/KHBCĐ', 'DN-XYZ')
        >>> groups.repair("27-OD/TU"), groups.repair("27-QDB/TU")
        ('27-QĐ/TU', '27-QĐ/TU')
        """
        return _GROUP.sub(lambda match: self._group(match.group()), symbol)

    def tidied(self, symbol: str) -> str:
        """The symbol with what an OCR that knows the marks makes of its letters undone in
        groups that are not listed: Icelandic eth or two of them for Đ, O for Q.

        >>> groups = SymbolGroups.of({"QĐ": 90, "ĐĐ": 40})
        >>> groups.tidied("27/QĐÐ-UBND"), groups.tidied("5/ĐĐ"), groups.tidied("OĐ-TTg")
        ('27/QĐ-UBND', '5/ĐĐ', 'QĐ-TTg')
        """
        return _GROUP.sub(lambda match: self._tidy(match.group()), symbol.translate(_ETH))

    def _tidy(self, group: str) -> str:
        if group in self.counts:
            return group
        single, tailed = group.replace("ĐĐ", "Đ"), group.replace("O", "Q")
        return single if single in self.counts else tailed if self.is_familiar(tailed) else group

    def is_group_with_signs(self, text: str) -> bool:
        """Whether signs stand around or in a listed group: the remains of a serial
        written by hand before it, not letters of a word.

        >>> SymbolGroups.of({"KH": 50}).is_group_with_signs("§KH")
        True
        """
        letters = "".join(filter(str.isalpha, text))
        return letters != text and len(letters) > 1 and self.is_familiar(letters)

    def is_abbreviation(self, text: str) -> bool:
        """Whether a word of running text is a listed group that is too long to be one by chance.

        >>> groups = SymbolGroups.of({"TTYT": 2, "TTra": 5, "TW": 90})
        >>> [groups.is_abbreviation(text) for text in ("TTYT", "TTra", "TW", "TTVT")]
        [True, True, False, False]
        """
        return len(text) >= CERTAIN_LETTERS and text in self.counts and not is_syllable(text)

    def is_familiar(self, group: str) -> bool:
        """Whether a group was seen so often that its letters are hardly misread."""
        return self.counts.get(group, 0) >= FAMILIAR

    def _group(self, group: str) -> str:
        if "Đ" in group and group in self.counts:
            return group
        listed = self.likeliest.get(strip_marks(group))
        if listed is None:
            for seen, meant in _MISREAD:
                other = self.likeliest.get(strip_marks(group).replace(seen, meant), "")
                if self.is_familiar(other):
                    return other
        if listed is not None:
            return listed if group.isascii() else group
        letters = enumerate(group)
        return "".join("Đ" if c == "D" and self._is_crossed(group, at) else c for at, c in letters)

    def _is_crossed(self, group: str, at: int) -> bool:
        """Whether Đ is likelier than D among the letters that stand around it."""
        share = 0.5
        for around in _surroundings(strip_marks(group), at):
            plain, crossed = self.strokes.get(around, (0, 0))
            share = (crossed + LEAN * share) / (plain + crossed + LEAN)
        return share > CROSSED


def _strokes(counts: Mapping[str, int]) -> Sightings:
    """D and Đ in groups that were seen more than once, each group counted once."""
    found: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for group in (group for group, count in counts.items() if count > 1):
        for at, letter in enumerate(group):
            if letter in "DĐ":
                for around in _surroundings(strip_marks(group), at):
                    plain, crossed = found[around]
                    found[around] = (plain + (letter == "D"), crossed + (letter == "Đ"))
    return dict(found)


def _surroundings(bare: str, at: int) -> Iterator[str]:
    """The letters to the left and right of a place, few before many."""
    framed = f"^^{bare}$$"
    for before, after in ((0, 0), (1, 0), (0, 1), (1, 1), (2, 1), (1, 2), (2, 2)):
        left, right = framed[at + 2 - before : at + 2], framed[at + 3 : at + 3 + after]
        yield f"{left}_{right}"
