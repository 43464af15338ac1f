"""Values as people enter them: tidied, and refused where the schema would refuse them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from vnplan.errors import InputError
from vnplan.record import Plain
from vnplan.syllable import nfc

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_DATES = frozenset({"date", "due", "from", "to"})
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?([+-][0-9]{2}:[0-9]{2}|Z)?)?"
)
# Control characters, and halves of characters that JSON can name but no file can hold.
_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SECTION = re.compile(r"[0-9IVXLCDM]+(\.[0-9IVXLCDM]+)*")
# Serial, year of a law or decree, symbol.
_NUMBER = re.compile(r"\d+[a-zđ]*\s?[/–-]\s?(?:\d{4}/)?(?P<symbol>[^\W\d_].*)")


def tidy(value: Plain) -> Plain:
    """Text in NFC on one line; what is empty is unknown.

    >>> tidy({"text": " trước ngày\\n30/6 ", "due": ""}), tidy(["a", " "])
    ({'text': 'trước ngày 30/6', 'due': None}, ['a'])
    """
    if isinstance(value, str):
        return nfc(" ".join(_NO_TEXT.sub(" ", value).split())) or None
    if isinstance(value, list):
        return [item for item in map(tidy, value) if item is not None]
    if isinstance(value, dict):
        return {key: tidy(item) for key, item in value.items()}
    return value


def check_value(name: str, value: Plain) -> None:
    """Refuse dates and section numbers that the schema would refuse.

    Raises:
        InputError: the message says what is due.
    """
    for key, text in _texts(name, value):
        if key in _DATES and not _is_date(text):
            raise InputError(f"{text}: not a date", "2024-03-05, 2024-03 or 2024")
        if key == "time" and not _is_time(text):
            raise InputError(f"{text}: not a time", "2024-03-05T08:30:00+07:00")
        if key == "section" and not _SECTION.fullmatch(text):
            raise InputError(f"{text}: not the number of a section", "II.1")


def symbol_of(number: str | None) -> str | None:
    """The part of a document's number after its serial.

    >>> symbol_of("57/KH-UBND"), symbol_of("15/2024/NĐ-CP"), symbol_of("12-KH/TU"), symbol_of("57")
    ('KH-UBND', 'NĐ-CP', 'KH/TU', None)
    """
    match = _NUMBER.fullmatch(number or "")
    return match["symbol"] if match else None


def _is_date(text: str) -> bool:
    """Whether the calendar has that day, month or year.

    >>> [_is_date(text) for text in ("2024-02-29", "2023-02-29", "2024-13", "2024")]
    [True, False, False, True]
    """
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _is_time(text: str) -> bool:
    if not _TIME.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _texts(name: str, value: Plain) -> Iterator[tuple[str, str]]:
    """Every text in a value, under the last key that leads to it."""
    if isinstance(value, str):
        yield re.split(r"[.\]]", name)[-1], value
    parts: Sequence[tuple[str, Plain]] = ()
    if isinstance(value, dict):
        parts = list(value.items())
    elif isinstance(value, list):
        parts = [(name, item) for item in value]
    for key, part in parts:
        yield from _texts(key, part)
