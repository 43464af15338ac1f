"""Reading order on made-up pages of words; 1000 × 1400 pixels, lines 20 pixels high."""

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from vnplan.layout import arrange
from vnplan.model import Box, Word

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


boxes = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h),
    st.integers(0, 950), st.integers(0, 1350), st.integers(1, 200), st.integers(1, 40),
)  # fmt: skip
texts = st.sampled_from(["Nơi", "nhận:", "CỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM", "kế", "-", "12"])
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
