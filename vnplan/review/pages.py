"""A page as the review shows it: its picture, and what was read where."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from PIL import Image

from vnplan.errors import InputError
from vnplan.model import Box, PageInfo, Pixels, RestoredLine, Zone, union
from vnplan.pipeline import Settings, restored_page
from vnplan.review.differences import pieces_of
from vnplan.source.pages import one_page, open_source, picture_of
from vnplan.words import Words, load_words

_T = TypeVar("_T")
# Longer side of the picture that the browser gets: 190 dpi of A4, to be read at twice its size.
_LONGER_SIDE = 2200
_QUALITY = 82


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG, and the size in pixels of the scan that boxes count in."""

    data: bytes
    width: int
    height: int


class Kept:
    """The last few results of slow functions; the same one is not begun twice at a time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._results: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """The result kept under ``key``, else that of ``make``, which is then kept."""
        with self._lock:
            if key not in self._results:
                self._results[key] = make()
            self._results.move_to_end(key)
            while len(self._results) > self._most:
                self._results.popitem(last=False)
            result: _T = self._results[key]
            return result


def picture(path: Path, number: int, settings: Settings, side: int = _LONGER_SIDE) -> Picture:
    """What page ``number`` (from 1) of a file looks like.

    Raises:
        InputError: the file is gone, is a text, has no such page or cannot be drawn.
        DependencyError: poppler is missing.
    """
    source = open_source(path, settings.source)
    if not 1 <= number <= source.page_count:
        raise InputError(f"has {source.page_count} pages", "one of them")
    pixels = picture_of(source, one_page(source, number, settings.source), settings.source)
    if pixels is None:
        raise InputError("is a text: it has no picture", "read its lines")
    height, width = pixels.shape[:2]
    return Picture(_jpeg(pixels, side), width, height)


def _jpeg(pixels: Pixels, side: int) -> bytes:
    image = Image.fromarray(pixels)
    image.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()


def kept_words(path: Path) -> Words | None:
    """The words that the batch kept in a file; ``None`` when there is none that can be read."""
    try:
        return load_words(path.read_bytes())
    except (OSError, ValueError):
        return None


def read_words(path: Path, number: int, settings: Settings) -> Words:
    """The words of one page, read anew.

    Raises:
        InputError, DependencyError: the page cannot be read.
    """
    source = open_source(path, settings.source)
    if not 1 <= number <= source.page_count:
        raise InputError(f"has {source.page_count} pages", "one of them")
    info, lines = restored_page(source, number, settings)
    return Words((info,), lines)


# Where on the page a field is printed, for one that could not be read.
_ZONE_OF: dict[str, tuple[Zone, ...]] = {
    "type": (Zone.TITLE,),
    "number": (Zone.NUMBER,),
    "symbol": (Zone.NUMBER,),
    "date": (Zone.PLACE_DATE,),
    "place": (Zone.PLACE_DATE,),
    "issuer": (Zone.ISSUER,),
    "parent_issuer": (Zone.ISSUER,),
    "subject": (Zone.SUBJECT, Zone.TITLE),
    "addressees": (Zone.ADDRESSEES,),
    "signer": (Zone.SIGNATURE,),
    "recipients": (Zone.RECIPIENTS,),
    "marks": (Zone.STAMP,),
}


def likely_place(words: Words, field: str, first: int, last: int) -> tuple[int, Box] | None:
    """Page and box of the zone in which a field of a document is printed.

    Args:
        field: its first key, ``signer`` say.
        first, last: pages of the document.
    """
    for zone in _ZONE_OF.get(field, ()):
        lines = [
            line.line
            for line in words.lines
            if line.line.zone is zone and first <= line.line.page <= last
        ]
        if lines:
            page = lines[-1 if zone in (Zone.SIGNATURE, Zone.RECIPIENTS) else 0].page
            box = union(line.box for line in lines if line.page == page and line.box)
            return (page, box) if box else None
    return None


def page_text(words: Words, number: int) -> dict[str, Any]:
    """What was read on a page, for the browser: size, and lines in pieces with their boxes."""
    info = next((page for page in words.pages if page.number == number), None)
    return {
        "page": number,
        "width": info.width if info else 0,
        "height": info.height if info else 0,
        "route": info.route if info else None,
        "problem": _problem(info),
        "lines": [_line(line) for line in words.on(number)],
    }


def _problem(info: PageInfo | None) -> str | None:
    return info.problem if info else None


def _line(line: RestoredLine) -> dict[str, Any]:
    words = [list(word.box) for word in line.line.words if word.box is not None]
    return {"box": line.line.box, "pieces": pieces_of(line), "words": words}
