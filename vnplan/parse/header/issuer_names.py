"""Names of issuers: from the print of a letterhead to the official spelling, and why one may be no
body's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import regex

from vnplan.parse.header.issuer_values import Clues
from vnplan.parse.header.letterhead_lines import names_people
from vnplan.parse.text.abbreviations import expand, left_short
from vnplan.parse.text.grammar import Grammar, any_of
from vnplan.parse.text.lines import is_caps
from vnplan.parse.text.name_doubts import hardly_read_name
from vnplan.parse.text.passage import Passage, fold, lowered
from vnplan.parse.text.patterns import compiled, starts_with
from vnplan.parse.text.spelling import Spelling
from vnplan.syllable import is_syllable


def official(text: str, clues: Clues, grammar: Grammar) -> str:
    """The name that a letterhead prints, mostly in capitals and abbreviated, as it is spelled."""
    plain = regex.sub(r"\s+[-–]\s*(?=\p{L})", " - ", text.strip(" *._-–"))
    plain = regex.sub(r"\bUỶ(?= BAN\b)", "ỦY", plain)
    plain = _spaced_and(_TIGHT.sub(_spaced, _WORD_SPECK.sub(" ", plain)), grammar)
    if regex.match(r"\p{L}\s+\p{Lu}{2}", plain) and _is_headed(plain[1:].strip(), grammar):
        plain = plain[1:].strip()  # a speck before the name
    known = grammar.names.get(fold(plain)) or _unglued(plain, grammar)
    if fold(plain) == "ban to chuc":
        return "Ban Tổ chức"
    # The date line writes the place in small letters, too.
    written = f"{clues.text} ở {clues.place}" if clues.place else clues.text
    if known:
        return known
    name = Spelling.of(grammar).name(_spelled(plain, grammar), written)
    if is_caps(plain):
        name = _AFTER_DASH.sub(lambda m: m.group().upper(), name)
    return expand(name, grammar)


# "Tổ Toán - Tin": each field of work has its capital.
_AFTER_DASH = regex.compile(r"(?<= - )\p{Ll}")


# "PHÒNG.LĐ - TB VÀ XH": a speck between two words.
_WORD_SPECK = regex.compile(r"(?<=\p{Lu}{3})[.,:;](?=\p{Lu}{2})")


# "LAO ĐỘNG-THƯƠNG BINH": a sign without spaces between whole words.
_TIGHT = regex.compile(r"(\p{L}+)[-–](\p{L}+)")


def _spaced(tight: regex.Match[str]) -> str:
    if not (is_syllable(tight[1].lower()) and is_syllable(tight[2].lower())):
        return str(tight.group())
    return f"{tight[1]} - {tight[2]}"


def _spaced_and(name: str, grammar: Grammar) -> str:
    """ "THƯƠNG BINH&XÃ HỘI" with "VÀ" between the two; the sign stays in "MAI&LAN", which no known
    fields of work stand beside."""
    known = Spelling.of(grammar).known
    parts = regex.split(r"\s*&\s*", name)
    done = parts[0]
    for part in parts[1:]:
        before, behind = done.lower().split(), part.lower().split()
        fields = _is_field(before[-1:], before[-2:], before[-3:], known=known) and _is_field(
            behind[:1], behind[:2], behind[:3], known=known
        )
        done = f"{done} VÀ {part}" if fields else name[: name.index(part, len(done))] + part
    return done


def _is_field(*runs: Sequence[str], known: Mapping[str, str]) -> bool:
    """Whether one of the runs of words is a known field of work, or an abbreviation of one."""
    return any(
        " ".join(run) in known and (len(run) > 1 or not is_syllable(run[0])) for run in runs if run
    )


def _unglued(name: str, grammar: Grammar) -> str | None:
    """The known name whose words a reader ran together: "BỘCÔNGAN"."""
    if " " in name or is_syllable(name):
        return None
    return _without_spaces(grammar).get(fold(name))


@lru_cache(maxsize=8)
def _without_spaces(grammar: Grammar) -> dict[str, str]:
    return {key.replace(" ", ""): name for key, name in grammar.names.items() if " " in key}


def _is_headed(name: str, grammar: Grammar) -> bool:
    heads = grammar.words["bodies"]["heads"]
    return starts_with(name, [*heads["alone"], *heads["named"], *grammar.words["bodies"]["expand"]])


def _spelled(name: str, grammar: Grammar) -> str:
    """A name in capitals, the head of which has lost marks: "TĨNH ỦY" is "TỈNH ỦY"."""
    if not is_caps(name):
        return name
    folded = fold(name)
    for head in _longer_heads(grammar):
        if folded.startswith(fold(head)) and not folded[len(head) :][:1].isalnum():
            return head.upper() + name[len(head) :]
    first, _, rest = name.partition(" ")
    named = grammar.words["bodies"]["heads"]["named"]
    single = [head for head in named if fold(head) == fold(first)]
    # "SO", or what is no word at the head of a name: "SỐ" for "SỞ".
    bare = first.isascii() or first.lower() == "số"
    return f"{single[0].upper()} {rest}" if len(single) == 1 and bare and rest else name


@lru_cache(maxsize=8)
def _longer_heads(grammar: Grammar) -> tuple[str, ...]:
    """The heads of names that are several words, the longest first."""
    kinds = grammar.words["bodies"]["heads"].values()
    return tuple(sorted((head for kind in kinds for head in kind if " " in head), key=len)[::-1])


def _together(name: str, grammar: Grammar) -> str:
    """Why a name may be two bodies': the head of another one stands behind a dash, "TỔNG CÔNG TY …
    VIỆT NAM -" above "CÔNG TY …" of which the end of the first is lost."""
    heads = any_of(grammar, "letterhead", "heads_behind_dash")
    glued = compiled(rf"(?<= - ){heads}\s").search(fold(name))
    return f"two bodies may stand in it: {name[glued.start() :]}" if glued else ""


# Words that end no name: "… Tổ quốc Việt", "Sở Y tế thành"; "xã Tân Thành" and "Đô thị" are whole.
_CUT_SHORT = regex.compile(
    r"\s(?:việt|(?<!\b(?:xã|phường|trấn|huyện|quận)\s\p{L}+\s)thành|(?<!\bđô\s)thị|và|của|các)$"
    r"|[,–-]$"
)
_ODD_SIGN = regex.compile(r"[^\p{L}\p{M}\d\s.,&'’()\"“”/+–-]")
# Lower letters without a vowel, folded: no abbreviation, and no word.
_NO_VOWEL = regex.compile(r"(?<!\S)[b-df-hj-np-tv-xz]{2,}(?!\S)")
# A word of clean print is read with this certainty and more.
SURELY_READ = 0.9


def misnamed(name: str, printed: Passage, text: str, grammar: Grammar) -> str:
    """Why a name may be no body's: it opens with a small letter; of a scan, too: an abbreviation
    is left in it, it opens with a word that opens no body's name and was not read surely, or holds
    one that no list and not the ``text`` of the document confirm; else ""."""
    if not printed.is_scanned():
        letters = regex.sub(r"\W", "", name)
        small = f"no body is known whose name opens like this: {name}"
        return small if letters[:1].islower() else _together(name, grammar)
    if short := left_short(name, grammar):
        return f"its abbreviation is not known: {short}"
    opens = _is_headed(name, grammar) or starts_with(name, grammar.words["bodies"]["central"])
    if names_people(name, grammar):
        return f"no body is known whose name opens like this: {name}"
    first = printed[: len(printed.text.partition(" ")[0])]
    if not opens and first.certainty() < SURELY_READ:
        return f"no body is known whose name opens like this: {name}"
    if _CUT_SHORT.search(lowered(name)):
        return f"the end of the name may be lost: {name}"
    if together := _together(name, grammar):
        return together
    small = " ".join(word for word in name.split() if word.islower())
    if odd := _ODD_SIGN.search(name) or _NO_VOWEL.search(fold(small)):
        return f"it holds signs that no word has: {odd.group()}"
    if word := hardly_read_name(printed, text, grammar):
        return f"a word of the name is hard to read: {word}"
    return ""
