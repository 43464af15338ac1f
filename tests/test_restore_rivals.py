"""How the readings of a word are weighed, alone and many at a time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from vnplan.lexicon import Dictionaries
from vnplan.restore.choices import NO_WORD, Choice, Choices, Single
from vnplan.restore.language import PROBABILITY_STEP, START
from vnplan.restore.models import Models
from vnplan.restore.rivals import Contest, mixed, weighed


@pytest.fixture(scope="module")
def models() -> Models:
    return Models.load(Dictionaries.locate())


def numbers(models: Models, text: str) -> list[int]:
    return [models.language.number[word] for word in text.split()]


def single(models: Models, texts: str, *scores: float) -> Single:
    """Readings of one piece, each as likely to be read so as ``scores`` say."""
    rows = zip(texts.split(), scores, strict=True)
    choices = [Choice(1, models.language.number[t.lower()], NO_WORD, s, t) for t, s in rows]
    return Single.among(Choices.of(choices), np.ones(len(choices), np.bool_))


def test_a_paragraph_is_weighed_apart_from_the_next(models: Models) -> None:
    rivals = np.array(numbers(models, "hoạch hoạnh"), np.int32)
    run = [START, *numbers(models, "kế hoạch")]
    alone, before = (
        weighed(models.decoder, words, 2, rivals, np.zeros(2, np.float32))
        for words in (run, [*run, START, *numbers(models, "tài chính")])
    )
    assert np.array_equal(alone, before)


def test_what_opens_a_paragraph_is_judged_by_what_follows(models: Models) -> None:
    """A line may begin in mid-sentence."""
    rivals = np.array(numbers(models, "hoạch căn"), np.int32)
    nothing = np.zeros(2, np.float32)
    alone = weighed(models.decoder, [START, rivals[0]], 1, rivals, nothing)
    assert np.exp(alone) == pytest.approx([0.5, 0.5])
    followed = weighed(
        models.decoder, [START, rivals[0], *numbers(models, "cứ")], 1, rivals, nothing
    )
    assert followed[1] > -0.1


def test_all_places_at_once_are_weighed_as_one_by_one(models: Models) -> None:
    run = [
        START,
        *numbers(models, "ban hành kế hoạch"),
        START,
        *numbers(models, "và kế toán"),
    ]
    places = [2, 4, 8]
    pieces = [
        single(models, "hành hanh hãnh", -1, -2, -2),
        single(models, "hoạch hoạch hoạnh", -3, -1, -1),
        single(models, "toán toàn", -1, -1),
    ]
    contest = Contest.of(pieces, places, run, models.decoder)
    for number, (place, piece) in enumerate(zip(places, pieces, strict=True)):
        one = weighed(models.decoder, run, place, piece.words, piece.score)
        found = contest.at_place(number, contest.logs)
        assert np.allclose(found.logs, one, atol=1e-4)
        assert np.exp(found.logs).sum() == pytest.approx(1, abs=1e-4)


def test_a_text_that_stands_for_several_readings_has_their_share(models: Models) -> None:
    pieces = [single(models, "kế kể kế", -1, -4, -2), single(models, "toán toàn", -1, -1)]
    run = [START, *numbers(models, "kế toán")]
    contest = Contest.of(pieces, [1, 2], run, models.decoder)
    shares = np.exp(contest.logs)
    assert contest.shares(["kế", "toàn"]) == pytest.approx([shares[0] + shares[2], shares[4]])
    assert contest.at_place(0, contest.logs).choice(2)[2] == pytest.approx(shares[0] + shares[2])


def test_only_some_places_and_rivals(models: Models) -> None:
    pieces = [single(models, "kế kể kệ", 0, -1, -9), single(models, "toán", 0)]
    run = [START, *numbers(models, "kế toán")]
    contest = Contest.of([*pieces, *pieces], [1, 2, 1, 2], run, models.decoder)
    left = contest.only(contest.words != pieces[0].words[1], [1, 2])
    assert [left.singles[n].texts[at] for n, at in zip(left.owner, left.at, strict=True)] == [
        "toán",
        "kế",
        "kệ",
    ]
    assert left.starts.tolist() == [0, 1]
    assert left.best(-left.channel).tolist() == [0, 2]


def test_shares_are_mixed_place_by_place(models: Models) -> None:
    pieces = [single(models, "kế kể", 0, -1), single(models, "toán toàn", 0, 0)]
    contest = Contest.of(pieces, [1, 2], [START, *numbers(models, "kế toán")], models.decoder)
    alone = mixed(
        contest.channel, contest.logs, np.zeros(4, np.float32), (1.0, 1.0), contest.starts
    )
    assert np.allclose(alone, contest.logs, atol=1e-5)
    scores = np.array([0, 50, 50, 0], np.float32)
    heard = mixed(contest.channel, contest.logs, scores, (1.0, 1.0), contest.starts)
    assert replace(contest, logs=heard).shares(["kể", "toán"]) == pytest.approx([1, 1], abs=1e-3)


def test_the_words_behind_others_share_one_probability(models: Models) -> None:
    """Each is kept in steps, so that all of them may be off by half of one; on average they are
    not."""
    first, second = numbers(models, "báo cáo")
    wholes = []
    for before in (first, *numbers(models, "tổ thực quy nhân công của và ủy kế trường hội")):
        wholes.append(float(np.exp(follow(models, before)).sum()))
    assert wholes == pytest.approx([1] * len(wholes), abs=PROBABILITY_STEP / 2)
    assert np.mean(wholes) == pytest.approx(1, abs=0.01)
    assert int(np.argmax(follow(models, first))) == second


def follow(models: Models, before: int) -> list[float]:
    """Logarithm of the probability of each word behind one that opens a paragraph."""
    words = range(len(models.language.words))
    return [models.decoder.follows(np.array([START, before, word], np.int32)) for word in words]
