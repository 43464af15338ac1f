"""Lines of the left column of a scanned letterhead: which are no part of a name, and which say a
known name that a reader damaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

import regex

from vnplan.parse.header.confirmed_symbols import stands_for
from vnplan.parse.header.glued_names import unglued
from vnplan.parse.header.wrapped_names import as_place
from vnplan.parse.text.abbreviations import abbreviations, with_first_letter
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import Row
from vnplan.parse.text.misread import alike
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.parse.text.patterns import starts_with
from vnplan.parse.text.place_names import place_words
from vnplan.syllable import is_syllable

# A line is none of a name when less than this share of its letters is of words that can be one, or
# when it was read with less than the certainty; below the second certainty, if it opens no name.
_WORDS, _SURE, _HARDLY = 0.5, 0.6, 0.3
# So much of the letters of a line and of a known name must agree, and so much more than of any
# other name; names have so many letters at least.
_ALIKE, _APART, _SHORTEST = 0.72, 0.06, 6
# The same where the first word differs, too, or where more words follow.
_VERY_ALIKE = 0.85
# Of the beginning of a name that goes on below.
_BEGUN = 0.75
# So many letters at the end of a line tell that it holds the end of a name.
_ENDING = 5
# Longer abbreviations alone on a line may be a name.
_SHORT = 3
# A word that was read more surely is taken as it is.
_READ = 0.8
_WORD = regex.compile(r"[\p{L}\d]+")
_SPECKS = " _~'`^|“”‘’«»\""
_TOKEN = regex.compile(r"[\p{L}\d&]+(?:[-,][\p{L}\d&]+)*")


@dataclass(frozen=True, slots=True)
class Column:
    """The rows of the left column that may name a body, and those that cannot be read."""

    named: Sequence[Row]
    unread: Sequence[Row]


def legible(rows: Sequence[Row], grammar: Grammar, dated: str | None = None) -> Column:
    """The rows without what a reader made of stamps, strokes and damaged number lines; ``dated`` is
    the place of the date line."""
    named, unread = list[Row](), list[Row]()
    for row in rows:
        if row.passage.is_scanned():
            plain = _without_specks(row.passage)
            plain = _without_sign(unglued(plain, grammar), grammar)
            plain = _with_unit(_with_first_letter(_with_short(plain, grammar), grammar))
            plain = as_place(plain, named[-1].text if named else "", dated, grammar)
            row = replace(row, passage=plain)
        (unread if _says_nothing(row, named, grammar) else named).append(row)
    return Column(named, unread) if named else Column(rows, ())


def _without_specks(line: Passage) -> Passage:
    """A line without signs at its ends that no name has there."""
    text = line.text.rstrip(_SPECKS)
    return line[len(text) - len(text.lstrip(_SPECKS)) : len(text)]


# "TRUNG-TÂM", "CHI. CỤC".
_PARTED = regex.compile(r"(\p{Lu}{2,})\s?[-–.,:;]\s?(\p{Lu}{2,})(?!\p{L})")


def _without_sign(line: Passage, grammar: Grammar) -> Passage:
    """A line without the speck between the two words that open a body's name."""
    parted = _PARTED.match(line.text)
    if not parted:
        return line
    heads = grammar.words["bodies"]["heads"]
    opens = f"{fold(parted[1])} {fold(parted[2])}"
    if opens not in {fold(head) for kind in ("alone", "named") for head in heads[kind]}:
        return line
    return Passage(f"{parted[1]} {parted[2]}{line.text[parted.end() :]}", line.pieces)


def _with_first_letter(line: Passage, grammar: Grammar) -> Passage:
    """A line whose first abbreviation lost a letter at the edge of the page with it."""
    first, space, rest = line.text.partition(" ")
    whole = with_first_letter(first, grammar)
    return Passage(whole + space + rest, line.pieces) if whole else line


# Letters of stems only, which readers take for one another.
_STEMS = str.maketrans("ILTJ1", "TTTTT")
_SHORT_FORM = regex.compile(r"(?P<word>[\p{L}\d]+)['’]?")
# Abbreviations of so many letters are told from one another by the rest of them.
_LONG = 4


def _with_short(line: Passage, grammar: Grammar) -> Passage:
    """A line with the only long abbreviation whose letters an unknown one has, but for stems:
    "TRƯỜNG THPI" is "TRƯỜNG THPT"."""

    def known(match: regex.Match[str]) -> str:
        whole, word = str(match.group()), str(match["word"])
        if _may_be_word(word, grammar) or not word.isupper():
            return whole
        shape = word.translate(_STEMS)
        found = {
            short
            for short in abbreviations(grammar)
            if len(short) >= _LONG and short.isupper() and short.translate(_STEMS) == shape
        }
        return found.pop() if len(found) == 1 else whole

    return Passage(_SHORT_FORM.sub(known, line.text), line.pieces)


def _with_unit(line: Passage) -> Passage:
    """A line that begins with a kind of unit whose marks were misread: "TÍNH HÀ NAM"."""
    for unit in _UNITS:
        size = len(unit)
        if fold(line.text[: size + 1]) == f"{fold(unit)} " and line.text[:size].isupper():
            return Passage(unit + line.text[size:], line.pieces)
    return line


# Of these no name of a place on a line of its own has the letters ("QUAN HÓA", "PHƯƠNG LIỄU").
_UNITS = ("TỈNH", "HUYỆN", "THÀNH PHỐ", "THỊ XÃ", "THỊ TRẤN")


def _says_nothing(row: Row, above: Sequence[Row], grammar: Grammar) -> bool:
    if not row.passage.is_scanned():
        return False
    tokens = [m.group() for m in _TOKEN.finditer(row.text)]
    if len(tokens) == 1 and above and _is_left_over(tokens[0], above, grammar):
        return True
    known = sum(len(token) for token in tokens if _may_be_word(token, grammar))
    every = sum(map(len, row.text.split()))
    sure = row.passage.certainty()
    hardly = sure < (_SURE if known < _WORDS * every else _HARDLY) and known < every
    return hardly and _nearest(row.text, grammar) is None


def _is_left_over(token: str, above: Sequence[Row], grammar: Grammar) -> bool:
    """Whether a line of one abbreviation is what is left of a symbol, "Số: 9/QĐ-MTTQ" under a
    stamp, below the body that it stands for."""
    if is_syllable(token.lower()) or above[-1].folded.rstrip().endswith((" va", "-", "&", ",")):
        return False
    return len(token) <= _SHORT or stands_for(token, [row.text for row in above], grammar)


def _may_be_word(token: str, grammar: Grammar) -> bool:
    """Whether a token can stand in the name of a body: a syllable, an abbreviation, a number."""
    if token in abbreviations(grammar) or token in grammar.agencies or token.isdecimal():
        return True
    parts = _WORD.findall(token)
    return bool(parts) and all(
        is_syllable(part.lower()) or part.capitalize() in place_words(grammar) or _is_roman(part)
        for part in parts
    )


def _is_roman(word: str) -> bool:
    return bool(regex.fullmatch(r"[IVX]{1,5}", word))


def put_right(line: Passage, grammar: Grammar, above: str = "", *, whole: bool = True) -> Passage:
    """A scanned line in capitals with the known name that it says, but for letters that a reader
    changed or lost: "UY BẠN NHẦN ĐÂN" is "ỦY BAN NHÂN DÂN".

    Where every word of it can be one and was read surely, or no name is much liker than all others,
    it stays; unless it is ``whole``, also where it may be the first of several lines of the name.
    ``above`` is the line above it, whose unit tells a department from an office and a ministry.
    """
    if not line.is_scanned() or not _mostly_caps(line.text):
        return line
    if _BARE_COMMITTEE.match(line.text):
        return _with_name(line, "Đảng bộ", len("BỘ"))
    whole_line = _with_edge(line, grammar, above)
    if whole_line is not line or not _is_damaged(line, grammar):
        return whole_line
    if known := _known(line.text, grammar):
        name, stop = known
        return _with_name(line, name, stop) if _has_odd(line[:stop], grammar) else line
    for stop, least in _ends(line.text):
        name = _nearest(line.text[:stop], grammar, least, above) or ""
        if name and _agrees(name, line[:stop], grammar) and (whole or not _opens(line, name)):
            return _with_name(line, name, stop)
    return line


def _with_edge(line: Passage, grammar: Grammar, above: str) -> Passage:
    """A line with the letters of its first word, and the words before it, that are lost at the left
    edge of a page, what is left being read surely: "ÔNG TIN VÀ TRUYỀN THÔNG" below "UBND TỈNH"."""
    heads = grammar.words["bodies"]["heads"]
    opens = starts_with(line.text, [*heads["alone"], *heads["named"]])
    if opens and not names_people(line.text, grammar) and not _BARE_BOARD.match(fold(line.text)):
        return line
    for stop, least in _ends(line.text):
        words = _WORD.findall(fold(line.text[:stop]))
        names = [
            name
            for name in _vocabulary(grammar).spelled.values()
            if least == _ALIKE and words and _lacks_edge(words, _WORD.findall(fold(name)))
        ]
        name = names[0] if len(names) == 1 else _of_level(names, above)
        if name:
            return _with_name(line, name, stop)
    return line


def _lacks_edge(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether words are the end of a name, the first of them less its first letters."""
    before = len(name) - len(words)
    if before == 1 and name[0] == "uy" and list(words) == list(name[1:]):
        return True
    return (
        0 <= before <= 1
        and list(words[1:]) == list(name[before + 1 :])
        and name[before] != words[0]
        and name[before].endswith(words[0])
        and len("".join(words)) >= _SHORTEST - 1
    )


def names_people(text: str, grammar: Grammar) -> bool:
    """Whether a line opens like the name of a person or a class of them, its marks and all."""
    people = (f"{lowered(name)} " for name in grammar.words["letterhead"]["people"])
    return lowered(text).startswith(tuple(people))


# "BAN NHÂN DÂN": of no board, but of a committee, Ủy ban.
_BARE_BOARD = regex.compile(r"ban (?:nhan dan|mat tran|mttq)\b")
# "BỘ HUYỆN …": no ministry is of a unit.
_BARE_COMMITTEE = regex.compile(r"BỘ (?=(?:TỈNH|HUYỆN|QUẬN|XÃ|PHƯỜNG|THỊ TRẤN)\s)")


def _with_name(line: Passage, name: str, stop: int) -> Passage:
    return Passage(name.upper() + line.text[stop:], line.pieces)


def put_right_by_symbol(body: Passage, symbol: str, grammar: Grammar) -> Passage:
    """A body that was hardly read with the name of one of those that the parts of the symbol of
    the document stand for, if it is like that."""
    if not body.is_scanned() or not _mostly_caps(body.text) or not _is_damaged(body, grammar):
        return body
    if _known(body.text, grammar):
        return body
    parts = regex.split(r"[-/+]", symbol)
    names = {name for part in parts for name, _ in grammar.agencies.get(part, ())}
    known = {_letters(name): name for name in names if len(_letters(name)) >= _SHORTEST}
    for stop, _ in _ends(body.text):
        found = max(_likeness(_letters(body.text[:stop]), known), default=(0.0, ""))
        if found[0] >= _ALIKE and _agrees(found[1], body[:stop], grammar):
            return _with_name(body, found[1], stop)
    return body


def _opens(line: Passage, name: str) -> bool:
    """Whether a line is the beginning of a name that goes on below it."""
    read, letters = _letters(line.text), _letters(name)
    begun = SequenceMatcher(None, letters[: len(read)], read, autojunk=False).ratio()
    ends = letters.endswith(read[-_ENDING:])
    return len(letters) > len(read) and begun >= _BEGUN and not ends


def _letters(text: str) -> str:
    return "".join(_WORD.findall(fold(text)))


def _mostly_caps(text: str) -> bool:
    letters = list(filter(str.isalpha, text))
    return 2 * sum(map(str.isupper, letters)) > len(letters)


def _agrees(name: str, read: Passage, grammar: Grammar) -> bool:
    """Whether a name has every word of a line that was read surely and can be one."""
    words = set(_WORD.findall(fold(name)))
    first = fold(next(iter(_WORD.findall(read.text)), ""))
    # At the left edge of a page the first letters of a line are lost.
    words |= {first} if any(word.endswith(first) for word in words) else set()
    return all(
        fold(match.group()) in words
        or not _may_be_word(match.group(), grammar)
        or (
            read[match.start() : match.end()].least_read() < _READ
            and not (len(match.group()) >= _LONG and match.group() in abbreviations(grammar))
        )
        for match in _WORD.finditer(read.text)
    )


def _is_damaged(line: Passage, grammar: Grammar) -> bool:
    """Whether a word of a line can be none, or was hardly read."""
    return _has_odd(line, grammar) or line.least_read() < _READ


def _has_odd(line: Passage, grammar: Grammar) -> bool:
    return not all(_may_be_word(match.group(), grammar) for match in _TOKEN.finditer(line.text))


def is_known_name(text: str, grammar: Grammar) -> bool:
    """Whether a line opens with a known name, its marks misread at most."""
    return _known(text, grammar) is not None


def _known(text: str, grammar: Grammar) -> tuple[str, int] | None:
    """The longest known name that a line opens with, its marks misread at most, and its end."""
    words = list(_WORD.finditer(text))
    for size in range(len(words), 0, -1):
        key = " ".join(fold(word.group()) for word in words[:size])
        if name := _vocabulary(grammar).spelled.get(key):
            return name, words[size - 1].end()
    return None


def _ends(text: str) -> Iterator[tuple[int, float]]:
    """The end of a line, where a kind of unit may begin, "… TỈNH …", and the ends of words, the
    longest part first; with how like a name each part must be."""
    yield len(text), _ALIKE
    for match in regex.finditer(r"\s+(?=(?:tinh|thanh|huyen|quan|thi|xa|phuong)\s)", fold(text)):
        yield match.start(), _ALIKE
    for match in [*regex.finditer(r"(?<=\S)\s", text)][:1:-1]:
        yield match.start(), _VERY_ALIKE


def _nearest(text: str, grammar: Grammar, least: float = _ALIKE, above: str = "") -> str | None:
    """The known name whose letters a line has, most of them; ``None`` when two are as like."""
    read = _letters(text)
    if len(read) < _SHORTEST - 1:
        return None
    best = sorted(_likeness(read, _vocabulary(grammar).letters), reverse=True)[:3]
    if not best or best[0][0] < (least if _begin_alike(text, best[0][1]) else _VERY_ALIKE):
        return None
    tied = [name for ratio, name in best if best[0][0] - ratio < _APART]
    return tied[0] if len(tied) == 1 else _of_level(tied, above)


def _of_level(names: Sequence[str], above: str) -> str | None:
    """Of "Sở …", "Phòng …" and "Bộ …" the one that stands below a unit of its level."""
    if len({name.partition(" ")[2] for name in names}) > 1:
        return None
    levels = {"Sở": r"\b(?:tinh|thanh pho|tp)\b", "Phòng": r"\b(?:huyen|quan|thi xa|xa|phuong)\b"}
    fitting = [
        name
        for name in names
        if (level := levels.get(name.split()[0])) and regex.search(level, fold(above))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _begin_alike(text: str, name: str) -> bool:
    """Whether two first words are one, but for a letter, or for what is lost at the left edge."""
    one, (other, *rest) = _WORD.findall(fold(text))[0], _WORD.findall(fold(name))
    short = len(one) == len(other) == 2 and one[1] == other[1]
    lost = len(one) > 1 and any(word.endswith(one) for word in (other, *rest[:1]))
    return short or alike(one, other) or lost


def _likeness(read: str, names: Mapping[str, str]) -> Iterator[tuple[float, str]]:
    """How much of its letters each name that comes into question has in common with ``read``."""
    counts = Counter(read)
    least = _ALIKE - _APART
    for letters, name in names.items():
        both = len(letters) + len(read)
        if 2 * min(len(letters), len(read)) < least * both:
            continue
        if 2 * (counts & Counter(letters)).total() < least * both:
            continue
        ratio = SequenceMatcher(None, letters, read, autojunk=False).ratio()
        if ratio >= least:
            yield ratio, name


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Known names by their folded words, and by their letters alone."""

    spelled: Mapping[str, str]
    letters: Mapping[str, str]


@lru_cache(maxsize=8)
def _vocabulary(grammar: Grammar) -> _Vocabulary:
    names = [name for name in _names(grammar) if len(_letters(name)) >= _SHORTEST]
    return _Vocabulary(
        {" ".join(_WORD.findall(fold(name))): name for name in names},
        {_letters(name): name for name in names},
    )


def _names(grammar: Grammar) -> Iterable[str]:
    """What lines of letterheads say: known bodies, and what their sections work on."""
    listed = [entry for entries in grammar.agencies.values() for entry in entries]
    for name, category in listed:
        yield f"Phòng {name}" if category == "section" else name
        if category == "department" and name.startswith("Sở "):
            yield f"Phòng {name[3:]}"
    yield from grammar.words["letterhead"]["names"]
