"""The rules of the parser as an archivist wrote them down in ``dictionaries/``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

import regex

from vnplan.errors import DictionaryError
from vnplan.lexicon import Dictionaries
from vnplan.parse.text.name_ends import NameEnds
from vnplan.parse.text.passage import fold, lowered

_K = TypeVar("_K")
_V = TypeVar("_V")
_FILES = ("types", "letterhead", "headings", "signatures", "bodies", "deadlines", "tables")


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative unit: "Cái Nước", "huyện", level "huyen", above it "Tỉnh Cà Mau"."""

    name: str
    kind: str
    level: str
    above: str
    era: str

    @property
    def full(self) -> str:
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Everything the parser knows that is data.

    Attributes:
        words: the YAML files by name; see the comments in the files themselves.
        types: folded name of a type of document -> its name.
        type_of: abbreviation in a symbol -> names of types it stands for.
        agencies: abbreviation in a symbol -> (name, category) it may stand for.
        places: folded name -> units of that name.
        names: folded name -> name of a body that there is once only, or in every province.
        people: folded name -> names of people that somebody confirmed.
        bodies: folded name -> names of bodies that somebody confirmed, with their places.
        syllables: folded syllable -> syllables of people's names, and how often they occur.
        ends: where names of bodies end in running text.
        cited_dates: number of a document of the centre -> its date.
    """

    words: Mapping[str, Any]
    types: Mapping[str, str]
    type_of: Mapping[str, tuple[str, ...]]
    agencies: Mapping[str, tuple[tuple[str, str], ...]]
    places: Mapping[str, tuple[Place, ...]]
    names: Mapping[str, str]
    people: Mapping[str, tuple[str, ...]]
    bodies: Mapping[str, tuple[str, ...]]
    syllables: Mapping[str, tuple[tuple[str, int], ...]]
    ends: NameEnds
    cited_dates: Mapping[str, str]

    @classmethod
    def load(cls, dictionaries: Dictionaries) -> Grammar:
        """Read the dictionaries.

        Raises:
            DictionaryError: a file is missing or malformed; the message names file and line.
        """
        words = {name: _mapping(dictionaries, name) for name in _FILES}
        types = _types(words["types"])
        agencies = dictionaries.tsv("agencies.tsv", 3)
        places = [Place(*row) for row in dictionaries.tsv("places.tsv", 5)]
        syllables = dictionaries.counts("name_syllables.tsv")
        confirmed = [(fold(row[1]), row[1], row[0]) for row in dictionaries.tsv("confirmed.tsv", 3)]
        return cls(
            words,
            types={fold(name): name for name, _ in types},
            type_of=_grouped(_by_first((name, all_short) for name, all_short in types)),
            agencies=_grouped((short, (name, category)) for short, name, category in agencies),
            places=_grouped((fold(place.name), place) for place in places),
            names={fold(name): name for _, name, _ in agencies},
            people=_grouped((key, name) for key, name, kind in confirmed if kind == "person"),
            bodies=_grouped((key, name) for key, name, kind in confirmed if kind == "body"),
            syllables=_grouped((fold(word), (word, count)) for word, count in syllables.items()),
            ends=NameEnds.load(dictionaries),
            cited_dates=dictionaries.days("cited_dates.tsv"),
        )

    def known_names(self) -> tuple[str, ...]:
        """Every name whose spelling is known: of bodies, and of what sections of them work on."""
        confirmed = (name for names in self.bodies.values() for name in names)
        return (*self.names.values(), *confirmed)

    def body_names(self) -> tuple[str, ...]:
        """Every body that is known by its whole name; "Nông nghiệp" of a symbol is a subject."""
        listed = [entry for entries in self.agencies.values() for entry in entries]
        subjects = {name for name, category in listed if category == "section"}
        bodies = {name for name, category in listed if category != "section"}
        return tuple(name for name in self.known_names() if name not in subjects - bodies)

    def phrases(self, file: str, *keys: str, marked: bool = False) -> tuple[str, ...]:
        """The phrases of a list in a YAML file, the longest first: folded, or in small letters
        with their marks where ``marked``.

        Raises:
            DictionaryError: the file has no such list.
        """
        form = lowered if marked else fold
        value: Any = self.words[file]
        for key in keys:
            if not isinstance(value, dict) or key not in value:
                raise DictionaryError(f"{file}.yaml: no key {'.'.join(keys)}")
            value = value[key]
        return tuple(sorted({form(str(v)) for v in value}, key=lambda v: (-len(v), v)))


def alternatives(phrases: Iterable[str]) -> str:
    """A pattern of any of ``phrases``; where a space is due, any white space will do. That of none
    is found nowhere.

    >>> alternatives(["noi nhan", "v/v"])
    '(?:noi\\\\s+nhan|v/v)'
    """
    return _alternatives(tuple(phrases))


@lru_cache(maxsize=512)
def _alternatives(phrases: tuple[str, ...]) -> str:
    spaced = [regex.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases]
    return "(?:" + "|".join(spaced or ["(?!)"]) + ")"


@lru_cache(maxsize=512)
def any_of(grammar: Grammar, file: str, *keys: str, marked: bool = False) -> str:
    """A pattern of any phrase of a list in a YAML file; see :meth:`Grammar.phrases`."""
    return alternatives(grammar.phrases(file, *keys, marked=marked))


def _mapping(dictionaries: Dictionaries, name: str) -> dict[str, Any]:
    value = dictionaries.checked_yaml(f"{name}.yaml")
    if not isinstance(value, dict):
        raise DictionaryError(f"{name}.yaml:1: a mapping is due", "see the file that came along")
    return value


def _types(words: dict[str, Any]) -> list[tuple[str, list[str]]]:
    try:
        return [(entry["name"], entry["abbreviations"]) for entry in words["types"]]
    except (KeyError, TypeError) as error:
        fact = f"types.yaml: each type needs name and abbreviations ({error})"
        raise DictionaryError(fact) from error


def _by_first(types: Iterable[tuple[str, Sequence[str]]]) -> list[tuple[str, str]]:
    """Abbreviations and the types they stand for, those first whose own first one it is: "QĐ" is a
    decision before it is a regulation."""
    pairs = [(short, name, at) for name, every in types for at, short in enumerate(every)]
    return [(short, name) for short, name, _ in sorted(pairs, key=lambda pair: bool(pair[2]))]


def _grouped(pairs: Iterable[tuple[_K, _V]]) -> dict[_K, tuple[_V, ...]]:
    groups: dict[_K, list[_V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
