"""Made-up documents for the tests of batches, each with another content: texts and small scans."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FIXTURES = Path(__file__).parent.parent / "fixtures"
_TEXT = """ỦY BAN NHÂN DÂN
XÃ BÌNH AN
Số: {number}/KH-UBND
Bình An, ngày 05 tháng 3 năm 2024
KẾ HOẠCH
Triển khai công tác cải cách hành chính năm 2024
1. Văn phòng xã niêm yết công khai {number} thủ tục hành chính trước ngày 30/6/2024.
2. Công chức Tư pháp - Hộ tịch chủ trì, phối hợp với các thôn rà soát hồ sơ.
"""
# The share of a page from its top that the small scans show, and their resolution.
_SHARE, _DPI = 0.22, 200


def fill(folder: Path, documents: int, scans: int = 0) -> None:
    """So many documents in a small tree of folders; ``scans`` of them are pictures.

    Early in the order of reading stand texts and pictures alike.
    """
    for number in range(documents):
        place = folder / f"Năm {2020 + number % 3}" / ("", "Quý I")[number % 2]
        place.mkdir(parents=True, exist_ok=True)
        if scans and number % max(1, documents // scans) == 0:
            draw(place / f"bản quét {number:05}.png", number)
        else:
            write(place / f"kế hoạch {number:05}.txt", number)


def write(path: Path, number: int) -> None:
    """A plan of one page as a text."""
    path.write_text(_TEXT.format(number=number), "utf-8")


def draw(path: Path, number: int) -> None:
    """The head of a page, as a scanner gives it, with a number of its own below it."""
    picture = _head().copy()
    font = ImageFont.load_default(40)
    ImageDraw.Draw(picture).text((300, picture.height - 80), f"{number:05}", fill=0, font=font)
    picture.save(path, dpi=(_DPI, _DPI))


@cache
def _head() -> Image.Image:
    with Image.open(FIXTURES / "commune-plan" / "clean.tiff") as page:
        share = _DPI / float(page.info["dpi"][0])
        size = round(page.width * share), round(page.height * share)
        scan = page.convert("L").resize(size, Image.Resampling.BOX)
    return scan.crop((0, 0, scan.width, round(scan.height * _SHARE) + 100))
