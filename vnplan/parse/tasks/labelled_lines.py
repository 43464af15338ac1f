"""Lines that only say who, when or with what: "Đơn vị chủ trì: …", "Thời gian thực hiện: …"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import regex

from vnplan.parse.bodies.body_names import only_names, split_names
from vnplan.parse.bodies.subjects import names_subject, starts_with_verb
from vnplan.parse.layout.structure import Node
from vnplan.parse.tasks.asking import asked, later_clause
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.headings import colon_of, section_kind
from vnplan.parse.tasks.statements import commissions
from vnplan.parse.text import sentences
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.lines import Kind
from vnplan.parse.text.passage import fold, lowered
from vnplan.parse.text.patterns import compiled
from vnplan.parse.times.deadlines import find_deadline
from vnplan.parse.times.stated_times import whole_deadline
from vnplan.parse.times.timelines import says_all_due
from vnplan.record import Deadline


def line_role(node: Node, grammar: Grammar) -> str | None:
    """ "lead", "support", "implement" or "time" of a line that only says who or when; "detail" of
    one that says where, for whom or with what; "order" if it asks somebody for that."""
    if node.item.kind not in (
        Kind.DASH,
        Kind.PLUS,
        Kind.PARAGRAPH,
        Kind.LETTER,
        Kind.DOTTED,
        Kind.ARABIC,
    ):
        return None
    text = node.text.text
    folded = fold(text)
    if _says_when(node, grammar):
        return "time"
    for role in ("lead", "support", "implement"):
        words = any_of(grammar, "headings", "assignment_lines", role)
        if compiled(rf"\W*{words}\s*(?:\([^)]*\))?\s*:").match(folded):
            other = _is_a_body(text, grammar) or _shares_out(node, grammar)
            return None if other else role
    if labelled := _labelled_role(text, grammar):
        return labelled
    if _detail_label(folded, grammar):
        parts = sentences.parts(after_colon(text))
        return "order" if any(_asks_somebody(part, grammar) for part in parts) else "detail"
    colon = colon_of(text)
    if colon is None or node.item.kind is not Kind.PLUS:
        return None
    after = text[colon + 1 :]
    named = split_names(after, grammar)
    return (
        "implement"
        if named and only_names(after, grammar) and compiled(r"\s*\p{Lu}").match(after)
        else None
    )


# "Cơ quan Tham mưu: làm kế hoạch …" of an army staff names a body and its work.
_BODY_LABEL = regex.compile(r"\W*(?:Cơ quan|Bộ phận|Phòng|Ban) \p{Lu}")


def _is_a_body(text: str, grammar: Grammar) -> bool:
    rest = after_colon(text)
    acts = starts_with_verb(rest, grammar) and not split_names(rest, grammar)
    return bool(_BODY_LABEL.match(text)) and acts


def _shares_out(node: Node, grammar: Grammar) -> bool:
    """Whether a number and a label stand over who does what: "5. Phân công thực hiện:" over "- Bà
    Sen: giữ sổ"."""
    if node.item.kind not in (Kind.ARABIC, Kind.DOTTED) or _after_label(node.text.text):
        return False
    lines = [child.text.text for child in node.children]
    return any(
        starts_with_verb(line, grammar) or names_subject(line, grammar) or _after_label(line)
        for line in lines
    )


def _after_label(text: str) -> str:
    colon = colon_of(text)
    return text[colon + 1 :].strip() if colon is not None else ""


_TIME_LABEL = regex.compile(r"\W*(?:thoi (?:han|gian)|tien do)\b")
# "Thực hiện thường xuyên trong năm" is no directive after such a label.
_OFTEN = regex.compile(
    r"(?:(?:duoc\s+)?(?:to chuc\s+)?(?:thuc hien|trien khai|tien hanh)\s+)?"
    r"(?:thuong xuyen|dinh ky|lien tuc|hang (?:nam|quy|thang))\b"
)


def _says_when(node: Node, grammar: Grammar) -> bool:
    """Whether a line only says when: "Thời hạn: thường xuyên", "Hoàn thành: Quý I"; the words
    after "Hoàn thành đắp đê:" are a directive, if they are no time."""
    text, labelled = node.text.text, bool(_TIME_LABEL.match(node.text.folded))
    handed_in = node.item.kind is not Kind.PARAGRAPH and _HANDED_IN.match(node.text.folded)
    if _HEADED.match(text) or handed_in:
        return False
    words = any_of(grammar, "headings", "time_lines")
    if compiled(rf"\W*{words}(?:\s+\w+){{0,4}}\s*(?:\([^)]*\))?\s*:").match(node.text.folded):
        rest = after_colon(text)
        when = whole_deadline(rest, grammar)
        if not labelled:
            return when is not None and rest.startswith(when.text)
        often = _OFTEN.match(fold(rest))
        acts = starts_with_verb(rest, grammar) and not often
        return when is not None or not (acts or _asks_somebody(rest, grammar))
    if (told := _SAYS_ONLY.match(node.text.folded)) and node.item.kind is Kind.DASH:
        rest = text[told.end() :]
        when = whole_deadline(rest, grammar)
        return when is not None and rest.strip(" .;") == when.text
    short = len(text.split()) < 20 and node.item.kind is Kind.PARAGRAPH
    if short and says_all_due(text):
        return find_deadline(text, grammar) is not None
    return labelled and short and find_deadline(text, grammar) is not None


# "3. Hạn báo cáo: 20/9", an item of its own, is the term of one paper, not of the work beside it.
_HANDED_IN = regex.compile(r"\W*han (?:nop|gui|dang ky|bao cao)\b")
# "- Thời hạn xong trước ngày 30/6": a label without its colon.
_SAYS_ONLY = regex.compile(
    r"\W*(?:thoi (?:han|gian)|tien do)(?:\s+(?:hoan thanh|thuc hien|xong))*\s+"
    r"(?=(?:truoc|tu|den|cham nhat|trong|vao|ngay)\b)"
)
# "THỜI GIAN Công tác chuẩn bị: …": a heading in capitals and the first of what stands below it.
_HEADED = regex.compile(r"\W*\p{Lu}{2,}(?:\s+\p{Lu}{2,})+\s+\p{Lu}\p{Ll}")


def _detail_label(folded: str, grammar: Grammar) -> regex.Match[str] | None:
    words = any_of(grammar, "headings", "detail_lines")
    return compiled(rf"\W*{words}\s*(?:\([^)]*\))?\s*:").match(folded)


def _asks_somebody(text: str, grammar: Grammar) -> bool:
    """Whether the words after a label are an order: "Giao Sở …", "Sở … chủ trì …", "Sở … lập dự
    toán trước ngày …"; "Cán bộ làm công tác …" only says for whom."""
    openers = any_of(grammar, "bodies", "openers", marked=True)
    if regex.match(rf"\W*{openers}\s", lowered(text)):
        return True
    told = commissions(text, grammar) or find_deadline(text, grammar) is not None
    return told and names_subject(text, grammar)


def orders_funding(text: str, grammar: Grammar) -> bool:
    """Whether a line on money gives an order: "Kinh phí: Giao kế toán lập dự toán …"."""
    label = _detail_label(fold(text), grammar)
    return (
        label is not None
        and section_kind(label.group(), grammar) == "funds"
        and any(_asks_somebody(part, grammar) for part in sentences.parts(after_colon(text)))
    )


def asks_for_funds(text: str, grammar: Grammar) -> bool:
    """Whether a sentence on money tells somebody to do something: "Sở Tài chính bố trí …", "Lập dự
    toán …"; "Kinh phí từ nguồn ngân sách tỉnh" only says where it comes from."""
    parts = [part for part in sentences.parts(text) if not _SOURCE.match(lowered(part))]
    return any(_tells_who(part, grammar) for part in parts)


# "Hỗ trợ từ trung ương", "Huy động từ các nguồn hợp pháp khác": where money comes from.
_SOURCE = regex.compile(r"\W*(?:hỗ trợ|huy động|tài trợ|đóng góp|lồng ghép)\s+từ\b")


def _tells_who(text: str, grammar: Grammar) -> bool:
    return (
        starts_with_verb(text, grammar)
        or names_subject(text, grammar)
        or bool(asked(text, grammar) or later_clause(text, grammar))
    )


LABEL = regex.compile(
    r"\W*(?:cac\s+)?"
    r"(?:don vi|co quan|bo phan|nguoi|chu tri|phoi hop|phan cong|dau moi|trach nhiem)\b"
    r"(?:[\s,/&-]+\w+){0,7}\s*(?:\([^)]*\))?\s*:"
)


def _labelled_role(text: str, grammar: Grammar) -> str | None:
    """What a label before names of bodies says of them: "Cơ quan, đơn vị chủ trì: Sở Nội vụ"."""
    match = LABEL.match(fold(text))
    if not match or not _bodies_in(text[match.end() :], grammar):
        return None
    label = match.group()
    leads, supports = "chu tri" in label or "dau moi" in label, "phoi hop" in label
    if leads != supports:
        return "lead" if leads else "support"
    return "implement" if leads or "thuc hien" in label else None


def _bodies_in(text: str, grammar: Grammar) -> bool:
    return bool(split_names(text, grammar) or assigned(text, grammar))


# "Đơn vị chủ trì: Sở Nội vụ; đơn vị phối hợp: các sở": two lines on one.
_NEXT_LABEL = regex.compile(
    r"[;.,]\s*(?=(?:(?:các )?(?:đơn vị|cơ quan)\s+)?(?:chủ trì|phối hợp|thực hiện)[^:,;.]{0,24}:)",
    regex.IGNORECASE,
)


def is_other_term(text: str, words: str, grammar: Grammar) -> bool:
    """Whether a line tells how many days something else than the work of its section takes:
    "Thời hạn giải quyết: 15 ngày", "Thời gian lập quy hoạch: không quá 24 tháng"."""
    label = fold(text[: len(text) - len(words)]) if words and text.endswith(words) else fold(text)
    if _OF_WORK.search(label) or not _TIME_LABEL.match(label):
        return False
    when = whole_deadline(words, grammar)
    return when is not None and not (when.due or when.recurs) and bool(_DAYS.search(when.text))


# "Thời gian:", "Thời gian dự kiến thực hiện:", "Thời hạn nộp báo cáo:" are of the section's work.
_OF_WORK = regex.compile(
    r"^\W*(?:thoi (?:gian|han)|tien do)(?:\s*\([^)]*\))?\s*:?\s*$"
    r"|\b(?:thuc hien|hoan thanh|hoan tat|to chuc|trien khai|tien hanh|thi cong|bao cao|nop|gui)\b"
)
_DAYS = regex.compile(r"\d\s*(?:\([^()]*\)\s*)?(?:ngày|tháng|giờ|tuần)", regex.IGNORECASE)


def with_times_below(line: Node, grammar: Grammar) -> list[Node]:
    """A line, and those on when that are indented under it: "- Chủ trì: …", "+ Thời gian: …"."""
    below = [c for c in line.children if line_role(c, grammar) == "time"]
    rest = tuple(c for c in line.children if c not in below)
    return [replace(line, children=rest), *below] if below else [line]


def done_by(words: str, grammar: Grammar, year: int | None) -> Deadline | None:
    """By when, where a line on who says so at its end: "Sở Nội vụ; hoàn thành trong quý II"."""
    last = regex.search(
        r"[,;.]\s*((?:hoàn thành|xong|thời (?:gian|hạn))(?!\w)[^;]*)$", words, regex.I
    )
    return find_deadline(last[1], grammar, year) if last else None


def labelled_parts(node: Node) -> list[Node]:
    """A line on who does it, cut where another label starts."""
    text = node.text.text
    first = colon_of(text)
    marks = (m.end() for m in _NEXT_LABEL.finditer(text) if first is not None and m.start() > first)
    cuts = [0, *marks, len(text)]
    if len(cuts) == 2:
        return [node]
    return [
        replace(node, item=replace(node.item, text=node.text[low:high]))
        for low, high in pairwise(cuts)
    ]


def after_colon(text: str) -> str:
    """The words after a label, or all where there is none."""
    colon = colon_of(text)
    return text[colon + 1 :].strip() if colon is not None else text.strip()


def tells_content(node: Node, line: Node, grammar: Grammar) -> bool:
    """Whether a line tells what a thing holds that the heading says is to be made: "Nội dung: …"
    below "6. Xây dựng cổng thông tin" or "- Nghị định về …"."""
    made = starts_with_verb(node.text.text, grammar) or _PAPER.match(node.text.folded)
    return bool(made and not line.children and _CONTENT.match(line.text.folded))


_CONTENT = regex.compile(r"\W*(?:noi dung|pham vi|muc tieu|yeu cau)(?:\s+\w+){0,3}\s*:")
_PAPER = regex.compile(
    r"\W*(?:luat|nghi dinh|nghi quyet|thong tu|quyet dinh|de an|du an|quy dinh|quy che)\b"
)
