"""Words and phrases that are found though a letter of them was misread."""

from __future__ import annotations

from functools import lru_cache

import regex

from vnplan.parse.text.passage import fold


@lru_cache(maxsize=1024)
def find_phrase(folded: str, phrase: str) -> tuple[int, int] | None:
    """Where two thirds of the words of ``phrase`` stand, each at its place; one letter may differ,
    but not in all of them.

    >>> find_phrase("ubnd tinh x cong hoa xa hoqi chu nghia viet nam",
    ...             "cong hoa xa hoi chu nghia viet nam")
    (12, 47)
    """
    due = _words(phrase)
    # Most lines share no word with it, which is told first, for the sake of time.
    if 3 * sum(map(due.__contains__, _words(folded))) < len(due):
        return None
    found = list(_WORD.finditer(folded))
    best: tuple[int, int] | None = None
    most = -(-2 * len(due) // 3) - 1
    for at in range(len(found) - len(due) + 1):
        run = found[at : at + len(due)]
        hits = sum(alike(m.group(), word) for m, word in zip(run, due, strict=True))
        if hits > most:
            best, most = (run[0].start(), run[-1].end()), hits
    return best


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


def find_motto(text: str, phrase: str) -> tuple[int, int] | None:
    """Where the folded ``phrase`` stands, printed mostly in capitals: a sentence may name the
    state or the Party, too.

    >>> find_motto("ĐẢNG CỘNG SẢN VIỆT NAM", "dang cong san viet nam")
    (0, 22)
    >>> find_motto("ngày thành lập Đảng Cộng sản Việt Nam", "dang cong san viet nam")
    >>> find_motto("HỘI NÔNG DÂN VIỆT NAM", "dang cong san viet nam")
    """
    span = find_phrase(fold(text), phrase)
    if span and not _half_right(fold(text)[slice(*span)], phrase):
        return None
    letters = [c for c in text[slice(*span)] if c.isalpha()] if span else []
    return span if 2 * sum(c.isupper() for c in letters) > len(letters) else None


def _half_right(found: str, phrase: str) -> bool:
    """Whether half the words of a phrase, at least, were read to the letter."""
    pairs = list(zip(_WORD.findall(found), _WORD.findall(phrase), strict=True))
    return bool(2 * sum(one == other for one, other in pairs) >= len(pairs))


@lru_cache(maxsize=1 << 14)
def alike(one: str, other: str) -> bool:
    """Equal, or one letter put in, left out or changed in a word of three letters or more.

    >>> alike("hoqi", "hoi"), alike("xa", "ca")
    (True, False)
    """
    if one == other:
        return True
    if len(other) < 3 or abs(len(one) - len(other)) > 1:
        return False
    pairs = enumerate(zip(one, other, strict=False))
    at = next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))
    return one[at + 1 :] in (other[at + 1 :], other[at:]) or one[at:] == other[at + 1 :]


def unspaced(folded: str) -> str:
    """The letters of folded words without what stands between them.

    >>> unspaced("ke  hoach.")
    'kehoach'
    """
    return "".join(_WORD.findall(folded))


_WORD = regex.compile(r"\w+")
