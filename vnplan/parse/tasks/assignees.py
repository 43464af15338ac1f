"""Who does it: names of bodies at the head of a directive, after "phối hợp với", in headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from vnplan.parse.bodies.body_heads import head_size, is_body, person_title
from vnplan.parse.bodies.body_names import MOST_WORDS, NameList, names_from
from vnplan.parse.bodies.phrases import Text, Words, words_of
from vnplan.parse.bodies.subjects import (
    after_openers,
    meets,
    subject_at,
    subject_by_duty,
    told_to_act,
)
from vnplan.parse.tasks.clauses import (
    asked_instead,
    later_subject_at,
    subject_after_clause,
    subject_before_colon,
    verb_of,
)
from vnplan.parse.tasks.comma_clauses import acts_behind_comma, opens_clause
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.passage import fold, lowered
from vnplan.parse.text.patterns import compiled
from vnplan.record import Assignee, Role


def assigned(
    text: str,
    grammar: Grammar,
    above: Sequence[Assignee] = (),
    *,
    asks: bool = False,
    spare: bool = False,
) -> tuple[Assignee, ...]:
    """Who a directive names; ``above`` are those its heading names, when it names nobody itself.

    ``asks``: "Đề nghị Sở Y tế …" asks Sở Y tế, whoever the heading names; in a plan it is what
    the body of the heading is to propose. ``spare``: those ``above`` have it only where nobody is
    named anywhere in it.
    """
    words = words_of(grammar)
    text = _LABEL.sub("", text)
    cut = Text.of(text)
    if cut.words[:1] == ("phối",) and all(each.role == "support" for each in above):
        above = ()  # with whom others of the list work
    start = after_openers(cut, words)
    asking = words.asks if asks else words.gives
    if above and not asking.match(cut.words, 0):
        start = 0
    if cut.words[:1] == ("riêng",) and is_body(cut, 1, words):
        start = 1
    named = subject_before_colon(cut, start, grammar) or subject_at(cut, start, words)
    behind = False
    about = cut.words[:2] == ("đối", "với")
    if about and not is_body(cut, start, words):
        named = None
    if named is None or about:
        clause = subject_after_clause(cut, words, instead=bool(above) or named is not None)
        if clause and not (named and clause[0] < named.stop) and not _again(clause[1], above):
            start, named = clause
            behind = True
    if named is None and not above:
        named = subject_by_duty(cut, start, grammar)
    if named and (_indefinite(cut, start, named) or (above and _IS_MADE.match(lowered(text)))):
        named = None
    if named and _each_of(named, above):
        named = None
    directed = tuple(_directed(cut, above, words))
    if named and (start == 0 or behind):
        named = asked_instead(cut, named, words, proposes=asks)
    told = () if named else tuple(_after_do(cut, words))
    at = named.stop if named else start
    leads = (
        _leads(cut, at, words)
        or _leads_at_head(cut, start, words)
        or bool(_LATER_LEAD.search(text))
    )
    own = (*above, *directed) if directed else _acting(named, told, above, leads=leads)
    joined = (*_joined(cut, at, words), *_appointed(cut, at, words)) if named else ()
    later = [
        each
        for each in _later_subjects(cut, at, words, proposes=asks)
        if not any(_named_again(each.name, first.name) for first in own)
    ]
    if later and named and _agrees(cut, at, grammar):
        own = ()  # "UBND huyện ghi nhận … Giao Phòng Nội vụ …"
    if spare and later and not (named or told or directed):
        own = ()
    beside = (*joined, *_besides(cut, words))
    return unique([*own, *_bracketed(text, words), *beside, *_supports(cut, words), *later])


def _agrees(cut: Text, at: int, grammar: Grammar) -> bool:
    """Whether a body that stands before ``at`` only agrees to something, or praises it."""
    agreed = any_of(grammar, "headings", "agreed_words", marked=True)
    return bool(compiled(rf"{agreed}\b").match(lowered(cut.between(at, len(cut.words)))))


# "1. Sở Y tế: Cơ quan thường trực, tham mưu …": what the body of the heading is.
_IS_MADE = regex.compile(
    r"(?:là )?(?:cơ quan|đơn vị|bộ phận) (?:thường trực|đầu mối|chủ trì|tham mưu)(?:,|\s+\p{Ll})"
)


def _acting(
    named: NameList | None, told: tuple[Assignee, ...], above: Sequence[Assignee], *, leads: bool
) -> tuple[Assignee, ...]:
    """The subject of the sentence, or who is told to do it, or else those of the heading."""
    if named:
        role: Role = "lead" if leads else "implement"
        return tuple(Assignee(name, role) for name in named.names)
    if told:
        return told
    if leads:
        return tuple(Assignee(a.name, "lead") if a.role == "implement" else a for a in above)
    return tuple(above)


def _again(named: NameList, above: Sequence[Assignee]) -> bool:
    """Whether a clause names nobody but those of the heading, by less than their whole names."""
    return all(
        any(_named_again(name, each.name) and len(name) < len(each.name) for each in above)
        for name in named.names
    )


def _each_of(named: NameList, above: Sequence[Assignee]) -> bool:
    """Whether a sentence says what each of those of the heading is to do: "Các đội nghiệp vụ: mỗi
    đội cử 02 cán bộ"."""
    each = [match["noun"] for name in named.names if (match := _EACH.fullmatch(lowered(name)))]
    return len(each) == len(named.names) and all(
        any(noun in lowered(one.name).split() or f"{noun} " in lowered(one.name) for one in above)
        for noun in each
    )


_EACH = regex.compile(r"(?:mỗi|từng) (?P<noun>\p{L}+(?: \p{L}+)?)")


# "a. Các hộ …": a label that no tree of items took off.
_LABEL = regex.compile(r"^[a-zđ]\.\s+")


def _named_again(name: str, first: str) -> bool:
    """Whether a later sentence names a body again by the first words of its name: "Tư lệnh Quân
    khu" after "Tư lệnh các quân khu 1 và 2"."""
    short, whole = (
        [word for word in regex.findall(r"\w+", fold(each)) if word != "cac"]
        for each in (name, first)
    )
    return whole[: len(short)] == short


# Who directs what others lead: "Chỉ đạo Sở Y tế chủ trì …" below "1. Ủy ban nhân dân tỉnh"; and who
# gives others their work: only those above them, for "Giao …" else opens an order of its own.
_DIRECTS = regex.compile(r"(?:lãnh đạo , )?chỉ đạo ")
_GIVES = regex.compile(r"(?:giao|phân công) ")
_GOVERNS = ("ủy ban nhân dân", "ubnd", "chủ tịch ủy ban", "chủ tịch ubnd")


def _directed(cut: Text, above: Sequence[Assignee], words: Words) -> Iterator[Assignee]:
    """Whom the body of the heading tells to do the work, beside that body."""
    head = " ".join(cut.words[:3]) + " "
    directs = _DIRECTS.match(head)
    tells = directs or _GIVES.match(head)
    if not above or not tells:
        return
    start = len(tells.group().split())
    found = subject_at(cut, start, words) if is_body(cut, start, words) else None
    leads = found is not None and _leads(cut, found.stop, words)
    governs = len(above) == 1 and lowered(above[0].name).startswith(_GOVERNS)
    own = found is not None and not lowered(found.names[0]).startswith(_GOVERNS)
    if found and _indefinite(cut, start, found):
        return
    if found and (leads if directs else governs and own):
        role: Role = "lead" if leads else "implement"
        yield from (Assignee(name, role) for name in found.names)


# "Phân công cán bộ trực tại bến": whoever it may be.
_PEOPLE = regex.compile(
    r"(?:cán bộ|công chức|viên chức|nhân viên|người|chuyên viên|giáo viên|đảng viên|lực lượng)\b"
)


def _indefinite(cut: Text, start: int, named: NameList) -> bool:
    """Whether those who are to be assigned are people of a kind, of whom none is named."""
    assigned_to = start > 1 and cut.words[start - 2 : start] == ("phân", "công")
    name = named.names[0]
    return assigned_to and bool(_PEOPLE.match(name)) and not regex.search(r"\p{Lu}\p{Ll}", name)


# A later sentence without a subject of its own: "… hằng tuần. Chủ trì, phối hợp với …".
_LATER_LEAD = regex.compile(r"(?<=[.;]\s+)(?:đồng thời |Đồng thời,? )?[Cc]hủ trì\b")


# Between a body and what it does: "Sở Y tế, theo chức năng, nhiệm vụ được giao, chủ trì …".
_BY_DUTY = regex.compile(
    r"(?:, )?(?:theo|căn cứ|trên cơ sở|với) (?:đúng )?"
    r"(?:(?:các )?(?:chức năng|nhiệm vụ|quyền hạn|thẩm quyền|lĩnh vực|phạm vi|vai trò|tình hình)"
    r"(?: (?:quản lý(?: nhà nước)?|được giao|được phân công|của mình|phụ trách|thực tế))*"
    r"(?: (?:,|và) )?)+(?: ,)? ?"
)


def _leads(cut: Text, at: int, words: Words) -> bool:
    near = " ".join(cut.words[at : at + 30])
    if by_duty := _BY_DUTY.match(near):
        near = near[by_duty.end() :]
    near = " ".join(near.split(" ")[:8])
    return bool(words.lead.search(near.split(" phối hợp")[0].split(" . ")[0])) or near.startswith(
        "chủ trì"
    )


def _leads_at_head(cut: Text, start: int, words: Words) -> bool:
    near = " ".join(cut.words[start : start + 5])
    return bool(
        compiled(r"(?:là |làm )?(?:cơ quan |đơn vị )?(?:đầu mối )?" + words.lead.pattern).match(
            near
        )
    )


# "chủ trì cùng Sở Y tế", "làm đầu mối, cùng các ban": between who leads and who works with him.
_LEADS_WITH = regex.compile(r"(?:(?:làm )?(?:chủ trì|đầu mối) )?(?:, )?(?:cùng với|cùng) ")


def _joined(cut: Text, at: int, words: Words) -> Iterator[Assignee]:
    """The bodies after "cùng" that act with those before ``at``."""
    if cut.words[at : at + 1] == ("(",) and ")" in cut.words[at:]:
        at = cut.words.index(")", at) + 1
    match = _LEADS_WITH.match(" ".join(cut.words[at : at + 7]) + " ")
    start = at + len(match.group().split()) if match else 0
    if start and is_body(cut, start, words):
        found = names_from(cut, start, words)
        yield from (Assignee(name, "implement") for name in found.names if found.at_verb)


def _besides(cut: Text, words: Words) -> Iterator[Assignee]:
    """The bodies with whom somebody works by a sentence or clause that opens with them: "Cùng các
    huyện kiểm tra đê", "…; cùng Ban Pháp luật hoàn thiện hồ sơ"."""
    for at in range(len(cut.words) - 2):
        if cut.words[at] != "cùng" or (at and cut.words[at - 1] not in (";", ".")):
            continue
        start = at + 1 + (cut.words[at + 1] == "với")
        found = subject_at(cut, start, words) if is_body(cut, start, words) else None
        if found and told_to_act(cut, found.stop, words):
            yield from (Assignee(name, "implement") for name in found.names)


# "phân công đồng chí Lê Thị Hoa …", "cử ông Nguyễn Văn Nam …".
_APPOINTS = regex.compile(r"(?:phân công|giao|cử)(?: cho)? (?:đồng chí|đ/c|ông|bà|thầy|cô) ")


def _appointed(cut: Text, at: int, words: Words) -> Iterator[Assignee]:
    """The person, by name, to whom the body before ``at`` gives the work."""
    match = _APPOINTS.match(" ".join(cut.words[at : at + 5]) + " ")
    if not match:
        return
    size = len(match.group().split())
    start = at + size - (2 if cut.words[at + size - 2 : at + size] == ("đồng", "chí") else 1)
    if cut.upper(at + size) and (found := subject_at(cut, start, words)):
        yield from (Assignee(name, "implement") for name in found.names)


def _supports(cut: Text, words: Words) -> Iterator[Assignee]:
    """The bodies after each "phối hợp với", also in "phối hợp, cung cấp thông tin với …"."""
    for at in range(len(cut.words) - 1):
        if not (size := words.support.match(cut.words, at)):
            continue
        start = at + size
        if cut.words[start : start + 1] == (",",) and "với" in cut.words[start : start + 7]:
            start = cut.words.index("với", start)
        while size := words.fillers.match(cut.words, start):
            start += size
        if start < len(cut.words) and head_size(cut, start, words):
            found = names_from(cut, start, words)
            joins = {"với", "cùng"} & set(cut.words[at:start])
            if not joins and cut.words[found.stop : found.stop + 1] == (",",):
                continue  # "phối hợp chặt chẽ các lực lượng, sử dụng …"
            yield from (Assignee(name, "support") for name in found.names)


def _later_subjects(cut: Text, at: int, words: Words, *, proposes: bool) -> Iterator[Assignee]:
    """The bodies at the head of later sentences and parts of one: "…; Sở Y tế gửi báo cáo …",
    "…, giao Sở Y tế …", ". Trên cơ sở đó, Sở Y tế …", "Khi có bão: Sở …"."""
    since = row = silent = 0
    inside = _in_brackets(cut)
    asked_so_far = bool(words.asks.match(cut.words, 0))
    for end in range(at, len(cut.words) - 2):
        start = end + 1
        if end < row and cut.words[end] == ";":
            continue  # within a row of names that has been looked at
        if end in inside or end < silent:
            continue
        if cut.words[end] == ",":
            silent = _long_row(cut, start, words)
        again = cut.words[end] == "." or (asked_so_far and cut.words[end] == ";")
        asking = words.asks if again else words.gives
        while size := asking.match(cut.words, start) or _gives_to_person(cut, start, words):
            if meets(cut, start):
                break
            start += size
        if cut.words[end] != "," and cut.words[start] == "riêng" and is_body(cut, start + 1, words):
            start += 1
        if cut.words[end] not in (".", ";", ":") and not (
            cut.words[end] == ","
            and (
                start > end + 1
                or opens_clause(cut, since, end, words)
                or acts_behind_comma(cut, end, words)
            )
        ):
            continue
        found = later_subject_at(cut, start, words)
        if cut.words[end] == ";" and is_body(cut, start, words):
            row = found.stop if found else names_from(cut, start, words).stop
        if found and start == end + 1:
            found = asked_instead(cut, found, words, proposes=proposes)
        if found and cut.words[end] == "," and not _all_bodies(found, words):
            continue  # "bố trí xe, phòng và các điều kiện phục vụ Đoàn"
        if found and (
            told_to_act(cut, verb_of(cut, found.stop, words), words)
            or (start > end + 1 and _asked_to(cut, found.stop))
        ):
            role: Role = "lead" if _leads(cut, found.stop, words) else "implement"
            if cut.words[end] == "," and _only_helps(cut, found.stop):
                role = "support"
            since = start
            yield from (Assignee(name, role) for name in found.names)


def _long_row(cut: Text, start: int, words: Words) -> int:
    """Where a long row of names ends that no verb follows, so that none of them acts; else 0. Each
    name would be looked at up to the end of the row."""
    found = names_from(cut, start, words) if is_body(cut, start, words) else None
    return found.stop if found and len(found.names) > _LONG and not found.at_verb else 0


_LONG = 20


def _asked_to(cut: Text, at: int) -> bool:
    """Whether a verb may stand behind a body that is asked for something, though no list has it."""
    plain = at + 1 < len(cut.words) and cut.words[at].isalpha() and not cut.upper(at)
    return plain and cut.words[at] not in _NO_VERBS


# What tells more of a body, or what holds for it.
_NO_VERBS = frozenset(
    {"đã", "đang", "chưa", "là", "không", "của", "thuộc", "và", "hoặc", "cho", "về", "theo", "tại"}
)


def _gives_to_person(cut: Text, at: int, words: Words) -> int:
    """How many words "phân công", "cử" has at ``at`` before a person by name."""
    size = next((n for n in (2, 1) if cut.words[at : at + n] in _GIVES_PERSON), 0)
    return (
        size if size and at + size < len(cut.words) and person_title(cut, at + size, words) else 0
    )


_GIVES_PERSON = (("phân", "công"), ("cử",))


def _in_brackets(cut: Text) -> frozenset[int]:
    """The words inside brackets that close: "ba loại bến (thôn; trường học) và gửi"."""
    found: set[int] = set()
    opened: int | None = None
    for i, word in enumerate(cut.words):
        if word == "(":
            opened = i
        elif word == ")" and opened is not None:
            found.update(range(opened, i))
            opened = None
    return frozenset(found)


def _all_bodies(found: NameList, words: Words) -> bool:
    return all(is_body(Text.of(name), 0, words) for name in found.names)


def _only_helps(cut: Text, at: int) -> bool:
    """ "A chủ trì, B và C phối hợp thực hiện": B and C work with A, and nobody with them."""
    near = " ".join(cut.words[max(0, at - MOST_WORDS) : at + 5])
    helps = cut.words[at : at + 2] == ("phối", "hợp")
    with_others = {"với", "cùng"} & set(cut.words[at + 2 : at + 5])
    ends = {"thực", ".", ";"} & set(cut.words[at + 2 : at + 3])
    return helps and not with_others and bool("chủ trì" in near or ends)


# What a body does that is named after "do": "…, do Sở Y tế chủ trì".
_DONE_BY = regex.compile(
    r"(?:trực tiếp |làm |là )?(?:chủ trì|phụ trách|tham mưu|tổ chức|thực hiện|đầu mối|đảm nhiệm|"
    r"đảm nhận|phối hợp|chịu trách nhiệm)\b"
)


def _after_do(cut: Text, words: Words) -> Iterator[Assignee]:
    """Who does it by the end of a clause: "Mở lớp bơi, do Huyện đoàn phụ trách"."""
    for at in range(1, len(cut.words) - 2):
        if cut.words[at] != "do" or cut.words[at - 1] not in (",", ";", "(", ":"):
            continue
        found = subject_at(cut, at + 1, words) if is_body(cut, at + 1, words) else None
        if found and (does := _DONE_BY.match(" ".join(cut.words[found.stop : found.stop + 4]))):
            role: Role = "lead" if words.lead.search(does.group()) else "implement"
            yield from (Assignee(name, role) for name in found.names)


# "(xã Gò Hạ đăng cai)": all that a bracket says of a body.
_TAKES = regex.compile(r"(?:đăng cai|phụ trách|đảm nhận|đảm nhiệm|chịu trách nhiệm|thực hiện)")


def _bracketed(text: str, words: Words) -> Iterator[Assignee]:
    """ "(Phòng Nội vụ chủ trì)", "(chủ trì: Phòng Nội vụ)", "(xã Gò Hạ đăng cai)"."""
    for match in compiled(r"\(([^()]{6,120})\)").finditer(text):
        cut = Text.of(match[1])
        if not words.lead.search(lowered(match[1])):
            found = names_from(cut, 0, words) if head_size(cut, 0, words) else None
            if found and _TAKES.fullmatch(cut.between(found.stop, len(cut.words))):
                yield from (Assignee(name, "implement") for name in found.names)
            continue
        start = next((i + 1 for i, w in enumerate(cut.words) if w == ":"), 0)
        if head_size(cut, start, words):
            found = names_from(cut, start, words)
            if found.at_verb or start:
                yield from (Assignee(name, "lead") for name in found.names)


def unique(assignees: Sequence[Assignee]) -> tuple[Assignee, ...]:
    """Each body once, as it was named first."""
    kept: dict[str, Assignee] = {}
    for assignee in assignees:
        kept.setdefault(fold(assignee.name), assignee)
    return tuple(kept.values())
