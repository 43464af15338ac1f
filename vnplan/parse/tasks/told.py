"""What a text tells and does not order: titles of documents, quoted rules, answers, past facts."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.bodies.subjects import names_before_colon, names_subject, starts_with_verb
from vnplan.parse.tasks.asking import asked, later_clause
from vnplan.parse.tasks.prose import commands
from vnplan.parse.text import sentences
from vnplan.parse.text.grammar import Grammar, alternatives
from vnplan.parse.text.lines import Row
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.parse.text.patterns import compiled

# A quotation of more rows than this was never closed, or its end was misread.
_MOST_QUOTED = 240
_MARKS = regex.compile(r"[“”\"]")
# "“Điều 26. …", "“2. …", "“a) …": a rule in the words of another document.
_QUOTES_RULE = regex.compile(
    r"[“\"]\s*(?:(?:Điều|Chương|Mục|Phần|Khoản|Điểm|Phụ lục)\s+(?:\d|[IVXLC]+\b|[a-zđ]\b)"
    r"|\d{1,3}[a-zđ]?[.)]|[a-zđ]\d?[.)])"
)
_OPENS_QUOTE = regex.compile(rf"(?:^\W*|[:;,.]\s*|như sau\s*){_QUOTES_RULE.pattern}")


def around_quoted(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows before, between and after the rules of other documents that stand between quotation
    marks.

    >>> around_quoted([])
    [[]]
    """
    parts: list[list[Row]] = [[]]
    at = 0
    while at < len(rows):
        opens = _OPENS_QUOTE.search(rows[at].text)
        end = _end_of_quote(rows, at, opens.start()) if opens else None
        if end is None or opens is None:
            parts[-1].append(rows[at])
            at += 1
            continue
        if regex.search(r"\p{L}", rows[at].text[: opens.start()]):
            parts[-1].append(rows[at])
        parts.append([rows[end]] if end > at and _goes_on(rows[end].text) else [])
        at = end + 1
    return parts


def _end_of_quote(rows: Sequence[Row], at: int, start: int) -> int | None:
    """The row in which the quotation ends that opens in row ``at`` behind ``start``."""
    depth = 0
    for end in range(at, min(at + _MOST_QUOTED, len(rows))):
        for mark in _MARKS.findall(rows[end].text, start if end == at else 0):
            closes = mark == "”" or (mark == '"' and depth > 0)
            depth += -1 if closes else 1
            if depth <= 0:
                return end
    return None


def _goes_on(text: str) -> bool:
    """Whether words of the document itself follow the last quotation mark of a row."""
    return bool(regex.search(r"\p{L}", regex.split(r"[”\"]", text)[-1]))


def names_document(text: str, grammar: Grammar) -> bool:
    """Whether a line is the name of a document: "Quyết định số 141/1999/QĐ-UB … về việc giao …";
    not one that says behind a colon who does what with it."""
    head = compiled(rf"\W*{alternatives(grammar.types)}\s+so\s*:?\s*\d").match(fold(text))
    told = text.rpartition(": ")[2]
    acts = told != text and (names_subject(told, grammar) or starts_with_verb(told, grammar))
    return bool(head) and not acts


def states(text: str, grammar: Grammar) -> bool:
    """Whether a line names a document or tells what a law says."""
    return names_document(text, grammar) or cites_rule(text, grammar)


# "Cục trả lời để Công ty biết": the document speaks of itself. Who informs others does work.
_ANSWERS = regex.compile(
    r"\b(?:(?:trả lời|có ý kiến|phúc đáp)\b[^;]{0,90}\b(?:để|cho|tới|đến)"
    r"|(?:thông báo|thông tin|báo cáo)\b[^;]{0,90}\bđể)\b[^;]{0,160}\bbiết\W*$"
)


def answers(text: str, grammar: Grammar) -> bool:
    """Whether all that a text of a dispatch says is that its issuer tells somebody something."""
    if starts_with_verb(text, grammar):
        return False
    return all(_ANSWERS.search(lowered(part)) for part in sentences.sentences(text))


_RULE = regex.compile(
    r"\W*(?:căn cứ|tại|theo)\s+(?:vào\s+)?(?:các\s+)?(?:quy định\s+(?:tại|của)\s+)?"
    r"(?:khoản|điểm|điều|mục|chương|luật|bộ luật|pháp lệnh|nghị định|thông tư)\b.*\b"
    r"(?:quy định|hướng dẫn|sửa đổi|bổ sung|ban hành|bãi bỏ)\b",
    regex.DOTALL,
)


# "Căn cứ quy định trên, trường hợp hàng của Công ty …": what a rule means for a case.
_RULE_APPLIES = regex.compile(
    r"\W*(?:căn cứ|theo)\s+(?:các\s+)?quy định\b[^,;.]{0,160},\s*(?:thì\s+)?(?:trường hợp|nếu)\b"
)


def cites_rule(text: str, grammar: Grammar) -> bool:
    """Whether a sentence tells what a law says: "Tại khoản 2 Điều 5 Luật … quy định …"; not one
    that goes on to ask somebody."""
    small = lowered(text)
    if not (_RULE.match(small) or _RULE_APPLIES.match(small)):
        return False
    return not (asked(text, grammar) or later_clause(text, grammar))


# "Trong thời gian qua, nước ta đã tiến hành …", "Ngày 1/2/2031, Quốc hội đã thông qua …".
_PAST = regex.compile(
    r"(?:\S+\s+){0,14}?(?:đã|vừa)\s+(?!được\s+(?:giao|phân công|phê duyệt))\p{Ll}"
)


def tells_past(text: str, grammar: Grammar) -> bool:
    """Whether all that a text says is what was done."""
    parts = [part for part in sentences.sentences(text) if part.strip()]
    if not parts or not _PAST.match(lowered(parts[0])) or starts_with_verb(text, grammar):
        return False
    return not any(asked(part, grammar) or commands(part, grammar) for part in parts)


def acting_part(passage: Passage, grammar: Grammar) -> Passage | None:
    """A paragraph that says after others which ask somebody what one more body does, "Văn phòng
    đăng tải …", or what is due: "Văn bản xin gửi về Sở trước ngày 4/5/2031"; ``None`` where it
    tells what was or will be done, or speaks of its issuer."""
    text = passage.text
    told = regex.search(r"\b(?:đã|đang|sẽ|vừa|được|bị)\b", lowered(text))
    if told or states(text, grammar) or answers(text, grammar):
        return None
    acts = names_subject(text, grammar) or names_before_colon(text, grammar)
    due = _HANDED_IN.match(lowered(text)) and _DAY.search(text)
    return passage if acts or due else None


def forbids(text: str) -> bool:
    """Whether a sentence says what is not to be done: "Không mở cống ban đêm"."""
    return bool(_FORBIDS.match(lowered(text)))


_FORBIDS = regex.compile(r"\W*(?:tuyệt đối )?(?:không(?! có\b| ai\b)|nghiêm cấm)\b")


def asks_all(text: str) -> bool:
    """Whether a paragraph opens orders that stand below it, each with who has it: "… Sở yêu cầu:",
    "… chỉ đạo như sau:"."""
    return bool(_OPENS_ORDERS.search(lowered(text)))


_OPENS_ORDERS = regex.compile(
    r"\b(?:yêu cầu|đề nghị|chỉ đạo|chỉ thị|giao nhiệm vụ|phân công)\b[^:;]{0,80}:\W*$"
)
_HANDED_IN = regex.compile(
    r"\W*(?:văn bản|báo cáo|kết quả|danh sách|hồ sơ|ý kiến|số liệu|đăng ký|biểu mẫu)\b"
    r"[^.;]{0,120}\b(?:gửi|nộp)\b"
)
_DAY = regex.compile(r"\b(?:trước|chậm nhất|muộn nhất|hạn)\b[^.;]{0,40}\d", regex.IGNORECASE)
