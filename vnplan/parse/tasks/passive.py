"""Who does it by a clause of "do": "Kinh phí do nhà trường cân đối", "…, do Sở Y tế chủ trì"."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from vnplan.parse.bodies.body_heads import is_body
from vnplan.parse.bodies.body_names import names_from
from vnplan.parse.bodies.phrases import Text, Words, words_of
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.passage import lowered
from vnplan.record import Assignee, Role

# "…, do Ban Tuyên giáo tham mưu tổ chức": not money that it gives, nor an office that it holds.
_DONE_BY = regex.compile(r"(?<=[,;] |cuộc họp |công việc )do (?=\p{L})")
_PART = regex.compile(
    r"(?:cơ quan )?chủ trì|làm đầu mối|tham mưu|thực hiện|tổ chức|đảm nhiệm|phụ trách"
    r"|đảm nhận|huy động|chuẩn bị|lo\b|chịu trách nhiệm|trực tiếp (?:chỉ đạo|phụ trách|làm)"
    r"|làm (?:tổ|đội|nhóm) trưởng"
)


# "Kinh phí do nhà trường cân đối", "Bài thi được tổ chuyên môn chấm chung": the sentence opens with
# what is done.
_IS_DONE = regex.compile(r"\W*(?P<what>\p{Lu}[^,;:.()]{1,70}?)\s+(?:do|được)\s+(?=\p{L})")
_MEETS = regex.compile(r"\W*(?:họp|giao ban|hội ý|hội nghị|sinh hoạt)\b")
_NOT_WORK = regex.compile(
    r"\b(?:theo|khi|nếu|trường hợp|thiệt hại|các khoản|việc|hành vi|đã|nhiệm vụ)\b"
)


def done_by_others(text: str, grammar: Grammar) -> Iterator[Assignee]:
    """Whom "do … chủ trì", "do … thực hiện", "được … chấm" name, and in the next clause those who
    work with them."""
    words = words_of(grammar)
    marks = [(mark.end(), _PART) for mark in _DONE_BY.finditer(text)]
    if opens := _IS_DONE.match(text):
        first = Text.of(text)
        acts = words.verbs.match(first.words, 0) and not _MEETS.match(lowered(text))
        if (
            not acts
            and not is_body(first, 0, words)
            and not _NOT_WORK.search(lowered(opens["what"]).removeprefix("việc "))
        ):
            marks.insert(0, (opens.end(), words.does_it))
    for at, does in marks:
        cut = Text.of(text[at:])
        if not cut.words or not is_body(cut, 0, words):
            continue
        named = names_from(cut, 0, words)
        told = cut.between(named.stop, len(cut.words))
        part = does.match(told) if named.at_verb else None
        if not part:
            continue
        role: Role = (
            "lead" if regex.match(r"(?:cơ quan )?chủ trì|làm đầu mối", told) else "implement"
        )
        yield from (Assignee(name, role) for name in named.names)
        yield from _beside(cut, named.stop, words)


_NEXT_CLAUSE = 5


def _beside(cut: Text, at: int, words: Words) -> Iterator[Assignee]:
    """ "do A chủ trì, B và C phối hợp": the bodies of the clause after a comma that is near."""
    comma = next((i for i in range(at, at + _NEXT_CLAUSE) if cut.words[i : i + 1] == (",",)), 0)
    if not comma or comma + 1 >= len(cut.words) or not is_body(cut, comma + 1, words):
        return
    named = names_from(cut, comma + 1, words)
    acts = words.acts.match(cut.words, named.stop) or words.adverbs.match(cut.words, named.stop)
    if not named.at_verb or not acts:
        return
    helps = cut.words[named.stop : named.stop + 2] == ("phối", "hợp")
    role: Role = "support" if helps else "implement"
    yield from (Assignee(name, role) for name in named.names)
