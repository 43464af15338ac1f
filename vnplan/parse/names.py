"""Official names of bodies: from capitals to their spelling, abbreviations spelled out, and
completed by the body above or the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from vnplan.parse.grammar import Grammar, alternatives
from vnplan.parse.lines import is_caps
from vnplan.parse.passage import fold

_WORD = regex.compile(r"[\p{L}\d']+")
# In names these stay small wherever they stand.
_SMALL = frozenset({"và", "của", "các", "về", "cho", "thuộc", "tại"})


@dataclass(frozen=True, slots=True)
class Spelling:
    """How words are written in running text: by this document itself, then by the dictionaries.

    Attributes:
        known: folded phrase of a name -> the phrase as written ("dao tao" -> "Đào tạo").
        seen: words in small letters -> how this document writes them most.
    """

    known: Mapping[str, str]
    longest: int

    @classmethod
    def of(cls, grammar: Grammar) -> Spelling:
        return _spelling(grammar)

    def name(self, text: str, body: str = "") -> str:
        """The name of a body printed in capitals, as running text writes it.

        A name that ``body`` writes out in mixed letters is taken from there.
        """
        if not is_caps(text):
            return text
        if written := _as_written(text, body):
            return written
        words = text.lower().split()
        done: list[str] = []
        while words:
            size, phrase = self._longest(words, first=not done)
            done.append(phrase)
            words = words[size:]
        joined = " ".join(done)
        return joined[:1].upper() + joined[1:]

    def _longest(self, words: Sequence[str], *, first: bool) -> tuple[int, str]:
        for size in range(min(self.longest, len(words)), 0, -1):
            plain = " ".join(words[:size])
            core = plain.rstrip(",;.")
            written = self.known.get(core)
            if written is not None:
                return size, written + plain[len(core) :]
        return 1, words[0]


@lru_cache(maxsize=8)
def _spelling(grammar: Grammar) -> Spelling:
    bodies = grammar.words["bodies"]
    phrases: dict[str, str] = {}
    for places in grammar.places.values():
        for place in places:
            phrases.setdefault(place.name.lower(), place.name)
            phrases[place.full.lower()] = place.full
    for name in grammar.names.values():
        for part in [*_parts(name), name]:
            phrases[part.lower()] = part
    for name in [*bodies["written"], *bodies["heads"]["alone"], *bodies["expand"].values()]:
        phrases[name.lower()] = name
    phrases.update({word: word for word in (*bodies["units"], *_SMALL)})
    phrases.update({short.lower(): full for short, full in bodies["expand"].items()})
    return Spelling(phrases, max(len(phrase.split()) for phrase in phrases))


def _parts(name: str) -> Iterator[str]:
    """The fields inside a name: "Kế hoạch", "Đầu tư" of "Sở Kế hoạch và Đầu tư"."""
    for part in regex.split(r",| và | - ", name):
        words = part.split()
        starts = [i for i, word in enumerate(words) if word[:1].isupper()]
        for low, high in zip(starts, [*starts[1:], len(words)][: len(starts)], strict=True):
            if high - low > 1:
                yield " ".join(words[low:high])


def _as_written(text: str, body: str) -> str | None:
    """The most frequent spelling in mixed letters of ``text`` inside ``body``."""
    if len(text.split()) < 2 or not body:
        return None
    spaced = r"\s+".join(map(regex.escape, text.lower().split()))
    found = Counter(
        " ".join(match.group().split())
        for match in regex.finditer(rf"(?<!\w){spaced}(?!\w)", body, regex.IGNORECASE)
        if match.group()[:1].isupper() and not is_caps(match.group())
    )
    return found.most_common(1)[0][0] if found else None


def expand(name: str, grammar: Grammar) -> str:
    """Abbreviations spelled out: "UBND tỉnh" becomes "Ủy ban nhân dân tỉnh"."""
    short: Mapping[str, str] = grammar.words["bodies"]["expand"]
    pattern = "|".join(sorted(map(regex.escape, short), key=len)[::-1])
    return regex.sub(rf"(?<![\p{{L}}\d])(?:{pattern})(?![\p{{L}}\d])\.?", lambda m: _full(m, short), name)


def _full(match: regex.Match[str], short: Mapping[str, str]) -> str:
    words = short.get(match.group()) or short[match.group().rstrip(".")]
    return words[:1].upper() + words[1:] if match.start() == 0 else words


def starts_with(name: str, heads: Iterable[str]) -> bool:
    """Whether a name begins with one of the head words."""
    return bool(regex.match(alternatives(sorted(map(fold, heads), key=len)[::-1]) + r"(?!\w)", fold(name)))


def unit_in(name: str, grammar: Grammar) -> str | None:
    """The unit a name says it belongs to: "tỉnh Kiên Giang" of "Sở Y tế tỉnh Kiên Giang"."""
    units = alternatives(sorted(map(fold, grammar.words["bodies"]["units"]), key=len)[::-1])
    matches = list(regex.finditer(rf"(?<!\w){units}\s+(?=\p{{L}})", fold(name)))
    for match in matches[::-1]:
        rest = regex.match(r"(?:\p{Lu}[\p{L}'’]*|\d+|-)(?:\s+(?:\p{Lu}[\p{L}'’]*|\d+|-))*", name[match.end() :])
        if rest:
            return name[match.start() : match.end()].lower() + rest.group()
    return None


def province_in(name: str, grammar: Grammar) -> str | None:
    """The province or district that a name ends with, without its kind: "Tỉnh ủy Kiên Giang"."""
    words = name.split()
    for size in range(min(4, len(words) - 1), 0, -1):
        places = grammar.places.get(fold(" ".join(words[-size:])), ())
        if any(place.level != "xa" for place in places):
            return " ".join(words[-size:])
    return None
