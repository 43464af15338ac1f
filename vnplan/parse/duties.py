"""Whose work it is by the words of a heading: bodies, whose duties, who leads, to whom it goes."""

from __future__ import annotations

import regex

from vnplan.parse.assignees import assigned, names_subject, starts_with_verb
from vnplan.parse.body_names import split_names
from vnplan.parse.grammar import Grammar
from vnplan.parse.passage import lowered
from vnplan.record import Assignee

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


# "Trách nhiệm của các thôn trong việc vá đê": the work is no part of the name.
_IN_WORK = regex.compile(r"\s+trong (?:việc|công tác|quá trình|thực hiện|phối hợp)\b.*$")


def bodies_of_heading(text: str, kind: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """The bodies that a heading names; none when it is about something else.

    "Đối với …" names who acts in a part on organising the work, elsewhere whom it is about.
    """
    title = text.strip(" :.")
    if kind != "organisation" and lowered(title).startswith("đối với"):
        return ()
    if by_role := _named_by_role(title, grammar):
        return by_role
    plain = _IN_WORK.sub("", _DOES.sub("", BEFORE_BODIES.sub("", title)))
    if len(plain.split()) > _LONG_TITLE and names_subject(plain, grammar):
        return assigned(plain, grammar)
    names = split_names(plain, grammar) or split_names(plain.split(":")[0], grammar)
    if names and (not _SAYS_ROLE.search(plain) or _NAMED_BY_ROLE.match(lowered(plain))):
        return tuple(Assignee(name, "implement") for name in names)
    found = assigned(plain, grammar) or _leading(plain, grammar) or _answering(title, kind, grammar)
    return found or _given(title, grammar)


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


_ROLE_AND_NAME = regex.compile(
    r"(?:các )?(?:cơ quan|đơn vị) (?:chủ trì|đầu mối)\s*(?:[-–,(:]|là)\s*"
)


def _named_by_role(title: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """ "Trách nhiệm của cơ quan chủ trì trong việc …": a body named by what it is in the work;
    by its own name where that follows: "cơ quan chủ trì - Sở Y tế"."""
    name = _owner(title, grammar)
    if (role := _ROLE_AND_NAME.match(lowered(name))) and (
        names := split_names(name[role.end() :], grammar)
    ):
        return tuple(Assignee(each, "lead") for each in names)
    if not regex.match(
        r"(?:các )?(?:cơ quan|đơn vị|tổ chức|cá nhân)[^:]* (?:chủ trì|đầu mối)", lowered(name)
    ):
        return ()
    return tuple(
        Assignee(each, "lead" if regex.search(r"chủ trì|đầu mối", lowered(each)) else "implement")
        for each in split_names(name, grammar) or (name,)
    )


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


# "Nhiệm vụ giao Sở Y tế chủ trì", "Phân công nhiệm vụ cho Sở Y tế".
_TO_WHOM = regex.compile(r"(?:\b(?:cho|giao|do|nhiệm vụ|công việc|giữa|là)|[,:;–-])\s+(?=\p{Lu})")


_GIVES = regex.compile(r"\b(?:giao|phân công|chủ trì|đầu mối|phụ trách)\b")


def _given(title: str, grammar: Grammar) -> tuple[Assignee, ...]:
    """To whom a heading gives what stands below it."""
    if not _GIVES.search(lowered(title)):
        return ()
    for match in _TO_WHOM.finditer(title):
        rest = title[match.end() :]
        if names_subject(rest, grammar):
            return assigned(rest, grammar)
        if names := split_names(rest, grammar):
            return tuple(Assignee(name, "implement") for name in names)
    return ()


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
