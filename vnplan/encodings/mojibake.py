"""UTF-8 that was read as something else, brought back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import ftfy

from vnplan.encodings.glyphs import shown
from vnplan.encodings.judge import PROOF, likelihood
from vnplan.encodings.sample import marked_sample

_LONGEST_PIECE = 65536
_MOJIBAKE = re.compile("[ÃÄÅÆĂá√ƒ·][^a-zA-Z]")


def without_mojibake(text: str) -> str:
    """UTF-8 that was read as windows-1252, windows-1258 or the like, up to three times."""
    for _ in range(3):
        mend = _mender(marked_sample(text))
        if mend is None:
            break
        text = "".join(map(mend, _pieces(text)))
    return text


def _mender(sample: str) -> Callable[[str], str] | None:
    """What makes the sample most Vietnamese; ftfy, slow but versatile, when the others fail."""
    if not _MOJIBAKE.search(sample):
        return None
    least = likelihood(sample) + PROOF
    best = max(_MENDERS, key=lambda mend: likelihood(mend(sample)))
    for mend in (best, ftfy.fix_encoding):
        if likelihood(mend(sample)) > least:
            return mend
    return None


def _pieces(text: str) -> Iterator[str]:
    """Bounded parts that do not split a line, except one longer than a part may be."""
    part = ""
    for line in text.splitlines(keepends=True):
        if len(part) + len(line) > _LONGEST_PIECE:
            yield part
            part = ""
        for start in range(0, len(line) - _LONGEST_PIECE, _LONGEST_PIECE):
            yield line[start : start + _LONGEST_PIECE]
        part += line[(len(line) - 1) // _LONGEST_PIECE * _LONGEST_PIECE :]
    yield part


def _remisread(codec: str) -> Callable[[str], str]:
    """A function that turns UTF-8 misread as ``codec`` back, sequence by sequence."""
    as_shown = {byte: shown(byte, codec) for byte in range(0x80, 0x100)}
    byte_of = {char: byte for byte, char in as_shown.items()}
    trail = "[" + "".join(re.escape(as_shown[b]) for b in range(0x80, 0xC0)) + "]"
    two = "[" + "".join(re.escape(as_shown[b]) for b in range(0xC2, 0xE0)) + "]" + trail
    three = "[" + "".join(re.escape(as_shown[b]) for b in range(0xE0, 0xF0)) + "]" + trail + trail
    sequence = re.compile(f"{three}|{two}")

    def once(found: re.Match[str]) -> str:
        try:
            return bytes(byte_of[c] for c in found[0]).decode("utf-8")
        except UnicodeDecodeError:
            return found[0]

    return lambda text: sequence.sub(once, text)


_MENDERS: tuple[Callable[[str], str], ...] = (
    _remisread("cp1252"),
    _remisread("latin-1"),
    _remisread("cp1258"),
    _remisread("mac_roman"),
)
