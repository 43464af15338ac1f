"""What a line or paragraph of a body does: notes, targets, decisions, openings, closing words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from vnplan.parse.bodies.body_names import only_names, split_names
from vnplan.parse.bodies.subjects import names_subject, starts_with_verb
from vnplan.parse.layout.structure import Item, Node
from vnplan.parse.tasks.asking import asks_body_first
from vnplan.parse.tasks.headings import NUMBERED, SENTENCE_END
from vnplan.parse.text import sentences
from vnplan.parse.text.grammar import Grammar, alternatives, any_of
from vnplan.parse.text.lines import Kind
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.parse.text.patterns import compiled
from vnplan.parse.times.deadlines import find_deadline
from vnplan.parse.times.timelines import is_time_line


def parts_of_one(children: Sequence[Node], grammar: Grammar) -> bool:
    """ "+ Đợt 1: …", "+ Đợt 2: …": parts of the directive above them, none of their own."""
    return all(
        child.item.kind is Kind.PLUS
        and regex.match(r"(?:dot|lan|giai doan|ky)\s+(?:\d|i)", fold(child.text.text))
        for child in children
    )


def passages(node: Node) -> Iterator[Passage]:
    """The words of a node and of all below it, in their order."""
    yield node.text
    for child in node.children:
        yield from passages(child)


def is_note(text: str, grammar: Grammar) -> bool:
    """Whether a line is a note; "Lưu ý các thôn …" tells a body what to heed."""
    note = compiled(rf"\W*{any_of(grammar, 'headings', 'notes')}\b").match(fold(text))
    return note is not None and not names_subject(text[note.end() :], grammar)


def is_name_line(text: str, grammar: Grammar) -> bool:
    """Whether an item is the name of a person with an office: "Ông Lê Văn Sen - Trưởng ban;"."""
    honorifics = grammar.words["bodies"]["honorifics"]
    titles = [each.capitalize() for each in (*honorifics["address"], *honorifics["comrade"])]
    before = alternatives([*titles, *grammar.words["signatures"]["degrees"]])
    named = r"\p{Lu}\p{Ll}*(?:\s\p{Lu}\p{Ll}*){1,4}\s*(?:[-–,:;(]|$)"
    return bool(compiled(rf"(?:{before}\b[.:]?\s*)+{named}").match(text))


# "Phấn đấu trong năm 2031 hoàn thành 100% …" is work to be finished.
_FINISHING = regex.compile(r"\W*phan dau\b[^,;.%]{0,40}?\bhoan thanh\b")


def is_slogan(text: str, grammar: Grammar) -> bool:
    """Whether a line is a motto to be hung up: "Chung tay giữ sạch bến sông!"."""
    return text.rstrip(' ”"').endswith("!") and not names_subject(text, grammar)


def is_target(text: str, grammar: Grammar) -> bool:
    """Whether a line says what share is to be reached, not what is to be done: "Phấn đấu đến năm
    2030, 90% số hộ …"; not "Đến hết năm 2030, rà soát 90% số hộ …", nor where a sentence after it
    says what somebody does."""
    first, *more = sentences.parts(text) or [text]
    return _states_share(first, grammar) and not any(
        (names_subject(part, grammar) or starts_with_verb(part, grammar))
        and not _states_share(part, grammar)
        for part in more
    )


def _states_share(text: str, grammar: Grammar) -> bool:
    words = any_of(grammar, "headings", "target_words")
    shares = any_of(grammar, "headings", "share_words")
    if "%" not in text:
        return False
    if regex.match(rf"\W*(?:{shares}\s+)*\d", folded := fold(text)):
        return True
    if not regex.match(rf"\W*{words}\b", folded) or _FINISHING.match(folded):
        return False
    if not (by_when := regex.match(r"\W*den\b[^,]*,\s*", folded)):
        return True
    clause = text[by_when.end() :]
    aims = any_of(grammar, "headings", "aim_verbs")
    return bool(regex.match(rf"{aims}\b", fold(clause))) or not starts_with_verb(clause, grammar)


def decides(text: str, grammar: Grammar) -> bool:
    """Whether a line says what a decision itself does: "Bãi bỏ Quyết định số …"."""
    return bool(regex.match(rf"\W*{any_of(grammar, 'headings', 'deciding_words')}\b", fold(text)))


def agrees(text: str, grammar: Grammar) -> bool:
    """Whether a line says what a meeting agreed to: "Đồng ý chủ trương …", "Ban Thường vụ thống
    nhất cao với …"."""
    agreed = any_of(grammar, "headings", "agreed_words", marked=True)
    told = compiled(rf"\W*\p{{Lu}}[^,;:.]{{2,60}}?\s{agreed}\b").match(text)
    words = any_of(grammar, "headings", "agreeing_words")
    return bool(told or compiled(rf"\W*{words}\b").match(fold(text)))


def closing_start(items: Sequence[Item], grammar: Grammar) -> int:
    """Where the closing paragraphs start: unmarked, at the very end, and saying so."""
    words = regex.compile(rf"\W*{any_of(grammar, 'headings', 'closing_words')}\b")
    at = len(items)
    while at > 0 and items[at - 1].kind is Kind.PARAGRAPH:
        ends = at == len(items) and bool(regex.search(r"/\.\W*$", items[at - 1].text.text))
        text = items[at - 1].text
        watches = at < len(items) and _watches_over(text.text, grammar)
        if not (ends or watches or words.match(text.folded) or _speaks_to_all(text.text, grammar)):
            break
        if at > 1 and _opens_part(items[at - 2], grammar):
            break
        at -= 1
    return at if at > 0 else len(items)


def _opens_part(item: Item, grammar: Grammar) -> bool:
    """Whether a numbered line is a heading that names bodies and says nothing of them: what stands
    below it is theirs, and closes nothing."""
    text = item.text.text.strip()
    if item.kind not in NUMBERED or SENTENCE_END.search(text):
        return False
    return text.endswith(":") or (bool(split_names(text, grammar)) and only_names(text, grammar))


# "… thực hiện Chỉ thị này": a sentence that speaks of the whole document.
OF_DOCUMENT = regex.compile(
    r"\b(?:kế hoạch|chỉ thị|công văn|công điện|thông báo|hướng dẫn|chương trình|phương án|"
    r"nghị quyết|quyết định|kết luận|thông tri|quy chế|đề án) này\b"
)
# "Báo cáo kết quả gửi về …", "Rất mong …": what a dispatch asks for at its end.
_ASKS_BACK = regex.compile(
    r"\W*(?:(?:báo cáo|kết quả)\b[^.;]{0,90}\b(?:gửi|về)\b|(?:rất|kính) (?:mong|đề nghị)\b"
    r"|trân trọng đề nghị\b)"
)


def _speaks_to_all(text: str, grammar: Grammar) -> bool:
    """Whether a last paragraph without a number gives somebody the document to watch over, or
    asks for reports on it."""
    small = lowered(text)
    gives_it = asks_body_first(text, grammar) and OF_DOCUMENT.search(small)
    return bool(gives_it or _ASKS_BACK.match(small))


def _watches_over(text: str, grammar: Grammar) -> bool:
    """ "Giao Văn phòng Huyện ủy theo dõi, đôn đốc": who watches over it all, before the last
    words of a document."""
    return asks_body_first(text, grammar) and bool(_OVERSEES.match(lowered(text)))


_OVERSEES = regex.compile(
    r"\W*giao\s(?:\p{L}+\s){1,12}?(?:theo dõi|đôn đốc|giúp \p{L}+ theo dõi)\b"
)


def closes(passage: Passage) -> bool:
    """Whether a paragraph starts as the last of a document does: "Trên đây là …"."""
    starts = (
        "tren day la",
        "trong qua trinh",
        "qua trinh thuc hien",
        "qua trinh trien khai",
        "qua trinh to chuc",
    )
    return passage.folded.startswith(starts)


def opens_list(node: Node, below: Node) -> bool:
    """Whether a paragraph, or a bullet before numbers, only announces the items after it."""
    bullet = node.item.kind is Kind.DASH and below.item.kind in NUMBERED
    return (
        (node.item.kind is Kind.PARAGRAPH or bullet)
        and not node.children
        and node.text.text.rstrip().endswith(":")
    )


def opens_anew(node: Node) -> bool:
    """Whether a paragraph with bullets of its own announces them, or says when they are due."""
    text = node.text.text.rstrip()
    return bool(node.children) and (text.endswith(":") or is_time_line(text))


def opens_orders(text: str, grammar: Grammar) -> bool:
    """Whether a paragraph ends with asking for what stands below it: "…, Chủ tịch Ủy ban nhân dân
    xã yêu cầu:"; whom it asks may stand between."""
    asking = any_of(grammar, "headings", "asking_words")
    words = rf"(?:{asking}|chi thi|chi dao)"
    return bool(regex.search(rf"\b{words}\b[^.;:]{{0,160}}:\s*$", fold(text).rstrip()))


def lists_enclosures(node: Node) -> bool:
    """Whether a paragraph opens the list of what is sent with the document."""
    plain = compiled(r"\([^()]*\)").sub("", fold(node.text.text))
    sent = compiled(r"\b(?:gui kem|kem theo|dinh kem)\b[^:]{0,60}:\s*$").search(plain)
    return opens_anew(node) and sent is not None


# "7h30: Đón tiếp đại biểu", "8 giờ 00 - 8 giờ 30: Khai mạc"
_BY_CLOCK = regex.compile(
    r"\W*(?:từ\s+)?\d{1,2}\s?(?:h|g|giờ|:)\s?(?:\d{2})?['’]?(?:\s?phút)?"
    r"(?:\s*(?:-|–|đến)\s*\d{1,2}\s?(?:h|g|giờ|:)\s?(?:\d{2})?['’]?(?:\s?phút)?)?\s*[:–-]\s",
    regex.IGNORECASE,
)


def lists_agenda(node: Node, grammar: Grammar) -> bool:
    """Whether an item opens the programme of a ceremony or a meeting: all that stands below it
    tells at which hour what comes."""
    words = any_of(grammar, "headings", "agendas")
    headed = compiled(rf"\W*{words}\b").match(node.text.folded)
    steps = [bool(_BY_CLOCK.match(child.text.text)) for child in node.children]
    return bool(headed and steps and all(steps))


# "… báo cáo các nội dung sau:", "cung cấp một số thông tin như sau:": what is to be told.
_TELLS_CONTENTS = regex.compile(
    r"\b(?:bao cao|cung cap|thong ke|gui|bo sung|giai trinh|cho biet)\b[^.;:]{0,70}?"
    r"\b(?:noi dung|thong tin|so lieu|van de|tai lieu|ho so)\b[^.;:]{0,40}:\s*$"
)
# Of such a list fewer items than this share open with a verb, "Kiến nghị, đề xuất" among them.
_MOST_ACTING = 0.5


def lists_contents(text: str, below: Sequence[Node], grammar: Grammar) -> bool:
    """Whether a paragraph asks to be told what its list names: the items are headings of a report,
    none of them work."""
    if not below or not _TELLS_CONTENTS.search(fold(text)):
        return False
    acts = [
        starts_with_verb(node.text.text, grammar) or names_subject(node.text.text, grammar)
        for node in below
        if node.item.kind is not Kind.PARAGRAPH
    ]
    return bool(acts) and sum(acts) < _MOST_ACTING * len(acts)


def is_bare_item(node: Node, beside: Sequence[Node]) -> bool:
    """Whether a numbered line without a mark at its end, and with nothing below it, is an item as
    most beside it are, and no heading: "2.4. Liên hoan gặp mặt"."""
    text = node.text.text.rstrip()
    if node.children or node.item.caps or node.item.kind not in (Kind.ARABIC, Kind.DOTTED):
        return False
    alike = [other for other in beside if other.item.kind is node.item.kind]
    items = sum(not other.children for other in alike)
    return len(alike) > 1 and 2 * items > len(alike) and bool(text) and text[-1] not in ":.;"


def lists_parts(text: str, grammar: Grammar) -> bool:
    """Whether a sentence opens the parts of a thing, none of them work: "Hồ sơ gồm:"; not
    "Nhiệm vụ gồm:", and no sentence that itself says what to do."""
    of = _before_parts(text, grammar)
    if of is None or starts_with_verb(text, grammar) or names_subject(text, grammar):
        return False
    papers = any_of(grammar, "headings", "listed_papers")
    work = any_of(grammar, "headings", "listed_work")
    opened = fold(text)[len(of) :]
    if compiled(rf"\b{work}\b").search(opened) and not compiled(rf"\b{papers}\b").search(of):
        return False  # "Đợt 2 gồm các nội dung trọng tâm:"
    return not regex.search(rf"\b{work}\b(?!\s+(?:cua\s+)?{papers}\b)", of)


def opens_parts(node: Node, below: Sequence[Node], grammar: Grammar) -> bool:
    """Whether a sentence opens parts that are none of them work: papers always, other things if
    nothing ``below`` opens with a verb or is due by a day: "Công tác chuẩn bị gồm:" may open both.
    """
    text = node.text.text
    if not below or not lists_parts(text, grammar):
        return False
    papers = any_of(grammar, "headings", "listed_papers")
    return bool(regex.search(rf"\b{papers}\b", _before_parts(text, grammar) or "")) or not any(
        starts_with_verb(part.text.text, grammar) or find_deadline(part.text.text, grammar)
        for part in below
    )


def orders_list(text: str, below: Sequence[Node], grammar: Grammar) -> bool:
    """Whether a sentence that says what to do opens what the thing holds that is to be made, and
    nothing that is to be done besides: "Trưởng Đoàn lập hồ sơ gồm:"."""
    of = _before_parts(text, grammar)
    if of is None or not (starts_with_verb(text, grammar) or names_subject(text, grammar)):
        return False
    if regex.search(r"\b(?:ho so|tai lieu|giay to|danh sach)\b[^,;:.]*$", of):
        return True
    work = any_of(grammar, "headings", "listed_work")
    return not regex.search(rf"\b{work}\b", of.rpartition(",")[2]) and not any(
        starts_with_verb(part.text.text, grammar) or names_subject(part.text.text, grammar)
        for part in below
    )


def _before_parts(text: str, grammar: Grammar) -> str | None:
    """The folded words before those that open a list of parts; ``None`` without any."""
    listing = any_of(grammar, "headings", "listing_words")
    opens = compiled(rf"[,;]?\s*\b{listing}\b(?:\s+\w+){{0,8}}\s*:\W*$").search(
        folded := fold(text)
    )
    return folded[: opens.start()] if opens else None


def commissions(text: str, grammar: Grammar) -> bool:
    """Whether a rule gives somebody a duty: "Giao Sở …", "… có trách nhiệm …"."""
    duties = any_of(grammar, "headings", "duty_words")
    return gives(text, grammar) or bool(regex.search(rf"\b{duties}\b", fold(text)))


def gives(text: str, grammar: Grammar) -> bool:
    """Whether a sentence opens with giving work: "Giao Sở …"."""
    openers = any_of(grammar, "bodies", "openers", marked=True)
    return bool(regex.match(rf"\W*{openers}\s", lowered(text)))


def only_bodies(text: str, grammar: Grammar) -> bool:
    """Whether a line holds names of bodies and nothing that they do; "Tổ xe thường trực 02 xe"
    counts what they do it with."""
    if compiled(r"\d\s+\p{Ll}").search(text):
        return False
    if len(text.split()) > 12 or names_subject(text, grammar) or not split_names(text, grammar):
        return False
    return only_names(text, grammar)


def executes(text: str, grammar: Grammar) -> bool:
    """Whether a paragraph says who answers for the whole document."""
    return bool(
        compiled(rf"\b{any_of(grammar, 'headings', 'execution_words')}\b").search(fold(text))
    )


def holds(text: str, grammar: Grammar) -> bool:
    """Whether a sentence says from when the document holds, and nothing else."""
    words = any_of(grammar, "headings", "effect_words", marked=True)
    said = len(text.split()) < 30 and compiled(rf"\bnày\s+{words}\b").search(lowered(text))
    return bool(said) and not executes(text, grammar) and not commissions(text, grammar)


def orders(text: str, grammar: Grammar) -> bool:
    """Whether a paragraph asks for something."""
    words = any_of(grammar, "headings", "order_words", marked=True)
    if is_name_line(text, grammar):
        return False
    told = _IS_THIS.sub("", lowered(text))
    return bool(compiled(rf"(?<!\btheo )\b{words}\b(?!\s+(?:dịch|thông)\b)").search(told))


# "Trên đây là báo cáo kết quả công tác …": the document's own name.
_IS_THIS = regex.compile(r"^\W*trên đây là (?:nội dung |toàn bộ )*báo cáo(?: kết quả| tình hình)*")
