"""Names that may be misread: which one is meant, and which words no list knows."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.misread import alike
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.parse.text.place_names import place_words
from vnplan.parse.text.spelling import Spelling
from vnplan.syllable import fold_tone, is_syllable, place_tone

_LETTERS = regex.compile(r"\p{L}+")
# A reading that is surer than this is believed to the letter.
_SURE = 0.9


def confirmed_name(name: str, printed: Passage | None, known: Mapping[str, tuple[str, ...]]) -> str:
    """The one confirmed name that a doubtful reading is like; else ``name``.

    A name that was read with its marks and surely stays: two villages, or two people, may
    differ by one of them.
    """
    if printed is None:
        return name
    surely = printed.certainty() >= _SURE
    if surely and printed.raw() == printed.text:
        return name
    read = fold(name)
    same = known.get(read, ())
    if not same and not surely:
        same = tuple(each for key, names in known.items() if alike(key, read) for each in names)
    return same[0] if len(same) == 1 else name


# So many times as frequent makes the other reading likelier.
_LIKELIER = 20


def likelier_syllable(word: str, grammar: Grammar) -> str | None:
    """The syllable of people's names that ``word``, rare among them, may be misread for: it has
    the same letters with other marks, and is far more frequent.

    Measured on 28 November 2026 with the counts of tools/build_names.py: of 69 signers of
    admin_dev, which is not counted, 2 have such a syllable; of their names with the marks of one
    syllable changed, 85 of 100.
    """
    counts = dict(grammar.syllables.get(fold(word), ()))
    best = max(counts, key=lambda each: counts[each], default=word)
    rare = counts.get(place_tone(word, "traditional"), 0) * _LIKELIER < counts.get(best, 0)
    return best if rare else None


def misspelled(name: str, grammar: Grammar) -> str | None:
    """A word with Vietnamese marks that is neither a Vietnamese syllable nor part of the name of a
    place ("Krông"); foreign words have no marks.

    >>> from vnplan.lexicon import Dictionaries
    >>> grammar = Grammar.load(Dictionaries.locate())
    >>> [misspelled(name, grammar) for name in ("Bộcôngan", "Công ty Petrolimex Krông Ana")]
    ['Bộcôngan', None]
    """
    for word in _LETTERS.findall(name):
        marked = not word.isascii() and not word.isupper()
        if marked and not is_syllable(word) and word not in place_words(grammar):
            return str(word)
    return None


GUESSED = "the marks of the name are restored, and no list confirms them"


def guessed(name: Passage, grammar: Grammar) -> bool:
    """Whether the marks of a body's name are the restorer's guess: it changed a word that belongs
    to no known phrase, or a place of which other marks make another one."""
    read, words = name.raw().lower().split(), name.text.lower().split()
    if fold_tone(" ".join(read)) == fold_tone(" ".join(words)):
        return False
    spelling = Spelling.of(grammar)
    at = 0
    while at < len(words):
        size, _ = spelling.longest_known(words[at:])
        phrase = " ".join(words[at : at + size])
        changed = read[at : at + size] != words[at : at + size]
        alone = (
            size == 1
            and phrase.strip(",.") not in spelling.heads
            and phrase.strip(",.") not in spelling.known
        )
        several = len({unit.name for unit in grammar.places.get(fold(phrase), ())}) > 1
        if changed and (alone or several):
            return True
        at += size
    return False


def hardly_read_name(printed: Passage, text: str, grammar: Grammar) -> str | None:
    """A word of a body's name that belongs to no known phrase, stands nowhere else in the document
    and was not read surely: of a person's name, say, that a school bears."""
    spelling, words = Spelling.of(grammar), list(regex.finditer(r"\S+", printed.text))
    written = frozenset(_LETTERS.findall(lowered(text)))
    at = 0
    while at < len(words):
        size, phrase = spelling.longest_known([word.group().lower() for word in words[at:]])
        word, core = words[at], phrase.strip(",.")
        alone = size == 1 and core not in spelling.heads and core not in spelling.known
        read = printed[word.start() : word.end()].least_read()
        if alone and word.group().isalpha() and read < _UNSURE and lowered(core) not in written:
            return str(word.group())
        at += size
    return None


# A word of a name that was read with less may be another one.
_UNSURE = 0.8


def guessed_place(place: str, printed: Passage, grammar: Grammar) -> bool:
    """Whether the marks of a place's name are the restorer's guess: it changed the print, and the
    list of units has no such name, or several of these letters."""
    if fold_tone(printed.raw().casefold()) == fold_tone(printed.text.casefold()):
        return False
    listed = {fold_tone(unit.name.lower()) for unit in grammar.places.get(fold(place), ())}
    return listed != {fold_tone(place.lower())}
