"""What a document reads elsewhere settles a word in doubt, and only that."""

from __future__ import annotations

import numpy as np
import pytest

from vnplan.restore.agreement import Sightings
from vnplan.restore.reading import Reading, Taken

# Words of the vocabulary: the start, "viện", then "thư" and "thử" of one base form, and "tha".
VIEN, THU1, THU2, THA = 1, 2, 3, 4
BASE = np.array([0, 1, 2, 2, 3])


def reading(*words: tuple[int, float]) -> Reading:
    """A paragraph of words and their shares, each read from one piece."""
    taken = (Taken(n, 1, "", n, 1, share) for n, (_, share) in enumerate(words))
    return Reading((), tuple(taken), tuple(word for word, _ in words), 0.0)


def shares(readings: list[Reading], rivals: list[int], *before: float) -> list[float]:
    """The shares of the rivals at the first word of the first reading."""
    sightings = Sightings.of(readings, BASE, {2, 3})
    logs = np.log(np.array(before, np.float32))
    agreed = sightings.agreed(readings[0], 0, np.array(rivals, np.int32), logs)
    return list(np.exp(agreed))


def test_the_same_neighbour_elsewhere_settles_a_doubt() -> None:
    """Ten sure sightings of the other word beside the same neighbour outweigh a slight lead."""
    doubt, sure = reading((THU2, 0.6), (VIEN, 1.0)), reading((THU1, 1.0), (VIEN, 1.0))
    thu, other = shares([doubt, *[sure] * 10], [THU1, THU2], 0.4, 0.6)
    assert thu > 0.7 > other
    assert thu + other == pytest.approx(1, abs=1e-3)


def test_a_word_does_not_vouch_for_itself() -> None:
    """With nothing else in the document the shares stay; so they do beside other words."""
    doubt = reading((THU2, 0.6), (VIEN, 1.0))
    elsewhere = reading((THU1, 1.0), (THA, 1.0))
    assert shares([doubt], [THU1, THU2], 0.4, 0.6) == pytest.approx([0.4, 0.6], abs=1e-3)
    assert shares([doubt, elsewhere], [THU1, THU2], 0.4, 0.6) == pytest.approx([0.4, 0.6], abs=1e-3)


def test_words_of_other_letters_keep_their_share() -> None:
    """What stands elsewhere says which marks are missing, not which letters."""
    doubt, sure = reading((THA, 0.6), (VIEN, 1.0)), reading((THU1, 1.0), (VIEN, 1.0))
    found = shares([doubt, *[sure] * 10], [THU1, THU2, THA], 0.2, 0.2, 0.6)
    assert found[2] == pytest.approx(0.6, abs=1e-3)
    assert found[0] > 0.3 > 0.1 > found[1]
