"""How far the digit reader's probabilities are to be believed of writers that it never saw.

    python -m tools.calibrate_digits DIGITS FONTS

draws numbers with the handwriting fonts that training leaves out and with digits of ARDIS, and
lets the reader read them. For each it prints how often the readings are right, how often those that
are stated, and Platt's line (1999): the scale and shift of log odds under which they would be as
often right as they say, 1 and 0 where they already are. DIGITS is a folder with ``ardis.npz``,
FONTS one with the fonts of :data:`~tools.draw_handwriting.HELD_OUT_FONTS`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.handwriting_pages import sources
from tools.draw_glyphs import Hand, Source, found_fonts
from tools.draw_handwriting import PRINT_FONTS, number_text, scanned, surrounded, written
from vnplan.handwriting.digits import DigitReader
from vnplan.lexicon import Dictionaries
from vnplan.model import STATED

SEED, NUMBERS, STEPS = 11, 3000, 50
Floats = NDArray[np.float64]


def read(source: Source, reader: DigitReader, number: int) -> Iterator[tuple[float, bool]]:
    """Probability of the best reading of each drawn number, and whether it is right."""
    random = np.random.default_rng(SEED)
    plain = [p for p in found_fonts([Path("/usr/share/fonts")], PRINT_FONTS) if "Tinos" in p.name]
    for _ in range(number):
        text, hand = number_text(random), Hand.drawn(random)
        if not text.isdigit():
            continue
        ink, _ = surrounded(written(text, source, hand, random), hand, plain, random)
        best = next(iter(reader.read(scanned(ink, random), most=1)), None)
        if best is not None:
            yield best.probability, best.text == text


def fitted(probabilities: Floats, right: Floats) -> tuple[float, float]:
    """Scale and shift of log odds under which the readings are as often right as they say."""
    odds = np.log(probabilities / (1 - probabilities))
    design = np.stack([odds, np.ones_like(odds)], axis=1)
    line = np.array([1.0, 0.0])
    for _ in range(STEPS):  # Newton's method for logistic regression
        chance = 1 / (1 + np.exp(-design @ line))
        slope = design.T @ (right - chance)
        bend = (design * (chance * (1 - chance))[:, None]).T @ design
        line = line + np.linalg.solve(bend + 1e-6 * np.eye(2), slope)
    return float(line[0]), float(line[1])


def main(digits: Path, fonts: Path) -> None:
    reader = DigitReader.load(Dictionaries.locate())
    for name, source in sources(digits, [fonts]).items():
        found = np.array(list(read(source, reader, NUMBERS)), float)
        chance, right = np.clip(found[:, 0], 1e-6, 1 - 1e-6), found[:, 1]
        scale, shift = fitted(chance, right)
        stated = chance >= STATED
        print(
            f"{name}: {len(found)} numbers, {right.mean():.1%} right at a mean of "
            f"{chance.mean():.1%}; {stated.mean():.1%} stated, {right[stated].mean():.2%} right; "
            f"scale {scale:.3f}, shift {shift:.3f}"
        )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
