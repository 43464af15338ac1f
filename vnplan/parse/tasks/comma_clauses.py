"""Clauses behind a comma that have a subject of their own: "Xã đoàn dọn chợ, Hội Phụ nữ dọn
bến"."""

from __future__ import annotations

import regex

from vnplan.parse.bodies.body_heads import head_size, is_body
from vnplan.parse.bodies.body_names import names_from
from vnplan.parse.bodies.phrases import Text, Words
from vnplan.parse.bodies.subjects import LONGEST_CLAUSE, subject_at, told_to_act
from vnplan.parse.tasks.clauses import verb_of


def opens_clause(cut: Text, since: int, comma: int, words: Words) -> bool:
    """Whether a clause with a subject of its own follows a comma: after a sentence, or a clause
    from ``since`` on, that has one too, "Xã đoàn dọn chợ, Hội Phụ nữ dọn bến"; not in a row of
    bodies or of objects."""
    reach = range(comma - 1, max(-1, comma - 2 * LONGEST_CLAUSE), -1)
    ends = (i + 1 for i in reach if cut.words[i] in (".", ";", ":"))
    low = max(next(ends, 0), since)
    if comma - low > 2 * LONGEST_CLAUSE:
        return False
    while size := words.gives.match(cut.words, low):
        low += size
    if not is_body(cut, comma + 1, words) or not is_body(cut, low, words):
        return False
    first = subject_at(cut, low, words)
    if not first or comma <= first.stop:
        return False
    if comma - first.stop < _SHORTEST_CLAUSE:
        return told_to_act(cut, first.stop, words) and cut.words[first.stop] != "phối"
    rows = (
        i
        for i in range(first.stop, comma)
        if is_body(cut, i, words) and not _is_case(cut, i, words)
    )
    told = cut.words[first.stop : comma]
    if any(told[-size:] == cut.words[comma + 1 :][:size] for size in _same_name(cut, comma, words)):
        return True  # "… với chi bộ, chi bộ nhận xét …", "… kiểm tra Hội cấp xã, Hội cấp xã …"
    return "," not in told and not any(names_from(cut, i, words).stop >= comma for i in rows)


def _same_name(cut: Text, comma: int, words: Words) -> tuple[int, ...]:
    """How many words the body behind a comma may have that was just named before it: those of its
    head, or all up to its verb."""
    start = comma + 1
    size, found = head_size(cut, start, words), subject_at(cut, start, words)
    whole = found.stop - start if found and len(found.names) == 1 else 0
    return tuple(n for n in (size, whole) if n)


def acts_behind_comma(cut: Text, comma: int, words: Words) -> bool:
    """Whether a body with a name of its own, or a person, acts behind a comma, though what stands
    before it names nobody who does: "Từ 10/9 đến 30/9, Hội đồng thi rà soát …", "Sơ khám ngày 8/11,
    Trạm Y tế thực hiện"; not where another body stands before, of which it may be the next in a
    row."""
    start = comma + 1
    if not is_body(cut, start, words) or not _stands_out_behind(cut, start, words):
        return False
    found = subject_at(cut, start, words)
    verb = verb_of(cut, found.stop, words) if found else 0
    if not found or not told_to_act(cut, verb, words) or cut.words[comma - 1] in _LEADS_TO_NOUN:
        return False
    acts = max(words.acts.match(cut.words, verb), words.adverbs.match(cut.words, verb))
    person = cut.words[start] in words.address or words.comrade.match(cut.words, start)
    if acts < _SYLLABLES and not person:
        return False
    reach = range(comma - 1, max(-1, comma - 2 * LONGEST_CLAUSE), -1)
    low = next((i + 1 for i in reach if cut.words[i] in (".", ";", ":")), max(0, reach[-1]))
    if "của" in cut.words[max(low, comma - 3) : comma] or _goes_on_row(cut, low, comma, words):
        return False  # "theo quy định của pháp luật, Bộ Y tế và chương trình làm việc"
    if _NUMBER.search(cut.between(found.stop, min(found.stop + 6, len(cut.words)))):
        return False  # "Ngày 5/5/2031, Bộ Y tế ban hành Thông tư 6/2031/TT-BYT"
    if not (cut.upper(start) or cut.upper(start + 1)) and comma - low > _SHORT_OPENING:
        return False
    bodies = [i for i in range(low, comma) if is_body(cut, i, words)]
    bodies = [i for i in bodies if not _no_office(cut, i, comma, words)]
    proper = cut.upper(start + 1) or words.alone.match(cut.words, start) >= _SYLLABLES
    apart = acts == _SYLLABLES and cut.upper(start) and proper
    apart = apart and not _CHARGED_WITHIN & set(cut.words[low:comma])
    return all(
        _quoted(cut, i, comma) or (apart and _ends_before(cut, i, comma, words)) for i in bodies
    )


def _ends_before(cut: Text, at: int, comma: int, words: Words) -> bool:
    """Whether the row of the body at ``at`` is over before a comma: one that is told or given
    something must be followed by when or what for, "gửi Sở Y tế trước 5/3, Văn phòng tổng hợp"."""
    stop = names_from(cut, at, words).stop
    if cut.words[at - 1 : at] and cut.words[at - 1] in _TO_BODY:
        return stop < comma and cut.words[stop] in _WHEN_OR_WHY
    return stop < comma


# The word before a body that something goes to.
_TO_BODY = frozenset(
    {"xuất", "cáo", "gửi", "trình", "nghị", "mưu", "với", "cho", "về", "đến", "của", "từ", "qua"}
)
_WHEN_OR_WHY = frozenset({"(", "trước", "ngày", "để", "trong", "chậm"})


# "… dự án do Quốc hội quyết định, Chính phủ chấp thuận …": a clause on a thing goes on.
_CHARGED_WITHIN = frozenset({"do", "được", "bị", "mà", "khi"})


def _quoted(cut: Text, at: int, stop: int) -> bool:
    """Whether a body stands in a title in quotation marks that close before ``stop``."""
    marks = [i for i in range(stop) if cut.words[i] in _QUOTES]
    return any(low < at < high for low, high in zip(marks[::2], marks[1::2], strict=False))


_QUOTES = frozenset({"“", "”", '"'})


_SHORT_OPENING = 8


def _is_case(cut: Text, at: int, words: Words) -> bool:
    """ "các vụ cháy", "nghĩa vụ quân sự": no department."""
    noun = at + words.plural.match(cut.words, at)
    return cut.words[noun : noun + 1] == ("vụ",) and not cut.upper(noun)


def _no_office(cut: Text, at: int, comma: int, words: Words) -> bool:
    """ "nghĩa vụ quân sự", "hài lòng người bệnh": no department, and people that others serve, who
    open no row up to ``comma``."""
    if cut.upper(at):
        return False
    served = words.served.match(cut.words, at) > 0 and comma - at > _SHORT_NOUN
    return _is_case(cut, at, words) or served


def _goes_on_row(cut: Text, low: int, comma: int, words: Words) -> bool:
    """Whether nouns of a row stand on both sides of a comma: "các cấp, các cơ quan", "trên Báo, Đài
    tỉnh, Cổng thông tin", "bến Gò Hạ, huyện Tân Lập"."""
    first = next((i + 1 for i in range(comma - 1, low - 1, -1) if cut.words[i] == ","), low)
    plural = words.plural.match
    both = any(plural(cut.words, i) for i in range(max(first, comma - 5), comma))
    named = first > low and comma - first <= _SHORT_NOUN
    named = named and (cut.upper(first) or words.places.match(cut.words, first) > 0)
    address = cut.upper(comma - 1) and words.places.match(cut.words, comma + 1) > 0
    return (both and plural(cut.words, comma + 1) > 0) or named or address


# A preposition and a comma that has no place there.
_LEADS_TO_NOUN = frozenset(
    {"trên", "tại", "ở", "qua", "với", "cho", "về", "của", "đến", "từ", "và"}
)
_SHORT_NOUN = 3
_NUMBER = regex.compile(r"\d/\d{4}")
_SYLLABLES = 2


def _stands_out_behind(cut: Text, at: int, words: Words) -> bool:
    """Whether a body is told apart by its name: "phòng Công tác xã hội", "các ấp"."""
    named = cut.upper(at) or cut.upper(at + 1)
    return named or cut.words[at] == "các"


_SHORTEST_CLAUSE = 3
