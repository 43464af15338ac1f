"""Subjects further on: before a colon, behind a clause that opens a directive, in later clauses."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from vnplan.parse.bodies.body_heads import is_body, person_title
from vnplan.parse.bodies.body_names import MOST_WORDS, NameList, names_from, split_names
from vnplan.parse.bodies.name_rows import has_office, lists_places
from vnplan.parse.bodies.phrases import Text, Words, words_of
from vnplan.parse.bodies.subjects import (
    LONGEST_CLAUSE,
    named_before_colon,
    starts_with_verb,
    subject_at,
    told_to_act,
)
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.passage import lowered


def subject_before_colon(cut: Text, start: int, grammar: Grammar) -> NameList | None:
    """The bodies before a colon or full stop, where nothing else stands there: "Sở Y tế: …"."""
    words = words_of(grammar)
    title = start + (person_title(cut, start, words) if start < len(cut.words) else 0)  # "BS. Bến"
    ends = (
        i for i, word in enumerate(cut.words[: 4 * MOST_WORDS]) if word in (":", ".") and i >= title
    )
    stop = next(ends, None)
    if stop is None or stop <= start or stop + 1 >= len(cut.words):
        return None
    if not is_body(cut, start, words) or _says_duty(cut, start, stop, grammar):
        return None
    if cut.words[stop + 1] == "do" and is_body(cut, stop + 2, words):
        return None  # "Đoàn số 2: do Sở Y tế chủ trì"
    if _names_fields(cut, start, stop, words):
        return None
    rest = cut.between(stop + 1, len(cut.words))
    acts = starts_with_verb(rest, grammar) or _TAKES_PART.match(lowered(rest))
    if not acts and not _only_names(cut, start, stop, words):
        return None
    if cut.words[stop] == "." and names_from(cut, start, words).stop != stop:
        return None
    names = split_names(cut.between(start, stop), grammar)
    return NameList(names, stop + 1, at_verb=True) if names else None


# "Ban Tuyên giáo: Là đầu mối tham mưu …"
_TAKES_PART = regex.compile(
    r"(?:là|làm) (?:cơ quan |đơn vị |bộ phận )?(?:đầu mối|thường trực|chủ trì)\b"
)


def _names_fields(cut: Text, start: int, stop: int, words: Words) -> bool:
    """ "Các Sở: Xây dựng, Tài chính rà soát …": the colon goes on with the name, though a field
    may be a verb as well."""
    if not lists_places(cut, start, stop):
        return False
    row = names_from(cut, start, words)
    listed = cut.words[stop + 1 : row.stop]
    if "các" in listed:
        listed = listed[: listed.index("các")]  # "… và các bộ, ngành có liên quan"
    marks = [i for i, word in enumerate(listed, stop + 1) if word in (",", ";")]
    return row.at_verb and bool(marks) and all(cut.upper(i + 1) for i in marks)


def _only_names(cut: Text, start: int, stop: int, words: Words) -> bool:
    """Whether nothing but bodies stands before a colon, and words of a sentence after it."""
    found = names_from(cut, start, words)
    person = person_title(cut, start, words) > 0 and cut.words[stop + 1].isalpha()
    goes_on = person or (cut.words[stop + 1].isalnum() and not cut.upper(stop + 1))
    return cut.words[stop] == ":" and found.stop == stop and goes_on


def _says_duty(cut: Text, start: int, stop: int, grammar: Grammar) -> bool:
    """ "Tổ công tác có nhiệm vụ: …": the names end before the colon."""
    words = words_of(grammar)
    end = names_from(cut, start, words).stop
    if end < stop and _DUTY_WORDS.match(" ".join(cut.words[end:stop])):
        return True
    if stop - end < _SHORTEST_DUTY or words.acts.match(cut.words, end) < 2:
        return False
    named = cut.upper(start + 1) and not _OPENS_LIST & set(cut.words[end:stop])
    named = named and not any(is_body(cut, i, words) for i in range(end + 1, stop))
    rest = cut.between(stop + 1, len(cut.words))
    return not (named and starts_with_verb(rest, grammar))


_SHORTEST_DUTY = 5
# What a clause has before a colon, and no name: "Sở Y tế tổ chức các việc sau: …".
_OPENS_LIST = frozenset(
    ["các", "những", "sau", "gồm", "như", "việc", "theo", "cho", "để", "một", "từng", "mỗi", "phải",
     "trách", ","]
)  # fmt: skip


_DUTY_WORDS = regex.compile(r"(?:có nhiệm vụ|có trách nhiệm|chịu trách nhiệm|phụ trách|là)\b")


def subject_after_clause(
    cut: Text, words: Words, start: int = 0, *, instead: bool = False
) -> tuple[int, NameList] | None:
    """The bodies after the clause that opens at ``start``: "Căn cứ Kế hoạch này, Sở Nội vụ …", "Nếu
    có vướng mắc các xã báo cáo …"; where they start.

    ``instead``: only where they are a body with a name of its own, or are obliged, so that they
    act whoever the heading names.
    """
    for at in _after_opening(cut, start, words):
        found = subject_at(cut, at, words) if not start or is_body(cut, at, words) else None
        if not found or receives(cut, at, found.stop, words):
            continue
        proper = cut.upper(at) or cut.upper(at + 1) or _OBLIGED.match(_near(cut, found.stop))
        if not instead or proper:
            return at, found
        return None
    return None


_OBLIGED = regex.compile(r"(?:phải|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)\b")


def _near(cut: Text, at: int) -> str:
    return " ".join(cut.words[at : at + 4]) + " "


def _after_opening(cut: Text, first: int, words: Words) -> Iterator[int]:
    """Where a subject may start behind a clause or a topic that opens at ``first``."""
    if start := _after_time(cut, first, words):
        yield start
    topic = words.topics.match(cut.words, first)
    if not topic and not words.clauses.match(cut.words, first):
        return
    trouble = False  # "nếu có vướng mắc cần sửa đổi đề nghị các xã …": the order may follow later
    for at in range(first + 1, min(first + LONGEST_CLAUSE, len(cut.words) - 1)):
        if (cut.words[at] in (";", ":") and first) or _sentence_ends(cut, at):
            return
        if cut.words[at] in (",", "thì") and words.kept.match(cut.words, at - 1) < 2:
            yield _after_asking(cut, at + 1, words)
        size = words.troubles.match(cut.words, at)
        start = _after_asking(cut, at + size, words)
        named = start < len(cut.words) and is_body(cut, start, words)
        if (size and named and _stands_out(cut, start)) or (
            trouble and start > at and named and words.plural.match(cut.words, start)
        ):
            yield start
        trouble = trouble or size > 0


def _sentence_ends(cut: Text, at: int) -> bool:
    """Whether a full stop ends a sentence; not in "(già cả, khuyết tật...)"."""
    return (
        cut.words[at] == "."
        and cut.words[at + 1 : at + 2] not in ((")",), (".",))
        and (cut.upper(at + 1))
    )


def _after_asking(cut: Text, at: int, words: Words) -> int:
    while at < len(cut.words) and (size := words.asks.match(cut.words, at)):
        at += size
    return at


def _stands_out(cut: Text, at: int) -> bool:
    """Whether a body without a comma before it is no object of the words before it."""
    return cut.upper(at) or cut.words[at] in ("các", "mỗi", "từng")


def _after_time(cut: Text, first: int, words: Words) -> int:
    """Where a body follows the time that opens a sentence: "Hằng tháng Phòng Nội vụ …", "Trước
    ngày 5/4 các xã …"; 0 for none."""
    at = first
    while at < len(cut.words) and (cut.words[at] in _OF_TIME or cut.words[at][0].isdigit()):
        at += 1
    stands = first + 1 < at < len(cut.words) and _stands_out(cut, at) and is_body(cut, at, words)
    return at if stands else 0


_OF_TIME = frozenset(
    [
        "hằng", "hàng", "định", "kỳ", "năm", "quý", "tháng", "tuần", "ngày", "giờ", "đầu", "cuối",
        "trước", "sau", "trong", "mỗi", "chậm", "muộn", "nhất", "đến", "từ", "và", "i", "ii", "iii",
        "iv",
    ]
)  # fmt: skip


_GIVEN_TO = regex.compile(r"(?:gửi(?: về| đến| tới| cho| qua)?|trình|báo cáo)$")
_LONGEST_ROW = 40


def receives(cut: Text, start: int, stop: int, words: Words) -> bool:
    """Whether the body from ``start`` to ``stop`` is the last of a row that something goes to."""
    if not words.purposes.match(cut.words, stop):
        return False
    reach = range(start - 1, max(0, start - _LONGEST_ROW), -1)
    firsts = (
        at
        for at in reach
        if _GIVEN_TO.search(" ".join(cut.words[max(0, at - 2) : at])) and is_body(cut, at, words)
    )
    return any(names_from(cut, at, words).stop >= stop for at in firsts)


def asked_instead(cut: Text, found: NameList, words: Words, *, proposes: bool) -> NameList | None:
    """Whom the subject ``found`` asks: "Sở Nội vụ yêu cầu các xã báo cáo …"; with ``proposes``,
    also to whom it proposes something; ``None`` where it demands what stands behind a colon."""
    asks = words.asks if proposes else words.demands
    start = found.stop
    while start < len(cut.words) and (size := asks.match(cut.words, start)):
        start += size
    if start == found.stop or start >= len(cut.words):
        return found
    if cut.words[start] == ":":
        return None
    if not is_body(cut, start, words):
        # "Sở yêu cầu rà soát …": a body that leaves out which it is wrote the document.
        return None if len(found.names[-1].split()) == 1 else found
    asked = subject_at(cut, start, words)
    return asked or names_from(cut, start, words)


def later_subject_at(cut: Text, start: int, words: Words) -> NameList | None:
    """The subject at ``start``, or after the clause that opens there."""
    if is_body(cut, start, words):
        return subject_at(cut, start, words) or named_before_colon(cut, start, words)
    later = subject_after_clause(cut, words, start)
    return later[1] if later else None


def verb_of(cut: Text, stop: int, words: Words) -> int:
    """Where the verb of a subject stands that ends at ``stop``: behind a comma in "Sở Y tế, chịu
    trách nhiệm tổng hợp", "đồng chí Lê Bến, Phó Trưởng phòng, trực tiếp xuống …"."""
    parted = stop < len(cut.words) and cut.words[stop] == ","
    acts = parted and (
        words.obliges.match(cut.words, stop + 1)
        or (_ends_office(cut, stop, words) and told_to_act(cut, stop + 1, words))
    )
    return stop + 1 if acts else stop


def _ends_office(cut: Text, stop: int, words: Words) -> bool:
    """Whether a person and, behind a comma, what he is stand before the comma at ``stop``."""
    firsts = (i for i in range(max(0, stop - MOST_WORDS), stop) if person_title(cut, i, words))
    return any(has_office(cut, low, stop, words) for low in firsts)
