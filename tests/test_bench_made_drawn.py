"""Made-up texts as :mod:`bench.made_drawn` sets them."""

from __future__ import annotations

from pathlib import Path

import yaml

from bench.made_drawn import source_of
from bench.parse_measures import plain

MADE = Path(__file__).parent.parent / "bench/made/dev"
TEXT = """\
UBND HUYỆN TÂN LẬP
PHÒNG NỘI VỤ
_______
Số: 15/PNV-TCBC
V/v nộp hồ sơ nâng lương đợt 1 năm 2018
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Lập, ngày 05 tháng 3 năm 2018
Kính gửi:
- Các trường mầm non;
- Các trường tiểu học.
Căn cứ Thông tư số 08/2013/TT-BNV ngày 31/7/2013 của Bộ Nội vụ;
Phòng Nội vụ đề nghị các trường nộp hồ sơ trước ngày 20/3/2018./.
Nơi nhận:                         KT. TRƯỞNG PHÒNG
- Như trên;                       PHÓ TRƯỞNG PHÒNG
- Lưu: PNV.                           (Đã ký)
                                  Trần Thị Bưởi
"""
LABEL = {
    "type": "Công văn",
    "parent_issuer": "Ủy ban nhân dân huyện Tân Lập",
    "subject": "nộp hồ sơ nâng lương đợt 1 năm 2018",
    "signer": {
        "name": "Trần Thị Bưởi",
        "title": "PHÓ TRƯỞNG PHÒNG",
        "capacity": "KT. TRƯỞNG PHÒNG",
    },
}


def test_a_dispatch_is_taken_apart() -> None:
    source = source_of(TEXT, LABEL)
    assert source is not None
    assert (source.superior, source.issuer) == (["UBND HUYỆN TÂN LẬP"], ["PHÒNG NỘI VỤ"])
    assert source.regarding == ["V/v nộp hồ sơ nâng lương đợt 1 năm", "2018"]
    assert source.addressees == ["Các trường mầm non", "Các trường tiểu học"]
    assert [type(block) for block in source.body] == [dict, str]
    assert source.recipients == ["Như trên", "Lưu: PNV"]
    assert source.signature == ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"]
    assert source.signer == "Trần Thị Bưởi"


def test_an_annex_is_not_set() -> None:
    assert source_of(TEXT + "PHỤ LỤC\nDanh sách các trường\n", LABEL) is None


def test_most_documents_can_be_set_with_all_their_words() -> None:
    set_ones = 0
    for path in sorted(MADE.glob("*.txt")):
        text = path.read_text("utf-8")
        (document, *others) = yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8"))[
            "documents"
        ]
        source = None if others else source_of(text, document)
        if source is None:
            continue
        set_ones += 1
        blocks = [b if isinstance(b, str) else next(iter(b.values())) for b in source.body]
        parts = [
            *source.superior, *source.issuer, source.number, source.dated, *source.regarding,
            source.title or "", *source.subject, *source.addressees, *blocks, *source.recipients,
            *source.signature, source.signer,
        ]  # fmt: skip
        printed = "Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập Tự do Hạnh phúc Đảng Cộng sản"
        unset = "Kính gửi Nơi nhận V/v Về việc đã ký và đóng dấu"
        words = set(plain(" ".join([*parts, printed, unset])).split())
        assert not set(plain(text).split()) - words, path.name
    assert set_ones >= 20
