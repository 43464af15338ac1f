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


def everywhere(models: Models, words: list[int]) -> Floats:
    """What surrounds each word."""
    sure = np.zeros(len(words), np.bool_)
    return models.context.neighbourhoods(words, sure, np.arange(len(words)))


def likeliest(models: Models, text: str, place: int, among: str) -> str:
    """Which of ``among`` fits best at a place of the text."""
    words = numbers(models, text)
    around = everywhere(models, words)
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
    some = models.context.neighbourhoods(words, np.zeros(len(words), np.bool_), wanted)
    all_ = everywhere(models, words)
    assert some.shape == (len(wanted), all_.shape[1])
    assert np.abs(some - all_[wanted]).mean() < 0.1 * np.abs(all_).mean()


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
