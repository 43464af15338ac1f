"""Who does it: names of bodies at the head of a directive, after "phối hợp với", in headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from vnplan.parse.grammar import Grammar, alternatives
from vnplan.parse.passage import fold, lowered
from vnplan.record import Assignee, Role

_TOKEN = regex.compile(r"[\p{L}\p{M}\d'./&-]*[\p{L}\p{M}\d&]|[-–—]|[^\s'’]")
# A name of more words than this is a sentence.
_MOST_WORDS = 30
# A clause before the subject has no more words than this.
_LONGEST_CLAUSE = 60
_SEPARATORS = frozenset({",", ";"})
_ENDS = frozenset({".", ":", "!", "?", "…", "/"})


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Phrases as sequences of words in small letters, found by their first word."""

    by_first: dict[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def of(cls, phrases: Sequence[str]) -> _Phrases:
        groups: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(_TOKEN.findall(lowered(phrase)))
            groups.setdefault(words[0], []).append(words)
        return cls({first: tuple(sorted(all_, key=len)[::-1]) for first, all_ in groups.items()})

    def match(self, words: Sequence[str], at: int) -> int:
        """How many words of the longest phrase stand at ``at``; 0 when none does."""
        for phrase in self.by_first.get(words[at], ()) if at < len(words) else ():
            if tuple(words[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0


@dataclass(frozen=True, slots=True)
class _Words:
    alone: _Phrases
    named: _Phrases
    places: _Phrases
    none: _Phrases
    adverbs: _Phrases
    verbs: _Phrases
    stops: _Phrases
    kept: _Phrases
    also_nouns: _Phrases
    plural: _Phrases
    nouns: _Phrases
    closed: _Phrases
    goes_on: _Phrases
    units: frozenset[str]
    openers: _Phrases
    gives: _Phrases
    asks: _Phrases
    clauses: _Phrases
    joined: tuple[str, ...]
    fillers: _Phrases
    lead: regex.Pattern[str]
    support: regex.Pattern[str]


_ASKS = regex.compile(r"\b(?:giao|đề nghị|yêu cầu|kính mong)\b")


@lru_cache(maxsize=8)
def _words(grammar: Grammar) -> _Words:
    bodies = grammar.words["bodies"]

    def phrases(key: str) -> _Phrases:
        return _Phrases.of(bodies[key])

    return _Words(
        alone=_Phrases.of([*bodies["heads"]["alone"], *grammar.body_names()]),
        named=_Phrases.of(bodies["heads"]["named"]),
        places=_Phrases.of(bodies["heads"]["units"]),
        none=phrases("no_heads"),
        adverbs=phrases("adverbs"),
        verbs=phrases("verbs"),
        stops=phrases("stops"),
        kept=phrases("kept"),
        also_nouns=phrases("also_nouns"),
        plural=phrases("plural_words"),
        nouns=phrases("noun_openers"),
        closed=_Phrases.of([*bodies["closed"], *grammar.body_names()]),
        goes_on=phrases("goes_on"),
        units=frozenset(bodies["units"]),
        openers=phrases("openers"),
        gives=_Phrases.of([o for o in bodies["openers"] if lowered(o).startswith("giao")]),
        asks=_Phrases.of([o for o in bodies["openers"] if _ASKS.search(lowered(o))]),
        clauses=_Phrases.of(grammar.words["headings"]["clause_openers"]),
        joined=tuple(map(lowered, bodies["joined_by_and"])),
        fillers=phrases("support_fillers"),
        lead=regex.compile(alternatives(grammar.phrases("bodies", "lead_words", marked=True))),
        support=regex.compile(
            alternatives(grammar.phrases("bodies", "support_words", marked=True))
        ),
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """A text cut into words."""

    text: str
    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> _Text:
        spans = tuple((m.start(), m.end()) for m in _TOKEN.finditer(text))
        small = lowered(text)
        return cls(text, spans, tuple(small[a:b] for a, b in spans))

    def upper(self, at: int) -> bool:
        return at < len(self.spans) and self.text[self.spans[at][0]].isupper()

    def between(self, low: int, high: int) -> str:
        return self.text[self.spans[low][0] : self.spans[high - 1][1]] if low < high else ""


@dataclass(frozen=True, slots=True)
class _List:
    """Names that stand in a row; ``stop`` is the word after the last one."""

    names: tuple[str, ...]
    stop: int
    at_verb: bool


def split_names(text: str, grammar: Grammar) -> tuple[str, ...]:
    """The bodies of a text that holds nothing else; empty when it is no list of bodies.

    >>> from vnplan.lexicon import Dictionaries
    >>> grammar = Grammar.load(Dictionaries.locate())
    >>> split_names("Phòng Thông tin - Báo chí - Xuất bản, các đoàn thể và Văn phòng Sở.", grammar)
    ('Phòng Thông tin - Báo chí - Xuất bản', 'các đoàn thể', 'Văn phòng Sở')
    """
    words = _words(grammar)
    cut = _Text.of(text.strip(" .;:"))
    if not cut.words or not _head(cut, 0, words):
        return ()
    found = _names(cut, 0, words, whole=True)
    return found.names if found.stop >= len(cut.words) else ()


def assigned(
    text: str, grammar: Grammar, above: Sequence[Assignee] = (), *, asks: bool = False
) -> tuple[Assignee, ...]:
    """Who a directive names; ``above`` are those its heading names, when it names nobody itself.

    ``asks``: "Đề nghị Sở Y tế …" asks Sở Y tế, whoever the heading names; in a plan it is what
    the body of the heading is to propose.
    """
    words = _words(grammar)
    cut = _Text.of(text)
    start = _after_openers(cut, words)
    asking = words.asks if asks else words.gives
    if above and not asking.match(cut.words, 0):
        start = 0
    named = _before_colon(cut, start, grammar) or _subject(cut, start, words)
    if named is None and not above and (clause := _after_opening_clause(cut, words)):
        start, named = clause
    at = named.stop if named else start
    leads = (
        _leads(cut, at, words)
        or _leads_at_head(cut, start, words)
        or bool(_LATER_LEAD.search(text))
    )
    if named:
        role: Role = "lead" if leads else "implement"
        own = tuple(Assignee(name, role) for name in named.names)
    elif above and leads:
        own = tuple(Assignee(a.name, "lead") if a.role == "implement" else a for a in above)
    else:
        own = tuple(above)
    return unique([*own, *_bracketed(text, words), *_supports(cut, words)])


def _before_colon(cut: _Text, start: int, grammar: Grammar) -> _List | None:
    """The bodies before a colon, where nothing else stands there: "Sở Y tế, các bệnh viện: …"."""
    stop = next((i for i, word in enumerate(cut.words[:_MOST_WORDS]) if word == ":"), None)
    if stop is None or stop <= start or stop + 1 >= len(cut.words):
        return None
    if not starts_with_verb(cut.between(stop + 1, len(cut.words)), grammar):
        return None
    names = split_names(cut.between(start, stop), grammar)
    return _List(names, stop + 1, at_verb=True) if names else None


def _after_opening_clause(cut: _Text, words: _Words) -> tuple[int, _List] | None:
    """The bodies after the first clause: "Căn cứ Kế hoạch này, Sở Nội vụ …"; where they start."""
    if not words.clauses.match(cut.words, 0):
        return None
    commas = (i for i, word in enumerate(cut.words[:_LONGEST_CLAUSE]) if word == ",")
    for comma in commas:
        if found := _subject(cut, comma + 1, words):
            return comma + 1, found
    return None


def starts_with_verb(text: str, grammar: Grammar) -> bool:
    """Whether a directive starts with what to do: "Rà soát …", "Đề nghị …"."""
    words = _words(grammar)
    first = _Text.of(text)
    if not first.words:
        return False
    return any(p.match(first.words, 0) for p in (words.verbs, words.adverbs, words.openers))


# A later sentence without a subject of its own: "… hằng tuần. Chủ trì, phối hợp với …".
_LATER_LEAD = regex.compile(r"(?<=[.;]\s+)Chủ trì\b")


def names_subject(text: str, grammar: Grammar) -> bool:
    """Whether a directive names who acts at its head."""
    words = _words(grammar)
    cut = _Text.of(text)
    return _subject(cut, _after_openers(cut, words), words) is not None


def _after_openers(cut: _Text, words: _Words) -> int:
    at = 0
    while size := words.openers.match(cut.words, at):
        at += size
    return at


def _subject(cut: _Text, start: int, words: _Words) -> _List | None:
    """The bodies at the head of a directive, if a verb follows them."""
    if not _head(cut, start, words):
        return None
    found = _names(cut, start, words)
    if not found.names or not found.at_verb or _is_verb(cut, start, found.stop, words):
        return None
    return found


def _is_verb(cut: _Text, start: int, stop: int, words: _Words) -> bool:
    """ "Thanh tra hồ sơ …": what seems a body is what is to be done."""
    alone = words.verbs.match(cut.words, start) >= stop - start
    acts = any(phrases.match(cut.words, stop) for phrases in (words.verbs, words.adverbs))
    return alone and not acts


def _leads(cut: _Text, at: int, words: _Words) -> bool:
    near = " ".join(cut.words[at : at + 8])
    return bool(words.lead.search(near.split(" phối hợp")[0].split(" . ")[0])) or near.startswith(
        "chủ trì"
    )


def _leads_at_head(cut: _Text, start: int, words: _Words) -> bool:
    near = " ".join(cut.words[start : start + 5])
    return bool(regex.match(r"(?:là |làm )?" + words.lead.pattern, near))


def _supports(cut: _Text, words: _Words) -> Iterator[Assignee]:
    """The bodies after each "phối hợp với"."""
    for at in range(len(cut.words) - 1):
        if not words.support.fullmatch(" ".join(cut.words[at : at + 2])):
            continue
        start = at + 2
        while size := words.fillers.match(cut.words, start):
            start += size
        if start < len(cut.words) and _head(cut, start, words):
            for name in _names(cut, start, words).names:
                yield Assignee(name, "support")


def _bracketed(text: str, words: _Words) -> Iterator[Assignee]:
    """ "(Phòng Nội vụ chủ trì)", "(chủ trì: Phòng Nội vụ)"."""
    for match in regex.finditer(r"\(([^()]{6,120})\)", text):
        cut = _Text.of(match[1])
        if not words.lead.search(lowered(match[1])):
            continue
        start = next((i + 1 for i, w in enumerate(cut.words) if w == ":"), 0)
        if _head(cut, start, words):
            found = _names(cut, start, words)
            if found.at_verb or start:
                yield from (Assignee(name, "lead") for name in found.names)


def unique(assignees: Sequence[Assignee]) -> tuple[Assignee, ...]:
    """Each body once, as it was named first."""
    kept: dict[str, Assignee] = {}
    for assignee in assignees:
        kept.setdefault(fold(assignee.name), assignee)
    return tuple(kept.values())


def _head(cut: _Text, at: int, words: _Words) -> int:
    """How many words the head of a name has at ``at``; 0 when no name starts there."""
    if at >= len(cut.words):
        return 0
    size = max(words.alone.match(cut.words, at), words.named.match(cut.words, at))
    if words.none.match(cut.words, at) >= max(size, 1):
        return 0
    place = words.places.match(cut.words, at)
    if place and cut.upper(at + place):
        return max(size, place)
    plural = words.plural.match(cut.words, at)
    return plural if plural and at + plural < len(cut.words) else size


def _names(cut: _Text, start: int, words: _Words, *, whole: bool = False) -> _List:
    """The names from ``start`` on.

    ``whole``: the text is nothing but names, so a verb inside belongs to one of them.
    """
    names: list[str] = []
    low = start
    at = low + _head(cut, low, words)
    depth = 0
    listing = False
    while at < len(cut.words):
        word = cut.words[at]
        depth += (word == "(") - (word == ")")
        if depth > 0 or word == ")":
            at += 1
            continue
        if kept := words.kept.match(cut.words, at):
            at += kept
            continue
        if word == ":" and _lists_places(cut, low, at):
            listing = True
            at += 1
            continue
        if word in (".", "…") and _trails_off(cut, at):
            at += 1
            continue
        if word in _ENDS or at - low > _MOST_WORDS:
            break
        if word in _SEPARATORS or word == "và" or (word == "cùng" and _head(cut, at + 1, words)):
            if listing and word != ";" and not words.named.match(cut.words, at + 1):
                at += 1
                continue
            if _new_name(cut, low, at, words) or (word == ";" and _head(cut, at + 1, words)):
                names.append(_trim(cut.between(low, at)))
                listing = False
                low = at + 1
                at = low + _head(cut, low, words)
                continue
            if not whole and (word == ";" or _turns_to_verb(cut, at, words)):
                break
            at += _head(cut, at + 1, words) or words.also_nouns.match(cut.words, at + 1)
        elif not whole and _ends_name(cut, low, at, words):
            break
        else:
            # A verb that is part of the name is so to its end: "Cơ sở đào tạo".
            at += max(words.verbs.match(cut.words, at) - 1, 0)
        at += 1
    stop = at
    name = _trim(cut.between(low, stop))
    if name:
        names.append(name)
    after_comma = stop < len(cut.words) and cut.words[stop] == ","
    verb = (
        stop < len(cut.words)
        and (
            cut.words[stop] not in _ENDS | _SEPARATORS or (after_comma and _urges(cut, stop, words))
        )
        and stop - low <= _MOST_WORDS
    )
    return _List(tuple(names), stop, verb)


def _urges(cut: _Text, comma: int, words: _Words) -> bool:
    """ "… các doanh nghiệp, khẩn trương rà soát": a comma between subject and adverb."""
    return comma + 1 < len(cut.words) and bool(words.adverbs.match(cut.words, comma + 1))


def _trails_off(cut: _Text, at: int) -> bool:
    """ "ngành giáo dục... quan tâm": dots in the middle of a sentence."""
    below = cut.words[at + 1] if at + 1 < len(cut.words) else ""
    return below == "." or (below.isalpha() and not cut.upper(at + 1))


def _lists_places(cut: _Text, low: int, at: int) -> bool:
    """ "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố: An Giang, Cà Mau": the colon goes on with
    the name."""
    return cut.upper(at + 1) and "các" in cut.words[max(low, at - 6) : at - 1]


def _turns_to_verb(cut: _Text, at: int, words: _Words) -> bool:
    """ "Thường trực, tổng hợp tình hình": what seemed a name was the first of several verbs."""
    if cut.words[at] != "," or _head(cut, at + 1, words) or _noun_here(cut, at + 1, words):
        return False
    verb = words.verbs.match(cut.words, at + 1) if at + 1 < len(cut.words) else 0
    return bool(verb) and not cut.upper(at + 1) and cut.words[at + 1] not in ("chủ", "phối")


def _noun_here(cut: _Text, at: int, words: _Words) -> bool:
    """ "các cơ quan, tổ chức, đơn vị": a word of the row, and no verb with its object."""
    size = words.also_nouns.match(cut.words, at)
    after = at + size
    if not size or after >= len(cut.words):
        return bool(size)
    return (
        cut.words[after] in _SEPARATORS | {"và", "có"}
        or bool(words.kept.match(cut.words, after))
        or words.adverbs.match(cut.words, after) > 1
    )


def _trim(name: str) -> str:
    return regex.sub(r"\s*\([^()]*\)\s*$", "", name).strip(" ,;-–.…")


def _new_name(cut: _Text, low: int, at: int, words: _Words) -> bool:
    """Whether the words after a comma or "và" start another name."""
    if not _head(cut, at + 1, words):
        return False
    if cut.words[at] == "và" and " ".join(cut.words[low:at]).endswith(words.joined):
        return False
    if cut.upper(at + 1):
        return True
    if cut.words[at - 2 : at] == ("ngang", "bộ"):
        return False
    if cut.words[at] == "và" and at - low > 3 and _concerned(cut, at + 1):
        return True
    if cut.words[at] == "," and _class_so_far(cut, low, at, words):
        return bool(words.plural.match(cut.words, at + 1))
    plural = bool(words.plural.match(cut.words, low)) or _plural_unit(cut, low, at)
    return bool(words.plural.match(cut.words, at + 1)) or not plural


def _concerned(cut: _Text, at: int) -> bool:
    """ "… và đơn vị có liên quan": a class of its own after a long name, but one class with "các
    bộ, cơ quan" before it."""
    if " ".join(cut.words[at - 3 : at - 1]) in _GENERIC:
        return False
    return bool(_CONCERNED.match(" ".join(cut.words[at : at + 12])))


_GENERIC = frozenset({"cơ quan", "đơn vị", "tổ chức", "địa phương"})
_CONCERNED = regex.compile(
    r"(?:(?:cơ quan|đơn vị|tổ chức|cá nhân|địa phương|ban ngành|[\p{L}]+ [\p{L}]+)(?: ,)? ){1,4}"
    r"(?:có )?liên quan"
)


def _class_so_far(cut: _Text, low: int, at: int, words: _Words) -> bool:
    """ "Sở, ban" of "Sở, ban, ngành tỉnh": nothing but common nouns of one or two words, which
    name a class of bodies together; "Văn phòng" is a body by itself."""
    nouns = " ".join(cut.words[low:at]).split(",")
    first = low + (not words.alone.match(cut.words, low))
    return not any(cut.upper(i) for i in range(first, at)) and all(
        0 < len(noun.split()) <= 2 for noun in nouns
    )


def _plural_unit(cut: _Text, low: int, at: int) -> bool:
    """ "UBND các xã, thị trấn": a collocation opened inside the name."""
    return any(word == "các" for word in cut.words[low:at])


def _complete(cut: _Text, low: int, at: int, words: _Words) -> bool:
    """Whether the words before ``at`` are a whole name: a known one, one that ends in "liên quan",
    or in "huyện", as names do that leave out which; a word in small letters after it is no part
    of it."""
    if not cut.words[at].isalpha():
        return False
    if cut.words[at - 2 : at] == ("liên", "quan"):
        return True
    if words.closed.match(cut.words, low) == at - low:
        return True
    size = next((n for n in (2, 1) if " ".join(cut.words[at - n : at]) in words.units), 0)
    return bool(size) and at - low > size and cut.words[at - size - 1] != "các"


def _only_head(cut: _Text, low: int, at: int, words: _Words) -> bool:
    """Whether only a head that needs more stands before ``at``: "Cơ quan", "Phòng"."""
    size = at - low
    return words.named.match(cut.words, low) == size and words.alone.match(cut.words, low) < size


def _takes_duty(cut: _Text, low: int, at: int, size: int, words: _Words) -> bool:
    """Whether an adverb ends the name: not in "Cơ quan chủ trì soạn thảo", which is one."""
    if not _only_head(cut, low, at, words) or cut.words[at : at + size] != ("chủ", "trì"):
        return True
    return at + size < len(cut.words) and cut.words[at + size] in _SEPARATORS


def _ends_name(cut: _Text, low: int, at: int, words: _Words) -> bool:
    """Whether a verb or another word that no name has stands at ``at``."""
    if cut.words[at - 1] == "và":
        return False
    size = words.adverbs.match(cut.words, at)
    inside = cut.upper(at) and not _complete(cut, low, at, words)
    if size > 1 and not inside and _takes_duty(cut, low, at, size, words):
        return True
    if _only_head(cut, low, at, words):
        return False
    if cut.upper(at):
        return False
    if words.stops.match(cut.words, at) or words.adverbs.match(cut.words, at):
        return True
    if cut.words[at] == "trong" and words.verbs.match(cut.words, at + 1):
        return True
    if _complete(cut, low, at, words) and not words.goes_on.match(cut.words, at):
        return True
    if not words.verbs.match(cut.words, at):
        return False
    # "Phòng Đào tạo": the second half of a word that the name writes with a capital.
    if at - 1 > low and cut.upper(at - 1) and words.verbs.match(cut.words, at - 1) > 1:
        return False
    return not any(
        words.nouns.match(cut.words, at - size) == size for size in (1, 2, 3) if at - size >= low
    ) or (words.alone.match(cut.words, low) >= at - low)
