"""Searchable PDFs: the page as it was, the words where they stand, PDF/A-2b when it can be."""

from __future__ import annotations

import io
import re
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from made_pdf import INVISIBLE, MadePage, Text, write_pdf
from pdf2image import convert_from_path
from PIL import Image

from vnplan.errors import InputError
from vnplan.model import Box, Change, Line, PageInfo, RestoredLine, Route, Word
from vnplan.searchable import placed_words, searchable_pdf
from vnplan.source.pages import open_source

# A page of A4 at 100 dpi.
WIDTH, HEIGHT = 827, 1169
PICTURE = np.full((HEIGHT, WIDTH), 255, np.uint8)
PICTURE[100:120, 100:300] = 0
OCR = PageInfo(1, Route.OCR, WIDTH, HEIGHT, 100)


def restored(*words: tuple[str, Box], page: int = 1) -> RestoredLine:
    return RestoredLine.untouched(Line.of(page, [Word(text, box) for text, box in words]))


TITLE = restored(("KẾ", Box(100, 200, 140, 220)), ("HOẠCH", Box(150, 200, 240, 220)))


def boxes_of(data: bytes, path: Path) -> dict[str, tuple[float, ...]]:
    """Words and their boxes in points, as pdftotext finds them."""
    path.write_bytes(data)
    command = ["pdftotext", "-bbox", str(path), "-"]
    out = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    found = re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<', out)
    return {text: tuple(map(float, numbers)) for *numbers, text in found}


def test_words_lie_where_they_were_read(tmp_path: Path) -> None:
    """A search lights up the printed word."""
    source = open_source(write_pdf(tmp_path / "scan.pdf", [MadePage(picture=PICTURE)]))
    made = searchable_pdf(source, [OCR], [TITLE])
    found = boxes_of(made.data, tmp_path / "out.pdf")
    assert found.keys() == {"KẾ", "HOẠCH"}
    points = [side * 595 / WIDTH for side in (150, 200, 240, 220)]
    assert found["HOẠCH"] == pytest.approx(points, abs=1.5)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_shown_turned_has_its_words_where_it_shows_them(tmp_path: Path, turn: int) -> None:
    """The scan's pixels are those of the page as it is shown."""
    sides = (WIDTH, HEIGHT) if turn == 180 else (HEIGHT, WIDTH)
    source = open_source(write_pdf(tmp_path / "scan.pdf", [MadePage(picture=PICTURE, rotate=turn)]))
    made = searchable_pdf(source, [PageInfo(1, Route.OCR, *sides, 100)], [TITLE])
    found = boxes_of(made.data, tmp_path / "out.pdf")
    points = [side * 595 / WIDTH for side in (100, 200, 140, 220)]
    assert found["KẾ"] == pytest.approx(points, abs=1.5)


def test_a_page_that_shows_a_part_has_its_words_there(tmp_path: Path) -> None:
    """Paper is clipped off a box that reaches beyond it; corners may come in any order."""
    for number, crop in enumerate([(700, 842, 105, -50), (105, 0, 595, 842)]):
        made = MadePage(picture=PICTURE, crop=crop)
        source = open_source(write_pdf(tmp_path / f"{number}.pdf", [made]))
        info = replace(OCR, width=round(WIDTH * 490 / 595))
        found = boxes_of(searchable_pdf(source, [info], [TITLE]).data, tmp_path / "out.pdf")
        points = [side * 595 / WIDTH for side in (150, 200, 240, 220)]
        # Pdftotext counts from the paper's corner.
        points[0], points[2] = points[0] + 105, points[2] + 105
        assert found["HOẠCH"] == pytest.approx(points, abs=1.5)


def test_an_odd_turn_is_none(tmp_path: Path) -> None:
    source = open_source(write_pdf(tmp_path / "a.pdf", [MadePage(picture=PICTURE, rotate=45)]))
    found = boxes_of(searchable_pdf(source, [OCR], [TITLE]).data, tmp_path / "out.pdf")
    assert found["HOẠCH"][0] == pytest.approx(150 * 595 / WIDTH, abs=1.5)


def test_blank_paper_keeps_the_place_of_a_page_that_is_gone(tmp_path: Path) -> None:
    content = write_pdf(tmp_path / "a.pdf", [MadePage(picture=PICTURE)] * 3).read_bytes()
    kids = re.search(rb"/Kids \[\d+ 0 R (\d+) 0 R", content)
    assert kids is not None
    content = content.replace(b"\n%s 0 obj\n<<" % kids[1], b"\n%s 0 obj\n7 " % kids[1])
    source = open_source(write(tmp_path / "b.pdf", content))
    infos = [OCR, replace(OCR, number=2, width=0, height=0), replace(OCR, number=3)]
    made = searchable_pdf(source, infos, [restored(("CUỐI", Box(150, 200, 240, 220)), page=3)])
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert len(pdf.pages) == 3
        assert [len(page.get_images()) for page in pdf.pages] == [1, 0, 1]
    assert "CUỐI" in boxes_of(made.data, tmp_path / "out.pdf")


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_line_along_the_page_runs_along_it() -> None:
    """The words of a page that was scanned lying on its side stand one below the other."""
    line = restored(("PHỤ", Box(500, 100, 520, 150)), ("LỤC", Box(500, 160, 520, 210)))
    assert [word.towards for word in placed_words(line)] == [(0, 1), (0, 1)]


def test_repaired_words_stand_on_what_they_were_read_from() -> None:
    """The layer holds the restored text, on the box of the garbled one."""
    line = Line.of(1, [Word("KE", Box(0, 0, 20, 9)), Word("HOACH", Box(30, 0, 80, 9))])
    repaired = RestoredLine.apply(line, [Change(0, 8, "KE HOACH", "KẾ HOẠCH", "marks", 0.9)])
    assert [word.text for word in placed_words(repaired)] == ["KẾ", "HOẠCH"]


def test_words_without_a_place_are_left_out() -> None:
    """A word that no pixel was read as cannot be shown anywhere."""
    assert not list(placed_words(RestoredLine.untouched(Line(1, "Kế hoạch"))))


def test_the_picture_is_not_compressed_again(tmp_path: Path) -> None:
    """Not a byte of the picture changes."""
    photo = Image.fromarray(np.stack([PICTURE] * 3, axis=-1))
    path = tmp_path / "scan.jpg"
    photo.save(path, quality=60, dpi=(100, 100))
    made = searchable_pdf(open_source(path), [OCR], [TITLE])
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        (picture,) = pdf.pages[0].get_images().values()
        assert picture.read_raw_bytes() == path.read_bytes()


@pytest.mark.parametrize("suffix", ["tiff", "webp", "png"])
def test_transparent_paper_is_white(tmp_path: Path, suffix: str) -> None:
    """Glass, which some scanning programs write, shows white, in whatever kind of file."""
    path = tmp_path / f"scan.{suffix}"
    Image.new("RGBA", (400, 600), (0, 0, 0, 0)).save(path)
    out = tmp_path / "out.pdf"
    made = searchable_pdf(open_source(path), [PageInfo(1, Route.OCR, 400, 600, 100)], [])
    out.write_bytes(made.data)
    (shown,) = convert_from_path(out, dpi=20)
    assert np.asarray(shown).min() > 250


def test_every_frame_of_an_image_is_a_page(tmp_path: Path) -> None:
    """Two frames in, two pages out."""
    path = tmp_path / "scan.tiff"
    frames = [Image.new("L", (400, 600), level) for level in (255, 0)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    infos = [PageInfo(number, Route.OCR, 400, 600, 100) for number in (1, 2)]
    made = searchable_pdf(open_source(path), infos, [])
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert len(pdf.pages) == 2


def test_an_older_invisible_layer_gives_way(tmp_path: Path) -> None:
    """What another program read is neither found nor are its fonts kept; print stays."""
    texts = [Text(50, 700, "KE HOACH GARBLED", mode=INVISIBLE), Text(50, 50, "printed")]
    path = write_pdf(tmp_path / "scan.pdf", [MadePage(texts=texts, picture=PICTURE)])
    made = searchable_pdf(open_source(path), [OCR], [TITLE])
    assert boxes_of(made.data, tmp_path / "out.pdf").keys() == {"KẾ", "HOẠCH", "printed"}


def test_an_older_layer_in_a_drawn_part_gives_way_too(tmp_path: Path) -> None:
    """OCRmyPDF, say, keeps its layer in a form XObject."""
    path = write_pdf(tmp_path / "scan.pdf", [MadePage(texts=[Text(1, 1, "x")], picture=PICTURE)])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        layer = pdf.make_stream(b"BT 3 Tr /Old 12 Tf 50 700 Td (GARBLED) Tj ET")
        layer.Type, layer.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        layer.BBox, layer.Resources = pikepdf.Array([0, 0, 595, 842]), page.resources
        name = page.add_resource(layer, pikepdf.Name.XObject)
        page.contents_add(f"{name} Do".encode())
        pdf.save(path)
    assert "GARBLED" in boxes_of(path.read_bytes(), tmp_path / "before.pdf")
    made = searchable_pdf(open_source(path), [OCR], [TITLE])
    assert boxes_of(made.data, tmp_path / "out.pdf").keys() == {"KẾ", "HOẠCH", "x"}


def test_a_page_with_good_text_stays_as_it_is(tmp_path: Path) -> None:
    """Words that the page has already are not laid over it a second time."""
    path = write_pdf(tmp_path / "text.pdf", [MadePage(texts=[Text(50, 700, "KE HOACH")])])
    info = PageInfo(1, Route.TEXT_LAYER, WIDTH, HEIGHT, 100)
    made = searchable_pdf(open_source(path), [info], [TITLE])
    assert boxes_of(made.data, tmp_path / "out.pdf").keys() == {"KE", "HOACH"}


def test_a_scan_becomes_an_archival_file(tmp_path: Path) -> None:
    """The metadata claim PDF/A-2b, the colours are defined, qpdf has nothing to say."""
    source = open_source(write_pdf(tmp_path / "scan.pdf", [MadePage(picture=PICTURE)]))
    made = searchable_pdf(source, [OCR], [TITLE])
    assert not made.obstacles
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert not pdf.check_pdf_syntax()
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"


def test_what_keeps_a_file_from_being_archival_is_said(tmp_path: Path) -> None:
    """A font that is not in the file: no claim of conformance."""
    path = write_pdf(tmp_path / "text.pdf", [MadePage(texts=[Text(50, 700, "KE HOACH")])])
    made = searchable_pdf(open_source(path), [PageInfo(1, Route.TEXT_LAYER, 1, 1)], [])
    assert [obstacle.clause for obstacle in made.obstacles] == ["6.2.11.4.1"]
    with pikepdf.open(io.BytesIO(made.data)) as pdf, pdf.open_metadata() as metadata:
        assert "pdfaid:part" not in metadata


def test_scripts_and_signatures_do_not_outlive_the_copy(tmp_path: Path) -> None:
    """A script may not be in an archival file, a signature does not hold for a copy."""
    path = write_pdf(tmp_path / "made.pdf", [MadePage(picture=PICTURE)])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=b"app.alert(1)")
        pdf.Root.OpenAction = script
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, V=pikepdf.Dictionary(Contents=b"\0"))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[pdf.make_indirect(field)], SigFlags=3)
        pdf.save(path)
    made = searchable_pdf(open_source(path), [OCR], [])
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert "/OpenAction" not in pdf.Root
        assert "/V" not in pdf.Root.AcroForm.Fields[0]


def test_the_same_page_gives_the_same_bytes(tmp_path: Path) -> None:
    """A rerun of a batch changes nothing."""
    source = open_source(write_pdf(tmp_path / "scan.pdf", [MadePage(picture=PICTURE)]))
    first = searchable_pdf(source, [OCR], [TITLE])
    time.sleep(1.1)  # times are written in seconds
    assert searchable_pdf(source, [OCR], [TITLE]) == first


def test_a_text_has_no_page_images(tmp_path: Path) -> None:
    """The message names the file and a next step."""
    path = tmp_path / "plan.txt"
    path.write_text("KẾ HOẠCH", "utf-8")
    with pytest.raises(InputError, match=r"plan\.txt: is a text"):
        searchable_pdf(open_source(path), [], [])
