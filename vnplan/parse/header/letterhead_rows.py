"""The rows of a letterhead by what they say."""

from __future__ import annotations

from dataclasses import dataclass, field

from vnplan.parse.text.lines import Row
from vnplan.parse.text.passage import Passage


@dataclass(slots=True)
class Letterhead:
    """The rows of a letterhead by what they say; ``body`` is the first row after it, ``left_out``
    what may go on with the subject of a dispatch and stands elsewhere, ``untyped`` a title that is
    no type of document, ``damaged_to`` what is left of "Kính gửi:"."""

    issuers: list[Row] = field(default_factory=list)
    numbers: list[Row] = field(default_factory=list)
    dates: list[Row] = field(default_factory=list)
    mottos: list[Row] = field(default_factory=list)
    stamps: list[Row] = field(default_factory=list)
    urgency: list[Row] = field(default_factory=list)
    secrecy: list[Row] = field(default_factory=list)
    authority: list[Row] = field(default_factory=list)
    type: Passage | None = None
    type_name: str = ""
    untyped: Passage | None = None
    title_rest: Passage | None = None
    subject: list[Passage] = field(default_factory=list)
    left_out: list[Passage] = field(default_factory=list)
    about: bool = False
    stamped: bool = False
    addressees: list[Passage] = field(default_factory=list)
    addressed: bool = False
    damaged_to: Passage | None = None
    body: int = 0
