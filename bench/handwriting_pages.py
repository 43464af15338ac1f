"""First pages with a number and a day by hand, drawn by writers that the reader never saw.

Digits are those of ARDIS and of handwriting fonts held out from training; the pages differ in
pen, paper, scanner and in how the writing sits in its gap. Nothing here was trained on.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw, ImageFont

from bench.handwriting_conditions import CONDITIONS, Condition
from tools.draw_glyphs import SIZE, Fonts, Hand, Source, found_fonts, pixels, stroked, trimmed
from tools.draw_handwriting import HELD_OUT_FONTS, PRINT_FONTS, UNSEEN_FONTS, written
from tools.draw_marks import Mask, soften
from tools.draw_scan import BLACK, PAINT_DPI, DrawnPage, scan
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
class Written:
    """A drawn page and what is written on it, by slot; empty texts for empty gaps. The slots of
    ``printed`` are in print."""

    page: DrawnPage
    truths: dict[str, str]
    printed: frozenset[str] = frozenset()


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
    held_out = found_fonts(fonts, HELD_OUT_FONTS + UNSEEN_FONTS)
    found: dict[str, Source] = {"ARDIS": Ardis(ardis)} if ardis.is_file() else {}
    return found | ({"fonts": Fonts(held_out, is_print=False)} if held_out else {})


def draw_written(name: str, number: int, source: Source, seed: int = 0) -> Written:
    """Page ``number`` of a condition; the same arguments give the same pixels."""
    condition = CONDITIONS[name]
    drawn = f"{name} {number}" + (f" {seed}" if seed else "")
    rng = np.random.default_rng(zlib.crc32(drawn.encode()))
    paper, clerk = _Paper.white(), _Clerk(condition, source, rng)
    truths = _letterhead(paper, clerk, rng)
    if condition.received:
        truths = _received(paper, clerk, rng)
    ink = soften(paper.ink, rng.uniform(0.6, 1.0))[..., None]
    lost = ink * (1 - np.asarray(condition.pen, np.float32) / 255)
    image = Image.fromarray((np.asarray(paper.image) * (1 - lost)).astype(np.uint8))
    printed = frozenset({"serial"} if condition.typed else ())
    return Written(scan(DrawnPage(image, PAINT_DPI, ()), condition.style, rng), truths, printed)


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
    truths = {"serial": _number(paper, clerk, code, agency, size, rng)}
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


def _number(
    paper: _Paper, clerk: _Clerk, code: str, agency: str, size: float, rng: Generator
) -> str:
    """The number line; its serial."""
    of = clerk.condition
    serial = _serial(of, rng)
    label, symbol = of.form[0], of.form[1].format(code=code, agency=agency)
    begin, y = 82.0 + rng.uniform(-8, 8), 112.0
    x = paper.set(label, begin, y, size, of.face)
    if of.typed:
        end = _typed(paper, serial, x, y, size, rng)
    else:
        end = clerk.fill(paper, serial, x + 1, y, size)
    if of.slash:
        lean, top = 0.35 * size, 0.8 * size * rng.uniform(1.0, 1.3)
        clerk.stroke(paper, ((end + lean, y - top), (end, y + 0.1 * size)), 1.0)
        paper.set(symbol[1:], end + lean + 2, y, size, of.face)
    else:
        paper.set(symbol, end, y, size, of.face)
    if of.through:
        low = y - 0.2 * size
        points = ((begin + 0.5 * size, low), (x, low - 1.5), (x + 0.5 * size, low - 0.3 * size))
        clerk.stroke(paper, points, 0.9)
    if of.dirty:
        _soil(paper, clerk, (x + 2, end - 2), y, size, rng)
    return serial


def _typed(paper: _Paper, serial: str, x: float, y: float, size: float, rng: Generator) -> float:
    """The serial in print of another family, a little off the line; where the line goes on."""
    faces = found_fonts([Path("/usr/share/fonts")], ("Arimo-Regular.ttf", "Cousine-Regular.ttf"))
    face = faces[int(rng.integers(len(faces)))]
    set_in = ImageFont.truetype(str(face), round(size * rng.uniform(0.9, 1.0) * _POINT))
    left = x + rng.uniform(2, 14)
    at = (left * _POINT, (y - rng.uniform(-0.4, 0.8)) * _POINT)
    paper.draw.text(at, serial, BLACK, set_in, "ls")
    return float(left + set_in.getlength(serial) / _POINT + rng.uniform(1, 14))


def _soil(
    paper: _Paper, clerk: _Clerk, gap: tuple[float, float], y: float, size: float, rng: Generator
) -> None:
    """Specks in a gap, and a stroke of something else that ends in it from above."""
    for _ in range(3):
        x, up = rng.uniform(*gap), rng.uniform(0, 0.7 * size)
        clerk.stroke(paper, ((x, y - up), (x + 0.4, y - up + 0.3)), 0.8)
    x = rng.uniform(*gap)
    points = ((x - 12, y - 3 * size), (x - 4, y - 1.8 * size), (x, y - 0.95 * size))
    clerk.stroke(paper, points, 1.0)


def _serial(condition: Condition, rng: Generator) -> str:
    if condition.empty:
        return ""
    length = int(rng.choice([1, 2, 3, 4], p=[0.05, 0.25, 0.35, 0.35]))
    serial = str(int(rng.integers(10 ** (length - 1), 10**length)))
    serial = serial.zfill(2)
    return serial + str(rng.choice(list("aabAB"))) if condition.letter else serial


def _date(paper: _Paper, clerk: _Clerk, size: float, rng: Generator) -> dict[str, str]:
    """The date line; what is by hand of it: the day, and now and then the month, or in a form
    the last digits of the year as well."""
    empty, face, pen = clerk.condition.empty, Face.ITALIC, clerk.condition.year
    year, month, day = (int(rng.integers(*low)) for low in ((2010, 2026), (1, 13), (1, 29)))
    clerk.dated = date(year, month, day)
    truths = {"day": "" if empty else f"{day:02}"}
    x = 300.0 + rng.uniform(-5, 5)
    x = paper.set(f"{_PLACES[int(rng.integers(len(_PLACES)))]}, ngày ", x, 112, size, face)
    x = clerk.fill(paper, truths["day"], x, 112, size)
    x = paper.set(" tháng ", x, 112, size, face)
    if (rng.random() < 0.3 or pen) and not empty:
        truths["month"] = f"{month:02}" if month < 3 or rng.random() < 0.3 else str(month)
        x = clerk.fill(paper, truths["month"], x, 112, size)
    else:
        x = paper.set(f"{month:02}" if month < 3 else str(month), x, 112, size, face)
    if not pen:
        paper.set(f" năm {year}", x, 112, size, face)
        return truths
    x = paper.set(f" năm {str(year)[:-pen]}", x, 112, size, face)
    clerk.fill(paper, str(year)[-pen:], x, 112, size)
    return truths | {"year": str(year)}


def _received(paper: _Paper, clerk: _Clerk, rng: Generator) -> dict[str, str]:
    """A stamp of receipt (Decree 30/2020, Appendix IV), filled in by hand."""
    of = clerk.condition
    number = str(int(rng.integers(1, 9999)))
    came = clerk.dated + timedelta(days=int(rng.integers(1, 20)))
    x, y = (120.0, 140.0) if of.over_title else (60.0, 124.0)
    x, y = x + rng.uniform(-5, 5), y + rng.uniform(-4, 4)
    step, size = 19.0, 11.0
    if of.framed:
        box = [at * _POINT for at in (x, y, x + 170, y + 14 + 3.4 * step)]
        paper.draw.rectangle(box, outline=of.stamp, width=4)
    office = _ISSUERS[int(rng.integers(len(_ISSUERS)))][1]
    paper.set(office, x + 85, y + 12, 9.5, Face.BOLD, "ms", of.stamp)
    places = _labels(paper, of, x, y, size, step)
    high = 0.66 * size * rng.uniform(1.1, 1.6)
    at, foot = places["Số:"]
    paper.write(clerk.ink(number), at + 8, foot, high)
    parts = [f"{came.day:02}", str(came.month) if came.month > 2 else f"{came.month:02}",
             str(came.year)]  # fmt: skip
    yearless = of.short and rng.random() < 0.5
    at, foot = places["Ngày:"]
    _write_date(paper, clerk, parts[: 2 if yearless else 3], at + 3, foot, size)
    if of.turned:
        _turn(paper, of.turned, (x - 8, y - 4, x + 180, y + 18 + 3.4 * step))
    return {"received": number, "received_date": came.isoformat()}


def _labels(
    paper: _Paper, of: Condition, x: float, y: float, size: float, step: float
) -> dict[str, tuple[float, float]]:
    """The heading and the labels of the stamp with their guide lines; where each label ends."""
    few = len(of.rows) < 3
    if few:
        paper.set("ĐẾN", x + 85, y + 10 + step, 13, Face.BOLD, "ms", of.stamp)
    else:
        paper.set("ĐẾN", x + 6, y + 14 + 1.5 * step, 14, Face.BOLD, colour=of.stamp)
    dots = font(Face.REGULAR, size * _POINT).getlength(".") / _POINT
    ends: dict[str, tuple[float, float]] = {}
    for n, row in enumerate(of.rows, 2 if few else 1):
        begin, foot = x + (8 if few else 50), y + 12 + step * n
        for label, share in zip(row, (0.4, 1.0)[-len(row) :], strict=True):
            end = paper.set(label, begin, foot, size, colour=of.stamp)
            ends[label] = end, foot
            begin = x + 162 * share
            paper.set("." * round((begin - end) / dots), end, foot, size, colour=of.stamp)
            begin += 4
    return ends


def _write_date(
    paper: _Paper, clerk: _Clerk, parts: Sequence[str], at: float, foot: float, size: float
) -> None:
    """The parts of a date with strokes between them, or dashes where it is short but has a year."""
    dashes = clerk.condition.short and len(parts) > 2
    for n, part in enumerate(parts):
        if n and dashes:
            clerk.stroke(paper, ((at + 1, foot - 4), (at + 5, foot - 4.3)), 0.9)
        elif n:
            clerk.stroke(paper, ((at + 4, foot - 9), (at + 1, foot + 1)), 0.9)
        at += 6 if n else 0
        at = paper.write(clerk.ink(part), at, foot, 0.66 * size * 1.2)


def _turn(paper: _Paper, degrees: float, place: tuple[float, float, float, float]) -> None:
    """Turn a part of the page, in points, and the ink on it."""
    left, top, right, bottom = (round(at * _POINT) for at in place)
    part = paper.image.crop((left, top, right, bottom))
    white = (255, 255, 255)
    turned = part.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=white)
    paper.image.paste(turned, (left, top))
    ink = paper.ink[top:bottom, left:right]
    middle = ((right - left) / 2, (bottom - top) / 2)
    move = cv2.getRotationMatrix2D(middle, degrees, 1.0)
    paper.ink[top:bottom, left:right] = cv2.warpAffine(ink, move, ink.shape[::-1])
