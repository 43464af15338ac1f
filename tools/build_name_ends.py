"""Count what goes on in names of bodies and what follows them, for where a name ends.

    python -m tools.build_name_ends CORPUS FOLDER [--without TEXTS…]

CORPUS holds ``admin_train.txt.xz`` (Vietnamese laws and administrative documents, outside
copyright); lines that stand in a file of the folders TEXTS are left out. FOLDER holds
``bodies.yaml`` and receives ``name_ends.tsv``. Three things are counted:

- words and pairs of words after "phải", "để" (verbs) and after "các", "của" (nouns);
- names whose end is certain: alone in a list of recipients, or between "của", "với" and a mark;
- sentences that begin with a name: where a name known from elsewhere ends, or the lists of
  bodies.yaml know the verb. There all words before are inside a name, and the verb is its end.

A logistic model is fitted to these by AdaGrad. In four of ten examples the verb itself is hidden,
so that the words around it must tell: the verbs of unseen documents are mostly unknown.
"""

from __future__ import annotations

import argparse
import lzma
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import regex

from vnplan.lexicon import Dictionaries
from vnplan.parse.bodies.body_heads import head_size, is_body
from vnplan.parse.bodies.body_names import names_from
from vnplan.parse.bodies.phrases import Phrases, Text, Words, words_of
from vnplan.parse.text.grammar import Grammar
from vnplan.parse.text.name_ends import NameEnds, clearly_verb, counted, features
from vnplan.syllable import nfc

EVERY = 2  # of the lines one in so many is read
SEED = 5
HIDDEN = 0.4  # share of examples whose verb is hidden
EPOCHS, BATCH, RATE, DECAY = 4, 256, 0.2, 1e-5
FEWEST = 3  # examples of a feature
LEAST = 0.05  # weights nearer to nought are left out
SHORTEST_LINE, SHORTEST_SENTENCE, LONGEST_RECIPIENT = 12, 25, 120
LONGEST_KNOWN = 12  # words of a name that is known from elsewhere
VERB_CUES = frozenset(["phải", "cần", "sẽ", "hãy", "để", "không", "đã", "nhằm", "cùng"])
NOUN_CUES = frozenset(
    ["các", "những", "của", "mọi", "mỗi", "một", "về", "số", "bộ", "theo", "từng"]
)
BEFORE_NAMES = frozenset(["của", "thuộc", "với", "cho", "gửi", "tới", "và", "tại", "do", ","])
ASKING = (("giao",), ("yêu", "cầu"), ("đề", "nghị"), ("phân", "công"))
HEAD = """\
# Where names of bodies end: how much rather a verb than a noun words are (-3 to 3), and the
# weights of a logistic model in hundredths. Source: admin_train (see tools/build_name_ends.py).
"""


@dataclass(slots=True)
class Counts:
    """What the corpus holds.

    Attributes:
        names: names whose end is certain, in small letters and as written.
        verb, noun: words and pairs where a verb is due, and where a noun is.
        openings: sentences that begin with a name: the text, and which word the name starts at.
    """

    names: Counter[tuple[tuple[str, ...], str]] = field(default_factory=Counter)
    verb: Counter[str] = field(default_factory=Counter)
    noun: Counter[str] = field(default_factory=Counter)
    openings: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Example:
    own: list[str]
    near: list[str]
    ends: bool


def lines(corpus: Path, without: Sequence[Path]) -> Iterator[str]:
    """One of ``EVERY`` lines of the corpus, less those of files kept for measuring."""
    files = (path for folder in without for path in folder.rglob("*.txt"))
    kept = {line.strip() for path in files for line in path.read_text("utf-8").splitlines()}
    with lzma.open(corpus / "admin_train.txt.xz", "rt", encoding="utf-8") as stream:
        for at, raw in enumerate(stream):
            line = nfc(raw.strip())
            usable = at % EVERY == 0 and len(line) >= SHORTEST_LINE and not line.isupper()
            if usable and line not in kept:
                yield line


def count(line: str, words: Words, counts: Counts) -> None:
    """Add what a line holds."""
    if len(line) < LONGEST_RECIPIENT:
        for name in _recipients(line):
            cut = Text.of(name)
            if head_size(cut, 0, words) and is_body(cut, 0, words) and _only_words(cut):
                counts.names[cut.words, name] += 2
    if len(line) < SHORTEST_SENTENCE:
        return
    cut = Text.of(line)
    _count_cues(cut, counts)
    _count_named(cut, words, counts)
    for start in _starts(cut):
        size = head_size(cut, start, words) if is_body(cut, start, words) else 0
        if size and start + size < len(cut.words) - 1:
            counts.openings.append((line, start))


def _only_words(cut: Text) -> bool:
    return all(word[0].isalpha() or word in "-–" for word in cut.words)


def _recipients(line: str) -> Iterator[str]:
    """The names of a line of a list of recipients: it ends in ";", or opens with "Kính gửi"."""
    text = line.lstrip("-–+•* ")
    if text.startswith("Kính gửi"):
        text = text.partition(":")[2]
    elif not text.endswith(";"):
        return
    for part in regex.split(r"[;,]", regex.sub(r"\s*\([^()]*\)", "", text)):
        name = part.strip(" .")
        if 2 <= len(name.split()) <= LONGEST_KNOWN + 2 and name[0].isupper():
            yield name


def _count_cues(cut: Text, counts: Counts) -> None:
    """Words and pairs in small letters after words that a verb, or a noun, follows."""
    words = cut.words
    for at in range(1, len(words) - 1):
        cue = words[at - 1]
        due = counts.verb if cue in VERB_CUES else counts.noun if cue in NOUN_CUES else None
        if due is None or not words[at][0].isalpha() or cut.upper(at):
            continue
        due[words[at]] += 1
        if words[at + 1][0].isalpha() and not cut.upper(at + 1):
            due[f"{words[at]} {words[at + 1]}"] += 1


def _count_named(cut: Text, words: Words, counts: Counts) -> None:
    """Names after "của", "với" and their like up to a mark, of nine words at most."""
    for at in range(1, len(cut.words) - 2):
        opens = cut.upper(at) or cut.words[at] in ("các", "những")
        if cut.words[at - 1] not in BEFORE_NAMES or not opens or not is_body(cut, at, words):
            continue
        size = head_size(cut, at, words)
        end = at + size
        while size and end < len(cut.words) and end - at <= 9 and _goes_on(cut, end, words):
            end += 1
        marked = end >= len(cut.words) or cut.words[end] in ",;.)" or _strong(cut, end, words)
        if size and 2 <= end - at <= 9 and marked:
            counts.names[cut.words[at:end], cut.between(at, end)] += 1


def _goes_on(cut: Text, at: int, words: Words) -> bool:
    word = cut.words[at]
    return (word[0].isalpha() or word in "-–") and not _strong(cut, at, words)


def _strong(cut: Text, at: int, words: Words) -> bool:
    """Whether words of duty stand at ``at``, which no name has: "có trách nhiệm", "chủ trì"."""
    return words.adverbs.match(cut.words, at) > 1 or cut.words[at] == "phải"


def _starts(cut: Text) -> Iterator[int]:
    """Where sentences and clauses begin, after a word that asks where there is one."""
    words = cut.words
    letters = (i for i, word in enumerate(words) if word[0].isalpha() and len(word) > 1)
    first = next(letters, len(words))
    for at in range(first, len(words) - 2):
        if at == first or words[at - 1] in ".;:":
            asks = (each for each in ASKING if words[at : at + len(each)] == each)
            yield at + len(next(asks, ()))
        elif words[at - 1] in ("giao", "nghị", "cầu") and cut.upper(at):
            yield at


@dataclass(slots=True)
class Known:
    """Names seen twice or more, and what they begin with."""

    names: frozenset[tuple[str, ...]]
    beginnings: frozenset[tuple[str, ...]]
    seen: Counter[tuple[str, ...]]

    @classmethod
    def of(cls, counts: Counts) -> Known:
        seen: Counter[tuple[str, ...]] = Counter()
        for (name, _), times in counts.names.items():
            seen[name] += times
        names = frozenset(name for name, times in seen.items() if times >= 2)
        starts = frozenset(name[:size] for name in names for size in range(1, len(name)))
        return cls(names, starts, seen)

    def end(self, cut: Text, start: int) -> int | None:
        """Where the longest known name from ``start`` on ends, if a word in small letters follows
        that goes on with no longer one."""
        for size in range(LONGEST_KNOWN, 1, -1):
            end = start + size
            if cut.words[start:end] in self.names and end < len(cut.words) - 1:
                word = cut.words[end]
                plain = word[0].isalpha() and not cut.upper(end)
                goes_on = cut.words[start : end + 1] in self.beginnings
                return end if plain and not goes_on else None
        return None


@dataclass(slots=True)
class Maker:
    """Makes examples of the counts."""

    words: Words
    verbs: dict[str, int]
    known: Known
    examples: list[Example] = field(default_factory=list)

    def add(self, cut: Text, low: int, at: int, *, ends: bool) -> None:
        if counted(cut.words, cut.upper, at) and not self.words.goes_on.match(cut.words, at):
            own, near = features(cut.words, cut.upper, low, at, self.verbs)
            self.examples.append(Example(own, near, ends))

    def verb(self, cut: Text, at: int) -> int | None:
        return self.verbs.get(" ".join(cut.words[at : at + 2]))

    def opening(self, text: str, start: int) -> None:
        """Of a sentence that begins with names: the words inside them, and the verb."""
        cut = Text.of(text)
        passed, found = _passed(cut, start, self.words)
        known = self.known.end(cut, start)
        listed = found < len(cut.words) and bool(
            self.words.verbs.match(cut.words, found) or self.words.adverbs.match(cut.words, found)
        )
        if known is not None and known <= found and self._trusts(cut, start, known):
            if found > known or listed:
                self.add(cut, start, known, ends=True)
            told = self.verb(cut, known)
            if found == known or told is None or told > -1:
                self._inside(cut, passed, known)
                return
        size = head_size(cut, start, self.words)
        if listed and start + size < found <= start + 24 and cut.words[found - 1] != ",":
            self._inside(cut, passed, min(known or found, found))
            low = max((low for low, _ in passed if low <= found), default=start)
            self.add(cut, low, found, ends=True)

    def _inside(self, cut: Text, passed: Sequence[tuple[int, int]], end: int) -> None:
        for low, at in passed:
            if at < end:
                self.add(cut, low, at, ends=False)

    def _trusts(self, cut: Text, start: int, end: int) -> bool:
        """Whether a known name is one of its own, with a capital inside, or a likely verb follows:
        not in "Doanh nghiệp viễn thông"."""
        proper = any(cut.upper(at) for at in range(start + 1, end))
        return proper or (self.verb(cut, end) or 0) >= 1

    def name(self, text: str, times: int) -> None:
        """Of a name by itself: all its words are inside."""
        cut = Text.of(text)
        size = head_size(cut, 0, self.words)
        sizes = range(2, len(cut.words) - 1)
        clause = any(
            cut.words[:n] in self.known.names
            and self.known.seen[cut.words[:n]] > 8 * times
            and (self.verb(cut, n) or 0) >= 1
            for n in sizes
        )
        if size and not clause:
            for _ in range(1 if times < 5 else 2):
                for at in range(size, len(cut.words)):
                    self.add(cut, 0, at, ends=False)


@dataclass(frozen=True, slots=True)
class Silent(NameEnds):
    """A model that never ends a name, and notes where it was asked."""

    verbs: dict[str, int] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    passed: list[tuple[int, int]] = field(default_factory=list)

    def chance(
        self, words: Sequence[str], upper: Callable[[int], bool], low: int, at: int
    ) -> float:
        self.passed.append((low, at))
        return 0.0


def _passed(cut: Text, start: int, words: Words) -> tuple[list[tuple[int, int]], int]:
    """The places that the rules of the parser took for the inside of a name, each with where the
    name starts, and where the rules ended. Fields that are known to be whole are left out: behind
    them verbs are to be learnt."""
    silent, none = Silent(), Phrases.of(())
    unknown = replace(words, ends=silent, whole_fields=none, sections=none)
    stop = names_from(cut, start, unknown).stop
    return silent.passed, stop


def fitted(examples: Sequence[Example]) -> dict[str, float]:
    """The weights of a logistic model of the examples."""
    sightings = Counter(each for one in examples for each in (*one.own, *one.near))
    names = sorted(name for name, times in sightings.items() if times >= FEWEST)
    ids = {name: at for at, name in enumerate(names)}
    due = np.array([one.ends for one in examples], float)
    weights, squares = np.zeros(len(ids)), np.full(len(ids), 1e-3)
    hide = random.Random(SEED)
    for epoch in range(EPOCHS):
        rows = [np.array([ids[n] for n in _shown(one, hide) if n in ids], int) for one in examples]
        order = np.random.default_rng(epoch).permutation(len(rows))
        for low in range(0, len(order), BATCH):
            batch = order[low : low + BATCH]
            flat = np.concatenate([rows[at] for at in batch])
            owner = np.repeat(np.arange(len(batch)), [len(rows[at]) for at in batch])
            odds = np.bincount(owner, weights[flat], len(batch))
            error = 1 / (1 + np.exp(-odds)) - due[batch]
            slope = np.bincount(flat, error[owner], len(ids)) + DECAY * weights * len(batch)
            squares += slope * slope
            weights -= RATE * slope / np.sqrt(squares)
    return {name: float(weights[at]) for name, at in ids.items() if abs(weights[at]) > LEAST}


def _shown(one: Example, hide: random.Random) -> list[str]:
    return one.near if hide.random() < HIDDEN else [*one.own, *one.near]


def build(corpus: Path, folder: Path, without: Sequence[Path]) -> NameEnds:
    """The model of a corpus."""
    words = words_of(Grammar.load(Dictionaries.locate(folder)))
    counts = Counts()
    for line in lines(corpus, without):
        count(line, words, counts)
    told = {
        key: clearly_verb(counts.verb[key], counts.noun[key])
        for key in sorted({*counts.verb, *counts.noun})
    }
    verbs = {key: value for key, value in told.items() if value is not None}
    maker = Maker(words, verbs, Known.of(counts))
    for text, start in counts.openings:
        maker.opening(text, start)
    for (_, text), times in counts.names.items():
        maker.name(text, times)
    return NameEnds(verbs, fitted(maker.examples))


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    model = build(options.corpus, options.folder, options.without)
    rows = [f"verb\t{key}\t{value}\n" for key, value in model.verbs.items()]
    rows += [f"weight\t{key}\t{round(100 * w)}\n" for key, w in sorted(model.weights.items())]
    table = HEAD + "".join(rows)
    (options.folder / "name_ends.tsv").write_text(table, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
