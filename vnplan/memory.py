"""Memory of pictures, kept for those of the next page.

Each step over a page makes an array of megabytes. glibc asks the system for each anew and gives it
back at once, and the system wipes it before it lends it again: a tenth of the time of a page.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from functools import lru_cache

# Numbers of ``mallopt`` (glibc's malloc.h), and bytes: arrays up to this size come from memory
# that was freed before, the most that glibc takes; so much that is free is kept.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_LARGEST, _MOST_KEPT = 32 << 20, 128 << 20


@lru_cache(maxsize=1)
def keep_freed_memory() -> None:
    """Have this process use the memory of freed arrays again; where C's library is not glibc,
    nothing changes."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            mallopt = ctypes.CDLL(None).mallopt
            mallopt(_MMAP_THRESHOLD, _LARGEST)
            mallopt(_TRIM_THRESHOLD, _MOST_KEPT)
