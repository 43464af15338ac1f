"""Typed lines: what a printed line can be, and a line or column of it with what it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from functools import lru_cache

from vnplan.model import Zone
from vnplan.parse.text.passage import Passage


class Kind(StrEnum):
    """What a line is. The markers of items come first, in the order of their rank."""

    PART = auto()
    CAPITAL = auto()
    ROMAN = auto()
    ARTICLE = auto()
    ARABIC = auto()
    DOTTED = auto()
    LETTER = auto()
    BRACKETED = auto()
    PARAGRAPH = auto()
    DASH = auto()
    PLUS = auto()

    MOTTO = auto()
    SLOGAN = auto()
    NUMBER = auto()
    PLACE_DATE = auto()
    TYPE = auto()
    ABOUT = auto()
    ADDRESSEE = auto()
    BASIS = auto()
    RECIPIENTS = auto()
    CAPACITY = auto()
    OVERLAY = auto()
    STAMP = auto()
    URGENCY = auto()
    SECRECY = auto()
    ANNEX = auto()
    RULE = auto()
    PAGE_NUMBER = auto()
    FOOTNOTE = auto()
    TABLE = auto()
    CAPS = auto()
    TEXT = auto()


RANK = {kind: rank for rank, kind in enumerate(Kind) if rank <= list(Kind).index(Kind.PLUS)}
ITEMS = frozenset(RANK) - {Kind.PARAGRAPH}
NOISE = frozenset({Kind.RULE, Kind.PAGE_NUMBER, Kind.OVERLAY, Kind.FOOTNOTE})


@dataclass(frozen=True, slots=True)
class Row:
    """A line, or one column of it, with what it is.

    Attributes:
        label: of an item, the number as read ("II", "1.2", "a"); else "".
        content: where the words after the marker start in ``passage.text``.
        gap: whether a blank line stands before it.
        room: how many characters still fit to its right; a line that leaves room for the next
            line's first word ends a paragraph.
        indented: whether it starts to the right of the margin.
    """

    kind: Kind
    passage: Passage
    label: str = ""
    content: int = 0
    gap: bool = False
    room: float = 0.0
    indented: bool = False

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def folded(self) -> str:
        return self.passage.folded

    @property
    def page(self) -> int:
        return self.passage.page or 1

    @property
    def zone(self) -> Zone | None:
        """Where the layout of a scanned page puts it."""
        return self.passage.pieces[0].line.line.zone if self.passage.pieces else None

    def full(self, below: Row) -> bool:
        """Whether the first word of the line below did not fit on this one."""
        return self.room < len(below.text.split(" ", 1)[0]) + 1

    @property
    def body(self) -> Passage:
        """The words after the marker."""
        return self.passage[self.content :] if self.content else self.passage

    @property
    def caps(self) -> bool:
        return is_caps(self.text[self.content :])


@lru_cache(maxsize=4096)
def is_caps(text: str) -> bool:
    """Whether the words are printed in capitals (two letters at least).

    >>> is_caps("KẾ HOẠCH số 2"), is_caps("NHIỆM VỤ, GIẢI PHÁP"), is_caps("I.")
    (False, True, False)
    """
    letters = list(filter(str.isalpha, text))
    return len(letters) > 1 and sum(map(str.isupper, letters)) >= 0.85 * len(letters)
