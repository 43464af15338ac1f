"""Types of the compiled search for connected marks; see ``_marks.c``."""

from typing import Any

from numpy.typing import NDArray

def label(
    pixels: NDArray[Any], height: int, width: int, /
) -> tuple[bytearray, bytearray, bytearray]:
    """Of a picture with 0 for paper: each pixel's mark, in 16 bits where that is enough, else 32;
    five numbers of 32 bits for each mark, paper first: left, top, width, height, pixels; and two of
    64, the sums of its pixels' columns and rows."""
