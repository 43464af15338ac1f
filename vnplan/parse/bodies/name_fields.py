"""Fields of work that are whole as they stand: "Ban Tham mưu | vẽ sơ đồ", whatever verb follows."""

from __future__ import annotations

from vnplan.parse.bodies.phrases import Text, Words
from vnplan.parse.text.name_ends import ENDS

_LONGEST_FIELD, _LONGEST_HEAD = 9, 3
# From here on two words, or one, are a noun rather than a verb.
_CLEARLY_NOUN = -2


def past_field(cut: Text, at: int, words: Words) -> bool:
    """Whether a head and a field of the list `whole_fields` stand before ``at``, and a word in
    small letters there that goes on with neither: no longer field of the list, no unit, no word
    that is counted as a noun, none that no list has before a verb that a list has."""
    if not 0 < at < len(cut.words) - 1 or not cut.words[at].isalpha() or cut.upper(at):
        return False
    start = _field_before(cut, at, words) or _short_field(cut, at, words)
    if not start:
        return False
    if words.goes_on.match(cut.words, at) or words.kept.match(cut.words, at):
        return False
    if words.whole_fields.match(cut.words, start) > at - start or cut.words[at] in _LEADS_ON:
        return False
    pair = " ".join(cut.words[at : at + 2])
    verbs = words.ends.verbs
    if verbs.get(pair, verbs.get(cut.words[at], 0)) <= _CLEARLY_NOUN:
        return False
    known = words.acts.match(cut.words, at) > 0 or verbs.get(pair, 0) > 0
    return known or not _acts_later(cut, start, at, words)


def _acts_later(cut: Text, low: int, at: int, words: Words) -> bool:
    """ "Khoa Ngoại thần kinh | phân công …": whether a verb of the lists follows words that none
    has, so that these tell more of the field."""
    for i in range(at + 1, min(at + _LONGEST_MORE + 1, len(cut.words) - 1)):
        if not cut.words[i].isalpha() or cut.upper(i):
            return False
        size = words.acts.match(cut.words, i)
        if size > 1 or (size and words.ends.chance(cut.words, cut.upper, low, i) >= ENDS):
            return True
    return False


_LONGEST_MORE = 4


_LEADS_ON = frozenset({"hoặc", "về", "cho", "với", "trên", "trong", "liên", "theo"})


def _field_before(cut: Text, at: int, words: Words) -> int:
    """Where the field starts that ends before ``at`` and has a head before it; 0 for none."""
    for size in range(1, min(_LONGEST_FIELD, at - 1) + 1):
        start = at - size
        if not cut.upper(start) or words.whole_fields.match(cut.words, start) < size:
            continue
        field = tuple(cut.words[start:at])
        if field in words.whole_fields.by_first.get(field[0], ()) and _head_before(
            cut, start, words
        ):
            return start
    return 0


def _short_field(cut: Text, at: int, words: Words) -> int:
    """Where an abbreviation stands that is all of a section's field, "Phòng TTHT | lọc sổ"; 0
    for none."""
    start = at - 1
    text = cut.between(start, at)
    short = len(text) > 1 and text.isupper() and text.isalpha()
    sizes = (n for n in (1, 2) if start - n >= 0)
    section = any(words.sections.match(cut.words, start - n) == n for n in sizes)
    return start if short and section else 0


def _head_before(cut: Text, at: int, words: Words) -> bool:
    sizes = range(1, min(_LONGEST_HEAD, at) + 1)
    return any(words.named.match(cut.words, at - size) == size for size in sizes)
