"""Names of bodies in running text: where one starts, where it ends, and lists of several."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from vnplan.parse.bodies.body_heads import head_size, is_body
from vnplan.parse.bodies.name_chances import seems_over
from vnplan.parse.bodies.name_parts import part_of_name
from vnplan.parse.bodies.name_rows import (
    SHORT_PART,
    goes_on_listing,
    has_office,
    lists_places,
    new_name,
    only_for,
)
from vnplan.parse.bodies.name_verbs import (
    SEPARATORS,
    STOPS,
    counts_objects,
    ends_name,
    noun_here,
    turns_to_verb,
)
from vnplan.parse.bodies.phrases import Text, Words, words_of
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.name_ends import CLEAR
from vnplan.parse.text.patterns import compiled

# A name of more words than this is a sentence.
MOST_WORDS = 30


@dataclass(frozen=True, slots=True)
class NameList:
    """Names that stand in a row; ``stop`` is the word after the last one."""

    names: tuple[str, ...]
    stop: int
    at_verb: bool


@lru_cache(maxsize=1024)
def split_names(text: str, grammar: Grammar) -> tuple[str, ...]:
    """The bodies of a text that holds nothing else; empty when it is no list of bodies.

    >>> from vnplan.lexicon import Dictionaries
    >>> grammar = Grammar.load(Dictionaries.locate())
    >>> split_names("Phòng Thông tin - Báo chí - Xuất bản, các đoàn thể và Văn phòng Sở.", grammar)
    ('Phòng Thông tin - Báo chí - Xuất bản', 'các đoàn thể', 'Văn phòng Sở')
    """
    words = words_of(grammar)
    cut = Text.of(_HEADED_BY.sub("", text.strip(" .;:")))
    if not cut.words or not head_size(cut, 0, words) or " trong đó " in text:
        return ()
    found = names_from(cut, 0, words, whole=True)
    return found.names if found.stop >= len(cut.words) else ()


# "Tiểu ban Nhân sự do đồng chí Phó Bí thư làm trưởng tiểu ban": who heads the body.
_HEADED_BY = regex.compile(
    r"\s+do (?:đồng chí|đ/c|ông|bà|thầy|cô)\s[^:;]*\b(?:làm|là|phụ trách)\b[^:;]*$"
)


def only_names(text: str, grammar: Grammar) -> bool:
    """Whether a text holds names of bodies, each ended by its first verb, and no verb that is an
    order; short parts after a comma are still a name's: "Tổ tuyên truyền, vận động xã"."""
    words = words_of(grammar)
    cut = Text.of(text.strip(" .;:"))
    stop = names_from(cut, 0, words).stop
    if stop >= len(cut.words) or words.past.match(cut.words, stop):
        return True
    if cut.words[stop] == ",":
        if _acts_after_comma(cut, 0, stop, words):
            return False
        parts = cut.between(stop + 1, len(cut.words)).split(",")
        return all(len(part.split()) <= SHORT_PART for part in parts)
    acts = words.acts.match(cut.words, stop) or words.adverbs.match(cut.words, stop)
    return not acts and cut.words[stop] != "bị"


def tells_work(text: str, grammar: Grammar) -> bool:
    """Whether a text goes on behind names of bodies, surely, with what these do: "Sở Y tế đôn đốc
    các xã tiêm phòng"."""
    words = words_of(grammar)
    cut = Text.of(text.strip(" .;:"))
    found = names_from(cut, 0, words)
    if len(cut.words) - found.stop < _FEWEST_OF_WORK or words.acts.match(cut.words, found.stop) < 2:
        return False
    low = max(0, found.stop - len(Text.of(found.names[-1]).words))
    return words.ends.chance(cut.words, cut.upper, low, found.stop) >= CLEAR


# What a body does takes so many words; "xây dựng công trình" may end its name.
_FEWEST_OF_WORK = 6


def _acts_after_comma(cut: Text, low: int, comma: int, words: Words) -> bool:
    """ "Công an xã, tuần tra đêm": a whole name, a comma, and what it does; not in "Tổ tuyên
    truyền, vận động xã", nor in "cơ quan, tổ chức xã hội"."""
    known = max(words.closed.match(cut.words, low), words.alone.match(cut.words, low))
    unit = any(" ".join(cut.words[comma - n : comma]) in words.units for n in (1, 2))
    person = has_office(cut, low, comma, words) or _named_by_field(cut, low, comma, words)
    if (known != comma - low or known < 2) and not (unit and comma - low > 2) and not person:
        return False
    if words.named.match(cut.words, low) == comma - low:
        return False  # "Thường trực, tổng hợp tình hình": a verb as well
    after = comma + 1
    if cut.upper(after) or noun_here(cut, after, words) or not words.acts.match(cut.words, after):
        return False
    return cut.words[-1] not in words.units


def _named_by_field(cut: Text, low: int, comma: int, words: Words) -> bool:
    """ "Phòng Nội vụ, tham mưu …": a name of a head and a field with a capital, after which a verb
    of two syllables and its object stand."""
    field = low + words.named.match(cut.words, low)
    verb = words.acts.match(cut.words, comma + 1)
    whole = low < field < comma - 1 and cut.upper(low) and cut.upper(field)
    object_ = cut.words[comma + 1 + verb : comma + 3 + verb]
    return whole and verb == 2 and len(object_) == 2 and all(w[0].isalnum() for w in object_)


@lru_cache(maxsize=2048)
def names_from(cut: Text, start: int, words: Words, *, whole: bool = False) -> NameList:
    """The names from ``start`` on.

    ``whole``: the text is nothing but names, so a verb inside belongs to one of them.
    """
    names: list[str] = []
    low = start
    at = low + head_size(cut, low, words)
    depth = 0
    listing = False
    while at < len(cut.words):
        word = cut.words[at]
        depth += (word in "(“") - (word in ")”")
        if word == ")" and depth < 0:
            break  # "(qua Bộ Y tế) số hộ": a bracket that opened before the name
        if depth > 0 or word in ")”":
            at += 1
            continue
        inside = part_of_name(cut, low, at, words)
        duty = None if whole else _duty_within(cut, max(at, low + 1), at + max(inside, 1), words)
        if duty is not None:
            at = duty
            break
        if inside:
            at += inside
            continue
        if word == ":" and lists_places(cut, low, at) and not only_for(cut, low, at, words):
            listing = True
            at += 1
            continue
        if not whole and counts_objects(cut, low, at, words):
            at = _before_count(cut, low, at, words)
            break
        if word in STOPS or at - low > (2 * MOST_WORDS if listing else MOST_WORDS):
            break
        if word == "," and _tells_when(cut, at + 1):
            break
        if word in SEPARATORS or word == "và" or _joins(cut, low, at, words):
            if listing and goes_on_listing(cut, low, at, words):
                at += 1
                continue
            apart = listing or word == ";"
            if new_name(cut, low, at, words) or (apart and head_size(cut, at + 1, words)):
                names.append(_trim(cut.between(low, at)))
                listing = False
                low = at + 1
                at = low + head_size(cut, low, words)
                continue
            if not whole and (word == ";" or turns_to_verb(cut, low, at, words)):
                break
            at += head_size(cut, at + 1, words) or words.also_nouns.match(cut.words, at + 1)
        elif not whole and (ends_name(cut, low, at, words) or seems_over(cut, low, at, words)):
            if not _before_dash(cut, low, at, words):
                break
        else:
            # A verb that is part of the name is so to its end: "Cơ sở đào tạo".
            at += max(words.acts.match(cut.words, at) - 1, 0)
        at += 1
    stop = at
    name = _trim(cut.between(low, stop))
    if name:
        names.append(name)
    short = listing or stop - low <= MOST_WORDS
    return NameList(tuple(names), stop, short and _leads_to_verb(cut, low, stop, words))


def _tells_when(cut: Text, at: int) -> bool:
    """ "Họp phụ huynh: toàn trường, sáng Chủ nhật": a time behind a comma is no part of a name."""
    return bool(_WHEN.match(" ".join(cut.words[at : at + 3]) + " "))


_WHEN = regex.compile(
    r"(?:(?:sáng|chiều|tối|trưa) (?:ngày |thứ |chủ nhật|\d)|ngày \d|lúc \d|thứ (?:hai|ba|tư|năm"
    r"|sáu|bảy) |chủ nhật|(?:xong|hoàn thành) )"
)


def _duty_within(cut: Text, start: int, stop: int, words: Words) -> int | None:
    """Where "có trách nhiệm" stands, which always ends a name, also behind words that would be part
    of one: "các cơ sở trên địa bàn có trách nhiệm …"."""
    return next((at for at in range(start, stop) if words.obliges.match(cut.words, at)), None)


def _before_dash(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Khoa Nhi tích cực - Sơ sinh": a dash with more of a name is near, so nothing has ended."""
    for i in range(at + 1, min(at + _NEAR_DASH, len(cut.words) - 1)):
        if cut.words[i] in ("-", "–"):
            goes_on = cut.upper(i + 1) and not is_body(cut, i + 1, words)
            return goes_on and at - low <= _NEAR_DASH and cut.upper(low)
        if not cut.words[i].isalpha():
            return False
    return False


_NEAR_DASH = 4


def _before_count(cut: Text, low: int, number: int, words: Words) -> int:
    """Where a name ends before a number of objects: before the verb, "mỗi tổ cử 02 người", if one
    stands there: "mỗi khoa 01 cây", "tổ xung kích 30 người" have none."""
    verb = 2 if words.acts.match(cut.words, number - 2) == 2 else 1
    last_two = cut.words[number - 2 : number]
    if last_two in words.compounds or words.kept.match(cut.words, number - 2) == 2:
        return number
    least = max(low + words.plural.match(cut.words, low) + 1, low + head_size(cut, low, words))
    return number - verb if number - verb >= least else number


def _joins(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Công an xã cùng Đoàn xã", "Công an xã hoặc Ủy ban nhân dân xã"; not in "cơ quan của Bộ
    Công an hoặc Bộ Quốc phòng", which is one name."""
    word = cut.words[at]
    either = word == "hoặc" and cut.upper(at + 1) and "của" not in cut.words[low:at]
    joins = word in ("cùng", "+") or either
    return joins and head_size(cut, at + 1, words) > 0


def _leads_to_verb(cut: Text, low: int, stop: int, words: Words) -> bool:
    """Whether the names go on with a directive's verb at ``stop``, perhaps after a comma."""
    if stop >= len(cut.words):
        return False
    if cut.words[stop] == ",":
        return _urges(cut, stop, words) or _acts_after_comma(cut, low, stop, words)
    return cut.words[stop] not in STOPS | SEPARATORS


def _urges(cut: Text, comma: int, words: Words) -> bool:
    """ "… các doanh nghiệp, khẩn trương rà soát": a comma between subject and adverb."""
    return comma + 1 < len(cut.words) and bool(words.adverbs.match(cut.words, comma + 1))


# "các đơn vị thực hiện các nội dung sau", "các xã triển khai": what a body is asked to do, but
# "đơn vị thực hiện" is a name.
_ASKED_TO = regex.compile(
    r"(?<=\p{L})\s+(?:(?:khẩn trương|nghiêm túc|tập trung|tiếp tục|tổ chức|triển khai)\s+)*"
    r"(?:thực hiện\s+(?:(?:tốt|ngay|nghiêm|đúng|đầy đủ)\s+)?(?:các|một số|những|việc|theo)\b.*"
    r"|(?:tổ chức|triển khai)\s+thực hiện|triển khai)$"
)


def _trim(name: str) -> str:
    plain = compiled(r"\s*\([^()]*\)\s*$").sub("", name).strip(" ,;-–.…")
    return _DANGLING.sub("", _ASKED_TO.sub("", plain))


# Words that lead from a name to a clause on it are no part of it.
_DANGLING = regex.compile(
    r"(?<=\S\s+\S+|\S{4,})"
    r"(?:\s+(?:và|là|khi|nơi|(?<![Tt]hiết |[Dd]ự )bị|mà|hoặc|chưa|đang|đã|vẫn|như sau|sau đây))+$"
)
