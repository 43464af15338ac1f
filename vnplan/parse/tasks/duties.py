"""Whose work it is by the words of a heading: bodies, whose duties, who leads, to whom it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from vnplan.parse.bodies.body_heads import is_body
from vnplan.parse.bodies.body_names import MOST_WORDS, split_names, tells_work
from vnplan.parse.bodies.phrases import Text, words_of
from vnplan.parse.bodies.subjects import names_subject, starts_with_verb
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.passage import lowered
from vnplan.record import Assignee, Role

# What a heading says before the bodies: "Trách nhiệm của", "Đối với".
BEFORE_BODIES = regex.compile(
    r"^(?:(?:trách nhiệm|nhiệm vụ|quyền hạn|quyền|nghĩa vụ|chức năng)"
    r"(?:(?:,| và|, và) (?:trách nhiệm|nhiệm vụ|quyền hạn|quyền|nghĩa vụ))*"
    r"(?: (?:phối hợp|chung|cụ thể|thi hành|quản lý nhà nước|quản lý|thực hiện))?(?: của)?"
    r"|Đối với|Đề nghị|Giao (?:trách nhiệm|nhiệm vụ)(?: cho)?|Giao|Yêu cầu)\s+",
    regex.IGNORECASE,
)


# "Sở Công Thương chủ trì, phối hợp thực hiện": a heading that is a clause, not only names.
_SAYS_ROLE = regex.compile(
    r"\b(?:có nhiệm vụ|có trách nhiệm|chịu trách nhiệm|chủ trì|phối hợp|đầu mối)\b"
)


# "Cơ quan chủ trì giải quyết thủ tục": the role is part of the name.
_NAMED_BY_ROLE = regex.compile(r"(?:các )?(?:cơ quan|đơn vị) (?:chủ trì|phối hợp|đầu mối)\b")
# A heading of more words than this that names who does what is a sentence.
_LONG_TITLE = 14
# "Phòng Y tế thực hiện:", "Sở Nội vụ tập trung thực hiện các nhiệm vụ sau:"
_DOES = regex.compile(
    r"\s+(?:tập trung\s+|tiếp tục\s+|tổ chức\s+|triển khai\s+|phải\s+|cần\s+)*thực hiện"
    r"(?:\s+(?:tốt\s+)?(?:các|một số|những)\s+(?:nhiệm vụ|nội dung|công việc|giải pháp)"
    r"(?:\s+\p{Ll}+){0,3})?\s*:?$"
)


# "Đảng ủy Công an huyện lãnh đạo lực lượng Công an": whom a committee directs.
_LEADS_THEM = regex.compile(
    r"(?<=\b(?:xã|phường|huyện|quận|tỉnh|phố|ủy|uỷ))\s+(?:lãnh đạo|chỉ đạo)\s+"
    r"(?:các|lực lượng|toàn|cơ quan|đơn vị)\b.*$"
)


# "Trách nhiệm của các thôn trong việc vá đê": the work is no part of the name.
_IN_WORK = regex.compile(r"\s+trong (?:việc|công tác|quá trình|thực hiện|phối hợp)\b.*$")


# "Hội đồng nhân dân xã quyết nghị các nhiệm vụ": who decides is not who acts.
_RESOLVES = regex.compile(r"\S\s+(?:quyết nghị|thống nhất thông qua)\b")
# "Ban Tuyên giáo là cơ quan thường trực, có nhiệm vụ": what the body is in the work.
_STANDS_FOR = regex.compile(r",?\s+là (?:cơ quan|đơn vị|bộ phận|tổ) (?:thường trực|giúp việc)\b.*$")


# "Đối với các trường đặt điểm thi, Sở yêu cầu": who asks is not who acts.
_ASKS_THEM = regex.compile(r",\s+\p{Lu}[^,:;]{0,60} (?:yêu cầu|đề nghị|lưu ý)$")


# "…, Ủy ban nhân dân các tỉnh nêu trên theo chức năng, nhiệm vụ, thẩm quyền"
_BY_DUTY = regex.compile(
    r",?\s+(?:theo|căn cứ|trên cơ sở)"
    r"(?:,?(?:\s+và)?\s+(?:chức năng|nhiệm vụ|quyền hạn|thẩm quyền|phạm vi|lĩnh vực|được giao"
    r"|được phân công|quản lý|phụ trách|của mình))+$"
)


def resolves(title: str) -> bool:
    """Whether a heading or an opening sentence tells what a council resolves."""
    return bool(_RESOLVES.search(lowered(title)))


def bodies_of_heading(text: str, kind: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies that a heading names; none when it is about something else.

    "Đối với …" names who acts in a part on organising the work, elsewhere whom it is about.
    """
    title = text.strip(" :.")
    found = _in_heading(title, kind, grammar)
    if not title.isupper():
        return found
    if not found or any(_SAYS_ROLE.search(lowered(each.name)) for each in found):
        found = _in_heading(_in_small_letters(title, grammar), kind, grammar) or found
    return tuple(replace(each, name=_as_printed(each.name, title)) for each in found)


def _in_heading(title: str, kind: str, grammar: Grammar) -> tuple[Assignee, ...]:
    if kind != "organisation" and lowered(title).startswith("đối với"):
        return ()
    if resolves(title):
        return ()
    if by_role := _named_by_role(title, grammar):
        return by_role
    plain = _IN_WORK.sub("", _DOES.sub("", BEFORE_BODIES.sub("", title)))
    plain = _BY_DUTY.sub("", _ASKS_THEM.sub("", _STANDS_FOR.sub("", plain)))
    plain = _LEADS_THEM.sub("", plain)
    if _is_long_class(title, plain, grammar):
        return (Assignee(plain, "implement"),)
    if len(plain.split()) > _LONG_TITLE and _is_clause(title, plain, grammar):
        return assigned(plain, grammar)
    names = split_names(plain, grammar) or split_names(plain.split(":")[0], grammar)
    if names and (not _SAYS_ROLE.search(plain) or _NAMED_BY_ROLE.match(lowered(plain))):
        return tuple(Assignee(name, "implement") for name in names)
    found = assigned(plain, grammar) or _leading(plain, grammar) or _answering(title, kind, grammar)
    return found or _given(title, grammar)


# "Trách nhiệm của các Sở quản lý …": names, however long they are.
_OWNED = regex.compile(
    r"(?:trách nhiệm|nhiệm vụ|quyền hạn|quyền|nghĩa vụ|chức năng)\b.* của |đối với "
)


def _is_clause(title: str, plain: str, grammar: Grammar) -> bool:
    """Whether a long heading is a sentence that says who does what."""
    small = lowered(title)
    names = () if _SAYS_ROLE.search(small) or _OPENS.search(small) else split_names(plain, grammar)
    if names and (_OWNED.match(small) or _is_class(names, plain, grammar)):
        return False
    return names_subject(plain, grammar)


_LONGEST_CLASS = 45


def _is_long_class(title: str, plain: str, grammar: Grammar) -> bool:
    """ "Đối với các cơ sở …" with so many words on which ones that no list of names is so long."""
    small = lowered(title)
    if not MOST_WORDS < len(plain.split()) <= _LONGEST_CLASS or not small.startswith("đối với các"):
        return False
    told = _SAYS_ROLE.search(small) or _OPENS.search(small) or tells_work(plain, grammar)
    return not told and is_body(Text.of(plain), 0, words_of(grammar))


# "… thực hiện chế độ báo cáo như sau", "Sở Nội vụ yêu cầu các xã".
_OPENS = regex.compile(
    r"\b(?:sau|sau đây|như sau|gồm|rằng|tập trung|phải|phải có)$"
    r"|\S (?:yêu cầu|đề nghị|(?<!được )giao)\s(?!thông|dịch|lưu|nhận)"
)


def _is_class(names: Sequence[str], plain: str, grammar: Grammar) -> bool:
    """Whether a title is names of bodies of which one is a class, with what they have or are, and
    does not go on with their work."""
    words = words_of(grammar)
    classes = (name for name in names if words.plural.match(Text.of(name).words, 0))
    body = any(is_body(Text.of(name), 0, words) for name in classes)
    return body and not tells_work(plain, grammar)


def _in_small_letters(title: str, grammar: Grammar) -> str:
    """A heading in capitals as a sentence would print it: known names with their capitals."""
    small = lowered(title)
    known = sorted(grammar.body_names(), key=len)
    for name in [n for n in known if len(n.split()) > 1 and lowered(n) in small]:
        small = regex.sub(
            rf"\b{regex.escape(lowered(name))}\b", name, small, flags=regex.IGNORECASE
        )
    return small[:1].upper() + small[1:]


def _as_printed(name: str, title: str) -> str:
    at = lowered(title).find(lowered(name))
    return title[at : at + len(name)] if at >= 0 else name


# "Sở Y tế - cơ quan chủ trì", "Nhiệm vụ do Sở Y tế chủ trì", "Chủ trì: Sở Y tế".
_LEADS = regex.compile(
    r"(?:^|[^:]*\bdo )(?P<who>[^:]+?)[\s,(–-]+(?:là )?(?:cơ quan |đơn vị )?(?:chủ trì|đầu mối)\b.*$"
    r"|(?:cơ quan |đơn vị )?(?:chủ trì|đầu mối)[^:]{0,40}:\s*(?P<after>.+)$"
)


def _leading(plain: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """Who leads by a heading that no verb ends."""
    match = _LEADS.match(lowered(plain))
    group = "who" if match and match["who"] else "after"
    words = plain[match.start(group) : match.end(group)] if match else ""
    return tuple(Assignee(name, "lead") for name in split_names(words, grammar))


# "Quyền và trách nhiệm phối hợp của thôn trưởng trong việc …": who answers, whatever noun it is.
_DUTIES_OF = regex.compile(r"\b(?:trách nhiệm|nhiệm vụ)(?:,? \p{L}+){0,6}? (?:của|đối với) ")
_IN_WHAT = regex.compile(r",?\s+(?:trong|đối với|về|khi|tại|theo|để|nhằm)\s")
_MOST_OWNER_WORDS = 16
_MOST_WORDS_BEFORE = 3


def _owner(title: str, grammar: Grammar) -> str:
    """The words of a heading that say whose duties it is about; empty for none."""
    duties = _DUTIES_OF.search(lowered(title))
    if not duties or len(title[: duties.start()].split()) > _MOST_WORDS_BEFORE:
        return ""
    if starts_with_verb(title, grammar):
        return ""
    name = _IN_WHAT.split(title[duties.end() :])[0].strip(" .,:;")
    return name if len(name.split()) <= _MOST_OWNER_WORDS else ""


# Who is named by the part they have in the work: "bộ, cơ quan chủ trì soạn thảo", "tổ chức được
# giao chủ trì", "người chủ trì".
_BY_ROLE = regex.compile(
    r"(?:các |những |mỗi )?(?:(?:bộ|ngành|cơ quan|đơn vị|tổ chức|cá nhân|người|bộ phận)"
    r"(?: ?, ?| và |/| hoặc | )?)+"
    r"(?:được )?(?:giao |phân công )?(?:nhiệm vụ |làm )?(?:chủ trì|đầu mối|phối hợp)\b"
    r"(?!\s+với\b)(?:\s+(?!có\b|là\b|quy định\b|theo\b)\p{L}+){0,7}"
)
# "Các Sở, ngành chủ trì, quản lý, tham gia thực hiện các dự án": a class by several parts it has.
_BY_SHARE = regex.compile(
    r"các (?:(?:bộ|sở|ban|ngành|cơ quan|đơn vị|tổ chức|địa phương)(?:, | và | ))+"
    r"(?:được giao )?(?:chủ trì|quản lý|phối hợp|tham gia|thực hiện|theo dõi|tham mưu)"
    r"(?:(?:, | và | hoặc )(?:chủ trì|quản lý|phối hợp|tham gia|thực hiện|theo dõi|tham mưu)){1,3}"
    r"(?! với\b)(?: (?!các nhiệm vụ sau|những)\p{L}+){1,10}"
)
_ROLE_AND_NAME = regex.compile(r"(?P<role>[^:(–-]+?)\s*(?:[–(:-]|\blà\b)\s*(?P<name>\S.*)")
_HAS_DUTY = regex.compile(
    r",?\s+(?:có|chịu)\s+(?:(?:nhiệm vụ|trách nhiệm|quyền hạn|quyền)(?:, | và )?)+"
    r"(?:\s*(?:sau đây|sau|như sau))?$"
)


def _named_by_role(title: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """ "Trách nhiệm của cơ quan chủ trì trong việc …": a body named by what it is in the work;
    by its own name where that follows: "cơ quan chủ trì - Sở Y tế"."""
    name = _owner(title, grammar) or _HAS_DUTY.sub("", BEFORE_BODIES.sub("", title))
    small = lowered(name)
    if _BY_ROLE.fullmatch(small):
        several = len(regex.findall(r"chủ trì|đầu mối|phối hợp", small)) > 1
        names = split_names(name, grammar) if several else ()
        return tuple(Assignee(each, _role_of(each)) for each in names or (name,))
    if _BY_SHARE.fullmatch(small):
        return (Assignee(name, "implement"),)
    match = _ROLE_AND_NAME.fullmatch(name)
    if not match or not _BY_ROLE.fullmatch(lowered(match["role"])):
        return ()
    stated: Role = "lead" if _role_of(match["role"]) == "lead" else "support"
    return tuple(
        Assignee(each, stated) for each in split_names(match["name"].strip(" ()"), grammar)
    )


def _role_of(words: str) -> Role:
    leads = regex.search(r"chủ trì|đầu mối", lowered(words))
    return "lead" if leads else "implement"


# "Nhiệm vụ của Kế hoạch", "Nhiệm vụ trọng tâm của năm 2031": nobody's duties.
_NOBODY = regex.compile(
    r"(?:các |những |từng |mỗi )?(?:kế hoạch|đề án|chương trình|dự án|chiến lược|nghị quyết|"
    r"quyết định|chỉ thị|kết luận|quy chế|quy định|văn bản|luật|năm|quý|tháng|giai đoạn|thời kỳ|"
    r"nhiệm kỳ|lĩnh vực|công tác|hoạt động|phong trào|nội dung|nhiệm vụ|giải pháp|mục tiêu|việc|"
    r"quá trình|đợt|hội nghị|cuộc|công trình|vấn đề|hệ thống)\b"
)


def _answering(title: str, kind: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """Who answers by the words of a heading on duties, also where no body is known in it; among
    the tasks themselves, only bodies."""
    name = _owner(title, grammar)
    names = split_names(name, grammar)
    if name and not names and kind != "tasks" and not _NOBODY.match(lowered(name)):
        names = (name,)
    return tuple(Assignee(each, "implement") for each in names)


# "Sở Y tế là cơ quan chuyên môn thuộc …": whose duties rules on duties set down.
_IS_BODY = regex.compile(
    r"(?:\p{L}\)\s*|\d+\.\s*)?(?P<who>\p{Lu}[^.;:]{3,90}?)(?:\s*\([^()]*\))?,?\s+"
    r"là\s+(?:cơ quan|đơn vị|tổ chức|phòng|ban)\b"
)


# "Nhiệm vụ giao Sở Y tế chủ trì", "Phân công nhiệm vụ cho Sở Y tế", "Nội dung thuộc thẩm quyền
# của Sở Y tế".
_TO_WHOM = regex.compile(
    r"(?:\b(?:cho|giao|do|nhiệm vụ|công việc|giữa|là|quyền|cấp)"
    r"|\b(?:thẩm quyền|phạm vi|lĩnh vực)(?: \p{Ll}+){0,2} của|[,:;–-])\s+(?=\p{Lu})"
)
_GIVES = regex.compile(r"\b(?:giao|phân công|chủ trì|đầu mối|phụ trách)\b")
_GIVES_FIRST = regex.compile(
    r"(?:(?:các |những |một số )?(?:nhóm |danh mục )?"
    r"(?:nhiệm vụ|nội dung|công việc|giải pháp|phần việc)|phân cấp|phân quyền|ủy quyền)\b"
)
# Prepositions: a body after them is not the one that acts.
_NOT_WHO = regex.compile(
    r"\b(?:của|với|theo|tại|về|từ|cùng|bởi|trước|đến|và|hoặc|đối với|cho|trong|trên|gửi|vào|số)\s+$"
)
# What opens with these is no work that a body does: papers, money, cases.
_NO_WORK = regex.compile(
    r"(?:thủ tục|tờ trình|hồ sơ|giấy|thẻ|trường hợp|ngân sách|nguồn|kinh phí|đại diện|quyết định|"
    r"nghị quyết|nghị định|thông tư|luật|báo cáo|công văn|kết quả|thành lập|theo|căn cứ)\b"
)


def _given(title: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """To whom a heading gives what stands below it."""
    small = lowered(title)
    gives = _GIVES.search(small)
    if not gives and not _GIVES_FIRST.match(small):
        return _who_does(title, grammar)
    for match in _TO_WHOM.finditer(title):
        if not gives and match.group().startswith(","):
            continue  # "Nội dung, mức chi cho Ban Chỉ đạo, Tổ giúp việc": no work is given
        rest = title[match.end() :]
        if names_subject(rest, grammar):
            return assigned(rest, grammar)
        if names := split_names(rest, grammar):
            return tuple(Assignee(name, "implement") for name in names)
    return _who_does(title, grammar)


def _who_does(title: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """Who does what the first words of a heading name: "Văn bản Sở Y tế soạn thảo"."""
    if starts_with_verb(title, grammar) or _NO_WORK.match(lowered(title)):
        return ()
    cut, words = Text.of(title), words_of(grammar)
    at = next((i for i in range(1, min(8, len(cut.words))) if cut.upper(i)), 0)
    before = lowered(cut.between(0, at)) + " "
    if not at or _NOT_WHO.search(before) or not is_body(cut, at, words):
        return ()
    rest = title[cut.spans[at][0] :]
    return assigned(rest, grammar) if names_subject(rest, grammar) else ()


def whose_duties(text: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The body that a sentence says what it is."""
    match = _IS_BODY.match(text)
    names = split_names(match["who"], grammar) if match else ()
    return tuple(Assignee(name, "implement") for name in names) if len(names) == 1 else ()


def shares_work(title: str) -> bool:
    """Whether a heading only says that the body above it leads, or with whom it works."""
    return bool(
        regex.match(r"\W*(?:chủ động |tích cực )*(?:chủ trì|phối hợp|đầu mối)\b", lowered(title))
    )
