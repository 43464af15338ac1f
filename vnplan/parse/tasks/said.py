"""Who does it, where the words of a directive only say so: "… (Phòng Nội vụ)", "… Chịu trách
nhiệm: Phòng Nội vụ." Plans of schools, hospitals and communes mostly do."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from vnplan.parse.bodies.body_heads import is_body
from vnplan.parse.bodies.body_names import names_from, only_names
from vnplan.parse.bodies.phrases import Text, words_of
from vnplan.parse.bodies.subjects import acts_first, starts_with_verb
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.doer_rows import names_in_row, opens_with_person, without_times
from vnplan.parse.tasks.passive import done_by_others
from vnplan.parse.text.grammar import Grammar, alternatives
from vnplan.parse.text.passage import fold, lowered
from vnplan.parse.text.patterns import compiled
from vnplan.record import Assignee, Role

# A bracket at the end of a directive, or before what else its last sentence says.
_LAST = regex.compile(r"\s*\((?P<inside>[^()]{3,160})\)\s*(?:[.;,/]*\s*$|;\s)")
_LEADS = r"(?:là |làm )?(?:cơ quan |đơn vị )?(?:chủ trì|đầu mối|chịu trách nhiệm chính)"
# "(Giao Công an tỉnh tham mưu)": an order of its own.
_ORDER = regex.compile(r"\W*(?:giao|phân công|yêu cầu)\s")
_SHARED = regex.compile(r"\b(?:chủ trì|đầu mối|phối hợp)\b")
_HELPS = r"(?:phối hợp|phối hợp thực hiện)"
_ACTS_TOO = r"(?:hỗ trợ|tham gia|phụ giúp|giúp việc|giúp)"
# "A chủ trì, phối hợp với B", "A chủ trì, B phối hợp", "A phối hợp B", "A cùng B", "do A".
_LED = regex.compile(
    rf"(?:do )?(?P<lead>.+?),? {_LEADS}(?: thực hiện)?"
    rf"(?:[,;]? (?:phối hợp|{_HELPS})(?: cùng)?(?: với)? (?P<support>.+)"
    rf"|,? cùng (?:với )?(?P<implement>.+)|[,;] (?P<support>.+?) {_HELPS}"
    rf"|[,;] (?P<implement>.+?) {_ACTS_TOO})?"
)
_WITH = regex.compile(
    r"(?:do )?(?P<implement>.+?),? (?:phối hợp(?: cùng)?(?: với)? (?P<support>.+)"
    r"|cùng (?:với )?(?P<implement>.+))"
)
_ONLY_HELPS = regex.compile(r"(?P<support>.+?),? (?:cùng )?phối hợp(?: thực hiện| tổ chức)?")
_GIVES = regex.compile(r"^(?:giao|phân công|do)(?: cho)?\s+", regex.IGNORECASE)
_DUTY = r"(?:trực tiếp )?(?:chịu trách nhiệm|đảm nhiệm|đảm nhận|phụ trách|lo)(?: thực hiện)?"
_ALONE = regex.compile(
    rf"do (?P<implement>.+?)(?: (?:thực hiện|phụ trách|{_DUTY}))?|(?P<implement>.+?) {_DUTY}"
    r"|(?P<implement>.+)"
)
# What goes to a body, or is a part of it: "gửi Ủy ban nhân dân xã (Văn phòng)".
_TO_BODY = frozenset({"về", "gửi", "trình", "đến", "tới", "qua", "cáo", "với", "của", "tại"})
_LONGEST_BODY = 14


def said_doers(text: str, grammar: Grammar) -> tuple[str, tuple[Assignee, ...]]:
    """The directive without its last bracket where that names who does it, and whom the bracket
    and the labels inside the directive name."""
    found: list[Assignee] = []
    bracket = _LAST.search(text)
    shared = bracket and _SHARED.search(lowered(bracket["inside"]))
    if bracket and _ORDER.match(lowered(bracket["inside"])):
        found += assigned(bracket["inside"], grammar)
    elif bracket and (shared or not _of_a_body(text[: bracket.start()], grammar)):
        # "đ/c Thu (khoa Nhi)": where she works.
        own = _ENDS_IN_PERSON.search(text[: bracket.start()])
        named = _roles(bracket["inside"], grammar)
        which = own or _tells_which(text[: bracket.start()], bracket["inside"], grammar)
        found += [] if which else named
    rest = (
        text[: bracket.start()] + text[bracket.end("inside") + 1 :] if bracket and found else text
    )
    found += list(_labelled(rest, grammar)) or named_behind_colon(rest, grammar)
    for clause in compiled(r"[;.]\s+").split(rest)[1:]:
        plain = _GIVES.sub("", clause.strip(" .;"))
        match = _LED.fullmatch(lowered(plain))
        if match and (match["support"] or match["implement"]):
            found += _groups(match, plain, grammar)
    if not found and ";" in rest:
        found += _work_in_turn(rest, grammar)
    if not found and (person := _LAST_PERSON.search(rest)):
        found += [Assignee(name, "implement") for name in names_in_row(person["who"], grammar)]
        rest = rest[: person.start()] if found else rest
    return rest, (*found, *done_by_others(rest, grammar))


def _work_in_turn(text: str, grammar: Grammar) -> list[Assignee]:
    """Who does each of several things: "khánh tiết: Văn phòng; văn nghệ: Đoàn trường"."""
    parts = [part.strip() for part in text.split(";")]
    named = [named_behind_colon(part[:1].upper() + part[1:], grammar) for part in parts]
    found = [each for names in named for each in names]
    return found if sum(map(bool, named)) > 1 else []


_ENDS_IN_PERSON = regex.compile(
    r"(?:[Đđ]/c|[Đđ]ồng chí|[Cc]ô|[Tt]hầy|[Ôô]ng|[Bb]à)(?:\s\p{Lu}[\p{L}]*){1,4}\s*$"
)
# "Dạy chuyên đề về phân số - đ/c Mai Lan."
_LAST_PERSON = regex.compile(
    r"\s[-–]\s(?P<who>(?:[Đđ]/c|[Đđ]ồng chí|[Cc]ô|[Tt]hầy)\s\p{Lu}[^-–:;.()]{1,60})\.?\s*$"
)


# "Quyết toán quỹ hội: kế toán Nga, thủ quỹ Hằng.": work, a colon, and nothing but who does it.
_CLOSING_NAMES = regex.compile(r"(?P<work>[^:]{4,}):\s*(?P<who>[^:]{4,120}?)\W*$")
# Work on those who stand behind the colon, or a list of which kind they are.
_ON_THEM = regex.compile(
    r"\W*(?:tổ chức )?(?:kiểm tra|giám sát|thanh tra|khảo sát|làm việc|phối hợp|thành lập|kiện toàn"
    r"|phân công|cử|gửi|báo cáo|đánh giá|hỗ trợ|trang bị|bố trí|đề nghị|giao|yêu cầu|tuyên truyền"
    r"|vận động|phổ biến|tập huấn|về)\b"
    r"|.*\b(?:các|những|số|gồm|sau|là|\d+\s+\p{L}+)\s*(?:\p{L}+\s*){0,6}$"
    r"|.*\b(?:cơ quan|đơn vị)(?: \p{L}+){1,3}$"
    r"|.*\b(?:cho|với|tại|của|đến|từ|đối với|đối tượng|thành phần|địa điểm)\s*(?:\p{L}+\s*){0,5}$"
)


def named_behind_colon(text: str, grammar: Grammar) -> list[Assignee]:
    """Who does it, where nothing else but a time stands behind work and a colon."""
    match = _CLOSING_NAMES.match(_BRACKET_AT_END.sub("", text))
    if not match or not _is_work(match["work"], grammar):
        return []
    work, said = lowered(match["work"]), without_times(match["who"])
    if _FORPEOPLE.match(work) or _ON_THEM.match(work) or not only_names(said, grammar):
        return []
    words, who = words_of(grammar), names_in_row(said, grammar)
    if any(
        words.served.match(Text.of(name).words, 0)
        or len(name.split()) > _MOST_NAME_WORDS
        or _TIMED.search(name)
        for name in who
    ):
        return []
    return [Assignee(name, "implement") for name in who]


_MOST_NAME_WORDS = 12
_BRACKET_AT_END = regex.compile(r"\s*\([^()]*\)\s*[.;,]*\s*$")
_TIMED = regex.compile(r"\b(?:trước|ngày|từ|đến|trong|hằng|hàng|đăng cai)\b|\d/\d")
# What is done to those behind the colon; "đón tiếp đại biểu" is done for others by them.
_FORPEOPLE = regex.compile(
    r"\W*(?:tổ chức )?(?:(?:thăm|mời|tặng|trao|tuyên dương|biểu dương|khen|chúc|viếng)\b"
    r"|(?:đón|tiếp)(?: \p{L}+)?$)"
)


_MOST_WORK_WORDS = 8
# Labels of facts before a colon.
_FACT = regex.compile(
    r"\W*(?:kính gửi|nơi|tên|đối tượng|địa (?:điểm|chỉ)|các|ông|bà|họ|thành phần|hồ sơ|cơ quan"
    r"|đơn vị|mã|số|loại|chủ|đại diện|bên|khách|đại biểu|hình thức|phương thức|nguồn|kinh phí"
    r"|lĩnh vực|khối|cụm|bảng|đoàn|đội|tổ|nhóm|giải|xã|thôn|ngày|năm|tuần|tháng)\b"
)


def _is_work(text: str, grammar: Grammar) -> bool:
    """Whether the words before a colon say what is to be done, "Trang trí, khánh tiết", and name
    no body."""
    short = text[:1].isupper() and len(text.split()) <= _MOST_WORK_WORDS
    fact = _FACT.match(lowered(text)) or is_body(Text.of(text), 0, words_of(grammar))
    return starts_with_verb(text, grammar) or (short and not fact)


def _of_a_body(before: str, grammar: Grammar) -> bool:
    """Whether the words before a bracket end with a body that something goes to, or that opens
    the directive: the bracket tells which part of it, or its abbreviation."""
    cut, words = Text.of(before), words_of(grammar)
    size = len(cut.words)
    for at in range(max(0, size - _LONGEST_BODY), size):
        leads = at == 0 or cut.words[at - 1] in _TO_BODY or cut.words[at - 1] in (";", ".", "và")
        if not leads or words.verbs.match(cut.words, at) or not is_body(cut, at, words):
            continue
        if names_from(cut, at, words).stop >= size:
            return True
    return False


# What says that a bracket tells who does it, not which ones are meant.
_DOES = regex.compile(
    r"^do\b|:|\b(?:chủ trì|đầu mối|phối hợp|cùng|phụ trách|thực hiện|chịu trách nhiệm|tham mưu)\b"
)
# "(Bộ Y tế ban hành)": a clause on whose paper or money it is.
_OF_PAPER = regex.compile(
    r"\p{L} (?:ban hành|phê duyệt|biên soạn|phát hành|tài trợ|trao tặng|cấp)$"
)
# What is done to people, not by them.
_TOPEOPLE = regex.compile(
    r"\W*(?:tổ chức )?(?:thăm|mời|tặng|trao|tuyên dương|biểu dương|khen|đón|tiếp|chúc|viếng)\b"
)
_MOST_CLASS_WORDS = 4


def _tells_which(before: str, inside: str, grammar: Grammar) -> bool:
    """Whether a bracket without a word on who does it tells which ones the words before it mean:
    units above the village ("Sửa đường (xã An Bình)"), the members of a class ("… các đơn vị (Trạm
    Y tế, Bưu điện)"), guests, or whose paper it is."""
    small = lowered(inside.strip(" .;,"))
    if _DOES.search(small):
        return False
    if opens_with_person(inside, grammar):
        return bool(_TOPEOPLE.match(lowered(before)))
    if _OF_PAPER.search(small):
        return True
    parts = regex.split(r"\s*(?:[,;]|\bvà\b)\s*", inside.strip(" .;,"))
    unit = rf"(?i:{alternatives(grammar.words['bodies']['units'])})\s+(?!Đoàn|Đội|Ủy)[\p{{Lu}}\d]"
    if all(regex.match(unit, part) for part in parts):
        return True
    words, cut = words_of(grammar), Text.of(before)
    villages = all(words.places.match(Text.of(part).words, 0) for part in parts if part)
    if villages and acts_first(before, grammar):
        return True  # "Chi đoàn Điện lực thắp sáng đường quê (ấp Gò Hạ)"
    starts = range(max(0, len(cut.words) - _MOST_CLASS_WORDS), len(cut.words))
    return len(parts) > 1 and any(
        words.plural.match(cut.words, at)
        and is_body(cut, at, words)
        and names_from(cut, at, words).stop >= len(cut.words)
        for at in starts
    )


def _roles(said: str, grammar: Grammar) -> list[Assignee]:
    """Whom a bracket or a label names, all of it; nobody where it says anything else."""
    plain = without_times(said)
    labels = list(_labelled(plain, grammar))
    if labels:
        return labels
    for pattern in (_LED, _WITH, _ONLY_HELPS):
        match = pattern.fullmatch(lowered(plain))
        named = list(_groups(match, plain, grammar)) if match else []
        if named:
            return named
    if named := _clauses_in_turn(plain, grammar):
        return named
    match = _ALONE.fullmatch(lowered(plain))
    return list(_groups(match, plain, grammar)) if match else []


def _clauses_in_turn(said: str, grammar: Grammar) -> list[Assignee]:
    """Who does what by clauses side by side, each of a body of its own: "Văn phòng chủ trì; Ban
    Tuyên giáo viết diễn văn"."""
    parts = [part.strip() for part in said.split(";")]
    clauses = [assigned(part, grammar) for part in parts if acts_first(part, grammar)]
    whole = len(parts) > 1 and all(
        acts_first(part, grammar) or only_names(part, grammar) for part in parts
    )
    return [each for named in clauses for each in named] if whole and clauses else []


def _groups(match: regex.Match[str], plain: str, grammar: Grammar) -> Iterator[Assignee]:
    spans = [
        (low, high, role)
        for role in ("lead", "implement", "support")
        if role in match.re.groupindex
        for low, high in match.spans(role)
    ]
    named = [(names_in_row(plain[low:high], grammar), role) for low, high, role in sorted(spans)]
    if not all(names for names, _ in named):
        return
    for names, role in named:
        stated: Role = "lead" if role == "lead" else "support" if role == "support" else "implement"
        yield from (Assignee(name, stated) for name in names)


@lru_cache(maxsize=8)
def _label_rules(grammar: Grammar) -> regex.Pattern[str]:
    lines = grammar.words["headings"]["assignment_lines"]
    groups = (
        f"(?P<{role}>{alternatives(sorted(map(fold, lines[role]), key=len)[::-1])})"
        for role in ("lead", "support", "implement")
    )
    return regex.compile(rf"(?:^|(?<=[.;,]\s)|(?<=[.;,(]))\s*(?:{'|'.join(groups)})\s*:\s*")


def _labelled(text: str, grammar: Grammar) -> Iterator[Assignee]:
    """Whom "Chủ trì: A; phối hợp: B." names inside a directive, not at its head."""
    folded = fold(text)
    marks = list(_label_rules(grammar).finditer(folded))
    for mark in marks:
        later = [m.start() for m in marks if m.start() > mark.start()]
        stop = min([*later, len(text)])
        sentence = regex.match(r"[^;]*?(?=\.\s+\p{Lu}|[;]|$)", text[mark.end() : stop])
        said = sentence.group() if sentence else ""
        role: Role = "lead" if mark["lead"] else "support" if mark["support"] else "implement"
        parts = list(_by_clauses(said, grammar)) if role == "implement" else []
        names = () if parts else names_in_row(without_times(said), grammar)
        if names:
            yield from (Assignee(name, role) for name in names)
        yield from parts


def _by_clauses(said: str, grammar: Grammar) -> Iterator[Assignee]:
    """ "A chủ trì, B phối hợp" behind "Phân công:"."""
    plain = without_times(said).strip(" .")
    for pattern in (_LED, _WITH):
        if match := pattern.fullmatch(lowered(plain)):
            yield from _groups(match, plain, grammar)
            return
