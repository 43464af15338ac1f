"""What a file to be read is, and the limits on reading it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

READABLE = "a PDF, a JPG, PNG, TIFF, BMP or WebP image, or a text file"
HEAD = 4096
# No page of text fits into fewer pixels a side than this.
LEAST_SIDE = 32
# Poppler and Tesseract count pixels of a side in 15 bits.
MOST_SIDE = 32_000
# Resolutions that a scanner has; anything else in a header is not believed.
LEAST_DPI, MOST_DPI = 60.0, 1300.0


class Kind(StrEnum):
    """What a file is, by its content."""

    PDF = "pdf"
    IMAGE = "image"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that can be read.

    Attributes:
        path: where it is; for standard input the name it was given.
        sha256: of its bytes, hexadecimal.
        kind: by content.
        page_count: pages of the PDF, frames of the image, parts of the text
            between form feeds.
        text: the decoded text, NFC; ``None`` unless ``kind`` is ``TEXT``.
    """

    path: Path
    sha256: str
    kind: Kind
    page_count: int
    text: str | None = None


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """Limits that keep one file from eating the machine.

    Attributes:
        dpi: resolution of pages that are no scan, and of text layers' boxes.
        most_pixels: of one rasterised page; a larger page gets a lower resolution.
        most_image_pixels: of one page of an image file; a larger one is refused.
        most_text_bytes: of a text file.
        most_word: characters of a text without a space between them.
        timeout: seconds for rasterising one page.
    """

    dpi: float = 300.0
    most_pixels: int = 30_000_000
    most_image_pixels: int = 100_000_000
    most_text_bytes: int = 20_000_000
    most_word: int = 10_000
    timeout: float = 45.0
