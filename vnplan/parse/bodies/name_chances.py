"""Where the name of a body ends by counts alone, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator

from vnplan.parse.bodies.body_heads import head_size, is_body
from vnplan.parse.bodies.name_clauses import unfinished
from vnplan.parse.bodies.name_parts import part_of_name
from vnplan.parse.bodies.name_rows import SHORT_PART
from vnplan.parse.bodies.name_verbs import SEPARATORS, ends_name, only_head
from vnplan.parse.bodies.phrases import Text, Words, words_of
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.name_ends import CLEAR, ENDS, UNCLEAR, UNKNOWN, counted


def seems_over(cut: Text, low: int, at: int, words: Words) -> bool:
    """Whether a name mostly ends before such a word, though no list holds it."""
    if _chance(cut, low, at, words) < ENDS or words.ends.parts_word(cut.words, at):
        return False
    if unfinished(cut, low, at, words):
        return False
    if words.acts.match(cut.words, at + 1) > 1:
        return False  # "… cây cảnh thu gom rác": the verb is the next one
    return not _closes_one_of_list(cut, at, words)


def _closes_one_of_list(cut: Text, at: int, words: Words) -> bool:
    """ "Vụ Thẩm định công nghệ, Cục trưởng …": a word or two before the next name of a list are
    no verb with its object."""
    near = range(at + 1, min(at + SHORT_PART, len(cut.words)))
    mark = next((i for i in near if cut.words[i] in SEPARATORS or cut.words[i] == "và"), None)
    return mark is not None and is_body(cut, mark + 1, words)


def unclear_end(name: str, text: str, grammar: Grammar) -> bool:
    """Whether a name that stands in a text may end before, or run on: it holds words that no
    counted name has, or nothing but counts tells where it ends, and not clearly."""
    at = text.find(name)
    if at < 0:
        return False
    words = words_of(grammar)
    cut = Text.of(text)
    low = next((i for i, (start, _) in enumerate(cut.spans) if start >= at), 0)
    stop = next((i for i, (start, _) in enumerate(cut.spans) if start >= at + len(name)), None)
    low += words.plural.match(cut.words, low)
    own = [i for i in _own_words(cut, low, stop, words) if _may_end(cut, i, words)]
    unknown = [i for i in own if not words.ends.knows(cut.words, i)]
    chances = [(i, _chance(cut, low, i, words)) for i in own]
    if len(unknown) > 1 or any(c >= (UNKNOWN if i in unknown else UNCLEAR) for i, c in chances):
        return True
    if stop is None or not cut.words[stop][0].isalpha() or ends_name(cut, low, stop, words):
        return False
    return ENDS <= _chance(cut, low, stop, words) < CLEAR


def _own_words(cut: Text, low: int, stop: int | None, words: Words) -> Iterator[int]:
    """The words of a name after its head, less phrases that are known to be part of one."""
    at = low + max(head_size(cut, low, words), 1)
    while at < (stop or len(cut.words)):
        size = max(part_of_name(cut, low, at, words), words.acts.match(cut.words, at))
        if not size:
            yield at
        at += max(size, 1)


def _may_end(cut: Text, at: int, words: Words) -> bool:
    return counted(cut.words, cut.upper, at) and not words.goes_on.match(cut.words, at)


def _chance(cut: Text, low: int, at: int, words: Words) -> float:
    pending = only_head(cut, low, at, words) and "," not in cut.words[low:at]
    if pending or words.goes_on.match(cut.words, at):
        return 0.0
    return words.ends.chance(cut.words, cut.upper, low, at)
