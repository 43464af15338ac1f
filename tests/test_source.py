"""Files into pages: what a file is, how many pages, and what each page carries."""

import hashlib
import itertools
import os
import re
import struct
import tempfile
import threading
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from made_pdf import MadePage, Note, Text, write_pdf
from numpy.typing import NDArray
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from vnplan.errors import InputError
from vnplan.model import Page, Pixels, Route
from vnplan.source import mended as mended_module
from vnplan.source.pages import open_source, open_text, pages, part_of
from vnplan.source.pdf_pages import _is_lost
from vnplan.source.pictures import Picture
from vnplan.source.poppler import Sheet, _tuned, goes_on
from vnplan.source.source_file import Kind, SourceSettings
from vnplan.source.text_pages import looks_binary

LINES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Ủy ban nhân dân xã Bình Lộc ban hành Kế hoạch nạo vét kênh mương nội đồng.",
)


def paper(width: int = 400, height: int = 300) -> Pixels:
    """A light sheet with a dark stripe in its upper left quarter."""
    sheet = np.full((height, width), 240, np.uint8)
    sheet[20:40, 30 : width // 2] = 10
    return sheet


def text_page() -> MadePage:
    return MadePage([Text(60, 700 - 20 * i, line) for i, line in enumerate(LINES)])


def only_page(path: Path) -> Page:
    (page,) = pages(open_source(path))
    return page


# --- text --------------------------------------------------------------------------------


def test_a_text_is_one_line_a_printed_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("KẾ HOẠCH\r\n  Năm 2025\n\nHết".encode())
    page = only_page(path)
    assert page.info.route is Route.TEXT
    assert [line.text for line in page.lines] == ["KẾ HOẠCH", "  Năm 2025", "", "Hết"]
    assert all(line.words == () for line in page.lines)


def test_form_feeds_split_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("một\n\fhai\n\f", "utf-8")
    source = open_source(path)
    assert source.page_count == 2
    assert [(p.info.number, p.lines[0].text, p.lines[0].page) for p in pages(source)] == [
        (1, "một", 1),
        (2, "hai", 2),
    ]


def test_the_hash_is_of_the_bytes_as_they_came(tmp_path: Path) -> None:
    data = "KẾ HOẠCH năm 2025".encode("utf-16")
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert open_source(path).sha256 == hashlib.sha256(data).hexdigest()
    assert open_text(data, "-").sha256 == hashlib.sha256(data).hexdigest()
    assert open_text(data, "-").text == "KẾ HOẠCH năm 2025"


def test_text_comes_out_in_nfc(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Ke\xcc\x82\xcc\x81 hoa\xcc\xa3ch")
    assert only_page(path).lines[0].text == "Kế hoạch"


def test_a_pdf_on_standard_input_is_no_text() -> None:
    with pytest.raises(InputError, match="holds a PDF"):
        open_text(b"%PDF-1.7\n", "-")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_text_is_not_taken_for_binary(encoding: str) -> None:
    assert not looks_binary("Kế hoạch năm 2025\r\n".encode(encoding) * 20)


# --- images ------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["png", "jpg", "bmp", "webp", "tiff"])
def test_each_image_format_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    Image.fromarray(paper()).save(path)
    page = only_page(path)
    assert page.info.route is Route.OCR
    assert (page.info.width, page.info.height) == (400, 300)
    assert page.pixels is not None
    assert page.pixels[30, 100].mean() < 60 < 200 < page.pixels[200, 100].mean()
    assert not page.pixels.flags.writeable


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    image, pdf = tmp_path / "a.pdf", tmp_path / "a.txt"
    Image.fromarray(paper()).save(image, "PNG")
    write_pdf(pdf, [text_page()])
    assert open_source(image).kind is Kind.IMAGE
    assert open_source(pdf).kind is Kind.PDF


def test_a_fax_of_three_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.tiff"
    sheets = [Image.fromarray(paper(400 + 10 * i)).convert("1") for i in range(3)]
    sheets[0].save(
        path, save_all=True, append_images=sheets[1:], compression="group4", dpi=(200, 200)
    )
    found = list(pages(open_source(path)))
    assert [p.info.width for p in found] == [400, 410, 420]
    assert [p.info.number for p in found] == [1, 2, 3]
    assert all(p.pixels is not None and p.pixels.ndim == 2 for p in found)


@pytest.mark.parametrize(
    ("mode", "dark", "light"),
    [("CMYK", (0, 0, 0, 250), (0, 0, 0, 10)), ("P", 1, 0), ("LA", (0, 255), (0, 0))],
)
def test_unusual_pixels_come_out_dark_on_light(
    tmp_path: Path, mode: str, dark: object, light: object
) -> None:
    """Transparent counts as paper; CMYK is ink; a palette is looked up."""
    image = Image.new(mode, (200, 100), light)  # type: ignore[arg-type]
    if mode == "P":
        image.putpalette([255, 255, 255, 0, 0, 0])
    image.paste(dark, (20, 20, 100, 60))  # type: ignore[arg-type]
    path = tmp_path / "a.tiff"
    image.save(path)
    pixels = only_page(path).pixels
    assert pixels is not None and pixels.dtype == np.uint8
    assert pixels[40, 50].mean() < 60 < 200 < pixels[80, 150].mean()


def test_sixteen_bits_are_brought_to_eight(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.fromarray(paper().astype(np.uint16) * 16).save(path)
    pixels = only_page(path).pixels
    assert pixels is not None
    assert pixels.dtype == np.uint8
    assert (int(pixels.min()), int(pixels.max())) == (0, 255)


def test_a_photo_turned_by_its_header_is_turned(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees clockwise
    path = tmp_path / "a.jpg"
    Image.fromarray(paper()).save(path, exif=exif)
    page = only_page(path)
    assert (page.info.width, page.info.height) == (300, 400)
    assert page.pixels is not None
    assert page.pixels[100, 270].mean() < 60


def test_resolution_is_the_header_s_or_that_of_a4(tmp_path: Path) -> None:
    stated, silent, absurd = (tmp_path / f"{i}.png" for i in range(3))
    sheet = Image.new("L", (1240, 1754), 255)
    sheet.save(stated, dpi=(150, 150))
    sheet.save(silent)
    sheet.save(absurd, dpi=(1, 1))
    assert only_page(stated).info.dpi == pytest.approx(150, abs=0.1)
    assert only_page(silent).info.dpi == pytest.approx(150, rel=0.01)
    assert only_page(absurd).info.dpi == pytest.approx(150, rel=0.01)


@pytest.mark.parametrize("wrap", [False, True])
def test_a_photograph_of_a_page_has_no_screen_s_resolution(tmp_path: Path, wrap: bool) -> None:
    """Cameras write 72; programs that make PDFs of photographs give a pixel a point."""
    picture = np.full((2400, 1800), 200, np.uint8)
    path = tmp_path / "a"
    if wrap:
        write_pdf(path, [MadePage((), picture, size=(1800, 2400))])
    else:
        Image.fromarray(picture).save(path, "JPEG", dpi=(72, 72))
    page = only_page(path)
    assert page.info.dpi == pytest.approx(2400 / 11.69, rel=0.01)
    assert (page.info.width, page.info.height) == (1800, 2400)
    assert page.guessed


def test_a_coarse_scan_of_a_small_page_keeps_its_resolution(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("L", (827, 1169), 255).save(path, dpi=(100, 100))
    assert only_page(path).info.dpi == pytest.approx(100, abs=0.1)
    assert not only_page(path).guessed


def test_a_small_page_of_many_pixels_may_be_a_larger_one(tmp_path: Path) -> None:
    """With a UserUnit of 2, A4 has half the points; PDFium and poppler do not tell."""
    for size, guessed in (((298.0, 421.0), True), ((595.0, 842.0), False)):
        made = MadePage((), np.full((3508, 2480), 200, np.uint8), size=size)
        assert only_page(write_pdf(tmp_path / "a.pdf", [made])).guessed == guessed


def test_a_fax_whose_pixels_are_twice_as_high_as_wide_is_made_square(tmp_path: Path) -> None:
    rows = np.full((1145, 1728), 255, np.uint8)
    rows[500:510, 300:600] = 0
    path = tmp_path / "a.tif"
    Image.fromarray(rows).convert("1").save(path, compression="group3", dpi=(204, 98))
    page = only_page(path)
    assert (page.info.width, page.info.height) == (1728, round(1145 * 204 / 98))
    assert page.info.dpi == pytest.approx(204)
    assert page.pixels is not None
    assert page.pixels[round(505 * 204 / 98), 450] == 0 and page.pixels[505, 450] == 255


def test_absurdly_uneven_resolutions_are_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("L", (1240, 1754), 255).save(path, dpi=(200, 10))
    page = only_page(path)
    assert (page.info.width, page.info.height) == (1240, 1754)
    assert page.info.dpi == pytest.approx(200, abs=0.1)


# --- PDF ---------------------------------------------------------------------------------


def test_a_scan_is_drawn_at_its_own_resolution(tmp_path: Path) -> None:
    sheet = np.full((1684, 1190), 255, np.uint8)
    sheet[100:140, 200:600] = 0
    path = write_pdf(tmp_path / "a.pdf", [MadePage((), sheet)])
    page = only_page(path)
    assert page.info.dpi == pytest.approx(144, abs=0.5)
    assert page.pixels is not None and page.pixels.ndim == 2
    assert page.pixels.shape == pytest.approx((1684, 1190), abs=2)
    assert page.pixels[120, 400] < 30 and page.pixels[300, 400] > 225


@pytest.mark.parametrize("bands", [(), (3,)])
def test_the_pixels_of_a_scan_come_as_poppler_drew_them(
    tmp_path: Path, bands: tuple[int, ...]
) -> None:
    """In their order, rows from the top, and nobody may change them."""
    sheet = np.full((842, 595, *bands), 240, np.uint8)
    sheet[100:300, 50:200] = 10 if not bands else (10, 90, 200)
    page = only_page(write_pdf(tmp_path / "a.pdf", [MadePage((), sheet)]))
    assert page.pixels is not None and page.pixels.shape[2:] == bands
    assert page.pixels.shape[:2] == (page.info.height, page.info.width)
    for row, column in ((200, 100), (50, 100), (200, 400), (700, 100)):
        assert np.array_equal(page.pixels[row, column], sheet[row, column])
    assert not page.pixels.flags.writeable


def test_a_fax_is_drawn_at_the_finer_of_its_two_resolutions(tmp_path: Path) -> None:
    sheet = np.full((1146, 1728), 255, np.uint8)
    page = only_page(write_pdf(tmp_path / "a.pdf", [MadePage((), sheet)]))
    assert page.info.dpi == pytest.approx(1728 / 595 * 72, abs=0.5)


@pytest.mark.parametrize("tuned", [None, "glibc.malloc.check=0"])
def test_the_memory_of_popplers_programs_is_tuned_unless_the_user_tunes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tuned: str | None
) -> None:
    import pdf2image

    seen: list[str | None] = []
    draw = pdf2image.convert_from_path

    def noted(path: Path, **options: Any) -> object:
        seen.append(os.environ.get("GLIBC_TUNABLES"))
        return draw(path, **options)

    monkeypatch.setattr(pdf2image, "convert_from_path", noted)
    monkeypatch.delenv("GLIBC_TUNABLES", raising=False)
    if tuned:
        monkeypatch.setenv("GLIBC_TUNABLES", tuned)
    only_page(write_pdf(tmp_path / "a.pdf", [scan_of(200)]))
    assert len(seen) == 1 and (seen[0] == tuned if tuned else "hugetlb=1" in str(seen[0]))
    assert os.environ.get("GLIBC_TUNABLES") == tuned


def test_each_page_takes_its_own_route(tmp_path: Path) -> None:
    scan = MadePage((), np.full((842, 595), 255, np.uint8))
    path = write_pdf(tmp_path / "a.pdf", [text_page(), scan, text_page()])
    found = list(pages(open_source(path)))
    assert [p.info.route for p in found] == [Route.TEXT_LAYER, Route.OCR, Route.TEXT_LAYER]
    assert [p.pixels is None for p in found] == [True, False, True]
    assert [line.text for line in found[2].lines] == list(LINES)
    assert {line.page for line in found[2].lines} == {3}
    assert all(p.info.reason for p in found)


def test_text_layer_boxes_lie_inside_the_page(tmp_path: Path) -> None:
    page = only_page(write_pdf(tmp_path / "a.pdf", [text_page()]))
    assert (page.info.width, page.info.height, page.info.dpi) == (2479, 3508, 300)
    for word in itertools.chain.from_iterable(line.words for line in page.lines):
        assert word.box is not None
        assert 0 <= word.box.left < word.box.right <= page.info.width
        assert 0 <= word.box.top < word.box.bottom <= page.info.height


def test_a_signature_over_a_scan_becomes_lines_and_leaves_the_picture(tmp_path: Path) -> None:
    note = Note((300, 700, 580, 740), ("Người ký: Ủy ban nhân dân xã", "Ngày ký: 02/03/2025"))
    scan = MadePage((), np.full((1684, 1190), 255, np.uint8), [note])
    page = only_page(write_pdf(tmp_path / "a.pdf", [scan]))
    assert [line.text for line in page.lines] == list(note.lines)
    assert page.pixels is not None and page.pixels.min() > 225


def test_a_number_stamped_on_a_scan_stays_in_the_picture(tmp_path: Path) -> None:
    scan = MadePage(
        (), np.full((1684, 1190), 255, np.uint8), [Note((300, 700, 400, 720), ("417",))]
    )
    page = only_page(write_pdf(tmp_path / "a.pdf", [scan]))
    assert page.lines == ()
    assert page.pixels is not None and page.pixels.min() < 128


def test_a_huge_page_is_drawn_small_and_says_so(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [MadePage(size=(14400, 14400))])
    page = only_page(path)
    assert page.info.width * page.info.height <= SourceSettings().most_pixels
    assert page.info.problem is not None and "200 × 200 inches" in page.info.problem


def drawn_ranges(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The first and the last page of each of poppler's calls from now on."""
    import pdf2image

    ranges: list[tuple[int, int]] = []
    draw = pdf2image.convert_from_path

    def counted(path: Path, **options: Any) -> object:
        ranges.append((options["first_page"], options["last_page"]))
        return draw(path, **options)

    monkeypatch.setattr(pdf2image, "convert_from_path", counted)
    return ranges


def scan_of(level: int, side: int = 842) -> MadePage:
    return MadePage((), np.full((side, 595), level, np.uint8))


def test_a_few_pages_are_drawn_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The generator draws the ninth page only when it is asked for; each has its own picture."""
    ranges = drawn_ranges(monkeypatch)
    levels = list(range(150, 250, 10))
    found = pages(open_source(write_pdf(tmp_path / "a.pdf", [scan_of(level) for level in levels])))
    seen = [next(found) for _ in range(8)]
    assert ranges == [(1, 8)]
    seen += found
    assert ranges == [(1, 8), (9, 10)]
    assert [page.info.number for page in seen] == list(range(1, 11))
    assert [int(np.median(p.pixels)) for p in seen if p.pixels is not None] == levels


def test_only_pages_that_are_drawn_alike_are_drawn_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranges = drawn_ranges(monkeypatch)
    made = [scan_of(200), scan_of(200, side=1684), text_page(), scan_of(210), scan_of(220)]
    found = list(pages(open_source(write_pdf(tmp_path / "a.pdf", made))))
    assert ranges == [(1, 1), (2, 2), (4, 5)]
    assert [page.pixels is None for page in found] == [False, False, True, False, False]


def test_a_page_that_poppler_does_not_find_is_not_the_one_before_it(tmp_path: Path) -> None:
    """PDFium counts a page that is gone, poppler does not: to it, the last one is none."""
    path = write_pdf(tmp_path / "a.pdf", [scan_of(level) for level in (150, 170, 190, 210)])
    content = path.read_bytes()
    kids = content[content.index(b"/Kids [") + 7 :].split(b"]")[0]
    second = kids.split(b" 0 R ")[1]
    gone = kids.replace(second, b"9" * len(second))
    path.write_bytes(content.replace(kids, gone, 1))
    found = list(pages(open_source(path)))
    levels = [int(np.median(page.pixels)) for page in found if page.pixels is not None]
    assert levels == sorted(set(levels))
    problems = [page.info.problem for page in found]
    assert problems == [None, "the page is damaged", None, None]


@pytest.mark.parametrize("opens", [True, False])
def test_a_page_that_cannot_be_copied_is_no_blank_paper(
    opens: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one page is gone the others are copied; one that fails is either gone, too, or ends
    the document with a message."""

    def fails(*_: object, **__: object) -> None:
        raise pdfium.PdfiumError("Failed to import pages.")

    path = write_pdf(tmp_path / "a.pdf", [scan_of(200), scan_of(220)])
    content = path.read_bytes()
    path.write_bytes(re.sub(rb"/Kids \[\d+ ", b"/Kids [99 ", content, count=1))
    monkeypatch.setattr(pdfium.PdfDocument, "import_pages", fails)
    if opens:
        with pytest.raises(InputError, match="damaged PDF"):
            open_source(path)
    else:
        monkeypatch.setattr(mended_module, "_opens", lambda *_: False)
        assert open_source(path).page_count == 2


def test_a_frame_without_a_size_is_a_damaged_image(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    frames = [Image.new("L", (side, side), 255) for side in (300, 301)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    width = struct.pack("<HHI", 256, 4, 1)
    content = path.read_bytes()
    assert content.count(width) == 2
    second = content.rindex(width)
    path.write_bytes(content[:second] + bytes(2) + content[second + 2 :])
    with pytest.raises(InputError, match="damaged image"):
        open_source(path)


def test_a_resolution_of_nought_by_nought_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    Image.new("L", (600, 800), 255).save(path, dpi=(200, 100))
    content = path.read_bytes()
    for dpi in (200, 100):
        content = content.replace(struct.pack("<II", dpi, 1), bytes(8))
    path.write_bytes(content)
    assert only_page(path).info.dpi == pytest.approx(800 / 11.69, rel=0.01)


HALVES = ((0.0, 0.0, 595.0, 842.0), (595.0, 0.0, 1190.0, 842.0))


@pytest.mark.parametrize("turn", [0, 90])
def test_a_spread_cut_in_two_is_two_pages(tmp_path: Path, turn: int) -> None:
    """Both pages hold the picture of the whole and show one half of it."""
    spread = np.full((842, 1190), 200, np.uint8)
    spread[:, 595:] = 230
    size = (1190.0, 842.0)
    made = [MadePage((), spread, size=size, crop=half, rotate=turn) for half in HALVES]
    found = list(pages(open_source(write_pdf(tmp_path / "a.pdf", made))))
    # Where one half ends and the other begins, a pixel is of both.
    levels = [np.unique(page.pixels[2:-2, 2:-2]) for page in found if page.pixels is not None]
    assert [list(level) for level in levels] == [[200], [230]]
    sides = {(page.info.width, page.info.height) for page in found}
    assert sides == {(595, 842) if turn == 0 else (842, 595)}


def test_what_shows_of_a_large_sheet_is_drawn_at_its_own_resolution(tmp_path: Path) -> None:
    sheet = MadePage((), np.full((4000, 3000), 200, np.uint8), size=(3000, 4000), crop=HALVES[0])
    page = only_page(write_pdf(tmp_path / "a.pdf", [sheet]))
    assert (page.info.width, page.info.height, page.info.problem) == (595, 842, None)


def damaged(path: Path, picture: NDArray[np.uint8], number: int) -> Path:
    """Three pages of the picture, that of page ``number`` from 1 overwritten with zeros."""
    content = write_pdf(path, [MadePage((), picture)] * 3).read_bytes()
    starts = [m.end() for m in re.finditer(rb"FlateDecode /Length \d+ >>\nstream\n", content)]
    start = starts[number - 1]
    path.write_bytes(content[:start] + bytes(500) + content[start + 500 :])
    return path


def test_a_page_whose_picture_is_damaged_says_so_and_the_others_go_on(tmp_path: Path) -> None:
    """Poppler draws such a page white; it would pass for blank paper."""
    noise = np.random.default_rng(0).integers(0, 255, (842, 595), np.uint8)
    first, second, third = pages(open_source(damaged(tmp_path / "a.pdf", noise, 2)))
    assert second.info.problem is not None and "picture is damaged" in second.info.problem
    assert second.pixels is not None and second.pixels.min() == 255
    assert first.info.problem is None is third.info.problem
    assert first.pixels is not None is not third.pixels and first.pixels.mean() < 200


def test_blank_paper_is_no_damage(tmp_path: Path) -> None:
    assert only_page(write_pdf(tmp_path / "a.pdf", [scan_of(255)])).info.problem is None


@pytest.mark.parametrize("packed", ["Flate in haste", "Group 3"])
def test_blank_paper_that_takes_more_bytes_is_no_damage(tmp_path: Path, packed: str) -> None:
    wide, high = 1728, 2200
    path = write_pdf(tmp_path / "a.pdf", [scan_of(255)])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        picture = pdf.pages[0].Resources.XObject.Im
        picture.Width, picture.Height = wide, high
        if packed == "Group 3":
            fax = BytesIO()
            Image.new("1", (wide, high), 1).save(
                fax, "TIFF", compression="group3", tiffinfo={278: high}
            )
            tiff = TiffImageFile(BytesIO(fax.getvalue()))
            (start,), (size,) = tiff.tag_v2[273], tiff.tag_v2[279]
            parameters = pikepdf.Dictionary(K=0, Columns=wide, Rows=high)
            data = fax.getvalue()[start : start + size]
            picture.write(data, filter=pikepdf.Name.CCITTFaxDecode, decode_parms=parameters)
            picture.BitsPerComponent = 1
        else:
            data = zlib.compress(bytes([255]) * wide * high, 1)
            picture.write(data, filter=pikepdf.Name.FlateDecode)
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    page = only_page(path)
    assert page.info.problem is None
    assert page.pixels is not None and page.pixels.min() == page.pixels.max()


def test_a_picture_that_a_program_drops_in_silence_is_a_loss() -> None:
    picture = Picture(1.0, (200.0, 200.0), False, filled=True)
    white = np.full((842, 595), 255, np.uint8)
    assert _is_lost(picture, white)
    assert not _is_lost(replace(picture, filled=False), white)
    assert not _is_lost(replace(picture, coverage=0.2), white)
    white[400, 300] = 250
    assert not _is_lost(picture, white)


def test_a_scan_within_a_drawn_part_has_its_resolution_on_the_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    picture = np.full((1684, 1190), 200, np.uint8)
    with pikepdf.open(write_pdf(path, [MadePage((), picture)]), allow_overwriting_input=True) as p:
        page = p.pages[0]
        form = p.make_stream(b"q 595 0 0 842 0 0 cm /Im Do Q")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox, form.Matrix = [0, 0, 595, 842], [0.5, 0, 0, 0.5, 0, 0]
        form.Resources = page.Resources
        page.Contents = p.make_stream(b"2 0 0 2 0 0 cm /Part Do")
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Part=form))
        p.save(path)
    assert only_page(path).info.dpi == pytest.approx(144)


@pytest.mark.parametrize("place", ["its own", "on its head", "of the tree"])
def test_a_scan_is_one_wherever_the_box_of_its_page_is_given(tmp_path: Path, place: str) -> None:
    """A3 across: by the box that PDFium takes where a page has none, half of it would be seen."""
    path = tmp_path / "a.pdf"
    made = MadePage((), np.full((1684, 2380), 200, np.uint8), size=(1190, 842))
    with pikepdf.open(write_pdf(path, [made]), allow_overwriting_input=True) as pdf:
        page = pdf.pages[0].obj
        if place == "on its head":
            page.MediaBox = [1190, 842, 0, 0]
        if place == "of the tree":
            pdf.Root.Pages.MediaBox = page.MediaBox
            del page.MediaBox
        pdf.save(path)
    assert only_page(path).info.dpi == pytest.approx(144)


def test_large_pages_are_drawn_one_by_one() -> None:
    page = Sheet(0, 600.0, False, True, 30_000_000)
    assert goes_on([], page)
    assert not goes_on([page], page._replace(at=1))
    small = page._replace(pixels=8_000_000)
    assert goes_on([small], small._replace(at=1))
    assert not goes_on([small], small._replace(at=2))


@pytest.mark.parametrize("kept", [0, 4, 5000, -1])
def test_pages_that_find_no_room_on_the_disk_come_another_way(
    kept: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether a file of a page is cut short, or there is no place for files at all."""
    import pdf2image

    path = write_pdf(tmp_path / "a.pdf", [scan_of(level) for level in (200, 210, 220)])
    draw = pdf2image.convert_from_path

    def cut_short(path: Path, **options: Any) -> list[Any]:
        drawn: list[Any] = list(draw(path, **options))
        if options["paths_only"]:
            os.truncate(drawn[1], kept % Path(drawn[1]).stat().st_size)
        return drawn

    monkeypatch.setattr(pdf2image, "convert_from_path", cut_short)
    assert levels_of(path) == [200, 210, 220]
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    assert levels_of(path) == [200, 210, 220]


def levels_of(path: Path) -> list[int]:
    """The grey of each page of a PDF."""
    found = [page.pixels for page in pages(open_source(path))]
    return [int(np.median(pixels)) for pixels in found if pixels is not None]


def test_a_part_has_the_pages_of_the_whole(tmp_path: Path) -> None:
    levels = [200, 210, 220, 230]
    source = open_source(write_pdf(tmp_path / "a.pdf", [scan_of(level) for level in levels]))
    part = list(part_of(source, 2, 3))
    assert [page.info.number for page in part] == [2, 3]
    assert [int(np.median(p.pixels)) for p in part if p.pixels is not None] == [210, 220]


def test_a_page_that_takes_too_long_is_marked_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pdf2image
    from pdf2image.exceptions import PDFPopplerTimeoutError

    draw = pdf2image.convert_from_path

    def slow_first(path: Path, **options: Any) -> object:
        if options["first_page"] == 1:
            raise PDFPopplerTimeoutError("Run poppler timeout.")
        return draw(path, **options)

    monkeypatch.setattr(pdf2image, "convert_from_path", slow_first)
    scan = MadePage((), np.full((842, 595), 255, np.uint8))
    first, second = pages(open_source(write_pdf(tmp_path / "a.pdf", [scan, scan])))
    assert first.pixels is None
    assert first.info.problem is not None and "45 seconds" in first.info.problem
    assert second.pixels is not None and second.info.problem is None


def test_reading_changes_no_byte(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [text_page(), MadePage((), paper())])
    before = path.read_bytes(), path.stat().st_mtime_ns
    list(pages(open_source(path)))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_a_name_with_marks_and_spaces_is_read(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "Kế hoạch số 7 năm 2025.pdf", [text_page()])
    assert only_page(path).lines[0].text == LINES[0]


def test_memory_stays_tuned_until_the_last_of_several_threads_has_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("GLIBC_TUNABLES", raising=False)
    both, leave = threading.Barrier(2), threading.Event()

    def draw() -> None:
        with _tuned():
            both.wait()
            leave.wait()

    thread = threading.Thread(target=draw)
    thread.start()
    with _tuned():
        both.wait()
    assert "GLIBC_TUNABLES" in os.environ
    leave.set()
    thread.join()
    assert "GLIBC_TUNABLES" not in os.environ
