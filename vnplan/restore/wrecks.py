"""Lines that are more than half misread: under a seal, at a fold, on paper that nobody could read.

The channel of their document explains few of their words, and what it makes of them makes no
sense: words and letters cost far more than elsewhere. Such a line is decoded again through a
channel that may turn a letter into any other, with spaces cheap to lose and to add. What comes
of it stands if it explains the line better as a whole, and is never more than a guess.

Where only the marks are lost, the letters are what they are: a line that makes no sense there is
one of foreign names. Codes with digits ("29A", "4A1") stay everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import regex

from vnplan.restore.channel import mix
from vnplan.restore.lattice import Lattice
from vnplan.restore.paragraphs import Paragraph, Spot
from vnplan.restore.reading import UNWEIGHED, Reading, decode
from vnplan.restore.reconsider import reconsidered
from vnplan.restore.seen import GARBLED, Seen

# Score of each word of a wreck, in nats; other lines have about -4. Fewer words tell too little.
WRECKED, FEWEST = -8.0, 6
# The share of words that must be Vietnamese where letters are mostly intact: lines in
# another language make no sense either.
VIETNAMESE = 0.5
# Share of letters that may have become anything, and cost of a space lost or added.
ANYTHING, SPACE = 0.3, 5.0
# How much worse than the first reading the second may be, in nats.
BEHIND = 3.0
# Numbers stay what they are.
NEVER = 100.0
_CODE = regex.compile(r"\d+\p{Lu}+\d*|\d{2,}\p{L}|\p{Lu}{1,2}\d+")


def reread(lattice: Lattice, readings: Sequence[Reading]) -> list[Reading]:
    """The readings with those of wrecked lines in place of what was made of them."""
    if lattice.seen.bare > GARBLED:
        return list(readings)
    firsts = {
        number: [decode(lattice, line) for line in _lines(reading.paragraph)]
        for number, reading in enumerate(readings)
        if _makes_no_sense(reading)
    }
    if not any(_is_wreck(lattice, line) for lines in firsts.values() for line in lines):
        return list(readings)
    rough = _rough(lattice)
    seconds = {
        number: [_second(rough, line) if _is_wreck(lattice, line) else None for line in lines]
        for number, lines in firsts.items()
    }
    lattice.take_up()
    found: list[Reading] = []
    for number, reading in enumerate(readings):
        if any(seconds.get(number, ())):
            rest = reconsidered(lattice, firsts[number])
            found += [second or first for second, first in zip(seconds[number], rest, strict=True)]
        else:
            found.append(reading)
    return found


def _lines(paragraph: Paragraph) -> Iterator[Paragraph]:
    for _, spots in groupby(paragraph, key=lambda spot: spot.line):
        yield tuple(spots)


def _makes_no_sense(reading: Reading) -> bool:
    return len(reading.words) >= FEWEST and reading.score < WRECKED * len(reading.words)


def _is_wreck(lattice: Lattice, reading: Reading) -> bool:
    known = lattice.models.is_target[list(reading.words)].mean()
    is_ours = lattice.seen.garbled > GARBLED or known >= VIETNAMESE
    in_capitals = all(spot.shouting for spot in reading.paragraph)
    return is_ours and not in_capitals and _makes_no_sense(reading)


def _rough(lattice: Lattice) -> Lattice:
    channels = [lattice.seen.channel, lattice.models.channels.anything]
    channel = mix(channels, [1 - ANYTHING, ANYTHING])
    settings = replace(lattice.settings, split=SPACE, merge=SPACE, number=NEVER, long_number=NEVER)
    return Lattice(lattice.models, settings, Seen(channel, english=1.0))


def _second(rough: Lattice, first: Reading) -> Reading | None:
    """A second reading of a wreck, if it explains the line better than the first."""
    second = decode(rough, tuple(_settled(spot) for spot in first.paragraph))
    if second.score < first.score - BEHIND:
        return None
    (weighed,) = reconsidered(rough, [second])
    taken = (choice._replace(share=min(choice.share, UNWEIGHED)) for choice in weighed.taken)
    return replace(weighed, taken=tuple(taken))


def _settled(spot: Spot) -> Spot:
    """The spot, fixed where it is a code."""
    return spot._replace(fixed=True) if _CODE.fullmatch(spot.piece.text) else spot
