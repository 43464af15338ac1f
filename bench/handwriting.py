"""Measures how handwritten numbers and dates are read: ``make bench-handwriting``.

    python -m bench.handwriting [--shared FOLDER] [--readings FILE.tsv] [--sheet FILE.png]
                                [--training] [--pages N] [--written N] [--fonts FOLDER]
                                [--seed N] [--only WORDS] [--sums]

Measured are the third of the labelled crops that nothing was trained or set on, and whole scans
where one has readings of their numbers and dates (file, page, field, text, set: pen, stamp or
print). "Stated" is a value in the record, "offered" the best reading of a doubt. Print that is
taken for handwriting is counted on the crops, the scans and drawn lines. Drawn first pages show
what becomes of numbers, days and stamps of receipt under each condition, by writers never trained
on: digits of ARDIS, and with FOLDER the fonts that ``tools/draw_handwriting.py`` holds out. Names
of files are not used.

Whoever looks at what is read wrong and mends it has seen these pages. ``--seed`` draws others,
``--sums`` prints no more than sums: with fonts of ``UNSEEN_FONTS`` that is a measure nobody has
mended by.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from bench.handwriting_conditions import CONDITIONS
from bench.handwriting_data import Part
from bench.handwriting_pages import sources
from bench.handwriting_reader import ardis_row, rows
from bench.handwriting_slots import (
    STYLES,
    Slot,
    Tools,
    of_crops,
    of_emptied,
    of_print,
    of_scans,
    of_written,
)
from vnplan.model import STATED

ROOT = Path(__file__).parent.parent
LABEL_WIDTH, COLUMN_WIDTH = 58, 22
_COLUMNS, _TILE = 3, (460, 110)
_ROW = tuple[str, Callable[[Slot], bool], Callable[[Slot], bool]]


def main() -> None:
    options = arguments()
    tools = Tools.load()
    part = Part.TRAIN if options.training else Part.MEASURE
    samples: dict[str, list[Slot]] = {}
    empty: list[Slot] = []
    if (options.shared / "handwriting").is_dir():
        crops = options.shared / "handwriting"
        samples[f"crops, {part.value}"] = list(of_crops(crops, part, tools.reader))
        empty = [slot for each in Part for slot in of_emptied(crops, each, tools.reader)]
    if options.readings.is_file():
        scans = options.shared / "scans"
        samples["scans"] = list(of_scans(scans, options.readings, tools))
    print_table(samples)
    if empty:
        print_row("gaps of real paper, emptied: nothing read", share(empty, _nothing))
        samples["emptied"] = [slot for slot in empty if not _nothing(slot)]
    for style in STYLES:
        print_row(
            f"drawn print taken for handwriting, {style}", taken_of_drawn(style, options, tools)
        )
    drawn: list[Slot] = []
    for name, slots in written_samples(options, tools):
        print_written(name, slots)
        samples[name] = slots
        drawn += slots
    print_drawn(drawn)
    for label, value in reader_rows(options, tools, part):
        print_row(label, value)
    for name, slots in samples.items():
        if not options.sums:
            print_errors(name, slots)
    if options.sheet:
        sheet([slot for slots in samples.values() for slot in slots]).save(options.sheet)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    shared = ROOT.parent / "shared"
    parser.add_argument("--shared", type=Path, default=shared, help="handwriting, scans, digits")
    readings = ROOT.parent / "gold" / "handwriting.tsv"
    parser.add_argument("--readings", type=Path, default=readings, help="of the scans")
    parser.add_argument("--sheet", type=Path, help="write every crop with its reading here")
    parser.add_argument("--training", action="store_true", help="measure the training part")
    parser.add_argument("--pages", type=int, default=6, help="drawn pages of each style")
    parser.add_argument("--written", type=int, default=6, help="drawn pages of each condition")
    parser.add_argument("--fonts", type=Path, help="folder with handwriting fonts held out")
    parser.add_argument("--seed", type=int, default=0, help="which drawn pages")
    parser.add_argument("--only", default="", help="conditions whose name holds this")
    parser.add_argument("--sums", action="store_true", help="name no page that is read wrong")
    return parser.parse_args()


# --- the table --------------------------------------------------------------------------------


def _serial(slot: Slot) -> bool:
    return slot.by_hand and slot.slot == "serial"


def _date(slot: Slot) -> bool:
    return slot.by_hand and slot.slot != "serial"


def _stated(slot: Slot) -> bool:
    return slot.found.stated


def _nothing(slot: Slot) -> bool:
    return not slot.found.text


# Label, which slots, which of them count.
_ROWS: Sequence[_ROW] = (
    ("serials by hand: right, stated or offered (85 %)", _serial, lambda s: s.right),
    ("  stated (60 %)", _serial, _stated),
    ("  of those stated: right (98 %)", lambda s: _serial(s) and _stated(s), lambda s: s.right),
    ("days and months by hand: right, stated or offered (92 %)", _date, lambda s: s.right),
    ("  stated", _date, _stated),
    ("  of those stated: right", lambda s: _date(s) and _stated(s), lambda s: s.right),
    ("print taken for handwriting (under 1 %)", lambda s: not s.by_hand, lambda s: s.found.by_hand),
    ("print: stated", lambda s: not s.by_hand, _stated),
    ("  of those stated: right", lambda s: not s.by_hand and _stated(s), lambda s: s.right),
)


def print_table(samples: dict[str, list[Slot]]) -> None:
    print_row("", *samples)
    for label, which, counts in _ROWS:
        print_row(label, *(share(list(filter(which, slots)), counts) for slots in samples.values()))


def share(slots: Sequence[Slot], counts: Callable[[Slot], bool]) -> str:
    number = sum(map(counts, slots))
    return f"{number} of {len(slots)} ({number / len(slots):.1%})" if slots else "none"


def taken_of_drawn(style: str, options: argparse.Namespace, tools: Tools) -> str:
    slots = list(of_print(style, options.pages, tools.reader))
    wrong = sum(slot.found.stated and not slot.right for slot in slots)
    return f"{share(slots, lambda s: s.found.by_hand)}, {wrong} stated wrongly"


def written_samples(options: argparse.Namespace, tools: Tools) -> Iterator[tuple[str, list[Slot]]]:
    """Drawn first pages by writers never trained on, one condition after the other."""
    writers = sources(options.shared / "digits", [options.fonts] if options.fonts else [])
    names = [name for name in CONDITIONS if options.only in name]
    for name in names if writers and options.written else ():
        yield name, list(of_written(name, options.written, writers, tools, options.seed))


def print_written(name: str, slots: Sequence[Slot]) -> None:
    """Serials, days and months (or number and date of receipt): right, stated, and of those
    stated right; of empty gaps, those for which nothing is read."""
    filled = [slot for slot in slots if slot.truth]
    numbers = [slot for slot in filled if slot.slot in ("serial", "received")]
    dates = [slot for slot in filled if slot not in numbers]
    stated = [slot for slot in filled if slot.found.stated]
    if not filled:
        empty = share(list(slots), _nothing)
        print_row(f"drawn, {name}: nothing read", empty)
        return
    values = [share(each, lambda s: s.right) for each in (numbers, dates)]
    values += [share(filled, _stated), share(stated, lambda s: s.right)]
    print_row(f"drawn, {name}: numbers, dates; stated, right", *values)


def print_drawn(slots: Sequence[Slot]) -> None:
    """The drawn pages of all conditions: serials, dates, and what stamps of receipt hold."""
    filled = [slot for slot in slots if slot.truth]
    received = [slot for slot in filled if slot.slot.startswith("received")]
    serials = [slot for slot in filled if slot.slot == "serial"]
    dates = [slot for slot in filled if slot not in received + serials]
    kinds = {"serials": serials, "days, months, years": dates, "receipts": received}
    for name, of in kinds.items() if filled else ():
        stated = [slot for slot in of if slot.found.stated]
        values = share(of, lambda s: s.right), share(of, _stated), share(stated, lambda s: s.right)
        print_row(f"all drawn {name}: right; stated; of these right", *values)


def reader_rows(options: argparse.Namespace, tools: Tools, part: Part) -> Iterator[tuple[str, str]]:
    """What the reader alone makes of blanks cut out by hand, and of single digits."""
    if (options.shared / "handwriting").is_dir():
        yield from rows(options.shared, tools.reader, part, STATED)
    if (options.shared / "digits" / "ardis.npz").is_file():
        yield ardis_row(options.shared, tools.reader)


def print_row(label: str, *values: str) -> None:
    print(
        f"{label:{LABEL_WIDTH}}" + "".join(f"{value:>{COLUMN_WIDTH}}" for value in values),
        flush=True,
    )


def print_errors(name: str, slots: Sequence[Slot]) -> None:
    """Every slot that is not stated and right, and print taken for handwriting."""
    for slot in slots:
        if not (slot.right and slot.found.stated) or slot.found.by_hand != slot.by_hand:
            print(f"{name}: {description(slot)}")


def description(slot: Slot) -> str:
    how = "stated" if slot.found.stated else "offered"
    seen = "by hand" if slot.found.by_hand else "print"
    true = "by hand" if slot.by_hand else "print"
    return (
        f"{slot.name} {slot.slot}: {slot.truth} ({true}), "
        f"{how} {slot.found.text or 'nothing'} ({seen}), {'right' if slot.right else 'WRONG'}"
    )


# --- the contact sheet ------------------------------------------------------------------------


def sheet(slots: Sequence[Slot]) -> Image.Image:
    """Every line with its readings under it: green right and stated, orange right and offered,
    red wrong or missing."""
    lines: dict[tuple[str, bool], list[Slot]] = {}
    for slot in slots:
        lines.setdefault((slot.name, slot.slot == "serial"), []).append(slot)
    width, height = _TILE
    rows_ = -(-len(lines) // _COLUMNS)
    whole = Image.new("RGB", (_COLUMNS * width, rows_ * height), "white")
    draw = ImageDraw.Draw(whole)
    for number, ((name, _), found) in enumerate(lines.items()):
        left, top = number % _COLUMNS * width, number // _COLUMNS * height
        picture = Image.fromarray(np.asarray(found[0].picture))
        picture.thumbnail((width - 10, height - 40))
        whole.paste(picture, (left, top))
        draw.text((left + 2, top + height - 38), name, "grey")
        for at, slot in enumerate(found):
            text = f"{slot.slot} {slot.truth}: {slot.found.text or '-'}"
            draw.text((left + 2 + 150 * at, top + height - 22), text, _colour(slot))
    return whole


def _colour(slot: Slot) -> str:
    if not slot.right:
        return "red"
    return "green" if slot.found.stated else "orange"


if __name__ == "__main__":
    main()
