"""Learn what OCR makes of Vietnamese letters from pages drawn and read back.

    python -m tools.build_channel PAIRS FOLDER

PAIRS is ``pairs/lines.tsv.xz``: language of the OCR, level of damage, the line as
read, the true line (pages of administrative text drawn in four fonts, read by
Tesseract 5.3). FOLDER, which must hold the language model, receives ``model_channel.safetensors``.
Expectation maximisation over all segmentations of each aligned word (Ristad and
Yianilos 1998; units of one or two true letters as in Brill and Moore 2000).
"""

from __future__ import annotations

import itertools
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein
from safetensors.numpy import save_file

from tools.drawn_pairs import drawn_pairs
from vnplan.lexicon import Dictionaries
from vnplan.restore.channel import (
    Alphabet,
    Channel,
    Channels,
    Counts,
    channel_of,
    exact_channel,
)
from vnplan.restore.decoder import arrays_of, new_decoder, surfaces
from vnplan.restore.language import LanguageModel
from vnplan.restore.tokens import Kind, pieces
from vnplan.syllable import place_tone, strip_marks

LANGUAGES = {"eng": "english", "vie": "vietnamese"}
ROUNDS = 6
KEEP = 0.7  # expected counts below this are chance
LEAST_ALIKE = 0.34  # words less alike than this were aligned wrongly

Pairs = Counter[tuple[str, str]]


def aligned(read: str, true: str) -> Iterator[tuple[str, str]]:
    """Words of lines with as many tokens on both sides."""
    left, right = read.split(), true.split()
    if len(left) != len(right):
        return
    for r, t in zip(left, right, strict=True):
        found_r, found_t = list(pieces(r)), list(pieces(t))
        if len(found_r) != 1 or len(found_t) != 1 or found_t[0].kind is not Kind.WORD:
            continue
        a, b = found_r[0].text, place_tone(found_t[0].text, "traditional")
        if not b.isalpha():
            continue
        if Levenshtein.normalized_similarity(strip_marks(a), strip_marks(b)) >= LEAST_ALIKE:
            yield place_tone(a, "traditional"), b


def word_pairs(path: Path) -> dict[str, Pairs]:
    found: dict[str, Pairs] = {name: Counter() for name in LANGUAGES.values()}
    for pair in drawn_pairs(path, held_out=False):
        found[LANGUAGES[pair.language]].update(aligned(pair.read, pair.true))
    return found


def first_guess(true: Alphabet, read: Alphabet) -> Channel:
    """Letters are read as themselves, as their base letter, or seldom as another."""
    same = zip(true.encode(true.letters), read.encode(true.letters), strict=True)
    bare = zip(true.encode(true.letters), read.encode(strip_marks(true.letters)), strict=True)
    a, b = exact_channel(same, 0.1), exact_channel(bare, 0.1)
    half, ten = np.float32(0.5), np.float32(10)
    return Channel((a.one + b.one) * half, a.lost * ten, a.added * ten, a.keys, a.units)


def learn(channels: Channels, pairs: Pairs, language: LanguageModel) -> Counts:
    decoder = new_decoder(language, channels.true)
    channel = first_guess(channels.true, channels.read)
    counts = Counts(np.zeros(0, np.uint64), np.zeros(0, np.float32))
    packed = arrays_of(pairs, channels.true, channels.read)
    beside = neighbours(pairs, channels.true)
    for number in range(ROUNDS):
        decoder.set_channel(*channel.logs())
        keys, values, likelihood = decoder.count(*packed, -12.0 if number else -9.0)
        found_keys, found = np.frombuffer(keys, np.uint64), np.frombuffer(values, np.float32)
        keep = found >= KEEP
        counts = Counts(
            np.concatenate([found_keys[keep], beside.keys]),
            np.concatenate([found[keep], beside.values]),
        )
        channel = channel_of(counts, channels.bases, noise=1e-4)
        print(f"  round {number}: log likelihood {likelihood:.0f}, {len(counts.keys)} units")
    return counts


def neighbours(pairs: Pairs, true: Alphabet) -> Counts:
    """How often each two true letters stand side by side."""
    met: Counter[int] = Counter()
    for (_, word), times in pairs.items():
        codes = true.encode(word)
        for first, second in itertools.pairwise(codes):
            met[first << 32 | second << 24] += times
    keys = np.array(sorted(met), np.uint64)
    return Counts(keys, np.array([met[int(k)] for k in keys], np.float32))


def main(path: Path, folder: Path) -> None:
    language = LanguageModel.load(Dictionaries((folder,)))
    found = word_pairs(path)
    true = Alphabet("".join(sorted({c for surface, _, _ in surfaces(language) for c in surface})))
    seen = Counter(c for pairs in found.values() for (r, _), n in pairs.items() for c in r * n)
    seen.update(true.letters)
    read = Alphabet("".join(sorted(c for c, _ in seen.most_common(254))))
    channels = Channels(true, read, {})
    stored: dict[str, np.ndarray] = {}
    for name, pairs in found.items():
        print(f"{name}: {pairs.total()} words, {len(true.letters)} and {len(read.letters)} letters")
        known = Counter({p: n for p, n in pairs.items() if set(p[1]) <= set(true.letters)})
        counts = learn(channels, known, language)
        stored |= {f"{name}.keys": counts.keys, f"{name}.values": counts.values}
    alphabets = json.dumps({"true": true.letters, "read": read.letters}, ensure_ascii=False)
    save_file(stored, folder / "model_channel.safetensors", {"alphabets": alphabets})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
