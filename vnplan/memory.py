"""Memory that is kept for the next page, and objects that are not looked through for each.

Each step over a page makes an array of megabytes. glibc asks the system for each anew and gives it
back at once, and the system wipes it before it lends it again: a tenth of the time of a page.
Python in turn looks through all objects for cycles that nothing else holds, which pages do not
leave behind, and through the dictionaries each time. OpenCV shares each step among all cores, which
wait for one another longer than the step takes.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from contextlib import suppress
from functools import lru_cache

# Numbers of ``mallopt`` (glibc's malloc.h), and bytes: arrays up to this size come from memory
# that was freed before, the most that glibc takes; so much that is free is kept.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_LARGEST, _MOST_KEPT = 32 << 20, 128 << 20
# New objects after which Python looks through them (700 by itself), how often before it looks
# through older ones, and how often through these before it looks through all (10 and 10).
_NEW_OBJECTS, _LOOKS, _LATER_LOOKS = 50_000, 20, 20
# Where OpenCV looks for the number of cores.
_CORES = "OPENCV_FOR_THREADS_NUM"


def seldom_look_for_cycles() -> None:
    """Spare a program that reads pages most of this time, 5 to 8 ms a page; for programs of our
    own, for it holds for the whole process."""
    gc.set_threshold(_NEW_OBJECTS, _LOOKS, _LATER_LOOKS)


def work_on_one_core() -> None:
    """Have OpenCV use one core in this process and its children, unless the user says otherwise:
    spares 3 to 7 ms a page; for programs of our own, before the first page."""
    os.environ.setdefault(_CORES, "1")


@lru_cache(maxsize=1)
def keep_freed_memory() -> None:
    """Have this process use the memory of freed arrays again; where C's library is not glibc,
    nothing changes."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            mallopt = ctypes.CDLL(None).mallopt
            mallopt(_MMAP_THRESHOLD, _LARGEST)
            mallopt(_TRIM_THRESHOLD, _MOST_KEPT)
