"""The top of a document: who, which number, where and when, what kind, about what, to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from vnplan.parse.header.addressees import read_addressees
from vnplan.parse.header.issuer_rows import is_untyped, issuers_of
from vnplan.parse.header.letterhead_rows import Letterhead
from vnplan.parse.header.letterhead_stamps import (
    below_number,
    is_near_stamp,
    is_of_stamp,
    is_speck,
    stamp_across,
    without_stamp_above,
)
from vnplan.parse.header.place import beside
from vnplan.parse.header.subject_lines import (
    about_after_issuer,
    belongs_to_subject,
    misread_rule,
    names_decider,
    names_issuer,
)
from vnplan.parse.header.titled_bodies import goes_on_with_body
from vnplan.parse.text.classify import misread_type
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.line_rules import LineRules, line_rules
from vnplan.parse.text.lines import ITEMS, NOISE, Kind, Row, is_caps
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.parse.times.timelines import is_time_line

_MOST_SUBJECT_LINES = 14
# The next line of a paragraph starts within so many heights of a line below this one.
_NEXT_LINE = 2.5


def read_letterhead(rows: Sequence[Row], grammar: Grammar) -> Letterhead:
    """Walk down the rows until the text begins."""
    return _Walk(rows, line_rules(grammar), grammar).walk()


class _Walk:
    """One pass over the top of a document."""

    def __init__(self, rows: Sequence[Row], rules: LineRules, grammar: Grammar) -> None:
        self.rows = rows
        self.rules = rules
        self.grammar = grammar
        self.head = Letterhead()
        self.at = 0

    def walk(self) -> Letterhead:
        if self._is_annex():
            self._annex()
            return self.head
        while self.at < len(self.rows) and self._step(self.rows[self.at]):
            pass
        self.head.body = self.at
        printed = without_stamp_above(self.head.issuers, self.head.mottos)
        self.head.issuers = issuers_of(printed, self.grammar)
        self.head.stamped = self.head.stamped or stamp_across(self.rows, self.head.subject)
        return self.head

    def _is_annex(self) -> bool:
        """Whether the file is an annex without the document it belongs to: "Phụ lục I", then a
        title in capitals, and no letterhead on the page."""
        first = [row for row in self.rows if row.kind not in NOISE][:2]
        name = fold(self.grammar.words["letterhead"]["annex_type"])
        page = [row.kind for row in self.rows if row.page == self.rows[0].page]
        return (
            len(first) == 2
            and bool(regex.fullmatch(rf"\W*{name}(?:\s+(?:so\s+)?\w{{1,4}})?\W*", first[0].folded))
            and first[1].caps
            and not {Kind.MOTTO, Kind.NUMBER, Kind.PLACE_DATE} & set(page)
        )

    def _annex(self) -> None:
        head = self.head
        while self.rows[self.at].kind in NOISE:
            self.at += 1
        head.type, head.type_name = self.rows[self.at].passage, "annex"
        self.at += 1
        while self.at < len(self.rows) and (
            self.rows[self.at].caps or self.rows[self.at].kind in NOISE
        ):
            if self.rows[self.at].caps:
                head.subject.append(self.rows[self.at].passage)
            self.at += 1
        head.body = self.at

    def _step(self, row: Row) -> bool:
        """Take one row, or several; whether the letterhead goes on."""
        head = self.head
        slots = {
            Kind.NUMBER: head.numbers,
            Kind.PLACE_DATE: head.dates,
            Kind.MOTTO: head.mottos,
            Kind.STAMP: head.stamps,
            Kind.URGENCY: head.urgency,
            Kind.SECRECY: head.secrecy,
        }
        if row.kind in slots:
            slots[row.kind].append(row)
        elif row.kind is Kind.TYPE and self._names_body():
            head.issuers.append(row)
        elif self._is_damaged_addressee(row):
            head.damaged_to = row.passage
        elif (row.kind is Kind.ADDRESSEE and self._is_headed()) or (
            head.damaged_to is not None and row.kind is Kind.DASH
        ):
            found = read_addressees(self.rows, self.at, head.issuers, self.rules)
            head.addressed = True
            head.addressees += found.lines
            head.dates += found.dates
            self.at = found.stop
            self._subject_of_telegram()
            return False
        elif (row.kind is Kind.ABOUT and not head.type) or self._party_about(row):
            self._about(row)
            return True
        elif not head.type and (
            row.kind is Kind.TYPE or self._is_small_type(row) or self._opens_with_type(row)
        ):
            self._type(row)
            return self._layout_follows()
        elif row.kind is Kind.SLOGAN or row.kind in NOISE:
            pass
        else:
            return self._other(row)
        self.at += 1
        return True

    def _opens_with_type(self, row: Row) -> bool:
        """Whether a line below the issuer opens with a type in capitals, and the subject in small
        letters goes on behind it: "* THÔNG BÁO kết luận của …"."""
        head = self.head
        starred = row.kind is Kind.DASH and row.text.startswith("*")
        plain = starred or row.kind is Kind.TEXT
        match = self.rules.type_name.match(row.folded) if plain else None
        if match is None or head.about or not (head.issuers or head.numbers):
            return False
        name, rest = row.text[slice(*match.span("name"))], row.text[match.end() :].split()
        small = bool(rest) and not is_caps(rest[0])
        titled = name.isupper() or (plain and self._is_small_title(name))
        return titled and " " in name and small

    def _is_small_title(self, name: str) -> bool:
        """Whether a line that opens with a type in small letters is the whole title: it stands
        below number and date, no sign ends it, and the preamble comes next."""
        row, below = self.rows[self.at], self.rows[self.at + 1 : self.at + 2]
        placed = self.head.numbers and self.head.dates and row.passage.is_untouched()
        spelled = self.grammar.types.get(fold(name)) == name
        comes = bool(below) and below[0].kind is Kind.BASIS
        return bool(placed and spelled and comes and row.text[-1:].isalnum())

    def _is_small_type(self, row: Row) -> bool:
        """Whether a line below the number or the motto is a type in small letters, "Kế hoạch"."""
        text = row.text.strip(" *:.")
        name = self.grammar.types.get(fold(text))
        below = (self.head.numbers or self.head.mottos) and not self.head.about
        return bool(below and row.kind is Kind.TEXT and name == text)

    def _is_damaged_addressee(self, row: Row) -> bool:
        """Whether a scanned line is what a stamp has left of "Kính gửi:" below the number."""
        head = self.head
        below = head.numbers and not head.type and row.kind in (Kind.TEXT, Kind.CAPS)
        return bool(below and row.passage.is_scanned() and _DAMAGED_TO.fullmatch(row.folded))

    def _awaits_addressees(self) -> bool:
        """Whether what a stamp has left of "Kính gửi:" comes next."""
        ahead = self.rows[self.at + 1 : self.at + 2]
        return bool(ahead) and self._is_damaged_addressee(ahead[0])

    def _subject_of_telegram(self) -> None:
        """ "Về việc …" below those that a telegram goes to."""
        late = self.at < len(self.rows) and regex.match(
            r"\W*(?:ve viec|v/v)\s", self.rows[self.at].folded
        )
        if late and self.head.type and not self.head.subject:
            self._subject()
        elif late and self.head.addressed and not self.head.subject:
            self._about_below()

    def _about_below(self) -> None:
        """ "V/v …" of a dispatch below those it goes to; its next line, if that is no text."""
        row, below = self.rows[self.at], self.rows[self.at + 1 : self.at + 2]
        match = self.rules.about.match(row.folded)
        self.head.about = True
        self.head.subject.append(row.passage[match.end() if match else 0 :])
        self.at += 1
        if below and below[0].kind is Kind.TEXT and below[0].text[:1].islower():
            self.head.subject.append(below[0].passage)
            self.at += 1

    def _names_body(self) -> bool:
        """Whether this line, which opens with a type of document, is of the issuer's name."""
        head = self.head
        return not (head.type or head.about or head.numbers) and goes_on_with_body(
            self.rows, self.at, head.issuers, self.rules, self.grammar
        )

    def _is_headed(self) -> bool:
        """Whether enough of a letterhead was read that "Kính gửi" belongs to it; its number line,
        written by hand or under a stamp, may be lost."""
        head = self.head
        return bool(head.type or head.about or head.numbers or head.dates or head.mottos)

    def _party_about(self, row: Row) -> bool:
        """ "về việc …", "Về tổ chức …" under the number of a dispatch that prints no V/v, the
        Party's among them (guidance 36-HD/VPTW): an addressee follows, no type."""
        head = self.head
        if head.type or head.about or not head.numbers or not lowered(row.text).startswith("về "):
            return False
        kinds = [ahead.kind for ahead in self.rows[self.at + 1 : self.at + 12]]
        return Kind.ADDRESSEE in kinds and Kind.TYPE not in kinds[: kinds.index(Kind.ADDRESSEE)]

    def _layout_follows(self) -> bool:
        """Whether rows of a letterhead still come after the title (columns read the other way)."""
        ahead = self.rows[self.at : self.at + 4]
        return any(row.kind in (Kind.MOTTO, Kind.NUMBER, Kind.PLACE_DATE) for row in ahead) or (
            bool(ahead) and ahead[0].kind is Kind.ADDRESSEE
        )

    def _other(self, row: Row) -> bool:
        head = self.head
        if row.kind is Kind.CAPS and (self._stamp_below() or self._type_at_end(row)):
            pass
        elif self._is_youth_motto(row):
            head.mottos.append(row)
        elif self._resumes_about(row):
            head.subject.append(row.passage)
        elif below_number(self.rows, self.at, head.numbers):
            if is_near_stamp(self.rows, self.at):
                head.stamps.append(row)
        elif row.kind is Kind.CAPS and is_untyped(
            head, self.rows, self.at, self.rules, self.grammar
        ):
            head.untyped = row.passage
            head.subject.append(row.passage)
            self.at += 1
            self._subject()
            return False
        elif row.kind is Kind.CAPS and not head.type and not head.numbers:
            head.issuers.append(row)
        elif is_of_stamp(self.rows, self.at):
            head.stamps.append(row)
        elif row.kind is Kind.CAPS and not head.type and self._more_head():
            if not head.about:
                head.issuers.append(row)
        elif not head.type and not head.about and self._more_head() and row.kind not in ITEMS:
            if not head.numbers and not head.mottos and row.text[:1].isupper():
                head.issuers.append(row)
        elif self._more_head() and row.kind not in ITEMS and row.kind is not Kind.BASIS:
            if head.about and row.text[:1].islower() and " " in row.text:
                head.left_out.append(row.passage)
        else:
            return False
        self.at += 1
        return True

    def _is_youth_motto(self, row: Row) -> bool:
        """ "ĐOÀN TNCS HỒ CHÍ MINH" to the right of who issued it, where the state's motto would
        stand."""
        youth = self.grammar.words["letterhead"]["youth"]
        named = row.kind is Kind.CAPS and row.folded.strip(" *.-–") in map(fold, youth)
        issuers = [each for each in self.head.issuers if each.folded != row.folded]
        return named and bool(issuers) and not self.head.mottos

    def _more_head(self) -> bool:
        """Whether number, date or title stand within the next rows."""
        ahead = self.rows[self.at + 1 : self.at + 9]
        kinds = [row.kind for row in ahead]
        wanted = {Kind.NUMBER, Kind.PLACE_DATE, Kind.TYPE, Kind.ADDRESSEE, Kind.MOTTO}
        if self.head.type:
            wanted = {Kind.MOTTO, Kind.PLACE_DATE}
        found = next((i for i, kind in enumerate(kinds) if kind in wanted), None)
        return found is not None and not any(
            kind in (Kind.BASIS, Kind.ROMAN) for kind in kinds[:found]
        )

    def _stamp_below(self) -> bool:
        """Whether this line in capitals names the office on an incoming stamp."""
        ahead = self.rows[self.at + 1 : self.at + 3]
        if not self.head.numbers or not any(row.kind is Kind.STAMP for row in ahead):
            return False
        if self.rules.type_name.search(self.rows[self.at].folded):
            return False
        self.head.stamps.append(self.rows[self.at])
        return True

    def _resumes_about(self, row: Row) -> bool:
        """Whether a scanned line goes on with what a dispatch is about, after lines of the right
        column: it starts with a small letter, straight below the last one."""
        head = self.head
        if not head.about or not head.subject or row.kind is not Kind.TEXT or not head.mottos:
            return False
        above, box = head.subject[-1].box(), row.passage.box()
        if above is None or box is None or row.page != head.subject[-1].page:
            return False
        follows = 0 < box.top - above.top < _NEXT_LINE * max(above.height, box.height)
        small = row.text[:1].islower() and " " in row.text
        return follows and small and beside(row, head.mottos[0])

    def _type_at_end(self, row: Row) -> bool:
        """A title with a stamp's words before it on the same line."""
        if self.head.type or not (self.head.numbers or self.head.dates):
            return False
        match = regex.search(self.rules.type_name.pattern + r"\W*$", row.folded)
        if not match or match.start() == 0:
            return False
        self.head.type = row.passage[match.start("name") : match.end("name")]
        self.head.type_name = fold(self.head.type.text)
        self.at += 1
        self._subject()
        self.at -= 1
        return True

    def _decision_below(self, row: Row) -> Row | None:
        """The line "QUYẾT ĐỊNH:" above the first article of a decision whose title is lost: the
        line of its subject, "QUY ĐỊNH MỨC THU …", opens like a type."""
        decided = any("QĐ" in number.text for number in self.head.numbers)
        words = row.folded.split()
        if not decided or len(words) < _TITLE_WORDS or words[:2] == ["quyet", "dinh"]:
            return None
        ahead = self.rows[self.at + 1 : self.at + _PREAMBLE_ROWS]
        return next((r for r in ahead if r.folded.strip(" .:") == "quyet dinh"), None)

    def _type(self, row: Row) -> None:
        if below := self._decision_below(row):
            self.head.type, self.head.type_name = below.passage, "quyet dinh"
            self.head.subject.append(row.passage)
            self.at += 1
            self._subject()
            return
        match = self.rules.type_name.match(row.folded)
        low, high = match.span("name") if match else (0, len(row.text))
        self.head.type = row.passage[low:high]
        self.head.type_name = (
            fold(self.head.type.text) if match else misread_type(row.folded, self.rules) or ""
        )
        rest = row.passage[high:]
        if rest.is_scanned() and len(rest.text.split()) == 1 and rest.least_read() < _SURE:
            rest = rest[:0]  # a stroke beside the title
        self.at += 1
        if self.rules.urgency.fullmatch(rest.folded):  # "CÔNG ĐIỆN KHẨN"
            self.head.urgency.append(replace(row, kind=Kind.URGENCY, passage=rest))
        elif any(c.isalnum() for c in rest.text) and not self._names_copy(row):
            self.head.title_rest = rest
            if not names_issuer(rest):
                self.head.subject.append(rest)
            else:
                self._about_after_issuer(rest)
        else:
            self._issuer_of_title()
        self._subject()

    def _names_copy(self, row: Row) -> bool:
        """ "SAO Y BẢN CHÍNH" is a kind of copy and nothing more."""
        copies = map(fold, self.grammar.words["letterhead"]["copies"])
        return row.folded.strip(" .:*") in copies

    def _issuer_of_title(self) -> None:
        """ "KẾ HOẠCH" / "CỦA BAN THƯỜNG VỤ TỈNH ỦY"."""
        if self.at < len(self.rows) and names_issuer(self.rows[self.at].passage):
            self.head.title_rest = self.rows[self.at].passage
            self._about_after_issuer(self.head.title_rest)
            self.at += 1

    def _about_after_issuer(self, passage: Passage) -> None:
        """ "CỦA BỘ CHÍNH TRỊ VỀ …": the line holds the subject, too."""
        if at := about_after_issuer(passage):
            self.head.title_rest = passage[:at]
            self.head.subject.append(passage[at:])

    def _subject(self) -> None:
        head = self.head
        if not head.subject and names_decider(self.rows, self.at, head.issuers, self.rules):
            head.authority.append(self.rows[self.at])
            self.at += 1
        while self.at < len(self.rows) and len(head.subject) < _MOST_SUBJECT_LINES:
            row = self.rows[self.at]
            ruled = row.kind is Kind.RULE and head.subject and not is_speck(self.rows, self.at)
            passes = row.kind in NOISE and not ruled
            if row.kind is Kind.TEXT and misread_rule(row.text):
                break
            if head.subject and self.rules.title_note.fullmatch(row.folded):
                self.at += 1
                break
            marked = not passes and self._mark(row)
            head.stamped = head.stamped or (marked and row.kind is Kind.STAMP)
            if not passes and not marked:
                if not belongs_to_subject(
                    self.rows,
                    self.at,
                    head.subject,
                    head.issuers,
                    self.rules,
                    titled=self._is_titled(row),
                ):
                    break
                head.subject.append(row.passage)
            self.at += 1
        self._authority()

    def _is_titled(self, row: Row) -> bool:
        """Whether the first line of the subject is of the title: a paper's, "BẢNG PHÂN CÔNG",
        "PHỐI HỢP" of "QUY CHẾ PHỐI HỢP", which "Giữa …" goes on with, or "THÁNG 5" of a plan."""
        rest = self.head.title_rest
        shouted = rest is not None and is_caps(rest.text)
        joins = rest is not None and (_JOINS_TITLE.match(row.folded) or is_time_line(rest.text))
        return self.head.untyped is not None or bool(shouted and joins)

    def _mark(self, row: Row) -> bool:
        """Put a stamp or mark that was printed over the subject where it belongs."""
        if row.kind is Kind.STAMP or is_of_stamp(self.rows, self.at):
            self.head.stamps.append(row)
        elif row.kind is Kind.URGENCY:
            self.head.urgency.append(row)
        elif row.kind is Kind.SECRECY:
            self.head.secrecy.append(row)
        else:
            return False
        return True

    def _authority(self) -> None:
        while (
            self.at < len(self.rows)
            and self.rows[self.at].kind is Kind.CAPS
            and not self.rules.sections.match(self.rows[self.at].folded)
        ):
            self.head.authority.append(self.rows[self.at])
            self.at += 1

    def _about(self, row: Row) -> None:
        match = self.rules.about.match(row.folded)
        self.head.about = True
        self.head.subject.append(row.passage[match.end() if match else 0 :])
        self.at += 1
        while self.at < len(self.rows) and len(self.head.subject) < _MOST_SUBJECT_LINES:
            below = self.rows[self.at]
            if is_speck(self.rows, self.at):
                self.at += 1
                continue
            if below.kind in (Kind.MOTTO, Kind.SLOGAN, Kind.PLACE_DATE, Kind.RULE, Kind.STAMP):
                break
            if self._is_youth_motto(below):
                break
            if below.kind in (Kind.URGENCY, Kind.SECRECY) and self._mark(below):
                self.at += 1
                continue
            if below.kind in (Kind.ADDRESSEE, Kind.TYPE) or self._is_damaged_addressee(below):
                break
            if not (self._more_head() or self._awaits_addressees()):
                break
            self.head.subject.append(below.passage)
            self.at += 1


_DAMAGED_TO = regex.compile(r"(?:\S{1,7}\s){0,2}\S{0,6}[gbq]u[il]\W*:")
# A subject has more words than a type; a preamble has no more rows.
_TITLE_WORDS, _PREAMBLE_ROWS = 4, 40
# A word beside a title that was read less surely is none.
_SURE = 0.8
# What goes on with a title in small letters.
_JOINS_TITLE = regex.compile(r"(?:giua|ve|quy|thang|nam|giai doan|nhiem ky|dot|doi voi|trong)\s")
