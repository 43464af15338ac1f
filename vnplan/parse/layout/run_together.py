"""Items that were run together in one paragraph."""

from __future__ import annotations

from dataclasses import replace

import regex

from vnplan.parse.layout.structure import Item
from vnplan.parse.text.lines import Kind

# An article that was run together with the end of the one before: "… kèm theo). Điều 2. Giao …".
_INNER_ARTICLE = regex.compile(r"(?<=[.;)]\s)Điều\s+(?P<label>\d{1,2})\.\s+(?=\p{Lu})")
# "Quý II: - Sơ kết sáu tháng": a time and the first bullet of what is due then.
_TIME_AND_DASH = regex.compile(
    r"(?P<time>(?:Tháng|Quý|Tuần|Đợt)\s+[\dIVX]{1,4}(?:/\d{4})?\s*:)\s*[-–+•]\s+(?=\p{Lu})"
)
# Items that were run together on one line: "… sau: 3.1. Hoàn thiện …. 3.2. Khẩn trương …".
_INNER = (
    (
        Kind.DOTTED,
        regex.compile(r"(?<=[.;:]\s)(?P<label>\d{1,2}\.(?P<last>\d{1,2}))\.?\s+(?=\p{Lu})"),
    ),
    (Kind.LETTER, regex.compile(r"(?<=[.;:]\s)(?P<label>(?P<last>[a-zđ]))\)\s+(?=\p{Lu})")),
    (Kind.BRACKETED, regex.compile(r"(?<=[.;:]\s)\((?P<label>(?P<last>\d{1,2}))\)\s+(?=\p{Lu})")),
)


def parted(item: Item) -> list[Item]:
    """The item, and the items inside its text where two or more stand in their order."""
    text = item.text.text
    if item.kind is Kind.PARAGRAPH and (time := _TIME_AND_DASH.match(text)):
        rest = Item(Kind.DASH, "", item.text[time.end() :])
        return [replace(item, text=item.text[: time.end("time")]), rest]
    if item.table is None and (article := _INNER_ARTICLE.search(text)):
        rest = Item(Kind.ARTICLE, article["label"], item.text[article.end() :])
        return [replace(item, text=item.text[: article.start()]), *parted(rest)]
    for kind, pattern in _INNER if item.table is None else ():
        marks = list(pattern.finditer(text))
        firsts = [mark["last"] in ("1", "a") for mark in marks]
        if len(marks) < 2 or not firsts[0] or any(firsts[1:]):
            continue
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        inner = [
            Item(kind, mark["label"], item.text[mark.end() : end])
            for mark, end in zip(marks, ends, strict=True)
        ]
        return [replace(item, text=item.text[: marks[0].start()]), *inner]
    return [item]
