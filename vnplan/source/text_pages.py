"""A text file into pages: the parts between its form feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnplan.encodings.decode import decode
from vnplan.errors import InputError
from vnplan.model import Line, Page, PageInfo, Route
from vnplan.source.source_file import READABLE, SourceSettings


def decoded(data: bytes, settings: SourceSettings) -> str:
    if looks_binary(data):
        raise InputError(f"is not {READABLE}", "check that it is the right file")
    text = decode(data).text
    if longest := max((len(w) for w in re.findall(r"\S+", text)), default=0):
        if longest > settings.most_word:
            fact = f"holds a word of {longest:,} characters, so it is no document"
            raise InputError(fact, "check that it is the right file")
    else:
        raise InputError("the text holds nothing but white space", "check the right file")
    return text


def looks_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding: too many control characters.

    UTF-16 and the 8-bit Vietnamese encodings are text. TCVN3 and VISCII give
    letters to a few control codes, so some of them are allowed.

    >>> looks_binary("Kế hoạch".encode("utf-16-le")), looks_binary(bytes(range(256)))
    (False, True)
    """
    sample = data[:65536]
    zeros = sample.count(0)
    if zeros:
        # UTF-16: Latin letters have a zero at every second place, always the same one.
        even = sample[::2].count(0)
        return not (zeros > 0.2 * len(sample) / 2 and max(even, zeros - even) > 0.95 * zeros)
    control = sum(b < 32 and b not in b"\t\n\v\f\r\x1a\x1b" for b in sample)
    return control > 0.05 * len(sample)


def text_pages(text: str) -> list[str]:
    """The parts between form feeds; one at the very end closes the last page."""
    parts = text.split("\f")
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return parts


def pages_of_text(text: str) -> Iterator[Page]:
    for number, part in enumerate(text_pages(text), 1):
        info = PageInfo(number, Route.TEXT, reason="a text file")
        yield Page(info, lines=tuple(Line(number, line) for line in _text_lines(part)))


def _text_lines(part: str) -> list[str]:
    """Lines ended by any of LF, CRLF, CR; other separators belong to the text."""
    lines = part.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines
