"""A PDF of the original page images in which the restored words can be searched.

The pages stay as they are: those of a PDF are copied object by object, those of an image file
are wrapped without being compressed again. Over each page that was read from its picture lie the
restored words, invisible (text rendering mode 3, ISO 32000-1, 9.3.6), each on its box. An older
invisible layer under them, mostly the garbled reading of another program, is taken out.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import img2pdf
import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, ContentStreamInlineImage, ContentStreamInstruction, Dictionary, Name, Pdf
from PIL import Image

from vnplan.errors import InputError, located
from vnplan.model import Box, PageInfo, RestoredLine, Route, union
from vnplan.pdfa import Obstacle, make_archival
from vnplan.source.mended import mended
from vnplan.source.source_file import Kind, SourceFile

# Each glyph of the invisible font is half as wide as the font is high; its file is made by
# tools/build_glyphless_font.py.
_FONT_FILE = Path(__file__).with_name("glyphless.ttf")
_ADVANCE = 500
# How far its letters reach below the baseline, in thousandths: about a fifth, as in print.
_DESCENT = -200
_FONT = Name("/VnplanText")
_INVISIBLE = 3
# Pages whose letters came from their picture or from glyphs that are no Unicode.
_LAYERED = {Route.OCR, Route.LEGACY_ENCODING}
# A line this many times as high as most of its words does not run straight.
_SKEWED = 1.8
Instruction = ContentStreamInstruction | ContentStreamInlineImage
# Drawn parts stand in drawn parts; a file that nests deeper is damaged.
_DEEPEST = 12
# The operators that show text, ISO 32000-1, table 109.
_SHOWS_TEXT = {"Tj", "TJ", "'", '"'}


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A restored word and the box of what it was read from, in pixels of the scan.

    Attributes:
        towards: where the next word of its line stands: (1, 0) to the right on an upright
            page, (0, 1) below on one turned clockwise.
    """

    text: str
    box: Box
    towards: tuple[int, int] = (1, 0)


@dataclass(frozen=True, slots=True)
class SearchablePdf:
    """The file, and what keeps it from being PDF/A-2b (nothing: it is, and says so)."""

    data: bytes
    obstacles: tuple[Obstacle, ...]


def searchable_pdf(
    source: SourceFile, pages: Sequence[PageInfo], lines: Iterable[RestoredLine]
) -> SearchablePdf:
    """The pages of ``source`` with the words of ``lines`` over them.

    Args:
        pages: of ``source``, one each, in order.
        lines: restored, of any of these pages.

    Raises:
        InputError: ``source`` is a text, which has no page images, or cannot be copied.
    """
    with located(source.path), _opened(source) as pdf:
        words: dict[int, list[PlacedWord]] = {}
        for line in lines:
            words.setdefault(line.line.page, []).extend(placed_words(line))
        font = _glyphless(pdf)
        for info, page in zip(pages, pdf.pages, strict=True):
            if info.route in _LAYERED and (placed := words.get(info.number)):
                _lay(pdf, page, info, placed, font)
        pdf.remove_unreferenced_resources()
        obstacles = make_archival(pdf)
        out = io.BytesIO()
        # A fixed identifier: the same scan and the same words give the same bytes.
        pdf.save(
            out,
            deterministic_id=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return SearchablePdf(out.getvalue(), obstacles)


def placed_words(line: RestoredLine) -> Iterator[PlacedWord]:
    """The words of a restored line that have a place."""
    placed: list[tuple[str, Box]] = []
    at = 0
    for text in line.text.split(" "):
        box = line.box_of(at, at + len(text)) if text else None
        if box is not None and box.width > 0 and box.height > 0:
            placed.append((text, box))
        at += len(text) + 1
    boxes = [box for _, box in placed]
    towards = _direction(boxes)
    for (text, _), box in zip(placed, _aligned(boxes, towards), strict=True):
        yield PlacedWord(text, box, towards)


def _direction(boxes: Sequence[Box]) -> tuple[int, int]:
    """Which way a line runs; a single word runs along its longer side."""
    if not boxes:
        return (1, 0)
    first, last = boxes[0], boxes[-1]
    across = first.left + first.right - last.left - last.right
    down = first.top + first.bottom - last.top - last.bottom
    if abs(across) >= abs(down):
        return (1, 0) if across <= 0 else (-1, 0)
    return (0, 1) if down < 0 else (0, -1)


def _aligned(boxes: Sequence[Box], towards: tuple[int, int]) -> Sequence[Box]:
    """The boxes as high as their line, so that a marked text has straight edges.

    On a line that runs askew each word keeps its own height.
    """
    around = union(boxes)
    if around is None:
        return boxes
    if towards[0]:
        usual = median(box.height for box in boxes)
        if around.height > _SKEWED * usual:
            return boxes
        return [box._replace(top=around.top, bottom=around.bottom) for box in boxes]
    if around.width > _SKEWED * median(box.width for box in boxes):
        return boxes
    return [box._replace(left=around.left, right=around.right) for box in boxes]


# --- the pages ------------------------------------------------------------------------------


def _opened(source: SourceFile) -> Pdf:
    if source.kind is Kind.TEXT:
        raise InputError("is a text: it has no page images", "vnplan convert without --pdf")
    try:
        if source.kind is Kind.PDF:
            return _with_all_pages(pikepdf.open(source.path), source)
        return pikepdf.open(io.BytesIO(_wrapped(source.path)))
    except pikepdf.PasswordError as error:
        hint = "qpdf --decrypt --password=PASSWORD IN.pdf OUT.pdf"
        raise InputError("is encrypted: it opens only with a password", hint) from error
    except (pikepdf.PdfError, img2pdf.ImageOpenError) as error:
        raise InputError(f"cannot be copied: {error}", "repair it: qpdf IN.pdf OUT.pdf") from error


def _with_all_pages(pdf: Pdf, source: SourceFile) -> Pdf:
    """The PDF, or a copy with blank paper in place of pages that are gone: each has its number.

    Raises:
        InputError: its pages are counted differently for another reason.
    """
    if len(pdf.pages) == source.page_count:
        return pdf
    with pdfium.PdfDocument(source.path) as document:
        copy = mended(document)
    if copy is None:
        raise InputError("cannot be copied: a page is damaged", "repair it: qpdf IN.pdf OUT.pdf")
    return pikepdf.open(io.BytesIO(copy))


def _wrapped(path: Path) -> bytes:
    """The image file as a PDF, its pixels as they are; alpha, which PDF/A lacks, on white."""
    options = {"rotation": img2pdf.Rotation.ifvalid}
    try:
        return bytes(img2pdf.convert(str(path), **options))
    except (img2pdf.AlphaChannelError, img2pdf.UnsupportedColorspaceError):
        frames = []
        with Image.open(path) as image:
            for index in range(getattr(image, "n_frames", 1)):
                image.seek(index)
                frames.append(_opaque(image))
        return bytes(img2pdf.convert(frames, **options))


def _opaque(image: Image.Image) -> bytes:
    layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    out = io.BytesIO()
    flat = Image.alpha_composite(paper, layer).convert("RGB")
    flat.save(out, "PNG", dpi=image.info.get("dpi", (0, 0)))
    return out.getvalue()


# --- the layer ------------------------------------------------------------------------------


def _lay(
    pdf: Pdf, page: pikepdf.Page, info: PageInfo, words: Iterable[PlacedWord], font: Dictionary
) -> None:
    _without_invisible_text(pdf, page)
    content = _layer(words, _to_page(page, info))
    page.add_resource(font, Name.Font, _FONT)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ\n" + content)


@dataclass(frozen=True, slots=True)
class _TextState:
    """What of the text state decides about a word: ISO 32000-1, 9.3."""

    mode: int = 0
    font: str = ""


def _without_invisible_text(pdf: Pdf, page: pikepdf.Page) -> None:
    """Take out what an earlier program laid over the page, and the fonts that it alone chose.

    Some programs write it into the page's content, some into a drawn part (form XObject).
    """
    for part in _drawn_parts(page.resources):
        if (visible := _visible(part)) is not None:
            part.write(visible)
    if (visible := _visible(page)) is not None:
        page.Contents = pdf.make_stream(visible)


def _drawn_parts(resources: pikepdf.Object, depth: int = 0) -> Iterator[pikepdf.Stream]:
    """The drawn parts that a page shows, and those that they show in turn."""
    for part in dict((resources.get("/XObject") or Dictionary()).items()).values():
        if isinstance(part, pikepdf.Stream) and part.get("/Subtype") == Name.Form:
            yield part
            if depth < _DEEPEST and "/Resources" in part:
                yield from _drawn_parts(part.Resources, depth + 1)


def _visible(content: pikepdf.Page | pikepdf.Stream) -> bytes | None:
    """A content stream without its invisible text; ``None`` when it has none."""
    kept: list[Instruction] = []
    used: set[str] = set()
    found = False
    for instruction, state in _with_state(content):
        shows = str(instruction.operator) in _SHOWS_TEXT
        if shows and state.mode == _INVISIBLE:
            found = True
            continue
        if shows:
            used.add(state.font)
        kept.append(instruction)
    rest = [i for i in kept if str(i.operator) != "Tf" or str(i.operands[0]) in used]
    return pikepdf.unparse_content_stream(rest) if found else None


def _with_state(
    content: pikepdf.Page | pikepdf.Stream,
) -> Iterator[tuple[Instruction, _TextState]]:
    """The instructions of a content stream, each with the text state that it meets."""
    state, outer = _TextState(), []
    for instruction in pikepdf.parse_content_stream(content):
        operator = str(instruction.operator)
        if operator == "q":
            outer.append(state)
        elif operator == "Q" and outer:
            state = outer.pop()
        elif operator == "Tr":
            state = replace(state, mode=int(instruction.operands[0]))
        elif operator == "Tf":
            state = replace(state, font=str(instruction.operands[0]))
        yield instruction, state


def _layer(words: Iterable[PlacedWord], to_page: pikepdf.Matrix) -> bytes:
    """The content stream that shows ``words`` invisibly.

    Each word is as wide as its box, and a space follows it, so that a reader that goes by the
    order of the words parts them as well as one that goes by their places.
    """
    parts = [f"BT\n{_INVISIBLE} Tr"]
    for word in words:
        width, height, matrix = _frame(word)
        baseline = pikepdf.Matrix().translated(0, -_DESCENT / 1000 * height)
        stretch = 100 * width / (height * _ADVANCE / 1000 * len(word.text))
        numbers = " ".join(f"{value:.4f}" for value in (baseline @ matrix @ to_page).shorthand)
        codes = _coded(word.text + " ")
        parts.append(f"{_FONT} {height} Tf {stretch:.3f} Tz {numbers} Tm <{codes}> Tj")
    return "\n".join([*parts, "ET\n"]).encode()


def _frame(word: PlacedWord) -> tuple[int, int, pikepdf.Matrix]:
    """Width and height of a word along its own line, and the matrix from there to the scan.

    In the word's frame the lower edge of its box runs from (0, 0) to the right and y grows
    upwards; in the scan y grows downwards.
    """
    left, top, right, bottom = word.box
    corner = {
        (1, 0): (left, bottom),
        (-1, 0): (right, top),
        (0, 1): (left, top),
        (0, -1): (right, bottom),
    }
    across, down = word.towards
    # A quarter turn against the clock from the direction of the line points to its top.
    matrix = pikepdf.Matrix(across, down, down, -across, *corner[word.towards])
    sides = (word.box.width, word.box.height)
    return (*(sides if across else sides[::-1]), matrix)


def _coded(text: str) -> str:
    """The codes of a text in the invisible font: two bytes a character, as in UTF-16."""
    return "".join(c if c <= "\uffff" else "\ufffd" for c in text).encode("utf-16-be").hex()


def _to_page(page: pikepdf.Page, info: PageInfo) -> pikepdf.Matrix:
    """From pixels of the scan to the user space of the page, whose turn the scan shows undone."""
    left, bottom, right, top = _shown(page)
    turn = int(page.get("/Rotate", 0)) % 360
    width, height = right - left, top - bottom
    shown = (height, width) if turn in (90, 270) else (width, height)
    to_shown = pikepdf.Matrix(shown[0] / info.width, 0, 0, -shown[1] / info.height, 0, shown[1])
    undone = {
        0: pikepdf.Matrix(1, 0, 0, 1, left, bottom),
        90: pikepdf.Matrix(0, 1, -1, 0, right, bottom),
        180: pikepdf.Matrix(-1, 0, 0, -1, right, top),
        270: pikepdf.Matrix(0, -1, 1, 0, left, top),
    }
    return to_shown @ undone.get(turn, undone[0])


def _shown(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what of the page shows: its crop box, within the paper."""
    paper, crop = (_upright(*map(float, box)) for box in (page.mediabox, page.cropbox))
    left, bottom = (max(paper[at], crop[at]) for at in (0, 1))
    right, top = (min(paper[at], crop[at]) for at in (2, 3))
    return (left, bottom, right, top) if left < right and bottom < top else paper


def _upright(x: float, y: float, far_x: float, far_y: float) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a box given by any two corners."""
    return min(x, far_x), min(y, far_y), max(x, far_x), max(y, far_y)


def _glyphless(pdf: Pdf) -> Dictionary:
    """A composite font (ISO 32000-1, 9.7) in which every code is a character and no glyph shows."""
    data = _FONT_FILE.read_bytes()
    name = Name("/VnplanGlyphless")
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=name, Flags=4, ItalicAngle=0, StemV=1,
            Ascent=1000 + _DESCENT, Descent=_DESCENT, CapHeight=1000 + _DESCENT,
            FontBBox=Array([0, _DESCENT, _ADVANCE, 1000 + _DESCENT]),
            FontFile2=pdf.make_stream(data, Length1=len(data)),
        )
    )  # fmt: skip
    # Every code shows the font's one empty glyph, number 1; number 0 means that one is missing.
    glyphs = pdf.make_stream(b"\0\1" * 65536)
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, FontDescriptor=descriptor,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        DW=_ADVANCE, CIDToGIDMap=glyphs,
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(_TO_UNICODE),
        )
    )  # fmt: skip


# Code units are characters: ranges may not cross the first byte (ISO 32000-1, 9.10.3).
_RANGES = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256)]
_TO_UNICODE = "\n".join(
    [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
        *(
            "\n".join([f"{len(part)} beginbfrange", *part, "endbfrange"])
            for part in (_RANGES[start : start + 100] for start in range(0, 256, 100))
        ),
        "endcmap CMapName currentdict /CMap defineresource pop end end",
    ]
).encode()
