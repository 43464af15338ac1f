"""Capacities and offices above a signature, put right against the lists of known ones.

Seals and signatures lie over these lines, so that letters are lost and others come in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

import regex

from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import is_caps
from vnplan.parse.text.passage import fold

# So much of the letters must agree.
_ALIKE = 0.75
_WORD = regex.compile(r"[\p{L}\d]+")
# "P. HIỆU TRƯỞNG", "P.CHỦ TỊCH".
_DEPUTY = regex.compile(r"P\s?\.\s?(?=\p{Lu}{2})")
# "TM." and "T/M", as they are printed and as readers misread them.
_PREFIX = regex.compile(r"\W*(?:\p{Lu}|1)(?P<stroke>/?)[MN]\s?[.,:]?\s+(?=\p{Lu}{2})")


@dataclass(frozen=True, slots=True)
class Offices:
    """The names that may stand above a signature, in capitals.

    Attributes:
        titles: offices, deputies among them.
        bodies: what "TM." signs for.
    """

    titles: tuple[str, ...]
    bodies: tuple[str, ...]

    @classmethod
    def of(cls, grammar: Grammar) -> Offices:
        return _offices(grammar)

    def title(self, text: str) -> str | None:
        """The whole line as a known office; ``None`` when it is like none.

        >>> from vnplan.lexicon import Dictionaries
        >>> offices = Offices.of(Grammar.load(Dictionaries.locate()))
        >>> offices.title("⁄.PHU'GCHU TỊCH"), offices.title("GIAM ĐOC"), offices.title("TẠO")
        ('PHÓ CHỦ TỊCH', 'GIÁM ĐỐC', None)
        """
        return _nearest(text, self.titles)

    def repaired(self, text: str, above: Sequence[str] = (), *, surely: bool = False) -> str:
        """An office as printed below the capacities ``above``, its damaged letters put right;
        ``surely``: whether each word was read without doubt, so that only marks may be lost.

        >>> from vnplan.lexicon import Dictionaries
        >>> offices = Offices.of(Grammar.load(Dictionaries.locate()))
        >>> offices.repaired("GIAM ĐOC"), offices.repaired("GIÁM MỤC", surely=True)
        ('GIÁM ĐỐC', 'GIÁM MỤC')
        """
        if text in self.titles:
            return text
        if deputy := _DEPUTY.match(text):
            return deputy.group() + self.repaired(text[deputy.end() :], surely=surely)
        completed = self.completed(text, above) if not fold(text).startswith("pho") else None
        if completed:
            return completed
        spelled = self.spelled(text)
        if surely or spelled.startswith(self.titles):
            return spelled
        return self.title(text) or spelled

    def spelled(self, text: str) -> str:
        """The line with each known name at its head spelled as in the list.

        >>> from vnplan.lexicon import Dictionaries
        >>> offices = Offices.of(Grammar.load(Dictionaries.locate()))
        >>> offices.spelled("KT. GIAM ĐOC"), offices.spelled("PHO CHU TICH UBND XÃ")
        ('KT. GIÁM ĐỐC', 'PHÓ CHỦ TỊCH UBND XÃ')
        """
        folded = fold(text)
        for name in (*self.titles, *self.bodies):
            low = folded.find(fold(name))
            whole = low >= 0 and not folded[low + len(name) : low + len(name) + 1].isalpha()
            if whole and (low == 0 or not folded[low - 1].isalpha()):
                return text[:low] + name + text[low + len(name) :]
        return text

    def capacity(self, text: str) -> str | None:
        """ "TM. ỦY BAN NHÂN DÂN" of a line in capitals whose "TM." was misread.

        >>> from vnplan.lexicon import Dictionaries
        >>> offices = Offices.of(Grammar.load(Dictionaries.locate()))
        >>> offices.capacity(". 'IM. UY BAN NHAN DAN"), offices.capacity("ỦY BAN NHÂN DÂN")
        ('TM. ỦY BAN NHÂN DÂN', None)
        """
        match = _PREFIX.match(text)
        if not match or not text[match.end() :].strip():
            return None
        body = _nearest(text[match.end() :], self.bodies)
        return f"{'T/M' if match['stroke'] else 'TM.'} {body}" if body else None

    def put_right(self, text: str) -> str:
        """A capacity as printed, its damaged letters put right.

        >>> from vnplan.lexicon import Dictionaries
        >>> offices = Offices.of(Grammar.load(Dictionaries.locate()))
        >>> offices.put_right("KT, CHU TICH")
        'KT. CHỦ TỊCH'
        """
        spelled = self.spelled(regex.sub(r"^\W*(\p{Lu}{1,3}),\s", r"\1. ", text))
        known = any(name in spelled for name in (*self.titles, *self.bodies))
        repaired = regex.match(r"\W*T\W?M", spelled) and known
        return spelled if repaired or not is_caps(spelled) else self.capacity(text) or spelled

    def completed(self, text: str, above: Sequence[str]) -> str | None:
        """The office of which a line has the last word, where the capacity above leaves no choice:
        below "KT. CHỦ TỊCH" signs a "PHÓ CHỦ TỊCH", below "TM. ỦY BAN NHÂN DÂN" a "CHỦ TỊCH"."""
        words = _WORD.findall(fold(text))
        if not words or not above:
            return None
        capacity = fold(above[-1])
        if regex.match(r"k\W?t\b", capacity):
            office = above[-1].split(".")[-1].strip()
            held = _WORD.findall(fold(office))
            deputy = f"PHÓ {office}"
            ends = len(held) > 1 and (words[-1] == held[-1] or _like(text, office) >= _ALIKE)
            return deputy if ends and deputy in self.titles else None
        state = regex.match(r"t\W?m\b", capacity) and capacity.endswith("uy ban nhan dan")
        return "CHỦ TỊCH" if state and words[-1] == "tich" and len(words) < 3 else None


def _nearest(text: str, names: Sequence[str]) -> str | None:
    best = max(names, key=lambda name: (_like(text, name), len(name)))
    return best if _like(text, best) >= _ALIKE else None


def _like(one: str, other: str) -> float:
    """The share of letters that two lines have in common, in the same order, 0–1."""
    a, b = ("".join(_WORD.findall(fold(text))) for text in (one, other))
    if min(len(a), len(b)) < 4 or abs(len(a) - len(b)) > 0.4 * len(b):
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


@lru_cache(maxsize=8)
def _offices(grammar: Grammar) -> Offices:
    words = grammar.words["signatures"]
    return Offices(tuple(_titles(words["titles"])), tuple(words["bodies"]))


def _titles(heads: Sequence[str]) -> Iterator[str]:
    """The offices of the list and their deputies, the longest first."""
    whole = [head for head in heads if " " in head]
    held = {f"{state} {head}" for state in ("PHÓ", "QUYỀN") for head in whole}
    yield from sorted({*whole, *held}, key=lambda title: (-len(title), title))
