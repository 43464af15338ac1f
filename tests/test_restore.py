"""Restoration: garbled text is mended, intact text is left alone.

The sentences were written for these tests; their damage imitates what English and
Vietnamese OCR do.
"""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from vnplan.lexicon import Dictionaries
from vnplan.model import Line, RestoredLine, Word
from vnplan.restore import Restorer, restore
from vnplan.restore.fixed import has_no_other_reading
from vnplan.restore.lists import list_heads
from vnplan.restore.paragraphs import paragraphs
from vnplan.restore.restorer import same_spelling
from vnplan.restore.seen import Seen
from vnplan.restore.tokens import Kind, pieces
from vnplan.syllable import strip_marks

# Enough garbled text around a line for the channel to be recognised.
GARBLED = """UY BAN NHAN DAN CONG HOA XA HOI CHU NGHIA VIET NAM
XA AN PHU Déc lap - Tu do - Hanh phiic
S6: 35 /KH-UBND An Phu, ngay 12 thang 4 nam 2022
KE HOACH
Phong, chéng thién tai va tim kiém ctru nan trén dia ban xa nim 2022
Thyc hién Quyét dinh s6 1041/QD-UBND ngay 24/6/2021 ctia Uy ban nhan dan tinh
vé viéc ban hanh ké hoach phong, chéng thién tai; Uy ban nhan dan xa xay dung ké
hoach cu thé nhu sau:
1. Cong an xa chu tri, phéi hop véi cac don vi lién quan tuan tra, kiém soat khu vuc
ven song; bao céo két qua vé Uy ban nhan dan xa trudc ngay 15/9/2022.
2. Van phong theo déi, dén déc viéc thuc hién ké hoach nay.""".splitlines()

CLEAN = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ AN PHÚ Độc lập - Tự do - Hạnh phúc
Số: 35 /KH-UBND An Phú, ngày 12 tháng 4 năm 2022
KẾ HOẠCH
Phòng, chống thiên tai và tìm kiếm cứu nạn trên địa bàn xã năm 2022
Thực hiện Quyết định số 1041/QĐ-UBND ngày 24/6/2021 của Ủy ban nhân dân tỉnh
về việc ban hành kế hoạch phòng, chống thiên tai; Ủy ban nhân dân xã xây dựng kế
hoạch cụ thể như sau:
1. Công an xã chủ trì, phối hợp với các đơn vị liên quan tuần tra, kiểm soát khu vực
ven sông; báo cáo kết quả về Ủy ban nhân dân xã trước ngày 15/9/2022.
2. Văn phòng theo dõi, đôn đốc việc thực hiện kế hoạch này.""".splitlines()


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return Restorer.load(Dictionaries.locate())


def mended(lines: list[str], restorer: Restorer) -> list[RestoredLine]:
    return list(restore([Line(1, text) for text in lines], restorer))


def test_english_ocr_is_mended(restorer: Restorer) -> None:
    """Letters, marks and capitals come back; at most a few words stay wrong."""
    read = [line.text.split() for line in mended(GARBLED, restorer)]
    true = [line.split() for line in CLEAN]
    pairs = [(r, t) for a, b in zip(read, true, strict=True) for r, t in zip(a, b, strict=True)]
    wrong = [(r, t) for r, t in pairs if r != t]
    assert len(wrong) <= 0.04 * len(pairs), wrong


def test_stripped_marks_come_back(restorer: Restorer) -> None:
    """Intact letters without marks: nearly all words right."""
    bare = [strip_marks(line) for line in CLEAN]
    read = " ".join(line.text for line in mended(bare, restorer)).split()
    true = " ".join(CLEAN).split()
    assert sum(r != t for r, t in zip(read, true, strict=True)) <= 0.05 * len(true)


def test_letters_are_mended_where_most_marks_are_lost_as_well(restorer: Restorer) -> None:
    # Worn print read with English data: no marks, and "h" for "k", "v" for "y" here and there.
    text = """Uv ban nhan dan xa quvet dink ban hank ke hoach phong, chong thien tai nam 2022
    Thuc hien chink sach ho tro thiet hai do thien tai gav ra tren dia ban xa
    Van phong co trach nhiem tong hop, trink Uv ban nhan dan xa xem xet, quvet dinh
    Cac don vi lien quan bao cao ket qua thuc hien trudc ngav 15/9/2022"""
    found = " ".join(line.text for line in mended(text.splitlines(), restorer))
    for words in ("quyết định ban hành", "chính sách hỗ trợ", "gây ra", "trước ngày 15/9/2022"):
        assert words in found


def test_intact_text_is_left_alone(restorer: Restorer) -> None:
    """No change at all, and so no reason to look."""
    assert all(line.changes == () for line in mended(CLEAN, restorer))


# What an OCR that knows the marks makes of CLEAN here and there.
MISREAD = {
    "tìm kiếm cứu nạn": "tìm kiểm cứu nạn",
    "theo dõi": "theo đõi",
    "kết quả về": "kết quá về",
    "kế hoạch này": "kế hoạch nảy",
}


def misread(times: int) -> list[str]:
    text = "\n".join(CLEAN)
    for true, read in list(MISREAD.items())[:times]:
        assert true in text
        text = text.replace(true, read)
    return text.splitlines()


def test_a_few_misread_marks_are_mended(restorer: Restorer) -> None:
    """Nothing but the text itself tells that an OCR read it, and nine words of ten are right."""
    assert [line.text for line in mended(misread(4), restorer)] == CLEAN


def test_one_change_in_long_text_is_none(restorer: Restorer) -> None:
    """The author's own slip, or a name, in a text that is otherwise right; not so on a scan."""
    lines = [*misread(1), *(CLEAN[5:] * 6)]
    assert all(line.changes == () for line in mended(lines, restorer))
    scanned = [Line.of(1, [Word(word, None, 0.9) for word in text.split()]) for text in lines]
    assert restore(scanned, restorer)[4].text == CLEAN[4]


def test_documents_do_not_lean_on_one_another(restorer: Restorer) -> None:
    """What is remembered of one text changes nothing in the next, of whatever kind."""
    fresh = Restorer.load(Dictionaries.locate())
    alone = mended(misread(4), fresh)
    for other in (GARBLED, [strip_marks(line) for line in CLEAN], CLEAN):
        mended(other, restorer)
        assert mended(misread(4), restorer) == alone


def test_candidates_weighed_again_are_those_of_a_search(restorer: Restorer) -> None:
    """Among its own findings, in any order, a search finds the same."""
    models = restorer.models
    decoder, channel = models.decoder, models.channels.kinds["english"]
    decoder.set_channel(*channel.logs())
    for word in ("chéng", "Quyét", "ctru", "dja", "0y", "x"):
        read = models.channels.read.encode(word)
        entries, scores = decoder.search(read, 60, 9.0, 0.6, 48.0)
        reverse = np.frombuffer(entries, np.int32)[::-1].copy()
        again, weighed = decoder.rescore(read, reverse, 9.0, 0.6, 48.0)
        assert set(np.frombuffer(again, np.int32)) == set(reverse)
        found, found_again = (np.sort(np.frombuffer(s, np.float32)) for s in (scores, weighed))
        assert np.allclose(found, found_again, atol=1e-4)
    with pytest.raises(ValueError, match="no such entries"):
        decoder.rescore(b"\x01", np.array([len(models.entries)], np.int32), 9.0, 0.6, 48.0)


@pytest.mark.parametrize(
    ("line", "true"),
    [
        ("theo Nghị định số 1 15/2020/NĐ-CP", "theo Nghị định số 115/2020/NĐ-CP"),
        ("Thông tư số 38/2014ITT-BKHCN", "Thông tư số 38/2014/TT-BKHCN"),
        ("từ ngày 01/01I2022 đến ngày4 tháng 5", "từ ngày 01/01/2022 đến ngày 4 tháng 5"),
        ("$ó: /QĐÐ-UBND", "Số: /QĐ-UBND"),
        ("trong vòng 1Š ngày", "trong vòng 15 ngày"),
        ("Nghị định số 15/2020/NĐ-CP ngày 1/1/2022", "Nghị định số 15/2020/NĐ-CP ngày 1/1/2022"),
    ],
)
def test_signs_inside_numbers(line: str, true: str, restorer: Restorer) -> None:
    """Mended where only one reading has the form of a number, date or symbol."""
    assert mended([*misread(4), line], restorer)[-1].text == true


@pytest.mark.parametrize(
    "lines",
    [
        ["The committee shall meet twice a year and report to the board.", "Signed in Geneva."],
        ["Ông Nguyễn Hoàng Khánh Duy, sinh năm 1975, quê quán xã Ea Kpam."],
        ["Uỷ ban nhân dân xã Hoà Thuỷ tổ chức hội nghị về công tác thuỷ lợi năm 2021."],
    ],
)
def test_other_text_is_left_alone(lines: list[str], restorer: Restorer) -> None:
    """Another language, names, and the reformed place of tones are not repaired."""
    assert [line.text for line in mended(lines, restorer)] == lines


ENGLISH = """The buyer shall inspect the machines within seven days of their arrival at the port.
Spare parts, lubricants and drawings belong to the price of the first shipment.
Any dispute is settled by friendly talks; where these fail, the court of the seller decides.
Name of manufacturer, country of origin, serial number and year of production.""".splitlines()

# What is read from a page that is empty but for dirt and the print of its back.
NOISE = """rB",e-.t " vo=eo eL-rj-r L|i~_tc E
e,| =:nL r'Bflr xq vnE
v~ _-En Bonj ~i = o'.. -; Eft
tBtn'r Enfl L o'v jlEitfol nEr lIBr' LaTL
w-jkq .. zqt; ffl =rE' Bjn xxvL
qE|t ooj~ rrn. --; LLjf vBe tqz'k""".splitlines()


@pytest.mark.parametrize("foreign", [ENGLISH, NOISE])
def test_foreign_lines_stay_and_the_others_are_mended(
    foreign: list[str], restorer: Restorer
) -> None:
    """A page in another language, or of noise, comes out as it was, and the pages around it as
    if it were not there."""
    lines = [line.text for line in mended([*GARBLED, *foreign, *GARBLED], restorer)]
    assert lines[len(GARBLED) : -len(GARBLED)] == foreign
    assert lines[: len(GARBLED)] + lines[-len(GARBLED) :] == [
        line.text for line in mended([*GARBLED, *GARBLED], restorer)
    ]
    assert "thiên tai và tìm kiếm cứu nạn" in lines[4]


def test_numbers_dates_and_symbols_survive(restorer: Restorer) -> None:
    """Digits of garbled text are never altered; letters of symbols regain their marks."""
    text = "\n".join(line.text for line in mended(GARBLED, restorer))
    for kept in ("35 /KH-UBND", "1041/QĐ-UBND", "24/6/2021", "15/9/2022", "ngày 12 tháng 4"):
        assert kept in text


def test_letters_with_digits_survive_where_letters_are_intact(restorer: Restorer) -> None:
    """Grades, forms and hours of undiacritised text are no misread words."""
    bare = [strip_marks(line) for line in CLEAN] + ["Kho B3, mau H48, lop 10A1 luc 7h30"]
    assert mended(bare, restorer)[-1].text.split()[1::2][:2] == ["B3,", "H48,"]
    assert mended(bare, restorer)[-1].text.endswith("7h30")


def test_english_ocr_with_confidences_is_mended(restorer: Restorer) -> None:
    """That an OCR says how sure it is does not make its text Vietnamese."""
    lines = [Line.of(1, [Word(w, None, 0.9) for w in text.split()]) for text in GARBLED]
    assert "thiên tai và tìm kiếm cứu nạn" in restore(lines, restorer)[4].text


def test_space_lost_before_a_number(restorer: Restorer) -> None:
    """ "ngay12" is two words."""
    garbled = [line.replace("ngay 12", "ngay12") for line in GARBLED]
    assert "ngày 12 tháng 4" in mended(garbled, restorer)[2].text


def test_space_lost_behind_a_number(restorer: Restorer) -> None:
    """Days and numbers stay, in whatever shape their digits were read; a misread letter at the
    head of a word is none."""
    line = "354/DA-CP ngay O9thdng 5 nam 2025, trong 05ngay; ong 14nh dao 16ng ghép"
    mended = restore([*(Line(1, text) for text in GARBLED), Line(1, line)], restorer)[-1]
    assert "ngày 09 tháng 5 năm 2025, trong 05 ngày; ông lãnh đạo lồng ghép" in mended.text


def test_what_is_counted_stays_where_a_word_would_do_as_well(restorer: Restorer) -> None:
    line = "khao sat 36 doanh nghiép, 14 hop tac xa; trong 13 ngay ho tro 15 hd va 120 nguoi"
    mended = restore([*(Line(1, text) for text in GARBLED), Line(1, line)], restorer)[-1]
    assert mended.text == (
        "khảo sát 36 doanh nghiệp, 14 hợp tác xã; trong 13 ngày hỗ trợ 15 hộ và 120 người"
    )


def test_changes_replay(restorer: Restorer) -> None:
    """Applying the changes to the line as read gives the restored line."""
    for line in mended(GARBLED, restorer):
        assert RestoredLine.apply(line.line, line.changes).text == line.text
        for change in line.changes:
            assert line.line.text[change.start : change.stop] == change.before
            assert change.before != change.after
            assert 0 <= change.probability <= 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=60).filter(lambda t: "\n" not in t), max_size=5))
def test_any_text_keeps_its_lines(lines: list[str]) -> None:
    """As many lines come out as went in, whatever they hold."""
    normal = [unicodedata.normalize("NFC", line) for line in lines]
    out = restore([Line(1, text) for text in normal], _SHARED)
    assert [line.line.text for line in out] == normal


_SHARED = Restorer.load(Dictionaries.locate())


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("số 12/KH-UBND", [Kind.WORD, Kind.SYMBOL]),
        ("ngày 05/3/2024.", [Kind.WORD, Kind.DATE]),
        ("HĐND-UBND", [Kind.SYMBOL]),
        ("kinh tế-xã hội", [Kind.WORD] * 4),
        ("Mác-Lênin", [Kind.WORD] * 2),
        ("a@b.vn, V/v", [Kind.OPAQUE, Kind.OPAQUE]),
        ("số 7 /TTr-UBND", [Kind.WORD, Kind.NUMBER, Kind.SYMBOL]),
        ("07_Bieu tong hop.doc", [Kind.OPAQUE, Kind.WORD, Kind.WORD, Kind.WORD]),
        ("98% | _ .", [Kind.NUMBER]),
    ],
)
def test_pieces(text: str, kinds: list[Kind]) -> None:
    """Words, numbers, dates, symbols and addresses are told apart; signs are left out."""
    found = list(pieces(text))
    assert [p.kind for p in found] == kinds
    assert all(text[p.start : p.stop] == p.text for p in found)


def test_names_on_a_scan_are_left_alone(restorer: Restorer) -> None:
    """A rare name that an OCR read is not made a common one; the prose around it is mended."""
    text = ["Ông Lương Ngọc Hè, Trưởng thôn, được giao phôi hợp với các đơn vị đê thực hiện."]
    lines = [Line.of(1, [Word(w, None, 0.95) for w in part.split()]) for part in text]
    (line,) = restore(lines, restorer)
    assert "Lương Ngọc Hè" in line.text and "phối hợp với các đơn vị để" in line.text


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Giay phép lai xe cac hang A1, B, C1, D1 con thoi han", "A1, B, C1, D1"),
        ("Xa trinh Phong theo van ban s6 19 /TTr-VHXH trudc ngay 5", "19 /TTr-VHXH"),
        ("8 Xay dung duong lién thén", "8 "),
        ("anh chan dung ¢& 4x6 cua ngudi dang ky", " 4x6 "),
        ("Cac hé dan tai Quan 8. phuong Xom Moi va t6 14", " 8. "),
    ],
)
def test_numbers_and_codes_are_no_words(line: str, kept: str, restorer: Restorer) -> None:
    """What its neighbours show to be a number or a code is never read as a word."""
    assert kept in mended([*GARBLED, line], restorer)[-1].text


@pytest.mark.parametrize(
    ("line", "true"),
    [
        ("Hé tro stra nha 6 cho 12 h6 ngheo", "nhà ở cho 12 hộ nghèo"),
        ("nhiém vu quan trong nhat 14 phong chéng bao", "nhất là phòng"),
        ("quan tam céc xa ving cao, nhat 13 trong mua kho", "nhất là trong mùa khô"),
        ("thye hién Diéu 13 va khoan 13 cua Luat", "Điều 13 và khoản 13 của Luật"),
    ],
)
def test_digits_read_for_letters(line: str, true: str, restorer: Restorer) -> None:
    """Where the whole neighbourhood asks for a word, digits are letters misread."""
    assert true in mended([*GARBLED, line], restorer)[-1].text


def test_a_number_read_as_a_word_is_a_doubt(restorer: Restorer) -> None:
    """ "bầu 13 đại biểu" and "nhất 13 cán bộ" look alike: neither is ever sure."""
    line = "quan tam céc xa ving cao, nhat 13 trong mua kho"
    (change,) = [c for c in mended([*GARBLED, line], restorer)[-1].changes if c.before == "13"]
    assert change.after == "là"
    assert change.probability <= 0.5


def test_abbreviations_of_undiacritised_text(restorer: Restorer) -> None:
    """Listed ones take the form seen most, others the strokes of their like."""
    bare = [strip_marks(line) for line in CLEAN] + ["Luu: VT, LDVP, BVDK, PGDDT, DNA."]
    assert mended(bare, restorer)[-1].text == "Lưu: VT, LĐVP, BVĐK, PGDĐT, DNA."


def test_an_abbreviation_with_a_bracket_stays(restorer: Restorer) -> None:
    bare = [strip_marks(line) for line in CLEAN] + ["- Luu: VT, QLKCM(H-09b)."]
    assert mended(bare, restorer)[-1].text == "- Lưu: VT, QLKCM(H-09b)."


def test_abbreviations_that_the_document_spells_out(restorer: Restorer) -> None:
    """D or Đ as in the words that stand right before the abbreviation."""
    true = ["Giao đội dân phòng (ĐDP) trực đêm; trưởng thôn điều động ĐDP khi có lũ."]
    true += ["Phương án di dời dân dần (DDDD) đã được duyệt; xã chi trả tiền DDDD."]
    text = mended([strip_marks(line) for line in [*CLEAN, *true]], restorer)
    assert text[-2].text.count("ĐDP") == 2 and text[-1].text.count("DDDD") == 2


def test_letters_of_a_list_follow_their_order(restorer: Restorer) -> None:
    items = ["a) Thôn Đông;", "b) Thôn Tây;", "c) Thôn Nam;", "d) Thôn Bắc;", "đ) Xóm Mới;"]
    text = mended([strip_marks(line) for line in [*CLEAN, *items]], restorer)
    assert [line.text[0] for line in text[-5:]] == ["a", "b", "c", "d", "đ"]


def test_a_list_of_numbers_begins_with_one(restorer: Restorer) -> None:
    """Where 2 follows; before II the I is Roman."""
    plain = mended([*GARBLED[:-2], "I. Thon Dong truc lil", "2. Thon Tay truc dém"], restorer)
    roman = mended([*GARBLED[:-2], "I. MUC DICH", "1. Yéu cau", "II. NOI DUNG"], restorer)
    assert plain[-2].text.startswith("1. ") and roman[-3].text.startswith("I. ")


def settled(*texts: str) -> list[tuple[int, str]]:
    return [(n, change.after) for n, change in list_heads([Line(1, text) for text in texts])]


def test_roman_numerals_follow_one_another() -> None:
    """Between II and IV stands III, whatever was read; letters of a list stay, and so does the
    last numeral, which nothing follows."""
    assert settled("I. MỘT", "II. HAI", "II. BA", "IV. BỐN", "IV. NĂM") == [(2, "III")]
    assert settled("G. BẢY", "H. TÁM", "I. CHÍN", "K. MƯỜI") == []


@pytest.mark.parametrize("two", ["II.", "H.", "Il.", "ll.", "||."])
def test_a_roman_one_stays_where_a_misread_one_or_two_follows(two: str) -> None:
    """The first item is misread as the heading is; the second heading stands in other letters."""
    texts = ["I. KINH PHI", "l. Chi ngay", "2. Chi sau", f"{two} NHAN LUC", "1. Doi mot"]
    mended_two = [] if two == "II." else [(3, "II")]
    assert settled(*texts) == [(1, "1"), *mended_two]
    assert settled("I. KINH PHI", "Chi ngay", "2. Chi sau", f"{two} NHAN LUC") == mended_two


@pytest.mark.parametrize(("one", "other"), [("qui", "quy"), ("kĩ", "kỹ"), ("lí", "lý")])
def test_i_for_y_is_a_spelling_and_stays(one: str, other: str) -> None:
    """Both are written; what is printed is not put right."""
    assert same_spelling(one, other)
    assert same_spelling(one.capitalize(), other.capitalize())
    assert not same_spelling(one, other + "t")
    assert not same_spelling(one.capitalize(), other)


WRECK = (
    "Cót eơ quen, đcm vì tố chừr tuyôn Iruyên vồ cái cách hànl chỉnh trang lhúng nẩy sau hộl nghì"
)


def test_a_line_that_is_mostly_misread_is_guessed_and_never_sure(restorer: Restorer) -> None:
    """A channel of its own brings most words back; none of them is told from the rest as sure."""
    true = "Các cơ quan đơn vị tổ chức tuyên truyền về cải cách hành chính"
    true += " trong tháng này sau hội nghị"
    line = mended([*misread(4), WRECK], restorer)[-1]
    words = line.text.replace(",", "").split()
    right = sum(a == b for a, b in zip(words, true.split(), strict=True))
    assert right >= 0.6 * len(words)
    assert all(change.probability <= 0.5 for change in line.changes)


def test_another_language_in_the_midst_is_no_wreck(restorer: Restorer) -> None:
    lines = ["The host institution shall bear all costs of travel and lodging of its delegates."]
    lines += ["Buôn Krông Jing, Ea Trul, Cư Pui, Yang Mao, Dang Kang, Hòa Lễ, Ea Drăng, Dliê Ya"]
    assert [line.text for line in mended([*misread(4), *lines], restorer)][-2:] == lines


def test_names_and_codes_without_marks_are_no_wreck(restorer: Restorer) -> None:
    """Of letters that are intact no line is misread, however little sense it makes."""
    names = "Ong Y Krong Nie, ba H'Wer Eban, ong K'Brop, ba Ka Nhu, ong Siu H'Blia o xa Ea Hding"
    codes = "Phuong tien bien so 29A-123.45, 30F-678.90, lop 3C, 4A1, 5C2, loai xe Toyota 7 cho"
    first, second = mended([*map(strip_marks, CLEAN), names, codes], restorer)[-2:]
    assert [strip_marks(line.text) for line in (first, second)] == [names, codes]


def test_codes_with_digits_stay_in_english_ocr(restorer: Restorer) -> None:
    line = "Bién sé 29A-123.45, lép 1A 25 hoc sinh, lép 4A1, giai doan 2, nhiét dé 37,5°C"
    text = mended([*GARBLED, line], restorer)[-1].text
    assert regex.findall(r"[\dA-C°]+", text) == regex.findall(r"[\dA-C°]+", line), text


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("c) Giay phep lai xe hang A3 duoc tiép tuc diéu khién xe", "hạng A3 được"),
        ("theo mau B38 kém theo Nghi dinh s6 95/2023/ND-CP", "mẫu B38 kèm"),
        ("MAU SO 02[4] (DUOC BAI BO)", "MẪU SỐ 02[4] (ĐƯỢC"),
        ("b3) Phan tich xu thé, dién bién cua thoi tiét", "b3) Phân tích"),
        ("nhiét d6 cao nhat trong ngay tur 35°c dén 37°c", "từ 35°c đến 37°c"),
        ("khdi luong nuéc (m3) do co sé san xuat sir dung", "nước (m3) do"),
        ("cac mau 10a, 10b, 10c va 10d ban hanh kém theo", "10c và 10d ban"),
        ("Quyét dinh nay dugc dang tren ban in ©2010", "©2010"),
        ("a)La co quan dau mdi quan ly nha nwéc", "a)Là cơ quan"),
        ("B) XAY DUNG CONG TRINH PHONG THU", "B) XÂY DỰNG"),
        ("Cac hinh thirc khen thuong............ 14", "... 14"),
        ("Duong rong 14m, dai 4m, cao 16m", "rộng 14m, dài 4m, cao 16m"),
        ("Tau ca c6 chiéu dai 16m tré lén; hanh lang 14m", "dài 16m trở lên; hành lang 14m"),
        ("thiét bi ghi 4m thanh, ghi hinh tai hién trwong", "ghi âm thanh"),
        ("Hat kiém 14m phéi hop voi Uy ban nhan dan xa", "kiểm lâm phối"),
        ("Hoc sinh lép 1A va doan dwong qua quéc 16 1A", "lớp 1A và"),
        ("c©) Phong Noi vu phéi hop voi cac co quan", "c) Phòng Nội vụ"),
        ("é) Phong Tai chinh bao dam kinh phi", "e) Phòng Tài chính"),
    ],
)
def test_codes_units_and_notes_keep_their_digits(line: str, kept: str, restorer: Restorer) -> None:
    assert kept in mended([*GARBLED, line], restorer)[-1].text


def test_a_word_that_may_be_a_measure_is_a_doubt(restorer: Restorer) -> None:
    """Where nothing beside it tells which; "lâm nghiệp" is told by its second syllable."""
    lines = ["Hang cay thw hai 16m chan séng ven song", "Nganh 14m nghiép bao céo két qua"]
    stretch, forest = mended([*GARBLED, *lines], restorer)[-2:]
    either = [change for change in stretch.changes if change.before == "16m"]
    assert all(change.probability <= 0.5 for change in either)
    assert either or "16m" in stretch.text
    assert [c.after for c in forest.changes if c.before == "14m" and c.probability > 0.9] == ["lâm"]


@pytest.mark.parametrize("read", ["1A", "160i"])
def test_digits_that_are_mostly_letters_are_not_settled(read: str, restorer: Restorer) -> None:
    (spot,) = (
        s
        for p in paragraphs([Line(1, f"dau mdi {read} b6 phan")])
        for s in p
        if s.piece.text == read
    )
    seen = Seen(restorer.models.channels.kinds["english"], english=1.0)
    assert not has_no_other_reading(spot, seen, restorer.models)


def test_no_repair_guesses_a_digit(restorer: Restorer) -> None:
    words = (restorer.models.language.words[n] for n in restorer.models.language.targets.tolist())
    assert not any(map(str.isdigit, "".join(words)))


def test_codes_stay_in_a_wreck(restorer: Restorer) -> None:
    line = mended([*misread(4), WRECK + " 29A 4A1 PC07"], restorer)[-1]
    assert line.text.endswith(" 29A 4A1 PC07")


@pytest.mark.parametrize(
    "line",
    [
        "So lieu giao thông | 5 | 7",
        "Số dư tài khoản | 5",
        "Tinh thần quyết thắng !",
        "bao-cao-thang-11_v2.xlsx va ke_hoach_2024_v3.docx",
    ],
)
def test_rules_of_tables_and_names_of_files_in_a_line_are_no_numbers(
    line: str, restorer: Restorer
) -> None:
    assert regex.findall(r"\d+", mended([*GARBLED, line], restorer)[-1].text) == (
        regex.findall(r"\d+", line)
    )


def test_a_sentence_without_marks_that_ends_with_a_file_is_mended(restorer: Restorer) -> None:
    line = "De nghi cac don vi gui bao cao theo mau tai tep bao-cao_v2.docx"
    (*_, last) = mended([*map(strip_marks, CLEAN), line], restorer)
    assert last.text == "Đề nghị các đơn vị gửi báo cáo theo mẫu tại tệp bao-cao_v2.docx"


def test_names_of_files_stay(restorer: Restorer) -> None:
    name = "Phu luc kem theo Ke hoach so 7_2019.doc"
    assert mended([*GARBLED, name], restorer)[-1].text == name
    assert mended([*GARBLED, name.removesuffix(".doc")], restorer)[-1].text != name


@pytest.mark.parametrize(
    ("line", "true"),
    [
        ("theo quy dinh tai Diéu | cua Quy ché nay", "tại Điều 1 của"),
        ("HO SO CA NHAN/TO CHUC DE NGHI", "CÁ NHÂN/TỔ CHỨC"),
        ("theo Céng van cua SG Xay dung", "của Sở Xây dựng"),
        ("theo quy dinh cua B6 va T6 céng tac", "của Bộ và Tổ công tác"),
        ("hoan thanh tru'dc ngay O5 thang 6", "ngày 05 tháng 6"),
        ("theo Quyét dinh s6 12/QDB-UBND", "số 12/QĐ-UBND"),
        ("hoan thanh trong quy H/2022, béo céo quy IH", "trong quý II/2022, báo cáo quý III"),
    ],
)
def test_signs_capitals_and_strokes_of_english_ocr(
    line: str, true: str, restorer: Restorer
) -> None:
    """A stroke for a one, words on both sides of a stroke, a G for an Ở."""
    assert true in mended([*GARBLED, line], restorer)[-1].text


def test_a_one_at_the_head_of_a_sentence_is_not_roman(restorer: Restorer) -> None:
    """On text that an OCR read; a short heading keeps its Roman numeral."""
    sentence = "I. Các thôn rà soát nhà ở không an toàn và báo cáo Ủy ban nhân dân xã"
    lines = mended([*misread(4), sentence, "I. Nhiệm vụ chung"], restorer)
    assert [line.text[:2] for line in lines[-2:]] == ["1.", "I."]


@pytest.mark.parametrize(
    ("read", "restored"),
    [
        ("Văn phòng báo .cáo việc tổ.chức họp", "Văn phòng báo cáo việc tổ chức họp"),
        ("Nghị định quy: định chức năng của xã", "Nghị định quy định chức năng của xã"),
        ("Hồ sơ gồm: các giấy tờ sau đây", "Hồ sơ gồm: các giấy tờ sau đây"),
        ("Họp xong. người dân ra về", "Họp xong. người dân ra về"),
    ],
)
def test_dust_inside_an_expression_of_a_scan_is_no_sign(
    read: str, restored: str, restorer: Restorer
) -> None:
    scanned = Line(1, read, tuple(Word(word, confidence=0.9) for word in read.split()))
    around = [Line(1, text) for text in CLEAN]
    assert restore([*around, scanned], restorer)[-1].text == restored
    assert restore([*around, Line(1, read)], restorer)[-1].text == read


def test_capitals_of_the_shape_of_small_letters(restorer: Restorer) -> None:
    """ "bổ Sung" is the height of a letter; "ông Sơn", "Hồ Sơ" and "tại Sở" are names."""
    text = "Xã bổ Sung hồ SƠ của ông Sơn, gửi tại Sở Y tế"
    scanned = Line(1, text, tuple(Word(word, confidence=0.9) for word in text.split()))
    around = [Line(1, line) for line in CLEAN]
    small = "Xã bổ sung hồ sơ của ông Sơn, gửi tại Sở Y tế"
    assert restore([*around, scanned], restorer)[-1].text == small
    assert restore([*around, Line(1, text)], restorer)[-1].text == text


@pytest.mark.parametrize(
    ("line", "true"),
    [
        ("Cac CS quan, don vi va truong hoc tren dia ban xa", "Cơ quan, đơn vị"),
        ("Giao BS phan mét cua tiép nhan hé so", "Bộ phận một cửa"),
        ("Truong Trung hoc co so An Phu, 35 HS lép 9", "35 HS"),
        ("Cac don vi bao cao truéc ngay 15 thang cuéi quy II1/2022", "quý III/2022"),
    ],
)
def test_two_capitals_and_strokes_in_english_ocr(line: str, true: str, restorer: Restorer) -> None:
    """Two capitals are an abbreviation unless the words around make them one misread."""
    assert true in mended([*GARBLED, line], restorer)[-1].text
