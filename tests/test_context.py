"""The context model, and the second thoughts of the restorer that rest on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from vnplan.errors import DictionaryError
from vnplan.lexicon import Dictionaries
from vnplan.model import Line
from vnplan.restore import Restorer, restore
from vnplan.restore.context import MARGIN, WINDOW, ContextModel
from vnplan.restore.language import START
from vnplan.restore.models import Models
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


def likeliest(models: Models, text: str, place: int, among: str) -> str:
    """Which of ``among`` fits best at a place of the text."""
    words = numbers(models, text)
    around = models.context.neighbourhoods(words, np.zeros(len(words), np.bool_))
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
    sure = np.zeros(len(one), np.bool_)
    around = [models.context.neighbourhoods(words, sure)[4] for words in (one, two)]
    assert np.allclose(*around)


def test_windows_leave_no_seam(models: Models) -> None:
    """What surrounds a word hardly depends on where the windows of a long text are cut."""
    words = numbers(models, "các sở ban ngành triển khai thực hiện kế hoạch này") * 40
    sure = np.zeros(len(words), np.bool_)
    step = WINDOW - 2 * MARGIN
    whole = models.context.neighbourhoods(words, sure)
    shifted = models.context.neighbourhoods(words[11:], sure[11:])
    inner = slice(step, 3 * step)
    assert len(whole) == len(words)
    difference = np.abs(whole[11:][inner] - shifted[inner]).mean()
    assert difference < 0.05 * np.abs(whole).mean()


def test_a_model_of_another_vocabulary_is_refused(models: Models) -> None:
    with pytest.raises(DictionaryError, match="do not belong together"):
        ContextModel.load(Dictionaries.locate(), len(models.language.words) + 1)


def test_the_context_settles_what_five_words_cannot(restorer: Restorer) -> None:
    true = "Xã tổ chức hội thao, giải chạy bộ và thi kéo co cho đoàn viên"
    lines = [Line(1, strip_marks(true))]
    alone = replace(restorer, settings=replace(restorer.settings, context=0.0))
    (without,), (with_context,) = restore(lines, alone), restore(lines, restorer)

    def wrong(text: str) -> int:
        return sum(a != b for a, b in zip(text.split(), true.split(), strict=True))

    assert wrong(with_context.text) < wrong(without.text)
