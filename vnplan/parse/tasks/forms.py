"""Forms to be filled in that follow a document: "Mẫu số 01", letterhead, blanks and all."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.layout.paragraphs import paragraphs
from vnplan.parse.layout.structure import from_roman
from vnplan.parse.tasks.prose import commands
from vnplan.parse.tasks.regulation import names_body
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.lines import ITEMS, Kind, Row
from vnplan.parse.text.passage import Passage

# Rows of a form's letterhead above its motto: the office on two lines, its parent, a rule.
_ABOVE_MOTTO = 4
_LETTERHEAD = frozenset({Kind.CAPS, Kind.RULE, Kind.NUMBER, Kind.PLACE_DATE, Kind.ABOUT})
# What ends a form: the next annex, or the text of rules or of a plan.
_TEXT = frozenset({Kind.PART, Kind.ARTICLE})
# "Mẫu số 01", "Biểu mẫu 2:"; the number may follow letters that lost their marks.
_NUMBERED = regex.compile(
    r"\W*(?:bieu )?mau\s+(?:bieu\s+)?(?:so\s+)?(?=\w*[\d.…])[\w./…-]{1,8}\s*(?:$|[:.(-])"
)
_MARKED = regex.compile(r"\W*(?:Biểu mẫu|BIỂU MẪU|Mẫu|MẪU)\b")
_SO_NUMBERED = regex.compile(r"\W*(?:bieu )?mau\s+(?:bieu\s+)?so\b")
_BARE = regex.compile(r"\W*(?:bieu )?mau\s*(?:$|[.(-]|:\s*$)")


def _names_form(row: Row) -> bool:
    """Whether a line is the number or the name of a form: "Mẫu số 01", "MẪU"; no item of a list,
    and not "Màu: đỏ", which has other marks."""
    if row.kind in ITEMS:
        return False
    if _NUMBERED.match(row.folded):
        return bool(_MARKED.match(row.text) or _SO_NUMBERED.match(row.folded))
    titled = row.caps and regex.match(r"\W*(?:bieu )?mau\s*:", row.folded)
    return bool(_MARKED.match(row.text) and (_BARE.match(row.folded) or titled))


def without_forms(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of what follows a document without the forms in it, and those left out: none of the
    blanks of a form is a task.

    A form opens with "Mẫu số 01", or with a letterhead below the text itself, and goes on up to the
    next annex, chapter or article, or the heading with the Roman number that is due in the text.

    >>> without_forms([])
    ([], [])
    """
    kept: list[Row] = []
    left: list[Row] = []
    in_form = begun = False
    last = last_in_form = 0
    for row in rows:
        named = _names_form(row)
        if row.kind in _TEXT or (row.kind is Kind.ANNEX and not named):
            in_form = False
        elif in_form and row.kind is Kind.ROMAN:
            in_form = not _goes_on(row, last, last_in_form)
            last_in_form = from_roman(row.label) or last_in_form
        elif not in_form and (named or (row.kind is Kind.MOTTO and begun)):
            in_form, last_in_form = True, 0
            kept = kept if named else _without_letterhead(kept)
        begun = begun or row.kind in ITEMS
        (left if in_form else kept).append(row)
        if not in_form and row.kind is Kind.ROMAN:
            last = from_roman(row.label) or last + 1
    return kept, left


def _goes_on(row: Row, last: int, last_in_form: int) -> bool:
    """Whether a heading carries on the Roman numbers of the text, ``last`` before the form, and not
    those of the form."""
    number = from_roman(row.label)
    return last > 0 and (number is None or number == last + 1) and number != last_in_form + 1


def _without_letterhead(rows: list[Row]) -> list[Row]:
    """The rows without the office that a form's letterhead names above its motto."""
    end = len(rows)
    while end > max(0, len(rows) - _ABOVE_MOTTO) and rows[end - 1].kind in _LETTERHEAD:
        end -= 1
    return rows[:end]


_BLANK = regex.compile(r"\.{3}|…|_{3}")


def orders_left(left: Sequence[Row], grammar: Grammar) -> list[Passage]:
    """The first sentence of what seemed a form that tells a body to do something and leaves no
    blank: the form may have ended before it."""
    for item in paragraphs(left, grammar):
        text = item.text.text
        if item.table is not None or _BLANK.search(text):
            continue
        if text.rstrip().endswith((".", ";")) and (
            names_body(text, grammar) or commands(text, grammar)
        ):
            return [item.text]
    return []
