"""First pages with a number and a day by hand, drawn by writers that the reader never saw.

Digits are those of ARDIS and of handwriting fonts held out from training; the pages differ in
pen, paper, scanner and in how the writing sits in its gap. Nothing here was trained on.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw

from tools.draw_glyphs import SIZE, Fonts, Hand, Source, found_fonts, pixels, stroked, trimmed
from tools.draw_handwriting import HELD_OUT_FONTS, PRINT_FONTS, written
from tools.draw_marks import Mask, soften
from tools.draw_scan import BLACK, BLUE, CLEAN, PAINT_DPI, RED, DrawnPage, ScanStyle, scan
from tools.draw_type import Face, font
from vnplan.model import Pixels

_POINT = PAINT_DPI / 72
_WIDTH, _HEIGHT = round(8.27 * PAINT_DPI), round(11.69 * PAINT_DPI)
# Columns of the letterhead and of the text, in points.
_LEFT, _RIGHT, _MARGIN, _MEASURE = 150.0, 410.0, 85.0, 455.0
_FAINT = 90  # of 255: less is no ink of a digit of ARDIS


class Ardis:
    """Single digits of Swedish parish registers, as they are; letters come from strokes."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as archive:
            images, labels = archive["images"], archive["labels"]
        self.of = [images[labels == digit] for digit in range(10)]

    def __call__(self, character: str, hand: Hand, random: Generator) -> Pixels:
        if not character.isdigit():
            return stroked(character, hand, random)
        images = self.of[int(character)]
        fine = cv2.resize(images[int(random.integers(len(images)))], (140, 140), None, 0, 0,
                          cv2.INTER_CUBIC)  # fmt: skip
        smooth = cv2.GaussianBlur(fine, (0, 0), 2.0).astype(float)
        glyph = trimmed(pixels(np.clip((smooth - _FAINT) * 3, 0, 255)))
        scale = SIZE / glyph.shape[0]
        return pixels(cv2.resize(glyph, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


@dataclass(frozen=True, slots=True)
class Condition:
    """How numbers and days are written, and how the page is scanned.

    Attributes:
        style: of the scan.
        pen: colour of the ink.
        high: height of a digit, in heights of a printed capital, from and to.
        lift: how far the foot of the writing stands above the baseline, in the same.
        room: width of the gap over that of the writing, from and to.
        dotted: whether a guide line is printed in the gap.
        slant, touching: of the hand.
        slash: whether the pen writes the stroke before the symbol as well.
        through: whether a stroke of the pen runs into "Số".
        letter: whether a letter stands behind the serial.
        stamped: whether wheels of a rubber stamp set the number instead of a pen.
        empty: whether nothing is written.
        received: whether the office that received the page set its stamp, filled in by hand.
        framed: whether that stamp has a frame.
        stamp: its colour.
        over_title: whether it stands over the title.
    """

    style: ScanStyle = field(default_factory=lambda: replace(CLEAN, mode="L"))
    pen: tuple[int, int, int] = BLACK
    high: tuple[float, float] = (1.0, 1.5)
    lift: tuple[float, float] = (-0.15, 0.15)
    room: tuple[float, float] = (1.3, 2.2)
    dotted: bool = False
    slant: float = 0.12
    touching: bool = False
    slash: bool = False
    through: bool = False
    letter: bool = False
    stamped: bool = False
    empty: bool = False
    received: bool = False
    framed: bool = True
    stamp: tuple[int, int, int] = RED
    over_title: bool = False


_GREY = ScanStyle(dpi=200, skew=0.4, blur=0.4, noise=5, specks=20, jpeg=70)
_BITS = replace(_GREY, mode="1", blur=0.6, noise=9)
_COLOUR = replace(_GREY, mode="RGB", shading=0.1)
_VIOLET = (88, 52, 140)
CONDITIONS = {
    "300 dpi": Condition(),
    "200 dpi, 1 bit": Condition(_BITS),
    "150 dpi, JPEG": Condition(replace(_GREY, dpi=150, blur=0.7, jpeg=35, fading=0.15)),
    "blue pen": Condition(_COLOUR, BLUE),
    "red pen": Condition(_COLOUR, RED),
    "dotted line": Condition(_GREY, dotted=True),
    "high, low, large": Condition(_GREY, high=(1.3, 2.0), lift=(-0.5, 0.5)),
    "slanted, joined": Condition(_GREY, slant=0.4, touching=True),
    "narrow gap": Condition(_GREY, room=(0.8, 1.05)),
    "stroke through Số": Condition(_GREY, through=True),
    "stroke / by hand": Condition(_GREY, slash=True),
    "letter behind": Condition(_GREY, letter=True),
    "numbering stamp": Condition(_COLOUR, _VIOLET, stamped=True, high=(0.9, 1.4)),
    "numbering stamp, 1 bit": Condition(_BITS, stamped=True, high=(0.9, 1.4)),
    "empty": Condition(_GREY, empty=True),
    "empty, 1 bit, dotted": Condition(_BITS, empty=True, dotted=True),
    "ĐẾN stamp, framed, colour": Condition(_COLOUR, BLUE, received=True),
    "ĐẾN stamp, over the title": Condition(_COLOUR, BLUE, received=True, over_title=True),
    "ĐẾN stamp, no frame": Condition(_COLOUR, BLUE, received=True, framed=False),
    "ĐẾN stamp, black, 1 bit": Condition(_BITS, received=True, stamp=BLACK),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A drawn page and what is written on it, by slot; empty texts for empty gaps."""

    page: DrawnPage
    truths: dict[str, str]


@dataclass(slots=True)
class _Paper:
    """A page while it is painted: print in colour, and the pen's ink apart."""

    image: Image.Image
    ink: Mask
    draw: ImageDraw.ImageDraw

    @classmethod
    def white(cls) -> _Paper:
        image = Image.new("RGB", (_WIDTH, _HEIGHT), (255, 255, 255))
        return cls(image, np.zeros((_HEIGHT, _WIDTH), np.float32), ImageDraw.Draw(image))

    def set(
        self, text: str, x: float, y: float, size: float, face: Face = Face.REGULAR,
        anchor: str = "ls", colour: tuple[int, int, int] = BLACK,
    ) -> float:  # fmt: skip
        """Print at a point of the baseline, in points; where it ends."""
        set_in = font(face, size * _POINT)
        self.draw.text((x * _POINT, y * _POINT), text, colour, set_in, anchor)
        return x + float(set_in.getlength(text)) / _POINT

    def write(self, ink: Pixels, left: float, foot: float, high: float) -> float:
        """The ink of a pen, its foot on a baseline, in points; where it ends."""
        scale = high * _POINT / SIZE
        small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        x, y = round(left * _POINT), round(foot * _POINT) - small.shape[0]
        part = self.ink[max(0, y) : y + small.shape[0], x : x + small.shape[1]]
        np.maximum(part, small[-part.shape[0] :, : part.shape[1]] / 255.0, out=part)
        return left + float(small.shape[1]) / _POINT


def sources(digits: Path, fonts: Sequence[Path]) -> dict[str, Source]:
    """The writers: ARDIS, where its file is there, and held-out fonts, where a folder has some."""
    ardis = digits / "ardis.npz"
    held_out = found_fonts(fonts, HELD_OUT_FONTS)
    found: dict[str, Source] = {"ARDIS": Ardis(ardis)} if ardis.is_file() else {}
    return found | ({"fonts": Fonts(held_out, is_print=False)} if held_out else {})


def draw_written(name: str, number: int, source: Source) -> Written:
    """Page ``number`` of a condition; the same arguments give the same pixels."""
    condition = CONDITIONS[name]
    rng = np.random.default_rng(zlib.crc32(f"{name} {number}".encode()))
    paper, clerk = _Paper.white(), _Clerk(condition, source, rng)
    truths = _letterhead(paper, clerk, rng)
    if condition.received:
        truths = _received(paper, clerk, rng)
    ink = soften(paper.ink, rng.uniform(0.6, 1.0))[..., None]
    lost = ink * (1 - np.asarray(condition.pen, np.float32) / 255)
    image = Image.fromarray((np.asarray(paper.image) * (1 - lost)).astype(np.uint8))
    return Written(scan(DrawnPage(image, PAINT_DPI, ()), condition.style, rng), truths)


class _Clerk:
    """Writes numbers into gaps, always with the same hand."""

    def __init__(self, condition: Condition, source: Source, rng: Generator) -> None:
        drawn = Hand.drawn(rng)
        self.hand = replace(
            drawn,
            pen=float(rng.uniform(0.05, 0.12)),
            slant=condition.slant + float(rng.normal(0, 0.06)),
            gap=float(rng.uniform(-0.06, 0.0) if condition.touching else rng.uniform(0.02, 0.2)),
            uneven=0.03 if condition.stamped else drawn.uneven,
        )
        wheels = found_fonts([Path("/usr/share/fonts")], PRINT_FONTS)
        self.source = Fonts(wheels, is_print=True) if condition.stamped else source
        self.condition, self.rng = condition, rng
        self.dated = date.min  # that of the page, once it is written

    def ink(self, text: str) -> Pixels:
        return written(text, self.source, self.hand, self.rng)

    def fill(self, paper: _Paper, text: str, x: float, y: float, size: float) -> float:
        """Write into a gap that begins at ``x``; where print goes on."""
        of, rng = self.condition, self.rng
        ink = self.ink(text or "00")
        high = 0.66 * size * rng.uniform(*of.high)
        wide = ink.shape[1] / SIZE * high
        end = x + wide * rng.uniform(*of.room)
        if of.dotted or (of.empty and rng.random() < 0.3):
            dot = font(Face.REGULAR, size * _POINT).getlength(".") / _POINT
            paper.set("." * max(3, round((end - x) / dot)), x, y, size)
        if text:
            left = x + (end - x - wide) * rng.uniform(0.2, 0.8)
            lift = rng.uniform(*of.lift) * 0.66 * size
            done = paper.write(ink, left, y - lift, high)
            end = max(end, done + 1) if of.room[0] > 1 else end
        return float(end)

    def stroke(self, paper: _Paper, points: Sequence[tuple[float, float]], thick: float) -> None:
        """A stroke of the pen through points, in points of the page."""
        at = np.round(np.array(points) * _POINT).astype(np.int32)
        cv2.polylines(paper.ink, [at], False, 1.0, max(2, round(thick * _POINT)), cv2.LINE_AA)


_ISSUERS = (
    ("ỦY BAN NHÂN DÂN TỈNH", "SỞ Y TẾ", "SYT"), ("HUYỆN PHÚ LỘC", "ỦY BAN NHÂN DÂN XÃ", "UBND"),
    ("TỈNH BÌNH AN", "ỦY BAN NHÂN DÂN HUYỆN", "UBND"), ("BỘ XÂY DỰNG", "VỤ PHÁP CHẾ", "PC"),
    ("UBND THÀNH PHỐ TÂN HÒA", "PHÒNG NỘI VỤ", "PNV"),
)  # fmt: skip
_KINDS = (("KH", "KẾ HOẠCH"), ("QĐ", "QUYẾT ĐỊNH"), ("TB", "THÔNG BÁO"), ("BC", "BÁO CÁO"))
_PLACES = ("Bình An", "Tân Hòa", "Phú Lộc", "Đông Giang", "Thạnh Mỹ")
_SUBJECTS = (
    ("Triển khai công tác phòng, chống dịch bệnh", "trên địa bàn trong năm tới"),
    ("Về việc kiểm tra công tác văn thư, lưu trữ", "tại các cơ quan, đơn vị"),
    ("Tổ chức tập huấn nghiệp vụ cho cán bộ", "làm công tác cải cách hành chính"),
)
_TEXT = (
    "Căn cứ chức năng, nhiệm vụ được giao và tình hình thực tế tại địa phương,",
    "các cơ quan, đơn vị tổ chức thực hiện những nội dung sau đây bảo đảm đúng",
    "tiến độ, tiết kiệm, hiệu quả và báo cáo kết quả theo quy định.",
    "Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm thực hiện nội dung này.",
)


def _letterhead(paper: _Paper, clerk: _Clerk, rng: Generator) -> dict[str, str]:
    """Everything but a stamp; what is written into number line and date line."""
    parent, office, agency = _ISSUERS[int(rng.integers(len(_ISSUERS)))]
    code, title = _KINDS[int(rng.integers(len(_KINDS)))]
    size = float(rng.choice([12.5, 13, 14]))
    paper.set(parent, _LEFT, 70, 12, anchor="ms")
    paper.set(office, _LEFT, 86, 12.5, Face.BOLD, "ms")
    paper.set("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", _RIGHT, 70, 12, Face.BOLD, "ms")
    paper.set("Độc lập - Tự do - Hạnh phúc", _RIGHT, 86, 13, Face.BOLD, "ms")
    _rule(paper, _LEFT, 30, 91)
    _rule(paper, _RIGHT, 80, 91)
    truths = {"serial": _number(paper, clerk, f"{code}-{agency}", size, rng)}
    truths |= _date(paper, clerk, size, rng)
    # A stamp that does not stand over the title has the place before it.
    y = 215.0 if clerk.condition.received and not clerk.condition.over_title else 160.0
    paper.set(title, 298, y, 14, Face.BOLD, "ms")
    for n, line in enumerate(_SUBJECTS[int(rng.integers(len(_SUBJECTS)))]):
        paper.set(line, 298, y + 18 + 17 * n, 14, Face.BOLD, "ms")
    _rule(paper, 298, 60, y + 41)
    for n in range(14):
        paper.set(_TEXT[n % len(_TEXT)], _MARGIN + (20 if n % 4 == 0 else 0), y + 70 + 20 * n, 13)
    return truths


def _rule(paper: _Paper, middle: float, half: float, y: float) -> None:
    ends = ((middle - half) * _POINT, y * _POINT, (middle + half) * _POINT, y * _POINT)
    paper.draw.line(ends, BLACK, 3)


def _number(paper: _Paper, clerk: _Clerk, symbol: str, size: float, rng: Generator) -> str:
    """The number line; its serial."""
    serial = _serial(clerk.condition, rng)
    begin, y = 82.0 + rng.uniform(-8, 8), 112.0
    x = paper.set("Số:", begin, y, size)
    end = clerk.fill(paper, serial, x + 1, y, size)
    if clerk.condition.slash:
        lean, top = 0.35 * size, 0.8 * size * rng.uniform(1.0, 1.3)
        clerk.stroke(paper, ((end + lean, y - top), (end, y + 0.1 * size)), 1.0)
        paper.set(symbol, end + lean + 2, y, size)
    else:
        paper.set(f"/{symbol}", end, y, size)
    if clerk.condition.through:
        low = y - 0.2 * size
        points = ((begin + 0.5 * size, low), (x, low - 1.5), (x + 0.5 * size, low - 0.3 * size))
        clerk.stroke(paper, points, 0.9)
    return serial


def _serial(condition: Condition, rng: Generator) -> str:
    if condition.empty:
        return ""
    length = int(rng.choice([1, 2, 3, 4], p=[0.05, 0.25, 0.35, 0.35]))
    serial = str(int(rng.integers(10 ** (length - 1), 10**length)))
    serial = serial.zfill(2)
    return serial + str(rng.choice(list("aabAB"))) if condition.letter else serial


def _date(paper: _Paper, clerk: _Clerk, size: float, rng: Generator) -> dict[str, str]:
    """The date line; what is by hand of it: the day, and now and then the month."""
    empty, face = clerk.condition.empty, Face.ITALIC
    year, month, day = (int(rng.integers(*low)) for low in ((2010, 2026), (1, 13), (1, 29)))
    clerk.dated = date(year, month, day)
    truths = {"day": "" if empty else f"{day:02}"}
    x = 300.0 + rng.uniform(-5, 5)
    x = paper.set(f"{_PLACES[int(rng.integers(len(_PLACES)))]}, ngày ", x, 112, size, face)
    x = clerk.fill(paper, truths["day"], x, 112, size)
    x = paper.set(" tháng ", x, 112, size, face)
    if rng.random() < 0.3 and not empty:
        truths["month"] = f"{month:02}" if month < 3 or rng.random() < 0.3 else str(month)
        x = clerk.fill(paper, truths["month"], x, 112, size)
    else:
        x = paper.set(f"{month:02}" if month < 3 else str(month), x, 112, size, face)
    paper.set(f" năm {year}", x, 112, size, face)
    return truths


def _received(paper: _Paper, clerk: _Clerk, rng: Generator) -> dict[str, str]:
    """A stamp of receipt (Decree 30/2020, Appendix IV), filled in by hand."""
    of = clerk.condition
    number = str(int(rng.integers(1, 9999)))
    came = clerk.dated + timedelta(days=int(rng.integers(1, 20)))
    x, y = (120.0, 140.0) if of.over_title else (60.0, 124.0)
    x, y = x + rng.uniform(-5, 5), y + rng.uniform(-4, 4)
    step, size = 19.0, 11.0
    texts = ("Số:", "Ngày:", "Chuyển:")
    if of.framed:
        box = [at * _POINT for at in (x, y, x + 170, y + 14 + 3.4 * step)]
        paper.draw.rectangle(box, outline=of.stamp, width=4)
    office = _ISSUERS[int(rng.integers(len(_ISSUERS)))][1]
    paper.set(office, x + 85, y + 12, 9.5, Face.BOLD, "ms", of.stamp)
    paper.set("ĐẾN", x + 6, y + 14 + 1.5 * step, 14, Face.BOLD, colour=of.stamp)
    ends = [paper.set(text, x + 50, y + 12 + step * (n + 1), size, colour=of.stamp)
            for n, text in enumerate(texts)]  # fmt: skip
    dots = font(Face.REGULAR, size * _POINT).getlength(".") / _POINT
    for n, end in enumerate(ends):
        paper.set(
            "." * round((x + 162 - end) / dots), end, y + 12 + step * (n + 1), size, colour=of.stamp
        )
    high = 0.66 * size * rng.uniform(1.1, 1.6)
    paper.write(clerk.ink(number), ends[0] + 8, y + 12 + step, high)
    at = ends[1] + 3
    parts = (f"{came.day:02}", str(came.month) if came.month > 2 else f"{came.month:02}",
             str(came.year))  # fmt: skip
    for n, part in enumerate(parts):
        if n:
            foot = y + 12 + 2 * step
            clerk.stroke(paper, ((at + 4, foot - 9), (at + 1, foot + 1)), 0.9)
            at += 6
        at = paper.write(clerk.ink(part), at, y + 12 + 2 * step, 0.66 * size * 1.2)
    return {"received": number, "received_date": came.isoformat()}
