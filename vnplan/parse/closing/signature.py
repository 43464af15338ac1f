"""The foot of a document: to whom copies go, who signs, in what capacity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from vnplan.model import Zone
from vnplan.parse.closing.signer_names import NAME, Names
from vnplan.parse.header.documents import is_list_head
from vnplan.parse.text.grammar import Grammar, alternatives
from vnplan.parse.text.line_rules import LineRules, line_rules
from vnplan.parse.text.lines import NOISE, Kind, Row, is_caps
from vnplan.parse.text.offices import Offices
from vnplan.parse.text.passage import Passage, fold, join
from vnplan.parse.text.patterns import starts_with

# "NGUYỄN VĂN SEN" below an office.
_SHOUTED = regex.compile(r"\W*(?P<name>\p{Lu}+(?:\s\p{Lu}+){1,4})\W*")
# What a copy prints before or behind the name.
_NOTE = regex.compile(r"\W*(?:[Đđ]ã ký|[Kk]ý tên)\s*[:.]?\s*(?=\p{Lu}\p{Ll})")


def _without_note(line: Passage) -> Passage:
    """A line without "(đã ký)" before or behind a name."""
    if note := _NOTE.match(line.text):
        line = line[note.end() :]
    signed = _SIGNED.search(line.text)
    return line[: signed.start()] if signed and signed.start() > 0 else line


# "#a£ơng Văn Hiền": the last words of a name the first of which a seal crosses.
_NAME_TAIL = regex.compile(r"(?<!\p{L})\p{Lu}\p{Ll}+\W*$")
# "(Đã ký)", "(đã ký và đóng dấu)", "(Ký, ghi rõ họ tên)": what a copy or a draft prints for the
# signature.
_SIGNED = regex.compile(
    r"\s*(?:\(?(?<!\p{L})[Đđ]ã ký(?: (?:và|,)? ?đóng dấu)?"
    r"|\([Kk]ý(?:(?:,|,? và)?\s(?:tên|(?:ghi )?rõ họ(?:,| và)? tên|họ(?:,| và)? tên|đóng dấu))+\))"
    r"\W*$"
)
_CAPS_TAIL = regex.compile(r"(?<=[.;:,)\s])\s*(\p{Lu}{2,}(?:[\s,/&-]+\p{Lu}{2,})*)\s*\W*$")

# "Các công ty: Điện lực Sông Lam;": whose names go on, one a line.
_PARTED = regex.compile(r"[^:;]*\b[Cc]ác\s[^:;]*:\s[^:]*;$")
# "…; _ - Ban Dân vận": two lines of the list that a reader took for one.
_NEXT_ENTRY = regex.compile(r";\s[\W_]{0,4}[-–]\s*(?=\p{Lu})")


# "TL. CHỦ TỊCH", "TUQ. GIÁM ĐỐC".
_BY_ORDER = regex.compile(r"(?:t\s?/?\s?l|tuq|tun)\s?[.:/]?\s*")
_CLERK = regex.compile(r"(?:cong chuc|can bo|chuyen vien|thu ky|ke toan)\b")


@dataclass(slots=True)
class Signature:
    """The passages of a foot."""

    recipients: list[Passage] = field(default_factory=list)
    capacities: list[Passage] = field(default_factory=list)
    title: Passage | None = None
    name: Passage | None = None
    others: list[Passage] = field(default_factory=list)
    # The office of who approves, between the signer's and the name.
    between: Passage | None = None
    # What stands where the name does and ends like one, but cannot be read as one.
    unread: Passage | None = None
    # The same office once more, or its deputy's, below the first: stamped over it, say.
    below: Passage | None = None
    # Another office of the same signer, or the body that the first is of.
    more: Passage | None = None
    listed: bool = False


def read_signature(rows: Sequence[Row], grammar: Grammar) -> Signature:
    """Read the rows below the text."""
    return _Reader(grammar, line_rules(grammar)).read(list(without_secretary(rows, grammar)))


def without_secretary(rows: Sequence[Row], grammar: Grammar) -> Iterator[Row]:
    """The rows of a foot without who kept the minutes, an office and the name right below it: who
    chaired the meeting signs them. Nothing is left out of a foot that has no other name."""
    names, words = Names.of(grammar), grammar.words["signatures"]["secretaries"]
    heads = {fold(word) for word in words}
    kept = [
        at
        for at, row in enumerate(rows)
        if row.passage.is_untouched() and row.folded.strip(" .:") in heads
    ]
    if kept:
        at = kept[0]
        below = range(at + 1, min(at + _SECRETARY_ROWS, len(rows)))
        name = next((i for i in below if names.find(_without_note(rows[i].passage).text)), None)
        others = (row for i, row in enumerate(rows) if i not in (at, name))
        if name is not None and any(names.find(_without_note(r.passage).text) for r in others):
            rows = [row for i, row in enumerate(rows) if not at <= i <= name]
    yield from rows


# A note, "(Ký, ghi rõ họ tên)", may stand between an office and its name.
_SECRETARY_ROWS = 3


@dataclass(frozen=True, slots=True, eq=False)
class _Patterns:
    """How lines of a foot begin, in folded text: an office, where copies are
    kept, what an approval is headed by; and the second office on a line of capitals."""

    title: regex.Pattern[str]
    archive: regex.Pattern[str]
    approves: regex.Pattern[str]
    deputy: regex.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(grammar: Grammar) -> _Patterns:
    words = grammar.words["signatures"]
    titles, approvals = (
        alternatives(grammar.phrases("signatures", key)) for key in ("titles", "approvals")
    )
    return _Patterns(
        title=regex.compile(rf"\W{{0,2}}(?:p\s?\.\s?)?{titles}(?!\w)"),
        archive=regex.compile(rf"\W*{fold(words['archive'])}\b"),
        approves=regex.compile(rf"\W*{approvals}(?!\w)"),
        deputy=regex.compile(r"(?<=\s)PHÓ\s+\p{Lu}{2,}.*$"),
    )


class _Reader:
    """One pass over the foot of a document."""

    def __init__(self, grammar: Grammar, rules: LineRules) -> None:
        self.rules = rules
        self.names = Names.of(grammar)
        self.offices = Offices.of(grammar)
        self.patterns = _patterns(grammar)
        heads = grammar.words["bodies"]["heads"]
        self.heads = [*heads["alone"], *heads["named"]]
        self.foot = Signature()
        self.closed = False
        self.open_list = False

    def read(self, rows: Sequence[Row]) -> Signature:
        for row in rows:
            if self.foot.name and row.kind in (Kind.CAPACITY, Kind.CAPS) and self.foot.title:
                continue
            self._row(row)
        return self.foot

    def _row(self, row: Row) -> None:
        foot = self.foot
        approves = row.kind is Kind.CAPS and self.patterns.approves.match(row.folded)
        if approves and foot.title and not foot.name and not foot.between:
            foot.between = row.passage
        if row.kind is Kind.CAPS and foot.title and not foot.name and self._again(row):
            foot.below = row.passage
        elif row.kind is Kind.CAPS and foot.title and not foot.name and self._holds(row):
            foot.more = foot.more or row.passage
        if row.zone is Zone.RECIPIENTS and row.kind is Kind.DASH and not foot.listed:
            foot.listed = self.open_list = True  # its head was lost
        if row.kind is Kind.RECIPIENTS or (is_list_head(row) and not foot.listed):
            foot.listed = self.open_list = True
        elif row.kind is Kind.CAPACITY or self._damaged_capacity(row):
            self._capacity(row.passage)
        elif row.kind in NOISE | {Kind.STAMP} or self._signs(row):
            pass
        elif row.zone is Zone.SIGNATURE:
            pass  # a pen or a seal: what is addressed stands in the other column
        elif row.kind is Kind.DASH:
            for part in self._split_tail(row.body):
                self._recipient(part)
        elif regex.match(r"\d{1,2}\s+\p{Lu}", row.text) and not row.text.endswith((";", ",")):
            self.closed = True
        elif self.open_list and (row.kind is not Kind.CAPS or row.text.endswith((";", ","))):
            for part in self._split_tail(row.passage):
                self._continue(part, row)

    def _signs(self, row: Row) -> bool:
        """Take a line that is an office, a name, or both."""
        foot = self.foot
        words = _without_note(row.body)
        if foot.recipients and row.text.endswith((";", ",")):
            return False
        listed = ";" in words.text or self.patterns.archive.match(words.folded)
        if row.kind is Kind.DASH and self.open_list and listed:
            return False  # "- UBND TP; … CHỦ TỊCH": a recipient in capitals, an office beside it
        if (
            is_caps(words.text)
            and not foot.title
            and (self.patterns.title.match(words.folded) or self._near(row) or self._in_place(row))
        ):
            self._title(words)
        elif titled := self._titled_name(row.text):
            foot.title = foot.title or row.passage[:titled]
            foot.name = row.passage[titled:]
        elif row.kind is Kind.DASH and not self.closed:
            return False
        elif name := self.names.find(words.text, row.zone) or self._unlisted(row):
            if foot.name and foot.title:
                foot.others.append(words[name[0] : name[1]])
            foot.name = foot.name or words[name[0] : name[1]]
        elif not self._small_title(row):
            if row.zone is Zone.SIGNATURE and _NAME_TAIL.search(row.text):
                foot.unread = row.passage
            return False
        return True

    def _damaged_capacity(self, row: Row) -> bool:
        """ "IM. UY BAN NHAN DAN": no name of a capacity, but the body it is signed for."""
        first = not self.foot.capacities and not self.foot.title
        return first and row.kind is Kind.CAPS and bool(self.offices.capacity(row.text))

    def _again(self, row: Row) -> bool:
        """Whether a line says the office above it again, or its deputy's."""
        above = self.offices.title(self.foot.title.text) if self.foot.title else None
        said = self.offices.title(row.text)
        return above is not None and said in (above, f"PHÓ {above}")

    def _holds(self, row: Row) -> bool:
        """Whether a line below an office is another one, or the body that it is of."""
        office = self.patterns.title.match(row.folded) or starts_with(row.text, self.heads)
        return bool(office) and " " in row.text and not row.text.endswith((";", ","))

    def _near(self, row: Row) -> bool:
        """Whether the capacity that this line may go on with stands on the same page."""
        return (
            bool(self.foot.capacities)
            and self.foot.capacities[-1].page == row.page
            and not self.foot.name
        )

    def _in_place(self, row: Row) -> bool:
        """Whether a line of the signature's zone is like an office, a letter of it misread."""
        return row.zone is Zone.SIGNATURE and self.offices.title(row.text) is not None

    def _small_title(self, row: Row) -> bool:
        """ "Phó Thống đốc" below "KT. THỐNG ĐỐC": an office in small letters."""
        alone = row.passage.is_untouched() and (self.closed or not self.open_list)
        placed = self._near(row) or (alone and row.text[:1].isupper())
        short = len(row.text.split()) <= 5 and placed and not self.foot.title
        known = self.patterns.title.match(row.folded) or (
            regex.search(r"\p{Lu}{2}", row.text) and self.offices.title(row.text)
        )
        if short and known and not row.text.endswith((";", ",")):
            self.foot.title = row.passage
            return True
        return False

    def _titled_name(self, text: str) -> int | None:
        """Where the name starts in "PHÓ CHỦ TỊCH Trần Văn An"."""
        match = regex.match(r"(?P<title>\p{Lu}{2,}(?:\s+\p{Lu}{2,})*)\s+(?=\p{Lu}\p{Ll})", text)
        if (
            not match
            or not self.patterns.title.match(fold(match["title"]))
            or not self.names.find(text[match.end() :])
        ):
            return None
        return match.end()

    def _capacity(self, passage: Passage) -> None:
        """ "KT. TRƯỞNG BAN … PHÓ TRƯỞNG BAN" on one line holds the title too."""
        if deputy := self.patterns.deputy.search(passage.text):
            self.foot.capacities.append(passage[: deputy.start()])
            self._title(passage[deputy.start() :])
        else:
            self.foot.capacities.append(passage)

    def _title(self, passage: Passage) -> None:
        """An office, or the second line of a capacity."""
        foot = self.foot
        by_order = foot.capacities and self._is_for(foot.capacities[-1], passage)
        if by_order or self._is_office(passage) or self._damaged_office(passage.text):
            foot.title = passage
        elif foot.capacities and self._goes_on(foot.capacities[-1], passage):
            foot.capacities[-1] = join([foot.capacities[-1], passage])

    def _damaged_office(self, text: str) -> bool:
        above = [self.offices.put_right(p.text.strip(" .,")) for p in self.foot.capacities]
        return bool(self.offices.title(text) or self.offices.completed(text, above))

    def _goes_on(self, capacity: Passage, passage: Passage) -> bool:
        """Whether a line belongs to the capacity above it; letters of a seal stand lower."""
        if capacity.text.startswith(("KT", "K/T")):
            return False
        above, below = capacity.box(), passage.box()
        return above is None or below is None or below.top - above.bottom < 1.5 * above.height

    def _is_for(self, capacity: Passage, passage: Passage) -> bool:
        """Whether a line of plain text says who signs below a whole capacity: "VĂN PHÒNG - THỐNG
        KÊ" below "TL. CHỦ TỊCH"."""
        whole = _BY_ORDER.sub("", capacity.folded).strip(" .")
        clerk = starts_with(passage.text, self.heads) or _CLERK.match(passage.folded)
        office = self.patterns.title.fullmatch(whole)
        return bool(
            passage.is_untouched() and office and clerk and _BY_ORDER.match(capacity.folded)
        )

    def _deputy_of_capacity(self, passage: Passage) -> bool:
        """Whether a damaged line ends in the office that "KT." names."""
        if not self.foot.capacities:
            return False
        office = self.foot.capacities[-1].folded.split(".")[-1].split()[-2:]
        return bool(office) and passage.folded.split()[-2:] == office

    def _split_tail(self, passage: Passage) -> Iterator[Passage]:
        """A line of the list without the words of the signature that were printed beside it."""
        if signed := _SIGNED.search(passage.text):
            passage = passage[: signed.start()]
        if at := self._deputy_start(passage):
            self._title(passage[at:])
            passage = passage[:at]
        match = _CAPS_TAIL.search(passage.text)
        if match and self._is_office(passage[match.start(1) : match.end(1)]) and match.start(1) > 3:
            if not self.foot.title:
                self._title(passage[match.start(1) : match.end(1)])
            passage = passage[: match.start(1)]
        tail = regex.search(rf"(?<=[,.;)]\s|[^\p{{L}}\s,]\s){NAME.pattern}\W*$", passage.text)
        if (
            tail
            and not self.foot.name
            and self.names.find(tail.group().strip(" .,"))
            and tail.start() > 3
        ):
            self.foot.name = passage[tail.start() : tail.end()]
            passage = passage[: tail.start()]
        yield passage

    def _deputy_start(self, passage: Passage) -> int | None:
        """Where "PHÓ …" of the capacity's office starts at the end of a recipient's line."""
        match = regex.search(r"(?<=\s)PHÓ\s.{0,40}$", passage.text)
        if match and not self.foot.title and self._deputy_of_capacity(passage[match.start() :]):
            return match.start()
        return None

    def _is_office(self, passage: Passage) -> bool:
        return bool(self.patterns.title.match(passage.folded)) or self._deputy_of_capacity(passage)

    def _unlisted(self, row: Row) -> tuple[int, int] | None:
        """Where the name stands whose family name no list has, in a line of plain text below an
        office."""
        foot = self.foot
        awaited = (foot.title or foot.capacities) and not foot.name
        if not awaited or not row.passage.is_untouched() or starts_with(row.text, self.heads):
            return None
        text = _without_note(row.body).text
        shouted = is_caps(text) and self.names.surnames.of_word(text.split()[0].capitalize())
        if shouted and (match := _SHOUTED.fullmatch(text)):
            return match.span("name")
        return self.names.capitalised(text)

    def _recipient(self, passage: Passage) -> None:
        if self.closed or not any(c.isalpha() for c in passage.text):
            return
        if self.foot.listed or self.open_list:
            at = 0
            for cut in _NEXT_ENTRY.finditer(passage.text):
                self.foot.recipients.append(passage[at : cut.start()])
                at = cut.end()
            self.foot.recipients.append(passage[at:])
            self.closed = bool(self.patterns.archive.match(passage.folded))

    def _continue(self, passage: Passage, row: Row) -> None:
        """A line of the list that starts without a dash."""
        recipients = self.foot.recipients
        if self.patterns.archive.match(passage.folded) or not recipients:
            self._recipient(passage)
            return
        if self.closed or (regex.match(r"\d", passage.text) and not row.text.endswith(";")):
            return
        last = recipients[-1].text
        small = not (passage.text[:1].isupper() or passage.text[:1].isdigit())
        # At the edge of a scan dashes and first letters are lost.
        apart = row.zone is Zone.RECIPIENTS and last.endswith(";") and passage.text.endswith(";")
        wraps = (
            (small and not apart)
            or _PARTED.match(last)
            or last.count("(") > last.count(")")
            or not last.endswith((";", ".", ","))
        )
        if wraps:
            recipients[-1] = join([recipients[-1], passage])
        else:
            self._recipient(passage)
