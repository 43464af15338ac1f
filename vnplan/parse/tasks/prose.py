"""Orders in running paragraphs: before the first item, after the last one, between reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from vnplan.parse.bodies.subjects import names_subject
from vnplan.parse.layout.structure import Node
from vnplan.parse.tasks.asking import asked, later_clause, seems_to_ask
from vnplan.parse.tasks.headings import SENTENCE_END
from vnplan.parse.tasks.statements import OF_DOCUMENT, closes
from vnplan.parse.text import sentences
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.lines import Kind
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.parse.text.patterns import compiled
from vnplan.parse.times.deadlines import find_deadline


def ordering_part(
    passage: Passage, grammar: Grammar, year: int | None = None, *, asks: bool = False
) -> Passage | None:
    """A paragraph from the first sentence on that tells somebody to do something; ``None`` where
    none does. A last sentence that only opens the items below ("… như sau:") is left out.

    Args:
        year: of the document, for days without one.
        asks: whether only a sentence counts that asks somebody outright.
    """
    parts = sentences.passages(passage)
    if parts and parts[-1].text.rstrip().endswith(":"):
        parts = parts[:-1]
    for at, part in enumerate(parts):
        if asked(part.text, grammar) or (not asks and commands(part.text, grammar, year)):
            return _from(passage, parts, at)
    return None


def _from(passage: Passage, parts: Sequence[Passage], at: int) -> Passage:
    """The paragraph from the sentence ``at`` to the last of ``parts``."""
    low = passage.text.find(parts[at].text)
    high = passage.text.rfind(parts[-1].text) + len(parts[-1].text)
    return passage[low:high]


def commands(text: str, grammar: Grammar, year: int | None = None) -> bool:
    """Whether a sentence says what somebody has to do, or does by when: "Các trường phải …"; not
    what was done: "Sở đã giao các trường phải …"."""
    if regex.search(r"\b(?:đã|đang)\b", lowered(text)):
        return False
    if not (names_subject(text, grammar) or later_clause(text, grammar)):
        return False
    must = any_of(grammar, "headings", "must_words", marked=True)
    due = find_deadline(text, grammar, year)
    return bool(regex.search(rf"\b{must}\b", lowered(text))) or (due is not None and bool(due.due))


def prepares(text: str, grammar: Grammar, year: int | None = None) -> bool:
    """Whether a sentence of an invitation says what somebody does for the meeting, or by when; not
    whom its issuer asks to come."""
    return commands(text, grammar, year) and not _INVITES.search(lowered(text))


_INVITES = regex.compile(r"\b(?:kính mời|trân trọng|mời|triệu tập|kính trình|trình)\b")


def unread_order(passage: Passage, grammar: Grammar) -> Passage | None:
    """The first sentence that seems to ask somebody whom no rule can name, or says until when at
    the latest; ``None`` for none."""
    return next(
        (
            part
            for part in sentences.passages(passage)
            if (seems_to_ask(part.text, grammar) or _sets_a_limit(part.text, grammar))
            and not part.text.rstrip().endswith(":")
        ),
        None,
    )


def _sets_a_limit(text: str, grammar: Grammar) -> bool:
    """ "Văn bản xin gửi về Phòng chậm nhất ngày 4/5/2021": asks without naming anybody."""
    limit = any_of(grammar, "deadlines", "limit_words", marked=True)
    due = find_deadline(text, grammar) if compiled(rf"\b{limit}\b").search(lowered(text)) else None
    return due is not None and bool(due.due)


def tells_to_do(text: str, grammar: Grammar) -> bool:
    """Whether a sentence that opens a list says that the items are to be done."""
    words = any_of(grammar, "headings", "doing_words", marked=True)
    return bool(regex.search(rf"\b{words}\b[^:]*:\W*$", lowered(text)))


# Items that a paragraph without a marker may follow.
_LISTED = frozenset({Kind.ARABIC, Kind.DOTTED, Kind.LETTER, Kind.BRACKETED})


def without_tail(
    nodes: Sequence[Node], grammar: Grammar
) -> tuple[Sequence[Node], tuple[Node, ...]]:
    """Items side by side, and the paragraphs after the last one that are no part of it: they ask
    somebody, and no item before it has paragraphs of its own."""
    if len(nodes) < 2 or nodes[-1].item.kind not in _LISTED:
        return nodes, ()
    below = nodes[-1].children
    if any(child.item.kind is not Kind.PARAGRAPH or child.item.table for child in below):
        return nodes, ()
    if any(c.item.kind is Kind.PARAGRAPH for node in nodes[:-1] for c in node.children):
        return nodes, ()
    anew = (at for at, child in enumerate(below) if _turns_away(child.text, grammar))
    cut = next(anew, None)
    if cut is None or not SENTENCE_END.search(nodes[-1].text.text):
        return nodes, ()
    return (*nodes[:-1], replace(nodes[-1], children=below[:cut])), below[cut:]


def _turns_away(passage: Passage, grammar: Grammar) -> bool:
    """Whether a paragraph speaks to others than the item above it, or of the whole document."""
    small = lowered(passage.text)
    if closes(passage) or OF_DOCUMENT.search(small) or _ON_REPORTS.match(small):
        return True
    if _ANY_OF_THEM.match(small) and commands(passage.text, grammar):
        return True
    if names_subject(passage.text, grammar) and (_REPORTS.search(small) or _ALL.search(small)):
        return True
    if _ON_GROUNDS.match(small) and later_clause(passage.text, grammar):
        return True
    return any(seems_to_ask(part.text, grammar) for part in sentences.passages(passage))


# "… thực hiện các nội dung nêu trên", "Căn cứ tình hình thực tế, các xã …": to all, on all of it.
_ALL = regex.compile(
    r"\b(?:nội dung|nhiệm vụ|vấn đề|yêu cầu|giải pháp)\s+(?:\S+\s+)?(?:nêu |nói )?trên\b"
)
_ON_GROUNDS = regex.compile(r"\W*(?:căn cứ|trên cơ sở)\b")
# "Chế độ báo cáo: …"; "Các cấp, các ngành phải trực …".
_ON_REPORTS = regex.compile(r"\W*(?:chế độ )?(?:thông tin,? )?báo cáo(?: định kỳ)?\s*:")
_ANY_OF_THEM = regex.compile(r"\W*(?:các|mọi|tất cả|thủ trưởng|người đứng đầu)\s")
# "Các cơ sở báo cáo kết quả về Hội trước ngày …".
_REPORTS = regex.compile(r"\bbáo cáo\b[^.;]{0,60}\b(?:về|gửi)\b")


def is_reason(text: str, grammar: Grammar) -> bool:
    """Whether a paragraph tells what the document rests on, and nothing that it asks for."""
    words = any_of(grammar, "letterhead", "basis_words")
    return bool(regex.match(rf"\W*{words}\b", fold(text))) and text.rstrip().endswith((";", ","))
