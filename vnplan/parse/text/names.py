"""Official names of bodies: from capitals to their spelling, abbreviations spelled out, and
completed by the body above or the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from vnplan.parse.text.grammar import Grammar, alternatives
from vnplan.parse.text.lines import is_caps
from vnplan.parse.text.misread import alike
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.syllable import fold_tone, is_syllable, place_tone

_AFTER_AND = regex.compile(r"(?<=&)\p{Ll}")
_VOWEL = regex.compile(r"[aeiouy]")
_LONGEST_RUN, _LONGEST_PLACE = 9, 4
_ALWAYS = ("Việt Nam", "Trung ương", "Nhà nước", "Quốc hội", "Chính phủ", "Hồ Chí Minh", "Đảng")
# In names these stay small wherever they stand.
_SMALL = frozenset({"và", "của", "các", "về", "cho", "thuộc", "tại"})


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
    """

    known: Mapping[str, str]
    longest: int
    units: frozenset[str]
    heads: frozenset[str]
    before_names: frozenset[str]
    names: Mapping[str, str]

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
            goes_on = in_place and phrase not in _SMALL and phrase.lower() not in self.heads
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
        return 1, words[at] if keeps else words[at].lower()

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
    phrases.update({word: word for word in (*bodies["units"], *_SMALL)})
    phrases.update({short.lower(): full for short, full in abbreviations(grammar).items()})
    names = {name.lower(): name for name in (*grammar.known_names(), *bodies["heads"]["alone"])}
    names |= {p.full.lower(): p.full for places in grammar.places.values() for p in places}
    names |= {name.lower(): name for name in _ALWAYS}
    names |= {name.lower(): name.lower() for name in bodies["small"]}
    longest = max(len(phrase.split()) for phrase in phrases)
    heads = frozenset(head.lower() for kind in ("alone", "named") for head in bodies["heads"][kind])
    schools = frozenset(map(str.lower, bodies["before_names"]))
    return Spelling(phrases, longest, frozenset(bodies["units"]), heads, schools, names)


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
    at = small.find(plain)
    while at >= 0 and sum(counts.values()) < 12:
        written = body[at : at + len(plain)]
        inside = regex.search(r"[\p{L}\d,)”\"]\s*$", body[max(0, at - 3) : at])
        whole = not body[at + len(plain) : at + len(plain) + 1].isalpha()
        if inside and whole and not is_caps(written):
            counts[written] += 1
        at = small.find(plain, at + 1)
    return counts.most_common(1)[0][0] if counts else None


def _written_run(words: Sequence[str], known: int, body: str) -> tuple[int, str] | None:
    """How many of the next words, more than ``known``, ``body`` writes as a proper name."""
    small = body.lower()
    for size in range(min(_LONGEST_PLACE, len(words)), max(known, 1), -1):
        seen = _seen(" ".join(words[:size]), body, small)
        if seen and all(word[:1].isupper() or word[:1].isdigit() for word in seen.split()):
            return size, seen
    return None


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


@lru_cache(maxsize=8)
def abbreviations(grammar: Grammar) -> Mapping[str, str]:
    """Abbreviations of names of bodies and what they stand for; also with a D for their Đ, as a
    text without marks has them."""
    short: dict[str, str] = grammar.words["bodies"]["expand"]
    return {key.replace("Đ", "D"): full for key, full in short.items()} | short


def expand(name: str, grammar: Grammar) -> str:
    """Abbreviations spelled out: "UBND tỉnh" becomes "Ủy ban nhân dân tỉnh"; "GD&ĐĐT", one letter
    of it read twice, is "GD&ĐT"."""
    short = abbreviations(grammar)
    name = _TWICE.sub(lambda m: _once(m.group(), short), name)
    full = _abbreviated(grammar).sub(lambda m: _full(m, short), name)
    full = _STOP_OF_KIND.sub(r"\1", full)
    return regex.sub(r"(?<=\p{Ll})\s?&\s?(?=\p{L})", " và ", full) if full != name else name


# "TP. HẢI PHÒNG" spelled out keeps no full stop.
_STOP_OF_KIND = regex.compile(r"\b(thành phố|thị xã|thị trấn)\.(?=\s+\p{Lu})")


@lru_cache(maxsize=8)
def _abbreviated(grammar: Grammar) -> regex.Pattern[str]:
    pattern = "|".join(sorted(map(regex.escape, abbreviations(grammar)), key=len)[::-1])
    return regex.compile(rf"(?<![\p{{L}}\d])(?:{pattern})(?![\p{{L}}\d])\.?")


_TWICE = regex.compile(r"(?<![\p{L}\d])[\p{Lu}&-]*(\p{Lu})\1[\p{Lu}&-]*(?![\p{L}\d])")


def _once(word: str, short: Mapping[str, str]) -> str:
    """An abbreviation that is known only with one of two equal letters beside each other left
    out."""
    if word in short or is_syllable(word.lower()):
        return word
    ways = (word[:at] + word[at + 1 :] for at in range(1, len(word)) if word[at] == word[at - 1])
    return next((way for way in ways if way in short), word)


def with_first_letter(word: str, grammar: Grammar, *, misread: bool = False) -> str | None:
    """The known abbreviation of which a word in capitals has all but the first letter: "BND" is
    "UBND"; ``None`` where that is none, or it is a word itself. ``misread``: whether the letter may
    also be another one, "LBND"."""
    known = abbreviations(grammar)
    if (
        len(word) < _SHORTEST_REST
        or not word.isupper()
        or word in known
        or word in grammar.agencies
    ):
        return None
    rest = {word, word[1:]} if misread and len(word) > _SHORTEST_REST else {word}
    whole = {short for short in known if short[1:] in rest and "&" not in short}
    return whole.pop() if len(whole) == 1 and not is_syllable(word.lower()) else None


# Fewer letters end too many abbreviations.
_SHORTEST_REST = 3


def left_short(name: str, grammar: Grammar) -> str | None:
    """An abbreviation in a name that is neither spelled out nor a part of the official name."""
    kept = set(grammar.words["bodies"]["kept_short"]) | set(
        grammar.words["bodies"]["heads"]["alone"]
    )
    for word in regex.findall(r"(?<![\p{L}\d])[\p{Lu}&]{2,}(?![\p{Ll}])", name):
        if word not in kept and not regex.fullmatch(r"[IVX]+", word):
            return str(word)
    return None


def _full(match: regex.Match[str], short: Mapping[str, str]) -> str:
    words = short.get(match.group()) or short[match.group().rstrip(".")]
    return words[:1].upper() + words[1:] if match.start() == 0 else words


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


_LETTERS = regex.compile(r"\p{L}+")


@lru_cache(maxsize=8)
def place_words(grammar: Grammar) -> frozenset[str]:
    names = (place.name for places in grammar.places.values() for place in places)
    return frozenset(word for name in names for word in _LETTERS.findall(name))


def starts_with(name: str, heads: Iterable[str]) -> bool:
    """Whether a name begins with one of the head words."""
    return bool(_heads(tuple(heads)).match(fold(name)))


@lru_cache(maxsize=64)
def _heads(heads: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile(alternatives(sorted(map(fold, heads), key=len)[::-1]) + r"(?!\w)")


def unit_in(name: str, grammar: Grammar) -> str | None:
    """The unit a name says it belongs to: "tỉnh Cà Mau" of "Sở Y tế tỉnh Cà Mau"."""
    units = alternatives(sorted(map(fold, grammar.words["bodies"]["units"]), key=len)[::-1])
    matches = list(regex.finditer(rf"(?<!\w){units}\s+(?=[\p{{L}}\d])", fold(name)))
    for match in matches[::-1]:
        kind = lowered(name[match.start() : match.end()].strip())
        if kind not in grammar.words["bodies"]["units"] and not name.isascii():
            continue  # "Kim Quan Sơn" is no Quận Sơn
        rest = regex.match(
            r"(?:\p{Lu}[\p{L}'’]*|\d+|-)(?:\s+(?:\p{Lu}[\p{L}'’]*|\d+|-))*", name[match.end() :]
        )
        if rest:
            return name[match.start() : match.end()].lower() + rest.group()
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


def province_in(name: str, grammar: Grammar) -> str | None:
    """The province or district that a name ends with, without its kind: "Tỉnh ủy Cà Mau"."""
    words = name.split()
    for size in range(min(4, len(words) - 1), 0, -1):
        places = grammar.places.get(fold(" ".join(words[-size:])), ())
        if any(place.level != "xa" for place in places):
            return " ".join(words[-size:])
    return None


def is_listed(name: str, grammar: Grammar) -> bool:
    """Whether the list of units has a name of a place, marks and all."""
    units = grammar.places.get(fold(name), ())
    return lowered(name) in {lowered(unit.name) for unit in units}
