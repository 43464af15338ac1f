"""The resolution of a page by the size of its letters, where nothing else tells it."""

from __future__ import annotations

import numpy as np

from vnplan.clean.components import Components

# Pixels of the longer side of letters; how often the shorter one goes into it; the share of its
# box that a letter fills. Three of four marks, tones and dots among them, are no larger than
# capitals of body print, which at 200 dpi are so many pixels high: on 20 pages of 13 and 14 point,
# drawn and real, 20 to 27. Fewer marks than these say nothing.
_LETTER_FROM, _LETTER_TO, _LONG, _FILL = 4, 60, 2.5, (0.12, 0.9)
_LARGE, _CAPITALS, _DPI, _LEAST_MARKS = 75, 25.0, 200.0, 200
# Print of 8 point is larger than this at 200 dpi.
_SMALL = 15.0


def dpi_by_letters(found: Components, dpi: float) -> float:
    """The resolution at which the letters have the size of body print, where they are much too
    small at ``dpi``; else ``dpi``."""
    high, wide, pixels = (found[1][1:, at].astype(np.float64) for at in (3, 2, 4))
    long, short = np.maximum(high, wide), np.minimum(high, wide)
    fill = pixels / np.maximum(high * wide, 1)
    sized = (long >= _LETTER_FROM) & (long <= _LETTER_TO) & (long <= _LONG * short)
    letters = long[sized & (fill > _FILL[0]) & (fill < _FILL[1])]
    if len(letters) < _LEAST_MARKS:
        return dpi
    size = float(np.percentile(letters, _LARGE)) * _DPI / dpi
    return dpi * size / _CAPITALS if size < _SMALL else dpi
