"""Where the name of a body ends before a verb, and which verbs are part of a name."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from vnplan.parse.bodies.body_heads import head_size, is_body, person_title
from vnplan.parse.bodies.name_charges import opens_charge
from vnplan.parse.bodies.name_fields import past_field
from vnplan.parse.bodies.phrases import Text, Words
from vnplan.parse.text.name_ends import CLEARLY_VERB

STOPS = frozenset({".", ":", "!", "?", "…", "/"})


SEPARATORS = frozenset({",", ";"})


def counts_objects(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "mỗi tổ cử 02 người": a number after a word in small letters that numbers nothing is that of
    an object, so the word before it was the verb."""
    after = at + 1
    if not cut.words[at].isdigit() or at - low < 2:
        return False
    if cut.upper(at - 1) and cut.words[low] != "mỗi":
        return False  # but "mỗi cơ sở Đoàn 01 cây"
    if after >= len(cut.words) or not cut.words[after].isalpha() or cut.upper(after):
        return False
    if words.posts.match(cut.words, low) == at - low:
        return False  # "Hiệu trưởng 3 trường"
    lists = (words.acts, words.adverbs, words.stops, words.goes_on)
    if any(p.match(cut.words, after) for p in lists) or len(cut.words[at]) > _MOST_DIGITS:
        return False
    return cut.words[at - 1].isalpha() and not _NUMBERED.fullmatch(cut.words[at - 1])


_MOST_DIGITS = 2


# Nouns that a number tells apart: "tổ 3", "khu 1", "nhóm 4".
_NUMBERED = regex.compile(
    r"(?:số|cấp|đạo|án|khu|tổ|thôn|ấp|bản|xóm|quận|phường|nhóm|khóa|lớp|khối|loại|đợt|đội|cụm|trường|hạng|bậc"
    r"|phố|năm|tháng|ngày|điểm|mục|điều|khoản|tuyến|bộ|kỳ|vùng|đoạn|trạm|kho|và|đến|hay|tầng|binh)"
)


def turns_to_verb(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Thường trực, tổng hợp tình hình": what seemed a name was the first of several verbs."""
    if cut.words[at] != "," or head_size(cut, at + 1, words) or noun_here(cut, at + 1, words):
        return False
    return (
        _verb_after_comma(cut, at + 1, words)
        and not cut.upper(at + 1)
        and not _is_field(cut, low, at, words)
        and cut.words[at + 1] not in ("chủ", "phối")
    )


_BEFORE_VERBS = frozenset({"tiếp tục", "tăng cường", "đẩy mạnh", "chủ động", "có trách"})


def _is_field(cut: Text, low: int, comma: int, words: Words) -> bool:
    """Whether a verb behind a comma goes on with a name whose field is called by verbs, "Đội Đăng
    ký, quản lý phương tiện", or has the verb of what is done behind it: "Các cơ quan báo chí,
    truyền thông tiếp tục …"."""
    behind = comma + 1 + words.acts.match(cut.words, comma + 1)
    if " ".join(cut.words[behind : behind + 2]) in _BEFORE_VERBS:
        return True
    field = comma - 2
    head = words.named.match(cut.words, low)
    return 0 < head == field - low and cut.upper(field) and words.acts.match(cut.words, field) == 2


def _verb_after_comma(cut: Text, at: int, words: Words) -> bool:
    """Whether a verb at ``at``, after a comma in a name, is none of the name: in "Câu lạc bộ đàn
    bầu, hát ru" an everyday verb goes on with what the name says."""
    return words.verbs.match(cut.words, at) > 0


def noun_here(cut: Text, at: int, words: Words) -> bool:
    """ "các cơ quan, tổ chức, đơn vị": a word of the row, and no verb with its object."""
    size = words.also_nouns.match(cut.words, at)
    after = at + size
    if not size or after >= len(cut.words):
        return bool(size)
    return (
        cut.words[after] in SEPARATORS | {"và", "có"}
        or bool(words.kept.match(cut.words, after))
        or words.adverbs.match(cut.words, after) > 1
        or cut.words[after] in _KINDS
    )


# What says which kind of organisation: "tổ chức khác thuộc …", never an object of "tổ chức".
_KINDS = frozenset({"khác", "hành", "chính", "đảng", "kinh", "tín", "quốc", "đoàn", "xung"})


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
    if cut.words[at - 1 : at + 1] in words.compounds:
        return False  # "Chính trị viên xã đội"
    return bool(size) and at - low > size and cut.words[at - size - 1] != "các"


def only_head(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether only a head that needs more stands before ``at``: "Cơ quan", "Phòng"."""
    size = at - low
    return words.named.match(cut.words, low) == size and words.alone.match(cut.words, low) < size


def modifier(cut: Text, low: int, at: int, words: Words) -> int:
    """How many words at ``at`` say what kind of body it is, though they are a verb: "các cơ quan
    truyền thông để …", "cơ quan thanh tra khẩn trương …"; 0 in "các cơ quan thanh tra chặt chẽ"."""
    plain, duty = (p.match(cut.words, at) for p in (words.modifiers, words.duties))
    size = max(plain, duty)
    heads = (words.classes.match(cut.words, at - n) == n for n in (1, 2, 3) if at - n >= low)
    office = cut.words[at - 2 : at] == ("văn", "phòng") and words.adverbs.match(cut.words, at)
    if cut.words[at - 2 : at] in words.compounds or office:
        return 0  # "Biên phòng kiểm tra …", "Văn phòng chủ trì" are no room
    if not size or cut.upper(at) or not any(heads) or words.acts.match(cut.words, at) > size:
        return 0
    after = at + size
    if after >= len(cut.words) or cut.words[after] in STOPS | {";", "(", ")"}:
        return size
    if words.adverbs.match(cut.words, after):
        manner = " ".join(cut.words[after : after + 2]) in _OF_MANNER
        told = words.acts.match(cut.words, after + 2)
        return 0 if manner and duty > plain and not told else size
    if words.goes_on.match(cut.words, after) and (plain > duty or cut.words[after] != "các"):
        return size  # but in "các đơn vị hướng dẫn các hộ" the units have work
    if duty >= plain:
        caps = cut.between(after, after + 1).isupper() and not is_body(cut, after, words)
        return size if caps and cut.words[at:after] == ("quản", "lý") else 0
    if cut.words[after] in (",", "và"):
        return 0 if words.acts.match(cut.words, after + 1) else size
    follows = words.acts.match(cut.words, after) or words.stops.match(cut.words, after)
    return size if follows or cut.upper(after) else 0


# Behind a verb they say how it is done: "các đơn vị thực hiện nghiêm túc".
_OF_MANNER = frozenset(
    ["nghiêm túc", "kịp thời", "thường xuyên", "nghiêm chỉnh", "nhanh chóng", "thống nhất"]
)


def kind(cut: Text, low: int, at: int, words: Words) -> int:
    """How many words at ``at`` say which ones of a class are meant, up to the verb of what these
    are to do: "các tổ chức [chi trả dịch vụ] mở tài khoản"; 0 where they are what it does."""
    if not words.plural.match(cut.words, low) or not _heads_class(cut, low, at, words):
        return 0
    size = max(words.modifiers.match(cut.words, at), words.duties.match(cut.words, at))
    if not size or cut.upper(at) or words.acts.match(cut.words, at) > size:
        return 0
    plain = words.modifiers.match(cut.words, at)
    if not plain and words.ends.chance(cut.words, cut.upper, low, at) > _UNLIKE:
        return 0
    verb = next(_verbs_later(cut, low, at + size, words), None)
    return verb - at if verb else 0


def _works(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Trung tâm rà soát …", "Giám đốc phê duyệt …": a body that leaves out which it is, before a
    verb that names no kind of body, as "Đội kiểm tra" does."""
    if not cut.upper(low) or cut.upper(at) or words.classes.match(cut.words, low) == at - low:
        return False
    if words.plural.match(cut.words, low) or cut.words[low] in words.address | {"người"}:
        return False
    verb = words.works.match(cut.words, at)
    return 0 < verb < len(cut.words) - at


def _acts_alone(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether a noun that mostly heads a name acts by itself where it is asked to: "đề nghị đơn vị
    làm thủ tục …"; not in "giao cơ quan kiểm tra lập biên bản"."""
    noun = cut.words[low:at]
    if words.classes.match(cut.words, low) != len(noun) or cut.upper(at):
        return False
    asked = low > 0 and cut.words[low - 1] in _ASKED
    which = max(p.match(cut.words, at) for p in (words.modifiers, words.duties))
    verb = words.acts.match(cut.words, at)
    return asked and verb > which and words.ends.chance(cut.words, cut.upper, low, at) >= _LIKE


_ASKED = frozenset({"nghị", "cầu", "giao"})


def _heads_class(cut: Text, low: int, at: int, words: Words) -> bool:
    if cut.words[at - 1] == "sở":
        return at - 1 == low + words.plural.match(cut.words, low)
    return any(words.classes.match(cut.words, at - n) == n for n in (1, 2, 3) if at - n > low)


def _verbs_later(cut: Text, low: int, at: int, words: Words) -> Iterator[int]:
    """Where a verb follows in the same clause that ends a name by the counts."""
    i, stop = at, min(at + _LONGEST_KIND, len(cut.words))
    if words.adverbs.match(cut.words, at) or words.acts.match(cut.words, at) == 1:
        return
    while i < stop and cut.words[i][0].isalnum() and cut.words[i] not in _LEAVES:
        if i > at and words.adverbs.match(cut.words, i) > 1:
            yield i
        told = words.acts.match(cut.words, i)
        if told and i > at and not cut.upper(i) and cut.words[i - 1] != "và":
            likely = words.ends.chance(cut.words, cut.upper, low, i)
            if likely >= (_LIKE if told > 1 else _SURELY):
                yield i
        i += words.kept.match(cut.words, i) or 1


# "tại khu vực có nguy cơ sạt lở", "nằm trong vùng ngập": which units of a class are meant.
_PLACE = regex.compile(
    r"(?:nằm )?(?:tại|ở|trong|thuộc|trên) (?:các |những )?"
    r"(?:khu vực|vùng|địa bàn|địa phương|nơi|tuyến)"
    r"(?: \p{L}+){0,3}? (?:có|bị|chịu|dự báo|xảy ra|thường|đang|chưa|ngập|trọng điểm)\b"
)
_LONGEST_PLACE = 18


def place_clause(cut: Text, low: int, at: int, words: Words) -> int:
    """How many words at ``at`` say where the units of a class are, up to the verb of what these
    are to do, or to the end of a heading."""
    if cut.words[at] not in _WHERE or "các" not in cut.words[low:at]:
        return 0
    match = _PLACE.match(" ".join(cut.words[at : at + _LONGEST_KIND]))
    if not match:
        return 0
    i = at + len(match.group().split())
    i += 0 if words.adverbs.match(cut.words, i) else words.acts.match(cut.words, i)
    while i < min(at + _LONGEST_PLACE, len(cut.words)) and cut.words[i] not in STOPS | {";", ","}:
        told = words.acts.match(cut.words, i)
        likely = words.ends.chance(cut.words, cut.upper, low, i)
        if words.adverbs.match(cut.words, i) or (told > 1 and likely >= _LIKE):
            return i - at
        i += words.kept.match(cut.words, i) or 1
    heading = i >= len(cut.words) or cut.words[i] in (":", ",")
    return i - at if heading else 0


_WHERE = frozenset({"tại", "ở", "trong", "thuộc", "trên", "nằm"})
_LONGEST_KIND = 10
_UNLIKE, _LIKE, _SURELY = 0.4, 0.5, 0.9
# What a clause has behind its verb.
_LEAVES = frozenset(
    {"được", "bị", "là", "các", "những", "cho", "để", "nhằm", "theo", "về", "khi", "tại", "trước"}
)


def _takes_duty(cut: Text, low: int, at: int, size: int, words: Words) -> bool:
    """Whether an adverb ends the name: not in "Cơ quan chủ trì soạn thảo", which is one."""
    if not only_head(cut, low, at, words) or cut.words[at : at + size] != ("chủ", "trì"):
        return True
    return at + size < len(cut.words) and cut.words[at + size] in SEPARATORS | {"."}


def _plain_verb(cut: Text, at: int, words: Words) -> bool:
    verb = words.acts.match(cut.words, at)
    return bool(verb) and not cut.upper(at) and not head_size(cut, at, words)


# "giao Vụ Y tế là đơn vị thường trực": what a body is made.
_MADE = regex.compile(
    r"(?:đầu mối|thường trực"
    r"|(?:cơ quan|đơn vị|bộ phận) (?:thường trực|đầu mối|chủ trì|chịu trách nhiệm))\b"
)


def is_made(cut: Text, at: int) -> bool:
    """Whether words at ``at`` say what a body is made: "là đầu mối tổng hợp"."""
    return cut.words[at] == "là" and bool(_MADE.match(" ".join(cut.words[at + 1 : at + 6])))


def _past_person(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "ThS. Phạm Thị Bến | ghi biên bản": a word in small letters behind a person's name, which
    is no office of his."""
    first = low + person_title(cut, low, words)
    if first == low or at <= first or cut.upper(at) or not cut.words[at].isalpha():
        return False
    office = words.posts.match(cut.words, first) or words.posts.match(cut.words, at)
    alone = all(cut.upper(i) for i in range(first, at))
    return alone and not office and cut.words[at : at + 2] != ("phụ", "trách")


def _assigned_to(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "các cá nhân được phân công | thực hiện nghiêm túc"; not in "người được phân công soạn thảo
    gửi tờ trình", where a verb follows that is not the name's."""
    if cut.words[at - 3 : at] != ("được", "phân", "công"):
        return False
    size = words.acts.match(cut.words, at)
    return next(_verbs_later(cut, low, at + size, words), None) is None


def _past_number(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Phòng 9 | kiểm sát việc …": a word behind a number that tells bodies apart, which is a verb
    by what was counted of it and the next one."""
    if not cut.words[at - 1].isdigit() or at - low < 2 or not cut.words[at].isalpha():
        return False
    if words.kept.match(cut.words, at) or words.goes_on.match(cut.words, at):
        return False
    return words.ends.verbs.get(" ".join(cut.words[at : at + 2]), 0) >= CLEARLY_VERB


def ends_name(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether a verb or another word that no name has stands at ``at``."""
    if cut.words[at - 1] == "và":
        return _complete(cut, low, at - 1, words) and _plain_verb(cut, at, words)
    if cut.words[at - 1] == "," and _plain_verb(cut, at, words):
        return _verb_after_comma(cut, at, words) and not _is_field(cut, low, at - 1, words)
    if (
        cut.words[at] in ("phòng", "ứng")
        and opens_charge(cut, low, at, words)
        and not cut.upper(at)
    ):
        return True
    size = words.adverbs.match(cut.words, at)
    glued = not cut.upper(at - 1) and not cut.upper(at + 1) and cut.words[at - 1].isalpha()
    inside = cut.upper(at) and not glued and not _complete(cut, low, at, words)
    if size > 1 and not inside and _takes_duty(cut, low, at, size, words):
        return True
    if words.never.match(cut.words, at) and not cut.upper(at):
        return True
    if is_made(cut, at) or _past_person(cut, low, at, words):
        return True
    # "Bộ phận Tiểu học của Phòng tham mưu …"
    own = cut.words[at - 2 : at - 1] == ("của",) and words.named.match(cut.words, at - 1) == 1
    if own and _plain_verb(cut, at, words):
        return True
    if cut.words[at] == "được" and not cut.upper(at) and words.acts.match(cut.words, at + 1):
        return True
    if only_head(cut, low, at, words):
        # "Sở yêu cầu các trường …": a body that leaves out which it is.
        demands = cut.upper(low) and words.demands.match(cut.words, at) and cut.words[at] == "yêu"
        return bool(demands) or _acts_alone(cut, low, at, words) or _works(cut, low, at, words)
    if cut.upper(at):
        return False
    if _past_number(cut, low, at, words) or past_field(cut, at, words):
        return True
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
        and not (
            size == 1
            and cut.upper(at - 2)
            and not cut.upper(at - 1)
            and cut.words[at - 2] not in ("trưởng", "phó")
        )
        and not (cut.words[at - size : at] == ("khối",) and at - size > low)
        and not _assigned_to(cut, low, at, words)
        for size in (1, 2, 3)
        if at - size >= low
    ) or (words.alone.match(cut.words, low) >= at - low)
