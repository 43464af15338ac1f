"""Print under a seal that is as dark as print, told from it by a small network.

Where ring, letters and middle of a seal cross print, on a page of two values, no darkness and no
colour tells them apart; their shapes do. The network (``tools/train_seals.py``) says of every
pixel near a seal how much of its darkness is print. So it only ever wipes off: it draws nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.clean.rings import about_inked
from vnplan.clean.seals import Seal, seals
from vnplan.errors import DictionaryError
from vnplan.lexicon import Dictionaries
from vnplan.model import Pixels

MODEL = "model_seals.onnx"
# What the network sees of each two by two pixels: their darkness, and where they lie from the
# middle of the seal, in its radii: to the right, down, and how far.
PLANES = 7
# Both sides of a picture are a multiple of so many pixels: the network halves them four times.
_STEP = 16

_MM_PER_INCH = 25.4
# Darker than this is ink, on a page that was evened and levelled.
_DARK = 160
# Millimetres: what is shown around a seal; what of it lies beyond its ring, and how far off the
# ring may be.
_AROUND, _RIM, _OFF = 6.0, 1.6, 1.6
# So much of a ring's way round is darker than paper where one may be, and so much of it is ink; so
# much of it the network must tell from print, or there is none. Of 6 real seals and 32 drawn ones
# 0.46 at least was ink and 0.37 told from print; of other circles hardly one had so much ink, and
# 0.19 at most was told from print.
_BROKEN, _INKED, _TOLD = 0.5, 0.4, 0.28
_ANGLES = np.linspace(0, 2 * np.pi, 360, endpoint=False)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class SealRemover:
    """Tells print from the ink of seals."""

    network: cv2.dnn.Net

    @classmethod
    def load(cls, dictionaries: Dictionaries) -> SealRemover:
        """The remover with the network of :data:`MODEL`.

        Raises:
            DictionaryError: the file is missing, damaged, or holds another network.
        """
        weights = np.frombuffer(dictionaries.path(MODEL).read_bytes(), np.uint8)
        blank = np.full((_STEP, _STEP), 255, np.uint8)
        try:
            remover = cls(cv2.dnn.readNetFromONNX(weights))
            remover.print_in(blank, Seal(8.0, 8.0, 8.0))
        except (cv2.error, ValueError) as error:
            raise _damaged("cannot be read, or is another network") from error
        return remover

    def print_in(self, part: Pixels, seal: Seal) -> Floats:
        """How much of the darkness of each pixel is print, 0–1; height × width.

        ``part`` is dark on light at about 200 dpi, and shows the seal with some millimetres around
        it; ``seal`` is in its pixels.
        """
        height, width = part.shape
        room = ((0, -height % _STEP), (0, -width % _STEP))
        framed = np.pad(part, room, constant_values=255)
        self.network.setInput(seen(framed, seal)[None])
        scores = np.asarray(self.network.forward(), np.float32)[0]
        high, wide = framed.shape
        whole = scores.reshape(2, 2, high // 2, wide // 2).transpose(2, 0, 3, 1)
        shares = 1 / (1 + np.exp(-whole.reshape(high, wide)))
        return np.asarray(shares[:height, :width], np.float32)


def without_dark_seals(grey: Pixels, dpi: float, remover: SealRemover) -> Pixels:
    """The level page without seals that are as dark as its print.

    A page without such seals comes back as the same array.
    """
    mm = dpi / _MM_PER_INCH
    cleared = grey
    for seal in seals(grey, dpi, _BROKEN):
        reach = seal.radius + _AROUND * mm
        left, top = (max(0, round(at - reach)) for at in (seal.x, seal.y))
        here = np.s_[top : round(seal.y + reach) + 1, left : round(seal.x + reach) + 1]
        part = cleared[here]
        middle = seal._replace(x=seal.x - left, y=seal.y - top)
        ink = np.asarray(part < _DARK)
        if about_inked(ink, middle, mm) < _INKED:
            continue
        shares = remover.print_in(part, middle)
        if _told(ink & (shares < 0.5), middle, _OFF * mm) < _TOLD:
            continue
        disc = np.zeros_like(part)
        centre, far = (round(middle.x), round(middle.y)), round(middle.radius + _RIM * mm)
        cv2.circle(disc, centre, far, 1, cv2.FILLED)
        print_ = 255 - (255 - part.astype(np.float32)) * shares
        cleared = cleared.copy() if cleared is grey else cleared
        cleared[here] = np.where(disc > 0, print_.round().astype(np.uint8), part)
    return cleared


def _told(gone: NDArray[np.bool_], seal: Seal, off: float) -> float:
    """How much of the way round a ring near the circle was told from print."""
    radii = seal.radius + np.arange(-off, off + 1)[:, None]
    xs = np.rint(seal.x + radii * np.cos(_ANGLES)).astype(int)
    ys = np.rint(seal.y + radii * np.sin(_ANGLES)).astype(int)
    height, width = gone.shape
    inside = (xs >= 0) & (ys >= 0) & (xs < width) & (ys < height)
    found = gone[ys.clip(0, height - 1), xs.clip(0, width - 1)] & inside
    return float(found.any(axis=0).mean())


def seen(part: Pixels, seal: Seal) -> Floats:
    """What the network sees: :data:`PLANES` × half the height × half the width; both are even."""
    high, wide = part.shape
    dark = (1 - part.astype(np.float32) / 255).reshape(high // 2, 2, wide // 2, 2)
    planes = np.empty((PLANES, high // 2, wide // 2), np.float32)
    planes[:4] = dark.transpose(1, 3, 0, 2).reshape(4, high // 2, wide // 2)
    planes[4] = (np.arange(0.5, wide, 2)[None, :] - seal.x) / seal.radius
    planes[5] = (np.arange(0.5, high, 2)[:, None] - seal.y) / seal.radius
    planes[6] = np.hypot(planes[4], planes[5])
    return planes


def _damaged(fact: str) -> DictionaryError:
    return DictionaryError(f"{MODEL}: {fact}", "pip install --force-reinstall vnplan")
