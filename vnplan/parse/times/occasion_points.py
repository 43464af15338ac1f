"""Which occasions, terms and events of a text say when its work is due, and which it only tells."""

from __future__ import annotations

import regex

from vnplan.parse.times.time_facts import no_limit
from vnplan.parse.times.time_grammar import Rules
from vnplan.parse.times.time_phrases import Phrase
from vnplan.parse.times.time_points import Point, ends_clause, finishes, labelled


def occasion_point(
    phrase: Phrase, folded: str, marked: str, rules: Rules, today: str | None
) -> Point | None:
    """The point of time that a phrase is, unless its clause only waits for something or tells of
    it; ``today``: the day that "hôm nay" means."""
    whole = regex.sub(r"\([^()]*\)", " ", folded[: phrase.start])
    said = regex.split(r"[;:(]|\.\s", whole)[-1]
    clause = rules.list_comma.sub(" ", said).rpartition(",")[2]
    handed = phrase.kind == "finish" and bool(rules.hands_in.search(clause))
    if phrase.kind == "session" and (_SAID.search(clause) or not rules.brings.search(clause)):
        return None
    if phrase.kind == "lunar" and _SAME_DAY.search(folded[: phrase.start]):
        return None
    if phrase.kind == "before" and _IN_FRONT.search(clause):
        return None
    heads = not clause.strip(" -+•*") and "khi" in folded[phrase.start : phrase.stop]
    spoken = marked[phrase.start - len(clause) : phrase.start] if clause else ""
    sends = rules.sends.search(spoken) and not _ALL_DAY.search(clause)
    waits = phrase.kind in ("after", "at once") and _AT_ONCE.match(folded, phrase.start)
    after_this = waits and (heads or _THIS_PAPER.search(folded[phrase.start : phrase.stop]))
    after = folded.startswith("ngay sau khi", phrase.start)
    ends = after and sends and ends_clause(folded, phrase.stop)
    counted = _SPAN_LAST.search(folded, phrase.start, phrase.stop)
    if waits and not (after_this or ends or counted):
        return None
    if phrase.kind == "at once" and not (sends or heads or waits):
        return None
    if phrase.kind == "finish" and not (_SOON_DONE.search(clause) or handed):
        return None
    if phrase.kind in _ACTED and not _acted(phrase, clause, marked, rules):
        return None
    opens = not clause.strip(" -+•*")
    if phrase.kind == "ahead" and not (opens or _HANDED_IN.search(said)):
        return None
    if phrase.kind == "first" and not opens:
        return None
    now = phrase.kind == "dated" and bool(_NOW.search(folded, phrase.start, phrase.stop))
    return Point(
        phrase.start,
        phrase.stop,
        today if now and phrase.due is None else phrase.due,
        None,
        strong=handed
        or bool(_LIMIT.match(folded, phrase.start))
        or labelled(folded[: phrase.start])
        or (phrase.kind in _ENDS_BY and finishes(folded[: phrase.start])),
        near=True,
        loose=phrase.due is None and not now,
    )


# "chịu trách nhiệm trước đại hội" is no time.
_IN_FRONT = regex.compile(r"\b(?:trach nhiem|bao cao|trinh bay|cong bo|phat bieu)\s+$")
# "gửi biên bản ngay sau khi họp xong" waits for something, and tells when only at the head of a
# sentence, after the document itself, or with a number of days.
_AT_ONCE = regex.compile(r"ngay\s+(?:sau\s+)?khi\b")
_THIS_PAPER = regex.compile(r"\bnhan\b.*\b(?:nay|(?:cong van|van ban|chi thi|ke hoach|lenh)$)")
_SPAN_LAST = regex.compile(r"\d\s*(?:\([^()]*\)\s*)?(?:ngay|gio|thang|tuan)$")
_NOW = regex.compile(r"\bnay\b")
# "ngày 18/02 (19 tháng Giêng)": the same day by another name.
_SAME_DAY = regex.compile(r"\d\s*\((?:tuc\s+)?(?:ngay\s+)?$")
# What is handed in or ready so long before something: "gửi hồ sơ trước 10 ngày".
_HANDED_IN = regex.compile(
    r"\b(?:gui|nop|trinh|bao\s+cao|thong\s+bao|chuyen|cap|ban\s+giao|dang\s+ky|hoan\s+thanh|xong)\b"
)
# "trước khi …" of what is to be finished, not of what to look at before.
_SOON_DONE = regex.compile(r"\b(?:hoan\s+thanh|xong|ket\s+thuc)(?:\s+\S+){0,5}\s+$")
_ALL_DAY = regex.compile(r"\b(?:gio|lien tuc|lan|ca|buoi)\s+$")
_SAID = regex.compile(r"\b(?:ket luan|phat bieu|y kien|da|thong bao)\b")


_LIMIT = regex.compile(r"(?:cham|muon)\s+nhat\b")
# By then something ends where the clause says that it is finished.
_ENDS_BY = ("before", "finish", "moment", "close", "finish now")
# Kinds that tell by when only of some work.
_ACTED = ("answer", "close", "finish now", "hours", "last day", "moment", "range", "term")


def _acted(phrase: Phrase, clause: str, marked: str, rules: Rules) -> bool:
    """Whether the clause before a phrase, folded, tells of work that the phrase says the time of:
    an answer after so many days, what is finished this month, what is done at hours that are no
    office's, by a moment that is no law's ("trước ngày Luật có hiệu lực")."""
    spoken = marked[phrase.start - len(clause) : phrase.start]
    words = marked[phrase.start : phrase.stop]
    if phrase.kind == "hours":
        return not rules.office_hours.search(spoken)
    if phrase.kind == "range":
        return not _IN_FORCE.search(words)
    if phrase.kind == "term":
        return not (rules.kept.search(spoken) or no_limit(marked[: phrase.start]))
    if phrase.kind == "answer":
        return bool(rules.answers.search(clause) or rules.sends.search(spoken))
    if phrase.kind == "finish now":
        sent = words.startswith("ngay") and rules.sends.search(spoken)
        return finishes(clause) or bool(sent)
    if phrase.kind == "last day":
        return not _COUNTS_FROM.search(spoken)
    at_once = phrase.kind == "close" and words.startswith("ngay")
    acts = rules.acts.search(spoken) or rules.sends.search(spoken)
    return not _IN_FORCE.search(words) and bool(at_once or acts or finishes(clause))


_COUNTS_FROM = regex.compile(r"(?<!\w)(?:tính|(?<!chứng\s)từ|kể từ)(?!\w)")
_IN_FORCE = regex.compile(r"(?<!\w)(?:hiệu lực|ban hành|(?<=trước )ngày)(?!\w)")
