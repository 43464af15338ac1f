"""From typed lines to headings, items, paragraphs and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from vnplan.parse.bodies.body_names import only_names, split_names
from vnplan.parse.bodies.subjects import starts_with_verb
from vnplan.parse.layout.loose_tables import loose_tables
from vnplan.parse.layout.run_together import parted
from vnplan.parse.layout.structure import Item
from vnplan.parse.layout.tables import Table, joined_tables
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.lines import ITEMS, NOISE, Kind, Row
from vnplan.parse.text.passage import Passage, fold, join, lowered
from vnplan.parse.text.patterns import compiled
from vnplan.parse.times.timelines import is_time_line, says_all_due

_DROPPED = NOISE | {Kind.STAMP, Kind.MOTTO, Kind.SLOGAN, Kind.URGENCY}
_SENTENCE_END = regex.compile(r"[.;:!?…][\"”’)]*$|/\.$|\.\s*/\.?$")


def paragraphs(rows: Sequence[Row], grammar: Grammar) -> list[Item]:
    """Lines joined to headings, items, paragraphs and tables; page numbers and stamps dropped."""
    loose = loose_tables(rows, grammar)
    if loose:
        return _around_loose(rows, loose, grammar)
    kept = _without_specks([row for row in rows if row.kind not in _DROPPED])
    items: list[Item] = []
    done = 0
    for start, stop, table in joined_tables(kept):
        items += _texts(kept[done:start], grammar)
        items.append(Item(Kind.PARAGRAPH, "", Passage("", ()), table=table))
        done = stop
    items += _texts(kept[done:], grammar)
    return [part for item in items for part in parted(item)]


def _around_loose(
    rows: Sequence[Row], loose: Sequence[tuple[int, int, Table]], grammar: Grammar
) -> list[Item]:
    """The items before, between and after tables that lost their rules, and the tables."""
    items: list[Item] = []
    done = 0
    for start, stop, table in loose:
        items += paragraphs(rows[done:start], grammar)
        items.append(Item(Kind.PARAGRAPH, "", Passage("", ()), table=table))
        done = stop
    return [*items, *paragraphs(rows[done:], grammar)]


def _texts(kept: Sequence[Row], grammar: Grammar) -> list[Item]:
    """Lines between tables joined to headings, items and paragraphs."""
    whole = fold("\n".join(row.text for row in kept))
    gaps, unwrapped = _gaps_tell(kept), _is_unwrapped(kept)
    closing = regex.compile(
        rf"\W*(?:{any_of(grammar, 'headings', 'closing_words')}\b|{_labels(grammar)}\s*:"
        r"|thoi (?:han|gian)(?:\s+\w+){0,4}\s+(?:truoc|tu|den|cham nhat)\s+(?:\w+\s+)?\d)"
    )
    details = any_of(grammar, "headings", "detail_lines")
    label = compiled(rf"\W*(?:{_labels(grammar)}|{details})\s*:")
    groups: list[list[Row]] = []
    for row in kept:
        ends = bool(groups) and (
            _ends_items(groups[-1], row, closing)
            or _labelled_anew(groups[-1], row, label)
            or (unwrapped and _is_anew(groups[-1][-1], row))
        )
        if (
            groups
            and not ends
            and (
                _continues(groups[-1], row, whole, gaps=gaps) or _names_on(groups[-1], row, grammar)
            )
        ):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_item(group) for group in groups]


# So many lines of plain text longer than this show that none of it was ever wrapped.
_LONG_LINES, _LONGEST_WRAPPED = 2, 130
_PROSE = ITEMS | {Kind.TEXT, Kind.BASIS}


def _is_unwrapped(rows: Sequence[Row]) -> bool:
    """Whether each line of a plain text is a paragraph, however long: none was wrapped."""
    long = [row for row in rows if row.kind in _PROSE and len(row.text) > _LONGEST_WRAPPED]
    return len(long) >= _LONG_LINES and all(row.passage.box() is None for row in long)


def _is_anew(above: Row, row: Row) -> bool:
    """Whether a line of a text that was never wrapped opens a paragraph below a finished one."""
    plain = row.kind is Kind.TEXT and above.kind in _PROSE
    return plain and starts_upper(row.text) and bool(_SENTENCE_END.search(above.text))


def _labelled_anew(group: Sequence[Row], row: Row, label: regex.Pattern[str]) -> bool:
    """Whether a line that says who or when stands below an item or another such line, which need
    no mark at their end: "Chủ trì: Phòng Nội vụ" / "Thời gian: Quý II"."""
    first = group[0]
    above = first.kind in ITEMS or (first.kind is Kind.TEXT and label.match(first.folded))
    return bool(
        above and row.kind is Kind.TEXT and starts_upper(row.text) and label.match(row.folded)
    )


def _labels(grammar: Grammar) -> str:
    """The labels of lines that only say who or when of the item above."""
    kinds = (("assignment_lines", role) for role in ("lead", "support", "implement"))
    labels = [any_of(grammar, "headings", *keys) for keys in (*kinds, ("time_lines",))]
    return rf"(?:{'|'.join(labels)})"


def _names_on(group: Sequence[Row], row: Row, grammar: Grammar) -> bool:
    """Whether a numbered heading that is a list of bodies goes on with more of them."""
    if group[0].kind not in (Kind.ARABIC, Kind.DOTTED, Kind.LETTER) or row.kind is not Kind.TEXT:
        return False
    if len(group) > 1 or row.gap or _SENTENCE_END.search(group[0].text):
        return False
    both = f"{group[0].body.text} {row.text}"
    acts = starts_with_verb(row.text, grammar)
    more = not acts and split_names(row.text, grammar) and only_names(row.text, grammar)
    return bool(more) and bool(split_names(both, grammar))


def _item(group: Sequence[Row]) -> Item:
    first = group[0]
    kind = first.kind if first.kind in ITEMS else Kind.PARAGRAPH
    lines = [first.body, *(row.passage for row in group[1:])]
    return Item(kind, first.label, join(lines), first.caps)


def _ends_items(group: Sequence[Row], row: Row, closing: regex.Pattern[str]) -> bool:
    """Whether a finished item is followed by a line on who does it or when, or by the closing
    paragraph of the document."""
    finished = group[0].kind in ITEMS and compiled(r"[.;:!?…,]\W*$").search(group[-1].text)
    if not finished or not starts_upper(row.text):
        return False
    all_due = says_all_due(row.text) and not (
        row.folded.startswith(("hoan", "xong")) and group[-1].full(row)
    )
    return bool(closing.match(row.folded)) or all_due


def _without_specks(rows: Sequence[Row]) -> list[Row]:
    """The rows; a speck that looks like an underscore or a bullet makes no item of a paragraph
    when no bullet stands above or below it."""
    markers = [i for i, row in enumerate(rows) if row.kind in ITEMS]
    done = list(rows)
    for place, i in enumerate(markers):
        near = [rows[j].kind for j in markers[max(0, place - 1) : place + 2] if j != i]
        alone = rows[i].kind is Kind.DASH and not {Kind.DASH, Kind.PLUS} & set(near)
        dash = compiled(r"\s*[-–—−‐]").match(rows[i].text)
        if alone and i and dash and _runs_through(rows[i - 1], rows[i]):
            done[i] = replace(rows[i], kind=Kind.TEXT, passage=rows[i].body, content=0, gap=False)
        elif alone and not dash:
            done[i] = replace(rows[i], kind=Kind.TEXT, passage=rows[i].body, content=0, gap=True)
    return done


# So many characters a dash takes that was no print.
_SPECK = 3


def _runs_through(above: Row, row: Row) -> bool:
    """Whether a sentence that filled the line above goes on behind what looks like a dash."""
    open_end = above.kind in (Kind.TEXT, Kind.BASIS) and not _SENTENCE_END.search(above.text)
    word = row.body.text.split(" ", 1)[0]
    return open_end and word[:1].islower() and not row.gap and above.room < len(word) + _SPECK


def starts_upper(text: str) -> bool:
    """Whether the first letter or digit is a capital."""
    return next((c for c in text if c.isalnum()), "").isupper()


def _gaps_tell(rows: Sequence[Row]) -> bool:
    """Whether blank lines stand between paragraphs only: no sentence goes on after one."""
    after = [row for row in rows if row.gap and row.kind in (Kind.TEXT, Kind.CAPS, Kind.BASIS)]
    return bool(after) and sum(row.text[:1].islower() for row in after) <= 0.02 * len(after)


def _continues(group: Sequence[Row], row: Row, whole: str, *, gaps: bool) -> bool:
    """Whether ``row`` goes on with the sentence of the lines above it."""
    above = group[-1]
    if row.kind is Kind.TABLE or above.kind is Kind.TABLE:
        return False
    if row.kind is Kind.ARABIC and _goes_on(above, row):
        return True
    ended = _SENTENCE_END.search(above.text) or is_time_line(above.text)
    if row.kind is Kind.TEXT and ended and (is_time_line(row.text) or is_time_line(above.text)):
        return False
    if row.kind is Kind.TEXT and _opens_alone(group, row):
        return False
    if row.caps and row.kind not in ITEMS and _heads_calendar(row, whole):
        return False
    if len(group) == 1 and _awaits_title(above, row):
        return True
    if row.kind in ITEMS:
        return _closes_bracket(above, row) or _cut_compound(above, row, whole)
    if row.kind is Kind.TYPE and row.text.rstrip().endswith(":"):
        return False
    if not starts_upper(row.text):
        return True
    if group[0].kind in (Kind.ROMAN, Kind.CAPITAL, Kind.PART) and group[0].caps:
        return row.caps
    fewest = 2 if _SENTENCE_END.search(above.text) else 3
    if row.caps and not above.caps and len(row.text.split()) >= fewest:
        return False
    if row.kind is Kind.BASIS and (
        above.text.endswith((";", ".", ",")) or _stands_over_basis(group, row)
    ):
        return False
    return not (gaps and row.gap) and not _breaks(group, above, row)


def _stands_over_basis(group: Sequence[Row], row: Row) -> bool:
    """Whether a short line of plain text, no sentence, stands above "Căn cứ …": the rest of a
    title."""
    above = group[-1]
    short = len(group) == 1 and above.kind is Kind.TEXT and not above.full(row)
    return short and above.text[-1:].isalnum() and not _UNFINISHED.search(lowered(above.text))


# What a line says before a time that is its own: "… hoàn thành trong" / "Quý II".
_BEFORE_TIME = regex.compile(r"\b(?:trong|từ|đến|hết|vào|trước|sau|và|cuối|đầu)$|,$")
# "Sáng 12/9: Khai mạc", "Thứ Bảy: Trực cơ quan": a line of a timetable.
_ENTRY = regex.compile(
    r"\W*(?:(?:Sáng|Chiều|Tối|Cả ngày)(?:\s+(?:ngày\s+)?\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?)?"
    r"|(?:Ngày|Sáng ngày|Chiều ngày|Tối ngày)\s+\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?(?:\s*\([^()]*\))?"
    r"|(?:Thứ\s+(?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7])|Chủ nhật)[^:]{0,24})\s*:\s"
)
# "Nhiệm vụ 1: …", "Tình huống 2: …": a part with a number of its own.
_NAMED_PART = regex.compile(
    r"\W*(?:Nhiệm vụ|Nội dung|Hoạt động|Giải pháp|Tình huống|Tiêu chí|Chuyên đề|Phần việc|Đợt|Lần"
    r"|Giai đoạn)\s+(?:số\s+|thứ\s+)?(?:\d{1,2}|[IVX]{1,4})\s*[:.(–-]"
)
# What opens the closing paragraph of a document wherever it stands.
_CLOSER = regex.compile(
    r"\W*(?:Trên đây là\b|Nhận được (?:[Kk]ế hoạch|[Cc]ông văn|[Tt]hông báo|[Cc]ông điện"
    r"|[Cc]hỉ thị|[Hh]ướng dẫn|[Vv]ăn bản|[Qq]uyết định)\b)"
)


def _opens_alone(group: Sequence[Row], row: Row) -> bool:
    """Whether a line opens something new although no mark ends the one above: a month or a day
    below a heading, a line of a timetable, the closing paragraph."""
    above = group[-1]
    if _CLOSER.match(row.text):
        return True
    if _NAMED_PART.match(row.text) and (_SENTENCE_END.search(above.text) or len(group) == 1):
        return not _BEFORE_TIME.search(lowered(above.text))
    if _ENTRY.match(row.text) and not _BEFORE_TIME.search(lowered(above.text)):
        return bool(_SENTENCE_END.search(above.text) or _ENTRY.match(above.text)) or (
            len(group) == 1 and above.kind in ITEMS and not above.full(row)
        )
    heads = is_time_line(row.text) and starts_upper(row.text) and group[0].kind in ITEMS
    return heads and len(group) == 1 and not _BEFORE_TIME.search(lowered(above.text))


def _heads_calendar(row: Row, whole: str) -> bool:
    """Whether a line in capitals is one of several that only say when: "QUÝ I" and "QUÝ II"."""
    if not is_time_line(row.text):
        return False
    word = row.folded.split()[0]
    return sum(line.startswith(f"{word} ") and is_time_line(line) for line in whole.split("\n")) > 1


def _awaits_title(above: Row, row: Row) -> bool:
    """ "PHẦN II" with its title, in capitals, on the next line."""
    return above.kind in (Kind.PART, Kind.ROMAN) and not above.body.text and row.kind is Kind.CAPS


def _breaks(group: Sequence[Row], above: Row, row: Row) -> bool:
    """Whether a line that starts with a capital opens a new paragraph."""
    ended = bool(_SENTENCE_END.search(above.text))
    if above.text.rstrip().endswith("/.") or (ended and len(above.text) > _LONGEST_LINE):
        return True
    if ended or (row.gap and above.text.endswith(("”", '"'))):
        return row.gap or row.indented or not above.full(row)
    if _UNFINISHED.search(lowered(above.text)) and not _names_figures(above, row):
        return False
    if above.full(row):
        return False
    if len(group) == 1 and above.caps and not row.caps and len(above.text.split()) > 1:
        return True  # a heading without a number
    return group[0].kind in ITEMS or row.gap or len(group) > 1


# No printed line has more signs: longer ones are paragraphs of a text that was never wrapped.
_LONGEST_LINE = 200


_UNFINISHED = regex.compile(
    r"\b(?:khoản|điểm|mục|điều)\s+\w{1,3}$|[,(\-–]$|\b(?:số|và|của|về|quý|tháng|năm|ngày|tại|với|cho|theo|từ|đến)$"
)


def _names_figures(above: Row, row: Row) -> bool:
    """Whether a word that a number may follow is the last of a heading: "1. Hạ tầng số"."""
    word = regex.search(r"\b(?:số|quý|tháng|năm|ngày)$", lowered(above.text))
    return bool(word) and not regex.match(r"\W*(?:\d|[IVXL]+\b|…|\.{2})", row.text)


def _goes_on(above: Row, row: Row) -> bool:
    """ "13, phản hồi …": a misread word and a comma, not an item."""
    comma = row.text[: row.content].rstrip().endswith(",")
    return (
        comma and not starts_upper(row.text[row.content :]) and not _SENTENCE_END.search(above.text)
    )


def _closes_bracket(above: Row, row: Row) -> bool:
    """ "(khóa" / "X) về …": the number ends a bracket that the line above opened."""
    if above.text.count("(") <= above.text.count(")"):
        return False
    if row.kind is Kind.DASH:  # "… (Phòng Hành chính" / "- Quản trị)."
        rest = row.text[row.content :]
        return rest.find(")") >= 0 and "(" not in rest[: rest.find(")")]
    return row.text[: row.content].rstrip().endswith(")") and "(" not in row.text[:3]


def _cut_compound(above: Row, row: Row, whole: str) -> bool:
    """Whether a dash stands inside a name or a range: "… Báo chí" / "- Xuất bản", "2021" / "- 25".

    A name counts when the text has it unbroken elsewhere.
    """
    if row.kind is not Kind.DASH or _SENTENCE_END.search(above.text):
        return False
    if above.text[-1:].isdigit() and row.text[row.content : row.content + 4].isdigit():
        return True
    last, first = fold(above.text).split()[-2:], row.folded[row.content :].split()[:2]
    if len(first) < 2 or len(last) < 2:
        return False
    return " ".join(last) + " - " + " ".join(first).rstrip(".,;") in whole
