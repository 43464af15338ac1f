"""The documents of a folder, in the order of their names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from vnplan.errors import InputError, OutputError, located
from vnplan.syllable import nfc

# What people call documents; others are read when --pattern names them.
PATTERNS = ("*.pdf", "*.jpg", "*.jpeg", "*.png", "*.tif", "*.tiff", "*.bmp", "*.webp", "*.txt")


@dataclass(frozen=True, slots=True)
class Found:
    """A file: its path from the folder on with ``/`` between names, bytes, nanoseconds."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Search:
    """What of a folder is read.

    Attributes:
        patterns: of file names, or of paths when they hold a ``/``; case does not matter.
        recursive: folders in the folder, too.
        left_out: a folder that is passed over, with all in it; absolute.
    """

    patterns: Sequence[str] = PATTERNS
    recursive: bool = True
    left_out: Path | None = None


def files(
    root: Path, search: Search, unreadable: Callable[[OSError], None] = lambda _: None
) -> Iterator[Found]:
    """The documents in ``root``, an absolute path, sorted by name folder by folder.

    Hidden files, links to folders and links that leave ``root`` are passed over; a folder that
    cannot be listed is told to ``unreadable``.
    """
    patterns = [_folded(pattern) for pattern in search.patterns]
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(root / folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            unreadable(error)
            continue
        inner: list[str] = []
        for entry in entries:
            path = f"{folder}{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if search.recursive and Path(entry.path) != search.left_out:
                    inner.append(path + "/")
            elif _matches(path, patterns) and (found := _found(entry, path, root)):
                yield found
        waiting += reversed(inner)


def _found(entry: os.DirEntry[str], path: str, root: Path) -> Found | None:
    """The file, unless it went away, is none, or is a link that leaves ``root``."""
    try:
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root.resolve()):
            return None
        if not entry.is_file():
            return None
        status = entry.stat()
    except OSError:
        return None
    return Found(path, status.st_size, status.st_mtime_ns)


def _matches(path: str, patterns: Sequence[str]) -> bool:
    path = _folded(path)
    name = path.rpartition("/")[2]
    return any(fnmatchcase(path if "/" in pattern else name, pattern) for pattern in patterns)


def _folded(text: str) -> str:
    return nfc(text).casefold()


def check_folders(folders: Sequence[Path], out: Path, is_apart: bool = False) -> tuple[Path, ...]:
    """The folders, absolute, each once.

    Args:
        out: of the records, absolute.
        is_apart: whether ``out`` may not lie in one of them, either.

    Raises:
        InputError: one is missing, no folder, or lies in another one.
        OutputError: ``out`` is one of them, or holds one.
    """
    roots = tuple(dict.fromkeys(folder.resolve() for folder in folders))
    for root in roots:
        with located(root):
            if not root.exists():
                raise InputError("there is no such folder", "check the path")
            if not root.is_dir():
                raise InputError("is not a folder", f"vnplan convert {root}")
            if any(root.is_relative_to(other) for other in roots if other != root):
                raise InputError("lies in another folder of this batch", "name the outer one only")
    for root in roots:
        if root.is_relative_to(out) or (is_apart and out.is_relative_to(root)):
            with located(out):
                fact = f"records would come to lie among the inputs of {root}"
                raise OutputError(fact, "another folder with -o, beside that of the inputs")
    return roots
