"""Texts as words in small letters, and the phrases of bodies.yaml looked up in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from vnplan.parse.text.grammar import Grammar, alternatives
from vnplan.parse.text.name_ends import NameEnds
from vnplan.parse.text.passage import lowered

TOKEN = regex.compile(r"[\p{L}\p{M}\d'./&-]*[\p{L}\p{M}\d&]|[-–—]|[^\s'’]")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases as sequences of words in small letters, found by their first word."""

    by_first: dict[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def of(cls, phrases: Sequence[str]) -> Phrases:
        groups: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(TOKEN.findall(lowered(phrase)))
            groups.setdefault(words[0], []).append(words)
        return cls({first: tuple(sorted(all_, key=len)[::-1]) for first, all_ in groups.items()})

    def match(self, words: Sequence[str], at: int) -> int:
        """How many words of the longest phrase stand at ``at``; 0 when none does."""
        known = self.by_first.get(words[at]) if at < len(words) else None
        for phrase in known or ():
            if tuple(words[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The lists of bodies.yaml as the search for names needs them, and what is made of several;
    see the comments in the file. Each grammar has one: it is known by identity, as a cache needs.
    """

    alone: Phrases
    named: Phrases
    people: Phrases
    places: Phrases
    none: Phrases
    adverbs: Phrases
    wholes: Phrases
    unfinished_heads: Phrases
    unfinished_fields: Phrases
    obliges: Phrases
    works: Phrases
    never: Phrases
    verbs: Phrases
    acts: Phrases
    stops: Phrases
    kept: Phrases
    also_nouns: Phrases
    plural: Phrases
    rows: Phrases
    nouns: Phrases
    compounds: frozenset[tuple[str, ...]]
    closed: Phrases
    goes_on: Phrases
    classes: Phrases
    modifiers: Phrases
    duties: Phrases
    posts: Phrases
    crowds: Phrases
    trades: Phrases
    forces: Phrases
    deputies: Phrases
    address: frozenset[str]
    comrade: Phrases
    ranks: Phrases
    degree: regex.Pattern[str]
    tells: Phrases
    past: Phrases
    units: frozenset[str]
    whole_fields: Phrases
    looked_after: Phrases
    sections: Phrases
    fields: frozenset[str]
    openers: Phrases
    gives: Phrases
    asks: Phrases
    demands: Phrases
    troubles: Phrases
    purposes: Phrases
    served: Phrases
    charged: frozenset[tuple[str, ...]]
    charges: Phrases
    told_which: regex.Pattern[str]
    does_it: regex.Pattern[str]
    topics: Phrases
    clauses: Phrases
    joined: tuple[str, ...]
    fillers: Phrases
    lead: regex.Pattern[str]
    support: Phrases
    ends: NameEnds


_DEMANDS = regex.compile(r"\b(?:giao|yêu cầu)\b")
_ASKS = regex.compile(r"\b(?:giao|đề nghị|yêu cầu|kính mong)\b")


@lru_cache(maxsize=8)
def words_of(grammar: Grammar) -> Words:
    bodies = grammar.words["bodies"]
    heads = bodies["heads"]

    def phrases(key: str) -> Phrases:
        return Phrases.of(bodies[key])

    topics = [f"{each} {noun}" for each in bodies["plural_words"] for noun in bodies["topics"]]
    degrees = alternatives(sorted(grammar.words["signatures"]["degrees"], key=len)[::-1])
    return Words(
        alone=Phrases.of(
            [*heads["alone"], *heads["people"], *heads["short"], *grammar.body_names()]
        ),
        named=Phrases.of([*heads["named"], *heads["people"], *heads["short"]]),
        people=Phrases.of(heads["people"]),
        places=Phrases.of(heads["units"]),
        none=Phrases.of([*bodies["no_heads"], *topics]),
        adverbs=phrases("adverbs"),
        wholes=phrases("wholes"),
        unfinished_heads=phrases("unfinished_heads"),
        unfinished_fields=phrases("unfinished_fields"),
        obliges=phrases("obliges"),
        works=phrases("works"),
        never=phrases("never_in_names"),
        verbs=phrases("verbs"),
        acts=Phrases.of([*bodies["verbs"], *bodies["verbs_after_names"]]),
        stops=phrases("stops"),
        kept=phrases("kept"),
        also_nouns=phrases("also_nouns"),
        plural=phrases("plural_words"),
        rows=phrases("rows"),
        nouns=phrases("noun_openers"),
        compounds=frozenset(tuple(lowered(w).split()) for w in bodies["compounds"]),
        closed=Phrases.of([*bodies["closed"], *grammar.body_names()]),
        goes_on=phrases("goes_on"),
        classes=phrases("class_heads"),
        modifiers=phrases("class_modifiers"),
        duties=phrases("class_duties"),
        posts=phrases("posts"),
        crowds=phrases("crowds"),
        trades=phrases("trades"),
        forces=phrases("forces"),
        deputies=phrases("deputies"),
        address=frozenset(bodies["honorifics"]["address"]),
        comrade=Phrases.of(bodies["honorifics"]["comrade"]),
        ranks=Phrases.of(grammar.words["signatures"]["ranks"]),
        degree=regex.compile(rf"{degrees}(?:\.?{degrees})*"),
        tells=phrases("telling_words"),
        past=phrases("past_words"),
        units=frozenset(bodies["units"]),
        whole_fields=phrases("whole_fields"),
        looked_after=phrases("looked_after"),
        sections=phrases("sections"),
        fields=_fields(bodies),
        openers=phrases("openers"),
        gives=Phrases.of([o for o in bodies["openers"] if lowered(o).startswith("giao")]),
        asks=Phrases.of([o for o in bodies["openers"] if _ASKS.search(lowered(o))]),
        demands=Phrases.of([o for o in bodies["openers"] if _DEMANDS.search(lowered(o))]),
        troubles=phrases("troubles"),
        purposes=phrases("purposes"),
        served=phrases("served"),
        charged=frozenset(tuple(lowered(name).split()) for name in bodies["charged"]),
        charges=phrases("charges"),
        told_which=_told_which(grammar),
        does_it=regex.compile(
            r"(?:(?:trực tiếp|thống nhất|chịu trách nhiệm) )?"
            + alternatives(grammar.phrases("bodies", "does_it", marked=True))
            + r"\b"
        ),
        topics=Phrases.of(topics),
        clauses=Phrases.of(grammar.words["headings"]["clause_openers"]),
        joined=tuple(map(lowered, bodies["joined_by_and"])),
        fillers=phrases("support_fillers"),
        lead=regex.compile(
            r"(?<!(?<!\w)"
            + alternatives(grammar.phrases("bodies", "contact_words", marked=True))
            + r"\s)"
            + alternatives(grammar.phrases("bodies", "lead_words", marked=True))
        ),
        support=phrases("support_words"),
        ends=grammar.ends,
    )


def _fields(bodies: Mapping[str, Any]) -> frozenset[str]:
    """Abbreviations, in small letters, of what bodies work on: "CNTT", "PCCC"; none of a body."""
    heads = tuple(h.lower() for kind in ("alone", "named", "people") for h in bodies["heads"][kind])
    full = bodies["expand"].items()
    return frozenset(
        [short.lower() for short, name in full if not name.lower().startswith(heads)]
        + [short.lower() for short in bodies["field_abbreviations"]]
    )


def _told_which(grammar: Grammar) -> regex.Pattern[str]:
    """What "được" says of bodies that act: which ones are meant, and the verb of what they do."""
    chosen, favoured, does, answers = (
        alternatives(grammar.phrases("bodies", "told_which", key, marked=True))
        for key in ("chosen", "favoured", "does", "answers")
    )
    trial = r"(?: (?:thí điểm|làm điểm))? "
    return regex.compile(
        rf"(?P<which>được (?:{chosen}|{favoured}){trial}){answers}(?! viên)\b"
        rf"|(?P<which>được {chosen}{trial}){does}\b"
    )


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A text cut into words; known by identity, as a cache needs.

    Attributes:
        spans: where each word starts and ends in ``text``.
        words: the same in small letters.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]

    @classmethod
    @lru_cache(maxsize=1024)
    def of(cls, text: str) -> Text:
        spans = tuple((m.start(), m.end()) for m in TOKEN.finditer(text))
        small = lowered(text)
        return cls(text, spans, tuple(small[a:b] for a, b in spans))

    def upper(self, at: int) -> bool:
        return at < len(self.spans) and self.text[self.spans[at][0]].isupper()

    def between(self, low: int, high: int) -> str:
        return self.text[self.spans[low][0] : self.spans[high - 1][1]] if low < high else ""
