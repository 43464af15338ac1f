"""Family names of signers, as printed and as readers damage them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

import regex

from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.misread import alike
from vnplan.parse.text.passage import fold

# "irần Thị Pún": the first letter was crossed by a stroke.
_LOST_CAPITAL = regex.compile(r"[^\p{L}\d]*(?P<tail>\p{Ll}{2,})(?=(?:\s\p{Lu}\p{Ll}+){1,4}\W*$)")
_HIGHLAND = regex.compile(r"[KHY][’'](?:\p{Lu}\p{Ll}|$)")


@dataclass(frozen=True, slots=True)
class Surnames:
    """Family names, by their letters; ``rare``: those that are not misread for a frequent one."""

    frequent: Mapping[str, Sequence[str]]
    rare: frozenset[str]

    @classmethod
    def of(cls, grammar: Grammar) -> Surnames:
        return _surnames(grammar)

    def with_first(self, text: str) -> str:
        """A name whose family name lost its capital, "irần Văn An", with it, where only one family
        name ends in those letters, marks and all.

        >>> from vnplan.lexicon import Dictionaries
        >>> names = Surnames.of(Grammar.load(Dictionaries.locate()))
        >>> names.with_first("_irần Văn An"), names.with_first("xã Văn An")
        ('Trần Văn An', 'xã Văn An')
        """
        match = _LOST_CAPITAL.match(text)
        if not match:
            return text
        every = {name for names in self.frequent.values() for name in names if len(name) > 2}
        tails = (match["tail"], match["tail"][1:])
        ends = [name for name in every if name[1:] in tails]
        return ends[0] + text[match.end() :] if len(ends) == 1 else text

    def of_damaged(self, word: str) -> str | None:
        """The family name that a word is most like, some of its letters changed or lost; ``None``
        where it is like several, or like none.

        >>> from vnplan.lexicon import Dictionaries
        >>> names = Surnames.of(Grammar.load(Dictionaries.locate()))
        >>> names.of_damaged("Tiuỳnh"), names.of_damaged("#a£ơng")
        ('Huỳnh', None)
        """
        letters = "".join(filter(str.isalpha, word.lower()))
        every = {name for names in self.frequent.values() for name in names if len(name) > 2}
        likely = ((_likeness(letters, name.lower()), name) for name in every)
        found = sorted(likely, reverse=True)[:2]
        apart = len(found) > 1 and found[0][0] - found[1][0] >= _APART
        return found[0][1] if apart and found[0][0] >= _ALIKE else None

    def others(self, word: str) -> Sequence[str]:
        """The family names that a word which is none has the letters of: "Lướng"."""
        names = self.frequent.get(fold(word), ())
        return () if word in names or word in self.rare or len(names) < 2 else names

    def of_word(self, word: str) -> str | None:
        """The family name that a word is, or that it misspells by a letter or by its marks."""
        if word in self.rare or _HIGHLAND.match(word):
            return word
        folded = fold(word)
        if names := self.frequent.get(folded):
            return names[0] if len(names) == 1 else word
        near = [
            name
            for key, names in self.frequent.items()
            if len(key) > 4 and alike(folded, key)
            for name in names
        ]
        return near[0] if len(near) == 1 else None


# So much of the letters of a damaged family name must be those of one, and so much more than of
# any other.
_ALIKE, _APART = 0.7, 0.1


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@lru_cache(maxsize=8)
def _surnames(grammar: Grammar) -> Surnames:
    words = grammar.words["signatures"]
    frequent: dict[str, list[str]] = {}
    for name in words["surnames"]:
        frequent.setdefault(fold(name), []).append(name)
    return Surnames(frequent, frozenset(words["rare_surnames"]))
