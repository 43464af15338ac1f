"""Times that count because they stand apart: at the head of a sentence, in its last bracket, after
its last colon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from vnplan.parse.bodies.subjects import names_subject, starts_with_verb
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.passage import fold
from vnplan.parse.times.stated_times import told_last, whole_deadline
from vnplan.parse.times.time_grammar import YEAR
from vnplan.parse.times.time_points import Point, labelled
from vnplan.parse.times.titled_times import of_title
from vnplan.record import Deadline


def with_set_apart(
    points: Sequence[Point], text: str, grammar: Grammar, year: int | None, past: str
) -> list[Point]:
    """The points with those that count because they stand apart, whether or not a word leads to
    them: at the head of a sentence before what is to be done ("Năm 2031, hoàn thành …"), and in a
    bracket at its end. They stand in the place of what was read there. What was over before
    ``past`` (the document's day, month or year, "" where it is not known) is told, not ordered."""
    last = (_in_last_bracket(text, grammar, year), _after_last_colon(text, grammar, year))
    apart = [*_at_head(text, grammar, year), *(p for point in last for p in point)]
    rest = [p for p in points if not any(p.start < a.stop and a.start < p.stop for a in apart)]
    open_ = [p for p in apart if not _over(p, text, past)]
    return sorted([*rest, *open_], key=lambda p: p.start)


def _over(point: Point, text: str, past: str) -> bool:
    """Whether a point with its year was over before ``past``; one without may be of the next."""
    told = regex.search(YEAR, text[point.start : point.stop])
    return bool(told and point.due and point.due[: len(past)] < past)


def _at_head(text: str, grammar: Grammar, year: int | None) -> Iterator[Point]:
    if label := time_label(text, grammar, year):
        told = label.deadline
        yield Point(
            label.start,
            label.start + len(told.text),
            told.due,
            told.recurs,
            strong=bool(told.due),
            loose=not told.due,
            repeats=bool(told.recurs),
        )
        return
    for match in HEAD.finditer(text):
        due = whole_deadline(match["when"], grammar, year)
        if (
            due
            and due.due
            and due.text == match["when"]
            and _acts(text[match.end() : match.end() + _NEAR], grammar)
        ):
            yield Point(match.start("when"), match.end("when"), due.due, None, strong=True)


@dataclass(frozen=True, slots=True)
class TimeLabel:
    """A time with a colon at the head of a text: where it starts, and where what is done does."""

    deadline: Deadline
    start: int
    rest: int


def time_label(text: str, grammar: Grammar, year: int | None) -> TimeLabel | None:
    """The time that is all a text says before its first colon: "Từ 20/9 đến 30/9: khảo sát"."""
    match = _LABEL.match(text)
    if match is None or not match.end() < len(text):
        return None
    due = whole_deadline(match["when"], grammar, year)
    if due is None or due.text != match["when"].rstrip():
        return None
    return TimeLabel(due, match.start("when"), match.end())


# A clock's colon ends none: "8:00 ngày 10/5: khai mạc".
_LABEL = regex.compile(r"[\s\-–+•*]*(?P<when>(?:[^:;()]|(?<=\d):(?=\d\d)){3,50}):\s+")
# What is done stands so many letters after a time, at most.
_NEAR = 200


def _acts(text: str, grammar: Grammar) -> bool:
    return starts_with_verb(text, grammar) or names_subject(text, grammar)


def _in_last_bracket(text: str, grammar: Grammar, year: int | None) -> Iterator[Point]:
    match = _BRACKETED.search(text)
    due = whole_deadline(match["when"], grammar, year) if match else None
    if (
        match
        and due
        and match["when"].startswith(due.text)
        and not _LAW.search(text[: match.start()])
        and not of_title(text, match, grammar)
    ):
        start, stop = match.start("when"), match.start("when") + len(due.text)
        yield Point(
            start, stop, due.due, due.recurs, strong=False, near=True, repeats=bool(due.recurs)
        )


# "Năm 2031, hoàn thành …", "Quý I/2031: …", "Quý II năm 2031 trình …" at the head of a text or a
# later sentence of it.
HEAD = regex.compile(
    r"(?:^[\W\d]{0,6}|(?<=\p{Ll}[.;]\s+))"
    r"(?P<when>(?:[Nn]ăm|[Qq]uý|[Tt]háng)\s+[\dIV](?:[^,:;.()]{0,24}(?=\s*[,:])|[^\p{Ll}.,:;()]{0,6}"
    rf"(?:năm\s+)?{YEAR}))(?:\s*[,:])?\s+(?=\p{{L}})"
)


def _after_last_colon(text: str, grammar: Grammar, year: int | None) -> Iterator[Point]:
    due = told_last(text, grammar, year)
    start = text.rfind(due.text) if due else -1
    if due and start > 0:
        stop = start + len(due.text)
        told = labelled(fold(text[:start]))
        yield Point(
            start, stop, due.due, due.recurs, strong=told, near=True, repeats=bool(due.recurs)
        )


# "Luật Đường thủy (năm 2031)" is of that year.
_LAW = regex.compile(r"(?:Luật|Hiến pháp|Pháp lệnh|Đại hội)\s(?:\p{L}+\s){0,6}$")
# "… (quý IV/2031 và thường xuyên)."
_BRACKETED = regex.compile(
    r"\((?P<when>(?:[Nn]ăm|[Qq]uý|[Tt]háng|[Tt]ừ(?:\s+(?:ngày|tháng|quý|năm))?)\s+[\dIV][^()]{1,80})"
    r"\)\s*[.;,]?\s*$"
)
