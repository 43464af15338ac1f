"""What a pen wrote, weighed against what else is known: the calendar, other dates, the file name.

The ink comes first: only what its reader offers can be chosen. What is known besides makes one
reading more probable and another less; what is left after that decides whether it is stated.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import regex

from vnplan.model import STATED, Reading, Word
from vnplan.parse.text.dates import iso
from vnplan.parse.text.passage import Passage

# Documents are dated on Saturdays and Sundays so much more rarely than on other days: 128 of
# 3,908 dates that laws and administrative documents cite, by day.
_WEEKEND = 0.085
# A day before a date that it cannot precede, or after one that it cannot follow: such a date may
# be misread itself.
_OUT_OF_ORDER = 0.03
# So many days after its date a document is received at most, and how much rarer each later day
# is than each of these. Its date may be misread: none is impossible.
_SOON, _SLOW, _LATE, _BEFORE = 31, (92, 0.05), 0.01, 0.005
# A serial that the file's name holds too, while the ink alone is doubtful.
_NAMED = 20.0
# Numbers in a file's name; its date is none of them.
_NUMBER = regex.compile(r"(?<!\d)\d{2,5}(?!\d)(?:[a-z](?!\p{L}))?")
_DATE = regex.compile(
    r"(?<!\d)(?:\d{1,2}[-._]\d{1,2}[-._]\d{4}|\d{4}[-._]\d{1,2}[-._]\d{1,2})(?!\d)"
)
# A zero is written before a single digit, rarely before more of them.
_PADDED = 0.05
_BLANK = "…"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Dates between which a document was dated, both included, ISO; ``None`` when not known."""

    earliest: str | None = None
    latest: str | None = None

    def hold(self, value: str) -> bool:
        """Whether a date, perhaps shortened, does not contradict them."""
        early = self.earliest is not None and value < self.earliest[: len(value)]
        late = self.latest is not None and value > self.latest[: len(value)]
        return not early and not late


NO_BOUNDS = Bounds()


def written_word(passage: Passage) -> Word | None:
    """The first word of the passage that a pen or a stamp set there; ``None`` for print."""
    for piece in passage.pieces:
        low, high = piece.line.source_span(piece.start, piece.stop)
        at = 0
        for word in piece.line.line.words:
            if at < high and at + len(word.text) > low and _is_written(word):
                return word
            at += len(word.text) + 1
    return None


def _is_written(word: Word) -> bool:
    return bool(word.readings) or (word.text == _BLANK and word.confidence == 0)


def weigh_serial(word: Word, name: str) -> Reading | None:
    """The serial; ``name``, that of the file, only confirms what the ink says most probably."""
    best = _weighed(word.readings, _serial_weight)
    if best is None or best.probability >= STATED or _plain(best.text) not in _numbers_in(name):
        return best
    named = _plain(best.text)
    return _weighed(
        word.readings,
        lambda text: _serial_weight(text) * (_NAMED if _plain(text) == named else 1.0),
    )


def _numbers_in(name: str) -> set[str]:
    return {_plain(number) for number in _NUMBER.findall(_DATE.sub(" ", name.lower()))}


def _plain(number: str) -> str:
    return number.lstrip("0")


def _serial_weight(text: str) -> float:
    padded = text.startswith("0") and sum(map(str.isdigit, text)) > 2
    return _PADDED if padded else 1.0


def weigh_day(word: Word, year: int, month: int, bounds: Bounds) -> Reading | None:
    """The day of a known month, "5" and "05" taken together."""
    return _weighed(_numbers(word.readings), lambda text: _day_weight(year, month, text, bounds))


def weigh_plain(word: Word) -> Reading | None:
    """A number of which nothing else is known."""
    return _weighed(word.readings, lambda _: 1.0)


def weigh_received(word: Word, bounds: Bounds) -> Reading | None:
    """The date of receipt, as 31/12/2025; without a year that the document's own date can give,
    as 31/12."""
    sums: dict[str, float] = {}
    for reading in word.readings:
        text = _with_year(reading.text, bounds)
        sums[text] = sums.get(text, 0.0) + reading.probability
    readings = [Reading(text, probability) for text, probability in sums.items()]
    return _weighed(readings, lambda text: _received_weight(text, bounds))


def _with_year(text: str, bounds: Bounds) -> str:
    """A day and month in the first year in which they do not precede the earliest date."""
    if text.count("/") > 1 or bounds.earliest is None or len(bounds.earliest) < len("2025-12-31"):
        return text
    day, month = map(int, text.split("/"))
    year = int(bounds.earliest[:4])
    if f"{year}-{month:02}-{day:02}" < bounds.earliest:
        year += 1
    return f"{text}/{year}"


def _received_weight(text: str, bounds: Bounds) -> float:
    if text.count("/") < 2:
        return 1.0
    day, month, year = map(int, text.split("/"))
    value = iso(year, month, day)
    if value is None:
        return 0.0
    weekend = date.fromisoformat(value).weekday() >= 5
    likely = _WEEKEND if weekend else 1.0
    if not bounds.hold(value):
        return likely * _BEFORE
    gone = _days_after(value, bounds.earliest)
    slow, rare = _SLOW
    return likely * (1.0 if gone <= _SOON else rare if gone <= slow else _LATE)


def _days_after(value: str, earliest: str | None) -> int:
    """Days from the earliest date to this one, as few as they may be; 0 where none is known."""
    if earliest is None:
        return 0
    year, month, day = (*map(int, earliest.split("-")), 0, 0)[:3]
    last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    return max(0, (date.fromisoformat(value) - last).days)


def weigh_month(word: Word, year: int, bounds: Bounds) -> Reading | None:
    """The month of a known year."""
    return _weighed(_numbers(word.readings), lambda text: _month_weight(year, text, bounds))


def weigh_year(word: Word, bounds: Bounds) -> Reading | None:
    """The year of a form that leaves its last digits to the pen."""
    return _weighed(word.readings, lambda text: 1.0 if bounds.hold(text) else _OUT_OF_ORDER)


def _day_weight(year: int, month: int, text: str, bounds: Bounds) -> float:
    value = iso(year, month, int(text))
    if value is None:
        return 0.0
    weekend = date.fromisoformat(value).weekday() >= 5
    return (_WEEKEND if weekend else 1.0) * (1.0 if bounds.hold(value) else _OUT_OF_ORDER)


def _month_weight(year: int, text: str, bounds: Bounds) -> float:
    value = iso(year, int(text))
    if value is None:
        return 0.0
    return 1.0 if bounds.hold(value) else _OUT_OF_ORDER


def _numbers(readings: Iterable[Reading]) -> list[Reading]:
    """Readings that are the same number as one, without a leading zero."""
    sums: dict[str, float] = {}
    for reading in readings:
        if reading.text.isdigit() and (number := str(int(reading.text))) != "0":
            sums[number] = sums.get(number, 0.0) + reading.probability
    return [Reading(text, probability) for text, probability in sums.items()]


def _weighed(readings: Sequence[Reading], weight: Callable[[str], float]) -> Reading | None:
    """The most probable reading, given how much each is favoured by what else is known.

    What the reader keeps for all other texts is neither favoured nor not.
    """
    weights = [(reading, reading.probability * weight(reading.text)) for reading in readings]
    others = max(0.0, 1.0 - sum(reading.probability for reading in readings))
    total = others + sum(w for _, w in weights)
    if not weights or total <= 0:
        return None
    best, share = max(weights, key=lambda pair: pair[1])
    return Reading(best.text, min(1.0, share / total)) if share > 0 else None


def in_doubt(what: str, reading: Reading) -> str:
    """The reason of a doubt about a reading that is not stated.

    >>> in_doubt("", Reading("2084", 0.714))
    'viết tay, đọc được 2084 (0,71)'
    >>> in_doubt("ngày", Reading("7", 0.5))
    'ngày viết tay, đọc được 7 (0,50)'
    """
    sure = f"{reading.probability:.2f}".replace(".", ",")
    return f"{what} viết tay, đọc được {reading.text} ({sure})".strip()
