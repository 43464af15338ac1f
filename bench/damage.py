"""Files that no program should have to read: cut short, flipped, misnamed, and bombs."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from bench.made_documents import FIXTURES

Damage = Callable[[random.Random], tuple[str, bytes]]
_PDF = FIXTURES / "commune-plan" / "poor.pdf"
_TIFF = FIXTURES / "commune-plan" / "clean.tiff"


def damaged_files(folder: Path, count: int, chance: random.Random) -> dict[str, str]:
    """Write so many, of every kind in turn; what kind each file is of."""
    folder.mkdir(parents=True)
    kinds = list(DAMAGES)
    made: dict[str, str] = {}
    for number in range(count):
        kind = kinds[number % len(kinds)]
        suffix, data = DAMAGES[kind](chance)
        name = f"{number:03}{suffix}"
        (folder / name).write_bytes(data)
        made[name] = kind
    return made


def _cut_pdf(chance: random.Random) -> tuple[str, bytes]:
    data = _PDF.read_bytes()
    return ".pdf", data[: chance.randrange(20, len(data) * 9 // 10)]


def _cut_picture(chance: random.Random) -> tuple[str, bytes]:
    data = _picture("PNG")
    return ".png", data[: chance.randrange(20, len(data) * 9 // 10)]


def _flipped_pdf(chance: random.Random) -> tuple[str, bytes]:
    """One byte in thirty is another one, the head and the end included."""
    return ".pdf", b"%PDF-1.7\n" + _flipped(_PDF.read_bytes()[9:], chance, 30)


def _flipped_picture(chance: random.Random) -> tuple[str, bytes]:
    data = _picture("PNG")
    return ".png", data[:33] + _flipped(data[33:], chance, 30)


def _flipped_tiff(chance: random.Random) -> tuple[str, bytes]:
    data = _TIFF.read_bytes()
    return ".tif", data[:4] + _flipped(data[4:8], chance, 1) + data[8 : chance.randrange(900, 9000)]


def _flipped(data: bytes, chance: random.Random, every: int) -> bytes:
    mutable = bytearray(data)
    for _ in range(max(1, len(mutable) // every)):
        mutable[chance.randrange(len(mutable))] ^= 1 << chance.randrange(8)
    return bytes(mutable)


def _misnamed(chance: random.Random) -> tuple[str, bytes]:
    """An archive, an old Office file, a program, noise under the name of a document."""
    head = chance.choice([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x7fELF\x02\x01"])
    return chance.choice([".pdf", ".jpg", ".tif", ".txt"]), head + chance.randbytes(5000)


def _empty(chance: random.Random) -> tuple[str, bytes]:
    """Nothing but white space."""
    return ".txt", b" \n" * chance.randrange(1, 10_000)


def _no_pages(chance: random.Random) -> tuple[str, bytes]:
    comment = b"%%%d\n" % chance.getrandbits(60)
    return ".pdf", b"%PDF-1.4\n" + comment + (
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def _pixel_bomb(chance: random.Random) -> tuple[str, bytes]:
    """A PNG of a few kilobytes that says it has billions of pixels."""
    side = chance.randrange(40_000, 200_000)
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return ".png", (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(bytes(1_000_000))) + _chunk(b"IEND", b"")
    )  # fmt: skip


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _word_bomb(chance: random.Random) -> tuple[str, bytes]:
    return ".txt", b"a" * chance.randrange(2_000_000, 19_000_000)


def _text_bomb(chance: random.Random) -> tuple[str, bytes]:
    return ".txt", b"dai " * chance.randrange(5_100_000, 6_000_000)


def _stream_bomb(chance: random.Random) -> tuple[str, bytes]:
    """A PDF whose page is 20 MB of nothing, packed twice."""
    stream = zlib.compress(zlib.compress(b" " * 20_000_000 + b"%d" % chance.getrandbits(60)))
    return ".pdf", (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Filter[/FlateDecode/FlateDecode]/Length " + str(len(stream)).encode()
        + b">>stream\n" + stream + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )  # fmt: skip


def _picture(kind: str) -> bytes:
    with Image.open(_TIFF) as page:
        data = io.BytesIO()
        page.convert("L").save(data, kind)
    return data.getvalue()


DAMAGES: dict[str, Damage] = {
    "PDF cut short": _cut_pdf,
    "picture cut short": _cut_picture,
    "PDF with flipped bits": _flipped_pdf,
    "picture with flipped bits": _flipped_picture,
    "TIFF with a flipped head": _flipped_tiff,
    "wrong name": _misnamed,
    "white space": _empty,
    "PDF without pages": _no_pages,
    "bomb of pixels": _pixel_bomb,
    "bomb of one word": _word_bomb,
    "bomb of text": _text_bomb,
    "bomb of a stream": _stream_bomb,
}
