"""Count syllables of running text into the language model of the restorer.

    python tools/build_language_model.py CORPUS FOLDER

CORPUS holds ``admin_train.txt.xz`` and ``wiki_train.txt.xz`` (one paragraph a line),
``syllables.txt`` (hunspell-vi's forms), ``agencies.csv`` and ``units.csv`` (names of
places). FOLDER holds ``loanwords.tsv`` and receives ``model_vocabulary.tsv`` and
``model_language.safetensors``.

Sources: Vietnamese laws and administrative documents (outside copyright,
Article 15 of the intellectual property law) and Vietnamese Wikipedia
(CC BY-SA 4.0); only counts leave this script. Trigrams with interpolated modified
Kneser-Ney discounts (Chen and Goodman 1999), singletons pruned.
"""

from __future__ import annotations

import csv
import lzma
import sys
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from vnplan.lexicon import Dictionaries
from vnplan.restore.language import (
    BACKOFF_STEP,
    BACKOFF_TOP,
    CLASSES,
    PROBABILITY_STEP,
    START,
)
from vnplan.restore.tokens import Kind, Piece, model_word, pieces
from vnplan.syllable import is_syllable, place_tone

MIN_COUNT = 10  # rarer words are <unk>, unless they are syllables
TARGET_ABBREVIATION_COUNT = 150
TRIGRAM_MIN_COUNT = 2

Ids = NDArray[np.int64]


def paragraphs(corpus: Path) -> Iterator[str]:
    for name in ("admin_train.txt.xz", "wiki_train.txt.xz"):
        with lzma.open(corpus / name, "rt", encoding="utf-8") as stream:
            yield from stream


@dataclass
class Counted:
    """Running text as numbers of words, and how often each word is capitalised."""

    words: dict[str, int]
    text: array[int]
    cases: Counter[tuple[str, str]]


def count(corpus: Path) -> Counted:
    counted = Counted({c: i for i, c in enumerate(CLASSES)}, array("I"), Counter())
    for line in paragraphs(corpus):
        found = list(pieces(line))
        if not found:
            continue
        counted.text.append(START)
        shouting = line.upper() == line
        for number, piece in enumerate(found):
            word = model_word(piece)
            counted.text.append(counted.words.setdefault(word, len(counted.words)))
            if piece.kind is Kind.WORD and not shouting and not _starts(line, piece, number):
                counted.cases[word, _case(piece.text)] += 1
    return counted


def _starts(line: str, piece: Piece, number: int) -> bool:
    """Whether a capital here says nothing: at the start of a line or sentence."""
    return number == 0 or line[: piece.start].rstrip(' "“(')[-1:] in ".:;!?-+"


def _case(text: str) -> str:
    if len(text) > 1 and text.isupper():
        return "upper"
    return "title" if text[:1].isupper() else "lower"


def place_words(corpus: Path) -> set[str]:
    """The words in the names of administrative units: "đắk", "krông" among them."""
    with (corpus / "units.csv").open(encoding="utf-8") as stream:
        names = [row["name"] for row in csv.DictReader(stream)]
    found = {model_word(p) for name in names for p in pieces(name) if p.kind is Kind.WORD}
    return {w for w in found if w.isalpha()}


def vocabulary(counted: Counted, corpus: Path, loanwords: set[str]) -> list[tuple[str, int, bool]]:
    """(word, count, whether a repair may produce it), most frequent first."""
    counts = np.bincount(np.frombuffer(counted.text, np.uint32), minlength=len(counted.words))
    listed = {
        place_tone(w.strip().lower(), "traditional")
        for w in (corpus / "syllables.txt").read_text("utf-8").splitlines()
    }
    with (corpus / "agencies.csv").open(encoding="utf-8") as stream:
        official = {row["abbr"].lower() for row in csv.DictReader(stream)}
    rows = []
    names = place_words(corpus) | loanwords
    for word, number in counted.words.items():
        if number < len(CLASSES) or not any(map(str.isalpha, word)):
            continue
        times = int(counts[number])
        known = word in names or (is_syllable(word) and (word in listed or times >= 100))
        abbreviation = _is_abbreviation(word, counted) and (
            times >= TARGET_ABBREVIATION_COUNT or word in official
        )
        if known or abbreviation or times >= MIN_COUNT:
            rows.append((word, times, known or abbreviation))
    missing = ({w for w in listed if is_syllable(w)} | names) - {w for w, _, _ in rows}
    rows += [(w, 0, True) for w in missing]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _is_abbreviation(word: str, counted: Counted) -> bool:
    upper, lower = counted.cases[word, "upper"], counted.cases[word, "lower"]
    return 2 <= len(word) <= 8 and upper > 20 * (lower + counted.cases[word, "title"])


def renumber(counted: Counted, rows: list[tuple[str, int, bool]]) -> Ids:
    """The text in the numbers of the final vocabulary; words left out are <unk>."""
    unknown = CLASSES.index(Kind.OPAQUE.value)
    table = np.full(len(counted.words), unknown, np.int64)
    table[: len(CLASSES)] = np.arange(len(CLASSES))
    for number, (word, _, _) in enumerate(rows, len(CLASSES)):
        if word in counted.words:
            table[counted.words[word]] = number
    return table[np.frombuffer(counted.text, np.uint32)]


def discounts(counts: Ids) -> NDArray[np.float64]:
    """D1, D2, D3+ of modified Kneser-Ney from the counts of counts."""
    n = [max(1.0, float(np.count_nonzero(counts == k))) for k in range(1, 5)]
    y: float = n[0] / (n[0] + 2 * n[1])
    return np.array([0.0] + [k - (k + 1) * y * n[k] / n[k - 1] for k in (1, 2, 3)])


def conditional(
    context: Ids, counts: Ids, lower: NDArray[np.float64], contexts: int
) -> NDArray[np.float64]:
    """Interpolated probability of each n-gram, given that of its (n-1)-gram suffix."""
    d = discounts(counts)[np.minimum(counts, 3)]
    total = np.bincount(context, counts, contexts)
    freed = np.bincount(context, d, contexts)
    return np.asarray((counts - d) / total[context] + freed[context] / total[context] * lower)


def backoff(
    context: Ids, p: NDArray[np.float64], lower: NDArray[np.float64], contexts: int
) -> NDArray[np.float64]:
    """Logarithm of the weight of the lower order, so that each context sums to one."""
    left = 1 - np.bincount(context, p, contexts)
    room = 1 - np.bincount(context, lower, contexts)
    return np.asarray(np.log(np.maximum(left, 1e-6) / np.maximum(room, 1e-6)))


def starts(context: Ids, contexts: int) -> NDArray[np.uint32]:
    """Where the entries of each context begin; contexts are sorted."""
    sizes = np.bincount(context, minlength=contexts)
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint32)


def quantised(logp: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.clip(np.rint(-logp / PROBABILITY_STEP), 0, 255).astype(np.uint8)


def quantised_backoff(logw: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.clip(np.rint((BACKOFF_TOP - logw) / BACKOFF_STEP), 0, 255).astype(np.uint8)


def estimate(text: Ids, size: int) -> dict[str, NDArray[np.generic]]:
    """The packed tables of :class:`vnplan.restore.language.LanguageModel`."""
    inside = text != START
    keys2 = text[:-1] * size + text[1:]
    keys3 = keys2[:-1] * size + text[2:]
    tri, tri_n = np.unique(keys3[inside[1:-1] & inside[2:]], return_counts=True)
    bi_raw, bi_raw_n = np.unique(keys2[inside[1:]], return_counts=True)
    # Lower orders count in how many contexts a word was seen, not how often;
    # after <s> there is only one context, so the raw count stays.
    bi_n = bi_raw_n.copy()
    seen, contexts_seen = np.unique(tri % (size * size), return_counts=True)
    at = np.searchsorted(bi_raw, seen)
    bi_n[at] = contexts_seen
    bi_n[bi_raw < size] = bi_raw_n[bi_raw < size]
    uni_n = np.bincount(bi_raw % size, minlength=size).astype(np.float64)
    uni_n[0] = 0.0
    uni = (uni_n + 0.3) / (uni_n.sum() + 0.3 * size)
    first, second = np.divmod(bi_raw, size)
    bi_p = conditional(first, bi_n, uni[second], size)
    context, third = np.divmod(tri, size)
    suffix = np.searchsorted(bi_raw, tri % (size * size))
    row = np.searchsorted(bi_raw, context)
    tri_p = conditional(row, tri_n, bi_p[suffix], len(bi_raw))
    keep = tri_n >= TRIGRAM_MIN_COUNT
    row, third, tri_p, suffix = row[keep], third[keep], tri_p[keep], suffix[keep]
    print(f"{size} words, {len(bi_raw)} bigrams, {len(tri_p)} of {len(tri)} trigrams")
    return {
        "unigram": np.log(uni).astype(np.float32),
        "unigram_backoff": backoff(first, bi_p, uni[second], size).astype(np.float32),
        "bigram_start": starts(first, size),
        "bigram_word": second.astype(np.uint16),
        "bigram": quantised(np.log(bi_p)),
        "bigram_backoff": quantised_backoff(backoff(row, tri_p, bi_p[suffix], len(bi_raw))),
        "trigram_start": starts(row, len(bi_raw)),
        "trigram_word": third.astype(np.uint16),
        "trigram": quantised(np.log(tri_p)),
    }


def case_table(counted: Counted, rows: list[tuple[str, int, bool]]) -> NDArray[np.uint8]:
    """Size × 3: minus the logarithm of P(lower, title, upper | word), quantised."""
    table = np.zeros((len(rows) + len(CLASSES), 3))
    for number, (word, _, _) in enumerate(rows, len(CLASSES)):
        seen = np.array([counted.cases[word, c] for c in ("lower", "title", "upper")], float)
        prior = np.array(
            [0.02, 0.02, 0.96] if _is_abbreviation(word, counted) else [0.9, 0.08, 0.02]
        )
        table[number] = np.log((seen + 2 * prior) / (seen.sum() + 2))
    return quantised(table)


def main(corpus: Path, folder: Path) -> None:
    counted = count(corpus)
    loanwords = {word for (word,) in Dictionaries((folder,)).tsv("loanwords.tsv", 1)}
    rows = vocabulary(counted, corpus, loanwords)
    tables = estimate(renumber(counted, rows), len(rows) + len(CLASSES))
    tables["case"] = case_table(counted, rows)
    header = "# word, count, 1 when a repair may produce it; tools/build_language_model.py\n"
    body = "".join(f"{w}\t{n}\t{int(target)}\n" for w, n, target in rows)
    (folder / "model_vocabulary.tsv").write_text(header + body, "utf-8", newline="\n")
    save_file(tables, folder / "model_language.safetensors")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
