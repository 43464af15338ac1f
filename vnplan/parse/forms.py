"""Forms to be filled in that follow a document: "Mẫu số 01", letterhead, blanks and all."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.lines import ITEMS, Kind, Row

# Rows of a form's letterhead above its motto: the office on two lines, its parent, a rule.
_ABOVE_MOTTO = 4
_LETTERHEAD = frozenset({Kind.CAPS, Kind.RULE, Kind.NUMBER, Kind.PLACE_DATE, Kind.ABOUT})
# What ends a form: the next annex, or the text of rules or of a plan.
_TEXT = frozenset({Kind.PART, Kind.ARTICLE})
_NAMED = regex.compile(
    r"\W*(?:bieu )?mau\b(?:\s+(?:bieu\s+)?(?:so\s+)?(?=\w*[\d.…])[\w./…-]{1,8})?\s*(?:$|[:.(-])"
)


def without_forms(rows: Sequence[Row]) -> list[Row]:
    """The rows of what follows a document without the forms in it: none of their blanks is a task.

    A form opens with "Mẫu số 01", or with a letterhead below the text itself, and goes on up to the
    next annex, chapter or article.

    >>> without_forms([])
    []
    """
    kept: list[Row] = []
    in_form = begun = False
    for row in rows:
        named = bool(_NAMED.match(row.folded))
        if row.kind in _TEXT or (row.kind is Kind.ANNEX and not named):
            in_form = False
        elif not in_form and (named or (row.kind is Kind.MOTTO and begun)):
            in_form = True
            kept = kept if named else _without_letterhead(kept)
        begun = begun or row.kind in ITEMS
        if not in_form:
            kept.append(row)
    return kept


def _without_letterhead(rows: list[Row]) -> list[Row]:
    """The rows without the office that a form's letterhead names above its motto."""
    end = len(rows)
    while end > max(0, len(rows) - _ABOVE_MOTTO) and rows[end - 1].kind in _LETTERHEAD:
        end -= 1
    return rows[:end]
