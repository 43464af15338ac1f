"""Typed lines: what each printed line is by itself, before any line is seen in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from functools import lru_cache
from typing import Any

import regex

from vnplan.model import PageInfo, RestoredLine, Route, Zone
from vnplan.parse.abreast import parted
from vnplan.parse.grammar import Grammar, alternatives
from vnplan.parse.numbers import NumberRule
from vnplan.parse.passage import Passage, fold, lowered
from vnplan.parse.specks import tidied


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
# What stands between two pages is known by its place even when it was misread.
_STAMPED = (Kind.URGENCY, Kind.SECRECY, Kind.OVERLAY)
_BY_PLACE = {Zone.PAGE_NUMBER: Kind.PAGE_NUMBER, Zone.FOOTNOTE: Kind.FOOTNOTE}


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


def is_caps(text: str) -> bool:
    """Whether the words are printed in capitals (two letters at least).

    >>> is_caps("KẾ HOẠCH số 2"), is_caps("NHIỆM VỤ, GIẢI PHÁP"), is_caps("I.")
    (False, True, False)
    """
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and sum(c.isupper() for c in letters) >= 0.85 * len(letters)


def find_phrase(folded: str, phrase: str) -> tuple[int, int] | None:
    """Where two thirds of the words of ``phrase`` stand, each at its place; one letter may differ,
    but not in all of them.

    >>> find_phrase("ubnd tinh x cong hoa xa hoqi chu nghia viet nam",
    ...             "cong hoa xa hoi chu nghia viet nam")
    (12, 47)
    """
    due = _WORD.findall(phrase)
    found = list(_WORD.finditer(folded))
    known = frozenset(due)
    if 3 * sum(match.group() in known for match in found) < len(due):
        return None
    best: tuple[int, int] | None = None
    most = -(-2 * len(due) // 3) - 1
    for at in range(len(found) - len(due) + 1):
        run = found[at : at + len(due)]
        hits = sum(alike(m.group(), word) for m, word in zip(run, due, strict=True))
        if hits > most:
            best, most = (run[0].start(), run[-1].end()), hits
    return best


def find_motto(text: str, phrase: str) -> tuple[int, int] | None:
    """Where the folded ``phrase`` stands, printed mostly in capitals: a sentence may name the
    state or the Party, too.

    >>> find_motto("ĐẢNG CỘNG SẢN VIỆT NAM", "dang cong san viet nam")
    (0, 22)
    >>> find_motto("ngày thành lập Đảng Cộng sản Việt Nam", "dang cong san viet nam")
    """
    span = find_phrase(fold(text), phrase)
    letters = [c for c in text[slice(*span)] if c.isalpha()] if span else []
    return span if 2 * sum(c.isupper() for c in letters) > len(letters) else None


def alike(one: str, other: str) -> bool:
    """Equal, or one letter put in, left out or changed in a word of three letters or more.

    >>> alike("hoqi", "hoi"), alike("xa", "ca")
    (True, False)
    """
    if one == other:
        return True
    if len(other) < 3 or abs(len(one) - len(other)) > 1:
        return False
    pairs = enumerate(zip(one, other, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
    return one[at + 1 :] in (other[at + 1 :], other[at:]) or one[at:] == other[at + 1 :]


_WORD = regex.compile(r"\w+")
_ROMAN = regex.compile(
    r"\W{0,2}([IVXLH1l|ỊỈÌÍ]{1,6})\s*(?:[.,):\-–]\s*|/\s+)(?=\p{Lu})|\W{0,2}([IVX]{1,5})\s+(?=\p{Lu}{2})"
)
# "A. Chuẩn bị" opens a part; "A. Nguyễn Văn Sen" is a name.
_CAPITAL = regex.compile(
    r"\W{0,2}([A-HĐ])\s*[.)/-]\s+(?=\p{Lu}{2}|\p{Lu}\p{Ll}*,?(?:\s\p{Ll}+,?){2})"
)
# Party documents print "1-" and "a-" ("12-KH/TU" at the head of a line is the rest of a citation).
_DASHED = r"\.?\s?[-–]\s*(?=\p{Lu}\p{Ll}|\p{Lu}{2,}[\s,]|Đ/c\s)"
_DOTTED = regex.compile(
    rf"[\W_]{{0,3}}(\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:\s*[.)]?(?![/\-.\d])\s*(?=\p{{L}})|{_DASHED})"
)
_ARABIC = regex.compile(
    r"[\W_]{0,3}(\d{1,2}|[lI|](?=\.\s))"
    rf"(?:\s*(?:[.,)]|/(?=\s))(?!\d)(?:\s*[.,](?!\s*\p{{Ll}}))?\s*(?=[\p{{L}}\"“(])|{_DASHED})"
)
_LETTER = regex.compile(
    rf"\W{{0,2}}([a-zđ])(?:\s*(?:\)\s*[.,]?|[./](?=\s))\s*(?=\p{{L}})|{_DASHED})"
)
# "Bước 1. Rà soát", "Giai đoạn 2: …"; "Một là, …", "Thứ nhất: …", but not "Thứ hai, ngày 3/4".
_STEP = regex.compile(r"\W{0,2}(?:Bước|Giai đoạn|Đợt)\s+(\d{1,2}|[IVX]{1,4})\s*[.:]\s+(?=\p{L})")
_ORDINAL = regex.compile(
    r"\W{0,2}(?:(Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là\s*[,:.-]?"
    r"|(Thứ (?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám))\s*(?:là\s*[,:-]?|[,:-]))\s+(?!ngày)(?=\p{L})"
)
_BRACKETED = regex.compile(r"\W{0,1}\((\d{1,2}|[a-zđ])\)\s*(?=\p{L})")
_PLUS = regex.compile(r"(?:[-–—]\s*)?[+]()\s*(?=\S)|[o○▪]()\s+(?=\p{Lu})")
_DASH = regex.compile(
    r"[\"'´`.~]{0,2}(?:[-–—−‐]|[_~•*·«ˆ»›■●◦✓§®¢€Ø¤¨](?=\s)|ü(?=\s+\p{Lu}))()\s*(?=[\p{L}\d\"“(])"
)
_RULE = regex.compile(r"[\W_]*|[\W_]*[oO0_*\-=]{3,}[\W_]*|\W*[|lI]\W*")
_PAGE_NUMBER = regex.compile(r"\W{0,2}(?:[Tt]rang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W{0,2}")
# A guide line with nothing on it.
_DOTS = r"[.…_\-](?:\s?[.…_\-]){3,40}"
_DAY = (
    rf"ngay\s*(?P<day>{_DOTS}|[^\s,;]{{0,4}}(?:\s[^\s,;]{{1,3}})?)\s*"
    rf"thang\s*(?P<month>{_DOTS}|\S{{0,4}}?)\s*nam\s*(?P<year>\S{{0,5}})"
)
# The hour of a telegram: "Hà Nội, hồi 8 giờ 00 ngày …".
_HOUR = r"(?:(?:vao )?(?:hoi|luc)\s+\d{1,2}\s*(?:gio|h|g|:)\s*\d{0,2}\s*(?:phut|p)?\W{0,3})?"
PLACE_DATE = regex.compile(rf"(?:(?P<place>\S.*?)\s*[,.;:]?\s*)?\b{_HOUR}{_DAY}\W*$")
# "Tân Lập, ngày 3/4/2017", on a line of its own.
_SHORT_PLACE_DATE = regex.compile(
    r"(?P<place>\S.{1,40}?)\s*,\s*ngay\s*(?P<day>\d{1,2})\s?(?P<mark>[/.-])\s?(?P<month>\d{1,2})"
    r"\s?(?P=mark)\s?(?P<year>(?:19|20)\d\d)\W*$"
)
_TIME = regex.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\D{1,3}\d{1,2}:\d\d(?::\d\d)?")
_EMAIL = regex.compile(r"(?<![^\s@])[^\s@]++@[^\s@]+\.\w")
_NAMED_PLACE = regex.compile(
    r"(?:(?:Thành phố|Thị xã|Thị trấn|Tỉnh|Huyện|Quận|Xã|Phường|Đặc khu)\s+)?"
    r"(?:\p{Lu}[\p{L}.'’]*[\s-]{0,3}|\d{1,2}\s?){1,6}$"
)
_PLAIN_PLACE = regex.compile(r"\p{Lu}[\p{L}.]*(?:\s\p{L}+){1,3}")
_STAMP = regex.compile(
    r"\W{0,2}(?:CÔNG VĂN\s+)?[ĐD][EÊẾÉẺẼ]N"
    r"(?:\W*$|\s*(?:[Ss][ốóôo]|[Nn]\p{L}{1,2}y|[Gg]iờ)\s*:?\s*(?:\S*[\d?.…⟧]\S*)?)|"
    r"\W{0,2}(?:Chuyển|Lưu hồ sơ(?: số)?|Số và ký hiệu HS)\s*:\s*(?:\S*[\d?.…⟧]\S*)?"
)


# "Ngày: 08/11/2023" of a stamp, before print that stands on the same line.
_LABELLED = regex.compile(r"\W{0,2}(?:S[ốóôo]|N\p{L}{1,2}y|Giờ)\s*:\s*[\d./-]+(?=\s)")


@dataclass(frozen=True, slots=True)
class Openings:
    """Words that start a sentence. Several words are known without their marks; one alone is not:
    "Nhằm" starts a sentence, "Nhâm Dần" is a year."""

    several: regex.Pattern[str]
    single: regex.Pattern[str]

    @classmethod
    def of(cls, grammar: Grammar, key: str) -> Openings:
        several = [p for p in grammar.phrases("letterhead", key) if " " in p]
        single = [p for p in grammar.phrases("letterhead", key, marked=True) if " " not in p]
        return cls(
            *(regex.compile(rf"\W{{0,3}}{alternatives(p)}(?!\w)") for p in (several, single))
        )

    def match(self, text: str) -> bool:
        """Whether the first word is one of them, with a capital."""
        first = text.lstrip('-–"“ ')[:1]
        return first.isupper() and bool(
            self.several.match(fold(text)) or self.single.match(lowered(text))
        )


@dataclass(frozen=True, slots=True)
class LineRules:
    """The patterns that tell what a line is, made from the grammar.

    Those without "text" in their name read folded text.
    """

    mottos: dict[str, str]
    youth_text: regex.Pattern[str]
    slogan: str
    numbers: NumberRule
    capacity_text: regex.Pattern[str]
    title: regex.Pattern[str]
    recipients: regex.Pattern[str]
    recipient_names: tuple[str, ...]
    addressee: regex.Pattern[str]
    about: regex.Pattern[str]
    basis: Openings
    opening: Openings
    overlay: regex.Pattern[str]
    urgency: regex.Pattern[str]
    secrecy: regex.Pattern[str]
    annex: regex.Pattern[str]
    type_name: regex.Pattern[str]
    type_names: tuple[str, ...]
    article_text: regex.Pattern[str]
    part_text: regex.Pattern[str]


@lru_cache(maxsize=8)
def line_rules(grammar: Grammar) -> LineRules:
    """The patterns of a grammar."""
    letterhead = grammar.words["letterhead"]
    labels = [fold(label) for group in letterhead["signature_labels"].values() for label in group]
    types = sorted(grammar.types, key=lambda name: (-len(name), name))

    def start(file: str, *keys: str, end: str = r"(?!\w)") -> regex.Pattern[str]:
        return regex.compile(r"\W{0,3}" + alternatives(grammar.phrases(file, *keys)) + end)

    return LineRules(
        mottos={name: fold(phrase) for name, phrase in letterhead["mottos"].items()},
        youth_text=regex.compile(
            r"ĐOÀN\s.*\s(?P<motto>" + "|".join(map(str.upper, letterhead["youth"])) + r")\W*$"
        ),
        slogan=fold(letterhead["slogan"]),
        numbers=NumberRule.of(grammar),
        capacity_text=_capacity(grammar),
        title=start("signatures", "titles"),
        recipients=start("signatures", "recipients", end=r"\s*(?::|$|(?=[-–]))"),
        recipient_names=tuple(
            name.replace(" ", "") for name in grammar.phrases("signatures", "recipients")
        ),
        addressee=regex.compile(
            rf"\W{{0,3}}(?:dong\s+)?{fold(letterhead['addressee'])}\s*:?"
            # The subject of a telegram may end on the same line: "Về việc … SỞ Y TẾ điện:".
            rf"|(?!\W*(?:ve viec|v/v)\b).{{4,60}}\b{fold(letterhead['telegram'])}\s*:\s*$"
        ),
        about=regex.compile(r"\W{0,2}v\s?/\s?v\b\s*:?"),
        basis=Openings.of(grammar, "basis_words"),
        opening=Openings.of(grammar, "opening_words"),
        overlay=regex.compile(r"\W{0,2}" + alternatives(sorted(labels, key=len)[::-1]) + r"\s*:"),
        urgency=start("letterhead", "urgency", end=r"\W*$"),
        secrecy=start("letterhead", "secrecy", end=r"\W*$"),
        annex=start("letterhead", "annex_words"),
        type_name=regex.compile(r"\W{0,2}(?P<name>" + alternatives(types) + r")(?!\w)"),
        type_names=tuple(types),
        article_text=_article(grammar.words["headings"]["article"]),
        part_text=_part(grammar.words["headings"]["parts"]),
    )


def _capacity(grammar: Grammar) -> regex.Pattern[str]:
    """ "TM." or "T/M" before words in capitals."""
    short = sorted(grammar.words["signatures"]["capacities"], key=len)[::-1]
    forms = "|".join(
        r"\s?[./]?\s?".join(letters) if len(letters) == 2 else letters for letters in short
    )
    return regex.compile(
        rf"(?<![\p{{L}}\d./-])(?:{forms})(?:\s?[.,]\s?|\s+)(?=(?:\p{{Lu}}{{2,}}[\s,.-]*){{2,}}|\p{{Lu}}{{4,}})"
    )


def _article(word: str) -> regex.Pattern[str]:
    return regex.compile(rf"[^\w+–-]{{0,2}}{word}\s*(\d{{1,3}}[a-z]?)\s*(?:[.:]|$)\s*")


def _part(words: Sequence[str]) -> regex.Pattern[str]:
    names = "|".join(f"{word}|{word.upper()}" for word in words)
    return regex.compile(
        rf"[^\w+–-]{{0,2}}(?:{names})\s+([IVX]+|\d{{1,2}}|(?:thứ|THỨ)\s+\p{{L}}+)\s*(?:[.:]|$)\s*"
    )


def rows(lines: Sequence[RestoredLine], pages: Sequence[PageInfo], grammar: Grammar) -> list[Row]:
    """Every line as one or two typed rows, in reading order; blank lines become gaps."""
    rules = line_rules(grammar)
    margins = _Margins.of(lines)
    scanned = {page.number for page in pages if page.route is Route.OCR}
    heads = _letterhead_tables(lines, rules)
    typed: list[Row] = []
    gap = False
    for line in parted(lines):
        if not line.text.strip():
            gap = True
            continue
        if line.line.cell is not None and _table_of(line) not in heads:
            typed.append(Row(Kind.TABLE, tidied(Passage.of_line(line))))
            gap = False
            continue
        for passage in columns(tidied(Passage.of_line(line)), rules):
            if not passage.text:
                continue
            row = replace(classify(passage, rules), gap=gap)
            if line.line.page in scanned and _is_note(line):
                row = replace(row, kind=Kind.OVERLAY)
            if line.line.zone is Zone.COLOURED_STAMP and row.kind not in _STAMPED:
                row = replace(row, kind=Kind.STAMP)
            if line.line.zone in _BY_PLACE:
                row = replace(row, kind=_BY_PLACE[line.line.zone])
            typed.append(margins.place(row))
            gap = False
    return [
        _beside_overlay(row, below) for row, below in zip(typed, [*typed[1:], None], strict=False)
    ]


def _table_of(line: RestoredLine) -> tuple[int, int]:
    """Page and number of the table that a line stands in."""
    return (line.line.page, line.line.cell.table if line.line.cell else -1)


def _letterhead_tables(
    lines: Sequence[RestoredLine], rules: LineRules
) -> frozenset[tuple[int, int]]:
    """Tables that a letterhead was set in: they are read as if they had no rules."""
    return frozenset(
        _table_of(line)
        for line in lines
        if line.line.cell is not None
        and any(find_motto(line.text, motto) for motto in rules.mottos.values())
    )


def _is_note(line: RestoredLine) -> bool:
    """Whether a line of a scanned page was not read by the OCR, which says how sure it is of
    each word: then it is the note of a digital signature over the page."""
    words = line.line.words
    return bool(words) and all(word.confidence is None for word in words)


def _beside_overlay(row: Row, below: Row | None) -> Row:
    """A name in capitals right above an e-mail address or a time of signing belongs to them."""
    unlabelled = below is not None and below.kind is Kind.OVERLAY and ":" not in row.text
    return replace(row, kind=Kind.OVERLAY) if unlabelled and row.kind is Kind.CAPS else row


@dataclass(frozen=True, slots=True)
class _Margins:
    """How far the lines of a text reach: by page in pixels, or in characters."""

    left: dict[int, int]
    right: dict[int, int]
    width: int

    @classmethod
    def of(cls, lines: Sequence[RestoredLine]) -> _Margins:
        left: dict[int, list[int]] = {}
        right: dict[int, list[int]] = {}
        for line in lines:
            if line.line.cell is None and (box := line.line.box):
                left.setdefault(line.line.page, []).append(box.left)
                right.setdefault(line.line.page, []).append(box.right)
        texts = [line.text.strip() for line in lines if line.text.strip()]
        return cls(
            {page: _share(values, 0.25) for page, values in left.items()},
            {page: _share(values, 0.8) for page, values in right.items()},
            _UNBOUNDED if _unwrapped(texts) else _share([len(text) for text in texts], 0.9),
        )

    def place(self, row: Row) -> Row:
        """The row with ``room`` and ``indented`` set."""
        box = row.passage.box()
        if box is None:
            width = self.width if self.width > _LONGEST_PRINTED else _SURELY * self.width
            return replace(row, room=width - len(row.text))
        left, right = self.left[row.page], self.right[row.page]
        letter = box.width / max(1, len(row.text))
        indented = box.left >= left + 0.03 * (right - left)
        return replace(
            row, room=(_SURELY * (right - left) + left - box.right) / letter, indented=indented
        )


def _unwrapped(texts: Sequence[str]) -> bool:
    """Whether each line is a whole paragraph: nearly all longer lines end as sentences do."""
    longer = [text for text in texts if len(text) >= _LONGER]
    ended = sum(bool(_ENDED.search(text)) for text in longer)
    return len(longer) >= _FEWEST_LONGER and ended >= _MOSTLY * len(longer)


# Characters of the longest lines that print fits on A4; longer ones are paragraphs, not lines.
_LONGEST_PRINTED = 130
# The width of a text of whole paragraphs.
_UNBOUNDED = 10_000
_LONGER, _FEWEST_LONGER, _MOSTLY = 60, 5, 0.8
_ENDED = regex.compile(r"[.;:,!?…/][\"”’)]*$")
# Letters differ in width: a line is surely short only when it ends before this share of the width.
_SURELY = 0.88


def _share(values: Sequence[int], share: float) -> int:
    return sorted(values)[int(share * (len(values) - 1))] if values else 0


def columns(passage: Passage, rules: LineRules) -> Iterator[Passage]:
    """The parts of a line that stand side by side: the letterhead's two halves, or the ends of a
    list of recipients and a signature."""
    for at in _cuts(passage, rules):
        if 0 < at < len(passage.text):
            yield passage[:at]
            passage = passage[at:]
            break
    yield passage


def _cuts(passage: Passage, rules: LineRules) -> Iterator[int]:
    folded = passage.folded
    for phrase in rules.mottos.values():
        if span := find_motto(passage.text, phrase):
            yield span[0]
    if beside := rules.youth_text.search(passage.text):
        yield beside.start("motto")
    if span := find_phrase(folded, rules.slogan):
        yield span[0]
    if at := _place_start(passage, rules):
        yield at
    if capacity := rules.capacity_text.search(passage.text):
        yield capacity.start()
    if match := rules.recipients.match(folded):
        yield match.end()
    if match := _STAMP.match(passage.text):
        yield match.end()
    labelled = None if rules.numbers.read(passage.text) else _LABELLED.match(passage.text)
    if labelled and _gap_after(passage, labelled.end()):
        yield labelled.end()


def _gap_after(passage: Passage, at: int) -> bool:
    """Whether the next word stands more than a line's height to the right."""
    left, right = passage[:at].box(), passage[at:].box()
    return left is not None and right is not None and right.left - left.right > left.height


def _place_start(passage: Passage, rules: LineRules) -> int | None:
    """Where the place of "…, ngày … tháng … năm …" starts when something stands before it."""
    match = match_place_date(passage.folded)
    if not match or not match["place"]:
        return None
    before = passage.text[: match.end("place")].rstrip(" ,.;:")
    named = _NAMED_PLACE.search(before)
    if not named:
        return None
    number = rules.numbers.read(passage.text)
    if number and named.start() < number.stop < named.end():
        return number.stop
    shouted = regex.match(r"(?:(?!TP|TX|TT)[\p{Lu}\d&.-]{2,}\s+)+(?=\p{Lu}\p{Ll})", named.group())
    return named.start() + (shouted.end() if shouted else 0)


def classify(passage: Passage, rules: LineRules) -> Row:
    """The row of one passage, by its own words."""
    text, folded = passage.text, passage.folded
    for kind in _layout_kinds(text, folded, rules):
        return Row(kind, passage)
    if marked := _marker(text, rules):
        kind, label, content = marked
        return Row(kind, passage, label, content)
    if rules.basis.match(text):
        return Row(Kind.BASIS, passage)
    return Row(Kind.CAPS if is_caps(text) else Kind.TEXT, passage)


def _layout_kinds(text: str, folded: str, rules: LineRules) -> Iterator[Kind]:
    """What a line may be besides running text and items; the first answer holds."""
    if "\t" in text:
        yield Kind.TABLE
    if _RULE.fullmatch(text):
        yield Kind.RULE
    if _PAGE_NUMBER.fullmatch(text):
        yield Kind.PAGE_NUMBER
    if rules.overlay.match(folded) or _signing_note(text):
        yield Kind.OVERLAY
    if any(find_motto(text, phrase) for phrase in rules.mottos.values()) and len(text) < 60:
        yield Kind.MOTTO
    if find_phrase(folded, rules.slogan) and len(text) < 50:
        yield Kind.SLOGAN
    if rules.recipients.match(folded) or _like_recipients(folded, rules):
        yield Kind.RECIPIENTS
    if rules.addressee.match(folded):
        yield Kind.ADDRESSEE
    if rules.about.match(folded):
        yield Kind.ABOUT
    if rules.capacity_text.match(text) and not text.endswith((";", ",")):
        yield Kind.CAPACITY
    if _is_number(text, rules):
        yield Kind.NUMBER
    if _is_place_date(text, folded):
        yield Kind.PLACE_DATE
    if _STAMP.match(text):
        yield Kind.STAMP
    if is_caps(text):
        yield from _caps_kinds(folded, rules)


def _signing_note(text: str) -> bool:
    """Whether a line is a time of signing or an address of a digital signature: running text has
    such, too, but says more than a few words beside it."""
    noted = _TIME.search(text) or _EMAIL.search(text)
    return noted is not None and len(text[: noted.start()].split()) <= _MOST_NOTED


_MOST_NOTED = 4


def _like_recipients(folded: str, rules: LineRules) -> bool:
    """ "Nơi nhậm:", "Nơi nbận:": the head of the list of recipients, one letter of it misread."""
    letters = "".join(_WORD.findall(folded))
    return (
        folded.rstrip().endswith(":")
        and len(folded.split()) == 2
        and any(alike(letters, name) for name in rules.recipient_names)
    )


def _caps_kinds(folded: str, rules: LineRules) -> Iterator[Kind]:
    if rules.urgency.fullmatch(folded):
        yield Kind.URGENCY
    if rules.secrecy.fullmatch(folded):
        yield Kind.SECRECY
    if rules.annex.match(folded):
        yield Kind.ANNEX
    if rules.type_name.match(folded) or misread_type(folded, rules):
        yield Kind.TYPE


def misread_type(folded: str, rules: LineRules) -> str | None:
    """The folded name of the type that a line by itself misspells by a letter."""
    letters = "".join(_WORD.findall(folded))
    for name in rules.type_names if 5 < len(letters) < 26 and len(folded.split()) > 1 else ():
        if alike(letters, name.replace(" ", "")):
            return name
    return None


def _is_number(text: str, rules: LineRules) -> bool:
    number = rules.numbers.read(text)
    return number is not None and len(text) - number.stop < 6


def match_place_date(folded: str) -> regex.Match[str] | None:
    """The groups place, day, month and year of a folded date line; parts may be misread.

    >>> match_place_date("tan lap, ngay 3/4/2017")["month"]
    '4'
    """
    return PLACE_DATE.match(folded) or _SHORT_PLACE_DATE.match(folded)


def _is_place_date(text: str, folded: str) -> bool:
    match = match_place_date(folded)
    if match is None or (match["place"] is None and len(folded) > 40):
        return False
    place = text[: match.end("place")] if match["place"] else ""
    return not place or bool(_NAMED_PLACE.fullmatch(place) or _PLAIN_PLACE.fullmatch(place))


def _marker(text: str, rules: LineRules) -> tuple[Kind, str, int] | None:
    """The marker that opens an item: kind, label, where the content starts."""
    for kind, pattern in (
        (Kind.ARTICLE, rules.article_text),
        (Kind.PART, rules.part_text),
        (Kind.CAPITAL, _CAPITAL),
        (Kind.ROMAN, _ROMAN),
        (Kind.BRACKETED, _BRACKETED),
        (Kind.DOTTED, _DOTTED),
        (Kind.ARABIC, _ARABIC),
        (Kind.LETTER, _LETTER),
        (Kind.LETTER, _STEP),
        (Kind.BRACKETED, _ORDINAL),
        (Kind.PLUS, _PLUS),
        (Kind.DASH, _DASH),
    ):
        match = pattern.match(text)
        if match and not (kind is Kind.ROMAN and not _roman_heading(match, text)):
            label: Any = next((group for group in match.groups() if group), "")
            return kind, str(label), match.end()
    return None


def _roman_heading(match: regex.Match[str], text: str) -> bool:
    """ "I." opens a heading; "l. Mục đích" may be the misread "1." of a lower one."""
    return text[: match.end()].strip(" .,)/:-–").isupper() or is_caps(text[match.end() :])
