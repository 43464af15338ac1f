"""The parts of a body: what the headings above an item say of it, and how they hand it down."""

from __future__ import annotations

import regex

from vnplan.parse.bodies.subjects import starts_with_verb
from vnplan.parse.layout.structure import Item
from vnplan.parse.tasks.asking import asks_body_first
from vnplan.parse.tasks.contexts import (
    LISTED,
    OPEN,
    RULING,
    TRANSITION,
    WISHES,
    WORKING,
    Context,
    Reading,
    ends_in_colon,
)
from vnplan.parse.tasks.duties import resolves
from vnplan.parse.tasks.heading_bodies import (
    are_bodies,
    charges_by_name,
    heading_bodies,
    names_one_body,
)
from vnplan.parse.tasks.heading_times import due_below, only_time
from vnplan.parse.tasks.headings import (
    NUMBERED,
    answers_for,
    heading_text,
    is_inspection,
    mixes_work,
    opening_kind,
    path,
    section_kind,
)
from vnplan.parse.tasks.regulation import asks_for_reports, closes_rules, only_governed, regulates
from vnplan.parse.text.grammar import any_of
from vnplan.parse.text.lines import Kind
from vnplan.parse.text.passage import Passage, fold, lowered


def under(reading: Reading, item: Item, title: Passage, above: Context) -> Context:
    """The context below a heading."""
    asks = ends_in_colon(item.text.text) and asks_body_first(title.text, reading.grammar)
    kind = _kind_under(reading, item, title, above)
    if asks and kind == "aims" and above.kind != "aims":
        kind = "organisation"  # "3. Yêu cầu các chi bộ:"
    inspects = (
        not reading.rules
        and kind != "organisation"
        and (above.inspects or is_inspection(title.text, reading.grammar))
    )
    named = () if inspects else heading_bodies(reading, title.text, kind, above)
    if reading.rules and only_governed(named, reading.grammar):
        kind = ""
    elif reading.rules and item.kind in (Kind.ARABIC, Kind.ARTICLE) and are_bodies(reading, named):
        kind = "organisation"
    if kind == "time" and only_time(reading, title.text):
        kind = "tasks"  # "3. Tháng 7: Cao điểm, kiểm tra."
    if not kind and ends_in_colon(item.text.text) and names_one_body(reading, title, named):
        kind = "organisation"  # "1. Kho bạc Nhà nước tỉnh:" and its duties
    label = (item.label,) if item.kind in NUMBERED and item.label[:1] not in ("", "?") else ()
    if item.label.lower().startswith("th"):
        label = ()
    section = path(above.section, label)
    return Context(
        section,
        heading_text(title.text),
        kind,
        named or above.assignees,
        due_below(reading, item.text.text if item.text.text.endswith(":") else title.text)
        or above.deadline,
        inspects,
        acting=kind == OPEN and (above.acting or _says_what_to_do(title, reading)),
    )


def _says_what_to_do(title: Passage, reading: Reading) -> bool:
    """Whether a heading opens with a verb, whatever letters it is printed in."""
    return starts_with_verb(lowered(title.text).capitalize(), reading.grammar)


def _decided(reading: Reading, title: Passage) -> bool:
    """Whether a part of minutes tells what was decided: "III. KẾT LUẬN CỦA GIÁM ĐỐC"."""
    words = any_of(reading.grammar, "headings", "minuted_words")
    opening = r"\W*(?:(?:cac|nhung|mot so|noi dung|nhiem vu,?|va)\s+)*"
    said = regex.match(rf"{opening}{words}\b", title.folded)
    return bool(said or _CONCLUDES.match(title.folded) or _OF_A_MONTH.match(title.folded))


# What an inspection found stands under "Kết luận", what is to be done under "Kiến nghị".
_INSPECTED = "Kết luận thanh tra"
_CONCLUSION = regex.compile(r"\W*ket luan(?:\s+(?:chung|thanh tra))?\W*$")
# "IV. Hiệu trưởng kết luận", "II. Công tác tháng 11": who decided, and what is to come.
_CONCLUDES = regex.compile(r"\W*(?:\w+\s+){1,6}(?:ket luan|chi dao|quyet nghi|giao nhiem vu)\W*$")
_OF_A_MONTH = regex.compile(
    r"\W*(?:trien khai\s+)?cong tac\s+(?:trong tam\s+)?(?:thang|quy|tuan|hoc ky)\b"
)


# What else of minutes holds work: "Nội dung" tells what was said.
_OF_WORK = regex.compile(r"\b(?:nhiem vu|cong viec|phan viec|viec can lam)\b")


def _kind_under(reading: Reading, item: Item, title: Passage, above: Context) -> str:
    """What the part below a heading is about; a heading of lower rank mostly stays with what
    the one above it says."""
    kind = section_kind(title.text, reading.grammar)
    if reading.type in reading.grammar.words["headings"]["minute_types"]:
        if _decided(reading, title):
            return OPEN
        kind = "" if kind == "tasks" and not _OF_WORK.search(title.folded) else kind
    if reading.type == _INSPECTED and _CONCLUSION.match(title.folded):
        return "situation"
    mixed = kind in ("aims", "details", "time") and not (reading.rules or reading.free)
    if mixed and mixes_work(title.text):
        kind = OPEN
    if kind == "proposals":
        kind = "organisation" if reading.free else WISHES
    said = regex.search(r"\S\s+(?:co|chiu) trach nhiem\b", title.folded)
    ruling = item.kind is Kind.ARTICLE and regulates(title.text, reading.grammar)
    if reading.normative and not reading.rules:
        return _kind_of_norm(reading, item, title, above)
    orders = reading.free and not reading.decides and item.kind in (Kind.ARABIC, Kind.DOTTED)
    if kind == "aims" and orders and _REQUIRES.match(title.folded):
        kind = ""  # "1. Yêu cầu chung:" of a dispatch
    if reading.rules:
        heads = item.kind not in (Kind.ARABIC, Kind.DOTTED, Kind.LETTER, Kind.BRACKETED)
        answers = answers_for(title.text, reading.grammar) and (heads or not said)
        answers = answers or (item.kind is Kind.ARTICLE and asks_for_reports(title.text))
        closing = item.kind is Kind.ARTICLE and closes_rules(title.text)
        closing = closing and (ruling or above.kind not in WORKING)
        holds = TRANSITION if closing else "" if ruling else above.kind
        return "organisation" if answers else holds
    if reading.decides and ruling:
        return RULING
    if reading.decides:
        article = item.kind is Kind.ARTICLE and kind == "tasks"
        sets_work = resolves(title.text) or _SETS_WORK.match(title.folded)
        kind = "" if article and not sets_work else kind
        weak = item.kind is Kind.ARTICLE and kind == "organisation"
        if weak and _APPROVES.match(title.folded):
            kind = ""  # "Điều 1. Phê duyệt Kế hoạch triển khai … với các nội dung sau:"
    high = item.kind in (Kind.ROMAN, Kind.PART, Kind.CAPITAL, Kind.ARTICLE)
    if not kind or above.kind in ("", OPEN) or (high and item.kind is not Kind.ARTICLE):
        return kind or above.kind
    opens = kind == opening_kind(title.text, reading.grammar)
    if above.kind == "free" and kind == "situation" and is_about_past(title.text):
        return kind
    if above.kind == "free":
        told = kind == "situation" and above.assignees
        return kind if (high or opens) and not told else above.kind
    parted = opens and {kind, above.kind} == {"aims", "tasks"}
    if parted and kind == "aims" and _ABOUT_SOMETHING.match(title.folded):
        return LISTED  # "4.1. Yêu cầu về kỹ thuật": what holds, and who does what for it
    nested = kind in ("aims", "funds", "situation") and above.kind == "tasks"
    return kind if parted or (nested and item.caps and not above.section[1:]) else above.kind


# "Điều 2. Nhiệm vụ, giải pháp trọng tâm năm 2031" of a council's resolution; "Nhiệm vụ, quyền hạn"
# tells what a body is for.
_SETS_WORK = regex.compile(
    r"\W*(?:cac |nhung |mot so )?(?:nhom )?"
    r"(?:(?:nhiem vu(?! chi\b|,? (?:va )?(?:trach nhiem|quyen|chuc nang)| cua\b)"
    r"|giai phap|bien phap)"
    r"(?:,? va |, | - |\s?[-–/]\s?)?)+"
    r"(?:\W*$|\s*(?:trong tam|chu yeu|cu the|thuc hien|phat trien|chinh|dot pha|nam \d|den nam)\b)"
)
_APPROVES = regex.compile(
    r"\W*(?:nay |thong nhat )?(?:phe duyet|ban hanh|thong qua|cong nhan|dieu chinh|bo sung|sua doi"
    r"|tan thanh|thanh lap)\b(?!.*\bnhiem vu\b)"
)
# "1. Về tình hình thực hiện …" of a conclusion tells what was, and orders only outright.
_ABOUT_PAST = regex.compile(
    r"\W*ve\s+(?:(?:danh gia|khai quat|mot so)\s+)*"
    r"(?:tinh hinh|ket qua|thuc trang|uu diem|han che|ton tai|thuan loi|kho khan)\b"
)


def is_about_past(title: str) -> bool:
    """Whether a heading of a conclusion is about how things stand: "Về kết quả giảm nghèo"."""
    return bool(_ABOUT_PAST.match(fold(title)))


def praises(title: str) -> bool:
    """Whether a heading is about what went well: what a body does there, it mostly did."""
    return bool(
        regex.match(r"\W*ve\s+(?:\w+\s+){0,3}?(?:ket qua|uu diem|thuan loi)\b", fold(title))
    )


_ABOUT_SOMETHING = regex.compile(r"\W*(?:cac\s+)?yeu cau\s+(?:ve|doi voi)\b")
_REQUIRES = regex.compile(r"\W*(?:(?:cac|mot so|nhung|ve)\s+)*yeu cau\b(?!\s*(?:,|va)\s)")


def _kind_of_norm(reading: Reading, item: Item, title: Passage, above: Context) -> str:
    """What a part of a decision is about that sets rules for all: who answers for what, or what
    holds; articles without a heading stay what they are."""
    if not title.text.strip():
        return above.kind
    answers = answers_for(title.text, reading.grammar) or asks_for_reports(title.text)
    if answers and (item.kind is Kind.ARTICLE or above.kind != RULING):
        return "organisation"
    if item.kind is Kind.ARTICLE and charges_by_name(reading, title):
        return "organisation"
    return RULING if item.kind is Kind.ARTICLE else above.kind
