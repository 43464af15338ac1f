"""Who stands in a bracket, a cell or behind a label: rows of bodies and people, some by their
initials, and the times beside them."""

from __future__ import annotations

import regex

from vnplan.parse.bodies.body_heads import head_size, is_body
from vnplan.parse.bodies.body_names import names_from, split_names
from vnplan.parse.bodies.phrases import Text, Words, words_of
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.passage import fold, lowered
from vnplan.parse.text.patterns import compiled

# "Hội Phụ nữ và 02 đội xung kích"
_COUNTED = regex.compile(r"(?P<first>.+)\s+và\s+(?P<count>\d{1,2})\s+(?P<second>\p{Ll}[^,;\d]+)")
# A part that says when, not who.
_WHEN = regex.compile(
    r"(?:xong|hoàn thành|trước|trong|từ|đến|ngày|tháng|quý|tuần|năm|định kỳ|hằng|hàng|dự kiến|vào"
    r"|ngay|thường xuyên|thời gian|thời hạn|tiến độ|\d+)\b"
)


def opens_with_person(text: str, grammar: Grammar) -> bool:
    """Whether a text begins with a person, who has a title or a degree: "BS. Lê Bến"."""
    return bool(compiled(rf"(?i:{_titles(grammar)})\.?\s+(?=\p{{Lu}})").match(text))


def _by_person(text: str, grammar: Grammar) -> list[str]:
    """The parts of a row, each of which begins with a person."""
    return compiled(rf"(?i:\s*(?:,|;|\bvà\b)\s*(?={_titles(grammar)}\.?\s))").split(text)


def _titles(grammar: Grammar) -> str:
    lists = ("bodies", "honorifics", "address"), ("bodies", "honorifics", "comrade")
    shorter = ("signatures", "degrees"), ("signatures", "ranks")
    return (
        "(?:" + "|".join(any_of(grammar, *keys, marked=True) for keys in (*lists, *shorter)) + ")"
    )


def _about_them(grammar: Grammar) -> regex.Pattern[str]:
    """What is said of those named, no part of their names: "các đ/c Yến, Hạnh | do đ/c Yến phụ
    trách", "thầy Bảo | ; thuê thêm loa"."""
    titles = _titles(grammar)
    return compiled(
        rf"(?:\s+do\s+{titles}\s+\p{{Lu}}[^,;]*(?:phụ trách|làm|chịu trách nhiệm)[^,;]*"
        rf"|;\s*(?!(?:và\s+)?{titles}\b)(?:thuê|mượn|nếu|có thể|không|báo|xong|kinh phí)\b.*)$"
    )


def names_in_row(text: str, grammar: Grammar) -> tuple[str, ...]:
    """The bodies or people of a text that holds nothing else, but for what each of them does:
    "Hội Khuyến học xã rà soát, đề xuất; Đoàn xã xác nhận"."""
    plain = _about_them(grammar).sub("", text.strip(" .,;:"))
    if ";" in plain:
        groups = [names_in_row(part, grammar) for part in plain.split(";")]
        if all(groups):
            return tuple(name for group in groups for name in group)
    if opens_with_person(plain, grammar):
        people = [_OFFICE.sub("", part).strip() for part in _by_person(plain, grammar)]
        return tuple(name for each in people for name in _with_bodies(each, grammar))
    if counted := _COUNTED.fullmatch(plain):
        first, second = (
            names_in_row(counted["first"], grammar),
            names_in_row(counted["second"], grammar),
        )
        return (*first, plain[counted.start("count") :]) if first and second else ()
    if row := row_by_initials(plain, grammar):
        return row
    cut, words = Text.of(plain), words_of(grammar)
    counts = regex.search(r"\d\s+\p{Ll}", plain)  # "mỗi xã 500 cây"
    if not cut.words or counts or not is_body(cut, 0, words):
        return ()
    found = names_from(cut, 0, words)
    if found.at_verb and (
        words.adverbs.match(cut.words, found.stop) or _only_acts(cut, found.stop, words)
    ):
        return found.names
    return split_names(plain, grammar)


# "HT", "các PHT", "TT-HTNNT", "KT khối 5": a body or an office by its initials.
_INITIALS = regex.compile(
    r"(?:[Cc]ác |[Mm]ỗi )?(?=[^\s]*\p{Lu}[^\s]*\p{Lu})[\p{Lu}\d&.–-]{2,10}"
    r"(?: (?:khối|lớp|tổ|xã|phường|huyện|tỉnh)(?: \d{1,2}\p{Lu}?)?)?"
)
# "Phòng QLN và CCNT" is one name.
_NEXT = regex.compile(r"\s*[,;]\s*|(?<![\p{Lu}\d])\s+và\s+")


def row_by_initials(text: str, grammar: Grammar) -> tuple[str, ...]:
    """The bodies of a row of which one at least is known and the others are known, or stand by
    their initials, or by the field of an office: "Hiệu trưởng, KT khối 5", "Công an xã, Địa
    chính"; empty for other rows."""
    parts = [part for part in _NEXT.split(text) if part]
    words = words_of(grammar)
    whole = [bool(_whole_name(part, words)) for part in parts]
    if len(parts) < _FEWEST or all(whole) or not any(whole):
        return ()
    offices = grammar.phrases("bodies", "office_fields")
    told = (
        known or _is_initials(part, words) or fold(part) in offices
        for part, known in zip(parts, whole, strict=True)
    )
    return tuple(parts) if all(told) else ()


_FEWEST = 2


def _whole_name(text: str, words: Words) -> bool:
    """Whether a text is one name that nothing in it has to go on with."""
    cut = Text.of(text)
    if not cut.words or not is_body(cut, 0, words):
        return False
    size = len(cut.words)
    whole = (words.closed, words.alone, words.posts)
    known = max(each.match(cut.words, 0) for each in whole) == size
    head = head_size(cut, 0, words)
    named = head < size and (
        words.plural.match(cut.words, 0) > 0 or cut.words[-1] in words.units or cut.upper(head)
    )
    plural = words.plural.match(cut.words, 0) > 0 and size <= head
    return (known or named or plural) and names_from(cut, 0, words).stop == size


def _is_initials(text: str, words: Words) -> bool:
    return bool(_INITIALS.fullmatch(text)) and text.lower() not in words.fields


def people_listed(text: str, grammar: Grammar) -> tuple[str, ...]:
    """The people of a row of several, each with a title: "BS Lê Bến (tổ trưởng); đ/c Lan"."""
    if not opens_with_person(text, grammar):
        return ()
    people = [_OFFICE.sub("", part).strip(" .,;") for part in _by_person(text, grammar)]
    return tuple(people) if len(people) > 1 else ()


_OFFICE = regex.compile(r"\s*\([^()]*\)\W*$")


def _with_bodies(person: str, grammar: Grammar) -> tuple[str, ...]:
    """A person, and the bodies that a row names behind him: "Đ/c Lan, các tổ trưởng"; what he is
    stays with his name: "Đ/c Lan, Phó Hiệu trưởng"."""
    acts = Text.of(person)
    named = names_from(acts, 0, words_of(grammar))
    verb = words_of(grammar).acts.match(acts.words, named.stop)
    behind = lowered(acts.between(named.stop + verb, len(acts.words)))
    if named.at_verb and verb and (not behind or _WHEN.match(behind)):
        return named.names  # "đ/c Lan mua", "đ/c Lan mua trước 15/10"
    name, comma, rest = person.partition(", ")
    words, cut = words_of(grammar), Text.of(rest)
    if not comma or words.posts.match(cut.words, 0) or not is_body(cut, 0, words):
        return (person,)
    return (name, *split_names(rest, grammar))


def _only_acts(cut: Text, at: int, words: Words) -> bool:
    """Whether verbs end a text, or when it is done: "Công an xã | kiểm tra hằng tuần"."""
    size = words.acts.match(cut.words, at)
    stop = at + size
    while cut.words[stop : stop + 1] == (",",) and (more := words.acts.match(cut.words, stop + 1)):
        stop += 1 + more
    rest = cut.between(stop, len(cut.words))
    if not size or (rest and not _WHEN.match(lowered(rest))):
        return False
    likely = words.ends.chance(cut.words, cut.upper, 0, at) >= _MAY_END
    whole = max(words.closed.match(cut.words, 0), words.alone.match(cut.words, 0)) == at
    return likely or whole or " ".join(cut.words[at : at + size]) in _EVERYDAY


# "hoàn thành tháng 4, Phòng Nội vụ"
_TIME_FIRST = regex.compile(rf"{_WHEN.pattern}[^,;]*[,;]\s*(?=\p{{L}})")
_MAY_END = 0.4
# What a bracket says that a body does, when it says so at all.
_EVERYDAY = frozenset({"thực hiện", "phụ trách", "theo dõi", "tham mưu", "triển khai"})


def without_times(said: str) -> str:
    """What is said without the parts that say when: "Phòng Nội vụ, tháng 5"."""
    if first := _TIME_FIRST.match(lowered(said)):
        said = said[first.end() :]
    parts = regex.split(r"\s*[,;]\s*(?=\p{Ll}|\d)", said)
    kept = [
        part
        for before, part in zip(["", *parts], parts, strict=False)
        if not _WHEN.match(lowered(part)) or _numbers_on(before, part)
    ]
    if len(kept) == len(parts):
        return said.strip()
    return ", ".join(kept).strip()


def _numbers_on(before: str, part: str) -> bool:
    """ "các khu phố 1, 2, 5": one more number of those that tell bodies apart."""
    return bool(_BARE_NUMBER.match(part)) and before[-1:].isdigit()


_BARE_NUMBER = regex.compile(r"\d{1,2}(?:;|$)")
