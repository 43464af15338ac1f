"""What a body is set up for, as a part of its name: "Ban Chỉ đạo phòng, chống dịch xã"."""

from __future__ import annotations

import regex

from vnplan.parse.bodies.body_heads import is_body
from vnplan.parse.bodies.phrases import Text, Words
from vnplan.parse.text.name_ends import ENDS

# "Tổ công tác về đất đai": what a body is set up for, after this word as after those of the list.
_ABOUT = regex.compile(r"về (?!việc\b|dự\b|kết quả\b|tình hình\b)")


# Before a name that nothing has to follow: "phối hợp với Ban Chỉ đạo phòng, chống dịch".
_WITH = frozenset({"với", "cùng", "của"})


def opens_charge(cut: Text, low: int, at: int, words: Words) -> int:
    """How many words at ``at`` may open what a body just named is set up for."""
    charged = any(cut.words[at - n : at] in words.charged for n in (2, 3) if at - n >= low)
    return _opens(cut, at, words) if charged else 0


def _opens(cut: Text, at: int, words: Words) -> int:
    about = _ABOUT.match(" ".join(cut.words[at : at + 4]) + " ")
    return 1 if about else words.charges.match(cut.words, at)


def charge(cut: Text, low: int, at: int, words: Words) -> int:
    """How many words at ``at`` open what a body just named is set up for; 0 where they are what
    it does: "Ban Chỉ huy ứng phó kịp thời …", "Tổ công tác về các thôn …"."""
    size = opens_charge(cut, low, at, words)
    if not size:
        return 0
    after = at + size
    whole = size + words.acts.match(cut.words, after)
    if cut.upper(at):
        return whole
    if words.adverbs.match(cut.words, after) or _names_other(cut, after, words):
        return 0
    if cut.words[at:after] in _CARRIES_OUT:
        return _whole_charge(cut, low, at, after, words)
    field = cut.words[at] in ("phòng", "ứng", "về")
    if cut.words[at] == "về" and _goes_there(cut, after, words):
        return 0
    if field and low and cut.words[low - 1] in _WITH:
        return whole
    return whole if _acts_later(cut, at + whole, words, close=not field) else 0


def _names_other(cut: Text, at: int, words: Words) -> bool:
    """Whether another body follows, which the one before looks after; not in "chuyển đổi số xã"."""
    own = cut.words[at : at + 1] == ("quỹ",) or (
        cut.words[at : at + 1] and cut.words[at] in words.units and not cut.upper(at + 1)
    )
    return is_body(cut, at, words) and not own


# "Ban Chỉ đạo thực hiện chính sách nhà ở kiểm tra …": only where what the body does follows.
_CARRIES_OUT = (("thực", "hiện"), ("triển", "khai"), ("hỗ", "trợ"))
_NO_FIELD = frozenset(
    ["nghiêm", "nghiêm túc", "tốt", "đúng", "đầy", "theo", "các", "những", "nhiệm", "việc", "một"]
)
_LONGEST_FIELD = 14


def _whole_charge(cut: Text, low: int, at: int, after: int, words: Words) -> int:
    """How many words at ``at`` say what is carried out, up to the verb of what the body does."""
    if after >= len(cut.words) or cut.words[after] in _NO_FIELD:
        return 0
    i = after + max(words.acts.match(cut.words, after), 1)
    while i < min(after + _LONGEST_FIELD, len(cut.words) - 1):
        if not cut.words[i][0].isalnum() or cut.words[i] in _LEAVES_FIELD | _WHICH | {"và"}:
            return 0
        told = max(words.acts.match(cut.words, i), words.adverbs.match(cut.words, i))
        aims = cut.words[i : i + told] in _AIMS
        if told > 1 and not aims and words.ends.chance(cut.words, cut.upper, low, i) >= ENDS:
            return i - at
        i += words.kept.match(cut.words, i) or 1
    return 0


def _goes_there(cut: Text, at: int, words: Words) -> bool:
    """ "về địa bàn nắm tình hình", "về Gò Hạ kiểm tra", "về kiểm tra các ấp": a way, no field."""
    if cut.words[at : at + 2] == ("địa", "bàn") or cut.words[at : at + 1] in _NEARBY:
        return True
    if cut.upper(at) and cut.upper(at + 1):
        return True
    acts = words.acts.match(cut.words, at) > 0
    return acts and not _opens(cut, at, words)


_NEARBY = (("tận",), ("tại",), ("nơi",))


def _acts_later(cut: Text, at: int, words: Words, *, close: bool) -> bool:
    """Whether a verb follows the field that starts at ``at``, after the unit that closes the name,
    "… xây dựng nông thôn mới xã họp", which may also be the last word, or, unless ``close``,
    without one: "… phòng, chống dịch tổ chức …"."""
    for i in range(at + 1, min(at + _LONGEST_FIELD, len(cut.words) + 1)):
        unit = cut.words[i - 1] in words.units or " ".join(cut.words[i - 2 : i]) in words.units
        unit = unit or cut.words[i - 2 : i] == ("các", "cấp")
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
