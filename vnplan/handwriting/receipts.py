"""What a pen wrote into a stamp of receipt: the number and the date of arrival.

Such a stamp (Decree 30/2020, Appendix IV) has the labels "Số:", "Ngày:" and "Chuyển:" under one
another, and a guide line of dots behind each. Dots and frame are taken out, since Tesseract reads
no label beside them; what stands behind "Số:" and "Ngày:" is print or a pen's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from statistics import median

import numpy as np

from vnplan.clean.mapping import joined, mapped, moved_by
from vnplan.handwriting.digits import Candidate, DigitReader
from vnplan.handwriting.gaps import CAPITAL, Gap, width_of
from vnplan.handwriting.guides import print_under, print_without, without_guides
from vnplan.handwriting.strokes import Strokes, strokes_in
from vnplan.layout.segments import box_of
from vnplan.model import STATED, Box, CleanPage, Line, Pixels, Reading, Word, Zone, union
from vnplan.syllable import strip_marks

BLANK = "…"
# Inches around the words of a stamp in which more of it may stand.
_AROUND = (0.9, 0.25)
# The labels, as they are read; their print, of which the width tells where a pen may begin.
_LABELS = {
    "number": (re.compile(r"\W{0,2}[s5§](?:[o0ade6b]{1,2}(?![a-z])|[a-z]{1,2}[:.\-])"), "Số:"),
    "date": (re.compile(r"\W{0,2}[nr][gq98]a[yv](?![a-z])"), "Ngày:"),
    "next": (re.compile(r"\W{0,2}chu\w{2,4}(?![a-z])"), "Chuyển:"),
}
# How high they are at least, in type sizes.
_LABEL_HIGH = 0.7
_HEADING = re.compile(r"\W{0,2}[db]en\W*$")
# In type sizes: how far the left edges of labels may lie apart; how far apart lines are at least.
_FLUSH, _PITCH = 1.2, 1.1
# What print behind a label looks like, and how surely it must be read.
_PRINTED, _SURE = re.compile(r"[\d/.\-: ]*\d[\d/.\-: ]*"), 0.9
# How surely a word is read that is kept.
_READ = 0.5
# Type sizes: the space behind a label; the end of the room for a pen before the frame.
_SPACE, _INSIDE = 0.1, 0.2
# How far ink reaches beyond what was read as print and is all of it.
_MORE = 0.4
# How sure a reading is at most in ink of the guide line's own colour, which was cut with it: it is
# offered, not stated.
_CUT = 0.85
# The share of the boxes of labels that letters in colour take at least.
_COLOURED = 0.15
# A picture holds all the ink when it holds this share of the widest.
_MOST = 0.8
# Capitals between two marks, in which another one may have stood.
_APART = 1.0
# How far letters reach below the line.
_BELOW = 0.2

Read = Callable[[CleanPage], Sequence[Sequence[Word]]]
"""Reads the words of a small page, line by line."""


@dataclass(frozen=True, slots=True)
class _View:
    """A picture in which a pen's ink may stand, how sure a reading of it is at most, and whether
    no print stands in it."""

    page: CleanPage
    sure: float
    alone: bool = True


@dataclass(frozen=True, slots=True)
class _Label:
    """A label: where it stands, in pixels of the stamp, and the words behind it."""

    name: str
    box: Box
    word: Word | None = None
    behind: tuple[Word, ...] = ()


def read_receipt(stamp: CleanPage, page: CleanPage, reader: DigitReader, read: Read) -> list[Line]:
    """The lines of a stamp of receipt, what is written in it among them; none of anything else.

    Args:
        stamp: the stamp as a page of its own, its print in ``pixels``.
        page: the page it stands on, whose coloured ink may be the pen's.
        reader: reads the pen.
        read: reads the print.

    Boxes are pixels of ``stamp``.
    """
    plain, guides = without_guides(stamp.pixels, stamp.dpi)
    runs = [list(run) for run in read(replace(stamp, pixels=plain)) if run]
    found = _labels_of(runs)
    size = _type_size(found)
    labels = _labels(found, guides, size) if size else []
    if size is None or not _is_receipt(runs, labels):
        return []
    apart = any(stamp is each for each in page.stamps)
    views = _views(replace(stamp, pixels=plain), page, labels, apart)
    taken = {id(word) for label in labels for word in (label.word, *label.behind)}
    rest = [[word for word in run if id(word) not in taken] for run in runs]
    lines = [_line(stamp, run) for run in rest if any(map(_is_plain, run))]
    for label in labels:
        words: Sequence[Word] = label.behind
        if label.name != "next":
            words = _filled(label, labels, guides, size, views, reader)
        lines.append(_line(stamp, [Word(_LABELS[label.name][1], label.box, 1.0), *words]))
    return sorted(lines, key=_top)


def with_receipt(
    lines: Sequence[Line], page: CleanPage, reader: DigitReader, read: Read
) -> tuple[Line, ...]:
    """The lines with those of a stamp of receipt among them read once more by
    :func:`read_receipt`. Boxes are pixels of ``page``."""
    stamped = [line for line in lines if line.zone is Zone.STAMP and line.box is not None]
    box = union([line.box for line in stamped if line.box is not None])
    if box is None:
        return tuple(lines)
    part, left, top = _cut_out(page, box)
    found = read_receipt(part, page, reader, read)
    named = [_moved(line, left, top) for line in found if _is_of_receipt(line)]
    if not named:
        return tuple(lines)
    again = [line for line in stamped if any(_is_level(line, other) for other in named)]
    first = next(at for at, line in enumerate(lines) if line in stamped)
    kept = [[line for line in part if line not in again] for part in (lines[:first], lines[first:])]
    return (*kept[0], *named, *kept[1])


def _views(stamp: CleanPage, page: CleanPage, labels: Sequence[_Label], apart: bool) -> list[_View]:
    """The pictures of a stamp without guide lines in which a pen's ink may stand, those with the
    least of anything else first.

    ``apart``: whether the stamp was taken out of the page, and so is no part of its print.
    """
    views = []
    if page.ink is not None and page.removed is not None:
        here, own = _place(stamp), _colour_of(labels, stamp, page.removed)
        whole, other = page.ink.copy(), page.ink.copy()
        whole[here] = without_guides(whole[here], page.info.dpi)[0]
        if own:
            other[here][page.removed[here] == own] = 255
        white = np.full_like(stamp.pixels, 255)
        views.append(_View(replace(stamp, pixels=white, ink=other), 1.0))
        if apart:
            # Some writing looks like coloured print and stays in the page.
            print_ = print_without(own, stamp, page)
            views.append(_View(replace(stamp, pixels=print_, ink=other), _CUT, False))
        views.append(_View(replace(stamp, pixels=white, ink=whole), 1.0))
    plain = print_under(stamp, page) if apart else stamp.pixels
    return [*views, _View(replace(stamp, pixels=plain, ink=None), _CUT, False)]


def _colour_of(labels: Sequence[_Label], stamp: CleanPage, removed: Pixels) -> int:
    """The colour of the labels, as :attr:`CleanPage.removed` counts them; 0 for black."""
    found = np.concatenate([removed[_place(stamp, label.box)].ravel() for label in labels])
    shares = np.bincount(found, minlength=3) / max(1, found.size)
    return int(np.argmax(shares[1:])) + 1 if max(shares[1:]) > _COLOURED else 0


def _place(stamp: CleanPage, box: Box | None = None) -> tuple[slice, slice]:
    """Where a stamp stands on the scan, or a part of it."""
    height, width = stamp.pixels.shape
    x, y, right, bottom = box or Box(0, 0, width, height)
    corners = mapped(((x, y), (right, y), (x, bottom), (right, bottom)), stamp.to_scan)
    (left, top), (right, bottom) = (
        np.maximum(ends(corners, axis=0), 0).astype(int) for ends in (np.min, np.max)
    )
    return np.s_[top:bottom, left:right]


def _line(stamp: CleanPage, words: Sequence[Word]) -> Line:
    return Line.of(stamp.info.number, words, zone=Zone.COLOURED_STAMP)


def _is_plain(word: Word) -> bool:
    return (word.confidence or 0.0) >= _READ and any(map(str.isalpha, word.text))


def _is_of_receipt(line: Line) -> bool:
    """Whether it is the heading or begins with a label."""
    return _name_of(line.words[0]) is not None or any(map(_is_heading, line.words))


def _moved(line: Line, right: int, down: int) -> Line:
    words = [replace(word, box=_shifted(box_of(word), right, down)) for word in line.words]
    return Line.of(line.page, words, zone=Zone.STAMP)


def _shifted(box: Box, right: int, down: int) -> Box:
    return Box(box.left + right, box.top + down, box.right + right, box.bottom + down)


def _is_level(line: Line, other: Line) -> bool:
    """Whether two lines share most of the height of one of them."""
    assert line.box is not None and other.box is not None
    shared = min(line.box.bottom, other.box.bottom) - max(line.box.top, other.box.top)
    return shared > 0.5 * min(line.box.height, other.box.height)


def _cut_out(page: CleanPage, box: Box) -> tuple[CleanPage, int, int]:
    """The part of the page around a box, and its left and upper edge."""
    aside, above = (round(inches * page.dpi) for inches in _AROUND)
    height, width = page.pixels.shape
    left, top = max(0, box.left - aside), max(0, box.top - above)
    right, bottom = min(width, box.right + aside), min(height, box.bottom + above)
    to_scan = joined(page.to_scan, moved_by(left, top))
    pixels = np.ascontiguousarray(page.pixels[top:bottom, left:right])
    return replace(page, pixels=pixels, to_scan=to_scan, stamps=()), left, top


def _top(line: Line) -> int:
    assert line.box is not None
    return line.box.top


# --- labels -----------------------------------------------------------------------------------


def _type_size(labels: Sequence[_Label]) -> float | None:
    """In pixels, by the labels that are read well, the longer ones if there are any; dots that
    stick to a label make it wider, not higher."""
    sizes = {
        name: [
            label.box.width / width_of(print_.rstrip(":"))
            for label in labels
            if label.name == name and label.word and label.word.text.strip(" .:-").isalpha()
        ]
        for name, (_, print_) in _LABELS.items()
    }
    wide = sizes["date"] + sizes["next"] or sizes["number"]
    high = [label.box.height / _LABEL_HIGH for label in labels]
    return min(median(wide), median(high)) if wide else None


def _name_of(word: Word) -> str | None:
    """Which label a word begins with."""
    plain = strip_marks(word.text).lower()
    return next((name for name, (form, _) in _LABELS.items() if form.match(plain)), None)


def _labels_of(runs: Sequence[Sequence[Word]]) -> list[_Label]:
    """Every word that may be a label; "SỞ Y TẾ" begins with none."""
    return [
        _Label(name, box_of(word), word, tuple(_up_to_label(run[at + 1 :])))
        for run in runs
        for at, word in enumerate(run)
        if (name := _name_of(word))
        and not (word.text.isupper() and run[at + 1 :] and run[at + 1].text.isupper())
    ]


def _up_to_label(words: Sequence[Word]) -> Iterator[Word]:
    return takewhile(lambda word: _name_of(word) is None, words)


def _labels(found: Sequence[_Label], guides: Sequence[Box], size: float) -> list[_Label]:
    """The labels that stand under one another, from the top, or side by side; a missing one by
    its place."""
    groups = [[o for o in found if _is_flush(o, one, size) or _is_beside(o, one)] for one in found]
    best = max(groups, key=lambda g: len({label.name for label in g}), default=[])
    named = {label.name: label for label in sorted(best, key=lambda label: -label.box.top)}
    order = [named[name] for name in _LABELS if name in named]
    if any(a.box.top >= b.box.top and not _is_beside(a, b) for a, b in pairwise(order)):
        return []
    whole = [replace(label, box=_label_box(label, size)) for label in order]
    missing = [label for label in _missing(named, guides, size) if label.box.top >= 0]
    return sorted([*whole, *missing], key=lambda label: label.box.top)


def _is_flush(label: _Label, other: _Label, size: float) -> bool:
    return abs(label.box.left - other.box.left) < _FLUSH * size


def _is_beside(label: _Label, other: _Label) -> bool:
    """Whether number and date stand on one line."""
    low, high = max(label.box.top, other.box.top), min(label.box.bottom, other.box.bottom)
    level = high - low > 0.5 * min(label.box.height, other.box.height)
    return level and {label.name, other.name} == {"number", "date"}


def _label_box(label: _Label, size: float) -> Box:
    """The print of a label alone, where a pen touches it."""
    own = round(width_of(_LABELS[label.name][1]) * size)
    return label.box._replace(right=min(label.box.right, label.box.left + own))


def _missing(named: dict[str, _Label], guides: Sequence[Box], size: float) -> Iterator[_Label]:
    """The labels that were not read, where others and guide lines tell their place."""
    if "next" not in named:
        return
    last = named["next"].box
    if "date" in named and "number" not in named:
        yield _placed("number", last, 2 * named["date"].box.bottom - last.bottom, size)
    elif "number" in named and "date" not in named:
        yield _placed("date", last, (named["number"].box.bottom + last.bottom) // 2, size)
    elif "date" not in named:
        rows: list[int] = []
        for guide in sorted(guides, key=lambda guide: -guide.bottom):
            if guide.bottom < (rows[-1] if rows else last.bottom) - _PITCH * size:
                rows.append(guide.bottom)
        for name, row in zip(("date", "number"), rows, strict=False):
            yield _placed(name, last, row, size)


def _placed(name: str, beside: Box, bottom: int, size: float) -> _Label:
    wide, high = round(width_of(_LABELS[name][1]) * size), round(CAPITAL * size)
    return _Label(name, Box(beside.left, bottom - high, beside.left + wide, bottom))


def _is_heading(word: Word) -> bool:
    return bool(_HEADING.match(strip_marks(word.text).lower()))


def _is_receipt(runs: Sequence[Sequence[Word]], labels: Sequence[_Label]) -> bool:
    """Whether labels of it stand there, with the heading ĐẾN or one another."""
    heading = any(_is_heading(word) for run in runs for word in run)
    names = {label.name for label in labels}
    return len(names & {"number", "date"}) > 0 and (heading or len(names) > 1)


def _is_print(words: Sequence[Word]) -> bool:
    """Whether a number or date is printed there, and surely read."""
    text = " ".join(word.text for word in words)
    sure = min((word.confidence or 0.0 for word in words), default=0.0)
    return bool(_PRINTED.fullmatch(text)) and sure >= _SURE


def _is_under(words: Sequence[Word], strokes: Strokes, size: float) -> bool:
    """Whether all that stands there is the print that was read."""
    box = union(map(box_of, words))
    assert box is not None
    beyond = max(box.left - strokes.box.left, strokes.box.right - box.right)
    return not strokes.coloured and beyond < _MORE * size


# --- the pen ----------------------------------------------------------------------------------


def _filled(
    label: _Label, labels: Sequence[_Label], guides: Sequence[Box], size: float,
    views: Sequence[_View], reader: DigitReader,
) -> list[Word]:  # fmt: skip
    """The print behind a label, or the word that a pen wrote there; none in an empty gap."""
    view = views[-1].page
    left = label.box.right + round(_SPACE * size)
    edge = view.pixels.shape[1] - round(_INSIDE * size)
    right = max((guide.right for guide in guides if guide.right > left), default=edge)
    beside = (
        other.box.left for other in labels if other.box.left > left and _is_beside(label, other)
    )
    right = min(right, *beside, view.pixels.shape[1])
    gap = Gap("received", 0, 0, label.box.left, left, max(left, right), size)
    line = Line.of(view.info.number, [Word(_LABELS[label.name][1], _on_line(label, size))])
    strokes, sure = _ink_in(gap, line, views)
    is_print = _is_print(label.behind)
    if strokes is None or (is_print and _is_under(label.behind, strokes, size)):
        return list(label.behind) if is_print else []
    read = reader.read_date if label.name == "date" else reader.read
    if _has_lost(strokes):
        sure /= 2
    return [_word(strokes, read(strokes.ink), sure)]


def _ink_in(gap: Gap, line: Line, views: Sequence[_View]) -> tuple[Strokes | None, float]:
    """The ink of the first view that holds most of what is seen in those without print, else of
    the first that holds any; and how sure a reading of it is at most."""
    seen = [(view, found) for view in views if (found := strokes_in(gap, line, view.page))]
    alone = [found.box.width for view, found in seen if view.alone]
    wide = max(alone, default=0)
    for view, found in seen:
        if found.box.width >= _MOST * wide:
            return found, view.sure
    return None, 0.0


def _has_lost(strokes: Strokes) -> bool:
    """Whether a part of the ink may be missing: at an edge, or between marks that stand further
    apart than digits and strokes do."""
    marks = sorted(strokes.marks)
    apart = max((b.left - a.right for a, b in pairwise(marks)), default=0)
    return strokes.torn or apart > _APART * strokes.capital


def _on_line(label: _Label, size: float) -> Box:
    """The label down to its baseline: the g and y of "Ngày" reach below it."""
    below = round(_BELOW * size) if label.name == "date" else 0
    return label.box._replace(bottom=label.box.bottom - below)


def _word(strokes: Strokes, found: Sequence[Candidate], sure: float) -> Word:
    readings = tuple(Reading(each.text, round(sure * each.probability, 4)) for each in found)
    if not readings:
        return Word(BLANK, strokes.box, 0.0)
    best = readings[0]
    text = best.text if best.probability >= STATED else BLANK
    return Word(text, strokes.box, best.probability, readings=readings)
