"""Whom a paragraph or a clause asks for something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from vnplan.parse.bodies.body_heads import head_size, is_body
from vnplan.parse.bodies.body_names import names_from, split_names
from vnplan.parse.bodies.phrases import Text, words_of
from vnplan.parse.bodies.subjects import (
    MEETING,
    names_before_colon,
    names_subject,
    starts_with_verb,
    subject_at,
)
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.clauses import subject_after_clause
from vnplan.parse.text import sentences
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.passage import lowered
from vnplan.parse.text.patterns import compiled
from vnplan.record import Assignee


def asked(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies that a paragraph asks: "… yêu cầu Sở Nội vụ rà soát …"."""
    for match in _asking(text, grammar):
        rest = text[match.end() :]
        if names_subject(rest, grammar) or names_before_colon(rest, grammar):
            return assigned(rest, grammar)
        if rest.rstrip().endswith(":") and (names := split_names(rest, grammar)):
            return tuple(Assignee(name, "implement") for name in names)
    return ()


# What another document asked, or what is asked for: "… tại Công văn số 3/SYT-NVY ngày 2/3/2031 về
# việc đề nghị các xã …", "theo yêu cầu các bên"; a bracket may end what is cited, but not where it
# holds a short name: "Sở Y tế (SYT) đề nghị", "… (sau đây gọi là Ban) yêu cầu".
_CITED = regex.compile(
    r"(?:\b(?:việc|về|theo|đã|có|các|những|nhu cầu|đúng|trên cơ sở|đáp ứng|khi|nếu|từng|mọi|được|"
    r"nơi|đơn|văn bản|công văn|tờ trình|hồ sơ|phiếu|không|mục đích,?)"
    r"|\d/\d{4}|ngày \d+ tháng \d+ năm \d{4}|\d/[\p{L}&-]+"
    r"|(?<!\((?:\p{L}{2,12}|(?:sau đây|dưới đây|gọi tắt|viết tắt)[^()]*))\))\s*$"
)


# "Cử tri xã An Bình đề nghị …": what people ask the authorities for is told, not ordered.
_BY_PEOPLE = regex.compile(
    r"\W*(?:ý kiến |kiến nghị của )?(?:cử tri|nhân dân|người dân|công dân|bà con|một số hộ)\b"
    r"[^.;:]{0,60}?\b(?:đề nghị|kiến nghị|yêu cầu|phản ánh)\b"
)


def is_plea(text: str) -> bool:
    """Whether a sentence tells what people ask the authorities for."""
    return bool(_BY_PEOPLE.match(lowered(text)))


def _asking(text: str, grammar: Grammar) -> Iterator[regex.Match[str]]:
    """Where a sentence itself asks somebody."""
    words = any_of(grammar, "headings", "asking_words", marked=True)
    small = lowered(text)
    if is_plea(text):
        return
    for match in compiled(rf"(?<!\w){words}\s+").finditer(small):
        if not _CITED.search(small[: match.start()]) and not MEETING.match(text, match.start()):
            yield match


def seems_to_ask(text: str, grammar: Grammar) -> bool:
    """Whether a sentence asks somebody, by its verb and the capital or "các" after it."""
    return any(_NAMED.match(text[match.end() :]) for match in _asking(text, grammar))


_NAMED = regex.compile(r"\p{Lu}|(?:các|những|mỗi|từng|đồng chí|đ/c|ông|bà)\s")


def seems_to_name(text: str, grammar: Grammar) -> bool:
    """Whether a directive opens with a body, or with asking one, whatever its verb is; not what
    is left of a table: "Khu phố Tân An"."""
    cut, words = Text.of(text), words_of(grammar)
    if not cut.words or MEETING.match(text):
        return False
    start = words.asks.match(cut.words, 0)
    if starts_with_verb(text, grammar) and not start:
        return False
    whole = text.rstrip().endswith((".", ";")) and not words.places.match(cut.words, 0)
    named = bool(start) or (cut.upper(0) and whole)
    return named and is_body(cut, start, words) and head_size(cut, start, words) > 0


# "Giám đốc Sở yêu cầu Chánh Văn phòng …"
_ASKS_ANOTHER = regex.compile(r"\W*(?P<who>[^,;:.]{3,80}?)\s+(?:yêu cầu|giao)\s+")


def asked_by_another(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies that the subject of a sentence asks or tells to do something."""
    match = _ASKS_ANOTHER.match(lowered(text))
    who = Text.of(text[match.start("who") : match.end("who")]) if match else None
    if not match or not who or not is_body(who, 0, words_of(grammar)):
        return ()
    if names_from(who, 0, words_of(grammar)).stop < len(who.words):
        return ()
    rest = text[match.end() :]
    return assigned(rest, grammar) if names_subject(rest, grammar) else ()


def last_clause_subject(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies at the head of the first later clause that has any: "Về vốn: Sở Tài chính …"."""
    return _first_subject(text, _ends_of(r"(?<=[;:.])\s+|,\s+", text), grammar)


def later_clause(text: str, grammar: Grammar, *, acting: bool = False) -> tuple[Assignee, ...]:
    """As :func:`last_clause_subject`; after a comma only where a clause on time, reason or matter
    comes first: "Về vốn, Sở Tài chính bố trí …".

    Args:
        acting: whether a body does not count of which a clause tells how it is or was.
    """
    openers = any_of(grammar, "headings", "clause_openers", marked=True)
    if compiled(rf"\W*(?:về|đối với|{openers})\b").match(lowered(text)):
        return last_clause_subject(text, grammar)
    ends = _ends_of(_CLAUSE, text)
    if acting:
        ends = [at for at in ends if not _told_of(text[at:], grammar)]
    return _first_subject(text, ends, grammar)


def _told_of(clause: str, grammar: Grammar) -> bool:
    """Whether a clause tells how a body is or was: "Chủ đầu tư chưa kiên quyết xử lý"."""
    cut, words = Text.of(clause), words_of(grammar)
    found = subject_at(cut, 0, words) if cut.words else None
    near = cut.words[found.stop - 1 : found.stop + 1] if found else ()  # a name may end with it
    return any(word in _TOLD for word in near)


_TOLD = frozenset({"chưa", "còn", "đang", "đã", "vẫn", "bị"})


def asks_first(text: str, grammar: Grammar) -> bool:
    """Whether a directive starts with asking somebody: "giao Sở Nội vụ …"."""
    words = any_of(grammar, "headings", "asking_words", marked=True)
    return bool(regex.match(rf"\W*{words}\s", lowered(text)))


def asks_body_first(text: str, grammar: Grammar) -> bool:
    """Whether a directive starts with asking a body, whatever for; "Giao thông …" does not."""
    words = any_of(grammar, "headings", "asking_words", marked=True)
    match = regex.match(rf"\W*{words}\s+", lowered(text))
    cut = Text.of(text[match.end() :]) if match else None
    return cut is not None and bool(cut.words) and is_body(cut, 0, words_of(grammar))


def later_subject(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies at the head of the first sentence or clause that has any."""
    return _first_subject(text, [0, *_ends_of(_CLAUSE, text)], grammar)


def named_in(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies at the head of the first clause that has any."""
    openers = any_of(grammar, "bodies", "openers", marked=True)
    opened = [m.start() for m in regex.finditer(rf"(?<!\w){openers}\s", lowered(text))]
    starts = [*opened, 0, *_ends_of(r"[.;]\s+|,\s+(?=các\s)", text)]
    named = _first_subject(text, starts, grammar) or _behind_clause(text, grammar)
    return named or (assigned(text, grammar) if names_before_colon(text, grammar) else ())


# "Trong quá trình thực hiện, nếu có vướng mắc …", "Nếu có khó khăn …", "Nhận được công văn …".
_IN_COURSE = regex.compile(r"\W*(?:(?:trong )?quá trình|nếu|nhận được|mọi)\b")


def _behind_clause(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies of the first sentence that has any behind the clause that opens it, with or
    without a comma: "Nếu có vướng mắc các xã báo cáo …"."""
    words = words_of(grammar)
    for sentence in sentences.sentences(text):
        cut = Text.of(sentence)
        if _IN_COURSE.match(lowered(sentence)) and subject_after_clause(cut, words):
            return assigned(sentence, grammar)
    return ()


# The end of a clause or a sentence.
_CLAUSE = r"(?<=[;:.])\s+"


def _ends_of(pattern: str, text: str) -> list[int]:
    return [match.end() for match in regex.finditer(pattern, text)]


def _first_subject(text: str, starts: Iterable[int], grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies of the first of ``starts`` at which a body is the subject."""
    for start in starts:
        if names_subject(text[start:], grammar):
            return assigned(text[start:], grammar)
    return ()
