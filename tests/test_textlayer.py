"""The text layer of made-up PDFs: what is used, what is a trap, what an overlay says."""

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from made_pdf import INVISIBLE, MadePage, Note, Text, write_pdf

from vnplan.model import Route
from vnplan.source.textlayer import Layer, marked_share, read_layer, unreadable_share

DPI = 144.0
SCAN = np.full((842, 595), 255, np.uint8)
BODY = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Xét đề nghị của Trưởng phòng Kinh tế tại Tờ trình số 8/TTr-PKT,",
    "Ủy ban nhân dân xã Bình Lộc ban hành Kế hoạch nạo vét kênh mương nội đồng",
    "trên địa bàn xã với những nội dung chủ yếu sau đây, yêu cầu các thôn thực hiện:",
)
GARBLED = (
    "Can cur Luat To chirc chinh quyen dia phuong ngay 16 thang 6 nam 2025;",
    "Xet de nghi cua Truong phong Kinh te tai To trinh so 8/TTr-PKT,",
    "Uy ban nhan dan xa Binh Loc ban hanh Ke hoach nao vet kenh muong noi dong",
    "tren dia ban xa voi nhung noi dung chu yeu sau day, yeu cau cac thon thuc hien:",
)


def body(lines: tuple[str, ...] = BODY, mode: int = 0) -> list[Text]:
    return [Text(60, 700 - 20 * i, line, 12, mode=mode) for i, line in enumerate(lines)]


def layer(path: Path, page: MadePage, legacy_font: str | None = None) -> Layer:
    with pdfium.PdfDocument(write_pdf(path / "made.pdf", [page], legacy_font)) as document:
        return read_layer(document, 0, DPI)


def texts(found: Layer) -> list[str]:
    return [line.text for line in found.lines]


def test_visible_vietnamese_text_is_used(tmp_path: Path) -> None:
    found = layer(tmp_path, MadePage(body()))
    assert found.route is Route.TEXT_LAYER
    assert texts(found) == list(BODY)


def test_boxes_are_pixels_from_the_upper_left_corner(tmp_path: Path) -> None:
    found = layer(tmp_path, MadePage([*body(), Text(300, 100, "Cuối", 20)]))
    word = found.lines[-1].words[0]
    assert word.text == "Cuối" and word.box is not None
    assert word.box.left == pytest.approx(600, abs=4)
    assert word.box.top < (842 - 100) * 2 < word.box.bottom + 2
    assert word.size == 20


def test_boxes_follow_the_rotation_of_the_page(tmp_path: Path) -> None:
    upright = layer(tmp_path, MadePage(body()))
    turned = layer(tmp_path, MadePage(body(), rotate=180))
    first, last = upright.lines[0].box, turned.lines[-1].box
    assert first is not None and last is not None
    assert last.bottom == pytest.approx(842 * 2 - first.top, abs=4)


def test_text_beyond_what_the_page_shows_is_of_the_other_half(tmp_path: Path) -> None:
    other = [Text(655, line.y, line.text) for line in body(tuple(reversed(BODY)))]
    spread = MadePage([*body(), *other], size=(1190, 842), crop=(0, 0, 595, 842))
    assert texts(layer(tmp_path, spread)) == list(BODY)


@pytest.mark.parametrize("lines", [GARBLED, BODY])
def test_invisible_text_under_a_scan_is_a_trap(tmp_path: Path, lines: tuple[str, ...]) -> None:
    """Whoever wrote it read the same picture, and none can be told to have read it well."""
    found = layer(tmp_path, MadePage(body(lines, INVISIBLE), SCAN))
    assert found.route is Route.OCR
    assert found.lines == ()


def test_visible_text_without_marks_over_a_scan_is_a_trap(tmp_path: Path) -> None:
    assert layer(tmp_path, MadePage(body(GARBLED), SCAN)).route is Route.OCR


def test_text_without_marks_and_without_a_scan_is_all_there_is(tmp_path: Path) -> None:
    """An OCR would read the same letters from the drawn page."""
    assert layer(tmp_path, MadePage(body(GARBLED))).route is Route.TEXT_LAYER


def test_a_page_without_text_goes_to_ocr(tmp_path: Path) -> None:
    found = layer(tmp_path, MadePage((), SCAN))
    assert (found.route, found.reason) == (Route.OCR, "no text layer")
    assert found.picture is not None
    assert found.picture.dpi == pytest.approx(72, abs=0.5)
    assert not found.picture.colour


def test_a_table_of_figures_is_text(tmp_path: Path) -> None:
    rows = [Text(60, 700 - 20 * i, f"{i}  1.250  3.470  2025") for i in range(5)]
    assert layer(tmp_path, MadePage(rows)).route is Route.TEXT_LAYER


def test_a_page_number_alone_is_not_a_page_of_text(tmp_path: Path) -> None:
    found = layer(tmp_path, MadePage([Text(300, 20, "3")]))
    assert (found.route, found.reason) == (Route.OCR, "hardly any text")


def test_fonts_without_a_table_of_characters_go_to_ocr(tmp_path: Path) -> None:
    private = "".join(chr(0xE000 + i % 90) for i in range(200))
    found = layer(tmp_path, MadePage([*body(), Text(60, 500, private, 8)]))
    assert found.route is Route.OCR


def test_a_signature_note_is_kept_apart_from_a_scan(tmp_path: Path) -> None:
    lines = ("Người ký: Ủy ban nhân dân xã Bình Lộc", "Thời gian ký: 02/03/2025 10:11:12 +07:00")
    found = layer(tmp_path, MadePage((), SCAN, [Note((300, 780, 580, 830), lines)]))
    assert found.route is Route.OCR
    assert found.lines == ()
    assert tuple(line.text for line in found.signature) == lines
    assert found.hide_notes


def test_two_signature_notes_side_by_side_do_not_mix(tmp_path: Path) -> None:
    left = Note((150, 780, 330, 830), ("Người ký: Văn thư", "Ngày ký: 03/03/2025"))
    right = Note((300, 780, 580, 830), ("Người ký: Ủy ban nhân dân xã", "Ngày ký: 02/03/2025"))
    found = layer(tmp_path, MadePage((), SCAN, [left, right]))
    assert tuple(line.text for line in found.signature) == (*left.lines, *right.lines)


def test_a_number_stamped_by_the_clerk_joins_its_line(tmp_path: Path) -> None:
    page = MadePage(
        [Text(60, 760, "Số:"), Text(140, 760, "/KH-UBND"), *body()],
        notes=[Note((90, 756, 130, 772), ("417",))],
    )
    found = layer(tmp_path, page)
    assert texts(found)[0] == "Số: 417 /KH-UBND"
    assert found.signature == ()
    assert not found.hide_notes


def test_an_old_font_is_converted(tmp_path: Path) -> None:
    line = "Chñ tÞch Uû ban nh©n d©n x· quyÕt ®Þnh thµnh lËp tæ c«ng t¸c"
    page = MadePage([Text(60, 700, line, font=".VnTime")])
    found = layer(tmp_path, page, legacy_font=".VnTime")
    assert found.route is Route.LEGACY_ENCODING
    assert texts(found) == ["Chủ tịch Uỷ ban nhân dân xã quyết định thành lập tổ công tác"]


def test_an_old_font_of_capitals_gives_capitals(tmp_path: Path) -> None:
    line = "Céng hoµ x· héi chñ nghÜa viÖt nam"
    page = MadePage([Text(60, 700, line, font=".VnTimeH")])
    found = layer(tmp_path, page, legacy_font=".VnTimeH")
    assert texts(found) == ["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_the_letterhead_is_read_column_by_column(tmp_path: Path) -> None:
    page = MadePage(
        [
            Text(60, 790, "ỦY BAN NHÂN DÂN"),
            Text(320, 790, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            Text(60, 770, "XÃ BÌNH LỘC"),
            Text(340, 770, "Độc lập - Tự do - Hạnh phúc"),
            *body(),
        ]
    )
    assert texts(layer(tmp_path, page))[:4] == [
        "ỦY BAN NHÂN DÂN",
        "XÃ BÌNH LỘC",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_reading_leaves_the_file_alone(tmp_path: Path) -> None:
    page = MadePage(body(), notes=[Note((300, 780, 580, 830), ("Người ký: A", "Ngày ký: B"))])
    path = write_pdf(tmp_path / "made.pdf", [page])
    before = path.read_bytes()
    with pdfium.PdfDocument(path) as document:
        read_layer(document, 0, DPI)
    assert path.read_bytes() == before


def test_shares() -> None:
    assert marked_share("ĐƯỜNG đường") == pytest.approx(6 / 10)
    assert marked_share("ÀÁÂÃ ñ ç") == pytest.approx(4 / 6)
    assert unreadable_share("Kế hoạch\r\n\tnăm 2025") == 0.0
