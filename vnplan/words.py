"""Every word of a file with its place, kept beside its record: JSON, packed by gzip.

A batch keeps them so that a person may ask later what was read where, and so that a record
can be parsed anew without reading the scan again.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass

from vnplan.model import PageInfo, RestoredLine
from vnplan.write import from_plain, to_plain

FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Words:
    """The pages of a file and its restored lines in reading order."""

    pages: tuple[PageInfo, ...]
    lines: tuple[RestoredLine, ...]

    def on(self, page: int) -> tuple[RestoredLine, ...]:
        """The lines of the page of that number."""
        return tuple(line for line in self.lines if line.line.page == page)


def dump_words(words: Words) -> bytes:
    """The content of the file; the same words give the same bytes."""
    plain = {"vnplan_words": FORMAT_VERSION, **to_plain(words)}
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


def load_words(data: bytes) -> Words:
    """The inverse of :func:`dump_words`.

    Raises:
        ValueError: something else, or another version of the format.
    """
    try:
        plain = json.loads(gzip.decompress(data))
    except (OSError, EOFError, ValueError) as error:
        raise ValueError(f"not the words of a file: {error}") from error
    if not isinstance(plain, dict) or plain.pop("vnplan_words", None) != FORMAT_VERSION:
        raise ValueError(f"not the words of a file in version {FORMAT_VERSION}")
    words: Words = from_plain(Words, plain, "words")
    return words
