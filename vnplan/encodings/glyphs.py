"""One form of a letter in Unicode, and the windows-1252 characters that old glyphs stand for."""

from __future__ import annotations

import re
import unicodedata

from vnplan.syllable import TONES, nfc

_LATE_MODIFIERS = ("\u0302", "\u0306")
_TONE_BEFORE_MODIFIER = re.compile(f"([{TONES}])([\u0302\u0306])")


def normalise(text: str) -> str:
    """NFC, also when a tone was typed before the circumflex or breve.

    >>> normalise("Quye\\u0301\\u0302t")
    'Quyết'
    """
    composed = nfc(text)
    if not any(mark in composed for mark in _LATE_MODIFIERS):
        return composed
    apart = unicodedata.normalize("NFD", composed)
    return nfc(_TONE_BEFORE_MODIFIER.sub(r"\2\1", apart))


def shown(byte: int, codec: str) -> str:
    """The character that ``codec`` shows for a byte, or the control character of that number."""
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)


ASCII = frozenset(map(chr, range(0x80)))
IMAGE_CHARACTERS = ASCII | {shown(b, "cp1252") for b in range(0x80, 0x100)}
C1_TO_WINDOWS = {b: shown(b, "cp1252") for b in range(0x80, 0xA0)}
# Other names for the same glyphs: symbol fonts keep their codes in the private area; font
# programs give a byte by its glyph's name (minus, bullet operator, Greek mu, modifier macron);
# pdfium marks a soft hyphen, TCVN3's ư, by a non-character.
_GLYPH_VARIANTS = {
    **{0xF000 + b: shown(b, "cp1252") for b in range(0x20, 0x100)},
    **C1_TO_WINDOWS,
    0x2219: "·",
    0x03BC: "µ",
    0x02C9: "¯",
    0xFFFE: "\xad",
}
# A real minus stands before a digit.
_MINUS = re.compile(r"\N{MINUS SIGN}(?!\d)")


def image(text: str) -> str:
    """The windows-1252 characters that the text's glyphs stand for."""
    return _MINUS.sub("\xad", text.translate(_GLYPH_VARIANTS))


def byte_table(rows: dict[str, str]) -> dict[int, str]:
    """Image characters to Vietnamese letters."""
    return {
        ord(shown(int(code, 16), "cp1252")): letter
        for letters, codes in rows.items()
        for letter, code in zip(letters, codes.split(), strict=True)
        if code != "--"
    }
