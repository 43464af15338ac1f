"""Which reading of a text is most like Vietnamese: the words with marks decide."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

from vnplan.encodings import code_tables as tables
from vnplan.encodings.glyphs import ASCII, IMAGE_CHARACTERS, image, normalise
from vnplan.encodings.legacy import BYTE_ENCODINGS, Encoding, convert_legacy, font_encoding
from vnplan.encodings.sample import marked_sample
from vnplan.encodings.viqr import looks_like_viqr
from vnplan.syllable import is_syllable

# Nats by which a reading must beat the text as it is, when Unicode already vouches for it.
PROOF = 10.0
# Log-probability of a marked word that is no syllable: names and loans, about 1 in 400,
# then an unknown spelling.
_NO_SYLLABLE = -16.0
_TOTAL = sum(tables.FREQUENCIES.values())
_COST = {letter: math.log(count / _TOTAL) for letter, count in tables.FREQUENCIES.items()}
# Between two letters a quote or dash is rather a letter of VISCII or VPS.
_SEPARATORS = re.compile(r"(?:\s|\ufeff|[“”‘’„–—…•](?![^\W\d_])|(?<![^\W\d_])[“”‘’„–—…•])+")


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
    sample = marked_sample(text)
    as_it_is = likelihood(sample)
    if named:
        hinted = named.most_common(1)[0][0]
        reading = convert_legacy(sample, hinted)
        if sample and reading != sample and likelihood(reading) >= as_it_is:
            return hinted
    found = best_encoding(sample, as_it_is + PROOF) if _looks_foreign(sample) else None
    return found or (Encoding.VIQR if looks_like_viqr(text) else None)


def _looks_foreign(sample: str) -> bool:
    """Whether Unicode text holds the characters of an old font, not Vietnamese or bad OCR of it.

    Letters that only Unicode has (*ế*, *ư*) speak against it. At least three different
    marked characters speak for it if one is foreign to Vietnamese, or if hardly a word
    is a syllable (all of windows-1258 but its đ looks Vietnamese). A line of English
    OCR, with *é* for every marked e, has neither.
    """
    words = _marked_words(sample)
    if sum(any(c not in IMAGE_CHARACTERS for c in image(w)) for w in words) > 0.1 * len(words):
        return False
    marked = set("".join(words)) - ASCII
    strange = sum(not is_syllable(w) for w in words) > max(3, 0.6 * len(words))
    return len(marked) > 2 and (strange or any(c.lower() not in _COST for c in marked))


def likelihood(sample: str) -> float:
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


def best_encoding(sample: str, least: float) -> Encoding | None:
    """The reading of the sample most like Vietnamese, if over ``least`` and mostly syllables."""
    readings = {e: convert_legacy(sample, e) for e in BYTE_ENCODINGS} if sample else {}
    scored = [(likelihood(r), e) for e, r in readings.items() if _mostly_syllables(r)]
    score, encoding = max(scored, key=lambda s: s[0], default=(-math.inf, None))
    return encoding if score > least else None


def _mostly_syllables(reading: str) -> bool:
    words = _marked_words(reading)
    return sum(map(_is_plausible, words)) >= 0.7 * len(words) > 0
