"""Small PDFs written by hand, so that a test says exactly what its page holds."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

A4 = (595.0, 842.0)
INVISIBLE = 3


@dataclass(frozen=True)
class Text:
    """A line of text at ``x``, ``y`` points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 12
    font: str = "Serif"
    mode: int = 0


@dataclass(frozen=True)
class Note:
    """A form field with an appearance, as signing programs leave them."""

    rectangle: tuple[float, float, float, float]
    lines: Sequence[str]


@dataclass(frozen=True)
class MadePage:
    """What a page shows; the picture fills it and is drawn after the texts.

    ``drawing`` holds operators for lines and bars, drawn first; ``crop`` is the part of the page
    that shows, left, bottom, right, top in points.
    """

    texts: Sequence[Text] = ()
    picture: NDArray[np.uint8] | None = None
    notes: Sequence[Note] = ()
    size: tuple[float, float] = A4
    rotate: int = 0
    drawing: str = ""
    crop: tuple[float, float, float, float] | None = None


def write_pdf(path: Path, pages: Sequence[MadePage], legacy_font: str | None = None) -> Path:
    """Write the pages; texts of the font ``legacy_font`` are bytes of windows-1252."""
    path.write_bytes(_Writer(legacy_font).document(pages))
    return path


class _Writer:
    def __init__(self, legacy_font: str | None) -> None:
        self._legacy_font = legacy_font
        self._objects: list[bytes] = []

    def document(self, pages: Sequence[MadePage]) -> bytes:
        catalog, tree, fonts = self._add(b""), self._add(b""), self._fonts()
        kids = [self._page(page, tree, fonts) for page in pages]
        listed = " ".join(f"{k} 0 R" for k in kids)
        self._set(catalog, f"<< /Type /Catalog /Pages {tree} 0 R >>")
        self._set(tree, f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>")
        return self._bytes(catalog)

    def _page(self, page: MadePage, tree: int, fonts: str) -> int:
        content = b"\n".join([page.drawing.encode(), *map(self._text, page.texts)])
        width, height = page.size
        images = ""
        if page.picture is not None:
            images = f"/XObject << /Im {self._picture(page.picture)} 0 R >>"
            content += f"\nq {width} 0 0 {height} 0 0 cm /Im Do Q".encode()
        resources = f"<< {fonts} {images} >>"
        crop = "/CropBox [{} {} {} {}] ".format(*page.crop) if page.crop else ""
        notes = " ".join(f"{self._note(n, fonts)} 0 R" for n in page.notes)
        return self._add(
            f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {width} {height}] "
            f"{crop}/Rotate {page.rotate} /Annots [{notes}] "
            f"/Resources {resources} /Contents {self._stream('', content)} 0 R >>"
        )

    def _text(self, text: Text) -> bytes:
        if text.font == self._legacy_font:
            name, code = "Old", text.text.encode("cp1252")
        else:
            name, code = "Uni", text.text.encode("utf-16-be")
        place = f"BT {text.mode} Tr /{name} {text.size} Tf {text.x} {text.y} Td"
        return f"{place} <{code.hex()}> Tj ET".encode()

    def _note(self, note: Note, fonts: str) -> int:
        left, bottom, right, top = note.rectangle
        height = top - bottom
        lines = [Text(2, height - 10 * (i + 1), t, 8) for i, t in enumerate(note.lines)]
        form = self._stream(
            f"/Type /XObject /Subtype /Form /BBox [0 0 {right - left} {height}] "
            f"/Resources << {fonts} >>",
            b"\n".join(self._text(t) for t in lines),
        )
        return self._add(
            f"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig) /F 4 "
            f"/Rect [{left} {bottom} {right} {top}] /AP << /N {form} 0 R >> >>"
        )

    def _fonts(self) -> str:
        """One font whose codes are UTF-16, and one with the bytes of an old encoding."""
        table = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /U def 1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"""
        unicode_map = self._stream("", table)
        cid = self._add(
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Serif /DW 500 "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        )
        modern = self._add(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Serif /Encoding /Identity-H "
            f"/DescendantFonts [{cid} 0 R] /ToUnicode {unicode_map} 0 R >>"
        )
        old = self._add(
            f"<< /Type /Font /Subtype /TrueType /BaseFont /{self._legacy_font or 'Serif'} "
            f"/Encoding /WinAnsiEncoding /FirstChar 0 /LastChar 255 "
            f"/Widths [{' '.join(['500'] * 256)}] >>"
        )
        return f"/Font << /Uni {modern} 0 R /Old {old} 0 R >>"

    def _picture(self, pixels: NDArray[np.uint8]) -> int:
        height, width = pixels.shape[:2]
        space = "DeviceGray" if pixels.ndim == 2 else "DeviceRGB"
        head = (
            f"/Type /XObject /Subtype /Image /Width {width} /Height {height} "
            f"/ColorSpace /{space} /BitsPerComponent 8 /Filter /FlateDecode"
        )
        return self._stream(head, zlib.compress(pixels.tobytes()))

    def _stream(self, head: str, data: bytes) -> int:
        start = f"<< {head} /Length {len(data)} >>\nstream\n".encode()
        return self._add(start + data + b"\nendstream")

    def _add(self, body: str | bytes) -> int:
        self._objects.append(body if isinstance(body, bytes) else body.encode())
        return len(self._objects)

    def _set(self, number: int, body: str) -> None:
        self._objects[number - 1] = body.encode()

    def _bytes(self, root: int) -> bytes:
        out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
        offsets: list[int] = []
        for number, body in enumerate(self._objects, 1):
            offsets.append(len(out))
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start, count = len(out), len(offsets) + 1
        out += f"xref\n0 {count}\n0000000000 65535 f \n".encode()
        out += b"".join(f"{o:010d} 00000 n \n".encode() for o in offsets)
        out += f"trailer\n<< /Size {count} /Root {root} 0 R >>\n".encode()
        return out + f"startxref\n{start}\n%%EOF\n".encode()
