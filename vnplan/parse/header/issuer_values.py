"""Who issued a document, and what the document says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vnplan.parse.text.lines import Row
from vnplan.parse.text.numbers import OwnNumber
from vnplan.parse.text.passage import Passage


@dataclass(frozen=True, slots=True)
class Issuer:
    """The names, where they stand, and how sure they are.

    Attributes:
        rule: how often such a finding is right, 0–1.
        reason: why it is doubtful; empty when it is not.
        parent_reason: the same of the body above.
    """

    name: str | None = None
    parent: str | None = None
    name_from: Passage | None = None
    parent_from: Passage | None = None
    rule: float = 0.97
    reason: str = ""
    parent_reason: str = ""


@dataclass(frozen=True, slots=True)
class Clues:
    """What a document says about its issuer, apart from the letterhead's left column.

    Attributes:
        rows: of the left column.
        title_rest: "CỦA BAN THƯỜNG VỤ TỈNH ỦY" under the title.
        place: of the date line.
        text: of the whole document, for spelling and for the place.
        opening: the preamble, whose last sentence names the issuer.
        type_name: of the title, folded.
        dated: where the place of the date line is printed.
        authority: the lines under the subject that say who decides.
    """

    rows: Sequence[Row]
    title_rest: Passage | None
    number: OwnNumber | None
    place: str | None
    text: str
    opening: str
    type_name: str = ""
    dated: Passage | None = None
    authority: Sequence[Row] = ()
