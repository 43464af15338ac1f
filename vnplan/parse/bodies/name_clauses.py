"""Clauses inside the name of a body that say which ones are meant: "các hộ nhận khoán rừng"."""

from __future__ import annotations

import regex

from vnplan.parse.bodies.phrases import Text, Words
from vnplan.parse.text.name_ends import ENDS

_LONGEST = 10
_BREAKS = frozenset({",", ";", ".", ":", "(", ")", "để", "nhằm", "khi", "và", "nếu", "là"})


def clause_within(cut: Text, low: int, at: int, words: Words) -> int:
    """How many words at ``at`` say which ones are meant, before the verb of what these are to do;
    0 where they are that verb."""
    return (
        _numbered(cut, at, words)
        or _object(cut, low, at, words)
        or _chosen(cut, at, words)
        or _in_charge(cut, low, at, words)
        or _before_duty(cut, low, at, words)
        or _active_in_area(cut, low, at, words)
    )


def _numbered(cut: Text, at: int, words: Words) -> int:
    """ "Đội Quản lý vận hành 1 phát quang …": a verb whose number tells bodies apart, as nothing
    follows that it counts."""
    size = words.acts.match(cut.words, at)
    number, after = at + size, at + size + 1
    if not size or cut.upper(at) or not "".join(cut.words[number:after]).isdigit():
        return 0
    if cut.words[number].startswith("0"):
        return 0  # "kiểm tra 03 tổ chức đảng" counts
    ends = after >= len(cut.words) or cut.words[after] in {",", ";", ".", ":"}
    acts = ends or words.acts.match(cut.words, after) or words.adverbs.match(cut.words, after)
    acts = acts and cut.words[after : after + 1] != ("đến",)
    return size + 1 if acts else 0


def unfinished(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Phòng Quản lý" is no whole name: what it looks after follows; "Ban Quản lý" is one."""
    head = words.unfinished_heads.match(cut.words, low)
    field = words.unfinished_fields.match(cut.words, low + head) if head else 0
    return field > 0 and low + head + field == at and cut.upper(low)


def _object(cut: Text, low: int, at: int, words: Words) -> int:
    """ "Phòng Quản lý bảo vệ rừng theo dõi …", "Đội Quản lý vận hành lưới điện số 2 phát quang":
    a verb that goes on with an unfinished name, up to the number that ends it."""
    size = 0 if words.kept.match(cut.words, at) else words.acts.match(cut.words, at)
    if not size or not unfinished(cut, low, at, words):
        return 0
    for i in range(at + size, min(at + _LONGEST, len(cut.words) - 1)):
        if cut.words[i] in _BREAKS:
            break
        if cut.words[i] == "số" and cut.words[i + 1].isdigit():
            return i + 2 - at
    return size


def _chosen(cut: Text, at: int, words: Words) -> int:
    """ "các đảng viên được kiểm tra viết báo cáo": by what is done to them."""
    if cut.words[at] != "được":
        return 0
    told = words.told_which.match(" ".join(cut.words[at : at + _LONGEST]))
    return len(told["which"].split()) if told else 0


def _in_charge(cut: Text, low: int, at: int, words: Words) -> int:
    """ "Phó Hiệu trưởng phụ trách chuyên môn chịu trách nhiệm …": the field of one's office, which
    a verb or a colon follows; 0 in "Thầy Hòa phụ trách toán lớp 5"."""
    start = at + 2
    if cut.words[at:start] != ("phụ", "trách") or not _is_office(cut, low, at, words):
        return 0
    if words.acts.match(cut.words, start) > 1 or start >= len(cut.words):
        return 0
    for i in range(start + 1, min(start + _LONGEST, len(cut.words))):
        if cut.words[i] == ":":
            return i - at
        if cut.words[i] in _BREAKS:
            return 0
        told = words.acts.match(cut.words, i)
        likely = told and words.ends.chance(cut.words, cut.upper, low, i) >= ENDS
        if not cut.upper(i) and (words.adverbs.match(cut.words, i) or likely):
            return i - at
    return 0


def _is_office(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether a person is named by an office before ``at``: "các đồng chí Huyện ủy viên"."""
    start = low + words.plural.match(cut.words, low)
    for title in (("đồng", "chí"), ("đ/c",)):
        if cut.words[start : start + len(title)] == title:
            start += len(title)
    named = words.posts.match(cut.words, start) or any(
        cut.words[i : i + 2] in _MEMBERS for i in range(start, at - 1)
    )
    return bool(named)


_MEMBERS = (("ủy", "viên"), ("uỷ", "viên"))


def _before_duty(cut: Text, low: int, at: int, words: Words) -> int:
    """ "các hộ nhận khoán rừng phải dọn thực bì", "giáo viên dạy lớp nào chịu trách nhiệm …": what
    people do, or have, tells which ones are obliged."""
    noun = low + words.plural.match(cut.words, low)
    size = max(words.served.match(cut.words, noun), words.people.match(cut.words, noun))
    if not (size and noun + size == at) and not _class_that_has(cut, low, at, words):
        return 0
    if cut.upper(at):
        return 0
    if cut.words[at] in _OF_WILL:
        return 0
    if not words.acts.match(cut.words, at) and cut.words[at] not in _HAVE:
        return 0
    for i in range(at + 2, min(at + _LONGEST, len(cut.words))):
        if cut.words[i] in _BREAKS or cut.words[i] == "không":
            return 0
        if _DUTY.match(" ".join(cut.words[i : i + 3])):
            return i - at
        if words.adverbs.match(cut.words, i):
            return 0
    return 0


def _active_in_area(cut: Text, low: int, at: int, words: Words) -> int:
    """ "các cơ sở có hoạt động về chở khách trên địa bàn": a class by what it does, up to
    where it does so."""
    if not _class_that_has(cut, low, at, words) or cut.words[at + 1 : at + 3] not in _ACTIVE:
        return 0
    for i in range(at + 3, min(at + _LONGEST, len(cut.words))):
        if cut.words[i : i + 3] == ("trên", "địa", "bàn"):
            return i + 3 - at
        if cut.words[i] in _BREAKS - {"và"} or cut.words[i] == "các":
            return 0
    return 0


_ACTIVE = (("hoạt", "động"), ("chức", "năng"), ("nhiệm", "vụ"))


def _class_that_has(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "các tổ chức có hoạt động về bưu chính có trách nhiệm …": a class by what it has."""
    sizes = (n for n in (1, 2, 3) if at - n > low)
    return cut.words[at] == "có" and any(words.classes.match(cut.words, at - n) == n for n in sizes)


# Verbs that go on with what somebody is obliged to: "cá nhân cam kết chịu trách nhiệm".
_OF_WILL = frozenset({"cam", "đề", "yêu", "tự", "đăng", "xin", "khẳng"})
_HAVE = frozenset({"có", "đang", "đã"})
_DUTY = regex.compile(r"(?:phải|(?:có|chịu) trách nhiệm|có nghĩa vụ)\b")
