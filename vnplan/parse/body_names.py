"""Names of bodies in running text: where one starts, where it ends, and lists of several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from vnplan.parse.grammar import Grammar
from vnplan.parse.name_ends import CLEAR, ENDS, UNCLEAR, UNKNOWN, counted
from vnplan.parse.phrases import Text, Words, words_of

# A name of more words than this is a sentence.
MOST_WORDS = 30
_SEPARATORS = frozenset({",", ";"})
_ENDS = frozenset({".", ":", "!", "?", "…", "/"})


@dataclass(frozen=True, slots=True)
class NameList:
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
    words = words_of(grammar)
    cut = Text.of(text.strip(" .;:"))
    if not cut.words or not head_size(cut, 0, words) or " trong đó " in text:
        return ()
    found = names_from(cut, 0, words, whole=True)
    return found.names if found.stop >= len(cut.words) else ()


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
        return all(len(part.split()) <= _SHORT_PART for part in parts)
    acts = words.acts.match(cut.words, stop) or words.adverbs.match(cut.words, stop)
    return not acts and cut.words[stop] != "bị"


_SHORT_PART = 3


def _acts_after_comma(cut: Text, low: int, comma: int, words: Words) -> bool:
    """ "Công an xã, tuần tra đêm": a whole name, a comma, and what it does; not in "Tổ tuyên
    truyền, vận động xã", nor in "cơ quan, tổ chức xã hội"."""
    known = max(words.closed.match(cut.words, low), words.alone.match(cut.words, low))
    unit = any(" ".join(cut.words[comma - n : comma]) in words.units for n in (1, 2))
    if (known != comma - low or known < 2) and not (unit and comma - low > 2):
        return False
    if words.named.match(cut.words, low) == comma - low:
        return False  # "Thường trực, tổng hợp tình hình": a verb as well
    after = comma + 1
    if cut.upper(after) or _noun_here(cut, after, words) or not words.acts.match(cut.words, after):
        return False
    return cut.words[-1] not in words.units


def head_size(cut: Text, at: int, words: Words) -> int:
    """How many words the head of a name has at ``at``; 0 when no name starts there."""
    if at >= len(cut.words):
        return 0
    if cut.words[at] in _TITLES and not cut.upper(at + 1):
        return 0
    size = max(words.alone.match(cut.words, at), words.named.match(cut.words, at))
    if words.none.match(cut.words, at) >= max(size, 1):
        return 0
    place = words.places.match(cut.words, at)
    if place and (cut.upper(at + place) or _unit_acts(cut, at, place, words)):
        return max(size, place)
    if cut.words[at] in _COUNTS and cut.upper(at + 1) and words.named.match(cut.words, at + 1):
        return 1 + words.named.match(cut.words, at + 1)
    plural = words.plural.match(cut.words, at)
    return plural if plural and at + plural < len(cut.words) else size


def _unit_acts(cut: Text, at: int, size: int, words: Words) -> bool:
    """ "Tỉnh rà soát …", "Xã tiếp tục …": a unit whose name its document leaves out."""
    unit = " ".join(cut.words[at : at + size]) in words.units and cut.upper(at)
    after = at + size
    if not unit or cut.words[after : after + 1] == ("có",):
        return False
    return bool(words.acts.match(cut.words, after) or words.adverbs.match(cut.words, after))


# "hai Ban Hội đồng nhân dân"
_COUNTS = frozenset({"hai", "ba", "bốn"})
# Titles of people, where a name follows: not "bà con", "anh hùng", "chị em".
_TITLES = frozenset({"ông", "bà", "thầy", "cô", "anh", "chị"})


def is_body(cut: Text, at: int, words: Words) -> bool:
    """Whether a name of a body starts at ``at``, and not any noun after "các"."""
    start = at + words.plural.match(cut.words, at)
    if start < len(cut.words) and cut.words[start] in _TITLES and not cut.upper(start + 1):
        return False
    known = (words.alone, words.named, words.classes)
    unit = words.places.match(cut.words, start)
    size = max(p.match(cut.words, start) for p in known)
    return bool(unit) or (size > 0 and words.none.match(cut.words, start) <= size)


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
        if depth > 0 or word in ")”":
            at += 1
            continue
        if inside := _inside(cut, low, at, words):
            at += inside
            continue
        if word == ":" and _lists_places(cut, low, at) and not _only_for(cut, low, at, words):
            listing = True
            at += 1
            continue
        if not whole and _counts(cut, low, at, words):
            at -= 2 if words.acts.match(cut.words, at - 2) == 2 else 1
            break
        if word in _ENDS or at - low > (2 * MOST_WORDS if listing else MOST_WORDS):
            break
        if (
            word in _SEPARATORS
            or word == "và"
            or (word == "cùng" and head_size(cut, at + 1, words))
        ):
            if listing and word != ";" and _goes_on_listing(cut, low, at, words):
                at += 1
                continue
            apart = listing or word == ";"
            if _new_name(cut, low, at, words) or (apart and head_size(cut, at + 1, words)):
                names.append(_trim(cut.between(low, at)))
                listing = False
                low = at + 1
                at = low + head_size(cut, low, words)
                continue
            if not whole and (word == ";" or _turns_to_verb(cut, at, words)):
                break
            at += head_size(cut, at + 1, words) or words.also_nouns.match(cut.words, at + 1)
        elif not whole and (_ends_name(cut, low, at, words) or _seems_over(cut, low, at, words)):
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


def _seems_over(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether a name mostly ends before such a word, though no list holds it."""
    if _chance(cut, low, at, words) < ENDS or words.ends.parts_word(cut.words, at):
        return False
    if words.acts.match(cut.words, at + 1) > 1:
        return False  # "… cây cảnh thu gom rác": the verb is the next one
    return not _closes_one_of_list(cut, at, words)


def _closes_one_of_list(cut: Text, at: int, words: Words) -> bool:
    """ "Vụ Thẩm định công nghệ, Cục trưởng …": a word or two before the next name of a list are
    no verb with its object."""
    near = range(at + 1, min(at + _SHORT_PART, len(cut.words)))
    mark = next((i for i in near if cut.words[i] in _SEPARATORS or cut.words[i] == "và"), None)
    return mark is not None and is_body(cut, mark + 1, words)


def unclear_end(name: str, text: str, grammar: Grammar) -> bool:
    """Whether a name that stands in a text may end before, or run on: it holds words that no
    counted name has, or nothing but counts tells where it ends, and not clearly."""
    at = text.find(name)
    if at < 0:
        return False
    words = words_of(grammar)
    cut = Text.of(text)
    low = next((i for i, (start, _) in enumerate(cut.spans) if start >= at), 0)
    stop = next((i for i, (start, _) in enumerate(cut.spans) if start >= at + len(name)), None)
    low += words.plural.match(cut.words, low)
    own = [i for i in _own_words(cut, low, stop, words) if _may_end(cut, i, words)]
    unknown = [i for i in own if not words.ends.knows(cut.words, i)]
    chances = [(i, _chance(cut, low, i, words)) for i in own]
    if len(unknown) > 1 or any(c >= (UNKNOWN if i in unknown else UNCLEAR) for i, c in chances):
        return True
    if stop is None or not cut.words[stop][0].isalpha() or _ends_name(cut, low, stop, words):
        return False
    return ENDS <= _chance(cut, low, stop, words) < CLEAR


def _own_words(cut: Text, low: int, stop: int | None, words: Words) -> Iterator[int]:
    """The words of a name after its head, less phrases that are known to be part of one."""
    at = low + max(head_size(cut, low, words), 1)
    while at < (stop or len(cut.words)):
        size = max(_inside(cut, low, at, words), words.acts.match(cut.words, at))
        if not size:
            yield at
        at += max(size, 1)


def _may_end(cut: Text, at: int, words: Words) -> bool:
    return counted(cut.words, cut.upper, at) and not words.goes_on.match(cut.words, at)


def _chance(cut: Text, low: int, at: int, words: Words) -> float:
    pending = _only_head(cut, low, at, words) and "," not in cut.words[low:at]
    if pending or words.goes_on.match(cut.words, at):
        return 0.0
    return words.ends.chance(cut.words, cut.upper, low, at)


def _inside(cut: Text, low: int, at: int, words: Words) -> int:
    """How many words at ``at`` are part of the name, whatever they would be elsewhere."""
    word = cut.words[at]
    if word in (".", "…"):
        return int(_trails_off(cut, at) or _shortened(cut, at))
    if word == "từ":
        return _range_of_places(cut, at)
    kept = words.kept.match(cut.words, at) or _modifier(cut, low, at, words)
    return kept or _charge(cut, low, at, words)


# "Ban Chỉ đạo phòng, chống dịch xã", "Tổ công tác về đất đai", "Trung tâm Ứng phó sự cố": what a
# body is set up for.
_CHARGED = regex.compile(r"\b(?:ban chỉ đạo|ban chỉ huy|ban điều hành|tổ công tác|tổ giúp việc)$")
_CHARGE = regex.compile(
    r"(?:phòng , chống|phòng chống|phòng ngừa|phòng cháy|ứng phó|xây dựng|cải cách"
    r"|chuyển đổi số|vận động|phát triển|giải phóng|về (?!việc\b|dự\b|kết quả\b|tình hình\b))"
)
_LONGEST_CHARGED = 5
# Before a name that nothing has to follow: "phối hợp với Ban Chỉ đạo phòng, chống dịch".
_WITH = frozenset({"với", "cùng", "của"})


def _opens_charge(cut: Text, low: int, at: int) -> int:
    """How many words at ``at`` may open what a body just named is set up for."""
    near = " ".join(cut.words[max(low, at - _LONGEST_CHARGED) : at])
    opens = _CHARGE.match(" ".join(cut.words[at : at + 4]) + " ")
    return len(opens.group().split()) if opens and _CHARGED.search(near) else 0


def _charge(cut: Text, low: int, at: int, words: Words) -> int:
    """How many words at ``at`` open what a body just named is set up for; 0 where they are what
    it does: "Ban Chỉ huy ứng phó kịp thời …", "Tổ công tác về các thôn …"."""
    size = _opens_charge(cut, low, at)
    if not size:
        return 0
    after = at + size
    whole = size + words.acts.match(cut.words, after)
    if cut.upper(at):
        return whole
    if words.adverbs.match(cut.words, after) or (
        is_body(cut, after, words) and cut.words[after : after + 1] != ("quỹ",)
    ):
        return 0
    field = cut.words[at] in ("phòng", "ứng", "về")
    if cut.words[at] == "về" and _goes_there(cut, after, words):
        return 0
    if field and low and cut.words[low - 1] in _WITH:
        return whole
    return whole if _acts_later(cut, at + whole, words, close=not field) else 0


def _goes_there(cut: Text, at: int, words: Words) -> bool:
    """ "về địa bàn nắm tình hình", "về Gò Hạ kiểm tra", "về kiểm tra các ấp": a way, no field."""
    if cut.words[at : at + 2] == ("địa", "bàn") or cut.words[at : at + 1] in _NEARBY:
        return True
    if cut.upper(at) and cut.upper(at + 1):
        return True
    acts = words.acts.match(cut.words, at) > 0
    return acts and not _CHARGE.match(" ".join(cut.words[at : at + 4]) + " ")


_NEARBY = (("tận",), ("tại",), ("nơi",))


def _acts_later(cut: Text, at: int, words: Words, *, close: bool) -> bool:
    """Whether a verb follows the field that starts at ``at``, after the unit that closes the name,
    "… xây dựng nông thôn mới xã họp", which may also be the last word, or, unless ``close``,
    without one: "… phòng, chống dịch tổ chức …"."""
    for i in range(at + 1, min(at + 10, len(cut.words) + 1)):
        unit = cut.words[i - 1] in words.units or " ".join(cut.words[i - 2 : i]) in words.units
        if i == len(cut.words) or cut.words[i] in (".", ";"):
            return unit and not _WHICH & set(cut.words[i - 3 : i])
        if cut.words[i] in _LEAVES_FIELD:
            return False
        verb = words.acts.match(cut.words, i)
        if verb and unit:
            return True
        told = 0 if close else max(verb, words.adverbs.match(cut.words, i))
        if told > 1:
            return cut.words[i : i + told] not in _AIMS and i + told < len(cut.words)
    return False


# What an action has and a field has not: where, when, for what.
_LEAVES_FIELD = frozenset({":", "tại", "để", "nhằm", "theo", "trước", "khi", "trên"})
# Units that are no one's own: "phòng chống dịch toàn xã".
_WHICH = frozenset({"các", "toàn", "từng", "mỗi", "mọi"})
# What an action is for, or how it is done: "phòng chống dịch bảo đảm an toàn".
_AIMS = frozenset(
    {("bảo", "đảm"), ("đảm", "bảo"), ("góp", "phần"), ("phục", "vụ"), ("kịp", "thời")}
)


def _counts(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "mỗi tổ cử 02 người": a number after a word in small letters that numbers nothing is that of
    an object, so the word before it was the verb."""
    after = at + 1
    if not cut.words[at].isdigit() or at - low < 2 or cut.upper(at - 1):
        return False
    if after >= len(cut.words) or not cut.words[after].isalpha() or cut.upper(after):
        return False
    lists = (words.acts, words.adverbs, words.stops, words.goes_on)
    if any(p.match(cut.words, after) for p in lists) or len(cut.words[at]) > _MOST_DIGITS:
        return False
    return cut.words[at - 1].isalpha() and not _NUMBERED.fullmatch(cut.words[at - 1])


_MOST_DIGITS = 2
# Nouns that a number tells apart: "tổ 3", "khu 1", "nhóm 4".
_NUMBERED = regex.compile(
    r"(?:số|cấp|đạo|án|khu|tổ|thôn|ấp|bản|xóm|quận|phường|nhóm|khóa|lớp|khối|loại|đợt|đội|cụm|trường|hạng|bậc"
    r"|phố|năm|tháng|ngày|điểm|mục|điều|khoản|tuyến|bộ|kỳ|vùng|đoạn|trạm|kho|và|đến|hay|tầng)"
)


def _leads_to_verb(cut: Text, low: int, stop: int, words: Words) -> bool:
    """Whether the names go on with a directive's verb at ``stop``, perhaps after a comma."""
    if stop >= len(cut.words):
        return False
    if cut.words[stop] == ",":
        return _urges(cut, stop, words) or _acts_after_comma(cut, low, stop, words)
    return cut.words[stop] not in _ENDS | _SEPARATORS


def _urges(cut: Text, comma: int, words: Words) -> bool:
    """ "… các doanh nghiệp, khẩn trương rà soát": a comma between subject and adverb."""
    return comma + 1 < len(cut.words) and bool(words.adverbs.match(cut.words, comma + 1))


def _trails_off(cut: Text, at: int) -> bool:
    """ "ngành giáo dục... quan tâm": dots in the middle of a sentence."""
    below = cut.words[at + 1] if at + 1 < len(cut.words) else ""
    return below == "." or (below.isalpha() and not cut.upper(at + 1))


def _shortened(cut: Text, at: int) -> bool:
    """ "TP. Bến Xuân", "P. Gò Hạ": a full stop that shortens the noun of a unit."""
    return cut.words[at - 1] in _SHORT_UNITS and cut.upper(at - 1) and cut.upper(at + 1)


_SHORT_UNITS = frozenset({"tp", "tx", "tt", "q", "p", "h", "x", "t"})


def _range_of_places(cut: Text, at: int) -> int:
    """How many words "từ Cái Nước đến Năm Căn" has at ``at``: places with both ends named."""
    words = cut.words[at : at + 8]
    to = words.index("đến") if "đến" in words else 0
    if to < 2 or not all(cut.upper(at + i) for i in (*range(1, to), to + 1)):
        return 0
    size = to + 1
    while cut.upper(at + size) and size < to + 4:
        size += 1
    return size


def _lists_places(cut: Text, low: int, at: int) -> bool:
    """ "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố: An Giang, Cà Mau": the colon goes on with
    the name."""
    return cut.upper(at + 1) and "các" in cut.words[max(low, at - 10) : at - 1]


def _only_for(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Đối với các trường: Phòng Giáo dục …": for whom the body after the colon acts."""
    return cut.words[max(0, low - 2) : low] == ("đối", "với") and is_body(cut, at + 1, words)


def _goes_on_listing(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether one more place or field follows: not in "…: Bến Xuân, Gò Hạ và lãnh đạo các xã"."""
    if "bộ" in cut.words[low : low + 4] and cut.words[at + 1 : at + 3] == ("công", "an"):
        return True
    if words.named.match(cut.words, at + 1) or not cut.upper(at + 1):
        return False
    return not (words.alone.match(cut.words, at + 1) or words.plural.match(cut.words, at + 1))


def _turns_to_verb(cut: Text, at: int, words: Words) -> bool:
    """ "Thường trực, tổng hợp tình hình": what seemed a name was the first of several verbs."""
    if cut.words[at] != "," or head_size(cut, at + 1, words) or _noun_here(cut, at + 1, words):
        return False
    return (
        _verb_after_comma(cut, at + 1, words)
        and not cut.upper(at + 1)
        and cut.words[at + 1] not in ("chủ", "phối")
    )


def _verb_after_comma(cut: Text, at: int, words: Words) -> bool:
    """Whether a verb at ``at``, after a comma in a name, is none of the name: in "Câu lạc bộ đàn
    bầu, hát ru" an everyday verb goes on with what the name says."""
    return words.verbs.match(cut.words, at) > 0


def _noun_here(cut: Text, at: int, words: Words) -> bool:
    """ "các cơ quan, tổ chức, đơn vị": a word of the row, and no verb with its object."""
    size = words.also_nouns.match(cut.words, at)
    after = at + size
    if not size or after >= len(cut.words):
        return bool(size)
    return (
        cut.words[after] in _SEPARATORS | {"và", "có"}
        or bool(words.kept.match(cut.words, after))
        or words.adverbs.match(cut.words, after) > 1
        or cut.words[after] in _KINDS
    )


# What says which kind of organisation: "tổ chức khác thuộc …", never an object of "tổ chức".
_KINDS = frozenset({"khác", "hành", "chính", "đảng", "kinh", "tín", "quốc", "đoàn", "xung"})


# "các đơn vị thực hiện các nội dung sau", "các xã triển khai": what a body is asked to do, but
# "đơn vị thực hiện" is a name.
_ASKED_TO = regex.compile(
    r"(?<=\p{L})\s+(?:(?:khẩn trương|nghiêm túc|tập trung|tiếp tục|tổ chức|triển khai)\s+)*"
    r"(?:thực hiện\s+(?:(?:tốt|ngay|nghiêm|đúng|đầy đủ)\s+)?(?:các|một số|những|việc|theo)\b.*"
    r"|(?:tổ chức|triển khai)\s+thực hiện|triển khai)$"
)


def _trim(name: str) -> str:
    plain = regex.sub(r"\s*\([^()]*\)\s*$", "", name).strip(" ,;-–.…")
    return _DANGLING.sub("", _ASKED_TO.sub("", plain))


# Words that lead from a name to a clause on it are no part of it.
_DANGLING = regex.compile(
    r"(?<=\S\s+\S+|\S{4,})(?:\s+(?:và|là|khi|nơi|(?<!thiết |dự )bị|mà|hoặc|chưa|đang))+$"
)


def _new_name(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether the words after a comma or "và" start another name."""
    if not head_size(cut, at + 1, words):
        return False
    if cut.words[at] == "và" and " ".join(cut.words[low:at]).endswith(words.joined):
        return False
    if _office_of(cut, low, at, words):
        return False
    if _posts(cut, low, at, words):
        return True
    if cut.upper(at + 1) or cut.words[at + 1] in _COUNTS:
        return True
    if cut.words[at - 2 : at] == ("ngang", "bộ") or _one_class(cut, low, at, words):
        return False
    if _deputies(cut, at + 1):
        return True
    if cut.words[at] == "và" and at - low > 3 and _concerned(cut, at + 1):
        return True
    if cut.words[at - 2 : at] == ("liên", "quan"):
        return True
    if _committees(cut, low, at):
        return False
    if cut.words[at] == "," and _class_so_far(cut, low, at, words):
        return bool(words.plural.match(cut.words, at + 1))
    plural = bool(words.plural.match(cut.words, low)) or _plural_unit(cut, low, at)
    return bool(words.plural.match(cut.words, at + 1)) or not plural


def _posts(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Giám đốc các bệnh viện, thủ trưởng các đơn vị": two offices, each with its bodies; not
    "Giám đốc, Phó Giám đốc Sở"."""
    first, second = words.posts.match(cut.words, low), words.posts.match(cut.words, at + 1)
    after = at + 1 + second
    several = "các" in cut.words[low + first : at] and cut.words[after : after + 1] == ("các",)
    return bool(first and second) and several


# Members of councils, who stand beside their groups: "các Tổ đại biểu và đại biểu HĐND xã".
_DEPUTIES = (
    ("đại", "biểu", "hội", "đồng"),
    ("đại", "biểu", "hđnd"),
    ("đại", "biểu", "quốc", "hội"),
)


def _deputies(cut: Text, at: int) -> bool:
    return any(cut.words[at : at + len(each)] == each for each in _DEPUTIES)


def _one_class(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether a noun after a comma or "và" goes on with whose head, or what forces, were named:
    "thủ trưởng cơ quan, đơn vị", "lực lượng quân đội, công an"."""
    first = words.posts.match(cut.words, low)
    after = at + 1 + words.classes.match(cut.words, at + 1)
    if first and "các" not in cut.words[low:at] and after > at + 1:
        headed = words.classes.match(cut.words, low + first) == at - low - first
        ended = after >= len(cut.words) or not cut.upper(after)
        return headed and ended
    forces = cut.words[low : low + 2] == ("lực", "lượng") and cut.words[at] == ","
    return forces and cut.words[at + 1 : at + 3] in _FORCES


_FORCES = (("công", "an"), ("quân", "đội"), ("quân", "sự"), ("biên", "phòng"), ("dân", "quân"))


def _office_of(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Đồng chí Lê Văn Bến, Phó Chủ tịch xã": what a person named before the comma is."""
    person = cut.words[low] in _TITLES | {"đ/c"} or cut.words[low : low + 2] == ("đồng", "chí")
    office = words.posts.match(cut.words, at + 1)
    return bool(person and cut.words[at] == "," and office) and cut.words[low - 1 : low] != ("các",)


def _committees(cut: Text, low: int, at: int) -> bool:
    """ "Ban tuyên giáo các tỉnh ủy, thành ủy": committees in a row, which one name takes."""

    def plain(start: int) -> bool:
        words = cut.words[start : start + 2]
        return len(words) == 2 and words[0] in _LEVELS and words[1] in ("ủy", "uỷ")

    return at - low > 2 and plain(at - 2) and plain(at + 1) and not cut.upper(at + 1)


_LEVELS = frozenset({"tỉnh", "thành", "huyện", "quận", "thị", "đảng"})


def _concerned(cut: Text, at: int) -> bool:
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


def _class_so_far(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Sở, ban" of "Sở, ban, ngành tỉnh": nothing but common nouns of one or two words, which
    name a class of bodies together; "Văn phòng" is a body by itself."""
    nouns = " ".join(cut.words[low:at]).split(",")
    alone = words.alone.match(cut.words, low) and not words.classes.match(cut.words, low)
    first = low + (not alone)
    return not any(cut.upper(i) for i in range(first, at)) and all(
        0 < len(noun.split()) <= 2 for noun in nouns
    )


def _plural_unit(cut: Text, low: int, at: int) -> bool:
    """ "UBND các xã, thị trấn": a collocation opened inside the name."""
    return any(word == "các" for word in cut.words[low:at])


def _complete(cut: Text, low: int, at: int, words: Words) -> bool:
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


def _only_head(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether only a head that needs more stands before ``at``: "Cơ quan", "Phòng"."""
    size = at - low
    return words.named.match(cut.words, low) == size and words.alone.match(cut.words, low) < size


def _modifier(cut: Text, low: int, at: int, words: Words) -> int:
    """How many words at ``at`` say what kind of body it is, though they are a verb: "các cơ quan
    truyền thông để …", "cơ quan thanh tra khẩn trương …"; 0 in "các cơ quan thanh tra chặt chẽ"."""
    plain, duty = (p.match(cut.words, at) for p in (words.modifiers, words.duties))
    size = max(plain, duty)
    heads = (words.classes.match(cut.words, at - n) == n for n in (1, 2, 3) if at - n >= low)
    if not size or cut.upper(at) or not any(heads) or words.acts.match(cut.words, at) > size:
        return 0
    after = at + size
    if after >= len(cut.words) or cut.words[after] in _ENDS | {";", "(", ")"}:
        return size
    if words.adverbs.match(cut.words, after):
        return size
    if words.goes_on.match(cut.words, after) and (plain > duty or cut.words[after] != "các"):
        return size  # but in "các đơn vị hướng dẫn các hộ" the units have work
    if duty >= plain:
        caps = cut.between(after, after + 1).isupper() and not is_body(cut, after, words)
        return size if caps and cut.words[at:after] == ("quản", "lý") else 0
    if cut.words[after] in (",", "và"):
        return 0 if words.acts.match(cut.words, after + 1) else size
    follows = words.acts.match(cut.words, after) or words.stops.match(cut.words, after)
    return size if follows or cut.upper(after) else 0


def _takes_duty(cut: Text, low: int, at: int, size: int, words: Words) -> bool:
    """Whether an adverb ends the name: not in "Cơ quan chủ trì soạn thảo", which is one."""
    if not _only_head(cut, low, at, words) or cut.words[at : at + size] != ("chủ", "trì"):
        return True
    return at + size < len(cut.words) and cut.words[at + size] in _SEPARATORS


def _plain_verb(cut: Text, at: int, words: Words) -> bool:
    verb = words.acts.match(cut.words, at)
    return bool(verb) and not cut.upper(at) and not head_size(cut, at, words)


_NEVER_IN_NAMES = frozenset({"phải", "sẽ"})


def _ends_name(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether a verb or another word that no name has stands at ``at``."""
    if cut.words[at - 1] == "và":
        return _complete(cut, low, at - 1, words) and _plain_verb(cut, at, words)
    if cut.words[at - 1] == "," and _plain_verb(cut, at, words):
        return _verb_after_comma(cut, at, words)
    if cut.words[at] in ("phòng", "ứng") and _opens_charge(cut, low, at) and not cut.upper(at):
        return True
    size = words.adverbs.match(cut.words, at)
    glued = not cut.upper(at - 1) and not cut.upper(at + 1) and cut.words[at - 1].isalpha()
    inside = cut.upper(at) and not glued and not _complete(cut, low, at, words)
    if size > 1 and not inside and _takes_duty(cut, low, at, size, words):
        return True
    if cut.words[at] in _NEVER_IN_NAMES and not cut.upper(at):
        return True
    if cut.words[at] == "được" and not cut.upper(at) and words.acts.match(cut.words, at + 1):
        return True
    if _only_head(cut, low, at, words):
        return False
    if cut.upper(at):
        return False
    if words.stops.match(cut.words, at) or words.adverbs.match(cut.words, at):
        return True
    if cut.words[at] == "trong" and words.acts.match(cut.words, at + 1):
        return True
    if _complete(cut, low, at, words) and not words.goes_on.match(cut.words, at):
        return True
    if not words.acts.match(cut.words, at):
        return False
    # "Phòng Đào tạo": the second half of a word that the name writes with a capital.
    if at - 1 > low and cut.upper(at - 1) and words.acts.match(cut.words, at - 1) > 1:
        return False
    if cut.words[at - 2 : at] == ("văn", "phòng") or cut.words[at - 2 : at] in words.compounds:
        return True
    return not any(
        words.nouns.match(cut.words, at - size) == size
        and not (cut.upper(at - size - 1) and not cut.upper(at - size))
        and not (cut.words[at - size : at] == ("khối",) and at - size > low)
        for size in (1, 2, 3)
        if at - size >= low
    ) or (words.alone.match(cut.words, low) >= at - low)
