"""Where the name of a body starts: the noun that heads it."""

from __future__ import annotations

import regex

from vnplan.parse.bodies.phrases import Text, Words

# "hai Ban Hội đồng nhân dân"
COUNTS = frozenset({"hai", "ba", "bốn"})


# "Toàn bộ dữ liệu", "Tất cả hồ sơ": more often things than bodies.
_ALL = frozenset({"toàn", "tất"})


def _is_section(cut: Text, at: int) -> bool:
    """ "Phòng Thực hành quyền công tố": a section by its capitals; "Phòng thực hành" is a room."""
    return cut.words[at] == "phòng" and cut.upper(at + 1) and not cut.text.isupper()


def _leads_work(cut: Text, at: int, words: Words) -> bool:
    """ "Lãnh đạo hoàn thành các chỉ tiêu": what is to be led; not in "Lãnh đạo Sở phân công"."""
    if cut.words[at : at + 2] != ("lãnh", "đạo") or cut.upper(at + 2) or not cut.upper(at):
        return False
    verb = words.verbs.match(cut.words, at + 2)
    return verb > 1 and cut.words[at + 2 : at + 2 + verb] not in _OF_LEADERS


# What leaders do themselves.
_OF_LEADERS = (("phụ", "trách"), ("phân", "công"), ("phê", "duyệt"), ("trực", "tiếp"))


# "thường trực tiếp nhận tin báo": to be on duty; before the name of a body it is a body.
_STANDS_BY = ("thường", "trực")


def _is_duty(cut: Text, at: int, words: Words) -> bool:
    after = at + len(_STANDS_BY)
    named = cut.upper(after) or words.plural.match(cut.words, after)
    return not named and not words.named.match(cut.words, after)


def head_size(cut: Text, at: int, words: Words) -> int:
    """How many words the head of a name has at ``at``; 0 when no name starts there."""
    if at >= len(cut.words):
        return 0
    if (
        cut.words[at] in words.address
        and not cut.upper(at + 1)
        and not words.people.match(cut.words, at)
    ):
        return 0
    if cut.words[at : at + 2] == _STANDS_BY and not cut.upper(at) and _is_duty(cut, at, words):
        return 0
    if _leads_work(cut, at, words):
        return 0
    if row := words.rows.match(cut.words, at + words.plural.match(cut.words, at)):
        return words.plural.match(cut.words, at) + row
    size = max(words.alone.match(cut.words, at), words.named.match(cut.words, at))
    size = size or _dotted(cut, at) or _guards(cut, at) or _initials(cut, at, words)
    size = size or _by_trade(cut, at) or _by_degree(cut, at, words)
    if words.none.match(cut.words, at) >= max(size, 1) and not _is_section(cut, at):
        return 0
    place = words.places.match(cut.words, at)
    if place and (_named_unit(cut, at + place) or _unit_acts(cut, at, place, words)):
        return max(size, place)
    if cut.words[at] in COUNTS and cut.upper(at + 1) and words.named.match(cut.words, at + 1):
        return 1 + words.named.match(cut.words, at + 1)
    plural = words.plural.match(cut.words, at)
    if cut.words[at] in _ALL and not is_body(cut, at, words):
        return size
    return plural if plural and at + plural < len(cut.words) else size


def _named_unit(cut: Text, at: int) -> bool:
    """Whether a name or a number tells a unit apart, "xã Gò Hạ", "xóm 7"."""
    return cut.upper(at) or "".join(cut.words[at : at + 1]).isdigit()


# "P.TCHC", "TT.GDTX": the noun is a letter or two with a full stop.
_DOTTED = regex.compile(r"(?:P|K|TT|XN|PX|BQL|CN)\.\p{Lu}[\p{L}&-]+")


def _dotted(cut: Text, at: int) -> int:
    if cut.words[at + 1 : at + 2] == (".",) and at + 2 < len(cut.words):
        return 2 * bool(_DOTTED.fullmatch(cut.between(at, at + 3).replace(" ", "")))  # "P. TCHC"
    return int(at < len(cut.spans) and bool(_DOTTED.fullmatch(cut.between(at, at + 1))))


# "VRG", "EVNNPC": a company by its initials.
_INITIALS = regex.compile(r"(?=\p{Lu}*[^IVXLC])\p{Lu}{3,7}\d?")


def _initials(cut: Text, at: int, words: Words) -> int:
    """Whether a word of capitals alone, before a verb or a colon, is a body: "VRG chủ trì …"."""
    after = at + 1
    if not cut.upper(at) or cut.upper(after) or cut.words[at] in words.fields:
        return 0
    if not _INITIALS.fullmatch(cut.between(at, after)):
        return 0
    acts = words.acts.match(cut.words, after) > 1 or words.adverbs.match(cut.words, after) > 1
    return int(acts or cut.words[after : after + 1] == (":",))


# Syllables before "viên" that make words of two: "giáo viên", "động viên".
_OF_TWO = frozenset(
    ["giáo", "nhân", "thành", "đảng", "đoàn", "hội", "học", "sinh", "công", "động", "khuôn", "ủy",
     "uỷ", "phóng", "giảng", "biên", "đội", "xã", "chuyên", "diễn", "tổ", "mục"]
)  # fmt: skip


def _by_trade(cut: Text, at: int) -> int:
    """ "Tình nguyện viên", "Kiểm ngư viên": a trade or duty in three syllables."""
    ends = cut.words[at + 2 : at + 3] == ("viên",) and cut.words[at + 1] not in _OF_TWO
    return 3 * (ends and cut.upper(at) and not cut.upper(at + 1))


def _by_degree(cut: Text, at: int, words: Words) -> int:
    """How many words the degree of a person has, whose name follows: "ThS. Phạm Bến"."""
    if at >= len(cut.spans) or not words.degree.fullmatch(cut.between(at, at + 1)):
        return 0
    after = at + 1 + (cut.words[at + 1 : at + 2] == (".",))
    named = cut.upper(after) and cut.upper(after + 1)
    whole = named and not cut.between(after, after + 1).isupper()
    return after - at if whole else 0


def person_title(cut: Text, at: int, words: Words) -> int:
    """How many words of a title or degree stand before a person's name; 0 for none."""
    if size := _by_degree(cut, at, words):
        return size
    size = int(cut.words[at] in words.address) or words.comrade.match(cut.words, at)
    if not size:
        return 0
    size += words.ranks.match(cut.words, at + size)  # "Đồng chí Thượng tá Lê Bến"
    return size if cut.upper(at + size) else 0


def _guards(cut: Text, at: int) -> int:
    """ "Bảo vệ: khóa cổng", "bảo vệ, lái xe trực đêm": a watchman, where nothing that is guarded
    follows, but what watchmen do; "Y tế, bảo vệ: …", "phối hợp với y tế xử trí": a nurse, and no
    field of work."""
    if cut.words[at : at + 2] == ("y", "tế"):
        before, behind = cut.words[max(0, at - 1) : at], " ".join(cut.words[at + 2 : at + 5])
        beside = before in _WITH and not cut.upper(at) and not cut.upper(at + 2)
        return 2 * (beside or bool(_BESIDE_NURSES.match(behind)))
    if cut.words[at : at + 2] != ("bảo", "vệ"):
        return 0
    behind = " ".join(cut.words[at + 2 : at + 5])
    return 2 * (not behind or bool(_OF_GUARDS.match(behind)))


_WITH = (("hợp",), ("với",))
_BESIDE_NURSES = regex.compile(r", (?:bảo vệ|kế toán|thủ quỹ|thư viện|cấp dưỡng)\b")
_OF_GUARDS = regex.compile(
    r":|, (?:lái xe|tạp vụ|lao công|cấp dưỡng|nhân viên)\b"
    r"|(?:trông (?:xe|coi|giữ)|trực (?!tiếp|tuyến)|gác|khóa (?!luận|học)|mở cổng|đóng cổng|giữ xe"
    r"|coi xe)\b"
)


def _unit_acts(cut: Text, at: int, size: int, words: Words) -> bool:
    """ "Tỉnh rà soát …", "Xã tiếp tục …": a unit whose name its document leaves out."""
    unit = " ".join(cut.words[at : at + size]) in words.units and cut.upper(at)
    after = at + size
    if not unit or cut.words[after : after + 1] == ("có",):
        return False
    return bool(words.acts.match(cut.words, after) or words.adverbs.match(cut.words, after))


def is_body(cut: Text, at: int, words: Words) -> bool:
    """Whether a name of a body starts at ``at``, and not any noun after "các"."""
    start = at + words.plural.match(cut.words, at)
    if start < len(cut.words) and cut.words[start] in words.address and not cut.upper(start + 1):
        if cut.words[start + 1 : start + 4] in (("(", "bà", ")"), ("/", "bà")):
            return True
        return words.people.match(cut.words, start) > 0
    known = (words.alone, words.named, words.classes)
    unit = words.places.match(cut.words, start)
    size = max(p.match(cut.words, start) for p in known) or (
        _dotted(cut, start)
        or _guards(cut, start)
        or _initials(cut, start, words)
        or _by_trade(cut, start)
        or _by_degree(cut, start, words)
    )
    return bool(unit) or (size > 0 and words.none.match(cut.words, start) <= size)
