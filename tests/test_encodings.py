"""Encodings of text files and of old fonts. All sentences are made up; bytes are typed by hand."""

from __future__ import annotations

import random
import time
import unicodedata

import pytest

from vnplan.encodings import code_tables as tables
from vnplan.encodings.decode import Decoded, decode
from vnplan.encodings.judge import detect_legacy
from vnplan.encodings.legacy import Encoding, convert_legacy, font_encoding
from vnplan.errors import InputError
from vnplan.syllable import TONES, is_syllable

SENTENCE = "Phòng Tư pháp chủ trì, phối hợp với các thôn rà soát lại sổ hộ tịch trước ngày 15/9."
# The same sentence as the old fonts and programs had it.
TCVN3 = "Phßng T­ ph¸p chñ tr×, phèi hîp víi c¸c th«n rµ so¸t l¹i sæ hé tÞch tr­íc ngµy 15/9."
VNI = (
    "Phoøng Tö phaùp chuû trì, phoái hôïp vôùi caùc thoân raø soaùt laïi soå hoä tòch "
    "tröôùc ngaøy 15/9."
)
VIQR = (
    "Pho`ng Tu+ pha'p chu? tri`, pho^'i ho+.p vo+'i ca'c tho^n ra` soa't la.i so^? ho^. ti.ch "
    "tru+o+'c nga`y 15/9."
)
VISCII = "Phòng Tß pháp chü trì, ph¯i hþp v¾i các thôn rà soát lÕi s± hµ t¸ch trß¾c ngày 15/9."
VPS = "Phòng TÜ pháp chû trì, phÓi h®p v§i các thôn rà soát låi s° h¶ tÎch trÜ§c ngày 15/9."
WINDOWS_1258 = (
    "PhoÌng Tý phaìp chuÒ triÌ, phôìi hõòp võìi caìc thôn raÌ soaìt laòi sôÒ hôò tiòch "
    "trýõìc ngaÌy 15/9."
)
OLD = {
    Encoding.TCVN3: TCVN3,
    Encoding.VNI: VNI,
    Encoding.VISCII: VISCII,
    Encoding.VPS: VPS,
    Encoding.WINDOWS_1258: WINDOWS_1258,
    Encoding.VIQR: VIQR,
}


@pytest.mark.parametrize("encoding", OLD)
def test_old_encoding_as_bytes(encoding: Encoding) -> None:
    """The bytes of each old encoding are recognised and read exactly."""
    assert decode(OLD[encoding].encode("cp1252")) == Decoded(SENTENCE, encoding.value, True)


@pytest.mark.parametrize("encoding", [e for e in OLD if e is not Encoding.VIQR])
def test_old_characters_saved_as_utf8(encoding: Encoding) -> None:
    """The Latin characters that old fonts were typed with are recognised in a UTF-8 file."""
    assert decode(OLD[encoding].encode()) == Decoded(SENTENCE, f"utf-8+{encoding.value}", True)


@pytest.mark.parametrize("encoding", OLD)
def test_old_characters_of_a_text_layer(encoding: Encoding) -> None:
    """Characters without any font name are recognised by statistics, then converted."""
    assert detect_legacy(OLD[encoding]) is encoding
    assert convert_legacy(OLD[encoding], encoding) == SENTENCE


@pytest.mark.parametrize(
    ("data", "encoding", "guessed"),
    [
        (SENTENCE.encode(), "utf-8", False),
        (SENTENCE.encode("utf-8-sig"), "utf-8", False),
        (unicodedata.normalize("NFD", SENTENCE).encode(), "utf-8", False),
        (b"\xff\xfe" + SENTENCE.encode("utf-16-le"), "utf-16-le", False),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), "utf-16-be", False),
        (b"\xff\xfe\0\0" + SENTENCE.encode("utf-32-le"), "utf-32-le", False),
        (SENTENCE.encode("utf-16-le"), "utf-16-le", True),
        (SENTENCE.encode("utf-16-be"), "utf-16-be", True),
    ],
)
def test_unicode_files(data: bytes, encoding: str, guessed: bool) -> None:
    """Unicode comes out in NFC and without mark, whatever its form."""
    assert decode(data) == Decoded(SENTENCE, encoding, guessed)


@pytest.mark.parametrize("codec", ["latin-1", "cp1252", "cp1258", "mac_roman"])
@pytest.mark.parametrize("text", [SENTENCE, SENTENCE.upper(), "Số: 07/KH-UBND, xã Đồng Tâm"])
def test_mojibake(codec: str, text: str) -> None:
    """UTF-8 that was read in another encoding and saved again is brought back."""
    shown = "".join(_shown(byte, codec) for byte in text.encode())
    assert decode(shown.encode()) == Decoded(text, "utf-8+mojibake", True)


def _shown(byte: int, codec: str) -> str:
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)


def test_twofold_mojibake() -> None:
    """Misread twice, mended twice."""
    once = "".join(_shown(byte, "cp1252") for byte in SENTENCE.encode())
    twice = "".join(_shown(byte, "cp1252") for byte in once.encode())
    assert decode(twice.encode()).text == SENTENCE


@pytest.mark.parametrize(
    "text",
    [
        "UBND xã giao ông Lê Văn Bình (thôn Đông) làm tổ trưởng; bà Trần Thị Mỹ làm tổ phó.",
        "Phong Tu phap chu tri, phoi hop voi cac thon ra soat lai so ho tich truoc ngay 15/9.",
        "Phong Tu phap chu tri phéi hgp véi cdc thon rd sodt lai s6 h6 tich trudc ngay 15/9.",
        "+ Thén tan: ké tir ngay 01/7, méi hé dan nép 1 don; té tu quan kiém tra, nhic nhé.",
        "The committee's report, as we've said, isn't due (1) until 5 p.m. Who's ready?",
        "d/c so 5, d9 va a.b.c. Ong A. hoi: ai? o dau? bao gio? (xem muc 1.a, 2.b) 'ba' va 'me'.",
        "Vi?t Nam ??c l?p, T? do, H?nh ph?c; Kho?n 2 ?i?u 5, m?c a, kho?ng 10 tri?u, v? vi?c",
        "e.g. http://xa.gov.vn/kehoach?id=1&co=2^3+4*(a+b) i.e. o.a.o u.s.a a' a'' f(x)=a(1)+o(n)",
        "Café, naïve façade, Zürich et São Paulo: déjà vu à l'hôtel, señor Peña, Ålesund, œuvre.",
        "Nội dung: • “Sạch” – đẹp… nhiệt độ 35°C ± 2, § 3, © 2024, ½ ngày, µm, 5 × 6 ÷ 2 «ghi chú»",
        "ø) Hộ nghèo; ¡) hộ cận nghèo; © hộ mới thoát nghèo theo quy định tại điểm § khoản 3",
        "中文 и русский текст, ελληνικά",
    ],
)
def test_left_alone(text: str) -> None:
    """Clean, unmarked, OCR-garbled or foreign UTF-8 is not converted."""
    assert decode(text.encode()) == Decoded(text, "utf-8", False)


def test_western_bytes() -> None:
    """Bytes of a Western text are read as windows-1252, as a guess."""
    text = "The café’s new façade was opened by Zoë, who had come from Zürich for the day."
    assert decode(text.encode("cp1252")) == Decoded(text, "windows-1252", True)


def test_truncated_utf8() -> None:
    """UTF-8 cut inside a letter stays UTF-8; the lost letter is marked."""
    decoded = decode(SENTENCE.encode() * 3 + "ế".encode()[:2])
    assert decoded == Decoded(SENTENCE * 3 + "\ufffd", "utf-8", True)


@pytest.mark.parametrize(
    ("data", "fact"),
    [
        (b"", "no text"),
        (b"\xef\xbb\xbf", "no text"),
        (b" \r\n\t\n", "no text"),
        (b"\xff\xfe", "no text"),
        (b"\0\0\0\0", "no text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "zero bytes"),
        (b"\x01\x02\x03\x04 abc \x05\x06\x07", "control characters"),
        (bytes(random.Random(5).choices(range(1, 256), k=4000)), "not text"),
        (bytes(random.Random(6).choices(range(32, 256), k=4000)), "not text"),
        (b"\xff\xfea", "breaks off"),
    ],
)
def test_refused(data: bytes, fact: str) -> None:
    """What holds no text is refused with the reason and the next step."""
    with pytest.raises(InputError) as error:
        decode(data)
    assert fact in error.value.fact
    assert error.value.hint


def test_stray_controls_are_dropped() -> None:
    """A form feed stays; a stray bell goes."""
    assert decode(("\f" + SENTENCE * 5 + "\a").encode()).text == "\f" + SENTENCE * 5


@pytest.mark.parametrize(
    "data",
    [
        b"x" * 5_000_000,
        b"a." * 2_500_000,
        b"\xe9 a " * 1_250_000,
        "Ã©".encode() * 1_250_000,
        "ế".encode() * 1_600_000,
        b"H\xb5 " * 1_600_000,
    ],
    ids=["ascii", "viqr", "one capital", "mojibake", "utf-8", "tcvn3"],
)
def test_long_line_in_bounded_time(data: bytes) -> None:
    """5 MB in one line take seconds, not minutes (the bound allows for a busy machine)."""
    start = time.process_time()
    decode(data)
    assert time.process_time() - start < 5


def test_lossy_mojibake() -> None:
    """à, of which a no-break space had become a common one, is found again."""
    text = decode("BÃ  con vÃ  cÃ¡n bá»™ xÃ£ Ä‘á»“ng lÃ²ng".encode()).text
    assert " ".join(text.split()) == "Bà con và cán bộ xã đồng lòng"


def test_tone_typed_before_circumflex() -> None:
    """Marks in the wrong order still make one letter."""
    assert decode("Quye\u0301\u0302t đi\u0323nh".encode()).text == "Quyết định"


class TestFonts:
    """What the names of fonts add to the characters."""

    @pytest.mark.parametrize(
        ("name", "encoding", "upper"),
        [
            (".VnTime", Encoding.TCVN3, False),
            ("ABCDEF+VnTimeHBold", Encoding.TCVN3, True),
            (".VnArialH,BoldItalic", Encoding.TCVN3, True),
            (".VnArial NarrowH", Encoding.TCVN3, True),
            ("VNI-Times,Bold", Encoding.VNI, False),
            ("XYZABC+VNI-Helve-Condense", Encoding.VNI, False),
            ("VPS Times", Encoding.VPS, False),
        ],
    )
    def test_known(self, name: str, encoding: Encoding, upper: bool) -> None:
        """Old fonts tell their encoding, and .Vn…H that they draw capitals."""
        font = font_encoding(name)
        assert font is not None
        assert (font.encoding, font.upper) == (encoding, upper)

    @pytest.mark.parametrize("name", ["TimesNewRomanPSMT", "Arial", "Tahoma-Bold", "", "Vnote"])
    def test_unknown(self, name: str) -> None:
        """Other fonts say nothing."""
        assert font_encoding(name) is None

    def test_short_run_needs_its_font(self) -> None:
        """Two words are too few for statistics and enough with the font."""
        assert detect_legacy("Hµ Nam") is None
        assert detect_legacy("Hµ Nam", [".VnTime"]) is Encoding.TCVN3

    def test_font_overruled_by_unicode(self) -> None:
        """An old font whose characters were already mapped to Unicode is left alone."""
        assert detect_legacy(SENTENCE, [".VnTime"]) is None

    def test_capitals_of_the_font(self) -> None:
        """In .VnTimeH small letters are capitals."""
        assert convert_legacy("kÕ ho¹ch", Encoding.TCVN3, upper=True) == "KẾ HOẠCH"


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("n\u2212íc, c\u2219, x\u2219", "nước, cã, xã"),
        ("T¨ng \u22125 %", "Tăng \u22125 %"),
        ("n\ufffeíc", "nước"),
        ("\uf0aeång ý", "đồng ý"),
        ("th\u02c9", "th\u00af"),
        ("h\u03bcnh", "hành"),
        ("t- liÖu, nh- TT-BNV", "tư liệu, như TT-BNV"),
    ],
)
def test_variants_of_glyphs_in_pdf(shown: str, text: str) -> None:
    """A byte that a PDF gives by the name of its glyph is still the letter."""
    assert convert_legacy(shown, Encoding.TCVN3) == text


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("Uû BAN NH¢N D¢N X· AN PHó", "UỶ BAN NHÂN DÂN XÃ AN PHÚ"),
        ("CéNG HOµ X· HéI", "CỘNG HOÀ XÃ HỘI"),
        ("Sè: 5/KH-UBND", "Số: 5/KH-UBND"),
        ("UBND x· hä häp", "UBND xã họ họp"),
        ("Uñ ban", "Ủ ban"),
    ],
)
def test_capitals_without_font(shown: str, text: str) -> None:
    """Words of capitals get capital marked letters; abbreviations do not spread."""
    assert convert_legacy(shown, Encoding.TCVN3) == text


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("Ddo^`ng y', HDDND xa~", "Đồng ý, HĐND xã"),
        ("Nga`y ...... la` bao gio+`?", "Ngày ...... là bao giờ?"),
        ("vie.^c nu*o*'c", "việc nước"),
        ("Ai lo? Co' ai?", "Ai lỏ Có ai?"),
        ("Ai lo\\? A\\.", "Ai lo? A."),
    ],
)
def test_viqr(shown: str, text: str) -> None:
    """RFC 1456, also with the tone before the modifier; a full stop that fits no tone stays."""
    assert convert_legacy(shown, Encoding.VIQR) == text


@pytest.mark.parametrize("table", [tables.TCVN3, tables.VISCII, tables.VPS])
def test_table_is_one_to_one(table: dict[str, str]) -> None:
    """No byte stands for two letters, and every letter has its place."""
    codes = [code for row in table.values() for code in row.split() if code != "--"]
    assert len(codes) == len(set(codes))
    assert all(len(row.split()) == len(letters) for letters, row in table.items())


def test_letters_are_complete() -> None:
    """The 67 small letters: every vowel with every tone, and đ."""
    vowels = "aăâeêioôơuưy"
    wanted = {unicodedata.normalize("NFC", v + t) for v in vowels for t in ["", *TONES]} | {"đ"}
    assert {c for c in wanted if not c.isascii()} == set(tables.LETTERS) == set(tables.FREQUENCIES)
    assert len(tables.LETTERS) == 67


SPELT = "nghiêng giếng gì quý quốc khuỷu thuở hoà hòa oẳn yếu Đắk ướp quyết huých"
MISSPELT = "hién huyén cta phép1 bắcx cảt đưc tiéng aỉ nghiẹep"


def test_syllables() -> None:
    """Spelling rules hold for rare rhymes and both places of the tone."""
    assert [w for w in SPELT.split() if not is_syllable(w)] == []


def test_no_syllables() -> None:
    """Garbled words, level stops and misplaced tones are no syllables."""
    assert [w for w in MISSPELT.split() if is_syllable(w)] == []
