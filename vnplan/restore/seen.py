"""What a document came through, as its words tell; see ``mixture``."""

from __future__ import annotations

from dataclasses import dataclass

from vnplan.restore.channel import Channel

# Above this share of a kind of damage a document is taken to have it throughout.
GARBLED = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What a document came through.

    Attributes:
        channel: the mixture of channels that explains its words best.
        english: share of English OCR in it, 0–1; letters and digits are confused. Where there is
            much of it, words that have lost their marks alone count to it.
        bare: share of lost marks with letters intact, 0–1.
        intact: share of it that came through nothing, 0–1.
        foreign: share of words that no channel explains as Vietnamese, 0–1.
    """

    channel: Channel
    english: float = 0.0
    bare: float = 0.0
    intact: float = 0.0
    foreign: float = 0.0

    @property
    def garbled(self) -> float:
        """How much of it has lost its marks at least, 0–1."""
        return self.english + self.bare
