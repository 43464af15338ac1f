"""Words that are no print: what goes, and what stays."""

from dataclasses import replace

from vnplan.layout.specks import without_specks, without_strokes
from vnplan.model import Box, Word

HEIGHT = 2000


def word(text: str, left: int, confidence: float, top: int = 1500, height: int = 28) -> Word:
    return Word(text, Box(left, top, left + 14 * len(text), top + height), confidence)


def texts(runs: list[list[Word]]) -> list[list[str]]:
    return [[w.text for w in run] for run in runs]


def test_signs_alone_are_specks_unless_read_with_confidence_between_words() -> None:
    box = Box(0, 0, 9, 9)
    dash, speck, word = Word("-", box, 0.9), Word("~", box, 0.3), Word("Như", box, 0.4)
    assert without_specks([[dash, word, speck], [dash], [speck, speck]]) == [[dash, word]]


def test_a_lone_letter_that_vietnamese_lacks_is_a_speck() -> None:
    box = Box(0, 0, 9, 9)
    z, word, roman = Word("z", box, 0.7), Word("UBND", box, 0.9), Word("Y", box, 0.5)
    assert without_specks([[z, word], [z], [roman]]) == [[word], [roman]]
    clear = replace(z, confidence=0.95)
    assert without_specks([[clear, word]]) == [[clear, word]]


def test_a_circumflex_alone_is_a_speck() -> None:
    assert without_specks([[word("\u02c6", 100, 0.9)]]) == []


def test_short_unsure_words_with_gaps_around_them_are_strokes() -> None:
    line = [word("Lưu", 200, 0.96), word("VT", 250, 0.9), word("Ị", 900, 0.2)]
    assert texts(without_strokes([line, [word("XN", 500, 0.3)]], HEIGHT)) == [["Lưu", "VT"]]


def test_words_between_others_long_ones_and_sure_ones_stay() -> None:
    line = [word("từ", 200, 0.2), word("ngày", 235, 0.96)]
    alone = [[word("nghiệp", 200, 0.2)], [word("2", 200, 0.9)], [word("III/2026", 200, 0.3)]]
    assert without_strokes([line, *alone], HEIGHT) == [line, *alone]


def test_what_is_much_lower_than_words_needs_more_confidence() -> None:
    line = [word("ngày", 200, 0.96), word("hai", 260, 0.96)]
    low = word("đây", 900, 0.7, height=9)
    assert without_strokes([line, [low]], HEIGHT) == [line]
    assert without_strokes([line, [replace(low, confidence=0.9)]], HEIGHT)[1:] != []


def test_a_letterhead_stays_as_it_is_but_the_head_of_another_page_does_not() -> None:
    stroke = [word("Š", 100, 0.2, top=300)]
    motto = [word("Độc", 800, 0.9, 100), word("lập", 860, 0.9, 100), word("Tự", 920, 0.9, 100)]
    motto += [word("do", 960, 0.9, 100), word("Hạnh", 1000, 0.9, 100), word("phúc", 1065, 0.9, 100)]
    body = [word("ngày", 200, 0.96)]
    assert stroke in without_strokes([motto, stroke, body], HEIGHT)
    assert stroke not in without_strokes([stroke, body], HEIGHT)


def test_a_line_with_wide_gaps_stays_one_line() -> None:
    """A date line has the gaps of a form."""
    date = [word("ngày", 100, 0.95), word("tháng", 300, 0.95), word("năm", 600, 0.95)]
    assert without_strokes([date], HEIGHT) == [date]


def test_the_short_last_line_of_a_paragraph_stays_however_badly_it_is_read() -> None:
    line = [word("ngay", 200, 0.9), word("khi", 270, 0.9), word("độ", 330, 0.9)]
    line += [word("mặn", 380, 0.9), word("giảm", 440, 0.9)]
    last, stroke = [word("g.", 205, 0.1, top=1540)], [word("g.", 905, 0.1, top=1540)]
    assert without_strokes([line, last, stroke], HEIGHT) == [line, last]


def test_a_dash_or_a_number_in_front_of_an_item_stays() -> None:
    """However wide its gap is, and badly as a lone 1 is read; a dot there is none."""
    item = [word("Các", 330, 0.9), word("văn", 390, 0.9), word("bản", 450, 0.9)]
    dash = Word("-", Box(295, 1512, 306, 1516), 0.69)
    number = word("I", 290, 0.59)
    for head in (dash, number):
        assert without_strokes([[head, *item]], HEIGHT) == [[head, *item]]
        assert without_strokes([item, [head]], HEIGHT) == [item]
    dot = Word("-", Box(295, 1512, 299, 1514), 0.74)
    stroke = word("Ì", 290, 0.36)
    for speck in (dot, stroke):
        assert without_strokes([[speck, *item]], HEIGHT) == [item]


def test_long_lines_that_are_not_read_at_the_edge_of_the_sheet_are_none() -> None:
    """Among lines that are read they stay."""
    line = [word("ngày", 200, 0.96), word("hai", 260, 0.96)]
    shadow = [word("rsssse=mmmmm—.s", 160, 0.0, top=130), word("35.55", 620, 0.38, top=130)]
    below = [replace(w, box=replace_top(w, 1900)) for w in shadow]
    among = [replace(w, box=replace_top(w, 1500)) for w in shadow]
    higher = [replace(w, box=replace_top(w, 900)) for w in line]
    assert without_strokes([shadow, higher, line, below], HEIGHT) == [higher, line]
    assert without_strokes([higher, among, below, line], HEIGHT) == [higher, among, line]
    end = [word("nghiệp", 300, 0.2, top=1900)]
    assert without_strokes([line, end], HEIGHT) == [line, end]


def replace_top(word: Word, top: int) -> Box:
    assert word.box is not None
    return word.box._replace(top=top, bottom=top + word.box.height)
