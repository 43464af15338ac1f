"""Types of the compiled decoder; see ``_decoder.c``. Buffers hold the named C types."""

from typing import Any, TypeAlias

from numpy.typing import NDArray

Buffer: TypeAlias = bytes | NDArray[Any]

class Decoder:
    def __init__(
        self,
        tables: tuple[Buffer, ...],
        steps: tuple[float, float, float],
        letters: Buffer,
        ends: Buffer,
        words: Buffer,
        /,
    ) -> None: ...
    def set_channel(
        self, one: Buffer, lost: Buffer, added: Buffer, keys: Buffer, values: Buffer, /
    ) -> None: ...
    def search(
        self, read: bytes, wanted: int, width: float, prior: float, reach: float, /
    ) -> tuple[bytes, bytes]: ...
    def rescore(
        self, read: bytes, entries: Buffer, width: float, prior: float, reach: float, /
    ) -> tuple[bytes, bytes]: ...
    def decode(
        self,
        starts: Buffer,
        to: Buffer,
        first: Buffer,
        second: Buffer,
        score: Buffer,
        beam: int,
        margin: float,
        /,
    ) -> tuple[bytes, float]: ...
    def weigh(
        self, run: Buffer, places: Buffer, ends: Buffer, words: Buffer, scores: Buffer, /
    ) -> bytes: ...
    def follows(self, run: Buffer, /) -> float: ...
    def count(
        self,
        true: bytes,
        read: bytes,
        ends_true: Buffer,
        ends_read: Buffer,
        weights: Buffer,
        unseen: float,
        /,
    ) -> tuple[bytes, bytes, float]: ...
