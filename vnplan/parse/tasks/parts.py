"""The parts of a body: what the headings above an item say of it, and how they hand it down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from vnplan.parse.bodies.body_heads import is_body
from vnplan.parse.bodies.body_names import only_names, split_names
from vnplan.parse.bodies.phrases import Text, words_of
from vnplan.parse.bodies.subjects import starts_with_verb
from vnplan.parse.layout.structure import Item, Node
from vnplan.parse.tasks.addressed import addressed
from vnplan.parse.tasks.asking import asks_body_first
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.duties import bodies_of_heading, resolves, shares_work
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
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.lines import Kind, is_caps
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.parse.times.deadlines import find_deadline
from vnplan.parse.times.stated_times import (
    time_of_round,
    told_last,
    whole_deadline,
)
from vnplan.parse.times.timelines import span_line, time_line
from vnplan.record import Assignee, Deadline

# What a part of a plan is about whose heading says nothing that is known.
OPEN = "open"
# What an article of a decision is about that states what holds.
RULING = "ruling"
# What an article of rules is about that says how they come to hold.
TRANSITION = "transition"
# What a list names that is no work: papers of a dossier, members, subjects of an inspection.
LISTED = "listed"
# What a report or plan asks of others, mostly of those above its issuer.
WISHES = "wishes"
WORKING = frozenset({"tasks", "organisation", "time", "free", OPEN})


@dataclass(frozen=True, slots=True)
class Reading:
    """What body is read.

    Attributes:
        type: of the document, as the parser names it.
        year: of the document, for times that name none.
        free: whether items count without a heading above them (a dispatch, a decision).
        rules: whether it is enclosed rules of work.
        date: of the document (ISO, perhaps without its day).
        normative: whether it is a decision or resolution that sets rules for all.
    """

    grammar: Grammar
    type: str | None
    year: int | None = None
    free: bool = False
    rules: bool = False
    date: str | None = None
    normative: bool = False

    @property
    def decides(self) -> bool:
        """Whether the document is one whose articles state what holds, and orders only at times."""
        return self.type in self.grammar.words["headings"]["deciding_types"]


@dataclass(frozen=True, slots=True)
class Context:
    """What the headings above a node say.

    Attributes:
        section: the numbers of the headings, as a path.
        heading: the words of the nearest heading.
        kind: what the section is about (headings.yaml); "" before any is known, "free" before
            any is known in a document that needs no such headings, "open" in a plan.
        assignees: of the nearest heading that names bodies, or of the section's own lines.
        lined: of the section's own lines on who does it, besides whom a task names itself.
        inspects: whether headings name who is looked at, not who acts.
        opened: whether ``assignees`` are several, of a sentence that opens a list: they act only
            where an item names nobody.
        listed: whether most items beside it are orders: then it is one, whatever its verb.
        acting: whether a heading of a part that says nothing that is known opens with what is to
            be done: "III. PHÁT TRIỂN HẠ TẦNG".
        borrowed: the line on who or when that stands below another item and is taken to tell of
            these too.
        in_turn: whether headings side by side charge in turn those of whom they speak.
    """

    section: tuple[str, ...] = ()
    heading: str | None = None
    kind: str = ""
    assignees: tuple[Assignee, ...] = ()
    deadline: Deadline | None = None
    inspects: bool = False
    lined: tuple[Assignee, ...] = ()
    listed: bool = False
    opened: bool = False
    acting: bool = False
    borrowed: str | None = None
    in_turn: bool = False


def ends_in_colon(text: str) -> bool:
    """Whether a sentence opens what stands below it."""
    return text.rstrip().endswith(":")


def number_of(context: Context) -> str | None:
    """The number of the section: "II.1"."""
    return ".".join(context.section) or None


_FINISHES = regex.compile(r"\b(?:hoan thanh|xong|cham nhat|muon nhat|truoc ngay|thoi han)\b")


def numbered(node: Node, above: Context) -> Context:
    """The context below a numbered item that is no heading by its form."""
    if node.item.kind not in NUMBERED:
        return above
    section = path(above.section, (node.item.label,))
    return replace(above, section=section, heading=heading_text(node.text.text))


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
    elif reading.rules and item.kind in (Kind.ARABIC, Kind.ARTICLE) and _acts(reading, named):
        kind = "organisation"
    if kind == "time" and only_time(reading, title.text):
        kind = "tasks"  # "3. Tháng 7: Cao điểm, kiểm tra."
    if not kind and ends_in_colon(item.text.text) and _only_names(reading, title, named):
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


def _acts(reading: Reading, named: Sequence[Assignee]) -> bool:
    """Whether a heading names bodies, and not just any nouns after "các"."""
    words = words_of(reading.grammar)
    return bool(named) and is_body(Text.of(named[0].name), 0, words)


def _only_names(reading: Reading, title: Passage, named: Sequence[Assignee]) -> bool:
    """Whether a heading is the name of one body, and says nothing else."""
    plain = [fold(text).strip(" .:") for text in (title.text, *(each.name for each in named))]
    return len(named) == 1 and plain[0] == plain[1] and _acts(reading, named)


def due_below(reading: Reading, title: str) -> Deadline | None:
    """By when the items are due that a sentence opens: "…, hoàn thành trong tháng 3, gồm:", "Trước
    ngày 30/9, các xã phải:"; or that a heading names, with its time in brackets."""
    if when := only_time(reading, title) or told_last(title, reading.grammar, reading.year):
        return when
    if bracket := _IN_BRACKETS.search(title):
        found = whole_deadline(bracket[1], reading.grammar, reading.year)
        told = (
            found and 2 * len(found.text) > len(bracket[1]) and regex.search(r"\p{L}", bracket[1])
        )
        return found if told else None
    if not ends_in_colon(title) and title.rstrip()[-1:] in ".;,":
        return None
    found = find_deadline(title, reading.grammar, reading.year)
    if found and hands_in_by(title, found):
        return found
    if not ends_in_colon(title):
        return None
    heads = found is not None and title.lstrip(" -+•*").startswith(found.text)
    duty = heads or regex.search(r"(?<!\w)(?:phải|có trách nhiệm)(?!\w)", lowered(title))
    return found if duty or _FINISHES.search(fold(title)) else None


def hands_in_by(title: str, due: Deadline) -> bool:
    """Whether a sentence over a list says that what it lists is handed in by a day: "Các cơ quan
    gửi danh sách về Sở Nội vụ trước ngày 10/12 hằng năm: a) Công an tỉnh: …"."""
    before, _, after = fold(title).partition(fold(due.text))
    rest = regex.sub(r"\([^()]*\)", "", after).strip(" :.,;")
    return bool(_HANDS_IN.search(before) and _BY_DAY.match(fold(due.text))) and not rest


_HANDS_IN = regex.compile(r"\b(?:gui|nop|bao cao|cung cap|dang ky)\b")
_BY_DAY = regex.compile(r"(?:dinh ky\s+)?(?:truoc|cham nhat|muon nhat|xong truoc)\b")
# "1. Tuyên truyền (hoàn thành trước ngày 30/4/2031)"
_IN_BRACKETS = regex.compile(r"\(([^()]*\d[^()]*)\)\s*[.:]?$")
# Figures alone are a day of note or the years of a programme: "Ngày Chuyển đổi số (10/10)".


def heading_bodies(reading: Reading, title: str, kind: str, above: Context) -> tuple[Assignee, ...]:
    """The bodies that a heading names; those of the heading above as well, where it says with
    whom they work or that they lead: "a) Chủ trì, phối hợp với các sở:" under "1. Sở Y tế"."""
    if _OPENS_PARTS.search(fold(title)) or directs(title, above):
        return ()
    if above.in_turn and (named := addressed(title, reading.grammar)):
        return named
    named = bodies_of_heading(title, kind, reading.grammar)
    if named and is_caps(title) and not _acts(reading, named):
        return ()  # "III. CÁC BƯỚC THỰC HIỆN"
    if above.assignees and _ABOUT.match(lowered(title)):
        named = bodies_of_heading(title, "organisation", reading.grammar)
        named = named if _are_of(named, above.assignees, reading.grammar) else ()
    elif reading.free and above.kind == "free" and not named and _ABOUT.match(lowered(title)):
        named = bodies_of_heading(title, "organisation", reading.grammar)
        named = named if _act_themselves(reading, named) else ()
    if named and regex.match(r"\W*(?:nhung|mot so)\b", fold(title)) and not _acts(reading, named):
        return ()
    if above.assignees and shares_work(title) and all(a.role == "support" for a in named):
        return assigned(title, reading.grammar, above.assignees)
    return named


# "Chỉ đạo các chi nhánh phối hợp với …:" below a body that is named: that body directs.
_DIRECTS = regex.compile(r"\W*(?:lãnh đạo, )?chỉ đạo\s")


def directs(text: str, above: Context) -> bool:
    """Whether the body of the heading above directs others to do what a sentence opens."""
    return bool(above.assignees and _DIRECTS.match(lowered(text)))


_ABOUT = regex.compile(r"\W*đối với\s")


def _act_themselves(reading: Reading, named: Sequence[Assignee]) -> bool:
    """Whether those that "Đối với các bệnh viện:" of a dispatch names are told what to do, and are
    not the people or firms whom a rule concerns."""
    words = words_of(reading.grammar)
    cut = Text.of(named[0].name) if named else None
    low = words.plural.match(cut.words, 0) if cut else 0
    served = cut is not None and words.served.match(cut.words, low) > 0
    return _acts(reading, named) and not served


def _are_of(named: Sequence[Assignee], above: Sequence[Assignee], grammar: Grammar) -> bool:
    """Whether those that "Đối với …" names below bodies act, and are not whom these serve: they
    have names of their own, or are some of them, "các cơ sở lớn" below "Các cơ sở sản xuất"."""
    words = words_of(grammar)

    def noun(name: str) -> tuple[str, ...]:
        cut = Text.of(name)
        low = words.plural.match(cut.words, 0)
        return cut.words[low : low + max(words.classes.match(cut.words, low), 1)]

    classes = [
        lowered(each.name) for each in above if words.plural.match(Text.of(each.name).words, 0)
    ]
    return any(
        each.name[:1].isupper() or any(" ".join(noun(each.name)) in name for name in classes)
        for each in named
    )


# "Các hạng mục sửa chữa gồm:", "Nhiệm vụ của Tổ công tác gồm:": no name ends so.
_OPENS_PARTS = regex.compile(r"\bgom(?: co)?\W*$")


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
    if item.kind is Kind.ARTICLE and _charges_by_name(reading, title):
        return "organisation"
    return RULING if item.kind is Kind.ARTICLE else above.kind


# Articles with the name of a council say who sits in it.
_MADE_UP = regex.compile(
    r"\W*(?:hội đồng(?!\s+nhân dân)|quỹ|tổ (?:công tác|giúp việc|thẩm định))\b"
)


def _charges_by_name(reading: Reading, title: Passage) -> bool:
    """Whether the heading of an article is nothing but the names of bodies, which then have the
    duties below it: "Điều 3. Sở Giao thông vận tải"."""
    plain = title.text.strip(" .:")
    if _MADE_UP.match(lowered(plain)):
        return False
    named = bodies_of_heading(plain, "organisation", reading.grammar)
    names = split_names(plain, reading.grammar) and only_names(plain, reading.grammar)
    return bool(names) and _acts(reading, named) and not only_governed(named, reading.grammar)


def only_time(reading: Reading, title: str) -> Deadline | None:
    """The time of a heading that says nothing else."""
    told = time_of_round(title, reading.grammar, reading.year)
    if when := told or time_line(title, reading.year) or span_line(title, reading.year):
        return when
    words = title.strip(" -–+•*.:;")
    when = whole_deadline(words, reading.grammar, reading.year) if words[:1].isupper() else None
    return when if when and when.text == words else None
