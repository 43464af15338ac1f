"""Who does it: names of bodies at the head of a directive, after "phối hợp với", in headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from vnplan.parse.body_heads import head_size, is_body
from vnplan.parse.body_names import MOST_WORDS, NameList, names_from, split_names
from vnplan.parse.grammar import Grammar
from vnplan.parse.passage import fold, lowered
from vnplan.parse.phrases import Text, Words, words_of
from vnplan.record import Assignee, Role

# A clause before the subject has no more words than this.
_LONGEST_CLAUSE = 60


def assigned(
    text: str, grammar: Grammar, above: Sequence[Assignee] = (), *, asks: bool = False
) -> tuple[Assignee, ...]:
    """Who a directive names; ``above`` are those its heading names, when it names nobody itself.

    ``asks``: "Đề nghị Sở Y tế …" asks Sở Y tế, whoever the heading names; in a plan it is what
    the body of the heading is to propose.
    """
    words = words_of(grammar)
    cut = Text.of(text)
    start = _after_openers(cut, words)
    asking = words.asks if asks else words.gives
    if above and not asking.match(cut.words, 0):
        start = 0
    if cut.words[:1] == ("riêng",) and is_body(cut, 1, words):
        start = 1
    named = _before_colon(cut, start, grammar) or _subject(cut, start, words)
    if cut.words[:2] == ("đối", "với") and not is_body(cut, start, words):
        named = None
    if named is None and (clause := _after_opening_clause(cut, words)):
        proper = cut.upper(clause[0]) or cut.upper(clause[0] + 1)
        start, named = clause if proper or not above else (start, None)
    if named is None and not above:
        named = _by_duty(cut, start, grammar)
    told = () if named else tuple(_after_do(cut, words))
    at = named.stop if named else start
    leads = (
        _leads(cut, at, words)
        or _leads_at_head(cut, start, words)
        or bool(_LATER_LEAD.search(text))
    )
    if named:
        role: Role = "lead" if leads else "implement"
        own = tuple(Assignee(name, role) for name in named.names)
    elif told:
        own = told
    elif above and leads:
        own = tuple(Assignee(a.name, "lead") if a.role == "implement" else a for a in above)
    else:
        own = tuple(above)
    joined = _joined(cut, at, words) if named else ()
    others = (*joined, *_supports(cut, words), *_later_subjects(cut, at, words))
    return unique([*own, *_bracketed(text, words), *others])


# What has a duty acts, whatever noun it is: "Người lái đò có trách nhiệm …".
_DUTY = regex.compile(
    r"(?P<who>\p{Lu}(?:[^,;:.()]|,(?=\s(?:tổ chức|cá nhân|đơn vị|doanh nghiệp)\b)){2,90}?)\s+"
    r"(?=(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)\b)"
)
_NO_DOER = regex.compile(
    r"(?:việc|nội dung|trường hợp|trong|khi|nếu|đối với|căn cứ|theo|để|quá trình|những|công tác|"
    r"kết quả|báo cáo|văn bản|hồ sơ|ngoài|các (?:hoạt động|nội dung|dự án)|ban hành)\b"
)
_MOST_DOER_WORDS = 12


def _by_duty(cut: Text, start: int, grammar: Grammar) -> NameList | None:
    """The subject of "có trách nhiệm" at the head of a directive; in "Phí do chủ đò chịu trách
    nhiệm nộp" it follows "do"."""
    text = cut.between(start, len(cut.words))
    match = _DUTY.match(text)
    if not match or _NO_DOER.match(lowered(text)) or starts_with_verb(text, grammar):
        return None
    who = match["who"]
    size = len(Text.of(who).words)
    if size > _MOST_DOER_WORDS:
        return None
    return NameList((regex.split(r"\bdo\s+", who)[-1],), start + size, at_verb=True)


def _before_colon(cut: Text, start: int, grammar: Grammar) -> NameList | None:
    """The bodies before a colon or full stop, where nothing else stands there: "Sở Y tế: …"."""
    ends = (i for i, word in enumerate(cut.words[: 2 * MOST_WORDS]) if word in (":", "."))
    stop = next(ends, None)
    if stop is None or stop <= start or stop + 1 >= len(cut.words):
        return None
    if not is_body(cut, start, words_of(grammar)) or _says_duty(cut, start, stop, grammar):
        return None
    acts = starts_with_verb(cut.between(stop + 1, len(cut.words)), grammar)
    if not acts and not _only_names(cut, start, stop, words_of(grammar)):
        return None
    if cut.words[stop] == "." and names_from(cut, start, words_of(grammar)).stop != stop:
        return None
    names = split_names(cut.between(start, stop), grammar)
    return NameList(names, stop + 1, at_verb=True) if names else None


def _only_names(cut: Text, start: int, stop: int, words: Words) -> bool:
    """Whether nothing but bodies stands before a colon, and words of a sentence after it."""
    found = names_from(cut, start, words)
    goes_on = cut.words[stop + 1].isalnum() and not cut.upper(stop + 1)
    return cut.words[stop] == ":" and found.stop == stop and goes_on


def _says_duty(cut: Text, start: int, stop: int, grammar: Grammar) -> bool:
    """ "Tổ công tác có nhiệm vụ: …": the names end before the colon."""
    words = words_of(grammar)
    end = names_from(cut, start, words).stop
    if end < stop and _DUTY_WORDS.match(" ".join(cut.words[end:stop])):
        return True
    return stop - end >= _SHORTEST_DUTY and words.acts.match(cut.words, end) > 1


_SHORTEST_DUTY = 5


_DUTY_WORDS = regex.compile(r"(?:có nhiệm vụ|có trách nhiệm|chịu trách nhiệm|phụ trách|là)\b")


def _after_opening_clause(cut: Text, words: Words) -> tuple[int, NameList] | None:
    """The bodies after the first clause: "Căn cứ Kế hoạch này, Sở Nội vụ …"; where they start."""
    if not words.clauses.match(cut.words, 0):
        return None
    commas = (i for i, word in enumerate(cut.words[:_LONGEST_CLAUSE]) if word == ",")
    for comma in commas:
        start = comma + 1
        while size := words.asks.match(cut.words, start):
            start += size
        if found := _subject(cut, start, words):
            return start, found
    return None


def starts_with_verb(text: str, grammar: Grammar) -> bool:
    """Whether a directive starts with what to do: "Rà soát …", "Đề nghị …"."""
    words = words_of(grammar)
    first = Text.of(text)
    if not first.words:
        return False
    return any(p.match(first.words, 0) for p in (words.verbs, words.adverbs, words.openers))


# A later sentence without a subject of its own: "… hằng tuần. Chủ trì, phối hợp với …".
_LATER_LEAD = regex.compile(r"(?<=[.;]\s+)(?:đồng thời |Đồng thời,? )?[Cc]hủ trì\b")


def names_subject(text: str, grammar: Grammar) -> bool:
    """Whether a directive names who acts at its head."""
    words = words_of(grammar)
    cut = Text.of(text)
    return _subject(cut, _after_openers(cut, words), words) is not None


def _after_openers(cut: Text, words: Words) -> int:
    at = 0
    while (size := words.openers.match(cut.words, at)) and not _meets(cut, at):
        at += size
    return at


def _meets(cut: Text, at: int) -> bool:
    """ "Giao ban Bí thư chi bộ": a meeting, where no committee's name follows "Giao"."""
    return bool(MEETING.match(" ".join(cut.words[at : at + 4]))) and not cut.upper(at + 1)


MEETING = regex.compile(
    r"[Gg]iao ban\b(?! (?:chỉ|quản|chấp|giám|tổ|công (?!việc)|thường|văn|tuyên"
    r"|dân|pháp|kinh|đại|bảo|kiểm|đền|nội|đối|thanh)\b)"
)


def _subject(cut: Text, start: int, words: Words) -> NameList | None:
    """The bodies at the head of a directive, if a verb follows them."""
    if not head_size(cut, start, words):
        return None
    found = names_from(cut, start, words)
    if not found.names or not found.at_verb or _is_verb(cut, start, found.stop, words):
        return None
    told_of = words.past.match(cut.words, found.stop) or _acted_upon(cut, found.stop)
    return None if told_of else found


# "Giáo viên được bồi dưỡng", "Công nhân phải được huấn luyện": to whom it is done; but who is
# given the work, or a right, acts.
_PASSIVE = regex.compile(
    r"(?:(?:đều|cũng|phải|cần|sẽ|chỉ) )*(?:được|bị) "
    r"(?!(?:\p{L}+ ){0,6}(?:giao|phân công|ủy quyền|phân cấp|chỉ định)\b)"
    r"(?!(?:mời|cử|điều động|yêu cầu|quyền|phép|tự|chủ động|lựa chọn)\b)\p{L}"
)
# "Thủ trưởng cơ quan được cấp giấy phép chịu trách nhiệm …": which one is meant, then the duty.
_DUTY_AFTER = regex.compile(r"[^.;:]*\b(?:có|chịu) trách nhiệm\b")

# "Các đơn vị được kiểm tra chuẩn bị báo cáo …", "Hộ được hỗ trợ báo cáo …": which ones are meant,
# then what they do; in "được hỗ trợ xây dựng nhà", "phải được kiểm tra" all is done to them.
_TOLD_WHICH = regex.compile(
    r"được (?:"
    r"(?:kiểm tra|thanh tra|kiểm toán|giám sát|khảo sát|đánh giá|thẩm định|(?:lựa )?chọn"
    r"|xếp hạng|công nhận|cấp phép|thông báo|hỗ trợ|vay vốn|thí điểm)(?: (?:thí điểm|làm điểm))? "
    r"(?:báo cáo (?!viên)|giải trình|chấp hành|khẩn trương|chủ động|cử)"
    r"|(?:kiểm tra|thanh tra|kiểm toán|giám sát|khảo sát|đánh giá|thẩm định|(?:lựa )?chọn)"
    r"(?: (?:thí điểm|làm điểm))? "
    r"(?:chuẩn bị|cung cấp|xây dựng (?:kế hoạch|báo cáo|phương án|đề cương)|nộp|gửi"
    r"|lập (?:kế hoạch|báo cáo|hồ sơ|danh sách)|bố trí|khắc phục|tổng hợp|phối hợp|xuất trình)"
    r")\b"
)


def _acted_upon(cut: Text, at: int) -> bool:
    near = " ".join(cut.words[at : at + _LONGEST_CLAUSE])
    acts = _DUTY_AFTER.match(near) or _TOLD_WHICH.match(near)
    return bool(_PASSIVE.match(near)) and not acts


def _is_verb(cut: Text, start: int, stop: int, words: Words) -> bool:
    """ "Thanh tra hồ sơ …": what seems a body is what is to be done."""
    alone = words.verbs.match(cut.words, start) >= stop - start
    acts = any(phrases.match(cut.words, stop) for phrases in (words.acts, words.adverbs))
    return alone and not acts


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
        regex.match(r"(?:là |làm )?(?:cơ quan |đơn vị )?(?:đầu mối )?" + words.lead.pattern, near)
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
            for name in names_from(cut, start, words).names:
                yield Assignee(name, "support")


def _later_subjects(cut: Text, at: int, words: Words) -> Iterator[Assignee]:
    """The bodies at the head of later sentences and parts of one: "…; Sở Y tế gửi báo cáo …",
    "…, giao Sở Y tế …", ". Trên cơ sở đó, Sở Y tế …", "Khi có bão: Sở …"."""
    for end in range(at, len(cut.words) - 2):
        start = end + 1
        asking = words.asks if cut.words[end] == "." else words.gives
        while size := asking.match(cut.words, start):
            start += size
        if cut.words[end] not in (".", ";", ":") and not (
            cut.words[end] == "," and (start > end + 1 or _new_clause(cut, at, end, words))
        ):
            continue
        found = _later(cut, start, words)
        if found and _acts(cut, found.stop, words):
            role: Role = "lead" if _leads(cut, found.stop, words) else "implement"
            if cut.words[end] == "," and _only_helps(cut, found.stop):
                role = "support"
            yield from (Assignee(name, role) for name in found.names)


def _only_helps(cut: Text, at: int) -> bool:
    """ "A chủ trì, B và C phối hợp thực hiện": B and C work with A, and nobody with them."""
    near = " ".join(cut.words[max(0, at - MOST_WORDS) : at + 5])
    helps = cut.words[at : at + 2] == ("phối", "hợp")
    with_others = {"với", "cùng"} & set(cut.words[at + 2 : at + 5])
    return helps and not with_others and "chủ trì" in near


def _new_clause(cut: Text, at: int, comma: int, words: Words) -> bool:
    """Whether a clause with a subject of its own follows a comma: the first after a sentence that
    has one too, "Xã đoàn dọn chợ, Hội Phụ nữ dọn bến"; not in a row of bodies or of objects."""
    reach = range(comma - 1, max(-1, comma - 2 * _LONGEST_CLAUSE), -1)
    ends = (i + 1 for i in reach if cut.words[i] in (".", ";", ":"))
    low = next(ends, 0)
    if comma - low > 2 * _LONGEST_CLAUSE:
        return False
    while size := words.gives.match(cut.words, low):
        low += size
    if not is_body(cut, comma + 1, words) or not is_body(cut, low, words):
        return False
    first = _subject(cut, low, words)
    if not first or comma <= first.stop:
        return False
    if comma - first.stop < _SHORTEST_CLAUSE:
        return _acts(cut, first.stop, words) and cut.words[first.stop] != "phối"
    rows = (i for i in range(first.stop, comma) if is_body(cut, i, words))
    told = cut.words[first.stop : comma]
    size = head_size(cut, comma + 1, words)
    if size and told[-size:] == cut.words[comma + 1 : comma + 1 + size]:
        return True  # "… với chi bộ, chi bộ nhận xét …"
    return "," not in told and not any(names_from(cut, i, words).stop >= comma for i in rows)


_SHORTEST_CLAUSE = 3


def _later(cut: Text, start: int, words: Words) -> NameList | None:
    """The subject at ``start``, or after the clause that opens there."""
    if is_body(cut, start, words):
        return _subject(cut, start, words) or _named_before_colon(cut, start, words)
    if not words.clauses.match(cut.words, start):
        return None
    for comma in range(start, min(start + _LONGEST_CLAUSE, len(cut.words) - 2)):
        if cut.words[comma] in (".", ";", ":"):
            return None
        named = cut.words[comma] == "," and is_body(cut, comma + 1, words)
        if named and (found := _subject(cut, comma + 1, words)):
            return found
    return None


def _named_before_colon(cut: Text, start: int, words: Words) -> NameList | None:
    """ ". Văn phòng: lo hội trường": bodies, a colon, a verb."""
    found = names_from(cut, start, words)
    after = found.stop + 1
    if after >= len(cut.words) or cut.words[found.stop] != ":":
        return None
    return NameList(found.names, after, at_verb=True) if _acts(cut, after, words) else None


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
        found = _subject(cut, at + 1, words) if is_body(cut, at + 1, words) else None
        if found and (does := _DONE_BY.match(" ".join(cut.words[found.stop : found.stop + 4]))):
            role: Role = "lead" if words.lead.search(does.group()) else "implement"
            yield from (Assignee(name, role) for name in found.names)


def _acts(cut: Text, at: int, words: Words) -> bool:
    """Whether the body before ``at`` is told to do something, and not told of."""
    if words.tells.match(cut.words, at):
        return False
    return bool(words.acts.match(cut.words, at) or words.adverbs.match(cut.words, at))


def _bracketed(text: str, words: Words) -> Iterator[Assignee]:
    """ "(Phòng Nội vụ chủ trì)", "(chủ trì: Phòng Nội vụ)"."""
    for match in regex.finditer(r"\(([^()]{6,120})\)", text):
        cut = Text.of(match[1])
        if not words.lead.search(lowered(match[1])):
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
