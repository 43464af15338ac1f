"""The markers that open items: "Điều 2.", "II.", "1.2.", "a)", "(1)", "Bước 1.", "-", "+"."""

from __future__ import annotations

from typing import Any

import regex

from vnplan.parse.text.line_rules import LineRules
from vnplan.parse.text.lines import Kind, is_caps

_ROMAN = regex.compile(
    r"\W{0,2}([IVXLH1l|ỊỈÌÍ]{1,6})\s*(?:[.,):\-–]\s*|/\s+)(?=\p{Lu})|\W{0,2}([IVX]{1,5})\s+(?=\p{Lu}{2})"
)
# "A. Chuẩn bị" opens a part; "A. Nguyễn Văn Sen" is a name.
_CAPITAL = regex.compile(
    r"\W{0,2}([A-HĐ])\s*[.)/-]\s+"
    r"(?=\p{Lu}{2}|Đối với\s|\p{Lu}\p{Ll}*,?(?:\s\p{Ll}+,?){2}"
    r"|\p{Lu}\p{Ll}*\s\p{Ll}+\s*(?::\s|:?$))"
)
# Party documents print "1-" and "a-" ("12-KH/TU" at the head of a line is the rest of a citation).
_DASHED = r"\.?\s?[-–]\s*(?=\p{Lu}\p{Ll}|\p{Lu}{2,}[\s,]|Đ/c\s)"
_DOTTED = regex.compile(
    rf"[\W_]{{0,3}}(\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:\s*(?:[.)]?(?![/\-.\d])|/(?=\s))\s*(?=\p{{L}})|{_DASHED})"
)
_ARABIC = regex.compile(
    r"[\W_]{0,3}(\d{1,2}|1\d\d(?=[.)]\s\p{Lu}\p{L})|[lI|](?=\.\s))"
    rf"(?:\s*(?:[.,)]|/(?=\s)|/\s?[-–](?=\s)|[-–]/|:(?=\s\p{{Lu}}))(?!\d)(?:\s*[.,](?!\s*\p{{Ll}}))?\s*(?=[\p{{L}}\"“(])|{_DASHED})"
)
_LETTER = regex.compile(
    rf"\W{{0,2}}([a-zđ]|i{{2,3}}|iv|vi{{1,3}}|ix)(?:\s*(?:\)\s*[.,]?|[./](?=\s))\s*(?=\p{{L}})|{_DASHED})"
)
# "2.1.a. Rà soát": the letter below the number that it repeats.
_NUMBERED_LETTER = regex.compile(
    r"[\W_]{0,3}\d{1,2}(?:\.\d{1,2}){0,3}\.?([a-zđ])\s*[.)/]\s*(?=\p{Lu}\p{L}|\p{Lu}\s)"
)
# "Bước 1. Rà soát", "Giai đoạn 2: …"; "Một là, …", "Thứ nhất: …", but not "Thứ hai, ngày 3/4".
_STEP = regex.compile(r"\W{0,2}(?:Bước|Giai đoạn|Đợt)\s+(\d{1,2}|[IVX]{1,4})\s*[.:]\s+(?=\p{L})")
_ORDINAL = regex.compile(
    r"\W{0,2}(?:(Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là\s*[,:.-]?"
    r"|(Thứ (?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám))\s*(?:là\s*[,:-]?|[,:-]))\s+(?!ngày)(?=\p{L})"
)
_BRACKETED = regex.compile(
    r"\W{0,1}\((\d{1,2}|[a-zđ]|i{2,3}|iv|vi{1,3}|ix|xi{1,3})\)\s*(?:[.:]\s*)?(?=\p{L})"
)
_PLUS = regex.compile(r"(?:[-–—]\s*)?[+]\)?()\s*(?=\S)|[o○▪]()\s+(?=\p{Lu})")
_DASH = regex.compile(
    r"[\"'´`.~]{0,2}(?:[-–—−‐]|[_~•*·«ˆ»›■●◦✓§®¢€Ø¤¨](?=\s)|ü(?=\s+\p{Lu})"
    r"|(?:[=-]>|[→➢➤➔❖◆♦▶►✔★#\uf000-\uf0ff]|\*/)(?=\s))()\s*(?=[\p{L}\d\"“(])"
)


def marker(text: str, rules: LineRules) -> tuple[Kind, str, int] | None:
    """The marker that opens an item: kind, label, where the content starts."""
    for kind, pattern in (
        (Kind.ARTICLE, rules.article_text),
        (Kind.PART, rules.part_text),
        (Kind.CAPITAL, _CAPITAL),
        (Kind.ROMAN, _ROMAN),
        (Kind.BRACKETED, _BRACKETED),
        (Kind.LETTER, _NUMBERED_LETTER),
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
