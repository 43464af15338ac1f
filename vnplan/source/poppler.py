"""Pages of a PDF drawn by poppler, a few in one call.

To start its programs and to open the file takes as long as to draw a scanned page.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pdf2image
from pdf2image.exceptions import (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
)
from PIL import Image

from vnplan.errors import DependencyError

# Pages that are drawn in one call, and how many bytes they take on the disk at most: four pages of
# A4 in colour at 300 dpi.
_MOST_PAGES, _MOST_BYTES = 8, 112_000_000
# What the GNU C library is asked for in poppler's programs: large pages of memory, and freed memory
# kept for the next page of the document. On scans, with little else running, it spared them an
# eighth to a sixth of their time (29 November 2026).
_TUNED = "GLIBC_TUNABLES"
_MEMORY = ":".join(
    f"glibc.malloc.{name}={value}"
    for name, value in (("hugetlb", 1), ("mmap_threshold", 32 << 20), ("trim_threshold", 128 << 20))
)

# What poppler says of the data of a picture, or of another stream, that it cannot unpack whole.
_BROKEN_DATA = re.compile(
    r"Syntax Error.*(in (flate|CCITTFax|LZW|DCT|RunLength) stream|jpeg data|JP2|JBIG2)", re.I
)
_LOSS = "its picture is damaged: a part of the page, or all of it, may be missing"


class Sheet(NamedTuple):
    """A page to be drawn.

    Attributes:
        at: which, from 0.
        dpi: pixels an inch; poppler takes fractions.
        hide_notes: without its annotations.
        colour: in RGB, else in grey.
        pixels: how many there will be.
    """

    at: int
    dpi: float
    hide_notes: bool
    colour: bool
    pixels: int

    @property
    def size(self) -> int:
        """Bytes of its picture."""
        return self.pixels * (3 if self.colour else 1)


def goes_on(sheets: Sequence[Sheet], following: Sheet) -> bool:
    """Whether a page can be drawn in one call with those before it, if any."""
    if not sheets:
        return True
    last = sheets[-1]
    alike = (last.at + 1, *last[1:4]) == following[:4]
    size = following.size + sum(sheet.size for sheet in sheets)
    return alike and len(sheets) < _MOST_PAGES and size <= _MOST_BYTES


def drawn(
    path: Path, sheets: Sequence[Sheet], timeout: float
) -> Iterator[tuple[Image.Image | None, str | None]]:
    """The picture of each of these pages, what went wrong, or both: a picture with parts lost.

    What the page shows is drawn: its crop box. Pages that follow one another are drawn together;
    when that fails, takes longer than ``timeout`` seconds or meets a fault of the file, each is
    drawn on its own: one bad page costs no other, and for a page that poppler does not find it
    gives the one before it once more.

    Raises:
        DependencyError: poppler is missing.
    """
    done = 0
    if len(sheets) > 1:
        for image in _drawn_together(path, sheets, timeout):
            yield image, None
            del image
            done += 1
    for sheet in sheets[done:]:
        images, problem = _drawn_alone(path, sheet, timeout)
        if len(images) == 1:
            yield images.pop(), problem
        else:
            yield None, problem or "poppler cannot draw the page"


def _drawn_together(path: Path, sheets: Sequence[Sheet], timeout: float) -> Iterator[Image.Image]:
    """The pictures of pages that follow one another; none when anything goes wrong, and fewer when
    there is no room on the disk.

    They come through files: through a pipe all would be in memory, and be copied there.
    """
    with suppress(OSError), TemporaryDirectory(prefix="vnplan-") as folder:
        try:
            files = _converted(path, sheets, timeout, strict=True, folder=folder)
        except (PDFSyntaxError, PDFPageCountError, PDFPopplerTimeoutError):
            return
        for file in files if len(files) == len(sheets) else ():
            image = _taken_from(Path(file))
            if image is None:
                return
            yield image
            del image


def _taken_from(file: Path) -> Image.Image | None:
    """The picture in a file, which is gone afterwards; ``None`` when it is cut short."""
    data = file.read_bytes()
    file.unlink()
    with suppress(ValueError):  # as soon as the header is cut short
        image = Image.open(BytesIO(data))
        start = image.tile[0][2]
        if len(data) >= start + image.width * image.height * len(image.getbands()):
            return image
    return None


def _drawn_alone(path: Path, sheet: Sheet, timeout: float) -> tuple[list[Image.Image], str | None]:
    """What a call for one page draws, and what went wrong."""
    try:
        return _converted(path, [sheet], timeout, strict=True), None
    except PDFSyntaxError as error:
        problem = _LOSS if _BROKEN_DATA.search(str(error)) else None
    except (PDFPageCountError, PDFPopplerTimeoutError) as error:
        return [], _reason(error, timeout)
    try:
        return _converted(path, [sheet], timeout, strict=False), problem
    except (PDFPageCountError, PDFPopplerTimeoutError) as error:
        return [], _reason(error, timeout)


def _reason(error: Exception, timeout: float) -> str:
    if isinstance(error, PDFPopplerTimeoutError):
        return f"poppler did not finish the page within {timeout:g} seconds"
    return "poppler cannot read the page"


def _converted(
    path: Path, sheets: Sequence[Sheet], timeout: float, *, strict: bool, folder: str | None = None
) -> list[Any]:
    """The pictures, or the names of their files in a folder."""
    first, last = sheets[0], sheets[-1]
    try:
        with _tuned():
            return pdf2image.convert_from_path(
                path,
                dpi=first.dpi,  # type: ignore[arg-type]  # pdftoppm takes fractions
                first_page=first.at + 1,
                last_page=last.at + 1,
                use_cropbox=True,
                grayscale=not first.colour,
                hide_annotations=first.hide_notes,
                strict=strict,
                output_folder=folder,  # type: ignore[arg-type]  # none is allowed
                paths_only=folder is not None,
                timeout=math.ceil(timeout),
            )
    except PDFInfoNotInstalledError as error:
        raise _missing() from error


def check_poppler() -> None:
    """See that the programs are there, also for a page that is not drawn: whether a document is
    read must not hang on how its pages are packed.

    Raises:
        DependencyError: they are not.
    """
    if not _is_found(os.environ.get("PATH")):
        raise _missing()


@lru_cache(maxsize=8)
def _is_found(path: str | None) -> bool:
    return all(shutil.which(name, path=path) for name in ("pdfinfo", "pdftoppm"))


def _missing() -> DependencyError:
    return DependencyError("poppler is not installed", "vnplan doctor")


@contextmanager
def _tuned() -> Iterator[None]:
    """Children started meanwhile get :data:`_MEMORY`, unless the user has tuned memory.

    Threads may draw side by side: the variable stays until the last of them is done, so that none
    takes it away while another copies the environment.
    """
    with _CHANGING:
        mine = bool(_drawing) or _TUNED not in os.environ
        if mine:
            _drawing.append(threading.get_ident())
            os.environ[_TUNED] = _MEMORY
    try:
        yield
    finally:
        if mine:
            with _CHANGING:
                _drawing.remove(threading.get_ident())
                if not _drawing:
                    os.environ.pop(_TUNED, None)


_CHANGING = threading.Lock()
_drawing: list[int] = []  # the threads inside :func:`_tuned`
