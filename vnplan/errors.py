"""Errors that a user can act on, and the exit codes of the program.

A stage raises what it knows (the fact) and a hint (the next step); every
:func:`located` block it passes on its way up adds its part of the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of ``vnplan``; part of the contract, never renumbered."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    INPUT = 3
    DEPENDENCY = 4
    OUTPUT = 5
    BATCH_PARTIAL = 6
    INTERRUPTED = 130


class VnplanError(Exception):
    """Something went wrong that one clear message can explain.

    Attributes:
        fact: what is wrong, one sentence without a final stop.
        hint: what the user can do next, or ``None``.
        place: where, outermost first, e.g. ``("plan.pdf", "page 3")``.
        exit_code: how the program ends when nobody handles the error.
    """

    exit_code: ExitCode = ExitCode.UNEXPECTED

    def __init__(self, fact: str, hint: str | None = None) -> None:
        super().__init__(fact)
        self.fact = fact
        self.hint = hint
        self.place: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = ", ".join(self.place)
        text = f"{where}: {self.fact}" if where else self.fact
        return f"{text}\n  try: {self.hint}" if self.hint else text


class InputError(VnplanError):
    """The input cannot be read: missing, empty, encrypted, damaged, no document."""

    exit_code = ExitCode.INPUT


class DependencyError(VnplanError):
    """A program or its data is missing: Tesseract, Vietnamese data, poppler."""

    exit_code = ExitCode.DEPENDENCY


class OutputError(VnplanError):
    """The result cannot be written."""

    exit_code = ExitCode.OUTPUT


class RecogniseError(VnplanError):
    """One page could not be read by Tesseract (crash, timeout); the rest goes on."""


class DictionaryError(VnplanError):
    """A file of ``dictionaries/`` is malformed; the place names the line."""


@contextmanager
def located(part: object) -> Iterator[None]:
    """Add ``part`` in front of the place of any :class:`VnplanError` that passes; not of a
    :class:`DictionaryError`, for which the document at hand is not to blame.

    >>> try:
    ...     with located("plan.pdf"), located("page 3"):
    ...         raise RecogniseError("Tesseract timed out", "--timeout 300")
    ... except VnplanError as error:
    ...     print(error)
    plan.pdf, page 3: Tesseract timed out
      try: --timeout 300
    """
    try:
        yield
    except VnplanError as error:
        if not isinstance(error, DictionaryError):
            error.place = (str(part), *error.place)
        raise
