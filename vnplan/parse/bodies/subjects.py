"""Who is the subject of a sentence or of a clause: the bodies before its verb."""

from __future__ import annotations

from functools import lru_cache

import regex

from vnplan.parse.bodies.body_heads import head_size
from vnplan.parse.bodies.body_names import NameList, names_from
from vnplan.parse.bodies.name_fields import past_field
from vnplan.parse.bodies.name_verbs import is_made
from vnplan.parse.bodies.phrases import Text, Words, words_of
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.name_ends import CLEARLY_VERB
from vnplan.parse.text.passage import lowered

# A clause before the subject has no more words than this.
LONGEST_CLAUSE = 60


def names_subject(text: str, grammar: Grammar) -> bool:
    """Whether a directive names who acts at its head."""
    words = words_of(grammar)
    cut = Text.of(text)
    start = after_openers(cut, words)
    if subject_at(cut, start, words) is not None:
        return True
    return start > 0 and named_before_colon(cut, start, words) is not None


def names_before_colon(text: str, grammar: Grammar) -> bool:
    """Whether a text opens with bodies, a colon, and what they are to do."""
    return named_before_colon(Text.of(text), 0, words_of(grammar)) is not None


def starts_with_verb(text: str, grammar: Grammar) -> bool:
    """Whether a directive starts with what to do: "Rà soát …", "Đề nghị …"."""
    words = words_of(grammar)
    first = Text.of(text)
    if not first.words:
        return False
    return any(p.match(first.words, 0) for p in (words.verbs, words.adverbs, words.openers))


def after_openers(cut: Text, words: Words) -> int:
    at = 0
    while (size := words.openers.match(cut.words, at)) and not meets(cut, at):
        at += size
    return at


def meets(cut: Text, at: int) -> bool:
    """ "Giao ban Bí thư chi bộ": a meeting, where no committee's name follows "Giao"."""
    return bool(MEETING.match(" ".join(cut.words[at : at + 4]))) and not cut.upper(at + 1)


MEETING = regex.compile(
    r"[Gg]iao ban\b(?! (?:chỉ|quản|chấp|giám|tổ|công (?!việc)|thường|văn|tuyên"
    r"|dân|pháp|kinh|đại|bảo|kiểm|đền|nội|đối|thanh)\b)"
)


@lru_cache(maxsize=2048)
def subject_at(cut: Text, start: int, words: Words) -> NameList | None:
    """The bodies at the head of a directive, if a verb follows them."""
    if not head_size(cut, start, words):
        return None
    found = names_from(cut, start, words)
    if not found.names or not found.at_verb or _is_verb(cut, start, found.stop, words):
        return None
    told_of = words.past.match(cut.words, found.stop) or _acted_upon(cut, found.stop, words)
    return None if told_of else found


# "Giáo viên được bồi dưỡng", "Công nhân phải được huấn luyện": to whom it is done; but who is
# given the work, or a right, acts.
_PASSIVE = regex.compile(
    r"(?:(?:đều|cũng|phải|cần|sẽ|chỉ) )*(?:được|bị) "
    r"(?!(?:\p{L}+ ){0,6}(?:giao|phân công|ủy quyền|phân cấp|chỉ định)\b)"
    r"(?!(?:mời|cử|điều động|yêu cầu|quyền|phép|tự|chủ động|lựa chọn)\b)\p{L}"
)


# "Thủ trưởng cơ quan được cấp giấy phép chịu trách nhiệm …": which one is meant, then the duty.
_DUTY_AFTER = regex.compile(r"[^.;:]*\b(?:có|chịu) trách nhiệm\b")


def _acted_upon(cut: Text, at: int, words: Words) -> bool:
    """Whether something is done to a body; not where that only tells which one is meant: "Hộ được
    hỗ trợ báo cáo …"."""
    near = " ".join(cut.words[at : at + LONGEST_CLAUSE])
    acts = _DUTY_AFTER.match(near) or words.told_which.match(near)
    return bool(_PASSIVE.match(near)) and not acts


def _is_verb(cut: Text, start: int, stop: int, words: Words) -> bool:
    """ "Thanh tra hồ sơ …": what seems a body is what is to be done."""
    alone = words.verbs.match(cut.words, start) >= stop - start
    acts = any(phrases.match(cut.words, stop) for phrases in (words.acts, words.adverbs))
    return alone and not acts


def told_to_act(cut: Text, at: int, words: Words) -> bool:
    """Whether the body before ``at`` is told to do something, and not told of."""
    if at < len(cut.words) and is_made(cut, at):
        return True
    if words.tells.match(cut.words, at):
        return False
    known = words.acts.match(cut.words, at) or words.adverbs.match(cut.words, at)
    return bool(known) or _counts_as_verb(cut, at, words)


def _counts(cut: Text, number: int) -> bool:
    """ "tập | 02 tiết mục", "dự phòng | 01 xe": objects are counted behind a verb of one or two
    syllables, and not times or bodies told apart by their number."""
    if not "".join(cut.words[number : number + 1]).isdigit() or cut.words[number - 1] in _NUMBERED:
        return False
    counted = "".join(cut.words[number + 1 : number + 2])
    return counted.isalpha() and counted != "lần" and not cut.upper(number + 1)


_NUMBERED = frozenset({"quý", "tháng", "năm", "tuần", "ngày", "đợt", "lớp", "khối", "số", "từ"})
_SUFFERS = frozenset({"bị", "được"})


def _counts_as_verb(cut: Text, at: int, words: Words) -> bool:
    """Whether a word that no list holds is a verb by what was counted of it and the next one, by a
    number of objects behind it, "Ban Chỉ huy Quân sự huyện dự phòng 01 trung đội", or because the
    field before it is whole, "Ban Tham mưu vẽ sơ đồ"."""
    if at + 1 >= len(cut.words) or cut.upper(at) or not cut.words[at].isalpha():
        return False
    if words.stops.match(cut.words, at) or words.goes_on.match(cut.words, at):
        return False
    if words.past.match(cut.words, at - 1) or cut.words[at - 1] in _SUFFERS:
        return False
    closed = past_field(cut, at, words) or _counts(cut, at + 1) or _counts(cut, at + 2)
    return closed or words.ends.verbs.get(" ".join(cut.words[at : at + 2]), 0) >= CLEARLY_VERB


def acts_first(text: str, grammar: Grammar) -> bool:
    """Whether a sentence opens with bodies and a verb of work: "Sở Y tế rà soát …"."""
    words = words_of(grammar)
    cut = Text.of(text)
    start = after_openers(cut, words)
    found = subject_at(cut, start, words)
    if found is None:
        return named_before_colon(cut, start, words) is not None
    return told_to_act(cut, found.stop, words)


# What has a duty acts, whatever noun it is: "Người lái đò có trách nhiệm …".
_DUTY = regex.compile(
    r"(?P<who>\p{Lu}(?:[^,;:.()]|,(?=\s(?:tổ chức|cá nhân|đơn vị|doanh nghiệp)\b)){2,90}?)\s+"
    r"(?=(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)\b)"
)


_NO_DOER = regex.compile(
    r"(?:việc|nội dung|trường hợp|trong|khi|nếu|đối với|căn cứ|theo|để|quá trình|những|công tác|"
    r"kết quả|báo cáo|văn bản|hồ sơ|ngoài|các (?:hoạt động|nội dung|dự án)|ban hành)\b"
)


_MOST_DOER_WORDS = 12


def subject_by_duty(cut: Text, start: int, grammar: Grammar) -> NameList | None:
    """The subject of "có trách nhiệm" at the head of a directive; in "Phí do chủ đò chịu trách
    nhiệm nộp" it follows "do"."""
    text = cut.between(start, len(cut.words))
    match = _DUTY.match(text)
    if not match or _NO_DOER.match(lowered(text)) or starts_with_verb(text, grammar):
        return None
    who = match["who"]
    size = len(Text.of(who).words)
    if size > _MOST_DOER_WORDS:
        return None
    return NameList((regex.split(r"\bdo\s+", who)[-1],), start + size, at_verb=True)


def named_before_colon(cut: Text, start: int, words: Words) -> NameList | None:
    """ ". Văn phòng: lo hội trường": bodies, a colon, a verb."""
    found = names_from(cut, start, words)
    after = found.stop + 1
    if after >= len(cut.words) or cut.words[found.stop] != ":":
        return None
    return NameList(found.names, after, at_verb=True) if told_to_act(cut, after, words) else None
