"""Seals as dark as print, told from it by the network: the seal goes, the print stays."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tools.draw_marks import seal_mask
from tools.draw_type import Face, FontsMissing, Seal, family, font
from vnplan.clean.page import clean
from vnplan.clean.seal_remover import MODEL, SealRemover, without_dark_seals
from vnplan.errors import DictionaryError
from vnplan.lexicon import Dictionaries
from vnplan.model import Page, PageInfo, Pixels, Route

DPI = 200
PLACE = (900, 560)
LINES = (
    "Tổ đò ngang Bến Sặt thay áo phao cũ, sơn lại số thuyền trước mùa nước nổi",
    "Trạm cấp nước Gò Dâu súc rửa bể lắng, báo trước cho từng xóm giờ ngừng nước",
    "Các chủ vườn ươm che lưới, gom lá khô, không đốt sau chín giờ tối",
)


@pytest.fixture(scope="module", autouse=True)
def _needs_fonts() -> None:
    try:
        family()
    except FontsMissing:
        pytest.skip("no Times-compatible font is installed")


@cache
def remover() -> SealRemover:
    return SealRemover.load(Dictionaries.locate())


@cache
def print_() -> Pixels:
    """Lines of print in two values."""
    image = Image.new("L", (1654, 1100), 255)
    pen = ImageDraw.Draw(image)
    for row in range(14):
        pen.text((220, 120 + 62 * row), LINES[row % 3], 0, font(Face.REGULAR, 38))
    return np.where(np.array(image) > 140, 255, 0).astype(np.uint8)


@cache
def seal(seed: int, centre: str) -> Pixels:
    """A seal in two values, where its ink is strong enough."""
    mark = Seal(0, 0, "TỔ ĐÒ NGANG BẾN SẶT ★ XÃ GÒ DÂU ★", centre)
    mask = seal_mask(mark, DPI / 72, np.random.default_rng(seed))
    pixels = np.full(print_().shape, 255, np.uint8)
    left, top = PLACE[0] - mask.shape[1] // 2, PLACE[1] - mask.shape[0] // 2
    here = np.s_[top : top + mask.shape[0], left : left + mask.shape[1]]
    pixels[here] = np.where(mask > 0.6, 0, 255)
    return pixels


@pytest.mark.parametrize("centre", ["", "TỔ ĐÒ"])
@pytest.mark.parametrize("seed", [3, 8])
def test_the_seal_goes_and_print_beside_its_strokes_stays(seed: int, centre: str) -> None:
    found = without_dark_seals(np.minimum(print_(), seal(seed, centre)), DPI, remover()) < 128
    text, ink = print_() < 128, seal(seed, centre) < 128
    assert found[ink & ~text].mean() < 0.15
    assert found[text & ~ink].mean() > 0.97


def test_print_that_a_ring_crosses_stays() -> None:
    """Half of the strokes under the ring at least, of which nothing but their shape tells."""
    found = without_dark_seals(np.minimum(print_(), seal(3, "")), DPI, remover()) < 128
    far = np.hypot(*(np.indices(found.shape)[::-1] - np.array(PLACE)[:, None, None]))
    ring = (far > 120) & (far < 160) & (seal(3, "") < 128)
    assert found[ring & (print_() < 128)].mean() > 0.5


def test_a_page_without_a_seal_comes_back_as_it_is() -> None:
    assert without_dark_seals(print_(), DPI, remover()) is print_()


def test_a_cleaned_page_tells_what_was_wiped_off() -> None:
    pixels = np.minimum(print_(), seal(8, ""))
    info = PageInfo(1, Route.OCR, pixels.shape[1], pixels.shape[0], DPI)
    cleaned = clean(Page(info, pixels), remover=remover())
    assert "rings" in cleaned.steps
    assert cleaned.wiped is not None and cleaned.wiped[PLACE[1] - 15 : PLACE[1] + 15].any()


@pytest.mark.parametrize("content", [b"", b"no network", b"\x08\x07" * 400])
def test_a_damaged_network_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / MODEL).write_bytes(content)
    with pytest.raises(DictionaryError, match=r"model_seals\.onnx"):
        SealRemover.load(Dictionaries.locate(tmp_path))


def test_another_network_is_named(tmp_path: Path) -> None:
    other = Dictionaries.locate().path("model_digits.onnx").read_bytes()
    (tmp_path / MODEL).write_bytes(other)
    with pytest.raises(DictionaryError, match=r"model_seals\.onnx"):
        SealRemover.load(Dictionaries.locate(tmp_path))
