"""What headings, lines and paragraphs of a body are for: titles, who and when, closing words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from vnplan.parse.assignees import assigned, names_subject, starts_with_verb
from vnplan.parse.body_names import split_names
from vnplan.parse.deadlines import find_deadline, whole_deadline
from vnplan.parse.duties import BEFORE_BODIES
from vnplan.parse.grammar import Grammar, any_of
from vnplan.parse.lines import Kind
from vnplan.parse.passage import Passage, fold, lowered
from vnplan.parse.structure import Item, Node

NUMBERED = frozenset({Kind.PART, Kind.ROMAN, Kind.ARTICLE, Kind.ARABIC, Kind.DOTTED})
SENTENCE_END = regex.compile(r"[.;!?…][\"”’)]*$|/\.$")
# A heading has no more words than this before its colon.
_MOST_TITLE_WORDS = 28


def section_kind(text: str, grammar: Grammar) -> str:
    """What a section is about, by the first words of its heading that say it; "" when none does.

    >>> from vnplan.lexicon import Dictionaries
    >>> grammar = Grammar.load(Dictionaries.locate())
    >>> section_kind("NHIỆM VỤ VÀ GIẢI PHÁP", grammar), section_kind("Mục đích, yêu cầu", grammar)
    ('tasks', 'aims')
    """
    folded = fold(text)
    places = [
        (match.start(), -len(match.group()), str(kind))
        for kind in grammar.words["headings"]["sections"]
        if (
            match := regex.search(
                rf"(?<!\w){any_of(grammar, 'headings', 'sections', kind)}(?!\w)", folded
            )
        )
    ]
    start, _, kind = min(places, default=(0, 0, ""))
    # "V. LỄ VẬT VÀ THỜI GIAN RƯỚC ĐÈN" is not about when the work is done.
    return "" if kind in ("time", "details") and start > 4 else kind


def opening_kind(text: str, grammar: Grammar) -> str:
    """What a heading of a few words is about by its first word: "Nội dung thi đua" is "tasks"."""
    folded = fold(text)
    for kind in grammar.words["headings"]["parting"] if len(text.split()) <= 8 else ():
        words = any_of(grammar, "headings", "parting", kind)
        if regex.match(rf"\W*(?:(?:cac|nhung|mot so)\s+)?{words}(?!\w)", folded):
            return str(kind)
    return ""


def answers_for(text: str, grammar: Grammar) -> bool:
    """Whether a heading opens with who answers for what, or how the work is organised."""
    words = any_of(grammar, "headings", "parting", "organisation")
    folded = fold(text)
    duties = regex.search(r"\btrach nhiem\b|^\W*nhiem vu\b", folded) and "kinh phi" not in folded
    return bool(duties or regex.match(rf"\W*{words}(?!\w)", folded))


def title_and_rest(
    item: Item, has_children: bool, grammar: Grammar
) -> tuple[Passage | None, Passage | None]:
    """The heading of an item and the directive after its colon; no heading for a sentence."""
    text = item.text.text
    if item.kind not in NUMBERED and item.kind is not Kind.CAPITAL:
        if (
            item.kind in (Kind.LETTER, Kind.BRACKETED)
            and has_children
            and not SENTENCE_END.search(text)
        ):
            return item.text, None
        return None, None
    if item.caps or item.kind in (Kind.PART, Kind.ROMAN, Kind.CAPITAL):
        return item.text, None
    if item.kind is Kind.ARTICLE:
        return _article(item, has_children)
    colon = _colon(text)
    listed = colon is not None and (
        _lists(text, colon, grammar) or _INNER_END.search(text[:colon]) is not None
    )
    if colon is not None and not listed and len(text[:colon].split()) <= _MOST_TITLE_WORDS:
        rest = item.text[colon + 1 :]
        if not regex.search(r"\p{L}", rest.text) or rest.text.startswith("("):
            return item.text[:colon], None
        before = BEFORE_BODIES.sub("", text[:colon])
        if split_names(before, grammar) and not names_subject(before, grammar):
            return item.text[:colon], rest
        if rest.text[:1].isupper() and not _has_verb_before(text[:colon], grammar):
            return item.text[:colon], rest
    if text.rstrip().endswith(":") and has_children and _announces(text, grammar):
        return item.text, None
    if SENTENCE_END.search(text):
        return None, None
    if has_children or len(text.split()) <= 6:
        return item.text, None
    return None, None


# A sentence ends inside a title that is none: "Vá lưới cho đội ghe. Chịu trách nhiệm: …".
_INNER_END = regex.compile(r"\p{Ll}{2}[.;]\s+\p{Lu}")


def _lists(text: str, colon: int, grammar: Grammar) -> bool:
    """Whether names go on after the colon: "Chủ tịch các xã: …", "Các tập đoàn: Điện lực …"."""
    rest = text[colon + 1 :].strip()
    if not rest or starts_with_verb(rest, grammar):
        return False
    if regex.search(r"\b[Cc]ác\s+\p{L}+$", text[:colon]):
        return True
    plural = regex.search(r"\bcác\s+\p{L}+(?:,?\s+\p{L}+){1,8}$", text[:colon].lower())
    return bool(plural and _NAMES_IN_ROW.match(rest))


# "Bến Xuân, Gò Hạ", "Đường bộ Việt Nam, Kiểm lâm": short names with commas between them.
_NAMES_IN_ROW = regex.compile(
    r"(?:\p{Lu}\p{Ll}*(?:\s+(?:\p{L}+|-)){0,6})(?:,|\s+và)\s+\p{Lu}\p{Ll}*(?:\s+\p{L}+){0,6}"
)


def _announces(text: str, grammar: Grammar) -> bool:
    """Whether words before a colon are a heading, however long: "Về kiến nghị bổ sung vốn …:"."""
    return not _has_verb_before(text, grammar) and not names_subject(text, grammar)


def _article(item: Item, has_children: bool) -> tuple[Passage | None, Passage | None]:
    """ "Điều 2. Tổ chức thực hiện" is a heading; "Điều 2. Giao Sở …" has none of its own."""
    text = item.text.text
    if not text or not (has_children or not SENTENCE_END.search(text)):
        return Passage("", ()), item.text
    if text.rstrip().endswith(":") or not SENTENCE_END.search(text):
        return item.text, None
    return Passage("", ()), item.text


def _colon(text: str) -> int | None:
    """The colon that ends a title: the first one outside brackets that is no clock's."""
    match = regex.search(
        r":(?!\d)(?=\s|$)", regex.sub(r"\([^)]*\)", lambda m: "(" * len(m.group()), text)
    )
    return match.start() if match else None


def _has_verb_before(title: str, grammar: Grammar) -> bool:
    """Whether a "title" is a clause of a sentence: "Giao Sở Nội vụ chủ trì: …"."""
    return bool(regex.match(r"(?:giao|yeu cau)\b", fold(title)))


def heading_text(text: str) -> str | None:
    return regex.sub(r"\s*\([^()]*\)\s*$", "", text.strip()).strip(" :.;") or None


def path(above: tuple[str, ...], label: tuple[str, ...]) -> tuple[str, ...]:
    """The path with a heading's number; "1.2" under "1" adds only its last part."""
    if not label:
        return above
    parts = label[0].split(".")
    while len(parts) > 1 and above and parts[0] == above[-1]:
        parts = parts[1:]
    if len(parts) > 1 and len(above) >= len(parts) and list(above[-len(parts) + 1 :]) == parts[:-1]:
        parts = parts[-1:]
    return (*above, *parts)


def hoisted(children: Sequence[Node], grammar: Grammar) -> Iterator[Node]:
    """The children, with lines on who and when taken out of the bullet they were indented under."""
    for child in children:
        lines = [c for c in child.children if line_role(c, grammar)]
        is_line = line_role(child, grammar)
        if lines and not is_line and child.item.kind is Kind.DASH:
            yield replace(child, children=tuple(c for c in child.children if c not in lines))
            yield from lines
        else:
            yield child


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
        if regex.match(rf"\W*{words}\s*(?:\([^)]*\))?\s*:", folded):
            return role
    if labelled := _labelled_role(text, grammar):
        return labelled
    if _detail_label(folded, grammar):
        parts = _SENTENCES.split(after_colon(text))
        return "order" if any(_asks_somebody(part, grammar) for part in parts) else "detail"
    colon = _colon(text)
    if colon is None or node.item.kind is not Kind.PLUS:
        return None
    after = text[colon + 1 :]
    named = split_names(after, grammar)
    return (
        "implement"
        if named and len(after.split()) < 40 and regex.match(r"\s*\p{Lu}", after)
        else None
    )


_SENTENCES = regex.compile(r"(?<=\p{L}[.;])\s+(?=\p{Lu})")
_TIME_LABEL = regex.compile(r"\W*(?:thoi (?:han|gian)|tien do)\b")


def _says_when(node: Node, grammar: Grammar) -> bool:
    """Whether a line only says when: "Thời hạn: thường xuyên", "Hoàn thành: Quý I"; the words
    after "Hoàn thành đắp đê:" are a directive, if they are no time."""
    text, labelled = node.text.text, bool(_TIME_LABEL.match(node.text.folded))
    words = any_of(grammar, "headings", "time_lines")
    if regex.match(rf"\W*{words}(?:\s+\w+){{0,4}}\s*(?:\([^)]*\))?\s*:", node.text.folded):
        rest = after_colon(text)
        when = whole_deadline(rest, grammar)
        if not labelled:
            return when is not None and rest.startswith(when.text)
        often = regex.match(r"(?:thuong xuyen|dinh ky)\b", fold(rest))
        acts = starts_with_verb(rest, grammar) and not often
        return when is not None or not (acts or _asks_somebody(rest, grammar))
    short = len(text.split()) < 20 and node.item.kind is Kind.PARAGRAPH
    return labelled and short and find_deadline(text, grammar) is not None


def _detail_label(folded: str, grammar: Grammar) -> regex.Match[str] | None:
    words = any_of(grammar, "headings", "detail_lines")
    return regex.match(rf"\W*{words}\s*(?:\([^)]*\))?\s*:", folded)


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
        and any(_asks_somebody(part, grammar) for part in _SENTENCES.split(after_colon(text)))
    )


_LABEL = regex.compile(
    r"\W*(?:cac\s+)?"
    r"(?:don vi|co quan|bo phan|nguoi|chu tri|phoi hop|phan cong|dau moi|trach nhiem)\b"
    r"(?:[\s,/&-]+\w+){0,7}\s*(?:\([^)]*\))?\s*:"
)


def _labelled_role(text: str, grammar: Grammar) -> str | None:
    """What a label before names of bodies says of them: "Cơ quan, đơn vị chủ trì: Sở Nội vụ"."""
    match = _LABEL.match(fold(text))
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


def labelled_parts(node: Node) -> list[Node]:
    """A line on who does it, cut where another label starts."""
    text = node.text.text
    first = _colon(text)
    marks = (m.end() for m in _NEXT_LABEL.finditer(text) if first is not None and m.start() > first)
    cuts = [0, *marks, len(text)]
    if len(cuts) == 2:
        return [node]
    return [
        replace(node, item=replace(node.item, text=node.text[low:high]))
        for low, high in pairwise(cuts)
    ]


def after_colon(text: str) -> str:
    colon = _colon(text)
    return text[colon + 1 :].strip() if colon is not None else text.strip()


def parts_of_one(children: Sequence[Node], grammar: Grammar) -> bool:
    """ "+ Đợt 1: …", "+ Đợt 2: …": parts of the directive above them, none of their own."""
    return all(
        child.item.kind is Kind.PLUS
        and regex.match(r"(?:dot|lan|giai doan|ky)\s+(?:\d|i)", fold(child.text.text))
        for child in children
    )


def passages(node: Node) -> Iterator[Passage]:
    yield node.text
    for child in node.children:
        yield from passages(child)


def is_note(text: str, grammar: Grammar) -> bool:
    """Whether a line is a note; "Lưu ý các thôn …" tells a body what to heed."""
    note = regex.match(rf"\W*{any_of(grammar, 'headings', 'notes')}\b", fold(text))
    return note is not None and not names_subject(text[note.end() :], grammar)


# "Ông Lê Văn Sen - Trưởng ban;": a member, not an order.
_MEMBER = regex.compile(
    r"(?:(?:Đồng chí|Đ/c|Ông|Bà|BS|ThS|TS|Ths|Bs|CN|KS|ĐD)\b[.:]?\s*)+"
    r"\p{Lu}\p{Ll}*(?:\s\p{Lu}\p{Ll}*){1,4}\s*(?:[-–,:;(]|$)"
)


def is_name_line(text: str) -> bool:
    """Whether an item is the name of a person with an office."""
    return bool(_MEMBER.match(text))


# "Phấn đấu trong năm 2031 hoàn thành 100% …" is work to be finished.
_FINISHING = regex.compile(r"\W*phan dau\b[^,;.%]{0,40}?\bhoan thanh\b")


def is_target(text: str, grammar: Grammar) -> bool:
    """Whether a line says what share is to be reached, not what is to be done: "Phấn đấu đến năm
    2030, 90% số hộ …"; not "Đến hết năm 2030, rà soát 90% số hộ …"."""
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
    """Whether a line says what a meeting agreed to: "Đồng ý chủ trương …"."""
    return bool(regex.match(rf"\W*{any_of(grammar, 'headings', 'agreeing_words')}\b", fold(text)))


def is_inspection(title: str, grammar: Grammar) -> bool:
    """Whether a heading opens what is to be inspected: "Nội dung kiểm tra", "Kiểm tra việc …"."""
    words = any_of(grammar, "headings", "inspections")
    office = r"(?!\s+(?:tinh|so|bo|huyen|thanh pho|chinh phu|nha nuoc|nhan dan)\b)"
    return bool(regex.match(rf"\W*(?:noi dung\s+|doi tuong\s+)?{words}\b{office}", fold(title)))


def closing_start(items: Sequence[Item], grammar: Grammar) -> int:
    """Where the closing paragraphs start: unmarked, at the very end, and saying so."""
    words = regex.compile(rf"\W*{any_of(grammar, 'headings', 'closing_words')}\b")
    at = len(items)
    while at > 0 and items[at - 1].kind is Kind.PARAGRAPH:
        ends = at == len(items) and bool(regex.search(r"/\.\W*$", items[at - 1].text.text))
        if not ends and not words.match(items[at - 1].text.folded):
            break
        at -= 1
    return at if at > 0 else len(items)


def closes(passage: Passage) -> bool:
    starts = ("tren day la", "trong qua trinh", "qua trinh thuc hien", "qua trinh trien khai")
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
    """Whether a paragraph with bullets of its own announces them."""
    return bool(node.children) and node.text.text.rstrip().endswith(":")


def lists_enclosures(node: Node) -> bool:
    """Whether a paragraph opens the list of what is sent with the document."""
    sent = regex.search(r"\b(?:gui kem|kem theo|dinh kem)\b[^:]{0,60}:\s*$", fold(node.text.text))
    return opens_anew(node) and sent is not None


def commissions(text: str, grammar: Grammar) -> bool:
    """Whether a rule gives somebody a duty: "Giao Sở …", "… có trách nhiệm …"."""
    openers = any_of(grammar, "bodies", "openers", marked=True)
    duties = any_of(grammar, "headings", "duty_words")
    return bool(
        regex.match(rf"\W*{openers}\s", lowered(text)) or regex.search(rf"\b{duties}\b", fold(text))
    )


def only_bodies(text: str, grammar: Grammar) -> bool:
    """Whether a line holds names of bodies and nothing that they do; "Tổ xe thường trực 02 xe"
    counts what they do it with."""
    if regex.search(r"\d\s+\p{Ll}", text):
        return False
    short = len(text.split()) <= 12 and not names_subject(text, grammar)
    return short and bool(split_names(text, grammar))


def executes(text: str, grammar: Grammar) -> bool:
    """Whether a paragraph says who answers for the whole document."""
    return bool(regex.search(rf"\b{any_of(grammar, 'headings', 'execution_words')}\b", fold(text)))


def holds(text: str, grammar: Grammar) -> bool:
    """Whether a sentence says from when the document holds, and nothing else."""
    words = any_of(grammar, "headings", "effect_words", marked=True)
    said = len(text.split()) < 30 and regex.search(rf"\bnày\s+{words}\b", lowered(text))
    return bool(said) and not executes(text, grammar) and not commissions(text, grammar)


def orders(text: str, grammar: Grammar) -> bool:
    """Whether a paragraph asks for something."""
    return bool(regex.search(rf"\b{any_of(grammar, 'headings', 'order_words')}\b", fold(text)))
