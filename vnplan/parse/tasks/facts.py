"""Lines and lists that state facts and ask nobody: amounts, conditions, kinds of persons."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.bodies.body_names import split_names
from vnplan.parse.bodies.subjects import acts_first, starts_with_verb
from vnplan.parse.layout.structure import Node
from vnplan.parse.tasks.asking import asked, later_clause
from vnplan.parse.tasks.headings import colon_of
from vnplan.parse.tasks.regulation import names_body
from vnplan.parse.tasks.statements import opens_parts, orders_list
from vnplan.parse.text import sentences
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.lines import Kind
from vnplan.parse.text.passage import fold, lowered
from vnplan.parse.text.patterns import compiled

# An amount has no more words around it than this: what follows is a sentence otherwise.
_MOST_AMOUNT_WORDS = 16
_MOST_LABEL_WORDS = 16
_AMOUNT = regex.compile(
    r"\W*(?:(?:từ|tối đa|tối thiểu|không quá|khoảng|ít nhất|bằng|là|mức|trị giá)\s+)*"
    r"\d[\d.,]*(?:\s*(?:[-–]|đến)\s*\d[\d.,]*)?\s*(?:%|"
    r"(?:(?:triệu|nghìn|ngàn|tỷ)\s+)?đồng\b|triệu\b|phút\b|giờ\b|tiết\b|điểm\b|câu\b|"
    r"(?:lần )?mức\b|m2\b|m²|ha\b|km\b|kg\b|người/|em/|học sinh/|trẻ/)"
)


def states_amount(text: str, grammar: Grammar) -> bool:
    """Whether a line says how much something is and nothing else: "Trưởng thôn: 500.000
    đồng/tháng", "Mức chi không quá …"; not "Trồng rừng: 20 ha", nor what a body is to reach."""
    if _RATE.match(lowered(text)):
        return not (asked(text, grammar) or later_clause(text, grammar))
    colon = colon_of(text)
    if colon is None:
        return False
    label, rest = text[:colon], text[colon + 1 :]
    if not _AMOUNT.match(lowered(rest)) or len(rest.split()) > _MOST_AMOUNT_WORDS:
        return False
    about = regex.sub(r"^\W*(?:đối với|với)\s+", "", label, flags=regex.IGNORECASE)
    if len(label.split()) > _MOST_LABEL_WORDS or starts_with_verb(about, grammar):
        return False
    for_whom = about != label
    return for_whom or not split_names(about, grammar)


def states_sum(text: str) -> bool:
    """Whether a line of a part on money says what something costs, and nothing else: "Khen thưởng:
    12.000.000 đồng"."""
    colon = colon_of(text)
    told = text[colon + 1 :] if colon is not None else ""
    return bool(_AMOUNT.match(lowered(told))) and len(told.split()) <= _MOST_AMOUNT_WORDS


_RATE = regex.compile(
    r"\W*(?:định )?mức (?:chi|thu|hỗ trợ|đóng|hưởng|thưởng|phạt|khoán|học phí|phụ cấp|trợ cấp)\b"
)
# "Là người có tên trong danh sách …": who is meant, not what somebody is to be.
_IS_ONE_OF = regex.compile(r"\W*là\s+(?:các\s+|những\s+)?(?:đối tượng|trường hợp)\b")


def says_who_is_meant(text: str, grammar: Grammar) -> bool:
    """Whether a line says who or what something is for: "Là người có công …"."""
    small = lowered(text)
    if _IS_ONE_OF.match(small):
        return True
    governed = any_of(grammar, "headings", "governed_words", marked=True)
    heads = any_of(grammar, "headings", "answering_words", marked=True)
    return bool(compiled(rf"\W*là\s+(?:các\s+|những\s+)?(?!{heads}\b){governed}\b").match(small))


# A label before facts has no more words than this: "Số tiết:", "Mốc thời gian kiểm tra:".
_MOST_FACT_LABEL = 6


def states_fact(text: str, grammar: Grammar) -> bool:
    """Whether a labelled line tells how a thing is and nobody what to do: "Môn thi: Toán, Ngữ
    văn", "Quân số: 260 đồng chí". So may work without a verb that is known: only what stands
    beside it tells which it is."""
    colon = colon_of(text)
    if colon is None or not 0 < len(text[:colon].split()) <= _MOST_FACT_LABEL:
        return False
    label, rest = text[:colon].strip(" -+*•"), text[colon + 1 :].strip()
    if not rest or starts_with_verb(label, grammar) or split_names(label, grammar):
        return False
    return not any(_tells_work(part, grammar) for part in _clauses(rest))


def _tells_work(text: str, grammar: Grammar) -> bool:
    """Whether a clause says what to do, or names a body and what that does: "quân sự 12 ngày" has
    a body's words, and no verb."""
    does = starts_with_verb(text, grammar) or (
        acts_first(text, grammar) and names_body(text, grammar)
    )
    return does or bool(asked(text, grammar))


def _clauses(text: str) -> list[str]:
    return [part for part in regex.split(r"[;.]\s+", text) if part.strip()]


def spells_out(text: str, below: Sequence[Node], grammar: Grammar) -> bool:
    """Whether what stands below a heading only tells what each thing is that it names: "Tuyến, địa
    bàn, mặt hàng trọng điểm:" over "- Tuyến: …", "- Địa bàn: …"."""
    lines = [node.text.text for node in below]
    if len(lines) < 2 or starts_with_verb(text, grammar):
        return False
    labels = [fold(line[: colon_of(line) or 0]).strip(" -+*") for line in lines]
    heading = fold(text)
    told = all(label and label in heading for label in labels)
    return told and all(states_fact(line, grammar) for line in lines)


def only_label(text: str, grammar: Grammar) -> bool:
    """Whether a bullet is nothing but a label over those beside it: "* Nội dung:"."""
    short = text.rstrip().endswith(":") and len(text.split()) <= _MOST_FACT_LABEL
    return short and not _acts(text, grammar)


def opens_conditions(text: str, below: Sequence[Node], grammar: Grammar) -> bool:
    """Whether a sentence opens what somebody must be or have, or how much is paid, and nothing that
    is to be done: "… phải đáp ứng các điều kiện sau:", "Thứ tự ưu tiên như sau:"."""
    meets, states, applies = _opens_facts(text, grammar)
    if not below or not (meets or states or applies):
        return False
    if not (meets or applies) and _acts(text, grammar):
        return False
    lines = [node.text.text for node in below]
    work = [
        starts_with_verb(line, grammar) or (not applies and names_body(line, grammar))
        for line in lines
    ]
    return meets == _CONDITIONS or 2 * sum(work) < len(work)


def works_on_facts(
    text: str, below: Sequence[Node], grammar: Grammar, *, charged: bool = False
) -> bool:
    """Whether a sentence tells somebody what to do for those, or with that, which it lists, and is
    one task with its list: "Hướng dẫn các hộ có đủ các điều kiện sau đăng ký:", "Các trường bảo đảm
    các tiêu chí sau:"; what is to be done itself is a list of tasks.

    Args:
        charged: whether somebody is told to do what the items say, of which this is one.
    """
    meets, states, _ = _opens_facts(text, grammar)
    acts = _acts(text, grammar) or (charged and _are_to_meet(text, grammar))
    if not below or not acts or any(node.children for node in below):
        return False
    work = [_acts(node.text.text, grammar) for node in below]
    return meets == _CONDITIONS or (bool(meets or states) and not any(work))


def _are_to_meet(text: str, grammar: Grammar) -> bool:
    """Whether a sentence opens with a class of things or places that somebody runs: "Các bến …"."""
    people = any_of(grammar, "headings", "governed_words", marked=True)
    return bool(regex.match(rf"\W*(?:các|mỗi|từng|mọi)\s+(?!{people}\b)", lowered(text)))


def _acts(text: str, grammar: Grammar) -> bool:
    return starts_with_verb(text, grammar) or names_body(text, grammar)


# What a list holds whose opening says that it is to be met: conditions, or what is required and may
# be work.
_CONDITIONS, _REQUIRED = "conditions", "required"


def _opens_facts(text: str, grammar: Grammar) -> tuple[str, bool, bool]:
    """What a sentence opens that is to be met; whether it opens facts that it states, or those for
    whom it holds."""
    folded = fold(list(sentences.sentences(text))[-1]) if text.strip() else ""
    stated = any_of(grammar, "headings", "stated_words")
    must = any_of(grammar, "headings", "meeting_words")
    meets = compiled(
        rf"\b{must}\b(?:\s+\w+){{0,3}}\s+(?:{stated}|yeu cau)\b[^:]{{0,50}}:\W*$"
    ).search(folded)
    states = compiled(
        rf"\b{stated}\b(?:[\s,]+\w+){{0,12}}?\s+(?:sau|sau day|nhu sau|duoi day|cu the)\s*:\W*$"
    ).search(
        folded,
    )
    met = "" if not meets else _REQUIRED if "yeu cau" in meets.group() else _CONDITIONS
    return met, bool(states), bool(_APPLIES.search(folded))


# "Quy chế này áp dụng đối với:" over those for whom it holds.
_APPLIES = regex.compile(r"\bap dung\b(?:\s+\w+){0,4}\s+(?:doi voi|cho)\b[^:;.]{0,60}:\W*$")


def opens_no_work(node: Node, below: Sequence[Node], grammar: Grammar) -> bool:
    """Whether a sentence opens parts of a thing, conditions or amounts, none of them work."""
    text = node.text.text
    facts = opens_conditions(text, below, grammar) or spells_out(text, below, grammar)
    return facts or opens_parts(node, below, grammar)


def parts_listed(nodes: Sequence[Node], grammar: Grammar) -> frozenset[int]:
    """Which of the nodes side by side are the parts that a paragraph before them opens."""
    found: set[int] = set()
    for at, node in enumerate(nodes[:-1]):
        if node.item.kind is Kind.PARAGRAPH:
            kind, end = nodes[at + 1].item.kind, at + 1
            while end < len(nodes) and nodes[end].item.kind is kind:
                end += 1
            run = nodes[at + 1 : end]
            if opens_no_work(node, run, grammar) or orders_list(node.text.text, run, grammar):
                found |= set(range(at + 1, end))
    return frozenset(found)
