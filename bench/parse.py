"""Measures the parser on labelled documents: ``make bench-parse``.

    python -m bench.parse --shared FOLDER [--labels FOLDER] [--half dev|unseen|both] [--errors N]
                          [--only shared|made] [--drawn]

Two sources have a half for developing and an unseen one each: labelled documents of the shared
data, and documents that we wrote ourselves, of offices and years that the shared ones lack
(``bench/made``: each text with its label beside it; ``--only made`` needs no shared data).
``--drawn`` also draws these as noisy scans with seals and reads them.

``--labels`` holds ``dev/`` and ``unseen/`` with one YAML a document; without it the labels of
``bench/labels`` serve, which say where in the shared corpora their words stand
(``bench.parse_spans``). What OCR and restorer make of a scan is kept under a hash of the file. The
unseen half is told in figures only. See
``bench.parse_measures`` for what counts as right; a page is 400 words.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.made_drawn import drawn
from bench.parse_measures import FIELDS, NAME_ALIKE, SURE, TASK_ALIKE, Score, measure, shares
from bench.parse_sources import (
    CLEAN,
    HALVES,
    OCR,
    Labelled,
    Lines,
    Shelf,
    labelled,
    words,
    written,
)
from bench.parse_spans import spanned
from vnplan.parse import Grammar, parse
from vnplan.pipeline import Settings

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "bench/labels"
SHARED, MADE = "shared", "made"
WORDS_A_PAGE = 400
# What issue 6 asks for, on clean text and after OCR.
TARGETS = {
    **dict.fromkeys(("type", "number", "date", "issuer"), (99, 95)),
    **dict.fromkeys(("subject", "signer", "place"), (97, 92)),
    "tasks": (95, 90),
    "assignees": (92, 85),
    "roles": (95, 92),
    "deadlines": (92, 85),
    "legal basis": (97, 92),
    "recipients": (97, 92),
}
LISTS = (
    "tasks", "assignees", "deadlines", "legal basis", "recipients",
    "directives", "directives: assignees", "directives: deadlines",
)  # fmt: skip


@dataclass(slots=True)
class Half:
    """The scores of a half by condition, and how long parsing took."""

    scores: dict[str, Score] = field(default_factory=lambda: {CLEAN: Score(), OCR: Score()})
    seconds: float = 0.0
    words: int = 0


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table of each half that was asked for."""
    options = _options(arguments)
    settings = Settings()
    shelf = Shelf(options.shared, options.cache, settings)
    grammar = Grammar.load(settings.dictionaries)
    print(
        f"tasks paired from {TASK_ALIKE:.0f}, names from {NAME_ALIKE:.0f} of 100 (rapidfuzz ratio)"
    )
    for source in (SHARED, MADE) if options.only is None else (options.only,):
        for name in HALVES if options.half == "both" else (options.half,):
            labels = _labels(options.labels, name, shelf)
            if source == MADE:
                labels = written(options.made / name)
                if options.drawn:
                    pages = drawn(options.made / name, options.cache / "drawn")
                    labels = itertools.chain(labels, pages)
            half = _measured(labels, shelf, grammar)
            _print_half(f"{name} half" if source == SHARED else f"{MADE}, {name}", half)
            if options.errors and name == "dev":
                _print_errors(half, options.errors, options.kind)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    add = parser.add_argument
    add("--shared", type=Path, default=ROOT / "../shared", help="folder of the shared data")
    add("--labels", type=Path, help="folder with dev/ and unseen/ (default: bench/labels)")
    add("--made", type=Path, default=ROOT / "bench/made", help="the same, of those we wrote")
    add("--only", choices=(SHARED, MADE), help="one of the two sources (default: both)")
    add("--drawn", action="store_true", help="those we wrote also as scans")
    add("--half", choices=(*HALVES, "both"), default="both")
    add("--errors", type=int, default=0, help="list so many errors a kind (developing half)")
    add("--kind", help="only errors of this kind")
    add("--cache", type=Path, default=ROOT / "build/bench-parse", help="where OCR is kept")
    return parser.parse_args(arguments)


def _labels(folder: Path | None, half: str, shelf: Shelf) -> Iterator[Labelled]:
    """Those of a folder that a reader gave, or the ones kept here."""
    return labelled(folder / half) if folder else spanned(LABELS / half, shelf.text)


def _measured(labels: Iterator[Labelled], shelf: Shelf, grammar: Grammar) -> Half:
    half = Half()
    for label in labels:
        read = shelf.lines(label)
        parse(read.lines[:1], read.pages, grammar)  # patterns are made when first used
        started = time.process_time()
        documents = parse(read.lines, read.pages, grammar)
        half.seconds += time.process_time() - started
        half.words += _words(read)
        measure(label, documents, half.scores[label.condition])
    return half


def _words(read: Lines) -> int:
    return words(read.lines)


def _percent(right: float, cases: int | None = None) -> str:
    share = right if cases is None else right / cases if cases else None
    return "–" if share is None else f"{100 * share:.1f}"


def _print_half(name: str, half: Half) -> None:
    counts = ", ".join(f"{score.documents} {kind}" for kind, score in half.scores.items())
    print(f"\n{name} ({counts}); of lists F1 (found-missed+spare)")
    print(f"{'':<22}{CLEAN:>20}{'wrong':>8}{'target':>8}{OCR:>20}{'wrong':>8}{'target':>8}")
    for row in FIELDS:
        cells = "".join(_field(score, row, at) for at, score in enumerate(half.scores.values()))
        print(f"{row:<22}{cells}")
    for row in (*LISTS, "roles"):
        cells = "".join(_list(score, row, at) for at, score in enumerate(half.scores.values()))
        print(f"{row:<22}{cells}")
    print(f"{f'right of ≥ {SURE}':<22}" + "".join(map(_sure, half.scores.values())))
    pages, seconds = half.words / WORDS_A_PAGE, max(half.seconds, 1e-9)
    print(f"{pages:.0f} pages in {seconds:.1f} s on one core: {pages / seconds:.0f} a second")
    for kind, score in half.scores.items():
        parts = (f"{n} {right}/{cases}" for n, right, cases in shares(score.sure))
        print(f"stated at ≥ {SURE}, {kind}: " + ", ".join(parts))


def _field(score: Score, name: str, at: int) -> str:
    counts = score.fields.get(name, Counter())
    cases = counts["cases"]
    told = f"{_percent(counts['right'], cases)} ({cases})" if cases else "–"
    return f"{told:>20}{counts['wrong']:>8}{_target(name, at):>8}"


def _list(score: Score, name: str, at: int) -> str:
    if name == "roles":
        told = f"{_percent(score.roles['right'], score.roles['cases'])} ({score.roles['cases']})"
    else:
        tally = score.tallies.get(name)
        f1 = tally.f1 if tally else None
        told = "–"
        if f1 is not None and tally is not None:
            told = f"{100 * f1:.1f} ({tally.right}-{tally.missed}+{tally.spare})"
    return f"{told:>20}{'':>8}{_target(name, at):>8}"


def _sure(score: Score) -> str:
    right = sum(c["right"] for c in score.sure.values())
    cases = sum(c["cases"] for c in score.sure.values())
    return f"{_percent(right, cases)} ({cases})".rjust(20)


def _target(name: str, at: int) -> str:
    return f"{TARGETS[name][at]}" if name in TARGETS else ""


def _print_errors(half: Half, most: int, only: str | None) -> None:
    for condition, score in half.scores.items():
        for kind, count in Counter(kind for kind, _, _ in score.errors).most_common():
            if only and kind != only:
                continue
            print(f"\n{condition}: {kind}, {count}")
            for _, document, note in [e for e in score.errors if e[0] == kind][:most]:
                print(f"  {document}: {note}")


if __name__ == "__main__":
    main(sys.argv[1:])
