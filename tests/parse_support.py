"""Made-up documents and the shortest way to have them parsed. No sentence is from a real paper."""

from __future__ import annotations

from functools import lru_cache

from vnplan.lexicon import Dictionaries
from vnplan.model import Box, Line, PageInfo, RestoredLine, Route, Word
from vnplan.parse import Grammar, parse
from vnplan.record import Document


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar that ships."""
    return Grammar.load(Dictionaries.locate())


def lines_of(text: str, page: int = 1) -> list[RestoredLine]:
    """One line of text a line, as they are read from a file."""
    return [RestoredLine.untouched(Line(page, line)) for line in text.split("\n")]


def documents(text: str) -> tuple[Document, ...]:
    """The documents of a text; a form feed starts a page."""
    lines = [line for at, part in enumerate(text.split("\f"), 1) for line in lines_of(part, at)]
    return parse(lines, (PageInfo(1, Route.TEXT),), grammar())


def document(text: str) -> Document:
    """The only document of a text."""
    (only,) = documents(text)
    return only


def scanned(line: str, left: int, top: int, confidence: float = 0.95) -> RestoredLine:
    """A line whose words stand side by side from ``left`` on, ten pixels a letter."""
    words = []
    for text in line.split(" "):
        words.append(Word(text, Box(left, top, left + 10 * len(text), top + 20), confidence))
        left += 10 * (len(text) + 1)
    return RestoredLine.untouched(Line.of(1, words))


PLAN = """\
UBND HUYỆN SÔNG LAM     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHÒNG VĂN HÓA VÀ THÔNG TIN     Độc lập - Tự do - Hạnh phúc
Số: 31/KH-PVHTT     Sông Lam, ngày 07 tháng 3 năm 2022

KẾ HOẠCH
Kiểm kê nhà sàn và nghề dệt thổ cẩm
trên địa bàn huyện Sông Lam giai đoạn 2022 - 2024

Căn cứ Luật Di sản văn hóa ngày 29 tháng 6 năm 2001;
Thực hiện Quyết định số 415/QĐ-UBND ngày 18/02/2022 của UBND tỉnh về phê duyệt
Đề án bảo tồn nghề cổ truyền đến năm 2030;
Phòng Văn hóa và Thông tin xây dựng kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU

- Lập hồ sơ ảnh của từng nếp nhà còn nguyên khung gỗ.

II. NHIỆM VỤ

1. Kiểm kê

- Đoàn Thanh niên huyện chủ trì, phối hợp với Hội Nông dân huyện, Bảo tàng tỉnh
chụp ảnh, đo vẽ các nếp nhà; hoàn thành trước ngày 30/6/2022.

- Lập danh sách nghệ nhân biết dệt trên khung cửi gỗ.

2. Truyền dạy

- Mở hai lớp dạy dệt cho thiếu nữ trong bản.

- Phân công thực hiện:
+ Mời nghệ nhân: Hội Liên hiệp Phụ nữ huyện.
+ Địa điểm: Trung tâm Văn hóa - Thể thao.
- Thời gian thực hiện: Quý III/2022.

III. KINH PHÍ

Kinh phí lấy từ nguồn sự nghiệp văn hóa của huyện.

IV. TỔ CHỨC THỰC HIỆN

1. Hội Nông dân huyện: Vận động hội viên giữ lại khung cửi cũ.

2. Ủy ban nhân dân các xã, thị trấn

Cử cán bộ dẫn đường cho đoàn kiểm kê.

Trong quá trình thực hiện nếu có vướng mắc, các xã báo cáo về Phòng trước ngày 20/12 hằng năm./.

Nơi nhận:                         KT. TRƯỞNG PHÒNG
- UBND huyện (để b/c);             PHÓ TRƯỞNG PHÒNG
- Các xã, thị trấn;
- Lưu: VT.
                                   Vi Thị Mai Hoa
"""
