"""Reading order on made-up pages of words; 1000 × 1400 pixels, lines 20 pixels high."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplan.layout.reading_order import arrange, lines_of, with_stamps
from vnplan.model import Box, Line, Word, Zone

WIDTH, HEIGHT = 1000, 1400
LETTER = 10


def printed(x: int, y: int, text: str) -> list[Word]:
    """The words of one line, each letter 10 pixels wide, from ``x``."""
    words: list[Word] = []
    for token in text.split(" "):
        if token:
            words.append(Word(token, Box(x, y, x + LETTER * len(token), y + 20)))
        x += LETTER * (len(token) or 1) + (LETTER // 2 if token else 0)
    return words


def zones(runs: Sequence[Sequence[Word]]) -> list[tuple[Zone | None, str]]:
    return [(line.zone, line.text) for line in lines_of(1, runs, WIDTH, HEIGHT)]


def texts_of(zone: Zone, runs: Sequence[Sequence[Word]]) -> list[str]:
    return [text for found, text in zones(runs) if found is zone]


def read(runs: Sequence[Sequence[Word]]) -> list[str]:
    return [" ".join(w.text for w in line) for line in arrange(runs, WIDTH, HEIGHT)]


BODY = [
    printed(120, 300 + 40 * i, "Căn cứ chương trình công tác của ủy ban về phòng chống lụt bão")
    for i in range(3)
]  # fmt: skip
LEFT_HEAD = ["ỦY BAN NHÂN DÂN", "XÃ BÌNH LỘC", "Số: 12/KH-UBND"]
RIGHT_HEAD = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Bình Lộc, ngày 3 tháng 4 năm 2025",
]


def letterhead(x: int = 500) -> list[list[Word]]:
    left = [printed(130, 60 + 40 * i, t) for i, t in enumerate(LEFT_HEAD)]
    right = [printed(x + 10 * i, 62 + 40 * i, t) for i, t in enumerate(RIGHT_HEAD)]
    return left + right


def test_the_letterhead_is_read_by_column() -> None:
    assert read([*letterhead(), *BODY])[:6] == [*LEFT_HEAD, *RIGHT_HEAD]


def test_a_letterhead_that_was_read_across_is_taken_apart() -> None:
    """Tesseract often joins the two columns to one line."""
    left, right = letterhead()[:3], letterhead()[3:]
    across = [[*a, *b] for a, b in zip(left, right, strict=True)]
    assert read([*across, *BODY])[:6] == [*LEFT_HEAD, *RIGHT_HEAD]


def test_a_misread_title_is_still_a_letterhead() -> None:
    head = letterhead()
    head[3] = printed(500, 62, "CỌNG HÒA XÃ HỌI CHU NGHIA VIẸT NAM")
    assert read([*head, *BODY])[:3] == LEFT_HEAD


@pytest.mark.parametrize("kept", [[], [2]])
def test_a_letterhead_whose_title_is_lost(kept: list[int]) -> None:
    """A torn corner, or a seal; the date may be lost with it."""
    left, right = letterhead()[:3], letterhead()[3:]
    boxes = [w.box for w in BODY[0] if w.box is not None]
    middle = (boxes[0].left + boxes[-1].right) // 2
    title = printed(middle - 37, 220, "KẾ HOẠCH")
    runs = [*left, *(right[at] for at in kept), title, *BODY]
    found = zones(runs)
    head = (Zone.ISSUER, Zone.ISSUER, Zone.NUMBER, *[Zone.PLACE_DATE] * len(kept), Zone.TITLE)
    texts = [*LEFT_HEAD, *(RIGHT_HEAD[at] for at in kept), "KẾ HOẠCH"]
    assert found[: len(head)] == list(zip(head, texts, strict=True))


def test_a_cited_number_at_the_top_of_a_page_heads_nothing() -> None:
    runs = [printed(120, 60, "Số: 12/KH-UBND ngày 3/4/2025 của Ủy ban nhân dân xã"), *BODY]
    assert not texts_of(Zone.NUMBER, runs)


def test_a_party_letterhead() -> None:
    left = ["ĐẢNG BỘ HUYỆN", "ĐẢNG ỦY XÃ", "*", "Số 7-KH/ĐU"]
    right = ["ĐẢNG CỘNG SẢN VIỆT NAM", "Bình Lộc, ngày 3 tháng 4 năm 2025"]
    runs = [printed(130, 60 + 40 * i, t) for i, t in enumerate(left)]
    runs += [printed(520, 60, right[0]), printed(500, 180, right[1])]
    assert read([*runs, *BODY])[:6] == [*left, *right]


def test_the_subject_of_a_dispatch_stays_under_its_number() -> None:
    head = letterhead()
    subject = [printed(130, 180, "V/v nạo vét kênh"), printed(130, 205, "mương nội đồng")]
    assert read([*head, *subject, *BODY])[:5] == [
        *LEFT_HEAD,
        "V/v nạo vét kênh",
        "mương nội đồng",
    ]


@pytest.mark.parametrize("about", ["V/v", "V\u2044v", "V|v", "Viv", "Vv", "V¿v"])
def test_the_subject_is_told_from_a_stamp_however_its_stroke_is_read(about: str) -> None:
    subject = [printed(130, 180, f"{about} nạo vét kênh"), printed(130, 205, "mương nội đồng")]
    runs = [*letterhead(), *subject, *BODY]
    assert texts_of(Zone.SUBJECT, runs) == [f"{about} nạo vét kênh", "mương nội đồng"]


def test_the_addressees_come_after_the_letterhead() -> None:
    """Also when "Kính gửi" stands in the left half alone."""
    address = [printed(130, 200, "Kính gửi:"), printed(300, 230, "- Các thôn;")]
    assert read([*letterhead(), *address, *BODY])[3:8] == [
        *RIGHT_HEAD,
        "Kính gửi:",
        "- Các thôn;",
    ]


def test_the_close_is_read_by_column() -> None:
    left = ["Nơi nhận:", "- Đảng ủy xã;", "- Các ban ngành;", "- Lưu: VT."]
    right = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Mẫu"]
    runs = [printed(120, 1000 + 30 * i, t) for i, t in enumerate(left)]
    runs += [printed(600, 990 + 45 * i, t) for i, t in enumerate(right)]
    assert read([*BODY, *runs])[3:] == [*left, *right]


def test_an_appendix_under_the_close_comes_after_it() -> None:
    close = [printed(120, 700, "Nơi nhận:"), printed(120, 730, "- Lưu: VT.")]
    close += [printed(600, 700, "CHỦ TỊCH"), printed(600, 760, "Nguyễn Văn Mẫu")]
    appendix = printed(120, 900, "Danh sách các thôn phải nạo vét kênh mương trong năm nay gồm có")
    assert read([*close, appendix])[-1].startswith("Danh sách")


def test_body_without_columns_is_read_from_top_to_bottom() -> None:
    assert len(read([*reversed(BODY)])) == 3
    assert read([*reversed(BODY)]) == read(BODY)


def test_a_table_is_read_row_by_row() -> None:
    rows = [
        ("1", "Nạo vét kênh", "Thôn Đông", "Tháng 5"),
        ("2", "Gia cố bờ", "Thôn Tây", "Tháng 6"),
    ]
    runs = [
        printed(x, 600 + 50 * i, cell)
        for i, row in enumerate(rows)
        for x, cell in zip((120, 180, 500, 800), row, strict=True)
    ]
    assert read(runs) == [" ".join(row) for row in rows]


def test_cells_half_a_line_apart_do_not_run_together() -> None:
    runs = [
        printed(120, 600, "Nạo vét kênh"),
        printed(120, 624, "mương"),
        printed(500, 612, "Thôn Đông"),
    ]
    assert read(runs) == ["Nạo vét kênh", "Thôn Đông", "mương"]


def test_a_word_without_a_place_is_left_out() -> None:
    assert read([[Word("lạc")], printed(120, 100, "Kế hoạch")]) == ["Kế hoạch"]


def test_no_words_no_lines() -> None:
    assert read([]) == []
    assert read([[]]) == []


# --- zones ---------------------------------------------------------------------------------

WIDE = "Căn cứ chương trình công tác của ủy ban về phòng chống lụt bão trong cả năm"
TITLE = ["KẾ HOẠCH", "Phòng chống lụt bão trên địa bàn xã Bình Lộc", "năm 2025"]


def centred(y: int, text: str, middle: int = 470) -> list[Word]:
    words = printed(0, y, text)
    assert words[-1].box is not None
    return printed(middle - words[-1].box.right // 2, y, text)


def text_below(top: int) -> list[list[Word]]:
    """Two paragraphs whose first lines are indented."""
    return [printed(170 if i % 2 == 0 else 120, top + 30 * i, WIDE) for i in range(4)]


def titled(top: int = 240) -> list[list[Word]]:
    return [centred(top + 30 * i, text) for i, text in enumerate(TITLE)]


def test_the_parts_of_a_letterhead_have_their_zones() -> None:
    runs = [*letterhead(), *titled(), *text_below(380)]
    found = [zone for zone, _ in zones(runs)]
    assert found == [
        *[Zone.ISSUER] * 2, Zone.NUMBER, *[Zone.MOTTO] * 2, Zone.PLACE_DATE,
        *[Zone.TITLE] * 3, *[Zone.BODY] * 4,
    ]  # fmt: skip


def test_a_title_may_have_one_line_as_wide_as_the_text() -> None:
    """Lines of the text that fill the width are none of it."""
    wide = printed(120, 270, WIDE)
    runs = [*letterhead(), centred(240, "KẾ HOẠCH"), wide, centred(300, "năm 2025")]
    assert len(texts_of(Zone.TITLE, [*runs, *text_below(380)])) == 3


def test_a_sector_named_so_is_no_number() -> None:
    """ "Sở Y tế" begins as "Số" does when marks are left out."""
    head = letterhead()
    head[1] = printed(130, 100, "SỞ Y TẾ")
    assert texts_of(Zone.ISSUER, head) == ["ỦY BAN NHÂN DÂN", "SỞ Y TẾ"]


def test_the_subject_of_a_dispatch_has_a_zone_of_its_own() -> None:
    subject = [printed(130, 180, "V/v nạo vét kênh"), printed(130, 205, "mương nội đồng")]
    address = [printed(300, 260, "Kính gửi:"), printed(400, 290, "- Các thôn;")]
    runs = [*letterhead(), *subject, *address, *text_below(340)]
    assert texts_of(Zone.SUBJECT, runs) == ["V/v nạo vét kênh", "mương nội đồng"]
    assert texts_of(Zone.ADDRESSEES, runs) == ["Kính gửi:", "- Các thôn;"]
    assert len(texts_of(Zone.BODY, runs)) == 4


def test_a_date_past_reading_is_still_in_its_place() -> None:
    """What stands under the motto is place and date, whatever the pen made of it."""
    head = letterhead()
    head[5] = printed(520, 142, "Bình Lộc, rgảy đảo tàng l0")
    assert len(texts_of(Zone.PLACE_DATE, [*head, *titled(), *text_below(380)])) == 1


def test_lines_in_capitals_that_fill_the_width_are_the_title_of_an_annex() -> None:
    wide = [printed(120, 90 + 30 * at, WIDE.upper()) for at in range(2)]
    runs = [centred(60, "Phụ lục I"), *wide, centred(150, "(Kèm theo Quyết định này)")]
    assert len(texts_of(Zone.TITLE, [*runs, *text_below(210)])) == 4


def test_a_numbered_line_ends_the_title_of_an_annex() -> None:
    texts = ["PHỤ LỤC", "QUY TRÌNH NỘI BỘ", "1. Xác nhận nơi đậu đỗ"]
    runs = [centred(60 + 30 * at, text) for at, text in enumerate(texts)]
    assert texts_of(Zone.TITLE, [*runs, *text_below(210)]) == texts[:2]


def test_an_annex_has_a_title_too() -> None:
    """Centred lines in capitals at the top of a page without a letterhead."""
    head = [centred(60, "Phụ lục I"), centred(90, "DANH MỤC CÔNG TRÌNH THỦY LỢI")]
    assert len(texts_of(Zone.TITLE, [*head, *text_below(160)])) == 2
    heading = [centred(60, "II. NHIỆM VỤ"), centred(90, "VÀ GIẢI PHÁP")]
    assert texts_of(Zone.TITLE, [*heading, *text_below(160)]) == []


def close(top: int = 700) -> list[list[Word]]:
    left = ["Nơi nhận:", "- Đảng ủy xã;", "- Lưu: VT."]
    right = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Mẫu"]
    runs = [printed(120, top + 30 * i, text) for i, text in enumerate(left)]
    return runs + [printed(600, top + 45 * i, text) for i, text in enumerate(right)]


def test_the_close_has_two_zones() -> None:
    runs = [*text_below(500), *close()]
    assert texts_of(Zone.RECIPIENTS, runs) == ["Nơi nhận:", "- Đảng ủy xã;", "- Lưu: VT."]
    assert len(texts_of(Zone.SIGNATURE, runs)) == 3


def test_recipients_are_known_when_their_two_words_stand_apart() -> None:
    left = [
        printed(120, 730 + 30 * at, text) for at, text in enumerate(["- Đảng ủy;", "- Lưu: VT."])
    ]
    right = [printed(650, 700, "CHỦ TỊCH"), printed(640, 820, "Lê Văn An")]
    runs = [*text_below(500), printed(120, 700, "Nơi"), printed(200, 700, "nhận:"), *left, *right]
    assert texts_of(Zone.RECIPIENTS, runs) == ["Nơi nhận:", "- Đảng ủy;", "- Lưu: VT."]
    assert texts_of(Zone.SIGNATURE, runs) == ["CHỦ TỊCH", "Lê Văn An"]


def test_recipients_may_stand_alone() -> None:
    """A word of theirs that was read by itself is no signature."""
    runs = [
        printed(120, 700, "Nơi nhận:"),
        printed(120, 730, "- Đảng ủy"),
        printed(300, 730, "xã;"),
    ]
    found = [*text_below(500), *runs, printed(120, 760, "- Lưu: VT.")]
    assert texts_of(Zone.RECIPIENTS, found) == ["Nơi nhận:", "- Đảng ủy xã;", "- Lưu: VT."]


def test_two_bodies_sign_side_by_side() -> None:
    """Each signature is read as one; the body in charge signs at the right."""
    runs = [
        *text_below(300),
        printed(200, 500, "CHỦ TỊCH"), printed(650, 500, "GIÁM ĐỐC"),
        printed(180, 640, "Nguyễn Văn Mẫu"), printed(620, 652, "Trần Thị Thử"),
        printed(120, 720, "Nơi nhận:"), printed(120, 750, "- Lưu: VT."),
    ]  # fmt: skip
    signatures = ["GIÁM ĐỐC", "Trần Thị Thử", "CHỦ TỊCH", "Nguyễn Văn Mẫu"]
    assert texts_of(Zone.SIGNATURE, runs) == signatures
    assert read(runs)[-2:] == texts_of(Zone.RECIPIENTS, runs) == ["Nơi nhận:", "- Lưu: VT."]


def test_a_table_of_names_is_no_signature() -> None:
    """Names right under headings in capitals leave no room to sign."""
    runs = [printed(200, 500, "HỌ VÀ TÊN"), printed(650, 500, "NGƯỜI THAY")]
    runs += [printed(180, 530, "Nguyễn Văn Mẫu"), printed(620, 530, "Trần Thị Thử")]
    assert texts_of(Zone.SIGNATURE, [*text_below(300), *runs]) == []


def test_page_numbers_stand_apart() -> None:
    """In the upper margin or the lower; a number in the text is none."""
    for y, place in ((40, 0), (1350, -1)):
        found = zones([*text_below(300), printed(490, y, "12")])
        assert found[place] == (Zone.PAGE_NUMBER, "12")
    assert texts_of(Zone.PAGE_NUMBER, [*text_below(300), printed(490, 600, "12")]) == []


def test_footnotes_are_smaller_and_at_the_foot() -> None:
    small = [Word("(1)", Box(120, 1250, 140, 1266)), Word("Điều 5", Box(150, 1250, 220, 1266))]
    runs = [*text_below(300), small]
    assert texts_of(Zone.FOOTNOTE, runs) == ["(1) Điều 5"]
    assert texts_of(Zone.FOOTNOTE, [*text_below(300), printed(120, 1250, "1 Điều")]) == []


# --- stamps ----------------------------------------------------------------------------------

STAMP = [
    printed(110, 245, "SỞ NỘI VỤ"),
    printed(70, 275, "ĐẾN"), printed(130, 262, "Số: 312"), printed(130, 288, "Ngày: 08/11/2025"),
    printed(70, 312, "Chuyển: VP"),
]  # fmt: skip


def stamped() -> list[list[Word]]:
    return [centred(240 + 30 * i, text, 560) for i, text in enumerate(TITLE)]


def test_a_stamp_of_receipt_is_taken_out_of_the_title() -> None:
    """It is read after the letterhead, and before what it stands beside."""
    runs = [*letterhead(), *stamped(), *text_below(380), *STAMP]
    assert read(runs)[6:13] == [
        "SỞ NỘI VỤ", "Số: 312", "ĐẾN", "Ngày: 08/11/2025", "Chuyển: VP", *TITLE[:2]
    ]  # fmt: skip
    assert len(texts_of(Zone.STAMP, runs)) == 5
    assert texts_of(Zone.NUMBER, runs) == ["Số: 12/KH-UBND"]


def test_a_stamp_that_was_read_across_is_cut_off() -> None:
    """The reader took label and title for one line."""
    across = [*printed(70, 270, "Ngày: 08/11"), *printed(195, 270, TITLE[1])]
    runs = [*letterhead(), across, printed(70, 245, "ĐẾN"), printed(70, 295, "Chuyển: VP")]
    found = [*runs, *text_below(380)]
    assert TITLE[1] in read(found)
    assert texts_of(Zone.STAMP, found) == ["ĐẾN", "Ngày: 08/11", "Chuyển: VP"]


def test_what_is_left_of_a_stamp_is_no_title() -> None:
    """When its red was taken out, a label may still be there beside the title."""
    across = [*printed(70, 300, "Chuyển:"), *printed(520, 300, TITLE[2])]
    runs = [*letterhead(), *stamped()[:2], across, *text_below(380)]
    assert texts_of(Zone.STAMP, runs) == ["Chuyển:"]
    assert texts_of(Zone.STAMP, [*text_below(100), printed(70, 300, "Chuyển:")]) == []


def test_a_short_line_of_the_text_hides_no_stamp() -> None:
    """Dates and symbols are cited under a stamp as well."""
    cited = printed(120, 350, "số 12/KH-UBND ngày 3 tháng 4 năm 2025 của Ủy ban nhân dân xã và")
    runs = [*letterhead(), *stamped(), cited, *text_below(380), *STAMP]
    assert len(texts_of(Zone.STAMP, runs)) == 5


def test_a_symbol_cited_beside_a_stamp_hides_it_not() -> None:
    """The reader parted the line at a wide gap, so that the symbol stands there alone."""
    cited = printed(600, 320, "số 19/TTr-PKT ngày")
    stamp = [
        printed(140, 260 + 30 * i, t) for i, t in enumerate(["CÔNG VĂN ĐẾN", "Ngày 12/11/2025"])
    ]
    runs = [*letterhead(), *stamped(), *stamp, cited, *text_below(380)]
    assert texts_of(Zone.STAMP, runs) == ["CÔNG VĂN ĐẾN", "Ngày 12/11/2025"]
    assert "số 19/TTr-PKT ngày" in texts_of(Zone.BODY, runs) + texts_of(Zone.TITLE, runs)


def test_a_blank_number_is_no_stamp() -> None:
    """ "Số:      /KH-UBND" over a stamp stays the document's own."""
    head = [run for run in letterhead() if run[0].text != "Số:"]
    head += [printed(130, 140, "Số:"), printed(230, 140, "/KH-UBND")]
    runs = [*head, *stamped(), *text_below(380), *STAMP]
    assert texts_of(Zone.NUMBER, runs) == ["Số: /KH-UBND"]
    assert len(texts_of(Zone.STAMP, runs)) == 5


def test_labels_in_the_text_are_no_stamp() -> None:
    """A single "Ngày: …" is what a form asks for."""
    runs = [*letterhead(), *titled(), *text_below(380), printed(120, 520, "Ngày: 08/11/2025")]
    assert texts_of(Zone.STAMP, runs) == []


def test_marks_are_kept_apart() -> None:
    """Also on the line of the title."""
    runs = [*letterhead(), printed(70, 240, "HỎA TỐC"), *stamped(), *text_below(380)]
    assert texts_of(Zone.STAMP, runs) == ["HỎA TỐC"]
    assert read(runs)[6:8] == ["HỎA TỐC", "KẾ HOẠCH"]


def test_the_note_of_a_digital_signature_comes_last() -> None:
    """A program printed it over the letterhead; it is no line of that."""
    note = ["Người ký: Ủy ban nhân dân xã", "Email: xa@example.vn", "Thời gian ký: 3.4.2025"]
    runs = [printed(620, 5 + 18 * i, text) for i, text in enumerate(note)]
    found = [*runs, *letterhead(), *titled(), *text_below(380)]
    assert texts_of(Zone.NOTE, found) == note == read(found)[-3:]
    assert read(found)[:6] == [*LEFT_HEAD, *RIGHT_HEAD]


FAX = "FROM : VAN PHONG FAX NO. : 0245550123 25-11-2019 09:15 P1"


@pytest.mark.parametrize("y", [10, HEIGHT - 40])
@pytest.mark.parametrize(
    "line",
    [
        FAX,
        "2019-11-25 09:15 84 24 5550123 P. 1/3",
        "FROM: VAN PHONG FAXNO.:0245550123 25-11-201909:15 i",
    ],
)
def test_what_a_fax_prints_at_the_edge_is_no_text(line: str, y: int) -> None:
    """Above the letterhead or below the last line of the page."""
    runs = [*letterhead(), *titled(), *text_below(380)]
    assert read([*runs, printed(60, y, line)]) == [*read(runs), line]
    assert texts_of(Zone.NOTE, [*runs, printed(60, y, line)]) == [line]


def test_a_fax_number_in_the_letterhead_or_a_time_in_the_text_is_none() -> None:
    """A fax says when it was sent, at the very edge of the page."""
    office = printed(60, 10, "Điện thoại: 0245550123 Fax: 0245550124")
    assert texts_of(Zone.NOTE, [office, *letterhead(), *titled(), *text_below(380)]) == []
    assert texts_of(Zone.NOTE, [printed(60, 200, FAX), *text_below(380)]) == []
    assert texts_of(Zone.NOTE, [printed(60, 10, "họp lúc 09:15 ngày 25/11"), *BODY]) == []


def test_a_form_has_its_letterhead_where_it_begins() -> None:
    """Further down a page, too; what stands above it is read before it."""
    form = [[Word(w.text, w.box._replace(top=w.box.top + 500, bottom=w.box.bottom + 500))
             for w in run if w.box is not None] for run in letterhead()]  # fmt: skip
    runs = [*text_below(100), printed(420, 500, "Mẫu số 01"), *form, *text_below(800)]
    assert read(runs)[4:11] == ["Mẫu số 01", *LEFT_HEAD, *RIGHT_HEAD]


boxes = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h),
    st.integers(0, 950), st.integers(0, 1350), st.integers(1, 200), st.integers(1, 40),
)  # fmt: skip
texts = st.sampled_from(
    ["Nơi", "nhận:", "CỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM", "kế", "-", "12", "ĐẾN", "Chuyển:", "HỎATỐC",
     "CHỦTỊCH", "Ngườiký:", "Email:", "Kínhgửi:", "(1)", "Mẫu"]
)  # fmt: skip
runs_of_words = st.lists(st.lists(st.builds(Word, texts, boxes), max_size=6), max_size=12)


@given(runs_of_words)
def test_every_word_comes_back_exactly_once(runs: list[list[Word]]) -> None:
    found = [w for line in arrange(runs, WIDTH, HEIGHT) for w in line]
    given_words = [w for run in runs for w in run]
    assert sorted(map(repr, found)) == sorted(map(repr, given_words))
    assert all(arrange(runs, WIDTH, HEIGHT))


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_runs_does_not_matter(chance: random.Random) -> None:
    runs = [*letterhead(), *BODY]
    chance.shuffle(runs)
    assert read(runs) == read([*letterhead(), *BODY])


def test_stamps_read_apart_follow_the_letterhead_and_their_notes_come_last() -> None:
    def line(zone: Zone, text: str, top: int) -> Line:
        words = [
            Word(part, Box(60 * i, top, 60 * i + 50, top + 20), 0.9)
            for i, part in enumerate(text.split())
        ]
        return Line.of(1, words, zone=zone)

    head, body = line(Zone.NUMBER, "Số: 7/KH-UBND", 100), line(Zone.BODY, "Giao các xã", 300)
    receipt = line(Zone.COLOURED_STAMP, "CÔNG VĂN ĐẾN", 200)
    notes = [
        line(Zone.COLOURED_STAMP, "Người ký: An", 800),
        line(Zone.COLOURED_STAMP, "Ngày ký: 3/4/2031", 825),
    ]
    found = with_stamps([head, body], [receipt, *notes])
    assert [one.text for one in found] == [
        head.text, receipt.text, body.text, "Người ký: An", "Ngày ký: 3/4/2031"
    ]  # fmt: skip
    assert found[-1].zone is Zone.NOTE
    assert with_stamps([body], [receipt]) == (body, receipt)
