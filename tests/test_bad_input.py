"""Input that is no document: one clear error each, soon and in little memory.

The command line's messages and exit codes have tests of their own; these drive the stages.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from made_pdf import MadePage, Text, write_pdf
from PIL import Image

from vnplan.clean.page import clean
from vnplan.errors import ExitCode, InputError, RecogniseError
from vnplan.model import Line
from vnplan.recognise.page import recognise
from vnplan.source.pages import open_source, open_text, pages

RNG = np.random.default_rng(20251121)
SCAN = MadePage((), np.full((842, 595), 255, np.uint8))


def read(path: Path) -> list[Line]:
    """All that the stages before restoration say of a file."""
    lines: list[Line] = []
    for page in pages(open_source(path)):
        lines += page.lines if page.pixels is None else recognise(clean(page))
    return lines


def empty(path: Path) -> None:
    path.write_bytes(b"")


def binary_junk(path: Path) -> None:
    path.write_bytes(RNG.integers(0, 256, 100_000, np.uint8).tobytes())


def zeros(path: Path) -> None:
    path.write_bytes(bytes(100_000))


def white_space(path: Path) -> None:
    path.write_bytes(b" \r\n\t\n" * 100)


def one_long_word(path: Path) -> None:
    path.write_bytes(b"a" * 5_000_000)


def office_file(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(200))


def text_named_pdf(path: Path) -> None:
    path.write_text("KẾ HOẠCH\nCông tác năm 2025\n", "utf-8")


def header_alone(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n")


def cut_in_half(path: Path) -> None:
    write_pdf(path, [SCAN, SCAN])
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def cut_at_the_end(path: Path) -> None:
    write_pdf(path, [SCAN])
    path.write_bytes(path.read_bytes()[:-10])


def no_pages(path: Path) -> None:
    write_pdf(path, [])


def junk_after_header(path: Path) -> None:
    junk = RNG.integers(0, 256, 50_000, np.uint8).tobytes()
    path.write_bytes(b"%PDF-1.7\n" + junk + b"\n%%EOF\n")


def one_pixel(path: Path) -> None:
    Image.new("L", (1, 1)).save(path, "PNG")


def cut_image(path: Path) -> None:
    Image.fromarray(RNG.integers(0, 256, (500, 500), np.uint8)).save(path, "PNG")
    path.write_bytes(path.read_bytes()[:50_000])


def png_of(path: Path, width: int, height: int) -> None:
    """A PNG that claims a size and holds a few rows only, as a bomb does on purpose."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(10_000))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def bomb(path: Path) -> None:
    png_of(path, 50_000, 50_000)


def small_bomb(path: Path) -> None:
    """Too small for Pillow's own guard, too large for a page."""
    png_of(path, 12_000, 12_000)


BAD: list[tuple[str, Callable[[Path], None], str]] = [
    ("empty.txt", empty, "is empty"),
    ("empty.pdf", empty, "is empty"),
    ("junk.txt", binary_junk, "is not a PDF"),
    ("zeros.txt", zeros, "is not a PDF"),
    ("white.txt", white_space, "no"),
    ("long.txt", one_long_word, "5,000,000 characters"),
    ("letter.docx", office_file, "Office"),
    ("text.pdf", text_named_pdf, "neither a PDF nor an image"),
    ("text.jpg", text_named_pdf, "neither a PDF nor an image"),
    ("header.pdf", header_alone, "PDF"),
    ("half.pdf", cut_in_half, "PDF"),
    ("end.pdf", cut_at_the_end, "cut short"),
    ("none.pdf", no_pages, "without pages"),
    ("junk.pdf", junk_after_header, "damaged"),
    ("pixel.png", one_pixel, "1 × 1 pixels"),
    ("cut.png", cut_image, "damaged image"),
    ("bomb.png", bomb, "too large"),
    ("bomb12000.png", small_bomb, "too large"),
]


@pytest.mark.parametrize(("name", "make", "fact"), BAD, ids=[name for name, _, _ in BAD])
def test_each_has_one_message_that_says_what_and_what_to_do(
    tmp_path: Path, name: str, make: Callable[[Path], None], fact: str
) -> None:
    path = tmp_path / name
    make(path)
    with pytest.raises(InputError) as caught:
        read(path)
    error = caught.value
    assert fact in error.fact
    assert error.exit_code is ExitCode.INPUT
    assert error.hint
    assert str(error).count("\n") == 1


@pytest.mark.parametrize(
    ("password", "readable"), [("", True), ("secret", False)], ids=["empty", "secret"]
)
def test_an_encrypted_pdf_opens_without_a_password_or_not_at_all(
    tmp_path: Path, password: str, readable: bool
) -> None:
    path = encrypted_pdf(tmp_path / "a.pdf", password)
    if readable:
        assert [line.text for line in read(path)] == ["So 12 KH-UBND ngay 3 thang 4 nam 2025"]
        return
    with pytest.raises(InputError, match="password") as caught:
        open_source(path)
    assert "qpdf --decrypt" in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        open_source(tmp_path / "a.pdf")


def test_a_file_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    with pytest.raises(InputError, match="no such file"):
        open_source(tmp_path / "a" / "b.pdf")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder") as caught:
        open_source(tmp_path)
    assert "name a file in it" in str(caught.value)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the refusal is the system's in name only."""
    path = tmp_path / "a.txt"
    path.write_text("KẾ HOẠCH", "utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="no permission"):
        open_source(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no FIFOs")
def test_a_fifo_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    os.mkfifo(path)
    with pytest.raises(InputError, match="not a regular file"):
        open_source(path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege")
def test_links(tmp_path: Path) -> None:
    """A link to a file is that file; a link to nothing or to itself is none."""
    (tmp_path / "a.txt").write_text("KẾ HOẠCH", "utf-8")
    good, dangling, loop = (tmp_path / name for name in ("good.txt", "dangling.txt", "loop.txt"))
    good.symlink_to(tmp_path / "a.txt")
    dangling.symlink_to(tmp_path / "b.txt")
    loop.symlink_to(loop)
    assert open_source(good).text == "KẾ HOẠCH"
    with pytest.raises(InputError, match="no such file"):
        open_source(dangling)
    with pytest.raises(InputError, match="cannot be read"):
        open_source(loop)


def test_empty_standard_input() -> None:
    with pytest.raises(InputError, match="empty"):
        open_text(b"", "-")


def test_a_blank_page_is_no_error(tmp_path: Path) -> None:
    blank, scan = tmp_path / "a.png", tmp_path / "a.pdf"
    Image.new("L", (1654, 2339), 255).save(blank, dpi=(200, 200))
    write_pdf(scan, [SCAN])
    assert read(blank) == []
    assert read(scan) == []


def test_a_page_of_one_colour_is_blank(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", (1654, 2339), (0, 0, 0)).save(path, dpi=(200, 200))
    assert read(path) == []


LIMITED = """
import resource, sys
from pathlib import Path
from vnplan.clean.page import clean
from vnplan.errors import VnplanError
from vnplan.recognise.page import recognise
from vnplan.source.pages import open_source, pages
try:
    for page in pages(open_source(Path(sys.argv[1]))):
        if page.pixels is not None:
            recognise(clean(page))
except VnplanError as error:
    print(error)
mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(max(mine, child) // 1024)
"""


def noise(path: Path) -> None:
    pixels = RNG.integers(0, 256, (3508, 2480), np.uint8)
    Image.fromarray(pixels).save(path, "PNG", dpi=(300, 300))


def speckle(path: Path) -> None:
    pixels = (RNG.random((3508, 2480)) > 0.08).astype(np.uint8) * 255
    Image.fromarray(pixels).save(path, "PNG", dpi=(300, 300))


def large_image(path: Path) -> None:
    Image.new("RGB", (9_900, 9_900), "white").save(path, "PNG", dpi=(600, 600))


def huge_page(path: Path) -> None:
    write_pdf(path, [MadePage([Text(100, 100, "x", 500)], size=(14400, 14400))])


@pytest.mark.skipif(sys.platform == "win32", reason="no way to ask for the memory used")
@pytest.mark.parametrize("make", [noise, speckle, large_image, huge_page, bomb, one_long_word])
def test_time_and_memory_are_bounded(tmp_path: Path, make: Callable[[Path], None]) -> None:
    """Under 60 seconds and under 1 GiB, this program and each of its children."""
    path = tmp_path / "a.png"
    make(path)
    result = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert int(result.stdout.splitlines()[-1]) < 1024


def test_a_page_of_noise_is_lost_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    speckle(path)
    with pytest.raises(RecogniseError, match="noise"):
        read(path)


def encrypted_pdf(path: Path, password: str) -> Path:
    """A PDF of one line under the standard security handler, revision 2 (RC4, 40 bits)."""
    import hashlib

    pad = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    user = (password.encode("latin-1") + pad)[:32]
    owner = rc4(hashlib.md5(user).digest()[:5], user)
    identity = bytes(range(16))
    permissions = struct.pack("<i", -44)
    key = hashlib.md5(user + owner + permissions + identity).digest()[:5]

    def under_key(number: int, data: bytes) -> bytes:
        return rc4(hashlib.md5(key + struct.pack("<I", number)[:3] + b"\0\0").digest()[:10], data)

    text = b"BT /F 12 Tf 60 700 Td (So 12 KH-UBND ngay 3 thang 4 nam 2025) Tj ET"
    content = under_key(4, text)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >>"
        % (owner.hex().encode(), rc4(key, pad).hex().encode()),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % o for o in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Encrypt 6 0 R /ID [<%s> <%s>] >>\n" % (
        len(objects) + 1, identity.hex().encode(), identity.hex().encode(),
    )  # fmt: skip
    path.write_bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)
    return path


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
