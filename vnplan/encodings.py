"""Bytes of a text file, or characters of a PDF's old fonts, into Unicode in NFC.

Before Unicode, Vietnamese was typed in fonts that drew *ế* where Latin fonts
draw *Õ*. Such a text survives as bytes, as those Latin characters in a UTF-8
file, or as the text layer of a PDF. All three are first brought to one form,
the windows-1252 characters that the bytes stand for (below: the *image*), so
that a single table converts each encoding and a single judge detects it: the
reading whose marked words are most like Vietnamese syllables wins, if it also
beats leaving the text alone. Clean, unmarked or OCR-garbled text is left alone.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate

import ftfy

from vnplan import _legacy_tables as tables
from vnplan.errors import InputError
from vnplan.syllable import TONES, is_syllable, nfc


class Encoding(StrEnum):
    """An encoding of Vietnamese older than Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni-win"
    VISCII = "viscii"
    VPS = "vps"
    WINDOWS_1258 = "windows-1258"
    VIQR = "viqr"


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


@dataclass(frozen=True, slots=True)
class FontEncoding:
    """What the name of an old font says: the encoding, and whether it draws capitals only."""

    encoding: Encoding
    upper: bool


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


def detect_legacy(text: str, fonts: Iterable[str] = ()) -> Encoding | None:
    """The encoding whose characters ``text`` shows, or ``None``: leave it as it is.

    Args:
        text: characters as a PDF's text layer or a wrongly decoded file gives them.
        fonts: names of the fonts it is set in, one for each run; the most frequent
            old font is believed unless the text speaks against it.

    >>> detect_legacy("Quyết định của Ủy ban"), detect_legacy("Quyet dinh cua Uy ban")
    (None, None)
    >>> detect_legacy("QuyÕt ®Þnh cña Uû ban")
    <Encoding.TCVN3: 'tcvn3'>
    """
    named = Counter(f.encoding for f in map(font_encoding, fonts) if f)
    sample = _marked_sample(text)
    as_it_is = _likelihood(sample)
    if named:
        hinted = named.most_common(1)[0][0]
        reading = convert_legacy(sample, hinted)
        if sample and reading != sample and _likelihood(reading) >= as_it_is:
            return hinted
    found = _best_encoding(sample, as_it_is + _PROOF) if _looks_foreign(sample) else None
    return found or (Encoding.VIQR if _looks_like_viqr(text) else None)


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


# --- bytes ---------------------------------------------------------------------------------

# UTF-32's little-endian mark begins with UTF-16's, so it is looked for first.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
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
    image = data.decode("latin-1").translate(_C1_TO_WINDOWS)
    sample = _marked_sample(image)
    encoding = _best_encoding(sample, _likelihood(sample))
    if encoding:
        return Decoded(convert_legacy(image, encoding), encoding.value, guessed=True)
    marked = sum(not c.isascii() for c in image)
    if marked > 0.2 * len(image):
        fact = "the file is not text, or in an encoding that vnplan does not know"
        raise InputError(fact, "save it as UTF-8")
    return Decoded(image, "windows-1252", guessed=True)


def _without_controls(text: str) -> str:
    """Without stray control characters; many of them mean that this is no text."""
    kept, dropped = _CONTROL.subn("", text)
    if dropped * 200 > len(text):
        raise InputError(f"{_NOT_TEXT}: it is full of control characters", _NOT_TEXT_HINT)
    return kept


# --- Unicode that hides an older encoding ---------------------------------------------------


def _mended(text: str, codec: str, guessed: bool) -> Decoded:
    """Characters of old fonts, and UTF-8 read as something else, brought back."""
    encoding = detect_legacy(text)
    if encoding:
        name = encoding.value if text.isascii() else f"{codec}+{encoding.value}"
        return Decoded(convert_legacy(text, encoding), name, guessed=True)
    mended = _without_mojibake(text)
    if mended != text:
        return Decoded(mended, f"{codec}+mojibake", guessed=True)
    return Decoded(text, codec, guessed)


_LONGEST_PIECE = 65536


def _without_mojibake(text: str) -> str:
    """UTF-8 that was read as windows-1252, windows-1258 or the like, up to three times."""
    for _ in range(3):
        mend = _mender(_marked_sample(text))
        if mend is None:
            break
        text = "".join(map(mend, _pieces(text)))
    return text


def _mender(sample: str) -> Callable[[str], str] | None:
    """What makes the sample most Vietnamese; ftfy, slow but versatile, when the others fail."""
    if not _MOJIBAKE.search(sample):
        return None
    least = _likelihood(sample) + _PROOF
    best = max(_MENDERS, key=lambda mend: _likelihood(mend(sample)))
    for mend in (best, ftfy.fix_encoding):
        if _likelihood(mend(sample)) > least:
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
    shown = {byte: _shown(byte, codec) for byte in range(0x80, 0x100)}
    byte_of = {char: byte for byte, char in shown.items()}
    trail = "[" + "".join(re.escape(shown[b]) for b in range(0x80, 0xC0)) + "]"
    two = "[" + "".join(re.escape(shown[b]) for b in range(0xC2, 0xE0)) + "]" + trail
    three = "[" + "".join(re.escape(shown[b]) for b in range(0xE0, 0xF0)) + "]" + trail + trail
    sequence = re.compile(f"{three}|{two}")

    def once(found: re.Match[str]) -> str:
        try:
            return bytes(byte_of[c] for c in found[0]).decode("utf-8")
        except UnicodeDecodeError:
            return found[0]

    return lambda text: sequence.sub(once, text)


def _shown(byte: int, codec: str) -> str:
    """The character that ``codec`` shows for a byte, or the control character of that number."""
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)


_MOJIBAKE = re.compile("[ÃÄÅÆĂá√ƒ·][^a-zA-Z]")
_MENDERS: tuple[Callable[[str], str], ...] = (
    _remisread("cp1252"),
    _remisread("latin-1"),
    _remisread("cp1258"),
    _remisread("mac_roman"),
)

# --- the judge ------------------------------------------------------------------------------

_MOST_WORDS = 3000
_LONGEST_EXCERPT = 1 << 19
# Nats by which a reading must beat the text as it is, when Unicode already vouches for it.
_PROOF = 10.0
# Log-probability of a marked word that is no syllable: names and loans, about 1 in 400,
# then an unknown spelling.
_NO_SYLLABLE = -16.0
_TOTAL = sum(tables.FREQUENCIES.values())
_COST = {letter: math.log(count / _TOTAL) for letter, count in tables.FREQUENCIES.items()}
# A word as any of the encodings would have it: all but blanks, digits and ASCII punctuation.
# The control characters are letters of VISCII.
_ROUGH_WORD = re.compile(r"[A-Za-z\x02\x05\x06\x14\x19\x1e\x7f-\U0010ffff]{1,64}")
# Between two letters a quote or dash is rather a letter of VISCII or VPS.
_SEPARATORS = re.compile(r"(?:\s|\ufeff|[“”‘’„–—…•](?![^\W\d_])|(?<![^\W\d_])[“”‘’„–—…•])+")


def _excerpt(text: str) -> str:
    """All of a text of common length; of a longer one, slices from its whole length."""
    if len(text) <= _LONGEST_EXCERPT:
        return text
    starts = range(0, len(text), len(text) // 16 + 1)
    return "\n".join(text[start : start + _LONGEST_EXCERPT // 16] for start in starts)


def _marked_sample(text: str) -> str:
    """Words with a character beyond ASCII, at most some thousands from all over the text."""
    found = _ROUGH_WORD.findall(_excerpt(text))
    words = [w for w in found if not w.isascii() or _CONTROL.search(w)]
    step = max(1, len(words) // _MOST_WORDS)
    return " ".join(words[::step])


def _looks_foreign(sample: str) -> bool:
    """Whether Unicode text holds the characters of an old font, not Vietnamese or bad OCR of it.

    Letters that only Unicode has (*ế*, *ư*) speak against it. At least three different
    marked characters speak for it if one is foreign to Vietnamese, or if hardly a word
    is a syllable (all of windows-1258 but its đ looks Vietnamese). A line of English
    OCR, with *é* for every marked e, has neither.
    """
    words = _marked_words(sample)
    if sum(any(c not in _IMAGE_CHARACTERS for c in _image(w)) for w in words) > 0.1 * len(words):
        return False
    marked = set("".join(words)) - _ASCII
    strange = sum(not is_syllable(w) for w in words) > max(3, 0.6 * len(words))
    return len(marked) > 2 and (strange or any(c.lower() not in _COST for c in marked))


def _likelihood(sample: str) -> float:
    """Log-probability of the marked words as Vietnamese; 0 when there are none."""
    return sum(_word_likelihood(w) for w in _marked_words(sample))


def _marked_words(sample: str) -> list[str]:
    return [w for w in _SEPARATORS.split(normalise(sample)) if not w.isascii()]


def _word_likelihood(word: str) -> float:
    if not _is_plausible(word):
        return _NO_SYLLABLE
    return sum(_COST[c] for c in word.lower() if c in _COST)


def _is_plausible(word: str) -> bool:
    """A syllable, and not with capitals inside: *cỦ* comes from a wrong table."""
    return is_syllable(word) and (word[1:].islower() or word.isupper() or len(word) == 1)


def _best_encoding(sample: str, least: float) -> Encoding | None:
    """The reading of the sample most like Vietnamese, if over ``least`` and mostly syllables."""
    readings = {e: convert_legacy(sample, e) for e in _BYTE_ENCODINGS} if sample else {}
    scored = [(_likelihood(r), e) for e, r in readings.items() if _mostly_syllables(r)]
    score, encoding = max(scored, key=lambda s: s[0], default=(-math.inf, None))
    return encoding if score > least else None


def _mostly_syllables(reading: str) -> bool:
    words = _marked_words(reading)
    return sum(map(_is_plausible, words)) >= 0.7 * len(words) > 0


# --- conversion -----------------------------------------------------------------------------

_ASCII = frozenset(map(chr, range(0x80)))
_IMAGE_CHARACTERS = _ASCII | {_shown(b, "cp1252") for b in range(0x80, 0x100)}
_C1_TO_WINDOWS = {b: _shown(b, "cp1252") for b in range(0x80, 0xA0)}
# Other names for the same glyphs: symbol fonts keep their codes in the private area; font
# programs give a byte by its glyph's name (minus, bullet operator, Greek mu, modifier macron);
# pdfium marks a soft hyphen, TCVN3's ư, by a non-character.
_GLYPH_VARIANTS = {
    **{0xF000 + b: _shown(b, "cp1252") for b in range(0x20, 0x100)},
    **_C1_TO_WINDOWS,
    0x2219: "·",
    0x03BC: "µ",
    0x02C9: "¯",
    0xFFFE: "\xad",
}
# A real minus stands before a digit.
_MINUS = re.compile(r"\N{MINUS SIGN}(?!\d)")
_LATE_MODIFIERS = ("\u0302", "\u0306")
_TONE_BEFORE_MODIFIER = re.compile(f"([{TONES}])([\u0302\u0306])")


def _image(text: str) -> str:
    """The windows-1252 characters that the text's glyphs stand for."""
    return _MINUS.sub("\xad", text.translate(_GLYPH_VARIANTS))


def _byte_table(rows: dict[str, str]) -> dict[int, str]:
    """Image characters to Vietnamese letters."""
    return {
        ord(_shown(int(code, 16), "cp1252")): letter
        for letters, codes in rows.items()
        for letter, code in zip(letters, codes.split(), strict=True)
        if code != "--"
    }


_TCVN3 = _byte_table(tables.TCVN3)
_VISCII = _byte_table(tables.VISCII)
_VPS = _byte_table(tables.VPS)
_WINDOWS_1258 = {ord(_shown(b, "cp1252")): _shown(b, "cp1258") for b in range(0x80, 0x100)}


def _from_tcvn3(text: str) -> str:
    return _with_capitals(_with_lost_horns(_image(text).translate(_TCVN3)))


def _from_vps(text: str) -> str:
    return _with_capitals(_image(text).translate(_VPS))


_HYPHENATED = re.compile(r"(?<![^\W\d_])([^\W\d_]{0,5})-([^\W\d_]{0,5})(?![^\W\d_])")


def _with_lost_horns(text: str) -> str:
    """*ư* again where a PDF gave its code, the soft hyphen, as a plain hyphen.

    >>> _with_lost_horns("n-ớc, Th- ký, TT-NHNN, xã-hội")
    'nước, Thư ký, TT-NHNN, xã-hội'
    """
    if "ư" in text:
        return text
    return _HYPHENATED.sub(_horn_or_hyphen, text)


def _horn_or_hyphen(found: re.Match[str]) -> str:
    before, after = found.groups()
    whole = f"{before}ư{after}"
    parted = all(not part or is_syllable(part) for part in (before, after))
    return found[0] if parted or not is_syllable(whole) else whole


_DOUBLED = re.compile("([AEIOUYĂÂÊÔƠƯ])([à-ỹ])")
_TWO_CAPITALS = re.compile(r"[A-ZĂÂÊÔƠƯĐ][^\W\d_]{0,5}[A-ZĂÂÊÔƠƯĐ]")
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^\W\d_]+")


def _with_capitals(text: str) -> str:
    """Capitals with tones, which the encoding lacks, as the letters around demand.

    Some programs write a bare capital before the small letter: *Uủ* is Ủ.

    >>> _with_capitals("CộNG HOà Xã HộI, Xã hội; Uủ ban")
    'CỘNG HOÀ XÃ HỘI, Xã hội; Ủ ban'
    """
    return _LINE.sub(lambda line: _raised(line[0]), _DOUBLED.sub(_merged, text))


def _merged(found: re.Match[str]) -> str:
    bare = nfc("".join(c for c in unicodedata.normalize("NFD", found[2]) if c not in TONES))
    return found[2].upper() if bare.upper() == found[1] else found[0]


def _raised(line: str) -> str:
    """A word of capitals is raised whole; one with a single capital if its neighbours are."""
    if not _TWO_CAPITALS.search(line):
        return line
    kinds = [_case(word) for word in _WORD.findall(line)]
    before = accumulate(kinds, _last_sure, initial="open")
    after = reversed([*accumulate(reversed(kinds), _last_sure, initial="open")][:-1])
    raising = (
        kind == "upper" or (kind == "open" and "upper" in (b, a) and "lower" not in (b, a))
        for kind, b, a in zip(kinds, before, after, strict=False)
    )
    return _WORD.sub(lambda word: word[0].upper() if next(raising) else word[0], line)


def _last_sure(before: str, kind: str) -> str:
    return before if kind == "open" else kind


def _case(word: str) -> str:
    """By the ASCII letters and the marked capitals: ``upper``, ``lower``, or ``open``.

    Abbreviations are open: they say nothing of the words around (*Số 5/KH-UBND*).
    """
    sure = [c for c in word if c.isascii() or c.isupper()]
    if any(c.islower() for c in sure):
        return "lower"
    return "upper" if len(sure) > 1 and is_syllable(word) else "open"


_VNI = dict(zip(tables.VNI.split(), tables.LETTERS, strict=True))
_VNI_CODE = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)


def _from_vni(text: str) -> str:
    return _VNI_CODE.sub(_vni_letter, _image(text))


def _vni_letter(found: re.Match[str]) -> str:
    letter = _VNI[found[0].lower()]
    return letter.upper() if found[0][0].isupper() else letter


# --- VIQR -----------------------------------------------------------------------------------

_VIQR_WORD = re.compile(
    r"(?:[A-Za-z]|(?<=[AEIOUYaeiouy])[\^(+*`?~'.]{1,2}|\\[\^(+*`?~'.Dd\\]){1,32}"
)
# Dots in a row are a leader or an ellipsis, not a tone.
_VIQR_CODE = re.compile(
    r"""\\(?P<literal>.)
    |(?P<d>DD|\b[Dd]d)
    |(?:[AEOaeo]\^|[Aa]\(|[OUou][+*]) (?:[`?~']|\.(?!\.))?
    |(?:[AEOaeo][`?~'.]\^|[Aa][`?~'.]\(|[OUou][`?~'.][+*])
    |[AEIOUYaeiouy] (?:[`?~']|\.(?!\.))""",
    re.VERBOSE,
)
_VIQR_MARKS = str.maketrans(tables.VIQR_MODIFIERS | tables.VIQR_TONES)
_LAST_MARK = re.compile(r"(?<!\\)[`?~'.]\Z")


def _from_viqr(text: str) -> str:
    return _VIQR_WORD.sub(lambda word: _viqr_word(word[0]), text)


@lru_cache(maxsize=65536)
def _viqr_word(word: str) -> str:
    """One word read by RFC 1456; a full stop, question mark or quote that fits no tone stays.

    >>> [_viqr_word(w) for w in ("Nghie^.p", "vie.^t", "ai?", "HDDND")]
    ['Nghiệp', 'việt', 'ai?', 'HĐND']
    """
    whole = _viqr_letters(word)
    if is_syllable(whole) or not _LAST_MARK.search(word):
        return whole
    shorter = _viqr_letters(word[:-1])
    return shorter + word[-1] if is_syllable(shorter) else whole


def _viqr_letters(word: str) -> str:
    return normalise(_VIQR_CODE.sub(_viqr_letter, word))


def _viqr_letter(found: re.Match[str]) -> str:
    if found["literal"]:
        return found["literal"]
    if found["d"]:
        return "Đ" if found["d"][0] == "D" else "đ"
    return found[0].translate(_VIQR_MARKS)


def _looks_like_viqr(text: str) -> bool:
    """Many words are syllables only when their ASCII marks are read, and hardly one is spoilt.

    Marks that end a word do not count: they may be punctuation. Nor does a text
    with a single kind of mark, as when a program wrote ``?`` for what it lost.
    """
    words = [w[0] for w in _VIQR_WORD.finditer(_excerpt(text))]
    inside = [w for w in words if _VIQR_INSIDE.search(w)]
    good = [w for w in inside if is_syllable(_viqr_word(w))]
    kinds = {c for w in good for c in w if not c.isalpha()} | {"dd" for w in good if "dd" in w}
    enough = len(good) >= max(2, 0.25 * len(words)) and len(good) >= 0.7 * len(inside)
    return enough and len(kinds) > 1


_VIQR_INSIDE = re.compile(r"[AEIOUYaeiouy][\^(+*`?~'.]{1,2}[A-Za-z]|[AEOaeo]\^|[OUou]\+|\b[Dd]d")


def _from_byte_table(table: dict[int, str]) -> Callable[[str], str]:
    return lambda text: _image(text).translate(table)


_CONVERTERS: dict[Encoding, Callable[[str], str]] = {
    Encoding.TCVN3: _from_tcvn3,
    Encoding.VNI: _from_vni,
    Encoding.VISCII: _from_byte_table(_VISCII),
    Encoding.VPS: _from_vps,
    Encoding.WINDOWS_1258: _from_byte_table(_WINDOWS_1258),
    Encoding.VIQR: _from_viqr,
}
_BYTE_ENCODINGS = tuple(e for e in _CONVERTERS if e is not Encoding.VIQR)

# --- font names -----------------------------------------------------------------------------

_SUBSET_PREFIX = re.compile(r"[A-Z]{6}\+")
_FONT_STYLE = re.compile(r"[\s,-]*(?:Bold|Italic|Oblique|Regular|Normal|MT|PS)+\Z", re.IGNORECASE)
_FONT_NAMES = (
    (re.compile(r"VNI[-_ ]?[A-Za-z]"), Encoding.VNI),
    (re.compile(r"\.V[Nn][A-Z0-9]|Vn[A-Z0-9]"), Encoding.TCVN3),
    (re.compile(r"VPS[-_ ]?[A-Z]"), Encoding.VPS),
    (re.compile(r"(?i:.*VISCII)|VI[ -_](?:Times|Arial)"), Encoding.VISCII),
)
