"""The text of a file, whatever its encoding: bytes into Unicode in NFC."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from vnplan.encodings.glyphs import C1_TO_WINDOWS, normalise
from vnplan.encodings.judge import best_encoding, detect_legacy, likelihood
from vnplan.encodings.legacy import convert_legacy
from vnplan.encodings.mojibake import without_mojibake
from vnplan.encodings.sample import CONTROL, marked_sample
from vnplan.errors import InputError


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a text file says.

    Attributes:
        text: NFC, without byte order mark; line ends as they came.
        encoding: ``utf-8``, ``utf-16-le``, ``windows-1252``, a value of
            :class:`Encoding`; ``utf-8+tcvn3`` when the Latin characters of an
            old font were saved as UTF-8; ``utf-8+mojibake``.
        guessed: the encoding was inferred from the text, not declared by a
            byte order mark or proved by valid UTF-8.
    """

    text: str
    encoding: str
    guessed: bool


def decode(data: bytes) -> Decoded:
    """The text of a file, whatever its encoding.

    Stray control characters (under 1 in 200) are dropped.

    >>> decode("Số: 12/KH-UBND".encode("utf-16"))
    Decoded(text='Số: 12/KH-UBND', encoding='utf-16-le', guessed=False)
    >>> decode(bytes.fromhex("53E8 3A 20 6E 67 B5 79 20 68 E9 69"))
    Decoded(text='Số: ngày hội', encoding='tcvn3', guessed=True)

    Raises:
        InputError: no text in it, not text at all, or in no known encoding.
    """
    if not data.strip(b"\0 \t\r\n\f\v\xef\xbb\xbf"):
        raise InputError("the file holds no text", "give a file with at least one line of text")
    found = _declared(data) or _utf16_without_mark(data) or _utf8(data) or _single_byte(data)
    text = _without_controls(normalise(found.text))
    if not text.strip():
        raise InputError("the file holds no text", "give a file with at least one line of text")
    return Decoded(text, found.encoding, found.guessed)


# UTF-32's little-endian mark begins with UTF-16's, so it is looked for first.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_NOT_TEXT = "the file is not text"
_NOT_TEXT_HINT = "give a text file, a PDF or an image"


def _declared(data: bytes) -> Decoded | None:
    """By byte order mark; ``None`` without one, or when UTF-8 turns out to be broken."""
    for mark, codec in _MARKS:
        if not data.startswith(mark):
            continue
        try:
            return _mended(data[len(mark) :].decode(codec), codec, guessed=False)
        except UnicodeDecodeError as error:
            if codec == "utf-8":
                return None
            fact = f"the file says that it is {codec.upper()} but breaks off at byte {error.start}"
            raise InputError(fact, "copy the file again, or save it as UTF-8") from error
    return None


def _utf16_without_mark(data: bytes) -> Decoded | None:
    """By the zero bytes of ASCII characters, which all stand on one side."""
    if b"\0" not in data:
        return None
    units = len(data) // 2
    first, second = data[0::2].count(0), data[1::2].count(0)
    codec = "utf-16-le" if second > first else "utf-16-be"
    one_sided = max(first, second) > 0.2 * units and min(first, second) <= 0.01 * units
    if one_sided and len(data) % 2 == 0:
        with suppress(UnicodeDecodeError):
            return _mended(data.decode(codec), codec, guessed=True)
    raise InputError(f"{_NOT_TEXT}: it holds zero bytes", _NOT_TEXT_HINT)


def _utf8(data: bytes) -> Decoded | None:
    """UTF-8, also with a few broken bytes (a file cut off, a line from elsewhere)."""
    try:
        return _mended(data.decode("utf-8"), "utf-8", guessed=False)
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    sound = sum(not c.isascii() for c in text) - broken
    return _mended(text, "utf-8", guessed=True) if sound > 20 * broken else None


def _single_byte(data: bytes) -> Decoded:
    image = data.decode("latin-1").translate(C1_TO_WINDOWS)
    sample = marked_sample(image)
    encoding = best_encoding(sample, likelihood(sample))
    if encoding:
        return Decoded(convert_legacy(image, encoding), encoding.value, guessed=True)
    marked = sum(not c.isascii() for c in image)
    if marked > 0.2 * len(image):
        fact = "the file is not text, or in an encoding that vnplan does not know"
        raise InputError(fact, "save it as UTF-8")
    return Decoded(image, "windows-1252", guessed=True)


def _without_controls(text: str) -> str:
    """Without stray control characters; many of them mean that this is no text."""
    kept, dropped = CONTROL.subn("", text)
    if dropped * 200 > len(text):
        raise InputError(f"{_NOT_TEXT}: it is full of control characters", _NOT_TEXT_HINT)
    return kept


def _mended(text: str, codec: str, guessed: bool) -> Decoded:
    """Characters of old fonts, and UTF-8 read as something else, brought back."""
    encoding = detect_legacy(text)
    if encoding:
        name = encoding.value if text.isascii() else f"{codec}+{encoding.value}"
        return Decoded(convert_legacy(text, encoding), name, guessed=True)
    mended = without_mojibake(text)
    if mended != text:
        return Decoded(mended, f"{codec}+mojibake", guessed=True)
    return Decoded(text, codec, guessed)
