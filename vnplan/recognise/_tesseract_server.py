"""Reads pictures with libtesseract, one after another: a program of its own, without libraries.

    python _tesseract_server.py LIBRARY VERSION FOLDER LANGUAGE

Starting Tesseract takes a tenth of a second, often more than reading a line does; this is started
once. It says ``ready`` when library and data are the wanted ones. Then a line ``mode dpi width
height alphabet`` with the grey pixels behind it comes in on standard input, and a line with the
length of Tesseract's table of words with the table behind it goes out on standard output, for
each picture; the length is -1 when a picture could not be read. It ends with its input.
"""

from __future__ import annotations

import ctypes
import sys
from typing import BinaryIO

# The engine of neural nets alone, as ``--oem 1``.
_LSTM_ONLY = 1
# What the program prints above the table, and the library does not.
_COLUMNS = "level page_num block_num par_num line_num word_num left top width height conf text"
_HEAD = _COLUMNS.replace(" ", "\t").encode() + b"\n"


class Engine:
    """Tesseract with the data of one language; documented in its ``capi.h``."""

    def __init__(self, library: str, version: str, folder: str, language: str) -> None:
        """Load library and data.

        Raises:
            OSError: there is no such library.
            ValueError: it has another version, or does not take the data.
        """
        self._library = ctypes.CDLL(library)
        self._library.TessVersion.restype = ctypes.c_char_p
        self._library.TessBaseAPICreate.restype = ctypes.c_void_p
        self._library.TessBaseAPIGetTsvText.restype = ctypes.c_void_p
        found = self._library.TessVersion().decode()
        if found != version:
            raise ValueError(f"the library is {found}, the program {version}")
        self._handle = ctypes.c_void_p(self._library.TessBaseAPICreate())
        where, what = folder.encode(), language.encode()
        if self._library.TessBaseAPIInit2(self._handle, where, what, _LSTM_ONLY):
            raise ValueError(f"no data in {folder} for {language}")

    def read(
        self, pixels: bytes, width: int, height: int, mode: int, dpi: bytes, alphabet: bytes
    ) -> bytes | None:
        """The table of words; ``None`` when the picture cannot be read."""
        library, handle = self._library, self._handle
        library.TessBaseAPISetVariable(handle, b"user_defined_dpi", dpi)
        library.TessBaseAPISetVariable(handle, b"tessedit_char_whitelist", alphabet)
        library.TessBaseAPISetPageSegMode(handle, mode)
        library.TessBaseAPISetImage(handle, pixels, width, height, 1, width)
        if library.TessBaseAPIRecognize(handle, None):
            return None
        text = library.TessBaseAPIGetTsvText(handle, 0)
        table = ctypes.string_at(text)
        library.TessDeleteText(ctypes.c_void_p(text))
        # Words of one picture are not to help with the next.
        library.TessBaseAPIClearAdaptiveClassifier(handle)
        library.TessBaseAPIClear(handle)
        return _HEAD + table


def serve(engine: Engine, asked: BinaryIO, answers: BinaryIO) -> None:
    """Read one picture after another."""
    while line := asked.readline():
        mode, dpi, width, height, *alphabet = line.split()
        pixels = asked.read(int(width) * int(height))
        if len(pixels) < int(width) * int(height):
            return
        table = engine.read(
            pixels, int(width), int(height), int(mode), dpi, alphabet[0] if alphabet else b""
        )
        answers.write(b"-1\n" if table is None else b"%d\n%b" % (len(table), table))
        answers.flush()


def main() -> None:
    """Say ``ready`` and serve; end at once when library or data are not as wanted."""
    try:
        engine = Engine(*sys.argv[1:])
    except (OSError, ValueError, AttributeError) as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(b"ready\n")
    sys.stdout.buffer.flush()
    serve(engine, sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
