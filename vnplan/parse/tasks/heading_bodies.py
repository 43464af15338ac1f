"""Which bodies a heading charges with what stands below it."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.bodies.body_heads import is_body
from vnplan.parse.bodies.body_names import only_names, split_names
from vnplan.parse.bodies.phrases import Text, words_of
from vnplan.parse.tasks.addressed import addressed
from vnplan.parse.tasks.assignees import assigned
from vnplan.parse.tasks.contexts import Context, Reading
from vnplan.parse.tasks.duties import bodies_of_heading, shares_work
from vnplan.parse.tasks.regulation import only_governed
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import is_caps
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.record import Assignee


def are_bodies(reading: Reading, named: Sequence[Assignee]) -> bool:
    """Whether a heading names bodies, and not just any nouns after "các"."""
    words = words_of(reading.grammar)
    return bool(named) and is_body(Text.of(named[0].name), 0, words)


def names_one_body(reading: Reading, title: Passage, named: Sequence[Assignee]) -> bool:
    """Whether a heading is the name of one body, and says nothing else."""
    plain = [fold(text).strip(" .:") for text in (title.text, *(each.name for each in named))]
    return len(named) == 1 and plain[0] == plain[1] and are_bodies(reading, named)


def heading_bodies(reading: Reading, title: str, kind: str, above: Context) -> tuple[Assignee, ...]:
    """The bodies that a heading names; those of the heading above as well, where it says with
    whom they work or that they lead: "a) Chủ trì, phối hợp với các sở:" under "1. Sở Y tế"."""
    if _OPENS_PARTS.search(fold(title)) or directs(title, above):
        return ()
    if above.in_turn and (named := addressed(title, reading.grammar)):
        return named
    named = bodies_of_heading(title, kind, reading.grammar)
    if named and is_caps(title) and not are_bodies(reading, named):
        return ()  # "III. CÁC BƯỚC THỰC HIỆN"
    if above.assignees and _ABOUT.match(lowered(title)):
        named = bodies_of_heading(title, "organisation", reading.grammar)
        named = named if _are_of(named, above.assignees, reading.grammar) else ()
    elif reading.free and above.kind == "free" and not named and _ABOUT.match(lowered(title)):
        named = bodies_of_heading(title, "organisation", reading.grammar)
        named = named if _act_themselves(reading, named) else ()
    if (
        named
        and regex.match(r"\W*(?:nhung|mot so)\b", fold(title))
        and not are_bodies(reading, named)
    ):
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
    return are_bodies(reading, named) and not served


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
# Articles with the name of a council say who sits in it.
_MADE_UP = regex.compile(
    r"\W*(?:hội đồng(?!\s+nhân dân)|quỹ|tổ (?:công tác|giúp việc|thẩm định))\b"
)


def charges_by_name(reading: Reading, title: Passage) -> bool:
    """Whether the heading of an article is nothing but the names of bodies, which then have the
    duties below it: "Điều 3. Sở Giao thông vận tải"."""
    plain = title.text.strip(" .:")
    if _MADE_UP.match(lowered(plain)):
        return False
    named = bodies_of_heading(plain, "organisation", reading.grammar)
    names = split_names(plain, reading.grammar) and only_names(plain, reading.grammar)
    return bool(names) and are_bodies(reading, named) and not only_governed(named, reading.grammar)
