"""An image file into pages: its frames, upright, with a resolution that can be believed."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from vnplan.errors import InputError, located
from vnplan.model import Page, PageInfo, Pixels, Route
from vnplan.source.source_file import (
    LEAST_DPI,
    LEAST_SIDE,
    MOST_DPI,
    MOST_SIDE,
    SourceFile,
    SourceSettings,
)

_PICTURE_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "WEBP")
# Pillow takes four bytes for a pixel in colour and copies them: above this only grey is kept.
_COLOUR_PIXELS = 40_000_000
# A4, the paper of these documents (Decree 30/2020, Appendix I): longer side in inches.
_A4_INCHES = 11.69
# Cameras and programs that know no paper write 72 or 96: below this resolution, a page longer than
# A3 is not believed either.
_SCREEN_DPI, _A3_INCHES = 150.0, 17.5
# Pixels so many times as high as wide, or as wide as high, are made square; more is no resolution.
_UNEVEN, _MOST_UNEVEN = 1.05, 4.5


def frame_count(path: Path, settings: SourceSettings) -> int | None:
    """Frames of the image file, or ``None`` when it is none."""
    try:
        with _opened_image(path) as image:
            _check_image_size(image, settings)
            # The further frames of a camera's MPO are the same view again.
            return 1 if image.format == "MPO" else _frames_of(image)
    except UnidentifiedImageError:
        return None


def _frames_of(image: Image.Image) -> int:
    try:
        return int(getattr(image, "n_frames", 1))
    except TypeError as error:  # Pillow's word for a further frame without a size
        raise InputError(f"is a damaged image: {error}", "scan or fetch it again") from error


@contextmanager
def _opened_image(path: Path) -> Iterator[Image.Image]:
    """The image, its size still to be checked: Pillow's own guard is replaced by ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=_PICTURE_FORMATS) as image:
                yield image
        except Image.DecompressionBombError as error:
            raise InputError("is too large an image to be a page", "scan at 300 dpi") from error
        except (SyntaxError, EOFError) as error:
            raise InputError(f"is a damaged image: {error}", "scan or fetch it again") from error


def _check_image_size(image: Image.Image, settings: SourceSettings) -> None:
    width, height = image.size
    if width * height > settings.most_image_pixels or max(width, height) > MOST_SIDE:
        raise InputError(f"is an image of {width} × {height} pixels, too large", "scan at 300 dpi")
    if min(width, height) < LEAST_SIDE:
        raise InputError(f"is an image of {width} × {height} pixels, too small", "scan at 300 dpi")


def pages_of_image(source: SourceFile, settings: SourceSettings) -> Iterator[Page]:
    for index in range(source.page_count):
        with located(f"page {index + 1}"):
            yield image_page(source.path, index, settings)


def image_page(path: Path, index: int, settings: SourceSettings) -> Page:
    with _opened_image(path) as image:
        image.seek(index)
        _check_image_size(image, settings)
        dpis = _image_dpi(image)
        try:
            pixels = pixels_of(_upright(_squared(image, dpis)))
        except (OSError, ValueError, SyntaxError) as error:
            raise InputError(f"is a damaged image: {error}", "scan or fetch it again") from error
    height, width = pixels.shape[:2]
    info = PageInfo(index + 1, Route.OCR, width, height, max(dpis), "an image")
    return Page(info, pixels, guessed=max(dpis) != max(_stated_dpi(image)))


def _upright(image: Image.Image) -> Image.Image:
    """Turned as its header asks, and grey when it is very large."""
    if image.width * image.height > _COLOUR_PIXELS:
        image = image.convert("L")
    ImageOps.exif_transpose(image, in_place=True)
    return image


def _image_dpi(image: Image.Image) -> tuple[float, float]:
    """The resolutions across and down in the header, the higher one believed or estimated."""
    across, down = _stated_dpi(image)
    finer = max(across, down)
    dpi = believed_dpi(finer, image.size)
    if dpi != finer or min(across, down) < finer / _MOST_UNEVEN:
        return dpi, dpi
    return across, down


def _stated_dpi(image: Image.Image) -> tuple[float, float]:
    """The resolutions in the header; not a number where it says 0/0."""
    across, down = image.info.get("dpi", (0, 0))[:2]
    return float(across), float(down)


def believed_dpi(dpi: float, size: tuple[int, ...]) -> float:
    """A stated resolution when a scanner could have it, else that of an A4 sheet."""
    if LEAST_DPI <= dpi <= MOST_DPI:
        inches = max(size) / dpi
        most = _A3_INCHES if dpi < _SCREEN_DPI else math.inf
        if _A4_INCHES / 4 <= inches <= most:
            return dpi
    return max(LEAST_DPI, max(size) / _A4_INCHES)


def _squared(image: Image.Image, dpis: tuple[float, float]) -> Image.Image:
    """The picture with pixels as high as wide: those of a fax may be twice as high. A very large
    one stays as it is."""
    across, down = (max(dpis) / dpi for dpi in dpis)
    if max(across, down) < _UNEVEN:
        return image
    size = round(image.width * across), round(image.height * down)
    if math.prod(size) > _COLOUR_PIXELS:
        return image
    grey = image.convert("L") if image.mode == "1" else image
    return grey.resize(size, Image.Resampling.BICUBIC)


def pixels_of(image: Image.Image) -> Pixels:
    """RGB or grey, 8 bits, transparent parts white, read-only."""
    if (ready := _as_it_came(image)) is not None:
        return ready
    if image.mode in ("L", "RGB") and "transparency" not in image.info:
        array = np.asarray(image)  # to convert what needs it not takes a copy
    elif image.mode in ("1", "L"):
        array = np.asarray(image.convert("L"))
    elif image.mode.startswith(("I", "F")):
        array = _stretched(np.asarray(image, np.float32))
    elif image.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        array = np.asarray(Image.alpha_composite(paper, layer).convert("RGB"))
    else:
        array = np.asarray(image.convert("RGB"))
    out = np.array(array, np.uint8, copy=array.flags.writeable or not array.flags.c_contiguous)
    out.setflags(write=False)
    return out


def _as_it_came(image: Image.Image) -> Pixels | None:
    """The pixels of a picture that poppler gave, where they lie ready; Pillow would copy them
    twice."""
    file, bands = getattr(image, "fp", None), len(image.getbands())
    if image.format != "PPM" or image.mode not in ("L", "RGB") or not isinstance(file, BytesIO):
        return None
    data, size = file.getvalue(), image.width * image.height * bands
    if len(data) < size or not data[: len(data) - size].endswith(b"255\n"):
        return None  # cut short, or with another header than poppler writes
    pixels = np.frombuffer(data, np.uint8, size, len(data) - size)
    return pixels.reshape(image.height, image.width, *((bands,) if bands > 1 else ()))


def _stretched(values: NDArray[np.float32]) -> Pixels:
    """16 and 32 bit grey to 8 bits, its darkest to 0 and its lightest to 255."""
    low, high = float(values.min()), float(values.max())
    if high <= low:
        return np.full(values.shape, 255, np.uint8)
    return ((values - low) * (255 / (high - low))).astype(np.uint8)
