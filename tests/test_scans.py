"""Scans that are all of a page: unpacked bit by bit, and drawn where anything else is there."""

from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pikepdf
import pytest
from made_pdf import MadePage, Note, Text, write_pdf
from numpy.typing import NDArray
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from vnplan.model import Page, Pixels
from vnplan.source import scans
from vnplan.source._fax import group4
from vnplan.source.pages import open_source, pages

WIDE, HIGH = 620, 877


def sheet(*bands: int) -> Pixels:
    """Lines of dark marks on paper, with grain that no filter would leave alone."""
    rng = np.random.default_rng(1)
    made = rng.integers(220, 256, (HIGH, WIDE, *bands), np.uint8)
    for row in range(60, HIGH - 60, 40):
        starts = rng.integers(50, WIDE - 60, 30)
        for start in starts:
            made[row : row + 14, start : start + 6] = rng.integers(0, 60, bands or None)
    return made


def two_values() -> Pixels:
    return np.where(sheet() < 128, 0, 255).astype(np.uint8)


def faxed(pixels: Pixels) -> bytes:
    """The rows of black (0) and white as libtiff packs them, without what a TIFF puts around."""
    high, wide = pixels.shape
    out = BytesIO()
    bits = Image.frombytes("1", (wide, high), np.packbits(pixels == 0, axis=1).tobytes())
    bits.save(out, "TIFF", compression="group4", tiffinfo={278: high})
    tiff = TiffImageFile(BytesIO(out.getvalue()))
    (start,), (size,) = tiff.tag_v2[273], tiff.tag_v2[279]
    return out.getvalue()[start : start + size]


def jpeg(pixels: Pixels) -> bytes:
    out = BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=85)
    return out.getvalue()


def scanned(path: Path, data: bytes, **entries: Any) -> Path:
    """A PDF of one page that a picture with these bytes and entries fills."""
    with pikepdf.open(
        write_pdf(path, [MadePage((), sheet())]), allow_overwriting_input=True
    ) as pdf:
        picture = pdf.pages[0].Resources.XObject.Im
        for name, value in entries.items():
            picture[f"/{name}"] = value
        packed: Any = picture.Filter
        how: Any = picture.get("/DecodeParms")
        picture.write(data, filter=packed, decode_parms=how)
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return path


def fax_page(path: Path, data: bytes, how: dict[str, Any] | None = None, **entries: Any) -> Path:
    parameters = pikepdf.Dictionary(K=-1, Columns=WIDE, Rows=HIGH, **(how or {}))
    name = pikepdf.Name.CCITTFaxDecode
    return scanned(path, data, BitsPerComponent=1, Filter=name, DecodeParms=parameters, **entries)


def jpeg_page(path: Path, pixels: Pixels, **entries: Any) -> Path:
    space = pikepdf.Name.DeviceRGB if pixels.ndim == 3 else pikepdf.Name.DeviceGray
    known = {"Filter": pikepdf.Name.DCTDecode, "ColorSpace": space}
    return scanned(path, jpeg(pixels), **{**known, **entries})


@pytest.fixture(name="drawn")
def drawn_pages(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The first page of each of poppler's calls."""
    import pdf2image

    found: list[int] = []
    draw = pdf2image.convert_from_path

    def noted(path: Path, **options: Any) -> object:
        found.append(options["first_page"])
        return draw(path, **options)

    monkeypatch.setattr(pdf2image, "convert_from_path", noted)
    return found


def only_page(path: Path) -> Page:
    (page,) = pages(open_source(path))
    return page


# --- faxes -------------------------------------------------------------------------------


@pytest.mark.parametrize("wide", [1, 2, 7, 8, 9, 63, 64, 65, 1728, 2561, 6000])
@pytest.mark.parametrize("dark", [0.0, 0.02, 0.5, 0.98, 1.0])
def test_a_fax_is_unpacked_as_libtiff_packed_it(wide: int, dark: float) -> None:
    rng = np.random.default_rng(wide)
    runs = rng.random((40, -(-wide // 5))) < dark
    picture = np.where(np.repeat(runs, 5, axis=1)[:, :wide], 0, 255).astype(np.uint8)
    picture[1::3] = picture[::3][: len(picture[1::3])]
    picture[5, rng.integers(0, wide, 3)] = 0
    values = group4(faxed(picture), *picture.shape)
    assert values is not None and bytes(values) == picture.tobytes()


def test_a_fax_that_is_not_whole_is_none() -> None:
    picture = two_values()
    data = faxed(picture)
    assert group4(data, HIGH, WIDE) is not None
    assert group4(data[:-3], HIGH, WIDE) is not None  # the end of the block may be left out
    assert group4(data + bytes(40), HIGH, WIDE) is not None
    for other in (data[:-9], data[: len(data) // 2], b"", bytes(100), b"\xff" * 100):
        assert group4(other, HIGH, WIDE) is None
    assert group4(data, HIGH - 1, WIDE) is None
    assert group4(data, HIGH + 1, WIDE) is None


def test_a_damaged_fax_is_nearly_always_told() -> None:
    picture, rng = two_values(), np.random.default_rng(3)
    data = faxed(picture)
    taken = 0
    for at in rng.integers(0, len(data) - 60, 60):
        values = group4(data[:at] + rng.bytes(50) + data[at + 50 :], HIGH, WIDE)
        taken += values is not None
    assert taken == 0


def test_no_bytes_make_unpacking_fail() -> None:
    rng = np.random.default_rng(5)
    for _ in range(3000):
        high, wide = rng.integers(1, 50, 2).tolist()
        values = group4(rng.bytes(int(rng.integers(0, 80))), high, wide)
        assert values is None or len(values) == high * wide
    with pytest.raises(ValueError):
        group4(b"", 0, 5)
    with pytest.raises(ValueError):
        group4(b"", 5, 40_000)


# --- pages -------------------------------------------------------------------------------


@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize("decode", [None, [1, 0]])
def test_a_fax_comes_as_it_was_scanned(
    tmp_path: Path, drawn: list[int], inverted: bool, decode: list[int] | None
) -> None:
    entries = {"Decode": pikepdf.Array(decode)} if decode else {}
    path = fax_page(tmp_path / "a.pdf", faxed(two_values()), {"BlackIs1": inverted}, **entries)
    page = only_page(path)
    black = two_values() if inverted == bool(decode) else 255 - two_values()
    assert page.pixels is not None and np.array_equal(page.pixels, black)
    assert not page.pixels.flags.writeable and drawn == []
    assert (page.info.width, page.info.height, page.info.problem) == (WIDE, HIGH, None)
    assert page.info.dpi == pytest.approx(WIDE / 595 * 72, abs=0.5)
    # What poppler draws is as dark, and as large but for its edge.
    assert abs(float(page.pixels.mean()) - float(drawn_by_poppler(path).mean())) < 2


def drawn_by_poppler(path: Path) -> NDArray[np.uint8]:
    import pdf2image

    (image,) = pdf2image.convert_from_path(path, dpi=75, first_page=1, grayscale=True)
    return np.asarray(image)


@pytest.mark.parametrize("bands", [(), (3,)])
@pytest.mark.parametrize("twice", [False, True])
def test_a_jpeg_comes_as_it_was_scanned(
    tmp_path: Path, drawn: list[int], bands: tuple[int, ...], twice: bool
) -> None:
    """Red stays red; and one that was packed once more is unpacked twice."""
    pixels = sheet(*bands)
    if bands:
        pixels[300:340, 100:200] = 200, 30, 40
    path = jpeg_page(tmp_path / "a.pdf", pixels)
    if twice:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            picture = pdf.pages[0].Resources.XObject.Im
            packed = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode])
            import zlib

            picture.write(zlib.compress(picture.read_raw_bytes()), filter=packed)
            pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    page = only_page(path)
    assert page.pixels is not None and drawn == []
    assert np.array_equal(page.pixels, np.asarray(Image.open(BytesIO(jpeg(pixels)))))
    assert not page.pixels.flags.writeable and page.pixels.flags.c_contiguous


def test_the_text_under_a_scan_is_passed_over(tmp_path: Path, drawn: list[int]) -> None:
    hidden = [Text(60, 700, "an OCR in another language", mode=3)]
    path = write_pdf(tmp_path / "a.pdf", [MadePage(hidden, sheet())])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        picture = pdf.pages[0].Resources.XObject.Im
        picture.write(jpeg(sheet()), filter=pikepdf.Name.DCTDecode)
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert only_page(path).pixels is not None and drawn == []


def test_a_signature_over_a_scan_leaves_its_pixels(tmp_path: Path, drawn: list[int]) -> None:
    note = Note((300, 700, 580, 740), ("Người ký: Ủy ban nhân dân xã", "Ngày ký: 02/03/2025"))
    path = with_jpeg(tmp_path / "a.pdf", MadePage((), sheet(), [note]))
    page = only_page(path)
    assert [line.text for line in page.lines] == list(note.lines) and drawn == []
    assert page.pixels is not None
    assert np.array_equal(page.pixels, np.asarray(Image.open(BytesIO(jpeg(sheet())))))


def with_jpeg(path: Path, *made: MadePage) -> Path:
    """The pages, each picture packed as a JPEG."""
    with pikepdf.open(write_pdf(path, made), allow_overwriting_input=True) as pdf:
        for page, one in zip(pdf.pages, made, strict=True):
            if one.picture is not None:
                picture = page.Resources.XObject.Im
                picture.write(jpeg(one.picture), filter=pikepdf.Name.DCTDecode)
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return path


@pytest.mark.parametrize(
    "made",
    [
        MadePage((), sheet(), [Note((300, 700, 400, 720), ("417",))]),
        MadePage((), sheet(), rotate=90),
        MadePage((), sheet(), drawing="0 0 m 500 500 l S"),
        MadePage([Text(60, 700, "Số 5")], sheet()),
        MadePage((), sheet(), crop=(0.0, 0.0, 595.0, 500.0)),
        MadePage((), sheet()[:400]),
    ],
    ids=["a number", "turned", "a line", "words", "a part of it", "uneven"],
)
def test_a_page_that_shows_more_or_less_than_its_scan_is_drawn(
    tmp_path: Path, drawn: list[int], made: MadePage
) -> None:
    page = only_page(with_jpeg(tmp_path / "a.pdf", made))
    assert page.pixels is not None and set(drawn) == {1}


@pytest.mark.parametrize("before", ["0 0 300 300 re W n", "0.5 0 0 0.5 0 0 cm", "1 0 0.2 1 0 0 cm"])
def test_a_scan_that_is_cut_or_moved_is_drawn(
    tmp_path: Path, drawn: list[int], before: str
) -> None:
    path = jpeg_page(tmp_path / "a.pdf", sheet())
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        content = f"q {before} 595 0 0 842 0 0 cm /Im Do Q".encode()
        pdf.pages[0].Contents = pdf.make_stream(content)
        pdf.save(path)
    assert only_page(path).pixels is not None and drawn == [1]


def test_a_scan_of_which_parts_are_clear_is_drawn(tmp_path: Path, drawn: list[int]) -> None:
    """Without its mask it would be black where the page is white."""
    path = jpeg_page(tmp_path / "a.pdf", np.zeros((HIGH, WIDE), np.uint8))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        mask = pdf.make_stream(sheet().tobytes())
        mask.Type, mask.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        mask.Width, mask.Height, mask.BitsPerComponent = WIDE, HIGH, 8
        mask.ColorSpace = pikepdf.Name.DeviceGray
        pdf.pages[0].Resources.XObject.Im.SMask = mask
        pdf.save(path)
    page = only_page(path)
    assert page.pixels is not None and set(drawn) == {1}
    assert page.pixels.min() < page.pixels.max()


def test_a_stencil_is_drawn_in_its_colour(tmp_path: Path, drawn: list[int]) -> None:
    path = fax_page(tmp_path / "a.pdf", faxed(two_values()), ImageMask=True)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.pages[0].Resources.XObject.Im.ColorSpace
        pdf.save(path)
    assert only_page(path).pixels is not None and drawn == [1]


@pytest.mark.parametrize(
    "how", [{"K": 0}, {"EncodedByteAlign": True}, {"Columns": WIDE + 8}], ids=str
)
def test_faxes_of_other_kinds_are_drawn(
    tmp_path: Path, drawn: list[int], how: dict[str, Any]
) -> None:
    path = fax_page(tmp_path / "a.pdf", faxed(two_values()))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for name, value in how.items():
            pdf.pages[0].Resources.XObject.Im.DecodeParms[f"/{name}"] = value
        pdf.save(path)
    assert set(map(len, [only_page(path).lines])) == {0} and drawn[:1] == [1]


def test_a_damaged_fax_is_for_poppler_to_judge(tmp_path: Path, drawn: list[int]) -> None:
    data = faxed(two_values())
    half = len(data) // 2
    page = only_page(fax_page(tmp_path / "a.pdf", data[:half] + bytes(400) + data[half + 400 :]))
    assert drawn[:1] == [1]
    assert page.info.problem is not None and "picture is damaged" in page.info.problem


def test_a_jpeg_without_an_end_is_drawn(tmp_path: Path, drawn: list[int]) -> None:
    path = jpeg_page(tmp_path / "a.pdf", sheet())
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        picture = pdf.pages[0].Resources.XObject.Im
        data = picture.read_raw_bytes()
        picture.write(data[: len(data) // 2], filter=pikepdf.Name.DCTDecode)
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    only_page(path)
    assert drawn[:1] == [1]


def test_pages_stay_in_their_order(tmp_path: Path, drawn: list[int]) -> None:
    levels = (200, 210, 220, 230, 240)
    sheets = [np.full((HIGH, WIDE), level, np.uint8) for level in levels]
    path = write_pdf(tmp_path / "a.pdf", [MadePage((), one) for one in sheets])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for number in (1, 2, 4):
            picture = pdf.pages[number].Resources.XObject.Im
            picture.write(jpeg(sheets[number]), filter=pikepdf.Name.DCTDecode)
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    found = list(pages(open_source(path)))
    assert [int(np.median(p.pixels)) for p in found if p.pixels is not None] == list(levels)
    assert [page.info.number for page in found] == [1, 2, 3, 4, 5]
    assert drawn == [1, 4]


def test_faxes_are_drawn_where_nothing_unpacks_them(
    tmp_path: Path, drawn: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "_group4", lambda: None)
    page = only_page(fax_page(tmp_path / "a.pdf", faxed(two_values())))
    assert page.pixels is not None and set(drawn) == {1}


def test_a_blank_scan_is_no_damage(tmp_path: Path, drawn: list[int]) -> None:
    white = np.full((HIGH, WIDE), 255, np.uint8)
    for path in (fax_page(tmp_path / "a.pdf", faxed(white)), jpeg_page(tmp_path / "b.pdf", white)):
        page = only_page(path)
        assert page.info.problem is None and page.pixels is not None and page.pixels.min() == 255
    assert drawn == []


def test_grey_stays_one_channel(tmp_path: Path) -> None:
    page = only_page(jpeg_page(tmp_path / "a.pdf", sheet()))
    assert page.pixels is not None and page.pixels.ndim == 2
    assert cv2.countNonZero(page.pixels) > 0
