"""Which lines below the title of a document are its subject."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from vnplan.parse.text.line_rules import LineRules
from vnplan.parse.text.lines import Kind, Row, is_caps
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.syllable import is_syllable

_SUBJECT_KINDS = frozenset(
    {Kind.TEXT, Kind.CAPS, Kind.ABOUT, Kind.BASIS, Kind.DASH, Kind.ANNEX, Kind.TYPE}
)
# A line with less room than this fills its width, as lines of the text do and titles do not.
_REACHES_MARGIN = -6
_SENTENCE_END = (".", ";", ":", "./.", "/.")
_MOST_TITLE_LINES = 4
# A line with more words, and a full stop behind them, is text.
_MOST_TITLE_WORDS = 16
# "… triển khai thực hiện như sau:" ends the preamble.
_OPENS_LIST = regex.compile(r"\b(?:nhu sau|sau day)\W*$")
# "Ngày Thầy thuốc Việt Nam" has a name; "Ngày 17/6/2016, …" opens the text.
_NAMED_DAY = regex.compile(r"Ngày\s+\p{Lu}")
# "… Công đoàn tỉnh lần thứ" / "XVIII".
_ORDINAL = regex.compile(r"[IVXL]{1,6}\b[\s\W]*")


def belongs_to_subject(
    rows: Sequence[Row],
    at: int,
    subject: Sequence[Passage],
    issuers: Sequence[Row],
    rules: LineRules,
    *,
    titled: bool = False,
) -> bool:
    """Whether the row ``at`` goes on with the lines of a subject that were read so far; ``titled``:
    the first of them is of the title, and a subject in small letters may follow."""
    row = rows[at]
    if row.kind not in _SUBJECT_KINDS:
        return False
    if row.gap and row.caps and rules.sections.match(row.folded):
        return False  # "NỘI DUNG" opens the text
    if _ENCLOSED.match(row.folded) or (subject and _RESTS_ON.match(row.folded)):
        return False
    if not subject:
        if row.kind is Kind.BASIS:
            return _printed_as_title(rows, at, rules)
        return row.kind is not Kind.TEXT or row.caps or not _is_sentence(row)
    if titled and len(subject) == 1 and row.kind is Kind.TEXT:
        return _goes_on_with_title(row)
    if _names_issuer_again(row, issuers) or _BRACKETED.fullmatch(subject[-1].text):
        return False
    if _LABELLED.match(row.text) or _WEEKDAY.match(row.folded):
        return False
    goes_on = _goes_on(subject[-1].text, row.text)
    amid = goes_on and subject[-1].text[-1:].isalpha()
    if goes_on and not amid and row.passage.is_scanned() and _opens_text(rows, at, rules):
        return False  # the dash that seems to go on is a speck
    if (
        (_is_authority(rows, at, issuers, rules) and not amid)
        or row.kind is Kind.BASIS
        or (row.kind is Kind.DASH and rules.basis.match(row.body.text))
        or _OPENS_LIST.search(row.folded)
    ):
        return False
    if row.kind is Kind.ABOUT:
        return not subject[-1].text.endswith(_SENTENCE_END)
    shouted = all(is_caps(part.text) for part in subject)
    if row.kind is Kind.DASH and row.body.text[:1].isupper() and shouted and not row.caps:
        return False
    if row.kind is Kind.DASH and row.body.text[:1].isupper() and row.passage.is_scanned():
        return _is_centred(subject[-1], row) is True and not row.body.text.endswith((".", ":"))
    first = _first(row)
    if goes_on or not first.isupper() or first in '(“"' or _ORDINAL.fullmatch(row.text):
        return not subject[-1].text.endswith(_SENTENCE_END)
    if row.caps:
        return shouted
    opens = rules.opening.match(row.text.lstrip(_SPECKS)) and not _NAMED_DAY.match(row.text)
    if opens or _is_sentence(row) or shouted or _opens_paragraph(rows, at):
        return False
    centred = _is_centred(subject[-1], row)
    set_apart = row.room > _REACHES_MARGIN if centred is None else centred
    set_apart = set_apart or _above_basis(rows, at)
    return not row.gap and set_apart and not row.text.endswith((":", ";"))


# "căn cứ Luật …": the preamble, its first letter misread.
_RESTS_ON = regex.compile(
    r"\W*can cu\s+(?:bo\s+)?"
    r"(?:luat|nghi dinh|nghi quyet|quyet dinh|thong tu|ke hoach|chi thi|cong van)\b.*\d"
)
# "(Ban hành kèm theo Quyết định số …)" below a title says with what it was issued.
_ENCLOSED = regex.compile(
    r"\W*(?:duoc\s+)?(?:ban hanh\s+)?(?:dinh kem|kem theo)\s+\p{L}+[^.;]*?\b(?:so|ngay)\b"
)
# "(Từ ngày 20/11 đến ngày 25/11)": a line of its own, below which nothing goes on.
_BRACKETED = regex.compile(r"\(.*\)\W*")


# "Sáng: Giao ban …", "Thứ Hai, ngày 06/10": what a calendar says.
_LABELLED = regex.compile(r"\p{Lu}[^:,;.]{1,30}: +\p{Lu}\p{Ll}")
_WEEKDAY = regex.compile(r"thu (?:hai|ba|tu|nam|sau|bay|[2-7])\b\W*(?:\(?\d|ngay|$)|chu nhat\b")


def _goes_on_with_title(row: Row) -> bool:
    """Whether a line in small letters is what "BẢNG PHÂN CÔNG" above it is about."""
    ended = row.text.endswith((*_SENTENCE_END, ",")) or ": " in row.text
    return not ended and len(row.text.split()) <= _MOST_TITLE_WORDS


def _names_issuer_again(row: Row, issuers: Sequence[Row]) -> bool:
    """Whether a line of text opens with the name of who issued the document, in capitals before:
    "Tổ dân phố thông báo …"; of a subject it would not be the first word of a line."""
    words = row.folded.split()[:3]
    whole = len(words) == 3 and row.kind is Kind.TEXT and row.text[:1].isupper()
    named = any(f"{each.folded} ".startswith(f"{' '.join(words)} ") for each in issuers)
    return whole and named and row.text.endswith((*_SENTENCE_END, ","))


_SPECKS = "'`´.,·•_~ "


def _first(row: Row) -> str:
    """The first sign of a line, of a scanned one without the specks before it."""
    text = row.text.lstrip(_SPECKS) if row.passage.is_scanned() else row.text
    return text[:1]


def _opens_text(rows: Sequence[Row], at: int, rules: LineRules) -> bool:
    """Whether a scanned line is the first of the text."""
    first = rows[at].body.text.lstrip(_SPECKS)
    return _opens_paragraph(rows, at) or rules.opening.match(first) or rules.basis.match(first)


def _opens_paragraph(rows: Sequence[Row], at: int) -> bool:
    """Whether a scanned line is the first of a paragraph: the line below it starts further left
    and ends where it does, as no centred lines do."""
    row, below = rows[at], rows[at + 1] if at + 1 < len(rows) else None
    one, other = row.passage.box(), below.passage.box() if below else None
    if one is None or other is None or below is None or below.page != row.page:
        return False
    high = min(one.height, other.height)
    return one.left - other.left > high and abs(one.right - other.right) < high / 2


def _above_basis(rows: Sequence[Row], at: int) -> bool:
    """Whether the preamble starts right below a line of plain text, which no sign ends: it is the
    last one of the subject, however far it reaches."""
    ended = not rows[at].text[-1:].isalnum() or rows[at].passage.is_scanned()
    return not ended and at + 1 < len(rows) and rows[at + 1].kind is Kind.BASIS


def _is_sentence(row: Row) -> bool:
    return row.text.endswith((".", "…")) and len(row.text.split()) > _MOST_TITLE_WORDS


# The middles of centred lines lie so close together, in heights of a line.
_CENTRED = 0.3


def _is_centred(above: Passage, row: Row) -> bool | None:
    """Whether a scanned line of a title has the middle of the line above it; ``None`` where
    nothing is known of their places."""
    one, other = above.box(), row.passage.box()
    if one is None or other is None:
        return None
    middles = abs(one.left + one.right - other.left - other.right) / 2
    return middles <= _CENTRED * max(one.height, other.height)


def _printed_as_title(rows: Sequence[Row], at: int, rules: LineRules) -> bool:
    """Whether "Triển khai thực hiện …" right under the title is the subject: it cites no
    number, and the preamble still comes."""
    row = rows[at]
    title = [row]
    for below in rows[at + 1 : at + _MOST_TITLE_LINES]:
        ends = title[-1].room > _REACHES_MARGIN and not title[-1].full(below)
        if ends or below.kind not in (Kind.TEXT, Kind.CAPS):
            break
        title.append(below)
    if _parted_from_basis(rows, at):
        return True
    following = rows[at + len(title) : at + len(title) + 4]
    cites = any(regex.search(r"\bso\s+\d|\d/", part.folded) for part in title)
    ended = title[-1].text.endswith((*_SENTENCE_END, ","))
    comes = any(below.kind is Kind.BASIS or below.gap for below in following)
    headed = (
        bool(following)
        and following[0].gap
        and (following[0].kind is Kind.ROMAN or rules.sections.match(following[0].folded))
    )
    whole = (title[-1].room > _REACHES_MARGIN or bool(headed)) and not ended
    return row.caps or (not cites and whole and comes)


def _parted_from_basis(rows: Sequence[Row], at: int) -> bool:
    """Whether no sign ends the lines from ``at`` on, and "Căn cứ …" comes next: each paragraph of a
    preamble ends with one, a title does not."""
    last = at
    while last + 1 < len(rows) and rows[last + 1].kind in (Kind.TEXT, Kind.CAPS):
        last += 1
        if last - at >= _MOST_TITLE_LINES or rows[last].gap:
            return False
    below = rows[last + 1] if last + 1 < len(rows) else None
    ended = rows[last].text.endswith((*_SENTENCE_END, ","))
    return (
        not ended
        and below is not None
        and below.kind is Kind.BASIS
        and ("ngày" not in rows[last].text or rows[last].passage.is_untouched())
    )


# "KHÓA XVII - KỲ HỌP THỨ NĂM" under the name of a People's Council.
_SESSION = regex.compile(r"khoa\b.{1,24}\bky hop\b|ky hop\b.{1,24}\bkhoa\b")


def _is_authority(rows: Sequence[Row], at: int, issuers: Sequence[Row], rules: LineRules) -> bool:
    """ "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …" above the preamble of a decision."""
    row = rows[at]
    if not row.caps:
        return False
    below = rows[at + 1].folded if at + 1 < len(rows) else ""
    if row.folded.startswith("hoi dong nhan dan") and (
        _SESSION.match(below) or _SESSION.search(row.folded)
    ):
        return True
    names = [fold(" ".join(r.text for r in issuers))]
    return bool(rules.title.match(row.folded)) or any(
        name and row.folded.startswith(name[:18]) for name in names
    )


def names_decider(rows: Sequence[Row], at: int, issuers: Sequence[Row], rules: LineRules) -> bool:
    """Whether a line right below the title says who decides or sends, and the subject, the preamble
    or those it goes to come next."""
    if at + 1 >= len(rows) or not _is_authority(rows, at, issuers, rules):
        return False
    below = rows[at + 1]
    comes = below.kind in (Kind.ABOUT, Kind.BASIS, Kind.ADDRESSEE)
    return comes or bool(regex.match(r"\W*ve viec\s", below.folded))


def names_issuer(passage: Passage) -> bool:
    """Whether words after a title say whose it is: "CỦA BAN THƯỜNG VỤ TỈNH ỦY"."""
    return passage.folded.startswith("cua ") and passage.text[:3].isupper()


# "CỦA BỘ CHÍNH TRỊ VỀ TÌNH HÌNH …": where the subject starts behind the issuer.
_ABOUT = regex.compile(r"(?<=\s)VỀ\s+(?=\p{Lu})")


def about_after_issuer(passage: Passage) -> int | None:
    """Where the subject starts in a line of a title that first says whose it is."""
    match = _ABOUT.search(passage.text)
    return match.start() if match else None


# What readers make of small dashes: round letters without a stem.
_ROUND = regex.compile(r"[acemnorsuw]{2,6}")


def misread_rule(text: str) -> bool:
    """Whether a line is what a reader made of the dashes under a title.

    >>> [misread_rule(text) for text in ("wee", "nhựa", "online", "Đắk Nông")]
    [True, False, False, False]
    """
    word = text.strip(" .,*_-–—")
    return bool(_ROUND.fullmatch(word)) and not is_syllable(word)


# Kinds of unit of two words, which a line may part.
_UNITS = {("thành", "phố"), ("thị", "xã"), ("thị", "trấn"), ("đặc", "khu")}


def _goes_on(text: str, below: str) -> bool:
    """Whether a line cannot be the end of a subject that ``below`` does not belong to.

    >>> _goes_on("Thực hiện Nghị quyết số", "12/NQ-CP"), _goes_on("về dân số", "Sau khi nghe")
    (True, False)
    >>> _goes_on("TRÊN ĐỊA BÀN THÀNH", "PHỐ HÒA MẠC"), _goes_on("VỚI THÀNH", "PHÓ CHỦ TỊCH")
    (True, False)
    """
    last = lowered(text).split()[-1:]
    if last in (["số"], ["năm"]):
        return below[:1].isdigit()
    if (*last, *lowered(below).split()[:1]) in _UNITS:
        return True
    return text.endswith((",", "-", "–")) or last in (
        [["về"], ["và"], ["của"], ["cho"], ["theo"], ["tại"], ["trong"], ["với"]]
    )
