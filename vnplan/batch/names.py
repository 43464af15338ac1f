"""Output names: the input's tree, in names that every system can store.

A name is in NFC, holds no character that Windows forbids, and stays short enough that an
ending may be added. What was changed is not undone from the name: the ledger knows the input of
every output.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import PurePosixPath

from vnplan.syllable import nfc

RECORD, SEARCHABLE, WORDS = ".yaml", ".searchable.pdf", ".words.json.gz"
# Bytes of a name in UTF-8. File systems take 255; the rest is for endings and marks.
_MOST_BYTES = 200
# Windows: "Naming Files, Paths, and Namespaces". Lone surrogates are bytes that are no UTF-8.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE | re.DOTALL)
# A folder must not be named as a file beside it may come to be named.
_OURS = re.compile(r".*(\.yaml|\.pdf|\.csv|\.xlsx|\.jsonl|\.sqlite|\.vnplan|\.gz)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """One name that Windows, macOS and Linux can store; most names stay as they are.

    >>> safe_name("Kế hoạch 12/KH: bản 2?.pdf"), safe_name("aux.pdf"), safe_name("tờ trình. ")
    ('Kế hoạch 12_KH_ bản 2_.pdf', '_aux.pdf', 'tờ trình._')
    """
    safe = _FORBIDDEN.sub("_", nfc(name))
    safe = re.sub(r"[. ]$", "_", safe)
    if _DEVICE.fullmatch(safe):
        safe = "_" + safe
    return _shortened(safe, name)


def safe_folder(name: str) -> str:
    """The same for a folder, which is kept apart from the files that vnplan writes.

    >>> safe_folder("2024"), safe_folder("plan.pdf.yaml")
    ('2024', 'plan.pdf.yaml_')
    """
    safe = safe_name(name)
    return safe + "_" if _OURS.fullmatch(safe) else safe


def _shortened(safe: str, name: str) -> str:
    """``safe``, or its beginning, a mark of the whole name and its ending.

    >>> short = _shortened("ề" * 100 + ".pdf", "a")
    >>> len(short.encode()) <= 200, short.endswith("~ca978112.pdf")
    (True, True)
    """
    if len(safe.encode()) <= _MOST_BYTES:
        return safe
    suffix = PurePosixPath(safe).suffix
    ending = _mark(name) + (suffix if len(suffix.encode()) <= 16 else "")
    start = safe.encode()[: _MOST_BYTES - len(ending.encode())].decode(errors="ignore")
    return nfc(start.rstrip(". ")) + ending


def _mark(text: str) -> str:
    return "~" + hashlib.sha256(os.fsencode(text)).hexdigest()[:8]


def record_name(path: str, is_taken: Callable[[str], bool] = lambda _: False) -> str:
    """Where the record of an input lies, from the paths of both with ``/`` between names.

    Args:
        path: of the input, from the folder of the batch on.
        is_taken: whether another input has a name already, given as :func:`name_key`.

    >>> record_name("2024/plan.pdf"), record_name("2024/plan.jpg")
    ('2024/plan.pdf.yaml', '2024/plan.jpg.yaml')
    >>> record_name("Plan.pdf", {"plan.pdf.yaml"}.__contains__)
    'Plan~a831ec80.pdf.yaml'
    """
    *folders, last = path.split("/")
    place = [*map(safe_folder, folders), safe_name(last)]
    for attempt in range(100):
        name = "/".join(place) + RECORD
        if not is_taken(name_key(name)):
            return name
        stem = PurePosixPath(safe_name(last))
        place[-1] = f"{stem.stem}{_mark(path + '~' * attempt)}{stem.suffix}"
    raise AssertionError("a hundred names with the same beginning of their hash")


def name_key(name: str) -> str:
    """The same for names that some file system holds for one: macOS and Windows see no case."""
    return nfc(nfc(name).casefold())


def searchable_name(record: str) -> str:
    """The searchable PDF beside a record.

    >>> searchable_name("2024/plan.pdf.yaml")
    '2024/plan.pdf.searchable.pdf'
    """
    return record.removesuffix(RECORD) + SEARCHABLE


def words_name(record: str) -> str:
    """The words beside a record, with their places.

    >>> words_name("2024/plan.pdf.yaml")
    '2024/plan.pdf.words.json.gz'
    """
    return record.removesuffix(RECORD) + WORDS
