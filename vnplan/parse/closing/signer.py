"""Who signed a document, as what, and in whose name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

import regex

from vnplan.parse.closing.signature import Signature
from vnplan.parse.closing.signer_names import MISREAD_LE, NAME_SPECK
from vnplan.parse.closing.surnames import Surnames
from vnplan.parse.text.evidence import HARDLY_READ, Findings
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.lines import is_caps
from vnplan.parse.text.name_doubts import confirmed_name, likelier_syllable
from vnplan.parse.text.offices import Offices
from vnplan.parse.text.passage import Passage, fold, join
from vnplan.parse.text.place_names import place_words
from vnplan.record import Signer
from vnplan.syllable import fold_tone, is_syllable


def read_signer(foot: Signature, grammar: Grammar, notes: Findings) -> Signer | None:
    """Who signs, as what; what is missing is a doubt."""
    offices = Offices.of(grammar)
    capacities = [offices.put_right(p.text.strip(" .,-–")) for p in foot.capacities]
    title = _office(foot, capacities, offices)
    printed = [p for p in (*foot.capacities, foot.title, foot.name) if p]
    if not printed:
        notes.doubt("signer", None, "no signature was found")
        return None
    name = _signer_name(foot, grammar, notes)
    rule = 0.95 if name and title else 0.75
    # One syllable that can hardly be read makes another person of a name.
    least = foot.name.least_read() if foot.name else 1.0
    hard = ("the name is hard to read", least) if least <= HARDLY_READ else ("", None)
    notes.found("signer", join(printed), rule, hard[0], certainty=hard[1])
    if foot.between and name:
        reason = f"another office stands above the name {name}: {foot.between.text}"
        notes.doubt("signer", foot.between, reason)
        name = None
    if foot.below and title:
        title = _of_two(title, foot, offices, notes)
    if foot.more and title:
        title = _with_second(title, foot.more, notes)
    for other in foot.others[:1]:
        notes.doubt("signer", other, f"a second person signs: {other.text}")
    if not foot.name and not name:
        _doubt_unread(foot, printed[-1], notes)
    if not title:
        notes.doubt("signer", printed[-1], "no office could be read above the signature")
    elif _deputises(capacities) and not fold(title).startswith(("pho", "thu truong", "p.")):
        notes.doubt("signer", printed[-1], 'who signs with "KT." is a deputy; the office is not')
    elif fold(title).startswith(("pho ", "p.")) and not any(
        _by_order(capacity) or _for_a_college(capacity, grammar) for capacity in capacities
    ):
        notes.doubt("signer", printed[-1], 'a deputy signs with "KT.", which could not be read')
    return Signer(name, title, " / ".join(capacities) or None)


def _of_two(title: str, foot: Signature, offices: Offices, notes: Findings) -> str | None:
    """The deputy's office that stands below the one he signs for; a doubt when it is hard to
    read whose it is."""
    said = foot.below.text.strip(" .,:") if foot.below else ""
    if fold(said).startswith("pho ") and offices.title(said):
        return offices.title(said)
    notes.doubt(
        "signer", foot.below, f"an office that is hard to read stands below {title}: {said}"
    )
    return None


def _with_second(title: str, more: Passage, notes: Findings) -> str:
    """Both lines of an office; of a scan, where seals leave letters too, the second is a doubt."""
    said = more.text.strip(" .,:")
    if more.is_untouched():
        return f"{title} / {said}"
    notes.doubt("signer", more, f"a second line stands below the office {title}: {said}")
    return title


def _signer_name(foot: Signature, grammar: Grammar, notes: Findings) -> str | None:
    """The name under the signature. Of a scan, a name of two syllables has likely lost one."""
    if not foot.name:
        return _damaged_name(foot, Surnames.of(grammar), notes)
    surnames = Surnames.of(grammar)
    if _is_printed(foot.name, surnames):
        return _printed_name(foot.name, surnames, grammar, notes)
    text = surnames.with_first(MISREAD_LE.sub("L", NAME_SPECK.sub(" ", foot.name.text)))
    first, *rest = text.strip(" .,:").split()
    name = " ".join([surnames.of_word(first) or first, *rest])
    name = confirmed_name(name, foot.name, grammar.people)
    scanned = any(word.confidence for p in foot.name.pieces for word in p.line.line.words)
    lost = scanned and (_gaping(foot.name) or (len(rest) < 2 and not _is_centred(foot)))
    alone = scanned and len(rest) < 2 and not foot.capacities
    if lost or alone:
        notes.doubt("signer", foot.name, f"the name may have lost a syllable; read as {name}")
    if lost:
        return None
    for word, likelier in _unlikely(first, rest, grammar) if scanned else ():
        reason = f"{word} is a rare name, {likelier} a frequent one; read as {name}"
        notes.doubt("signer", foot.name, reason)
    if scanned and (odd := next((word for word in rest if _is_none(word, grammar)), None)):
        notes.doubt("signer", foot.name, f"{odd} is no Vietnamese word")
    if _letters(foot.name.raw()) != _letters(name) and fold(name) not in map(fold, grammar.people):
        notes.doubt("signer", foot.name, f"the name was put right; read as {foot.name.raw()}")
    return name


def _is_printed(name: Passage, surnames: Surnames) -> bool:
    """Whether the name of plain text stays as it stands; of longer family names one that is in no
    list, "Nguyên", is a misprint."""
    first = name.text.strip(" .,:").split()[0]
    likely = surnames.of_word(first.capitalize()) if len(first) >= _LONG else None
    known = likely in (first.capitalize(), None)
    return known and name.is_untouched() and not MISREAD_LE.search(name.text)


# So many letters leave little doubt which family name is meant.
_LONG = 5


def _printed_name(printed: Passage, surnames: Surnames, grammar: Grammar, notes: Findings) -> str:
    """The name of plain text, as it stands; a doubt where it opens with no family name."""
    name = " ".join(NAME_SPECK.sub(" ", printed.text).strip(" .,:").split())
    name = name.title() if is_caps(name) else name
    first = name.split()[0]
    if not surnames.of_word(first):
        notes.doubt("signer", printed, f"no list has this family name: {first}")
    elif first in grammar.words["signatures"]["surnames"]:
        odd = next((word for word in name.split()[1:] if _is_none(word, grammar)), None)
        if odd:
            notes.doubt("signer", printed, f"{odd} is no Vietnamese word")
    return name


def _is_none(word: str, grammar: Grammar) -> bool:
    """Whether a word with Vietnamese letters only can be no part of a name."""
    return word.isalpha() and not is_syllable(word) and word not in place_words(grammar)


def _doubt_unread(foot: Signature, below: Passage, notes: Findings) -> None:
    reason = "no name could be read under the signature"
    if foot.unread:
        reason = f"the name is hard to read; read as {foot.unread.raw()}"
    notes.doubt("signer", foot.unread or below, reason)


def _damaged_name(foot: Signature, surnames: Surnames, notes: Findings) -> str | None:
    """The name whose family name a seal or a stroke crosses, where its letters leave no choice."""
    words = foot.unread.text.split() if foot.unread else []
    rest = list(takewhile(_is_part, words[::-1]))[::-1]
    before = words[: len(words) - len(rest)][-1:]
    if not (before and len(rest) in (1, 2, 3)):
        return None
    first = surnames.of_damaged(before[0])
    if first is None:
        return None
    name = " ".join([first, *rest])
    notes.doubt("signer", foot.unread, f"the name was put right; read as {' '.join(words)}")
    return name


def _is_part(word: str) -> bool:
    """Whether a word is one of a name as print leaves it."""
    return word.istitle() and word.isalpha() and is_syllable(word)


def _unlikely(first: str, rest: Sequence[str], grammar: Grammar) -> Iterator[tuple[str, str]]:
    """The words of a name that few people bear, each with a frequent one of the same letters."""
    if others := Surnames.of(grammar).others(first):
        yield first, others[0]
    for word in rest:
        if likelier := likelier_syllable(word, grammar):
            yield word, likelier


# A space is a third of a name's height wide; a gap of more than this has lost a syllable.
_GAP = 1.0
# A lost syllable moves the middle by more than this share of a name's height, and by more pixels.
_OFF, _NEAR = 0.1, 3


def _gaping(name: Passage) -> bool:
    """Whether two words of a name stand so far apart that another one stood between them."""
    boxes = [
        w.box for p in name.pieces for w in p.line.line.words if w.box and w.text in name.raw()
    ]
    height = max((box.height for box in boxes), default=0)
    return any(b.left - a.right > _GAP * height for a, b in pairwise(boxes))


def _is_centred(foot: Signature) -> bool:
    """Whether a name stands right below the middle of its office and of the capacities above: it
    was printed with them, and is whole."""
    above = [box for p in (*foot.capacities, foot.title) if p and (box := p.box())]
    box = foot.name.box() if foot.name else None
    if box is None or not above:
        return False
    off = max(_OFF * box.height, _NEAR)
    return all(abs(each.left + each.right - box.left - box.right) <= 2 * off for each in above)


def _letters(text: str) -> str:
    """The letters of a name in small ones, wherever its tone marks are placed."""
    return " ".join(map(fold_tone, _WORDS.findall(text.lower())))


_WORDS = regex.compile(r"\p{L}+")


def _office(foot: Signature, capacities: Sequence[str], offices: Offices) -> str | None:
    """The office as printed, its damaged letters put right."""
    text = _SMALL_TAIL.sub("", foot.title.text.strip(" .,:")) if foot.title else ""
    words = regex.findall(r"[\p{L}\d]\S*", text)
    if foot.title and foot.title.is_untouched() and not is_caps(text):
        return text or None
    if words:
        plain = " ".join(words)
        parted = " ".join(_WORD_OR_DASH.findall(text))
        # Of a scan, a dash inside the name of an office is a speck.
        speck = foot.title and foot.title.is_scanned() and plain in offices.titles
        office = plain if speck else parted
        return offices.repaired(office, capacities, surely=_is_sure(foot.title, words))
    # "Q. GIÁM ĐỐC" is capacity and office in one.
    acting = capacities and regex.match(r"q\W", fold(capacities[-1]))
    return capacities[-1] if acting else None


def _is_sure(printed: Passage | None, words: Sequence[str]) -> bool:
    """Whether each word of an office can be one, and was read surely; what is not scanned is."""
    read = printed is not None and printed.least_read() >= _SURELY_READ
    return read and all(is_syllable(word.strip(",-").lower()) for word in words)


_SURELY_READ = 0.9
# "HÀNH CHÍNH - TỔNG HỢP": a dash between two words in capitals.
_WORD_OR_DASH = regex.compile(r"[\p{L}\d]\S*|(?<=\p{Lu}[\s,])[-–](?=\s\p{Lu}{2})")
# "PHÓ GIÁM ĐỐC s": a speck behind an office in capitals.
_SMALL_TAIL = regex.compile(r"(?<=\p{Lu}{2})\s+\p{Ll}\W*$")


def _by_order(capacity: str) -> bool:
    """Whether a capacity lets somebody sign for another one: "KT.", "TL.", "TUQ."."""
    return bool(regex.match(r"(?:k\W?t|t\W?l|tuq|tun|q)\b", fold(capacity)))


def _for_a_college(capacity: str, grammar: Grammar) -> bool:
    """Whether "TM." stands before a body that any of its leaders may sign for."""
    bodies = any_of(grammar, "signatures", "collegial_bodies")
    return bool(regex.match(rf"t\W?m\W+{bodies}", fold(capacity)))


def _deputises(capacities: Sequence[str]) -> bool:
    """Whether the last capacity is "KT."."""
    return bool(capacities and regex.match(r"k\W?t\b", fold(capacities[-1])))
