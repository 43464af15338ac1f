"""Measures restoration beside its baselines: ``make bench-restore``.

    python -m bench.restoration [--shared FOLDER] [--readings FOLDER] [--errors N] [SUITE ...]

The made-up documents of ``fixtures/`` are always measured; lines and documents kept from
training where the shared data are; seeds and scans where one has correct readings of them.
Word errors are those of ``bench.wer``. Beside the restorer: the text as it is, the first version
(24 candidates, channel not fitted to the document) and pyvi, where installed, on the text
without marks. Times are of computing on one core, models loaded and warm.

Everyday documents were written with those of ``tools/everyday.txt.xz``, by the same writers, and
kept from training: of farms, schools, neighbours, in words that laws seldom use, and papers of
offices; no target speaks of them.

The wording of the held-out lines is in the text that the language model counts, so their figures
flatter it; of admin_dev, the documents of new wording are shown apart. Each held-out line stands
alone, its first and last words without their neighbours; "on their pages" the same lines are
restored as they were read, with the page around them. Held-out lines that were
misread by a third at most have the damage of the figures of issue 3 and RESTORATION.md (1.3 % of
their words misread by Vietnamese OCR, against 1.85 % of all); lines of sound truth have no words
glued together in it and are not typed without marks. Neither looks at what came out.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bench import restoration_data as data
from bench.restoration_errors import Spot, print_errors
from bench.restoration_lines import has_sound_truth, is_little_misread, word_errors_where
from bench.restoration_measures import (
    Figure,
    cased_errors,
    changed,
    letter_errors,
    numbers_lost,
    per_thousand,
    raw_errors,
    right,
    word_errors,
    words_changed,
    words_missing,
    wrong,
)
from bench.restoration_pages import first_pages
from bench.restoration_systems import systems
from bench.restoration_table import COLUMN_WIDTH, LABEL_WIDTH, Suite, measure, print_row
from vnplan.lexicon import Dictionaries
from vnplan.restore import Restorer, restore

ROOT = Path(__file__).parent.parent

# The targets are those of issue 3.
WORD_ERRORS = Figure("word errors", word_errors, "", wrong)
SOUND = Figure("lines of sound truth", word_errors_where(has_sound_truth), "", wrong)
LITTLE = Figure(
    "lines misread by a third at most", word_errors_where(is_little_misread), "0.3 %", wrong
)
LITTLE_AND_SOUND = Figure("both", word_errors_where(is_little_misread, has_sound_truth), "", wrong)
CASED = Figure("with case", cased_errors, "report", wrong)
RAW = Figure("with case and punctuation", raw_errors, "report", wrong)
FOUND = Figure("words found", words_missing, "", right)
LOST = Figure("numbers lost per 1,000", numbers_lost, "0", per_thousand)
CHANGED = Figure("words changed", words_changed, "0.02 %", changed)
MARKS_BACK = Figure("words right", letter_errors, "99.2 %", right)
SEED_TARGETS = {"000": "1.0 %, rescored 0.6", "003": "2.5 %, rescored 2.0"}
# Tesseract's data, how a row says it, and what is asked: errors in lines, words found on pages.
READERS = (("eng", "English OCR", "1.0 %", "97 %"), ("vie", "Vietnamese OCR", "0.3 %", "98 %"))


# --- the suites ---------------------------------------------------------------------------


def suites(options: argparse.Namespace) -> Iterator[Suite]:
    """Every suite whose data are there."""
    yield from fixture_suites()
    if options.shared.is_dir():
        yield from page_line_suites(options.shared, 1 if options.all else options.pages)
        yield from shared_suites(options.shared, None if options.all else options.documents)
    if options.readings is not None:
        yield from seed_suites(options.shared / "seeds", options.readings)
        yield from page_suites(options.shared / "scans", options.readings, options.cache)


def fixture_suites() -> Iterator[Suite]:
    """From the repository alone."""
    garbled = data.fixtures(ROOT / "fixtures")
    # Tables and letterheads are read in another order than the truth has them.
    figures = (replace(WORD_ERRORS, target="1.0 %"), FOUND, CASED, LOST)
    yield Suite("fixtures, English OCR", garbled, figures)
    yield Suite("fixtures, stripped", data.stripped(garbled), (MARKS_BACK, LOST))
    yield Suite("fixtures, clean", data.clean(garbled), (CHANGED,))
    everyday = data.everyday(ROOT / "bench/everyday.txt.xz")
    yield Suite("everyday documents, clean", everyday, (CHANGED,))
    stripped = data.stripped(everyday)
    yield Suite("everyday documents, stripped", stripped, (replace(MARKS_BACK, target=""),))


def shared_suites(shared: Path, sample: int | None) -> Iterator[Suite]:
    """From the shared data that the channels were not trained on."""
    for code, reader, target, _ in READERS:
        lines = data.held_out_lines(shared / "pairs/lines.tsv.xz", code)
        kinds = (SOUND, LITTLE, LITTLE_AND_SOUND) if code == "vie" else (SOUND,)
        figures = (replace(WORD_ERRORS, target=target), *kinds, CASED, RAW, LOST)
        yield Suite(f"held-out lines, {reader}", lines, figures)
    documents = data.whole_documents(shared / "corpus/admin_dev.jsonl", sample)
    yield Suite("admin_dev, clean", documents, (CHANGED, LOST))
    yield Suite("admin_dev, stripped", data.stripped(documents), (MARKS_BACK, LOST))
    seeds = data.clean_seeds(shared / "seeds")
    yield Suite("seeds 001 and 002, clean", seeds, (replace(CHANGED, target="0"), LOST))
    yield Suite("seeds 001 and 002, stripped", data.stripped(seeds), (MARKS_BACK, LOST))


def page_line_suites(shared: Path, every: int) -> Iterator[Suite]:
    """The held-out lines of English OCR among the other lines of their pages."""
    lines = data.held_out_on_pages(shared / "pairs/lines.tsv.xz", "eng", every)
    yield Suite(
        "held-out lines on their pages, English OCR",
        lines,
        (replace(WORD_ERRORS, target="1.0 %"), SOUND, LOST),
    )


def seed_suites(seeds: Path, readings: Path) -> Iterator[Suite]:
    """From the garbled seeds of which there are readings."""
    for number, target in SEED_TARGETS.items():
        reading = readings / f"seed-{number}.txt"
        if reading.is_file():
            figures = (replace(WORD_ERRORS, target=target), CASED, RAW, LOST)
            yield Suite(f"seed {number}", (data.read_seed(seeds, number, reading),), figures)


def page_suites(scans: Path, readings: Path, cache: Path) -> Iterator[Suite]:
    """From the first pages of scans of which there are readings."""
    for code, reader, _, target in READERS:
        documents = tuple(first_pages(scans, readings, code, cache))
        yield Suite(
            f"first pages, {reader}", documents, (replace(FOUND, target=target), WORD_ERRORS, LOST)
        )


# --- load and memory ----------------------------------------------------------------------


def load() -> Restorer:
    """The restorer, warm; prints the time and memory it takes.

    To be called before anything else is loaded, so that the memory is its own.
    """
    start = time.process_time()
    restorer = Restorer.load(Dictionaries.locate())
    print(f"models loaded in {time.process_time() - start:.2f} s (target: below 0.5 s)")
    for document in data.fixtures(ROOT / "fixtures"):
        restore(document.lines, restorer)
    print(f"peak memory, fixtures restored: {peak_memory()} (target: below 400 MB)\n")
    return restorer


def peak_memory() -> str:
    """The most that this process ever held."""
    if sys.platform == "win32":
        return "not known on Windows"
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6:.0f} MB"


# --- the command --------------------------------------------------------------------------


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        "python -m bench.restoration",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("suite", nargs="*", help="only suites whose name holds one of these")
    add("--shared", type=Path, default=ROOT.parent / "shared", help="folder of the shared data")
    readings = "a folder of your own correct readings: seed-000.txt, ..., page1-S04.txt, ..."
    add("--readings", type=Path, help=readings)
    add("--cache", type=Path, default=ROOT / "build/bench-ocr", help="where OCR of pages is kept")
    add("--documents", type=int, default=25, help="how many of admin_dev (25)")
    add("--pages", type=int, default=6, metavar="N", help="one in N of the drawn pages (6)")
    add("--all", action="store_true", help="all of admin_dev, all drawn pages")
    add("--errors", type=int, default=0, metavar="N", help="list the N most frequent errors")
    return parser.parse_args(given)


def main(given: Sequence[str]) -> None:
    """Print the table, the speeds, the errors."""
    options = arguments(given)
    columns = systems(load())
    print_row("", [*columns, "target"])
    speeds: dict[str, float] = {}
    spots: Counter[Spot] = Counter()
    for suite in suites(options):
        if not options.suite or any(word in suite.name for word in options.suite):
            measured = measure(suite, columns)
            measured.print_rows()
            speeds[suite.name] = measured.words_per_second()
            spots.update(measured.spots() if options.errors else ())
    print("\nwords a second (targets: clean, stripped and Vietnamese OCR 4,000; English OCR 800)")
    for name, speed in speeds.items():
        print(f"{name:<{LABEL_WIDTH}}{speed:{COLUMN_WIDTH},.0f}")
    if options.errors:
        print_errors(spots, options.errors)


if __name__ == "__main__":
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    main(sys.argv[1:])
