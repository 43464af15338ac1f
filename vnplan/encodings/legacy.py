"""Encodings of Vietnamese older than Unicode: their names, their fonts, their letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from vnplan.encodings import code_tables as tables
from vnplan.encodings.capitals import with_capitals, with_lost_horns
from vnplan.encodings.glyphs import byte_table, image, normalise, shown
from vnplan.encodings.viqr import from_viqr


class Encoding(StrEnum):
    """An encoding of Vietnamese older than Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni-win"
    VISCII = "viscii"
    VPS = "vps"
    WINDOWS_1258 = "windows-1258"
    VIQR = "viqr"


@dataclass(frozen=True, slots=True)
class FontEncoding:
    """What the name of an old font says: the encoding, and whether it draws capitals only."""

    encoding: Encoding
    upper: bool


def convert_legacy(text: str, encoding: Encoding, upper: bool = False) -> str:
    """``text``, shown in the characters of ``encoding``, as Unicode in NFC.

    Args:
        upper: the font draws capitals only (``.VnTimeH``: :func:`font_encoding`).

    Unknown characters stay. TCVN3 has no capitals with tones; without the font
    they are taken from the word: *CéNG* is CỘNG.

    >>> convert_legacy("céng hoµ x· héi", Encoding.TCVN3, upper=True)
    'CỘNG HOÀ XÃ HỘI'
    >>> convert_legacy("Coäng hoøa", Encoding.VNI), convert_legacy("Vie^.t Nam", Encoding.VIQR)
    ('Cộng hòa', 'Việt Nam')
    """
    converted = normalise(_CONVERTERS[encoding](text))
    return converted.upper() if upper else converted


def font_encoding(font: str) -> FontEncoding | None:
    """What a font's name says about the characters set in it.

    >>> font_encoding("CCBOCO+.VnTimeH,Bold")
    FontEncoding(encoding=<Encoding.TCVN3: 'tcvn3'>, upper=True)
    >>> font_encoding("TimesNewRomanPSMT") is None
    True
    """
    family = _FONT_STYLE.sub("", _SUBSET_PREFIX.sub("", font.strip()))
    for pattern, encoding in _FONT_NAMES:
        if pattern.match(family):
            return FontEncoding(encoding, encoding is Encoding.TCVN3 and family.endswith("H"))
    return None


_TCVN3 = byte_table(tables.TCVN3)
_VISCII = byte_table(tables.VISCII)
_VPS = byte_table(tables.VPS)
_WINDOWS_1258 = {ord(shown(b, "cp1252")): shown(b, "cp1258") for b in range(0x80, 0x100)}
_VNI = dict(zip(tables.VNI.split(), tables.LETTERS, strict=True))
_VNI_CODE = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)


def _from_tcvn3(text: str) -> str:
    return with_capitals(with_lost_horns(image(text).translate(_TCVN3)))


def _from_vps(text: str) -> str:
    return with_capitals(image(text).translate(_VPS))


def _from_vni(text: str) -> str:
    return _VNI_CODE.sub(_vni_letter, image(text))


def _vni_letter(found: re.Match[str]) -> str:
    letter = _VNI[found[0].lower()]
    return letter.upper() if found[0][0].isupper() else letter


def _from_byte_table(table: dict[int, str]) -> Callable[[str], str]:
    return lambda text: image(text).translate(table)


_CONVERTERS: dict[Encoding, Callable[[str], str]] = {
    Encoding.TCVN3: _from_tcvn3,
    Encoding.VNI: _from_vni,
    Encoding.VISCII: _from_byte_table(_VISCII),
    Encoding.VPS: _from_vps,
    Encoding.WINDOWS_1258: _from_byte_table(_WINDOWS_1258),
    Encoding.VIQR: from_viqr,
}
BYTE_ENCODINGS = tuple(e for e in _CONVERTERS if e is not Encoding.VIQR)
_SUBSET_PREFIX = re.compile(r"[A-Z]{6}\+")
_FONT_STYLE = re.compile(r"[\s,-]*(?:Bold|Italic|Oblique|Regular|Normal|MT|PS)+\Z", re.IGNORECASE)
_FONT_NAMES = (
    (re.compile(r"VNI[-_ ]?[A-Za-z]"), Encoding.VNI),
    (re.compile(r"\.V[Nn][A-Z0-9]|Vn[A-Z0-9]"), Encoding.TCVN3),
    (re.compile(r"VPS[-_ ]?[A-Z]"), Encoding.VPS),
    (re.compile(r"(?i:.*VISCII)|VI[ -_](?:Times|Arial)"), Encoding.VISCII),
)
