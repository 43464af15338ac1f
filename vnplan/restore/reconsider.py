"""Second thoughts: words in doubt, weighed again in their whole neighbourhood.

Where the channel and the 5-grams leave more than one reading of a word, the context model
has its say on them: first on neighbours together, then on word by word; a word that is not
sure itself lends its neighbours no marks (after iterated conditional modes, Besag 1986).
Where only marks are lost, the rest of the document has the last word.
Splits and merges stay as they were decoded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from vnplan.restore.agreement import Sightings
from vnplan.restore.context import Floats
from vnplan.restore.drafts import Draft, Place, places_of, running, surface
from vnplan.restore.lattice import Lattice
from vnplan.restore.reading import Reading, Taken
from vnplan.restore.rivals import Contest, Rivals, mixed, weighed
from vnplan.restore.seen import GARBLED
from vnplan.restore.tokens import Kind

# From this share on a word enters its neighbours' context with its marks.
SURE = 0.999
# From this share on nothing that stands elsewhere in the document changes a word.
SETTLED = 0.999
# Readings of each of two neighbours that are tried together.
PAIRED = 4
# Less likely rivals than this, in nats, are out of the question; where words have their marks
# their neighbours are mostly right, and the 5-grams more to be trusted.
OUT_OF_QUESTION, OUT_WITH_MARKS = 14.0, 7.0


@dataclass(frozen=True, slots=True, eq=False)
class Doubts:
    """The choices that have rivals.

    Attributes:
        places: where.
        rivals: what they may be.
        scores: what the context model says of each rival.
        around: what surrounds each of them.
    """

    places: tuple[Place, ...]
    rivals: Contest
    scores: Floats
    around: Floats


def reconsidered(lattice: Lattice, readings: Sequence[Reading]) -> list[Reading]:
    """The readings after the context model's say, with the share of each choice."""
    drafts = [Draft.of(reading) for reading in readings]
    places = tuple(places_of(drafts))
    if not places:
        return list(readings)
    rivals = _rivals(lattice, drafts, places)
    texts = [drafts[place.draft].texts[place.taken] for place in places]
    for place, share in zip(places, rivals.shares(texts), strict=True):
        drafts[place.draft].shares[place.taken] = share
    doubts = _doubts(lattice, drafts, places, rivals)
    if doubts is None:
        return [draft.fair() for draft in drafts]
    _reconsider_pairs(lattice, drafts, doubts)
    heard = _reconsider_words(lattice, drafts, doubts)
    if lattice.seen.bare > GARBLED:
        _agree(lattice, drafts, doubts.places, heard)
    return [draft.fair() for draft in drafts]


def _rivals(lattice: Lattice, drafts: Sequence[Draft], places: Sequence[Place]) -> Contest:
    """All readings of the pieces as one word, by channel and 5-grams."""
    singles = [
        lattice.single(draft.reading.paragraph[choice.at], _is_word(lattice, draft, choice))
        for draft, choice in ((drafts[p.draft], _choice(drafts, p)) for p in places)
    ]
    words = [place.word for place in places]
    return Contest.of(singles, words, running(drafts), lattice.models.decoder)


def _choice(drafts: Sequence[Draft], place: Place) -> Taken:
    return drafts[place.draft].reading.taken[place.taken]


def _doubts(
    lattice: Lattice, drafts: Sequence[Draft], places: Sequence[Place], rivals: Contest
) -> Doubts | None:
    """The places with more than one word in the question on which the context model has a say."""
    run = running(drafts)
    stands = np.array([run[place.word] for place in places], np.int32)
    meant = (rivals.words == stands[rivals.owner]) | (rivals.logs > -_out(lattice))
    words = rivals.distinct(meant)
    found = [
        number
        for number in np.flatnonzero(words > 1).tolist()
        if _may_change(lattice, drafts[places[number].draft], _choice(drafts, places[number]))
    ]
    if lattice.settings.context == 0 or not found:
        return None
    kept = tuple(places[number] for number in found)
    unsure = np.zeros(len(run), np.bool_)
    unsure[[p.word for p in kept if drafts[p.draft].shares[p.taken] < SURE]] = True
    context, left = lattice.models.context, rivals.only(meant, found)
    wanted = np.array([place.word for place in kept])
    around = context.neighbourhoods(run, unsure, wanted, surface(drafts))
    scores = context.scores(around, left.owner, left.words)
    return Doubts(kept, left, scores, around)


def _out(lattice: Lattice) -> float:
    return OUT_OF_QUESTION if lattice.seen.garbled > GARBLED else OUT_WITH_MARKS


def _reconsider_words(lattice: Lattice, drafts: Sequence[Draft], doubts: Doubts) -> list[Rivals]:
    """Weigh words in doubt one by one, in order; their rivals as weighed."""
    rivals, heard = doubts.rivals, []
    weights = lattice.settings.ngram, lattice.settings.context
    logs = mixed(rivals.channel, rivals.logs, doubts.scores, weights, rivals.starts)
    best = (rivals.best(logs) - rivals.starts).tolist()
    for number, place in enumerate(doubts.places):
        draft = drafts[place.draft]
        if draft.stands_as_decoded(draft.place(place.taken)):
            here, first = rivals.at_place(number, logs), best[number]
        else:
            here = _heard_again(lattice, draft, doubts, number)
            first = int(here.logs.argmax())
        draft.choose(place.taken, *here.choice(first))
        heard.append(here)
    return heard


def _heard_again(lattice: Lattice, draft: Draft, doubts: Doubts, number: int) -> Rivals:
    """The rivals at a place, weighed among the words that stand there now."""
    taken = doubts.places[number].taken
    choice, at = draft.reading.taken[taken], draft.place(taken)
    spot = draft.reading.paragraph[choice.at]
    single = lattice.single(spot, _is_word(lattice, draft, choice))
    models, settings = lattice.models, lattice.settings
    logs = weighed(models.decoder, draft.words, at, single.words, single.score)
    kept = np.flatnonzero((single.words == draft.words[at]) | (logs > -_out(lattice)))
    words = single.words[kept]
    scores = models.context.scores(doubts.around, np.full(len(kept), number), words)
    weights = settings.ngram, settings.context
    logs = mixed(single.score[kept], logs[kept], scores, weights, np.zeros(1, np.int64))
    return Rivals(single, kept, words, logs)


def _agree(
    lattice: Lattice, drafts: Sequence[Draft], places: Sequence[Place], heard: Sequence[Rivals]
) -> None:
    """Weigh what the same neighbours stand beside elsewhere in the document."""
    base = lattice.models.context.base
    open_ = [
        (place, rivals)
        for place, rivals in zip(places, heard, strict=True)
        if drafts[place.draft].shares[place.taken] < SETTLED
    ]
    forms = {form for _, rivals in open_ for form in base[rivals.words].tolist()}
    before = [draft.fair() for draft in drafts]
    sightings = Sightings.of(before, base, forms)
    for place, rivals in open_:
        logs = sightings.agreed(before[place.draft], place.taken, rivals.words, rivals.logs)
        rivals = rivals._replace(logs=np.asarray(logs, np.float32))
        drafts[place.draft].choose(place.taken, *rivals.choice(int(rivals.logs.argmax())))


def _reconsider_pairs(lattice: Lattice, drafts: Sequence[Draft], doubts: Doubts) -> None:
    """Weigh neighbours in doubt together: two wrong words may well hold each other up."""
    rivals, places = doubts.rivals, doubts.places
    fits = rivals.channel + np.float32(lattice.settings.context) * doubts.scores
    best = rivals.at[rivals.best(fits)].tolist()
    texts = [single.texts[at] for single, at in zip(rivals.singles, best, strict=True)]
    for one, (place, next_) in enumerate(pairwise(places)):
        if next_.word == place.word + 1:
            draft = drafts[place.draft]
            stand = [draft.texts[place.taken], draft.texts[next_.taken]]
            if texts[one : one + 2] != stand:
                _better_pair(lattice, draft, doubts, one, fits)


def _better_pair(lattice: Lattice, draft: Draft, doubts: Doubts, number: int, fits: Floats) -> None:
    """Choose the likeliest words at two neighbouring places, by how each fits what was read and
    the context, and by the 5-grams.

    The gain of a pair over what stands is that of its second word beside the first that
    stands, and that of its first word beside the new second one.
    """
    rivals, ngram, decoder = doubts.rivals, lattice.settings.ngram, lattice.models.decoder
    one, two = rivals.at_place(number, fits), rivals.at_place(number + 1, fits)
    channel1, channel2 = (rivals.channel[rivals.slice(n)] for n in (number, number + 1))
    taken1, taken2 = (doubts.places[n].taken for n in (number, number + 1))
    place1, place2 = draft.place(taken1), draft.place(taken2)
    now1, now2 = one.number(draft.texts[taken1]), two.number(draft.texts[taken2])
    beside = two.logs + ngram * (
        weighed(decoder, draft.words, place2, two.words, channel2) - channel2
    )
    best: tuple[float, int, int] = (0.0, now1, now2)
    words = list(draft.words)
    for second in np.argsort(-two.logs)[:PAIRED].tolist():
        words[place2] = int(two.words[second])
        language = weighed(decoder, words, place1, one.words, channel1) - channel1
        joint = one.logs + ngram * language
        gains = joint - joint[now1] + beside[second] - beside[now2]
        for first in np.argsort(-one.logs)[:PAIRED].tolist():
            if gains[first] > best[0]:
                best = float(gains[first]), first, second
    if best[0] > 0:
        for taken, of, number in ((taken1, one, best[1]), (taken2, two, best[2])):
            text, word, _ = of.choice(number)
            draft.choose(taken, text, word, draft.shares[taken])


def _may_change(lattice: Lattice, draft: Draft, taken: Taken) -> bool:
    """Whether the context model has a say: it knows words, and numbers as such. It saw no
    capitals, which names live by, so names that have their marks stay as they are."""
    if draft.reading.paragraph[taken.at].named and lattice.seen.garbled <= GARBLED:
        return False
    return _is_word(lattice, draft, taken) or _is_number(draft, taken)


def _is_word(lattice: Lattice, draft: Draft, taken: Taken) -> bool:
    is_target = bool(lattice.models.is_target[draft.words[taken.word + 1]])
    return is_target and not _is_number(draft, taken)


def _is_number(draft: Draft, taken: Taken) -> bool:
    return draft.reading.paragraph[taken.at].piece.kind is Kind.NUMBER
