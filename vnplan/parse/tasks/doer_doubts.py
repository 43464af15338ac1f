"""Where the assignees of a directive may be wrong, though rules gave them: what a person should
look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vnplan.parse.bodies.body_heads import is_body, person_title
from vnplan.parse.bodies.body_names import names_from
from vnplan.parse.bodies.name_chances import unclear_end
from vnplan.parse.bodies.phrases import Text, Words, words_of
from vnplan.parse.tasks.asking import seems_to_name
from vnplan.parse.text.grammar import Grammar
from vnplan.record import Directive, Task

# A later sentence or part of one begins after these.
_PARTS = (".", ";")
# A name within a sentence of so few words may go on: "các viện | nghiên cứu".
_SHORT = 2
# So many words of a directive are quoted.
_QUOTED = 14


def unsure_doers(directive: Directive | Task, grammar: Grammar) -> tuple[str, ...]:
    """Why the assignees of a directive may be wrong, each reason once, in the words of doubts.

    On 158 labelled documents that the rules had not been mended by (94 of them chose the reasons),
    81 of 1,593 tasks had such a reason; 48 of these had a wrong assignee or lacked one, of 234
    that did.
    """
    names = [each.name for each in directive.assignees]
    if names:
        return tuple(dict.fromkeys(_unsure_names(Text.of(directive.text), names, grammar)))
    if not seems_to_name(directive.text, grammar):
        return ()
    told = " ".join(directive.text.split()[:_QUOTED])
    return (f"who has to do it could not be read: {told} …",)


def _unsure_names(cut: Text, names: Sequence[str], grammar: Grammar) -> Iterator[str]:
    words = words_of(grammar)
    spans = {name: span for name in names if (span := _span(cut, name))}
    stops = {stop for _, stop in spans.values()}
    for name in names:
        low, stop = spans.get(name, (0, 0))
        short = low and stop - low == _SHORT and not _whole(cut, low, stop, words)
        if short or unclear_end(name, cut.text, grammar):
            yield f"where this name ends is not clear: {name}"
        elif low and len(names) > 1 and cut.words[low - 1] in _PARTS and low - 1 not in stops:
            yield f"this name stands in a later sentence, which may be no part of the work: {name}"
    for name in _names_left(cut, tuple(spans.values()), words) if spans else ():
        yield f"a later sentence begins with a name that was not taken: {name}"


def _span(cut: Text, name: str) -> tuple[int, int] | None:
    """The first and the word after the last of a name, where it stands first."""
    own = Text.of(name).words
    starts = range(len(cut.words) - len(own) + 1)
    return next(((i, i + len(own)) for i in starts if cut.words[i : i + len(own)] == own), None)


def _whole(cut: Text, low: int, stop: int, words: Words) -> bool:
    """Whether a name is known to end there: "Chính phủ", "Đoàn xã", "đ/c Bến"."""
    if person_title(cut, low, words):
        return True
    return words.closed.match(cut.words, low) == stop - low or cut.words[stop - 1] in words.units


def _names_left(cut: Text, taken: Sequence[tuple[int, int]], words: Words) -> Iterator[str]:
    """The bodies that a later sentence, or part of one, begins with and that were not taken."""
    for at in range(1, len(cut.words) - 1):
        if cut.words[at - 1] in _PARTS and not any(low <= at < stop for low, stop in taken):
            yield from names_from(cut, at, words).names[:1] if is_body(cut, at, words) else ()
