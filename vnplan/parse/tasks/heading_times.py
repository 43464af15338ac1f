"""By when what stands below a heading is due, as the heading says."""

from __future__ import annotations

import regex

from vnplan.parse.tasks.contexts import Reading, ends_in_colon
from vnplan.parse.text.passage import fold, lowered
from vnplan.parse.times.deadlines import find_deadline
from vnplan.parse.times.stated_times import time_of_round, told_last, whole_deadline
from vnplan.parse.times.timelines import span_line, time_line
from vnplan.record import Deadline

_FINISHES = regex.compile(r"\b(?:hoan thanh|xong|cham nhat|muon nhat|truoc ngay|thoi han)\b")


def due_below(reading: Reading, title: str) -> Deadline | None:
    """By when the items are due that a sentence opens: "…, hoàn thành trong tháng 3, gồm:", "Trước
    ngày 30/9, các xã phải:"; or that a heading names, with its time in brackets."""
    if when := only_time(reading, title) or told_last(title, reading.grammar, reading.year):
        return when
    if bracket := _IN_BRACKETS.search(title):
        found = whole_deadline(bracket[1], reading.grammar, reading.year)
        told = (
            found and 2 * len(found.text) > len(bracket[1]) and regex.search(r"\p{L}", bracket[1])
        )
        return found if told else None
    if not ends_in_colon(title) and title.rstrip()[-1:] in ".;,":
        return None
    found = find_deadline(title, reading.grammar, reading.year)
    if found and hands_in_by(title, found):
        return found
    if not ends_in_colon(title):
        return None
    heads = found is not None and title.lstrip(" -+•*").startswith(found.text)
    duty = heads or regex.search(r"(?<!\w)(?:phải|có trách nhiệm)(?!\w)", lowered(title))
    return found if duty or _FINISHES.search(fold(title)) else None


def hands_in_by(title: str, due: Deadline) -> bool:
    """Whether a sentence over a list says that what it lists is handed in by a day: "Các cơ quan
    gửi danh sách về Sở Nội vụ trước ngày 10/12 hằng năm: a) Công an tỉnh: …"."""
    before, _, after = fold(title).partition(fold(due.text))
    rest = regex.sub(r"\([^()]*\)", "", after).strip(" :.,;")
    return bool(_HANDS_IN.search(before) and _BY_DAY.match(fold(due.text))) and not rest


_HANDS_IN = regex.compile(r"\b(?:gui|nop|bao cao|cung cap|dang ky)\b")
_BY_DAY = regex.compile(r"(?:dinh ky\s+)?(?:truoc|cham nhat|muon nhat|xong truoc)\b")
# "1. Tuyên truyền (hoàn thành trước ngày 30/4/2031)"; figures alone are a day of note or the years
# of a programme: "Ngày Chuyển đổi số (10/10)".
_IN_BRACKETS = regex.compile(r"\(([^()]*\d[^()]*)\)\s*[.:]?$")


def only_time(reading: Reading, title: str) -> Deadline | None:
    """The time of a heading that says nothing else."""
    told = time_of_round(title, reading.grammar, reading.year)
    if when := told or time_line(title, reading.year) or span_line(title, reading.year):
        return when
    words = title.strip(" -–+•*.:;")
    when = whole_deadline(words, reading.grammar, reading.year) if words[:1].isupper() else None
    return when if when and when.text == words else None
