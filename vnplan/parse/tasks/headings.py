"""Headings of a body: their titles, what the part below them is about, their path of numbers."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.bodies.body_names import only_names, split_names
from vnplan.parse.bodies.subjects import names_subject, starts_with_verb
from vnplan.parse.layout.structure import Item, Node
from vnplan.parse.tasks.duties import BEFORE_BODIES
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.lines import Kind
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.parse.text.patterns import compiled

NUMBERED = frozenset({Kind.PART, Kind.ROMAN, Kind.ARTICLE, Kind.ARABIC, Kind.DOTTED})
SENTENCE_END = regex.compile(r"[.;!?…][\"”’)]*$|/\.$")
# A heading has no more words than this before its colon.
_MOST_TITLE_WORDS = 28
# Of a heading with a Roman number or a capital letter.
_MOST_HIGH_WORDS = 10


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
            match := compiled(
                rf"(?<!\w){any_of(grammar, 'headings', 'sections', kind)}(?!\w)"
            ).search(folded)
        )
    ]
    start, _, kind = min(places, default=(0, 0, ""))
    # "V. LỄ VẬT VÀ THỜI GIAN RƯỚC ĐÈN" is not about when the work is done.
    return "" if kind in ("time", "details") and start > 4 else kind


# "…, NỘI DUNG GIÁM SÁT", "… và giải pháp": another part that the heading names beside its first.
_AND_WORK = regex.compile(
    r"(?:,|;|\s[-–]|\bva|,\s*va)\s+(?:cac\s+|mot so\s+)?"
    r"(?:nhiem vu|giai phap|noi dung|bien phap|hoat dong|cong viec|hinh thuc|phuong an"
    r"|to chuc thuc hien|phan cong|trach nhiem)\b(?!\s+chi\b)"
)
_OF_WHOM = regex.compile(r"\W*(?:doi tuong|pham vi|thoi gian|dia diem|thanh phan)\b")


def mixes_work(text: str) -> bool:
    """Whether a heading that opens with persons, places or times names work beside them: "Đối
    tượng, nội dung giám sát"; or one that opens with aims, "MỤC TIÊU, NHIỆM VỤ"."""
    folded = fold(text)
    inspects = regex.search(r"\b(?:giam sat|kiem tra|thanh tra)\b", folded)
    of_whom = inspects and _OF_WHOM.match(folded) and _AND_WORK.search(folded)
    return bool(of_whom or _AIMS_AND_TASKS.match(folded))


# "MỤC TIÊU, NHIỆM VỤ", "Yêu cầu và nhiệm vụ trọng tâm"
_AIMS_AND_TASKS = regex.compile(
    r"\W*(?:muc dich|muc tieu|yeu cau|chi tieu|dinh huong|phuong huong)"
    r"(?:(?:,|\s[-–]|,?\s+va)\s+(?:muc dich|muc tieu|yeu cau|chi tieu|dinh huong|quan diem))*"
    r"(?:,|\s[-–]|,?\s+va)\s+(?:cac\s+|mot so\s+)?(?:nhiem vu|giai phap)\b"
)


def opening_kind(text: str, grammar: Grammar) -> str:
    """What a heading of a few words is about by its first word: "Nội dung thi đua" is "tasks"."""
    folded = fold(text)
    for kind in grammar.words["headings"]["parting"] if len(text.split()) <= 8 else ():
        words = any_of(grammar, "headings", "parting", kind)
        if compiled(rf"\W*(?:(?:cac|nhung|mot so)\s+)?{words}(?!\w)").match(folded):
            return str(kind)
    return ""


def answers_for(text: str, grammar: Grammar) -> bool:
    """Whether a heading opens with who answers for what, or how the work is organised."""
    words = any_of(grammar, "headings", "parting", "organisation")
    folded = fold(text)
    duties = (
        regex.search(r"\btrach nhiem\b|^\W*nhiem vu\b(?!\s+chi\b)", folded)
        and "kinh phi" not in folded
    )
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
    if item.kind is Kind.CAPITAL and not (item.caps or has_children or colon_of(text)):
        return (None, None) if SENTENCE_END.search(text) else (item.text, None)
    if item.kind is Kind.ROMAN and not has_children and _is_sentence(item, grammar):
        return None, None
    if item.caps or item.kind in (Kind.PART, Kind.ROMAN, Kind.CAPITAL):
        return item.text, None if has_children or item.caps else _after_title(item.text)
    if item.kind is Kind.ARTICLE:
        return _article(item, has_children)
    colon = colon_of(text)
    listed = colon is not None and (
        _lists(text, colon, grammar) or _INNER_END.search(text[:colon]) is not None
    )
    if colon is not None and not listed and len(text[:colon].split()) <= _MOST_TITLE_WORDS:
        rest = item.text[colon + 1 :]
        if not regex.search(r"\p{L}", rest.text) or rest.text.startswith("("):
            return item.text[:colon], None
        before = BEFORE_BODIES.sub("", text[:colon])
        told = not has_children and _tells_of_what(text[:colon], rest.text, grammar)
        if split_names(before, grammar) and not (told or names_subject(before, grammar)):
            return item.text[:colon], rest
        if rest.text[:1].isupper() and not (told or _has_verb_before(text[:colon], grammar)):
            return item.text[:colon], rest
    if text.rstrip().endswith(":") and has_children and _announces(text, grammar):
        return item.text, None
    if SENTENCE_END.search(text):
        return None, None
    if has_children or len(text.split()) <= 6:
        return item.text, None
    return None, None


def _is_sentence(item: Item, grammar: Grammar) -> bool:
    """Whether what stands behind a high number tells somebody what to do, and is no heading: "III.
    Giao Văn phòng theo dõi, đôn đốc." """
    text = item.text.text
    ends = SENTENCE_END.search(text) and not item.caps and colon_of(text) is None
    return bool(ends) and (_has_verb_before(text, grammar) or names_subject(text, grammar))


def _after_title(text: Passage) -> Passage | None:
    """What the line of a high heading says behind its colon, if that is a sentence: "D. Chế độ báo
    cáo: Các thôn báo cáo hằng tuần."."""
    colon = colon_of(text.text)
    if colon is None or len(text.text[:colon].split()) > _MOST_HIGH_WORDS:
        return None
    rest = text[colon + 1 :]
    whole = SENTENCE_END.search(rest.text) and len(rest.text.split()) > 2
    return rest if whole and not rest.text.isupper() else None


# A sentence ends inside a title that is none: "Vá lưới cho đội ghe. Chịu trách nhiệm: …".
_INNER_END = regex.compile(r"\p{Ll}{2}[.;]\s+\p{Lu}")


def _lists(text: str, colon: int, grammar: Grammar) -> bool:
    """Whether names go on after the colon: "Chủ tịch các xã: …", "Các tập đoàn: Điện lực …"."""
    rest = text[colon + 1 :].strip()
    # "Bộ trưởng các Bộ: Xây dựng, Công Thương …": a field may open with a verb's word.
    if _OF_FIELDS.search(text[:colon]) and _NAMES_IN_ROW.match(rest):
        return True
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


_OF_FIELDS = regex.compile(r"\b[Cc]ác\s+(?:[Bb]ộ|[Ss]ở|[Bb]an|[Pp]hòng|[Nn]gành)$")


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


def colon_of(text: str) -> int | None:
    """The colon that ends a title: the first one outside brackets that is no clock's."""
    match = compiled(r":(?!\d)(?=\s|$)").search(
        compiled(r"\([^)]*\)").sub(lambda m: "(" * len(m.group()), text)
    )
    return match.start() if match else None


def _tells_of_what(before: str, rest: str, grammar: Grammar) -> bool:
    """Whether the words behind a colon only name what the work before it is about, or where: "2.
    Kiểm tra kho vật tư: Kho số 1 và kho số 2, ngày 20/9."; not in "3. Tuyên truyền: Đài xã, các
    thôn.", which says who does it."""
    acts = starts_with_verb(rest, grammar) or names_subject(rest, grammar)
    return starts_with_verb(before, grammar) and not (acts or split_names(rest, grammar))


def _has_verb_before(title: str, grammar: Grammar) -> bool:
    """Whether a "title" is a clause of a sentence: "Giao Sở Nội vụ chủ trì: …"."""
    return bool(regex.match(r"(?:giao|yeu cau)\b", fold(title)))


# "Tiêu chí A1.1", "Hoạt động 2", "Chuyên đề III": what follows the colon is its name.
_PART = regex.compile(
    r"\W*(?:tiêu chí|tiêu chuẩn|chuyên đề|nội dung|hoạt động|nhiệm vụ|hợp phần|tiểu dự án|dự án"
    r"|phần|nhóm|mục tiêu|giai đoạn|đợt|tình huống|kịch bản"
    r"|phương án|cấp độ)(?: thành phần| số)?\s+(?:\p{L}?\d+(?:\.\d+)*|[ivx]+)\W*"
)


def names_part(title: str) -> bool:
    """Whether a title is nothing but a kind of part and its number: "Hoạt động 2"."""
    return bool(_PART.fullmatch(lowered(title)))


def bodies_anew(nodes: Sequence[Node], grammar: Grammar) -> int | None:
    """Where headings that are names of bodies count from 1 again behind others: the heading above
    them, "Tổ chức thực hiện", was lost on the way; ``None`` where they do not.
    """
    for at, node in enumerate(nodes):
        again = node.item.label == "1" and any(n.item.kind is node.item.kind for n in nodes[:at])
        title = node.text.text.strip(" .:")
        if again and node.children and split_names(title, grammar) and only_names(title, grammar):
            return at
    return None


def heading_text(text: str) -> str | None:
    """The words of a heading without the bracket and the mark at its end."""
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


def is_inspection(title: str, grammar: Grammar) -> bool:
    """Whether a heading opens what is to be inspected: "Nội dung kiểm tra", "Kiểm tra việc …"."""
    words = any_of(grammar, "headings", "inspections")
    office = r"(?!\s+(?:tinh|so|bo|huyen|thanh pho|chinh phu|nha nuoc|nhan dan)\b)"
    return bool(regex.match(rf"\W*(?:noi dung\s+|doi tuong\s+)?{words}\b{office}", fold(title)))
