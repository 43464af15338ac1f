"""What of a long text is judged: words from its whole length."""

from __future__ import annotations

import re

CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MOST_WORDS = 3000
_LONGEST_EXCERPT = 1 << 19
# A word as any of the encodings would have it: all but blanks, digits and ASCII punctuation.
# The control characters are letters of VISCII.
_ROUGH_WORD = re.compile(r"[A-Za-z\x02\x05\x06\x14\x19\x1e\x7f-\U0010ffff]{1,64}")


def excerpt(text: str) -> str:
    """All of a text of common length; of a longer one, slices from its whole length."""
    if len(text) <= _LONGEST_EXCERPT:
        return text
    starts = range(0, len(text), len(text) // 16 + 1)
    return "\n".join(text[start : start + _LONGEST_EXCERPT // 16] for start in starts)


def marked_sample(text: str) -> str:
    """Words with a character beyond ASCII, at most some thousands from all over the text."""
    found = _ROUGH_WORD.findall(excerpt(text))
    words = [w for w in found if not w.isascii() or CONTROL.search(w)]
    step = max(1, len(words) // _MOST_WORDS)
    return " ".join(words[::step])
