"""The context model, and the second thoughts of the restorer that rest on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from vnplan.errors import DictionaryError
from vnplan.lexicon import Dictionaries
from vnplan.model import Line
from vnplan.restore import Restorer, restore
from vnplan.restore.context import MARGIN, WINDOW, ContextModel, Floats
from vnplan.restore.drafts import Draft, surface
from vnplan.restore.language import START
from vnplan.restore.models import Models
from vnplan.restore.paragraphs import paragraphs
from vnplan.restore.reading import Reading, Taken
from vnplan.restore.surface import Mark, Shape, Surface
from vnplan.syllable import strip_marks


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return Restorer.load(Dictionaries.locate())


@pytest.fixture(scope="module")
def models(restorer: Restorer) -> Models:
    return restorer.models


def numbers(models: Models, text: str) -> list[int]:
    """The words of a text by number, as one paragraph."""
    return [START, *(models.language.number[word] for word in text.split())]


def plain(words: list[int]) -> Surface:
    """Small letters without a mark between them."""
    shapes = np.where(np.array(words) == START, Shape.NUMBER, Shape.LOWER)
    return Surface(np.full(len(words), Mark.NONE), shapes)


def everywhere(models: Models, words: list[int], surface: Surface | None = None) -> Floats:
    """What surrounds each word."""
    sure = np.zeros(len(words), np.bool_)
    wanted = np.arange(len(words))
    return models.context.neighbourhoods(words, sure, wanted, surface or plain(words))


def likeliest(
    models: Models, text: str, place: int, among: str, surface: Surface | None = None
) -> str:
    """Which of ``among`` fits best at a place of the text."""
    words = numbers(models, text)
    around = everywhere(models, words, surface)
    rivals = np.array([models.language.number[word] for word in among.split()], np.int32)
    places = np.full(len(rivals), place + 1)
    return among.split()[int(models.context.scores(around, places, rivals).argmax())]


def test_a_word_is_judged_by_both_sides(models: Models) -> None:
    text = "giao phòng nội vụ chủ trì phối hợp với công an huyện"
    assert likeliest(models, text, 4, "chủ chú chữ") == "chủ"
    assert likeliest(models, text, 10, "an án ăn") == "an"


def test_a_word_does_not_see_itself(models: Models) -> None:
    one = numbers(models, "ban hành kế hoạch tuyên truyền")
    two = numbers(models, "ban hành kế toán tuyên truyền")
    assert np.allclose(*(everywhere(models, words)[4] for words in (one, two)))


def test_windows_leave_no_seam(models: Models) -> None:
    """What surrounds a word hardly depends on where the windows of a long text are cut."""
    words = numbers(models, "các sở ban ngành triển khai thực hiện kế hoạch này") * 40
    step = WINDOW - 2 * MARGIN
    whole = everywhere(models, words)
    shifted = everywhere(models, words[11:])
    inner = slice(step, 3 * step)
    assert len(whole) == len(words)
    difference = np.abs(whole[11:][inner] - shifted[inner]).mean()
    assert difference < 0.05 * np.abs(whole).mean()


def test_some_words_alone_are_asked_as_all_are(models: Models) -> None:
    """Words far from those that are asked for hardly bear on them."""
    words = numbers(models, "các sở ban ngành triển khai thực hiện kế hoạch này") * 40
    wanted = np.array([0, 3, 40, 41, 170, len(words) - 1])
    sure = np.zeros(len(words), np.bool_)
    some = models.context.neighbourhoods(words, sure, wanted, plain(words))
    all_ = everywhere(models, words)
    assert some.shape == (len(wanted), all_.shape[1])
    assert np.abs(some - all_[wanted]).mean() < 0.1 * np.abs(all_).mean()


def test_marks_and_capitals_tell_words_apart(models: Models) -> None:
    """A comma parts two verbs; a name is one by its capitals."""
    words = numbers(models, "các xã báo cáo kết quả đề xuất giải pháp")
    marks = np.full(len(words), Mark.NONE)
    marks[7] = Mark.COMMA
    with_comma = Surface(marks, plain(words).shapes)

    def gain(of: str, beside: str, look: Surface) -> float:
        around = everywhere(models, words, look)
        rivals = np.array([models.language.number[word] for word in (of, beside)], np.int32)
        one, other = models.context.scores(around, np.full(2, 7), rivals)
        return float(one - other)

    assert gain("đề", "để", with_comma) > gain("đề", "để", plain(words)) + 1
    name = "ông nguyễn văn lợi nhận quà"
    shapes = plain(numbers(models, name)).shapes.copy()
    shapes[[1, 2, 3, 4]] = Shape.TITLE
    named = Surface(np.full(len(shapes), Mark.NONE), shapes)
    bare = "lợi lời lại"
    assert likeliest(models, name, 3, bare, named) == "lợi"


def test_the_surface_of_a_document() -> None:
    """Marks are those before each word, across line ends; of a split word the second has none."""
    lines = [Line(1, "- Hồ sơ (bản sao),"), Line(1, "ngay04 gửi UBND."), Line(1, "Hết")]
    first, second = paragraphs([*lines[:2], Line(1, ""), lines[2]])
    texts = [spot.piece.text for spot in first]
    assert texts == ["Hồ", "sơ", "bản", "sao", "ngay04", "gửi", "UBND"]
    taken = [
        Taken(at, 1, text if at != 4 else "ngày 04", at + (at > 4), 2 if at == 4 else 1)
        for at, text in enumerate(texts)
    ]
    readings = [
        Reading(first, tuple(taken), (1,) * 8, 0.0),
        Reading(second, (Taken(0, 1, "Hết", 0, 1),), (1,), 0.0),
    ]
    found = surface([Draft.of(reading) for reading in readings])
    none, end = Mark.NONE, Shape.NUMBER
    assert found.marks.tolist() == [
        *(none, Mark.DASH, none, Mark.OPENING, none, Mark.COMMA, none, none, none),
        *(Mark.STOP, none),
    ]
    low, title, upper = Shape.LOWER, Shape.TITLE, Shape.UPPER
    assert found.shapes.tolist() == [
        *(end, title, low, low, low, low, Shape.UNKNOWN, low, upper),
        *(end, title),
    ]


def test_a_model_of_another_vocabulary_is_refused(models: Models) -> None:
    with pytest.raises(DictionaryError, match="do not belong together"):
        ContextModel.load(Dictionaries.locate(), len(models.language.words) + 1)


SENTENCES = (
    "Xã tổ chức hội thao, giải chạy bộ và thi kéo co cho đoàn viên",
    "Ban chỉ huy quân sự xã nắm chắc nguồn và lập danh sách thanh niên trong độ tuổi",
    "Bà Lê Thị Nhàn, bí thư chi bộ thôn, và ông Vũ Đình Khuê nhận quà của Hội Chữ thập đỏ",
    "Công chức địa chính xã đo đạc, cắm mốc, lập hồ sơ giao đất và thu hồi các thửa bỏ hoang",
    "Nhà trường thông báo lịch thi, xếp phòng, cử giám thị và niêm phong đề trước giờ mở đề",
    "Thủ quỹ kiểm kê tiền mặt, đối chiếu sổ quỹ với sổ kế toán và ký biên bản vào cuối tháng",
)


def test_the_context_settles_what_five_words_cannot(restorer: Restorer) -> None:
    lines = [Line(1, strip_marks(true)) for true in SENTENCES]
    alone = replace(restorer, settings=replace(restorer.settings, context=0.0))

    def wrong(which: Restorer) -> int:
        texts = [line.text.split() for line in restore(lines, which)]
        rows = zip(texts, map(str.split, SENTENCES), strict=True)
        return sum(a != b for row in rows for a, b in zip(*row, strict=True))

    assert wrong(restorer) < wrong(alone)
