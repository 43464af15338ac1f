"""Paths as people read them: in NFC, and fit for any output."""

from __future__ import annotations

import re

from vnplan.syllable import nfc

# Halves of characters. Those from U+DC80 on stand for bytes of a name that are no UTF-8, PEP 383.
_LONE = re.compile("[\ud800-\udfff]")
_BYTES = range(0xDC80, 0xDD00)


def printable_path(path: str) -> str:
    r"""A path or a name for messages, lists and JSON; no file is found by it any more.

    Names on a disk are any bytes. Those that are no UTF-8, which Python holds as lone surrogates
    that no file and no answer can hold, are written ``\xd5``.

    >>> printable_path("2025/k\udcd5 hoạch.pdf")
    '2025/k\\xd5 hoạch.pdf'
    """
    return nfc(_LONE.sub(_named, path))


def _named(lone: re.Match[str]) -> str:
    code = ord(lone[0])
    return f"\\x{code - 0xDC00:02x}" if code in _BYTES else f"\\u{code:04x}"
