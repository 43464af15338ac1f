"""Draws a page of a PDF with poppler's ``pdftoppm``. The only module that runs poppler."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vnplan.errors import DependencyError
from vnplan.model import Pixels

_PROGRAM = "pdftoppm"
# The head of a picture in grey (P5) or colour (P6), of 8 bits.
_HEAD = re.compile(rb"P([56])\s+(\d+)\s+(\d+)\s+255\s")
if sys.platform == "win32":
    _NO_WINDOW = subprocess.CREATE_NO_WINDOW
else:
    _NO_WINDOW = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a page is to be drawn.

    Attributes:
        number: of the page, from 1.
        dpi: dots an inch; fractions count.
        colour: RGB instead of grey.
        hide_notes: leave out annotations.
        timeout: seconds.
    """

    number: int
    dpi: float
    colour: bool
    hide_notes: bool
    timeout: float


def draw(path: Path, wanted: Wanted) -> Pixels:
    """The pixels of a page, read-only.

    Raises:
        DependencyError: poppler is not installed.
        TimeoutError: it took too long.
        ValueError: poppler gave no picture.
    """
    number = str(wanted.number)
    command = [
        _PROGRAM, "-r", str(wanted.dpi), "-f", number, "-l", number,
        *(["-hide-annotations"] if wanted.hide_notes else []),
        *([] if wanted.colour else ["-gray"]),
        str(path.absolute()),  # a name may begin like an option
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False,
            timeout=wanted.timeout, creationflags=_NO_WINDOW,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise DependencyError("poppler is not installed", "vnplan doctor") from error
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    return _pixels(done.stdout)


def _pixels(picture: bytes) -> Pixels:
    head = _HEAD.match(picture)
    if head is None:
        raise ValueError("no picture")
    width, height = int(head[2]), int(head[3])
    shape = (height, width) if head[1] == b"5" else (height, width, 3)
    return np.frombuffer(picture, np.uint8, int(np.prod(shape)), head.end()).reshape(shape)
