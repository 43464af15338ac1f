"""The text layer of a PDF page: its words with boxes and fonts, and whether to trust it.

Most text layers of scanned documents are traps: an OCR in the wrong language
under the picture, or nothing but the stamp of a digital signature over it. A
layer is used only when it is drawn visibly and reads as Vietnamese, at once or
after its legacy encoding (TCVN3, VNI) is converted.

Digital signatures stand in annotations, outside the page's own text. A block
of several lines there is a signature's note ("Người ký: …"); a single line is
what a clerk stamped into a blank of the page (its number, its day), and so
belongs to the running text.

PDFium is used because it is about eight times as fast as pdfplumber on the
same files and reads the same characters.
"""

from __future__ import annotations

import ctypes
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from vnplan.encodings.judge import detect_legacy
from vnplan.encodings.legacy import Encoding, convert_legacy, font_encoding
from vnplan.layout.reading_order import arrange, lines_of
from vnplan.layout.tables import cell_lines, find_tables, into_cells, with_tables
from vnplan.model import Box, Line, Route, Table, Word, Zone
from vnplan.source.drawing import drawn_rules
from vnplan.source.pdf_objects import address, objects_of
from vnplan.source.pictures import POINTS_PER_INCH, Picture, largest_picture
from vnplan.syllable import TONES, nfc

# Fewer letters and digits than this are no page of text (a page number, a stray mark).
_FEW_LETTERS = 20
# A picture over this share of the page is a scan, not an ornament of the text.
_SCAN_COVERAGE = 0.5
# A picture this large may carry the content; then the text must amount to a page of its own.
_ENOUGH_LETTERS = 200
# Share of letters with Vietnamese marks: 0.28 in clean text, under 0.08 after an English OCR.
_MARKED_SHARE = 0.15
# Characters that no document holds: a font without a table of its characters.
_UNREADABLE_SHARE = 0.05
_INVISIBLE = pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
# PDFium's stand-in for a hyphen at the end of a line.
_HYPHEN_MARKS = "\x02\N{REPLACEMENT CHARACTER}\ufffe"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character of the text layer.

    Attributes:
        text: the character as the PDF maps it, before any conversion.
        box: left, top, right, bottom in pixels at the layer's resolution.
        font: base font name without the subset prefix.
        size: font size in points, as drawn.
        bold: the font is a bold one.
        visible: drawn in a mode that leaves ink.
        note: number of the annotation it stands in; ``None`` for the page's own text.
    """

    text: str
    box: tuple[float, float, float, float]
    font: str
    size: float
    bold: bool
    visible: bool
    note: int | None


@dataclass(frozen=True, slots=True)
class Layer:
    """What the text layer of one page is worth.

    Attributes:
        route: ``TEXT_LAYER`` or ``LEGACY_ENCODING`` when it is used, else ``OCR``.
        reason: why, in a few words.
        lines: the lines in reading order; empty for ``OCR``.
        signature: the lines of digital signatures' notes, whatever the route.
        picture: the largest picture, ``None`` when there is none.
        hide_notes: the annotations would disturb an OCR, and nothing is lost without them.
        objects: how many objects of the page an OCR is to see; others come from its annotations.
    """

    route: Route
    reason: str
    lines: tuple[Line, ...]
    signature: tuple[Line, ...]
    picture: Picture | None
    hide_notes: bool
    objects: int


def read_layer(document: pdfium.PdfDocument, index: int, dpi: float) -> Layer:
    """Read and judge the text layer of page ``index`` (0-based).

    Boxes are pixels at ``dpi``. The document in memory is changed (annotations
    are merged into the page's content); the file is not.

    Raises:
        pdfium.PdfiumError: the page is damaged.
    """
    page = document[index]
    own_objects = pdfium_c.FPDFPage_CountObjects(page)
    if pdfium_c.FPDFPage_GetAnnotCount(page):
        pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
        page = document[index]
    picture = largest_picture(page, own_objects)
    size = _pixel_size(page, dpi)
    glyphs = [g for g in _glyphs(page, dpi, own_objects) if _shows(g, size)]
    notes = _note_blocks(glyphs, size)
    signature_notes = {n for n, lines in notes.items() if len(lines) > 1}
    signature = tuple(
        Line.of(index + 1, words, zone=Zone.NOTE)
        for n in sorted(signature_notes)
        for words in notes[n]
    )
    body = [g for g in glyphs if g.note not in signature_notes]
    body, legacy = _converted(body)
    route, reason = _judge([g for g in body if g.note is None], picture, legacy)
    lines: tuple[Line, ...] = ()
    if route is not Route.OCR:
        lines = _lines(index + 1, body, _tables(page, own_objects, size, dpi), size)
    hide = bool(signature_notes) and len(signature_notes) == len(notes)
    objects = own_objects if hide else pdfium_c.FPDFPage_CountObjects(page)
    return Layer(route, reason, lines, signature, picture, hide, objects)


def _shows(glyph: Glyph, size: tuple[int, int]) -> bool:
    """Whether a character stands on the page, or has no place: a sheet that was cut in two keeps
    the text of both halves on each."""
    left, top, right, bottom = glyph.box
    return 0 <= left + right <= 2 * size[0] and 0 <= top + bottom <= 2 * size[1]


def _tables(
    page: pdfium.PdfPage, own_objects: int, size: tuple[int, int], dpi: float
) -> tuple[Table, ...]:
    rules = drawn_rules(page, size, own_objects)
    return find_tables(rules.level, rules.upright, size[0], dpi)


def _lines(
    page: int, glyphs: Sequence[Glyph], tables: Sequence[Table], size: tuple[int, int]
) -> tuple[Line, ...]:
    """The printed lines of the page in reading order, those of tables cell by cell."""
    outside, inside = into_cells(_word_runs(glyphs), tables)
    return with_tables(lines_of(page, outside, *size), tables, cell_lines(page, inside))


def _pixel_size(page: pdfium.PdfPage, dpi: float) -> tuple[int, int]:
    width, height = page.get_size()
    return round(width * dpi / POINTS_PER_INCH), round(height * dpi / POINTS_PER_INCH)


# --- is it worth using? ------------------------------------------------------------------


def _judge(
    glyphs: Sequence[Glyph], picture: Picture | None, legacy: str | None
) -> tuple[Route, str]:
    """The route for a page whose own text is ``glyphs``, already converted, and why."""
    text = "".join(g.text for g in glyphs if g.visible)
    letters = [c for c in text if c.isalnum()]
    scanned = picture is not None and picture.coverage >= _SCAN_COVERAGE
    marked = marked_share(text)
    if not any(c.isalnum() for g in glyphs for c in g.text):
        return Route.OCR, "no text layer"
    if len(letters) < _FEW_LETTERS:
        hidden = len(glyphs) > len(text)
        return Route.OCR, "text layer of an OCR under the picture" if hidden else "hardly any text"
    if unreadable_share(text) > _UNREADABLE_SHARE:
        return Route.OCR, "fonts without a table of their characters"
    if scanned and (len(letters) < _ENOUGH_LETTERS or marked < _MARKED_SHARE):
        return Route.OCR, f"text over a scan, {marked:.0%} of its letters with Vietnamese marks"
    if legacy:
        return Route.LEGACY_ENCODING, f"fonts in {legacy}"
    return Route.TEXT_LAYER, f"{marked:.0%} of the letters with Vietnamese marks"


def marked_share(text: str) -> float:
    """Share of the letters that carry a Vietnamese mark (đ included), 0–1.

    >>> marked_share("Kế hoạch"), marked_share("Ke hoach"), marked_share("2024")
    (0.2857142857142857, 0.0, 0.0)
    """
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return 0.0
    return sum(c in _MARKED_LETTERS for c in letters) / len(letters)


def unreadable_share(text: str) -> float:
    """Share of control, private-use and unassigned characters, 0–1.

    >>> unreadable_share("ab\\ue001\\ue002")
    0.5
    """
    return sum(not (c.isprintable() or c.isspace()) for c in text) / max(1, len(text))


def _marked_letters() -> frozenset[str]:
    vowels = [nfc(v + m) for v, m in [*((v, "") for v in "aeiouy"), *_QUALITIES]]
    toned = {nfc(v + tone) for v in vowels for tone in TONES}
    marked = (toned | set(vowels) | {"đ"}) - set("aeiouy")
    return frozenset(marked | {c.upper() for c in marked})


_QUALITIES = (
    ("a", "\u0306"), ("a", "\u0302"), ("e", "\u0302"),
    ("o", "\u0302"), ("o", "\u031b"), ("u", "\u031b"),
)  # fmt: skip
_MARKED_LETTERS = _marked_letters()


# --- legacy encodings --------------------------------------------------------------------


def _converted(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], str | None]:
    """The glyphs with legacy-encoded fonts converted, and the encoding of most of them."""
    by_font: dict[str, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        by_font[glyph.font].append(glyph)
    found = {
        font: encoding
        for font, run in by_font.items()
        if (encoding := detect_legacy("".join(g.text for g in run), (font,))) is not None
    }
    if not found:
        return list(glyphs), None
    out = [g for run in _runs(glyphs) for g in _converted_run(run, found.get(run[0].font))]
    largest = max(found, key=lambda font: len(by_font[font]))
    return out, str(found[largest])


def _converted_run(run: Sequence[Glyph], encoding: Encoding | None) -> Sequence[Glyph]:
    if encoding is None:
        return run
    named = font_encoding(run[0].font)
    text = "".join(g.text for g in run)
    return _respread(run, convert_legacy(text, encoding, upper=bool(named and named.upper)))


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Consecutive glyphs of one font, up to the next space."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and (glyph.font != run[-1].font or glyph.text.isspace()):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _respread(run: Sequence[Glyph], text: str) -> list[Glyph]:
    """Put the converted ``text`` back on the glyphs; a letter may have been two of them."""
    if len(text) == len(run):
        return [replace(g, text=c) for g, c in zip(run, text, strict=True)]
    boxes = [g.box for g in run]
    around = (
        min(b[0] for b in boxes), min(b[1] for b in boxes),
        max(b[2] for b in boxes), max(b[3] for b in boxes),
    )  # fmt: skip
    return [replace(run[0], text=text, box=around)] if text else []


# --- words -------------------------------------------------------------------------------


def _word_runs(glyphs: Iterable[Glyph]) -> list[list[Word]]:
    """Words between spaces or jumps, in runs that stay on one line and go to the right."""
    runs: list[list[Word]] = []
    for word in _words(glyphs):
        if runs and _follows(runs[-1][-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _follows(left: Word, right: Word) -> bool:
    assert left.box is not None and right.box is not None
    overlap = min(left.box.bottom, right.box.bottom) - max(left.box.top, right.box.top)
    return right.box.left >= left.box.left and overlap > 0.5 * left.box.height


def _words(glyphs: Iterable[Glyph]) -> Iterator[Word]:
    """Words between spaces; a jump in place ends a word as well."""
    word: list[Glyph] = []
    for glyph in glyphs:
        space = glyph.text.isspace()
        if word and (space or not _adjoins(word[-1], glyph)):
            yield _word(word)
            word = []
        if not space:
            word.append(glyph)
    if word:
        yield _word(word)


def _adjoins(left: Glyph, right: Glyph) -> bool:
    height = max(left.box[3] - left.box[1], right.box[3] - right.box[1])
    same_line = min(left.box[3], right.box[3]) - max(left.box[1], right.box[1]) > 0.3 * height
    return same_line and -height < right.box[0] - left.box[2] < 0.3 * height


def _word(glyphs: Sequence[Glyph]) -> Word:
    return Word(
        text=nfc("".join(g.text for g in glyphs)),
        box=Box(
            math.floor(min(g.box[0] for g in glyphs)),
            math.floor(min(g.box[1] for g in glyphs)),
            math.ceil(max(g.box[2] for g in glyphs)),
            math.ceil(max(g.box[3] for g in glyphs)),
        ),
        bold=sum(g.bold for g in glyphs) * 2 > len(glyphs),
        size=max(g.size for g in glyphs),
    )


def _note_blocks(
    glyphs: Iterable[Glyph], size: tuple[int, int]
) -> dict[int, tuple[tuple[Word, ...], ...]]:
    """The lines of words of each annotation that holds text."""
    notes: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if glyph.note is not None:
            notes[glyph.note].append(glyph)
    blocks = {n: arrange(_word_runs(run), *size) for n, run in notes.items()}
    return {n: lines for n, lines in blocks.items() if lines}


# --- what PDFium says ---------------------------------------------------------------------


def _glyphs(page: pdfium.PdfPage, dpi: float, own_objects: int) -> Iterator[Glyph]:
    """The characters in the order of PDFium, spaces that it adds included.

    Where next to nothing is visible, only what stands in annotations has a place and a font: the
    text that an OCR left under a picture is not read.
    """
    textpage = page.get_textpage()
    found = list(_characters(page, textpage, own_objects))
    shown = sum(text.isalnum() for _, text, visible, note in found if visible and note is None)
    reader = _Reader(page, textpage, _pixel_size(page, dpi))
    for index, text, visible, note in found:
        if note is None and 2 * shown < _FEW_LETTERS:
            yield Glyph(text, (0.0, 0.0, 0.0, 0.0), "", 0.0, False, visible, None)
        else:
            font, bold = reader.font(index)
            yield Glyph(text, reader.box(index), font, reader.size(index), bold, visible, note)


def _characters(
    page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, own_objects: int
) -> Iterator[tuple[int, str, bool, int | None]]:
    """The number of each character, the character, whether it is visible, and its annotation."""
    notes = {
        address(place.handle): place.note
        for place in objects_of(page, own_objects)
        if place.kind == pdfium_c.FPDF_PAGEOBJ_TEXT
    }
    note: int | None = None
    for i in range(textpage.count_chars()):
        handle = pdfium_c.FPDFText_GetTextObject(textpage, i)
        visible = True
        if handle:
            note = notes.get(address(handle))
            visible = pdfium_c.FPDFTextObj_GetTextRenderMode(handle) != _INVISIBLE
        text = _character(pdfium_c.FPDFText_GetUnicode(textpage, i))
        if text:
            yield i, text, visible, note


def _character(code: int) -> str:
    """The character; the halves of a pair beyond the BMP are dropped with the pair."""
    if code == 0 or 0xD800 <= code < 0xE000:
        return ""
    return "-" if chr(code) in _HYPHEN_MARKS else chr(code)


class _Reader:
    """Boxes, fonts and sizes of the characters of one text page, in pixels and points."""

    def __init__(
        self, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, size: tuple[int, int]
    ) -> None:
        self._page = page
        self._textpage = textpage
        self._size = size
        self._fonts: dict[bytes, str] = {}
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()

    def box(self, index: int) -> tuple[float, float, float, float]:
        rect = pdfium_c.FS_RECTF()
        if not pdfium_c.FPDFText_GetLooseCharBox(self._textpage, index, rect):
            return (0.0, 0.0, 0.0, 0.0)
        x0, y0 = self._pixel(rect.left, rect.top)
        x1, y1 = self._pixel(rect.right, rect.bottom)
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        """Page coordinates to pixels; the page's rotation and crop are PDFium's business."""
        px, py = ctypes.c_int(), ctypes.c_int()
        width, height = self._size
        pdfium_c.FPDF_PageToDevice(self._page, 0, 0, width, height, 0, x, y, px, py)
        return px.value, py.value

    def font(self, index: int) -> tuple[str, bool]:
        pdfium_c.FPDFText_GetFontInfo(self._textpage, index, self._name, 256, self._flags)
        raw = self._name.value
        if raw not in self._fonts:
            name = raw.decode("utf-8", "replace")
            # "ABCDEF+Name" marks a subset of the font.
            self._fonts[raw] = name[7:] if name[6:7] == "+" else name
        name = self._fonts[raw]
        bold = "bold" in name.lower() or (
            pdfium_c.FPDFText_GetFontWeight(self._textpage, index) >= 600
        )
        return name, bold

    def size(self, index: int) -> float:
        """Font size in points after the text's own scaling."""
        nominal = float(pdfium_c.FPDFText_GetFontSize(self._textpage, index))
        matrix = pdfium_c.FS_MATRIX()
        if pdfium_c.FPDFText_GetMatrix(self._textpage, index, matrix):
            nominal *= math.hypot(matrix.c, matrix.d)
        return round(nominal, 1)
