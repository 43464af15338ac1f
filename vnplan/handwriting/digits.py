"""Reads a number written by hand or set by a stamp: the ink of one blank, not cut into digits.

A small convolutional network names the character at every place along the ink. A text's
probability is the sum over all ways in which the places spell it: connectionist temporal
classification (Graves et al. 2006). Serials are looked for with a beam of prefixes, days and
months by weighing each allowed text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from vnplan.clean.components import components
from vnplan.errors import DictionaryError
from vnplan.lexicon import Dictionaries
from vnplan.model import Pixels

MODEL = "model_digits.onnx"
DIGITS, LETTERS, SIGNS = "0123456789", "abcdefghABCDEGH", "/-."
CHARACTERS = DIGITS + LETTERS + SIGNS
HEIGHT, INK_HEIGHT = 40, 32  # what the network sees, in pixels
STRIDE = 4  # pixels a place is wide
_WIDTHS = 16  # the network's input is a multiple of this wide
_MOST_WIDTH = 640
_MARGIN = 8
# How much the other views of the ink lean, as x over y. Of numbers drawn with digits of ARDIS that
# are stated, 95.8 % are right by one view and 98.2 % by three; 37 and 32 % are stated.
SLANTS = (0.0, 0.15, -0.15)
# Grey levels between ink and paper; less is no ink.
_LEAST_CONTRAST = 40
# Heights of the highest mark: what is lower does not set the scale (dots, dashes, guide lines).
_TALL = 0.45
_MOST_DIGITS = 5
# Letters behind a serial are that much rarer on documents than among the drawn numbers.
_LETTER_PRIOR = {c: 0.1 if c.islower() else 0.03 for c in LETTERS}
# Digits of day, month and perhaps year; stamps of receipt are of this century.
_DATE = re.compile(r"([0-3]?\d)/([01]?\d)(?:/((?:20)?[0-3]\d))?")
_DATE_CUT = re.compile(r"[0-3]?\d/[01]?\d/20[0-3]")
_DATE_BEGUN = re.compile(
    r"[0-3]?\d?(?:(?<=\d)/(?:[01]?\d?(?:(?<=\d)/(?:(?:20?)?(?:[0-3]\d?)?)?)?)?)?"
)
_SERIAL_BEGUN = re.compile(rf"\d{{1,{_MOST_DIGITS}}}[{LETTERS}]?")
# Of the probability outside the allowed texts, how much speaks against all of them.
_OUTSIDE = 0.5
# The same of dates, which are long: so probable must a date be that ink which is none (a name, a
# scribble) is not taken for one. A stroke as high as the digits looks like a 1, but a 1
# may not be taken for itself and a stroke behind it.
_NO_DATE = 1e-6
_LIKE_STROKE = 0.03
# Behind a date stands no stroke: it would be a 1.
_DATE_ENDS = ("", ".")
# Most stamps are filled in with the year; without one, any day of a leap year may be meant.
_YEARLESS, _LEAP = 0.2, 2000
_BEAM = 32
_LEAST_CHARACTER = 1e-4  # what is less probable at a place is not looked at
_RESCALED = 4  # places after which sums of probabilities are brought near 1

Floats = NDArray[np.float32]
# Log probabilities, places × (none and the characters).
Emissions = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading.

    Attributes:
        text: digits, perhaps a letter behind them; or a date.
        probability: that the whole text is right, as the network gives it; how that was checked
            stands in dictionaries/README.md.
    """

    text: str
    probability: float


@dataclass(frozen=True, slots=True, eq=False)
class DigitReader:
    """Reads the ink of one blank."""

    network: cv2.dnn.Net

    @classmethod
    def load(cls, dictionaries: Dictionaries) -> DigitReader:
        """The reader with the network of :data:`MODEL`.

        Raises:
            DictionaryError: the file is missing, damaged, or holds another network.
        """
        weights = np.frombuffer(dictionaries.path(MODEL).read_bytes(), np.uint8)
        try:
            reader = cls(cv2.dnn.readNetFromONNX(weights))
            shape = reader.emissions(np.zeros((HEIGHT, 4 * _WIDTHS), np.float32)).shape
        except cv2.error as error:
            raise _damaged("cannot be read") from error
        if shape != (4 * _WIDTHS // STRIDE, 1 + len(CHARACTERS)):
            raise _damaged(f"gives {shape[0]} × {shape[1]} scores")
        return reader

    def read(
        self,
        ink: Pixels,
        among: Collection[str] | None = None,
        most: int = 10,
        slants: Sequence[float] = SLANTS,
        alone: bool = False,
    ) -> tuple[Candidate, ...]:
        """What the ink may say, most probable first; nothing for a blank without a number.

        Args:
            ink: rows × columns, dark on light, any scale; a little print beside the number does
                no harm.
            among: the texts allowed; ``None`` for any serial: up to five digits and perhaps a
                letter.
            most: how many readings to give.
            slants: how much the views of the ink lean.
            alone: whether no print stands behind the number: what looks like a stroke is a 1.
        """
        strokes = normalised(ink)
        if strokes is None:
            return ()
        views = [self.emissions(view) for view in _slanted(strokes, slants)]
        if alone:
            views = [_without_strokes(logs) for logs in views]
        texts = sorted({*among} - {""}) if among is not None else _beams(views, _SERIAL_BEGUN)
        nothing, *chances = _chances(views, ["", *texts])
        if among is None:
            chances = [c * _LETTER_PRIOR.get(t[-1], 1.0)
                       for t, c in zip(texts, chances, strict=True)]  # fmt: skip
        if nothing >= max(chances, default=0.0):
            return ()
        return _shares(zip(texts, chances, strict=True), most)

    def read_date(self, ink: Pixels, most: int = 10) -> tuple[Candidate, ...]:
        """The same of a day, month and year with strokes, dashes or dots between them, as
        ``31/12/2025``; a year of two digits is one of this century, and without one it is
        ``31/12``."""
        strokes = normalised(ink)
        if strokes is None:
            return ()
        views = [self.emissions(view) for view in _slanted(strokes, SLANTS)]
        parted = [_parted(logs) for logs in views]
        texts = _beams(parted, _DATE_BEGUN)
        dates: dict[str, float] = {}
        begun = 0.0  # a year that lost a digit is no year of two digits
        for text, chance in zip(texts, _chances(parted, texts, _DATE_ENDS), strict=True):
            if named := _date_of(text):
                weight = 1.0 if named.count("/") > 1 else _YEARLESS
                dates[named] = dates.get(named, 0.0) + weight * chance
            elif _DATE_CUT.fullmatch(text):
                begun = max(begun, chance)
        if not dates:
            return ()
        number = max(_chances(views, _beams(views, _SERIAL_BEGUN)), default=0.0)
        return _shares(dates.items(), most, number + begun + _NO_DATE)

    def emissions(self, strokes: Floats) -> Emissions:
        """Log probabilities of none and of each character, place by place."""
        room = -strokes.shape[1] % _WIDTHS
        wide = np.pad(strokes, ((0, 0), (room // 2, room - room // 2)))
        self.network.setInput(wide[None, None])
        scores = self.network.forward()
        if scores.ndim != 4:
            raise _damaged(f"gives scores in {scores.ndim} dimensions")
        logs = scores[0, :, 0].T.astype(np.float64)
        logs -= logs.max(axis=1, keepdims=True)
        return np.asarray(logs - np.log(np.exp(logs).sum(axis=1, keepdims=True)))


def _shares(
    chances: Iterable[tuple[str, float]], most: int, others: float | None = None
) -> tuple[Candidate, ...]:
    """The texts with their shares of the probability, most probable first; ``others``: what is
    left for all other texts."""
    chances = list(chances)
    total = sum(chance for _, chance in chances)
    total += _OUTSIDE * max(0.0, 1 - total) if others is None else others
    found = (Candidate(text, float(chance / total)) for text, chance in chances)
    return tuple(sorted(found, key=lambda c: (-c.probability, c.text))[:most])


def _without_strokes(logs: Emissions) -> Emissions:
    """The log probabilities where no stroke can stand: what looks like one is a 1."""
    found = logs.copy()
    stroke, one = 1 + CHARACTERS.index("/"), 1 + CHARACTERS.index("1")
    found[:, one] = np.logaddexp(logs[:, one], logs[:, stroke])
    found[:, stroke] = -np.inf
    return found


def _parted(logs: Emissions) -> Emissions:
    """The log probabilities with all that may part the numbers of a date as one stroke."""
    parted = logs.copy()
    columns = [1 + CHARACTERS.index(sign) for sign in (*SIGNS, "1")]
    weights = np.log([1.0] * len(SIGNS) + [_LIKE_STROKE])
    parted[:, 1 + CHARACTERS.index("/")] = np.logaddexp.reduce(logs[:, columns] + weights, axis=1)
    return parted


def _date_of(text: str) -> str | None:
    """The date of digits, ``3/4/25`` as ``03/04/2025``; ``None`` when there is no such day."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    day, month, year = int(match[1]), int(match[2]), int(match[3] or _LEAP)
    try:
        found = date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
    return found.strftime("%d/%m/%Y" if match[3] else "%d/%m")


def _damaged(fact: str) -> DictionaryError:
    return DictionaryError(f"{MODEL}: {fact}", "pip install --force-reinstall vnplan")


# --- ink to strokes ---------------------------------------------------------------------------


def normalised(ink: Pixels) -> Floats | None:
    """The ink at the scale of the network, 1 for ink and 0 for paper, :data:`HEIGHT` × width.

    ``None`` where there is no ink.
    """
    if min(ink.shape) < 4 or int(ink.max()) - int(ink.min()) < _LEAST_CONTRAST:
        return None
    level, _ = cv2.threshold(ink, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    dark = ink <= level
    extent = _extent(dark)
    if extent is None:
        return None
    left, top, right, bottom = extent
    scale = min(INK_HEIGHT / (bottom - top), (_MOST_WIDTH - 2 * _MARGIN) / (right - left))
    width = -int(-((right - left) * scale + 2 * _MARGIN) // 8) * 8
    strokes = _levelled(ink, dark)
    if scale < 0.8:  # else fine strokes are lost between the samples
        strokes = np.asarray(cv2.GaussianBlur(strokes, (0, 0), 0.3 / scale), np.float32)
    move = np.array(
        [
            [scale, 0, width / 2 - (left + right) / 2 * scale],
            [0, scale, HEIGHT / 2 - (top + bottom) / 2 * scale],
        ]
    )
    moved = cv2.warpAffine(strokes, move, (width, HEIGHT), flags=cv2.INTER_LINEAR)
    return np.asarray(moved, np.float32)


def _slanted(strokes: Floats, slants: Sequence[float]) -> Iterator[Floats]:
    """The strokes as they are, and leaning more and less: what is read only one way is in doubt."""
    height, width = strokes.shape
    for slant in slants:
        room = -int(-(abs(slant) * height) // 8) * 8
        move = np.array([[1.0, slant, (room - slant * height) / 2], [0.0, 1.0, 0.0]])
        view = cv2.warpAffine(strokes, move, (width + room, height)) if slant else strokes
        yield np.asarray(view, np.float32)


def _levelled(ink: Pixels, dark: NDArray[np.bool_]) -> Floats:
    """1 for ink, 0 for paper, whatever their greys are."""
    black, white = float(np.median(ink[dark])), float(np.median(ink[~dark]))
    strokes = (white - ink.astype(np.float32)) / max(1.0, white - black)
    return np.asarray(np.clip(strokes, 0, 1), np.float32)


def _extent(dark: NDArray[np.bool_]) -> tuple[int, int, int, int] | None:
    """Left and right of all marks, top and bottom of the tall ones: left, top, right, bottom."""
    _, boxes, _ = components(dark.astype(np.uint8))
    marks = boxes[1:]
    marks = marks[(marks[:, 4] >= 6) & (marks[:, 2] < 8 * marks[:, 3])]  # no specks, no rules
    if not len(marks) or marks[:, 3].max() < 6:
        return None
    tall = marks[marks[:, 3] >= _TALL * marks[:, 3].max()]
    left, right = marks[:, 0].min(), (marks[:, 0] + marks[:, 2]).max()
    top, bottom = tall[:, 1].min(), (tall[:, 1] + tall[:, 3]).max()
    return int(left), int(top), int(right), int(bottom)


# --- strokes to texts -------------------------------------------------------------------------


_NUMBERS = {character: 1 + place for place, character in enumerate(CHARACTERS)}


def log_chances(logs: Emissions, texts: Sequence[str]) -> NDArray[np.float64]:
    """Log probability of each text: the forward sums of Graves et al. (2006), section 4.1."""
    longest = max(map(len, texts))
    # None, character, none, character … none: the states that a text passes.
    states = np.zeros((len(texts), 2 * longest + 1), int)
    for row, text in zip(states, texts, strict=True):
        row[1 : 2 * len(text) : 2] = [_NUMBERS[c] for c in text]
    may_skip = np.zeros(states.shape)
    may_skip[:, 2:] = (states[:, 2:] != 0) & (states[:, 2:] != states[:, :-2])
    # Sums of probabilities, not of their logarithms, which take six times as long; what they come
    # to is taken out of each row now and then, lest they vanish.
    chances = np.exp(logs)
    taken_out = np.zeros(len(texts))
    sums = np.zeros((len(texts), states.shape[1] + 2))  # two more in front
    sums[:, 2:4] = chances[0][states[:, :2]]
    for at, place in enumerate(chances[1:], 1):
        skipping = sums[:, :-2] * may_skip
        sums[:, 2:] = (sums[:, 2:] + sums[:, 1:-1] + skipping) * place[states]
        if at % _RESCALED == 0:
            most = sums.max(axis=1)
            most[most == 0.0] = 1.0
            sums /= most[:, None]
            taken_out += np.log(most)
    ends = 2 + 2 * np.array([len(text) for text in texts])
    rows = np.arange(len(texts))
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(sums[rows, ends] + sums[rows, ends - 1]) + taken_out)


def _chances(
    views: Sequence[Emissions], texts: Sequence[str], ends: Sequence[str] = ("", *SIGNS)
) -> list[float]:
    """Probability of each text, the geometric mean over all views of the ink: a text that one of
    them denies is in doubt. The stroke or dash of print behind it may be there as well:
    ``ends``."""
    if not texts:
        return []
    whole = [text + end for end in ends for text in texts]
    logs_of = [log_chances(logs, whole).reshape(len(ends), -1) for logs in views]
    each = [np.logaddexp.reduce(logs, axis=0) for logs in logs_of]
    return [float(chance) for chance in np.exp(np.mean(each, axis=0))]


def _beams(views: Sequence[Emissions], begun: re.Pattern[str]) -> list[str]:
    """The most probable texts of every view."""
    return sorted({text for logs in views for text in _beam(logs, begun)})


def _beam(logs: Emissions, begun: re.Pattern[str]) -> list[str]:
    """The most probable texts, found by a beam of prefixes, each as ``begun`` allows, from left to
    right."""
    # Probability of a prefix that ends in none, and in its last character; the best one's is 1.
    beam: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}
    fits = lru_cache(maxsize=None)(begun.fullmatch)
    for none, *place in np.exp(logs).tolist():
        likely = [(c, p) for c, p in zip(CHARACTERS, place, strict=True) if p > _LEAST_CHARACTER]
        if not likely:
            beam = {text: (sum(chances), 0.0) for text, chances in beam.items()}
            continue
        longer = _continued(beam, none, likely, fits)
        best = sorted(longer.items(), key=lambda step: (-sum(step[1]), step[0]))[:_BEAM]
        whole = sum(best[0][1]) or 1.0
        beam = {text: (a / whole, b / whole) for text, (a, b) in best}
    return [text for text in beam if text]


def _continued(
    beam: dict[str, tuple[float, float]],
    none: float,
    likely: Sequence[tuple[str, float]],
    fits: Callable[[str], object],
) -> dict[str, list[float]]:
    """The prefixes one place on, each with its probability ending in none, in a character."""
    longer: dict[str, list[float]] = {}
    for text, (in_none, in_character) in beam.items():
        both = in_none + in_character
        same = longer.setdefault(text, [0.0, 0.0])
        same[0] += both * none
        for character, chance in likely:
            again = text.endswith(character)
            if again:
                same[1] += in_character * chance
            if fits(text + character):
                before = in_none if again else both
                longer.setdefault(text + character, [0.0, 0.0])[1] += before * chance
    return longer
