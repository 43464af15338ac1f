"""The part of a text that lists what it rests on: "I. CĂN CỨ" and the documents below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from vnplan.parse.layout.structure import Item, tree
from vnplan.parse.text.lines import Kind
from vnplan.parse.text.passage import Passage

# "I. CĂN CỨ XÂY DỰNG KẾ HOẠCH", "II. Các căn cứ:", "Cơ sở pháp lý".
_ON_BASES = regex.compile(r"\W*(?:cac |nhung )?(?:can cu|co so)(?: phap ly| xay dung\b.{0,60})?\W*")


def bases_listed(items: Sequence[Item]) -> Iterator[Passage]:
    """The items right below a heading on what the document rests on."""
    for node in tree(items):
        below = (child for child in node.children if child.item.table is None)
        if node.item.kind is not Kind.PARAGRAPH and _ON_BASES.fullmatch(node.text.folded):
            yield from (child.text for child in below)
