"""How names of bodies printed in capitals are spelled in running text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from vnplan.parse.text.abbreviations import abbreviations
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import is_caps
from vnplan.parse.text.passage import fold
from vnplan.syllable import is_syllable

_AFTER_AND = regex.compile(r"(?<=&)\p{Ll}")
_VOWEL = regex.compile(r"[aeiouy]")
_LONGEST_RUN, _LONGEST_NAME = 9, 7


@dataclass(frozen=True, slots=True)
class Spelling:
    """How words are written in running text: by this document itself, then by the dictionaries.

    Attributes:
        known: phrase of a name in small letters -> as written ("đào tạo" -> "Đào tạo").
        longest: words of the longest phrase.
        units: kinds of unit; names of places follow them.
        heads: what names of bodies start with, in small letters; what follows starts with a
            capital (decree 30/2020/ND-CP, annex II, IV.1).
        before_names: kinds of school, in small letters; names of people follow them.
        names: whole names only, for running text.
        small: words of names that stay small wherever they stand.
    """

    known: Mapping[str, str]
    longest: int
    units: frozenset[str]
    heads: frozenset[str]
    before_names: frozenset[str]
    names: Mapping[str, str]
    small: frozenset[str]

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
        words = [part for word in text.lower().split() for part in self._joined(word)]
        done: list[str] = []
        in_place, bare = False, 0  # so many words that no list has stand at the end
        while words:
            size, phrase = self.longest_known(words)
            unknown = phrase == words[0] and phrase.rstrip(",.") not in self.known
            if (in_place or unknown) and (run := _written_run(words, size, body)):
                size, phrase = run
            elif unknown and _is_short(phrase):
                phrase = phrase.upper()
            elif unknown and (in_place or self._opens_field(done)):
                phrase = _AFTER_AND.sub(lambda m: m.group().upper(), phrase.capitalize())
            done.append(phrase)
            bare = bare + 1 if unknown and size == 1 else 0
            goes_on = in_place and phrase not in self.small and phrase.lower() not in self.heads
            in_place = (goes_on and (unknown or phrase[:1].isupper())) or self._ends_open(phrase)
            words = words[size:]
        if bare > _OWN_NAME and _COMPANY.match(text.lower()):
            done[-_OWN_NAME:] = [word.capitalize() for word in done[-_OWN_NAME:]]
        joined = " ".join(done)
        return joined[:1].upper() + joined[1:]

    def _opens_field(self, done: Sequence[str]) -> bool:
        """Whether what a body does comes next: after its head, or "TNHH MTV"."""
        return " ".join(done).lower() in self.heads or bool(
            done and regex.fullmatch(r"[A-ZĐ]{2,}", done[-1])
        )

    def _joined(self, word: str) -> list[str]:
        """The parts of two abbreviations in one word, as they are spelled out: "PCTT&TKCN"."""
        parts = regex.fullmatch(r"([^&-]{2,})([&-])([^&-]{2,})", word)
        if word in self.known or not parts:
            return [word]
        both = parts[1] in self.known and parts[3] in self.known
        if not both or is_syllable(parts[1]) or is_syllable(parts[3]):
            return [word]
        return [parts[1], "và" if parts[2] == "&" else "-", parts[3]]

    def _ends_open(self, phrase: str) -> bool:
        """Whether a proper name may follow ``phrase``: of a unit, or of a school."""
        if phrase.lower().removeprefix("trường ") in self.before_names:
            return True
        committee = (
            phrase.lower().endswith((" ủy", " đoàn", "tỉnh hội", "thành hội", "huyện hội"))
            and len(phrase.split()) > 1
        )
        return committee or any(phrase == u or phrase.startswith(u + " ") for u in self.units)

    def sentence(self, text: str, body: str) -> str:
        """Running text that was printed in capitals, in small letters: each run of words as the
        body of the document writes it, names as the dictionaries do."""
        words, small = text.split(), body.lower()
        done: list[str] = []
        at = 0
        while at < len(words):
            size, written = self._name_at(words, at) or self._run(words, at, body, small)
            done.append(written)
            at += size
        joined = " ".join(done)
        return joined[:1].upper() + joined[1:]

    def _name_at(self, words: Sequence[str], at: int) -> tuple[int, str] | None:
        for size in range(min(self.longest, len(words) - at), 0, -1):
            plain = " ".join(words[at : at + size]).lower()
            core = plain.strip(',;.()“”"')
            if name := self.names.get(core):
                return size, plain.replace(core, name)
        return None

    def _run(self, words: Sequence[str], at: int, body: str, small: str) -> tuple[int, str]:
        """The longest run of words from ``at`` that ``body`` has, up to the next known name."""
        end = next((i for i in range(at + 1, len(words)) if self._name_at(words, i)), len(words))
        for size in range(min(_LONGEST_RUN, end - at), 1, -1):
            if seen := _seen(" ".join(words[at : at + size]).lower(), body, small):
                return size, seen
        keeps = regex.search(r"\d.*[/-]|^[IVX]{2,}[,.;]?$", words[at])
        short = len(words[at]) > 1 and _is_short(words[at].lower().strip("(),.;"))
        return 1, words[at] if keeps or short else words[at].lower()

    def longest_known(self, words: Sequence[str]) -> tuple[int, str]:
        """How many of the words (small letters) make the longest known phrase, and its spelling."""
        for size in range(min(self.longest, len(words)), 0, -1):
            plain = " ".join(words[:size])
            core = plain.rstrip(",;.")
            written = self.known.get(core)
            if written is not None:
                return size, written + plain[len(core) :]
        return 1, words[0]


# What a company's name says behind its field of work is a name of its own, of two words mostly.
_OWN_NAME = 2
_COMPANY = regex.compile(
    r"(?:tổng\s+)?công\s+ty\b|tập\s+đoàn\b|doanh\s+nghiệp\b|xí\s+nghiệp\b|(?:htx|hợp tác xã)\b"
)


@lru_cache(maxsize=8)
def _spelling(grammar: Grammar) -> Spelling:
    bodies = grammar.words["bodies"]
    phrases: dict[str, str] = {}
    for places in grammar.places.values():
        for place in places:
            if " " in place.name:  # "lâm" alone is seldom the commune
                phrases.setdefault(place.name.lower(), place.name)
            phrases[place.full.lower()] = place.full
    for name in grammar.known_names():
        for part in [*_parts(name), name]:
            phrases[part.lower()] = part
    for name in [*bodies["written"], *bodies["heads"]["alone"], *bodies["expand"].values()]:
        phrases[name.lower()] = name
    # A commune is called Trường Trung.
    phrases.update({f"trường {kind.lower()}": f"Trường {kind}" for kind in bodies["before_names"]})
    phrases.update({name.lower(): name for name in bodies["capitalised"]})
    phrases.update({word: word for word in (*bodies["units"], *bodies["small_in_names"])})
    phrases.update({short.lower(): full for short, full in abbreviations(grammar).items()})
    names = {name.lower(): name for name in (*grammar.known_names(), *bodies["heads"]["alone"])}
    names |= {p.full.lower(): p.full for places in grammar.places.values() for p in places}
    names |= {name.lower(): name for name in bodies["capitalised"]}
    names |= {name.lower(): name.lower() for name in bodies["small"]}
    longest = max(len(phrase.split()) for phrase in phrases)
    heads = frozenset(head.lower() for kind in ("alone", "named") for head in bodies["heads"][kind])
    schools = frozenset(map(str.lower, bodies["before_names"]))
    small = frozenset(bodies["small_in_names"])
    return Spelling(phrases, longest, frozenset(bodies["units"]), heads, schools, names, small)


def _is_short(word: str) -> bool:
    """Whether a word in small letters abbreviates: it is no syllable and has no marks of tones or
    vowels, which abbreviations are printed without.

    >>> [_is_short(word) for word in ("thads", "gtvt", "điện", "kẽênh", "covid-19", "petrolimex")]
    [True, True, False, False, True, False]
    """
    letters = regex.match(r"[a-zđ&]{1,6}(?![\p{L}])", word)
    if letters is None:
        return False
    return not _VOWEL.search(fold(word)) or not is_syllable(letters.group())


def _parts(name: str) -> Iterator[str]:
    """The fields inside a name: "Kế hoạch", "Đầu tư" of "Sở Kế hoạch và Đầu tư"."""
    for part in regex.split(r",| và | - ", name):
        words = part.split()
        starts = [i for i, word in enumerate(words) if word[:1].isupper()]
        for low, high in zip(starts, [*starts[1:], len(words)][: len(starts)], strict=True):
            if high - low > 1:
                yield " ".join(words[low:high])


def _seen(plain: str, body: str, small: str) -> str | None:
    """How ``body`` mostly writes a run of words inside its sentences; ``None`` when it has none."""
    counts: Counter[str] = Counter()
    for at in _places(plain, small):
        written = body[at : at + len(plain)]
        inside = regex.search(r"[\p{L}\d,)”\"]\s*$", body[max(0, at - 3) : at])
        whole = not body[at + len(plain) : at + len(plain) + 1].isalpha()
        if inside and whole and not is_caps(written):
            counts[written] += 1
            if counts.total() == _ENOUGH_SEEN:
                break
    return counts.most_common(1)[0][0] if counts else None


_ENOUGH_SEEN = 12


def _places(plain: str, small: str) -> Iterator[int]:
    """Where ``plain`` begins in ``small``."""
    at = small.find(plain)
    while at >= 0:
        yield at
        at = small.find(plain, at + 1)


def _written_run(words: Sequence[str], known: int, body: str) -> tuple[int, str] | None:
    """How many of the next words, more than ``known``, ``body`` writes as a proper name."""
    small = body.lower()
    for size in range(min(_LONGEST_NAME, len(words)), max(known, 1), -1):
        seen = _seen(" ".join(words[:size]), body, small)
        if seen and all(word[:1].isupper() or word[:1].isdigit() for word in seen.split()):
            return size, seen
    return None


def _as_written(text: str, body: str) -> str | None:
    """The most frequent spelling in mixed letters of ``text`` inside ``body``, which has one space
    between words."""
    plain, small = " ".join(text.lower().split()), body.lower()
    found: Counter[str] = Counter()
    for at in _places(plain, small) if " " in plain else ():
        stop = at + len(plain)
        whole = not (small[max(0, at - 1) : at].isalnum() or small[stop : stop + 1].isalnum())
        written = body[at:stop]
        if whole and written[:1].isupper() and not is_caps(written):
            found[written] += 1
    return found.most_common(1)[0][0] if found else None
