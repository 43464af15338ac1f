"""Paths as people read them: in NFC, and fit for any output."""

from __future__ import annotations

import os

from vnplan.syllable import nfc


def printable_path(path: str) -> str:
    r"""A path or a name for messages, lists and JSON; no file is found by it any more.

    Names on a disk are any bytes. Those that are no UTF-8, which Python holds as lone surrogates
    that no file and no answer can hold, are written ``\xd5``.

    >>> printable_path("2025/kế hoạch.pdf")
    '2025/kế hoạch.pdf'
    """
    return nfc(os.fsencode(path).decode("utf-8", "backslashreplace"))
