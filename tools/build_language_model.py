"""Count syllables of running text into the language model of the restorer.

    python -m tools.build_language_model CORPUS PAIRS FOLDER [VOCABULARY]

CORPUS holds ``admin_train.txt.xz`` and ``wiki_train.txt.xz`` (one paragraph a line),
``layout_lines.tsv``, ``syllables.txt`` (hunspell-vi's forms), ``agencies.csv``,
``units.csv`` (names of places) and ``names.txt`` (of people). PAIRS is ``lines.tsv.xz``,
lines of drawn pages: where the corpus holds those that measure the restorer, they are cut
out of it. FOLDER holds ``loanwords.tsv`` and receives ``model_vocabulary.tsv`` and
``model_language.safetensors``; with VOCABULARY, a ``model_vocabulary.tsv`` that stands, only the
second, in its words, so that the network trained with them stays valid.

Sources: Vietnamese laws and administrative documents (outside copyright,
Article 15 of the intellectual property law), Vietnamese Wikipedia
(CC BY-SA 4.0), and ``tools/everyday.txt.xz``, documents written for vnplan: papers of offices of
every kind, and prose about what the others seldom speak of. Only counts leave this script.
5-grams with interpolated modified Kneser-Ney discounts (Chen and Goodman 1999), rare ones pruned.
"""

from __future__ import annotations

import csv
import lzma
import sys
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from tools.drawn_pairs import drawn_pairs
from vnplan.lexicon import Dictionaries
from vnplan.restore.language import (
    BACKOFF_STEP,
    BACKOFF_TOP,
    CLASSES,
    PROBABILITY_STEP,
    START,
)
from vnplan.restore.surface import Mark, Shape, mark_of, shape_of_piece
from vnplan.restore.tokens import Kind, Piece, model_word, pieces
from vnplan.syllable import is_syllable, place_tone

EVERYDAY = Path(__file__).parent / "everyday.txt.xz"
EVERYDAY_TIMES = 2  # how often these texts are counted
DOCUMENTS = 55_325  # lines that are whole administrative documents; laws follow
MOST_REPEATS = 300  # of one line of the layout
PLACE_FORMS = ("{}", "Ủy ban nhân dân {}", "UBND {}", "trên địa bàn {}")
LETTERHEAD = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "ỦY BAN NHÂN DÂN",
    "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 12/KH-UBND",
    "Số 12-KH/TU",
    "Số: /KH-UBND",
    "ngày 12 tháng 12 năm 12",
    "Nơi nhận:",
    "Nơi nhận: TM. ỦY BAN NHÂN DÂN",
    "Nơi nhận: KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "- Như trên;",
    "- Lưu: VT.",
    "Kính gửi:",
    "KẾ HOẠCH",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "II. NHIỆM VỤ, GIẢI PHÁP",
    "III. TỔ CHỨC THỰC HIỆN",
)
MIN_COUNT = 10  # rarer words are <unk>, unless they are syllables
TARGET_ABBREVIATION_COUNT = 150
RUN = 10  # words in a row that make a held-out line known again
MOST_SIGHTINGS = 4  # a run seen more often is a formula of many documents, and stays
ORDER = 5
MIN_COUNTS = {2: 1, 3: 2, 4: 3, 5: 3}  # rarer n-grams are pruned

Ids = NDArray[np.int64]


def sources(corpus: Path) -> Iterator[tuple[str, Iterator[str]]]:
    """The parts of the text by name, a paragraph at a time."""
    with lzma.open(corpus / "admin_train.txt.xz", "rt", encoding="utf-8") as stream:
        yield "documents", islice(stream, DOCUMENTS)
        yield "laws", stream
    with lzma.open(corpus / "wiki_train.txt.xz", "rt", encoding="utf-8") as stream:
        yield "encyclopedia", stream
    yield "formulas", formulas(corpus)
    with lzma.open(EVERYDAY, "rt", encoding="utf-8") as stream:
        yield "everyday", stream


def formulas(corpus: Path) -> Iterator[str]:
    """Lines that documents repeat word for word and that the corpus, freed of repeats,
    holds once: letterheads, headings, foots; names of places and people."""
    for row in (corpus / "layout_lines.tsv").read_text("utf-8").splitlines():
        count, line = row.split("\t")
        line = line.replace("#/#/", "12/2020/").replace("#", "12")
        yield from [line] * min(int(count), MOST_REPEATS)
    for line in LETTERHEAD:
        yield from [line] * MOST_REPEATS
    for name in place_names(corpus):
        for form in PLACE_FORMS:
            yield form.format(name)
    yield from person_names(corpus)


def place_names(corpus: Path) -> list[str]:
    """Administrative units of both eras, "huyện Cái Nước", each once."""
    with (corpus / "units.csv").open(encoding="utf-8") as stream:
        names = {unicodedata.normalize("NFC", row["name"]) for row in csv.DictReader(stream)}
    return sorted(name[0].lower() + name[1:] for name in names)


def person_names(corpus: Path) -> Iterator[str]:
    """Every given name of the list behind a family name, in turn."""
    rows = unicodedata.normalize("NFC", (corpus / "names.txt").read_text("utf-8")).splitlines()
    families = [row[3:].strip() for row in rows if row.startswith("HO:")]
    given = [row.strip() for row in rows if row and not row.startswith(("HO:", "#"))]
    for number, name in enumerate(given):
        yield f"{families[number % len(families)]} {name}"


@dataclass
class Counted:
    """Running text as numbers of words, and how often each word is capitalised.

    Attributes:
        ends: where each source ends in ``text``.
        marks: what stands before each word of ``text``; before the start of a paragraph, what
            ends the one before.
        shapes: the capitals of each.
    """

    words: dict[str, int]
    text: array[int]
    cases: Counter[tuple[str, str]]
    ends: dict[str, int]
    marks: bytearray = field(default_factory=bytearray)
    shapes: bytearray = field(default_factory=bytearray)
    tail: Mark = Mark.NONE

    def add(self, line: str) -> None:
        found = list(pieces(line))
        if not found:
            return
        self.text.append(START)
        self.marks.append(self.tail)
        self.shapes.append(Shape.NUMBER)
        shouting, end = line.upper() == line, 0
        for number, piece in enumerate(found):
            self.marks.append(mark_of(line[end : piece.start]))
            end = piece.stop
            self.shapes.append(shape_of_piece(piece))
            word = model_word(piece)
            self.text.append(self.words.setdefault(word, len(self.words)))
            if piece.kind is Kind.WORD and not shouting and not _starts(line, piece, number):
                self.cases[word, _case(piece.text)] += 1
        self.tail = mark_of(line[end:].rstrip())


def count(corpus: Path) -> Counted:
    counted = Counted({c: i for i, c in enumerate(CLASSES)}, array("I"), Counter(), {})
    for name, lines in sources(corpus):
        for line in lines:
            counted.add(line)
        counted.ends[name] = len(counted.text)
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
    found = {
        model_word(p) for name in place_names(corpus) for p in pieces(name) if p.kind is Kind.WORD
    }
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


def runs(ids: Ids) -> NDArray[np.uint64]:
    """A number for every run of :data:`RUN` words."""
    found = np.zeros(max(0, len(ids) - RUN + 1), np.uint64)
    for place in range(RUN):
        found = found * np.uint64(1_000_003) + ids[place : len(found) + place].astype(np.uint64)
    return found


def held_out(text: Ids, rows: list[tuple[str, int, bool]], pairs: Path) -> NDArray[np.bool_]:
    """Which words of the text stand in a run that the held-out lines share with few
    places of it."""
    numbers = {word: n for n, word in enumerate([*CLASSES, *(word for word, _, _ in rows)])}
    unknown = CLASSES.index(Kind.OPAQUE.value)
    lines = (
        np.array([numbers.get(model_word(p), unknown) for p in pieces(pair.true)], np.int64)
        for pair in drawn_pairs(pairs, held_out=True)
    )
    found = runs(text)
    hits = np.flatnonzero(np.isin(found, np.concatenate([runs(line) for line in lines])))
    _, kind, sightings = np.unique(found[hits], return_inverse=True, return_counts=True)
    shared = np.zeros(len(text), np.bool_)
    for place in range(RUN):
        shared[hits[sightings[kind] <= MOST_SIGHTINGS] + place] = True
    return np.asarray(shared & (text != START))


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


@dataclass(frozen=True)
class Grams:
    """The n-grams of one order, sorted.

    Attributes:
        context: row of the first n - 1 words among the n-grams one order lower.
        word: the last word.
        suffix: row of the last n - 1 words.
        count: how often seen.
        at: for every place of the text the row of the n-gram that ends there, or -1.
    """

    context: Ids
    word: Ids
    suffix: Ids
    count: Ids
    at: Ids


def single(text: Ids, size: int) -> Grams:
    words = np.arange(size)
    return Grams(
        np.zeros_like(words), words, np.zeros_like(words), np.bincount(text, minlength=size), text
    )


def longer(shorter: Grams, text: Ids, order: int, size: int) -> Grams:
    """The n-grams of ``order`` from those one order lower; none reaches across a start."""
    inside = text != START
    ends = np.arange(order - 1, len(text))
    for back in range(order - 1):
        ends = ends[inside[ends - back]]
    keys = shorter.at[ends - 1] * size + text[ends]
    found, row, count = np.unique(keys, return_inverse=True, return_counts=True)
    suffix = np.zeros(len(found), np.int64)
    suffix[row] = shorter.at[ends]
    at = np.full(len(text), -1)
    at[ends] = row
    return Grams(found // size, found % size, suffix, count, at)


def opens(grams: Sequence[Grams]) -> NDArray[np.bool_]:
    """Which of the longest n-grams begin at a start: before them nothing can vary."""
    first = grams[-1].context
    for order in grams[-2:0:-1]:
        first = order.context[first]
    return np.asarray(first == START)


def weights(grams: Sequence[Grams], above: Grams | None) -> Ids:
    """Counts to estimate from: raw ones for the highest order, else in how many
    contexts an n-gram was seen."""
    highest = grams[-1]
    if above is None:
        return highest.count
    contexts = np.bincount(above.suffix, minlength=len(highest.count))
    return np.maximum(1, np.where(opens(grams), highest.count, contexts))


def estimate(text: Ids, size: int) -> dict[str, NDArray[np.generic]]:
    """The packed tables of :class:`vnplan.restore.language.LanguageModel`."""
    grams = [single(text, size)]
    for order in range(2, ORDER + 1):
        grams.append(longer(grams[-1], text, order, size))
    seen = np.bincount(grams[1].word, minlength=size).astype(np.float64)
    seen[START] = 0.0
    lower = (seen + 0.3) / (seen.sum() + 0.3 * size)
    tables: dict[str, NDArray[np.generic]] = {"unigram": np.log(lower).astype(np.float32)}
    place = np.arange(size)  # rows of the lower order to rows that were kept of it
    for order in range(2, ORDER + 1):
        found = grams[order - 1]
        above = grams[order] if order < ORDER else None
        contexts = len(grams[order - 2].word)
        p = conditional(found.context, weights(grams[:order], above), lower[found.suffix], contexts)
        keep = (found.count >= MIN_COUNTS[order]) & (place[found.context] >= 0)
        shorter = lower[found.suffix[keep]]
        weight = backoff(found.context[keep], p[keep], shorter, contexts)[place >= 0]
        tables[f"backoff_{order - 1}"] = (
            weight.astype(np.float32) if order == 2 else quantised_backoff(weight)
        )
        tables[f"start_{order}"] = starts(place[found.context[keep]], len(weight))
        tables[f"word_{order}"] = found.word[keep].astype(np.uint16)
        tables[f"score_{order}"] = quantised(np.log(p[keep]))
        place = np.where(keep, np.cumsum(keep) - 1, -1)
        lower = p
        print(f"order {order}: {keep.sum()} of {len(keep)}")
    return tables


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


def kept(vocabulary_of: Path) -> list[tuple[str, int, bool]]:
    """The rows of a vocabulary that stands."""
    rows = Dictionaries((vocabulary_of.parent,)).tsv(vocabulary_of.name, 3)
    return [(word, int(times), target == "1") for word, times, target in rows]


def main(corpus: Path, pairs: Path, folder: Path, keep: Path | None = None) -> None:
    counted = count(corpus)
    if keep is None:
        loanwords = {word for (word,) in Dictionaries((folder,)).tsv("loanwords.tsv", 1)}
        rows = vocabulary(counted, corpus, loanwords)
        header = "# word, count, 1 when a repair may produce it; tools/build_language_model.py\n"
        body = "".join(f"{w}\t{n}\t{int(target)}\n" for w, n, target in rows)
        (folder / "model_vocabulary.tsv").write_text(header + body, "utf-8", newline="\n")
    else:
        rows = kept(keep)
    text = renumber(counted, rows)
    again = np.tile(text[counted.ends["formulas"] :], EVERYDAY_TIMES - 1)
    whole = np.concatenate([text[~held_out(text, rows, pairs)], again])
    tables = estimate(whole, len(rows) + len(CLASSES))
    tables["case"] = case_table(counted, rows)
    save_file(tables, folder / "model_language.safetensors")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
