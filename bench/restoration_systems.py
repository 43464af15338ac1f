"""What is compared: the restorer, with 5-grams alone, its first version, pyvi, doing nothing."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence

from bench.restoration_data import Document
from vnplan.model import Change, Line, RestoredLine
from vnplan.restore import Restorer, RestoreSettings, restore
from vnplan.syllable import strip_marks

System = Callable[[Document], Sequence[RestoredLine]]

VNPLAN = "vnplan"
# Few candidates, and the channel as it was trained.
FIRST_VERSION = RestoreSettings(candidates=24, rounds=0, context=0.0)
NGRAMS_ALONE = RestoreSettings(context=0.0)


def systems(restorer: Restorer) -> dict[str, System]:
    """The columns of the table; pyvi only where it is installed."""
    columns: dict[str, System] = {
        "as it is": as_it_is,
        VNPLAN: restoring(restorer),
        "5-grams alone": restoring(Restorer(restorer.models, NGRAMS_ALONE)),
        "first version": restoring(Restorer(restorer.models, FIRST_VERSION)),
    }
    if (add_accents := find_pyvi()) is None:
        print("pyvi: not installed (pip install pyvi)")
        return columns
    return columns | {"pyvi": accenting(add_accents)}


def as_it_is(document: Document) -> Sequence[RestoredLine]:
    """Nothing done."""
    return tuple(map(RestoredLine.untouched, document.lines))


def restoring(restorer: Restorer) -> System:
    """The restorer."""
    return lambda document: restore(document.lines, restorer)


def find_pyvi() -> Callable[[str], str] | None:
    """pyvi's ``add_accents``, which is no part of this project."""
    try:
        found: Callable[[str], str] = importlib.import_module("pyvi.ViUtils").add_accents
    except ImportError:
        return None
    return found


def accenting(add_accents: Callable[[str], str]) -> System:
    """A restorer of marks alone, on each line with its marks stripped.

    Marks that are there would be taken for true, and an OCR's marks are not.
    """
    return lambda document: tuple(_accented(line, add_accents) for line in document.lines)


def _accented(line: Line, add_accents: Callable[[str], str]) -> RestoredLine:
    try:
        after = add_accents(strip_marks(line.text))
    except KeyError:  # pyvi fails on words it has never seen: the line stays as it is
        return RestoredLine.untouched(line)
    whole = Change(0, len(line.text), line.text, after, "marks", 1.0)
    return RestoredLine.apply(line, [whole])
