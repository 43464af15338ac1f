"""Where the name of a body ends in running text, by counts of what goes on in names and what
follows them; for verbs that no list holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log

from vnplan.lexicon import Dictionaries

# From this chance on a name ends (measured on the labelled documents of bench.parse with 0, 30 and
# 100 of 100 verbs taken out of bodies.yaml).
ENDS = 0.6
# Between these chances a person should look.
UNCLEAR, CLEAR = 0.4, 0.85
# From here on where the word was never seen at names.
UNKNOWN = 0.2
# From here on two words are a verb rather than a noun.
CLEARLY_VERB = 2
# Words that lead on from one part of a name to the next; nothing was counted at them.
LEADS_ON = frozenset(
    [
        "và", "của", "các", "về", "với", "cho", "thuộc", "cấp", "tỉnh", "huyện", "xã", "ở", "tại",
        "trên", "trong", "liên", "có",
    ]
)  # fmt: skip
_LEADS_ALWAYS = frozenset({"và", "của", "các"})
# A word or pair with fewer sightings says nothing on whether it is a verb.
_FEWEST = 3
_MOST_CLEAR = 3
_LONGEST, _MOST_CAPITALS = 7, 4


@dataclass(frozen=True, slots=True)
class NameEnds:
    """A logistic model of names' ends.

    Attributes:
        verbs: words and pairs of words -> how much rather a verb they are than a noun, from -3
            to 3.
        weights: features -> their weight, in natural units of log odds.
    """

    verbs: dict[str, int]
    weights: dict[str, float]

    @classmethod
    def load(cls, dictionaries: Dictionaries) -> NameEnds:
        """Read ``name_ends.tsv`` (made by tools/build_name_ends.py)."""
        rows = dictionaries.tsv("name_ends.tsv", 3)
        return cls(
            {key: int(value) for kind, key, value in rows if kind == "verb"},
            {key: int(value) / 100 for kind, key, value in rows if kind == "weight"},
        )

    def chance(
        self, words: Sequence[str], upper: Callable[[int], bool], low: int, at: int
    ) -> float:
        """How likely the name that starts at ``low`` ends before ``at``; 0 where nothing was
        counted."""
        if not counted(words, upper, at):
            return 0.0
        own, near = features(words, upper, low, at, self.verbs)
        return 1 / (1 + exp(-sum(self.weights.get(each, 0.0) for each in (*own, *near))))

    def knows(self, words: Sequence[str], at: int) -> bool:
        """Whether the word at ``at``, or it after the one before, was seen at names."""
        word, pair = words[at], f"{words[at - 1]} {words[at]}"
        return f"0={word}" in self.weights or f"-1,0={pair}" in self.weights or pair in self.verbs

    def parts_word(self, words: Sequence[str], at: int) -> bool:
        """ "đánh | bắt": whether an end before ``at`` would part a word of two syllables, as no
        word of two syllables begins there."""
        before = f"{words[at - 1]} {words[at]}"
        after = " ".join(words[at : at + 2])
        return before in self.verbs and after not in self.verbs


def clearly_verb(verb: int, noun: int) -> int | None:
    """How much rather a verb than a noun it is that stood so often where each is due, from -3 to
    3.

    >>> clearly_verb(40, 2), clearly_verb(3, 3), clearly_verb(1, 1)
    (3, 0, None)
    """
    if verb + noun < _FEWEST:
        return None
    odds = log((verb + 0.5) / (noun + 0.5) * 1.2)
    return max(-_MOST_CLEAR, min(_MOST_CLEAR, round(odds)))


def counted(words: Sequence[str], upper: Callable[[int], bool], at: int) -> bool:
    """Whether ends of names were counted at such a word: one in small letters after another."""
    plain = not upper(at) and words[at][0].isalpha() and words[at] not in LEADS_ON
    return plain and words[at - 1][0].isalpha() and words[at - 1] not in _LEADS_ALWAYS


def features(
    words: Sequence[str],
    upper: Callable[[int], bool],
    low: int,
    at: int,
    verbs: dict[str, int],
) -> tuple[list[str], list[str]]:
    """The features of the word at ``at`` itself, and of what stands around it."""
    before, last, first, second, third = (_word(words, at + k) for k in range(-2, 3))
    before = before if at - 2 >= low else "^"
    case = "Aa"[not upper(at - 1)] + "Aa"[not upper(at + 1)]
    pair = verbs.get(f"{first} {second}", "?")
    one = verbs.get(first, "?")
    head = words[low] if words[low] != "các" else f"các {words[low + 1]}"
    size = min(at - low, _LONGEST)
    capitals = min(_MOST_CAPITALS, sum(upper(i) for i in range(low, at)))
    own = [f"0={first}", f"-1,0={last} {first}", f"0,1={first} {second}", f"h,0={head} {first}"]
    near = [
        "all", f"-1={last}", f"1={second}", f"2={third}", f"h={head}", f"c={case}", f"n={size}",
        f"-2,-1={before} {last}", f"c,n={case} {size}", f"v2={pair}", f"v1={one}",
        f"v2,v1={pair} {one}", f"v2,c={pair} {case}", f"v1,c={one} {case}", f"h,v2={head} {pair}",
        f"-1,v2={last} {pair}", f"A={capitals}",
    ]  # fmt: skip
    return own, near


def _word(words: Sequence[str], at: int) -> str:
    """The word at ``at``: "N" for any number, "#" for any mark, "$" where the text is over."""
    if not 0 <= at < len(words):
        return "$"
    word = words[at]
    return word if word[0].isalpha() else "N" if word[0].isdigit() else "#"
